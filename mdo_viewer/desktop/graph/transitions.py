"""How one picture of the tree becomes the next: boxes glide, what is new fades in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation
from PySide6.QtWidgets import QGraphicsItem

from mdo_viewer.desktop.widgets import theme

#: Above this many boxes nothing glides: each step would take longer than a frame.
MOST: Final = 400
#: Lines appear when boxes are nearly there: until then their ends would hang in the air.
LINES_FROM: Final = 0.5


class Moves(NamedTuple):
    """What moves: the items with where they came from, the new boxes, and the new or changed lines."""

    gliding: Mapping[QGraphicsItem, QPointF]
    new: Iterable[QGraphicsItem]
    lines: Iterable[QGraphicsItem]


class Transition(QObject):
    """Runs one change at a time; the next one starts from the end of it. The items always *are* at their new place:
    only what is painted lags behind, so that a click during a move means what the picture says.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._run: QVariantAnimation | None = None
        self._moves = Moves({}, (), ())

    def start(self, moves: Moves) -> None:
        """Let these items come from where they were, where things may move at all."""
        self.finish()
        if not theme.motion() or len(moves.gliding) > MOST or not (moves.gliding or moves.new):
            return
        self._moves = moves
        run = QVariantAnimation(self)
        run.setDuration(theme.motion())
        run.setStartValue(0.0)
        run.setEndValue(1.0)
        run.setEasingCurve(QEasingCurve.Type.OutCubic)
        run.valueChanged.connect(self._show)
        run.finished.connect(self.finish)
        self._run = run
        self._show(0.0)
        run.start(QVariantAnimation.DeletionPolicy.KeepWhenStopped)

    @property
    def running(self) -> bool:
        """Whether a change is still being shown."""
        return self._run is not None

    def finish(self) -> None:
        """Be at the end."""
        run, self._run = self._run, None
        if run is None:
            return
        run.stop()
        run.deleteLater()
        self._show(1.0)
        self._moves = Moves({}, (), ())

    def _show(self, at: float) -> None:
        for item, start in self._moves.gliding.items():
            item.setPos(start * (1.0 - at))
        for item in self._moves.new:
            item.setOpacity(at)
        for item in self._moves.lines:
            item.setOpacity(max(0.0, (at - LINES_FROM) / (1.0 - LINES_FROM)))
