"""What stands beside the advice of the trees that apply and decides nothing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.beside.later import later_beside, only_then, read_by_all
from mdo_viewer.reasoning.beside.marks import mark_said, marks_at
from mdo_viewer.reasoning.doubting import Rows
from mdo_viewer.reasoning.results import Patient, Stage
from mdo_viewer.reports.model import LaterLine, MarkLine
from mdo_viewer.reports.wording import Paper

_Line = TypeVar("_Line", MarkLine, LaterLine)


def mark_lines(pack: Pack, stages: Sequence[Stage], patient: Patient, paper: Paper, rows: Rows) -> tuple[MarkLine, ...]:
    """The marks of all trees that apply, each once with those trees; `rows` are those of the tables, of this place."""
    found = (
        MarkLine(fact.id, mark_said(fact, rows, paper.language), (stage.advice.tree.number,))
        for stage in stages
        for fact in marks_at(pack, stage, patient, rows)
        if fact.mark is not None
    )
    return _each_once(found)


def later_lines(pack: Pack, stages: Sequence[Stage], paper: Paper) -> tuple[LaterLine, ...]:
    """The statements from after the guideline beside what these trees say, each once with those trees."""
    found = (
        LaterLine(
            id=shown.later.id,
            year=shown.later.year,
            text=shown.later.text(paper.language),
            source=paper.later_source(shown.later),
            doi=shown.later.doi,
            read=paper.later_read(shown.later),
            waits_for=only_then(pack, stage.advice, shown, paper.language),
            trees=(stage.advice.tree.number,),
        )
        for stage in stages
        for shown in later_beside(pack, stage)
    )
    return _each_once(found)


def later_heading(heading: str, lines: Sequence[LaterLine]) -> str:
    """Over these statements, with who has read them where that is the same of all."""
    read = read_by_all(each.read for each in lines)
    return f"{heading} ({read})" if read else heading


def later_about(line: LaterLine, lines: Sequence[LaterLine]) -> str:
    """Whose statement it is; and who has read it, where the heading over these lines does not say."""
    return line.source if read_by_all(each.read for each in lines) else f"{line.source}; {line.read}"


def _each_once(lines: Iterable[_Line]) -> tuple[_Line, ...]:
    """Lines that differ in their trees alone as one; the order is that in which each comes first."""
    found: dict[_Line, list[int]] = {}
    for each in lines:
        found.setdefault(replace(each, trees=()), []).extend(each.trees)
    return tuple(replace(bare, trees=tuple(trees)) for bare, trees in found.items())
