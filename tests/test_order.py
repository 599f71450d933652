"""The order of the tests on several workers: each of them begins with its share of the long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import shares


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 9))
def test_every_test_is_there_once(long: int, short: int, workers: int) -> None:
    order = shares([f"long {at}" for at in range(long)], [*map(str, range(short))], workers)
    assert len(order) == long + short
    assert len({*order}) == long + short


@pytest.mark.parametrize("workers", [2, 4, 7])
def test_each_share_begins_with_as_many_long_ones_and_keeps_the_others_in_their_order(
    workers: int,
) -> None:
    long, short = [*range(1000, 1020)], [*range(900)]
    order = shares(long, short, workers)
    # As xdist cuts it: equal pieces, what is left over at the end (WorkStealingScheduling).
    pieces, left = [], order
    for worker in range(workers):
        size = len(left) // (workers - worker)
        pieces.append(left[:size])
        left = left[size:]
    counts = {sum(one in long for one in piece) for piece in pieces}
    assert max(counts) - min(counts) <= 1
    assert all(set(piece[: min(counts)]) <= {*long} for piece in pieces)
    assert [one for one in order if one in short] == short
