"""An order to give a medicine of which something comes first: who carries it out asks, or checks, before that.

Window, room, strip, picture, page, text and JSON ask it here, so that none of them says to start what another holds
back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple, TypeAlias

from mdo_viewer.guideline.model import BoardChoice, Outcome, Pack, Rider, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, label, listed, uncapital
from mdo_viewer.meeting.advice_then import with_followed
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    beside_chosen,
    chosen_with,
    is_earlier,
    is_passed_over,
    not_counted_said,
    spoken_on,
    treated_since,
)
from mdo_viewer.meeting.limits.therapy import treatments
from mdo_viewer.meeting.tables.moments import moment_said
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.deadlines import is_later
from mdo_viewer.reasoning.deciding import as_it_holds, truth
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Advice, Settled, Stage
from mdo_viewer.reasoning.saying import Saying

#: first: it is discussed before anybody carries it out; check: whether it was given already
OrderHow: TypeAlias = Literal["first", "check"]


class OrderFirst(NamedTuple):
    """What comes before an order, and why; in front of its title stands `saying.order(how)`."""

    how: OrderHow
    why: str


def order_first(
    pack: Pack, case: Case, stage: Stage, stages: Sequence[Stage], at: datetime | None, saying: Saying
) -> OrderFirst | None:
    """What comes before what a tree orders now, by `held_back` and `given_with`; None of an order that stands as it
    is, and of what nobody carries out: it was done or decided otherwise, or the board's word at another tree counts."""
    advice, tree = stage.advice, stage.advice.tree
    if stage.entry != "open" or advice.status == "out_of_scope" or advice.outcome is None:
        return None
    outcome = as_it_holds(pack, advice.settled, advice.outcome)
    of = f"{tree.id}.{outcome.id}"
    refused = any(f"{each.tree}.{each.advice}" == of and each.kind not in FOLLOWING for each in case.decisions)
    if outcome.dose is None or refused or of in case.done or spoken_on(pack, case, of, stages) not in (None, of):
        return None
    if (held := held_back(pack, case, tree, outcome, stages, saying)) is not None:
        return OrderFirst("first", held[1])
    given = given_with(pack, case, of, stages, at, saying)
    return OrderFirst("check", given) if given else None


def marked_short(
    pack: Pack, case: Case, stage: Stage, stages: Sequence[Stage], at: datetime | None, saying: Saying
) -> str:
    """What comes before an order, or of an advice that its treatment is filled in, in two words: `Eerst overleggen`,
    `Al behandeld`; empty for neither."""
    order, outcome = order_first(pack, case, stage, stages, at, saying), stage.advice.outcome
    if order is not None:
        return saying.order_short(order.how)
    advises = outcome is not None and outcome.kind == "advice"
    now = stage.entry == "open" and treatments(pack, case, stage.advice, at, saying).now
    return saying.treated_short if advises and now else ""


def asks_first(pack: Pack, case: Case, tree: Tree, outcome: Outcome) -> bool:
    """Whether nobody gives this before it is discussed: the board decided otherwise on all, or to do none of what can
    be done, and said nothing on this. A medicine may be for who is treated, and what it wrote cannot be read."""
    return outcome.dose is not None and is_passed_over(pack, case, tree.id)


def held_back(
    pack: Pack, case: Case, tree: Tree, outcome: Outcome, stages: Sequence[Stage], saying: Saying
) -> tuple[str, str] | None:
    """What stands instead of an order that nobody carries out before it is discussed, without its dose, and why; None
    of one that stands."""
    if not asks_first(pack, case, tree, outcome):
        return None
    what = f"{saying.order('first')}: {uncapital(outcome.title(saying.language))}"
    return what, only_with(pack, case, f"{tree.id}.{outcome.id}", stages, saying)


def checked(what: str, given: str, saying: Saying) -> str:
    """An order as it stands, behind the check that `given_with` asks for: who gave it does not give it again."""
    return f"{saying.order('check')}: {uncapital(what)}" if given else what


