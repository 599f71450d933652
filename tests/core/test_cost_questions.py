"""What the cost form asks stands in data/: its questions, and what each service is asked about."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import CostRequest, estimate, load_catalog
from core.catalog import DATA, Catalog, CostQuestion, Service, read_catalog
from core.errors import DataError
from core.money import YenRange

MONTH = "2026-11"
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
    assert asked == {"continuous_employment_a", "continuous_employment_b"}
    area = question(catalog, "usage.claim.area")
    assert {one.id for one in catalog.services if area.is_asked(one.conditions)} == asked


def test_only_additions_in_force_are_offered(catalog: Catalog) -> None:
    addition = question(catalog, "usage.claim.addition")
    offered = addition.offered("job_retention", "2026-05", catalog.figures)
    assert [one.value for one in offered] == ["i", "iii", "iv", None]


def test_every_service_has_a_way_to_put_in_its_price(catalog: Catalog) -> None:
    for one in catalog.services:
        own = one.cost_kind == "price" or one.id in ("family_course", "peer_group")
        expected = "range" if own else "gross"
        assert one.plain_way == expected, one.id


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


# -- README 「支援を足すとき」 ----------------------------------------------------------------------


@pytest.fixture
def with_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalog]:
    """The data of a maintainer who added a daycare, as the README says: nothing but data."""
    services = folder / "services.toml"
    text = services.read_text(encoding="utf-8")
    (row,) = re.findall(
        r'\[\[service\]\]\nid = "psychiatric_daycare"\n.*?(?=\n\[\[service)', text, re.S
    )
    copy = row.replace('"psychiatric_daycare"', '"night_care"').replace(
        'name = "精神科デイケア"', 'name = "精神科ナイトケア"'
    )
    assert copy.count("night_care") == 1
    services.write_text(f"{text}\n{copy}\n", encoding="utf-8")
    figures = folder / "figures.csv"
    rows = figures.read_text(encoding="utf-8").splitlines()
    prices = [one for one in rows if one.startswith("price.psychiatric_daycare.")]
    assert len(prices) >= 3
    new = [one.replace("psychiatric_daycare", "night_care") for one in prices]
    figures.write_text("\n".join([*rows, *new, ""]), encoding="utf-8")
    monkeypatch.setattr("core.catalog.catalog.DATA", folder)
    load_catalog.cache_clear()
    yield load_catalog()
    load_catalog.cache_clear()


def test_a_service_added_by_the_readme_is_counted_and_named(with_copy: Catalog) -> None:
    old, new = (with_copy.service(one) for one in ("psychiatric_daycare", "night_care"))
    assert new.conditions == old.conditions

    def lines(service: Service) -> tuple[YenRange, list[str]]:
        request = CostRequest.model_validate(
            {
                "month": MONTH,
                "person": {"age": 34},
                "medical": {"certificate": "have", "tax": "exempt", "own_income_yen": 0},
                "usages": [{"service": service.id, "times": 12, "listed": True}],
            }
        )
        result = estimate(request, with_copy)
        return result.monthly, [one.name for one in result.ledger("medical").lines]

    amount, names = lines(new)
    assert names == ["精神科ナイトケア"]
    assert amount == lines(old)[0]
    assert amount.low > 0


def test_a_service_added_by_the_readme_is_asked_about(with_copy: Catalog) -> None:
    def asked(service: Service) -> list[str]:
        groups = ("way", service.plain_way, "usage")
        return [
            one.field
            for group in groups
            for one in with_copy.questions_of(group)
            if one.is_asked(service.conditions)
        ]

    assert asked(with_copy.service("night_care")) == [
        "usage.gross_yen_per_time",
        "usage.listed",
        "usage.extras_yen_per_time",
    ]


# -- no service is known by its id ------------------------------------------------------------------


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


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
