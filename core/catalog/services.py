"""data/services.toml: the support services."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from core.base import Answerer, Frozen
from core.catalog.kinds import Aged, Asks, Checked, CostKind, Home, Ledger, Possible, Text, Unit
from core.catalog.reading import build, rows_of, toml, unique

FamilyAlone = Literal["yes", "partly", "no"]


FIRST_OF_MONTH = ("first_low", "later_high", "monthly")
"""Ends of the price, besides the three, of a service whose first time in a month asks more."""


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


class UsualMonth(Frozen):
    """What a service that is counted by the time usually asks a month: keys of figures.csv."""

    low: Text
    high: Text
    once: UsualFee | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of figures.csv that it counts with."""
        return (self.low, self.high, *(self.once.figures if self.once else ()))


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
    first_of_month: bool = False
    """Its first time in a month asks more, once: ``price.<id>.high`` is such a first time, and
    those of ``FIRST_OF_MONTH`` stand in figures.csv too."""
    once: UsualFee | None = None
    by_month: UsualMonth | None = None
    """What it usually asks where it is paid by the month."""
    home: Home | None = None
    """What kind of home it is, where one lives there: it decides the residence, its rent and cap."""
    quoted: bool = False
    """A quote of 民間をえらぶ may stand for it in the estimate."""
    in_sight: bool = False
    """Offered first where a family chooses the services whose cost it wants to see."""
    writes_certificate: bool = False
    """Its doctor writes the 診断書 of 自立支援医療."""
    window: Literal["centre", "family_association"] | None = None
    """Whose number stands at its steps: the public centre of the place, or what a family put in
    itself as its association."""
    work: bool = False
    """It is about work: while the plan says that this can wait, its cost is explained."""
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
            "welfare": ({"wages", "meals"} & {*self.asks} or self.unit_prices or self.home),
            "medical": (self.bills != "clinic" or self.writes_certificate or self.first_of_month),
            "price": ("tuition_support" in self.asks),
            "free": ("own_price" in self.asks),
        }
        for kind, given in only.items():
            if given and self.cost_kind != kind:
                raise ValueError(f"この項目は cost_kind が {kind} の支援だけ")
        if "subscription" in self.asks and self.unit != "回":
            raise ValueError("subscription は unit が回の支援だけ")
        if self.by_month is not None and "subscription" not in self.asks:
            raise ValueError("by_month は subscription を聞く支援だけ")
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
    def price_keys(self) -> tuple[str, ...]:
        """The keys of figures.csv that its price stands under; none of what is free."""
        if self.cost_kind == "free":
            return ()
        ends = ("low", "typical", "high", *(FIRST_OF_MONTH if self.first_of_month else ()))
        return tuple(f"price.{self.id}.{end}" for end in ends)

    @property
    def lived_in(self) -> bool:
        """Whether one lives there: no limit of days a month."""
        return self.home is not None

    @property
    def plain_way(self) -> Literal["gross", "range"]:
        """How its price is put in where the family is not asked for the way."""
        own = self.cost_kind == "price" or "own_price" in self.asks
        return "range" if own else "gross"

    def usual_once(self, price_per: Literal["time", "month"]) -> UsualFee | None:
        """What it usually asks once, paid by the time or by the month."""
        by_month = self.by_month if price_per == "month" else None
        return by_month.once if by_month is not None and by_month.once else self.once

    @property
    def has_meals(self) -> bool:
        """Whether one may have a meal there, as at a 障害福祉 service to go to for a day."""
        by_day = self.unit == "日" and not self.lived_in
        return self.cost_kind == "welfare" and (by_day or "meals" in self.asks)

    @property
    def conditions(self) -> Mapping[str, str | bool | Collection[str]]:
        """What the cost form asks by (``CostQuestion.when``)."""
        asks = (*self.asks, "area") if self.unit_prices else self.asks
        asks = (*asks, "certificate") if self.writes_certificate else asks
        asks = (*asks, "meals") if self.has_meals and "meals" not in asks else asks
        return {
            "cost_kind": self.cost_kind, "ledger": self.ledger, "unit": self.unit, "asks": asks,
            "lived_in": self.lived_in,
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
