"""All trees for one patient, in order, each with its entry: does it apply yet, and through what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations

from msgspec import Struct

from mdo_viewer.guideline.model import All, AnyOf, Condition, Ends, MomentSet, Not, Pack, Range, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.advising import advise_settled
from mdo_viewer.reasoning.choosing import Opened, opened_by
from mdo_viewer.reasoning.class_text import example_of
from mdo_viewer.reasoning.compiling import thresholds
from mdo_viewer.reasoning.conditions import every, holds, opposite, some
from mdo_viewer.reasoning.deciding import decided
from mdo_viewer.reasoning.diagram import NA, FactClass, Interval, classes_of
from mdo_viewer.reasoning.results import Advice, EntryState, Patient, Settled, Stage, WayIn
from mdo_viewer.reasoning.settling import Contradiction, settle


def journey(
    pack: Pack, patient: Patient, at: datetime | None = None, chosen: Mapping[str, str] | None = None
) -> tuple[Stage, ...]:
    """Every tree's advice with its entry, in the pack's order.

    `chosen` is what the board chose, the id of a choice by tree: it opens trees that the facts do not.

    Raises Contradiction when facts cannot be true together, and Unproven for a tree with gaps or overlaps.
    """
    settled = settle(pack, patient.values)
    traveller = _Traveller(pack, patient, settled, at, chosen or {})
    return tuple(traveller.stage(tree) for tree in pack.trees)


def alone(pack: Pack, advice: Advice, chosen: Mapping[str, str]) -> Stage:
    """An advice that is asked for by itself, as if its tree applies; with the choice of the board that opens it."""
    opening = _opening(opened_by(pack, advice.settled, chosen).get(advice.tree.id), advice)
    by = (None, None) if opening is None else (opening.choice, opening.by)
    return Stage(advice, "open", None, None, *by)


def _opening(found: Opened | None, advice: Advice) -> Opened | None:
    """What the board chose, where it opens the tree: outside the scope it opens nothing."""
    return found if found is not None and found.truth and advice.status != "out_of_scope" else None


def entry_fact(
    pack: Pack, patient: Patient, settled: Settled, tree: Tree, chosen: Mapping[str, str] | None = None
) -> str | None:
    """The fact that decides whether a tree applies, while that is open; None where it is decided, also by what the
    board chose (see `journey`), and where another tree has to end first. That does not hold up a tree that says how
    what was chosen is given: it waits for what tells whether it does, or another tree."""
    opened = opened_by(pack, settled, chosen).get(tree.id) if chosen else None
    if opened is not None and opened.truth:
        return None
    if any(_entered_from(tree.entry)):
        return opened.waits_for if opened is not None and opened.opening.specifies else None
    entry = _Traveller(pack, patient, settled, None, {}).entry_of(tree)
    return entry.waits_for if entry.truth is None else None


def applying(stages: Iterable[Stage]) -> tuple[Advice, ...]:
    """What the trees say that apply to the patient, in the pack's order."""
    return tuple(stage.advice for stage in stages if stage.entry == "open")


def furthest(stages: Iterable[Stage]) -> Advice | None:
    """The last tree on the patient's way that has an advice or is silent; without one the last that misses facts; None
    where no tree applies, or all that do are out of scope."""
    reached = applying(stages)
    decided = [each for each in reached if each.outcome is not None and each.outcome.kind in ("advice", "silent")]
    found = decided or [each for each in reached if each.outcome is None]
    return found[-1] if found else None


#: More ways than these are no help.
_MOST_WAYS = 4

#: For a moment that might be filled in: whether it is decides an entry, never which it is.
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def ways_in(pack: Pack, patient: Patient, stage: Stage, chosen: Mapping[str, str] | None = None) -> tuple[WayIn, ...]:
    """With which other facts, or moments filled in, a tree that is not entered would apply or might: one of those that
    its entry asks for, else two together. None where more than that would have to be otherwise.

    Each is tried: all else as it is, the tree is then no longer closed. `chosen` as in `journey`.
    """
    if stage.entry != "not_entered" or stage.advice.status == "out_of_scope":
        return ()
    tree = stage.advice.tree
    traveller = _Traveller(pack, patient, stage.advice.settled, None, chosen or {})
    conditions = list(traveller.closed_entries(tree, set()))
    changes = [*_other_values(pack, patient, conditions), *_moments_asked(patient, conditions)]
    for size in (1, 2):
        tried = filter(None, map(_together, combinations(changes, size)))
        found = [way for way in tried if _enters(pack, patient, tree, way, chosen or {})]
        if found:
            ways = _merged(found) if size == 1 else found
            return tuple(ways) if len(ways) <= _MOST_WAYS else ()
    return ()


