"""The paper: nothing of a plan gets lost on the way to A4, and no text of a family breaks it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from core import load_catalog
from core.case import Case
from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout import plan_sheet, press
from core.handout.papers import Papers
from core.handout.plan_sheet import (
    missing_glyphs,
    render_blank_plan_pdf,
    render_plan_pdf,
    render_plan_png,
)
from core.handout.press import page_count, print_pdf
from core.handout.sheets import SHEETS, render_sheets_pdf
from core.handout.text import FONTS, Tidy, clean, yen_text
from core.money import YenRange
from core.plan import Caution, OnPaper, PaperWords, Plan, PlanContact, Step, compose_plan
from tests.core.conftest import FLAGS, FULL, IN_USE, SAFETY, check, safety, sample
from tests.core.random_papers import Printed, body_of

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
NAMES = ((1, "ひと息つく"), (2, "ためる"), (3, "ためす"))
CATALOG = load_catalog()
HOSTILE = (
    '😀 𠮷野家の髙橋さん ①㈱ \x00\x07\u202eabc\u202c #read("/etc/passwd") <script>alert(1)</script> '
    "$x$ *b* _i_ @ref <lab> // c \\ #pagebreak() \ud800 " + "W" * 80
)


def a_step(title: str, **changes: Any) -> Step:
    """One step of the length that the library's steps have."""
    values: dict[str, Any] = {
        "id": "F1",
        "title": title,
        "who": "家族",
        "why": "本人が来なくても、家族の話から始められる窓口です。いまの暮らしのようすを聞いてもらい、次の一歩を一緒に決められます。",
        "where": "ひきこもり地域支援センター",
        "caution": None,
        "cost": YenRange(0, 0),
        "due_on": None,
        "papers": "",
        "say": "「家族です。ひきこもりのことで相談したいのですが、こちらでよいですか。本人は行けません。家族だけでもよいですか」",
        "how_long": "",
        "remote": "",
        "if_refused": "",
    }
    values |= changes
    printed = {key: values[key] or "" for key in ("who", "why", "where", "say", "caution")}
    return Step(**({"paper": PaperWords(**printed)} | values))


def a_caution(text: str, reason: str) -> Caution:
    return Caution(topic="work", text=text, reason=reason)


def a_contact(name: str = "ひきこもり地域支援センター", **changes: Any) -> PlanContact:
    values: dict[str, Any] = {
        "name": name,
        "phone": "000-1234-5678",
        "hours": "月〜金 9:00〜17:00(土日・祝日は休み)",
        "cost": "無料",
        "checked_on": date(2026, 11, 20),
    }
    return PlanContact(**(values | changes))


def a_plan(**changes: Any) -> Plan:
    """A plan as a family of 足場1 gets it."""
    values: dict[str, Any] = {
        "answerer": "family",
        "made_on": TODAY,
        "review_on": date(2026, 12, 22),
        "review_note": "次の月例会のころに、家族のうごきを見直します。",
        "stage": 1,
        "stage_name": "ひと息つく",
        "stage_sentence": "家の中で安心して過ごせることを大切にする時期です。家族の相談から始められます。",
        "alert": "none",
        "now": (
            a_step("支援センターに家族だけで電話する", due_on=date(2026, 11, 30)),
            a_step("家族会に一度行ってみる", due_on=date(2026, 12, 4), cost=YenRange(0, 500)),
        ),
        "next": (a_step("見える場所に情報を置いておく"), a_step("家族教室で関わり方を学ぶ")),
        "later": (a_step("訪問支援に来てもらう", who="支援者", caution="本人の了解のあとに。"),),
        "not_yet": (
            a_caution("求人を見せる", "休んでいる時期には、あせりが強くなることがあります。"),
            a_caution("本人の了解のない連れ出し", "支援ではありません。"),
        ),
        "signals_forward": ("あいさつが返ってくる", "部屋の外の時間が増える", "外の話が出る"),
        "signals_back": ("会話が減る", "食事の量が減る", "家族が眠れない"),
        "contacts": (a_contact(), a_contact("地域の家族会", needs_check=True), a_contact("保健所")),
        "estimate": None,
        "cost_now": YenRange(0, 500),
        "cost_next": YenRange(1200, 9300),
        "cost_later": YenRange(9300, 9300),
        "refusals": (),
        "notes": "",
    }
    values |= changes
    paper = OnPaper(
        sentence=values["stage_sentence"],
        review_note=values["review_note"],
        signals_forward=values["signals_forward"],
        signals_back=values["signals_back"],
    )
    return Plan.model_construct(**({"paper": paper} | values))


