"""What decisions make of the tasks: what was decided otherwise is no task of its advice any more, and what the board
decided stands there instead, with its condition. Every list of tasks asks here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, TypedDict

from mdo_viewer.guideline.model import AnyOf, BoardChoice, Outcome, Pack, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, label, listed, uncapital
from mdo_viewer.meeting.advice_then import advised_then
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    choice_words,
    chose_nothing,
    chosen_with,
    reason_words,
    spoken_apart,
    spoken_on,
)
from mdo_viewer.meeting.limits.therapy import carries_out, past_limit, therapy_limit
from mdo_viewer.meeting.to_do import is_otherwise
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.choosing import opened
from mdo_viewer.reasoning.deadlines import LAST as LAST_MOMENT
from mdo_viewer.reasoning.deadlines import is_later, met_at
from mdo_viewer.reasoning.deciding import as_it_holds, truth
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reports.model import DeadlineLine, DecisionLine, Standing, TaskLine
from mdo_viewer.reports.standing import (
    LAST,
    Stands,
    goes_with,
    is_advised,
    is_advised_at,
    standing,
    what_stands,
    why_stands,
)
from mdo_viewer.reports.wording import Paper, sentence

#: What is done as it was decided.
DONE: Final[tuple[Standing, ...]] = ("holds", "missing")


def what_decided(pack: Pack, decision: Decision, paper: Paper) -> str:
    """What is done by a decision: what was chosen, else the advice that was followed, else what the board wrote. Of the
    case as a whole only what it wrote: no advice of one tree stands for the others."""
    chosen = choice_words(pack, decision, paper.language)
    if chosen:
        return chosen
    if decision.is_whole or decision.kind not in FOLLOWING:
        return decision.text or ""
    title = advised_then(pack, decision)
    return title(paper.language) if title else ""


def decision_said(line: DecisionLine, paper: Paper) -> str:
    """A decision in a few words: how, and what; then which advices it follows on the whole case, where nothing else
    says it; then its condition; then what the board wrote with it."""
    what = line.what if line.what == line.text else uncapital(line.what)
    what = what or "; ".join(f"{uncapital(name)}: {advice}" for name, advice in line.follows)
    said = f"{line.heading}: {what}" if what else line.heading
    said = f"{said}, {line.before}" if line.before else said
    return _sentences(said, condition_said(line.condition, paper), line.remark)


def condition_said(condition: str, paper: Paper) -> str:
    """`Voorwaarde: geen maagulcus`; empty without one."""
    return f"{paper('condition')}: {condition}" if condition else ""


def reason_said(pack: Pack, decision: Decision, paper: Paper) -> str:
    """Why a decision deviates: the coded reason, and what was written with it. Empty for one that has none."""
    if not (decision.reason_code or decision.reason or decision.kind == "deviate"):
        return ""
    code = decision.reason_code
    coded = reason_words(paper.words, pack, code) if code else paper("reason_unknown")
    return f"{coded}: {decision.reason}" if decision.reason else coded


def when_said(task: TaskLine, paper: Paper) -> str:
    """`direct`, `vóór di 24 nov 12:00` where the decision says so, `zie termijn boom 4`, or that it has no limit."""
    return task.before or (paper("at_once") if task.at_once else task.limit or paper("no_date"))


def with_when(when: str, what: str, remark: str = "") -> str:
    """`Vóór ma 23 nov 14:10: MRI`; without the word before it that the advice says itself (`Direct starten`)."""
    said = re.search(rf"(?<!\w){re.escape(when)}(?!\w)", what, re.IGNORECASE)
    return f"{what}{remark}" if said else f"{capital(when)}{remark}: {what}"


def task_lines(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    decisions: Iterable[DecisionLine],
    deadlines: Iterable[DeadlineLine],
    at: datetime | None,
    paper: Paper,
) -> tuple[TaskLine, ...]:
    """What the board decided to do, where no limit of that advice says it already; what has to be done at once first,
    with what was decided against it, then what has a moment, what is overtaken after what is not, and nothing that was
    done."""
    told = {each.of for each in deadlines}
    found = [
        line
        for decision, said in zip(case.decisions, decisions, strict=True)
        for line in _task(pack, case, stages, decision, said, at, paper)
        if line.of not in told
    ]
    last = {frozenset((line.of, *repeated(pack, line.of))): line for line in found if line.of}
    once = [line for line in found if not line.of or line in last.values()]
    once = _as_one(pack, case, stages, once)
    found = _together(pack, case, sorted(once, key=_order), paper)
    return tuple(replace(each, about=_sentences(each.past, each.about)) for each in sorted(found, key=_order))


def _order(line: TaskLine) -> tuple[bool, bool, bool, datetime]:
    return not (line.at_once or line.apart), not line.at_once, line.standing in LAST, moment_of(line)


def moment_of(line: TaskLine) -> datetime:
    """The moment by which a task is sorted; the last of all where it has none."""
    return datetime.fromisoformat(line.until) if line.until else LAST_MOMENT.astimezone(UTC)


def _together(pack: Pack, case: Case, lines: list[TaskLine], paper: Paper) -> list[TaskLine]:
    """What was decided in two ways on one treatment is one task: which of them counts has to be said first."""
    for numbers in dict.fromkeys(spoken_apart(pack, case, each.tree) for each in lines if each.apart):
        here = [each for each in lines if each.apart and spoken_apart(pack, case, each.tree) == numbers]
        by_tree = {each.tree: each for each in here}
        decided = [each for each in case.decisions if each.tree in {t.id for t in pack.trees if t.number in numbers}]
        decided.sort(key=lambda each: here.index(by_tree[each.tree]) if each.tree in by_tree else len(here))
        said = (
            f"{uncapital(paper.trees([pack.trees_by_id[each.tree].number]))}: "
            f"{uncapital(_told_of(pack, each, by_tree.get(each.tree), paper))}"
            for each in decided
        )
        trees = listed((paper.trees([number]) for number in numbers), paper("and"))
        one = replace(
            here[0],
            what=f"{paper('stands.discuss_first')}: {'; '.join(said)}",
            about=_sentences(paper("spoken_apart", trees=uncapital(trees)), *(each.about for each in here)),
            at_once=any(each.at_once for each in here),
            condition="; ".join(each.condition for each in here if each.condition),
        )
        lines = [one if each is here[0] else each for each in lines if each is here[0] or each not in here]
    return lines


def _told_of(pack: Pack, decision: Decision, line: TaskLine | None, paper: Paper) -> str:
    """What was decided, or that it was deviated from with a reason alone; a dose only where it is a task itself."""
    if line is not None:
        return line.what
    return what_decided(pack, decision, paper) or paper("deviated_bare", reason=reason_said(pack, decision, paper))


def _as_one(pack: Pack, case: Case, stages: Sequence[Stage], lines: list[TaskLine]) -> list[TaskLine]:
    """Of a treatment that was chosen, and of how it is carried out by the tree that the choice opens, one task."""
    settled, by_tree = stages[0].advice.settled, {each.tree: each for each in lines if each.standing in DONE}
    for decision in case.decisions:
        choice, line = _chosen(pack, decision), by_tree.get(decision.tree)
        if choice is None or line is None:
            continue
        trees = (each.opening.tree for each in opened(pack, settled, decision.tree, choice) if each.opening.specifies)
        how = next((by_tree[tree] for tree in trees if tree in by_tree), None)
        if how is None:
            continue
        one = replace(
            line,
            what=f"{line.what}: {uncapital(how.what)}",
            about=_sentences(line.about, how.about),
            condition="; ".join(each for each in (line.condition, how.condition) if each),
            before=line.before or how.before,
            until=line.until or how.until,
            late=line.late if line.before else how.late,
            past=line.past or how.past,
        )
        lines = [one if each is line else each for each in lines if each is not how]
    return lines


def _chosen(pack: Pack, decision: Decision) -> BoardChoice | None:
    """What was chosen with a decision, also where following can mean one thing alone and nobody named it."""
    tree = pack.trees_by_id.get(decision.tree)
    named = None if tree is None else tree.choice(decision.chosen)
    return named or (chosen_with(pack, decision) if decision.chosen is None else None)


def _limit_of(stands: Stands, paper: Paper) -> str:
    """`zie termijn boom 4`: where the limit stands that a treatment has to meet; empty of what is none, as a text may
    be, and where something that is filled in may have met it."""
    pack, decision = stands.pack, stands.decision
    how = _chosen(pack, decision) is not None or carries_out(pack, stands.case, decision.tree)
    if stands.is_over or not how or chose_nothing(pack, decision):
        return ""
    found = therapy_limit(stands.case, stands.stages, stands.at)
    if found is None or met_at(found[1], stands.case.patient.moments, stands.at) is not None:
        return ""
    return paper("see_limit", trees=uncapital(paper.trees([found[0].number])))


def _asked(stands: Stands, paper: Paper) -> str:
    """`operatie zo 22 nov 11:00 staat ingevuld: is dit gedaan?`, of what was chosen; nobody ticks it off by itself. It
    may have been an earlier one: only what comes after the decision, or within the limit that it has to meet."""
    choice, decision, at = _chosen(stands.pack, stands.decision), stands.decision, stands.at
    due = stands.due
    since_then = decision.then.at if decision.then is not None else None if due is None else due.start
    if choice is None or since_then is None or at is None:
        return ""
    known = ((id, stands.case.patient.moments.get(id)) for id in choice.met_by)
    for id, when in known:
        if when is not None and not is_later(since_then, when) and not is_later(when, at):
            name = uncapital(stands.pack.moments_by_id[id].label(paper.language))
            return paper("met_task", what=name, moment=paper.moment(when))
    return ""


def _task(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    decision: Decision,
    said: DecisionLine,
    at: datetime | None,
    paper: Paper,
) -> Iterator[TaskLine]:
    """What the board chose or wrote; an advice that it follows where somebody has to act, or under a condition; and
    one from which it deviated without saying what stands instead."""
    followed, tree = decision.kind in FOLLOWING, pack.trees_by_id.get(decision.tree)
    of = f"{decision.tree}.{decision.advice}" if followed and decision.advice else ""
    outcome = None if tree is None or not of else tree.outcomes_by_id.get(decision.advice or "")
    if not said.what and not (decision.is_whole and said.condition):
        yield from _kept(pack, case, stages, decision, paper)
        return
    if (of and spoken_on(pack, case, of, stages) != of) or of in case.done:
        return
    held = None if outcome is None else as_it_holds(pack, stages[0].advice.settled, outcome)
    written = decision.is_whole and bool(said.what)  # the board's own words, whatever it follows with them
    if followed and not (written or said.choice or said.condition or (held is not None and _acts(held))):
        return
    stands = standing(pack, case, decision, stages, at)
    over = stands.is_over
    dose = held.dose if held is not None and not over else None
    what = _with_dose(said.what or said.heading, dose, paper)
    about = _about(pack, decision, paper)
    open_unless = _unless(pack, stages, outcome, paper) if dose and outcome is not None else ""
    explained = f"{paper('explained')}: {said.remark}" if said.remark else ""
    warning = why_stands(stands, paper)
    if not warning and stands.found != "lapsed":
        warning = said.warning
    yield TaskLine(
        tree=decision.tree,
        of=of,
        what=what_stands(stands, what, paper),
        about=_sentences(
            _asked(stands, paper),
            _given(stands, paper),
            warning,
            goes_with(pack, of, stages, paper) if of and not over else "",
            about,
            condition_said(said.condition, paper),
            open_unless,
            explained,
        ),
        condition=said.condition,
        at_once=(held is not None and held.to_do == "at_once" and not over) or _is_new_order_first(stands),
        overtaken=over,
        standing=stands.found,
        apart=bool(spoken_apart(pack, case, decision.tree)),
        limit=_limit_of(stands, paper),
        **_when(stands, said, paper),
        past="" if over else past_limit(pack, case, decision, stages, at, paper),
    )
    if followed and over and stands.new_order is not None:
        yield from _new(stands, stands.new_order, paper)


class _When(TypedDict):
    before: str
    until: str
    late: bool


def _when(stands: Stands, said: DecisionLine, paper: Paper) -> _When:
    """Before when it has to be done: of one that has to be discussed again first the limit that runs, not the moment of
    the decision that was overtaken."""
    decision, at, presses = stands.decision, stands.at, stands.presses if stands.found == "discuss_first" else None
    if presses is not None and presses.due is not None:
        return {"before": paper.due(presses), "until": _sorted_by(presses.due), "late": bool(presses.overdue)}
    if decision.before is None or stands.found == "discuss_first":
        return {"before": "", "until": "", "late": False}
    late = not stands.is_over and at is not None and is_later(at, decision.before)
    return {"before": said.before, "until": _sorted_by(decision.before), "late": late}


def _sorted_by(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _is_new_order_first(stands: Stands) -> bool:
    """Whether the board's own word has to be discussed again as its tree now says to do something at once."""
    own = stands.decision.kind not in FOLLOWING
    return own and stands.found == "discuss_first" and stands.presses is None and stands.new_order is not None


