"""The same meeting is written once: who presses the button again is told where it stands."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files.meeting_export import What
from mdo_viewer.desktop.state.numbers import OF_FACT
from mdo_viewer.desktop.window import Window


def test_the_same_is_not_written_twice_and_it_is_said_where_it_stands(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    export = window.meeting_export
    window.page_export.folder = tmp_path

    def write() -> list[str]:
        export.start("json")
        qtbot.waitUntil(lambda: not export.busy, timeout=30_000)
        return sorted(path.name for path in tmp_path.iterdir())

    (first,) = write()
    said = window.message.label.text()
    assert str(tmp_path / first) in said
    assert "Andere plek kiezen" in said, "nobody was asked where it goes"
    assert write() == [first]
    assert "Dit staat al in" in window.message.label.text()
    window.session.answer("pijn", False)
    assert len(write()) == 2, "it is another one now"
    assert f"{first} stond er al" in window.message.label.text()


def test_the_page_of_a_patient_is_not_written_twice_either(window: Window, tmp_path: Path) -> None:
    window.page_export.folder = tmp_path

    def write() -> list[str]:
        window.page_export.start()
        return sorted(path.name for path in tmp_path.iterdir())

    (first,) = write()
    assert write() == [first]
    assert f"Dit staat al in {tmp_path / first}" in window.message.label.text()
    window.session.go_case(1)
    assert len(write()) == 2, "another patient"
    window.session.go_case(0)
    assert len(write()) == 2
    window.session.answer("pijn", False)
    assert len(write()) == 3, "it is another one now"


def test_what_else_stands_in_the_file_is_a_change_too(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    """What was typed and not entered, and whether later statements stand in it."""
    export = window.meeting_export
    window.page_export.folder = tmp_path

    def write(what: What) -> int:
        export.start(what)
        qtbot.waitUntil(lambda: not export.busy, timeout=60_000)
        return len([*tmp_path.iterdir()])

    assert write("json") == 1
    beside = window.session.state.document.points[1].id
    window.session.refused[beside, f"{OF_FACT}levensverwachting_maanden"] = "1"
    assert write("json") == 2
    window.change_settings(later=not window.settings.later)
    assert write("json") == 2, "data are whole, with the later statements"
    assert write("todo") == 3
    window.change_settings(later=not window.settings.later)
    assert write("todo") == 4
