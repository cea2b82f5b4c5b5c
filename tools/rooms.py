"""Draws the rooms of the program from their imports: `python -m tools.rooms` brings docs/README.md up to date.

An arrow says "imports from". Of the arrows only those are drawn that no way through another room says already.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "README.md"
START, END = "<!-- rooms: python -m tools.rooms -->\n", "<!-- end of rooms -->\n"


def room_of(folder: Path, module: str) -> str | None:
    """`reports`, `desktop/state`: the folder that a module lies in; what lies outside the rooms has none."""
    parts = module.split(".")[1:]
    while parts and not (folder / "mdo_viewer").joinpath(*parts).is_dir():
        parts.pop()
    return "/".join(parts) or None


def arrows(folder: Path) -> Iterator[tuple[str, str]]:
    """From room to room, for every import in every file."""
    for file in sorted((folder / "mdo_viewer").rglob("*.py")):
        here = room_of(folder, ".".join(file.relative_to(folder).with_suffix("").parts))
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if here is not None and isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mdo_viewer."):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                for there in {room_of(folder, name) for name in names} - {None, here}:
                    yield here, str(there)


def purpose(folder: Path, room: str) -> str:
    """The one line in which a room says what it is for."""
    text = (folder / "mdo_viewer" / room / "__init__.py").read_text("utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]


def drawing(folder: Path = ROOT) -> str:
    """The rooms as a Mermaid diagram, and a table with the purpose of each."""
    graph = nx.DiGraph(sorted(set(arrows(folder))))
    lines = ["```mermaid", "flowchart TD"]
    lines += [f"    {room.replace('/', '_')}[{room}]" for room in sorted(graph)]
    shown = sorted(nx.transitive_reduction(graph).edges)
    lines += [f"    {here.replace('/', '_')} --> {there.replace('/', '_')}" for here, there in shown]
    lines += ["```", "", "| room | what lives here |", "|---|---|"]
    order = reversed(list(nx.lexicographical_topological_sort(graph)))
    lines += [f"| `{room}/` | {purpose(folder, room)} |" for room in order]
    return "\n".join(lines) + "\n"


def brought_up_to_date(page: str) -> str:
    """The page with the drawing of now between its two marks. Raises ValueError where a mark is missing."""
    before, after = page.index(START) + len(START), page.index(END)
    return page[:before] + "\n" + drawing() + "\n" + page[after:]


def main() -> int:
    """Write the page where its drawing is not that of now."""
    page = PAGE.read_text("utf-8")
    fresh = brought_up_to_date(page)
    if fresh != page:
        PAGE.write_text(fresh, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{PAGE.relative_to(ROOT)} is brought up to date\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
