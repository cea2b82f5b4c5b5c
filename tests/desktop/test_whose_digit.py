"""Whose answer a digit is stands in sight: in the amber box, in the list, above a whole tree without columns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.picture import ASKED, Box, Edge
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Value
from mdo_viewer.guideline.showing import asks
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from mdo_viewer.reasoning.results import Patient
from tests.help.desktop_help import close, keys, make_window, settle


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """A tree with its first answer, of whom nobody asked what opens it: that comes before the question at the end."""
    facts: dict[str, Value] = {fact.id: False for fact in load_pack(PACK).scope}
    window = make_window((Case("MDO-0001", patient=Patient({**facts, "neurologische_uitval_door_mesmc": True})),))
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    assert window.look.entry_asked
    yield window
    close(window)


def open_box(window: Window) -> Box | None:
    picture = window.graph.picture
    assert picture is not None
    return next((box for box in picture.boxes if box.state == "open"), None)


def said(box: Box, role: str) -> str:
    return " ".join(run.text for run in box.runs if run.role == role)


def box_asks_what_is_asked(window: Window) -> None:
    look, box = window.look, open_box(window)
    assert look.next_fact is not None
    assert box is not None
    question = look.question(box.node)
    assert question is not None
    asked = look.text(question.text) if asks(look.pack, question, look.next_fact) else look.label(look.next_fact)
    assert said(box, "title") == asked


def test_the_amber_box_reads_what_the_digit_answers(window: Window) -> None:
    look = window.look
    fact, box = look.next_fact, open_box(window)
    assert fact is not None
    assert box is not None
    question = look.question(box.node)
    assert question is not None
    assert not asks(look.pack, question, fact)
    assert said(box, "title") == look.label(fact)
    assert said(box, "key") == "1 ja · 2 nee · 0 onbekend"
    picture = window.graph.picture
    assert picture is not None
    assert [edge.target for edge in picture.edges if edge.source == box.id] == [question.id]
    below = picture.box(question.id)
    assert below.state == "possible"
    assert said(below, "title") == look.text(question.text)
    keys(window, "1")
    assert window.look.patient.values[fact] is True
    box_asks_what_is_asked(window)
    keys(window, "1", "1")  # what opens the tree is known now
    assert not window.look.entry_asked
    after = open_box(window)
    assert after is not None
    assert said(after, "title") == look.text(question.text)


def test_the_list_marks_what_the_digit_answers(window: Window) -> None:
    keys(window, "L")
    settle(window)
    shown = window.graph.list
    marked = [shown.item(at).text() for at in range(shown.count()) if shown.item(at).font().bold()]
    fact = window.look.next_fact
    assert fact is not None
    assert len(marked) == 1
    assert f"{window.look.label(fact)}: 1 ja · 2 nee · 0 onbekend" in marked[0]


def test_in_a_whole_tree_no_box_is_amber_for_a_question_that_comes_after(window: Window) -> None:
    fact = window.look.next_fact
    assert fact is not None
    keys(window, "H")
    settle(window)
    assert open_box(window) is None
    assert window.graph.asked.isHidden()  # the row at the left is amber
    keys(window, "K")
    settle(window)
    assert window.graph.asked.isVisible()
    assert window.graph.asked.text() == f"{window.look.label(fact)}: 1 ja · 2 nee · 0 onbekend"
    keys(window, "1", "1", "1")
    settle(window)
    assert not window.look.entry_asked
    assert window.graph.asked.isHidden()
    assert open_box(window) is not None


def rows_by_type(window: Window, *types: str) -> list[str]:
    """The open facts in sight that are not the next one."""
    rows = facts_view(window.look).rows
    return [row.id for row in rows if row.type in types and window.look.is_open(row.id) and not row.next]


def click_title(window: Window, fact: str) -> None:
    window.facts.reveal(fact)
    QTest.mouseClick(window.facts.row(fact).label, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    settle(window)


def caps(window: Window) -> list[str]:
    """The rows that show key caps, and those that are amber."""
    shown = [row for row in facts_view(window.look).rows if row.keyed]
    assert [row.id for row in facts_view(window.look).rows if row.amber] == [row.id for row in shown]
    return [row.id for row in shown]


def test_a_click_on_an_open_fact_makes_the_digits_its_own(window: Window) -> None:
    due, chosen = window.look.next_fact, rows_by_type(window, "bool")[-1]
    assert due is not None
    click_title(window, chosen)
    assert caps(window) == [chosen]
    box_asks_what_is_asked(window)
    assert content_of(window.look, key=False).asked == chosen
    keys(window, "2")
    assert window.look.patient.values[chosen] is False
    assert due not in window.look.patient.values
    assert caps(window) == [due]
    box_asks_what_is_asked(window)


@pytest.mark.parametrize("back", ["Escape", "title", "graph"])
def test_the_digits_go_back_to_what_is_due(window: Window, back: str) -> None:
    due, chosen = window.look.next_fact, rows_by_type(window, "bool")[-1]
    assert due is not None
    click_title(window, chosen)
    if back == "title":
        click_title(window, due)
    elif back == "graph":
        keys(window, "T", "Escape")
    else:
        keys(window, "Escape")
    assert caps(window) == [due]
    box_asks_what_is_asked(window)
    keys(window, "1")
    assert window.look.patient.values[due] is True
    assert chosen not in window.look.patient.values


def test_a_digit_begins_the_number_that_was_clicked_upon(window: Window) -> None:
    due, chosen = window.look.next_fact, rows_by_type(window, "number", "integer")[0]
    click_title(window, chosen)
    assert caps(window) == [chosen]
    keys(window, "4")
    assert window.facts.row(chosen).field.text() == "4"
    assert due not in window.look.patient.values
    keys(window, "Return")
    assert window.look.patient.values[chosen] == 4
    assert caps(window) == [due]


def test_where_a_card_leads_to_an_open_fact_the_digits_are_its_own(window: Window) -> None:
    due, chosen = window.look.next_fact, rows_by_type(window, "bool")[-1]
    window.call(f"fact:{chosen}")()
    settle(window)
    assert caps(window) == [chosen]
    keys(window, "1")
    assert window.look.patient.values[chosen] is True
    assert due not in window.look.patient.values


def press_pill(window: Window, edge: Edge) -> None:
    view, at = window.graph.view, edge.label_rect
    middle = view.mapFromScene(QPointF(at.x + at.width / 2, at.y + at.height / 2))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QApplication.processEvents()
    settle(window)


def pills(window: Window) -> list[Edge]:
    """The answers of the question at the end of the way, with a label of their own."""
    picture = window.graph.picture
    assert picture is not None
    return [edge for edge in picture.edges if edge.source in picture.answering and edge.label.text]


@pytest.mark.parametrize("tree", [tree.id for tree in load_pack(PACK).trees])
def test_a_press_on_an_answer_and_enter_never_give_another(window: Window, tree: str) -> None:
    window.session.add_case()
    for fact in load_pack(PACK).scope:
        window.session.answer(fact.id, False)
    window.session.go_tree(tree)
    settle(window)
    start, tried = window.session.state, pills(window)
    assert tried
    for edge in tried:
        press_pill(window, edge)
        keys(window, "Return")
        settle(window)
        step = next((step for step in window.look.advice.steps if step.question.id == edge.question), None)
        assert step is None or step.answer is None or step.answer.key == edge.answer
        window.session._look(start)  # no undo, which would be one more thing that answers
        settle(window)


def test_where_several_facts_decide_an_answer_the_row_has_the_keyboard(window: Window) -> None:
    """Of the first question of this tree, whose "yes" no single value gives, and whose first fact is the opposite."""
    window.session.go_tree("cortico_voor_mri")
    settle(window)
    before, fact = window.look.patient, window.look.next_fact
    assert fact is not None
    picture = window.graph.picture
    assert picture is not None
    assert [box.id for box in picture.boxes if box.state == "open"] == [ASKED]
    press_pill(window, next(edge for edge in pills(window) if edge.answer == "ja"))
    focused = QApplication.focusWidget()
    assert focused is window.facts.row(fact)
    keys(window, "Return", "Return", "Space")
    assert window.look.patient == before
    keys(window, "1")
    assert window.look.patient.values[fact] is True


def test_a_row_opened_where_nothing_is_due_leaves_the_button_that_leads_on(window: Window) -> None:
    for fact in ("radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit"):
        window.session.answer(fact, True)
    window.session.answer("uitval_mesmc_ontstaan_dagen", 2)
    settle(window)
    look = window.look
    assert look.due_fact is None
    assert window.advice.next.isVisible()
    said, chosen = window.advice.next.words, next(row for row in facts_view(look).rows if look.is_open(row.id))
    click_title(window, chosen.id)
    assert window.look.keyed_fact == chosen.id
    assert window.advice.next.isVisible()
    assert window.advice.next.words == said
