"""A small pack that uses every key of the format, and ways to spoil it, for the tests of the reading room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
  - {id: wervels, type: integer, label: Aantal wervels, range: 0-30}
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
  - {id: operatie_op, label: Operatie}
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
      - {if: operabel, yes: Overleg met de chirurg., unknown: Is operatie mogelijk?}
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
  - {id: risico_aanwezig, text: Risicofactoren?, fact: risico, answers: {ja: later, nee: hier_niet}}
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
      - {tree: spoed, outcomes: [binnen_dag, binnen_week], when: pijn}
"""

NOTES = """\
notes:
  - number: 1
    title: Grens van zeven dagen
    text: De tekst zegt minder dan zeven dagen.
    shown_at:
      - {tree: spoed, outcomes: [binnen_dag], unless: pijn}
    facts: [duur]
"""

CASES = """\
cases:
  - {id: s1, tree: spoed, why: Geen klachten, facts: {uitval: nee, pijn: nee, risico: []}, outcome: niets}
  - {id: s2, tree: spoed, why: Niets bekend, facts: {duur: 3,5, pijn: null}, possible: [binnen_dag, niets], next: uitval}
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
Klacht gemeld = Complaint reported
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
    """One mistake in one file: `old` becomes `new`, and the reader says `says` at the first line of `at`.

    `at` is a text of the spoilt file (default: `new`). `schema`: the JSON Schema sees it too. `more`: other problems
    may follow from this one.
    """

    file: str
    old: str
    new: str
    says: str
    at: str | None = None
    schema: bool = False
    more: bool = False

    @property
    def text(self) -> str:
        assert self.old in FILES[self.file], self.old
        return FILES[self.file].replace(self.old, self.new, 1)

    @property
    def line(self) -> int:
        mark = self.new.strip().splitlines()[0] if self.at is None else self.at
        text = self.text
        assert mark in text, mark
        return text[: text.index(mark)].count("\n") + 1


S, F, T, K, R, N, P = (
    "spoed.yaml",
    "facts.yaml",
    "terms.yaml",
    "therapie.yaml",
    "riders.yaml",
    "notes.yaml",
    "pack.yaml",
)

#: Every mistake in content that the reader knows, at least once.
WRONG = (
    # keys and shapes
    Wrong(S, "help: Ook", "hepl: Ook", "Onbekende sleutel 'hepl'. Bedoelt u 'help'?", schema=True, more=True),
    Wrong(S, "title: Spoed\n", "", "De sleutel 'title' ontbreekt hier.", "id: spoed", schema=True, more=True),
    Wrong(S, "    title: Geen advies\n", "", "De sleutel 'title' ontbreekt hier.", "id: niets", schema=True, more=True),
    Wrong(S, "version: 1.0.0", "version: nieuw", "'nieuw' is geen versie.", schema=True),
    Wrong(S, "number: 1", "number: 1.5", "1.5 is geen heel getal.", schema=True),
    Wrong(S, "number: 1", "number: een", "'een' is geen getal.", schema=True),
    Wrong(S, "number: 1", "number: 0", "0 ligt buiten het bereik (1 – 999).", schema=True),
    Wrong(S, "title: Spoed", "title: [Spoed]", "Hier hoort één waarde te staan", schema=True, more=True),
    Wrong(S, "title: Spoed", 'title: " "', "Hier ontbreekt een waarde.", schema=True, more=True),
    Wrong(S, "title: Spoed", "title:", "Hier ontbreekt een waarde.", "title:", schema=True, more=True),
    Wrong(P, "trees: [spoed, therapie]", "trees: spoed", "Hier hoort een lijst te staan", schema=True, more=True),
    Wrong(P, "trees: [spoed, therapie]", "trees: []", "Deze lijst heeft minstens 1", schema=True, more=True),
    Wrong(N, "notes:\n  - number: 1\n", "notes:\n  - geen noot\n  - number: 1\n", "Hier horen sleutels", "geen noot", True),
    Wrong(S, "id: niets", "id: geen advies", "'geen advies' is geen goede id.", schema=True, more=True),
    Wrong(P, "2020-01-31", "31-01-2020", "'31-01-2020' is geen datum.", schema=True),
    Wrong(P, "2020-01-31", "2020-02-31", "'2020-02-31' is geen datum."),
    # ids
    Wrong(S, "id: binnen_week", "id: binnen_dag", "De id 'binnen_dag' is al gebruikt op regel", "id: binnen_dag\n    kind: advice\n    title: Binnen een week", more=True),
    Wrong(F, "id: operabel", "id: pijn", "De id 'pijn' is al gebruikt op regel 2.", "{id: pijn,", more=True),
    Wrong(T, "id: niet_ernstig", "id: pijn", "De id 'pijn' is al gebruikt op regel 2 van facts.yaml.", more=True),
    Wrong(F, "id: suiker,", "id: roken,", "De id 'roken' is al gebruikt", "roken, label: Suiker"),
    Wrong(F, "id: operabel", "id: notes", "'notes' kan geen id van een feit zijn.", schema=True, more=True),
    Wrong(F, "id: operabel", "id: 1operabel", "'1operabel' kan geen id van een feit zijn.", schema=True, more=True),
    Wrong(F, "id: roken", "id: onbekend", "'onbekend' betekent al onbekend.", schema=True),
    Wrong(P, "[spoed, therapie]", "[spoed, therapie, spoed]", "De id 'spoed' is al gebruikt", "trees:", schema=True),
    Wrong(P, "[spoed, therapie]", "[spoed, therapie, cases]", "Een boom kan niet 'cases' heten.", "trees:", schema=True),
    Wrong(P, "[spoed, therapie]", "[spoed]", "", "trees:", more=True),
    Wrong(S, "id: spoed", "id: spoet", "De id van deze boom moet gelijk zijn aan de bestandsnaam: 'spoed'."),
    Wrong(K, "number: 2", "number: 1", "Nummer 1 heeft boom 'spoed' al."),
    Wrong(N, "notes:\n", "notes:\n  - {number: 1, title: Spoed, text: Spoed}\n", "De id '1' is al gebruikt", "number: 1\n"),
    # facts
    Wrong(F, "type: integer", "type: getal", "'getal' kan hier niet. Kies bool, choice, set, number of integer.", schema=True, more=True),
    Wrong(F, ", range: 0-30", "", "Een getal heeft een bereik nodig", "id: wervels", schema=True),
    Wrong(F, "range: 0-30", "range: 0 tot 30", "'0 tot 30' is geen bereik.", schema=True),
    Wrong(F, "range: 0-30", "range: 30-0", "'30-0' is geen bereik."),
    Wrong(F, "label: Operatie mogelijk", "label: Operatie mogelijk, unit: dagen", "'unit' past niet bij type bool.", schema=True),
    Wrong(F, "label: Operatie mogelijk", "label: Operatie mogelijk, values: []", "'values' past niet bij type bool.", schema=True),
    Wrong(F, "type: set\n    label: Risicofactoren\n    values:\n      - {id: roken, label: Roken}\n      - {id: suiker, label: Suikerziekte}", "type: set\n    label: Risicofactoren", "Een feit van type set heeft de sleutel 'values' nodig.", "id: risico", True, True),
    Wrong(F, "      - {id: B, label: \"B: weinig kracht\"}\n      - {id: C, label: \"C: normale kracht\"}\n", "", "Deze lijst heeft minstens 2", '- {id: A', True, True),
    Wrong(F, "origin: [K]\n", "origin: [X]\n", "'X' kan hier niet. Kies K, R, P of M.", schema=True),
    Wrong(F, "worse: less", "worse: yes", "'yes' past niet bij 'duur'. Kies less of more.", "worse: yes\n  - {id: wervels", True),
    Wrong(F, "worse: A", "worse: D", "'D' past niet bij 'graad'. Kies A, B of C.", more=True),
    Wrong(F, "type: set\n", "type: set\n    worse: yes\n", "'worse' past niet bij type set.", "worse: yes\n    label: Risico", True),
    Wrong(F, "kind, type: bool", "kind, type: number", "Een vraag van scope is altijd van type bool.", schema=True, more=True),
    Wrong(F, "only_if: uitval", "only_if: duur > 3", "'duur' hangt via only_if van zichzelf af.", "id: duur"),
    Wrong(F, "then: [uitval]", "then: [risico]", "Een gevolg geeft één feit één waarde"),
    Wrong(F, "then: [uitval]", "then: [graad != B]", "Een gevolg geeft één feit één waarde"),
    Wrong(F, "then: [uitval]", "then: [ernstig]", "Een gevolg geeft één feit één waarde"),
    # conditions
    Wrong(F, "if: graad = A", "if: pijn en uitval", "'pijn en uitval' is geen voorwaarde.", schema=True),
    Wrong(F, "if: graad = A", "if: graad == A", "'graad == A' is geen voorwaarde.", schema=True),
    Wrong(F, "if: graad = A", "if: {all: [pijn], any: [uitval]}", "Een voorwaarde heeft precies een", schema=True),
    Wrong(F, "if: graad = A", "if: {text: Pijn}", "Een voorwaarde heeft precies een", schema=True),
    Wrong(F, "if: graad = A", "if: {any: []}", "Deze lijst heeft minstens 1", schema=True),
    Wrong(F, "if: graad = A", "if: {moment: operatie_op}", "'moment' kan alleen in de entry van een boom staan.", schema=True),
    Wrong(F, "if: graad = A", "if: pijm", "Onbekend feit of begrip 'pijm'. Bedoelt u 'pijn'?"),
    Wrong(F, "if: graad = A", "if: graad", "'graad' is geen ja/nee-vraag. Vergelijk met een waarde, bijvoorbeeld 'graad = A'."),
    Wrong(F, "if: graad = A", "if: not wervels", "'wervels' is geen ja/nee-vraag. Vergelijk met een waarde, bijvoorbeeld 'wervels >= 3'."),
    Wrong(F, "if: graad = A", "if: ernstig = ja", "'ernstig' is een begrip uit terms.yaml"),
    Wrong(F, "if: graad = A", "if: pijn = ja", "'pijn' heeft geen waarde om mee te vergelijken"),
    Wrong(F, "if: graad = A", "if: graad > A", "'graad' is een keuze: gebruik = of !=."),
    Wrong(F, "if: graad = A", "if: graad = D", "'graad' kan niet 'D' zijn. Kies A, B of C."),
    Wrong(F, "if: graad = A", "if: duur > lang", "'lang' is geen getal, en 'duur' is een getal."),
    Wrong(F, "if: graad = A", "if: wervels > 2.5", "'wervels' telt in hele getallen."),
    Wrong(F, "if: graad = A", "if: duur > 366", "366 ligt buiten het bereik van 'duur' (0-365)."),
    Wrong(T, "not: ernstig", "not: niet_ernstig", "Het begrip 'niet_ernstig' verwijst via andere begrippen naar zichzelf."),
    Wrong(T, ", is: wervels <= 3", "", "Een begrip heeft precies een van de sleutels", "id: weinig_wervels", True, True),
    # sources
    Wrong(S, "lines: [1-40]", "lines: [40-1]", "'40-1' is geen regel."),
    Wrong(S, "lines: [1-40]", "lines: [regel 1]", "'regel 1' is geen regel.", schema=True),
    Wrong(S, "{pages: [1, 2], lines: [1-40]}", "{}", "Een bron noemt pages of lines, of beide.", "source: {}", True),
    Wrong(S, 'document: "002"', 'document: "003"', "Onbekend document '003'. Bedoelt u '00"),
    # trees
    Wrong(S, "    fact: graad\n", "", "Een vraag heeft precies een van de sleutels fact, all of any.", "id: welke_graad", True),
    Wrong(S, "fact: graad", "fact: graat", "Onbekend feit of begrip 'graat'. Bedoelt u 'graad'?"),
    Wrong(S, "fact: uitval", "fact: ernstig", "'ernstig' is een begrip. Schrijf 'all: [ernstig]'"),
    Wrong(S, "{ja: hoe_snel, nee: is_pijn}", "{}", "Deze vraag heeft geen antwoorden.", "id: is_uitval", True, True),
    Wrong(S, "{ja: hoe_snel,", "{wel: hoe_snel,", "'wel' past niet bij deze vraag: de antwoorden zijn ja en nee."),
    Wrong(S, "{ja: binnen_week, nee: niets}", "{ja: binnen_week, anders: niets}", "'anders' past niet bij deze vraag", schema=True),
    Wrong(S, '"B, C": binnen', '"B, D": binnen', "'B, D' past niet bij 'graad'. Kies uit A, B, C;"),
    Wrong(S, '"B, C": binnen', '"C, C": binnen', "'C, C' past niet bij 'graad'."),
    Wrong(S, '"<= 7"', "3 - 7", "'3 - 7' past niet bij het getal 'duur'."),
    Wrong(S, '"<= 7"', '"<= 700"', "700 ligt buiten het bereik van 'duur' (0-365)."),
    Wrong(S, "nee: is_pijn}", "nee: is_pijm}", "Onbekende vraag of uitkomst 'is_pijm'. Bedoelt u 'is_pijn'?", more=True),
    Wrong(S, "A: binnen_dag", "A: hoe_snel", "Dit antwoord wijst terug naar 'hoe_snel'.", more=True),
    Wrong(S, "A: binnen_dag", "A: welke_graad", "Dit antwoord wijst terug naar 'welke_graad'.", more=True),
    Wrong(S, "nee: niets}", "nee: binnen_week}", "Geen antwoord leidt naar 'niets'.", "id: niets"),
    Wrong(S, '"<= 7": welke_graad', '"<= 7": binnen_dag', "Geen antwoord leidt naar 'welke_graad'.", "id: welke_graad"),
    Wrong(S, "kind: silent", "kind: stil", "'stil' kan hier niet.", schema=True),
    Wrong(S, "[opinion, must]", "[opinion, moet]", "'moet' kan hier niet.", schema=True),
    Wrong(S, "latest: 24 hours", "latest: 24 uur", "'24 uur' is geen termijn.", schema=True),
    Wrong(K, "3-4 weeks", "4-3 weeks", "'4-3 weeks' is geen termijn."),
    Wrong(S, "latest: 24 hours\n    from: gemeld_op", "latest: 24 hours", "Vanaf welk moment loopt deze termijn?", schema=True),
    Wrong(S, "    latest: 24 hours\n", "", "'from' hoort bij een termijn.", "from:", True),
    Wrong(S, "latest: 24 hours\n", "latest: 24 hours\n    earliest: 1 day\n", "Een uitkomst heeft latest of earliest, niet beide.", "earliest", True),
    Wrong(S, "from: gemeld_op", "from: gemelt_op", "Onbekend moment 'gemelt_op'. Bedoelt u 'gemeld_op'?"),
    Wrong(K, ", to: spoed", "", "Een uitkomst van soort elsewhere noemt met 'to'", "id: hier_niet", True),
    Wrong(K, "to: spoed", "to: spoet", "Onbekende boom 'spoet'. Bedoelt u 'spoed'?"),
    Wrong(K, "to: spoed", "to: therapie", "'to' wijst naar de boom zelf."),
    Wrong(S, "dose: 10 mg", "dose: 10 mg\n    to: therapie", "'to' hoort alleen bij een uitkomst van soort elsewhere", "to: therapie", True),
    Wrong(S, "next: [therapie,", "next: [terapie,", "Onbekende boom 'terapie'. Bedoelt u 'therapie'?"),
    Wrong(S, ", yes: Overleg met de chirurg., unknown: Is operatie mogelijk?", "", "Dit deel heeft geen tekst.", "if: operabel", True, True),
    Wrong(S, "of: ernstig", "of: weinig_wervels", "Onbekend begrip met all of any 'weinig_wervels'."),
    Wrong(S, "show: met", "show: alles", "'alles' kan hier niet. Kies met, failed of open.", schema=True, more=True),
    Wrong(S, "better: binnen_dag", "better: binnen_dak", "Onbekende uitkomst van boom 'spoed': 'binnen_dak'."),
    Wrong(S, "fact: graad, better", "fact: operabel, better", "'operabel' heeft in facts.yaml geen 'worse'"),
    Wrong(S, "note: 1", "note: 2", "Er is geen noot 2 in notes.yaml."),
    Wrong(K, "[spoed.binnen_dag,", "[binnen_dag,", "Schrijf boom.uitkomst in plaats van 'binnen_dag'.", schema=True),
    Wrong(K, "[spoed.binnen_dag,", "[spoed.binnen_dak,", "Onbekende uitkomst van boom 'spoed': 'binnen_dak'."),
    Wrong(K, "moment: operatie_op", "moment: operatie", "Onbekend moment 'operatie'. Bedoelt u 'operatie_op'?"),
    # riders and notes
    Wrong(R, "tree: spoed", "tree: spoet", "Onbekende boom 'spoet'. Bedoelt u 'spoed'?"),
    Wrong(R, "[binnen_dag, binnen_week]", "[binnen_dag, binnen_jaar]", "Onbekende uitkomst van boom 'spoed': 'binnen_jaar'."),
    Wrong(N, "facts: [duur]", "facts: [duurt]", "Onbekend feit of begrip 'duurt'. Bedoelt u 'duur'?"),
)  # fmt: skip
