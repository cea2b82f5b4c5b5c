"""What presses, was decided or is advised is read whole at every size of text; the keyboard stays with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels.next_button import NextButton
from mdo_viewer.desktop.panels.top_bar import cut_before_key
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.sheets.menu_sheet import MenuSheet
from mdo_viewer.desktop.sheets.view_sheet import ViewSheet
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.case import Case, DecisionKind
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from tests.help.desktop_help import NOW, close, keys, make_window, settle

KNOWN = {
    "leptomeningeale_of_intramedullaire_metastasen": False,
    "jonger_dan_18": False,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "klinische_verdenking_wervelmetastasen": True,
}
PAIN = {
    "pijn": True,
    "mesmc_klinisch": False,
    "mesmc_radiologisch": False,
    "neurologische_uitval": False,
    "neurologische_uitval_door_mesmc": False,
    "levensverwachting_maanden": 8,
}
SIZES = [(1366, 768, 100), (1366, 768, 125), (1366, 768, 150), (1920, 1080, 150), (1920, 1080, 175)]


def paresis() -> Case:
    pack = load_pack(PACK)
    route = next(each for each in routes(pack, pack.trees_by_id["lv_lang"]) if each.outcome == "chirurgie")
    facts = {**KNOWN, **dict(route.examples), "uitval_mesmc_ontstaan_dagen": 2, "geopereerd": False}
    return Case("MDO-0001", patient=Patient(facts, moments={"diagnose_op": NOW - timedelta(hours=3)}))


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Window]:
    window = make_window((paresis(), Case("MDO-0002", patient=Patient({**KNOWN, **PAIN}))))
    yield window
    window.change_settings(text_size=100)
    close(window)


def sized(window: Window, width: int, height: int, text: TextSize) -> None:
    window.resize(width, height)
    window.change_settings(text_size=text)
    settle(window)


def decide_all(window: Window) -> None:
    """A decision on every tree that applies and advises, the main one otherwise than advised."""
    session = window.session
    for tree in window.look.pack.trees:
        session.go_tree(tree.id)
        look = window.look
        if look.verdict is not None and look.stage.entry == "open" and len(look.kinds(whole=False)) > 1:
            kind: DecisionKind = "deviate" if tree.id == "lv_lang" else "follow_with_condition"
            session.start_decision(kind, look.verdict)
            chosen = {"chosen": "radiotherapie"} if tree.id == "lv_lang" else {}
            session.change_draft(text="overleg", condition="het lukt", reason_code="other", **chosen)  # type: ignore[arg-type]
            session.record()
    session.go_tree("diagnostiek")
    settle(window)


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_nothing_that_presses_or_was_decided_is_cut_in_the_strip(
    room: Window, width: int, height: int, text: TextSize
) -> None:
    sized(room, width, height, text)
    decide_all(room)
    if not room.journey.isVisible():
        return  # tabs: the line at the foot says it, whole
    tiles = {tile.view.tree: tile for tile in room.journey.tiles if tile.view is not None and tile.isVisible()}
    assert "lv_lang" in tiles, "the main decision stays in sight"
    for tree, tile in tiles.items():
        view = tile.view
        assert view is not None
        if view.decided or view.tone in ("urgent", "open_urgent"):
            assert " ".join(tile.state_lines()) == view.shown, tree


@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_the_heading_of_the_advice_is_above_the_hint_that_more_follows(
    room: Window, width: int, height: int, text: TextSize
) -> None:
    sized(room, width, height, text)
    decide_all(room)
    advice = room.advice
    for tree in ("tijd_tot_therapie", "indicatie", "lv_lang"):
        room.session.go_tree(tree)
        settle(room)
        title = room.look.text(room.look.advice.outcome.title) if room.look.advice.outcome else ""
        found = [each for each in advice.column.findChildren(PlainLabel) if each.text() == title and each.isVisible()]
        if not advice.area.isVisible() or room.look.stage.entry != "open":
            continue
        port = advice.area.viewport()
        free = port.height() - (advice.more.height() if advice.more.isVisible() else 0)
        assert found[0].mapTo(port, QPoint(0, found[0].height())).y() <= free, tree


def test_the_way_to_the_size_of_text_stays_longest_in_the_status_line(room: Window) -> None:
    for width in range(700, 1400, 100):
        sized(room, width, 768, 100)
        if room.status.isVisible() and room.status.about.isVisible():
            assert room.status.view.isVisible(), width
    sized(room, 1920, 1080, 175)
    room.status.show_beam("Projector: zwart", loud=True)
    assert room.status.view.isVisible()


@pytest.mark.parametrize("step", [("Ctrl+Z",), ("Ctrl+Z", "Ctrl+Y")])
@pytest.mark.parametrize("wide", [False, True])
def test_after_a_step_back_the_keyboard_is_on_the_tree_and_on_no_chip(
    room: Window, step: tuple[str, ...], wide: bool
) -> None:
    """Whatever the button was that had it: it may be gone with the step, at once or once all trees are read."""
    room.session.go_tree("tijd_tot_therapie")
    room.session.set_wide(wide)
    settle(room)
    keys(room, "V", "Ctrl+Return")
    settle(room)
    for key in step:
        room.right.take_to_next()
        assert isinstance(QApplication.focusWidget(), NextButton)
        keys(room, key)
        settle(room)
        assert not isinstance(QApplication.focusWidget(), NextButton), "the next Enter would press it"
        focused = QApplication.focusWidget()
        assert focused is not None
        assert room.graph.isAncestorOf(focused), key


def test_a_limit_that_the_title_says_is_said_once(room: Window) -> None:
    room.session.go_case(1)
    room.session.go_tree("tijd_tot_therapie")
    settle(room)
    look = room.look
    assert look.verdict == "therapie_14_dagen"
    main = next(block for block in advice_blocks(look, later=True) if block.id == "main")
    said = [item.text for item in main.items if isinstance(item, Say)]
    assert sum("14 dagen" in text for text in said if len(text) < 40) == 1
    content = content_of(look, key=True)
    shown = [each.text for each in content.main.said]
    assert [strip.said[0].text.count("14 dagen") for strip in content.strips][:1] == [1]
    assert sum("14 dagen" in text for text in shown if len(text) < 40) == 1
    assert room.graph.view.picture is not None
    box = room.graph.view.picture.boxes[-1]
    assert "Therapie" in "\n".join(run.text for run in box.runs)
    assert "\n".join(run.text for run in box.runs).count("14 dagen") == 1


def test_what_holds_until_a_fact_is_known_has_a_short_heading(room: Window) -> None:
    room.session.go_tree("diagnostiek")
    settle(room)
    block = next(block for block in advice_blocks(room.look, later=True) if block.id == "tightest")
    title = next(item for item in block.items if isinstance(item, Say) and item.style == "title")
    assert title.text == "Handel alsof de termijn 12 uur is"
    rest = next(item for item in block.items if isinstance(item, Say) and item.style == "body")
    assert rest.text.startswith("Zolang die nog kan gelden. Nog open: ")


def test_a_reason_by_its_digit_takes_the_focus_frame_with_it(room: Window) -> None:
    room.session.go_tree("lv_lang")
    settle(room)
    keys(room, "A")
    reasons = room.right.decision.reasons
    assert [button.cap for button in reasons.buttons] == [str(number) for number in range(1, 10)]
    reasons.take_keyboard()
    keys(room, "Alt+3")
    assert reasons.buttons[2].isChecked()
    assert reasons.buttons[2].hasFocus()


def test_a_condition_is_seen_in_the_strip(room: Window) -> None:
    room.session.go_tree("tijd_tot_therapie")
    settle(room)
    for kind, said in (
        ("follow", "Therapie binnen 24 uur"),
        ("follow_with_condition", "Therapie binnen 24 uur, mits…"),
    ):
        room.session.start_decision(kind, room.look.verdict)  # type: ignore[arg-type]
        room.session.change_draft(condition="het lukt")
        room.session.record()
        settle(room)
        tile = next(each for each in room.journey.tiles if each.view is not None and each.view.number == 4)
        assert tile.view is not None
        assert tile.view.shown == said


def test_a_tree_that_advises_something_says_that_before_what_would_open_it(qtbot: QtBot) -> None:
    """Tree 3 has its advice, and waits for the suspicion on imaging alone."""
    pack = load_pack(PACK)
    found = routes(pack, pack.trees_by_id["aanvullend"])
    route = next(each for each in found if each.outcome == "biopt_1_week")
    facts = {fact: value for fact, value in dict(route.examples).items() if "radiologische_verdenking" not in fact}
    window = make_window((Case("MDO-0001", patient=Patient(facts)),))
    view = next(tile.view for tile in window.journey.tiles if tile.view is not None and tile.view.number == 3)
    assert view.said == "Weefsel binnen 1 week?"
    close(window)


def test_the_label_of_undo_is_cut_before_whom_it_is_about() -> None:
    metrics = QFontMetrics(theme.font(13))
    room = metrics.horizontalAdvance("Geopereerd aan deze, MDO-0003")
    said = cut_before_key("Geopereerd aan deze wervelmetastase, MDO-0003", metrics, room)
    assert said.endswith("…, MDO-0003")
    assert metrics.horizontalAdvance(said) <= room
    assert cut_before_key("Pijn, MDO-0003", metrics, room) == "Pijn, MDO-0003"


def test_the_language_is_offered_where_one_looks_for_it_with_its_key(room: Window) -> None:
    keys(room, "F10")
    settle(room)
    menu = room.sheets.shown
    assert isinstance(menu, MenuSheet)
    line = menu.lines["language"]
    assert (line.isVisible(), line.cap) == (True, "Ctrl+L")
    keys(room, "Escape")
    room.sheets.open("view")
    sheet = room.sheets.shown
    assert isinstance(sheet, ViewSheet)  # its language is the window's
    languages = sheet.languages
    assert [button.words for button in languages.buttons] == ["Nederlands", "English"]
    languages.buttons[1].click()
    settle(room)
    assert room.session.state.language == "en"
