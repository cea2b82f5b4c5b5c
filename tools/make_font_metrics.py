"""Writes resources/font_metrics.json: ascent, descent and advances of the faces that the drawing room measures with.

Run after a new version of the font package: `python tools/make_font_metrics.py`. tests/drawing/test_font.py compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mdo_viewer.drawing.font import METRICS_FILE, font_files


def face(path: Path) -> dict[str, Any]:
    """What one font file says: units per em, ascent, descent, the advance of a missing glyph and of each character."""
    with TTFont(path, lazy=True) as font:
        advances = font["hmtx"].metrics
        return {
            "units": font["head"].unitsPerEm,
            "ascent": font["hhea"].ascent,
            "descent": -font["hhea"].descent,
            "missing": advances[".notdef"][0],
            "advances": {chr(code): advances[name][0] for code, name in sorted(font.getBestCmap().items())},
        }


def metrics() -> str:
    """The whole file as text; the same for the same fonts."""
    regular, bold = font_files()
    return json.dumps({"regular": face(regular), "bold": face(bold)}, ensure_ascii=True, separators=(",", ":")) + "\n"


def main() -> None:
    """Write the file anew."""
    METRICS_FILE.write_text(metrics(), encoding="utf-8")


if __name__ == "__main__":
    main()
