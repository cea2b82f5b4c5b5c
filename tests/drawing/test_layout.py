"""Path view and whole view keep the rules of geometry, for every tree, route, size and language."""

from __future__ import annotations

import pytest

from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import NEXT, ComesNext, Edge, Picture
from mdo_viewer.guideline.model import LANGUAGES, Pack, Tree
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE, numbers_of, with_scope
from mdo_viewer.guideline.showing import View
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.scope import steps_of
from tests.help.drawing_help import SIZES, advices, faults, in_scope, made_advice, made_tree, shipped

TREES = """
diagnostiek cortico_voor_mri aanvullend tijd_tot_therapie indicatie radiotherapie lv_kort cortico_lv_kort lv_lang
interval_chir_rt rt_na_chirurgie followup
""".split()  # noqa: SIM905 - readable
MADE = ((1, 20), (2, 20), (3, 20), (4, 60), (5, 60), (6, 500))


def picture(
    pack: Pack,
    advice: Advice,
    view: View = "path",
    size: tuple[float, float, float] = SIZES[0],
    unfolded: frozenset[str] = frozenset(),
) -> Picture:
    return draw(pack, advice, view=view, language="nl", width=size[0], height=size[1], scale=size[2], unfolded=unfolded)


def patient(tree: str, **values: bool | str | float) -> Advice:
    return advise(shipped(), shipped().trees_by_id[tree], Patient(values={**in_scope(), **values}))


def test_the_trees_here_are_those_of_the_pack() -> None:
    assert [tree.id for tree in shipped().trees] == TREES


