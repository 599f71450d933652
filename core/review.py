"""What the review of April has to look at, with the sources to open.

A row of data/figures.csv that ends is never used after its end, and one without an end for one
fiscal year at most after it was last checked, told (``core.figures``). So once a year somebody opens
the sources and writes what holds now. ``python3 run.py review`` prints this list.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from core import said
from core.catalog import Catalog, load_catalog
from core.figures import Figure, fiscal_year, month_number, month_of, month_text

ReviewKind = Literal["ended", "ending", "recheck", "unconfirmed", "towns", "windows", "services"]

TITLES: dict[ReviewKind, str] = {
    "ended": "終わったまま、次の行がない数字（この月の額は出ません）",
    "ending": "これから1年のうちに終わり、次の行がない数字",
    "recheck": "終わりの日がなく、前の年度までに確かめた数字（「〇年度の決まりのまま」と出ます）",
    "unconfirmed": "要確認の数字",
    "towns": "町の級地（data/area_grades.csv）",
    "windows": "電話とセンター（data/hotlines.csv、data/centres.csv）",
    "services": "支援の説明（data/services.toml）",
}


class ToReview(NamedTuple):
    """One thing to look at: what it is, what the data says, until when, and where to look."""

    kind: ReviewKind
    key: str
    what: str
    value: str
    until: str
    """「2027年3月まで」; "" where nothing says when it ends."""
    checked_on: date
    source: str
    url: str
    needs_check: bool
    """要確認 already."""


def april_after(today: date) -> str:
    """The April whose review is the next one ("2027-04"); this month where it is April."""
    return month_text((fiscal_year(month_of(today)) + (today.month != 4)) * 12 + 3)


def to_review(catalog: Catalog, month: str) -> tuple[ToReview, ...]:
    """All that a review in ``month`` ("2027-04") looks at, in the order of ``TITLES``.

    A row stands once, under the first kind that it is. Raises ValueError for another text.
    """
    found = [*_figures(catalog, month), *_towns(catalog, month)]
    found += [*_windows(catalog, month), *_services(catalog, month)]
    order = [*TITLES]
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _figures(catalog: Catalog, month: str) -> Iterator[ToReview]:
    for row in catalog.figures:
        kind = _kind_of(row, catalog, month)
        if kind is None:
            continue
        until = "" if row.valid_to is None else f"{said.month(month_of(row.valid_to))}まで"
        value = f"{row.value:f}{row.unit}"
        yield ToReview(
            kind,
            row.key,
            row.label,
            value,
            until,
            row.checked_on,
            row.source,
            row.url,
            row.needs_check,
        )


def _kind_of(row: Figure, catalog: Catalog, month: str) -> ReviewKind | None:
    """Why a row has to be looked at; None where it need not, as where a later one follows it."""
    now, last = month_number(month), row.last_month
    unconfirmed: ReviewKind | None = "unconfirmed" if row.needs_check and last >= now else None
    if row.valid_to is None:
        return "recheck" if last < now else unconfirmed
    if any(one.key == row.key and one.valid_from > row.valid_from for one in catalog.figures):
        return unconfirmed
    if last < now:
        return "ended"
    return "ending" if last < now + 12 else unconfirmed


def _towns(catalog: Catalog, month: str) -> Iterator[ToReview]:
    """One for all towns that end together and come from one source."""
    seen: dict[tuple[date, str], list[str]] = {}
    for one in catalog.area_grades:
        if month_number(month_of(one.valid_to)) < month_number(month) + 12 or one.needs_check:
            seen.setdefault((one.valid_to, one.source), []).append(one.name)
    for (end, source), names in seen.items():
        row = next(
            one for one in catalog.area_grades if (one.valid_to, one.source) == (end, source)
        )
        until = f"{said.month(month_of(end))}まで"
        value = f"{names[0]}など{len(names)}か所"
        yield ToReview(
            "towns",
            "area_grades",
            "町の級地",
            value,
            until,
            row.checked_on,
            source,
            row.url,
            row.needs_check,
        )


def _windows(catalog: Catalog, month: str) -> Iterator[ToReview]:
    year = fiscal_year(month)
    for line in catalog.hotlines:
        if fiscal_year(month_of(line.checked_on)) < year or line.needs_check:
            yield ToReview(
                "windows",
                line.id,
                line.name,
                line.contact,
                "",
                line.checked_on,
                line.source,
                "",
                line.needs_check,
            )
    for centre in catalog.centres:
        if fiscal_year(month_of(centre.checked_on)) < year or centre.needs_check:
            number, page = centre.phone_shown or "番号なし", centre.source_url or centre.url
            what = f"{centre.place} {centre.name}"
            yield ToReview(
                "windows",
                centre.kind,
                what,
                number,
                "",
                centre.checked_on,
                centre.source,
                page,
                centre.needs_check,
            )


def _services(catalog: Catalog, month: str) -> Iterator[ToReview]:
    year = fiscal_year(month)
    for one in catalog.services:
        if fiscal_year(month_of(one.checked_on)) < year or one.needs_check:
            yield ToReview(
                "services",
                one.id,
                one.name,
                "説明・年齢・費用",
                "",
                one.checked_on,
                one.source,
                "",
                one.needs_check,
            )


def lines_of(found: Iterable[ToReview]) -> Iterator[str]:
    """The list as lines of text, each kind by its sources, so that each is opened once."""
    by_kind: dict[ReviewKind, dict[tuple[str, str], list[ToReview]]] = {}
    for one in found:
        by_source = by_kind.setdefault(one.kind, {})
        by_source.setdefault((one.source or "（出典なし）", one.url), []).append(one)
    if not by_kind:
        yield "見直すものはありません。"
    for kind, sources in by_kind.items():
        yield f"■ {TITLES[kind]}  {sum(map(len, sources.values()))}件"
        for (source, url), rows in sources.items():
            yield f"  出典: {source}{f'  {url}' if url else ''}"
            for one in rows:
                until = f"・{one.until}" if one.until else ""
                told = f"確認日 {one.checked_on}{until}{'・要確認' if one.needs_check else ''}"
                yield f"    [ ] {one.what} … {one.value}（{told}） {one.key}"
        yield ""


def main(arguments: list[str]) -> int:
    """Print the list of a month ("2027-04"), or of the April after a day ("2026-11-26").

    Returns the exit code.
    """
    try:
        (asked,) = arguments
        month = april_after(date.fromisoformat(asked)) if asked.count("-") == 2 else asked
        found = to_review(load_catalog(), month)
    except ValueError:
        print("月は 2027-04 の形で入れてください", file=sys.stderr)
        return 2
    print(f"{said.month(month)}の見直し")
    print("\n".join(lines_of(found)))
    return 0


if __name__ == "__main__":
    # A Windows console may not know every letter; never fail for that.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