def _other_values(pack: Pack, patient: Patient, conditions: Sequence[Condition]) -> Iterator[WayIn]:
    """Each other value of the facts that these conditions name and that this patient has."""
    cuts = thresholds(pack, conditions)
    for id in dict.fromkeys(fact for condition in conditions for fact in pack.facts_in(condition)):
        if id not in patient.values:
            continue
        fact, value = pack.facts_by_id[id], patient.values[id]
        for each in classes_of(fact, cuts.get(id, ())):
            if each is not NA and not _lies_in(value, each):
                yield WayIn(facts=((id, (each,)),))


def _lies_in(value: Value, each: FactClass) -> bool:
    if isinstance(each, Interval) and isinstance(value, Range):
        return each.meets(value, whole=False)
    if isinstance(each, Interval):
        return isinstance(value, int | float) and each.contains(value)
    return bool(value) is each if isinstance(value, tuple) else value == each


def _moments_asked(patient: Patient, conditions: Iterable[Condition]) -> Iterator[WayIn]:
    for condition in conditions:
        match condition:
            case MomentSet(moment=moment) if moment not in patient.moments:
                yield WayIn(moments=(moment,))
            case Not(item=item):
                yield from _moments_asked(patient, (item,))
            case All(items=items) | AnyOf(items=items):
                yield from _moments_asked(patient, items)


def entry_moments(patient: Patient, tree: Tree) -> tuple[str, ...]:
    """The moments on which hangs whether a tree applies, as far as they are not filled in."""
    return tuple(dict.fromkeys(moment for way in _moments_asked(patient, (tree.entry,)) for moment in way.moments))


def _together(ways: Sequence[WayIn]) -> WayIn | None:
    """Several changes as one; None where two are of one fact."""
    facts = tuple(fact for way in ways for fact in way.facts)
    if len({id for id, _ in facts}) < len(facts):
        return None
    return WayIn(facts, tuple(moment for way in ways for moment in way.moments))


def _merged(ways: Iterable[WayIn]) -> list[WayIn]:
    """Ways of one change each, those of one fact as one."""
    facts: dict[str, tuple[FactClass, ...]] = {}
    moments = []
    for way in ways:
        moments += [way] if way.moments else []
        for id, classes in way.facts:
            facts[id] = (*facts.get(id, ()), *classes)
    return [*(WayIn(facts=(each,)) for each in facts.items()), *moments]


def _enters(pack: Pack, patient: Patient, tree: Tree, way: WayIn, chosen: Mapping[str, str]) -> bool:
    """Whether the tree is no longer closed with this change; a patient who cannot be is none."""
    values = {id: example_of(pack.facts_by_id[id], classes[0]) for id, classes in way.facts}
    moments = dict.fromkeys(way.moments, _SOME_MOMENT)
    other = Patient({**patient.values, **values}, patient.unknown - values.keys(), {**patient.moments, **moments})
    try:
        settled = settle(pack, other.values)
    except Contradiction:
        return False
    if not chosen and _by_facts_alone(pack, other, settled, tree.entry, frozenset()) is False:
        return False  # quicker: no tree need be walked
    return _Traveller(pack, other, settled, None, chosen).stage(tree).entry != "not_entered"


def _by_facts_alone(
    pack: Pack, patient: Patient, settled: Settled, condition: Condition, seen: frozenset[str]
) -> bool | None:
    """Whether an entry condition fails already without knowing where any tree ends; else None or True."""
    match condition:
        case Ends():
            names = set(_entered_from(condition))
            if names & seen:
                return None
            trees = (pack.trees_by_id[name] for name in names)
            closed = (_by_facts_alone(pack, patient, settled, tree.entry, seen | {tree.id}) is False for tree in trees)
            return False if all(closed) else None
        case MomentSet(moment=moment):
            return moment in patient.moments
        case Not(item=item):
            return opposite(_by_facts_alone(pack, patient, settled, item, seen))
        case All(items=items):
            return every(_by_facts_alone(pack, patient, settled, item, seen) for item in items)
        case AnyOf(items=items):
            return some(_by_facts_alone(pack, patient, settled, item, seen) for item in items)
    return holds(pack, settled, condition)


def asks_elsewhere(condition: Condition) -> bool:
    """Whether an entry condition asks for more than facts: where another tree ends, or a moment."""
    match condition:
        case Ends() | MomentSet():
            return True
        case Not(item=item):
            return asks_elsewhere(item)
        case All(items=items) | AnyOf(items=items):
            return any(asks_elsewhere(item) for item in items)
    return False


def _entered_from(condition: Condition) -> Iterator[str]:
    """The trees of which an entry condition asks where they end."""
    match condition:
        case Ends(outcomes=outcomes):
            yield from (outcome.split(".")[0] for outcome in outcomes)
        case Not(item=item):
            yield from _entered_from(item)
        case All(items=items) | AnyOf(items=items):
            for item in items:
                yield from _entered_from(item)


