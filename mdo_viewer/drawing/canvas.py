"""Gathers placed cards and routed answers in logical pixels and gives them out as a Picture at a scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from mdo_viewer.drawing.cards import BASE, Card
from mdo_viewer.drawing.curves import Point
from mdo_viewer.drawing.font import ASCENT, DESCENT, text_width
from mdo_viewer.drawing.picture import Box, Edge, Picture, Rect, Run, State
from mdo_viewer.guideline.showing import View

MARGIN: Final = 16.0
GRID: Final = 8.0
PILL_HEIGHT: Final = 24.0
PILL_PAD: Final = 10.0
PILL_LEAST: Final = 40.0
CAP: Final = 18.0  # width and height of the cap with the key's digit
CAP_GAP: Final = 6.0


class Pill(NamedTuple):
    """The label of an answer, with the key that gives it; see `pill`."""

    text: str
    key: str | None
    width: float
    indent: float  # from the label's left to the text
    indent_bold: float


@lru_cache(maxsize=4096)
def pill(text: str, key: str | None = None) -> Pill:
    """A label as wide as bold text needs it, so that none grows when its answer is given; its text in the middle."""
    if not text:
        return Pill("", None, 0.0, 0.0, 0.0)
    cap = CAP + CAP_GAP if key is not None else 0.0
    bold = text_width(text, BASE, True)
    width = max(PILL_LEAST, bold + 2 * PILL_PAD + cap)
    return Pill(text, key, width, (width - cap - text_width(text, BASE, False)) / 2, (width - cap - bold) / 2)


NO_PILL: Final = pill("")


def up_to_grid(length: float) -> float:
    """The next multiple of the grid."""
    return -(-(length - 0.01) // GRID) * GRID


class Canvas:
    """Placed boxes and edges; `scale` turns logical pixels into those of the picture."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.boxes: list[Box] = []
        self.edges: list[Edge] = []
        self.shift: Point = (0.0, 0.0)

    def _rect(self, x: float, y: float, width: float, height: float) -> Rect:
        k, (dx, dy) = self.scale, self.shift
        return Rect((x + dx) * k, (y + dy) * k, width * k, height * k)

    def box(self, card: Card, id: str, state: State, x: float, y: float) -> None:
        """A card at its place."""
        k, (dx, dy) = self.scale, self.shift
        left, top = x + dx, y + dy
        self.boxes.append(
            Box(
                id,
                card.node,
                card.kind,
                state,
                Rect(left * k, top * k, card.width * k, card.height * k),
                tuple(
                    Run(
                        line.text,
                        (left + line.x) * k,
                        (top + line.y) * k,
                        line.size * k,
                        line.bold,
                        line.role,
                        line.mark,
                        line.fact,
                        line.next,
                    )
                    for line in card.lines
                ),
                card.step,
                card.passed_over,
                card.silent,
                card.urgent,
                card.folded,
            )
        )

    def edge(
        self,
        id: str,
        ends: tuple[str, str],
        answer: tuple[str, str],
        state: State,
        points: tuple[Point, ...],
        pill: Pill,
        at: Point,
    ) -> None:
        """An answer (question id, answer key) from box to box; `at` is the left top corner of its label."""
        k, (dx, dy) = self.scale, self.shift
        x, y = at
        rect = self._rect(x, y, pill.width, PILL_HEIGHT if pill.text else 0.0)
        baseline = y + (PILL_HEIGHT - (ASCENT + DESCENT) * BASE) / 2 + ASCENT * BASE if pill.text else y
        indent = pill.indent_bold if state == "path" else pill.indent
        label = Run(
            pill.text,
            (x + dx + indent) * k,
            (baseline + dy) * k,
            BASE * k,
            state == "path",
            "label",
            None,
            None,
            False,
        )
        self.edges.append(
            Edge(
                id,
                ends[0],
                ends[1],
                answer[0],
                answer[1],
                state,
                tuple([((px + dx) * k, (py + dy) * k) for px, py in points]),
                label,
                rect,
                pill.key,
            )
        )

    def picture(
        self, tree: str, view: View, size: tuple[float, float], reduced: int = 0, listed: int = 0, hidden: int = 0
    ) -> Picture:
        """Everything gathered; `size` in pixels of the picture."""
        return Picture(tree, view, *size, tuple(self.boxes), tuple(self.edges), self.scale, reduced, listed, hidden)
