"""For the preparation screen: how phones of the room look in (``run.py hall``)."""

from __future__ import annotations

import segno
import streamlit as st

from core import Catalog
from core.handout.papers import Papers
from core.handout.phones_sheet import phones_pdf
from pages.parts.kit import html, room, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.html import tag
from pages.parts.kit.visitors import OPEN


def offer(catalog: Catalog) -> None:
    """The QR code on the screen and on paper, or how to get it."""
    address = room.phones_address()
    with st.expander("スマートフォンでも見てもらうとき"):
        if not address:
            html.write(
                html.lines(
                    "「run.py hall」で始めると、ここにQRコードが出ます。",
                    "しなくても、会はできます。",
                )
            )
            return
        code = segno.make(address, micro=False)
        picture = code.svg_data_uri(scale=6, border=4)
        html.write(
            tag('<p><img class="hall-qr" src="{}" alt="{} のQRコード"></p>', picture, address),
            html.lines(
                address,
                OPEN,
                "店や公共の Wi-Fi では使わず、会の人だけのネットワークで使ってください。",
                "Wi-Fi が切れても、映す画面は続きます。",
            ),
        )
        rows = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
        papers = Papers(catalog=catalog, made_on=store.today(), answerer="family")
        blob_button(
            "QRコードの紙を保存する",
            phones_pdf(address, rows, papers),
            "会_スマートフォンで見る.pdf",
            "application/pdf",
            "hall_pdf_phones",
        )
