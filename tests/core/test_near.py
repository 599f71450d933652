"""The windows of a place and of the country, as a screen shows them."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalog import Catalog, Centre
from core.contacts import LocalWindow, centres_for, prefectures
from core.near import (
    AMBULANCE,
    centre_shown,
    centres_once,
    national_lines,
    notes_of,
    number_from,
    today_of,
)

TODAY = date(2026, 11, 24)
GROUPS = (("now",), ("listen", "family"), ("violence", "rights", "elderly"))


def centre(catalog: Catalog, status: str) -> Centre:
    return next(one for one in catalog.centres if one.status == status)


def own(name: str, day: date = TODAY) -> LocalWindow:
    return LocalWindow(name=name, phone="042-000-1234", checked_on=day)


def test_each_centre_of_a_place_stands_once_in_its_order(catalog: Catalog) -> None:
    for prefecture in prefectures(catalog):
        choice = centres_for(catalog, prefecture, None, TODAY)
        names = [one.name for one in centres_once(choice)]
        assert names == list(dict.fromkeys(one.name for one in choice.centres))
        assert all(one in choice.centres for one in centres_once(choice))


def test_the_number_of_the_data_goes_before_one_written_in(catalog: Catalog) -> None:
    found = centre(catalog, "usable")
    shown = centre_shown(found, (own(found.name),), found.checked_on, catalog)
    assert (shown.whose, shown.number, shown.lists) == ("centre", found.phone, ())
    assert shown.note == found.note


def test_a_number_written_in_stands_where_there_is_none(catalog: Catalog) -> None:
    found = centre(catalog, "name_only")
    shown = centre_shown(found, (own(found.name),), TODAY, catalog)
    assert (shown.whose, shown.own, shown.note) == ("own", "042-000-1234", found.note)
    assert shown.lists


def test_the_note_of_another_number_does_not_stand_beside_ones_own(catalog: Catalog) -> None:
    found = centre(catalog, "conflict")
    assert centre_shown(found, (own(found.name),), TODAY, catalog).note == ""
    bare = centre_shown(found, (own(found.name, date(2024, 1, 1)),), TODAY, catalog)
    assert (bare.whose, bare.note, bare.says_missing) == ("none", found.note, False)


def test_that_there_is_no_number_is_said(catalog: Catalog) -> None:
    assert centre_shown(centre(catalog, "name_only"), (), TODAY, catalog).says_missing


def test_where_to_begin_comes_first_where_no_centre_has_a_number(catalog: Catalog) -> None:
    first = catalog.windows.texts.first_step
    for prefecture in prefectures(catalog):
        choice = centres_for(catalog, prefecture, None, TODAY)
        notes = notes_of(choice, catalog)
        assert notes.first_step == (first in choice.notes)
        assert first not in notes.rest
        assert len(notes.rest) + notes.first_step == len(choice.notes)


def test_every_line_of_the_country_stands_somewhere(catalog: Catalog) -> None:
    found = national_lines(catalog, GROUPS)
    shown = {one.id for group in (*found.groups, found.towns, found.others) for one in group}
    country = {one.id for one in catalog.hotlines if not one.pref_code}
    assert country - shown <= {AMBULANCE}
    assert AMBULANCE not in {one.id for one in found.others}


def test_what_stands_open_is_not_said_again(catalog: Catalog) -> None:
    first, *rest = national_lines(catalog, GROUPS).groups
    assert first
    assert not {one.id for one in first} & {one.id for group in rest for one in group}


@pytest.mark.parametrize("group", [0, 1, 2])
def test_a_group_holds_what_is_for_it(group: int, catalog: Catalog) -> None:
    lines = national_lines(catalog, GROUPS).groups[group]
    assert all(set(GROUPS[group]) & set(one.uses) for one in lines)


def test_what_can_be_called_stands_before_what_only_has_a_name(catalog: Catalog) -> None:
    day = date(2026, 11, 27)
    for prefecture in prefectures(catalog):
        choice = centres_for(catalog, prefecture, None, day)
        found = today_of(choice, (), day, catalog)
        shown = [one.centre for one in (*found.numbers, *found.parts, *found.others)]
        rows = (*centres_once(choice), *choice.mental_health, *choice.parts)
        assert sorted(one.name for one in shown) == sorted(one.name for one in rows)
        assert all(one.number for one in (*found.numbers, *found.parts))
        assert not any(one.number for one in found.others)
        assert all(one.centre.is_of_a_part for one in found.parts)
        assert found.gap == (not any(one.phone_shown for one in choice.centres))


def test_a_number_written_in_closes_the_gap(catalog: Catalog) -> None:
    choice = centres_for(catalog, "青森県", None, TODAY)
    assert today_of(choice, (), TODAY, catalog).gap
    mine = today_of(choice, (own(choice.whole[0].name),), TODAY, catalog)
    assert (mine.gap, [one.own for one in mine.numbers]) == (False, ["042-000-1234"])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-06-27", "2024年6月27日の資料にある番号です。"),
        ("2020-10", "2020年10月の資料にある番号です。"),
        ("2022", "2022年の資料にある番号です。"),
        ("", "日付のない資料にある番号です。"),
    ],
)
def test_beside_a_number_stands_how_old_its_page_is(
    catalog: Catalog, written: str, told: str
) -> None:
    assert number_from(centre(catalog, "usable").but(source_date=written)) == told
