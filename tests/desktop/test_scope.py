"""Whether the guideline holds is one question: one key, nothing filled in unsaid, and the only one that is open."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.cli.answers import advice_json
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks, headline
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.says.stages import stage_words
from mdo_viewer.desktop.state.actions import answer_edge, choose
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desktop_help import NOW, close, keys, make_window, settle

LEPTO, CHILD = (fact.id for fact in load_pack(PACK).scope)
HOLDS = {LEPTO: False, CHILD: False}


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[Window]:
    window = make_window((Case("MDO-0001"), Case("MDO-0002")))
    yield window
    close(window)


def known(window: Window) -> dict[str, object]:
    return dict(window.session.state.case.patient.values)


def unknown(window: Window) -> set[str]:
    return set(window.session.state.case.patient.unknown)


def asked(window: Window) -> str | None:
    return window.look.next_fact


def rows(window: Window) -> list[str]:
    return [row.id for row in facts_view(window.look).rows]


# --- the keys


def test_one_key_says_that_it_holds_and_one_step_takes_it_back(empty: Window) -> None:
    assert asked(empty) == SCOPE
    assert rows(empty)[0] == SCOPE
    assert not {LEPTO, CHILD} & set(rows(empty))
    keys(empty, "1")
    assert known(empty) == HOLDS
    assert set(empty.session.state.case.details) == set(HOLDS)
    assert asked(empty) == "klinische_verdenking_wervelmetastasen"
    assert SCOPE not in rows(empty)
    keys(empty, "Ctrl+Z")
    assert known(empty) == {}
    keys(empty, "Ctrl+Y", "Backspace")
    assert known(empty) == {}
    assert asked(empty) == SCOPE


def test_no_fills_in_nothing_and_asks_which(empty: Window) -> None:
    keys(empty, "2")
    assert (known(empty), unknown(empty)) == ({}, set())
    assert rows(empty)[:3] == [SCOPE, LEPTO, CHILD]
    assert asked(empty) == LEPTO
    card = facts_view(empty.look).rows[0]
    assert not card.next
    assert not card.chosen
    assert "nog niets ingevuld" in card.remark
    keys(empty, "2")
    assert known(empty) == {LEPTO: False}
    assert asked(empty) == CHILD
    keys(empty, "1")
    assert known(empty) == {LEPTO: False, CHILD: True}
    assert empty.look.advice.status == "out_of_scope"
    assert asked(empty) is None
    assert facts_view(empty.look).rows[0].chosen == {1}


def test_unknown_leaves_the_trees_to_answer_and_stays_told(empty: Window) -> None:
    keys(empty, "0")
    assert (known(empty), unknown(empty)) == ({}, {LEPTO, CHILD})
    assert asked(empty) == "klinische_verdenking_wervelmetastasen"
    keys(empty, "1", "1")
    settle(empty)
    assert empty.look.advice.status == "complete"
    assert set(empty.look.advice.scope_open) == {LEPTO, CHILD}
    assert any(block.id == "scope" for block in advice_blocks(empty.look, later=True))
    card = facts_view(empty.look).rows[0]
    assert (card.id, card.state, set(card.chosen)) == (SCOPE, "unknown", {2})


def test_unknown_keeps_what_is_known_of_one_of_them(empty: Window) -> None:
    empty.session.answer(LEPTO, False)
    empty.session.unknown(SCOPE)
    assert (known(empty), unknown(empty)) == ({LEPTO: False}, {CHILD})
    empty.session.answer(SCOPE, True)
    empty.session.unknown(SCOPE)  # it held, and now nobody knows
    assert (known(empty), unknown(empty)) == ({}, {LEPTO, CHILD})


def test_that_it_does_not_hold_is_never_an_answer_for_all(empty: Window) -> None:
    empty.session.answer(SCOPE, False)
    assert (known(empty), unknown(empty)) == ({}, set())


def test_what_was_known_of_one_keeps_when_it_was_noted(empty: Window) -> None:
    empty.session.answer(LEPTO, False)
    first = empty.session.state.case.details[LEPTO]
    empty.session.clock = lambda: NOW.replace(year=2027)
    empty.session.answer(SCOPE, True)
    details = empty.session.state.case.details
    assert details[LEPTO] == first
    assert details[CHILD].set_at == NOW.replace(year=2027)


# --- the card


def test_each_can_be_answered_by_itself(empty: Window) -> None:
    row = empty.facts.row(SCOPE)
    assert row.view is not None
    assert row.view.split == "Beantwoord de twee apart"
    assert row.split_button is not None
    row.split_button.click()
    assert rows(empty)[:3] == [SCOPE, LEPTO, CHILD]
    keys(empty, "2", "2")
    assert known(empty) == HOLDS
    row.split_button.click()
    assert not empty.session.state.scope_apart


def test_one_that_is_known_shows_them_apart_and_asks_the_other(empty: Window) -> None:
    empty.session.answer(CHILD, False)
    assert rows(empty)[:3] == [SCOPE, LEPTO, CHILD]
    assert asked(empty) == LEPTO
    assert facts_view(empty.look).rows[0].split == ""


def test_another_patient_is_asked_as_one_question_again(empty: Window) -> None:
    keys(empty, "2", "PgDown")
    assert asked(empty) == SCOPE


def test_what_is_chosen_is_taken_back_by_choosing_it_again(empty: Window) -> None:
    for index, values, asked in ((0, HOLDS, set()), (2, {}, {LEPTO, CHILD})):
        choose(empty, SCOPE, index)
        assert (known(empty), unknown(empty)) == (values, asked)
        choose(empty, SCOPE, index)
        assert (known(empty), unknown(empty)) == ({}, set())


def test_the_answers_in_the_picture_do_what_the_keys_do(empty: Window) -> None:
    answer_edge(empty, SCOPE, "nee")
    assert known(empty) == {}
    assert asked(empty) == LEPTO
    answer_edge(empty, SCOPE, "ja")
    assert known(empty) == HOLDS


def test_a_single_fact_is_asked_itself(qtbot: QtBot) -> None:
    pack = load_pack("lage_rugpijn")
    window = make_window((Case("MDO-0001"),), pack=pack)
    (fact,) = pack.scope
    assert asked(window) == fact.id
    assert rows(window)[0] == fact.id
    assert SCOPE not in rows(window)
    answer_edge(window, SCOPE, "nee")
    assert known(window) == {fact.id: False}
    close(window)


def test_a_pack_without_scope_begins_with_its_tree(qtbot: QtBot) -> None:
    pack = replace(load_pack(PACK), scope=(), scope_question=None)
    window = make_window((Case("MDO-0001"),), pack=pack)
    assert asked(window) == "klinische_verdenking_wervelmetastasen"
    assert rows(window)[0] != SCOPE
    close(window)


# --- one question at a time


@pytest.mark.parametrize("pressed", [(), ("2",), ("2", "2")])
@pytest.mark.parametrize("facts", [{}, {"klinische_verdenking_wervelmetastasen": True}])
def test_no_other_question_looks_open(empty: Window, facts: dict[str, bool], pressed: tuple[str, ...]) -> None:
    for fact, value in facts.items():
        empty.session.answer(fact, value)
    keys(empty, *pressed)
    for view in ("path", "whole"):
        empty.session.set_view("path" if view == "path" else "whole")
        settle(empty)
        picture = empty.graph.picture
        assert picture is not None
        assert [box.node for box in picture.boxes if box.state == "open"] == [SCOPE]
        assert {edge.question for edge in picture.edges if edge.key is not None} <= {SCOPE}
        assert {edge.question for edge in picture.edges if edge.state == "open"} == {SCOPE}
    panel = facts_view(empty.look)
    assert sum(row.next for row in (*panel.rows, *panel.others, *panel.rider_rows)) == 1
    assert [line.text[:2] for line in outline(empty.look) if line.strong] == ["0."]


# --- every surface


def test_step_0_is_said_wherever_the_way_is(empty: Window) -> None:
    keys(empty, "1")
    empty.session.answer("klinische_verdenking_wervelmetastasen", True)
    look = empty.look
    assert outline(look)[0].text.startswith("0.  Geldt de richtlijn?  ja")
    step = advice_json(look.pack, look.advice, "en")["path"][0]
    assert json.loads(json.dumps(step)) == {
        "id": SCOPE, "question": "Does the guideline apply?", "answer": "yes", "state": "answered", "facts": HOLDS,
    }  # fmt: skip
    summary = summarise(look.pack, look.state.case, NOW, "nl")
    assert (summary.main.path[0].number, summary.main.path[0].question) == (0, "Geldt de richtlijn?")
    assert all(step.number for tree in summary.trees for step in tree.path[1:])


def test_where_it_does_not_hold_every_surface_shows_the_way_out(empty: Window) -> None:
    empty.session.answer(CHILD, True)
    settle(empty)
    look = empty.look
    picture = empty.graph.picture
    assert picture is not None
    assert "De bomen gelden niet" in " ".join(run.text for box in picture.boxes for run in box.runs)
    step = advice_json(look.pack, look.advice, "nl")["path"][0]
    assert (step["answer"], step["state"]) == ("nee", "answered")
    assert [line.text for line in outline(look)][-1].startswith("De bomen gelden niet")
    assert "patiënt jonger dan 18 jaar" in as_text(summarise(look.pack, look.state.case, NOW, "nl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_untouched_patient_all_is_calm(empty: Window, language: str) -> None:
    empty.session.set_language("nl" if language == "nl" else "en")
    look = empty.look
    blocks = advice_blocks(look, later=True)
    assert [(block.id, block.tone) for block in blocks[:2]] == [("untouched", "grey"), ("possible", "plain")]
    said = [item for block in blocks for item in block.items if isinstance(item, Say)]
    assert not [item.text for item in said if "urgent" in item.style]
    texts = " ".join(item.text for item in said)
    words = {
        "nl": ("Nog geen advies", "Eerst: geldt de richtlijn?", "Kortste termijn die nog kan: MRI binnen 12 uur."),
        "en": ("No advice yet", "First: does the guideline apply?", "Shortest limit still possible: MRI within 12"),
    }[language]
    assert all(word in texts for word in words)
    assert stage_words(look, look.stages[0])[1] == "quiet"
    room = content_of(look, key=False)
    assert room.main.tone == "grey"
    assert room.side is None
    assert words[1] in " ".join(each.text for each in room.main.said)
    assert headline(look)


def test_touched_the_advice_panel_says_what_is_missing(empty: Window) -> None:
    keys(empty, "1")
    assert any(block.id == "missing" for block in advice_blocks(empty.look, later=True))
    moment = next(iter(empty.look.pack.moments)).id
    case = Case("MDO-0003", patient=Patient(moments={moment: NOW}))
    window = make_window((case,))
    assert not window.look.untouched
    close(window)
