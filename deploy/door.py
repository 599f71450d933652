"""The static door: pages and blank papers that answer when the app is full, or not there at all.

``python3 run.py door [folder]`` writes them from the same data as the app; HAProxy holds the pages
(haproxy.cfg), ``python3 -m deploy.door --serve ADDRESS:PORT [folder]`` serves the papers.
Nothing here asks for a script, a cookie, or another site.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from markupsafe import Markup

from core import Catalog, load_catalog
from core.handout import choice
from core.handout.papers import Papers
from core.handout.sheets import bind_sheets
from pages.parts.frame.look import compact
from pages.parts.kit import danger, html, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.labels import APP_NAME, WHAT

FOLDER = Path("/srv/ashiba/door")
MOST = 15_000
"""Bytes of a page. HAProxy answers with a file of its own only where it fits into one buffer."""
LOOK = Path(__file__).with_name("door.css")
TOKENS = Path(danger.__file__).resolve().parents[1] / "frame" / "tokens.css"
ALL = "all"
"""The file in which all blank papers are bound together."""
DANGER = "いま危険なとき"
PAPERS = "白紙の紙（印刷して、手で書けます）"
PAPERS_BELOW = "白紙の紙を見る"
_KEPT = "前に入れた答えは、このタブに残っています。タブを閉じずにお待ちください。"


@dataclass(frozen=True)
class Page:
    """The head of a page of the door. ``lines``: what happened and what can be done.

    ``go``: (words, address) of the one button; an empty address opens the same one again.
    """

    title: str
    lines: tuple[str, ...]
    go: tuple[str, str]


_AGAIN = ("もう一度開く", "")
HEADS: Mapping[str, Page] = {
    "index": Page(APP_NAME, (WHAT,), ("はじめる", "/")),
    "full": Page(
        "いま、いっぱいです",
        (
            "使っている人が多いため、いまは開けません。1分ほど待って、もう一度開いてください。",
            _KEPT,
        ),
        _AGAIN,
    ),
    "down": Page(
        "いま、開けません",
        ("画面を出すコンピューターが止まっています。数分待って、もう一度開いてください。", _KEPT),
        _AGAIN,
    ),
    "busy": Page(
        "少しお待ちください",
        (
            "同じ所からのつながりが多いため、いまは開けません。1分ほど待って、もう一度開いてください。",
            "会場などの Wi-Fi では、ほかの人と同じ所からに見えることがあります。",
            _KEPT,
        ),
        _AGAIN,
    ),
}
"""The pages by the name of their file. Numbers and papers stand on each of them."""


def style() -> str:
    """The rules of the door: the tokens of the app and a few of its own, without comments."""
    return compact("\n".join(one.read_text(encoding="utf-8") for one in (TOKENS, LOOK)))


def blank_papers(catalog: Catalog, made_on: date) -> dict[str, bytes]:
    """{name: PDF}: each blank paper that anybody may take, and all of them in one file."""
    papers = Papers(catalog, made_on)
    names = choice.offered({}, catalog)
    made = {name: bind_sheets({name: False}, papers).pdf for name in names}
    return made | {ALL: bind_sheets(dict.fromkeys(names, False), papers).pdf}


def _paper(name: str, pdf: bytes, catalog: Catalog) -> Markup:
    line = catalog.sheets.list.get(name)
    title = line.title if line else "ぜんぶの紙"
    what = line.what if line else "一つのPDFに、まとめてあります"
    return tag(
        '<li><a href="/door/papers/{}.pdf">{}</a><br>{}（PDF、{}KB）</li>',
        name,
        title,
        what,
        -(-len(pdf) // 1024),
    )


def page(head: Page, catalog: Catalog, papers: Mapping[str, bytes]) -> str:
    """One page of the door as HTML."""
    words, address = head.go
    title = head.title if head.title == APP_NAME else f"{head.title}｜{APP_NAME}"
    return tag(
        '<!doctype html><html lang="ja" translate="no"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="google" content="notranslate"><title>{}</title><style>{}</style></head>'
        '<body><main><h1>{}</h1>{}<p><a class="go" href="{}">{}</a></p>'
        '<p><a href="#papers">{}</a></p><section id="danger"><h2>{}</h2>{}</section>'
        '<section id="papers"><h2>{}</h2><ul class="ashiba-phones">{}</ul></section>'
        '<p><a href="about:blank">すぐに閉じる</a>（白い画面にします）</p></main></body></html>',
        title,
        Markup(style()),
        head.title,
        html.lines(*head.lines),
        address,
        words,
        PAPERS_BELOW,
        DANGER,
        danger.contents(catalog),
        PAPERS,
        joined(_paper(name, pdf, catalog) for name, pdf in papers.items()) or NOTHING,
    )


def write(folder: Path, catalog: Catalog, papers: Mapping[str, bytes]) -> list[Path]:
    """Write the door with these papers ({name: PDF}) into ``folder``; the files written.

    Raises ValueError for a page that is too large for HAProxy.
    """
    pages = {name: page(head, catalog, papers).encode() for name, head in HEADS.items()}
    for name, body in pages.items():
        if len(body) > MOST:
            raise ValueError(f"{name}.html が{MOST}バイトをこえました（{len(body)}）")
    # Papers first: a page never names one that is not there yet.
    (folder / "papers").mkdir(parents=True, exist_ok=True)
    files = {folder / "papers" / f"{name}.pdf": pdf for name, pdf in papers.items()}
    files |= {folder / f"{name}.html": body for name, body in pages.items()}
    for path, body in files.items():
        whole = path.with_name(f"{path.name}.new")
        whole.write_bytes(body)
        whole.replace(path)  # nobody ever reads half of one
    return list(files)


class _Papers(SimpleHTTPRequestHandler):
    """The folder under /door/: its files, kept for an hour. Nothing is written into a log."""

    protocol_version = "HTTP/1.1"
    timeout = 20

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/door"))

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = "この紙はありません。".encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, message)
        keep = "public, max-age=3600" if code in (200, 304) else "no-store"
        self.send_header("Cache-Control", keep)

    def log_message(self, format: str, *args: object) -> None:
        pass


def server_of(folder: Path, address: str, port: int) -> ThreadingHTTPServer:
    """A server of the files of ``folder``, not yet started. Port 0 takes any that is free."""
    return ThreadingHTTPServer((address, port), partial(_Papers, directory=str(folder)))


def main(arguments: list[str]) -> int:
    """Read the command line and do it. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="deploy.door", description="止まっても開く入口を作ります。"
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=FOLDER, help="書く（出す）フォルダー"
    )
    parser.add_argument("--serve", metavar="番地:ポート", help="書かずに、そこで出す")
    options = parser.parse_args(arguments)
    if options.serve:
        address, _, port = options.serve.rpartition(":")
        with server_of(options.folder, address or "127.0.0.1", int(port)) as server:
            server.serve_forever()
    catalog = load_catalog()
    for path in write(options.folder, catalog, blank_papers(catalog, store.today())):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
