"""Whether a fact of this patient points to the short limit that a tree without an outcome may still come to.

While facts are missing the tightest limit still possible is shown. Of a patient of whom nothing is known that is the
tightest of the whole tree, and says nothing about the patient. It presses only once there is a sign: a fact with its
worse value (`worse` in the pack) without which that limit would not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from mdo_viewer.guideline.model import Fact, Outcome, Range, Single, Tree
from mdo_viewer.reasoning.compiling import CompiledTree, masks_of
from mdo_viewer.reasoning.deadlines import deadline
from mdo_viewer.reasoning.diagram import IMPOSSIBLE, FactClass, Interval, Node, Space
from mdo_viewer.reasoning.results import Advice, Deadline, Settled, Stage


def has_sign(compiled: CompiledTree, settled: Settled, tightest: Outcome) -> bool:
    """Whether a known fact points to `tightest`, the outcome with the shortest limit that is still possible.

    Among urgent limits one counts for the other. A fact that merely opens the tree (without it no outcome but a
    reference is left, as without any suspicion) is no sign.
    """
    short = _as_short(compiled.tree, tightest)
    return any(_points_to(compiled, settled, fact, short) for fact in _signs(compiled, settled))


def limits_now(stage: Stage, moments: Mapping[str, datetime], at: datetime | None) -> Iterator[tuple[Deadline, bool]]:
    """The limits of a tree that count for this patient now, each with whether it is certain.

    Those of its advice are certain once the tree applies. While it waits for a fact, the shortest limit still possible
    counts where a fact points to it; while it is not known whether the tree applies, only what is urgent does.
    """
    advice, short = stage.advice, stage.advice.tightest
    if stage.entry == "not_entered" or not (stage.entry == "open" or advice.urgent):
        return
    for each in advice.deadlines:
        yield each, stage.entry == "open"
    for each, sure in advice.deadlines_beside:
        yield each, sure and stage.entry == "open"
    if advice.pressing and short is not None and short.limit is not None:
        yield deadline(short.id, short.limit, moments, at), False


def worse_without_limit(advice: Advice) -> tuple[Outcome, ...]:
    """The worse outcomes still possible that have no limit as short as the tightest one, in row order; empty once there
    is an advice.

    They are written down in the pack (`exceptions`), each with the fact that makes it worse; they count while that is
    unknown, and where the source names no strength either: an advice that it does give says itself how soon (at once,
    or that there is no hurry any more).
    """
    tightest = advice.tightest
    if tightest is None:
        return ()
    settled = advice.settled
    worse = {
        each.worse
        for each in advice.tree.exceptions
        if each.better == tightest.id and each.fact not in settled.values and each.fact not in settled.closed
    }
    outcomes = (advice.tree.outcomes_by_id[id] for id in advice.possible if id in worse)
    return tuple(each for each in outcomes if not each.strength and not _is_as_short(each, tightest))


def _as_short(tree: Tree, tightest: Outcome) -> frozenset[str]:
    """The outcomes with a limit as short as this one; all urgent ones where it is urgent."""
    return frozenset(each.id for each in tree.outcomes if _is_as_short(each, tightest))


def _is_as_short(outcome: Outcome, tightest: Outcome) -> bool:
    if tightest.is_urgent:
        return outcome.is_urgent
    limit, least = outcome.limit, tightest.limit
    return limit is not None and least is not None and limit.type == "latest" and limit.hours <= least.hours


def _signs(compiled: CompiledTree, settled: Settled) -> Iterator[Fact]:
    """The facts that the tree's conditions name, that are known and that can be worse or better.

    Others are in its space for an "only if" alone: to change one would only make other answers impossible.
    """
    known = settled.values.keys() & compiled.order
    return (fact for fact in compiled.space.facts if fact.worse is not None and fact.id in known)


def _points_to(compiled: CompiledTree, settled: Settled, fact: Fact, short: frozenset[str]) -> bool:
    """Whether, all else as known, some patient has a short limit with this value and not with a better one."""
    space = compiled.space
    variable = space.index[fact.id]
    masks = {other: mask for other, mask in masks_of(space, settled).items() if other != variable}
    free = space.restrict(compiled.node, masks)
    known = settled.values[fact.id]
    return any(
        not _only_refers(compiled, variable, better)
        and _differs(
            space,
            space.fix(free, variable, space.class_index(fact.id, value)),
            space.fix(free, variable, better),
            short,
        )
        for value in ((known.low, known.high) if isinstance(known, Range) else (known,))
        for better in _better(space, fact, value)
    )


def _better(space: Space, fact: Fact, value: Single) -> Iterator[int]:
    """The classes that are better than this value; none where it is not the worse one itself."""
    classes = space.classes[space.index[fact.id]]
    if fact.worse in ("less", "more") and isinstance(value, (int, float)):
        for i, each in enumerate(classes):
            if isinstance(each, Interval) and (each.low >= value if fact.worse == "less" else each.high <= value):
                yield i
    elif value == fact.worse:
        yield from (i for i, each in enumerate(classes) if _is_value(each) and each != value)


def _is_value(each: FactClass) -> bool:
    return isinstance(each, (bool, str))


def _only_refers(compiled: CompiledTree, variable: int, index: int) -> bool:
    """Whether the tree says nothing of its own any more with this class of the fact."""
    left: Iterable[str] = compiled.space.outcomes(compiled.space.fix(compiled.node, variable, index))
    kinds = {compiled.tree.outcomes_by_id[id].kind for id in left}
    return kinds <= {"elsewhere", "not_applicable"}


def _differs(space: Space, sign: Node, better: Node, short: frozenset[str]) -> bool:
    """Whether the same other facts give a short limit with the sign and none with the better value.

    Facts that cannot stand beside the better value (what a closed "only if" takes away) give none.
    """
    seen: set[tuple[Node, Node]] = set()
    pending = [(sign, better)]
    while pending:
        pair = pending.pop()
        if pair in seen or pair[0] == IMPOSSIBLE or pair[0] == pair[1]:
            continue
        seen.add(pair)
        names = space.name(pair[0]), space.name(pair[1])
        tops = [top for top in map(space.variable, pair) if top is not None]
        if not tops:
            if names[0] in short and names[1] not in short:
                return True
            continue
        parts = [space.split(each, min(tops)) for each in pair]
        pending += zip(*parts, strict=True)
    return False
