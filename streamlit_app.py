"""The server of あしばノート. Start: ``streamlit run streamlit_app.py`` (or ``python3 run.py``)."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

import pages.parts
from core import DataError, load_catalog
from core.overview import overview
from core.room import check_families, example_case
from pages.parts.frame import cheap, idle, logs, server
from pages.parts.frame.index import UnknownStreamlit
from pages.parts.kit import memory, store


def prepare() -> server.Answers:
    """Read data/ and make the page before the door opens.

    A broken file, or a Streamlit that we do not know, ends the start with its place in Japanese.
    """
    try:
        cheap.check()
        return server.Answers(check_families(load_catalog()))
    except (DataError, UnknownStreamlit) as fault:
        raise SystemExit(f"{fault}\nあしばノートを始められませんでした。") from None


def warm_up(answers: server.Answers) -> None:
    """Do once what the first visitor would wait for, then take it out of garbage collection."""
    for part in walk_packages(pages.parts.__path__, f"{pages.parts.__name__}."):
        import_module(part.name)
    catalog, today = load_catalog(), store.today()
    for example in catalog.examples:
        overview(example_case(example, catalog, today), catalog, today)
    answers.warm()
    cheap.lighten()
    gc.collect()
    gc.freeze()


def show_fault(fault: Exception) -> bool:
    """Say in Japanese that a screen failed. The answers are kept."""
    st.error(
        "この画面を出せませんでした。答えは消えていません。ほかの画面へ移るか、"
        f"ページを読み込み直してください。（{logs.place_of(fault)}）"
    )
    return True


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    warm_up(ANSWERS)
    logs.quiet()  # those that came with the start, and with all the parts
    memory.start()
    idle.end_half_open()
    yield {}


ANSWERS = prepare()
logs.quiet()

app = st.App(
    "pages/front.py",
    lifespan=lifespan,
    middleware=[Middleware(server.FrontDoor, answers=ANSWERS)],
    on_script_error=show_fault,
)

if __name__ == "__main__":
    sys.exit("streamlit run streamlit_app.py か、python3 run.py で始めてください。")
