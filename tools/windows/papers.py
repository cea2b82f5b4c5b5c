"""What the Windows bundle holds of others: their licences in it, and the list of its parts for who receives it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from tools.release import sbom
from tools.release.contents import parts_of_windows
from tools.release.moment import moment
from tools.release.notices import NAME, notices
from tools.windows.kitchen import PROGRAM, PYTHON
from tools.windows.places import BUNDLE
from tools.windows.wine import Wine

#: Python for Windows and what it has in it, by its own word.
_ASKED: Final = """
import json, pyexpat, ssl, sys, zlib
print(json.dumps({
    "CPython": sys.version.split()[0],
    "OpenSSL": ssl.OPENSSL_VERSION.split()[1],
    "Expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
}))
"""


def file_version(program: Path) -> str:
    """What the properties of a Windows program say of its version. Raises ValueError where they say none."""
    content = program.read_bytes()
    for text in (content[start:].decode("utf-16-le", "ignore") for start in (0, 1)):
        if found := re.search(r"ProductVersion\0+(\d[\d.]*\d)", text):
            return found[1]
    raise ValueError(f"{program.name}: no version")


def write(wine: Wine, listed: Path, bundle: Path = BUNDLE) -> None:
    """Put the licences into a bundle that was just built, and the list of its parts into this file."""
    told = json.loads(wine.run([PROGRAM, "-c", _ASKED]))
    told["Microsoft Visual C++ Runtime"] = file_version(PYTHON / "vcruntime140.dll")
    found = parts_of_windows(PYTHON, told)
    (bundle / "_internal" / NAME).write_text(notices(found), encoding="utf-8", newline="\n")
    sbom.write(listed, found, moment())
