"""A decision on the case as a whole follows what each tree advised, and never takes the title of one; and which of
several decisions stands for a patient."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mdo_viewer.desktop.state.journeys import first_tree
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Text, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import (
    advice_as_of,
    advised_then,
    followed,
    followed_lines,
    left_by_whole,
    would_follow,
)
from mdo_viewer.meeting.case import AdviceThen, Case, Decision
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.main_tree import in_order, main_now, on_paper, stands_for
from mdo_viewer.meeting.to_do import LAST, left_open, reasons
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.tasks import decision_said
from mdo_viewer.reports.text import as_text
from mdo_viewer.reports.wording import Paper
from tests.help.reports_help import real

PACK = load_pack("wervelmetastasen")
NOW = parse_moment("2026-11-22T14:00")
SCOPE: dict[str, Value] = {fact.id: False for fact in PACK.scope}
FACTS: dict[str, Value] = {
    **SCOPE,
    "leeftijd": 61,
    "radiologische_verdenking_wervelmetastasen": True,
    "diagnose_bevestigd": True,
    "bekende_primaire_maligniteit": True,
    "symptomatisch": True,
    "pijn": True,
    "neurologische_uitval_door_mesmc": False,
    "levensverwachting_maanden": 2,
    "mesmc_radiologisch": False,
    "mesmc_klinisch": False,
    "eventueel_operatiekandidaat": True,
    "recente_pet_ct_thorax_abdomen": False,
    "recente_ct_thorax_abdomen": False,
    "indicatie_chemotherapie": False,
}
DEVIATES = Decision("aanvullend", None, "deviate", reason_code="other", text="geen PET-CT")


def case(*decisions: Decision, **facts: Value) -> Case:
    known = {id: value for id, value in {**FACTS, **facts}.items() if id in PACK.facts_by_id}
    return Case("MDO-0001", patient=Patient(known), decisions=decisions, discussed_at=NOW)


def whole(of: Case, kind: str = "follow", text: str | None = None) -> Case:
    """The case with a decision on all of it, as it is recorded now."""
    decision = Decision("casus", None, kind, text=text, then=advice_as_of(PACK, of, "casus", NOW))  # type: ignore[arg-type]
    return replace(of, decisions=(decision, *of.decisions))


def advised(of: Case) -> dict[int, str]:
    """The advice of each tree that speaks, by its number."""
    stages = journey_of_case(PACK, of, NOW)
    found = (each.advice for each in stages if each.entry == "open" and each.own)
    return {each.tree.number: each.outcome.title.nl for each in found if each.outcome and each.outcome.kind == "advice"}


def deviating() -> Case:
    """The board deviated from what tree 3 advises."""
    of = case()
    third = next(each for each in journey_of_case(PACK, of, NOW) if each.advice.tree.id == "aanvullend").advice
    assert third.outcome is not None
    assert third.outcome.kind == "advice"
    return case(replace(DEVIATES, advice=third.outcome.id))


def test_following_the_whole_case_names_each_tree_that_speaks_and_what_was_decided_otherwise() -> None:
    of = whole(deviating())
    lines = followed(PACK, of, of.decisions[0])
    assert {each.number: each.said.nl for each in lines} == advised(of)
    assert [each.number for each in lines if each.otherwise is not None] == [3]
    assert ("Behalve boom 3", "afgeweken: geen PET-CT") in followed_lines(PACK, lines, "nl")
    assert would_follow(PACK, of, journey_of_case(PACK, of, NOW)) == lines  # as the form shows it before


def test_a_decision_on_other_advice_than_that_of_now_excepts_nothing() -> None:
    """It was overtaken: what is followed is the advice of now, while its limit runs."""
    of = case(replace(DEVIATES, advice="ct_aanwezig"))
    assert DEVIATES.tree in {each.advice.tree.id for each in journey_of_case(PACK, of, NOW) if each.entry == "open"}
    lines = would_follow(PACK, of, journey_of_case(PACK, of, NOW))
    assert {each.number: each.said.nl for each in lines} == advised(of)
    assert [each for each in lines if each.otherwise is not None] == []
    line = summarise(PACK, whole(of), NOW, "nl").decisions[0]
    assert line.heading == "Volgt de adviezen"
    assert ("Boom 3", advised(of)[3]) in line.follows


def test_by_other_trees_the_words_of_then_say_which_advice_a_decision_was_against() -> None:
    of = whole(deviating())
    then = of.decisions[0].then
    assert then is not None
    name = next(name for name, said in then.way if said.nl == advised(of)[3])
    gone = Text("Maak een PET", "Make a PET")
    old = replace(of.decisions[0], then=replace(then, way=((name, gone),), excepted=()))
    for heading, excepts in ((gone, True), (Text("Iets anders", "Something else"), False)):
        third = replace(of.decisions[1], advice="weg", then=AdviceThen(NOW, "1", "x", heading, Text("", "")))
        (line,) = followed(PACK, replace(of, decisions=(old, third)), old)
        assert (line.otherwise is third) is excepts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_surface_says_what_one_tree_advised_as_the_decision_on_the_whole(language: Language) -> None:
    summary = summarise(PACK, whole(deviating()), NOW, language)
    line = summary.decisions[0]
    head = {
        "nl": "Volgt de adviezen, behalve boom 3",
        "en": "Follows the advice of the trees, except tree 3",
    }[language]
    assert (line.heading, line.what) == (head, "")
    data = page_data(summary, None)
    assert isinstance(data, dict)
    box = data["decision"]
    assert isinstance(box, dict)
    assert (box["heading"], box["text"]) == (head, "")
    but = {"nl": "Behalve boom 3", "en": "Except tree 3"}[language]
    assert but in {name for name, _said in box["pairs"]}
    text = " ".join(as_text(summary).split())
    assert head in text
    assert f"{but}: " in text
    assert but in as_json(summary)
    assert decision_said(line, Paper.at(language, NOW)).startswith(head)


def test_what_the_board_wrote_is_what_it_decided_and_is_carried_out() -> None:
    summary = summarise(PACK, whole(case(), text="20 Gy in 5"), NOW, "nl")
    assert (summary.decisions[0].what, summary.decisions[0].remark) == ("20 Gy in 5", "")
    assert "20 Gy in 5" in [task.what for task in summary.tasks]


def test_a_condition_on_the_whole_case_is_a_task_though_nothing_else_was_written() -> None:
    of = whole(case(), "follow_with_condition")
    of = replace(of, decisions=(replace(of.decisions[0], condition="na akkoord"), *of.decisions[1:]))
    (task,) = [task for task in summarise(PACK, of, NOW, "nl").tasks if task.tree == "casus"]
    assert (task.condition, task.what) == ("na akkoord", "Volgt de adviezen, met voorwaarde")


def test_an_older_file_has_the_title_of_one_tree_and_nothing_says_it() -> None:
    of = whole(deviating())
    then = of.decisions[0].then
    assert then is not None
    assert then.heading == Text("", "")
    older = replace(of.decisions[0], then=replace(then, heading=Text("Titel van boom 3", "Title of tree 3")))
    old = replace(of, decisions=(older, *of.decisions[1:]))
    assert advised_then(PACK, older) is None
    assert "Titel van boom 3" not in as_json(summarise(PACK, old, NOW, "nl"))
    bare = replace(older, then=AdviceThen(NOW, "1.0", "x", Text("Titel van boom 3", ""), Text("", "")))
    summary = summarise(PACK, replace(old, decisions=(bare, *old.decisions[1:])), NOW, "nl")
    assert "Titel van boom 3" not in as_json(summary)
    assert summary.decisions[0].heading == "Volgt de adviezen; welke, is niet bekend"


# --- what was excepted, and what the board chose on a tree itself ---------------------------------------------------


@pytest.mark.parametrize("kept", [False, True])
def test_an_exception_that_is_taken_back_leaves_its_tree_undecided(kept: bool) -> None:
    """Without a word the decision on the whole case covered the tree that the board had left out of it."""
    of = whole(deviating())
    assert of.decisions[0].then is not None
    assert of.decisions[0].then.excepted == ("aanvullend",)
    if kept:
        of = read_case(write_case(of, PACK), "casus.yaml", PACK)
    assert left_by_whole(PACK, of) == ()
    gone = replace(of, decisions=of.decisions[:1])
    stages = journey_of_case(PACK, gone, NOW)
    assert left_by_whole(PACK, gone) == ("aanvullend",)
    assert reasons(PACK, gone, stages)["aanvullend"] == "undecided"
    assert left_open(PACK, gone, stages).trees == ("aanvullend",)
    summary = summarise(PACK, gone, NOW, "nl")
    line = summary.decisions[0]
    assert line.heading == "Volgt de adviezen, behalve boom 3"
    assert dict(line.follows)["Behalve boom 3"] == "nog geen besluit"
    assert "Boom 3" not in dict(line.follows)
    for said in (as_text(summary), as_json(summary)):
        assert "nog geen besluit" in said


def test_what_was_excepted_is_followed_once_the_board_follows_all_again() -> None:
    of = whole(deviating())
    again = whole(replace(of, decisions=()))
    assert left_by_whole(PACK, again) == ()
    assert ("Boom 3", advised(again)[3]) in summarise(PACK, again, NOW, "nl").decisions[0].follows


def test_an_excepted_tree_that_is_decided_on_another_advice_is_not_said_to_be_followed() -> None:
    of = whole(deviating())
    other = replace(of, decisions=(of.decisions[0], replace(DEVIATES, advice="ct_aanwezig")))
    assert 3 not in {each.number for each in followed(PACK, other, other.decisions[0])}
    assert left_by_whole(PACK, other) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_board_chose_on_a_tree_is_named_where_the_advice_left_it_more(language: Language) -> None:
    """The page said "surgery or radiotherapy" as the decision, where the board had chosen one of them."""
    patient = real("MDO-0003").patient
    turned = {"instabiliteit": False, "achteruitgang_onder_radiotherapie_en_corticosteroiden": False}
    chosen = Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="radiotherapie")
    own = Case("MDO-0003", patient=replace(patient, values={**patient.values, **turned}), decisions=(chosen,))
    of = whole(replace(own, discussed_at=NOW))
    said = {
        "nl": ("Boom 9", "Radiotherapie (advies: chirurgie of radiotherapie)"),
        "en": ("Tree 9", "Radiotherapy (advice: surgery or radiotherapy)"),
    }[language]
    summary = summarise(PACK, of, NOW, language)
    assert said in summary.decisions[0].follows
    assert said in followed_lines(PACK, would_follow(PACK, own, journey_of_case(PACK, own, NOW)), language)
    assert said[1] in " ".join(as_text(summary).split())
    assert said[1] in as_json(summary)
    page: Any = page_data(summary, None)
    assert said[1] in dict(page["decision"]["pairs"]).values()


# --- the decision that stands for a patient -----------------------------------------------------------------------


def at(minutes: int, tree: str, kind: str = "follow", text: str | None = None) -> Decision:
    then = AdviceThen(NOW + timedelta(minutes=minutes), "1", "x", Text("", ""), Text("", ""))
    return Decision(tree, None, kind, text=text, then=then)  # type: ignore[arg-type]


def test_the_treatment_stands_for_the_patient_whatever_was_decided_last() -> None:
    decided = (at(9, "diagnostiek"), at(8, "cortico_lv_kort"), at(7, "aanvullend", "deviate"), at(1, "lv_kort"))
    order = [each.tree for each in in_order(PACK, case(*decided), ())]
    assert order == ["lv_kort", "aanvullend", "diagnostiek", "cortico_lv_kort"]
    assert order == [each.tree for each in in_order(PACK, case(*reversed(decided)), ())]
    stands = stands_for(PACK, case(*decided, at(0, "casus")), ())
    assert stands is not None
    assert stands.is_whole


def test_of_two_treatments_that_of_the_tree_that_applies_stands_first() -> None:
    of = case(at(2, "lv_lang", "deviate"), at(1, "lv_kort"))
    stages = journey_of_case(PACK, of, NOW)
    assert [each.tree for each in in_order(PACK, of, stages)] == ["lv_kort", "lv_lang"]
    assert [each.tree for each in in_order(PACK, of, ())] == ["lv_lang", "lv_kort"]


def test_where_nothing_is_left_window_and_page_open_with_the_same_tree() -> None:
    """The window opened with a tree that waits for what nobody knows, the page with that of the decision."""
    of = case(Decision("indicatie", "kort", "follow"))
    asked = {fact for each in journey_of_case(PACK, of, NOW) if each.entry == "open" for fact in each.advice.open_facts}
    of = replace(of, patient=Patient({**of.patient.values}, frozenset(asked)))
    stages = journey_of_case(PACK, of, NOW)
    left = reasons(PACK, of, stages)
    assert not {*left.values()} - {*LAST}
    assert main_now(PACK, stages).advice.tree.id == "lv_kort"
    assert first_tree(PACK, of, stages) == on_paper(PACK, of, stages).advice.tree.id == "indicatie"
    assert summarise(PACK, of, NOW, "nl").main.id == "indicatie"


def test_the_page_opens_with_the_tree_that_speaks_and_its_box_names_what_deviates_elsewhere() -> None:
    of = deviating()
    late = replace(of, decisions=(at(9, "diagnostiek"), *of.decisions, at(1, "lv_kort", text="bestralen")))
    summary = summarise(PACK, late, NOW, "nl")
    assert summary.main.id == main_now(PACK, journey_of_case(PACK, late, NOW)).advice.tree.id == "lv_kort"
    assert [line.tree for line in summary.decisions] == ["lv_kort", "aanvullend", "diagnostiek"]
    data = page_data(summary, None)
    assert isinstance(data, dict)
    box = data["decision"]
    assert isinstance(box, dict)
    also = dict(box["pairs"])["Ook besloten"]
    assert also == "boom 3: wijkt af van het advies, in plaats daarvan: geen PET-CT"
