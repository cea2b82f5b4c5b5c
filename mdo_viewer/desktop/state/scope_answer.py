"""What an answer changes in a case: one fact, or with `SCOPE` all facts about the scope together."""

from __future__ import annotations

from typing import TypeAlias

from mdo_viewer.guideline.model import Pack, Tree, Value
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import Point

#: The facts that were answered, in their order, each with the tree then open.
Answered: TypeAlias = tuple[tuple[str, str], ...]


def facts_behind(pack: Pack, fact: str) -> tuple[str, ...]:
    """The facts of the guideline that an answer to this one sets."""
    return tuple(each.id for each in pack.scope) if fact == SCOPE else (fact,)


def asks(pack: Pack, tree: Tree, fact: str) -> bool:
    """Whether a tree asks this fact; what is asked of the scope is asked before every tree."""
    scope = {SCOPE, *facts_behind(pack, SCOPE)}
    return fact in scope or any(fact in pack.facts_asked(question) for question in tree.questions)


def with_value(pack: Pack, case: Case, fact: str, value: Value) -> Case:
    """The case with this fact known. That the guideline holds makes every fact about the scope a "no"; that it does not
    changes nothing, since only the fact that is so can say that.
    """
    if fact != SCOPE:
        return case.with_value(fact, value)
    for each in facts_behind(pack, fact) if value is True else ():
        case = case.with_value(each, False)
    return case


def with_unknown(pack: Pack, case: Case, fact: str) -> Case:
    """The case with this fact asked and unknown; of the scope what is known of a single fact stays, unless the
    guideline held."""
    facts, values = facts_behind(pack, fact), case.patient.values
    if fact == SCOPE and any(values.get(each) is not False for each in facts):
        facts = tuple(each for each in facts if each not in values)
    for each in facts:
        case = case.with_unknown(each)
    return case


def without(pack: Pack, case: Case, fact: str) -> Case:
    """The case with this fact not asked."""
    for each in facts_behind(pack, fact):
        case = case.without(each)
    return case


def last_answered(pack: Pack, point: Point, came: Answered = ()) -> str | None:
    """The fact that was answered last and still is; None when there is none. What came with the case was answered by
    nobody here, nor was what stood there (`came`) when the meeting was opened."""
    patient = point.case.patient
    touched = patient.values.keys() | patient.unknown
    found = (fact for fact in _given_since(point.answered, came) if not touched.isdisjoint(facts_behind(pack, fact)))
    return next(found, None)


def _given_since(answered: Answered, came: Answered) -> list[str]:
    """The last first. What is answered once more stands behind all that came before it."""
    given: list[str] = []
    at = 0
    for each in answered:
        if each in came[at:]:
            at = came.index(each, at) + 1
        elif each[1]:
            given.insert(0, each[0])
    return given
