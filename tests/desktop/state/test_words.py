"""Every word of the window exists in both languages, and every key in the files is used."""

from __future__ import annotations

import json
import re
import string
from typing import get_args

import pytest

from mdo_viewer.desktop.graph.head import OFFERS
from mdo_viewer.desktop.narrow.says import TabSign
from mdo_viewer.desktop.projector.beam import Placed
from mdo_viewer.desktop.projector.reading_test import PATCHES
from mdo_viewer.desktop.projector.screens import Reason
from mdo_viewer.desktop.says.files import KINDS, Doing
from mdo_viewer.desktop.sheets.ending_sheet import NAMED
from mdo_viewer.desktop.sheets.lock_page import HalfAt
from mdo_viewer.desktop.sheets.projector_sheet import ACTIONS
from mdo_viewer.desktop.sheets.view_sheet import CHOICES
from mdo_viewer.desktop.state.commands import ROWS, Group, word_of
from mdo_viewer.desktop.state.settings import SingleKeys
from mdo_viewer.desktop.state.shown import TABS
from mdo_viewer.guideline.library import load_pack, resources_folder
from mdo_viewer.guideline.model import LANGUAGES, OutcomeKind
from mdo_viewer.meeting.case import REASON_CODES, DecisionKind
from mdo_viewer.meeting.container import Why
from mdo_viewer.meeting.document import Standing
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.tally import COUNTS
from mdo_viewer.meeting.then_and_now import Aspect
from mdo_viewer.meeting.to_do import NextReason
from tests.help.places import ROOT

SOURCES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "mdo_viewer" / "desktop").rglob("*.py")))


def table(language: str) -> dict[str, str]:
    content: dict[str, str] = json.loads((ROOT / "resources" / "words" / f"window.{language}.json").read_text("utf-8"))
    return {key.removeprefix("window."): text for key, text in content.items()}


