"""One quote, as far as a family knows it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, ValidationInfo, field_validator, model_validator

from core.amounts import Span, YenATime, YenInput, YenOnce, parse_yen
from core.base import Frozen
from core.cost_inputs import MonthsInput, PeopleInput, TimesInput

LABELS = ("A", "B", "C", "D")
"""So many quotes stand side by side. The letters are ours; a provider's name is not needed."""

Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
PriceKind = Literal["per_time", "monthly", "lump"]
NAME, LONG = 30, 200
"""The most characters of a short name and of each free text."""
_SPANS: dict[PriceKind, tuple[Span, ...]] = {
    "per_time": ("回", "日"),
    "monthly": ("月",),
    "lump": (),
}
"""Of how long a price may say that it is."""

Name = Annotated[str, Field(max_length=NAME)]
Written = Annotated[str, Field(max_length=LONG)]
People = Annotated[PeopleInput, Field(strict=True, ge=0, le=999_999)]


class Quote(Frozen):
    """One quote, as far as the family knows it. None, "" and "unknown" mean: not known yet.

    ``price_yen`` is asked per time, per month, or (``lump``) for all of ``months`` together.
    ``travel_yen_per_time`` comes with each time, ``entry_fee_yen`` once, ``other_yen`` is all the
    rest over the whole term. ``refund``: is money back laid down in writing; ``cancel``: the fee
    for ending early, until when to say so, what comes back. ``results_with`` of ``results_of`` people, as the provider counts.
    ``flags`` answers the questions of ``asked``: {key: "yes"|"no"|"unknown"}.
    """

    name: Name = ""
    price_kind: PriceKind = "per_time"
    price_yen: YenInput | None = None
    times_per_month: Annotated[TimesInput, Field(strict=True, ge=1, le=200)] | None = None
    months: Annotated[MonthsInput, Field(strict=True, ge=1, le=120)] | None = None
    entry_fee_yen: YenOnce | None = None
    travel_yen_per_time: YenATime | None = None
    other_yen: YenOnce | None = None
    refund: Answer = "unknown"
    cancel: Written = ""
    subsidy: Answer = "unknown"
    visit: Answer = "unknown"
    trial: Answer = "unknown"
    first_free: Answer = "unknown"
    family_support: Answer = "unknown"
    aftercare: Answer = "unknown"
    staff: Answer = "unknown"
    results_with: People | None = None
    results_of: People | None = None
    results_what: Written = ""
    expertise: Written = ""
    consent: Written = ""
    voices: Written = ""
    note: Written = ""
    flags: dict[str, Answer] = Field(default_factory=dict)

    @field_validator("price_yen", mode="before")
    @classmethod
    def _of_its_span(cls, price: Any, info: ValidationInfo) -> Any:
        kind: PriceKind = info.data.get("price_kind", "per_time")
        return parse_yen(price, _SPANS[kind]) if isinstance(price, str) else price

    @field_validator("results_of")
    @classmethod
    def _somebody(cls, of: int | None) -> int | None:
        if of == 0:
            raise ValueError("1人以上の数で入れてください")
        return of

    @model_validator(mode="after")
    def _part_of_all(self) -> Self:
        with_, of = self.results_with, self.results_of
        if with_ is not None and of is not None and with_ > of:
            raise ValueError(
                "全体の人数より多くなっています。「何人のうち何人」の順を確かめてください"
            )
        return self


def is_empty(quote: Quote) -> bool:
    """True while nothing was written in it. A way of pricing alone is nothing yet."""
    return quote.but(price_kind="per_time", flags={}) == Quote() and not any(
        answer != "unknown" for answer in quote.flags.values()
    )


def results_text(quote: Quote) -> str:
    """「30人のうち12人（就職した人）」; a number without the whole says so; "" when not known."""
    with_, of = quote.results_with, quote.results_of
    what = f"（{quote.results_what}）" if quote.results_what else ""
    if with_ is not None and of is not None:
        return f"{of:,}人のうち{with_:,}人{what}"
    if with_ is not None:
        return f"{with_:,}人{what}。何人のうちかは、まだ"
    if of is not None:
        return f"{of:,}人{what}。そのうち何人かは、まだ"
    return quote.results_what
