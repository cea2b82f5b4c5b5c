"""Labels and values as the program words them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    Ends,
    Is,
    MomentSet,
    Not,
    Pack,
    Term,
    Text,
    Value,
)
from mdo_viewer.guideline.reading.pack import read_pack
from mdo_viewer.guideline.wording import label, number, quantity, uncapital, value_text
from tests.help.example_pack import FILES, write_pack

FACTS = FILES["facts.yaml"].replace(
    "label: Operatie mogelijk}",
    "label: Operatie mogelijk}\n  - {id: teken, type: bool, label: Symptoom van Lhermitte}\n"
    "  - {id: nek, type: bool, label: Lhermitte met nekpijn}\n"
    "  - {id: mri, type: bool, label: MRI aanwezig}\n"
    "  - {id: een, type: bool, label: Eén wervel}\n"
    "  - {id: maanden, type: number, label: Levensverwachting (maanden), unit: maanden, range: 0-240}\n"
    "  - {id: uren, type: number, label: Dwarslaesie (uren), unit: uren, range: 0-99}",
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder: Path = write_pack(tmp_path_factory.mktemp("pack"), {**FILES, "facts.yaml": FACTS})
    found = read_pack(folder).pack
    assert found is not None
    return found


PAIN, DEFICIT = Is("pijn", "=", True), Is("uitval", "=", True)
LABELS: list[tuple[Condition, str, str]] = [
    (PAIN, "Pijn", "Pain"),
    (Is("pijn", "=", False), "Niet: pijn", "Not: pain"),
    (Is("pijn", "!=", True), "Niet: pijn", "Not: pain"),
    (Not(PAIN), "Niet: pijn", "Not: pain"),
    (Is("nek", "=", False), "Niet: Lhermitte met nekpijn", "Not: Lhermitte met nekpijn"),
    (Is("mri", "=", False), "Niet: MRI aanwezig", "Not: MRI aanwezig"),
    (Is("een", "=", False), "Niet: één wervel", "Not: één wervel"),
    (Is("maanden", ">=", 3), "Levensverwachting ≥ 3 maanden", "Levensverwachting ≥ 3 maanden"),
    (Is("duur", "<=", 7), "Uitval ontstaan in ≤ 7 dagen", "Deficit developed over ≤ 7 days"),
    (Is("duur", ">", 1), "Uitval ontstaan in > 1 dag", "Deficit developed over > 1 day"),
    (Is("duur", "!=", 2.5), "Uitval ontstaan in ≠ 2,5 dagen", "Deficit developed over ≠ 2.5 days"),
    (Is("uren", "<", 48), "Dwarslaesie < 48 uur", "Dwarslaesie < 48 uren"),
    (Is("wervels", "=", 3), "Aantal wervels = 3", "Number of vertebrae = 3"),
    (Is("graad", "=", "A"), "Graad A", "Grade A"),
    (Is("graad", "!=", "A"), "Graad niet A", "Grade not A"),
    (Is("risico", "=", True), "Risicofactoren", "Risk factors"),
    (Not(Is("risico", "=", True)), "Geen risicofactoren", "No risk factors"),
    (Term("ernstig"), "Ernstig beeld", "Severe picture"),
    (Not(Term("ernstig")), "Niet: ernstig beeld", "Not: severe picture"),
    (All((PAIN, DEFICIT)), "Pijn en uitval", "Pain and deficit"),
    (AnyOf((PAIN, DEFICIT)), "Pijn of uitval", "Pain or deficit"),
    (AnyOf((PAIN,)), "Pijn", "Pain"),
    (Not(AnyOf((PAIN, DEFICIT))), "Niet: (pijn of uitval)", "Not: (pain or deficit)"),
    (
        AnyOf((PAIN, All((DEFICIT, Is("graad", "=", "A"))))),
        "Pijn of (uitval en graad A)",
        "Pain or (deficit and grade A)",
    ),
    (All((PAIN, Not(DEFICIT))), "Pijn; en niet: uitval", "Pain; and not: deficit"),
    (ALWAYS, "Altijd", "Always"),
    (MomentSet("operatie_op"), "Operatie: ingevuld", "Operation: filled in"),
    (
        Ends(("spoed.binnen_dag", "spoed.niets")),
        "Spoed: Binnen een dag of Spoed: Geen advies",
        "Urgency: Within a day or Urgency: No advice",
    ),
    (Is("pijn", "=", False, Text("Geen pijn", "No pain")), "Geen pijn", "No pain"),
    (
        All((Is("pijn", "=", False, Text("Geen pijn", "No pain")), DEFICIT)),
        "Geen pijn en uitval",
        "No pain and deficit",
    ),
    (Not(PAIN, Text("Pijnvrij", "Free of pain")), "Pijnvrij", "Free of pain"),
]


@pytest.mark.parametrize(("condition", "dutch", "english"), LABELS)
def test_label(condition: Condition, dutch: str, english: str, pack: Pack) -> None:
    assert label(pack, condition) == Text(dutch, english)


VALUES: list[tuple[str, Value, str, str]] = [
    ("pijn", True, "ja", "yes"),
    ("pijn", False, "nee", "no"),
    ("duur", 7, "7 dagen", "7 days"),
    ("duur", 1, "1 dag", "1 day"),
    ("duur", 0, "0 dagen", "0 days"),
    ("duur", 2.5, "2,5 dagen", "2.5 days"),
    ("duur", 3.0, "3 dagen", "3 days"),
    ("uren", 1, "1 uur", "1 uren"),
    ("wervels", 3, "3", "3"),
    ("graad", "A", "A", "A"),
    ("graad", "Z", "Z", "Z"),
    ("risico", (), "geen", "none"),
    ("risico", ("roken",), "Roken", "Smoking"),
    ("risico", ("roken", "suiker"), "Roken, suikerziekte", "Smoking, diabetes"),
]


@pytest.mark.parametrize(("fact", "value", "dutch", "english"), VALUES)
def test_value(fact: str, value: Value, dutch: str, english: str, pack: Pack) -> None:
    assert value_text(pack, fact, value) == Text(dutch, english)


def test_an_unknown_fact_is_a_key_error(pack: Pack) -> None:
    with pytest.raises(KeyError):
        value_text(pack, "nergens", True)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [(7, "7", "7"), (0.5, "0,5", "0.5"), (-2.25, "-2,25", "-2.25"), (240.0, "240", "240")],
)
def test_number(value: float, dutch: str, english: str) -> None:
    assert (number(value, "nl"), number(value, "en")) == (dutch, english)


def test_units_of_time_bend() -> None:
    units = {"weken": ("1 week", "2 weken"), "jaren": ("1 jaar", "2 jaar"), "cm": ("1 cm", "2 cm")}
    for plural, expected in units.items():
        assert tuple(quantity(value, Text(plural, plural), "nl") for value in (1, 2)) == expected
    assert quantity(1, Text("weken", "weeks"), "en") == "1 week"


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Pijn", "pijn"), ("ASIA-score", "ASIA-score"), ("T1 en T2", "T1 en T2"), ("", ""), ("A", "A"), ("Eén", "één")],
)
def test_uncapital(text: str, inside: str) -> None:
    assert uncapital(text) == inside
