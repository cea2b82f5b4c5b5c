"""What an organisation sets: read strictly, from the file or the registry, and one clear line for what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.__main__ import start
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.place import policy
from mdo_viewer.place.policy import BadPolicy, Keys, OutsideFolder, Policy, read_file, read_policy, system_file
from mdo_viewer.place.registry import KEY, values_of
from mdo_viewer.place.wording import refusal, set_words
from tests.help.places import ROOT
from tests.help.windows import Windows

WHOLE = {
    "meetings_folder": "/srv/mdo",
    "lock_after_minutes": 5,
    "allow_pdf": False,
    "allow_json": False,
    "allow_clipboard": True,
    "allow_projector_identifiers": False,
    "language": "en",
}


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "policy.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_without_a_file_everything_may_be(tmp_path: Path) -> None:
    assert read_file(tmp_path / "policy.json") == Policy()
    assert set_words(Policy(), "nl") == ()
    assert Policy().allows("pdf")
    assert Policy().keeps(tmp_path / "x.mdo")


def test_every_key_is_taken(tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(WHOLE, indent=2))
    found = read_file(file)
    assert {key: getattr(found, key) for key in WHOLE} == WHOLE
    assert set(WHOLE) == set(Keys.__struct_fields__)
    assert (found.given, found.source) == (tuple(WHOLE), str(file))


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    assert not read_file(written(tmp_path, b'\xef\xbb\xbf{"allow_pdf": false}')).allows("pdf")


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "leeg"),
        (" \n\n", 1, "leeg"),
        ('{\n  "allow_pdf": false,\n}', 3, "geen goede JSON"),
        ('{"allow_pdf": fals}', 1, "geen goede JSON"),
        ("[1, 2]", 1, "één JSON-object"),
        ("null", 1, "één JSON-object"),
        ("[" * 60_000, 1, "één JSON-object"),
        ('{"lock_after_minutes": ' + "9" * 5000 + "}", 1, "één JSON-object"),
        ('{\n"allow_pfd": false}', 2, "Is “allow_pdf” bedoeld?"),
        ('{"packs": "/srv/packs"}', 1, "kent “packs” niet"),
        ('{"a\\nb": 1}', 1, "kent “a\\nb” niet"),
        ('{\n\n"allow_pdf": "nee"}', 3, "true of false"),
        ('{"allow_pdf": 0}', 1, "true of false"),
        ('{"allow_json": null}', 1, "true of false"),
        ('{"lock_after_minutes": 0}', 1, "van 1 tot en met 60"),
        ('{"lock_after_minutes": 61}', 1, "van 1 tot en met 60"),
        ('{"lock_after_minutes": 5.0}', 1, "van 1 tot en met 60"),
        ('{"lock_after_minutes": true}', 1, "van 1 tot en met 60"),
        ('{"language": "de"}', 1, "nl of en"),
        ('{"language": ""}', 1, "nl of en"),
        ('{"meetings_folder": ""}', 1, "volledige pad"),
        ('{"meetings_folder": "mdo"}', 1, "volledige pad"),
        ('{"meetings_folder": "~nobodyhere/mdo"}', 1, "volledige pad"),
        ('{"meetings_folder": "$NOT_SET_ANYWHERE/mdo"}', 1, "volledige pad"),
        ('{"meetings_folder": "/srv/$NOT_SET_ANYWHERE/mdo"}', 1, "een variabele erin"),
        ('{"meetings_folder": "/srv/%NOT_SET_ANYWHERE%/mdo"}', 1, "een variabele erin"),
        ('{"meetings_folder": "/srv/m\\u0000do"}', 1, "volledige pad"),
        ('{"meetings_folder": "/srv/m\\ud800do"}', 1, "volledige pad"),
        ('{"allow_pdf": true,\n"allow_pdf": false}', 2, "staat er twee keer"),
        ('{"allow_pdf": {"on": 1}}', 1, "true of false"),
        (b'{"language":\n "n\xff"}', 2, "geen UTF-8"),
        ('{"allow_pdf": false}'.encode("utf-16"), 1, "geen UTF-8"),
        ("x" * 70_000, 0, "groter dan 64 kB"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(content: str | bytes, line: int, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, content)
    with pytest.raises(BadPolicy) as bad:
        read_file(file)
    told = bad.value.message("nl")
    assert told.startswith(f"{file}:{line}: " if line else f"{file}: ")
    assert said in told
    assert "vraag uw ICT-afdeling" in told
    assert "\n" not in told
    assert bad.value.message("en").isprintable()


def test_a_folder_in_its_place_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "policy.json").mkdir()
    with pytest.raises(BadPolicy, match="unreadable"):
        read_file(tmp_path / "policy.json")


def test_the_user_s_own_folder_and_variables_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MDO_SHARE", str(tmp_path))
    assert read_file(written(tmp_path, '{"meetings_folder": "$MDO_SHARE/mdo"}')).folder == tmp_path / "mdo"


@pytest.mark.parametrize("home", ["~", "$HOME", "${HOME}", "%USERPROFILE%"])
def test_no_variable_of_a_user_moves_the_folder_of_the_user(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "own_home", lambda: tmp_path)
    monkeypatch.setenv("HOME", "/tmp/elsewhere")  # noqa: S108 - never opened
    monkeypatch.setenv("USERPROFILE", "/tmp/elsewhere")  # noqa: S108 - never opened
    assert read_file(written(tmp_path, f'{{"meetings_folder": "{home}/mdo"}}')).folder == tmp_path / "mdo"


def test_the_system_knows_where_the_user_lives(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    def says(*given: Any) -> int:
        given[-1].value = r"D:\Users\ik" if given[1] == 0x28 else ""
        return 0

    monkeypatch.setenv("USERPROFILE", r"C:\elders")
    windows.answers["SHGetFolderPathW"] = says
    assert policy.own_home() == Path(r"D:\Users\ik")


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    """Below that of a user nobody else makes it."""
    set_so = Policy(meetings_folder=str(tmp_path / "u" / "mdo"))
    assert set_so.checked(tmp_path / "u" / "mdo" / "x.mdo").parent.is_dir()
    assert not any(tmp_path.joinpath("u", "mdo").iterdir())


def test_no_variable_of_a_user_moves_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = system_file()
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME", "ProgramData"):
        monkeypatch.setenv(name, "/tmp/elsewhere")  # noqa: S108 - never opened
    assert system_file() == before


@pytest.mark.skipif(sys.platform != "linux", reason="Flatpak is of Linux")
def test_in_a_sandbox_of_flatpak_the_policy_of_the_computer_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is called /etc there is another: it would be passed over in silence."""
    monkeypatch.setattr(policy, "SANDBOX", tmp_path)
    assert system_file() == Path("/run/host/etc/xdg/mdo-viewer/policy.json")
    monkeypatch.setattr(policy, "SETTINGS_SEEN", tmp_path / "etc")
    with pytest.raises(BadPolicy, match="unreadable"):  # a user closed the sandbox further
        read_policy()
    (tmp_path / "etc/xdg/mdo-viewer").mkdir(parents=True)
    assert read_policy() == Policy()
    written(tmp_path / "etc/xdg/mdo-viewer", '{"allow_pdf": false}')
    assert not read_policy().allow_pdf


