"""The way as a list: what is chosen in it after an answer, and what its lines say to who listens."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, keys, settle


def test_after_an_answer_the_next_open_question_is_chosen_and_answers_nothing(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    keys(window, "L")
    settle(window)
    rows = window.graph.list
    answers = [at for at in range(rows.count()) if rows.item(at).data(Qt.ItemDataRole.UserRole)[1]]
    rows.setFocus()
    rows.setCurrentRow(answers[1])
    spoken = rows.item(answers[1]).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "?" in spoken, "an answer says its question"
    before = window.session.state.document
    keys(window, "Return")
    settle(window)
    answered = window.session.state.document
    assert answered is not before
    assert rows.currentItem().font().bold(), "the open question, or the end"
    assert rows.currentItem().data(Qt.ItemDataRole.UserRole) == ("", "")
    keys(window, "Return")
    assert window.session.state.document is answered
