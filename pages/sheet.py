"""印刷・保存: the sheets that fit, one PDF, what comes next; the rest folded, made when opened."""

from __future__ import annotations

import streamlit as st

from core import Plan, load_catalog
from core.handout.papers import Papers
from pages.parts.kit import case_file, html, roles, show, store
from pages.parts.kit.html import tag
from pages.parts.sheet import done, papers

catalog = load_catalog()


def before(made: Papers, names: dict[str, bool]) -> None:
    """What is chosen, and the button that makes it."""
    st.title("印刷・保存", anchor=False)
    st.write(
        store.words(
            "本人が読んでもよい言葉だけの紙です。",
            "家の人が見てもよい言葉だけの紙です。",
        )
    )
    if not names:
        show.paragraphs("のせる紙を、下の「紙をえらぶ」で一つえらんでください。")
        return
    done.head(made, names, None, catalog)
    _about_the_plan(made.plan, names)
    roles.do("PDFを作る", "sheet_pdf", "paper", on_click=done.ask)
    roles.fold("見本を見る", done.SAMPLE, lambda: papers.preview(made, names, catalog))


def _about_the_plan(plan: Plan | None, names: dict[str, bool]) -> None:
    """What is left out of the plan's paper, and what is to be watched."""
    if plan is None:
        return
    quiet = any(not one.on_paper for one in (*plan.now, *plan.not_yet, *plan.contacts))
    if quiet and names.get("plan"):
        told = "安全のことは、計画の紙にのせていません。計画の画面で見られます。"
        html.write(tag('<p class="small soft">{}</p>', told))
    for words in plan.guards:
        show.paragraphs(words, kind="caution")


def file_box() -> None:
    """The family's file: save it, or go where one is chosen."""
    case_file.save_box(catalog)
    with st.container(key="open_sheet_load"):
        words = "保存したファイルから続ける（はじめに）"
        st.page_link("home.py", label=words, width="stretch")


def folds(plan: Plan | None, *, is_made: bool) -> None:
    """The other sheets, what is written by hand, the file, and last time.

    They stay in their places: a fold in which something is ticked stays open.
    """
    with st.expander("紙をえらぶ", key="open_sheet_choose"):
        papers.choose(catalog)
    with st.expander("計画の紙に、自由に書く", key="open_sheet_notes"):
        papers.notes_form()
    with st.expander("相談メモに書く", key="open_sheet_memo"):
        papers.memo_form(catalog)
    keep = "来月の続きのために残す" if is_made else "続きのファイル"
    roles.fold(keep, "sheet_file", file_box)
    if plan is not None and case_file.can_compare(plan):
        roles.fold("前回とくらべる", "sheet_compare", lambda: case_file.compare_box(plan, catalog))


names = papers.chosen(catalog)
made = papers.gather(catalog)
new = bool(names) and done.asked()
with st.container(key="wide_sheet"):
    with st.container(key="sheet_main"):
        done.mark(new=new)
        with st.container(key="sheet_making"):  # so that what follows keeps its place
            bound = papers.make_pdf(made, names) if new else papers.pdf_there(made, names)
        if bound is None:
            before(made, names)
        else:
            done.show(made, names, bound, catalog, new=new)
            with st.container(key="sheet_next"):
                done.next_steps(made, names, bound, catalog)
    with st.container(key="sheet_folds"):
        folds(made.plan, is_made=bound is not None)
        with st.container(key="open_sheet_back"):
            if bound is None:
                st.page_link("plan.py", label="計画にもどる", width="stretch")
            else:
                home = store.said(catalog.sheets.overview.title)
                st.page_link("overview.py", label=f"{home}にもどる", width="stretch")
