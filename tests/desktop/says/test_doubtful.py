"""Window, projector, page, text, JSON, `advise` and `journey` say the same of facts that fit badly together."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Block, Head, Say
from mdo_viewer.desktop.says.doubtful import CARD, doubtful_lines, open_doubts, spoken
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.guideline.model import LANGUAGES, Language, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Confirmation
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise_stages
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.help.desktop_help import NOW
from tests.help.page_help import page_faults
from tests.help.reports_help import KEYS, example, pack

#: Of each doubt the facts with their values, why, and who said that it is so.
Said: TypeAlias = "list[tuple[str, str, str]]"
AT = "2026-11-22T15:20"
HEAD: dict[Language, str] = {"nl": "Past slecht bij elkaar", "en": "Does not fit well together"}
BY: dict[Language, str] = {
    "nl": "Klopt volgens voorzitter, zo 22 nov 14:31",
    "en": "Confirmed by chair, Sun 22 Nov 14:31",
}
WALKS: dict[str, Value] = {"asia_score": "B", "kan_zelfstandig_lopen": True}
WALKS_SAID: dict[Language, str] = {
    "nl": "ASIA-score (AIS): B · Kan zelfstandig lopen: ja",
    "en": "ASIA impairment scale (AIS): B · Walks independently: yes",
}
FITS = Patient({**WALKS, "asia_score": "C"})
ALARM: dict[str, Value] = {
    "alarmsymptomen": ("nachtelijke_rugpijn", "progressieve_rugpijn"),
    "klinische_verdenking_wervelmetastasen": False,
}


def confirmed(facts: dict[str, Value]) -> tuple[Confirmation, ...]:
    return (Confirmation(facts, "voorzitter", parse_moment("2026-11-22T14:31")),)


PATIENTS: dict[str, Case] = {
    "nothing": Case("MDO-0001"),
    "fits": Case("MDO-0001", FITS),
    "walks": Case("MDO-0001", Patient(WALKS)),
    "half known": Case("MDO-0001", Patient({"asia_score": "B"}, frozenset({"kan_zelfstandig_lopen"}))),
    "confirmed": Case("MDO-0001", Patient(WALKS), confirmed=confirmed(WALKS)),
    "confirmed of others": Case("MDO-0001", Patient(WALKS), confirmed=confirmed({**WALKS, "asia_score": "A"})),
    "two": Case("MDO-0001", Patient({**WALKS, **ALARM, "asia_score": "E"})),
    "two of three": Case("MDO-0001", Patient({**WALKS, **ALARM}), confirmed=confirmed(WALKS)),
    "out of scope": Case("MDO-0001", Patient({**WALKS, "jonger_dan_18": True})),
}
#: How many are told, and how many of them are confirmed.
COUNTS = {
    "nothing": (0, 0), "fits": (0, 0), "walks": (1, 0), "half known": (0, 0), "confirmed": (1, 1),
    "confirmed of others": (1, 0), "two": (1, 0), "two of three": (3, 1), "out of scope": (1, 0),
}  # fmt: skip


# --- what each surface says ---------------------------------------------------------------------------------------


def look_of(case: Case, language: Language, tree: str = "lv_lang") -> Look:
    look = Look(State(pack(), document_of((case,)), 0, tree, language), NOW)
    assert look.stages
    return look


def cards(case: Case, language: Language) -> list[Block]:
    """Every card about a doubt, unfolded."""
    blocks = advice_blocks(look_of(case, language), later=True, unfolded=frozenset({"doubts"}))
    found = [block for block in blocks if block.id.startswith(CARD)]
    at = blocks.index(found[0]) if found else 0
    assert list(blocks[at : at + len(found)]) == found
    assert {block.id for block in blocks[:at]} <= {"tightest", "missing"}  # above everything but what is asked
    return found


def in_window(case: Case, language: Language) -> Said:
    said = []
    for card in cards(case, language):
        head, *rest = card.items
        assert isinstance(head, Head)
        assert head.text == HEAD[language]
        texts = [item.text for item in rest if isinstance(item, Say)]
        at = int(card.id.removeprefix(CARD))
        why = look_of(case, language).doubts[at].doubt.entry.why(language)
        if card.tone == "grey":
            assert not head.loud
            said.append((at, (texts[0], why, texts[1])))
        else:
            assert head.loud
            assert head.tip.startswith(f"{why} (")
            assert texts[1:] == []
            said.append((at, (texts[0], why, "")))
    return [each for _, each in sorted(said)]


def on_projector(case: Case, language: Language) -> list[str]:
    content = content_of(look_of(case, language), key=False)
    found = [said.text for part in content.doubts for said in part.said]
    assert len(found) <= 1
    assert all(text.startswith(f"{HEAD[language]}: ") for text in found)
    assert bool(content.doubt) is bool(found), "in a low room a sign says it"
    return [each for one in found for each in one.removeprefix(f"{HEAD[language]}: ").split("; ")]


def in_summary(data: dict[str, Any]) -> Said:
    for each in data["doubtful"]:
        assert (each["confirmed_by"] is None) == (each["confirmed_at"] is None) == (not each["confirmed"])
    return [(each["said"], each["why"], each["confirmed"]) for each in data["doubtful"]]


def on_page(data: object, language: Language) -> Said:
    assert isinstance(data, dict)
    assert all(each["kicker"] == HEAD[language] for each in data["doubtful"])
    return [(each["said"], each["text"].partition(" (")[0], each["confirmed"].rstrip(".")) for each in data["doubtful"]]


def in_text(text: str, language: Language) -> Said:
    """What a text says: the section of a summary, or the paragraphs of the command line."""
    whole, found = " ".join(text.split()), []
    for each in pack().doubtful:
        why = each.why(language)
        for match in re.finditer(rf" {re.escape(why)} \([^)]*\)( {re.escape(BY[language])}\.)?", whole):
            before = whole[: match.start()]
            command, paper = before.rpartition(f"{HEAD[language]}: "), before.rpartition(" - ")
            said = command[2] if len(command[0]) > len(paper[0]) else paper[2]
            assert command[1] or HEAD[language].upper() in before
            found.append((match.start(), (said, why, BY[language] if match[1] else "")))
    return [each for _, each in sorted(found)]


def summary_of(case: Case, language: Language) -> Summary:
    return summarise_stages(pack(), case, NOW, language, journey_of(pack(), case, NOW))


def everywhere(case: Case, language: Language) -> dict[str, Said]:
    summary = summary_of(case, language)
    data = json.loads(as_json(summary))
    return {
        "page": on_page(page_data(summary, None), language),
        "text": in_text(as_text(summary), language),
        "json": in_summary(data),
    }


def in_commands(case: Case, language: Language, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    file = folder / "case.yaml"
    file.write_text(write_case(case, pack()), "utf-8")
    common = ("--facts", file, "--at", AT, "--lang", language)
    advise, journey = ("advise", "--tree", "lv_lang", *common), ("journey", *common)
    answer, whole = call(capsys, *advise, "--json").json, call(capsys, *journey, "--json").json
    assert all(tree.get("doubtful") == whole.get("doubtful") for tree in whole["trees"])
    return {
        "advise": in_text(call(capsys, *advise).out, language),
        "journey": in_text(call(capsys, *journey).out, language),
        "advise --json": answer.get("doubtful"),
        "journey --json": whole.get("doubtful"),
    }


# --- they agree ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PATIENTS)
def test_every_surface_says_the_same(
    name: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = PATIENTS[name]
    window = in_window(case, language)
    assert (len(window), sum(bool(by) for _, _, by in window)) == COUNTS[name]
    assert {by for _, _, by in window} <= {"", BY[language]}
    assert on_projector(case, language) == [said for said, _, by in window if not by]
    assert everywhere(case, language) == {"page": window, "text": window, "json": window}
    commands = in_commands(case, language, tmp_path, capsys)
    assert commands["advise"] == window
    assert commands["journey"] == window
    doubts = look_of(case, language).doubts
    listed = [
        {
            "facts": {fact: list(value) if isinstance(value, tuple) else value for fact, value in each.doubt.values},
            "why": why,
            "confirmed_by": "voorzitter" if by else None,
        }
        for each, (_, why, by) in zip(doubts, window, strict=True)
    ]
    for kind in ("advise --json", "journey --json"):
        told = commands[kind]
        keys = ("facts", "why", "confirmed_by")
        assert (told and [{key: each[key] for key in keys} for each in told]) == (listed or None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says(language: Language) -> None:
    (said,) = in_window(PATIENTS["walks"], language)
    note = {"nl": "open vraag 48", "en": "open question 48"}[language]
    (card,) = cards(PATIENTS["walks"], language)
    assert isinstance(card.items[0], Head)
    assert card.items[0].tip.endswith(f"; {note})")
    assert note in " ".join(as_text(summary_of(PATIENTS["walks"], language)).split())
    assert said[0] == WALKS_SAID[language]
    assert spoken(look_of(PATIENTS["walks"], language)) == f"{HEAD[language]}: {WALKS_SAID[language]}. "
    assert spoken(look_of(PATIENTS["confirmed"], language)) == ""


def test_the_example_has_none() -> None:
    for key in KEYS:
        assert in_window(example(key), "nl") == []


def test_a_meeting_says_it_at_the_patient() -> None:
    document = document_of((PATIENTS["walks"], replace(PATIENTS["confirmed"], case="MDO-0002")))
    meeting = summarise_meeting(pack(), document, NOW, "nl")
    data = meeting_data(meeting, "all")
    assert isinstance(data, dict)
    pages = data["cases"]
    assert isinstance(pages, list)
    window = [in_window(case, "nl") for case in document.cases]
    assert [on_page(page, "nl") for page in pages] == window
    assert [in_summary(case) for case in json.loads(meeting_json(meeting))["cases"]] == window
    assert in_text(meeting_text(meeting), "nl") == [each for said in window for each in said]


# --- the window's own ---------------------------------------------------------------------------------------------


def test_the_facts_stand_first_with_the_sign_until_it_is_confirmed() -> None:
    """Also where this tree does not ask them."""
    for tree in ("lv_lang", "followup"):
        view = facts_view(look_of(PATIENTS["walks"], "nl", tree))
        first, second = view.rows[:2]
        assert [(row.id, row.doubted) for row in (first, second)] == [
            ("asia_score", True),
            ("kan_zelfstandig_lopen", True),
        ]
        assert "Past slecht bij Kan zelfstandig lopen: ja" in first.remark
        assert "Past slecht bij ASIA-score (AIS): B" in second.remark
        assert len({row.id for row in view.rows}) == len(view.rows)
    calm = facts_view(look_of(PATIENTS["confirmed"], "nl"))
    assert not any(row.doubted or "Past slecht" in row.remark for row in (*calm.rows, *calm.others))


def test_of_several_the_first_is_shown_and_the_others_counted() -> None:
    """So that the advice stays in sight; those that are confirmed stand last."""
    case = replace(PATIENTS["two of three"], confirmed=())
    blocks = advice_blocks(look_of(case, "nl"), later=True)
    found = [block.id for block in blocks if block.id.startswith(CARD)]
    assert found == [f"{CARD}0"]
    whole = advice_blocks(look_of(case, "nl"), later=True, unfolded=frozenset({"doubts"}))
    assert [block.id for block in whole if block.id.startswith(CARD)] == [f"{CARD}{at}" for at in range(3)]
    (line,) = doubtful_lines(look_of(case, "nl"))
    assert [item.text for item in line.items if isinstance(item, Say)] == [
        f"Past slecht bij elkaar: {WALKS_SAID['nl']}",
        "Nog 2 combinaties passen slecht",
    ]
    settled = advice_blocks(look_of(PATIENTS["two of three"], "nl"), later=True)
    assert [(b.id, b.tone) for b in settled if b.id.startswith(CARD)] == [(f"{CARD}1", "amber"), (f"{CARD}0", "grey")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
def test_the_room_has_place_for_it(size: tuple[int, int], language: Language) -> None:
    """With a decision, a limit that runs, and one doubt or three: nothing is cut, covered or too small."""
    walks = replace(example(KEYS[2]), confirmed=())
    for fact, value in WALKS.items():
        walks = walks.with_value(fact, value)
    alarm = walks.with_value("klinische_verdenking_wervelmetastasen", False)
    for case, count in ((walks, 1), (alarm, 3)):
        look = look_of(case, language)
        assert len(open_doubts(look)) == count
        content = content_of(look, key=True)
        page = lay_page(content, *size)
        assert page_faults(page) == []
        assert any(line.text.startswith((HEAD[language], content.doubt)) for line in page.words)
