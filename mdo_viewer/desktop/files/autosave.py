"""Keeps the meeting in its file: what was typed is on the disk within a second, and nobody has to think of it.

The key is made and files are written in a thread of their own; everything here is called in that of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.beginning import Beginning, carried_meeting, empty_meeting
from mdo_viewer.desktop.files.half_typed import HalfTyped
from mdo_viewer.desktop.files.kept import (
    DAMAGED,
    Kept,
    OpenedFile,
    Written,
    earlier_of,
    look_into,
    make,
    move_to,
    open_file,
    rekeyed,
    write,
)
from mdo_viewer.desktop.says.files import Doing, Keeping, begins_words, other_trees_words, problem_words, unread_words
from mdo_viewer.desktop.says.steps import waiting_words
from mdo_viewer.desktop.state.host import FileHost
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.container import Unreadable, is_made_from, seal, unseal
from mdo_viewer.meeting.meeting_text import Meeting
from mdo_viewer.meeting.saving import Behind, NotDurable

Result = TypeVar("Result")
#: From a change to its save, ms: what follows at once is saved with it.
DELAY: Final = 400
#: From a save that failed to the next, ms.
RETRY: Final = 5000


#: The longest that the window waits for a save, s. One that takes longer goes on, and what waits for it is told.
PATIENCE: Final = 3.0
#: From a change that is not in the file yet until that is said to take long, ms.
SLOW: Final = 3000


class Autosave(QObject):
    """The meeting's file. Tells `changed` whenever something else is to be said of it."""

    changed = Signal()

    def __init__(self, host: FileHost, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._kept: Kept | None = None
        self._saved: Meeting | None = None
        self.saved_at: datetime | None = None
        self.problem: BaseException | None = None  # why the last save failed
        self.refused: BaseException | None = None  # why a meeting could not be made, opened or moved, or its password
        self._saves, self._asks = (Background(self, host.door, "meeting", lasting=False) for _ in range(2))
        self._asked: object | None = None  # what was asked last and is not told yet; of anything else nothing is taken
        self.opening = False  # whether a file was read and the window is being filled with it: not all shows it yet
        self.doing: Doing = "save"  # what that is, or was
        self._looked: Path | None = None  # what was to be opened
        self._aside: tuple[bytes | None, bytes] | None = (
            None  # what was locked away, and over which content of the file
        )
        self._behind: datetime | None = None  # since when there is something that is not in the file
        self._is_slow = False
        self._timer, self._retry = (once(self, host.door(self._save), wait) for wait in (DELAY, RETRY))
        self._slow = once(self, host.door(self._takes_long), SLOW)
        self._half = HalfTyped(window, self.changed.emit, host.waits)
        host.session.listeners.append(self._changed_state)

    # --- what is open

    @property
    def path(self) -> Path | None:
        """The file of the meeting; None while none is open."""
        return None if self._kept is None else self._kept.file.path

    @property
    def asking(self) -> bool:
        """Whether something that a user asked for is under way: a file is opened or made, or gets another password."""
        return self._asked is not None

    @property
    def busy(self) -> bool:
        """Whether a file is being opened, made or written."""
        return self.asking or self._saves.busy

    @property
    def read_only(self) -> bool:
        """Whether the meeting is open to read: nothing that is typed goes to its file."""
        return self._kept is not None and self._kept.lock is None

    @property
    def safe(self) -> bool:
        """Whether the file holds all that there is, and nothing is under way that writes it once more."""
        return self._kept is not None and self._saved == self._meeting() and not self._saves.busy

    @property
    def keeping(self) -> Keeping:
        """What there is to say of the file."""
        slow, half = self._behind if self._is_slow else None, self._half
        return Keeping(self.saved_at, self.problem, self.safe, slow, self.read_only, half.holds, half.out_of_sight)

    def _meeting(self) -> Meeting:
        session = self._host.session
        state = session.state
        return Meeting(state.document, state.current, state.tree_id, session.half_written())

    def make(self, path: Path, password: str, *, drops: bool = False) -> None:
        """Begin a meeting in a new file, with what `beginning` says; a file that stood there is kept beside it."""
        begun, pack, checked = self.beginning(drops=drops), self._pack(), self._host.session.policy.checked
        told = partial(self._opened, besides=self.beginning_words(begun), drops=drops)
        self._ask(lambda: make(checked(path), password, begun.meeting, pack), told, "make")

    def beginning(self, *, drops: bool = False) -> Beginning:
        """What a new meeting would begin with now; nothing that is in no file where the user `drops` it."""
        session, today, pack = self._host.session, self._host.now().date(), self._host.settings.pack
        if drops or self._kept is not None:
            return empty_meeting(session.state, today, pack)._replace(drops=drops)
        return carried_meeting(session.state, session.half_written(), today, session.lands_on, pack)

    def beginning_words(self, begun: Beginning) -> str:
        """What comes along to a new meeting, and what does not."""
        before = "" if self._kept is None else self._kept.file.path.name
        words = self._host.look.words
        said = begins_words(before, begun.own, begun.touched, begun.left, words)
        return f"{said} {words('meeting.begins.dropped')}" if begun.drops else said

    def open(self, path: Path, password: str, *, drops: bool = False) -> None:
        """Open a meeting; where the user `drops` what is not kept of this one that holds nothing up."""
        pack, self._looked = self._pack(), path
        self._ask(lambda: open_file(path, password, pack), partial(self._opened, drops=drops))

    def look_into(self, path: Path, password: str, then: Callable[[tuple[Meeting, date]], object]) -> None:
        """Read a meeting that stays as it is and is not opened; `then` gets it, with the day on which its file was last
        written."""
        pack, self._looked = self._pack(), path

        def told(found: tuple[Meeting, date]) -> None:
            then(found)
            self.changed.emit()

        self._ask(lambda: look_into(path, password, pack), told)

    def try_password(self, password: str, then: Callable[[bool], object]) -> None:
        """Whether this is the password of the meeting that is open; `then` gets the answer."""
        kept = self._kept
        if kept is not None:
            self._ask(lambda: is_made_from(kept.key, password), then)

    def change_password(self, password: str) -> None:
        """Write the meeting under another password; earlier versions beside it keep theirs.

        It takes its turn among the saves: one that came after it would bring the old password back. Whoever gives it
        up may be too late, for the file may have it already. So what became of it is taken over and told all the same.
        """
        kept, meeting, pack = self._kept, self._meeting(), self._pack()
        if kept is None or self.read_only:
            return
        self._stop_saving()
        asked = self._is_asked("password")

        def told(made: Written) -> None:
            self._keeps(made)
            self._host.say(self._host.look.words("meeting.password_changed") + self._unsure_words(made.unsure))
            self._is_answered(asked)

        def failed(problem: BaseException) -> None:
            if self._asked is asked:
                self._asked = None
                self._refuse(problem)
            else:
                self._go_on()

        self._saves.run(lambda: rekeyed(kept, password, meeting, pack), told, failed, in_turn=True)
        self.changed.emit()

    def go_to(self, path: Path) -> None:
        """Keep the meeting in another file from now on, under the same password; the file it was in stays as it was.
        Also where that one can no longer be written: the disk is full, or somebody else changed it."""
        kept, checked = self._kept, self._host.session.policy.checked
        if kept is not None:
            self._ask(partial(move_to, path, kept, self._meeting(), self._pack(), checked), self._went, "elsewhere")

    def _went(self, made: Written | None) -> None:
        if made is None or self._kept is None:
            return  # it is in that file already; of one that was closed meanwhile nothing is told
        self._saves.give_up()  # of the file it was in
        self._kept.release()
        path, key = made.kept.file.path, self._kept.key
        self._host.has_open(path)
        self._keeps(made._replace(kept=made.kept._replace(key=key)))
        if key is not made.kept.key:  # another password came meanwhile: the file gets it too
            self._saved = None
            self._notice()
        said = self._host.look.words("meeting.elsewhere_now", name=path.name)
        self._host.say(said + self._unsure_words(made.unsure))

    def _keeps(self, made: Written) -> None:
        """From now on so, with this much in the file."""
        self._kept, meeting, self.problem = made
        self._is_saved(meeting)
        self._go_on()

    def _unsure_words(self, unsure: BaseException | None) -> str:
        """That the disk did not confirm it; empty where it did. Begins with a blank."""
        return "" if unsure is None else f" {problem_words(unsure, self._host.look.words)}"

    def _refuse(self, problem: BaseException) -> None:
        """What was asked for could not be done: say why."""
        self.refused = problem
        self._go_on()
        if self.doing == "elsewhere":  # asked from a menu too, where no sheet stays open to say it
            self._host.say(self.refused_words)

    def _go_on(self) -> None:
        """Saving goes on, whatever came of what was asked for."""
        if self.problem is not None:
            self._retry.start()
        self.changed.emit()
        self._notice()

    @property
    def earlier(self) -> tuple[Path, ...]:
        """The earlier versions of the file that could not be opened, the latest first."""
        if self.refused is None or self.doing != "open" or self._looked is None:
            return ()
        if isinstance(self.refused, Unreadable) and self.refused.why == "locked" and self.refused.detail != DAMAGED:
            return ()  # another password was typed: the versions of before want the right one too
        return earlier_of(self._looked)

    @property
    def refused_words(self) -> str:
        """Why what was asked for could not be done, and what to do; empty where nothing was refused."""
        words = self._host.look.words
        return "" if self.refused is None else problem_words(self.refused, words, self.doing, self.earlier)

    def give_up(self) -> None:
        """Nothing that was asked for is wanted any more, though it may come still: what was opened is let go."""
        self._asked = None
        self._go_on()

    def _opened(self, made: OpenedFile, besides: str = "", *, drops: bool = False) -> None:
        kept, meeting, trees, other_name, unsure = made
        if not self.close(drops=drops):
            kept.release()
            self._refuse(Behind())
            return
        self._kept, self._saved, self.problem = kept, meeting, unsure
        self.saved_at = self._host.now()
        self._host.has_open(kept.file.path)
        self.opening = True
        try:
            self._host.session.open_meeting(meeting.document, meeting.current, meeting.tree, meeting.drafts, trees)
        finally:
            self.opening = False
        self._go_on()
        words = self._host.look.words
        number, count = meeting.document.patient(meeting.current) + 1, len(meeting.document.patients)
        said = words("meeting.opened", name=kept.file.path.name, n=number, m=count)
        said += other_trees_words(self._pack(), trees, words)
        if kept.lock is None:
            said += f" {words('meeting.read_only')}"
        elif other_name:
            said += f" {words('meeting.other_name')}"
        aside = sum(bool(point.aside) for point in meeting.document.points)
        if aside:
            said += f" {words.count('meeting.aside', aside)}"
        said += unread_words(meeting.document, words)
        said = f"{said} {waiting_words(self._host.look)}".rstrip()
        self._host.say(f"{said} {besides}".rstrip() + self._unsure_words(unsure))

    def lock_away(self, content: bytes) -> None:
        """Keep this sealed, for who opens the file again as it is now."""
        kept = self._kept
        self._aside = None if kept is None else (kept.file.seen, seal(content, kept.key))

    def brought_back(self) -> bytes | None:
        """What was locked away, once; None where nothing was, or another file or content is open."""
        aside, kept, self._aside = self._aside, self._kept, None
        if aside is None or kept is None or aside[0] != kept.file.seen:
            return None
        try:
            return unseal(aside[1], kept.key)
        except Unreadable:
            return None

    def close(self, *, drops: bool = False) -> bool:
        """Take what is half typed, write what is not written yet and let go of the file; False, and nothing is let go,
        where that fails, unless the user `drops` what is not kept."""
        self._host.session.leaving()
        if not self.flush() and not drops:
            if self.read_only:
                self._host.say(self._host.look.words("meeting.read_only_typed"))
            return False
        self.let_go()
        return True

    def let_go(self) -> None:
        """Leave the file as it is. A save that is under way may still come, and is told to nobody."""
        self._stop_saving()
        self._asked = self.refused = None
        self._saves.give_up()
        if self._kept is not None:
            self._kept.release()
            self._kept = self._saved = self.saved_at = self.problem = None
            self._keeps_up()
            self._host.has_open(None)
            self.changed.emit()

    # --- keeping

    def _changed_state(self) -> None:
        self._half.look()
        self._notice()

    def _notice(self) -> None:
        """Something may have changed: what is not in the file goes there soon."""
        if self._kept is None:
            return
        if self.safe:
            self._keeps_up()
        elif self._behind is None:
            self._behind = self._host.now()
            if not self.read_only:
                self._slow.start()
        if not (self.safe or self.read_only or self._timer.isActive()):
            self._timer.start()

    def _keeps_up(self) -> None:
        """The file holds all, or there is none."""
        self._slow.stop()
        self._behind, self._is_slow = None, False

    def _takes_long(self) -> None:
        """What was typed should have been in the file by now."""
        self._is_slow = self._behind is not None
        self.changed.emit()

    def _save(self) -> None:
        """Write the meeting as it is now; when a save is still under way, right after it."""
        if self._kept is None or self.read_only or (self.safe and self.problem is None):
            return
        if self._saves.busy:
            self._timer.start()
            return
        self._begin_save()

    def _begin_save(self) -> None:
        meeting, pack, kept = self._meeting(), self._pack(), self._kept
        assert kept is not None
        told = partial(self._wrote, meeting)
        self._saves.run(lambda: write(kept, meeting, pack), told, told)
        self.changed.emit()

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
        self._keeps_up()
        if self.safe:
            self._host.session.typed = False
        else:
            self._notice()

    def flush(self) -> bool:
        """Write what is not in the file and wait for it, no longer than `PATIENCE`; whether all is there. Where not,
        saving goes on, and is tried again."""
        if self._kept is None:
            return True
        if not self.read_only:
            self._write_all()
        if self.safe:
            self._host.session.typed = False  # also what was taken back before a save
        return self.safe

    def _write_all(self) -> None:
        until = monotonic() + PATIENCE
        self._timer.stop()
        self._saves.wait(PATIENCE)
        if not self.safe and not self._saves.busy:
            self._begin_save()
            self._saves.wait(max(0.0, until - monotonic()))
        if not self.safe:
            self._takes_long()
            self._notice()

    def _stop_saving(self) -> None:
        self._timer.stop()
        self._retry.stop()

    def _pack(self) -> Pack:
        return self._host.session.state.home

    # --- in a thread of its own

    def _ask(self, job: Callable[[], Result], then: Callable[[Result], object], doing: Doing = "open") -> None:
        """Do what a user asked for, beside a save that may hang. What was asked before and is not told yet is not
        wanted any more."""
        asked = self._is_asked(doing)

        def told(made: Result) -> None:
            if self._asked is not asked:
                _drop(made)
                return
            try:
                then(made)
            finally:
                self._is_answered(asked)

        def failed(problem: BaseException) -> None:
            if self._asked is asked:
                self._asked = None
                self._refuse(problem)

        self._asks.run(job, told, failed)
        self.changed.emit()

    def _is_asked(self, doing: Doing) -> object:
        """This is what was asked for last; what it goes by."""
        self.doing, self.refused, self._asked = doing, None, object()
        return self._asked

    def _is_answered(self, asked: object) -> None:
        if self._asked is asked:
            self._asked = None
        self.changed.emit()

    def wait(self) -> None:
        """Until what is under way has ended and is told, however long it takes."""
        while self._saves.busy or self._asks.busy:
            self._saves.wait()
            self._asks.wait()


def _drop(made: object) -> None:
    """Let go of a file that was opened, and is not wanted any more."""
    for part in made if isinstance(made, tuple) else ():
        if isinstance(part, Kept):
            part.release()
