"""The picture of a tree for one patient: the path view or the whole tree."""

from __future__ import annotations

from mdo_viewer.drawing.cards import CardWriter
from mdo_viewer.drawing.path_view import draw_path
from mdo_viewer.drawing.picture import Box, ComesNext, Picture
from mdo_viewer.drawing.whole_view import draw_box, draw_whole
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.results import Advice
from mdo_viewer.reasoning.scope import asked_first, drawn


def draw(
    pack: Pack,
    advice: Advice,
    *,
    view: View,
    language: Language,
    width: float,
    height: float,
    scale: float = 1.0,
    unfolded: frozenset[str] = frozenset(),
    asked: str | None = "",
    unknown: frozenset[str] | None = None,
    root: str | None = None,
    folded: frozenset[str] = frozenset(),
    readable: float = 0.0,
    ahead: bool = False,
    brief: bool = False,
    coming: ComesNext | None = None,
    digits: bool = True,
    tall: bool = False,
) -> Picture:
    """Boxes, lines and labels of the advice's tree.

    `width`, `height` in pixels; text is 15 px × `scale` or larger. The path view folds until it fits; the whole view
    takes the room that it needs, in the shape nearest to width : height. `unfolded` are ids of folded boxes to show in
    the path view; with `ahead` it fills room left with checklists of the way and with the questions that may follow;
    `brief` shows the way taken in lines whatever room there is. `coming` stands below the outcome. In the whole view
    `root` is the question to draw from, `folded` are questions with all below them in one box; with all in view
    lines smaller than `readable` pixels are left out and boxes show their titles alone; `tall` makes a tree that is not
    read even so higher than the room, and a way in a low room, or whose open question would not say where its answers
    lead.
    `asked` is the fact that the digit keys answer now (`SCOPE` for all about the scope), None for none of them; by
    default a fact about the scope, else the advice's next one. Its keys are shown with `digits`.
    `unknown` are the facts that were asked and that nobody knows: the others without a value are then drawn as not
    asked yet; None draws all without a value alike, as on paper, where nothing is asked any more.
    """
    next_fact = asked_first(pack, advice) or advice.next_fact if asked == "" else asked
    root = None if root == advice.tree.root.id else root  # the whole tree begins with the scope
    advice = drawn(pack, advice, next_fact)
    writer = CardWriter(pack, advice.tree, advice.settled, next_fact, language, unknown, digits=digits)
    if view == "whole":
        return _calm(draw_whole(writer, advice, (width, height), scale, root, folded, readable, tall=tall), advice)
    size = (width, height)
    way = draw_path(writer, advice, size, scale, unfolded, ahead=ahead, brief=brief, coming=coming, tall=tall)
    return _calm(way, advice)


def _calm(picture: Picture, advice: Advice) -> Picture:
    """The picture with outcomes in red only where a fact of this patient points to a short limit."""
    if advice.urgent or not any(box.urgent for box in picture.boxes):
        return picture
    return replace(picture, boxes=tuple(replace(box, urgent=False) if box.urgent else box for box in picture.boxes))


def draw_alone(
    pack: Pack,
    advice: Advice,
    box: Box,
    *,
    language: Language,
    height: float,
    scale: float = 1.0,
    asked: str | None = None,
    unknown: frozenset[str] | None = None,
    digits: bool = True,
) -> Picture:
    """A question or outcome of the whole view in full, as when the tree has room for all its lines; see `draw`.

    It is made wider where it would be higher than `height` pixels.
    """
    advice = drawn(pack, advice, asked)
    writer = CardWriter(pack, advice.tree, advice.settled, asked, language, unknown, digits=digits)
    return _calm(draw_box(writer, advice, box, scale, height), advice)
