"""Connections that never say what they want are ended.

The HTTP server waits for the rest of a request as long as it takes, and what comes after the first
one takes back its own clock for quiet lines; a few hundred half requests would keep a full hall out.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

AFTER = 10.0
"""Seconds in which the head of a request has to be there: from the connection, or its first byte."""
_WATCHED = "ashiba_watched"


def end_half_open() -> None:
    """From now on each request has a clock of its own. Called when the server starts."""
    made, received = AutoHTTPProtocol.connection_made, AutoHTTPProtocol.data_received
    if getattr(made, "ashiba", False):
        return

    def connection_made(self: Any, transport: Any) -> None:
        made(self, transport)
        _watch(self, transport)

    def data_received(self: Any, data: bytes) -> None:
        before = self.cycle
        received(self, data)
        if self.cycle is before:  # something came, and no head was whole with it
            _watch(self, self.transport)

    connection_made.ashiba = True  # type: ignore[attr-defined]
    AutoHTTPProtocol.connection_made = connection_made
    AutoHTTPProtocol.data_received = data_received


def _watch(protocol: Any, transport: Any) -> None:
    """Start the clock for the request after the one that was read last, unless it runs already."""
    if getattr(protocol, _WATCHED, transport) is protocol.cycle:  # a transport is never a cycle
        return
    setattr(protocol, _WATCHED, protocol.cycle)
    asyncio.get_running_loop().call_later(AFTER, look, protocol, transport, protocol.cycle)


def look(protocol: Any, transport: Any, last: Any) -> None:
    """End a connection on which no request was read after ``last`` (None: none at all).

    A websocket has another protocol by then.
    """
    if (
        protocol.cycle is not last
        or transport.is_closing()
        or transport.get_protocol() is not protocol
    ):
        return
    if last is not None and not last.response_complete:  # we are late, not they
        asyncio.get_running_loop().call_later(AFTER, look, protocol, transport, last)
        return
    transport.close()
