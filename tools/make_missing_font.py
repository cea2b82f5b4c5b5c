"""Makes resources/fonts/missing.ttf: one empty box for every character that no other font on the page has.

With it a name in another script, or a picture character, never stops an export: the page shows a box, and copying or
reading aloud gives the character itself. Run: python tools/make_missing_font.py
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts" / "missing.ttf"
FAMILY = "MDO Missing"
#: The planes with text. Unassigned places count as text, so that the font fits later versions of Unicode too.
LAST = 0x3FFFF


def is_text(code: int) -> bool:
    """Whether paper may show this code point; reports/printable.py writes the others out."""
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not noncharacter and unicodedata.category(chr(code)) not in ("Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp")


def box() -> Glyph:
    """A hollow rectangle as high as a capital."""
    pen = TTGlyphPen(None)
    for corners in (
        [(60, 0), (60, 668), (640, 668), (640, 0)],
        [(120, 60), (580, 60), (580, 608), (120, 608)],
    ):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Write the font anew; the same each time."""
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupCharacterMap({})
    font.setupGlyf({".notdef": box(), "box": box()})
    font.setupHorizontalMetrics({".notdef": (700, 60), "box": (700, 60)})
    font.setupHorizontalHeader(ascent=950, descent=-290)
    names = {"familyName": FAMILY, "styleName": "Regular", "fullName": FAMILY, "psName": FAMILY.replace(" ", "")}
    font.setupNameTable(names)
    font.setupOS2(sTypoAscender=950, sTypoDescender=-290, usWinAscent=950, usWinDescent=290)
    font.setupPost()
    many_to_one = CmapSubtable.newSubtable(13)
    many_to_one.platformID, many_to_one.platEncID, many_to_one.language = 0, 6, 0
    many_to_one.cmap = {code: "box" for code in range(0xA0, LAST + 1) if is_text(code)}
    font.font["cmap"].tables = [many_to_one]
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    TARGET.parent.mkdir(exist_ok=True)
    font.save(TARGET)


if __name__ == "__main__":
    main()
