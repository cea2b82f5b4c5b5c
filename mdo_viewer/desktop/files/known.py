"""Meetings by their files, and guidelines to choose from, as the start page and the menu of the meeting say them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mdo_viewer.desktop.state.look import Look, guideline_words
from mdo_viewer.guideline.model import Pack

#: How the name of a meeting's file ends.
ENDING = ".mdo"


class Known(NamedTuple):
    """A meeting by its file: what it is called, and the folder it lies in."""

    name: str
    folder: str


class Offered(NamedTuple):
    """A guideline to choose: its id, title, evidence with age, and how many trees it has."""

    id: str
    title: str
    evidence: str
    trees: str


def name_of(path: Path) -> str:
    """A meeting's name as it is read: of its file, without the ending that all have."""
    return path.stem if path.suffix.lower() == ENDING else path.name


def known(path: Path) -> Known:
    """A meeting that was open before; its folder as the user knows it, from the user's own folder on."""
    folder, home = path.parent, Path.home()
    inside = folder != home and folder.is_relative_to(home)
    return Known(name_of(path), str(folder.relative_to(home) if inside else folder))


def saved_words(saved: date | None, look: Look) -> str:
    """`bewaard zo 22 nov`: the day on which the file was last written; empty for one that is not there."""
    return "" if saved is None else look.words("start.saved", day=look.saying.day(saved))


def offered(packs: Iterable[Pack], look: Look) -> tuple[Offered, ...]:
    """The guidelines, each in a row."""
    return tuple(
        Offered(pack.id, look.text(pack.title), _evidence(pack, look), look.words.count("start.trees", len(pack.trees)))
        for pack in packs
    )


def _evidence(pack: Pack, look: Look) -> str:
    """What a guideline is, how old, and what kinds of documents stand behind it."""
    kinds = dict.fromkeys(look.text(each.evidence) for each in pack.documents if each.evidence is not None)
    return " · ".join((guideline_words(pack, look), *kinds))
