"""Whatever a pack's files contain, reading it names problems and never fails."""

from __future__ import annotations

import json
import random
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.guideline.library import packs_folder
from mdo_viewer.guideline.reading.pack import Reading, read_pack
from mdo_viewer.guideline.strict_yaml import Refused, parse
from tests.help.example_pack import FILES, write_pack

SHIPPED = sorted(packs_folder().glob("*/*.yaml"))


def read(files: dict[str, str]) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        return read_pack(write_pack(Path(folder), files))


def lines_of(text: str) -> list[str]:
    return text.splitlines(keepends=True)


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, str]:
    """The example with one to three files changed: words exchanged, lines removed, doubled, moved or indented."""
    files = dict(FILES)
    for name in draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=3)):
        lines = lines_of(files[name])
        line = draw(st.integers(0, len(lines) - 1))
        other = draw(st.sampled_from(lines_of(files[draw(st.sampled_from(sorted(FILES)))])))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[line]
            case 1:
                lines.insert(line, lines[line])
            case 2:
                lines[line] = other
            case 3:
                lines[line] = "  " + lines[line]
            case 4:
                words = lines[line].split(" ")
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(other.split(" ")))
                lines[line] = " ".join(words)
            case 5:
                column = draw(st.integers(0, len(lines[line])))
                lines[line] = lines[line][:column] + draw(st.text(max_size=3)) + lines[line][column:]
            case _:
                lines.insert(draw(st.integers(0, len(lines))), lines.pop(line))
        files[name] = "".join(lines) or "\n"
    return {name: text.encode("utf-8", "replace").decode() for name, text in files.items()}


@given(spoilt())
def test_a_spoilt_pack_gives_problems_or_a_pack(files: dict[str, str]) -> None:
    reading = read(files)
    assert reading.pack is not None or reading.problems
    for problem in reading.problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message.nl != problem.message.en


scalars = st.sampled_from(
    """pijn|not pijn|duur > 7|graad = A|ernstig|ja|A|B, C|<= 7|bool|choice|number|0-9|is_pijn|niets|spoed|advice
    |24 hours|gemeld_op|1|x||null|spoed.niets|always""".replace("\n    ", "").split("|")
)
keys = st.sampled_from(sorted(set(re.findall(r"\b[a-z_]+(?=:)", "".join(FILES.values())))))
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5), max_leaves=25
)


@given(st.sampled_from(sorted(FILES)), trees, st.integers(0, 40))
def test_any_structure_in_any_place(name: str, value: object, at: int) -> None:
    lines = lines_of(FILES[name])
    line = lines[at % len(lines)].rstrip("\n")
    key, colon, _ = line.partition(": ")
    lines[at % len(lines)] = f"{key}{colon or ': '}{json.dumps(value)}\n"
    reading = read({**FILES, name: "".join(lines)})
    assert reading.pack is not None or reading.problems


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_shipped_file_with_damaged_bytes(file: Path) -> None:
    chance, data = random.Random(file.name), file.read_bytes()
    for _ in range(20):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        start = chance.randrange(len(damaged))
        damaged[start : start + chance.choice((0, 1, 50, 1000))] = b""
        try:
            parse(bytes(damaged), file.name)
        except Refused as refusal:
            assert refusal.problems  # noqa: PT017 - both ways are right
