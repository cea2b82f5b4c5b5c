"""The page on which a list of patients is checked before they are on the agenda: in the place of the whole window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.desktop.panels.next_button import SOON
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import still_shown_words
from mdo_viewer.desktop.sheets.list_doubts import DoubtList
from mdo_viewer.desktop.sheets.list_grid import ListGrid
from mdo_viewer.desktop.sheets.list_view import list_view, taken_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.list_check import Cell, ListPage, accepting, at_cell, beside, with_key, with_text
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import announce, announce_after
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet, next_stop
from mdo_viewer.desktop.widgets.tab_order import as_laid
from mdo_viewer.guideline.wording import in_sentences
from mdo_viewer.guideline.words import Words

#: How high the bar above the page is, how wide the list at the right, and the room beside all of it; px.
BAR: Final = 56
DOUBTS: Final = 258
SIDE: Final = 24


class _Sign(QWidget):
    """A tick, or the sign of what is to be looked at, before a count."""

    def __init__(self, icon: icons.Icon, token: tokens.Token) -> None:
        super().__init__()
        self._icon, self._token = icon, token
        self.setFixedSize(theme.px(20), theme.px(20))

    def show_sign(self, icon: icons.Icon, token: tokens.Token) -> None:
        """Another sign."""
        self._icon, self._token = icon, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign."""
        icons.paint(QPainter(self), self._icon, QPointF(self.rect().center()), self._token, theme.px(20))


class _Bar(QWidget):
    """The dark bar of the window: which meeting the patients come to."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(BAR))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(0)
        self._kind = PlainLabel(size=theme.SMALL, colour=tokens.NIGHT_TEXT)
        self._what = PlainLabel(size=theme.SMALL + 1, bold=True, colour=tokens.NIGHT_INK)
        column.addWidget(self._kind)
        column.addWidget(self._what)

    def show_meeting(self, look: Look) -> None:
        """What the agenda holds."""
        words, about = look.words, look.state.document.about
        parts = [about.kind, None if about.day is None else look.saying.day(about.day)]
        counted = words.count("check.agenda", len(look.state.document.patients))
        self._kind.show_text(words("check.meeting"))
        self._what.show_text(" · ".join([part for part in parts if part] + [counted]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark in every scheme."""
        QPainter(self).fillRect(self.rect(), theme.colour(tokens.NIGHT))


