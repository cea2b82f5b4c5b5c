"""What the room sees can be read by who shares the screen with a reader; what it does not see cannot."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop import roles
from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, settle


def test_the_window_of_the_room_has_a_name_and_the_text_of_its_page(window: Window, qtbot: QtBot) -> None:
    roles.install()
    at_tree(window, 1, "diagnostiek")
    window.projector.share()
    if not window.services.beam.on:
        window.call("projector")()
    view = window.projector.view
    assert view is not None
    qtbot.waitUntil(lambda: view.frame.kind == "page", timeout=4000)
    settle(window)
    told = QAccessible.queryAccessibleInterface(view)
    assert told.role() == QAccessible.Role.Window, "it asks nothing: it is no dialog"
    assert told.text(QAccessible.Text.Name) == window.look.words("projector.title")
    text = told.child(0).text(QAccessible.Text.Name)
    assert view.frame.page is not None
    assert text.splitlines() == [line.text for line in view.frame.page.words]
    assert "Diagnostiek bij klinische verdenking" in text
    assert "MDO-0002" not in text
    window.call("projector:black")()
    assert told.child(0).text(QAccessible.Text.Name) == ""
    window.call("projector")()
