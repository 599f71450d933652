"""One slide of the room as HTML: strip and body. What stands on it: core.room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

from markupsafe import Markup

from core.room import Bar, Column, Kind, Numbered, Place, Reason, Row, Slide
from pages.parts.kit import picture
from pages.parts.kit.html import NOTHING, joined, tag

_CLAUSE = re.compile(r".+?(?:[、。](?![」』）])|$)")
_RING = tag('<circle cx="50" cy="50" r="36" fill="none" stroke="#1b1f24" stroke-width="11"/>')
_CROSS = tag('<path d="M18 18 82 82M82 18 18 82" stroke="#1b1f24" stroke-width="12" fill="none"/>')


def drawn(slide: Slide, *, hidden: bool) -> Markup:
    """Strip and body. ``hidden``: nothing of the slide is in the page."""
    body = tag("<h1>画面を隠しています</h1>") if hidden else _BODIES[slide.kind](slide)
    dark = hidden or slide.hidden
    return tag(
        '<div class="hall-page{}"><div class="hall-strip"><span><b>{}</b> {}</span><span>{}</span>'
        '</div><div class="hall-body hall-{}">{}</div></div>',
        " hall-dark" if dark else "",
        slide.strip.made_up,
        slide.strip.who,
        "" if hidden else slide.strip.part,
        "hidden" if hidden else slide.kind,
        body,
    )


def when(slide: Slide) -> Markup:
    """The middle of the bar: which slide, and when the part ends."""
    return tag(
        '<p class="hall-when"><span>{}/{}</span> <span>{}</span></p>',
        slide.number,
        slide.of,
        slide.clock,
    )


# -- pieces -----------------------------------------------------------------------------------


def clauses(text: str) -> Markup:
    """``text``, broken only after 、 and 。 where there is room for it."""
    parts = _CLAUSE.findall(text)
    return joined(tag('<span class="hall-clause">{}</span>', part) for part in parts)


def _heading(slide: Slide) -> Markup:
    return tag("<h1>{}</h1>", slide.heading)


def _lines(texts: Iterable[str]) -> Markup:
    return joined(tag("<p>{}</p>", clauses(text)) for text in texts)


def _flow(texts: Iterable[str]) -> Markup:
    """Sentences one behind the other: where a line for each would be one too many."""
    words = joined(map(clauses, texts))
    return tag("<p>{}</p>", words) if words else NOTHING


def _dots(texts: Iterable[str]) -> Markup:
    items = joined(tag("<li><span>{}</span></li>", clauses(text)) for text in texts)
    return tag('<ul class="hall-dots">{}</ul>', items)


def _foot(slide: Slide) -> Markup:
    if not slide.foot:
        return NOTHING
    return tag('<p class="hall-foot">{}</p>', clauses(slide.foot))


def _small(text: str) -> Markup:
    return tag('<p class="hall-small">{}</p>', clauses(text)) if text else NOTHING


def _numbered(sentences: Iterable[Numbered]) -> Markup:
    items = joined(
        tag(
            '<li><span class="hall-number">{}</span><span>{}</span></li>',
            one.number,
            clauses(one.text),
        )
        for one in sentences
    )
    return tag('<ol class="hall-sentences">{}</ol>', items) if items else NOTHING


def _from_story(sentences: tuple[Numbered, ...]) -> Markup:
    """The sentences behind a question, in a panel."""
    found = _numbered(sentences)
    return tag('<div class="hall-panel">{}</div>', found) if found else NOTHING


def _rows(rows: Iterable[Row]) -> Markup:
    found = joined(
        tag('<tr><th scope="row">{}</th><td>{}</td></tr>', one.label, clauses(one.value))
        for one in rows
    )
    return tag('<table class="hall-rows"><tbody>{}</tbody></table>', found) if found else NOTHING


def _source(svg: Markup) -> str:
    """A drawing as the address of a picture, so that it needs no file."""
    return f"data:image/svg+xml,{quote(str(svg))}"


def _picture(inner: Markup) -> Markup:
    """A drawing of 100 by 100 whose meaning stands beside it in words."""
    svg = tag('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}</svg>', inner)
    return tag('<img class="hall-picture" alt="" src="{}">', _source(svg))


# -- kinds ------------------------------------------------------------------------------------


def _plain(slide: Slide) -> Markup:
    return _heading(slide) + _lines(slide.lines) + _foot(slide)


def _title(slide: Slide) -> Markup:
    begin, end = slide.span or ("", "")
    span = tag(
        '<p class="hall-span"><b>{}</b><span>から</span><b>{}</b><span>まで</span></p>', begin, end
    )
    return _heading(slide) + (span if slide.span else NOTHING) + _lines(slide.lines) + _foot(slide)


def _listed(slide: Slide) -> Markup:
    return _heading(slide) + _dots(slide.lines) + _foot(slide)


def _quiz(slide: Slide) -> Markup:
    pair = tag(
        '<div class="hall-pair"><div>{}<span>そうだと思う</span></div>'
        "<div>{}<span>ちがうと思う</span></div></div>",
        _picture(_RING),
        _picture(_CROSS),
    )
    first, rest = slide.lines[:1], slide.lines[1:]
    return _heading(slide) + _lines(first) + pair + _lines(rest) + _foot(slide)


def _quiz_answer(slide: Slide) -> Markup:
    return (
        tag('<p class="hall-asked">{}</p>', slide.asked)
        + tag('<div class="hall-answer">{}{}</div>', _picture(_CROSS), _heading(slide))
        + _lines(slide.lines)
        + _small(slide.source)
        + _foot(slide)
    )


def _voices(slide: Slide) -> Markup:
    return (
        _heading(slide)
        + _rows(slide.rows)
        + _lines(slide.lines)
        + _small(slide.source)
        + _foot(slide)
    )


def _story(slide: Slide) -> Markup:
    return _heading(slide) + _numbered(slide.story) + _lines(slide.lines) + _foot(slide)


def _question(slide: Slide) -> Markup:
    return _heading(slide) + _lines(slide.lines) + _from_story(slide.story) + _foot(slide)


def _rest(slide: Slide) -> Markup:
    return (
        _heading(slide)
        + _rows(slide.rows)
        + _small(slide.more)
        + _lines(slide.lines)
        + _foot(slide)
    )


def _unsure(slide: Slide) -> Markup:
    """One question where the room split: large, with its sentences. Several: a table."""
    if len(slide.rows) == 1 and slide.story:
        panel = tag(
            '<div class="hall-panel"><p class="hall-large">{}</p>{}</div>',
            slide.rows[0].label,
            _numbered(slide.story),
        )
    else:
        panel = _rows(slide.rows)
    return _heading(slide) + panel + _small(slide.more) + _lines(slide.lines) + _foot(slide)


def _place(one: Place) -> Markup:
    here = tag('<span class="heard">（このあたり）</span>') if one.here else NOTHING
    return tag(
        "<li{}>{}<span>{}{}</span></li>",
        tag(' class="hall-here"') if one.here else NOTHING,
        picture.shape(one, filled=one.here),
        one.name,
        here,
    )


def _reason(one: Reason) -> Markup:
    return tag(
        '<li><span class="hall-tag{}">{}</span><span>{}</span></li>',
        " hall-seen" if one.state == "met" else "",
        one.word,
        clauses(one.text),
    )


def _footing(slide: Slide) -> Markup:
    return (
        tag('<ul class="hall-places">{}</ul>', joined(map(_place, slide.places)))
        + _heading(slide)
        + _flow(slide.lines)
        + tag('<ul class="hall-reasons">{}</ul>', joined(map(_reason, slide.reasons)))
        + tag("<p>{}</p>", slide.foot)
    )


def _bar(one: Bar, most: int) -> Markup:
    low, high = (round(400 * part / most) if most else 0 for part in (one.low, one.high))
    solid = tag('<rect x="0" y="0" width="{}" height="100" fill="#1a5288"/>', max(low, 4))
    pale = NOTHING
    if high > max(low, 4):
        pale = tag(
            '<rect x="1" y="4" width="{}" height="92" fill="#b9cde0" stroke="#1a5288" '
            'stroke-width="2" vector-effect="non-scaling-stroke"/>',
            high - 2,
        )
    svg = tag(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" '
        'preserveAspectRatio="none">{}{}</svg>',
        pale,
        solid,
    )
    drawing = tag('<img alt="" src="{}">', _source(svg))
    return tag(
        '<tr><th scope="row">{}</th><td class="hall-bar">{}</td><td class="hall-yen">{}</td></tr>',
        one.label,
        drawing,
        one.value,
    )


def _amount(text: str) -> Markup:
    """The amount; a range may be broken after 〜 only."""
    parts = text.split("〜")
    ends = [f"{one}〜" for one in parts[:-1]] + parts[-1:]
    return tag(
        '<p class="hall-amount">{}</p>',
        joined(tag('<span class="hall-clause">{}</span>', one) for one in ends),
    )


def _money(slide: Slide) -> Markup:
    most = max((one.high for one in slide.bars), default=0)
    bars = joined(_bar(one, most) for one in slide.bars)
    table = tag('<table class="hall-rows hall-bars"><tbody>{}</tbody></table>', bars)
    return (
        _heading(slide)
        + (_amount(slide.amount) if slide.amount else NOTHING)
        + (table if bars else NOTHING)
        + _flow(slide.lines)
        + _small(slide.source)
        + _foot(slide)
    )


def _column(one: Column, place: int) -> Markup:
    steps = joined(
        tag(
            "<li>{}{}</li>",
            step.title,
            tag(' <b class="hall-due">{}</b>', step.due) if step.due else NOTHING,
        )
        for step in one.steps
    )
    return tag(
        '<section class="hall-column hall-column-{}"><h2>{} <small>{}</small></h2><ul>{}</ul>'
        "</section>",
        place,
        one.title,
        one.gate,
        steps,
    )


def _plan(slide: Slide) -> Markup:
    columns = joined(_column(one, place) for place, one in enumerate(slide.columns, 1))
    more = tag(" <small>{}</small>", slide.more) if slide.more else NOTHING
    not_yet = NOTHING
    if slide.not_yet:
        not_yet = tag(
            '<p class="hall-not-yet"><span class="hall-tag">{}</span><span>{}</span></p>',
            slide.not_yet.label,
            slide.not_yet.value,
        )
    return (
        tag("<h1>{}{}</h1>", slide.heading, more)
        + tag('<div class="hall-columns">{}</div>', columns)
        + not_yet
        + _lines(slide.lines)
        + _foot(slide)
    )


def _windows(slide: Slide) -> Markup:
    return _heading(slide) + _rows(slide.rows) + _lines(slide.lines) + _foot(slide)


_BODIES: dict[Kind, Callable[[Slide], Markup]] = {
    "title": _title,
    "rules": _listed,
    "quiz": _quiz,
    "quiz_answer": _quiz_answer,
    "voices": _voices,
    "story": _story,
    "safety": _listed,
    "question": _question,
    "rest": _rest,
    "unsure": _unsure,
    "footing": _footing,
    "money": _money,
    "plan": _plan,
    "write": _plain,
    "windows": _windows,
}
