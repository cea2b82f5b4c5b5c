"""Window, room, list, paper, text, `advise` and `journey` have the same marks and statements at the same trees."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from mdo_viewer.cli.answers import beside_json
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks, headline
from mdo_viewer.desktop.says.blocks import Remark, Say
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.library import packs_folder
from mdo_viewer.guideline.model import LANGUAGES, Fact, Language, Range, Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import FactsFile
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.pack_cases import run_cases
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise_stages
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.help.desktop_help import NOW
from tests.help.reports_help import pack, squashed

MARKS = pack().marks
MONTHS = "levensverwachting_maanden"


def said_of(fact: Fact) -> str:
    assert fact.mark is not None
    return fact.mark("nl")


def patients() -> Iterator[Patient]:
    """Every fourth patient of the worked cases with every mark; one of whom no more is known, and one out of scope."""
    marked: dict[str, Value] = dict.fromkeys((fact.id for fact in MARKS), True)
    yield Patient(marked)
    yield Patient({**marked, pack().scope[0].id: True})
    runs = run_cases(pack(), packs_folder() / "wervelmetastasen").runs
    for at, run in enumerate(islice(runs, 0, None, 4)):
        values = {**run.values, **marked}
        if at % 8 == 0 and MONTHS in values:
            values[MONTHS] = Range(2, 6)
        yield Patient(values)


def test_every_surface_has_the_same_beside_each_tree() -> None:
    seen: set[tuple[str, str, bool]] = set()
    for at, patient in enumerate(patients()):
        case = Case("MDO-0001", patient)
        here = pack().trees[at % len(pack().trees)].id
        look = Look(State(pack(), document_of((case,)), 0, here, "nl"), NOW)
        stages = look.stages
        on_paper = summarise_stages(pack(), case, NOW, "nl", stages)
        page, text = json.dumps(page_data(on_paper, None), ensure_ascii=False), squashed(as_text(on_paper))
        for stage in stages:
            tree, advice = stage.advice.tree, stage.advice
            told = beside_json(pack(), stage, FactsFile(patient), NOW, "nl")
            marks, later = told.get("marks", []), [each["id"] for each in told.get("later", ())]
            applies = stage.entry == "open" and advice.status != "out_of_scope"
            meant = {tree.id, *(way.end.tree.id for way in advice.ways)}
            assert marks == [fact.id for fact in MARKS if applies and meant & set(fact.trees)], (tree.id, patient)
            assert not later or (applies and advice.outcome is not None)
            assert marks == [each.id for each in on_paper.marks if tree.number in each.trees]
            assert later == [each.id for each in on_paper.later if tree.number in each.trees]
            seen.add((stage.entry, advice.status, bool(marks)))
            if tree.id == here:
                assert in_the_window(look) == (marks, later)
        for fact in MARKS:
            assert (squashed(said_of(fact)) in text) is (said_of(fact) in page)
            assert (said_of(fact) in page) is (fact.id in {each.id for each in on_paper.marks})
    assert {(entry, status) for entry, status, _ in seen} >= {
        *(("open", status) for status in ("complete", "incomplete", "out_of_scope")),
        *(("not_entered", "complete"), ("unknown", "complete"), ("unknown", "incomplete")),
    }
    assert ("open", "incomplete", True) in seen


def in_the_window(look: Look) -> tuple[list[str], list[str]]:
    """The marks and statements of the panel, which list, room and what is read out must have as well."""
    blocks = advice_blocks(look, later=True, unfolded=frozenset(f"read:{each.id}" for each in pack().later))
    remarks = [item.text for block in blocks for item in block.items if isinstance(item, Remark)]
    marks = [fact.id for fact in MARKS if said_of(fact) in remarks]
    lines = " ".join(line.text for line in outline(look))
    assert marks == [fact.id for fact in MARKS if said_of(fact) in lines]
    assert look.advice.status == "out_of_scope" or marks == [
        fact.id for fact in MARKS if said_of(fact) in headline(look)
    ]
    room = " ".join(each.text for each in content_of(look, key=False).main.said)
    assert ("Buiten de richtlijn: " in room) is bool(marks)
    card = " ".join(
        item.text for block in blocks if block.id == "later" for item in block.items if isinstance(item, Say)
    )
    later = [each.id for each in pack().later if each.text("nl") in card]
    assert later == [each.id for each in pack().later if each.text("nl") in lines]
    return marks, later


@pytest.mark.parametrize("language", LANGUAGES)
def test_advise_asks_the_journey_whether_the_tree_applies(
    language: Language, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mark = MARKS[0]
    assert mark.mark is not None
    values: dict[str, Value] = {**dict.fromkeys((fact.id for fact in pack().scope), False), mark.id: True}
    closed = next(
        stage
        for stage in journey(pack(), Patient(values))
        if stage.entry != "open" and stage.advice.tree.id in mark.trees
    )
    (file := tmp_path / "facts.json").write_text(json.dumps(values), "utf-8")
    given = ("advise", "--tree", closed.advice.tree.id, "--facts", str(file), "--lang", language)
    assert "marks" not in call(capsys, *given, "--json").json
    assert squashed(mark.mark(language)) not in squashed(call(capsys, *given).out)
