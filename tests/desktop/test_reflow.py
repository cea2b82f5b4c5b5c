"""Whatever the size of window and text: nothing out of reach, who it is and what is urgent in sight, no scrolling
sideways; and the columns put away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final, get_args

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from mdo_viewer.desktop.body import LEAST, least_size
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.narrow.says import Sign, TabView, tab_views
from mdo_viewer.desktop.narrow.tabs import TabButton
from mdo_viewer.desktop.narrow.top import MENU
from mdo_viewer.desktop.says.outline import answers_line
from mdo_viewer.desktop.says.stages import stage_colour, stage_sign, stage_views
from mdo_viewer.desktop.says.tokens import BROWN, GREEN, RED
from mdo_viewer.desktop.state.settings import TextSize
from mdo_viewer.desktop.state.shown import TABS
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.words import words_of
from tests.help.desktop_help import close, keys, make_window, settle

SIZES: Final[tuple[tuple[int, int, TextSize], ...]] = (
    (800, 600, 100),
    (1024, 600, 100),
    (1024, 768, 100),
    (1280, 720, 100),
    (1366, 768, 100),
    (1366, 768, 125),
    (1366, 768, 150),
    (1366, 768, 175),
    (1366, 768, 200),
    (1920, 1080, 200),
    (910, 512, 100),  # a screen of 1366 × 768 on which the system makes all half as large again
)
#: Patients of the example, each with a tree and the command that opens a form.
STATES: Final = {
    "asked": (0, "diagnostiek", ""),
    "advised": (2, "diagnostiek", ""),
    "decided": (2, "lv_lang", ""),
    "form": (2, "lv_lang", "decide:deviate"),
    "agreements": (2, "lv_lang", "agreements"),
}


SHEETS: Final = (
    "keys", "about", "view", "projector:section", "meeting", "agenda", "ending", "places", "over", "patient", "menu",
    "guideline",
)  # fmt: skip


@pytest.fixture(scope="module")
def room(qapp: QApplication) -> Iterator[Window]:
    """One window for all sizes: making one takes longest."""
    made = make_window()
    yield made
    close(made)


@pytest.fixture
def here(room: Window) -> Iterator[Window]:
    """The same window, without what was opened, and with the text of all windows as other tests know it."""
    room.activateWindow()  # without a screen a menu that closes gives the keyboard to no window
    assert QTest.qWaitForWindowActive(room)
    yield room
    room.change_settings(text_size=100)
    room.sheets.close()
    room.session.close_forms()
    room.session.set_wide(False)
    room.session.set_language("nl")


def sized(window: Window, width: int, height: int, text: TextSize, language: Language = "nl") -> Window:
    """The window in this size."""
    window.change_settings(text_size=text)
    window.resize(width, height)
    window.session.set_language(language)
    settle(window)
    return window


def out_of_reach(window: Window, within: QWidget | None = None) -> list[str]:
    """What of all, or of this part, can be pressed or typed in, and neither lies in the window nor scrolls into it."""
    window_rect = window.rect()
    found = []
    for widget in (within or window).findChildren(QWidget):
        wanted = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit) and widget.isVisible()
        if wanted and widget.objectName() != "qt_spinbox_lineedit" and not _reached(widget, window_rect):
            at = widget.mapTo(window, QPoint(0, 0))
            found.append(f"{type(widget).__name__} {widget.accessibleName()!r} {at.x(), at.y()} {widget.size()}")
    return found


def _reached(widget: QWidget, rect: QRect) -> bool:
    """Whether all of a widget lies in every part around it, or where it does not that part scrolls to it."""
    place, above = widget.rect(), widget
    while not above.isWindow():
        outer = above.parentWidget()
        assert outer is not None
        place = place.translated(above.pos())
        area = outer.parentWidget()
        if isinstance(area, QAbstractScrollArea) and outer is area.viewport():
            across, down = area.horizontalScrollBar().maximum() > 0, area.verticalScrollBar().maximum() > 0
            left, top = (0, 0) if across or place.width() > outer.width() + 1 else (place.left(), place.top())
            if not across and (place.left() < 0 or place.right() > outer.width()):
                return False
            place = QRect(max(0, left), top if not down else 0, min(place.width(), outer.width()), place.height())
            if down:
                place.setTop(0)
                place.setHeight(min(place.height(), outer.height()))
            elif place.bottom() > outer.height():
                return False
        above = outer
    return rect.contains(place.adjusted(1, 1, -1, -1))


def bars_across(window: Window) -> list[str]:
    """The areas that scroll sideways; the drawn tree may, on which one pans."""
    areas = window.findChildren(QAbstractScrollArea)
    return [
        type(area).__name__
        for area in areas
        if area.isVisible() and not isinstance(area, GraphView) and area.horizontalScrollBar().maximum() > 0
    ]


def in_sight(window: Window, widget: QWidget) -> bool:
    """Whether all of it can be seen."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect() and window.rect().contains(
        QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    )  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}@{}".format(*size))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_is_out_of_reach(here: Window, size: tuple[int, int, TextSize], language: Language) -> None:
    sized(here, *size, language)
    for name, (case, tree, command) in STATES.items():
        here.session.go_case(case)
        here.session.go_tree(tree)
        if command:
            here.call(command)()
        for tab in TABS if here.body.mode == "tabs" and not command else TABS[:1]:
            here.session.show_tab(tab)
            settle(here)
            assert here.size().width() == size[0]
            assert out_of_reach(here) == [], (name, tab)
            assert bars_across(here) == [], (name, tab)
            line = here.body.narrow.line if here.body.mode == "tabs" and here.body.narrow else here.patient
            assert in_sight(here, line.key), (name, tab)
            assert not line.urgent.isVisible() or in_sight(here, line.urgent), (name, tab)
            if case == 2:
                assert line.urgent.isVisible(), (name, tab)
        here.session.close_forms()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}@{}".format(*size))