# --- geometry -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("tree", TREES)
def test_every_path_keeps_the_rules_and_fits(tree: str, size: tuple[float, float, float]) -> None:
    for advice in advices(tree):
        drawn = picture(shipped(), advice, "path", size)
        assert faults(drawn) == []
        assert (drawn.width, drawn.height) == size[:2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_every_whole_tree_keeps_the_rules(tree: str, language: str) -> None:
    advice = patient(tree)
    for width, height, scale in SIZES:
        drawn = draw(
            shipped(),
            advice,
            view="whole",
            language="en" if language == "en" else "nl",
            width=width,
            height=height,
            scale=scale,
        )
        assert faults(drawn) == []


@pytest.mark.parametrize(("seed", "boxes"), MADE)
def test_made_trees_keep_the_rules(seed: int, boxes: int) -> None:
    pack, tree = made_tree(seed, boxes)
    for steps in (0, 1, 3, 99):
        advice = made_advice(tree, seed + steps, steps)
        for size in SIZES:
            assert faults(picture(pack, advice, "path", size)) == []
            if steps in (0, 99):
                assert faults(picture(pack, advice, "whole", size)) == []


def test_a_word_wider_than_its_box_is_cut_and_stays_inside() -> None:
    pack, tree = made_tree(7, 12)
    word = "aneurysmatischebotcystebehandelingsmogelijkheden" * 3
    question = replace(tree.root, text=replace(tree.root.text, nl=word))
    tree = replace(tree, questions=(question, *tree.questions[1:]))
    for view in ("path", "whole"):
        assert faults(picture(pack, made_advice(tree, 1, 2), "path" if view == "path" else "whole")) == []


def test_a_long_answer_stands_in_the_box_instead_of_on_the_line() -> None:
    pack, tree = made_tree(7, 12)
    label = replace(tree.root.answers[0].label, nl="Tussen de zeven en de veertien dagen geleden ontstaan")
    first = replace(tree.root.answers[0], label=label)
    question = replace(tree.root, answers=(first, *tree.root.answers[1:]))
    tree = replace(tree, questions=(question, *tree.questions[1:]))
    for seed in range(4):
        for steps in (0, 1, 9):
            for view in ("path", "whole"):
                drawn = picture(pack, made_advice(tree, seed, steps), "path" if view == "path" else "whole")
                assert faults(drawn) == []


@pytest.mark.parametrize("view", ["path", "whole"])
def test_the_same_input_gives_the_same_picture(view: View) -> None:
    for tree in TREES:
        advice = advices(tree)[-1]
        assert picture(shipped(), advice, view) == picture(shipped(), advice, view)


# --- content ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tree", TREES)
def test_the_path_drawn_is_the_way_walked(tree: str) -> None:
    for advice in advices(tree):
        way = steps_of(shipped(), advice)
        walked = [(step.question.id, step.answer.key) for step in way if step.answer is not None]
        whole = picture(shipped(), advice, "whole")
        assert {(edge.question, edge.answer) for edge in whole.edges if edge.state == "path"} == set(walked)
        path = picture(shipped(), advice, "path")
        drawn = [(edge.question, edge.answer) for edge in path.edges if edge.state == "path"]
        assert drawn == walked[max(0, path.listed - 1) :]
        steps = [box.step for box in path.boxes if box.step is not None and box.state in ("path", "open")]
        numbers = numbers_of(with_scope(shipped(), advice.tree))
        assert steps == [numbers[step.question.id] for step in way][path.listed :]


@pytest.mark.parametrize("tree", TREES)
def test_the_whole_tree_has_every_answer_in_the_authors_order(tree: str) -> None:
    made = with_scope(shipped(), shipped().trees_by_id[tree])
    for size in SIZES:
        drawn = picture(shipped(), patient(tree), "whole", size)
        edges = {(edge.question, edge.answer): edge for edge in drawn.edges}
        for question in made.questions:
            around = [_place(drawn, edges[question.id, answer.key]) for answer in question.answers]
            assert around == sorted(around)
            for answer in question.answers:
                assert drawn.box(edges[question.id, answer.key].target).node == answer.to


def _place(drawn: Picture, edge: Edge) -> tuple[bool, float]:
    """Where an answer leads: at its question's right from top to bottom, or below it along the line that carries it."""
    source, target = drawn.box(edge.source).rect, drawn.box(edge.target).rect
    if edge.points[0][1] != pytest.approx(source.bottom):
        return False, target.y
    return True, edge.label_rect.x + edge.label_rect.y


@pytest.mark.parametrize("tree", TREES)
def test_the_whole_tree_keeps_its_place_whatever_is_answered(tree: str) -> None:
    places = {
        tuple((box.id, box.rect) for box in picture(shipped(), advice, "whole").boxes) for advice in advices(tree)[:40]
    }
    assert len(places) == 1


def test_states_follow_what_can_still_be_reached() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=True)
    drawn = picture(shipped(), advice, "whole")
    states = {box.id: box.state for box in drawn.boxes}
    assert states["verdenking"] == "path"
    assert states["verdenking/nee"] == "ruled_out"
    assert states["beeldvorming"] == "open"
    assert states["beeldvorming/ja"] == "possible"
    assert states["rugpijn"] == "possible"
    edges = {edge.id: edge.state for edge in drawn.edges}
    assert edges["verdenking/ja"] == "path"
    assert edges["beeldvorming/ja"] == edges["beeldvorming/nee"] == "open"


def test_a_question_reached_again_says_where_to_go_on() -> None:
    drawn = picture(shipped(), patient("lv_lang"), "whole")
    stubs = [box for box in drawn.boxes if box.kind == "stub"]
    assert [(stub.id, stub.node) for stub in stubs] == [("voorwaarden/nee", "systeemtherapie_als_eerste")]
    assert stubs[0].runs[0].text == "Verder bij vraag 6"


def test_a_checklist_shows_what_is_met() -> None:
    advice = patient(
        "diagnostiek",
        klinische_verdenking_wervelmetastasen=True,
        adequate_beeldvorming_aanwezig=False,
        klinische_verdenking_mesmc=False,
        bilaterale_radiculaire_pijn_of_uitval=False,
    )
    box = picture(shipped(), advice, "path").box("mesmc_of_dubbelzijdig")
    items = [run for run in box.runs if run.mark is not None]
    assert [run.mark for run in items] == ["no", "no", "unknown"]
    assert [run.fact for run in items][:2] == ["klinische_verdenking_mesmc", "bilaterale_radiculaire_pijn_of_uitval"]
    assert [run.next for run in items] == [False, False, True]
    assert box.runs[0].text == "één is genoeg"


