"""How many households the two calculators agree on: python tests/benchmarks/agree.py 1000000"""

from __future__ import annotations

import sys
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.reference.households import difference, differs, household, smallest

CORES = 2
BATCH = 1_000


def apart(first: int) -> list[int]:
    return [seed for seed in range(first, first + BATCH) if differs(household(seed))]


def main() -> int:
    """Print the count, and the smallest difference when there is one. Returns the exit status."""
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        print("usage: python tests/benchmarks/agree.py NUMBER")
        return 2
    wanted = int(sys.argv[1])
    with Pool(CORES) as pool:
        batches = pool.imap_unordered(apart, range(0, wanted, BATCH))
        found = sorted(seed for batch in batches for seed in batch if seed < wanted)
    print(f"{wanted} households, {len(found)} differences")
    if found:
        reports = [difference(smallest(household(seed))) for seed in found[:20]]
        print(min(reports, key=len))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
