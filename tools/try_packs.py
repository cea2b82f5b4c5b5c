"""Hold packs at random against brute force: `python -m tools.try_packs 100000 [--first N] [--jobs N]`.

The tests try the first 2,000; this tries as many as are asked. Prints JSON: how many packs, partial patients, trees
and complete patients there were, and every difference. Exit code 1 where there is one.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter

from tests.help.held_against import Tried, tried


def _try(seed: int) -> Tried:
    try:
        return tried(seed)
    except Exception:  # noqa: BLE001 a crash is a difference too, and ends no run
        return Tried((f"pack {seed}: {traceback.format_exc()}",), {})


def main() -> int:
    """Try the packs asked for. Gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packs", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    seeds = range(args.first, args.first + args.packs)
    start, counts, wrong = time.perf_counter(), Counter[str](), list[str]()
    with multiprocessing.get_context("spawn").Pool(args.jobs, maxtasksperchild=500) as pool:
        for each in pool.imap_unordered(_try, seeds, chunksize=20):
            counts.update(each.counts)
            wrong += each.differences
    seconds = round(time.perf_counter() - start, 1)
    answer = {"packs": args.packs, "first": args.first, **counts, "differences": wrong, "seconds": seconds}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
