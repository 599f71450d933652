"""Real printers: both sides, margins, fax, a shop's printer, and addresses that can be copied."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout import press
from core.handout.papers import Papers
from core.handout.press import Bound, print_pdf
from core.handout.room_set import leader_pdf, people_pdf, slides_pdf
from core.handout.sheets import SHEETS, bind_sheets, sheet_data
from core.handout.sides import how_to_print
from core.handout.text import Tidy
from core.memo import Memo
from core.room import Setting
from tests.core.conftest import FULL
from tests.core.random_papers import Printed
from tests.reference.pictures import papers as papers_of

TODAY = date(2026, 11, 26)
EMPTY_MM = 7
"""Printers of shops and homes leave up to so much of the edge white."""
MOST_BYTES = 10_000_000
"""What the printers of shops take."""
THRESHOLD = 128
FAX_DPI = 200
INK = (0.7, 1.45)
"""A letter in black and white holds so much of the ink it has in grey: thin and pale ones lose it,
clogged ones gain."""
SHAPED = 0.7
"""So many of the letters keep their parts and holes (at 7 points a third do)."""


@pytest.fixture(scope="module")
def family(catalog: Catalog) -> Papers:
    return papers_of(catalog)


@pytest.fixture(scope="module")
def everything(family: Papers) -> Bound:
    return bind_sheets(dict.fromkeys(SHEETS, True), family)


@pytest.fixture(scope="module")
def room(catalog: Catalog) -> tuple[bytes, ...]:
    setting = Setting.model_validate({"case": "minato", "length": 45, "start": time(14, 0)})
    made = (leader_pdf, people_pdf, slides_pdf)
    return tuple(make(setting, catalog, TODAY).pdf for make in made[: 3 if FULL else 2])


def set_in(look: str, words: str, margin: str = "20mm") -> bytes:
    """A page of the words, set as nobody should: for what a test has to notice."""
    source = (
        f'#set document(title: "x")\n#set page(paper: "a4", margin: {margin})\n'
        f'#set text(font: "BIZ UDPGothic", lang: "ja", {look})\n{words}'
    ).encode()
    made = typst.Compiler(input=source, font_paths=press._fonts()).compile(
        input=source, format="pdf"
    )
    assert isinstance(made, bytes)
    return made


def greys(page: Any, dpi: int) -> np.ndarray:
    """The page as greys, 0 black."""
    drawn = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    return drawn.reshape(drawn.shape[:2])


# ---- Both sides ----


def assert_pairs(bound: Bound) -> None:
    """No sheet of paper has two sheets of ours on it, and each counts its own pages."""
    pages = Printed(bound.pdf).pages
    on_paper: dict[int, set[str]] = {}
    for name, (first, last) in bound.places.items():
        assert first % 2 == 1, name
        printed = [page for page in range(first, last + 1) if page not in bound.blank]
        for number, page in enumerate(printed, start=1):
            assert f"{number}／{len(printed)}ページ" in pages[page - 1], (name, page)
            on_paper.setdefault((page + 1) // 2, set()).add(name)
    assert all(len(names) == 1 for names in on_paper.values())
    assert tuple(at for at, page in enumerate(pages, start=1) if not page) == bound.blank
    assert len(pages) == max(last for _, last in bound.places.values())


def test_every_sheet_begins_on_paper_of_its_own(everything: Bound) -> None:
    assert list(everything.places) == list(SHEETS)
    assert_pairs(everything)
    for name in ("card", "handover"):
        first, last = everything.places[name]
        assert first == last
        assert first + 1 in everything.blank


@pytest.mark.parametrize(
    "chosen",
    [
        {"plan": True},
        {"card": True},
        {"overview": True, "plan": True, "card": True},
        {"card": False, "handover": False, "windows": False},
    ],
    ids="+".join,
)
def test_any_choice_of_sheets_keeps_its_pairs(catalog: Catalog, chosen: dict[str, bool]) -> None:
    assert_pairs(bind_sheets(chosen, papers_of(catalog, "person")))


def test_what_the_card_has_no_room_for_is_not_printed_on_the_back_of_what_is_cut_out(
    catalog: Catalog,
) -> None:
    many = tuple(
        LocalWindow(
            name=f"{number}番の夜間の窓口" + "窓" * 40,
            phone=f"000-1234-{number:04}",
            hours="平日の夜と休日" * 8,
            checked_on=TODAY,
            kind="emergency_advice",
        )
        for number in range(6)
    )
    papers = Papers(catalog=catalog, made_on=TODAY, windows=many)
    bound = bind_sheets({"card": True, "parents": True}, papers)
    assert bound.places == {"card": (1, 3), "parents": (5, bound.places["parents"][1])}
    assert bound.blank[:2] == (2, 4)
    assert_pairs(bound)
    assert "続き1" in Printed(bound.pdf).pages[2]
    assert "緊急カード：1〜3ページ、片面" in how_to_print(bound, catalog)
    # As pictures, and to see whether it fits, there is no back.
    alone = print_pdf({"card": sheet_data("card", papers, filled=True, tidy=Tidy())}, TODAY)
    assert len(Printed(alone).pages) == 2


def test_the_words_say_which_pages_are_printed_on_both_sides(
    catalog: Catalog, family: Papers
) -> None:
    def told(*names: str) -> tuple[str, ...]:
        return how_to_print(bind_sheets(dict.fromkeys(names, True), family), catalog)

    assert told("plan") == ("計画：1〜2ページ、両面",)
    assert told("card") == ("緊急カード：1ページ、片面",)
    together, *rest = told("plan", "memo", "card")
    assert "「両面」" in together
    assert rest == [
        "計画：1〜2ページ、両面",
        "相談メモ：3〜4ページ、両面",
        "緊急カード：5ページ、片面",
    ]
    _, blank, *rest = told("overview", "card", "windows")
    assert blank.startswith("2、4ページは、")
    assert "「片面」" in blank
    assert rest[1:] == ["緊急カード：3ページ、片面", "わたしの町の窓口：5〜6ページ、両面"]


# ---- Margins ----


def inked_edge(page: Any) -> bool:
    """Whether anything is printed within 7 mm of the edge."""
    grey = greys(page, 144)
    edge = int(EMPTY_MM / 25.4 * 144)
    inside = grey[edge:-edge, edge:-edge]
    return bool((grey < 250).sum() > (inside < 250).sum())


def test_nothing_stands_within_7_mm_of_the_edge(everything: Bound, room: tuple[bytes, ...]) -> None:
    for at, pdf in enumerate((everything.pdf, *room)):
        inked = [
            n for n, page in enumerate(pypdfium2.PdfDocument(pdf), start=1) if inked_edge(page)
        ]
        assert inked == [], at


def test_ink_near_the_edge_is_noticed() -> None:
    for margin, found in (("8mm", False), ("6mm", True)):
        page = pypdfium2.PdfDocument(set_in("top-edge: 0.8em", "#rect(fill: black)", margin))[0]
        assert inked_edge(page) is found


# ---- Fax: black or white, 200 dpi ----


def sums(grey: np.ndarray) -> np.ndarray:
    """Sums over every rectangle from the corner."""
    return np.pad(grey.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def letters_of(page: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each letter that is seen, and its box in points from the upper left: left, top, right, bottom."""
    text, height = page.get_textpage(), page.get_height()
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        if not letter.isspace():
            left, low, right, high = text.get_charbox(at)
            yield letter, (left, height - high, right, height - low)


