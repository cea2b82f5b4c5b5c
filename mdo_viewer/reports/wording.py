"""The report's own words in one language, and days as read on paper."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mdo_viewer.guideline.model import Decider, Language, Pack
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.saying import Saying, figures


class Paper(Saying):
    """How one sheet writes: its language, and the year that goes without saying."""

    __slots__ = ("words",)

    def __init__(self, language: Language, year: int | None = None, decider: Decider = "board") -> None:
        super().__init__(language, year)
        self.words = words_of("report", language, decider)

    def where_decides(self, decider: Decider) -> Paper:
        """The same where this one decides."""
        return Paper(self.language, self.year, decider)

    def __call__(self, key: str, **values: object) -> str:
        """The word `report.<key>`, with its values in it; raises KeyError when there is none."""
        return self.words(key, **values)

    def date(self, day: date) -> str:
        """`22-11-2026`, in English `22 Nov 2026`."""
        return figures(day) if self.language == "nl" else f"{day.day} {self.month(day)} {day.year}"


def guideline_line(pack: Pack, paper: Paper) -> str:
    """`Richtlijn Wervelmetastasen 1.0, 20-08-2015`; loose documents have no date in common."""
    named = pack.guideline(paper.language)
    return named if pack.decides == "clinician" else f"{named}, {paper.date(pack.guideline_date)}"


def trees_and_source(numbers: Collection[int], source: str, paper: Paper) -> tuple[str, str]:
    """`boom 9` and `bron boom 2, p. 1, r. 73–76`; the trees are empty where the source names them itself."""
    named = all(f"{paper.trees([number])}," in source for number in numbers)
    return "" if named else paper.trees(numbers), f"{paper('source')} {source}" if source else ""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own."""
    return text if text[-1:] in ".!?:…" else f"{text}."
