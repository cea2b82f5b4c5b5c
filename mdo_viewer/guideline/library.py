"""Where packs and resources are, in the source tree, an installed wheel and the packaged program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mdo_viewer.guideline.compiled import compiled_pack
from mdo_viewer.guideline.model import Language, Pack, Place

if TYPE_CHECKING:
    from mdo_viewer.guideline.strict_yaml import Problem

#: The guideline where nobody chose one: the only id of a pack in the program (`tests/house/test_ids.py`).
DEFAULT_PACK: Final = "wervelmetastasen"

#: Name of the file in a pack's folder that says which trees were proven.
CERTIFICATE = "certificate.json"

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    beside = _PACKAGE / name
    return beside if beside.is_dir() else _PACKAGE.parent / name


def packs_folder() -> Path:
    """The folder with the packs that ship with the program."""
    return _folder("trees")


def resources_folder() -> Path:
    """The folder with words, schemas, fonts and the like."""
    return _folder("resources")


def shipped_packs() -> tuple[Path, ...]:
    """The folders of the packs that ship with the program, by name."""
    return tuple(sorted(path.parent for path in packs_folder().glob("*/pack.yaml")))


def earlier_packs(id: str) -> tuple[Path, ...]:
    """The folders of earlier versions of a pack, by name: not offered as guidelines, kept to compare with.

    A folder is called `ID-VERSION`, such as `spine-1.0.0`.
    """
    return tuple(sorted(path.parent for path in (packs_folder() / "earlier").glob(f"{id}-*/pack.yaml")))


def certificate_of(pack: Pack) -> str:
    """The certificate that a shipped pack carries, as text; empty when it has none."""
    path = packs_folder() / pack.id / CERTIFICATE
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def load_pack(id_or_folder: str | Path) -> Pack:
    """The pack with this id, or in this folder; read once. Raises Refused with every problem.

    A text without English counterpart does not keep a pack back: it shows its Dutch text, and `check` reports it.
    """
    folder = Path(id_or_folder)
    if isinstance(id_or_folder, str) and folder.name == id_or_folder:
        shipped = packs_folder() / id_or_folder
        if (shipped / "pack.yaml").is_file():
            folder = shipped
        elif not folder.is_dir():
            from mdo_viewer.guideline.strict_yaml import Refused

            raise Refused((_no_such_pack(id_or_folder),))
    return _loaded(folder.resolve())


def is_shipped(id: str) -> bool:
    """Whether a pack with this id ships with the program."""
    return any(folder.name == id for folder in shipped_packs())


def guidelines(home: Pack) -> tuple[Pack, ...]:
    """The guidelines that a meeting can be about: its own first, then the others that ship. They are read; one that
    cannot be is left out, and `check` says why."""
    found = [home]
    for folder in shipped_packs():
        try:
            found += [load_pack(folder.name)] if folder.name != home.id else []
        except Exception as refused:
            from mdo_viewer.guideline.strict_yaml import Refused

            if not isinstance(refused, Refused):
                raise
    return tuple(found)


def _no_such_pack(id: str) -> Problem:
    from mdo_viewer.guideline.strict_yaml import problem

    known = ", ".join(path.name for path in shipped_packs())
    return problem(
        Place(id, 1, 1),
        f"Er is geen pakket met deze naam. Kies uit: {known}.",
        f"There is no pack with this name. Choose from: {known}.",
    )


@cache
def _loaded(folder: Path) -> Pack:
    kept = compiled_pack(folder)
    if kept is not None:
        return kept
    from mdo_viewer.guideline.reading import read_pack  # yaml comes with it
    from mdo_viewer.guideline.strict_yaml import Refused

    reading = read_pack(folder)
    if reading.pack is None:
        raise Refused(reading.problems)
    return reading.pack


@cache
def words(language: Language) -> Mapping[str, str]:
    """The words of the user interface, by dotted key, from all files `resources/words/*.<language>.json`."""
    merged: dict[str, str] = {}
    for path in sorted((resources_folder() / "words").glob(f"*.{language}.json")):
        merged.update(json.loads(path.read_text("utf-8")))
    return MappingProxyType(merged)
