"""What a running server takes in at most, asked by hand and not by a browser."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.conftest import OPENER

pytestmark = pytest.mark.browser

LARGEST = 8_000_000
"""Bytes: maxMessageSize and maxWidgetStateSize of .streamlit/config.toml are 8 MB."""
TOO_BIG = 1009
"""RFC 6455, 7.4.1: a message that is too big to be taken."""


def test_a_message_over_the_limit_ends_its_line_with_that_reason(app_url: str) -> None:
    stream = f"ws://{urlsplit(app_url).netloc}/_stcore/stream"
    # In two parts, so that nothing is left unread that would reset the line before its reason.
    with connect(stream, origin=Origin(app_url), max_size=None) as line:
        line.send([b"\0" * LARGEST, b"\0"])
        with pytest.raises(ConnectionClosed) as ended:
            line.recv(timeout=10)
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == TOO_BIG


def test_no_other_page_is_named_that_may_speak_to_the_app(app_url: str) -> None:
    with OPENER.open(f"{app_url}/_stcore/host-config", timeout=5) as answer:
        assert json.load(answer)["allowedOrigins"] == []