def test_a_group_without_a_text_lists_its_parts() -> None:
    pack, tree = made_tree(1, 12)
    question = next(question for question in tree.questions if question.checklist is not None)
    assert question.checklist is not None
    items = question.checklist.items
    nested = type(question.checklist)((items[0], type(question.checklist)(items)))
    tree = replace(tree, questions=(replace(question, checklist=nested), *tree.questions[1:]))
    assert question.id == tree.root.id
    box = picture(pack, made_advice(tree, 1, 0)).box(question.id)
    marked = [run for run in box.runs if run.mark is not None]
    assert marked[1].text == "Eén hiervan:"
    assert len(marked) == 2 + len(items)
    assert marked[2].x > marked[1].x == marked[0].x


def test_an_answered_number_shows_its_value() -> None:
    advice = patient("lv_lang", levensverwachting_maanden=7)
    path = picture(shipped(), advice).box("levensverwachting")
    assert [run.text for run in path.runs if run.bold] == ["7 maanden"]
    whole = picture(shipped(), advice, "whole").box("levensverwachting")
    assert whole.runs[0].text == "7 maanden"


def test_a_question_that_does_not_matter_says_so() -> None:
    passed = patient("rt_na_chirurgie", geopereerd=True, levensverwachting_maanden=24)
    question = next(step.question for step in passed.steps if step.state == "does_not_matter")
    for view in ("path", "whole"):
        box = picture(shipped(), passed, "path" if view == "path" else "whole").box(question.id)
        assert box.passed_over
        assert "doet er niet toe" in " ".join(run.text for run in box.runs)


def test_an_urgent_outcome_is_marked_and_the_one_reached_is_large() -> None:
    advice = patient(
        "diagnostiek",
        klinische_verdenking_wervelmetastasen=True,
        adequate_beeldvorming_aanwezig=False,
        klinische_verdenking_mesmc=True,
        asia_score="E",
    )
    box = picture(shipped(), advice).box("mesmc_of_dubbelzijdig/ja")
    assert box.urgent
    assert [run.text for run in box.runs] == ["Advies · wordt geadviseerd", "MRI binnen 12 uur"]
    assert box.runs[1].size == 23
    whole = picture(shipped(), advice, "whole")
    urgent = {box.node for box in whole.boxes if box.urgent}
    assert urgent == {"mri_12_uur", "mri_24_uur"}


def test_silence_is_marked() -> None:
    drawn = picture(shipped(), patient("cortico_voor_mri"), "whole")
    assert [box.node for box in drawn.boxes if box.silent] == ["silent_geen_indicatie"]


def test_a_closed_tree_is_drawn_with_the_way_out_alone() -> None:
    advice = patient("diagnostiek", jonger_dan_18=True)
    for view in ("path", "whole"):
        drawn = picture(shipped(), advice, "path" if view == "path" else "whole")
        assert faults(drawn) == []
        assert [box.node for box in drawn.boxes if box.state == "path"] == [SCOPE, OUTSIDE]
        assert {box.state for box in drawn.boxes} == {"path", "ruled_out"}


# --- folding ------------------------------------------------------------------------------------------------------


def test_with_room_every_branch_off_the_way_has_its_stub() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=True, adequate_beeldvorming_aanwezig=False)
    drawn = picture(shipped(), advice)
    assert drawn.reduced == 0
    texts = {box.id: " ".join(run.text for run in box.runs) for box in drawn.boxes if box.kind == "stub"}
    assert texts == {
        "verdenking/nee": "nee: Geen verdenking op wervelmetastasen",
        "beeldvorming/ja": "ja: Geen nieuwe MRI nodig",
    }


