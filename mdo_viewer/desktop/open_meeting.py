"""The meeting in the window: whether its file is open, how it is asked for, how it is left, and how it locks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mdo_viewer.desktop.appearance import Appearance
from mdo_viewer.desktop.closing import Closing
from mdo_viewer.desktop.idle import Idle, idle_of
from mdo_viewer.desktop.resting import Resting
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import waiting_words
from mdo_viewer.desktop.services import Services
from mdo_viewer.desktop.sheet_stack import PutBy, SheetStack
from mdo_viewer.desktop.sight import Caret, caret_in, give_caret, type_again, typed_in
from mdo_viewer.desktop.state.commands import command_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import with_recent
from mdo_viewer.desktop.widgets import controls
from mdo_viewer.desktop.widgets.announcing import announce_after
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.drawing import font
from mdo_viewer.guideline.library import is_shipped
from mdo_viewer.meeting.case import WHOLE_CASE, Case, DecisionKind
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.packs import in_pack

if TYPE_CHECKING:
    from mdo_viewer.desktop.sheets.lock_page import Locked
    from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet


class OpenForm(NamedTuple):
    """Which form was open when the lock came: at this place on the agenda the decision of this kind about this, or the
    agreements, and the field that had the keyboard."""

    place: int
    caret: Caret | None
    about: str = ""
    kind: DecisionKind | None = None


class OpenMeeting:
    """`rebuild` makes all panels anew: forms keep what was last shown in them."""

    def __init__(
        self,
        host: Host,
        window: QWidget,
        services: Services,
        sheets: SheetStack,
        appearance: Appearance,
        rebuild: Callable[[], None],
    ) -> None:
        self._host, self._window, self._services, self._sheets = host, window, services, sheets
        self._appearance, self._rebuild = appearance, rebuild
        self._idle = Idle(lambda: host.now(), longest=lambda: idle_of(host.session.policy.lock_after_minutes))
        self.closing = Closing(host, sheets, self, window)
        self._lock: tuple[Path, Locked] | None = None
        self._form: OpenForm | None = None
        self._sheet_again: PutBy | None = None  # the sheet that is open again
        self._caret: Caret | None = None  # where the keyboard stood in the form that is open again
        self._refused = b""
        self._trying = self._wrong = False
        self.resting = Resting(window, host.door, self._after_rest, self._tell_resting)
        self.resting.called = lambda: host.look.words("lock.rests")
        self._too_soon = False  # whether keys came while the password was being tried
        self._say_resting = once(window, host.door(self._tell_resting))  # after what is said of the file
        self._empty = once(window, host.door(self._empty_behind))
        host.session.listeners.append(self._idle.touch)

    # --- what is open

    def is_kept(self) -> bool:
        """Whether a meeting is open: what is typed goes to its file."""
        return self.path is not None

    @property
    def path(self) -> Path | None:
        """The file of the meeting that is open; None where nothing is kept."""
        autosave = self._services.autosave.made
        return None if autosave is None else autosave.path

    @property
    def name(self) -> str:
        """What the meeting is called; without one, that nothing is kept, and whether it is the example."""
        from mdo_viewer.desktop.files.known import name_of

        path, words = self.path, self._host.look.words
        if path is not None:
            return name_of(path)
        return (
            words("top.meeting.example") if self._host.session.state.case.title_example else words("top.meeting.none")
        )

    @property
    def title(self) -> str:
        """The title of the window: the file that is open, or locked, and never a patient."""
        path = self.path if self._lock is None else self._lock[0]
        return "MDO Viewer" if path is None else f"{path.name} – MDO Viewer"

    @property
    def saved_at(self) -> datetime | None:
        """When the meeting that is open was last in its file as it then was; None without one."""
        autosave = self._services.autosave.made
        return None if autosave is None else autosave.saved_at

    def save(self) -> bool:
        """Write what is not in the file yet, and wait for it; whether all is there. False without a meeting."""
        return self.is_kept() and self._services.autosave().flush()

    def kept_words(self) -> tuple[str, tokens.Token]:
        """What is said to be kept, and the colour that says it."""
        words, autosave = self._host.look.words, self._services.autosave.made
        if autosave is None or not self.is_kept():
            return words("status.not_kept"), tokens.BROWN
        from mdo_viewer.desktop.says.files import half_elsewhere, kept_words

        keeping, refused = autosave.keeping, self._host.session.refused
        return kept_words(keeping, words, half_elsewhere(self._host.look, refused, keeping.out_of_sight))

    @property
    def tells_half(self) -> bool:
        """Whether that is said: something was typed and not entered."""
        from mdo_viewer.desktop.says.files import tells_half

        autosave = self._services.autosave.made
        return autosave is not None and self.is_kept() and tells_half(autosave.keeping)

    def told(self) -> None:
        """Something else is to be said of the file: a meeting was opened or kept, a password did not fit."""
        path, autosave = self.path, self._services.autosave.made
        if autosave is not None and autosave.opening:
            return  # told again once all of it is shown: a form that opens before would be filled anew
        if path is not None and self._appearance.settings.recent[:1] != (str(path),):
            self._appearance.remember(recent=with_recent(self._appearance.settings.recent, path))
        if self._lock is not None and autosave is not None:
            self._told_of_lock()
        elif path is not None and self._sheets.wall == "start":
            self._show_window()

    def _show_window(self) -> None:
        """What was behind the wall, with the keyboard in the tree."""
        if self._sheets.take_down():
            self._host.call("ground")()

    # --- how one is asked for

    def ask(self, path: Path, what: Literal["new", "open"]) -> None:
        """Ask for the password of a meeting's file that was chosen; first about what would be lost with this one."""
        again, keep = partial(self.ask, path, what), partial(self._ask_password, path, what)
        self.save()  # what can be kept is nothing to ask about
        if not self.closing.half_typed or self.closing.may_leave(again, keep if what == "new" else None):
            self._ask_password(path, what)

    def _ask_password(self, path: Path, what: Literal["new", "open"]) -> None:
        drops = self.closing.drops
        stays = self._sheets.shown_name not in (None, "meeting") and self._sheets.close() and self._sheets.shown
        if self._lock is None and not stays:  # one that stays has something to say first
            _meeting_sheet(self._sheets).ask(what, path, self.resting.begin, drops=drops)

    def ask_new(self) -> None:
        """Ask where a new meeting is to be kept, and for its password."""
        from mdo_viewer.desktop.files.elsewhere import ask_new

        ask_new(self._window, self._host, self._appearance.settings.recent, lambda path: self.ask(path, "new"))

    def ask_open(self) -> None:
        """Ask for the file of a meeting, and for its password."""
        from mdo_viewer.desktop.files.elsewhere import ask_open

        ask_open(self._window, self._host, self._appearance.settings.recent, lambda path: self.ask(path, "open"))

    def ask_elsewhere(self) -> None:
        """Ask where the meeting that is open is to be kept from now on."""
        from mdo_viewer.desktop.files.elsewhere import ask_elsewhere

        autosave = self._services.autosave()
        ask_elsewhere(self._window, self._host, autosave, autosave.go_to)

    def ask_known(self, at: int) -> None:
        """Ask for the password of one of the meetings that were open last, by its place from 0."""
        recent = self._appearance.settings.recent
        if at < len(recent):
            self.ask(Path(recent[at]), "open")

    def forget_known(self) -> None:
        """Remember none of the meetings that were open."""
        self._appearance.remember(recent=())
        self._sheets.refill_wall(self._host.look)
        start = self._sheets.wall_of("start")
        if start is not None:
            start.begin()

    def choose_pack(self, pack: str) -> None:
        """The guideline with this id is that of new patients, for the next start too."""
        self._appearance.remember(pack=pack)
        self.show_empty()

    # --- how it is left

    def leave(self) -> None:
        """Close what is open and go to the start page; what would be lost is asked first."""
        self._host.session.leaving()
        self.save()
        if self.closing.half_typed and not self.closing.may_leave(self.leave):
            return
        closed, drops = self.path, self.closing.drops
        if closed is not None:
            said = self.closing.closed_words(closed, kept=not drops and not self._services.autosave().read_only)
            if not self._services.autosave().close(drops=drops):
                return  # the line below says why
            announce_after(self.closing.window, said)
        elif not self.closing.may_leave(self.leave):
            return
        self._services.stop_showing()
        self.show_empty()
        self._rebuild()
        self._sheets.put_up("start")

    def begin_example(self) -> None:
        """The example meeting, in the place of the start page."""
        from mdo_viewer.meeting.example import example_cases

        session = self._host.session
        self._open(Session(session.state.home, example_cases(session.state.home)))
        self._show_window()

    def show_empty(self) -> None:
        """One patient of whom nothing is known, in the guideline of new patients: what stands behind a wall."""
        home, chosen = self._host.session.state.home, self._appearance.settings.pack
        case = Case(Document(()).free_key())
        self._open(Session(home, (in_pack(home, case, chosen) if is_shipped(chosen) else case,)))

    def _open(self, session: Session) -> None:
        fresh = session.state
        self._host.session.open_meeting(fresh.document, fresh.current, fresh.tree_id)

    # --- how it locks

    def lock_if_left_alone(self) -> bool:
        """Lock a meeting that nobody touches, unless the room is looking at it; whether that was tried."""
        if self._services.is_watched:
            self._idle.touch()  # somebody is there: the time begins when the picture ends
        left = self._lock is None and self.is_kept() and self._idle.too_long
        if left:
            self.lock()
        return left

    def lock(self) -> None:
        """Put up the lock. What is all in the file is closed, and nothing of a patient is left in the window, on the
        clipboard or in the room; what is not waits behind it, out of sight, until it is."""
        from mdo_viewer.desktop.files.behind_lock import taken_along
        from mdo_viewer.desktop.sheets.lock_page import Locked

        path = self.path
        if self._lock is not None:
            return
        if path is None:
            self._host.say(self._host.look.words("lock.nothing"))
            return
        autosave, session = self._services.autosave(), self._host.session
        half_at = self.closing.half_at
        form, sheet = _open_form(session, caret_in(self._window.focusWidget())), self._sheets.put_by()
        session.leaving()
        self._form, self._refused = form, taken_along(session, typed_in(self._window), sheet)
        session.close_forms()  # a draft waits, and is open again for who unlocks
        all_kept = self._close_file()
        since = None if all_kept else autosave.saved_at or self._host.now()
        self._lock = path, Locked("", self._host.now(), since, half_at)
        self._services.go_black()
        _close_dialogs(self._window)
        self._trying = self._wrong = False
        if all_kept:
            self._forget_patients()
        self._sheets.put_up("locked")
        self._window.raise_()  # a window of the room on the same screen may lie over the field

    def _close_file(self) -> bool:
        """Write what is not in the file and let go of it, with what was typed and refused sealed; False, and it stays,
        where that fails, or a list was mended and not taken."""
        autosave = self._services.autosave()
        if not autosave.flush() or self._host.session.mends_list:
            return False
        autosave.lock_away(self._refused)
        self._refused = b""
        return autosave.close()

    def _forget_patients(self) -> None:
        """Nothing of a patient is left in the window."""
        self.show_empty()
        self._rebuild()
        controls.forget()
        font.forget()

    @property
    def locked(self) -> Locked | None:
        """What is locked; None where nothing is."""
        from mdo_viewer.desktop.files.known import name_of

        return None if self._lock is None else self._lock[1]._replace(name=name_of(self._lock[0]))

    @property
    def refused(self) -> str:
        """Why the password that was tried did not open it, in words; empty where none was."""
        from mdo_viewer.meeting.container import Unreadable

        autosave = self._services.autosave()
        problem = None if self.is_kept() else autosave.refused
        if self._trying or (problem is None and not self._wrong):
            return ""
        other = problem is not None and not (isinstance(problem, Unreadable) and problem.why == "locked")
        return autosave.refused_words if other else self._host.look.words("lock.wrong")

    @property
    def trying(self) -> bool:
        """Whether a password is being tried."""
        return self._trying

    @property
    def room_is_black(self) -> bool:
        """Whether the projector is on, and black."""
        beam = self._services.beam
        return beam.on and beam.black

    def unlock(self, password: str) -> None:
        """Try a password: it opens the file, or what waits behind the lock."""
        if self._lock is None or self._trying:
            return
        self._trying, self._wrong, self._too_soon, autosave = True, False, False, self._services.autosave()
        if self.is_kept():
            autosave.try_password(password, self._tried)
        else:
            autosave.open(self._lock[0], password)

    def _tried(self, fits: bool) -> None:
        """What waits behind the lock was asked for, under this password or another one."""
        self._trying, self._wrong = False, not fits
        if not fits:
            self._sheets.refill_wall(self._host.look)
            return
        self._unlocked()
        said = waiting_words(self._host.look)
        if said:
            self._host.say(said)

    def _unlocked(self) -> None:
        """The window again, with the form that was open; else no letter is a command before the keyboard has rested."""
        self._lock, self._trying = None, False
        self._idle.touch()
        self._show_window()
        if self._host.session.state.reading is not None:  # it waited too
            self._sheets.open("list")
            self.resting.begin()
            return
        self._open_again()

    def _open_again(self) -> None:
        """The form that was open when the lock came: whoever types on after the password goes on writing it. One that
        was closed stays so."""
        from mdo_viewer.desktop.files.behind_lock import brought_back

        form, self._form, session = self._form, None, self._host.session
        here = session.state
        if form is not None and form.place == here.current and form.about in ("", here.tree_id, WHOLE_CASE):
            open_then = (form.place, form.about, form.kind)
            found = (each for at, each in session.half_written() if (at, each.tree, each.kind) == open_then)
            draft = next(found, None)
            if form.kind is None:
                session.open_agreements()
            elif draft is not None:
                session.start_decision(draft.kind, draft.advice, about=draft.tree)
            else:
                name = command_of(form.kind)
                self._host.call(name if form.about != WHOLE_CASE else name.replace("decide", "decide_whole"))()
        taken, self._refused = self._services.autosave().brought_back() or self._refused, b""
        sheet = None
        if taken:
            typed, written = brought_back(session, taken)
            type_again(self._window, typed)
            sheet = PutBy.read(written)
            self._sheets.bring_back(sheet)
        if self._too_soon:  # half of a sentence would be written
            self._say_resting.start(0)
        self._sheet_again, self._caret = sheet, None if form is None else form.caret
        if self._too_soon or not (_is_writing(session) or (sheet is not None and sheet.typing.writing)):
            self.resting.begin()
        else:
            self._after_rest()

    def hear_key(self) -> None:
        """A key that came while a password was being tried went nowhere: none acts before the keyboard has rested."""
        self._too_soon = self._too_soon or self._trying

    def _after_rest(self) -> None:
        """The keyboard goes back to where it stood in the form; without one to what is in sight. Where that is gone no
        field has it."""
        if self._sheet_again is not None and self._sheet_again.name == self._sheets.shown_name:
            self._sheets.go_on(self._sheet_again)
        elif not _is_writing(self._host.session):
            self._to_ground()
        elif not give_caret(self._window, self._caret):
            self._window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_ground(self) -> None:
        """The keyboard to what is in sight: the list that is being checked, or the tree."""
        if self._sheets.shown_name == "list":
            self._sheets.checking.begin()
        else:
            self._host.call("ground")()

    def _tell_resting(self) -> None:
        """A key came right after the password; what was said of drafts is said again."""
        look = self._host.look
        self._host.say(f"{look.words('lock.resting')} {waiting_words(look)}".rstrip())

    def _told_of_lock(self) -> None:
        """The file was opened, could not be, or has now all that was typed."""
        autosave, closed = self._services.autosave(), self._lock is not None and self._lock[1].unkept_since is None
        if self._lock is not None and self.path is not None:
            self._lock = self.path, self._lock[1]  # it may have gone to another file since
        if closed and self.path is not None:
            self._unlocked()
            return
        if self._trying and not autosave.asking:
            self._trying = False
        elif not closed and autosave.safe and not self._trying and not self._host.session.mends_list:
            self._empty.start(0)  # not in the middle of what tells it
        self._sheets.refill_wall(self._host.look)

    def _empty_behind(self) -> None:
        """All is in the file by now: it is closed after all."""
        if self._lock is not None and self.path is not None and self._close_file():
            self._lock = self._lock[0], self._lock[1]._replace(unkept_since=None)
            self._forget_patients()


def _meeting_sheet(sheets: SheetStack) -> MeetingSheet:
    """The sheet of the meeting, open."""
    from mdo_viewer.desktop.sheets.meeting_sheet import MeetingSheet

    sheet = sheets.get("meeting")
    if sheet is None or not sheet.isVisible():
        sheets.close()
        sheets.open("meeting")
        sheet = sheets.get("meeting")
    assert isinstance(sheet, MeetingSheet)
    return sheet


def _close_dialogs(window: QWidget) -> None:
    """What was asked of the meeting is not answered past its lock."""
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def _open_form(session: Session, caret: Caret | None) -> OpenForm | None:
    """The form that is open; None without one."""
    state = session.state
    if state.draft is not None:
        kind = state.draft.kind if state.waited is None else state.waited.asked
        return OpenForm(state.current, caret, state.draft.tree, kind)
    return OpenForm(state.current, caret) if state.agreeing else None


def _is_writing(session: Session) -> bool:
    return session.state.draft is not None or session.state.agreeing
