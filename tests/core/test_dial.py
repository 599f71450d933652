"""Telephone numbers among words and by themselves, and the lines to press in large."""

from __future__ import annotations

import pytest

from core.catalog import Catalog, Hotline
from core.contacts import (
    dial_number,
    dialled,
    is_chat,
    large_lines,
    line_words,
    number_alone,
    pieces,
    reaches,
)


def line(catalog: Catalog, contact: str, **other: str) -> Hotline:
    """A line of the data with another contact; by which number it is found does not matter."""
    return catalog.hotlines[0].but(id="made_up", contact=contact, **other)


PRINTED = (
    "110",
    "118",
    "119",
    "188",
    "189",
    "#9110",
    "0120-279-338",
    "0120-0-78310",
    "0570-078374",
)


@pytest.mark.parametrize("number", PRINTED)
def test_a_number_among_words_is_found_whole(number: str) -> None:
    text = f"夜は{number}へ。そのあと"
    assert [one.text for one in pieces(text) if one.is_number] == [number]
    assert "".join(one.text for one in pieces(text)) == text


@pytest.mark.parametrize(
    "text",
    ["18歳から64歳", "2026-11-22 確認", "1,100円", "1190円", "#91100", "月110-20日", "0-1-2", ""],
)
def test_what_is_no_number_stays_words(text: str) -> None:
    assert "".join(one.text for one in pieces(text)) == text
    assert not any(one.is_number for one in pieces(text))


def test_hyphens_are_not_dialled_and_the_hash_is_kept() -> None:
    assert dialled("0120-279-338") == "0120279338"
    assert dialled("#9110") == "%239110"


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("042-000-1234", "042-000-1234"),
        ("0420001234", "0420001234"),
        ("042-000-1234 内線12", "042-000-1234"),
        ("#7119", "#7119"),
        ("188", "188"),
        ("役所の代表", ""),
        ("042-000-1234 または 110", ""),
        ("042-000-", ""),
        ("42-000-1234", ""),
        ("", ""),
    ],
)
def test_the_number_of_a_window_stands_alone(phone: str, number: str) -> None:
    assert number_alone(phone) == number


def test_a_line_reaches_by_a_number_or_by_writing(catalog: Catalog) -> None:
    calls, writes = line(catalog, "0120-000-000（無料）"), line(catalog, "https://chat.example/")
    town = line(catalog, "役所の代表電話")
    assert [dial_number(one) for one in (calls, writes, town)] == ["0120-000-000", None, None]
    assert [is_chat(one) for one in (calls, writes, town)] == [False, True, False]
    assert [reaches(one) for one in (calls, writes, town)] == [True, True, False]


def test_the_first_number_is_large_and_beside_it_a_chat(catalog: Catalog) -> None:
    one, two = line(catalog, "0120-000-001"), line(catalog, "0120-000-002")
    chat, town = line(catalog, "https://chat.example/"), line(catalog, "役所の代表電話")
    assert large_lines([town, one, two, chat]) == (one, chat)
    assert large_lines([chat]) == (chat,)
    assert large_lines([town]) == ()


@pytest.mark.parametrize("number", ["110", "119"])
def test_behind_the_police_and_the_ambulance_stands_the_next_number(
    catalog: Catalog, number: str
) -> None:
    first, then = line(catalog, number), line(catalog, "0120-000-001")
    chat = line(catalog, "https://chat.example/")
    assert large_lines([first, chat, then]) == (first, then)
    assert large_lines([then, first, chat]) == (then, chat)


def test_a_line_is_told_in_few_words(catalog: Catalog) -> None:
    told = line(
        catalog,
        "0570-000-000",
        name="みどりの電話（県）",
        hours="電話は毎日10時から。祝日は休み",
        cost="有料（1分10円）",
    )
    assert line_words(told.but(confirmed=True)).startswith("みどりの電話・10時から・1分10円")
