"""The summary and the drawn tree as PDF and PNG. The only module that imports typst, when it is first needed."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from typing import TYPE_CHECKING

from mdo_viewer.drawing.font import font_files
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data

if TYPE_CHECKING:
    import typst


def pdf(summary: Summary, picture: Picture | None) -> bytes:
    return _compiler().compile(
        _template(),
        sys_inputs={"data": json.dumps(page_data(summary, picture))},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
    )


@cache
def _compiler() -> typst.Compiler:
    import typst

    fonts = sorted({str(file.parent) for file in font_files()} | {str(resources_folder() / "fonts")})
    return typst.Compiler(root=tempfile.mkdtemp(), font_paths=fonts, ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return (resources_folder() / "report.typ").read_bytes()
