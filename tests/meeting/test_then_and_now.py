"""What changed for one patient: what the trees of then say for the facts of now, against what they say now."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.guideline.model import Pack, Range, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import made_with_others
from mdo_viewer.meeting.case import AdviceThen, Case, Decision
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.then_and_now import PatientSince, advice_text, pack_then, patient_since, version_then
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from tests.help.cli_pack import FILES, write_pack

AT = parse_moment("2026-11-22T14:30")
SOON = Case("MDO-0001").with_value("dagen", 2).with_value("graad", "B")
WELL = Case("MDO-0001").with_value("uitval", False)


def pair(folder: Path, *changes: tuple[str, str, str]) -> tuple[Pack, Pack]:
    """The pack of then and of now: file, what it said, what it says."""
    files: dict[str, str] = {}
    for name, before, after in changes:
        text = files.get(name, FILES[name])
        assert before in text
        files[name] = text.replace(before, after)
    return load_pack(write_pack(folder / "toen")), load_pack(write_pack(folder / "nu", **files))


def since(packs: tuple[Pack, Pack], case: Case, *aside: str) -> PatientSince:
    return patient_since(*packs, Point(1, case, aside=aside), AT, "nl")


def told(found: PatientSince) -> dict[str, tuple[str, ...]]:
    return {each.tree.id: each.aspects for each in found.trees}


@pytest.mark.parametrize(
    ("change", "case", "aspects"),
    [
        (("begin", '"<= 7": snel, "> 7": later', '"<= 1": snel, "> 1": later'), SOON, {"begin": ("advice", "limit",
         "strength", "text", "leads", "notes")}),
        (("begin", "latest: 24 hours", "latest: 12 hours"), SOON, {"begin": ("limit",)}),
        (("begin", "strength: [opinion, must]", "strength: advised"), SOON, {"begin": ("strength",)}),
        (("begin", "text: Doe het snel.", "text: Doe het direct."), SOON, {"begin": ("text",)}),
        (("begin", "title: Binnen 24 uur", "title: Binnen een dag"), SOON, {"begin": ("text",)}),
        (("riders", "outcomes: [snel, later]}]\n", "outcomes: [later]}]\n"), SOON, {"begin": ("also",)}),
        (("riders", "text: Bel bij verergering.", "text: Bel meteen."), SOON, {"begin": ("text",)}),
        (("vervolg", "outcomes: [begin.snel, begin.later]", "outcomes: [begin.later]"), SOON,
         {"vervolg": ("entry", "advice", "text")}),
        (("begin", "    next: [vervolg]\n", ""), SOON, {"begin": ("leads",)}),
        (("vervolg", "to: begin", "to: ander/boom"), SOON, {"vervolg": ("leads",)}),
        (("notes", "text: De bron zegt hier niets.", "text: De bron zwijgt."), SOON, {"begin": ("notes",)}),
        (("begin", "text: Doe het later.", "text: Nog later."), SOON, {}),
        (("vervolg", "{A: wachten, B: terug}", "{B: wachten, A: terug}"), WELL, {}),
    ],
    ids=["advice", "limit", "strength", "text", "title", "also", "rider text", "entry", "next", "to", "note",
         "other outcome", "other tree"],
)  # fmt: skip
def test_only_what_differs_for_this_patient_is_told(
    tmp_path: Path, change: tuple[str, str, str], case: Case, aspects: dict[str, tuple[str, ...]]
) -> None:
    found = since(pair(tmp_path, change), case)
    assert told(found) == aspects
    assert found.same == 2 - len(aspects)


CHOICES = "choices: [{id: wel, label: Wel, opens: [{tree: vervolg, gives: dagen}]}]\nquestions:\n"


@pytest.mark.parametrize("changed", [True, False])
def test_a_tree_that_the_board_opened_is_compared_by_its_advice(tmp_path: Path, changed: bool) -> None:
    """It was not open by the trees of then; that the board opened it is no change of them."""
    answers = ("vervolg", "{A: wachten, B: terug}", "{B: wachten, A: terug}") if changed else ("pack", "1.2.0", "1.3.0")
    packs = pair(tmp_path, ("begin", "questions:\n", CHOICES), answers)
    case = replace(WELL.with_value("graad", "B"), decisions=(Decision("begin", None, "own", chosen="wel"),))
    case = case.with_value("pijn", False).with_value("maanden", 9)
    assert told(since(packs, replace(case, decisions=()))) == {}
    found = since(packs, case)
    assert told(found) == ({"vervolg": ("advice", "limit", "strength", "text", "leads")} if changed else {})


def test_facts_that_fit_badly_since_are_told(tmp_path: Path) -> None:
    doubt = "doubtful: [{if: {all: [dagen < 3, graad = B]}, why: Zelden., source: {lines: [1]}}]\nscope:\n"
    old, new = pair(tmp_path, ("facts", "scope:\n", doubt))
    found = since((old, new), SOON)
    assert [each.facts for each in found.doubts] == [("dagen", "graad")]
    assert [each.facts for each in since((new, old), SOON).no_doubts] == [("dagen", "graad")]
    assert (since((new, new), SOON).doubts, found.no_doubts, told(found)) == ((), (), {})


def test_what_weighs_comes_before_words(tmp_path: Path) -> None:
    words = ("begin", "text: Doe het snel.", "text: Doe het direct.")
    found = since(pair(tmp_path, words, ("vervolg", "{A: wachten, B: terug}", "{B: wachten, A: terug}")), SOON)
    assert [each.tree.id for each in found.trees] == ["vervolg", "begin"]


def test_words_that_changed_in_the_other_language_are_not_told(tmp_path: Path) -> None:
    packs = pair(tmp_path)
    english = tmp_path / "nu" / "en.yaml"
    english.write_text(english.read_text("utf-8").replace("Do it soon.", "Do it now."), "utf-8")
    packs = (packs[0], load_pack(write_pack(tmp_path / "nu2", en=english.read_text("utf-8"))))
    assert told(since(packs, SOON)) == {}
    assert [each.aspects for each in patient_since(*packs, Point(1, SOON), AT, "en").trees] == [("text",)]


def test_facts_that_the_trees_of_then_do_not_know_are_named(tmp_path: Path) -> None:
    fact = "  - {id: koorts, type: bool, label: Koorts}\n"
    packs = pair(tmp_path, ("facts", "facts:\n", f"facts:\n{fact}"), ("facts", "range: 0-365", "range: 0-999"))
    found = since(packs, SOON.with_value("koorts", True).with_value("dagen", 800))
    assert found.left_out == ("dagen", "koorts")
    assert told(found) == {"begin": ("advice", "also", "text"), "vervolg": ("entry", "advice", "text")}


def test_facts_that_only_the_trees_of_then_know_count_there(tmp_path: Path) -> None:
    old, new = pair(tmp_path)
    case = Case("MDO-0001").with_value("graad", "B")
    found = since((old, new), case, "uitval: ja", "dagen: 2", "tree: weg", "- [")
    assert [each.tree.id for each in found.trees] == ["begin", "vervolg"]
    assert found.trees[0].then is not None
    assert found.trees[0].then.advice.outcome is not None
    assert found.trees[0].then.advice.outcome.id == "snel"


def test_facts_that_could_not_be_true_together_then(tmp_path: Path) -> None:
    packs = pair(tmp_path, ("facts", "implications:\n  - {if: graad = A, then: [uitval]}\n", ""))
    found = since(packs, Case("MDO-0001").with_value("graad", "A").with_value("uitval", False))
    assert (found.apart, found.trees) == (True, ())


# --- which trees ------------------------------------------------------------------------------------------------------


def decided(pack: Pack, about: str, version: str = "1.0.0", hash: str = "") -> Case:
    tree = pack.trees_by_id.get(about)
    hash = hash or (pack_hash(pack) if tree is None else tree_hash(pack, tree))
    then = AdviceThen(AT, version, hash, Text("", ""), Text("", ""), ())
    return Case("MDO-0001", decisions=(Decision(about, None, "follow", then=then),))


@pytest.fixture
def shipped() -> Pack:
    """The earlier reading."""
    return load_pack(earlier_packs(PACK)[0])


@pytest.fixture
def now(shipped: Pack) -> Pack:
    """Another version of it, in which every tree is another."""
    trees = tuple(replace(tree, version="9.0.0") for tree in shipped.trees)
    return replace(shipped, version="9.0.0", trees=trees)


@pytest.mark.parametrize("about", ["lv_lang", "casus"])
def test_a_decision_knows_its_trees_by_hash_or_version(shipped: Pack, now: Pack, about: str) -> None:
    for case in (decided(shipped, about, "0.1.0"), decided(shipped, about, hash="0" * 64)):
        assert made_with_others(now, case, "9.0.0")
        assert pack_then(now, case, "9.0.0") is shipped
    assert version_then(now, decided(shipped, about), "") == "1.0.0"


def test_trees_that_do_not_ship_are_none(shipped: Pack, now: Pack) -> None:
    case = decided(shipped, "lv_lang", "0.9.0", "0" * 64)
    assert pack_then(now, case, "1.0.0") is None
    assert version_then(now, case, "1.0.0") == "0.9.0"
    assert pack_then(now, Case("MDO-0001"), "0.9.0") is None


def test_without_a_decision_the_meeting_says_with_which(shipped: Pack, now: Pack) -> None:
    case = Case("MDO-0001")
    assert made_with_others(now, case, "1.0.0")
    assert pack_then(now, case, "1.0.0") is shipped
    assert version_then(now, case, "1.0.0") == "1.0.0"


def test_with_the_trees_of_now_there_is_nothing_since(shipped: Pack, now: Pack) -> None:
    for case in (decided(now, "lv_lang", "9.0.0"), Case("MDO-0001")):
        for saved_with in ("", "9.0.0"):
            assert not made_with_others(now, case, saved_with)
            assert pack_then(now, case, saved_with) is None
            assert version_then(now, case, saved_with) == ""


def test_another_end_of_a_way_over_a_range_is_told(tmp_path: Path) -> None:
    case = Case("MDO-0001").with_value("uitval", True).with_value("dagen", Range(2, 20)).with_value("graad", "B")
    found = since(pair(tmp_path, ("begin", '"<= 7": snel, "> 7": later', '"<= 9": snel, "> 9": later')), case)
    (begin,) = (each for each in found.trees if each.tree.id == "begin")
    assert "advice" in begin.aspects
    assert begin.then is not None
    assert advice_text(begin.then, "nl") == "≤ 7 dagen: Binnen 24 uur; > 7 dagen: Binnen 7 dagen"