def test_a_stub_unfolds_to_the_first_box_of_its_branch() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=True, adequate_beeldvorming_aanwezig=False)
    drawn = picture(shipped(), advice, unfolded=frozenset({"verdenking/nee"}))
    box = drawn.box("verdenking/nee")
    assert box.kind == "outcome"
    assert box.state == "ruled_out"
    assert faults(drawn) == []


def test_every_id_that_a_picture_offers_can_be_unfolded() -> None:
    for tree in TREES:
        for advice in advices(tree)[::7]:
            for size in SIZES:
                ids = {box.id for box in picture(shipped(), advice, "path", size).boxes}
                assert faults(picture(shipped(), advice, "path", size, frozenset(ids))) == []


def test_what_does_not_fit_folds_before_text_shrinks() -> None:
    advice = next(advice for advice in advices("lv_lang") if advice.steps[-1].question.id == "voorwaarden")
    roomy = picture(shipped(), advice, size=(1400, 1600, 1.0))
    small = picture(shipped(), advice, size=(640, 560, 1.0))
    assert roomy.reduced == 0 < small.reduced
    assert [box.id for box in roomy.boxes if box.folded] == [SCOPE, "levensverwachting"]  # no checklist: one line
    assert any(box.folded or box.id == "earlier" for box in small.boxes)
    assert min(run.size for box in small.boxes for run in box.runs) == 15


def long_way() -> Advice:
    return max(advices("lv_lang"), key=lambda advice: (advice.outcome is not None, len(advice.steps)))


def test_earlier_steps_become_lines_of_one_box_and_only_then_a_number() -> None:
    advice = long_way()
    lines = picture(shipped(), advice, size=(432, 520, 1.0))
    assert lines.hidden == 0 < 1 < lines.listed
    texts = [run.text for run in lines.box("earlier").runs]
    assert texts[:3] == ["0", "Geldt de richtlijn: ja", "1"]
    assert texts[3].startswith("Hoe lang is de levensverwachting: ")
    numbers = numbers_of(with_scope(shipped(), advice.tree))
    way = steps_of(shipped(), advice)[: lines.listed]
    assert [text for text in texts if text.isdigit()] == [str(numbers[step.question.id]) for step in way]
    low = picture(shipped(), advice, size=(432, 300, 1.0))
    assert 0 < low.hidden < low.listed
    assert low.box("earlier").runs[0].text == f"{low.hidden} eerdere stappen"
    assert faults(lines) == faults(low) == []


def test_where_the_room_is_narrow_answers_stand_below_the_question() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=True)
    for width in (400, 520):
        drawn = picture(shipped(), advice, size=(width, 480, 1.0))
        question = drawn.box("beeldvorming").rect
        for answer in ("ja", "nee"):
            rect = drawn.box(f"beeldvorming/{answer}").rect
            assert rect.y > question.bottom
            assert rect.right == pytest.approx(question.right)
        assert [edge.label.text for edge in drawn.edges if edge.source == "beeldvorming"] == ["ja", "nee"]
    beside = picture(shipped(), advice, size=(700, 480, 1.0))
    assert beside.box("beeldvorming/ja").rect.x > beside.box("beeldvorming").rect.right


def with_ahead(advice: Advice, size: tuple[float, float], unfolded: frozenset[str] = frozenset()) -> Picture:
    drawn = draw(
        shipped(),
        advice,
        view="path",
        language="nl",
        width=size[0],
        height=size[1],
        ahead=True,
        unfolded=unfolded,
    )
    assert faults(drawn) == []
    return drawn


