"""A small pack that uses every key of the format, and ways to spoil it, for the tests of the reading room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.help.places import DATA

PACK = """\
id: voorbeeld
version: 1.0.0
title: Voorbeeld
guideline: Richtlijn Voorbeeld
guideline_date: 2020-01-31
banner: Dit is een voorbeeld.
disclaimer: Niet voor patiëntenzorg.
documents:
  - {id: "001", title: Eerste document, date: "2020"}
  - {id: "002", title: Tweede document, date: 2021-05}
trees: [spoed, therapie]
review_by: 2027-01-31
asked_anew_after: 7
"""

FACTS = """\
facts:
  - id: pijn
    type: bool
    label: Pijn
    help: Pijn in rust telt mee.
    origin: [K]
    worse: yes
    hints:
      - {when: "duur >= 14", text: De pijn bestaat al lang.}
  - id: uitval
    type: bool
    label: Uitval
    origin: [K, R]
    worse: yes
  - id: duur
    type: number
    label: Uitval ontstaan in (dagen)
    unit: dagen
    range: 0-365
    step: 0,5
    only_if: uitval
    worse: less
  - {id: wervels, type: integer, label: Aantal wervels, range: 0-30, of: place, ranges: yes, asked_anew_after: 28}
  - id: graad
    type: choice
    label: Graad
    worse: A
    values:
      - {id: A, label: "A: geen kracht"}
      - {id: B, label: "B: weinig kracht"}
      - {id: C, label: "C: normale kracht"}
  - id: risico
    type: set
    label: Risicofactoren
    values:
      - {id: roken, label: Roken}
      - {id: suiker, label: Suikerziekte}
  - {id: operabel, type: bool, label: Operatie mogelijk}
scope:
  - {id: kind, type: bool, label: Jonger dan 18 jaar, reason: Niet voor kinderen.}
implications:
  - {if: graad = A, then: [uitval]}
  - {if: not uitval, then: [graad = C]}
moments:
  - {id: gemeld_op, label: Klacht gemeld}
  - {id: operatie_op, label: Operatie, help: Opnieuw bij verergering., of: place}
doubtful:
  - {if: {all: [uitval, graad = C]}, why: Bij C is er geen uitval., source: {pages: [1], lines: [4]}}
  - {if: {all: [operabel, ernstig]}, why: Wie ernstig ziek is wordt zelden geopereerd., note: 1}
described:
  - {id: tumor, type: text, label: Tumor, help: Met het type., origin: [P], asked_anew_after: nooit}
  - {id: kps, type: integer, label: KPS, range: 10-100, step: 10, of: patient}
marks:
  - id: doelgericht
    type: bool
    label: Doelgerichte therapie
    help: Ook als zij mogelijk is.
    mark: De richtlijn kent doelgerichte therapie niet.
    trees: [therapie]
    of: patient
    asked_anew_after: 14
"""

TERMS = """\
terms:
  - id: ernstig
    label: Ernstig beeld
    any:
      - graad = A
      - {all: [uitval, duur <= 7], text: Snelle uitval}
    source: {pages: [1], lines: [3]}
  - {id: niet_ernstig, label: Geen ernstig beeld, not: ernstig}
  - {id: weinig_wervels, label: Hoogstens 3 wervels, is: wervels <= 3}
"""

SPOED = """\
id: spoed
number: 1
title: Spoed
version: 1.0.0
source: {pages: [1, 2], lines: [1-40]}
entry: always
questions:
  - id: is_uitval
    text: Is er uitval?
    help: Ook lichte uitval telt.
    fact: uitval
    source: [{pages: [1], lines: [5, 7-9]}, {document: "002", lines: [12]}]
    answers: {ja: hoe_snel, nee: is_pijn}
  - id: hoe_snel
    text: In hoeveel dagen?
    fact: duur
    answers: {"<= 7": welke_graad, "> 7": binnen_week}
  - id: welke_graad
    text: Welke graad?
    fact: graad
    answers: {A: binnen_dag, "B, C": binnen_week}
  - id: is_pijn
    text: Pijn of risico?
    any:
      - pijn
      - {all: [risico, not weinig_wervels], text: Risico en veel wervels}
    answers: {ja: binnen_week, nee: niets}
