"""What the result of the check says of the place, and what else it notes."""

from __future__ import annotations

from typing import Any

import pytest

from core import Catalog, StageCheck, assess
from core.alerts import Alerts
from core.base import Answerer
from core.standing import is_calm, meaning, notes, places_named
from tests.core.conftest import check, safety

FIRST, MIDDLE, OPEN = "nnnn nnnn nnn nn", "yyyy yyyy nnn yy", "uuuu uuuu uuu uu"


def of(catalog: Catalog, letters: str, who: Answerer = "family", **danger: str) -> Any:
    """(the dangers, the assessment) of a check."""
    found = StageCheck.model_validate(check(letters, safety=safety(**danger)))
    return Alerts(check=found, catalog=catalog, answerer=who), assess(found, catalog)


def test_a_place_is_named_and_two_where_the_answers_leave_two(catalog: Catalog) -> None:
    _, first = of(catalog, FIRST)
    assert places_named(first, catalog) == (catalog.stage(1).name,)
    _, some = of(catalog, "yyyy yyyu nnn yy")
    low, high = some.stage_range
    assert places_named(some, catalog) == tuple(
        catalog.stage(one).name for one in dict.fromkeys((low, high))
    )
    easy = StageCheck.model_validate(check(MIDDLE, has_difficulty=False))
    assert places_named(assess(easy, catalog), catalog) == ()


def test_only_where_nothing_stands_before_the_place_it_is_calm(catalog: Catalog) -> None:
    assert is_calm(of(catalog, MIDDLE)[1])
    for danger in ({"violence": "recent"}, {"family_limit": "now"}, {"self_harm": "unknown"}):
        assert not is_calm(of(catalog, MIDDLE, **danger)[1])


def test_the_meaning_is_that_of_the_place(catalog: Catalog) -> None:
    alerts, found = of(catalog, FIRST)
    stage = catalog.stage(1)
    assert meaning(alerts, found) in ((stage.result.family,), (stage.result_near.family,))  # type: ignore[union-attr]
    person, _ = of(catalog, FIRST, "person")
    assert meaning(person, found) in ((stage.result.person,), (stage.result_near.person,))  # type: ignore[union-attr]


def test_after_a_danger_of_late_safety_is_said_first(catalog: Catalog) -> None:
    alerts, found = of(catalog, FIRST, violence="recent")
    texts = catalog.check.texts
    assert meaning(alerts, found)[0] == texts.safety_before_stage.family
    assert len(meaning(alerts, found)) == 2


@pytest.mark.parametrize("harmed", ["recent", "now"])
def test_a_family_in_which_somebody_is_hurt_is_not_told_of_its_place(
    catalog: Catalog, harmed: str
) -> None:
    alerts, found = of(catalog, FIRST, harmed=harmed)
    assert set(meaning(alerts, found)) <= {catalog.check.texts.safety_before_stage.family}
    assert not notes(alerts, found, was_here_before=False).family_first


def test_the_notes_say_for_which_place_the_plan_is_made(catalog: Catalog) -> None:
    alerts, found = of(catalog, FIRST)
    noted = notes(alerts, found, was_here_before=True)
    low, high = found.stage_range or (found.stage, found.stage)
    assert noted.planned_for == ("" if low == high else catalog.stage(found.stage).name)
    assert noted.moved_back
    assert not notes(alerts, found, was_here_before=False).moved_back
    alerts, wide = of(catalog, "yyyu yyyu nnn yy")
    if wide.stage is not None and wide.stage_range[0] != wide.stage_range[1]:
        named = notes(alerts, wide, was_here_before=False).planned_for
        assert named == catalog.stage(wide.stage).name
