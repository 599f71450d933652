"""The reference pictures of the sheets: how they looked when somebody last looked at them.

``python -m tests.reference.pictures`` makes them anew. Look at each one before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from core import Case, Catalog, compose_plan, load_catalog
from core.base import Answerer
from core.contacts import LocalWindow
from core.handout.papers import Papers
from core.handout.sheets import SHEETS, render_sheet_png
from core.memo import Memo
from core.provider import read_quotes
from tests.core.conftest import LETTERS, QUESTIONS, SAFETY

FOLDER = Path(__file__).with_name("pictures")
TODAY = date(2026, 11, 22)
WIDTH = 480


def papers(catalog: Catalog, answerer: Answerer = "family") -> Papers:
    """The papers of a family that was made up for the pictures."""
    letters = "yssynsunnnusn"
    case = Case.model_validate(
        {
            "check": {
                "answerer": answerer,
                "has_difficulty": True,
                "safety": dict.fromkeys(SAFETY, "no"),
                "answers": {
                    key: LETTERS[letter] for key, letter in zip(QUESTIONS, letters, strict=True)
                },
            },
            "situation": ["goes_out"],
            "in_use": ["doctor", "disability_pension", "family_association"],
            "age": 34,
            "cost": {
                "month": "2026-11",
                "person": {"age": 34},
                "welfare": {"tax": "taxed", "income_levy_yen": 120_000},
                "medical": {"certificate": "have", "insurance": "national", "tax": "unknown"},
                "usages": [
                    {"service": "psychiatric_outpatient", "times": 2},
                    {"service": "life_skills_training", "times": 8},
                    {"service": "private_visit", "times": 1},
                ],
            },
            "notes": "夕方なら話しやすい。犬の散歩から。",
        }
    )
    windows = (
        LocalWindow(
            name="みどり市 福祉の窓口（架空）",
            phone="000-123-4567",
            hours="平日 9:00〜17:00",
            checked_on=date(2026, 11, 2),
        ),
    )
    return Papers(
        catalog=catalog,
        made_on=TODAY,
        answerer=answerer,
        plan=compose_plan(case, catalog, TODAY, windows),
        case=case,
        memo=Memo(
            texts={
                "since": "専門学校を休んだ19歳の秋から。",
                "talk": "食事のとき、天気の話を少し。",
                "hope": "家の外に、安心できる所が一つできたら。",
            },
            worries=frozenset({"hikikomori", "job", "family"}),
            main="hikikomori",
            with_answers=True,
        ),
        windows=windows,
        quotes=read_quotes(
            [
                {
                    "price_kind": "per_time",
                    "price_yen": "8,000円",
                    "times_per_month": 4,
                    "months": 6,
                    "entry_fee_yen": 30_000,
                    "refund": "yes",
                    "visit": "yes",
                },
                {"price_kind": "lump", "price_yen": "120万円", "months": 6, "refund": "no"},
            ]
        )[0],
        prefecture="岡山県",
        city="岡山市",
    )


def all_pictures(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """(file name, PNG) of each page of each sheet: filled, blank, and the person's own plan."""
    family = papers(catalog)
    for name in SHEETS:
        for filled in (True, False):
            pages = render_sheet_png(name, family, filled=filled, width_px=WIDTH)
            for number, png in enumerate(pages, start=1):
                yield f"{name}_{'filled' if filled else 'blank'}_{number}.png", png
    for name in ("plan", "phone", "parents"):
        pages = render_sheet_png(name, papers(catalog, "person"), width_px=WIDTH)
        for number, png in enumerate(pages, start=1):
            yield f"{name}_person_{number}.png", png


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for file, picture in all_pictures(load_catalog()):
        (FOLDER / file).write_bytes(picture)
