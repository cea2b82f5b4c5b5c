"""`render`: the picture of a tree as SVG, PNG or PDF."""

from __future__ import annotations

from mdo_viewer.cli.arguments import Call, Parser, add_facts, add_output, add_tree
from mdo_viewer.cli.failing import ANSWERED
from mdo_viewer.cli.inputs import given_moment, now, open_facts, open_pack, open_tree
from mdo_viewer.cli.outputs import output_format, write_output
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.showing import View
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Patient

FORMATS = ("svg", "png", "pdf")
VIEWS: tuple[View, ...] = ("path", "whole")

#: The room that the path view folds into, and the shape of the whole tree, in pixels.
WIDTH, HEIGHT = 1600, 900

#: Pixels of a PNG for each pixel of the picture, so that it can be enlarged.
_SHARPNESS = 2


def add_arguments(parser: Parser) -> None:
    """What `render` takes."""
    add_tree(parser)
    add_facts(parser, required=False)
    parser.asked.add_argument("--view", choices=VIEWS, help=parser.words("help.view"))
    add_output(parser, FORMATS)


def run(call: Call) -> int:
    """Write the picture of a tree, with the way of a patient if facts are given. Raises Failed, Refused or Unproven."""
    kind = output_format(call, FORMATS)
    at = given_moment(call) or now()
    pack = open_pack(call)
    tree = open_tree(call, pack)
    facts = call.args.facts
    patient = open_facts(call)[1].patient if facts else Patient()
    view: View = call.args.view or ("path" if facts else "whole")
    advice = advise(pack, tree, patient, at)
    picture = draw(pack, advice, view=view, language=call.language, width=WIDTH, height=HEIGHT)
    write_output(call, drawn(picture, kind, call.language, tree.title(call.language)), source=facts)
    return ANSWERED


def drawn(picture: Picture, kind: str, language: Language, title: str) -> bytes:
    """The picture in one of `FORMATS`."""
    if kind == "svg":
        from mdo_viewer.drawing.svg import to_svg

        return to_svg(picture, language=language, title=title).encode()
    from mdo_viewer.reports.pdf import picture_pdf, picture_png

    if kind == "pdf":
        return picture_pdf(picture, language, title)
    return picture_png(picture, language, round(picture.width * _SHARPNESS), title)
