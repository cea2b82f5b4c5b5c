"""Values kept as JSON beside the YAML files that they were read from, so that a start need not read YAML.

The YAML files stay the only truth: the JSON names the SHA-256 of each of them and of itself, line ends counted as LF,
and is passed over when one differs, is missing or is new (docs/decisions/0007-start-up.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import DecodeError
from msgspec.json import Decoder, Encoder

from mdo_viewer.guideline.model import FilePath, Pack

FILE: Final = "compiled.json"
#: Changes with the form of these files and with the meaning of the classes in them.
FORMAT: Final = 8

_T = TypeVar("_T")


class _Names(dict[str, FilePath]):
    """The path of a file by its name, made once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __missing__(self, name: str) -> FilePath:
        self[name] = FilePath(self._folder / name)
        return self[name]


def digest(data: bytes) -> str:
    """The SHA-256 of these bytes, as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def _content(path: Path) -> bytes:
    """What a text file holds, with the line ends of every checkout: Git may write CRLF on Windows. Raises OSError."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def sealed(value: object, sources: Mapping[str, str], folder: Path | None = None) -> str:
    """The text of a compiled file: a first line with the digests of sources and body, then the body."""
    body = Encoder(order="sorted").encode(value)
    if folder is not None:
        # Places name their file within the folder.
        body = body.replace(json.dumps(str(folder / "_"), ensure_ascii=False)[:-2].encode(), b'"')
    head = {"format": FORMAT, "body": digest(body), "sources": dict(sorted(sources.items()))}
    return json.dumps(head) + "\n" + body.decode() + "\n"


def opened(
    path: Path, sources: Mapping[str, str], type: type[_T], hook: Callable[[Any, Any], Any] | None = None
) -> _T | None:
    """The value of a compiled file made from exactly these sources; None when missing, damaged or stale."""
    try:
        first, body = _content(path).split(b"\n", 1)
        head = json.loads(first)
        if head != {"format": FORMAT, "body": digest(body[:-1]), "sources": dict(sources)} or body[-1:] != b"\n":
            return None
        return Decoder(type, dec_hook=hook).decode(body)
    except (OSError, ValueError, RecursionError, DecodeError):
        return None


def sources_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each YAML file of a folder, by name; line ends do not count. Raises OSError."""
    return {path.name: digest(_content(path)) for path in sorted(folder.glob("*.yaml"))}


def compile_pack(pack: Pack, folder: Path) -> str:
    """The text of `compiled.json` for the pack read from this folder."""
    return sealed(pack, _pack_sources(folder), folder)


def compiled_pack(folder: Path) -> Pack | None:
    """The pack of this folder when its compiled file is there and true to the YAML files; otherwise None."""
    path = folder / FILE
    if not path.is_file():
        return None
    names = _Names(folder)
    return opened(path, _pack_sources(folder), Pack, lambda _, name: names[name])


def _pack_sources(folder: Path) -> dict[str, str]:
    """All but the cases, which are no part of the pack."""
    return {name: digest for name, digest in sources_of(folder).items() if name != "cases.yaml"}
