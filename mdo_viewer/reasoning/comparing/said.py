"""The texts of two versions held against each other: what is said otherwise, and what is said to other patients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.model import (
    All,
    AnyOf,
    Condition,
    Fact,
    Note,
    Outcome,
    Pack,
    Rider,
    Sentence,
    ShownAt,
    Text,
    Tree,
)
from mdo_viewer.guideline.wording import label
from mdo_viewer.reasoning.comparing.changes import TextChange, TextKind
from mdo_viewer.reasoning.comparing.comparison import Comparison
from mdo_viewer.reasoning.comparing.joint import SIDES, Side
from mdo_viewer.reasoning.comparing.smallest import Sample
from mdo_viewer.reasoning.deciding import shown_when
from mdo_viewer.reasoning.diagram import FALSE, Node

_Speaker: TypeAlias = "Outcome | Rider"
_Wording: TypeAlias = Literal["sentence", "rider_sentence"]


class _Said(Struct, frozen=True):
    """The sentences of an outcome or rider that depend on facts: by text when it is said, and of what condition it is
    said that it is unknown."""

    known: Mapping[Text, Node]
    unknown: Mapping[Text, Node]


def tree_texts(comparison: Comparison, old: Tree, new: Tree) -> Iterator[TextChange]:
    """What a tree that both versions have says otherwise, or to other patients: in the outcomes that both have, riders,
    notes and questions. What another outcome says is told by the routes."""
    for id, outcome in new.outcomes_by_id.items():
        if id in old.outcomes_by_id:
            yield from _outcome_texts(comparison, new.id, old.outcomes_by_id[id], outcome)
    yield from _rider_texts(comparison, old, new)
    yield from _note_texts(comparison, old, new)
    yield from _question_texts(old, new)


def _changed(
    kind: TextKind, id: str, old: Text | None, new: Text | None, at: tuple[str, ...] = ()
) -> Iterator[TextChange]:
    if old != new:
        yield TextChange(kind, id, old, new, at)


# --- outcomes ---------------------------------------------------------------------------------------------------------


def _outcome_texts(comparison: Comparison, tree: str, old: Outcome, new: Outcome) -> Iterator[TextChange]:
    claims = comparison.both_end(tree, new.id)
    own: tuple[tuple[TextKind, Text | None, Text | None], ...] = (
        ("title", old.title, new.title),
        ("text", old.text, new.text),
        ("dose", old.dose, new.dose),
    )
    for kind, before, after in own:
        if before != after:
            yield TextChange(kind, new.id, before, after, (new.id,), comparison.sample(*claims))
    gone, added = comparison.holding_in_one(tree, old, new)
    if gone is not None and old.dose is not None:
        yield TextChange("dose", new.id, old.dose, None, (new.id,), gone)
    if added is not None and new.dose is not None:
        yield TextChange("dose", new.id, None, new.dose, (new.id,), added)
    yield from _sentences(comparison, claims, old, new, ("sentence", "unknown"), (new.id,))


def _sentences(
    comparison: Comparison,
    claims: Sequence[Node],
    old: _Speaker,
    new: _Speaker,
    kinds: tuple[TextKind, TextKind],
    at: tuple[str, ...],
) -> Iterator[TextChange]:
    """The sentences that depend on facts, for patients who meet the claims."""
    before, after = _said(comparison, "old", old), _said(comparison, "new", new)
    gone = {text: node for text, node in before.known.items() if text not in after.known}
    for text, node in after.known.items():
        if text not in before.known:
            same = next((other for other, when in gone.items() if when == node), None)
            if same is not None:
                del gone[same]
                yield TextChange(kinds[0], new.id, same, text, at, comparison.sample(*claims, node))
                continue
        sample = comparison.sample(*claims, node, _not(comparison, before.known.get(text, FALSE)))
        if sample is not None:
            yield TextChange(kinds[0], new.id, None, text, at, sample)
    for text, node in before.known.items():
        if text in gone or text in after.known:
            sample = comparison.sample(*claims, node, _not(comparison, after.known.get(text, FALSE)))
            if sample is not None:
                yield TextChange(kinds[0], new.id, text, None, at, sample)
    yield from _of_unknown(comparison, before, after, kinds[1], new.id, at)


def _of_unknown(
    comparison: Comparison, before: _Said, after: _Said, kind: TextKind, id: str, at: tuple[str, ...]
) -> Iterator[TextChange]:
    """What is said while facts are unknown; a condition and its opposite are unknown to the same patients."""

    def same(text: Text) -> bool:
        one, two = before.unknown.get(text), after.unknown.get(text)
        return one is not None and two is not None and (one == two or one == _not(comparison, two))

    for text in before.unknown:
        if not same(text):
            yield TextChange(kind, id, text, None if text not in after.unknown else text, at)
    for text in after.unknown:
        if text not in before.unknown:
            yield TextChange(kind, id, None, text, at)


def _not(comparison: Comparison, node: Node) -> Node:
    return comparison.space.opposite(node)


def _said(comparison: Comparison, side: Side, speaker: _Speaker) -> _Said:
    known: dict[Text, Node] = {}
    unknown: dict[Text, Node] = {}
    space = comparison.space
    for text, when, condition in _conditional(comparison.packs[side], speaker):
        node = comparison.when(side, condition)
        if when == "unknown":
            unknown[text] = node
        else:
            holds = node if when == "yes" else space.opposite(node)
            known[text] = space.either(known.get(text, FALSE), holds)
    return _Said(known, unknown)


def _conditional(pack: Pack, speaker: _Speaker) -> Iterator[tuple[Text, str, Condition]]:
    """Each sentence with whether it is said when its condition holds, fails, or is unknown."""
    for part in speaker.parts:
        yield from _of_part(part)
    when = {"met": "yes", "failed": "no", "open": "unknown"}
    for listing in speaker.lists:
        condition = pack.terms_by_id[listing.term].condition
        for item in condition.items if isinstance(condition, All | AnyOf) else (condition,):
            name = label(pack, item)
            text = Text(f"{listing.text.nl} {name.nl}", f"{listing.text.en} {name.en}")
            yield text, when[listing.show], item


def _of_part(part: Sentence) -> Iterator[tuple[Text, str, Condition]]:
    for text, when in ((part.yes, "yes"), (part.no, "no"), (part.unknown, "unknown")):
        if text is not None:
            yield text, when, part.condition


# --- riders and notes -------------------------------------------------------------------------------------------------


def _rider_texts(comparison: Comparison, old: Tree, new: Tree) -> Iterator[TextChange]:
    before, after = (comparison.packs[side].riders_by_id for side in SIDES)
    for id in dict.fromkeys((*after, *before)):
        one, two = before.get(id), after.get(id)
        shown = _Shown(one.shown_with if one else (), two.shown_with if two else ())
        yield from _shown_texts(
            comparison, old, new, "rider", id, (one.text if one else None, two.text if two else None), shown
        )
        if one is None or two is None:
            continue
        at = (*shown.outcomes(old, new),)
        if at:
            yield from _changed("rider", id, one.text, two.text, at=at)
            yield from _sentences(comparison, comparison.anyone(), one, two, ("rider_sentence", "rider_unknown"), at)


def _note_texts(comparison: Comparison, old: Tree, new: Tree) -> Iterator[TextChange]:
    before, after = (comparison.packs[side].notes_by_number for side in SIDES)
    for number in dict.fromkeys((*after, *before)):
        one, two = before.get(number), after.get(number)
        shown = _Shown(one.shown_at if one else (), two.shown_at if two else ())
        texts = (_whole(one) if one else None, _whole(two) if two else None)
        yield from _shown_texts(comparison, old, new, "note", str(number), texts, shown)
        if one is not None and two is not None and (at := (*shown.outcomes(old, new),)):
            yield from _changed("note", str(number), _whole(one), _whole(two), at=at)


def _whole(note: Note) -> Text:
    return Text(f"{note.title.nl}: {note.text.nl}", f"{note.title.en}: {note.text.en}")


class _Shown(Struct, frozen=True):
    """Where a rider or note is shown, in either version."""

    old: tuple[ShownAt, ...]
    new: tuple[ShownAt, ...]

    def outcomes(self, old: Tree, new: Tree) -> Iterator[str]:
        """The outcomes of both trees at which both versions can show it."""
        one, two = _places(self.old, new.id), _places(self.new, new.id)
        yield from (id for id in new.outcomes_by_id if id in old.outcomes_by_id and id in one and id in two)

    def when(self, comparison: Comparison, side: Side, tree: str, outcome: str) -> Node:
        """The patients to whom one version shows it beside an outcome, of those who come there."""
        places = self.old if side == "old" else self.new
        return comparison.when(side, shown_when(places, f"{tree}.{outcome}"))


def _places(places: Iterable[ShownAt], tree: str) -> set[str]:
    return {outcome for where in places if where.tree == tree for outcome in where.outcomes}


def _shown_texts(
    comparison: Comparison,
    old: Tree,
    new: Tree,
    kind: TextKind,
    id: str,
    texts: tuple[Text | None, Text | None],
    shown: _Shown,
) -> Iterator[TextChange]:
    """Where a rider or note is shown to other patients, of those to whom the tree gives the same outcome."""
    gone: dict[str, Sample] = {}
    come: dict[str, Sample] = {}
    for outcome in _places((*shown.old, *shown.new), new.id):
        if outcome not in old.outcomes_by_id or outcome not in new.outcomes_by_id:
            continue
        before, after = (shown.when(comparison, side, new.id, outcome) for side in SIDES)
        claims = comparison.both_end(new.id, outcome)
        if (sample := comparison.sample(*claims, before, _not(comparison, after))) is not None:
            gone[outcome] = sample
        if (sample := comparison.sample(*claims, after, _not(comparison, before))) is not None:
            come[outcome] = sample
    for found, text, is_new in ((gone, texts[0], False), (come, texts[1], True)):
        if found:
            at = tuple(id for id in new.outcomes_by_id if id in found)
            sample = min((found[id] for id in at), key=lambda each: len(each.facts))
            yield TextChange(kind, id, None if is_new else text, text if is_new else None, at, sample)


# --- questions, facts, the pack ---------------------------------------------------------------------------------------


def _question_texts(old: Tree, new: Tree) -> Iterator[TextChange]:
    for id, question in new.questions_by_id.items():
        before = old.questions_by_id.get(id)
        if before is None:
            continue
        yield from _changed("question", id, before.text, question.text)
        yield from _changed("help", id, before.help, question.help)
        labels = {answer.key: answer.label for answer in before.answers}
        for answer in question.answers:
            if answer.key in labels:
                yield from _changed("answer", id, labels[answer.key], answer.label)


def pack_texts(old: Pack, new: Pack) -> Iterator[TextChange]:
    """What changed in the facts and in what the pack says of itself: new, gone, or worded otherwise."""
    yield from _changed("pack", "title", old.title, new.title)
    yield from _changed("pack", "guideline", old.guideline, new.guideline)
    yield from _changed("pack", "banner", old.banner, new.banner)
    yield from _changed("pack", "disclaimer", old.disclaimer, new.disclaimer)
    for id in dict.fromkeys((*new.facts_by_id, *old.facts_by_id)):
        before, after = old.facts_by_id.get(id), new.facts_by_id.get(id)
        yield from _changed("fact", id, before.label if before else None, after.label if after else None)
        if before is not None and after is not None:
            yield from _fact_texts(before, after)


def _fact_texts(old: Fact, new: Fact) -> Iterator[TextChange]:
    yield from _changed("help", new.id, old.help, new.help)
    yield from _changed("help", new.id, old.reason, new.reason)
    before = {choice.id: choice.label for choice in old.values}
    after = {choice.id: choice.label for choice in new.values}
    for id in dict.fromkeys((*after, *before)):
        yield from _changed("answer", new.id, before.get(id), after.get(id))