def ink_kept(page: Any) -> list[tuple[float, str]]:
    """How much of its ink each letter keeps when each dot is black or white."""
    grey = greys(page, FAX_DPI)
    ink, fax, kept = sums((255 - grey) / 255.0), sums(grey < THRESHOLD), []
    for letter, (left, top, right, low) in letters_of(page):
        x0, y0 = int(left * FAX_DPI / 72), int(top * FAX_DPI / 72)
        x1, y1 = int(right * FAX_DPI / 72) + 1, int(low * FAX_DPI / 72) + 1
        whole, black = (m[y1, x1] - m[y0, x1] - m[y1, x0] + m[y0, x0] for m in (ink, fax))
        kept.append((black / whole if whole else 0.0, letter))
    return kept


def parts_less_holes(black: np.ndarray) -> int:
    """The Euler number of a picture: changes when a thin stroke breaks or a hole closes."""
    b = np.pad(black, 1).astype(int)
    four = b[:-1, :-1] + b[1:, :-1] + b[:-1, 1:] + b[1:, 1:]
    crossed = (four == 2) & (b[:-1, :-1] == b[1:, 1:])
    return int((four == 1).sum() - (four == 3).sum() - 2 * crossed.sum()) // 4


def shape_kept(pages: Any) -> float:
    """The share of different letters whose parts and holes are those of a fine print."""
    same: dict[str, bool] = {}
    for page in pages:
        coarse, fine = (greys(page, dpi) < THRESHOLD for dpi in (FAX_DPI, 3 * FAX_DPI))
        for letter, box in letters_of(page):
            left, top, right, low = (round(edge * FAX_DPI / 72) for edge in box)
            top, low = top - 1, low + 1
            if letter not in same:
                large = fine[3 * top : 3 * low, 3 * left : 3 * right]
                small = coarse[top:low, left:right]
                same[letter] = parts_less_holes(small) == parts_less_holes(large)
    return sum(same.values()) / len(same)


def test_every_letter_stays_on_a_fax(everything: Bound) -> None:
    pages = list(pypdfium2.PdfDocument(everything.pdf))
    for number in range(0, len(pages), 1 if FULL else 11):
        lost = [one for one in ink_kept(pages[number]) if not INK[0] < one[0] < INK[1]]
        assert lost == [], number + 1


def test_the_smallest_letters_keep_their_strokes_on_a_fax(everything: Bound) -> None:
    pages = pypdfium2.PdfDocument(everything.pdf)
    first, last = everything.places["sums"]  # the sheet with the most of them
    assert shape_kept(pages[at] for at in range(first - 1, last)) > SHAPED


