"""Write docs/changes-of-reading.md: what changed for patients since each earlier reading of a guideline that ships.

Run `python -m tools.changes_of_reading` after each change of the trees; a test holds the page to what this writes.
"""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.cli.diff_page import ChangeRow, ChangesPage
from mdo_viewer.guideline.library import earlier_packs, load_pack, shipped_packs
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case_changes import with_cases
from mdo_viewer.reasoning.comparing.compare import compare

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "changes-of-reading.md"

_HEAD = """\
# Changes of reading

What another reading of the guideline changes for patients, version by version. Made from the trees themselves with
`python -m tools.changes_of_reading`, as `mdo-viewer diff` says it: both versions are held against each other for every
patient there can be, and of each change the smallest patient who meets it is given (“for”): as few facts as will do.
Where one is missing, the change does not depend on the facts.
"""


def page() -> str:
    """The page as it should be."""
    return _HEAD + "".join(_version(old, new) for new in shipped_packs() for old in earlier_packs(new.name))


def _version(old: Path, new: Path) -> str:
    changes = with_cases(compare(load_pack(old), load_pack(new)), old, new)
    said = ChangesPage(changes, words_of("cli", "en"))
    lines = ["", f"## {said.title}", "", " ".join(part for part in (said.summary, said.elsewhere) if part)]
    for section in said.sections():
        lines += ["", f"### {section.title}"]
        for group in section.groups:
            lines += ["", f"**{group.title}**", ""]
            for item in group.items:
                lines += _item(item)
    return "\n".join(lines) + "\n"


def _item(item: ChangeRow) -> list[str]:
    rows = [f"{name}: {text}" for name, text in item.rows]
    head, *rest = (item.about, *rows) if item.about else rows
    return [f"- {_escaped(head)}", *(f"  - {_escaped(row)}" for row in rest)]


def _escaped(text: str) -> str:
    """Comparisons are no tags."""
    return text.replace("<", "&lt;").replace("\n", " ")


def main() -> None:
    """Bring the page up to date."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
