"""Programs killed while they save a meeting: `python -m tests.torture --kills 20000`, and what was left each time.

What must hold after each: the file is whole, opens with its key, and is no older than the last save that was
acknowledged. Prints JSON; the exit code is 1 when anything did not hold.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from mdo_viewer.meeting.container import Cost, Key, Unreadable, seal, unseal
from mdo_viewer.meeting.saving import Lock, MeetingFile, sweep

KEY = Key(b"k" * 32, b"s" * 16, Cost(64, 1, 1))
#: As large as a meeting of some hundred patients.
SIZE = 20_000


def content(number: int) -> bytes:
    return b"%012d" % number + random.Random(number).randbytes(SIZE)


def save_for_ever(path: str, first: int, told: Synchronized[int]) -> None:
    """Save numbered meetings until killed; what is acknowledged is told."""
    file = MeetingFile(Path(path), Path(path).read_bytes())
    _lock = Lock(Path(path))
    number = first
    while True:
        number += 1
        whole = content(number)

        def check(read: bytes, whole: bytes = whole) -> None:
            if unseal(read, KEY) != whole:
                raise OSError("read back differs")

        file.save(seal(whole, KEY), check)
        told.value = number


def found(path: Path, told: int) -> str:
    """What a killed program left."""
    try:
        whole = unseal(path.read_bytes(), KEY)
    except (OSError, Unreadable):
        return "corrupt"
    number = int(whole[:12])
    if whole != content(number):
        return "mixed"
    if number < told:
        return "lost"
    return "last" if number == told else "next"


def main(argv: Sequence[str]) -> int:
    """Kill and look, so many times."""
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    chance, counts = random.Random(asked.seed), Counter[str]()
    context = multiprocessing.get_context("fork")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dinsdag.mdo"
        path.write_bytes(seal(content(0), KEY))
        last = 0
        for _ in range(asked.kills):
            told = context.Value("q", last)
            process = context.Process(target=save_for_ever, args=(str(path), last, told))
            process.start()
            while told.value == last and process.is_alive():
                time.sleep(0.0002)
            time.sleep(chance.random() * 0.004)
            process.kill()
            process.join()
            what = found(path, told.value)
            counts[what] += 1
            if what in ("corrupt", "mixed", "lost"):
                path.write_bytes(seal(content(told.value), KEY))
            counts["left over"] += any(each.name.endswith(".part") for each in path.parent.iterdir())
            sweep(path)
            last = max(told.value, int(unseal(path.read_bytes(), KEY)[:12]))
    wrong = sum(counts[what] for what in ("corrupt", "mixed", "lost"))
    seconds = round(time.monotonic() - start, 1)
    sys.stdout.write(
        json.dumps({"kills": asked.kills, "found": dict(counts), "wrong": wrong, "seconds": seconds}) + "\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