def test_pale_and_tiny_letters_are_noticed(everything: Bound) -> None:
    first, _ = everything.places["sums"]
    page = pypdfium2.PdfDocument(everything.pdf)[first - 1]
    words = "".join(dict.fromkeys(letter for letter, _ in letters_of(page) if letter > "\u3040"))
    pale = pypdfium2.PdfDocument(set_in("size: 12pt, fill: luma(140)", words))
    assert max(kept for kept, _ in ink_kept(pale[0])) < INK[0]
    tiny = pypdfium2.PdfDocument(set_in("size: 7pt", words))
    assert shape_kept(tiny) < SHAPED


def long_lines(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """The thin lines of a page that are to be seen whole: left, top, right, bottom in points."""
    height = page.get_height()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, low, right, high = one.get_bounds()
        if raw.FPDFPageObj_GetDashCount(one.raw) <= 0 and right - left > 60 and high - low < 3:
            yield left, height - high, right, height - low


def line_kept(page: Any) -> list[float]:
    """How much of the length of each thin line is black on a fax."""
    black = greys(page, FAX_DPI) < THRESHOLD
    kept = []
    for box in long_lines(page):
        left, top, right, low = (round(edge * FAX_DPI / 72) for edge in box)
        kept.append(float(black[top - 1 : low + 2, left + 2 : right - 2].any(axis=0).mean()))
    return kept


def test_thin_lines_stay_on_a_fax(everything: Bound) -> None:
    pages = list(pypdfium2.PdfDocument(everything.pdf))
    found = [kept for page in pages[:: 1 if FULL else 5] for kept in line_kept(page)]
    assert len(found) > 10
    assert min(found) > 0.95
    pale = set_in("size: 12pt", "#line(length: 100%, stroke: 0.6pt + luma(170))")
    assert max(line_kept(pypdfium2.PdfDocument(pale)[0])) < 0.95


# ---- The printers of shops ----


def unfit_for_a_shop(pdf: bytes) -> list[str]:
    """What a shop's printer would refuse or print otherwise."""
    found = []
    if not pdf.startswith(b"%PDF-1.7"):
        found.append("another version")
    if len(pdf) > MOST_BYTES:
        found.append(f"{len(pdf)} bytes")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    if reader.is_encrypted:
        found.append("encrypted")
    for page in reader.pages:
        sides = sorted((float(page.mediabox.width), float(page.mediabox.height)))
        if abs(sides[0] - 595.28) > 0.5 or abs(sides[1] - 841.89) > 0.5:
            found.append(f"{sides} is not A4")
    if not Printed(pdf).fonts_embedded:
        found.append("a font is missing")
    return found


def test_a_shop_can_print_every_set(everything: Bound, room: tuple[bytes, ...]) -> None:
    for pdf in (everything.pdf, *room):
        assert unfit_for_a_shop(pdf) == []


def test_what_a_shop_refuses_is_noticed() -> None:
    letter = set_in("size: 12pt", '#set page(paper: "us-letter")\n漢字')
    assert any("not A4" in one for one in unfit_for_a_shop(letter))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(letter))
    writer.encrypt("x", algorithm="RC4-128")
    closed = io.BytesIO()
    writer.write(closed)
    assert pypdf.PdfReader(closed).is_encrypted


# ---- Addresses ----


def copied(pdf: bytes) -> str:
    """What is copied from the pages, as an address bar takes it: without line breaks."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(re.sub(r"[\r\n]", "", page.get_textpage().get_text_range()) for page in pages)


def hidden(text: str) -> list[str]:
    """Marks that nobody sees."""
    return [
        f"U+{ord(one):04X}"
        for one in text
        if unicodedata.category(one) in ("Cf", "Cn", "Co") or one == "\x02"
    ]


def test_no_sheet_holds_a_mark_that_nobody_sees(everything: Bound, room: tuple[bytes, ...]) -> None:
    for pdf in (everything.pdf, *room):
        assert hidden(copied(pdf)) == []


def test_an_address_is_copied_as_it_is(catalog: Catalog, everything: Bound) -> None:
    text = copied(everything.pdf)
    for one in catalog.windows.lists:
        assert one.url in text


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.jp/" + "madoguchi" * 12 + "/index.html?id=1&page=2",
        "https://city-example.example.jp/soudan-madoguchi/" + "hikikomori-shien-" * 6 + "annai.pdf",
        "mailto:" + "a.b_c" * 20 + "@example.jp",
    ],
)
def test_a_long_address_is_broken_and_copied_whole(catalog: Catalog, address: str) -> None:
    papers = Papers(catalog=catalog, made_on=TODAY, memo=Memo(texts={"hope": address}))
    pdf = bind_sheets({"memo": True}, papers).pdf
    assert address in copied(pdf)
    assert hidden(copied(pdf)) == []
    assert address not in "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)
    )
    assert not any(inked_edge(page) for page in pypdfium2.PdfDocument(pdf))
