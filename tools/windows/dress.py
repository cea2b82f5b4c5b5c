"""What a program of Windows wears: its icon, drawn from the project's own, and what its properties say.

`build_installer.spec` asks for both, on Windows and under Wine; the installer asks for the icon.
"""

from __future__ import annotations

import struct
from importlib import import_module
from pathlib import Path
from typing import Final

from tools.windows.places import ROOT, version

#: Sides in px: what the task bar, the start menu and the folders of Windows ask for at 100 to 200 %.
SIDES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
#: From this side on an icon holds a PNG; smaller ones are bitmaps, which everything that reads icons knows.
_PACKED_FROM: Final = 256

MAKER: Final = "MDO Viewer"
#: Dutch, as the window begins; text is Unicode.
LANGUAGE: Final = 0x0413
_UNICODE: Final = 1200


def write_icon(file: Path) -> Path:
    """Write the project's icon as an `.ico` with every one of `SIDES`; the same bytes each time."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(ROOT / "resources/icons/app.svg"))
    images = []
    for side in SIDES:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        if side < _PACKED_FROM:
            images.append(_bitmap(side, bytes(image.constBits())))
            continue
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        images.append(bytes(held.data()))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_icon(images))
    return file


def _bitmap(side: int, pixels: bytes) -> bytes:
    """One image as icons hold it: the header counts twice the height, for a mask follows; rows stand from below."""
    rows = [pixels[at : at + side * 4] for at in range(0, len(pixels), side * 4)]
    mask = bytes((side + 31) // 32 * 4 * side)
    header = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, side * side * 4 + len(mask), 0, 0, 0, 0)
    return header + b"".join(reversed(rows)) + mask


def _icon(images: list[bytes]) -> bytes:
    """The images of `SIDES` with the table that stands before them; 256 is written as 0."""
    at = 6 + 16 * len(images)
    table = struct.pack("<HHH", 0, 1, len(images))
    for side, image in zip(SIDES, images, strict=True):
        table += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(image), at)
        at += len(image)
    return table + b"".join(images)


def numbers(said: str) -> tuple[int, int, int, int]:
    """A version as Windows counts: four numbers; what follows them ("1.1.0rc1") is left out."""
    digits = [int(part) for part in said.split(".") if part.isdecimal()]
    first, second, third, fourth, *_ = *digits, 0, 0, 0, 0
    return first, second, third, fourth


def properties(program: str, description: str) -> object:
    """What the "Details" of a program say, as PyInstaller wants it; only PyInstaller on Windows can make it."""
    said = import_module("PyInstaller.utils.win32.versioninfo")
    number = numbers(version())
    texts = {
        "CompanyName": MAKER,
        "FileDescription": description,
        "FileVersion": version(),
        "InternalName": program.removesuffix(".exe"),
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": program,
        "ProductName": "MDO Viewer",
        "ProductVersion": version(),
    }
    return said.VSVersionInfo(
        ffi=said.FixedFileInfo(filevers=number, prodvers=number, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
        kids=[
            said.StringFileInfo(
                [
                    said.StringTable(
                        f"{LANGUAGE:04x}{_UNICODE:04x}", [said.StringStruct(*each) for each in texts.items()]
                    )
                ]
            ),
            said.VarFileInfo([said.VarStruct("Translation", [LANGUAGE, _UNICODE])]),
        ],
    )
