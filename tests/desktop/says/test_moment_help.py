"""The field of a moment says what is meant, as the pack has it; the label stays short."""

from __future__ import annotations

from mdo_viewer.desktop.window import Window
from tests.help.desktop_help import at_tree, settle


def test_the_field_of_a_moment_has_its_help(window: Window) -> None:
    at_tree(window, 0, "diagnostiek")
    help = window.look.pack.moments_by_id["verdenking_op"].help
    assert help is not None
    for language in ("nl", "en"):
        window.session.set_language(language)
        settle(window)
        asked = window.advice.column.field("verdenking_op")
        assert asked is not None
        assert asked.field.toolTip() == asked.field.accessibleDescription() == help(language)
        assert window.look.text(help) not in asked.field.accessibleName()


def test_without_help_there_is_no_tip(window: Window) -> None:
    at_tree(window, 2, "tijd_tot_therapie")
    assert window.look.pack.moments_by_id["diagnose_op"].help is None
    asked = window.advice.column.field("diagnose_op")
    assert asked is not None
    assert (asked.field.toolTip(), asked.field.accessibleDescription()) == ("", "")
