"""The text of an outcome or rider for one patient: its own text, the parts that apply, the lists of conditions."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.guideline.model import All, AnyOf, Condition, Listing, Outcome, Pack, Rider, Sentence, Text
from mdo_viewer.guideline.wording import label
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.results import Settled


def outcome_text(pack: Pack, settled: Settled, outcome: Outcome) -> Text:
    """The outcome's text with the sentences that depend on the facts."""
    return _compose(pack, settled, outcome.text, outcome.parts, outcome.lists)


def rider_text(pack: Pack, settled: Settled, rider: Rider) -> Text:
    """The rider's text with the sentences that depend on the facts."""
    return _compose(pack, settled, rider.text, rider.parts, rider.lists)


def listed(pack: Pack, settled: Settled, listing: Listing) -> tuple[Text, ...]:
    """The labels of the term's items that are met, that fail, or that are open."""
    wanted = {"met": True, "failed": False, "open": None}[listing.show]
    return tuple(label(pack, item) for item in items_of(pack, listing) if truth(pack, settled, item) is wanted)


def items_of(pack: Pack, listing: Listing) -> tuple[Condition, ...]:
    """The items of the term that a listing names."""
    condition = pack.terms_by_id[listing.term].condition
    return condition.items if isinstance(condition, (All, AnyOf)) else (condition,)


def _compose(pack: Pack, settled: Settled, text: Text, parts: tuple[Sentence, ...], lists: tuple[Listing, ...]) -> Text:
    sentences = [text, *parts_that_apply(pack, settled, parts), *_lists(pack, settled, lists)]
    return Text(" ".join(each.nl for each in sentences), " ".join(each.en for each in sentences))


def parts_that_apply(pack: Pack, settled: Settled, parts: tuple[Sentence, ...]) -> Iterator[Text]:
    """The sentences that hold for these facts, in order."""
    for part in parts:
        holds_here = truth(pack, settled, part.condition)
        chosen = part.unknown if holds_here is None else part.yes if holds_here else part.no
        if chosen is not None:
            yield chosen


def _lists(pack: Pack, settled: Settled, lists: tuple[Listing, ...]) -> Iterator[Text]:
    for listing in lists:
        labels = listed(pack, settled, listing)
        if labels:
            yield Text(
                f"{listing.text.nl} {'; '.join(each.nl for each in labels)}.",
                f"{listing.text.en} {'; '.join(each.en for each in labels)}.",
            )
