"""A cost request: a month, the household and the services used in it. What cannot be is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PrivateAttr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from core.amounts import SPANS, Span, TwoAmounts, parse_yen
from core.base import Frozen
from core.catalog import Catalog, Home, Service, given_catalog
from core.cost.fees import check_fees
from core.cost_inputs import (
    CHILD_UP_TO,
    LATE_ELDERLY_FROM,
    LIVED_IN,
    OLD_FROM,
    Area,
    Certificate,
    Claim,
    CountInput,
    ElderlyShare,
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
from core.tolerant import as_dict, sifted

__all__ = [
    "LIVED_IN",
    "Area",
    "Certificate",
    "Claim",
    "CostRequest",
    "CountInput",
    "ElderlyShare",
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


_OF_A_MONTH = ("gross_yen_per_time", "price_low_yen", "price_high_yen")
"""Prices that are those of a month where ``price_per`` says so."""
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

    _home: Home | None = PrivateAttr(default=None)

    @classmethod
    def of(cls, service: str, times: int, catalog: Catalog) -> Self:
        """A service so many times, at its usual price. Raises ValidationError."""
        return cls.model_validate({"service": service, "times": times}, context=catalog)

    @property
    def home(self) -> Home | None:
        """What kind of home it is where one lives there and it is used, as the catalogue has it."""
        private = self.__pydantic_private__  # ``self._home`` takes pydantic ten times as long
        return private["_home"] if private and self.times else None

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
            by_month = info.data.get("price_per") == "month" and info.field_name in _OF_A_MONTH
            spans = SPANS if service is None else ("月",) if by_month else _spans(service)
            return parse_yen(price, spans)
        except TwoAmounts as fault:
            raise _placed(fault, info.field_name) from fault

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        service = given_catalog(info).by_service.get(self.service)
        if service is None:
            raise ValueError(f"「{sound(self.service)}」という支援はありません")
        self._home = service.home
        if service.unit == "日" and self.times > 31:
            raise ValueError("1か月の日数は31日までにしてください")
        if self.absences and (service.unit != "日" or service.lived_in):
            raise ValueError("欠席の回数は、1日ごとに通う障害福祉サービスにだけ入れられます")
        self._check_kind(service)
        self._check_meals(service)
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

    def _check_meals(self, service: Service) -> None:
        """Refuse meals where there are none, and name the field where they belong."""
        of_support = self.meal_support is not None or self.meal_full_yen_per_time is not None
        if self.meals is None and not self.meal_yen_per_time and not of_support:
            return
        if service.lived_in:
            raise ValueError("住む支援の食費は「食費・光熱水費など（1か月）」に入れてください")
        welfare = service.cost_kind == "welfare"
        if welfare and not service.has_meals:
            raise ValueError("この支援に食事はありません。「1回の実費」に入れてください")
        if of_support and not welfare:
            raise ValueError(
                "食事提供体制加算は障害福祉サービスだけのものです。「1回の食事代」に入れてください"
            )
        full = self.meal_full_yen_per_time
        if full is not None and full < self.meal_yen_per_time:
            raise ValueError("「食材料費だけの額」が「加算のない人の額」より高くなっています")
        if self.meals is not None and service.unit != "月" and self.meals > self.times:
            raise ValueError("「食事のある回数」が「1か月に使う回数」より多くなっています")

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
        check_fees(self, service)
        prices = (self.price_low_yen, self.price_high_yen, self.gross_yen_per_time)
        if self.lump is not None and any(price is not None for price in prices):
            raise ValueError("料金は、一括か1回ごとの、どちらか一つに入れてください")


def _is_over_70(age: int, medical: MedicalHousehold) -> bool:
    return age >= (LATE_ELDERLY_FROM if medical.insurance == "late_elderly" else OLD_FROM)


_UNFIT = {
    "「住民税」が非課税の人の「窓口の割合」は、3割にはなりません。どちらかを確かめてください": (
        "tax",
        "elderly_share",
    ),
    "高額療養費の「区分」が一般・低所得の人の「窓口の割合」は、3割にはなりません。どちらかを確かめてください": (
        "high_cost_class",
        "elderly_share",
    ),
    "高額療養費の「区分」が現役並みの人の「窓口の割合」は、1割や2割にはなりません。どちらかを確かめてください": (
        "high_cost_class",
        "elderly_share",
    ),
    "高額療養費の「区分」が非課税の人の区分で、「住民税」が課税になっています。どちらかを確かめてください": (
        "high_cost_class",
        "tax",
        "income_levy_yen",
    ),
}
"""What is said of two answers about medicine that cannot both be, and which then count as not known."""
_NO_TAX, _NOT_WORKING, _WORKING, _TAXED = _UNFIT


def _unfit(person: Person, medical: MedicalHousehold) -> str | None:
    """The contradiction of the class with the tax, or of the share from 70 on with one of them."""
    share, one = medical.elderly_share, medical.high_cost_class
    taxed = medical.tax == "taxed" or bool(medical.income_levy_yen)
    # 低所得Ⅰ (o1) says nothing below 70.
    old = person.age is not None and _is_over_70(person.age, medical)
    if taxed and (one == "o" or (one == "o1" and old)):
        return _TAXED
    if share == "unknown" or not old:
        return None
    if share == "30" and medical.tax == "exempt":
        return _NO_TAX
    if share == "30" and one in ("e", "o", "o1"):
        return _NOT_WORKING
    if share != "30" and one in ("a", "i", "u"):
        return _WORKING
    return None


class CostRequest(Frozen):
    """A month ("YYYY-MM") and what is used in it. The month picks the rows of figures.csv."""

    month: Annotated[str, AfterValidator(_month)]
    person: Annotated[Person, BeforeValidator(_empty)] = Person()
    welfare: Annotated[WelfareHousehold, BeforeValidator(_empty)] = WelfareHousehold()
    medical: Annotated[MedicalHousehold, BeforeValidator(_empty)] = MedicalHousehold()
    usages: tuple[Usage, ...]

    @field_validator("medical")
    @classmethod
    def _of_its_age(cls, medical: MedicalHousehold, info: ValidationInfo) -> MedicalHousehold:
        person = info.data.get("person")
        fault = None if person is None else _unfit(person, medical)
        if fault is not None:
            raise ValueError(fault)
        return medical

    @property
    def over_70(self) -> bool:
        """True when the medical rules of 70 and over count. False while that is not known."""
        age = self.person.age
        if age is None:
            return self.medical.insurance == "late_elderly"
        return _is_over_70(age, self.medical)

    @property
    def too_young_for_insurance(self) -> bool:
        """True where 後期高齢者医療 stands beside an age below 65: one of the two cannot be."""
        age = self.person.age
        return (
            self.medical.insurance == "late_elderly" and age is not None and age < LATE_ELDERLY_FROM
        )

    @property
    def may_have_child_aid(self) -> bool:
        """True where the town's こども医療費の助成 may pay. False while the age is not known."""
        age = self.person.age
        return age is not None and age <= CHILD_UP_TO and not self.person.public_assistance

    @property
    def residence(self) -> Residence:
        """Where the person lives: a group home or a lodging training that is used decides.

        Of two homes in one month, the group home counts: there is one cap in it, the higher one.
        """
        homes = [home for usage in self.usages if (home := usage.home)]
        if not homes:  # as in most months, and asked several times in each
            return self.welfare.residence
        return next(one for one in LIVED_IN if one in homes)

    @property
    def home(self) -> WelfareHousehold:
        """The household of 障害福祉 with the ``residence`` that counts."""
        where = self.residence
        if where == self.welfare.residence:
            return self.welfare
        return self.welfare.but(residence=where)

    @property
    def by_guardians(self) -> bool:
        """True when 障害福祉 looks at the guardians' household: below 18, in a facility below 20.

        障害者総合支援法施行令 第17条. False while the age is not known.
        """
        grown_up = 20 if self.residence == "facility" else 18
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
    kept, numbers = _copied(dict(as_dict(raw))), list[int]()
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
        if path == ["medical"] and said in _UNFIT:
            # Two answers that cannot both be: the others stay.
            taken = [_take_out(kept, ["medical", one]) for one in _UNFIT[said]]
            return any(taken)
        return _take_out(kept, path)

    return sifted(make, take_out), tuple(faults.values())
