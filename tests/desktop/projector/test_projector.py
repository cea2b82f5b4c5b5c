"""The projector window beside the laptop's: what is painted when, keys, freezing, and nothing that names a patient."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mdo_viewer.desktop.projector import drive as projector_module
from mdo_viewer.desktop.projector.content import content_of, who_is, without
from mdo_viewer.desktop.projector.drive import Projector
from mdo_viewer.desktop.projector.page import Page, lay_page
from mdo_viewer.desktop.projector.paint import paint_page
from mdo_viewer.desktop.projector.screens import Screen
from mdo_viewer.desktop.projector.window import Frame, ProjectorWindow
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.projector_sheet import ProjectorSheet
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.theme import SchemeName
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Action, Case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.desktop_help import NOW, close, keys, make_window, type_text

LAPTOP = Screen("eDP-1", "Laptop", "Inside", "", (0, 0, 1366, 768), (1366, 768))
BEAMER = Screen("HDMI-1", "Epson", "EB-1", "X1", (1366, 0, 1024, 768), (1024, 768))


@pytest.fixture(autouse=True)
def _quick(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projector_module, "HOLD", 0)
    monkeypatch.setattr(projector_module, "HOLD_START", 0)


def start(window: Window) -> Projector:
    window.call("projector")()
    view_of(window.projector).resize(1366, 768)
    window.message.clear()
    return settled(window.projector)


def settled(projector: Projector) -> Projector:
    for _ in range(3):
        QApplication.processEvents()
    return projector


def view_of(projector: Projector) -> ProjectorWindow:
    assert projector.view is not None
    return projector.view


def kind(projector: Projector) -> str:
    return view_of(projector).painted.kind


def placed(projector: Projector) -> str:
    return projector.beam.placed


def is_on(projector: Projector) -> bool:
    return projector.beam.on


def texts(page: Page | None) -> list[str]:
    """Every text that a page paints."""
    if page is None:
        return []
    picture = page.picture
    boxes = [] if picture is None else [run.text for box in picture.boxes for run in box.runs]
    labels = [] if picture is None else [edge.label.text for edge in picture.edges]
    return [words.text for words in page.words] + boxes + labels


def painted(page: Page) -> QImage:
    """The page as it must look."""
    image = QImage(page.width, page.height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_page(painter, page)
    painter.end()
    return image


def is_of_one_colour(image: QImage) -> bool:
    small = image.scaled(48, 48)
    return len({small.pixel(x, y) for x in range(48) for y in range(48)}) == 1


@pytest.mark.parametrize("tree", ["tijd_tot_therapie", "lv_lang"])  # without and with a decision of its own
def test_the_room_sees_that_advice_changed_after_a_decision_on_the_whole_case(window: Window, tree: str) -> None:
    projector = start(window)
    window.session.go_case(2)
    window.session.go_tree(tree)
    keys(window, "Shift+V", "Ctrl+Return")
    settled(projector)
    before = " ".join(texts(view_of(projector).painted.page))
    assert "hele casus" in before
    assert "Sindsdien" not in before
    window.session.answer("klinische_toestand_operabel", False)
    settled(projector)
    assert "Sindsdien ander advies: boom 6, 9, 10" in " ".join(texts(view_of(projector).painted.page))


def test_it_shows_the_patient_and_tree_of_the_laptop(window: Window) -> None:
    projector = start(window)
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    settled(projector)
    page = view_of(projector).painted.page
    said = texts(page)
    assert "Maximale tijd tot inzet therapie" in said
    assert "patiënt 3 van 3 · kenmerk verborgen" in said
    assert any("SPOED" in text for text in said)
    assert any("vóór ma 23 nov 14:10" in text for text in said)
    assert any("Richtlijn Wervelmetastasen 1.0" in text and "11 jaar oud" in text for text in said)
    assert "VOORBEELD" in said


def test_what_is_seen_is_what_was_laid_out(window: Window) -> None:
    projector = start(window)
    window.session.go_tree("lv_lang")
    settled(projector)
    page = view_of(projector).painted.page
    assert page is not None
    assert view_of(projector).grab().toImage().convertToFormat(QImage.Format.Format_RGB32) == painted(page)


def test_another_patient_is_blank_before_the_laptop_itself_changes(window: Window) -> None:
    projector = start(window)
    view = view_of(projector)
    assert kind(projector) == "page"
    seen: list[Frame] = []
    window.session.listeners.insert(1, lambda: seen.append(view.painted))
    window.session.go_case(1)
    assert [frame.kind for frame in seen] == ["blank"]
    assert kind(projector) == "blank"
    assert is_of_one_colour(view.grab().toImage())
    settled(projector)
    assert view.painted.who == who_is(window.session.state)
    assert "patiënt 2 van 3 · kenmerk verborgen" in texts(view.painted.page)


@pytest.mark.parametrize("way", ["case:add", "undo", "redo"])
def test_adding_and_undo_to_another_patient_blank_too(window: Window, way: str) -> None:
    session = window.session
    session.unknown("levensverwachting_maanden")
    session.go_case(1)
    if way == "redo":
        session.undo()
        session.go_case(1)
    projector = start(window)
    window.call(way)()
    assert kind(projector) == "blank"
    settled(projector)
    if way != "case:add":  # nobody asked to show the patient of that step
        assert kind(projector) == "blank"
        said = window.message.label.text()
        assert "MDO-0001" in said
        assert "De projector is nu leeg. F toont deze patiënt." in said
        assert "F toont deze patiënt" in window.status.projector.words
        window.call("projector:freeze")()
        settled(projector)
    assert view_of(projector).painted.who == who_is(session.state)


def test_the_blank_lasts_long_enough_to_be_seen(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    projector = start(window)
    monkeypatch.setattr(projector_module, "HOLD", 60_000)  # however slow the machine
    window.session.go_case(1)
    settled(projector)
    assert kind(projector) == "blank"
    assert projector.holding
    projector.skip_pause()
    settled(projector)
    assert kind(projector) == "page"


@pytest.mark.parametrize("key", ["B", "."])
def test_black_is_there_before_the_key_returns(window: Window, key: str) -> None:
    projector = start(window)
    window.projector.black()
    assert kind(projector) == "black"
    window.projector.black()
    keys(window, key)
    image = view_of(projector).grab().toImage()
    assert is_of_one_colour(image)
    assert image.pixelColor(5, 5) == QColor("black")
    assert "zwart" in window.status.projector.words
    keys(window, key)
    settled(projector)
    assert kind(projector) == "page"


def test_b_blacks_the_room_from_the_field_of_a_number_and_ctrl_b_from_a_text(empty: Window) -> None:
    projector = start(empty)
    empty.session.go_tree("lv_lang")
    settled(projector)
    months = "levensverwachting_maanden"
    empty.focus_fact(months)
    type_text(empty, "12")
    field = empty.facts.row(months).field
    assert field.hasFocus()
    keys(empty, "B")
    assert kind(projector) == "black"
    assert (field.text(), field.hasFocus()) == ("12", True)
    keys(empty, "Ctrl+B")
    settled(projector)
    assert kind(projector) == "page"
    field.clear()
    type_text(empty, "pijn b")  # a sentence that somebody types into the wrong field
    assert kind(projector) == "page"
    keys(empty, "Escape", "Escape", "A")
    type_text(empty, "Bestralen, b")
    assert kind(projector) == "page"
    keys(empty, "Ctrl+B")
    assert kind(projector) == "black"
    draft = empty.session.state.draft
    assert draft is not None
    assert draft.text == "Bestralen, b"


def test_a_window_to_share_does_not_cover_the_laptop(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    show = ProjectorWindow.show

    def shown(self: ProjectorWindow) -> None:
        done.append("room")
        show(self)

    monkeypatch.setattr(ProjectorWindow, "show", shown)
    monkeypatch.setattr(window, "raise_", lambda: done.append("laptop"))
    projector = start(window)
    assert done == ["room", "laptop"]
    assert QApplication.activeWindow() is window
    projector.stop()
    window.call("projector")()
    assert "in een venster achter dit venster" in window.message.label.text()


def test_black_stays_black_over_a_change_of_patient(window: Window) -> None:
    projector = start(window)
    keys(window, "B")
    window.session.go_case(1)
    settled(projector)
    assert kind(projector) == "black"
    keys(window, "B")
    settled(projector)
    assert view_of(projector).painted.who == who_is(window.session.state)


def test_frozen_keeps_the_picture_and_the_laptop_says_so(window: Window) -> None:
    projector = start(window)
    window.session.go_tree("tijd_tot_therapie")
    settled(projector)
    keys(window, "F")
    before = view_of(projector).grab().toImage()
    window.session.go_tree("lv_lang")
    settled(projector)
    assert view_of(projector).grab().toImage() == before
    assert window.status.projector.words == "Projector: bevroren sinds 14:30 (boom 4), al 0:00"
    assert window.status.projector.isVisible()
    assert window.top.projector.words == "Bevroren"
    keys(window, "F")
    settled(projector)
    assert "Behandeling bij levensverwachting ≥ 3 maanden" in texts(view_of(projector).painted.page)


def test_a_frozen_picture_is_counted_and_reminded_of(window: Window) -> None:
    projector = start(window)
    keys(window, "F")
    window.now = lambda: NOW + timedelta(seconds=59)
    projector.reminder.tick()
    assert window.message.isHidden()
    assert window.status.projector.words.endswith("al 0:59")
    window.now = lambda: NOW + timedelta(seconds=61)
    projector.reminder.tick()
    assert "bevroren sinds 14:30" in window.message.label.text()
    window.message.clear()
    projector.reminder.tick()
    assert window.message.isHidden()
    window.now = lambda: NOW + timedelta(seconds=125)
    projector.reminder.tick()
    assert not window.message.isHidden()


def test_another_patient_ends_a_freeze_and_it_stays_blank_until_asked_for(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector_module, "HOLD", 20)
    projector = start(window)
    keys(window, "F", "PgDown")
    assert kind(projector) == "blank"
    assert "nu leeg" in window.message.label.text()
    QTest.qWait(120)  # well over the blank that comes between two patients
    window.session.go_tree("lv_lang")
    settled(projector)
    assert kind(projector) == "blank"
    assert "leeg sinds een andere patiënt" in window.status.projector.words
    assert window.status.projector.isVisible()
    assert window.top.projector.words == "Leeg"
    keys(window, "F")
    QTest.qWait(60)
    settled(projector)
    assert view_of(projector).painted.who == who_is(window.session.state)
    assert window.top.projector.words == "Projector"


def test_black_and_back_also_shows_the_patient_where_it_was_left_blank(window: Window) -> None:
    projector = start(window)
    keys(window, "F", "PgDown", "B")
    settled(projector)
    assert kind(projector) == "black"
    keys(window, "B")
    settled(projector)
    assert view_of(projector).painted.who == who_is(window.session.state)


def test_a_frozen_picture_stays_over_a_change_of_patient_where_somebody_chose_so(window: Window) -> None:
    projector = start(window)
    window.call("projector:section")()
    sheet = window.sheets.get("projector")
    assert isinstance(sheet, ProjectorSheet)
    sheet.section.keeps.chosen.emit(1)
    window.sheets.close()
    first = who_is(window.session.state)
    keys(window, "F", "PgDown")
    settled(projector)
    view = view_of(projector)
    assert view.painted.who == first != who_is(window.session.state)
    assert projector.beam.shows == "frozen"
    assert "andere patiënt" in window.message.label.text()
    assert "andere patiënt" in window.status.projector.accessibleName()
    view.resize(900, 600)
    settled(projector)
    assert view.painted.who == first
    keys(window, "F")
    assert kind(projector) == "blank"  # seen before the next patient is
    settled(projector)
    assert view.painted.who == who_is(window.session.state)


def test_a_kept_picture_goes_when_the_choice_is_taken_back_or_another_meeting_opens(window: Window) -> None:
    projector = start(window)
    window.change_settings(projector_keeps=True)
    keys(window, "F", "PgDown")
    settled(projector)
    window.change_settings(projector_keeps=False)
    assert kind(projector) == "blank"
    settled(projector)
    assert kind(projector) == "blank"  # until somebody asks for the patient
    keys(window, "F")
    settled(projector)
    assert view_of(projector).painted.who == who_is(window.session.state)
    window.change_settings(projector_keeps=True)
    keys(window, "F")
    window.session.open_meeting(window.session.state.document, 0, "lv_lang")
    assert kind(projector) == "blank"
    assert projector.beam.frozen is None


def test_the_whole_tree_is_shown_to_the_room_and_the_path_again(window: Window) -> None:
    projector = start(window)
    keys(window, "Shift+H")
    settled(projector)

    def view() -> str:
        page = view_of(projector).painted.page
        assert page is not None
        assert page.picture is not None
        return page.picture.view

    assert view() == "whole"
    assert "hele boom" in window.message.label.text()
    assert window.session.state.view == "path"  # the laptop shows what it showed
    keys(window, "Shift+H")
    settled(projector)
    assert view() == "path"
    keys(window, "Shift+H", "F5", "F5")
    projector.skip_pause()
    settled(projector)
    assert view() == "path"


def test_the_question_is_shown_where_the_settings_ask_for_it_and_goes_at_once(window: Window) -> None:
    projector = start(window)
    question = window.session.state.case.question
    assert question
    window.call("projector:section")()
    sheet = window.sheets.get("projector")
    assert isinstance(sheet, ProjectorSheet)
    sheet.section.key.chosen.emit(2)
    settled(projector)
    assert {question, window.session.state.case.case} <= set(texts(view_of(projector).painted.page))
    window.call("projector:freeze")()
    sheet.section.key.chosen.emit(0)
    settled(projector)
    said = " ".join(texts(view_of(projector).painted.page))
    assert question not in said
    assert window.session.state.case.case not in said


def test_a_frozen_picture_fits_a_new_size(window: Window) -> None:
    projector = start(window)
    keys(window, "F")
    content = projector.content
    view_of(projector).resize(900, 600)
    settled(projector)
    page = view_of(projector).painted.page
    assert page is not None
    assert (page.width, page.height) == (900, 600)
    assert projector.content is content


def test_keys_in_the_projector_window_act_on_the_laptop(window: Window) -> None:
    projector = start(window)
    view = view_of(projector)
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    for key in ("PgDown", ".", ".", "PgUp", "PgDown", "1"):
        QTest.keySequence(view, key)
        settled(projector)
    assert window.session.state.current == 1
    for _ in range(2):  # what 1 could not answer was said, and that closes first
        QTest.keySequence(view, "Escape")
        settled(projector)
    assert not projector.beam.on
    window.activateWindow()


def test_escape_in_the_projector_window_first_closes_what_is_open(window: Window) -> None:
    projector = start(window)
    window.call("decide:follow_with_condition")()
    window.call("decide:deviate")()
    view = view_of(projector)
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    QTest.keySequence(view, "Escape")
    settled(projector)
    assert window.session.state.draft is None
    assert projector.beam.on
    window.activateWindow()


def test_a_digit_in_the_projector_window_begins_a_number_on_the_laptop(window: Window) -> None:
    window.session.go_case(1)
    window.session.go_tree("lv_lang")
    window.session.clear("levensverwachting_maanden")
    projector = start(window)
    assert window.look.next_fact == "levensverwachting_maanden"
    view = view_of(projector)
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    QTest.keySequence(view, "7")
    settled(projector)
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "7"
    assert QApplication.activeWindow() is window


def test_a_picture_that_cannot_be_made_leaves_the_projector_blank(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    projector = start(window)

    def broken(*_: object) -> Page:
        raise RuntimeError("cannot be drawn")

    monkeypatch.setattr(projector_module, "lay_page", broken)
    window.door.report = lambda problem: None
    monkeypatch.setattr("traceback.print_exception", lambda *_, **__: None)
    window.session.go_tree("lv_lang")
    settled(projector)
    assert kind(projector) == "blank"
    assert window.status.projector.words == "Projector: leeg, dit beeld lukt niet"
    monkeypatch.undo()
    window.session.go_tree("indicatie")
    settled(projector)
    assert "Indicatie behandeling" in texts(view_of(projector).painted.page)


def test_what_is_not_shown_needs_no_keys(window: Window) -> None:
    keys(window, "B")
    assert "F5" in window.message.label.text()
    keys(window, "F5")
    assert is_on(window.projector)
    keys(window, "F5")
    assert not is_on(window.projector)
    assert window.projector.view is None


def test_closing_the_window_or_the_laptop_stops_it() -> None:
    window = make_window()
    projector = start(window)
    view_of(projector).close()
    assert not projector.beam.on
    start(window)
    close(window)
    assert not projector.beam.on
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ProjectorWindow)] == []


def test_the_language_of_the_laptop_is_that_of_the_room(window: Window) -> None:
    projector = start(window)
    window.session.set_language("en")
    settled(projector)
    assert "patient 1 of 3 · identity hidden" in texts(view_of(projector).painted.page)
    assert view_of(projector).windowTitle() == "MDO Viewer – projection"


def test_the_room_test_page_needs_no_patient(window: Window) -> None:
    keys(window, "Ctrl+F5")
    projector = window.projector
    view_of(projector).resize(1366, 768)
    settled(projector)
    frame = view_of(projector).painted
    assert frame.kind == "page"
    assert frame.who is None
    assert "Leesproef voor deze ruimte" in texts(frame.page)
    keys(window, "Ctrl+F5")
    settled(projector)
    assert "patiënt 1 van 3 · kenmerk verborgen" in texts(view_of(projector).painted.page)


# --- nothing that names a patient

CANARIES = ("KANARIE-7731", "pieterse", "achterkamer", "voorwaardentekst", "vrijetekst", "notitietekst")


def canary_case() -> Case:
    case = example_cases(load_pack(PACK))[2]
    decisions = tuple(
        replace(one, condition="voorwaardentekst", reason="achterkamer", text="vrijetekst") for one in case.decisions
    )
    return replace(
        case, case="KANARIE-7731", question="mevrouw pieterse", notes="notitietekst pieterse", decisions=decisions,
        alternatives=("achterkamer",), preferences="vrijetekst", lead_physician="pieterse",
        actions=(Action("achterkamer", "pieterse"),), rediscuss="vrijetekst",
    )  # fmt: skip


def test_no_identifier_and_no_typed_text_reaches_the_room() -> None:
    window = make_window((canary_case(),))
    projector = start(window)
    view = view_of(projector)
    said: list[str] = []
    for tree in window.session.state.pack.trees:
        window.session.go_tree(tree.id)
        for name in ("projector:freeze", "projector:freeze", "projector:test", "projector:test"):
            window.call(name)()
            settled(projector)
            said += texts(view.painted.page)
            said += [view.windowTitle(), view.accessibleName(), view.accessibleDescription(), view.objectName()]
            said += [view.toolTip(), view.windowIconText(), view.windowFilePath()]
    assert len(said) > 200
    assert [text for text in said for canary in CANARIES if canary.lower() in text.lower()] == []
    close(window)


def test_the_key_is_shown_where_the_settings_ask_for_it() -> None:
    window = make_window((canary_case(),))
    look = window.look
    assert "KANARIE-7731" in " ".join(texts(lay_page(content_of(look, key=True), 1366, 768)))
    assert "KANARIE-7731" not in " ".join(texts(lay_page(content_of(look, key=False), 1366, 768)))
    close(window)


def test_what_the_board_wrote_is_shown_where_the_settings_ask_for_the_question() -> None:
    window = make_window((canary_case(),))
    window.session.go_tree(window.look.state.case.decisions[0].tree)
    look = window.look
    shown = content_of(look, key=True, patient=True)
    said = " ".join(texts(lay_page(shown, 1366, 768)))
    assert "Mits voorwaardentekst" in said
    assert "Vrijetekst" in said
    hidden = without(shown, look.words, key=False, patient=False)  # a frozen picture, once it is switched off
    for content in (hidden, content_of(look, key=True), content_of(look, key=False)):
        plain = " ".join(texts(lay_page(content, 1366, 768))).lower()
        assert not any(each in plain for each in ("vrijetekst", "voorwaardentekst", "achterkamer"))
    close(window)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_long_text_of_the_board_is_cut_to_its_line(size: tuple[int, int]) -> None:
    case = canary_case()
    text = "alleen comfort, " * 40
    decision = replace(case.decisions[0], kind="deviate", condition=None, reason=None, text=text, chosen=None)
    window = make_window((replace(case, decisions=(decision,)),))
    window.session.go_tree(decision.tree)
    page = lay_page(content_of(window.look, key=True, patient=True), *size)
    said = " ".join(texts(page))
    assert "Alleen comfort, alleen comfort" in said
    assert said.count("comfort") < 10
    close(window)


def test_the_line_for_the_room_says_what_presses_as_that_of_the_laptop_does(window: Window) -> None:
    """A limit of another tree than that in sight, once the settings ask for the line; without it nothing of it."""
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    projector = start(window)
    said = window.patient.urgent.said
    assert said == "Spoed: therapie vóór ma 23 nov 14:10"
    assert said not in " ".join(texts(view_of(projector).painted.page))
    window.change_settings(projector_key=True, projector_patient=True)
    settled(projector)
    assert said in " ".join(texts(view_of(projector).painted.page))
    window.session.set_done("tijd_tot_therapie.therapie_24_uur", window.now())
    settled(projector)
    shown = " ".join(texts(view_of(projector).painted.page))
    assert said not in shown
    assert "Aangemeld als spoed" in shown


# --- 500 random sequences


class Simulated:
    """Screens that come and go, as the projector sees them."""

    def __init__(self, projector: Projector, monkeypatch: pytest.MonkeyPatch) -> None:
        self.projector, self.beamer = projector, True
        monkeypatch.setattr(projector, "screens", lambda: (LAPTOP, BEAMER) if self.beamer else (LAPTOP,))
        monkeypatch.setattr(projector, "laptop_screen", lambda: LAPTOP)
        monkeypatch.setattr(projector_module, "move", lambda window, screen: None)

    def plug(self) -> None:
        self.beamer = not self.beamer
        self.projector.follow_screens()


def answer_something(window: Window, chance: random.Random) -> None:
    fact = window.look.next_fact
    if fact is None:
        return
    options = window.look.options(fact)
    try:
        window.session.answer(fact, chance.choice(options).value if options else chance.choice([1, 4, 9]))
    except Contradiction:
        window.session.unknown(fact)


def check(window: Window, projector: Projector) -> None:
    """After one turn: what stands there is of the patient, tree and facts on the laptop, or neutral, or frozen."""
    view, state = projector.view, window.session.state
    if view is None or not view.isVisible():
        assert projector.beam.shows == "nothing"
        return
    frame, beam = view.painted, projector.beam
    if frame.page is None or beam.shows == "test":
        return
    assert frame.who == who_is(state)
    said = texts(frame.page)
    assert any(text.startswith(f"patiënt {state.current + 1} van ") for text in said)
    if beam.frozen is None:
        assert frame.page == lay_page(content_of(window.look, key=False), *view.page_size())


@pytest.mark.parametrize("part", range(10))
def test_no_stale_frame_in_any_order_of_events(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten parts of fifty sequences. Every paint is recorded with the patient on the laptop at that moment."""
    paints: list[tuple[Frame, object]] = []
    board = make_window(size=(960, 600))
    paint: Callable[[ProjectorWindow, object], None] = ProjectorWindow.paintEvent  # type: ignore[assignment]

    def recorded(self: ProjectorWindow, event: object) -> None:
        paint(self, event)
        paints.append((self.painted, who_is(board.session.state)))

    monkeypatch.setattr(ProjectorWindow, "paintEvent", recorded)
    window = board
    window.hide()  # the laptop need not be painted for this
    projector = window.projector
    simulated = Simulated(projector, monkeypatch)
    session = window.session
    acts: tuple[Callable[[random.Random], object], ...] = (
        lambda chance: session.go_case(chance.randrange(len(session.state.cases))),
        lambda chance: session.go_case(chance.randrange(len(session.state.cases))),
        lambda chance: answer_something(window, chance),
        lambda chance: answer_something(window, chance),
        lambda chance: session.go_tree(chance.choice(session.state.pack.trees).id),
        lambda chance: session.undo(),
        lambda chance: session.redo(),
        lambda chance: session.add_case() if len(session.state.cases) < 9 else session.undo(),
        lambda chance: projector.black(),
        lambda chance: projector.freeze(),
        lambda chance: simulated.plug(),
        lambda chance: projector.swap(),
        lambda chance: projector.toggle(),
        lambda chance: projector.start() if not projector.beam.on else None,
        lambda chance: projector.test(),
    )
    for number in range(50):
        chance = random.Random(part * 1000 + number)
        if not projector.beam.on:
            projector.start()
        for _ in range(8):
            chance.choice(acts)(chance)
            settled(projector)
            check(window, projector)
    stale = [(frame, who) for frame, who in paints if frame.who is not None and frame.who != who]
    assert stale == []
    assert len(paints) > 100
    assert sum(frame.kind == "page" for frame, _ in paints) > 30
    close(window)


