"""Makes the two subsets and coverage.txt of this folder. Needs fonttools; the app does not.

python data/fonts/make_subsets.py coverage
    writes coverage.txt from the fonts that lie here.
python data/fonts/make_subsets.py subsets --gothic FOLDER --noto FILE.ttf
    makes the subsets again (FOLDER holds BIZUDGothic-Regular.ttf and -Bold.ttf), then coverage.txt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
BODY = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
PUNCTUATION = sorted({*range(0x3000, 0x3040), *map(ord, "（）［］｛｝，．：；！？・／")})


def characters(font: Path) -> set[int]:
    """Every code point that the font has a glyph for."""
    with TTFont(font, lazy=True) as opened:
        return set(opened.getBestCmap())


def ranges(points: set[int]) -> str:
    """Code points as lines 「first-last」 in hexadecimal, in order."""
    lines: list[list[int]] = []
    for point in sorted(points):
        if lines and lines[-1][1] == point - 1:
            lines[-1][1] = point
        else:
            lines.append([point, point])
    return "".join(f"{first:X}-{last:X}\n" for first, last in lines)


def coverage() -> str:
    """The text of coverage.txt: what at least one upright body font or the fallback can draw.

    The punctuation subset adds nothing: BIZ UDPGothic has all of it.
    """
    body = characters(HERE / BODY[0]) & characters(HERE / BODY[1])
    return ranges(body | characters(HERE / "NotoSansJP-fallback.ttf"))


def cut(source: Path, target: Path, points: set[int], *, features: list[str]) -> None:
    """Write ``target``: the glyphs of ``points`` from ``source``, without hinting."""
    options = subset.Options(
        hinting=False, layout_features=features, name_IDs=["*"], notdef_outline=True
    )
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("coverage", "subsets"))
    parser.add_argument("--gothic", type=Path)
    parser.add_argument("--noto", type=Path)
    asked = parser.parse_args()
    if asked.what == "subsets":
        if asked.gothic is None or asked.noto is None:
            parser.error("subsets needs --gothic and --noto")
        for weight in ("Regular", "Bold"):
            cut(
                asked.gothic / f"BIZUDGothic-{weight}.ttf",
                HERE / f"BIZUDGothic-{weight}-punctuation.ttf",
                set(PUNCTUATION),
                features=["*"],
            )
        wanted = characters(asked.noto) - characters(HERE / BODY[0])
        cut(asked.noto, HERE / "NotoSansJP-fallback.ttf", wanted, features=[])
    (HERE / "coverage.txt").write_text(coverage(), encoding="ascii")


if __name__ == "__main__":
    main()
