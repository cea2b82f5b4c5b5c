"""The command line as a whole: help, languages, exit codes, and no traceback whatever happens."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import mdo_viewer.__main__ as program
from mdo_viewer import __version__
from mdo_viewer.cli import advise
from mdo_viewer.cli.main import COMMANDS, main
from mdo_viewer.cli.terminal import Progress
from mdo_viewer.guideline.library import resources_folder
from tests.help.cli_pack import call, write_pack
from tests.help.places import ROOT
from tests.help.windows import Windows

Capture = pytest.CaptureFixture[str]
INTERFACE = ("advise", "journey", "routes", "check", "render", "summary", "diff", "self-test")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "klein")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "feiten.yaml"
    file.write_text("uitval: ja\ndagen: 3\n", encoding="utf-8")
    return file


def shell(*argv: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "mdo_viewer", *map(str, argv)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, **environment},
        cwd=Path(program.__file__).parents[1],
    )


# --- help and languages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_names_every_command(capsys: Capture, word: str) -> None:
    found = call(capsys, word)
    assert found.code == 0
    assert tuple(COMMANDS) == INTERFACE
    for name in INTERFACE:
        assert f"  {name}" in found.out
    assert "Voorbeeld:" in found.out
    english = call(capsys, "--lang", "en", word).out
    assert "Example:" in english
    assert "Voorbeeld" not in english


@pytest.mark.parametrize("command", INTERFACE)
def test_every_command_has_help_with_an_example(capsys: Capture, command: str) -> None:
    dutch, english = call(capsys, command, "--help"), call(capsys, command, "--help", "--lang", "en")
    assert (dutch.code, english.code) == (0, 0)
    assert f"Gebruik: mdo-viewer {command}" in dutch.out
    assert "Voorbeeld: mdo-viewer " in dutch.out
    assert f"Usage: mdo-viewer {command}" in english.out
    assert "Example: mdo-viewer " in english.out
    for option in ("--pack", "--at", "--lang"):
        assert option in dutch.out
    assert not {"usage:", "options:", "positional arguments:"} & set(english.out.split("\n"))


def test_both_languages_have_the_same_words_and_places() -> None:
    folder = resources_folder() / "words"
    dutch, english = (json.loads((folder / f"cli.{each}.json").read_text("utf-8")) for each in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for key, text in dutch.items():
        assert text, key
        places, theirs = (sorted(re.findall(r"\{\w+\}", each)) for each in (text, english[key]))
        assert places == theirs, key


def test_every_word_is_used() -> None:
    words = json.loads((resources_folder() / "words" / "cli.nl.json").read_text("utf-8"))
    code = "\n".join(path.read_text("utf-8") for path in (Path(program.__file__).parent / "cli").glob("*.py"))
    code += Path(program.__file__).read_text("utf-8")
    made = ("call.", "unknown.", "options.", "check.head.", "check.fault.", "time.")
    of_changes = ("diff.entry.", "diff.kind.", "diff.group.", "diff.of.", "diff.choice.")
    for key in words:
        bare = key.removeprefix("cli.")
        if (
            bare.startswith((*made, *of_changes))
            or bare.removesuffix(".short").removesuffix(".help").removesuffix(".example") in COMMANDS
        ):
            continue
        bare = bare.removesuffix(".one").removesuffix(".many")
        assert f'"{bare}' in code or f"'{bare}'" in code, key


def test_the_language_before_or_after_the_command(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts)
    expected = call(capsys, *argv, "--lang", "en").out
    assert "Do it soon." in expected
    assert call(capsys, "--lang", "en", *argv).out == expected
    assert call(capsys, "--lang=en", *argv).out == expected
    assert call(capsys, *argv, "--lang=en").out == expected
    assert "Doe het snel." in call(capsys, *argv, "--lang", "nl").out


def test_an_unknown_language_is_wrong_wherever_it_stands(capsys: Capture) -> None:
    assert call(capsys, "--lang", "fr", "check").code == 2
    assert call(capsys, "check", "--lang=fr").code == 2


def test_version(capsys: Capture) -> None:
    found = call(capsys, "--version")
    assert (found.code, found.out) == (0, f"mdo-viewer {__version__}\n")


@pytest.mark.parametrize(
    ("word", "hint"), [("advies", "Bedoelt u advise?"), ("chek", "Bedoelt u check?"), ("--json", "Zie:")]
)
def test_an_unknown_command(capsys: Capture, word: str, hint: str) -> None:
    found = call(capsys, word)
    assert found.code == 2
    assert f"de opdracht '{word}' bestaat niet" in found.err
    assert hint in found.err


def test_no_pack_reads_as_it_should(capsys: Capture, facts: Path) -> None:
    found = call(capsys, "advise", "--pack", "wervelmetastase", "--tree", "x", "--facts", facts, "--lang", "en")
    assert found.code == 2
    assert "Did you mean wervelmetastasen?" in found.err


# --- never a traceback --------------------------------------------------------------------------------------------


def test_an_unexpected_error_is_one_line(
    pack: Path, facts: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("deel\ndoor nul")

    monkeypatch.setattr(advise, "advise", broken)
    for language, part in (("nl", "er ging iets mis"), ("en", "something went wrong")):
        found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--lang", language)
        assert found.code == 2
        assert len(found.err.splitlines()) == 1
        assert part in found.err
        assert "ZeroDivisionError: deel door nul" in found.err


def test_an_interruption_goes_through(pack: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(advise, "advise", interrupted)
    with pytest.raises(KeyboardInterrupt):
        main(["advise", "--pack", str(pack), "--tree", "begin", "--facts", str(facts)])


def test_ctrl_c_ends_quietly(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "start", interrupted)
    assert program.main() == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_seen_enough(pack: Path) -> None:
    """`routes … | head -1` ends without a complaint."""
    with subprocess.Popen(
        [sys.executable, "-m", "mdo_viewer", "routes", "--tree", f"{pack}/begin", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(program.__file__).parents[1],
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert said == b""
    assert process.returncode == 0


@pytest.mark.parametrize("gone", [True, False])
@pytest.mark.usefixtures("windows")
def test_on_windows_too_a_reader_may_have_seen_enough(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, gone: bool
) -> None:
    """There it is an argument that is wrong, which much else is."""
    file, write = (tmp_path / "out").open("w", encoding="utf-8"), os.write

    def closed(handle: int, data: bytes) -> int:
        if handle == file.fileno() and gone:
            raise OSError(errno.EINVAL, "Invalid argument")
        return write(handle, data)

    (tmp_path / "f.yaml").write_text("uitval: ja\ndagen: 3\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdout", file)
    monkeypatch.setattr(os, "write", closed)
    if not gone:
        monkeypatch.setattr(advise, "advise", refuses)
    code = main(["advise", "--pack", str(pack), "--tree", "begin", "--facts", str(tmp_path / "f.yaml")])
    assert sys.stdout is file
    file.close()
    assert code == (0 if gone else 2)
    assert ("er ging iets mis" in capsys.readouterr().err) is not gone


def refuses(*_given: object) -> None:
    raise OSError(errno.EINVAL, "Invalid argument")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"\x00", b"{", b"[" * 5000, b"a: &x 1", b"? [a]\n: b", "uitval: ja\r".encode("utf-16")]
)
def test_hostile_input_is_refused_in_lines(pack: Path, tmp_path: Path, capsys: Capture, content: bytes) -> None:
    file = tmp_path / "kwaad.yaml"
    file.write_bytes(content)
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", file)
    assert found.code == 2
    assert found.err
    assert all(re.match(rf"{re.escape(str(file))}:\d+:\d+: \S", line) for line in found.err.splitlines())


# --- the program --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "window"),
    [
        ([], True),
        (["--lang", "en"], True),
        (["--lang=en"], True),
        (["overleg.mdo"], True),
        (["--lang", "en", "map/OVERLEG.MDO"], True),
        (["advise"], False),
        (["--help"], False),
        (["--version"], False),
        (["overleg.yaml"], False),
        (["--lang", "en", "check"], False),
    ],
)
def test_when_the_window_opens(argv: list[str], window: bool) -> None:
    assert program.wants_window(argv) is window


def test_without_qt_the_window_says_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mdo_viewer.desktop.app", None)
    assert program.start(["--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "the window cannot open" in said
    assert len(said.splitlines()) == 1


def test_redirected_output_is_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(buffer, encoding="cp1252"))
    monkeypatch.setattr("sys.argv", ["mdo-viewer", "advise", "--help"])
    assert program.main() == 0
    sys.stdout.flush()
    assert "patiënt" in buffer.getvalue().decode("utf-8")


@pytest.mark.parametrize("encoding", [None, "cp437", "cp850", "cp1252", "utf-8", "ascii"])
def test_redirected_output_is_the_same_whatever_letters_the_system_has(encoding: str | None) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C"}
    environment.pop("PYTHONIOENCODING", None)
    if encoding:
        environment["PYTHONIOENCODING"] = encoding
    command = [sys.executable, "-m", "mdo_viewer", "advise", "--help"]
    found = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
    assert "patiënt" in found.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("utf-8", "patiënt ≥ 70 × … – ‘Röntgen’ → ±5"),
        ("cp437", "patiënt ≥ 70 x ... - 'Röntgen' -> ±5"),
        ("cp850", "patiënt >= 70 × ... - 'Röntgen' -> ±5"),
        ("cp1252", "patiënt >= 70 × … – ‘Röntgen’ -> ±5"),
        ("ascii", "patient >= 70 x ... - 'Rontgen' -> +/-5"),
    ],
)
def test_what_a_terminal_cannot_show_is_read_right(monkeypatch: pytest.MonkeyPatch, encoding: str, seen: str) -> None:
    """A "≥" that became "?" would change what an advice says."""
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding)
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setattr("sys.argv", ["mdo-viewer"])
    monkeypatch.setattr(program, "start", lambda _argv: stream.write("patiënt ≥ 70 × … – ‘Röntgen’ → ±5") and 0)
    assert program.main() == 0
    stream.flush()
    assert buffer.getvalue().decode(encoding) == seen
    stream.write("10 µg, 1½ \N{SNOWMAN}")  # the last is in none of the terminals but one
    stream.flush()
    after = buffer.getvalue().decode(encoding).removeprefix(seen)
    assert after in ("10 µg, 1½ \N{SNOWMAN}", "10 µg, 1½ [U+2603]", "10 ug, 1 1/2 [U+2603]")


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["check"], "mdo-viewer-console"),
        (["dinsdag.mdo", "woensdag.mdo"], "één vergadering"),
        (["dinsdag.mdo", "--lang", "en", "woensdag.mdo"], "one meeting can be open"),
        (["dinsdag.mdo", "--lang", "fr"], "choose nl or en"),
        (["--lang", "fr"], "choose nl or en"),
    ],
)
def test_the_program_of_the_window_says_in_a_box_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, windows: Windows, argv: list[str], says: str
) -> None:
    """On Windows it has no console, and nothing to write to."""
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    monkeypatch.setattr("sys.argv", ["mdo-viewer", *argv])
    assert program.main() == 2
    ((_, said, title, _),) = windows.called("MessageBoxW")
    assert says in said
    assert title == "MDO Viewer"


def test_both_programs_are_one_and_the_window_has_no_console() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["gui-scripts"] == {"mdo-viewer": "mdo_viewer.__main__:main"}
    assert project["scripts"] == {"mdo-viewer-console": "mdo_viewer.__main__:main"}


def test_as_a_user_does(pack: Path) -> None:
    found = shell("advise", "--tree", f"{pack}/begin", "--facts", "-", "--json", stdin="uitval: ja\ndagen: 8\n")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["outcome"] == "later"
    wrong = shell("advise", "--tree", f"{pack}/begin", "--facts", "-", stdin="uitval: misschien\n")
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert wrong.stderr.startswith("<stdin>:1:9: 'misschien' kan hier niet.")


def test_no_command_imports_qt(pack: Path, tmp_path: Path) -> None:
    """Nor typst and networkx where they are not needed."""
    (tmp_path / "f.yaml").write_text("case: X\nfacts: {uitval: ja}\n", encoding="utf-8")
    script = f"""
