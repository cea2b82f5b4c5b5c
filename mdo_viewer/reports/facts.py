"""The patient's facts in words: known with unit, origin and date, derived, unused, unknown, and the moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time

from mdo_viewer.guideline.model import Fact, Moment, Pack, Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import fact_name, listed, value_text
from mdo_viewer.meeting.case import Case, Detail
from mdo_viewer.meeting.tables.moments import FoundMoment, hour_of, is_day_alone, moment_said, moments_of
from mdo_viewer.reasoning.deciding import waiting_in
from mdo_viewer.reasoning.results import Settled, Stage
from mdo_viewer.reasoning.telling import may_apply
from mdo_viewer.reports.model import FactLine, FactState, MomentLine, UnknownLine
from mdo_viewer.reports.wording import Paper


def fact_lines(pack: Pack, settled: Settled, case: Case, paper: Paper) -> tuple[FactLine, ...]:
    """Every fact that is known, in the pack's order; nothing that was entered is left out."""
    return tuple(_known(pack, settled, case, paper))


def _known(pack: Pack, settled: Settled, case: Case, paper: Paper) -> Iterator[FactLine]:
    given: Mapping[str, Value] = case.patient.values
    for fact in pack.facts:
        if fact.id in settled.unused and fact.id in given:
            yield known_line(pack, fact, given[fact.id], case, paper, "unused")
        elif fact.id in settled.values:
            state: FactState = "derived" if fact.id in settled.derived else "given"
            yield known_line(pack, fact, settled.values[fact.id], case, paper, state)


def known_line(pack: Pack, fact: Fact, value: Value, case: Case, paper: Paper, state: FactState = "given") -> FactLine:
    """A known fact in words."""
    detail = case.details.get(fact.id, Detail())
    derived = state == "derived"
    remarks = (paper(state) if state != "given" else "", detail.method or "", detail.reason or "")
    return FactLine(
        id=fact.id,
        label=fact_name(fact, paper.language),
        value=value_text(pack, fact.id, value)(paper.language),
        origin=paper("derived") if derived and not detail.origin else origin_text(detail.origin, fact.origin, paper),
        date=paper.date(detail.date) if detail.date else paper("derived" if derived else "unknown"),
        remark="; ".join(dict.fromkeys(remark for remark in remarks if remark)),
        state=state,
    )


def origin_text(stated: str | None, usual: Sequence[str], paper: Paper) -> str:
    """Where a fact comes from: as stated, else where such facts come from; codes K, R, P and M in words."""
    if stated:
        return _origin(stated, paper)
    names = [_origin(code, paper) for code in usual]
    if not names:
        return paper("unknown")
    return names[0] if len(names) == 1 else paper("origin_or", first=", ".join(names[:-1]), last=names[-1])


def _origin(code: str, paper: Paper) -> str:
    return paper(f"origin.{code}") if code in ("K", "R", "P", "M") else code


def moment_lines(pack: Pack, case: Case, paper: Paper) -> tuple[MomentLine, ...]:
    """The moments that are known, as typed or taken from a table."""
    found = moments_of(pack, case)
    return tuple(_moment(pack, moment, found[moment.id], paper) for moment in pack.moments if moment.id in found)


def _moment(pack: Pack, moment: Moment, found: FoundMoment, paper: Paper) -> MomentLine:
    label = moment.label(paper.language)
    if found.day is None:
        said, alone = moment_said(pack, moment.id, found.when, paper), is_day_alone(pack, moment.id, found.when)
        end = alone and hour_of(pack, moment.id) != time.min
        note = paper("from_day_end" if end else "from_day_start") if alone else ""
        return MomentLine(moment.id, label, said, note)
    return MomentLine(moment.id, label, paper.day(found.day), paper("from_table"))


def unknown_lines(pack: Pack, stages: Iterable[Stage], case: Case, paper: Paper) -> tuple[UnknownLine, ...]:
    """Facts asked and unknown, then facts not asked that a tree waits for, each with those trees; then those that are
    needed for a part of a range alone, with that part."""
    stages = tuple(stages)
    waiting = _waiting(pack, stages)
    known = case.patient.unknown
    asked = [fact for fact in (*pack.facts, *pack.scope) if fact.id in known]
    not_asked = [fact for fact in pack.facts if fact.id in waiting and fact.id not in known]
    lines = [unknown_line(fact, case, waiting, paper) for fact in (*asked, *not_asked)]
    told = {each.id for each in lines}
    for id, (labels, trees) in _in_a_part(stages).items():
        if id not in told:
            line = unknown_line(pack.facts_by_id[id], case, {id: [*trees]}, paper)
            part = listed((label(paper.language) for label in labels), paper("and"))
            lines.append(replace(line, text=f"{line.text}; {paper('only_in_part', part=part)}"))
    return tuple(lines)


def _in_a_part(stages: Iterable[Stage]) -> dict[str, tuple[list[Text], list[int]]]:
    """Facts that a tree waits for on one way of a range, with the parts of it and the trees."""
    found: dict[str, tuple[list[Text], list[int]]] = {}
    for stage in stages:
        for way in (*stage.ways, *(stage.advice.ways if stage.entry == "open" else ())):
            for fact in way.end.open_facts if way.end.outcome is None else ():
                labels, trees = found.setdefault(fact, ([], []))
                labels += [way.label] if way.label not in labels else []
                trees += [way.end.tree.number] if way.end.tree.number not in trees else []
    return found


def _waiting(pack: Pack, stages: Iterable[Stage]) -> dict[str, list[int]]:
    """Facts that trees wait for, or their limits and doses to hold, with the numbers of those trees."""
    found: dict[str, list[int]] = {}
    for stage in stages:
        for fact in _waits_for(pack, stage):
            found.setdefault(fact, []).append(stage.advice.tree.number)
    return found


def _waits_for(pack: Pack, stage: Stage) -> tuple[str, ...]:
    if may_apply(stage):  # the fact is known, as a range
        return ()
    if stage.entry == "unknown":
        return (stage.decided_by,) if stage.decided_by in pack.facts_by_id and stage.decided_by else ()
    if stage.entry == "open" and stage.advice.status == "incomplete":
        return stage.advice.open_facts
    outcome = stage.advice.outcome
    if stage.entry == "open" and outcome is not None and outcome.unless is not None:
        return waiting_in(pack, stage.advice.settled, outcome.unless)
    return ()


def unknown_line(fact: Fact, case: Case, waiting: Mapping[str, list[int]], paper: Paper) -> UnknownLine:
    """A fact that is not known, with the trees that wait for it."""
    asked = fact.id in case.patient.unknown
    detail = case.details.get(fact.id, Detail())
    why = [part for part in (detail.reason, detail.method) if part] if asked else []
    return UnknownLine(
        id=fact.id,
        label=fact_name(fact, paper.language),
        state="unknown" if asked else "not_asked",
        text=": ".join([paper("unknown" if asked else "not_asked"), *(["; ".join(why)] if why else [])]),
        trees=tuple(waiting.get(fact.id, ())),
    )
