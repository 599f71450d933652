"""The groups in which a family looks for what it has already."""

from __future__ import annotations

import pytest

from core import Catalog
from core.groups import GROUPS, group_of, services_by_group


def test_every_service_stands_in_one_group_and_no_group_is_empty(catalog: Catalog) -> None:
    found = services_by_group(catalog)
    assert tuple(found) == GROUPS
    assert all(found.values())
    listed = [one for services in found.values() for one in services]
    assert sorted(one.id for one in listed) == sorted(one.id for one in catalog.services)


@pytest.mark.parametrize(
    ("service", "group"),
    [
        ("support_centre", "advice"),
        ("psychiatric_daycare", "medical"),
        ("family_association", "place"),
        ("peer_group", "place"),
        ("outreach_visit", "place"),
        ("consultation_planning", "welfare"),
        ("group_home", "welfare"),
        ("youth_station", "work"),
        ("correspondence_school", "work"),
        ("private_visit", "private"),
    ],
)
def test_a_service_stands_where_a_family_looks_for_it(
    catalog: Catalog, service: str, group: str
) -> None:
    assert group_of(catalog.service(service)) == group


def test_a_service_of_another_catalogue_finds_its_group_by_what_is_said_of_it(
    catalog: Catalog,
) -> None:
    copy = catalog.service("psychiatric_daycare").but(id="night_care")
    assert group_of(copy) == "medical"
