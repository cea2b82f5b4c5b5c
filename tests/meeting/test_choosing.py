"""What the board may decide on an advice and choose with it, as rules of the meeting."""

from __future__ import annotations

import re

import pytest

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import advice_as_of, since
from mdo_viewer.meeting.case import WHOLE_CASE, Decision, DecisionKind
from mdo_viewer.meeting.case_file import read_case, write_case
from mdo_viewer.meeting.choosing import (
    ON_ADVICE,
    WITHOUT_ADVICE,
    choice_words,
    choices_read_with,
    choices_with,
    chosen_with,
    deviates_to_advice,
    follows_from_advice,
    journey_of_case,
    kinds_on,
    kinds_on_whole,
)
from tests.help.desktop_help import NOW
from tests.help.places import ROOT
from tests.help.reports_help import example, pack


def test_a_journey_of_a_case_is_asked_in_one_place() -> None:
    """Who asks the journey for the patient alone would not open what the board chose."""
    askers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mdo_viewer").rglob("*.py")
        if re.search(r"(?:journey|ranged) import [^\n]*\bjourney\b", path.read_text("utf-8"))
    }
    of_facts_alone = {"mdo_viewer/meeting/then_and_now.py", "mdo_viewer/reasoning/comparing/compare.py"}
    assert askers - of_facts_alone == {
        "mdo_viewer/cli/advise.py",
        "mdo_viewer/cli/journey.py",
        "mdo_viewer/meeting/choosing.py",
    }


def test_only_an_advice_is_followed_or_deviated_from() -> None:
    for tree in pack().trees:
        for outcome in tree.outcomes:
            assert kinds_on(outcome) == (ON_ADVICE if outcome.kind == "advice" else WITHOUT_ADVICE)
    assert kinds_on(None) == WITHOUT_ADVICE
    stages = journey_of_case(pack(), example("MDO-0003"), NOW)
    assert kinds_on_whole(stages) == ON_ADVICE
    assert kinds_on_whole(s for s in stages if kinds_on(s.advice.outcome) == WITHOUT_ADVICE) == WITHOUT_ADVICE


@pytest.mark.parametrize(
    ("kind", "advice", "named", "chosen", "follows"),
    [
        ("follow", "chirurgie", None, "operatie", True),
        ("follow_with_condition", "chirurgie", "geen", "operatie", True),
        ("follow", "chirurgie_of_radiotherapie", None, None, False),
        ("follow", "chirurgie_of_radiotherapie", "radiotherapie", "radiotherapie", False),
        ("follow", "chirurgie_of_radiotherapie", "geen", None, False),
        ("deviate", "chirurgie", None, None, False),
        ("deviate", "chirurgie", "radiotherapie", "radiotherapie", False),
        ("own", "silent_geen_optie", "geen", "geen", False),
        ("own", None, "hopen", None, False),
    ],
)
def test_what_is_chosen_with_a_decision(
    kind: DecisionKind, advice: str | None, named: str | None, chosen: str | None, follows: bool
) -> None:
    decision = Decision("lv_lang", advice, kind, chosen=named)
    found = chosen_with(pack(), decision)
    assert (None if found is None else found.id) == chosen
    assert follows_from_advice(pack(), decision) is follows


@pytest.mark.parametrize("kind", ["follow", "follow_with_condition"])
def test_a_file_that_leaves_out_the_one_thing_that_following_means_is_read_as_it_is_recorded(
    kind: DecisionKind,
) -> None:
    decision = Decision("lv_lang", "chirurgie", kind)
    case = replace(example("MDO-0003"), decisions=(decision,))
    named = replace(case, decisions=(replace(decision, chosen="operatie"),))
    written = write_case(case, pack())
    assert "chosen" not in written
    read = read_case(written, "zaak.yaml", pack())
    assert (read.decisions, read.chosen) == (named.decisions, {"lv_lang": "operatie"})
    opened = [stage.advice.tree.id for stage in journey_of_case(pack(), read, NOW) if stage.by_decision is not None]
    assert "interval_chir_rt" in opened  # what is said to be chosen leads on too
    open_still = replace(decision, advice="chirurgie_of_radiotherapie")
    back = read_case(write_case(replace(case, decisions=(open_still,)), pack()), "zaak.yaml", pack())
    assert back.decisions == (open_still,)  # several follow it: nobody chooses for the board


