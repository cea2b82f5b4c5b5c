"""On every size of laptop the way of every route is whole, large enough and never crowded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.graph.coming import coming_of
from mdo_viewer.desktop.graph.panel import way_room
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.picture import ASKED, Box, Picture
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import LANGUAGES, Language, Tree
from mdo_viewer.guideline.scope import numbers_of, with_scope
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital
from mdo_viewer.reasoning.results import Advice, Step
from mdo_viewer.reasoning.scope import steps_of
from tests.help.desktop_help import close, make_window, settle
from tests.help.drawing_help import faults, shipped
from tests.help.page_help import page_faults
from tools.legibility import LARGE_ROOMS, NARROW_ROOMS, ROOMS, WINDOWS, Size, laptop_picture, said, smallest, ways

TREES = [tree.id for tree in shipped().trees]
LEAST = 15.0  # px; what the trees are set in at scale 1


def text_of(box: Box) -> str:
    return " ".join(run.text for run in box.runs)


def way_faults(picture: Picture, tree: Tree, steps: tuple[Step, ...], language: Language) -> list[str]:
    """Steps of the way taken that are neither a box, nor a line, nor counted."""
    found, numbers = [], numbers_of(with_scope(shipped(), tree))
    boxes = {box.step: box for box in picture.boxes if box.step is not None}
    together = next((text_of(box) for box in picture.boxes if box.id == "earlier"), "")
    if picture.hidden and not together.startswith(str(picture.hidden)):
        found.append(f"{picture.hidden} steps are not counted")
    for at, step in enumerate(steps[picture.hidden :], picture.hidden + 1):
        number = numbers[step.question.id]
        asked = step.question.text(language).rstrip("? ")
        said = together if at <= picture.listed else text_of(boxes[number])
        if asked not in said:
            found.append(f"step {number} is not shown")
        if at <= picture.listed and f"{number} {asked.split()[0]}" not in said:
            found.append(f"line {number} has no number")
    return found


def open_faults(picture: Picture, tree: Tree, open_: Step, language: Language, *, low: bool) -> list[str]:
    """Answers of the open question that do not stand with where they lead; a question that is not whole. In a `low`
    room, that of a projector, the number of the question that comes next says where, and a question below what is asked
    apart may be without its lines."""
    question, found = open_.question, []
    box = picture.box(question.id)
    title = " ".join(run.text for run in box.runs if run.role == "title")
    if title != question.text(language):
        found.append(f"the open question is cut: {title}")
    without = low and any(each.id == ASKED for each in picture.boxes)
    if question.checklist is not None and not without and not any(run.mark is not None for run in box.runs):
        found.append("the open question has no lines")
    edges = {edge.answer: edge for edge in picture.edges if edge.source == question.id}
    for answer in question.answers:
        edge = edges.get(answer.key)
        if edge is None:
            found.append(f"{answer.key} is not shown")
            continue
        target, label = picture.box(edge.target), answer.label(language)
        if target.node != answer.to:
            found.append(f"{answer.key} leads elsewhere")
        if edge.label.text != label and not text_of(target).startswith(label):
            found.append(f"{answer.key} is not said")
        if not any(one in text_of(target) for one in goals(tree, answer.to, language, low=low)):
            found.append(f"{answer.key} does not say where it leads: {text_of(target)}")
    return found


def goals(tree: Tree, node: str, language: Language, *, low: bool) -> tuple[str, ...]:
    """The title of an outcome, or the question that comes next; in a low room also its number."""
    if node in tree.outcomes_by_id:
        return (tree.outcomes_by_id[node].title(language),)
    question = tree.questions_by_id[node].text(language)
    word = capital(words(language)["drawing.question"])
    number = f"{word} {numbers_of(with_scope(shipped(), tree))[node]}"
    return (question, number) if low else (question,)


def content_faults(picture: Picture, advice: Advice, language: Language, *, low: bool = False) -> list[str]:
    taken = tuple(step for step in steps_of(shipped(), advice) if step.answer is not None)
    found = way_faults(picture, advice.tree, taken, language)
    if advice.outcome is None:
        return found + open_faults(picture, advice.tree, advice.steps[-1], language, low=low)
    last = picture.boxes[-1]
    return found if advice.outcome.title(language) in text_of(last) else [*found, "the outcome is not shown"]


def picture_faults(
    advice: Advice, language: Language, window: Size, unknown: frozenset[str] = frozenset()
) -> list[str]:
    """All that is wrong with the picture in a window of this size."""
    room = way_room(*ROOMS[window])[:2]
    picture = laptop_picture(shipped(), advice, language, ROOMS[window], unknown=unknown)
    found = faults(picture) + content_faults(picture, advice, language)
    if (picture.width, picture.height) != room:
        found.append("it does not fit")
    if smallest(picture) < LEAST * way_room(*ROOMS[window])[2] - 0.01:
        found.append("its text is too small")
    return found


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("tree", TREES)
def test_every_way_of_every_tree_is_legible_and_whole(tree: str, window: Size) -> None:
    """In both languages, with each fact of each route still open and with all of them known."""
    wrong = {
        (language, advice.steps[-1].question.id): found
        for advice in ways(shipped(), shipped().trees_by_id[tree])
        for language in LANGUAGES
        if (found := picture_faults(advice, language, window))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_every_way_is_legible_and_whole_for_the_room_too(tree: str, language: Language) -> None:
    """On a projector's page no text is below the floor, every step or its number stands there, the open question, and
    where each answer leads."""
    wrong = {}
    for advice in ways(shipped(), shipped().trees_by_id[tree]):
        content = said(shipped(), advice, language)
        for window in (WINDOWS[0], WINDOWS[2]):  # 1366 × 768 has the shape of the first
            page = lay_page(content, *window)
            assert page.picture is not None
            found = page_faults(page) + faults(page.picture) + content_faults(page.picture, advice, language, low=True)
            if found:
                wrong[window, advice.steps[-1].question.id] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_knows_is_drawn_as_whole(language: Language) -> None:
    """As above for patients of whom all that is still open was asked in vain."""
    for tree in TREES:
        for advice in ways(shipped(), shipped().trees_by_id[tree])[::5]:
            for window in WINDOWS:
                found = picture_faults(advice, language, window, frozenset(advice.open_facts))
                assert found == [], (tree, window)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", WINDOWS, ids=str)
def test_the_window_leaves_the_graph_this_room(qtbot: QtBot, size: Size, language: Language) -> None:
    """So that what is measured above is what is seen: room, picture and zoom are those of the window."""
    window = make_window(size=size)
    window.session.set_language(language)
    rooms = set()
    for case in range(4):
        if case == 3:
            window.session.add_case()
        else:
            window.session.go_case(case)
        for tree in TREES:
            window.session.go_tree(tree)
            window.session.show_tab("tree")  # where the window has no room for columns, the tree has a page of its own
            settle(window)
            port = window.graph.view.viewport().size()
            rooms.add((port.width(), port.height()))
            assert window.graph.view.camera.zoom == 1.0
            look = window.look
            asked, unknown = look.next_fact, look.patient.unknown
            same = laptop_picture(
                look.pack, look.advice, language, (port.width(), port.height()), asked=asked, unknown=unknown,
                coming=coming_of(look),
            )  # fmt: skip
            assert window.graph.picture == same
    least = ROOMS[size]
    assert (min(width for width, _ in rooms), min(height for _, height in rooms)) == least
    close(window)


def long_ways(tree: Tree, most: int = 6) -> list[Advice]:
    """The longest ways of a tree, of each question that may be open and of each end only one."""
    found: dict[str, Advice] = {}
    for advice in sorted(ways(shipped(), tree), key=lambda advice: -len(advice.steps)):
        found.setdefault(advice.outcome.id if advice.outcome is not None else advice.steps[-1].question.id, advice)
    return list(found.values())[:most]


def test_a_window_just_wide_enough_for_columns_leaves_this_room(qtbot: QtBot) -> None:
    window = make_window(size=(1366, 768))
    for size, least in NARROW_ROOMS.items():
        window.resize(*size)
        rooms = set()
        for case, tree in product((0, 2), ("diagnostiek", "lv_lang", "followup")):
            window.session.go_case(case)
            window.session.go_tree(tree)
            settle(window)
            rooms.add((window.graph.view.viewport().width(), window.graph.view.viewport().height()))
            assert window.graph.view.camera.zoom == 1.0
        assert window.body.mode == "columns"
        assert (min(width for width, _ in rooms), min(height for _, height in rooms)) == least
    close(window)


@pytest.mark.parametrize("window", NARROW_ROOMS, ids=str)
def test_long_ways_are_legible_and_whole_where_columns_are_narrow(window: Size) -> None:
    """The least text is that of every window, every answer says where it leads, and nothing lies beside the room: a way
    that does not fit goes on below."""
    wrong = {}
    for tree in shipped().trees:
        for advice, language in product(long_ways(tree), LANGUAGES):
            picture = laptop_picture(shipped(), advice, language, NARROW_ROOMS[window])
            found = faults(picture) + content_faults(picture, advice, language)
            if picture.width != way_room(*NARROW_ROOMS[window])[0]:
                found.append("it is too wide")
            if smallest(picture) < LEAST - 0.01:
                found.append("its text is too small")
            if found:
                wrong[advice.steps[-1].question.id, language] = found
    assert wrong == {}


@pytest.fixture
def text(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[TextSize]:
    """The size of the windows' text, put back afterwards."""
    theme.set_text_size(theme.application(), request.param)
    yield request.param
    theme.set_text_size(theme.application(), 100)


