"""What the other side hears: a short meeting as it was accepted, and that each kind of fault is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.accessibility.checks import (
    Finding,
    behind,
    headless,
    holding,
    levelless,
    markup,
    nameless,
    repeated,
    roleless,
    unlabelled,
)
from tests.accessibility.ear import Ear, Room, keysym, missing, room
from tests.accessibility.planted import LANDING
from tests.accessibility.saying import Speech, plain, transcript
from tests.accessibility.screens import Known, acts_unlike, known, told_apart
from tests.accessibility.script import SHORT, difference, kept, play

heard_here = pytest.mark.skipif(bool(missing()), reason=f"AT-SPI cannot be had here: {missing()}")


@pytest.fixture(scope="module")
def here() -> Iterator[Room]:
    with room() as made:
        yield made


@heard_here
def test_a_short_meeting_is_said_as_it_was_accepted(here: Room) -> None:
    apart = difference("short-nl", play(here, "nl", SHORT))
    assert not apart, f"{apart}\nIf it is meant: python -m tests.accessibility --accept"


# --- planted faults


def said(ear: Ear, *keys: str) -> str:
    """What is said after these keys, in a window that was just opened."""
    speech = Speech("nl")
    speech.said(ear.heard())
    return transcript((key, speech.said(ear.press(key))) for key in keys)


@heard_here
def test_an_error_that_is_shown_and_not_said_is_found(here: Room) -> None:
    with here.program("nl", name="planted") as ear:
        assert said(ear, "Return").split() == ["Return", "Schrijf", "de", "voorwaarde", "op."]
    with here.program("nl", "silent", name="planted") as ear:
        assert said(ear, "Return").split() == ["Return", "(niets)"]


@heard_here
def test_a_password_is_typed_and_taken_away_unheard(here: Room) -> None:
    keys = ("Tab", '"geheim"', "BackSpace", "Ctrl+A", "Delete")
    with here.program("nl", name="planted") as ear:
        assert said(ear, *keys).count("(niets)") == len(keys) - 1
    with here.program("nl", "password", name="planted") as ear:
        assert "(wachtwoord gehoord: g)" in said(ear, *keys)


@heard_here
def test_a_name_in_markup_and_a_sheet_that_leaks_are_found(here: Room) -> None:
    for fault, wrong, reached in (("", 0, 0), ("name", 1, 0), ("leak", 0, 1)):
        with here.program("nl", fault, name="planted") as ear:
            ear.heard()
            assert len(list(markup(ear.tree()))) == wrong, fault
            ear.press("F2")
            assert len(list(behind(ear.tree()))) == reached, fault


@heard_here
def test_an_action_without_effect_is_found(here: Room) -> None:
    found = [list(acts_unlike(here, "nl", fault, screen="planted", name="planted")) for fault in ("", "effect")]
    assert [str(each) for some in found for each in some] == ["acts · planted · Toggle of check box 'ja'"]


@heard_here
def test_what_stays_in_a_hidden_field_is_found(here: Room) -> None:
    for fault, left in (("", 0), ("stays", 1)):
        with here.program("nl", fault, name="planted") as ear:
            ear.heard()
            for key in ('"Kanarie"', "Return"):
                ear.press(key)
            assert len(list(holding("Kanarie")(ear.tree()))) == left, fault


@heard_here
def test_qt_does_not_tell_that_an_entry_is_invalid(here: Room) -> None:
    """Until it does, a refused field says so in its description alone. An interface of our own has the state; Qt does
    not pass it on, and the field would lose its text by it."""
    fields = {}
    for fault in ("", "invalid"):
        with here.program("nl", fault, name="planted") as ear:
            ear.heard()
            ear.press('"abc"')
            fields[fault] = next(each for each in ear.tree() if each["name"] == "Voorwaarde")
    assert "invalid" not in fields["invalid"]["states"]
    assert "editable" in fields["invalid"]["states"], "it is ours that answers"
    assert fields[""]["text"] == "abc"
    assert "text" not in fields["invalid"]


@heard_here
def test_a_heading_tells_its_level_and_no_role_arrives_as_a_landmark(here: Room) -> None:
    """110 is the role of a landmark in AT-SPI. Until Qt has one that arrives as it, the parts of the window are named
    groups."""
    with here.program("nl", "roles", name="planted") as ear:
        ear.heard(quiet=0.6)
        told = {node["name"]: node for node in ear.tree()}
    assert [told[f"Kop {level}"]["attributes"] for level in (1, 2, 3)] == [{"level": str(level)} for level in (1, 2, 3)]
    planted = [told[role.name]["number"] for role in LANDING]
    assert 110 not in planted
    assert told["Form"]["number"] == 87, "each arrives as what it is"


# --- rules and words, without a window


def node(**given: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": "/1", "parent": "", "role": "push button", "name": "Volgen", "description": "", "attributes": {},
        "states": ["enabled", "focusable", "showing"], "actions": ["Press"], "bounds": [0, 0, 44, 44], "place": [],
        "above": [], "relations": [], "type": "object:state-changed:focused", "on": 1, "said": "",
    }  # fmt: skip
    return usual | given


def test_the_rules_find_what_they_should() -> None:
    assert list(nameless([node(name=" ")]))
    assert not list(nameless([node(name=""), node(name="x")][1:]))
    assert list(roleless([node(role="filler")]))
    assert not list(roleless([node(role="filler", states=["showing"]), node()]))
    assert list(headless([node()]))
    assert not list(headless([node(role="heading")]))
    deep = {level: node(role="heading", attributes={"level": str(level)}) for level in (1, 2, 3)}
    assert not list(levelless([deep[1], deep[2], deep[3], deep[1]]))
    assert list(levelless([deep[1], deep[3]]))
    assert list(levelless([node(role="heading")]))
    below = [node(role="label", name="Kenmerk · Enter"), node(role="text", name="Kenmerk")]
    assert list(unlabelled(below))
    assert not list(unlabelled([below[0], node(role="text", name="Kenmerk", relations=["labelled by"])]))
    assert list(markup([node(description="<qt>levensverwachting &lt; 3</qt>")]))
    assert not list(markup([node(name="levensverwachting < 3 maanden, R&D")]))
    assert list(repeated([node(description="Volgen")]))
    assert list(repeated([node(description="MDO-0003", text="MDO-0003")]))
    assert not list(repeated([node(description=" ")]))


def test_a_message_is_cut_off_by_the_focus_that_follows() -> None:
    message = node(type="object:announcement", said="Bewaard.")
    assert Speech("nl").said([message, node()]) == ["(afgebroken) Bewaard.", "Volgen, knop."]
    assert Speech("nl").said([node(), message]) == ["Volgen, knop.", "Bewaard."]
    assert Speech("en").said([]) == ["(nothing)"]


def test_state_place_and_description_are_said() -> None:
    chosen = node(role="radio button", states=["enabled", "checkable", "checked"], place=[1, 3], description="Enter")
    assert Speech("nl").said([chosen]) == ["Volgen, keuzerondje, gekozen, 1 van 3, Enter."]


def test_what_a_sheet_is_called_is_said_once() -> None:
    within = node(above=[{"id": "/9", "role": "dialog", "name": "Agenda"}])
    speech = Speech("en")
    assert speech.said([within, within]) == ["Agenda, dialog. Volgen, button."]
    assert speech.said([within]) == ["Volgen, button."]


def test_another_machine_keeps_the_same_lines() -> None:
    assert plain("Bewaard: /tmp/a11y-x/home1/page.pdf") == "Bewaard: …/page.pdf"
    assert plain("een\ntwee") == "een | twee"


def test_keys_are_called_as_x_calls_them() -> None:
    assert [keysym(key) for key in ("Ctrl+Shift+L", "PgDown", "Ctrl++", "?", "2", "F6")] == [
        "ctrl+shift+l", "Next", "ctrl+plus", "question", "2", "F6",
    ]  # fmt: skip


def test_the_list_of_what_is_known_must_shrink() -> None:
    listed: list[Known] = [
        {"rule": "name", "screen": ".*", "what": "filler.*", "why": "a"},
        {"rule": "markup", "screen": "board", "what": ".*", "why": "b"},
    ]
    fresh, gone = told_apart([Finding("name", "board", "filler ''"), Finding("name", "board", "text ''")], listed)
    assert [str(each) for each in fresh] == ["name · board · text ''"]
    assert [each["why"] for each in gone] == ["b"]


def test_whatever_is_known_has_a_reason() -> None:
    assert all(entry["why"] and entry["rule"] for entry in known())


def test_every_transcript_was_accepted() -> None:
    assert all(kept(name).exists() for name in ("short-nl", "short-en", "meeting-nl", "meeting-en"))
