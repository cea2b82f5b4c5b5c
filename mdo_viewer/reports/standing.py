"""How what the board decided stands to the advice of now: whether it is still done, and what is said before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from mdo_viewer.guideline.model import All, AnyOf, Condition, Is, Not, Outcome, Pack
from mdo_viewer.guideline.wording import capital, fact_name, label, listed, uncapital
from mdo_viewer.meeting.advice_then import (
    APART,
    OVERTAKEN,
    advised_then,
    decided_apart,
    is_by_whole,
    is_missing,
    is_open,
    overtaken_by,
    says_to_wait,
    since,
    unchosen_at,
    with_followed,
)
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING, choice_of
from mdo_viewer.meeting.limits.therapy import carries_out, is_therapy, past_limits, therapy_limits
from mdo_viewer.meeting.to_do import running_limits
from mdo_viewer.reasoning.beside.repeats import on_the_same, repeated
from mdo_viewer.reasoning.choosing import opened
from mdo_viewer.reasoning.deadlines import by_urgency, deadline
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.telling import heading, range_said
from mdo_viewer.reports.model import Standing
from mdo_viewer.reports.wording import Paper, sentence

#: What nobody does as it was decided.
OVER: Final[tuple[Standing, ...]] = ("not_needed", "lapsed", "discuss_first", "contradicts")
#: What is left of the list after all that has to be done or discussed.
LAST: Final[tuple[Standing, ...]] = ("not_needed", "lapsed", "contradicts")


class Stands(NamedTuple):
    """A decision as it stands at a moment, with all by which that is told: `found` is how, `stages` are what the trees
    advise now."""

    pack: Pack
    case: Case
    decision: Decision
    stages: Sequence[Stage]
    at: datetime | None
    found: Standing = "holds"

    @property
    def is_over(self) -> bool:
        """Whether nobody does it as it was decided."""
        return self.found in OVER

    @property
    def own(self) -> Stage:
        """What the tree of the decision says now."""
        return next(stage for stage in self.stages if stage.advice.tree.id == self.decision.tree)

    @property
    def then(self) -> Outcome | None:
        """The advice that the decision was taken on."""
        tree = self.pack.trees_by_id.get(self.decision.tree)
        return None if tree is None else tree.outcomes_by_id.get(self.decision.advice or "")

    @property
    def is_treatment(self) -> bool:
        """Whether it is on a treatment: at a tree where the board chooses one, or on the limit of it. One on the whole
        case may be, which nobody can read."""
        tree, then = self.pack.trees_by_id.get(self.decision.tree), self.then
        if tree is None:
            return self.decision.is_whole
        return bool(tree.choices) or (then is not None and is_therapy(then))

    @property
    def due(self) -> Deadline | None:
        """The limit that presses most of those that run now and that a treatment meets, where it is one."""
        found = therapy_limits(self.case, self.stages, self.at) if self.is_treatment else ()
        return next((each.due for each in found), None)

    @property
    def presses(self) -> Deadline | None:
        """The limit that presses what was decided itself: that of a treatment, else one of its own tree that ends
        before the limit that was decided on."""
        return self.due if self.is_treatment else self._shorter()

    @property
    def by(self) -> Deadline | None:
        """The limit before which it has to be discussed again: what presses it, else the shortest that a treatment
        has to meet, which waits for it. How a treatment is given waits for that one; an order for at once for none."""
        gives = not self.is_treatment and carries_out(self.pack, self.case, self.decision.tree)
        at_once = self.new_order is not None or (self.then is not None and self.then.to_do == "at_once")
        found = therapy_limits(self.case, self.stages, self.at) if gives or not at_once else ()
        first = next((each.due for each in found), None)
        return first if gives and first is not None else self.presses or first

    def _shorter(self) -> Deadline | None:
        moments, then = self.case.patient.moments, self.then
        here = running_limits(self.case, self.own, moments, self.at)
        found = min((each.due for each in here), key=lambda each: by_urgency(each, self.at), default=None)
        if found is None or then is None or then.limit is None or then.limit.type != "latest":
            return found
        before = deadline(then.id, then.limit, moments, self.at)
        return found if by_urgency(found, self.at) < by_urgency(before, self.at) else None

    @property
    def new_order(self) -> Outcome | None:
        """What its tree now says to do at once, and nobody did yet."""
        if self.decision.is_whole:
            return None
        stage = self.own
        outcome = stage.advice.outcome if stage.entry == "open" else None
        if outcome is None or outcome.to_do != "at_once":
            return None
        of = f"{stage.advice.tree.id}.{outcome.id}"
        return None if any(each in self.case.done for each in (of, *repeated(self.pack, of))) else outcome


def standing(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None) -> Stands:
    """How a decision on one tree stands to what the trees advise now; one on the whole case holds, unless it comes
    after the limit of a treatment."""
    stands = Stands(pack, case, decision, stages, at)
    found = _standing(stands)
    return stands._replace(found="discuss_first" if found in ("holds", "missing") and is_too_late(stands) else found)


def is_too_late(stands: Stands) -> bool:
    """Whether a treatment was decided for a moment after a limit that runs now and from which nobody deviated."""
    if not stands.is_treatment or (stands.decision.is_whole and decided_apart(stands.pack, stands.case, WHOLE_CASE)):
        return False  # what is decided apart is one task, which says it
    found = past_limits(stands.pack, stands.case, stands.decision, stands.stages, stands.at)
    return any(each.how == "not_deviated" for each in found)


def _standing(stands: Stands) -> Standing:
    pack, decision = stands.pack, stands.decision
    found = since(pack, stands.case, decision, stands.stages)
    if decision.is_whole or found == "apart" or found not in OVERTAKEN:
        return "discuss_first" if waited_elsewhere(stands) else "holds"
    if found in APART:
        return "discuss_first"  # no fact changed: the board itself decided otherwise on all
    if found == "unchosen" and goes_with_first(pack, stands.case, decision, stands.stages):
        return "discuss_first"
    if found in ("unchosen", "lifted"):
        return "contradicts"
    if decision.kind not in FOLLOWING and is_missing(stands.own, decision):
        return "missing"
    if decision.kind not in FOLLOWING:
        # Else it is the board's own word, with its warning.
        return "discuss_first" if stands.presses is not None or stands.new_order is not None else "holds"
    then = stands.then
    if then is None or said_elsewhere(pack, f"{decision.tree}.{then.id}", stands.stages):
        return "holds"
    by = overtaken_by(stands.own, then)
    if by == "lapsed":
        return "discuss_first" if _waits_on(stands, then) else by
    if by == "closed" or by == "same_dose":
        return "discuss_first"
    return "discuss_first" if by == "contradicts" and stands.presses is not None else by


def goes_with_first(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage]) -> bool:
    """Whether this says how a treatment is given that the board chose and has to discuss again first: it waits for
    that, and is forbidden no more than the treatment is."""
    settled = stages[0].advice.settled
    for each in case.decisions:
        choice = choice_of(pack, each)
        ways = () if choice is None else opened(pack, settled, each.tree, choice)
        if any(way.opening.tree == decision.tree and way.opening.specifies and way.truth is not False for way in ways):
            return standing(pack, case, each, stages, None).found == "discuss_first"
    return False


def waited_elsewhere(stands: Stands) -> tuple[int, ...]:
    """The numbers of the trees on which nothing is decided and that say to wait with the medicine too, where the board
    decided otherwise than to wait at this one: side by side they would order two things."""
    pack, case, decision, then = stands.pack, stands.case, stands.decision, stands.then
    if decision.is_whole or decision.kind in FOLLOWING or then is None or stands.own.entry != "open":
        return ()
    if not says_to_wait(stands.own.advice.tree, then):
        return ()
    beside = set(on_the_same(pack, decision.tree)) - {each.tree for each in case.decisions}
    here = ((each.tree, each.outcome) for each in applying(stands.stages) if each.tree.id in beside)
    return tuple(tree.number for tree, outcome in here if outcome is not None and says_to_wait(tree, outcome))


def _waits_on(stands: Stands, then: Outcome) -> bool:
    """Whether that for which an advice waits has still to be done by a limit that was taken over."""
    after = {each.tree for each in then.next}
    here = (stage for stage in stands.stages if stage.advice.tree.id in after)
    moments = stands.case.patient.moments
    return any(each.overtaken for stage in here for each in running_limits(stands.case, stage, moments, stands.at))


def said_elsewhere(pack: Pack, of: str, stages: Sequence[Stage]) -> bool:
    """Whether another tree that applies says now what this advice (`tree.outcome`) said."""
    return not _advised(stages).isdisjoint(repeated(pack, of))


def is_advised(pack: Pack, of: str, stages: Sequence[Stage]) -> bool:
    """Whether a tree that applies says now what this advice (`tree.outcome`) said: its own or another."""
    return of in _advised(stages) or said_elsewhere(pack, of, stages)


def is_advised_at(of: str, stages: Sequence[Stage]) -> bool:
    """Whether the tree of this advice (`tree.outcome`) applies and says it now."""
    return of in _advised(stages)


def _advised(stages: Sequence[Stage]) -> set[str]:
    return {f"{each.tree.id}.{each.outcome.id}" for each in applying(stages) if each.outcome is not None}


#: The word of each that nobody may miss.
_MARKS: Final[Mapping[Standing, str]] = {
    "not_needed": "stands.not_needed",
    "lapsed": "stands.lapsed",
    "contradicts": "stands.contradicts",
}


# --- in words -----------------------------------------------------------------------------------------------------


def what_stands(stands: Stands, what: str, paper: Paper) -> str:
    """What was decided, after the words that nobody may miss."""
    if not stands.is_over:
        return what
    if stands.found == "discuss_first":
        said = first_discussed(what, stands.by, paper)
    else:
        said = f"{paper(_MARKS[stands.found])}: {uncapital(what)}"
    if stands.found == "discuss_first" and stands.decision.before is not None:
        said = f"{said} ({paper('stands.was', before=paper.before(stands.decision.before))})"
    against = stands.found == "discuss_first" and stands.decision.kind not in FOLLOWING and stands.new_order is not None
    return f"{said}; {_now(stands, paper)}" if stands.found == "lapsed" or against else said


def lapsed_by_whole(
    pack: Pack, case: Case, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> dict[int, str]:
    """By the number of its tree what following the advices on the whole case had somebody wait with, and lapsed since,
    as it stands among what was decided: it is nobody's task."""
    made = with_followed(pack, case, stages)
    all_ = (standing(pack, made, each, stages, at) for each in made.decisions if is_by_whole(made, each))
    return {
        each.own.advice.tree.number: what_stands(each, each.then.title(paper.language), paper)
        for each in all_
        if each.found == "lapsed" and each.then is not None
    }