def test_opening_and_closing_a_hundred_times_leaves_nothing(window: Window) -> None:
    projector = start(window)
    projector.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    while window.facts.make_row_ahead():  # what the window makes ahead while nothing happens is its own
        pass
    gc.collect()
    before, inside = len(QApplication.allWidgets()), len(window.findChildren(QObject))
    for _ in range(100):
        projector.start()
        QApplication.processEvents()
        projector.stop()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert len(QApplication.allWidgets()) == before
    assert len(window.findChildren(QObject)) == inside


# --- the settings of the projector


def test_the_chip_opens_the_settings_which_say_what_is_on(window: Window) -> None:
    projector = start(window)
    window.status.projector.click()
    sheet = window.sheets.get("projector")
    assert isinstance(sheet, ProjectorSheet)
    assert sheet.isVisible()
    assert sheet.section.state.text() == "Projector: aan, in een venster"
    window.call("projector:black")()
    assert sheet.section.state.text() == "Projector: zwart"
    sheet.section.toggle.click()
    assert not is_on(projector)
    assert sheet.section.state.text() == "De projector staat uit."
    assert not sheet.section.buttons[0].isEnabled()


def test_the_key_is_shown_and_hidden_at_once_even_while_frozen(window: Window) -> None:
    projector = start(window)
    window.call("projector:section")()
    sheet = window.sheets.get("projector")
    assert isinstance(sheet, ProjectorSheet)
    sheet.section.key.chosen.emit(1)
    settled(projector)
    assert "patiënt 1 van 3 · MDO-0001" in texts(view_of(projector).painted.page)
    window.call("projector:freeze")()
    sheet.section.key.chosen.emit(0)
    settled(projector)
    assert projector.beam.shows == "frozen"
    said = texts(view_of(projector).painted.page)
    assert "bevroren 14:30" in said
    assert "patiënt 1 van 3 · kenmerk verborgen" in said


