"""What the board may decide on an advice, what it can choose with it, and the journey that this leads on to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Final

from mdo_viewer.guideline.model import ALWAYS, BoardChoice, Language, Outcome, Pack, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import Case, Decision, DecisionKind, ReasonCode
from mdo_viewer.meeting.packs import pack_of
from mdo_viewer.meeting.tables.moments import is_day_alone, patient_of
from mdo_viewer.reasoning.beside.repeats import on_the_same, repeated
from mdo_viewer.reasoning.choosing import Opened, beside_choice, following, opened
from mdo_viewer.reasoning.deadlines import ZONE, is_later
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.journey import applying
from mdo_viewer.reasoning.ranging.ranged import journey
from mdo_viewer.reasoning.results import Advice, Settled, Stage
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reasoning.telling import mark, ways_agree

#: With an advice there is something to follow or to deviate from; without one the board decides itself.
ON_ADVICE: Final[tuple[DecisionKind, ...]] = ("follow", "follow_with_condition", "deviate")
WITHOUT_ADVICE: Final[tuple[DecisionKind, ...]] = ("own",)
FOLLOWING: Final[tuple[DecisionKind, ...]] = ("follow", "follow_with_condition")


def as_read(pack: Pack, case: Case) -> Case:
    """The case with its patient as the trees read it: with the moments that its tables give."""
    return replace(case, patient=patient_of(pack, case))


def as_ticked(pack: Pack, case: Case, at: datetime | None) -> Case:
    """The case with what was ticked off as it counts at a moment: what was done before the limit began, or is ticked
    off at a moment that is still to come, closes nothing and stands apart (`not_counted`). To be looked at, never to be
    saved. The same object where all of it counts."""
    read = as_read(pack, case)
    apart = {of: when for of, when in case.done.items() if _is_ahead(when, at) or _is_before(pack, read, of, when)}
    if not apart:
        return case
    return replace(case, done={of: when for of, when in case.done.items() if of not in apart}, not_counted=apart)


def not_counted_said(pack: Pack, case: Case, of: str, at: datetime | None, saying: Saying) -> str:
    """`afgevinkt vr 20 nov 10:00, vóór het begin van deze termijn: ga na`, of this advice (`tree.outcome`) or one that
    says the same; empty where no tick was left out."""
    same = next((each for each in (of, *repeated(pack, of)) if each in case.not_counted), None)
    if same is None:
        return ""
    when, outcome = case.not_counted[same], _ticked_outcome(pack, same)
    limited = outcome is not None and outcome.limit is not None
    return saying.not_counted(when, "ahead" if _is_ahead(when, at) else "before" if limited else "earlier")


def _is_ahead(when: datetime, at: datetime | None) -> bool:
    """Of a moment of this minute nobody says that it is still to come."""
    return at is not None and is_later(when.replace(second=0, microsecond=0), at)


def _is_before(pack: Pack, read: Case, of: str, when: datetime) -> bool:
    """Whether it was done before its limit began; of an advice without one, before what is treated now began. Where a
    day alone is known from which it runs, what was done on that day is not before it."""
    outcome, moments = _ticked_outcome(pack, of), read.patient.moments
    if outcome is None:
        return False
    if outcome.limit is None:
        treatments = {id for tree in pack.trees for choice in tree.choices for id in choice.met_by}
        begun = treated_since(pack, read, treatments)
        return begun is not None and is_later(begun, when)
    begun = moments.get(outcome.limit.moment)
    if begun is None or not is_later(begun, when):
        return False
    same_day = begun.astimezone(ZONE).date() == when.astimezone(ZONE).date()
    return not (same_day and is_day_alone(pack, outcome.limit.moment, begun))


def _ticked_outcome(pack: Pack, of: str) -> Outcome | None:
    tree, _, id = of.rpartition(".")
    return pack.trees_by_id[tree].outcomes_by_id.get(id) if tree in pack.trees_by_id else None


def journey_of_case(pack: Pack, case: Case, at: datetime | None) -> tuple[Stage, ...]:
    """The journey of a case, with the trees that the board's choices open; see `reasoning.journey`."""
    return journey(pack, patient_of(pack, case), at, case.chosen)


def kinds_on(outcome: Outcome | None) -> tuple[DecisionKind, ...]:
    """How the board can decide on this outcome of a tree; None is no outcome yet."""
    return ON_ADVICE if outcome is not None and outcome.kind == "advice" else WITHOUT_ADVICE


