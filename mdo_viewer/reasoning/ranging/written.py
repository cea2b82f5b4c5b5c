"""A range as people write it. In a file of its own: the window asks it at once, and reads no files yet."""

from __future__ import annotations

import re

#: Two numbers with a dash, "tot" or "to" between them: 2-6, 2–6, 2,5 tot 6.
_RANGE = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:[-‐-―]|tot|to)\s*([0-9]+(?:[.,][0-9]+)?)", re.IGNORECASE)
#: The same while its word is being written: 2 t, 2 to, 2 tot 6.
_BEGUN = re.compile(r"\s*[0-9]+(?:[.,][0-9]*)?\s*(?:t|to|tot)\s*[0-9.,]*\s*", re.IGNORECASE)
_NO_NUMBER = re.compile(r"[^0-9.,\s‐-―-]")


def strange_signs(text: str, *, ranges: bool) -> str:
    """The signs of a text that is being typed which no number has, nor a range where that may be one."""
    return "" if ranges and _BEGUN.fullmatch(text) else "".join(_NO_NUMBER.findall(text))


def bounds_written(text: str) -> tuple[str, str] | None:
    """The two numbers of a range as people write it (2-6, 2–6, 2 tot 6); None for what is none."""
    found = _RANGE.fullmatch(text.strip())
    return (found[1], found[2]) if found else None
