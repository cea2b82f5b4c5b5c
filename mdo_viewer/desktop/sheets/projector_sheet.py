"""The part of the view sheet about the projector: where it shows, what it may show, and what it does now."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.projector.chip import beam_words
from mdo_viewer.desktop.projector.drive import Projector
from mdo_viewer.desktop.projector.screens import Screen, beside, find
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel, Segments
from mdo_viewer.desktop.widgets.flow import Flow
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.place.wording import refusal

#: What stands on the buttons, and the command of each.
ACTIONS = (
    ("black", "projector:black"),
    ("freeze", "projector:freeze"),
    ("whole", "projector:whole"),
    ("swap", "projector:swap"),
    ("test", "projector:test"),
)


class ViewHost(SettingsHost, Protocol):
    """What the sheets about the windows ask besides."""

    @property
    def projector(self) -> Projector:
        """What the room sees."""


class ProjectorSection(QWidget):
    """Choices take effect at once. `show_section` brings it up to date."""

    def __init__(self, host: ViewHost) -> None:
        super().__init__()
        self._host: ViewHost = host
        self._screens: tuple[Screen, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        self.state = PlainLabel(bold=True)
        column.addWidget(self.state)
        self._saver = PlainLabel(colour=tokens.MUTED)
        self._saver.hide()
        column.addWidget(self._saver)
        self._where = PlainLabel(size=14, bold=True, colour=tokens.MUTED)
        column.addWidget(self._where)
        self._offered = Grouping()
        self._places = QVBoxLayout(self._offered)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(6)
        self._one_of = OneOf(self._offered)
        self.places: list[Button] = []
        self._where.setBuddy(self._offered)
        column.addWidget(self._offered)
        self._none = PlainLabel(colour=tokens.MUTED)
        column.addWidget(self._none)
        self._what, self._frozen = (PlainLabel(size=14, bold=True, colour=tokens.MUTED) for _ in range(2))
        self.key, self.keeps = Segments(), Segments()
        beside = QHBoxLayout()
        beside.setSpacing(2 * theme.STEP)
        for label, segments, wide in ((self._what, self.key, 3), (self._frozen, self.keeps, 2)):
            choice = QVBoxLayout()
            choice.setSpacing(theme.STEP)
            label.setBuddy(segments)
            choice.addWidget(label)
            choice.addWidget(segments)
            beside.addLayout(choice, wide)
        column.addLayout(beside)
        self._bound = PlainLabel(colour=tokens.MUTED)
        self._bound.hide()
        column.addWidget(self._bound)
        door = host.door
        self.key.chosen.connect(
            lambda at: door.run(lambda: host.change_settings(projector_key=at > 0, projector_patient=at == 2))
        )
        self.keeps.chosen.connect(lambda at: door.run(lambda: host.change_settings(projector_keeps=at == 1)))
        self.toggle = Button(tone="primary")
        self.toggle.clicked.connect(door(host.call("projector")))
        self.buttons: list[Button] = []
        column.addSpacing(theme.STEP)
        for _, command in ACTIONS:
            button = Button()
            button.clicked.connect(door(host.call(command)))
            self.buttons.append(button)
        row = Flow()
        for button in (self.toggle, *self.buttons):
            row.add(button)
        column.addWidget(row)

    def show_section(self, look: Look) -> None:
        """What is chosen and what the projector does, in the words of this look."""
        words, settings, projector = look.words, self._host.settings, self._host.projector
        beam = projector.beam
        self.state.show_text(beam_words(beam, words, self._host.now()) or words("projector.section.off"))
        held = projector.awake.held
        saver = "" if held is None else words(f"projector.section.saver.{'held' if held else 'not_held'}")
        self._saver.show_text(saver, hide_empty=True)
        self._where.show_text(words("projector.section.where"))
        self._screens = beside(projector.screens(), projector.laptop_screen())
        chosen = find(self._screens, settings.projector_screen) or next(iter(self._screens), None)
        names = [projector.screen_words(screen) for screen in self._screens]
        names.append(words("projector.section.window"))
        in_window = settings.projector_windowed or not self._screens
        at = len(names) - 1 if in_window or chosen is None else self._screens.index(chosen)
        self._offer(names, at, words("projector.section.where"))
        self._none.show_text("" if self._screens else words("projector.section.none"), hide_empty=True)
        self._what.show_text(words("projector.section.key"))
        self.key.offer(
            (
                words("projector.section.key.hidden"),
                words("projector.section.key.shown"),
                words("projector.section.key.patient"),
            ),
            group=words("projector.section.key"),
        )
        self.key.bind(refusal(self._host.session.policy, "projector_identifiers", look.state.language), 1)
        self._bound.show_text(refusal(self._host.session.policy, "projector_identifiers", look.state.language))
        self.key.choose(2 if settings.projector_patient else int(settings.projector_key))
        self._frozen.show_text(words("projector.section.keeps"))
        self.keeps.offer(
            (words("projector.section.keeps.no"), words("projector.section.keeps.yes")),
            group=words("projector.section.keeps"),
        )
        self.keeps.choose(int(settings.projector_keeps))
        said = words(f"projector.section.{'stop' if beam.on else 'start'}")
        self.toggle.show_words(said, key=cap_of("projector", words))
        for button, (name, command) in zip(self.buttons, ACTIONS, strict=True):
            said = words(f"projector.section.{name}")
            if name == "whole" and projector.whole:
                said = words("projector.section.way")
            button.show_words(said, key=cap_of(command, words))
            button.setEnabled(beam.on or name == "test")

    def _offer(self, names: list[str], chosen: int, group: str) -> None:
        """The places to show in, one button each."""
        self._offered.setAccessibleName(group)
        while len(self.places) < len(names):
            button = Button(left=True)
            button.setCheckable(True)
            self._one_of.add(button)
            place = len(self.places)
            button.clicked.connect(self._host.door(partial(self._choose, place)))
            self.places.append(button)
            self._places.addWidget(button)
        for at, button in enumerate(self.places):
            button.setVisible(at < len(names))
            if at < len(names):
                button.show_words(names[at], name=f"{group}: {names[at]}")
            button.setChecked(at == chosen)

    def _choose(self, place: int) -> None:
        """Show on the screen of this button, or in a window, now and from now on."""
        projector = self._host.projector
        if place < len(self._screens):
            projector.use(self._screens[place])
        else:
            projector.share()
        self.show_section(self._host.look)


class ProjectorSheet(Sheet):
    """The section on a sheet of its own."""

    def __init__(self, host: ViewHost, parent: QWidget) -> None:
        super().__init__(host, parent, 860)
        self.section = ProjectorSection(host)
        self.column.addWidget(self.section)

    def fill(self, look: Look) -> None:
        """The title, and the section as it stands on the view sheet."""
        self.title.show_text(look.words("projector.section.title"))
        self.section.show_section(look)
