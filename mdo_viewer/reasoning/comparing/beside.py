"""What a pack says beside its trees and their texts, held against each other: scope, doubts, remarks, what is worse,
what does not go together, what the board can choose, and the names of things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from mdo_viewer.guideline.model import (
    BoardChoice,
    Doubtful,
    Fact,
    Note,
    Opening,
    Pack,
    Question,
    Text,
    Tree,
)
from mdo_viewer.guideline.wording import label, value_of
from mdo_viewer.reasoning.comparing.changes import ChoiceChange, ScopeChange, TextChange, TextKind
from mdo_viewer.reasoning.comparing.comparison import Comparison
from mdo_viewer.reasoning.comparing.joint import SIDES, Side
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, TRUE, Node


def scope_changes(comparison: Comparison) -> Iterator[ScopeChange]:
    """Questions of scope that only one version has: whom they keep out gets advice in the other version alone."""
    for side in SIDES:
        other: Side = "new" if side == "old" else "old"
        asked = {fact.id for fact in comparison.packs[other].scope}
        for fact in comparison.packs[side].scope:
            if fact.id not in asked:
                yes = comparison.space.literal(comparison.joint.name(side, fact.id), lambda each: each is True)
                sample = comparison.sample(yes, *comparison.anyone())
                if sample is not None:
                    yield ScopeChange(old=side == "new", new=side == "old", sample=sample)


# --- facts that fit badly together ------------------------------------------------------------------------------------


class _Doubt(Struct, frozen=True):
    """An entry, and the patients who meet it: its condition holds, and no fact that it names is closed. `known` are
    those among patients of whom these facts are known, as then none can be closed."""

    entry: Doubtful
    claim: Node
    known: Node
    names: tuple[str, ...]


def doubtful_texts(comparison: Comparison) -> Iterator[TextChange]:
    """Facts that only one version finds to fit badly together, or for another reason; with the smallest patient, of
    whom every fact is known that the entry names."""
    before, after = ([_doubt(comparison, side, each) for each in comparison.packs[side].doubtful] for side in SIDES)
    for old, new in _paired(before, after):
        if old is not None and new is not None and old.claim == new.claim:
            if old.entry.why != new.entry.why:
                yield from _doubted(comparison, old.entry.why, new.entry.why, new)
            continue
        if new is not None:
            spared = TRUE if old is None else comparison.space.opposite(old.claim)
            yield from _doubted(comparison, None, new.entry.why, new, spared)
        if old is not None:
            spared = TRUE if new is None else comparison.space.opposite(new.claim)
            yield from _doubted(comparison, old.entry.why, None, old, spared)


def _doubt(comparison: Comparison, side: Side, entry: Doubtful) -> _Doubt:
    facts = dict.fromkeys(comparison.packs[side].facts_in(entry.condition))
    space, holds, apply = comparison.space, comparison.when(side, entry.condition), TRUE
    for fact in facts:
        apply = space.both(apply, comparison.joint.applies(side, fact))
    if entry.unless is not None:
        holds = space.both(holds, space.opposite(comparison.when(side, entry.unless)))
    claim, known = space.both(holds, apply), space.choose(apply, holds, IMPOSSIBLE)
    return _Doubt(entry, claim, known, tuple(comparison.joint.name(side, fact) for fact in facts))


def _paired(old: list[_Doubt], new: list[_Doubt]) -> list[tuple[_Doubt | None, _Doubt | None]]:
    """Each entry with the one of the other version that says the same, else to the same patients, else in the same
    words; alone without any."""
    alike: Sequence[Callable[[_Doubt, _Doubt], bool]] = (
        lambda one, two: one.claim == two.claim and one.entry.why == two.entry.why,
        lambda one, two: one.claim == two.claim,
        lambda one, two: one.entry.why == two.entry.why,
    )
    pairs: list[tuple[_Doubt | None, _Doubt | None]] = []
    old, new = [*old], [*new]
    for same in alike:
        for two in [*new]:
            one = next((each for each in old if same(each, two)), None)
            if one is not None:
                old = [each for each in old if each is not one]
                new = [each for each in new if each is not two]
                pairs.append((one, two))
    return [*pairs, *((None, two) for two in new), *((one, None) for one in old)]


def _doubted(
    comparison: Comparison, old: Text | None, new: Text | None, doubt: _Doubt, *claims: Node
) -> Iterator[TextChange]:
    sample = comparison.naming(doubt.names, doubt.known, *claims, *comparison.anyone())
    if sample is not None:
        yield TextChange("doubtful", "", old, new, (), sample)


def across_texts(comparison: Comparison) -> Iterator[TextChange]:
    """Facts of two places that only one version finds to fit badly together, or for another reason. Without a patient:
    none has two places there."""
    before, after = (
        {(each.here, each.there): each.why for each in comparison.packs[side].across_places} for side in SIDES
    )
    for pair in dict.fromkeys((*after, *before)):
        yield from _changed("across", "", before.get(pair), after.get(pair))


# --- facts, terms, notes ----------------------------------------------------------------------------------------------


def beside_texts(comparison: Comparison) -> Iterator[TextChange]:
    """Of facts, terms, moments and notes that both versions have what is remarked, worse, called or held apart
    otherwise; and which trees speak for a patient."""
    old, new = (comparison.packs[side] for side in SIDES)
    for id, fact in new.facts_by_id.items():
        if id in old.facts_by_id:
            yield from _changed("worse", id, _worse(old.facts_by_id[id]), _worse(fact))
            yield from _hints(comparison, old.facts_by_id[id], fact)
    for id, term in new.terms_by_id.items():
        if id in old.terms_by_id:
            yield from _changed("term", id, old.terms_by_id[id].label, term.label)
    for id, moment in new.moments_by_id.items():
        if id in old.moments_by_id:
            yield from _changed("moment", id, old.moments_by_id[id].label, moment.label)
            yield from _changed("moment_help", id, old.moments_by_id[id].help, moment.help)
    for number in dict.fromkeys((*new.notes_by_number, *old.notes_by_number)):
        before, after = (_against(pack, pack.notes_by_number.get(number)) for pack in (old, new))
        yield from _changed("against", str(number), before, after)
    one, two = old.scope_question, new.scope_question
    yield from _changed("pack", "scope_question", one.text if one else None, two.text if two else None)
    yield from _changed("pack", "holds_for", one.holds_for if one else None, two.holds_for if two else None)
    yield from _changed("pack", "main", _trees(old), _trees(new))


def _changed(kind: TextKind, id: str, old: Text | None, new: Text | None) -> Iterator[TextChange]:
    if old != new:
        yield TextChange(kind, id, old, new)


def _worse(fact: Fact) -> Text | None:
    """The value that is worse than others, in words."""
    if fact.worse is None:
        return None
    if fact.worse in ("less", "more") and fact.type in ("number", "integer"):
        return Text("lager", "lower") if fact.worse == "less" else Text("hoger", "higher")
    return value_of(fact, fact.worse)


def _hints(comparison: Comparison, old: Fact, new: Fact) -> Iterator[TextChange]:
    """What is remarked beside a fact, by text: to whom it was not, and to whom it is not any more."""
    before, after = ({hint.text: hint.when for hint in fact.hints} for fact in (old, new))
    for text in dict.fromkeys((*after, *before)):
        was = comparison.when("old", before[text]) if text in before else FALSE
        now = comparison.when("new", after[text]) if text in after else FALSE
        for said, other, is_new in ((now, was, True), (was, now, False)):
            sample = comparison.sample(said, comparison.space.opposite(other), *comparison.anyone())
            if sample is not None:
                yield TextChange("hint", new.id, None if is_new else text, text if is_new else None, (), sample)


def _against(pack: Pack, note: Note | None) -> Text | None:
    """What the advices of a note do not go together with, in words."""
    if note is None or note.against is None:
        return None
    against = note.against
    parts = [Text("elk advies met een termijn", "any advice with a limit")] if against.limits else []
    if against.each_other:
        parts.append(Text("elkaar", "each other"))
    for each in against.outcomes:
        tree, _, outcome = each.partition(".")
        own = pack.trees_by_id[tree]
        title = own.outcomes_by_id[outcome].title
        parts.append(Text(f"boom {own.number}: {title.nl}", f"tree {own.number}: {title.en}"))
    return Text("; ".join(part.nl for part in parts), "; ".join(part.en for part in parts))


def _trees(pack: Pack) -> Text | None:
    titles = [pack.trees_by_id[id].title for id in pack.main]
    return Text("; ".join(each.nl for each in titles), "; ".join(each.en for each in titles)) if titles else None


# --- one tree ---------------------------------------------------------------------------------------------------------


def beside_tree_texts(comparison: Comparison, old: Tree, new: Tree) -> Iterator[TextChange]:
    """The title of a tree, and the points of its checklists."""
    yield from _changed("tree", new.id, old.title, new.title)
    for id, question in new.questions_by_id.items():
        if id in old.questions_by_id:
            yield from _points(comparison, old.questions_by_id[id], question)


def _points(comparison: Comparison, old: Question, new: Question) -> Iterator[TextChange]:
    """The points of a checklist: new, gone, or worded otherwise. What a term is called is told at the term."""
    if old.checklist is None or new.checklist is None:
        return
    packs, before, after = comparison.packs, old.checklist.items, new.checklist.items
    for item in after:
        same = next((each for each in before if each == item), None)
        if same is None:
            yield TextChange("point", new.id, None, label(packs["new"], item))
        elif same.text != item.text:
            yield from _changed("point", new.id, label(packs["old"], same), label(packs["new"], item))
    for item in before:
        if item not in after:
            yield TextChange("point", new.id, label(packs["old"], item), None)


def choice_changes(comparison: Comparison, old: Tree, new: Tree) -> Iterator[ChoiceChange]:
    """What the board can choose at a tree: new, gone or called otherwise; which trees it opens to whom; of what both
    have, which advices it follows."""
    for id in dict.fromkeys(choice.id for choice in (*new.choices, *old.choices)):
        one, two = old.choice(id), new.choice(id)
        names = (None if one is None else one.label, None if two is None else two.label)
        if names[0] != names[1]:
            yield ChoiceChange(id, "choice", *names)
        if one is not None and two is not None:
            for outcome in dict.fromkeys((*two.follows, *one.follows)):
                if (outcome in one.follows) != (outcome in two.follows):
                    was, now = (outcome if outcome in each.follows else None for each in (one, two))
                    yield ChoiceChange(id, "follows", was, now)
        yield from _opened(comparison, id, one, two)


def _opened(
    comparison: Comparison, id: str, old: BoardChoice | None, new: BoardChoice | None
) -> Iterator[ChoiceChange]:
    before, after = ({each.tree: each for each in (choice.opens if choice else ())} for choice in (old, new))
    for tree in dict.fromkeys((*after, *before)):
        was, now = _opens(comparison, "old", before.get(tree)), _opens(comparison, "new", after.get(tree))
        for said, other, is_new in ((now, was, True), (was, now, False)):
            sample = comparison.sample(said, comparison.space.opposite(other), *comparison.anyone())
            if sample is not None:
                yield ChoiceChange(id, "opens", None if is_new else tree, tree if is_new else None, sample)
        if tree in before and tree in after and before[tree].gives != after[tree].gives:
            yield ChoiceChange(id, "gives", before[tree].gives, after[tree].gives)


def _opens(comparison: Comparison, side: Side, opening: Opening | None) -> Node:
    return FALSE if opening is None else comparison.when(side, opening.when)