def test_windows_says_where_its_folder_lies(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    def says(*given: Any) -> int:
        given[-1].value = r"D:\\Data"
        return 0

    monkeypatch.setenv("ProgramData", r"C:\Users\ik")
    windows.answers["SHGetFolderPathW"] = says
    assert system_file() == Path(r"D:\\Data") / "MDO Viewer" / "policy.json"
    windows.answers["SHGetFolderPathW"] = lambda *_: 1
    assert system_file() == Path(r"C:\ProgramData") / "MDO Viewer" / "policy.json"


def test_a_meeting_is_kept_in_the_folder_and_below(tmp_path: Path) -> None:
    inside, outside = tmp_path / "mdo", tmp_path / "mdo-other"
    set_so = Policy(meetings_folder=str(inside))
    assert set_so.keeps(inside / "deep" / "x.mdo")
    assert not set_so.keeps(outside / "x.mdo")
    assert not set_so.keeps(inside / ".." / "x.mdo")
    assert set_so.in_folder(outside / "x.mdo") == inside / "x.mdo"
    assert set_so.in_folder(inside / "y" / "x.mdo") == inside / "y" / "x.mdo"
    with pytest.raises(OutsideFolder):
        set_so.checked(outside / "x.mdo")


def test_a_link_out_of_the_folder_leads_out(tmp_path: Path) -> None:
    (tmp_path / "mdo").mkdir()
    (tmp_path / "mdo" / "away").symlink_to(tmp_path)
    assert not Policy(meetings_folder=str(tmp_path / "mdo")).keeps(tmp_path / "mdo" / "away" / "x.mdo")


# --- the registry -------------------------------------------------------------------------------------------------


class StandIn:
    """A registry with one key, as winreg shows it."""

    HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY, REG_DWORD = 1, 2, 4, 4

    def __init__(self, *values: tuple[str, object, int], problem: OSError | None = None) -> None:
        self.values, self.problem = values, problem
        self.asked: tuple[Any, ...] = ()

    def OpenKey(self, *asked: Any) -> StandIn:
        self.asked = asked
        if self.problem is not None:
            raise self.problem
        return self

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def QueryInfoKey(self, _key: StandIn) -> tuple[int, int, int]:
        return 0, len(self.values), 0

    def EnumValue(self, _key: StandIn, at: int) -> tuple[str, object, int]:
        return self.values[at]


def given(monkeypatch: pytest.MonkeyPatch, registry: StandIn, file: Path) -> Policy:
    monkeypatch.setattr(policy, "registry_values", lambda: values_of(registry))
    monkeypatch.setattr(policy, "system_file", lambda: file)
    return read_policy()


def test_the_registry_wins_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also where the file is wrong: it is not read."""
    file = written(tmp_path, "{")
    registry = StandIn(("allow_pdf", 0, 4), ("allow_json", 1, 4), ("lock_after_minutes", 7, 4), ("language", "nl", 1))
    found = given(monkeypatch, registry, file)
    assert (found.allow_pdf, found.allow_json, found.lock_after_minutes, found.language) == (False, True, 7, "nl")
    assert found.source == KEY
    assert registry.asked == (1, r"Software\Policies\MDO Viewer", 0, 6)


@pytest.mark.parametrize("registry", [StandIn(problem=FileNotFoundError()), StandIn(), StandIn(("", "x", 1))])
def test_without_values_the_file_speaks(registry: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert given(monkeypatch, registry, written(tmp_path, '{"allow_pdf": false}')).given == ("allow_pdf",)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (("allow_pdf", 2, 4), "true of false zijn (in het register 1 of 0)"),
        (("allow_pdf", "false", 1), "true of false"),
        (("allow_pdf", b"\0", 3), "true of false"),
        (("lock_after_minutes", "5", 1), "heel getal"),
        (("lock_after_minutes", 99, 4), "heel getal"),
        (("language", 1, 4), "nl of en"),
        (("AllowPdf", 1, 4), "kent “AllowPdf” niet"),
    ],
)
def test_a_wrong_value_of_the_registry(
    value: tuple[str, object, int], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(BadPolicy) as bad:
        given(monkeypatch, StandIn(value), tmp_path / "none.json")
    assert bad.value.message("nl").startswith(f"{KEY}: ")
    assert said in bad.value.message("nl")


def test_a_registry_that_cannot_be_read_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(BadPolicy, match="unreadable"):
        given(monkeypatch, StandIn(problem=PermissionError()), tmp_path / "none.json")


# --- what is said -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_was_set_is_said(language: Any) -> None:
    set_so = Policy(**WHOLE, given=tuple(WHOLE), source="/etc/policy.json")  # type: ignore[arg-type]
    lines = set_words(set_so, language)
    assert len(lines) == len(set(lines)) == len(WHOLE) + 1
    assert "/etc/policy.json" in lines[-1]
    for what in ("pdf", "json", "projector_identifiers", "language", "folder"):
        assert refusal(set_so, what, language)
        assert refusal(Policy(), what, language) == ""
    assert refusal(set_so, "clipboard", language) == ""


# --- the command line ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_policy_stops_a_command_with_one_line(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, '{\n"allow_pdf": 3}')
    monkeypatch.setattr(policy, "system_file", lambda: file)
    assert start(["--lang", language, "check"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{file}:2: ")
    assert said.err.count("\n") == 1


def test_a_wrong_policy_opens_no_window_but_one_message(tmp_path: Path) -> None:
    """As who starts it with a double click meets it: a message in a window, which Enter closes, and the same line."""
    script = f"""
import sys
from pathlib import Path
from mdo_viewer.place import policy
policy.system_file = lambda: Path({str(written(tmp_path, "{"))!r})
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
app = QApplication([])
def close():
    box = QApplication.activeModalWidget()
    print(type(box).__name__, box.text(), [type(each).__name__ for each in QApplication.topLevelWidgets()
          if each.isVisible()])
    QTest.keyClick(box, Qt.Key.Key_Return)
QTimer.singleShot(500, close)
from mdo_viewer.__main__ import start
sys.exit(start(["--lang", "en"]))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    line = run.stderr.replace("This plugin does not support propagateSizeHints()\n", "").strip()
    assert run.returncode == 2, run.stderr
    assert line.startswith(f"{tmp_path}/policy.json:1: not valid JSON")
    assert "\n" not in line
    assert run.stdout.strip() == f"QMessageBox {line} ['QMessageBox']"


def test_without_a_console_there_is_one_box(windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As the window's program on Windows is started: what has no stream says it in a box by itself."""
    file = written(tmp_path, "{")
    monkeypatch.setattr(policy, "system_file", lambda: file)
    monkeypatch.setattr(sys, "stderr", None)
    assert start([]) == 2
    ((_, text, title, _how),) = windows.called("MessageBoxW")
    assert title == "MDO Viewer"
    assert text.startswith(f"{file}:1: ")
