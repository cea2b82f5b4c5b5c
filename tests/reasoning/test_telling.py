"""What a tree says, in words: the words are there in both languages, and none is left over."""

from __future__ import annotations

import json
from typing import get_args

from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.meeting.case import DecisionKind
from tests.help.places import ROOT


def test_the_words_of_an_advice_are_there_in_both_languages_and_used() -> None:
    tables = [
        json.loads((ROOT / "resources" / "words" / f"advice.{lang}.json").read_text("utf-8")) for lang in LANGUAGES
    ]
    nl, en = (list(table) for table in tables)
    assert nl == en
    assert all(text.strip() for table in tables for text in table.values())
    rooms = (ROOT / "mdo_viewer" / room for room in ("guideline", "reasoning", "meeting", "reports"))
    code = "\n".join(path.read_text("utf-8") for room in rooms for path in sorted(room.rglob("*.py")))
    made = {
        f"{how}.{kind}": f'f"{how}.{{decision.kind}}"'
        for how in ("whole", "otherwise")
        for kind in get_args(DecisionKind)
    }
    for key in nl:  # one of two or many is named by what stands before
        name = key.removeprefix("advice.").removesuffix(".two").removesuffix(".many")
        assert made.get(name, f'"{name}"') in code, key
