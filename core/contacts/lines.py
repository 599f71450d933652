"""Hotlines that fit what was answered."""

from __future__ import annotations

from core.catalog import Catalog, Danger, Hotline
from core.stage import StageCheck


def fits_age(line: Hotline, age: int | None) -> bool:
    """Whether a line that protects is for somebody of this age; all where it is not known."""
    if age is None or not {"plan_minor", "plan_65"} & set(line.uses):
        return True
    return "plan_minor" in line.uses if age < 18 else age >= 65 and "plan_65" in line.uses


def protecting_lines(catalog: Catalog, age: int | None = None) -> tuple[Hotline, ...]:
    """The windows that protect a person who is being hurt, by the person's age."""
    uses = ("harmed", "plan_minor", "plan_65")
    listed = {line.id: line for use in uses for line in catalog.hotlines_for(use)}
    return tuple(line for line in listed.values() if fits_age(line, age))


def safety_hotlines(
    check: StageCheck, first: str, catalog: Catalog, age: int | None = None
) -> tuple[Hotline, ...]:
    """The hotlines that fit the safety answers: those of ``first`` ("now", "soon", …), then by topic.

    R2 adds the lines for violence, R2b those that protect (by the person's ``age`` where it is
    known), a threatened person under 18 the child lines.
    """
    uses = [first]
    if check.safety.violence in ("now", "recent"):
        uses.append("violence")
    if check.threatened.minor == "yes" and check.safety.violence != "no":
        uses.append("minor")
    if age is not None and age < 18:
        uses.append("plan_child")
    listed = [line for use in uses for line in catalog.hotlines_for(use)]
    if check.safety.harmed in ("now", "recent"):
        listed += protecting_lines(catalog, age)
    lines = list({line.id: line for line in listed}.values())
    if check.safety.violence == "now":
        lines.sort(key=lambda line: line.contact != "110")  # the police first
    return tuple(lines)


def danger_lines(danger: Danger, catalog: Catalog, age: int | None = None) -> tuple[Hotline, ...]:
    """The lines that fit one danger, the one to call first in front, by the person's age."""
    by_id = {line.id: line for line in catalog.hotlines}
    return tuple(line for one in danger.lines if fits_age(line := by_id[one], age))


def psychiatric_emergency(catalog: Catalog, prefecture: str | None = None) -> tuple[Hotline, ...]:
    """The prefectures' psychiatric emergency lines of the data; with ``prefecture`` only its own.

    Only a few prefectures have one whose number could be confirmed: () says nothing of the others.
    """
    lines = catalog.hotlines_for("psychiatric_emergency")
    if prefecture is None:
        return lines
    codes = {centre.pref_code for centre in catalog.centres if centre.prefecture == prefecture}
    return tuple(line for line in lines if line.pref_code in codes)
