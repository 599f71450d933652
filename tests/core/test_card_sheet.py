"""緊急カード: two cards on one page, the same for everybody, every number legible."""

from __future__ import annotations

from datetime import date

import pytest

from core.base import Answerer
from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout.papers import Papers
from core.handout.press import page_count
from core.handout.sheets import missing_in, render_sheets_pdf
from tests.core.conftest import FLAGS
from tests.core.test_handout import opened, text_of, type_sizes, words
from tests.core.test_phone_sheet import TODAY, TYPED, papers

ADVICE = LocalWindow(
    name="みなと県 救急の相談",
    phone="000-711-9000",
    hours="毎日 18:00〜翌8:00",
    checked_on=date(2026, 11, 1),
    kind="emergency_advice",
)
PSYCHIATRIC = LocalWindow(
    name="みなと県 精神科救急",
    phone="000-765-4321",
    hours="平日17:00〜翌9:00、土日祝は24時間",
    checked_on=date(2026, 11, 2),
    kind="psychiatric_emergency",
)


def bare(catalog: Catalog, answerer: Answerer = "family", *windows: LocalWindow) -> Papers:
    return Papers(catalog=catalog, made_on=TODAY, answerer=answerer, windows=windows)


def printed(sheet: Papers, *, filled: bool = True) -> bytes:
    return render_sheets_pdf({"card": filled}, sheet)


@pytest.mark.parametrize("answerer", ["family", "person"])
@pytest.mark.parametrize("filled", [True, False])
def test_each_number_stands_on_both_cards_with_the_day_of_checking(
    catalog: Catalog, answerer: Answerer, filled: bool
) -> None:
    pdf = printed(bare(catalog, answerer), filled=filled)
    text = text_of(pdf)
    assert page_count(pdf) == 1
    # data/hotlines.csv: use "now", and #7119
    for number, checked in (
        ("110", "2026年8月1日確認"),
        ("119", "2026年8月1日確認"),
        ("#7119", "2025年12月1日確認"),
        ("0120-061-338", "2026年10月7日確認"),
        ("0120-279-338", "2026年10月7日確認"),
        ("0570-064-556", "2026年8月1日確認"),
    ):
        assert text.count(number) >= 2
        assert checked in text[text.index(number) :]
    assert text.count("いま危険なとき") == 2
    assert text.count("有料（通話料）") == 2
    assert "電話は毎日24時間" in text
    assert "書ききれない" not in text


def test_it_says_what_to_say_where_to_keep_it_and_that_one_may_go_away(catalog: Catalog) -> None:
    text = text_of(printed(bare(catalog)))
    for expected in (
        "どこで（住所）",
        "だれが（年齢・けが）",
        "何が（刃物・薬も）",
        "こわいときは離れて大丈夫",
        "途中で切っても大丈夫です",
        "精神科救急（夜・休みの日）",
        "字を外にして、点線で半分に折り、もう半分に折ります",
        "財布や電話のそばに置けます",
    ):
        assert expected in text


def test_the_person_s_card_is_in_the_first_person(catalog: Catalog) -> None:
    text = text_of(printed(bare(catalog, "person")))
    for expected in ("わたしの緊急カード", "どこで（わたしの住所）", "わたしの財布"):
        assert expected in text
    for other in ("ご家族", "ご本人", "一人にしません"):
        assert other not in text


def test_everybody_gets_the_same_card_whatever_was_answered(catalog: Catalog) -> None:
    calm = render_sheets_pdf({"card": True}, papers(catalog))
    danger = dict.fromkeys(("self_harm", "violence", "not_eating", "family_limit"), "now")
    in_danger = papers(catalog, flags=FLAGS, danger=danger)
    assert render_sheets_pdf({"card": True}, in_danger) == calm
    assert printed(bare(catalog)) == calm


def test_own_windows_for_emergencies_take_their_places(catalog: Catalog) -> None:
    pdf = printed(bare(catalog, "family", ADVICE, PSYCHIATRIC))
    text = text_of(pdf)
    assert page_count(pdf) == 1
    for window in (ADVICE, PSYCHIATRIC):
        assert text.count(words(window.name)) == 2
        assert text.count(window.phone) == 2
        assert words(window.hours) in text
    assert "2026年11月1日確認" in text
    assert "2026年11月2日確認" in text
    assert "#7119" not in text
    assert "書ききれない" not in text


def test_other_own_windows_are_not_on_the_card(catalog: Catalog) -> None:
    other = LocalWindow(name="福祉課の窓口", phone="000-333-4444", checked_on=TODAY)
    text = text_of(printed(bare(catalog, "family", other)))
    assert other.name not in text
    assert other.phone not in text


