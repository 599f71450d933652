"""The line before the press: its order, its limit, its words, and whoever leaves it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from pages.parts.kit import turn
from pages.parts.kit.turn import Screens, Turns, aside, making, screen


def silent(before: int) -> None:
    """Nothing is said."""


class Work:
    """Something that is at work until it is let go, in a thread of its own."""

    def __init__(self, turns: Turns, name: str, order: list[str]) -> None:
        self.told: list[int] = []
        self.at_work, self.go, self.waits = (threading.Event() for _ in range(3))
        self._turns, self._name, self._order = turns, name, order
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _tell(self, before: int) -> None:
        self.told.append(before)
        self.waits.set()

    def _run(self) -> None:
        with self._turns.taken(self._tell):
            self._order.append(self._name)
            self.at_work.set()
            assert self.go.wait(5)

    def end(self) -> None:
        self.go.set()
        self.thread.join(5)


def test_only_so_many_work_at_once_and_the_rest_comes_in_its_order() -> None:
    turns, order = Turns(2), list[str]()
    first, second = Work(turns, "a", order), Work(turns, "b", order)
    assert first.at_work.wait(5)
    assert second.at_work.wait(5)
    third = Work(turns, "c", order)
    assert third.waits.wait(5)
    fourth = Work(turns, "d", order)
    assert fourth.waits.wait(5)
    assert not third.at_work.is_set()
    assert not fourth.at_work.is_set()
    first.end()
    assert third.at_work.wait(5)
    assert not fourth.at_work.is_set()
    second.end()
    assert fourth.at_work.wait(5)
    third.end()
    fourth.end()
    assert order[2:] == ["c", "d"]
    assert (first.told, third.told[0], fourth.told[0]) == ([], 1, 2)


def test_whoever_leaves_the_line_holds_up_nobody() -> None:
    turns, order = Turns(1), list[str]()
    first = Work(turns, "a", order)
    assert first.at_work.wait(5)

    class LeftTheScreen(Exception):
        pass

    def leave(before: int) -> None:
        raise LeftTheScreen

    with pytest.raises(LeftTheScreen), turns.taken(leave):
        pytest.fail("it is not its turn")
    last = Work(turns, "c", order)
    assert last.waits.wait(5)
    assert set(last.told) == {1}
    first.end()
    assert last.at_work.wait(5)
    last.end()


def test_a_press_that_breaks_makes_room() -> None:
    turns = Turns(1)

    def broken() -> None:
        with turns.taken(silent):
            raise ValueError("no paper")

    for press in (broken, broken):
        with pytest.raises(ValueError, match="no paper"):
            press()
    worked: list[Callable[[int], None]] = []
    with turns.taken(silent):
        worked.append(silent)
    assert worked


def test_what_takes_long_lets_other_screens_be_made_and_comes_back_to_its_own() -> None:
    order: list[str] = []
    long, other = threading.Event(), threading.Event()

    def one() -> None:
        with screen():
            order.append("one")
            with aside():
                long.set()
                assert other.wait(5)
            order.append("one again")

    def two() -> None:
        assert long.wait(5)
        with screen():
            order.append("two")
            other.set()
            order.append("two still")

    threads = [threading.Thread(target=each) for each in (one, two)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(5)
    assert order == ["one", "two", "two still", "one again"]


def comes(screens: list[str], name: str) -> threading.Thread:
    """Somebody who makes a screen as soon as it is their turn, and says so."""

    def make() -> None:
        with screen():
            screens.append(name)

    thread = threading.Thread(target=make)
    thread.start()
    return thread


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody comes in because it took long."""
    monkeypatch.setattr("pages.parts.kit.turn._screens", Screens(long=60.0))


@pytest.mark.usefixtures("patient")
def test_after_what_takes_long_it_is_one_s_own_turn_again() -> None:
    made: list[str] = []
    with screen():
        with aside():
            pass
        waits = comes(made, "another")
        waits.join(0.05)
        assert made == []
    waits.join(5)
    assert made == ["another"]


def test_work_beside_that_breaks_leaves_one_turn_as_before() -> None:
    with pytest.raises(ValueError, match="no table"), screen(), aside():
        raise ValueError("no table")
    with aside():  # in no screen's turn: nothing is given away
        pass
    others: list[str] = []
    with screen():
        waits = comes(others, "in")
        waits.join(0.05)
        assert others == []
    waits.join(5)
    assert others == ["in"]


@pytest.mark.usefixtures("patient")
def test_screens_are_made_in_the_order_of_coming() -> None:
    names = [str(number) for number in range(40)]
    made: list[str] = []
    with screen():
        waiting = []
        for name in names:
            waiting.append(comes(made, name))
            while len(turn._screens._line) < len(waiting):
                time.sleep(0.001)
    late = comes(made, "late")
    for one in (*waiting, late):
        one.join(5)
    assert made == [*names, "late"]


def test_nobody_hangs_with_a_screen_that_never_ends() -> None:
    turns = Screens(long=1)  # as long as no busy machine stands still
    hangs = turns.take()  # and is never given back
    began = time.monotonic()
    second = turns.take()
    assert 0.9 < time.monotonic() - began < 5
    got = []
    waits = threading.Thread(target=lambda: got.append(turns.take()))
    turns.give(hangs)  # late: it is no longer its turn, and gives nobody else's away
    waits.start()
    waits.join(0.01)
    assert got == []
    turns.give(second)
    waits.join(5)
    assert len(got) == 1


def test_nobody_hangs_with_several_that_never_end() -> None:
    turns, got = Screens(long=0.05), list[object]()
    turns.take()  # and none of these is ever given back
    others = [threading.Thread(target=lambda: got.append(turns.take())) for _ in range(4)]
    for one in others:
        one.daemon = True
        one.start()
    for one in others:
        one.join(5)
    assert len(got) == 4


@pytest.mark.usefixtures("patient")
def test_a_paper_is_made_while_other_screens_are() -> None:
    order: list[str] = []
    with screen(), making():
        comes(order, "another screen").join(5)
        order.append("paper")
    assert order == ["another screen", "paper"]


def test_who_waits_for_a_paper_reads_how_many_are_before(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns(1)
    monkeypatch.setattr("pages.parts.kit.turn.PRESS", turns)
    order = list[str]()
    first = Work(turns, "a", order)
    assert first.at_work.wait(5)

    def screen() -> None:
        import streamlit as st

        from pages.parts.kit.turn import making

        with making("紙を"):
            st.write("できました")

    shown: list[str] = []

    def look(text: str) -> None:
        shown.append(text)
        first.go.set()

    real = DeltaGenerator.write
    monkeypatch.setattr(
        DeltaGenerator, "write", lambda self, text: (real(self, text), look(text))[0]
    )
    at = AppTest.from_function(screen, default_timeout=20).run()
    first.thread.join(5)
    assert "前に1人います。順番に作ります。" in shown
    assert [one.value for one in at.markdown] == ["できました"]
