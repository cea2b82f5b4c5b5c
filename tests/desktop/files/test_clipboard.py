"""The page as text on the clipboard: the same text as the command line writes, gone after a while and at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from mdo_viewer.desktop.files.clipboard import NO_HISTORY, STAYS
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desktop_help import at_tree, keys, settle, type_text
from tests.help.reports_help import need, pages_of, squashed


@pytest.fixture
def window(window: Window) -> Iterator[Window]:
    """The third patient, with nothing on the clipboard before and after."""
    QGuiApplication.clipboard().clear()
    window.session.go_case(2)
    settle(window)
    yield window
    QGuiApplication.clipboard().clear()


def held() -> str:
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_key_copies_the_page_as_text(window: Window, language: Language) -> None:
    window.session.set_language(language)
    state = window.session.state
    keys(window, "Ctrl+Shift+C")
    assert held() == as_text(summarise(state.pack, state.case, window.now(), language))
    assert str(STAYS) in window.message.label.text()


def test_what_was_copied_is_gone_after_a_while(window: Window) -> None:
    keys(window, "Ctrl+Shift+C")
    timer = window.clipboard._timer  # half a minute is too long for a test
    assert timer.isActive()
    assert timer.interval() == STAYS * 1000
    timer.timeout.emit()
    assert held() == ""
    assert not timer.isActive()


def test_what_was_copied_since_stays(window: Window) -> None:
    keys(window, "Ctrl+Shift+C")
    QGuiApplication.clipboard().setText("van een ander programma")
    window.clipboard.clear()
    assert held() == "van een ander programma"


def test_closing_the_window_takes_it_back(window: Window) -> None:
    keys(window, "Ctrl+Shift+C")
    assert held()
    window.session.typed = False
    window.close()
    assert held() == ""


def test_copying_again_starts_the_time_anew_and_takes_the_next_patient(window: Window) -> None:
    keys(window, "Ctrl+Shift+C", "PgUp", "Ctrl+Shift+C")
    assert "MDO-0002" in held()
    assert "MDO-0003" not in held()
    window.clipboard.clear()
    assert held() == ""


def test_the_histories_of_clipboards_are_asked_to_leave_it_out(window: Window) -> None:
    keys(window, "Ctrl+Shift+C")
    content = QGuiApplication.clipboard().mimeData()
    assert isinstance(content, QMimeData)
    assert {kind: content.data(kind).data() for kind in NO_HISTORY} == NO_HISTORY


def test_a_decision_that_waits_half_written_is_named_in_the_text_and_on_the_page(
    window: Window, tmp_path: Path
) -> None:
    at_tree(window, 2, "radiotherapie")
    keys(window, "V")
    type_text(window, "na overleg")
    keys(window, "Escape", "Ctrl+Shift+C")
    said = "Half geschreven, niet vastgelegd: boom 6"
    assert said in held()
    window.clipboard.copy_meeting()
    assert said in held()
    need("pdftotext")
    assert window.page_export.save(tmp_path / "page.pdf")
    assert squashed(said) in squashed(pages_of(tmp_path / "page.pdf")[0])
