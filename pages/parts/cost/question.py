"""One question of the talk on the screen, its answers, and the ways from it.

Question, answers and amount stand in the first screenful; cost.css sets where.
"""

from __future__ import annotations

import streamlit as st

from core import Catalog, said
from core.case import read_age
from core.cost import talk as the_talk
from core.cost.asked import number_of
from core.cost_form import Placed, first_times, offered_services
from core.walk import parted
from pages.parts.cost import told, usage, walk
from pages.parts.cost.walk import END, LIST, SERVICES, Here
from pages.parts.kit import html, picture, plan_sum, roles, show, situation, store
from pages.parts.kit.fields import NUMBER, writing
from pages.parts.kit.html import tag
from pages.parts.kit.labels import title_of

_EMPTY = "cost_empty"
TYPE_OR_UNKNOWN = "数字を入れるか、「わからない」をえらんでください。"


def ask(field: str, here: Here, changed: str, catalog: Catalog) -> None:
    """The screen of one question."""
    number = number_of(walk.asked(), field)
    st.set_page_config(page_title=title_of(f"費用の質問{number}", "費用の見積もり"))
    html.write(tag('<span data-ashiba-at="{}"></span>', walk.address(field)))
    text, aside = _words(field, here, catalog)
    walk.stay_at(field if _is_typed(field, here, catalog) else "")
    with st.container(key="wide_cost"):
        left = "" if field == SERVICES or field in walk.asked() else _left(here)
        _progress(number, here.talk.left, left)
        with st.container(key="c_ask"):
            st.title(text, anchor=False)
            if aside:
                html.write(tag('<p class="c-aside">{}</p>', aside))
        with st.container(key="c_answers"):
            if field == SERVICES:
                _services(catalog)
            else:
                _answers(field, here, catalog)
        with st.container(key="c_typed"):
            _other(field, here, catalog)
            if field != SERVICES:
                show.hard_words(f"{text}{aside}", catalog, store.answerer())
        with st.container(key="c_ways"):
            _ways(field, here, catalog)
        with st.container(key="c_amount"):
            told.amount(here.plan, here.request, catalog, changed)


def _progress(number: int, left: int, words: str) -> None:
    html.write(
        tag(
            '<div class="c-way"><p><span>費用<em class="heard">の質問</em> {}</span><span>{}</span></p>{}</div>',
            number,
            words,
            picture.progress(number, number + max(left - 1, 0)),
        )
    )


def _left(here: Here) -> str:
    """About how many are left: an answer may spare some, and bring one."""
    left = here.talk.left
    return f"あと{left}問か{left + 1}問" if left < 6 else f"あと{left}問ほど"


# -- the words --------------------------------------------------------------------------------


def _words(field: str, here: Here, catalog: Catalog) -> tuple[str, str]:
    """The question, and what stands smaller below it."""
    if field == SERVICES:
        aside = "いくつでも、えらべます。あとで変えられます。"
        # A plan whose services are all free ticks no box.
        if walk.from_plan() and offered_services(store.part("usages"), catalog).paid:
            aside = "計画の支援に、印があります。"
        return "どの支援の費用を見ますか。", aside
    if field == "person.age":
        return store.words("本人は、何歳ですか。", "わたしは、何歳ですか。"), ""
    number = here.places.number(field)
    request = here.result.request
    row = the_talk.row_of(number, request, catalog)
    if row is not None:
        text, aside = parted(store.said(row.alone))
        name = ""
        if field.startswith("usages."):
            name = f"{_placed(field, catalog).name}："
        found = f"{row.found}でわかります。" if row.found else ""
        return name + text, row.help or aside or found
    placed = _placed(field, catalog)
    unit = said.counted(placed.service.unit)
    if field.endswith(f".{the_talk.TIMES}"):
        return f"{placed.name}は、ひと月に何{unit}くらい使いますか。", ""
    by_month = request.usages[here.places.names.index(placed.place)].price_per == "month"
    each = "ひと月" if by_month or unit == "か月" else f"1{unit}"
    if placed.service.cost_kind in ("welfare", "medical"):
        return (
            f"{placed.name}の料金は、{each}いくらですか。",
            "1割や3割になる前の、全部の額です。領収書や、事業所の紙にあります。",
        )
    return f"{placed.name}の料金は、{each}いくらですか。", ""


