"""What the laptop says of the projector while it is on: one chip in words, loud while the picture is frozen."""

from __future__ import annotations

from datetime import datetime

from mdo_viewer.desktop.projector.beam import Beam
from mdo_viewer.guideline.words import Words
from mdo_viewer.reasoning.saying import Saying


def beam_words(beam: Beam, words: Words, now: datetime) -> str:
    """`Projector: bevroren sinds 14:31 (boom 4), 1:05`; empty while it is off."""
    if not beam.on:
        return ""
    if beam.placed == "away":
        return words("projector.is.away")
    if beam.failed and beam.shows == "blank":
        return words("projector.is.failed")
    if beam.emptied and beam.shows == "blank":
        return words("projector.is.emptied")
    said = words(f"projector.is.{'black' if beam.black else 'test' if beam.testing else beam.placed}")
    frozen = beam.frozen
    if frozen is None:
        return said
    passed = max(0, int((now - frozen.since).total_seconds()))
    count = f"{passed // 60}:{passed % 60:02d}"
    key = "projector.is.frozen_other" if beam.elsewhere else "projector.is.frozen"
    kept = words(key, time=Saying(words.language).clock(frozen.since), tree=frozen.tree, count=count)
    return words("projector.is.both", state=said, frozen=kept) if beam.black or beam.testing else kept


def is_loud(beam: Beam) -> bool:
    """Whether the room sees something else than the laptop's patient and tree, and nobody may forget it."""
    return beam.on and (beam.frozen is not None or beam.emptied or beam.black or beam.failed or beam.placed == "away")


def short_words(beam: Beam, words: Words) -> str:
    """What stands on the button of the top bar."""
    if not beam.on:
        return words("projector.button")
    if beam.emptied and beam.shows == "blank":
        return words("projector.button.emptied")
    frozen = "frozen_other" if beam.elsewhere else "frozen" if beam.frozen else "on"
    state = "away" if beam.placed == "away" else "black" if beam.black else frozen
    return words(f"projector.button.{state}")
