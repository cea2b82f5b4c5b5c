"""Of which source something is built, and when that was made: the time of its commit, so that the same source gives the
same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
#: What stands behind the name of a commit that is not all of the source.
CHANGED: Final = ", with changes that are not committed"
#: The file beside what was made and tried that says of which source: the first line.
MADE_OF: Final = "MADE-OF"
#: Where nothing tells: the first day that a zip can name.
_UNKNOWN: Final = datetime(1980, 1, 1, tzinfo=UTC)


def moment() -> datetime:
    """What SOURCE_DATE_EPOCH says, else the time of the last commit; a fixed day in a source without history."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(given), UTC)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=_ROOT, capture_output=True, text=True, check=False)
    return datetime.fromtimestamp(int(asked.stdout), UTC) if asked.returncode == 0 else _UNKNOWN


def begin_alike() -> None:
    """Have what is built bear the time of the commit, and the build begun anew where the hashes of its Python are those
    of chance: in their order stand the sets in what is compiled, and Python sets them when it starts. Raises SystemExit
    with the code of the build that was begun."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(moment().timestamp())))
    if sys.flags.hash_randomization:
        command = [sys.executable, *sys.orig_argv[1:]]
        again = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False)
        raise SystemExit(again.returncode)


def source() -> str:
    """The commit that the checkout stands at, and whether something of it was changed since; empty without history."""
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=_ROOT, capture_output=True, text=True, check=False)
    if asked.returncode:
        return ""
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=_ROOT, capture_output=True, text=True, check=True)
    return asked.stdout.strip() + (CHANGED if changed.stdout else "")


if __name__ == "__main__":
    print(int(moment().timestamp()))