outcomes:
  - id: binnen_dag
    kind: advice
    strength: [opinion, must]
    title: Binnen een dag
    text: >-
      Maak de MRI
      binnen een dag.
    latest: 24 hours
    from: gemeld_op
    dose: 10 mg
    next: [therapie, {tree: ander/boom, when: operabel}]
    parts:
      - {if: operabel, yes: Overleg met de chirurg., unknown: "Is operatie mogelijk?"}
    lists:
      - {of: ernstig, show: met, text: "Vervuld:"}
    source: {pages: [1]}
  - id: binnen_week
    kind: advice
    title: Binnen een week
    text: Maak de MRI binnen een week.
    latest: 1 week
    from: gemeld_op
  - id: niets
    kind: silent
    title: Geen advies
    text: De tekst zwijgt.
exceptions:
  - {fact: graad, better: binnen_dag, worse: binnen_week, reason: Zo staat het er., note: 1}
"""

THERAPIE = """\
id: therapie
number: 2
title: Therapie
version: 1.0.0
source: {pages: [1], lines: [50]}
entry:
  any:
    - outcomes: [spoed.binnen_dag, spoed.binnen_week]
    - {all: [uitval, {moment: operatie_op}], text: Geopereerd met uitval}
questions:
  - {id: risico_aanwezig, text: "Risicofactoren?", fact: risico, answers: {ja: later, nee: hier_niet}}
outcomes:
  - {id: later, kind: advice, title: Later, text: Wacht., earliest: 3-4 weeks, from: operatie_op}
  - {id: hier_niet, kind: elsewhere, title: Elders, text: Zie de andere boom., to: spoed}
"""

RIDERS = """\
riders:
  - id: bellen
    text: Bel bij verergering.
    strength: advised
    parts: [{if: pijn, no: Er is geen pijn.}]
    lists: [{of: ernstig, show: open, text: "Nog onbekend:"}]
    source: {pages: [2], lines: [20]}
    shown_with:
      - {tree: spoed, outcomes: [binnen_dag, binnen_week], when: pijn, unless: not risico}
"""

NOTES = """\
notes:
  - number: 1
    title: Grens van zeven dagen
    text: De tekst zegt minder dan zeven dagen.
    shown_at:
      - {tree: spoed, outcomes: [binnen_dag], unless: pijn}
      - {tree: spoed, outcomes: [binnen_week]}
    against: [limits, therapie.hier_niet]
    facts: [duur]
"""

LATER = """\
later:
  - id: proef
    text: In een proef kwam de pijn minder vaak terug.
    year: 2022
    source: Tijdschrift voor Pijn
    doi: 10.1000/proef.22
    beside:
      - {outcomes: [spoed.binnen_dag, therapie.later], when: pijn}
      - {outcomes: [spoed.niets]}
    confirmed: Samenvatting op pijn.example
    read_by: geen clinicus
"""

CASES = """\
cases:
  - {id: s1, tree: spoed, why: Geen klachten, facts: {uitval: nee, pijn: nee, risico: []}, outcome: niets}
  - id: s2
    tree: spoed
    why: Alleen de graad is bekend
    facts: {graad: B, pijn: onbekend}
    possible: [binnen_week, niets]
    next: uitval