def _placed(field: str, catalog: Catalog) -> Placed:
    place = field.split(".")[1]
    offered = offered_services(store.part("usages"), catalog)
    return next(one for one in offered.put_in if one.place == place)


# -- which services ---------------------------------------------------------------------------


def _services(catalog: Catalog) -> None:
    """All that is counted and the usual ones in sight, the others in a fold."""
    offered = offered_services(store.part("usages"), catalog)
    counted = dict.fromkeys(one.service.id for one in offered.paid)
    usual = dict.fromkeys(one.id for one in catalog.services if one.in_sight)
    for service in counted | usual:
        _box(service, service in counted, catalog)
    with st.expander("ほかの支援", key="open_cost_more"):
        for one in offered.others:
            if one.id not in usual:
                _box(one.id, False, catalog)


def _box(service: str, chosen: bool, catalog: Catalog) -> None:
    one = catalog.service(service)
    times = store.get("usages", service, "times")
    small = ""
    if chosen and type(times) is int:
        small = f" :small[月{said.count(times, one.unit)}]" if one.unit != "月" else ""
    roles.choose(
        f"{one.name}{small}",
        f"service_{service}",
        chosen=chosen,
        many=True,
        on_click=_toggle,
        args=(service, catalog),
    )


def _toggle(service: str, catalog: Catalog) -> None:
    told.forget()
    name = catalog.service(service).name
    mine = [one for one in store.part("usages") if one.partition("-")[0] == service]
    for place in mine:
        store.drop("usages", place)
        walk.ask_no_more(f"usages.{place}.")
    if mine:
        plan_sum.done(f"{name}を外しました。")
        return
    store.put({"times": first_times(catalog.service(service))}, "usages", service)
    if catalog.service(service).unit != "月":
        walk.ask_first(f"usages.{service}.{the_talk.TIMES}")
    plan_sum.done(f"{name}を足しました。")


# -- the answers ------------------------------------------------------------------------------


def _answers(field: str, here: Here, catalog: Catalog) -> None:
    number, request = here.places.number(field), here.result.request
    options = the_talk.options(number, request, catalog)
    if _is_typed(field, here, catalog) and len(options) == 1:
        _typed(field, here, catalog)
        roles.go("次へ", "cost_typed", on_click=_typed_on, args=(field, catalog))
    was_asked = field in walk.asked()
    for at, one in enumerate(options):
        chosen = was_asked and the_talk.holds(number, one, request, catalog)
        words, _, small = store.said(one.words).partition("（")
        label = f"{words} :small[{small.removesuffix('）')}]" if small else words
        roles.choose(label, f"c_{at}", chosen=chosen, on_click=_choose, args=(field, at, catalog))


def _choose(field: str, at: int, catalog: Catalog) -> None:
    here = walk.look(catalog)
    number = here.places.number(field)
    option = the_talk.options(number, here.result.request, catalog)[at]
    told.remember(store.said(option.words).partition("（")[0], here.plan.total)
    if field == "person.age":
        store.put("", "age_text")
        store.put(None, "age")
    else:
        _put(number, option.value, here, catalog)
    walk.went(field, catalog)


def _put(number: str, value: object, here: Here, catalog: Catalog) -> None:
    for path, one in the_talk.fills(number, value, here.result.request, catalog).items():
        store.put(one, *walk.way_of(path, here))


def _other(field: str, here: Here, catalog: Catalog) -> None:
    """Another amount than those to choose from; how often besides what is usual."""
    if field == SERVICES:
        return
    number, request = here.places.number(field), here.result.request
    if field.endswith(f".{the_talk.TIMES}"):
        with st.expander("ほかの回数をえらぶ", key="open_cost_other"):
            usage.times(_placed(field, catalog), lambda: told.remember("回数", here.plan.total))
            roles.do(
                "この回数にする", "cost_times", "tick", on_click=walk.went, args=(field, catalog)
            )
        return
    options = the_talk.options(number, request, catalog)
    if not _is_typed(field, here, catalog) or len(options) == 1:
        return
    if _wrong(field, here, catalog):
        st.session_state["open_cost_other"] = True
    with st.expander("ほかの金額を入れる", key="open_cost_other", on_change="rerun"):
        _typed(field, here, catalog)
        roles.do("この金額にする", "cost_typed", "tick", on_click=_typed_on, args=(field, catalog))


