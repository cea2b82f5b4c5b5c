"""The screens look as they did when they were last accepted."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.help.golden_pictures import FOLDER, GOLDEN, MOST, SEEN, Golden, difference, rounded, take, write


@pytest.mark.skipif(sys.platform == "win32", reason="draws the edges of letters otherwise")
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_screen_looks_as_accepted(qapp: QApplication, golden: Golden) -> None:
    file = FOLDER / f"{golden.name}.png"
    assert file.exists(), f"python -m tests.help.golden_pictures {golden.name} writes it"
    seen = take(golden)
    part, shown = difference(QImage(str(file)), seen)
    if part > MOST:
        write(seen, SEEN / f"{golden.name}.png")
        write(shown, SEEN / f"{golden.name}-difference.png")
        pytest.fail(
            f"{part:.2%} of the pixels differ: see out/golden/{golden.name}.png and {golden.name}-difference.png. "
            f"If it should look so: python -m tests.help.golden_pictures {golden.name}",
            pytrace=False,
        )


def test_pictures_are_those_of_the_scenes_and_small() -> None:
    files = sorted(FOLDER.glob("*.png"))
    assert sorted(file.stem for file in files) == sorted(golden.name for golden in GOLDEN)
    assert max(file.stat().st_size for file in files) < 300_000


def test_a_moved_word_is_found(qapp: QApplication) -> None:
    kept = QImage(str(FOLDER / f"{GOLDEN[0].name}.png"))
    assert difference(kept, kept)[0] == 0
    moved = kept.copy()
    painter = QPainter(moved)
    painter.drawImage(21, 200, kept, 20, 200, 280, 300)  # some facts, 1 px to the right
    painter.end()
    assert difference(kept, moved)[0] > MOST


def test_a_shade_that_nobody_sees_is_no_difference(qapp: QApplication) -> None:
    white, near, far = (QImage(100, 100, QImage.Format.Format_RGB32) for _ in range(3))
    white.fill(QColor(255, 255, 255))
    near.fill(QColor(255, 247, 255))
    far.fill(QColor(255, 230, 255))
    assert difference(white, near)[0] == 0
    assert difference(white, far)[0] == 1
    assert difference(rounded(near), near)[0] == 0
    assert difference(white, white.copy(0, 0, 50, 50))[0] == 1
