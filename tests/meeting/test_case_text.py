"""A case written reads back as the same case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_viewer.guideline.model import Fact, Pack, Range, Text, Value
from mdo_viewer.guideline.values import FORBIDDEN, replace, without_forbidden
from mdo_viewer.meeting.case import (
    REASON_CODES,
    Action,
    Attendee,
    Case,
    Confirmation,
    Decision,
    DecisionKind,
    Detail,
    EarlierDecision,
    EarlierValue,
    TakenOver,
)
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.meeting.choosing import choices_with, follows_from_advice
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid, is_empty, site_name
from mdo_viewer.reasoning.deadlines import ZONE, parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import Contradiction, settle
from tests.help.small_packs import FACTS, small_pack

RISK = "  - {id: risico, type: set, label: Risico, values: [{id: ulcus, label: Ulcus}, {id: nsaid, label: NSAID}]}\n"

TOLD = "described: [{id: toelichting, type: text, label: Toelichting}]\n"

_FACTS = FACTS.replace("implications:\n", f"{RISK}{TOLD}implications:\n").replace(
    "range: 0-30", "range: 0-30, ranges: yes"
)


@cache
def pack() -> Pack:
    with TemporaryDirectory() as folder:
        return small_pack(Path(folder), facts=_FACTS)


def texts() -> st.SearchStrategy[str]:
    """Whatever somebody may type: quotes, colons, line ends, markup, words that YAML would turn into values."""
    characters = st.characters(exclude_categories=["Cs"]).filter(lambda each: not FORBIDDEN.search(each))
    words = st.sampled_from(["null", "~", "ja", "no", "3.0", "2026-11-22", "- a", "a: b", "# a", "'", '"', "\\u0041"])
    free = st.text(characters, max_size=40).map(without_forbidden)
    return st.one_of(words, free).filter(lambda text: bool(text.strip()))


MAYBE_TEXT = st.none() | texts()
MOMENTS = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01"), timezones=st.just(UTC)
).map(lambda moment: moment.astimezone(ZONE))
MAYBE_MOMENT = st.none() | MOMENTS


def value_of(fact: Fact) -> st.SearchStrategy[Value]:
    choices = [choice.id for choice in fact.values]
    match fact.type:
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(choices)
        case "set":
            return st.lists(st.sampled_from(choices), unique=True).map(tuple)
        case "integer" if fact.ranges:
            ends = st.sets(st.integers(int(fact.low or 0), int(fact.high or 0)), min_size=2, max_size=2)
            return ends.map(lambda bounds: Range(min(bounds), max(bounds)))
        case "integer":
            return st.integers(int(fact.low or 0), int(fact.high or 0))
        case "number":
            return st.integers(0, int(fact.high or 0) * 1000).map(lambda number: number / 1000)
        case "text":
            return texts().map(str.strip)


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    values: dict[str, Value] = {}
    unknown = set()
    for fact in draw(st.permutations(list(pack().facts_by_id.values()))):
        state = draw(st.sampled_from(["not asked", "unknown", "known"]))
        if state == "unknown":
            unknown.add(fact.id)
        elif state == "known":
            values[fact.id] = draw(value_of(fact))
    try:
        for id in settle(pack(), values).unused:
            del values[id]
    except Contradiction:
        values = {}
    moments = draw(st.dictionaries(st.sampled_from(list(pack().moments_by_id)), MOMENTS))
    return Patient(values, frozenset(unknown), moments)


DETAILS = st.builds(
    Detail,
    date=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    origin=MAYBE_TEXT,
    method=MAYBE_TEXT,
    reason=MAYBE_TEXT,
    set_at=MAYBE_MOMENT,
)
DECISIONS = st.builds(
    Decision,
    tree=st.just("boom"),
    advice=st.sampled_from([None, "snel", "later", "niets"]),
    kind=st.sampled_from(get_args(DecisionKind)),
    condition=MAYBE_TEXT,
    reason_code=st.sampled_from([None, *REASON_CODES]),
    reason=MAYBE_TEXT,
    text=MAYBE_TEXT,
    chosen=st.sampled_from([None, "opereren", "bestralen"]),
    before=MAYBE_MOMENT,
)
DECISIONS = DECISIONS.filter(lambda made: made.chosen in (None, *(choice.id for choice in choices_with(pack(), made))))
DECISIONS = DECISIONS.filter(lambda made: made.chosen is not None or not follows_from_advice(pack(), made))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
BOTH = st.just(Text("", "")) | st.builds(Text, texts(), texts())
EARLIER: list[tuple[str, Value]] = [
    ("pijn", True),
    ("graad", "B"),
    ("maanden", 3.5),
    ("risico", ("nsaid",)),
    ("risico", ()),
    ("toelichting", "carboplatine: kuur 2"),
    ("toelichting", "onbekend"),
    ("toelichting", "12"),
]
TAKEN_OVER = st.builds(
    TakenOver,
    day=DAYS,
    earlier=st.lists(
        st.builds(lambda known, day: EarlierValue(known[0], known[1], day), st.sampled_from(EARLIER), DAYS),
        max_size=3,
        unique_by=lambda each: each.fact,
    ).map(tuple),
    decisions=st.lists(
        st.builds(
            EarlierDecision,
            tree=st.sampled_from(["boom", "casus", "een boom van toen"]),
            kind=st.sampled_from(get_args(DecisionKind)),
            day=DAYS,
            about=BOTH,
            heading=BOTH,
            choice=BOTH,
            condition=MAYBE_TEXT,
            reason_code=st.sampled_from([None, *REASON_CODES]),
            reason=MAYBE_TEXT,
            text=MAYBE_TEXT,
            before=MAYBE_MOMENT,
            overtaken=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    rediscuss=MAYBE_TEXT,
)
MAYBE_DAY = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
MAYBE_DOSE = (
    st.none() | st.integers(1, 200) | st.integers(1, 1999).map(lambda dose: dose / 8).filter(lambda dose: dose >= 0.1)
)
ROWS = (
    st.builds(
        Course,
        MAYBE_TEXT,
        MAYBE_DOSE.filter(lambda dose: dose is None or dose <= 200),
        st.none() | st.integers(1, 60),
        MAYBE_DAY,
    ),
    st.builds(Operation, MAYBE_TEXT, MAYBE_TEXT, MAYBE_DAY),
    st.builds(Steroid, MAYBE_DAY, MAYBE_DOSE, MAYBE_TEXT),
)
COURSES, OPERATIONS, STEROIDS = (
    st.lists(row.filter(lambda made: not is_empty(made)), max_size=3).map(tuple) for row in ROWS
)
CASES = st.builds(
    Case,
    case=texts(),
    site=st.none() | texts().map(site_name).filter(bool),
    courses=COURSES,
    operations=OPERATIONS,
    steroids=STEROIDS,
    patient=patients(),
    title_example=st.booleans(),
    question=MAYBE_TEXT,
    urgent=st.booleans(),
    discussed_at=MAYBE_MOMENT,
    details=st.dictionaries(st.sampled_from(["pijn", "maanden", "kind"]), DETAILS),
    attendees=st.lists(st.builds(Attendee, texts(), MAYBE_TEXT), max_size=3).map(tuple),
    done=st.dictionaries(st.sampled_from(["boom.snel", "boom.later"]), MOMENTS),
    decisions=st.lists(DECISIONS, max_size=3, unique_by=lambda each: each.tree).map(tuple),
    alternatives=st.lists(texts(), max_size=3).map(tuple),
    preferences=MAYBE_TEXT,
    shared_decision=st.sampled_from([None, "yes", "no", "not_yet"]),
    lead_physician=MAYBE_TEXT,
    gp_informed=st.sampled_from([None, True, False]),
    actions=st.lists(st.builds(Action, texts(), MAYBE_TEXT, MAYBE_MOMENT), max_size=3).map(tuple),
    rediscuss=MAYBE_TEXT,
    notes=MAYBE_TEXT,
    confirmed=st.lists(
        st.builds(
            Confirmation,
            st.sampled_from(
                [
                    {"pijn": True, "graad": "B"},
                    {"toelichting": "ja: 2"},
                    {"uitval": False, "maanden": 3.5, "risico": ("nsaid",)},
                ]
            ),
            texts(),
            MOMENTS,
        ),
        max_size=2,
    ).map(tuple),
    taken_over=st.none() | TAKEN_OVER,
)


@settings(max_examples=60)
@given(CASES)
def test_what_is_written_reads_back_equal(case: Case) -> None:
    text = write_case(case, pack())
    back = read_case(text, "case.yaml", pack())
    assert back == case
    assert list(back.patient.values) == list(case.patient.values)
    assert write_case(back, pack()) == text


def test_what_a_file_looks_like() -> None:
    case = Case(
        "MDO-0003",
        Patient({"uitval": True, "dagen": 3.5, "risico": ("nsaid",), "graad": "B"}, frozenset({"pijn", "maanden"})),
        question='Wat "nu"?',
        attendees=(Attendee("neuroloog", "voorzitter"),),
        decisions=(Decision("boom", "snel", "follow"),),
        alternatives=("afwachten",),
        discussed_at=parse_moment("2026-10-25T02:30+01:00"),
        details={"pijn": Detail()},
        confirmed=(Confirmation({"uitval": True, "graad": "B"}, "voorzitter", parse_moment("2026-11-22T14:31")),),
        site="T8",
        courses=(Course("T8", 37.5, 15, date(2026, 10, 12)), Course("heup")),
        operations=(Operation(what="decompressie"),),
        steroids=(Steroid(date(2026, 11, 20), 16),),
    )
    assert write_case(case, pack()) == (
        """\
