"""`diff`: what changes for patients between two versions of a pack; 1 where something does."""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.cli.answers import as_text
from mdo_viewer.cli.arguments import Call, Parser, add_json
from mdo_viewer.cli.diff_json import changes_json
from mdo_viewer.cli.diff_page import ChangesPage
from mdo_viewer.cli.failing import ANSWERED, NO, Misused
from mdo_viewer.cli.inputs import given_moment, pack_folder
from mdo_viewer.cli.terminal import Printout
from mdo_viewer.guideline.library import load_pack, packs_folder
from mdo_viewer.meeting.case_changes import with_cases
from mdo_viewer.reasoning.comparing.changes import PackChanges
from mdo_viewer.reasoning.comparing.compare import compare


def add_arguments(parser: Parser) -> None:
    """What `diff` takes."""
    words = parser.words
    parser.asked.add_argument("old", metavar=words("metavar.old_pack"), help=words("help.old_pack"))
    parser.asked.add_argument("new", metavar=words("metavar.new_pack"), help=words("help.new_pack"))
    add_json(parser)


def run(call: Call) -> int:
    """Write what changed; 0 where nothing did, 1 where something did.

    Raises Refused for a pack that cannot be read, Unproven for a tree with gaps, Misused for two guidelines.
    """
    given_moment(call)
    changes = changes_between(call, _folder(call, call.args.old), _folder(call, call.args.new))
    if call.args.json:
        call.out.write(as_text(changes_json(changes, call.language)))
    else:
        _write_page(Printout(call.out), ChangesPage(changes, call.words))
    return NO if changes.count else ANSWERED


def changes_between(call: Call, old: Path, new: Path) -> PackChanges:
    """What changed, the worked cases too. Raises as `run` does."""
    before, after = load_pack(old), load_pack(new)
    if before.id != after.id:
        raise Misused(f"mdo-viewer {call.command}: {call.words('diff.two_packs', one=before.id, two=after.id)}")
    return with_cases(compare(before, after), old, new)


def _folder(call: Call, name: str) -> Path:
    """A folder, the id of a pack, or the name of an earlier version that ships (`ID-1.0.0`)."""
    earlier = packs_folder() / "earlier" / name
    if Path(name).name == name and (earlier / "pack.yaml").is_file():
        return earlier
    return pack_folder(call, name)


def _write_page(page: Printout, changes: ChangesPage) -> None:
    page.line(page.look(changes.title, "bold"))
    page.line(changes.summary)
    if changes.elsewhere:
        page.line(changes.elsewhere)
    for section in changes.sections():
        page.heading(section.title)
        for group in section.groups:
            page.line()
            page.text(group.title, "bold")
            for count, item in enumerate(group.items):
                if item.about:
                    page.text(item.about, indent=4, first="- ")
                elif count:
                    page.line()
                page.pairs(item.rows, indent=6)
    page.line()
