"""What Streamlit does anew in each run and for each widget although it changes nothing: done once.

Measured with tests/benchmarks/load.py; without this a press costs up to twice the processor time.
Each function keeps what Streamlit's own gives back (tests/pages/test_cheap.py compares the two).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from streamlit.components.v2.bidi_component import main as component
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state.safe_session_state import SafeSessionState

_theme = app_session._populate_theme_msg
_filtered: Any = SafeSessionState.filtered_state


class Looked(Mapping[str, Any]):
    """The state of a session, to look one key up: each field, list and choice does that once.

    Streamlit makes a dict of everything for it, so that fifty fields cost fifty times fifty.
    """

    def __init__(self, state: SafeSessionState) -> None:
        self._safe = state

    def __contains__(self, key: object) -> bool:
        with self._safe._lock:
            return key in self._safe._state

    def __getitem__(self, key: str) -> Any:
        with self._safe._lock:
            return self._safe._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_filtered.fget(self._safe))

    def __len__(self) -> int:
        return len(_filtered.fget(self._safe))


def presenter(aggregator_id: str, *_rest: object, **_more: object) -> Callable[[Any, Any], Any]:
    """A part's value with its events beside it. Streamlit makes a class for each look at it, so
    that it can be written to; ours are only read.
    """

    def present(base: Any, state: Any) -> Any:
        if not isinstance(base, dict):
            return base
        widgets = state._new_widget_state
        known = widgets.widget_metadata.get(aggregator_id)
        if known is None or known.value_type != "json_trigger_value":
            return base
        try:
            told = widgets[aggregator_id]
        except KeyError:
            told = None
        events = told if isinstance(told, list) else [told]
        pressed = {
            one["event"]: one.get("value")
            for one in events
            if isinstance(one, dict) and isinstance(one.get("event"), str)
        }
        return {**pressed, **base}

    return present


_themes: dict[str, CustomThemeConfig] = {}


def theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in the theme of config.toml, which no run changes: all options are read for it."""
    if section not in _themes:
        _themes[section] = CustomThemeConfig()
        _theme(_themes[section], section)
    if _themes[section].ByteSize():
        message.MergeFrom(_themes[section])


def lighten() -> None:
    """Take the place of Streamlit's own from now on. Called when the server starts."""
    SafeSessionState.filtered_state = property(Looked)  # type: ignore[assignment]
    component.make_bidi_component_presenter = presenter  # type: ignore[assignment]
    app_session._populate_theme_msg = theme
