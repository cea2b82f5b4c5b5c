"""The strip: one row, the trees that matter in full and the others in folds, with the state in plain words."""

from __future__ import annotations

from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.panels.journey_strip import HEIGHT, LEAST, FoldTile, StageTile, StripPart
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.stages import stage_colour, stage_sign, stage_views
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.values import replace
from tests.help.desktop_help import at_tree, close, keys, make_window, settle, type_text


@pytest.fixture
def third(window: Window) -> Window:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    return window


def in_full(window: Window) -> dict[int, StageTile]:
    """The tiles in sight, by the number of their tree."""
    settle(window)
    return {tile.view.number: tile for tile in window.journey.tiles if tile.view is not None and tile.isVisible()}


def folded(fold: FoldTile) -> list[int]:
    return [view.number for view in fold.views] if fold.isVisible() else []


def shown(window: Window) -> dict[int, str]:
    return {number: tile.view.shown for number, tile in in_full(window).items() if tile.view is not None}


def test_what_matters_stands_in_full_with_its_state_and_sign(third: Window) -> None:
    assert shown(third) == {4: "Therapie binnen 24 uur", 6: "Volgende", 9: "Besluit: radiotherapie"}
    signs = {number: stage_sign(tile.view) for number, tile in in_full(third).items() if tile.view is not None}
    assert signs == {4: "against", 6: "next", 9: "deviates"}
    reds = {n for n, tile in in_full(third).items() if tile.view is not None and stage_colour(tile.view) == tokens.RED}
    assert reds == {4}
    assert folded(third.journey.done) == [1, 2, 3, 5, 10]
    assert folded(third.journey.later) == [7, 8, 11, 12]
    assert (third.journey.done.head, third.journey.later.head) == ("Klaar", "Niet aan de orde")


def test_only_what_is_dealt_with_is_called_done(third: Window) -> None:
    """Trees 1 and 3 advise something on which nobody decided: the way on names them."""
    for tree in ("diagnostiek", "aanvullend"):
        third.session.go_tree(tree)
        settle(third)
        keys(third, "V", "Ctrl+Return")
    third.session.go_tree("lv_lang")
    settle(third)
    assert third.journey.done.head == "Klaar"


def test_an_empty_patient_has_the_ways_in_with_what_opens_them(empty: Window) -> None:
    assert shown(empty) == {
        1: "Nog niet beoordeeld",
        3: "Bij verdenking op beeldvorming",
        11: "Na een operatie",
        12: "Na operatie of radiotherapie",
    }
    assert folded(empty.journey.done) == []
    assert folded(empty.journey.later) == [2, 4, 5, 6, 7, 8, 9, 10]
    assert empty.journey.later.head == "Volgen uit de antwoorden"
    assert not [tile for tile in in_full(empty).values() if tile.view is not None and stage_sign(tile.view)]


def test_a_draft_is_marked_until_it_is_recorded(third: Window) -> None:
    keys(third, "A")
    type_text(third, "wil niet meer")
    keys(third, "Escape")
    assert shown(third)[9] == "Concept van een besluit"
    third.session.go_tree("tijd_tot_therapie")
    assert shown(third)[9] == "Concept van een besluit"
    assert third.look.coming.tree is not None
    assert third.look.coming.tree.tree == "lv_lang"  # what is half written comes first


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [(1366, 768), (1080, 768), (1920, 1080), (1080, 600)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_strip_is_one_row_and_every_tree_is_in_it_once(size: tuple[int, int], language: Language) -> None:
    window = make_window(size=size)
    window.session.set_language(language)
    for case in range(3):
        for tree in ("diagnostiek", "lv_lang", "followup"):
            window.session.go_case(case)
            window.session.go_tree(tree)
            full = in_full(window)
            strip = window.journey
            assert strip.height() == HEIGHT
            folds = (strip.done, strip.unknown, strip.later)
            assert sorted([*full, *chain.from_iterable(map(folded, folds))]) == list(range(1, 13))
            assert window.look.state.tree.number in full
            parts = sorted((*full.values(), *(f for f in folds if f.isVisible())), key=_left)
            assert [part.y() for part in parts] == [0] * len(parts)
            assert _left(parts[0]) == 0
            ends = [part.geometry().right() + 1 for part in parts]
            assert ends[:-1] == [_left(part) for part in parts[1:]]
            assert strip.width() - len(parts) <= ends[-1] <= strip.width()
            assert all(tile.width() >= min(LEAST, tile.wanted()) for tile in full.values())
            for fold in folds:
                assert not fold.isVisible() or fold.width() >= fold.wanted()
    close(window)


def _left(part: StripPart) -> int:
    return part.x()


@pytest.mark.parametrize("case", [0, 1, 2])
def test_no_name_and_no_state_is_cut_at_1366(window: Window, case: int) -> None:
    window.session.go_case(case)
    for tile in in_full(window).values():
        wrapped = tile.view is not None and " ".join(tile.state_lines()) == tile.view.shown and tile.view.decided
        assert tile.width() >= tile.wanted() or wrapped, tile.accessibleName()


def test_a_fold_lists_its_trees_in_full_and_leads_there(third: Window) -> None:
    fold = third.journey.later
    fold.setFocus(Qt.FocusReason.TabFocusReason)
    keys(third, "Return")
    menu = third.journey.menu
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "Boom 7, Behandeling bij levensverwachting < 3 maanden: niet aan de orde"
    assert [text.split(",")[0] for text in texts] == ["Boom 7", "Boom 8", "Boom 11", "Boom 12"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(third)
    assert third.session.state.tree_id == "cortico_lv_kort"
    assert third.journey.menu is None
    assert 8 in in_full(third)


def test_the_list_of_a_fold_goes_with_its_patient(third: Window) -> None:
    QTest.mouseClick(third.journey.done, Qt.MouseButton.LeftButton)
    assert third.journey.menu is not None
    third.session.go_case(0)
    settle(third)
    assert third.journey.menu is None


def test_the_keyboard_stays_in_the_strip_when_its_tile_is_folded(third: Window) -> None:
    tile = in_full(third)[6]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    third.session.withdraw("lv_lang")  # tree 6 does not apply any more
    settle(third)
    held = QApplication.focusWidget()
    assert isinstance(held, StageTile)
    assert held.isVisible()
    assert held.view is not None
    assert held.view.current


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_stands_on_a_tile_is_in_its_name(window: Window, language: Language) -> None:
    window.session.set_language(language)
    for case in range(3):
        window.session.go_case(case)
        settle(window)
        for tile in window.journey.tiles:
            assert tile.view is not None
            name = tile.accessibleName().casefold()
            assert tile.view.short.casefold() in name
            assert tile.view.shown.casefold() in name
        for fold in (window.journey.done, window.journey.unknown, window.journey.later):
            assert fold.head.casefold() in fold.accessibleName().casefold()


def test_a_limit_that_is_decided_and_runs_has_no_green_warning(window: Window) -> None:
    at_tree(window, 2, "tijd_tot_therapie")
    settle(window)
    before = next(each for each in stage_views(window.look) if each.tree == "tijd_tot_therapie")
    assert (stage_sign(before), stage_colour(before)) == ("against", tokens.RED)
    keys(window, "V", "Ctrl+Return")
    settle(window)
    after = next(each for each in stage_views(window.look) if each.tree == "tijd_tot_therapie")
    assert (stage_sign(after), stage_colour(after)) == ("decided", tokens.GREEN)
    assert stage_sign(replace(after, overdue=True)) == "against"
    assert stage_colour(replace(after, overdue=True)) == tokens.RED
