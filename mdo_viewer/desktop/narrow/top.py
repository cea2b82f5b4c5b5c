"""The head of a narrow window: which patient, back in time and the page; the rest is in a menu."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from mdo_viewer.desktop.panels.top_bar import ProjectorButton
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import step_said
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping
from mdo_viewer.desktop.widgets.controls import Button, IconButton, PlainLabel
from mdo_viewer.place.wording import Bound, refusal

#: How high head, tabs and line of the patient are, px at text 100 %, and at least.
HEIGHT: Final = 36
LEAST: Final = theme.TOUCH + 4
#: The menu: commands with the word of each; "" parts them.
MENU: Final[tuple[tuple[str, str], ...]] = (
    ("agenda", "keys.agenda"),
    ("case:add", "top.add"),
    ("patient", "keys.patient"),
    ("places", "patient.add.name"),
    ("", ""),
    ("undo", "top.undo"),
    ("redo", "top.redo"),
    ("", ""),
    ("pdf", "top.pdf"),
    ("copy", "keys.copy"),
    ("projector", "keys.projector"),
    ("projector:section", "keys.projector.section"),
    ("", ""),
    ("menu", "keys.menu"),
    ("ending", "keys.ending"),
    ("lock", "keys.lock"),
    ("quit", "menu.quit"),
    ("", ""),
    ("guideline", "guideline.title"),
    ("view", "status.view"),
    ("language", "keys.language"),
    ("keys", "status.keys"),
    ("about", "status.about"),
)

#: The lines of the menu that an organisation may not allow.
BOUND: Final[dict[str, Bound]] = {"pdf": "pdf", "copy": "clipboard", "language": "language"}


def bar_height(units: int = HEIGHT, least: int = LEAST) -> int:
    """How high a bar of a narrow window is, px: with the text, and never too small to touch."""
    return max(least, theme.px(units))


class NarrowTop(Grouping):
    """Dark bar with the menu at its left."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self._kept: tuple[str, bool] = ("", False)
        self.setFixedHeight(bar_height())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self.menu, self.before, self.after = (IconButton(icon, tone="night") for icon in ("menu", "before", "after"))
        for square in (self.menu, self.before, self.after):
            square.setFixedSize(bar_height(28, theme.TOUCH), bar_height(28, theme.TOUCH))
        self.where, self.undo = (Button(tone="night") for _ in range(2))
        self.where.bold, self.projector = True, ProjectorButton(opens=True)
        self.pdf, self.kept, self.drafts = (Button(tone="night") for _ in range(3))
        self.example = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.FOCUS_ON_NIGHT, wrap=False)
        for part in (self.menu, self.before, self.where, self.after, self.example):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self.projector, self.drafts, self.kept, self.undo, self.pdf):
            row.addWidget(part)
        for button in (self.where, self.projector, self.undo, self.pdf, self.kept, self.drafts):
            button.pad = 8
            button.setFixedHeight(bar_height(28, theme.TOUCH))
        self.projector.hide()
        self.menu.clicked.connect(host.door(self.open_menu))
        for button, name in (
            (self.before, "case:before"), (self.where, "agenda"), (self.after, "case:after"),
            (self.undo, "undo"), (self.pdf, "pdf"), (self.projector, "projector:section"),
            (self.kept, "meeting"), (self.drafts, "draft"),
        ):  # fmt: skip
            button.clicked.connect(host.door(host.call(name)))

    def show_look(self, look: Look) -> None:
        """Show where we are."""
        state, words, count = look.state, look.words, len(look.state.document.patients)
        said = words("top.case", n=state.patient + 1, m=count)
        self.where.show_words(said, name=f"{words('agenda.title')}: {said} · {state.case.name}")
        self.where.setToolTip(theme.plain_tip(f"{state.case.case}\n{words('top.agenda', cap=cap_of('agenda', words))}"))
        self.before.setEnabled(state.patient > 0)
        self.after.setEnabled(state.patient < count - 1)
        for button, command, key in ((self.before, "case:before", "before"), (self.after, "case:after", "after")):
            name = words(f"top.{key}", cap=cap_of(command, words))
            button.setAccessibleName(name)
            button.setToolTip(name)
        about = step_said(look, self._host.session.step_of("undo"))
        name = f"{words('top.undo')}: {about}" if about else words("top.undo")
        self.undo.show_words(words("tabs.undo"), name=name)
        self.undo.setToolTip(theme.plain_tip(name))
        self.undo.setEnabled(bool(about))
        self.pdf.show_words("PDF", name=words("top.pdf"))
        why = refusal(self._host.session.policy, "pdf", state.language)
        self.pdf.setToolTip(why or f"{words('top.pdf')} ({cap_of('pdf', words)})")
        self.pdf.setEnabled(not why)
        self.example.show_text(words("top.example") if state.case.title_example else "")
        drafts = len(state.drafts)
        said = words.count("status.drafts", drafts) if drafts else ""
        self.drafts.show_words(said, name=f"{said}. {words('status.drafts.tip')}")
        self.drafts.setToolTip(words("status.drafts.tip"))
        self._name_menu(look)
        self._make_room()

    def show_kept(self, said: str, *, calm: bool) -> None:
        """What is kept of the meeting, also first in the menu; where that is not all, the menu has a sign."""
        if (said, calm) != self._kept:
            self._kept = said, calm
            self.kept.bold = not calm
            self.kept.show_words(said)
            self._make_room()
            self._name_menu(self._host.look)
            self.menu.update()
            self.update()

    def _name_menu(self, look: Look) -> None:
        name = " · ".join(part for part in (look.words("tabs.menu"), self._kept[0]) if part)
        self.menu.setAccessibleName(name)
        self.menu.setToolTip(theme.plain_tip(name))

    def show_beam(self, said: str, *, on: bool, loud: bool) -> None:
        """Show what the projector does, while it does something."""
        self.projector.tell(said, key="", on=on, loud=loud)
        self.projector.setVisible(on)
        self._make_room()

    def _make_room(self) -> None:
        """What the menu has too goes first, where there is no room for all."""
        if not self._host.look.state.case.title_example:
            self.example.hide()
        found: tuple[QWidget, ...] = (self.pdf, self.undo, self.example, self.drafts, self.kept)
        self.kept.setVisible(bool(self._kept[0]))
        self.drafts.setVisible(bool(self.drafts.words))
        for part in found[:3]:
            part.setVisible(part is not self.example or self._host.look.state.case.title_example)
        for part in found:
            layout = self.layout()
            if layout is None or layout.minimumSize().width() <= self.width():
                return
            part.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has room depends on the width."""
        super().resizeEvent(event)
        self._make_room()

    def open_menu(self) -> None:
        """All that has no place in the head, each with its key."""
        words = self._host.look.words
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(theme.font())
        if self._kept[0]:
            self._add(menu, self._kept[0], "meeting", "")
            menu.addSeparator()
        for name, word in MENU:
            if name:
                bound = BOUND.get(name)
                why = "" if bound is None else refusal(self._host.session.policy, bound, words.language)
                self._add(menu, why or words(word), name, "" if why else cap_of(name, words)).setEnabled(not why)
            else:
                menu.addSeparator()
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _add(self, menu: QMenu, said: str, name: str, cap: str) -> QAction:
        action = menu.addAction(said.replace("&", "&&") + (f"\t{cap}" if cap else ""))
        action.triggered.connect(self._host.door(self._host.call(name)))
        return action

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark ground, and beside the menu the sign that not all is kept."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.NIGHT))
        if self._kept[0] and not self._kept[1]:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(tokens.FOCUS_ON_NIGHT))
            corner = self.menu.geometry().topRight()
            painter.drawEllipse(QPointF(corner.x() + 3, corner.y() + 6), theme.px(3), theme.px(3))
