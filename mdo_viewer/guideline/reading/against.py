"""Reading `against` of a note: which advices do not go together."""

from __future__ import annotations

from mdo_viewer.guideline.expressions import Conditions, Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, shown
from mdo_viewer.guideline.model import ALWAYS, Against, ShownAt
from mdo_viewer.guideline.strict_yaml import Node, Scalar

EACH_OTHER, LIMITS = "each_other", "limits"


class AgainstReader:
    """Reads `against` and notes what no patient could ever meet: one tree gives one advice."""

    def __init__(self, reader: Reader, conditions: Conditions, names: Names) -> None:
        self._reader = reader
        self._conditions = conditions
        self._names = names

    def read(self, note: Fields, shown_at: tuple[ShownAt, ...], *, sound: bool) -> Against | None:
        """What the note says, None where it says nothing; `sound` when nothing is wrong with its `shown_at`."""
        key = note.key("against")
        if key is None:
            return None
        if "shown_at" not in note:
            self._reader.wrong(
                key,
                "'against' gaat over de adviezen van 'shown_at', en dat ontbreekt. Voeg shown_at toe, of verwijder "
                "against.",
                "'against' is about the advices of 'shown_at', which is missing. Add shown_at, or remove against.",
            )
        unique, words, outcomes = Unique(self._reader), set(), []
        for node in note.items("against", at_least=1):
            word = self._word(node)
            if word is None:
                continue
            unique.take(node, word)
            if sound and shown_at:
                self._check(node, word, shown_at)
            if word in (EACH_OTHER, LIMITS):
                words.add(word)
            else:
                outcomes.append(word)
        return Against(EACH_OTHER in words, LIMITS in words, tuple(outcomes))

    def _word(self, node: Node) -> str | None:
        """One of the two words, or `tree.outcome` of this pack."""
        scalar = self._reader.scalar(node)
        if scalar is None or scalar.text in (EACH_OTHER, LIMITS):
            return scalar.text if scalar else None
        if "." in scalar.text:
            return self._conditions.outcome_of_tree(scalar)
        self._reader.wrong(
            scalar,
            f"'{shown(scalar.text)}' kan hier niet. Schrijf each_other, limits of boom.uitkomst.",
            f"'{shown(scalar.text)}' is not possible here. Write each_other, limits or tree.outcome.",
        )
        return None

    def _check(self, node: Node, word: str, shown_at: tuple[ShownAt, ...]) -> None:
        trees = {where.tree for where in shown_at}
        if word == EACH_OTHER:
            self._check_each_other(node, trees)
        elif word == LIMITS:
            self._check_limits(node, trees)
        else:
            self._check_outcome(Scalar(word, node.place), trees, shown_at)

    def _check_each_other(self, node: Node, trees: set[str]) -> None:
        if len(trees) < 2:
            self._reader.wrong(
                node,
                "each_other vraagt twee bomen bij shown_at: één boom geeft één advies. Voeg de andere boom toe, of "
                "noem boom.uitkomst.",
                "each_other needs two trees under shown_at: one tree gives one advice. Add the other tree, or name "
                "tree.outcome.",
            )

    def _check_limits(self, node: Node, trees: set[str]) -> None:
        names = self._names
        others = names.limited - trees if len(trees) == 1 else names.limited
        unread = "trees" in names.unsure or not names.outcomes.keys() >= set(names.trees)
        if not others and not unread:
            self._reader.wrong(
                node,
                "Geen andere boom heeft een uitkomst met latest of earliest. Verwijder limits, of noem boom.uitkomst.",
                "No other tree has an outcome with latest or earliest. Remove limits, or name tree.outcome.",
            )

    def _check_outcome(self, node: Scalar, trees: set[str], shown_at: tuple[ShownAt, ...]) -> None:
        tree, _, outcome = node.text.partition(".")
        if trees == {tree}:
            self._reader.wrong(
                node,
                f"Een boom geeft één advies, en deze kanttekening staat alleen bij '{tree}'. Noem een uitkomst van een "
                "andere boom.",
                f"A tree gives one advice, and this note is shown at '{tree}' alone. Name an outcome of another tree.",
            )
        elif any(
            where.tree == tree and outcome in where.outcomes and where.when == ALWAYS and where.unless is None
            for where in shown_at
        ):
            self._reader.wrong(
                node,
                f"'{node.text}' draagt deze kanttekening zelf. Schrijf each_other, of noem een uitkomst zonder haar.",
                f"'{node.text}' carries this note itself. Write each_other, or name an outcome without it.",
            )
