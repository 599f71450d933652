"""The result of the check: the sentence first, then the reasons, then the next step."""

from __future__ import annotations

import streamlit as st

from core import Assessment, Catalog, StageCheck
from core.alerts import Alerts, Uses
from core.catalog import Danger
from core.stage import STATE_WORDS
from pages.parts.kit import alert, danger, html, show, store
from pages.parts.kit.html import joined, tag


def _caution(title: str, *inner: str) -> None:
    html.write(
        tag('<div class="ashiba-caution"><p><strong>{}</strong></p>{}</div>', title, joined(inner))
    )


def _words(one: Danger, sentence: str, alerts: Alerts, uses: Uses) -> None:
    """The words of a danger that is not of this moment, the line that fits, the rest closed."""
    _caution(store.said(one.title), danger.said_lines(sentence), danger.do_list(alerts.to_do(one)))
    html.write(danger.talk(alerts.lines(one)))
    html.write(alert.folds(alerts.folds_of_late(one, uses)))


def _alerts(alerts: Alerts, assessment: Assessment) -> None:
    texts = alerts.catalog.check.texts
    if assessment.alert == "soon":
        one = alerts.answered("recent")[0]
        _words(one, store.said(one.soon), alerts, "soon")
        st.write(store.said(texts.alert_soon))
    elif assessment.alert == "family":
        _words(alerts.danger("family_limit"), store.said(texts.alert_family), alerts, "family")
    elif assessment.alert == "money":
        _money(alerts)
        one = alerts.danger("money")
        html.write(danger.talk(alerts.lines(one)), alert.folds([alerts.other_lines(one, "money")]))
    _notices(alerts, assessment)


def _money(alerts: Alerts) -> None:
    """Food and roof: today's words when it is now, else those of this week."""
    one, texts = alerts.danger("money"), alerts.catalog.check.texts
    voice = one.now if alerts.check.safety.money == "now" else texts.alert_money
    _caution(
        store.said(one.title),
        danger.said_lines(store.said(voice)),
        danger.do_list(alerts.to_do(one)),
        danger.said_lines(*alerts.more(one)),
    )


def _notices(alerts: Alerts, assessment: Assessment) -> None:
    """What the alert does not say."""
    texts = alerts.catalog.check.texts
    if "money" in assessment.notices:
        if alerts.check.safety.money == "now":
            _money(alerts)
        else:
            show.paragraphs(store.said(texts.notice_money), kind="caution")
    if "family" in assessment.notices and not alerts.is_harmed:
        show.paragraphs(store.said(texts.notice_family), kind="caution")
    if "safety_unknown" in assessment.notices:
        show.paragraphs(store.said(texts.notice_safety_unknown), kind="caution")
        _unknown_safety(alerts, assessment)


def _unknown_safety(alerts: Alerts, assessment: Assessment) -> None:
    """How one may see it, and whom to talk to, where a safety question stayed open."""
    with st.expander("見方のヒントと、話せる窓口"):
        for question in alerts.left_open():
            st.write(store.said(question.hint_unknown))
        if assessment.alert == "none":
            html.write(danger.contact_list(alerts.catalog.hotlines_for("soon")[:3]))


def _sentence(alerts: Alerts, assessment: Assessment, catalog: Catalog) -> None:
    texts = catalog.check.texts
    if assessment.outcome == "no_difficulty":
        show.paragraphs(store.said(texts.no_difficulty))
        return
    # Who hurts may be of the family: no sentence then sends it to its own rest and talk first.
    quiet = alerts.is_harmed and store.answerer() != "person"
    if assessment.stage is None:
        show.paragraphs(store.said(texts.safety_before_stage if quiet else texts.unclear))
        return
    stage = catalog.stage(assessment.stage)
    near = assessment.near_next and stage.result_near is not None
    words = stage.result_near if near and stage.result_near is not None else stage.result
    html.write(tag("<h2>{}</h2>", show.stage_name(stage.number, stage.name)))
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
            (one.label, STATE_WORDS[one.state]) for one in assessment.conditions if one.gate == gate
        ]
        seen = sum(state == STATE_WORDS["met"] for _, state in rows)
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
        items = joined(
            tag("<li>{}</li>", store.said(texts[key].text)) for key in assessment.deciding_unknowns
        )
        with st.expander("わかると足場が変わるかもしれない質問"):
            html.write(tag("<ul>{}</ul>", items))
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
            store.said(question.text),
            words[getattr(family, question.key)],
            words[getattr(person, question.key)],
        )
        for question in catalog.check.questions
    ]
    show.table("家族の答えと本人の答え", ("質問", "家族", "本人"), rows)
    st.write("平均はしません。楽しみ・関心・したいことは本人の答えで、ほかは慎重な方で見ます。")


def show_result(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """Everything below the title of the result screen."""
    alerts = alert.of(check, catalog)
    _alerts(alerts, assessment)
    _sentence(alerts, assessment, catalog)
    if assessment.family_first and not alerts.is_harmed:
        show.paragraphs(store.said(catalog.check.texts.family_first))
    _reasons(assessment, catalog)
    if assessment.outcome != "no_difficulty":
        st.write(store.said(catalog.check.texts.moved_back))
    st.write(store.said(catalog.check.texts.not_counted))
    _both(catalog)
    show.go_on(("cost.py", "費用の見積もり"), None)
    st.page_link("overview.py", label="わたしたちの一枚を見る")
    st.page_link("plan.py", label="先に、くみあわせプランを見る")
