"""What decisions make of the tasks: what was decided otherwise is no task of its advice any more, and what the board
decided stands there instead, with its condition. Every list of tasks asks here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, TypedDict

from mdo_viewer.guideline.model import AnyOf, Is, Opening, Outcome, Pack, Tapering, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, label, listed, uncapital
from mdo_viewer.meeting.advice_then import (
    advised_then,
    decided_apart,
    is_by_whole,
    is_open,
    left_by_whole,
    only_with_said,
    says_to_wait,
)
from mdo_viewer.meeting.case import WHOLE_CASE, Action, Case, Decision
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    carried_out,
    choice_of,
    choice_words,
    chose_nothing,
    is_earlier,
    reason_words,
    spoken_on,
    treated_since,
)
from mdo_viewer.meeting.limits.orders import checked, given_with, held_back, treated
from mdo_viewer.meeting.limits.therapy import (
    TherapyLimit,
    begun_at,
    carries_out,
    earliest_for,
    limits_anew,
    past_words,
    therapy_limits,
    treated_said,
    treatments,
    waits_for,
)
from mdo_viewer.meeting.tables.moments import moment_said
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.meeting.to_do import choices_apart, choices_following, choices_left, choices_overtaken, is_otherwise
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.choosing import opened
from mdo_viewer.reasoning.deadlines import LAST as LAST_MOMENT
from mdo_viewer.reasoning.deadlines import ZONE, by_urgency, is_later, starts_ahead
from mdo_viewer.reasoning.deciding import as_it_holds, is_order, truth
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.results import Deadline, Settled, Stage
from mdo_viewer.reasoning.telling import heading
from mdo_viewer.reports.model import Bars, DeadlineLine, DecisionLine, Standing, TaskLine
from mdo_viewer.reports.order_line import check_of, check_said, goes_with, orders_of, stands_alone, to_check
from mdo_viewer.reports.standing import (
    LAST,
    Stands,
    first_discussed,
    is_advised,
    is_advised_at,
    is_too_late,
    now_said,
    standing,
    unknown_facts,
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


def apart_said(pack: Pack, about: Iterable[str], paper: Paper) -> str:
    """That what these decisions are about was not decided in the same way (`decided_apart`)."""
    names = (
        paper("spoken_whole") if each == WHOLE_CASE else uncapital(paper.trees([pack.trees_by_id[each].number]))
        for each in about
    )
    return paper("spoken_apart", trees=listed(names, paper("and")))


def reason_said(pack: Pack, decision: Decision, paper: Paper) -> str:
    """Why a decision deviates: the coded reason, and what was written with it. Empty for one that has none."""
    if not (decision.reason_code or decision.reason or decision.kind == "deviate"):
        return ""
    code = decision.reason_code
    coded = reason_words(paper.words, pack, code) if code else paper("reason_unknown")
    return f"{coded}: {decision.reason}" if decision.reason else coded


def when_said(task: TaskLine, paper: Paper) -> str:
    """`direct`, `vóór di 24 nov 12:00` where the decision or its limit says so, or that it has no limit; `nog niet` of
    what says to wait, and nothing of what is not to be done."""
    if task.bars == "not":
        return ""
    if task.bars == "not_yet" and not (task.before or task.at_once):
        return paper("not_yet")
    return task.before or paper("at_once" if task.at_once else "due_unknown" if task.limit_of else "no_date")


def said_by(line: DeadlineLine, tasks: Iterable[TaskLine], paper: Paper) -> TaskLine | None:
    """The task that says all that the line of its limit says: one treatment is not two things to do. Of a limit with
    more to say or without its moment, and of one that the task does not keep to, both stand. What is not to be done,
    and what the board wrote, which nobody can read, takes the place of no limit."""
    more = line.provisional or line.overtaken or line.also_worse or line.runs_on or line.condition or line.own
    if more or line.state == "no_moment" or line.remark.removeprefix(paper("overdue")):
        return None
    here = (each for each in tasks if each.limit_of == line.of and not (each.bars or each.written))
    return next((each for each in here if not (each.past or each.apart)), None)


def with_when(when: str, what: str, remark: str = "") -> str:
    """`Vóór ma 23 nov 14:10: MRI`; without the word before it that the advice says itself (`Direct starten`), and of
    what is not to be done without any. What has to be discussed first says it of one of the two alone, after a colon.
    """
    if not when:
        return f"{what}{remark}"
    said = re.search(rf"(?<!\w){re.escape(when)}(?!\w)", what.partition(": ")[0], re.IGNORECASE)
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
    limits = therapy_limits(case, stages, at)
    found = [
        replace(line, limit="", limit_of="") if line.bars else line  # what is not to be done has to meet no limit
        for decision, said in zip(case.decisions, decisions, strict=True)
        for line in _task(pack, case, stages, decision, said, at, paper)
        if line.of not in told
    ]
    last = {frozenset((line.of, *repeated(pack, line.of))): line for line in found if line.of}
    counts = {id(line) for line in last.values()}  # two lapsed decisions may give the same order, word for word
    once = [line for line in found if not line.of or id(line) in counts]
    once = [*_unchosen(pack, case, stages, at, paper), *_as_one(pack, case, stages, once, paper)]
    once += _choices(pack, case, stages, at, paper)
    once += _tapers(pack, case, stages, at, paper)
    found = _together(pack, case, stages, sorted(once, key=_order), limits, paper)
    found = [_by_limit(each, limits, paper) for each in found]
    whole = (replace(each, about=_sentences(each.past, each.about, each.limit)) for each in found)
    return tuple(sorted(whole, key=lambda each: _order(each, limits, at)))


def _choices(pack: Pack, case: Case, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> Iterator[TaskLine]:
    """The choices that a decision on the whole case left, each before the limit of the treatment."""
    limit = next((each.due for each in therapy_limits(case, stages, at) if each.due.met is None), None)
    left = choices_left(pack, case, stages)
    for advice in (stage.advice for stage in stages if stage.advice.tree.id in left):
        names = [each.chosen(paper.language) for each in choices_following(advice)]
        given = treatments(pack, case, advice, at, paper).now != ()
        said = capital(treated_said(pack, case, advice, at, paper))
        yield _choice([advice.tree], names, said, limit, paper, given=given)
    if apart := choices_apart(pack, case, stages):
        trees = sorted({tree.number: tree for tree, _ in apart}.items())
        names = [choice.chosen(paper.language) for _, choice in apart]
        yield _choice([tree for _, tree in trees], names, "", limit, paper)


def _unchosen(pack: Pack, case: Case, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> Iterator[TaskLine]:
    """The treatment that nobody chose, where the advice that left the choice is another one now: without a line of it
    the list would only tell how one is given. With the advice of the tree that has one now."""
    limit = next((each.due for each in therapy_limits(case, stages, at) if each.due.met is None), None)
    for own, then in choices_overtaken(pack, case, stages):
        yield TaskLine(
            tree=own.advice.tree.id,
            of="",
            what=first_discussed(paper("stands.treatment"), limit, paper),
            about=_sentences(
                _why_unchosen(pack, stages, own, then, paper),
                paper.trees([own.advice.tree.number]),
                paper("on_whole_follows"),
            ),
            condition="",
            overtaken=True,
            standing="discuss_first",
            **_by(limit, paper),
        )


def _why_unchosen(pack: Pack, stages: Sequence[Stage], own: Stage, then: Text, paper: Paper) -> str:
    if is_open(own) and not (own.advice.ways or own.ways):
        return paper("advice_changed_missing", facts=unknown_facts(pack, own, paper))
    others = (each for each in stages if each.entry == "open" and each.advice.tree.choices and each.advice.outcome)
    other = None if own.entry == "open" else next(others, None)
    now = now_said(own, paper)
    if other is not None:
        said = paper("left.tree", number=other.advice.tree.number, said=heading(other, paper.language))
        now = paper("advice_now", now=said)
    return f"{paper('taken_on_other', then=then(paper.language))}; {now}"


def _choice(
    trees: Sequence[Tree], names: Sequence[str], said: str, limit: Deadline | None, paper: Paper, *, given: bool = False
) -> TaskLine:
    """A choice that is left: made now, so that the treatment begins before its limit; or filled in, where one of them
    was `given`."""
    by = _by(limit, paper)
    now = bool(by["before"]) and not given
    choices = listed(tuple(dict.fromkeys(map(uncapital, names))), paper("or"))
    if now:
        what = paper("choice_now", choices=choices, before=by["before"])
    else:
        what = paper("choice_given" if given else "choice_left", choices=choices)
    about = _sentences(said, capital(paper.trees([each.number for each in trees])))
    line = TaskLine(tree=trees[0].id, of="", what=what, about=about, condition="", **by)
    return replace(line, before="", at_once=True) if now else line


def _tapers(pack: Pack, case: Case, stages: Sequence[Stage], at: datetime | None, paper: Paper) -> Iterator[TaskLine]:
    """What has to be stopped step by step, as the treatment is over before which it was begun: not while it has to be
    started, nor where a treatment may follow or new symptoms were reported since."""
    said = {each.rider.id: (advice, each) for advice in applying(stages) for each in advice.riders}
    advised = {f"{each.tree.id}.{each.outcome.id}" for each in applying(stages) if each.outcome is not None}
    for advice, each in said.values():
        tapers, orders, settled = each.rider.tapers, orders_of(pack, each.rider), advice.settled
        if tapers is None or not orders or not advised.isdisjoint(orders):
            continue
        last, begun = treated(pack, case, orders[0], settled, at)
        if truth(pack, settled, tapers.when) is False or truth(pack, settled, tapers.anew):
            continue
        if last is None or not _given_for(pack, case, tapers.medicine, begun, last[1], at):
            continue
        first, until = (last[1] + timedelta(days=days) for days in (tapers.from_days, tapers.to_days))
        yield TaskLine(
            tree=advice.tree.id,
            of="",
            what=_taper_said(pack, settled, tapers, last[0], paper),
            about=_sentences(each.text(paper.language), paper.trees([advice.tree.number])),
            condition="",
            before=paper("ends_between", first=paper.day(first), last=paper.day(until)),
            until=_sorted_by(until),
            ends=_sorted_by(until),
            late=at is not None and is_later(at, until),
        )


def _taper_said(pack: Pack, settled: Settled, tapers: Tapering, treatment: str, paper: Paper) -> str:
    """The task; behind what is checked first, while nobody knows whether that holds, and where the treatment that it
    was given with is needed again."""
    title, again = tapers.title(paper.language), pack.moments_by_id[treatment].again
    if truth(pack, settled, tapers.when) is None:
        when, key = tapers.when, "taper_if"
        if isinstance(when, Is) and when.value is False:
            when, key = replace(when, value=True), "taper_unless"
        return paper(key, what=uncapital(title), condition=uncapital(label(pack, when)(paper.language)))
    if again is not None and truth(pack, settled, again):
        return paper("taper_again", what=uncapital(title))
    return title


def _given_for(
    pack: Pack, case: Case, medicine: str, begun: datetime | None, treated_at: datetime, at: datetime | None
) -> bool:
    """Whether all that runs is this medicine, begun between the moment since when this is treated and the treatment:
    what was given before, or for something else, may not be stopped with it."""
    rows = rows_here(pack, case, at)["steroids"]
    if not rows or not all(row.what.strip().casefold().startswith(medicine) for row in rows):
        return False
    days, last = [row.day for row in rows if row.day is not None], treated_at.astimezone(ZONE).date()
    if len(days) < len(rows) or min(days) > last:
        return False
    return begun is None or begun.astimezone(ZONE).date() <= min(days)


def _limit_in(line: TaskLine, limits: Iterable[TherapyLimit]) -> Deadline | None:
    return next((each.due for each in limits if f"{each.tree.id}.{each.due.of}" == line.limit_of), None)


def _by_limit(line: TaskLine, limits: Sequence[TherapyLimit], paper: Paper) -> TaskLine:
    """A treatment for which the board named no moment has to begin before that of its limit."""
    due = _limit_in(line, limits)
    if due is None or line.before or line.at_once or due.due is None:
        return line
    return replace(line, **_by(due, paper))


def _order(
    line: TaskLine, limits: Sequence[TherapyLimit] = (), at: datetime | None = None
) -> tuple[bool, bool, bool, bool, datetime]:
    first = line.at_once or line.apart
    return not line.bars, not first, not line.at_once, line.standing in LAST, moment_of(line, limits, at)


def moment_of(line: TaskLine, limits: Iterable[TherapyLimit] = (), at: datetime | None = None) -> datetime:
    """The moment by which a task is sorted: its own, else that of the limit among these which it has to meet; the last
    of all where it has none."""
    if line.until:
        return datetime.fromisoformat(line.until)
    due = _limit_in(line, limits)
    return LAST_MOMENT.astimezone(UTC) if due is None else by_urgency(due, at)[0]


def _together(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    lines: list[TaskLine],
    limits: Sequence[TherapyLimit],
    paper: Paper,
) -> list[TaskLine]:
    """What was decided in two ways is one task: which of them counts has to be said first. None of them is lost by
    that: what one orders at once makes it one for at once, and a moment and a limit stand with what they are of."""
    for about in dict.fromkeys(decided_apart(pack, case, each.tree) for each in lines if each.apart):
        here = [each for each in lines if each.apart and each.tree in about]
        by_tree = {each.tree: each for each in here}
        decided = _told_together(pack, case, stages, about, here)
        first = next(by_tree[each.tree] for each in decided if each.tree in by_tree)
        # What was decided on the whole case may be any treatment: nobody can read it.
        found = [each.of for each in limits[:1]] if WHOLE_CASE in about else []
        ofs = dict.fromkeys((*found, *(each.limit_of for each in here)))
        dated = [*here, *(_to_limit(replace(first, limit_of=of), limits, paper) for of in ofs if of)]
        at_once, soonest = any(each.at_once for each in here), min(dated, key=moment_of)
        limited = next((each for each in here if each.limit_of), first)
        said = (
            f"{_about_short(pack, each.tree, paper)}: {uncapital(_told_of(pack, each, by_tree.get(each.tree), paper))}"
            for each in decided
        )
        one = replace(
            first,
            what=f"{paper('stands.discuss_first')}: {'; '.join(said)}",
            about=_sentences(apart_said(pack, about, paper), *(each.about for each in here)),
            at_once=at_once,
            ends="" if at_once else soonest.ends,
            before="" if at_once else soonest.before,
            until="" if at_once else soonest.until,
            late=not at_once and soonest.late,
            limit=limited.limit,
            limit_of=limited.limit_of,
            past=" ".join(dict.fromkeys(each.past for each in here if each.past)),
            condition="; ".join(each.condition for each in here if each.condition),
        )
        lines = [one if each is here[0] else each for each in lines if each is here[0] or each not in here]
    return lines


def _to_limit(line: TaskLine, limits: Sequence[TherapyLimit], paper: Paper) -> TaskLine:
    """A line with the moment of its limit, whatever the board named."""
    due = _limit_in(line, limits)
    return line if due is None or due.due is None else replace(line, **_by(due, paper))


def _told_together(
    pack: Pack, case: Case, stages: Sequence[Stage], about: Sequence[str], here: Sequence[TaskLine]
) -> list[Decision]:
    """The decisions of one such task: that on the whole case first, then that of the tree that applies; without what
    the line of a treatment says already, how that is given."""
    by_tree = {each.tree: at for at, each in enumerate(here)}
    how = carried_out(pack, case, stages[0].advice.settled)
    decided = [each for each in case.decisions if each.tree in about and (each.tree in by_tree or each.tree not in how)]
    decided.sort(key=lambda each: by_tree.get(each.tree, len(here)))
    decided.sort(key=lambda each: spoken_on(pack, case, of := f"{each.tree}.{each.advice}", stages) != of)
    return sorted(decided, key=lambda each: not each.is_whole)


def _about_short(pack: Pack, about: str, paper: Paper) -> str:
    return paper("on_whole_short") if about == WHOLE_CASE else uncapital(paper.trees([pack.trees_by_id[about].number]))


def _told_of(pack: Pack, decision: Decision, line: TaskLine | None, paper: Paper) -> str:
    """What was decided and before when, or that it was deviated from with a reason alone; a dose only where it is a
    task itself."""
    if line is not None and decision.before is not None and not line.overtaken:
        late = f" ({paper('overdue')})" if line.late else ""
        return f"{line.what}, {paper.before(decision.before)}{late}"
    if line is not None:
        return line.what
    return what_decided(pack, decision, paper) or paper("deviated_bare", reason=reason_said(pack, decision, paper))


def _about_part(how: TaskLine, opening: Opening, pack: Pack, paper: Paper) -> str:
    """`De dosis: boom 6`, where `Boom 6` would stand beside another tree without saying what is there."""
    tree = paper.trees([pack.trees_by_id[how.tree].number])
    return how.about.replace(capital(tree), f"{capital(opening.gives(paper.language))}: {tree}", 1)


def _as_one(pack: Pack, case: Case, stages: Sequence[Stage], lines: list[TaskLine], paper: Paper) -> list[TaskLine]:
    """Of a treatment that was chosen, and of how it is carried out by the tree that the choice opens, one task."""
    settled = stages[0].advice.settled
    # What comes too late is discussed again with its dose.
    by_tree = {each.tree: each for each in lines if each.standing in DONE or (each.overtaken and each.past)}
    for decision in case.decisions:
        choice, line = choice_of(pack, decision), by_tree.get(decision.tree)
        if choice is None or line is None:
            continue
        openings = (each.opening for each in opened(pack, settled, decision.tree, choice))
        opening = next((each for each in openings if each.specifies and each.tree in by_tree), None)
        if opening is None:
            continue
        how = by_tree[opening.tree]
        one = replace(
            line,
            what=f"{line.what}: {uncapital(how.what)}",
            about=_sentences(line.about, _about_part(how, opening, pack, paper)),
            condition="; ".join(each for each in (line.condition, how.condition) if each),
            before=line.before or how.before,
            until=line.until or how.until,
            ends=line.ends if line.before else how.ends,
            late=line.late if line.before else how.late,
            past=line.past or how.past,
        )
        lines = [one if each is line else each for each in lines if each is not how]
    return lines


class _Limit(TypedDict):
    limit: str
    limit_of: str


def _limit_of(stands: Stands, paper: Paper) -> _Limit:
    """`termijn: binnen 24 uur na: definitieve diagnose gesteld (boom 4)`: the limit that a treatment has to meet, with
    its advice; empty of what is none, as a text may be, and where something that is filled in may have met it."""
    pack, decision = stands.pack, stands.decision
    first = _earliest(stands) or _anew(stands)
    if first is not None:
        return _limit_words(first, pack, stands.at, paper)
    how = choice_of(pack, decision) is not None or carries_out(pack, stands.case, decision.tree)
    none = chose_nothing(pack, decision) or (choice_of(pack, decision) is None and _begins_with_not(decision))
    over = stands.is_over or not how or none
    limits = therapy_limits(stands.case, stands.stages, stands.at)
    found = None if over else next((each for each in limits if each.due.met is None), None)
    return {"limit": "", "limit_of": ""} if found is None else _limit_words(found, pack, stands.at, paper)


def _earliest(stands: Stands) -> TherapyLimit | None:
    """The earliest moment for which a decision waits; a limit for the start of a treatment is not that of one that
    waits. None of what waits no more."""
    if stands.is_over:
        return None
    return earliest_for(stands.pack, stands.case, stands.decision, stands.stages, stands.at)


def _anew(stands: Stands) -> TherapyLimit | None:
    """The limit of the tree at which the way begins anew by what is done (`limits_anew`)."""
    if stands.is_over:
        return None
    found = limits_anew(stands.pack, stands.case, stands.decision, stands.stages, stands.at)
    return next(iter(found), None)


def _limit_words(found: TherapyLimit, pack: Pack, at: datetime | None, paper: Paper) -> _Limit:
    moment = pack.moments_by_id[found.due.limit.moment]
    said = paper.limit_from(found.due.limit, moment, known=found.due.start is not None)
    trees = uncapital(paper.trees([found.tree.number]))
    said = said if found.sure else f"{said}, {paper('provisional')}"
    said = f"{said}, {paper('start_ahead')}" if starts_ahead(found.due, at) else said
    return {"limit": paper("limit_of", limit=said, trees=trees), "limit_of": f"{found.tree.id}.{found.due.of}"}


def _asked(stands: Stands, paper: Paper) -> str:
    """`operatie zo 22 nov 11:00 staat ingevuld: is dit gedaan?`, of what was chosen; nobody ticks it off by itself. It
    may have been an earlier one: only what comes after the decision, within the limit that it has to meet, or after the
    moments from which such a limit would run. One that is planned for after a limit says that."""
    choice, decision, at = choice_of(stands.pack, stands.decision), stands.decision, stands.at
    if choice is None or at is None:
        return ""
    due = stands.due
    since_then = decision.then.at if decision.then is not None else None if due is None else due.start
    if since_then is None:
        since_then = begun_at(stands.pack, stands.case, choice)
    known = ((id, stands.case.patient.moments.get(id)) for id in choice.met_by)
    for id, when in known:
        if when is None:
            continue
        name, ahead = _label(stands.pack, id, paper), is_later(when, at)
        ends = stands.pack.moments_by_id[id].taken_from == "courses.end"  # what ends later may begin in time
        if ahead and not ends and (late := _after_limits(stands.case, stands.stages, when, at, paper)):
            said = paper("task_ahead", what=name, moment=moment_said(stands.pack, id, when, paper))
            return _sentences(said, late)
        if not ahead and (since_then is None or not is_later(since_then, when)):
            return paper.filled_in(name, moment_said(stands.pack, id, when, paper), "met_task")
    return ""


def _after_treated(stands: Stands, what: str, paper: Paper) -> str:
    """What was chosen, behind the check whether it was given already: where it is filled in, and the answers say that
    it is not needed once more, nobody gives it again by this list."""
    choice, pack, moments = choice_of(stands.pack, stands.decision), stands.pack, stands.case.patient.moments
    if choice is None or stands.at is None or stands.is_over or _asked(stands, paper):
        return what
    settled, begun = stands.stages[0].advice.settled, treated_since(pack, stands.case, choice.met_by)
    for id in choice.met_by:
        when, again = moments.get(id), pack.moments_by_id[id].again
        past = when is not None and not is_later(when, stands.at)
        if when is None or again is None or not past or truth(pack, settled, again) is True:
            continue
        if not is_earlier(pack, settled, id, when, begun):
            done = f"{_label(pack, id, paper)} {moment_said(pack, id, when, paper)}"
            return paper("order_treated", what=uncapital(what), done=done)
    return what


def action_past(
    pack: Pack, case: Case, action: Action, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> str:
    """That an agreement which names a treatment comes after the limit of one: nobody may take the later moment for the
    one that counts. Of what else it says nobody can tell more; empty where it comes before that."""
    labels = (each.label for tree in pack.trees for each in tree.choices if each.met_by)
    names = {name.casefold() for label in labels for name in (label.nl, label.en)}
    if action.before is None or not any(name in action.what.casefold() for name in names):
        return ""
    return _after_limits(case, stages, action.before, at, paper)


def _after_limits(case: Case, stages: Sequence[Stage], when: datetime, at: datetime | None, paper: Paper) -> str:
    """That a treatment at this moment comes after a limit that runs; empty where it keeps to all."""
    limits = [each for each in therapy_limits(case, stages, at) if each.due.due is not None and each.due.met is None]
    late = ((each, each.due.due) for each in limits if each.due.due and is_later(when, each.due.due))
    said = (paper.past_limit(each.tree.number, due, "not_deviated" if each.sure else "perhaps") for each, due in late)
    return " ".join(dict.fromkeys(said))


def _label(pack: Pack, moment: str, paper: Paper) -> str:
    return uncapital(pack.moments_by_id[moment].label(paper.language))


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
    if not said.what and not (decision.is_whole and said.condition and not _tells_condition(case)):
        yield from _kept(pack, case, stages, decision, paper)
        return
    if of in case.done or (of and _is_told(pack, case, of, stages)):
        return
    held = None if outcome is None else as_it_holds(pack, stages[0].advice.settled, outcome)
    written = decision.is_whole and bool(said.what)  # the board's own words, whatever it follows with them
    if followed and not (written or said.choice or said.condition or (outcome is not None and _acts(outcome))):
        return
    stands = standing(pack, case, decision, stages, at)
    over = stands.is_over
    if stands.found == "lapsed" and is_by_whole(case, decision):  # it stands among what was decided
        if stands.new_order is not None:
            yield from _new(stands, stands.new_order, paper)
        return
    given = given_with(pack, case, of, stages, at, paper) if held is not None and not over else ""
    dose = held.dose if held is not None and not over else None
    decided = only_with_said(pack, case, decision, paper.language) or said.what or said.heading
    what = checked(_with_dose(decided, dose, paper), given, paper)
    what = what_stands(stands, _after_treated(stands, what, paper), paper)
    first = _first_checked(stands, held, paper)
    about = _about(pack, decision, paper)
    open_unless = _unless(pack, stages, outcome, paper) if dose and outcome is not None else ""
    explained = f"{paper('explained')}: {said.remark}" if said.remark else ""
    apart = bool(decided_apart(pack, case, decision.tree))
    warning = why_stands(stands, paper)
    if not warning and stands.found != "lapsed":
        warning = said.warning
    yield TaskLine(
        tree=decision.tree,
        of=of,
        what=first or what,
        about=_sentences(
            paper("stands.decided", what=uncapital(said.what or said.heading)) if first else "",
            given,
            _asked(stands, paper),
            _given(stands, paper),
            warning,
            goes_with(pack, case, of, stages, at, paper) if of and not over else "",
            _to_check(stands, paper),
            about,
            paper("on_whole_follows") if _is_said_by_whole(pack, case, stages, decision) else "",
            condition_said(said.condition, paper),
            open_unless,
            explained,
        ),
        condition=said.condition,
        at_once=_is_at_once(stands, held),
        overtaken=over,
        standing=stands.found,
        bars="" if apart else _bars(stands, outcome),
        written=what_decided(pack, decision, paper) == decision.text,
        apart=apart,
        **_limit_of(stands, paper),
        **_when(stands, said, paper),
        past="" if over and not is_too_late(stands) else past_words(pack, case, decision, stages, at, paper),
    )
    if followed and over and stands.found != "discuss_first" and stands.new_order is not None:
        yield from _new(stands, stands.new_order, paper)


def _first_checked(stands: Stands, held: Outcome | None, paper: Paper) -> str:
    """What has to be checked before an order for at once, while a fact is missing that may forbid it: nobody carries
    it out and reads the remark after that. Empty of what stands."""
    if stands.found != "missing" or held is None or held.to_do != "at_once":
        return ""
    advice, check = stands.own.advice, check_of(stands.pack, stands.own)
    if not any(says_to_wait(advice.tree, advice.tree.outcomes_by_id[id]) for id in advice.possible):
        return ""
    if check is not None:
        return check.while_open.text(paper.language).removesuffix(".")
    return paper("stands.check_first", facts=unknown_facts(stands.pack, stands.own, paper))


def _is_at_once(stands: Stands, held: Outcome | None) -> bool:
    """Whether it is done, or discussed again, at once: so is an order of which no tree says any more whether it holds,
    and what the advice of now would have done at once."""
    ordered = held is not None and held.to_do == "at_once"
    if stands.is_over:
        return stands.found == "discuss_first" and stands.by is None and (ordered or stands.new_order is not None)
    return ordered


def _is_said_by_whole(pack: Pack, case: Case, stages: Sequence[Stage], decision: Decision) -> bool:
    """Whether it is said that following on the whole case made this: once of a treatment with how it is given."""
    part = decision.chosen is None and decision.tree in carried_out(pack, case, stages[0].advice.settled)
    return not part and is_by_whole(case, decision)


def _tells_condition(case: Case) -> bool:
    """Whether a treatment that following on the whole case decided has its condition in its own task."""
    made = (each for each in case.decisions if each.condition and each.chosen and is_by_whole(case, each))
    return any(f"{each.tree}.{each.advice}" not in case.done for each in made)


def _to_check(stands: Stands, paper: Paper) -> str:
    """What has to be checked before a treatment is given, while it is open whether it has to wait."""
    pack, decision = stands.pack, stands.decision
    if stands.is_over or chose_nothing(pack, decision):
        return ""
    found = to_check(pack, stands.case, stands.stages)
    here = (each for each in found if waits_for(pack, decision, each.tree, each.outcome.id))
    return " ".join(check_said(pack, stands.case, each, stands.stages, stands.at, paper) for each in here)


def checks_left(
    pack: Pack, case: Case, stages: Sequence[Stage], tasks: Sequence[TaskLine], at: datetime | None, paper: Paper
) -> Iterator[TaskLine]:
    """What the page has beside the limits to be checked first, where no task says it."""
    for each in to_check(pack, case, stages):
        what = check_said(pack, case, each, stages, at, paper).removesuffix(".")
        if not any(what in task.about or what == task.what for task in tasks):
            about, at_once = capital(paper.trees([each.tree.number])), each.outcome.to_do == "at_once"
            yield TaskLine(tree=each.tree.id, of="", what=what, about=about, condition="", at_once=at_once)


def _is_told(pack: Pack, case: Case, of: str, stages: Sequence[Stage]) -> bool:
    """Whether an advice that is followed is told of at another that says the same: it is followed, kept or done there.
    One that the board decided otherwise there is told of here: nobody may choose between the two for the board."""
    counts = spoken_on(pack, case, of, stages)
    return counts is not None and counts != of and (counts in case.done or not is_otherwise(case, counts))


class _When(TypedDict):
    before: str
    until: str
    ends: str
    late: bool


def _by(due: Deadline | None, paper: Paper) -> _When:
    """When a limit has something done; nothing of one without its moment. Late is what comes after the longer end of a
    latest limit: an earliest moment is never overdue, nor is what may have been done in time."""
    if due is None or due.due is None:
        return {"before": "", "until": "", "ends": "", "late": False}
    ends = due.due_max if due.limit.type == "latest" and not due.asked else None
    return {
        "before": paper.due(due),
        "until": _sorted_by(due.due),
        "ends": "" if ends is None else _sorted_by(ends),
        "late": bool(due.overdue),
    }


def _when(stands: Stands, said: DecisionLine, paper: Paper) -> _When:
    """Before when it has to be done: of one that has to be discussed again first the limit that runs, not the moment of
    the decision that was overtaken."""
    decision, at, presses = stands.decision, stands.at, stands.by if stands.found == "discuss_first" else None
    if presses is not None and presses.due is not None:
        return _by(presses, paper)
    anew = _anew(stands)
    due = _followed_on_all(stands) if anew is None else anew.due
    if decision.before is None and due is not None and due.due is not None:
        return _by(due, paper)
    first = _earliest(stands) if decision.before is None else None
    if decision.before is None or stands.found == "discuss_first":
        return _by(first.due if first is not None and stands.found != "discuss_first" else None, paper)
    until, late = _sorted_by(decision.before), at is not None and is_later(at, decision.before)
    return {
        "before": said.before,
        "until": until,
        "ends": "" if stands.is_over else until,
        "late": late and not stands.is_over,
    }


def _followed_on_all(stands: Stands) -> Deadline | None:
    """The limit of a treatment that runs, where the board followed the advice on the whole case, and so that limit:
    what it wrote with it has to meet it too. The limit keeps its own line, for nobody can read what was written."""
    if not stands.decision.is_whole or stands.decision.kind not in FOLLOWING:
        return None
    limits = therapy_limits(stands.case, stands.stages, stands.at)
    return next((each.due for each in limits if each.sure and each.due.met is None), None)


#: How a text begins that says first what is not done.
_NOT: Final = re.compile(r"\s*(geen|niet|no|not|do not)\b", re.IGNORECASE)


def _begins_with_not(decision: Decision) -> bool:
    """Whether the board wrote first what is not done (`geen dosis: eerst overleg`): beside that stands no moment of a
    limit, which keeps its own line."""
    return decision.kind not in FOLLOWING and _NOT.match(decision.text or "") is not None


def _bars(stands: Stands, outcome: Outcome | None) -> Bars:
    """Whether what was decided is that something is not to be done (yet), so that there is nothing to tick off. What
    the board wrote says nothing of that: nobody can read it, and "niet langer wachten" is an order."""
    pack, decision = stands.pack, stands.decision
    tree = pack.trees_by_id.get(decision.tree)
    if stands.found == "contradicts":
        return "not"
    if stands.is_over:
        return ""
    if tree is not None and outcome is not None and says_to_wait(tree, outcome):
        return "not_yet"
    return "not" if chose_nothing(pack, decision) and not decision.text and decision.before is None else ""


def _sorted_by(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


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
    yield _ordered(pack, case, stages, last, stands.at, paper, paper("stands.new"))


def orders_left(
    pack: Pack, case: Case, stages: Sequence[Stage], tasks: Iterable[TaskLine], at: datetime | None, paper: Paper
) -> Iterator[TaskLine]:
    """What the trees that apply say to do at once, or when (`is_order`: it stands beside the limits of the page), and
    on which nothing is decided: nobody who reads the list of what is left to do may think that it is not advised. None
    that one of these tasks tells of. How a treatment is given that nobody chose is no order."""
    told = {same for each in tasks if each.of for same in (each.of, *repeated(pack, each.of))}
    here = {f"{each.tree.id}.{each.outcome.id}": each.outcome for each in applying(stages) if each.outcome is not None}
    for of, outcome in here.items():
        held = as_it_holds(pack, stages[0].advice.settled, outcome)
        orders = is_order(outcome) or (held.to_do == "at_once" and held.limit is None)
        if orders and of not in told and of not in case.done and stands_alone(pack, case, of, stages):
            yield _ordered(pack, case, stages, of, at, paper, _said_on_whole(pack, case, of, paper))


def _said_on_whole(pack: Pack, case: Case, of: str, paper: Paper) -> str:
    """What a decision on the case as a whole means for an order on which nothing is decided apart."""
    whole = next((each for each in case.decisions if each.is_whole), None)
    if whole is None or of.rpartition(".")[0] in left_by_whole(pack, case):
        return paper("stands.new")
    return paper("on_whole_follows" if whole.kind in FOLLOWING else "runs_on.apart")


def _ordered(
    pack: Pack, case: Case, stages: Sequence[Stage], of: str, at: datetime | None, paper: Paper, why: str
) -> TaskLine:
    """The order of an advice (`tree.outcome`) of now on which nothing is decided apart. Without the dose where it has
    to be discussed first."""
    tree_id, _, id = of.rpartition(".")
    tree = pack.trees_by_id[tree_id]
    held = as_it_holds(pack, stages[0].advice.settled, tree.outcomes_by_id[id])
    if (first := held_back(pack, case, tree, held, stages, paper)) is not None:
        return TaskLine(
            tree=tree.id,
            of=of,
            what=first[0],
            about=_sentences(first[1], paper.trees([tree.number])),
            condition="",
            at_once=held.to_do == "at_once",
        )
    given = given_with(pack, case, of, stages, at, paper)
    return TaskLine(
        tree=tree.id,
        of=of,
        what=checked(_with_dose(held.title(paper.language), held.dose, paper), given, paper),
        about=_sentences(
            given,
            goes_with(pack, case, of, stages, at, paper),
            paper.trees([tree.number]),
            why,
            _unless(pack, stages, held, paper),
        ),
        condition="",
        at_once=held.to_do == "at_once",
        bars="not_yet" if says_to_wait(tree, held) else "",
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
    so that has to be said first. Without the dose, and what goes with it: nobody gives what was decided against."""
    tree, of = pack.trees_by_id.get(decision.tree), f"{decision.tree}.{decision.advice}"
    outcome = None if tree is None else tree.outcomes_by_id.get(decision.advice or "")
    if tree is None or outcome is None or decision.kind != "deviate" or is_otherwise(case, of) or of in case.done:
        return
    held = as_it_holds(pack, stages[0].advice.settled, outcome)
    if not _acts(held) or not is_advised(pack, of, stages) or spoken_on(pack, case, of, stages) != of:
        return
    asked = paper("runs_on.ask", reason=reason_said(pack, decision, paper))
    yield TaskLine(
        tree=tree.id,
        of=of,
        what=f"{asked}: {uncapital(held.title(paper.language))}",
        about=_sentences(paper.trees([tree.number]), paper("runs_on.order")),
        condition="",
        at_once=held.to_do == "at_once",
        apart=bool(decided_apart(pack, case, tree.id)),
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
