"""What the tiles of the patient's way say: every tree as a stage with its state in words."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.desktop.says.choosing import marked
from mdo_viewer.desktop.says.decided import (
    DecisionSign,
    before_words,
    changed_key,
    decision_sign,
    what_decided,
    with_before,
)
from mdo_viewer.desktop.says.held import Held, limits_in
from mdo_viewer.desktop.says.tokens import BROWN, GREEN, INK, MUTED, RED, Token
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import All, AnyOf, Ends, Not, Outcome, Tree
from mdo_viewer.guideline.scope import SCOPE, scope_text
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import OVERTAKEN
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.choosing import choice_words, spoken_elsewhere
from mdo_viewer.meeting.to_do import LAST, reasons, running_limits, stuck
from mdo_viewer.reasoning.results import Advice, Stage
from mdo_viewer.reasoning.telling import may_apply

#: How a tile looks; "open" ones still miss facts.
StageTone: TypeAlias = Literal["done", "urgent", "advice", "silent", "open", "open_urgent", "quiet"]
PRESSING: Final[tuple[StageTone, ...]] = ("urgent", "open_urgent")
#: What stands beside the words of a tree; "?" while facts are missing.
StageSign: TypeAlias = Literal["", "pencil", "next"] | DecisionSign
COLOURS: Final[dict[StageTone, Token]] = {
    "done": GREEN,
    "urgent": RED,
    "advice": INK,
    "silent": MUTED,
    "open": BROWN,
    "open_urgent": RED,
    "quiet": MUTED,
}

#: Where a tree stands in the strip: by itself, or in the fold of those that are dealt with, of those of which it is not
#: known yet whether they apply or what they say, or of those that do not apply.
StagePlace: TypeAlias = Literal["full", "done", "unknown", "later"]


class StageView(Struct, frozen=True):
    """One tree of the strip. `said` is its state, `shown` what its tile says of it in a line: a draft, a decision or
    that it comes next before that. `tone`: urgent, advice, open, quiet. `detail` says which fact is missing.

    `rank` says which tiles go first where there is room for few, 0 last of all. `changed` when the tree gives another
    advice than the board decided on, `changed_as` the end of the key that says how. `against` are the numbers of the
    trees that say what does not go together with this one; `fresh` while it has just changed by an answer.
    """

    tree: str
    number: int
    title: str
    short: str
    said: str
    tone: StageTone
    current: bool
    decided: bool
    deviates: bool = False
    changed: bool = False
    changed_as: str = ""
    detail: str = ""
    against: tuple[int, ...] = ()
    fresh: bool = False
    own: bool = False
    mark: str = ""  # that it applies by a decision of the board
    shown: str = ""
    place: StagePlace = "full"
    rank: int = 0
    next: bool = False
    draft: bool = False
    sign: DecisionSign | Literal[""] = ""  # of its decision
    older: bool = False  # it was decided on with other trees than those of now
    elsewhere: int = 0  # the number of the tree at which was decided on what this one says too
    overdue: bool = False  # a limit of it that still runs has passed
    left: bool = False  # its advice, beside what speaks for the patient, waits for a decision


def stage_views(look: Look) -> tuple[StageView, ...]:
    """The tiles in the order of the guideline; works out what all trees say where that is not known yet."""
    against, coming = conflicts(look), look.coming.tree
    after = "" if coming is None else coming.tree
    drafts = look.state.drafts_here
    found = reasons(look.pack, look.case, look.stages, drafts)
    held = stuck(look.pack, look.case, look.stages)
    views = []
    for stage in look.stages:
        tree = stage.advice.tree
        view = _view(look, stage, against.get(tree.id, ()))
        left = found.get(tree.id) in LAST
        view = replace(view, next=tree.id == after, draft=tree.id in drafts, left=left)
        to_do = found.get(tree.id, LAST[0]) not in LAST and not (look.untouched and found[tree.id] == "entry")
        rank = _rank(look, stage, view, to_do or (tree.id in held and stage.entry == "open"))
        place: StagePlace = "full" if rank < NOT_AT_ISSUE else _fold_of(stage)
        views.append(replace(view, shown=_shown(look, view), place=place, rank=rank))
    return tuple(views)


#: The head of a fold of which all trees are alike.
FOLD_HEADS: Final[dict[StagePlace, str]] = {"later": "stage.fold.later", "unknown": "stage.fold.unknown"}
#: The rank of a tree at which nothing is to be seen or done now.
NOT_AT_ISSUE = 11
#: From this rank on nothing is to be done: a limit runs, or the tree may apply.
NOTHING_TO_DO = 9


def _rank(look: Look, stage: Stage, view: StageView, to_do: bool) -> int:
    """How much a tree matters for this patient now, 0 most."""
    running = any(running_limits(look.case, stage, look.patient.moments, look.now))
    ranks = (
        view.current,
        view.next,
        view.tone in PRESSING,
        view.changed,
        view.draft,
        view.decided and view.tree in look.pack.main,
        view.decided,
        bool(view.against),
        to_do,
        running and view.tone != "done",
        view.tone == "open" and (stage.entry == "unknown" or bool(stage.advice.ways)),
    )
    if look.untouched and is_way_in(stage.advice.tree):
        return ranks.index(True) if True in ranks else NOT_AT_ISSUE - 1
    return ranks.index(True) if True in ranks else NOT_AT_ISSUE


def _fold_of(stage: Stage) -> StagePlace:
    """Done is a tree that applies and says all that it has to say; that one does not apply is said only where no answer
    that is still to come can change it."""
    if stage.entry == "not_entered" or stage.advice.status == "out_of_scope":
        return "later"
    return "done" if stage.entry == "open" and stage.advice.status == "complete" else "unknown"


def _shown(look: Look, view: StageView) -> str:
    """The one line of a tile, with a capital."""
    words = look.words
    if view.draft:
        return words("stage.draft")
    if view.next and view.tone not in PRESSING:
        return words("stage.next")
    return view.said[:1].upper() + view.said[1:]


def is_way_in(tree: Tree) -> bool:
    """Whether one answer or moment opens a tree, or it is open for everyone: no other tree has to end first."""
    match tree.entry:
        case AnyOf(items=items):
            return not any(isinstance(item, All | AnyOf | Ends | Not) for item in items)
        case All(items=items):
            return not items
        case Ends() | Not():
            return False
    return True


def fold_words(look: Look, views: tuple[StageView, ...], place: StagePlace) -> tuple[str, str]:
    """What stands on a fold: its head, and the numbers of its trees."""
    if place == "done":
        head = look.words("stage.fold.answered" if any(view.left for view in views) else "stage.fold.done")
    elif look.untouched:
        head = look.words("stage.fold.follow")
    else:
        kinds = {view.place for view in views}
        head = look.words(FOLD_HEADS.get(kinds.pop() if len(kinds) == 1 else "full", "stage.fold.more"))
    return head, " · ".join(str(view.number) for view in views)


def conflicts(look: Look) -> dict[str, tuple[int, ...]]:
    """By tree the numbers of the trees that disagree with it; not those that may for a part of a range."""
    from mdo_viewer.desktop.says.disagreeing import disagreements

    found: dict[str, tuple[int, ...]] = {}
    for each in (each for each in disagreements(look) if not each.may):
        trees = [stage.advice.tree for stage in each.stages]
        for tree in trees:
            others = {*found.get(tree.id, ()), *(other.number for other in trees if other is not tree)}
            found[tree.id] = tuple(sorted(others))
    return found


def _view(look: Look, stage: Stage, against: tuple[int, ...]) -> StageView:
    tree = stage.advice.tree
    decision = next((each for each in look.state.case.decisions if each.tree == tree.id), None)
    said, tone = stage_words(look, stage)
    detail = _detail(look, stage)
    changed = decision is not None and look.since(decision) in OVERTAKEN
    if decision is not None and not changed:
        said, detail = _said_with(look, stage, decision, said, detail)
    there = "" if decision is not None else _decided_at(look, stage)
    number = look.pack.trees_by_id[there].number if there else 0
    if there:
        said, detail = look.words("stage.elsewhere", n=number), said
        decision = next((each for each in look.state.case.decisions if each.tree == there), None)
    current = tree.id == look.state.tree_id
    return StageView(
        tree.id,
        tree.number,
        look.text(tree.title),
        look.short_title(tree),
        said,
        tone,
        current,
        decided=decision is not None or bool(there),
        deviates=decision is not None and decision.kind == "deviate",
        changed=changed,
        changed_as=changed_key(look, decision) if decision is not None and changed else "",
        detail=detail,
        against=against,
        own=decision is not None and decision.kind == "own",
        sign="" if decision is None else decision_sign(look, decision),
        older=decision is not None and bool(look.older(decision)),
        elsewhere=number,
        mark=look.words("stage.by_decision") if marked(look, stage) else "",
        overdue=tone in PRESSING and any(each.due.overdue for each in limits_in(look, stage)),
    )


def _said_with(look: Look, stage: Stage, decision: Decision, said: str, detail: str) -> tuple[str, str]:
    """What a tile says, and what beside it for who listens, once the board decided there: that comes before what is
    advised. An advice that was refused never stands as if it were decided; one that was carried out all the same, or
    whose limit passed, says so first."""
    words, entered = look.words, stage.entry == "open"
    chosen = choice_words(look.pack, decision, look.state.language)
    if chosen and entered:
        said, detail = words("stage.chosen", choice=with_before(look, uncapital(chosen), decision)), said
    elif decision.kind == "deviate" and entered and said == _advised(look, stage):
        what = what_decided(look, decision)
        detail = said
        said = words("stage.chosen", choice=what) if what else words("stage.refused", title=uncapital(said))
    else:
        if decision.kind == "own" and _is_silent(stage):
            said, detail = words("stage.own"), said  # a tick stands beside it: not beside what is missing
        if decision.before is not None and not chosen:
            said, detail = words("stage.until", due=before_words(look, decision)), detail or said
    return words("stage.condition", said=said) if decision.kind == "follow_with_condition" else said, detail


def _advised(look: Look, stage: Stage) -> str:
    """The title of what a tree advises; empty without an advice."""
    return "" if stage.advice.outcome is None else look.text(stage.advice.outcome.title)


def _is_silent(stage: Stage) -> bool:
    """Whether a tree that applies, or may, says nothing for sure yet."""
    advice = stage.advice
    if stage.entry == "not_entered" or advice.status == "out_of_scope":
        return False
    return stage.entry == "unknown" or advice.outcome is None or bool(advice.ways)


def _decided_at(look: Look, stage: Stage) -> str:
    """The other tree at which the board's word on what this one says counts; empty where none is."""
    if stage.entry != "open":
        return ""
    found = spoken_elsewhere(look.pack, look.case, stage.advice, look.stages)
    return "" if found is None else found.rpartition(".")[0]


