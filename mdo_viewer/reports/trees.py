"""The trees of a journey in words: the way walked, what each one says or waits for, riders, notes, conditions."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

from mdo_viewer.guideline.model import Listing, Note, Outcome, Pack, Rider, Tree
from mdo_viewer.guideline.wording import fact_name, uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import FOLLOWING, is_passed_over, mark_of, not_counted_said, spoken_elsewhere
from mdo_viewer.meeting.limits.orders import checked, given_with, held_back
from mdo_viewer.reasoning.beside.repeats import Line, said_at
from mdo_viewer.reasoning.deciding import is_order
from mdo_viewer.reasoning.hashes import tree_hash
from mdo_viewer.reasoning.journey import ways_in
from mdo_viewer.reasoning.ranging.ways import full_lines, in_part
from mdo_viewer.reasoning.results import Advice, Settled, ShownRider, Stage
from mdo_viewer.reasoning.telling import (
    TreeState,
    heading,
    may_apply,
    only_if,
    range_said,
    say,
    state_of,
    way,
    ways_in_words,
)
from mdo_viewer.reasoning.texts import listed
from mdo_viewer.reasoning.urgency import worse_without_limit
from mdo_viewer.reports.model import ConditionLine, NoteLine, RiderLine, StepLine, Summary, TreeLine
from mdo_viewer.reports.order_line import check_said, goes_with, stands_alone, to_check
from mdo_viewer.reports.tasks import what_decided
from mdo_viewer.reports.wording import Paper, sentence


def tree_line(
    pack: Pack,
    stage: Stage,
    case: Case,
    paper: Paper,
    told: Container[str] = frozenset(),
    stages: Sequence[Stage] = (),
    at: datetime | None = None,
) -> TreeLine:
    """What this tree says at a moment, in words; `told` are trees whose advice stands in full at the ways of another
    one, `stages` all that are told of beside it."""
    advice = stage.advice
    tree, outcome = advice.tree, advice.outcome
    state = state_of(stage)
    said = outcome is not None and state not in ("not_entered", "entry_unknown")
    return TreeLine(
        id=tree.id,
        number=tree.number,
        title=tree.title(paper.language),
        state=state,
        outcome=outcome.id if said and outcome else None,
        heading=heading(stage, paper.language),
        text=advice.text(paper.language) if said and advice.text else "",
        lines=tuple(_lines(pack, stage, state, case, paper, told)),
        strength=_outcome_strength(outcome, paper) if said and outcome else "",
        dose=outcome.dose(paper.language) if said and outcome and outcome.dose else "",
        source=paper.places(pack, (outcome.source if said and outcome else ()) or tree.source),
        done=_done(pack, case, f"{tree.id}.{outcome.id}", at, paper) if said and outcome else "",
        path=() if state in ("not_entered", "entry_unknown") else _path(pack, advice, paper),
        version=tree.version,
        hash=tree_hash(pack, tree)[:8],
        mark=mark_of(pack, case, stage, paper.language),
        start=_start(pack, stage, stages, case, outcome, at, paper)
        if said and outcome
        else _check(pack, stage, stages, case, at, paper),
        elsewhere=_elsewhere(pack, case, advice, stages, paper) if said else "",
        evidence=paper.evidence(pack, (outcome.source if said and outcome else ()) or tree.source),
    )


def _done(pack: Pack, case: Case, of: str, at: datetime | None, paper: Paper) -> str:
    """When this was done, or why what was ticked off does not count."""
    done = case.done.get(of)
    return paper("done_at", moment=paper.moment(done)) if done else not_counted_said(pack, case, of, at, paper)


def advice_kicker(main: TreeLine, paper: Paper) -> str:
    """Whose advice it is: of a blog nobody reads that it is that of a guideline."""
    return paper("advice_of", evidence=main.evidence) if main.evidence else paper("advice")


def with_treated(summary: Summary) -> str:
    """The head of the advice, with the treatment that is filled in: else a treatment would be advised to who had it."""
    return f"{summary.main.heading}; {summary.treated}" if summary.treated else summary.main.heading


def _start(
    pack: Pack,
    stage: Stage,
    stages: Sequence[Stage],
    case: Case,
    outcome: Outcome,
    at: datetime | None,
    paper: Paper,
) -> str:
    """A dose, and what says when without a limit, while nothing is decided on it."""
    tree = stage.advice.tree
    of = f"{tree.id}.{outcome.id}"
    if not is_order(outcome) or not stands_alone(pack, case, of, stages):
        return ""
    if (held := held_back(pack, case, tree, outcome, stages, paper)) is not None:
        return ". ".join(filter(None, (paper("tree_says", number=tree.number, outcome=held[0]), held[1])))
    given, title = given_with(pack, case, of, stages, at, paper), outcome.title(paper.language)
    said = f"{title} ({outcome.dose(paper.language)})" if outcome.dose is not None else title
    said = paper("tree_says", number=tree.number, outcome=checked(said, given, paper))
    said = f"{said}. {given}" if given else said
    also = goes_with(pack, case, of, stages, at, paper)
    said = f"{said}. {also}".removesuffix(".") if also else said
    besides = _besides(pack, case, tree, paper) or (
        paper("runs_on.apart") if is_passed_over(pack, case, tree.id) else ""
    )
    return f"{said}. {besides}" if besides else said


def _besides(pack: Pack, case: Case, tree: Tree, paper: Paper) -> str:
    """What the board decided itself at this tree, before it said this: the same may be done already by that."""
    own = (each for each in case.decisions if each.tree == tree.id and each.kind not in FOLLOWING)
    what = next((said for each in own if (said := what_decided(pack, each, paper))), "")
    return sentence(paper("decided_already", what=what)) if what else ""


def _of(advice: Advice) -> str:
    return "" if advice.outcome is None else f"{advice.tree.id}.{advice.outcome.id}"


def _elsewhere(pack: Pack, case: Case, advice: Advice, stages: Sequence[Stage], paper: Paper) -> str:
    """That another tree says the same, and what was decided or done there: `besloten bij boom 8`."""
    of = spoken_elsewhere(pack, case, advice, stages)
    if of is None:
        return ""
    number = pack.trees_by_id[of.rpartition(".")[0]].number
    done = case.done.get(of)
    if done is not None:
        return paper("elsewhere.done", moment=paper.moment(done), number=number)
    return paper("elsewhere.decided", number=number)


def _check(pack: Pack, stage: Stage, stages: Sequence[Stage], case: Case, at: datetime | None, paper: Paper) -> str:
    """What has to be checked first of an advice that is still open."""
    tree = stage.advice.tree
    found = (each for each in to_check(pack, case, stages) if each.tree is tree)
    said = next((text for each in found if (text := check_said(pack, case, each, stages, at, paper))), "")
    return paper("tree_says", number=tree.number, outcome=said).removesuffix(".") if said else ""


def to_start(summary: Summary) -> tuple[str, ...]:
    """What the trees say to give or when, to stand beside the limits; not where another tree says otherwise: the page
    then shows both."""
    apart = {tree.id for each in summary.disagreements for tree in each.trees}
    # It stands among the tasks; beside what is not to be done, or still waits, the advice of now has to be read.
    told = (each for each in summary.tasks if each.standing not in ("kept", "contradicts"))
    apart |= {of.rpartition(".")[0] for each in told if (of := each.of)}
    return tuple(tree.start for tree in summary.trees if tree.start and tree.id not in apart)


def is_timed(summary: Summary) -> bool:
    """Whether what is to be done says when: not where only the clinician decides how soon."""
    return bool(summary.tasks) and summary.decides == "board"


def no_limit_said(summary: Summary, paper: Paper) -> str:
    """That the advice names no limit, or none beside what it says to do at once."""
    return paper("no_more_deadlines" if to_start(summary) else "no_deadlines")


def _path(pack: Pack, advice: Advice, paper: Paper) -> tuple[StepLine, ...]:
    return tuple(StepLine(*step) for step in way(pack, advice, paper.language))


def _lines(pack: Pack, stage: Stage, state: TreeState, case: Case, paper: Paper, told: Container[str]) -> Iterator[str]:
    """What the tree waits for, or why it says nothing."""
    advice = stage.advice
    if state == "out_of_scope" and advice.scope_closed:
        fact = pack.facts_by_id[advice.scope_closed]
        yield paper("scope_closed", fact=uncapital(fact.label(paper.language)))
        if advice.text:
            yield advice.text(paper.language)
    elif state == "entry_unknown" and stage.decided_by and may_apply(stage):
        yield range_said(pack, advice, stage.decided_by, paper.language, "may_apply_in")
        if advice.tree.id not in told:
            yield from map(sentence, full_lines(pack, stage.ways, paper.language))
    elif state == "entry_unknown" and stage.decided_by:
        yield paper("entry_waits", what=_decider(pack, stage.decided_by, paper))
        if advice.outcome is not None and advice.outcome.kind == "advice":
            yield paper("entry_perhaps", outcome=advice.outcome.title(paper.language))
    elif state == "not_entered":
        said = ways_in_words(pack, ways_in(pack, case.patient, stage, case.chosen), paper.language)
        if said:
            yield said
    elif state == "incomplete":
        yield from _missing(pack, advice, paper)


def _decider(pack: Pack, id: str, paper: Paper) -> str:
    tree = pack.trees_by_id.get(id)
    if tree is None:
        return uncapital(fact_name(pack.facts_by_id[id], paper.language))
    return f"{paper('tree')} {tree.number}"


def _missing(pack: Pack, advice: Advice, paper: Paper) -> Iterator[str]:
    language = paper.language
    if advice.ways:
        yield f"{range_said(pack, advice, advice.ways[0].fact, language, 'crossed')}."
        yield from map(sentence, full_lines(pack, advice.ways, language))
    else:
        first = advice.next_fact or next(iter(advice.open_facts), None)
        if first is not None:
            count = len({*advice.open_facts, first})
            name = uncapital(fact_name(pack.facts_by_id[first], language))
            yield paper.words.count("missing", count, fact=name)
        titles = (each.title(language) for each in advice.still_possible)
        yield paper("possible", outcomes="; ".join(dict.fromkeys(titles)))
    if advice.tightest:
        yield paper("tightest", outcome=uncapital(advice.tightest.title(language)))
    worse = paper.also_worse(worse_without_limit(advice))
    if worse:
        yield worse


# --- strength -----------------------------------------------------------------------------------------------------


def _outcome_strength(outcome: Outcome, paper: Paper) -> str:
    """How strongly the source says it, or that it says nothing; nothing of a reference, which only names a tree."""
    stated = paper.strength(outcome.strength)
    if stated or outcome.kind == "elsewhere":
        return stated
    return paper("strength_unknown" if outcome.kind == "advice" else outcome.kind)


# --- conditions that are not met ----------------------------------------------------------------------------------


def condition_lines(pack: Pack, advice: Advice, paper: Paper) -> tuple[ConditionLine, ...]:
    """The conditions that riders of this advice list as failed or not assessed, each once."""
    lines = (
        line
        for rider in _listing_riders(advice)
        for listing in rider.rider.lists
        if listing.show != "met"
        for line in _listed(pack, advice.settled, listing, paper)
    )
    return tuple(dict.fromkeys(lines))


def conditions_text(advice: Advice, paper: Paper) -> str:
    """What those riders say before they list conditions."""
    return " ".join(shown.rider.text(paper.language) for shown in _listing_riders(advice))


def _listing_riders(advice: Advice) -> tuple[ShownRider, ...]:
    """Riders that list what fails: they stand under a heading of their own."""
    return tuple(shown for shown in advice.riders if any(each.show != "met" for each in shown.rider.lists))


def _listed(pack: Pack, settled: Settled, listing: Listing, paper: Paper) -> Iterator[ConditionLine]:
    text = say(paper.language, "condition_failed" if listing.show == "failed" else "condition_open")
    for name in listed(pack, settled, listing):
        yield ConditionLine(name(paper.language), "failed" if listing.show == "failed" else "open", text)


# --- riders and notes ---------------------------------------------------------------------------------------------


def rider_lines(
    pack: Pack, stages: Sequence[Stage], paper: Paper, case: Case | None = None, *, conditions_apart: bool = False
) -> tuple[RiderLine, ...]:
    """The riders of all trees that apply, each once with the trees that show it; open ones last. One that is the
    sentence from which the board of this case deviated says so.

    `conditions_apart` leaves those of the first stage that list failed conditions to `condition_lines`.
    """
    found: dict[tuple[str, str], RiderLine] = {}
    numbers: dict[tuple[str, str], list[int]] = {}
    for line, number in _riders(pack, stages, conditions_apart, paper, _deviated_from(pack, case)):
        key = (line.text, line.waits_for)
        found.setdefault(key, line)
        numbers.setdefault(key, []).append(number)
    lines = [_with_trees(line, numbers[key]) for key, line in found.items()]
    return tuple(sorted(lines, key=lambda line: bool(line.waits_for)))


def _with_trees(line: RiderLine, numbers: list[int]) -> RiderLine:
    return RiderLine(line.id, line.text, line.strength, line.source, line.waits_for, tuple(dict.fromkeys(numbers)))


def _deviated_from(pack: Pack, case: Case | None) -> frozenset[frozenset[Line]]:
    """Where the source says the advices from which the board deviated."""
    decisions = () if case is None else (each for each in case.decisions if each.kind == "deviate")
    trees = ((pack.trees_by_id.get(each.tree), each.advice or "") for each in decisions)
    outcomes = (tree.outcomes_by_id.get(advice) for tree, advice in trees if tree is not None)
    return frozenset(said_at(pack, each.source) for each in outcomes if each is not None)


def _riders(
    pack: Pack,
    stages: Sequence[Stage],
    conditions_apart: bool,
    paper: Paper,
    deviated: Container[frozenset[Line]],
) -> Iterator[tuple[RiderLine, int]]:
    language = paper.language

    def said(rider: Rider, text: str) -> str:
        return paper("rider.deviated", text=text) if said_at(pack, rider.source) in deviated else text

    apart = _listing_riders(stages[0].advice) if conditions_apart and stages[0].entry == "open" else ()
    for stage in stages:
        if stage.entry != "open":
            continue
        number = stage.advice.tree.number
        for shown in stage.advice.riders:
            if stage is stages[0] and shown in apart:
                continue
            strength = paper.strength(shown.rider.strength)
            source = paper.places(pack, shown.rider.source)
            yield RiderLine(shown.rider.id, said(shown.rider, shown.text(language)), strength, source, "", ()), number
        for waiting in stage.advice.open_riders:
            rider = waiting.rider
            strength = paper.strength(rider.strength)
            source = paper.places(pack, rider.source)
            waits = only_if(pack, stage.advice, waiting, language)
            yield RiderLine(rider.id, said(rider, rider.text(language)), strength, source, waits, ()), number


def note_lines(pack: Pack, stages: Sequence[Stage], paper: Paper) -> tuple[NoteLine, ...]:
    """The open questions about the source that touch what the trees say here, by number.

    Also those of what holds for a part of a range alone. In full for the first stage; those of other trees alone by
    their title.
    """
    shown: dict[int, list[int]] = {}
    for stage in stages:
        for advice in (*([stage.advice] if stage.entry == "open" else []), *in_part(stage)):
            for number in advice.notes:
                shown.setdefault(number, []).append(advice.tree.number)
    first = stages[0].advice.tree.number
    return tuple(_note(pack.notes_by_number[number], shown[number], first, paper) for number in sorted(shown))


def _note(note: Note, trees: list[int], first: int, paper: Paper) -> NoteLine:
    text = note.text(paper.language) if first in trees else ""
    return NoteLine(note.number, note.title(paper.language), text, tuple(dict.fromkeys(trees)))
