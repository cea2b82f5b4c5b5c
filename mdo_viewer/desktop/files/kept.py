"""What is done with the file of a meeting in a thread beside that of the window: made, opened, written, read back."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.container import Key, Unreadable, fitting, make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, trees_of, write_meeting
from mdo_viewer.meeting.saving import (
    GENERATIONS,
    Lock,
    MeetingFile,
    NotDurable,
    TooLong,
    generations,
    has_other_name,
    is_too_long,
    read_file,
    sweep,
)
from mdo_viewer.reasoning.deadlines import ZONE

#: By guideline the version of the trees that a meeting was saved with.
Versions: TypeAlias = tuple[tuple[str, str], ...]

#: The file does not open by a password that opens the version before it.
DAMAGED: Final = "damaged"
#: How the name of an earlier version ends.
_EARLIER: Final = re.compile(rf"\.mdo\.[1-{GENERATIONS}]\Z", re.IGNORECASE)


class Kept(NamedTuple):
    """A meeting that is open: its file, its key, and the lock that says so; without a lock it is open to read."""

    file: MeetingFile
    key: Key
    lock: Lock | None

    def release(self) -> None:
        """Let go of the file."""
        self.file.leave()
        if self.lock is not None:
            self.lock.release()


class Written(NamedTuple):
    """A meeting that stands in a file where it was not before, or under another password; `unsure` where the disk did
    not confirm that it would stay there."""

    kept: Kept
    meeting: Meeting
    unsure: NotDurable | None


class OpenedFile(NamedTuple):
    """A meeting as it comes from its file: the versions of the trees it was saved with, whether the file stands under
    another name too, and `unsure` as of what is written."""

    kept: Kept
    meeting: Meeting
    trees: Versions
    other_name: bool = False
    unsure: NotDurable | None = None


def is_earlier(path: Path) -> bool:
    """Whether this is the name of an earlier version of a meeting. One is opened to read: the next save of the meeting
    itself would move it on, and what was written in it with it."""
    return _EARLIER.search(path.name) is not None


def earlier_of(path: Path) -> tuple[Path, ...]:
    """The earlier versions that stand beside a file, the latest first."""
    return () if is_earlier(path) else tuple(each for each in generations(path) if each.is_file())


def copy_of(path: Path) -> Path:
    """Where a copy of a meeting that can only be read may go: to the user's own folder, under a name of its own."""
    return documents() / f"{path.name.partition('.')[0]}-2.mdo"


def make(path: Path, password: str, meeting: Meeting, pack: Pack) -> OpenedFile:
    """A meeting in a new file; one that stood there is kept beside it."""
    made = begin(path, lambda: make_key(password, cost=fitting()), meeting, pack)
    return OpenedFile(made.kept, made.meeting, ((pack.id, pack.version),), unsure=made.unsure)


def open_file(path: Path, password: str, pack: Pack) -> OpenedFile:
    """The meeting in a file, which is locked from now on; to read where nothing can be written beside it or over it.
    Raises InUse, Unreadable, OSError."""
    data = read_file(path)  # before the lock, which would leave its own file beside a wrong name
    lock = _lock(path)
    try:
        if lock is not None:
            sweep(path)
        content, key = _opened(path, data, password)
        meeting = read_meeting(content, pack)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    other = lock is not None and has_other_name(path)
    return OpenedFile(Kept(MeetingFile(path, data), key, lock), meeting, tuple(trees_of(content).items()), other)


def _opened(path: Path, data: bytes, password: str) -> tuple[bytes, Key]:
    """As `open_sealed`; where this password opens the version of before it is said that the file is what is wrong."""
    try:
        return open_sealed(data, password)
    except Unreadable as problem:
        if problem.why == "locked" and any(_opens(each, password) for each in earlier_of(path)[:1]):
            problem.detail = DAMAGED
        raise


def _opens(path: Path, password: str) -> bool:
    try:
        open_sealed(read_file(path), password)
    except (Unreadable, OSError):
        return False
    return True


def saved_when(path: Path) -> datetime | None:
    """When a version was saved; None where nobody knows."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, ZONE)
    except OSError:
        return None


def _lock(path: Path) -> Lock | None:
    """The lock of a meeting that can be written; None where it cannot be, or is an earlier version."""
    if is_earlier(path) or is_too_long(path) or not os.access(path, os.W_OK):
        return None
    try:
        return Lock(path)
    except OSError as problem:
        if _is_read_only(problem):
            return None
        raise


def _is_read_only(problem: OSError) -> bool:
    """Whether the system says that nobody, or not this user, may write there."""
    return problem.errno in (errno.EROFS, errno.EACCES, errno.EPERM)


def look_into(path: Path, password: str, pack: Pack) -> tuple[Meeting, date]:
    """A meeting that stays as it is, and the day on which its file was last written."""
    data = read_file(path)  # whole, also while another window writes it: nothing is locked, nothing written
    content, _key = open_sealed(data, password)
    written = datetime.fromtimestamp(path.stat().st_mtime, ZONE).date()
    return read_meeting(content, pack), written


def begin(path: Path, key: Callable[[], Key], meeting: Meeting, pack: Pack) -> Written:
    """A meeting in a file where it was not before. Raises TooLong where it could never be saved again."""
    if is_too_long(path):
        raise TooLong(str(path))
    lock = Lock(path)
    try:
        kept = Kept(MeetingFile(path, read_file(path) if path.exists() else None), key(), lock)
        return Written(kept, meeting, write(kept, meeting, pack))
    except BaseException:
        lock.release()
        raise


def move_to(path: Path, kept: Kept, meeting: Meeting, pack: Pack, checked: Callable[[Path], Path]) -> Written | None:
    """A meeting that is open in another file, under the same password; None where it is this one. `checked` says
    whether a meeting may be kept there."""
    if path.resolve() == kept.file.path:
        return None
    return begin(checked(path), lambda: kept.key, meeting, pack)


def rekeyed(kept: Kept, password: str, meeting: Meeting, pack: Pack) -> Written:
    """The same file under another password."""
    fresh = kept._replace(key=make_key(password, cost=fitting()))
    return Written(fresh, meeting, write(fresh, meeting, pack))


def write(kept: Kept, meeting: Meeting, pack: Pack) -> NotDurable | None:
    """Write a meeting and read it back. Where the disk does not confirm that it will stay there that is what is given,
    for it stands there all the same: who takes it for a failure goes on under the password and in the file of
    before."""
    content = write_meeting(meeting, pack)

    def check(read: bytes) -> None:
        if unseal(read, kept.key) != content:
            raise OSError("read back differs")

    try:
        kept.file.save(seal(content, kept.key), check)
    except NotDurable as problem:
        return problem
    return None
