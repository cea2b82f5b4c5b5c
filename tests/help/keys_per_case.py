"""Ten scripted patients, from the patient before to the exported decision: every key pressed and counted.

`python -m tests.help.keys_per_case` prints the table. Counted is every key that a user presses with the hands on the
keyboard, each digit, comma and Enter as one. Not counted: the place of the pages, asked once a meeting.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.wording import number
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import close, keys, make_window, settle, type_text

IN_SCOPE: Mapping[str, Value] = {SCOPE: True}
MOST_PREPARED, MOST_UNPREPARED = 6, 40


class Script(NamedTuple):
    """A patient: the facts that the board knows, whether they came with the case, the tree decided on and how.

    `by` are the keys of the decision, `way` the trees gone through where nothing is prepared. Facts that are asked and
    that nobody knows are answered "unknown".
    """

    name: str
    prepared: bool
    facts: Mapping[str, Value]
    tree: str
    outcome: str
    by: tuple[str, ...] = ("V", "Ctrl+Return")
    way: tuple[str, ...] = ("diagnostiek",)


class Counted(NamedTuple):
    """What a script took, and where it ended."""

    pressed: int
    tree: str
    outcome: str
    decided: str
    pages: int
    entered: frozenset[str]  # the facts of the script that stand in the case


SURGERY: Mapping[str, Value] = {
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": True,
    "neurologische_uitval_door_mesmc": False,
    "neurologische_uitval": False,
    "levensverwachting_maanden": 7,
    "instabiliteit": True,
    "klinische_toestand_operabel": True,
    "mri_gehele_wervelkolom": True,
    "asia_score": "E",
    "aantal_aaneengesloten_wervels": 2,
    "uitgebreide_epidurale_uitbreiding_elders": False,
}

SCRIPTS: tuple[Script, ...] = (
    Script("instability, surgery preferred", True, {**IN_SCOPE, **SURGERY}, "lv_lang", "chirurgie"),
    Script(
        "instability, the board deviates at the patient's wish", True, {**IN_SCOPE, **SURGERY}, "lv_lang", "chirurgie",
        ("A", "Alt+2", "Ctrl+2"),
    ),
    Script(
        "suspected compression, MRI within 12 hours", True,
        {**IN_SCOPE, "klinische_verdenking_mesmc": True, "adequate_beeldvorming_aanwezig": False, "asia_score": "D",
         "geopereerd": False},
        "diagnostiek", "mri_12_uur", ("[", "V", "Ctrl+Return"),
    ),
    Script(
        "short life expectancy, radiotherapy", True,
        {**IN_SCOPE, "radiologische_verdenking_wervelmetastasen": True, "bekende_primaire_maligniteit": True,
         "pijn": True, "neurologische_uitval": False, "levensverwachting_maanden": 2, "indicatie_chemotherapie": False,
         "adequate_dosis_radiotherapie_mogelijk": True, "recidief_of_progressie_na_radiotherapie": False,
         "onvoldoende_respons_eerste_radiotherapie": False, "oligometastasering": False, "geopereerd": False,
         "mesmc_klinisch": False, "mesmc_radiologisch": False, "symptomatische_wortelcompressie": False,
         "instabiliteit": False, "achteruitgang_onder_radiotherapie_en_corticosteroiden": False,
         "pain_flare_na_radiotherapie": False},
        "lv_kort", "radiotherapie", ("[", "V", "Ctrl+Return"),
    ),
    Script(
        "the third example of the program", True, {}, "lv_lang", "chirurgie",
    ),
    Script(
        "from nothing to MRI within 24 hours", False,
        {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False,
         "klinische_verdenking_mesmc": False, "bilaterale_radiculaire_pijn_of_uitval": False, "lhermitte": False,
         "eenzijdige_radiculaire_uitval": True, "uitval_progressief": True, "uitval_ontstaan_dagen": 5},
        "diagnostiek", "mri_24_uur",
    ),
    Script(
        "from nothing to treatment within 24 hours", False,
        {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": True,
         "bekende_primaire_maligniteit": True, "mesmc_klinisch": True, "operatie_of_radiotherapie_gepland": True,
         "eventueel_operatiekandidaat": False, "neurologische_uitval_door_mesmc": True,
         "uitval_mesmc_ontstaan_dagen": 3},
        "tijd_tot_therapie", "therapie_24_uur",
        way=("diagnostiek", "cortico_voor_mri", "aanvullend", "tijd_tot_therapie"),
    ),
    Script(
        "from nothing to a biopsy within a week", False,
        {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": True,
         "bekende_primaire_maligniteit": False, "weefseldiagnose_bekend": False,
         "radiologische_verdenking_wervelmetastasen": True, "progressieve_uitval_ondanks_corticosteroiden": False,
         "mesmc_klinisch": False, "mesmc_radiologisch": False},
        "aanvullend", "biopt_1_week", way=("diagnostiek", "cortico_voor_mri", "aanvullend"),
    ),
    Script(
        "from nothing to steroids with a short life expectancy", False,
        {"levensverwachting_maanden": 2.5, "pijn": True, "indicatie_chemotherapie": False,
         "adequate_dosis_radiotherapie_mogelijk": True, "recidief_of_progressie_na_radiotherapie": False,
         "mesmc_klinisch": True, "bekende_primaire_maligniteit": True, "operatie_of_radiotherapie_gepland": True},
        "cortico_lv_kort", "dexamethason", way=("lv_kort", "cortico_lv_kort"),
    ),
    Script(
        "from nothing to imaging at follow-up, deviated from", False,
        {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": True,
         "bekende_primaire_maligniteit": True, "eventueel_operatiekandidaat": False, "geopereerd": True,
         "postoperatief_onvoldoende_herstel_of_achteruitgang": False, "oligometastasering": True,
         "klachten_bij_follow_up": True},
        "followup", "beeldvorming", ("A", "Alt+5", "Ctrl+Return"),
        way=("diagnostiek", "aanvullend", "interval_chir_rt", "rt_na_chirurgie", "followup"),
    ),
)  # fmt: skip


def play(script: Script, folder: Path) -> Counted:
    """Press the keys of one patient in a window of its own, from the patient before on."""
    pack = load_pack(PACK)
    case = Case("MDO-0002")
    if script.prepared:
        case = Case("MDO-0002", patient=Patient(script.facts))
        if not script.facts:
            case = Case("MDO-0002", patient=example_cases(pack)[2].patient)
    window = make_window((Case("MDO-0001"), case))
    window.page_export.folder = folder
    try:
        pressed = keys(window, "PgDown")
        settle(window)
        pressed += prepared(window, script) if script.prepared else unprepared(window, script)
        pressed += keys(window, *script.by, "Ctrl+E")
        state = window.session.state
        decided = state.decision.kind if state.decision is not None else ""
        outcome = window.look.advice.outcome
        tree = state.tree_id
        known = state.case.patient.values
        entered = frozenset(fact for fact, value in script.facts.items() if known.get(fact) == value)
        ended = outcome.id if outcome is not None else ""
        return Counted(pressed, tree, ended, decided, len(list(folder.iterdir())), entered)
    finally:
        close(window)


def prepared(window: Window, script: Script) -> int:
    """To the furthest tree on the way, where the board usually decides; the script goes back from there itself."""
    if window.look.furthest == window.session.state.tree_id:
        return 0
    return keys(window, "J")


def unprepared(window: Window, script: Script) -> int:
    """Answer what is asked, tree by tree, until the tree decided on has its advice; what is not known is unknown."""
    pressed, told = 0, {**IN_SCOPE, **script.facts}
    trees = [tree.id for tree in window.session.state.pack.trees]
    for id in script.way:
        pressed += go(window, trees, id)
        while window.look.next_fact is not None:
            fact = window.look.next_fact
            pressed += answer(window, fact, told.get(fact))
            settle(window)
    return pressed


def go(window: Window, trees: Sequence[str], to: str) -> int:
    """With J where that leads there, else tree by tree; the number of keys."""
    here = trees.index(window.session.state.tree_id)
    there = trees.index(to)
    if here == there:
        return 0
    if window.look.furthest == to:
        return keys(window, "J")
    pressed = 0
    while window.session.state.tree_id != to:  # the key passes trees that do not apply
        pressed += keys(window, "]" if there > here else "[")
    return pressed


def answer(window: Window, fact: str, value: Value | None) -> int:
    """Answer the next fact by its keys; the number of keys."""
    if value is None:
        return keys(window, "0")
    options = window.look.options(fact)
    if options:
        return keys(window, next(option.key for option in options if option.value == value))
    assert isinstance(value, int | float)
    typed = number(value, window.session.state.language)
    pressed = keys(window, typed[0])
    pressed += type_text(window, typed[1:])
    return pressed + keys(window, "Return")


def most(script: Script) -> int:
    return MOST_PREPARED if script.prepared else MOST_UNPREPARED


def main() -> int:
    """Print the table; 1 when a patient takes more keys than it may."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["keys"])
    worst = 0
    for script in SCRIPTS:
        with tempfile.TemporaryDirectory() as folder:
            found = play(script, Path(folder))
        worst = max(worst, found.pressed - most(script))
        kind = "prepared" if script.prepared else f"{len(script.facts)} facts"
        told = (
            f"{found.pressed:3} of at most {most(script):2}  {kind:9} {script.name}: {found.outcome}, {found.decided}"
        )
        sys.stdout.write(f"{told}\n")
    app.quit()
    return 1 if worst > 0 else 0


if __name__ == "__main__":
    sys.exit(main())