def test_what_was_decided_is_in_sight_from_every_tab(here: Window, size: tuple[int, int, TextSize]) -> None:
    sized(here, *size)
    here.session.go_case(2)
    here.session.go_tree("lv_lang")
    settle(here)
    if here.body.mode != "tabs":
        assert in_sight(here, here.patient.decided)
        assert "radiotherapie" in here.patient.decided.whole
        return
    assert here.body.narrow is not None
    foot = here.body.narrow.foot.line
    for tab in TABS:
        here.session.show_tab(tab)
        settle(here)
        assert in_sight(here, foot)
        assert foot.view is not None
        assert "radiotherapie" in foot.view.head


@pytest.mark.parametrize("size", [(800, 600, 100), (1366, 768, 200)], ids=str)
@pytest.mark.parametrize("sheet", SHEETS)
def test_sheets_are_in_reach_with_their_way_out_in_sight(
    here: Window, size: tuple[int, int, TextSize], sheet: str
) -> None:
    sized(here, *size)
    here.session.go_case(2)
    here.call(sheet)()
    settle(here)
    shown = here.sheets.shown
    assert shown is not None
    assert out_of_reach(here, shown) == []
    assert shown.area.horizontalScrollBar().maximum() == 0
    assert any(in_sight(here, button) for button in shown.findChildren(QAbstractButton))


def test_a_window_is_never_larger_than_its_screen(qapp: QApplication) -> None:
    from PySide6.QtCore import QSize

    screen = QSize(910, 512)  # 1366 × 768 at 150 %
    try:
        for percent in (100, 125, 150, 175, 200):
            theme.set_text_size(theme.application(), percent)
            least = least_size(screen)
            assert least.width() <= screen.width()
            assert least.height() <= screen.height()
        theme.set_text_size(theme.application(), 100)
        assert (least_size(QSize(1366, 768)).width(), least_size(QSize(1366, 768)).height()) == LEAST
        assert LEAST[0] <= 800
        assert LEAST[1] <= 600
    finally:
        theme.set_text_size(theme.application(), 100)


def test_k_gives_the_tree_all_the_width_and_brings_the_columns_back(here: Window) -> None:
    sized(here, 1366, 768, 100)
    here.session.go_case(2)
    here.session.go_tree("lv_lang")
    settle(here)
    before = here.graph.width()
    keys(here, "K")
    settle(here)
    assert not here.facts.isVisible()
    assert not here.right.isVisible()
    assert here.graph.width() == here.width()
    for view in ("G", "H", "L"):
        keys(here, view)
        settle(here)
        assert here.graph.width() == here.width()
    keys(here, "G", "K")
    settle(here)
    assert here.facts.isVisible()
    assert here.right.isVisible()
    assert here.graph.width() == before


def test_with_the_columns_away_a_digit_answers_and_a_decision_is_written(here: Window) -> None:
    sized(here, 1366, 768, 100)
    here.session.go_case(0)
    here.session.go_tree("diagnostiek")
    keys(here, "K")
    settle(here)
    asked = here.look.next_fact
    keys(here, "1")
    settle(here)
    assert here.look.next_fact != asked
    assert here.session.state.wide
    keys(here, "Ctrl+Z")
    keys(here, "A")
    settle(here)
    assert here.right.decision.isVisible()
    assert in_sight(here, here.patient.key)
    keys(here, "Escape")


def test_the_columns_come_back_for_a_number_that_is_typed(here: Window) -> None:
    sized(here, 1366, 768, 100)
    keys(here, "K")
    here.call("fact:levensverwachting_maanden")()
    settle(here)
    assert here.facts.isVisible()


