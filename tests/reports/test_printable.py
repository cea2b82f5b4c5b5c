"""Any text at all can be printed, and comes back as it was typed."""

from __future__ import annotations

import re
import struct
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mdo_viewer.drawing.font import has_char, text_width
from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.guideline.values import replace
from mdo_viewer.reports import pdf as reports_pdf
from mdo_viewer.reports.page import plain
from mdo_viewer.reports.printable import BREAK, Printable, fitting, printable
from tests.help.reports_help import filled_with, need, pages_of, squashed, summary_of

MISSING = resources_folder() / "fonts" / "missing.ttf"
#: Written from left to right and without marks that combine, so that poppler gives it back in order.
SIMPLE = st.text(
    st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Po", "Ps", "Pe", "Sm", "Sc", "So", "Zs")).filter(
        lambda char: (
            unicodedata.bidirectional(char) not in ("R", "AL", "AN")
            and not unicodedata.name(char, "").startswith("ARABIC")
            and ord(char) < 0x30000
        )
    ),
    max_size=40,
)


def test_plain_text_stays_as_it_is() -> None:
    for text in ("", "Radio&Chemo < 5 mm", "één – “twee” ≤ 3 × 10", "#read() $x$ *b* <b>"):
        assert printable(text) == text


def test_line_ends_and_spaces_become_simple() -> None:
    assert printable("a\r\nb\rc\u2028d\u0085e\tf\u3000g\u2009h") == "a\nb\nc\nd\ne f g h"
    assert printable("a\u00a0b") == "a\u00a0b"


def test_hidden_and_deceiving_characters_are_written_out() -> None:
    assert printable("a\u202eb") == "a[U+202E]b"
    assert printable("\x00\x1b \U000e0041\ue000") == "[U+0000][U+001B] [U+E0041][U+E000]"
    assert printable(f"a{BREAK}b") == "ab"
    assert printable("👨\u200d👩") == "👨\u200d👩"


@given(st.text())
def test_breaks_lose_nothing(text: str) -> None:
    whole = printable(text)
    assert printable(whole.replace(BREAK, "")) == whole
    longest = max((len(piece) for word in whole.split() for piece in word.split(BREAK)), default=0)
    assert longest <= 28 or any(unicodedata.category(char)[0] in "MC" for char in text)


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_a_narrow_column_is_never_too_narrow(text: str) -> None:
    fitted = fitting(text, 60.0, 8.4)
    assert fitted.replace(BREAK, "") == printable(text).replace(BREAK, "")
    for word in fitted.split():
        assert all(text_width(piece, 8.4, False) < 60.0 for piece in word.split(BREAK))
    assert plain(fitted) == str(fitted)
    assert not isinstance(plain(fitted), Printable)


def covered_by(font: bytes) -> set[int]:
    """The code points of a font whose one character table is of format 13: ranges that share a picture."""
    tables = [struct.unpack(">4s4xII", font[12 + 16 * n : 28 + 16 * n]) for n in range(*struct.unpack(">H", font[4:6]))]
    (start,) = (offset for tag, offset, _ in tables if tag == b"cmap")
    (first,) = struct.unpack(">I", font[start + 8 : start + 12])
    form, count = struct.unpack(">H10xI", font[start + first : start + first + 16])
    assert form == 13
    groups = struct.iter_unpack(">III", font[start + first + 16 : start + first + 16 + 12 * count])
    return {code for low, high, picture in groups if picture for code in range(low, high + 1)}


def test_the_box_font_has_what_paper_may_show() -> None:
    covered = covered_by(MISSING.read_bytes())
    shown = [code for code in range(0xA1, 0x40000) if printable(chr(code)) == chr(code)]
    assert len(shown) > 140_000
    lacking = [hex(code) for code in shown if code not in covered and unicodedata.category(chr(code)) != "Cf"]
    assert lacking == []


def test_the_main_font_is_kept_to_what_it_has() -> None:
    """What the template says that it covers is what both faces have."""
    template = (resources_folder() / "drawing.typ").read_text("utf-8")
    listed = re.search(r"#let main-covers = regex\((.*?)\)\n", template, re.DOTALL)
    assert listed is not None
    pattern = "".join(re.findall(r'"(.*?)"', listed[1]))
    pattern = re.sub(r"\\u{([0-9a-f]+)}", lambda found: f"\\U{int(found[1], 16):08x}", pattern)
    covered = {code for code in range(0x20, 0x10000) if re.fullmatch(pattern, chr(code))}
    assert covered == {code for code in range(0x20, 0x10000) if has_char(chr(code))}


@settings(max_examples=12, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(SIMPLE, min_size=20, max_size=60))
def test_typed_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    need("pdftotext")
    text = "\n".join(f"{number}<{each}>{number}" for number, each in enumerate(texts))
    file = tmp_path / "typed.pdf"
    file.write_bytes(reports_pdf.pdf(replace(summary_of(filled_with("x")), remarks=text), None))
    page = squashed("".join(pages_of(file)))
    expected = [squashed(printable(f"{number}<{each}>{number}")) for number, each in enumerate(texts)]
    assert [each for each in expected if each not in page] == []


@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(), max_size=60), min_size=20, max_size=80))
def test_no_text_stops_the_page(texts: list[str]) -> None:
    summary = replace(summary_of(filled_with("x")), remarks="\n".join(texts))
    assert reports_pdf.pdf(summary, None).startswith(b"%PDF-")
