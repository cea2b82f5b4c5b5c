"""Facts that mark an advice: the guideline could not know of them, so its advice takes no account of them."""

from __future__ import annotations

from mdo_viewer.guideline.model import Fact, Pack, Tree
from mdo_viewer.reasoning.results import Patient, Stage


def marks_at(pack: Pack, stage: Stage, patient: Patient) -> tuple[Fact, ...]:
    """The marks with a "yes" that are about what this tree says, in the order of the pack, also while it has no
    outcome; none where it does not apply, while that is unknown, and outside the scope.

    Over a range the tree also says what the trees say that its ways lead to.
    """
    advice = stage.advice
    if stage.entry != "open" or advice.status == "out_of_scope":
        return ()
    trees = (advice.tree, *(way.end.tree for way in advice.ways))
    about = {fact.id for tree in trees for fact in marks_about(pack, tree)}
    return tuple(fact for fact in pack.marks if fact.id in about and patient.values.get(fact.id) is True)


def marks_about(pack: Pack, tree: Tree) -> tuple[Fact, ...]:
    """The marks that are about this tree, whether they hold or not."""
    return tuple(fact for fact in pack.marks if not fact.trees or tree.id in fact.trees)
