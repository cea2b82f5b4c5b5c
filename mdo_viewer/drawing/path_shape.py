"""What a path view is made of: how much is shown, how wide, and the rows of boxes."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from mdo_viewer.drawing.canvas import NO_PILL, Pill
from mdo_viewer.drawing.cards import Card
from mdo_viewer.drawing.picture import State

ROW_GAP: Final = 48.0  # with the label of the answer in it
SHORT_GAP: Final = 24.0  # without
STUB_GAP: Final = 8.0
NEIGHBOUR_GAP: Final = 16.0
GUTTER: Final = 48.0
STUB_REACH: Final = 32.0  # from a question to its folded branches
LEAD: Final = 28.0  # from a question to the label of a branch
ARROW: Final = 28.0  # from the label to the branch
LANE: Final = 16.0
SPINE_LEAST, SPINE_MOST = 216.0, 480.0
BRANCH_LEAST, BRANCH_MOST = 152.0, 360.0
COLUMN_LEAST: Final = 280.0  # of the spine where it goes on in a next column
LONGEST_PILL: Final = 200.0
RAIL: Final = 36.0  # of the spine's line from the left of its boxes
EARLIER: Final = "earlier"
WIDE: Final = 1.6  # width to height from which the picture stands in the middle
NARROW: Final = 560.0  # width up to which nothing stands beside the spine
LOW: Final = 320.0  # height below which a way that may be higher than its room has each step on a line
UNDER_GAP: Final = 12.0  # from a question to what stands below it
UNDER_TRUNK: Final = 20.0  # of the line down, from the left of the question
UNDER_LEAD: Final = 16.0  # from that line to the label of a branch
UNDER_ARROW: Final = 24.0  # from the label, or from the line where there is none, to the branch
FAN_LEAD: Final = 56.0  # from a question to what stands side by side below it, with the label of each between
FAN_LEAST: Final = 200.0  # of a box among those
FAN_MOST: Final = 720.0  # of all of them together
AHEAD_MOST: Final = 4  # questions below the open one
UNDER_PILL: Final = 104.0  # the longest label on a line below a question

#: words: with the questions they lead to in words; full: by number; line: together on one line
Stubs = Literal["words", "full", "line", "none"]
#: line: on one line each; short: questions by their number alone; bare: and the answer in the box, not on the line
Neighbours = Literal["full", "line", "short", "bare", "none"]
Items = Literal["items", "unknown", "asked", "alone", "brief"]
SHORTER: Final[tuple[Items, ...]] = ("items", "unknown", "asked")
LAST: Final[tuple[Neighbours, ...]] = ("short", "bare")


class PathPlan(NamedTuple):
    """How much is folded. `folded`, `listed` and `dropped` count steps from the first."""

    stubs: Stubs = "full"
    folded: int = 0
    listed: int = 0  # folded further, to lines of one box
    dropped: int = 0  # of those listed, the first ones, to their number
    neighbours: Neighbours = "full"
    narrow: bool = False  # branches, to the gain of the spine
    items: Items = "items"  # lines of the open question's checklist
    below: bool = False  # what the open question leads to may stand below it
    full: frozenset[int] = frozenset()  # of the steps that fold, those with their checklist all the same
    ahead: int = 0  # how many questions stand below the open one, along the answers that lead on
    coming: bool = False  # what comes after the outcome


class Widths(NamedTuple):
    """Columns of spine; the last one has the branches at its right, or below its open question (then no `reach`): one
    below the other, or as a `fan` side by side."""

    columns: int
    spine: float
    reach: float  # between spine and branches
    branch: float
    below: bool = False
    fan: bool = False

    @property
    def last(self) -> float:
        """The width of the last column with its branches."""
        return self.spine if self.below or self.fan else self.spine + self.reach + self.branch

    @property
    def total(self) -> float:
        """The width of all columns with the gutters between them."""
        return (self.columns - 1) * (self.spine + GUTTER) + self.last


class Branch(NamedTuple):
    """A box beside the spine, with the answer that leads to it."""

    id: str
    answer: tuple[str, str]
    card: Card
    state: State
    pill: Pill


class Row:
    """A box of the spine, its branches, and the answer to the row below."""

    __slots__ = ("answer", "below", "branches", "card", "fan", "height", "id", "link", "pill", "stack", "state")

    def __init__(self, id: str, card: Card, state: State, answer: tuple[str, str] = ("", "")) -> None:
        self.id = id
        self.card = card
        self.state: State = state
        self.answer = answer
        self.link: State = "path"  # of the line to the row below
        self.pill = NO_PILL
        self.branches: list[Branch] = []
        self.below = self.fan = False  # the branches stand below the box; or there side by side
        self.stack = 0.0  # height of the branches
        self.height = card.height

    @property
    def gap(self) -> float:
        """To the row below."""
        return ROW_GAP if self.pill.text else SHORT_GAP

    def put(self, branches: list[Branch], below: bool = False) -> None:
        """The branches beside the box, or below it."""
        self.branches, self.below = branches, below and bool(branches)
        high = 0.0
        for branch in branches:
            high += branch.card.height + gap_after(branch)
        self.stack = high - gap_after(branches[-1]) if branches else 0.0
        self.height = max(self.card.height, self.stack)
        if self.below:
            self.height = self.card.height + UNDER_GAP + self.stack

    def put_fan(self, branches: list[Branch]) -> None:
        """The branches side by side below the box."""
        self.branches, self.fan = branches, True
        self.stack = FAN_LEAD + max((branch.card.height for branch in branches), default=0.0)
        self.height = self.card.height + self.stack


class Fit(NamedTuple):
    """Rows in their columns, and how they came to fit."""

    plan: PathPlan
    columns: list[list[Row]]
    widths: Widths
    height: float
    reduced: int = 0


def gap_after(branch: Branch) -> float:
    """The room below a branch before the next one."""
    return STUB_GAP if branch.card.kind == "stub" else NEIGHBOUR_GAP
