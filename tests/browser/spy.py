"""What a Python process holds: run inside it, it writes down who has a word or an amount.

On SIGUSR1 it walks from all that the collector knows, and from the frames of every thread, to all
that can be reached: cells, keys of caches, deques, slots, frozen objects too. Environment, in hex so
that the environment itself holds neither: ASHIBA_MARK the word, ASHIBA_AMOUNT the amount;
ASHIBA_FOUND the file that is written.
"""

import gc
import os
import signal
import sys
from decimal import Decimal
from types import FrameType, ModuleType

ENOUGH, NAMED = 40, 6
"""So many are told, and so many of them with who holds them: to find that takes long."""


def _texts(mark: str, amount: int) -> tuple[list[str], list[bytes]]:
    texts = [mark, mark.encode("unicode_escape").decode(), str(amount), f"{amount:,}"]
    return texts, [one.encode(code) for one in texts for code in ("utf-8", "utf-16-le")]


def look(frame: FrameType | None) -> list[str]:
    """What holds the word or the amount, a line each."""
    mark = bytes.fromhex(os.environ["ASHIBA_MARK"]).decode()
    amount = int(os.environ["ASHIBA_AMOUNT"], 16)
    texts, raws = _texts(mark, amount)
    own = {id(texts), id(raws), *map(id, texts), *map(id, raws), id(amount), id(mark)}

    def holds(one: object) -> bool:
        kind = type(one)
        if isinstance(one, str):
            return any(text in one for text in texts)
        if isinstance(one, bytes | bytearray):
            return any(raw in one for raw in raws)
        return kind in (int, float, Decimal) and one == amount

    gc.unfreeze()
    gc.collect()
    found: list[str] = []
    # The frames that wait: this thread's own is the one that the signal stopped.
    frames = [one for one in sys._current_frames().values() if one.f_code is not look.__code__]
    waiting = [*gc.get_objects(), *frames, *([] if frame is None else [frame])]
    own |= {
        id(own),
        id(found),
        id(waiting),
        id(frames),
        id(holds),
        *map(id, holds.__closure__ or ()),
    }
    if mine := sys._getframe():
        own.add(id(mine))
    seen = {*own}
    own.add(id(seen))
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        # A dict whose keys are all text does not show them to the collector.
        keys = [*dict.keys(one)] if isinstance(one, dict) else ()
        for inner in (*gc.get_referents(one), *keys):
            if id(inner) in seen:
                continue
            if isinstance(inner, str | bytes | bytearray | int | float | Decimal):
                if len(found) < ENOUGH and id(inner) not in own and holds(inner):
                    who = _named(one) if len(found) < NAMED else ""
                    found.append(f"{type(one).__name__} {inner!r:.60} {who}")
            elif not isinstance(inner, ModuleType):
                waiting.append(inner)
    return found


def _named(one: object) -> str:
    return getattr(one, "__qualname__", "") or ",".join(
        type(holder).__name__ for holder in gc.get_referrers(one)[:4]
    )


def _write(_: int, frame: FrameType | None) -> None:
    lines = look(frame)
    gc.collect()  # what was looked for is not left lying about, to be found by who reads the memory
    with open(os.environ["ASHIBA_FOUND"], "w", encoding="utf-8") as out:
        out.write("".join(f"{line}\n" for line in lines) or "\n")


signal.signal(signal.SIGUSR1, _write)
