"""Window, projector, page, text, JSON and command line say the same of limits, ages, strengths, sources and urgency."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest

from mdo_viewer.cli.advice_page import AdviceWriter
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.drawing.layout import draw
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack, Strength
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.journey import alone
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.small_packs import PACK, small_pack

START, NOW = "2026-11-22T14:10", "2026-11-22T14:30"
SURFACES = ("window", "projector", "page", "text", "json", "command line")
#: What is read later says no distance; the projector has no room for sources; the command line says no age.
SPANS = ("window", "projector", "command line")
SOURCES = ("window", "page", "text", "json", "command line")
AGES = ("window", "projector", "page", "text", "json")
#: The page has this above the column, the other surfaces before each moment.
HEADING = {"nl": "vóór ", "en": "before "}
TREE = """\
id: boom
number: 1
title: Boom
version: 1.0.0
source: {{pages: [1], lines: [1-9]}}
entry: always
questions:
  - {{id: q1, text: Uitval?, fact: uitval, answers: {{ja: snel, nee: niets}}}}
outcomes:
  - id: snel
    kind: advice
    strength: {strength}
    title: Bestralen
    text: Bestralen.
    {limit}
    from: begin_op
    source: {source}
  - {{id: niets, kind: silent, title: Geen advies, text: De richtlijn zwijgt., source: {{pages: [1], lines: [3]}}}}
"""


def pack_with(
    folder: Path,
    limit: str = "latest: 24 hours",
    strength: str = "advised",
    source: str = "{pages: [1], lines: [1]}",
    pack: str = PACK,
) -> Pack:
    """A tree that advises one thing of a patient with a deficit."""
    return small_pack(folder, tree=TREE.format(limit=limit, strength=strength, source=source), pack=pack)


def patient_of(start: str | None = None) -> Patient:
    return Patient({"uitval": True}, moments={"begin_op": parse_moment(start)} if start else {})


def look_of(pack: Pack, patient: Patient, now: datetime, language: Language = "nl") -> Look:
    look = Look(Session(pack, (Case("MDO-0001", patient),), language=language).state, now)
    assert look.stages
    return look


def surfaces(pack: Pack, patient: Patient, now: datetime, language: Language) -> Mapping[str, str]:
    """All that each surface says of this patient, each as one line."""
    look = look_of(pack, patient, now, language)
    content = content_of(look, key=True)
    summary = summarise(pack, look.state.case, now, language)
    stream = io.StringIO()
    AdviceWriter(Printout(stream), pack, words_of("cli", language), patient, now).advice(
        alone(pack, advise(pack, pack.trees[0], patient, now), {})
    )
    items = (item for block in advice_blocks(look, later=True) for item in block.items)
    said = {
        "window": [look.guideline, *(item.text for item in items if isinstance(item, Say))],
        "projector": [content.guideline, *(said.text for said in content.main.said)],
        "page": texts_in(page_data(summary, None)),
        "text": [as_text(summary)],
        "json": texts_in(json.loads(as_json(summary))),
        "command line": [stream.getvalue()],
    }
    return {surface: " ".join("\n".join(texts).split()) for surface, texts in said.items()}


def drawn(pack: Pack, now: datetime, language: Language) -> list[str]:
    """Every line of the drawn tree."""
    advice = advise(pack, pack.trees[0], patient_of(), now)
    picture = draw(pack, advice, view="path", language=language, width=1000, height=800)
    return [run.text for box in picture.boxes for run in box.runs]


def texts_in(data: object) -> list[str]:
    """Every text in nested data."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list | tuple):
        return [text for each in data for text in texts_in(each)]
    return [data] if isinstance(data, str) else []


def missing(said: Mapping[str, str], words: str, among: tuple[str, ...]) -> list[str]:
    """The surfaces that do not say these words, wherever a sentence begins."""
    return [surface for surface in among if words.lower() not in said[surface].lower()]


