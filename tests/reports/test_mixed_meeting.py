"""A meeting of patients and examples: the pages of the examples say what they are, and the front how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_text
from mdo_viewer.reports.pdf import meeting_pdf
from tests.help.reports_help import NOON, example, need, pack, pages_of, real, squashed

MARK = {"nl": "VOORBEELD: verzonnen patiënt", "en": "EXAMPLE: invented patient"}
FRONT = {
    "nl": {1: "1 van de 2 patiënten is een verzonnen VOORBEELD", 2: "2 van de 3 patiënten zijn verzonnen VOORBEELDEN"},
    "en": {1: "1 of the 2 patients is an invented EXAMPLE", 2: "2 of the 3 patients are invented EXAMPLES"},
}


def mixed(examples: int, *, with_place: bool = False) -> tuple[Case, ...]:
    found = (real("MDO-0003"), *(example(f"MDO-000{n}") for n in (1, 2)[:examples]))
    return (*found, replace(found[-1], site="L2")) if with_place else found


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("examples", [1, 2])
def test_the_front_says_how_many_are_examples(language: Language, examples: int) -> None:
    made = summarise_meeting(pack(), document_of(mixed(examples)), NOON, language)
    assert made.example_mark.startswith(FRONT[language][examples])
    front, *others = meeting_text(made).split(MARK[language])
    assert FRONT[language][examples] in " ".join(front.split())
    assert bool(others)


def test_of_examples_alone_the_front_says_what_it_is_and_of_patients_nothing() -> None:
    for cases, mark in (((example("MDO-0001"), example("MDO-0002")), MARK["nl"]), ((real("MDO-0003"),), "")):
        made = summarise_meeting(pack(), document_of(cases), NOON, "nl").example_mark
        assert made.startswith(mark)
        assert bool(made) is bool(mark)


def test_only_the_pages_of_examples_bear_the_mark(tmp_path: Path) -> None:
    need("pdftotext")
    made = summarise_meeting(pack(), document_of(mixed(1)), NOON, "nl", pictures=True)
    file = tmp_path / "meeting.pdf"
    file.write_bytes(meeting_pdf(made, "all"))
    pages = [squashed(page) for page in pages_of(file)]
    marked = [squashed(MARK["nl"]) in page for page in pages]
    keys = ("MDO-0003", "MDO-0001")
    of = [next((key for key in keys if f"{key}·Richtlijn" in page), "") for page in pages]
    assert {whose: {each for at, each in enumerate(marked) if of[at] == whose} for whose in of} == {
        "": {False},
        "MDO-0003": {False},
        "MDO-0001": {True},
    }
