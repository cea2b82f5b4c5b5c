"""A limit that an answer takes away or puts off does not go without a word: what was lost, and by which fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6 import QtGui
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.losing import Lost, lost
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.held import urgent_words
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK, example_cases
from tests.desktop.widgets.test_announcing import Listening
from tests.help.desktop_help import NOW, close, keys, make_window, settle

GUIDELINE = load_pack(PACK)
DAYS, UITVAL = "uitval_mesmc_ontstaan_dagen", "neurologische_uitval_door_mesmc"
SUSPECTED = "radiologische_verdenking_wervelmetastasen"
BACK = "Ctrl+Z maakt het ongedaan."


def urgent_case(*, found: datetime | None = NOW - timedelta(hours=26)) -> Case:
    """A patient whose therapy had to begin within 24 hours: two hours ago."""
    case = example_cases(GUIDELINE)[2]
    moments = {id: when for id, when in case.patient.moments.items() if id != "diagnose_op"}
    if found is not None:
        moments["diagnose_op"] = found
    return replace(case, patient=replace(case.patient, moments=moments), decisions=())


@pytest.fixture
def passed(qtbot: QtBot) -> Iterator[Window]:
    """That patient and another one, at tree 9."""
    window = make_window((urgent_case(), example_cases(GUIDELINE)[1]))
    window.session.go_tree("lv_lang")
    settle(window)
    yield window
    close(window)


def told(window: Window) -> str:
    settle(window)
    return "" if window.message.isHidden() else window.message.label.text()


# --- through the window


def test_a_passed_limit_that_another_number_takes_away_is_told(passed: Window) -> None:
    assert "verstreken" in urgent_words(passed.look)
    passed.session.answer(DAYS, 20)
    said = told(passed)
    assert said == (
        "Verstreken termijn vervallen: Therapie binnen 24 uur, vóór zo 22 nov 12:30 (boom 4), "
        f"door Uitval door MESMC ontstaan in (dagen): 20. {BACK}"
    )
    assert "verstreken" not in urgent_words(passed.look)


def test_a_running_limit_of_another_tree_that_an_answer_takes_away_is_told(qtbot: QtBot) -> None:
    window = make_window((urgent_case(found=NOW - timedelta(hours=2)),))
    window.session.go_tree("lv_lang")
    settle(window)
    window.session.answer(UITVAL, False)
    said = told(window)
    assert said.startswith("Termijn vervallen: Therapie ")
    assert "therapie binnen 24 uur, vóór ma 23 nov 12:30" in said.casefold()
    assert said.endswith(f"door Neurologische uitval door MESMC: nee. {BACK}")
    close(window)


def test_no_suspicion_on_images_any_more_takes_no_limit_away_without_a_word(passed: Window) -> None:
    passed.session.answer(SUSPECTED, False)
    assert "Therapie binnen 24 uur" in told(passed)
    assert "door Radiologische verdenking op wervelmetastasen: nee" in told(passed)


def test_an_answer_taken_away_and_a_moment_are_told_too(passed: Window) -> None:
    passed.session.set_moment("diagnose_op", NOW)
    assert told(passed) == (
        "Termijn nu later: Therapie binnen 24 uur, vóór ma 23 nov 14:30 (boom 4), "
        "was vóór zo 22 nov 12:30, door Definitieve diagnose gesteld: zo 22 nov 14:30. " + BACK
    )
    passed.session.set_moment("diagnose_op", None)
    assert told(passed).startswith("Termijn nu zonder tijdstip: Therapie binnen 24 uur (boom 4), was ")


def test_what_is_done_again_says_both_and_what_is_undone_only_that(passed: Window) -> None:
    passed.session.answer(DAYS, 20)
    settle(passed)
    passed.session.undo()
    assert told(passed).startswith("Ongedaan gemaakt: ")
    assert "vervallen" not in told(passed)
    passed.session.redo()
    assert told(passed).startswith("Opnieuw gedaan: ")
    assert "Verstreken termijn vervallen: Therapie binnen 24 uur" in told(passed)


def test_it_stays_while_only_something_else_is_looked_at_or_the_clock_goes_on(passed: Window) -> None:
    passed.session.answer(DAYS, 20)
    said = told(passed)
    passed.session.select(None)
    passed.session.go_tree("indicatie")
    passed.tick()
    assert told(passed) == said


@pytest.mark.parametrize(
    "by",
    [
        lambda window: keys(window, "Esc"),
        lambda window: window.session.go_patient(1),
        lambda window: window.session.unknown("pijn"),
        lambda window: window.session.undo(),
    ],
)
def test_it_goes_by_esc_another_patient_or_the_next_change(passed: Window, by: Callable[[Window], object]) -> None:
    passed.session.answer(DAYS, 20)
    assert "vervallen" in told(passed)
    by(passed)
    assert "vervallen" not in told(passed)
    passed.tick()
    assert "vervallen" not in told(passed)


def test_who_listens_hears_it_once(passed: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    listening = Listening()
    monkeypatch.setattr(QtGui, "QAccessible", listening)
    passed.session.answer(DAYS, 20)
    said = told(passed)
    passed.session.go_tree("indicatie")
    settle(passed)
    passed.tick()
    settle(passed)
    assert [each for each in listening.heard if "vervallen: Therapie" in each] == [said]
    passed.session.undo()
    settle(passed)
    listening.heard.clear()
    passed.session.redo()
    settle(passed)
    assert sum("vervallen: Therapie" in each for each in listening.heard) == 1
    assert sum("Opnieuw gedaan" in each for each in listening.heard) == 1


def test_an_urgent_one_is_red_as_an_urgent_remark_is(passed: Window) -> None:
    passed.session.answer(DAYS, 20)
    settle(passed)
    place = passed.message.grab().toImage()
    assert place.pixelColor(place.width() // 2, 6) == theme.colour(tokens.RED_WASH)
    passed.session.undo()
    settle(passed)
    place = passed.message.grab().toImage()
    assert place.pixelColor(place.width() // 2, 6) == theme.colour(tokens.AMBER_WASH)


def test_another_patient_is_named(passed: Window) -> None:
    passed.session.answer(DAYS, 20)
    settle(passed)
    document = passed.session.state.document
    passed.session.undo()
    passed.session.go_patient(1)
    settle(passed)
    passed.session._change(document, ("undo.over", None))  # a change of the agenda, as taking over makes it
    assert told(passed).startswith(f"{urgent_case().name}: Verstreken termijn vervallen: ")


def test_a_first_answer_of_a_patient_of_whom_nothing_is_known_takes_no_limit_of_theirs(empty: Window) -> None:
    """The shortest that is still possible is that of the tree, and of no patient yet."""
    empty.session.answer("klinische_verdenking_wervelmetastasen", True)
    assert told(empty) == ""


# --- the rule


def looks(case: Case, change: Callable[[Session], object]) -> tuple[Look, Look]:
    """Before and after this change, with no window."""
    session = Session(GUIDELINE, (case,))
    before = Look(session.state, NOW)
    assert before.stages
    change(session)
    return before, Look(session.state, NOW)


def found(case: Case, change: Callable[[Session], object]) -> list[tuple[str, str]]:
    return [(each.how, each.was.due.of) for each in lost(*looks(case, change))]


def mri_case(**values: bool | int) -> Case:
    """A patient with a suspicion, and with this known."""
    case = Case("MDO-0001")
    facts = {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False, **values}
    moments = {"verdenking_op": NOW - timedelta(hours=1)}
    return replace(case, patient=replace(case.patient, values=facts, moments=moments))


def test_a_limit_that_is_kept_or_ends_sooner_is_not_lost() -> None:
    case = urgent_case(found=NOW)
    assert found(case, lambda session: session.answer("pijn", False)) == []
    assert found(case, lambda session: session.set_moment("diagnose_op", NOW - timedelta(hours=2))) == []
    assert found(urgent_case(found=None), lambda session: session.set_moment("diagnose_op", NOW)) == []
    sooner = mri_case(eenzijdige_radiculaire_pijn=True)
    assert found(sooner, lambda session: session.answer("klinische_verdenking_mesmc", True)) == []


def test_a_moment_that_may_have_met_it_loses_no_limit() -> None:
    case = urgent_case(found=NOW - timedelta(hours=26))
    assert found(case, lambda session: session.set_moment("operatie_op", NOW - timedelta(hours=3))) == []


def test_what_the_limit_asked_for_is_there_now() -> None:
    case = mri_case(klinische_verdenking_mesmc=True)
    assert found(case, lambda session: session.answer("adequate_beeldvorming_aanwezig", True)) == []


def test_that_there_is_no_hurry_any_more_by_a_number_is_told() -> None:
    case = mri_case(klinische_verdenking_mesmc=True)
    values = {**case.patient.values, "asia_score": "A", "complete_dwarslaesie_uren_bij_presentatie": 4}
    case = replace(case, patient=replace(case.patient, values=values))
    longer = found(case, lambda session: session.answer("complete_dwarslaesie_uren_bij_presentatie", 400))
    assert longer == [("gone", "mri_12_uur")]


def test_a_limit_on_which_the_board_decided_is_told_with_the_decision() -> None:
    case = urgent_case()

    def decide(session: Session) -> None:
        session.go_tree("tijd_tot_therapie")
        session.start_decision("follow", "therapie_24_uur")
        session.record()

    session = Session(GUIDELINE, (case,))
    decide(session)
    assert session.state.case.decisions
    assert found(session.state.case, lambda session: session.answer(UITVAL, False)) == []


def test_a_longer_limit_instead_is_told_as_later() -> None:
    case = mri_case(eenzijdige_radiculaire_uitval=True, uitval_progressief=True, uitval_ontstaan_dagen=3)
    values = {**case.patient.values, "klinische_verdenking_mesmc": False, "lhermitte": False,
              "bilaterale_radiculaire_pijn_of_uitval": False}  # fmt: skip
    case = replace(case, patient=replace(case.patient, values=values))
    (each,) = lost(*looks(case, lambda session: session.answer("uitval_ontstaan_dagen", 20)))
    assert isinstance(each, Lost)
    assert (each.how, each.was.due.of, each.now and each.now.due.of) == ("later", "mri_24_uur", "mri_48_uur")
