"""Reading the largest pack, and refusing hostile input.

Prints JSON: milliseconds of processor time, medians; hostile input should be refused within 50 ms.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from mdo_viewer.guideline.library import packs_folder
from mdo_viewer.guideline.reading.pack import read_pack
from mdo_viewer.guideline.strict_yaml import Refused, parse

RUNS = 9
HOSTILE = {
    "deep": "[" * 5_000,
    "many parts": "- a\n" * 250_000,
    "long text": "a: " + "x" * 1_000_000,
    "aliases": "a: &a [x, x]\n" + "".join(f"{k}: &b{k} [*a, *a]\n" for k in range(60)),
    "merge keys": "- &x0 {a: b}\n" + "".join(f"- &x{k} {{<<: [*x{k - 1}, *x{k - 1}]}}\n" for k in range(1, 12)),
    "empty lines": "\n" * 1_000_000,
}


def median(action: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        action()
        times.append((time.process_time() - start) * 1000)
    return round(statistics.median(times), 1)


def refuse(text: str) -> None:
    try:
        parse(text, "hostile.yaml")
    except Refused:
        return
    raise AssertionError("this should have been refused")


def main() -> None:
    folder = packs_folder() / "wervelmetastasen"
    print(
        json.dumps(
            {
                "benchmark": "reading",
                "runs": RUNS,
                "largest_pack_ms": median(lambda: read_pack(folder)),
                "hostile_ms": {name: median(lambda text=text: refuse(text)) for name, text in HOSTILE.items()},
                "hostile_goal_ms": 50,
            }
        )
    )


if __name__ == "__main__":
    main()
