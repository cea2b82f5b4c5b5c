"""The icons: files of `resources/icons`, drawn in a colour of the scheme.

Each is an SVG of 24 × 24 that strokes or fills with `currentColor` alone, as icons of the web do, so that one file
serves every scheme and is sharp at every scale.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from mdo_viewer.desktop.says.tokens import Token
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.guideline.library import resources_folder

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

Icon: TypeAlias = Literal[
    "search",
    "before",
    "after",
    "more",
    "dots",
    "decided",
    "deviates",
    "against",
    "about",
    "menu",
    "columns",
    "asked",
    "pencil",
    "undo",
    "redo",
    "next",
    "lock",
    "new",
    "file",
    "eye",
    "down",
    "doubt",
]
#: The side of the square that an icon is drawn in, px at 100 %.
SIDE: Final = 24


def paint(painter: QPainter, icon: Icon, middle: QPointF, token: Token, side: float = SIDE) -> None:
    """Draw an icon around a point, `side` px wide, in the colour of a token of the scheme.

    Raises FileNotFoundError when the icon's file is missing.
    """
    box = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    _made(icon, theme.colour(token).name()).render(painter, box)


@cache
def _made(icon: Icon, colour: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer  # not before the first icon is drawn

    file = resources_folder() / "icons" / f"{icon}.svg"
    return QSvgRenderer(file.read_bytes().replace(b"currentColor", colour.encode("ascii")))
