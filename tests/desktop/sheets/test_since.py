"""A meeting of earlier trees, opened with others: what changed for each patient, by button and key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says.blocks import Say
from mdo_viewer.desktop.says.since import since_blocks
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.example import PACK, example_cases
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import close, keys, make_window, settle

WORDS = "vier losse woorden samen"
#: Of tree 9, to whoever decides on MDO-0003.
THEN, SINCE = "Chirurgie heeft de voorkeur", "Eerst met elkaar overleggen"

pytestmark = pytest.mark.usefixtures("cheap_key")


def then() -> Pack:
    return load_pack(earlier_packs(PACK)[0])


def changed(folder: Path, *changes: tuple[str, str, str]) -> Pack:
    """The earlier trees as a working group would revise them: file, what it said, what it says."""
    shutil.copytree(earlier_packs(PACK)[0], folder)
    for name, before, after in changes:
        file = folder / f"{name}.yaml"
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
    return load_pack(folder)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return changed(
        tmp_path_factory.mktemp("newer") / PACK,
        ("pack", "version: 1.0.0", "version: 9.0.0"),
        ("lv_lang", THEN, SINCE),
        ("lv_lang", "version: 1.0.0", "version: 9.0.0"),
        ("tijd_tot_therapie", "latest: 24 hours", "latest: 12 hours"),
    )


@pytest.fixture
def file(qtbot: QtBot, tmp_path: Path) -> Path:
    """A meeting of two patients, of whom one was decided on, made with the earlier trees."""
    path = tmp_path / "dinsdag.mdo"
    cases = tuple(replace(case, title_example=False, decisions=()) for case in example_cases(then())[1:3])
    window = make_window(cases, pack=then())
    window.autosave.make(path, WORDS)
    Desk(window).wait()
    window.session.go_case(1)
    window.session.go_tree("lv_lang")
    settle(window)
    keys(window, "V", "Ctrl+Return")
    assert window.autosave.close()
    close(window)
    return path


def opened(path: Path, pack: Pack) -> Window:
    made = make_window(pack=pack)
    made.autosave.open(path, WORDS)
    Desk(made).wait()
    settle(made)
    return made


@pytest.fixture
def window(file: Path, newer: Pack) -> Iterator[Window]:
    """That meeting with newer trees, at the patient who was decided on."""
    made = opened(file, newer)
    made.session.go_case(1)
    made.session.go_tree("lv_lang")
    settle(made)
    yield made
    close(made)


def sheet_says(window: Window) -> str:
    sheet = window.sheets.shown
    assert sheet is not None
    return "\n".join(shown_texts(sheet))


def test_the_message_of_other_trees_names_the_key(file: Path, newer: Pack) -> None:
    made = opened(file, newer)
    said = made.message.label.text()
    close(made)
    assert "9.0.0" in said
    assert "1.0.0" in said
    assert "U toont wat er voor een patiënt veranderde" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_older_trees_leads_to_then_and_now(window: Window, language: Language) -> None:
    window.session.set_language(language)
    settle(window)
    Desk(window).click(window.look.words("since.open"))
    said = sheet_says(window)
    assert window.sheets.shown_name == "since"
    assert "MDO-0003" in said
    assert "1.0.0" in said
    if language == "nl":
        assert said.index(THEN) < said.index(SINCE)
        assert said.index("binnen 24 uur") < said.index("binnen 12 uur")
    else:
        assert said.index("within 24 hours") < said.index("within 12 hours")
    assert window.look.words.count("since.same", 10) in said
    keys(window, "Escape")
    assert window.sheets.shown is None


def test_a_tree_that_applies_since_says_all_that_it_says(file: Path, tmp_path: Path) -> None:
    """With its limit and strength: nobody has seen them beside this patient."""
    changes = (
        ("pack", "version: 1.0.0", "version: 9.0.0"),
        ("tijd_tot_therapie", "    - radiologische_verdenking_wervelmetastasen\n", "    - pijn\n"),
    )
    made = opened(file, changed(tmp_path / "nieuw" / PACK, *changes))
    made.session.go_case(1)
    made.session.answer("radiologische_verdenking_wervelmetastasen", False)
    settle(made)
    [_, block, *_] = since_blocks(made.look)
    close(made)
    said = [item.text for item in block.items if isinstance(item, Say)]
    assert block.id == "tree:tijd_tot_therapie"
    before, after = said[: said.index("NU")], said[said.index("NU") :]
    assert before[-1] == "Niet aan de orde"
    assert "binnen 24 uur" in after
    assert "oordeel van de werkgroep: moet" in after


def test_a_patient_without_a_decision_has_the_trees_of_the_meeting(window: Window) -> None:
    """Nobody decided on MDO-0002; that the meeting was saved with other trees is enough."""
    window.session.go_case(0)
    settle(window)
    keys(window, "U")
    said = sheet_says(window)
    assert "MDO-0002" in said
    assert window.look.words("since.lead") in said


def test_a_meeting_made_with_these_trees_says_so(file: Path) -> None:
    made = opened(file, then())
    keys(made, "U")
    said = sheet_says(made)
    close(made)
    assert made.look.words("since.nothing") in said


def test_trees_that_do_not_ship_leave_the_words_that_were_kept(window: Window) -> None:
    state = window.session.state
    [decision] = state.case.decisions
    assert decision.then is not None
    kept = replace(decision, then=replace(decision.then, version="0.9.0", hash="0" * 64))
    points = [replace(point, case=replace(point.case, decisions=(kept,))) for point in state.document.points]
    window.session.open_meeting(replace(state.document, points=tuple(points)), 1, "lv_lang")
    settle(window)
    assert THEN in "\n".join(shown_texts(window.advice))
    [block] = since_blocks(window.look)
    assert block.id == "not_shipped"
    keys(window, "U")
    assert "0.9.0" in sheet_says(window)


def test_the_decision_itself_stays_as_it_was(window: Window) -> None:
    before = window.session.state.document
    keys(window, "U", "Escape")
    settle(window)
    assert window.session.state.document == before
    assert window.session.state.case.decisions[0].advice == "chirurgie"
