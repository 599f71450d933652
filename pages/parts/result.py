"""The result of the check: the sentence first, then the reasons, then the next step."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Assessment, Catalog, StageCheck
from core.case import read_age
from core.catalog import Danger, Hotline
from core.contacts import danger_lines, psychiatric_emergency, safety_hotlines
from pages.parts import danger, local, show, store

STATES = {"met": "見えている", "not_yet": "まだ", "unknown": "わからない"}


def _age() -> int | None:
    """The person's age as far as it was given; a tab may hold anything."""
    found = store.case().get("age")
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


def _kind(key: str, catalog: Catalog) -> Danger:
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
        return _kind("harmed", catalog)
    return one


def _others(one: Danger, check: StageCheck, catalog: Catalog, *answers: str) -> list[Danger]:
    """The further dangers, to be opened; none of the family's limit for who is harmed."""
    quiet = "family_limit" if is_harmed(check) else ""
    return [
        other for other in dangers(check, catalog, *answers) if other.key not in (one.key, quiet)
    ]


def _fitting(one: Danger, catalog: Catalog) -> tuple[Hotline, ...]:
    """The lines of a danger. After the first: those for the person's age; last where it is open."""
    age = _age()
    lines = danger_lines(one, catalog, age)

    def later(line: Hotline) -> bool:
        return bool({"plan_minor", "plan_65"} & set(line.uses)) is (age is None)

    return (*lines[:1], *sorted(lines[1:], key=later))


def _do(one: Danger, check: StageCheck) -> list[str]:
    """What helps in a danger; other words where another one is there too, or where it is past."""
    here = {key for key, answer in check.safety.model_dump().items() if answer in ("now", "recent")}
    is_now = getattr(check.safety, one.key) == "now"
    beside = next((other.do for other in one.beside if other.key in here), None)
    texts = beside or (one.do if is_now else one.do_soon or one.do)
    return [store.said(text) for text in texts]


def _lines(one: Danger, check: StageCheck, catalog: Catalog, first: str) -> tuple[Hotline, ...]:
    """The lines of a danger, then those of every danger of the answers; each once."""
    listed = (
        *_fitting(one, catalog),
        *safety_hotlines(check, first, catalog, _age()),
    )
    return tuple({line.id: line for line in listed}.values())


def _afraid(check: StageCheck, catalog: Catalog) -> list[str]:
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
    return danger.now_panel(one, _fitting(one, catalog), store.answerer(), _do(one, check))


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
        more += _afraid(check, catalog)
    others = _others(one, check, catalog, "now", "recent")
    st.html(
        danger.fold("電話で言う3行", danger.said_lines(*map(store.said, call)))
        + _emergency(one, catalog)
        + danger.fold(
            "ほかの電話・チャット", danger.contact_list(_lines(one, check, catalog, "now"))
        )
        + danger.fold("ほかにできること", danger.said_lines(*more, store.said(texts.office_closed)))
        + "".join(_other(other, check, catalog) for other in others)
        + (_money_fold(check, catalog) if check.safety.money == "now" else "")
    )


def _emergency(one: Danger, catalog: Catalog) -> str:
    """夜や休日の精神科救急: the chosen prefecture's number first, the others under their names."""
    if one.key != "sudden_change":
        return ""
    place, _ = local.place(catalog)
    told = ""
    if place is not None and not psychiatric_emergency(catalog, place):
        told = f"{place}の番号は、ここにはありません。消防・警察・役所の代表で聞けます。"
    lines = danger.contact_list(psychiatric_emergency(catalog), place)
    return danger.fold("夜や休日：精神科救急の電話", danger.said_lines(told), lines)


def _other(one: Danger, check: StageCheck, catalog: Catalog) -> str:
    """A further danger of the answers, closed: its sentence, its lines, what to do."""
    voice = one.now if getattr(check.safety, one.key) == "now" else one.soon
    return danger.fold(
        store.said(one.title),
        danger.said_lines(store.said(voice)),
        danger.talk(_fitting(one, catalog)),
        danger.do_list(_do(one, check)),
        danger.said_lines(*map(store.said, one.more)),
        _emergency(one, catalog),
    )


def _money_fold(check: StageCheck, catalog: Catalog) -> str:
    one = _kind("money", catalog)
    return danger.fold(store.said(one.title), _money_words(one, store.said(one.now), check))


def _money_words(one: Danger, sentence: str, check: StageCheck) -> str:
    """The names one may ask for, and where."""
    return (
        danger.said_lines(sentence)
        + danger.do_list(_do(one, check))
        + danger.said_lines(*map(store.said, one.more))
    )


def _caution(title: str, inner: str) -> None:
    st.html(f'<div class="ashiba-caution"><p><strong>{escape(title)}</strong></p>{inner}</div>')


def _words(one: Danger, sentence: str, check: StageCheck, catalog: Catalog, first: str) -> None:
    """The words of a danger that is not of this moment, the line that fits, the rest closed."""
    inner = danger.said_lines(sentence) + danger.do_list(_do(one, check))
    _caution(store.said(one.title), inner)
    st.html(danger.talk(_fitting(one, catalog)))
    more = [store.said(text) for text in one.more]
    others = _others(one, check, catalog, "recent")
    st.html(
        danger.fold("ほかの電話・チャット", danger.contact_list(_lines(one, check, catalog, first)))
        + danger.fold("ほかにできること", danger.said_lines(*more, *_afraid(check, catalog)))
        + _emergency(one, catalog)
        + "".join(_other(other, check, catalog) for other in others)
    )


