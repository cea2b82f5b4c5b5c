"""Two guidelines at the window, by real keys and clicks: led into the other one and back, chosen, kept and printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from mdo_viewer.desktop.files.page_bytes import page
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.projector.content import guideline_words
from mdo_viewer.desktop.says.steps import step_name
from mdo_viewer.desktop.sheets.guideline_sheet import GuidelineSheet
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.case import Decision
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_json, meeting_text
from tests.help.desk import buttons, click, shown_texts
from tests.help.desktop_help import NOW, keys, settle, type_text

BOTH, LED = "klinische_verdenking_wervelmetastasen", "Lage rugpijn, boom 1: Beeldvorming bij lage rugpijn"
RED_FLAGS = (
    "verdenking_infectie",
    "verdenking_andere_tumor",
    "verdenking_botbreuk",
    "verdenking_zenuwbeknelling_ernstige_uitval",
)


@pytest.fixture
def asked(empty: Window) -> Window:
    """A patient with low back pain of whom nobody thinks of metastases."""
    keys(empty, "1", "2")
    empty.show_later()
    settle(empty)
    assert empty.look.advice.outcome is not None
    return empty


def led(window: Window) -> Window:
    click(window.right, LED)
    window.show_later()
    settle(window)
    return window


def in_strip(window: Window) -> list[int]:
    """The numbers of the trees that the strip shows, in full or in its folds."""
    strip = window.journey
    shown = [tile.view for tile in strip.tiles if tile.isVisible() and tile.view is not None]
    folded = [view for fold in (strip.done, strip.unknown, strip.later) if fold.isVisible() for view in fold.views]
    return sorted(view.number for view in (*shown, *folded))


def sheet(window: Window) -> GuidelineSheet:
    keys(window, "Ctrl+G")
    found = window.sheets.get("guideline")
    assert isinstance(found, GuidelineSheet)
    assert found.isVisible()
    return found


def test_the_advice_leads_into_the_other_guideline_with_what_both_know(asked: Window) -> None:
    state = led(asked).session.state
    assert (state.pack.id, state.tree_id) == ("lage_rugpijn", "beeldvorming")
    assert state.case.patient.values == {BOTH: False, "jonger_dan_18": False}
    assert len(state.document.patients) == 1
    assert asked.patient.back.words == "‹ van: Wervelmetastasen, boom 1"
    assert [button.words for button in asked.patient.places.buttons[:2]] == ["Wervelmetastasen", "Lage rugpijn"]
    assert in_strip(asked) == [1, 2, 3]


@pytest.mark.parametrize("way", ["click", "key", "place"])
def test_one_click_or_key_goes_back_to_the_tree_that_led_here(asked: Window, way: str) -> None:
    led(asked)
    if way == "click":
        click(asked.patient, "‹ van: Wervelmetastasen, boom 1")
    else:
        keys(asked, "Alt+Left" if way == "key" else "Alt+1")
    assert (asked.session.state.pack.id, asked.session.state.tree_id) == ("wervelmetastasen", "diagnostiek")
    assert not asked.patient.back.isVisible()
    assert in_strip(asked) == list(range(1, 13))


def test_a_red_flag_there_leads_back_to_the_same_point(asked: Window) -> None:
    led(asked)
    keys(asked, "Alt+Left", "Alt+2")
    asked.session.answer(BOTH, True)
    asked.show_later()
    settle(asked)
    click(asked.right, "Wervelmetastasen, boom 1: Diagnostiek bij klinische verdenking")
    state = asked.session.state
    assert (state.pack.id, state.tree_id, state.current) == ("wervelmetastasen", "diagnostiek", 0)
    assert state.case.patient.values[BOTH] is True
    assert len(state.cases) == 2
    assert asked.patient.back.words == "‹ van: Lage rugpijn, boom 1"


def test_led_twice_it_is_one_point_and_undo_takes_it_away(asked: Window) -> None:
    led(asked)
    keys(asked, "Alt+Left")
    led(asked)
    assert len(asked.session.state.cases) == 2
    keys(asked, "Ctrl+Z")
    assert [case.pack for case in asked.session.state.cases] == [""]
    assert asked.session.state.pack.id == "wervelmetastasen"
    keys(asked, "Ctrl+Y")
    assert [case.pack for case in asked.session.state.cases] == ["", "lage_rugpijn"]


def test_an_undone_answer_of_the_other_guideline_is_named_there_too(asked: Window) -> None:
    led(asked)
    asked.session.answer("operatie_overwogen", True)
    keys(asked, "Alt+Left")
    assert step_name(asked.look, asked.session.undo_name) == "Operatie overwogen"
    keys(asked, "Ctrl+Z")
    assert asked.session.state.pack.id == "lage_rugpijn"  # where it was made


def test_another_patient_is_not_said_to_come_from_there(asked: Window) -> None:
    led(asked)
    asked.session.add_case()
    assert asked.session.state.case.pack == ""  # the guideline in which the patient before was first discussed
    assert not asked.patient.back.isVisible()
    keys(asked, "PgUp")
    assert asked.session.state.pack.id == "wervelmetastasen"


def test_the_guideline_of_an_empty_patient_is_chosen_in_the_head(empty: Window) -> None:
    click(empty.patient, "Bomen: Wervelmetastasen")
    shown = empty.sheets.get("guideline")
    assert isinstance(shown, GuidelineSheet)
    assert not shown.use.isVisible()
    click(shown, "Lage rugpijn")
    click(shown, f"{empty.session.state.case.case} met deze richtlijn lezen")
    state = empty.session.state
    assert (state.pack.id, len(state.cases), empty.sheets.shown) == ("lage_rugpijn", 1, None)
    assert buttons(empty.patient, "Bomen: Lage rugpijn")
    keys(empty, "2")  # the scope of that guideline: no child
    assert state.case.patient.values == {}
    assert empty.session.state.case.patient.values == {"jonger_dan_18": False}
    assert not empty.patient.guideline.isVisible()
    keys(empty, "Ctrl+Z", "Ctrl+Z")
    assert empty.session.state.pack.id == "wervelmetastasen"


def test_a_patient_with_a_half_written_decision_keeps_its_guideline(empty: Window) -> None:
    """The decision is on a tree of that one: in another it could not be opened, nor read from the file again."""
    keys(empty, "A")
    type_text(empty, "eerst MRI")
    keys(empty, "Escape")
    assert not empty.patient.guideline.isVisible()
    shown = sheet(empty)
    click(shown, "Lage rugpijn")
    assert not buttons(shown, f"{empty.session.state.case.case} met deze richtlijn lezen")
    keys(empty, "Escape")
    empty.session.read_by("lage_rugpijn")
    assert empty.session.state.pack.id == "wervelmetastasen"
    keys(empty, "A")
    assert empty.session.state.draft is not None
    assert empty.session.state.draft.text == "eerst MRI"


def test_the_sheet_adds_a_patient_of_the_chosen_guideline(asked: Window) -> None:
    shown = sheet(asked)
    click(shown, "Lage rugpijn")
    assert buttons(shown, f"{asked.session.state.case.case} ook met deze richtlijn lezen")
    click(shown, "+ patiënt met deze richtlijn")
    assert [case.pack for case in asked.session.state.cases] == ["", "lage_rugpijn"]
    assert len(asked.session.state.document.patients) == 2
    shown = sheet(asked)
    click(shown, "+ patiënt met deze richtlijn")
    assert asked.session.state.case.pack == "lage_rugpijn"


@pytest.mark.parametrize(("language", "said"), [("nl", 0), ("en", 1)])
def test_the_sheet_says_what_a_reader_must_know(asked: Window, language: str, said: int) -> None:
    if language == "en":
        keys(asked, "Ctrl+L")
    shown = sheet(asked)
    click(shown, ("Lage rugpijn", "Low back pain")[said])
    texts = " ".join(shown_texts(shown))
    for nl_en in (
        ("blog van een praktijk", "practice blog"),
        ("nieuwsbericht van een kliniek", "news item of a clinic"),
        ("Door niemand. Geen arts heeft", "By nobody. No physician has"),
        ("In alle 3 bomen leidt", "In all 3 trees every"),
        ("29-01-2025, 1 jaar oud", "29-01-2025, 1 year old"),
        ("Het heeft geen CE-markering", "It has no CE mark"),
        ("OPEN VRAGEN OVER DE BRON", "OPEN QUESTIONS ABOUT THE SOURCE"),
        ("Er is geen dag afgesproken", "No day is set"),
    ):
        assert nl_en[said] in texts
    click(shown, ("Wervelmetastasen", "Spinal metastases")[said])
    texts = " ".join(shown_texts(shown))
    assert ("beslisbomen bij richtlijn 2015", "decision trees, 2015 guideline")[said] in texts
    assert "30-11-2027" in texts


def test_the_evidence_stands_on_every_surface(asked: Window) -> None:
    led(asked)
    session = asked.session
    for fact in (*RED_FLAGS, "pijn_langer_dan_enkele_weken", "neurologische_problemen", "operatie_overwogen"):
        session.answer(fact, False)
    asked.show_later()
    said = "blog van een praktijk"
    assert said in " ".join(shown_texts(asked.right))
    assert said in " ".join(shown_texts(asked.status))
    assert said in guideline_words(asked.look)
    keys(asked, "Ctrl+Shift+C")
    text = " ".join(QGuiApplication.clipboard().text().split())
    assert "ADVIES VOLGENS: BLOG VAN EEN PRAKTIJK" in text
    assert "ADVIES VOLGENS: BESLISBOMEN BIJ RICHTLIJN 2015" in text
    assert text.count("Geen routinematige beeldvorming") >= 1
    assert "Geen verdenking op wervelmetastasen" in text  # both guidelines, one after the other
    state = session.state
    cases = [state.document.on_paper(at) for at in state.places]
    assert page(state.home, cases, NOW, "nl", state.document.about, later=True).startswith(b"%PDF")


def test_a_meeting_of_both_is_reported_by_both(asked: Window) -> None:
    led(asked)
    session = asked.session
    session.start_decision("own", None)
    session.change_draft(text="eerst oefentherapie")
    session.record()
    state = session.state
    summary = summarise_meeting(state.home, state.document, NOW, "nl")
    made = json.loads(meeting_json(summary))
    assert [(line["pack"], line["guideline"]) for line in made["agenda"]] == [
        ("wervelmetastasen", ""), ("lage_rugpijn", "Lage rugpijn"),
    ]  # fmt: skip
    assert [case["pack"] for case in made["cases"]] == ["wervelmetastasen", "lage_rugpijn"]
    assert [each["id"] for each in made["guidelines"]] == ["wervelmetastasen", "lage_rugpijn"]
    assert made["guidelines"][1]["evidence"].startswith("tekst zonder auteur of datum; blog")
    assert (made["counts"]["patients"], made["counts"]["places"], made["counts"]["decided"]) == (1, 1, 1)
    text = " ".join(meeting_text(summary).split())
    assert f"{state.case.case} · Lage rugpijn" in text
    assert summary.foot.guideline.endswith("; Geen richtlijn: vier losse documenten")


def test_the_agenda_tells_the_two_apart(asked: Window) -> None:
    led(asked)
    keys(asked, "M")
    agenda = asked.sheets.get("agenda")
    assert agenda is not None
    assert buttons(agenda, "Verwijder uit Lage rugpijn")
    rows = agenda.list  # type: ignore[attr-defined]
    assert [rows.item(at).text().split(", ")[0] for at in range(rows.count())][1] == (
        f"{asked.session.state.case.case} · Lage rugpijn"
    )
    click(agenda, "Verwijder uit Lage rugpijn")
    click(agenda, "Toch verwijderen")
    assert [case.pack for case in asked.session.state.cases] == [""]


def test_the_places_of_the_guideline_in_sight_are_named_for_both(asked: Window) -> None:
    led(asked)
    session = asked.session
    session.name_place(session.state.point.id, "L3")
    assert [case.site for case in session.state.cases] == ["L3", "L3"]
    session.add_place("T8")
    assert [(case.site, case.pack) for case in session.state.cases] == [
        ("L3", ""), ("L3", "lage_rugpijn"), ("T8", "lage_rugpijn"),
    ]  # fmt: skip
    assert session.state.case.patient.values == {"jonger_dan_18": False}  # the suspicion is of the place
    names = [button.words for button in asked.patient.places.buttons if button.isVisible()]
    assert names == ["L3 · Wervelm…", "L3 · Lage ru…", "T8 · Lage ru…"]  # the place is never cut


def test_the_proof_is_that_of_the_guideline_in_sight(asked: Window) -> None:
    asked.prover.finish()
    led(asked)
    asked.prover.finish()
    asked.refresh()
    assert "3 bomen nagerekend" in " ".join(shown_texts(asked.status))
    keys(asked, "Alt+1")
    assert "12 bomen nagerekend" in " ".join(shown_texts(asked.status))


def test_the_example_after_the_other_guideline_is_that_of_the_meeting(asked: Window) -> None:
    led(asked)
    asked.meeting.begin_example()
    assert asked.session.state.pack is asked.session.state.home
    assert all(case.title_example for case in asked.session.state.cases)


def test_a_decision_of_the_other_guideline_is_said_by_its_own_words(asked: Window) -> None:
    led(asked)
    session = asked.session
    session.start_decision("own", None)
    session.change_draft(text="eerst oefentherapie")
    session.record()
    assert session.state.decision == session.state.case.decisions[0]
    assert isinstance(session.state.decision, Decision)
    keys(asked, "Alt+1")
    assert "Lage rugpijn: Besluit boom 1: eerst oefentherapie" in asked.patient.decided.whole
    assert session.state.decision is None


def test_answers_that_do_not_fit_beside_one_another_stand_below(asked: Window) -> None:
    """Acute, subacute, chronic, unknown: four words are wider than the column of facts."""
    led(asked)
    asked.session.go_tree("zorgniveau")
    settle(asked)
    column = asked.facts.width()
    rows = [row for row in asked.facts.findChildren(FactRow) if row.isVisible()]
    assert len(rows) >= 3
    for row in rows:
        shown = [button for button in row.findChildren(Button) if button.isVisible() and button.words]
        assert all(button.mapTo(asked.facts, button.rect().topRight()).x() < column for button in shown), row.view


@pytest.mark.parametrize(("chosen", "pack"), [("lage_rugpijn", "lage_rugpijn"), ("wervelmetastasen", ""), ("weg", "")])
def test_a_new_meeting_begins_with_the_guideline_that_was_chosen(
    empty: Window, tmp_path: Path, chosen: str, pack: str
) -> None:
    """As chosen on the start page; one that is not here any more is that of the meeting."""
    empty.change_settings(pack=chosen)
    for number in (1, 2):  # the second with a meeting open
        empty.autosave.make(tmp_path / f"{number}.mdo", "vier losse woorden samen")
        empty.autosave.wait()
        settle(empty)
        state = empty.session.state
        assert (len(state.cases), state.case.pack, state.tree_id) == (1, pack, state.pack.trees[0].id)
        assert empty.autosave.safe
    empty.session.add_case()
    assert empty.session.state.case.pack == pack
    empty.autosave.let_go()


def test_each_guideline_is_shown_again_where_it_was_left(asked: Window) -> None:
    asked.session.go_tree("followup")
    led_from = asked.session.state.tree_id
    asked.session.lead_to("lage_rugpijn", "pijnmedicatie")
    keys(asked, "Alt+1")
    assert asked.session.state.tree_id == led_from
    keys(asked, "Alt+2")
    assert asked.session.state.tree_id == "pijnmedicatie"


def test_the_next_point_of_another_guideline_is_called_by_it(asked: Window) -> None:
    led(asked)
    keys(asked, "Alt+1")
    settle(asked)
    for _ in range(40):  # what opens a tree is asked before another guideline comes
        if asked.look.coming.what == "place":
            break
        keys(asked, "2" if asked.look.coming.what == "question" else "N")
        settle(asked)
    assert asked.look.coming.what == "place"
    (button,) = [each for each in (asked.advice.next, asked.body.next) if each.isVisible()]
    assert button.accessibleName().startswith("Volgende richtlijn: Lage rugpijn")


@pytest.mark.parametrize("size", [(1366, 768), (900, 600)])
def test_the_guideline_sheet_opens_at_its_top_and_arrows_move_the_choice_in_sight(
    window: Window, size: tuple[int, int]
) -> None:
    window.resize(*size)
    settle(window)
    shown = sheet(window)
    bar, packs = shown.area.verticalScrollBar(), shown.packs.buttons
    order = [button.words for button in packs if not button.isHidden()]
    for key, at in (("Down", 1), ("Up", 0), ("Right", 1), ("Left", 0)):
        keys(window, key)
        settle(window)
        assert packs[at % len(order)].isChecked()
        assert packs[at % len(order)].hasFocus()
        assert bar.value() == 0
        top = packs[at].mapTo(shown.area.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= shown.area.viewport().height() - packs[at].height()
    bar.setValue(bar.maximum())
    keys(window, "Escape")
    assert not shown.isVisible()
    shown = sheet(window)
    assert bar.value() == 0
    assert packs[0].hasFocus()
    keys(window, "Down")
    assert shown.add.words == "+ patiënt met deze richtlijn"
    assert shown.use.words.endswith("met deze richtlijn lezen")
    assert shown.add.geometry().left() <= shown.use.geometry().left()
