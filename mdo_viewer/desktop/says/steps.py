"""Steps in words: what one of the history is about, a decision that one left behind, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from mdo_viewer.desktop.says.decided import abouts_words, decided_short
from mdo_viewer.desktop.says.files import half_texts
from mdo_viewer.desktop.says.held import point_name
from mdo_viewer.desktop.state.history import Name, Snapshot, Travelled
from mdo_viewer.desktop.state.journeys import OnwardTree, overtaken_in_sight
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.library import guidelines, load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.advice_then import left_by_whole
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.document import Document
from mdo_viewer.meeting.to_do import LeftOpen, left_open, wants_decision
from mdo_viewer.reasoning.choosing import gives

#: Steps that are about the id of a fact or moment, and those that are of no patient in sight.
OF_ID: Final = ("undo.fact", "undo.moment")
OF_MEETING: Final = ("undo.case", "undo.list", "undo.over")

#: Those that make a decision another.
OF_DECISION: Final = ("undo.decision", "undo.withdrawn")

#: How many decisions that wait are named; the others are counted.
MOST_DRAFTS: Final = 3
NOTHING: Final[Mapping[tuple[int, str], str]] = MappingProxyType({})
#: How many signs that went nowhere are named.
MOST_TYPED: Final = 40


def step_name(look: Look, name: Name | None) -> str:
    """What a step of the history is about: the label of a fact or moment, or a word and the patient's key."""
    if name is None:
        return ""
    key, about = name
    if key in OF_ID and about is not None:
        return _label(look, about)
    return look.words(key) if about is None else f"{look.words(key)}, {about}"


def step_said(look: Look, step: Snapshot | None) -> str:
    """`Pijn, MDO-0001`: the same with the patient it was made at, but for what is of the whole meeting."""
    if step is None:
        return ""
    said, (key, about) = step_name(look, step.name), step.name
    of_meeting = key in OF_MEETING or key.startswith("undo.about.")
    at = step.document.place(step.patient)
    if of_meeting or at is None or (about is not None and key not in OF_ID):
        return said
    return f"{said}, {step.document.points[at].case.case}"


def _label(look: Look, id: str) -> str:
    """What a fact or moment is called; the step may be of a patient of another guideline, who may be gone since."""
    for pack in chain((look.pack,), guidelines(look.state.home)):
        found = pack.facts_by_id.get(id) or pack.moments_by_id.get(id)
        if found is not None:
            return look.text(found.label)
    return look.label(id)


def about_words(look: Look, about: str, case: Case | None = None) -> str:
    """What a decision is about: `boom 9`, or the case as a whole; of a case a tree of its guideline."""
    packs = look.state.packs if case is None else (look.state.pack_of(case),)
    tree = next((pack.trees_by_id[about] for pack in packs if about in pack.trees_by_id), None)
    return look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)


def left_words(look: Look, case: str, about: str) -> str:
    """That a decision of this case on a tree, or on the case as a whole, was left half written; where one stands there,
    that this was to change it."""
    stands = any(each.tree == about for there in look.state.cases if there.name == case for each in there.decisions)
    return look.words("say.change_left" if stands else "say.decision_left", case=case, about=about_words(look, about))


def waiting_words(look: Look) -> str:
    """How many decisions wait half written, and where: `Er wacht 1 concept: MDO-0002, boom 9.` The one that is being
    written is in sight. Empty where none waits."""
    state = look.state
    there = ((at, about) for id, about in state.waiting if (at := state.document.place(id)) is not None)
    return drafts_words(look, there)


def drafts_words(look: Look, drafts: Iterable[tuple[int, str]]) -> str:
    """The same of these, each by its place on the agenda and what it is about."""
    words, state, there = look.words, look.state, sorted(drafts)
    if not there:
        return ""
    cases = [(state.cases[at], about) for at, about in there]
    said = [words("say.drafts.at", case=case.name, about=about_words(look, about, case)) for case, about in cases]
    more = len(said) - MOST_DRAFTS
    if more > 0:
        said[MOST_DRAFTS:] = [words.count("say.drafts.more", more)]
    return words.count("say.drafts", len(there), where="; ".join(said))


def still_shown_words(look: Look, came: Iterable[Case]) -> str:
    """That the patient in sight is still the one of before, who is none of those that came."""
    here = look.state.case.case
    return "" if here in {case.case for case in came} else look.words("list.shown", case=here)


def typed_on_words(look: Look, text: str, why: str, *, holds: bool = False) -> str:
    """That these letters went nowhere, of many the first, and by what key one goes on while all that is typed is held
    back (`holds`). Where another patient is in sight by now it is said which."""
    text = text.strip()
    short = text if len(text) <= MOST_TYPED else f"{text[:MOST_TYPED]}…"
    if why in ("left", "undone"):
        said = look.words("say.typed_now", text=short, case=look.state.case.case)
    else:
        said = look.words("say.typed_at" if why == "refused" else "say.typed_on", text=short)
    return f"{said} {look.words('say.typed_goes_on')}" if holds else said


