"""The README's pictures, from the running app and the real sheets: docs/pictures/.

``python -m tests.browser.pictures`` makes them anew. Look at each one before it is committed.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from core import load_catalog
from core.handout.sheets import render_sheet_png
from run import find_browser
from tests.browser.conftest import FLAGS, at_question, put_into_tab, running_app, settled
from tests.core.conftest import QUESTIONS
from tests.reference.pictures import papers

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SHEETS = ("memo", "phone", "card", "windows", "sums", "parents")
SCREENS = {
    "check": at_question(12),
    "overview": "overview",
    "cost": "cost",
    "way": "plan",
}
SLIDE = "hall?case=minato&len=45&start=1400&s=26"
CASE = {
    "answerer": "family",
    "checks": {
        "family": {
            "difficulty": "yes",
            "safety": dict.fromkeys(("R1", "R2", "R2b", "R3", "R4", "R5", "R6"), "no"),
            "answers": dict.fromkeys(QUESTIONS, "sometimes"),
        }
    },
    "situation": ["developmental_diagnosis"],
    "age": 34,
    "age_text": "34",
    "usages_proposed": True,
    "usages": {
        "family_association": {"times": 1},
        "free_space": {"times": 4},
        "psychiatric_outpatient": {"times": 2},
        "pharmacy": {"times": 2},
        "life_skills_training": {"times": 8},
    },
    "cost": {"welfare": {"tax": "exempt"}, "medical": {"certificate": "have"}},
}


def screens() -> None:
    """Four screens on a phone, and one slide of the room."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS.split())
        for name, address in SCREENS.items():
            page = chromium.new_page(viewport={"width": 360, "height": 740}, locale="ja-JP")
            put_into_tab(page, CASE)
            page.goto(f"{url}/{address}")
            page.get_by_role("button", name="消して終わる").wait_for()
            settled(page)
            page.screenshot(path=FOLDER / f"{name}.png")
        page = chromium.new_page(viewport={"width": 1280, "height": 720}, locale="ja-JP")
        page.goto(f"{url}/{SLIDE}")
        page.get_by_role("button", name="次へ").wait_for()
        settled(page)
        page.screenshot(path=FOLDER / "hall.png")
        chromium.close()


def sheets() -> None:
    """The plan alone, and six sheets side by side."""
    made = papers(load_catalog())

    def first(name: str, width: int) -> Image.Image:
        (png, *_) = render_sheet_png(name, made, width_px=width)
        return Image.open(BytesIO(png)).convert("L")

    first("plan", 600).save(FOLDER / "plan.png", optimize=True)
    pages = [first(name, 420) for name in SHEETS]
    whole = Image.new("L", (3 * 420, 2 * pages[0].height), 255)
    for number, picture in enumerate(pages):
        whole.paste(picture, (number % 3 * 420, number // 3 * picture.height))
    whole.save(FOLDER / "sheets.png", optimize=True)


if __name__ == "__main__":
    screens()
    sheets()
