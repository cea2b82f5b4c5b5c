"""`render` and `summary`: what is written, where, and what is never written over."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

import pytest

from mdo_viewer.place import policy
from mdo_viewer.reasoning.deadlines import parse_moment
from tests.help.cli_pack import call, give_input, write_pack

Capture = pytest.CaptureFixture[str]
CASE = """\
case: MDO-0003
discussed_at: 2026-11-22T15:20
question: Wat is de volgende stap?
facts: {uitval: ja, dagen: 3}
moments: {begin_op: 2026-11-22T08:15}
"""
STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n", "svg": b"<svg", "txt": b"", "json": b"{"}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "klein")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "MDO-0003.yaml"
    file.write_text(CASE, encoding="utf-8")
    return file


def standard_output(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    buffer = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(buffer, encoding="utf-8", write_through=True))
    return buffer


# --- render -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize("view", [None, "path", "whole"])
@pytest.mark.parametrize("with_facts", [True, False])
def test_pictures(
    pack: Path, case: Path, tmp_path: Path, capsys: Capture, kind: str, view: str | None, with_facts: bool
) -> None:
    file = tmp_path / f"boom.{kind.upper() if view else kind}"
    argv = ["render", "--pack", pack, "--tree", "begin", "-o", file]
    argv += ["--facts", case] if with_facts else []
    argv += ["--view", view] if view else []
    found = call(capsys, *argv)
    assert (found.code, found.out, found.err) == (0, "", "")
    assert STARTS[kind] in file.read_bytes()[:200]


def test_the_whole_tree_without_facts_and_the_way_with_them(
    pack: Path, case: Path, tmp_path: Path, capsys: Capture
) -> None:
    def boxes(*argv: object) -> str:
        file = tmp_path / "x.svg"
        assert call(capsys, "render", "--pack", pack, "--tree", "begin", "-o", file, *argv).code == 0
        ElementTree.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own file
        return file.read_text("utf-8")

    assert boxes() == boxes("--view", "whole")
    assert boxes("--facts", case) == boxes("--facts", case, "--view", "path")
    assert boxes() != boxes("--facts", case)
    assert "Is there a deficit?" in boxes("--lang", "en")


def test_a_picture_of_a_patient_out_of_scope(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = tmp_path / "f.yaml"
    facts.write_text("kind: ja\n", encoding="utf-8")
    for view in ("path", "whole"):
        file = tmp_path / f"{view}.svg"
        found = call(capsys, "render", "--pack", pack, "--tree", "begin", "--facts", facts, "--view", view, "-o", file)
        assert found.code == 0, found.err
        assert file.exists()


def test_the_same_call_gives_the_same_bytes(pack: Path, case: Path, tmp_path: Path, capsys: Capture) -> None:
    for kind in ("svg", "png", "pdf"):
        made = []
        for count in (1, 2):
            file = tmp_path / f"{count}.{kind}"
            call(capsys, "render", "--pack", pack, "--tree", "begin", "--facts", case, "-o", file)
            made.append(file.read_bytes())
        assert made[0] == made[1], kind


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_picture_on_standard_output(pack: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    buffer = standard_output(monkeypatch)
    assert call(capsys, "render", "--pack", pack, "--tree", "begin", "-o", "-", "--format", kind).code == 0
    assert STARTS[kind] in buffer.getvalue()[:200]


# --- summary ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "txt", "json"])
def test_summaries(pack: Path, case: Path, tmp_path: Path, capsys: Capture, kind: str) -> None:
    file = tmp_path / f"verslag.{kind}"
    found = call(capsys, "summary", "--pack", pack, case, "-o", file)
    assert (found.code, found.out, found.err) == (0, "", "")
    assert file.read_bytes().startswith(STARTS[kind])
    if kind == "json":
        json.loads(file.read_text("utf-8"))
    if kind == "txt":
        assert "MDO-0003" in file.read_text("utf-8")
        assert "Doe het snel." in file.read_text("utf-8")


def test_a_summary_speaks_the_language(pack: Path, case: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "x.txt"
    call(capsys, "summary", "--pack", pack, case, "-o", file, "--lang", "en")
    assert "Do it soon." in file.read_text("utf-8")


def test_now_is_the_clock_also_of_a_case_that_was_discussed(
    pack: Path, case: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit that has passed since the meeting was printed as if it ran still."""
    monkeypatch.setattr("mdo_viewer.cli.summary.now", lambda: parse_moment("2026-11-25T15:20"))

    def text(*argv: object) -> str:
        file = tmp_path / "x.txt"
        assert call(capsys, "summary", "--pack", pack, case, "-o", file, *argv).code == 0
        return file.read_text("utf-8")

    assert text() == text("--at", "2026-11-25T15:20")
    assert "verstreken" in text()
    assert "termijnen bekeken op wo 25 nov 15:20" in text()
    assert "verstreken" not in text("--at", "2026-11-22T15:20")


