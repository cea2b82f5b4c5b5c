"""The worked cases of a pack: right ones count, wrong ones are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.meeting.pack_cases import run_cases
from tests.help.small_packs import FACTS, TREE, small_pack

RIDERS = """\
riders:
  - id: bellen
    text: Bel bij verergering.
    shown_with:
      - {tree: boom, outcomes: [snel, later], when: pijn}
    source: {pages: [1], lines: [4]}
"""
NOTES = """\
notes:
  - number: 7
    title: Kanttekening
    text: De bron zwijgt.
    shown_at:
      - {tree: boom, outcomes: [niets]}
"""
DOUBTFUL = """\
doubtful:
  - {if: {all: [uitval, pijn]}, why: Zelden samen., source: {lines: [3]}}
"""
RIGHT = """\
cases:
  - {id: b01, tree: boom, why: snel, facts: {uitval: ja, dagen: 7, pijn: ja}, outcome: snel, also: [bellen], notes: []}
  - {id: b02, tree: boom, why: open, facts: {uitval: ja, dagen: "7,5"}, outcome: later, also: [], also_open: [bellen]}
  - id: b03
    tree: boom
    why: nog open
    facts: {uitval: ja, pijn: onbekend}
    possible: [snel, later]
    next: dagen
  - {id: b04, tree: boom, why: niets, facts: {uitval: nee, pijn: nee, maanden: 3}, outcome: niets, notes: [7]}
  - {id: b05, tree: boom, why: twijfel, facts: {uitval: ja, dagen: 7, pijn: ja}, outcome: snel,
     doubtful: [[pijn, uitval]]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return small_pack(tmp_path, facts=FACTS + DOUBTFUL, tree=TREE, riders=RIDERS, notes=NOTES)


def problems(pack: Pack, folder: Path, cases: str, language: Language = "nl") -> list[str]:
    (folder / "cases.yaml").write_text(cases, encoding="utf-8")
    start = len(str(folder / "cases.yaml:"))
    return [each.line(language)[start:] for each in run_cases(pack, folder).problems]


def test_right_cases_count(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(RIGHT, encoding="utf-8")
    found = run_cases(pack, tmp_path)
    assert found.problems == ()
    assert found.counts == {"boom": 5}


def test_a_pack_without_cases(pack: Pack, tmp_path: Path) -> None:
    found = run_cases(pack, tmp_path)
    assert found.problems == ()
    assert found.counts == {"boom": 0}


@pytest.mark.parametrize(
    ("before", "after", "line", "part"),
    [
        ("outcome: snel", "outcome: later", "2:", "Casus b01, outcome: hier staat later, de boom antwoordt snel."),
        ("outcome: snel", "outcome: snell", "2:", "Bedoelt u 'snel'?"),
        ("dagen: 7,", "", "2:", "de boom antwoordt nog niets (mogelijk: snel, later)"),
        ("dagen: 7,", "kind: ja,", "2:", "de boom antwoordt buiten de reikwijdte"),
        ("also: [bellen]", "also: []", "2:", "Casus b01, also: hier staat [], de boom antwoordt [bellen]."),
        ("also: [bellen]", "also: [belen]", "2:", "Bedoelt u 'bellen'?"),
        ("also_open: [bellen]", "also_open: []", "3:", "also_open"),
        ("possible: [snel, later]", "possible: [later, snel]", "8:", "de boom antwoordt [snel, later]"),
        ("next: dagen", "next: pijn", "9:", "de boom antwoordt dagen"),
        ("uitval: ja, pijn: onbekend", "uitval: ja, dagen: 3", "8:", "possible"),
        ("next: dagen", "also: []", "4:", "'possible' en 'next' samen"),
        ("notes: [7]", "notes: []", "10:", "notes"),
        ("[[pijn, uitval]]", "[]", "12:", "Casus b05, doubtful: hier staat [], de boom antwoordt [[uitval, pijn]]."),
        ("[[pijn, uitval]]", "[[pijn, maanden]]", "12:", "hier staat [[pijn, maanden]], de boom antwoordt"),
        ("[[pijn, uitval]]", "[[pijn, uitva]]", "12:", "Bedoelt u 'uitval'?"),
        ("notes: [7]", "notes: [8]", "10:", "Onbekende naam '8'"),
        ("id: b02", "id: b01", "3:", "dubbel (eerder op regel 2)"),
        ("tree: boom, why: snel", "tree: bom, why: snel", "2:", "Bedoelt u 'boom'?"),
        ("why: snel, ", "", "2:", "'why' ontbreekt"),
        ("maanden: 3}", "maand: 3}", "10:", "Bedoelt u 'maanden'?"),
        ("facts: {uitval: ja, dagen: 7,", "facts: {uitval: nee, dagen: 7,", "2:", "geldt alleen bij"),
        ("cases:", "case:", "1:", "Bedoelt u 'cases'?"),
        ("pijn: nee, maanden", "pijn: *x, maanden", "10:", "niet toegestaan"),
    ],
)
def test_a_wrong_case_is_named(pack: Pack, tmp_path: Path, before: str, after: str, line: str, part: str) -> None:
    assert before in RIGHT
    found = problems(pack, tmp_path, RIGHT.replace(before, after, 1))
    assert found
    assert found[0].startswith(line)
    assert part in found[0]


def test_the_answer_of_a_complete_case_that_should_be_open(pack: Pack, tmp_path: Path) -> None:
    found = problems(pack, tmp_path, RIGHT.replace("uitval: ja, pijn: onbekend", "uitval: ja, dagen: 3"))
    assert [part.split(": ")[0].split(":")[0] for part in found] == ["8", "9"]
    assert "antwoordt al snel" in found[1]


def test_in_english(pack: Pack, tmp_path: Path) -> None:
    (found,) = problems(pack, tmp_path, RIGHT.replace("outcome: snel", "outcome: later", 1), "en")
    assert "Case b01, outcome: it says later here, the tree answers snel." in found
