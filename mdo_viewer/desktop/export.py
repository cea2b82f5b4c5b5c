"""The page for the record: asks once where, then writes beside the first one."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from mdo_viewer.drawing.layout import draw
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.deadlines import ZONE

#: The room that the picture has on the page, px.
PAGE_WIDTH, PAGE_HEIGHT = 1000.0, 520.0


def suggested_name(case: Case, now: datetime) -> str:
    """`MDO_2026-11-22_MDO-0003.pdf`: date and key, nothing of the patient."""
    safe = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in case.case)
    return f"MDO_{now.astimezone(ZONE):%Y-%m-%d}_{safe}.pdf"


def page(pack: Pack, case: Case, now: datetime, language: Language) -> bytes:
    """The PDF of one case with the picture of its main way."""
    from mdo_viewer.reports.pdf import pdf
    from mdo_viewer.reports.summary import main_advice, summarise

    at = case.discussed_at or now
    advice = main_advice(pack, case, at)
    picture = draw(pack, advice, view="path", language=language, width=PAGE_WIDTH, height=PAGE_HEIGHT)
    return pdf(summarise(pack, case, at, language), picture)


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path` whole or not at all: a new file beside it, flushed, then moved over. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".mdo-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def free_name(path: Path) -> Path:
    """The path itself, or with -2, -3… when there is a file already: an earlier page is never replaced unasked."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
