"""What `self-test` proves is false where it should be: each part is given what it must find."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import zlib
from datetime import datetime
from pathlib import Path

import pytest

from mdo_viewer.__main__ import MEETINGS, WINDOW_CHECKS
from mdo_viewer.cli import self_killed, self_parts, self_test
from mdo_viewer.cli.main import main
from mdo_viewer.cli.self_killed import PASSWORD, killed_and_reopened, write_on
from mdo_viewer.cli.self_parts import Listening, network, pages_of
from mdo_viewer.cli.summary import summarised
from mdo_viewer.desktop import smoke_window
from mdo_viewer.guideline.library import DEFAULT_PACK, load_pack
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.container import LEAST, make_key, seal
from mdo_viewer.meeting.saving import GENERATIONS
from mdo_viewer.meeting.whole_file import try_folder
from mdo_viewer.place import policy
from mdo_viewer.reasoning.deadlines import ZONE
from tests.help.cli_pack import call
from tests.help.places import ROOT

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all checks only `_policy` and `_places`, which are the command's own: the others take long."""
    checks = (("policy", self_test._policy), ("write", self_test._places))
    monkeypatch.setattr(self_test, "_checks", lambda: iter(checks))
    monkeypatch.setattr(self_test, "_last", lambda listening: iter(()))


@pytest.fixture(scope="module")
def page() -> bytes:
    at = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)
    return summarised(load_pack(DEFAULT_PACK), Case("MDO-0001"), at, "nl", "pdf")


# --- a meeting that is killed -------------------------------------------------------------------------------------


def test_a_program_that_saves_is_killed_and_its_meeting_opens() -> None:
    assert killed_and_reopened() >= 1


def test_a_meeting_that_was_lost_is_found(tmp_path: Path) -> None:
    """`_reopened` by itself: no kill makes such a file."""
    file = tmp_path / "killed.mdo"
    file.write_bytes(seal(b"half a mee", make_key(PASSWORD, cost=LEAST)))
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever opening it raises
        self_killed._reopened(file)


def test_a_program_that_ends_by_itself_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # so that Python is given a script that is not there
    with pytest.raises(RuntimeError, match="nothing was saved"):
        killed_and_reopened()


