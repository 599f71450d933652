"""The group's own windows as a CSV file: a template, reading row by row, and writing."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from core.base import Frozen
from core.catalog import Catalog, Hotline, WindowKind, WindowKinds, load_catalog
from core.contacts import LocalWindow, may_show_number
from core.texts import WEEKDAYS, folded

MOST_ROWS = 200
MOST_BYTES = 300_000
_KIND, _NAME, _PHONE, _HOURS, _TOPIC, _CHECKED = COLUMNS = (
    "種類",
    "名前",
    "電話",
    "曜日と時間",
    "どんな相談",
    "確かめた日",
)
_FILE = "(ファイル)"
_SHORT = {_NAME: 60, _HOURS: 80, _TOPIC: 80}
_MULTILINE_MOST = 20
_DANGEROUS = "=+-@＝＋－＠\t\r\n"


class RowFault(Frozen):
    """Something about one row, for the person who made the file.

    ``row`` is the row of the spreadsheet (the header is mostly 1); None for the whole file.
    """

    row: int | None
    field: str
    reason: str
    found: str

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        where = "ファイル" if self.row is None else f"{self.row}行目の「{self.field}」"
        found = f"（見つかったもの：{self.found}）" if self.found else ""
        return f"{where}：{self.reason}{found}"


class WindowsRead(Frozen):
    """What a file held. ``faults``: rows that are not used; ``notes``: what else to know.

    A window with a note is used. Its number is kept, and shown only where
    ``core.contacts.may_show_number`` allows it.
    """

    windows: tuple[LocalWindow, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[RowFault, ...]


class _Refused(Exception):
    """A cell that makes its row unusable: its column and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(reason)


# --- text ---


