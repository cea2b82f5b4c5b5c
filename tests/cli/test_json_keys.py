"""docs/json.md and decision 25 name every key of the JSON that the commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.help.cli_pack import FILES, call, write_pack
from tests.help.places import ROOT

Capture = pytest.CaptureFixture[str]

DOUBT = "doubtful: [{if: {all: [dagen < 3, pijn]}, why: Zelden., source: {lines: [1]}}]\nscope:\n"
PATIENT = """\
case: X
facts: {dagen: 2, pijn: ja, graad: A, nieuw: ja}
moments: {begin_op: 2026-11-22T08:00}
decisions: [{tree: begin, kind: own, chosen: {begin: wel}}]
"""
MARK = "marks: [{id: nieuw, type: bool, label: Nieuw, mark: Niet bekend.}]\n"
LATER = """\
later:
  - id: proef
    text: Het kan ook zo.
    year: 2024
    source: Blad
    doi: 10.1000/proef
    beside: [{outcomes: [begin.snel]}]
    confirmed: Samenvatting
    read_by: geen clinicus
"""
BOARD = "choices: [{id: wel, label: Wel, opens: [{tree: vervolg, gives: dagen}]}]\nquestions:\n"
#: What stands under these has the ids of facts for keys.
FREE = ("facts", "examples")


def keys(answer: object, under: str = "") -> Iterator[str]:
    if isinstance(answer, list):
        for each in answer:
            yield from keys(each, under)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            if under not in FREE:
                yield key
            yield from keys(value, key)


def told(*pages: str) -> set[str]:
    text = "".join((ROOT / "docs" / page).read_text("utf-8") for page in pages)
    return set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`|\[\{[^}]*\}\]", text))))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    against = FILES["notes"] + "    against: [vervolg.wachten]\n"
    files = {
        "facts": FILES["facts"].replace("scope:\n", MARK + DOUBT),
        "later": LATER,
        "begin": FILES["begin"].replace("questions:\n", BOARD),
    }
    return write_pack(tmp_path / "klein", notes=against, **files)


@pytest.mark.parametrize(
    "command",
    [
        ("advise", "--tree", "vervolg", "--what-if"),
        ("advise", "--tree", "begin"),
        ("journey",),
        ("routes", "--tree", "begin"),
        ("check",),
    ],
    ids=" ".join,
)
def test_every_key_is_told(capsys: Capture, tmp_path: Path, pack: Path, command: tuple[str, ...]) -> None:
    (file := tmp_path / "x.yaml").write_text(PATIENT, "utf-8")
    facts = ("--facts", file) if command[0] in ("advise", "journey") else ()
    folder = (pack,) if command[0] == "check" else ("--pack", pack)
    found = {*keys(call(capsys, *command, *folder, *facts, "--json").json)}
    assert len(found) > 3
    assert command[0] != "journey" or {"marks", "later", "waits_for"} <= found
    assert found - told("json.md") == set()


def test_every_key_of_diff_is_told(capsys: Capture, tmp_path: Path, pack: Path) -> None:
    found = {*keys(call(capsys, "diff", write_pack(tmp_path / "leeg"), pack, "--json").json)}
    assert {"choices", "scope", "texts"} <= found
    assert found - told("decisions/0025-what-changed-for-patients.md", "json.md") == set()


def test_when_it_was_confirmed_is_said_in_whole_seconds(capsys: Capture, tmp_path: Path, pack: Path) -> None:
    """As on the page: the window keeps the moment of the key."""
    said = "confirmed: [{facts: {dagen: 2, pijn: ja}, by: voorzitter, at: '2026-11-22T14:31:05.123456+01:00'}]\n"
    (file := tmp_path / "x.yaml").write_text(PATIENT + said, "utf-8")
    [doubt] = call(capsys, "journey", "--pack", pack, "--facts", file, "--json").json["doubtful"]
    assert (doubt["confirmed_by"], doubt["confirmed_at"]) == ("voorzitter", "2026-11-22T14:31:05+01:00")
