"""How well the way can be read: every picture that the routes of the trees can give, measured, the worst first.

`python -m tools.legibility` prints the table. The tests and the pictures of the worst use the same walk.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from itertools import chain, product
from typing import Final, Literal, NamedTuple

from mdo_viewer.desktop.graph.panel import way_room
from mdo_viewer.desktop.projector.content import Content, content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.drawing import shapes
from mdo_viewer.drawing.cards import CardWriter
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import ComesNext, Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack, Tree, Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.settling import Contradiction

Size = tuple[int, int]
#: By size of the window the least room that it leaves the graph, px; a test measures it in the window itself.
ROOMS: Final[Mapping[Size, Size]] = {(1920, 1080): (1136, 820), (1366, 768): (710, 508), (1024, 768): (1024, 460)}
WINDOWS: Final = tuple(ROOMS)
#: The same for windows that are just wide enough for columns.
NARROW_ROOMS: Final[Mapping[Size, Size]] = {(1080, 720): (488, 460), (1152, 720): (560, 460), (1280, 720): (688, 460)}
#: By size of text, in percent, the least room in a window of 1366 × 768.
LARGE_ROOMS: Final[Mapping[int, Size]] = {125: (626, 443), 150: (1366, 434), 200: (1366, 324)}
_NOW: Final = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)

Screen = Literal["laptop", "projector"]


class Measured(NamedTuple):
    """One picture of the way. `text` is its smallest: px on a laptop, a part of the height on a projector."""

    screen: Screen
    size: Size  # of the window
    language: Language
    advice: Advice
    text: float
    hidden: int  # steps of which the number stands
    listed: int
    reduced: int  # rounds of folding

    @property
    def rank(self) -> tuple[float, int, int, int]:
        """The worst first."""
        return round(self.text, 4), -self.hidden, -self.listed, -self.reduced


@lru_cache(maxsize=64)
def ways(pack: Pack, tree: Tree) -> tuple[Advice, ...]:
    """Patients of a tree whose pictures differ: every route whole, and cut off before each of its facts; all of them
    within the guideline."""
    in_scope = {fact.id: False for fact in pack.scope}
    known: dict[frozenset[tuple[str, Value]], None] = {}
    for route in routes(pack, tree):
        for length in range(len(route.examples) + 1):
            known.setdefault(frozenset(route.examples[:length]))
    found: dict[object, Advice] = {}
    for values in known:
        try:
            advice = advise(pack, tree, Patient(values={**in_scope, **dict(values)}))
        except Contradiction:
            continue
        found.setdefault(_drawn(pack, advice), advice)
    return tuple(found.values())


def _drawn(pack: Pack, advice: Advice) -> object:
    """What of an advice its picture shows."""
    writer = CardWriter(pack, advice.tree, advice.settled, advice.next_fact, "nl")
    steps = tuple(
        (
            step.question.id,
            step.state,
            step.answer.key if step.answer is not None else None,
            tuple(item.mark for item in writer.items(step.question)),
        )
        for step in advice.steps
    )
    return steps, advice.outcome.id if advice.outcome is not None else None, advice.next_fact


def laptop_picture(
    pack: Pack,
    advice: Advice,
    language: Language,
    room: Size,
    *,
    asked: str | None = "",
    unknown: frozenset[str] = frozenset(),
    coming: ComesNext | None = None,
) -> Picture:
    """The picture as the window draws it where its graph has this room; `asked` and what follows it as in `draw`."""
    width, height, scale = way_room(*room)
    return draw(
        pack,
        advice,
        view="path",
        language=language,
        width=width,
        height=height,
        scale=scale,
        asked=asked,
        unknown=unknown,
        ahead=True,
        coming=coming,
        tall=True,
    )


def smallest(picture: Picture) -> float:
    """The smallest text, in the picture's pixels; not counting digits on keys and in the discs of steps."""
    runs = [run.size for box in picture.boxes for run in box.runs]
    return min([*runs, *(edge.label.size for edge in picture.edges if edge.label.text)])


