"""The result of the estimate: the amount and its reason first, then the sum behind it."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog, CostRequest, Estimate, Plan, YenRange, estimate_rest, yen_text
from core.charts import share_chart
from core.cost.line import Line
from core.money import about_hundred
from pages.parts.cost import compare
from pages.parts.kit import plan_sum, show, store


def _left_out(request: CostRequest, result: Estimate, catalog: Catalog) -> str:
    """The names of the services that could not be counted."""
    counted = {usage.service for usage in result.request.usages}
    names = [u.service for u in request.usages if u.service not in counted]
    return "・".join(catalog.service(name).name for name in names)


def _sentence(result: Estimate, left_out: str) -> str:
    if left_out:
        return f"{left_out}を除いて、{yen_text(result.monthly)}です。"
    if result.monthly.high == 0:
        return "利用料は0円の見込みです。交通費や電話代は別です。"
    if result.monthly.exact:
        return f"この月に払うのは、{yen_text(result.monthly)}の見込みです。"
    return f"この月に払うのは、{yen_text(result.monthly)}の見込みです。わからない項目の分だけ幅があります。"


def _reason(result: Estimate) -> str:
    if not result.ledger("welfare").lines:
        return ""
    if result.request.by_guardians:
        return (
            "障害福祉サービスでは、18歳未満（入所では20歳未満）は、保護者の世帯の住民税を見ます。"
        )
    parents = store.words("親御さん", "親")
    return f"18歳以上の障害福祉サービスでは、{parents}の収入は見ません（通院の助成は別です）。"


def _how_often(line: Line) -> str:
    """「4回」; of a contract, the month's part of its sum."""
    if line.note == "lump":
        return "契約の1か月あたり"
    return f"{line.times}{show.counted(line.unit)}"


def _used(line: Line, result: Estimate, catalog: Catalog) -> str:
    """「民間の訪問支援 4回」; of a contract whose times do not divide its month, both."""
    times = ""
    service = catalog.service(line.service)
    if line.note == "contract" and line.unit != service.unit:
        count = next(one.times for one in result.request.usages if one.service == line.service)
        times = f"（{count}{show.counted(service.unit)}）" if count else ""
    return f"{line.name} {_how_often(line)}{times}"


def _ledgers(result: Estimate, catalog: Catalog) -> None:
    rows = []
    for ledger in result.ledgers:
        if not ledger.lines:
            continue
        paid = [line for line in ledger.lines if line.before_cap.high]
        names = "、".join(_used(line, result, catalog) for line in paid) or "利用料なし"
        cap = "月の上限はありません" if ledger.cap is None else f"月の上限 {yen_text(ledger.cap)}"
        if ledger.cap is None and ledger.name == "medical":
            cap = "月の上限は、人によって違います"
        rows.append(
            (
                f"{show.LEDGER_NAMES[ledger.name]}<br><small>{escape(names)}<br>{cap}</small>",
                show.yen_cell(ledger.payable),
            )
        )
    rows.append((catalog.plan.rules.total, show.yen_cell(result.monthly)))
    show.table("この月に払う額", ("支援と上限", "払う額"), rows, yen=1)
    if result.income:
        st.write(f"工賃・給料は月{result.income:,}円です。払う額からは引いていません。")
    if result.refund_later.high:
        st.write(
            f"世帯の合計が基準額を超えるので、申請すると月{yen_text(result.refund_later)}があとで戻ります。"
        )


def _chart(result: Estimate) -> None:
    chart = share_chart(result)
    if chart is None:
        return
    st.subheader("支援ごとの額（上限で止まる前）", anchor=False)
    lines = [line for ledger in result.ledgers for line in ledger.lines if line.before_cap.high]
    twin = "。".join(f"{line.name} {yen_text(line.before_cap)}" for line in lines)
    st.altair_chart(chart, width="stretch", theme=None, alt=f"支援ごとの月の額。{twin}")
    welfare = result.ledger("welfare")
    if welfare.lines and welfare.cap is not None and welfare.cap.exact:
        cap = yen_text(welfare.cap)
        st.write(f"点線は、障害福祉の上限 {cap}です。障害福祉の合計は、ここで止まります。")
    st.write("濃い色は低いほうの額、うすい色は高いほうの額までです。")


def _narrow(result: Estimate, catalog: Catalog) -> None:
    items = []
    for one in result.unknowns[:3]:
        if one.field.startswith("usages."):
            usage = result.request.usages[int(one.field.split(".")[1])]
            words = f"{catalog.service(usage.service).name}の料金（事業所の見積もり）"
        else:
            words = store.said(catalog.explanations[result.request.unknown_key(one.field)])
        narrows = about_hundred(one.narrows)
        items.append(f"<li>{escape(words)} … 幅が約{narrows:,}円せまくなります</li>")
    if items:
        st.subheader("先に確かめるとよいこと", anchor=False)
        st.html(f"<ol>{''.join(items)}</ol>")


