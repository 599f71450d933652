"""The result of the check: the sentence first, then the reasons, then the next step."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Assessment, Catalog, StageCheck
from core.catalog import Danger
from pages.parts.kit import alert, danger, show, store


def _caution(title: str, inner: str) -> None:
    st.html(f'<div class="ashiba-caution"><p><strong>{escape(title)}</strong></p>{inner}</div>')


def _words(one: Danger, sentence: str, check: StageCheck, catalog: Catalog, first: str) -> None:
    """The words of a danger that is not of this moment, the line that fits, the rest closed."""
    inner = danger.said_lines(sentence) + danger.do_list(alert.to_do(one, check))
    _caution(store.said(one.title), inner)
    st.html(danger.talk(alert.fitting(one, catalog)))
    more = [store.said(text) for text in one.more]
    others = alert.other_dangers(one, check, catalog, "recent")
    st.html(
        danger.fold(
            "ほかの電話・チャット", danger.contact_list(alert.all_lines(one, check, catalog, first))
        )
        + danger.fold("ほかにできること", danger.said_lines(*more, *alert.afraid(check, catalog)))
        + alert.emergency(one, catalog)
        + "".join(alert.other_fold(other, check, catalog) for other in others)
    )


def _alerts(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if assessment.alert == "soon":
        one = alert.dangers(check, catalog, "recent")[0]
        _words(one, store.said(one.soon), check, catalog, "soon")
        st.write(store.said(texts.alert_soon))
    elif assessment.alert == "family":
        one = alert.kind("family_limit", catalog)
        _words(one, store.said(texts.alert_family), check, catalog, "family")
    elif assessment.alert == "money":
        _money(check, catalog)
        one = alert.kind("money", catalog)
        st.html(
            danger.talk(alert.fitting(one, catalog))
            + danger.fold(
                "ほかの電話・チャット",
                danger.contact_list(alert.all_lines(one, check, catalog, "money")),
            )
        )
    _notices(check, assessment, catalog)


def _money(check: StageCheck, catalog: Catalog) -> None:
    """Food and roof: today's words when it is now, else those of this week."""
    one = alert.kind("money", catalog)
    voice = one.now if check.safety.money == "now" else catalog.check.texts.alert_money
    _caution(store.said(one.title), alert.money_words(one, store.said(voice), check))


def _notices(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """What the alert does not say."""
    texts = catalog.check.texts
    if "money" in assessment.notices:
        if check.safety.money == "now":
            _money(check, catalog)
        else:
            show.paragraphs(store.said(texts.notice_money), kind="caution")
    if "family" in assessment.notices and not alert.is_harmed(check):
        show.paragraphs(store.said(texts.notice_family), kind="caution")
    if "safety_unknown" in assessment.notices:
        show.paragraphs(store.said(texts.notice_safety_unknown), kind="caution")
        _unknown_safety(check, assessment, catalog)


def _unknown_safety(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """How one may see it, and whom to talk to, where a safety question stayed open."""
    with st.expander("見方のヒントと、話せる窓口"):
        for question in catalog.check.safety:
            if question.key == "family_limit" and alert.is_harmed(check):
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
    quiet = alert.is_harmed(check) and store.answerer() != "person"
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
            (escape(one.label), show.STATES[one.state])
            for one in assessment.conditions
            if one.gate == gate
        ]
        seen = sum(state == show.STATES["met"] for _, state in rows)
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
            bool(store.get("merge")),
            lambda value: store.put(value, "merge"),
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
    if assessment.family_first and not alert.is_harmed(check):
        show.paragraphs(store.said(catalog.check.texts.family_first))
    _reasons(assessment, catalog)
    if assessment.outcome != "no_difficulty":
        st.write(store.said(catalog.check.texts.moved_back))
    st.write(store.said(catalog.check.texts.not_counted))
    _both(catalog)
    show.go_on(("cost.py", "費用の見積もり"), None)
    st.page_link("plan.py", label="先に、くみあわせプランを見る")
