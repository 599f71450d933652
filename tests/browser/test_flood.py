"""Lines that send without a pause, at the real app: whoever is in is answered as before."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

pytestmark = pytest.mark.browser

PROTOCOLS = [Subprotocol("streamlit"), Subprotocol("x")]


def press() -> bytes:
    """What a browser sends for a press: run the screen."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    return message.SerializeToString()


async def answered(line: ClientConnection) -> float:
    """Seconds from a press to the end of its run."""
    begun = time.perf_counter()
    await line.send(press())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await line.recv())  # type: ignore[arg-type]
        if message.WhichOneof("type") == "script_finished":
            return time.perf_counter() - begun


async def flooding(line: ClientConnection) -> None:
    """Presses without a pause, and nothing that comes is looked at."""

    async def take_in() -> None:
        with suppress(ConnectionClosed):
            async for _ in line:
                pass

    taking = asyncio.create_task(take_in())
    try:
        with suppress(ConnectionClosed):
            while True:
                await line.send(press())
                await asyncio.sleep(0.002)
    finally:
        taking.cancel()


async def through_a_flood(url: str) -> list[float]:
    """How long 20 presses take while five lines send 500 a second each."""
    address = f"{url.replace('http', 'ws')}/_stcore/stream"

    def line() -> connect:
        return connect(
            address, origin=Origin(url), subprotocols=PROTOCOLS, max_size=None, close_timeout=0.2
        )

    async with AsyncExitStack() as lines:
        person = await lines.enter_async_context(line())
        await answered(person)
        floods = [
            asyncio.create_task(flooding(await lines.enter_async_context(line()))) for _ in range(5)
        ]
        waited = [await asyncio.wait_for(answered(person), 15) for _ in range(20)]
        for one in floods:
            one.cancel()
        return waited


def test_lines_that_send_without_a_pause_keep_nobody_from_being_answered(app_url: str) -> None:
    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has this thread's loop
        waited = sorted(pool.submit(asyncio.run, through_a_flood(app_url)).result())
    assert waited[10] < 1.5, waited
