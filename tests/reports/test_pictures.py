"""The drawn tree as PDF and PNG: the same shapes and words as the picture, where the picture has them."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from mdo_viewer.drawing.font import text_width
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.reports.pdf import picture_pdf, picture_png
from mdo_viewer.reports.strokes import cropped, strokes, whole
from mdo_viewer.reports.summary import main_advice
from tests.help.reports_help import KEYS, example, need, pack, pages_of, said_by, squashed

SCALE = 0.75  # points of a pixel


def drawn(key: str, view: View = "path", language: Language = "nl") -> Picture:
    advice = main_advice(pack(), example(key), None)
    return draw(pack(), advice, view=view, language=language, width=1200, height=600)


@pytest.mark.parametrize("view", ["path", "whole"])
@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_in_the_pdf(key: str, view: View, tmp_path: Path) -> None:
    need("pdftotext")
    picture = drawn(key, view)
    file = tmp_path / "picture.pdf"
    file.write_bytes(picture_pdf(picture, "nl", "Boom"))
    (page,) = pages_of(file)
    said = squashed(page)
    runs = [*(run for box in picture.boxes for run in box.runs), *(edge.label for edge in picture.edges)]
    assert [run.text for run in runs if squashed(run.text) not in said] == []


def test_text_is_as_wide_as_it_was_measured(tmp_path: Path) -> None:
    """No kerning, no ligatures: what was measured fits its box in print too."""
    need("pdftotext")
    picture = drawn("MDO-0003", "whole")
    file = tmp_path / "picture.pdf"
    file.write_bytes(picture_pdf(picture, "nl"))
    found: dict[str, list[tuple[float, float]]] = {}
    for line in said_by("pdftotext", "-bbox", file, "-").splitlines():
        match = re.search(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', line)
        if match:
            found.setdefault(match[3], []).append((float(match[1]), float(match[2])))
    compared = 0
    for box in picture.boxes:
        for run in box.runs:
            if " " in run.text or run.text not in found:
                continue
            width = text_width(run.text, run.size, run.bold) * SCALE
            near = [(left, right) for left, right in found[run.text] if abs(left - run.x * SCALE) < 0.5]
            assert any(abs(right - left - width) < 0.5 for left, right in near), run.text
            compared += 1
    assert compared > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_named_and_the_same_each_time(language: Language, tmp_path: Path) -> None:
    need("pdfinfo", "pdffonts", "pdfimages", "qpdf")
    picture = drawn("MDO-0001", "whole", language)
    content = picture_pdf(picture, language, "Diagnostiek")
    assert content == picture_pdf(picture, language, "Diagnostiek")
    file = tmp_path / "picture.pdf"
    file.write_bytes(content)
    told = said_by("pdfinfo", file)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Title: .*Diagnostiek", told)
    assert re.search(r"Pages: +1\n", told)
    assert "CreationDate" not in told
    assert {line.split()[-5] for line in said_by("pdffonts", file).splitlines()[2:]} == {"yes"}
    assert said_by("pdfimages", "-list", file).splitlines()[2:] == []
    said_by("qpdf", "--check", file)


@pytest.mark.parametrize("width", [320, 1400, 3001])
def test_the_png_is_as_wide_as_asked(width: int) -> None:
    picture = drawn("MDO-0002")
    content = picture_png(picture, "nl", width)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    got_width, got_height = struct.unpack(">II", content[16:24])
    assert got_width == width
    assert abs(got_height - width * picture.height / picture.width) <= 1
    assert content == picture_png(picture, "nl", width)


def test_a_pack_cannot_write_markup_into_the_picture(tmp_path: Path) -> None:
    need("pdftotext")
    picture = drawn("MDO-0003")
    nasty = '#eval("1") $x$ *b* <b> \\ \u202e'
    box = picture.boxes[0]
    run = replace(box.runs[0], text=nasty)
    picture = replace(picture, boxes=(replace(box, runs=(run, *box.runs[1:])), *picture.boxes[1:]))
    file = tmp_path / "picture.pdf"
    file.write_bytes(picture_pdf(picture, "nl", '"#panic()'))
    assert squashed('#eval("1") $x$ *b* <b> \\ [U+202E]') in squashed(pages_of(file)[0])


@pytest.mark.parametrize("key", KEYS)
def test_the_path_is_told_without_colour(key: str) -> None:
    """Thicker lines and step numbers carry the way in black and white."""
    picture = drawn(key, "whole")
    assert {"path"} <= {edge.state for edge in picture.edges}
    lines = [each for each in strokes(picture) if each["is"] == "curve"]
    states = [edge.state for edge in sorted(picture.edges, key=lambda edge: ORDER[edge.state])]
    widths: dict[str, set[float]] = {}
    for state, line in zip(states, lines, strict=True):
        pen = line["pen"]
        assert isinstance(pen, dict)
        widths.setdefault(state, set()).add(pen["width"])
    path = min(widths.pop("path"))
    assert all(path >= 1.5 * max(others) for others in widths.values())
    texts = [each["text"] for each in strokes(picture) if each["is"] == "text"]
    steps = [str(box.step) for box in picture.boxes if box.step is not None]
    assert steps
    assert set(steps) <= set(texts)


ORDER = {"ruled_out": 0, "possible": 1, "open": 2, "path": 3}


def test_a_cropped_picture_keeps_everything() -> None:
    picture = drawn("MDO-0003")
    area = cropped(picture)
    left, top = float(str(area["x"])), float(str(area["y"]))
    right, bottom = left + float(str(area["width"])), top + float(str(area["height"]))
    for box in picture.boxes:
        assert left < box.rect.x < box.rect.right < right
        assert top < box.rect.y < box.rect.bottom < bottom
    assert area["strokes"] == whole(picture)["strokes"]
    assert whole(picture)["width"] == picture.width