def told_words(
    look: Look,
    left: tuple[str, str] | None,
    travelled: Travelled | None,
    withdrawn: Decision | None = None,
    waiting: Mapping[tuple[int, str], str] = NOTHING,
) -> str:
    """What is told of the last step: what was undone or done again and of whom, who may not be in sight, which decision
    was withdrawn and what brings it back, and that one was left half written, or something half typed (`waiting`);
    empty where there is nothing to tell."""
    half = half_texts(look, waiting)
    said = [look.words("facts.not_taken", what=half)] if half else []
    if travelled is not None:
        which, step, before = travelled
        about, now = _with_decision(look, step, before)
        said.append(look.words(f"say.{which}", about=f"{step_said(look, step)}{about}"))
        said += [now] if now else []
    if withdrawn is not None:
        head, _now = decision_gone(look, withdrawn.tree, withdrawn, None)
        said.append(look.words("say.withdrawn.back", about=head))
    if left is not None:
        said.append(left_words(look, *left))
    return " ".join(said)


def decision_gone(look: Look, about: str, was: Decision | None, now: Decision | None) -> tuple[str, str]:
    """`boom 2: geen dexamethason` and `Nu: nog geen besluit.`: on what there was this decision, and what holds now, of
    a tree also by a decision on the whole case."""
    words, tree, whole = look.words, about_words(look, about), look.state.decision_on(WHOLE_CASE)
    head = tree if was is None else f"{tree}: {decided_short(look, was)}"
    if now is None and whole is not None and about not in left_by_whole(look.pack, look.state.case):
        return head, words("say.now", what=f"{words('say.whole_case')}: {decided_short(look, whole)}")
    state = words("patient.undecided") if now is None else decided_short(look, now)
    return head, words("say.now", what=state)


def _with_decision(look: Look, step: Snapshot, before: Document) -> tuple[str, str]:
    """The same of the decision that this step made another; empty where it made none another."""
    at, was_at = step.document.place(step.patient), before.place(step.patient)
    if step.name[0] not in OF_DECISION or at is None or was_at is None:
        return "", ""
    now = {each.tree: each for each in step.document.points[at].case.decisions}
    was = {each.tree: each for each in before.points[was_at].case.decisions}
    other = next((about for about in (*was, *now) if was.get(about) != now.get(about)), None)
    if other is None:
        return "", ""
    head, state = decision_gone(look, other, was.get(other), now.get(other))
    waits = step.name[0] == "undo.decision" and (step.patient, other) in look.state.waiting
    return f", {head}", f"{state} {look.words('say.now.waits')}" if waits else state


# --- what comes next


def next_words(look: Look) -> str:
    """`Volgende: boom 6 gaat over de dosis`: what the button leads to; empty where a question of the tree in sight
    comes next, or the row of what is asked beside its advice is open. Works out what all trees say."""
    words, coming = look.words, look.coming
    if coming.what == "question":
        return ""
    if coming.what == "rider":
        if look.state.correcting == coming.fact:
            return ""
        return words("next.rider", fact=look.label(coming.fact))
    if coming.tree is not None:
        chosen, said = coming.tree.opened, _tree_said(look, coming.tree)
        if chosen is None or chosen.by == look.state.tree_id:
            said = words("next.tree", said=said)
        else:
            said = words("next.tree.after", n=look.pack.trees_by_id[chosen.by].number, said=said)
        here = look.state.tree_id
        return (
            words("next.with", said=said, left=_drafts_said(look, (here,))) if here in look.state.drafts_here else said
        )
    if coming.what == "decision":
        about = overtaken_in_sight(look.pack, look.case, look.stages, look.state.tree_id, coming.left)
        key = "next.apart" if about in coming.left.apart else "next.overtaken"
        return words(key, about=abouts_words(look.pack, (about,), words))
    if coming.what == "lead":
        return words("next.lead", said=other_tree(look, coming.lead))
    if coming.what == "place":
        after = look.state.places[look.state.places.index(look.state.current) + 1]
        case = look.state.cases[after]
        said = words("next.place" if case.site else "next.guideline", site=point_name(look, case))
    elif coming.what == "patient":
        first = look.state.document.patients[look.state.patient + 1][0]
        said = words("next.patient", case=look.state.cases[first].case)
    else:
        said = words("next.ending")
    left = left_said(look)
    return words("next.with", said=said, left=left) if left else said


