"""A small window with a fault that the checks must find, or none: `python -m tests.accessibility.planted nl [FAULT]`.

`silent`: an error is shown and not said. `name`: a button is called in markup. `effect`: a choice that is toggled shows
itself chosen and does nothing. `leak`: what lies behind a sheet can be reached. `stays`: what was typed stays in a
hidden field. `password`: a password is told sign by sign. `invalid`: no fault; the field says by an interface of its
own that what stands in it is invalid. `roles`: no fault; a label in every role that Qt knows, and headings.
"""

from __future__ import annotations

import sys
from typing import Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mdo_viewer.desktop import roles
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.controls import Heading
from mdo_viewer.desktop.widgets.password_line import PasswordLine

#: The roles that may be those of a part of a window; others, such as that of a table, ask for more than a role.
LANDING: Final = tuple(
    QAccessible.Role[name]
    for name in ("Client", "Pane", "Grouping", "Document", "Section", "ComplementaryContent", "Footer", "Form", "Note")
)


class Planted(QWidget):
    """A field with an error, a choice, and a sheet (F2)."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.setWindowTitle("Geplant")
        self.resize(600, 500)
        self._fault = fault
        self.board = QWidget(self)
        self.board.setGeometry(self.rect())
        column = QVBoxLayout(self.board)
        self.field, self.message, self.outcome = QLineEdit(), QLabel(), QLabel("Antwoord: geen")
        self.field.setAccessibleName("Voorwaarde")
        self.field.returnPressed.connect(self._record)
        self.choice, self.other = QPushButton("ja"), QPushButton("Anders")
        self.choice.setCheckable(True)
        (self.choice.clicked if fault == "effect" else self.choice.toggled).connect(self._answer)
        self.other.setAccessibleName("<b>Anders</b>" if fault == "name" else "Anders")
        self.password = QLineEdit() if fault == "password" else PasswordLine()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Wachtwoord")
        for part in (self.field, self.password, self.message, self.choice, self.other, self.outcome):
            column.addWidget(part)
        self.sheet = QDialog(self, Qt.WindowType.Widget)
        self.sheet.setAccessibleName("Blad")
        self.sheet.setGeometry(self.rect())
        inside = QVBoxLayout(self.sheet)
        self.close_it = QPushButton("Sluit")
        self.close_it.clicked.connect(lambda: self.open_sheet(False))
        inside.addWidget(self.close_it)
        self.sheet.hide()
        QShortcut(QKeySequence("F2"), self, lambda: self.open_sheet(True))
        self.field.setFocus()

    def _record(self) -> None:
        if not self.field.text():
            self.message.setText("Schrijf de voorwaarde op.")
            if self._fault != "silent":
                announce(self.message, self.message.text())
        elif self._fault == "stays":
            self.field.hide()
        else:
            self.field.clear()

    def _answer(self, on: bool) -> None:
        self.outcome.setText(f"Antwoord: {'ja' if on else 'geen'}")

    def open_sheet(self, on: bool) -> None:
        self.sheet.setVisible(on)
        self.board.setEnabled(not on or self._fault == "leak")
        (self.close_it if on else self.field).setFocus()


def with_roles(column: QVBoxLayout) -> None:
    """A label in each role, called after it, and a heading of the program's own at three levels."""
    kept: dict[str, QAccessibleWidget] = {}

    def answer(_kind: str, thing: QObject) -> QAccessibleWidget | None:
        role = str(thing.property("planted") or "")
        if not isinstance(thing, QWidget) or not role:
            return None
        kept[role] = QAccessibleWidget(thing, QAccessible.Role[role])
        return kept[role]

    roles.install()
    QAccessible.installFactory(answer)
    for level in (1, 2, 3):
        column.addWidget(Heading(f"Kop {level}", level=level))
    for role in LANDING:
        label = QLabel(role.name)
        label.setProperty("planted", role.name)
        label.setAccessibleName(role.name)
        column.addWidget(label)


class Invalid(QAccessibleWidget):
    """All that can be answered for a field from here."""

    def state(self) -> QAccessible.State:
        """That of a field with something invalid in it."""
        state = super().state()
        state.editable = state.invalid = True
        return state


def main() -> int:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("MDO Viewer")
    kept: list[Invalid] = []

    def answer(_kind: str, thing: QObject) -> Invalid | None:
        if not isinstance(thing, QLineEdit) or thing.echoMode() == QLineEdit.EchoMode.Password:
            return None
        kept.append(Invalid(thing, QAccessible.Role.EditableText))
        return kept[-1]

    if "".join(sys.argv[2:3]) == "invalid":
        QAccessible.installFactory(answer)
    window = Planted("".join(sys.argv[2:3]))
    if "".join(sys.argv[2:3]) == "roles":
        with_roles(cast(QVBoxLayout, window.board.layout()))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
