"""What imports what in the program, read from its source: every arrow counts, those for type checkers too."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.help.places import ROOT

PACKAGE = ROOT / "mdo_viewer"


def module_name(file: Path, root: Path = ROOT) -> str:
    """`mdo_viewer.desktop.window`; a package is named by its folder."""
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def sources() -> dict[str, str]:
    """The text of every module of the program by its name."""
    return {module_name(file): file.read_text("utf-8") for file in sorted(PACKAGE.rglob("*.py"))}


def imported(tree: ast.AST) -> set[str]:
    """Every module that is imported anywhere in the file, inside functions and for type checkers too."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def arrows(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """By module the modules of the same program that it imports."""
    return {name: (imported(ast.parse(text)) & texts.keys()) - {name} for name, text in texts.items()}


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach one another."""
    import networkx as nx

    found = nx.strongly_connected_components(nx.DiGraph((a, b) for a, reached in graph.items() for b in reached))
    return sorted(sorted(group) for group in found if len(group) > 1)