def _new(stands: Stands, outcome: Outcome, paper: Paper) -> Iterator[TaskLine]:
    """What has to be done at once by the advice of now, where the decision on its tree was taken on another: the list
    of what has to be done would only say what lapsed. Of trees that say the same the last one says it."""
    pack, case, stages = stands.pack, stands.case, stands.stages
    of = f"{stands.decision.tree}.{outcome.id}"
    if spoken_on(pack, case, of, stages) is not None:
        return
    last = max(
        (each for each in (of, *repeated(pack, of)) if is_advised_at(each, stages)),
        key=lambda each: pack.trees_by_id[each.rpartition(".")[0]].number,
    )
    tree = pack.trees_by_id[last.rpartition(".")[0]]
    held = as_it_holds(pack, stages[0].advice.settled, tree.outcomes_by_id[last.rpartition(".")[2]])
    yield TaskLine(
        tree=tree.id,
        of=last,
        what=_with_dose(held.title(paper.language), held.dose, paper),
        about=_sentences(
            goes_with(pack, last, stages, paper),
            paper.trees([tree.number]),
            paper("stands.new"),
            _unless(pack, stages, held, paper),
        ),
        condition="",
        at_once=True,
    )


def _given(stands: Stands, paper: Paper) -> str:
    """That what the board decided not to do was done already; empty where it was not."""
    then, decision = stands.then, stands.decision
    if then is None or decision.kind in FOLLOWING or (then.dose is None and then.to_do is None):
        return ""
    of = f"{decision.tree}.{then.id}"
    moments = (stands.case.done.get(each) for each in (of, *repeated(stands.pack, of)))
    done = next((each for each in moments if each is not None), None)
    if done is None:
        return ""
    return paper("given_already" if then.dose is not None else "done_already", moment=paper.moment(done))


