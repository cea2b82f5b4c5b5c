"""Step 0 of every picture: whether the guideline holds, open, asked in vain, answered, and where it does not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack, Value
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.scope import asked_first, steps_of
from tests.help.drawing_help import SIZES, advices, faults, made_advice, made_tree, shipped

FACTS = tuple(fact.id for fact in shipped().scope)
VIEWS: tuple[View, View] = ("path", "whole")
#: What is known about the scope, what was asked in vain, and the fact that the keys answer then.
OPEN: tuple[tuple[Mapping[str, Value], frozenset[str], str | None], ...] = (
    ({}, frozenset(), SCOPE),
    ({FACTS[0]: False}, frozenset(), FACTS[1]),
    ({}, frozenset({FACTS[0]}), FACTS[1]),
    ({}, frozenset(FACTS), None),
    ({FACTS[1]: False}, frozenset({FACTS[0]}), None),
)


def pictures(
    tree: str, scope: Mapping[str, Value], unknown: frozenset[str], size: tuple[float, float, float], language: Language
) -> list[tuple[Picture, str | None, list[tuple[str, str]]]]:
    """Pictures of patients of a tree of whom this is known about the scope: with what is asked, and the way walked."""
    found = []
    pack, width, height, scale = shipped(), *size
    for known in advices(tree)[::4]:
        settled = known.settled
        values = {id: value for id, value in settled.values.items() if id not in {*settled.derived, *FACTS}}
        advice = advise(pack, known.tree, Patient({**values, **scope}, unknown))
        asked = asked_first(pack, advice, unknown) or advice.next_fact
        walked = [(step.question.id, step.answer.key) for step in steps_of(pack, advice) if step.answer is not None]
        found += [
            (
                draw(
                    pack, advice, view=view, language=language, width=width, height=height, scale=scale, asked=asked,
                    unknown=unknown, ahead=True,
                ),
                asked,
                walked,
            )
            for view in VIEWS
        ]  # fmt: skip
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES[:3], ids=str)
@pytest.mark.parametrize("tree", ["diagnostiek", "cortico_voor_mri", "lv_lang", "followup"])
def test_while_the_scope_is_open_one_question_at_most_is_and_the_way_is_the_trace(
    tree: str, size: tuple[float, float, float], language: Language
) -> None:
    for scope, unknown, expected in OPEN:
        for picture, asked, walked in pictures(tree, scope, unknown, size, language):
            assert faults(picture) == []
            assert expected is None or asked == expected
            amber = [box.node for box in picture.boxes if box.state == "open" and box.kind == "question"]
            if expected is not None:
                assert amber == [SCOPE]
            assert len(amber) <= 1
            assert SCOPE not in amber or expected is not None
            path = {(edge.question, edge.answer) for edge in picture.edges if edge.state == "path"}
            assert path <= set(walked)
            assert picture.view == "path" or path == set(walked)
            keys = {edge.question for edge in picture.edges if edge.key is not None}
            assert keys <= {SCOPE} if expected is not None else SCOPE not in keys


def test_the_question_as_a_whole_has_a_key_for_each_answer() -> None:
    for view in VIEWS:
        advice = advise(shipped(), shipped().trees[0], Patient())
        drawn = draw(shipped(), advice, view=view, language="nl", width=860, height=800)
        assert {edge.answer: edge.key for edge in drawn.edges if edge.key is not None} == {"ja": "1", "nee": "2"}
        box = drawn.box(SCOPE)
        assert (box.step, box.state) == (0, "open")
        assert drawn.box(f"{SCOPE}/nee").node == OUTSIDE
        said = " ".join(run.text for run in box.runs)
        assert "Geldt de richtlijn?" in said
        if view == "path":
            assert "Volwassene, geen leptomeningeale of intramedullaire metastasen" in said


def test_answered_apart_the_box_shows_the_facts_with_the_one_asked_now() -> None:
    advice = advise(shipped(), shipped().trees[0], Patient({FACTS[0]: False}))
    unknown: frozenset[str] = frozenset()
    drawn = draw(
        shipped(), advice, view="path", language="nl", width=860, height=800, asked=FACTS[1], unknown=unknown
    )  # fmt: skip
    items = {run.fact: run for run in drawn.box(SCOPE).runs if run.mark is not None}
    assert [items[fact].mark for fact in FACTS] == ["no", "open"]
    assert [items[fact].next for fact in FACTS] == [False, True]
    assert not [edge for edge in drawn.edges if edge.key is not None], "to yes of the fact it does not hold"
    assert [run.text for run in drawn.box(SCOPE).runs if run.role == "key"] == ["1 ja · 2 nee · 0 onbekend"]


def test_answered_it_is_one_line_above_the_way() -> None:
    advice = advices("diagnostiek")[-1]
    box = draw(shipped(), advice, view="path", language="nl", width=1400, height=2000).box(SCOPE)
    assert [run.text for run in box.runs] == ["Geldt de richtlijn:", "ja"]


def test_on_paper_an_open_scope_is_the_one_open_box() -> None:
    advice = advise(shipped(), shipped().trees[0], Patient({"klinische_verdenking_wervelmetastasen": True}))
    drawn = draw(shipped(), advice, view="path", language="nl", width=1008, height=260)
    assert [box.node for box in drawn.boxes if box.state == "open"] == [SCOPE]
    assert [run.text for run in drawn.box(SCOPE).runs] == ["Geldt de richtlijn:", "onbekend"]


def one_fact(pack: Pack) -> Pack:
    return replace(pack, scope=pack.scope[1:], scope_question=None)


@pytest.mark.parametrize("pack", [load_pack("lage_rugpijn"), one_fact(shipped())], ids=lambda pack: str(pack.id))
def test_a_single_fact_is_question_0_itself(pack: Pack) -> None:
    (fact,) = pack.scope
    tree = pack.trees[0]
    for view in VIEWS:
        drawn = draw(pack, advise(pack, tree, Patient()), view=view, language="nl", width=860, height=900)
        assert fact.label("nl") in " ".join(run.text for run in drawn.box(SCOPE).runs)
        assert {edge.answer: edge.key for edge in drawn.edges if edge.key is not None} == {"ja": "1", "nee": "2"}
        assert drawn.box(f"{SCOPE}/ja").node == OUTSIDE
        closed = draw(
            pack, advise(pack, tree, Patient({fact.id: True})), view=view, language="nl", width=860, height=900
        )
        assert [box.node for box in closed.boxes if box.state == "path"] == [SCOPE, OUTSIDE]


def test_a_pack_without_scope_has_no_step_0() -> None:
    pack, tree = made_tree(1, 12)
    for view in VIEWS:
        drawn = draw(pack, made_advice(tree, 1, 0), view=view, language="nl", width=860, height=800)
        assert SCOPE not in {box.node for box in drawn.boxes}


def test_a_pack_that_has_no_words_for_it_is_asked_with_ours() -> None:
    pack = replace(shipped(), scope_question=None)
    drawn = draw(pack, advise(pack, pack.trees[0], Patient()), view="path", language="en", width=860, height=800)
    said = " ".join(run.text for run in drawn.box(SCOPE).runs)
    assert "Does the guideline apply?" in said
    assert "None of these: Leptomeningeal or intramedullary metastases; Patient younger than 18 years" in said
