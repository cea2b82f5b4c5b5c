"""The door to advice and journey for patients of whom a number may be known as a range.

A patient with a range is everyone that the patient may be. What holds for all of them holds. Where their advice parts,
the tree has none: what is still missing is asked first, and when only the range is left the ways stand side by side,
each with its numbers. Diagrams take a range as the classes that it meets, so what is possible is exact; whether a tree
applies is asked of every variant, since an entry may hang on where several trees end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from mdo_viewer.guideline.model import Outcome, Pack, Range, Text, Tree, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning import advising
from mdo_viewer.reasoning import journey as travelling
from mdo_viewer.reasoning.class_text import classes_text
from mdo_viewer.reasoning.compiling import compiled_tree
from mdo_viewer.reasoning.diagram import Interval, tidy
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.ranging.variants import classes_met, in_range, ranged, variants
from mdo_viewer.reasoning.results import Advice, Patient, RangeWay, Stage


def advise(pack: Pack, tree: Tree, patient: Patient, at: datetime | None = None) -> Advice:
    """What the tree says for this patient at the moment `at` (aware; needed only to tell what is overdue).

    Raises Contradiction when facts cannot be true together, and Unproven for a tree with gaps or overlaps.
    """
    advice = advising.advise(pack, tree, patient, at)
    found = variants(pack, patient)
    if len(found) < 2:
        return advice
    return _with_ways(pack, patient, advice, [advising.advise(pack, tree, each, at) for each in found], at)


def journey(
    pack: Pack, patient: Patient, at: datetime | None = None, chosen: Mapping[str, str] | None = None
) -> tuple[Stage, ...]:
    """Every tree's advice with its entry, in the pack's order; a tree applies that applies with each number of a range.

    `chosen` is what the board chose, the id of a choice by tree. Raises Contradiction and Unproven as `advise`.
    """
    stages = travelling.journey(pack, patient, at, chosen)
    found = variants(pack, patient)
    if len(found) < 2:
        return stages
    apart = zip(*(travelling.journey(pack, each, at, chosen) for each in found), strict=True)
    found_stages = []
    for stage, each in zip(stages, apart, strict=True):
        advice = _with_ways(pack, patient, stage.advice, [one.advice for one in each], at)
        entered = _entered(replace(stage, advice=advice, apart=each), each, tuple(ranged(patient)), found)
        opened = tuple(_opened(pack, patient, entered, found, at))
        found_stages.append(replace(entered, ways=opened) if opened else entered)
    return tuple(found_stages)


def _entered(stage: Stage, apart: Sequence[Stage], ranges: Sequence[str], found: Sequence[Patient]) -> Stage:
    """The stage with the entry that it has with every number; unknown where that differs. `apart` are the stages of
    the patients `found`, in their order."""
    if len({each.entry for each in apart}) > 1:
        waits = (each.decided_by for each in apart if each.entry == "unknown")
        waits_for = next(waits, None) or next(id for id in ranges if _parts(id, apart, ranges, found))
        return replace(stage, entry="unknown", entered_by=None, decided_by=waits_for, own=False)
    first = apart[0]
    same = len({each.entered_by for each in apart}) == 1
    by = first.entered_by if same else stage.entered_by or first.entered_by
    return replace(
        stage,
        entry=first.entry,
        entered_by=by,
        decided_by=first.decided_by if first.entry == "unknown" else None,
        own=all(each.own for each in apart),
    )


def _parts(id: str, apart: Sequence[Stage], ranges: Sequence[str], found: Sequence[Patient]) -> bool:
    """Whether the entry hangs on this range: it differs between its numbers while those of the others are the same."""
    entries: dict[tuple[Value, ...], set[str]] = {}
    for patient, stage in zip(found, apart, strict=True):
        others = tuple(patient.values[other] for other in ranges if other != id)
        entries.setdefault(others, set()).add(stage.entry)
    return any(len(each) > 1 for each in entries.values())


def borders(pack: Pack, advice: Advice, id: str) -> tuple[int | float, ...]:
    """The numbers at which this tree parts within the range of a fact, ascending; none where that decides nothing."""
    space, bounds = compiled_tree(pack, advice.tree).space, advice.settled.values.get(id)
    if advice.status != "incomplete" or not isinstance(bounds, Range) or id not in space.index:
        return ()
    classes, whole = space.classes[space.index[id]], pack.facts_by_id[id].type == "integer"
    met = [each for each in classes if isinstance(each, Interval) and each.meets(bounds, whole)]
    return tuple(dict.fromkeys(tidy(each.low) for each in met[1:]))


# --- the ways -----------------------------------------------------------------------------------------------------


def _with_ways(pack: Pack, patient: Patient, advice: Advice, apart: Sequence[Advice], at: datetime | None) -> Advice:
    """The advice with the ways that part in a range; `apart` are those of the numbers in it, each for itself.

    A note is named where one of the numbers has it, and a limit presses where it does for one of them.
    """
    if advice.outcome is not None:
        found = {number for each in apart for number in each.notes}
        return replace(advice, notes=tuple(note.number for note in pack.notes if note.number in found))
    pressing = advice.pressing or any(_presses(each, advice.tightest) for each in apart)
    id = advice.next_fact
    bounds = patient.values.get(id) if id is not None else None
    ways = tuple(_ways(pack, patient, advice.tree, id, bounds, at)) if id and isinstance(bounds, Range) else ()
    return replace(advice, ways=ways, pressing=pressing)


def _presses(advice: Advice, tightest: Outcome | None) -> bool:
    """Whether the limit of these numbers presses, and is the tightest of all or as urgent."""
    own = advice.outcome or advice.tightest
    if not advice.pressing or own is None or tightest is None:
        return False
    return own is tightest or (own.is_urgent and tightest.is_urgent)


def _ways(pack: Pack, patient: Patient, tree: Tree, id: str, bounds: Range, at: datetime | None) -> Iterator[RangeWay]:
    """The numbers of the range that lead apart, lowest first; those that follow on each other and lead to the same
    outcome are one way."""
    fact, space = pack.facts_by_id[id], compiled_tree(pack, tree).space
    classes = space.classes[space.index[id]]
    all_numbers = [in_range(fact, each, bounds) for each in classes_met(pack, id, bounds)]
    for numbers in _runs(pack, patient, tree, id, all_numbers, at):
        met = dict.fromkeys(space.class_index(id, number) for number in numbers)
        yield _way(pack, patient, tree, id, numbers, classes_text(pack, fact, [classes[i] for i in met]), at)


def _opened(
    pack: Pack, patient: Patient, stage: Stage, found: Sequence[Patient], at: datetime | None
) -> Iterator[RangeWay]:
    """What a tree that waits for a range says of the numbers that open it, lowest first."""
    id = stage.decided_by
    bounds = patient.values.get(id) if id is not None else None
    if stage.entry != "unknown" or id is None or not isinstance(bounds, Range):
        return
    fact = pack.facts_by_id[id]
    opening = {each.values[id] for each, one in zip(found, stage.apart, strict=True) if one.entry == "open"}
    classes = {in_range(fact, each, bounds): each for each in classes_met(pack, id, bounds)}
    for is_open, group in groupby(classes, lambda number: number in opening):
        if not is_open:
            continue
        for numbers in _runs(pack, patient, stage.advice.tree, id, list(group), at):
            label = classes_text(pack, fact, [classes[number] for number in numbers])
            yield _way(pack, patient, stage.advice.tree, id, numbers, label, at)


def _runs(
    pack: Pack, patient: Patient, tree: Tree, id: str, numbers: Sequence[int | float], at: datetime | None
) -> list[list[int | float]]:
    """Numbers that follow on each other and lead to the same outcome, together."""
    runs: list[tuple[list[int | float], Outcome | None]] = []
    for number in numbers:
        outcome = advising.advise(pack, tree, _known(patient, id, number), at).outcome
        if runs and outcome is not None and runs[-1][1] == outcome:  # one whose dose is lifted is made anew
            runs[-1][0].append(number)
        else:
            runs.append(([number], outcome))
    return [numbers for numbers, _ in runs]


def _way(
    pack: Pack, patient: Patient, tree: Tree, id: str, numbers: Sequence[int | float], label: Text, at: datetime | None
) -> RangeWay:
    # From the first class to the last: what the pack says of the way holds for all its numbers.
    value = numbers[0] if len(numbers) == 1 else Range(numbers[0], numbers[-1])
    known = _known(patient, id, value)
    advice = advise(pack, tree, known, at)
    return RangeWay(id, label, advice, _end(pack, known, advice, at))


def _known(patient: Patient, id: str, value: Value) -> Patient:
    return replace(patient, values={**patient.values, id: value})


def _end(pack: Pack, patient: Patient, advice: Advice, at: datetime | None) -> Advice:
    """Where a way ends: the advice itself, or what the tree says that it refers to, and so on."""
    seen = {advice.tree.id}
    while True:
        tree = pack.trees_by_id.get(only_way(pack, advice.settled, advice.outcome) or "")
        if tree is None or tree.id in seen:
            return advice
        seen.add(tree.id)
        advice = advise(pack, tree, patient, at)
