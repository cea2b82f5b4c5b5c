"""Reading where the source says it: document, pages and lines; what a tree says of lines that it shares with others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, shown
from mdo_viewer.guideline.model import ReadsApart, Source
from mdo_viewer.guideline.strict_yaml import Node, Sequence
from mdo_viewer.guideline.translations import Texts

_LINES = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def sources(reader: Reader, names: Names, node: Node | None) -> tuple[Source, ...]:
    """One source or a list of them."""
    if node is None:
        return ()
    nodes = node.items if isinstance(node, Sequence) else (node,)
    found = [_source(reader, names, item) for item in nodes]
    return tuple(source for source in found if source is not None)


def _source(reader: Reader, names: Names, node: Node) -> Source | None:
    fields = reader.fields(node, (), ("document", "pages", "lines"))
    if fields is None:
        return None
    if "pages" not in fields and "lines" not in fields:
        reader.wrong(node, "Een bron noemt pages of lines, of beide.", "A source names pages or lines, or both.")
    document = names.documents[0] if names.documents else ""
    scalar = reader.scalar(fields.get("document"))
    if scalar is not None:
        document = scalar.text
    if scalar is not None and document not in names.documents and "documents" not in names.unsure:
        reader.unknown(scalar, "document", "document", names.documents)
    pages = tuple(
        page for item in fields.items("pages", at_least=1) if (page := reader.integer(item, 1, 9999)) is not None
    )
    return Source(document, pages, line_ranges(reader, fields.items("lines", at_least=1)))


def line_ranges(reader: Reader, nodes: Iterable[Node]) -> tuple[tuple[int, int], ...]:
    """Line numbers and ranges of them, as first and last line; those that could be read."""
    return tuple(pair for item in nodes if (pair := _lines(reader, item)) is not None)


def _lines(reader: Reader, node: Node) -> tuple[int, int] | None:
    scalar = reader.scalar(node)
    if scalar is None:
        return None
    match = _LINES.fullmatch(scalar.text)
    first = int(match[1]) if match else 0
    last = int(match[2]) if match and match[2] else first
    if not 1 <= first <= last:
        reader.wrong(
            scalar,
            f"'{shown(scalar.text)}' is geen regel. Schrijf 23 of 33-38.",
            f"'{shown(scalar.text)}' is not a line. Write 23 or 33-38.",
        )
        return None
    return first, last


def reads_apart(reader: Reader, texts: Texts, names: Names, node: Node, own: str) -> ReadsApart | None:
    """One exception of the tree `own`: the other tree, the lines, the facts not read here, and why."""
    fields = reader.fields(node, ("tree", "lines", "reason"), ("document", "facts"))
    if fields is None:
        return None
    conditions = Conditions(reader, texts, names)
    scalar = reader.scalar(fields.get("tree"))
    tree = conditions.tree(scalar, scalar.text) if scalar is not None else None
    if scalar is not None and tree == own:
        reader.wrong(scalar, "Dit is de boom zelf. Noem een andere.", "This is the tree itself. Name another.")
    document = reader.scalar(fields.get("document"))
    if document is not None and document.text not in names.documents and "documents" not in names.unsure:
        reader.unknown(document, "document", "document", names.documents)
    first = names.documents[0] if names.documents else ""
    lines = line_ranges(reader, fields.items("lines", at_least=1))
    reason = texts.text(fields.get("reason"))
    named = [reader.scalar(item) for item in fields.items("facts", at_least=1)]
    facts = [conditions.fact(each, each.text) for each in named if each is not None]
    if tree is None or reason is None or not lines:
        return None
    ids = tuple(fact.id for fact in facts if fact is not None)
    return ReadsApart(tree, document.text if document else first, lines, reason, ids, fields.place)


def repeats(reader: Reader, fields: Fields) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Which lines of a document say the same: groups of ranges, each range of a group as long as its first."""
    groups = []
    for node in fields.items("repeats", at_least=1):
        ranges = line_ranges(reader, reader.items(node, at_least=2))
        if len({last - first for first, last in ranges}) > 1:
            reader.wrong(
                node,
                "Deze regels zeggen regel voor regel hetzelfde: alle reeksen zijn even lang. Verbeter of splits ze.",
                "These lines say the same line by line: all ranges are of one length. Correct or split them.",
            )
        groups.append(ranges)
    return tuple(groups)
