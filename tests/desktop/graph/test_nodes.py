"""The boxes of the graph as assistive technology meets them, and a name and a role for all that takes the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import speaking
from mdo_viewer.desktop.graph import nodes as graph_nodes
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from tests.help.desktop_help import close, keys, make_window, settle
from tests.help.drawing_help import in_scope
from tests.play.soak import soak


@pytest.fixture
def window(window: Window) -> Iterator[Window]:
    """A window with assistive technology listening."""
    QAccessible.setActive(True)
    window.graph.show_look(window.look)
    yield window
    QAccessible.setActive(False)


def nodes(window: Window) -> list[tuple[str, str, QAccessible.Role, bool, tuple[int, int, int, int]]]:
    """Name, description, role, whether it is shown, and rectangle of each child of the graph that is a box."""
    port = QAccessible.queryAccessibleInterface(window.graph.view.viewport())
    found = []
    for at in range(port.childCount()):
        child = port.child(at)
        if isinstance(child.object(), graph_nodes.Node) and not child.state().invisible:
            text = QAccessible.Text
            state, rect = child.state(), child.rect()
            found.append(
                (child.text(text.Name), child.text(text.Description), child.role(), not state.invisible,
                 (rect.x(), rect.y(), rect.width(), rect.height()))
            )  # fmt: skip
    return found


def check(window: Window) -> None:
    """The accessible boxes are those of the picture, in its order, with their words, state and place."""
    picture, view = window.graph.view.picture, window.graph.view
    assert picture is not None
    found = nodes(window)
    assert len(found) == len(picture.boxes)
    for box, (name, led, role, _shown, rect) in zip(picture.boxes, found, strict=True):
        for run in box.runs:
            assert run.text in name
        assert window.look.words(f"graph.state.{box.state}") in name
        assert role == QAccessible.Role.RadioButton
        at = view.mapFromScene(view.boxes[box.id].rect).boundingRect()
        corner = view.viewport().mapToGlobal(at.topLeft())
        assert rect == (corner.x(), corner.y(), at.width(), at.height())
        assert bool(led) == any(edge.target == box.id and edge.answer != "*" for edge in picture.edges)


def test_every_box_is_there_after_every_change(window: Window) -> None:
    for tree in [tree.id for tree in window.look.pack.trees]:
        for view in ("path", "whole"):
            window.session.go_tree(tree)
            window.session.set_view("whole" if view == "whole" else "path")
            check(window)
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    check(window)
    window.session.set_view("whole")
    window.session.fold(window.session.state.tree.questions[4].id)
    check(window)
    window.session.show_part(window.session.state.tree.questions[5].id)
    check(window)
    window.graph.zoom(1.7)
    check(window)
    window.session.set_language("en")
    window.session.answer("levensverwachting_maanden", 2)
    check(window)


def test_a_press_does_what_a_click_does(window: Window) -> None:
    window.session.add_case()
    picture = window.graph.view.picture
    assert picture is not None
    edge = next(edge for edge in picture.edges if edge.state == "open" and edge.answer == "ja")
    at = [box.id for box in picture.boxes].index(edge.target)
    port = QAccessible.queryAccessibleInterface(window.graph.view.viewport())
    shown = [port.child(n) for n in range(port.childCount())]
    node = [child for child in shown if isinstance(child.object(), graph_nodes.Node)][at]
    assert node.text(QAccessible.Text.Description) == "drukken antwoordt ja op: Geldt de richtlijn? (toets 1)"
    pressed = node.object()
    assert isinstance(pressed, QAbstractButton)
    pressed.click()
    assert window.session.state.case.patient.values == in_scope()
    check(window)
    led = [description for _, description, *_ in nodes(window) if "Geldt de richtlijn?" in description]
    assert "antwoord ja op: Geldt de richtlijn?" in led, "given now, and no press gives it"


def test_what_a_press_on_a_box_sets_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(speaking, "announce", lambda _widget, text: told.append(text))
    window.session.add_case()
    settle(window)
    told.clear()
    view = window.graph.view
    assert view.picture is not None
    view.act_on(next(box for box in view.picture.boxes if (edge := view.answer_to(box)) and edge.answer == "ja"))
    settle(window)
    (said,) = told
    assert said.startswith("Geldt de richtlijn?: ja. ")


def test_where_the_selection_goes_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Listening:
        Event = QAccessible.Event

        @staticmethod
        def updateAccessibility(event: object) -> None:
            told.append(event.object().accessibleName())  # type: ignore[attr-defined]

    monkeypatch.setattr(graph_nodes, "QAccessible", Listening)
    keys(window, "T", "Home", "Right")
    assert len(told) >= 2
    chosen = [node for node in window.graph.view.viewport().findChildren(graph_nodes.Node) if node.isChecked()]
    assert [node.accessibleName() for node in chosen] == told[-1:]
    assert not any("gekozen" in name for name in told), "a state, not a word in the name"


def test_boxes_take_neither_the_pointer_nor_the_keyboard(window: Window) -> None:
    node = window.graph.view.viewport().findChildren(graph_nodes.Node)[0]
    assert window.graph.view.viewport().childAt(node.geometry().center()) is None
    before = window.graph.view.viewport().grab().toImage()
    for each in window.graph.view.viewport().findChildren(graph_nodes.Node):
        each.hide()
    assert window.graph.view.viewport().grab().toImage() == before


def test_without_assistive_technology_no_node_is_made(qtbot: QtBot) -> None:
    made = make_window()
    assert made.graph.view.viewport().findChildren(graph_nodes.Node) == []
    close(made)


# --- names and roles everywhere

ROLES = {
    QAbstractButton: {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton},
    QLineEdit: {QAccessible.Role.EditableText},
    QPlainTextEdit: {QAccessible.Role.EditableText},
    QListWidget: {QAccessible.Role.List},
}


def focusable(window: Window) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]  # fmt: skip


SCREENS = (
    (), ("decide:follow",), ("decide:deviate",), ("agreements",), ("view:whole",), ("view:list",), ("search",),
    ("keys",), ("about",), ("view",), ("meeting",), ("projector:section",),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_all_that_takes_the_keyboard_has_a_name_and_a_role(
    qtbot: QtBot, screen: tuple[str, ...], language: Language
) -> None:
    made = make_window()
    made.session.set_language(language)
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    for name in screen:
        made.call(name)()
    settle(made)
    names: list[tuple[str, str]] = []
    for widget in focusable(made):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        assert name.strip(), widget
        kind = next((kind for kind in ROLES if isinstance(widget, kind)), None)
        if kind is not None:
            assert interface.role() in ROLES[kind], name
        else:
            assert isinstance(widget, GraphView) or interface.role() != QAccessible.Role.NoRole
        names.append((type(widget).__name__, name))
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    close(made)


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_tab_goes_through_all_of_it_and_comes_back(qtbot: QtBot, screen: tuple[str, ...]) -> None:
    """With Tab alone everything that takes the keyboard is met, and the way leads round; in a form or a sheet that is
    open all of it, which Esc leaves."""
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("tijd_tot_therapie")
    for name in screen:
        made.call(name)()
    settle(made)
    form = made.right.form or made.sheets.shown
    stops = {id(widget) for widget in focusable(made) if form is None or form.isAncestorOf(widget)}
    met: set[int] = set()
    for _ in range(len(stops) + 5):
        focused = QApplication.focusWidget()
        met.add(id(focused))
        keys(made, "Tab")
    assert len(met & stops) >= len(stops) - 2, screen
    close(made)


def test_what_has_the_keyboard_shows_it(qtbot: QtBot) -> None:
    made = make_window()
    made.session.go_case(2)
    made.session.go_tree("lv_lang")
    settle(made)
    for widget in focusable(made):
        if isinstance(widget, QAbstractButton) and not widget.isEnabled():
            continue
        widget.setFocus()
        QApplication.processEvents()
        with_focus = widget.grab().toImage()
        widget.clearFocus()
        QApplication.processEvents()
        assert widget.grab().toImage() != with_focus, widget.accessibleName()
    close(made)


def test_random_use_with_assistive_technology_listening(qtbot: QtBot) -> None:
    """A few seconds of `make soak`."""
    asked = soak(0.06, 3)
    assert asked.walks >= 3
    assert asked.objects > 150 * asked.walks