def _kept(pack: Pack, case: Case, stages: Sequence[Stage], decision: Decision, paper: Paper) -> Iterator[TaskLine]:
    """An advice to act from which the board deviated with a reason alone, while it is advised: nothing stands instead,
    so it stays, as a limit does."""
    tree, of = pack.trees_by_id.get(decision.tree), f"{decision.tree}.{decision.advice}"
    outcome = None if tree is None else tree.outcomes_by_id.get(decision.advice or "")
    if tree is None or outcome is None or decision.kind != "deviate" or is_otherwise(case, of) or of in case.done:
        return
    held = as_it_holds(pack, stages[0].advice.settled, outcome)
    if not _acts(held) or not is_advised(pack, of, stages) or spoken_on(pack, case, of, stages) != of:
        return
    what = uncapital(_with_dose(outcome.title(paper.language), held.dose, paper))
    open_unless = _unless(pack, stages, outcome, paper) if held.dose else ""
    yield TaskLine(
        tree=tree.id,
        of=of,
        what=f"{paper('runs_on.ask', reason=reason_said(pack, decision, paper))}: {what}",
        about=_sentences(
            goes_with(pack, of, stages, paper), paper.trees([tree.number]), paper("runs_on.order"), open_unless
        ),
        condition="",
        at_once=held.to_do == "at_once",
        apart=bool(spoken_apart(pack, case, tree.id)),
    )


