"""Reading a pack: the folder `trees/<pack>/` becomes a `Pack`, or a list of everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from mdo_viewer.guideline import checks
from mdo_viewer.guideline.expressions import Names
from mdo_viewer.guideline.fields import Fields, Reader, Unique, peek, peek_ids, peek_items, shown
from mdo_viewer.guideline.model import (
    DECIDERS,
    Fact,
    Implication,
    Later,
    NamedTerm,
    Note,
    Pack,
    Place,
    Rider,
    SourceDocument,
    Text,
    Tree,
)
from mdo_viewer.guideline.reading_doubtful import across_places, doubtful
from mdo_viewer.guideline.reading_facts import BESIDE, MAX_DAYS, FactsReader
from mdo_viewer.guideline.reading_notes import NotesReader
from mdo_viewer.guideline.reading_sources import repeats
from mdo_viewer.guideline.reading_trees import TreesReader, version
from mdo_viewer.guideline.strict_yaml import Node, Problem, Refused, Scalar, load
from mdo_viewer.guideline.translations import Texts

#: Files of a pack that are no tree. `cases.yaml` is read by those who run the cases.
FIXED_FILES = ("pack", "facts", "terms", "riders", "notes", "later", "en", "cases")
PACK_KEYS = ("id", "version", "title", "guideline", "guideline_date", "banner", "disclaimer", "documents", "trees")
OPTIONAL_KEYS = ("signed_by", "main", "review_by", "asked_anew_after", "decides")
OPTIONAL_FILES = ("terms", "riders", "notes", "later")
LIMITS = ("latest", "earliest")


class Reading(Struct, frozen=True):
    """A pack and what is wrong with it, in order of file and line.

    `pack` is None when anything but a translation is wrong; a text without its English one stands in Dutch.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]


def read_pack(folder: Path) -> Reading:
    """Read every file of a pack; never raises for what a file contains."""
    return _PackReader(Path(folder)).read()


