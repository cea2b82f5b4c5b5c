"""A case and what the guideline says of it, as one summary with every text in the chosen language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypedDict

from mdo_viewer import __version__
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import (
    APART,
    OVERTAKEN,
    advised_then,
    decided_apart,
    followed,
    followed_lines,
    follows_said,
    is_missing,
    is_older,
    since,
    turned,
    versions_said,
    was_advised,
    with_followed,
)
from mdo_viewer.meeting.case import TYPED, WHOLE_CASE, Action, Attendee, Case, Decision, with_site
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    as_read,
    as_ticked,
    beside_chosen,
    choice_of,
    choice_words,
    journey_of_case,
)
from mdo_viewer.meeting.confirming import across
from mdo_viewer.meeting.document import About
from mdo_viewer.meeting.limits.therapy import against_words, past_words, treated_here
from mdo_viewer.meeting.main_tree import in_order, on_paper
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.meeting.to_do import left_open
from mdo_viewer.reasoning.choosing import choice_leads
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.ranging.ways import told_by_ways
from mdo_viewer.reasoning.results import Advice, Stage
from mdo_viewer.reasoning.telling import heading, say
from mdo_viewer.reports.beside import later_lines, mark_lines
from mdo_viewer.reports.deadlines import deadline_lines, held_lines, lapsed_lines
from mdo_viewer.reports.disagreements import disagreement_lines
from mdo_viewer.reports.doubtful import doubt_lines
from mdo_viewer.reports.facts import fact_lines, moment_lines, unknown_lines
from mdo_viewer.reports.model import (
    ActionLine,
    DeadlineLine,
    DecisionLine,
    FactLine,
    Foot,
    Summary,
    TableLine,
    TaskLine,
    TreeLine,
    UnknownLine,
)
from mdo_viewer.reports.patient import described_lines, described_unknown_lines, table_lines
from mdo_viewer.reports.standing import lapsed_by_whole, lifted_said, missing_said, said_at, unchosen_said
from mdo_viewer.reports.taken_over import taken_over_line
from mdo_viewer.reports.tasks import action_past, apart_said, reason_said, task_lines, what_decided
from mdo_viewer.reports.trees import condition_lines, conditions_text, note_lines, rider_lines, tree_line
from mdo_viewer.reports.wording import Paper, guideline_line, sentence


def summarise(
    pack: Pack,
    case: Case,
    at: datetime | None,
    language: Language,
    *,
    later: bool = True,
    others: Sequence[Case] = (),
    meeting: About | None = None,
    apart: Sequence[Pack] = (),
    drafts: Collection[str] = (),
) -> Summary:
    """Everything that the board takes along from this patient.

    `at` (aware) is "now" for what is overdue; without it the case's moment of discussion counts. `later`: with the
    statements from after the guideline; `apart`: the guidelines of which the patient has advice, of which nobody knows
    whether it goes together; `drafts`: what the decisions are about that wait half written, and what was typed and not
    entered. Raises Contradiction when facts cannot be true together.
    """
    stages = journey_of_case(pack, case, at or case.discussed_at)
    return summarise_stages(
        pack, case, at, language, stages, later=later, others=others, meeting=meeting, apart=apart, drafts=drafts
    )


def main_advice(pack: Pack, case: Case, at: datetime | None) -> Advice:
    """The advice that the page opens with, for its picture."""
    return on_paper(pack, case, journey_of_case(pack, case, at or case.discussed_at)).advice


def summarise_stages(
    pack: Pack,
    case: Case,
    at: datetime | None,
    language: Language,
    stages: Sequence[Stage],
    *,
    later: bool = True,
    others: Sequence[Case] = (),
    meeting: About | None = None,
    apart: Sequence[Pack] = (),
    drafts: Collection[str] = (),
) -> Summary:
    """`summarise` for a journey that is known already."""
    now = at or case.discussed_at
    paper = Paper.at(language, now).where_decides(pack.decides)
    moments = moment_lines(pack, case, paper)
    case = as_ticked(pack, as_read(pack, replace(case, decisions=in_order(pack, case, stages))), now)
    told, rows = told_by_ways(stages), rows_here(pack, case, now)
    lines = {stage.advice.tree.id: tree_line(pack, stage, case, paper, told, stages, now) for stage in stages}
    first = on_paper(pack, case, stages)
    main = lines[first.advice.tree.id]
    decisions = tuple(_decision(pack, case, each, stages, now, paper) for each in case.decisions)
    deadlines = deadline_lines(pack, stages, case, now, paper)
    in_turn = [first, *(each for each in stages if each is not first)]
    return Summary(
        language=language,
        decides=pack.decides,
        key=case.case,
        example=case.title_example,
        example_mark=paper("example_mark") if case.title_example else "",
        title=f"{paper('title_decision' if case.decisions else 'title_meeting')} {uncapital(pack.title(language))}",
        question=case.question or paper("unknown"),
        discussed=paper("discussed", moment=paper.moment_in_full(case.discussed_at))
        if case.discussed_at
        else paper("discussed_unknown"),
        as_of=paper("as_of", moment=paper.moment(now)) if now and now != case.discussed_at else "",
        urgency=paper("urgent") if case.urgent else "",  # that it is not was never asked
        main=main,
        decisions=decisions,
        **_agreed(pack, case, stages, now, paper),
        facts=fact_lines(pack, first.advice.settled, case, paper),
        moments=moments,
        unknown=unknown_lines(pack, stages, case, paper),
        conditions_text=conditions_text(first.advice, paper) if first.entry == "open" else "",
        conditions=condition_lines(pack, first.advice, paper) if first.entry == "open" else (),
        deadlines=deadlines,
        riders=rider_lines(pack, in_turn, paper, case, conditions_apart=True),
        trees=tuple(lines.values()),
        disagreements=disagreement_lines(pack, stages, paper),
        notes=note_lines(pack, in_turn, paper),
        **_of_guideline(pack, first.advice, now, paper),
        foot=_foot(pack, case, main, now, paper),
        made_at=now.astimezone(ZONE).isoformat(timespec="seconds") if now else None,
        taken_over=taken_over_line(pack, first.advice.settled, case, paper),
        doubtful=doubt_lines(pack, first.advice.settled, case.confirmed, paper, rows, across(pack, case, others)),
        marks=mark_lines(pack, in_turn, case.patient, paper, rows),
        later_heading=paper.later(pack),
        later=later_lines(pack, in_turn, paper) if later else (),
        site=case.site or "",
        tasks=_tasks(pack, case, stages, decisions, deadlines, now, paper),
        lapsed=lapsed_lines(pack, stages, case, now, paper),
        meeting=_of_meeting(meeting, paper) if meeting else "",
        pack=pack.id,
        beside=pack.title(language) if case.pack else "",
        not_compared=paper.not_compared(apart),
        undecided=_undecided(pack, case, stages, lines, paper) if case.decisions else "",
        held=held_lines(pack, stages, case, now, paper),
        waiting=_waiting(pack, drafts, paper),
        treated=treated_here(pack, case, first, now, paper),
        **_of_patient(pack, case, paper),
    )


def _tasks(
    pack: Pack,
    case: Case,
    stages: Sequence[Stage],
    decisions: Sequence[DecisionLine],
    deadlines: Sequence[DeadlineLine],
    now: datetime | None,
    paper: Paper,
) -> tuple[TaskLine, ...]:
    """What has to be done by the decisions, with the treatment that following all of the advices decided."""
    whole = with_followed(pack, case, stages)
    more = (_decision(pack, whole, each, stages, now, paper) for each in whole.decisions[len(case.decisions) :])
    return task_lines(pack, whole, stages, (*decisions, *more), deadlines, now, paper)


def _undecided(pack: Pack, case: Case, stages: Sequence[Stage], lines: Mapping[str, TreeLine], paper: Paper) -> str:
    """`boom 1 (Maak een MRI), boom 4 (Therapie binnen 72 uur)`: the trees on which nothing was decided, by the rule of
    the way on, that nobody takes what stands on the page for settled. Of those that are known to apply: among the
    others what presses would not be seen."""
    left = left_open(pack, case, stages)
    applies = {stage.advice.tree.id for stage in stages if stage.entry == "open"}
    said = {id: lines[id].heading for id in left.trees if id in applies}
    said |= dict.fromkeys(left.stuck, paper("left.stuck"))
    found = (stage.advice.tree for stage in stages if stage.advice.tree.id in said)
    return ", ".join(paper("left.tree", number=tree.number, said=said[tree.id]) for tree in found)


def _waiting(pack: Pack, drafts: Collection[str], paper: Paper) -> str:
    """`boom 9, hele casus, levensverwachting (half getypt, niet ingevoerd)`: what the decisions are about that somebody
    began to write and nobody recorded, and the fields in which something was typed and not entered."""
    said = [paper.trees([tree.number]) for tree in pack.trees if tree.id in drafts]
    said += [paper("on_whole_short")] if WHOLE_CASE in drafts else []
    typed = (each.removeprefix(TYPED) for each in drafts if each.startswith(TYPED))
    asked = (pack.facts_by_id.get(id) or pack.moments_by_id.get(id) for id in typed)
    labels = (paper("typed.time") if each is None else each.label(paper.language) for each in asked)
    return ", ".join((*said, *(paper("typed", label=label) for label in labels)))


def _of_meeting(about: About, paper: Paper) -> str:
    """Kind, day and chair of the meeting, as far as somebody wrote them."""
    day = paper.day_in_full(about.day) if about.day else ""
    chair = f"{uncapital(paper('meeting.chair'))} {about.chair}" if about.chair else ""
    return ", ".join(part for part in (about.kind, day, chair) if part)


class _Agreed(TypedDict):
    alternatives: tuple[str, ...]
    preferences: str
    shared_decision: str
    actions: tuple[ActionLine, ...]
    rediscuss: str
    remarks: str
    attendees: tuple[str, ...]
    lead_physician: str
    gp_informed: str


def _agreed(pack: Pack, case: Case, stages: Sequence[Stage], now: datetime | None, paper: Paper) -> _Agreed:
    """Who was there and what was agreed beside the decisions."""
    unknown, none, not_asked = paper("unknown"), paper("none"), paper("not_asked")
    return {
        "alternatives": case.alternatives or (none,),
        "preferences": case.preferences or not_asked,
        "shared_decision": paper(f"shared.{case.shared_decision}") if case.shared_decision else not_asked,
        "actions": tuple(
            ActionLine(
                each.what, each.who or unknown, _before(each, paper), action_past(pack, case, each, stages, now, paper)
            )
            for each in sorted(case.actions, key=_when)
        ),
        "rediscuss": case.rediscuss or not_asked,
        "remarks": case.notes or none,
        "attendees": attendee_names(case.attendees) or (unknown,),
        "lead_physician": case.lead_physician or unknown,
        "gp_informed": not_asked if case.gp_informed is None else paper("yes" if case.gp_informed else "no"),
    }


class _OfPatient(TypedDict):
    described: tuple[FactLine, ...]
    described_unknown: tuple[UnknownLine, ...]
    courses: tuple[Course, ...]
    operations: tuple[Operation, ...]
    steroids: tuple[Steroid, ...]
    tables: tuple[TableLine, ...]


def _of_patient(pack: Pack, case: Case, paper: Paper) -> _OfPatient:
    """What is known of the patient and decides nothing."""
    return {
        "described": described_lines(pack, case, paper),
        "described_unknown": described_unknown_lines(pack, case, paper),
        "courses": case.courses,
        "operations": case.operations,
        "steroids": case.steroids,
        "tables": table_lines(pack, case, paper),
    }


class _OfGuideline(TypedDict):
    guideline: str
    guideline_age: str
    banner: str
    sources: tuple[str, ...]
    scope: str


def _of_guideline(pack: Pack, advice: Advice, now: datetime | None, paper: Paper) -> _OfGuideline:
    """Which guideline speaks, how old it is, and whether it holds for this patient."""
    language = paper.language
    return {
        "guideline": paper("guideline_of", guideline=pack.guideline(language), date=paper.date(pack.guideline_date)),
        "guideline_age": paper("guideline_age", age=paper.age(pack, now)) if now else "",
        "banner": pack.banner(language),
        "sources": tuple(f"{each.id}: {each.title(language)} ({each.date})" for each in pack.documents),
        "scope": _scope(pack, advice, paper),
    }


def file_name(case: Case, at: datetime | None, ending: str) -> str:
    """A name without patient data, `MDO_2026-11-22_MDO-0003.pdf`; `ending` has no dot."""
    now = at or case.discussed_at
    day = f"_{now.astimezone(ZONE).date().isoformat()}" if now else ""
    key = re.sub(r"[^A-Za-z0-9_-]+", "-", case.case).strip("-")[:60]
    return f"MDO{day}{f'_{key}' if key else ''}.{ending}"


def _before(action: Action, paper: Paper) -> str:
    return paper.moment(action.before) if action.before else paper("unknown")


def _when(action: Action) -> datetime:
    """Actions without a moment stand last."""
    return action.before.astimezone(UTC) if action.before else datetime.max.replace(tzinfo=UTC)


def attendee_names(attendees: Iterable[Attendee]) -> tuple[str, ...]:
    """Specialties, each once, with the roles that were given."""
    roles: dict[str, list[str]] = {}
    for each in attendees:
        listed = roles.setdefault(each.specialty, [])
        if each.role and each.role not in listed:
            listed.append(each.role)
    return tuple(f"{specialty} ({', '.join(listed)})" if listed else specialty for specialty, listed in roles.items())


def _decision(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> DecisionLine:
    condition = decision.condition or ""
    if decision.kind == "follow_with_condition" and not condition:
        condition = paper("unknown")
    return DecisionLine(
        tree=decision.tree,
        advice=decision.advice,
        kind=decision.kind,
        reason_code=decision.reason_code,
        heading=_heading(pack, case, decision, stages, paper),
        about=_about(pack, decision, paper),
        text=decision.text or "",
        condition=condition,
        reason=reason_said(pack, decision, paper),
        warning=_warning(pack, case, decision, stages, paper),
        past=past_words(pack, case, decision, stages, at, paper),
        apart=_apart(pack, case, decision, paper),
        **_older(pack, decision, paper),
        chosen=decision.chosen,
        choice=choice_words(pack, decision, paper.language),
        leads=_leads(pack, decision, stages, paper),
        what=what_decided(pack, decision, paper),
        at=paper("decided_at", moment=paper.moment(decision.then.at)) if decision.then else "",
        before=paper.before(decision.before) if decision.before else "",
        follows=_follows(pack, case, decision, stages, at, paper),
    )


def _follows(
    pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], at: datetime | None, paper: Paper
) -> tuple[tuple[str, str], ...]:
    """The advices that a decision on the whole case follows, and that it has lapsed since of one to wait."""
    lines = followed(pack, case, decision)
    lapsed = lapsed_by_whole(pack, case, stages, at, paper) if lines else {}
    said = zip(lines, followed_lines(pack, lines, paper.language), strict=True)
    return tuple((name, lapsed.get(line.number or 0, what)) for line, (name, what) in said)


def _kind(pack: Pack, case: Case, decision: Decision, paper: Paper) -> str:
    """How it was decided; of a deviation that says so, what comes next stands in the place of the advice. Where there
    was none nobody is told that the board deviates."""
    if decision.is_whole and decision.kind in FOLLOWING:
        return follows_said(decision, followed(pack, case, decision), paper.language)
    if decision.kind == "deviate" and not was_advised(pack, decision):
        return paper("kind.no_advice")
    instead = decision.kind == "deviate" and what_decided(pack, decision, paper)
    return paper("kind.instead" if instead else f"kind.{decision.kind}")


def _heading(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """The same, and first of all that the advice has become another since, or that there was none."""
    kind = _kind(pack, case, decision, paper)
    found = since(pack, case, decision, stages)
    own = next((stage for stage in stages if stage.advice.tree.id == decision.tree), None)
    if found in APART:
        return paper("kind.apart", kind=uncapital(kind))
    if found not in OVERTAKEN or (own is not None and is_missing(own, decision)):
        return kind
    return paper("kind.overtaken", kind=uncapital(kind))


def _leads(pack: Pack, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """The trees that the board's choice opens; empty without a choice."""
    choice = choice_of(pack, decision)
    return "" if choice is None else choice_leads(pack, stages[0].advice.settled, decision.tree, choice, paper.language)


