"""Exact truth: what is so in every completion of the facts; where that is open, the fact that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mdo_viewer.guideline.model import All, AnyOf, Condition, Is, Not, Note, Outcome, Pack, Rider, ShownAt
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.compiling import CompiledCondition, compiled_condition, left_of
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.diagram import FALSE, TRUE, FactClass, Node
from mdo_viewer.reasoning.results import Settled


def truth(pack: Pack, settled: Settled, condition: Condition) -> bool | None:
    """Whether a condition holds in every completion (True) or in none (False); None where it holds in some.

    Raises TypeError for an entry condition (another tree, a moment).
    """
    step_by_step = holds(pack, settled, condition)
    if step_by_step is not None or _alone(pack, condition):  # quicker: only what ties unknown facts escapes it
        return step_by_step
    compiled = compiled_condition(pack, condition)
    return _truth(compiled, left_of(compiled, settled))


def _alone(pack: Pack, condition: Condition) -> bool:
    """Whether settling has said already all that is known of the one fact that a condition compares."""
    if not isinstance(condition, Is):
        return False
    fact = pack.facts_by_id[condition.fact]
    return fact.type in ("bool", "set") or (fact.type == "choice" and fact.only_if is None)


def decided(pack: Pack, settled: Settled, condition: Condition) -> tuple[bool | None, str | None]:
    """`truth`, and while it is open the first fact of the condition that decides it, or what opens that fact."""
    step_by_step = holds(pack, settled, condition)
    if step_by_step is not None:
        return step_by_step, None
    compiled = compiled_condition(pack, condition)
    left = left_of(compiled, settled)
    found = _truth(compiled, left)
    return found, _decider(pack, settled, compiled, left) if found is None else None


def waiting_in(pack: Pack, settled: Settled, condition: Condition) -> tuple[str, ...]:
    """The unknown facts that an open condition names and can still depend on, in its order."""
    compiled = compiled_condition(pack, condition)
    left = left_of(compiled, settled)
    relevant, index = compiled.universe.space.relevant(left), compiled.universe.space.index
    return tuple(id for id in compiled.universe.order if index[id] in relevant and id not in settled.values)


def as_it_holds(pack: Pack, settled: Settled, outcome: Outcome) -> Outcome:
    """The outcome without limit and dose where its `unless` holds; while that is unknown they stay."""
    if outcome.unless is None or truth(pack, settled, outcome.unless) is not True:
        return outcome
    return replace(outcome, limit=None, dose=None)


def asked_first(pack: Pack, settled: Settled, id: str, preferred: Iterable[str] = ()) -> str:
    """The fact itself where it applies; else the fact to ask before it, because its "only if" is still open.

    Of several that can open it the first one among `preferred`, if any.
    """
    gate = pack.facts_by_id[id].only_if
    if gate is None or truth(pack, settled, gate) is not None:
        return id
    waiting = waiting_in(pack, settled, gate)
    liked = [fact for fact in waiting if fact in preferred]
    return asked_first(pack, settled, (liked or waiting)[0], preferred)


def fitting(pack: Pack, settled: Settled, condition: Condition, fact: str) -> tuple[FactClass, ...]:
    """The values of a fact with which an open condition can still hold; empty where it can with each of them."""
    compiled = compiled_condition(pack, condition)
    space, left = compiled.universe.space, left_of(compiled, settled)
    if fact not in space.index:
        return ()
    variable = space.index[fact]
    after = [(each, space.terminals(space.fix(left, variable, i))) for i, each in enumerate(space.classes[variable])]
    possible = [(each, ends) for each, ends in after if ends & {TRUE, FALSE}]
    fits = tuple(each for each, ends in possible if TRUE in ends)
    return fits if len(fits) < len(possible) else ()


def riders_at(pack: Pack, settled: Settled, outcome: str) -> Iterator[tuple[Rider, bool | None, str | None]]:
    """The riders of an outcome (`tree.outcome`), each with whether it is shown: at one of its places `when` holds and
    `unless` does not. Where that is open, with the fact that decides it."""
    for rider, condition in _placed_riders(pack, outcome):
        yield rider, *decided(pack, settled, condition)


def notes_at(pack: Pack, settled: Settled, outcome: str) -> tuple[int, ...]:
    """The notes shown at an outcome (`tree.outcome`): as riders, but an `unless` that is still open keeps no doubt from
    being named."""
    return tuple(
        note.number
        for note, places in _placed_notes(pack, outcome)
        if truth(pack, settled, AnyOf(tuple(place.when for place in places if not _excepted(pack, settled, place))))
    )


def _excepted(pack: Pack, settled: Settled, place: ShownAt) -> bool:
    return place.unless is not None and truth(pack, settled, place.unless) is True


@lru_cache(maxsize=1024)
def _placed_riders(pack: Pack, outcome: str) -> tuple[tuple[Rider, Condition], ...]:
    return tuple(
        (rider, shown_when(rider.shown_with, outcome)) for rider in pack.riders if any(_at(rider.shown_with, outcome))
    )


@lru_cache(maxsize=1024)
def _placed_notes(pack: Pack, outcome: str) -> tuple[tuple[Note, tuple[ShownAt, ...]], ...]:
    return tuple((note, places) for note in pack.notes if (places := tuple(_at(note.shown_at, outcome))))


def shown_when(places: tuple[ShownAt, ...], outcome: str) -> Condition:
    """The condition under which something is shown at an outcome (`tree.outcome`); never, where no place names it."""
    return AnyOf(
        tuple(
            where.when if where.unless is None else All((where.when, Not(where.unless)))
            for where in _at(places, outcome)
        )
    )


def _at(places: tuple[ShownAt, ...], outcome: str) -> Iterable[ShownAt]:
    tree, id = outcome.split(".")
    return (where for where in places if where.tree == tree and id in where.outcomes)


def _truth(compiled: CompiledCondition, left: Node) -> bool | None:
    values = compiled.universe.space.terminals(left)
    if FALSE not in values:
        return True
    return None if TRUE in values else False


def _decider(pack: Pack, settled: Settled, compiled: CompiledCondition, left: Node) -> str:
    space = compiled.universe.space
    values, relevant = space.terminals(left), space.relevant(left)
    waiting = [id for id in compiled.universe.order if space.index[id] in relevant and id not in settled.values]
    for id in waiting:
        variable = space.index[id]
        after = [space.terminals(space.fix(left, variable, i)) for i in range(len(space.classes[variable]))]
        if any(each and each != values for each in after):
            return asked_first(pack, settled, id)
    # With nothing left to ask it is a range in which some numbers say yes and some no.
    first = waiting or [id for id in compiled.universe.order if space.index[id] in relevant]
    return asked_first(pack, settled, first[0])


def is_order(outcome: Outcome) -> bool:
    """Whether an advice without a limit says to give something, or when: it stands beside the limits. A dose that may
    be lifted is not among what can be started without reading its tree."""
    return outcome.says_when or (outcome.dose is not None and outcome.unless is None)
