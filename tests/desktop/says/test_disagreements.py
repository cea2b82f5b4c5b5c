"""Window, projector, page, text, JSON and `journey` name the same trees that do not go together, and the same notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.disagreeing import disagreement_blocks
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.fields import Reader, peek, peek_items
from mdo_viewer.guideline.library import packs_folder
from mdo_viewer.guideline.model import Language, Note
from mdo_viewer.guideline.strict_yaml import Scalar, load
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import Document, document_of
from mdo_viewer.meeting.fact_values import read_values
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise_stages
from mdo_viewer.reports.text import as_text
from tests.help.apart_patients import AHEAD, APART, SCOPE
from tests.help.cli_pack import call
from tests.help.desktop_help import NOW
from tests.help.reports_help import KEYS, example, pack, squashed

#: Number of the note, and the lines that name its trees with their advice, in their order.
Said: TypeAlias = "list[tuple[int, list[str]]]"
AT = "2026-11-22T15:20"
KICKER: dict[Language, str] = {"nl": "BOMEN ZEGGEN NIET HETZELFDE", "en": "TREES DO NOT SAY THE SAME"}
SAYS: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r" *- (Boom \d+: .+)"),
    "en": re.compile(r" *- (Tree \d+: .+)"),
}


def apart(number: int) -> Case:
    return Case("MDO-0001", patient=Patient({**SCOPE, **APART[number][0]}))


@cache
def worked_cases() -> dict[str, Case]:
    """The patients of the pack's `cases.yaml`, by id."""
    root, found, reader = load(packs_folder() / pack().id / "cases.yaml"), {}, Reader()
    for node in peek_items(root, "cases"):
        id, facts = peek(node, "id"), peek(node, "facts")
        assert isinstance(id, Scalar)
        given = read_values(reader, pack(), reader.pairs(facts))
        found[id.text] = Case(id.text, patient=Patient(given.values, given.unknown))
    assert reader.problems == []
    return found


PATIENTS: dict[str, list[Case]] = {
    **{key: [example(key)] for key in KEYS},
    **{f"note {number}": [apart(number)] for number in APART},
}


# --- what each surface says ---------------------------------------------------------------------------------------


def looks(case: Case, language: Language) -> Iterator[Look]:
    """The window at each tree that applies."""
    for stage in journey_of(pack(), case, NOW):
        if stage.entry == "open":
            yield Look(State(pack(), document_of((case,)), 0, stage.advice.tree.id, language), NOW)


def in_window(case: Case, language: Language) -> Said:
    """What the panel says at any tree that applies, which is the same at each of those concerned."""
    found: dict[int, list[str]] = {}
    for look in looks(case, language):
        for block in disagreement_blocks(look):
            number = int(block.id.removeprefix("disagree"))
            kicker, title, *says, text = [item.text for item in block.items if isinstance(item, Say)]
            note = pack().notes_by_number[number]
            assert (kicker, title, text) == (KICKER[language], note.title(language), note.text(language))
            assert found.setdefault(number, says) == says
    return list(found.items())


def on_projector(case: Case, language: Language) -> set[int]:
    """The notes of which the room sees the title at any tree that applies."""
    strips = [
        said.text
        for look in looks(case, language)
        for part in content_of(look, key=False).strips
        for said in part.said
        if said.short and ": " in said.text
    ]
    return {note.number for note in noted() if any(text.endswith(f": {note.title(language)}") for text in strips)}


def noted() -> tuple[Note, ...]:
    return tuple(note for note in pack().notes if note.against is not None)


def in_text(text: str, language: Language) -> Said:
    """What a plain text says below its kicker: the section of a summary, or the paragraphs of `journey`."""
    found: Said = []
    for section in text.split("\n\n"):
        head, *lines = section.strip().split("\n")
        if not head.upper().startswith(KICKER[language]):
            continue
        whole = squashed(section)
        for note in noted():
            if squashed(note.title(language)) in whole:
                assert squashed(note.text(language)) in whole
                found.append((note.number, [match[1] for line in lines if (match := SAYS[language].fullmatch(line))]))
    return found


def in_json(found: list[dict[str, object]], language: Language) -> Said:
    """What a list `disagreements` of JSON says."""
    said: Said = []
    for each in found:
        number, trees = each["note"], each["trees"]
        assert isinstance(number, int)
        assert isinstance(trees, list)
        note = pack().notes_by_number[number]
        assert (each["title"], each["text"]) == (note.title(language), note.text(language))
        said.append((number, [line(tree.get("id", tree.get("tree")), tree["outcome"], language) for tree in trees]))
    return said


