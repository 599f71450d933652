"""The result of the estimate: the amount and its reason first, then the sum behind it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest, Estimate, Plan, estimate_rest, said, yen_text
from core.charts import share_chart
from core.cost.estimate import LedgerResult
from core.cost.explain import notice_words
from core.cost.line import Line
from core.cost.savings import Saving
from core.cost.shown import (
    Paying,
    TimeRow,
    all_paid_lines,
    cap_differs,
    contract_times,
    has_welfare,
    is_doubtful,
    is_share_of_contract,
    narrowings,
    not_counted,
    paid_lines,
    paper_fees,
    private_beside,
    sum_kind,
    times_ahead,
    used_ledgers,
    welfare_beside,
    welfare_cap,
)
from core.cost.unknowns import unknown_words
from core.figures import Figure
from pages.parts.cost import compare
from pages.parts.kit import html, plan_sum, show, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.size import chart_letters


def _left_out(request: CostRequest, result: Estimate, catalog: Catalog) -> str:
    """The names of the services that could not be counted."""
    return "・".join(catalog.service(one).name for one in not_counted(request, result))


def _sentence(request: CostRequest, result: Estimate, catalog: Catalog) -> str:
    total = yen_text(result.monthly)
    kind = sum_kind(request, result)
    if kind == "rest":
        return f"{_left_out(request, result, catalog)}を除いて、{total}です。"
    if kind == "nothing":
        return "利用料は0円の見込みです。交通費や電話代は別です。"
    range_words = "わからない項目の分だけ幅があります。" if kind == "range" else ""
    return f"この月に払うのは、{total}の見込みです。{range_words}"


def _reason(result: Estimate) -> str:
    if not has_welfare(result):
        return ""
    if result.request.by_guardians:
        return (
            "障害福祉サービスでは、18歳未満（入所では20歳未満）は、保護者の世帯の住民税を見ます。"
        )
    parents = store.words("親御さん", "親")
    return f"18歳以上の障害福祉サービスでは、{parents}の収入は見ません（通院の助成は別です）。"


def _how_often(line: Line, times: int) -> str:
    """「4回」; of a contract, the month's part of its sum."""
    return "契約の1か月あたり" if is_share_of_contract(line) else said.count(times, line.unit)


def _used(line: Line, result: Estimate, catalog: Catalog) -> str:
    """「民間の訪問支援 4回」; of a contract whose times do not divide its month, both."""
    times = contract_times(line, result, catalog)
    counted = f"（{said.count(times, catalog.service(line.service).unit)}）" if times else ""
    return f"{line.name} {_how_often(line, line.times)}{counted}"


def _cap(ledger: LedgerResult) -> str:
    if cap_differs(ledger):
        return "月の上限は、人によって違います"
    return "月の上限はありません" if ledger.cap is None else f"月の上限 {yen_text(ledger.cap)}"


def _ledgers(result: Estimate, catalog: Catalog) -> None:
    rows: list[tuple[str, str]] = []
    for ledger in used_ledgers(result):
        names = "、".join(_used(line, result, catalog) for line in paid_lines(ledger))
        name = show.LEDGER_NAMES[ledger.name]
        below = (names or "利用料なし", _cap(ledger))
        rows.append(
            (tag("{}<br><small>{}<br>{}</small>", name, *below), show.yen_cell(ledger.payable))
        )
    rows.append((catalog.plan.rules.total, show.yen_cell(result.monthly)))
    show.table("この月に払う額", ("支援と上限", "払う額"), rows, yen=1)
    if result.income:
        st.write(f"工賃・給料は月{yen_text(result.income)}です。払う額からは引いていません。")
    if result.refund_later.high:
        back = yen_text(result.refund_later)
        st.write(f"世帯の合計が基準額を超えるので、申請すると月{back}があとで戻ります。")


def _chart(result: Estimate) -> None:
    chart = share_chart(result, chart_letters())
    if chart is None:
        return
    st.subheader("支援ごとの額（上限で止まる前）", anchor=False)
    lines = all_paid_lines(result)
    twin = "。".join(f"{line.name} {yen_text(line.before_cap)}" for line in lines)
    st.altair_chart(chart, width="stretch", theme=None, alt=f"支援ごとの月の額。{twin}")
    cap = welfare_cap(result)
    if cap is not None:
        stops = "障害福祉の合計は、ここで止まります。"
        st.write(f"点線は、障害福祉の上限 {yen_text(cap)}です。{stops}")
    st.write("濃い色は低いほうの額、うすい色は高いほうの額までです。")


def _narrow(result: Estimate, catalog: Catalog) -> None:
    items = joined(
        tag(
            "<li>{} … 幅が約{}せまくなります</li>",
            store.said(unknown_words(one.field, result.request, catalog)),
            yen_text(one.about),
        )
        for one in narrowings(result)
    )
    if items:
        st.subheader("先に確かめるとよいこと", anchor=False)
        html.write(tag("<ol>{}</ol>", items))


def _beside(result: Estimate, catalog: Catalog) -> None:
    """The source articles' figures next to the family's own, and why they differ."""
    found = welfare_beside(result, catalog)
    if found is None:
        return
    articles, own = yen_text(found.articles), yen_text(found.own)
    with st.expander(f"よく見る「月{articles}」とちがう理由"):
        st.write(f"記事などでは「月{articles}」と書かれることがあります。ここでは月{own}です。")
        st.write(
            f"実際には、障害福祉サービスを使う人の{found.zero_payers.value}%が0円でした。"
            "住民税が非課税の人と、生活保護の人が多いためです。"
        )
        st.write(
            "課税の人、配偶者に収入のある人、グループホームの人には、あてはまらないことがあります。"
        )
        html.write(show.source_line(found.zero_payers))


