"""Reading what the board can choose at a tree, and the trees that each choice opens."""

from __future__ import annotations

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique
from mdo_viewer.guideline.model import ALWAYS, BoardChoice, Condition, Opening
from mdo_viewer.guideline.strict_yaml import Node
from mdo_viewer.guideline.translations import Texts


class ChoicesReader:
    """Reads `choices` of trees; `names` holds what they may refer to."""

    def __init__(self, reader: Reader, texts: Texts, names: Names) -> None:
        self._reader = reader
        self._texts = texts
        self._conditions = Conditions(reader, texts, names)

    def read(self, fields: Fields, tree: str) -> tuple[BoardChoice, ...]:
        """The choices of this tree in the order of the file, those that could be read; none for an absent key."""
        unique = Unique(self._reader)
        found = (self._choice(node, unique, tree) for node in fields.items("choices", at_least=1))
        return tuple(choice for choice in found if choice is not None)

    def _choice(self, node: Node, unique: Unique, tree: str) -> BoardChoice | None:
        fields = self._reader.fields(node, ("id", "label"), ("follows", "opens"))
        if fields is None:
            return None
        id, label = fields.identifier("id"), self._texts.text(fields.get("label"))
        unique.take(fields.get("id"), id)
        follows = (self._outcome(item, tree) for item in fields.items("follows", at_least=1))
        opens = (self._opening(item, tree) for item in fields.items("opens", at_least=1))
        made = tuple(each for each in follows if each), tuple(each for each in opens if each)
        return None if id is None or label is None else BoardChoice(id, label, *made)

    def _outcome(self, node: Node, tree: str) -> str | None:
        scalar = self._reader.scalar(node)
        return scalar.text if scalar and self._conditions.known_outcome(scalar, tree, scalar.text) else None

    def _opening(self, node: Node, own: str) -> Opening | None:
        fields = self._reader.fields(node, ("tree", "gives"), ("when",))
        if fields is None:
            return None
        scalar, gives = self._reader.scalar(fields.get("tree")), self._texts.text(fields.get("gives"))
        when: Condition | None = self._conditions.read(fields.get("when")) if "when" in fields else ALWAYS
        if scalar is not None and scalar.text == own:
            self._reader.wrong(
                scalar,
                "Een keuze opent niet de boom zelf. Noem een andere.",
                "A choice does not open the tree itself. Name another.",
            )
            return None
        tree = None if scalar is None else self._conditions.tree(scalar, scalar.text)
        return None if tree is None or gives is None or when is None else Opening(tree, gives, when)
