"""The second pack: who decides, for whom it is, and where its texts stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Source, Text
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient

PACK = load_pack("lage_rugpijn")
BOARD: dict[Language, re.Pattern[str]] = {"nl": re.compile(r"\bMDO\b"), "en": re.compile(r"\bboard\b", re.IGNORECASE)}


def texts() -> Iterator[Text]:
    """Whatever the pack says to a reader."""
    yield from (PACK.banner, PACK.disclaimer)
    for fact in (*PACK.facts, *PACK.scope):
        yield from (text for text in (fact.label, fact.help, fact.reason) if text is not None)
    for tree in PACK.trees:
        yield from (text for question in tree.questions for text in (question.text, question.help) if text is not None)
        yield from (text for outcome in tree.outcomes for text in (outcome.title, outcome.text))
    yield from (rider.text for rider in PACK.riders)
    yield from (text for note in PACK.notes for text in (note.title, note.text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_speaks_of_a_board(language: Language) -> None:
    assert [text(language) for text in texts() if BOARD[language].search(text(language))] == []


def test_the_pack_is_closed_for_children() -> None:
    for stage in journey(PACK, Patient({"jonger_dan_18": True})):
        assert stage.advice.status == "out_of_scope"
    open_for = advise(PACK, PACK.trees_by_id["zorgniveau"], Patient({"duur_lage_rugpijn": "acuut"}))
    assert open_for.scope_open == ("jonger_dan_18",)  # unanswered it closes nothing, and is said


def test_after_a_red_flag_only_imaging_is_open() -> None:
    facts = {"klinische_verdenking_wervelmetastasen": False, "verdenking_infectie": True}
    stages = {stage.advice.tree.id: stage for stage in journey(PACK, Patient(facts))}
    imaging = stages["beeldvorming"].advice
    assert imaging.outcome is not None
    assert (imaging.outcome.id, imaging.outcome.limit) == ("mri_rode_vlag", None)
    assert 16 in imaging.notes
    assert stages["zorgniveau"].entry == stages["pijnmedicatie"].entry == "not_entered"


def test_a_place_is_one_of_its_own_document() -> None:
    """Lines of another document with the same numbers are no place in this one; pages of a document that is not divided
    into trees are its own, so that a place names no tree."""
    assert PACK.tree_at(Source("000", (2,), ((63, 66),))) is None