def _private_beside(result: Estimate, catalog: Catalog) -> None:
    """The source article's price per time next to what the family entered."""
    found = private_beside(result, catalog)
    if found is None:
        return
    articles = yen_text(found.articles)
    own = "、".join(f"{one.name} {_how_often(one, 1)} {yen_text(one.gross)}" for one in found.lines)
    st.write(f"民間の支援は、記事などでは「1回{articles}」と書かれています。ここでは、{own}です。")
    st.write("民間の料金には決まりがなく、交通費や初回の料金、時間の長さで変わります。")


def _papers(result: Estimate, catalog: Catalog) -> None:
    """What doctors' papers cost once, apart from the month."""
    figures = paper_fees(result, catalog)
    rows = [(_paper(one), yen_text(one.yen)) for one in figures]
    with st.expander("書類の料金の目安（1回だけ。月の額には入っていません）"):
        show.table("診断書などの料金", ("書類", "料金"), rows, yen=1)
        for line in dict.fromkeys(map(show.source_line, figures)):
            html.write(line)


def _paper(figure: Figure) -> Markup:
    return tag("{}{}", figure.label, show.CHECK_TAG if figure.needs_check else NOTHING)


def _cautions(result: Estimate, catalog: Catalog) -> None:
    if is_doubtful(result):
        html.write(
            tag(
                "<p>{}料金の目安に、確かめきれていない数字が入っています。"
                "事業所の見積もりを入れると、その額で計算します。</p>",
                show.CHECK_TAG,
            )
        )
    for key in result.notices:
        words = notice_words(key, result.month, catalog)
        show.paragraphs(store.said(words), kind="caution")


def _savings(result: Estimate, catalog: Catalog) -> None:
    rows = [(_saving(one, catalog), show.yen_cell(one.monthly)) for one in result.savings]
    if rows:
        show.table("申請すると少なくなるかもしれないこと", ("すること", "月に減る額"), rows, yen=1)


def _saving(one: Saving, catalog: Catalog) -> str:
    words = store.said(catalog.explanations[one.action])
    if one.fee is None:
        return words
    months = one.months_to_recover
    after = "" if months is None else f"。{said.count(months, '月')}で元がとれます"
    fee = yen_text(one.fee)
    return tag("{}<br><small>診断書の料金 {}（1回・要確認）{}</small>", words, fee, after)


_PAYING: dict[Paying, str] = {
    "ahead": "契約をまとめて先払いなら（1回だけの費用も入れて）",
    "spread": "契約を月ごとに払うなら（1回だけの費用も入れて）",
}


def _when(row: TimeRow, catalog: Catalog) -> str:
    """The time of an amount, and how contracts are then paid."""
    if row.once is not None:
        name = catalog.service(row.once.service).name
        return f"{name}：{store.said(catalog.explanations[row.once.key])}"
    name = {"usual": "いつもの月", "first": "はじめの月", "year": "12か月"}[row.kind]
    if row.paying:
        return tag("{}<br><small>{}</small>", name, _PAYING[row.paying])
    return f"{name}（1回だけの費用も入れて）" if row.kind == "first" else name


def _year(result: Estimate, catalog: Catalog) -> None:
    rows = [(_when(row, catalog), show.yen_cell(row.amount)) for row in times_ahead(result)]
    show.table("はじめの月と、12か月", ("いつ", "払う額"), rows, yen=1)
    st.write("12か月は、この月の決まりのままで計算しています。")


def headline(plan: Plan, request: CostRequest, catalog: Catalog) -> None:
    """The sum so far, above the questions, and what the last answer did to it.

    The plan's sum: it counts what is counted here, and its own steps where nothing is.
    """
    changed = plan_sum.change(plan, request, catalog)
    if plan.estimate is None:
        return
    if not request.usages:
        plan_sum.headline(plan, catalog, "計画の「いま」と「次」で数えています")
    elif plan_sum.counted(plan):
        compare.whole_sums(plan.estimate, catalog)
        left_out = _left_out(request, plan.estimate, catalog)
        plan_sum.headline(plan, catalog, f"{left_out}を除く" if left_out else "")
    plan_sum.say(plan_sum.told() + changed)


def show_result(request: CostRequest, catalog: Catalog) -> None:
    """Everything below the questions."""
    st.header(store.words("この家族が払う額", "わたしが払う額"), anchor=False)
    if not request.usages:
        st.write("使いたい支援を一つ足すと、ここに金額が出ます。")
        return
    result, refused = estimate_rest(request, catalog)
    for told in dict.fromkeys(one.told for one in refused):
        show.paragraphs(told, "ほかの支援の金額は、下に出ています。", kind="caution")
    if result.request.usages:
        name = catalog.plan.rules.total
        if compare.whole_sums(result, catalog):
            compare.by_month(request, result, catalog)
            name = f"{name}（契約は月で割って、ほかの支援と足しています）"
        st.write(name)
        show.amount(result.monthly)
        st.write(_sentence(request, result, catalog))
    reason = _reason(result)
    if reason:
        st.write(reason)
    _cautions(result, catalog)
    compare.contracts(result, catalog)
    _ledgers(result, catalog)
    with st.expander("計算を見る"):
        show.explanation(result, catalog, store.answerer())
    _chart(result)
    _savings(result, catalog)
    _narrow(result, catalog)
    compare.curve(result, catalog)
    compare.side_by_side(result, catalog)
    _year(result, catalog)
    _beside(result, catalog)
    _private_beside(result, catalog)
    _papers(result, catalog)
    st.caption(f"計算した日 {store.today()}。診断書などの書類の料金は入っていません。")
