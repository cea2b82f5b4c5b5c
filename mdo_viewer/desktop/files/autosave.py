"""Keeps the meeting in its file: what was typed is on the disk within a second, and nobody has to think of it.

The key is made and files are written in a thread of their own; everything here is called in that of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.beginning import Beginning, carried_meeting, empty_meeting
from mdo_viewer.desktop.says.files import begins_words, problem_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import FileHost
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.library import earlier_packs
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.container import Key, fitting, is_made_from, make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, trees_of, write_meeting
from mdo_viewer.meeting.saving import Lock, MeetingFile, NotDurable, read_file, sweep
from mdo_viewer.reasoning.deadlines import ZONE

Result = TypeVar("Result")

#: From a change to its save, ms: what follows at once is saved with it.
DELAY: Final = 400
#: From a save that failed to the next, ms.
RETRY: Final = 5000


class Kept(NamedTuple):
    """A meeting that is open: its file, its key, and the lock that says so."""

    file: MeetingFile
    key: Key
    lock: Lock


class Autosave(QObject):
    """The meeting's file. Tells `changed` whenever something else is to be said of it."""

    changed = Signal()

    def __init__(self, host: FileHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._kept: Kept | None = None
        self._saved: Meeting | None = None
        self.saved_at: datetime | None = None
        self.problem: BaseException | None = None  # why the last save failed
        self.refused: BaseException | None = None  # why a meeting could not be made, opened or moved, or its password
        self._jobs, self._asked = Background(self, host.door, "meeting"), False
        self._timer, self._retry = (once(self, host.door(self._save), wait) for wait in (DELAY, RETRY))
        host.session.listeners.append(self._notice)

    # --- what is open

    @property
    def path(self) -> Path | None:
        """The file of the meeting; None while nothing is kept."""
        return None if self._kept is None else self._kept.file.path

    @property
    def busy(self) -> bool:
        """Whether a file is being opened, made or written."""
        return self._asked or self._jobs.busy

    @property
    def safe(self) -> bool:
        """Whether the file holds all that there is."""
        return self._kept is not None and self._saved == self._meeting()

    def _meeting(self) -> Meeting:
        session = self._host.session
        state = session.state
        return Meeting(state.document, state.current, state.tree_id, session.half_written())

    def make(self, path: Path, password: str) -> None:
        """Begin a meeting in a new file, with what `beginning` says; a file that stood there is kept beside it."""
        begun, pack = self.beginning(), self._pack()
        said = self.beginning_words(begun)
        self._ask(lambda: _make(path, password, begun.meeting, pack), lambda made: self._opened(made, said))

    def beginning(self) -> Beginning:
        """What a new meeting would begin with now."""
        session, today = self._host.session, self._host.now().date()
        if self._kept is not None:
            return empty_meeting(session.state, today)
        return carried_meeting(session.state, session.half_written(), today)

    def beginning_words(self, begun: Beginning) -> str:
        """What comes along to a new meeting, and what does not."""
        before = "" if self._kept is None else self._kept.file.path.name
        return begins_words(before, begun.own, begun.touched, begun.left, self._host.look.words)

    def open(self, path: Path, password: str) -> None:
        """Open a meeting."""
        pack = self._host.session.state.pack
        self._ask(lambda: _open(path, password, pack), self._opened)

    def look_into(self, path: Path, password: str, then: Callable[[tuple[Meeting, date]], object]) -> None:
        """Read a meeting that stays as it is and is not opened; `then` gets it, with the day on which its file was last
        written."""
        pack = self._pack()

        def told(found: tuple[Meeting, date]) -> None:
            then(found)
            self.changed.emit()

        self._ask(lambda: _look_into(path, password, pack), told)

    def try_password(self, password: str, then: Callable[[bool], object]) -> None:
        """Whether this is the password of the meeting that is open; `then` gets the answer."""
        kept = self._kept
        if kept is not None:
            self._ask(lambda: is_made_from(kept.key, password), then)

    def change_password(self, password: str) -> None:
        """Write the meeting under another password; earlier versions beside it keep theirs."""
        kept, meeting, pack = self._kept, self._meeting(), self._pack()
        if kept is not None:
            self._stop_saving()
            self._ask(lambda: _rekeyed(kept, password, meeting, pack), self._changed_password)

    def _changed_password(self, made: tuple[Kept, Meeting]) -> None:
        self._keeps(made)
        self._host.say(self._host.look.words("meeting.password_changed"))

    def go_to(self, path: Path) -> None:
        """Keep the meeting in another file from now on, under the same password; the file it was in stays as it was.
        Also where that one can no longer be written: the disk is full, or somebody else changed it."""
        kept, meeting, pack, self.refused = self._kept, self._meeting(), self._pack(), None
        if kept is not None and path.resolve() != kept.file.path.resolve():
            self._stop_saving()
            self._ask(lambda: _begun(path, lambda: kept.key, meeting, pack), self._went)

    def _went(self, made: tuple[Kept, Meeting]) -> None:
        assert self._kept is not None
        self._kept.lock.release()
        path = made[0].file.path
        self._host.has_open(path)
        self._keeps(made)
        self._host.say(self._host.look.words("meeting.elsewhere_now", name=path.name))

    def _keeps(self, made: tuple[Kept, Meeting]) -> None:
        """From now on so, with this much in the file."""
        (self._kept, meeting), self.problem = made, None
        self._is_saved(meeting)
        self.changed.emit()
        self._notice()

    def _refuse(self, problem: BaseException) -> None:
        """What was asked for could not be done: say why."""
        self.refused = problem
        if self.problem is not None:
            self._retry.start()
        self.changed.emit()
        self._notice()

    def _opened(self, made: tuple[Kept, Meeting, str], besides: str = "") -> None:
        kept, meeting, trees = made
        if not self.close():
            kept.lock.release()
            return
        self._kept, self._saved, self.problem = kept, meeting, None
        self.saved_at = self._host.now()
        self._host.has_open(kept.file.path)
        self._host.session.open_meeting(meeting.document, meeting.current, meeting.tree, meeting.drafts, trees)
        self.changed.emit()
        words, now = self._host.look.words, self._pack().version
        number, count = meeting.document.patient(meeting.current) + 1, len(meeting.document.patients)
        said = words("meeting.opened", name=kept.file.path.name, n=number, m=count)
        if trees != now:
            said += f" {words('meeting.other_trees', before=trees, now=now)}"
            if _ships(self._pack(), trees):
                said += f" {words('meeting.since', cap=cap_of('since', words))}"
        aside = sum(bool(point.aside) for point in meeting.document.points)
        if aside:
            said += f" {words.count('meeting.aside', aside)}"
        self._host.say(f"{said} {besides}".rstrip())

    def close(self) -> bool:
        """Take what is half typed, write what is not written yet and let go of the file; False, and nothing is let go,
        where that fails."""
        self._host.session.leaving()
        if not self.flush():
            return False
        self.let_go()
        return True

    def let_go(self) -> None:
        """Leave the file as it is."""
        self._stop_saving()
        if self._kept is not None:
            self._kept.lock.release()
            self._kept = self._saved = self.saved_at = self.problem = None
            self._host.has_open(None)
            self.changed.emit()

    # --- keeping

    def _notice(self) -> None:
        if self._kept is not None and not self._timer.isActive() and not self.safe:
            self._timer.start()

    def _save(self) -> None:
        """Write the meeting as it is now; when a save is still under way, right after it."""
        if self._kept is None or (self.safe and self.problem is None):
            return
        if self.busy:
            self._timer.start()
            return
        meeting, pack, kept = self._meeting(), self._pack(), self._kept
        self._work(
            lambda: _write(kept, meeting, pack), lambda _none: self._wrote(meeting, None), partial(self._wrote, meeting)
        )

    def _wrote(self, meeting: Meeting, problem: BaseException | None) -> None:
        """Say what became of a save."""
        before, self.problem = self.problem, problem
        if self.problem is None or isinstance(self.problem, NotDurable):
            self._is_saved(meeting)
        if self.problem is not None:
            self._retry.start()
            if type(before) is not type(self.problem):
                self._host.say(problem_words(self.problem, self._host.look.words))
        self.changed.emit()

    def _is_saved(self, meeting: Meeting) -> None:
        self._saved, self.saved_at = meeting, self._host.now()
        if self.safe:
            self._host.session.typed = False

    def flush(self) -> bool:
        """Wait until all is written; whether it was."""
        self._stop_saving()
        self.wait()
        if self._kept is not None and not self.safe:
            meeting, problem = self._meeting(), None
            try:
                _write(self._kept, meeting, self._pack())
            except Exception as caught:  # noqa: BLE001 - told, as in a thread
                problem = caught
            self._wrote(meeting, problem)
            self._retry.stop()
        return self._kept is None or self.safe

    def _stop_saving(self) -> None:
        self._timer.stop()
        self._retry.stop()

    def _pack(self) -> Pack:
        return self._host.session.state.pack

    # --- in a thread of its own

    def _ask(self, job: Callable[[], Result], then: Callable[[Result], object]) -> None:
        """Do what a user asked for: busy from now on, also while a save is waited for and told."""
        self._asked, self.refused = True, None
        try:
            self._work(job, then, self._refuse)
        finally:
            self._asked = False

    def _work(
        self, job: Callable[[], Result], then: Callable[[Result], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Do something that takes time, one thing at a time; see `Background.run`."""
        self.wait()
        self._jobs.run(job, then, failed)
        self.changed.emit()

    def wait(self) -> None:
        """Until what is under way has ended and is told."""
        self._jobs.wait()


def _make(path: Path, password: str, meeting: Meeting, pack: Pack) -> tuple[Kept, Meeting, str]:
    return *_begun(path, lambda: make_key(password, cost=fitting()), meeting, pack), pack.version


def _ships(pack: Pack, version: str) -> bool:
    """Whether this earlier version of the trees comes with the program."""
    return any(folder.name == f"{pack.id}-{version}" for folder in earlier_packs(pack.id))


def _open(path: Path, password: str, pack: Pack) -> tuple[Kept, Meeting, str]:
    data = read_file(path)  # before the lock, which would leave its own file beside a wrong name
    lock = Lock(path)
    try:
        sweep(path)
        content, key = open_sealed(data, password)
        meeting = read_meeting(content, pack)
    except BaseException:
        lock.release()
        raise
    return Kept(MeetingFile(path, data), key, lock), meeting, trees_of(content)


def _look_into(path: Path, password: str, pack: Pack) -> tuple[Meeting, date]:
    data = read_file(path)  # whole, also while another window writes it: nothing is locked, nothing written
    content, _key = open_sealed(data, password)
    written = datetime.fromtimestamp(path.stat().st_mtime, ZONE).date()
    return read_meeting(content, pack), written


def _begun(path: Path, key: Callable[[], Key], meeting: Meeting, pack: Pack) -> tuple[Kept, Meeting]:
    """A meeting in a file where it was not before."""
    lock = Lock(path)
    try:
        kept = Kept(MeetingFile(path, read_file(path) if path.exists() else None), key(), lock)
        _write(kept, meeting, pack)
    except BaseException:
        lock.release()
        raise
    return kept, meeting


def _rekeyed(kept: Kept, password: str, meeting: Meeting, pack: Pack) -> tuple[Kept, Meeting]:
    fresh = kept._replace(key=make_key(password, cost=fitting()))
    _write(fresh, meeting, pack)
    return fresh, meeting


def _write(kept: Kept, meeting: Meeting, pack: Pack) -> None:
    """Write a meeting and read it back."""
    content = write_meeting(meeting, pack)

    def check(read: bytes) -> None:
        if unseal(read, kept.key) != content:
            raise OSError("read back differs")

    kept.file.save(seal(content, kept.key), check)
