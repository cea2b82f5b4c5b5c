"""Calm where nothing points to a limit, urgent where a fact does: panel, tile, picture, room and JSON say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdo_viewer.cli.answers import advice_json
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.held import held_block, urgent_words
from mdo_viewer.desktop.says.stages import stage_views, stage_words
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.drawing.layout import draw
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from tests.desktop.test_closed_and_open import TREE, WORSE
from tests.help import small_packs
from tests.help.desktop_help import NOW
from tests.help.small_packs import small_pack

PACK = load_pack("wervelmetastasen")


@pytest.mark.parametrize(
    ("values", "urgent"),
    [
        ({}, False),
        ({"klinische_verdenking_wervelmetastasen": True}, False),
        ({"eenzijdige_radiculaire_pijn": True}, False),
        ({"klinische_verdenking_mesmc": True}, True),
    ],
)
def test_all_surfaces_are_calm_or_urgent_together(values: dict[str, Value], urgent: bool) -> None:
    case = Case("MDO-0001", patient=Patient(values))
    look = Look(State(PACK, document_of((case,)), 0, "diagnostiek", "nl"), NOW)
    blocks = {block.id: block for block in advice_blocks(look, later=False)}
    tightest = blocks["tightest"] if values else blocks["untouched"]
    room = content_of(look, key=True)
    said = [item.style for block in blocks.values() for item in block.items if isinstance(item, Say)]
    found = (
        tightest.tone == "urgent",
        "urgent" in said,
        stage_words(look, look.stages[0])[1] == "open_urgent",
        room.side is not None and room.side.tone == "urgent",
        any(box.urgent for box in draw(PACK, look.advice, view="whole", language="nl", width=1200, height=800).boxes),
        json.loads(json.dumps(advice_json(PACK, look.advice, "nl")))["urgent"],
    )
    assert set(found) == {urgent}, found
    assert any("12 uur" in item.text for item in tightest.items if isinstance(item, Say))  # shown all the same


def test_what_is_urgent_is_said_wherever_one_looks_also_while_its_tree_waits_to_apply() -> None:
    """A deficit of two days: whether tree 4 applies waits for imaging, but its 24 hours may hold already."""
    values: dict[str, Value] = {
        "neurologische_uitval_door_mesmc": True,
        "uitval_mesmc_ontstaan_dagen": 2,
        "bekende_primaire_maligniteit": True,
    }
    look = Look(State(PACK, document_of((Case("MDO-0001", patient=Patient(values)),)), 0, "indicatie", "nl"), NOW)
    stage = next(each for each in look.stages if each.advice.tree.id == "tijd_tot_therapie")
    assert stage.entry == "unknown"
    (block,) = held_block(look)
    assert block.tone == "urgent"
    said = [item.text for item in block.items if isinstance(item, Say)]
    assert said[0].startswith("Mogelijk geldt al: Therapie binnen 24 uur")
    assert any(said[0] in each.text for strip in content_of(look, key=True).strips for each in strip.said)
    calm = Look(State(PACK, document_of((Case("MDO-0001"),)), 0, "indicatie", "nl"), NOW)
    assert held_block(calm) == ()


@pytest.mark.parametrize(
    ("since", "said", "overdue"),
    [
        ("2026-11-18T12:00", "Direct decompressie overwegen · verstreken: Weefsel binnen 1 dag", True),
        ("2026-11-22T10:00", "Direct decompressie overwegen · Weefsel binnen 1 dag", False),
    ],
)
def test_a_limit_beside_the_advice_makes_its_tile_urgent_as_the_bar_and_the_room(
    since: str, said: str, overdue: bool
) -> None:
    """What the tree says has no limit, and another advice of it has one that counts beside that."""
    values: dict[str, Value] = {
        "radiologische_verdenking_wervelmetastasen": True,
        "bekende_primaire_maligniteit": False,
        "weefseldiagnose_bekend": False,
        "progressieve_uitval_ondanks_corticosteroiden": True,
        "eventueel_operatiekandidaat": True,
        "mesmc_radiologisch": True,
        "mesmc_klinisch": True,
    }
    patient = Patient(values, moments={"waarschijnlijkheidsdiagnose_op": parse_moment(since)})
    look = Look(State(PACK, document_of((Case("MDO-0001", patient=patient),)), 0, "aanvullend", "nl"), NOW)
    assert (look.advice.deadlines, look.advice.urgent) == ((), False)
    assert urgent_words(look).startswith("Spoed, verstreken: weefsel" if overdue else "Spoed: weefsel")
    (view,) = [each for each in stage_views(look) if each.tree == "aanvullend"]
    assert (view.tone, view.said, view.overdue) == ("urgent", said, overdue)
    assert any(strip.tone == "urgent" for strip in content_of(look, key=True).strips)


#: A limit that is urgent and only possible, beside what is worse and has none; and a tree from which one looks.
HERE = """\
id: hier
number: 2
title: Hier
version: 1.0.0
source: {pages: [1], lines: [10]}
entry: always
questions:
  - {id: h1, text: Welke graad?, fact: graad, answers: {A: ja, "B, C": nee}}
outcomes:
  - {id: ja, kind: silent, title: Ja, text: Ja., source: {pages: [1], lines: [10]}}
  - {id: nee, kind: silent, title: Nee, text: Nee., source: {pages: [1], lines: [10]}}
"""


def test_what_may_be_urgent_is_said_with_what_is_worse_and_has_no_limit(tmp_path: Path) -> None:
    """In the bar of the window, and in the room, as where that tree itself is shown."""
    two = small_packs.PACK.replace("trees: [boom]", "trees: [boom, hier]")
    pack = small_pack(tmp_path, pack=two, tree=TREE.replace("latest: 72 hours", "latest: 24 hours"), hier=HERE)
    case = Case("MDO-0001", patient=Patient({"uitval": True, "kind": False}))
    look = Look(State(pack, document_of((case,)), 0, "hier", "nl"), NOW)
    (block,) = held_block(look)
    said = [item.text for item in block.items if isinstance(item, Say)]
    assert said[0].startswith("Mogelijk geldt al: Binnen 72 uur")
    assert WORSE["nl"] in said[1]
    room = [line for strip in content_of(look, key=True).strips for line in strip.said]
    assert [line.short for line in room if WORSE["nl"] in line.text] == [
        "Of ernstiger, zonder korte termijn; haast blijft"
    ]
