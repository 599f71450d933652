"""Shapes that several screens share: panels, tables, amounts, sources, next and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from core import Catalog, Estimate, YenRange, said
from core.base import Answerer
from core.cost.explain import Explanation, explain
from core.figures import GRADE_LABELS, CarriedFigure, Figure
from core.find import easy
from pages.parts.kit import html, roles
from pages.parts.kit.html import NOTHING, joined, tag

CHECK_TAG = Markup('<span class="ashiba-tag ashiba-tag-check">要確認</span>')

# Colour and outline of each stage's shape: diamond, pentagon, square.
_SHAPES = {
    1: ("5b4b8a", "M12 1L23 12L12 23L1 12Z"),
    2: ("2f6f73", "M12 1L23 9L19 22L5 22L1 9Z"),
    3: ("8a5a2b", "M2 2H22V22H2Z"),
}


def paragraphs(*texts: str, kind: str = "panel") -> None:
    """A quiet panel ("panel", "caution", "card" or "alert") with one paragraph per text."""
    html.write(tag('<div class="ashiba-{}">{}</div>', kind, html.lines(*texts)))


def line(text: str) -> Markup:
    """A paragraph; nothing for nothing."""
    return html.lines(text)


def tell(kind: str, *texts: str) -> None:
    """A panel that is read out when it appears."""
    html.write(tag('<div class="ashiba-{}" role="status">{}</div>', kind, html.lines(*texts)))


def fault(message: str, key: str = "") -> None:
    """A message at a field: what is wrong and what is expected.

    ``key``: that of the field's widget; frame/js/hand.js ties the two for those who hear them.
    """
    name = re.sub("[^a-zA-Z0-9_-]", "-", key.strip())  # as Streamlit makes a class of a key
    to_field = tag(' id="fault-{}" data-ashiba-for="{}"', name, name) if name else NOTHING
    html.write(tag('<p class="ashiba-caution"{} role="alert">{}</p>', to_field, message))


def stage_name(number: int, name: str) -> Markup:
    """The name of a stage with its drawn shape."""
    color, path = _SHAPES[number]
    # As a picture: st.html takes no inline svg.
    picture = tag(
        "data:image/svg+xml,"
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E"
        "%3Cpath d='{}' fill='none' stroke='%23{}' stroke-width='2'/%3E%3C/svg%3E",
        path,
        color,
    )
    return tag(
        '<span class="ashiba-stage-{}"><img src="{}" width="26" height="26" alt=""> '
        "足場{}　{}</span>",
        number,
        picture,
        number,
        name,
    )


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    yen: int = -1,
    state: int = -1,
) -> None:
    """A table with a caption; the first column heads its row. Cells: words, or Markup as it is.

    Column ``yen`` stands right; column ``state`` holds a word that stays on one line.
    """
    kinds = {yen: Markup(' class="ashiba-yen"'), state: Markup(' class="ashiba-state"')}

    def cell(index: int, text: str) -> Markup:
        if index == 0:
            return tag('<th scope="row">{}</th>', text)
        return tag("<td{}>{}</td>", kinds.get(index, NOTHING), text)

    head = joined(
        tag('<th scope="col"{}>{}</th>', Markup(" class=ashiba-yen") if i == yen else NOTHING, text)
        for i, text in enumerate(heads)
    )
    body = joined(
        tag("<tr>{}</tr>", joined(cell(i, text) for i, text in enumerate(row))) for row in rows
    )
    html.write(
        tag(
            '<div class="ashiba-wide"><table><caption>{}</caption>'
            "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
            caption,
            head,
            body,
        )
    )


def ends(value: YenRange) -> Markup:
    """The ends of an amount, each for one line."""
    words = said.yen_ends(value.low, value.high)
    return joined(tag("<span>{}</span>", end) for end in words)


def amount(value: YenRange, before: str = "月 ") -> None:
    """An amount in large type."""
    html.write(tag('<p class="ashiba-amount">{}{}</p>', before, ends(value)))


def hard_words(text: str, catalog: Catalog, answerer: Answerer) -> None:
    """What the hard words of ``text`` mean, at a tap on the spot; nothing where there are none."""
    lines = [
        tag(
            "<p><b>{}</b>（{}）<br>{}</p>{}",
            one.word,
            one.reading,
            one.meaning,
            tag('<p class="ashiba-source">出典: {}（確認日 {}）</p>', one.source, one.checked_on)
            if one.source
            else NOTHING,
        )
        for one in easy(text, catalog, answerer)
    ]
    if lines:
        html.write(html.fold("ことばの説明", *lines))


def own_words(text: str) -> Markup:
    """Words of a family: its line breaks stay, its marks and directions do nothing."""
    return tag('<bdi class="ashiba-own">{}</bdi>', text)


def carried_words(figure: Figure) -> str:
    """Of a figure that is only carried on into the month: whose rule it is; "" of others."""
    if not isinstance(figure, CarriedFigure):
        return ""
    return f"{figure.checked_year}年度の決まりのまま"


def source_line(figure: Figure) -> Markup:
    """出典 of one figure; of one that is carried on, of which year its rule is."""
    return tag(
        '<div class="ashiba-source">{} … 出典: {}（確認日 {}）{}{}</div>',
        figure.label,
        figure.source,
        figure.checked_on,
        carried_words(figure),
        tag(" {}", CHECK_TAG) if figure.needs_check else NOTHING,
    )


def explanation(result: Estimate, catalog: Catalog, answerer: Answerer) -> None:
    """計算を見る: the lines of each ledger with arithmetic and sources."""
    steps = explain(result, catalog, answerer)
    for ledger in result.ledgers:
        lines = [line for line in steps if line.ledger == ledger.name]
        if lines:
            html.write(
                tag("<h3>{}</h3>", catalog.sheets.sums.ledgers[ledger.name]),
                _lines(lines, result.month, catalog),
            )


def _lines(lines: Sequence[Explanation], month: str, catalog: Catalog) -> Markup:
    items = []
    for line in lines:
        formula = tag("<br><strong>{}</strong>", line.formula) if line.formula else NOTHING
        sources = joined(
            source_line(catalog.figures.at(key, month))
            for key in line.sources
            if catalog.figures.has(key, month)
        )
        items.append(tag("<li>{}{}{}</li>", line.text, formula, sources))
    return tag("<ol>{}</ol>", joined(items))


def grade_words(figure: Figure) -> str:
    """The grade in words."""
    return GRADE_LABELS[figure.grade]


def go_on(forward: tuple[str, str] | None, back: tuple[str, str] | None) -> None:
    """「もどる」 and 「次へ」 at the foot of a screen: (file of the screen, words) each."""
    with st.container(key="ashiba_goon", horizontal=True, horizontal_alignment="distribute"):
        if back is not None:
            st.button(
                f"もどる：{back[1]}",
                key="leave_back_screen",
                type="tertiary",
                **roles.to(back[0]),
            )
        if forward is not None:
            st.button(
                f"次へ：{forward[1]}", key="go_forward", type="primary", **roles.to(forward[0])
            )


def yen_cell(amount: YenRange) -> Markup:
    """An amount for a narrow table: each end stays on one line."""
    ends = said.yen_ends(amount.low, amount.high)
    return tag("<b>{}</b>", joined(ends, Markup("<br>")))
