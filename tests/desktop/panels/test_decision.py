"""The form of a decision and the line that stays of it: nothing contradicts itself, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.decided import decided_line, decided_lines, decided_short
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.since import happened
from mdo_viewer.desktop.state.commands import COMMANDS, is_letter
from mdo_viewer.desktop.widgets.controls import SOON, Button, key_width, words_width
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language, Range
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.document import with_point
from mdo_viewer.reports.summary import summarise
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import at_tree


@pytest.fixture
def desk(window: Window) -> Desk:
    """The third patient at tree 9, with what the board recorded: it deviates, radiotherapy."""
    return Desk(at_tree(window, 2, "lv_lang"))


@pytest.fixture
def fresh(desk: Desk) -> Desk:
    """The same, not decided on yet."""
    desk.window.session.withdraw()
    desk.settle()
    return desk


def recorded(desk: Desk) -> Decision:
    found = desk.state.decision
    assert found is not None
    return found


def draft(desk: Desk) -> Decision:
    found = desk.state.draft
    assert found is not None
    return found


def form(desk: Desk) -> QWidget:
    """The form that is open, over the columns."""
    found = desk.window.right.form
    assert found is not None
    return found


def left_open(desk: Desk) -> Desk:
    """The advice leaves surgery and radiotherapy both open."""
    for fact in ("instabiliteit", "achteruitgang_onder_radiotherapie_en_corticosteroiden"):
        desk.window.session.answer(fact, False)
    assert desk.window.look.verdict == "chirurgie_of_radiotherapie"
    return desk


# --- another kind, and the recorded one again


@pytest.mark.parametrize("key", ["V", "W"])
def test_another_kind_than_the_recorded_one_begins_empty(desk: Desk, key: str) -> None:
    assert recorded(desk).text
    desk.press(key)
    empty = draft(desk)
    assert (empty.text, empty.reason, empty.reason_code, empty.condition, empty.chosen) == (None,) * 5
    assert desk.window.right.decision.text.text.toPlainText() == ""


def test_what_is_recorded_and_then_followed_does_not_contradict_itself(desk: Desk) -> None:
    desk.press("V", "Ctrl+Return")
    assert (recorded(desk).kind, recorded(desk).chosen, recorded(desk).text) == ("follow", "operatie", None)
    state = desk.state
    said = str(summarise(state.pack, state.case, desk.window.look.now, "nl").decisions)
    assert "1 × 8 Gy" not in said


@pytest.mark.parametrize("between", ["V", "W"])
def test_the_recorded_deviation_opens_whole_after_another_kind_was_looked_at(desk: Desk, between: str) -> None:
    before = recorded(desk)
    desk.press(between, "Escape", "A")
    assert draft(desk) == before
    assert "Zo vastgelegd; een wijziging telt pas als u die vastlegt" in shown_texts(form(desk))
    desk.press("Ctrl+Return")
    assert (recorded(desk).chosen, recorded(desk).text) == (before.chosen, before.text)


def test_what_was_typed_for_another_kind_stays_with_it_and_the_rest_is_as_recorded(desk: Desk) -> None:
    before = recorded(desk)
    desk.press("V")
    desk.type("na het weekend")
    assert "Concept: vervangt het vastgelegde besluit pas als u dit vastlegt" in shown_texts(form(desk))
    desk.click("Afwijken")
    assert (draft(desk).text, draft(desk).chosen) == (before.text, before.chosen)
    desk.click("Volgen")
    assert (draft(desk).kind, draft(desk).text) == ("follow", "na het weekend")
    assert "Concept" in shown_texts(form(desk))


@pytest.mark.parametrize("other", ["Volgen", "Volgen, mits…"])
def test_no_text_changes_its_meaning_with_the_kind(fresh: Desk, other: str) -> None:
    fresh.press("A")
    fresh.type("toch een MRI")
    fresh.press("Alt+2")
    fresh.click(other)
    field = fresh.window.right.decision.text.text
    assert (draft(fresh).text, field.toPlainText(), draft(fresh).reason_code) == (None, "", None)
    fresh.click("Afwijken")
    assert (draft(fresh).text, field.toPlainText()) == ("toch een MRI", "toch een MRI")
    assert draft(fresh).reason_code is not None


@pytest.mark.parametrize(
    ("first", "kind", "then"),
    [("A", "deviate", "V"), ("A", "deviate", "W"), ("W", "follow_with_condition", "V")],
)
def test_what_waits_opens_as_what_it_is_and_says_so(fresh: Desk, first: str, kind: str, then: str) -> None:
    fresh.press(first)
    fresh.type("eerst herstel")
    fresh.press("Escape", then)
    assert (draft(fresh).kind, draft(fresh).text or draft(fresh).condition) == (kind, "eerst herstel\n")
    assert says_kind_first(fresh, kind)
    fresh.press("Escape", first)
    assert (draft(fresh).kind, draft(fresh).text or draft(fresh).condition) == (kind, "eerst herstel")
    assert chosen_kinds(fresh) == [NAMED[kind]]


NAMED = {"follow": "Volgen", "follow_with_condition": "Volgen, mits…", "deviate": "Afwijken"}


def chosen_kinds(desk: Desk) -> list[str]:
    """The kinds of decision that show as chosen in the form."""
    return [button.words for button in desk.window.right.decision.kinds if button.isChecked() and button.isVisible()]


def says_kind_first(desk: Desk, kind: str) -> bool:
    """Whether the message is that a draft of this kind stands there, of which a kind is chosen first."""
    return f"Er staat een concept van “{NAMED[kind].rstrip('…')}”. Kies eerst" in desk.message


def test_what_is_typed_after_the_key_of_deviating_is_never_recorded_as_following(fresh: Desk) -> None:
    fresh.press("V")
    fresh.type("eens")
    fresh.press("Escape", "A")
    assert chosen_kinds(fresh) == []
    fresh.type("Geen therapie, patient wil niet")
    field = fresh.window.right.decision.text.text
    assert field.toPlainText() == "eens\nGeen therapie, patient wil niet"
    for _again in range(2):
        fresh.press("Ctrl+Return")
        assert fresh.state.decision is None
        assert says_kind_first(fresh, "follow")
        assert field.hasFocus()
    fresh.click("Afwijken")
    assert (draft(fresh).kind, draft(fresh).text) == ("deviate", "Geen therapie, patient wil niet")
    fresh.press("Ctrl+Return")
    assert fresh.state.decision is None
    assert "Kies een reden van de afwijking." in shown_texts(form(fresh))
    fresh.click("Volgen")
    assert draft(fresh).text == "eens", "it waited as it was"
    fresh.click("Afwijken")
    fresh.press("Alt+2", "Ctrl+4")
    assert (recorded(fresh).kind, recorded(fresh).text) == ("deviate", "Geen therapie, patient wil niet")


def test_the_kind_of_the_draft_goes_on_with_all_of_it(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("wil niet")
    fresh.press("Alt+2")
    fresh.click("Radiotherapie")
    before = draft(fresh)
    fresh.press("Escape", "W")
    fresh.type("en kan niet")
    fresh.press("Alt+3", "Ctrl+2", "Ctrl+Return")
    assert fresh.state.decision is None
    assert says_kind_first(fresh, "deviate")
    fresh.click("Afwijken")
    assert draft(fresh) == replace(before, text="wil niet\nen kan niet")
    fresh.press("Ctrl+Return")
    assert (recorded(fresh).kind, recorded(fresh).chosen) == ("deviate", "radiotherapie")


def test_a_condition_and_its_explanation_stay_apart(fresh: Desk) -> None:
    fresh.press("V")
    fresh.type("eens")
    fresh.press("Escape", "W")
    fresh.type("mits de KPS 60 is")
    fresh.click("Volgen, mits…")
    assert (draft(fresh).text, draft(fresh).condition) == ("eens", "mits de KPS 60 is")
    fresh.press("Escape", "V")
    fresh.type("akkoord")
    fresh.press("Ctrl+Return")
    assert fresh.state.decision is None
    assert says_kind_first(fresh, "follow_with_condition")
    fresh.click("Volgen")
    assert (draft(fresh).kind, draft(fresh).text) == ("follow", "eens\nakkoord")
    assert draft(fresh).condition == "mits de KPS 60 is"


@pytest.mark.parametrize("nothing_typed", [False, True])
def test_closed_before_a_kind_is_chosen_each_text_waits_as_its_own(fresh: Desk, nothing_typed: bool) -> None:
    fresh.press("V")
    fresh.type("eens")
    fresh.press("Escape", "A")
    fresh.type("" if nothing_typed else "wil niet")
    expected = [("follow", "eens")] if nothing_typed else [("follow", "eens"), ("deviate", "wil niet")]
    for closes in ((), ("Escape",)):
        fresh.press(*closes)
        assert [(each.kind, each.text) for _at, each in fresh.window.session.half_written()] == expected
    fresh.press("A")
    assert chosen_kinds(fresh) == ([] if nothing_typed else ["Afwijken"])


def test_a_draft_without_a_kind_is_not_carried_to_the_whole_case(fresh: Desk) -> None:
    fresh.press("V")
    fresh.type("eens")
    fresh.press("Escape", "A")
    fresh.type("wil niet")
    fresh.click("Hele casus")
    assert says_kind_first(fresh, "follow")
    assert not draft(fresh).is_whole


def test_thrown_away_before_a_kind_is_chosen_nothing_waits(fresh: Desk) -> None:
    fresh.press("V")
    fresh.type("eens")
    fresh.press("Escape", "A")
    fresh.type("wil niet")
    fresh.click("Gooi concept weg")
    fresh.click("Echt weggooien?")
    assert fresh.window.session.half_written() == ()


def test_a_kind_that_was_left_empty_leaves_the_one_that_was_written_to_wait(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("toch een MRI")
    fresh.click("Volgen")
    assert fresh.state.drafts_here, "it waits while another kind is in sight"
    fresh.press("Escape")
    ((_at, waiting),) = fresh.window.session.half_written()
    assert (waiting.kind, waiting.text) == ("deviate", "toch een MRI")
    fresh.press("A")
    fresh.click("Volgen")
    fresh.press("Ctrl+Return")
    assert (recorded(fresh).kind, recorded(fresh).text) == ("follow", None)
    assert fresh.window.session.half_written() == (), "what was recorded takes its place"


def test_what_the_board_decides_itself_comes_along_where_an_advice_comes_and_back(fresh: Desk) -> None:
    months = fresh.window.session.state.case.patient.values["levensverwachting_maanden"]
    fresh.window.session.clear("levensverwachting_maanden")
    fresh.press("A")
    fresh.type("eerst de uitslag")
    fresh.window.session.change_draft(before=fresh.window.now())
    assert draft(fresh).kind == "own"
    fresh.window.session.answer("levensverwachting_maanden", months)
    fresh.settle()
    fresh.press("Ctrl+Return")
    assert "Er is intussen een advies" in fresh.message
    fresh.click("Volgen")
    assert (draft(fresh).text, draft(fresh).before) == (None, None), "of following it is no explanation"
    fresh.click("Afwijken")
    assert (draft(fresh).kind, draft(fresh).text) == ("deviate", "eerst de uitslag")
    assert draft(fresh).before is not None
    assert fresh.window.right.decision.text.text.toPlainText() == "eerst de uitslag"
    fresh.click("Volgen")
    fresh.press("Escape")
    fresh.window.session.clear("levensverwachting_maanden")
    fresh.window.session.start_decision("own", None)
    fresh.settle()
    assert len(fresh.window.session.half_written()) == 1, "once: it did not stay behind as the other kind"


def test_what_was_written_of_the_one_stays_where_the_other_has_its_own(fresh: Desk) -> None:
    session = fresh.window.session
    session.start_decision("deviate", fresh.window.look.verdict)
    session.change_draft(text="toch een MRI")
    session.start_decision("own", None)
    assert draft(fresh).text == "toch een MRI", "and back"
    session.change_draft(text="eerst de uitslag")
    session.close_forms()
    session.start_decision("own", None)
    session.start_decision("follow", fresh.window.look.verdict)
    session.start_decision("deviate", fresh.window.look.verdict)
    assert draft(fresh).text == "eerst de uitslag"


def test_what_explains_following_explains_it_with_a_condition_too(fresh: Desk) -> None:
    fresh.press("V")
    fresh.type("na het weekend")
    fresh.press("Ctrl+Return", "W")
    assert draft(fresh).text == "na het weekend"
    assert "na het weekend" in fresh.window.right.decision.text.text.toPlainText()
    fresh.type("mits de KPS 60 is")
    fresh.press("Ctrl+Return")
    found = recorded(fresh)
    assert (found.kind, found.text, found.condition) == ("follow_with_condition", "na het weekend", "mits de KPS 60 is")
    said = decided_lines(fresh.window.look, found)[1]
    assert "Mits de KPS 60 is" in said
    assert "mits mits" not in said.lower()
    fresh.press("A")
    assert draft(fresh).text is None


# --- what is typed


def test_text_typed_after_the_key_is_the_explanation(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("patient wil niet")
    assert draft(fresh).text == "patient wil niet"
    assert not fresh.state.agreeing
    assert fresh.state.case.lead_physician != "atient wil niet"


@pytest.mark.parametrize("letter", sorted({key for row in COMMANDS for key in row.keys if is_letter(key)}))
def test_a_letter_is_no_command_while_a_decision_is_written(fresh: Desk, letter: str) -> None:
    fresh.press("V")
    before, kind = fresh.state.tree_id, draft(fresh).kind
    fresh.press(letter)
    assert fresh.window.place == "decision"
    assert (fresh.state.tree_id, draft(fresh).kind) == (before, kind)
    assert (draft(fresh).text or "").casefold() == letter.removeprefix("Shift+").casefold()


def test_a_letter_does_not_answer_a_row_of_choices_meanwhile(fresh: Desk) -> None:
    fresh.window.focus_fact("asia_score")
    fresh.window.call("decide:follow")()
    fresh.row("asia_score").focus_control()
    before = fresh.state.document
    fresh.type("b")
    assert fresh.state.document == before
    assert draft(fresh).text == "b"


def test_the_form_shows_no_cap_of_a_single_letter(fresh: Desk) -> None:
    for key in ("V", "W", "A"):
        fresh.press(key)
        caps = [button.cap for button in fresh.window.right.decision.findChildren(Button) if button.isVisible()]
        assert caps
        assert [cap for cap in caps if is_letter(cap)] == []
        fresh.press("Escape")


# --- choosing


def test_enter_on_a_choice_chooses_it_and_records_nothing(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("eerst overleg")
    fresh.press("Alt+2", "Tab")
    assert fresh.window.right.decision.choice.grid.has_keyboard
    fresh.press("Return")
    assert (fresh.state.decision, draft(fresh).chosen) == (None, "operatie")
    fresh.press("Return")
    assert (fresh.state.decision, draft(fresh).chosen) == (None, "operatie")
    assert fresh.message == fresh.window.look.words("decision.enter_waits")


def test_enter_on_what_is_chosen_records_nothing_and_space_takes_it_back(fresh: Desk) -> None:
    fresh.press("A")
    fresh.click("Wens van de patiënt")
    fresh.click("Radiotherapie")
    fresh.press("Space")
    assert draft(fresh).chosen is None
    fresh.click("Radiotherapie")
    fresh.press("Return")
    assert (fresh.state.decision, draft(fresh).chosen) == (None, "radiotherapie")
    fresh.press("Ctrl+Return")
    assert recorded(fresh).chosen == "radiotherapie"


def test_a_deviation_says_what_is_done_instead(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("wil geen operatie")  # why, not what
    fresh.click("Wens van de patiënt")
    fresh.press("Ctrl+Return")
    assert fresh.state.decision is None
    wanting = "Kies wat het MDO in plaats daarvan doet."
    assert wanting in shown_texts(form(fresh))
    fresh.press("Return", "Return")
    assert fresh.state.decision is None, "Enter alone chooses nothing"
    fresh.press("Right")
    assert wanting not in shown_texts(form(fresh))
    fresh.press("Ctrl+Return")
    assert (recorded(fresh).kind, recorded(fresh).chosen) == ("deviate", "radiotherapie")


def test_none_of_the_choices_is_one_too(fresh: Desk) -> None:
    fresh.press("A")
    fresh.type("afwachten")
    fresh.press("Alt+2", "Ctrl+4")
    assert (recorded(fresh).chosen, recorded(fresh).text) == ("geen", "afwachten")


def test_choosing_with_control_records_unless_something_is_missing(fresh: Desk) -> None:
    fresh.press("A", "Ctrl+2")
    assert fresh.state.decision is None
    assert "Kies een reden van de afwijking." in shown_texts(form(fresh))
    fresh.press("Right", "Ctrl+3")
    assert (recorded(fresh).reason_code, recorded(fresh).chosen) == ("patient_wish", "systeemtherapie")


def test_following_what_leaves_the_choice_needs_one(fresh: Desk) -> None:
    left_open(fresh).press("V", "Ctrl+Return")
    assert fresh.state.decision is None
    assert "Het advies laat de keuze open: kies wat het MDO doet." in shown_texts(form(fresh))
    fresh.press("Right", "Ctrl+Return")
    assert (recorded(fresh).kind, recorded(fresh).chosen) == ("follow", "radiotherapie")


# --- how the form opens


def test_the_form_opens_at_its_top(fresh: Desk) -> None:
    fresh.window.resize(1366, 640)
    fresh.press("A")
    bar = fresh.window.right.decision.area.verticalScrollBar()
    fresh.settle()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    fresh.press("Escape", "A")
    assert bar.value() == 0


@pytest.mark.parametrize("pressed", [("V",), ("W",), ("A",), ("A", "Ctrl+3"), ("A", "Ctrl+3", "Right")])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1366, 1024])
def test_nothing_of_the_form_is_cut_at_its_side(
    fresh: Desk, pressed: tuple[str, ...], language: Language, width: int
) -> None:
    fresh.window.resize(width, 768)
    fresh.window.session.set_language(language)
    fresh.press(*pressed)
    fresh.settle()
    form = fresh.window.right.decision
    body = form.area.widget()
    assert body is not None
    assert body.width() <= form.area.viewport().width()
    assert form.record.width() >= form.record.sizeHint().width()
    for button in form.choice.buttons:
        room = button.width() - 2 * button.pad - key_width(button.cap) - 2
        longest = max(button.words.split(), key=len)
        assert words_width(longest, 14, button.isChecked()) <= room


@pytest.mark.parametrize("key", ["V", "W", "A"])
def test_the_button_names_the_key_that_records_from_everywhere(fresh: Desk, key: str) -> None:
    fresh.press(key)
    record = fresh.window.right.decision.record
    assert record.cap == "Ctrl+Enter"
    assert record.width() >= record.sizeHint().width()


def test_enter_in_a_text_records_nothing(fresh: Desk) -> None:
    for key, field in (("V", "text"), ("W", "condition"), ("A", "text")):
        fresh.press(key)
        fresh.type("een")
        fresh.press("Return")
        fresh.type("twee")
        assert getattr(draft(fresh), field) == "een\ntwee"
        assert fresh.state.decision is None
        fresh.click("Gooi concept weg")
        fresh.click("Echt weggooien?")
        assert fresh.window.session.half_written() == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_guideline_is_silent_the_form_says_so(desk: Desk, language: Language) -> None:
    window = desk.window
    silent = {o.id for tree in window.look.pack.trees for o in tree.outcomes if o.kind == "silent"}
    window.session.go_tree("tijd_tot_therapie")
    for fact, value in (("uitval_mesmc_ontstaan_dagen", 30), ("uitval_progressief", False)):
        window.session.answer(fact, value)
    window.session.set_language(language)
    assert window.look.verdict in silent
    desk.press("A")
    said = words_of("window", language)("decision.about.silent", said="")
    assert any(text.startswith(said) for text in shown_texts(form(desk)))
    assert [button.words for button in desk.window.right.decision.kinds if button.isVisible()] == [
        words_of("window", language)("decision.own.button").rstrip("…")
    ]


# --- the line of what is recorded


def test_over_a_range_the_form_says_what_each_way_says(fresh: Desk) -> None:
    fresh.window.session.go_tree("indicatie")
    fresh.window.session.answer("levensverwachting_maanden", Range(2, 6))
    fresh.settle()
    assert len(fresh.window.look.advice.ways) == 2
    fresh.press("A")
    shown = shown_texts(form(fresh))
    assert not [text for text in shown if text.startswith("Nog geen advies")]
    assert [text for text in shown if text.startswith("Twee wegen mogelijk: ") and "≥ 3 maanden: Chirurgie" in text]


def lines(desk: Desk) -> list[str]:
    """What stands below the advice, as far as it is wholly in sight."""
    desk.settle()
    part = desk.window.advice.decided
    if not part.isVisible():
        return []
    assert desk.window.right.rect().contains(part.mapTo(desk.window.right, QPoint(0, 0)))
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


#: What the example recorded on the third patient: an older file, without the moment.
RECORDED = [
    "Radiotherapie",
    "Wens van de patiënt. Wil geen operatie na uitleg van beide opties. Radiotherapie 1 × 8 Gy",
]


def filled(desk: Desk) -> list[str]:
    """The ways to decide that look chosen below the advice."""
    return [button.words for button in desk.window.advice.kinds.values() if button.isVisible() and button.isChecked()]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_decision_is_always_in_sight(desk: Desk, size: tuple[int, int]) -> None:
    desk.window.resize(*size)
    assert lines(desk) == RECORDED
    assert filled(desk) == ["Afwijken"]
    view = desk.tile(9).view
    assert view is not None
    assert (view.said, view.detail) == ("Besluit: radiotherapie", "Chirurgie heeft de voorkeur")
    desk.press("V", "Ctrl+Return")
    assert lines(desk) == ["Operatie · 14:30"]
    assert filled(desk) == ["Volgen"]


def test_an_own_decision_is_in_sight_too(fresh: Desk) -> None:
    fresh.window.session.clear("levensverwachting_maanden")
    fresh.press("A")
    fresh.type("eerst de uitslag")
    fresh.press("Ctrl+Return")
    assert lines(fresh) == ["Het MDO heeft zelf besloten · 14:30", "Eerst de uitslag"]


def test_it_is_withdrawn_beside_its_line_and_the_keyboard_stays_there(desk: Desk) -> None:
    desk.click("Trek in")
    assert desk.state.decision is None
    assert lines(desk) == []
    assert desk.message == "Besluit ingetrokken: boom 9: radiotherapie (wijkt af). Ctrl+Z brengt het terug."
    assert desk.window.advice.isAncestorOf(desk.window.focusWidget()) or desk.window.focusWidget() is desk.window.advice
    desk.press("Ctrl+Z")
    assert lines(desk) == RECORDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_choice_leads_is_said_whole_on_its_button(desk: Desk, language: Language) -> None:
    desk.press("V", "Ctrl+Return")
    desk.window.session.set_language(language)
    desk.settle()
    button = desk.window.advice.next
    assert button.isVisible()
    assert button.hasHeightForWidth()
    assert button.height() >= button.heightForWidth(button.width())


# --- undo and the pointer


def test_undo_closes_the_split_question_before_it_takes_anything_back(desk: Desk) -> None:
    desk.window.call("case:add")()
    for key in ("Ctrl+Z", "Backspace"):
        desk.press("2")
        split = desk.state
        assert split.scope_apart
        desk.press(key)
        whole = desk.state
        assert not whole.scope_apart
        assert len(desk.state.cases) == 4
    desk.press("Ctrl+Z")
    assert len(desk.state.cases) == 3


def test_undo_from_the_doubt_leaves_the_keyboard_with_this_patient(desk: Desk) -> None:
    window = desk.window
    window.session.answer("asia_score", "B")
    window.session.answer("kan_zelfstandig_lopen", True)
    desk.settle()
    assert window.look.doubts
    desk.press("D")
    assert window.advice.isAncestorOf(window.focusWidget())
    seat = desk.state.seat
    desk.press("Ctrl+Z")
    assert not window.look.doubts
    assert window.focusWidget() is window.advice
    desk.press("Return")
    assert desk.state.seat == seat


def double(button: Button) -> None:
    """The second press of a double click, which Qt gives to whatever lies under the pointer by then."""
    at = QPointF(button.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, at, QPointF(button.mapToGlobal(at.toPoint())), left, left, none)
        QApplication.sendEvent(button, event)


def test_the_second_half_of_a_double_click_answers_no_other_fact(desk: Desk) -> None:
    for fact in ("instabiliteit", "klinische_toestand_operabel"):
        desk.window.session.clear(fact)
    desk.settle()
    first, other = (
        next(button for button in desk.row(fact).findChildren(Button) if button.isVisible() and button.words == "nee")
        for fact in ("instabiliteit", "klinische_toestand_operabel")
    )
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    desk.settle()
    before = desk.state.document
    double(other)
    assert desk.state.document == before
    QTest.mouseClick(other, Qt.MouseButton.LeftButton, delay=SOON)
    changed = desk.state.document
    assert changed != before
    double(other)
    assert desk.state.document != changed, "a double click on one button still presses it twice"


def test_a_click_on_what_came_under_a_resting_pointer_answers_nothing(empty: Window) -> None:
    desk = Desk(empty)
    for _ in range(12):
        asked = empty.look.next_fact
        assert asked is not None
        buttons = [each for each in desk.row(asked).findChildren(Button) if each.isVisible() and each.words == "nee"]
        if not buttons:
            empty.session.unknown(asked)
            desk.settle()
            continue
        point = buttons[0].mapTo(empty, buttons[0].rect().center())
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton, delay=SOON)
        desk.settle()
        QTest.qWait(200)
        under, before = empty.childAt(point), desk.state.document
        if not isinstance(under, Button) or not empty.facts.isAncestorOf(under):
            continue
        at = under.mapFrom(empty, point)
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=at)
        assert desk.state.document == before, "too soon to have been read"
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=at, delay=SOON)
        if desk.state.document != before:
            return
    raise AssertionError("no question came under the pointer")


def test_a_deviation_to_what_is_advised_is_asked_back(fresh: Desk) -> None:
    fresh.press("A")
    fresh.click("Wens van de patiënt")
    fresh.click("Operatie")
    fresh.press("Ctrl+Return")  # surgery is what is advised
    assert fresh.state.decision is None
    assert "Dit is wat wordt geadviseerd: kies Volgen, of iets anders." in shown_texts(form(fresh))
    fresh.press("Right", "Ctrl+Return")
    assert (recorded(fresh).kind, recorded(fresh).chosen) == ("deviate", "radiotherapie")


def test_what_was_missing_of_another_kind_is_in_sight_no_more(fresh: Desk) -> None:
    left_open(fresh).press("A")
    fresh.click("Wens van de patiënt")
    fresh.click("Operatie")
    fresh.press("Ctrl+Return")
    said = "Dit is wat wordt geadviseerd: kies Volgen, of iets anders."
    assert said in shown_texts(form(fresh))
    fresh.click("Volgen")
    assert draft(fresh).kind == "follow"
    assert said not in shown_texts(form(fresh))


def test_a_digit_with_control_chooses_also_where_the_board_decides_itself(fresh: Desk) -> None:
    fresh.window.session.clear("levensverwachting_maanden")
    fresh.press("A", "Ctrl+2")
    assert (recorded(fresh).kind, recorded(fresh).chosen, recorded(fresh).text) == ("own", "radiotherapie", None)


# --- what an advice leaves open beside what it advises


def systemic(desk: Desk) -> Desk:
    """The advice is systemic therapy, and radiotherapy may be given beside it."""
    for fact, value in (
        ("klinische_toestand_operabel", False),
        ("hormoongevoelige_tumor", True),
        ("snel_effect_chemotherapie_verwacht", True),
    ):
        desk.window.session.answer(fact, value)
    assert desk.window.look.verdict == "systeemtherapie_eerst"
    return desk


@pytest.mark.parametrize("pressed", [("V", "Ctrl+Return"), ("V", "Ctrl+1", "Return")])
def test_an_advice_is_followed_with_what_it_advises_alone(fresh: Desk, pressed: tuple[str, ...]) -> None:
    systemic(fresh).press("V")
    form = fresh.window.right.decision
    assert [button.words for button in form.choice.buttons if button.isVisible()] == ["Systeemtherapie"]
    fresh.press("Escape", *pressed)
    assert (recorded(fresh).kind, recorded(fresh).chosen) == ("follow", "systeemtherapie")


def test_what_an_older_file_followed_with_is_not_recorded_anew_unseen(fresh: Desk) -> None:
    state = systemic(fresh).state
    older = Decision("lv_lang", "systeemtherapie_eerst", "follow", chosen="radiotherapie")
    point = replace(state.point, case=replace(state.case, decisions=(older,)))
    fresh.window.session.open_meeting(with_point(state.document, state.current, point), state.current, "lv_lang")
    fresh.press("V")
    instead = "Concept: vervangt het vastgelegde besluit pas als u dit vastlegt"
    assert instead in shown_texts(form(fresh))
    fresh.press("Escape")
    assert recorded(fresh) == older


# --- behind an older text


def own(desk: Desk) -> Desk:
    """The board decides itself, with a text."""
    desk.window.session.clear("levensverwachting_maanden")
    desk.press("A")
    desk.type("eerst de uitslag")
    desk.press("Ctrl+Return")
    assert (recorded(desk).kind, recorded(desk).text) == ("own", "eerst de uitslag")
    return desk


def test_what_is_typed_goes_on_behind_what_was_recorded(fresh: Desk) -> None:
    own(fresh).press("A")
    fresh.type(" en dexa")
    fresh.press("Ctrl+Return")
    assert recorded(fresh).text == "eerst de uitslag en dexa"


@pytest.mark.parametrize(("key", "field"), [("A", "text"), ("W", "condition"), ("V", "text")])
@pytest.mark.parametrize("between", [("Escape", "KEY"), ("Ctrl++",), ("Ctrl+-",), ("Escape", "Ctrl++", "KEY")])
def test_no_way_back_to_a_text_selects_it(fresh: Desk, key: str, field: str, between: tuple[str, ...]) -> None:
    fresh.press(key)
    fresh.type("oud")
    fresh.press(*(key if each == "KEY" else each for each in between))
    fresh.settle()
    fresh.type("er")
    assert getattr(draft(fresh), field) == "ouder"
    fresh.window.change_settings(text_size=100)


def test_tab_comes_behind_an_older_text_too(desk: Desk) -> None:
    desk.press("A")
    before = draft(desk).text
    assert before
    text = desk.window.right.decision.text.text
    desk.press("Tab")
    for _ in range(20):
        if not text.hasFocus():
            desk.press("Tab")
    desk.type(" nieuw")
    assert draft(desk).text == f"{before} nieuw"


def test_enter_goes_on_below_an_older_text(fresh: Desk) -> None:
    own(fresh).press("A", "Return")
    fresh.type("dan bellen")
    assert draft(fresh).text == "eerst de uitslag\ndan bellen"


# --- the line of the patient


def test_the_line_of_the_patient_says_the_treatment_whatever_was_decided_last_and_that_it_is_overtaken(
    desk: Desk,
) -> None:
    window = desk.window
    assert "radiotherapie (wijkt af)" in window.patient.decided.whole
    desk.window.session.go_tree("tijd_tot_therapie")
    desk.press("V", "Ctrl+Return")
    desk.settle()
    assert window.patient.decided.whole == "Besluit boom 9 (+ 1 ander): radiotherapie (wijkt af)"
    assert line_view(window.look).tone == "amber"
    desk.window.session.go_tree("lv_lang")
    desk.press("V", "Ctrl+Return")
    desk.settle()
    assert window.patient.decided.whole == "Besluit boom 9 (+ 1 ander): operatie"
    window.session.answer("klinische_toestand_operabel", False)
    desk.settle()
    assert window.patient.decided.whole == "Achterhaald · Besluit boom 9 (+ 1 ander): operatie"
    assert line_view(window.look).tone == "amber"


def test_a_treatment_takes_the_place_of_another_decision_in_the_line(fresh: Desk) -> None:
    window = fresh.window
    window.session.go_tree("tijd_tot_therapie")
    fresh.press("V", "Ctrl+Return")
    assert line_view(window.look).tone == "green"
    window.session.go_tree("lv_lang")
    fresh.press("A")
    fresh.click("Wens van de patiënt")
    fresh.press("Ctrl+2")
    fresh.settle()
    assert window.patient.decided.whole == "Besluit boom 9 (+ 1 ander): radiotherapie (wijkt af)"
    assert line_view(window.look).tone == "amber"


def test_a_deviation_elsewhere_is_named_and_colours_the_line(fresh: Desk) -> None:
    """The treatment is followed and stands first; at another tree the board deviated."""
    window = fresh.window
    fresh.press("V", "Ctrl+1", "Ctrl+Return")
    window.session.go_tree("tijd_tot_therapie")
    fresh.press("A")
    fresh.click("Wens van de patiënt")
    fresh.press("Ctrl+Return")
    fresh.settle()
    assert window.patient.decided.whole == "Wijkt af: boom 4 · Besluit boom 9: operatie"
    assert line_view(window.look).tone == "amber"


def test_the_form_of_the_whole_case_lists_what_is_followed_before_it_is_recorded(fresh: Desk) -> None:
    window = fresh.window
    window.session.go_tree("tijd_tot_therapie")
    fresh.press("A")
    fresh.click("Wens van de patiënt")
    fresh.press("Ctrl+Return")
    fresh.press("Shift+V")
    fresh.settle()
    listed = window.right.decision.follows
    assert listed.isVisibleTo(window)
    assert "Behalve boom 4: afgeweken" in listed.text()
    assert "Boom 9: " in listed.text()
    fresh.press("Ctrl+Return")
    fresh.settle()
    whole = "Wijkt af: boom 4 · Besluit hele casus: volgt de adviezen, behalve boom 4"
    assert window.patient.decided.whole == whole


def test_what_a_decision_on_the_whole_case_puts_apart_is_said_before_and_after(fresh: Desk) -> None:
    """A deviation on the whole case put what was followed aside without a word, and the card then said that the advice
    was another one."""
    window = fresh.window
    fresh.press("V", "Ctrl+Return")
    fresh.settle()
    fresh.press("Shift+V")
    assert not any("eerst herbespreken" in each for each in shown_texts(form(fresh)))
    fresh.press("Escape")
    before = window.look
    fresh.press("Shift+A")
    fresh.settle()
    line = "Na vastleggen eerst herbespreken: besluit boom 9"
    assert line in "\n".join(shown_texts(form(fresh)))
    assert line in happened(before, window.look)
    fresh.type("alleen comfortzorg")
    fresh.click("Wens van de patiënt")
    fresh.press("Ctrl+Return")
    fresh.settle()
    card = "\n".join(window.advice.column.texts())
    assert "Over de hele casus is anders besloten: eerst herbespreken." in card
    assert "Eerst herbespreken: " in card
    assert "niet meer zoals bij het besluit" not in card
    side = content_of(window.look, key=False).side
    assert side is not None
    room = "\n".join(each.text for each in side.said)
    assert "Eerst herbespreken: " in room
    assert "Achterhaald" not in room


# --- over the columns


@pytest.mark.parametrize("width", [1366, 1024])
def test_in_the_form_what_fits_badly_is_said_and_the_field_is_in_sight(fresh: Desk, width: int) -> None:
    fresh.window.resize(width, 768)
    for fact, value in (("asia_score", "B"), ("kan_zelfstandig_lopen", True)):
        fresh.window.session.answer(fact, value)
    fresh.settle()
    fresh.press("A")
    fresh.settle()
    assert [text for text in shown_texts(form(fresh)) if text.startswith("Past slecht bij elkaar")]
    right = fresh.window.right
    field, area = right.decision.text, right.decision.area.viewport()
    assert area.rect().contains(QRect(field.mapTo(area, QPoint(0, 0)), field.size()))
    assert right.decision.choice.mapTo(area, QPoint(0, 0)).y() < area.height()


def test_a_remark_with_an_advice_that_is_followed_is_no_decision(fresh: Desk) -> None:
    fresh.window.session.go_tree("tijd_tot_therapie")  # nothing can be chosen there
    fresh.press("V")
    fresh.type("na wondcontrole")
    fresh.press("Ctrl+Return")
    look, found = fresh.window.look, recorded(fresh)
    advised = look.text(look.advice.outcome.title) if look.advice.outcome is not None else ""
    for said in (decided_line(look, found), decided_short(look, found)):
        assert "na wondcontrole" not in said
        assert advised.lower() in said.lower()
    assert "na wondcontrole" in " ".join(shown_texts(fresh.window)).lower(), "the card has it as a remark"


# --- undone and done again


def decided(desk: Desk) -> Decision:
    """A deviation with its reason, its choice and its text, recorded."""
    desk.press("A")
    desk.type("eerst een MRI")
    desk.press("Alt+2", "Ctrl+2")
    return recorded(desk)


def test_what_was_written_waits_after_the_decision_is_undone_and_comes_back_with_it(fresh: Desk) -> None:
    before = decided(fresh)
    fresh.press("Ctrl+Z")
    assert fresh.state.decision is None
    assert fresh.state.drafts_here == ("lv_lang",)
    assert fresh.message.endswith("Wat erin stond, wacht als concept.")
    fresh.press("A")
    again = draft(fresh)
    assert (again.text, again.reason_code, again.chosen) == (before.text, before.reason_code, before.chosen)
    fresh.press("Escape", "Ctrl+Y")
    assert recorded(fresh) == before
    assert not fresh.state.drafts_here, "nothing waits that the decision does not say"


def test_what_was_written_after_the_undo_is_not_lost_by_doing_it_again(fresh: Desk) -> None:
    before = decided(fresh)
    fresh.press("Ctrl+Z", "A")
    fresh.type(" met contrast")
    fresh.press("Escape", "Ctrl+Y")
    assert recorded(fresh) == before
    fresh.press("A")
    assert draft(fresh).text == "eerst een MRI met contrast"


def test_the_undo_of_a_change_gives_the_decision_of_before_and_the_change_as_a_draft(fresh: Desk) -> None:
    first = decided(fresh)
    fresh.press("A")
    fresh.type(" met contrast")
    fresh.press("Ctrl+Return", "Ctrl+Z")
    assert recorded(fresh) == first
    fresh.press("A")
    assert draft(fresh).text == "eerst een MRI met contrast"


def test_the_undo_of_a_decision_without_a_word_leaves_no_draft(fresh: Desk) -> None:
    fresh.press("V", "Ctrl+Return")
    assert recorded(fresh).kind == "follow"
    fresh.press("Ctrl+Z")
    assert (fresh.state.decision, fresh.state.drafts_here) == (None, ())


def typed_of_two_kinds(desk: Desk, first: str, other: str) -> None:
    """The first kind with a text, and then the other without a word, recorded."""
    desk.click(first)
    desk.type("toch een MRI")
    desk.click(other)
    if other == "Afwijken":
        desk.press("Alt+2", "Ctrl+2")
    else:
        desk.press("Ctrl+Return")


@pytest.mark.parametrize(
    ("first", "kind", "other"), [("Afwijken", "deviate", "Volgen"), ("Volgen", "follow", "Afwijken")]
)
def test_what_goes_with_a_recording_is_said_and_undo_brings_it_back(
    fresh: Desk, first: str, kind: str, other: str
) -> None:
    fresh.press("A")
    typed_of_two_kinds(fresh, first, other)
    recorded_as = recorded(fresh)
    said = f"Niet vastgelegd en weg: de tekst bij “{first}”. Ctrl+Z maakt het besluit ongedaan en brengt die terug."
    assert fresh.message == said
    assert not fresh.state.drafts_here
    fresh.press("Ctrl+Z")
    assert (kind, "toch een MRI") in [(each.kind, each.text) for _at, each in fresh.window.session.half_written()]
    fresh.press("Ctrl+Y")
    assert recorded(fresh) == recorded_as
    assert not fresh.state.drafts_here
    fresh.press("Ctrl+Z")
    assert fresh.state.drafts_here, "each time"


def test_a_condition_that_was_left_out_is_said_and_undo_brings_it_back(fresh: Desk) -> None:
    fresh.press("W")
    fresh.type("de KPS is 60")
    fresh.click("Volgen")
    fresh.press("Ctrl+Return")
    assert recorded(fresh).condition is None
    assert fresh.message.startswith("Niet vastgelegd en weg: de tekst bij “Volgen, mits”.")
    fresh.press("Ctrl+Z", "W")
    assert draft(fresh).condition == "de KPS is 60"


def test_what_goes_on_the_whole_case_is_said_too(fresh: Desk) -> None:
    fresh.press("Shift+A")
    fresh.type("eerst overleg")
    fresh.click("Volgen")
    fresh.press("Ctrl+Return")
    assert fresh.message.startswith("Niet vastgelegd en weg: de tekst bij “Afwijken”.")
    fresh.press("Ctrl+Z")
    assert [each.text for _at, each in fresh.window.session.half_written()] == ["eerst overleg"]


def test_a_recording_with_which_nothing_goes_says_nothing(fresh: Desk) -> None:
    decided(fresh)
    assert fresh.message == ""
    fresh.press("A")
    fresh.click("Volgen")
    fresh.press("Ctrl+Return")
    assert fresh.message == "", "what was recorded comes back with undo as ever"


def test_a_change_that_is_left_by_escape_is_said_and_waits(desk: Desk) -> None:
    before = recorded(desk)
    desk.press("A")
    desk.type("maar eerst overleg")
    desk.press("Escape")
    assert desk.message.startswith("Nog niet vastgelegd: de wijziging van het besluit bij MDO-0003")
    assert recorded(desk) == before
    desk.press("A")
    assert "maar eerst overleg" in (draft(desk).text or "")
    desk.press("Ctrl+Return", "A", "Escape")
    assert desk.message == "", "nothing was changed"
