"""Facts that mark an advice: the guideline could not know of them, so its advice takes no account of them."""

from __future__ import annotations

from mdo_viewer.guideline.model import Fact, Language, Pack, Tree
from mdo_viewer.reasoning.doubting import Rows, RowSaid
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.telling import table_said


def marks_at(pack: Pack, tree: Tree, patient: Patient, rows: Rows) -> tuple[Fact, ...]:
    """The marks with a "yes", or with rows of their table, that are about this tree, in the order of the pack; none for
    who is outside the scope."""
    if any(patient.values.get(fact.id) is True for fact in pack.scope):
        return ()
    return tuple(fact for fact in marks_about(pack, tree) if patient.values.get(fact.id) is True or rows_of(fact, rows))


def rows_of(fact: Fact, rows: Rows) -> tuple[RowSaid, ...]:
    """The rows of a table that mark the advice with this fact."""
    return rows.get(fact.rows, ()) if fact.rows else ()


def mark_said(fact: Fact, rows: Rows, language: Language) -> str:
    """The line of a mark, and the rows that it has it from."""
    found = rows_of(fact, rows)
    said = f"{table_said(fact.rows, found, language)}." if fact.rows and found else ""
    return " ".join(part for part in (fact.mark(language) if fact.mark else "", said) if part)


def marks_about(pack: Pack, tree: Tree) -> tuple[Fact, ...]:
    """The marks that are about this tree, whether they hold or not."""
    return tuple(fact for fact in pack.marks if not fact.trees or tree.id in fact.trees)
