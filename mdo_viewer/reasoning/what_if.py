"""What would change this advice: every single fact whose change alone gives another outcome."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.guideline.model import Fact, Pack, Range, Text, Tree, Value
from mdo_viewer.guideline.wording import value_text
from mdo_viewer.reasoning.class_text import class_text, example_of
from mdo_viewer.reasoning.compiling import CompiledTree, compiled_tree
from mdo_viewer.reasoning.diagram import NA, FactClass, Interval
from mdo_viewer.reasoning.possibilities import Possible, possible_for
from mdo_viewer.reasoning.results import Change, Patient
from mdo_viewer.reasoning.settling import Contradiction, settle


def what_if(pack: Pack, tree: Tree, patient: Patient) -> tuple[Change, ...]:
    """Each single change of a given fact that gives another outcome, in question order; none while incomplete.

    Adjacent intervals of a number that lead to the same are joined. A change that contradicts another fact is no
    single change and is left out. Raises Contradiction when the facts themselves cannot be true together.
    """
    now = possible_for(pack, tree, patient.values)
    if len(now.outcomes) != 1:
        return ()
    compiled = compiled_tree(pack, tree)
    return tuple(
        change for id in compiled.order if id in patient.values for change in _changes(pack, compiled, patient, id, now)
    )


def _changes(pack: Pack, compiled: CompiledTree, patient: Patient, id: str, now: Possible) -> Iterator[Change]:
    fact = pack.facts_by_id[id]
    others = {other: value for other, value in patient.values.items() if other != id}
    # A value that applies only because of this fact says what this fact is; without both, can the outcome change?
    opened = {other for other, gate in compiled.gate_of.items() if id in pack.facts_in(gate)}
    unused = settle(pack, patient.values).unused
    apart = {other: value for other, value in others.items() if other not in opened and other not in unused}
    if possible_for(pack, compiled.tree, apart).outcomes == now.outcomes:
        return
    current = compiled.space.mask(id, patient.values[id])
    run: list[FactClass] = []
    reached: Possible | None = None
    for i, each in enumerate(compiled.space.classes[compiled.space.index[id]]):
        after = None if current >> i & 1 or each is NA else _after(pack, compiled.tree, others, fact, each)
        if run and (after != reached or not isinstance(each, Interval)):
            yield _change(pack, fact, patient, run, reached)
            run = []
        if after is not None and after.outcomes != now.outcomes:
            run, reached = [*run, each], after
    if run:
        yield _change(pack, fact, patient, run, reached)


def _after(pack: Pack, tree: Tree, others: dict[str, Value], fact: Fact, each: FactClass) -> Possible | None:
    try:
        return possible_for(pack, tree, {**others, fact.id: example_of(fact, each)})
    except Contradiction:
        return None


def _change(pack: Pack, fact: Fact, patient: Patient, run: list[FactClass], after: Possible | None) -> Change:
    assert after is not None
    joined = run[0]
    if isinstance(joined, Interval) and isinstance(last := run[-1], Interval):
        joined = Interval(joined.low, last.high, joined.low_open, last.high_open)
    before: Text = value_text(pack, fact.id, patient.values[fact.id])
    single = len(after.outcomes) == 1
    edge, edge_open = _edge(joined, patient.values[fact.id])
    return Change(
        fact=fact.id,
        before=before,
        to=class_text(pack, fact, joined),
        example=example_of(fact, joined),
        outcome=after.outcomes[0] if single else None,
        opens=after.next_fact,
        edge=edge,
        edge_open=edge_open,
    )


def _edge(to: FactClass, now: Value) -> tuple[float | None, bool]:
    """The bound of an interval on the side of the present value, and whether it lies outside the interval."""
    if not isinstance(to, Interval) or isinstance(now, bool | str | tuple):
        return None, False
    if isinstance(now, Range):
        now = now.nearest(to.low)
    return (to.low, to.low_open) if now < to.low or (now == to.low and to.low_open) else (to.high, to.high_open)
