"""Trees that cite the same lines read the same facts, or say why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Pack
from mdo_viewer.reasoning.together.apart import Readings, reads_apart
from tests.help.small_packs import PACK, small_pack

TWO = PACK.replace("trees: [boom]", "trees: [boom, ander]")
ONE_TREE = """\
id: NAME
number: NUMBER
title: NAME
version: 1.0.0
entry: ENTRY
questions:
  - {id: q1, text: Eerst?, fact: uitval, source: {lines: [1]}, answers: {ja: q2, nee: niets}}
  - {id: q2, text: Dan?, any: [ITEMS], source: {lines: [LINES]}, answers: {ja: doen, nee: niets}}
outcomes:
  - {id: doen, kind: advice, title: Doen, text: Doen., source: {lines: [9]}}
  - {id: niets, kind: silent, title: Niets, text: Niets.}
"""


def tree(name: str, number: int, items: str, lines: str = "5-7", entry: str = "always", more: str = "") -> str:
    text = ONE_TREE.replace("NAME", name).replace("NUMBER", str(number)).replace("ENTRY", entry)
    return text.replace("ITEMS", items).replace("LINES", lines) + more


def said(pack: Pack) -> list[str]:
    readings = Readings(pack)
    return [each.line("en") for one in pack.trees for each in reads_apart(readings, one)]


def test_a_fact_that_one_tree_reads_in_the_same_lines_and_the_other_nowhere(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, tree=tree("boom", 1, "pijn"), pack=TWO, ander=tree("ander", 2, "pijn, maanden < 3"))
    (finding,) = said(pack)
    assert "boom.yaml:8:5: line 5-7: tree 1 (boom) does not read “Levensverwachting (maanden)”" in finding
    assert "tree 2 (ander) does, at line 5-7" in finding


@pytest.mark.parametrize(
    ("lines", "entry"),
    [("8", "always"), ("5-7", "maanden < 3")],
    ids=["other lines", "read on the way to it"],
)
def test_no_fault(lines: str, entry: str, tmp_path: Path) -> None:
    one = tree("boom", 1, "pijn", lines, entry)
    assert said(small_pack(tmp_path, tree=one, pack=TWO, ander=tree("ander", 2, "pijn, maanden < 3"))) == []


def test_the_outcome_of_another_tree_is_read_on_the_way(tmp_path: Path) -> None:
    one = tree("boom", 1, "pijn", entry="{outcomes: [ander.doen]}")
    assert said(small_pack(tmp_path, tree=one, pack=TWO, ander=tree("ander", 2, "pijn, maanden < 3"))) == []


def test_lines_that_repeat_each_other_are_the_same_lines(tmp_path: Path) -> None:
    one, other = tree("boom", 1, "pijn", "5-7"), tree("ander", 2, "pijn, maanden < 3", "32")
    assert said(small_pack(tmp_path, tree=one, pack=TWO, ander=other)) == []
    repeating = TWO.replace('date: "2020"}', 'date: "2020", repeats: [[5-7, 30-32]]}')
    (finding,) = said(small_pack(tmp_path, tree=one, pack=repeating, ander=other))
    assert "line 7: tree 1 (boom)" in finding
    assert "at line 32" in finding


def test_what_is_asked_only_after_a_yes_is_read_under_it(tmp_path: Path) -> None:
    """`ander` reads "uitval" at lines 5 to 7 too: its question is asked of those with "uitval" only."""
    one = tree("boom", 1, "pijn").replace("fact: uitval, source: {lines: [1]}", "fact: pijn, source: {lines: [2]}")
    (finding,) = said(small_pack(tmp_path, tree=one, pack=TWO, ander=tree("ander", 2, "pijn")))
    assert "boom.yaml" in finding
    assert "“Uitval”" in finding


TERMS = """\
terms:
  - {id: begrip, label: Begrip, all: [maanden < 3, pijn], source: {lines: [LINES]}}
"""


@pytest.mark.parametrize(("lines", "apart"), [("5", True), ("8", False)])
def test_a_term_reads_its_own_facts_at_its_own_lines(lines: str, apart: bool, tmp_path: Path) -> None:
    other = tree("ander", 2, "begrip, wervels > 3", "40")
    pack = small_pack(
        tmp_path, tree=tree("boom", 1, "pijn"), pack=TWO, ander=other, terms=TERMS.replace("LINES", lines)
    )
    findings = said(pack)
    assert bool(findings) == apart
    assert not any("Wervels" in each for each in findings)


EXCEPTION = "reads_apart:\n  - {tree: ander, lines: [LINES], facts: [FACTS], reason: Zo is het bedoeld.}\n"


def test_an_exception_with_its_reason_is_accepted(tmp_path: Path) -> None:
    why = EXCEPTION.replace("LINES", "5-7").replace("FACTS", "maanden")
    one = tree("boom", 1, "pijn", more=why)
    assert said(small_pack(tmp_path, tree=one, pack=TWO, ander=tree("ander", 2, "pijn, maanden < 3"))) == []
    bare = tree("boom", 1, "pijn", more=why.replace(", facts: [maanden]", ""))
    assert (
        said(small_pack(tmp_path, tree=bare, pack=TWO, ander=tree("ander", 2, "pijn, maanden < 3, wervels > 3"))) == []
    )


def test_an_exception_excuses_no_other_fact_and_no_other_line(tmp_path: Path) -> None:
    one = tree("boom", 1, "pijn", more=EXCEPTION.replace("LINES", "5").replace("FACTS", "maanden"))
    other = tree("ander", 2, "pijn, maanden < 3, wervels > 3")
    findings = said(small_pack(tmp_path, tree=one, pack=TWO, ander=other))
    assert len(findings) == 2
    assert any("line 6-7: tree 1 (boom) does not read “Levensverwachting (maanden)”" in each for each in findings)
    assert any("line 5-7: tree 1 (boom) does not read “Wervels”" in each for each in findings)


def test_an_exception_that_does_not_occur_is_told(tmp_path: Path) -> None:
    one = tree("boom", 1, "pijn", more=EXCEPTION.replace("LINES", "5-7").replace("FACTS", "maanden"))
    (finding,) = said(small_pack(tmp_path, tree=one, pack=TWO, ander=tree("ander", 2, "pijn")))
    assert "boom.yaml:13:5: line 5-7, “Levensverwachting (maanden)”: this exception does not occur" in finding
