"""印刷・保存: the sheets to choose, how they look, one PDF, pictures, and the family's file."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from pages.parts.kit import case_file, show, store
from pages.parts.kit.fields import writing
from pages.parts.sheet import papers

catalog = load_catalog()

st.title("印刷・保存", anchor=False)
st.write(
    store.words(
        "A4の紙です。家に置かれるので、本人が読んでもよい言葉だけにしています。",
        "A4の紙です。家に置かれるので、家の人が見てもよい言葉だけにしています。",
    )
)
with st.expander("計画の紙に、自由に書く"):
    writing(
        "自由に書く（計画の紙にのります）",
        20_000,
        "sheet_notes",
        str(store.get("notes") or ""),
        lambda text: store.put(text, "notes"),
        area=True,
        placeholder="書かなくてもかまいません",
    )
with st.expander("相談メモに書く"):
    papers.memo_form(catalog)

st.header("紙をえらぶ", anchor=False)
papers.choose(catalog)
names = papers.chosen(catalog)
made = papers.gather(catalog)
plan = made.plan
if plan is not None:
    if any(not one.on_paper for one in (*plan.now, *plan.not_yet, *plan.contacts)):
        show.paragraphs(
            "安全のことは、計画の紙にのせていません。「くみあわせプラン」の画面で見られます。"
        )
    for words in plan.guards:
        show.paragraphs(words, kind="caution")
if names:
    papers.tell_missing(made, names)
    papers.save_all(made, names)
    st.write(
        "保存できないときは、Safari か Chrome で開いてください。"
        "プリンターがなくても、画像で保存すれば、窓口で見せられます。"
    )
    papers.preview(made, names, catalog)
else:
    show.paragraphs("のせる紙を、一つえらんでください。")
if plan is not None:
    case_file.compare_box(plan, catalog)
    case_file.save_box()
show.go_on(None, ("plan.py", "くみあわせプラン"))