def made_keys() -> set[str]:
    """The keys that the program puts together from values."""
    keys = {word_of(row) for row in ROWS if row.group}
    keys |= {f"keys.group.{group}" for group in get_args(Group)}
    keys |= {f"{what}.{kind}" for what in ("kind", "read") for kind in get_args(OutcomeKind)}
    keys |= {f"reason.{code}" for code in REASON_CODES}
    keys |= {f"decision.{kind}{end}" for kind in get_args(DecisionKind) for end in ("", ".done", ".button", ".short")}
    keys |= {f"decision.about.{kind}" for kind in ("advice", "silent", "other")}
    keys |= {f"view.{name}" for name in CHOICES} | {f"view.language.{each}" for each in LANGUAGES}
    keys |= {f"beside.{action}{end}" for action in ("hide", "show", "less", "more") for end in ("", ".name")}
    keys |= {f"view.{name}.{value}" for name in ("scheme", "motion", "later") for value in CHOICES[name].values}
    keys |= {f"graph.state.{state}" for state in ("path", "open", "possible", "ruled_out")}
    keys |= {f"stage.opens.{tree.id}" for tree in load_pack(PACK).trees if f"stage.opens.{tree.id}" in table("nl")}
    keys |= {f"next.why.{reason}" for reason in get_args(NextReason) if reason != "open"}
    keys |= {f"patient.urgent.{one}" for one in ("sure", "perhaps", "overdue")}
    keys |= {f"patient.did.{kind}{bare}" for kind in get_args(DecisionKind) for bare in ("", ".bare")}
    keys |= {f"facts.origin.{code}" for code in "KRPM"} | {f"facts.aside.{state}" for state in ("derived", "unused")}
    keys |= {f"facts.type_{kind}{free}" for kind in ("number", "range") for free in ("", ".free")}
    keys |= {f"tabs.{tab}" for tab in TABS} | {
        f"tabs.sign.{sign}" for sign in get_args(TabSign) if sign and sign != "doubt"
    }
    keys |= {f"graph.{name.replace(':', '.')}.name" for name in OFFERS}
    keys |= {f"agreements.shared.{one}" for one in ("yes", "no", "not_yet")}
    keys |= {f"agreements.{one}" for one in ("what", "who", "before")}
    keys |= {"agenda.set.decided", "say.undo", "say.redo", "held.term.tree", "held.term.overdue.tree"}
    keys |= {
        f"{room}changed{how}"
        for room in ("decision.", "projector.decision_", "stage.")
        for how in ("", "_missing", "_none", "_unchosen", "_replaced", "_apart", "_closed", "_lifted")
    }
    keys |= {f"{room}changed_whole{how}" for room in ("decision.", "projector.decision_") for how in ("", "_apart")}
    keys |= {f"say.{how}_{about}" for how in ("apart", "overtaken") for about in ("here", "whole")}
    keys |= {f"lock.half.{at}" for at in get_args(HalfAt)}
    keys |= {f"part.{part}" for part in ("top", "patient", "status", "foot")}
    keys |= {f"projector.deviated.{limit}" for limit in ("runs", "lapsed", "done")}
    keys |= {f"projector.{part}.{kind}" for part in ("decision", "choice") for kind in get_args(DecisionKind)}
    keys |= {f"projector.window.{why}" for why in get_args(Reason) if why}
    keys |= {f"meeting.{each}" for each in ("password", "again", "make", "go", "change.go", *get_args(Why))}
    keys |= {f"meeting.{name}" for name in KINDS.values()} | {f"meeting.failed.{doing}" for doing in get_args(Doing)}
    keys |= {f"projector.section.saver.{held}" for held in ("held", "not_held")}
    keys |= {
        f"{room}.{standing}" for room in ("agenda.is", "agenda.set", "undo.standing") for standing in get_args(Standing)
    }
    keys |= {f"meeting.begins.{who}.{n}" for who in ("own", "touched", "left") for n in ("one", "many")}
    keys |= {f"check.instead.{n}" for n in ("one", "many")}
    keys |= {f"agenda.is.{how}" for how in ("decided", "deviating", "own")}
    keys |= {f"{key}.past{how}" for key in ("agenda.is", "decision") for how in ("", "_own", "_early", "_perhaps")}
    keys |= {f"{room}.{field}" for room in ("agenda", "undo.about") for field in ("day", "kind", "chair", "attendees")}
    keys |= {f"decision.line.{kind}{bare}" for kind in get_args(DecisionKind) for bare in ("", ".bare")}
    keys |= {f"since.aspect.{aspect}" for aspect in get_args(Aspect)}
    keys |= {f"undo.case.{field}" for field in ("case", "question", "urgent")}
    keys |= {f"ending.{kind}" for kind in {*NAMED} - {*COUNTS}} | {f"ending.file.{name}" for name in ("all", "todo")}
    keys |= {f"ending.{button}" for button in ("pdf", "todo", "text", "json", "agenda", "leave")}
    keys |= {f"projector.decision_whole.{part}{kind}" for part in ("", "short.") for kind in get_args(DecisionKind)}
    keys |= {f"projector.whole.{on}.{shows}" for on in ("on", "off") for shows in ("frozen", "black")}
    keys |= {f"projector.is.{state}" for state in ("black", "test", *get_args(Placed))}
    keys |= {f"projector.button.{state}" for state in ("away", "black", "frozen", "frozen_other", "on")}
    keys |= {f"view.single_keys.{how}" for how in get_args(SingleKeys)}
    keys |= {f"projector.section.{name}" for name in ("start", "stop", *(action[0] for action in ACTIONS))}
    keys |= {f"projector.room.{patch[0]}" for patch in PATCHES}
    keys |= {
        f"undo.{field}"
        for field in ("case", "decision", "actions", "lead_physician", "gp_informed", "attendees", "alternatives",
                      "preferences", "shared_decision", "rediscuss", "notes", "confirmed", "courses", "operations",
                      "steroids")
    }  # fmt: skip
    return keys


