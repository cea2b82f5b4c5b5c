"""Writes the README's list of keys from the table of commands: `python -m tools.list_keys`."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

from mdo_viewer.desktop.state.commands import Group, listed, shown_of, word_of
from mdo_viewer.guideline.words import words_of

README: Final = Path(__file__).resolve().parents[1] / "README.md"
BEGIN: Final = "<!-- keys: written by python -m tools.list_keys -->\n"
END: Final = "<!-- end of keys -->\n"


def key_list() -> str:
    """The keys as a table of Markdown: a line for each group, as on the sheet of keys, in English."""
    words = words_of("window", "en")
    lines = []
    for group in get_args(Group):
        said = (f"`{shown_of(row, words)}` {words(word_of(row))}" for row in listed(group))
        lines.append(f"| {words(f'keys.group.{group}')} | {' · '.join(said)} |\n")
    return "".join(("| | |\n", "|---|---|\n", *lines))


def renewed(text: str) -> str:
    """A README with the list as it is to be. Raises ValueError where it has no place for one."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("README.md has no place for the list of keys")
    return "".join((before, begin, key_list(), end, after))


def main() -> None:
    """Write the list into the README."""
    README.write_text(renewed(README.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
