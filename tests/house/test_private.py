"""Tests use what anybody may use: a private attribute of the product only where the test says why."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(TESTS.rglob("*.py"))
#: Names with an underscore that are nobody's secret.
PUBLIC = {"_replace", "_asdict", "_fields", "_exit"}
#: Comments that speak to a tool and give no reason.
TO_TOOLS = ("# type:", "# noqa", "# fmt:")


def uses(source: str) -> list[str]:
    """`line: attribute` for each private attribute that is not an object's own and for which no reason is given: by a
    comment on the line, or by the docstring of the function around it, which then names the attribute."""
    reasons = set(commented(source))
    return [
        f"{node.lineno}: {node.attr}"
        for node, said in others(ast.parse(source), own=False, said="")
        if node.lineno not in reasons and node.attr not in said
    ]


def others(node: ast.AST, *, own: bool, said: str) -> Iterator[tuple[ast.Attribute, str]]:
    """Each private attribute of something else than `self` in a class, with the docstrings of what it stands in."""
    if isinstance(node, ast.ClassDef):
        own = True
    if isinstance(node, ast.FunctionDef):
        said += ast.get_docstring(node) or ""
    if isinstance(node, ast.Lambda):
        own = False  # its self is somebody else
    if isinstance(node, ast.Attribute) and is_private(node.attr):
        of = node.value.func if isinstance(node.value, ast.Call) else node.value
        mine = own and isinstance(of, ast.Name) and of.id in ("self", "cls", "super")
        if not mine:
            yield node, said
    for child in ast.iter_child_nodes(node):
        yield from others(child, own=own, said=said)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def commented(source: str) -> Iterator[int]:
    """The lines with a comment that tells a reader something."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        said = token.string
        if token.type == tokenize.COMMENT and (" - " in said or not said.startswith(TO_TOOLS)):
            yield token.start[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TESTS)))
def test_no_private_attribute_is_used_without_saying_why(file: Path) -> None:
    assert uses(file.read_text("utf-8")) == []


def test_the_rule_finds_what_it_should() -> None:
    assert uses("window._sheets['meeting']\n") == ["1: _sheets"]
    assert uses("window._sheets  # type: ignore[attr-defined]\n") == ["1: _sheets"]
    assert uses("def test() -> None:\n    '''Tells nothing.'''\n    keeper._save()\n") == ["3: _save"]
    assert uses("class Board:\n    def go(self) -> None:\n        self.window._minute()\n") == ["3: _minute"]
    assert uses("class A:\n    patch(B, lambda self: self._past)\n") == ["2: _past"]


def test_the_rule_leaves_what_is_ones_own_or_explained() -> None:
    assert uses("keeper._save()  # the timer that is due\n") == []
    assert uses("def test() -> None:\n    '''_save: the timer that is due.'''\n    keeper._save()\n") == []
    assert uses("class Board:\n    def go(self) -> None:\n        self._go()\n") == []
    assert uses("made._replace(title='')\nmodule.__name__\n") == []