def _alerts(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if assessment.alert == "soon":
        one = dangers(check, catalog, "recent")[0]
        _words(one, store.said(one.soon), check, catalog, "soon")
        st.write(store.said(texts.alert_soon))
    elif assessment.alert == "family":
        one = _kind("family_limit", catalog)
        _words(one, store.said(texts.alert_family), check, catalog, "family")
    elif assessment.alert == "money":
        _money(check, catalog)
        one = _kind("money", catalog)
        st.html(
            danger.talk(_fitting(one, catalog))
            + danger.fold(
                "ほかの電話・チャット", danger.contact_list(_lines(one, check, catalog, "money"))
            )
        )
    _notices(check, assessment, catalog)


def _money(check: StageCheck, catalog: Catalog) -> None:
    """Food and roof: today's words when it is now, else those of this week."""
    one = _kind("money", catalog)
    voice = one.now if check.safety.money == "now" else catalog.check.texts.alert_money
    _caution(store.said(one.title), _money_words(one, store.said(voice), check))


def _notices(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """What the alert does not say."""
    texts = catalog.check.texts
    if "money" in assessment.notices:
        if check.safety.money == "now":
            _money(check, catalog)
        else:
            show.paragraphs(store.said(texts.notice_money), kind="caution")
    if "family" in assessment.notices and not is_harmed(check):
        show.paragraphs(store.said(texts.notice_family), kind="caution")
    if "safety_unknown" in assessment.notices:
        show.paragraphs(store.said(texts.notice_safety_unknown), kind="caution")
        _unknown_safety(check, assessment, catalog)


def _unknown_safety(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """How one may see it, and whom to talk to, where a safety question stayed open."""
    with st.expander("見方のヒントと、話せる窓口"):
        for question in catalog.check.safety:
            if question.key == "family_limit" and is_harmed(check):
                continue
            if getattr(check.safety, question.key) == "unknown":
                st.write(store.said(question.hint_unknown))
        if assessment.alert == "none":
            st.html(danger.contact_list(catalog.hotlines_for("soon")[:3]))


def _sentence(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if assessment.outcome == "no_difficulty":
        show.paragraphs(store.said(texts.no_difficulty))
        return
    # Who hurts may be of the family: no sentence then sends it to its own rest and talk first.
    quiet = is_harmed(check) and store.answerer() != "person"
    if assessment.stage is None:
        show.paragraphs(store.said(texts.safety_before_stage if quiet else texts.unclear))
        return
    stage = catalog.stage(assessment.stage)
    near = assessment.near_next and stage.result_near is not None
    words = stage.result_near if near and stage.result_near is not None else stage.result
    st.html(f"<h2>{show.stage_name(stage.number, stage.name)}</h2>")
    if assessment.alert == "soon":
        st.write(store.said(texts.safety_before_stage))
    if not quiet:
        show.paragraphs(store.said(words))
    low, high = assessment.stage_range or (stage.number, stage.number)
    if low != high:
        names = f"「{catalog.stage(low).name}」から「{catalog.stage(high).name}」"
        st.write(
            f"わからない項目があるので、{names}のどれかです。"
            f"計画は「{catalog.stage(low).name}」で作ります。"
        )


def _reasons(assessment: Assessment, catalog: Catalog) -> None:
    if not assessment.conditions:
        return
    st.header("なぜ", anchor=False)
    gates = {1: "「ためる」に入る4つの条件", 2: "「ためす」に入る6つの条件"}
    for gate, caption in gates.items():
        rows = [
            (escape(one.label), STATES[one.state])
            for one in assessment.conditions
            if one.gate == gate
        ]
        seen = sum(state == STATES["met"] for _, state in rows)
        show.table(
            f"{caption}：{len(rows)}つのうち{seen}つがそろっています"
            if seen
            else f"{caption}：まだ見えていません",
            ("条件", "いま"),
            rows,
            state=1,
        )
    if assessment.deciding_unknowns:
        texts = {question.key: question for question in catalog.check.questions}
        items = "".join(
            f"<li>{escape(store.said(texts[key].text))}</li>"
            for key in assessment.deciding_unknowns
        )
        with st.expander("わかると足場が変わるかもしれない質問"):
            st.html(f"<ul>{items}</ul>")
            st.write("わからないままで、計画は作れます。")


def _both(catalog: Catalog) -> None:
    """Two answerers side by side, never averaged, and only with the person's consent."""
    if store.answerer() == "example" or not (
        store.has_check("family") and store.has_check("person")
    ):
        return
    st.header("二人の答えを並べる", anchor=False)
    agreed = st.checkbox(
        "本人が、並べて見てよいと言っています",
        **store.bound(
            "ashiba_merge",
            bool(store.case().get("merge")),
            lambda value: store.case().update(merge=value),
        ),
    )
    if not agreed:
        return
    words = {choice.value: choice.label.family for choice in catalog.check.answer_choices}
    family, person = store.read_check("family").answers, store.read_check("person").answers
    rows = [
        (
            escape(store.said(question.text)),
            words[getattr(family, question.key)],
            words[getattr(person, question.key)],
        )
        for question in catalog.check.questions
    ]
    show.table("家族の答えと本人の答え", ("質問", "家族", "本人"), rows)
    st.write("平均はしません。楽しみ・関心・したいことは本人の答えで、ほかは慎重な方で見ます。")


def show_result(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """Everything below the title of the result screen."""
    _alerts(check, assessment, catalog)
    _sentence(check, assessment, catalog)
    if assessment.family_first and not is_harmed(check):
        show.paragraphs(store.said(catalog.check.texts.family_first))
    _reasons(assessment, catalog)
    if assessment.outcome != "no_difficulty":
        st.write(store.said(catalog.check.texts.moved_back))
    st.write(store.said(catalog.check.texts.not_counted))
    _both(catalog)
    show.go_on(("cost.py", "費用の見積もり"), None)
    st.page_link("plan.py", label="先に、くみあわせプランを見る")
