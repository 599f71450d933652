"""Steps of the plan: a ticket of いま, a line that waits behind its gate. What and why: core.plan."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup, escape

from core import Catalog, YenRange, said, yen_text
from core.edit import Column
from core.plan import Plan, Step, way
from core.plan.sum import amount_words
from core.plan.way import Ticket, gate_words
from pages.parts.kit import danger, html, show
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.icons import icon
from pages.parts.kit.labels import plain_label
from pages.parts.plan import edit


def day_words(day: date, made_on: date) -> str:
    """「12月10日（木）」, with the year when it is not the year of ``made_on``, as on paper."""
    return said.wide(said.weekday(day, made_on=made_on))


def due_words(day: date, made_on: date, catalog: Catalog) -> str:
    """「12月10日（木）まで」: until when a step is done."""
    return said.wide(way.due_words(day, catalog, made_on=made_on))


def cost_words(step: Step) -> Markup:
    """The cost line of one step. That it is the cost is only heard where an amount shows it."""
    if not step.cost_known:
        return escape("費用：書いていません")
    return tag('<em class="heard">費用：</em>月 {}', amount_words(step.cost))


def _named(name: str, words: str) -> Markup:
    """「メモ：…」 with each number to press; nothing for nothing."""
    return tag("<p>{}：{}</p>", name, danger.phone_links(words)) if words else NOTHING


def _own(name: str, words: str) -> Markup:
    """The same for words that may be a family's."""
    return tag("<p>{}：{}</p>", name, show.own_words(words)) if words else NOTHING


def _until(step: Step, plan: Plan) -> Markup:
    """What helps in a danger until somebody is reached; nothing for most steps.

    Folded where the same stands already unfolded above everything: in a danger of this moment.
    """
    if not step.do:
        return NOTHING
    rows = joined(tag("<li>{}</li>", danger.phone_links(line)) for line in step.do)
    name, listed = "それまでの間", tag("<ul>{}</ul>", rows)
    if plan.alert == "now":
        return html.fold(name, listed)
    return tag('<div class="pl-until"><p><b>{}</b></p>{}</div>', name, listed)


def _own_tag(step: Step) -> Markup:
    return tag('<span class="tag-line">自分の一歩</span> ') if step.own else NOTHING


def guards(*sentences: str) -> None:
    """What to know before going on so. Nothing is blocked by it."""
    show_texts = [f"ご注意：{text}" for text in sentences]
    if show_texts:
        show.paragraphs(*show_texts, kind="caution")


# -- a ticket ----------------------------------------------------------------------------------


def _is_about_safety(step: Step) -> bool:
    """Then what to know stands unfolded."""
    return bool(step.do) or not step.on_paper


def _dial(ticket: Ticket) -> Markup:
    """The number to press, whose it is and when it was looked at; else where to find it."""
    call = ticket.call
    if call is None:
        return NOTHING
    words = tag('{}<span class="nb">{}</span>', icon("phone"), call.phone)
    told = "" if call.checked_on is None else f"（{said.day(call.checked_on)} 確認）"
    check = show.CHECK_TAG if call.needs_check else NOTHING
    return tag(
        '{}<p class="ashiba-source">{}{} {}</p>',
        danger.dial_link(call.phone, words),
        call.name,
        told,
        check,
    )


def _front(ticket: Ticket, plan: Plan, catalog: Catalog) -> Markup:
    """Day and who, the step, the number."""
    step = ticket.step
    day = NOTHING
    if step.due_on is not None:
        day = tag('<b class="nb">{}</b>', due_words(step.due_on, plan.made_on, catalog))
    return tag(
        '<p class="pl-when">{}<span>{}</span></p><h3>{}{}</h3>{}{}',
        day,
        show.own_words(ticket.who) if ticket.who else NOTHING,
        _own_tag(step),
        show.own_words(step.title),
        _until(step, plan),
        _dial(ticket),
    )