def not_compared(
    home: Pack,
    cases: Iterable[Case],
    now: datetime,
    journey: Callable[[Pack, Case, datetime], tuple[Stage, ...]] = journey_of_case,
) -> tuple[Pack, ...]:
    """The guidelines of which one patient has an advice, in the order of its `cases`; none where that is one alone. No
    pack says what goes together with another, so that nobody holds their advices against each other."""
    read = [(pack_of(home, case), case) for case in cases]
    if len({pack.id for pack, _case in read}) < 2:
        return ()  # nothing to work out
    found = {pack.id: pack for pack, case in read if kinds_on_whole(journey(pack, case, now)) == ON_ADVICE}
    return tuple(found.values()) if len(found) > 1 else ()


def kinds_on_whole(stages: Iterable[Stage]) -> tuple[DecisionKind, ...]:
    """How the board can decide on the case as a whole: on advice, where any tree that applies gives one."""
    advised = any(kinds_on(outcome) == ON_ADVICE for advice in applying(stages) for outcome in _said(advice))
    return ON_ADVICE if advised else WITHOUT_ADVICE


def _said(advice: Advice) -> tuple[Outcome | None, ...]:
    """The outcome of a tree; over a range where each way ends in the same, those."""
    return tuple(way.end.outcome for way in advice.ways) if ways_agree(advice) else (advice.outcome,)


def choices_with(pack: Pack, decision: Decision) -> tuple[BoardChoice, ...]:
    """What can be chosen with a decision of this kind: with an advice that is followed, only what follows it."""
    tree = pack.trees_by_id.get(decision.tree)
    if tree is None:
        return ()
    return following(tree, decision.advice) if decision.kind in FOLLOWING else tree.choices


def choices_read_with(pack: Pack, decision: Decision) -> tuple[BoardChoice, ...]:
    """What a file may name with a decision of this kind: older ones also follow with what the advice leaves open."""
    offered, tree = choices_with(pack, decision), pack.trees_by_id.get(decision.tree)
    if tree is None or decision.kind not in FOLLOWING:
        return offered
    return tuple(choice for choice in tree.choices if choice in offered or decision.advice in choice.left_open)


def choice_of(pack: Pack, decision: Decision) -> BoardChoice | None:
    """What was chosen with a decision that was recorded; None where nothing was, or the trees of now do not have it."""
    tree = pack.trees_by_id.get(decision.tree)
    return None if tree is None else tree.choice(decision.chosen)


def chosen_with(pack: Pack, draft: Decision) -> BoardChoice | None:
    """What is chosen with a decision that is being written: what was named, or the one thing that following this advice
    can mean. What is recorded, and what a file is read as, names it (`choice_of`)."""
    choices = choices_with(pack, draft)
    if follows_from_advice(pack, draft):
        return choices[0]
    return next((choice for choice in choices if choice.id == draft.chosen), None)


def follows_from_advice(pack: Pack, decision: Decision) -> bool:
    """Whether following this advice can mean one thing alone, so that the board need not name it."""
    return decision.kind in FOLLOWING and len(choices_with(pack, decision)) == 1


def chosen_by_digit(pack: Pack, draft: Decision, number: int) -> str | None:
    """The id of the choice with this number, from 1; None where there is none, or nothing to choose."""
    choices = () if follows_from_advice(pack, draft) else choices_with(pack, draft)
    return choices[number - 1].id if number <= len(choices) else None


def wants_choice(pack: Pack, draft: Decision) -> bool:
    """Whether it is not said yet what the board does: of an advice that several choices follow, which one; of a
    deviation, where the tree knows choices. Its text says why; it says what is done only where none of the choices is
    "none of these"."""
    choices = choices_with(pack, draft)
    if not choices or chosen_with(pack, draft) is not None or draft.kind == "own":
        return False
    none_of_these = any(not choice.follows and not choice.opens for choice in choices)
    return draft.kind in FOLLOWING or none_of_these or not (draft.text or "").strip()


def deviates_to_advice(pack: Pack, decision: Decision) -> bool:
    """Whether a deviation chooses just what is advised; what the advice leaves open beside that is no such thing."""
    choice = choice_of(pack, decision)
    return decision.kind == "deviate" and choice is not None and decision.advice in choice.follows


