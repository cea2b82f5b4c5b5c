"""Everything that could make saving lose a meeting, tried many times: `python -m tests.torture`.

Prints one table of what was tried, how often, and how often something did not hold; the exit code is 1 when anything
did not. See docs/torture.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tests.torture.bits import damaged
from tests.torture.faults import errors, full_disks, locks
from tests.torture.kills import kills
from tests.torture.power import power_cuts
from tests.torture.tally import Tally, table
from tests.torture.two import processes, step_by_step

#: How often a program is killed, in the long form and the short one.
KILLS, FEW_KILLS = 20_000, 60
TORTURES: Mapping[str, Callable[[bool], list[Tally]]] = MappingProxyType(
    {
        "power": power_cuts,
        "errors": errors,
        "lock": locks,
        "full": full_disks,
        "bits": damaged,
        "steps": step_by_step,
        "processes": processes,
    }
)


def main(argv: Sequence[str]) -> int:
    """Try all of it, or one kind."""
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few of each kind")
    parser.add_argument("--only", choices=[*TORTURES, "kills"], help="one kind")
    parser.add_argument("--kills", type=int, help=f"how often a program is killed (otherwise {KILLS}, or {FEW_KILLS})")
    parser.add_argument("--seed", type=int, default=1, help="of when it is killed")
    asked = parser.parse_args(argv)
    count = asked.kills if asked.kills is not None else FEW_KILLS if asked.short else KILLS
    chosen: dict[str, Callable[[], list[Tally]]] = {
        name: lambda run=run: run(not asked.short)  # type: ignore[misc]
        for name, run in TORTURES.items()
    }
    chosen["kills"] = lambda: [kills(count, asked.seed)]
    done: list[Tally] = []
    for name, run in chosen.items():
        if asked.only in (None, name):
            done += timed(run)
    sys.stdout.write(table(done))
    return 1 if any(each.bad for each in done) else 0


def timed(run: Callable[[], list[Tally]]) -> list[Tally]:
    """What it came to, with the time that all of it took at the first."""
    start = time.monotonic()
    done = run()
    done[0].seconds = time.monotonic() - start
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