def left_said(look: Look) -> str:
    """`deze boom 9 en bomen 1, 4: nog geen besluit; achterhaald: besluit boom 6; boom 5: onbekend gegeven`: what is
    left of the patient in sight, what waits half written and the tree in sight first; empty where nothing is. Of a
    patient without any decision it is said of all trees at once that there is none."""
    words, left, drafts = look.words, look.coming.left, look.state.drafts_here
    said = [_drafts_said(look, drafts)] if drafts else []
    if look.coming.undecided:
        said += [] if drafts else [words("next.undecided")]
    else:
        said += _undecided_said(look, [id for id in left.trees if id not in drafts])
    if left.behind:
        said.append(words.count("next.left.behind", len(left.behind), n=tree_numbers(look.pack, left.behind)))
    said += overtaken_words(look.pack, left, words)
    if not look.coming.undecided:
        said += asks_words(look.pack, left, words)
    return "; ".join(said)


def overtaken_words(pack: Pack, left: LeftOpen, words: Words) -> Iterator[str]:
    """`achterhaald: besluit boom 6`, and of decisions that do not go together `eerst herbespreken: besluit boom 9`."""
    for key, abouts in (("left.overtaken", left.turned), ("left.apart", left.apart)):
        if abouts:
            yield words(key, about=abouts_words(pack, abouts, words))


def asks_words(pack: Pack, left: LeftOpen, words: Words) -> Iterator[str]:
    """`boom 5: onbekend gegeven`, `vraag bij boom 9 open`: which trees wait for an answer that nobody knows, and
    beside which advice nobody was asked one."""
    keys = ("left.stuck", "left.stucks"), ("left.asked", "left.askeds")
    for (one, many), trees in zip(keys, (left.stuck, left.asked), strict=True):
        if trees:
            yield words(one if len(trees) == 1 else many, n=tree_numbers(pack, trees))


def _drafts_said(look: Look, abouts: Iterable[str]) -> str:
    order = [*look.pack.trees_by_id, WHOLE_CASE]
    return look.words("next.left.draft", about=abouts_words(look.pack, sorted(abouts, key=order.index), look.words))


def _undecided_said(look: Look, trees: list[str]) -> list[str]:
    words, here = look.words, look.state.tree_id in trees
    others = [id for id in trees if id != look.state.tree_id]
    with_here = ("next.left.here", "next.left.here.tree", "next.left.here.trees")
    without = ("", "next.left.tree", "next.left.trees")
    key = (with_here if here else without)[min(2, len(others))]
    return [words(key, here=look.state.tree.number, n=tree_numbers(look.pack, others))] if trees else []


def tree_numbers(pack: Pack, trees: Iterable[str]) -> str:
    """`1, 4, 9`."""
    return ", ".join(str(pack.trees_by_id[id].number) for id in trees)


def other_tree(look: Look, way: str) -> str:
    """`Richtlijn Lage rugpijn, boom 1: Beeldvorming`: a tree of another guideline that the program has."""
    id, _, tree_id = way.partition("/")
    pack = load_pack(id)
    tree = pack.trees_by_id[tree_id]
    return look.words("advice.other_guideline", title=look.text(pack.title), n=tree.number, tree=look.text(tree.title))


def _tree_said(look: Look, found: OnwardTree) -> str:
    if found.opened is not None:
        return gives(look.pack, found.opened, look.state.language)
    tree = look.pack.trees_by_id[found.tree]
    return look.words("next.tree.named", n=tree.number, title=look.short_title(tree), why=_why(look, found))


def _why(look: Look, found: OnwardTree) -> str:
    """Why that tree comes; that there is no decision is said only where one is to be taken."""
    stage = next(stage for stage in look.stages if stage.advice.tree.id == found.tree)
    if found.reason in ("undecided", "beside") and not wants_decision(stage):
        return look.words("next.why.known")
    if found.reason == "open":
        return look.words.count("next.why.open", max(1, len(stage.advice.open_facts)))
    if found.reason == "changed":
        left = left_open(look.pack, look.case, look.stages)
        if found.tree in left.apart:
            return look.words("next.why.apart")
        return look.words("next.why.changed" if found.tree in left.overtaken else "next.why.changed_whole")
    return look.words(f"next.why.{found.reason}")


def next_named(look: Look, said: str) -> str:
    """What the button that leads on is called: what stands on it, and the tree's title with why where neither does."""
    found = look.coming.tree
    if found is None or _why(look, found) in said:
        return said
    return f"{said}. {look.text(look.pack.trees_by_id[found.tree].title)} ({_why(look, found)})"


def next_reason(look: Look) -> str:
    """The whole title of the tree that comes next, with why; empty where none comes."""
    found = look.coming.tree
    if found is None:
        return ""
    tree = look.pack.trees_by_id[found.tree]
    return look.words("next.tree.named", n=tree.number, title=look.text(tree.title), why=_why(look, found))