def test_room_left_shows_the_questions_that_may_follow_below_the_open_one() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=True)
    drawn = with_ahead(advice, (860, 900))
    asked = drawn.box("beeldvorming")
    below = [box for box in drawn.boxes if box.kind == "question" and box.rect.y > asked.rect.y]
    assert [box.step for box in below][:3] == [3, 4, 5]
    assert {box.rect.x for box in below} == {asked.rect.x}
    assert {box.state for box in below} == {"possible"}  # one question is asked
    labels = {edge.id: (edge.state, edge.key) for edge in drawn.edges}
    assert labels["beeldvorming/nee"] == ("open", "2")
    assert labels["spoed_vervallen/nee"] == ("possible", None)
    assert drawn.box("beeldvorming/ja").rect.x > asked.rect.right
    assert not drawn.box("mesmc_of_dubbelzijdig/ja").urgent  # nothing of this patient points to twelve hours yet
    signs = with_ahead(patient("diagnostiek", klinische_verdenking_wervelmetastasen=True, lhermitte=True), (860, 900))
    assert signs.box("mesmc_of_dubbelzijdig/ja").urgent


def test_what_comes_after_folds_nothing_and_can_still_come() -> None:
    shown = 0
    for tree in TREES:
        for advice in (advice for advice in advices(tree) if advice.outcome is None):
            for size in ((1136.0, 801.0), (702.0, 475.0), (432.0, 391.0)):
                without = picture(shipped(), advice, "path", (*size, 1.0))
                drawn = with_ahead(advice, size)
                before = {(box.id, box.kind, box.state) for box in without.boxes}
                added = {(box.id, box.kind, box.state) for box in drawn.boxes} - before
                shown += len(added)
                assert before <= {(box.id, box.kind, box.state) for box in drawn.boxes}
                targets = {id for id, _, _ in added}
                for edge in drawn.edges:
                    if edge.target in targets:
                        assert (edge.question, edge.answer) in advice.live
                        assert edge.state == "possible"
    assert shown > 300


def test_room_left_shows_checklists_of_the_way_again() -> None:
    """What did not fit folds from the first step on; a short checklist after a long one then still has its room."""
    ways = [advice for advice in advices("lv_lang") if advice.outcome is not None]
    more = 0
    for advice in ways:
        plain, filled = picture(shipped(), advice, "path", (670, 470, 1.0)), with_ahead(advice, (670, 470))
        if any(box.kind == "stub" for box in plain.boxes):
            continue  # with branches off the way, which the window leaves to the whole tree
        marks = [sum(run.mark is not None for box in each.boxes for run in box.runs) for each in (plain, filled)]
        assert marks[1] >= marks[0]
        more += marks[1] > marks[0]
    assert more


def test_a_way_that_ended_has_no_branches_off_it_in_the_window() -> None:
    advice = patient("diagnostiek", klinische_verdenking_wervelmetastasen=False)
    assert any(box.kind == "stub" for box in picture(shipped(), advice).boxes)
    assert [box.state for box in with_ahead(advice, (860, 800)).boxes] == ["path"] * 3


def test_in_lines_the_way_takes_no_more_whatever_room_there_is() -> None:
    for advice in (advice for advice in advices("lv_lang") if advice.outcome is not None):
        drawn = draw(shipped(), advice, view="path", language="nl", width=1800, height=1200, brief=True)
        assert faults(drawn) == []
        assert all(box.folded for box in drawn.boxes if box.kind == "question")


def test_the_tree_that_comes_next_stands_below_the_outcome_where_there_is_room() -> None:
    advice = max(advices("lv_lang"), key=lambda advice: (advice.outcome is not None, len(advice.steps)))
    coming = ComesNext("besluit: radiotherapie", "Volgende: boom 6 gaat over de dosis", "radiotherapie")
    for size in ((860.0, 900.0), (670.0, 700.0)):
        drawn = draw(
            shipped(), advice, view="path", language="nl", width=size[0], height=size[1], ahead=True, coming=coming
        )
        assert faults(drawn) == []
        box, edge = drawn.box(NEXT), next(edge for edge in drawn.edges if edge.target == NEXT)
        assert (box.kind, box.node) == ("tree", "radiotherapie")
        assert (edge.label.text, edge.state) == ("besluit: radiotherapie", "path")
        assert drawn.box(edge.source).kind == "outcome"
    low = draw(shipped(), advice, view="path", language="nl", width=432, height=300, ahead=True, coming=coming)
    assert NEXT not in {box.id for box in low.boxes}


