"""Which danger stands first, its lines, what helps, and what may be opened, without a screen."""

from __future__ import annotations

from typing import Any

import pytest

from core import StageCheck
from core.alerts import Alerts, Fold
from core.base import Answerer
from core.catalog import Catalog
from core.contacts import psychiatric_emergency
from core.stage import SAFETY_KEYS

NO = dict.fromkeys(SAFETY_KEYS, "no")


def alerts(catalog: Catalog, who: Answerer = "family", **more: Any) -> Alerts:
    """Everything answered with ない but what is given; ``threatened``, ``age``, ``place`` apart."""
    threatened = more.pop("threatened", {})
    known = {name: more.pop(name, None) for name in ("age", "place")}
    check = StageCheck.model_validate({"safety": NO | more, "threatened": threatened})
    return Alerts(check, catalog, who, **known)


def titles(folds: tuple[Fold, ...]) -> list[str]:
    return [fold.title for fold in folds]


# -- which ------------------------------------------------------------------------------------


def test_the_danger_just_answered_stands_open_else_the_most_serious(catalog: Catalog) -> None:
    found = alerts(catalog, self_harm="now", not_eating="now", money="now")
    now = [one.key for one in found.answered("now")]
    assert sorted(now) == ["not_eating", "self_harm"]  # money has a branch of its own
    for opened, first in (("not_eating", "not_eating"), (True, now[0]), ("money", now[0])):
        one = found.opened(opened)
        assert one is not None
        assert one.key == first


@pytest.mark.parametrize("opened", [None, False, "", 0])
def test_nothing_stands_open_unless_something_was_answered(
    catalog: Catalog, opened: object
) -> None:
    assert alerts(catalog, self_harm="now").opened(opened) is None
    assert alerts(catalog, self_harm="recent").opened("self_harm") is None
    assert alerts(catalog, money="now").instead_of_result() is None


@pytest.mark.parametrize("harmed", ["now", "recent"])
def test_who_is_harmed_reads_of_that_and_not_of_the_family_s_limit(
    catalog: Catalog, harmed: str
) -> None:
    found = alerts(catalog, harmed=harmed, family_limit="now")
    one = found.instead_of_result()
    assert found.is_harmed
    assert one is not None
    assert one.key == "harmed"
    assert found.others(one, "now", "recent") == ()
    assert "family_limit" not in {other.key for other in found.others(one, "now")}


def test_the_family_s_limit_stands_alone_where_nobody_is_harmed(catalog: Catalog) -> None:
    found = alerts(catalog, harmed="unknown", family_limit="now")
    one = found.instead_of_result()
    assert one is not None
    assert one.key == "family_limit"


def test_what_was_answered_now_comes_before_what_was_of_late(catalog: Catalog) -> None:
    found = alerts(catalog, self_harm="recent", family_limit="now", not_eating="now")
    one = found.danger("not_eating")
    others = [other.key for other in found.others(one, "now", "recent")]
    assert others == ["family_limit", "self_harm"]


def test_a_question_left_open_is_named_but_no_limit_of_who_may_do_harm(catalog: Catalog) -> None:
    open_ones = {"self_harm": "unknown", "family_limit": "unknown"}
    assert [one.key for one in alerts(catalog, **open_ones).left_open()] == [*open_ones]
    harmed = alerts(catalog, harmed="recent", **open_ones)
    assert [one.key for one in harmed.left_open()] == ["self_harm"]


# -- what is said of one ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["family", "person"])
def test_the_sentence_is_of_now_or_of_late_in_the_voice_of_who_answers(
    catalog: Catalog, who: Answerer
) -> None:
    for one in catalog.plan.dangers:
        assert alerts(catalog, who, **{one.key: "now"}).sentence(one) == one.now.said_to(who)
        assert alerts(catalog, who, **{one.key: "recent"}).sentence(one) == one.soon.said_to(who)


