"""The board's page from a case in one step: journey, summary, picture, PDF."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture, headed
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import as_ticked, journey_of_case
from mdo_viewer.meeting.document import About
from mdo_viewer.meeting.limits.orders import marked_short
from mdo_viewer.meeting.main_tree import on_paper
from mdo_viewer.reasoning.results import Advice, Stage
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.pdf import pdf
from mdo_viewer.reports.summary import summarise_stages

#: What the picture gets of the page, in pixels; half a point each, so that its text prints at 7.5 pt.
PICTURE_WIDTH, PICTURE_HEIGHT = 1008.0, 260.0


def board_pdf(pack: Pack, case: Case, at: datetime | None, language: Language, *, later: bool = True) -> bytes:
    """The page of this case with the picture of its main tree; see `summarise` and `pdf`."""
    return pdf(*board_page(pack, case, at, language, later=later))


def board_page(
    pack: Pack,
    case: Case,
    at: datetime | None,
    language: Language,
    *,
    later: bool = True,
    others: Sequence[Case] = (),
    meeting: About | None = None,
    apart: Sequence[Pack] = (),
    drafts: Collection[str] = (),
) -> tuple[Summary, Picture]:
    """What the page of this case is made of; `others` are the other places of its patient, `meeting` is the one that
    it was discussed in, `apart` and `drafts` as in `summarise`."""
    stages = journey_of_case(pack, case, at or case.discussed_at)
    summary = summarise_stages(
        pack, case, at, language, stages, later=later, others=others, meeting=meeting, apart=apart, drafts=drafts
    )
    return summary, page_picture(pack, case, stages, at, language)


def page_picture(pack: Pack, case: Case, stages: Sequence[Stage], at: datetime | None, language: Language) -> Picture:
    """The picture of the tree with which the page opens; its advice says what comes before it, or that it was given."""
    stage = on_paper(pack, case, stages)
    word = marked_short(pack, as_ticked(pack, case, at), stage, stages, at, Saying(language))
    return headed(board_picture(pack, stage.advice, language), word)


def board_picture(pack: Pack, advice: Advice, language: Language) -> Picture:
    """The way through the tree in the shape that the page has room for; where the trees do not hold, the way out."""
    return draw(pack, advice, view="path", language=language, width=PICTURE_WIDTH, height=PICTURE_HEIGHT)
