"""What `diff` says to people: tree by tree what was and what is, in labels, with the smallest patient of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from mdo_viewer.guideline.model import Language, Limit, Text, Tree
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.guideline.words import Words
from mdo_viewer.reasoning.comparing.changes import (
    CaseChange,
    ChoiceChange,
    PackChanges,
    TextChange,
    TextKind,
    TreeChanges,
)
from mdo_viewer.reasoning.comparing.joint import SIDES, Side
from mdo_viewer.reasoning.comparing.smallest import Sample
from mdo_viewer.reasoning.saying import Saying

#: Texts by what a reader looks for.
_ADVICE: tuple[TextKind, ...] = ("title", "text", "dose", "sentence", "unknown")
_PLAIN: tuple[TextKind, ...] = ("title", "text", "dose")
_ALSO: tuple[TextKind, ...] = ("rider", "rider_sentence", "rider_unknown", "note")
_ASKED: tuple[TextKind, ...] = (
    *("tree", "question", "point", "answer", "help", "fact", "hint", "term", "moment", "moment_help"),
    "pack",
)

_BESIDE: tuple[TextKind, ...] = ("mark", "mark_trees", "later", "later_beside")

#: As many outcomes are named where a change stands; a single further one too.
_MOST = 3


class ChangeRow(Struct, frozen=True):
    """One change: what it is about, empty where the rows say so, and was, is and for whom with their names."""

    about: str
    rows: tuple[tuple[str, str], ...]


class ChangeGroup(Struct, frozen=True):
    """Changes of one sort."""

    title: str
    items: tuple[ChangeRow, ...]


class ChangeSection(Struct, frozen=True):
    """All changes of one tree, or of the pack."""

    title: str
    groups: tuple[ChangeGroup, ...]


class ChangesPage:
    """Everything that changed, in the words of one language."""

    def __init__(self, changes: PackChanges, words: Words) -> None:
        self._changes, self._words = changes, words
        self._language: Language = words.language
        self._saying = Saying(words.language)
        self._packs = {"old": changes.old, "new": changes.new}

    @property
    def title(self) -> str:
        """`Wervelmetastasen 1.0.0 → 1.1.0`."""
        new = self._changes.new
        return f"{new.title(self._language)} {self._changes.old.version} → {new.version}"

    @property
    def summary(self) -> str:
        """How much changed, in a sentence."""
        changes, words = self._changes, self._words
        if not changes.count:
            return words("diff.nothing")
        trees = sum(bool(tree.count) for tree in changes.trees)
        return words("diff.summary", changes=words.count("diff.changes", changes.count), n=trees, of=len(changes.trees))

    @property
    def elsewhere(self) -> str:
        """How many of the changes are in the texts of the other language alone, and not among the sections; else
        empty."""
        texts = [*self._changes.texts, *(text for tree in self._changes.trees for text in tree.texts)]
        count = sum(not self._reads_otherwise(each) for each in texts)
        return self._words("diff.other_language", n=count) if count else ""

    def _reads_otherwise(self, change: TextChange) -> bool:
        old, new = change.old, change.new
        return old is None or new is None or old(self._language) != new(self._language)

    def sections(self) -> Iterator[ChangeSection]:
        """Each tree with a change, in order, then the pack."""
        for tree in self._changes.trees:
            if own := (*self._groups(tree),):
                yield ChangeSection(f"{tree.tree.number} {tree.tree.title(self._language)}", own)
        groups = (
            ("scope", self._scope()),
            ("together", self._together()),
            ("doubtful", self._texts(None, self._changes.texts, ("doubtful", "across"))),
            ("against", self._texts(None, self._changes.texts, ("against",))),
            ("worse", self._texts(None, self._changes.texts, ("worse",))),
            ("asked", self._texts(None, self._changes.texts, _ASKED)),
            ("beside", self._texts(None, self._changes.texts, _BESIDE)),
            ("kept", self._texts(None, self._changes.texts, ("kept",))),
        )
        found = tuple(
            ChangeGroup(self._words(f"diff.group.{key}"), items) for key, each in groups if (items := (*each,))
        )
        if found:
            yield ChangeSection(self._words("diff.pack"), found)

    def _groups(self, tree: TreeChanges) -> Iterator[ChangeGroup]:
        found: tuple[tuple[str, Iterable[ChangeRow]], ...] = (
            ("tree", self._tree(tree)),
            ("routes", self._routes(tree)),
            ("entry", self._entry(tree)),
            ("deadlines", self._deadlines(tree)),
            ("strengths", self._strengths(tree)),
            ("kinds", self._kinds(tree)),
            ("leads", self._leads(tree)),
            ("choices", self._choices(tree)),
            ("advice", self._texts(tree, tree.texts, _ADVICE)),
            ("also", self._texts(tree, tree.texts, _ALSO)),
            ("asked", self._texts(tree, tree.texts, _ASKED)),
            ("cases", self._cases(tree)),
        )
        for key, each in found:
            if items := (*each,):
                yield ChangeGroup(self._words(f"diff.group.{key}"), items)

    # --- one change -----------------------------------------------------------------------------------------------

    def _item(self, about: str, old: str | None, new: str | None, sample: Sample | None) -> ChangeRow:
        words = self._words
        rows = ((words("diff.was"), old), (words("diff.is"), new), (words("diff.for"), self._patient(sample)))
        return ChangeRow(about, tuple((name, text) for name, text in rows if text))

    def _patient(self, sample: Sample | None) -> str:
        if sample is None:
            return ""
        said = (f"{name(self._language)}: {value(self._language)}" for _, name, value in sample.facts)
        return "; ".join(said) or self._words("diff.everyone")

    def _tree(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        if tree.old is None or tree.new is None:
            yield ChangeRow(self._words("diff.tree_new" if tree.old is None else "diff.tree_gone"), ())

    def _routes(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.routes:
            old, new = self._outcome(tree, "old", each.old), self._outcome(tree, "new", each.new)
            yield self._item("", old, new, each.sample)

    def _outcome(self, tree: TreeChanges, side: Side, id: str | None) -> str:
        own = tree.old if side == "old" else tree.new
        if own is None:
            return ""
        return self._words("diff.no_word") if id is None else self._title(own, id)

    def _title(self, tree: Tree, id: str) -> str:
        outcome = tree.outcomes_by_id.get(id)
        return id if outcome is None else outcome.title(self._language)

    def _entry(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.entry:
            old = "" if tree.old is None else self._words(f"diff.entry.{each.old}")
            new = "" if tree.new is None else self._words(f"diff.entry.{each.new}")
            yield self._item("", old, new, each.sample)

    def _deadlines(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.deadlines:
            old, new = self._limit("old", each.old), self._limit("new", each.new)
            yield self._item(self._about(tree, each.id), old, new, each.sample)

    def _limit(self, side: Side, limit: Limit | None) -> str:
        if limit is None:
            return self._words("diff.no_limit")
        return self._saying.limit_from(limit, self._packs[side].moments_by_id[limit.moment], known=True)

    def _strengths(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        none = self._words("diff.no_strength")
        for each in tree.strengths:
            old, new = (self._saying.strength(said) or none for said in (each.old, each.new))
            yield self._item(self._about(tree, each.id), old, new, each.sample)

    def _kinds(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.kinds:
            old, new = (self._words(f"diff.kind.{kind}") for kind in (each.old, each.new))
            yield self._item(self._about(tree, each.id), old, new, each.sample)

    def _leads(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.leads:
            old, new = self._lead("old", each.old), self._lead("new", each.new)
            yield self._item(self._at(tree, each.at), old, new, each.sample)

    def _lead(self, side: Side, tree: str | None) -> str:
        if tree is None:
            return self._words("diff.leads_not")
        return self._words("diff.leads", tree=self._tree_name(side, tree))

    def _tree_name(self, side: Side, tree: str) -> str:
        found = self._packs[side].trees_by_id.get(tree)
        return tree if found is None else f"{found.number} {found.title(self._language)}"

    def _cases(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.cases:
            yield self._item(each.case, self._answered(tree, each, "old"), self._answered(tree, each, "new"), None)

    def _answered(self, tree: TreeChanges, case: CaseChange, side: Side) -> str:
        own = tree.old if side == "old" else tree.new
        possible = case.possible_old if side == "old" else case.possible_new
        if own is None or not possible:
            return self._words("diff.no_case")
        titles = "; ".join(self._title(own, id) for id in possible)
        return titles if len(possible) == 1 else self._words("diff.possible", titles=titles)

    def _together(self) -> Iterator[ChangeRow]:
        for each in self._changes.together:
            old, new = (self._words("diff.can" if can else "diff.cannot") for can in (each.old, each.new))
            yield self._item("", old, new, each.sample)

    def _scope(self) -> Iterator[ChangeRow]:
        for each in self._changes.scope:
            old, new = (self._words("diff.in_scope" if held else "diff.out_of_scope") for held in (each.old, each.new))
            yield self._item("", old, new, each.sample)

    def _choices(self, tree: TreeChanges) -> Iterator[ChangeRow]:
        for each in tree.choices:
            own = next(choice for side in (tree.new, tree.old) if side and (choice := side.choice(each.id)))
            old, new = (self._choice(tree, side, each) for side in SIDES)
            about = self._words(f"diff.choice.{each.what}", name=own.label(self._language))
            yield self._item(about, old, new, each.sample)

    def _choice(self, tree: TreeChanges, side: Side, change: ChoiceChange) -> str:
        said = change.old if side == "old" else change.new
        if isinstance(said, Text):
            return said(self._language)
        if change.what == "follows":
            return self._words("diff.follows_not") if said is None else self._title(tree.tree, said)
        if change.what == "opens":
            return self._words("diff.opens_not") if said is None else self._tree_name(side, said)
        return self._words("diff.no_choice")

    # --- texts ----------------------------------------------------------------------------------------------------

    def _texts(
        self, tree: TreeChanges | None, texts: Iterable[TextChange], kinds: tuple[TextKind, ...]
    ) -> Iterator[ChangeRow]:
        for each in texts:
            if each.kind in kinds and self._reads_otherwise(each):
                old, new = (text(self._language) if text is not None else "" for text in (each.old, each.new))
                none = self._words("diff.no_text")
                sample = None if each.kind in _PLAIN else each.sample  # whoever gets the advice reads it
                yield self._item(self._of(tree, each), old or none, new or none, sample)

    def _of(self, tree: TreeChanges | None, change: TextChange) -> str:
        """What a text belongs to, and where it stands."""
        words = self._words
        if change.kind == "pack":
            return words(f"diff.of.pack.{change.id}")
        name = change.id
        if tree is not None and change.kind in ("question", "point", "answer", "help"):
            name = self._question(tree, change.id)
        elif change.kind in ("fact", "answer", "help", "hint", "worse", "mark", "mark_trees", "kept"):
            name = self._fact(change.id)
        of = words(f"diff.of.{change.kind}", name=name)
        return f"{of}, {uncapital(self._at(tree, change.at))}" if tree is not None and change.at else of

    def _question(self, tree: TreeChanges, id: str) -> str:
        question = tree.tree.questions_by_id.get(id)
        return id if question is None else question.text(self._language)

    def _fact(self, id: str) -> str:
        """A fact or moment by its label."""
        facts = {**self._changes.old.facts_by_id, **self._changes.new.facts_by_id}
        moments = {**self._changes.old.moments_by_id, **self._changes.new.moments_by_id}
        named = facts.get(id) or moments.get(id)
        return id if named is None else named.label(self._language)

    def _about(self, tree: TreeChanges, id: str) -> str:
        """An outcome by its title; a rider, which has none, by the text that it begins with."""
        riders = {**self._changes.old.riders_by_id, **self._changes.new.riders_by_id}
        if tree.new is not None and id not in tree.new.outcomes_by_id and id in riders:
            return self._words("diff.rider", name=riders[id].text(self._language))
        return self._at(tree, (id,))

    def _at(self, tree: TreeChanges, outcomes: tuple[str, ...]) -> str:
        """The outcomes by their titles; of many the first ones."""
        own = tree.tree
        titles = [f"“{self._title(own, id)}”" for id in outcomes]
        if len(titles) > _MOST + 1:
            more = self._words("diff.more", n=len(titles) - _MOST)
            return self._words("diff.at", titles=f"{'; '.join(titles[:_MOST])}; {more}")
        return self._words("diff.at", titles="; ".join(titles))
