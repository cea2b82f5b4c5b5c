"""Asks before what was typed is lost: keep it, leave without, or stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import drafts_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.desktop.widgets.wide_buttons import BigButton


class LeaveSheet(Sheet):
    """Blocks nothing; Esc and a click beside stay. Says plainly what is not kept."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 560)
        self._close.hide()  # "close" would be said of two things
        self._saved: datetime | None = None
        self._elsewhere, self._meeting = False, host.session.state.meeting
        self._leave: Callable[[], object] = lambda: None
        self._keeps: Callable[[], object] | None = None
        self._more, self._half_typed = PlainLabel(), PlainLabel(bold=True)
        self._half, self._only = "", False
        self._drafts = PlainLabel(bold=True, colour=tokens.BROWN)
        for label in (self._more, self._half_typed, self._drafts):
            self.column.addWidget(label)
        self.keep, self.go, self.stay = BigButton(main=True), BigButton(), BigButton()
        for button, action in ((self.keep, self._keep), (self.go, self._go), (self.stay, self.close_sheet)):
            button.clicked.connect(host.door(action))
            self.column.addWidget(button)

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard on staying."""
        super().open_sheet(look)
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(
        self,
        leave: Callable[[], object],
        saved: datetime | None,
        keep: Callable[[], object] | None,
        half: str = "",
        *,
        only: bool = False,
        elsewhere: bool = False,
    ) -> None:
        """Ask; `leave` is called where it may be lost. `saved` is when all was last in a file, None for never; `keep`
        keeps it, `elsewhere` where it has a file, None where nothing may; `half` what was typed and not entered,
        perhaps the only thing."""
        self._half, self._only, self._elsewhere = half, only, elsewhere
        self._leave, self._saved, self._keeps = leave, saved, keep
        self._meeting = self._host.session.state.meeting
        self.fill(self._host.look)
        self.place()
        (self.stay if keep is None else self.keep).setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """What is lost, and the ways."""
        words = look.words
        if look.state.meeting != self._meeting:  # it was asked of another one
            self.close_sheet()
        self.title.show_text(words("close.text.half" if self._only else "close.text"))
        at = None if self._saved is None else look.saying.clock(self._saved)
        more = words("close.more") if at is None else words("close.since", at=at)
        self._more.show_text("" if self._only else more)
        self._half_typed.show_text(words("close.half", what=self._half) if self._half else "")
        half = () if self._keeps is None else self._host.session.half_written()
        self._drafts.show_text(drafts_words(look, ((at, draft.tree) for at, draft in half)))
        said = (label.text() for label in (self._more, self._half_typed, self._drafts))
        self.setAccessibleDescription(" ".join(each for each in said if each))  # read with the title
        self.keep.show_words(words("meeting.elsewhere" if self._elsewhere else "close.keep"))
        self.keep.setVisible(self._keeps is not None)
        self.go.show_words(words("close.leave.half" if self._only else "close.leave"))
        self.stay.show_words(words("close.stay"), key=cap_of("escape", words))

    def _keep(self) -> None:
        keep = self._keeps
        self.close_sheet()
        if keep is not None:
            keep()

    def _go(self) -> None:
        self.close_sheet()
        self._leave()
