"""The middle panel: heading, view commands, the drawn tree and the same way as a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mdo_viewer.desktop.graph.coming import coming_of
from mdo_viewer.desktop.graph.head import GraphHead
from mdo_viewer.desktop.graph.magnifier import Magnifier
from mdo_viewer.desktop.graph.view import MARGIN, READABLE, GraphView
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.advice import change_leads
from mdo_viewer.desktop.says.done import marked_now
from mdo_viewer.desktop.says.outline import OutlineLine, asked_before, outline
from mdo_viewer.desktop.state.actions import answer_edge, choose
from mdo_viewer.desktop.state.commands import in_force
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import tell_as
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.form import left_half_typed
from mdo_viewer.drawing.canvas import MARGIN as WAY_MARGIN
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.parts import BACK
from mdo_viewer.drawing.path_shape import NARROW
from mdo_viewer.drawing.picture import NEXT, Picture, headed, read_out
from mdo_viewer.guideline.showing import homes_of
from mdo_viewer.reasoning.results import Advice

if TYPE_CHECKING:
    from mdo_viewer.desktop.graph.minimap import Minimap
    from mdo_viewer.desktop.graph.nodes import GraphNodes
    from mdo_viewer.desktop.graph.other_path import OtherPath
    from mdo_viewer.desktop.graph.search_field import SearchField
    from mdo_viewer.desktop.says.searching import Found

#: From the side of the panel to the boxes of the way, px.
TITLE_INSET = 24
#: The most that a large window makes the text of the tree larger.
LARGEST = 17 / 15


def text_scale(width: int, height: int) -> float:
    """How much larger than 15 px the text of the graph is: up to 17 px in a large window, which is read from further
    away, and that as much larger as the text of the windows was made."""
    wide, high = theme.units(width), theme.units(height)
    return max(1.0, min(LARGEST, wide / 800, high / 600)) * theme.text_size() / 100


def way_room(width: int, height: int) -> tuple[float, float, float]:
    """The room of the path view in a view of this size, and its scale.

    It keeps its own distance to the border; where it is narrow it needs all the room there is.
    """
    scale = text_scale(width, height)
    rim = max(0.0, TITLE_INSET - WAY_MARGIN) * scale if width >= NARROW * scale else 0.0
    return max(320.0, width - 2 * rim), max(240.0, float(height)), scale


def foldable(look: Look) -> frozenset[str]:
    """The questions of the whole view with a question below them."""
    tree = look.state.tree
    if look.state.view != "whole":
        return frozenset()
    return frozenset(above for node, (above, _answer) in homes_of(tree).items() if node in tree.questions_by_id)


class PathList(QListWidget):
    """The way taken as a list: the same content as the graph, for keyboard and screen reader."""

    def show_lines(self, lines: tuple[OutlineLine, ...]) -> None:
        """Show these lines; the one that was chosen stays so where there still is one. After an answer it is the next
        open question, or the end: Enter once more there answers nothing."""
        from mdo_viewer.desktop.graph.wrapped_items import WrappedItems

        if not isinstance(self.itemDelegate(), WrappedItems):
            WrappedItems(self)
        if [self.item(at).text() for at in range(self.count())] == [line.text for line in lines]:
            return
        row = self.currentRow()
        chosen = ("", "") if row < 0 else self.item(row).data(Qt.ItemDataRole.UserRole)
        kept = [(line.question, line.answer) for line in lines]
        if chosen[1]:
            is_open = (at for at, line in enumerate(lines) if line.strong)
            row = kept.index(chosen) if chosen in kept else next(is_open, row)
        # Items are used again, never cleared: clearing a list of items made here ended the program now and then.
        while self.count() > len(lines):
            self.takeItem(self.count() - 1)
        while self.count() < len(lines):
            self.addItem("")
        for at, line in enumerate(lines):
            item = self.item(at)
            item.setText(line.text)
            item.setData(Qt.ItemDataRole.UserRole, (line.question, line.answer))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken or line.text)
            item.setFont(theme.font(16, bold=line.strong))
        self.setCurrentRow(min(max(row, 0), len(lines) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk and Enter acts as in every list; a key that types is a command of the window."""
        if event.text() and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # single keys are commands of the window
        else:
            super().keyPressEvent(event)