def test_a_picture_that_can_never_fit_says_so_by_its_size() -> None:
    advice = advices("lv_lang")[0]
    drawn = picture(shipped(), advice, size=(300, 90, 1.0))
    assert drawn.height > 90
    assert faults(drawn) == []


@pytest.mark.parametrize("size", [(20, 20, 1), (320, 240, 1), (320, 240, 2.5), (300, 3000, 1), (5000, 200, 1)])
def test_odd_sizes_keep_the_rules(size: tuple[float, float, float]) -> None:
    for tree in ("lv_lang", "diagnostiek", "followup"):
        for advice in advices(tree)[::5]:
            for view in ("path", "whole"):
                assert faults(picture(shipped(), advice, "path" if view == "path" else "whole", size)) == []


def test_scale_enlarges_everything_alike() -> None:
    advice = advices("aanvullend")[3]
    once = picture(shipped(), advice, size=(800, 700, 1.0))
    twice = picture(shipped(), advice, size=(1600, 1400, 2.0))
    assert [box.rect.x * 2 for box in once.boxes] == pytest.approx([box.rect.x for box in twice.boxes])
    assert [run.size * 2 for box in once.boxes for run in box.runs] == [
        run.size for box in twice.boxes for run in box.runs
    ]


# --- keys ---------------------------------------------------------------------------------------------------------


def keys(drawn: Picture) -> dict[str, str]:
    return {edge.id: edge.key for edge in drawn.edges if edge.key is not None}


def test_the_open_question_shows_the_digits_of_its_answers() -> None:
    for view in ("path", "whole"):
        drawn = picture(shipped(), patient("diagnostiek"), "path" if view == "path" else "whole")
        assert keys(drawn) == {"verdenking/ja": "1", "verdenking/nee": "2"}


def test_a_digit_is_shown_only_where_it_gives_that_answer() -> None:
    known = {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}
    one_is_enough = patient("diagnostiek", **known, asia_score="E")
    assert one_is_enough.steps[-1].question.id == "mesmc_of_dubbelzijdig"
    assert keys(picture(shipped(), one_is_enough)) == {"mesmc_of_dubbelzijdig/ja": "1"}
    number = patient("lv_lang")
    assert keys(picture(shipped(), number)) == {}


def test_no_digits_when_another_fact_is_asked() -> None:
    advice = patient("diagnostiek")
    for asked in (None, "pijn"):
        drawn = draw(shipped(), advice, view="path", language="nl", width=860, height=800, asked=asked)
        assert keys(drawn) == {}


def said_keys(advice: Advice, asked: str, size: tuple[float, float] = (860.0, 800.0), digits: bool = True) -> list[str]:
    """The lines with keys in the boxes, with everything asked of a patient who is on a screen."""
    drawn = draw(
        shipped(), advice, view="path", language="nl", width=size[0], height=size[1], asked=asked, digits=digits,
        unknown=frozenset(),
    )  # fmt: skip
    assert faults(drawn) == []
    return [run.text for box in drawn.boxes if box.state == "open" for run in box.runs if run.role == "key"]


