"""Folds of the cost screen: what lies in one is counted only when it is opened."""

from __future__ import annotations

from collections.abc import Callable

from pages.parts.kit import roles

NAMES = ("sums", "less", "narrow", "days", "changes", "patterns", "year", "beside")


def fold(label: str, name: str, inner: Callable[[], None]) -> None:
    """A fold (role open) that draws what it holds once it is open."""
    if name not in NAMES:
        raise KeyError(name)
    roles.fold(label, f"cost_{name}", inner)


def key_of(name: str) -> str:
    """The key of a fold: open_ is its role."""
    return f"open_cost_{name}"
