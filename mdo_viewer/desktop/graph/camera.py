"""Which part of the tree is in view: the zoom, the place, and how they move."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPointF, QRectF, QSizeF, QVariantAnimation
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from mdo_viewer.desktop.widgets import theme

LARGEST: Final = 3.0
SMALLEST: Final = 0.1
#: How small a tree is shown so that all of it is in view.
LEAST: Final = 0.01
#: Kept free around what is brought into view, px.
ROOM: Final = 32


class Camera(QObject):
    """Moves a view over its scene: only when told to, at once or, with `eased`, within `theme.motion()` ms."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._travel: QVariantAnimation | None = None

    @property
    def zoom(self) -> float:
        """How many pixels a unit of the scene takes."""
        return self._view.transform().m11()

    def seen(self) -> QRectF:
        """What of the scene is in view."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def middle(self) -> QPointF:
        """The point of the scene in the middle of the view."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect().center()

    def look(self, zoom: float, middle: QPointF, *, eased: bool = False) -> None:
        """Show the scene at this zoom with `middle` in the middle."""
        self.stop()
        if eased and theme.motion() and self._view.isVisible():
            self._start(zoom, middle)
        else:
            self._put(zoom, middle)

    def _put(self, zoom: float, middle: QPointF) -> None:
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self._view.centerOn(middle)

    def _start(self, zoom: float, middle: QPointF) -> None:
        first_zoom, first = self.zoom, self.middle()
        travel = QVariantAnimation(self)
        travel.setDuration(theme.motion())
        travel.setStartValue(0.0)
        travel.setEndValue(1.0)
        travel.setEasingCurve(QEasingCurve.Type.OutCubic)

        def step(at: float) -> None:
            """What will be in the middle comes there in a straight line, at an even pace."""
            now = first_zoom * (zoom / first_zoom) ** at
            self._put(now, middle - (middle - first) * ((1 - at) * first_zoom / now))

        travel.valueChanged.connect(step)
        self._travel = travel
        travel.start(QVariantAnimation.DeletionPolicy.KeepWhenStopped)

    def stop(self) -> None:
        """Stay where the view is now."""
        if self._travel is not None:
            self._travel.stop()
            self._travel.deleteLater()
            self._travel = None

    def finish(self) -> None:
        """Be at the end of a move that is under way."""
        if self._travel is not None:
            self._travel.setCurrentTime(self._travel.duration())
            self.stop()

    def fit(self, rect: QRectF, *, largest: float, least: float = LEAST, eased: bool = False) -> None:
        """Bring all of `rect` into view, no larger than `largest`. Where that would be smaller than `least`: its width,
        or else as much of it from its beginning as there is room for."""
        room = self._view.viewport().rect()
        across = room.width() / max(1.0, rect.width())
        zoom = min(across, room.height() / max(1.0, rect.height()), largest)
        if zoom >= least:
            self.look(max(LEAST, zoom), rect.center(), eased=eased)
            return
        zoom = max(least, min(across, largest))
        seen = QRectF(rect.topLeft(), QSizeF(room.width() / zoom, room.height() / zoom))
        middle = rect.center()
        if seen.width() < rect.width():
            middle.setX(seen.center().x())
        if seen.height() < rect.height():
            middle.setY(seen.center().y())
        self.look(zoom, middle, eased=eased)

    def zoom_by(self, factor: float, at: QPoint) -> None:
        """Zoom with the point of the scene under `at` staying where it is."""
        self.finish()
        before = self._view.mapToScene(at)
        zoom = max(min(SMALLEST, self.zoom), min(LARGEST, self.zoom * factor))
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        self.pan(self._view.mapFromScene(before) - at)

    def pan(self, step: QPoint) -> None:
        """Move the view by so many pixels over the scene."""
        self.stop()
        for bar, by in (
            (self._view.horizontalScrollBar(), step.x()),
            (self._view.verticalScrollBar(), step.y()),
        ):
            bar.setValue(bar.value() + by)

    def centre(self, rect: QRectF, whole: QRectF) -> None:
        """Move up or down, without zooming, until `rect` stands in the middle, or from its beginning where it is higher
        than the view; never past the ends of `whole`."""
        seen = self.seen()
        top = rect.top() if rect.height() > seen.height() else rect.center().y() - seen.height() / 2
        top = max(whole.top(), min(top, whole.bottom() - seen.height()))
        self.look(self.zoom, QPointF(seen.center().x(), top + seen.height() / 2))

    def reveal(self, rect: QRectF, *, eased: bool = False) -> None:
        """Move, not more than needed and without zooming, until `rect` is in view with a little room around it."""
        self.finish()
        seen, room = self.seen(), ROOM / self.zoom
        middle = seen.center()
        across = _shift(seen.left(), seen.right(), rect.left(), rect.right(), room)
        down = _shift(seen.top(), seen.bottom(), rect.top(), rect.bottom(), room)
        if across or down:
            self.look(self.zoom, middle + QPointF(across, down), eased=eased)


def _shift(left: float, right: float, low: float, high: float, room: float) -> float:
    """How far a stretch has to move to hold another with room around it; 0 where it holds it already."""
    if left <= low and high <= right:
        return 0.0
    if low < left or high - low + 2 * room > right - left:
        return low - room - left  # what is too long is shown from its beginning
    return high + room - right