def _detail(look: Look, stage: Stage) -> str:
    """The fact that is missing first, of this tree or of its entry; empty where none is."""
    advice = stage.advice
    if advice.status == "out_of_scope" or stage.entry == "not_entered":
        return ""
    if stage.entry == "unknown":
        waits = stage.decided_by or ""
        return look.label(waits) if waits in look.pack.facts_by_id else ""
    if advice.outcome is not None or not advice.open_facts or look.untouched:
        return ""
    if advice.tree.id == look.state.tree_id and look.next_fact is not None:
        return look.text(scope_text(look.pack)) if look.next_fact == SCOPE else look.label(look.next_fact)
    unasked = (fact for fact in advice.open_facts if fact not in look.patient.unknown)
    return look.label(next(unasked, advice.open_facts[0]))


def stage_words(look: Look, stage: Stage) -> tuple[str, StageTone]:
    """The state of a stage in words, and its tone."""
    words, advice = look.words, stage.advice
    if advice.status == "out_of_scope":
        return words("stage.closed"), "quiet"
    if stage.entry == "not_entered":
        return words("stage.not_entered"), "quiet"
    if stage.entry == "unknown":
        return _words_of_unknown(look, stage)
    pressing = [each for each in limits_in(look, stage) if each.urgent]
    if advice.ways:
        count = len(advice.ways)
        said = words("stage.ways.two") if count == 2 else words("stage.ways.many", n=count)
        return said, "open_urgent" if pressing else "open"
    if advice.outcome is None and look.untouched:
        return words("stage.untouched"), "quiet"
    if advice.outcome is None:
        count = len(advice.open_facts)
        return words.count("stage.open", count), "open_urgent" if pressing else "open"
    return _words_of_outcome(look, stage, advice.outcome, pressing)


