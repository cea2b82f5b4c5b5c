"""The pictures that tools/shots.py draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.example import PACK
from tools import shots


def test_the_few_are_pictures_of_both_screens_in_both_languages() -> None:
    names = {name for name, *_ in shots.shots(shots.scenes([tree.id for tree in load_pack(PACK).trees]))}
    assert set(shots.FEW) <= names
    for wanted in (r"^p\d", r"^\d", r"-nl-", r"-en-"):
        assert any(re.search(wanted, name) for name in shots.FEW), wanted
    assert len(shots.FEW) <= 8


def test_each_picture_is_named_and_its_window_gone(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shots, "FEW", ("10-over-nl-1366x768.png", "p6-zwart-nl-1366x768.png"))
    assert shots.main(["--few", "--out", str(tmp_path)]) == 0
    drawn = sorted(tmp_path.iterdir())
    assert [path.name for path in drawn] == sorted(shots.FEW)
    assert sorted(capsys.readouterr().out.split()) == [str(path) for path in drawn]
    assert not [widget for widget in qapp.topLevelWidgets() if isinstance(widget, Window)]
