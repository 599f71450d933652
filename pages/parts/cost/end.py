"""The end of the talk: the picture of what is paid, one sentence, and the folds behind it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog, Estimate, YenRange, said, yen_text
from core.cost.line import Line
from core.cost.shown import Paid, PaidBy, is_share_of_contract, paid_by, sum_kind
from core.plan import sum as the_sum
from pages.parts.cost import compare, form, result, told, walk
from pages.parts.cost.walk import LIST, SERVICES, Here
from pages.parts.kit import html, picture, plan_sum, roles, show
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.labels import title_of

NEXT = "次へ：くみあわせプラン"


def show_end(here: Here, changed: str, catalog: Catalog) -> None:
    """What is paid, and the ways on."""
    walk.stay_at("")
    st.set_page_config(page_title=title_of("払う額", "費用の見積もり"))
    html.write(tag('<span data-ashiba-at="{}"></span>', walk.address(walk.END)))
    with st.container(key="wide_cost_end"):
        with st.container(key="ce_head"):
            st.title("費用の見積もり", anchor=False)
            _head(here, catalog)
            words = told.told(here.plan, changed)
            if words and not words.endswith(the_sum.UNCHANGED):
                html.write(tag('<p class="ce-told" role="status">{}</p>', words))
        with st.container(key="ce_paid"):
            _paid(here, catalog)
        with st.container(key="ce_on"):
            _on(here)
        with st.container(key="ce_folds"):
            _folds(here, catalog)


def show_list(here: Here, changed: str, catalog: Catalog) -> None:
    """All answers in one list, the amount in sight, and what is paid below."""
    st.set_page_config(page_title=title_of("答えの一覧", "費用の見積もり"))
    html.write(tag('<span data-ashiba-at="list"></span>'))
    told.forget()
    walk.stay_at("")
    by_field = {one.field: one.message for one in here.faults}
    with st.container(key="wide_cost_list"):
        with st.container(key="cl_form"):
            st.title("費用の答えの一覧", anchor=False)
            st.write("わかるところだけで計算します。わからないところは、幅で出ます。")
            with st.container():
                _offers(here, catalog)
                form.from_plan(here.plan, catalog)
            # Each part in a place of its own: what is opened below stays open when one grows.
            with st.container():
                form.services(catalog, by_field)
            with st.container():
                form.person(catalog, by_field)
            with st.container():
                form.welfare(catalog, by_field, here.request.by_guardians)
            with st.container():
                form.medical(catalog, by_field, here.request.over_70)
        with st.container(key="c_amount"):
            told.amount(here.plan, here.request, catalog, changed)
    here = walk.look(catalog)  # a question that is no longer asked may have been forgotten
    with st.container(key="cl_end"):
        _whole(here, catalog)
        _sentences(here, catalog)
        with st.container(key="ce_paid"):
            _paid(here, catalog)
        roles.go("払う額の絵を見る", "cost_end", quiet=True, on_click=walk.go, args=(walk.END,))
        result.folds(here.result, catalog)


# -- the head ---------------------------------------------------------------------------------


def _head(here: Here, catalog: Catalog) -> None:
    _whole(here, catalog)
    html.write(told.head(here.plan, here.request, catalog))
    _sentences(here, catalog)


def _whole(here: Here, catalog: Catalog) -> None:
    """Contracts first, in one sum."""
    if here.request.usages and plan_sum.counted(here.plan):
        compare.whole_sums(here.result, catalog)


def _sentences(here: Here, catalog: Catalog) -> None:
    """What cannot be said, why there is a range, whose income counts, what to be careful about."""
    if not here.request.usages:
        st.write("使いたい支援を一つ足すと、ここに金額が出ます。")
        return
    for words in dict.fromkeys(one.told for one in here.refused):
        show.paragraphs(words, "ほかの支援の金額は、下に出ています。", kind="caution")
    html.write(
        tag(
            '<div class="ce-why">{}</div>',
            html.lines(_sentence(here), told.reason(here.plan, catalog)),
        )
    )
    compare.by_month(here.request, here.result, catalog)
    result.cautions(here.result, catalog)
    compare.contracts(here.result, catalog)


def _sentence(here: Here) -> str:
    kind = sum_kind(here.request, here.result)
    if kind == "nothing":
        return "利用料は0円の見込みです。交通費や電話代は別です。"
    return "わからない分だけ、幅があります。" if kind == "range" else ""


# -- the picture ------------------------------------------------------------------------------


def _paid(here: Here, catalog: Catalog) -> None:
    """What is paid for each service, the largest first, by one yardstick; what is private apart."""
    if not here.result.request.usages:
        return
    found = paid_by(here.result, catalog)
    public = joined(_row(one, found.top, catalog) for one in found.public) + _free(found)
    ranges = not all(one.amount.exact for one in (*found.public, *found.private))
    html.write(
        tag('<h2 class="ce-name">払う額の大きい順</h2><ul class="paid">{}</ul>', public)
        if public
        else NOTHING,
        joined(tag('<p class="small soft">{}</p>', one) for one in _limits(found, catalog)),
        _private(found, here.result, catalog),
        picture.bar_key() if ranges else NOTHING,
    )


def _row(one: Paid, top: int, catalog: Catalog) -> Markup:
    if len(one.lines) == 1:
        (line,) = one.lines
        name, small = line.name, _often(line)
    else:
        names = "、".join(f"{line.name}{_often(line, ' ')}" for line in one.lines)
        name, small = f"{catalog.sheets.sums.ledgers[one.ledger]}、合わせて", names
    return tag(
        '<li><p><span class="p-name">{} <small>{}</small></span><b class="p-yen">{}</b></p>{}</li>',
        name,
        small,
        _ends(one.amount),
        picture.month_bar(one.amount.low, one.amount.high, top),
    )


def _often(line: Line, before: str = "") -> str:
    """How often it is used in the month; nothing for what is paid by the month."""
    if is_share_of_contract(line):
        return f"{before}契約の1か月分"
    if line.unit == "月" or not line.times:
        return ""
    return f"{before}月{said.count(line.times, line.unit)}"


def _ends(amount: YenRange) -> Markup:
    ends = said.yen_ends(amount.low, amount.high)
    return joined((tag('<span class="nb">{}</span>', one) for one in ends), Markup("<wbr>"))


def _free(found: PaidBy) -> Markup:
    """Those without any fee, in one line; beside others only how many, their names at a tap."""
    if not found.free:
        return NOTHING
    if found.public and len(found.free) > 1:
        name = f"利用料0円の支援 {len(found.free)}つ"
        return tag('<li class="paid-free">{}</li>', html.fold(name, html.lines(*found.free)))
    return tag(
        '<li><p><span class="p-name">利用料のかからない支援 <small>{}</small></span>'
        '<b class="p-yen">0円</b></p></li>',
        "、".join(found.free),
    )


def _limits(found: PaidBy, catalog: Catalog) -> list[str]:
    """Which ledgers stop at their cap."""
    told = []
    for one in found.limited:
        if one.name in ("welfare", "medical") and one.cap is not None and one.cap.high:
            name = catalog.sheets.sums.ledgers[one.name]
            told.append(f"{name}は、合わせて月の上限 {yen_text(one.cap)}で止まります。")
    return told


def _private(found: PaidBy, estimate: Estimate, catalog: Catalog) -> Markup:
    if not found.private:
        return NOTHING
    rest = estimate.public_monthly
    return tag(
        '<section class="ce-private"><h2 class="ce-name">民間は、別に<small>（上限・助成なし）'
        '</small></h2><ul class="paid">{}</ul><p class="ce-all"><span>民間をのぞくと</span>'
        "<b>{}</b></p></section>",
        joined(_row(one, found.top, catalog) for one in found.private),
        _ends(rest),
    )


# -- the ways on ------------------------------------------------------------------------------


def _on(here: Here) -> None:
    roles.go(NEXT, "forward", **roles.to("plan.py"))
    with st.container(key="ce_ways"):
        back = walk.before(walk.END)
        roles.leave("質問にもどる", "cost_end", on_click=walk.go, args=(back,))
        roles.leave("一覧で直す", "cost_list", "list", on_click=walk.go, args=(LIST,))


def _offers(here: Here, catalog: Catalog) -> None:
    """What is counted and has no step in the plan."""
    if here.plan.offers:
        with st.expander("計画にも入れる支援", key="open_cost_offers"):
            plan_sum.offers(here.plan, catalog)


def _further(catalog: Catalog) -> None:
    walk.go_further()
    walk.go_next(catalog)


def _folds(here: Here, catalog: Catalog) -> None:
    """Other services, asking on, what the plan has besides, and what lies behind the amount."""
    roles.unfold("支援を足す・外す", "cost_which", on_click=walk.go, args=(SERVICES,))
    if here.talk.open and here.talk.next is None:
        most = said.yen(max(one.narrows for one in here.talk.open))
        label = f"続けて聞く（多くて{most}の差）"
        roles.unfold(label, "cost_further", on_click=_further, args=(catalog,))
    elif here.talk.next is not None:
        roles.unfold("続きの質問に答える", "cost_next", on_click=walk.go, args=(here.talk.next,))
    _offers(here, catalog)
    if here.result.request.usages:
        result.folds(here.result, catalog)
        return
    st.caption(result.made_words(here.result))
