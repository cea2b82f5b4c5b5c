"""The path view: the way taken from top to bottom, and what each answer of the open question leads to.

A spine of equal boxes with a column of branches beside it, or, where the room is narrow, with what the open question
leads to below it; where the room is low the spine goes on in a next column. What does not fit folds, in this order:
branches off the way (one line each, then none), earlier questions (one line each, then as lines of one box), the open
question's neighbours and known items, and at last the earliest steps, of which the number stays. What is left of the
room is filled: with checklists that were folded, and below the open question with those that may follow.
"""

from __future__ import annotations

from mdo_viewer.drawing.canvas import MARGIN, Canvas
from mdo_viewer.drawing.cards import CardWriter
from mdo_viewer.drawing.path_fitting import PathFitting
from mdo_viewer.drawing.path_places import place
from mdo_viewer.drawing.path_rows import PathRows
from mdo_viewer.drawing.path_shape import (
    WIDE,
)
from mdo_viewer.drawing.picture import ComesNext, Picture
from mdo_viewer.reasoning.results import Advice


def draw_path(
    writer: CardWriter,
    advice: Advice,
    size: tuple[float, float],
    scale: float,
    unfolded: frozenset[str],
    *,
    ahead: bool,
    brief: bool,
    coming: ComesNext | None,
    tall: bool,
) -> Picture:
    """The way taken; `size` in pixels of the picture. See `layout.draw`."""
    view = PathFitting(PathRows(writer, advice, unfolded, coming), brief=brief, alone=ahead, tall=tall)
    width, height = size[0] / scale - 2 * MARGIN, size[1] / scale - 2 * MARGIN
    fit = view.best(width, height)
    if fit.height <= height:
        fit = view.with_coming(fit, width, height)
    if ahead and fit.height <= height:
        fit = view.filled(fit, width, height)
        fit = view.with_ahead(view.with_words(fit, width, height), width, height)
    canvas = Canvas(scale)
    high = fit.height
    wide = fit.widths.total
    middle = max(0.0, (height - high) / 2) if size[0] > WIDE * size[1] else 0.0
    canvas.shift = (MARGIN + max(0.0, (width - wide) / 2), MARGIN + middle)
    place(canvas, fit.columns, fit.widths)
    drawn = (
        size[0] if wide <= width + 0.01 else (wide + 2 * MARGIN) * scale,
        size[1] if high <= height + 0.01 else (high + 2 * MARGIN) * scale,
    )
    return canvas.picture(advice.tree.id, "path", drawn, fit.reduced, fit.plan.listed, fit.plan.dropped)
