"""What stands in for Streamlit's own gives back the same."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.components.v2 import presentation
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages.parts.frame import cheap

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar")


@pytest.mark.parametrize("section", SECTIONS)
def test_the_kept_theme_is_that_of_the_settings(section: str) -> None:
    theirs = CustomThemeConfig()
    cheap._theme(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        cheap.theme(ours, section)
        assert ours == theirs
    assert bool(theirs.ByteSize()) == (section == "theme")


def test_a_theme_without_options_is_not_sent() -> None:
    message = CustomThemeConfig()
    cheap.theme(message.dark, "theme.dark")
    assert not message.HasField("dark")


def state(**values: Any) -> SafeSessionState:
    kept = SessionState()
    for name, value in values.items():
        kept[name] = value
    return SafeSessionState(kept, lambda: None)


def test_the_looked_at_state_is_the_filtered_one() -> None:
    safe = state(case={"a": 1}, none=None)
    looked, whole = cheap.Looked(safe), cheap._filtered.fget(safe)
    assert dict(looked) == whole == {"case": {"a": 1}, "none": None}
    assert len(looked) == 2
    for name in ("case", "none", "other"):
        assert (name in looked) is (name in whole)
    assert looked["none"] is None
    with pytest.raises(KeyError):
        looked["other"]


class Widgets(dict[str, Any]):
    """As much of Streamlit's widget state as a presenter looks at."""

    def __init__(self, kind: str, events: Any) -> None:
        super().__init__({"events": events} if events is not KeyError else {})
        self.widget_metadata = {"events": type("Known", (), {"value_type": kind})()}


class State:
    def __init__(self, kind: str, events: Any) -> None:
        self._new_widget_state = Widgets(kind, events)


@pytest.mark.parametrize("base", [{}, {"file": "x"}, {"answer": 1, "refused": True}, None, "text"])
@pytest.mark.parametrize(
    "events",
    [
        KeyError,
        None,
        [],
        {"event": "file", "value": "y"},
        [{"event": "file", "value": "y"}, {"event": "answer", "value": 2}],
        [{"event": 3}, "no event", {"value": "y"}],
    ],
)
@pytest.mark.parametrize("kind", ["json_trigger_value", "json_value"])
def test_a_part_hands_over_its_value_and_its_events(base: Any, events: Any, kind: str) -> None:
    seen = State(kind, events)
    theirs = presentation.make_bidi_component_presenter("events")(base, seen)  # type: ignore[arg-type]
    ours = cheap.presenter("events")(base, seen)
    assert ours == theirs
    unknown = cheap.presenter("other")(base, seen)
    assert unknown == base
