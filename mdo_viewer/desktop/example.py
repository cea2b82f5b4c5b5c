"""The meeting that the window opens on: three invented patients."""

from __future__ import annotations

from mdo_viewer.guideline.library import resources_folder
from mdo_viewer.guideline.model import Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case

PACK = "wervelmetastasen"


def example_cases(pack: Pack) -> tuple[Case, ...]:
    """The cases of resources/example in the order of their names. Raises Refused when one of them is wrong."""
    folder = resources_folder() / "example"
    files = sorted(folder.glob("*.yaml"))
    return tuple(read_case(file.read_text("utf-8"), file.name, pack) for file in files)
