"""What the sheet "what changed since" says beside the advice: where a tree leads, its notes, and what fits badly."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.desktop.says import since
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import parse_moment
from tests.help.cli_pack import FILES, write_pack

DOUBT = "doubtful: [{if: {all: [dagen < 3, graad = B]}, why: Zelden., source: {lines: [1]}}]\nscope:\n"
SAID = {
    "nl": ("Leidt naar: 2 Vervolg", "leidt nergens heen", "Kanttekening: De bron zwijgt: De bron zwijgt hier."),
    "en": ("Leads to: 2 Sequel", "leads nowhere", "Note: The source is silent: De bron zwijgt hier."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beside_an_advice_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    old = load_pack(write_pack(tmp_path / "toen"))
    new = load_pack(
        write_pack(
            tmp_path / "nu",
            begin=FILES["begin"].replace("    next: [vervolg]\n", ""),
            notes=FILES["notes"].replace("zegt hier niets", "zwijgt hier"),
            facts=FILES["facts"].replace("scope:\n", DOUBT),
        )
    )
    case = Case("MDO-0001").with_value("dagen", 2).with_value("graad", "B")
    monkeypatch.setattr(Look, "made_with_others", True)
    monkeypatch.setattr(since, "pack_then", lambda *_: old)
    look = Look(Session(new, (case,), language=language).state, parse_moment("2026-11-22T14:30"))
    found = since.since_blocks(look)
    blocks = {block.id: [item.text for item in block.items if isinstance(item, Say)] for block in found}
    leads, nowhere, note = SAID[language]
    begin = blocks["tree:begin"]
    assert begin.index(leads) < begin.index(look.words("since.now")) < begin.index(nowhere) < begin.index(note)
    [title, doubt] = blocks["doubts"]
    assert title == look.saying.doubtful
    assert doubt.endswith(". Zelden.")
    assert look.words("since.doubt", what="").strip() in doubt
