"""When what is built was made: the time of its commit, so that the same source gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
#: Where nothing tells: the first day that a zip can name.
_UNKNOWN: Final = datetime(1980, 1, 1, tzinfo=UTC)


def moment() -> datetime:
    """What SOURCE_DATE_EPOCH says, else the time of the last commit; a fixed day in a source without history."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(given), UTC)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=_ROOT, capture_output=True, text=True, check=False)
    return datetime.fromtimestamp(int(asked.stdout), UTC) if asked.returncode == 0 else _UNKNOWN


if __name__ == "__main__":
    print(int(moment().timestamp()))
