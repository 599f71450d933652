"""What the cost form asks stands in data/: its questions, and what each service is asked about."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core import load_catalog
from core.case.from_answers import request_of
from core.catalog import DATA, Catalog, CostQuestion, read_catalog
from core.catalog.cost_questions import price_fields
from core.errors import DataError
from tests.core.test_data import SERVICES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ without its fonts."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    return copy


def question(catalog: Catalog, field: str) -> CostQuestion:
    return next(one for one in catalog.cost_questions if one.field == field)


# -- when a question is asked ---------------------------------------------------------------------


def test_each_condition_must_hold(catalog: Catalog) -> None:
    absences = question(catalog, "usage.absences")
    here = {"cost_kind": "welfare", "unit": "日", "lived_in": False}
    assert absences.is_asked(here)
    assert not absences.is_asked(here | {"lived_in": True})
    assert not absences.is_asked({"cost_kind": "welfare", "unit": "月"})
    assert not absences.is_asked({"cost_kind": "free", "unit": "日"})
    assert not absences.is_asked({"cost_kind": "welfare"})


def test_no_answer_reads_as_unknown(catalog: Catalog) -> None:
    by_time = question(catalog, "usage.price_low_yen")
    assert by_time.is_asked({"usage.price_per": "time"})
    assert by_time.is_asked({"usage.price_per": None})
    assert by_time.is_asked({})
    assert not by_time.is_asked({"usage.price_per": "month"})
    price = question(catalog, "usage.claim.unit_price")
    assert price.is_asked({"usage.claim.area": None})
    assert not price.is_asked({"usage.claim.area": "1"})


def test_one_of_what_a_service_asks_is_enough(catalog: Catalog) -> None:
    wages = question(catalog, "usage.income_yen")
    asked = {one.id for one in catalog.services if wages.is_asked(one.conditions)}
    assert asked & SERVICES.keys() == {"continuous_employment_a", "continuous_employment_b"}
    area = question(catalog, "usage.claim.area")
    assert {one.id for one in catalog.services if area.is_asked(one.conditions)} == asked


def test_only_additions_in_force_are_offered(catalog: Catalog) -> None:
    addition = question(catalog, "usage.claim.addition")
    offered = addition.offered("job_retention", "2026-05", catalog.figures)
    assert [one.value for one in offered] == ["i", "iii", "iv", None]


def test_every_service_has_a_way_to_put_in_its_price(catalog: Catalog) -> None:
    # A service that is added later says so by itself.
    for one in (catalog.service(one) for one in SERVICES):
        own = one.cost_kind == "price" or one.id in ("family_course", "peer_group")
        expected = "range" if own else "gross"
        assert one.plain_way == expected, one.id


# -- the fields of a price ------------------------------------------------------------------------

PLAIN = {"gross_yen_per_time", "price_per", "price_low_yen", "price_high_yen", "entry_yen"}


def test_each_way_to_put_in_a_price_has_fields_of_its_own(catalog: Catalog) -> None:
    assert catalog.price_fields == {
        "claim": {"claim"},
        "lump": {"lump"},
        "tuition": {"units", "yen_per_unit", "other_yen_per_year", "units_before", "entry_yen"},
        "gross": PLAIN,
        "range": PLAIN,
    }


def test_a_price_that_is_asked_anew_counts_in_its_own_way_only(catalog: Catalog) -> None:
    """A row of cost_questions.toml is enough: what was typed waits while another way is chosen."""
    fee = question(catalog, "usage.yearly_yen")
    of_a_group = fee.but(group="claim")
    of_an_answer = fee.but(when={"usage.mode": ("lump", "tuition")})
    for added, ways in ((of_a_group, {"claim"}), (of_an_answer, {"lump", "tuition"})):
        found = price_fields((*catalog.cost_questions, added))
        assert {way for way, fields in found.items() if "yearly_yen" in fields} == ways
        raw = {"usages": {"private_visit": {"times": 1, "mode": "range", "yearly_yen": "3000"}}}
        changed = catalog.but(cost_questions=(*catalog.cost_questions, added), price_fields=found)
        (usage,) = request_of(raw, changed, date(2026, 11, 26))[0].usages
        assert usage.yearly_yen is None
        (usage,) = request_of(raw, catalog, date(2026, 11, 26))[0].usages
        assert usage.yearly_yen == 3000


# -- a wrong row is refused -----------------------------------------------------------------------

WRONG = {
    "a field that is not there": (
        'field = "welfare.rent_yen"', 'field = "welfare.rent"', "welfare_rent", "field"
    ),
    "a field of another part": (
        'field = "welfare.rent_yen"', 'field = "usage.rent_yen"', "welfare_rent", "field"
    ),
    "a field inside a number": (
        'field = "welfare.rent_yen"', 'field = "welfare.rent_yen.low"', "welfare_rent", "field"
    ),
    "a part that is not asked": (
        'field = "welfare.rent_yen"', 'field = "home.rent_yen"', "welfare_rent", "field"
    ),
    "a value the field does not take": (
        'value = "group_home", words', 'value = "grouphome", words', "welfare_residence", "options"
    ),
    "text instead of yes": (
        '[{ value = true, words = "はい"', '[{ value = "yes", words = "はい"', "cost_spouse", "options",
    ),
    "a number instead of yes": (
        '[{ value = true, words = "はい"', '[{ value = 1, words = "はい"', "cost_spouse", "options"
    ),
    "no value where one is needed": (
        '{ value = "home", words = "家で暮らしている" }', '{ words = "家で暮らしている" }',
        "welfare_residence", "options",
    ),
    "a way that is none": (
        '{ value = "lump", words', '{ value = "whole", words', "mode_{service}", "options"
    ),
    "a condition nobody knows": (
        "when.by_guardians = [false]", "when.by_parents = [false]", "welfare_tax", "when"
    ),
    "a condition asked later": (
        'when."medical.certificate" = ["have", "unknown"]', 'when."medical.tax" = ["taxed"]',
        "medical_cap", "when",
    ),
    "a value of a condition that is none": (
        'when."welfare.residence" = ["group_home"]', 'when."welfare.residence" = ["group"]',
        "welfare_rent", "when.welfare.residence",
    ),
    "a field to forget that is not there": (
        '"medical.certificate_no_cap"]', '"medical.no_cap"]', "medical_cap", "forget"
    ),
    "a key of another field": (
        'key = "welfare_rent"', 'key = "welfare_living"', "welfare_living", "key"
    ),
    "a group that is none": ('group = "facts"', 'group = "fact"', "facts_salary", "group"),
    "an unknown item": ("in_force =", "inforce =", "addition_{service}", "inforce"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_question_stops_the_start_and_is_named(folder: Path, case: str) -> None:
    old, new, row, field = WRONG[case]
    path = folder / "cost_questions.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    fault = caught.value
    assert str(fault).startswith(
        f"データの誤り: data/cost_questions.toml の {row}、項目「{field}」"
    )


def test_a_wrong_question_ends_the_start_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nobody has counted a cost yet: the catalogue knows the fields by itself."""
    path = folder / "cost_questions.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('field = "welfare.rent_yen"', 'field = "welfare.rent"', 1))
    monkeypatch.setattr("core.catalog.catalog.DATA", folder)
    load_catalog.cache_clear()
    try:
        with pytest.raises(DataError, match=r"cost_questions\.toml の welfare_rent、項目「field」"):
            load_catalog()
    finally:
        load_catalog.cache_clear()