@pytest.mark.parametrize("text", LARGE_ROOMS, indirect=True)
def test_letters_of_the_way_grow_with_the_text_of_the_window(text: TextSize) -> None:
    """None is smaller than 15 px times the size of text; where there are tabs every step has its line."""
    wrong = {}
    for tree in shipped().trees:
        for advice, language in product(long_ways(tree, 9), LANGUAGES):
            room = LARGE_ROOMS[text]
            picture = laptop_picture(shipped(), advice, language, room)
            found = faults(picture) + content_faults(picture, advice, language)
            if smallest(picture) < LEAST * text / 100 - 0.01:
                found.append("its text did not grow")
            if picture.width > room[0]:
                found.append("it is too wide")
            if text >= 150 and (picture.hidden or picture.listed):
                found.append("steps have no line of their own")
            if found:
                wrong[advice.steps[-1].question.id, language] = found
    assert wrong == {}


@pytest.mark.parametrize("text", LARGE_ROOMS)
def test_with_large_text_the_way_is_not_made_smaller_and_its_end_is_in_the_middle(qtbot: QtBot, text: TextSize) -> None:
    """In the window: what is asked or advised stands in the middle, or at the end of what is higher than the room."""
    window = make_window(size=(1366, 768))
    window.change_settings(text_size=text)
    higher, rooms = 0, set()
    for case, tree in product((0, 2), TREES):
        window.session.go_case(case)
        window.session.go_tree(tree)
        window.session.show_tab("tree")
        settle(window)
        view = window.graph.view
        assert view.picture is not None
        rooms.add((view.viewport().width(), view.viewport().height()))
        assert view.camera.zoom == 1.0, (case, tree)
        end = next((box for box in view.picture.boxes if box.state == "open"), None) or view.picture.boxes[-1]
        seen, rect = view.camera.seen(), view.boxes[end.id].rect
        assert seen.top() - 1 <= rect.top(), (case, tree)
        assert rect.bottom() <= seen.bottom() + 1 or rect.height() > seen.height() - 48, (case, tree)
        if view.picture.height > seen.height() + 1:
            higher += 1
            assert seen.top() >= -1, (case, tree)
            assert seen.bottom() <= view.picture.height + 1, (case, tree)
    assert higher > 0 or text < 150
    assert (min(width for width, _ in rooms), min(height for _, height in rooms)) == LARGE_ROOMS[text]
    window.change_settings(text_size=100)
    close(window)


def test_the_rules_find_faults() -> None:
    """A box away, a size too small, a room too low: each is seen."""
    advice = max(ways(shipped(), shipped().trees_by_id["lv_lang"]), key=lambda advice: len(advice.steps))
    open_ = next(one for one in ways(shipped(), shipped().trees_by_id["lv_lang"]) if one.outcome is None)
    drawn = laptop_picture(shipped(), advice, "nl", ROOMS[1024, 768])
    gone = replace(drawn, boxes=drawn.boxes[1:], listed=0, hidden=3)
    assert "3 steps are not counted" in way_faults(gone, advice.tree, advice.steps[:3], "nl")
    assert content_faults(replace(drawn, boxes=drawn.boxes[:-1]), advice, "nl") == ["the outcome is not shown"]
    asked = laptop_picture(shipped(), open_, "nl", ROOMS[1366, 768])
    question = open_.steps[-1].question
    last = replace(asked, edges=tuple(e for e in asked.edges if e.id != f"{question.id}/{question.answers[-1].key}"))
    assert content_faults(last, open_, "nl") == [f"{question.answers[-1].key} is not shown"]
    low = laptop_picture(shipped(), advice, "nl", (432, 120))
    assert low.height > 120
