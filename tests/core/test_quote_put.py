"""Quotes as rows of the tab, and a quote put into the costs and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalog import Catalog
from core.provider import LABELS
from core.quote_put import QuotePut, Usages, put_in, quoted_services, standing, take_back
from core.quote_rows import (
    brought_back,
    has_room,
    kind_of,
    may_go,
    mended,
    one_more,
    rows_of,
    title,
    without,
)

A: dict[str, Any] = {"times": 1, "mode": "range", "price_low_yen": 8000}
B: dict[str, Any] = {"times": 2, "mode": "range", "price_low_yen": 9000}
OWN: dict[str, Any] = {"times": 4}
ONE, OTHER = "private_visit", "private_home"


# -- rows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [None, [], "x", 5, {"0": {}}, [3, None]])
def test_one_blank_quote_stands_there_to_begin_with(raw: object) -> None:
    assert rows_of(raw) == [{}]
    assert not may_go(rows_of(raw), 0)


def test_looking_mends_only_what_is_broken() -> None:
    assert mended(None) is None
    assert mended([{"name": "川", "flags": {}}]) is None
    assert mended([3, {"name": "川"}]) == [{"name": "川", "flags": {}}]
    assert mended("x") == []


def test_quotes_are_added_up_to_four() -> None:
    rows = rows_of(None)
    for _ in LABELS[1:]:
        assert has_room(rows)
        rows = one_more(rows)
    assert not has_room(rows)


def test_a_quote_taken_out_comes_back_to_its_place() -> None:
    rows = rows_of([{"name": "一"}, {"name": "二"}, {"name": "三"}])
    back = brought_back(without(rows, 1), 1, rows[1])
    assert back == (rows, 1)


def test_blank_rows_give_way_to_the_one_that_comes_back() -> None:
    typed = {"price_yen": "やく五千円"}
    assert brought_back([{}], 2, {"name": "一"}) == ([{"name": "一"}], 0)
    assert brought_back([typed, {}], 1, {"name": "一"}) == ([typed, {"name": "一"}], 1)


def test_a_quote_is_called_by_its_letter_and_name() -> None:
    assert title(0, {"name": " 川の会 "}) == "A　川の会"
    assert title(3, {"name": ""}) == title(3, {}) == "D"


@pytest.mark.parametrize(("raw", "kind"), [("lump", "lump"), (None, "per_time"), ("x", "per_time")])
def test_the_price_is_by_the_time_until_somebody_chose(raw: object, kind: str) -> None:
    assert kind_of({"price_kind": raw}) == kind


# -- into the costs -----------------------------------------------------------------------------


def put(usages: Usages, service: str, entry: Any, last: QuotePut | None = None) -> Any:
    found = put_in(usages, "A", service, entry, usages.get(service), standing(last, usages))
    assert found is not None
    return found


def test_only_services_of_private_providers_are_offered(catalog: Catalog) -> None:
    found = quoted_services(catalog)
    assert found
    assert all(one.ledger == "private" for one in found)


def test_a_quote_goes_in_and_out_again() -> None:
    usages, first = put({"day_care": OWN}, ONE, A)
    assert usages == {"day_care": OWN, ONE: A}
    assert first.was_empty
    assert not first.replaced
    assert first.can_go_back(usages)
    assert take_back(first, usages) == ({"day_care": OWN}, None)


def test_what_stood_there_comes_back() -> None:
    usages, first = put({ONE: OWN}, ONE, A)
    assert first.replaced
    assert take_back(first, usages).usages == {ONE: OWN}


def test_of_two_kinds_one_stands_there_and_what_was_under_it_is_back() -> None:
    usages, first = put({ONE: OWN}, ONE, A)
    usages, second = put(usages, OTHER, B, first)
    assert usages == {ONE: OWN, OTHER: B}
    assert second.moved_out == first
    assert take_back(second, usages) == ({ONE: A}, first)


def test_another_quote_of_the_kind_remembers_what_was_there_before_both() -> None:
    usages, first = put({ONE: OWN}, ONE, A)
    usages, second = put(usages, ONE, B, first)
    assert second.moved_out is None
    assert second.under == OWN
    usages, third = put(usages, OTHER, A, second)
    assert usages == {ONE: OWN, OTHER: A}
    assert take_back(third, usages) == ({ONE: B}, second)


def test_the_same_again_changes_nothing() -> None:
    usages, first = put({}, ONE, A)
    assert put_in(usages, "A", ONE, A, usages[ONE], first) is None


def test_what_was_changed_since_is_not_taken_back() -> None:
    usages, first = put({}, ONE, A)
    assert standing(first, {ONE: B}) is None
    assert standing(first, {}) is None
    assert standing(None, usages) is None
    usages, second = put(usages, OTHER, B, first)
    assert standing(second, usages) == second
    assert not second.can_go_back({**usages, ONE: OWN})


def test_what_a_proposal_put_there_is_not_what_a_family_had() -> None:
    found = put_in({ONE: OWN}, "A", ONE, A, None, None)
    assert found is not None
    assert found.put is not None
    assert found.put.was_empty


def test_nothing_handed_in_is_changed() -> None:
    usages: dict[str, Any] = {ONE: {"times": 4, "lump": {"months": 1}}}
    found, first = put(usages, OTHER, A)
    found[ONE]["lump"]["months"] = 9
    take_back(first, found).usages[ONE]["times"] = 9
    assert usages == {ONE: {"times": 4, "lump": {"months": 1}}}
    here: dict[str, Any] = {"times": 2, "lump": {"months": 3}}
    found, first = put({ONE: here}, ONE, A)
    found[ONE]["times"] = 9
    take_back(first, found).usages[ONE]["lump"]["months"] = 9
    assert take_back(first, found).usages == {ONE: {"times": 2, "lump": {"months": 3}}}
    assert A == {"times": 1, "mode": "range", "price_low_yen": 8000}