def test_a_summary_from_and_to_standard_streams(pack: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    give_input(monkeypatch, CASE)
    buffer = standard_output(monkeypatch)
    assert call(capsys, "summary", "--pack", pack, "-", "-o", "-", "--format", "txt").code == 0
    assert "MDO-0003" in buffer.getvalue().decode("utf-8")


def test_a_wrong_case(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    case = tmp_path / "c.yaml"
    case.write_text("facts: {uitval: ja}\nurgent: soms\n", encoding="utf-8")
    file = tmp_path / "x.pdf"
    found = call(capsys, "summary", "--pack", pack, case, "-o", file)
    assert found.code == 2
    assert [line.removeprefix(f"{case}:").split(": ")[0] for line in found.err.splitlines()] == ["1:1", "2:9"]
    assert not file.exists()


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "part"),
    [
        (["-o", "x.doc"], "x.doc heeft geen bekend einde. Kies een naam op .pdf, .txt of .json"),
        (["-o", "x"], "of schrijf --format"),
        (["-o", "-"], "schrijf bij -o - ook --format pdf, txt of json"),
        (["-o", "x.pdf", "--format", "doc"], "--format kan niet 'doc' zijn"),
        ([], "er ontbreekt: -o/--output"),
        (["-o"], "na -o/--output hoort een waarde"),
    ],
)
def test_wrong_outputs(
    pack: Path, case: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, argv: list[str], part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call(capsys, "summary", "--pack", pack, case, *argv)
    assert found.code == 2
    assert part in found.err
    assert [path.name for path in tmp_path.iterdir()] == [case.name]


def test_format_goes_before_the_ending(pack: Path, case: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "verslag.pdf"
    assert call(capsys, "summary", "--pack", pack, case, "-o", file, "--format", "txt").code == 0
    assert b"MDO-0003" in file.read_bytes()


def test_the_file_that_was_read_is_not_written_over(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    case = tmp_path / "c.json"
    case.write_text('{"case": "X", "facts": {}}', encoding="utf-8")
    found = call(capsys, "summary", "--pack", pack, case, "-o", tmp_path / "." / "c.json")
    assert found.code == 2
    assert "is het bestand dat gelezen is" in found.err
    assert case.read_text("utf-8") == '{"case": "X", "facts": {}}'


def test_a_folder_that_is_not_there(pack: Path, case: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "weg" / "x.txt"
    found = call(capsys, "summary", "--pack", pack, case, "-o", file)
    assert found.code == 2
    assert (
        found.err == f"{file}: dit bestand is niet te schrijven (de map bestaat niet). Kies een andere naam of map.\n"
    )


@pytest.mark.usefixtures("windows")
def test_a_folder_is_called_a_folder(
    pack: Path, case: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows calls opening one a refusal."""

    def refused(*_given: object, **_named: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(policy, "read_file", lambda _file: policy.Policy())  # that of Windows, which is not here
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refused)
        said = call(capsys, "summary", "--pack", pack, tmp_path, "-o", "-", "--format", "txt").err
    assert "(het is een map)" in said
    monkeypatch.setattr(Path, "write_bytes", refused)
    assert "(het is een map)" in call(capsys, "summary", "--pack", pack, case, "-o", tmp_path, "--format", "txt").err


def test_a_failed_write_keeps_the_old_file(
    pack: Path, case: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.txt"
    file.write_text("oud", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = call(capsys, "summary", "--pack", pack, case, "-o", file)
    assert found.code == 2
    assert "de schijf is vol" in found.err
    assert file.read_text("utf-8") == "oud"
    assert sorted(path.name for path in tmp_path.iterdir()) == [case.name, "x.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes differ")
def test_modes(pack: Path, case: Path, tmp_path: Path, capsys: Capture) -> None:
    new, old = tmp_path / "new.txt", tmp_path / "old.txt"
    old.write_text("oud", encoding="utf-8")
    old.chmod(0o640)
    mask = os.umask(0o027)
    try:
        for file in (new, old):
            assert call(capsys, "summary", "--pack", pack, case, "-o", file).code == 0
    finally:
        os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o640
    assert old.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="no such device")
def test_a_device_is_written_to_and_not_replaced(pack: Path, case: Path, capsys: Capture) -> None:
    assert call(capsys, "summary", "--pack", pack, case, "-o", "/dev/null", "--format", "txt").code == 0
    assert Path("/dev/null").is_char_device()
