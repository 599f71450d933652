"""README 「支援を足すとき」, word by word: a service under a new id is asked about, counted and shown.

A maintainer's data/: a copy of every service of ours, each under an id that nothing in the code can
know. What is true of a service is true of its copy, to the yen.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core import Case, CostRequest, StageCheck, compose_plan, estimate, load_catalog
from core.catalog import DATA, Catalog, Service, read_catalog
from core.cost.estimate import Estimate, only_services
from core.cost_form import first_times
from core.edit import PlanEdits
from core.errors import DataError
from core.handout.plan_sheet import render_plan_pdf
from core.money import yen_text
from core.plan.price import take_in
from core.walk import address_of
from tests.core.conftest import every_other
from tests.core.test_handout import text_of, words
from tests.pages import conftest
from tests.pages.conftest import MONTH, SALT, TODAY, assert_sound, cost_list, opened, said

OURS = {one.id: one for one in read_catalog(DATA).services}
IDS = {one: f"copy_{chr(97 + at // 26)}{chr(97 + at % 26)}" for at, one in enumerate(OURS)}
NEW = "の新しい所"


def add_a_copy(folder: Path, service: str) -> None:
    """Steps 1 to 3 of the recipe: a row of services.toml, and rows of figures.csv."""
    path, new = folder / "services.toml", IDS[service]
    text = path.read_text(encoding="utf-8")
    found = re.search(
        rf'\[\[service\]\]\nid = "{service}"\n.*?(?=\n\[\[service|\n# ----|\Z)', text, re.S
    )
    assert found is not None
    row = found[0].replace(f'id = "{service}"', f'id = "{new}"', 1)
    row = re.sub(r'^name = "(.*)"$', rf'name = "\1{NEW}"', row, count=1, flags=re.M)
    path.write_text(f"{text}\n{row}\n", encoding="utf-8")
    figures = folder / "figures.csv"
    rows = figures.read_text(encoding="utf-8").splitlines()
    begins = tuple(f"{part}.{service}." for part in ("price", "welfare.addition"))
    mine = [one for one in rows if one.startswith(begins)]
    added = [one.replace(f".{service}.", f".{new}.", 1) for one in mine]
    figures.write_text("\n".join([*rows, *added, ""]), encoding="utf-8")


def data_in(folder: Path) -> Path:
    """A copy of data/ without its fonts."""
    copy = folder / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a maintainer who added a copy of each of our services."""
    copy = data_in(tmp_path_factory.mktemp("copies"))
    for service in OURS:
        add_a_copy(copy, service)
    return copy