def _words_of_outcome(look: Look, stage: Stage, outcome: Outcome, pressing: list[Held]) -> tuple[str, StageTone]:
    """The same of a tree that applies and has an outcome. A limit that presses beside that is named with it: what is
    red is what it is about."""
    from mdo_viewer.desktop.says.done import done_at, marked_now, order_here

    advice = stage.advice
    title = look.text(outcome.title)
    tone: StageTone = "silent" if outcome.kind == "silent" else "advice"
    said = look.words("stage.silent") if tone == "silent" else title
    ordered = order_here(look, stage) is not None
    own = any(each.tree == advice.tree.id for each in look.state.case.decisions)  # what was decided is said first
    if tone == "advice" and (ordered or not own) and (short := marked_now(look, stage)):
        said = f"{short}{':' if ordered else ';'} {uncapital(title)}"
    if tone == "advice" and done_at(look, advice) is not None:
        said, tone = look.words("stage.done", title=title), "done"
    if not pressing:
        return said, tone
    held = sorted((each for each in pressing if not each.overtaken), key=lambda each: not each.due.overdue)
    limit = "" if not held else _limit_words(look, advice, held[0])
    if not limit or held[0].due.of == outcome.id:
        return limit or said, "urgent"
    return f"{said} · {limit}", "urgent"


