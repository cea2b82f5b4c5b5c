"""The middle panel: heading, view commands, the drawn tree and the same way as a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mdo_viewer.desktop import theme
from mdo_viewer.desktop.actions import Host, answer_edge, choose
from mdo_viewer.desktop.advice_view import change_leads
from mdo_viewer.desktop.controls import GlyphButton, PlainLabel, Segments
from mdo_viewer.desktop.graph_view import MARGIN, GraphView
from mdo_viewer.desktop.look import Look
from mdo_viewer.desktop.outline import outline
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.reasoning.results import Advice

if TYPE_CHECKING:
    from mdo_viewer.desktop.other_path import OtherPath


def text_scale(width: int, height: int) -> float:
    """How much larger than 15 px the text of the graph is: a large window is read from further away."""
    return max(1.0, min(1.3, min(width / 800, height / 600)))


class PathList(QListWidget):
    """The way taken as a list: the same content as the graph, for keyboard and screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # single keys are commands of the window
        else:
            super().keyPressEvent(event)


class GraphPanel(QWidget):
    """Draws the tree for the size it has; fits only when another tree, case or view is opened, or on command."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._place: tuple[object, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self.picture: Picture | None = None
        self._fitted = True
        self._other: OtherPath | None = None
        self._steady = False  # scroll bars come and go with the other way: no reason to draw anew
        self._size = self.size()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._title = PlainLabel(size=19, bold=True)
        self._views = Segments(equal=False)
        self._views.chosen.connect(lambda at: host.door.run(lambda: self._choose_view(at)))
        self._fits = [GlyphButton("all"), GlyphButton("path"), GlyphButton("selection")]
        self._head = self._make_head()
        outer.addLayout(self._head)
        self.view = GraphView()
        self.view.answered.connect(lambda question, answer: host.door.run(lambda: answer_edge(host, question, answer)))
        self.view.picked.connect(lambda box: host.door.run(lambda: host.session.select(box)))
        self.view.unfolded.connect(lambda box: host.door.run(lambda: host.session.unfold(box)))
        self.view.line_picked.connect(lambda fact, at: host.door.run(lambda: self._offer(fact, at)))
        self.view.resized.connect(self._resized)
        self.list = PathList()
        self.list.itemActivated.connect(lambda item: host.door.run(lambda: self._activate(item)))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(24, 8, 24, 24)
        inner.addWidget(self.list)
        self._stack.addWidget(holder)
        outer.addWidget(self._stack, 1)

    def _make_head(self) -> QBoxLayout:
        """Title and view commands side by side, below each other where the panel is narrow."""
        head = QHBoxLayout()
        head.setContentsMargins(24, 6, 16, 2)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._views)
        for button, what in zip(self._fits, ("all", "path", "selection"), strict=True):
            button.clicked.connect(self._host.door(partial(self.fit, what)))
            row.addWidget(button)
        row.addStretch(0)
        head.addLayout(row)
        return head

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < 640
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)

    def show(self, look: Look | None = None) -> None:
        """Show the tree; without an argument, be visible (Qt)."""
        if look is None:
            super().show()
            return
        self.preview(None)
        state, words = look.state, look.words
        self._title.show_text(f"{state.tree.number}  {look.text(state.tree.title)}")
        self._views.offer((words("graph.path"), words("graph.whole"), words("graph.list")), group=words("graph.view"))
        self._views.choose(2 if state.as_list else 0 if state.view == "path" else 1)
        for button, key in zip(self._fits, ("all", "way", "selection"), strict=True):
            button.show_words("", name=words(f"graph.fit.{key}.name"))
            button.setToolTip(words(f"graph.fit.{key}.name"))
            button.setVisible(not state.as_list)
        self._fits[2].setEnabled(state.selection is not None)
        self._stack.setCurrentIndex(1 if state.as_list else 0)
        self._show_list(look) if state.as_list else self._show_graph(look)

    def _show_graph(self, look: Look) -> None:
        if not self.isVisible():
            return  # its size is not known yet
        state, size = look.state, self.view.viewport().size()
        unknown = look.patient.unknown
        drawn = (
            look.advice,
            look.next_fact,
            unknown,
            state.view,
            state.language,
            size.width(),
            size.height(),
            state.unfolded,
        )
        if drawn == self._drawn and self.picture is not None:
            self.view.show_picture(self.picture, state.selection)
            self._name_view(look)
            return
        place = (state.current, state.case.case, state.tree_id, state.view, state.language)
        fitted = place != self._place or (self._fitted and self.view.fits_whole())
        self._drawn, self.picture = drawn, (picture := self._draw(look, size.width(), size.height()))
        self.view.show_picture(picture, state.selection)
        self._name_view(look)
        if fitted:
            self.fit("all")
        else:
            self.view.reveal_open()
        self._place, self._fitted = place, fitted

    def _draw(self, look: Look, width: int, height: int, other: Advice | None = None) -> Picture:
        """The picture of the advice, or of what it would be (`other`)."""
        return draw(
            look.pack,
            other or look.advice,
            view=look.state.view,
            language=look.state.language,
            width=max(320.0, width - 2 * MARGIN),
            height=max(240.0, height - 2 * MARGIN),
            scale=text_scale(width, height),
            unfolded=look.state.unfolded,
            asked=None if other is not None else look.next_fact,
            unknown=look.patient.unknown,
        )

    def preview(self, at: int | None) -> None:
        """Draw the way that change `at` of "what would change this" would take; None puts everything back."""
        if self._other is not None and self._other.shown:
            self._steady = True
            self._other.end()
            self._steady = False
        look, picture = self._host.look, self.picture
        if at is None or at >= len(look.changes) or picture is None or look.state.as_list:
            return
        change = look.changes[at]
        other = look.changed(change)
        if other is None:
            return
        if self._other is None:
            from mdo_viewer.desktop.other_path import OtherPath

            self._other = OtherPath(self.view)
        leads = change_leads(look, change)
        text = look.words("advice.other_path", fact=look.label(change.fact), to=look.text(change.to), leads=leads)
        size = self.view.viewport().size()
        self._steady, self._size = True, self.size()
        self._other.show(look.advice, other, text, lambda advice: self._draw(look, size.width(), size.height(), advice))
        self._steady = False

    def _name_view(self, look: Look) -> None:
        """Tell assistive technology where we are in the tree."""
        name = look.words("graph.name", tree=look.text(look.state.tree.title))
        item = self.view.boxes.get(look.state.selection or "")
        if item is not None:
            name = " ".join(run.text for run in item.box.runs) + f" ({look.words(f'graph.state.{item.box.state}')})"
        if name != self.view.accessibleName():
            self.view.setAccessibleName(name)

    def _show_list(self, look: Look) -> None:
        lines = outline(look)
        self.list.setAccessibleName(look.words("graph.list.name"))
        if [self.list.item(at).text() for at in range(self.list.count())] == [line.text for line in lines]:
            return
        row = self.list.currentRow()
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, (line.question, line.answer))
            font = theme.font(16, bold=line.strong)
            item.setFont(font)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(lines) - 1))

    def _activate(self, item: QListWidgetItem) -> None:
        question, answer = item.data(Qt.ItemDataRole.UserRole)
        if question and answer:
            answer_edge(self._host, question, answer)

    def _choose_view(self, at: int) -> None:
        if at == 2:
            self._host.session.show_list()
        else:
            self._host.session.set_view("whole" if at else "path")

    def fit(self, what: str) -> None:
        """The three fit commands."""
        if what == "all":
            self.view.fit("all")
        elif what == "path":
            self.view.fit("path", largest=1.25)
        else:
            self.view.fit("selection", largest=1.5)
        self._fitted = what == "all"

    def _offer(self, fact: str, at: QPoint) -> None:
        """The answers of a checklist line, beside it."""
        look = self._host.look
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = [option.words for option in look.options(fact)]
        if not names:
            self._host.focus_fact(fact)
            menu.deleteLater()
            return
        for index, name in enumerate([*names, look.words("unknown")]):
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(self._host.door(partial(choose, self._host, fact, index)))
        menu.popup(at)

    def _resized(self) -> None:
        other = self._other is not None and self._other.shown and self.size() == self._size
        if self._steady or other:
            return
        self._host.door.run(lambda: self.show(self._host.look))

    def focus(self) -> None:
        """Give the graph, or the list in its place, the keyboard."""
        part = self.list if self._stack.currentIndex() else self.view
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def zoom(self, factor: float) -> None:
        """Zoom around the middle."""
        self.view.zoom_by(factor, self.view.viewport().rect().center())
        self._fitted = False

    def select_open(self) -> None:
        """Select the open question, or the end of the way."""
        picture = self.view.picture
        if picture is not None:
            way = [box.id for box in picture.boxes if box.state in ("path", "open")]
            self._host.session.select(way[-1] if way else None)

    def press(self, focused: QWidget | None) -> bool:
        """Act on the selected box or line when the graph or list has the focus."""
        if focused is self.view:
            item = self.view.boxes.get(self.view.selection or "")
            if item is not None:
                self.view.act_on(item.box)
            return item is not None
        if focused is self.list and self.list.currentItem() is not None:
            self._activate(self.list.currentItem())
            return True
        return False