def line(tree: str, outcome: str, language: Language) -> str:
    found = pack().trees_by_id[tree]
    return f"{SAYS[language].pattern[5:9]} {found.number}: {found.outcomes_by_id[outcome].title(language)}"


def on_page(data: object, language: Language) -> Said:
    assert isinstance(data, dict)
    found: Said = []
    for each in data["disagreements"]:
        number = int(each["about"].rpartition(" ")[2])
        note = pack().notes_by_number[number]
        assert each["kicker"].upper() == KICKER[language]
        assert (each["heading"], each["text"]) == (note.title(language), note.text(language))
        found.append((number, each["trees"]))
    return found


def on_paper(case: Case, language: Language) -> dict[str, Said]:
    summary = summarise_stages(pack(), case, NOW, language, journey_of(pack(), case, NOW))
    return {
        "page": on_page(page_data(summary, None), language),
        "text": in_text(as_text(summary), language),
        "json": in_json(json.loads(as_json(summary))["disagreements"], language),
    }


# --- they agree ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PATIENTS)
def test_every_surface_names_the_same_notes_and_trees(
    name: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (case,) = PATIENTS[name]
    window = in_window(case, language)
    assert [number for number, _ in window] == ([int(name[5:])] if name.startswith("note") else [])
    assert on_projector(case, language) == {number for number, _ in window}
    assert on_paper(case, language) == {"page": window, "text": window, "json": window}
    assert in_journey(case, language, tmp_path, capsys) == {"text": window, "json": window}


def in_journey(case: Case, language: Language, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Said]:
    file = folder / "facts.yaml"
    file.write_text(write_case(case, pack()), "utf-8")
    argv = ("journey", "--facts", file, "--at", AT, "--lang", language)
    answer = call(capsys, *argv, "--json").json
    return {
        "text": in_text(call(capsys, *argv).out, language),
        "json": in_json(answer["disagreements"], language),
    }


def test_every_worked_case_says_the_same_everywhere() -> None:
    """None of them has trees that do not go together; with a tick more of facts some would."""
    assert len(worked_cases()) > 300
    wrong = {}
    for id, case in worked_cases().items():
        window = in_window(case, "nl")
        if on_paper(case, "nl") != {"page": window, "text": window, "json": window}:
            wrong[id] = window
    assert wrong == {}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_meeting_says_it_at_the_patient(language: Language) -> None:
    document: Document = document_of((example(KEYS[0]), apart(28)))
    meeting = summarise_meeting(pack(), document, NOW, language)
    data = meeting_data(meeting, "all")
    assert isinstance(data, dict)
    pages, whole = data["cases"], json.loads(meeting_json(meeting))
    assert isinstance(pages, list)
    window = [in_window(case, language) for case in document.cases]
    assert window[0] == []
    assert window[1]
    assert [on_page(page, language) for page in pages] == window
    assert [in_json(case["disagreements"], language) for case in whole["cases"]] == window
    assert in_text(meeting_text(meeting), language) == window[1]


def test_paper_keeps_silent_about_a_tree_that_is_only_looked_at() -> None:
    """The window warns who opens a tree ahead of its turn; on paper nobody looks, and a tree that does not apply says
    nothing."""
    case = Case("MDO-0001", patient=Patient(AHEAD))
    look = Look(State(pack(), document_of((case,)), 0, "lv_lang", "nl"), NOW)
    (block,) = disagreement_blocks(look)
    assert Say("Boom 9, nog niet aan de orde: Chirurgie heeft de voorkeur", "strong") in block.items
    assert in_window(case, "nl") == []
    assert on_paper(case, "nl") == {"page": [], "text": [], "json": []}


@pytest.mark.parametrize("number", APART)
def test_it_stands_above_the_trees(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(write_case(apart(number), pack()), "utf-8")
    said = call(capsys, "journey", "--facts", file, "--at", AT).out
    assert said.upper().index(KICKER["nl"]) < said.index("\n 1  ")
    summary = summarise_stages(pack(), apart(number), NOW, "nl", journey_of(pack(), apart(number), NOW))
    text = as_text(summary)
    assert text.index(KICKER["nl"]) < text.index("\n1 ")