def the_largest_plan() -> Plan:
    """Everything a composed plan may hold at once, at the lengths of the library."""
    titles = (
        "支援センターに家族だけで電話して話を聞いてもらう",
        "家族会の集まりに行ってほかの家族の話を聞いてみる",
        "保健所の相談日を予約し受診のことを聞いておくこと",
        "居場所を見学して体調のよい日に短い時間だけ通う日",
    )
    days = (date(2026, 11, 26), date(2026, 12, 4), date(2027, 1, 5))
    safety = a_step(
        "安全な場所と連絡先をいっしょに決めておくこと", caution="危ないときは、その場を離れます。"
    )
    dated = tuple(
        a_step(title[:22], due_on=day, cost=YenRange(0, 9300))
        for title, day in zip(titles, days, strict=False)
    )
    short = tuple(
        a_step(
            title[:22],
            who="ご本人とご家族",
            caution="本人の了解のあとに。了解のない連れ出しは支援ではありません。"
            if at % 2
            else None,
        )
        for at, title in enumerate(titles)
    )
    return a_plan(
        now=(safety, *dated),
        next=short,
        later=short,
        not_yet=(
            a_caution("就労の話を急ぐ", "疲れがたまり、居場所に行く力が減ることがあります。"),
            a_caution("通う回数を増やしすぎる", "翌日に寝込み、続けにくくなることがあります。"),
            a_caution(
                "出席を数えて採点する",
                "評価される場になると、安心が減ることがあります。",
            ),
            a_caution(
                "本人の了解のない訪問や連れ出し",
                "支援ではありません。家族の責任が認められた裁判もあります。",
            ),
            a_caution(
                "だまして受診につなぐ",
                "医療への信頼が切れ、次の相談がむずかしくなります。",
            ),
            a_caution(
                "借り入れをして民間に払う",
                "無料の公的な窓口があります。先に相談できます。",
            ),
        ),
        contacts=tuple(a_contact(needs_check=at % 2 == 1) for at in range(5)),
    )


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(text: str) -> str:
    """Text without the white space that line and page breaks bring."""
    return re.sub(r"[\s\u200b]", "", text)


def text_of(pdf: bytes) -> str:
    return words(Printed(pdf).text)


def type_sizes(pdf: bytes) -> set[float]:
    """The sizes in points at which letters stand on the pages."""
    return Printed(pdf).sizes


def test_the_largest_plan_goes_on_two_sides_of_a4() -> None:
    pdf = render_plan_pdf(the_largest_plan(), CATALOG)
    pages = opened(pdf).pages
    assert pdf.startswith(b"%PDF")
    assert len(pages) == page_count(pdf) == 2
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {(595, 842)}


STAGES = ("nnnn nnnn nnnnn", "yysn nnnn nnnnn", "yyys ysss sssyy", "yyyy yyyy yyyyy")
AGES = (14, 17, 30, 54, 66)
USES: tuple[tuple[str, ...], ...] = (
    (),
    ("doctor", "diagnosis", "supporter"),
    (*IN_USE, "psychiatric_daycare", "family_association", "hello_work"),
)
VOICES = ("family", "person")


