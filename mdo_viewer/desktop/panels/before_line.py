"""A line for the moment before which something is done, as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.moments import may_be_moment, read_deadline
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Complaint
from mdo_viewer.desktop.widgets.form import EnteredLine, held, is_taken, show_line
from mdo_viewer.desktop.widgets.timers import once


class BeforeLine(EnteredLine):
    """Tells the moment once it is entered. What is no moment, and what nobody entered, stays as it is typed, with the
    reason in `message`, which stands below the line."""

    def __init__(self, host: Host, taken: Callable[[datetime | None], None]) -> None:
        super().__init__(may_be_moment)
        self._host, self._taken = host, taken
        self._shown = ""
        self._seat = host.look.state.seat
        self.message = Complaint(self)
        self.given.connect(lambda: host.door.run(self.enter))
        self.kept.connect(lambda: host.door.run(self._keep))
        self.unfit.connect(lambda: self.message.show_text(host.look.words("agreements.no_deadline")))
        self._refused = ""
        self._tell = once(self, host.door(lambda: host.say(self._refused)))  # after what the field was left for

    def enter(self) -> bool:
        """Take what stands there; False where it is no moment, which is said then."""
        text = self.text().strip()
        if text == self._shown:
            self.message.show_text("")
            return True
        try:
            when = read_deadline(text, self._host.look.now) if text else None
        except ValueError:
            return self._refuse(self._host.look.words("agreements.no_deadline"), text)
        self.message.show_text("")
        if self._host.look.state.seat == self._seat:  # else it was meant for another patient
            self._taken(when)
            show_line(self, self._shown)  # as it is known now, though the keyboard stays: it is half typed no more
        return True

    def finish(self) -> bool:
        """Before a form is recorded: where the keyboard is here that enters it. False where something stands half
        typed, or is no moment."""
        return self.enter() if self.hasFocus() else self._keep()

    def _keep(self) -> bool:
        """Say of what stands here that nobody entered it; whether there is nothing of that."""
        text = self.text().strip()
        if text == self._shown:
            self.message.show_text("")
            return True
        why = "status.half_typed"
        try:
            read_deadline(text, self._host.look.now)
        except ValueError:
            why = "agreements.no_deadline" if text else why
        return self._refuse(self._host.look.words(why), text)

    def _refuse(self, why: str, text: str) -> bool:
        self.message.complain(why)
        self._refused = self._host.look.words("agreements.not_taken", text=text)
        self._tell.start()
        return False

    def show_moment(self, when: datetime | None, hint: str, name: str) -> None:
        """Show this moment; one that is being typed for the same patient, or was refused, stays as it is typed."""
        before, look = self._shown, self._host.look
        self._shown = "" if when is None else look.saying.typed(when)
        same, self._seat = self._seat == look.state.seat, look.state.seat
        if not same or before != self._shown:
            self.message.show_text("")  # it was about another date
        if not same:
            self._tell.stop()  # whoever takes it along says so
        self.setMinimumHeight(theme.TOUCH)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        show_line(self, self._shown, stays=bool((self.hasFocus() or self.message.text()) and same))

    @property
    def half_typed(self) -> tuple[tuple[int, int], str]:
        """Whose text stands here that nobody entered, and that text; empty where there is none."""
        return self._seat, "" if is_taken(self) else self.text().strip()

    def hold(self, text: str) -> None:
        """Let this stand here again as it was half typed."""
        with held(self):
            self.setText(text)
        self.setModified(True)
        self._keep()

    def empty(self) -> None:
        """Nothing of what was typed for the last decision is left to be found."""
        self._shown = ""
        self.message.show_text("")
        show_line(self, "")
