"""計算を見る: the sum in words. The numbers come from the calculation, the words from data/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from core import said
from core.base import Answerer, Voice
from core.catalog import Catalog, Ledger
from core.cost.household import OVER_70, MedicalClass, WelfareClass
from core.cost.line import Line
from core.cost.medical import bill_share, limit_keys
from core.cost.month import LedgerResult, Month
from core.figures import Figures, fiscal_year
from core.money import YenRange, yen_text

CARRIED = "notice.carried"
"""The notice of an estimate with figures that are carried on from the fiscal year before."""
FEES_MISSING = "notice.fees_missing"
"""The notice of an estimate without a usual fee that no figure of the month tells."""


def notice_words(key: str, month: str, catalog: Catalog) -> Voice:
    """A notice of an estimate of ``month`` in words. Raises KeyError."""
    words = catalog.explanations[key]
    if key != CARRIED:
        return words
    year = fiscal_year(month) - 1
    return Voice(family=words.family.format(year=year), person=words.person.format(year=year))


class Explanation(NamedTuple):
    """One line of the sum: what is done, the arithmetic, and the keys of the figures used."""

    ledger: Ledger
    text: str
    formula: str
    sources: tuple[str, ...]


def _gross_formula(lines: Iterable[Line]) -> str:
    return " ＋ ".join([_one_gross(line) for line in lines])


def _one_gross(line: Line) -> str:
    """What one line asks in the month, before any share."""
    if line.note == "claimed":
        return f"{line.name} {line.detail}"
    if line.note == "lump":
        return f"{line.name} 1か月分 {yen_text(line.gross)}"
    asked = f"{line.name} {_unit_price(line)} × {said.count(line.times, line.unit)}"
    return f"{asked} ＋ 欠席 {yen_text(line.absent)}" if line.absent.high else asked


def _month_gross(line: Line) -> YenRange:
    """The whole fee of the month of one line, in yen."""
    if line.note in ("claimed", "lump"):
        return line.gross
    asked = line.gross.times(line.times)
    return asked + line.absent if line.absent.high else asked


def _unit_price(line: Line) -> str:
    about = "約" if line.typical else ""
    return f"{about}{yen_text(line.gross)}"


def _total(lines: Iterable[Line]) -> YenRange:
    return YenRange.total(_month_gross(line) for line in lines)


def _sources(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([key for line in lines for key in line.sources]))


_Words = Mapping[str, str]
"""The sentences of data/explain.toml in one voice."""


def _reasons(
    classes: tuple[WelfareClass, ...] | tuple[MedicalClass, ...], prefix: str, words: _Words
) -> tuple[str, tuple[str, ...]]:
    """The sentence of the class, or the one for several possible classes."""
    reasons = {one.reason for one in classes}
    sources = tuple(dict.fromkeys([key for one in classes for key in one.sources]))
    reason = classes[0].reason if len(reasons) == 1 else "several"
    return words[f"{prefix}.class.{reason}"], sources


def _welfare(ledger: LedgerResult, counted: Month, words: _Words) -> list[Explanation]:
    lines = ledger.lines
    classes = counted.welfare_classes
    reason, sources = _reasons(classes, "welfare", words)
    assert ledger.cap is not None
    before, cap = yen_text(ledger.before_cap), yen_text(ledger.cap)
    tenth = " ＋ ".join([yen_text(line.before_cap) for line in lines])
    if len(lines) > 1:
        tenth = f"{tenth} ＝ {before}"
    notes = {line.note for line in lines}
    total = "" if notes == {"claimed"} else words["welfare.total"]
    if "claimed" in notes:
        total += words["welfare.claimed"]
    if any(usage.absences for usage in counted.request.usages):
        total += words["welfare.absent"]
    whose = "child" if counted.request.by_guardians else "adult"
    return [
        Explanation(
            "welfare",
            total,
            f"{_gross_formula(lines)} ＝ {yen_text(_total(lines))}",
            _sources(lines),
        ),
        Explanation("welfare", words["welfare.tenth"], tenth, ("welfare.rate",)),
        Explanation("welfare", reason, f"上限 {cap}", sources),
        Explanation(
            "welfare",
            words["welfare.capped"],
            f"{before} と 上限 {cap} の小さい方 ＝ {yen_text(ledger.share)}",
            (),
        ),
        Explanation("welfare", words[f"welfare.whose.{whose}"], "", ()),
    ]


@lru_cache(maxsize=64)
def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


def _bills(lines: Iterable[Line], classes: tuple[MedicalClass, ...]) -> str:
    rates = sorted({one.rate for one in classes})
    parts = []
    # Between the ends of three shares lies the third: the ends say enough.
    ends, between = (rates, " または ") if len(rates) < 3 else ((rates[0], rates[-1]), " から ")
    for line in lines:
        sums = [f"{_percent(rate)}→{yen_text(_bill_range(line, rate))}" for rate in ends]
        first = _first_of_month(line)
        parts.append(
            f"{line.name} {_unit_price(line)} の{between.join(sums)}、× {said.count(line.times, line.unit)}{first}"
        )
    return " ／ ".join(parts)


def _bill_range(line: Line, rate: Decimal) -> YenRange:
    return YenRange(bill_share(line.gross.low, rate), bill_share(line.gross.high, rate))


def _first_of_month(line: Line) -> str:
    """What the first time of the month asks besides, before any share."""
    return f"（月の初回に {yen_text(line.first)} を足す）" if line.first.high and line.times else ""


def _over_70(classes: tuple[MedicalClass, ...]) -> tuple[str, ...]:
    """The possible 高額療養費 classes of 70 and over that may set the amount."""
    names = [name for one in classes for name in one.high_cost if name.startswith(OVER_70)]
    return tuple(dict.fromkeys(names))


def _limited(ledger: LedgerResult, counted: Month, words: _Words, figures: Figures) -> Explanation:
    """Where the month stops: at a cap, or at the limits of 高額療養費 on one side of 70 or both."""
    classes, formula = counted.medical_classes, yen_text(ledger.share)
    old = _over_70(classes)
    young = any(not name.startswith(OVER_70) for one in classes for name in one.high_cost)
    if ledger.cap is not None or not old:
        key = "medical.limited" if ledger.cap is not None else "medical.limited_high_cost"
        return Explanation("medical", words[key], formula, ())
    text = words["medical.limited_high_cost"] if young else ""
    text += words["medical.limited_over70"]
    years = {name.removeprefix(OVER_70): f"high_cost.{name}.annual" for name in old}
    years = {one: key for one, key in years.items() if figures.has(key, counted.month)}
    if years:
        told = [
            f"{words[f'medical.over70_year.{one}']}{yen_text(figures.yen(key, counted.month))}"
            for one, key in years.items()
        ]
        text += words["medical.over70_year"].format(limits="、".join(told))
    keys = [key for name in old for key in limit_keys(name)]
    return Explanation("medical", text, formula, tuple(dict.fromkeys([*keys, *years.values()])))


_CHILD_AID = ("stat.child_medical_towns", "stat.child_medical_free")


def child_aid_sources(month: str, figures: Figures) -> tuple[str, ...]:
    """The figures that say how many towns have こども医療費の助成, as far as they are in force."""
    return tuple(key for key in _CHILD_AID if figures.has(key, month))


def _last_of_medical(
    ledger: LedgerResult, counted: Month, words: _Words, figures: Figures
) -> Explanation:
    """Whose taxes count, or the town's subsidy; up to 18 the subsidy for children, as a possibility."""
    request, formula, sources = counted.request, "", tuple[str, ...]()
    if ledger.payable != ledger.share:
        text, formula = words["medical.subsidy"], yen_text(ledger.payable)
    else:
        text = words[f"medical.whose.{request.medical.insurance}"]
    if request.may_have_child_aid and ledger.payable.high:
        text += words["medical.child"]
        sources = child_aid_sources(counted.month, figures)
    return Explanation("medical", text, formula, sources)


