"""Facts that fit badly together, and who said that they are so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.reasoning.doubting import NO_ROWS, DoubtedFacts, Rows, doubts
from mdo_viewer.reasoning.results import Settled


class AskedBack(Struct, frozen=True):
    """A doubt about a patient; `confirmed` is who said that these values are so, None while nobody has."""

    doubt: DoubtedFacts
    confirmed: Confirmation | None = None


def asked_back(
    pack: Pack,
    settled: Settled,
    confirmed: Iterable[Confirmation],
    rows: Rows = NO_ROWS,
) -> tuple[AskedBack, ...]:
    """What fits badly together for a patient, in the pack's order, each with its confirmation.

    A confirmation holds for the values that it names: once one of the facts is changed it counts no more, and counts
    again where they are put back; of rows, for those days. Where there are two for the same values the last one holds.
    """
    said = tuple(confirmed)
    return tuple(AskedBack(each, _confirmation(each, said)) for each in doubts(pack, settled, rows))


def _confirmation(doubt: DoubtedFacts, confirmed: tuple[Confirmation, ...]) -> Confirmation | None:
    said = (each for each in reversed(confirmed) if each.rows == doubt.known_rows)
    return next((each for each in said if dict(each.facts) == dict(doubt.values)), None)


def with_confirmation(case: Case, doubt: DoubtedFacts, by: str, at: datetime) -> Case:
    """The case in which somebody with the role `by` said at this moment (aware) that the doubted values are so."""
    said = Confirmation(dict(doubt.values), by, at, doubt.known_rows)
    return replace(case, confirmed=(*_on_others(case, doubt), said))


def without_confirmation(case: Case, doubt: DoubtedFacts) -> Case:
    """The case in which nobody has said so of these facts."""
    return replace(case, confirmed=_on_others(case, doubt))


def _on_others(case: Case, doubt: DoubtedFacts) -> tuple[Confirmation, ...]:
    """What was said of other facts; what was said of other values of these ones is of no use any more."""
    return tuple(each for each in case.confirmed if not _is_on(each, doubt))


def _is_on(said: Confirmation, doubt: DoubtedFacts) -> bool:
    """Whether something was said of these facts, and of rows of this table."""
    same_table = said.rows.partition(":")[0] == (doubt.entry.rows or "")
    return same_table and said.facts.keys() == {fact for fact, _ in doubt.values}
