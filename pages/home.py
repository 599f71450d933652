"""はじめに: a placeholder until the real screen is written."""

from __future__ import annotations

import streamlit as st

st.title("あしばノート", anchor=False)
st.write("「いまの足場」を家族で確かめ、費用を見積もり、A4 の計画を持ち帰るための道具です。")
