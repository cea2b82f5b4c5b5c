"""What changed between two versions of a pack, as values: what a tree says to whom, was and is."""

from __future__ import annotations

from typing import Generic, Literal, TypeAlias, TypeVar

from msgspec import Struct

from mdo_viewer.guideline.model import Limit, OutcomeKind, Pack, Strength, Text, Tree
from mdo_viewer.reasoning.comparing.smallest import Sample
from mdo_viewer.reasoning.results import EntryState

#: What a text is of: an outcome's title, text, dose, a sentence of it that depends on the facts, or what it says of
#: facts that are unknown; a rider, a sentence of one, or what one says of unknown facts; a note, and what its advices
#: do not go with; a tree; a question, a point of its checklist, an answer to one or to a fact, the help of either; a
#: fact, a remark beside it, which value of it is worse; a term; a moment and its help; why facts fit badly together, of
#: one place or of two; the line of a mark, and its trees; a statement from after the guideline, and the outcomes beside
#: which it stands; whose a fact is and when its answer is old; or the pack itself.
TextKind: TypeAlias = Literal[
    "title", "text", "dose", "sentence", "unknown", "rider", "rider_sentence", "rider_unknown", "note", "against",
    "tree", "question", "point", "answer", "help", "fact", "hint", "worse", "term", "moment", "moment_help", "doubtful",
    "across", "mark", "mark_trees", "later", "later_beside", "kept", "pack",
]  # fmt: skip

_T = TypeVar("_T")


class RouteChange(Struct, frozen=True):
    """Patients to whom a tree gives another outcome. None: that version has no such tree, or no word for a value."""

    old: str | None
    new: str | None
    sample: Sample


class EntryChange(Struct, frozen=True):
    """Patients who enter a tree in one version alone. None: as with `RouteChange`."""

    old: EntryState | None
    new: EntryState | None
    sample: Sample


class CaseChange(Struct, frozen=True):
    """A worked case that is answered otherwise. `old` and `new` are None without one outcome; then `possible_old` and
    `possible_new` say what is possible still: nothing, where the case cannot be entered."""

    case: str
    old: str | None
    new: str | None
    possible_old: tuple[str, ...]
    possible_new: tuple[str, ...]


class Facet(Struct, Generic[_T], frozen=True):
    """Something that both versions say of one outcome or rider, and not the same. `sample` is the smallest patient to
    whom both say it; None where there is none."""

    id: str
    old: _T
    new: _T
    sample: Sample | None


class Lead(Struct, frozen=True):
    """Outcomes that lead to a tree in one version alone, for patients such as this one; `old` or `new` is the tree."""

    at: tuple[str, ...]
    old: str | None
    new: str | None
    sample: Sample


class TextChange(Struct, frozen=True):
    """A text that says something else, or is said to other patients: then one of `old` and `new` is None.

    `id` is that of the outcome, rider, question, fact, or the number of the note; `at` are the outcomes beside which it
    stands. `sample` is None where the change does not depend on facts.
    """

    kind: TextKind
    id: str
    old: Text | None
    new: Text | None
    at: tuple[str, ...] = ()
    sample: Sample | None = None


class ChoiceChange(Struct, frozen=True):
    """Of what the board can choose at a tree: its name (a text); an advice that it follows or a tree that it opens, by
    id; or what such a tree gives (a text). None where that version does not have it. `id` is that of the choice."""

    id: str
    what: Literal["choice", "follows", "opens", "gives"]
    old: Text | str | None
    new: Text | str | None
    sample: Sample | None = None


class TreeChanges(Struct, frozen=True):
    """What one tree says otherwise. `old` or `new` is None where that version does not have it."""

    old: Tree | None
    new: Tree | None
    routes: tuple[RouteChange, ...] = ()
    cases: tuple[CaseChange, ...] = ()
    entry: tuple[EntryChange, ...] = ()
    deadlines: tuple[Facet[Limit | None], ...] = ()
    strengths: tuple[Facet[tuple[Strength, ...]], ...] = ()
    kinds: tuple[Facet[OutcomeKind], ...] = ()
    leads: tuple[Lead, ...] = ()
    texts: tuple[TextChange, ...] = ()
    choices: tuple[ChoiceChange, ...] = ()

    @property
    def tree(self) -> Tree:
        """The tree as it is now, or was last."""
        tree = self.new or self.old
        assert tree is not None
        return tree

    @property
    def count(self) -> int:
        """How many changes there are."""
        parts = (
            self.routes,
            self.cases,
            self.entry,
            self.deadlines,
            self.strengths,
            self.kinds,
            self.leads,
            self.texts,
            self.choices,
        )
        return sum(len(part) for part in parts) + (self.old is None or self.new is None)


class Combination(Struct, frozen=True):
    """Facts that can be true together in one version alone: a patient who could not be entered in the other."""

    old: bool
    new: bool
    sample: Sample


class ScopeChange(Struct, frozen=True):
    """Patients for whom the guideline holds in one version alone: the other has no question that keeps them out."""

    old: bool
    new: bool
    sample: Sample


class PackChanges(Struct, frozen=True):
    """Everything that changed between two versions of a pack. `trees` holds those with a change, in order."""

    old: Pack
    new: Pack
    trees: tuple[TreeChanges, ...]
    together: tuple[Combination, ...]
    texts: tuple[TextChange, ...]
    scope: tuple[ScopeChange, ...] = ()

    @property
    def count(self) -> int:
        """How many changes there are: none, where no patient notices anything."""
        return sum(tree.count for tree in self.trees) + len(self.together) + len(self.texts) + len(self.scope)
