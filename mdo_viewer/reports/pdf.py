"""The summary and the drawn tree as PDF and PNG. The only module that imports typst, when it is first needed.

Templates are fixed files. All that varies goes in as JSON, which they place as text and never read as markup or
code; their root is a file, so that there is nothing beside it to read.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

from mdo_viewer.drawing.font import font_files
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.drawing.svg import describe, picture_name
from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.guideline.model import Language
from mdo_viewer.reports.meeting_model import MeetingSummary
from mdo_viewer.reports.meeting_page import Part, meeting_data
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import Plain, plain, report_data
from mdo_viewer.reports.strokes import whole

if TYPE_CHECKING:
    import typst

#: Archiving (with tags) and accessibility. Archiving wants a date, so a file without a moment goes without it.
_WITH_DATE: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
_WITHOUT_DATE: Final[list[typst.PDFStandard]] = ["ua-1"]


def pdf(summary: Summary, picture: Picture | None, *more: tuple[Summary, Picture | None]) -> bytes:
    """The board's page, A4, tagged, fonts embedded; the same bytes for the same summary and picture. `more` are the
    patient's other places: each a page with its own numbers and a bookmark.

    Text that is longer than a page runs on to the next; nothing is cut. Without a picture its place is left out.
    """
    data = report_data(summary, picture, *more)
    return _compiled("report.typ", data, _WITH_DATE if summary.made_at else _WITHOUT_DATE)


def meeting_pdf(summary: MeetingSummary, part: Part) -> bytes:
    """The whole meeting with a bookmark for each patient, or the list of what is left to do; as `pdf` otherwise."""
    return _compiled("meeting.typ", meeting_data(summary, part), _WITH_DATE)


def picture_pdf(picture: Picture, language: Language, title: str = "") -> bytes:
    """The drawn tree alone on a page of its size; `title` names the tree."""
    return _compiled("picture.typ", _picture_data(picture, language, title), _WITHOUT_DATE)


def picture_png(picture: Picture, language: Language, width: int, title: str = "") -> bytes:
    """The drawn tree as an image, `width` pixels wide."""
    data = _picture_data(picture, language, title)
    found = _compiler().compile(
        _template("picture.typ"),
        sys_inputs={"data": json.dumps(data)},
        format="png",
        ppi=72.0 * width / (picture.width * _POINTS),
    )
    return _one(found)


_BEFORE: Final = {
    "report.typ": ("drawing.typ", "page.typ"),
    "meeting.typ": ("drawing.typ", "page.typ"),
    "picture.typ": ("drawing.typ",),
}

#: Points of a pixel of the picture on a page of its own.
_POINTS: Final = 0.75


def _picture_data(picture: Picture, language: Language, title: str) -> Plain:
    name = picture_name(picture, language, title)
    return plain(
        {
            "language": language,
            "document": name,
            "alt": describe(picture, language) or name,
            "unit": _POINTS,
            "drawing": whole(picture),
        }
    )


def _compiled(template: str, data: Plain, standards: list[typst.PDFStandard]) -> bytes:
    found = _compiler().compile(
        _template(template), sys_inputs={"data": json.dumps(data)}, format="pdf", pdf_standards=standards
    )
    return _one(found)


def _one(found: bytes | list[bytes] | None) -> bytes:
    assert isinstance(found, bytes)  # one file, asked for as bytes
    return found


@cache
def _compiler() -> typst.Compiler:
    """Kept: the fonts are read once, and what pages have in common is laid out once."""
    import typst

    fonts = {*(file.parent for file in font_files()), resources_folder() / "fonts"}
    return typst.Compiler(
        root=str(resources_folder() / "report.typ"),
        font_paths=sorted(map(str, fonts)),
        ignore_system_fonts=True,
    )


@cache
def _template(name: str) -> bytes:
    """A template with the functions before it that it calls."""
    return b"".join((resources_folder() / each).read_bytes() for each in (*_BEFORE[name], name))