LIMITS = {
    "latest": ("latest: 24 hours", START, NOW, "vóór ma 23 nov 14:10", "before Mon 23 Nov 14:10"),
    "overdue": ("latest: 24 hours", START, "2026-11-24T16:10", "vóór ma 23 nov 14:10", "before Mon 23 Nov 14:10"),
    "summer": (
        "latest: 12 hours", "2026-10-24T14:30", "2026-10-24T15:00",
        "vóór zo 25 okt 02:30 (zomertijd)", "before Sun 25 Oct 02:30 (summer time)",
    ),
    "winter": (
        "latest: 12 hours", "2026-10-24T15:30", "2026-10-24T15:40",
        "vóór zo 25 okt 02:30 (wintertijd)", "before Sun 25 Oct 02:30 (winter time)",
    ),
    "next year": (
        "latest: 14 days", "2026-12-20T14:10", "2026-12-21T08:00", "vóór zo 3 jan 2027 14:10",
        "before Sun 3 Jan 2027 14:10",
    ),
    "last year": (
        "latest: 7 days", "2026-12-20T14:10", "2027-01-02T08:00", "vóór zo 27 dec 2026 14:10",
        "before Sun 27 Dec 2026 14:10",
    ),
    "earliest": ("earliest: 3 weeks", START, NOW, "niet vóór zo 13 dec 14:10", "not before Sun 13 Dec 14:10"),
    "range": (
        "earliest: 3-4 weeks", "2026-12-10T09:00", "2026-12-10T10:00",
        "vroegst do 31 dec 09:00 – do 7 jan 2027 09:00", "earliest Thu 31 Dec 09:00 – Thu 7 Jan 2027 09:00",
    ),
    "latest range": (
        "latest: 3-4 weeks", "2026-12-10T09:00", "2026-12-10T10:00",
        "vóór do 31 dec 09:00 – do 7 jan 2027 09:00", "before Thu 31 Dec 09:00 – Thu 7 Jan 2027 09:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", LIMITS)
def test_a_deadline_is_said_alike(tmp_path: Path, which: str, language: Language) -> None:
    limit, start, now, dutch, english = LIMITS[which]
    said = surfaces(pack_with(tmp_path, limit), patient_of(start), parse_moment(now), language)
    words = dutch if language == "nl" else english
    assert missing(said, words, tuple(each for each in SURFACES if each != "page")) == []
    assert missing(said, words.removeprefix(HEADING[language]), ("page",)) == []


@pytest.mark.parametrize(
    ("limit", "dutch", "english"),
    [
        ("latest: 24 hours", "24 uur", "24 hours"),
        ("latest: 1 hours", "1 uur", "1 hour"),
        ("latest: 1 days", "1 dag", "1 day"),
        ("latest: 7 days", "7 dagen", "7 days"),
        ("earliest: 1 weeks", "1 week", "1 week"),
        ("earliest: 3-4 weeks", "3–4 weken", "3–4 weeks"),
        ("earliest: 1-2 weeks", "1–2 weken", "1–2 weeks"),
    ],
)
def test_a_limit_is_said_alike_without_its_moment(tmp_path: Path, limit: str, dutch: str, english: str) -> None:
    pack, now = pack_with(tmp_path, limit), parse_moment(NOW)
    for language, words in zip(LANGUAGES, (dutch, english), strict=True):
        said = surfaces(pack, patient_of(), now, language)
        assert missing(said, words, SURFACES) == []
        heads = [part for text in drawn(pack, now, language) for part in text.split(" · ")]
        assert [part for part in heads if part.endswith(f" {words}")]


@pytest.mark.parametrize(
    ("start", "now", "far", "late"),
    [
        ("2026-11-22T14:10", "2026-11-22T14:30", "23 uur 40 min", False),
        ("2026-11-22T14:10", "2026-11-23T14:10", "0 min", False),
        ("2026-11-22T14:10", "2026-11-23T16:15", "2 uur 5 min", True),
        ("2026-11-22T14:10", "2026-11-26T17:59", "3 dagen 3 uur", True),
        ("2026-10-24T12:00", "2026-10-24T20:00", "16 uur", False),  # the clock goes back: it ends at 11:00
        ("2026-10-24T12:00", "2026-10-25T02:30+02:00", "9 uur 30 min", False),
        ("2026-10-24T12:00", "2026-10-25T02:30+01:00", "8 uur 30 min", False),
        ("2026-10-24T02:30", "2026-10-25T02:10+01:00", "40 min", True),  # it ended at 01:30
        ("2027-03-27T12:00", "2027-03-28T01:30", "10 uur 30 min", False),  # it goes forward: it ends at 13:00
    ],
)
def test_how_far_off_is_said_alike_in_elapsed_time(tmp_path: Path, start: str, now: str, far: str, late: bool) -> None:
    said, among = surfaces(pack_with(tmp_path), patient_of(start), parse_moment(now), "nl"), SPANS
    assert missing(said, f"{far} geleden" if late else far, among) == []
    assert late or missing(said, "geleden", among) == list(among)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("strength", get_args(Strength))
def test_a_strength_is_said_alike(tmp_path: Path, strength: Strength, language: Language) -> None:
    pack, now = pack_with(tmp_path, strength=f"[opinion, {strength}]"), parse_moment(NOW)
    words = words_of("saying", language)
    strengths = f"{words('strength.opinion')}: {words(f'strength.{strength}')}"
    assert missing(surfaces(pack, patient_of(), now, language), strengths, SURFACES) == []
    assert strengths.lower() in " ".join(drawn(pack, now, language)).lower()


@pytest.mark.parametrize(
    ("source", "dutch", "english"),
    [
        ("{pages: [1], lines: [1]}", "boom 1, p. 1, r. 1", "tree 1, p. 1, l. 1"),
        ("{pages: [1, 2], lines: [2-4, 7]}", "boom 1, p. 1, 2, r. 2–4, 7", "tree 1, p. 1, 2, l. 2–4, 7"),
        ('{document: "2", pages: [5], lines: [2-4]}', "document 2, p. 5, r. 2–4", "document 2, p. 5, l. 2–4"),
    ],
)
def test_a_source_is_said_alike(tmp_path: Path, source: str, dutch: str, english: str) -> None:
    documents = '  - {id: "1", title: Bron, date: "2020"}\n  - {id: "2", title: Bijlage, date: "2021"}\n'
    pack = PACK.replace('  - {id: "1", title: Bron, date: "2020"}\n', documents)
    made = pack_with(tmp_path, source=source, pack=pack)
    for language, words in zip(LANGUAGES, (dutch, english), strict=True):
        said = surfaces(made, patient_of(), parse_moment(NOW), language)
        whole = {surface: text.replace("\u00a0", " ") for surface, text in said.items()}
        assert missing(whole, words, SOURCES) == []


#: The guideline of the small pack is of 31 January 2020.
@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        ("2020-02-01", "minder dan 1 jaar oud", "less than 1 year old"),
        ("2021-01-30", "minder dan 1 jaar oud", "less than 1 year old"),
        ("2021-01-31", "1 jaar oud", "1 year old"),
        ("2021-02-01", "1 jaar oud", "1 year old"),
        ("2022-01-30", "1 jaar oud", "1 year old"),
        ("2022-01-31", "2 jaar oud", "2 years old"),
        ("2031-01-30", "10 jaar oud", "10 years old"),
    ],
)
def test_the_age_of_the_guideline_is_said_alike(tmp_path: Path, day: str, dutch: str, english: str) -> None:
    pack = pack_with(tmp_path)
    for language, words in zip(LANGUAGES, (dutch, english), strict=True):
        for time in ("00:00", "23:59"):
            said = surfaces(pack, patient_of(), parse_moment(f"{day}T{time}"), language)
            assert missing(said, words, AGES) == []
            if not words.startswith(("minder", "less")):
                assert missing(said, {"nl": "minder dan", "en": "less than"}[language], AGES) == list(AGES)


@pytest.mark.parametrize(
    ("limit", "urgent"),
    [
        ("latest: 23 hours", True),
        ("latest: 24 hours", True),
        ("latest: 25 hours", False),
        ("latest: 1 days", True),
        ("latest: 2 days", False),
        ("latest: 1 weeks", False),
        ("earliest: 12 hours", False),
    ],
)
def test_what_is_urgent_is_so_everywhere(tmp_path: Path, limit: str, urgent: bool) -> None:
    """Within 24 hours, and never an earliest time: in panel, tile, projector and tree."""
    pack, now = pack_with(tmp_path, limit), parse_moment(NOW)
    look = look_of(pack, patient_of(START), now)
    assert look.advice.outcome is not None
    assert look.advice.outcome.is_urgent is urgent
    main = next(block for block in advice_blocks(look, later=True) if block.id == "main")
    picture = draw(pack, look.advice, view="path", language="nl", width=1000, height=800)
    found = (
        main.tone,
        next(view.tone for view in stage_views(look)),
        content_of(look, key=True).main.tone,
        next(box.urgent for box in picture.boxes if box.node == "snel"),
    )
    assert found == (("urgent",) * 3 + (True,) if urgent else ("blue", "advice", "blue", False))