def choice_words(pack: Pack, decision: Decision, language: Language) -> str:
    """What was chosen, in words: "Radiotherapie"; where the trees of now do not have it, its id; empty without one."""
    choice = choice_of(pack, decision)
    return (decision.chosen or "") if choice is None else choice.chosen(language)


def chose_nothing(pack: Pack, decision: Decision) -> bool:
    """Whether the board chose none of what can be done, such as comfort care alone."""
    choice = choice_of(pack, decision)
    return choice is not None and not choice.follows and not choice.opens


def carried_out(pack: Pack, case: Case, settled: Settled) -> dict[str, Opened]:
    """By tree what says how a treatment is given that the board chose, such as its dose. While facts are missing that
    tell which tree does, it is the one that does where each of them is "no": it comes first, and asks them."""
    found: dict[str, Opened] = {}
    for decision in case.decisions:
        choice = choice_of(pack, decision)
        if choice is None:
            continue
        ways = [each for each in opened(pack, settled, decision.tree, choice) if each.opening.specifies]
        sure = [each for each in ways if each.truth]
        found |= {each.opening.tree: each for each in sure or _likely(pack, settled, ways)}
    return found


def _likely(pack: Pack, settled: Settled, ways: list[Opened]) -> list[Opened]:
    """Of these the one that is opened where nothing that is still open holds; else the first."""
    facts = (fact for each in ways for fact in pack.facts_in(each.opening.when))
    open_facts = (fact for fact in facts if fact not in settled.values and pack.facts_by_id[fact].type == "bool")
    none = replace(settled, values={**settled.values, **dict.fromkeys(open_facts, False)})
    return [each for each in ways if truth(pack, none, each.opening.when)][:1] or ways[:1]


def not_chosen(pack: Pack, case: Case) -> set[str]:
    """The trees that only say how to carry out what the board did not choose, where an advice left it the choice: what
    they advise is not left to decide."""
    found: set[str] = set()
    for decision in case.decisions:
        tree, choice = pack.trees_by_id.get(decision.tree), choice_of(pack, decision)
        if tree is None or choice is None or decision.advice is None:
            continue
        others = (each for each in tree.choices if each is not choice and decision.advice in each.follows)
        trees = {opening.tree for each in others for opening in each.opens if opening.specifies}
        found |= trees - {opening.tree for opening in choice.opens}
    return found


def was_given(pack: Pack, case: Case, settled: Settled, tree: Tree, choice: BoardChoice) -> bool:
    """Whether the facts say that this treatment of a tree was given: what it opens whatever the facts are, another
    choice there opens only once it was. Not where the moments of it that are filled in say that it was an earlier one.
    """
    after = _opens_after(choice)
    beside = (each for other in tree.choices if other is not choice for each in other.opens if each.when != ALWAYS)
    if not any(each.tree in after and truth(pack, settled, each.when) is True for each in beside):
        return False
    moments = [case.patient.moments[id] for id in choice.met_by if id in case.patient.moments]
    begun = treated_since(pack, case, choice.met_by)
    return not moments or begun is None or any(not is_later(begun, each) for each in moments)


def comes_after(pack: Pack, case: Case, settled: Settled, tree: Tree, choice: BoardChoice, other: str) -> bool:
    """Whether a tree (`other`) says how the treatment is given that comes after this one, which was given."""
    outcomes = (outcome for id in _opens_after(choice) for outcome in pack.trees_by_id[id].outcomes)
    leads = any(each.tree == other for outcome in outcomes for each in outcome.next)
    return leads and was_given(pack, case, settled, tree, choice)


def _opens_after(choice: BoardChoice) -> set[str]:
    """The trees that a choice opens whatever the facts are, and that do not say how it is carried out."""
    return {each.tree for each in choice.opens if each.when == ALWAYS and not each.specifies}


def is_earlier(pack: Pack, settled: Settled, treatment: str, when: datetime, begun: datetime | None) -> bool:
    """Whether a treatment that is filled in was given before what goes on now: by the moment since when that is
    treated, and where nobody filled that in where the answers say that it is needed again."""
    if begun is not None:
        return is_later(begun, when)
    again = pack.moments_by_id[treatment].again
    return again is not None and truth(pack, settled, again) is True


def treated_since(pack: Pack, case: Case, treatments: Collection[str]) -> datetime | None:
    """Since when what goes on now is treated: the last of the moments from which the limits of the first tree run, as
    symptoms that get worse begin anew; without one the first of the other moments, as a diagnosis may follow the
    treatment. None of the treatments is such a moment itself."""
    reported, others = (_starts(case, trees, treatments) for trees in (pack.trees[:1], pack.trees[1:]))
    return max(reported, default=None) or min(others, default=None)


