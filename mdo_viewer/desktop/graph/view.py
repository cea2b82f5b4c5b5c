"""The middle: the tree itself, drawn from a `Picture`, clicked and walked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from mdo_viewer.desktop.graph.camera import LEAST, SMALLEST, Camera
from mdo_viewer.desktop.graph.framed_view import FramedView
from mdo_viewer.desktop.graph.items import BoxItem, EdgeItem
from mdo_viewer.desktop.graph.transitions import Moves, Transition
from mdo_viewer.desktop.graph.walking import Way, walk
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.picture import Box, Edge, Picture, Run

if TYPE_CHECKING:
    from mdo_viewer.desktop.graph.far_view import FarView

MARGIN = 24.0
DRAG = 5
#: Where the arrow keys and their neighbours lead.
WALKS: Final[dict[Qt.Key, Way]] = {
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "on",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "start",
    Qt.Key.Key_End: "end",
}
#: Text of the tree is no smaller unless it is asked for, px.
READABLE: Final = 12.0
#: How far the tree can be pushed out of view: this much of the window keeps showing it, px.
LEFT_IN_VIEW = 80


class GraphView(FramedView):
    """Shows one picture. It changes nothing: it says which box, answer or checklist line the user chose."""

    answered = Signal(str, str)  # question id, answer key
    picked = Signal(str)  # box id
    line_picked = Signal(str, QPoint)  # fact id, place on the screen
    unfolded = Signal(str)  # box id of a stub
    folded = Signal(str)  # question id: fold what is below it, or unfold it
    menu_asked = Signal(str, QPoint)  # box id, place on the screen
    hovered = Signal(str)  # box id, "" for none
    moved = Signal()  # another part is in view
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundBrush(theme.colour(tokens.GROUND))
        self.setMouseTracking(True)
        self.picture: Picture | None = None
        self.boxes: dict[str, BoxItem] = {}
        self.edges: dict[str, EdgeItem] = {}
        self.selection: str | None = None
        self.foldable: frozenset[str] = frozenset()  # questions with more below them than one answer each
        self.camera = Camera(self)
        self.transition = Transition(self)
        self._far: FarView | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        self._over = ""

    # --- what is shown

    def show_picture(self, picture: Picture, selection: str | None, *, steady: bool = False) -> None:
        """Show a picture: what stays the same stays, what changed is changed in place.

        `steady`: it is another picture of the same tree and patient, so the box under the pointer, or else the
        selected one, keeps its place on the screen and the others glide to theirs.
        """
        if picture != self.picture:
            before = [item.box for item in self.boxes.values()] if steady else []
            kept = self._anchor(picture) if before else None
            place = self.mapFromScene(kept[0].center()) if kept is not None else QPoint()
            self.transition.finish()
            lines = self._match(picture)
            self.picture = picture
            self._scene.setSceneRect(self._whole())
            self._open_bounds()
            if kept is not None:
                self.camera.pan(self.mapFromScene(kept[1].center()) - place)
                self.transition.start(self._moves(before, lines, kept[0].center() - kept[1].center()))
        self._select(selection)

    def rest(self) -> None:
        """Be at the end of every move."""
        self.transition.finish()
        self.camera.finish()

    def _open_bounds(self) -> None:
        """The view may go beyond the picture: otherwise what is at its edge could not stay where it is."""
        room = max(self.viewport().width(), self.viewport().height()) / LEAST
        self.setSceneRect(self._whole().adjusted(-room, -room, room, room))

    def _anchor(self, picture: Picture) -> tuple[QRectF, QRectF] | None:
        """Where the box that keeps its place stands now and in the next picture."""
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        under = self.box_at(self.mapToScene(pointer)) if self.viewport().rect().contains(pointer) else None
        asked = next((item.box for item in self.boxes.values() if item.box.state == "open"), None)
        chosen = self.boxes.get(self.selection or "")
        for box in (under, chosen.box if chosen is not None else None, asked, *self._nearest_boxes()):
            new = _same(box, picture) if box is not None else None
            if box is not None and new is not None:
                return _rect(box), _rect(new)
        return None

    def _nearest_boxes(self) -> list[Box]:
        middle = self.camera.middle()
        boxes = [item.box for item in self.boxes.values()]
        return sorted(boxes, key=lambda box: (_rect(box).center() - middle).manhattanLength())

    def _moves(self, before: list[Box], lines: list[EdgeItem], shift: QPointF) -> Moves:
        """What glides to its place, and from where; `shift` is how far the anchor moved in the scene."""
        ids = {box.id: box for box in before}
        nodes = {box.node: box for box in reversed(before)}
        gliding: dict[QGraphicsItem, QPointF] = {}
        new: list[QGraphicsItem] = []
        for id, item in self.boxes.items():
            old = ids.get(id, nodes.get(item.box.node))
            if old is None:
                new.append(item)
            elif (step := _rect(old).center() - shift - item.rect.center()).manhattanLength() > 1:
                gliding[item] = step
        return Moves(gliding, new, lines if gliding or new else [])

    def scheme_changed(self) -> None:
        """Take all colours from the scheme now worn."""
        self.setBackgroundBrush(theme.colour(tokens.GROUND))
        for item in self.boxes.values():
            item.adopt(item.box, item.scale_)
        for line in self.edges.values():
            line.adopt(line.edge, line.scale_)
        self._forget_far()

    def _match(self, picture: Picture) -> list[EdgeItem]:
        """Make the items those of the picture; the lines that are new or go elsewhere."""
        changed = []
        boxes = {box.id: box for box in picture.boxes}
        edges = {edge.id: edge for edge in picture.edges}
        came_or_went = boxes.keys() != self.boxes.keys() or edges.keys() != self.edges.keys()
        for gone in [id for id in self.boxes if id not in boxes]:
            self._scene.removeItem(self.boxes.pop(gone))
        for gone in [id for id in self.edges if id not in edges]:
            self._scene.removeItem(self.edges.pop(gone))
        for id, edge in edges.items():
            line = self.edges.get(id)
            if line is None:
                self.edges[id] = line = EdgeItem(edge, picture.scale)
                self._scene.addItem(line)
                changed.append(line)
            elif (line.edge is not edge and line.edge != edge) or line.scale_ != picture.scale:
                moved = line.edge.points != edge.points
                if moved:
                    changed.append(line)
                line.adopt(edge, picture.scale)
                self._change_far(line, moved=moved)
        for id, box in boxes.items():
            item = self.boxes.get(id)
            if item is None:
                self.boxes[id] = BoxItem(box, picture.scale)
                self._scene.addItem(self.boxes[id])
            elif (item.box is not box and item.box != box) or item.scale_ != picture.scale:
                moved = item.box.rect != box.rect
                item.adopt(box, picture.scale)
                self._change_far(item, moved=moved)
        if came_or_went:
            self._forget_far()
        return changed

    def _change_far(self, item: BoxItem | EdgeItem, *, moved: bool) -> None:
        if self._far is not None:
            self._far.forget() if moved else self._far.change(item)

    def _forget_far(self) -> None:
        if self._far is not None:
            self._far.forget()

    def _whole(self) -> QRectF:
        if self.picture is None:
            return QRectF()
        rim = MARGIN if self.picture.view == "whole" else 0.0  # a way keeps its own distance, and needs the room
        return QRectF(0, 0, self.picture.width, self.picture.height).adjusted(-rim, -rim, rim, rim)

    def _select(self, selection: str | None) -> None:
        for id in (self.selection, selection):
            if id in self.boxes:
                self.boxes[id].select(id == selection)
        if selection != self.selection and selection in self.boxes:
            self.camera.reveal(self.boxes[selection].rect, eased=True)
        self.selection = selection

    # --- what part is seen

    def fit_readable(self) -> None:
        """All in view, but no smaller than can be read, a way no smaller than the text of the window: then from its
        beginning, moved until what is selected, or else asked now, is in sight."""
        if self.picture is None:
            return
        self._open_bounds()
        self.camera.fit(self._whole(), largest=1.0, least=_least_zoom(self.picture))
        selected = self.boxes.get(self.selection or "")
        if selected is not None:
            self.camera.reveal(selected.rect)
        elif not self.fits_whole():
            asked = _asked(self.picture, goals=True) if self.picture.view == "path" else None
            self.reveal_open() if asked is None else self.camera.centre(asked, self._whole())

    def fit(self, what: Literal["all", "path", "selection"], *, largest: float = 1.0, eased: bool = False) -> None:
        """Bring all, however small, the way taken with the open question, or the selected box into view."""
        if self.picture is None:
            return
        rect = self._whole()
        if what == "path":
            rect = _around([b for b in self.picture.boxes if b.state in ("path", "open")]) or rect
        elif what == "selection" and self.selection in self.boxes:
            rect = _around([self.boxes[self.selection].box]) or rect
        self._open_bounds()
        self.camera.fit(rect, largest=largest, eased=eased)

    def fits_whole(self) -> bool:
        """Whether all of the picture is in view."""
        pixel = max(1.0, 1 / self.camera.zoom)
        return self.camera.seen().adjusted(-pixel, -pixel, pixel, pixel).contains(self._whole())

    def reveal_open(self) -> None:
        """Move, not more than needed, until the open question or the end of the way is in view."""
        if self.picture is None:
            return
        rect = _asked(self.picture, goals=False)
        if rect is not None:
            self.camera.reveal(rect, eased=True)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Tells `moved`, however the place in the tree came to change."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def _drag(self, step: QPoint) -> None:
        """Push the tree, but never out of sight."""
        whole = self.mapFromScene(self._whole()).boundingRect()
        room = self.viewport().rect().adjusted(LEFT_IN_VIEW, LEFT_IN_VIEW, -LEFT_IN_VIEW, -LEFT_IN_VIEW)
        across = max(room.left() - whole.right(), min(room.right() - whole.left(), step.x()))
        down = max(room.top() - whole.bottom(), min(room.bottom() - whole.top(), step.y()))
        self.camera.pan(QPoint(-across, -down))

    # --- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel moves the tree up and down, with Shift sideways, two fingers on a touch pad every way; with Ctrl
        it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_by(1.0015 ** event.angleDelta().y(), event.position().toPoint())
        else:
            self._drag(_wheel_step(event))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button may begin a click or a drag: which of them, the next move or the release says."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer and the box below it; with the button held, past `DRAG` px, the tree moves along."""
        here = event.position().toPoint()
        if self._pressed is None:
            self._hover(here)
            return
        if not self._dragging and (here - self._pressed).manhattanLength() > DRAG:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragging:
            self._drag(here - self._pressed)
            self._pressed = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click where nothing was dragged, else the end of the drag."""
        pressed, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.LeftButton and pressed is not None and not self._dragging:
            self._click(event.position().toPoint())
        self._dragging = False
        self._hover(event.position().toPoint())

    def _hover(self, at: QPoint) -> None:
        point = self.mapToScene(at)
        live = self.edge_at(point) is not None or self._line_at(point) is not None or self._box_acts(point)
        live = live or self._handle_at(point) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        box = self.box_at(point)
        self._hover_over("" if box is None else box.id)

    def _hover_over(self, id: str) -> None:
        if id == self._over:
            return
        for each in (self._over, id):
            item = self.boxes.get(each)
            if item is not None:
                item.show_handle(each == id and each in self.foldable)
        self._over = id
        self.hovered.emit(id)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone: it is over no box any more."""
        super().leaveEvent(event)
        self._hover_over("")

    def _box_acts(self, point: QPointF) -> bool:
        box = self.box_at(point)
        return box is not None and (box.kind in ("stub", "tree") or self.answer_to(box) is not None)

    def _handle_at(self, point: QPointF) -> str | None:
        """The question whose handle for folding is here."""
        return next((id for id, item in self.boxes.items() if item.handle_hit(point, self.camera.zoom)), None)

    def _click(self, at: QPoint) -> None:
        point = self.mapToScene(at)
        edge, line, box = self.edge_at(point), self._line_at(point), self.box_at(point)
        handle = self._handle_at(point)
        if handle is not None:
            self.folded.emit(handle)
        elif edge is not None:
            self.answered.emit(edge.question, edge.answer)
        elif line is not None and line.fact is not None:
            self.line_picked.emit(line.fact, self.viewport().mapToGlobal(at))
        elif box is not None:
            self.act_on(box)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the box under the pointer; from the keyboard, of the selected box."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            box = self.box_at(self.mapToScene(event.pos()))
        else:
            item = self.boxes.get(self.selection or "")
            box = item.box if item is not None else None
        if box is not None:
            mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            place = event.pos() if mouse else self.mapFromScene(_rect(box).bottomLeft())
            self.menu_asked.emit(box.id, self.viewport().mapToGlobal(place))

    def act_on(self, box: Box) -> None:
        """What a click or Enter on a box does: answer, unfold, or select."""
        answer = self.answer_to(box)
        if answer is not None:
            self.answered.emit(answer.question, answer.answer)
        elif box.kind in ("stub", "tree"):
            self.unfolded.emit(box.id)
        else:
            self.picked.emit(box.id)

    def answer_to(self, box: Box) -> Edge | None:
        """The answer of the open question that leads to this box."""
        if self.picture is None:
            return None
        opened = self.picture.answering
        edges = (e for e in self.picture.edges if e.target == box.id and e.source in opened)
        return next((edge for edge in edges if edge.answer != "*"), None)

    def edge_at(self, point: QPointF) -> Edge | None:
        """The answer of the open question whose label is here."""
        opened = self.picture.answering if self.picture is not None else ()
        for item in self.edges.values():
            if item.edge.source in opened and item.label_hit(point):
                return item.edge
        return None

    def box_at(self, point: QPointF) -> Box | None:
        """The box at this point of the scene; None beside all of them."""
        return next((item.box for item in self.boxes.values() if _rect(item.box).contains(point)), None)

    def _line_at(self, point: QPointF) -> Run | None:
        box = self.box_at(point)
        if box is None:
            return None
        for run in box.runs:
            if run.fact is not None and run.y - run.size * 1.1 <= point.y() <= run.y + run.size * 0.45:
                return run
        return None

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from box to box, Enter acts on the selected one, Space folds it; other keys are the window's."""
        key = Qt.Key(event.key())
        here = self.boxes.get(self.selection or "")
        if key in WALKS and self.picture is not None and self.boxes:
            found = walk(self.picture, None if here is None else here.box, WALKS[key])
            if found is not None:
                self.picked.emit(found)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here is not None:
            self.act_on(here.box)
        elif key == Qt.Key.Key_Space and here is not None:
            self.folded.emit(here.box.node)
        else:
            event.ignore()

    # --- paint and size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Opens the bounds for the new size and tells `resized`; what is in view is for the panel to decide."""
        super().resizeEvent(event)
        self._open_bounds()
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The items, or where they would be too small to read the tree from afar; a frame while it has the focus."""
        if self.camera.zoom < SMALLEST:
            self._paint_far()
        else:
            super().paintEvent(event)
        if self.picture is not None and self.picture.view == "path":
            self.paint_place(self.camera.seen(), self._whole())
        self.paint_frame()

    def _paint_far(self) -> None:
        """All of a tree that is too large for its boxes to be read at once."""
        if self._far is None:
            from mdo_viewer.desktop.graph.far_view import FarView

            self._far = FarView(self.boxes, self.edges)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.backgroundBrush())
        painter.setTransform(self.viewportTransform())
        self._far.paint(painter, self.boxes.get(self.selection or ""))
        painter.end()


def _least_zoom(picture: Picture) -> float:
    """How small a picture may be so that its letters are read; a way is as large as the text of the window."""
    if picture.view == "path":
        return 1.0
    sizes = [run.size for box in picture.boxes for run in box.runs]
    sizes += [edge.label.size for edge in picture.edges if edge.label.text]
    return min(1.0, READABLE / min(sizes, default=READABLE))


def _wheel_step(event: QWheelEvent) -> QPoint:
    """How far a wheel or two fingers move the tree, px."""
    turned = event.angleDelta()
    if not event.pixelDelta().isNull():
        return event.pixelDelta()
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return QPoint((turned.x() or turned.y()) // 2, 0)
    return turned / 2


def _asked(picture: Picture, *, goals: bool) -> QRectF | None:
    """The room of the open question, with `goals` also of where its answers lead, or else of the end of the way."""
    asked = [box for box in picture.boxes if box.state == "open"]
    asked = asked or [box for box in picture.boxes if box.state == "path"][-1:]
    ids = {box.id for box in asked} | picture.answering
    targets = {edge.target for edge in picture.edges if goals and edge.source in ids}
    return _around([*asked, *(box for box in picture.boxes if box.id in targets)])


def _around(boxes: list[Box]) -> QRectF | None:
    """The room of some boxes with a margin; None for none."""
    found: QRectF | None = None
    for box in boxes:
        found = _rect(box) if found is None else found.united(_rect(box))
    return None if found is None else found.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


def _rect(box: Box) -> QRectF:
    return QRectF(box.rect.x, box.rect.y, box.rect.width, box.rect.height)


def _same(box: Box, picture: Picture) -> Box | None:
    """The box of a picture that shows what this one shows: the box itself, or the same question or outcome."""
    boxes = picture.boxes
    return next((b for b in boxes if b.id == box.id), None) or next((b for b in boxes if b.node == box.node), None)
