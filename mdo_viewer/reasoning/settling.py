"""What follows from the facts given: derived values, closed "only if"s, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Pack, Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import value_text
from mdo_viewer.reasoning.compiling import (
    Constraint,
    compile_condition,
    compile_constraint,
    make_space,
    tied_groups,
    with_consequences,
)
from mdo_viewer.reasoning.diagram import FALSE, TRUE, FactClass, Interval, Node, NotApplicable, Space
from mdo_viewer.reasoning.results import Settled


class Contradiction(Exception):
    """Facts that cannot all be true; `facts` names a smallest such set."""

    def __init__(self, facts: tuple[str, ...], message: Text) -> None:
        super().__init__(message.nl)
        self.facts = facts
        self.message = message


class _Cluster(Struct, frozen=True, eq=False):
    """Facts that constraints tie together, what is allowed of them, and when the "only if" of each of them holds."""

    space: Space
    allowed: Node
    gates: tuple[tuple[str, Node], ...]


class _Left(Struct, frozen=True):
    """What given values leave of a cluster: the classes of each fact that lost some, and what its "only if" closes."""

    classes: tuple[tuple[str, tuple[FactClass, ...]], ...]
    closed: frozenset[str]


@lru_cache(maxsize=8)
def _clusters(pack: Pack) -> tuple[_Cluster, ...]:
    return tuple(_cluster(pack, facts, constraints) for facts, constraints in tied_groups(pack))


def _cluster(pack: Pack, facts: frozenset[str], constraints: Sequence[Constraint]) -> _Cluster:
    ids = [fact.id for fact in pack.facts_by_id.values() if fact.id in facts]
    space = make_space(pack, ids, with_consequences(constraints))
    allowed = TRUE
    for constraint in constraints:
        allowed = space.both(allowed, compile_constraint(pack, space, constraint))
    gates = ((id, pack.facts_by_id[id].only_if) for id in ids)
    return _Cluster(
        space, allowed, tuple((id, compile_condition(pack, space, gate)) for id, gate in gates if gate is not None)
    )


def settle(pack: Pack, values: Mapping[str, Value]) -> Settled:
    """Close what an "only if" closes, and derive what follows from the rest: what is so in every completion.

    A value given under a closed "only if" is kept apart as unused. Raises Contradiction when the others cannot all
    be true together.
    """
    levels = _levels(pack)
    gated = frozenset(id for level in levels for id in level)
    used = {id: value for id, value in values.items() if id not in gated}
    settled = _derive(pack, used)
    # A gate is judged before what it gates, so that a value that does not apply says nothing about its gate.
    for level in levels:
        new = {id: values[id] for id in level if id in values and id not in settled.closed}
        if new:
            used.update(new)
            settled = _derive(pack, used)
    return replace(settled, unused=settled.closed & values.keys())


def allows_anyone(pack: Pack) -> bool:
    """Whether any patient at all can meet what the pack says of its facts."""
    return all(cluster.allowed != FALSE for cluster in _clusters(pack))


@lru_cache(maxsize=8)
def _levels(pack: Pack) -> tuple[tuple[str, ...], ...]:
    """The facts with an "only if", each in a later level than those that its "only if" names."""
    depths: dict[str, int] = {}

    def depth(id: str) -> int:
        gate = pack.facts_by_id[id].only_if
        if gate is None:
            return 0
        if id not in depths:
            depths[id] = 1 + max((depth(fact) for fact in pack.facts_in(gate)), default=0)
        return depths[id]

    for fact in pack.facts:
        depth(fact.id)
    return tuple(
        tuple(id for id, level in depths.items() if level == wanted) for wanted in sorted(set(depths.values()))
    )


def _derive(pack: Pack, used: Mapping[str, Value]) -> Settled:
    values = dict(used)
    narrowed: dict[str, tuple[bool | str, ...]] = {}
    closed: frozenset[str] = frozenset()
    for cluster in _clusters(pack):
        left = _remaining(cluster, tuple((id, used[id]) for id in cluster.space.index if id in used))
        if left is None:
            raise _contradiction(pack, cluster, used)
        closed |= left.closed
        for id, classes in left.classes:
            if id in left.closed:
                continue
            only = _only_value(pack.facts_by_id[id], classes)
            if only is not None:
                values[id] = only
            elif names := _names(pack.facts_by_id[id], classes):
                narrowed[id] = names
    values = {id: value for id, value in values.items() if id not in closed}
    return Settled(values, frozenset(values.keys() - used.keys()), closed, frozenset(), narrowed)


def _only_value(fact: Fact, classes: tuple[FactClass, ...]) -> Value | None:
    """The one value that is left, None where there are several: that a set is not empty does not tell what is in it."""
    if len(classes) != 1:
        return None
    (only,) = classes
    if isinstance(only, Interval):
        return only.single(fact.type == "integer")
    if isinstance(only, NotApplicable):
        return None
    if fact.type == "set":
        present = tuple(choice.id for choice in fact.values) if only else ()
        return present if len(present) < 2 else None
    return only


def _names(fact: Fact, classes: tuple[FactClass, ...]) -> tuple[bool | str, ...]:
    """The values left of a choice, or True for a set that is not empty; none where nothing or no value is excluded."""
    names = tuple(each for each in classes if isinstance(each, (bool, str)))
    every = fact.type == "choice" and len(names) == len(fact.values)
    return () if every or len(names) < len(classes) else names


@lru_cache(maxsize=20_000)
def _remaining(cluster: _Cluster, given: tuple[tuple[str, Value], ...]) -> _Left | None:
    """What values leave of a cluster; None: they cannot be true together."""
    space = cluster.space
    known = {space.index[id]: space.mask(id, value) for id, value in given}
    node = space.restrict(cluster.allowed, known)
    if node == FALSE:
        return None
    found: list[tuple[str, tuple[FactClass, ...]]] = []
    for fact in space.facts:
        variable = space.index[fact.id]
        classes = space.classes[variable]
        if variable in known:
            continue
        left = tuple(each for i, each in enumerate(classes) if space.fix(node, variable, i) != FALSE)
        if len(left) < len(classes):
            found.append((fact.id, left))
    closed = (id for id, gate in cluster.gates if space.both(node, space.restrict(gate, known)) == FALSE)
    return _Left(tuple(found), frozenset(closed))


def _contradiction(pack: Pack, cluster: _Cluster, used: Mapping[str, Value]) -> Contradiction:
    """A smallest set of the given facts that cannot be true together."""
    guilty = {id: used[id] for id in cluster.space.index if id in used}
    for id in list(guilty):
        fewer = {other: value for other, value in guilty.items() if other != id}
        if _remaining(cluster, tuple(fewer.items())) is None:
            guilty = fewer
    return Contradiction(tuple(guilty), _message(pack, guilty.items()))


def _message(pack: Pack, facts: Iterable[tuple[str, Value]]) -> Text:
    named = [(pack.facts_by_id[id].label, value_text(pack, id, value)) for id, value in facts]
    dutch = " en ".join(f"«{label.nl}: {value.nl}»" for label, value in named)
    english = " and ".join(f"“{label.en}: {value.en}”" for label, value in named)
    return Text(
        f"{dutch} kunnen niet allebei waar zijn. Wijzig een van deze gegevens.",
        f"{english} cannot both be true. Change one of these facts.",
    )
