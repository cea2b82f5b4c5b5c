"""What the values of the program are made with: `replace`, for they are structs of msgspec
(docs/decisions/0019-msgspec.md), and texts of only those characters that a file may hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A type checker knows the fields of a struct, but what msgspec says of its own `replace` takes any.
    from dataclasses import replace as replace
else:
    from msgspec.structs import replace as replace

#: Control characters (but tab and line ends), direction marks, line separators, surrogates and non-characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
#: What parts lines or words elsewhere: soft returns of Word and PowerPoint, a page end, Unicode's own line ends.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def without_forbidden(text: str) -> str:
    """The text without the characters that a file must not contain; for text that somebody typed or pasted. What parts
    lines stays a line end: without it two words, or two numbers, would grow together."""
    return FORBIDDEN.sub("", with_line_ends(text))


def with_line_ends(text: str) -> str:
    """The text with one sign for whatever parts lines."""
    return _LINE_ENDS.sub("\n", text)


def on_one_line(text: str) -> str:
    """The same for a field of one line: a line end is a blank there."""
    return without_forbidden(text).replace("\n", " ")
