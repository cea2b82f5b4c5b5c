"""Deviating in the window: what stands instead is asked where nothing can be chosen; without it the limit runs on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.decided import decided_line
from mdo_viewer.desktop.says.held import held_block, limits
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.stages import stage_colour, stage_sign, stage_views
from mdo_viewer.desktop.says.tokens import BROWN
from mdo_viewer.desktop.sheets.agenda_list import row_parts
from mdo_viewer.desktop.widgets.tab_order import as_laid
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Decision
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desk import buttons, click, shown_texts
from tests.help.desktop_help import at_tree, keys, settle, type_text

TREE, OF, LIMIT = "tijd_tot_therapie", "tijd_tot_therapie.therapie_24_uur", "Therapie binnen 24 uur"
INSTEAD = "Wat besluit het MDO in plaats daarvan?"
RUNS_ON = "Wat in plaats daarvan komt, is niet vastgelegd: de termijn loopt door."


def test_where_nothing_can_be_chosen_the_field_asks_what_stands_instead(window: Window) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A")
    assert any(text.startswith(INSTEAD) for text in shown_texts(window.right.decision))
    at_tree(window, 2, "lv_lang")  # which knows choices: the text explains
    keys(window, "A")
    shown = shown_texts(window.right.decision)
    assert not any(text.startswith(INSTEAD) for text in shown)
    assert any(text.startswith("Toelichting") for text in shown)


def test_with_a_reason_alone_the_limit_runs_on_in_the_window_and_says_so(window: Window) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A", "Alt+5", "Ctrl+Return")
    settle(window)
    decision = window.session.state.decision
    assert decision is not None
    assert (decision.reason_code, decision.text) == ("logistics", None)
    assert RUNS_ON in shown_texts(window.right)
    at_tree(window, 2, "lv_lang")
    assert [each.tree for each in limits(window.look)] == [TREE]
    assert any(LIMIT in text for text in shown_texts(window.right))

    at_tree(window, 2, TREE)
    keys(window, "A")
    type_text(window, "dinsdag")
    keys(window, "Ctrl+Return")
    settle(window)
    assert RUNS_ON not in shown_texts(window.right)
    assert limits(window.look) == []


def test_with_a_reason_alone_an_order_stays_a_task_and_the_window_says_so(window: Window) -> None:
    said = "Wat in plaats daarvan komt, is niet vastgelegd: dit blijft een taak."
    at_tree(window, 2, "cortico_voor_mri")
    keys(window, "A", "Alt+5", "Ctrl+Return")
    settle(window)
    assert said not in shown_texts(window.right)  # it was carried out
    window.session._edit(replace(window.session.state.case, done={}), ("undo.done", None))  # as no user takes it
    settle(window)
    assert said in shown_texts(window.right)
    decision = window.session.state.decision
    assert decision is not None
    case = replace(window.session.state.case, decisions=(replace(decision, text="pas na het biopt"),))
    window.session._edit(case, ("undo.done", None))  # the same
    settle(window)
    assert said not in shown_texts(window.right)


def test_an_operation_that_is_filled_in_is_asked_and_ticked_at_its_moment(window: Window) -> None:
    case = window.session.state.cases[2]
    moments = {
        **case.patient.moments,
        "diagnose_op": parse_moment("2026-11-20T10:00"),
        "operatie_op": parse_moment("2026-11-20T20:00"),
    }
    operated = replace(case, patient=replace(case.patient, moments=moments))
    at_tree(window, 2, "lv_lang")
    window.session._edit(operated, ("undo.done", None))  # moments as one step, as no field gives them
    settle(window)
    asked = "Operatie vr 20 nov 20:00 staat ingevuld: gehaald?"
    said = [item.text for block in held_block(window.look) for item in block.items if isinstance(item, Say)]
    assert asked in said
    assert asked in shown_texts(window.right)
    at_tree(window, 2, TREE)
    assert asked in shown_texts(window.right)
    assert OF not in window.session.state.case.done  # nobody ticks it off but the board
    assert buttons(window.right, "Gedaan") == []
    click(window.right, "Gedaan: vr 20 nov 20:00")
    assert window.session.state.case.done[OF] == parse_moment("2026-11-20T20:00")
    settle(window)
    assert asked not in shown_texts(window.right)
    assert limits(window.look) == []


def test_what_another_tree_decided_in_the_same_words_is_said_at_this_one(window: Window) -> None:
    case = window.session.state.cases[2]
    against = Decision(
        "cortico_lv_kort", "dexamethason", "deviate", reason_code="comorbidity", text="geen dexamethason"
    )
    values = {**case.patient.values, "levensverwachting_maanden": 2}
    both = replace(case, patient=replace(case.patient, values=values), decisions=(against,), done={})
    at_tree(window, 2, "cortico_voor_mri")
    said = "Hierover is besloten bij boom 8."
    assert said not in shown_texts(window.right)
    window.session._edit(both, ("undo.done", None))  # the same
    settle(window)
    assert said in shown_texts(window.right)
    (view,) = [each for each in stage_views(window.look) if each.tree == "cortico_voor_mri"]
    assert view.said == "besloten bij boom 8"
    assert view.decided
    assert view.deviates
    assert "dexamethason" in view.detail


def test_an_operation_that_is_filled_in_after_the_limit_was_too_late(window: Window) -> None:
    case = window.session.state.cases[2]
    moments = {"diagnose_op": parse_moment("2026-11-17T10:00"), "operatie_op": parse_moment("2026-11-20T20:00")}
    operated = replace(case, patient=replace(case.patient, moments={**case.patient.moments, **moments}))
    at_tree(window, 2, TREE)
    window.session._edit(operated, ("undo.done", None))  # moments as one step, as no field gives them
    settle(window)
    said = shown_texts(window.right)
    assert "Operatie vr 20 nov 20:00 staat ingevuld: te laat" in said
    assert not any("gehaald?" in text for text in said)


UNTIL = "vóór di 24 nov 12:00"


def deviate_until(window: Window, typed: str) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A", "Alt+5")
    type_text(window, "operatie dinsdag")
    line = window.right.decision.before
    line.setFocus()
    type_text(window, typed)


def test_a_deviation_takes_a_moment_and_the_window_says_it_everywhere(window: Window) -> None:
    deviate_until(window, "24-11 12:00")
    keys(window, "Ctrl+Return")  # from the field itself
    settle(window)
    decision = window.session.state.decision
    assert decision is not None
    assert decision.before == parse_moment("2026-11-24T12:00")
    assert any(f"V{UNTIL[1:]}" in text for text in shown_texts(window.right))
    (tile,) = [view for view in stage_views(window.look) if view.tree == TREE]
    assert tile.shown == f"Besluit: operatie dinsdag, {UNTIL}"
    assert f"operatie dinsdag, {UNTIL}" in decided_line(window.look, decision)
    room = content_of(window.look, key=False)
    passages = (room.main, *([room.side] if room.side else []), *room.strips)
    assert f"V{UNTIL[1:]}" in [said.text for passage in passages for said in passage.said]
    at_tree(window, 2, "lv_lang")
    said = f"Besloten: operatie dinsdag, {UNTIL} (boom 4)"
    assert said in shown_texts(window.right)
    keys(window, "Ctrl+Z")
    settle(window)
    assert said not in shown_texts(window.right)


def test_a_moment_after_the_limit_of_a_treatment_says_so_while_it_is_written_and_after(window: Window) -> None:
    at_tree(window, 2, "lv_lang")
    keys(window, "A")
    window.session.change_draft(chosen="radiotherapie", reason_code="patient_wish")
    line, form = window.right.decision.before, window.right.decision
    line.setFocus()
    type_text(window, "25-11 09:00")
    keys(window, "Tab")
    settle(window)

    said = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 14:10); van die termijn is niet afgeweken."
    assert form.late.text() == said
    assert not form.late.isHidden()
    keys(window, "Ctrl+Return")
    settle(window)
    assert said in " ".join(text for text in shown_texts(window.right))
    assert said in [each.text for each in content_of(window.look, key=False).main.said] + [
        each.text for strip in content_of(window.look, key=False).strips for each in strip.said
    ] + [each.text for side in [content_of(window.look, key=False).side] if side for each in side.said]


def test_a_moment_after_the_limit_of_a_treatment_says_so_wherever_the_decision_stands(window: Window) -> None:
    """One rule: strip, line, agenda, text, JSON and the command line ask it too."""
    at_tree(window, 2, "lv_lang")
    session = window.session
    late = parse_moment("2026-11-25T09:00")
    session.start_decision("deviate", window.look.verdict)
    session.change_draft(before=late)
    session.record()
    settle(window)
    short = "radiotherapie, vóór wo 25 nov 09:00 (ná de termijn van boom 4)"
    look = window.look
    (tile,) = [view for view in stage_views(look) if view.current]
    assert (tile.said, stage_sign(tile), stage_colour(tile)) == (f"Besluit: {short}", "against", BROWN)
    line = line_view(look)
    assert line.outcome == f"Besluit boom 9: {short} (wijkt af)"
    assert (line.sign, line.tone) == ("against", "amber")
    row = row_parts(look, session.state.current, draft=False)
    assert "besluit boom 9 ná termijn boom 4" in row[4]
    said = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 14:10); van die termijn is niet afgeweken."
    made = summarise(look.pack, session.state.case, look.now, "nl")
    assert said in as_json(made)
    assert said in " ".join(as_text(made).split())


def test_a_moment_that_is_none_is_said_and_nothing_is_recorded(window: Window) -> None:
    deviate_until(window, "31-13")
    keys(window, "Ctrl+Return")
    settle(window)
    form = window.right.decision
    assert form.before.message.text() == window.look.words("agreements.no_deadline")
    assert form.before.text() == "31-13"
    assert window.session.state.decision_on(TREE) is None
    form.before.setFocus()
    form.before.clear()
    form.before.setModified(True)
    keys(window, "Ctrl+Return")
    settle(window)
    found = window.session.state.decision_on(TREE)
    assert found is not None
    assert found.before is None  # it may stay empty


def test_a_moment_without_what_has_to_be_done_is_asked_back(window: Window) -> None:
    at_tree(window, 2, TREE)
    keys(window, "A", "Alt+5")
    window.right.decision.before.setFocus()
    type_text(window, "24-11 12:00")
    keys(window, "Ctrl+Return")
    settle(window)
    assert window.right.decision.text.message.text() == window.look.words("decision.text_needed")
    assert window.session.state.decision_on(TREE) is None


def test_who_follows_after_all_records_no_moment(window: Window) -> None:
    deviate_until(window, "24-11 12:00")
    keys(window, "Tab")
    click(window.right.decision, "Volgen")
    keys(window, "Ctrl+Return")
    settle(window)
    decision = window.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.before) == ("follow", None)


@pytest.mark.parametrize("tree", ["diagnostiek", "radiotherapie", "lv_lang"])
def test_tab_goes_through_the_form_as_it_is_read(window: Window, tree: str) -> None:
    at_tree(window, 2, tree)
    keys(window, "A")
    type_text(window, "anders")
    settle(window)
    order = [each for each in as_laid(window.right.decision) if each.isEnabled()]
    found: list[QWidget] = []
    for _ in order:
        stop = QApplication.focusWidget()
        assert stop is not None
        found.append(stop)
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is found[0]
    top = found.index(order[0])
    assert found[top:] + found[:top] == order
