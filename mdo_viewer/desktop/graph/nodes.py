"""The boxes of the graph for assistive technology: one button each, with what stands on it, its state and its place.

They are widgets without paint, made only while assistive technology listens: Qt keeps their accessible objects itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.announcing import OneOf, Stated
from mdo_viewer.drawing.picture import Box, Edge, Picture, read_out


class Node(Stated):
    """Stands where a box is, checked where it is the selected one; pointer and keyboard go past it to the graph."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the graph below has painted the box."""


class GraphNodes(QObject):
    """Keeps one node for each box of the picture, in the picture's order; `act` is what a press does."""

    def __init__(self, view: GraphView, act: Callable[[Box], None]) -> None:
        super().__init__(view)
        self._view, self._act = view, act
        self._boxes: tuple[Box, ...] = ()
        self._selected: str | None = None
        self.nodes: list[Node] = []
        self._one_of = OneOf(view)
        view.moved.connect(self.place)

    def show_nodes(self, look: Look) -> None:
        """Name the boxes now shown, and tell where the selection went."""
        picture = self._view.picture
        if picture is None:
            return
        self._boxes = picture.boxes
        while len(self.nodes) < len(self._boxes):
            self._add()
        for at, node in enumerate(self.nodes):
            node.setVisible(at < len(self._boxes))
            if at < len(self._boxes):
                name, led = box_name(look, self._boxes[at]), led_to_by(look, picture, self._boxes[at])
                if (name, led) != (node.accessibleName(), node.accessibleDescription()):
                    node.setAccessibleName(name)
                    node.setAccessibleDescription(led)
        self.place()
        self._tell_selection()

    def _add(self) -> None:
        node, at = Node(self._view.viewport()), len(self.nodes)
        self._one_of.add(node)
        node.clicked.connect(lambda: self._press(at))
        self.nodes.append(node)

    def _press(self, at: int) -> None:
        if at < len(self._boxes):
            self._act(self._boxes[at])

    def place(self) -> None:
        """Put every node where its box is on the screen."""
        for node, box in zip(self.nodes, self._boxes, strict=False):
            item = self._view.boxes.get(box.id)
            if item is not None:
                node.setGeometry(self._view.mapFromScene(item.rect).boundingRect())

    def _tell_selection(self) -> None:
        """First where the selection is: that the box just left is not the selected one any more says nothing then."""
        selected = self._view.selection
        moved, self._selected = selected != self._selected, selected
        for node, box in zip(self.nodes, self._boxes, strict=False):
            if moved and box.id == selected:
                QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))
        for node, box in zip(self.nodes, self._boxes, strict=False):
            if node.isChecked() != (box.id == selected):
                node.setChecked(box.id == selected)


def box_name(look: Look, box: Box) -> str:
    """What stands on a box, which step of the way it is, and its state."""
    said = [read_out(box.runs)]
    if box.step is not None:
        said.append(look.words("graph.step", n=box.step))
    said.append(look.words(f"graph.state.{box.state}"))
    return ", ".join(said)


def led_to_by(look: Look, picture: Picture, box: Box) -> str:
    """The answer that leads to a box, empty for the first one: one that was given, or one that a press on the box gives
    on the open question, with its key."""
    edge = next((edge for edge in picture.edges if edge.target == box.id and edge.answer != "*"), None)
    return "" if edge is None else _answer(look, edge, gives=edge.source in picture.answering)


def _answer(look: Look, edge: Edge, *, gives: bool) -> str:
    question = look.question(edge.question)
    if question is None:
        return ""
    answer = next(look.text(each.label) for each in question.answers if each.key == edge.answer)
    said = look.words("graph.answers" if gives else "graph.answer", answer=answer, question=look.text(question.text))
    return said if edge.key is None else f"{said} ({look.words('graph.key', n=edge.key)})"
