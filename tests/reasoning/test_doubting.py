"""Facts that fit badly together: told only when each of them is known, and never more than told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.doubting import doubts
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from mdo_viewer.reasoning.together.pointless import pointless
from tests.help.cli_pack import call
from tests.help.small_packs import FACTS, PACK, TREE, small_pack

DOUBTFUL = """\
doubtful:
  - {if: {all: [pijn, not uitval]}, why: Pijn zonder uitval., source: {lines: [4]}}
  - {if: {all: [uitval, graad = C]}, why: Uitval bij C., source: {lines: [5]}}
  - {if: {all: [dagen > 30, pijn]}, why: Lange pijn., source: {lines: [6]}}
  - {if: {all: [{any: [graad = A, graad = B]}, maanden > 12, not pijn]}, why: Drie., source: {lines: [7]}}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return small_pack(tmp_path, facts=FACTS + DOUBTFUL)


def found(pack: Pack, **values: Value) -> list[tuple[str, ...]]:
    return [doubt.facts for doubt in doubts(pack, settle(pack, values))]


def test_a_doubt_names_its_facts_with_their_values(pack: Pack) -> None:
    (doubt,) = doubts(pack, settle(pack, {"uitval": False, "pijn": True}))
    assert doubt.values == (("pijn", True), ("uitval", False))
    assert doubt.entry.why.nl == "Pijn zonder uitval."
    assert doubt.entry.source[0].lines == ((4, 4),)


def test_a_doubt_rests_only_where_it_is_known_that_the_facts_fit(tmp_path: Path) -> None:
    fits = DOUBTFUL.replace("[pijn, not uitval]}", "[pijn, not uitval]}, unless: graad = C").replace(
        "graad = C]", "graad = B]"
    )
    pack = small_pack(tmp_path, facts=FACTS + fits)
    both: dict[str, Value] = {"pijn": True, "uitval": False}
    assert found(pack, **both) == found(pack, **both, graad="B") == [("pijn", "uitval")]
    assert found(pack, **both, graad="C") == []


def test_a_doubt_that_always_rests_can_never_arise(tmp_path: Path) -> None:
    text = DOUBTFUL.replace("[pijn, not uitval]}", "[pijn, not uitval]}, unless: pijn")
    assert len(pointless(small_pack(tmp_path, facts=FACTS + text))) == 1


def test_a_doubt_may_be_for_as_long_as_a_fact_is_unknown(tmp_path: Path) -> None:
    open_ = DOUBTFUL.replace(
        "[pijn, not uitval]}", "[pijn, not uitval]}, unless: {any: [graad = B, graad != B]}"
    ).replace("graad = C]", "graad = B]")
    pack = small_pack(tmp_path, facts=FACTS + open_)
    both: dict[str, Value] = {"pijn": True, "uitval": False}
    assert pointless(pack) == ()
    assert found(pack, **both) == [("pijn", "uitval")]
    assert found(pack, **both, graad="C") == []


def test_what_is_unknown_is_never_doubted(pack: Pack) -> None:
    assert found(pack) == []
    assert found(pack, pijn=True) == []
    assert found(pack, graad="B", maanden=13) == []
    assert found(pack, graad="B", maanden=13, pijn=False) == [("graad", "maanden", "pijn")]
    assert found(pack, graad="B", maanden=12, pijn=False) == []


@pytest.mark.parametrize(
    ("condition", "known", "more"),
    [
        ("{all: [graad != A, pijn]}", {"uitval": False, "pijn": True}, {"graad": "B"}),  # B or C, that much follows
        ("{any: [pijn, maanden < 3]}", {"pijn": True}, {"maanden": 12}),
        ("{all: [pijn, {not: dagen > 3}]}", {"uitval": True, "pijn": True}, {"dagen": 3}),
    ],
)
def test_that_a_condition_holds_is_not_enough(
    condition: str, known: dict[str, Value], more: dict[str, Value], tmp_path: Path
) -> None:
    """Each fact that it names must have a value to show, and to ask back."""
    entry = f"doubtful:\n  - {{if: {condition}, why: Zo., source: {{lines: [1]}}}}\n"
    pack = small_pack(tmp_path, facts=FACTS + entry)
    assert found(pack, **known) == []
    assert len(found(pack, **known, **more)) == 1


def test_a_value_that_follows_counts(pack: Pack) -> None:
    """Grade A has a deficit by itself."""
    assert found(pack, graad="A", pijn=True) == []
    assert found(pack, graad="A", maanden=20, pijn=False) == [("graad", "maanden", "pijn")]


def test_what_is_closed_has_no_value_to_doubt(pack: Pack) -> None:
    assert found(pack, uitval=True, dagen=31, pijn=True) == [("dagen", "pijn")]
    assert found(pack, uitval=False, dagen=31, pijn=True) == [("pijn", "uitval")]


def test_several_doubts_stand_in_the_order_of_the_pack(pack: Pack) -> None:
    assert found(pack, uitval=True, graad="C", dagen=31, pijn=True) == [("uitval", "graad"), ("dagen", "pijn")]


def test_a_doubt_changes_no_advice_and_no_hash(pack: Pack) -> None:
    """Both values stand and count; decisions that were taken before a doubt was written are on the same trees."""
    without = replace(pack, doubtful=())
    patient = Patient({"uitval": True, "graad": "C", "dagen": 31, "pijn": True})
    one, other = (advise(each, each.trees[0], patient) for each in (pack, without))
    assert one.outcome is not None
    assert (one.outcome, one.steps, one.settled) == (other.outcome, other.steps, other.settled)
    assert pack_hash(pack) == pack_hash(without)
    assert tree_hash(pack, pack.trees[0]) == tree_hash(without, without.trees[0])


# --- check --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("{all: [pijn, uitval, not pijn]}", "geen waarden voldoen aan 'if'"),
        ("{all: [maanden < 3, maanden > 3, pijn]}", "geen waarden voldoen aan 'if'"),
        ("{all: [graad = A, not uitval]}", "een gevolg of 'only_if' in facts.yaml weigert deze waarden al"),
        ("{all: [dagen > 3, not uitval]}", "een gevolg of 'only_if' in facts.yaml weigert deze waarden al"),
        ("{all: [pijn, not uitval]}", ""),
        ("{all: [dagen > 3, uitval]}", ""),
    ],
)
def test_an_entry_that_can_never_arise_is_told(condition: str, says: str, tmp_path: Path) -> None:
    entry = f"doubtful:\n  - {{if: {condition}, why: Zo., source: {{lines: [1]}}}}\n"
    problems = pointless(small_pack(tmp_path, facts=FACTS + entry))
    assert [says in each.message.nl for each in problems] == ([True] if says else [])
    assert [each.place.line for each in problems] == ([len(FACTS.splitlines()) + 2] if says else [])


def test_check_tells_it_with_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "doubtful:\n  - {if: {all: [graad = A, not uitval]}, why: Zo., source: {lines: [1]}}\n"
    small_pack(tmp_path, facts=FACTS + entry, tree=TREE, pack=PACK)
    answer = call(capsys, "check", tmp_path, "--json", "--lang", "en").json["packs"][0]
    line = len(FACTS.splitlines()) + 2
    (told,) = [each for each in answer["errors"] if "can never arise" in each["message"]]
    assert (Path(told["file"]).name, told["line"]) == ("facts.yaml", line)
    assert not answer["proven"]


def test_no_entry_of_the_shipped_packs_is_pointless() -> None:
    assert pointless(load_pack("wervelmetastasen")) == ()
