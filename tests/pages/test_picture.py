"""The small drawings of the screens: their measures follow the amounts."""

from __future__ import annotations

import pytest

from pages.parts.kit.html import NOTHING
from pages.parts.kit.picture import bar_ends


@pytest.mark.parametrize(
    ("low", "high", "width", "kind"),
    [
        (3_000, 4_000, "75.0%", "ends"),
        (24, 100, "24.0%", "ends"),
        (23, 100, "23.0%", "ends ends-low"),  # the words of the low end would not go before it
        (0, 500, "0.0%", "ends ends-low"),
    ],
)
def test_the_ends_of_a_bar_stand_where_its_two_amounts_are(
    low: int, high: int, width: str, kind: str
) -> None:
    assert bar_ends(low, high).startswith(f'<span class="{kind}"><span style="width:{width}">')


def test_one_amount_has_no_two_ends() -> None:
    assert bar_ends(500, 500) == NOTHING
