"""A few choices in columns, of which one holds: Tab comes to them once, arrows walk, Space or a click chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout

from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf
from mdo_viewer.desktop.widgets.controls import TICK, Button, key_width, words_width

#: Arrows: to the one before or after.
ARROWS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


#: The keyboard comes back to where it was: nobody moved it.
_BACK: Final = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
#: Between two of them, px.
GAP: Final = 8


class GridButton(Button):
    """One of the choices; arrows are given to the grid."""

    arrow = Signal(int)

    def __init__(self, size: int) -> None:
        super().__init__(left=True, size=size)
        self.pad = 5  # two or three beside one another in the narrowest panel
        self.setCheckable(True)
        self.tick_chosen()
        self.brought = False  # the keyboard came because this was said to be missing; else who is here types a text

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever was brought here reads the keys that stand on the choices."""
        super().focusInEvent(event)
        if event.reason() not in _BACK:
            self.brought = event.reason() == Qt.FocusReason.OtherFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever clicks came here."""
        self.brought = False
        super().mousePressEvent(event)

    @property
    def longest_word(self) -> int:
        """The width that its longest word takes with the key beside it, px."""
        words = (words_width(word, self._size, True) for word in self.words.split())
        return max(words, default=0) + 2 * self.pad + key_width(self.cap) + 4 + theme.px(TICK)

    def minimumSizeHint(self) -> QSize:
        """Narrow: the grid gives each of its columns the room that words need."""
        return QSize(48, theme.TOUCH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the grid's; other keys as in every button. Who was brought here may be writing on: a blank is then
        of the text, as letters are."""
        if self.brought and event.key() == Qt.Key.Key_Space:
            event.ignore()
            return
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.arrow.emit(step)


class ChoiceGrid(Grouping):
    """Shows choices in at most so many columns; `chosen` tells a press, `walked` an arrow, each with the place from 0.
    Who owns it decides what is checked."""

    chosen = Signal(int)
    walked = Signal(int)

    def __init__(self, columns: int, *, size: int = 14) -> None:
        super().__init__()
        self._columns = self._most = columns
        self._size = size
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)  # buttons keep room above and below themselves
        self._stretch()
        self.buttons: list[GridButton] = []
        self._one_of = OneOf(self)

    def _stretch(self) -> None:
        for at in range(max(self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(at, int(at < self._columns))

    def _fit(self) -> None:
        """As many beside one another as there may be without a word that is cut."""
        need = max((button.longest_word for button in self.buttons), default=1) + GAP
        columns = max(1, min(self._most, (self.width() + GAP) // need))
        if columns == self._columns:
            return
        self._columns = columns
        for at, button in enumerate(self.buttons):
            self._put(at, button)
        self._stretch()

    def _put(self, at: int, button: GridButton) -> None:
        self._grid.addWidget(button, at // self._columns, at % self._columns)

    def offer(self, words: Sequence[str], *, keys: Sequence[str] = (), names: Sequence[str] = ()) -> None:
        """Show these choices, each with its key and its name for who listens (the words where none is given)."""
        while len(self.buttons) < len(words):
            self._add()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(words))
            if at < len(words):
                key, name = (given[at] if at < len(given) else "" for given in (keys, names))
                button.show_words(words[at], key=key, name=name or words[at])
        self._fit()

    def choose(self, at: int, *, alone: bool = False) -> None:
        """Show choice `at` as chosen, -1 for none; `alone`: no other can be. Tells nobody."""
        for index, button in enumerate(self.buttons):
            button.setChecked(index == at)
            button.setEnabled(not alone or index == at)
            stop = Qt.FocusPolicy.StrongFocus if index == max(at, 0) else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != stop:
                button.setFocusPolicy(stop)
        if at >= 0 and self.has_keyboard and not self.buttons[at].hasFocus():  # a digit chose another
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts them in as many columns as fit."""
        super().resizeEvent(event)
        self._fit()

    @property
    def has_keyboard(self) -> bool:
        """Whether one of the choices has the keyboard."""
        return any(button.hasFocus() for button in self.buttons)

    @property
    def hears_digits(self) -> bool:
        """Whether the keyboard was brought to one of the choices: a digit is one of them there."""
        return any(button.hasFocus() and button.brought for button in self.buttons)

    def press(self, number: int) -> bool:
        """Choose by its number, from 1, as a key does; whether there is such a choice."""
        shown = [at for at, button in enumerate(self.buttons) if not button.isHidden() and button.isEnabled()]
        if not 1 <= number <= len(shown):
            return False
        self.walked.emit(shown[number - 1])
        return True

    def take_keyboard(self) -> None:
        """Give the keyboard to what is chosen, else to the first."""
        button = next((each for each in self.buttons if each.isChecked()), self.buttons[0])
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.brought = True  # also where it was there already

    def _add(self) -> None:
        at, button = len(self.buttons), GridButton(self._size)
        self._one_of.add(button)
        button.clicked.connect(lambda: self._pressed(at))
        button.arrow.connect(lambda step: self._walk(at, step))
        self.buttons.append(button)
        self._put(at, button)

    def _pressed(self, at: int) -> None:
        self.chosen.emit(at)

    def _walk(self, at: int, step: int) -> None:
        """To the choice before or after this one, round the end, whichever row it stands in: in the order in which
        who listens hears them counted."""
        shown = [index for index, button in enumerate(self.buttons) if not button.isHidden() and button.isEnabled()]
        if at not in shown or len(shown) == 1:
            return
        to = shown[(shown.index(at) + step) % len(shown)]
        self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
        self.walked.emit(to)
