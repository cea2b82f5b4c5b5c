"""What stands in the line of an order: what is done with it, and what who carries it out has to know first.

A medicine is not given without what protects from it, nor stopped or given again, because that stands on another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from mdo_viewer.guideline.model import BoardChoice, Doubtful, Fact, Outcome, Pack, Rider, Tree, WhileOpen
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, label, listed, uncapital
from mdo_viewer.meeting.advice_then import with_followed
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import (
    beside_chosen,
    choice_of,
    chosen_with,
    is_earlier,
    is_passed_over,
    not_counted_said,
    spoken_on,
    treated_since,
)
from mdo_viewer.meeting.confirming import asked_back
from mdo_viewer.meeting.tables.moments import moment_said
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.reasoning.beside.marks import marked
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.deadlines import is_later
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.doubting import Rows
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Advice, Settled, Stage
from mdo_viewer.reasoning.texts import rider_text
from mdo_viewer.reports.wording import Paper, sentence


def is_order(outcome: Outcome) -> bool:
    """Whether an advice without a limit says to give something, or when: it stands beside the limits. A dose that may
    be lifted is not among what can be started without reading its tree."""
    return outcome.says_when or (outcome.dose is not None and outcome.unless is None)


def waits(tree: Tree, outcome: Outcome) -> bool:
    """Whether an advice says to wait with the medicine that its tree gives otherwise."""
    return outcome.says_when and outcome.dose is None and any(each.dose is not None for each in tree.outcomes)


def stands_alone(pack: Pack, case: Case, of: str, stages: Sequence[Stage]) -> bool:
    """Whether an advice (`tree.outcome`) has still to be told of here: nothing is decided on it, nor done by another
    tree that says the same. Of trees that apply and say the same the last one says it."""
    if spoken_on(pack, case, of, stages) is not None:
        return False
    number, same = pack.trees_by_id[of.rpartition(".")[0]].number, repeated(pack, of)
    return not any(each.tree.number > number and _id(each) in same for each in applying(stages))


def asks_first(pack: Pack, case: Case, tree: Tree, outcome: Outcome) -> bool:
    """Whether nobody gives this before it is discussed: the board decided otherwise on all, or to do none of what can
    be done, and said nothing on this. A medicine may be for who is treated, and what it wrote cannot be read."""
    return outcome.dose is not None and is_passed_over(pack, case, tree.id)


def held_back(
    pack: Pack, case: Case, tree: Tree, outcome: Outcome, stages: Sequence[Stage], paper: Paper
) -> tuple[str, str] | None:
    """What stands instead of an order that nobody carries out before it is discussed, without its dose, and why; None
    of one that stands."""
    if not asks_first(pack, case, tree, outcome):
        return None
    what = paper("order_first", what=uncapital(outcome.title(paper.language)))
    return what, only_with(pack, case, f"{tree.id}.{outcome.id}", stages, paper)


def checked(what: str, given: str, paper: Paper) -> str:
    """An order as it stands, behind the check that `given_with` asks for: who gave it does not give it again."""
    return paper("order_check", what=uncapital(what)) if given else what


def given_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> str:
    """`Operatie di 24 nov 18:00 staat ingevuld`, of what is given at once (`tree.outcome`) for a treatment that comes:
    it may have been given with that, also where it is needed again by what no moment says to have come later. So may
    what was ticked off and does not count. Empty while none of those treatments is filled in since it is needed, where
    the board decided on it after the treatment, and without `stages`: of a tree alone."""
    outcome, rider = _outcome(pack, of), tapers_for(pack, of)
    if not stages or outcome.dose is None or outcome.to_do != "at_once":
        return ""
    settled = stages[0].advice.settled
    if said := not_counted_said(pack, case, of, at, paper):
        return capital(said)
    found, begun = treated(pack, case, of, settled, at)
    if found is not None:
        after = begun is not None and is_later(begun, found[1])
        if after or _decided_after(pack, case, of, found[1]):
            return ""
        what = f"{pack.moments_by_id[found[0]].label(paper.language)} {moment_said(pack, *found, paper)}"
    elif rider is not None and rider.tapers is not None and truth(pack, settled, rider.tapers.treated):
        what = label(pack, rider.tapers.treated)(paper.language)
    else:
        return ""
    here = pack.trees_by_id[of.rpartition(".")[0]]
    more = [each for each in rider.source if pack.tree_at(each) is here] if rider is not None else []
    lines = tuple(line for each in more for line in each.lines)
    source = [replace(each, lines=(*each.lines, *lines)) for each in outcome.source]
    return paper("order_given", what=what, source=paper.places(pack, source))


def _outcome(pack: Pack, of: str) -> Outcome:
    tree, _, id = of.rpartition(".")
    return pack.trees_by_id[tree].outcomes_by_id[id]


def tapers_for(pack: Pack, of: str) -> Rider | None:
    """What says that this (`tree.outcome`) is tapered once the treatment is over."""
    same = {of, *repeated(pack, of)}
    return next((each for each in pack.riders if each.tapers is not None and not same.isdisjoint(_of(each))), None)


def orders_of(pack: Pack, rider: Rider) -> tuple[str, ...]:
    """The orders (`tree.outcome`) to start what this rider has tapered."""
    return tuple(of for of in _of(rider) if _outcome(pack, of).dose is not None)


def _of(rider: Rider) -> list[str]:
    return [f"{place.tree}.{id}" for place in rider.shown_with for id in place.outcomes]


def _decided_after(pack: Pack, case: Case, of: str, treated_at: datetime) -> bool:
    """Whether the board decided on this order, knowing of the treatment, after that was given."""
    same = {of, *repeated(pack, of)}
    here = (each.then for each in case.decisions if f"{each.tree}.{each.advice}" in same)
    return any(then is not None and is_later(then.at, treated_at) for then in here)


class TreatedAt(NamedTuple):
    """The last treatment that is filled in as past, and since when what goes on now is treated."""

    last: tuple[str, datetime] | None
    begun: datetime | None


def treated(pack: Pack, case: Case, of: str, settled: Settled, at: datetime | None) -> TreatedAt:
    """Of the treatments that lead to this advice (`tree.outcome`), what is filled in at a moment; none that is needed
    again, where nobody filled in since when."""
    trees = {each.rpartition(".")[0] for each in (of, *repeated(pack, of))}
    ids = {id for tree in pack.trees for each in tree.choices if _opens(each, trees) for id in each.met_by}
    moments = case.patient.moments
    begun = treated_since(pack, case, ids)
    past = [(id, moments[id]) for id in ids & moments.keys() if at is not None and not is_later(moments[id], at)]
    past = [each for each in past if begun is not None or not is_earlier(pack, settled, *each, begun)]
    return TreatedAt(max(past, key=lambda each: each[1].astimezone(UTC), default=None), begun)


def only_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], paper: Paper) -> str:
    """What is said of such an order: what has to be said of what the board chose, else `Geldt alleen bij operatie of
    radiotherapie: ga na`, the choices that lead to the tree of this advice; empty where none does."""
    if said := " ".join(dict.fromkeys(_not_led(pack, case, of, stages, paper))):
        return said
    trees = {id.rpartition(".")[0] for id in (of, *repeated(pack, of))}
    found = (each.label(paper.language) for tree in pack.trees for each in tree.choices if _opens(each, trees))
    names = tuple(dict.fromkeys(map(uncapital, found)))
    return paper("order_only", choices=listed(names, paper("or"))) if names else ""


def goes_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> str:
    """What stands in the line of this advice (`tree.outcome`), by the trees that say it now: riders that go with it,
    also while a fact is missing; what is asked back of it, by the rows of the moment `at`; and that what the board
    chose does not lead to it."""
    rows = rows_here(pack, case, at)
    found = [text for advice in _saying(pack, of, stages) for text in _of_advice(pack, case, advice, rows, paper)]
    found += _not_led(pack, case, of, stages, paper)
    return " ".join(dict.fromkeys(map(sentence, found)))


def _saying(pack: Pack, of: str, stages: Sequence[Stage]) -> list[Advice]:
    """What the trees that apply say of this advice, its own or another."""
    same = {of, *repeated(pack, of)}
    return [each for each in applying(stages) if _id(each) in same]


def _id(advice: Advice) -> str:
    return "" if advice.outcome is None else f"{advice.tree.id}.{advice.outcome.id}"


def _of_advice(pack: Pack, case: Case, advice: Advice, rows: Rows, paper: Paper) -> Iterator[str]:
    yield from (each.text(paper.language) for each in advice.riders if each.rider.with_order)
    waiting = (each.rider.while_open for each in advice.open_riders if each.rider.with_order)
    yield from (text(paper.language) for text in waiting if text is not None)
    yield from _taken_already(pack, case, _id(advice), advice.settled, rows, paper)
    for each in asked_back(pack, advice.settled, case.confirmed, rows):
        entry = each.doubt.entry
        if each.confirmed is None and isinstance(entry, Doubtful) and _id(advice) in entry.beside:
            yield entry.why(paper.language)


def _taken_already(pack: Pack, case: Case, of: str, settled: Settled, rows: Rows, paper: Paper) -> Iterator[str]:
    """What is said in the line of this order by what the patient takes already."""
    for rider in pack.riders:
        if _is_at(rider, of) and marked(_marks(pack, rider), case.patient, rows):
            yield rider_text(pack, settled, rider)(paper.language)


def _is_at(rider: Rider, of: str) -> bool:
    return rider.with_order and any(f"{at.tree}.{id}" == of for at in rider.shown_with for id in at.outcomes)


def _marks(pack: Pack, rider: Rider) -> tuple[Fact, ...]:
    return tuple(fact for fact in pack.marks if fact.id in rider.marks)


def _not_led(pack: Pack, case: Case, of: str, stages: Sequence[Stage], paper: Paper) -> Iterator[str]:
    """What has to be said of what the board chose, where that does not open the tree of this medicine and another
    choice would have."""
    trees = {id.rpartition(".")[0] for id in (of, *repeated(pack, of))}
    if not any(each.outcome is not None and each.outcome.dose for each in _saying(pack, of, stages)):
        return
    settled = stages[0].advice.settled
    for decision in with_followed(pack, case, settled).decisions:
        tree, choice = pack.trees_by_id.get(decision.tree), chosen_with(pack, decision)
        if tree is None or choice is None or _opens(choice, trees):
            continue
        said = beside_chosen(pack, decision, settled, paper.language)
        if said and any(_opens(each, trees) for each in tree.choices):
            yield said


def _opens(choice: BoardChoice, trees: set[str]) -> bool:
    """Whether a choice opens one of these trees; not one that says how it is carried out itself."""
    return any(each.tree in trees and not each.specifies for each in choice.opens)


class ToCheck(NamedTuple):
    """An outcome that is still possible, and what is to be checked of it while its tree waits for a fact."""

    tree: Tree
    outcome: Outcome
    while_open: WhileOpen


def to_check(pack: Pack, case: Case, stages: Sequence[Stage]) -> tuple[ToCheck, ...]:
    """What has to be checked first, while an advice waits for one fact. Of trees that wait for the same the last one
    says it; none where what the board chose speaks of that fact itself."""
    found = [each for each in map(_waiting, stages) if each is not None]
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


def _waiting(stage: Stage) -> ToCheck | None:
    """The advice of a tree that applies, of which the pack says what is to be checked while it is open."""
    advice = stage.advice
    if stage.entry != "open" or advice.status == "out_of_scope" or advice.outcome is not None:
        return None
    for outcome in map(advice.tree.outcomes_by_id.__getitem__, advice.possible):
        if outcome.while_open is not None and advice.open_facts[:1] == (outcome.while_open.fact,):
            return ToCheck(advice.tree, outcome, outcome.while_open)
    return None


def _chosen_with(pack: Pack, case: Case, fact: str) -> bool:
    """Whether the board chose what hangs on a fact, and that says so."""
    chosen = (choice for each in case.decisions if (choice := choice_of(pack, each)) is not None)
    return any(fact in pack.facts_in(part.condition) for choice in chosen for part in choice.parts)
