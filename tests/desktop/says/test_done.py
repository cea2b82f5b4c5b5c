"""Advice is ticked off as done with its time, and the time can be changed and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Press
from mdo_viewer.desktop.says.held import running
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.reasoning.deadlines import ZONE
from tests.help.desk import click
from tests.help.desktop_help import NOW, at_tree, keys, settle, type_text
from tests.reports.test_calm import PACK
from tests.reports.test_order_line import BIOPSY, TAKEN, unknown_origin

ID = "tijd_tot_therapie.therapie_24_uur"


@pytest.fixture
def window(window: Window) -> Window:
    """The third patient at the tree of the time to treatment."""
    return at_tree(window, 2, "tijd_tot_therapie")


def press(window: Window, words: str) -> None:
    click(window.advice.column, words)


def type_done(window: Window, text: str) -> None:
    field = window.advice.column.field(f"done:{ID}")
    assert field is not None
    field.field.setFocus()
    field.field.selectAll()
    type_text(window, text)
    keys(window, "Return")


def test_one_click_ticks_off_with_the_time_and_one_takes_it_back(window: Window) -> None:
    press(window, "Gedaan")
    assert window.session.state.case.done[ID] == NOW
    texts = window.advice.column.texts()
    assert "gedaan zo 22 nov 14:30" in texts
    assert any(text.startswith("Op tijd: 23 uur 40 min vóór") for text in texts)
    assert not any(text.startswith("over ") for text in texts)
    assert stage_views(window.look)[3].said == "gedaan: Therapie binnen 24 uur"
    assert window.top.undo.accessibleName() == "Ongedaan maken: gedaan, MDO-0003"
    press(window, "Toch niet gedaan")
    assert ID not in window.session.state.case.done
    assert "Gedaan" in window.advice.column.texts()


def test_single_keys_go_on_after_ticking_off(window: Window) -> None:
    press(window, "Gedaan")
    keys(window, "V")
    assert window.session.state.draft is not None
    keys(window, "Escape")
    press(window, "Toch niet gedaan")
    keys(window, "V")
    assert window.session.state.draft is not None


def test_ticking_off_is_undone_and_redone(window: Window) -> None:
    press(window, "Gedaan")
    keys(window, "Ctrl+Z")
    assert ID not in window.session.state.case.done
    keys(window, "Ctrl+Y")
    assert ID in window.session.state.case.done


def test_the_time_is_typed_like_the_other_moments(window: Window) -> None:
    press(window, "Gedaan")
    type_done(window, "22-11 14:20")
    assert window.session.state.case.done[ID] == datetime(2026, 11, 22, 14, 20, tzinfo=ZONE)
    type_done(window, "straks")
    assert "geen datum" in window.advice.column.field(f"done:{ID}").message.text()  # type: ignore[union-attr]
    type_done(window, "23-11-2026 10:00")  # without the year it would be the last such day, a year ago
    assert "toekomst" in window.advice.column.field(f"done:{ID}").message.text()  # type: ignore[union-attr]
    assert window.session.state.case.done[ID] == datetime(2026, 11, 22, 14, 20, tzinfo=ZONE)


def test_late_is_said_and_a_passed_limit_says_so(window: Window) -> None:
    window.session.set_moment("diagnose_op", datetime(2026, 11, 21, 8, 0, tzinfo=ZONE))
    settle(window)
    assert stage_views(window.look)[3].said == "verstreken: Therapie binnen 24 uur"
    assert any("verstreken" in text for text in window.advice.column.texts())
    press(window, "Gedaan")
    assert any(text.startswith("Te laat: 6 uur 30 min na") for text in window.advice.column.texts())
    assert not any("verstreken" in text for text in window.advice.column.texts())
    assert "done" in {view.tone for view in stage_views(window.look)}


def test_the_case_file_and_the_page_carry_it(window: Window) -> None:
    from mdo_viewer.reports.summary import summarise

    press(window, "Gedaan")
    state = window.session.state
    again = read_case(write_case(state.case, state.pack), "case.yaml", state.pack)
    assert again.done == state.case.done
    page = summarise(state.pack, state.case, NOW, "nl")
    assert any(line.of == ID and line.state == "done" for line in page.deadlines)


def test_every_word_of_it_is_there_in_english(window: Window) -> None:
    press(window, "Gedaan")
    keys(window, "Ctrl+L")
    settle(window)
    texts = window.advice.column.texts()
    assert "done Sun 22 Nov 14:30" in texts
    assert "Not done after all" in texts


def told(window: Window) -> str:
    """Everything that the advice panel says."""
    return " ".join(label.text() for label in window.advice.column.findChildren(QLabel) if label.isVisible())


def test_a_starting_moment_in_the_future_is_told(window: Window) -> None:
    warning = window.look.words("advice.start_in_future")
    assert warning not in told(window)
    window.session.set_moment("diagnose_op", NOW + timedelta(days=30))
    settle(window)
    assert warning in told(window)


@pytest.mark.parametrize(("days", "says"), [(10, "advice.in"), (24, None), (30, "advice.may_now")])
def test_an_earliest_time_is_no_window_that_closes(window: Window, days: int, says: str | None) -> None:
    """Three to four weeks after the operation: within that range nothing is said of time left or reached."""
    window.session.answer("geopereerd", True)
    window.session.answer("postoperatief_onvoldoende_herstel_of_achteruitgang", False)
    window.session.set_moment("operatie_op", NOW - timedelta(days=days))
    window.session.go_tree("interval_chir_rt")
    window.change_settings(later=False)  # a source can be "over" something
    settle(window)
    text = told(window)
    assert "vroegst" in text
    for key in ("advice.in", "advice.may_now"):
        start = window.look.words(key, span="§").split("§")[0]
        assert (start in text) == (key == says), key


def test_what_counts_beside_an_advice_runs_and_is_ticked_off_at_its_tree() -> None:
    case = unknown_origin(progressieve_uitval_ondanks_corticosteroiden=True)
    probable = {**case.patient.moments, "waarschijnlijkheidsdiagnose_op": TAKEN - timedelta(hours=1)}
    case = replace(case, patient=replace(case.patient, moments=probable))
    for done, said in (({}, "Gedaan"), ({BIOPSY: TAKEN}, "Toch niet gedaan")):
        session = Session(PACK, (replace(case, done=done),))
        look = Look(replace(session.state, tree_id="aanvullend"), NOW)
        outcome = look.advice.outcome
        assert outcome is not None
        assert outcome.id == "decompressie_overwegen"
        assert [each.due.of for each in running(look) if each.tree == "aanvullend"] == ([] if done else ["biopt_1_dag"])
        items = [each for block in advice_blocks(look, later=False) for each in block.items]
        assert [each.do for each in items if isinstance(each, Press) and each.words == said] == [
            f"{'undone' if done else 'done'}:{BIOPSY}"
        ]
