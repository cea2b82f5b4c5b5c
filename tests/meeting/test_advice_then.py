"""The advice of then: made with a decision, and compared with the advice of now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mdo_viewer.guideline.model import Language, Text
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import (
    advice_as_of,
    advised_then,
    is_older,
    is_replaced,
    overtaken_by,
    since,
    since_on_tree,
    turned,
    version_now,
    versions_said,
)
from mdo_viewer.meeting.case import WHOLE_CASE, AdviceThen, Case, Decision
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.hashes import pack_hash, tree_hash
from mdo_viewer.reasoning.journey import journey
from tests.help.decided_then import COMPARED, TREE, compared
from tests.help.reports_help import NOON, pack, real


@pytest.mark.parametrize("name", COMPARED)
def test_how_the_advice_of_now_compares_with_that_of_then(name: str) -> None:
    made = compared(name)
    stages = journey(pack(), made.case.patient, NOON)
    assert since(pack(), made.case, made.decision, stages) == made.since
    assert is_older(pack(), made.decision) == made.older
    assert bool(turned(pack(), made.decision, stages)) == (made.decision.is_whole and made.since == "changed")
    for stage in stages:
        if stage.advice.tree.id == made.decision.tree:
            assert since_on_tree(pack(), made.decision, stage.advice) == made.since


def test_every_answer_is_among_the_cases() -> None:
    assert {(compared(name).since, compared(name).decision.is_whole) for name in COMPARED} == {
        *((answer, False) for answer in ("same", "changed", "none_then", "unknown")),
        *((answer, True) for answer in ("same", "changed", "unknown")),
    }


def test_the_advice_is_kept_in_words_of_both_languages() -> None:
    kept = advice_as_of(pack(), real("MDO-0003"), TREE, NOON)
    tree = pack().trees_by_id[TREE]
    assert (kept.at, kept.version, kept.hash) == (NOON, tree.version, tree_hash(pack(), tree))
    assert kept.heading == Text("Chirurgie heeft de voorkeur", "Surgery is preferred")
    assert kept.text.nl
    assert kept.text.en
    scope = pack().scope_question
    assert scope is not None
    asked = [scope.text, *(question.text for question in tree.questions)]
    assert kept.way[0][0] == scope.text
    assert all(question in asked and answer.nl and answer.en for question, answer in kept.way)


def test_of_the_whole_case_each_tree_that_applies_is_kept() -> None:
    case = real("MDO-0003")
    kept = advice_as_of(pack(), case, WHOLE_CASE, NOON)
    assert (kept.version, kept.hash) == (pack().version, pack_hash(pack()))
    applying = [s.advice.tree for s in journey(pack(), case.patient, NOON) if s.entry == "open"]
    assert [name.nl for name, _ in kept.way] == [f"{tree.number} {tree.title.nl}" for tree in applying]


def test_a_tree_before_it_applies_is_kept_with_what_it_says() -> None:
    kept = advice_as_of(pack(), real("MDO-0003"), "radiotherapie", NOON)
    assert kept.heading.nl == pack().trees_by_id["radiotherapie"].outcomes_by_id["8_gy_uitval"].title.nl


def test_an_outcome_that_is_gone_goes_by_the_words_of_then_else_by_its_id() -> None:
    decision = compared("outcome gone").decision
    assert decision.then is not None
    assert advised_then(pack(), decision) == decision.then.heading
    assert advised_then(pack(), replace(decision, then=None)) == Text("opgeheven", "opgeheven")
    assert advised_then(pack(), Decision(TREE, None, "follow")) is None


def test_the_version_of_a_tree_that_is_gone_is_that_of_the_pack() -> None:
    assert version_now(pack(), compared("tree gone").decision) == pack().version
    assert version_now(pack(), compared("same advice").decision) == pack().trees_by_id[TREE].version


@pytest.mark.parametrize(
    ("language", "other", "same"), [("nl", ", nu ", "sindsdien gewijzigd"), ("en", ", now ", "changed since")]
)
def test_a_version_is_never_said_to_be_older_than_itself(language: Language, other: str, same: str) -> None:
    decision = compared("same advice").decision
    assert decision.then is not None
    now = version_now(pack(), decision)
    for before, said in (("1.0.0", f"1.0.0{other}{now}"), (now, f"{now}, {same}")):
        kept = replace(decision, then=replace(decision.then, version=before, hash="0" * 64))
        assert versions_said(pack(), kept, language) == said
    assert versions_said(pack(), replace(decision, then=None), language) == ""


def test_an_order_to_wait_lapses_where_its_tree_is_silent_now() -> None:
    """Nobody may read that waiting must not be done."""
    trees = pack().trees_by_id
    stages = journey(pack(), real("MDO-0003").patient, NOON)
    stage = next(each for each in stages if each.advice.tree.id == "cortico_voor_mri")
    silent = trees["cortico_voor_mri"].outcomes_by_id["silent_geen_indicatie"]
    own = replace(stage, advice=replace(stage.advice, outcome=silent))
    for tree, then in (("cortico_voor_mri", "wachten_tot_biopt"), ("interval_chir_rt", "drie_vier_weken")):
        assert overtaken_by(own, trees[tree].outcomes_by_id[then]) == "lapsed"


def test_a_decision_in_the_repeated_hour_is_replaced_by_one_after_it() -> None:
    """Twenty minutes later the clock shows an earlier time, in the night that it goes back."""
    first = datetime(2026, 10, 25, 2, 50, tzinfo=ZONE, fold=0)
    then, later = (
        AdviceThen(at, "1", "x", Text("", ""), Text("", "")) for at in (first, first.replace(minute=10, fold=1))
    )
    tree = Decision("lv_lang", "chirurgie", "follow", then=then)
    whole = Decision(WHOLE_CASE, None, "own", text="afwachten", then=later)
    assert is_replaced(Case("MDO-0001", decisions=(whole, tree)), tree)
    before = replace(whole, then=replace(later, at=first - timedelta(minutes=1)))
    assert not is_replaced(Case("MDO-0001", decisions=(before, tree)), tree)
