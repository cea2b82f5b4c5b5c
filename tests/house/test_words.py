"""What the program says keeps to the glossary: one word for one thing, the same on screen, in the room and on paper."""

from __future__ import annotations

import json
import re

import pytest

from mdo_viewer.guideline.library import resources_folder
from tests.help.places import ROOT

#: What a row of the glossary says of where a word is not said.
WHERE = ("everywhere", "not at the command line")


def never_said() -> list[tuple[str, str, str, str]]:
    """Language, the word, what is said instead, and where, as the glossary lists them."""
    table = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Never said")[2].partition("\n## ")[0]
    return re.findall(r"^\| (nl|en) \| (.+?) \| (.+?) \| (.+?) \|$", table, re.MULTILINE)


NEVER = never_said()


def said_in(language: str, where: str) -> dict[str, str]:
    """Every text of a language by its key, with or without those of the command line."""
    return {
        key: text
        for file in sorted((resources_folder() / "words").glob(f"*.{language}.json"))
        if where == "everywhere" or not file.name.startswith("cli.")
        for key, text in json.loads(file.read_text("utf-8")).items()
    }


def those_with(word: str, texts: dict[str, str]) -> list[str]:
    """The keys of the texts in which a word stands, alone or as the start of a longer one."""
    return [key for key, text in texts.items() if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)]


def test_the_table_is_read_whole() -> None:
    table = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Never said")[2].partition("\n## ")[0]
    assert len(NEVER) == sum(line.startswith("| ") for line in table.splitlines()) - 1 > 30
    assert {where for *_, where in NEVER} == set(WHERE)


@pytest.mark.parametrize(("language", "avoided", "said", "where"), NEVER, ids=[" ".join(row[:2]) for row in NEVER])
def test_a_word_to_avoid_is_not_said(language: str, avoided: str, said: str, where: str) -> None:
    texts = said_in(language, where)
    assert those_with(avoided, texts) == []
    assert those_with(said, texts), "what the glossary gives instead is said nowhere"


#: What is on the screen and on paper: the key of each, where both name the same thing.
ALIKE = (
    ("window.agreements.lead", "report.lead"),
    ("window.agreements.lead", "saying.list.lead_physician"),
    ("window.agreements.gp", "report.gp"),
    ("window.agreements.open", "report.arrangements"),
    ("window.agreements.actions", "report.actions"),
    ("window.agreements.alternatives", "report.alternatives"),
    ("window.agreements.preferences", "report.preferences"),
    ("window.agreements.shared", "report.shared"),
    ("window.agreements.rediscuss", "report.rediscuss"),
    ("window.agreements.notes", "report.remarks"),
    ("window.agreements.notes", "saying.list.notes"),
    ("window.advice.also", "report.riders"),
    ("window.stage.not_entered", "advice.not_entered"),
    ("window.stage.fold.later", "report.not_entered_trees"),
    ("window.facts.origin.M", "report.origin.M"),
    ("window.agenda.is.open", "report.standing.open"),
    ("window.agenda.is.done", "report.standing.done"),
    ("window.decision.on_whole", "report.on_whole_short"),
    ("window.decision.whole_text", "report.on_whole"),
    ("window.held.disagree", "report.disagree"),
    ("window.held.disagree_may", "report.disagree_may"),
    *((f"window.agenda.is.{each}", f"report.standing.{each}") for each in ("deferred", "decided", "deviating", "own")),
    *(
        (f"window.reason.{each}", f"report.reason.{each}")
        for each in (
            "comorbidity",
            "patient_wish",
            "new_information",
            "clinical_condition",
            "logistics",
            "trial",
            "other",
        )
    ),
)


def named(text: str) -> str:
    """What a text names, without how a field is to be filled in."""
    return re.split(r", (?:één per regel|one per line)", text)[0].casefold()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_thing_has_one_name_on_screen_and_on_paper(language: str) -> None:
    texts = said_in(language, "everywhere")
    apart = [(screen, paper) for screen, paper in ALIKE if named(texts[screen]) != named(texts[paper])]
    assert apart == []
