"""Shows the other way in the graph while a line of "what would change this" is hovered or has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsItem

from mdo_viewer.desktop.graph.preview import OtherAnswers, OtherBox, OtherLabel, covers, edges_of, ends_of, other_way
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.reasoning.results import Advice


class OtherPath(QObject):
    """Draws over a graph and puts everything back exactly: picture, selection, zoom and place."""

    def __init__(self, view: GraphView) -> None:
        super().__init__(view)
        self._view = view
        self.items: list[QGraphicsItem] = []
        self._before: tuple[Picture, str | None, QTransform, int, int] | None = None
        self.label = OtherLabel(view.viewport())
        view.viewport().installEventFilter(self)

    @property
    def shown(self) -> bool:
        """Whether another way is drawn over the graph now."""
        return self._before is not None

    def show(self, now: Advice, other: Advice, text: str, draw: Callable[[Advice], Picture]) -> None:
        """Draw the way of `other` over the picture now shown; where that folds it away, over its own picture."""
        self.end()
        view, picture = self._view, self._view.picture
        if picture is None:
            return
        view.rest()
        bars = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
        self._before = picture, view.selection, view.transform(), *bars
        way = other_way(now, other)
        if not covers(picture, way):
            picture = draw(other)
            view.show_picture(picture, None)
            if not view.fits_whole():
                view.fit("all")
        self.items = [OtherAnswers(edges_of(picture, way), picture.scale)]
        self.items += [OtherBox(box, picture.scale) for box in ends_of(picture, way)]
        for item in self.items:
            view.scene().addItem(item)
        boxes = [view.mapFromScene(QRectF(b.rect.x, b.rect.y, b.rect.width, b.rect.height)) for b in picture.boxes]
        self.label.place(text, [QRectF(box.boundingRect()) for box in boxes])

    def end(self) -> None:
        """Back to what was shown before; nothing when nothing is drawn over it."""
        before, self._before = self._before, None
        if before is None:
            return
        view = self._view
        for item in self.items:
            view.scene().removeItem(item)
        self.items = []
        self.label.hide()
        picture, selection, transform, across, down = before
        view.show_picture(picture, selection)
        view.setTransform(transform)
        view.horizontalScrollBar().setValue(across)
        view.verticalScrollBar().setValue(down)
        view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the graph itself the pointer means the patient's own way: a click never lands on the other one."""
        if self.shown and event.type() in (QEvent.Type.Enter, QEvent.Type.MouseMove):
            self.end()
        if self.shown and event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.end()
            return True
        return False
