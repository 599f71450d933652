"""The sum behind the amount, what it leaves out, and what makes it less: the folds of the end."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog, Estimate, said, yen_text
from core.cost.estimate import LedgerResult
from core.cost.explain import notice_words
from core.cost.line import Line
from core.cost.savings import Saving
from core.cost.shown import (
    Paying,
    TimeRow,
    cap_differs,
    contract_times,
    is_doubtful,
    is_share_of_contract,
    narrowings,
    paid_lines,
    paper_fees,
    private_beside,
    times_ahead,
    used_ledgers,
    welfare_beside,
)
from core.cost.unknowns import unknown_words
from core.figures import Figure
from pages.parts.cost import compare
from pages.parts.cost.fold import fold
from pages.parts.kit import html, show, store
from pages.parts.kit.html import NOTHING, joined, tag


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
        name = catalog.sheets.sums.ledgers[ledger.name]
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


def _narrow(result: Estimate, catalog: Catalog) -> None:
    items = joined(
        tag(
            "<li>{} … 幅が約{}せまくなります</li>",
            store.said(unknown_words(one.field, result.request, catalog)),
            yen_text(one.about),
        )
        for one in narrowings(result)
    )
    html.write(tag("<ol>{}</ol>", items))


def _beside(result: Estimate, catalog: Catalog) -> None:
    """The source articles' figures next to the family's own, and why they differ."""
    found = welfare_beside(result, catalog)
    if found is None:
        return
    articles, own = yen_text(found.articles), yen_text(found.own)
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
    show.table("診断書などの料金", ("書類", "料金"), rows, yen=1)
    st.write("1回だけの料金の目安です。月の額には入っていません。")
    for line in dict.fromkeys(map(show.source_line, figures)):
        html.write(line)


def _paper(figure: Figure) -> Markup:
    return tag("{}{}", figure.label, show.CHECK_TAG if figure.needs_check else NOTHING)


def cautions(result: Estimate, catalog: Catalog) -> None:
    if is_doubtful(result):
        html.write(
            tag(
                '<div class="ce-doubt"><p>{}料金の目安に、未確認の数字があります。</p></div>',
                show.CHECK_TAG,
            )
        )
    for key in result.notices:
        words = notice_words(key, result.month, catalog)
        show.paragraphs(store.said(words), kind="caution")


def _savings(result: Estimate, catalog: Catalog) -> None:
    rows = [(_saving(one, catalog), show.yen_cell(one.monthly)) for one in result.savings]
    if not rows:
        st.write("いまの答えでは、見つかりませんでした。")
        return
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


def folds(result: Estimate, catalog: Catalog) -> None:
    """Everything behind the amount, each part counted when it is opened."""
    fold("計算を見る", "sums", lambda: _sums(result, catalog))
    fold("もっと下げられること", "less", lambda: _savings(result, catalog))
    if not result.monthly.exact:
        fold("先に確かめるとよいこと", "narrow", lambda: _narrow(result, catalog))
    compare.folds(result, catalog)
    fold("はじめの月・12か月・書類", "year", lambda: _times_ahead(result, catalog))
    if welfare_beside(result, catalog) or private_beside(result, catalog):
        fold("よく見る金額とちがう理由", "beside", lambda: _besides(result, catalog))


def made_words(result: Estimate) -> str:
    """By the rules of which month it was counted, and when."""
    made = said.day(store.today())
    return f"{said.month(result.month)}の決まりで、{made}に計算しました。"


def _sums(result: Estimate, catalog: Catalog) -> None:
    st.caption(made_words(result))
    _ledgers(result, catalog)
    show.explanation(result, catalog, store.answerer())


def _times_ahead(result: Estimate, catalog: Catalog) -> None:
    _year(result, catalog)
    _papers(result, catalog)


def _besides(result: Estimate, catalog: Catalog) -> None:
    _beside(result, catalog)
    _private_beside(result, catalog)
