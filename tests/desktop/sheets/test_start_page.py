"""The page at the start: the last meeting is one key away, no patient stands there, and no key goes astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.sheets.start_page import StartPage
from mdo_viewer.desktop.state.commands import window_keys
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import RECENT, Settings, load, save
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button
from mdo_viewer.desktop.widgets.wide_buttons import LineButton
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import guidelines, load_pack, shipped_packs
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.example import PACK
from tests.desktop.sheets.test_view import cut
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import NOW, close, keys, place_in, settle, type_text

WORDS = "aap noot mies"

pytestmark = pytest.mark.usefixtures("cheap_key")

Open = Callable[..., Window]


@pytest.fixture
def at_start(qtbot: QtBot) -> Iterator[Open]:
    """Opens the window as the program starts: at this size, with these meetings known."""
    made: list[Window] = []

    def opened(
        *recent: Path, size: tuple[int, int] = (1366, 768), language: Language = "nl", text: int = 100
    ) -> Window:
        app = theme.application()
        theme.dress(app)
        settings = Settings(motion="off", recent=tuple(map(str, recent)))
        session = Session(load_pack(PACK), (Case("MDO-0001"),), language=language)
        window = Window(session, lambda: NOW, settings)
        made.append(window)
        window.resize(*size)
        window.sheets.put_up("start")
        window.show()
        window.activateWindow()
        window.change_settings(text_size=text)  # type: ignore[arg-type]  # parametrized
        looked(window)
        return window

    yield opened
    for window in made:
        window.change_settings(text_size=100)
        close(window)


def page(window: Window) -> StartPage:
    found = window.sheets.wall_of("start")
    assert isinstance(found, StartPage)
    return found


def looked(window: Window) -> None:
    """What is known of the files is on the page."""
    if window.sheets.wall == "start":
        page(window)._looking.wait()  # nothing on the page tells that it has looked
    settle(window)


def begin(window: Window, path: Path) -> None:
    """A meeting in this file, from the page on."""
    keys(window, "Ctrl+N")
    Desk(window).choose_file(path)
    window.activateWindow()  # as a window system does when a dialog goes
    QTest.qWaitForWindowActive(window)
    for key in ("Tab", "Return"):
        type_text(window, WORDS)
        keys(window, key)
    Desk(window).wait()


def give_password(window: Window) -> None:
    type_text(window, WORDS)
    keys(window, "Return")
    Desk(window).wait()


@pytest.fixture
def kept(at_start: Open, tmp_path: Path) -> Path:
    """A meeting that was begun, filled in and closed."""
    path = tmp_path / "dinsdag.mdo"
    window = at_start()
    begin(window, path)
    window.session.answer("pijn", True)
    assert window.autosave.flush()
    window.close()
    return path


def test_the_last_meeting_is_one_key_and_its_password_away(at_start: Open, kept: Path) -> None:
    window = at_start(kept)
    said = shown_texts(page(window))
    assert "dinsdag" in said
    assert any("bewaard" in text and str(kept.parent) in text for text in said)
    assert QApplication.focusWidget() is page(window).main
    keys(window, "Return")
    assert Desk(window).asks_for_password()
    give_password(window)
    assert place_in(window) == "window"
    assert window.autosave.path == kept
    assert window.session.state.case.patient.values == {"pijn": True}
    assert window.windowTitle() == "dinsdag.mdo – MDO Viewer"


def test_going_back_from_the_password_leads_to_the_page(at_start: Open, kept: Path) -> None:
    window = at_start(kept)
    keys(window, "Return", "Escape")
    assert place_in(window) == "start"
    assert QApplication.focusWidget() is page(window).main


def test_without_a_meeting_the_card_begins_one(at_start: Open, tmp_path: Path) -> None:
    window = at_start()
    said = shown_texts(page(window))
    assert {"Begin een vergadering", "Nieuwe vergadering"} <= set(said)
    assert "Eerder" not in said
    assert "Vergeet deze lijst" not in said
    keys(window, "Return")
    Desk(window).choose_file(tmp_path / "woensdag.mdo")
    assert Desk(window).asks_for_password()


def test_a_new_meeting_begins_empty(at_start: Open, tmp_path: Path) -> None:
    window = at_start()
    begin(window, tmp_path / "woensdag.mdo")
    assert place_in(window) == "window"
    assert window.session.state.cases == (Case("MDO-0001"),)
    assert window.message.label.text() == "woensdag.mdo is open, bij patiënt 1 van 1. Deze vergadering begint leeg."
    assert window.settings.recent == (str(tmp_path / "woensdag.mdo"),)


def test_a_file_that_is_gone_is_told_and_looked_for_again(at_start: Open, kept: Path) -> None:
    away = kept.rename(kept.with_suffix(".away"))
    window = at_start(kept)
    gone = "Dit bestand is er nu niet. Is de stick of het netwerk weg?"
    assert gone in shown_texts(page(window))
    keys(window, "Return")
    looked(window)
    assert place_in(window) == "start"
    away.rename(kept)
    keys(window, "Return")
    looked(window)
    assert Desk(window).asks_for_password()
    assert gone not in shown_texts(page(window))


def test_earlier_meetings_are_listed_and_open(at_start: Open, kept: Path) -> None:
    window = at_start(kept.with_name("woensdag.mdo"), kept)
    row = page(window).earlier[0]
    assert row.words == "dinsdag"
    row.click()
    assert Desk(window).asks_for_password()
    give_password(window)
    assert window.autosave.path == kept
    assert window.settings.recent == (str(kept), str(kept.with_name("woensdag.mdo")))


def test_the_list_can_be_forgotten(at_start: Open, kept: Path) -> None:
    window = at_start(kept)
    click(page(window), "Vergeet deze lijst")
    looked(window)
    assert window.settings.recent == ()
    assert "dinsdag" not in shown_texts(page(window))
    assert QApplication.focusWidget() is page(window).main


def test_so_many_meetings_are_remembered_and_no_more_is_kept_of_them(tmp_path: Path, at_start: Open) -> None:
    window, file = at_start(), tmp_path / "settings.json"
    paths = [tmp_path / f"{n}.mdo" for n in range(RECENT + 2)]
    for path in paths:
        window.autosave.make(path, WORDS)
        Desk(window).wait()
    window.session.answer("pijn", True)
    assert window.settings.recent == tuple(str(path) for path in paths[:1:-1])
    save(file, window.settings)
    assert load(file) == window.settings
    written = file.read_text("utf-8")
    assert "MDO-0001" not in written
    assert "pijn" not in written


def test_the_example_is_one_press_away_and_the_page_back(at_start: Open) -> None:
    window = at_start()
    click(page(window), "Bekijk het voorbeeld")
    settle(window)
    assert place_in(window) == "window"
    assert all(case.title_example for case in window.session.state.cases)
    assert window.top.meeting.words == "Voorbeeld · niets bewaard"
    keys(window, "Ctrl+W")
    settle(window)
    assert place_in(window) == "start"
    assert window.session.state.cases == (Case("MDO-0001"),)


def test_nothing_behind_the_page_is_in_reach(at_start: Open, tmp_path: Path) -> None:
    window = at_start(tmp_path / "weg.mdo")
    assert not window.parts.graph.isVisible()
    state = window.session.state
    for key in "1234567890abdefghijklmnopqrstuvwxyz[] ":
        keys(window, key.upper() if key != " " else "F9")
    keys(window, "PgDown", "PgUp", "Backspace", "Ctrl+Z", "Ctrl+E", "F5", "Ctrl+Shift+L", "Escape")
    assert (place_in(window), window.session.state) == ("start", state)
    for key in window_keys():
        if key not in ("Ctrl+Q", "Ctrl+L", "Ctrl+N", "Ctrl+O", "Return", "Enter", "F11", "Ctrl++", "Ctrl+=", "Ctrl+-"):
            window.press(key)()
            window.call("escape")()
            assert (place_in(window), window.session.state) == ("start", state), key


def test_sheets_lie_over_the_page_and_lead_back_to_it(at_start: Open) -> None:
    window = at_start()
    for key, name in (("F1", "keys"), ("Ctrl+,", "view")):
        keys(window, key)
        assert window.sheets.shown_name == name
        assert window.sheets.shown is not None
        assert window.sheets.shown.isVisible()
        keys(window, "M")  # the agenda of nothing
        assert window.sheets.shown_name == name
        keys(window, "Escape")
        assert place_in(window) == "start"


def test_the_language_turns_the_page(at_start: Open) -> None:
    window = at_start()
    keys(window, "Ctrl+L")
    assert "Begin a meeting" in shown_texts(page(window))
    click(page(window), "NL")
    assert "Begin een vergadering" in shown_texts(page(window))


def test_every_guideline_that_ships_can_be_chosen_and_is_kept(at_start: Open) -> None:
    window = at_start()
    packs = guidelines(load_pack(PACK))
    assert packs[0].id == PACK
    assert {pack.id for pack in packs} == {folder.name for folder in shipped_packs()}
    rows = page(window).packs
    assert [row.words for row in rows] == [pack.title.nl for pack in packs]
    assert [row.isChecked() for row in rows] == [True, *[False] * (len(rows) - 1)]
    rows[0].setFocus()
    keys(window, "Down", "Return")
    assert window.settings.pack == packs[1].id
    assert [row.isChecked() for row in page(window).packs][:2] == [False, True]
    for row, pack in zip(page(window).packs, packs, strict=True):
        assert f"{len(pack.trees)} bomen" in row.accessibleName()
        assert pack.guideline.nl in row.accessibleName()


def test_a_meeting_begins_in_the_guideline_that_was_chosen(at_start: Open, tmp_path: Path) -> None:
    window = at_start()
    other = guidelines(load_pack(PACK))[1]
    page(window).packs[1].click()
    assert window.session.state.pack is other
    begin(window, tmp_path / "woensdag.mdo")
    assert window.message.label.text().endswith("Deze vergadering begint leeg.")
    assert window.session.state.pack is other
    window.call("case:add")()
    assert window.session.state.pack is other
    keys(window, "Ctrl+W")
    settle(window)
    assert page(window).packs[1].isChecked()  # and at the next start


def test_a_guideline_that_does_not_ship_any_more_is_the_usual_one(at_start: Open) -> None:
    window = at_start()
    window.change_settings(pack="gone")
    window.meeting.show_empty()
    assert page(window).packs[0].isChecked()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "text"), [((1366, 768), 100), ((1920, 1080), 100), ((1024, 768), 100)])
def test_all_of_the_page_fits(
    at_start: Open, tmp_path: Path, size: tuple[int, int], text: int, language: Language
) -> None:
    window = at_start(
        tmp_path / "a.mdo", tmp_path / "b.mdo", tmp_path / "c.mdo", size=size, text=text, language=language
    )
    assert page(window)._area.verticalScrollBar().maximum() == 0  # what is shown of it, by any name
    assert cut(window) == []


@pytest.mark.parametrize("text", [150, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_larger_text_nothing_of_the_page_is_cut_or_out_of_reach(
    at_start: Open, tmp_path: Path, text: int, language: Language
) -> None:
    window = at_start(*(tmp_path / f"{n}.mdo" for n in range(5)), text=text, language=language)
    assert cut(window) == []
    wide = page(window).width()
    for part in page(window).findChildren(QLabel) + page(window).findChildren(Button):
        if part.isVisible():
            left = part.mapTo(page(window), QPoint()).x()
            assert left >= 0, part
            assert left + part.width() <= wide, part


def test_long_names_and_folders_are_cut_in_sight_and_whole_in_the_tip(at_start: Open, tmp_path: Path) -> None:
    long = tmp_path / ("map " * 30) / ("vergadering " * 12 + ".mdo")
    window = at_start(tmp_path / "a.mdo", long)
    row = page(window).earlier[0]
    assert isinstance(row, LineButton)
    assert str(long.parent) in row.toolTip()
    assert cut(window) == []


def test_what_is_behind_the_page_is_laid_out_for_the_window_it_comes_in(at_start: Open, kept: Path) -> None:
    window = at_start(kept)
    keys(window, "Return")
    type_text(window, WORDS)
    keys(window, "Return")
    window.autosave.wait()
    QApplication.processEvents()
    assert (place_in(window), window.body.mode, window.body.size()) == ("window", "columns", window.size())
    tile = Desk(window).tile(3)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)  # the first click is where it was aimed
    settle(window)
    assert window.session.state.tree_id == window.look.pack.trees[2].id


def test_after_the_lock_the_window_has_the_form_that_fits_its_size(at_start: Open, kept: Path) -> None:
    window = at_start(kept, size=(800, 600))
    keys(window, "Return")
    give_password(window)
    assert window.body.mode == "tabs"
    window.call("lock")()
    Desk(window).wait()
    assert place_in(window) == "locked"
    window.resize(1366, 768)
    settle(window)
    type_text(window, WORDS)
    keys(window, "Return")
    window.autosave.wait()
    QApplication.processEvents()
    assert (place_in(window), window.body.mode, window.body.size()) == ("window", "columns", window.size())