def test_a_second_program_that_nobody_kills_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`_reopened` reads what the second program left, which nobody killed here."""
    monkeypatch.setattr(self_killed, "PATIENCE", 0.2)
    assert write_on(tmp_path / "x.mdo") == 1
    assert self_killed._reopened(tmp_path / "x.mdo") >= 1


# --- a PDF --------------------------------------------------------------------------------------------------------


def test_a_page_is_read_back(page: bytes) -> None:
    assert pages_of(page, "MDO-0001") == 1


def test_a_page_of_somebody_else_is_not(page: bytes) -> None:
    with pytest.raises(ValueError, match="MDO-0002"):
        pages_of(page, "MDO-0002")


@pytest.mark.parametrize("cut", [1, 100, 3000, 20_000])
def test_a_page_that_is_cut_off_is_not_whole(page: bytes, cut: int) -> None:
    with pytest.raises(ValueError, match="startxref"):
        pages_of(page[:-cut] if cut > 1 else page[1:], "MDO-0001")


def test_a_stream_that_is_damaged_is_found(page: bytes) -> None:
    found = re.search(rb"/FlateDecode[^>]*>>\s*stream\r?\n", page)
    assert found is not None
    at = found.end() + 8
    with pytest.raises((ValueError, zlib.error)):
        pages_of(page[:at] + bytes(each ^ 0xFF for each in page[at : at + 8]) + page[at + 8 :], "MDO-0001")


# --- no network ---------------------------------------------------------------------------------------------------


def test_a_socket_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_parts, "NETWORK", frozenset())
    listening = Listening()
    before = network(listening)
    with socket.socket():
        assert "socket.__new__" in network(listening)
    assert "socket" not in before
    listening.end()
    heard = len(listening.heard)
    with socket.socket():
        assert len(listening.heard) == heard


def test_a_module_that_speaks_over_a_network_is_found() -> None:
    """In a process of its own: those of the tests have more loaded."""
    script = (
        "import sys\nfrom mdo_viewer.cli.self_parts import Listening, network\n"
        "print(repr(network(Listening())))\nimport http.client, PySide6.QtNetwork\nprint(network(Listening()))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    nothing, found = run.stdout.splitlines()
    assert nothing == "''"
    assert {"http.client", "ssl", "PySide6.QtNetwork"} <= set(found.split(", "))
    assert sys.platform != "linux" or any(name.startswith("libQt6Network.so") for name in found.split(", "))


@pytest.mark.parametrize(
    "name", ["_internal/PySide6/Qt/lib/libQt6Network.so.6", "PySide6/Qt6Network.dll", "PySide6/QtNetwork.pyd",
             "PySide6/Qt/plugins/tls/libqopensslbackend.so", "PySide6/plugins/networkinformation/q.dll"],
)  # fmt: skip
def test_a_bundle_must_not_have_qt_s_libraries_for_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_parts, "NETWORK", frozenset())
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "mdo-viewer"))
    listening = Listening()
    listening.end()
    (tmp_path / "libQt6Core.so.6").write_bytes(b"")
    assert name not in network(listening)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"")
    assert name in network(listening)


# --- fonts, places, policy ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "other"), [("FAMILY", "Segoe UI"), ("text_width", lambda *_: 1000.0)])
def test_a_typeface_in_the_place_of_ours_is_found(
    name: str, other: object, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert smoke_window.try_fonts() == "Atkinson Hyperlegible"
    monkeypatch.setattr(smoke_window, name, other)
    with pytest.raises(RuntimeError):
        smoke_window.try_fonts()


def test_a_place_to_write_is_left_as_it_was(tmp_path: Path) -> None:
    try_folder(tmp_path / "one" / "two")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        try_folder(tmp_path / "file" / "below")


@pytest.mark.usefixtures("few")
def test_the_policy_is_said(capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    monkeypatch.setattr(policy, "system_file", lambda: file)
    assert "ok policy: geen\n" in call(capsys, "self-test").out
    file.write_text(json.dumps({"allow_pdf": False, "meetings_folder": str(tmp_path / "mdo")}), "utf-8")
    found = call(capsys, "self-test")
    assert f"ok policy: {file}: allow_pdf, meetings_folder\n" in found.out
    assert str(tmp_path / "mdo") in found.out.partition("ok write: ")[2]
    assert found.code == 0


@pytest.mark.usefixtures("few")
def test_a_wrong_policy_is_a_line_among_the_others(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "policy.json").write_text('{"allow_pdf": 1}', "utf-8")
    monkeypatch.setattr(policy, "system_file", lambda: tmp_path / "policy.json")
    found = call(capsys, "self-test")
    assert found.code == 1
    assert found.err.startswith(f"FOUT policy: {tmp_path / 'policy.json'}:1: “allow_pdf” moet true of false zijn")
    assert "ok write: " in found.out


@pytest.mark.usefixtures("few")
def test_a_folder_for_meetings_that_cannot_be_written_to(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "policy.json").write_text(json.dumps({"meetings_folder": str(tmp_path / "file")}), "utf-8")
    monkeypatch.setattr(policy, "system_file", lambda: tmp_path / "policy.json")
    found = call(capsys, "self-test")
    assert (found.code, "FOUT write: " in found.err) == (1, True)


def test_what_a_start_knows_without_the_window_is_what_the_window_has() -> None:
    """A check or an earlier version that is in one list alone would never be run, or opened."""
    assert tuple(smoke_window.CHECKS) == WINDOW_CHECKS
    assert (".mdo", *(f".mdo.{each}" for each in range(1, GENERATIONS + 1))) == MEETINGS


# --- as JSON ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("language", LANGUAGES)
def test_as_json(language: str, capsys: Capture) -> None:
    def fails(_call: object) -> str:
        raise RuntimeError("leeg venster")

    assert main(["self-test", "--json", "--lang", language], (("window", fails),)) == 1
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert said.err == ""
    assert list(answer) == ["version", "proven", "seconds", "checks"]
    assert answer["proven"] is False
    assert [(each["name"], each["ok"]) for each in answer["checks"]] == [
        ("policy", True), ("write", True), ("window", False),
    ]  # fmt: skip
    assert answer["checks"][-1]["said"] == "RuntimeError: leeg venster"
    page = (ROOT / "docs" / "json.md").read_text("utf-8").partition("**`self-test --json`**")[2].partition("\n\n")[0]
    for key in (*answer, *answer["checks"][0]):
        assert f"`{key}`" in page
