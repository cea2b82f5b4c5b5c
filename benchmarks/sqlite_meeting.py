"""The one sealed file beside a database: `python -m benchmarks.sqlite_meeting`, in one run, for 20 and 120 patients.

The database is the standard library's SQLite with a write-ahead log and full synchronising, a row a patient, each row
sealed with AES-256-GCM under the same key. Times are medians; ratios are the database's over the file's.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.container import Cost, Key, Unreadable, seal, unseal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting, write_meeting
from mdo_viewer.meeting.saving import MeetingFile

KEY = Key(b"k" * 32, b"s" * 16, Cost(64, 1, 1))
SAVES, FLIPS = 40, 2000


def row(text: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(KEY.secret).encrypt(nonce, text, None)


def plain(sealed: bytes) -> bytes:
    return AESGCM(KEY.secret).decrypt(sealed[:12], sealed[12:], None)


def opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table if not exists patient (at integer primary key, content blob)")
    return base


def median(job: Callable[[int], None]) -> float:
    times = []
    for number in range(SAVES):
        start = time.perf_counter()
        job(number)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def compare(pack: Pack, patients: int, folder: Path) -> None:
    """Print one line a question."""
    examples = example_cases(pack)
    cases = tuple(replace(examples[at % len(examples)], case=f"MDO-{at:04d}") for at in range(patients))
    content = write_meeting(Meeting(document_of(cases), 0, pack.trees[0].id), pack)
    share = len(content) // patients
    texts = [content[at * share : (at + 1) * share] for at in range(patients)]
    path, other = folder / f"{patients}.mdo", folder / f"{patients}.sqlite"
    file, base = MeetingFile(path, None), opened(other)
    file.save(seal(content, KEY), lambda _read: None)
    base.executemany("insert into patient values (?, ?)", [(at, row(text)) for at, text in enumerate(texts)])

    def save(_number: int) -> None:
        def check(read: bytes) -> None:
            if unseal(read, KEY) != content:
                raise OSError("read back differs")

        file.save(seal(content, KEY), check)

    def write(number: int) -> None:
        base.execute("update patient set content = ? where at = ?", (row(texts[number % patients]), number % patients))

    ours, theirs = median(save), median(write)
    say(f"{patients} patients, durable save of one edit", ours * 1000, theirs * 1000, "ms")
    read = median(lambda _n: unseal(path.read_bytes(), KEY) and None)
    fetch = median(lambda _n: [plain(each) for (each,) in base.execute("select content from patient")] and None)
    say(f"{patients} patients, read all", read * 1000, fetch * 1000, "ms")
    beside = sum(each.stat().st_size for each in folder.glob(f"{other.name}-*"))
    base.close()
    say(f"{patients} patients, size", path.stat().st_size / 1024, (other.stat().st_size + beside) / 1024, "KiB")
    say(f"{patients} patients, bits of {FLIPS} turned unnoticed", unseen(path, is_sealed), unseen(other, is_sound), "")


def unseen(path: Path, reads: Callable[[Path], bool]) -> int:
    """How many of so many bits may be turned without anybody noticing."""
    whole, chance = path.read_bytes(), random.Random(1)
    damaged, count = path.with_name(f"damaged{path.suffix}"), 0
    for _ in range(FLIPS):
        at = chance.randrange(len(whole))
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        count += reads(damaged)
    return count


def is_sealed(path: Path) -> bool:
    try:
        unseal(path.read_bytes(), KEY)
    except Unreadable:
        return False
    return True


def is_sound(path: Path) -> bool:
    """Whether SQLite finds the base whole and every row opens."""
    with closing(sqlite3.connect(path)) as base:
        try:
            for (sealed,) in base.execute("select content from patient"):
                plain(sealed)
            return bool(base.execute("pragma integrity_check").fetchone() == ("ok",))
        except (sqlite3.Error, InvalidTag, TypeError):
            return False


def say(what: str, ours: float, theirs: float, unit: str) -> None:
    ratio = f", ratio {theirs / ours:.2f}" if ours else ""
    sys.stdout.write(f"{what}: file {ours:.2f} {unit}, base {theirs:.2f} {unit}{ratio}\n")


def main() -> None:
    """Compare both sizes."""
    pack = load_pack(PACK)
    with tempfile.TemporaryDirectory() as folder:
        for patients in (20, 120):
            compare(pack, patients, Path(folder))


if __name__ == "__main__":
    main()