case: "MDO-0003"
site: "T8"
question: "Wat \\"nu\\"?"
discussed_at: 2026-10-25T02:30:00+01:00
facts:
  uitval: ja
  dagen: 3.5
  risico: [nsaid]
  graad: B
  pijn: onbekend
  maanden: onbekend
details:
  pijn: {}
courses:
  - site: "T8"
    dose: 37.5
    fractions: 15
    end: 2026-10-12
  - site: "heup"
operations:
  - what: "decompressie"
steroids:
  - since: 2026-11-20
    dose: 16
attendees:
  - specialty: "neuroloog"
    role: "voorzitter"
decisions:
  - tree: boom
    advice: snel
    kind: follow
alternatives:
  - "afwachten"
confirmed:
  - facts:
      uitval: ja
      graad: B
    by: "voorzitter"
    at: 2026-11-22T14:31:00+01:00
"""
    )


def test_an_empty_case() -> None:
    assert write_case(Case("X"), pack()) == 'case: "X"\nfacts: {}\n'


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"notes": "  "}, {"notes": None}),
        ({"site": " "}, {"site": None}),
        ({"courses": (Course(" ", 8), Course(" "))}, {"courses": (Course(dose=8),)}),
        ({"notes": "a\u200eb\x00\r\nc"}, {"notes": "ab\nc"}),
        ({"actions": (Action("", "NC"),)}, {"actions": (Action("?", "NC"),)}),
        ({"attendees": (Attendee(" "),)}, {"attendees": (Attendee("?"),)}),
        ({"alternatives": ("", "x")}, {"alternatives": ("x",)}),
        ({"case": ""}, {"case": "?"}),
        ({"patient": Patient({"uitval": False, "dagen": 3})}, {"patient": Patient({"uitval": False})}),
    ],
)
def test_what_is_written_can_always_be_read(change: dict[str, Any], after: dict[str, Any]) -> None:
    case = Case("X")
    assert read_case(write_case(replace(case, **change), pack()), "x", pack()) == replace(case, **after)


def test_an_advice_written_with_its_tree_is_kept_bare() -> None:
    case = Case("X", decisions=(Decision("boom", "boom.snel", "follow"),))
    assert read_case(write_case(case, pack()), "x", pack()).decisions[0].advice == "snel"
