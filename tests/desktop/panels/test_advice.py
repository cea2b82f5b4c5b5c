"""The advice panel: the advice first, what the board decided and what other trees ask below or beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks, how_far
from mdo_viewer.desktop.says.blocks import Ask
from mdo_viewer.desktop.says.doubtful import open_doubts
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session, State
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.change_line import ChangeLine
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.more_hint import REST
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Ends, Language, Text, Value
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Change, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.what_if import what_if
from mdo_viewer.reports.summary import summarise
from tests.help.apart_patients import AHEAD, APART, SCOPE
from tests.help.desk import buttons, click
from tests.help.desktop_help import NOW, at_tree, close, keys, make_window, settle, type_text


@pytest.fixture
def window(window: Window) -> Window:
    """The third patient at tree 9."""
    return at_tree(window, 2, "lv_lang")


def press(window: Window, words: str) -> None:
    click(window.advice.column, words)


def in_sight(window: Window, text: str) -> bool:
    """Whether this text of the advice panel is visible as a whole without scrolling."""
    port = window.advice.area.viewport()
    for label in window.advice.column.findChildren(PlainLabel):
        if label.text() == text and label.isVisible():
            top, hint = label.mapTo(port, QPoint(0, 0)).y(), window.advice.more
            covered = hint.height() // 2 if hint.isVisible() else 0
            return top >= 0 and top + label.height() <= port.height() - covered
    return False


def test_a_recorded_decision_leaves_the_advice_in_sight(window: Window) -> None:
    assert window.session.state.decision is not None
    texts = window.advice.column.texts()
    assert texts.index("Chirurgie heeft de voorkeur") < texts.index("BESLUIT VAN HET MDO")
    assert in_sight(window, "Chirurgie heeft de voorkeur")
    assert "radiotherapie 1 × 8 Gy" not in texts


def test_the_decision_unfolds_and_is_withdrawn_there(window: Window) -> None:
    press(window, "Toon het besluit")
    assert "radiotherapie 1 × 8 Gy" in window.advice.column.texts()
    assert "wil geen operatie na uitleg van beide opties" in window.advice.column.texts()
    press(window, "Verberg het besluit")
    assert "radiotherapie 1 × 8 Gy" not in window.advice.column.texts()
    press(window, "Toon het besluit")
    press(window, "Besluit intrekken")
    assert window.session.state.decision is None
    keys(window, "Ctrl+Z")
    assert window.session.state.decision is not None


MISSING = (
    "Van het advies waarop dit is besloten, is nu niet bekend of het geldt: Chirurgie heeft de voorkeur. "
    "Leg het besluit opnieuw vast, of trek het in."
)
CHANGED = (
    "Dit is besloten op een ander advies: Chirurgie heeft de voorkeur. Leg het besluit opnieuw vast, of trek het in."
)


@pytest.mark.parametrize("kind", ["V", "A"])
def test_a_decision_on_another_advice_says_so_everywhere(window: Window, kind: str) -> None:
    """In the panel, on the tile and in the room, whether the facts lead elsewhere now or nowhere yet."""
    keys(window, "Escape", kind, "Ctrl+3" if kind == "A" else "Ctrl+Return")  # not what is advised
    settle(window)

    def said() -> tuple[bool, bool, bool]:
        settle(window)
        tile = window.journey.tiles[8]
        side = content_of(window.look, key=False).side
        assert side is not None
        assert tile.view is not None
        lines = [line.text for line in side.said]
        other = "Achterhaald · Op een ander advies: Chirurgie heeft de voorkeur" in lines
        unknown = "Achterhaald · Niet bekend of dit nog geldt: Chirurgie heeft de voorkeur" in lines
        assert other == ("besloten op een ander advies" in tile.accessibleName())
        assert unknown == ("besloten, nu niet bekend of het nog geldt" in tile.accessibleName())
        room = other or unknown
        decision = window.session.state.decision
        assert side.tone == ("amber" if room or (decision is not None and decision.kind == "deviate") else "green")
        below = "Het advies is niet meer zoals bij het besluit hieronder."
        panel = any(text in window.advice.column.texts() for text in (CHANGED, MISSING))
        assert in_sight(window, below) == panel
        return panel, tile.view.changed, room

    assert said() == (False, False, False)
    window.session.answer("levensverwachting_maanden", 2)
    assert said() == (True, True, True)
    window.session.clear("levensverwachting_maanden")
    assert window.look.advice.outcome is None
    assert said() == (True, True, True)
    keys(window, "Ctrl+Z", "Ctrl+Z")
    assert said() == (False, False, False)
    window.session.answer("levensverwachting_maanden", 2)  # another tree applies: nothing to follow here
    keys(window, "A")
    type_text(window, "zie boom 7")
    keys(window, "Ctrl+Return")
    assert said() == (False, False, False)
    assert window.session.state.decision is not None
    assert window.session.state.decision.kind == "own"
    assert window.session.state.decision.advice == window.look.verdict


def test_a_decision_from_before_there_was_any_advice_says_so_once_there_is(window: Window) -> None:
    keys(window, "Escape")
    window.session.clear("levensverwachting_maanden")
    assert window.look.advice.outcome is None
    keys(window, "A")
    type_text(window, "afwachten")
    keys(window, "Ctrl+Return")
    settle(window)
    said = "Toen dit werd besloten, was er nog geen advies. Leg het besluit opnieuw vast, of trek het in."
    assert said not in window.advice.column.texts()
    window.session.answer("levensverwachting_maanden", 7)
    settle(window)
    assert window.look.verdict is not None
    assert said in window.advice.column.texts()
    side = content_of(window.look, key=False).side
    assert side is not None
    assert any(line.text == "Achterhaald · Toen was er nog geen advies" for line in side.said)
    state = window.session.state
    warnings = [line.warning for line in summarise(state.pack, state.case, None, "nl").decisions]
    assert "Let op: toen dit werd besloten, was er nog geen advies. Nu is dat er wel." in warnings


def test_a_decision_is_not_recorded_on_advice_that_changed_while_it_was_written(window: Window) -> None:
    keys(window, "Escape")
    window.session.withdraw()
    keys(window, "V")
    window.session.answer("instabiliteit", False)
    window.session.answer("achteruitgang_onder_radiotherapie_en_corticosteroiden", False)
    keys(window, "Ctrl+Return")
    assert window.session.state.decision_on("lv_lang") is None
    assert "Het advies is intussen veranderd: Chirurgie of radiotherapie" in window.message.label.text()
    keys(window, "Ctrl+1")
    decision = window.session.state.decision_on("lv_lang")
    assert decision is not None
    assert decision.advice == window.look.verdict
    window.session.withdraw()
    keys(window, "V")
    window.session.clear("levensverwachting_maanden")
    keys(window, "Ctrl+Return")
    assert window.session.state.decision_on("lv_lang") is None
    assert "geeft hier geen advies" in window.message.label.text()
    draft = window.session.state.draft
    assert draft is not None
    assert (draft.kind, draft.advice) == ("own", None)
    window.session.answer("levensverwachting_maanden", 7)
    window.session.change_draft(text="toch")
    keys(window, "Ctrl+Return")
    assert window.session.state.decision_on("lv_lang") is None
    assert "Er is intussen een advies." in window.message.label.text()


def test_a_decision_on_a_later_day_has_the_moment_of_that_day(window: Window) -> None:
    keys(window, "Escape", "V", "Ctrl+Return")
    first = window.session.state.case.discussed_at
    window.now = window.session.clock = lambda: NOW + timedelta(days=7)
    keys(window, "V", "Ctrl+Return")
    assert first is not None
    assert first.date() == NOW.date()
    assert window.session.state.case.discussed_at == NOW + timedelta(days=7)


def test_a_page_is_not_older_than_the_decision_on_it(window: Window) -> None:
    keys(window, "Escape", "V", "Ctrl+Return")
    later = NOW + timedelta(hours=2)
    window.now = window.session.clock = lambda: later
    keys(window, "V", "Ctrl+Return")
    assert window.session.state.case.discussed_at == later


# --- what other trees ask

HELD = "Geldt nu al: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4)"


def held(window: Window) -> list[str]:
    """What stands above the advice and the forms, as far as it is wholly in sight."""
    bar = window.right.held
    assert bar is not None
    if not bar.isVisible():
        return []
    assert window.right.rect().contains(bar.geometry())
    return bar.texts()


def test_a_running_limit_of_another_tree_stays_in_sight(window: Window) -> None:
    assert held(window) == [HELD]
    assert in_sight(window, "Chirurgie heeft de voorkeur")
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    assert held(window) == []
    window.session.set_done("tijd_tot_therapie.therapie_24_uur", window.look.now)
    window.session.go_tree("lv_lang")
    settle(window)
    assert held(window) == []


@pytest.mark.parametrize("size", [(1366, 768), (1080, 768)])  # narrower there are no columns
def test_it_stays_while_the_advice_scrolls(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    settle(window)
    bar = window.advice.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert bar.value() > 0
    assert held(window) == [HELD]


@pytest.mark.parametrize("press", ["V", "W", "A", "P"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_above_a_form_the_strip_says_it(window: Window, press: str, size: tuple[int, int]) -> None:
    window.resize(*size)
    keys(window, press)
    settle(window)
    if window.body.mode == "tabs" and window.body.narrow is not None:  # there the line of the patient does
        urgent = window.body.narrow.line.urgent
        assert urgent.text() == "Spoed: therapie vóór ma 23 nov 14:10"
        assert urgent.visibleRegion().boundingRect() == urgent.rect()
        return
    tile = window.journey.tiles[3]
    assert tile.view is not None
    assert tile.view.said == "Therapie binnen 24 uur"
    assert tile.visibleRegion().boundingRect() == tile.rect()


def test_it_goes_with_the_patient(window: Window) -> None:
    window.session.go_case(0)
    assert held(window) == [], "not even for the first picture of another patient"


def test_the_most_urgent_limit_comes_first_and_a_passed_one_says_so(window: Window) -> None:
    window.session.answer("bekende_primaire_maligniteit", False)
    window.session.answer("weefseldiagnose_bekend", True)
    window.session.set_moment("diagnose_op", datetime(2026, 11, 20, 8, 0, tzinfo=ZONE))
    settle(window)
    assert held(window)[0] == "Termijn verstreken: Therapie binnen 24 uur, vóór za 21 nov 08:00 (boom 4)"


# --- trees that do not go together


def test_two_trees_that_disagree_are_both_shown_with_the_note(window: Window) -> None:
    for fact, value in (
        ("adequate_beeldvorming_aanwezig", False),
        ("asia_score", "A"),
        ("complete_dwarslaesie_uren_bij_presentatie", 60),
        ("klinische_verdenking_mesmc", True),
    ):
        window.session.answer(fact, value)
    for tree in ("diagnostiek", "tijd_tot_therapie"):
        window.session.go_tree(tree)
        settle(window)
        texts = window.advice.column.texts()
        assert "BOMEN ZEGGEN NIET HETZELFDE" in texts, tree
        assert "Boom 1: Geen spoeddiagnostiek meer" in texts
        assert "Boom 4: Therapie binnen 24 uur" in texts
        assert "ASIA A langer dan 48 uur: geen spoeddiagnostiek, wel behandeling" in texts
    window.session.go_tree("followup")
    settle(window)
    assert "BOMEN ZEGGEN NIET HETZELFDE" not in window.advice.column.texts()


def test_what_opens_a_tree_stands_above_what_a_closed_one_asks(empty: Window) -> None:
    """Who was irradiated and not operated on finds the field that opens the follow-up where the tree is said to be
    closed, and already where it waits for the operation."""
    session = empty.session
    session.answer("jonger_dan_18", False)
    session.answer("leptomeningeale_of_intramedullaire_metastasen", False)
    session.go_tree("followup")
    settle(empty)
    waits = next(block for block in advice_blocks(empty.look, later=True) if block.id == "waits")
    assert [item.id for item in waits.items if isinstance(item, Ask)] == ["radiotherapie_einde_op"]
    session.answer("geopereerd", False)
    settle(empty)
    ids = [block.id for block in advice_blocks(empty.look, later=True)]
    assert ids[:3] == ["entry", "opens", "missing"]
    session.set_moment("radiotherapie_einde_op", NOW - timedelta(days=30))
    settle(empty)
    assert empty.look.stage.entry == "open"


@pytest.mark.parametrize("note", APART)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_trees_that_do_not_go_together_are_shown_in_strip_and_panel(
    qtbot: QtBot, note: int, language: Language
) -> None:
    facts, outcomes = APART[note]
    window = make_window((Case("MDO-0001", patient=Patient({**SCOPE, **facts})),))
    window.session.set_language(language)
    settle(window)
    look = window.look
    entered = {s.advice.tree.id: s.advice.outcome for s in look.stages if s.entry == "open"}
    for tree, outcome in outcomes.items():
        found = entered[tree]
        assert found is not None
        assert found.id == outcome
    numbers = {look.pack.trees_by_id[tree].number for tree in outcomes}
    for tree in outcomes:
        window.session.go_tree(tree)
        settle(window)
        texts = window.advice.column.texts()
        assert look.words("held.disagree") in texts
        assert look.text(look.pack.notes_by_number[note].title) in texts
        for other, outcome in outcomes.items():
            title = look.text(look.pack.trees_by_id[other].outcomes_by_id[outcome].title)
            said = look.words("held.says", n=look.pack.trees_by_id[other].number, advice=title)
            assert said in texts
        tile = window.journey.tiles[look.pack.trees_by_id[tree].number - 1]
        assert tile.view is not None
        assert set(tile.view.against) >= numbers - {look.pack.trees_by_id[tree].number}
        assert look.words("stage.against", n=tile.view.against[0]) in tile.accessibleName()
    close(window)


def test_of_the_trees_on_steroids_at_unknown_origin_only_2_and_8_apply_together() -> None:
    """Open question 8, proven from the trees: what tree 2 needs for waiting closes the way to tree 9, not to tree 8."""
    pack = load_pack(PACK)
    trees = pack.trees_by_id
    needs: dict[str, Value] = {"bekende_primaire_maligniteit": False, "weefseldiagnose_bekend": False}
    waiting = [r for r in routes(pack, trees["cortico_voor_mri"]) if r.outcome == "wachten_tot_biopt"]
    assert waiting
    for route in waiting:
        assert needs.items() <= dict(route.examples).items()
    entry = trees["lv_lang"].entry
    assert isinstance(entry, Ends)
    assert {outcome.partition(".")[0] for outcome in entry.outcomes} == {"indicatie"}
    stages = {stage.advice.tree.id: stage for stage in journey(pack, Patient(needs))}
    assert stages["indicatie"].entry == stages["lv_lang"].entry == "not_entered"
    assert stages["cortico_lv_kort"].entry == "unknown"


def test_who_looks_ahead_at_such_a_tree_sees_both(qtbot: QtBot) -> None:
    """Tree 9 does not apply while the origin is unknown; who opens it all the same sees that tree 2 says to wait."""
    window = make_window((Case("MDO-0001", patient=Patient(AHEAD)),))
    window.session.go_tree("lv_lang")
    settle(window)
    texts = window.advice.column.texts()
    assert "Boom 2: Corticosteroïden pas na het biopt" in texts
    assert "Boom 9, nog niet aan de orde: Chirurgie heeft de voorkeur" in texts
    assert "Corticosteroïden bij onbekende herkomst" in texts
    close(window)


# --- what would change it


def test_robustness_is_said_in_words_and_numbers(window: Window) -> None:
    look = window.look
    changing = {change.fact for change in look.changes}
    known = [fact for fact in look.needed if fact in look.patient.values]
    assert changing < set(known)
    said = f"{len(changing)} van {len(known)} gegevens veranderen elk apart dit advies."
    assert said in window.advice.column.texts()


def test_every_change_can_be_shown_and_drawn(window: Window) -> None:
    changes = window.look.changes
    assert len(changes) > 7

    def lines() -> list[ChangeLine]:
        return [line for line in window.advice.column.findChildren(ChangeLine) if line.isVisible()]

    assert len(lines()) == 6
    press(window, f"Toon de {len(changes) - 6} andere veranderingen")
    settle(window)
    assert [line.property("do") for line in lines()] == [f"preview:{at}" for at in range(len(changes))]
    lines()[-1].setFocus()
    QApplication.processEvents()
    assert window.graph.other is not None
    assert window.graph.other.shown
    press(window, f"Verberg {len(changes) - 6} veranderingen")
    assert len(lines()) == 6


@pytest.mark.parametrize(
    ("fact", "now", "edge", "open_", "nl", "en"),
    [
        ("levensverwachting_maanden", 5, 3, True, "meer dan 2 maanden minder", "over 2 months less"),
        ("levensverwachting_maanden", 3, 3, True, "net eronder", "just below it"),
        ("levensverwachting_maanden", 2, 3, False, "1 maand meer", "1 month more"),
        ("levensverwachting_maanden", 2.5, 3, False, "0,5 maanden meer", "0.5 months more"),
        ("aantal_aaneengesloten_wervels", 2, 3, True, "2 meer", "2 more"),
        ("aantal_aaneengesloten_wervels", 5, 3, False, "2 minder", "2 less"),
        ("complete_dwarslaesie_uren", 25, 24, True, "meer dan 1 uur minder", "over 1 hour less"),
    ],
)
def test_the_distance_to_a_threshold(fact: str, now: float, edge: float, open_: bool, nl: str, en: str) -> None:
    pack = load_pack(PACK)
    case = example_cases(pack)[2].with_value(fact, now)
    said: dict[Language, str] = {"nl": nl, "en": en}
    for language in LANGUAGES:
        look = Look(State(pack, document_of((case,)), 0, "lv_lang", language), NOW)
        example = edge - 0.5 if open_ and now >= edge else edge
        change = Change(fact, Text("", ""), Text("", ""), example, "chirurgie", None, edge, open_)
        assert how_far(look, change) == said[language]


def test_the_edge_of_a_change_is_the_nearest_bound() -> None:
    pack = load_pack(PACK)
    case = example_cases(pack)[2]
    found = {
        (change.fact, change.edge, change.edge_open)
        for change in what_if(pack, pack.trees_by_id["lv_lang"], case.patient)
        if change.edge is not None
    }
    assert found == {
        ("levensverwachting_maanden", 3, True),
        ("aantal_aaneengesloten_wervels", 1, True),
        ("aantal_aaneengesloten_wervels", 3, True),
    }


# --- the missing facts, silence, the fold


def test_a_missing_fact_leads_to_its_row(window: Window) -> None:
    window.session.go_case(0)
    keys(window, "1")
    settle(window)
    fact = window.look.next_fact
    assert fact is not None
    press(window, window.look.label(fact))
    row = window.facts.row(fact)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused)
    count = len(window.look.advice.open_facts) - 1
    press(window, f"Daarna hooguit nog {count} gegevens.")
    last = window.look.advice.open_facts[-1]
    press(window, window.look.label(last))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.facts.row(last).isAncestorOf(focused)


def test_a_tree_that_may_not_apply_leads_to_what_decides_that(qtbot: QtBot) -> None:
    window = make_window((Case("MDO-0001"),))
    keys(window, "1")
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    asked, decides = buttons(window.advice.column, "Radiologische verdenking op wervelmetastasen")
    for button in (decides, asked):  # what opens the tree is asked next
        window.advice.take_keyboard()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.facts.row("radiologische_verdenking_wervelmetastasen").isAncestorOf(focused)
    window.session.go_tree("lv_kort")
    settle(window)
    press(window, "boom 5, Indicatie behandeling")
    assert window.session.state.tree_id == "indicatie"
    close(window)


def test_silence_says_who_decides(window: Window) -> None:
    window.session.answer("klinische_toestand_operabel", False)
    while window.look.next_fact is not None:
        window.session.answer(window.look.next_fact, False)
    settle(window)
    assert window.look.advice.outcome is not None
    assert window.look.advice.outcome.kind == "silent"
    assert any(text.startswith("RICHTLIJN ZWIJGT · HET MDO BESLUIT") for text in window.advice.column.texts())


SIZES = [(1920, 1080), (1366, 768), (1080, 768)]  # narrower there are tabs: test_reflow


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_main_thing_is_never_below_the_fold(qtbot: QtBot, size: tuple[int, int], language: Language) -> None:
    window = make_window(size=size)
    window.session.set_language(language)
    urgent = 0
    for case in range(3):
        for tree in window.session.state.pack.trees:
            window.session.go_case(case)
            window.session.go_tree(tree.id)
            settle(window)
            look = window.look
            outcome = look.advice.outcome
            main = look.text(outcome.title) if outcome is not None else look.words("advice.next")
            if outcome is None and look.next_fact is None:
                main = look.words("advice.stuck")
            if look.stage.entry == "not_entered":
                main = look.words("advice.not_entered")
            if outcome is None and look.advice.urgent:
                main = look.words("advice.until")
                due = next(
                    text
                    for text in window.advice.column.texts()
                    if text.startswith(look.words("advice.act_as", limit="", fact="")[:6])
                )
                assert in_sight(window, due), (case, tree.id)
                urgent += 1
            assert in_sight(window, main), (case, tree.id, main)
            kinds = window.advice.kinds
            assert tuple(kind for kind, button in kinds.items() if button.isVisible()) == look.kinds(whole=False)
            for button in (*(kinds[kind] for kind in look.kinds(whole=False)), window.advice.agreements):
                assert button.isVisible()
                assert window.rect().contains(button.mapTo(window, button.rect().center()))
            bar, hint = window.advice.area.verticalScrollBar(), window.advice.more
            assert hint.isVisible() == (bar.maximum() > REST), (case, tree.id)
    assert urgent
    close(window)


@pytest.mark.parametrize("size", SIZES)
def test_answers_that_lead_to_the_same_are_one_line(qtbot: QtBot, size: tuple[int, int]) -> None:
    """Five ASIA grades with their meaning would push the urgent limit below the fold."""
    window = make_window(size=size)
    keys(window, "1")
    window.session.answer("klinische_verdenking_mesmc", True)
    settle(window)
    assert window.look.next_fact == "asia_score"
    texts = window.advice.column.texts()
    assert "A: nog 2 uitkomsten mogelijk" in texts
    assert "B, C, D, E: MRI binnen 12 uur" in texts
    tightest = next(text for text in texts if text.startswith("Handel alsof de termijn 12 uur is"))
    assert in_sight(window, tightest)
    close(window)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_two_running_limits_leave_the_main_thing_in_sight(
    qtbot: QtBot, size: tuple[int, int], language: Language
) -> None:
    facts: dict[str, Value] = {
        **APART[37][0],
        "klinische_verdenking_mesmc": True,
        "adequate_beeldvorming_aanwezig": False,
        "neurologische_uitval_door_mesmc": True,
        "neurologische_uitval": True,
        "mesmc_klinisch": True,
        "mesmc_radiologisch": True,  # or it fits badly with the deficit, which is asked back above the advice
        "uitval_mesmc_ontstaan_dagen": 3,
        "chirurg_beschikbaar_binnen_24_uur": True,
        "asia_score": "D",
    }
    window = make_window((Case("MDO-0001", patient=Patient(facts)),), size=size)
    window.session.set_language(language)
    window.session.go_tree("lv_lang")
    settle(window)
    bar = window.right.held
    assert bar is not None
    assert len(bar.texts()) == 2
    outcome = window.look.advice.outcome
    assert outcome is not None
    assert in_sight(window, window.look.text(outcome.title))
    close(window)


def test_the_hint_at_the_fold_brings_what_follows_and_then_goes(window: Window) -> None:
    for panel, area in ((window.advice, window.advice.area), (window.facts, window.facts.area)):
        bar = area.verticalScrollBar()
        bar.setValue(0)
        for _ in range(40):
            if not panel.more.isVisible():
                break
            before = bar.value()
            QTest.mouseClick(panel.more, Qt.MouseButton.LeftButton)
            QApplication.processEvents()
            assert before < bar.value() <= before + area.viewport().height()
        assert bar.maximum() - bar.value() <= REST
        assert panel.more.accessibleName() == "Lees verder"


# --- the strip


def test_an_answer_marks_the_trees_that_it_changes_for_a_while(window: Window) -> None:
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    tiles = {tile.view.tree: tile for tile in window.journey.tiles if tile.view is not None}
    fresh = {tree for tree, tile in tiles.items() if tile.view is not None and tile.view.fresh}
    assert {"lv_lang", "lv_kort", "cortico_lv_kort"} <= fresh
    assert "diagnostiek" not in fresh
    assert tiles["lv_kort"].accessibleName().endswith("zojuist gewijzigd")
    assert window.journey.tiles[6].view is not None
    assert window.journey.tiles[6].view.fresh
    window.session.go_tree("lv_kort")
    settle(window)
    assert tiles["lv_lang"].view is not None
    assert tiles["lv_lang"].view.fresh
    window.journey._faded()  # its while is over
    assert not any(tile.view.fresh for tile in window.journey.tiles if tile.view is not None)
    window.session.go_case(0)
    settle(window)
    assert not any(tile.view.fresh for tile in window.journey.tiles if tile.view is not None)


def test_before_the_states_are_known_nothing_is_said_of_them(qtbot: QtBot) -> None:
    pack = load_pack(PACK)
    window = Window(Session(pack, example_cases(pack)), lambda: NOW)
    window.show()
    for tile in window.journey.tiles:
        assert tile.view is not None
        assert (tile.view.said, tile.view.tone, tile.view.against, tile.view.fresh) == ("", "quiet", (), False)
        short, title = tile.view.short, tile.view.title
        seen = title if short.casefold() in title.casefold() else f"{short} ({uncapital(title)})"
        assert tile.accessibleName() == f"Boom {tile.view.number}, {seen}"
    assert window.right.held is None
    settle(window)
    assert all(tile.view is not None and tile.view.said for tile in window.journey.tiles)
    assert not any(tile.view is not None and tile.view.fresh for tile in window.journey.tiles)
    close(window)


def test_a_tile_names_the_fact_that_is_missing(window: Window) -> None:
    window.session.answer("levensverwachting_maanden", 2)
    settle(window)
    tile = window.journey.tiles[6]
    assert tile.view is not None
    assert (tile.view.said, tile.view.detail) == ("1 gegeven ontbreekt", "Indicatie voor chemotherapie")
    assert "Indicatie voor chemotherapie" in tile.accessibleName()
    assert tile.toolTip() == theme.plain_tip(tile.accessibleName())


def link_in_sight(window: Window, do: str) -> bool:
    """Whether the button of the cards that does this is visible as a whole without scrolling."""
    port, hint = window.advice.area.viewport(), window.advice.more
    covered = hint.height() // 2 if hint.isVisible() else 0
    for button in window.advice.column.findChildren(QPushButton):
        if button.property("do") == do and button.isVisible():
            top = button.mapTo(port, QPoint(0, 0)).y()
            return top >= 0 and top + button.height() <= port.height() - covered
    return False


def test_what_is_asked_next_is_in_sight_also_where_facts_fit_badly_and_a_decision_was_on_other_advice(
    window: Window,
) -> None:
    """The third example patient, of whom the board decided, with two answers that fit badly and one taken back."""
    at_tree(window, 2, "lv_lang")
    window.resize(1366, 768)
    window.session.answer("asia_score", "B")
    window.session.answer("kan_zelfstandig_lopen", True)
    for fact in list(window.look.patient.values):
        if window.look.advice.outcome is not None and fact not in ("asia_score", "kan_zelfstandig_lopen"):
            window.session.clear(fact)
    settle(window)
    look = window.look
    assert look.advice.outcome is None
    assert open_doubts(look)
    assert window.advice.column.card("changed") is not None
    assert look.next_fact is not None
    assert in_sight(window, look.words("advice.next"))
    assert link_in_sight(window, f"fact:{look.next_fact}")