_OLD_ENDS = frozenset(("medical.rate.over70_low", "medical.rate.over70_high"))
_OLD_MIDDLE = "medical.rate.over70_mid"


def _medical(
    ledger: LedgerResult, counted: Month, words: _Words, figures: Figures
) -> list[Explanation]:
    request = counted.request
    classes = counted.medical_classes
    reason, sources = _reasons(classes, "medical", words)
    if {*sources} >= _OLD_ENDS:
        # Between 1割 and 3割 lies 2割: the ends say enough, on the paper too.
        sources = tuple(key for key in sources if key != _OLD_MIDDLE)
    cap = "上限なし" if ledger.cap is None else f"上限 {yen_text(ledger.cap)}"
    if ledger.cap is None and any(one.cap is not None for one in classes):
        cap = "上限がある場合と、ない場合があります"
    lines = list(ledger.lines)
    bills = words["medical.bills"]
    if any(_first_of_month(line) for line in lines):
        bills += words["medical.first_of_month"]
    if request.medical.elderly_share == "unknown" and any(
        not one.by_certificate and _over_70((one,)) for one in classes
    ):
        bills += words["medical.over70_share" if request.over_70 else "medical.over70_may"]
    total = ledger.before_cap
    limited = ledger.share != total
    found = [
        Explanation("medical", bills, _bills(lines, classes), _sources(lines)),
        Explanation("medical", words["medical.sum"], yen_text(total), ()),
        Explanation("medical", reason, cap, sources),
    ]
    if limited:
        found.append(_limited(ledger, counted, words, figures))
    found.append(_last_of_medical(ledger, counted, words, figures))
    return found