@pytest.fixture(scope="module")
def catalog(folder: Path) -> Iterator[Catalog]:
    """The catalogue of those data, which the screens read too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.catalog.catalog.DATA", folder)
        folds = (f"open_cost_usage_{one}" for one in IDS.values())
        patch.setattr(conftest, "_COST_FOLDS", (*conftest._COST_FOLDS, *folds))
        load_catalog.cache_clear()
        yield load_catalog()
    load_catalog.cache_clear()


# -- counted --------------------------------------------------------------------------------------

UNKNOWN: dict[str, Any] = {}
KNOWN: dict[str, Any] = {
    "person": {"age": 34},
    "welfare": {
        "tax": "taxed",
        "income_levy_yen": 50_000,
        "rent_yen": 38_000,
        "living_yen": 30_000,
    },
    "medical": {"certificate": "have", "tax": "exempt", "own_income_yen": 0},
}


def counted(service: str, household: dict[str, Any], catalog: Catalog, **more: Any) -> Estimate:
    times = first_times(catalog.service(service))
    usage = {"service": service, "times": times, **more}
    raw = {"month": MONTH, "usages": [usage], **household}
    return estimate(CostRequest.model_validate(raw, context=catalog), catalog)


def same_words(text: Any, new: str) -> str:
    """What is said, without what tells the copy from its original."""
    own = next(old for old, one in IDS.items() if one == new)
    return str(text).replace(f"{OURS[own].name}{NEW}", OURS[own].name).replace(new, own)


class Sum(NamedTuple):
    """All that a family reads of a month."""

    monthly: Any
    ledgers: Any
    one_offs: Any
    notices: Any
    unknowns: Any
    home: Any


def sum_of(result: Estimate, new: str) -> Sum:
    lines = [
        (ledger.name, ledger.payable, ledger.cap, [same_words(one, new) for one in ledger.lines])
        for ledger in result.ledgers
    ]
    request = result.request
    return Sum(
        result.monthly,
        lines,
        [same_words(one, new) for one in result.one_offs],
        [same_words(one, new) for one in result.notices],
        [(one.field, one.narrows) for one in result.unknowns],
        (request.residence, request.by_guardians, request.home),
    )


@pytest.mark.parametrize("household", [UNKNOWN, KNOWN], ids=["unknown", "known"])
@pytest.mark.parametrize("service", OURS)
def test_a_copy_of_any_service_counts_the_same_to_the_yen(
    catalog: Catalog, service: str, household: dict[str, Any]
) -> None:
    new = IDS[service]
    expected = sum_of(counted(service, household, catalog), new)
    assert sum_of(counted(new, household, catalog), new) == expected


def test_a_copied_home_is_where_somebody_lives(catalog: Catalog) -> None:
    """37,200 yen from 2026-04 on for whoever is taxed in a group home, at whatever levy; 10,000 of
    the rent of an untaxed person is paid (figures.csv, tests/core/test_boundaries.py)."""
    homes = [one for one in OURS.values() if one.home]
    assert {one.home for one in homes} == {"group_home", "lodging_training"}
    for one in homes:
        result = counted(IDS[one.id], KNOWN, catalog)
        assert result.request.residence == one.home
        assert result.request.but(month="2027-01").residence == one.home
    result = counted(IDS["group_home"], KNOWN, catalog, gross_yen_per_time=20_000)
    assert result.ledger("welfare").share.high == 37_200
    exempt = {"welfare": {"tax": "exempt", "rent_yen": 38_000, "living_yen": 30_000}}
    result = counted(IDS["group_home"], exempt, catalog)
    assert result.monthly.high == 38_000 - 10_000 + 30_000


def test_what_a_copied_home_costs_counts_only_with_it(catalog: Catalog) -> None:
    request = counted(IDS["group_home"], KNOWN, catalog).request
    alone = only_services(request, request.usages)
    assert (alone.welfare.rent_yen, alone.welfare.living_yen) == (38_000, 30_000)
    assert only_services(request, ()).welfare.rent_yen is None


def test_units_count_with_the_additions_of_the_copy(catalog: Catalog) -> None:
    claim = {"claim": {"units_per_time": 586, "addition": "i_i", "area": "3"}}
    service, new = "continuous_employment_b", IDS["continuous_employment_b"]
    found = sum_of(counted(new, KNOWN, catalog, **claim), new)
    assert found == sum_of(counted(service, KNOWN, catalog, **claim), new)
    assert found.monthly.high > 0


# -- asked about and shown --------------------------------------------------------------------------

_KINDS: dict[Any, str] = {}
for _one in OURS.values():
    _kind = {**_one.conditions, "asks": tuple(_one.conditions["asks"])}
    _more = (_one.home, _one.first_of_month, _one.quoted, _one.writes_certificate, _one.bills)
    _KINDS.setdefault((*map(str, _kind.values()), *_more), _one.id)
KINDS = [*_KINDS.values()]
"""One service of each kind: what is asked of it, how it is counted, where it is offered."""
ON_SCREEN = sorted({*every_other(KINDS), "group_home", "psychiatric_home_nursing"})


def test_the_kinds_are_all_there() -> None:
    found = [OURS[one] for one in ON_SCREEN]
    assert {one.cost_kind for one in found} == {"free", "welfare", "medical", "price"}
    assert any(one.home for one in found)
    assert any(one.first_of_month for one in found)
    assert any(one.ledger == "private" for one in found)


def questions(service: Service, catalog: Catalog) -> list[str]:
    groups = ("way", service.plain_way, "usage")
    asked = (one for group in groups for one in catalog.questions_of(group))
    return [one.field for one in asked if one.is_asked(service.conditions)]


@pytest.mark.parametrize("service", OURS)
def test_a_copy_is_asked_what_its_original_is(catalog: Catalog, service: str) -> None:
    old, new = catalog.service(service), catalog.service(IDS[service])
    assert questions(new, catalog) == questions(old, catalog)


def case_with(service: str, catalog: Catalog) -> dict[str, Any]:
    times = first_times(catalog.service(service))
    return {"usages": {service: {"times": times}}, "usages_proposed": True}


@pytest.mark.parametrize("service", ON_SCREEN)
def test_a_copy_is_asked_about_and_shown_on_the_cost_screen(catalog: Catalog, service: str) -> None:
    new = IDS[service]
    asked = []
    for one in (service, new):
        at = cost_list(case_with(one, catalog), unfold=False)
        assert_sound(at)
        fields = (*at.radio, *at.selectbox, *at.text_input)
        asked.append([(same_words(each.label, new), each.help) for each in fields])
    assert asked[1] == asked[0]
    end = opened(case_with(new, catalog), "cost.py", q=address_of("cost end", SALT))
    assert_sound(end)
    amount = counted(new, UNKNOWN, catalog).monthly
    for shown in (said(at), said(end)):
        assert catalog.service(new).name in shown
        assert words(yen_text(amount)) in words(shown)


@pytest.mark.parametrize("service", every_other(ON_SCREEN))
def test_a_copy_stands_in_a_plan_and_on_its_sheet(catalog: Catalog, service: str) -> None:
    """As the screen of costs takes it into the plan; what it costs is beside it."""
    new = catalog.service(IDS[service])
    result = counted(new.id, UNKNOWN, catalog)
    case = Case(check=StageCheck(), cost=result.request, age=34)
    plan = compose_plan(case, catalog, today=TODAY)
    edits, _ = take_in(plan, PlanEdits(), new.id, catalog)
    plan = compose_plan(case.but(edits=edits), catalog, today=TODAY)
    assert plan.total == result.monthly
    (step,) = [one for one in plan.next if one.title == new.name]
    assert step.cost == counted(service, UNKNOWN, catalog).monthly
    paper = text_of(render_plan_pdf(plan, catalog))
    assert words(new.name) in paper
    assert words(yen_text(result.monthly)) in paper


# -- what is forgotten is named -----------------------------------------------------------------------


@pytest.mark.parametrize("end", ["typical", "first_low", "later_high", "monthly"])
def test_a_forgotten_row_of_a_price_stops_the_start_and_is_named(tmp_path: Path, end: str) -> None:
    folder = data_in(tmp_path)
    add_a_copy(folder, "psychiatric_home_nursing")
    key = f"price.{IDS['psychiatric_home_nursing']}.{end}"
    path = folder / "figures.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    left = [one for one in rows if not one.startswith(f"{key},")]
    assert len(left) < len(rows)
    path.write_text("\n".join([*left, ""]), encoding="utf-8")
    with pytest.raises(DataError, match=f"{re.escape(key)} の行"):
        read_catalog(folder)
