"""Every surface says what is worse than the tightest limit, on what an open rider depends, and what opens a tree."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mdo_viewer.cli.advice_page import AdviceWriter
from mdo_viewer.cli.answers import advice_json
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack, Value
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.journey import alone, journey, ways_in
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.desktop.test_surfaces import texts_in
from tests.help.page_help import page_faults
from tests.help.small_packs import small_pack

NOW = parse_moment("2026-11-22T15:20")
PACK = load_pack("wervelmetastasen")
SCOPE: dict[str, Value] = {"leptomeningeale_of_intramedullaire_metastasen": False, "jonger_dan_18": False}

WEEKS = """\
  - {id: weken, kind: advice, strength: advised, title: Binnen 2 weken, text: Later., latest: 14 days, from: begin_op,
     source: {pages: [1], lines: [1]}}
"""
#: 72 hours for who walks; of who does not the source gives no limit, and that is worse.
TREE = """\
id: boom
number: 1
title: Boom
version: 1.0.0
source: {pages: [1], lines: [1-9]}
entry: always
questions:
  - {id: q1, text: Uitval?, fact: uitval, answers: {ja: q2, nee: weken}}
  - {id: q2, text: Pijn?, fact: pijn, answers: {ja: stil, nee: dagen}}
outcomes:
@WEEKS@  - {id: dagen, kind: advice, strength: advised, title: Binnen 72 uur, text: Snel., latest: 72 hours,
     from: begin_op, source: {pages: [1], lines: [2]}}
  - {id: stil, kind: silent, title: De bron zwijgt, text: Geen termijn., source: {pages: [1], lines: [3]}}
exceptions:
  - {fact: pijn, better: dagen, worse: stil, reason: De bron noemt geen termijn.}
