"""The licences of all that a bundle holds, in one text beside it: `python -m tools.release.notices BUNDLE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tools.release.contents import BUILT, BUNDLE, Part, parts

NAME: Final = "THIRD-PARTY.txt"
_HEAD: Final = """Parts of MDO Viewer that others made
====================================

MDO Viewer itself is under the Apache License 2.0 (LICENSE). Qt and Qt for Python are used under the LGPL 3, unmodified
and as separate files: who likes may put others of the same interface in their place. Their source is at
https://download.qt.io and https://code.qt.io; what Qt itself took from others is told at
https://doc.qt.io/qt-6/licenses-used-in-qt.html. The Rust libraries inside typst and cryptography are named with their
licences in the list of parts of the release (mdo-viewer-VERSION-linux.cdx.json, -windows.cdx.json).

"""


def notices(found: list[Part]) -> str:
    """The text: a list of all parts with their licences, then each licence once with the parts it is of."""
    lines = [f"{_name(part)}: {part.licence}" for part in found]
    texts: dict[str, list[str]] = {}
    for part in found:
        for file in part.texts:
            texts.setdefault(file.read_text("utf-8", "replace").strip(), []).append(_name(part))
    bodies = [f"{'-' * 80}\n{', '.join(dict.fromkeys(names))}\n{'-' * 80}\n\n{text}\n" for text, names in texts.items()]
    return _HEAD + "\n".join(lines) + "\n\n" + "\n".join(bodies)


def _name(part: Part) -> str:
    return f"{part.name} {part.version}" + (f" (in {part.inside})" if part.inside else "")


def main(bundle: Path = BUNDLE, toc: Path = BUILT) -> None:
    """Write the text into a bundle that was just built."""
    inner = bundle / "_internal"
    (inner / NAME).write_text(notices(parts(toc)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
