"""The estimator beside OpenFisca-Japan: the same machine, one run, fresh processes in turn.

    python tests/benchmarks/estimate_speed.py --openfisca /tmp/ofj/bin/python

Makes the environment of OpenFisca-Japan when its Python is missing. Exit code 1 when a goal is
missed. The households differ from each other, and neither side keeps a whole answer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPENFISCA = "OpenFisca-Japan==2.2.0"
HOUSEHOLDS = 1_000
ROUNDS = 10
"""So often the fast side goes through its households: else one hiccup of the machine decides."""
MONTH = "2026-11"

Numbers = dict[str, float]
"""What one process measured: CPU time in seconds, memory in MB."""


# -- what both sides measure with ---------------------------------------------------------------


def memory_mb() -> float:
    """Memory that this process holds now (VmRSS), in MB."""
    for row in Path("/proc/self/status").read_text().splitlines():
        if row.startswith("VmRSS:"):
            return int(row.split()[1]) / 1024
    raise OSError("/proc/self/status has no VmRSS")


def each_time(work: Callable[[Any], object], inputs: Iterable[Any]) -> list[float]:
    """Seconds of CPU that ``work`` takes for each input, one after the other."""
    times = []
    for one in inputs:
        start = time.process_time()
        work(one)
        times.append(time.process_time() - start)
    return times


# -- あしばノート -------------------------------------------------------------------------------


def known_household(number: int) -> dict[str, Any]:
    """All is known: a child in the 40s with one service of 障害福祉, medicine and the private kind."""
    exempt = number % 2 == 0
    return {
        "month": MONTH,
        "person": {"age": 40 + number % 10},
        "welfare": {"tax": "exempt"}
        if exempt
        else {"tax": "taxed", "income_levy_yen": 100_000 + number * 100},
        "medical": {
            "certificate": "have",
            "insurance": "national",
            "high_cost_class": "o" if exempt else "u",
            "severe_and_continuing": True,
            **(
                {"tax": "exempt", "own_income_yen": 780_000 + number * 100}
                if exempt
                else {"tax": "taxed", "income_levy_yen": 30_000 + number * 100}
            ),
        },
        "usages": [
            {
                "service": "continuous_employment_b",
                "times": 4 + number % 18,
                "gross_yen_per_time": 6_000 + number,
            },
            {
                "service": "psychiatric_outpatient",
                "times": 1 + number % 4,
                "gross_yen_per_time": 4_000 + number,
            },
            {
                "service": "private_counselling",
                "times": 1 + number % 3,
                "price_low_yen": 8_000 + number,
                "price_high_yen": 8_000 + number,
            },
        ],
    }


def unknown_household(number: int) -> dict[str, Any]:
    """The same services with nothing known but how often: no two are alike up to 1,056."""
    return {
        "month": MONTH,
        "usages": [
            {"service": "continuous_employment_b", "times": 1 + number % 22},
            {"service": "psychiatric_outpatient", "times": 1 + number // 22 % 4},
            {"service": "private_counselling", "times": 1 + number // 88 % 12},
        ],
    }


def larger_household(number: int) -> dict[str, Any]:
    """Nothing known, and a pharmacy besides: one service more to ask about."""
    raw = unknown_household(number)
    return {**raw, "usages": [*raw["usages"], {"service": "pharmacy", "times": 2}]}


def measure_ours() -> Numbers:
    """Import, then households with their explanation, then the list of what is not known."""
    sys.path.insert(0, str(ROOT))
    start = time.process_time()
    import core

    core.CostRequest, core.estimate, core.load_catalog  # noqa: B018  (imported when asked for)
    found = {"import_s": time.process_time() - start, "import_mb": memory_mb()}
    start = time.process_time()
    catalog = core.load_catalog()
    core.CostRequest.model_validate(known_household(HOUSEHOLDS))
    found["ready_s"] = time.process_time() - start

    def explained(request: core.CostRequest) -> object:
        result = core.estimate(request, catalog)
        return result.monthly, result.steps

    def from_raw(raw: dict[str, Any]) -> object:
        return explained(core.CostRequest.model_validate(raw))

    def unknowns(request: core.CostRequest) -> object:
        return core.estimate(request, catalog).unknowns

    def round_of(household: Callable[[int], dict[str, Any]], number: int) -> list[dict[str, Any]]:
        return [household(number * HOUSEHOLDS + place) for place in range(HOUSEHOLDS)]

    times: dict[str, list[list[float]]] = {}
    for number in range(ROUNDS):
        for name, household in (
            ("known", known_household),
            ("unknown", unknown_household),
            ("larger", larger_household),
        ):
            raws = round_of(household, number)
            requests = [core.CostRequest.model_validate(raw) for raw in raws]
            times.setdefault(name, []).append(each_time(explained, requests))
            if name == "known":
                times.setdefault("raw", []).append(each_time(from_raw, raws))
            else:
                times.setdefault(f"{name}_unknowns", []).append(each_time(unknowns, requests))
    for name, rounds in times.items():
        found[f"{name}_s"] = statistics.median(one for each in rounds for one in each)
        found[f"{name}_1000_s"] = statistics.median(sum(each) for each in rounds)
    found["memory_mb"] = memory_mb()
    return found


# -- OpenFisca-Japan ----------------------------------------------------------------------------


def openfisca_household(number: int) -> dict[str, Any]:
    """Two parents in their 70s and a child of 45 with 精神2級."""
    day = f"{MONTH}-01"
    return {
        "世帯員": {
            "父": {
                "誕生年月日": {"ETERNITY": "1951-04-01"},
                "収入": {day: 1_000_000 + number * 1_000},
            },
            "母": {"誕生年月日": {"ETERNITY": "1954-04-01"}, "収入": {day: 780_000 + number}},
            "子": {
                "誕生年月日": {"ETERNITY": "1981-04-01"},
                "収入": {day: number * 100},
                "精神障害者保健福祉手帳等級": {day: "二級"},
            },
        },
        "世帯一覧": {
            "世帯": {
                "親一覧": ["父", "母"],
                "子一覧": ["子"],
                "居住都道府県": {day: "東京都"},
                "居住市区町村": {day: "練馬区"},
            }
        },
    }


def measure_openfisca() -> Numbers:
    """Import, the rules, then 住民税非課税世帯 of the households one by one."""
    start = time.process_time()
    import openfisca_japan

    found = {"import_s": time.process_time() - start, "import_mb": memory_mb()}
    from openfisca_core.simulation_builder import SimulationBuilder

    start = time.process_time()
    rules = openfisca_japan.CountryTaxBenefitSystem()
    found["ready_s"] = time.process_time() - start

    def built(situation: dict[str, Any]) -> Any:
        return SimulationBuilder().build_from_entities(rules, situation)

    def calculated(simulation: Any) -> object:
        return simulation.calculate("住民税非課税世帯", f"{MONTH}-01")

    calculated(built(openfisca_household(HOUSEHOLDS)))  # the first one reads the tables
    situations = [openfisca_household(number) for number in range(HOUSEHOLDS)]
    times = each_time(lambda situation: calculated(built(situation)), situations)
    found["one_s"] = statistics.median(times)
    found["one_1000_s"] = sum(times)
    simulations = [built(situation) for situation in situations[:100]]
    found["calculate_s"] = statistics.median(each_time(calculated, simulations))
    found["memory_mb"] = memory_mb()
    return found


# -- one run of both ----------------------------------------------------------------------------


def ensure_openfisca(python: Path) -> None:
    """Make the environment that ``python`` belongs to, when it is not there."""
    if python.exists():
        return
    folder = python.parent.parent
    print(f"making {folder} with {OPENFISCA} …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", OPENFISCA], check=True)


def fresh(python: str, side: str) -> Numbers:
    """The numbers of one side from a process of its own."""
    command = [python, str(Path(__file__).resolve()), "--measure", side]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def medians(runs: list[Numbers]) -> Numbers:
    """The median of each number over the repetitions."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def versions(python: str, names: tuple[str, ...]) -> str:
    """ "Python 3.11.7, pydantic 2.14.3" of an environment."""
    code = (
        "import platform\nfrom importlib.metadata import version\n"
        f"print('Python ' + platform.python_version(), *(n + ' ' + version(n) for n in {names!r}), "
        "sep=', ')"
    )
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def cpu_model() -> str:
    """The name of the processor as the system tells it."""
    for row in Path("/proc/cpuinfo").read_text().splitlines():
        if row.startswith("model name"):
            return row.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def shown(seconds: float) -> str:
    """Seconds in the unit that reads best."""
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def table(ours: Numbers, theirs: Numbers) -> bool:
    """Print the rows. True when every goal is met."""
    one, thousand = theirs["one_s"], theirs["one_1000_s"]
    print("| 何を | あしばノート | OpenFisca-Japan | 比 | 目標 | 結果 |")
    print("|---|---|---|---|---|---|")
    met = True
    for name, mine, other, goal in (
        ("1世帯・説明つき・すべて分かる", ours["known_s"], one, 50),
        ("1世帯・説明つき・すべて分からない", ours["unknown_s"], one, None),
        # The month once for each answer: 3 ms of a click's 150. A click is what counts here.
        ("分からないことの一覧", ours["unknown_unknowns_s"], one, None),
        ("1,000世帯を1世帯ずつ・すべて分かる", ours["known_1000_s"], thousand, None),
        ("1,000世帯を1世帯ずつ・すべて分からない", ours["unknown_1000_s"], thousand, None),
        ("1世帯・4つ目の支援（薬局）・すべて分からない", ours["larger_s"], one, None),
        ("同じく、分からないことの一覧", ours["larger_unknowns_s"], one, None),
        ("1世帯・入力の検査から", ours["raw_s"], one, None),
        ("1世帯・OpenFisca は計算だけ", ours["known_s"], theirs["calculate_s"], None),
        ("import（見積もりに要るものすべて）", ours["import_s"], theirs["import_s"], None),
        ("規則とデータを読む", ours["ready_s"], theirs["ready_s"], None),
    ):
        good = goal is None or other >= goal * mine
        met = met and good
        verdict = "—" if goal is None else "達成" if good else "未達"
        aim = "—" if goal is None else f"{goal}倍"
        print(
            f"| {name} | {shown(mine)} | {shown(other)} | {other / mine:.1f}倍 | {aim} | {verdict} |"
        )
    for name, key, goal in (
        ("import 後のメモリ", "import_mb", 1),
        ("終わりのメモリ", "memory_mb", None),
    ):
        mine, other = ours[key], theirs[key]
        good = goal is None or mine <= other
        met = met and good
        verdict = "—" if goal is None else "達成" if good else "未達"
        aim = "—" if goal is None else "同じか軽い"
        print(
            f"| {name} | {mine:.0f} MB | {other:.0f} MB | {other / mine:.1f}倍 | {aim} | {verdict} |"
        )
    return met


def main() -> int:
    """Measure both sides in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--openfisca", type=Path, default=Path("/tmp/ofj/bin/python"))
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--measure", choices=("ours", "openfisca"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure_ours() if chosen.measure == "ours" else measure_openfisca()))
        return 0
    ensure_openfisca(chosen.openfisca)
    ours, theirs = [], []
    for turn in range(chosen.repeats):
        print(f"{turn + 1}/{chosen.repeats} …", file=sys.stderr, flush=True)
        ours.append(fresh(sys.executable, "ours"))
        theirs.append(fresh(str(chosen.openfisca), "openfisca"))
    print(f"- 機械: {os.cpu_count()} コア、{cpu_model()}、{platform.system()} {platform.release()}")
    print(f"- あしばノート: {versions(sys.executable, ('pydantic',))}")
    names = ("openfisca-japan", "openfisca-core", "numpy")
    print(f"- OpenFisca-Japan: {versions(str(chosen.openfisca), names)}")
    print(f"- 新しいプロセスを交互に {chosen.repeats} 回、値は CPU 時間の中央値\n")
    met = table(medians(ours), medians(theirs))
    print("\n目標: すべて達成" if met else "\n目標: 未達があります")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