def on_laptop(pack: Pack, advice: Advice, language: Language, window: Size) -> Measured:
    """The picture in a window of this size, fitted into its graph."""
    width, height = ROOMS[window]
    picture = laptop_picture(pack, advice, language, ROOMS[window])
    zoom = min(1.0, width / picture.width, height / picture.height)
    folds = picture.hidden, picture.listed, picture.reduced
    return Measured("laptop", window, language, advice, smallest(picture) * zoom, *folds)


def said(pack: Pack, advice: Advice, language: Language) -> Content:
    """What the projector says of an advice."""
    values = {id: value for id, value in advice.settled.values.items() if id not in advice.settled.derived}
    case = Case("MDO-0001", patient=Patient(values=values), title_example=True)
    look = Look(State(pack, document_of((case,)), 0, advice.tree.id, language), _NOW)
    look.__dict__["advice"] = advice  # known already
    return content_of(look, key=False)


def on_projector(content: Content, window: Size) -> Measured:
    """The projector's page of this size, with every digit on it."""
    page = lay_page(content, *window)
    sizes = [float(words.size) for words in page.words]
    picture = page.picture
    assert picture is not None
    sizes += [smallest(picture) * page.zoom]
    sizes += [badge.run.size * page.zoom for badge in map(shapes.badge, picture.boxes) if badge is not None]
    text = min(sizes) / window[1]
    folds = picture.hidden, picture.listed, picture.reduced
    return Measured("projector", window, content.language, content.advice, text, *folds)


@cache
def measured(screen: Screen, languages: tuple[Language, ...] = LANGUAGES) -> tuple[Measured, ...]:
    """Every picture of the shipped trees at every size of window, the worst first."""
    pack = load_pack("wervelmetastasen")
    found: list[Measured] = []
    for advice, language in product(chain.from_iterable(ways(pack, tree) for tree in pack.trees), languages):
        if screen == "laptop":
            found += [on_laptop(pack, advice, language, window) for window in WINDOWS]
        else:
            content = said(pack, advice, language)
            found += [on_projector(content, window) for window in WINDOWS]
    return tuple(sorted(found, key=lambda one: one.rank))


def worst(screen: Screen, count: int) -> list[Measured]:
    """The worst pictures, of one question or outcome only one."""
    kept: dict[tuple[str, str], Measured] = {}
    for one in measured(screen, ("nl",)):
        outcome = one.advice.outcome
        kept.setdefault((one.advice.tree.id, outcome.id if outcome else one.advice.steps[-1].question.id), one)
    return list(kept.values())[:count]


def table(found: Iterable[Measured]) -> Iterator[str]:
    """A line for each screen, size and language."""
    parts: dict[tuple[Screen, Size, Language], list[Measured]] = {}
    for one in found:
        parts.setdefault((one.screen, one.size, one.language), []).append(one)
    for (screen, (width, height), language), ones in sorted(parts.items(), reverse=True):
        least = min(one.text for one in ones)
        text = f"{least:.1f} px" if screen == "laptop" else f"{100 * least:.2f} %"
        yield (
            f"{screen:9} {width}×{height} {language}: {len(ones)} pictures, smallest text {text}; "
            f"steps in one box {sum(one.listed > 0 for one in ones)}, as a number {sum(one.hidden > 0 for one in ones)}"
        )


def main() -> int:
    """Print the table and the worst."""
    for screen in ("laptop", "projector"):
        side: Screen = "laptop" if screen == "laptop" else "projector"
        sys.stdout.writelines(f"{line}\n" for line in table(measured(side)))
        for one in worst(side, 5):
            end = one.advice.outcome.id if one.advice.outcome else one.advice.steps[-1].question.id
            sys.stdout.write(f"  worst: {one.advice.tree.id} {end} at {one.size} {one.rank}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