class _Older(TypedDict):
    trees: str
    older: str
    older_way: tuple[tuple[str, str], ...]


def _older(pack: Pack, decision: Decision, paper: Paper) -> _Older:
    """With which trees it was decided; and, where the trees are others now, the advice and the way as they then."""
    then = decision.then
    if then is None:
        return {"trees": "", "older": "", "older_way": ()}
    trees = paper("decided_with", moment=paper.moment_in_full(then.at), version=then.version, hash=then.hash[:8])
    if not is_older(pack, decision):
        return {"trees": trees, "older": "", "older_way": ()}
    said = then.heading(paper.language) or say(paper.language, "no_advice")
    key = "decided_older_whole" if decision.is_whole else "decided_older"
    older = paper(key, versions=versions_said(pack, decision, paper.language), advice=said)
    way = tuple((question(paper.language), answer(paper.language)) for question, answer in then.way)
    return {"trees": trees, "older": older, "older_way": way}


def _about(pack: Pack, decision: Decision, paper: Paper) -> str:
    """The tree, and the advice that the board had before it."""
    if decision.is_whole:
        return paper("on_whole")
    tree = pack.trees_by_id.get(decision.tree)
    if tree is None:
        return decision.tree
    title = _advised(pack, decision, paper)
    if title:
        return paper("on_advice", number=tree.number, outcome=title)
    return paper("on_tree", number=tree.number, title=tree.title(paper.language))


