"""The town's subsidy for children: said and counted as a possibility, never taken off by itself."""

from __future__ import annotations

import pytest

from core import CostRequest, YenRange, estimate
from core.catalog import Catalog


def request(age: int | None, **person: bool) -> CostRequest:
    return CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": age, **person},
            "medical": {"certificate": "none", "high_cost_class": "u"},
            "usages": [
                {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 5_000}
            ],
        }
    )


@pytest.mark.parametrize(("age", "offered"), [(17, True), (18, True), (19, False)])
def test_the_subsidy_for_children_is_a_possibility_up_to_18(
    catalog: Catalog, age: int | None, offered: bool
) -> None:
    result = estimate(request(age), catalog)
    # 3割 of 5,000 twice: 1,500 + 1,500. The amount itself stays as it is.
    assert result.monthly == YenRange(3_000, 3_000)
    found = [one for one in result.savings if one.action == "saving.child_medical"]
    assert bool(found) is offered
    last = [one for one in result.steps if one.ledger == "medical"][-1]
    assert ("こども医療費" in last.text) is offered
    if found:
        assert found[0].monthly == YenRange(0, 3_000)
        # It says where it is known from: the figures of こども家庭庁.
        assert found[0].sources == ("stat.child_medical_towns", "stat.child_medical_free")
        assert last.sources == found[0].sources


def test_while_the_age_is_not_known_nothing_is_said_of_it(catalog: Catalog) -> None:
    result = estimate(request(None), catalog)
    # 1割 to 3割: the person may be 70 and over.
    assert result.monthly == YenRange(1_000, 3_000)
    assert "saving.child_medical" not in [one.action for one in result.savings]


def test_with_public_assistance_there_is_nothing_to_save(catalog: Catalog) -> None:
    result = estimate(request(16, public_assistance=True), catalog)
    assert "saving.child_medical" not in [one.action for one in result.savings]
