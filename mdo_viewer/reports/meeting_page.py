"""What the template of a meeting is given, and the meeting as plain text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import to_builtins

from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.packs import as_example
from mdo_viewer.meeting.tally import COUNTS
from mdo_viewer.reports.json_summary import FORMAT
from mdo_viewer.reports.meeting_model import AgendaLine, MeetingSummary, TodoLine
from mdo_viewer.reports.page import Data, Plain, date_parts, page_data, plain
from mdo_viewer.reports.text import as_text, in_one, wrapped
from mdo_viewer.reports.wording import Paper

#: The whole meeting, or what is left to do alone.
Part: TypeAlias = Literal["all", "todo"]


def meeting_data(summary: MeetingSummary, part: Part) -> Plain:
    """Every text of the meeting in its place, as plain data for the template."""
    paper, whole = Paper(summary.language), part == "all"
    front: Data = {
        "language": summary.language,
        "document": summary.title,
        "date": date_parts(summary.made_at),
        "mark": summary.example_mark,
        "page_of": paper("page_of", page="{page}", pages="{pages}"),  # filled in while it is laid out
        "foot": {
            "left": " · ".join((summary.foot.key, summary.foot.guideline, summary.foot.tree, summary.foot.program)),
            "below": summary.foot.below,
        },
        "title": summary.title if whole else paper("meeting.todo_title", title=summary.title),
        "about": [*_about(summary, paper)],
        "counts": [*_counts(summary, paper)] if whole else [],
        "left": _left_of_decided(summary, paper) if whole else "",
        "agenda": {
            "heading": _agenda_heading(summary, paper),
            "columns": [
                paper("meeting.number"),
                paper("meeting.key"),
                uncapital(paper("question")),
                paper("meeting.became"),
            ],
            "rows": [
                {
                    "number": "" if each.beside else str(each.number),
                    "key": _named(each, summary),
                    "question": "" if each.beside else each.question,
                    "urgent": paper("urgent") if each.urgent and not each.beside else "",
                    "standing": each.standing,
                    "decision": each.decision,
                }
                for each in summary.agenda
                if whole
            ],
        },
        "todo": {
            "heading": paper("meeting.todo"),
            "columns": ["", paper("when"), paper("meeting.key"), paper("what"), paper("who")],
            "rows": [_todo(each, summary, paper) for each in summary.todo],
            "nothing": paper("meeting.nothing"),
        },
        "cases": [],
    }
    made = plain(front)
    assert isinstance(made, dict)
    return {**made, "cases": [*_pages(summary)] if whole else []}


def _about(summary: MeetingSummary, paper: Paper) -> Iterator[tuple[str, str]]:
    yield paper("meeting.kind"), summary.kind
    yield paper("meeting.chair"), summary.chair
    yield paper("attendees"), ", ".join(summary.attendees)


def _agenda_heading(summary: MeetingSummary, paper: Paper) -> str:
    """With how many places there are, where some patient has several."""
    counts = summary.counts
    if counts.places == counts.patients:
        return paper("meeting.agenda")
    return paper("meeting.agenda_places", n=counts.patients, m=counts.places)


def _counts(summary: MeetingSummary, paper: Paper) -> Iterator[tuple[str, str]]:
    for kind in COUNTS:
        yield paper.counted(kind), str(getattr(summary.counts, kind))


def _left_of_decided(summary: MeetingSummary, paper: Paper) -> str:
    return paper.left_of_decided(summary.counts)


def _named(line: AgendaLine | TodoLine, summary: MeetingSummary) -> str:
    """The name of a line, and that it is of an example."""
    example = any(case.example and case.key == line.key for case in summary.cases)
    return as_example(line.name, summary.language) if example else line.name


def _todo(line: TodoLine, summary: MeetingSummary, paper: Paper) -> Data:
    return {
        "tick": not line.bars,
        "key": _named(line, summary),
        "what": line.what,
        "about": line.about,
        "who": line.who,
        "when": line.when,
        "late": paper("overdue") if line.late else "",
        "remark": line.remark,
    }


def _pages(summary: MeetingSummary) -> Iterator[Plain]:
    """The page of each patient, its title with the key for the bookmark."""
    pictures = summary.pictures or (None,) * len(summary.cases)
    for case, picture in zip(summary.cases, pictures, strict=True):
        yield page_data(replace(case, title=f"{case.name} · {case.title}"), picture)


def meeting_text(summary: MeetingSummary) -> str:
    """The meeting for the record: front, what is left to do, then each patient."""
    paper = Paper(summary.language)
    lines = [*wrapped(summary.example_mark)] if summary.example_mark else []
    lines += wrapped(summary.title.upper())
    lines += (line for name, value in _about(summary, paper) for line in wrapped(f"{name}: {value}", "", "  "))
    lines += wrapped("; ".join(f"{name}: {count}" for name, count in _counts(summary, paper)))
    lines += wrapped(left) if (left := _left_of_decided(summary, paper)) else []
    lines += ["", *wrapped(_agenda_heading(summary, paper).upper())]
    for each in summary.agenda:
        urgent = f", {paper('urgent')}" if each.urgent else ""
        said = f"{each.number}. {_named(each, summary)}{urgent}: {each.question} ({each.standing})"
        lines += wrapped(f"{said} {each.decision}".rstrip(), "", "  ")
    lines += ["", *wrapped(paper("meeting.todo").upper())]
    for line in summary.todo:
        lines += wrapped(_todo_text(line, summary, paper), "    " if line.bars else "[ ] ", "    ")
    lines += [] if summary.todo else [paper("meeting.nothing")]
    return in_one(["\n".join(lines) + "\n", *map(as_text, summary.cases)])


def _todo_text(line: TodoLine, summary: MeetingSummary, paper: Paper) -> str:
    late = f" [{paper('overdue')}]" if line.late else ""
    about = "; ".join(part for part in (line.about, line.remark, line.who) if part)
    when = f"{line.when}{late}: " if line.when else ""
    return f"{when}{_named(line, summary)}, {line.what}" + (f" ({about})" if about else "")


def meeting_json(summary: MeetingSummary) -> str:
    """The fields of MeetingSummary are its keys; `cases` are summaries as `summary` writes them."""
    found = to_builtins(replace(summary, pictures=()))
    del found["pictures"]
    return json.dumps({"format": FORMAT, **found}, ensure_ascii=False, indent=2) + "\n"
