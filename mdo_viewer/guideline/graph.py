"""A tree as a NetworkX graph, for navigation, structural checks and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdo_viewer.guideline.model import Tree

if TYPE_CHECKING:
    from networkx import DiGraph


def tree_graph(tree: Tree) -> DiGraph[str]:
    """Questions and outcomes as nodes, answers as edges; every attribute is a text, so that any export can hold it.

    Nodes stand in file order with `kind` (`question` or `outcome`), `nl` and `en` (an outcome's title), outcomes also
    with `outcome_kind`. Edges carry `answer` (the key as written), `nl` and `en` (its label); answers of one question
    that lead to the same place share an edge, joined by ` / `.
    """
    import networkx  # 0.1 s: paid by those who ask for a graph

    graph: DiGraph[str] = networkx.DiGraph(tree=tree.id, version=tree.version, nl=tree.title.nl, en=tree.title.en)
    for question in tree.questions:
        graph.add_node(question.id, kind="question", nl=question.text.nl, en=question.text.en)
    for outcome in tree.outcomes:
        graph.add_node(outcome.id, kind="outcome", outcome_kind=outcome.kind, nl=outcome.title.nl, en=outcome.title.en)
    for question in tree.questions:
        for answer in question.answers:
            ways = [other for other in question.answers if other.to == answer.to]
            graph.add_edge(
                question.id,
                answer.to,
                answer=" / ".join(way.key for way in ways),
                nl=" / ".join(way.label.nl for way in ways),
                en=" / ".join(way.label.en for way in ways),
            )
    return graph
