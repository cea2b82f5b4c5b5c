"""Keeps the meeting in its file: what was typed is on the disk within a second, and nobody has to think of it.

The key is made and files are written in a thread of their own; everything here is called in that of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import FileHost
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.container import Key, Unreadable, fitting, make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.document import About, Document, Point
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, trees_of, write_meeting
from mdo_viewer.meeting.saving import ChangedElsewhere, InUse, Lock, MeetingFile, NotDurable, read_file, sweep
from mdo_viewer.reasoning.saying import Saying

#: From a change to its save, ms: what follows at once is saved with it.
DELAY: Final = 400
#: From a save that failed to the next, ms.
RETRY: Final = 5000


class Kept(NamedTuple):
    """A meeting that is open: its file, its key, and the lock that says so."""

    file: MeetingFile
    key: Key
    lock: Lock


class Keeper(QObject):
    """The meeting's file. Tells `changed` whenever something else is to be said of it."""

    changed = Signal()
    _done = Signal(object, object)

    def __init__(self, host: FileHost, parent: QObject) -> None:
        super().__init__(parent)
        self._window = host
        self._kept: Kept | None = None
        self._saved: Meeting | None = None
        self.saved_at: datetime | None = None
        self.problem: Exception | None = None  # why the last save failed
        self.refused: Exception | None = None  # why a meeting could not be made or opened, or its password not changed
        self._thread: Thread | None = None
        self._timer, self._retry = (once(self, host.door(self._save), wait) for wait in (DELAY, RETRY))
        self._done.connect(self._ended)
        host.session.listeners.append(self._notice)

    # --- what is open

    @property
    def path(self) -> Path | None:
        """The file of the meeting; None while nothing is kept."""
        return None if self._kept is None else self._kept.file.path

    @property
    def busy(self) -> bool:
        """Whether a file is being opened, made or written."""
        return self._thread is not None

    @property
    def safe(self) -> bool:
        """Whether the file holds all that there is."""
        return self._kept is not None and self._saved == self._meeting()

    def _meeting(self) -> Meeting:
        session = self._window.session
        state = session.state
        return Meeting(state.document, state.current, state.tree_id, session.half_written())

    def make(self, path: Path, password: str) -> None:
        """Begin a meeting in a new file, with the patients that are no examples; a file that stood there is kept beside
        it."""
        session = self._window.session
        meeting = own_meeting(session.state, session.half_written(), self._window.now().date())
        self._work(lambda: _make(path, password, meeting, session.state.pack), self._opened)

    def open(self, path: Path, password: str) -> None:
        """Open a meeting."""
        pack = self._window.session.state.pack
        self._work(lambda: _open(path, password, pack), self._opened)

    def change_password(self, password: str) -> None:
        """Write the meeting under another password; earlier versions beside it keep theirs."""
        kept, meeting, pack = self._kept, self._meeting(), self._pack()
        if kept is not None and self.flush():
            self._work(lambda: _rekeyed(kept, password, meeting, pack), self._changed_password)

    def _changed_password(self, result: object) -> None:
        if self._is_refused(result):
            return
        assert isinstance(result, tuple)
        (self._kept, self._saved), self.saved_at = result, self._window.now()
        self.changed.emit()
        self._notice()
        self._window.say(self._window.look.words("meeting.password_changed"))

    def go_to(self, path: Path) -> None:
        """Keep the meeting in another file from now on, under the same password; the file it was in stays as it was.
        Also where that one can no longer be written: the disk is full, or somebody else changed it."""
        kept, meeting, pack, self.refused = self._kept, self._meeting(), self._pack(), None
        if kept is not None and path.resolve() != kept.file.path.resolve():
            self._timer.stop()
            self._retry.stop()
            self._work(lambda: _begun(path, lambda: kept.key, meeting, pack), self._went)

    def _went(self, result: object) -> None:
        if self._is_refused(result):
            return
        assert isinstance(result, tuple)
        assert self._kept is not None
        self._kept.lock.release()
        (self._kept, self._saved), self.saved_at, self.problem = result, self._window.now(), None
        self._window.has_open(self._kept.file.path)
        self.changed.emit()
        self._notice()
        self._window.say(self._window.look.words("meeting.elsewhere_now", name=self._kept.file.path.name))

    def _is_refused(self, result: object) -> bool:
        """Whether what was asked for could not be done; then it is said why."""
        self.refused = result if isinstance(result, Exception) else None
        if self.refused is not None:
            self.changed.emit()
            self._notice()
        return self.refused is not None

    def _opened(self, result: object) -> None:
        if self._is_refused(result):
            return
        assert isinstance(result, tuple)
        kept, meeting, trees = result
        if not self.close():
            kept.lock.release()
            return
        self._kept, self._saved, self.problem = kept, meeting, None
        self.saved_at = self._window.now()
        self._window.has_open(kept.file.path)
        self._window.session.open_meeting(meeting.document, meeting.current, meeting.tree, meeting.drafts)
        self.changed.emit()
        words, now = self._window.look.words, self._pack().version
        said = words("meeting.opened", name=kept.file.path.name, n=meeting.current + 1, m=len(meeting.document.points))
        if trees != now:
            said += f" {words('meeting.other_trees', before=trees, now=now)}"
        aside = sum(bool(point.aside) for point in meeting.document.points)
        if aside:
            said += f" {words.count('meeting.aside', aside)}"
        self._window.say(said)

    def close(self) -> bool:
        """Take what is half typed, write what is not written yet and let go of the file; False, and nothing is let go,
        where that fails."""
        self._window.session.leaving()
        if not self.flush():
            return False
        self.let_go()
        return True

    def let_go(self) -> None:
        """Leave the file as it is."""
        self._timer.stop()
        self._retry.stop()
        if self._kept is not None:
            self._kept.lock.release()
            self._kept = self._saved = self.saved_at = self.problem = None
            self._window.has_open(None)
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
        meeting, pack, kept = self._meeting(), self._window.session.state.pack, self._kept

        def told(result: object) -> None:
            self._wrote(meeting, result)

        self._work(lambda: _write(kept, meeting, pack), told)

    def _wrote(self, meeting: Meeting, result: object) -> None:
        """Say what became of a save."""
        before, self.problem = self.problem, result if isinstance(result, Exception) else None
        if self.problem is None or isinstance(self.problem, NotDurable):
            self._saved, self.saved_at = meeting, self._window.now()
            if self.safe:
                self._window.session.typed = False
        if self.problem is not None:
            self._retry.start()
            if type(before) is not type(self.problem):
                self._window.say(said_of(self.problem, self._window.look.words))
        self.changed.emit()

    def flush(self) -> bool:
        """Wait until all is written; whether it was."""
        self._timer.stop()
        self._retry.stop()
        self._wait()
        if self._kept is not None and not self.safe:
            self._wrote(self._meeting(), _caught(lambda: _write(self._kept, self._meeting(), self._pack())))
            self._retry.stop()
        return self._kept is None or self.safe

    def _pack(self) -> Pack:
        return self._window.session.state.pack

    # --- in a thread of its own

    def _work(self, job: Callable[[], object], then: Callable[[object], None]) -> None:
        """Do something that takes time, one thing at a time; `then` gets its result, or the exception."""
        self._wait()
        self._thread = Thread(target=lambda: self._done.emit(then, _caught(job)), name="keeper")
        self._thread.start()
        self.changed.emit()

    def _ended(self, then: Callable[[object], None], result: object) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._window.door.run(lambda: then(result))

    def _wait(self) -> None:
        """Until what is under way has ended and is told."""
        from PySide6.QtCore import QCoreApplication, QEvent

        if self._thread is not None:
            self._thread.join()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)