class _PackReader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader = Reader()
        self.names = Names()
        self.nodes: dict[str, Node] = {}

    def read(self) -> Reading:
        if not (self.folder / "pack.yaml").is_file():
            self.reader.wrong(
                Place(str(self.folder / "pack.yaml"), 1, 1),
                "Dit is geen pakket: pack.yaml ontbreekt in deze map.",
                "This is not a pack: pack.yaml is missing from this folder.",
            )
            return Reading(None, tuple(self.reader.problems))
        for stem in ("pack", "facts", *OPTIONAL_FILES):
            if stem not in OPTIONAL_FILES or (self.folder / f"{stem}.yaml").exists():
                self._load(stem)
        header, trees = self._header()
        for tree in trees:
            self._load(tree)
        self._strangers(trees)
        self._collect(trees)
        english, untranslated = self._english()
        texts = Texts(self.reader, english)
        pack = self._build(texts, header, trees)
        if not self.reader.problems:
            texts.note_unused()
        problems = [*self.reader.problems, *untranslated, *texts.missing.problems]
        problems.sort(key=lambda item: (item.place.file, item.place.line, item.place.column))
        return Reading(None if self.reader.problems else pack, tuple(problems))

    # --- files ----------------------------------------------------------------------------------------------------

    def _load(self, stem: str) -> None:
        try:
            self.nodes[stem] = load(self.folder / f"{stem}.yaml")
        except Refused as refused:
            self.reader.problems.extend(refused.problems)
            self.names.unsure.add(stem)

    def _english(self) -> tuple[Node | None, tuple[Problem, ...]]:
        try:
            return load(self.folder / "en.yaml"), ()
        except Refused as refused:
            return None, refused.problems

    def _strangers(self, trees: tuple[str, ...]) -> None:
        if "trees" in self.names.unsure:
            return
        for path in sorted(self.folder.glob("*.yaml")):
            if path.stem not in FIXED_FILES and path.stem not in trees:
                self.reader.wrong(
                    Place(str(path), 1, 1),
                    "Deze boom staat niet bij 'trees' in pack.yaml. Voeg hem daar toe, of verwijder het bestand.",
                    "This tree is not under 'trees' in pack.yaml. Add it there, or remove the file.",
                )

    def _header(self) -> tuple[Fields | None, tuple[str, ...]]:
        """What pack.yaml says, with the ids of the trees."""
        node = self.nodes.get("pack")
        fields = self.reader.fields(node, PACK_KEYS, OPTIONAL_KEYS) if node is not None else None
        if fields is None or "trees" not in fields:
            self.names.unsure |= {"trees", "documents"}
            return fields, ()
        unique, trees = Unique(self.reader), []
        for item in fields.items("trees", at_least=1):
            id = self.reader.identifier(item)
            unique.take(item, id)
            if id in FIXED_FILES:
                self.reader.wrong(
                    item,
                    f"Een boom kan niet '{id}' heten. Kies een andere id.",
                    f"A tree cannot be called '{id}'. Choose another id.",
                )
            elif id is not None and id not in trees:
                trees.append(id)
        return fields, tuple(trees)

    def _collect(self, trees: tuple[str, ...]) -> None:
        """Learn every id before anything that refers to one is read."""
        names, nodes = self.names, self.nodes
        facts, terms = nodes.get("facts"), peek_items(nodes.get("terms"), "terms")
        names.fact_ids = set(peek_ids((*peek_items(facts, "facts"), *peek_items(facts, "scope"))))
        beside = {id: kind for kind in BESIDE for id in peek_ids(peek_items(facts, kind))}
        names.beside = {id: kind for id, kind in beside.items() if id not in names.fact_ids}
        names.moments = set(peek_ids(peek_items(facts, "moments")))
        names.terms = set(peek_ids(terms))
        names.groups = set(peek_ids(term for term in terms if peek(term, "all") or peek(term, "any")))
        names.notes = set(peek_ids(peek_items(nodes.get("notes"), "notes"), "number"))
        names.documents = tuple(peek_ids(peek_items(nodes.get("pack"), "documents")))
        names.trees = trees
        outcomes = {tree: peek_items(nodes[tree], "outcomes") for tree in trees if tree in nodes}
        names.outcomes = {tree: set(peek_ids(items)) for tree, items in outcomes.items()}
        names.limited = {
            tree for tree, items in outcomes.items() if any(peek(each, key) for each in items for key in LIMITS)
        }

    # --- contents -------------------------------------------------------------------------------------------------

    def _build(self, texts: Texts, pack: Fields | None, tree_ids: tuple[str, ...]) -> Pack | None:
        reader, names = self.reader, self.names
        optional = ("scope", "scope_question", "implications", "moments", "doubtful", "across_places", *BESIDE)
        facts_fields = self._fields("facts", ("facts",), optional)
        facts_reader = FactsReader(reader, texts, names)
        facts_reader.facts(facts_fields, pack.integer("asked_anew_after", 0, MAX_DAYS) if pack else None)
        terms = facts_reader.terms(self._fields("terms", ("terms",)))
        facts, scope = facts_reader.finished()
        scope_question = facts_reader.scope_question(facts_fields, scope)
        implications, moments = facts_reader.implications(facts_fields), facts_reader.moments(facts_fields)
        doubts = doubtful(reader, texts, names, terms, facts_fields)
        across = across_places(reader, texts, names, terms, (*facts, *scope), facts_fields)
        trees = self._trees(TreesReader(reader, texts, names), tree_ids)
        day = pack.date("guideline_date") if pack else None
        review_by = pack.date("review_by") if pack and "review_by" in pack else None
        riders, notes, later = self._beside_trees(NotesReader(reader, texts, names), day, review_by)
        self._check_facts(facts, implications, terms)
        if pack is None:
            return None
        id, pack_version = pack.identifier("id"), version(reader, pack)
        titles = [texts.text(pack.get(key)) for key in ("title", "guideline", "banner", "disclaimer")]
        said = [each for each in titles if each is not None]
        documents, main = self._documents(texts, pack), self._main(pack)
        if id is None or pack_version is None or day is None or len(said) < len(titles):
            return None
        title, guideline, banner, disclaimer = said
        return Pack(
            id=id,
            version=pack_version,
            title=title,
            guideline=guideline,
            guideline_date=day,
            banner=banner,
            disclaimer=disclaimer,
            documents=documents,
            facts=facts,
            scope=scope,
            implications=implications,
            moments=moments,
            terms=terms,
            riders=riders,
            notes=notes,
            trees=trees,
            doubtful=doubts,
            scope_question=scope_question,
            main=main,
            described=facts_reader.beside("describes"),
            marks=facts_reader.beside("marks"),
            later=later,
            review_by=review_by,
            across_places=across,
            signed_by=self._signed_by(texts, pack),
            decides=pack.one_of("decides", DECIDERS) or "board",
        )

    def _check_facts(
        self, facts: tuple[Fact, ...], implications: tuple[Implication, ...], terms: tuple[NamedTerm, ...]
    ) -> None:
        if checks.check_terms(self.reader, terms):
            checks.check_only_if(self.reader, facts, terms)
            checks.check_ranges(self.reader, facts, implications, terms)
            checks.check_places(self.reader, facts, implications, terms)

    def _beside_trees(
        self, reader: NotesReader, day: date | None, review_by: date | None
    ) -> tuple[tuple[Rider, ...], tuple[Note, ...], tuple[Later, ...]]:
        """Riders, notes and later statements."""
        riders = reader.riders(self._fields("riders", ("riders",)))
        notes = reader.notes(self._fields("notes", ("notes",)))
        return riders, notes, reader.later(self._fields("later", ("later",)), day, review_by)

    def _main(self, pack: Fields) -> tuple[str, ...]:
        """The trees that speak for a patient, as the file names them."""
        unique, found = Unique(self.reader), []
        for item in pack.items("main", at_least=1) if "main" in pack else ():
            id = self.reader.identifier(item)
            unique.take(item, id)
            if isinstance(item, Scalar) and id is not None and id not in self.names.trees:
                self.reader.unknown(item, "boom", "tree", self.names.trees)
            elif id is not None:
                found.append(id)
        return tuple(found)

    def _fields(self, stem: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Fields | None:
        node = self.nodes.get(stem)
        return self.reader.fields(node, required, optional) if node is not None else None

    def _trees(self, trees_reader: TreesReader, ids: tuple[str, ...]) -> tuple[Tree, ...]:
        trees = []
        for id in ids:
            node = self.nodes.get(id)
            if node is not None:
                trees.append(trees_reader.tree(node, id))
                checks.check_tree(self.reader, node)
        self._numbers(ids)
        good = tuple(tree for tree in trees if tree is not None)
        checks.check_entries(self.reader, good)
        return good

    def _numbers(self, tree_ids: tuple[str, ...]) -> None:
        """Each tree has a number of its own."""
        first: dict[str, str] = {}
        for id in tree_ids:
            scalar = peek(self.nodes.get(id), "number")
            if isinstance(scalar, Scalar) and first.setdefault(scalar.text, id) != id:
                other = first[scalar.text]
                self.reader.wrong(
                    scalar,
                    f"Nummer {shown(scalar.text)} heeft boom '{other}' al. Kies een ander nummer.",
                    f"Tree '{other}' has number {shown(scalar.text)} already. Choose another number.",
                )

    def _signed_by(self, texts: Texts, pack: Fields) -> tuple[Text, ...]:
        """Who answers for the trees; nobody where the key is not there."""
        found = (texts.text(node) for node in (pack.items("signed_by", at_least=1) if "signed_by" in pack else ()))
        return tuple(each for each in found if each is not None)

    def _documents(self, texts: Texts, pack: Fields) -> tuple[SourceDocument, ...]:
        unique, found = Unique(self.reader), []
        for node in pack.items("documents", at_least=1):
            entry = self.reader.fields(node, ("id", "title", "date"), ("repeats", "kind"))
            if entry is None:
                continue
            id, title, date = entry.identifier("id"), texts.text(entry.get("title")), entry.string("date")
            evidence = texts.text(entry.get("kind")) if entry.get("kind") is not None else None
            unique.take(entry.get("id"), id)
            if id is not None and title is not None and date is not None:
                found.append(SourceDocument(id, title, date, repeats(self.reader, entry), evidence))
        return tuple(found)
