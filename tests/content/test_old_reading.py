"""What was wrong in reading 1 is found by the proof over the whole pack: in that reading as it was, and planted again.

The letters are those of the changes of reading 2: A the steroids that an entry hid, B the tree of the dose, C and F the
half-sentence that trees 7 and 9 read in two ways, D useful radiotherapy.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.together.proving import Findings, together
from tests.help.places import ROOT

NOW = ROOT / "trees" / "wervelmetastasen"
EARLIER = ROOT / "trees" / "earlier" / "wervelmetastasen-1.0.0"


def read(folder: Path) -> Pack:
    reading = read_pack(folder)
    assert reading.pack is not None, [problem.line("en") for problem in reading.problems]
    return reading.pack


def said(found: Mapping[str, Findings]) -> str:
    return "\n".join(
        each.line("nl") for one in found.values() for each in (*one.leads_nowhere, *one.reads_apart, *one.entry_faults)
    )


AT = r":\d+:\d+: "
TREATED = r" is dicht voor: .*Geopereerd[^:]*: ja"
FAULTS = {
    "A, tree 1 names tree 2": rf"diagnostiek\.yaml{AT}diagnostiek\.mri_12_uur, 'next': boom 2 .*{TREATED}",
    "A, tree 9 names tree 2": rf"riders\.yaml{AT}corticosteroiden_bij_behandeling \(lv_lang\.radiotherapie\).* boom 2 ",
    "B, tree 7": rf"lv_kort\.yaml{AT}lv_kort\.radiotherapie, «.*»: boom 6 .*{TREATED}",
    "B, tree 9": rf"lv_lang\.yaml{AT}lv_lang\.radiotherapie, 'next': boom 6 .*{TREATED}",
    "B, tree 6 without 7 or 9": rf"radiotherapie\.yaml{AT}radiotherapie\.herbestraling_niet_mogelijk, 'to': boom 9 ",
    "B2, asked and answered": rf"cortico_lv_kort\.yaml{AT}vraag mogelijk_hematologisch, antwoord «ja»",
    "C": rf"lv_lang\.yaml{AT}regel 128-129[^:]*308-309: boom 9 .* leest niet «Indicatie voor chemotherapie»; boom 7 ",
    "D, tree 7": rf"lv_kort\.yaml{AT}regel 136-139[^:]*: boom 7 .* leest niet «Onvoldoende respons.*»; boom 6 ",
    "D, tree 9": rf"lv_lang\.yaml{AT}regel 136-139[^:]*: boom 9 .* leest niet «Onvoldoende respons.*»; boom 6 ",
    "F": rf"lv_kort\.yaml{AT}regel [^:]*318-321: boom 7 .* leest niet «Instabiele .*», «.*chteruitgang.*»; boom 9 ",
}


@pytest.fixture(scope="module")
def earlier() -> str:
    """What is found in reading 1, with the repeats of the source, which that reading did not name."""
    return said(together(replace(read(EARLIER), documents=read(NOW).documents)))


@pytest.mark.parametrize("fault", FAULTS)
def test_reading_1_has_it(fault: str, earlier: str) -> None:
    assert re.search(FAULTS[fault], earlier), earlier


def test_reading_2_has_none() -> None:
    assert said(together(read(NOW))) == ""


def planted(folder: Path, file: str, old: str, new: str) -> str:
    """What is found once a pattern of one file of the shipped pack is replaced."""
    copy = folder / "wervelmetastasen"
    shutil.copytree(NOW, copy)
    text, count = re.subn(old, new, (copy / file).read_text("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1, (file, old)
    (copy / file).write_text(text, encoding="utf-8")
    return said(together(read(copy)))


ENTRY = r"(?<=\n)entry:.*?(?=\nquestions:)"
OLD_ENTRY_2 = """entry:
  all:
    - outcomes: [diagnostiek.geen_nieuwe_mri, diagnostiek.mri_12_uur, diagnostiek.mri_24_uur, diagnostiek.mri_48_uur,
        diagnostiek.mri_1_week, diagnostiek.mri_zonder_termijn_uitval, diagnostiek.mri_2_weken,
        diagnostiek.mri_zonder_termijn]
    - not geopereerd
    - {not: {moment: radiotherapie_einde_op}}"""
OLD_ENTRY_6 = """entry:
  any:
    - all:
        - outcomes: [lv_kort.radiotherapie, lv_lang.chirurgie_of_radiotherapie, lv_lang.radiotherapie]
        - not geopereerd
    - {any: [recidief_of_progressie_na_radiotherapie, onvoldoende_respons_eerste_radiotherapie]}"""
PLANTS = {
    "A": ("cortico_voor_mri.yaml", ENTRY, OLD_ENTRY_2, ["A, tree 1 names tree 2", "A, tree 9 names tree 2"]),
    "A, treated": (
        "cortico_voor_mri.yaml",
        r"\n    - mesmc_klinisch\n    - symptomatische_wortelcompressie",
        "",
        ["A, tree 9 names tree 2"],
    ),
    "B, entry": ("radiotherapie.yaml", ENTRY, OLD_ENTRY_6, ["B, tree 6 without 7 or 9"]),
    "B, tree 7": (
        "lv_kort.yaml",
        r"(?<=Boom 8 gaat over corticosteroïden.\n)    parts:.*?(?=    next:)",
        "    parts: [{if: pijn, yes: Boom 6 geeft de dosis., no: Boom 6 geeft de dosis.}]\n",
        ["B, tree 7"],
    ),
    "C": (
        "lv_lang.yaml",
        r"fact: indicatie_chemotherapie",
        "fact: vitale_indicatie_chemotherapie",
        ["C"],
    ),
    "D": (
        "terms.yaml",
        r"- is: not opnieuw_bestralen(?=\n +text: Geen recidief, progressie of onvoldoende respons na eerdere)",
        "- is: not recidief_of_progressie_na_radiotherapie",
        ["D, tree 7", "D, tree 9"],
    ),
    "F": (
        "lv_kort.yaml",
        r"(?<=\n    any:\n)      - instabiliteit\n(.*?)      - achteruitgang_onder_radiotherapie_en_[a-z]+\n",
        r"\1",
        ["F"],
    ),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_planted_again_it_is_found(plant: str, tmp_path: Path) -> None:
    file, old, new, faults = PLANTS[plant]
    found = planted(tmp_path, file, old, new)
    for fault in faults:
        assert re.search(FAULTS[fault], found), found