def _tidy(text: str) -> str:
    """One line without control marks and without blanks around it."""
    spaced = "".join(
        " " if one.isspace() else one
        for one in text
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(spaced.split())


def _cut(text: str, most: int = 40) -> str:
    plain = _tidy(text)
    return plain if len(plain) <= most else plain[:most] + "…"


def _bare(text: str) -> str:
    """``text`` without the blanks, quotes and invisible marks in front that spreadsheets skip."""
    for place, one in enumerate(text):
        quoted = one in "'\"`‘’“”＂＇"
        unseen = one.isspace() or unicodedata.category(one) in ("Cc", "Cf")
        if one in "\t\r\n" or not (quoted or unseen):
            return text[place:]
    return ""


def _acts(text: str) -> bool:
    """True for a cell that a spreadsheet would compute, or whose leading 0 it would drop."""
    bare = _bare(text)
    return bare[:1] != "" and (bare[0] in _DANGEROUS or re.fullmatch(r"0\d{3,}", bare) is not None)


def _guarded(text: str) -> str:
    return f"'{text}" if _acts(text) else text


def _unguarded(text: str) -> str:
    """The cell as it was before ``_guarded``; ="…" of a spreadsheet counts as its text."""
    wrapped = re.fullmatch(r'="(.*)"', text)
    if wrapped is not None:
        return wrapped[1]
    return text[1:] if text[:1] == "'" and _acts(text[1:]) else text


# --- cells ---


def _phone_text(cell: str) -> str:
    """Half-width digits; brackets, blanks and every kind of dash become one hyphen each."""
    text = unicodedata.normalize("NFKC", cell)
    text = re.sub(r"[‐‑‒–—―−ーｰ─━⁻₋]", "-", text)
    text = re.sub(r"^(?:TEL|電話|でんわ)[:.\s]*", "", text, flags=re.IGNORECASE)
    extension = re.search(r"[(,\s]*(?:内線|ext\.?)[:\s]*(\d{1,6})\s*\)?$", text, re.IGNORECASE)
    if extension is not None:
        text = text[: extension.start()]
    text = re.sub(r"\((?:代|代表|直通)\)|(?:代表|直通)$", "", text).strip()
    number = re.sub(r"[()\s.]+", "-", text)
    number = re.sub(r"-{2,}", "-", number).strip("-")
    return f"{number} 内線{extension[1]}" if extension is not None and number else number


def _phone(cell: str) -> str:
    """The number of a cell in the form that is shown. Raises _Refused with the reason."""
    plain = re.sub(r"^(\d+)\.0+$", r"\1", unicodedata.normalize("NFKC", cell).strip())
    if re.fullmatch(r"\d+(\.\d+)?E\+?\d+", plain, re.IGNORECASE):
        raise _Refused(
            _PHONE, "表計算ソフトが数に変えた形です。列を「文字列」にして、番号を書き直してください"
        )
    if plain.startswith("+"):
        raise _Refused(_PHONE, "国の番号（+81 など）は外して、0から書いてください")
    whole = _phone_text(plain)
    number = whole.split(" ")[0]
    if re.fullmatch(r"#\d{4}|1\d\d", number):
        return whole
    if not re.fullmatch(r"\d+(-\d+){0,3}", number):
        raise _Refused(
            _PHONE, "電話番号として読めません。番号を一つだけ、数字とハイフンで書いてください"
        )
    digits = number.replace("-", "")
    if digits[0] != "0":
        lost = len(digits) == 9 or (len(digits) == 10 and re.match(r"[5-9]0", digits))
        raise _Refused(
            _PHONE,
            "先頭の0が消えているようです。列を「文字列」にして、0から書いてください"
            if lost
            else "0から始まる番号（市外局番から）か、#と4桁、3桁の番号で書いてください",
        )
    right = 11 if re.match(r"0[5-9]0", digits) else 10
    if len(digits) != right:
        raise _Refused(_PHONE, f"電話番号は{right}桁です。いま{len(digits)}桁です")
    return whole


_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_DATE = re.compile(
    r"(?:(?P<era>令和|平成|R|H)\s*(?P<of_era>\d{1,2}|元)|(?P<year>\d{4}))\s*[-/.年]\s*"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
    rf"\s*(?:\([{WEEKDAYS}]\))?",
    re.IGNORECASE,
)


def _date(cell: str) -> date | None:
    """The day of a cell, or None when it cannot be read."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if found is None:
        return None
    if found["year"]:
        year = int(found["year"])
    else:
        year = _ERAS[found["era"].upper()] + (
            1 if found["of_era"] == "元" else int(found["of_era"])
        )
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _kind(cell: str, kinds: WindowKinds) -> WindowKind | None:
    """The kind that a cell names; brackets may be missing. None when there is no such kind."""
    if not cell:
        return "window"
    known: tuple[WindowKind, ...] = get_args(WindowKind)
    for kind in known:
        label = folded(kinds.label(kind))
        if folded(cell) in (label, label.split("(")[0]):
            return kind
    return None


def _numbers(line: Hotline) -> set[str]:
    """A hotline's numbers as digits: two where a stroke parts them, none of an address."""
    if "://" in line.contact:
        return set()
    return {re.sub(r"[^\d#]", "", part) for part in line.contact.split("/")}


def _refuse_national(name: str, phone: str, kind: WindowKind, lines: Iterable[Hotline]) -> None:
    """A row must not stand in for 110, 119 or a national line. Raises _Refused.

    The line of one prefecture and a window that every town has (「役所の代表電話」) are no line of the
    country: a group writes its own there.
    """
    told = "国の番号はいつも出ます"
    plain = folded(name)
    if re.search(r"(?:^|[^\w]|警察|消防|救急|救急車|緊急)(?:110|119)(?!\d)", plain):
        raise _Refused(_NAME, f"{told}。名前から 110・119 を外すと使えます")
    digits = re.sub(r"[^\d#]", "", phone.split(" ")[0])
    for line in lines:
        if line.pref_code or not re.search(r"\d|://", line.contact):
            continue
        if plain in (folded(line.name), folded(line.name).split("(")[0]):
            raise _Refused(_NAME, f"{told}。町の窓口なら、名前に地域を足すと使えます")
        # Only some regions have this line: there the group's row says that it is in use.
        regional = kind == "emergency_advice" and line.id == "ambulance_consult"
        if digits and digits in _numbers(line) and not regional:
            raise _Refused(_PHONE, f"{told}。この行は要りません")


# --- the file ---


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if b"\0" in data[:200]:
        return ("utf-16-le", "utf-16-be", "utf-8", "cp932")
    return ("utf-8", "cp932")


def _texts(data: bytes) -> Iterator[str]:
    """The file's text, the likeliest reading first: without a fault before with unreadable marks."""
    for encoding in _encodings(data):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in _encodings(data):
        yield data.decode(encoding, errors="replace")


def _cells(text: str, delimiter: str) -> list[str]:
    """One record. An overlong field is one cell that no rule accepts."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return [text]


def _is_open(text: str, delimiter: str) -> bool:
    """True when a quoted field has begun and not ended."""
    inside, start, place = False, True, 0
    while place < len(text):
        one = text[place]
        if inside and one == '"':
            if text[place + 1 : place + 2] == '"':
                place += 1
            else:
                inside = False
        elif not inside:
            inside = start and one == '"'
            start = one in (delimiter, "\n")
        place += 1
    return inside


def _records(lines: Sequence[str], delimiter: str, columns: int) -> Iterator[tuple[str, bool]]:
    """(record, broken) of each row. A cell may hold several lines.

    A quote that was never closed would swallow the rows below it. So the rows end at the next line
    that is whole by itself; such a broken row stands alone.
    """
    place = 0
    while place < len(lines):
        record, taken = lines[place], 1
        while _is_open(record, delimiter):
            follower = lines[place + taken] if place + taken < len(lines) else None
            whole = follower is not None and (
                not _is_open(follower, delimiter) and len(_cells(follower, delimiter)) >= columns
            )
            if follower is None or whole or taken == _MULTILINE_MOST:
                record, taken = lines[place], 1
                break
            record, taken = f"{record}\n{follower}", taken + 1
        yield record, _is_open(record, delimiter)
        place += taken


class _Table(Frozen):
    """A file whose header was found."""

    header_row: int
    header: tuple[str, ...]
    delimiter: str
    lines: tuple[str, ...]
    """The lines below the header."""


def _table(text: str) -> _Table | None:
    """Where the header stands (in the first ten rows) and what parts the columns."""
    lines = re.split(r"\r\n|\r|\n", text.lstrip("\ufeff"))
    if lines and lines[-1] == "":
        lines.pop()
    best: tuple[int, _Table] | None = None
    for at, line in enumerate(lines[:10]):
        for delimiter in ",\t;":
            header = tuple(folded(_tidy(cell)) for cell in _cells(line, delimiter))
            known = len(set(header) & set(COLUMNS))
            if _NAME in header and (best is None or known > best[0]):
                table = _Table(
                    header_row=at + 1,
                    header=header,
                    delimiter=delimiter,
                    lines=tuple(lines[at + 1 :]),
                )
                best = known, table
    return best[1] if best is not None else None


def _fault(reason: str, found: str = "", row: int | None = None, field: str = _FILE) -> RowFault:
    return RowFault(row=row, field=field, reason=reason, found=_cut(found))


def _unusable(reason: str, found: str = "") -> WindowsRead:
    return WindowsRead(windows=(), faults=(_fault(reason, found),), notes=())


class _Reader:
    """Reads the rows of one table into windows, faults and notes."""

    def __init__(self, table: _Table, today: date, catalog: Catalog) -> None:
        self.table, self.today, self.catalog = table, today, catalog
        self.windows: list[LocalWindow] = []
        self.faults: list[RowFault] = []
        self.notes: list[RowFault] = []
        self.examples = 0
        self.place = {name: table.header.index(name) for name in COLUMNS if name in table.header}

    def read(self) -> WindowsRead:
        self._columns()
        used = 0
        table = self.table
        records = _records(table.lines, table.delimiter, len(table.header))
        for row, (record, broken) in enumerate(records, start=table.header_row + 1):
            cells = _cells(record, table.delimiter)
            if not any(_tidy(cell) for cell in cells):
                continue
            if used == MOST_ROWS:
                self.faults.append(_fault(f"{MOST_ROWS}行までです。{row}行目からは読んでいません"))
                break
            if self._is_example(cells):
                self.examples += 1
                continue
            used += 1
            if broken:
                self.faults.append(_fault('引用符（"）が閉じていません', record, row, "(行全体)"))
            else:
                self._row(row, cells)
        if self.examples:
            self.notes.append(_fault(f"「例：」で始まる{self.examples}行は、読みとばしました"))
        return WindowsRead(
            windows=tuple(self.windows), faults=tuple(self.faults), notes=tuple(self.notes)
        )

    def _columns(self) -> None:
        header = self.table.header
        extra = [name for name in header if name and name not in COLUMNS]
        if extra:
            self.notes.append(_fault("使わない列があります。読みとばしました", "、".join(extra)))
        twice = [name for name in COLUMNS if header.count(name) > 1]
        if twice:
            self.notes.append(
                _fault("同じ見出しの列が二つあります。左の列だけ読みました", "、".join(twice))
            )
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            self.notes.append(_fault("列がありません。空のまま読みました", "、".join(missing)))

    def _cell(self, cells: Sequence[str], column: str) -> str:
        at = self.place.get(column)
        if at is None or at >= len(cells):
            return ""
        return _tidy(_unguarded(cells[at].strip(" \u3000")))

    def _is_example(self, cells: Sequence[str]) -> bool:
        return bool(re.match(r"[（(【「]?例[：:）)】」\s]", self._cell(cells, _NAME)))

    def _row(self, row: int, cells: Sequence[str]) -> None:
        values = {column: self._cell(cells, column) for column in COLUMNS}
        faults: list[RowFault] = []

        def refuse(column: str, reason: str) -> None:
            faults.append(_fault(reason, values[column], row, column))

        for column, value in values.items():
            if "\ufffd" in value:
                refuse(column, "読めない文字があります。書き直してください")
        if len(cells) > len(self.table.header) and any(
            _tidy(cell) for cell in cells[len(self.table.header) :]
        ):
            extra = _fault(
                "列が見出しより多くあります。区切りの文字を確かめてください", "", row, "(行全体)"
            )
            faults.append(extra)
        if not values[_NAME]:
            refuse(_NAME, "名前がありません")
        for column, most in _SHORT.items():
            if len(values[column]) > most:
                refuse(column, f"{len(values[column])}文字あります。{most}文字までにしてください")
        kind = _kind(values[_KIND], self.catalog.windows.kinds)
        phone = ""
        try:
            phone = _phone(values[_PHONE]) if values[_PHONE] else ""
            _refuse_national(values[_NAME], phone, kind or "window", self.catalog.hotlines)
        except _Refused as fault:
            refuse(fault.column, fault.reason)
        if faults:
            self.faults.extend(faults)
            return
        if kind is None:
            label = self.catalog.windows.kinds.window
            reason = f"この種類はありません。「{label}」として読みました"
            self.notes.append(_fault(reason, values[_KIND], row, _KIND))
        window = LocalWindow(
            name=values[_NAME],
            phone=phone,
            hours=values[_HOURS],
            checked_on=_date(values[_CHECKED]),
            kind=kind or "window",
            topic=values[_TOPIC],
        )
        self.windows.append(window)
        self._note_day(row, values[_CHECKED], window)

    def _note_day(self, row: int, cell: str, window: LocalWindow) -> None:
        """Why the number of a used row is not shown, or that its day could not be read."""
        hidden = "番号は出しません"
        if cell and window.checked_on is None:
            tail = f"。{hidden}" if window.phone else ""
            reason = f"日付として読めません。年から、2026-11-22 の形で書いてください{tail}"
        elif not window.phone or may_show_number(window, self.today):
            return
        elif window.checked_on is None:
            reason = f"確かめた日がありません。{hidden}"
        elif window.checked_on > self.today:
            reason = f"確かめた日が今日より先です。{hidden}"
        else:
            reason = f"確かめた日から13か月を過ぎています。{hidden}"
        self.notes.append(_fault(reason, cell, row, _CHECKED))


def read_windows(data: bytes, today: date, catalog: Catalog | None = None) -> WindowsRead:
    """The windows of a CSV file. Never raises for any bytes: what is wrong is listed, row by row.

    UTF-8 (with or without a mark), CP932 and UTF-16; comma, tab or semicolon; columns in any
    order. A row with a wrong number or without a name is not used; a row whose day of checking is
    missing, in the future or more than 13 months before ``today`` is used without its number.
    """
    if len(data) > MOST_BYTES:
        return _unusable(
            f"ファイルが大きすぎます（{len(data) // 1000:,} KB）。"
            f"{MOST_BYTES // 1000} KB、{MOST_ROWS}行までにしてください"
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _unusable(
            "表計算ソフトの形のままです。「名前を付けて保存」で「CSV UTF-8」を選んでください"
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return _unusable("中身がありません")
    first = ""
    for text in _texts(data):
        first = first or text
        table = _table(text)
        if table is not None:
            return _Reader(table, today, catalog or load_catalog()).read()
    return _unusable(f"見出しの行に「{_NAME}」の列がありません", first.strip().split("\n")[0])


def read_row(cells: Mapping[str, str], today: date, catalog: Catalog | None = None) -> WindowsRead:
    """One window typed on a screen, by the same rules as a file. ``cells``: COLUMNS to texts.

    A day of checking without a year, 「11/20」, is the last such day: it has been.
    """
    typed = {**cells, _CHECKED: _last_such_day(cells.get(_CHECKED, ""), today)}
    row = tuple(_guarded(_tidy(typed.get(column, ""))) for column in COLUMNS)
    return read_windows(_csv([COLUMNS, row]), today, catalog)


_MONTH_DAY = re.compile(
    rf"(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})日?\s*(?:\([{WEEKDAYS}]\))?"
)


def _last_such_day(cell: str, today: date) -> str:
    """A month and a day as the last day of that name up to ``today``; other texts as they are."""
    found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if found is None:
        return cell
    for year in range(today.year, today.year - 5, -1):  # 2/29 comes every four years
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if day <= today:
            return day.isoformat()
    return cell


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark and CRLF: what spreadsheets of Japanese Windows open by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def template_csv(catalog: Catalog | None = None) -> bytes:
    """The empty table to fill in, with example rows that ``read_windows`` skips."""
    windows = (catalog or load_catalog()).windows
    examples = [
        (
            windows.kinds.label(one.kind),
            one.name,
            one.phone,
            one.hours,
            one.topic,
            one.checked_on,
        )
        for one in windows.csv_examples
    ]
    return _csv([COLUMNS, *examples])


def write_windows(windows: Sequence[LocalWindow], catalog: Catalog | None = None) -> bytes:
    """Own windows as a CSV that ``read_windows`` reads back, safe to open in a spreadsheet.

    A cell that a spreadsheet would compute, or whose leading 0 it would drop, gets an apostrophe
    in front, which reading takes away.
    """
    kinds = (catalog or load_catalog()).windows.kinds
    rows = (
        (
            kinds.label(window.kind),
            window.name,
            window.phone,
            window.hours,
            window.topic,
            window.checked_on.isoformat() if window.checked_on is not None else "",
        )
        for window in windows
    )
    return _csv([COLUMNS, *(tuple(_guarded(_tidy(cell)) for cell in row) for row in rows)])
