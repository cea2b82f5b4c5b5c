"""A patient with advice of two guidelines: that nobody held them against each other is said everywhere, in one way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack, shipped_packs
from mdo_viewer.guideline.model import Language, Pack, Value
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import ON_ADVICE, journey_of_case, kinds_on_whole, not_compared
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reports.board import board_page
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_text
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desktop_help import NOW

HOME = load_pack(PACK)
OTHER = next(pack for pack in map(load_pack, (folder.name for folder in shipped_packs())) if pack.id != HOME.id)


def advised(pack: Pack, known: Mapping[str, Value]) -> Iterator[Patient]:
    """People of whom a guideline says what to do, none of whom contradicts what another one knows."""
    for tree in pack.trees:
        for route in islice(routes(pack, tree), 40):
            values = {**{fact.id: False for fact in pack.scope}, **dict(route.examples)}
            patient = Patient({**values, **{id: known[id] for id in known if id in pack.facts_by_id}})
            agrees = all(patient.values[id] == value for id, value in values.items())
            if agrees and kinds_on_whole(journey_of_case(pack, Case("", patient), NOW)) == ON_ADVICE:
                yield patient


@cache
def cases(*, both: bool) -> tuple[Case, Case]:
    for there in advised(OTHER, {}):
        for here in advised(HOME, there.values):
            return Case("MDO-0001", here), Case("MDO-0001", there if both else Patient({}), pack=OTHER.id)
    raise AssertionError("nobody has advice of both")


def said(language: Language) -> str:
    titles = "; ".join(pack.title(language) for pack in (HOME, OTHER))
    return words_of("saying", language)("not_compared", guidelines=titles)


def surfaces(read: tuple[Case, Case], language: Language) -> dict[str, str]:
    """What window, room, page, text and data say of this patient."""
    session = Session(HOME, read)
    session.clock = lambda: NOW
    session.set_language(language)
    look = Look(session.state, NOW)
    assert look.stages
    items = [item for block in advice_blocks(look, later=False) for item in block.items]
    room = content_of(look, key=False)
    apart = not_compared(HOME, read, NOW)
    page, picture = board_page(HOME, read[0], NOW, language, others=read[1:], apart=apart)
    alone = summarise(HOME, read[0], NOW, language, others=read[1:], apart=apart)
    meeting = summarise_meeting(HOME, document_of(read), NOW, language)
    return {
        "window": " ".join(item.text for item in items if isinstance(item, Say)),
        "room": str(room),
        "page": str(page_data(page, picture)),
        "text": " ".join(as_text(alone).split()),
        "data": str(json.loads(as_json(alone))),
        "meeting": " ".join(meeting_text(meeting).split()),
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_two_guidelines_were_not_held_against_each_other_is_said_everywhere(language: Language) -> None:
    for name, text in surfaces(cases(both=True), language).items():
        assert said(language) in text, name


def test_where_one_guideline_has_advice_nothing_is_said_of_it() -> None:
    for name, text in surfaces(cases(both=False), "nl").items():
        assert said("nl")[:40] not in text, name


def test_two_places_of_one_guideline_are_of_one() -> None:
    here = next(advised(HOME, {}))
    assert not_compared(HOME, (Case("A", here, site="T8"), Case("A", here, site="L1")), NOW) == ()
