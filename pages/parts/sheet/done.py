"""「できました」: what was made, where it lies, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core import Catalog
from core.handout.choice import Written, written_on
from core.handout.papers import Papers
from core.handout.press import Bound, page_count
from core.handout.sides import how_to_print
from pages.parts.kit import html, roles, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.icons import icon
from pages.parts.sheet import drawn, papers

_ASKED = "ashiba_pdf_asked"
_TIMES = "ashiba_pdf_times"
_PRINT = (
    "USBメモリーにファイルを入れて、店のコピー機にさします。A4、白黒で読めます。",
    "店のアプリやネット予約でも印刷できます。そのときは、ファイルがその会社に送られます。",
    "紙を取り忘れないように、気をつけてください。",
)


def ask() -> None:
    """「PDFを作る」 was pressed: it is made in the run that follows."""
    st.session_state[_ASKED] = True


def asked() -> bool:
    """Whether it was pressed just now; told once."""
    return bool(st.session_state.pop(_ASKED, False))


def mark(*, new: bool) -> None:
    """Each time that a PDF was made the screen begins anew at its heading (frame/js/hand.js)."""
    times = st.session_state.setdefault(_TIMES, 0) + (1 if new else 0)
    st.session_state[_TIMES] = times
    html.write(tag('<span data-ashiba-at="sheet-{}"></span>', times))


def head(made: Papers, names: Mapping[str, bool], pages: int | None, catalog: Catalog) -> None:
    """The paper as a small picture, its sheets, and what of a family's own words is on it.

    ``pages``: of the PDF, without blank ones; None before it is made.
    """
    titles = [
        catalog.sheets.list[name].title + ("" if filled else "（白紙）")
        for name, filled in names.items()
    ]
    many = len(titles) > MOST_NAMED
    shown = titles[:MOST_NAMED]
    rest = tag("<br>ほかに{}種類", len(titles) - len(shown)) if many else NOTHING
    told = f"{len(titles)}種類・A4" if pages is None else f"{len(titles)}種類・{pages}ページ"
    html.write(
        tag(
            '<div class="sheet-set">{}<div><p><b>{}</b>{}</p>'
            '<p class="small" role="status">{}</p><p class="small soft">{}</p></div></div>',
            drawn.paper(),
            joined(shown, tag("<br>")),
            rest,
            told,
            _WRITTEN[written_on(store.case(), made, names)],
        )
    )


MOST_NAMED = 3
"""So many sheets are named beside the picture."""


_WRITTEN: dict[Written, str] = {
    "blank": "書きこむ前の紙です。",
    "safety": "安全の質問の答えも、のっています。",
    "typed": "書いた文も、のっています。",
    "nameless": "名前は入っていません。",
}


def show(
    made: Papers, names: dict[str, bool], bound: Bound, catalog: Catalog, *, new: bool
) -> None:
    """The screen after the PDF was made. ``new``: made in this run, and saved by the browser now."""
    with st.container(key="sheet_done"):
        st.title("できました", anchor=False)
    head(made, names, page_count(bound.pdf) - len(bound.blank), catalog)
    papers.tell_missing(made, names)
    blob_button(
        "もう一度保存する",
        bound.pdf,
        f"あしばノート_{made.made_on:%Y-%m-%d}.pdf",
        "application/pdf",
        "pdf",
        done="「ダウンロード」に入りました。",
        at_once=st.session_state[_TIMES] if new else 0,
        send=store.words("家族に送る", "信頼できる人に送る"),
    )


def next_steps(made: Papers, names: dict[str, bool], bound: Bound, catalog: Catalog) -> None:
    """写真として保存, 家やコンビニで印刷: each opens where it stands."""
    roles.fold("写真として保存", SAMPLE, lambda: papers.preview(made, names, catalog))
    html.write(
        tag(
            '<details class="sheet-print"><summary>{}家やコンビニで印刷</summary>'
            "<div>{}<h2>コンビニで</h2>{}</div></details>",
            icon("print"),
            html.lines(*how_to_print(bound, catalog)),
            html.lines(*_PRINT),
        )
    )


SAMPLE = "sheet_sample"
"""The fold with the pictures: made when it is opened."""
