"""Whether phones of a meeting may look in (``run.py hall``), and who is one of them."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

ADDRESS = "ASHIBA_ROOM"
"""Environment: the address at which phones reach this computer, http://192.168.1.5:8501."""


def phones_address() -> str:
    """Where phones reach this computer; "" where only this computer looks in."""
    return os.environ.get(ADDRESS, "")


def is_phone() -> bool:
    """Whether this visit came over the room's network, and not from the projecting computer."""
    address = phones_address()
    if not address:
        return False
    host = st.context.headers.get("Host") or ""
    return is_phone_host(host, address)


def is_phone_host(host: str, address: str) -> bool:
    """Whether ``host`` of a request is the address for phones. Loopback never is."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return True
    if name == "localhost":
        return False
    try:
        return not ip_address(name).is_loopback
    except ValueError:
        return name == (urlsplit(address).hostname or "")
