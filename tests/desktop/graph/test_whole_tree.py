"""The whole tree in the window: folding, a part as root, the map, the search, and nothing that jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.graph.items import is_read
from mdo_viewer.desktop.graph.loupe import Loupe
from mdo_viewer.desktop.says.searching import search
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.showing import place_of
from mdo_viewer.meeting.example import PACK
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text

TREES = [tree.id for tree in load_pack(PACK).trees]


@pytest.fixture
def window(window: Window) -> Window:
    """The third patient, with all of tree 9 in view."""
    window.session.set_view("whole")
    return at_tree(window, 2, "lv_lang")


def on_screen(window: Window, box: str) -> QRectF:
    view = window.graph.view
    return QRectF(view.mapFromScene(view.boxes[box].rect).boundingRect())


def point_at(window: Window, box: str, monkeypatch: pytest.MonkeyPatch) -> QPoint:
    """Put the pointer on a box."""
    at = on_screen(window, box).center().toPoint()
    place = window.graph.view.viewport().mapToGlobal(at)
    monkeypatch.setattr(QCursor, "pos", lambda *_args: place)
    window.graph.view._hover(at)  # as when it moves there: offscreen there is no pointer
    return at


def numbered(window: Window, number: int) -> str:
    return window.session.state.tree.questions[number - 1].id


# --- folding


def test_space_folds_and_unfolds_below_the_selected_question(window: Window) -> None:
    question = numbered(window, 5)
    window.session.select(question)
    window.graph.focus()
    before = window.graph.picture
    keys(window, "Space")
    boxes = window.graph.view.boxes
    assert f"{question}/*" in boxes
    assert numbered(window, 6) not in boxes
    keys(window, "Space")
    assert window.graph.picture == before


def test_the_handle_on_a_hovered_question_folds(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    question = numbered(window, 5)
    point_at(window, question, monkeypatch)
    corner = on_screen(window, question).topRight().toPoint()
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert window.session.state.folded == {question}


def test_a_question_with_outcomes_alone_below_it_does_not_fold(window: Window) -> None:
    last = numbered(window, 10)
    window.session.select(last)
    window.graph.focus()
    keys(window, "Space")
    assert window.session.state.folded == frozenset()


def test_a_click_on_the_folded_part_unfolds_it(window: Window) -> None:
    window.session.fold(numbered(window, 5))
    at = on_screen(window, f"{numbered(window, 5)}/*").center().toPoint()
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.session.state.folded == frozenset()


def test_a_folded_part_is_no_answer(window: Window) -> None:
    """The open question folded: a click on its part unfolds, and answers nothing."""
    window.session.add_case()
    window.session.set_view("whole")
    first = window.session.state.tree.questions[0].id
    window.session.fold(first)
    box = window.graph.view.boxes[f"{first}/*"].box
    window.graph.view.act_on(box)
    assert window.session.state.case.patient.values == {}
    assert window.session.state.folded == frozenset()


def test_another_tree_or_patient_starts_unfolded(window: Window) -> None:
    window.session.fold(numbered(window, 5))
    window.session.show_part(numbered(window, 4))
    window.session.go_tree("diagnostiek")
    assert (window.session.state.folded, window.session.state.root) == (frozenset(), None)
    window.session.go_tree("lv_lang")
    window.session.fold(numbered(window, 5))
    window.session.go_case(1)
    assert (window.session.state.folded, window.session.state.root) == (frozenset(), None)


def test_the_whole_tree_once_more_is_all_of_it(window: Window) -> None:
    window.session.fold(numbered(window, 5))
    window.session.show_part(numbered(window, 3))
    keys(window, "H")
    assert (window.session.state.folded, window.session.state.root) == (frozenset(), None)


# --- a part as root


def test_r_shows_the_part_from_the_selected_question_and_goes_back(window: Window) -> None:
    question = numbered(window, 6)
    window.session.select(question)
    window.graph.focus()
    keys(window, "R")
    assert numbered(window, 2) not in window.graph.view.boxes
    assert "vanaf vraag 6" in window.graph.head.title.text()
    assert window.graph.view.camera.seen().contains(window.graph.view.boxes[question].rect)
    keys(window, "R")
    assert numbered(window, 2) in window.graph.view.boxes
    assert window.session.state.selection == question


def test_the_box_back_shows_all_again(window: Window) -> None:
    window.session.show_part(numbered(window, 6))
    at = on_screen(window, "back").center().toPoint()
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.session.state.root is None


def test_go_on_at_a_question_goes_there(window: Window) -> None:
    stub = next(id for id, item in window.graph.view.boxes.items() if item.box.kind == "stub")
    node = window.graph.view.boxes[stub].box.node
    at = on_screen(window, stub).center().toPoint()
    QTest.mouseClick(window.graph.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.session.state.selection == node


def test_the_menu_of_a_box_offers_the_part_and_folding(window: Window) -> None:
    window.session.select(numbered(window, 5))
    view = window.graph.view
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), view.mapToGlobal(QPoint()))
    QApplication.sendEvent(view, event)
    menu = window.graph.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Toon alleen het deel vanaf deze vraag",
        "Vouw in wat eronder staat",
    ]
    menu.actions()[0].trigger()
    menu.close()
    assert window.session.state.root == numbered(window, 5)


# --- nothing jumps


@pytest.mark.parametrize("number", [3, 5])
def test_the_box_under_the_pointer_stays_when_parts_fold(
    window: Window, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    question = numbered(window, number)
    keys(window, "Z")
    window.graph.zoom(1.1)  # as somebody chose it: nothing is fitted again
    point_at(window, question, monkeypatch)
    before = on_screen(window, question).center()
    zoom = window.graph.view.camera.zoom
    window.graph.fold(question)
    assert (on_screen(window, question).center() - before).manhattanLength() <= 2
    assert window.graph.view.camera.zoom == zoom
    window.graph.fold(question)
    assert (on_screen(window, question).center() - before).manhattanLength() <= 3


def test_an_answer_moves_nothing_of_the_whole_tree(window: Window) -> None:
    keys(window, "Z")
    window.graph.zoom(1.3)
    before = {id: on_screen(window, id) for id in window.graph.view.boxes}
    window.session.answer("levensverwachting_maanden", 9)
    assert {id: on_screen(window, id) for id in window.graph.view.boxes} == before


def test_selecting_what_is_in_view_moves_nothing(window: Window) -> None:
    keys(window, "Z")
    before = window.graph.view.camera.seen()
    for box in list(window.graph.view.boxes):
        window.session.select(box)
        assert window.graph.view.camera.seen() == before


def test_selecting_what_is_out_of_view_brings_it_in(window: Window) -> None:
    window.graph.zoom(2.5)
    for box in list(window.graph.view.boxes):
        window.session.select(box)
        assert window.graph.view.camera.seen().contains(window.graph.view.boxes[box].rect)


def test_the_tree_cannot_be_pushed_out_of_sight(window: Window) -> None:
    view = window.graph.view
    for step in (QPoint(5000, 0), QPoint(0, 5000), QPoint(-9000, -9000)):
        view._drag(step)  # further than a mouse can go in one view
        whole = QRectF(view.mapFromScene(view._whole()).boundingRect())  # all boxes, without the room around them
        shown = whole.intersected(QRectF(view.viewport().rect()))
        assert min(shown.width(), shown.height()) >= 60


def test_a_touch_pad_and_a_wheel_move_and_a_wheel_with_ctrl_zooms(window: Window) -> None:
    view = window.graph.view
    at = QPointF(view.viewport().rect().center())

    def turn(pixels: QPoint, angle: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QPointF:
        """How far the middle of the view went."""
        before = view.camera.middle()
        event = QWheelEvent(at, at, pixels, angle, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(view.viewport(), event)
        return view.camera.middle() - before

    zoom = view.camera.zoom
    assert turn(QPoint(30, 10), QPoint(60, 20)) != QPointF()
    down = turn(QPoint(), QPoint(0, -120))
    assert down.y() > 0 == down.x()
    across = turn(QPoint(), QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert across.x() > 0 == across.y()
    assert view.camera.zoom == zoom
    turn(QPoint(), QPoint(0, 120), Qt.KeyboardModifier.ControlModifier)
    assert view.camera.zoom > zoom


def least_letters(window: Window) -> float:
    """The smallest letters of the tree, px on the screen."""
    picture, zoom = window.graph.picture, window.graph.view.camera.zoom
    assert picture is not None
    runs = [run for box in picture.boxes for run in box.runs]
    runs += [edge.label for edge in picture.edges if edge.label.text]
    return min(run.size for run in runs) * zoom


@pytest.mark.parametrize("tree", TREES)
def test_the_letters_of_a_whole_tree_are_never_under_12_px_and_what_is_asked_is_in_sight(
    window: Window, tree: str
) -> None:
    window.session.go_tree(tree)
    settle(window)
    assert least_letters(window) >= 12
    view = window.graph.view
    asked = [item.rect for item in view.boxes.values() if item.box.state == "open"]
    assert all(view.camera.seen().contains(rect) for rect in asked)


def test_folding_fits_what_is_left_unless_somebody_zoomed(window: Window) -> None:
    keys(window, "Z")
    small = window.graph.view.camera.zoom
    window.graph.fold(numbered(window, 3))
    settle(window)
    assert window.graph.view.camera.zoom > small * 1.2
    assert least_letters(window) >= 12
    window.graph.zoom(1.4)
    chosen = window.graph.view.camera.zoom
    window.graph.fold(numbered(window, 3))
    settle(window)
    assert window.graph.view.camera.zoom == chosen


def test_the_menu_of_the_head_brings_into_view(window: Window) -> None:
    keys(window, "Z")
    all_of_it = window.graph.view.camera.zoom
    window.graph.zoom(2.5)
    QTest.mouseClick(window.graph.head.more, Qt.MouseButton.LeftButton)
    menu = window.graph.findChild(QMenu)
    assert isinstance(menu, QMenu)
    said = [action.text() for action in menu.actions()]
    assert said[0] == "Alles passend in beeld (Z)"
    assert "Kleiner (-)" in said
    menu.actions()[0].trigger()
    menu.close()
    assert window.graph.view.camera.zoom == all_of_it


# --- the map


def test_the_map_shows_while_not_all_is_in_view_and_moves_the_view(window: Window) -> None:
    tiny = window.graph.map
    assert tiny is not None
    keys(window, "Z")
    assert not tiny.isVisible()
    window.graph.zoom(2.5)
    assert tiny.isVisible()
    before = window.graph.view.camera.middle()
    QTest.mouseClick(tiny, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    after = window.graph.view.camera.middle()
    assert after.x() < before.x()
    assert after.y() < before.y()
    keys(window, "Z")
    assert not tiny.isVisible()
    window.graph.zoom(2.5)
    window.session.set_view("path")
    assert not tiny.isVisible()


# --- what can be read


def test_body_text_goes_before_titles_and_answers(window: Window) -> None:
    window.graph.view.camera.look(0.55, QPointF(300, 300))
    zoom = window.graph.view.camera.zoom
    picture = window.graph.picture
    assert picture is not None
    runs = [run for box in picture.boxes for run in box.runs] + [edge.label for edge in picture.edges]
    shown = {run.role for run in runs if is_read(run, zoom)}
    assert {"title", "label"} <= shown
    assert all(run.size * zoom >= 10 for run in runs if run.role in ("item", "detail", "kicker") and is_read(run, zoom))


def test_resting_on_a_small_box_shows_it_in_full(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    question = numbered(window, 4)
    keys(window, "Z")
    window.graph.view._drag(QPoint(-250, 0))  # further to the left than the wheel turns at once
    point_at(window, question, monkeypatch)
    assert window.graph.magnifier.waits
    window.graph.magnifier.magnify()
    loupe = window.graph.magnifier.loupe
    assert isinstance(loupe, Loupe)
    assert loupe.isVisible()
    assert loupe.box is not None
    assert len([run for run in loupe.box.runs if run.role == "item"]) >= 8
    assert not loupe.geometry().intersects(on_screen(window, question).toRect())
    window.graph.zoom(1.2)
    assert not loupe.isVisible()


def test_what_the_pointer_rested_on_is_forgotten_in_the_list(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    point_at(window, numbered(window, 4), monkeypatch)
    keys(window, "L", "]")
    assert not window.graph.magnifier.waits
    window.graph.magnifier.magnify()
    assert window.graph.magnifier.loupe is None or not window.graph.magnifier.loupe.isVisible()


def test_what_the_pointer_rested_on_is_forgotten_out_of_sight(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph in a tab that is not in sight is not drawn anew: its boxes are of the tree that was there."""
    point_at(window, numbered(window, 4), monkeypatch)
    window.graph.hide()
    window.session.go_tree(window.session.state.pack.trees[-1].id)
    assert not window.graph.magnifier.waits
    window.graph.magnifier.magnify()
    assert window.graph.magnifier.loupe is None or not window.graph.magnifier.loupe.isVisible()


