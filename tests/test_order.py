"""The order of the tests on several workers: who begins with the long ones, and what stays together."""

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


@pytest.mark.parametrize("workers", [2, 4, 7, 8])
def test_what_stays_together_is_the_first_of_the_first_share(workers: int) -> None:
    long, short, together = [*range(1000, 1020)], [*range(900)], [*range(2000, 2030)]
    first, *_ = pieces_of(shares(long, short, workers, together), workers)
    assert first[:30] == together
    assert set(first[30:]) <= {*short}


@pytest.mark.parametrize(
    ("workers", "without"), [(1, []), (2, [0]), (3, [0]), (4, [0]), (5, [0, 4]), (8, [0, 4])]
)
def test_the_shares_begin_with_as_many_long_ones_but_the_first_of_each_four_with_none(
    workers: int, without: list[int]
) -> None:
    long, short = [*range(1000, 1020)], [*range(900)]
    order = shares(long, short, workers)
    pieces = pieces_of(order, workers)
    counts = [sum(one in long for one in piece) for piece in pieces]
    assert [at for at, count in enumerate(counts) if count == 0] == without
    dealt = [count for count in counts if count]
    assert max(dealt) - min(dealt) <= 1
    for piece, count in zip(pieces, counts, strict=True):
        assert set(piece[:count]) <= {*long}
    assert [one for one in order if one in short] == short
