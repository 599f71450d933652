"""Up to three services side by side."""

from __future__ import annotations

from collections.abc import Sequence

from core.base import Answerer, Frozen
from core.catalog import Catalog, Service

MOST_COMPARED = 3
"""So many services stand side by side at most."""


class Row(Frozen):
    """One question and the answer of each service, in the order they were asked for."""

    field: str
    question: str
    answers: tuple[str, ...]


def answer_of(service: Service, field: str, catalog: Catalog, answerer: Answerer) -> str:
    """What a service answers to one of ``catalog.guide.questions``."""
    if field == "family_alone":
        return catalog.guide.words.family_alone.said(service.family_alone, answerer)
    return service.words(field, answerer)


_AFTER = "hard"
"""Beside what is hard stands that one may not go yet."""


def _not_yet(service: Service, catalog: Catalog, answerer: Answerer) -> str:
    """What speaks for not going yet: the service's own reason, else a sentence for all."""
    words = catalog.guide.words.not_yet
    own = service.words("not_yet_reason", answerer)
    return own or (words.medical if service.ledger == "medical" else words.others)


def asked(ids: Sequence[str], catalog: Catalog, answerer: Answerer = "family") -> tuple[Row, ...]:
    """``compare``, and behind what is hard the row 「まだ行かない、という選び方もあります」."""
    rows: list[Row] = []
    services = [catalog.service(one) for one in dict.fromkeys(ids)]
    for row in compare(ids, catalog, answerer):
        rows.append(row)
        if row.field == _AFTER:
            answers = tuple(_not_yet(one, catalog, answerer) for one in services)
            title = catalog.guide.words.not_yet.title
            rows.append(Row(field="not_yet_reason", question=title, answers=answers))
    return tuple(rows)


def compare(ids: Sequence[str], catalog: Catalog, answerer: Answerer = "family") -> tuple[Row, ...]:
    """Up to three services side by side, each question a row.

    Raises ValueError (in Japanese) for more than three, KeyError for an unknown id.
    """
    services = [catalog.service(one) for one in dict.fromkeys(ids)]
    if len(services) > MOST_COMPARED:
        raise ValueError(catalog.guide.words.too_many)
    return tuple(
        Row(
            field=question.field,
            question=question.label.said_to(answerer),
            answers=tuple(answer_of(s, question.field, catalog, answerer) for s in services),
        )
        for question in catalog.guide.questions
    )
