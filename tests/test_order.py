"""The order of the tests on several workers: each of them begins with its share of the long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import shares


def pieces_of(order: list[int], workers: int) -> list[list[int]]:
    """As xdist cuts it: equal pieces, what is left over at the end (WorkStealingScheduling)."""
    pieces, left = [], order
    for worker in range(workers):
        size = len(left) // (workers - worker)
        pieces.append(left[:size])
        left = left[size:]
    return pieces


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 9), st.integers(0, 50))
def test_every_test_is_there_once(long: int, short: int, workers: int, together: int) -> None:
    count = long + short + together
    order = shares(range(long), range(long, long + short), workers, range(long + short, count))
    assert sorted(order) == [*range(count)]


@pytest.mark.parametrize("workers", [2, 4, 7])
def test_what_stays_together_is_the_first_of_the_first_share(workers: int) -> None:
    long, short, together = [*range(1000, 1020)], [*range(900)], [*range(2000, 2030)]
    first, *others = pieces_of(shares(long, short, workers, together), workers)
    assert first[:30] == together
    counts = {sum(one in long for one in piece) for piece in (first[30:], *others)}
    assert max(counts) - min(counts) <= 1
    assert all(set(piece[: min(counts)]) <= {*long} for piece in (first[30:], *others))


@pytest.mark.parametrize("workers", [2, 4, 7])
def test_each_share_begins_with_as_many_long_ones_and_keeps_the_others_in_their_order(
    workers: int,
) -> None:
    long, short = [*range(1000, 1020)], [*range(900)]
    order = shares(long, short, workers)
    pieces = pieces_of(order, workers)
    counts = {sum(one in long for one in piece) for piece in pieces}
    assert max(counts) - min(counts) <= 1
    assert all(set(piece[: min(counts)]) <= {*long} for piece in pieces)
    assert [one for one in order if one in short] == short
