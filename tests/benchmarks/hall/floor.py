"""The framework's floor: an empty page with as many elements as each press of the walk brings."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.hall.journey import Journey
from tests.benchmarks.hall.record import Tab
from tests.browser.conftest import ROOT

BUTTON = "次"
WIDGETS = frozenset({"checkbox", "radio", "text_input", "text_area", "selectbox", "multiselect"})
# Containers, buttons and boxes to tick as many as in ours; all else as text of the usual length.
APP = """
import gc
import json
from pathlib import Path

import streamlit as st

STEPS = json.loads(Path(__file__).with_name("steps.json").read_text("utf-8"))
if "at" not in st.session_state:
    st.session_state.at = 0
    gc.freeze()


def on() -> None:
    st.session_state.at += 1


at = st.session_state.at % len(STEPS)
blocks, buttons, widgets, others, size = STEPS[at]
for number in range(blocks):
    st.container(key=f"b{number}")
for number in range(buttons):
    st.button(f"k{number}", key=f"k{number}")
for number in range(widgets):
    st.checkbox(f"w{number}", key=f"w{number}")
for number in range(others):
    st.html("<p>" + "x" * size + "</p>")
st.html(f'<span data-ashiba-at="{at}">')
st.button("BUTTON", key="next", on_click=on)
""".replace("BUTTON", BUTTON)
ENVELOPE = 150
"""Bytes of a message around what the element itself holds."""


def _like(size: int, elements: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    """Containers, buttons, other widgets, all else, and how long the text of that is."""
    blocks, buttons = elements.get("add_block", 0), elements.get("button", 0)
    widgets = sum(number for kind, number in elements.items() if kind in WIDGETS)
    every = sum(elements.values())
    others = max(2, every - blocks - buttons - widgets)
    left = max(0, size - ENVELOPE * every) // others
    return blocks, max(0, buttons - 1), widgets, others - 1, left


def write(folder: Path, walked: Journey) -> Path:
    """The empty app in ``folder``, with the settings of ours; its script."""
    steps = [_like(step.size, step.elements) for step in walked.steps]
    (folder / "steps.json").write_text(json.dumps(steps), "utf-8")
    (folder / ".streamlit").mkdir()
    shutil.copy(ROOT / ".streamlit/config.toml", folder / ".streamlit")
    script = folder / "floor.py"
    script.write_text(APP, "utf-8")
    return script


def walk(walked: Journey) -> Callable[[Tab], None]:
    """Press as often as the walk has steps after coming in; each press bears the name of its."""

    def go(tab: Tab) -> None:
        for step in walked.steps[1:]:
            tab.kind = step.kind
            tab.press(tab.page.get_by_role("button", name=BUTTON))
            tab.rest()

    return go
