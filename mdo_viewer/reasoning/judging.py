"""A condition judged by all completions of the facts: what step by step is unknown may hold, or fail, in each."""

from __future__ import annotations

from mdo_viewer.guideline.model import Condition, Pack
from mdo_viewer.reasoning.compiling import compiled_condition, masks_of
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.diagram import FALSE, TRUE
from mdo_viewer.reasoning.results import Settled


def judged(pack: Pack, settled: Settled, condition: Condition) -> bool | None:
    """True where every completion of the facts meets the condition, False where none does, None where some do.

    Raises TypeError for an entry condition, which the journey answers.
    """
    truth = holds(pack, settled, condition)
    if truth is not None:
        return truth  # step by step is never wrong where it decides
    compiled = compiled_condition(pack, condition)
    space = compiled.universe.space
    ends = space.terminals(space.restrict(compiled.node, masks_of(space, settled)))
    if FALSE not in ends:
        return True
    return None if TRUE in ends else False
