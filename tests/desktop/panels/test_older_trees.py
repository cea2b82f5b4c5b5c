"""A meeting that was decided with the trees of then, opened with trees that have changed since."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.says.stages import stage_colour, stage_sign, stage_views, tile_name
from mdo_viewer.desktop.says.tokens import BROWN
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack, packs_folder
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.reports.board import board_pdf
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import NOW, close, keys, make_window, settle
from tests.help.reports_help import need, said_by

WORDS = "vier losse woorden samen"
THEN, SINCE = "Chirurgie heeft de voorkeur", "Eerst met elkaar overleggen"
ASKED_THEN, ASKED_SINCE = "Heeft chirurgie de voorkeur?", "Is een operatie beter?"
#: Of tree 9 as it ships.
VERSION = load_pack(PACK).trees_by_id["lv_lang"].version
SAYS_OLDER = {"nl": "OUDERE BOMEN", "en": "OLDER TREES"}


pytestmark = pytest.mark.usefixtures("cheap_key")


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The trees with another advice and another question in tree 9, as a working group would revise them."""
    folder = tmp_path_factory.mktemp("newer") / PACK
    shutil.copytree(packs_folder() / PACK, folder)
    tree = folder / "lv_lang.yaml"
    text = tree.read_text("utf-8")
    for before, after in ((THEN, SINCE), (ASKED_THEN, ASKED_SINCE), (f"version: {VERSION}", "version: 2.0.0")):
        assert before in text
        text = text.replace(before, after)
    tree.write_text(text, "utf-8")
    return load_pack(folder)


@pytest.fixture
def file(qtbot: QtBot, tmp_path: Path) -> Path:
    """A meeting of one patient in which the advice was followed, with the trees of then."""
    path = tmp_path / "dinsdag.mdo"
    window = make_window((replace(example_cases(load_pack(PACK))[2], title_example=False, decisions=()),))
    window.autosave.make(path, WORDS)
    Desk(window).wait()
    window.session.go_tree("lv_lang")
    settle(window)
    keys(window, "V", "Ctrl+Return")
    assert window.autosave.close()
    close(window)
    return path


@pytest.fixture
def window(file: Path, newer: Pack) -> Iterator[Window]:
    """That meeting opened with the newer trees."""
    made = make_window(pack=newer)
    made.autosave.open(file, WORDS)
    Desk(made).wait()
    made.session.go_tree("lv_lang")
    settle(made)
    yield made
    close(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_sees_that_the_trees_were_others_and_the_way_of_then(window: Window, language: Language) -> None:
    window.session.set_language(language)
    settle(window)
    said = "\n".join(shown_texts(window.advice))
    assert SAYS_OLDER[language] in said
    assert VERSION in said
    assert "2.0.0" in said
    Desk(window).click(window.look.words("decision.more"))
    settle(window)
    said = "\n".join(shown_texts(window.advice))
    if language == "nl":
        assert ASKED_THEN in said
        assert THEN in said
        assert SINCE in said  # what the trees of now say


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_text_say_so_too(window: Window, language: Language, tmp_path: Path) -> None:
    need("pdftotext")
    state = window.session.state
    summary = summarise(state.pack, state.case, NOW, language)
    page = tmp_path / "page.pdf"
    page.write_bytes(board_pdf(state.pack, state.case, NOW, language))
    for said in (as_text(summary), said_by("pdftotext", "-layout", page, "-")):
        assert VERSION in said
        assert "2.0.0" in said
        if language == "nl":
            assert ASKED_THEN in " ".join(said.split())


def test_a_decision_of_now_is_not_called_older(window: Window) -> None:
    keys(window, "V", "Ctrl+Return")
    settle(window)
    assert SAYS_OLDER["nl"] not in "\n".join(shown_texts(window.advice))


def test_another_tree_that_stayed_the_same_is_not_older(qtbot: QtBot, newer: Pack) -> None:
    made = make_window(pack=newer)
    try:
        session = Session(load_pack(PACK), example_cases(load_pack(PACK)))
        session.go_case(2)
        session.go_tree("tijd_tot_therapie")
        session.start_decision("follow", made.look.verdict)
        session.record()
        decision = session.state.decision
        assert decision is not None
        assert made.look.older(decision) == ""
    finally:
        close(made)


def test_the_tile_of_a_decision_with_other_trees_is_amber_and_says_so(window: Window) -> None:
    (view,) = [each for each in stage_views(window.look) if each.tree == "lv_lang"]
    assert view.decided
    assert view.older
    assert stage_colour(view) == BROWN
    assert stage_sign(replace(view, changed=False, next=False)) == "?"
    assert "besloten met andere bomen dan die van nu" in tile_name(window.look, view)
    keys(window, "V", "Ctrl+Return")
    settle(window)
    (view,) = [each for each in stage_views(window.look) if each.tree == "lv_lang"]
    assert not view.older
    assert stage_colour(replace(view, next=False)) != BROWN