class _Entry(Struct, frozen=True):
    """Truth of an entry condition with what made it true, and what an open one waits for."""

    truth: bool | None
    by: str | None = None
    waits_for: str | None = None


class _Traveller:
    """Works out entries, each tree once; a tree may be entered from one that stands later in the order."""

    def __init__(
        self, pack: Pack, patient: Patient, settled: Settled, at: datetime | None, chosen: Mapping[str, str]
    ) -> None:
        self._pack = pack
        self._patient = patient
        self._settled = settled
        self._at = at
        self._opened = opened_by(pack, settled, chosen)
        self._stages: dict[str, Stage] = {}

    def stage(self, tree: Tree) -> Stage:
        found = self._stages.get(tree.id)
        if found is None:
            advice = advise_settled(self._pack, tree, self._patient, self._settled, self._at)
            found = self._stages[tree.id] = self._enter(tree, advice)
        return found

    def entry_of(self, tree: Tree) -> _Entry:
        """Whether the facts open a tree, whatever the board chose."""
        return self._entry(tree.entry)

    def closed_entries(self, tree: Tree, seen: set[str]) -> Iterator[Condition]:
        """What the entry of a closed tree asks for, and that of each closed tree from which it is entered."""
        if tree.id not in seen and self.stage(tree).entry == "not_entered":
            seen.add(tree.id)
            yield tree.entry
            for name in _entered_from(tree.entry):
                yield from self.closed_entries(self._pack.trees_by_id[name], seen)

    def _enter(self, tree: Tree, advice: Advice) -> Stage:
        own, opened = self._entry(tree.entry), self._opened.get(tree.id)
        entry = own
        if opened is not None and not own.truth:
            entry = _joined([own, _Entry(opened.truth, opened.by, opened.waits_for)], some)
        state: EntryState = "open" if entry.truth else "unknown" if entry.truth is None else "not_entered"
        if state == "not_entered" and advice.pressing:  # what does not apply presses nobody
            advice = replace(advice, pressing=False)
        chosen = _opening(opened, advice)
        return Stage(
            advice=advice,
            entry=state,
            entered_by=entry.by if state == "open" else None,
            decided_by=entry.waits_for if state == "unknown" else None,
            by_decision=None if chosen is None else chosen.choice,
            chosen_at=None if chosen is None else chosen.by,
            own=own.truth is True,
        )

    def _entry(self, condition: Condition) -> _Entry:
        found = self._by_parts(condition)
        if found.truth is not None or asks_elsewhere(condition):
            return found
        truth, waits = decided(self._pack, self._settled, condition)
        return _Entry(truth, by=next(self._pack.facts_in(condition), None), waits_for=waits)

    def _by_parts(self, condition: Condition) -> _Entry:
        match condition:
            case Ends(outcomes=outcomes):
                return self._ends(outcomes)
            case MomentSet(moment=moment):
                return _Entry(moment in self._patient.moments, by=moment)
            case Not(item=item):
                inner = self._entry(item)
                return _Entry(opposite(inner.truth), waits_for=inner.waits_for)
            case All(items=items) if items:
                return _joined([self._entry(item) for item in items], every)
            case AnyOf(items=items):
                return _joined([self._entry(item) for item in items], some)
            case All():
                return _Entry(True)
        truth = holds(self._pack, self._settled, condition)
        return _Entry(truth, by=next(self._pack.facts_in(condition), None))

    def _ends(self, outcomes: tuple[str, ...]) -> _Entry:
        """Whether a tree that was entered ends in one of the outcomes; None while it still may."""
        wanted: dict[str, set[str]] = {}
        for each in outcomes:
            tree, outcome = each.split(".")
            wanted.setdefault(tree, set()).add(outcome)
        entries = [self._tree_ends(tree, names) for tree, names in wanted.items()]
        return _joined(entries, some)

    def _tree_ends(self, tree: str, names: set[str]) -> _Entry:
        stage = self.stage(self._pack.trees_by_id[tree])
        possible = set(stage.advice.possible)
        if stage.entry == "not_entered" or not possible & names:
            return _Entry(False)
        if stage.entry == "open" and possible <= names:
            only = stage.advice.outcome
            return _Entry(True, by=f"{tree}.{only.id}" if only else tree)
        return _Entry(None, waits_for=tree)


def _joined(entries: list[_Entry], join: Callable[[Iterable[bool | None]], bool | None]) -> _Entry:
    """Several entries as one: entered by the first that holds, waiting for the first that is open."""
    return _Entry(
        truth=join(entry.truth for entry in entries),
        by=next((entry.by for entry in entries if entry.truth and entry.by), None),
        waits_for=next((entry.waits_for for entry in entries if entry.truth is None), None),
    )
