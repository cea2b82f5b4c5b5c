"""Every bit of a meeting's file is turned, the file ends at every place, and bytes come in between.

Each must be refused as unreadable: not opened, no other error, and no more memory or time asked for than a file may.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TypeAlias

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting import container
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import MOST, Cost, Key, Unreadable
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.meeting_text import Meeting, write_meeting
from tests.torture.tally import Tally

PASSWORD = "vier losse woorden samen"  # noqa: S105 - of a file that lives in this test
#: A key that costs next to nothing, so that it can be made for every file that was changed.
CHEAP = Cost(64, 1, 1)
#: In the short form a key that asks for more than this is not made, KiB over all passes; what it asks for is looked at.
DEAR = 4096
Reader: TypeAlias = Callable[[bytes], bytes]


def meeting(long: bool) -> bytes:
    """A meeting as it is sealed: of one patient without a word, or in the long form that of the three examples."""
    pack = load_pack(PACK)
    cases = example_cases(pack) if long else (Case("MDO-0001"),)
    return write_meeting(Meeting(document_of(cases), 0, pack.trees[0].id), pack)


def turned(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """With one bit of it turned, each in turn."""
    for at in range(len(whole)):
        for bit in range(8):
            yield "one bit turned", whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]


def cut(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Ending too early, at every place; and with its beginning gone."""
    for at in range(len(whole)):
        yield "ends early", whole[:at]
    for at in range(1, len(whole) + 1):
        yield "begins late", whole[at:]


def more(whole: bytes, long: bool) -> Iterator[tuple[str, bytes]]:
    """A byte too many: each one at the end, in front, and at the seams of the file (in the long form: everywhere)."""
    seams = {0, 7, 8, 12, 16, 20, 36, 48, len(whole) - 16, len(whole) - 1, len(whole)}
    for at in range(len(whole) + 1) if long else sorted(seams):
        for byte in range(256) if at in seams else (0, 255):
            yield "one byte more", whole[:at] + bytes([byte]) + whole[at:]


def swapped(whole: bytes, other: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Pieces of another file of the same key, and blocks that were never written."""
    for at in range(1, len(whole), 7):
        yield "half of another save", whole[:at] + other[at:]
        end = min(len(whole), at + chance.choice((1, 16, 512)))
        yield "a block of zeros", whole[:at] + bytes(end - at) + whole[end:]


def damages(whole: bytes, other: bytes, long: bool) -> Iterator[tuple[str, bytes]]:
    """All of it; `other` is another save under the same key."""
    yield from turned(whole)
    yield from cut(whole)
    yield from more(whole, long)
    for what, data in swapped(whole, other, random.Random(1)):
        if data not in (whole, other):
            yield what, data


def read_whole(long: bool) -> Reader:
    """How a meeting is opened: with a password, from nothing."""

    def read(data: bytes) -> bytes:
        if not long and asks(data) > DEAR:
            return b"" if asks(data) > MOST.memory * MOST.passes else _refused()
        return container.open_sealed(data, PASSWORD)[0]

    return read


def _refused() -> bytes:
    raise Unreadable("locked")


def asks(data: bytes) -> int:
    """What the key of this file would take, in KiB over all passes; 0 where it is refused before that."""
    try:
        cost, _salt, _nonce = container._parts(data)  # what is read before any key is made
    except Unreadable:
        return 0
    return cost.memory * cost.passes


def read_with(key: Key) -> Reader:
    """How a save is read back: with the key that is there."""
    return lambda data: container.unseal(data, key)


def damaged(long: bool) -> list[Tally]:
    """Each of them opened both ways."""
    tally = Tally("damaged file")
    key = container.make_key(PASSWORD, cost=CHEAP)
    content = meeting(long)
    whole, other = container.seal(content, key), container.seal(content, key)
    readers = (read_whole(long), read_with(key))
    for read in readers:
        assert read(whole) == read(other) == content
    for what, data in damages(whole, other, long):
        tally.notes[what] += 1
        for read in readers:
            tally.found(accepted(what, data, read))
    return [tally]


def accepted(what: str, data: bytes, read: Reader) -> str | None:
    """What is wrong with how this is read."""
    try:
        read(data)
    except Unreadable:
        return None
    except Exception as problem:  # noqa: BLE001 - any other is what is looked for
        return f"{what}: {type(problem).__name__}"
    return f"{what}: accepted"
