"""How what the board decided stands to the advice of now: whether it is still done, and what is said before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from mdo_viewer.guideline.model import Outcome, Pack
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.meeting.advice_then import OVERTAKEN, advised_then, since
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING
from mdo_viewer.meeting.to_do import limits_of
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.choosing import following
from mdo_viewer.reasoning.deadlines import by_urgency
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.telling import heading
from mdo_viewer.reports.model import Standing
from mdo_viewer.reports.wording import Paper, sentence

#: What nobody does as it was decided.
OVER: Final[tuple[Standing, ...]] = ("not_needed", "lapsed", "discuss_first", "contradicts")
#: What is left of the list after all that has to be done or discussed.
LAST: Final[tuple[Standing, ...]] = ("not_needed", "lapsed", "contradicts")


def standing(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None) -> Standing:
    """How a decision on one tree stands to what the trees advise now; one on the whole case always holds."""
    if decision.is_whole or since(pack, decision, stages) not in OVERTAKEN:
        return "holds"
    own, then = _stage(stages, decision), _then(pack, decision)
    pressing = _treats(pack, decision) and next(iter(_therapy(case, stages, at)), None) is not None
    if decision.kind not in FOLLOWING:
        return "discuss_first" if pressing else "holds"  # the board's own word, with its warning
    if then is None or said_elsewhere(pack, f"{decision.tree}.{then.id}", stages):
        return "holds"
    found = _followed(own, then)
    return "discuss_first" if pressing and found == "contradicts" else found


def _followed(own: Stage, then: Outcome) -> Standing:
    """Of an advice that was followed and is not that of now."""
    now, applies = own.advice.outcome, own.entry == "open"
    if now is None:
        waits = own.entry != "not_entered" and own.advice.status != "out_of_scope"
        # What has to be done at once is done by whoever reads it first: not while it cannot be advised any more.
        return "missing" if waits and (then.to_do != "at_once" or then.id in own.advice.possible) else "contradicts"
    if applies and _waits(then, now):
        return "lapsed"
    return "not_needed" if applies and then.dose is None and _asks_nothing(own, now) else "contradicts"


def _waits(then: Outcome, now: Outcome) -> bool:
    """Whether what was advised then was to wait with what now has to be done."""
    if then.limit is not None:
        return then.limit.type != "latest" and now.to_do is not None
    return then.dose is None and then.to_do == "act" and now.to_do == "at_once"


def _asks_nothing(own: Stage, now: Outcome) -> bool:
    """Whether an advice only says that something need not be done, or is there: nobody has to act on it or choose."""
    acts = now.to_do is not None or now.limit is not None or now.dose is not None
    disputed = "no_consensus" in now.strength
    return now.kind == "advice" and not acts and not disputed and not following(own.advice.tree, now.id)


def said_elsewhere(pack: Pack, of: str, stages: Sequence[Stage]) -> bool:
    """Whether another tree that applies says now what this advice (`tree.outcome`) said."""
    return not _advised(stages).isdisjoint(repeated(pack, of))


def is_advised(pack: Pack, of: str, stages: Sequence[Stage]) -> bool:
    """Whether a tree that applies says now what this advice (`tree.outcome`) said: its own or another."""
    return of in _advised(stages) or said_elsewhere(pack, of, stages)


def _advised(stages: Sequence[Stage]) -> set[str]:
    return {f"{each.tree.id}.{each.outcome.id}" for each in applying(stages) if each.outcome is not None}


def _stage(stages: Sequence[Stage], decision: Decision) -> Stage:
    return next(stage for stage in stages if stage.advice.tree.id == decision.tree)


def _then(pack: Pack, decision: Decision) -> Outcome | None:
    tree = pack.trees_by_id.get(decision.tree)
    return None if tree is None else tree.outcomes_by_id.get(decision.advice or "")


# --- a treatment of which the limit runs --------------------------------------------------------------------------


def _treats(pack: Pack, decision: Decision) -> bool:
    """Whether a decision is on a treatment: at a tree where the board chooses one, or on the limit of it."""
    tree, then = pack.trees_by_id.get(decision.tree), _then(pack, decision)
    return tree is not None and (bool(tree.choices) or (then is not None and _is_therapy(then)))


def _is_therapy(outcome: Outcome) -> bool:
    return outcome.limit is not None and outcome.limit.type == "latest" and bool(outcome.limit.met_by)


def _therapy(case: Case, stages: Sequence[Stage], at: datetime | None) -> Iterator[Deadline]:
    """The limits that run now and that a treatment meets."""
    for stage in stages:
        for limit in limits_of(case, stage, case.patient.moments, at):
            if limit.done is None and limit.due.limit.type == "latest" and limit.due.limit.met_by:
                yield limit.due


#: The word of each that nobody may miss.
_MARKS: Final[Mapping[Standing, str]] = {
    "not_needed": "stands.not_needed",
    "lapsed": "stands.lapsed",
    "discuss_first": "stands.discuss_first",
    "contradicts": "stands.contradicts",
}


# --- in words -----------------------------------------------------------------------------------------------------


def what_stands(
    found: Standing,
    what: str,
    case: Case,
    decision: Decision,
    stages: Sequence[Stage],
    at: datetime | None,
    paper: Paper,
) -> str:
    """What was decided, after the words that nobody may miss."""
    if found not in OVER:
        return what
    mark = paper(_MARKS[found])
    if found == "discuss_first":
        due = min(_therapy(case, stages, at), key=by_urgency)
        mark = ", ".join(part for part in (mark, paper.due(due)) if part)
        mark = f"{mark} ({paper('overdue')})" if due.overdue else mark
    said = f"{mark}: {uncapital(what)}"
    return f"{said}; {paper('advice_now', now=_now(stages, decision, paper))}" if found == "lapsed" else said


def why_stands(
    pack: Pack,
    found: Standing,
    case: Case,
    decision: Decision,
    stages: Sequence[Stage],
    at: datetime | None,
    paper: Paper,
) -> str:
    """What is said beside it, before what it is about; empty of one that holds or says it itself."""
    now = _now(stages, decision, paper) if found != "holds" else ""
    if found == "missing":
        return _missing(pack, case, decision, stages, at, paper)
    if found == "not_needed":
        return capital(paper("advice_now", now=now))
    if found in ("contradicts", "discuss_first") and decision.kind in FOLLOWING:
        then = advised_then(pack, decision)
        return paper("overtaken", then=then(paper.language) if then else "", now=now)
    return ""


def _missing(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> str:
    """That a fact is not known any more; what can still be advised, where that is something else; and that it runs."""
    advice, said = _stage(stages, decision).advice, [paper("stands.missing")]
    if advice.possible and decision.advice not in advice.possible:
        titles = (advice.tree.outcomes_by_id[id].title(paper.language) for id in advice.possible)
        said.append(paper("possible", outcomes="; ".join(dict.fromkeys(titles))))
    if _treats(pack, decision) and next(iter(_therapy(case, stages, at)), None) is not None:
        said.append(paper("stands.runs_on"))
    return " ".join(map(sentence, said)).removesuffix(".")


def _now(stages: Sequence[Stage], decision: Decision, paper: Paper) -> str:
    return heading(_stage(stages, decision), paper.language)
