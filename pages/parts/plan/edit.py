"""Changing the plan, on each step itself. Nothing is blocked; what was done is said, with a way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from core import days, edit, said
from core.edit import (
    COLUMN_NAMES,
    COLUMNS,
    LONG,
    OWN_MOST,
    SHORT,
    Column,
    Columns,
    EditsFull,
    PlanEdits,
)
from core.plan import Plan, Step
from pages.parts.kit import html, once, plan_sum, roles, show, store
from pages.parts.kit.fields import writing
from pages.parts.kit.html import tag
from pages.parts.kit.labels import plain_label

_OPEN, _SAY, _ASK, _DONE = "plan_open", "plan_say", "plan_ask", "plan_done"
FULL = f"これ以上は足せません。自分の一歩は{OWN_MOST}個まで、文字にも限りがあります。"
_DAY_MOST = 30
"""Characters of a day as it is typed."""
LEFT_OUT = "これ以上は足せません。いまの書きこみは入っていません。前に書いた分は残っています。"

_AS_PROPOSED = "はじめの形にもどしました。"


class Place(NamedTuple):
    """Where a step stands: its column, its place there, and how many stand there."""

    column: Column
    index: int
    count: int


class _Done(NamedTuple):
    """What was just done: the edits before and after; ``words`` where they are said otherwise."""

    before: PlanEdits
    after: PlanEdits
    words: str = ""


# -- what was done, and its way back ------------------------------------------------------------


def _do(change: Callable[..., PlanEdits], *args: Any, words: str = "", **more: Any) -> bool:
    """One change of the family; False when it found no room. Called before the next run.

    ``words``: what it did, where the two states do not say it.
    """
    before = store.edits()
    try:
        store.keep_edits(change(before, *args, **more))
    except EditsFull:
        once.put(_SAY, LEFT_OUT)
        return False
    after = store.edits()
    if after != before:
        once.put(_DONE, _Done(before, after, words))
    return True


def _undo(done: _Done) -> None:
    """As it was before this change; what was written since stays."""
    if _do(edit.undone, done.before, done.after):
        now = store.edits()
        once.put(_DONE, _Done(now, now, "もどしました。"))


def _titles(plan: Plan) -> dict[str, str]:
    found = (*plan.now, *plan.next, *plan.later, *plan.dropped, *plan.further)
    return {step.id: step.title for step in found}


def say_done(plan: Plan, changed: str, total: str) -> None:
    """What the last change did, in sight wherever one is on the screen, with its way back.

    ``changed``: what it did to the sum of the month, whose name is ``total``. Said once: the next
    action ends it.
    """
    done: _Done | None = once.told(_DONE)
    if "から、" not in changed and (done is None or not edit.moves_a_step(*done[:2])):
        changed = ""
    if done is None:
        plan_sum.say(changed)
        return
    words = done.words or edit.told(done.before, done.after, _titles(plan), plan.made_on)
    with st.container(key="plan_undo_row", horizontal=True, vertical_alignment="center"):
        # Short, because it stays in sight: the sum stands by its whole name above.
        html.write(
            tag('<p role="status">{}</p>', words + changed.replace(total, "合計")), width="content"
        )
        if done.before != done.after:
            st.button("もどす", key="plan_undo", on_click=_undo, args=(done,), type="tertiary")


def _say_full() -> None:
    """Said once, where the family was writing."""
    if words := once.told(_SAY):
        show.fault(words)


# -- on a step ---------------------------------------------------------------------------------


def is_open(step: Step) -> bool:
    """True for the one step that is being changed."""
    return bool(st.session_state.get(_OPEN) == step.id)


def button(step: Step) -> None:
    """「直す」; who hears it hears which step. No words of the family in the label."""
    name = "自分の一歩" if step.own else plain_label(step.title)
    other = None if is_open(step) else step.id
    st.button(
        f"{'終える' if is_open(step) else '直す'} *{name}*",
        key=f"plan_open_{step.id}",
        type="tertiary",
        on_click=lambda: st.session_state.update({_OPEN: other}),
    )


def panel(step: Step, place: Place, plan: Plan) -> None:
    """Everything that can be done with the step that is open."""
    if not is_open(step):
        return
    with st.container(key=f"plan_panel_{step.id}"):
        with st.container(horizontal=True):
            # Both stand there always: else one would come under the finger that pressed the other.
            for words, act, change, at in (
                ("上へ", "up", edit.move_up, 0),
                ("下へ", "down", edit.move_down, place.count - 1),
            ):
                ends = place.index == at
                _button(words, act, step.id, change, plan.ids, step.id, disabled=ends)
            for other in COLUMNS:
                if other != place.column:
                    words = f"「{COLUMN_NAMES[other]}」へうつす"
                    _button(words, other, step.id, edit.move_to, plan.ids, step.id, other)
            _button("外す", "drop", step.id, edit.drop, step.id)
        _fields(step, place.column, plan.ids, plan.made_on)
        _say_full()


def _button(words: str, act: str, step_id: str, *change: Any, disabled: bool = False) -> None:
    key = f"plan_{act}_{step_id}"
    st.button(words, key=key, on_click=_do, args=change, disabled=disabled)


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
        words = "書いたことは、計画の紙にものります。紙は家に置かれます。"
        html.write(tag('<p class="small soft">{}</p>', words))
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
        placeholder=f"例：{said.day_of_year(today)}",
    )


# -- the whole ---------------------------------------------------------------------------------


def more(plan: Plan) -> None:
    """An own step, what was dropped or has no room, and the plan as proposed; all of it folded."""
    roles.fold("一歩を足す", "plan_edit", _add_own, lambda: _elsewhere(plan), _way_back)


def _add_own() -> None:
    """An own step: its name, its place, who."""
    html.write(tag("<h3>自分の一歩を足す</h3>"))
    edits = store.edits()
    if len(edits.own) >= OWN_MOST:
        st.write(FULL)
        if any(step.id in edits.dropped for step in edits.own):
            st.write("下の「外した一歩」で自分の一歩を消すと、また足せます。")
        return

    _new_field("一歩の名前", "title")
    chosen = _new("column")
    st.radio(
        "どこに入れますか",
        list(COLUMNS),
        format_func=COLUMN_NAMES.__getitem__,
        **store.bound(
            "plan_new_column", chosen if chosen in COLUMNS else "now", _keep_new("column")
        ),
    )
    _new_field("だれが（空でもかまいません）", "who")
    st.button("この一歩を足す", key="plan_add", on_click=_put_new)
    if once.told("plan_new_empty"):
        show.fault("一歩の名前を入れると、足せます。", "plan_new_title")
    _say_full()


def _new(name: str) -> str:
    """What was typed of the own step that is being written."""
    found = store.get("plan_new", name)
    return found if isinstance(found, str) else ""


def _keep_new(name: str) -> Callable[[str], None]:
    return lambda text: store.put(text, "plan_new", name)


def _new_field(label: str, name: str) -> None:
    writing(label, SHORT, f"plan_new_{name}", _new(name), _keep_new(name))


def _put_new() -> None:
    """Into the plan with it; without a name it stays in its fields, and that is said."""
    if not _new("title").strip():
        once.put("plan_new_empty", True)
        return
    column = next((one for one in COLUMNS if one == _new("column")), COLUMNS[0])
    if _do(edit.add_own, _new("title"), column, who=_new("who")):
        store.put({}, "plan_new")


def _elsewhere(plan: Plan) -> None:
    """Dropped steps, and those that the columns have no room for."""
    if plan.dropped:
        html.write(tag("<h3>外した一歩</h3>"))
        if any(store.edits().own_step(step.id) is not None for step in plan.dropped):
            st.write("自分の一歩は消すこともできます。")
        for step in plan.dropped:
            html.write(html.lines(show.own_words(step.title)))
            with st.container(horizontal=True):
                _button("計画にもどす", "back", step.id, edit.bring_back, step.id)
                if store.edits().own_step(step.id) is not None:
                    st.button(
                        "この一歩を消す",
                        key=f"plan_erase_{step.id}",
                        on_click=_erase,
                        args=(step.id,),
                    )
    if plan.further:
        html.write(tag("<h3>ほかに考えられる一歩</h3>"))
        for step in plan.further:
            html.write(html.lines(step.title))
            words = f"「{COLUMN_NAMES['next']}」に入れる"
            _button(words, "take", step.id, edit.move_to, plan.ids, step.id, "next")


def _erase(step_id: str) -> None:
    """An own step, with what was typed as its day: the next one may have its id."""
    if _do(edit.erase_own, step_id):
        store.drop("plan_days", step_id)


def _way_back() -> None:
    """To the plan as proposed: with or without what the family wrote."""
    if store.edits() == PlanEdits():
        return
    html.write(tag("<h3>はじめの形にもどす</h3>"))
    st.button(
        "並びをもどす（書いたことは残します）",
        key="plan_reset_order",
        on_click=_do,
        args=(edit.as_proposed,),
        kwargs={"words": _AS_PROPOSED},
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
            _do(lambda _: PlanEdits(), words=_AS_PROPOSED)

    show.paragraphs(
        "自分の一歩・だれが・メモ・日にちも消えます。消したすぐ後だけ、もどせます。", kind="caution"
    )
    with st.container(horizontal=True):
        st.button("消してもどす", key="plan_reset_all", on_click=answer, args=(True,))
        st.button("やめる", key="plan_reset_no", on_click=answer, args=(False,))