SERVICE_WRONG = {
    "a table of prices that is not there": (
        'unit_prices = "work"',
        'unit_prices = "works"',
        "continuous_employment_a",
        "unit_prices",
    ),
    "a fee that is not there": (
        'once.low = "fee.free_school.entry.low"',
        'once.low = "fee.free_school"',
        "free_school",
        "once",
    ),
    "something nobody asks": (
        'asks = ["tuition_support", "entry"]',
        'asks = ["tuition"]',
        "correspondence_school",
        "asks.0",
    ),
    "wages of no welfare": (
        'asks = ["tuition_support", "entry"]',
        'asks = ["wages"]',
        "correspondence_school",
        "(行全体)",
    ),
    "bills of no medicine": (
        'once.low = "fee.free_school.entry.low"',
        'bills = "own"\nonce.low = "fee.free_school.entry.low"',
        "free_school",
        "(行全体)",
    ),
}


@pytest.mark.parametrize("case", SERVICE_WRONG)
def test_a_wrong_item_of_a_service_is_named(folder: Path, case: str) -> None:
    old, new, row, field = SERVICE_WRONG[case]
    path = folder / "services.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    assert (caught.value.row, caught.value.field) == (row, field)


# -- no service is known by its id ------------------------------------------------------------------


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


_KINDS_OF_HOME = {"cost_inputs.py", "kinds.py", "household.py", "month.py", "unknowns.py"}
"""What kind of home it is has a rule of its own; two services are named like theirs."""
_KINDS_OF_WINDOW = {"after.py", "windows.py", "parents_sheet.py", "windows_sheet.py", "wording.py",
                    "services.py", "call.py"}  # fmt: skip
"""A window that a family put in as its association."""


def test_core_knows_no_service_by_its_id(catalog: Catalog) -> None:
    ids = set(catalog.by_service)
    found = {
        (path.name, text)
        for path in sorted((ROOT / "core").rglob("*.py"))
        for text in _texts(path)
        if text in ids
    }
    homes = {(file, one) for file in _KINDS_OF_HOME for one in ("group_home", "lodging_training")}
    assert found - homes <= {(file, "family_association") for file in _KINDS_OF_WINDOW}


def test_no_screen_knows_a_service_by_its_id(catalog: Catalog) -> None:
    """Neither a whole id nor the beginning of some."""
    ids = set(catalog.by_service)
    begun = {one.rsplit("_", n)[0] for one in ids for n in range(1, one.count("_"))}
    begun -= ids
    found = {
        (str(path.relative_to(ROOT)), text)
        for path in sorted((ROOT / "pages").rglob("*.py"))
        for text in _texts(path)
        if text in ids or text.rstrip("_.") in begun
    }
    assert found == set()
