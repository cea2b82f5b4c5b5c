"""Marks and statements from after the guideline at the desk: seen beside the advice, and never part of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.files import page_bytes
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.says.advice import advice_blocks, headline
from mdo_viewer.desktop.says.beside import LONG
from mdo_viewer.desktop.says.blocks import Block, Head, Remark, Say
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.state.settings import Settings
from mdo_viewer.guideline.model import LANGUAGES, Language, Range, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import About, document_of
from mdo_viewer.meeting.tally import tally
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.results import Patient
from tests.help.desk import Desk, buttons, click, shown_texts
from tests.help.desktop_help import NOW, close, make_window
from tests.help.page_help import page_faults
from tests.help.reports_help import example, pack

TARGETED, RESISTANT = "doelgerichte_of_immuuntherapie", "radioresistente_tumor"
MARKS = tuple(fact.id for fact in pack().marks)
MARK: dict[Language, str] = {
    "nl": "Doelgerichte therapie of immuuntherapie: de richtlijn van 2015 kent die niet.",
    "en": "Targeted therapy or immunotherapy: the guideline of 2015 does not know it.",
}
LATER: dict[Language, str] = {"nl": "Na 2015, niet in deze richtlijn", "en": "After 2015, not in this guideline"}
PAIN = "Voor pijnlijke botmetastasen zonder complicaties wordt één fractie van 8 Gy aanbevolen."
SCORAD, RESERVE = "Bij 686 patiënten met compressie", "is niet aangetoond"
DUTCH: Language = "nl"


def marked(key: str, *marks: str, value: bool = True) -> Case:
    case = example(key)
    values: dict[str, Value] = {**case.patient.values, **dict.fromkeys(marks, value)}
    return replace(case, patient=replace(case.patient, values=values))


def look_of(case: Case, tree: str = "radiotherapie", language: Language = "nl", now: datetime = NOW) -> Look:
    look = Look(State(pack(), document_of((case,)), 0, tree, language), now)
    assert look.stages
    return look


def blocks(look: Look, *, statements: bool = True, unfolded: frozenset[str] = frozenset()) -> dict[str, Block]:
    return {block.id: block for block in advice_blocks(look, later=True, unfolded=unfolded, statements=statements)}


def said(block: Block) -> str:
    return " ".join(item.text for item in block.items if isinstance(item, Say | Remark))


def shows_later(desk: Desk) -> bool:
    return desk.window.settings.later


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    kept: list[Settings] = []
    window = make_window((marked("MDO-0002"),), keep=kept.append)
    window.session.go_tree("radiotherapie")
    made = Desk(window)
    made.settle()
    yield made
    close(window)
    assert all(settings.later for settings in kept[-1:])  # each test leaves it as it was


# --- marks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_stands_in_the_card_of_the_advice_in_the_list_and_is_read_out(language: Language) -> None:
    look = look_of(marked("MDO-0003", TARGETED), language=language)
    (remark,) = (item for item in blocks(look)["main"].items if isinstance(item, Remark))
    assert remark.text.startswith(MARK[language])
    assert MARK[language] in headline(look)
    assert [line.strong for line in outline(look) if MARK[language] in line.text] == [False]


@pytest.mark.parametrize("value", [False, None])
def test_only_yes_marks(value: bool | None) -> None:
    case = marked("MDO-0003", *MARKS, value=False)
    if value is None:
        case = replace(example("MDO-0003"), patient=replace(case.patient, unknown=frozenset(MARKS), values={
            fact: each for fact, each in case.patient.values.items() if fact not in MARKS
        }))  # fmt: skip
    assert not any(isinstance(item, Remark) for block in blocks(look_of(case)).values() for item in block.items)


def test_a_mark_is_told_at_the_trees_that_it_is_about_alone() -> None:
    case = marked("MDO-0003", RESISTANT)
    for tree in (tree.id for tree in pack().trees):
        look = look_of(case, tree)
        about = look.stage.entry == "open" and tree in pack().facts_by_id[RESISTANT].trees
        assert ("Radioresistente" in " ".join(map(said, blocks(look).values()))) == about, tree


def test_both_ways_of_a_range_are_marked() -> None:
    case = marked("MDO-0002", TARGETED)
    patient = replace(case.patient, values={**case.patient.values, "levensverwachting_maanden": Range(2, 6)})
    look = look_of(replace(case, patient=patient), "indicatie")
    assert look.advice.ways
    assert MARK["nl"] in said(blocks(look)["ways"])


@pytest.mark.parametrize("key", ["MDO-0001", "MDO-0002", "MDO-0003"])
def test_marks_change_nothing_that_is_asked_counted_or_advised(key: str) -> None:
    plain, other = document_of((example(key),)), document_of((marked(key, *MARKS),))
    assert tally(plain) == tally(other)
    for tree in (tree.id for tree in pack().trees):
        before, after = look_of(example(key), tree), look_of(marked(key, *MARKS), tree)
        assert (after.advice.outcome, after.advice.possible, after.next_fact, after.needed, after.weighed) == (
            before.advice.outcome, before.advice.possible, before.next_fact, before.needed, before.weighed
        )  # fmt: skip
        assert after.changes == before.changes
        mine, theirs = facts_view(before), facts_view(after)
        assert (mine.rows, mine.others, mine.rider_rows, mine.known, mine.asked) == (
            theirs.rows, theirs.others, theirs.rider_rows, theirs.known, theirs.asked
        )  # fmt: skip


def test_of_whom_only_a_mark_is_known_nothing_is_known_yet() -> None:
    assert look_of(Case("MDO-0001", Patient({TARGETED: True})), "diagnostiek").untouched


def test_a_mark_is_answered_in_a_fold_below_the_facts(desk: Desk) -> None:
    window = desk.window
    asked, facts = desk.window.look.next_fact, shown_texts(window.facts)
    assert not any("Doelgerichte" in text for text in facts)
    click(window.facts, "Buiten de richtlijn van 2015")
    desk.settle()
    row = desk.row(TARGETED)
    row.focus_control()
    desk.press("Space")
    assert desk.state.case.patient.values[TARGETED] is True
    assert MARK["nl"] in desk.advice
    assert window.look.next_fact == asked
    assert buttons(window.facts, "Buiten de richtlijn van 2015 · 1 keer ja")
    counts = [text for text in shown_texts(window.facts) if "deze boom bekend" in text]
    assert counts == [text for text in facts if "deze boom bekend" in text]
    desk.press("Ctrl+Z")
    assert TARGETED not in desk.state.case.patient.values
    assert MARK["nl"] not in desk.advice
    click(window.facts, "Buiten de richtlijn van 2015")
    assert not row.isVisible()


def test_a_tree_without_marks_has_no_fold(desk: Desk) -> None:
    desk.window.session.go_tree("diagnostiek")
    desk.settle()
    assert not any("Buiten de richtlijn" in text for text in shown_texts(desk.window.facts))


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("tree", ["radiotherapie", "lv_lang"])
def test_heading_mark_and_decision_are_in_sight_unscrolled(qtbot: QtBot, size: tuple[int, int], tree: str) -> None:
    window = make_window((marked("MDO-0002", TARGETED),), size)
    window.session.go_tree(tree)
    Desk(window).settle()
    advice, outcome = window.advice, window.look.advice.outcome
    assert outcome is not None
    labels = [label for label in advice.column.findChildren(QLabel) if label.isVisible()]
    title = next(label for label in labels if label.text() == window.look.text(outcome.title))
    mark = next(label for label in labels if label.text().startswith(MARK["nl"]))
    for label in (title, mark):
        bottom = label.mapTo(advice.area.viewport(), QPoint(0, label.height())).y()
        assert bottom < advice.area.viewport().height()
    assert all(button.isVisible() for button in (advice.kinds["follow"], advice.kinds["deviate"]))
    close(window)


# --- statements from after the guideline --------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_statements_stand_in_a_card_of_their_own_that_does_not_look_like_advice(language: Language) -> None:
    found = blocks(look_of(marked("MDO-0002"), language=language))
    card = found["later"]
    assert (card.tone, found["main"].tone) == ("dashed", "blue")
    assert list(found).index("later") == list(found).index("main") + 1
    assert {item.style for item in card.items if isinstance(item, Say)} <= {"small", "small_muted"}
    (head,) = (item for item in card.items if not isinstance(item, Say))
    assert isinstance(head, Head)
    assert head.text == LATER[language]
    for part in ("ASTRO", "2024", "10.1016/j.prro.2024.04.018", "ESMO", "2020"):
        assert part in said(card)
        assert part not in said(found["main"])


def test_who_has_read_them_is_said_once() -> None:
    assert said(blocks(look_of(marked("MDO-0002")))["later"]).count("gelezen door: geen clinicus") == 1


def test_a_statement_that_waits_for_a_fact_says_so() -> None:
    case = marked("MDO-0002")
    without = {fact: value for fact, value in case.patient.values.items() if not fact.startswith("mesmc")}
    without["klinische_toestand_operabel"] = True
    case = replace(case, patient=replace(case.patient, values=without, unknown=frozenset({"mesmc_radiologisch"})))
    look = look_of(case, "lv_lang")
    assert look.advice.outcome is not None
    assert "hangt nog af van “MESMC met klinische tekenen" in said(blocks(look)["later"])


@pytest.mark.parametrize("tree", ["diagnostiek", "tijd_tot_therapie", "indicatie"])
def test_without_statements_there_is_no_card(tree: str) -> None:
    assert "later" not in blocks(look_of(marked("MDO-0002"), tree))


def test_without_an_advice_there_is_no_card() -> None:
    assert "later" not in blocks(look_of(Case("MDO-0001")))


def test_a_long_one_shows_its_first_sentence_until_it_is_asked_for() -> None:
    look = look_of(marked("MDO-0003"))
    short, whole = (said(blocks(look, unfolded=each)["later"]) for each in (frozenset(), frozenset({"read:scorad"})))
    assert SCORAD in short
    assert "72,7 %" not in short  # a result without its reserve misleads
    assert "72,7 %" in whole
    assert RESERVE in whole
    assert all(len(text) <= LONG for text in short.split("doi"))


def test_the_whole_of_a_long_one_is_read_by_key(qtbot: QtBot) -> None:
    window = make_window((marked("MDO-0003"),))
    window.session.go_tree("radiotherapie")
    other = Desk(window)
    assert "72,7 %" not in other.advice
    (button,) = buttons(window.advice, "Hele tekst")
    assert button.accessibleName().startswith("SCORAD")
    button.setFocus()
    other.press("Space")
    assert RESERVE in other.advice
    click(window.advice, "Minder")
    assert RESERVE not in other.advice
    close(window)


def test_they_are_hidden_and_shown_with_one_setting(desk: Desk) -> None:
    window = desk.window
    assert PAIN in desk.advice
    click(window.advice, "Verberg")
    assert not shows_later(desk)
    assert PAIN not in desk.advice
    assert "Na 2015, niet in deze richtlijn · 2" in desk.advice
    desk.press("L")
    assert not any(PAIN in line.text for line in outline(window.look, later=window.settings.later))
    desk.press("G")
    (button,) = buttons(window.advice, "Toon")
    assert button.accessibleName() == "Na 2015, niet in deze richtlijn: toon"
    button.setFocus()
    desk.press("Space")
    assert shows_later(desk)
    assert PAIN in desk.advice


def test_the_list_reads_them_whole_and_after_the_advice() -> None:
    lines = outline(look_of(marked("MDO-0003")))
    texts = [line.text for line in lines]
    assert texts.index(LATER["nl"]) > next(at for at, line in enumerate(lines) if "1 × 8 Gy bij uitval" in line.text)
    assert any(RESERVE in text for text in texts)
    assert not any(line.strong for line in lines[texts.index(LATER["nl"]) :])


def test_paper_and_clipboard_follow_the_setting(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window, asked = desk.window, []

    def page(*_given: object, later: bool, drafts: object) -> bytes:
        asked.append(later)
        return b"page"

    monkeypatch.setattr("mdo_viewer.desktop.files.page_export.page", page)
    for shown in (True, False, True):
        window.change_settings(later=shown)
        assert window.page_export.save(tmp_path / "page.pdf")
        desk.press("Ctrl+Shift+C")
        assert (PAIN in " ".join(QGuiApplication.clipboard().text().split())) == shown
        window.clipboard.clear()
    assert asked == [True, False, True]


def test_a_page_without_them_is_another_page() -> None:
    with_, without = (
        page_bytes.page(pack(), (marked("MDO-0002"),), NOW, DUTCH, About(), later=later) for later in (True, False)
    )
    assert len(without) < len(with_)


# --- the room -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marks", [MARKS[:1], MARKS[:2], MARKS])
def test_the_room_has_marks_in_a_line_and_never_the_statements(marks: tuple[str, ...], language: Language) -> None:
    for tree in ("radiotherapie", "lv_lang"):
        look = look_of(marked("MDO-0003", *marks), tree, language)
        content = content_of(look, key=False)
        notes = [each for each in content.main.said if each.style == "note"]
        assert len(notes) == 1
        assert notes[0].text.startswith("Buiten de richtlijn: " if language == "nl" else "Outside the guideline: ")
        for size in ((1920, 1080), (1280, 720)):
            page = lay_page(content, *size)
            assert page_faults(page) == []
            words = " ".join(line.text for line in page.words)
            assert ("Buiten de richtlijn" if language == "nl" else "Outside the guideline") in words
            assert "2024" not in words
            assert LATER[language] not in words


def test_the_room_of_who_is_not_marked_is_as_it_was() -> None:
    said_ = [each.text for each in content_of(look_of(marked("MDO-0003")), key=False).main.said]
    assert not any("Buiten de richtlijn" in text for text in said_)


# --- deciding -----------------------------------------------------------------------------------------------------


def test_a_deviation_is_outside_the_guideline_by_its_digit(desk: Desk) -> None:
    desk.press("A", "Alt+9", "Ctrl+Return")
    decision = desk.state.decision
    assert decision is not None
    assert (decision.kind, decision.reason_code) == ("deviate", "outside_guideline")
    assert "Buiten de richtlijn van 2015" in desk.advice


# --- the day of review --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "said_"), [(date(2026, 11, 21), "Moest uiterlijk 21-11-2026 zijn nagekeken"),
                                        (date(2026, 11, 22), ""), (None, "")])  # fmt: skip
def test_the_line_below_says_when_the_day_of_review_has_passed(qtbot: QtBot, day: date | None, said_: str) -> None:
    window = make_window((Case("MDO-0001"),), pack=replace(pack(), review_by=day))
    assert window.status.review.text() == said_
    assert window.status.review.isVisible() == bool(said_)
    window.call("about")()
    about = " ".join(shown_texts(window.sheets.shown or window))
    assert ("Ga na of ze nog gelden" in about) == bool(said_)
    close(window)


def test_nothing_is_said_of_a_review_before_its_day() -> None:
    look = look_of(marked("MDO-0002"))
    assert look.saying.review(pack(), NOW) == ""
    assert look.saying.review(pack(), datetime(2027, 12, 1, 0, 0, tzinfo=ZONE)) != ""


def test_the_reasons_stand_three_by_three_in_the_order_of_their_keys(desk: Desk) -> None:
    desk.press("A")
    desk.settle()
    reasons = desk.window.right.decision.reasons.buttons
    assert len(reasons) == 9
    assert [button.x() == reasons[0].x() for button in reasons] == [at % 3 == 0 for at in range(9)]
    assert len({button.y() for button in reasons}) == 3
    assert reasons[-1].words == "Buiten de richtlijn van 2015"
