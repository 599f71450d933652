"""「今まさに」 and the other dangers of the answers on the screen. Which and what: core.alerts."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from core import Catalog, StageCheck
from core.alerts import Alerts, Fold
from core.case import read_age
from core.catalog import Danger
from pages.parts.kit import danger, html, local, store
from pages.parts.kit.html import NOTHING, joined


def of(check: StageCheck, catalog: Catalog) -> Alerts:
    """The dangers of a check, told to whoever answers."""
    age = store.get("age")
    return Alerts(
        check=check,
        catalog=catalog,
        answerer=store.answerer(),
        age=read_age(str(age)) if type(age) is int else None,  # a tab may hold anything
        place=local.place(catalog)[0],
    )


def now_panel(one: Danger, alerts: Alerts) -> Markup:
    """The panel of 「今まさに」 below its title; the plan screen shows the same."""
    return danger.now_panel(one, alerts.lines(one), alerts.answerer, alerts.to_do(one))


def show_alert(one: Danger, alerts: Alerts) -> None:
    """「今まさに」: all that has to be seen at once, before and instead of anything else."""
    with st.container(key="ashiba_now_title"):
        st.title(store.said(one.title), anchor=False)
    html.write(now_panel(one, alerts))


def folds(found: Iterable[Fold], catalog: Catalog) -> Markup:
    """What can be opened below a danger."""
    return joined(_fold(one, catalog) for one in found)


def _fold(one: Fold, catalog: Catalog) -> Markup:
    return danger.fold(
        one.title,
        danger.said_lines(*one.words),
        danger.talk(one.large),
        danger.do_list(one.do) if one.do else NOTHING,
        danger.said_lines(*one.more),
        danger.contact_list(one.lines, catalog, one.first),
        folds(one.inside, catalog),
    )
