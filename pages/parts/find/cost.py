"""What one service costs, below the words about its cost."""

from __future__ import annotations

from markupsafe import Markup

from core import Catalog, CostRequest, YenRange, said
from core.catalog import Service
from core.find import has_usual_price, own_cost_said, usual_price
from pages.parts.kit import show, store
from pages.parts.kit.html import NOTHING, joined, tag


def cost_at(field: str, service: Service, request: CostRequest, catalog: Catalog) -> Markup:
    """Below the words about cost: the family's own amount, else the usual price."""
    if field != "cost_note":
        return NOTHING
    own = own_cost_said(service, request, catalog)
    if own is None:
        return _price(service, request.month, catalog)
    if own.amount is None:
        return tag("<br>{}", own.refusal or "この月の額は、まだ出せません。")
    return tag(
        "<br><strong>{}、月{}で {}</strong>{}"
        '<div class="ashiba-source">この支援だけを使う月の額です。{}'
        "理由と出典は「費用の見積もり」にあります。</div>",
        store.words("うちの答えでは", "わたしの答えでは"),
        said.count(own.times, service.unit),
        _kept(own.amount),
        tag(" {}", show.CHECK_TAG) if own.needs_check else NOTHING,
        own.told,
    )


def _kept(amount: YenRange, before: str = "") -> Markup:
    """An amount whose ends are never broken across lines."""
    first, *last = said.yen_ends(amount.low, amount.high)
    return joined(
        tag('<span class="ashiba-keep">{}</span>', end) for end in (f"{before}{first}", *last)
    )


def _price(service: Service, month: str, catalog: Catalog) -> Markup:
    """The usual price of what has no rule of the state, with its source."""
    if not has_usual_price(service):
        return NOTHING
    price = usual_price(service, month, catalog)
    if price is None:
        return tag("<br>この月の料金の目安は、まだ確かめていません。")
    return tag(
        "<br><strong>目安：{} {}</strong>{}",
        said.count(1, service.unit),
        _kept(price.each, "約"),
        show.source_line(price.figure),
    )