def test_the_columns_button_says_what_it_does(here: Window) -> None:
    sized(here, 1366, 768, 100)
    QTest.mouseClick(here.body.columns, Qt.MouseButton.LeftButton)
    settle(here)
    assert here.body.columns.words == "Kolommen terug"
    QTest.mouseClick(here.body.columns, Qt.MouseButton.LeftButton)
    settle(here)
    assert here.body.columns.words == ""
    assert not here.session.state.wide


def test_tabs_come_where_columns_would_be_too_narrow(here: Window) -> None:
    modes = {size: sized(here, *size).body.mode for size in SIZES}
    assert modes == {size: "tabs" if size[0] * 100 / size[2] < 1080 else "columns" for size in SIZES}
    assert modes[1366, 768, 125] == "columns"
    assert modes[1366, 768, 150] == "tabs"


def test_ctrl_tab_walks_the_tabs_and_f6_the_parts(here: Window) -> None:
    sized(here, 1366, 768, 200)
    here.session.show_tab("facts")
    seen = []
    for key in ("Ctrl+Tab", "Ctrl+Tab", "Ctrl+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab"):
        keys(here, key)
        seen.append(here.session.state.tab_shown)
    assert seen == ["tree", "advice", "decision", "facts", "decision"]
    visited = set()
    for _ in range(10):
        keys(here, "F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible()
        visited.add(here.session.state.tab_shown)
    assert visited == set(TABS)


def test_a_click_on_a_tab_shows_it_and_leaves_no_hidden_keyboard(here: Window) -> None:
    sized(here, 800, 600, 100)
    here.session.show_tab("facts")
    here.focus_fact(here.look.next_fact or "pijn")
    narrow = here.body.narrow
    assert narrow is not None
    for at, tab in enumerate(TABS):
        if here.session.state.tab_shown != tab:
            QTest.mouseClick(narrow.tabs.tabs[at], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
            settle(here)
        assert here.session.state.tab_shown == tab
        assert narrow.tabs.tabs[at].isChecked()
        shown = {"facts": here.facts, "tree": here.graph, "advice": here.right, "decision": here.right}[tab]
        assert [part for part in (here.facts, here.graph, here.right) if part.isVisible()] == [shown]
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not here.body.parts.top.isAncestorOf(focused)


def test_a_digit_answers_from_every_tab_and_the_foot_says_what_it_would(here: Window) -> None:
    sized(here, 1366, 768, 200)
    here.session.go_case(0)
    here.session.go_tree("diagnostiek")
    for tab in TABS:
        here.session.show_tab(tab)
        here.body.focus_shown()
        settle(here)
        asked = here.look.next_fact
        assert asked is not None
        narrow = here.body.narrow
        assert narrow is not None
        assert narrow.foot.line.view is not None
        assert "1 ja · 2 nee · 0 onbekend" in narrow.foot.line.view.head
        assert narrow.tabs.tabs[1].view is not None
        assert narrow.tabs.tabs[1].view.sign == "against"  # as in the strip: what is asked may be urgent
        keys(here, "1")
        assert here.look.next_fact != asked
        assert here.session.state.tab_shown == tab
        keys(here, "Ctrl+Z")


def test_the_foot_names_no_key_that_does_not_answer(here: Window) -> None:
    """Of every fact of yes and no or of choices: as many digits as it has answers, and 0 for unknown."""
    look = here.look
    for fact in look.pack.facts:
        options = look.options(fact.id)
        if options:
            said = answers_line(look, fact.id).rpartition(": ")[2]
            digits = [part.split(" ")[0] for part in said.split(" · ")]
            named = [str(n) for n in range(1, len(options) + 1)]
            assert digits in ([*named, "0"], [f"1–{len(options)}", "0"]), fact.id


def test_larger_text_keeps_tab_keyboard_and_what_is_in_sight(here: Window) -> None:
    sized(here, 1366, 768, 150)
    here.session.go_case(2)
    here.session.go_tree("lv_lang")
    here.session.show_tab("facts")
    settle(here)
    bar = here.facts.area.verticalScrollBar()
    stop = next(each for each in here.facts.findChildren(QAbstractButton) if each.hasFocus() or each.isVisible())
    stop.setFocus()
    bar.setValue(bar.maximum())
    name = stop.accessibleName()
    keys(here, "Ctrl++")
    settle(here)
    assert here.session.state.tab_shown == "facts"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == name
    assert here.facts.isAncestorOf(focused)


def test_everything_the_head_leaves_out_is_in_its_menu(here: Window) -> None:
    sized(here, 800, 600, 100)
    narrow = here.body.narrow
    assert narrow is not None
    QTest.mouseClick(narrow.top.menu, Qt.MouseButton.LeftButton)
    (menu,) = [each for each in narrow.top.findChildren(QMenu) if each.isVisible()]
    said = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert {"Weergave", "Toetsen", "Over", "Bewaar als PDF", "+ patiënt"} <= set(said)
    assert here.status.kept.words in said
    next(action for action in menu.actions() if action.text().startswith("Weergave")).trigger()
    menu.close()
    settle(here)
    assert here.sheets.shown_name == "view"


def test_what_is_kept_of_the_meeting_is_never_dropped(here: Window) -> None:
    for size in SIZES:
        sized(here, *size)
        narrow = here.body.narrow
        if here.status.isVisible():
            assert in_sight(here, here.status.kept), size
        else:
            assert narrow is not None
            assert here.status.kept.words in narrow.top.menu.accessibleName(), size


def test_the_menu_of_the_tree_tab_goes_to_every_tree(here: Window) -> None:
    sized(here, 800, 600, 100)
    here.session.go_case(2)
    here.session.show_tab("advice")
    narrow = here.body.narrow
    assert narrow is not None
    narrow.tabs.tabs[1].setFocus()
    QTest.keyClick(narrow.tabs.tabs[1], Qt.Key.Key_Down)
    (menu,) = [each for each in narrow.tabs.findChildren(QMenu) if each.isVisible()]
    assert len(menu.actions()) == len(here.look.pack.trees)
    menu.actions()[8].trigger()
    menu.close()
    settle(here)
    assert here.session.state.tree.number == 9
    assert here.session.state.tab_shown == "tree"


def test_the_tab_has_a_tick_only_for_the_advice_of_now(here: Window) -> None:
    sized(here, 800, 600, 100, "nl")
    session = here.session
    session.go_case(2)
    session.go_tree("lv_lang")
    settle(here)
    before = session.state

    def sign() -> str:
        return tab_views(here.look)[TABS.index("decision")].sign

    assert sign() == "deviates"
    keys(here, "V", "Ctrl+Return")
    settle(here)
    assert sign() == "decided"
    session.answer("levensverwachting_maanden", 2)
    settle(here)
    assert sign() == "overtaken"
    session.undo()
    session.undo()
    assert session.state.document == before.document


def test_the_tab_of_a_tree_has_the_mark_of_the_strip(here: Window) -> None:
    """Of every tree of the example, in sign, colour and words."""
    sized(here, 800, 600, 100, "nl")
    seen = set()
    for case, tree in product(range(3), here.look.pack.trees):
        here.session.go_case(case)
        here.session.go_tree(tree.id)
        settle(here)
        (tile,) = [view for view in stage_views(here.look) if view.current]
        tab = tab_views(here.look)[TABS.index("tree")]
        assert (tab.sign, tab.tone) == (stage_sign(tile), stage_colour(tile)), (case, tree.id)
        assert tile.shown[1:] in tab.name
        seen.add((tab.sign, tab.tone))
    assert {("against", RED), ("?", BROWN), ("decided", GREEN)} <= seen


def test_every_mark_of_a_tab_is_painted(here: Window) -> None:
    """Also those that no patient of the example has; what presses is red."""
    button = TabButton(opens=True)
    button.resize(340, 60)
    marks = [each for one in get_args(Sign) for each in (get_args(one) or (one,)) if each]
    assert len(marks) > 6
    for mark in marks:
        button.show_view(TabView("tree", "Boom 1", "Boom 1", mark, tone=RED), current=False)
        shown = button.grab().toImage()
        button.show_view(TabView("tree", "Boom 1", "Boom 1"), current=False)
        assert shown != button.grab().toImage(), mark
    button.deleteLater()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("size", [(800, 600, 100), (1366, 768, 100)], ids=str)
def test_every_menu_opens(here: Window, size: tuple[int, int, TextSize], language: Language) -> None:
    sized(here, *size, language)
    here.session.go_case(0)
    here.session.show_tab("tree")
    settle(here)
    narrow = here.body.narrow
    openers: list[QWidget] = [here.graph.head.more]
    if here.body.mode == "tabs":
        assert narrow is not None
        openers = [narrow.top.menu, narrow.tabs.tabs[TABS.index("tree")], narrow.line.place, here.graph.head.more]
    opened = []
    for opener in openers:
        if not opener.isVisible():
            continue
        QTest.mouseClick(opener, Qt.MouseButton.LeftButton)
        assert here.message.label.text() == "", opener.accessibleName()  # a failure is told there
        (menu,) = [each for each in here.findChildren(QMenu) if each.isVisible()]
        assert all(action.text() for action in menu.actions() if not action.isSeparator())
        opened.append(opener)
        menu.close()
        settle(here)
    assert opened[0] is openers[0] or here.body.mode == "columns"
    here.session.set_language("nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_narrow_menu_has_words(language: Language) -> None:
    words = words_of("window", language)
    assert all(words(word) for name, word in MENU if name)
