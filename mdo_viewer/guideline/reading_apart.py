"""Reading what a tree says of lines that it shares with others, and which lines of a document say the same."""

from __future__ import annotations

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader
from mdo_viewer.guideline.model import ReadsApart
from mdo_viewer.guideline.reading_sources import line_ranges
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts


def reads_apart(reader: Reader, texts: Texts, names: Names, node: Node) -> ReadsApart | None:
    """One exception of a tree: the other tree, the lines, the facts not read here, and why."""
    fields = reader.fields(node, ("tree", "lines", "reason"), ("document", "facts"))
    if fields is None:
        return None
    conditions = Conditions(reader, texts, names)
    scalar = reader.scalar(fields.get("tree"))
    tree = conditions.tree(scalar, scalar.text) if scalar is not None else None
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
