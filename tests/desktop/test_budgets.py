"""Keys per patient: prepared at most 6 to the exported decision, with 8 facts at most 40."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.help.keys_per_case import SCRIPTS, Script, most, play


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.name for script in SCRIPTS])
def test_a_patient_takes_no_more_keys_than_it_may(qtbot: QtBot, tmp_path: Path, script: Script) -> None:
    found = play(script, tmp_path)
    assert (found.tree, found.outcome) == (script.tree, script.outcome)
    assert found.decided == ("deviate" if script.by[0] == "A" else "follow")
    assert found.pages == 1, "exported"
    assert found.entered == set(script.facts)
    assert found.pressed <= most(script)


def test_five_are_prepared_and_five_bring_eight_facts() -> None:
    assert sum(script.prepared for script in SCRIPTS) == 5
    assert [len(script.facts) for script in SCRIPTS if not script.prepared] == [8] * 5
