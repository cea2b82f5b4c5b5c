"""What the parts of a comparison share: the two versions in one space, who ends where, and smallest patients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from mdo_viewer.guideline.model import Condition, Outcome, Pack
from mdo_viewer.reasoning.comparing.joint import SIDES, Joint, Side
from mdo_viewer.reasoning.comparing.smallest import Sample, Smallest
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, TRUE, Node


class Comparison:
    """Two versions of a pack, and what can be asked of both at once."""

    def __init__(self, old: Pack, new: Pack) -> None:
        self.packs: Mapping[Side, Pack] = {"old": old, "new": new}
        self.joint = Joint(old, new)
        self.space = self.joint.space
        self._smallest = Smallest(self.joint)
        self._trees: dict[tuple[Side, str], Node] = {}
        self._ends: dict[tuple[Node, str], Node] = {}

    def sample(self, *claims: Node) -> Sample | None:
        """The smallest patient who meets every claim, see `Smallest`; None where there is none."""
        return next(self._smallest.samples(*claims), None)

    def naming(self, names: Iterable[str], *claims: Node) -> Sample | None:
        """`sample`, of whom these facts are known too, by their names in the space."""
        return self._smallest.naming(names, *claims)

    def samples(self, most: int, *claims: Node, agrees: Callable[[Sample], bool]) -> tuple[Sample, ...]:
        """Up to so many kinds of patients who meet every claim, the smallest first, see `Smallest`."""
        return (*islice(self._smallest.samples(*claims, agrees=agrees), most),)

    def tree(self, side: Side, tree: str) -> Node:
        """`Joint.tree`, made once."""
        key = (side, tree)
        if key not in self._trees:
            self._trees[key] = self.joint.tree(side, tree)
        return self._trees[key]

    def ends(self, side: Side, tree: str, outcome: str) -> Node:
        """The claim that a tree ends in this outcome, SILENT among them."""
        node = self.tree(side, tree)
        key = (node, outcome)
        if key not in self._ends:
            wanted = self.space.outcome(outcome)
            self._ends[key] = self.mapped(node, lambda end: TRUE if end == wanted else FALSE)
        return self._ends[key]

    def both_end(self, tree: str, outcome: str) -> tuple[Node, Node]:
        """The claims that the tree ends in this outcome in both versions."""
        return self.ends("old", tree, outcome), self.ends("new", tree, outcome)

    def holding_in_one(self, tree: str, old: Outcome, new: Outcome) -> tuple[Sample | None, Sample | None]:
        """Who gets an outcome in both versions, with limit and dose that hold in the old alone; in the new."""
        ends, space = self.both_end(tree, new.id), self.space
        before, after = (
            FALSE if each.unless is None else self.when(side, each.unless)
            for side, each in zip(SIDES, (old, new), strict=True)
        )
        if before == after:
            return None, None
        return self.sample(*ends, space.opposite(before), after), self.sample(*ends, before, space.opposite(after))

    def anyone(self) -> tuple[Node, Node]:
        """The claims that the patient can exist in either version: nothing more need be known of them."""
        old, new = (self.space.choose(self.joint.possible(side), TRUE, IMPOSSIBLE) for side in SIDES)
        return old, new

    def when(self, side: Side, condition: Condition) -> Node:
        """`Joint.when`: the claim that a condition on facts holds."""
        return self.joint.when(side, condition)

    def mapped(self, node: Node, change: Callable[[Node], Node]) -> Node:
        """The diagram with other terminals; IMPOSSIBLE stays."""
        space, memo = self.space, dict[Node, Node]()

        def visit(current: Node) -> Node:
            variable = space.variable(current)
            if variable is None:
                return current if current == IMPOSSIBLE else change(current)
            if current not in memo:
                memo[current] = space.node(variable, tuple(visit(child) for child in space.children(current)))
            return memo[current]

        return visit(node)

    def pairs(self, one: Node, two: Node) -> frozenset[tuple[Node, Node]]:
        """The pairs of terminals that some patient of both diagrams reaches."""
        space, memo = self.space, dict[tuple[Node, Node], frozenset[tuple[Node, Node]]]()

        def visit(one: Node, two: Node) -> frozenset[tuple[Node, Node]]:
            if IMPOSSIBLE in (one, two):
                return frozenset()
            tops = [top for each in (one, two) if (top := space.variable(each)) is not None]
            if not tops:
                return frozenset(((one, two),))
            if (one, two) not in memo:
                split = (space.split(each, min(tops)) for each in (one, two))
                memo[one, two] = frozenset[tuple[Node, Node]]().union(*map(visit, *split))
            return memo[one, two]

        return visit(one, two)
