"""「今まさに」 and the other dangers of the answers: which stands first, its lines, its words."""

from __future__ import annotations

import streamlit as st

from core import Catalog, StageCheck
from core.case import read_age
from core.catalog import Danger, Hotline
from core.contacts import danger_lines, psychiatric_emergency, safety_hotlines
from pages.parts.kit import danger, local, store


def _age() -> int | None:
    """The person's age as far as it was given; a tab may hold anything."""
    found = store.get("age")
    return read_age(str(found)) if type(found) is int else None


def is_harmed(check: StageCheck) -> bool:
    """True when somebody does harm to the person: then nothing is said of the family's own need."""
    return check.safety.harmed in ("now", "recent")


def dangers(check: StageCheck, catalog: Catalog, *answers: str) -> list[Danger]:
    """The dangers answered so, the most serious first; ``answers`` in the order they count.

    Money has a branch of its own.
    """
    return [
        one
        for answer in answers
        for one in catalog.plan.dangers
        if one.key != "money" and getattr(check.safety, one.key) == answer
    ]


def kind(key: str, catalog: Catalog) -> Danger:
    return next(one for one in catalog.plan.dangers if one.key == key)


def open_danger(opened: object, check: StageCheck, catalog: Catalog) -> Danger | None:
    """The danger whose 「今まさに」 stands open: the one just answered, else the most serious.

    ``opened`` is what the case holds: a key, True (an older tab), or nothing.
    """
    now = dangers(check, catalog, "now")
    if not opened or not now:
        return None
    return next((one for one in now if one.key == opened), now[0])


def result_danger(check: StageCheck, catalog: Catalog) -> Danger | None:
    """The danger that stands in the place of the result: the most serious that is now.

    Who is harmed reads of that, and not of a limit of those who may do the harm.
    """
    one = open_danger(True, check, catalog)
    if one is not None and one.key == "family_limit" and is_harmed(check):
        return kind("harmed", catalog)
    return one


def other_dangers(one: Danger, check: StageCheck, catalog: Catalog, *answers: str) -> list[Danger]:
    """The further dangers, to be opened; none of the family's limit for who is harmed."""
    quiet = "family_limit" if is_harmed(check) else ""
    return [
        other for other in dangers(check, catalog, *answers) if other.key not in (one.key, quiet)
    ]


def fitting(one: Danger, catalog: Catalog) -> tuple[Hotline, ...]:
    """The lines of a danger. After the first: those for the person's age; last where it is open."""
    age = _age()
    lines = danger_lines(one, catalog, age)

    def later(line: Hotline) -> bool:
        return bool({"plan_minor", "plan_65"} & set(line.uses)) is (age is None)

    return (*lines[:1], *sorted(lines[1:], key=later))


def to_do(one: Danger, check: StageCheck) -> list[str]:
    """What helps in a danger; other words where another one is there too, or where it is past."""
    here = {key for key, answer in check.safety.model_dump().items() if answer in ("now", "recent")}
    is_now = getattr(check.safety, one.key) == "now"
    beside = next((other.do for other in one.beside if other.key in here), None)
    texts = beside or (one.do if is_now else one.do_soon or one.do)
    return [store.said(text) for text in texts]


def all_lines(one: Danger, check: StageCheck, catalog: Catalog, first: str) -> tuple[Hotline, ...]:
    """The lines of a danger, then those of every danger of the answers; each once."""
    listed = (
        *fitting(one, catalog),
        *safety_hotlines(check, first, catalog, _age()),
    )
    return tuple({line.id: line for line in listed}.values())


def afraid(check: StageCheck, catalog: Catalog) -> list[str]:
    """Whom to call for somebody old or young who is hurt or afraid."""
    texts = catalog.check.texts
    told = {"elderly": texts.threatened_elderly, "minor": texts.threatened_minor}
    if check.safety.violence not in ("now", "recent"):
        return []
    return [
        store.said(voice)
        for name, voice in told.items()
        if getattr(check.threatened, name) == "yes"
    ]


def now_html(one: Danger, check: StageCheck, catalog: Catalog) -> str:
    """The panel of 「今まさに」 below its title; the plan screen shows the same."""
    return danger.now_panel(one, fitting(one, catalog), store.answerer(), to_do(one, check))


def show_alert(one: Danger, check: StageCheck, catalog: Catalog) -> None:
    """「今まさに」: all that has to be seen at once, before and instead of anything else."""
    with st.container(key="ashiba_now_title"):
        st.title(store.said(one.title), anchor=False)
    st.html(now_html(one, check, catalog))


def alert_folds(one: Danger, check: StageCheck, catalog: Catalog) -> None:
    """What can be opened below 「今まさに」."""
    texts = catalog.check.texts
    call = (texts.alert_now, texts.memo_place, texts.memo_who, texts.memo_what)
    more = [store.said(text) for text in one.more]
    if one.key == "violence":
        more += afraid(check, catalog)
    others = other_dangers(one, check, catalog, "now", "recent")
    st.html(
        danger.fold("電話で言う3行", danger.said_lines(*map(store.said, call)))
        + emergency(one, catalog)
        + danger.fold(
            "ほかの電話・チャット", danger.contact_list(all_lines(one, check, catalog, "now"))
        )
        + danger.fold("ほかにできること", danger.said_lines(*more, store.said(texts.office_closed)))
        + "".join(other_fold(other, check, catalog) for other in others)
        + (_money_fold(check, catalog) if check.safety.money == "now" else "")
    )


def emergency(one: Danger, catalog: Catalog) -> str:
    """夜や休日の精神科救急: the chosen prefecture's number first, the others under their names."""
    if one.key != "sudden_change":
        return ""
    place, _ = local.place(catalog)
    told = ""
    if place is not None and not psychiatric_emergency(catalog, place):
        told = f"{place}の番号は、ここにはありません。消防・警察・役所の代表で聞けます。"
    lines = danger.contact_list(psychiatric_emergency(catalog), place)
    return danger.fold("夜や休日：精神科救急の電話", danger.said_lines(told), lines)


def other_fold(one: Danger, check: StageCheck, catalog: Catalog) -> str:
    """A further danger of the answers, closed: its sentence, its lines, what to do."""
    voice = one.now if getattr(check.safety, one.key) == "now" else one.soon
    return danger.fold(
        store.said(one.title),
        danger.said_lines(store.said(voice)),
        danger.talk(fitting(one, catalog)),
        danger.do_list(to_do(one, check)),
        danger.said_lines(*map(store.said, one.more)),
        emergency(one, catalog),
    )


def _money_fold(check: StageCheck, catalog: Catalog) -> str:
    one = kind("money", catalog)
    return danger.fold(store.said(one.title), money_words(one, store.said(one.now), check))


def money_words(one: Danger, sentence: str, check: StageCheck) -> str:
    """The names one may ask for, and where."""
    return (
        danger.said_lines(sentence)
        + danger.do_list(to_do(one, check))
        + danger.said_lines(*map(store.said, one.more))
    )
