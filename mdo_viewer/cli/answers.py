"""An advice as JSON: keys and ids never change, texts are in one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from mdo_viewer.guideline.model import Language, Pack, Range, Source, Value
from mdo_viewer.meeting.case_file import FactsFile
from mdo_viewer.meeting.confirming import asked_back
from mdo_viewer.meeting.tables.rows_here import rows_here
from mdo_viewer.reasoning.beside.later import later_beside
from mdo_viewer.reasoning.beside.marks import marks_at
from mdo_viewer.reasoning.disagreeing import Disagreement
from mdo_viewer.reasoning.doubting import DoubtedFacts
from mdo_viewer.reasoning.hashes import tree_hash
from mdo_viewer.reasoning.leading import only_way
from mdo_viewer.reasoning.results import Advice, Change, Deadline, RangeWay, Settled, Stage, Step
from mdo_viewer.reasoning.scope import steps_of
from mdo_viewer.reasoning.urgency import worse_without_limit

Json: TypeAlias = "dict[str, Any]"


def as_text(answer: object) -> str:
    """JSON for a file or terminal, ending in a line end."""
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def advice_json(pack: Pack, advice: Advice, language: Language) -> Json:
    """The object of `advise --json`."""
    tree, outcome = advice.tree, advice.outcome
    limit = advice.tightest.limit if advice.tightest else None
    worse = worse_without_limit(advice)
    return {
        "pack": pack.id,
        "tree": tree.id,
        "tree_version": tree.version,
        "hash": tree_hash(pack, tree),
        "status": advice.status,
        "outcome": outcome.id if outcome else None,
        "kind": outcome.kind if outcome else None,
        "strength": outcome.strength[0] if outcome and outcome.strength else None,
        "strengths": list(outcome.strength) if outcome else [],
        "text": advice.text(language) if advice.text else None,
        "to": only_way(pack, advice.settled, outcome),
        "also": [shown.rider.id for shown in advice.riders],
        "also_open": [{"rider": waiting.rider.id, "fact": waiting.fact} for waiting in advice.open_riders],
        "notes": list(advice.notes),
        "deadlines": [_deadline(deadline) for deadline in advice.deadlines],
        "next_trees": list(advice.next_trees),
        "source": [_source(source) for source in outcome.source] if outcome else None,
        "path": [_step(step, language) for step in steps_of(pack, advice)],
        "next_fact": advice.next_fact,
        "possible": list(advice.possible),
        "tightest": {"outcome": advice.tightest.id, "limit_hours": limit.hours} if advice.tightest and limit else None,
        "urgent": advice.urgent,
        "scope_open": list(advice.scope_open),
        "scope_closed": advice.scope_closed,
        "open_facts": list(advice.open_facts),
        "derived": [fact for fact in pack.facts_by_id if fact in advice.settled.derived],
        **({"ways": [_way(way, language) for way in advice.ways]} if advice.ways else {}),
        **({"also_worse": [outcome.id for outcome in worse]} if worse else {}),
    }


def stage_json(pack: Pack, stage: Stage, language: Language) -> Json:
    """One tree of `journey --json`."""
    return {
        **advice_json(pack, stage.advice, language),
        "entry": stage.entry,
        "entered_by": stage.entered_by,
        "decided_by": stage.decided_by,
        **by_decision_json(stage),
        **({"applies_in": [_way(way, language) for way in stage.ways]} if stage.ways else {}),
    }


def by_decision_json(stage: Stage) -> Json:
    """The key `entry_by_decision` of `advise --json` and `journey --json`: there where the board's choice opens the
    tree."""
    return {"entry_by_decision": True} if stage.by_decision is not None else {}


def beside_json(pack: Pack, stage: Stage, facts: FactsFile, at: datetime, language: Language) -> Json:
    """The keys `marks` and `later` of `advise --json` and `journey --json`: what stands beside the advice and decides
    nothing. `stage` has the entry that the tree has on the journey."""
    marks = [fact.id for fact in marks_at(pack, stage, facts.patient, rows_here(pack, facts.case, at))]
    later = [
        {
            "id": each.later.id,
            "year": each.later.year,
            "source": each.later.source(language),
            "doi": each.later.doi,
            "text": each.later.text(language),
            "waits_for": each.waits_for,
        }
        for each in later_beside(pack, stage)
    ]
    return {**({"marks": marks} if marks else {}), **({"later": later} if later else {})}


def doubtful_json(pack: Pack, settled: Settled, facts: FactsFile, at: datetime, language: Language) -> Json:
    """The key `doubtful` of `advise --json` and `journey --json`: facts that fit badly together, with why and who said
    that they are so; nothing where all fits."""
    found = [
        {
            "facts": {fact: value_json(value) for fact, value in each.doubt.values},
            **_rows_json(each.doubt),
            "why": each.doubt.entry.why(language),
            "note": each.doubt.entry.note,
            "source": [_source(source) for source in each.doubt.entry.source],
            "confirmed_by": each.confirmed.by if each.confirmed else None,
            "confirmed_at": each.confirmed.at.isoformat(timespec="seconds") if each.confirmed else None,
        }
        for each in asked_back(pack, settled, facts.confirmed, rows_here(pack, facts.case, at))
    ]
    return {"doubtful": found} if found else {}


def _rows_json(doubt: DoubtedFacts) -> Json:
    """The table that facts fit badly with, and the days of its rows; nothing for facts alone."""
    if doubt.table is None:
        return {}
    return {"table": doubt.table, "days": [row.day.isoformat() if row.day else None for row in doubt.rows]}


def from_tables_json(days: Mapping[str, date]) -> Json:
    """The key `from_tables` of `advise --json` and `journey --json`: moments that a table of the case gave, each with
    its day there; nothing without any."""
    return {"from_tables": {moment: day.isoformat() for moment, day in days.items()}} if days else {}


def disagreements_json(found: Iterable[Disagreement], language: Language) -> list[Json]:
    """The key `disagreements` of `journey --json`: trees that do not go together, with the note that says why."""
    return [
        {
            "note": each.note.number,
            "title": each.note.title(language),
            "text": each.note.text(language),
            "trees": [
                {"tree": stage.advice.tree.id, "outcome": stage.advice.outcome.id if stage.advice.outcome else None}
                for stage in each.stages
            ],
            **({"may": True} if each.may else {}),
        }
        for each in found
    ]


def changes_json(changes: Iterable[Change], language: Language) -> list[Json]:
    """The key `what_if` of `advise --what-if --json`."""
    return [
        {
            "fact": change.fact,
            "from": change.before(language),
            "to": change.to(language),
            "outcome": change.outcome,
            "opens": change.opens,
        }
        for change in changes
    ]


def value_json(value: Value) -> object:
    """A value as JSON holds it: the choices of a set as a list, and a range as the list of its two bounds."""
    if isinstance(value, Range):
        return [value.low, value.high]
    return list(value) if isinstance(value, tuple) else value


def _way(way: RangeWay, language: Language) -> Json:
    """One way over a range: what this tree says of those numbers, the tree where that ends, and all that it says."""
    outcome, end = way.advice.outcome, way.end
    return {
        "of": way.fact,
        "class": way.label(language),
        "outcome": outcome.id if outcome else None,
        "kind": outcome.kind if outcome else None,
        "text": way.advice.text(language) if way.advice.text else None,
        "to": end.tree.id if end.tree is not way.advice.tree else None,
        "end": {
            "tree": end.tree.id,
            "outcome": end.outcome.id if end.outcome else None,
            "text": end.text(language) if end.text else None,
            "also": [{"rider": shown.rider.id, "text": shown.text(language)} for shown in end.riders],
            "also_open": [{"rider": waiting.rider.id, "fact": waiting.fact} for waiting in end.open_riders],
            "notes": list(end.notes),
        },
    }


def _deadline(deadline: Deadline) -> Json:
    return {
        "of": deadline.of,
        "type": deadline.limit.type,
        "limit_hours": deadline.limit.hours,
        "limit_hours_max": deadline.limit.hours_max,
        "from": deadline.limit.moment,
        "due": _moment(deadline.due),
        "due_max": _moment(deadline.due_max),
        "overdue": deadline.overdue,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _source(source: Source) -> Json:
    return {
        "document": source.document,
        "pages": list(source.pages),
        "lines": [list(lines) for lines in source.lines],
    }


def _step(step: Step, language: Language) -> Json:
    return {
        "id": step.question.id,
        "question": step.question.text(language),
        "answer": step.answer.label(language) if step.answer else None,
        "state": step.state,
        "facts": {fact: value_json(value) for fact, value in step.facts},
    }
