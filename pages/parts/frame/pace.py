"""How fast one tab may speak: a flood of messages waits in its own line and slows nobody else.

Streamlit takes in whatever comes and runs the screen for it; a few lines that send without a
pause would keep the process from everybody (measured 2026-11-26: five of them, 500 messages a
second each, and nobody was answered for 20 s).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.status import WS_1008_POLICY_VIOLATION

if TYPE_CHECKING:
    from starlette.types import Message, Receive

BURST = 60
"""So many messages may come at once: more than a person does in half a minute."""
A_SECOND = 4
"""So many more each second after that."""
PATIENCE = 40
"""So many in a row may have to wait; then nobody sits there, and the line is ended."""
SIZE = 1 << 16
"""Bytes that count as one message more: a family's file is large, and read once."""


def paced(
    receive: Receive,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Receive:
    """``receive`` of one websocket, which waits where more comes than a person does.

    Nothing is lost: what waits is not read, and so the sender has to wait too. A line that never
    stops is ended as if it had been lost; a browser comes again by itself.
    """
    left, last, waited = float(BURST), clock(), 0

    def count() -> None:
        nonlocal left, last
        now = clock()
        left = min(BURST, left + (now - last) * A_SECOND)
        last = now

    async def next_one() -> Message:
        nonlocal left, waited
        count()
        waited = waited + 1 if left < 0 else 0
        if waited > PATIENCE:
            return {"type": "websocket.disconnect", "code": WS_1008_POLICY_VIOLATION}
        if left < 0:
            await sleep(-left / A_SECOND)
        message = await receive()
        if message["type"] == "websocket.receive":
            count()
            size = len(message.get("bytes") or message.get("text") or "")
            left -= 1 + size // SIZE
        return message

    return next_one
