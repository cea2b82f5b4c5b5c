"""Cases for the reports, and what independent programs say of a PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack, resources_folder
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Action, Attendee, Case, Decision, Detail
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.summary import summarise

KEYS = ("MDO-0001", "MDO-0002", "MDO-0003")
NOON = parse_moment("2026-11-22T12:00")


@cache
def pack() -> Pack:
    return load_pack("wervelmetastasen")


@cache
def example(key: str) -> Case:
    file = resources_folder() / "example" / f"{key}.yaml"
    return read_case(file.read_text("utf-8"), file.name, pack())


def real(key: str) -> Case:
    """The example as if it were a patient."""
    return replace(example(key), title_example=False)


def summary_of(case: Case, language: Language = "nl", at: datetime | None = None) -> Summary:
    return summarise(pack(), case, at, language)


def with_facts(case: Case, **facts: bool | str | float) -> Case:
    for fact, value in facts.items():
        case = case.with_value(fact, value)
    return case


def filled_with(text: str) -> Case:
    """A case with this text in every free text that a board can type."""
    case = real("MDO-0003")
    return replace(
        case,
        case=text,
        question=text,
        details={**case.details, "pijn": Detail(origin=text, method=text, reason=text)},
        attendees=(Attendee(text, text),),
        decisions=(
            Decision("lv_lang", "chirurgie", "follow_with_condition", text, "other", text, text),
            Decision("indicatie", "lang", "follow", text=text),
        ),
        alternatives=(text, text),
        preferences=text,
        lead_physician=text,
        actions=(Action(text, text, NOON), Action(f"{text} {text * 9}"[:900], text)),
        rediscuss=text,
        notes=text,
        courses=(Course(text, 8, 1),),
        operations=(Operation(text, text),),
        steroids=(Steroid(name=text),),
    )


def squashed(text: str) -> str:
    """The text without white space and marks of direction, to find it in text that was laid out."""
    return re.sub("[\\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def said_by(*command: str | Path) -> str:
    """What a program prints; its failure is the test's."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def pages_of(file: Path) -> list[str]:
    """The text of each page in the order of its content, by poppler."""
    return said_by("pdftotext", "-raw", "-enc", "UTF-8", file, "-").split("\f")[:-1]
