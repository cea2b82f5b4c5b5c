"""Facts that mark an advice: the guideline could not know of them, so its advice takes no account of them."""

from __future__ import annotations

from collections.abc import Iterable

from mdo_viewer.guideline.model import Fact, Language, Pack, Tree
from mdo_viewer.reasoning.doubting import Rows, RowSaid
from mdo_viewer.reasoning.results import Patient, Stage
from mdo_viewer.reasoning.telling import table_said


def marks_at(pack: Pack, stage: Stage, patient: Patient, rows: Rows) -> tuple[Fact, ...]:
    """The marks with a "yes", or with rows of their table, that are about what this tree says, in the order of the
    pack, also while it has no outcome; none where it does not apply, while that is unknown, and outside the scope.

    Over a range the tree also says what the trees say that its ways lead to.
    """
    advice = stage.advice
    if stage.entry != "open" or advice.status == "out_of_scope":
        return ()
    trees = (advice.tree, *(way.end.tree for way in advice.ways))
    about = {fact.id for tree in trees for fact in marks_about(pack, tree)}
    return marked((fact for fact in pack.marks if fact.id in about), patient, rows)


def marked(marks: Iterable[Fact], patient: Patient, rows: Rows) -> tuple[Fact, ...]:
    """Of these marks those with a "yes", or with rows of their table."""
    return tuple(fact for fact in marks if patient.values.get(fact.id) is True or _rows_of(fact, rows))


def mark_said(fact: Fact, rows: Rows, language: Language) -> str:
    """The line of a mark, and the rows that it has it from."""
    found = _rows_of(fact, rows)
    said = f"{table_said(fact.rows, found, language)}." if fact.rows and found else ""
    return " ".join(part for part in (fact.mark(language) if fact.mark else "", said) if part)


def _rows_of(fact: Fact, rows: Rows) -> tuple[RowSaid, ...]:
    """The rows of a table that mark the advice with this fact."""
    return rows.get(fact.rows, ()) if fact.rows else ()


def marks_about(pack: Pack, tree: Tree) -> tuple[Fact, ...]:
    """The marks that are about this tree, whether they hold or not."""
    return tuple(fact for fact in pack.marks if not fact.trees or tree.id in fact.trees)
