"""The page for the record as bytes, and a name for its file that no file beside it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import not_compared
from mdo_viewer.meeting.document import About
from mdo_viewer.meeting.packs import pack_of


def suggested_name(case: Case, now: datetime) -> str:
    """`MDO_2026-11-22_MDO-0003.pdf`: date and key, nothing of the patient."""
    from mdo_viewer.reports.summary import file_name

    return file_name(case, now, "pdf")


def page(
    home: Pack,
    cases: Iterable[Case],
    now: datetime,
    language: Language,
    about: About,
    *,
    later: bool,
    drafts: Sequence[Collection[str]] = (),
) -> bytes:
    """The PDF of one patient, a page for each place and guideline, with its limits as they are now; `later`
    with the statements from after the guideline. `home` is the guideline of the meeting, `about` the meeting itself;
    `drafts` has of each place what its half written decisions are about."""
    from mdo_viewer.reports.board import board_page
    from mdo_viewer.reports.pdf import pdf

    places = tuple(cases)
    apart = not_compared(home, places, now)
    first, *rest = (
        board_page(
            pack_of(home, case),
            case,
            now,
            language,
            later=later,
            meeting=about,
            others=[other for other in places if other is not case],
            apart=apart,
            drafts=drafts[at] if at < len(drafts) else (),
        )
        for at, case in enumerate(places)
    )
    return pdf(*first, *rest)


def free_name(path: Path) -> Path:
    """The path itself, or with -2, -3… when there is a file already: none is ever replaced unasked."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
