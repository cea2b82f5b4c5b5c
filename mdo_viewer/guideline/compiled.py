"""Values kept as JSON beside the YAML files that they were read from, so that a start need not read YAML.

The YAML files stay the only truth: the JSON names the SHA-256 of each of them and of itself, line ends counted as LF,
and is passed over when one differs, is missing or is new (docs/decisions/0007-start-up.md). Nothing in it can run: it
names classes of a fixed list by number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from mdo_viewer.guideline import model
from mdo_viewer.guideline.model import Pack, Place

FILE: Final = "compiled.json"
#: Changes with the form of these files and with the meaning of the classes in them.
FORMAT: Final = 2

#: A class with what takes a value of it apart and what puts it together again.
Kind = tuple[type, Callable[[Any], Iterable[Any]], Callable[..., Any]]


def kind(cls: Any) -> Kind:
    """A value class, taken apart into its fields."""
    names = [field.name for field in fields(cls)]
    get = attrgetter(*names)
    return cls, get if len(names) > 1 else lambda value: (get(value),), cls


BASIC: Final[tuple[Kind, ...]] = (
    (tuple, tuple, lambda *items: items),
    (dict, lambda value: [each for pair in value.items() for each in pair], lambda *flat: _pairs(flat)),
    (frozenset, sorted, lambda *items: frozenset(items)),
    (date, lambda value: (value.isoformat(),), date.fromisoformat),
)
MODEL: Final = (
    model.Text,
    model.Source,
    model.Is,
    model.Term,
    model.Not,
    model.All,
    model.AnyOf,
    model.Ends,
    model.MomentSet,
    model.Choice,
    model.Hint,
    model.Fact,
    model.Implication,
    model.Moment,
    model.Limit,
    model.Part,
    model.Listing,
    model.NextTree,
    model.Outcome,
    model.Answer,
    model.Question,
    model.LongerWhenWorse,
    model.Tree,
    model.ShownAt,
    model.Rider,
    model.Against,
    model.Note,
    model.NamedTerm,
    model.SourceDocument,
    model.Pack,
)


def _pairs(flat: tuple[Any, ...]) -> dict[Any, Any]:
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _kinds(folder: Path) -> tuple[Kind, ...]:
    """What a pack is made of; places name their file within the folder."""
    place: Kind = (
        Place,
        lambda value: (Path(value.file).name, value.line, value.column),
        lambda file, line, column: Place(names[file], line, column),
    )
    names = _Names(folder)
    return (*BASIC, place, *map(kind, MODEL))


class _Names(dict[str, str]):
    """The path of a file by its name, made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __missing__(self, name: str) -> str:
        self[name] = str(self._folder / name)
        return self[name]


def to_plain(value: object, kinds: tuple[Kind, ...]) -> object:
    """The value as JSON holds it: `[number of its kind, part, part…]`, or itself. Raises TypeError for other kinds."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    for number, (cls, apart, _) in enumerate(kinds):
        if type(value) is cls:
            return [number, *(to_plain(part, kinds) for part in apart(value))]
    raise TypeError(f"not a value to keep: {value!r}")


def from_plain(plain: list[Any], kinds: tuple[Kind, ...]) -> Any:
    """The value that `to_plain` took apart. Raises many kinds of errors for anything else."""
    makers = [together for _, _, together in kinds]

    def made(node: list[Any]) -> Any:
        # One generator a node would double the time.
        return makers[node[0]](*[made(part) if part.__class__ is list else part for part in node[1:]])

    return made(plain)


def digest(data: bytes) -> str:
    """The SHA-256 of these bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def _content(path: Path) -> bytes:
    """What a text file holds, with the line ends of every checkout: Git may write CRLF on Windows. Raises OSError."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def sealed(body: object, sources: Mapping[str, str]) -> str:
    """The text of a compiled file: a first line with the digests of sources and body, then the body."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    head = {"format": FORMAT, "body": digest(text.encode()), "sources": dict(sorted(sources.items()))}
    return json.dumps(head) + "\n" + text + "\n"


def opened(path: Path, sources: Mapping[str, str]) -> Any:
    """The body of a compiled file made from exactly these sources; None when missing, damaged or stale."""
    try:
        first, body = _content(path).split(b"\n", 1)
        head = json.loads(first)
        if head != {"format": FORMAT, "body": digest(body[:-1]), "sources": dict(sources)} or body[-1:] != b"\n":
            return None
        return json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None


def sources_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each YAML file of a folder, by name; line ends do not count. Raises OSError."""
    return {path.name: digest(_content(path)) for path in sorted(folder.glob("*.yaml"))}


def compile_pack(pack: Pack, folder: Path) -> str:
    """The text of `compiled.json` for the pack read from this folder."""
    return sealed(to_plain(pack, _kinds(folder)), _pack_sources(folder))


def compiled_pack(folder: Path) -> Pack | None:
    """The pack of this folder when its compiled file is there and true to the YAML files; otherwise None."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        body = opened(path, _pack_sources(folder))
        return None if body is None else from_plain(body, _kinds(folder))
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def _pack_sources(folder: Path) -> dict[str, str]:
    """All but the cases, which are no part of the pack."""
    return {name: digest for name, digest in sources_of(folder).items() if name != "cases.yaml"}
