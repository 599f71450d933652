"""What is worked out once, and how long it stays."""

from __future__ import annotations

import pytest
import streamlit as st

from pages.parts.kit import lasting as kept
from pages.parts.kit.lasting import lasting
from tests.pages.conftest import case_of, checked, opened


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def made(name: str, asked: object, count: list[object]) -> object:
    def make() -> object:
        count.append(asked)
        return [asked]

    return lasting(name, asked, make)


@pytest.mark.usefixtures("session")
def test_the_same_question_is_worked_out_once_over_many_runs() -> None:
    count: list[object] = []
    first = made("plan", ("a", 1), count)
    kept.let_go()
    assert made("plan", ("a", 1), count) is first
    assert count == [("a", 1)]


@pytest.mark.usefixtures("session")
def test_another_question_is_worked_out_anew_and_takes_the_place() -> None:
    count: list[object] = []
    for asked in ("a", "b", "b", "a"):
        assert made("plan", asked, count) == [asked]
    assert count == ["a", "b", "a"]


@pytest.mark.usefixtures("session")
def test_two_names_do_not_disturb_each_other() -> None:
    count: list[object] = []
    for name in ("plan", "cost", "plan", "cost"):
        made(name, name, count)
    assert count == ["plan", "cost"]


def test_what_a_run_does_not_use_is_forgotten_at_its_end(session: dict[str, object]) -> None:
    count: list[object] = []
    made("plan", "a", count)
    made("cost", "b", count)
    kept.let_go()
    made("plan", "a", count)
    kept.let_go()
    made("cost", "b", count)
    assert count == ["a", "b", "b"]
    kept.let_go()
    kept.let_go()  # a screen that uses neither
    assert session == {"lasting_held": {}}


def test_a_screen_without_a_plan_forgets_the_plan_and_one_with_it_makes_it_again() -> None:
    at = opened(case_of("family", checked()), "plan.py")
    assert "plan" in at.session_state["lasting_held"]
    at.run()
    assert "plan" in at.session_state["lasting_held"]
    at.switch_page("windows.py").run()
    assert at.session_state["lasting_held"] == {}
    at.switch_page("cost.py").run()
    assert set(at.session_state["lasting_held"]) == {"plan", "cost"}
