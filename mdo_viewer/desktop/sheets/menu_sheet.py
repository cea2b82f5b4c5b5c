"""The menu of the meeting, below its name: begin, open, keep, lock, close."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.known import known, name_of
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.settings import RECENT
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.place.wording import refusal

#: The meetings that were open before, by their commands.
KNOWN: Final = tuple(f"known:{at}" for at in range(RECENT))
#: The commands in their order, in groups; the lines of the second stand only while a meeting is kept.
GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    ("meeting:new", "meeting:open", *KNOWN),
    ("meeting", "meeting:elsewhere", "lock"),
    ("pdf", "pdf:elsewhere", "ending"),
    ("view", "language"),
    ("meeting:leave", "quit"),
)
#: What only a meeting in a file has.
KEPT: Final = ("meeting:elsewhere", "lock")


class KeptPart(Protocol):
    """What the menu asks of the meeting."""

    @property
    def path(self) -> Path | None:
        """The file of the meeting that is open; None where nothing is kept."""

    @property
    def name(self) -> str:
        """What the meeting is called, or that nothing is kept."""


class MenuHost(SettingsHost, Protocol):
    """What the menu asks besides."""

    @property
    def meeting(self) -> KeptPart:
        """The meeting that is open."""


class MenuSheet(Sheet):
    """One line for each command; a line closes the menu and does what it says."""

    def __init__(self, host: MenuHost, parent: QWidget) -> None:
        super().__init__(host, parent, 480)
        self._host: MenuHost = host
        self.column.setSpacing(0)
        self._folder = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self.column.addWidget(self._folder)
        self.lines: dict[str, Button] = {}
        for group in GROUPS:
            self.column.addSpacing(theme.px(8))
            for name in group:
                line = Button(tone="quiet", left=True)
                line.clicked.connect(lambda _on=False, name=name: host.door.run(lambda: self._do(name)))
                self.lines[name] = line
                self.column.addWidget(line)

    def _do(self, name: str) -> None:
        self.close_sheet()
        self._host.call(name)()

    def open_sheet(self, look: Look) -> None:
        """Opens with the keyboard on the first line."""
        super().open_sheet(look)
        self.lines["meeting:new"].setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, look: Look) -> None:
        """What can be done now, each with its key."""
        words, meeting = look.words, self._host.meeting
        path = meeting.path
        self.title.show_text(meeting.name)
        self._folder.show_text("" if path is None else known(path).folder)
        said = {
            "meeting:new": words("meeting.new"),
            "meeting:open": words("meeting.open"),
            "meeting": words("menu.file") if path else words("menu.keep"),
            "meeting:elsewhere": words("meeting.elsewhere"),
            "lock": words("meeting.lock"),
            "pdf": words("menu.pdf"),
            "pdf:elsewhere": words("menu.pdf_elsewhere"),
            "ending": words("menu.ending"),
            "meeting:leave": words("meeting.leave") if path else words("menu.start"),
            "quit": words("menu.quit"),
            "view": words("status.view"),
            "language": words("keys.language"),
        }
        for name, text in said.items():
            self.lines[name].show_words(text, key=cap_of(name, words))
            self.lines[name].setVisible(path is not None or name not in KEPT)
        why = refusal(self._host.session.policy, "pdf", look.state.language)
        self.lines["pdf"].setEnabled(not why)
        self.lines["pdf:elsewhere"].setVisible(not why)
        if why:
            self.lines["pdf"].show_words(why, key="")
        self.lines["language"].setEnabled(not refusal(self._host.session.policy, "language", look.state.language))
        recent = self._host.settings.recent
        for at, name in enumerate(KNOWN):
            file = Path(recent[at]) if at < len(recent) else None
            self.lines[name].setVisible(file is not None and file != path)
            if file is not None:
                self.lines[name].show_words(words("menu.known", name=name_of(file)))
                self.lines[name].setToolTip(theme.plain_tip(str(file)))

    def place(self) -> None:
        """Below the name of the meeting, at the left."""
        super().place()
        self._sheet.move(theme.px(12), min(theme.px(52), self.height() - self._sheet.height() - 12))