def own_meeting(state: State, drafts: tuple[tuple[int, Decision], ...], today: date) -> Meeting:
    """The meeting without examples: what was typed on patients of one's own comes along, on today's date."""
    own = [at for at, case in enumerate(state.cases) if not case.title_example]
    points = tuple(state.document.points[at] for at in own) or (Point(0, Case("MDO-0001")),)
    about = state.document.about if state.document.about != About() else About(day=today)
    here = state.current in own
    return Meeting(
        Document(points, about),
        own.index(state.current) if here else 0,
        state.tree_id if here else state.pack.trees[0].id,
        tuple((own.index(at), draft) for at, draft in drafts if at in own),
    )


def _caught(job: Callable[[], object]) -> object:
    """What a job gives, or the exception that it ends with."""
    try:
        return job()
    except Exception as problem:  # noqa: BLE001 - told in the window's own thread
        return problem


def _make(path: Path, password: str, meeting: Meeting, pack: Pack) -> tuple[Kept, Meeting, str]:
    return *_begun(path, lambda: make_key(password, cost=fitting()), meeting, pack), pack.version


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


def _write(kept: Kept | None, meeting: Meeting, pack: Pack) -> None:
    """Write a meeting and read it back."""
    assert kept is not None
    content = write_meeting(meeting, pack)

    def check(read: bytes) -> None:
        if unseal(read, kept.key) != content:
            raise OSError("read back differs")

    kept.file.save(seal(content, kept.key), check)


def said_of(problem: Exception, words: Callable[..., str]) -> str:
    """What is the matter with a file, and what to do."""
    if isinstance(problem, Unreadable):
        return words(f"meeting.{problem.why}")
    if isinstance(problem, InUse):
        return words("meeting.in_use")
    if isinstance(problem, ChangedElsewhere):
        return words("meeting.changed_elsewhere")
    if isinstance(problem, NotDurable):
        return words("meeting.not_durable")
    why = problem.strerror if isinstance(problem, OSError) and problem.strerror else type(problem).__name__
    return words("meeting.failed", why=why)


def kept_words(keeper: Keeper, words: Words) -> tuple[str, str]:
    """What the line below says of a meeting that is open, and the colour."""
    at = "" if keeper.saved_at is None else Saying(words.language).clock(keeper.saved_at)
    if isinstance(keeper.problem, NotDurable):
        return words("status.not_durable", at=at), tokens.BROWN
    if keeper.problem is not None:
        return words("status.unkept", at=at), tokens.RED
    return words("status.kept", at=at), tokens.GREEN