# --- search


def open_search(window: Window, text: str) -> None:
    keys(window, "Ctrl+F")
    type_text(window, text)


def test_searching_jumps_unfolds_and_gives_the_keyboard_back(window: Window) -> None:
    window.session.fold(numbered(window, 5))
    open_search(window, "zinvolle")
    keys(window, "Return")
    settle(window)
    question = numbered(window, 10)
    assert window.session.state.selection == question
    assert question in window.graph.view.boxes
    assert QApplication.focusWidget() is window.graph.view
    assert window.graph.view.camera.seen().contains(window.graph.view.boxes[question].rect)


def test_searching_leaves_a_part_that_does_not_hold_what_is_found(window: Window) -> None:
    window.session.show_part(numbered(window, 6))
    open_search(window, "asymptomatisch")
    keys(window, "Return")
    assert window.session.state.root is None
    assert window.session.state.selection == numbered(window, 2)


def test_searching_goes_to_other_trees(window: Window) -> None:
    open_search(window, "dexamethason")
    assert "in boom" in window.graph.search_field.list.item(0).text()  # type: ignore[union-attr]
    keys(window, "Down", "Up", "Return")
    assert window.session.state.tree_id != "lv_lang"
    assert window.session.state.selection in window.graph.view.boxes


@pytest.mark.parametrize("leaving", ["Escape", "PgUp", "["])
def test_the_view_of_before_comes_back_after_what_was_found(window: Window, leaving: str) -> None:
    keys(window, "G", "Ctrl+F")
    type_text(window, "opera")
    keys(window, "Return")
    assert window.session.state.view == "whole"
    keys(window, leaving)
    assert (window.session.state.view, window.session.state.as_list) == ("path", False)


