"""A meeting's file: how large, how long a save takes, how long opening takes without the key and with it.

Prints JSON. Patients are the example's, over and over, each with its decisions; `goal` is of the whole project.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mdo_viewer.desktop.example import PACK, example_cases
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.container import make_key, seal, unseal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import MeetingFile

RUNS = 7
SIZES = (20, 120)


def median(action: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 1)


def main() -> None:
    pack = load_pack(PACK)
    cases = example_cases(pack)
    start = time.perf_counter()
    key = make_key("vier losse woorden samen")
    rows: dict[str, object] = {"key_ms": round((time.perf_counter() - start) * 1000, 1)}
    for size in SIZES:
        many = tuple(replace(cases[at % len(cases)], case=f"MDO-{at + 1:04d}") for at in range(size))  # type: ignore[type-var]
        meeting = Meeting(document_of(many), 0, pack.trees[0].id)
        content = write_meeting(meeting, pack)
        data = seal(content, key)
        with tempfile.TemporaryDirectory() as folder:
            file = MeetingFile(Path(folder) / "m.mdo", None)
            rows[str(size)] = {
                "bytes": len(data),
                "write_ms": median(lambda meeting=meeting: write_meeting(meeting, pack)),
                "save_ms": median(lambda file=file, data=data: file.save(data, lambda read: unseal(read, key))),
                "open_without_key_ms": median(lambda data=data: read_meeting(unseal(data, key), pack)),
            }
    print(json.dumps({"benchmark": "meeting", **rows, "open_goal_ms": 2000}))


if __name__ == "__main__":
    main()