class ListSheet(Sheet):
    """Every row a row of a table. Nothing is on the agenda until the patients are taken, as one step."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 0)
        self._asking = False  # whether to leave what was mended
        self._mended = 0.0  # when Enter ended a cell
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.area.hide()
        self._whole.removeWidget(self.area)
        self._bar = _Bar()
        self._whole.insertWidget(0, self._bar)
        self._make_head()
        self._whole.addLayout(self._counts())
        self._whole.addLayout(self._middle(), 1)
        self._whole.addWidget(self._foot())

    def _make_head(self) -> None:
        self._head.setContentsMargins(SIDE, theme.px(10), SIDE, theme.px(6))
        self._head.setSpacing(16)
        self._file = PlainLabel(colour=tokens.MUTED)
        self._template, self._choose = Button(), Button()
        self._template.clicked.connect(self._host.door(self._ask_where))
        self._choose.clicked.connect(self._host.door(self.ask_list))
        self._head.setStretch(0, 0)
        self.title.setWordWrap(False)
        self._head.insertWidget(1, self._file, 1)
        self._head.insertWidget(2, self._choose)
        self._head.insertWidget(3, self._template)

    def _counts(self) -> QVBoxLayout:
        """How much was read, how much is to be checked, and what is not taken."""
        self._read, self._check = (
            PlainLabel(bold=True, colour=each, wrap=False) for each in (tokens.GREEN, tokens.BROWN)
        )
        self._read_sign, self._check_sign = _Sign("decided", tokens.GREEN), _Sign("doubt", tokens.BROWN)
        self._left_out, self._aside = PlainLabel(colour=tokens.MUTED), PlainLabel(colour=tokens.MUTED)
        self._problem = PlainLabel(bold=True, colour=tokens.RED)
        self._lead = PlainLabel(size=16)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._read_sign, self._read, self._check_sign, self._check):
            row.addWidget(part)
            row.addSpacing(12 if part in (self._read, self._check) else 0)
        row.addWidget(self._left_out, 1)
        row.addStretch(0)
        column = QVBoxLayout()
        column.setContentsMargins(SIDE, 0, SIDE, theme.px(12))
        column.setSpacing(6)
        column.addLayout(row)
        for label in (self._aside, self._lead, self._problem):
            column.addWidget(label)
        return column

    def _middle(self) -> QHBoxLayout:
        self.grid, self.doubts = ListGrid(self), DoubtList()
        run = self._host.door.run
        self.grid.moved.connect(lambda cell: run(lambda: self._go(cell)))
        self.grid.given.connect(lambda cell, text: run(lambda: self._give(cell, text)))
        self.grid.entered.connect(self._host.door(self._enter))
        self.grid.shut.connect(self._host.door(self._tell_shut))
        self.doubts.pressed.connect(lambda cell: run(lambda: self._jump(cell)))
        self.doubts.give.connect(lambda row: run(lambda: self._change(with_key, row)))
        self.doubts.keep.connect(lambda row: run(lambda: self._change(accepting, row)))
        self.doubts.setFixedWidth(theme.px(DOUBTS))
        row = QHBoxLayout()
        row.setContentsMargins(SIDE, 0, SIDE, theme.px(12))
        row.setSpacing(16)
        row.addWidget(self.grid, 1)
        row.addWidget(self.doubts)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(SIDE, theme.px(8), SIDE, theme.px(8))
        row.setSpacing(12)
        self._note = PlainLabel(colour=tokens.MUTED)
        self._leave, self._stay, self._next = Button(), Button(), Button(tone="quiet")
        self._go_on = Button(tone="primary")
        row.addWidget(self._note, 1)
        for button, action in (
            (self._leave, self._drop),
            (self._stay, self._stop_asking),
            (self._next, partial(self.step, 1)),
            (self._go_on, self.take),
        ):
            button.clicked.connect(self._host.door(action))
            row.addWidget(button)
        return foot

    # --- what it shows

    @property
    def page(self) -> ListPage | None:
        """The list that is being checked."""
        return self._host.session.state.reading

    def open_sheet(self, look: Look) -> None:
        """Opens in the first doubtful cell; without a list it asks for one."""
        self._asking = False
        self._problem.show_text("")
        super().open_sheet(look)
        if self.page is None:
            self._choose.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin()

    def fill(self, look: Look) -> None:
        """The list as it stands."""
        words, page = look.words, self.page
        self.title.show_text(words("check.title"))
        self._bar.show_meeting(look)
        view = None if page is None else list_view(page, look)
        self._template.show_words(words("check.template"))
        self._choose.show_words(words("check.choose"))
        self._choose.setVisible(page is None)
        self._lead.show_text("" if page is not None else words("check.lead"))
        for part in (self.grid, self.doubts, self._read_sign, self._check_sign):
            part.setVisible(view is not None)
        self.grid.show_page(page, view, words)
        self._file.show_text("" if view is None else view.file, hide_empty=False)
        self._read.show_text("" if view is None else view.read)
        self._check.show_text("" if view is None else view.to_check)
        self._left_out.show_text("" if view is None else view.left_out, hide_empty=False)
        self._aside.show_text("" if view is None else view.aside)
        if page is not None and view is not None:
            left = bool(page.doubtful)
            self._check_sign.show_sign("doubt" if left else "decided", tokens.BROWN if left else tokens.GREEN)
            self._check.restyle(theme.BASE, True, tokens.BROWN if left else tokens.GREEN)
            self.doubts.show_doubts(view, page.at, words)
        self._show_foot(words, "" if view is None else view.go, 0 if view is None else view.taken)

    def _show_foot(self, words: Words, go: str, taken: int) -> None:
        page = self.page
        note = words("check.ask") if self._asking else "" if page is None else _note(page, words)
        self._note.restyle(theme.BASE, self._asking, tokens.INK if self._asking else tokens.MUTED)
        self._note.show_text(note, hide_empty=False)
        self._leave.show_words(words("check.leave"))
        self._stay.show_words(words("check.stay"), key=cap_of("escape", words))
        self._next.show_words(words("check.next"), key=cap_of("check:after", words))
        ready = page is not None and not page.doubtful
        self._go_on.show_words(go, key=cap_of("enter" if ready else "check:take", words))
        for button in (self._leave, self._stay):
            button.setVisible(self._asking)
        self._next.setVisible(page is not None and bool(page.doubtful) and not self._asking)
        self._go_on.setVisible(taken > 0 and not self._asking)

    def place(self) -> None:
        """Over the whole window, whatever its size."""
        self.setGeometry(self._ground.rect())
        self._sheet.setFixedSize(QSize(self.width(), self.height()))
        self._sheet.move(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A page: white, with a line above what stands at its foot."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(tokens.PAPER))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside a part of the page does nothing: there is no beside it."""

    # --- what it does

    def ask_list(self) -> None:
        """Ask for the file of a list."""
        words, door = self._host.look.words, self._host.door
        ask_file(self.window(), door, words("agenda.read"), words("agenda.list_kind"), documents(), self.read_list)

    def read_list(self, path: Path) -> None:
        """Show the list of a file to be checked, or say why it cannot be read; not where the page was closed."""
        from mdo_viewer.desktop.files.list_reading import open_list

        if not self.isVisible():
            return
        self._problem.show_text(open_list(self._host.session, path, self._host.look.words))
        self.fill(self._host.look)
        self.begin()
        view = self.grid.cells.view
        if view is not None:
            words = self._host.look.words
            out = words("check.out", cap=cap_of("check:out", words))
            announce_after(self.grid, in_sentences((view.read, view.to_check, view.left_out, out)))

    def begin(self) -> None:
        """Give the table the keyboard, in the cell that is to be looked at first; where none is, nothing is typed in,
        and Enter takes the list."""
        page = self.page
        if page is None:
            return
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if page.at is not None and page.at in page.doubtful:
            self._jump(page.at)
        elif page.at is not None:
            self.grid.setCurrentIndex(self.grid.cells.index_of(page.at))

    def step(self, step: int) -> None:
        """To the next doubtful cell (1), or the one before (-1)."""
        self.grid.commit()
        page = self.page
        cell = None if page is None else beside(page, step)
        if cell is not None:
            self._jump(cell)

    def turn(self) -> None:
        """Out of the table, where Tab goes from cell to cell, to what stands beside it; or back into it."""
        focused = self.window().focusWidget()
        if focused is not self.grid and not self.grid.isAncestorOf(focused):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.grid.commit()
        order = [each for each in as_laid(self) if each is self.grid or not self.grid.isAncestorOf(each)]
        at = order.index(self.grid)
        stop = next_stop([*order[at + 1 :], *order[:at]])
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _jump(self, cell: Cell) -> None:
        """To this cell, ready to be typed in before this ends, unless it is chosen from a few words."""
        self.grid.commit()
        self._go(cell)
        self.fill(self._host.look)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.grid.cells.index_of(cell)
        page = self.page
        if page is None or not index.isValid():
            return
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        if not self.grid.cells.head(index.column()).choices:
            self.grid.edit(index)
        self._tell(cell)

    def _tell(self, cell: Cell) -> None:
        view = (
            next((each for each in self.grid.cells.view.doubts if each.cell == cell), None)
            if self.grid.cells.view
            else None
        )
        if view is not None:
            announce(self, f"{view.title}: {view.why}")

    def _tell_shut(self) -> None:
        """A key was typed in a cell that was understood: say what opens it, once until the page is shown anew."""
        said = self._host.look.words("check.shut")
        if self._note.text() != said:
            self._note.show_text(said, hide_empty=False)
            announce(self, said)

    def _go(self, cell: Cell) -> None:
        page = self.page
        if page is not None and page.at != cell:
            self._host.session.check_list(at_cell(page, cell))

    def _give(self, cell: Cell, text: str) -> None:
        page, state = self.page, self._host.session.state
        self._mended = monotonic()
        if page is not None:
            self._host.session.check_list(with_text(page, state.home, state.document, cell, text))

    def _change(self, change: Callable[..., ListPage], row: int) -> None:
        """What a button beside a key does; the table has the keyboard then, at the next cell."""
        self.grid.commit()
        page, state = self.page, self._host.session.state
        if page is not None:
            self._host.session.check_list(change(page, state.home, state.document, row))
            self._on()

    def _enter(self) -> None:
        """Enter in a cell takes what was typed and goes on, or stays where it is not taken."""
        cell = None if self.page is None else self.page.at
        self._mended = monotonic()
        self.grid.commit()
        page = self.page
        if page is not None and cell is not None and cell in page.doubtful:
            self._jump(cell)
        else:
            self._on()

    def _on(self) -> None:
        """To the next cell that is to be looked at; where there is none, the table keeps the keyboard."""
        page = self.page
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if page is not None and page.doubtful:
            self.step(1)

    def submit(self) -> None:
        """Enter begins to type in a doubtful cell, or chooses there; elsewhere it goes to the next one, and where none
        is left it takes the patients. Not right after a cell was mended: that Enter is one too many."""
        page = self.page
        if page is None or not self.grid.hasFocus():
            return
        if page.at in page.doubtful:
            self.grid.begin()
        elif page.doubtful:
            self.step(1)
        elif monotonic() - self._mended >= SOON:
            self.take()

    def take(self) -> None:
        """Put the patients on the agenda, as one step, and say what came of it."""
        self.grid.commit()
        page, host = self.page, self._host
        if page is None or not page.checked.cases:
            return
        taken = list_view(page, host.look).taken
        said = taken_words(page, taken, host.look)
        came = host.session.take_list()
        self._asking = False
        host.call("agenda")()
        host.say(f"{said} {still_shown_words(host.look, came)}".strip())

    def _ask_where(self) -> None:
        from mdo_viewer.desktop.files.list_reading import save_template

        words, host = self._host.look.words, self._host
        start = documents() / words("check.template_name")
        ask_file(
            self.window(),
            host.door,
            words("check.template"),
            words("check.template_kind"),
            start,
            lambda path: save_template(host, path),
            suffix="csv",
        )

    # --- leaving

    def close_sheet(self) -> None:
        """Leave; where something was mended, ask first. Asked already, stay."""
        self.grid.commit()
        page = self.page
        if self._asking:
            self._stop_asking()
        elif page is not None and page.changed:
            self._asking = True
            self.fill(self._host.look)
            self._stay.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._drop()

    def _drop(self) -> None:
        self._asking = False
        super().close_sheet()
        self._host.session.check_list(None)

    def _stop_asking(self) -> None:
        self._asking = False
        self.fill(self._host.look)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)


def _note(page: ListPage, words: Words) -> str:
    """What becomes of what is not looked at."""
    parts = [words("check.foot")] if any(each.column != page.key_column for each in page.checked.doubts) else []
    if page.checked.given:
        parts.append(words("check.foot_key"))
    return " ".join(parts) or words("check.end")