@pytest.mark.parametrize("view", ["G", "H"])
def test_a_digit_after_a_search_answers_no_question_but_the_one_that_was_found(window: Window, view: str) -> None:
    window.session.add_case()
    settle(window)
    keys(window, "1")
    asked = window.look.next_fact
    assert asked is not None
    tree = window.session.state.tree
    other = next(each.id for each in tree.questions if asked not in window.look.pack.facts_asked(each))
    keys(window, view)
    window.session.show_node(tree.id, other)
    before = window.session.state.document
    keys(window, "1")
    assert window.session.state.document == before
    assert window.look.label(asked) in window.message.label.text()
    keys(window, "1")
    assert window.session.state.document != before


def test_who_chose_the_whole_tree_keeps_it_after_a_search(window: Window) -> None:
    keys(window, "G", "Ctrl+F")
    type_text(window, "opera")
    keys(window, "Return", "H", "Escape", "PgUp")
    assert window.session.state.view == "whole"


def test_escape_closes_the_search_and_changes_nothing(window: Window) -> None:
    before = window.session.state
    open_search(window, "zzz")
    field = window.graph.search_field
    assert field is not None
    assert "Niets gevonden" in field.count.text()
    keys(window, "Return", "Escape")
    assert not field.isVisible()
    assert window.session.state == before
    assert QApplication.focusWidget() is window.graph.view


