"""The result of the estimate: sentence, amount, table, one chart, and the sum."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog, CostRequest, Estimate, YenRange, estimate_rest, yen_text
from core.charts import share_chart
from core.money import about_hundred
from pages.parts import show, store

FIELDS = {
    "person.age": "年齢",
    "welfare.tax": "本人（と配偶者）の住民税が、課税か非課税か（住民税の通知書・課税証明書）",
    "welfare.income_levy_yen": "市町村民税の所得割（住民税の通知書）",
    "welfare.certificate_cap_yen": "負担上限月額（障害福祉サービス受給者証）",
    "medical.certificate": "自立支援医療の受給者証があるか",
    "medical.tax": "同じ健康保険の人の住民税（住民税の通知書）",
    "medical.income_levy_yen": "同じ健康保険の人の所得割（住民税の通知書）",
    "medical.own_income_yen": "本人の前の年の収入（年金の通知など）",
    "medical.severe_and_continuing": "「重度かつ継続」にあたるか（主治医に聞く）",
    "medical.high_cost_class": "高額療養費の区分（健康保険に聞く）",
}


def _sentence(result: Estimate, whole: bool) -> str:
    if not whole:
        return f"計算できた分だけで、{yen_text(result.monthly)}です。決まっていない支援は入っていません。"
    if result.monthly.high == 0:
        return "利用料は0円の見込みです。交通費や電話代は別です。"
    if result.monthly.exact:
        return f"この月に払うのは、{yen_text(result.monthly)}の見込みです。"
    return f"この月に払うのは、{yen_text(result.monthly)}の見込みです。わからない項目の分だけ幅があります。"


def _reason(result: Estimate) -> str:
    welfare, age = result.ledger("welfare"), result.request.person.age
    if welfare.lines and (age is None or age >= 18):
        parents = store.words("親御さん", "親")
        return f"18歳以上の障害福祉サービスでは、{parents}の収入は見ません（通院の助成は別です）。"
    if welfare.lines:
        return "18歳未満の障害福祉サービスでは、保護者の世帯の住民税を見ます。"
    return ""


def _ledgers(result: Estimate) -> None:
    rows = []
    for ledger in result.ledgers:
        if not ledger.lines:
            continue
        paid = [line for line in ledger.lines if line.before_cap.high]
        names = "、".join(f"{line.name} {line.times}{line.unit}" for line in paid) or "利用料なし"
        cap = "月の上限はありません" if ledger.cap is None else f"月の上限 {yen_text(ledger.cap)}"
        if ledger.cap is None and ledger.name == "medical":
            cap = "月の上限は、人によって違います"
        rows.append(
            (
                f"{show.LEDGER_NAMES[ledger.name]}<br><small>{escape(names)}<br>{cap}</small>",
                show.yen_cell(ledger.payable),
            )
        )
    rows.append(("合計", show.yen_cell(result.monthly)))
    show.table("この月に払う額", ("支援と上限", "払う額"), rows, yen=1)


def _chart(result: Estimate) -> None:
    cap = result.ledger("welfare").cap
    chart = share_chart(result)
    if chart is None:
        return
    st.subheader("支援ごとの額（上限で止まる前）", anchor=False)
    lines = [line for ledger in result.ledgers for line in ledger.lines if line.before_cap.high]
    twin = "。".join(f"{line.name} {yen_text(line.before_cap)}" for line in lines)
    st.altair_chart(chart, width="stretch", theme=None, alt=f"支援ごとの月の額。{twin}")
    if cap is not None and cap.exact and result.ledger("welfare").lines:
        st.write(
            f"点線は、障害福祉の上限 {yen_text(cap)}です。障害福祉の合計は、ここで止まります。"
        )
    st.write("濃い色は低いほうの額、うすい色は高いほうの額までです。")


def _narrow(result: Estimate, catalog: Catalog) -> None:
    items = []
    for one in result.unknowns[:3]:
        if one.field.startswith("usages."):
            usage = result.request.usages[int(one.field.split(".")[1])]
            words = f"{catalog.service(usage.service).name}の料金（事業所の見積もり）"
        else:
            words = FIELDS.get(one.field, one.field)
        items.append(
            f"<li>{escape(words)} … 幅が約{about_hundred(one.narrows):,}円せまくなります</li>"
        )
    if items:
        st.subheader("先に確かめるとよいこと", anchor=False)
        st.html(f"<ol>{''.join(items)}</ol>")


def _beside(result: Estimate, catalog: Catalog) -> None:
    """The source article's figures next to the family's own, and why they differ."""
    figures, month = catalog.figures, result.month
    keys = ("seed.welfare_monthly.low", "seed.welfare_monthly.high", "stat.zero_payers_percent")
    if not result.ledger("welfare").lines or not all(figures.has(key, month) for key in keys):
        return
    seed = YenRange(figures.yen(keys[0], month), figures.yen(keys[1], month))
    share = figures.at(keys[2], month)
    with st.expander(f"よく見る「月{yen_text(seed)}」とちがう理由"):
        st.write(f"記事などでは「月{yen_text(seed)}」と書かれることがあります。")
        st.write(
            f"実際には、障害福祉サービスを使う人の{share.value}%が0円でした。"
            "住民税が非課税の人と、生活保護の人が多いためです。"
        )
        st.write(
            "課税の人、配偶者に収入のある人、グループホームの人には、あてはまらないことがあります。"
        )
        st.html(show.source_line(share))


def _checks(result: Estimate) -> None:
    if any(line.needs_check for ledger in result.ledgers for line in ledger.lines):
        st.html(
            f"<p>{show.CHECK_TAG}料金の目安に、確かめきれていない数字が入っています。"
            "事業所の見積もりを入れると、その額で計算します。</p>"
        )


def headline(request: CostRequest, catalog: Catalog) -> None:
    """The amount so far, above the questions."""
    if request.usages:
        result, refused = estimate_rest(request, catalog)
        if result.request.usages:
            st.write("いまの答えで計算できた分は" if refused else "いまの答えでは")
            show.amount(result.monthly)


def show_result(request: CostRequest, catalog: Catalog) -> None:
    """Everything below the questions."""
    st.header(store.words("この家族が払う額", "わたしが払う額"), anchor=False)
    if not request.usages:
        st.write("使いたい支援を一つ足すと、ここに金額が出ます。")
        return
    result, refused = estimate_rest(request, catalog)
    for one in refused:
        show.paragraphs(str(one), "ほかの支援の金額は、下に出ています。", kind="caution")
    if result.request.usages:
        show.amount(result.monthly)
        st.write(_sentence(result, whole=not refused))
    reason = _reason(result)
    if reason:
        st.write(reason)
    _checks(result)
    _ledgers(result)
    private = result.ledger("private")
    if private.lines:
        st.write(
            f"公的な支援と会費だけなら月{yen_text(result.public_monthly)}、"
            f"民間を足すと月{yen_text(result.monthly)}です。"
        )
    for saving in result.savings:
        words = store.said(catalog.explanations[saving.action])
        st.write(f"{words}と、月{yen_text(saving.monthly)}少なくなる見込みです。")
    _chart(result)
    with st.expander("計算を見る"):
        show.explanation(result, catalog, store.answerer())
    _narrow(result, catalog)
    _beside(result, catalog)
    year = yen_text(result.twelve_months)
    st.write(f"同じ使い方を12か月続けると、{year}です。この月の決まりで計算しています。")
    st.caption(f"計算した日 {store.today()}。診断書の料金などの一度だけの費用は入っていません。")
