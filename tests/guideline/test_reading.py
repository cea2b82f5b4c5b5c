"""Reading the example pack: what each way of writing becomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mdo_viewer.guideline.library import packs_folder, shipped_packs
from mdo_viewer.guideline.model import (
    ALWAYS,
    Against,
    All,
    AnyOf,
    Ends,
    Is,
    Limit,
    MomentSet,
    NextTree,
    Not,
    Outcome,
    Pack,
    Place,
    Source,
    Term,
    Text,
)
from mdo_viewer.guideline.reading.pack import read_pack
from tests.help.example_pack import FILES, write_pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    reading = read_pack(write_pack(tmp_path_factory.mktemp("pack")))
    assert reading.problems == ()
    assert reading.pack is not None
    return reading.pack


def changed(tmp_path: Path, file: str, old: str, new: str) -> Pack:
    """The example with one text changed in a way that is right."""
    assert old in FILES[file]
    pack = read_pack(write_pack(tmp_path, {**FILES, file: FILES[file].replace(old, new, 1)})).pack
    assert pack is not None
    return pack


def test_the_head_of_the_pack(pack: Pack) -> None:
    assert (pack.id, pack.version, pack.guideline_date) == ("voorbeeld", "1.0.0", date(2020, 1, 31))
    assert pack.title == Text("Voorbeeld", "Example")
    assert [(document.id, document.date) for document in pack.documents] == [("001", "2020"), ("002", "2021-05")]
    assert [tree.id for tree in pack.trees] == ["spoed", "therapie"]


def test_facts(pack: Pack) -> None:
    facts = pack.facts_by_id
    assert [fact.type for fact in pack.facts] == ["bool", "bool", "number", "integer", "choice", "set", "bool"]
    duur = facts["duur"]
    assert (duur.unit, duur.low, duur.high, duur.step) == (Text("dagen", "days"), 0, 365, 0.5)
    assert duur.only_if == Is("uitval", "=", True)
    assert [facts[id].worse for id in ("pijn", "duur", "graad", "operabel")] == [True, "less", "A", None]
    assert facts["pijn"].hints[0].when == Is("duur", ">=", 14)
    assert facts["uitval"].origin == ("K", "R")
    assert [choice.id for choice in facts["risico"].values] == ["roken", "suiker"]
    assert facts["kind"] in pack.scope
    assert facts["kind"].reason == Text("Niet voor kinderen.", "Not for children.")
    assert [(item.condition, item.then) for item in pack.implications] == [
        (Is("graad", "=", "A"), (Is("uitval", "=", True),)),
        (Is("uitval", "=", False), (Is("graad", "=", "C"),)),
    ]
    assert [moment.id for moment in pack.moments] == ["gemeld_op", "operatie_op"]
    assert [moment.help for moment in pack.moments] == [None, Text("Opnieuw bij verergering.", "Anew at worsening.")]


def test_terms(pack: Pack) -> None:
    quick = All((Is("uitval", "=", True), Is("duur", "<=", 7)), Text("Snelle uitval", "Rapid deficit"))
    assert [term.condition for term in pack.terms] == [
        AnyOf((Is("graad", "=", "A"), quick)),
        Not(Term("ernstig")),
        Is("wervels", "<=", 3),
    ]
    term = pack.terms[0].condition
    assert isinstance(term, AnyOf)
    assert term.items[1].text == Text("Snelle uitval", "Rapid deficit")


def test_answers(pack: Pack) -> None:
    spoed = pack.trees_by_id["spoed"]
    risky = All((Is("risico", "=", True), Not(Term("weinig_wervels"))))
    checklist = AnyOf((Is("pijn", "=", True), risky))
    assert spoed.questions_by_id["is_pijn"].checklist == checklist
    assert [(answer.key, answer.test, answer.label.nl, answer.to) for q in spoed.questions for answer in q.answers] == [
        ("ja", Is("uitval", "=", True), "ja", "hoe_snel"),
        ("nee", Is("uitval", "=", False), "nee", "is_pijn"),
        ("<= 7", Is("duur", "<=", 7), "≤ 7 dagen", "welke_graad"),
        ("> 7", Is("duur", ">", 7), "> 7 dagen", "binnen_week"),
        ("A", Is("graad", "=", "A"), "A", "binnen_dag"),
        ("B, C", AnyOf((Is("graad", "=", "B"), Is("graad", "=", "C"))), "B of C", "binnen_week"),
        ("ja", checklist, "ja", "binnen_week"),
        ("nee", Not(checklist), "nee", "niets"),
    ]
    assert spoed.root.answers[0].label == Text("ja", "yes")
    therapie = pack.trees_by_id["therapie"].root
    present = Is("risico", "=", True)
    assert [answer.test for answer in therapie.answers] == [present, Not(present)]


def test_outcomes(pack: Pack) -> None:
    outcomes = pack.trees_by_id["spoed"].outcomes_by_id
    first = outcomes["binnen_dag"]
    assert first.strength == ("opinion", "must")
    assert first.text == Text("Maak de MRI binnen een dag.", "Make the MRI within a day.")
    assert first.limit == Limit("latest", 24, 24, "hours", "gemeld_op")
    assert first.next == (NextTree("therapie"), NextTree("ander/boom", Is("operabel", "=", True)))
    assert first.next[0].when == ALWAYS
    assert [(part.yes and part.yes.nl, part.no) for part in first.parts] == [("Overleg met de chirurg.", None)]
    assert [(item.term, item.show) for item in first.lists] == [("ernstig", "met")]
    assert first.source == (Source("001", (1,), ()),)
    assert outcomes["binnen_week"].limit == Limit("latest", 1, 1, "weeks", "gemeld_op")
    therapie = pack.trees_by_id["therapie"].outcomes_by_id
    assert therapie["later"].limit == Limit("earliest", 3, 4, "weeks", "operatie_op")
    assert therapie["hier_niet"].to == "spoed"
    assert therapie["hier_niet"].ways == (NextTree("spoed"),)
    assert therapie["later"].ways == ()


def test_a_reference_to_several_trees(tmp_path: Path) -> None:
    several = "to: [{tree: spoed, when: operabel}, {tree: ander/boom}]"
    pack, problems = problems_of(
        tmp_path, {**FILES, "therapie.yaml": FILES["therapie.yaml"].replace("to: spoed", several)}
    )
    assert problems == []
    assert pack is not None
    ways = pack.trees_by_id["therapie"].outcomes_by_id["hier_niet"].ways
    assert ways == (NextTree("spoed", Is("operabel", "=", True)), NextTree("ander/boom"))


def test_entry_sources_and_exceptions(pack: Pack) -> None:
    spoed, therapie = pack.trees
    assert spoed.entry == ALWAYS
    assert therapie.entry == AnyOf(
        (Ends(("spoed.binnen_dag", "spoed.binnen_week")), All((Is("uitval", "=", True), MomentSet("operatie_op"))))
    )
    assert spoed.root.source == (Source("001", (1,), ((5, 5), (7, 9))), Source("002", (), ((12, 12),)))
    [exception] = spoed.exceptions
    assert (exception.fact, exception.better, exception.worse, exception.note) == (
        "graad",
        "binnen_dag",
        "binnen_week",
        1,
    )


def test_riders_and_notes(pack: Pack) -> None:
    [rider], [note] = pack.riders, pack.notes
    assert note.against == Against(limits=True, outcomes=("therapie.hier_niet",))
    assert rider.shown_with[0].when == Is("pijn", "=", True)
    assert rider.shown_with[0].unless == Not(Is("risico", "=", True))
    assert rider.parts[0].no == Text("Er is geen pijn.", "There is no pain.")
    assert rider.lists[0].show == "open"
    assert (note.shown_at[0].unless, note.facts) == (Is("pijn", "=", True), ("duur",))


def test_places(pack: Pack) -> None:
    question = pack.trees_by_id["spoed"].questions_by_id["hoe_snel"]
    assert question.place is not None
    assert (Path(question.place.file).name, question.place.line) == ("spoed.yaml", 14)
    assert pack.facts_by_id["uitval"].place == Place(str(Path(question.place.file).with_name("facts.yaml")), 10, 5)


def test_written_otherwise_it_means_the_same(pack: Pack, tmp_path: Path) -> None:
    loose = changed(tmp_path, "facts.yaml", 'when: "duur >= 14"', 'when: "duur>=14,0"')
    hint = loose.facts_by_id["pijn"].hints[0].when
    assert hint == pack.facts_by_id["pijn"].hints[0].when
    assert isinstance(hint, Is)
    assert isinstance(hint.value, int)


def test_a_folded_text_with_a_line_end_is_the_same_text(tmp_path: Path) -> None:
    pack = changed(tmp_path, "spoed.yaml", "text: >-", "text: >")
    assert pack.trees[0].outcomes[0].text == Text("Maak de MRI binnen een dag.", "Make the MRI within a day.")


def test_accents_may_be_written_in_either_way(tmp_path: Path) -> None:
    pack = changed(tmp_path, "pack.yaml", "patiënten", "patie\u0308nten")
    assert pack.disclaimer == Text("Niet voor patiëntenzorg.", "Not for patient care.")


# --- translations and files ---------------------------------------------------------------------------------------


def problems_of(tmp_path: Path, files: dict[str, str]) -> tuple[Pack | None, list[str]]:
    reading = read_pack(write_pack(tmp_path, files))
    return reading.pack, [
        f"{Path(problem.place.file).name}:{problem.place.line} {problem.message.en}" for problem in reading.problems
    ]


def test_a_missing_translation_keeps_no_pack_back(tmp_path: Path) -> None:
    english = FILES["en.yaml"].replace('  - {nl: "Geen advies", en: "No advice"}\n', "")
    pack, problems = problems_of(tmp_path, {**FILES, "en.yaml": english})
    assert pack is not None
    assert pack.trees[0].outcomes_by_id["niets"].title == Text("Geen advies", "Geen advies")
    assert problems == ["spoed.yaml:53 The English of 'Geen advies' is missing. Add it to en.yaml."]


def test_a_text_used_twice_is_missed_once(tmp_path: Path) -> None:
    english = FILES["en.yaml"].replace('  - {nl: "Pijn", en: "Pain"}\n', "")
    facts = FILES["facts.yaml"].replace("label: Operatie mogelijk", "label: Pijn")
    _, problems = problems_of(tmp_path, {**FILES, "en.yaml": english, "facts.yaml": facts})
    assert [problem for problem in problems if "missing" in problem] == [
        "facts.yaml:4 The English of 'Pijn' is missing. Add it to en.yaml."
    ]


def test_unused_and_double_translations(tmp_path: Path) -> None:
    english = FILES["en.yaml"] + '  - {nl: Nergens, en: Nowhere}\n  - {nl: "Pijn ", en: Ache}\n'
    pack, problems = problems_of(tmp_path, {**FILES, "en.yaml": english})
    assert pack is not None
    last = english.count("\n")
    assert problems == [
        f"en.yaml:{last - 1} The text 'Nergens' is not used in the pack. Correct or remove this translation.",
        f"en.yaml:{last} This text has been translated on line 8. Remove one.",
    ]


def test_without_english_the_pack_is_dutch(tmp_path: Path) -> None:
    pack, problems = problems_of(tmp_path, {name: text for name, text in FILES.items() if name != "en.yaml"})
    assert pack is not None
    assert pack.title == Text("Voorbeeld", "Voorbeeld")
    assert problems == ["en.yaml:1 This file is missing. Check the name."]


def test_a_broken_translation_file_keeps_no_pack_back(tmp_path: Path) -> None:
    pack, problems = problems_of(tmp_path, {**FILES, "en.yaml": "texts: [{nl: a"})
    assert pack is not None
    assert len(problems) == 1
    pack, problems = problems_of(tmp_path, {**FILES, "en.yaml": "texts:\n  - {nl: Pijn}\n  - Pijn\n"})
    assert pack is not None
    assert "en.yaml:2 The key 'en' is missing. Add it." in problems


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    pack, problems = problems_of(tmp_path, {})
    assert pack is None
    assert problems == ["pack.yaml:1 This is not a pack: pack.yaml is missing from this folder."]


def test_missing_and_unnamed_files(tmp_path: Path) -> None:
    without = {name: text for name, text in FILES.items() if name not in ("therapie.yaml", "cases.yaml")}
    pack, problems = problems_of(tmp_path, {**without, "derde.yaml": FILES["therapie.yaml"]})
    assert pack is None
    assert problems == [
        "derde.yaml:1 This tree is not under 'trees' in pack.yaml. Add it there, or remove the file.",
        "therapie.yaml:1 This file is missing. Check the name.",
    ]


@pytest.mark.parametrize("file", [name for name in FILES if name not in ("en.yaml", "cases.yaml")])
def test_a_file_that_cannot_be_read_brings_no_other_problems(file: str, tmp_path: Path) -> None:
    """What a broken file would have named may well exist."""
    pack, problems = problems_of(tmp_path, {**FILES, file: "a: [\n"})
    assert pack is None
    assert [problem.split(":")[0] for problem in problems] == [file]


def test_against_a_limit_that_no_other_tree_has(tmp_path: Path) -> None:
    files = {
        **FILES,
        "therapie.yaml": FILES["therapie.yaml"].replace("earliest: 3-4 weeks, from: operatie_op", "dose: 10 mg"),
    }
    pack, problems = problems_of(tmp_path, files)
    assert pack is None
    said = "No other tree has an outcome with latest or earliest. Remove limits, or name tree.outcome."
    assert problems == [f"notes.yaml:8 {said}"]


def test_against_each_other(tmp_path: Path) -> None:
    pack = changed(
        tmp_path,
        "notes.yaml",
        "      - {tree: spoed, outcomes: [binnen_week]}\n    against: [limits, therapie.hier_niet]",
        "      - {tree: therapie, outcomes: [hier_niet]}\n    against: [each_other]",
    )
    assert [note.against for note in pack.notes] == [Against(each_other=True)]


@pytest.mark.parametrize("text", ["a\n", "[]\n", "a: b\n", "{}\n", "''\n"])
@pytest.mark.parametrize("file", sorted(FILES))
def test_a_file_of_another_shape_is_a_problem(file: str, text: str, tmp_path: Path) -> None:
    _, problems = problems_of(tmp_path, {**FILES, file: text})
    assert file == "cases.yaml" or any(problem.startswith(file) for problem in problems)


def test_terms_riders_and_notes_may_be_absent(tmp_path: Path) -> None:
    facts = "facts:\n  - {id: pijn, type: bool, label: Pijn}\n"
    tree = (
        "id: boom\nnumber: 1\ntitle: Pijn\nversion: 1.0.0\nentry: always\n"
        "questions:\n  - {id: v, text: Pijn, fact: pijn, answers: {ja: u, nee: u}}\n"
        "outcomes:\n  - {id: u, kind: silent, title: Pijn, text: Pijn}\n"
    )
    head = FILES["pack.yaml"].replace("[spoed, therapie]", "[boom]")
    pack, _ = problems_of(tmp_path, {"pack.yaml": head, "facts.yaml": facts, "boom.yaml": tree})
    assert pack is not None
    assert (pack.terms, pack.riders, pack.notes) == ((), (), ())


def test_terms_that_would_grow_without_end(tmp_path: Path) -> None:
    doubling = "".join(f"  - {{id: t{n}, label: Pijn, all: [t{n + 1}, t{n + 1}]}}\n" for n in range(40))
    chain = "".join(f"  - {{id: c{n}, label: Pijn, not: c{n + 1}}}\n" for n in range(40))
    ends = "  - {id: t40, label: Pijn, is: pijn}\n  - {id: c40, label: Pijn, is: pijn}\n"
    pack, problems = problems_of(tmp_path, {**FILES, "terms.yaml": FILES["terms.yaml"] + doubling + chain + ends})
    assert pack is None
    assert len([problem for problem in problems if "is too large" in problem]) == 32 + 25


def test_circles_of_several(tmp_path: Path) -> None:
    terms = "".join(f"  - {{id: {a}, label: Pijn, not: {b}}}\n" for a, b in ("ab", "bc", "ca", "da"))
    facts = "".join(
        f"  - {{id: f_{a}, type: bool, label: Pijn, only_if: f_{b}}}\n" for a, b in ("ab", "bc", "cb", "dc", "ed")
    )
    files = {**FILES, "facts.yaml": FILES["facts.yaml"].replace("facts:\n", f"facts:\n{facts}")}
    _, problems = problems_of(tmp_path, files)
    assert [problem.split("'")[1] for problem in problems] == ["f_b", "f_c"]
    _, problems = problems_of(tmp_path, {**FILES, "terms.yaml": FILES["terms.yaml"] + terms})
    assert [problem.split("'")[1] for problem in problems] == ["a", "b", "c"]


# --- the packs that ship ------------------------------------------------------------------------------------------


def test_packs_ship() -> None:
    assert packs_folder() / "wervelmetastasen" in shipped_packs()


@pytest.mark.parametrize("folder", shipped_packs(), ids=lambda folder: folder.name)
def test_a_shipped_pack_is_right(folder: Path) -> None:
    reading = read_pack(folder)
    assert [problem.line("en") for problem in reading.problems] == []
    assert reading.pack is not None
    assert reading.pack.id == folder.name
    for pack_file in folder.glob("*.yaml"):
        assert max(len(line) for line in pack_file.read_text("utf-8").splitlines()) <= 130, pack_file.name


def texts_of(outcome: Outcome) -> tuple[str | int, ...]:
    limit = outcome.limit
    amount = "" if limit is None else f"{limit.type} {limit.amount} {limit.unit} {limit.moment}"
    return outcome.title.nl, outcome.text.nl, amount, len(outcome.next), len(outcome.parts), len(outcome.lists)


def written(raw: dict[str, Any]) -> tuple[str | int, ...]:
    amount = ""
    for kind in ("latest", "earliest"):
        if kind in raw:
            count, unit = raw[kind].split()
            amount = f"{kind} {count.split('-')[0]} {unit} {raw['from']}"
    lengths = (len(raw.get(key, ())) for key in ("next", "parts", "lists"))
    return raw["title"].strip(), raw["text"].strip(), amount, *lengths


@pytest.mark.parametrize("folder", shipped_packs(), ids=lambda folder: folder.name)
def test_nothing_of_a_shipped_pack_is_lost(folder: Path) -> None:
    """What the pack holds is what stands in its files, read by another way than ours."""
    pack = read_pack(folder).pack
    assert pack is not None
    files = [file for file in folder.glob("*.yaml") if file.stem not in ("cases", "en")]
    raw = {file.stem: yaml.load(file.read_text("utf-8"), yaml.BaseLoader) for file in files}  # noqa: S506
    facts = raw["facts"]
    assert [(fact.id, fact.type, fact.label.nl) for fact in pack.facts] == [
        (item["id"], item["type"], item["label"]) for item in facts["facts"]
    ]
    assert [len(fact.hints) for fact in pack.facts] == [len(item.get("hints", ())) for item in facts["facts"]]
    assert [fact.only_if is None for fact in pack.facts] == ["only_if" not in item for item in facts["facts"]]
    for kind, found in (("scope", pack.scope), ("implications", pack.implications), ("moments", pack.moments)):
        assert len(found) == len(facts.get(kind, ())), kind
    for stem, items in (("terms", pack.terms), ("riders", pack.riders), ("notes", pack.notes)):
        assert len(items) == len(raw.get(stem, {}).get(stem, ())), stem
    shown = [len(rider.shown_with) for rider in pack.riders] + [len(note.shown_at) for note in pack.notes]
    riders, notes = raw.get("riders", {}).get("riders", ()), raw.get("notes", {}).get("notes", ())
    assert shown == [len(item["shown_with"]) for item in riders] + [len(item.get("shown_at", ())) for item in notes]
    assert [tree.id for tree in pack.trees] == raw["pack"]["trees"]
    for tree in pack.trees:
        source = raw[tree.id]
        assert [(question.id, question.text.nl, question.fact) for question in tree.questions] == [
            (item["id"], item["text"], item.get("fact")) for item in source["questions"]
        ]
        for question, item in zip(tree.questions, source["questions"], strict=True):
            assert {answer.key: answer.to for answer in question.answers} == item["answers"]
            assert len(question.checklist.items if question.checklist else ()) == len(
                item.get("all", item.get("any", ()))
            )
        assert [outcome.id for outcome in tree.outcomes] == [item["id"] for item in source["outcomes"]]
        assert [texts_of(outcome) for outcome in tree.outcomes] == [written(item) for item in source["outcomes"]]
        assert len(tree.exceptions) == len(source.get("exceptions", ()))