def _limit_words(look: Look, advice: Advice, held: Held) -> str:
    """`verstreken: Weefsel binnen 1 dag`."""
    title = look.text(advice.tree.outcomes_by_id[held.due.of].title)
    if held.due.overdue:
        return look.words("stage.overdue", title=title)
    return title if held.sure else look.words("stage.perhaps", title=title)


def _words_of_unknown(look: Look, stage: Stage) -> tuple[str, StageTone]:
    """The same of a tree of which it is not known yet whether it applies: what would press there comes first."""
    presses = any(each.urgent for each in limits_in(look, stage))
    if may_apply(stage):
        return look.words("stage.may"), "open_urgent" if presses else "open"
    if presses:
        return look.words("stage.perhaps_urgent"), "open_urgent"
    said = perhaps_words(look, stage) or opened_by(look, stage.advice.tree) or _waits(look, stage)
    return said, "quiet"


def perhaps_words(look: Look, stage: Stage) -> str:
    """`Opereren?`: what a tree advises that may apply, while that waits for a fact; empty where it advises nothing, and
    where another tree has to end first."""
    outcome, by = stage.advice.outcome, (stage.decided_by or "").partition(".")[0]
    if outcome is None or outcome.kind != "advice" or by in look.pack.trees_by_id or look.untouched:
        return ""
    return look.words("stage.perhaps", title=look.text(outcome.title))


def opened_by(look: Look, tree: Tree) -> str:
    """`Na een operatie`: what opens a tree, where the pack says so; else empty."""
    return "" if tree.opened_by is None else look.text(tree.opened_by)


def _waits(look: Look, stage: Stage) -> str:
    by = (stage.decided_by or "").partition(".")[0]
    tree = look.pack.trees_by_id.get(by)
    return look.words("stage.waits") if tree is None else look.words("stage.waits_tree", n=tree.number)


def stage_colour(view: StageView) -> Token:
    """The colour of what is said of a tree, in the strip and in a tab."""
    if view.draft or view.against or view.sign not in ("", "decided"):
        return BROWN
    if view.next and view.tone not in PRESSING:
        return INK
    if view.overdue:
        return COLOURS["urgent"]
    if view.decided:
        return GREEN
    return INK if view.tone == "quiet" and view.current else COLOURS[view.tone]


def stage_sign(view: StageView) -> StageSign:
    """What stands beside those words, so that colour is not alone; empty for none."""
    if view.draft:
        return "pencil"
    runs_as_decided = view.tone == "urgent" and view.sign == "decided" and not view.overdue  # green is no warning
    presses = view.tone in PRESSING and not runs_as_decided
    if presses or view.against or view.sign == "against":
        return "against"
    if view.next:
        return "next"
    if view.sign:
        return view.sign
    if view.tone == "done":
        return "decided"
    return "?" if view.tone == "open" else ""


def tile_name(look: Look, view: StageView, *, seen: bool = False) -> str:
    """All that a tile says, for its tip and for assistive technology; where the tile is `seen` with its short title,
    that too: who speaks to the program says what stands there."""
    words, title = look.words, view.title
    if seen and view.short.casefold() not in title.casefold():
        title = f"{view.short} ({uncapital(title)})"
    if not view.said:  # for the first picture: nothing is said before it is known
        return words("stage.unsaid", n=view.number, title=title)
    name = words("stage.name", n=view.number, title=title, state=view.said)
    if view.detail:
        name += f" ({view.detail})"
    if view.older:
        name += f", {words('stage.older')}"
    elif view.decided and not view.elsewhere and view.said != words("stage.own"):
        name += f", {words('stage.deviates' if view.deviates else 'stage.own' if view.own else 'stage.decided')}"
    if view.draft:
        name += f", {uncapital(words('stage.draft'))}"
    if view.next:
        name += f", {uncapital(words('stage.next'))}"
    if view.mark:
        name += f", {view.mark}"
    if view.changed:
        name += f", {words(f'stage.{view.changed_as}')}"
    for number in view.against:
        name += f", {words('stage.against', n=number)}"
    return f"{name}, {words('stage.fresh')}" if view.fresh else name
