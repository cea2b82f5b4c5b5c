"""What may be written of a value is what the value takes: the same names, and the same types."""

from __future__ import annotations

from typing import get_type_hints

import pytest

from mdo_viewer.desktop.state.changes import AboutChanges, CaseChanges, DraftChanges, PointChanges
from mdo_viewer.desktop.state.settings import Settings, SettingsChanges
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import About


@pytest.mark.parametrize(
    ("changes", "value", "all_of_it"),
    [
        (CaseChanges, Case, False),
        (DraftChanges, Decision, False),
        (PointChanges, Case, False),
        (AboutChanges, About, True),
        (SettingsChanges, Settings, True),
    ],
)
def test_changes_are_those_of_the_value(changes: type, value: type, all_of_it: bool) -> None:
    named, fields = get_type_hints(changes), get_type_hints(value)
    assert named == {name: fields[name] for name in (fields if all_of_it else named)}
