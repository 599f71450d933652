"""The same month lived otherwise: more days, other papers, private services, the patterns."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog, CostRequest, Estimate, FigureNotInForce, YenRange, yen_text
from core.charts import curve_chart
from core.cost.estimate import Contract
from core.cost.otherwise import Curve, alternatives, cap_curve, insurance_changes, pattern_costs
from core.provider import Quote, public_same_months
from pages.parts.kit import danger, show, store


def curve(result: Estimate, catalog: Catalog) -> None:
    """Days a month → yen, for the first 障害福祉 service counted in days."""
    for line in result.ledger("welfare").lines:
        service = catalog.service(line.service)
        if service.unit == "日" and service.cost_kind == "welfare":
            break
    else:
        return
    try:
        found = cap_curve(result.request, service.id, catalog)
    except FigureNotInForce:
        return
    with st.expander("何日通うと、いくらになるか"):
        words = _finding(found, service.name)
        st.write(words)
        chosen = [found.points[day] for day in (0, 4, 8, 12, 16, 20, 23)]
        twin = "。".join(f"{point.days}日 {yen_text(point.payable)}" for point in chosen)
        st.altair_chart(curve_chart(found), width="stretch", theme=None, alt=f"{words}{twin}")
        rows = [(f"{point.days}日", show.yen_cell(point.payable)) for point in chosen]
        show.table(f"{service.name}の日数と、福祉の分で払う額", ("1か月に", "払う額"), rows, yen=1)
        others = [
            f"{other.name} {other.times}{show.counted(other.unit)}"
            for other in result.ledger("welfare").lines
            if other.service != service.id and other.before_cap.high
        ]
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


def side_by_side(result: Estimate, catalog: Catalog) -> None:
    """With and without papers and private services; a change of insurance; A, B, C."""
    try:
        others = alternatives(result.request, catalog)
    except FigureNotInForce:
        return
    words = catalog.explanations
    if others:
        rows = [(escape(store.said(words[one.key])), show.yen_cell(one.monthly)) for one in others]
        show.table("受給者証・民間のあるなしで", ("もし", "月に払う額"), rows, yen=1)
    changes = insurance_changes(result.request, catalog)
    if changes:
        with st.expander(
            store.words("親御さんが75歳になる・退職するとき", "親が75歳になる・退職するとき")
        ):
            rows = [
                (escape(store.said(words[one.key])), show.yen_cell(one.monthly)) for one in changes
            ]
            show.table("健康保険が変わったとき", ("もし", "月に払う額"), rows, yen=1)
            st.write(
                "保険が変わったら、受給者証の変更の届けが要ります。国保の保険料は入っていません。"
            )
    with st.expander("三つの組み合わせの費用をくらべる"):
        st.write(
            "記事にある三つの形を、よくある回数で数えます。計画とは、一歩のならびがちがいます。"
        )
        for one in pattern_costs(result.request, catalog):
            parts = (("いま", one.now), ("次", one.next), ("その先", one.later))
            rows = [(part, _amount(cost)) for part, cost in parts]
            caption = f"{one.pattern} {one.name}（よくある回数で、月に）"
            show.table(caption, ("いつ", "払う額"), rows, yen=1)


def whole_sums(result: Estimate, catalog: Catalog) -> bool:
    """Contracts, the whole sum in large type. True when there was one."""
    whole = [one for one in result.contracts if one.lump]
    for one in whole:
        parts = "と、".join(_besides(one))
        with_all = f"（{parts}も入れて）" if parts else ""
        st.write(f"{catalog.service(one.service).name}の契約は、{one.months}か月の全部で{with_all}")
        show.amount(one.whole, before="")
    return bool(whole)


def _besides(one: Contract) -> list[str]:
    """What the whole sum holds besides the price itself."""
    parts = (("入るときの費用", one.entry.high), ("交通費などの実費", one.extras))
    return [name for name, amount in parts if amount]


def by_month(request: CostRequest, result: Estimate, catalog: Catalog) -> None:
    """Contracts per month, then what the same months cost in public support."""
    for one in result.contracts:
        if one.lump:
            show.paragraphs(*_per_month(one), *_public(request, one, catalog))


def _per_month(one: Contract) -> tuple[str, ...]:
    said = f"契約を月で割ると、1か月あたり{one.monthly:,}円です。"
    if one.extras:
        said += f"交通費などの実費が、ほかに1か月{one.extras // one.months:,}円です。"
    if one.entry.high:
        said += f"入るときの費用{yen_text(one.entry)}は、はじめの月に別に数えます。"
    if not _besides(one):
        return (said,)
    parts = "と、".join(_besides(one))
    other = f"「民間をえらぶ」では、{parts}も月で割るので、{one.monthly_with_all:,}円と出ます。"
    return (said, other)


def _public(request: CostRequest, one: Contract, catalog: Catalog) -> tuple[str, ...]:
    """The same months by the same rule as on 「民間をえらぶ」, and which services are counted."""
    public = public_same_months(Quote(months=one.months), request, catalog, request.month)
    names = "、".join(catalog.service(service).name for service in public.services)
    if not public.has_sum:
        return (f"同じ{one.months}か月の公的な支援の額は、まだ出せません。", *public.refusals)
    least = "少なくとも" if public.at_least else ""
    whole = f"{public.whole.low:,}円" if public.at_least else yen_text(public.whole)
    usual = ""
    if public.usual:
        usual = "費用のかかる公的な支援をまだえらんでいないので、よくある組み合わせです。"
    year, month = public.month.split("-")
    rules = catalog.sheets.quotes.month.format(month=f"{year}年{int(month)}月")
    check = "（要確認）" if public.is_doubtful else ""
    return (
        f"同じ{one.months}か月、公的な支援なら、{least}{whole}です{check}。{rules}。",
        f"数えた支援: {names}。{usual}{catalog.provider.public.note}",
        *((catalog.provider.public.check,) if public.is_doubtful else ()),
        *public.refusals,
    )


def contracts(result: Estimate, catalog: Catalog) -> None:
    """What to look at before signing, and whom to ask; once for all contracts."""
    if any(one.red_flag for one in result.contracts):
        show.paragraphs(
            "一括の契約や、ふつうより高い料金です。契約の前に、支援センターか、"
            "次の窓口に見積もりを見てもらえます。",
            "本人の了解のない連れ出しは支援ではありません。",
            kind="caution",
        )
        st.html(danger.contact_list(catalog.hotlines_for("consumer")))
