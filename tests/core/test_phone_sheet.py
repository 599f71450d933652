"""電話の台本: what to say, where to call next, and nothing that tells of the safety answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.base import Answerer
from core.case import Case
from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout.papers import Papers
from core.handout.press import page_count
from core.handout.sheets import missing_in, render_sheets_pdf, sheet_data
from core.handout.text import Tidy
from core.plan import compose_plan
from tests.core.conftest import FLAGS, FULL, check, safety
from tests.core.test_handout import HOSTILE, opened, text_of, type_sizes, words

TODAY = date(2026, 11, 24)
VOICES: tuple[Answerer, ...] = ("family", "person")
STAGES = ("nnnn nnnn nnnnn", "yyyy nnnn nnnnn", "yyyy yyyy yyyyy")
TYPED = HOSTILE.replace("\ud800", "")
"""A half of a character pair never gets into a LocalWindow."""

OWN = LocalWindow(
    name="みなと市 ひきこもり相談室",
    phone="000-123-4567",
    hours="月〜金 9:00〜17:00",
    topic="はじめての相談の担当",
    checked_on=date(2026, 11, 1),
)


def papers(
    catalog: Catalog,
    answerer: Answerer = "family",
    flags: tuple[str, ...] = (),
    letters: str = STAGES[0],
    danger: dict[str, str] | None = None,
    in_use: tuple[str, ...] = (),
    **more: Any,
) -> Papers:
    case = Case.model_validate(
        {
            "check": check(letters, answerer=answerer, safety=safety(**(danger or {}))),
            "situation": dict.fromkeys(flags, True),
            "in_use": in_use,
            "age": 45,
        }
    )
    plan = compose_plan(case, catalog, today=TODAY, windows=more.get("windows", ()))
    return Papers(catalog=catalog, made_on=TODAY, answerer=answerer, plan=plan, case=case, **more)


def printed(sheet: Papers, *, filled: bool = True) -> bytes:
    return render_sheets_pdf({"phone": filled}, sheet)


@pytest.mark.parametrize("filled", [True, False])
def test_the_family_reads_six_lines_and_then_is_told_that_a_refusal_is_no_blame(
    catalog: Catalog, filled: bool
) -> None:
    text = text_of(printed(papers(catalog), filled=filled))
    # Facts §4.4: who calls, family alone, one worry, since when, what next, after a refusal.
    for line in (
        "「家族です。ひきこもりのことで相談したいです。こちらでよいですか。」",
        "「本人は行けません。家族だけでも相談できますか。」",
        "いま一番困っているのは",
        "ほど前からです。",
        "急な危険は",
        "担当の方のお名前も教えてください。」",
        "「では、どこに電話したらよいですか。そちらにつないでいただけますか。」",
    ):
        assert line in text
    for choice in ("会話がない", "眠れていない", "お金", "親の年齢"):
        assert choice in text
    for number in range(1, 7):
        assert f"{number}" in text
    assert "嫌な思いをしたら休んで、別の所を探してかまいません" in text
    assert "熊本市の例では、初回まで1か月ほど" in text
    assert "りっぱな理由は要りません。「困っています」だけで話せます。" in text
    for room in ("かけた日", "担当の方", "次にすること", "次の日にち"):
        assert room in text


def test_the_person_speaks_in_the_first_person_and_may_hand_the_sheet_over(
    catalog: Catalog,
) -> None:
    text = text_of(printed(papers(catalog, "person")))
    assert "わたしの電話の台本" in text
    assert "「本人です。ひきこもりのことで相談したいです。" in text
    assert "この紙を窓口で渡すことも、同じ文をメールで送ることもできます" in text
    assert "わたしのせいではありません" in text
    for other in ("家族です", "ご家族", "ご本人", "本人は行けません"):
        assert other not in text


def test_the_first_calls_of_the_plan_say_where_what_and_what_to_bring(catalog: Catalog) -> None:
    sheet = papers(catalog, flags=("parents_elderly",))
    assert sheet.plan is not None
    text = text_of(printed(sheet))
    at_home = {"S0", "S1", "O2", "I2", "J2", "P2", "R0"}
    calls = [s for s in sheet.plan.now if s.on_paper and s.say and s.id not in at_home]
    assert calls
    assert "いまの計画から" in text
    for step in calls[:3]:
        for expected in (step.title, step.paper.where, step.papers):
            assert words(expected) in text
        assert words(f"「{step.paper.say}」") in text
    for step in calls[3:]:
        assert words(step.title) not in text


def test_a_step_that_is_done_at_home_is_no_call(catalog: Catalog) -> None:
    assert set(catalog.sheets.phone.no_call) <= set(catalog.by_step)
    for step_id in catalog.sheets.phone.no_call:
        step = catalog.step(step_id)
        # Danger has its own card and screen; every other one of them can be done at home.
        assert step_id in ("S0", "S1") or step.remote.startswith("家でできます")
    for step in catalog.plan.steps:
        if step.remote.startswith("家でできます"):
            assert step.id in catalog.sheets.phone.no_call


def calls_of(sheet: Papers) -> list[str]:
    data = sheet_data("phone", sheet, filled=True, tidy=Tidy())
    return [call.title.replace("\u200b", "") for call in data.calls]


def test_the_paper_for_the_day_a_parent_falls_ill_is_written_at_home_and_no_call(
    catalog: Catalog,
) -> None:
    sheet = papers(catalog, flags=("parents_elderly",))
    assert sheet.plan is not None
    moved = sheet.plan.now[:1] + sheet.plan.next + sheet.plan.later
    assert {"P2", "R0"} <= {step.id for step in moved}
    every = replace(sheet, plan=sheet.plan.but(now=moved))
    assert calls_of(every)
    for step in moved:
        if step.id in catalog.sheets.phone.no_call:
            assert step.title not in calls_of(every)


@pytest.mark.parametrize("answerer", ["family", "person"])
@pytest.mark.parametrize("key", ["harmed", "violence", "self_harm", "not_eating", "sudden_change"])
def test_the_calls_are_in_the_words_of_the_paper_and_safety_itself_is_none(
    catalog: Catalog, key: str, answerer: Answerer
) -> None:
    sheet = papers(catalog, answerer, danger={key: "now"})
    assert sheet.plan is not None
    ids = {step.id for step in sheet.plan.now}
    assert ids & {"S0", "S1"}
    text = text_of(printed(sheet))
    for step in sheet.plan.now:
        if step.id in ("S0", "S1"):
            for private in (step.title, step.say, step.where, *step.do):
                assert words(private) not in text
        elif step.title in calls_of(sheet):
            assert words(step.paper.say) in text
            assert words(step.paper.where) in text


def test_whoever_has_a_doctor_is_given_no_words_for_a_first_visit(catalog: Catalog) -> None:
    # Review A6 and its C lines: 「初めての予約」 for somebody in treatment.
    for answerer in VOICES:
        for flag in ("developmental_diagnosis", "depressed_or_reversed_days", "refuses_doctor"):
            sheet = papers(catalog, answerer, (flag,), in_use=("doctor",))
            assert "初めての予約" not in text_of(printed(sheet)), (answerer, flag)
    without = papers(catalog, flags=("depressed_or_reversed_days",), letters=STAGES[1])
    assert "初めての予約" in text_of(printed(without))


def test_without_windows_of_one_s_own_the_next_three_are_the_chain_with_room_for_numbers(
    catalog: Catalog,
) -> None:
    text = text_of(printed(papers(catalog)))
    places = (
        "市区町村の福祉課・社会福祉協議会",
        "保健所・精神保健福祉センター",
        "自立相談支援機関",
    )
    assert [text.index(place) for place in places] == sorted(text.index(p) for p in places)
    assert text.count("電話する所") == 1
    # One line for the first call and one for each of the three.
    assert text.count("電話") - text.count("電話で") >= 4
    assert "番号と時間は、変わることがあります" not in text


def test_the_own_window_is_called_first_and_not_named_again_after_a_refusal(
    catalog: Catalog,
) -> None:
    text = text_of(printed(papers(catalog, windows=(OWN,))))
    assert text.count(words(OWN.name)) == 1
    assert text.count(OWN.phone) == 1
    assert "2026年11月1日確認" in text
    assert words(OWN.hours) in text
    assert OWN.topic in text
    assert text.index(OWN.phone) < text.index("まず、これだけ言えば大丈夫")


def test_a_number_checked_more_than_thirteen_months_ago_stays_off_the_paper(
    catalog: Catalog,
) -> None:
    old = OWN.but(name="むかし確かめた窓口", phone="000-999-0000", checked_on=date(2025, 10, 23))
    just = OWN.but(name="ちょうどの窓口", phone="000-888-0000", checked_on=date(2025, 10, 24))
    never = OWN.but(name="日付のない窓口", phone="000-777-0000", checked_on=None)

    def shown(window: LocalWindow) -> str:
        text = text_of(printed(papers(catalog, windows=(OWN, window))))
        assert window.name in text
        return text

    assert just.phone in shown(just)
    assert "2025年10月24日確認" in shown(just)
    assert old.phone not in shown(old)
    assert "2025年10月23日" not in shown(old)
    assert never.phone not in shown(never)


def test_with_many_own_windows_a_public_office_is_still_among_the_next_three(
    catalog: Catalog,
) -> None:
    own = tuple(OWN.but(name=f"会の窓口{n}", phone=f"000-555-000{n}") for n in range(5))
    text = text_of(printed(papers(catalog, windows=own)))
    assert "会の窓口0" in text  # the first to call
    assert "会の窓口1" in text  # one of the next three
    assert "会の窓口2" not in text
    assert "市区町村の福祉課・社会福祉協議会" in text


def test_the_centre_of_the_place_comes_with_its_number_day_and_warning(catalog: Catalog) -> None:
    text = text_of(printed(papers(catalog, prefecture="北海道")))
    # data/centres.csv, row 01
    assert "北海道ひきこもり成年相談センター" in text
    assert "011-863-8733" in text
    # Nobody called there: its page was read in a copy.
    assert "写しで調べた日2026年11月22日" in text
    assert "2026年11月22日確認" not in text
    assert "番号と時間は、変わることがあります" in text


def test_the_blank_sheet_names_no_window_and_no_step_of_the_family(catalog: Catalog) -> None:
    sheet = papers(catalog, flags=("parents_elderly",), windows=(OWN,), prefecture="北海道")
    pdf = printed(sheet, filled=False)
    text = text_of(pdf)
    assert page_count(pdf) == 2
    assert sheet.plan is not None
    assert "ほかに電話する所" in text
    assert text.count("用意するもの") == 2
    for hidden in (OWN.name, OWN.phone, "011-863-8733", "いまの計画から"):
        assert words(hidden) not in text
    for step in sheet.plan.now:
        assert words(step.title) not in text


def test_a_sheet_without_a_plan_has_lines_instead(catalog: Catalog) -> None:
    text = text_of(printed(Papers(catalog=catalog, made_on=TODAY)))
    assert "ほかに電話する所" in text


def test_the_answers_to_the_safety_questions_are_not_on_it(catalog: Catalog) -> None:
    sheet = papers(catalog, flags=("violence",), danger={"violence": "now", "self_harm": "recent"})
    assert sheet.plan is not None
    text = text_of(printed(sheet))
    hidden = [one.text for one in sheet.plan.not_yet if not one.on_paper]
    for private in ("安全を先に", "今、危険があります", "#9110", "110", "119", *hidden):
        assert words(private) not in text
    for step in sheet.plan.now:
        if step.paper.say != step.say:
            assert words(step.say) not in text


@pytest.mark.parametrize("flags", [*((flag,) for flag in FLAGS), FLAGS], ids="-".join)
def test_every_situation_goes_on_two_sides(flags: tuple[str, ...], catalog: Catalog) -> None:
    every = [(letters, voice) for letters in STAGES for voice in VOICES]
    at = len("".join(flags)) % len(every)
    for letters, voice in every if FULL else every[at : at + 1]:
        sheet = papers(catalog, voice, flags, letters, windows=(OWN,), prefecture="北海道")
        assert page_count(printed(sheet)) == 2, (letters, voice)
        assert missing_in(["phone"], sheet) == ()


def test_nothing_a_family_typed_breaks_the_sheet_or_gets_lost(catalog: Catalog) -> None:
    first = LocalWindow(
        name=TYPED[:60], phone="0" * 40, hours=TYPED[60:140], topic="合" * 80, checked_on=TODAY
    )
    then = first.but(name="窓" * 60, phone="1" * 40)
    sheet = papers(catalog, windows=(first, then))
    pdf = printed(sheet)
    text = text_of(pdf)
    for survivor in ("𠮷野家の髙橋さん①㈱", '#read("/etc/passwd")', "<lab>", "0" * 40, "1" * 40):
        assert words(survivor) in text
    assert text.count("窓" * 60) == 1
    assert text.count("合") >= 160
    assert missing_in(["phone"], sheet) == ("😀",)
    assert "続き" in text or page_count(pdf) == 2


@pytest.mark.parametrize("filled", [True, False])
def test_speech_is_16_points_and_no_letter_is_smaller_than_12(
    catalog: Catalog, filled: bool
) -> None:
    sizes = type_sizes(printed(papers(catalog, windows=(OWN,)), filled=filled))
    assert min(sizes) >= 12
    assert 16 in sizes


def test_the_sheet_is_tagged_embedded_and_always_the_same(catalog: Catalog) -> None:
    sheet = papers(catalog, windows=(OWN,), prefecture="北海道")
    pdf = printed(sheet)
    assert printed(sheet) == pdf
    reader = opened(pdf)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "電話の台本"
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert inner["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}
    assert text_of(pdf).count("これは診断ではありません") == 2


def test_the_example_says_that_it_is_fictional(catalog: Catalog) -> None:
    assert "架空の例" in text_of(printed(papers(catalog, "example")))
    assert "架空の例" not in text_of(printed(papers(catalog)))


def test_each_number_of_a_centre_stands_with_its_source_and_the_day_of_that_page(
    catalog: Catalog,
) -> None:
    rows = [one for one in catalog.centres if one.phone_shown and one.kind == "hikikomori_center"]
    assert len(rows) >= 17
    for row in rows:
        city = row.designated_city or None
        # The last rows were looked up on 2026-11-26: a number of tomorrow is none.
        place = papers(catalog, prefecture=row.prefecture, city=city)
        made = replace(place, made_on=date(2026, 11, 26))
        text = text_of(printed(made))
        assert row.phone_shown in text
        assert words(f"{row.source}（{row.source_date or '日付なし'}）") in text
