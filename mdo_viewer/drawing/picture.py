"""A drawn tree as numbers: boxes, text lines and curves. Window, SVG and PDF all draw exactly this.

Units are pixels at zoom 1; x runs right, y down; text sizes are the em size; `Run.y` is the baseline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import in_sentences

#: tree: another tree, which comes next
BoxKind: TypeAlias = Literal["question", "outcome", "stub", "tree"]
#: path: on the way taken; open: the question now open; possible: can still be reached; ruled_out: cannot
State: TypeAlias = Literal["path", "open", "possible", "ruled_out"]
#: unknown: without a value · open: without one and not asked yet · asked: asked, and nobody knows
Mark: TypeAlias = Literal["yes", "no", "unknown", "open", "asked"]


class Rect(Struct, frozen=True):
    """A rectangle in the units of the picture; `x` runs to the right and `y` down, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where its right edge is."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where its lower edge is."""
        return self.y + self.height


class Run(Struct, frozen=True):
    """One line of text. `role` tells what it is; `fact` the fact a checklist line asks, when it asks one."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    role: Literal["kicker", "title", "item", "detail", "label", "key"]
    mark: Mark | None = None  # a checklist line draws its box left of the text, in the indent kept free for it
    fact: str | None = None
    next: bool = False  # the line of the fact that is asked now


class Box(Struct, frozen=True):
    """A question, an outcome or a folded part. `id` is unique in the picture; `node` is the question or outcome id, of
    another tree its id.

    The same outcome may be drawn at several answers. `step` is the number of a question in its tree, 0 that of the
    scope. `urgent` marks an outcome with a limit of 24 hours or less, where the patient has it or a fact of
    theirs points there.

    Ids: a question on the way or in the whole tree has its own id; what an answer leads to `question/answer`; the
    folded answers of one question together `question/*`; the earliest steps together `earlier`; what is asked apart
    from the question at the end of the way `ASKED`, with that question as its node. Given as `unfolded`
    a folded box shows in full where there is room.

    In the whole view `question/*` stands for everything below a folded question, and `back` for what lies above the
    question that is drawn as root; the edges to the one and from the other have the answer `*`.
    """

    id: str
    node: str
    kind: BoxKind
    state: State
    rect: Rect
    runs: tuple[Run, ...]
    step: int | None = None
    passed_over: bool = False  # on the way, but its answer does not matter
    silent: bool = False
    urgent: bool = False
    folded: bool = False  # a question on one line with its answer


def read_out(runs: Sequence[Run]) -> str:
    """What stands in a box as it is said: lines of one text in one breath, and a stop between what differs."""
    said: list[str] = []
    for at, run in enumerate(runs):
        goes_on = at > 0 and run.role == runs[at - 1].role and run.mark is None
        if goes_on:
            said[-1] += f" {run.text}"
        else:
            said.append(run.text)
    return in_sentences(said)


#: The box of what is asked where the question at the end of the way asks something else, and the question of the line
#: from it to that one.
ASKED: Final = "asked"
#: The box of the tree that comes next, and the question and answer of the line to it.
NEXT = "next"


class ComesNext(Struct, frozen=True):
    """What stands below the outcome: what was decided (`chip`, empty for nothing), and the tree that comes next, in
    words."""

    chip: str
    text: str
    tree: str


class Edge(Struct, frozen=True):
    """An answer. `points` is a cubic Bezier chain: start, then (control, control, end) repeated.

    Where the box at its end (or the folded question at its start) says the answer, `label.text` is empty and
    `label_rect` has no size. The key's cap stands inside `label_rect`, right of the text (`shapes.key_cap`).
    """

    id: str
    source: str  # box id
    target: str  # box id
    question: str
    answer: str  # answer key
    state: State
    points: tuple[tuple[float, float], ...]
    label: Run
    label_rect: Rect
    key: str | None = None  # digit that gives this answer from the keyboard, on the open question


class Picture(Struct, frozen=True):
    """What to draw, within `width` × `height`. In the path view `height` (or `width`) is larger than asked for when
    the shortest form that may be drawn does not fit at this scale. `reduced` counts the rounds of folding it took, 0
    for none; `listed` the earliest steps that stand together in one box, of which the first `hidden` as a number only.
    """

    tree: str
    view: View
    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    scale: float = 1.0
    reduced: int = 0
    listed: int = 0
    hidden: int = 0

    @property
    def answering(self) -> frozenset[str]:
        """The boxes whose answers can be pressed: the open question, also below what is asked apart from it."""
        opened = {box.id for box in self.boxes if box.state == "open"}
        below = (edge.target for edge in self.edges if edge.source == ASKED)
        return frozenset(opened).union(below)

    def box(self, id: str) -> Box:
        """The box with this id. Raises KeyError when there is none."""
        for box in self.boxes:
            if box.id == id:
                return box
        raise KeyError(id)


def headed(picture: Picture, word: str, *, pale: bool = False) -> Picture:
    """The picture with its advice marked by these words in place of how strong it is, where its box has lines besides
    its title; `pale` as a step that does not matter. The same where there are none."""
    if not word:
        return picture
    boxes = {box.id: box for box in picture.boxes if box.kind == "outcome" and box.state == "path"}
    for id, box in boxes.items():
        at = next((n for n, run in enumerate(box.runs) if run.role == "kicker"), None)
        runs = tuple(
            replace(run, text=word if n == at else "" if run.role == "kicker" else run.text, bold=n == at)
            if run.role == "kicker" or pale
            else run
            for n, run in enumerate(box.runs)
        )
        boxes[id] = replace(box, runs=runs, passed_over=pale or box.passed_over, urgent=box.urgent and not pale)
    return replace(picture, boxes=tuple(boxes.get(box.id, box) for box in picture.boxes))