def test_the_blank_card_has_lines_instead_of_own_windows(catalog: Catalog) -> None:
    text = text_of(printed(bare(catalog, "family", ADVICE, PSYCHIATRIC), filled=False))
    for window in (ADVICE, PSYCHIATRIC):
        assert words(window.name) not in text
        assert window.phone not in text
    assert text.count("確かめた日") == 2
    assert "#7119" in text


def test_an_old_number_stays_off_and_leaves_a_line(catalog: Catalog) -> None:
    old = PSYCHIATRIC.but(checked_on=date(2025, 10, 23))
    text = text_of(printed(bare(catalog, "family", old)))
    assert text.count(words(old.name)) == 2
    assert old.phone not in text
    assert "2025年10月23日" not in text
    assert text.count("電話平日") == 2


def test_of_two_own_windows_the_one_with_a_number_is_on_the_card_and_the_other_below(
    catalog: Catalog,
) -> None:
    unknown = PSYCHIATRIC.but(name="番号のわからない窓口", phone="", checked_on=None)
    pdf = printed(bare(catalog, "family", unknown, PSYCHIATRIC))
    text = text_of(pdf)
    assert text.count(PSYCHIATRIC.phone) == 2
    assert text.count(unknown.name) == 1
    assert text.index("カードに書ききれない窓口") < text.index(unknown.name)


def test_what_is_too_long_for_the_card_is_printed_below_and_not_lost(catalog: Catalog) -> None:
    typed = ADVICE.but(name=TYPED[:60], phone="0" * 40, hours=TYPED[60:140], checked_on=TODAY)
    long = PSYCHIATRIC.but(name="窓" * 60, phone="1" * 40, hours="時" * 80)
    sheet = bare(catalog, "family", typed, long)
    text = text_of(printed(sheet))
    assert "カードに書ききれない窓口" in text
    for survivor in ("𠮷野家の髙橋さん①㈱", '#read("/etc/passwd")', "0" * 40, "1" * 40, "時" * 80):
        assert words(survivor) in text
    assert "窓" * 60 in text
    # The card itself stays whole, with the national line and room to write.
    assert text.count("#7119") >= 2
    assert text.count("確かめた日") == 2
    assert missing_in(["card"], sheet) == ("😀",)


def test_no_letter_is_smaller_than_12_points_and_two_cards_of_91_by_55_mm_lie_on_a4(
    catalog: Catalog,
) -> None:
    for filled in (True, False):
        pdf = printed(bare(catalog, "family", ADVICE, PSYCHIATRIC), filled=filled)
        assert min(type_sizes(pdf)) >= 12
    page = opened(pdf).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    # Both fronts begin at the same height, one card's width (91 mm = 258 pt) apart.
    found: list[tuple[float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], *_rest: object) -> None:
        if text == "110":
            found.append((cm[4] + tm[4] * cm[0], cm[5] + tm[5] * cm[3]))

    page.extract_text(visitor_text=note)
    (x1, y1), (x2, y2) = found
    assert x2 - x1 == pytest.approx(91 / 25.4 * 72, abs=0.5)
    assert y1 == pytest.approx(y2, abs=0.01)


def test_the_card_is_read_out_once_embedded_and_always_the_same(catalog: Catalog) -> None:
    sheet = bare(catalog, "family", ADVICE)
    pdf = printed(sheet)
    assert printed(sheet) == pdf
    reader = opened(pdf)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "緊急カード"
    # The second card is there for the eye only: as much text is artifact as is read out.
    shown: dict[bool, int] = {True: 0, False: 0}
    inside: list[bool] = []
    content = reader.pages[0].get_contents()
    assert content is not None
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            inside.append(operands[0] == "/Artifact")
        elif operator == b"EMC":
            inside.pop()
        elif operator in (b"Tj", b"TJ"):
            shown[any(inside)] += 1
    assert shown[True] >= 0.8 * shown[False] > 0
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert inner["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}


def test_the_lines_named_for_the_card_are_in_the_data(catalog: Catalog) -> None:
    by_id = {line.id: line for line in catalog.hotlines}
    words_of = catalog.sheets.card
    assert [by_id[call.hotline].contact for call in words_of.calls] == ["110", "119"]
    assert by_id[words_of.unsure_hotline].contact == "#7119"


def test_both_sheets_go_into_one_file(catalog: Catalog) -> None:
    pdf = render_sheets_pdf({"phone": True, "card": True}, papers(catalog))
    assert page_count(pdf) == 3
    text = text_of(pdf)
    assert text.index("電話の台本") < text.index("緊急カード")