def _with_dose(what: str, dose: Text | None, paper: Paper) -> str:
    """What is done, with its dose unless it names that itself."""
    return what if dose is None or dose(paper.language) in what else f"{what} ({dose(paper.language)})"


def _acts(outcome: Outcome) -> bool:
    """Whether somebody has to act on an advice: the source's limits say it themselves, in the list of deadlines."""
    return outcome.limit is None and (outcome.to_do is not None or outcome.dose is not None)


def _about(pack: Pack, decision: Decision, paper: Paper) -> str:
    """What a decision is about: its tree, and of a deviation the advice that stood there."""
    tree = pack.trees_by_id.get(decision.tree)
    about = paper("on_whole_short") if decision.tree == WHOLE_CASE else decision.tree
    if tree is not None:
        about = paper.trees([tree.number])
    advised = advised_then(pack, decision)
    if decision.kind == "deviate" and advised is not None:
        return paper("instead_of", about=about, outcome=advised(paper.language))
    return about


def _unless(pack: Pack, stages: Sequence[Stage], outcome: Outcome, paper: Paper) -> str:
    """When the dose does not hold, where nobody knows whether that is so; empty where it is known."""
    settled, unless = stages[0].advice.settled, outcome.unless
    if unless is None or truth(pack, settled, unless) is not None:
        return ""
    parts = unless.items if isinstance(unless, AnyOf) else (unless,)
    waiting = (part for part in parts if truth(pack, settled, part) is None)
    said = listed((uncapital(label(pack, part)(paper.language)) for part in waiting), paper("or"))
    return paper("unless", condition=said)


def _sentences(*parts: str) -> str:
    """The parts that are not empty as sentences, the last one without its stop."""
    *before, last = [capital(part) for part in parts if part] or [""]
    return " ".join([*map(sentence, before), last])
