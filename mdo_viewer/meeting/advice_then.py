"""The advice that the board had before it: kept in words with a decision, and held against the advice of now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import LANGUAGES, BoardChoice, Language, Outcome, Pack, Text, Tree
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import both, listed, uncapital
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import WHOLE_CASE, AdviceThen, Case, Decision
from mdo_viewer.meeting.choosing import (
    FOLLOWING,
    carried_out,
    choice_of,
    choice_words,
    chose_nothing,
    comes_after,
    journey_of_case,
    spoken_apart,
    was_given,
)
from mdo_viewer.meeting.tables.moments import patient_of
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.choosing import following, opened
from mdo_viewer.reasoning.deadlines import is_later
from mdo_viewer.reasoning.deciding import as_it_holds, is_order
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.results import Advice, Settled, Stage
from mdo_viewer.reasoning.settling import Contradiction, settle
from mdo_viewer.reasoning.telling import heading, say, way, way_lines

#: How the advice of now compares with the one that a decision was taken on; see `since`.
Since: TypeAlias = Literal[
    "same", "changed", "none_then", "unchosen", "replaced", "apart", "closed", "lifted", "unknown"
]
#: Where the decision is overtaken: every surface says so.
OVERTAKEN: Final[tuple[Since, ...]] = ("changed", "none_then", "unchosen", "replaced", "apart", "closed", "lifted")
#: Of those, where the facts and the trees say what they said, and the board itself decided otherwise on the whole case:
#: it is discussed again first, and nobody is told that the advice has changed.
APART: Final[tuple[Since, ...]] = ("replaced", "apart")
#: How an advice that was followed and is not that of now stands to it; see `overtaken_by`.
OvertakenBy: TypeAlias = Literal["missing", "not_needed", "lapsed", "contradicts", "kept", "closed", "same_dose"]


# --- then, in words that need no tree any more --------------------------------------------------------------------


def advice_as_of(pack: Pack, case: Case, about: str, at: datetime) -> AdviceThen:
    """What a tree, or with `WHOLE_CASE` all trees together, advise for this case at this moment (aware). Of all trees
    no title stands for the others: what each advised is the way.

    Raises Contradiction when facts cannot be true together, KeyError for a tree that the pack does not have.
    """
    stages = journey_of_case(pack, case, at)
    if about == WHOLE_CASE:
        none = Text("", "")
        advised = _advised(pack, stages)
        apart = {each.number for each in _followed(pack, case, advised) if each.otherwise is not None}
        excepted = tuple(tree.id for tree in pack.trees if tree.number in apart)
        return AdviceThen(at, pack.version, pack_hash(pack), none, none, advised, excepted)
    tree = pack.trees_by_id[about]
    advice = next(stage.advice for stage in stages if stage.advice.tree.id == about)
    return AdviceThen(
        at, tree.version, tree_hash(pack, tree), _heading(advice), _text(pack, advice), _way(pack, advice)
    )


def _heading(advice: Advice) -> Text:
    """What a tree says, also where the board looks at it before it applies."""
    entered = Stage(advice, "open", None, None)
    return both(lambda language: heading(entered, language))


def _text(pack: Pack, advice: Advice) -> Text:
    if advice.ways:
        return both(lambda language: "; ".join(way_lines(pack, advice, language)))
    return advice.text if advice.outcome is not None and advice.text is not None else Text("", "")


def _way(pack: Pack, advice: Advice) -> tuple[tuple[Text, Text], ...]:
    steps = zip(way(pack, advice, "nl"), way(pack, advice, "en"), strict=True)
    return tuple((Text(nl[0], en[0]), Text(nl[1], en[1])) for nl, en in steps)


def _advised(pack: Pack, stages: Iterable[Stage]) -> tuple[tuple[Text, Text], ...]:
    """What each tree that applies advises, beside its name; without those that the board's own choices open, as these
    change no advice."""
    own = (stage for stage in stages if stage.entry == "open" and stage.own)
    return tuple((_name(stage.advice.tree), _said(pack, stage.advice)) for stage in own)


def _said(pack: Pack, advice: Advice) -> Text:
    """What a tree says; over a range each of its ways, of which one may turn while the others stand."""
    return _text(pack, advice) if advice.ways else _heading(advice)


def _name(tree: Tree) -> Text:
    return both(lambda language: f"{tree.number} {tree.title(language)}")


# --- then and now -------------------------------------------------------------------------------------------------


def since(pack: Pack, case: Case, decision: Decision, stages: Sequence[Stage]) -> Since:
    """How the advice of now, of all `stages` of the journey, compares with the one that a decision of the case was
    taken on.

    same: the tree gives the same outcome, or it gave none and gives none now; of the case as a whole, every tree that
    applies says what it said.
    changed: the tree gives another outcome, or none any more; of the whole case, at least one tree has turned.
    none_then: the tree, which is the same now, gave no advice then and does now.
    unchosen: the tree gives the same, but only says how a treatment is given that the board did not choose, or that it
    chose on another advice (`unchosen_at`).
    replaced: the tree gives the same, but the board decided otherwise on the case as a whole since (`is_replaced`).
    apart: the same, but nobody can tell which of the two counts (`unordered`); so of the whole case too.
    closed: the tree would say the same, but does not apply any more: its advice was followed and is none now.
    lifted: the tree says the same, but the dose that was followed does not hold for the facts of now.
    unknown: nobody can tell. The case does not say on what the decision was taken; it was taken without an outcome
    that the trees of now have, by other trees; the tree is gone; of the whole case, the trees are others that say the
    same, or what they said was not kept. `is_older` tells the other trees apart.
    """
    if not decision.is_whole:
        advice = next((stage.advice for stage in stages if stage.advice.tree.id == decision.tree), None)
        found = "unknown" if advice is None else since_on_tree(pack, decision, advice)
        if found == "same" and is_replaced(case, decision):
            return "replaced"
        if found in ("same", "unknown") and decision.tree in unordered(pack, case):
            return "apart"
        if found == "same" and unchosen_at(pack, case, decision.tree, stages):
            return "unchosen"
        return "closed" if found == "same" and is_closed(decision, stages) else found
    if turned(pack, decision, stages):
        return "changed"
    if unordered(pack, case):
        return "apart"
    return "same" if _kept(decision) and not is_older(pack, decision) else "unknown"


def since_on_tree(pack: Pack, decision: Decision, advice: Advice) -> Since:
    """`since` for a decision on one tree, of which the advice is known before the journey is."""
    now = None if advice.outcome is None else advice.outcome.id
    if decision.advice is None and (decision.then is None or is_older(pack, decision)):
        return "unknown"
    if decision.advice == now:
        return "lifted" if decision.kind in FOLLOWING and is_lifted(advice) else "same"
    return "none_then" if decision.advice is None else "changed"


def is_lifted(advice: Advice) -> bool:
    """Whether a tree ends in an outcome of which the dose does not hold for these facts."""
    outcome = advice.outcome
    return outcome is not None and outcome.dose is None and advice.tree.outcomes_by_id[outcome.id].dose is not None


def is_closed(decision: Decision, stages: Iterable[Stage]) -> bool:
    """Whether an advice was followed of a tree that does not apply (any more): what it would say is no advice."""
    own = next((stage for stage in stages if stage.advice.tree.id == decision.tree), None)
    followed = decision.kind in FOLLOWING and decision.advice is not None
    return followed and own is not None and own.entry == "not_entered"


def is_replaced(case: Case, decision: Decision) -> bool:
    """Whether the board decided on the case as a whole after this, and did not follow the advice: an advice that it had
    followed on a tree is not carried out beside it until somebody says that it is. What it decided itself on a tree
    stands: that is its own word as much as the other."""
    return decision.kind in FOLLOWING and is_before_whole(case, decision)


def is_before_whole(case: Case, decision: Decision) -> bool:
    """Whether the board decided on the case as a whole after this, and did not follow the advice: a limit that it had
    decided otherwise runs again, for nobody can read whether it still does that."""
    whole = _otherwise_on_whole(case)
    if whole is None or whole.then is None or decision.is_whole or decision.then is None:
        return False
    return is_later(whole.then.at, decision.then.at)


def unordered(pack: Pack, case: Case) -> tuple[str, ...]:
    """What the decisions are about of which nobody can tell which counts: the case as a whole, on which the board did
    not follow the advice, and the trees of which it followed an advice that orders something, but for what that
    replaced (`is_replaced`); not those on which it said in its own words or otherwise what is done. Also
    what it ordered later: what is written on the whole case is read by nobody, and may forbid just that."""
    if _otherwise_on_whole(case) is None:
        return ()
    beside = tuple(each.tree for each in case.decisions if _orders(pack, case, each) and not is_replaced(case, each))
    return (WHOLE_CASE, *beside) if beside else ()


def decided_apart(pack: Pack, case: Case, about: str) -> tuple[str, ...]:
    """What the decisions are about that have to be discussed again together, with this one: those on trees that speak
    of the same treatment (`spoken_apart`), and those on the whole case and trees that are `unordered`; none where
    nothing has."""
    trees = {about: spoken_apart(pack, case, about)} if about != WHOLE_CASE else {}
    beside = unordered(pack, case)
    with_them = {id for each in beside if each != WHOLE_CASE for id in (each, *spoken_apart(pack, case, each))}
    if about in beside or about in with_them:
        return (WHOLE_CASE, *(tree.id for tree in pack.trees if tree.id in with_them))
    return trees.get(about, ())


def puts_apart(pack: Pack, case: Case, draft: Decision, stages: Sequence[Stage], at: datetime) -> tuple[str, ...]:
    """What the other decisions are about that have to be discussed again first once this one is recorded at this
    moment: the board reads that before it records it. None where this one goes together with them."""
    nothing = Text("", "")
    written = replace(draft, then=AdviceThen(at, "", "", nothing, nothing, ()))
    others = tuple(each for each in case.decisions if each.tree != draft.tree)
    after = replace(case, decisions=(written, *others))
    if draft.is_whole:
        return tuple(each.tree for each in others if since(pack, after, each, stages) in APART)
    beside = unordered(pack, after)
    return tuple(each for each in beside if each != draft.tree) if draft.tree in beside else ()


def _otherwise_on_whole(case: Case) -> Decision | None:
    """The decision on the case as a whole where the board did not follow the advice."""
    return next((each for each in case.decisions if each.is_whole and each.kind not in FOLLOWING), None)


def _orders(pack: Pack, case: Case, decision: Decision) -> bool:
    """Whether an advice that is followed on a tree has somebody do something that was not done yet."""
    tree = pack.trees_by_id.get(decision.tree)
    if tree is None or decision.kind not in FOLLOWING or f"{decision.tree}.{decision.advice}" in case.done:
        return False
    choice, outcome = choice_of(pack, decision), tree.outcomes_by_id.get(decision.advice or "")
    if choice is not None:
        return not chose_nothing(pack, decision)
    return outcome is not None and (outcome.to_do, outcome.limit, outcome.dose) != (None, None, None)


def unchosen_at(pack: Pack, case: Case, tree_id: str, stages: Sequence[Stage]) -> tuple[int, ...]:
    """The numbers of the trees where the board chose something else than what this tree says how to give, or chose it
    on an advice that is another one now; none where it is chosen, where it comes after what was chosen and given, or
    where nothing was."""
    here = {stage.advice.tree.id: stage for stage in stages}
    elsewhere: list[int] = []
    for decision in case.decisions:
        tree, stage = pack.trees_by_id.get(decision.tree), here.get(decision.tree)
        choice = None if tree is None else tree.choice(decision.chosen)
        if tree is None or choice is None or stage is None or not _specifies(tree, tree_id):
            continue
        if comes_after(pack, case, stage.advice.settled, tree, choice, tree_id):
            return ()
        open_now = {each.opening.tree for each in opened(pack, stage.advice.settled, tree.id, choice)}
        closed = is_closed(decision, stages) or since_on_tree(pack, decision, stage.advice) in OVERTAKEN
        stands = is_missing(stage, decision) or not closed
        if tree_id in open_now and stands:
            return ()
        elsewhere.append(tree.number)
    return tuple(elsewhere)


def _specifies(tree: Tree, other: str) -> bool:
    """Whether a choice at this tree may have the other one say how it is given."""
    return any(each.tree == other and each.specifies for choice in tree.choices for each in choice.opens)


def turned(pack: Pack, decision: Decision, stages: Iterable[Stage]) -> tuple[int, ...]:
    """The numbers of the trees that say something else than when the board decided on the case as a whole, those that
    apply only since then or no longer among them; none for a decision on one tree, or where what they said was not
    kept. Also by trees of another version: who reads that all is as it was carries out what nobody advises any more.
    """
    if decision.then is None or not _kept(decision):
        return ()
    then, now = dict(decision.then.way), dict(_advised(pack, stages))
    return tuple(tree.number for tree in pack.trees if then.get(_name(tree)) != now.get(_name(tree)))


def _kept(decision: Decision) -> bool:
    """Whether what all trees said when the board decided on the whole case was kept."""
    return decision.is_whole and decision.then is not None and bool(decision.then.way)


def is_older(pack: Pack, decision: Decision) -> bool:
    """Whether this was decided with other trees than those of now; also where its tree is gone."""
    if decision.then is None:
        return False
    tree = pack.trees_by_id.get(decision.tree)
    now = pack_hash(pack) if tree is None else tree_hash(pack, tree)
    return decision.then.hash != now


def made_with_others(pack: Pack, case: Case, saved_with: str) -> bool:
    """Whether a decision of this case, or the meeting when it was last saved (version, empty where that is not known),
    has other trees than those of now."""
    return saved_with not in ("", pack.version) or any(is_older(pack, decision) for decision in case.decisions)


def version_now(pack: Pack, decision: Decision) -> str:
    """The version of what this decision is about, as it is now: its tree, else the pack."""
    tree = pack.trees_by_id.get(decision.tree)
    return pack.version if tree is None else tree.version


def versions_said(pack: Pack, decision: Decision, language: Language) -> str:
    """`1.1.0, nu 1.2.0` of what this decision is about; where the trees changed without their version, that they did:
    one version is never older than itself. Empty where the advice of then was not kept."""
    then, now = decision.then, version_now(pack, decision)
    if then is None:
        return ""
    words = words_of("advice", language)
    if then.version == now:
        return words("versions.same", now=now)
    return words("versions", before=then.version, now=now)


def advised_then(pack: Pack, decision: Decision) -> Text | None:
    """The title of the outcome that a decision was taken on; where the trees of now do not have it any more, in the
    words of then, else by its id. None when there was none, and for the case as a whole, which no title of one tree
    stands for, though older files have one: see `followed`."""
    if decision.is_whole:
        return None
    tree = pack.trees_by_id.get(decision.tree)
    outcome = None if tree is None else tree.outcomes_by_id.get(decision.advice or "")
    if outcome is not None:
        return outcome.title
    if decision.then is not None:
        return decision.then.heading
    return Text(decision.advice, decision.advice) if decision.advice else None


def was_advised(pack: Pack, decision: Decision) -> bool:
    """Whether there was an advice from which a decision could deviate; yes where nobody can tell."""
    tree, then = pack.trees_by_id.get(decision.tree), decision.then
    outcome = None if tree is None else tree.outcomes_by_id.get(decision.advice or "")
    if outcome is not None:
        return outcome.kind == "advice"
    if not decision.is_whole:
        return then is None or then.heading not in _no_advice()
    if then is None or not then.way:
        return True
    return any(
        said not in _no_advice() if outcome is None else outcome.kind == "advice"
        for _name, said, _tree, outcome in _read(pack, then.way)
    )


# --- what an advice that was followed is still worth ----------------------------------------------------------------


def overtaken_by(own: Stage, then: Outcome) -> OvertakenBy:
    """How the advice of now of a tree stands to one of it that was followed and is not that of now.

    missing: a fact is not known any more, so that no other advice stands against it. not_needed: it need not be done
    any more, or was. lapsed: it was to wait, or the guideline is silent now on what it had no dose for. kept: it says
    to wait, which nothing forbids. same_dose: on another ground, but what is given is the same. closed: the tree says
    nothing of this patient any more, so that nothing is for it or against it. contradicts: the advice of now is against
    it, or whatever it becomes will be.
    """
    now, applies = own.advice.outcome, own.entry == "open"
    if own.advice.status == "out_of_scope" or (now is not None and now.id == then.id and not applies):
        return "closed"
    against: OvertakenBy = "kept" if says_to_wait(own.advice.tree, then) else "contradicts"
    if now is None:
        return "missing" if is_open(own) and then.id in own.advice.possible else against
    if applies and _waits(then, now):
        return "lapsed"
    if applies and then.dose is not None and then.dose == now.dose:
        return "same_dose"
    return "not_needed" if applies and then.dose is None and _asks_nothing(own, now) else against


def is_open(own: Stage) -> bool:
    """Whether a tree gives no advice now for want of a fact, or as a range lies over an edge."""
    waits = own.entry != "not_entered" and own.advice.status != "out_of_scope"
    return own.advice.outcome is None and waits


def is_missing(own: Stage, decision: Decision) -> bool:
    """Whether nothing but that is against a decision on this tree: an advice that was followed is still possible. Where
    another fact rules it out it is not the missing one that is in the way."""
    return is_open(own) and (decision.kind not in FOLLOWING or decision.advice in own.advice.possible)


def says_to_wait(tree: Tree, outcome: Outcome) -> bool:
    """Whether an advice says to wait with the medicine that its tree gives otherwise."""
    return outcome.says_when and outcome.dose is None and any(each.dose is not None for each in tree.outcomes)


def _waits(then: Outcome, now: Outcome) -> bool:
    """Whether what was advised then was to wait with what now has to be done, or nothing is said of it any more."""
    if then.limit is not None:
        return then.limit.type != "latest" and (now.to_do is not None or now.kind == "silent")
    acts = then.dose is None and then.to_do == "act"
    return acts and (now.to_do == "at_once" or now.kind == "silent")


def _asks_nothing(own: Stage, now: Outcome) -> bool:
    """Whether an advice only says that something need not be done, or is there: nobody has to act on it or choose."""
    acts = now.to_do is not None or now.limit is not None or now.dose is not None
    disputed = "no_consensus" in now.strength
    return now.kind == "advice" and not acts and not disputed and not following(own.advice.tree, now.id)


# --- the case as a whole --------------------------------------------------------------------------------------------


class GivenWith(Struct, frozen=True):
    """Of which treatments a tree says how they are given (`with_`), while none of them is chosen: what is instead, and
    at which tree; None where that is still to be chosen."""

    with_: tuple[Text, ...]
    instead: tuple[int, Text] | None


class Followed(Struct, frozen=True):
    """What one tree advised when the board decided on the case as a whole: the number of the tree, or its name of then
    where no tree of now has that; and the decision by which the board decided otherwise there, if any. `given` of
    one that only says how a treatment is given which following does not choose. `chosen` is what the board chose on
    that tree itself, where the advice left it more. `left`: it decided otherwise there when it followed the rest, and
    took that back since, so that nothing is decided there. `lifted`: its dose does not hold for the facts of now.
    `open`: what the advice leaves to choose, of which nobody chose one."""

    number: int | None
    name: Text
    said: Text
    otherwise: Decision | None = None
    given: GivenWith | None = None
    chosen: Text | None = None
    left: bool = False
    lifted: bool = False
    open: tuple[Text, ...] = ()


def followed(pack: Pack, case: Case, decision: Decision) -> tuple[Followed, ...]:
    """The advices that a decision on the case as a whole follows, in the order of the guideline, with those that it
    does not: where the board decided otherwise on a tree, that counts. None of any other decision, nor where a file
    does not say what was advised."""
    then = decision.then
    if not decision.is_whole or decision.kind not in FOLLOWING or then is None:
        return ()
    return tuple(_followed(pack, case, then.way, then.excepted))


def followed_at(case: Case, tree: Tree) -> Outcome | None:
    """The outcome of a tree that the board followed: on the tree, else with the whole case; None where it decided
    otherwise there, or none that the tree has now."""
    own = next((each for each in case.decisions if each.tree == tree.id), None)
    if own is not None:
        return tree.outcomes_by_id.get(own.advice or "") if own.kind in FOLLOWING else None
    whole = next((each for each in case.decisions if each.is_whole and each.kind in FOLLOWING), None)
    if whole is None or whole.then is None or tree.id in whole.then.excepted:
        return None
    said = dict(whole.then.way).get(_name(tree))
    return next((each for each in tree.outcomes if each.kind == "advice" and each.title == said), None)


def leaves_choice(pack: Pack, case: Case, decision: Decision) -> bool:
    """Whether following the advices on the whole case leaves a choice that nobody made."""
    return any(each.open for each in followed(pack, case, decision))


def left_by_whole(pack: Pack, case: Case) -> tuple[str, ...]:
    """The trees on which nothing is decided although the board followed the rest on the case as a whole: what it had
    decided otherwise there was taken back since."""
    left = {each.number for decision in case.decisions for each in followed(pack, case, decision) if each.left}
    return tuple(tree.id for tree in pack.trees if tree.number in left)


def would_follow(pack: Pack, case: Case, stages: Iterable[Stage]) -> tuple[Followed, ...]:
    """The same of a decision that is not recorded yet."""
    return tuple(_followed(pack, case, _advised(pack, stages)))


def _followed(
    pack: Pack, case: Case, advised: Iterable[tuple[Text, Text]], excepted: Collection[str] = ()
) -> Iterable[Followed]:
    found = list(_read(pack, advised))
    chosen = _chosen_by_all(pack, case, found)
    advised_at = {
        tree.id: outcome.id for _name, _said, tree, outcome in found if tree is not None and outcome is not None
    }
    for name, said, tree, outcome in found:
        if said in _no_advice() if outcome is None else outcome.kind != "advice":
            continue
        number, decided = None if tree is None else tree.number, {each.tree for each in case.decisions}
        given = None if tree is None or tree.id in decided else _given(pack, case, chosen, advised_at, tree)
        otherwise = _otherwise(pack, case, tree, outcome, said)
        own = None if tree is None else next((each for each in case.decisions if each.tree == tree.id), None)
        apart = tree is not None and tree.id in excepted and otherwise is None
        if own is None or _is_on(own, outcome, said):
            left, lifted = apart and own is None, outcome is not None and _dose_is_lifted(pack, case, outcome)
            open_ = () if otherwise or left else _still_open(pack, case, tree, outcome)
            yield Followed(number, name, said, otherwise, given, _left_to_choose(pack, own), left, lifted, open_)
        elif not apart:  # else its own decision, on another advice, says all there is
            yield Followed(number, name, said, otherwise, given)


def _dose_is_lifted(pack: Pack, case: Case, outcome: Outcome) -> bool:
    settled = _settled(pack, case)
    return outcome.dose is not None and settled is not None and as_it_holds(pack, settled, outcome).dose is None


def _still_open(pack: Pack, case: Case, tree: Tree | None, outcome: Outcome | None) -> tuple[Text, ...]:
    """The choices that an advice leaves and that following it on the whole case does not make: none where the board
    decided on the tree, or one of them was given."""
    if tree is None or outcome is None or any(each.tree == tree.id for each in case.decisions):
        return ()
    choices = following(tree, outcome.id)
    settled = _settled(pack, case) if len(choices) > 1 else None
    if len(choices) < 2 or (settled and any(was_given(pack, case, settled, tree, each) for each in choices)):
        return ()
    return tuple(each.chosen for each in choices)


def _left_to_choose(pack: Pack, own: Decision | None) -> Text | None:
    """What the board chose with an advice that it followed on a tree; None where that can mean one thing alone."""
    choice = None if own is None or own.kind not in FOLLOWING else choice_of(pack, own)
    if own is None or choice is None or following(pack.trees_by_id[own.tree], own.advice) == (choice,):
        return None
    return choice.chosen


def _read(pack: Pack, advised: Iterable[tuple[Text, Text]]) -> Iterator[tuple[Text, Text, Tree | None, Outcome | None]]:
    """What was kept of each tree, with the tree of now and its outcome, as far as it has them."""
    trees = {_name(tree): tree for tree in pack.trees}
    for name, said in advised:
        tree = trees.get(name)
        outcome = None if tree is None else next((each for each in tree.outcomes if each.title == said), None)
        yield name, said, tree, outcome


def _chosen_by_all(
    pack: Pack, case: Case, read: Iterable[tuple[Text, Text, Tree | None, Outcome | None]]
) -> dict[str, tuple[BoardChoice, ...]]:
    """By tree what following all of this chooses there: what the board chose itself, else what the advice means, which
    is several where it leaves a choice."""
    found: dict[str, tuple[BoardChoice, ...]] = {}
    for _name, _said, tree, outcome in read:
        if tree is not None and outcome is not None and any(outcome.id in each.follows for each in tree.choices):
            found[tree.id] = following(tree, outcome.id)
    for decision in case.decisions:
        choice = choice_of(pack, decision)
        if choice is not None:
            found[decision.tree] = (choice,)
        elif decision.tree in found and decision.kind not in FOLLOWING:
            found[decision.tree] = pack.trees_by_id[decision.tree].choices  # which, its text says: nobody can read it
    return found


def _given(
    pack: Pack, case: Case, chosen: Mapping[str, tuple[BoardChoice, ...]], advised: Mapping[str, str], tree: Tree
) -> GivenWith | None:
    """Whether this tree only says how a treatment is given that is not chosen, or not yet. That it does not go with
    what is chosen is said only where that is certain: not where the advice leaves this open beside it, where the board
    wrote something itself, or where what it chose was given before."""
    about = [(other, each) for other in chosen for each in pack.trees_by_id[other].choices if _gives(each, tree.id)]
    if not about or any(chosen[other] == (each,) for other, each in about) or _is_next(pack, case, chosen, tree.id):
        return None
    with_ = tuple(dict.fromkeys(each.chosen for _, each in about))
    other, (first, *_rest) = about[0][0], chosen[about[0][0]]
    left = any(each in chosen[at] or advised.get(at) in each.left_open for at, each in about)
    wrote = any((each.text or "").strip() for each in case.decisions if each.is_whole or each.tree == other)
    settled = _settled(pack, case)
    given = settled is None or was_given(pack, case, settled, pack.trees_by_id[other], first)
    if left or wrote or given:
        return GivenWith(with_, None)
    return GivenWith(with_, (pack.trees_by_id[other].number, first.chosen))


def _is_next(pack: Pack, case: Case, chosen: Mapping[str, tuple[BoardChoice, ...]], tree: str) -> bool:
    """Whether this tree says how the treatment is given that comes after one of these, which was given."""
    settled = _settled(pack, case)
    ways = ((pack.trees_by_id[at], each) for at, choices in chosen.items() for each in choices)
    return settled is not None and any(comes_after(pack, case, settled, at, each, tree) for at, each in ways)


def _settled(pack: Pack, case: Case) -> Settled | None:
    """What the facts of now settle; None of facts that cannot be true together, of which nobody can tell."""
    try:
        return settle(pack, patient_of(pack, case).values)
    except Contradiction:
        return None


def _gives(choice: BoardChoice, tree: str) -> bool:
    return any(each.tree == tree and each.specifies for each in choice.opens)


def with_followed(pack: Pack, case: Case, stages: Sequence[Stage]) -> Case:
    """The case with what following the advices on the whole case decided: the treatment of a tree where the advice
    means one alone, how it is given, and what else somebody has to do by an advice that is followed as it stands. By
    itself such a decision would have nobody do it. What the board decided on a tree stands; where several choices
    follow none is made. What was given is not ordered again, but how what comes after it is given. What is no part of
    such a treatment has the condition itself. With them what was to be done and is not
    advised so any more: nobody may read it as decided."""
    settled = stages[0].advice.settled
    whole = next((each for each in case.decisions if each.is_whole and each.kind in FOLLOWING), None)
    if whole is None or whole.then is None:
        return case
    decided, read = {each.tree for each in case.decisions}, tuple(_read(pack, whole.then.way))
    advised = {
        tree.id: outcome
        for _name, _said, tree, outcome in read
        if tree is not None and outcome is not None and outcome.kind == "advice" and tree.id not in decided
        if tree.id not in whole.then.excepted
    }
    of_all = replace(whole, reason_code=None, reason=None, text=None)
    alone = (
        (pack.trees_by_id[id], outcome, choices[0])
        for id, outcome in advised.items()
        if len(choices := tuple(each for each in pack.trees_by_id[id].choices if outcome.id in each.follows)) == 1
    )
    treated = tuple(
        replace(of_all, tree=tree.id, advice=outcome.id, chosen=choice.id)
        for tree, outcome, choice in alone
        if not was_given(pack, case, settled, tree, choice)
    )
    made = replace(case, decisions=(*case.decisions, *treated))
    chosen = _chosen_by_all(pack, case, read)
    parts, own = {*carried_out(pack, made, settled)}, {each.tree for each in treated}
    ordered = {*_ordered_by_all(pack, case, whole)} - _given_apart(stages)
    how = {*ordered, *(id for id in advised if _is_next(pack, case, chosen, id))}
    how |= {id for id in advised if _is_overtaken(pack, replace(of_all, tree=id, advice=advised[id].id), stages)}
    how -= own
    of_part = replace(of_all, kind="follow", condition=None)
    given = (
        replace(of_part if id in parts else of_all, tree=id, advice=advised[id].id, before=None)
        for id in advised
        if id in parts or id in how
    )
    return replace(made, decisions=(*made.decisions, *given))


def _ordered_by_all(pack: Pack, case: Case, whole: Decision) -> Iterator[str]:
    """The trees of which the advice has somebody do something, and is followed with all just as it stands: not one that
    says how a treatment is given which following does not choose, nor what the page has beside its limits (`is_order`).
    """
    trees = {tree.number: tree for tree in pack.trees}
    for each in followed(pack, case, whole):
        tree = trees.get(each.number or 0)
        if tree is None or each.otherwise is not None or each.given is not None or each.left:
            continue
        outcome = next((outcome for outcome in tree.outcomes if outcome.title == each.said), None)
        if outcome is None or outcome.limit is not None or is_order(outcome):
            continue
        if outcome.to_do is not None or outcome.dose is not None:
            yield tree.id


def _given_apart(stages: Iterable[Stage]) -> set[str]:
    """The trees that say how a treatment is given of those to which the numbers of a range lead apart: which of these
    is still to be chosen."""
    parts = (part for each in stages if each.entry != "open" or each.advice.outcome is None for part in each.apart)
    said = ((part.advice.tree, part.advice.outcome) for part in parts if part.entry == "open")
    choices = (each for tree, outcome in said if outcome for each in tree.choices if outcome.id in each.follows)
    return {each.tree for choice in choices for each in choice.opens if each.specifies}


def _is_overtaken(pack: Pack, decision: Decision, stages: Sequence[Stage]) -> bool:
    """Whether something was to be done by an advice that its tree does not give so any more."""
    tree = pack.trees_by_id[decision.tree]
    outcome, own = tree.outcomes_by_id[decision.advice or ""], next(each for each in stages if each.advice.tree is tree)
    acts = outcome.to_do is not None or outcome.dose is not None
    return acts and (is_closed(decision, stages) or since_on_tree(pack, decision, own.advice) in OVERTAKEN)


def is_by_whole(case: Case, decision: Decision) -> bool:
    """Whether a decision on a tree is one that following the advices on the whole case made (`with_followed`)."""
    whole = next((each for each in case.decisions if each.is_whole), None)
    return whole is not None and decision is not whole and decision.then is not None and decision.then == whole.then


def only_with_said(pack: Pack, case: Case, decision: Decision, language: Language) -> str:
    """`1 × 8 Gy bij uitval, alleen bij radiotherapie`, of how a treatment is given that following the advices on the
    whole case left open: nobody chose that treatment. Empty of any other decision."""
    if not is_by_whole(case, decision):
        return ""
    own = replace(case, decisions=tuple(each for each in case.decisions if not is_by_whole(case, each)))
    number = pack.trees_by_id[decision.tree].number
    lines = (line for each in own.decisions for line in followed(pack, own, each) if line.number == number)
    found = next((each for each in lines if each.given is not None and each.given.instead is None), None)
    return "" if found is None else _followed_said(found, language)


def _no_advice() -> frozenset[Text]:
    """What a tree says that gives no advice."""
    keys = ("no_advice", "may", "not_entered", "entry_unknown", "out_of_scope")
    return frozenset(Text(*(say(language, key) for language in LANGUAGES)) for key in keys)


def _otherwise(pack: Pack, case: Case, tree: Tree | None, outcome: Outcome | None, said: Text) -> Decision | None:
    """The decision of the board against what a tree advised: on that tree, else on one that says the same."""
    if tree is None:
        return None
    own = next((each for each in case.decisions if each.tree == tree.id and _is_on(each, outcome, said)), None)
    if own is not None:
        return None if own.kind in FOLLOWING else own
    same = () if outcome is None else repeated(pack, f"{tree.id}.{outcome.id}")
    against = (each for each in case.decisions if each.kind not in FOLLOWING)
    return next((each for each in against if f"{each.tree}.{each.advice}" in same), None)


def _is_on(decision: Decision, outcome: Outcome | None, said: Text) -> bool:
    """Whether a decision on a tree is on this advice of it: one on another advice, that the facts have overtaken, says
    nothing of it. By the words of then where the trees of now do not have that advice."""
    if outcome is not None:
        return decision.advice == outcome.id
    then = decision.then
    return decision.advice is None or then is None or said in (then.heading, then.text)


def follows_said(decision: Decision, lines: Iterable[Followed], language: Language) -> str:
    """`Volgt de adviezen, behalve boom 3; keuze bij boom 9 nog open`: how the case as a whole is followed."""
    words, lines = words_of("advice", language), tuple(lines)
    apart = [str(each.number) for each in lines if each.otherwise is not None or each.left]
    said = words(f"whole.{decision.kind}")
    if decision.then is None or not decision.then.way:
        return words("whole.untold", said=said)
    said = words("whole.except", said=said, trees=listed(apart, words("and"))) if apart else said
    open_ = [str(each.number) for each in lines if each.open]
    return words("whole.choice_open", said=said, trees=listed(open_, words("and"))) if open_ else said


def open_choices_said(lines: Iterable[Followed], language: Language) -> tuple[str, ...]:
    """`Keuze bij boom 9 blijft open: operatie of radiotherapie`: what following on the whole case does not choose."""
    words = words_of("advice", language)
    return tuple(
        words("whole.stays_open", n=each.number, choices=listed(map(uncapital, _in(each.open, language)), words("or")))
        for each in lines
        if each.open
    )


def _in(texts: Iterable[Text], language: Language) -> Iterator[str]:
    return (each(language) for each in texts)


def followed_lines(pack: Pack, lines: Iterable[Followed], language: Language) -> tuple[tuple[str, str], ...]:
    """What is followed, each advice beside its tree: `Boom 5` and the advice; `Behalve boom 3` and what was decided."""
    words = words_of("advice", language)
    found = []
    for each in lines:
        name = each.name(language) if each.number is None else words("whole.tree", n=each.number)
        if each.left:
            found.append((words("whole.but", n=each.number), words("otherwise.left")))
        elif each.otherwise is None:
            found.append((name, _followed_said(each, language)))
        else:
            found.append((words("whole.but", n=each.number), _decided_otherwise(pack, each, language)))
    return tuple(found)


def _followed_said(line: Followed, language: Language) -> str:
    """What is followed; of how a treatment is given that it belongs to one which is not chosen, or not yet."""
    words, said = words_of("advice", language), line.said(language)
    if line.lifted:
        return words("whole.lifted", said=said)
    if line.chosen is not None:
        return words("whole.chosen", chosen=line.chosen(language), said=uncapital(said))
    if line.given is None:
        return said
    if line.given.instead is None:
        choices = listed((uncapital(each(language)) for each in line.given.with_), words("or"))
        return words("whole.only_with", said=said, choices=choices)
    number, instead = line.given.instead
    return words("whole.not_with", said=said, choice=uncapital(instead(language)), n=number)


def _decided_otherwise(pack: Pack, line: Followed, language: Language) -> str:
    """`afgeweken: geen PET-CT`, and at which tree where that is another one that says the same."""
    words, decision = words_of("advice", language), line.otherwise
    assert decision is not None
    said, tree = words(f"otherwise.{decision.kind}"), pack.trees_by_id[decision.tree]
    if tree.number != line.number:
        said = words("otherwise.at", said=said, n=tree.number)
    what = choice_words(pack, decision, language) or " ".join((decision.text or "").split())
    return f"{said}: {what}" if what else said