def test_a_screen_is_chosen_and_kept(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    projector = window.projector
    Simulated(projector, monkeypatch)
    window.call("projector:section")()
    sheet = window.sheets.get("projector")
    assert isinstance(sheet, ProjectorSheet)
    first, second = sheet.section.places
    assert first.words == "Beeld 2 – Epson EB-1: 1024×768"
    second.click()
    assert window.settings.projector_windowed
    window.call("projector")()
    assert placed(projector) == "window"
    first.click()
    assert placed(projector) == "full"
    assert projector.screen == BEAMER
    assert window.settings.projector_screen == BEAMER.remembered
    assert first.isChecked()
    assert not second.isChecked()


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_a_change_of_colours_is_seen_at_once(window: Window, scheme: SchemeName) -> None:
    projector = start(window)
    window.change_settings(scheme=scheme)
    settled(projector)
    view = view_of(projector)
    page = view.painted.page
    assert page is not None
    image = view.grab().toImage()
    assert image.pixelColor(2, 2) == theme.colour(tokens.PAPER)
    card = page.fills[-2] if page.fills[-1].border == "" else page.fills[-1]
    at = (int(card.rect.x + card.rect.width - 12), int(card.rect.y + card.rect.height - 12))
    assert image.pixelColor(*at) == theme.colour(card.ground)
    window.change_settings(scheme="light")


@pytest.mark.parametrize("width", [1024, 1366])
def test_that_the_room_sees_black_stands_out_on_the_laptop_and_nothing_lies_over_it(
    qapp: QApplication, width: int
) -> None:
    window = make_window(size=(width, 768))
    window.call("projector")()  # a message says where
    settled(window.projector)
    assert window.message.isVisible()
    window.call("projector:black")()
    settled(window.projector)
    chip, narrow = window.status.projector, window.body.narrow
    assert chip.isVisible()
    seen, message = (QRect(each.mapTo(window, QPoint(0, 0)), each.size()) for each in (chip, window.message))
    assert not seen.intersects(message)
    tops = (window.top.projector, *(() if narrow is None else (narrow.top.projector,)))
    (top,) = (each for each in tops if each.isVisible())
    assert top.words == "Zwart"
    assert top.loud
    window.call("projector:black")()
    assert not top.loud
    close(window)
