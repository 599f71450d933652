"""Connections that never say what they want are ended.

The HTTP server waits for the rest of a request as long as it takes; a few hundred half requests
would keep a full hall out.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

AFTER = 10.0
"""Seconds until a connection has to have sent the head of its first request."""


def end_half_open() -> None:
    """From now on each new connection is looked at once. Called when the server starts."""
    made = AutoHTTPProtocol.connection_made
    if getattr(made, "ashiba", False):
        return

    def connection_made(self: Any, transport: Any) -> None:
        made(self, transport)
        asyncio.get_running_loop().call_later(AFTER, look, self, transport)

    connection_made.ashiba = True  # type: ignore[attr-defined]
    AutoHTTPProtocol.connection_made = connection_made


def look(protocol: Any, transport: Any) -> None:
    """End a connection on which no request was read. A websocket has another protocol by then."""
    if (
        protocol.cycle is None
        and not transport.is_closing()
        and transport.get_protocol() is protocol
    ):
        transport.close()
