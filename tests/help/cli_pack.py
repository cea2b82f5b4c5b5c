"""A small pack in two languages for tests of the command line, with a bit of everything."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.cli.main import main

FILES = {
    "pack": """\
id: klein
version: 1.2.0
title: Klein
guideline: Kleine richtlijn
guideline_date: 2020-01-31
banner: De richtlijn is oud.
disclaimer: Alleen voor tests.
documents:
  - {id: "1", title: Bron, date: "2020"}
trees: [begin, vervolg]
""",
    "facts": """\
facts:
  - {id: pijn, type: bool, label: Pijn, origin: [K], worse: yes}
  - {id: uitval, type: bool, label: Uitval, origin: [K], worse: yes}
  - {id: dagen, type: number, label: Ontstaan in (dagen), unit: dagen, range: 0-365, only_if: uitval, worse: less}
  - id: graad
    type: choice
    label: Graad
    values: [{id: A, label: "A: zwaar"}, {id: B, label: "B: licht"}]
  - {id: maanden, type: number, label: Levensverwachting (maanden), unit: maanden, range: 0-240}
  - {id: wervels, type: integer, label: Wervels, range: 0-30}
  - {id: risico, type: set, label: Risico, values: [{id: ulcus, label: Ulcus}, {id: nsaid, label: NSAID}]}
implications:
  - {if: graad = A, then: [uitval]}
scope:
  - {id: kind, type: bool, label: Kind, reason: De richtlijn geldt niet voor kinderen.}
moments:
  - {id: begin_op, label: Begin van de klachten}
""",
    "terms": "terms: []\n",
    "begin": """\
id: begin
number: 1
title: Begin
version: 1.0.1
source: {pages: [1], lines: [1-9]}
entry: always
questions:
  - {id: q1, text: Is er uitval?, fact: uitval, answers: {ja: q2, nee: q3}}
  - {id: q2, text: In hoeveel dagen?, fact: dagen, answers: {"<= 7": snel, "> 7": later}}
  - {id: q3, text: Zijn er klachten?, any: [pijn, maanden < 3], answers: {ja: later, nee: niets}}
outcomes:
  - id: snel
    kind: advice
    strength: [opinion, must]
    title: Binnen 24 uur
    text: Doe het snel.
    latest: 24 hours
    from: begin_op
    next: [vervolg]
    source: {pages: [1, 2], lines: [3, 5-7]}
  - id: later
    kind: advice
    title: Binnen 7 dagen
    text: Doe het later.
    latest: 7 days
    from: begin_op
    source: {pages: [1], lines: [2]}
  - {id: niets, kind: silent, title: Geen advies, text: De richtlijn zwijgt., source: {pages: [1], lines: [3]}}
""",
    "vervolg": """\
id: vervolg
number: 2
title: Vervolg
version: 1.0.0
source: {pages: [3], lines: [10-12]}
entry: {outcomes: [begin.snel, begin.later]}
questions:
  - {id: v1, text: Welke graad?, fact: graad, answers: {A: wachten, B: terug}}
outcomes:
  - id: wachten
    kind: advice
    strength: may
    title: Wacht 3 tot 4 weken
    text: Wacht eerst.
    earliest: 3-4 weeks
    from: begin_op
    dose: 30 Gy in 10 fracties
    source: {pages: [3], lines: [10]}
  - {id: terug, kind: elsewhere, title: Zie Begin, text: Ga terug., to: begin, source: {pages: [3], lines: [11]}}
""",
    "riders": """\
riders:
  - id: bellen
    text: Bel bij verergering.
    shown_with: [{tree: begin, outcomes: [snel, later]}]
    source: {pages: [1], lines: [4]}
  - id: maag
    text: Denk aan de maag.
    strength: may
    shown_with: [{tree: begin, outcomes: [snel, later], when: risico}]
    source: {pages: [1], lines: [5]}
""",
    "notes": """\
notes:
  - number: 7
    title: De bron zwijgt
    text: De bron zegt hier niets.
    shown_at: [{tree: begin, outcomes: [snel]}]
""",
    "cases": """\
cases:
  - id: b1
    tree: begin
    why: snel
    facts: {uitval: ja, dagen: 7, risico: [nsaid]}
    outcome: snel
    also: [bellen, maag]
    notes: [7]
  - {id: b2, tree: begin, why: later, facts: {uitval: ja, dagen: "7,5"}, outcome: later, also_open: [maag]}
  - {id: b3, tree: begin, why: open, facts: {uitval: ja}, possible: [snel, later], next: dagen}
  - {id: v1, tree: vervolg, why: graad, facts: {graad: A}, outcome: wachten}
""",
}

ENGLISH = {
    "Klein": "Small",
    "Kleine richtlijn": "Small guideline",
    "De richtlijn is oud.": "The guideline is old.",
    "Alleen voor tests.": "Only for tests.",
    "Bron": "Source",
    "Pijn": "Pain",
    "Uitval": "Deficit",
    "Ontstaan in (dagen)": "Developed over (days)",
    "dagen": "days",
    "Graad": "Grade",
    "A: zwaar": "A: severe",
    "B: licht": "B: light",
    "Levensverwachting (maanden)": "Life expectancy (months)",
    "maanden": "months",
    "Wervels": "Vertebrae",
    "Risico": "Risk",
    "Ulcus": "Ulcer",
    "NSAID": "NSAID",
    "Kind": "Child",
    "De richtlijn geldt niet voor kinderen.": "The guideline is not for children.",
    "Begin van de klachten": "Start of complaints",
    "Begin": "Start",
    "Is er uitval?": "Is there a deficit?",
    "In hoeveel dagen?": "In how many days?",
    "Zijn er klachten?": "Are there complaints?",
    "Binnen 24 uur": "Within 24 hours",
    "Doe het snel.": "Do it soon.",
    "Binnen 7 dagen": "Within 7 days",
    "Doe het later.": "Do it later.",
    "Geen advies": "No advice",
    "De richtlijn zwijgt.": "The guideline is silent.",
    "Vervolg": "Sequel",
    "Welke graad?": "Which grade?",
    "Wacht 3 tot 4 weken": "Wait 3 to 4 weeks",
    "Wacht eerst.": "Wait first.",
    "30 Gy in 10 fracties": "30 Gy in 10 fractions",
    "Zie Begin": "See Start",
    "Ga terug.": "Go back.",
    "Bel bij verergering.": "Call when it gets worse.",
    "Denk aan de maag.": "Mind the stomach.",
    "De bron zwijgt": "The source is silent",
    "De bron zegt hier niets.": "The source says nothing here.",
}


def write_pack(folder: Path, **changed: str) -> Path:
    """The pack in `folder`, which is made; `changed` are files with another text, by name."""
    folder.mkdir()
    english = "".join(f"  - {{nl: '{nl}', en: '{en}'}}\n" for nl, en in ENGLISH.items())
    for name, text in {**FILES, "en": f"texts:\n{english}", **changed}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def call(capsys: pytest.CaptureFixture[str], *argv: object) -> Answer:
    """Run a command in this process."""
    code = main([str(each) for each in argv])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return Answer(code, said.out, said.err)


def give_input(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
