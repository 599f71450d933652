"""The closed line of a service in the list: its tags, and what stands below its name."""

from __future__ import annotations

from typing import NamedTuple

from core.base import Answerer
from core.catalog import Catalog, Service
from core.find.wish import Found, Reason

_UNSURE = "要確認"


def tags_of(service: Service, catalog: Catalog, answerer: Answerer) -> tuple[str, ...]:
    """The worded tags of a service."""
    told = catalog.guide.words
    texts = (
        # Where a family may go alone is not what the person looks for.
        "" if answerer == "person" else told.tag_family.said(service.family_alone),
        told.tag_free.said(service.free),
        told.tag_remote.said(service.remote_use),
        _UNSURE if service.needs_check else "",
    )
    return tuple(text for text in texts if text)


def tags_on_line(answerer: Answerer) -> int:
    """For so many tags a line has room; a person's are longer."""
    return 1 if answerer == "person" else 2


class Second(NamedTuple):
    """What stands below the name. ``missed``: the condition of the wish that is not met, if so."""

    text: str
    missed: Reason | None = None


def second_of(found: Found, answerer: Answerer) -> Second:
    """What the service is, or why it is not among those that fit."""
    if found.fits:
        return Second(found.service.words("role", answerer))
    if found.waiting:
        return Second(_sentence(found.waiting[0].text))
    return Second(_sentence(found.missed[0].text), found.missed[0])


def _sentence(text: str) -> str:
    """The first sentence of a text."""
    return f"{text.split('。')[0]}。"
