"""What the other side hears and sees: `python -m tests.accessibility`.

Plays a meeting in both languages and compares what a screen reader would say with what was accepted (`--accept` accepts
what is said now), and looks at every screen; what is found there and stands in `known.json` is known, what stands
there and is no longer found fails too. Words pick: `short`, `meeting-nl`, `screens`, `actions`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from mdo_viewer.guideline.model import Language
from tests.accessibility.checks import Finding
from tests.accessibility.ear import Room, missing, room
from tests.accessibility.screens import acts_unlike, all_found, known, told_apart
from tests.accessibility.script import LONG, SHORT, Part, difference, kept, play

#: Every transcript: its name, language and keys.
TRANSCRIPTS: tuple[tuple[str, Language, Sequence[Part]], ...] = (
    ("short-nl", "nl", SHORT),
    ("short-en", "en", SHORT),
    ("meeting-nl", "nl", LONG),
    ("meeting-en", "en", LONG),
)
#: Where the actions of choices are tried: the screen, and the keys that lead there.
ACTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("board", ()),
    ("form", ("PgDown", "V")),
    ("view", ("Ctrl+,",)),
)


def heard(here: Room, name: str, language: Language, parts: Sequence[Part], *, accept: bool) -> bool:
    """Play one transcript; whether it is said as accepted, or is accepted now."""
    said = play(here, language, parts)
    apart = difference(name, said)
    if apart and accept:
        kept(name).write_text(said, encoding="utf-8")
    tell(f"{name}: {'as accepted' if not apart else 'accepted now' if accept else 'said otherwise:'}", apart)
    return accept or not apart


def seen(name: str, findings: Sequence[Finding], rules: frozenset[str]) -> bool:
    """Tell what is found by these rules; whether all of it is known, and all that is known was found."""
    fresh, gone = told_apart(findings, [entry for entry in known() if entry["rule"] in rules])
    tell(f"{name}: {len(findings)} found, {len(fresh)} not known", *(str(finding) for finding in fresh))
    for entry in gone:
        tell(f"no longer found, take it out of known.json: {entry['rule']} · {entry['screen']} · {entry['what']}")
    return not fresh and not gone


def tell(*lines: str) -> None:
    """Write these lines, at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines if line))
    sys.stdout.flush()


def main(argv: Sequence[str]) -> int:
    """All, or what is picked; 1 where something does not hold, 2 where nothing can be heard."""
    parser = argparse.ArgumentParser(prog="tests.accessibility", description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--accept", action="store_true", help="keep what is said now as what is to be said")
    chosen = parser.parse_args(argv)
    if missing():
        sys.stderr.write(f"{missing()}\n")
        return 2

    def picked(name: str) -> bool:
        return not chosen.words or any(word in name for word in chosen.words)

    good, began = True, time.monotonic()
    with room() as here:
        for name, language, parts in TRANSCRIPTS:
            if picked(name):
                good &= heard(here, name, language, parts, accept=chosen.accept)
        acts = frozenset({"acts"})
        if picked("screens"):
            rules = frozenset(entry["rule"] for entry in known()) - acts
            good &= seen("screens", all_found(here, "nl"), rules)
        if picked("actions"):
            found = [each for screen, keys in ACTIONS for each in acts_unlike(here, "nl", screen=screen, keys=keys)]
            good &= seen("actions", found, acts)
    tell(f"{time.monotonic() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
