"""A cost request: a month, the household and the services used in it. What cannot be is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from core.amounts import SPANS, Span, TwoAmounts, parse_yen
from core.base import Frozen
from core.catalog import Catalog, Service, given_catalog
from core.cost_inputs import (
    Area,
    Certificate,
    Claim,
    CountInput,
    HighCostClass,
    Insurance,
    Lump,
    MedicalHousehold,
    Person,
    Rate,
    Residence,
    Tax,
    UsageFields,
    WelfareHousehold,
)
from core.figures import month_number
from core.messages import FieldFault
from core.texts import sound
from core.tolerant import sifted

__all__ = [
    "Area",
    "Certificate",
    "Claim",
    "CostRequest",
    "CountInput",
    "HighCostClass",
    "Insurance",
    "Lump",
    "MedicalHousehold",
    "Person",
    "Rate",
    "Residence",
    "Tax",
    "Usage",
    "WelfareHousehold",
    "read_request",
]


def _month(text: str) -> str:
    month_number(text)
    return text


def _empty(value: object) -> object:
    return {} if value is None else value


def _spans(service: Service) -> tuple[Span, ...]:
    return ("回", "日") if service.unit in ("回", "日") else (service.unit,)


_OF_TWO = {"price_low_yen": ("低いほう", "高いほう"), "price_high_yen": ("高いほう", "低いほう")}


def _placed(fault: TwoAmounts, field: str | None) -> TwoAmounts:
    """The same at one of the two fields that take a range: where the second number goes."""
    if field not in _OF_TWO:
        return fault
    mine, other = _OF_TWO[field]
    told = f"ここには{mine}だけを入れて、もう一つは「{other}」の欄に入れてください"
    return TwoAmounts(fault.ends, told)


class Usage(UsageFields):
    """One service used in the month, by one provider, as the catalogue has it.

    It is checked against the catalogue of the validation's context, else that of data/.
    """

    @classmethod
    def of(cls, service: str, times: int, catalog: Catalog) -> Self:
        """A service so many times, at its usual price. Raises ValidationError."""
        return cls.model_validate({"service": service, "times": times}, context=catalog)

    @field_validator(
        "gross_yen_per_time",
        "price_low_yen",
        "price_high_yen",
        "extras_yen_per_time",
        mode="before",
    )
    @classmethod
    def _of_its_span(cls, price: Any, info: ValidationInfo) -> Any:
        """A typed price of a month is none of a visit. A service that there is not is named later."""
        if not isinstance(price, str):
            return price
        service = given_catalog(info).by_service.get(info.data.get("service", ""))
        try:
            return parse_yen(price, SPANS if service is None else _spans(service))
        except TwoAmounts as fault:
            raise _placed(fault, info.field_name) from fault

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        service = given_catalog(info).by_service.get(self.service)
        if service is None:
            raise ValueError(f"「{sound(self.service)}」という支援はありません")
        if service.unit == "日" and self.times > 31:
            raise ValueError("1か月の日数は31日までにしてください")
        if self.absences and service.unit != "日":
            raise ValueError("欠席の回数は、1日ごとに使う障害福祉サービスにだけ入れられます")
        self._check_kind(service)
        low, high = self.price_low_yen, self.price_high_yen
        if low is not None and high is not None and low > high:
            raise ValueError("料金の下限が上限を上回っています")
        if low is None and high is None:
            return self
        if service.cost_kind in ("welfare", "medical"):
            raise ValueError("公費の支援の料金は「1回の総額」に入れてください")
        if self.gross_yen_per_time is not None:
            raise ValueError("料金は「1回の総額」か「下限と上限」の、どちらか一つに入れてください")
        return self

    def _check_kind(self, service: Service) -> None:
        """Refuse what this kind of service cannot have, instead of leaving it out silently."""
        kind, ledger = service.cost_kind, service.ledger
        if kind != "welfare" and (self.claim is not None or self.absences):
            raise ValueError("単位と欠席の回数は、障害福祉サービスにだけ入れられます")
        if self.claim is not None and self.gross_yen_per_time is not None:
            raise ValueError("「1回の総額」と単位は、どちらか一つに入れてください")
        if not self.listed and kind != "medical":
            raise ValueError("受給者証にあるかどうかは、医療にだけ入れられます")
        if self.lump is not None and ledger != "private":
            raise ValueError("一括の契約は、民間の支援にだけ入れられます")
        if "tuition_support" not in service.asks and (self.school or self.tuition_support):
            raise ValueError("就学支援金は、通信制高校にだけ入れられます")
        if self.tuition_support and self.school is None:
            raise ValueError("就学支援金を使うときは、公立か私立かを選んでください")
        prices = (self.price_low_yen, self.price_high_yen, self.gross_yen_per_time)
        if self.lump is not None and any(price is not None for price in prices):
            raise ValueError("料金は、一括か1回ごとの、どちらか一つに入れてください")


class CostRequest(Frozen):
    """A month ("YYYY-MM") and what is used in it. The month picks the rows of figures.csv."""

    month: Annotated[str, AfterValidator(_month)]
    person: Annotated[Person, BeforeValidator(_empty)] = Person()
    welfare: Annotated[WelfareHousehold, BeforeValidator(_empty)] = WelfareHousehold()
    medical: Annotated[MedicalHousehold, BeforeValidator(_empty)] = MedicalHousehold()
    usages: tuple[Usage, ...]

    @property
    def by_guardians(self) -> bool:
        """True when 障害福祉 looks at the guardians' household: below 18, in a facility below 20.

        障害者総合支援法施行令 第17条. False while the age is not known.
        """
        grown_up = 20 if self.welfare.residence == "facility" else 18
        return self.person.age is not None and self.person.age < grown_up


_NO_JSON: Any = object()
"""Stands for a value that no screen and no file can hold: each field refuses it at its place."""
_DEEPEST = 6
"""So deep stand the fields of a request."""


def _copied(value: Any, room: int = _DEEPEST) -> Any:
    """A copy of JSON values (and Decimals). A decimal number, bytes, or what stands too deep gives
    way; texts are without halves of characters, and so are the names of fields."""
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, dict) and room:
        items = ((key, one) for key, one in value.items() if isinstance(key, str))
        return {sound(key): _copied(one, room - 1) for key, one in items}
    if isinstance(value, list | tuple) and room:
        return [_copied(one, room - 1) for one in value]
    return _NO_JSON


def _place(raw: Any, parts: list[str]) -> Any:
    for part in parts:
        raw = raw[int(part)] if isinstance(raw, list) else raw.get(part)
        if not isinstance(raw, dict | list):
            return None
    return raw


def _take_out(raw: dict[str, Any], path: list[str]) -> bool:
    """Take the value at ``path`` out; what is missing takes the part that lacks it along.

    False when there was nothing to take out.
    """
    while path:
        *parents, last = path
        place = _place(raw, parents)
        if isinstance(place, dict) and last in place:
            del place[last]
            return True
        if isinstance(place, list):
            # One usage: first without its prices and details, then it goes.
            usage = place[int(last)]
            bare: dict[str, Any] = {}
            if isinstance(usage, dict):
                bare = {key: usage[key] for key in ("service", "times") if key in usage}
            place[int(last)] = None if bare == usage or not bare else bare
            return usage is not None
        path = parents
    return False


def read_request(
    raw: dict[str, Any], catalog: Catalog
) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """A request from what the screens hold: what is right is kept, what is wrong is listed.

    A faulty field counts as not known, a part that contradicts itself as not answered, and a
    usage that cannot be read is left out. The fields of the faults keep the numbers of ``raw``. Names
    that are no text are left out.
    Raises ValidationError only when the month or the list of services is missing.
    """
    kept, numbers = _copied(raw), list[int]()
    faults: dict[str, FieldFault] = {}

    def make() -> CostRequest:
        read, usages = kept, kept.get("usages")
        if isinstance(usages, list):
            numbers[:] = [number for number, one in enumerate(usages) if one is not None]
            read = {**kept, "usages": [usages[number] for number in numbers]}
        return CostRequest.model_validate(read, context=catalog)

    def take_out(place: tuple[Any, ...], said: str) -> bool:
        path = [str(part) for part in place]
        if not path or path[0] == "month" or path == ["usages"]:
            return False
        if path[0] == "usages":
            path[1] = str(numbers[int(path[1])])
        name = ".".join(path)
        faults.setdefault(name, FieldFault(field=name, message=said))
        return _take_out(kept, path)

    return sifted(make, take_out), tuple(faults.values())
