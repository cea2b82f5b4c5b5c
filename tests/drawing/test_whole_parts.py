"""The whole view with parts folded, with a part as root, and with titles alone where the rest could not be read."""

from __future__ import annotations

import pytest

from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.scope import with_scope
from mdo_viewer.reasoning.results import Advice
from mdo_viewer.reasoning.scope import steps_of
from tests.drawing.test_layout import TREES, patient
from tests.help.drawing_help import advices, faults, shipped

#: What the graph's panel leaves for the picture in a window of 1920 × 1080, 1366 × 768 and 1024 × 768, and its scale.
ROOMS = ((1088.0, 790.0, 1.3), (670.0, 468.0, 1.0), (384.0, 342.0, 1.0))
READABLE = 11.5


def whole(
    advice: Advice,
    *,
    room: tuple[float, float, float] = ROOMS[0],
    root: str | None = None,
    folded: frozenset[str] = frozenset(),
    language: Language = "nl",
    readable: float = READABLE,
) -> Picture:
    width, height, scale = room
    return draw(
        shipped(), advice, view="whole", language=language, width=width, height=height, scale=scale, root=root,
        folded=folded, readable=readable,
    )  # fmt: skip


def fitted(picture: Picture, room: tuple[float, float, float]) -> float:
    return min(room[0] / picture.width, room[1] / picture.height, 1.0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_titles_are_read_with_the_whole_tree_in_view(tree: str, language: Language) -> None:
    picture = whole(patient(tree), language=language)
    zoom = fitted(picture, ROOMS[0])
    for box in picture.boxes:
        for run in box.runs:
            assert run.size * zoom >= (13 if run.role == "title" and box.kind != "stub" else READABLE), run.text
    for edge in picture.edges:
        assert not edge.label.text or edge.label.size * zoom >= READABLE


@pytest.mark.parametrize("room", ROOMS, ids=str)
@pytest.mark.parametrize("tree", TREES)
def test_titles_alone_keep_the_rules_and_their_place(tree: str, room: tuple[float, float, float]) -> None:
    places = set()
    for advice in advices(tree)[::5]:
        picture = whole(advice, room=room, readable=99.0)
        assert faults(picture) == []
        places.add(tuple((box.id, box.rect) for box in picture.boxes))
    assert len(places) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_titles_alone_keep_their_words_whole(tree: str, language: Language) -> None:
    made = with_scope(shipped(), shipped().trees_by_id[tree])
    for box in whole(patient(tree), room=ROOMS[1], language=language, readable=99.0).boxes:
        said = " ".join(run.text for run in box.runs if run.role == "title").split()
        if box.kind != "stub":
            node = (
                made.questions_by_id[box.node].text if box.kind == "question" else made.outcomes_by_id[box.node].title
            )
            title = node(language).split()
            assert said[-len(title) :] == title


def test_on_paper_every_line_is_there() -> None:
    assert any(run.role == "item" for box in whole(patient("lv_lang"), readable=0.0).boxes for run in box.runs)
    assert not any(run.role == "item" for box in whole(patient("lv_lang")).boxes for run in box.runs)


@pytest.mark.parametrize("tree", TREES)
def test_each_question_folds_to_a_box_that_counts_its_part(tree: str) -> None:
    made = shipped().trees_by_id[tree]
    for advice in advices(tree)[::7]:
        unfolded = whole(advice)
        for question in made.questions:
            picture = whole(advice, folded=frozenset({question.id}))
            assert faults(picture) == []
            stub = picture.box(f"{question.id}/*")
            assert stub.kind == "stub"
            assert stub.node == question.id
            gone = {box.id for box in unfolded.boxes} - {box.id for box in picture.boxes}
            outcomes = {box.node for box in unfolded.boxes if box.id in gone and box.kind == "outcome"}
            count = "1 uitkomst" if len(outcomes) == 1 else f"{len(outcomes)} uitkomsten"
            texts = " ".join(run.text for run in stub.runs)
            assert count in texts
            hidden = [box for box in unfolded.boxes if box.id in gone and box.state in ("path", "open")]
            assert (stub.state in ("path", "open")) == bool(hidden)
            assert ("op het pad" in texts) == bool(hidden)
            if any(box.state == "open" for box in hidden):
                assert stub.state == "open"


@pytest.mark.parametrize("tree", TREES)
def test_the_path_drawn_is_the_way_walked_with_parts_folded_and_from_any_root(tree: str) -> None:
    made = shipped().trees_by_id[tree]
    for advice in advices(tree)[::7]:
        way = steps_of(shipped(), advice)
        walked = {(step.question.id, step.answer.key) for step in way if step.answer is not None}
        for question in made.questions:
            for picture in (whole(advice, root=question.id), whole(advice, folded=frozenset({question.id}))):
                drawn = {(edge.question, edge.answer) for edge in picture.edges if edge.answer != "*"}
                path = {(e.question, e.answer) for e in picture.edges if e.state == "path" and e.answer != "*"}
                assert path == walked & drawn
                shown = {box.id for box in picture.boxes if box.kind == "question"}
                assert {a for a in walked if a[0] in shown - {question.id}} <= path


def test_a_part_as_root_keeps_the_way_back() -> None:
    advice = patient("lv_lang", levensverwachting_maanden=7)
    picture = whole(advice, root="systeemtherapie_als_eerste")
    assert faults(picture) == []
    back = picture.boxes[0]
    assert (back.id, back.kind) == ("back", "stub")
    assert back.runs[0].text.startswith("Terug: ")
    assert "levensverwachting" not in {box.id for box in picture.boxes}
    assert [e.source for e in picture.edges if e.target == "systeemtherapie_als_eerste"] == ["back"]


def test_the_first_question_and_an_unknown_one_as_root_change_nothing() -> None:
    advice = patient("lv_lang")
    assert whole(advice, root="levensverwachting") == whole(advice) == whole(advice, root="bestaat_niet")
    assert whole(advice, folded=frozenset({"bestaat_niet"})) == whole(advice)


def test_folding_one_part_is_seen_in_both_languages() -> None:
    picture = whole(patient("lv_lang"), folded=frozenset({"levensverwachting"}), language="en")
    assert picture.box("levensverwachting/*").runs[0].text.startswith("9 questions, ")
