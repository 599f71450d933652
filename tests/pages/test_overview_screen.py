"""わたしたちの一枚 on the screen, and the kit of pictures, icons and roles that it is made of."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from core import Catalog, YenRange, load_catalog
from pages.parts.frame import look, screens
from pages.parts.kit import icons, picture
from pages.parts.kit.html import tag
from tests.pages.conftest import (
    assert_sound,
    case_of,
    checked,
    labels,
    opened,
    said,
    shown_html,
    texts,
)

WINDOW = {
    "kind": "window",
    "name": "みどり市 福祉課",
    "phone": "042-000-1234",
    "checked_on": "2026-11-01",
}


def shown(who: str = "family", raw: dict[str, Any] | None = None, **more: Any) -> AppTest:
    case = {"answerer": who, **more} if raw is None else case_of(who, raw, **more)
    at = opened(case, "overview.py")
    assert_sound(at)
    return at


def doors(at: AppTest) -> list[str]:
    return [one for one in texts(at) if re.match(r"(足場|費用|計画|紙) \*", one)]


# -- the screen --------------------------------------------------------------------------------


def test_the_whole_stands_there_before_anything_was_said(catalog: Catalog) -> None:
    at = shown()
    assert at.title[0].value == "わたしたちの一枚"
    assert "家族だけで支援センターに電話する" in said(at)
    assert "家族です。ひきこもりの相談は、こちらでよいですか。" in said(at)
    assert doors(at)[0] == "足場 *質問がまだ*"
    assert len(doors(at)) == 4


def test_the_number_of_the_family_s_window_is_pressed(catalog: Catalog) -> None:
    html = shown_html(shown(raw=checked("unknown"), windows=[WINDOW]))
    assert 'class="role-do" href="tel:0420001234"' in html
    assert "2026年11月1日 確認" in html


def test_without_a_number_the_way_leads_to_the_windows() -> None:
    at = shown(raw=checked("no"))
    assert "電話番号をさがす" in texts(at)
    assert "tel:" not in shown_html(at)


def test_the_person_s_is_in_the_first_person() -> None:
    at = shown("person", checked("sometimes"))
    assert at.title[0].value == "わたしの一枚"
    assert "ご本人" not in said(at)
    assert "ご家族" not in said(at)


def test_in_danger_the_danger_comes_first_and_no_place_is_shown(catalog: Catalog) -> None:
    at = shown(raw=checked("sometimes", R1="now"))
    (danger,) = [one for one in catalog.plan.dangers if one.key == "self_harm"]
    assert at.title[0].value == danger.title.family
    words = said(at)
    assert "0120-061-338" in words  # facts: #いのちSOS
    for name in ("ひと息つく", "ためる", "ためす"):
        assert name not in words
    assert doors(at)[0] == "足場 *安全が先*"


def test_figures_that_are_missing_are_named() -> None:
    usages = {"continuous_employment_b": {"times": 10}}
    at = shown(raw=checked("sometimes"), usages=usages, cost={"month": "2035-01"})
    assert "まだ出せない費用" in said(at)
    assert "2035年1月の「" in said(at)
    assert "費用 *出せない分も*" in doors(at)


def test_the_picture_to_send_is_made_when_it_is_asked_for() -> None:
    at = shown(raw=checked("sometimes"))
    assert "data:image/png" not in shown_html(at)
    at.button(key="open_overview_picture").click().run()
    assert_sound(at)
    assert "data:image/png" in shown_html(at)


def test_it_is_reached_from_the_menu_and_after_the_check(catalog: Catalog) -> None:
    way = [one.file for one in screens.SCREENS if not one.group]
    assert way == ["home.py", "overview.py", "check.py", "cost.py", "plan.py", "sheet.py"]
    looked_up = [one.title for one in screens.SCREENS if one.group == screens.LOOK_UP]
    assert looked_up == ["支援をさがす", "窓口", "民間をえらぶ", "出典と確認日"]
    at = opened(case_of("family", checked("sometimes")), "check.py", q="26")
    assert "わたしたちの一枚を見る" in texts(at)


def test_what_a_family_wrote_is_no_mark_up() -> None:
    own = {"id": "own-1", "title": "<b>散歩</b> *太*"}
    edits = {"own": [own], "now": ["own-1"], "moved": {"own-1": "now"}}
    html = shown_html(shown(raw=checked("no"), edits=edits))
    assert "<b>散歩</b>" not in html


# -- the kit -----------------------------------------------------------------------------------


def drawings(html: str) -> list[str]:
    return [unquote(unescape(one)) for one in re.findall(r"data:image/svg\+xml,([^\"]+?)\"", html)]


@pytest.mark.parametrize("name", icons.NAMES)
def test_every_icon_is_a_drawing_and_hidden_from_those_who_hear_the_words(name: str) -> None:
    _, _, drawn = icons.address(name).partition(",")
    assert ElementTree.fromstring(unquote(drawn)).get("viewBox") == "0 0 24 24"
    assert 'aria-hidden="true"' in icons.icon(name)
    assert f"--i-{name}:" in icons.css()


def test_what_is_no_icon_is_refused() -> None:
    with pytest.raises(KeyError):
        icons.icon("medal")


def test_the_way_has_one_name_and_its_drawings_have_none(catalog: Catalog) -> None:
    html = picture.way(2, True, (2, 2), catalog)
    assert html.count("aria-label=") == html.count('role="img"') == 1
    assert html.count('alt=""') == html.count("<img") == 5  # three shapes, the road, its dots
    for drawn in drawings(html):
        ElementTree.fromstring(drawn)


def test_one_place_is_drawn_full_or_none(catalog: Catalog) -> None:
    for stage, places, full in ((1, (1, 1), 1), (3, (3, 3), 1), (2, (2, 3), 0), (None, (1, 3), 0)):
        html = picture.way(stage, False, places, catalog)  # type: ignore[arg-type]
        assert html.count("is-here") == full
        assert ('class="field"' in html) is True
    assert 'class="field"' not in picture.way(None, False, None, catalog)


@pytest.mark.parametrize(
    ("low", "high", "top", "shown_to", "solid"),
    [
        (1360, 4020, None, 100.0, 33.8),  # 1,360 / 4,020
        (860, 1820, 30_000, 6.1, 47.3),  # 1,820 / 30,000; 860 / 1,820
        (0, 0, 30_000, 0.0, 0.0),
        (500, 500, None, 100.0, 100.0),
    ],
)
def test_a_bar_is_solid_to_the_low_end_and_pale_to_the_high_end(
    low: int, high: int, top: int | None, shown_to: float, solid: float
) -> None:
    html = picture.month_bar(low, high, top)
    assert re.findall(r"width:([\d.]+)%", html) == [f"{shown_to:.1f}", f"{solid:.1f}"]
    assert 'aria-hidden="true"' in html  # the amount stands beside it


def test_a_bar_shows_what_was_before_only_where_it_changed() -> None:
    assert "before" in picture.month_bar(0, 500, before=YenRange(0, 900))
    assert "before" not in picture.month_bar(0, 500, before=YenRange(0, 500))


def test_an_amount_breaks_only_at_its_middle() -> None:
    assert picture.yen_words(YenRange(0, 9300)).count("<wbr>") == 1
    assert "〜" not in picture.yen_words(YenRange(0, 0))


def test_the_colours_of_the_places_are_those_of_the_data() -> None:
    css = look.css()
    for stage in load_catalog().stages:
        assert f"--place-{stage.number}: {stage.color}" in css
        assert f"--place-{stage.number}-pale: {stage.pale}" in css


def test_the_style_sheet_names_no_property_that_is_not_there() -> None:
    """Every var(--x) without a fallback is given a value somewhere."""
    css = look.css()
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    given = set(re.findall(r"(--[\w-]+)\s*:", css))
    in_html = {"--c", "--t", "--x", "--w", "--n", "--rows"}
    assert used - given - in_html == set()
    assert "/*" not in css


def test_the_roles_are_read_from_the_keys(catalog: Catalog) -> None:
    def buttons() -> None:
        from pages.parts.kit import roles

        roles.do("保存する", "a", "save")
        roles.go("計画に進む", "b")
        roles.choose("はい", "c", chosen=True)
        roles.choose("いいえ", "d")
        roles.leave("消して終わる", "e", "cross")
        roles.unfold("なぜ", "f")

    at = AppTest.from_function(buttons).run()
    assert [one.key for one in at.button] == [
        "do_save_a",
        "go_b",
        "choose_c",
        "choose_d",
        "leave_cross_e",
        "open_f",
    ]
    assert labels(at)[2:4] == ["はい *えらんでいます*", "いいえ"]
    css = look.css()
    for role in ("do", "go", "open", "choose", "leave"):
        assert f'[class*="st-key-{role}_"]' in css


def test_words_in_a_fold_are_escaped() -> None:
    from pages.parts.kit import html

    assert html.fold("<b>", tag("<p>{}</p>", "<i>")).count("&lt;") == 2
    assert html.fold("題") == ""
