"""What the other side hears: `python -m tests.accessibility` plays a meeting in both languages and compares what a
screen reader would say with what was accepted; `--accept` accepts what is said now. A word picks transcripts."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from mdo_viewer.guideline.model import Language
from tests.accessibility.ear import missing, room
from tests.accessibility.script import LONG, SHORT, Part, difference, kept, play

#: Every transcript: its name, language and keys.
ALL: tuple[tuple[str, Language, Sequence[Part]], ...] = (
    ("short-nl", "nl", SHORT),
    ("short-en", "en", SHORT),
    ("meeting-nl", "nl", LONG),
    ("meeting-en", "en", LONG),
)


def main(argv: Sequence[str]) -> int:
    """Play all, or those whose name contains a word given; 1 where something is said otherwise, 2 where nothing can be
    heard."""
    parser = argparse.ArgumentParser(prog="tests.accessibility", description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--accept", action="store_true", help="keep what is said now as what is to be said")
    chosen = parser.parse_args(argv)
    if missing():
        sys.stderr.write(f"{missing()}\n")
        return 2
    otherwise = 0
    with room() as here:
        for name, language, parts in ALL:
            if chosen.words and not any(word in name for word in chosen.words):
                continue
            began = time.monotonic()
            said = play(here, language, parts)
            apart = difference(name, said)
            if apart and chosen.accept:
                kept(name).write_text(said, encoding="utf-8")
            otherwise += bool(apart)
            verdict = "as accepted" if not apart else "accepted now" if chosen.accept else "said otherwise:"
            sys.stdout.write(f"{name}: {time.monotonic() - began:.0f} s, {verdict}\n{apart}\n".rstrip("\n") + "\n")
    return int(bool(otherwise) and not chosen.accept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
