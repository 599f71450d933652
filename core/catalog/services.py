"""data/services.toml: the support services."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from core.base import Answerer, Frozen
from core.catalog.kinds import Aged, Asks, Checked, CostKind, Ledger, Possible, Text, Unit
from core.catalog.reading import build, rows_of, toml, unique

FamilyAlone = Literal["yes", "partly", "no"]


class UsualFee(Frozen):
    """What such a service usually asks once: a key of explain.toml, and keys of figures.csv."""

    key: Text
    low: Text
    high: Text
    besides: str = ""
    """What some places ask on top of the high end."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of figures.csv that it counts with."""
        return tuple(dict.fromkeys(key for key in (self.low, self.high, self.besides) if key))


class Service(Aged, Checked):
    """One support service: what a family asks about it, and how its cost is counted.

    ``ledger`` is where its cost is added up, ``unit`` what one of ``times`` is. The price of one
    unit stands in figures.csv under ``price.<id>.low`` / ``.typical`` / ``.high``.
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    name: Text
    reading: Text
    ledger: Ledger
    unit: Unit
    cost_kind: CostKind
    asks: tuple[Asks, ...] = ()
    """What the cost form asks besides what its ``cost_kind``, ``ledger`` and ``unit`` ask."""
    unit_prices: str = ""
    """The table of its price per 単位 by 地域区分 (welfare.unit_price.<table>.<area>); "": none known."""
    bills: Literal["clinic", "own"] = "clinic"
    """高額療養費: its bills count with the clinic's, or are a place of their own."""
    once: UsualFee | None = None
    lived_in: bool = False
    """One lives there: no limit of days a month."""
    quoted: bool = False
    """A quote of 民間をえらぶ may stand for it in the estimate."""
    writes_certificate: bool = False
    """Its doctor writes the 診断書 of 自立支援医療."""
    times_typical: Annotated[int, Field(ge=0, le=31)]
    stages: tuple[Literal[1, 2, 3], ...]
    role: Text
    what_happens: Text
    when_to_use: Text
    who_may_go: Text
    family_alone: FamilyAlone
    age_note: Text
    papers: Text
    cost_note: Text
    how_to_start: Text
    how_long: Text
    remote: Text
    not_this: Text
    good: Text
    """What is good about it; ``hard``: what can be hard or not fit; ``there``: what it is like there.
    The three in equal detail (IPDAS 4.0), beside the choice of not going yet."""
    hard: Text
    there: Text
    not_yet_reason: str = ""
    at_home: Possible
    """Whether it can begin while the person does not leave the house."""
    remote_use: Possible
    """Whether it works by telephone, writing or online."""
    free: Possible
    """Whether no fee is asked: everywhere, at some places, or not."""
    without_talking: Possible
    """Whether one may be there without speaking (listening, writing, doing something)."""
    accompanied: Possible
    """Whether one may come with somebody."""
    without_diagnosis: Possible
    """Whether it can be used without a diagnosis, a 手帳 or a certificate."""
    nameless: Possible
    """Whether it can begin without giving a name."""
    short: Possible
    """Whether a short time, or a visit only to look, is possible."""
    younger_use: tuple[str, ...] = ()
    """Services to use instead below the age limit; ``older_use`` above it."""
    older_use: tuple[str, ...] = ()
    person: Mapping[str, Text] = {}
    """A text above in the first person, by the name of its field, where the words differ."""
    seeds: tuple[str, ...] = ()
    source: Text
    url: str = ""
    checked_on: date

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        only = {
            "welfare": ("wages" in self.asks or self.unit_prices or self.lived_in),
            "medical": (self.bills != "clinic" or self.writes_certificate),
            "price": ("tuition_support" in self.asks),
        }
        for kind, given in only.items():
            if given and self.cost_kind != kind:
                raise ValueError(f"この項目は cost_kind が {kind} の支援だけ")
        if self.quoted and self.ledger != "private":
            raise ValueError("quoted は ledger が private の支援だけ")
        return self

    @field_validator("person")
    @classmethod
    def _of_a_text(cls, texts: Mapping[str, str]) -> Mapping[str, str]:
        for name in texts:
            field = cls.model_fields.get(name)
            if field is None or name in ("id", "person", "source", "url"):
                raise ValueError("この支援の文の項目の名前")
        return MappingProxyType(dict(texts))

    def words(self, name: str, answerer: Answerer) -> str:
        """The text of the field ``name`` as it is said to whoever answers."""
        own = self.person.get(name) if answerer == "person" else None
        return own or str(getattr(self, name))

    @property
    def plain_way(self) -> Literal["gross", "range"]:
        """How its price is put in where the family is not asked for the way."""
        return "range" if self.cost_kind == "price" else "gross"

    @property
    def conditions(self) -> Mapping[str, str | Collection[str]]:
        """What the cost form asks by (``CostQuestion.when``)."""
        asks = (*self.asks, "area") if self.unit_prices else self.asks
        return {
            "cost_kind": self.cost_kind, "ledger": self.ledger, "unit": self.unit, "asks": asks
        }  # fmt: skip


def read_services(folder: Path) -> tuple[Service, ...]:
    """All services, in the order of the file. Raises DataError."""
    file = "data/services.toml"
    rows = rows_of(toml(folder, "services.toml"), "service", file)
    services = tuple(
        build(Service, row, file, str(row.get("id", f"{number}番目")))
        for number, row in enumerate(rows, start=1)
    )
    unique((s.id for s in services), file)
    return services