def test_what_is_asked_shows_its_keys_where_no_label_has_them_all() -> None:
    known = {"klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}
    one_is_enough = patient("diagnostiek", **known, asia_score="E")
    assert said_keys(one_is_enough, "klinische_verdenking_mesmc") == ["1 ja · 2 nee · 0 onbekend"]
    assert said_keys(one_is_enough, "klinische_verdenking_mesmc", digits=False) == []
    assert said_keys(patient("diagnostiek"), "klinische_verdenking_wervelmetastasen") == []  # both on the labels
    assert said_keys(patient("lv_lang"), "levensverwachting_maanden") == []  # digits of a number are typed


def test_a_fact_that_no_line_of_the_box_says_is_what_the_box_asks() -> None:
    """What opens an "only if" is asked before what stands under it: the large words are those that the keys answer."""
    pack, advice = shipped(), patient("diagnostiek", klinische_verdenking_wervelmetastasen=True)
    drawn = draw(pack, advice, view="path", language="nl", width=860, height=800, asked="pijn", unknown=frozenset())
    box = next(box for box in drawn.boxes if box.state == "open")
    said = {role: " ".join(run.text for run in box.runs if run.role == role) for role in ("title", "key")}
    later = pack.trees_by_id["diagnostiek"].questions_by_id[box.node].text("nl")
    assert said["title"] == pack.facts_by_id["pijn"].label("nl")
    assert said["key"] == "1 ja · 2 nee · 0 onbekend"
    assert box.step is None  # the number is that of the question after it
    assert [(edge.target, edge.answer) for edge in drawn.edges if edge.source == box.id] == [(box.node, "*")]
    below = drawn.box(box.node)
    assert (below.step, below.state) == (2, "possible")
    assert " ".join(run.text for run in below.runs if run.role == "title") == later
    assert {edge.state for edge in drawn.edges if edge.source == below.id} == {"possible"}
    assert [edge.key for edge in drawn.edges if edge.key] == []  # the labels answer the question after it
    paper = draw(pack, advice, view="path", language="nl", width=860, height=800, asked="pijn")
    titled = next(box for box in paper.boxes if box.state == "open")
    assert " ".join(run.text for run in titled.runs if run.role == "title") == later  # nothing is pressed on paper


def test_step_0_folded_while_it_is_asked_shows_its_keys() -> None:
    pack = shipped()
    advice = advise(pack, pack.trees_by_id["diagnostiek"], Patient({"klinische_verdenking_wervelmetastasen": True}))
    drawn = draw(pack, advice, view="path", language="nl", width=432, height=260, asked=SCOPE, unknown=frozenset())
    box = drawn.box(SCOPE)
    assert box.folded
    assert [run.text for run in box.runs if run.role == "key"] == ["1 ja · 2 nee · 0 onbekend"]


# --- helpers of these tests ---------------------------------------------------------------------------------------


def test_the_rules_find_faults() -> None:
    drawn = picture(shipped(), advices("aanvullend")[3])
    moved = replace(drawn.boxes[0], rect=replace(drawn.boxes[0].rect, y=drawn.boxes[1].rect.y))
    found = faults(replace(drawn, boxes=(moved, *drawn.boxes[1:])))
    assert any("overlaps" in fault for fault in found)
    assert any("does not end" in fault for fault in found)
    assert any("text outside" in fault for fault in found)
    assert any("border" in fault for fault in faults(replace(drawn, width=drawn.width - 40)))


def test_made_trees_are_of_the_size_asked() -> None:
    for seed, boxes in MADE:
        tree: Tree = made_tree(seed, boxes)[1]
        count = 1 + sum(len(question.answers) for question in tree.questions)
        assert boxes * 0.6 <= count <= boxes * 1.5


def test_a_way_that_ended_fills_its_room_while_step_0_is_still_asked() -> None:
    for tree in ("diagnostiek", "lv_lang"):
        for advice in (each for each in advices(tree) if each.outcome is not None):
            values = {id: v for id, v in advice.settled.values.items() if id not in advice.settled.derived}
            for fact in shipped().scope:
                values.pop(fact.id, None)
            asked = advise(shipped(), shipped().trees_by_id[tree], Patient(values))
            for size in ((432, 391), (670, 470)):
                drawn = draw(
                    shipped(), asked, view="path", language="nl", width=size[0], height=size[1], asked=SCOPE,
                    ahead=True, unknown=frozenset(),
                )  # fmt: skip
                assert faults(drawn) == []
                assert [box.node for box in drawn.boxes if box.state == "open"] == [SCOPE]
