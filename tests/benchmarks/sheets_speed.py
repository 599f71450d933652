"""How long a usual sheet takes, warm, and how large it is.

    python -m tests.benchmarks.sheets_speed

Prints the median and the 95th percentile over plans of all situations that were not printed
before, with the machine and the versions. No peer makes such sheets, so there is no ratio.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import date
from statistics import median, quantiles
from time import perf_counter

import typst

from core import Case, Catalog, compose_plan, load_catalog, render_plan_pdf
from core.handout.papers import Papers
from core.handout.sheets import SHEETS, render_sheets_pdf
from core.plan import Plan
from tests.core.conftest import FLAGS, check

TODAY = date(2026, 11, 22)
PATTERNS = ("ysns nnnn nnnnn", "yyys ysss sssyy", "yyyy yyyy yyyyy", "uuuu uuuu uuuuu")


def plans(catalog: Catalog) -> list[tuple[Case, Plan]]:
    """A plan of each situation at each pattern of answers."""
    cases = [
        Case.model_validate({"check": check(letters), "situation": [flag], "age": 34})
        for letters in PATTERNS
        for flag in FLAGS
    ]
    return [(case, compose_plan(case, catalog, TODAY)) for case in cases]


def measure(name: str, prints: list[Callable[[], bytes]]) -> None:
    """Print one line: the first call warms the press and does not count."""
    prints[0]()
    times, sizes = [], []
    for one in prints[1:]:
        start = perf_counter()
        pdf = one()
        times.append((perf_counter() - start) * 1000)
        sizes.append(len(pdf) / 1024)
    slow = quantiles(times, n=20)[-1]
    print(
        f"{name:10} median {median(times):6.1f} ms  95% {slow:6.1f} ms  "
        f"size {median(sizes):5.0f} KB, at most {max(sizes):5.0f} KB"
    )


def main() -> None:
    """Measure every sheet."""
    catalog = load_catalog()
    made = plans(catalog)
    print(platform.processor() or platform.machine(), platform.python_version(), typst.__version__)
    measure("plan", [lambda plan=plan: render_plan_pdf(plan, catalog) for _, plan in made])  # type: ignore[misc]
    for name in SHEETS[1:]:
        papers = [
            Papers(catalog=catalog, made_on=TODAY, plan=plan, case=case) for case, plan in made
        ]
        measure(
            name,
            [lambda one=one, name=name: render_sheets_pdf({name: True}, one) for one in papers],
        )  # type: ignore[misc]


if __name__ == "__main__":
    main()
