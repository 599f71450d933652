"""The measured numbers as lines of a table, and what is reckoned from them."""

from __future__ import annotations

import math
import platform
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import mean, median

from tests.benchmarks.hall.people import Timed
from tests.benchmarks.hall.returning import Returns
from tests.benchmarks.hall.run import Moment, Run

FAULTS_SHOWN = 12
WARM_AFTER = 120.0
"""Seconds after its start from which a server's growth counts; of a short life, half of it."""


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value that ``share`` of all do not exceed.

    Raises ValueError for no values or a share that is not over 0 and up to 1.
    """
    ordered = sorted(values)
    if not ordered or not 0 < share <= 1:
        raise ValueError("no values, or no share of them")
    return ordered[math.ceil(share * len(ordered)) - 1]


def by_kind(timed: Iterable[Timed]) -> dict[str, list[Timed]]:
    """In the order in which the kinds come."""
    found: dict[str, list[Timed]] = {}
    for one in timed:
        found.setdefault(one.kind, []).append(one)
    return found


def machine() -> str:
    """The computer, and how busy it is just now."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    load = Path("/proc/loadavg").read_text("ascii").split()[:3]
    return (
        f"{len(models)}コア（{models[0] if models else platform.processor()}）、"
        f"Linux {platform.release().split('-')[0]}、Python {platform.python_version()}、"
        f"負荷 {' '.join(load)}"
    )


def alone(timed: Sequence[Timed]) -> Iterator[str]:
    """One person alone: a line a kind of press."""
    yield "| 動き | 回 | ms 中央値 | 最大 | CPU ms | KB | メッセージ |"
    yield "|---|---|---|---|---|---|---|"
    for kind, found in by_kind(timed).items():
        times = [one.ms for one in found]
        yield (
            f"| {kind} | {len(found)} | {median(times):.0f} | {max(times):.0f} "
            f"| {mean(one.processor_ms for one in found):.0f} "
            f"| {mean(one.size for one in found) / 1000:.1f} "
            f"| {mean(one.messages for one in found):.0f} |"
        )
    runs = sum(one.runs for one in timed)
    used = sum(one.processor_ms for one in timed)
    yield (
        f"| 全体 | {len(timed)} | {median(one.ms for one in timed):.0f} "
        f"| {max(one.ms for one in timed):.0f} | {used / runs:.0f}（1回の実行） "
        f"| {mean(one.size for one in timed) / 1000:.1f} | |"
    )


def _times(found: Sequence[Timed]) -> str:
    times = [one.ms for one in found]
    return (
        f"{percentile(times, 0.5):.0f} | {percentile(times, 0.95):.0f} | {max(times):.0f} "
        f"| {mean(one.size for one in found) / 1000:.1f}"
    )


def steps(run: Run) -> Iterator[str]:
    """Many at once: a line a kind of press."""
    yield f"| {run.people}人: 動き | 回 | p50 ms | p95 ms | 最大 ms | KB |"
    yield "|---|---|---|---|---|---|"
    for kind, found in by_kind(run.timed).items():
        yield f"| {kind} | {len(found)} | {_times(found)} |"


HEAD = (
    "| 人 | 回 | p50 ms | p95 ms | 最大 ms | KB/回 | 誤り | CPU ms/実行 | サーバーのCPU "
    "| 測る側のCPU | メモリ 前 → 後 MB | KB/人 |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|",
)


def overall(run: Run) -> str:
    """The line of one number of people."""
    grown = (run.after - run.before) / 1000 / run.people
    return (
        f"| {run.people} | {len(run.timed)} | {_times(run.timed)} | {len(run.faults)} "
        f"| {run.processor * 1000 / max(1, run.runs):.0f} | {run.processor / run.wall:.0%} "
        f"| {run.own / run.wall:.0%} | {run.before / 1e6:.0f} → {run.after / 1e6:.0f} "
        f"| {grown:.0f} |"
    )


def faults(timed: Iterable[Timed]) -> Iterator[str]:
    """What went wrong, the first few."""
    found = [one for one in timed if one.fault]
    for one in found[:FAULTS_SHOWN]:
        yield f"誤り: {one.kind}: {one.fault[:600]}"
    if len(found) > FAULTS_SHOWN:
        yield f"誤り: ほかに {len(found) - FAULTS_SHOWN}"


def growth(looks: Sequence[Moment]) -> str:
    """From the middle to the end: what comes at the start is no growth."""
    first = looks[0]
    half = first.at + (looks[-1].at - first.at) / 2
    middle = min(looks, key=lambda one: abs(one.at - half))
    last = looks[-1]
    return (
        f"メモリ: 始め {first.memory / 1e6:.1f}、真ん中 {middle.memory / 1e6:.1f}、"
        f"終わり {last.memory / 1e6:.1f} MB。真ん中から {(last.memory - middle.memory) / 1e6:+.1f} MB"
        f"（{last.walks - middle.walks} 人、{last.presses - middle.presses} 回）"
    )


def lives(looks: Sequence[Moment]) -> Iterator[str]:
    """Of a server that was killed and started again: the growth of each process by itself."""
    yield (
        "メモリ: 起こすたびに別のプロセスです。増えは、一つのプロセスの中で、温まってから"
        f"（始めから{WARM_AFTER / 60:.0f}分、短ければ半分）その終わりまで。"
    )
    yield "| プロセス | 分 | 始め MB | 温まって MB | 終わり MB | 増え MB | 人 | 回 |"
    yield "|---|---|---|---|---|---|---|---|"
    for number in sorted({one.life for one in looks}):
        yield _life([one for one in looks if one.life == number and one.memory])


def _life(looks: Sequence[Moment]) -> str:
    """The line of one process; ``looks``: those at which it was there."""
    if not looks:
        return "| — | | | | | | | |"
    first, last = looks[0], looks[-1]
    passed = last.at - first.at
    since = first.at + min(WARM_AFTER, passed / 2)
    warm = next(one for one in looks if one.at >= since)
    return (
        f"| {first.life} | {passed / 60:.1f} | {first.memory / 1e6:.1f} "
        f"| {warm.memory / 1e6:.1f} | {last.memory / 1e6:.1f} "
        f"| {(last.memory - warm.memory) / 1e6:+.1f} "
        f"| {last.walks - warm.walks} | {last.presses - warm.presses} |"
    )


def returns(found: Returns) -> Iterator[str]:
    """What became of the answers when the server was killed."""
    yield (
        f"サーバーを落とした: {found.kills} 回。切れた線 {found.lost}: "
        f"タブの答えを渡して戻った {found.back}（渡したとおりに返った {found.same}、"
        f"ちがった {found.other}）、答えの前で、はじめから {found.anew}、"
        f"戻れなかった {found.failed - found.other}、終わりのとき途中 {found.under_way}。"
        f"押しなおし {found.repeated} 回。"
    )
    if found.seconds:
        yield (
            "線がつながってから画面まで: "
            f"p50 {percentile(found.seconds, 0.5) * 1000:.0f} ms、"
            f"p95 {percentile(found.seconds, 0.95) * 1000:.0f} ms、"
            f"最大 {max(found.seconds) * 1000:.0f} ms"
        )
