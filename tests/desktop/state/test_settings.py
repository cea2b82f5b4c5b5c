"""Settings are kept, tolerate any file, and hold nothing but choices about the windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import asdict
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files.own_folder import settings_file
from mdo_viewer.desktop.state.settings import Settings, load, save
from mdo_viewer.desktop.widgets import theme
from tests.help.desk import buttons
from tests.help.desktop_help import close, keys, make_window

CHOSEN = Settings("contrast", 150, "off", "beamer", True, True)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    assert load(file) == Settings()
    save(file, CHOSEN)
    assert load(file) == CHOSEN
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"dark"', "[" * 100_000, "\x00", '{"scheme": ["dark"]}'])
def test_a_damaged_file_is_as_the_first_start(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, "utf-8")
    assert load(file) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("scheme", "pink"),
        ("text_size", 1000),
        ("text_size", True),
        ("text_size", 125.0),
        ("motion", None),
        ("projector_screen", 7),
        ("projector_screen", "x" * 501),
        ("projector_windowed", "yes"),
        ("projector_key", 1),
    ],
)
def test_an_unknown_choice_is_left_and_the_others_hold(tmp_path: Path, name: str, value: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({**asdict(CHOSEN), name: value, "new": 1}), "utf-8")
    read = load(file)
    assert getattr(read, name) == getattr(Settings(), name)
    others = {key: kept for key, kept in asdict(CHOSEN).items() if key != name}
    assert {key: kept for key, kept in asdict(read).items() if key != name} == others


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.mkdir()
    with pytest.raises(OSError, match="settings"):
        save(file, CHOSEN)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_the_file_lies_in_the_local_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file().name == "settings.json"
    assert settings_file().parent.name == "mdo-viewer"


def test_the_window_changes_at_once_and_keeps_it(qtbot: QtBot) -> None:
    kept: list[Settings] = []
    window = make_window(keep=kept.append)
    window.change_settings(scheme="dark")
    assert theme.scheme().name == "dark"
    assert kept == [Settings("dark", motion="off")]
    window.change_settings(scheme="light")
    assert theme.scheme().name == "light"
    assert [settings.scheme for settings in kept] == ["dark", "light"]
    close(window)


def test_where_nothing_can_be_kept_a_message_says_so(qtbot: QtBot) -> None:
    def full(_settings: Settings) -> None:
        raise OSError(28, "full")

    window = make_window(keep=full)
    window.change_settings(motion="on")
    assert "niet worden bewaard" in window.message.label.text()
    assert 0 < theme.motion() <= 200
    window.change_settings(motion="off")
    assert theme.motion() == 0
    close(window)


def test_the_system_can_forbid_that_anything_moves(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "system_moves", lambda: False)
    assert [theme.moves_for(choice) for choice in ("auto", "on", "off")] == [False, True, False]
    monkeypatch.setattr(theme, "system_moves", lambda: True)
    assert [theme.moves_for(choice) for choice in ("auto", "on", "off")] == [True, True, False]


def test_the_language_that_was_chosen_is_that_of_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    window = make_window(keep=partial(save, file))
    assert load(file).language == ""
    keys(window, "Ctrl+L")
    assert window.session.state.language == "en"
    assert load(file).language == "en"
    window.sheets.put_up("start")
    (chosen,) = [each for each in buttons(window, "NL") if not window.body.isAncestorOf(each)]
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert load(file).language == "nl"
    close(window)


@pytest.mark.parametrize(("argv", "opens"), [([], "en"), (["--lang", "nl"], "nl")])
def test_the_program_opens_in_it_unless_another_is_asked_for(tmp_path: Path, argv: list[str], opens: str) -> None:
    own = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "APPDATA": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    asked = "from mdo_viewer.desktop.files.own_folder import settings_file as f; print(f())"
    found = subprocess.run([sys.executable, "-c", asked], env=own, capture_output=True, text=True, check=True)
    save(Path(found.stdout.strip()), Settings(language="en"))
    script = (
        "import sys; from mdo_viewer.__main__ import start; from PySide6.QtWidgets import QApplication as A\n"
        "A.exec = lambda self: print(next(w for w in A.topLevelWidgets()"
        " if hasattr(w, 'session')).session.state.language)"
        f"\nstart({argv!r})"
    )
    told = subprocess.run([sys.executable, "-c", script], env=own, capture_output=True, text=True, check=False)
    assert told.stdout.strip() == opens, told.stderr
