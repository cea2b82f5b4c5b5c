"""A patient with two places at the window, by real keys: nothing of one place under the name of the other."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from mdo_viewer.desktop.body import NARROW
from mdo_viewer.desktop.files.page_bytes import page
from mdo_viewer.desktop.narrow.top import bar_height
from mdo_viewer.desktop.panels.patient_line import HEIGHT
from mdo_viewer.desktop.projector.content import content_of, who_is
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.sheets.places_sheet import PlacesSheet
from mdo_viewer.desktop.window import Window
from mdo_viewer.meeting.packs import is_of_place
from mdo_viewer.meeting.tables.rows import LONGEST_NAME, Course
from tests.help.desk import click, shown_texts
from tests.help.desktop_help import NOW, keys, settle, type_text

PATIENT, PLACE = "levensverwachting_maanden", "instabiliteit"


@pytest.fixture
def two(empty: Window) -> Window:
    """A patient with the places T8, which is shown, and L2-L3; named as a user does."""
    keys(empty, "Shift+P")
    type_text(empty, "T8")
    keys(empty, "Return")
    type_text(empty, "L2-L3")
    keys(empty, "Return")
    keys(empty, "Alt+1")
    settle(empty)
    return empty


def sheet(window: Window) -> PlacesSheet:
    keys(window, "Shift+P")
    found = window.sheets.get("places")
    assert isinstance(found, PlacesSheet)
    return found


def site(window: Window) -> str | None:
    return window.session.state.case.site


def test_one_key_asks_for_the_name_and_shows_the_new_place(two: Window) -> None:
    assert [case.site for case in two.session.state.cases] == ["T8", "L2-L3"]
    assert two.sheets.shown is None
    keys(two, "Alt+2")
    assert site(two) == "L2-L3"
    keys(two, "Alt+1")
    assert site(two) == "T8"
    keys(two, "Alt+3")  # there is none
    assert site(two) == "T8"


def test_enter_with_no_name_says_so_below_the_field(empty: Window) -> None:
    shown = sheet(empty)
    first, words = shown.rows[0][0], empty.look.words
    assert first.line.hasFocus()
    keys(empty, "Return")
    assert words("places.first") in shown_texts(shown)
    assert first.line.hasFocus()
    type_text(empty, "T8")
    keys(empty, "Return")
    assert words("places.first") not in shown_texts(shown)
    assert shown.new.line.hasFocus()
    keys(empty, "Return")
    assert words("places.no_name", most=LONGEST_NAME) in shown_texts(shown)
    assert shown.new.line.hasFocus()
    keys(empty, "Escape")
    shown = sheet(empty)
    assert shown.new.line.hasFocus(), "every place has a name: what is typed is that of a new one"


def test_the_card_of_another_place_says_what_is_half_written_there_as_the_line_does(two: Window) -> None:
    keys(two, "Alt+2", "A")
    type_text(two, "eerst MRI")
    keys(two, "Escape", "Alt+1")
    two.show_later()
    settle(two)
    (said,) = [text for text in shown_texts(two.advice) if text.startswith("L2-L3: ")]
    assert said == "L2-L3: Concept: besluit boom 1"


def test_the_first_place_is_named_before_a_second_comes(empty: Window) -> None:
    shown = sheet(empty)
    shown.new.line.setFocus()
    type_text(empty, "L2")
    keys(empty, "Return")
    assert shown.isVisible()
    assert shown.rows[0][0].message.text() == empty.look.words("places.first")
    type_text(empty, "T8")
    keys(empty, "Return", "Return")
    assert [case.site for case in empty.session.state.cases] == ["T8", "L2"]


def test_a_name_that_is_taken_is_said_beside_its_field_and_stays(two: Window) -> None:
    shown = sheet(two)
    type_text(two, "th8")
    keys(two, "Return")
    assert shown.new.message.text()
    assert shown.new.line.text() == "th8"
    assert len(two.session.state.places) == 2
    field = shown.rows[1][0]
    field.line.setFocus()
    field.line.selectAll()
    type_text(two, "T8")
    keys(two, "Tab")
    assert field.message.text()
    assert two.session.state.cases[1].site == "L2-L3"


def test_a_place_is_removed_and_comes_back_with_undo(two: Window) -> None:
    two.session.answer(PLACE, True)
    shown = sheet(two)
    shown.rows[0][1].click()
    assert site(two) == "L2-L3"
    assert not shown.rows[0][1].isEnabled()  # the last one stays
    shown.new.line.clearFocus()
    shown.setFocus()
    keys(two, "Ctrl+Z")
    assert [case.site for case in two.session.state.cases] == ["T8", "L2-L3"]
    assert two.session.state.cases[0].patient.values[PLACE] is True


def test_going_to_another_patient_passes_over_places(two: Window) -> None:
    two.session.add_case()
    keys(two, "PgUp")
    assert site(two) == "T8"
    keys(two, "Alt+2", "PgDown")
    assert site(two) is None
    assert two.top.agenda.words == two.look.words("top.case", n=2, m=2)
    assert not two.top.after.isEnabled()


def test_facts_stand_in_two_groups_with_two_places_and_in_none_with_one(two: Window) -> None:
    two.session.go_tree("lv_lang")
    settle(two)
    heads = [label.text() for label in two.facts.findChildren(QLabel) if label.isVisible()]
    words = two.look.words
    assert words("facts.of_patient_both") in heads
    assert words("facts.of_place", site="T8") in heads
    keys(two, "Alt+2")
    settle(two)
    heads = [label.text() for label in two.facts.findChildren(QLabel) if label.isVisible()]
    assert words("facts.of_place", site="L2-L3") in heads
    assert words("facts.of_place", site="T8") not in heads
    two.session.add_case()
    two.session.go_tree("lv_lang")
    settle(two)
    heads = [label.text() for label in two.facts.findChildren(QLabel) if label.isVisible()]
    assert not [head for head in heads if head.startswith(("Van de patiënt", "Van deze plaats"))]


def test_an_answer_of_the_patient_counts_at_both_and_one_of_the_place_at_one(two: Window) -> None:
    pack = two.session.state.pack
    assert not is_of_place(pack, PATIENT)
    assert is_of_place(pack, PLACE)
    two.session.answer(PATIENT, 6)
    two.session.answer(PLACE, True)
    keys(two, "Alt+2")
    assert dict(two.look.patient.values) == {PATIENT: 6}
    keys(two, "Ctrl+Z", "Ctrl+Z")
    assert [dict(case.patient.values) for case in two.session.state.cases] == [{}, {}]


def test_the_other_place_is_in_sight_with_the_way_to_it(two: Window) -> None:
    two.show_later()
    settle(two)
    words = two.look.words
    assert words("place.other", site="L2-L3") in shown_texts(two.right)
    here, there = two.patient.decided.whole.split(" · ", 1)
    assert here == f"T8: {words('patient.undecided')}"
    assert there.startswith("L2-L3: ")
    assert there.endswith(words("patient.undecided"))
    click(two.right, words("place.go", site="L2-L3"))
    assert site(two) == "L2-L3"
    keys(two, "A")
    type_text(two, "bestralen")
    keys(two, "Ctrl+Return", "Alt+1")
    settle(two)
    assert "bestralen" in two.patient.decided.whole
    assert two.session.state.case.decisions == ()
    assert words("decision.ask") + " · T8" in shown_texts(two.right)


def draft_text(window: Window) -> str | None:
    """What is being written; None without a form."""
    draft = window.session.state.draft
    return None if draft is None else draft.text or ""


def test_a_decision_that_is_being_written_waits_at_its_place(two: Window) -> None:
    keys(two, "A")
    type_text(two, "half")
    keys(two, "Escape", "Alt+2")
    assert draft_text(two) is None
    keys(two, "A")
    assert draft_text(two) == ""
    keys(two, "Escape", "Alt+1", "A")
    assert draft_text(two) == "half"


def test_a_place_opens_where_its_decision_waits_and_no_second_is_begun(two: Window) -> None:
    two.session.go_tree("lv_lang")
    keys(two, "A")
    type_text(two, "half")
    keys(two, "Escape", "Alt+2")
    assert two.session.state.tree_id == "diagnostiek", "where it was left"
    two.session.go_tree("followup")
    keys(two, "Alt+1")
    assert two.session.state.tree_id == "lv_lang"
    two.session.go_tree("indicatie")
    keys(two, "Alt+2")
    assert two.session.state.tree_id == "followup"
    keys(two, "Alt+1", "A")
    assert (two.session.state.tree_id, draft_text(two)) == ("lv_lang", "half")


def test_another_place_is_another_patient_to_the_room(two: Window) -> None:
    first = who_is(two.session.state)
    assert content_of(two.look, key=False).place.endswith("· T8")
    keys(two, "Alt+2")
    assert who_is(two.session.state) != first
    assert content_of(two.look, key=False).place.endswith("· L2-L3")


def test_the_agenda_lists_places_under_the_patient_and_counts_both(two: Window) -> None:
    two.session.add_case()
    keys(two, "M")
    found = two.sheets.get("agenda")
    assert found is not None
    texts = shown_texts(found)
    words = two.look.words
    assert f"{words.count('agenda.patients', 2)} · {words('agenda.places', n=3)}" in texts
    rows = [found.list.item(at).text() for at in range(found.list.count())]  # type: ignore[attr-defined]
    assert [row.split(",")[0] for row in rows] == ["1", "MDO-0001 · L2-L3", "2"]
    keys(two, "Alt+Up")
    assert [case.name for case in two.session.state.cases] == ["MDO-0002", "MDO-0001 · T8", "MDO-0001 · L2-L3"]


@pytest.mark.parametrize("size", [(1024, 768), (960, 600), (1366, 768)])
def test_the_line_of_the_patient_is_there_at_every_size_and_while_a_form_is_open(
    empty: Window, size: tuple[int, int]
) -> None:
    empty.resize(*size)
    settle(empty)
    wide, narrow = empty.patient, empty.body.narrow
    assert narrow is not None or size[0] >= NARROW
    line, high = (wide, HEIGHT) if narrow is None or size[0] >= NARROW else (narrow.line, bar_height(38))
    assert line.isVisible()
    assert line.height() == high
    keys(empty, "A")
    assert empty.session.state.draft is not None
    assert line.isVisible()
    assert line.key.text() == "MDO-0001"
    assert line is wide or not wide.isVisible()


def test_the_page_of_a_patient_has_a_sheet_for_each_place(two: Window) -> None:
    state = two.session.state
    one = page(state.pack, [state.document.on_paper(0)], NOW, "nl", state.document.about, later=True)
    places = [state.document.on_paper(at) for at in state.places]
    both = page(state.pack, places, NOW, "nl", state.document.about, later=True)
    assert b"/Type/Pages/Count 1" in one
    assert b"/Type/Pages/Count 2" in both


def test_the_clipboard_has_both_places(two: Window) -> None:
    two.clipboard.copy()
    said = QGuiApplication.clipboard().text()
    assert "MDO-0001 · T8" in said
    assert "MDO-0001 · L2-L3" in said
    two.clipboard.clear()


def test_a_name_of_other_rows_is_refused_with_the_remedy(two: Window) -> None:
    two.session.edit(courses=(Course("T8", dose=8), Course("T12", dose=20)))
    shown = sheet(two)
    line = shown.rows[0][0].line
    line.setFocus()
    line.clear()
    type_text(two, "T12")
    keys(two, "Return")
    assert site(two) == "T8"
    assert "verbeter eerst de plaats van die rijen" in shown.rows[0][0].message.text()


# --- facts of two places that fit badly together ------------------------------------------------------------------


def test_what_fits_badly_between_places_is_asked_back_at_both(two: Window) -> None:
    two.session.answer("asia_score", "A")
    keys(two, "Alt+2")
    settle(two)
    assert not two.look.doubts
    two.session.answer("asia_score", "E")
    settle(two)
    there = "L2-L3: ASIA-score (AIS): E · T8: ASIA-score (AIS): A"
    assert there in shown_texts(two.advice)
    assert any(there in doubt.said[0].text for doubt in content_of(two.look, key=False).doubts)
    keys(two, "Alt+1")
    settle(two)
    here = "T8: ASIA-score (AIS): A · L2-L3: ASIA-score (AIS): E"
    assert here in shown_texts(two.advice)
    assert two.session.state.case.patient.values["asia_score"] == "A"  # nothing is changed or refused
    keys(two, "D", "1", "Return")
    settle(two)
    assert [each.site for each in two.session.state.case.confirmed] == ["L2-L3"]
    assert all(each.confirmed for each in two.look.doubts)
    keys(two, "Alt+2")
    settle(two)
    assert [each.confirmed for each in two.look.doubts] == [None]  # asked here too
    two.session.answer("asia_score", "A")
    settle(two)
    assert not two.look.doubts


def test_the_copied_page_says_it_at_both_places(two: Window) -> None:
    two.session.answer("asia_score", "A")
    keys(two, "Alt+2")
    two.session.answer("asia_score", "E")
    two.clipboard.copy()
    said = QGuiApplication.clipboard().text()
    assert "T8: ASIA-score (AIS): A · L2-L3:" in said
    assert "L2-L3: ASIA-score (AIS): E · T8:" in said


def test_what_was_decided_here_comes_first_and_of_the_other_place_grey_below(two: Window) -> None:
    for key, text in (("Alt+2", "bestralen"), ("Alt+1", "opereren")):
        keys(two, key, "A")
        type_text(two, text)
        keys(two, "Ctrl+Return")
    for key, here, there in (("Alt+1", ("T8", "opereren"), ("L2-L3", "bestralen")),
                             ("Alt+2", ("L2-L3", "bestralen"), ("T8", "opereren"))):  # fmt: skip
        keys(two, key)
        settle(two)
        first, second = two.patient.decided.whole.split(f" · {there[0]}: ")
        assert first.startswith(f"{here[0]}: ")
        assert here[1] in first
        assert there[1] in second
        blocks = [block.id.split(":")[0] for block in advice_blocks(two.look, later=True)]
        assert blocks.index("decided") < blocks.index("place")
        (card,) = [block for block in advice_blocks(two.look, later=True) if block.id.startswith("place:")]
        assert card.tone == "grey"
        said = [item for item in card.items if isinstance(item, Say)]
        assert said[0].text == two.look.words("place.other", site=there[0])
        assert {item.style for item in said} <= {"kicker", "body", "muted"}
        assert said[-1].text.startswith(f"{there[0]}: ")
