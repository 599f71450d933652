"""Shapes that several screens share: panels, tables, amounts, sources, next and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from core import Catalog, Estimate, YenRange, yen_text
from core.base import Answerer
from core.cost.explain import Explanation, explain
from core.figures import GRADE_LABELS, Figure

CHECK_TAG = '<span class="ashiba-tag ashiba-tag-check">要確認</span>'

STATES = {"met": "見えている", "not_yet": "まだ", "unknown": "わからない"}
"""The state of a condition in words."""

# Colour and outline of each stage's shape: diamond, pentagon, square.
_SHAPES = {
    1: ("5b4b8a", "M12 1L23 12L12 23L1 12Z"),
    2: ("2f6f73", "M12 1L23 9L19 22L5 22L1 9Z"),
    3: ("8a5a2b", "M2 2H22V22H2Z"),
}


def counted(unit: str) -> str:
    """The unit after a number: 1か月, not 1月 (January)."""
    return "か月" if unit == "月" else unit


def paragraphs(*texts: str, kind: str = "panel") -> None:
    """A quiet panel ("panel", "caution", "card" or "alert") with one paragraph per text."""
    inner = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    st.html(f'<div class="ashiba-{kind}">{inner}</div>')


def line(text: str) -> str:
    """A paragraph; nothing for nothing."""
    return f"<p>{escape(text)}</p>" if text else ""


def tell(kind: str, *texts: str) -> None:
    """A panel that is read out when it appears."""
    inner = "".join(line(text) for text in texts)
    st.html(f'<div class="ashiba-{kind}" role="status">{inner}</div>')


_FOLD = ":root .stExpander summary"
QUIET_FOLDS = (
    f"{_FOLD} p{{position:relative}}{_FOLD} em{{position:absolute;width:1px;height:1px;"
    "overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
)
"""The part of a fold's label in *asterisks* is for those who hear it: the card above shows it."""


def quiet_folds() -> None:
    """Use ``QUIET_FOLDS`` on this screen."""
    st.html(f"<style>{QUIET_FOLDS}</style>")


def fault(message: str) -> None:
    """A message at the field: what is wrong and what is expected."""
    st.html(f'<p class="ashiba-caution" role="alert">{escape(message)}</p>')


def stage_name(number: int, name: str) -> str:
    """The name of a stage with its drawn shape, as HTML."""
    color, path = _SHAPES[number]
    # As a picture: st.html takes no inline svg.
    svg = (
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E"
        f"%3Cpath d='{path}' fill='none' stroke='%23{color}' stroke-width='2'/%3E%3C/svg%3E"
    )
    return (
        f'<span class="ashiba-stage-{number}">'
        f'<img src="data:image/svg+xml,{svg}" width="26" height="26" alt=""> '
        f"足場{number}　{escape(name)}</span>"
    )


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    yen: int = -1,
    state: int = -1,
) -> None:
    """A table with a caption; the first column heads its row.

    Column ``yen`` stands right; column ``state`` holds a word that stays on one line.
    """

    def cell(index: int, text: str) -> str:
        kind = {yen: ' class="ashiba-yen"', state: ' class="ashiba-state"'}.get(index, "")
        if index == 0:
            return f'<th scope="row">{text}</th>'
        return f"<td{kind}>{text}</td>"

    head = "".join(
        f'<th scope="col"{" class=ashiba-yen" if i == yen else ""}>{escape(text)}</th>'
        for i, text in enumerate(heads)
    )
    body = "".join(
        f"<tr>{''.join(cell(i, text) for i, text in enumerate(row))}</tr>" for row in rows
    )
    st.html(
        f'<div class="ashiba-wide"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def amount(value: YenRange, before: str = "月 ") -> None:
    """An amount in large type."""
    ends = [f"{value.low:,}円"] if value.exact else [f"{value.low:,}円〜", f"{value.high:,}円"]
    words = "".join(f"<span>{end}</span>" for end in ends)
    st.html(f'<p class="ashiba-amount">{escape(before)}{words}</p>')


def own_words(text: str) -> str:
    """Words of a family as HTML: its line breaks stay, its marks and directions do nothing."""
    return f'<bdi class="ashiba-own">{escape(text)}</bdi>'


def source_line(figure: Figure) -> str:
    """出典 of one figure as HTML."""
    tag = f" {CHECK_TAG}" if figure.needs_check else ""
    return (
        f'<div class="ashiba-source">{escape(figure.label)} … 出典: {escape(figure.source)}'
        f"（確認日 {figure.checked_on}）{tag}</div>"
    )


LEDGER_NAMES = {
    "welfare": "障害福祉サービス",
    "medical": "通院（精神科の医療）",
    "private": "民間の支援",
    "other": "会費・実費・そのほか",
}


def explanation(result: Estimate, catalog: Catalog, answerer: Answerer) -> None:
    """計算を見る: the lines of each ledger with arithmetic and sources."""
    steps = explain(result, catalog, answerer)
    for ledger in result.ledgers:
        lines = [line for line in steps if line.ledger == ledger.name]
        if lines:
            st.html(f"<h3>{LEDGER_NAMES[ledger.name]}</h3>" + _lines(lines, result.month, catalog))


def _lines(lines: Sequence[Explanation], month: str, catalog: Catalog) -> str:
    items = []
    for line in lines:
        formula = f"<br><strong>{escape(line.formula)}</strong>" if line.formula else ""
        sources = "".join(
            source_line(catalog.figures.at(key, month))
            for key in line.sources
            if catalog.figures.has(key, month)
        )
        items.append(f"<li>{escape(line.text)}{formula}{sources}</li>")
    return f"<ol>{''.join(items)}</ol>"


def grade_words(figure: Figure) -> str:
    """The grade in words."""
    return GRADE_LABELS[figure.grade]


def go_on(forward: tuple[str, str] | None, back: tuple[str, str] | None) -> None:
    """「もどる」 and 「次へ」 at the foot of a screen: (file of the screen, words) each."""
    with st.container(key="ashiba_goon", horizontal=True, horizontal_alignment="distribute"):
        if back is not None and st.button(f"もどる：{back[1]}", key="go_back"):
            st.switch_page(back[0])
        if forward is not None and st.button(
            f"次へ：{forward[1]}", key="go_forward", type="primary"
        ):
            st.switch_page(forward[0])


def yen_cell(amount: YenRange) -> str:
    """An amount for a narrow table: each end stays on one line."""
    if amount.exact:
        return f"<b>{yen_text(amount)}</b>"
    return f"<b>{amount.low:,}円〜<br>{amount.high:,}円</b>"
