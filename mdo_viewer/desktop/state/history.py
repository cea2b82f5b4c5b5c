"""What can be undone and done again: the document before each change, with the place and name of the change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.meeting.document import Document

#: What an undo step is called: a word key and what it is about (a fact or moment id, or nothing).
Name: TypeAlias = tuple[str, str | None]


class Snapshot(Struct, frozen=True):
    """The document before a change, the patient and tree where that change was made, and its name."""

    document: Document
    patient: int  # the id of a point; where the document does not have it, the place that was shown stays
    tree_id: str
    name: Name


#: A step that was taken back or done again, and the document as it was until then.
Travelled: TypeAlias = tuple[Literal["undo", "redo"], Snapshot, Document]


class History:
    """The steps back and forward. Typing in one field is one step, until something else is done or looked at."""

    def __init__(self) -> None:
        self.past: list[Snapshot] = []
        self.future: list[Snapshot] = []
        self._typing: Name | None = None

    def add(self, before: Snapshot, *, typing: bool) -> None:
        """A change was made to what `before` holds; there is nothing to do again from then on."""
        if not (typing and self._typing == before.name and self.past):
            self.past.append(before)
        self.future.clear()
        self._typing = before.name if typing else None

    def rest(self) -> None:
        """Something else is looked at: what is typed next is another step."""
        self._typing = None

    def clear(self) -> None:
        """Another document: nothing of the one before can be undone in it."""
        self.past.clear()
        self.future.clear()
        self._typing = None

    def go_on(self, past: Iterable[Snapshot], future: Iterable[Snapshot]) -> None:
        """These steps from now on: the document is as it was when they were taken along."""
        self.past[:], self.future[:] = past, future
        self._typing = None

    def undo(self, now: Document) -> Snapshot | None:
        """The step before, to be shown instead of `now`; None where there is none."""
        return self._travel(self.past, self.future, now)

    def redo(self, now: Document) -> Snapshot | None:
        """The step that was undone last, to be shown instead of `now`; None where there is none."""
        return self._travel(self.future, self.past, now)

    def _travel(self, origin: list[Snapshot], other: list[Snapshot], now: Document) -> Snapshot | None:
        if not origin:
            return None
        step = origin.pop()
        other.append(Snapshot(now, step.patient, step.tree_id, step.name))
        self._typing = None
        return step
