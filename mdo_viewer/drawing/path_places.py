"""Where the boxes and lines of a path view stand."""

from __future__ import annotations

from mdo_viewer.drawing.canvas import GRID, PILL_HEIGHT, Canvas
from mdo_viewer.drawing.cards import PAD_X
from mdo_viewer.drawing.curves import Point, rounded, straight
from mdo_viewer.drawing.path_shape import (
    FAN_LEAD,
    GUTTER,
    LANE,
    LEAD,
    NEIGHBOUR_GAP,
    RAIL,
    SHORT_GAP,
    UNDER_GAP,
    UNDER_LEAD,
    UNDER_TRUNK,
    Row,
    Widths,
    gap_after,
)
from mdo_viewer.drawing.picture import State


def place(canvas: Canvas, columns: list[list[Row]], widths: Widths) -> None:
    """Boxes and lines, from the corner of the canvas."""
    before: tuple[Row, Point] | None = None
    x = 0.0
    for rows in columns:
        y = 0.0
        for row in rows:
            canvas.box(row.card, row.id, row.state, x, y)
            if before is not None:
                _link(canvas, before, row, (x, y), row is rows[0])
            if row.fan:
                _fan(canvas, row, x, y, widths)
            elif row.below:
                _under(canvas, row, x, y, widths)
            else:
                _branches(canvas, row, x, y, widths)
            before = row, (x, y)
            y += row.height + row.gap
        x += widths.spine + GUTTER


def _link(canvas: Canvas, before: tuple[Row, Point], row: Row, at: Point, next_column: bool) -> None:
    above, (x, y) = before
    start = (x + RAIL, y + above.card.height)
    pill_at = (x + PAD_X, start[1] + 8)
    if next_column:
        lane = max(start[1] + (8 + PILL_HEIGHT + 14 if above.pill.text else LANE), y + above.height + LANE)
        gutter = at[0] - GUTTER / 2
        entry = at[1] + min(row.card.height / 2, 24.0)
        points = rounded([start, (start[0], lane), (gutter, lane), (gutter, entry), (at[0], entry)])
    else:
        points = straight(start, (at[0] + RAIL, at[1]))
    id = f"{above.answer[0]}/{above.answer[1]}"
    if not above.pill.text:
        pill_at = (start[0], start[1] + SHORT_GAP / 2)
    canvas.edge(id, (above.id, row.id), above.answer, above.link, points, above.pill, pill_at)


def _branches(canvas: Canvas, row: Row, x: float, y: float, widths: Widths) -> None:
    top = y + max(0.0, (row.card.height - row.stack) / 2)
    right, left = x + widths.spine, x + widths.spine + widths.reach
    low = y + row.card.height - GRID
    straight_to = [y + GRID]
    for branch in row.branches:
        canvas.box(branch.card, branch.id, branch.state, left, top)
        middle = top + branch.card.height / 2
        if middle <= low:
            points = straight((right, middle), (left, middle))
            straight_to.append(middle)
        else:
            start = max(min(low, straight_to[-1] + 16), y + row.card.height / 2 if len(straight_to) == 1 else 0.0)
            trunk = right + LANE
            points = rounded([(right, start), (trunk, start), (trunk, middle), (left, middle)])
        state: State = branch.state
        if row.state == "open" and branch.state == "possible":
            state = "open"
        canvas.edge(
            branch.id,
            (row.id, branch.id),
            branch.answer,
            state,
            points,
            branch.pill,
            (right + LEAD, middle - (PILL_HEIGHT / 2 if branch.pill.text else 0.0)),
        )
        top += branch.card.height + gap_after(branch)


def _fan(canvas: Canvas, row: Row, x: float, y: float, widths: Widths) -> None:
    """The ways over a range, side by side below the question, each with its label on the line down."""
    bottom = y + row.card.height
    top = bottom + FAN_LEAD
    for branch in row.branches:
        middle = x + widths.branch / 2
        canvas.box(branch.card, branch.id, branch.state, x, top)
        label_at = (middle - branch.pill.width / 2, bottom + 8)
        points = straight((middle, bottom), (middle, top))
        canvas.edge(branch.id, (row.id, branch.id), branch.answer, "open", points, branch.pill, label_at)
        x += widths.branch + NEIGHBOUR_GAP


def _under(canvas: Canvas, row: Row, x: float, y: float, widths: Widths) -> None:
    """What the open question leads to below it, each at a line of its own."""
    bottom, trunk, left = y + row.card.height, x + UNDER_TRUNK, x + widths.spine - widths.branch
    top = bottom + UNDER_GAP
    for branch in row.branches:
        canvas.box(branch.card, branch.id, branch.state, left, top)
        middle = top + branch.card.height / 2
        points = rounded([(trunk, bottom), (trunk, middle), (left, middle)])
        state: State = "open" if branch.state == "possible" and row.state == "open" else branch.state
        label_at = (trunk + UNDER_LEAD, middle - (PILL_HEIGHT / 2 if branch.pill.text else 0.0))
        canvas.edge(branch.id, (row.id, branch.id), branch.answer, state, points, branch.pill, label_at)
        top += branch.card.height + gap_after(branch)
