"""Facts that mark an advice: the guideline could not know of them, so its advice takes no account of them."""

from __future__ import annotations

from mdo_viewer.guideline.model import Fact, Pack, Tree
from mdo_viewer.reasoning.results import Patient


def marks_at(pack: Pack, tree: Tree, patient: Patient) -> tuple[Fact, ...]:
    """The marks with a "yes" that are about this tree, in the order of the pack; none for who is outside the scope."""
    if any(patient.values.get(fact.id) is True for fact in pack.scope):
        return ()
    return tuple(fact for fact in marks_about(pack, tree) if patient.values.get(fact.id) is True)


def marks_about(pack: Pack, tree: Tree) -> tuple[Fact, ...]:
    """The marks that are about this tree, whether they hold or not."""
    return tuple(fact for fact in pack.marks if not fact.trees or tree.id in fact.trees)
