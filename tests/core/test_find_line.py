"""The closed line of a service: tags, and what stands below its name."""

from __future__ import annotations

from core import Catalog
from core.find import Wish, find, second_of, tags_of, tags_on_line
from core.find.wish import Found


def test_the_person_is_not_told_where_a_family_may_go_alone(catalog: Catalog) -> None:
    words = catalog.guide.words
    service = next(one for one in catalog.services if one.family_alone == "yes")
    assert words.tag_family.yes in tags_of(service, catalog, "family")
    assert words.tag_family.yes not in tags_of(service, catalog, "person")
    assert (tags_on_line("family"), tags_on_line("person")) == (2, 1)


def test_what_is_not_confirmed_says_so_last(catalog: Catalog) -> None:
    service = catalog.services[0]
    assert tags_of(service.but(confirmed=False), catalog, "family")[-1:] == ("要確認",)
    for one in catalog.services:
        assert ("要確認" in tags_of(one, catalog, "family")) is one.needs_check


def test_below_the_name_stands_what_it_is_or_why_it_is_not_among_those_that_fit(
    catalog: Catalog,
) -> None:
    wish = Wish(stage=1, free_only=True)
    for one in find(wish, catalog, "family", {}):
        told = second_of(one, "family")
        if one.fits:
            assert told == (one.service.words("role", "family"), None)
        elif one.waiting:
            assert told.missed is None
            assert one.waiting[0].text.startswith(told.text)
        else:
            assert told.missed == one.missed[0]
            assert told.text.count("。") == 1


def test_a_service_that_waits_and_misses_a_condition_says_that_it_waits(catalog: Catalog) -> None:
    found: list[Found] = [
        one
        for one in find(Wish(stage=1, free_only=True), catalog, "family", {})
        if one.waiting and one.missed
    ]
    assert found
    assert all(second_of(one, "family").missed is None for one in found)
