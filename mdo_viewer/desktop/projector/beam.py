"""What the projector shows, as one frozen value and the changes it can undergo: no Qt, no texts, no pictures.

The rule that all others bow to: nothing of a patient is shown while the laptop shows another one. A change of
patient takes away "ready", and only the complete picture of that very patient brings it back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.values import replace

#: nothing: no window; blank: neutral, between two patients; black: asked for; test: the page to test the room with.
Shows: TypeAlias = Literal["nothing", "blank", "black", "picture", "frozen", "test"]
#: full: over a second screen; window: to share; away: its screen is gone or shows the same as the laptop.
Placed: TypeAlias = Literal["full", "window", "away"]


class Who(NamedTuple):
    """The patient a picture is of: the point of the agenda, the key, and which meeting since the start it is. Moved on
    the agenda it is the same patient; under another key it may be another one. Compared, never shown."""

    id: int
    key: str
    meeting: int = 0


class Frozen(Struct, frozen=True):
    """A picture that stays while the laptop goes on: the number of its tree, since when, and of whom it is."""

    tree: int
    since: datetime
    who: Who | None = None


class Beam(Struct, frozen=True):
    """The projector. `who` is the patient on the laptop now, `ready` whether that patient's picture is complete."""

    on: bool = False
    who: Who | None = None
    ready: bool = False
    placed: Placed = "full"
    black: bool = False
    frozen: Frozen | None = None
    emptied: bool = False  # this patient came with nobody asking to show one: blank until somebody does
    testing: bool = False
    failed: bool = False  # the picture of the present patient could not be made

    @property
    def shows(self) -> Shows:
        """What stands on the projector now."""
        if not self.on or self.placed == "away":
            return "nothing"
        if self.black:
            return "black"
        if self.testing:
            return "test"
        if self.emptied or not self.ready:
            return "blank"
        return "frozen" if self.frozen is not None else "picture"

    # --- on and off

    def start(self, who: Who, placed: Placed) -> Beam:
        """On, blank until the picture of `who` is complete."""
        return Beam(on=True, who=who, placed=placed)

    def stop(self) -> Beam:
        """Off; black, frozen and the test page are forgotten."""
        return Beam()

    def move(self, placed: Placed) -> Beam:
        """Its screen came, went or changed: it begins blank; what was frozen stays so."""
        return replace(self.wait(), placed=placed) if self.on else self

    # --- what is shown

    @property
    def elsewhere(self) -> bool:
        """Whether what is frozen is of another patient than the one on the laptop."""
        return self.frozen is not None and self.frozen.who != self.who

    def follow(self, who: Who, *, keep: bool = False, by_step: bool = False) -> Beam:
        """The laptop shows `who`. Another patient: blank, nothing frozen any more, no test page. Where a picture was
        frozen it stays blank until somebody asks for this patient, for the room was not following; with `keep` the
        picture stays within its meeting. So it does where a step back or on came to another patient
        (`by_step`), and not beside to another place: a change was asked for, and not that the room sees whose."""
        if not self.on or who == self.who:
            return self
        frozen = self.frozen
        if keep and frozen is not None and frozen.who is not None and frozen.who.meeting == who.meeting:
            return replace(self, who=who, testing=False)
        left, beside = self.leave(), self.who is not None and who._replace(id=self.who.id) == self.who
        return replace(left, who=who, testing=False, emptied=left.emptied or (by_step and not beside))

    def leave(self) -> Beam:
        """Blank, and what was frozen is gone: until somebody asks, where there was such."""
        return replace(self.wait(), frozen=None, emptied=self.emptied or self.frozen is not None)

    def wait(self) -> Beam:
        """Blank, until a picture is complete."""
        return replace(self, ready=False, failed=False)

    def complete(self, who: Who) -> Beam:
        """The picture of `who` is complete; that of anyone but the present patient, or the one who is frozen, counts
        for nothing."""
        shown = self.who if self.frozen is None else self.frozen.who
        return replace(self, ready=True, failed=False) if self.on and who == shown else self

    def fail(self) -> Beam:
        """The picture of the present patient cannot be made: blank, rather than one that no longer holds."""
        return replace(self, ready=False, failed=True)

    def toggle_black(self) -> Beam:
        """Black, or what is below it again; nothing while off."""
        return replace(self, black=not self.black, emptied=self.emptied and not self.black) if self.on else self

    def toggle_freeze(self, tree: int, now: datetime) -> Beam:
        """Freeze the picture now shown, of this tree; or show the present one again, also where it was left blank."""
        if self.emptied:
            return replace(self.wait(), emptied=False)
        if self.frozen is not None:
            return replace(self.wait() if self.elsewhere else self, frozen=None)
        return replace(self, frozen=Frozen(tree, now, self.who)) if self.shows == "picture" else self

    def toggle_test(self) -> Beam:
        """The page to test the room with, even where it was black, or back; nothing while off."""
        return replace(self, testing=not self.testing, black=False) if self.on else self