"""

_ENGLISH = """\
Voorbeeld = Example
Richtlijn Voorbeeld = Example guideline
Dit is een voorbeeld. = This is an example.
Niet voor patiëntenzorg. = Not for patient care.
Eerste document = First document
Tweede document = Second document
Pijn = Pain
Pijn in rust telt mee. = Pain at rest counts.
De pijn bestaat al lang. = The pain has lasted long.
Uitval = Deficit
Uitval ontstaan in (dagen) = Deficit developed over (days)
dagen = days
Aantal wervels = Number of vertebrae
Graad = Grade
A: geen kracht = A: no strength
B: weinig kracht = B: little strength
C: normale kracht = C: normal strength
Risicofactoren = Risk factors
Roken = Smoking
Suikerziekte = Diabetes
Operatie mogelijk = Surgery possible
Jonger dan 18 jaar = Under 18 years
Niet voor kinderen. = Not for children.
Tumor = Tumour
Met het type. = With its type.
KPS = KPS
Doelgerichte therapie = Targeted therapy
Ook als zij mogelijk is. = Also when it is possible.
De richtlijn kent doelgerichte therapie niet. = The guideline does not know targeted therapy.
In een proef kwam de pijn minder vaak terug. = In a trial pain came back less often.
Tijdschrift voor Pijn = Journal of Pain
Samenvatting op pijn.example = Abstract at pijn.example
geen clinicus = no clinician
Klacht gemeld = Complaint reported
Opnieuw bij verergering. = Anew at worsening.
Operatie = Operation
Ernstig beeld = Severe picture
Snelle uitval = Rapid deficit
Geen ernstig beeld = No severe picture
Hoogstens 3 wervels = At most 3 vertebrae
Spoed = Urgency
Is er uitval? = Is there a deficit?
Ook lichte uitval telt. = A slight deficit counts too.
In hoeveel dagen? = Over how many days?
Welke graad? = Which grade?
Pijn of risico? = Pain or risk?
Risico en veel wervels = Risk and many vertebrae
Binnen een dag = Within a day
Maak de MRI binnen een dag. = Make the MRI within a day.
10 mg = 10 mg
Overleg met de chirurg. = Consult the surgeon.
Is operatie mogelijk? = Is surgery possible?
Vervuld: = Met:
Binnen een week = Within a week
Maak de MRI binnen een week. = Make the MRI within a week.
Geen advies = No advice
De tekst zwijgt. = The text is silent.
Zo staat het er. = So it says.
Therapie = Therapy
Geopereerd met uitval = Operated with deficit
Risicofactoren? = Risk factors?
Later = Later
Wacht. = Wait.
Elders = Elsewhere
Zie de andere boom. = See the other tree.
Bel bij verergering. = Call when it gets worse.
Er is geen pijn. = There is no pain.
Nog onbekend: = Not known yet:
Grens van zeven dagen = Limit of seven days
De tekst zegt minder dan zeven dagen. = The text says less than seven days.
Bij C is er geen uitval. = With C there is no deficit.
Wie ernstig ziek is wordt zelden geopereerd. = Who is severely ill is rarely operated on.
"""


def _english() -> str:
    pairs = (line.split(" = ") for line in _ENGLISH.splitlines())
    return "texts:\n" + "".join(f'  - {{nl: "{nl}", en: "{en}"}}\n' for nl, en in pairs)


FILES = {
    "pack.yaml": PACK,
    "facts.yaml": FACTS,
    "terms.yaml": TERMS,
    "spoed.yaml": SPOED,
    "therapie.yaml": THERAPIE,
    "riders.yaml": RIDERS,
    "notes.yaml": NOTES,
    "later.yaml": LATER,
    "cases.yaml": CASES,
    "en.yaml": _english(),
}


def write_pack(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write the files (default: the whole example) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (FILES if files is None else files).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@dataclass(frozen=True)
class Wrong:
    """One mistake of data/mistakes.txt, which says what the fields mean."""

    file: str
    old: str
    new: str
    says: str
    at: str
    schema: bool
    more: bool

    @property
    def text(self) -> str:
        assert self.old in FILES[self.file], self.old
        return FILES[self.file].replace(self.old, self.new, 1)

    @property
    def line(self) -> int:
        mark, text = self.at or self.new.strip(), self.text
        assert mark in text, mark
        return text[: text.index(mark)].count("\n") + 1

    def __str__(self) -> str:
        return f"{self.file}: {self.says or self.new}"


def mistakes() -> tuple[Wrong, ...]:
    """Every mistake in content that the reader knows, at least once."""
    _, *blocks = (DATA / "mistakes.txt").read_text("utf-8").split("\n# ")
    return tuple(_mistake(block.splitlines()) for block in blocks)


def _mistake(lines: list[str]) -> Wrong:
    file, *flags = lines[0].split()

    def part(sign: str) -> str:
        return "\n".join(line[2:] for line in lines[1:] if line[:1] == sign)

    return Wrong(file, part("-"), part("+"), part("="), part("@"), "schema" in flags, "more" in flags)
