"""How many households the two calculators agree on: python tests/benchmarks/agree.py [1000000]"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.reference.households import apart, told

HOUSEHOLDS = 1_000_000


def main() -> int:
    """Print the count, and the smallest difference when there is one. Returns the exit status."""
    given = sys.argv[1:]
    if len(given) > 1 or not all(word.isdigit() for word in given):
        print("usage: python tests/benchmarks/agree.py [NUMBER]")
        return 2
    wanted = int(given[0]) if given else HOUSEHOLDS
    found = apart(wanted)
    print(told(wanted, found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
