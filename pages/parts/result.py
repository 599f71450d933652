"""The result of the check: the sentence first, then the reasons, then the next step."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Assessment, Catalog, StageCheck
from core.catalog import Hotline
from core.contacts import safety_hotlines
from pages.parts import danger, show, store

STATES = {"met": "見えている", "not_yet": "まだ", "unknown": "わからない"}


def _hotlines(lines: tuple[Hotline, ...]) -> None:
    st.html(danger.contact_list(lines))


def _who_is_afraid(check: StageCheck, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if check.safety.violence in ("now", "recent"):
        if check.threatened.elderly == "yes":
            st.write(store.said(texts.threatened_elderly))
        if check.threatened.minor == "yes":
            st.write(store.said(texts.threatened_minor))


def show_alert(check: StageCheck, catalog: Catalog) -> None:
    """Contacts and the three-line memo, before and instead of anything else."""
    texts = catalog.check.texts
    first, rest = danger.first_and_rest(safety_hotlines(check, "now", catalog))
    st.html(first)
    show.paragraphs(store.said(texts.alert_now), kind="alert")
    show.paragraphs(
        "電話で言う3行",
        store.said(texts.memo_place),
        store.said(texts.memo_who),
        store.said(texts.memo_what),
    )
    st.html(rest)
    _who_is_afraid(check, catalog)
    st.write(store.said(texts.office_closed))


def _alerts(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    alerts = {"soon": texts.alert_soon, "family": texts.alert_family, "money": texts.alert_money}
    if assessment.alert in alerts:
        show.paragraphs(store.said(alerts[assessment.alert]), kind="caution")
        _hotlines(safety_hotlines(check, assessment.alert, catalog))
        _who_is_afraid(check, catalog)
        if assessment.alert == "money":
            st.write(store.said(texts.office_closed))
    notices = {
        "money": texts.notice_money,
        "family": texts.notice_family,
        "safety_unknown": texts.notice_safety_unknown,
    }
    for name, text in notices.items():
        if name == "money" and check.safety.money == "now" and assessment.alert != "money":
            show.paragraphs(
                store.said(texts.alert_money), store.said(texts.office_closed), kind="caution"
            )
        elif name in assessment.notices:
            show.paragraphs(store.said(text), kind="caution")
    if "safety_unknown" in assessment.notices:
        _unknown_safety(check, assessment, catalog)


def _unknown_safety(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """How one may see it, and whom to talk to, where a safety question stayed open."""
    with st.expander("見方のヒントと、話せる窓口"):
        for question in catalog.check.safety:
            if getattr(check.safety, question.key) == "unknown":
                st.write(store.said(question.hint_unknown))
        if assessment.alert == "none":
            _hotlines(catalog.hotlines_for("soon")[:3])


def _sentence(assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if assessment.outcome == "no_difficulty":
        show.paragraphs(store.said(texts.no_difficulty))
        return
    if assessment.stage is None:
        show.paragraphs(store.said(texts.unclear))
        return
    stage = catalog.stage(assessment.stage)
    near = assessment.near_next and stage.result_near is not None
    words = stage.result_near if near and stage.result_near is not None else stage.result
    st.html(f"<h2>{show.stage_name(stage.number, stage.name)}</h2>")
    if assessment.alert == "soon":
        st.write(store.said(texts.safety_before_stage))
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
    _sentence(assessment, catalog)
    if assessment.family_first:
        show.paragraphs(store.said(catalog.check.texts.family_first))
    _reasons(assessment, catalog)
    if assessment.outcome != "no_difficulty":
        st.write(store.said(catalog.check.texts.moved_back))
    st.write(store.said(catalog.check.texts.not_counted))
    _both(catalog)
    show.go_on(("cost.py", "費用の見積もり"), None)
    st.page_link("plan.py", label="先に、くみあわせプランを見る")
