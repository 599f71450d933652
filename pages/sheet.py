"""印刷・保存: the A4 plan as a picture and as a PDF; the blank sheet too."""

from __future__ import annotations

import streamlit as st

from core import (
    Plan,
    compose_plan,
    load_catalog,
    missing_glyphs,
    render_blank_plan_pdf,
    render_plan_pdf,
    render_plan_png,
)
from pages.parts import show, store
from pages.parts.blob import blob_button, data_image

catalog = load_catalog()
PDF = "application/pdf"


def spoken(plan: Plan) -> str:
    """The plan in words, for those who cannot see the picture."""
    parts = (("いま", plan.now), ("次", plan.next), ("その先", plan.later))
    return "計画の紙。" + "。".join(
        f"{name}：{'、'.join(step.title for step in steps)}" for name, steps in parts if steps
    )


st.title("印刷・保存", anchor=False)
st.write(
    store.words(
        "A4の計画です。紙は家に置かれるので、本人が読んでもよい言葉だけにしています。",
        "A4の計画です。紙は家に置かれるので、家の人が見てもよい言葉だけにしています。",
    )
)
st.text_area(
    "自由に書く（計画の紙にのります）",
    placeholder="書かなくてもかまいません",
    max_chars=20_000,
    **store.bound(
        "sheet_notes",
        str(store.case().get("notes") or ""),
        lambda text: store.case().update(notes=text),
    ),
)
plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
if any(not one.on_paper for one in (*plan.now, *plan.not_yet, *plan.contacts)):
    show.paragraphs("安全のことは、紙にのせていません。「くみあわせプラン」の画面で見られます。")
missing = missing_glyphs(plan)
if missing:
    shown = "　".join(missing)
    show.paragraphs(f"紙の文字にないので〓にしました：{shown}", kind="caution")
day = f"{plan.made_on:%Y-%m-%d}"
blob_button(
    "計画をPDFで保存する", render_plan_pdf(plan, catalog), f"計画_{day}.pdf", PDF, "pdf", True
)
pages = render_plan_png(plan, catalog)
for number, png in enumerate(pages, start=1):
    words = spoken(plan) if number == 1 else f"計画の紙の{number}枚目"
    data_image(png, words)
    blob_button(
        f"{number}枚目を画像で保存する",
        png,
        f"計画_{day}_{number}.png",
        "image/png",
        f"png{number}",
    )
st.write("保存できないときは、Safari か Chrome で開いてください。")
st.header("書いていない紙", anchor=False)
st.write("質問に答えなくても使えます。手で書き込む計画の紙です。")
blank = render_blank_plan_pdf(catalog, store.today())
blob_button("白紙の計画をPDFで保存する", blank, "計画_白紙.pdf", PDF, "blank")
show.go_on(None, ("plan.py", "くみあわせプラン"))