def in_turn(cases: Sequence[Any]) -> list[Any]:
    """All of (one, voice) with ASHIBA_FULL=1; else voices change after every second one."""
    return [case for at, case in enumerate(cases) if FULL or at % 2 == at // 4 % 2]


def a_case(flags: tuple[str, ...], letters: str = STAGES[1], **more: Any) -> Case:
    """A case in some situations; ``answerer`` and ``safety`` go into its check."""
    asked = {key: more.pop(key) for key in ("answerer", "safety") if key in more}
    return Case.model_validate(
        {"check": check(letters, **asked), "situation": dict.fromkeys(flags, True)} | more
    )


def body(pdf: bytes) -> str:
    """The words of all pages without headers and footers: a text broken by a page is whole."""
    return body_of(Printed(pdf), 99)


@pytest.mark.parametrize("flag", FLAGS)
def test_every_situation_goes_on_two_sides_at_every_age_with_whatever_is_in_use(
    flag: str, catalog: Catalog
) -> None:
    every = [*product(AGES, USES, STAGES, VOICES)]
    # In the normal run three a situation: over all of them each age, use, stage and voice meets
    # each of the others.
    some = [every[(FLAGS.index(flag) * 7 + n * 31) % len(every)] for n in range(3)]
    for age, in_use, letters, voice in every if FULL else some:
        case = a_case((flag,), letters, age=age, in_use=in_use, answerer=voice)
        plan = compose_plan(case, catalog, today=TODAY)
        pdf = render_plan_pdf(plan, catalog)
        assert page_count(pdf) <= 2, (age, in_use, letters, voice)
        assert missing_glyphs(plan) == ()
        text = body(pdf)
        for step in plan.now + plan.next + plan.later:
            assert (words(step.title) in text) == step.on_paper, step.title


@pytest.mark.parametrize(
    "flags",
    [
        ("money_trouble", "depressed_or_reversed_days", "stays_in_room"),
        ("parents_elderly", "family_exhausted", "money_trouble"),
        ("lives_alone", "refuses_doctor", "school_or_diploma", "went_back"),
        FLAGS,
    ],
    ids="-".join,
)
def test_with_several_situations_the_paper_may_grow_but_nothing_not_to_do_yet_is_dropped(
    flags: tuple[str, ...], catalog: Catalog
) -> None:
    for voice in VOICES:
        plan = compose_plan(a_case(flags, age=30, answerer=voice), catalog, today=TODAY)
        printed = Printed(render_plan_pdf(plan, catalog))
        text = body_of(printed, 99)
        assert printed.spilt == []
        assert len(printed.pages) <= 3
        shown = [one for one in plan.not_yet if one.on_paper]
        assert len(shown) > 6
        for one in shown:
            assert words(one.text + one.reason) in text
        for step in plan.next + plan.later:
            assert words(step.title) in text


def test_a_plan_that_needs_more_than_two_sides_is_set_roomily_and_numbered(
    catalog: Catalog,
) -> None:
    plan = compose_plan(a_case(FLAGS, age=30), catalog, today=TODAY)
    setting, pdf = plan_sheet._settle(plan_sheet._sheet_of(plan, catalog, Tidy()), TODAY)
    assert page_count(pdf) == 3
    assert setting.look <= 5  # a line spacing of 1.6
    assert "わたしたちの計画続き1" in Printed(pdf).pages[2]


@pytest.mark.parametrize("voice", VOICES)
def test_the_steps_of_next_and_later_stand_under_what_they_wait_for(
    voice: str, catalog: Catalog
) -> None:
    rules = catalog.plan.rules
    headings = {
        "turn": rules.gate_turn.said_to(voice),
        "sign": rules.gate_sign.said_to(voice),
        "consent": rules.gate_consent.said_to(voice),
    }
    found = set()
    for flag in ("stays_in_room", "goes_out", "depressed_or_reversed_days", "parents_elderly"):
        case = a_case((flag,), STAGES[1], age=30, answerer=voice, in_use=("doctor",))
        plan = compose_plan(case, catalog, today=TODAY)
        text = body(render_plan_pdf(plan, catalog))
        at = 0
        for steps in (plan.next, plan.later):
            for gate, heading in headings.items():
                group = [words(step.title) for step in steps if step.waits_for == gate]
                if not group:
                    continue
                found.add(gate)
                # Beside the column's name, before its amount, where it is the only one.
                head = re.compile(
                    re.escape(words(heading)) + "(月[0-9,円〜]+)?" + re.escape(group[0])
                )
                place = head.search(text, at)
                assert place is not None, (flag, heading, group[0])
                at = place.end()
                for title in group[1:]:
                    at = text.index(title, at)
    assert found == set(headings)


def test_a_step_that_only_waits_its_turn_is_not_told_to_wait_for_a_sign(catalog: Catalog) -> None:
    # Review A2: everything in 次 and その先 was headed 「合図が見えたら」.
    plan = a_plan(
        next=(a_step("福祉事務所にきく", waits_for="turn"),),
        later=(a_step("先の暮らしを考える", waits_for="turn"),),
    )
    text = text_of(render_plan_pdf(plan, CATALOG))
    assert text.count("前の一歩のあと") == 2
    assert "合図が見えたら" not in text


def test_what_the_family_has_already_stands_in_one_line(catalog: Catalog) -> None:
    case = a_case(("goes_out",), age=34, in_use=("doctor", "disability_pension", "family_course"))
    plan = compose_plan(case, catalog, today=TODAY)
    text = text_of(render_plan_pdf(plan, catalog))
    assert len(plan.going_on) == 3
    name = words(catalog.plan.rules.going_on)
    assert name + words("／".join(plan.going_on)) in text
    bare = compose_plan(a_case(("goes_out",), age=34), catalog, today=TODAY)
    assert name not in text_of(render_plan_pdf(bare, catalog))


def cost(**usages: int) -> dict[str, Any]:
    used = [{"service": service, "times": times} for service, times in usages.items()]
    return {"month": "2026-11", "person": {"age": 34}, "usages": used}


@pytest.mark.parametrize("letters", STAGES)
def test_the_sum_of_the_month_stands_once_under_its_one_name(
    letters: str, catalog: Catalog
) -> None:
    usages = ({}, {"psychiatric_outpatient": 2}, {"private_visit": 2, "free_space": 4})
    for used in usages:
        case = a_case(("goes_out",), letters, age=34, **({"cost": cost(**used)} if used else {}))
        plan = compose_plan(case, catalog, today=TODAY)
        text = text_of(render_plan_pdf(plan, catalog))
        name = catalog.plan.rules.total
        assert plan.total is not None
        assert text.count(words(name)) == 1
        assert words(name + yen_text(plan.total)) in text
        assert words(plan.cost_basis) in text
        assert "まだ出せない費用は、入っていません" not in text


def test_a_sum_without_a_figure_that_is_not_in_force_says_so(catalog: Catalog) -> None:
    request = cost(life_skills_training=8) | {"month": "2027-04"}
    plan = compose_plan(a_case(("goes_out",), age=34, cost=request), catalog, today=TODAY)
    assert not plan.cost_whole
    text = text_of(render_plan_pdf(plan, catalog))
    assert "まだ出せない費用は、入っていません" in text
    assert "まだ出せない費用" in text
    for line in plan.refusals:
        assert words(re.sub("「.+?」", "", line)[-12:]) in text


def _said(value: Any) -> Iterator[str]:
    """All texts somewhere inside a model, in both voices."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in ("key", "id", "step", "flag", "lines", "topic", "against", "harmed"):
                yield from _said(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _said(one)


def private_words(catalog: Catalog) -> set[str]:
    """What is said to a family in danger only, where nothing public says the same."""
    plan = catalog.plan
    hidden = [*plan.dangers, *(p for p in plan.profiles if p.private)]
    hidden += [plan.rules.harmed, *(step for step in plan.steps if not step.on_paper)]
    shown = [*plan.marks, *(p for p in plan.profiles if not p.private), *catalog.stages]
    shown += [step for step in plan.steps if step.on_paper]
    public = words("\n".join(text for one in (*shown, plan.rules) for text in _said(one)))
    return {
        text
        for one in hidden
        for text in map(words, _said(one))
        if len(text) > 4 and text not in public
    }


DANGERS = tuple(product((*SAFETY, "flag"), VOICES))
"""In the normal run each danger in one voice; both stand in the test with all dangers at once."""
CALM: dict[str, str] = {}
"""By the voice: the words of the sheets without any danger, printed once."""


@pytest.mark.parametrize(("danger", "voice"), in_turn(DANGERS))
def test_no_word_of_a_danger_stands_on_any_sheet(danger: str, voice: str, catalog: Catalog) -> None:
    # Review G2: the reasons of 暴力 stood on no watched place of the paper. All sheets, all words.
    hidden = private_words(catalog)
    assert len(hidden) > 100
    windows = (LocalWindow(name="みどり市 福祉課", phone="000-123-4567", checked_on=TODAY),)

    def printed(flags: tuple[str, ...], **told: str) -> tuple[Plan, str]:
        case = a_case(flags, age=41, answerer=voice, safety=safety(**told), in_use=("doctor",))
        plan = compose_plan(case, catalog, TODAY, windows)
        papers = Papers(
            catalog, TODAY, answerer=plan.answerer, plan=plan, case=case, windows=windows,
            prefecture="熊本県",
        )  # fmt: skip
        return plan, body(render_sheets_pdf(dict.fromkeys(SHEETS, True), papers))

    # What stands on everybody's sheets (the card's 「こわいときは離れて大丈夫」) tells nothing.
    if voice not in CALM:
        _, CALM[voice] = printed(("stays_in_room",))
    calm = CALM[voice]
    when = "now" if (SAFETY.index(danger) if danger in SAFETY else 0) % 2 else "recent"
    told = {} if danger == "flag" else {danger: when}
    plan, text = printed(("stays_in_room", *(("violence",) if danger == "flag" else ())), **told)
    assert {one for one in hidden if one in text and one not in calm} == set()
    for step in (*plan.now, *plan.next, *plan.later):
        if not step.on_paper:
            assert words(step.title) not in text
    for step in (catalog.step("S0"), catalog.step("S1")):
        assert words(step.title.said_to(plan.answerer)) not in text


def test_a_step_of_the_screen_stays_off_the_paper_wherever_the_family_puts_it(
    catalog: Catalog,
) -> None:
    case = a_case((), safety=safety(violence="now"))
    plan = compose_plan(case, catalog, today=TODAY)
    (hidden,) = [step for step in plan.now if not step.on_paper]
    rest = tuple(step for step in plan.now if step.on_paper)
    for moved in (
        plan.but(now=rest, next=(hidden, *plan.next)),
        plan.but(now=rest, later=(hidden, *plan.later)),
    ):
        assert words(hidden.title) not in text_of(render_plan_pdf(moved, catalog))


@pytest.mark.parametrize("voice", VOICES)
def test_with_all_dangers_at_once_nothing_of_them_stands_on_any_sheet(
    voice: str, catalog: Catalog
) -> None:
    hidden = private_words(catalog)
    every = dict.fromkeys(SAFETY, "now")
    texts = []
    for told in ({}, every):
        case = a_case(("violence",) if told else (), answerer=voice, safety=safety(**told))
        plan = compose_plan(case, catalog, today=TODAY)
        papers = Papers(catalog, TODAY, answerer=plan.answerer, plan=plan, case=case)
        texts.append(body(render_sheets_pdf(dict.fromkeys(SHEETS, True), papers)))
    assert {one for one in hidden if one in texts[1] and one not in texts[0]} == set()


def test_what_tells_of_the_safety_answers_stays_off_the_paper(catalog: Catalog) -> None:
    case = Case.model_validate({"check": check("yysn nnnn nnnnn"), "situation": ["violence"]})
    plan = compose_plan(case, catalog, today=TODAY)
    text = text_of(render_plan_pdf(plan, catalog))
    apart = [one.text for one in plan.not_yet if not one.on_paper]
    assert apart
    assert not any(step.on_paper for step in plan.now if step.id == "S0")
    for hidden in ("安全を先に", "家の安全", "#9110", *apart):
        assert words(hidden) not in text


def test_every_word_amount_and_date_of_the_largest_plan_can_be_read_from_it() -> None:
    plan = the_largest_plan()
    text = text_of(render_plan_pdf(plan, CATALOG))
    for step in plan.now:
        assert words(step.why) in text
        assert words(step.say) in text
    for step in plan.now + plan.next + plan.later:
        assert words(step.title) in text
        assert words(step.caution or "") in text
    for caution in plan.not_yet:
        assert words(caution.text + caution.reason) in text
    for signal in plan.signals_forward + plan.signals_back:
        assert signal in text
    for expected in (
        "わたしたちの計画",
        "ひと息つく",
        "11月26日(木)まで",
        "12月4日(金)まで",
        "2027年1月5日(火)まで",
        "12月22日(火)",
        "月0円〜500円",
        "月0円〜9,300円",
        "月1,200円〜9,300円",
        "月9,300円",
        "2026年11月22日作成",
        "2026年11月20日確認",
        "1／2ページ",
        "2／2ページ",
    ):
        assert expected in text, expected
    assert text.count("000-1234-5678") == 5
    assert text.count("要確認") == 2
    assert text.count("これは診断ではありません") == 2
    assert "番号・時間は変わることがあります" in text


@pytest.mark.parametrize("plan", [a_plan(), the_largest_plan(), a_plan(alert="now")])
def test_no_letter_is_smaller_than_12_points_and_the_body_is_14(plan: Plan) -> None:
    for pdf in (render_plan_pdf(plan, CATALOG), render_blank_plan_pdf(CATALOG, TODAY)):
        sizes = type_sizes(pdf)
        assert min(sizes) >= 12
        assert 14 in sizes


def test_the_sheet_is_tagged_japanese_and_has_a_title() -> None:
    reader = opened(render_plan_pdf(a_plan(), CATALOG))
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("ja")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "わたしたちの計画"


def test_all_fonts_are_embedded() -> None:
    reader = opened(render_plan_pdf(a_plan(notes=HOSTILE), CATALOG))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert inner["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}
            names.add(inner["/BaseFont"].split("+")[1])
    assert names >= {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "NotoSansJP-Regular"}


@pytest.mark.usefixtures("press_anew")
def test_the_same_plan_gives_the_same_bytes_and_another_day_gives_others() -> None:
    first = render_plan_pdf(a_plan(), CATALOG)
    assert render_plan_pdf(a_plan(), CATALOG) == first
    assert render_plan_pdf(a_plan(made_on=date(2026, 11, 23)), CATALOG) != first


def test_with_danger_now_no_stage_is_on_the_sheet_and_the_windows_come_first() -> None:
    calm = text_of(render_plan_pdf(a_plan(), CATALOG))
    text = text_of(render_plan_pdf(a_plan(alert="now"), CATALOG))
    assert "いまの足場" in calm
    for hidden in ("足場", "ひと息つく", "安心して過ごせることを大切にする"):
        assert hidden not in text
    assert text.index("000-1234-5678") < text.index("支援センターに家族だけで電話する")
    assert calm.index("000-1234-5678") > calm.index("支援センターに家族だけで電話する")


@pytest.mark.parametrize(("key", "when"), [("self_harm", "recent"), ("not_eating", "now")])
def test_the_words_of_the_paper_do_not_tell_how_the_safety_questions_were_answered(
    catalog: Catalog, key: str, when: str
) -> None:
    asked = check("yysn nnnn nnnnn", safety=safety(**{key: when}))
    plan = compose_plan(Case.model_validate({"check": asked}), catalog, today=TODAY)
    text = text_of(render_plan_pdf(plan, catalog))
    rules = catalog.plan.rules
    assert plan.alert in ("now", "soon")
    assert words(catalog.check.texts.safety_before_stage.family) not in text
    assert words(rules.review_note_now.family) not in text
    if plan.alert == "soon":
        assert plan.stage is not None
        assert words(catalog.stage(plan.stage).result.family) in text


def test_an_old_number_leaves_neither_itself_nor_its_day_on_the_plan() -> None:
    old = a_contact("古い窓口", phone=None, own=True, checked_on=date(2024, 1, 5))
    text = text_of(render_plan_pdf(a_plan(contacts=(old, a_contact())), CATALOG))
    assert "古い窓口" in text
    assert "2024年1月5日" not in text
    assert "2026年11月20日確認" in text


def test_many_own_windows_leave_the_plan_on_two_sides_and_are_counted() -> None:
    many = tuple(a_contact(f"窓口{'あ' * 50}{n}", own=True) for n in range(40))
    pdf = render_plan_pdf(a_plan(contacts=(*many, a_contact())), CATALOG)
    assert page_count(pdf) == 2
    assert "ほかに37か所は「わたしの町の窓口」の紙に" in text_of(pdf)


def test_hundreds_of_short_lines_run_on_instead_of_filling_fifty_pages() -> None:
    lines = [f"{n}日目" for n in range(900)]
    pdf = render_plan_pdf(a_plan(notes="\n".join(lines)), CATALOG)
    assert page_count(pdf) <= 8
    text = re.sub(r"わたしたちの計画続き\d|2026年11月22日作成.*?ページ", "", text_of(pdf))
    assert "／".join(lines) in text


@pytest.mark.parametrize("count", [13, 60])
def test_each_of_many_lines_of_notes_stands_on_the_paper(count: int) -> None:
    lines = [f"{n}日目の朝" for n in range(1, count + 1)]
    text = text_of(render_plan_pdf(a_plan(notes="\n".join(lines)), CATALOG))
    assert [line for line in lines if line not in text] == []
    assert "／".join(lines[:2]) not in text


def test_a_usual_plan_is_printed_in_few_goes_and_is_smaller_than_190_kb(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[int] = []

    def counted(*args: Any) -> bytes:
        pdf = print_pdf(*args)
        printed.append(len(pdf))
        return pdf

    monkeypatch.setattr(press, "print_pdf", counted)
    patterns = ("ysns nnnn nnnnn", "yyys ysss sssyy", "yyyy yyyy yyyyy", "uuuu uuuu uuuuu")
    every = product(enumerate(FLAGS), enumerate(patterns))
    # In the normal run two patterns a situation, in turn.
    kinds = [(flag, letters) for (a, flag), (b, letters) in every if FULL or (a + b) % 2 == 0]
    for flag, letters in kinds:
        case = Case.model_validate({"check": check(letters), "situation": [flag], "age": 34})
        render_plan_pdf(compose_plan(case, catalog, today=TODAY), catalog)
    plans = len(kinds)
    # The estimate of the look is right for most, and next to it for the others.
    assert len(printed) <= plans * 1.5
    assert max(printed) < 190 * 1024


def test_an_unclear_picture_prints_its_sentence_without_a_stage() -> None:
    plan = a_plan(stage=None, stage_name=None, stage_sentence="足場はまだ決めずにおきます。")
    text = text_of(render_plan_pdf(plan, CATALOG))
    assert "足場はまだ決めずにおきます。" in text
    assert not any(name in text for _, name in NAMES)


def test_steps_without_room_in_the_columns_are_named() -> None:
    text = text_of(render_plan_pdf(a_plan(more=("先々の暮らしを考える", "家計を整える")), CATALOG))
    assert "先々の暮らしを考える" in text
    assert "家計を整える" in text


def test_a_cost_that_is_not_in_force_is_said_and_not_hidden() -> None:
    plan = a_plan(cost_later=None, refusals=("2027年4月の上限は、まだ決まっていません。",))
    text = text_of(render_plan_pdf(plan, CATALOG))
    assert "費用はまだ出せません" in text
    assert "2027年4月の上限は、まだ決まっていません。" in text


def test_the_person_gets_a_plan_in_the_first_person_and_the_example_says_so() -> None:
    person = text_of(render_plan_pdf(a_plan(answerer="person"), CATALOG))
    example = text_of(render_plan_pdf(a_plan(answerer="example"), CATALOG))
    assert "わたしの計画" in person
    assert "わたしたちの計画" not in person
    assert "架空の例" in example
    assert "架空の例" not in person


def hostile_plan() -> Plan:
    step = a_step(
        HOSTILE, who=HOSTILE, why=HOSTILE, where=HOSTILE, caution=HOSTILE, say=HOSTILE, cost=None
    )
    return a_plan(
        now=(step, a_step("長" * 3000)),
        next=(step,),
        later=(step,),
        not_yet=(
            a_caution(HOSTILE, HOSTILE),
            a_caution("文" * 1500, "r" * 900),
        ),
        signals_forward=(HOSTILE,),
        signals_back=("合" * 1000,),
        contacts=(a_contact(HOSTILE, phone="0" * 80, hours=HOSTILE), a_contact("窓" * 900)),
        refusals=(HOSTILE,),
        review_note=HOSTILE,
        notes=HOSTILE,
    )


def test_no_hostile_text_breaks_the_sheet_and_none_of_it_is_lost() -> None:
    text = text_of(render_plan_pdf(hostile_plan(), CATALOG))
    for survivor in ("〓𠮷野家の髙橋さん①㈱", '#read("/etc/passwd")', "<script>", "$x$", "W" * 80):
        assert words(survivor) in text
    assert "root:" not in text
    assert "😀" not in text
    for letter, count in (("長", 3000), ("文", 1500), ("窓", 900)):
        assert text.count(letter) >= count
    assert text.count("合") >= 1000


def test_what_no_font_can_draw_is_listed_once_and_what_the_fonts_have_is_not() -> None:
    assert missing_glyphs(hostile_plan()) == ("😀",)
    assert missing_glyphs(a_plan(notes="𠮷髙①🐈あ🐈")) == ("🐈",)
    assert missing_glyphs(a_plan(notes="𠮷髙①")) == ()


def test_three_thousand_characters_of_notes_run_on_over_numbered_pages() -> None:
    letters = [chr(0x4E00 + at) for at in range(3000)]
    notes = clean("".join(letters)).text
    assert len(notes) == 3000
    pages = opened(render_plan_pdf(a_plan(notes=notes), CATALOG)).pages
    texts = [words(page.extract_text()) for page in pages]
    assert len(texts) > 2
    for number, page in enumerate(texts[2:], start=1):
        assert f"続き{number}" in page
        assert f"{number + 2}／{len(texts)}ページ" in page
    furniture = re.compile(r"わたしたちの計画続き\d|2026年11月22日作成.*?ページ")
    assert notes in furniture.sub("", "".join(texts))


def test_short_notes_stay_on_the_two_sides() -> None:
    pdf = render_plan_pdf(a_plan(notes="朝、台所で顔を合わせた。"), CATALOG)
    assert page_count(pdf) == 2
    assert "朝、台所で顔を合わせた。" in text_of(pdf)


def test_the_blank_sheet_has_the_three_parts_and_room_for_the_hand() -> None:
    pdf = render_blank_plan_pdf(CATALOG, TODAY)
    text = text_of(pdf)
    assert page_count(pdf) == 2
    for expected in (
        "その先",
        "待つもの",
        "順番・合図・了解",
        "月に払う額の合計",
        "まだしないこと",
        "進む合図",
        "戻る合図",
        "できたこと",
    ):
        assert expected in text
    assert text.count("言うこと") == 3
    assert text.count("だれ") == 7
    assert text.count("わたしの町の窓口") >= 2
    assert "これは診断ではありません" in text
    assert "わたしの計画" in text_of(render_blank_plan_pdf(CATALOG, TODAY, answerer="person"))


def test_the_preview_shows_the_pages_of_the_pdf_at_the_asked_width() -> None:
    pictures = render_plan_png(a_plan(), CATALOG, width_px=400)
    assert len(pictures) == page_count(render_plan_pdf(a_plan(), CATALOG))
    for picture in pictures:
        assert picture.startswith(b"\x89PNG")
        assert abs(int.from_bytes(picture[16:20], "big") - 400) <= 1


@pytest.mark.usefixtures("press_anew")
def test_threads_can_print_at_the_same_time() -> None:
    from concurrent.futures import ThreadPoolExecutor

    plan = a_plan()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: render_plan_pdf(plan, CATALOG), range(12)))
    assert len(made) == 1


def test_reading_core_does_not_load_typst() -> None:
    code = "import sys, core.handout.plan_sheet; sys.exit('typst' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (YenRange(0, 0), "0円"),
        (YenRange(9300, 9300), "9,300円"),
        (YenRange(0, 9300), "0円〜9,300円"),
        (None, "費用はまだ出せません"),
    ],
)
def test_amounts_are_written_as_people_say_them(amount: YenRange | None, text: str) -> None:
    assert yen_text(amount) == text


def test_cleaning_keeps_what_people_wrote_and_mends_only_what_breaks() -> None:
    assert clean("①㈱𠮷髙ｶﾞ").plain == "①㈱𠮷髙ｶﾞ"
    assert clean("か\u3099").text == "が"
    assert clean("一行目\r\n二行目\tあ").text == "一行目\n二行目 あ"
    assert clean("葛\U000e0100\ufe0f").text == "葛"
    assert clean("電話 000-1234-5678").text == "電話 000-1234-5678"
    assert clean("w\u200d\u0302").text in ("ŵ", "〓")
    assert max(map(len, clean("https://" + "a" * 80).text.split("\u200b"))) == 12
    assert max(map(len, clean("！" * 80).text.split("\u200b"))) == 12


def test_a_limit_shortens_with_a_mark_and_says_so() -> None:
    assert clean("あいうえお", limit=5) == clean("あいうえお")
    cut = clean("あいうえおか", limit=5)
    assert (cut.text, cut.cut) == ("あいうえ…", True)


@sample(200)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
def test_any_text_can_be_cleaned_and_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once.plain).text == once.text
    assert not clean(once.plain).missing
    for character in once.plain:
        assert character == "\n" or unicodedata.category(character)[0] != "C"


@sample(15)
@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=60), max_size=5))
def test_any_text_can_be_printed(lines: list[str]) -> None:
    pdf = render_plan_pdf(a_plan(notes="\n".join(lines)), CATALOG)
    assert pdf.startswith(b"%PDF")


def test_the_coverage_file_agrees_with_the_fonts() -> None:
    pytest.importorskip("fontTools")
    sys.path.insert(0, str(FONTS))
    try:
        import make_subsets  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(FONTS))
    assert (FONTS / "coverage.txt").read_text(encoding="ascii") == make_subsets.coverage()


def test_every_font_has_its_licence_beside_it_and_the_folder_stays_small() -> None:
    assert "BIZ UDGothic Project Authors" in (FONTS / "OFL-BIZUDGothic.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL-NotoSansJP.txt").read_text("utf-8")
    assert sum(f.stat().st_size for f in FONTS.iterdir() if f.is_file()) < 16_000_000


@pytest.mark.parametrize("count", [0, 1, 2, 4, 10])
@pytest.mark.parametrize("letters", [None, "ysns nnnn nnnnn", "yyys ysss sssyy", "yyyy yyyy yyyyy"])
def test_nothing_of_the_plan_runs_into_the_footer(
    catalog: Catalog, letters: str | None, count: int
) -> None:
    raw = {} if letters is None else {"check": check(letters)}
    windows = tuple(
        LocalWindow(name=f"みどり市 福祉の窓口{n}", phone="000-123-4567", checked_on=TODAY)
        for n in range(count)
    )
    plan = compose_plan(Case.model_validate(raw), catalog, TODAY, windows)
    printed = Printed(render_plan_pdf(plan, catalog))
    assert printed.spilt == []
    assert len(printed.pages) <= 2
