"""The cost as a talk: which question comes, when it stops, and that it always does."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from typing import Any

import pytest

from core import Catalog, Estimate, YenRange, estimate_rest
from core.cost import talk as the_talk
from core.cost.request import CostRequest, read_request
from core.cost.shown import paid_by
from core.cost.talk import ASSISTANCE, NO_CAP, OWN_MEDICAL, OWN_WELFARE, Option, Talk
from tests.core.conftest import FULL

MONTH = "2026-11"
COMMONEST = ("psychiatric_outpatient", "employment_transition", "family_association")
"""通院 + 就労移行 + 家族会."""
MOST_ANSWERS = 12
Pick = Callable[[str, tuple[Option, ...]], Any]


class Family:
    """Somebody who is asked and answers, as the screen does it."""

    def __init__(self, catalog: Catalog, *services: str, **parts: Any) -> None:
        self.catalog, self.asked = catalog, list[str]()
        self.first = [f"usages.{number}.times" for number in range(len(services))]
        self.raw: dict[str, Any] = {"month": MONTH, "person": {}, "welfare": {}, "medical": {}}
        usual = {one: catalog.service(one).times_typical for one in services}
        self.raw |= {"usages": [{"service": one, "times": n} for one, n in usual.items()]} | parts

    def request(self) -> CostRequest:
        request, faults = read_request(self.raw, self.catalog)
        assert faults == ()
        return request

    def result(self) -> Estimate:
        return estimate_rest(self.request(), self.catalog)[0]

    def talk(self, go_on: bool = False, have: Collection[str] = ()) -> Talk:
        return the_talk.talk(
            self.result(), self.catalog, asked=self.asked, first=self.first, have=have, go_on=go_on
        )

    def options(self, field: str) -> tuple[Option, ...]:
        return the_talk.options(field, self.request(), self.catalog)

    def answer(self, field: str, value: Any) -> None:
        for path, one in the_talk.fills(field, value, self.request(), self.catalog).items():
            part, *way = path.split(".")
            place = self.raw[part] if part != "usages" else self.raw[part][int(way.pop(0))]
            if way[-1] != "mode":
                place[way[-1]] = one
        self.asked.append(field)

    def walk(self, pick: Pick, go_on: bool = False) -> list[str]:
        """Answers until it stops; the fields that were asked."""
        while (field := self.talk(go_on).next) is not None:
            assert field not in self.asked
            self.answer(field, pick(field, self.options(field)))
            assert len(self.asked) < 60
        return self.asked


def words(option: Option) -> str:
    return option.words.family


def first_known(field: str, options: tuple[Option, ...]) -> Any:
    return next((one.value for one in options if not one.unknown), 40)


# -- the commonest family -------------------------------------------------------------------------

PRINTED = {
    "usages.0.times": "2回（よくある回数）",
    "usages.1.times": "8日",
    "usages.2.times": "1回（よくある回数）",
    "medical.certificate": "ある・これから申請する",
    "medical.certificate_cap_yen": "5,000円",
    "usages.0.gross_yen_per_time": "4,570円",
    "usages.2.gross_yen_per_time": "500円",
}


@pytest.mark.parametrize("tax", ["非課税（かからない）", "課税（かかる）"])
def test_the_commonest_family_has_an_exact_amount_in_twelve_answers(
    catalog: Catalog, tax: str
) -> None:
    """By the printed options; the choice of the services is one answer more."""
    family = Family(catalog, *COMMONEST)
    printed = PRINTED | {
        "welfare.tax": tax,
        "welfare.certificate_cap_yen": "9,300円",
        "usages.1.gross_yen_per_time": "15,500円",
        "person.age": "",
    }

    def pick(field: str, options: tuple[Option, ...]) -> Any:
        if field == "person.age":
            return 34
        return next(one.value for one in options if words(one) == printed[field])

    asked = family.walk(pick, go_on=True)
    assert 1 + len(asked) <= MOST_ANSWERS
    monthly = family.result().monthly
    assert monthly.exact
    # 通院: a tenth of 4,570 is 457, at the counter 460, twice; 家族会 500; 就労移行: nothing without
    # tax, else a tenth of 15,500 on eight days = 12,400, which stops at 9,300.
    assert monthly == YenRange.of(460 * 2 + 500 + (0 if tax.startswith("非") else 9_300))


@pytest.mark.parametrize("go_on", [False, True])
def test_who_knows_nothing_is_asked_little_and_keeps_a_range(catalog: Catalog, go_on: bool) -> None:
    family = Family(catalog, *COMMONEST)
    asked = family.walk(lambda _, options: options[-1].value, go_on)
    assert 1 + len(asked) <= MOST_ANSWERS
    assert family.result().monthly.width > 0


# -- what comes next ------------------------------------------------------------------------------


def test_how_often_comes_first_then_what_narrows_most(catalog: Catalog) -> None:
    family = Family(catalog, *COMMONEST)
    for field in family.first:
        assert family.talk().next == field
        family.answer(field, catalog.service(COMMONEST[len(family.asked)]).times_typical)
    assert family.talk().next == family.talk().open[0].field == "welfare.tax"


def test_what_is_known_is_not_asked(catalog: Catalog) -> None:
    known = {"welfare": {"tax": "exempt"}, "medical": {"certificate": "have"}}
    family = Family(catalog, *COMMONEST, **known)
    asked = family.walk(first_known, go_on=True)
    assert "welfare.tax" not in asked
    assert "medical.certificate" not in asked
    assert not any(one.startswith("welfare.") for one in asked)


def test_a_service_that_is_not_used_asks_nothing_about_its_household(catalog: Catalog) -> None:
    for service, never in (("psychiatric_outpatient", "welfare."), ("group_home", "medical.")):
        family = Family(catalog, service)
        family.walk(first_known, go_on=True)
        assert not any(one.startswith(never) for one in family.asked)


def test_whoever_has_a_certificate_is_asked_what_is_printed_on_it(catalog: Catalog) -> None:
    family = Family(catalog, *COMMONEST)
    family.first = []
    have = {OWN_MEDICAL, OWN_WELFARE}
    seen = [one.field for one in family.talk(go_on=True, have=have).open]
    assert seen[0] == "welfare.certificate_cap_yen"
    assert "medical.certificate" not in seen
    assert "medical.certificate_cap_yen" in seen
    family.answer("medical.certificate_cap_yen", 5_000)
    assert family.request().medical.certificate == "have"


def test_what_is_printed_is_worth_as_much_as_it_narrows_in_the_mean(catalog: Catalog) -> None:
    def width(**known: Any) -> int:
        return Family(catalog, "employment_transition", **known).result().monthly.width

    family = Family(catalog, "employment_transition")
    caps = the_talk.welfare_caps(family.request(), catalog)
    left = [width(welfare={"certificate_cap_yen": cap}) for cap in caps]
    assert family.talk(have={OWN_WELFARE}).open[0] == (
        "welfare.certificate_cap_yen",
        width() - round(sum(left) / len(left)),
    )


def test_whoever_does_not_know_the_tax_is_not_asked_for_its_levy(catalog: Catalog) -> None:
    family = Family(catalog, "employment_transition")
    asked = family.walk(lambda _, options: options[-1].value, go_on=True)
    assert "welfare.tax" in asked
    assert "welfare.income_levy_yen" not in asked


def test_public_assistance_ends_the_questions_about_the_household(catalog: Catalog) -> None:
    family = Family(catalog, "psychiatric_outpatient", "employment_transition")
    family.first = []
    assert family.talk().next == "welfare.tax"
    assert "生活保護を受けている" in [words(one) for one in family.options("welfare.tax")]
    family.answer("welfare.tax", ASSISTANCE)
    assert family.result().monthly == YenRange.of(0)
    assert family.talk(go_on=True).next is None
    family.answer("welfare.tax", "exempt")
    assert family.request().person.public_assistance is False


# -- when it stops --------------------------------------------------------------------------------


def groups(catalog: Catalog, count: int, **also: Any) -> Family:
    """A group asks 500 to 1,000 yen: its price narrows the month by 500 a time."""
    usages = [{"service": "family_association", "times": count}]
    return Family(catalog, usages=[*usages, also] if also else usages)


@pytest.mark.parametrize(("enough", "stops"), [(999, False), (1_000, False), (1_001, True)])
def test_it_stops_below_a_thousand_yen(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, enough: int, stops: bool
) -> None:
    assert the_talk.ENOUGH_YEN == 1_000
    monkeypatch.setattr(the_talk, "ENOUGH_YEN", enough)
    family = groups(catalog, 2)
    assert [one.narrows for one in family.talk().open] == [1_000]
    assert (family.talk().next is None) == stops
    assert (family.talk().left == 0) == stops
    assert family.talk(go_on=True).next == "usages.0.gross_yen_per_time"


@pytest.mark.parametrize(("part", "stops"), [(10, True), (11, False), (12, False)])
def test_it_stops_below_a_tenth_of_the_range(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, part: int, stops: bool
) -> None:
    """A private visit leaves 10,000 yen open: the range is 11,000, of which 1,000 is a question."""
    assert the_talk.ENOUGH_PART == 10
    monkeypatch.setattr(the_talk, "ENOUGH_PART", part)
    family = groups(catalog, 2, service="private_visit", times=1)
    assert family.result().monthly.width == 11_000
    family.asked.append("usages.1.gross_yen_per_time")
    assert (family.talk().next is None) == stops


def test_an_exact_amount_asks_nothing(catalog: Catalog) -> None:
    usage = {"service": "private_visit", "times": 1, "price_low_yen": 1, "price_high_yen": 1}
    talk = Family(catalog, usages=[usage]).talk(go_on=True)
    assert (talk.next, talk.open, talk.left) == (None, (), 0)


@pytest.mark.parametrize("seed", range(200 if FULL else 12))
def test_no_family_is_asked_in_a_circle(catalog: Catalog, seed: int) -> None:
    chance = random.Random(seed)
    paying = [one.id for one in catalog.services if one.cost_kind != "free"]
    person = {"age": chance.choice([None, 16, 34, 68, 72, 80])}
    family = Family(catalog, *chance.sample(paying, chance.randint(1, 4)), person=person)

    def pick(field: str, options: tuple[Option, ...]) -> Any:
        typed = the_talk.can_be_typed(field, family.request(), catalog)
        return chance.choice(options).value if len(options) > 1 or not typed else 30

    family.walk(pick, go_on=True)
    assert len(family.asked) == len(set(family.asked))


# -- the answers ----------------------------------------------------------------------------------


def test_what_a_certificate_may_print_stands_to_choose(catalog: Catalog) -> None:
    family = Family(catalog, *COMMONEST, person={"age": 34})
    caps = family.options("medical.certificate_cap_yen")
    assert [words(one) for one in caps] == [
        "2,500円", "5,000円", "10,000円", "20,000円", "書いていない", "わからない・まだない",
    ]  # fmt: skip
    family.answer("medical.certificate_cap_yen", NO_CAP)
    care = family.request().medical
    assert (care.certificate, care.certificate_no_cap, care.certificate_cap_yen) == (
        "have",
        True,
        None,
    )
    assert [words(one) for one in family.options("welfare.certificate_cap_yen")][:3] == [
        "0円", "9,300円", "37,200円",
    ]  # fmt: skip


def test_every_option_says_what_it_is_once_it_was_chosen(catalog: Catalog) -> None:
    family = Family(catalog, *COMMONEST, person={"age": 34})
    for field in ("welfare.tax", "medical.certificate", "medical.certificate_cap_yen"):
        for one in family.options(field):
            family.answer(field, one.value)
            held = [
                other
                for other in family.options(field)
                if the_talk.holds(field, other, family.request(), catalog)
            ]
            assert held == [one], (field, one)


def test_a_price_goes_where_the_list_asks_for_it(catalog: Catalog) -> None:
    family = Family(catalog, "employment_transition", "psychiatric_outpatient", "private_visit")
    request = family.request()

    def filled(number: int) -> dict[str, Any]:
        field = f"usages.{number}.gross_yen_per_time"
        return the_talk.fills(field, "7,000", request, catalog)

    assert filled(0) == {"usages.0.mode": "gross", "usages.0.gross_yen_per_time": "7,000"}
    assert filled(1) == {"usages.1.gross_yen_per_time": "7,000"}
    assert filled(2) == {
        "usages.2.mode": "range",
        "usages.2.price_low_yen": "7,000",
        "usages.2.price_high_yen": "7,000",
    }


# -- the picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60 if FULL else 8))
def test_what_is_paid_by_service_adds_up_to_the_month(catalog: Catalog, seed: int) -> None:
    chance = random.Random(seed)
    services = chance.sample([one.id for one in catalog.services], 5)
    tax = chance.choice(["exempt", "taxed", "unknown"])
    medical: dict[str, Any] = chance.choice(
        [
            {},
            {"certificate": "have", "certificate_cap_yen": 2_500},
            {"certificate": "have", "local_subsidy": "full"},
        ]
    )
    ill = ("psychiatric_outpatient", "pharmacy", "psychiatric_daycare")
    services = [*dict.fromkeys((*services, *ill))]
    age = chance.choice([34, 72, None])
    parts = {"welfare": {"tax": tax}, "person": {"age": age}, "medical": medical}
    result = Family(catalog, *services, **parts).result()
    found = paid_by(result, catalog)
    amounts = [one.amount for one in (*found.public, *found.private)]
    assert YenRange.total(amounts) == result.monthly
    for rows in (found.public, found.private):
        assert [one.amount.high for one in rows] == sorted(
            (one.amount.high for one in rows), reverse=True
        )
    assert {line.service for one in found.private for line in one.lines} <= {
        one.id for one in catalog.services if one.ledger == "private"
    }


def test_services_under_one_cap_are_one_row_that_adds_up(catalog: Catalog) -> None:
    medical = {"certificate": "have", "certificate_cap_yen": 5_000}
    names = ("psychiatric_daycare", "psychiatric_outpatient", "pharmacy")
    family = Family(catalog, *names, "free_space", medical=medical, person={"age": 34})
    result = family.result()
    found = paid_by(result, catalog)
    together = next(one for one in found.public if len(one.lines) > 1)
    assert {line.service for line in together.lines} == set(names)
    assert together.amount == result.ledger("medical").payable
    assert together.amount.high == 5_000  # as printed
    assert YenRange.total(one.amount for one in found.public) == result.monthly


def test_what_the_town_pays_is_paid_by_nobody(catalog: Catalog) -> None:
    medical = {"certificate": "have", "certificate_cap_yen": 5_000, "local_subsidy": "full"}
    names = ("psychiatric_outpatient", "pharmacy")
    family = Family(catalog, *names, medical=medical, person={"age": 34})
    (together,) = paid_by(family.result(), catalog).public
    assert together.amount == YenRange.of(0)
    assert family.result().ledger("medical").share.high > 0


def test_what_stops_at_its_cap_is_named(catalog: Catalog) -> None:
    usages = [{"service": "employment_transition", "times": 20, "gross_yen_per_time": 9_000}]
    family = Family(catalog, usages=usages, welfare={"certificate_cap_yen": 9_300})
    # A tenth of 9,000 on twenty days is 18,000.
    assert [one.name for one in paid_by(family.result(), catalog).limited] == ["welfare"]
    usages[0]["times"] = 10
    assert paid_by(family.result(), catalog).limited == ()
