"""A case of an earlier meeting in this one: what counts, what is asked anew, and that nothing is decided today."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_viewer.guideline.model import Pack, Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import (
    Action,
    AdviceThen,
    Attendee,
    Case,
    Confirmation,
    Decision,
    Detail,
    EarlierDecision,
    EarlierValue,
    TakenOver,
)
from mdo_viewer.meeting.earlier.taking_over import asked_anew, carried_from, taken_over
from mdo_viewer.meeting.example import example_cases
from mdo_viewer.meeting.tables.rows import Course
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from tests.help.reports_help import pack as shipped
from tests.help.small_packs import small_pack

THEN, TODAY = date(2026, 11, 22), date(2026, 11, 29)
AT = parse_moment("2026-11-22T15:20")
#: Days after which each fact is asked anew; the others never are.
ANEW = {"pijn": 7, "uitval": 7, "dagen": 30, "graad": 0, "kind": 7}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    made = small_pack(tmp_path_factory.mktemp("pack"))
    return with_days(made, ANEW)


def with_days(pack: Pack, days: dict[str, int]) -> Pack:
    """The pack in which these facts are asked anew after so many days, and no other is."""

    def of(facts: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(replace(fact, asked_anew_after=days.get(fact.id)) for fact in facts)

    return replace(pack, facts=of(pack.facts), scope=of(pack.scope))


def case(values: dict[str, Value], *unknown: str, **details: Detail) -> Case:
    return Case("MDO-0001", Patient(values, frozenset(unknown)), details=details)


def ago(days: int) -> Detail:
    return Detail(date=TODAY - timedelta(days))


@pytest.mark.parametrize(
    ("noted", "carried", "day"),
    [
        (Detail(date=date(2026, 11, 22), origin="K"), True, date(2026, 11, 22)),  # seven days: the limit itself
        (Detail(date=date(2026, 11, 21), origin="K"), False, date(2026, 11, 21)),
        (Detail(date=TODAY), True, TODAY),
        (Detail(date=date(2026, 11, 30)), False, date(2026, 11, 30)),  # still to come: nobody knows it yet
        (Detail(set_at=parse_moment("2026-11-22T00:05")), True, date(2026, 11, 22)),
        (Detail(set_at=parse_moment("2026-11-21T23:55")), False, date(2026, 11, 21)),
        (Detail(set_at=datetime.fromisoformat("2026-11-21T23:30+00:00")), True, date(2026, 11, 22)),  # Dutch day
        (Detail(date=date(2026, 11, 1), set_at=AT), False, date(2026, 11, 1)),  # the day noted comes first
        (None, True, THEN),
    ],
)
def test_what_is_older_than_the_pack_says_is_asked_anew(
    pack: Pack, noted: Detail | None, carried: bool, day: date
) -> None:
    found = taken_over(pack, case({"pijn": True}, **({} if noted is None else {"pijn": noted})), THEN, TODAY)
    assert found.taken_over is not None
    if carried:
        assert found.patient.values == {"pijn": True}
        assert found.details == {"pijn": replace(noted or Detail(), date=day, set_at=None)}
        assert carried_from(found, "pijn") == day
        assert found.taken_over.earlier == ()
    else:
        assert found.patient.values == {}
        assert found.details == {}
        assert found.taken_over.earlier == (EarlierValue("pijn", True, day),)
        assert carried_from(found, "pijn") is None


def test_a_fact_without_a_limit_always_comes_along(pack: Pack) -> None:
    found = taken_over(pack, case({"wervels": 3}, wervels=ago(4000)), THEN, TODAY)
    assert found.patient.values == {"wervels": 3}
    assert carried_from(found, "wervels") == TODAY - timedelta(4000)


def test_what_was_unknown_is_asked_anew(pack: Pack) -> None:
    found = taken_over(pack, case({}, "pijn", "wervels", pijn=ago(1)), THEN, TODAY)
    assert found.patient == Patient()
    assert found.details == {}
    assert found.taken_over == TakenOver(THEN)


def test_what_makes_sense_only_with_a_fact_that_is_asked_anew_is_asked_with_it(pack: Pack) -> None:
    known = case({"uitval": True, "dagen": 3}, uitval=ago(8), dagen=ago(8))
    found = taken_over(pack, known, THEN, TODAY)
    assert found.patient.values == {}
    assert [each.fact for each in asked_anew(found, settle(pack, {}))] == ["uitval", "dagen"]
    answered = settle(pack, {"uitval": False})
    assert asked_anew(found, answered) == ()  # neither what is known now, nor what makes no sense now


def test_an_open_only_if_that_follows_from_another_fact_keeps_its_value(pack: Pack) -> None:
    known = case({"uitval": True, "dagen": 3, "graad": "A"}, uitval=ago(8), dagen=ago(8), graad=ago(0))
    assert taken_over(pack, known, THEN, TODAY).patient.values == {"dagen": 3, "graad": "A"}


def test_a_value_under_a_closed_only_if_stays_behind(pack: Pack) -> None:
    found = taken_over(pack, case({"uitval": False, "dagen": 3}, uitval=ago(8), dagen=ago(0)), THEN, TODAY)
    assert found.patient.values == {}
    assert found.taken_over == TakenOver(THEN, (EarlierValue("uitval", False, TODAY - timedelta(8)),))


def test_nothing_looks_as_if_it_was_said_today(pack: Pack) -> None:
    full = replace(
        case({"wervels": 3}),
        site="T8",
        question="Bestralen?",
        urgent=True,
        discussed_at=AT,
        courses=(Course("T8", 8, 1, date(2026, 10, 12)),),
        patient=Patient({"wervels": 3}, moments={"begin_op": AT}),
        attendees=(Attendee("neuroloog"),),
        done={"boom.snel": AT},
        decisions=(Decision("boom", "snel", "follow"),),
        alternatives=("afwachten",),
        preferences="thuis",
        shared_decision="yes",
        lead_physician="oncoloog",
        gp_informed=True,
        actions=(Action("bellen"),),
        rediscuss="na de MRI",
        notes="let op",
        confirmed=(Confirmation({"wervels": 3}, "voorzitter", AT),),
    )
    found = taken_over(pack, full, THEN, TODAY)
    assert found.taken_over is not None
    assert found.taken_over.rediscuss == "na de MRI"
    assert found == Case(
        "MDO-0001",
        Patient({"wervels": 3}, moments={"begin_op": AT}),
        site="T8",
        question="Bestralen?",
        courses=full.courses,
        details={"wervels": Detail(date=THEN)},
        preferences="thuis",
        lead_physician="oncoloog",
        notes="let op",
        taken_over=found.taken_over,
    )


def test_a_decision_stands_in_the_words_of_then(pack: Pack) -> None:
    then = AdviceThen(parse_moment("2026-11-21T12:00"), "1", "x", Text("Toen", "Then"), Text("", ""))
    own = Decision("casus", None, "own", text="afwachten", then=then, before=AT)
    deviates = Decision("boom", "snel", "deviate", "mits", "patient_wish", "wil niet", "8 Gy", None, "bestralen")
    found = taken_over(pack, replace(case({}), decisions=(own, deviates), discussed_at=AT), THEN, TODAY).taken_over
    assert found is not None
    both = Text("Boom", "Boom")
    assert found.decisions == (
        EarlierDecision("casus", "own", date(2026, 11, 21), text="afwachten", before=AT),
        EarlierDecision(
            "boom",
            "deviate",
            THEN,
            Text(f"1 {both.nl}", f"1 {both.en}"),
            pack.trees[0].outcomes_by_id["snel"].title,
            Text("Bestralen", "Bestralen"),
            "mits",
            "patient_wish",
            "wil niet",
            "8 Gy",
        ),
    )


def test_a_patient_who_comes_again_and_again_keeps_what_nobody_answered(pack: Pack) -> None:
    first = replace(
        case({"pijn": True, "uitval": True}, pijn=ago(8), uitval=ago(8)),
        decisions=(Decision("boom", "snel", "follow"), Decision("casus", None, "own")),
    )
    second = taken_over(pack, first, THEN, TODAY).with_value("uitval", False)
    third = taken_over(
        pack, replace(second, decisions=(Decision("boom", "later", "follow"),)), TODAY, date(2026, 12, 6)
    )
    assert third.taken_over is not None
    assert third.patient.values == {"uitval": False}
    assert third.details == {"uitval": Detail(date=TODAY)}
    assert third.taken_over.earlier == (EarlierValue("pijn", True, TODAY - timedelta(8)),)
    assert [(each.tree, each.day, each.heading.nl) for each in third.taken_over.decisions] == [
        ("boom", TODAY, "Binnen 7 dagen"),
        ("casus", THEN, ""),
    ]


def test_an_answer_given_since_is_of_today(pack: Pack) -> None:
    found = taken_over(pack, case({"wervels": 3}), THEN, TODAY)
    again = replace(found.with_value("wervels", 4), details={"wervels": Detail(set_at=AT)})
    assert carried_from(again, "wervels") is None


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 2), days=st.dictionaries(st.integers(0, 60), st.integers(0, 12)))
def test_what_comes_along_never_contradicts_itself(at: int, days: dict[int, int]) -> None:
    """Whatever goes stale: what is left can be true together, was known, and nothing of the rest is lost."""
    limits = {fact.id: days[n] for n, fact in enumerate(shipped().facts_by_id.values()) if n in days}
    pack = with_days(shipped(), limits)
    known = example_cases(shipped())[at]
    found = taken_over(pack, known, THEN, TODAY)
    settle(pack, found.patient.values)
    assert found.taken_over is not None
    earlier = {each.fact: each.value for each in found.taken_over.earlier}
    unused = settle(pack, known.patient.values).unused
    assert {**found.patient.values, **earlier} == {k: v for k, v in known.patient.values.items() if k not in unused}
    assert not found.patient.values.keys() & earlier.keys()
