"""Writing a case as a CASE file that reads back as the same case."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from msgspec.structs import asdict

from mdo_viewer.guideline.model import Pack, Range, Text, Value
from mdo_viewer.guideline.values import without_forbidden
from mdo_viewer.meeting.case import (
    AdviceThen,
    Case,
    Confirmation,
    Decision,
    Detail,
    EarlierDecision,
    TakenOver,
)
from mdo_viewer.meeting.tables.rows import Row
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle

#: What a file is built of; a leaf is text as it stands in the file, quoted where it needs to be.
_Leaf: TypeAlias = str
_Entries: TypeAlias = "dict[str, _Leaf | _Entries | list[_Leaf] | list[_Entries]]"


def write_case(case: Case, pack: Pack) -> str:
    """The case as YAML; reading it with the same pack gives an equal case.

    What a file may not hold is left out, so that what is written can always be read: control characters and direction
    marks, blank texts (a question mark where there must be one), and values under a closed "only if".
    """
    patient, unused = case.patient, settle(pack, case.patient.values).unused
    entries: _Entries = _present(
        {
            "case": _needed(case.case),
            "site": _text(case.site),
            "title_example": _flag(case.title_example or None),
            "question": _text(case.question),
            "urgent": _flag(case.urgent or None),
            "discussed_at": _moment(case.discussed_at),
        }
    )
    entries["facts"] = {
        **_facts(pack, {fact: value for fact, value in patient.values.items() if fact not in unused}),
        **{fact: "onbekend" for fact in pack.facts_by_id if fact in patient.unknown},
    }
    entries |= _filled(
        {
            "details": {fact: _present(_detail(detail)) for fact, detail in case.details.items()},
            "moments": _moments(patient.moments),
            "courses": _rows(case.courses),
            "operations": _rows(case.operations),
            "steroids": _rows(case.steroids),
        }
    )
    entries |= _recorded(case, pack)
    return "\n".join(_lines(entries)) + "\n"


def _recorded(case: Case, pack: Pack) -> _Entries:
    """What the board recorded, and what came from an earlier meeting."""
    entries: _Entries = _filled(
        {
            "attendees": [
                _present({"specialty": _needed(each.specialty), "role": _text(each.role)}) for each in case.attendees
            ],
            "done": _moments(case.done),
            "decisions": [_decision(decision) for decision in case.decisions],
            "alternatives": [text for each in case.alternatives if (text := _text(each))],
        }
    )
    entries |= _present(
        {
            "preferences": _text(case.preferences),
            "shared_decision": case.shared_decision,
            "lead_physician": _text(case.lead_physician),
            "gp_informed": _flag(case.gp_informed),
        }
    )
    entries |= _filled(
        {
            "actions": [
                _present({"who": _text(each.who), "what": _needed(each.what), "before": _moment(each.before)})
                for each in case.actions
            ]
        }
    )
    entries |= _present({"rediscuss": _text(case.rediscuss), "notes": _text(case.notes)})
    entries |= _filled({"confirmed": [_confirmation(each, pack) for each in case.confirmed]})
    if case.taken_over is not None:
        entries["taken_over"] = _taken_over(case.taken_over, pack)
    return entries


def write_closed(case: Case, pack: Pack) -> str:
    """The values that `write_case` leaves out because their "only if" is closed, a line each; empty without any."""
    values = case.patient.values
    unused = settle(pack, values).unused
    return "\n".join(_lines(_facts(pack, {fact: value for fact, value in values.items() if fact in unused})))


def write_known(pack: Pack, patient: Patient, id: str) -> str:
    """The line of a fact or moment as a CASE file has it; empty where nothing is known of it, asked or not."""
    if id in patient.unknown:
        return f"{id}: onbekend"
    if id in patient.values:
        return "\n".join(_lines(_facts(pack, {id: patient.values[id]})))
    return f"{id}: {_moment(patient.moments[id])}" if id in patient.moments else ""


# --- leaves -------------------------------------------------------------------------------------------------------


def _quoted(text: str) -> _Leaf:
    # A JSON string is a YAML string: one line, and never mistaken for a number, a date or null.
    return json.dumps(without_forbidden(text), ensure_ascii=False)


def _text(text: str | None) -> _Leaf | None:
    return _quoted(text) if text is not None and without_forbidden(text).strip() else None


def _needed(text: str) -> _Leaf:
    return _text(text) or _quoted("?")


def _flag(value: bool | None) -> _Leaf | None:
    return None if value is None else "ja" if value else "nee"


def _moment(moment: datetime | None) -> _Leaf | None:
    """With its offset, so that the repeated hour stays apart."""
    return moment.astimezone(ZONE).isoformat() if moment is not None else None


def _day(day: date | None) -> _Leaf | None:
    return day.isoformat() if day is not None else None


def _facts(pack: Pack, values: Mapping[str, Value]) -> _Entries:
    """Facts with their values; a blank text is left out."""
    return {**_present({fact: _known(pack, fact, value) for fact, value in values.items()})}


def _known(pack: Pack, fact: str, value: Value) -> _Leaf | None:
    """A free text is quoted, so that it is never read as a number or as unknown; a blank one is left out."""
    return _text(value) if isinstance(value, str) and pack.facts_by_id[fact].type == "text" else _value(value)


def _value(value: Value) -> _Leaf:
    match value:
        case bool():
            return "ja" if value else "nee"
        case int() | float():
            return f"{value:.15g}"
        case str():
            return value
        case Range():
            return f"[{_value(value.low)}, {_value(value.high)}]"
        case _:
            return f"[{', '.join(value)}]"


# --- parts --------------------------------------------------------------------------------------------------------


def _detail(detail: Detail) -> dict[str, _Leaf | None]:
    return {
        "date": _day(detail.date),
        "origin": _text(detail.origin),
        "method": _text(detail.method),
        "reason": _text(detail.reason),
        "set_at": _moment(detail.set_at),
    }


def _rows(rows: Iterable[Row]) -> list[_Entries]:
    """The rows of a table; what is left of a row once blank texts are left out, if anything is."""
    found = (_present({name: _part(part) for name, part in asdict(row).items()}) for row in rows)
    return [row for row in found if row]


def _part(part: str | float | date | None) -> _Leaf | None:
    if isinstance(part, date):
        return _day(part)
    return _text(part) if part is None or isinstance(part, str) else _value(part)


def _confirmation(confirmation: Confirmation, pack: Pack) -> _Entries:
    said = _present({"by": _needed(confirmation.by), "at": _moment(confirmation.at)})
    there = _facts(pack, confirmation.there)
    return {
        "facts": _facts(pack, confirmation.facts),
        **said,
        **_present({"site": _text(confirmation.site)}),
        **_filled({"there": there}),
        **_present({"rows": _text(confirmation.rows)}),
    }


def _decision(decision: Decision) -> _Entries:
    entries = _present(
        {
            "tree": decision.tree,
            "advice": decision.advice,
            "kind": decision.kind,
            "condition": _text(decision.condition),
            "reason_code": decision.reason_code,
            "reason": _text(decision.reason),
            "text": _text(decision.text),
        }
    )
    if decision.chosen is not None:
        entries["chosen"] = {decision.tree: decision.chosen}
    entries |= _present({"before": _moment(decision.before)})
    return entries if decision.then is None else {**entries, "stood": _then(decision.then)}


def _then(then: AdviceThen) -> _Entries:
    entries = _present({"at": _moment(then.at), "version": _quoted(then.version), "hash": _quoted(then.hash)})
    entries |= _filled({"heading": _both(then.heading), "text": _both(then.text)})
    way: list[_Entries] = [{"question": _both(question), "answer": _both(answer)} for question, answer in then.way]
    return {**entries, **_filled({"way": way, "excepted": [_quoted(id) for id in then.excepted]})}


def _taken_over(over: TakenOver, pack: Pack) -> _Entries:
    entries = _present({"day": _day(over.day), "rediscuss": _text(over.rediscuss)})
    earlier: _Entries = {
        each.fact: {"value": value, "day": each.day.isoformat()}
        for each in over.earlier
        if (value := _known(pack, each.fact, each.value)) is not None
    }
    return {**entries, **_filled({"earlier": earlier, "decisions": [_decided_then(each) for each in over.decisions]})}


def _decided_then(decision: EarlierDecision) -> _Entries:
    entries = _present({"tree": _needed(decision.tree), "kind": decision.kind, "day": _day(decision.day)})
    texts = {"about": decision.about, "heading": decision.heading, "choice": decision.choice}
    entries |= _filled({key: _both(text) for key, text in texts.items()})
    return entries | _present(
        {
            "condition": _text(decision.condition),
            "reason_code": decision.reason_code,
            "reason": _text(decision.reason),
            "text": _text(decision.text),
            "before": _moment(decision.before),
            "overtaken": _flag(decision.overtaken or None),
        }
    )


def _both(text: Text) -> _Entries:
    return _present({"nl": _text(text.nl), "en": _text(text.en)})


def _moments(moments: Mapping[str, datetime]) -> _Entries:
    return _present({id: _moment(moment) for id, moment in moments.items()})


def _present(entries: Mapping[str, _Leaf | None]) -> _Entries:
    return {key: leaf for key, leaf in entries.items() if leaf is not None}


def _filled(entries: _Entries) -> _Entries:
    return {key: value for key, value in entries.items() if value}


# --- lines --------------------------------------------------------------------------------------------------------


def _lines(entries: _Entries) -> Iterator[str]:
    for key, value in entries.items():
        if isinstance(value, str):
            yield f"{key}: {value}"
        elif not value:
            yield f"{key}: {{}}"
        elif isinstance(value, dict):
            yield f"{key}:"
            yield from _indented(_lines(value))
        else:
            yield f"{key}:"
            for item in value:
                yield from _item([item] if isinstance(item, str) else _lines(item))


def _item(lines: Iterable[str]) -> Iterator[str]:
    for count, line in enumerate(lines):
        yield f"{'    ' if count else '  - '}{line}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"
