"""The way of the talk: which questions were asked, what stands before and after, what a word says."""

from __future__ import annotations

from typing import Any

import pytest

from core import Catalog, estimate_rest
from core.cost.asked import (
    END,
    SERVICES,
    Places,
    address,
    after,
    before,
    field_at,
    next_question,
    number_of,
    places_of,
    texts_of,
    with_asked,
    with_first,
    without,
)
from core.cost.request import CostRequest

PHARMACIES = Places(("pharmacy", "psychiatric_daycare", "pharmacy-2"))
TAX, CAP = "welfare.tax", "medical.certificate"
SALT = "a"


@pytest.mark.parametrize(
    ("by_place", "by_number"),
    [
        ("usages.pharmacy.times", "usages.0.times"),
        ("usages.pharmacy-2.gross_yen_per_time", "usages.2.gross_yen_per_time"),
        ("welfare.tax", "welfare.tax"),
        ("person.age", "person.age"),
    ],
)
def test_a_field_goes_there_and_back(by_place: str, by_number: str) -> None:
    assert PHARMACIES.number(by_place) == by_number
    assert PHARMACIES.place(by_number) == by_place


def test_a_service_that_is_gone_has_no_number() -> None:
    assert PHARMACIES.number("usages.pharmacy-3.times") == ""
    assert not PHARMACIES.has("usages.pharmacy-3.times")
    assert PHARMACIES.has("usages.pharmacy-2.times")
    assert PHARMACIES.has(TAX)
    assert Places(()).place("usages.0.times") == ""


def test_a_field_stands_in_the_case_by_its_place() -> None:
    assert PHARMACIES.way("usages.2.times") == ("usages", "pharmacy-2", "times")
    assert PHARMACIES.way("welfare.tax") == ("cost", "welfare", "tax")


def test_places_are_those_of_the_request_or_none(catalog: Catalog) -> None:
    raw: dict[str, Any] = {
        "month": "2026-11",
        "usages": [{"service": "pharmacy", "times": 1}, {"service": "psychiatric_outpatient"}],
    }
    raw["usages"][1]["times"] = 2
    result, _ = estimate_rest(CostRequest.model_validate(raw, context=catalog), catalog)
    kept: dict[str, Any] = {"pharmacy": {}, "psychiatric_outpatient": {}}
    assert places_of(kept, result, catalog).names == tuple(kept)
    for odd in ({"no_service": {}}, {"psychiatric_daycare": 3}):
        assert places_of(kept | odd, result, catalog).names == tuple(kept)
    assert places_of(kept | {"psychiatric_daycare": {}}, result, catalog).names == ()


def test_the_next_question_is_told_by_place(catalog: Catalog) -> None:
    raw = {"month": "2026-11", "usages": [{"service": "psychiatric_outpatient", "times": 2}]}
    result, _ = estimate_rest(CostRequest.model_validate(raw, context=catalog), catalog)
    places = Places(("psychiatric_outpatient",))
    field = "usages.psychiatric_outpatient.times"

    def talk(places: Places, asked: list[str]) -> Any:
        return next_question(
            result, places, catalog, asked=asked, first=[field], have=(), go_on=True
        )

    assert talk(places, []).next == field
    then = talk(places, [field])
    assert then.next not in (None, field)
    assert all(
        one.field.split(".")[1] in places.names
        for one in then.open
        if one.field.startswith("usages.")
    )
    unread = talk(Places(()), [])
    assert not any(one.field.startswith("usages.") for one in unread.open)


# -- what was asked ---------------------------------------------------------------------------


def test_a_tab_may_hold_anything() -> None:
    assert texts_of([TAX, 3, None, [CAP]]) == [TAX]
    assert texts_of({TAX: CAP}) == []
    assert texts_of(None) == []


def test_each_question_is_asked_once_and_the_services_stand_first() -> None:
    assert with_asked([], TAX) == [TAX]
    assert with_asked([TAX], CAP) == [TAX, CAP]
    assert with_asked([TAX, CAP], TAX) == [TAX, CAP]
    assert with_asked([TAX], SERVICES) == [SERVICES, TAX]
    assert with_first([TAX], CAP, TAX) == [TAX, CAP]


def test_a_service_that_goes_takes_its_questions_along() -> None:
    asked = ["usages.pharmacy.times", "usages.pharmacy-2.times", TAX]
    assert without(asked, "usages.pharmacy.") == asked[1:]


def test_before_and_after_lead_through_what_was_asked() -> None:
    asked = [SERVICES, TAX, CAP]
    assert [before(asked, one) for one in asked] == ["", SERVICES, TAX]
    assert [after(asked, one, "person.age") for one in asked] == [TAX, CAP, "person.age"]
    assert (before(asked, "person.age"), before(asked, END)) == (CAP, CAP)
    assert after(asked, CAP, None) == END
    assert after(asked, "person.age", "x") == "x"
    # With a file the services were not asked here: they stand before the first all the same.
    assert before([TAX], TAX) == SERVICES


def test_questions_are_counted_from_one() -> None:
    asked = [SERVICES, TAX, CAP]
    assert [number_of(asked, one) for one in (SERVICES, TAX, CAP, "person.age")] == [1, 2, 3, 4]
    assert number_of([], SERVICES) == 1


# -- the word in the address ------------------------------------------------------------------


@pytest.mark.parametrize("field", [SERVICES, TAX, "usages.pharmacy.times", "person.age", END])
def test_a_word_leads_to_its_question(field: str) -> None:
    asked = [TAX, "usages.pharmacy.times"]
    found = field_at(address(field, SALT), SALT, asked, "", "person.age", PHARMACIES)
    assert found == field
    assert TAX not in address(TAX, SALT)
    assert address(TAX, SALT) != address(TAX, "b")


def test_any_other_word_leads_to_what_comes_next() -> None:
    gone = "usages.pharmacy-3.times"
    for word in ("", "x", address(CAP, SALT), address(gone, SALT), address(TAX, "b")):
        assert field_at(word, SALT, [TAX, gone], "", "person.age", PHARMACIES) == "person.age"


def test_what_is_being_typed_stays_without_a_word() -> None:
    assert field_at("", SALT, [], CAP, TAX, PHARMACIES) == CAP
    assert field_at(address(SERVICES, SALT), SALT, [], CAP, TAX, PHARMACIES) == SERVICES
    assert field_at("", SALT, [], "usages.pharmacy-3.times", TAX, PHARMACIES) == TAX
