"""Facts that fit badly together, and who said that they are so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.reasoning.doubting import DoubtedFacts, doubts
from mdo_viewer.reasoning.results import Settled


class AskedBack(Struct, frozen=True):
    """A doubt about a patient; `confirmed` is who said that these values are so, None while nobody has."""

    doubt: DoubtedFacts
    confirmed: Confirmation | None = None


def asked_back(
    pack: Pack, settled: Settled, confirmed: Iterable[Confirmation], over_places: Iterable[DoubtedFacts] = ()
) -> tuple[AskedBack, ...]:
    """What fits badly together for a patient, in the pack's order, each with its confirmation; last `over_places`, what
    does so between this place and another (`across`).

    A confirmation holds for the values that it names: once one of the facts is changed it counts no more, and counts
    again where they are put back. Where there are two for the same values the last one holds.
    """
    said = tuple(confirmed)
    return tuple(AskedBack(each, _confirmation(each, said)) for each in (*doubts(pack, settled), *over_places))


def _confirmation(doubt: DoubtedFacts, confirmed: tuple[Confirmation, ...]) -> Confirmation | None:
    site, there = _elsewhere(doubt)
    return next(
        (
            each
            for each in reversed(confirmed)
            if dict(each.facts) == dict(doubt.values) and each.site == site and dict(each.there) == there
        ),
        None,
    )


def _elsewhere(doubt: DoubtedFacts) -> tuple[str | None, dict[str, Value]]:
    """The other place of a doubt, and the values there."""
    return (None, {}) if doubt.other is None else (doubt.other.site, dict(doubt.other.values))


def with_confirmation(case: Case, doubt: DoubtedFacts, by: str, at: datetime) -> Case:
    """The case in which somebody with the role `by` said at this moment (aware) that the doubted values are so."""
    site, there = _elsewhere(doubt)
    said = Confirmation(dict(doubt.values), by, at, site, there)
    return replace(case, confirmed=(*_on_others(case, doubt), said))


def without_confirmation(case: Case, doubt: DoubtedFacts) -> Case:
    """The case in which nobody has said so of these facts."""
    return replace(case, confirmed=_on_others(case, doubt))


def _on_others(case: Case, doubt: DoubtedFacts) -> tuple[Confirmation, ...]:
    """What was said of other facts; what was said of other values of these ones is of no use any more."""
    site, there = _elsewhere(doubt)
    about = (set(doubt.facts), site, set(there))
    return tuple(each for each in case.confirmed if (set(each.facts), each.site, set(each.there)) != about)
