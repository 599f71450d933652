"""The same month lived otherwise: more days, other papers, private services, the patterns."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core import Catalog, CostRequest, Estimate, YenRange, said, yen_text
from core.charts import days_chart
from core.cost.estimate import Contract
from core.cost.otherwise import Alternative, Curve, pattern_costs
from core.cost.shown import (
    Otherwise,
    asks_to_look,
    days_curve,
    extras_a_month,
    otherwise,
    whole_contracts,
)
from core.provider import Quote, public_same_months
from pages.parts.cost.fold import fold
from pages.parts.kit import danger, html, show, store
from pages.parts.kit.size import chart_letters


def folds(result: Estimate, catalog: Catalog) -> None:
    """The what-ifs, each in a fold."""
    lines = result.ledger("welfare").lines
    if any(catalog.service(line.service).unit == "日" for line in lines):
        fold("何日通うと、いくらになるか", "days", lambda: _curve(result, catalog))
    fold("もし変わったら", "changes", lambda: _changes(result, catalog))
    fold("三つの形とくらべる", "patterns", lambda: _patterns(result, catalog))


def _curve(result: Estimate, catalog: Catalog) -> None:
    """Days a month → yen, for the first 障害福祉 service counted in days."""
    found = days_curve(result, catalog)
    if found is None:
        st.write(_NOTHING)
        return
    name = catalog.service(found.curve.service).name
    words = _finding(found.curve, name)
    st.write(words)
    twin = "。".join(f"{point.days}日 {yen_text(point.payable)}" for point in found.chosen)
    chart = days_chart(found.curve, chart_letters())
    st.vega_lite_chart(None, chart, width="stretch", theme=None, alt=f"{words}{twin}")
    rows = [(f"{point.days}日", show.yen_cell(point.payable)) for point in found.chosen]
    show.table(f"{name}の日数と、福祉の分で払う額", ("1か月に", "払う額"), rows, yen=1)
    others = [f"{other.name} {said.count(other.times, other.unit)}" for other in found.others]
    if others:
        st.write(f"どの日数の額にも、{'、'.join(others)}の分が入っています。上限は一つです。")


def _finding(found: Curve, name: str) -> str:
    last = found.points[-1].payable
    if last.high == 0:
        return f"{name}は、何日通っても0円です。"
    if found.flat_from is None:
        return f"{name}は、日数がふえると払う額もふえます。"
    return f"{name}は、1か月に{found.flat_from}日から先は、何日通っても{yen_text(last)}です。"


def _amount(amount: YenRange | None) -> str:
    return "まだ出せません" if amount is None else show.yen_cell(amount)


_NOTHING = "いまの答えでは、変わりません。"


def _changes(result: Estimate, catalog: Catalog) -> None:
    """Other papers, no private services; with medical care another health insurance, other ages."""
    found = otherwise(result, catalog)
    if found is not None and not result.ledger("medical").lines:
        found = Otherwise(found.papers, ())
    if found is None or not any(found):
        st.write(_NOTHING)
        return
    _if_table("受給者証・民間のあるなしで", found.papers, catalog)
    _if_table("健康保険が変わったとき", found.insurance, catalog)
    if found.insurance:
        st.write("保険が変わったら、受給者証の変更の届けが要ります。国保の保険料は入っていません。")
    _if_table("年齢が変わるとき", found.birthdays, catalog)


def _patterns(result: Estimate, catalog: Catalog) -> None:
    """A, B and C of the articles."""
    st.write("記事にある三つの形を、よくある回数で数えます。計画とは、一歩のならびがちがいます。")
    for one in pattern_costs(result.request, catalog):
        parts = (("いま", one.now), ("次", one.next), ("その先", one.later))
        rows = [(part, _amount(cost)) for part, cost in parts]
        caption = f"{one.pattern} {one.name}（よくある回数で、月に）"
        show.table(caption, ("いつ", "払う額"), rows, yen=1)


def _if_table(caption: str, found: Iterable[Alternative], catalog: Catalog) -> None:
    words = catalog.explanations
    rows = [(store.said(words[one.key]), show.yen_cell(one.monthly)) for one in found]
    if rows:
        show.table(caption, ("もし", "月に払う額"), rows, yen=1)


def whole_sums(result: Estimate, catalog: Catalog) -> bool:
    """Contracts, the whole sum in large type. True when there was one."""
    whole = whole_contracts(result)
    for one in whole:
        parts = "と、".join(_besides(one))
        with_all = f"（{parts}も入れて）" if parts else ""
        name, months = catalog.service(one.service).name, said.count(one.months, "月")
        st.write(f"{name}の契約は、{months}の全部で{with_all}")
        show.amount(one.whole, before="")
    return bool(whole)


def _besides(one: Contract) -> list[str]:
    """What the whole sum holds besides the price itself."""
    parts = (("入るときの費用", one.entry.high), ("交通費などの実費", one.extras))
    return [name for name, amount in parts if amount]


def by_month(request: CostRequest, result: Estimate, catalog: Catalog) -> None:
    """Contracts per month, then what the same months cost in public support."""
    for one in whole_contracts(result):
        show.paragraphs(*_per_month(one), *_public(request, one, catalog))


def _per_month(one: Contract) -> tuple[str, ...]:
    told = f"契約を月で割ると、1か月あたり{yen_text(one.monthly)}です。"
    if one.extras:
        told += f"交通費などの実費が、ほかに1か月{yen_text(extras_a_month(one))}です。"
    if one.entry.high:
        told += f"入るときの費用{yen_text(one.entry)}は、はじめの月に別に数えます。"
    if not _besides(one):
        return (told,)
    parts, all_in = "と、".join(_besides(one)), yen_text(one.monthly_with_all)
    return (told, f"「民間をえらぶ」では、{parts}も月で割るので、{all_in}と出ます。")


def _public(request: CostRequest, one: Contract, catalog: Catalog) -> tuple[str, ...]:
    """The same months by the same rule as on 「民間をえらぶ」, and which services are counted."""
    public = public_same_months(Quote(months=one.months), request, catalog, request.month)
    same, words = f"同じ{said.count(one.months, '月')}", catalog.provider.public
    names = "、".join(catalog.service(service).name for service in public.services)
    if not public.has_sum:
        return (f"{same}の公的な支援の額は、まだ出せません。", *public.refusals)
    whole = f"少なくとも{yen_text(public.whole.low)}" if public.at_least else yen_text(public.whole)
    usual = ""
    if public.usual:
        usual = "費用のかかる公的な支援をまだえらんでいないので、よくある組み合わせです。"
    rules = catalog.sheets.quotes.month.format(month=said.month(public.month))
    check = "（要確認）" if public.is_doubtful else ""
    return (
        f"{same}、公的な支援なら、{whole}です{check}。{rules}。",
        f"数えた支援: {names}。{usual}{words.note}",
        *((words.check,) if public.is_doubtful else ()),
        *public.refusals,
    )


def contracts(result: Estimate, catalog: Catalog) -> None:
    """What to look at before signing, and whom to ask; once for all contracts."""
    if asks_to_look(result):
        show.paragraphs(
            "一括の契約や、ふつうより高い料金です。契約の前に、支援センターか、"
            "次の窓口に見積もりを見てもらえます。",
            "本人の了解のない連れ出しは支援ではありません。",
            kind="caution",
        )
        html.write(danger.contact_list(catalog.hotlines_for("consumer"), catalog))
