"""Runs the tests that make sense under Wine, with its own Python: `python -m tools.windows.unit_tests [FOLDER...]`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from tools.windows.kitchen import PROGRAM, prepared
from tools.windows.places import ROOT
from tools.windows.wine import NEEDED, Wine, ask_for, screen

#: What is run, a process each.
GROUPS: Final = ("meeting", "guideline", "reasoning", "cli", "drawing", "reports", "content")
#: What is not, and why.
LEFT_OUT: Final = {
    "desktop": "drawn offscreen, with fonts and sizes of Linux; the window is tried by a meeting",
    "golden": "pictures of Linux: Windows rasters letters otherwise",
    "house": "looks at the checkout and its tools, which are those of Linux",
    "accessibility": "listens to the bus of Linux desktops",
    "play": "random use for an hour; finds nothing that is Windows' own",
    "torture": "kills and limits by signals that Windows has not",
}
#: Tests within the groups that cannot hold under Wine, and why.
NOT_HERE: Final[dict[str, str]] = {}


def run_group(wine: Wine, group: str) -> tuple[Counter[str], str]:
    """How many tests passed, failed and so on, and what pytest said."""
    plugins = ("tools.windows.under_wine", "no:randomly", "no:xdist", "no:cacheprovider")
    command: list[str | Path] = [PROGRAM, "-m", "pytest", "-q", f"tests/{group}"]
    command += [part for plugin in plugins for part in ("-p", plugin)]
    command += [part for name in NOT_HERE for part in ("--deselect", name)]
    more = {"PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    said = wine.run(command, folder=ROOT, more=more, seconds=3600, codes=(0, 1))
    closing = re.findall(r"^(?=.*\bin \d)(.*\b(?:passed|failed|error).*)$", said, re.MULTILINE)[-1:]
    counts = Counter(
        {kind: int(number) for number, kind in re.findall(r"(\d+) (passed|failed|skipped|errors?)", "".join(closing))}
    )
    return counts, said


def main() -> int:
    """Every group, or those that are named; the exit code."""
    ask_for(NEEDED)
    prepared()
    total: Counter[str] = Counter()
    with screen() as display:
        wine = Wine(display=display)
        for group in sys.argv[1:] or GROUPS:
            counts, said = run_group(wine, group)
            total += counts
            print(f"{group:10} {', '.join(f'{number} {kind}' for kind, number in sorted(counts.items()))}", flush=True)
            if not counts["passed"] or counts["failed"] or counts["error"] or counts["errors"]:
                print(said[-6000:])
        wine.wait()
    for name, why in {**LEFT_OUT, **NOT_HERE}.items():
        print(f"not run: {name}: {why}")
    wrong = total["failed"] + total["error"] + total["errors"]
    print(f"{total['passed']} passed, {wrong} failed, {total['skipped']} skipped")
    return 1 if wrong or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
