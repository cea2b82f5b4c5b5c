"""The strict reading of YAML and JSON: what is text, what is refused, where, and how fast."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mdo_viewer.guideline import strict_yaml
from mdo_viewer.guideline.library import packs_folder
from mdo_viewer.guideline.model import Place
from mdo_viewer.guideline.strict_yaml import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    MAX_SCALAR_BYTES,
    Mapping,
    Node,
    Problem,
    Refused,
    Scalar,
    Sequence,
    load,
    parse,
)
from mdo_viewer.guideline.values import FORBIDDEN, on_one_line, without_forbidden

SHIPPED = sorted(packs_folder().glob("*/*.yaml"))


@pytest.fixture(params=["fast", "slow"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's C parser, and the one that is used where that is missing."""
    if request.param == "slow":
        monkeypatch.setattr(strict_yaml, "_Parser", yaml.SafeLoader)


def plain(node: Node) -> object:
    """A node as Python values, every scalar a string."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def refused(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        parse(text, "f.yaml")
    return caught.value.problems


@pytest.mark.usefixtures("either_parser")
class TestValues:
    def test_every_scalar_is_text(self) -> None:
        traps = [
            "no",
            "on",
            "Yes",
            "null",
            "~",
            "1:30",
            "017",
            "1_000",
            "1e3",
            "3,5",
            "2015-08-20",
            "0x10",
            ".inf",
            "=",
        ]
        text = "".join(f"k{index}: {trap}\n" for index, trap in enumerate(traps))
        assert plain(parse(text, "f")) == {f"k{index}": trap for index, trap in enumerate(traps)}

    def test_json_is_read_alike(self) -> None:
        text = '{"a":1,"b":[true,false,null,-2.50,1e3,""],"c":{"d":"\\u00e9\\ud83d\\ude00\\/\\n"},"e":"x: y # z"}'
        assert plain(parse(text, "f")) == {
            "a": "1",
            "b": ["true", "false", "null", "-2.50", "1e3", ""],
            "c": {"d": "é😀/\n"},
            "e": "x: y # z",
        }

    @pytest.mark.parametrize("indent", [None, 2, "\t"])
    def test_json_in_any_layout(self, indent: int | str | None) -> None:
        value = {"facts": {"duur": "3,5", "lijst": ["a", "b"], "leeg": [], "niets": {}}, "tekst": 'a "b" \\ c\td'}
        text = json.dumps(value, indent=indent)
        assert plain(parse(text, "f")) == value

    def test_quotes_are_remembered(self) -> None:
        node = parse("[null, 'null', \"null\"]", "f")
        assert isinstance(node, Sequence)
        assert [item.quoted for item in node.items if isinstance(item, Scalar)] == [False, True, True]

    def test_places_count_from_one_in_characters(self) -> None:
        node = parse("é:\n  - ééé: b\n", "f")
        assert isinstance(node, Mapping)
        [(key, value)] = node.entries
        assert isinstance(value, Sequence)
        [inner] = value.items
        assert isinstance(inner, Mapping)
        assert [key.place, inner.entries[0][1].place] == [Place("f", 1, 1), Place("f", 2, 10)]

    def test_folding_and_line_ends(self) -> None:
        text = "a: >-\n  een\n  twee\nb: |\n  een\n  twee\n"
        expected = {"a": "een twee", "b": "een\ntwee\n"}
        assert plain(parse(text, "f")) == plain(parse(text.replace("\n", "\r\n"), "f")) == expected

    def test_a_byte_order_mark_and_a_document_start_are_allowed(self) -> None:
        assert plain(parse("\ufeff---\na: b\n".encode(), "f")) == {"a": "b"}


TRAPS = [
    ("a: &x b\nc: d\n", 1, 4, "Ankers (&x)"),
    ("a: b\nc: *a\n", 2, 4, "Verwijzingen (*a)"),
    ("a: &x [1]\nb: *x\n", 1, 4, "Ankers (&x)"),
    ("<<: {a: b}\n", 1, 1, "Samenvoegen met <<"),
    ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "Typeaanduidingen"),
    ("a: !x b\n", 1, 4, "Typeaanduidingen"),
    ("a: ! b\n", 1, 4, "Typeaanduidingen"),
    ("a: !e!x b\n", 1, 4, "Typeaanduidingen"),
    ("%YAML 1.1\n---\na: b\n", 1, 1, "Aanwijzingen met %"),
    ("%TAG ! x\n---\na: b\n", 1, 1, "Aanwijzingen met %"),
    ("a: b\nc: d\na: e\n", 3, 1, "De sleutel 'a' staat hier dubbel (eerder op regel 1)."),
    ('a: b\n"a": e\n', 2, 1, "De sleutel 'a' staat hier dubbel"),
    ("? [a]\n: b\n", 1, 3, "Een sleutel moet een gewone tekst zijn"),
    ("{a: b}: c\n", 1, 1, "Een sleutel moet een gewone tekst zijn"),
    ("a: b\n---\nc: d\n", 2, 1, "Hier begint een tweede document"),
    ("a:\n\t- b\n", 2, 1, "springt in met een tab"),
    ("a:\n  \tb: c\n", 2, 3, "springt in met een tab"),
    ("a: b\x07\n", 1, 5, "stuurteken (U+0007)"),
    ("a: b\x85\n", 1, 5, "stuurteken (U+0085)"),
    ("a: b\nc: d\u202eb\n", 2, 5, "stuurteken (U+202E)"),
    ("a: b\u2066\n", 1, 5, "stuurteken (U+2066)"),
    ("a: b\ufeff\n", 1, 5, "stuurteken (U+FEFF)"),
    ("a: \ud800\n", 1, 4, "stuurteken (U+D800)"),
    ('a: "\\u202e"\n', 1, 4, "stuurteken (U+202E)"),
    ('a: "\\0"\n', 1, 4, "stuurteken (U+0000)"),
    ("", 1, 1, "Dit bestand is leeg."),
    ("# niets\n", 1, 1, "Dit bestand is leeg."),
    ("---\n", 1, 1, "Dit bestand is leeg."),
    ("a: b: c\n", 1, 5, "Hier staat een dubbele punt te veel"),
    ("a: 'b\nc: d\n", 1, 4, "Een aanhalingsteken wordt niet gesloten."),
    ("a: {b: c\nd: e\n", 1, 4, "Een lijst met [ of een rij met { wordt niet gesloten"),
    ("a: [b, c\n", 1, 4, "Een lijst met [ of een rij met { wordt niet gesloten"),
    ("a: @b\n", 1, 4, "Een tekst kan niet met dit teken beginnen."),
    ("- a\nb: c\n", 2, 1, "Deze regel hoort niet bij de lijst erboven."),
    ("a: b\n c: d\n", 2, 3, "Hier staat een dubbele punt te veel"),
    ("a: b\nc\nd: e\n", 2, 1, "Na deze sleutel ontbreekt de dubbele punt"),
    ("a:\n  b: c\n d: e\n", 3, 2, "De opbouw klopt hier niet."),
    (b"a: \xff\n", 1, 4, "Dit bestand is geen UTF-8-tekst."),
    ("a: é\n".encode("utf-16"), 1, 1, "Dit bestand is geen UTF-8-tekst."),
    (b"a: b\nc: \xc3\xa9\xe9\n", 2, 5, "Dit bestand is geen UTF-8-tekst."),
]


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(("text", "line", "column", "says"), TRAPS, ids=[repr(trap[0])[:40] for trap in TRAPS])
def test_a_trap_is_refused_at_its_place(text: str | bytes, line: int, column: int, says: str) -> None:
    first = refused(text)[0]
    assert says in first.message.nl
    assert first.message.en != first.message.nl
    assert first.place == Place("f.yaml", line, column)
    assert first.line("nl") == f"f.yaml:{line}:{column}: {first.message.nl}"


@pytest.mark.usefixtures("either_parser")
def test_an_escape_that_yaml_does_not_know() -> None:
    assert "Na een \\ staat een teken" in refused('a: "\\q"\n')[0].message.nl


def test_every_problem_of_a_file_is_named() -> None:
    problems = refused("a: &x b\na: !t c\nd: *x\n<<: e\n")
    assert [problem.place.line for problem in problems] == [1, 2, 2, 3, 4]


def test_problems_end_somewhere() -> None:
    assert len(refused("- *a\n" * 5000)) == MAX_PROBLEMS
    assert len(refused("\x01" * 5000)) == MAX_PROBLEMS
    assert len(refused("a:\n" + "\t- b\n" * 5000)) == MAX_PROBLEMS


def test_the_limits() -> None:
    assert (MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR_BYTES) == (1_048_576, 32, 20_000, 10_000)


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        "- a\n" * (MAX_NODES - 1),
        "a: " + "b" * 9_990,
        "a: b\n#" + "x" * (MAX_BYTES - 7) + "\n",
    ],
    ids=["depth", "nodes", "scalar", "bytes"],
)
def test_the_limits_themselves_are_allowed(text: str) -> None:
    parse(text, "f")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[" * (MAX_DEPTH + 1), "dieper genest dan 32"),
        ("[" * 500_000, "dieper genest dan 32"),
        ("- " * 100_000, "dieper genest dan 32"),
        ("{a: " * 200_000, "dieper genest dan 32"),
        ("a: " + "b" * 10_001, "langer dan 10000 bytes"),
        ("a: " + "é" * 5_001, "langer dan 10000 bytes"),
        ("a: " + "b" * 1_000_000, "langer dan 10000 bytes"),
        ('a: "' + "\\x41" * 10_001 + '"', "langer dan 10000 bytes"),
        ("a: b\n#" + "x" * MAX_BYTES + "\n", "groter dan 1 MiB"),
        ("? " * 100_000, "dieper genest"),
        ("a:\n" + "".join(" " * depth + "a:\n" for depth in range(1, 1000)), "dieper genest"),
        ("&a " * 300_000, ""),
        ("!" * 1_000_000, ""),
        ("'" * 1_000_001, ""),
        ("%" * 1_000_000, ""),
        ("-" * 1_000_000, ""),
        ("x\n" * 500_000, ""),
        ("\ufeff" * 300_000, ""),
        ("a: |\n" + "  x\n" * 200_000, "langer dan 10000 bytes"),
        ("\n" * 1_000_000, "Dit bestand is leeg."),
        (
            "a: &a [x, x]\n" + "".join(f"{k}: &{k} [*{k - 1}, *{k - 1}]\n" for k in range(1, 60)).replace("*0", "*a"),
            "Ankers",
        ),
        ("- &x0 {a: b}\n" + "".join(f"- &x{k} {{<<: [*x{k - 1}, *x{k - 1}]}}\n" for k in range(1, 12)), "Ankers"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_hostile_input_is_refused(text: str, says: str) -> None:
    assert any(says in problem.message.nl for problem in refused(text))


@pytest.mark.parametrize("count", [MAX_NODES, 250_000])
def test_too_many_parts_are_refused(count: int) -> None:
    assert "meer dan 20000 onderdelen" in refused("- a\n" * count)[0].message.nl


def test_deep_nesting_does_not_exhaust_the_stack_of_either_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Parser", yaml.SafeLoader)
    assert "dieper genest" in refused("[" * 5_000)[0].message.nl


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_shipped_files_read_alike_with_either_parser(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = plain(load(file))
    monkeypatch.setattr(strict_yaml, "_Parser", yaml.SafeLoader)
    assert plain(load(file)) == fast


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    (tmp_path / "big.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    found = {}
    for name in ("none.yaml", ".", "big.yaml", *(["pipe.yaml"] if pipe.exists() else [])):
        with pytest.raises(Refused) as caught:
            load(tmp_path / name, name)
        found[name] = caught.value.problems[0].line("en")
    assert found.pop("none.yaml") == "none.yaml:1:1: This file is missing. Check the name."
    assert "1 MiB" in found.pop("big.yaml")
    assert all("cannot be read" in line for line in found.values())


def test_the_exception_tells_its_problems() -> None:
    with pytest.raises(Refused, match=r"^f:1:1: This file is empty\."):
        parse("", "f")


@given(st.text())
def test_text_that_was_typed_can_be_made_fit(text: str) -> None:
    fit = without_forbidden(text)
    assert not FORBIDDEN.search(fit)
    assert plain(parse(json.dumps({"a": fit}), "f")) == {"a": fit}


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\r", "\r\n", "\n"])
def test_what_parts_lines_never_lets_numbers_grow_together(sign: str) -> None:
    assert without_forbidden(f"graad 1{sign}2 metastasen") == "graad 1\n2 metastasen"
    assert on_one_line(f"graad 1{sign}2 metastasen") == "graad 1 2 metastasen"


@given(st.one_of(st.binary(max_size=400), st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"%#,?\n \t\\u0é\u202e"))))
def test_whatever_the_bytes_only_refused_is_raised(data: bytes | str) -> None:
    try:
        parse(data, "f")
    except Refused as refusal:
        assert refusal.problems  # noqa: PT017 - both ways are right