def test_what_helps_is_other_where_it_is_past_or_another_danger_is_there(catalog: Catalog) -> None:
    for one in catalog.plan.dangers:
        now = alerts(catalog, **{one.key: "now"})
        past = alerts(catalog, **{one.key: "recent"})
        assert now.to_do(one) == tuple(text.family for text in one.do)
        assert past.to_do(one) == tuple(text.family for text in one.do_soon or one.do)
        for other in one.beside:
            for answer in ("now", "recent"):
                both = alerts(catalog, **{one.key: "now", other.key: answer})
                here = next(
                    beside
                    for beside in one.beside
                    if getattr(both.check.safety, beside.key) != "no"
                )
                assert both.to_do(one) == tuple(text.family for text in here.do)


@pytest.mark.parametrize("age", [None, 12, 40, 70])
def test_the_first_line_of_a_danger_stays_first_at_any_age(
    catalog: Catalog, age: int | None
) -> None:
    for one in catalog.plan.dangers:
        found = alerts(catalog, age=age, **{one.key: "now"})
        lines = found.lines(one)
        assert lines[0].id == one.lines[0]
        of_an_age = [bool({"plan_minor", "plan_65"} & set(line.uses)) for line in lines[1:]]
        # Where the age is known its lines come next, where it is open they come last.
        assert of_an_age == sorted(of_an_age, reverse=age is not None)


def test_every_line_stands_once_and_those_of_the_danger_first(catalog: Catalog) -> None:
    found = alerts(catalog, violence="now", harmed="now", threatened={"minor": "yes"})
    one = found.danger("harmed")
    ids = [line.id for line in found.all_lines(one, "now")]
    assert len(set(ids)) == len(ids)
    assert ids[: len(found.lines(one))] == [line.id for line in found.lines(one)]


@pytest.mark.parametrize(("violence", "told"), [("now", 2), ("recent", 2), ("no", 0)])
def test_who_is_afraid_is_told_of_only_with_violence(
    catalog: Catalog, violence: str, told: int
) -> None:
    both = {"elderly": "yes", "minor": "yes"}
    assert len(alerts(catalog, violence=violence, threatened=both).afraid()) == told
    assert alerts(catalog, violence=violence, threatened={"minor": "no"}).afraid() == ()


# -- what may be opened -----------------------------------------------------------------------

CALL, PHONES, MORE = "電話で言う3行", "ほかの電話・チャット", "ほかにできること"
NIGHT = "夜や休日：精神科救急の電話"


def test_what_may_be_opened_now_stands_in_this_order(catalog: Catalog) -> None:
    found = alerts(catalog, sudden_change="now", self_harm="recent", money="now")
    one = found.danger("sudden_change")
    others = [found.danger(key).title.family for key in ("self_harm", "money")]
    assert titles(found.folds_now(one)) == [CALL, NIGHT, PHONES, MORE, *others]


def test_what_may_be_opened_of_late_stands_in_this_order(catalog: Catalog) -> None:
    found = alerts(catalog, sudden_change="recent", self_harm="recent", money="now")
    one = found.danger("sudden_change")
    other = found.danger("self_harm").title.family
    assert titles(found.folds_of_late(one, "soon")) == [PHONES, MORE, NIGHT, other]


def test_another_danger_brings_its_lines_its_help_and_its_emergency(catalog: Catalog) -> None:
    found = alerts(catalog, self_harm="now", sudden_change="recent")
    fold = found.folds_now(found.danger("self_harm"))[-1]
    one = found.danger("sudden_change")
    assert (fold.title, fold.words) == (one.title.family, (one.soon.family,))
    assert (fold.large, fold.do) == (found.lines(one), found.to_do(one))
    assert titles(fold.inside) == [NIGHT]


@pytest.mark.parametrize("place", [None, "東京都", "青森県"])
def test_the_emergency_lines_say_when_a_prefecture_has_none(
    catalog: Catalog, place: str | None
) -> None:
    found = alerts(catalog, sudden_change="now", place=place)
    (fold,) = found.emergency(found.danger("sudden_change"))
    assert fold.first == place
    assert fold.lines == psychiatric_emergency(catalog)
    missing = place is not None and not psychiatric_emergency(catalog, place)
    assert bool(fold.words) is missing
    assert found.emergency(found.danger("self_harm")) == ()
