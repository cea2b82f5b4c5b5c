"""What follows from the facts given: derived values, closed "only if"s, contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import Condition, Pack, Text, Value
from mdo_viewer.guideline.wording import value_text
from mdo_viewer.reasoning.compiling import (
    Constraint,
    compile_constraint,
    constraints_of,
    make_space,
    tied_facts,
)
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.diagram import FALSE, NA, TRUE, Node, Space
from mdo_viewer.reasoning.results import Settled


class Contradiction(Exception):
    """Facts that cannot all be true; `facts` names a smallest such set."""

    def __init__(self, facts: tuple[str, ...], message: Text) -> None:
        super().__init__(message.nl)
        self.facts = facts
        self.message = message


class _Cluster(Struct, frozen=True):
    """Facts that constraints tie together, with what is allowed of them."""

    space: Space
    allowed: Node


@lru_cache(maxsize=8)
def _clusters(pack: Pack) -> tuple[_Cluster, ...]:
    groups: list[tuple[set[str], list[Constraint]]] = []
    for constraint in constraints_of(pack):
        facts = set(tied_facts(pack, constraint))
        members = [constraint]
        apart: list[tuple[set[str], list[Constraint]]] = []
        for other, others in groups:
            if other & facts:
                facts |= other
                members = others + members
            else:
                apart.append((other, others))
        groups = [*apart, (facts, members)]
    return tuple(_cluster(pack, facts, members) for facts, members in groups)


def _cluster(pack: Pack, facts: set[str], constraints: Sequence[Constraint]) -> _Cluster:
    ids = [fact.id for fact in pack.facts if fact.id in facts]
    space = make_space(pack, ids, [each.condition for each in constraints])
    allowed = TRUE
    for constraint in constraints:
        allowed = space.both(allowed, compile_constraint(pack, space, constraint))
    return _Cluster(space, allowed)


def settle(pack: Pack, values: Mapping[str, Value]) -> Settled:
    """Close what an "only if" closes, and derive what follows from the rest.

    A value given under a closed "only if" is kept apart as unused. Raises Contradiction when the others cannot all
    be true together.
    """
    gates = _gates(pack)
    used = {id: value for id, value in values.items() if id not in gates}
    settled = _derive(pack, used, frozenset())
    closed = _closed(pack, settled)
    while True:
        new = {id: values[id] for id in gates if id in values and id not in closed and id not in used}
        if not new:
            break
        used.update(new)
        settled = _derive(pack, used, closed)
        closed = _closed(pack, settled)
        used = {id: value for id, value in used.items() if id not in closed}
    return Settled(
        {id: value for id, value in settled.values.items() if id not in closed},
        settled.derived - closed,
        closed,
        closed & values.keys(),
        settled.narrowed,
    )


def _closed(pack: Pack, settled: Settled) -> frozenset[str]:
    """The facts whose "only if" does not hold."""
    values, narrowed = settled.values, settled.narrowed
    return _closed_by(pack, tuple((values.get(id), narrowed.get(id)) for id in _gate_facts(pack)))


@lru_cache(maxsize=20_000)
def _closed_by(pack: Pack, known: tuple[tuple[Value | None, tuple[str, ...] | None], ...]) -> frozenset[str]:
    pairs = dict(zip(_gate_facts(pack), known, strict=True))
    values = {id: value for id, (value, _) in pairs.items() if value is not None}
    narrowed = {id: left for id, (_, left) in pairs.items() if left is not None}
    closed: frozenset[str] = frozenset()
    for id, gate in _gates(pack).items():
        # One that is closed itself counts as no for the next.
        if holds(pack, Settled(values, frozenset(), closed, frozenset(), narrowed), gate) is False:
            closed |= {id}
    return closed


@lru_cache(maxsize=8)
def _gate_facts(pack: Pack) -> tuple[str, ...]:
    return (*dict.fromkeys(fact for gate in _gates(pack).values() for fact in pack.facts_in(gate)),)


@lru_cache(maxsize=8)
def _gates(pack: Pack) -> Mapping[str, Condition]:
    """Every "only if" by fact, each after those of the facts that it names."""
    order: dict[str, Condition] = {}

    def visit(id: str) -> None:
        gate = pack.facts_by_id[id].only_if
        if gate is None or id in order:
            return
        for fact in pack.facts_in(gate):
            visit(fact)
        order[id] = gate

    for fact in pack.facts:
        visit(fact.id)
    return order


def _derive(pack: Pack, used: Mapping[str, Value], closed: frozenset[str]) -> Settled:
    values = dict(used)
    narrowed: dict[str, tuple[str, ...]] = {}
    for cluster in _clusters(pack):
        left = _remaining(cluster, tuple((id, used[id]) for id in cluster.space.index if id in used))
        if left is None:
            raise _contradiction(pack, cluster, used)
        for id, classes in left:
            fact = pack.facts_by_id[id]
            if fact.type not in ("bool", "choice", "set"):
                continue  # that some number must be given does not tell which
            if len(classes) == 1 and (fact.type == "choice" or isinstance(classes[0], bool)):
                values[id] = () if fact.type == "set" else classes[0]
            elif fact.type == "choice":
                narrowed[id] = tuple(str(each) for each in classes)
    return Settled(values, frozenset(values.keys() - used.keys()), closed, frozenset(), narrowed)


@lru_cache(maxsize=20_000)
def _remaining(
    cluster: _Cluster, given: tuple[tuple[str, Value], ...]
) -> tuple[tuple[str, tuple[bool | str, ...]], ...] | None:
    """For each fact of the cluster that is not given, the classes left where some are excluded; None: impossible."""
    space = cluster.space
    known = {space.index[id]: 1 << space.class_index(id, value) for id, value in given}
    node = space.restrict(cluster.allowed, known)
    if node == FALSE:
        return None
    found: list[tuple[str, tuple[bool | str, ...]]] = []
    for fact in space.facts:
        variable = space.index[fact.id]
        classes = space.classes[variable]
        if variable in known or NA in classes:
            continue
        left = [i for i in range(len(classes)) if space.fix(node, variable, i) != FALSE]
        if len(left) < len(classes):
            found.append((fact.id, tuple(each for i in left if isinstance(each := classes[i], (bool, str)))))
    return tuple(found)


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
