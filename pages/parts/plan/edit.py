"""Changing the plan: one list, one step opened at a time, worded buttons. Nothing is blocked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from core import Catalog, days, edit, said
from core.edit import COLUMNS, LONG, OWN_MOST, SHORT, Column, Columns, EditsFull, PlanEdits
from core.plan import Plan, Step
from pages.parts.kit import html, plan_sum, show, store
from pages.parts.kit.fields import writing
from pages.parts.kit.html import tag
from pages.parts.plan import cards
from pages.parts.plan.cards import NAMES

_ON, _OPEN, _SAY, _ASK = "plan_editing", "plan_open", "plan_say", "plan_ask"
_GONE, _HERE = "plan_gone", "plan_here"
FULL = f"これ以上は足せません。自分の一歩は{OWN_MOST}個まで、文字にも限りがあります。"
_DAY_MOST = 30
"""Characters of a day as it is typed."""
LEFT_OUT = "これ以上は足せません。いまの書きこみは入っていません。前に書いた分は残っています。"


class _Here(NamedTuple):
    """What was done at a part of the list, to be said there."""

    part: str
    words: str


class _Gone(NamedTuple):
    """A step that has just left its place, and the edits before."""

    column: Column
    place: int
    words: str
    before: PlanEdits


def is_on() -> bool:
    """True while the family changes its plan."""
    return bool(st.session_state.get(_ON))


def switch(place: str) -> None:
    """The button that begins and ends the changing."""

    def turn() -> None:
        st.session_state.pop(_GONE, None)
        st.session_state.pop(_HERE, None)
        st.session_state[_ON] = not is_on()

    words = "直すのを終える" if is_on() else "この計画を直す"
    st.button(words, key=f"plan_edit_{place}", on_click=turn)


def _do(change: Callable[..., PlanEdits], *args: Any, **more: Any) -> bool:
    """One change of the family; False when it found no room. Called before the next run."""
    try:
        store.keep_edits(change(store.edits(), *args, **more))
    except EditsFull:
        st.session_state[_SAY] = LEFT_OUT
        return False
    return True


def _leave(
    gone: tuple[Column, int], words: str, change: Callable[..., PlanEdits], *args: Any
) -> None:
    """A change that takes a step away from where the eye is: said there, with a way back."""
    before = store.edits()
    if _do(change, *args):
        st.session_state[_GONE] = _Gone(*gone, words, before)


def _do_here(part: str, words: str, change: Callable[..., PlanEdits], *args: Any) -> None:
    """A change that is said at a part of the list: the step appears elsewhere."""
    if _do(change, *args):
        st.session_state[_HERE] = _Here(part, words)


def _erase(step_id: str) -> None:
    """An own step for good, with what was typed as its day: the next one may have its id."""
    if _do(edit.erase_own, step_id):
        store.drop("plan_days", step_id)


def _undo(before: PlanEdits) -> None:
    """Every step where it stood before; what was written since stays."""
    _do(
        lambda edits: edits.but(
            **{one: before.order(one) for one in COLUMNS},
            moved=before.moved,
            dropped=before.dropped,
        )
    )


def _say_gone(gone: _Gone | None, column: Column, place: int, changed: str) -> None:
    """Where the step was, with what became of the sum."""
    if gone is None or (gone.column, gone.place) != (column, place):
        return
    with st.container(key="plan_gone_row", horizontal=True, vertical_alignment="center"):
        words = tag('<p role="status">{}</p>', gone.words + changed)
        html.write(words, width="content")
        st.button("もどす", key="plan_undo", on_click=_undo, args=(gone.before,))


def _say_here(part: str, here: _Here | None, changed: str) -> None:
    """What was done there."""
    if here is not None and here.part == part:
        plan_sum.say(here.words + changed)


def _say_full() -> None:
    """Said once, where the family was writing."""
    if _SAY in st.session_state:
        show.fault(st.session_state.pop(_SAY))


def lists(plan: Plan, catalog: Catalog, changed: str) -> None:
    """The whole of the changing: the three lists, an own step, what was dropped, the way back.

    ``changed``: what the last change did to the sum of the month.
    """
    show.paragraphs(
        "順番や場所を変える、外す、書き足すことができます。直さなくてもかまいません。",
        "直したところは、費用にも入ります。",
    )
    gone = st.session_state.pop(_GONE, None)  # said once: the next action ends it
    here = st.session_state.pop(_HERE, None)
    if gone is None and here is None:
        plan_sum.say(changed if changed and "から、" in changed else "")
    for column in COLUMNS:
        steps, cost = cards.part(column, plan)
        cards.head(column, steps, cost)
        for place, step in enumerate(steps):
            _say_gone(gone, column, place, changed)
            with st.container(border=True, key=f"plan_row_{step.id}"):
                _row(step, column, place, len(steps), plan, catalog)
        _say_gone(gone, column, len(steps), changed)
    _add_own()
    _say_here("own", here, changed)
    _elsewhere(plan)
    _say_here("elsewhere", here, changed)
    _way_back()
    switch("bottom")


def _row(step: Step, column: Column, place: int, count: int, plan: Plan, catalog: Catalog) -> None:
    """One step: its name and one button; opened, everything that can be done with it."""
    title, lines = show.own_words(step.title), cards.row_lines(step, plan, catalog)
    html.write(tag('<div class="ashiba-row"><h3>{}</h3>{}</div>', title, lines))
    cards.guards(*step.guards)
    is_open = st.session_state.get(_OPEN) == step.id
    if is_open:
        with st.container(horizontal=True):
            if place > 0:
                _button("上へ", "up", step.id, edit.move_up, plan.ids, step.id)
            if place < count - 1:
                _button("下へ", "down", step.id, edit.move_down, plan.ids, step.id)
            for other in COLUMNS:
                if other != column:
                    name = f"「{NAMES[other]}」"
                    move = (f"{name}にうつしました。", edit.move_to, plan.ids, step.id, other)
                    _button(f"{name}へうつす", other, step.id, *move, at=(column, place))
            drop = ("外しました。", edit.drop, step.id)
            _button("外す", "drop", step.id, *drop, at=(column, place))
        _fields(step, column, plan.ids, plan.made_on)
        _say_full()
    st.button(
        "この一歩を閉じる" if is_open else "この一歩を直す",
        key=f"plan_open_{step.id}",
        on_click=lambda: st.session_state.update({_OPEN: None if is_open else step.id}),
    )


def _button(
    words: str, act: str, step_id: str, *change: Any, at: tuple[Column, int] | None = None
) -> None:
    """``at``: the place that the step leaves; ``change`` then begins with what is said there."""
    call, args = (_do, change) if at is None else (_leave, (at, *change))
    st.button(words, key=f"plan_{act}_{step_id}", on_click=call, args=args)


def _fields(step: Step, column: Column, ids: Columns, today: date) -> None:
    """What a family writes at a step."""
    written = store.edits().detail(step.id)
    if step.own:
        _text("一歩の名前", "title", step, step.title, edit.set_own)
    _text("だれが", "who", step, written.who, edit.set_detail, ids)
    if step.own:
        _text("どこへ", "where", step, step.where, edit.set_own)
    writing(
        "メモ",
        LONG,
        f"plan_note_{step.id}",
        written.note,
        lambda text: _do(edit.set_detail, ids, step.id, note=text),
        area=True,
        placeholder="書かなくてもかまいません",
    )
    if step.on_paper:
        st.write("書いたことは、計画の紙にものります。紙は家に置かれます。")
    if column == "now":
        day_field(
            "日にち",
            f"plan_day_{step.id}",
            step.id,
            written.due_on,
            today,
            lambda day: _do(edit.set_detail, ids, step.id, due_on=day),
        )


def _text(
    label: str, name: str, step: Step, value: str, change: Callable[..., PlanEdits], *ids: Columns
) -> None:
    empty = "" if name == "title" or step.own else "空のままなら、はじめの言葉です"
    writing(
        label,
        SHORT,
        f"plan_{name}_{step.id}",
        value,
        lambda text: _do(change, *ids, step.id, **{name: text}),
        placeholder=empty or None,
    )


def day_field(
    label: str,
    key: str,
    slot: str,
    day: date | None,
    today: date,
    keep: Callable[[date | None], None],
) -> None:
    """A day as text, because a calendar is hard to use and speaks English. It may stay empty.

    ``slot``: where a text that is no day waits in the case, so that nobody types it twice.
    """

    def changed(text: str) -> None:
        read = days.read_day(text, today)
        if text.strip() and read is None:
            store.put(text.strip(), "plan_days", slot)
        else:
            store.drop("plan_days", slot)
            keep(read)

    waiting = store.get("plan_days", slot)
    waiting = waiting if isinstance(waiting, str) else ""
    refused = f"{days.refusal(waiting, today)}いまは、前のままにしてあります。"
    writing(
        label,
        _DAY_MOST,
        key,
        waiting or ("" if day is None else said.day(day)),
        changed,
        wrong=refused if waiting else "",
        is_one=True,
        placeholder=f"例：{today.month}月{today.day}日",
    )


def _add_own() -> None:
    """An own step: its name, its place, who."""
    st.header("自分の一歩を足す", anchor=False)
    edits = store.edits()
    if len(edits.own) >= OWN_MOST:
        st.write(FULL)
        if any(step.id in edits.dropped for step in edits.own):
            st.write("下の「外した一歩」で自分の一歩を消すと、また足せます。")
        return

    def kept(name: str) -> str:
        found = store.get("plan_new", name)
        return found if isinstance(found, str) else ""

    def keep(name: str) -> Callable[[str], None]:
        return lambda text: store.put(text, "plan_new", name)

    def field(label: str, name: str) -> None:
        writing(label, SHORT, f"plan_new_{name}", kept(name), keep(name))

    field("一歩の名前", "title")
    chosen = kept("column")
    st.radio(
        "どこに入れますか",
        list(COLUMNS),
        format_func=NAMES.__getitem__,
        **store.bound("plan_new_column", chosen if chosen in COLUMNS else "now", keep("column")),
    )
    field("だれが（空でもかまいません）", "who")

    def add() -> None:
        column = next((one for one in COLUMNS if one == kept("column")), COLUMNS[0])
        if kept("title").strip():
            words = f"「{NAMES[column]}」に足しました。"
            if _do(edit.add_own, kept("title"), column, who=kept("who")):
                st.session_state[_HERE] = _Here("own", words)
                store.put({}, "plan_new")
        else:
            st.session_state["plan_new_empty"] = True

    st.button("この一歩を足す", key="plan_add", on_click=add)
    if st.session_state.pop("plan_new_empty", False):
        show.fault("一歩の名前を入れると、足せます。", "plan_new_title")
    _say_full()


def _elsewhere(plan: Plan) -> None:
    """Dropped steps, and those that the columns have no room for."""
    if plan.dropped:
        st.header("外した一歩", anchor=False)
        if any(store.edits().own_step(step.id) is not None for step in plan.dropped):
            st.write("自分の一歩は消すこともできます。消すと、もどせません。")
        for step in plan.dropped:
            html.write(html.lines(show.own_words(step.title)))
            with st.container(horizontal=True):
                back = ("elsewhere", "もどしました。", edit.bring_back, step.id)
                st.button("もどす", key=f"plan_back_{step.id}", on_click=_do_here, args=back)
                if store.edits().own_step(step.id) is not None:
                    st.button(
                        "この一歩を消す",
                        key=f"plan_erase_{step.id}",
                        on_click=_erase,
                        args=(step.id,),
                    )
    if plan.further:
        st.header("ほかに考えられる一歩", anchor=False)
        for step in plan.further:
            html.write(html.lines(step.title))
            name = f"「{NAMES['next']}」"
            take = ("elsewhere", f"{name}に入れました。", edit.move_to, plan.ids, step.id, "next")
            st.button(f"{name}に入れる", key=f"plan_take_{step.id}", on_click=_do_here, args=take)


def _way_back() -> None:
    """To the plan as proposed: with or without what the family wrote."""
    if store.edits() == PlanEdits():
        return
    st.header("はじめの形にもどす", anchor=False)
    st.button(
        "並びをもどす（書いたことは残します）",
        key="plan_reset_order",
        on_click=_do,
        args=(edit.as_proposed,),
    )
    if not st.session_state.get(_ASK):
        st.button(
            "書いたことも消してもどす",
            key="plan_reset_ask",
            on_click=lambda: st.session_state.update({_ASK: True}),
        )
        return

    def answer(erase: bool) -> None:
        st.session_state[_ASK] = False
        if erase:
            store.put({}, "plan_days")
            _do(lambda _: PlanEdits())

    show.paragraphs(
        "自分の一歩・だれが・メモ・日にちも消えます。消すと、もどせません。", kind="caution"
    )
    with st.container(horizontal=True):
        st.button("消してもどす", key="plan_reset_all", on_click=answer, args=(True,))
        st.button("やめる", key="plan_reset_no", on_click=answer, args=(False,))
