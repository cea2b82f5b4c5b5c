"""What is in sight, what was typed and who has the keyboard: panels made anew in another size of text go on there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QWidget

from mdo_viewer.desktop.body import Body
from mdo_viewer.desktop.widgets.form import KEPT_NOWHERE, held, is_given, tell_left, waiting_lines
from mdo_viewer.desktop.widgets.tab_order import stops


class Sight(NamedTuple):
    """Which part has the keyboard, by its place among the parts, and what in it: its kind and its name. `scrolled` says
    how far the facts and the advice were scrolled, 0 to 1."""

    part: int | None
    kind: type[QWidget]
    name: str
    scrolled: tuple[float, ...]
    typed: Mapping[str, str]


class Caret(NamedTuple):
    """What had the keyboard: the name of its class and its own, and where in its text the caret stood."""

    kind: str
    name: str
    at: int


def caret_in(held: QWidget | None) -> Caret | None:
    """What has the keyboard; None where nothing does."""
    if held is None:
        return None
    at = held.cursorPosition() if isinstance(held, QLineEdit) else 0
    at = held.textCursor().position() if isinstance(held, QPlainTextEdit) else at
    return Caret(type(held).__name__, held.accessibleName(), at)


def give_caret(window: QWidget, caret: Caret | None, text: str = "") -> bool:
    """Give the same the keyboard, with the caret where it stood; whether it is there. `text` was half typed in it."""
    if caret is None or not caret.name:
        return False
    alike = (each for each in window.findChildren(QWidget) if type(each).__name__ == caret.kind)
    named = (each for each in alike if each.accessibleName() == caret.name)
    found = next((each for each in named if each.isVisibleTo(window) and each.isEnabled()), None)
    if found is None:
        return False
    found.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(found, QLineEdit):
        if text:
            found.setText(text)
            found.setModified(True)
        found.setCursorPosition(caret.at)
    elif isinstance(found, QPlainTextEdit):
        cursor = found.textCursor()
        cursor.setPosition(min(caret.at, len(found.toPlainText())))
        found.setTextCursor(cursor)
    return True


class Typing(NamedTuple):
    """What was typed in a sheet and not entered: `refused` stands in fields that were left, by their names; `text` in
    the one with the keyboard, which was `field`, and may be refused too. `at` is what was chosen in the sheet."""

    at: str
    refused: Mapping[str, str]
    field: Caret | None
    text: str
    writing: bool  # whether a field had the keyboard


def typing_in(sheet: QWidget, at: str) -> Typing:
    """What is half typed in a sheet. The keyboard leaves it, and nothing of it is entered."""
    QGuiApplication.inputMethod().commit()
    focused: QWidget | None = sheet.window().focusWidget()
    field = caret_in(focused) if focused is not None and sheet.isAncestorOf(focused) else None
    typed, text = dict(typed_in(sheet)), ""
    if field is not None and isinstance(focused, QLineEdit):
        text = typed.get(field.name, "")
        if not is_given(focused):
            typed.pop(field.name, None)
        with held(focused):
            focused.clearFocus()
    return Typing(at, typed, field, text, isinstance(focused, QLineEdit | QPlainTextEdit))


def go_on_typing(sheet: QWidget, typing: Typing) -> None:
    """The same half typed in a sheet that was made anew; what was refused is so again."""
    for line in sheet.findChildren(QLineEdit):
        text = typing.refused.get(line.accessibleName())
        if text is not None and text != line.text() and line.isVisibleTo(sheet):
            line.setFocus(Qt.FocusReason.OtherFocusReason)  # from then on it is watched
            line.setText(text)
            line.setModified(True)
            tell_left(line)
    give_caret(sheet, typing.field, typing.text)


def typed_in(root: QWidget) -> Mapping[str, str]:
    """What somebody typed in the fields in sight, by the name of the field: what was taken, and what was refused."""
    lines = (
        line for line in root.findChildren(QLineEdit) if line.isVisibleTo(root) and not line.property(KEPT_NOWHERE)
    )
    return {line.accessibleName(): line.text() for line in lines if line.isModified() and line.accessibleName()}


def half_typed(root: QWidget) -> list[str]:
    """What stands in fields in sight and was not entered, each with its field; not of a dialog of files, which asks."""
    return [f"{line.accessibleName()}: {line.text()}" for line in waiting_lines(root)]


def type_again(root: QWidget, typed: Mapping[str, str]) -> None:
    """Type the same in the same fields, and enter none: what was taken stands there already, what was refused says
    again what is the matter, and what was half typed is so again."""
    for line in root.findChildren(QLineEdit):
        text = typed.get(line.accessibleName())
        if text is not None and text != line.text() and line.isVisibleTo(root):
            with held(line):
                line.setText(text)
                line.setModified(True)
                tell_left(line)


def taken_down(body: Body, focused: QWidget | None) -> Sight:
    """What is in sight now; what was half typed in a field stays so."""
    parts = body.parts
    part = next((at for at, each in enumerate(parts) if focused is not None and each.isAncestorOf(focused)), None)
    name = "" if focused is None else focused.accessibleName()
    scrolled = tuple(_scrolled(area) for area in _areas(body))
    if isinstance(focused, QLineEdit):
        with held(focused):
            focused.clearFocus()
    elif focused is not None:
        focused.clearFocus()
    return Sight(part, type(focused or body), name, scrolled, typed_in(body))


def put_back(body: Body, sight: Sight) -> None:
    """Bring the same into sight, and give the keyboard to the same; where that is gone, to the part in sight."""
    type_again(body, sight.typed)
    for area, far in zip(_areas(body), sight.scrolled, strict=True):
        bar = area.verticalScrollBar()
        bar.setValue(round(far * bar.maximum()))
    found = None
    if sight.part is not None:
        same = (each for each in stops(body.parts[sight.part]) if type(each) is sight.kind)
        found = next((each for each in same if each.accessibleName() == sight.name), None)
    if found is None:
        body.focus_shown()
    else:
        found.setFocus(Qt.FocusReason.OtherFocusReason)


def _areas(body: Body) -> tuple[QAbstractScrollArea, ...]:
    return body.parts.facts.area, body.parts.right.advice.area


def _scrolled(area: QAbstractScrollArea) -> float:
    bar = area.verticalScrollBar()
    return bar.value() / bar.maximum() if bar.maximum() else 0.0
