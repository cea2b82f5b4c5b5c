"""The SVG says what the picture says, in any text, legibly, and the same each time."""

from __future__ import annotations

from itertools import product
from typing import get_args
from xml.etree import ElementTree

import pytest

from mdo_viewer.drawing import shapes
from mdo_viewer.drawing.colours import LIGHT, box_style, contrast, edge_style
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Box, BoxKind, Edge, Picture, Rect, Run, State
from mdo_viewer.drawing.svg import to_svg
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Patient
from tests.help.drawing_help import advices, in_scope, shipped

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def picture() -> Picture:
    tree = shipped().trees_by_id["diagnostiek"]
    known = {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}
    values = {**in_scope(), **known}
    return draw(shipped(), advise(shipped(), tree, Patient(values)), view="path", language="nl", width=860, height=800)


def test_every_text_of_the_picture_is_text_in_the_svg(picture: Picture) -> None:
    root = ElementTree.fromstring(to_svg(picture, language="nl"))  # noqa: S314 - our own
    found = [element.text for element in root.iter(f"{SVG}text")]
    for box in picture.boxes:
        for run in box.runs:
            assert run.text in found
    for edge in picture.edges:
        if edge.label.text:
            assert edge.label.text in found


def test_the_svg_names_and_describes_itself(picture: Picture) -> None:
    root = ElementTree.fromstring(to_svg(picture, language="nl", title="Diagnostiek"))  # noqa: S314 - our own
    assert root.findtext(f"{SVG}title") == "Weg door de boom Diagnostiek"
    described = root.findtext(f"{SVG}desc") or ""
    start = "vraag 0: Geldt de richtlijn: ja. vraag 1: Klinische verdenking op wervelmetastasen: ja. vraag 2: "
    assert described.startswith(start)
    assert "(nu open)" in described


def test_the_font_is_inside_with_kerning_and_ligatures_off(picture: Picture) -> None:
    svg = to_svg(picture, language="nl")
    assert svg.count("@font-face") == svg.count("data:font/ttf;base64,") == 2
    assert "font-kerning:none;font-variant-ligatures:none" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_markup_and_control_characters_stay_text(picture: Picture) -> None:
    evil = "<script>&\"'</text> ]]> \x00\x0b\ud800 \U0001f600"
    box = replace(picture.boxes[0], runs=(replace(picture.boxes[0].runs[0], text=evil),))
    root = ElementTree.fromstring(  # noqa: S314 - our own
        to_svg(replace(picture, boxes=(box, *picture.boxes[1:]), tree=evil), language="nl").encode("utf-8")
    )
    assert not list(root.iter(f"{SVG}script"))
    shown = "<script>&\"'</text> ]]> \ufffd\ufffd\ufffd \U0001f600"
    assert shown in [element.text for element in root.iter(f"{SVG}text")]


def test_the_same_picture_gives_the_same_bytes(picture: Picture) -> None:
    assert to_svg(picture, language="nl") == to_svg(replace(picture), language="nl")
    assert to_svg(picture, language="nl") != to_svg(picture, language="en")


def test_words_are_the_same_in_every_language() -> None:
    keys = [{key for key in words(language) if key.startswith("drawing.")} for language in LANGUAGES]
    assert keys[0] == keys[1] != set()


# --- colours ------------------------------------------------------------------------------------------------------


def boxes() -> list[Box]:
    """A box of each kind, state and quality."""
    flags = product(get_args(BoxKind), get_args(State), (False, True), (False, True), (False, True))
    return [
        Box("b", "b", kind, state, Rect(0, 0, 1, 1), (), passed_over=passed, silent=silent, urgent=urgent)
        for kind, state, passed, silent, urgent in flags
    ]


def edges() -> list[Edge]:
    label = Run("ja", 0, 0, 15, False, "label")
    return [Edge("e", "a", "b", "a", "ja", state, ((0, 0),), label, Rect(0, 0, 1, 1)) for state in get_args(State)]


def test_text_stands_out_from_its_fill() -> None:
    for box in boxes():
        style = box_style(box)
        assert contrast(style.text, style.fill) >= 7
        assert contrast(style.kicker, style.fill) >= 7
    for edge in edges():
        assert contrast(edge_style(edge).text, edge_style(edge).fill) >= 7
    assert contrast(LIGHT.ink, LIGHT.amber_band) >= 7
    assert contrast(LIGHT.muted, LIGHT.paper) >= 7


def test_the_path_stands_out_and_differs_by_more_than_colour() -> None:
    styles = {edge.state: edge_style(edge) for edge in edges()}
    assert contrast(styles["path"].line, LIGHT.ground) >= 4.5
    assert styles["path"].width > max(style.width for state, style in styles.items() if state != "path")
    assert contrast(LIGHT.on, LIGHT.blue) >= 4.5
    widths = {state: max(box_style(box).width for box in boxes() if box.state == state) for state in get_args(State)}
    assert widths["open"] > widths["possible"] > widths["ruled_out"]
    assert contrast(LIGHT.amber, LIGHT.ground) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


# --- shapes -------------------------------------------------------------------------------------------------------


def test_shapes_stay_inside_their_boxes() -> None:
    for tree in ("diagnostiek", "lv_lang"):
        for advice in advices(tree)[::9]:
            for scale in (1.0, 2.0):
                drawn = draw(
                    shipped(), advice, view="path", language="nl", width=860 * scale, height=800 * scale, scale=scale
                )
                for box in drawn.boxes:
                    check_shapes(box, scale)
                for edge in drawn.edges:
                    cap = shapes.key_cap(edge)
                    if cap is not None:
                        assert inside(cap[0], edge.label_rect)
                        assert cap[0].x >= edge.label.x


def check_shapes(box: Box, scale: float) -> None:
    badge = shapes.badge(box)
    assert (badge is None) == (box.step is None)
    if badge is not None:
        round_ = Rect(badge.x - badge.radius, badge.y - badge.radius, 2 * badge.radius, 2 * badge.radius)
        assert inside(round_, box.rect)
        assert badge.x + badge.radius <= box.runs[0].x
    for run in box.runs:
        mark = shapes.mark_box(run)
        if mark is not None:
            assert inside(mark, box.rect)
            assert mark.right < run.x
            assert all(inside(Rect(x, y, 0, 0), mark) for stroke in shapes.mark_strokes(run) for x, y in stroke)
    for part in (shapes.urgent_bar(box, scale), shapes.next_band(box, scale)):
        assert part is None or inside(part, box.rect)


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x - 0.01
        and inner.y >= outer.y - 0.01
        and inner.right <= outer.right + 0.01
        and inner.bottom <= outer.bottom + 0.01
    )


def test_an_arrow_ends_at_its_box(picture: Picture) -> None:
    for edge in picture.edges:
        drawn = shapes.arrow(edge, picture.scale, 2.0)
        assert drawn.head[0] == edge.points[-1]
        assert drawn.shaft[0] == edge.points[0]
