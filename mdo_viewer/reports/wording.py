"""The report's own words in one language, and dates and times as read on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from msgspec import Struct

from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import Language, Limit, Pack, Source
from mdo_viewer.reasoning.deadlines import ZONE


def word(language: Language, key: str, **parts: object) -> str:
    """The word `report.<key>`, its {parts} filled in; KeyError when there is none."""
    text = words(language)[f"report.{key}"]
    for name, part in parts.items():
        text = text.replace("{" + name + "}", str(part))
    return text


class Paper(Struct, frozen=True):
    """How one sheet writes: its language, and the year that goes without saying."""

    language: Language
    year: int | None = None

    def __call__(self, key: str, **parts: object) -> str:
        return word(self.language, key, **parts)

    def day(self, day: date) -> str:
        """`22-11-2026`, in English `22 Nov 2026`."""
        if self.language == "nl":
            return f"{day.day:02d}-{day.month:02d}-{day.year}"
        return f"{day.day} {self._month(day)} {day.year}"

    def moment(self, moment: datetime) -> str:
        """`ma 23 nov 14:10`, with its year unless that goes without saying."""
        local = moment.astimezone(ZONE)
        year = "" if local.year == self.year else f" {local.year}"
        return f"{self._weekday(local)} {local.day} {self._month(local)}{year} {self._clock(local)}"

    def moment_in_full(self, moment: datetime) -> str:
        """`zo 22 november 2026, 15:20`."""
        local = moment.astimezone(ZONE)
        return f"{self.day_in_full(local)}, {self._clock(local)}"

    def day_in_full(self, day: date) -> str:
        """`di 24 november 2026`."""
        return f"{self._weekday(day)} {day.day} {self('months_long').split()[day.month - 1]} {day.year}"

    def limit(self, limit: Limit) -> str:
        """`24 uur`, `3–4 weken`."""
        key = limit.unit if limit.amount_max > 1 else f"{limit.unit}_one"
        return self(key, n=dashed(limit.amount, limit.amount_max))

    def source(self, pack: Pack, sources: Iterable[Source]) -> str:
        """`p. 2, r. 23, 33–38`; a document that is not the pack's first is named."""
        return "; ".join(self._place(pack, source) for source in sources) or self("source_unknown")

    def trees(self, numbers: Iterable[int]) -> str:
        """`boom 9`, `bomen 1, 3`; empty for none."""
        listed = sorted(set(numbers))
        if not listed:
            return ""
        key = "for_trees_one" if len(listed) == 1 else "for_trees_many"
        return self(key, trees=", ".join(map(str, listed)))

    def _place(self, pack: Pack, source: Source) -> str:
        parts = [] if source.document == pack.documents[0].id else [f"{self('document')} {source.document}"]
        tree = pack.tree_at(source)
        if tree is not None:
            parts.append(self.trees([tree.number]))
        if source.pages:
            parts.append(f"{self('page')} {', '.join(map(str, source.pages))}")
        if source.lines:
            parts.append(f"{self('line')} {', '.join(dashed(first, last) for first, last in source.lines)}")
        return ", ".join(parts)

    def _weekday(self, day: date) -> str:
        return self("days_of_week").split()[day.weekday()]

    def _month(self, day: date) -> str:
        return self("months").split()[day.month - 1]

    def _clock(self, local: datetime) -> str:
        """`14:10`; in the hour that comes twice, which of the two."""
        text = f"{local.hour:02d}:{local.minute:02d}"
        if local.replace(fold=0).astimezone(UTC) == local.replace(fold=1).astimezone(UTC):
            return text
        return f"{text} ({self('winter_time' if local.fold else 'summer_time')})"


def dashed(first: int, last: int) -> str:
    """A range in figures, one figure when both are the same."""
    return str(first) if first == last else f"{first}–{last}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text[-1:] in ".!?:…" else f"{text}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
