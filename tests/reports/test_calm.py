"""What goes onto lists of actions while a tree is incomplete, and whose limit stands in the box of the advice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.apart_patients import APART, SCOPE

PACK = load_pack("wervelmetastasen")
NOON = parse_moment("2026-11-22T12:00")
MRI = "MRI binnen 12 uur"
SUSPECT: dict[str, Value] = {"klinische_verdenking_wervelmetastasen": True}
BILATERAL: dict[str, Value] = {"bilaterale_radiculaire_pijn_of_uitval": True}
DECIDED = Decision("lv_lang", None, "deviate", reason_code="other", text="Radiotherapie.")


def tasks(case: Case) -> list[str]:
    """What is left to do for this patient, on the list of the meeting."""
    made = summarise_meeting(PACK, document_of([case]), NOON, "nl")
    return [line.what for line in made.todo]


def deadlines(case: Case) -> list[str]:
    return [line.what for line in summarise(PACK, case, NOON, "nl").deadlines]


def patient(values: dict[str, Value], **moments: datetime) -> Case:
    return Case("MDO-0001", patient=Patient(values, moments=moments))


@pytest.mark.parametrize("values", [{}, SUSPECT, {"lokale_rugpijn": True}])
def test_what_nothing_points_to_is_on_no_list(values: dict[str, Value]) -> None:
    case = patient(values)
    assert MRI not in tasks(case)
    assert deadlines(case) == []


def test_a_sign_puts_the_limit_on_the_lists() -> None:
    case = patient(BILATERAL)
    assert MRI in tasks(case)
    assert MRI in deadlines(case)


def test_a_tree_behind_a_decision_that_nobody_opened_gives_no_line() -> None:
    case = replace(patient(BILATERAL), decisions=(DECIDED,))
    assert MRI not in tasks(case)
    assert MRI in tasks(replace(case, decisions=(replace(DECIDED, tree="diagnostiek"),)))  # not behind it
    opened = replace(case, patient=Patient({**BILATERAL, "lokale_rugpijn": True}))
    assert MRI in tasks(opened)


def test_the_limit_of_another_tree_that_facts_opened_stays_on_the_list_after_a_decision() -> None:
    facts: dict[str, Value] = {
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": True,
        "neurologische_uitval_door_mesmc": True,
    }
    assert "Therapie binnen 24 uur" in tasks(replace(patient(facts), decisions=(DECIDED,)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_of_another_tree_in_the_box_of_the_advice_says_whose_it_is(language: Language) -> None:
    facts: dict[str, Value] = {
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": True,
        "neurologische_uitval_door_mesmc": True,
        "uitval_mesmc_ontstaan_dagen": 2,
    }
    case = replace(patient(facts, diagnose_op=NOON), decisions=(DECIDED,))
    summary = summarise(PACK, case, NOON, language)
    assert summary.main.number == 5
    data = page_data(summary, None)
    assert isinstance(data, dict)
    box = data["advice"]
    assert isinstance(box, dict)
    (said,) = box["strong"]
    assert isinstance(said, str)
    other = next(each for each in summary.trees if each.number == 4)
    tree, strength = {"nl": ("boom 4", "moet"), "en": ("tree 4", "must")}[language]
    assert tree in said.lower()
    assert strength in said
    assert other.source.split()[-1] in said.replace("\u00a0", " ")


def test_what_is_urgent_is_on_the_lists_while_its_tree_waits_to_apply() -> None:
    case = patient(
        {
            "neurologische_uitval_door_mesmc": True,
            "uitval_mesmc_ontstaan_dagen": 2,
            "bekende_primaire_maligniteit": True,
        }
    )
    assert "Therapie binnen 24 uur" in tasks(case)
    (line,) = [line for line in summarise(PACK, case, NOON, "nl").deadlines if line.tree == 4]
    assert line.provisional
    calm = patient({"neurologische_uitval_door_mesmc": False, "pijn": True, "mesmc_radiologisch": False})
    assert deadlines(calm) == []  # 14 days, of a tree that may not apply


#: A slow deficit that progresses; whether the patient still walks is not known.
MAY_WALK: dict[str, Value] = {
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "neurologische_uitval_door_mesmc": True,
    "uitval_mesmc_ontstaan_dagen": 10,
    "uitval_progressief": True,
}
WORSE: dict[Language, str] = {"nl": "“Geen termijn: loopt niet zelfstandig”", "en": "“No time limit: does not walk"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_for_who_walks_says_on_every_list_that_worse_is_possible(language: Language) -> None:
    case = patient(MAY_WALK)
    made = summarise(PACK, case, NOON, language)
    (line,) = [line for line in made.deadlines if line.tree == 4]
    assert (line.provisional, WORSE[language] in line.also_worse) == (True, True)
    todo = summarise_meeting(PACK, document_of([case]), NOON, language).todo
    page: Any = page_data(made, None)
    said: dict[str, list[str]] = {
        "page": [row["about"] for row in page["todo"]["rows"]],
        "text": [" ".join(as_text(made).split())],
        "meeting": [each.about for each in todo],
    }
    assert [name for name, texts in said.items() if not any(line.also_worse in text for text in texts)] == []


def test_once_it_is_known_who_walks_nothing_is_worse() -> None:
    made = summarise(PACK, patient({**MAY_WALK, "kan_zelfstandig_lopen": True}), NOON, "nl")
    assert [line.also_worse for line in made.deadlines if line.tree == 4] == [""]


#: Compression with symptoms, and a treatment that is planned: dexamethasone at once.
TO_START: dict[str, Value] = {
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "neurologische_uitval_door_mesmc": True,
    "mesmc_klinisch": True,
    "levensverwachting_maanden": 12,
}
DEXAMETHASONE: dict[Language, str] = {
    "nl": "Boom 2: Direct starten met dexamethason (dexamethason 10 mg i.v. als bolus",
    "en": "Tree 2: Start dexamethasone at once (dexamethasone 10 mg i.v. as a bolus",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("planned", [True, False])
def test_what_must_start_at_once_stands_beside_the_limits(planned: bool, language: Language) -> None:
    made = summarise(PACK, patient({**TO_START, "operatie_of_radiotherapie_gepland": planned}), NOON, language)
    page: Any = page_data(made, None)
    lines = as_text(made).splitlines()
    limits = lines[lines.index("TERMIJNEN" if language == "nl" else "DEADLINES") :]
    text = " ".join(" ".join(limits[: limits.index("")]).split())
    assert any(line.startswith(DEXAMETHASONE[language]) for line in page["todo"]["start"]) == planned
    assert (DEXAMETHASONE[language] in text) == planned


def test_what_another_tree_says_to_wait_with_is_not_started() -> None:
    facts, said = APART[8]
    page: Any = page_data(summarise(PACK, patient({**SCOPE, **facts}), NOON, "nl"), None)
    assert said["cortico_lv_kort"] == "dexamethason"
    assert page["disagreements"] != []
    assert page["todo"]["start"] == []


def test_what_was_started_is_not_named_again() -> None:
    case = patient({**TO_START, "operatie_of_radiotherapie_gepland": True})
    done = replace(case, done={"cortico_voor_mri.dexamethason": NOON})
    page: Any = page_data(summarise(PACK, done, NOON, "nl"), None)
    assert page["todo"]["start"] == []