def first_discussed(what: str, due: Deadline | None, paper: Paper) -> str:
    """What has to be discussed again first, and that its limit is over; before when stands where every line has it."""
    late = f" ({paper('overdue')})" if due is not None and due.overdue else ""
    return f"{paper('stands.discuss_first')}{late}: {uncapital(what)}"


def why_stands(stands: Stands, paper: Paper) -> str:
    """What is said beside it, before what it is about; empty of one that holds or says it itself."""
    pack, case, decision, stages = stands.pack, stands.case, stands.decision, stands.stages
    if since(pack, case, decision, stages) == "replaced":
        return unchosen_said(pack, case, decision, stages, paper)
    late = stands.found == "discuss_first" and is_too_late(stands)
    if stands.found == "missing" or (late and not stands.decision.is_whole and is_missing(stands.own, stands.decision)):
        return _missing(stands, paper)
    if late:
        return ""  # that it comes after the limit is said beside it
    if stands.found == "discuss_first" and (trees := waited_elsewhere(stands)):
        return paper("stands.waits", trees=uncapital(paper.trees(trees)))
    if stands.found == "kept":
        return f"{paper('stands.kept')}; {_now(stands, paper)}"
    if stands.found == "holds" and is_overtaken(stands):
        return said_at(stands.pack, stands.decision, stands.stages, paper)
    if stands.found == "not_needed":
        return capital(_now(stands, paper))
    if stands.found in ("contradicts", "discuss_first") and (
        unchosen := unchosen_said(pack, case, decision, stages, paper)
    ):
        return unchosen
    if stands.found == "contradicts" and (lifted := lifted_said(pack, case, decision, stages, paper)):
        return lifted
    if stands.found in ("contradicts", "discuss_first") and stands.decision.kind in FOLLOWING:
        then = advised_then(stands.pack, stands.decision)
        taken = paper("taken_on_other", then=then(paper.language) if then else "")
        return _also(f"{taken}; {_now(stands, paper)}", stands, paper)
    return ""


