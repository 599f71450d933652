"""The base of every model: frozen, and no unknown keys."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Answerer = Literal["family", "person", "example"]


class Frozen(BaseModel):
    """A model that cannot be changed and takes no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Voice(Frozen):
    """One text in two voices: to the family, and in the first person for the person."""

    family: str
    person: str

    def said_to(self, answerer: Answerer) -> str:
        """The text for whoever answers. The fictional example speaks as a family."""
        return self.person if answerer == "person" else self.family
