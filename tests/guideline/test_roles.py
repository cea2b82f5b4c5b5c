"""What a fact does and is of: it decides, describes or marks, and belongs to the patient or to a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Moment, Pack, Text
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.guideline.use import unused_facts
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash, whole_hash
from tests.help.small_packs import FACTS, PACK, small_pack

BESIDE = """\
described:
  - {id: tumor, type: text, label: Tumor, asked_anew_after: nooit}
  - {id: kps, type: integer, label: KPS, range: 10-100, step: 10}
marks:
  - {id: doelgericht, type: bool, label: Doelgerichte therapie, mark: De richtlijn kent dit niet., trees: [boom]}
"""
OLD = FACTS.replace("range: 0-240}", "range: 0-240, ranges: yes, asked_anew_after: 7}").replace(
    "label: Pijn,", "label: Pijn, of: place, asked_anew_after: 1,"
)


def whole(folder: Path, *, pack: str = PACK, facts: str = OLD + BESIDE) -> Pack:
    return small_pack(folder, facts=facts.replace("label: Begin}", "label: Begin, of: place}"), pack=pack)


def test_facts_of_every_kind_are_found_by_id_and_only_those_that_decide_are_facts(tmp_path: Path) -> None:
    pack = whole(tmp_path)
    assert [fact.id for fact in pack.facts] == ["pijn", "uitval", "dagen", "graad", "maanden", "wervels"]
    assert [(fact.id, fact.type, fact.role) for fact in pack.described] == [
        ("tumor", "text", "describes"),
        ("kps", "integer", "describes"),
    ]
    (mark,) = pack.marks
    assert (mark.role, mark.mark, mark.trees) == ("marks", Text(*["De richtlijn kent dit niet."] * 2), ("boom",))
    assert {"pijn", "kind", "tumor", "doelgericht"} < pack.facts_by_id.keys()
    assert {fact.role for fact in (*pack.facts, *pack.scope)} == {"decides"}
    assert unused_facts(pack) == unused_facts(small_pack(tmp_path))


def test_a_fact_says_whether_it_is_of_a_place_may_be_a_range_and_grows_old(tmp_path: Path) -> None:
    facts = whole(tmp_path).facts_by_id
    assert [id for id, fact in facts.items() if fact.of == "place"] == ["pijn"]
    assert [id for id, fact in facts.items() if fact.ranges] == ["maanden"]
    assert {id: fact.asked_anew_after for id, fact in facts.items() if fact.asked_anew_after is not None} == {
        "pijn": 1,
        "maanden": 7,
    }
    assert whole(tmp_path).moments == (Moment("begin_op", Text("Begin", "Begin"), None, "place"),)


def test_a_question_of_scope_grows_old_too(tmp_path: Path) -> None:
    facts = OLD.replace("label: Kind,", "label: Kind, asked_anew_after: nooit,")
    pack = whole(tmp_path, facts=facts, pack=PACK + "asked_anew_after: 6\n")
    assert pack.facts_by_id["kind"].asked_anew_after is None


def test_the_pack_says_when_an_answer_is_old_where_its_fact_does_not(tmp_path: Path) -> None:
    facts = whole(tmp_path, pack=PACK + "asked_anew_after: 28\n").facts_by_id
    assert [facts[id].asked_anew_after for id in ("pijn", "uitval", "maanden", "kps", "tumor")] == [1, 28, 7, 28, None]


@pytest.mark.parametrize("id", ["tumor", "doelgericht"])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("boom", "fact: uitval", "fact: {id}"),
        ("boom", "any: [pijn, maanden < 3]", "any: [pijn, {id}]"),
        ("boom", "entry: always", "entry: {id}"),
        ("boom", "label: Opereren, follows", "label: Opereren, opens: [{{tree: b/c, gives: x, when: {id}}}], follows"),
        ("boom", "text: Snel.", "text: Snel.\n    parts: [{{if: {id}, yes: Ja.}}]"),
        ("facts", "then: [uitval]", "then: [{id}]"),
        ("facts", "if: graad = A", "if: {id}"),
        ("facts", "only_if: uitval", "only_if: {id}"),
        ("facts", "moments:", "doubtful: [{{if: {{all: [pijn, {id}]}}, why: Zo., source: {{pages: [1]}}}}]\nmoments:"),
        ("facts", "label: Pijn,", "label: Pijn, hints: [{{when: {id}, text: Zo.}}],"),
        ("terms", "terms: []", "terms: [{{id: begrip, label: Begrip, any: [pijn, {id}]}}]"),
        (
            "riders",
            "riders: []",
            "riders: [{{id: r, text: R, shown_with: [{{tree: boom, outcomes: [snel], when: {id}}}]}}]",
        ),
    ],
    ids=lambda each: each if " " not in each else "",
)
def test_no_condition_can_name_a_fact_that_decides_nothing(
    tmp_path: Path, id: str, file: str, old: str, new: str
) -> None:
    whole(tmp_path)
    path = tmp_path / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new.format(id=id), 1), "utf-8")
    problems = [
        each for each in read_pack(tmp_path).problems if each.message.nl.startswith(f"'{id}' staat in facts.yaml")
    ]
    line = 1 + text[: text.index(old)].count("\n") + new.count("\n", 0, new.index("{id}"))
    assert [(Path(each.place.file).name, each.place.line) for each in problems] == [(f"{file}.yaml", line)]
    assert "Remove it, or put the fact under 'facts'." in problems[0].message.en


def test_what_decides_nothing_changes_the_hash_of_the_whole_and_of_nothing_else(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    plain = small_pack(folders[0])
    beside = whole(folders[1], pack=PACK + "review_by: 2027-01-31\n")
    assert pack_hash(plain) == pack_hash(beside)
    assert tree_hash(plain, plain.trees[0]) == tree_hash(beside, beside.trees[0])
    assert whole_hash(plain) != whole_hash(beside)