def _also(said: str, stands: Stands, paper: Paper) -> str:
    """What can still be advised, while a fact is missing; and that what is given stays the same on another ground."""
    then, now = stands.then, stands.own.advice.outcome
    if now is None and is_open(stands.own):
        return f"{sentence(said)} {_possible(stands, paper)}".removesuffix(".")
    same = then is not None and then.dose is not None and now is not None and then.dose == now.dose
    return f"{said}; {paper('stands.same_dose')}" if same and stands.own.entry == "open" else said


def _possible(stands: Stands, paper: Paper) -> str:
    titles = (each.title(paper.language) for each in stands.own.advice.still_possible)
    return paper("possible", outcomes="; ".join(dict.fromkeys(titles)))


def unchosen_said(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """That this only says how a treatment is given which the board did not choose, and where; or that it decided
    otherwise on all since. Empty of what is neither."""
    found = since(pack, case, decision, stages)
    if found == "replaced":
        return paper("stands.replaced")
    if found != "unchosen":
        return ""
    trees = paper.trees(unchosen_at(pack, case, decision.tree, stages))
    first = goes_with_first(pack, case, decision, stages)
    return paper("stands.with_first" if first else "stands.unchosen", trees=uncapital(trees))


def lifted_said(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """By which facts the dose that was followed does not hold now; empty where it does."""
    if since(pack, case, decision, stages) != "lifted":
        return ""
    outcome, settled = pack.trees_by_id[decision.tree].outcomes_by_id[decision.advice or ""], stages[0].advice.settled
    unless = outcome.unless
    parts = unless.items if isinstance(unless, AnyOf) else (unless,)
    found = (part for each in parts if each is not None and truth(pack, settled, each) for part in _against(each))
    said = listed((uncapital(label(pack, part)(paper.language)) for part in found), paper("and"))
    return paper("stands.lifted", condition=said)


def _against(condition: Condition) -> tuple[Condition, ...]:
    """Of a condition that holds what is not so, where it says that of anything: the rest is what was asked before."""
    parts = condition.items if isinstance(condition, All) and condition.text is None else ()
    return tuple(each for each in parts if isinstance(each, Not) or _is_no(each)) or (condition,)


def _is_no(condition: Condition) -> bool:
    return isinstance(condition, Is) and condition.value is False


def _now(stands: Stands, paper: Paper) -> str:
    return now_said(stands.own, paper)


def now_said(own: Stage, paper: Paper) -> str:
    """What holds instead: the advice of now, and where there is none that the board decides."""
    outcome = own.advice.outcome if own.entry == "open" else None
    silent = outcome is not None and outcome.kind == "silent"
    now = heading(own, paper.language)
    return paper("advice_now_silent", now=uncapital(now)) if silent else paper("advice_now", now=now)


def is_overtaken(stands: Stands) -> bool:
    """Whether an advice was followed that its tree does not give now."""
    decision = stands.decision
    followed = decision.kind in FOLLOWING and not decision.is_whole
    found = since(stands.pack, stands.case, decision, stands.stages)
    return followed and found != "apart" and found in OVERTAKEN


def said_at(pack: Pack, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """At which tree stands now what the board followed at another one; empty where none says it."""
    if decision.kind not in FOLLOWING:
        return ""
    here, same = _advised(stages), repeated(pack, f"{decision.tree}.{decision.advice}")
    numbers = [pack.trees_by_id[of.rpartition(".")[0]].number for of in same if of in here]
    return paper("stands.said_at", trees=uncapital(paper.trees(numbers))) if numbers else ""


def missing_said(pack: Pack, decision: Decision, own: Stage, paper: Paper) -> str:
    """That a fact is not known any more; of a range that lies over an edge in which part of it the decision holds."""
    ways = own.advice.ways or own.ways
    if not ways:
        return paper("advice_changed_missing", facts=unknown_facts(pack, own, paper))
    said = range_said(pack, own.advice, ways[0].fact, paper.language, "crossed")
    then = (decision.tree, decision.advice)
    parts = [
        each.label(paper.language)
        for each in ways
        if any((it.tree.id, it.outcome.id) == then for it in (each.advice, each.end) if it.outcome is not None)
    ]
    if not parts or len(parts) == len(ways):
        return paper("stands.range", said=uncapital(said))
    return paper("stands.range_in", said=uncapital(said), part=listed(parts, paper("and")))


#: As many facts as are named one by one.
_MOST_NAMED: Final = 3


def unknown_facts(pack: Pack, own: Stage, paper: Paper) -> str:
    """The facts that the advice of a tree waits for, first what is asked first; of many only those."""
    facts = {each.id: each for each in (*pack.facts, *pack.scope)}
    ids = tuple(dict.fromkeys((*own.advice.scope_open, *own.advice.open_facts)))
    names = [uncapital(fact_name(facts[id], paper.language)) for id in ids[:_MOST_NAMED]]
    return listed(
        (*names, *([paper("stands.more", n=len(ids) - len(names))] if len(ids) > len(names) else [])), paper("and")
    )


def _missing(stands: Stands, paper: Paper) -> str:
    """That a fact is not known any more; what can still be advised, where that is something else; and that it runs."""
    advice, said = stands.own.advice, [missing_said(stands.pack, stands.decision, stands.own, paper)]
    if not (advice.ways or stands.own.ways) and advice.possible and stands.decision.advice not in advice.possible:
        said.append(_possible(stands, paper))
    if stands.due is not None:
        said.append(paper("stands.runs_on"))
    return " ".join(map(sentence, said)).removesuffix(".")
