"""What the letters of a terminal cannot show is written so that it is read right: "≥ 70" as ">= 70", not as "? 70"."""

from __future__ import annotations

import codecs
from typing import Final
from unicodedata import normalize

#: The name for `errors=`.
READABLE: Final = "mdo_readable"
#: Of what the program prints; letters lose their marks.
_PLAIN: Final = {
    "–": "-",
    "—": "-",
    "−": "-",
    "×": "x",
    "·": "-",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "≥": ">=",
    "≤": "<=",
    "±": "+/-",
    "→": "->",
    "µ": "u",
    "μ": "u",
    "°": " deg ",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "æ": "ae",
    "Æ": "AE",
    "½": " 1/2",
    "¼": " 1/4",
    "²": "^2",
    "€": "EUR",
    "©": "(c)",
}


def _written(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return "".join(map(_plain, problem.object[problem.start : problem.end])), problem.end


def _plain(letter: str) -> str:
    bare = normalize("NFKD", letter)[0] if letter.isalpha() else letter
    return _PLAIN.get(letter) or (bare if bare.isascii() else f"[U+{ord(letter):04X}]")


codecs.register_error(READABLE, _written)
