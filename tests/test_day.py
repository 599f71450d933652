"""The day of the screens is Japan's, whatever time the machine keeps."""

from __future__ import annotations

import time

import pytest

from pages.parts.kit import store


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps one time zone a process")
def test_the_day_is_the_same_on_machines_of_every_time_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Kiritimati is 26 hours ahead of Baker Island: their own days are never the same.
    days = set()
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.add(store.today())
    monkeypatch.undo()
    time.tzset()
    assert len(days) == 1
