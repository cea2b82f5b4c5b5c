"""A picture as SVG: text stays text, the font is inside, the same picture gives the same bytes."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from mdo_viewer.drawing import shapes
from mdo_viewer.drawing.colours import (
    LIGHT,
    BoxStyle,
    EdgeStyle,
    badge_inks,
    box_style,
    edge_style,
    mark_colour,
    mark_ground,
)
from mdo_viewer.drawing.curves import Point
from mdo_viewer.drawing.font import FAMILY, font_files
from mdo_viewer.drawing.picture import Box, Edge, Picture, Rect, Run
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.words import words_of

_STYLE: Final = (
    f"text{{font-family:'{FAMILY}',sans-serif;font-kerning:none;font-variant-ligatures:none;white-space:pre}}"
    ".b{font-weight:700}"
)


def to_svg(picture: Picture, *, language: Language, title: str = "", embed: bool = True) -> str:
    """The picture as an SVG document. `title` names the tree; `embed` puts the two faces of the font inside."""
    name = picture_name(picture, language, title)
    width, height = _n(picture.width), _n(picture.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="t d" lang="{language}">',
        f'<title id="t">{_text(name)}</title>',
        f'<desc id="d">{_text(describe(picture, language))}</desc>',
        f"<style>{_faces() if embed else ''}{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="{LIGHT.ground}"/>',
    ]
    order = {"ruled_out": 0, "possible": 1, "open": 2, "path": 3}
    edges = sorted(picture.edges, key=lambda edge: order[edge.state])
    parts += [_line(edge, picture.scale) for edge in edges]
    parts += [_box(box, picture.scale) for box in picture.boxes]
    parts += [_label(edge, picture.scale) for edge in edges if edge.label.text]
    parts.append("</svg>\n")
    return "\n".join(parts)


def picture_name(picture: Picture, language: Language, title: str) -> str:
    """What a picture on its own is called; without a title of its tree the tree's id stands in it."""
    return words_of("drawing", language)(f"picture.{picture.view}", tree=title or picture.tree)


def describe(picture: Picture, language: Language) -> str:
    """The way taken and the open question in words, for who does not see the picture."""
    words = words_of("drawing", language)
    answers = {edge.source: edge.label.text for edge in picture.edges if edge.state == "path"}
    sentences = []
    for box in picture.boxes:
        if box.state not in ("path", "open"):
            continue
        text = " ".join(run.text for run in box.runs if run.role == "title")
        if box.step is not None:
            text = f"{words('step', n=box.step)}: {text}"
        if box.state == "open":
            text = f"{text} ({words('state.open')})"
        answer = answers.get(box.id)
        sentences.append(f"{text} {answer}" if answer else text)
    return ". ".join(sentences)


@cache
def _faces() -> str:
    regular, bold = (base64.b64encode(path.read_bytes()).decode("ascii") for path in font_files())
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        for weight, data in ((400, regular), (700, bold))
    )


# --- boxes --------------------------------------------------------------------------------------------------------


def _box(box: Box, k: float) -> str:
    style = box_style(box)
    parts = ["<g>", _rect(box.rect, shapes.CORNER * k, style.fill, style.border, style.width * k, _dash(style.dash, k))]
    bar = shapes.urgent_bar(box, k)
    if bar is not None and style.bar is not None:
        parts.append(_rect(bar, bar.width / 2, style.bar))
    band = shapes.next_band(box, k)
    if band is not None and box.state == "open":
        parts.append(_rect(band, 4 * k, LIGHT.amber_band))
    parts += _badge(box, k)
    for run in box.runs:
        parts += _mark(run, style, k)
        parts.append(_run(run, style.kicker if run.role in ("kicker", "detail") else style.text))
    parts.append("</g>")
    return "".join(parts)


def _badge(box: Box, k: float) -> Iterator[str]:
    badge = shapes.badge(box)
    if badge is not None:
        fill, border, text = badge_inks(box)
        yield (
            f'<circle cx="{_n(badge.x)}" cy="{_n(badge.y)}" r="{_n(badge.radius)}" fill="{fill}"'
            f' stroke="{border}" stroke-width="{_n(shapes.RING * k)}"/>'
        )
        yield _run(badge.run, text)


def _mark(run: Run, style: BoxStyle, k: float) -> Iterator[str]:
    box = shapes.mark_box(run)
    if box is None:
        return
    yield _rect(box, 3 * k, mark_ground(style, run.mark), style.text, 1.25 * k)
    colour = mark_colour(style, run.mark)
    for stroke in shapes.mark_strokes(run):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in stroke)
        yield (
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{_n(2 * k)}"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )


# --- answers ------------------------------------------------------------------------------------------------------


def _line(edge: Edge, k: float) -> str:
    style = edge_style(edge)
    drawn = shapes.arrow(edge, k, style.width)
    head = " ".join(f"{_n(x)},{_n(y)}" for x, y in drawn.head)
    return (
        f'<path d="{_path(drawn.shaft)}" fill="none" stroke="{style.line}" stroke-width="{_n(style.width * k)}"'
        f'{_dash(style.dash, k)}/><polygon points="{head}" fill="{style.line}"/>'
    )


def _label(edge: Edge, k: float) -> str:
    style: EdgeStyle = edge_style(edge)
    rect = edge.label_rect
    parts = [_rect(rect, rect.height / 2, style.fill, style.border, 1.5 * k), _run(edge.label, style.text)]
    cap = shapes.key_cap(edge)
    if cap is not None:
        parts += [_rect(cap[0], 3 * k, LIGHT.paper, LIGHT.line, k), _run(cap[1], LIGHT.muted)]
    return "".join(parts)


# --- pieces -------------------------------------------------------------------------------------------------------


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _text(text: str) -> str:
    """Escaped, without the control characters that XML cannot hold. Not by `xml.sax`: it brings Python's web client."""
    allowed = "".join(char if char in "\t\n" or _allowed(ord(char)) else "\ufffd" for char in text)
    return allowed.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def _allowed(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _run(run: Run, fill: str) -> str:
    weight = ' class="b"' if run.bold else ""
    at = f'x="{_n(run.x)}" y="{_n(run.y)}" font-size="{_n(run.size)}"'
    return f'<text {at} fill="{fill}"{weight}>{_text(run.text)}</text>'


def _rect(rect: Rect, radius: float, fill: str, border: str = "", width: float = 0.0, more: str = "") -> str:
    edge = f' stroke="{border}" stroke-width="{_n(width)}"{more}' if border else ""
    return (
        f'<rect x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" height="{_n(rect.height)}"'
        f' rx="{_n(radius)}" fill="{fill}"{edge}/>'
    )


def _dash(dash: tuple[float, ...], k: float) -> str:
    return f' stroke-dasharray="{" ".join(_n(length * k) for length in dash)}"' if dash else ""


def _path(points: Iterable[Point]) -> str:
    numbers = [f"{_n(x)} {_n(y)}" for x, y in points]
    return f"M{numbers[0]}C{' '.join(numbers[1:])}"