def _starts(case: Case, trees: Iterable[Tree], treatments: Collection[str]) -> list[datetime]:
    """The moments that are filled in from which a limit of these trees runs within which something has to be done."""
    limits = (outcome.limit for tree in trees for outcome in tree.outcomes)
    ids = {each.moment for each in limits if each is not None and each.type == "latest"} - {*treatments}
    return [when.astimezone(UTC) for id in ids if (when := case.patient.moments.get(id)) is not None]


def is_passed_over(pack: Pack, case: Case, tree: str) -> bool:
    """Whether the board decided otherwise on all, or to do none of what can be done, and said nothing on this tree:
    what it advises is neither lifted by that nor confirmed."""
    if any(each.tree == tree for each in case.decisions):
        return False
    return any((each.is_whole and each.kind not in FOLLOWING) or chose_nothing(pack, each) for each in case.decisions)


def spoken_on(pack: Pack, case: Case, of: str, stages: Iterable[Stage]) -> str | None:
    """Of the advices that say the same as this one (`tree.outcome`) and itself, the one on which the board's word
    counts: one that was carried out, else of those that it decided on the one that applies now (the last of several),
    else one that it decided otherwise, else any. None while it said nothing on any."""
    same = (of, *repeated(pack, of))
    decided = {f"{each.tree}.{each.advice}": each.kind for each in case.decisions}
    now = {f"{each.tree.id}.{each.outcome.id}" for each in applying(stages) if each.outcome is not None}
    here = [each for each in same if each in decided and each in now]
    ranks = (
        [each for each in same if each in case.done],
        sorted(here, key=lambda each: -pack.trees_by_id[each.rpartition(".")[0]].number),
        [each for each in same if decided.get(each) == "deviate"],
        [each for each in same if each in decided],
    )
    return next((rank[0] for rank in ranks if rank), None)


def spoken_elsewhere(pack: Pack, case: Case, advice: Advice, stages: Iterable[Stage]) -> str | None:
    """The advice of another tree on which the board's word counts for what this tree advises (`spoken_on`); None where
    it is none or this one."""
    if advice.outcome is None:
        return None
    of = f"{advice.tree.id}.{advice.outcome.id}"
    found = spoken_on(pack, case, of, stages)
    return None if found == of else found


def spoken_apart(pack: Pack, case: Case, tree_id: str) -> tuple[str, ...]:
    """The ids of the trees that speak of the same treatment as this one, with its own, on which the board decided
    and did not say the same; none where it did, or decided on one alone. That it follows each is the same, unless one
    gives a dose and another waits; of what it wrote itself nobody can tell more than whether the words are the same."""
    same = on_the_same(pack, tree_id)
    decided = [each for each in case.decisions if each.tree in same]
    if len({_word_on(pack, each) for each in decided}) < 2 or tree_id not in {each.tree for each in decided}:
        return ()
    return tuple(id for id in same if id in {each.tree for each in decided})


def _word_on(pack: Pack, decision: Decision) -> tuple[str, object]:
    """What a decision comes down to, to hold it against one on another tree."""
    if decision.kind in FOLLOWING:
        outcome = pack.trees_by_id[decision.tree].outcomes_by_id.get(decision.advice or "")
        return "follow", outcome is not None and outcome.dose is not None
    return "otherwise", (decision.chosen, " ".join((decision.text or "").casefold().split()))


def beside_chosen(pack: Pack, decision: Decision, settled: Settled, language: Language) -> str:
    """What must be said beside what was chosen, for the facts of now; empty where nothing must."""
    choice = choice_of(pack, decision)
    return "" if choice is None else beside_choice(pack, settled, choice, language)


def reason_words(words: Words, pack: Pack, code: ReasonCode) -> str:
    """Why a decision deviates, in the words of a room: "Buiten de richtlijn van 2015"."""
    return words(f"reason.{code}", year=pack.guideline_date.year)


def mark_of(pack: Pack, case: Case, stage: Stage, language: Language) -> str:
    """That this tree applies by a decision of the board, with what it chose; empty for what it did not choose, and for
    what was done before."""
    outcome = stage.advice.outcome
    done = outcome is not None and f"{stage.advice.tree.id}.{outcome.id}" in case.done
    return "" if done else mark(pack, stage, language)
