"""The result of the check: the place as a picture, what it means, what is there, one next step."""

from __future__ import annotations

import re

import streamlit as st
from markupsafe import Markup

from core import Assessment, Catalog, StageCheck, said
from core.alerts import Alerts, Uses
from core.catalog import Danger
from core.overview import look_over
from core.plan.way import due_words
from core.stage import STATE_WORDS, already_there
from core.standing import is_calm, meaning, notes, places_named
from pages.parts.kit import alert, composed, danger, html, local, picture, roles, show, store
from pages.parts.kit.html import joined, tag


def _caution(title: str, *inner: str) -> None:
    html.write(
        tag('<div class="ashiba-caution"><p><strong>{}</strong></p>{}</div>', title, joined(inner))
    )


def _words(one: Danger, sentence: str, alerts: Alerts, uses: Uses) -> None:
    """The words of a danger that is not of this moment, the line that fits, the rest closed."""
    _caution(store.said(one.title), danger.said_lines(sentence), danger.do_list(alerts.to_do(one)))
    html.write(danger.talk(alerts.lines(one)))
    html.write(alert.folds(alerts.folds_of_late(one, uses), alerts.catalog))


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
        others = alert.folds([alerts.other_lines(one, "money")], alerts.catalog)
        html.write(danger.talk(alerts.lines(one)), others)
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
    with st.expander("見方のヒントと、話せる窓口", key="open_hints"):
        for question in alerts.left_open():
            st.write(store.said(question.hint_unknown))
        if assessment.alert == "none":
            lines = alerts.catalog.hotlines_for("soon")[:3]
            html.write(danger.contact_list(lines, alerts.catalog))


def _place_words(assessment: Assessment, catalog: Catalog) -> str:
    """The place in a few words; "" where none is said."""
    names = "か".join(f"「{name}」" for name in places_named(assessment, catalog))
    return f"いまは{names}のあたり" if names else ""


def _notes(alerts: Alerts, assessment: Assessment) -> tuple[str, ...]:
    """What else there is to know, below the next step."""
    found = notes(alerts, assessment, was_here_before=_was_here_before())
    texts = alerts.catalog.check.texts
    planned = f"わからない項目があるので、計画は「{found.planned_for}」で作ります。"
    told = (
        store.said(texts.family_first) if found.family_first else "",
        planned if found.planned_for else "",
        store.said(texts.moved_back) if found.moved_back else "",
    )
    return tuple(one for one in told if one)


def _was_here_before() -> bool:
    """A file with a last time was opened: what it means to stand elsewhere now is then said at once."""
    return bool(store.get("history"))


def _there(check: StageCheck, catalog: Catalog) -> Markup:
    """Three things that are there already."""
    lines = already_there(check, catalog, store.in_use(catalog))
    return tag(
        '<section class="r-there"><h2>もう、あるもの</h2>{}</section>',
        picture.marked(lines, "tick"),
    )


def _next_step(catalog: Catalog) -> None:
    """The one next step, as the plan has it, and on to what it costs."""
    seen = look_over(composed.plan(catalog), store.full_case(catalog), catalog, local.windows())
    words, step = catalog.sheets.overview, seen.step
    with st.container(key="r_next"):
        day = ""
        if step is not None and step.due_on is not None:
            day = said.wide(due_words(step.due_on, catalog, made_on=seen.made_on))
        html.write(
            tag('<h2><span>{}</span><b class="nb">{}</b></h2>', words.next, day),
            html.lines(words.no_step)
            if step is None
            else tag('<p class="r-step">{}</p>', show.own_words(step.title)),
        )
        roles.go("かかる費用を見る", "cost", **roles.to("cost.py"))


def _reasons(assessment: Assessment, catalog: Catalog) -> None:
    """Why here: the conditions with what is seen of each. Never a count: it would read as a mark."""
    if not assessment.conditions:
        return
    gates = {1: "「ためる」に入る条件", 2: "「ためす」に入る条件"}
    why = "なぜ、このあたりなのか" if assessment.stage else "いま見えていること"
    with st.expander(why, key="open_why"):
        for gate, caption in gates.items():
            rows = [
                (one.label, STATE_WORDS[one.state])
                for one in assessment.conditions
                if one.gate == gate
            ]
            show.table(caption, ("条件", "いま"), rows, state=1)
        st.write(store.said(catalog.check.texts.not_counted))
        if not _was_here_before():
            st.write(store.said(catalog.check.texts.moved_back))
    if assessment.deciding_unknowns:
        texts = {question.key: question for question in catalog.check.questions}
        items = joined(
            tag("<li>{}</li>", store.said(texts[key].text)) for key in assessment.deciding_unknowns
        )
        with st.expander("わかると足場が変わるかもしれない質問", key="open_unknowns"):
            html.write(tag("<ul>{}</ul>", items))
            st.write("わからないままで、計画は作れます。")


def _both(catalog: Catalog) -> None:
    """Two answerers side by side, never averaged, and only with the person's consent."""
    if store.answerer() == "example" or not (
        store.has_check("family") and store.has_check("person")
    ):
        return
    with st.expander("二人の答えを並べる", key="open_both", expanded=bool(store.get("merge"))):
        _side_by_side(catalog)


def _side_by_side(catalog: Catalog) -> None:
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
    words = {
        one.value: re.split("[（・]", one.label.family)[0] for one in catalog.check.answer_choices
    }
    family, person = (store.read_check(who, catalog).answers for who in ("family", "person"))
    rows = [
        (short, words[getattr(family, key)], words[getattr(person, key)])
        for key, short in catalog.room.question.short.items()
    ]
    show.table("家族の答えと本人の答え", ("質問", "家族", "本人"), rows)
    st.write("平均はしません。楽しみ・関心・したいことは本人の答えで、ほかは慎重な方で見ます。")


def _place(assessment: Assessment, catalog: Catalog, *, calm: bool) -> None:
    """The place in words, large where nothing stands before it, and as a picture."""
    place = _place_words(assessment, catalog)
    with st.container(key="r_place"):
        if calm:
            st.title(place or "いまの足場", anchor=False)
        elif place:
            st.header(place, anchor=False)
        if assessment.outcome != "no_difficulty":
            html.write(
                picture.way(assessment.stage, assessment.near_next, assessment.stage_range, catalog)
            )


def _folds(alerts: Alerts, assessment: Assessment) -> None:
    """The whole, why here, the two side by side, and what else there is to know."""
    catalog = alerts.catalog
    with st.container(key="open_overview"):
        label = f"{store.said(catalog.sheets.overview.title)}を見る"
        st.page_link("overview.py", label=label, width="stretch")
    _reasons(assessment, catalog)
    _both(catalog)
    told = _notes(alerts, assessment)
    if told:
        html.write(*(tag('<p class="r-note">{}</p>', one) for one in told))


def show_result(check: StageCheck, assessment: Assessment, catalog: Catalog) -> None:
    """The result screen: the place, what it means, what is there, one next step; then why."""
    alerts, calm = alert.of(check, catalog), is_calm(assessment)
    if not calm:
        st.title("いまの足場", anchor=False)
        _alerts(alerts, assessment)
    with st.container(key="wide_result"):
        _place(assessment, catalog, calm=calm)
        html.write(
            tag('<div class="r-means">{}</div>', html.lines(*meaning(alerts, assessment))),
        )
        with st.container(key="r_side"):
            if assessment.outcome != "no_difficulty":
                html.write(_there(check, catalog))
            _next_step(catalog)
        with st.container(key="r_folds"):
            _folds(alerts, assessment)