def _beside(result: Estimate, catalog: Catalog) -> None:
    """The source articles' figures next to the family's own, and why they differ."""
    figures, month = catalog.figures, result.month
    keys = ("seed.welfare_monthly.low", "seed.welfare_monthly.high", "stat.zero_payers_percent")
    if not result.ledger("welfare").lines or not all(figures.has(key, month) for key in keys):
        return
    seed = YenRange(figures.yen(keys[0], month), figures.yen(keys[1], month))
    share = figures.at(keys[2], month)
    with st.expander(f"よく見る「月{yen_text(seed)}」とちがう理由"):
        own = yen_text(result.ledger("welfare").payable)
        st.write(
            f"記事などでは「月{yen_text(seed)}」と書かれることがあります。ここでは月{own}です。"
        )
        st.write(
            f"実際には、障害福祉サービスを使う人の{share.value}%が0円でした。"
            "住民税が非課税の人と、生活保護の人が多いためです。"
        )
        st.write(
            "課税の人、配偶者に収入のある人、グループホームの人には、あてはまらないことがあります。"
        )
        st.html(show.source_line(share))


def _asked(line: Line) -> str:
    if line.note == "lump":
        return "契約の1か月あたり"
    return f"1{show.counted(line.unit)}"


def _private_beside(result: Estimate, catalog: Catalog) -> None:
    """The source article's price per time next to what the family entered."""
    figures, month = catalog.figures, result.month
    low, high = "seed.private_per_time.low", "seed.private_per_time.high"
    lines = [
        line
        for line in result.ledger("private").lines
        if catalog.service(line.service).unit == "回" and line.times
    ]
    if not lines or not (figures.has(low, month) and figures.has(high, month)):
        return
    seed = yen_text(YenRange(figures.yen(low, month), figures.yen(high, month)))
    own = "、".join(f"{line.name} {_asked(line)} {yen_text(line.gross)}" for line in lines)
    st.write(f"民間の支援は、記事などでは「1回{seed}」と書かれています。ここでは、{own}です。")
    st.write("民間の料金には決まりがなく、交通費や初回の料金、時間の長さで変わります。")


def _papers(result: Estimate, catalog: Catalog) -> None:
    """What doctors' papers cost once, apart from the month."""
    figures = [
        one for one in catalog.figures.in_force(result.month) if one.key.startswith("paper.")
    ]
    rows = [
        (escape(one.label) + (show.CHECK_TAG if one.needs_check else ""), f"{one.value:,f}円")
        for one in figures
    ]
    with st.expander("書類の料金の目安（1回だけ。月の額には入っていません）"):
        show.table("診断書などの料金", ("書類", "料金"), rows, yen=1)
        for line in dict.fromkeys(map(show.source_line, figures)):
            st.html(line)


def _cautions(result: Estimate, catalog: Catalog) -> None:
    if any(line.needs_check for ledger in result.ledgers for line in ledger.lines):
        st.html(
            f"<p>{show.CHECK_TAG}料金の目安に、確かめきれていない数字が入っています。"
            "事業所の見積もりを入れると、その額で計算します。</p>"
        )
    for key in result.notices:
        show.paragraphs(store.said(catalog.explanations[key]), kind="caution")


def _savings(result: Estimate, catalog: Catalog) -> None:
    rows = []
    for one in result.savings:
        words = escape(store.said(catalog.explanations[one.action]))
        if one.fee is not None:
            months = one.months_to_recover
            after = "" if months is None else f"。{months}か月で元がとれます"
            words += f"<br><small>診断書の料金 {yen_text(one.fee)}（1回・要確認）{after}</small>"
        rows.append((words, show.yen_cell(one.monthly)))
    if rows:
        show.table("申請すると少なくなるかもしれないこと", ("すること", "月に減る額"), rows, yen=1)


def _year(result: Estimate, catalog: Catalog) -> None:
    rows = [("いつもの月", show.yen_cell(result.monthly))]
    for one in result.one_offs:
        name = catalog.service(one.service).name
        words = store.said(catalog.explanations[one.key])
        rows.append((f"{escape(name)}：{words}", show.yen_cell(one.amount)))
    lumps = any(one.maybe_in_advance for one in result.contracts)
    ahead = "<br><small>契約をまとめて先払いなら（1回だけの費用も入れて）</small>"
    spread = "<br><small>契約を月ごとに払うなら（1回だけの費用も入れて）</small>"
    if lumps:
        rows.append((f"はじめの月{ahead}", show.yen_cell(result.first_month_in_advance)))
    if result.one_offs:
        first = f"はじめの月{spread}" if lumps else "はじめの月（1回だけの費用も入れて）"
        rows.append((first, show.yen_cell(result.first_month)))
    longer = result.first_year_in_advance != result.first_year
    if longer:
        rows.append((f"12か月{ahead}", show.yen_cell(result.first_year_in_advance)))
    rows.append((f"12か月{spread}" if longer else "12か月", show.yen_cell(result.first_year)))
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
        st.write(_sentence(result, _left_out(request, result, catalog)))
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