def test_digits_in_the_search_are_text(window: Window) -> None:
    before = window.session.state.case
    open_search(window, "4")
    assert window.session.state.case == before
    assert window.graph.search_field.list.item(0).text().startswith("4  ")  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_outcome_is_found_by_its_words_and_has_its_box(qtbot: QtBot, language: Language) -> None:
    made = make_window()
    made.session.set_language(language)
    pack = made.look.pack
    for tree in pack.trees:
        for node, text in [(q.id, q.text) for q in tree.questions] + [(o.id, o.title) for o in tree.outcomes]:
            found = search(pack, language, tree.id, text(language).upper())
            assert any((each.tree, each.node) == (tree.id, node) for each in found)
            made.session.show_node(tree.id, node)
            box = made.graph.view.boxes[place_of(tree, node)[0]].box
            assert box.node == node
            assert made.session.state.selection == box.id
    close(made)


def test_accents_and_capitals_do_not_matter() -> None:
    pack = load_pack(PACK)
    plain = search(pack, "nl", "diagnostiek", "patient")
    assert plain == search(pack, "nl", "diagnostiek", "PATIËNT")
    assert search(pack, "nl", "diagnostiek", "") != ()
    assert search(pack, "nl", "diagnostiek", "qqqq") == ()


# --- moving


def test_transitions_end_where_they_would_have_been_without(window: Window) -> None:
    question = numbered(window, 5)
    window.graph.fold(question)
    still = window.graph.view.viewport().grab().toImage()
    window.graph.fold(question)
    theme.wear(theme.application(), "light", moves=True)
    try:
        window.graph.fold(question)
        assert any(item.pos() != QPointF() for item in window.graph.view.boxes.values())
        QTest.qWait(theme.motion() + 120)
        assert window.graph.view.viewport().grab().toImage() == still
        window.graph.fit("all")
        window.graph.fold(question)  # in the middle of both
        window.graph.view.rest()
        assert all(item.pos() == QPointF() and item.opacity() == 1 for item in window.graph.view.boxes.values())
        assert all(line.opacity() == 1 for line in window.graph.view.edges.values())
    finally:
        theme.wear(theme.application(), "light", moves=False)


def test_a_click_during_a_move_means_what_the_new_picture_says(window: Window) -> None:
    theme.wear(theme.application(), "light", moves=True)
    try:
        window.graph.fold(numbered(window, 5))
        stub = f"{numbered(window, 5)}/*"
        box = window.graph.view.box_at(window.graph.view.boxes[stub].rect.center())
        assert box is not None
        assert box.id == stub
    finally:
        theme.wear(theme.application(), "light", moves=False)
        window.graph.view.rest()


def test_nothing_of_one_patient_glides_into_the_next(window: Window) -> None:
    theme.wear(theme.application(), "light", moves=True)
    try:
        window.session.go_case(1)
        window.session.set_view("whole")
        assert not window.graph.view.transition.running
        window.session.go_tree("radiotherapie")
        assert not window.graph.view.transition.running
    finally:
        theme.wear(theme.application(), "light", moves=False)
