"""Pictures of the screens as they were accepted, in tests/golden.

`python -m tests.help.golden_pictures` writes them anew; look at each before it is committed. Each channel is kept in 16
steps, which makes the files half as large; a pixel differs when a channel is further than `NEAR` from what is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.theme import SchemeName
from mdo_viewer.desktop.widgets.timers import catch_up
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.example import PACK
from tests import conftest  # noqa: F401 (fonts and platform, before the application is made)
from tests.help.places import ROOT
from tools.shots import LARGE, SMALL, SMALLEST, Step, open_window, scenes

FOLDER: Final = ROOT / "tests" / "golden"
#: Where a failing comparison leaves what it saw.
SEEN: Final = ROOT / "out" / "golden"
NEAR: Final = 16
#: The part of the pixels that may differ.
MOST: Final = 0.001
STEP: Final = 17
_ROUNDED: Final = bytes((value + STEP // 2) // STEP * STEP for value in range(256))
_FAR: Final = bytes(value > NEAR for value in range(256))


class Golden(NamedTuple):
    """One picture: a scene of `shots`, and how the windows look."""

    scene: str
    size: tuple[int, int] = SMALL
    language: Language = "nl"
    scheme: SchemeName = "light"
    text_size: TextSize = 100

    @property
    def name(self) -> str:
        more = ("" if self.scheme == "light" else f"-{self.scheme}") + (
            "" if self.text_size == 100 else f"-{self.text_size}"
        )
        return f"{self.scene}-{self.language}-{self.size[0]}x{self.size[1]}{more}"


GOLDEN: Final = (
    Golden("1-spoed"),
    Golden("1-spoed", language="en"),
    Golden("1-spoed", LARGE),
    Golden("1-spoed", SMALLEST, "en", "contrast"),
    Golden("2-follow-up", language="en"),
    Golden("3-behandeling"),
    Golden("2-follow-up", LARGE, "en", "dark"),
    Golden("3-behandeling", scheme="contrast"),
    Golden("3-behandeling", language="en", scheme="dark", text_size=150),
    Golden("4-leeg", LARGE),
    Golden("6-afwijking", language="en"),
    Golden("7-afspraken"),
    Golden("8-lijst"),
    Golden("9-toetsen", language="en"),
    Golden("10-over"),
    Golden("11-tegenspraak"),
    Golden("12-gedaan"),
    Golden("13-anders", language="en"),
    Golden("14-twijfel", SMALLEST),
    Golden("15-elders"),
    Golden("16-botsing", language="en", scheme="dark"),
    Golden("17-zwijgt"),
    Golden("25-agenda"),
    Golden("26-einde", language="en"),
    Golden("27-ouder"),
    Golden("p1-spoed-open"),
    Golden("p2-spoed"),
    Golden("p3-besluit", SMALLEST, "en"),
    Golden("p7-dark", LARGE),
    Golden("p8-contrast", LARGE),
    Golden("p10-instellingen"),
    Golden("boom-09-heel", LARGE),
)


def rounded(image: QImage) -> QImage:
    """The picture as it is kept."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    kept = bytes(plain.constBits()).translate(_ROUNDED)
    return QImage(kept, plain.width(), plain.height(), plain.bytesPerLine(), plain.format()).copy()


def difference(kept: QImage, seen: QImage) -> tuple[float, QImage]:
    """The part of the pixels that differ, and a picture of them: red on what is kept. 1 where the sizes differ."""
    one, other = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (kept, seen))
    if one.size() != other.size():
        return 1.0, other
    before, after = bytes(one.constBits()), bytes(other.constBits())
    if before == after:
        return 0.0, one
    apart = bytes(map(_apart, before, after)) if len(before) == len(after) else b""
    far = apart.translate(_FAR)
    some = int.from_bytes(far[0::4]) | int.from_bytes(far[1::4]) | int.from_bytes(far[2::4])
    count = len(far) // 4
    marks = some.to_bytes(count)
    shown = bytearray(before)
    for at in (at for at, mark in enumerate(marks) if mark):
        shown[4 * at : 4 * at + 3] = b"\x00\x00\xff"
    return some.bit_count() / count, QImage(bytes(shown), one.width(), one.height(), one.format()).copy()


def _apart(one: int, other: int) -> int:
    return abs(one - other)


@contextmanager
def shown(golden: Golden) -> Iterator[QWidget]:
    """The window of this picture, as it stands when the picture is taken."""
    step = _step(golden.scene, golden.size)
    window = open_window(golden.size, golden.language)
    try:
        window.change_settings(scheme=golden.scheme, text_size=golden.text_size)
        taken = step(window) or window
        QApplication.processEvents()
        window.show_later()
        catch_up(window)
        for each in (taken, *taken.findChildren(QWidget)):  # wherever another test left the pointer
            each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        yield taken
    finally:
        window.change_settings(scheme="light", text_size=100)
        window.session.typed = False
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _step(scene: str, size: tuple[int, int]) -> Step:
    trees = [tree.id for tree in load_pack(PACK).trees]
    return next(step for name, step, sizes, _ in scenes(trees) if name == scene and size in sizes)


def take(golden: Golden) -> QImage:
    """The picture as it is drawn now."""
    app = QApplication.instance() or QApplication(["golden"])
    assert isinstance(app, QApplication)
    theme.dress(app)
    with shown(golden) as widget:
        return widget.grab().toImage()


def write(image: QImage, file: Path) -> None:
    """Write a picture as small as PNG allows. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(file))
    writer.setCompression(100)
    if not writer.write(image):
        raise OSError(f"cannot write {file}: {writer.errorString()}")


def main(argv: Sequence[str]) -> int:
    """Write all pictures, or those whose name contains a word given; those that no scene draws any more go."""
    app = QApplication(["golden"])
    chosen = [golden for golden in GOLDEN if not argv or any(word in golden.name for word in argv)]
    for golden in chosen:
        file, image = FOLDER / f"{golden.name}.png", take(golden)
        if not file.exists() or difference(QImage(str(file)), image)[0] > 0:
            write(rounded(image), file)
            sys.stdout.write(f"{file.name}: {file.stat().st_size // 1024} kB\n")
    for file in FOLDER.glob("*.png"):
        if file.stem not in {golden.name for golden in GOLDEN}:
            file.unlink()
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