def given_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], at: datetime | None, saying: Saying) -> str:
    """`Operatie di 24 nov 18:00 staat ingevuld`, of what is given at once (`tree.outcome`) for a treatment that comes:
    it may have been given with that, also where it is needed again by what no moment says to have come later. So may
    what was ticked off and does not count. Empty while none of those treatments is filled in since it is needed, where
    the board decided on it after the treatment, and without `stages`: of a tree alone."""
    outcome, rider = outcome_of(pack, of), tapers_for(pack, of)
    if not stages or outcome.dose is None or outcome.to_do != "at_once":
        return ""
    settled = stages[0].advice.settled
    if said := not_counted_said(pack, case, of, at, saying):
        return capital(said)
    found, begun = treated(pack, case, of, settled, at)
    if found is not None:
        after = begun is not None and is_later(begun, found[1])
        if after or _decided_after(pack, case, of, found[1]):
            return ""
        what = f"{pack.moments_by_id[found[0]].label(saying.language)} {moment_said(pack, *found, saying)}"
    elif rider is not None and rider.tapers is not None and truth(pack, settled, rider.tapers.treated):
        what = label(pack, rider.tapers.treated)(saying.language)
    else:
        return ""
    here = pack.trees_by_id[of.rpartition(".")[0]]
    more = [each for each in rider.source if pack.tree_at(each) is here] if rider is not None else []
    lines = tuple(line for each in more for line in each.lines)
    source = [replace(each, lines=(*each.lines, *lines)) for each in outcome.source]
    return saying.order("given", what=what, source=saying.places(pack, source))


def outcome_of(pack: Pack, of: str) -> Outcome:
    """The outcome of an advice (`tree.outcome`)."""
    tree, _, id = of.rpartition(".")
    return pack.trees_by_id[tree].outcomes_by_id[id]


def tapers_for(pack: Pack, of: str) -> Rider | None:
    """What says that this (`tree.outcome`) is tapered once the treatment is over."""
    same = {of, *repeated(pack, of)}
    return next(
        (each for each in pack.riders if each.tapers is not None and not same.isdisjoint(ordered_by(each))), None
    )


def ordered_by(rider: Rider) -> list[str]:
    """The advices (`tree.outcome`) with which a rider is shown."""
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


def only_with(pack: Pack, case: Case, of: str, stages: Sequence[Stage], saying: Saying) -> str:
    """What is said of such an order: what has to be said of what the board chose, else `Geldt alleen bij operatie of
    radiotherapie: ga na`, the choices that lead to the tree of this advice; empty where none does."""
    if said := " ".join(dict.fromkeys(not_led(pack, case, of, stages, saying))):
        return said
    trees = {id.rpartition(".")[0] for id in (of, *repeated(pack, of))}
    found = (each.label(saying.language) for tree in pack.trees for each in tree.choices if _opens(each, trees))
    names = tuple(dict.fromkeys(map(uncapital, found)))
    return saying.order("only", choices=listed(names, saying.either)) if names else ""


def saying_it(pack: Pack, of: str, stages: Sequence[Stage]) -> list[Advice]:
    """What the trees that apply say of this advice, its own or another."""
    same = {of, *repeated(pack, of)}
    return [each for each in applying(stages) if id_of(each) in same]


def id_of(advice: Advice) -> str:
    """What a tree advises as `tree.outcome`; empty without an outcome."""
    return "" if advice.outcome is None else f"{advice.tree.id}.{advice.outcome.id}"


def not_led(pack: Pack, case: Case, of: str, stages: Sequence[Stage], saying: Saying) -> Iterator[str]:
    """What has to be said of what the board chose, where that does not open the tree of this medicine and another
    choice would have."""
    trees = {id.rpartition(".")[0] for id in (of, *repeated(pack, of))}
    if not any(each.outcome is not None and each.outcome.dose for each in saying_it(pack, of, stages)):
        return
    for decision in with_followed(pack, case, stages).decisions:
        tree, choice = pack.trees_by_id.get(decision.tree), chosen_with(pack, decision)
        if tree is None or choice is None or _opens(choice, trees):
            continue
        said = beside_chosen(pack, decision, stages[0].advice.settled, saying.language)
        if said and any(_opens(each, trees) for each in tree.choices):
            yield said


def _opens(choice: BoardChoice, trees: set[str]) -> bool:
    """Whether a choice opens one of these trees; not one that says how it is carried out itself."""
    return any(each.tree in trees and not each.specifies for each in choice.opens)
