"""The worked cases of two versions of a pack, each put to both: which are answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from mdo_viewer.guideline.fields import Reader, peek, peek_items
from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.strict_yaml import Refused, load
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.fact_values import read_values
from mdo_viewer.meeting.pack_cases import FILE
from mdo_viewer.reasoning.comparing.changes import CaseChange, PackChanges
from mdo_viewer.reasoning.comparing.joint import values_known_to
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction


class _WorkedCase(Struct, frozen=True):
    """A case of `cases.yaml` without what it expects."""

    id: str
    tree: str
    values: Mapping[str, Value]


def with_cases(changes: PackChanges, old: Path, new: Path) -> PackChanges:
    """The changes with the cases of both folders that are answered otherwise, those of the new version first. Raises
    Refused for a file that cannot be read."""
    cases: dict[str, _WorkedCase] = {}
    for case in (*_cases(changes.new, new), *_cases(changes.old, old)):
        cases.setdefault(case.id, case)
    found: dict[str, list[CaseChange]] = {}
    for case in cases.values():
        change = _change(changes, case)
        if change is not None:
            found.setdefault(case.tree, []).append(change)
    trees = tuple(replace(each, cases=tuple(found.get(each.tree.id, ()))) for each in changes.trees)
    return replace(changes, trees=trees)


def _cases(pack: Pack, folder: Path) -> Iterator[_WorkedCase]:
    if not (folder / FILE).exists():
        return
    reader = Reader()
    for item in peek_items(load(folder / FILE), "cases"):
        id, tree = reader.string(peek(item, "id")), reader.string(peek(item, "tree"))
        values = read_values(reader, pack, reader.pairs(peek(item, "facts"))).values
        if id is not None and tree is not None:
            yield _WorkedCase(id, tree, values)
    if reader.problems:
        raise Refused(tuple(reader.problems))


def _change(changes: PackChanges, case: _WorkedCase) -> CaseChange | None:
    before, after = _answer(changes.old, case), _answer(changes.new, case)
    if before == after:
        return None
    return CaseChange(case.id, _only(before), _only(after), before, after)


def _only(possible: tuple[str, ...]) -> str | None:
    return possible[0] if len(possible) == 1 else None


def _answer(pack: Pack, case: _WorkedCase) -> tuple[str, ...]:
    """The outcomes possible; none where the pack has no such tree, or its facts cannot be true together."""
    tree = pack.trees_by_id.get(case.tree)
    if tree is None:
        return ()
    try:
        return advise(pack, tree, Patient(values_known_to(pack, case.values))).possible
    except Contradiction:
        return ()