def _middle(ticket: Ticket) -> Markup:
    """What to say, what it costs, and what the family wrote."""
    step = ticket.step
    return joined(
        [
            tag('<p class="quote">「{}」</p>', ticket.say) if ticket.say else NOTHING,
            tag('<p class="pl-cost">{}</p>', cost_words(step)),
            _named("ご注意", step.caution or "") if _is_about_safety(step) else NOTHING,
            _own("メモ", step.note),
        ]
    )


def _folded(one: Ticket) -> Markup:
    """After a refusal; then what a ticket has besides, as far as it does not stand on it."""
    who = "" if one.who == one.step.who else one.step.who
    refused = html.lines(one.step.if_refused)
    return joined([refused, _named("だれが", who), _details(one.step, first=one.say)])


def _details(step: Step, *, first: str = "") -> Markup:
    """Where and why, what to say and to take along. ``first``: the words to say that stand above."""
    if step.own:
        return _own("どこへ", step.where)
    return joined(
        [
            _named("どこへ", step.where),
            html.lines(step.why),
            _named("ご注意", step.caution or ""),
            _named("言うこと", step.say if step.say != first else ""),
            _named("持っていくもの", step.papers),
            _named("かかる時間", step.how_long),
            _named("電話・オンライン", step.remote),
        ]
    )


def ticket(one: Ticket, place: edit.Place, plan: Plan, catalog: Catalog) -> None:
    """A step of いま with all that is needed to do it; the rest folded; 「直す」 on it."""
    step = one.step
    with st.container(key=f"plan_row_{step.id}"):
        html.write(tag('<div class="pl-ticket">{}</div>', _front(one, plan, catalog)))
        if one.look_up:
            with st.container(key=f"do_phone_plan_{step.id}"):
                st.page_link("windows.py", label="電話番号をさがす", width="stretch")
        html.write(tag('<div class="pl-ticket">{}</div>', _middle(one)))
        guards(*step.guards)
        name = "断られたら" if step.if_refused else "くわしく"
        html.write(tag('<div class="pl-more">{}</div>', html.fold(name, _folded(one))))
        edit.button(step)
        edit.panel(step, place, plan)


# -- a line ------------------------------------------------------------------------------------


def line(step: Step, place: edit.Place, plan: Plan, catalog: Catalog) -> None:
    """A step that waits: its name and cost on one line, the rest where it is opened."""
    # Nothing breaks before 円: a word joiner that nobody sees.
    cost = "" if step.cost is None else f"　*{yen_text(step.cost)}*".replace("円", "\u2060円")
    with st.expander(plain_label(step.title) + cost, key=f"open_plan_{step.id}"):
        inner = joined(
            [
                tag("<p>{}</p>", _own_tag(step)) if step.own else NOTHING,
                _until(step, plan),
                _own("だれが", step.who),
                _when(step, plan, catalog),
                html.lines(cost_words(step)),
                _own("メモ", step.note),
                _details(step),
                _named("断られたら", step.if_refused),
            ]
        )
        with st.container(key=f"plan_row_{step.id}"):
            html.write(tag('<div class="pl-line">{}</div>', inner))
            edit.button(step)
            edit.panel(step, place, plan)
    guards(*step.guards)


def _when(step: Step, plan: Plan, catalog: Catalog) -> Markup:
    """Its day in いま, else what it waits for."""
    if step.due_on is not None:
        return _named("いつ", due_words(step.due_on, plan.made_on, catalog))
    if step.waits_for is None:
        return NOTHING
    return _named("いつ", gate_words(step.waits_for, step, plan, catalog))


def part(name: Column, plan: Plan) -> tuple[tuple[Step, ...], YenRange | None]:
    """The steps of a column and its amount."""
    parts: dict[Column, tuple[tuple[Step, ...], YenRange | None]] = {
        "now": (plan.now, plan.cost_now),
        "next": (plan.next, plan.cost_next),
        "later": (plan.later, plan.cost_later),
    }
    return parts[name]
