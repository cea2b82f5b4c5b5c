"""Makes the zip for those who may not install: the bundle, and a marker that has it keep its settings beside itself."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Final

from tools.windows.installer import names_of

#: Beside the program it says: keep everything of your own here. What stands in it is for people.
MARKER: Final = "portable.txt"
_SAYS: Final = """MDO Viewer bewaart zijn instellingen in deze map zolang dit bestand hier staat.
Start mdo-viewer.exe; mdo-viewer-console.exe is er voor de opdrachtregel. Vergaderingen staan waar u ze bewaart.

MDO Viewer keeps its settings in this folder as long as this file is here.
Start mdo-viewer.exe; mdo-viewer-console.exe is for the command line. Meetings are where you keep them.
"""


def pack(bundle: Path, target: Path, epoch: int) -> Path:
    """Write the zip; the same bundle gives the same bytes, whenever and wherever it is packed."""
    moment = time.gmtime(max(epoch, 315532800))[:6]  # a zip knows no time before 1980
    top = bundle.name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name in sorted([*names_of(bundle), MARKER]):
            held = zipfile.ZipInfo(f"{top}/{name}", moment)
            held.create_system = 0  # of Windows: no rights of Unix
            held.compress_type = zipfile.ZIP_DEFLATED
            content = _SAYS.replace("\n", "\r\n").encode() if name == MARKER else (bundle / name).read_bytes()
            packed.writestr(held, content)
    return target
