"""The 級地 of towns: numbers and names of facts/figures_extra.csv and welfare_fees.md §4-4."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from core import CostRequest, FigureNotInForce, estimate
from core.catalog import DATA, Catalog, area_of, read_catalog
from core.cost_form import towns_offered
from core.errors import DataError

NOW = "2026-11"


def found(catalog: Catalog, town: str, month: str = NOW) -> str | None:
    one = area_of(town, month, catalog.area_grades)
    return None if one is None else one.area


def test_the_table_has_as_many_towns_as_the_ministry_counts(catalog: Catalog) -> None:
    of_ministry = [one for one in catalog.area_grades if one.grade == "A"]
    counted = Counter(one.area for one in of_ministry)
    # 資料3 p9: 23 wards, 7, 32 and 23 towns; of the fifth only the beginning can be read.
    assert [counted[level] for level in "1234"] == [23, 7, 32, 23]
    assert all(one.valid_to == date(2027, 3, 31) for one in catalog.area_grades)


@pytest.mark.parametrize(
    ("town", "level"),
    [
        ("東京都世田谷区", "1"),
        ("世田谷区", "1"),
        ("横浜市", "2"),
        ("横浜", "2"),
        ("大阪府大阪市", "2"),
        (" 大阪市　北区 ", "2"),
        ("神奈川県横浜市中区", "2"),
        ("千葉市", "3"),
        ("さいたま市", "3"),
        ("名古屋市", "3"),
        ("神戸市", "4"),
        ("広島市", "5"),
        ("福岡市", "5"),
        ("京都市", "5"),
        ("仙台市", "6"),
        ("札幌市北区", "7"),
        ("広島県府中町", "5"),
        ("東京都府中市", "3"),
    ],
)
def test_a_town_by_its_name(catalog: Catalog, town: str, level: str) -> None:
    assert found(catalog, town) == level


@pytest.mark.parametrize(
    "town",
    ["", "市", "区", "青森市", "横", "港区", "中央区", "北区", "府中市", "府中", "横浜市金沢町",
     "東京都", "大阪府", "広島県府中市", "大阪市横浜市"],
)  # fmt: skip
def test_a_name_that_is_not_in_the_table_or_names_several_places_is_never_guessed(
    catalog: Catalog, town: str
) -> None:
    assert found(catalog, town) is None


@pytest.mark.parametrize(
    ("month", "level"),
    [("2024-03", None), ("2024-04", "2"), ("2027-03", "2"), ("2027-04", None), ("2030-01", None)],
)
def test_the_table_ends_with_its_transition_and_is_never_carried_on(
    catalog: Catalog, month: str, level: str | None
) -> None:
    assert found(catalog, "横浜市", month) == level
    assert bool(towns_offered(month, catalog)) is (level is not None)


def test_what_stands_only_in_the_table_for_children_is_to_be_checked(catalog: Catalog) -> None:
    def needs(town: str) -> bool:
        one = area_of(town, NOW, catalog.area_grades)
        assert one is not None
        return one.needs_check

    # Also in the example for B型 (2026-01-27): 23区, 横浜, 大阪, 千葉, さいたま, 名古屋, 神戸, 広島.
    assert not any(map(needs, ("世田谷区", "横浜市", "大阪市", "千葉市", "神戸市", "広島市")))
    assert all(map(needs, ("調布市", "八王子市", "牛久市", "水戸市", "広島県府中町")))


def test_the_town_gives_the_price_of_a_unit_where_the_table_is_known(catalog: Catalog) -> None:
    # 637 × 22 = 14,014; + 10.5 % = 15,485; × 10.91 = 168,941; a tenth 16,894 (ADR 0045).
    claim = {"units_per_time": 637, "addition": "i_i", "area": found(catalog, "横浜市")}
    plain = {
        "month": NOW,
        "welfare": {"certificate_cap_yen": 37_200},
        "usages": [{"service": "continuous_employment_b", "times": 22, "claim": claim}],
    }
    assert estimate(CostRequest.model_validate(plain), catalog).monthly.high == 16_894
    later = CostRequest.model_validate(plain | {"month": "2027-04"})
    with pytest.raises(FigureNotInForce):
        estimate(later, catalog)


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("神奈川県,横浜市,2,", "神奈川県,横浜市,8,", "area", "のどれか"),
        ("神奈川県,横浜市,2,", "神奈川県,横浜,2,", "town", "に合う文字"),
        (
            "神奈川県,横浜市,2,2024-04-01,2027-03-31",
            "神奈川県,横浜市,2,2024-04-01,",
            "valid_to",
            "",
        ),
        ("神奈川県,横浜市,2,2024-04-01", "神奈川県,横浜市,2,2028-04-01", "", "valid_to"),
        ("神奈川県,川崎市,2,", "神奈川県,横浜市,2,", "id", "一度だけ"),
    ],
)
def test_a_wrong_row_stops_the_start_and_is_named(
    tmp_path: Path, old: str, new: str, field: str, expected: str
) -> None:
    folder = copytree(DATA, tmp_path / "data", ignore=lambda *_: ["fonts"])
    file = folder / "area_grades.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match="area_grades") as fault:
        read_catalog(folder)
    assert field in str(fault.value)
    assert expected in str(fault.value)