def _warning(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """That what was decided does not fit the facts or another decision, and that it was taken on another advice than
    now."""
    beside = beside_chosen(pack, decision, stages[0].advice.settled, paper.language)
    against = against_words(pack, case, decision, paper)
    return " ".join(part for part in (beside, against, _changed(pack, case, decision, stages, paper)) if part)


def _apart(pack: Pack, case: Case, decision: Decision, paper: Paper) -> str:
    """That it does not go together with a decision on the whole case, or on a tree, of which nobody knows which counts.
    Of two trees that speak of the same treatment what has to be done says so alone."""
    here = decided_apart(pack, case, decision.tree)
    return sentence(apart_said(pack, here, paper)) if WHOLE_CASE in here else ""


def _changed(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage], paper: Paper) -> str:
    """Says so when the decision was taken on another advice than the tree, or the trees together, give now."""
    found = since(pack, case, decision, stages)
    if found not in OVERTAKEN:
        return ""
    if found in APART:
        return ""
    if decision.is_whole:
        return paper("advice_changed_whole", trees=", ".join(map(str, turned(pack, decision, stages))))
    own = next((stage for stage in stages if stage.advice.tree.id == decision.tree), None)
    if elsewhere := said_at(pack, decision, stages, paper):
        return sentence(elsewhere)
    if own is not None and is_missing(own, decision):
        return sentence(missing_said(pack, decision, own, paper))
    if found in ("unchosen", "replaced"):
        return sentence(unchosen_said(pack, case, decision, stages, paper))
    if found == "lifted":
        return sentence(lifted_said(pack, case, decision, stages, paper))
    then_said = _advised(pack, decision, paper)
    if found == "closed" and own is not None:
        return paper("advice_closed", outcome=then_said, now=uncapital(heading(own, paper.language)))
    if found == "none_then":
        return paper("advice_changed_none")
    if own is not None and own.advice.outcome is not None and then_said:
        return paper("advice_changed_now", outcome=then_said, now=own.advice.outcome.title(paper.language))
    return paper("advice_changed", outcome=then_said)


def _advised(pack: Pack, decision: Decision, paper: Paper) -> str:
    """The title of the outcome that a decision was taken on, empty when there was none."""
    title = advised_then(pack, decision)
    return "" if title is None else title(paper.language)


def _scope(pack: Pack, advice: Advice, paper: Paper) -> str:
    names = {fact.id: uncapital(fact.label(paper.language)) for fact in pack.scope}
    if advice.scope_closed:
        return paper("scope_out", fact=names[advice.scope_closed])
    if advice.scope_open:
        return paper("scope_open", facts="; ".join(names[id] for id in advice.scope_open))
    return paper("scope_in")


def _foot(pack: Pack, case: Case, main: TreeLine, now: datetime | None, paper: Paper) -> Foot:
    return Foot(
        key=with_site(case.name, pack.title(paper.language) if case.pack else None),
        guideline=guideline_line(pack, paper),
        tree=paper("foot_tree", number=main.number, version=main.version, hash=main.hash),
        program=f"MDO Viewer {__version__}",
        disclaimer=pack.disclaimer(paper.language),
        review=paper.review(pack, now) if now else "",
    )