def _is_typed(field: str, here: Here, catalog: Catalog) -> bool:
    if field == SERVICES:
        return False
    return the_talk.can_be_typed(here.places.number(field), here.result.request, catalog)


# -- what is typed ----------------------------------------------------------------------------


def _typed(field: str, here: Here, catalog: Catalog) -> None:
    """The field for an amount, with what is wrong beside it."""
    if field == "person.age":
        situation.age()
        if st.session_state.get(_EMPTY) == field and not store.get("age_text"):
            show.fault(TYPE_OR_UNKNOWN, "ashiba_age")
        return
    value = store.get(*_ways_typed(field, here, catalog)[0])
    writing(
        _label(field, here, catalog),
        NUMBER,
        _key(field, here, catalog),
        str(value) if isinstance(value, str | int) else "",
        lambda text: _write(field, text, catalog),
        wrong=_wrong(field, here, catalog),
        is_one=True,
        numeric=True,
        placeholder="わからないときは空のまま",
    )


def _label(field: str, here: Here, catalog: Catalog) -> str:
    row = the_talk.row_of(here.places.number(field), here.result.request, catalog)
    return store.said(row.label) if row is not None else "料金（円）"


def _key(field: str, here: Here, catalog: Catalog) -> str:
    row = the_talk.row_of(here.places.number(field), here.result.request, catalog)
    place = field.split(".")[1]
    return row.key.format(service=place) if row is not None else f"talk_price_{place}"


def _ways_typed(field: str, here: Here, catalog: Catalog) -> list[tuple[str | int, ...]]:
    """Where a typed answer stands: one field, or both ends of a price."""
    told_by = the_talk.fills(here.places.number(field), "1", here.result.request, catalog)
    return [walk.way_of(path, here) for path, value in told_by.items() if value == "1"]


def _write(field: str, text: str, catalog: Catalog) -> None:
    here = walk.look(catalog)
    told.remember(text.strip(), here.plan.total)
    _put(here.places.number(field), text.strip(), here, catalog)


def _wrong(field: str, here: Here, catalog: Catalog) -> str:
    """What is wrong in what was typed; "" for nothing."""
    if field == "person.age":
        return ""
    number = here.places.number(field)
    if not number:
        return ""
    paths = the_talk.fills(number, "1", here.result.request, catalog)
    for one in here.faults:
        if any(path == one.field or path.startswith(f"{one.field}.") for path in paths):
            return one.message
    empty = not store.get(*_ways_typed(field, here, catalog)[0])
    return TYPE_OR_UNKNOWN if empty and st.session_state.get(_EMPTY) == field else ""


def _typed_on(field: str, catalog: Catalog) -> None:
    """On from a typed answer, unless it is empty or cannot be read."""
    here = walk.look(catalog)
    st.session_state[_EMPTY] = ""
    if field == "person.age":
        text = str(store.get("age_text") or "")
        if read_age(text) is not None:
            told.remember(text, here.plan.total)
            walk.went(field, catalog)
        elif not text.strip():
            st.session_state[_EMPTY] = field
        return
    if not store.get(*_ways_typed(field, here, catalog)[0]):
        st.session_state[_EMPTY] = field
    elif not _wrong(field, here, catalog):
        walk.went(field, catalog)


# -- back and on ------------------------------------------------------------------------------


def _ways(field: str, here: Here, catalog: Catalog) -> None:
    back = walk.before(field)
    if back:
        roles.leave("もどる", "cost", on_click=walk.go, args=(back,))
    else:
        roles.leave("もどる", "cost_out", **roles.to("check.py"))
    roles.leave("一覧で直す", "cost_list", "list", on_click=walk.go, args=(LIST,))
    if field == SERVICES:
        roles.go("次へ", "cost_services", on_click=walk.went, args=(SERVICES, catalog))
    elif field in walk.asked():
        on = walk.after(field, here)
        label = "次へ" if on != END else "次へ：払う額"
        roles.go(label, "cost_on", quiet=True, on_click=walk.go, args=(on,))
