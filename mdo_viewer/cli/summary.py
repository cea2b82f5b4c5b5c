"""`summary`: the board summary of a case file."""

from __future__ import annotations

from datetime import datetime

from mdo_viewer.cli.arguments import Call, Parser, add_output
from mdo_viewer.cli.failing import ANSWERED
from mdo_viewer.cli.inputs import given_moment, now, open_case
from mdo_viewer.cli.outputs import output_format, write_output
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.meeting.case import Case

FORMATS = ("pdf", "txt", "json")


def add_arguments(parser: Parser) -> None:
    """What `summary` takes."""
    words = parser.words
    parser.asked.add_argument("case_file", metavar=words("metavar.case_file"), help=words("help.case_file"))
    add_output(parser, FORMATS)


def run(call: Call) -> int:
    """Write the board's page of a case. Raises Failed, Refused or Unproven."""
    kind = output_format(call, FORMATS)
    at = given_moment(call) or now()
    pack, case = open_case(call)
    write_output(call, summarised(pack, case, at, call.language, kind), source=call.args.case_file)
    return ANSWERED


def summarised(pack: Pack, case: Case, at: datetime, language: Language, kind: str) -> bytes:
    """The summary in one of `FORMATS`."""
    if kind == "pdf":
        from mdo_viewer.reports.board import board_pdf

        return board_pdf(pack, case, at, language)
    from mdo_viewer.reports.summary import summarise

    summary = summarise(pack, case, at, language)
    if kind == "json":
        from mdo_viewer.reports.json_summary import as_json

        return as_json(summary).encode()
    from mdo_viewer.reports.text import as_text

    return as_text(summary).encode()