def _one_paid(line: Line) -> str:
    """What one line outside the caps comes to."""
    paid = yen_text(line.before_cap)
    if line.note == "rent":
        if line.before_cap == line.gross:
            return f"{line.name} {paid}"
        return f"{line.name}（{yen_text(line.gross)} － 補足給付）→ {paid}"
    if line.note == "unlisted":
        times = f"{said.count(line.times, line.unit)}{_first_of_month(line)}"
        return f"{line.name} {_unit_price(line)} × {times} の窓口の割合 → {paid}"
    if line.note in ("tuition", "school"):
        return f"{line.name}（{line.detail}）÷ 12か月 → {paid}"
    return _one_gross(line)


def _all_supported(line: Line) -> bool:
    """A school whose fees the support pays: its sum is shown, though it comes to nothing."""
    return line.note == "tuition" and bool(line.times and line.gross.high)


def _plain(ledger: LedgerResult, words: _Words) -> list[Explanation]:
    lines = [line for line in ledger.lines if line.before_cap.high > 0 or _all_supported(line)]
    if not lines:
        return [Explanation(ledger.name, words["free"], "0円", ())]
    formula = f"{' ＋ '.join(_one_paid(line) for line in lines)} ＝ {yen_text(ledger.payable)}"
    found = [
        Explanation(ledger.name, words[f"{ledger.name}.sum"], formula, _sources(lines)),
        Explanation(ledger.name, words[f"{ledger.name}.no_cap"], "", ()),
    ]
    notes = [
        words[_NOTES[note]] for note in dict.fromkeys(line.note for line in lines) if note in _NOTES
    ]
    if any(key.startswith("living.") for line in lines for key in line.sources):
        notes.append(words["other.living"])
    if notes:
        found.append(Explanation(ledger.name, "".join(notes), "", ()))
    return found


_NOTES = {
    "rent": "other.rent",
    "meal": "other.meal",
    "unlisted": "other.unlisted",
    "tuition": "other.tuition",
    "lump": "private.lump",
    "contract": "private.contract",
}
"""Lines that need one more sentence: the note of the line, and its key in explain.toml."""


def explain(
    counted: Month, catalog: Catalog, answerer: Answerer = "family"
) -> tuple[Explanation, ...]:
    """The lines of all ledgers that are used, at most five for each, in the answerer's voice."""
    words = catalog.sentences[answerer]
    found: list[Explanation] = []
    for ledger in counted.ledgers:
        if not ledger.lines:
            continue
        if ledger.name == "welfare":
            found += _welfare(ledger, counted, words)
        elif ledger.name == "medical":
            found += _medical(ledger, counted, words, catalog.figures)
        else:
            found += _plain(ledger, words)
    return tuple(found)
