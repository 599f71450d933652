"""The base of every model: frozen, and no unknown keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

Answerer = Literal["family", "person", "example"]


class Frozen(BaseModel):
    """A model that cannot be changed and takes no key it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True
    )

    def but(self, **changes: Any) -> Self:
        """A copy with some fields set anew. Not validated: for values known to be right.

        The same as ``model_copy(update=…)``, in a third of the time: comparing what-ifs makes
        dozens of copies for one screen.
        """
        copy = self.__class__.__new__(self.__class__)
        object.__setattr__(copy, "__dict__", {**self.__dict__, **changes})
        fields = self.__pydantic_fields_set__ | changes.keys()
        object.__setattr__(copy, "__pydantic_fields_set__", fields)
        object.__setattr__(copy, "__pydantic_extra__", None)
        object.__setattr__(copy, "__pydantic_private__", self.__pydantic_private__)
        return copy


class Voice(Frozen):
    """One text in two voices: to the family, and in the first person for the person."""

    family: str
    person: str

    def said_to(self, answerer: Answerer) -> str:
        """The text for whoever answers. The fictional example speaks as a family."""
        return self.person if answerer == "person" else self.family


def _both(value: Any) -> Any:
    return {"family": value, "person": value} if isinstance(value, str) else value


VoiceText = Annotated[Voice, BeforeValidator(_both)]
"""A text in two voices; a plain string is said to everybody alike."""
