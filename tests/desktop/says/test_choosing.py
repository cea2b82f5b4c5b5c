"""What the board chose is said the same by window, room, page, text, JSON, report and command line; and choosing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdo_viewer.desktop.panels import next_button
from mdo_viewer.desktop.panels.choice_row import ChoiceRow
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.choosing import choice_view
from mdo_viewer.desktop.says.stages import stage_views, tile_name
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.text import as_text
from tests.help.cli_pack import call
from tests.help.desk import shown_texts
from tests.help.desktop_help import NOW, keys, settle, type_text
from tests.help.page_help import page_faults
from tests.help.reports_help import example, pack, squashed, summary_of

MARK = {
    "nl": "Door besluit van het MDO: radiotherapie (boom 9)",
    "en": "By decision of the board: radiotherapy (tree 9)",
}
TILE = {"nl": "door besluit van het MDO", "en": "by decision of the board"}
CHOICE = {"nl": "Keuze: radiotherapie", "en": "Choice: radiotherapy"}
DECIDED = {"nl": "Besluit: radiotherapie", "en": "Decision: radiotherapy"}
PAPER = {
    "nl": ("Wijkt af van het advies, in plaats daarvan", "Radiotherapie"),
    "en": ("Deviates from the advice, instead", "Radiotherapy"),
}
EXPLAINED = {"nl": "Toelichting", "en": "Explanation"}
LEADS = {
    "nl": "De dosis: zie boom 6. De corticosteroïden: zie boom 2.",
    "en": "The dose: see tree 6. The corticosteroids: see tree 2.",
}
NOT_PLANNED = {
    "nl": "Let op: ingevuld is dat er geen operatie of radiotherapie gepland is.",
    "en": "Note: it was entered that no operation or radiotherapy is planned.",
}
#: Without the choice it waits for a fact: beside surgery radiotherapy may be possible too.
UNKNOWN = ("unknown", False)
DOSE = {"nl": "1 × 8 Gy bij uitval", "en": "1 × 8 Gy for deficit"}


def without(case: Case) -> Case:
    """The same decision, without what was chosen."""
    return replace(case, decisions=tuple(replace(each, chosen=None) for each in case.decisions))


def look_at(case: Case, tree: str, language: Language) -> Look:
    look = Look(State(pack(), document_of((case,)), 0, tree, language), NOW)
    assert look.stages
    return look


def texts(look: Look) -> list[str]:
    return [item.text for block in advice_blocks(look, later=False) for item in block.items if isinstance(item, Say)]


def in_room(look: Look) -> list[str]:
    content = content_of(look, key=False)
    return [said.text for part in (*content.strips, content.main, content.side) if part for said in part.said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tree_that_a_choice_opens_is_marked_in_window_and_room(language: Language) -> None:
    case = example("MDO-0003")
    for each, there in ((case, True), (without(case), False)):
        look = look_at(each, "radiotherapie", language)
        assert (MARK[language] in texts(look)) is there
        assert (MARK[language] in in_room(look)) is there
        view = next(view for view in stage_views(look) if view.tree == "radiotherapie")
        assert (TILE[language] in tile_name(look, view)) is there
        assert (view.said == DOSE[language]) is there


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decision_says_what_was_chosen_and_where_it_leads(language: Language) -> None:
    look = look_at(example("MDO-0003"), "lv_lang", language)
    assert {CHOICE[language], LEADS[language]} <= set(texts(look))
    assert DECIDED[language] in in_room(look)
    assert MARK[language] not in texts(look)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_text_and_json_say_it(language: Language) -> None:
    case = example("MDO-0003")
    summary = summary_of(case, language)
    page = page_data(summary, None)
    assert isinstance(page, dict)
    decision, trees = page["decision"], page["trees"]
    assert isinstance(decision, dict)
    assert isinstance(trees, dict)
    assert (decision["heading"], decision["text"]) == PAPER[language], "the choice comes first"
    assert [EXPLAINED[language], "radiotherapie 1 × 8 Gy"] in decision["pairs"], "what was written with it, after it"
    assert decision["leads"] == LEADS[language]
    marks = {row["number"]: (row["mark"], row["heading"]) for row in trees["rows"]}
    assert marks["6"] == (MARK[language], DOSE[language])
    assert {number for number, (mark, _) in marks.items() if mark} == {"6"}, "the steroids were given before"
    text = squashed(as_text(summary))
    for part in (": ".join(PAPER[language]), LEADS[language], MARK[language], DOSE[language]):
        assert squashed(part) in text
    found = json.loads(as_json(summary))
    line = found["decisions"][0]
    assert (line["chosen"], line["choice"], line["leads"]) == ("radiotherapie", PAPER[language][1], LEADS[language])
    assert {tree["id"]: tree["mark"] for tree in found["trees"] if tree["mark"]} == {"radiotherapie": MARK[language]}

    bare = summary_of(without(case), language)
    assert MARK[language] not in as_text(bare)
    assert "boom 6 gaat over de dosis" not in as_text(bare)
    assert all(tree.state == "entry_unknown" for tree in bare.trees if tree.id == "radiotherapie")


def planned(answer: bool) -> Case:
    """Radiotherapy is chosen; whether it is planned was answered before."""
    case = example("MDO-0003")
    answered = {"operatie_of_radiotherapie_gepland": answer, "radiotherapie_gepland": answer}
    return replace(case, patient=replace(case.patient, values={**case.patient.values, **answered}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", [True, False])
def test_a_choice_of_what_is_not_planned_is_asked_back_everywhere(answer: bool, language: Language) -> None:
    case = planned(answer)
    look = look_at(case, "lv_lang", language)
    cards = [block for block in advice_blocks(look, later=False) if block.id == "decided"]
    content = content_of(look, key=False)
    amber = [
        part
        for part in (*content.strips, content.side)
        if part and any(NOT_PLANNED[language] in said.text for said in part.said)
    ]
    summary = summary_of(case, language)
    page = page_data(summary, None)
    assert isinstance(page, dict)
    assert isinstance(page["decision"], dict)
    draft = choice_view(look, case.decisions[0])
    assert draft is not None
    said = {
        "window": any(NOT_PLANNED[language] in text for text in texts(look)),
        "form": NOT_PLANNED[language] in draft.line,
        "room": bool(amber),
        "page": NOT_PLANNED[language] in str(page["decision"]["warning"]),
        "text": squashed(NOT_PLANNED[language]) in squashed(as_text(summary)),
        "json": NOT_PLANNED[language] in json.loads(as_json(summary))["decisions"][0]["warning"],
    }
    assert set(said.values()) == {not answer}, said
    assert {part.tone for part in amber} <= {"amber"}
    assert [card.tone for card in cards] == ["amber"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", [True, False])
def test_a_choice_that_is_asked_back_leaves_a_low_room_whole(answer: bool, language: Language) -> None:
    content = content_of(look_at(planned(answer), "lv_lang", language), key=False)
    assert page_faults(lay_page(content, 1024, 768)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_of_the_meeting_says_it(language: Language) -> None:
    case = replace(example("MDO-0003"), decisions=(replace(example("MDO-0003").decisions[0], text=None),))
    report = summarise_meeting(pack(), document_of((case,)), NOW, language)
    for part in (MARK[language], LEADS[language]):
        assert squashed(part) in squashed(meeting_text(report))
        assert part in meeting_json(report)
    assert report.agenda[0].decision.endswith(f": {PAPER[language][1].lower()}")
    own = replace(case, decisions=(replace(case.decisions[0], kind="own", reason_code=None),))
    counts = summarise_meeting(pack(), document_of((own,)), NOW, language).counts
    assert (counts.decided, counts.own, counts.deviating) == (1, 1, 0)
    data = meeting_data(summarise_meeting(pack(), document_of((own,)), NOW, language), "all")
    assert isinstance(data, dict)
    word = {"nl": "daarvan eigen besluit", "en": "of these own decision"}[language]
    assert [word, "1"] in data["counts"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_says_it_of_a_case_file(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.yaml"
    for case, there in ((example("MDO-0003"), True), (without(example("MDO-0003")), False)):
        file.write_text(write_case(case, pack()), "utf-8")
        argv = ("journey", "--facts", file, "--at", NOW.isoformat(), "--lang", language)
        assert (squashed(MARK[language]) in squashed(call(capsys, *argv).out)) is there
        trees = {tree["tree"]: tree for tree in call(capsys, *argv, "--json").json["trees"]}
        dose = trees["radiotherapie"]
        assert (dose["entry"], dose["entered_by"]) == (("open", "lv_lang") if there else ("unknown", None))
        assert dose.get("entry_by_decision") is (True if there else None)
        assert "entry_by_decision" not in trees["lv_lang"]
        alone = ("advise", "--tree", "radiotherapie", *argv[1:])
        assert (squashed(MARK[language]) in squashed(call(capsys, *alone).out)) is there
        assert call(capsys, *alone, "--json").json.get("entry_by_decision") is (True if there else None)


# --- choosing it in the window ------------------------------------------------------------------------------------


@pytest.fixture
def board(window: Window) -> Window:
    """The third patient at tree 9, not decided on yet."""
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    window.session.withdraw()
    settle(window)
    return window


def row(window: Window) -> ChoiceRow:
    settle(window)
    return window.right.decision.choice


def offered(window: Window) -> dict[str, bool]:
    return {button.words: button.isChecked() for button in row(window).buttons if not button.isHidden()}


def state_of(window: Window, tree: str) -> tuple[str, bool]:
    stage = next(stage for stage in window.look.stages if stage.advice.tree.id == tree)
    return stage.entry, stage.by_decision is not None


def test_following_what_means_one_thing_chooses_it(board: Window) -> None:
    keys(board, "V")
    assert offered(board) == {"Operatie": True}
    assert (
        row(board)
        .line.text()
        .startswith("Volgt uit het advies. De tijd tot radiotherapie na de operatie: zie boom 10.")
    )
    row(board).buttons[0].click()
    assert offered(board) == {"Operatie": True}, "it follows from the advice and is not taken back"
    keys(board, "Ctrl+Return")
    decision = board.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.chosen) == ("follow", "operatie")
    assert state_of(board, "interval_chir_rt") == ("open", True)


def test_deviating_names_what_is_done_instead_and_leads_there(board: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_button, "SOON", 0.0)  # the click below is no second Enter
    assert state_of(board, "radiotherapie") == UNKNOWN
    keys(board, "A", "Alt+2")
    assert offered(board) == dict.fromkeys(("Operatie", "Radiotherapie", "Systeemtherapie", "Geen van deze"), False)
    assert row(board).line.text() == "Kies eerst. Dan is ook bekend welke bomen na dit besluit gelden."
    row(board).buttons[1].click()
    assert offered(board)["Radiotherapie"]
    assert row(board).line.text() == LEADS["nl"]
    assert state_of(board, "radiotherapie") == UNKNOWN, "not before it is recorded"
    keys(board, "Ctrl+Return")
    assert state_of(board, "radiotherapie") == ("open", True)
    settle(board)
    assert "Volgende: boom 6 gaat over de dosis" in shown_texts(board.advice)
    board.advice.next.click()
    assert board.session.state.tree_id == "radiotherapie"
    assert board.look.coming.tree is None or board.look.coming.tree.tree not in ("lv_lang", "radiotherapie")
    keys(board, "Ctrl+Z")
    assert state_of(board, "radiotherapie") == UNKNOWN
    keys(board, "Ctrl+Y")
    assert state_of(board, "radiotherapie") == ("open", True)
    board.session.withdraw("lv_lang")
    assert state_of(board, "radiotherapie") == UNKNOWN


def test_a_choice_is_taken_back_with_the_same_button(board: Window) -> None:
    keys(board, "A", "Alt+2")
    for chosen in (True, False):
        row(board).buttons[3].click()
        assert offered(board)["Geen van deze"] is chosen
    board.session.change_draft(text="afwachten")
    keys(board, "Ctrl+Return")
    assert board.session.state.decision is None, "its text says why, not what"
    assert row(board).message.text() == "Kies wat het MDO in plaats daarvan doet."
    settle(board)
    assert "boom 6" not in board.advice.next.words


def test_where_the_advice_leaves_the_choice_it_is_asked(board: Window) -> None:
    for fact in ("instabiliteit", "achteruitgang_onder_radiotherapie_en_corticosteroiden"):
        board.session.answer(fact, False)
    assert board.look.verdict == "chirurgie_of_radiotherapie"
    keys(board, "V")
    assert offered(board) == {"Operatie": False, "Radiotherapie": False}
    keys(board, "Ctrl+Return")
    assert not board.session.state.case.decisions
    assert row(board).message.text() == "Het advies laat de keuze open: kies wat het MDO doet."
    row(board).buttons[1].click()
    keys(board, "Ctrl+Return")
    decision = board.session.state.decision
    assert decision is not None
    assert decision.chosen == "radiotherapie"
    assert state_of(board, "radiotherapie") == ("open", True)


def test_what_followed_the_advice_is_not_chosen_beforehand_for_a_deviation(board: Window) -> None:
    keys(board, "V", "Ctrl+Return", "A")
    assert not any(offered(board).values())


def test_where_the_guideline_is_silent_a_choice_is_enough(board: Window) -> None:
    board.session.clear("levensverwachting_maanden")
    keys(board, "A")
    row(board).buttons[2].click()
    keys(board, "Ctrl+Return")
    decision = board.session.state.decision
    assert decision is not None
    assert (decision.kind, decision.chosen, decision.text) == ("own", "systeemtherapie", None)


def test_a_tree_without_choices_asks_for_none(board: Window) -> None:
    board.session.go_tree("tijd_tot_therapie")
    keys(board, "V")
    assert row(board).isHidden()
    keys(board, "Escape", "Shift+V")
    assert row(board).isHidden()


def test_a_draft_with_a_choice_waits_and_both_are_in_the_file(board: Window) -> None:
    keys(board, "A", "Alt+2")
    type_text(board, "")
    row(board).buttons[1].click()
    keys(board, "Escape")
    ((at, draft),) = board.session.half_written()
    assert (at, draft.chosen) == (2, "radiotherapie")
    state = board.session.state
    meeting = Meeting(state.document, 2, "lv_lang", board.session.half_written())
    again = read_meeting(write_meeting(meeting, state.pack), state.pack)
    assert again == meeting
    keys(board, "A", "Ctrl+Return")
    meeting = Meeting(board.session.state.document, 2, "lv_lang")
    assert read_meeting(write_meeting(meeting, state.pack), state.pack).document.cases[2].chosen == {
        "lv_lang": "radiotherapie"
    }


def test_a_choice_that_later_trees_do_not_know_is_set_aside(board: Window) -> None:
    state = board.session.state
    case = replace(example("MDO-0003"), question=None)
    written = write_meeting(Meeting(document_of((case,))), state.pack)
    other = written.replace(b"chosen:\\n      lv_lang: radiotherapie", b"chosen:\\n      lv_lang: protonen")
    assert other != written
    point = read_meeting(other, state.pack).document.points[0]
    assert point.case.decisions[0].kind == "deviate"
    assert point.case.decisions[0].chosen is None
    assert point.aside == ("lv_lang: protonen",)