def test_a_tree_without_choices_and_the_whole_case_choose_nothing() -> None:
    for tree in ("diagnostiek", WHOLE_CASE, "weg"):
        assert chosen_with(pack(), Decision(tree, None, "deviate", chosen="operatie")) is None
        assert not follows_from_advice(pack(), Decision(tree, None, "follow"))
    assert choice_words(pack(), Decision("weg", None, "deviate", chosen="operatie"), "nl") == "operatie"


def test_what_a_choice_opens_does_not_overtake_a_decision_on_the_whole_case() -> None:
    """No advice changed: the board's own choice opened the tree."""
    case = replace(example("MDO-0003"), decisions=())
    whole = Decision(WHOLE_CASE, None, "follow", then=advice_as_of(pack(), case, WHOLE_CASE, NOW))
    chosen = replace(case, decisions=(whole, *example("MDO-0003").decisions))
    stages = journey_of_case(pack(), chosen, NOW)
    assert any(stage.by_decision for stage in stages)
    assert since(pack(), chosen, whole, stages) == "same"


#: Of every advice of the trees with choices: what it advises, and so is no deviation. Whatever else the board chooses
#: deviates, also what "may" leaves open.
ADVISED = {
    ("lv_kort", "radiotherapie"): {"radiotherapie"},
    ("lv_lang", "chirurgie"): {"operatie"},
    ("lv_lang", "chirurgie_of_radiotherapie"): {"operatie", "radiotherapie"},
    ("lv_lang", "systeemtherapie_eerst"): {"systeemtherapie"},
    ("lv_lang", "systeemtherapie_pijn"): {"systeemtherapie"},
    ("lv_lang", "radiotherapie"): {"radiotherapie"},
}


def test_the_advices_of_trees_with_choices_are_all_named_above() -> None:
    trees = [tree for tree in pack().trees if tree.choices]
    assert {(tree.id, each.id) for tree in trees for each in tree.outcomes if each.kind == "advice"} == set(ADVISED)


@pytest.mark.parametrize(("tree", "outcome"), [(tree.id, each.id) for tree in pack().trees if tree.choices
                                               for each in tree.outcomes])  # fmt: skip
def test_a_deviation_is_refused_only_to_what_is_advised(tree: str, outcome: str) -> None:
    choices = [choice.id for choice in pack().trees_by_id[tree].choices]
    assert choices == ["operatie", "radiotherapie", "systeemtherapie", "geen"]
    refused = {id for id in choices if deviates_to_advice(pack(), Decision(tree, outcome, "deviate", chosen=id))}
    assert refused == ADVISED.get((tree, outcome), set())


@pytest.mark.parametrize("outcome", ["systeemtherapie_eerst", "systeemtherapie_pijn"])
def test_what_is_left_open_is_not_followed_with_but_still_read(outcome: str) -> None:
    followed = Decision("lv_lang", outcome, "follow")
    assert [choice.id for choice in choices_with(pack(), followed)] == ["systeemtherapie"]
    assert follows_from_advice(pack(), followed)
    assert [choice.id for choice in choices_read_with(pack(), followed)] == ["radiotherapie", "systeemtherapie"]
    deviating = Decision("lv_lang", outcome, "deviate")
    assert choices_read_with(pack(), deviating) == choices_with(pack(), deviating)


@pytest.mark.parametrize("kind", ["follow", "follow_with_condition"])
def test_an_older_file_that_follows_with_what_is_left_open_opens_unchanged(kind: DecisionKind) -> None:
    then = Decision("lv_lang", "systeemtherapie_pijn", kind, condition="mits pijn", chosen="radiotherapie")
    case = replace(example("MDO-0003"), decisions=(then,))
    assert read_case(write_case(case, pack()), "a", pack()).decisions == (then,)
