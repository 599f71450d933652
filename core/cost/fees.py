"""Which fees a service can have: what it cannot have is refused, with the field where it belongs."""

from __future__ import annotations

from core.catalog import Service
from core.cost_inputs import UsageFields


def check_fees(usage: UsageFields, service: Service) -> None:
    """One-off fees, a subscription, and the tuition of a school. Raises ValueError in words."""
    _check_once(usage, service)
    _check_subscription(usage, service)
    _check_school(usage, service)


def _belongs(service: Service) -> str:
    """Where a fee of a service without entry and yearly fees is put in."""
    if service.writes_certificate:
        return "診断書は「診断書の料金」に、ほかは「1回の実費」に入れてください"
    return "かかるお金は「1回の実費」に入れてください"


def _check_once(usage: UsageFields, service: Service) -> None:
    if usage.yearly_yen is not None and "tuition_support" in service.asks:
        raise ValueError(
            "通信制高校の「1年ごとの費用」は「授業料のほかの費用（1年）」に入れてください"
        )
    for fee, name, mark in (
        (usage.entry_yen, "入るときの費用", "entry"),
        (usage.yearly_yen, "1年ごとの費用", "yearly"),
    ):
        if fee is not None and mark not in service.asks:
            raise ValueError(f"{service.name}に「{name}」はありません。{_belongs(service)}")
    if usage.certificate_yen is not None and not service.writes_certificate:
        raise ValueError("「診断書の料金」は、診断書を書く精神科などの通院にだけ入れられます")
    lump = usage.lump
    if lump is not None and usage.entry_yen not in (None, lump.entry_yen):
        raise ValueError("「入るときの費用」が、契約の「入るときの費用」とちがいます")


def _check_subscription(usage: UsageFields, service: Service) -> None:
    if usage.price_per == "time":
        return
    if "subscription" not in service.asks:
        raise ValueError(
            "「月ごとの料金」は、1回ごとに数える民間の支援や居場所にだけ入れられます。"
            f"{service.name}の料金は「1{service.unit}の料金」に入れてください"
        )
    if usage.lump is not None:
        raise ValueError(
            "「月ごとの料金」と、一括や月数のきまった契約は、どちらか一つにしてください"
        )


def _check_school(usage: UsageFields, service: Service) -> None:
    split = (usage.yen_per_unit, usage.other_yen_per_year)
    if "tuition_support" not in service.asks:
        if usage.school or usage.tuition_support:
            raise ValueError("就学支援金は、通信制高校にだけ入れられます")
        if usage.units_before or any(one is not None for one in (usage.units, *split)):
            told = "1年の単位と授業料は、通信制高校にだけ入れられます"
            if service.cost_kind == "welfare":
                told += "。事業所の単位は「1日の単位数」に入れてください"
            raise ValueError(told)
        return
    prices = (usage.price_low_yen, usage.price_high_yen, usage.gross_yen_per_time)
    if any(one is not None for one in prices) and any(one is not None for one in split):
        raise ValueError(
            "「1か月の料金」と「1単位の授業料」「授業料のほかの費用（1年）」は、"
            "どちらか一方に入れてください"
        )
