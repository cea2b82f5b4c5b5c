"""Small packs for tests, written as a clinician would write them and read by the real reader."""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.reading.pack import read_pack

PACK = """\
id: klein
version: 1.0.0
title: Klein
guideline: Kleine richtlijn
guideline_date: 2020-01-31
banner: Alleen voor tests
disclaimer: Niet voor patiëntenzorg
documents:
  - {id: "1", title: Bron, date: "2020"}
trees: [boom]
"""

FACTS = """\
facts:
  - {id: pijn, type: bool, label: Pijn, origin: [K], worse: yes}
  - {id: uitval, type: bool, label: Uitval, origin: [K], worse: yes}
  - {id: dagen, type: number, label: Ontstaan in (dagen), unit: dagen, range: 0-365, only_if: uitval, worse: less}
  - {id: graad, type: choice, label: Graad, values: [{id: A, label: A}, {id: B, label: B}, {id: C, label: C}]}
  - {id: maanden, type: number, label: Levensverwachting (maanden), unit: maanden, range: 0-240}
  - {id: wervels, type: integer, label: Wervels, range: 0-30}
implications:
  - {if: graad = A, then: [uitval]}
scope:
  - {id: kind, type: bool, label: Kind, reason: Niet voor kinderen}
moments:
  - {id: begin_op, label: Begin}
"""

TREE = """\
id: boom
number: 1
title: Boom
version: 1.0.0
source: {pages: [1], lines: [1-9]}
entry: always
questions:
  - {id: q1, text: Uitval?, fact: uitval, answers: {ja: q2, nee: q3}}
  - {id: q2, text: In hoeveel dagen?, fact: dagen, answers: {"<= 7": snel, "> 7": later}}
  - {id: q3, text: Klachten?, any: [pijn, maanden < 3], answers: {ja: later, nee: niets}}
outcomes:
  - id: snel
    kind: advice
    strength: advised
    title: Binnen 24 uur
    text: Snel.
    latest: 24 hours
    from: begin_op
    source: {pages: [1], lines: [1]}
  - id: later
    kind: advice
    title: Binnen 7 dagen
    text: Later.
    latest: 7 days
    from: begin_op
    source: {pages: [1], lines: [2]}
  - {id: niets, kind: silent, title: Geen advies, text: De richtlijn zwijgt., source: {pages: [1], lines: [3]}}
choices:
  - {id: opereren, label: Opereren, follows: [snel]}
  - {id: bestralen, label: Bestralen}
"""


def small_pack(folder: Path, *, facts: str = FACTS, tree: str = TREE, **others: str) -> Pack:
    """A readable pack in `folder`; `others` are further files by name, such as `riders`. Untranslated."""
    files = {"pack": PACK, "facts": facts, "boom": tree, **others}
    for name in ("terms", "riders", "notes"):
        files.setdefault(name, f"{name}: []\n")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    reading = read_pack(folder)
    serious = [problem for problem in reading.problems if "en.yaml" not in problem.place.file]
    assert reading.pack is not None, [str(problem) for problem in serious]
    return reading.pack