def written_keys() -> set[str]:
    """The keys that stand in the source as they are."""
    found = set(re.findall(r"words\(\s*\"([a-z_.]+)\"", SOURCES)) | set(
        re.findall(r"[\"']([a-z]+(?:\.[a-z_]+)+)[\"']", SOURCES)
    )
    for key in re.findall(r"count\(\s*[\"']([a-z_.]+)[\"']", SOURCES):
        found |= {f"{key}.one", f"{key}.many"}
    for one, other in re.findall(r"count\(\s*\"([a-z_.]+)\" if \w+(?:\.\w+)* else \"([a-z_.]+)\"", SOURCES):
        found |= {f"{key}.{form}" for key in (one, other) for form in ("one", "many")}
    return found


def test_both_languages_have_the_same_keys() -> None:
    assert table("nl").keys() == table("en").keys()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in table(language).items() if not text.strip()] == []


def test_the_same_values_stand_in_both_languages() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    dutch, english = table("nl"), table("en")
    assert [key for key in dutch if fields(dutch[key]) != fields(english[key])] == []


def test_every_key_that_is_used_exists() -> None:
    asked = set(re.findall(r"words\(\s*\"([a-z_.]+)\"", SOURCES)) | made_keys()
    for key in re.findall(r"count\(\s*\"([a-z_.]+)\"", SOURCES):
        asked |= {f"{key}.one", f"{key}.many"} - ({f"{key}.one", f"{key}.many"} - set(table("nl")))
    assert sorted(asked - set(table("nl"))) == []


def test_every_key_that_exists_is_used() -> None:
    assert sorted(set(table("nl")) - made_keys() - written_keys()) == []


#: Blame, officialese and bare failure; and English where we have a word of our own.
NOT_DUTCH = (
    "fout", "foutief", "ongeldig", "mislukt", "exception", "error", "gelieve", "dient", "middels", "indien", "teneinde",
    "patient", "case", "tree", "fact", "node", "button", "settings", "deviate", "scherm delen",
)  # fmt: skip
NOT_ENGLISH = ("error", "invalid", "illegal", "failed", "exception", "abort", "please", "patiënt", "boom", "besluit")
#: What the board may have typed itself: known again, never said.
TYPED = frozenset({"window.decision.line.if.written"})


@pytest.mark.parametrize("room", ["window", "drawing", "report", "saying"])
@pytest.mark.parametrize(("language", "unwanted", "most"), [("nl", NOT_DUTCH, 15), ("en", NOT_ENGLISH, 18)])
def test_sentences_are_short_and_calm(room: str, language: str, unwanted: tuple[str, ...], most: int) -> None:
    """A message says what is the matter and what to do, in short sentences, without blame."""
    file = resources_folder() / "words" / f"{room}.{language}.json"
    texts: dict[str, str] = json.loads(file.read_text("utf-8"))
    wrong = []
    for key, text in texts.items():
        if key in TYPED:
            continue
        plain = re.sub(r"\{[^}]*\}", "X", text)
        said = [word for word in unwanted if re.search(rf"\b{word}\b", plain, re.IGNORECASE)]
        long = [part for part in re.split(r"(?<=[.!?:;])\s+", plain) if len(part.split()) > most]
        if said or long or len(plain.split()) > 40:
            wrong.append((key, said, long))
    assert wrong == []


def test_buttons_that_open_a_form_end_in_dots_and_no_other() -> None:
    forms = {f"decision.{kind}.button" for kind in ("follow_with_condition", "deviate", "own")}
    for language in ("nl", "en"):
        dotted = {key for key, text in table(language).items() if text.endswith(("…", "..."))}
        assert {key for key in dotted if key.endswith(".button")} == forms


def test_the_font_has_every_sign_of_every_word() -> None:
    """A sign that it lacks is a box on screen, or another font."""
    known = set(json.loads((ROOT / "resources" / "font_metrics.json").read_text("utf-8"))["regular"]["advances"])
    for file in sorted((ROOT / "resources" / "words").glob("*.json")):
        for key, said in json.loads(file.read_text("utf-8")).items():
            assert set(said) <= known | {"\n"}, (key, set(said) - known)
