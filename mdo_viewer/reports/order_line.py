"""What stands in the line of an order: what is done with it, and what who carries it out has to know first.

A medicine is not given without what protects from it, nor stopped or given again, because that stands on another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from mdo_viewer.guideline.model import Doubtful, Fact, Outcome, Pack, Rider, Tree, WhileOpen
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import choice_of, not_counted_said, spoken_on
from mdo_viewer.meeting.confirming import asked_back
from mdo_viewer.meeting.limits.orders import id_of, not_led, ordered_by, outcome_of, saying_it
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.reasoning.beside.marks import marked
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.doubting import Rows
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Advice, Settled, Stage
from mdo_viewer.reasoning.texts import rider_text
from mdo_viewer.reports.wording import Paper, sentence


def stands_alone(pack: Pack, case: Case, of: str, stages: Sequence[Stage]) -> bool:
    """Whether an advice (`tree.outcome`) has still to be told of here: nothing is decided on it, nor done by another
    tree that says the same. Of trees that apply and say the same the last one says it."""
    if spoken_on(pack, case, of, stages) is not None:
        return False
    number, same = pack.trees_by_id[of.rpartition(".")[0]].number, repeated(pack, of)
    return not any(each.tree.number > number and id_of(each) in same for each in applying(stages))


def orders_of(pack: Pack, rider: Rider) -> tuple[str, ...]:
    """The orders (`tree.outcome`) to start what this rider has tapered."""
    return tuple(of for of in ordered_by(rider) if outcome_of(pack, of).dose is not None)


def goes_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> str:
    """What stands in the line of this advice (`tree.outcome`), by the trees that say it now: riders that go with it,
    also while a fact is missing; what is asked back of it, by the rows of the moment `at`; and that what the board
    chose does not lead to it."""
    rows = rows_here(pack, case, at)
    found = [text for advice in saying_it(pack, of, stages) for text in _of_advice(pack, case, advice, rows, paper)]
    found += [text for advice in saying_it(pack, of, stages) for text in _unsure(pack, case, advice, rows, at, paper)]
    found += not_led(pack, case, of, stages, paper)
    return " ".join(dict.fromkeys(map(sentence, found)))


def _of_advice(pack: Pack, case: Case, advice: Advice, rows: Rows, paper: Paper) -> Iterator[str]:
    yield from (each.text(paper.language) for each in advice.riders if each.rider.with_order)
    waiting = (each.rider.while_open for each in advice.open_riders if each.rider.with_order)
    yield from (text(paper.language) for text in waiting if text is not None)
    yield from _taken_already(pack, case, id_of(advice), advice.settled, rows, paper)
    for each in asked_back(pack, advice.settled, case.confirmed, rows):
        entry = each.doubt.entry
        if each.confirmed is None and isinstance(entry, Doubtful) and id_of(advice) in entry.beside:
            yield entry.why(paper.language)


def _unsure(pack: Pack, case: Case, advice: Advice, rows: Rows, at: datetime | None, paper: Paper) -> Iterator[str]:
    """That what this waits for was ticked off and does not count: nobody takes that for done before it is checked."""
    done = {row.what for row in rows.get("done", ())}
    for entry in pack.doubtful:
        if id_of(advice) not in entry.beside or not done.isdisjoint(entry.done):
            continue
        for of in entry.done:
            if of in case.not_counted and holds(pack, advice.settled, entry.condition) is True:
                said = not_counted_said(pack, case, of, at, paper)
                yield paper("order_unsure", what=outcome_of(pack, of).title(paper.language), said=said)


def _taken_already(pack: Pack, case: Case, of: str, settled: Settled, rows: Rows, paper: Paper) -> Iterator[str]:
    """What is said in the line of this order by what the patient takes already."""
    for rider in pack.riders:
        if _is_at(rider, of) and marked(_marks(pack, rider), case.patient, rows):
            yield rider_text(pack, settled, rider)(paper.language)


def _is_at(rider: Rider, of: str) -> bool:
    return rider.with_order and any(f"{at.tree}.{id}" == of for at in rider.shown_with for id in at.outcomes)


def _marks(pack: Pack, rider: Rider) -> tuple[Fact, ...]:
    return tuple(fact for fact in pack.marks if fact.id in rider.marks)


class ToCheck(NamedTuple):
    """An outcome that is still possible, and what is to be checked of it while its tree waits for a fact."""

    tree: Tree
    outcome: Outcome
    while_open: WhileOpen


def to_check(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[ToCheck, ...]:
    """What has to be checked or known first, while an advice waits. Of trees that wait for the same the last one
    says it; none where what the board chose speaks of that fact itself."""
    found = [each for stage in stages if (each := check_of(pack, stage)) is not None]
    same = {f"{each.tree.id}.{each.outcome.id}": each for each in found}
    numbers = {of: max(same[id].tree.number for id in (of, *repeated(pack, of)) if id in same) for of in same}
    last = (each for of, each in same.items() if each.tree.number == numbers[of])
    return tuple(each for each in last if not _chosen_with(pack, case, each.while_open.fact))


def check_said(
    pack: Pack, case: Case, found: ToCheck, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> str:
    """What has to be checked first, with what the patient takes already of what would be started."""
    of, settled = f"{found.tree.id}.{found.outcome.id}", stages[0].advice.settled
    said = (
        found.while_open.text(paper.language),
        *_taken_already(pack, case, of, settled, rows_here(pack, case, at), paper),
    )
    return " ".join(map(sentence, filter(None, said)))


def check_of(pack: Pack, stage: Stage) -> ToCheck | None:
    """The advice of a tree that applies, of which the pack says what is to be checked while it is open: the first entry
    that is about what the tree waits for and these facts."""
    advice = stage.advice
    if stage.entry != "open" or advice.status == "out_of_scope" or advice.outcome is not None:
        return None
    for outcome in map(advice.tree.outcomes_by_id.__getitem__, advice.possible):
        for each in outcome.while_open:
            waits = each.fact is None or advice.open_facts[:1] == (each.fact,)
            if waits and holds(pack, advice.settled, each.when) is True:
                return ToCheck(advice.tree, outcome, each)
    return None


def _chosen_with(pack: Pack, case: Case, fact: str | None) -> bool:
    """Whether the board chose what hangs on a fact, and that says so."""
    chosen = (choice for each in case.decisions if (choice := choice_of(pack, each)) is not None)
    named = {id for choice in chosen for part in choice.parts for id in pack.facts_in(part.condition)}
    return fact is not None and fact in named
