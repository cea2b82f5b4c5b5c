"""Everything that a whole meeting takes along, as frozen texts in one language."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.case import with_site
from mdo_viewer.meeting.tally import Counted
from mdo_viewer.reports.model import Foot, Summary


class AgendaLine(Struct, frozen=True):
    """One patient on the agenda, or one place of it: what was asked, what became of it, and the decision in a few
    words. `number` is the patient's, the same for all its places; `beside` marks those after the first.
    `pack` is the id of the guideline, `guideline` its title where that is not the meeting's."""

    number: int
    key: str
    question: str
    urgent: bool
    standing: str
    decision: str
    site: str = ""
    beside: bool = False
    pack: str = ""
    guideline: str = ""

    @property
    def name(self) -> str:
        """The key, with the place where that has a name, and the guideline where that is not the meeting's."""
        return with_site(with_site(self.key, self.site), self.guideline)


class TodoLine(Struct, frozen=True):
    """An action that was agreed, what the board decided to do, what the trees order at once and nothing is decided on,
    or a deadline that is not ticked off; `remark` says that it is late or provisional. `pack` and `guideline` as in
    `AgendaLine`. `bars`: it says not to do something, or not yet, so that there is nothing to tick off."""

    kind: Literal["action", "decision", "order", "deadline"]
    key: str
    what: str
    about: str
    who: str
    when: str
    late: bool
    remark: str
    site: str = ""
    pack: str = ""
    guideline: str = ""
    bars: bool = False

    @property
    def name(self) -> str:
        """The key, with the place where that has a name, and the guideline where that is not the meeting's."""
        return with_site(with_site(self.key, self.site), self.guideline)


class GuidelineLine(Struct, frozen=True):
    """A guideline that patients of the meeting are read by: what it is, and what its documents are."""

    id: str
    title: str
    version: str
    guideline: str
    evidence: str
    disclaimer: str


class MeetingSummary(Struct, frozen=True):
    """Everything that a meeting takes along. `pictures` has the way of each patient, in the order of `cases`;
    `guidelines` those by which they are read, in the order in which they come."""

    language: Language
    example_mark: str
    title: str
    day: str
    kind: str
    chair: str
    attendees: tuple[str, ...]
    counts: Counted
    agenda: tuple[AgendaLine, ...]
    todo: tuple[TodoLine, ...]
    cases: tuple[Summary, ...]
    foot: Foot
    made_at: str
    pictures: tuple[Picture | None, ...] = ()
    guidelines: tuple[GuidelineLine, ...] = ()