class GraphPanel(QWidget):
    """Draws the tree for the size it has; fits only when another tree, case or view is opened, or on command."""

    def __init__(self, host: SettingsHost) -> None:
        super().__init__()
        self._host = host
        self._place: tuple[object, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self.picture: Picture | None = None
        self._fitted = True
        self.other: OtherPath | None = None
        self._port = QSize()  # of the view when it was last drawn
        self._folds: frozenset[str] = frozenset()
        self.elsewhere: Callable[[], None] = lambda: None  # who has the keyboard where another tab is in sight
        self._steady = False  # scroll bars come and go with the other way: no reason to draw anew
        self._size = self.size()
        self.map: Minimap | None = None
        self.search_field: SearchField | None = None
        self._nodes: GraphNodes | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.head = GraphHead(host)
        outer.addWidget(self.head)
        self.asked = PlainLabel(bold=True, colour=tokens.BROWN)
        self.asked.set_margins(TITLE_INSET, 0, TITLE_INSET, 8)
        self.asked.hide()
        outer.addWidget(self.asked)
        self.view = GraphView()
        self.magnifier = Magnifier(host, self.view)
        self.view.answered.connect(lambda question, answer: host.door.run(lambda: answer_edge(host, question, answer)))
        self.view.picked.connect(lambda box: host.door.run(lambda: host.session.select(box)))
        self.view.unfolded.connect(lambda box: host.door.run(lambda: self._unfold(box)))
        self.view.line_picked.connect(lambda fact, at: host.door.run(lambda: self._offer(fact, at)))
        self.view.folded.connect(lambda question: host.door.run(lambda: self.fold(question)))
        self.view.menu_asked.connect(lambda box, at: host.door.run(lambda: self._open_menu(box, at)))
        self.view.hovered.connect(lambda box: host.door.run(lambda: self.magnifier.hover(box)))
        self.view.moved.connect(lambda: host.door.run(self.magnifier.moved))
        self.view.resized.connect(self._resized)
        self.list = PathList()
        self.list.itemActivated.connect(lambda item: host.door.run(lambda: self._activate(item)))
        self._stack = QStackedWidget()
        tell_as(self._stack, "group")
        for told in (self, self.view, self.view.viewport()):
            tell_as(told, "picture")
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what room there is
        self._stack.addWidget(self.view)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(24, 8, 24, 24)
        inner.addWidget(self.list)
        self._stack.addWidget(holder)
        outer.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the tree for the size that the panel has when it is first seen."""
        super().showEvent(event)
        self._resized()

    def minimumSizeHint(self) -> QSize:
        """As wide as the head needs."""
        return QSize(self.head.minimumSizeHint().width(), super().minimumSizeHint().height())

    def show_look(self, look: Look) -> None:
        """Show the tree."""
        self.preview(None)
        state = look.state
        self.head.show_look(look)
        if self.list.accessibleName() != (name := look.words("graph.list.name")):
            self.list.setAccessibleName(name)  # before the keyboard comes to it; the line it is on is told after it
        self._stack.setCurrentIndex(1 if state.as_list else 0)
        # A whole tree has no box for what is asked before one of its questions: without the columns it is said here.
        self.asked.show_text(asked_before(look) if state.wide and state.view == "whole" and not state.as_list else "")
        if state.as_list:
            self.magnifier.hover("")  # what the pointer rested on is not there any more; the picture stays as it was
            self.list.show_lines(outline(look, later=self._host.settings.later))
        else:
            self._show_graph(look)

    def follow(self, look: Look) -> None:
        """What all trees say is known by now: a tree that does not apply presses no more."""
        if self._drawn and self._drawn[0] is not look.advice:
            self.show_look(look)

    def _show_graph(self, look: Look) -> None:
        if not self.isVisible():
            self.magnifier.hover("")  # what the pointer rested on may be of another tree by the time it is seen again
            return  # its size is not known yet
        state, size = look.state, self.view.viewport().size()
        unknown = look.patient.unknown
        chosen = (state.view, state.language, state.unfolded, state.root, state.folded)
        asked = (look.next_fact, look.keyed_fact, in_force("1"), coming_of(look), marked_now(look))
        drawn = (look.advice, *asked, unknown, size.width(), size.height(), *chosen)
        if drawn == self._drawn and self.picture is not None:
            self.view.show_picture(self.picture, state.selection)
            self._name_view(look)
            return
        place = (state.seat, state.case.case, state.tree_id, state.view, state.language, state.root)
        same = place == self._place
        folds = state.folded
        refit = not same or (self._fitted and (state.view == "path" or size != self._port or folds != self._folds))
        self._drawn, self.picture = drawn, (picture := self._draw(look, size.width(), size.height()))
        self.view.foldable = foldable(look)
        self.view.show_picture(picture, state.selection, steady=same and size == self._port)
        self._name_view(look)
        self._port, self._place, self._folds = size, place, folds
        if refit:
            self._fitted = True
            self.view.camera.finish()
            self.view.fit_readable()
            if not same or state.view == "path":
                self.view.rest()
        else:
            self.view.reveal_open()
        self._show_map()

    def _show_map(self) -> None:
        """The map of a whole tree, made when one is first shown."""
        if self.map is None and self._host.look.state.view == "whole":
            from mdo_viewer.desktop.graph.minimap import Minimap

            self.map = Minimap(self.view)
        if self.map is not None:
            self.map.follow()

    def _draw(self, look: Look, width: int, height: int, other: Advice | None = None) -> Picture:
        """The picture of the advice, or of what it would be (`other`)."""
        scale = text_scale(width, height)
        if look.state.view == "path":
            room_wide, room_high, scale = way_room(width, height)
        else:
            room_wide, room_high = max(320.0, width - 2 * MARGIN), max(240.0, height - 2 * MARGIN)
        picture = draw(
            look.pack,
            other or look.advice,
            view=look.state.view,
            language=look.state.language,
            width=room_wide,
            height=room_high,
            scale=scale,
            unfolded=look.state.unfolded,
            root=look.state.root,
            folded=look.state.folded,
            readable=READABLE,
            asked=None if other is not None else look.next_fact,
            unknown=look.patient.unknown,
            digits=look.keyed_fact == look.next_fact and in_force("1") == "1",
            ahead=True,
            tall=True,
            coming=None if other is not None else coming_of(look),
        )
        return picture if other is not None else headed(picture, marked_now(look))

    def preview(self, at: int | None) -> None:
        """Draw the way that change `at` of "what would change this" would take; None puts everything back."""
        if self.other is not None and self.other.shown:
            self._steady = True
            self.other.end()
            self._steady = False
        look, picture = self._host.look, self.picture
        if at is None or at >= len(look.changes) or picture is None or look.state.as_list:
            return
        change = look.changes[at]
        other = look.changed(change)
        if other is None:
            return
        if self.other is None:
            from mdo_viewer.desktop.graph.other_path import OtherPath

            self.other = OtherPath(self.view)
        leads = change_leads(look, change)
        text = look.words("advice.other_path", fact=look.label(change.fact), to=look.text(change.to), leads=leads)
        size = self.view.viewport().size()
        self._steady, self._size = True, self.size()
        self.other.show(look.advice, other, text, lambda advice: self._draw(look, size.width(), size.height(), advice))
        self._steady = False

    def _name_view(self, look: Look) -> None:
        """Tell assistive technology where we are in the tree."""
        if self._nodes is None and QAccessible.isActive():
            from mdo_viewer.desktop.graph.nodes import GraphNodes

            self._nodes = GraphNodes(self.view, lambda box: self._host.door.run(lambda: self.view.act_on(box)))
        if self._nodes is not None:
            self._nodes.show_nodes(look)
        name = look.words("graph.name", tree=look.text(look.state.tree.title))
        item = self.view.boxes.get(look.state.selection or "")
        about = look.words("graph.about") if item is None else ""
        if item is not None:
            name = f"{read_out(item.box.runs)} ({look.words(f'graph.state.{item.box.state}')})"
        if name != self.view.accessibleName():
            for told in (self, self.view, self.view.viewport()):  # each is told to have the focus at some time
                told.setAccessibleName(name)
                told.setAccessibleDescription(about)

    def _activate(self, item: QListWidgetItem) -> None:
        question, answer = item.data(Qt.ItemDataRole.UserRole)
        if question and answer:
            answer_edge(self._host, question, answer)

    def fit(self, what: str) -> None:
        """The three fit commands."""
        if what == "all":
            self.view.fit("all", eased=True)
        elif what == "path":
            self.view.fit("path", largest=1.25, eased=True)
        else:
            self.view.fit("selection", largest=1.5, eased=True)
        self._fitted = what == "all"

    def fit_anew(self) -> None:
        """All comes into view once the panel has the size that it is being given."""
        self._fitted = True

    # --- folding, parts and search

    def selected(self) -> str | None:
        """The question that is selected."""
        box = self.view.boxes.get(self.view.selection or "")
        return box.box.node if box is not None and box.box.node in self._host.look.state.tree.questions_by_id else None

    def fold(self, question: str | None = None) -> None:
        """Fold what is below a question (the selected one) of the whole view, or unfold it."""
        question = question or self.selected()
        if question is not None and question in foldable(self._host.look):
            self._host.session.fold(question)
        elif self._host.session.state.selection is not None:
            self._host.say(self._host.look.words("say.nothing_to_fold"))

    def show_part(self, question: str | None = None) -> None:
        """Draw the tree from a question (the selected one); where it already is, from its first question again."""
        state = self._host.session.state
        question = question or self.selected()
        if question is None and state.root is None and state.selection is not None:
            self._host.say(self._host.look.words("say.no_part"))
            return
        self._host.session.show_part(None if question in (None, state.root) else question)

    def _unfold(self, box: str) -> None:
        """What a click on a folded box shows."""
        state, session = self._host.session.state, self._host.session
        if box == NEXT:
            session.go_on(self.view.boxes[box].box.node)
        elif state.view == "path":
            session.unfold(box)
        elif box == BACK:
            session.show_part(None)
        elif box.endswith("/*"):
            session.fold(box.removesuffix("/*"))
        else:  # "go on at question …"
            session.show_node(state.tree_id, self.view.boxes[box].box.node)

    def _open_menu(self, id: str, at: QPoint) -> None:
        """What can be done with a box."""
        look, session = self._host.look, self._host.session
        item = self.view.boxes.get(id)
        node = item.box.node if item is not None else ""
        if node not in look.state.tree.questions_by_id:
            return
        session.select(id)
        folded, part = node in look.state.folded, node == look.state.root
        offers = [("menu.whole" if part else "menu.part", partial(self.show_part, node))]
        if look.state.view == "whole" and node in foldable(look):
            offers.append(("menu.unfold" if folded else "menu.fold", partial(self.fold, node)))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, do in offers:
            menu.addAction(look.words(key)).triggered.connect(self._host.door(do))
        menu.popup(at)

    def open_search(self) -> None:
        """Open the search over the graph, or give it the keyboard again."""
        if self.search_field is None:
            from mdo_viewer.desktop.graph.search_field import SearchField

            self.search_field = SearchField(self._host, self._stack, self._jump, self.focus)
        with left_half_typed(self.window().focusWidget()):
            self.search_field.open_field(self._host.look)

    def close_search(self) -> bool:
        """Close the search; whether it was open."""
        if self.search_field is None or not self.search_field.isVisible():
            return False
        self.search_field.close_field()
        return True

    def _jump(self, found: Found) -> None:
        self._host.session.show_node(found.tree, found.node)

    # --- a line of a checklist

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
        other = self.other is not None and self.other.shown and self.size() == self._size
        if self._steady or other:
            return
        self._host.door.run(lambda: self.show_look(self._host.look))

    def focus(self) -> None:
        """Give the graph, or the list in its place, the keyboard."""
        if self.isHidden():
            self.elsewhere()
        else:
            (self.list if self._stack.currentIndex() else self.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def zoom(self, factor: float) -> None:
        """Zoom around the middle."""
        self.view.camera.zoom_by(factor, self.view.viewport().rect().center())
        self._fitted = False

    def select_open(self) -> None:
        """Select the open question, or the end of the way."""
        picture = self.view.picture
        if picture is not None:
            way = [box.id for state in ("path", "open") for box in picture.boxes if box.state == state]
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
