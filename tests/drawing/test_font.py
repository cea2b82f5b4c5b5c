"""Widths and line breaks come from the table, and the table from the fonts."""

from __future__ import annotations

import importlib.util
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.drawing import font
from mdo_viewer.drawing.font import balanced, text_width, tidy, wrap
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import LANGUAGES
from tests.help.drawing_help import shipped
from tests.help.places import ROOT

TOOL = ROOT / "tools" / "make_font_metrics.py"


def test_the_table_is_that_of_the_fonts() -> None:
    spec = importlib.util.spec_from_file_location("make_font_metrics", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert font.METRICS_FILE.read_text("utf-8") == tool.metrics()


def test_both_faces_have_the_ascent_and_descent_that_lines_are_placed_by() -> None:
    for face in json.loads(font.METRICS_FILE.read_text("utf-8")).values():
        assert (face["ascent"] / face["units"], face["descent"] / face["units"]) == (font.ASCENT, font.DESCENT)


def test_the_font_has_every_character_of_the_pack_and_of_the_drawing() -> None:
    texts = {value for language in LANGUAGES for key, value in words(language).items() if key.startswith("drawing.")}
    for tree in shipped().trees:
        texts |= {text for question in tree.questions for text in (question.text.nl, question.text.en)}
        texts |= {text for outcome in tree.outcomes for text in (outcome.title.nl, outcome.title.en)}
        texts |= {a.label.nl + a.label.en for question in tree.questions for a in question.answers}
    for fact in shipped().facts:
        texts |= {fact.label.nl, fact.label.en}
    missing = {char for text in texts | {"≥≤≠±×·–éëï’“”"} for char in text if not font.has_char(char)}
    assert missing == set()


def test_width_is_the_sum_of_the_advances() -> None:
    assert text_width("", 15, False) == 0
    assert text_width("ja nee", 20, True) == pytest.approx(
        text_width("ja", 20, True) + text_width(" ", 20, True) + text_width("nee", 20, True)
    )
    assert text_width("ja", 30, False) == pytest.approx(2 * text_width("ja", 15, False))
    assert text_width("MRI", 15, True) != text_width("MRI", 15, False)


def test_lines_break_between_words() -> None:
    assert wrap("Klinische verdenking op wervelmetastasen?", 180, 17, True) == [
        "Klinische verdenking",
        "op",
        "wervelmetastasen?",
    ]
    assert wrap("", 100, 15, False) == []
    assert wrap("  ja \n nee ", 100, 15, False) == ["ja nee"]


def test_a_word_too_wide_breaks_at_its_hyphen_or_else_anywhere() -> None:
    assert wrap("(PET-)CT-onderzoek", 100, 15, False) == ["(PET-)CT-", "onderzoek"]
    assert "".join(wrap("wervelkolomchirurg", 60, 15, False)) == "wervelkolomchirurg"


def test_balanced_lines_leave_no_lone_word() -> None:
    assert balanced("Klinische verdenking op wervelmetastasen?", 300, 17, True) == (
        "Klinische verdenking",
        "op wervelmetastasen?",
    )
    assert tidy("Bij uitval door MESMC binnen 24 uur", 215, 15, False)[-1] != "uur"


@given(st.text(alphabet="abcdeéïw -/–\n≥", max_size=80), st.integers(20, 400))
def test_no_line_is_wider_than_asked_and_no_character_is_lost(text: str, width: int) -> None:
    for break_lines in (wrap, balanced, tidy):
        lines = break_lines(text, float(width), 15.0, False)
        assert "".join(lines).replace(" ", "") == "".join(text.split())
        for line in lines:
            assert line.strip(" ") == line != ""
            assert len(line) == 1 or text_width(line, 15.0, False) <= width