""".replace("@WEEKS@", WEEKS)
WORSE: Mapping[Language, str] = {
    "nl": "Ook mogelijk, en ernstiger, maar zonder korte termijn in de richtlijn: “De bron zwijgt”.",
    "en": "Also possible, and more severe, though the guideline gives no short time limit: “De bron zwijgt”.",
}


def look_at(pack: Pack, tree: str, patient: Patient, language: Language) -> Look:
    session = Session(pack, (Case("MDO-0001", patient),), language=language)
    session.go_tree(tree)
    look = Look(session.state, NOW)
    assert look.stages
    return look


def squashed(texts: list[str]) -> str:
    return " ".join(" ".join(texts).split())


def surfaces(pack: Pack, tree: str, patient: Patient, language: Language) -> dict[str, str]:
    """All that each surface says of this patient at this tree, each as one line."""
    look = look_at(pack, tree, patient, language)
    content = content_of(look, key=True)
    parts = [content.main, *content.strips, *([content.side] if content.side else [])]
    summary = summarise(pack, look.state.case, NOW, language)
    items = (item for block in advice_blocks(look, later=True) for item in block.items)
    streams = {}
    for name in ("advise", "journey"):
        stream = io.StringIO()
        writer = AdviceWriter(Printout(stream), pack, words_of("cli", language), patient, NOW)
        if name == "advise":
            writer.advice(alone(pack, look.advice, {}))
        else:
            writer.journey(look.stages)
        streams[name] = [stream.getvalue()]
    said = {
        "window": [item.text for item in items if isinstance(item, Say)],
        "room": [said.text for part in parts for said in part.said],
        "page": texts_in(page_data(summary, None)),
        "text": [as_text(summary)],
        "json": texts_in(json.loads(as_json(summary))),
        **streams,
    }
    return {surface: squashed(texts) for surface, texts in said.items()}


# --- what is worse than the tightest limit ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_surface_says_what_is_worse(tmp_path: Path, language: Language) -> None:
    pack = small_pack(tmp_path, tree=TREE)
    patient = Patient({"uitval": True, "kind": False})
    said = surfaces(pack, "boom", patient, language)
    assert [surface for surface, text in said.items() if WORSE[language] not in text] == []
    look = look_at(pack, "boom", patient, language)
    assert advice_json(pack, look.advice, language)["also_worse"] == ["stil"]


@pytest.mark.parametrize("values", [{"uitval": False}, {"uitval": True, "pijn": False}, {"uitval": True, "pijn": True}])
def test_no_surface_says_so_once_it_is_known(tmp_path: Path, values: dict[str, Value]) -> None:
    pack = small_pack(tmp_path, tree=TREE)
    patient = Patient({**values, "kind": False})
    said = surfaces(pack, "boom", patient, "nl")
    assert [surface for surface, text in said.items() if "ernstiger" in text] == []
    assert "also_worse" not in advice_json(pack, look_at(pack, "boom", patient, "nl").advice, "nl")


#: As `TREE`, for everybody: of a patient of whom nothing is known it is so already.
AT_ONCE = TREE.replace("nee: weken}", "nee: q2}").replace(WEEKS, "")


def test_it_is_said_of_a_patient_of_whom_nothing_is_known(tmp_path: Path) -> None:
    said = surfaces(small_pack(tmp_path, tree=AT_ONCE), "boom", Patient(), "nl")
    assert "Kortste termijn die nog kan" in said["window"]
    assert [surface for surface, text in said.items() if WORSE["nl"] not in text] == []


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_sees_limit_and_what_is_worse(size: tuple[int, int], language: Language) -> None:
    slow: dict[str, Value] = {
        **dict.fromkeys(("neurologische_uitval_door_mesmc", "uitval_progressief"), True),
        "uitval_mesmc_ontstaan_dagen": 10,
    }
    page = lay_page(
        content_of(look_at(PACK, "tijd_tot_therapie", Patient({**SCOPE, **slow}), language), key=False), *size
    )
    said = squashed([line.text for line in page.words])
    assert {"nl": "Handel alsof de termijn 72 uur is", "en": "Act as if the time limit is 72 hours"}[language] in said
    assert {"nl": "ernstiger", "en": "more severe"}[language] in said
    assert page_faults(page) == []


# --- open riders --------------------------------------------------------------------------------------------------

MRI: dict[str, Value] = {
    **SCOPE,
    "klinische_verdenking_wervelmetastasen": True,
    "adequate_beeldvorming_aanwezig": False,
    "klinische_verdenking_mesmc": False,
    "bilaterale_radiculaire_pijn_of_uitval": False,
    "lhermitte": False,
    "eenzijdige_radiculaire_uitval": False,
    "eenzijdige_radiculaire_pijn": True,
}
#: Each is open here; both were read as facts, one against the other.
KNOWN: Mapping[Language, tuple[str, str]] = {
    "nl": (
        "Alleen als “Primaire tumor bekend: ja”: De primaire",
        "Alleen als “Primaire tumor bekend: nee”: De primaire",
    ),
    "en": (
        "Only if “Primary malignancy known: yes”: The primary",
        "Only if “Primary malignancy known: no”: The primary",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_rider_begins_with_its_condition(language: Language) -> None:
    said = surfaces(PACK, "diagnostiek", Patient(MRI), language)
    for surface in ("page", "text", "advise", "journey"):
        assert [words for words in KNOWN[language] if words not in said[surface]] == [], surface
    for surface in ("window", "room"):  # these name the facts, never the text of what is open
        assert "De primaire tumor is" not in said[surface]
        assert "The primary malignancy is" not in said[surface]


# --- what opens a tree --------------------------------------------------------------------------------------------

UNKNOWN_ORIGIN: dict[str, Value] = {
    **SCOPE,
    "radiologische_verdenking_wervelmetastasen": True,
    "neurologische_uitval_door_mesmc": True,
    "bekende_primaire_maligniteit": False,
    "weefseldiagnose_bekend": False,
}
OPENS: Mapping[Language, str] = {
    "nl": "an aan de orde komen bij “Primaire tumor bekend: ja” of “Weefseldiagnose van metastase of primaire tumor",
    "en": "ay apply with “Primary malignancy known: yes” or “Tissue diagnosis of metastasis or primary",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", ["tijd_tot_therapie", "indicatie", "lv_lang"])
def test_every_surface_says_what_opens_a_tree(tree: str, language: Language) -> None:
    said = surfaces(PACK, tree, Patient(UNKNOWN_ORIGIN), language)
    del said["advise"]  # speaks of one tree alone, whether or not it applies
    assert [surface for surface, text in said.items() if OPENS[language] not in text] == []


LONG: dict[str, Value] = {
    **SCOPE,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": True,
    "mesmc_radiologisch": False,
    "levensverwachting_maanden": 6,
}
ORIGIN = [{"bekende_primaire_maligniteit"}, {"weefseldiagnose_bekend"}]
#: What is known, the tree, and what of it would have to be otherwise.
WAYS: list[tuple[dict[str, Value], str, list[set[str]]]] = [
    (UNKNOWN_ORIGIN, "indicatie", ORIGIN),
    (
        {**UNKNOWN_ORIGIN, "radiologische_verdenking_wervelmetastasen": False},
        "indicatie",
        [
            {"radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit"},
            {"radiologische_verdenking_wervelmetastasen", "weefseldiagnose_bekend"},
        ],
    ),
    ({"geopereerd": False}, "followup", [{"geopereerd"}, {"radiotherapie_einde_op"}]),
    ({**UNKNOWN_ORIGIN, "geopereerd": False}, "interval_chir_rt", [{"geopereerd"}, *ORIGIN]),
    # Compression on imaging alone does not: tree 5 ends elsewhere still.
    (LONG, "cortico_lv_kort", [{"levensverwachting_maanden"}]),
    (UNKNOWN_ORIGIN, "diagnostiek", []),  # always open
    (UNKNOWN_ORIGIN, "followup", []),  # not known yet
    ({**UNKNOWN_ORIGIN, "jonger_dan_18": True}, "indicatie", []),
]


@pytest.mark.parametrize(("values", "tree", "wanted"), WAYS)
def test_ways_in(values: dict[str, Value], tree: str, wanted: list[set[str]]) -> None:
    patient = Patient(values)
    stage = next(stage for stage in journey(PACK, patient) if stage.advice.tree.id == tree)
    found = ways_in(PACK, patient, stage)
    assert [{*(fact for fact, _ in way.facts), *way.moments} for way in found] == wanted
