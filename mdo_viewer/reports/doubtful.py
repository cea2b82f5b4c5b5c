"""The facts that fit badly together for this patient, in words."""

from __future__ import annotations

from collections.abc import Iterable

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Confirmation
from mdo_viewer.meeting.confirming import AskedBack, asked_back
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.doubting import DoubtedFacts, Rows
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reasoning.telling import doubted
from mdo_viewer.reports.model import DoubtLine, OtherPlaceLine, Summary
from mdo_viewer.reports.wording import Paper


def doubt_lines(
    pack: Pack,
    settled: Settled,
    confirmed: Iterable[Confirmation],
    paper: Paper,
    rows: Rows,
    over_places: Iterable[DoubtedFacts] = (),
) -> tuple[DoubtLine, ...]:
    """Each doubt in the pack's order, last those over two places; empty where everything fits together. `rows` are
    those of the tables, of this place."""
    return tuple(_line(pack, each, paper) for each in asked_back(pack, settled, confirmed, rows, over_places))


def _line(pack: Pack, asked: AskedBack, paper: Paper) -> DoubtLine:
    entry, said, other = asked.doubt.entry, asked.confirmed, asked.doubt.other
    return DoubtLine(
        facts=dict(asked.doubt.values),
        table=asked.doubt.table,
        said=doubted(pack, asked.doubt, paper.language),
        why=entry.why(paper.language),
        source=paper.places(pack, entry.source) if entry.source else "",
        note=entry.note,
        confirmed_by=None if said is None else said.by,
        confirmed_at=None if said is None else said.at.astimezone(ZONE).isoformat(timespec="seconds"),
        confirmed="" if said is None else paper.confirmed(said.by, said.at),
        other=None if other is None else OtherPlaceLine(other.here, other.site, dict(other.values)),
    )


def why_doubted(line: DoubtLine, paper: Paper) -> str:
    """What speaks against it, with the place in the source and the note on the guideline."""
    note = "" if line.note is None else uncapital(paper("note", number=line.note))
    about = "; ".join(part for part in (line.source, note) if part)
    return f"{line.why} ({about})" if about else line.why


def limits_doubted(summary: Summary, paper: Paper) -> str:
    """That a limit may hang on facts that fit badly together, in the place of limits where there are none: an answer
    that the others contradict may have taken the last one away. Empty once somebody said of each that it is so."""
    asked = any(each.confirmed_by is None and not each.table for each in summary.doubtful)
    return paper("no_deadlines.doubtful") if asked else ""