import sys
from mdo_viewer.__main__ import _write_utf8, start
_write_utf8()
pack, folder = {str(pack)!r}, {str(tmp_path)!r}
common = ["--pack", pack]
facts = ["--facts", folder + "/f.yaml"]
tree = ["--tree", "begin"]
for argv in (["advise", *tree, *facts], ["journey", *facts], ["routes", *tree], ["check"]):
    assert start([*argv, *common]) == 0, argv
assert start(["--help"]) == 0
assert not {{"PySide6", "shiboken6", "typst", "networkx"}} & set(sys.modules), "too much is imported"
assert start(["render", "--tree", "begin", *facts, "-o", folder + "/x.svg", *common]) == 0
assert start(["summary", folder + "/f.yaml", "-o", folder + "/x.pdf", *common]) == 0
assert not {{"PySide6", "shiboken6"}} & set(sys.modules), "Qt is imported"
"""
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert found.returncode == 0, found.stderr


# --- terminals ----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_only_on_a_terminal_that_wants_them(
    pack: Path, facts: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    assert main(["advise", "--pack", str(pack), "--tree", "begin", "--facts", str(facts)]) == 0
    assert ("\x1b[" in out.getvalue()) is coloured
    assert main(["check", str(pack)]) == 0
    assert ("begin" in err.getvalue()) is (environment.get("TERM") != "dumb")


@pytest.mark.parametrize("console", ["old", "new"])
@pytest.mark.usefixtures("windows")
def test_an_old_console_of_windows_gets_no_codes(monkeypatch: pytest.MonkeyPatch, console: str) -> None:
    for name in ("WT_SESSION", "ANSICON", "TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    if console == "new":
        monkeypatch.setenv("WT_SESSION", "1")
    screen = Terminal()
    progress = Progress(screen, 2)
    progress.step("een lange naam")
    progress.step("kort")
    progress.clear()
    assert ("\x1b" in screen.getvalue()) is (console == "new")
    shown = ""  # what stands on the line at last
    for part in screen.getvalue().split("\r"):
        shown = part.removeprefix("\x1b[K") + ("" if "\x1b[K" in part else shown[len(part) :])
    assert shown.strip() == ""


def test_json_has_no_colour_on_a_terminal(pack: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    assert main(["advise", "--pack", str(pack), "--tree", "begin", "--facts", str(facts), "--json"]) == 0
    assert json.loads(out.getvalue())["outcome"] == "snel"


def test_a_narrow_terminal(pack: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    out = Terminal()
    monkeypatch.setattr("sys.stdout", out)
    assert main(["advise", "--pack", str(pack), "--tree", "begin", "--facts", str(facts)]) == 0
    assert max(map(len, out.getvalue().splitlines())) <= 50


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["dinsdag.mdo", "woensdag.mdo"], "één vergadering"),
        (["dinsdag.mdo", "--lang", "en", "woensdag.mdo"], "one meeting can be open"),
        (["dinsdag.mdo", "--lang", "fr"], "choose nl or en"),
        (["--lang", "en", "tuesday.mdo", "wednesday.mdo"], "one meeting can be open"),
        (["--lang", "fr"], "choose nl or en"),
        (["--lang="], "choose nl or en"),
        (["--lang"], "choose nl or en"),
    ],
)
def test_what_the_window_cannot_do_is_told(argv: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.start(argv) == 2
    assert says in capsys.readouterr().err


def test_a_meeting_named_at_the_start_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, Path | None, bool]] = []

    def run(language: str | None, meeting: Path | None, *, example: bool) -> int:
        asked.append((language, meeting, example))
        return 0

    monkeypatch.setattr("mdo_viewer.desktop.app.run", run)
    assert program.start(["--lang", "en", "map/dinsdag.MDO"]) == 0
    assert program.start([]) == 0
    assert program.start(["--example"]) == 0
    assert asked == [("en", Path("map/dinsdag.MDO"), False), (None, None, False), (None, None, True)]


@pytest.mark.parametrize(
    ("argv", "language"), [([], "nl"), (["--lang", "en"], "en"), (["--lang=nl"], "nl"), (["--lang", "fr"], None)]
)
def test_the_window_opens_in_the_language_asked_for(argv: list[str], language: str | None) -> None:
    assert program.window_language(argv) == (language, [])
