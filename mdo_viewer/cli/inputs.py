"""What a command reads: packs, trees, files, moments."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from mdo_viewer.cli.arguments import Call
from mdo_viewer.cli.failing import Failed, Misused
from mdo_viewer.guideline.fields import closest
from mdo_viewer.guideline.library import DEFAULT_PACK, load_pack, packs_folder, shipped_packs
from mdo_viewer.guideline.model import Pack, Tree
from mdo_viewer.guideline.strict_yaml import MAX_BYTES, Refused
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import FactsFile, read_case, read_facts
from mdo_viewer.meeting.container import MAGIC
from mdo_viewer.meeting.whole_file import trouble
from mdo_viewer.reasoning.deadlines import ZONE, MomentProblem, parse_moment

STDIN = "<stdin>"
T = TypeVar("T")


def open_pack(call: Call) -> Pack:
    """The pack of `--pack` or of `--tree PACK/TREE`. Raises Refused, or Misused where there is none."""
    return load_pack(pack_folder(call, _pack_name(call)))


def open_tree(call: Call, pack: Pack) -> Tree:
    """The tree of `--tree`. Raises Misused where the pack has none of that id."""
    id = str(call.args.tree).rpartition("/")[2]
    tree = pack.trees_by_id.get(id)
    if tree is None:
        raise Misused(unknown_name(call, "tree", id, list(pack.trees_by_id)))
    return tree


def pack_folder(call: Call, name: str) -> Path:
    """The folder of a shipped pack by id, or the folder itself. Raises Misused where there is neither."""
    shipped = packs_folder() / name
    if Path(name).name == name and (shipped / "pack.yaml").is_file():
        return shipped
    if not Path(name).is_dir():
        raise Misused(unknown_name(call, "pack", name, [folder.name for folder in shipped_packs()]))
    return Path(name)


def unknown_name(call: Call, kind: str, name: str, known: list[str]) -> str:
    """A line that says which names there are, the one that was probably meant first."""
    meant = closest(name, known)
    hint = call.words("did_you_mean", word=meant) + " " if meant else ""
    choice = call.words(f"unknown.{kind}", name=name)
    return f"mdo-viewer {call.command}: {choice} {hint}{call.words('choose', known=', '.join(known))}"


def _pack_name(call: Call) -> str:
    before, _, _ = str(getattr(call.args, "tree", "") or "").rpartition("/")
    given: str | None = call.args.pack
    if before and given and before != given:
        raise Misused(f"mdo-viewer {call.command}: {call.words('two_packs', one=given, two=before)}")
    return before or given or DEFAULT_PACK


# --- files --------------------------------------------------------------------------------------------------------


def read_input(call: Call, name: str) -> bytes:
    """The content of a file, or of standard input for `-`; of a longer one MAX_BYTES and a byte, so that it shows.

    Raises Failed where it cannot be read.
    """
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Failed(f"{name}: {call.words('file.missing')}") from None
    except (OSError, ValueError) as error:
        raise Failed(f"{name}: {call.words('file.unreadable', why=reason(call, error, name))}") from None


def reason(call: Call, error: OSError | ValueError, name: str) -> str:
    """Why a file of this name cannot be read or written, in words."""
    if isinstance(error, ValueError):  # a name with what no name can hold
        return words_of("saying", call.language)("why.name")
    return trouble(error, call.language, Path(name))


def open_facts(call: Call) -> tuple[Pack, FactsFile]:
    """The patient of `--facts`, with the guideline that it is read by; see `_read_by`."""
    return _read_by(call, call.args.facts, read_facts)


def open_case(call: Call) -> tuple[Pack, Case]:
    """The case of the case file, with the guideline that it is read by; see `_read_by`."""
    return _read_by(call, call.args.case_file, read_case)


def _read_by(call: Call, name: str, read: Callable[[bytes, str, Pack], T]) -> tuple[Pack, T]:
    """What the file holds, read by the pack that the call names; where it names none, by that of the file: the one
    shipped pack that knows all of it.

    Raises Failed where the file cannot be read, or is of another pack than the call names, Refused where it is wrong.
    """
    file, content = STDIN if name == "-" else name, read_input(call, name)
    if content.startswith(MAGIC):
        raise Failed(f"{file}: {call.words('file.meeting', name=name)}")
    pack = open_pack(call)
    try:
        return pack, read(content, file, pack)
    except Refused:
        found = [each for each in map(load_pack, shipped_packs()) if each.id != pack.id and _fits(read, content, each)]
        if len(found) != 1:
            raise
        if call.args.pack is None and getattr(call.args, "tree", None) is None:
            return found[0], read(content, file, found[0])
        raise Failed(f"{file}: {call.words('file.other_pack', pack=pack.id, other=found[0].id)}") from None


def _fits(read: Callable[[bytes, str, Pack], object], content: bytes, pack: Pack) -> bool:
    try:
        read(content, "", pack)
    except Refused:
        return False
    return True


# --- moments ------------------------------------------------------------------------------------------------------


def given_moment(call: Call) -> datetime | None:
    """The moment of `--at`, aware; None where it is not given. Raises Misused where it is no moment."""
    if call.args.at is None:
        return None
    try:
        return parse_moment(call.args.at)
    except MomentProblem as wrong:
        raise Misused(f"mdo-viewer {call.command}: --at: {wrong.message(call.language)}") from None


def now() -> datetime:
    """The clock, in Dutch time."""
    return datetime.now(ZONE)
