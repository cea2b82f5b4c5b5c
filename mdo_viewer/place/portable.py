"""A program that runs from a stick, or from any folder, and leaves nothing in the profile of whoever uses it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

#: The file beside the program that asks for it; what is in it does not matter.
SIGN: Final = "portable.txt"
#: The folder beside the program in which it then keeps what is its own.
FOLDER: Final = "mdo-viewer-data"


def portable_folder() -> Path | None:
    """Where a program with `portable.txt` beside it keeps what is its own; None for one that is installed, or that is
    run from its source."""
    if not getattr(sys, "frozen", False):
        return None
    beside = Path(sys.executable).resolve().parent
    return beside / FOLDER if (beside / SIGN).exists() else None
