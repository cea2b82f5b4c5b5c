"""What one kind of torture came to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

#: A folder that is no disk at all, where there is one: for what does not ask how slow a disk is.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - each makes a folder of its own in it
#: More than these are not told one by one.
TOLD = 5


class Tally:
    """How many were tried, and what was wrong, in words."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.count = 0
        self.wrong: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.seconds = 0.0

    def found(self, wrong: str | None) -> None:
        """One more was tried; `wrong` where it did not hold."""
        self.count += 1
        if wrong is not None:
            self.wrong[wrong] += 1

    @property
    def bad(self) -> int:
        return sum(self.wrong.values())


def table(tallies: list[Tally]) -> str:
    """All of them as plain text, each with what was found on the way; what was wrong comes below."""
    width = max((len(each.what) for each in tallies), default=0)
    lines = [f"{'what':{width}}  {'how many':>10}  {'wrong':>6}  {'seconds':>8}"]
    lines += [f"{each.what:{width}}  {each.count:>10,}  {each.bad:>6,}  {seconds(each):>8}" for each in tallies]
    for each in tallies:
        if each.notes:
            notes = ", ".join(f"{what} {count:,}" for what, count in sorted(each.notes.items()))
            lines.append(f"{each.what}: {notes}")
        lines += [f"WRONG {each.what}: {count:,} x {what}" for what, count in each.wrong.most_common(TOLD)]
    return "\n".join(lines) + "\n"


def seconds(tally: Tally) -> str:
    """Nothing where the time is counted with the one above."""
    return f"{tally.seconds:.1f}" if tally.seconds else ""
