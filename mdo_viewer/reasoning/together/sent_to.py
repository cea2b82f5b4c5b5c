"""What is sent to is open: every tree that a shown outcome, rider or text names is entered by that same patient.

Proven over complete patients; decision 24 says why that covers those of whom less is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mdo_viewer.guideline.model import Listing, Outcome, Pack, Place, Rider, Sentence, Text, Tree
from mdo_viewer.guideline.wording import label
from mdo_viewer.reasoning.deciding import shown_when
from mdo_viewer.reasoning.diagram import FALSE, TRUE, Node
from mdo_viewer.reasoning.results import Finding
from mdo_viewer.reasoning.texts import items_of
from mdo_viewer.reasoning.together.entering import Entries, told
from mdo_viewer.reasoning.together.naming import trees_named


class _Named(Struct, frozen=True):
    """A tree that something names, and for whom of those who are shown it.

    `sides` holds one condition; two for what is said while a fact is unknown: of such a patient both sides are still
    possible, so that it is enough when one of them keeps what is said.
    """

    tree: str  # an id of the pack, or a number that no tree has
    how: Text
    sides: tuple[Node, ...]


def leads_nowhere(entries: Entries, tree: Tree) -> Iterator[Finding]:
    """What the outcomes of a tree and their riders name for a patient to whom it is closed. Raises EntersItself."""
    space, pack = entries.space, entries.pack
    for outcome in tree.outcomes:
        shown = entries.ends(tree.id, outcome.id)
        for named in _named_by_outcome(entries, outcome):
            yield from _closed(entries, shown, named, outcome.place, f"{tree.id}.{outcome.id}")
        for rider in pack.riders:
            at = shown_when(rider.shown_with, f"{tree.id}.{outcome.id}")
            here = space.both(shown, entries.condition(at))
            if here != FALSE:
                for named in _named_by_text(entries, rider):
                    yield from _closed(entries, here, named, rider.place, f"{rider.id} ({tree.id}.{outcome.id})")


def _closed(entries: Entries, shown: Node, named: _Named, place: Place | None, by: str) -> Iterator[Finding]:
    """The finding where someone who is shown this name cannot go there."""
    space, pack = entries.space, entries.pack
    target = pack.trees_by_id.get(named.tree)
    if target is None:
        missing = Text(f"boom {named.tree} bestaat niet", f"there is no tree {named.tree}")
        yield Finding(place, Text(f"{by}, {named.how.nl}: {missing.nl}", f"{by}, {named.how.en}: {missing.en}"))
        return
    outside = space.both(shown, space.opposite(entries.entered(target.id)))
    nowhere = [space.both(outside, side) for side in named.sides]
    if any(entries.possible(each) == FALSE for each in nowhere):
        return
    patient = entries.smallest(nowhere[0])
    assert patient is not None
    who = told(pack, patient)
    yield Finding(
        place,
        Text(
            f"{by}, {named.how.nl}: boom {target.number} ({target.id}) is dicht voor: {who.nl}",
            f"{by}, {named.how.en}: tree {target.number} ({target.id}) is closed for: {who.en}",
        ),
    )


# --- what names a tree --------------------------------------------------------------------------------------------


def _named_by_outcome(entries: Entries, outcome: Outcome) -> Iterator[_Named]:
    for way in outcome.first_ways:
        if "/" not in way.tree:
            yield _Named(way.tree, _key("to"), (entries.condition(way.when),))
    for each in outcome.next:
        if "/" not in each.tree:
            yield _Named(each.tree, _key("next"), (entries.condition(each.when),))
    for text in (outcome.title, outcome.dose):
        if text is not None:
            yield from _in_text(entries.pack, text, (TRUE,))
    yield from _named_by_text(entries, outcome)


def _named_by_text(entries: Entries, said: Outcome | Rider) -> Iterator[_Named]:
    yield from _in_text(entries.pack, said.text, (TRUE,))
    for part in said.parts:
        yield from _in_part(entries, part)
    for listing in said.lists:
        yield from _in_listing(entries, listing)


def _in_text(pack: Pack, text: Text, sides: tuple[Node, ...]) -> Iterator[_Named]:
    for tree in trees_named(pack, text):
        yield _Named(tree, Text(f"«{_sentence(pack, text.nl, tree)}»", f"“{_sentence(pack, text.en, tree)}”"), sides)


def _sentence(pack: Pack, text: str, tree: str) -> str:
    """The sentence of a text that names the tree; the whole text where none does by itself."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return next((each for each in sentences if tree in trees_named(pack, Text(each, each))), text)


def _in_part(entries: Entries, part: Sentence) -> Iterator[_Named]:
    yes = entries.condition(part.condition)
    no = entries.space.opposite(yes)
    for text, sides in ((part.yes, (yes,)), (part.no, (no,)), (part.unknown, (yes, no))):
        if text is not None:
            yield from _in_text(entries.pack, text, sides)


def _in_listing(entries: Entries, listing: Listing) -> Iterator[_Named]:
    yield from _in_text(entries.pack, listing.text, (TRUE,))
    for item in items_of(entries.pack, listing):
        met = entries.condition(item)
        failed = entries.space.opposite(met)
        sides = {"met": (met,), "failed": (failed,), "open": (met, failed)}[listing.show]
        yield from _in_text(entries.pack, label(entries.pack, item), sides)


def _key(name: str) -> Text:
    return Text(f"'{name}'", f"'{name}'")
