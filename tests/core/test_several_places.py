"""Several providers of one kind on the screen: kept by name, counted each, older cases unchanged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core.case.answers import Given, from_tab, read_answers
from core.case.from_answers import case_of, request_of
from core.catalog import Catalog
from core.cost_form import home_of, offered_services, uses
from core.cost_inputs import MOST_PLACES, places_of, service_of

TODAY = date(2026, 11, 26)
CLINIC, B, PLANNING = "psychiatric_outpatient", "continuous_employment_b", "consultation_planning"


def test_the_places_of_a_service_have_names_that_tell_it() -> None:
    places = places_of("pharmacy")
    assert places[:3] == ("pharmacy", "pharmacy-2", "pharmacy-3")
    assert len({*places}) == MOST_PLACES
    assert {service_of(one) for one in places} == {"pharmacy"}


def test_each_place_is_a_usage_and_its_fault_stands_at_its_number(catalog: Catalog) -> None:
    usages = {B: {"times": 8}, f"{B}-2": {"times": "x"}, "nowhere-2": {"times": 1}}
    found, faults = request_of({"usages": usages}, catalog, TODAY)
    assert [(one.service, one.times) for one in found.usages] == [(B, 8)]
    assert [one.field for one in faults] == ["usages.1.times"]


def test_a_file_keeps_places_and_loses_what_is_none(catalog: Catalog) -> None:
    usages = {B: {"times": 8}, f"{B}-2": {"times": 4}, f"{B}-99": {"times": 1}, "x-2": {"times": 1}}
    lost: list[str] = []
    found = read_answers({"usages": usages}, Given(catalog), lost.append)
    assert found["usages"] == {B: {"times": 8}, f"{B}-2": {"times": 4}}
    assert lost == ["支援と回数"] * 2


def test_one_more_place_is_offered_for_what_may_have_one(catalog: Catalog) -> None:
    offered = offered_services([B, PLANNING, "group_home", f"{B}-2"], catalog)
    assert [one.name for one in offered.put_in] == [
        "就労継続支援B型",
        "計画相談支援",
        "グループホーム（共同生活援助）",
        "就労継続支援B型（2か所目）",
    ]
    # Neither where it is free nor where one lives.
    assert [(one.place, one.number) for one in offered.again] == [(f"{B}-3", 3)]
    assert B not in {one.id for one in offered.others}
    gap = offered_services([f"{B}-2"], catalog)
    assert [(one.place, one.number) for one in gap.again] == [(B, 2)]
    assert offered_services(places_of(B), catalog).again == ()


def test_a_second_place_alone_still_asks_about_its_household(catalog: Catalog) -> None:
    assert uses([f"{CLINIC}-2"], "medical", catalog)
    assert not uses([f"{CLINIC}-2"], "welfare", catalog)


@pytest.mark.parametrize(
    ("usages", "home"),
    [
        ({}, ""),
        ({"group_home": {"times": 0}}, ""),
        ({"group_home": {"times": 1}}, "group_home"),
        ({"lodging_training": {"times": 9}, "group_home": {"times": 9}}, "group_home"),
        ({"lodging_training": "broken", B: {"times": 9}}, ""),
    ],
)
def test_the_screen_knows_where_somebody_lives(
    catalog: Catalog, usages: dict[str, Any], home: str
) -> None:
    found = home_of(usages, catalog)
    assert (found.id if found is not None else "") == home


def _of_tab(raw: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    return from_tab(raw, catalog)


def _of_file(raw: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    lost: list[str] = []
    found = read_answers(raw, Given(catalog, TODAY), lost.append)
    assert lost == []
    return found


@pytest.mark.parametrize(
    "read", [_of_tab, _of_file, lambda raw, _: raw], ids=["tab", "file", "case"]
)
@pytest.mark.parametrize("place", [B, f"{B}-2"])
def test_without_the_support_the_whole_price_that_was_typed_counts_on_every_way(
    catalog: Catalog, place: str, read: Callable[[dict[str, Any], Catalog], dict[str, Any]]
) -> None:
    """An older tab, an older file, and an answer given after the price: 585 yen, no range."""
    entry = {"times": 10, "meal_yen_per_time": "585", "meal_support": False}
    raw = read({"usages": {place: dict(entry)}}, catalog)
    if read in (_of_tab, _of_file):  # the field that asks for it shows it
        moved = {"times": 10, "meal_full_yen_per_time": "585", "meal_support": False}
        assert raw["usages"][place] == moved
    on_screen, faults = request_of(raw, catalog, TODAY)
    for found in (on_screen, case_of(raw, catalog, TODAY).cost):
        assert found is not None
        (usage,) = found.usages
        assert (usage.meal_yen_per_time, usage.meal_full_yen_per_time) == (0, 585)
    assert not faults


@pytest.mark.parametrize(
    "kept",
    [
        {"meal_yen_per_time": "300", "meal_support": True},
        {"meal_yen_per_time": "300"},
        {"meal_yen_per_time": "300", "meal_full_yen_per_time": "585", "meal_support": False},
        {"meal_support": False},
    ],
    ids=str,
)
def test_every_other_price_of_a_meal_stays_where_it_was_typed(
    catalog: Catalog, kept: dict[str, Any]
) -> None:
    for read in (_of_tab, _of_file):
        assert read({"usages": {B: dict(kept)}}, catalog)["usages"][B] == kept
