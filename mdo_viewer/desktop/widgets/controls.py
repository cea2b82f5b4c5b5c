"""The few controls that the window is made of, painted by ourselves: plain text, visible focus, key caps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import ClassVar, Final, NamedTuple, cast
from weakref import ref

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import Shiboken

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import ButtonTone, CardTone
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf, Stated, announce_after, tell_as

#: The room of a tick before the words of a button, px.
TICK: Final = 16


#: A press within this time, ms, that is no further than this from the last one, px, was meant for what lay there then.
SOON: Final = 900
NEAR: Final = 4
#: The property of a row whose buttons answer: after an answer the next question moves under the pointer.
ANSWERS: Final = "answers"


class Coat(NamedTuple):
    """Ground, text, border and focus colour of a button; an empty ground is transparent."""

    ground: tokens.Paint
    text: tokens.Token
    border: tokens.Paint
    focus: tokens.Token = tokens.BLUE


COATS: dict[ButtonTone, Coat] = {
    "plain": Coat(tokens.PAPER, tokens.INK, tokens.STRONG_LINE),
    "primary": Coat(tokens.INK, tokens.PAPER, tokens.INK, tokens.PAPER),
    "quiet": Coat("", tokens.INK, ""),
    "night": Coat("", tokens.NIGHT_INK, tokens.NIGHT_LINE, tokens.FOCUS_ON_NIGHT),
    "night_primary": Coat(tokens.NIGHT_INK, tokens.NIGHT, tokens.NIGHT_INK, tokens.FOCUS_ON_NIGHT),
    "link": Coat("", tokens.BLUE, ""),
}
CHECKED = Coat(tokens.BLUE, tokens.ON, tokens.BLUE, tokens.INK)
CHECKED_NIGHT = Coat(tokens.NIGHT_INK, tokens.NIGHT, tokens.NIGHT_INK, tokens.FOCUS_ON_NIGHT)
CHECKED_UNKNOWN = Coat(tokens.MUTED, tokens.ON, tokens.MUTED, tokens.INK)


class PlainLabel(QLabel):
    """Text shown exactly as it is: no markup, no mnemonics, never shortened."""

    def __init__(
        self,
        text: str = "",
        *,
        size: int = theme.BASE,
        bold: bool = False,
        colour: tokens.Token = tokens.INK,
        wrap: bool = True,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        # What the application gives every label; setting it again would cost a quarter of making one.
        self._colour: tokens.Token = tokens.INK
        self._face = (theme.BASE, False)
        self._heights: dict[int, int] = {}
        self._labelled: QWidget | None = None
        self.restyle(size, bold, colour)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def restyle(self, size: int, bold: bool, colour: tokens.Token) -> None:
        """Give the label another size, weight and colour."""
        if (size, bold) != self._face:
            self._face = (size, bold)
            self._heights.clear()
            self.setFont(theme.font(size, bold=bold))
        if colour != self._colour:
            self._colour = colour
            self._take_colour()

    def scheme_changed(self) -> None:
        """Take the colour from the scheme now worn, and lay the text out anew: a style sheet that comes can give a
        label that was used before a font that it had then, in which the same text is higher."""
        self._take_colour()
        self.setFont(theme.font(self._face[0], bold=self._face[1]))
        self._heights.clear()
        self.updateGeometry()

    def _take_colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.colour(self._colour))
        self.setPalette(palette)

    def setText(self, text: str) -> None:
        """As QLabel has it; the heights remembered of the text before are dropped."""
        self._heights.clear()
        if self._labelled is not None and Shiboken.isValid(self._labelled):  # else the field went before its label
            # With a buddy the letter after "&" would be a key. None is nothing to PySide's types, not to Qt.
            super().setBuddy(cast(QWidget, None) if "&" in text else self._labelled)
        super().setText(text)

    def setBuddy(self, labelled: QWidget) -> None:
        """What this is the label of, to assistive technology alone: no text makes a key of it."""
        self._labelled = labelled
        if "&" not in self.text():
            super().setBuddy(labelled)

    def setToolTip(self, tip: str) -> None:
        """As QLabel has it; what the tip says more than the text is the description."""
        super().setToolTip(tip)
        self.setAccessibleDescription(theme.described(self.accessibleName() or self.text(), tip))

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Room around the text."""
        self._heights.clear()
        self.setContentsMargins(left, top, right, bottom)

    def heightForWidth(self, width: int) -> int:
        """As QLabel has it, remembered: layouts ask many times for each answer."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def show_text(self, text: str, *, hide_empty: bool = True) -> None:
        """Show `text`; without text the label takes no room."""
        if text != self.text():
            self.setText(text)
        if hide_empty and not text:
            self.hide()
        elif self.isHidden() and self.parentWidget() is not None:
            self.show()


class Heading(PlainLabel):
    """The title of a part: a screen reader goes from one to the next, and hears which part lies in which."""

    def __init__(
        self,
        text: str = "",
        *,
        size: int = theme.BASE,
        bold: bool = True,
        colour: tokens.Token = tokens.INK,
        wrap: bool = True,
        level: int = 2,
    ) -> None:
        super().__init__(size=size, bold=bold, colour=colour, wrap=wrap)
        tell_as(self, "heading", level=level)  # before it has a text, with which Qt asks what it is
        self.setText(text)


class Complaint(PlainLabel):
    """What is the matter with a field: said once, and the description of the field as long as it holds: of a line
    until another text stands in it. Where the keyboard comes to the field with it, its description says it."""

    def __init__(
        self, field: QWidget, *, size: int = theme.SMALL, bold: bool = True, colour: tokens.Token = tokens.RED
    ) -> None:
        super().__init__(size=size, bold=bold, colour=colour)
        self._field, self._about, self._of = field, "", ""
        if isinstance(field, QLineEdit):
            field.textChanged.connect(self._hear_change)
        self.hide()

    def _hear_change(self, text: str) -> None:
        if text != self._of:
            self.show_text("")

    def show_text(self, text: str, *, hide_empty: bool = True, told: bool = True) -> None:
        """As every label; a text that comes is told, unless who shows it tells it later."""
        before = self.text()
        if isinstance(self._field, QLineEdit):
            self._of = self._field.text()
        if text and text != before:
            if not before:
                self._about = self._field.accessibleDescription()
            self._field.setAccessibleDescription(text)
            announce_after(self._field, text if told else "", unless_entered=not self._field.hasFocus())
        elif before and not text and self._field.accessibleDescription() == before:
            self._field.setAccessibleDescription(self._about)
        super().show_text(text, hide_empty=hide_empty)

    def complain(self, text: str) -> None:
        """The same in answer to a key: one that stands there already is told again, or nothing seems to happen."""
        stood = bool(text) and text == self.text()
        self.show_text(text)
        if stood:
            announce_after(self._field, text, unless_entered=not self._field.hasFocus())


def own_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give an area a viewport made here: to find out what the made one is, PySide prepares every class of widget."""
    viewport = QWidget()
    area.setViewport(viewport)
    return viewport


def draw_key(painter: QPainter, text: str, right: float, middle: float, colour: QColor) -> float:
    """Draw a key cap whose right edge stands at `right`; the width it takes."""
    font = theme.font(12)
    painter.setFont(font)
    width, height = _cap_width(text), theme.px(20)
    box = QRectF(right - width, middle - height / 2, width, height)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def words_width(text: str, size: int, bold: bool) -> int:
    """The width of a line of text, px; layouts ask for it some hundred times a picture."""
    return _width(text, size, bold, theme.text_size())


def forget() -> None:
    """Drop what was measured: texts that were typed of a patient are among it."""
    _width.cache_clear()


@lru_cache(maxsize=4096)
def _width(text: str, size: int, bold: bool, _text_size: int) -> int:
    return QFontMetrics(theme.font(size, bold=bold)).horizontalAdvance(text)


def words_height(size: int, bold: bool) -> int:
    """The height of a line of text, px."""
    return _height(size, bold, theme.text_size())


@cache
def _height(size: int, bold: bool, _text_size: int) -> int:
    return QFontMetrics(theme.font(size, bold=bold)).height()


def key_width(text: str) -> int:
    """The width of a key cap with its gap, px; 0 for no key."""
    return round(_cap_width(text)) + 8 if text else 0


def _cap_width(text: str) -> float:
    return max(theme.px(20), words_width(text, 12, False) + 10.0)


class Button(Stated):
    """A button with its words, wrapped when they are long, and its key in a cap."""

    _presses: ClassVar[int] = 0  # by mouse, of all buttons
    #: Where and when that was, and in which window.
    _last: ClassVar[tuple[QPointF, int, ref[QWidget] | None]] = (QPointF(), -SOON, None)

    def __init__(
        self, words: str = "", *, tone: ButtonTone = "plain", key: str = "", size: int = theme.BASE, left: bool = False
    ) -> None:
        super().__init__()
        self._words = ""
        self._key = key
        self._tone: ButtonTone = tone
        self._left = left
        self._size = size
        self._heights: dict[int, int] = {}
        self._here = 0
        self.neutral = False  # checked looks grey: "unknown" is not an answer
        self.by_mouse = False  # whether the focus came by a click: then letters stay the window's
        self.corners = (True, True)
        self._ticks = False
        self.pad = 12
        self.bold = tone in ("primary", "night_primary")
        self._told = self._tip = self._described = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if size != theme.BASE:
            self.setFont(theme.font(size))
        policy = self.sizePolicy()
        policy.setHeightForWidth(left)
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred if left else QSizePolicy.Policy.Minimum)
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed if not left else QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.show_words(words, key=key)

    def tick_chosen(self) -> None:
        """Show a tick before the words while the button is checked; from now on."""
        if not self._ticks:
            self._ticks = True
            self.toggled.connect(lambda: self.updateGeometry())

    @property
    def _tick_room(self) -> int:
        """What the tick takes, px: it needs no more room than was kept for it where the words may wrap."""
        return theme.px(TICK) if self._ticks and (self._left or self.isChecked()) else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers that this button was pressed last; what came under a pointer that rests was not meant."""
        if self._here != Button._presses and self._lies_under_last(event) and self._answers():
            event.accept()
            return
        Button._last = event.globalPosition(), event.timestamp(), ref(self.window())
        Button._presses += 1
        self._here = Button._presses
        super().mousePressEvent(event)

    def _lies_under_last(self, event: QMouseEvent) -> bool:
        """Whether the pointer rests where the last press was, a moment ago in this window."""
        at, when, window = Button._last
        near = (event.globalPosition() - at).manhattanLength() <= NEAR
        return near and event.timestamp() - when < SOON and window is not None and window() is self.window()

    def _answers(self) -> bool:
        """Whether pressing it answers a fact."""
        parent = self.parentWidget()
        while parent is not None and not parent.property(ANSWERS):
            parent = parent.parentWidget()
        return parent is not None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click counts where the first one did: what came under the pointer meanwhile was
        not meant."""
        if self._here == Button._presses:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remembers in `by_mouse` whether the focus came by a click."""
        self.by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def show_words(self, words: str, *, key: str | None = None, name: str | None = None) -> None:
        """Set the words, the key cap and the accessible name (the words when not given)."""
        key = self._key if key is None else key
        if (words, key) != (self._words, self._key):
            self._words, self._key = words, key
            self._heights.clear()
            self.updateGeometry()
            self.update()
        name = name or words
        seen = words.rstrip("…. ")
        if any(map(str.isalpha, seen)) and seen.casefold() not in name.casefold():
            name = f"{seen}: {name}"  # who speaks to the program says what is to be seen
        if name != self.accessibleName():
            self.setAccessibleName(name)
        else:
            self._describe()  # the key may be another, or called otherwise

    def setAccessibleName(self, name: str) -> None:
        """As QPushButton has it; what its tip says more may be another thing now."""
        super().setAccessibleName(name)
        self._describe()

    def setAccessibleDescription(self, text: str) -> None:
        """What is said after the name, instead of the tip."""
        self._told = text
        self._describe()

    def setToolTip(self, tip: str) -> None:
        """As QPushButton has it; what the tip says more than the name is the description."""
        if tip != self._tip:
            self._tip = tip
            super().setToolTip(tip)
            self._describe()

    def _describe(self) -> None:
        if not (self._told or self._tip or self._described or self._key):
            return  # as most
        name = self.accessibleName()
        text = theme.described(name, self._tip, self._told)
        if f"({self._key})" not in f"{name} {text}":
            text = theme.with_key(text, self._key)
        if text != self._described:
            self._described = text
            super().setAccessibleDescription(text)

    @property
    def words(self) -> str:
        """The words on the button, without its key."""
        return self._words

    @property
    def cap(self) -> str:
        """What stands on its key cap; empty without one."""
        return self._key

    def set_tone(self, tone: ButtonTone) -> None:
        """Give the button another ground, text and border; a primary one is bold."""
        if tone != self._tone:
            self._tone, self.bold = tone, tone in ("primary", "night_primary")
            self.update()

    def _padding(self) -> int:
        return 0 if self._tone == "link" else self.pad

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font(self._size, bold=self.bold or self.isCheckable()))

    def sizeHint(self) -> QSize:
        """Words and key on one line, px, and never too small to touch."""
        bold = self.bold or self.isCheckable()
        width = (
            words_width(self._words, self._size, bold)
            + 2 * self._padding()
            + key_width(self._key)
            + 2
            + self._tick_room
        )
        return QSize(max(width, theme.TOUCH), max(theme.TOUCH, words_height(self._size, bold) + 12 + 2 * theme.INSET))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`; a button whose words may wrap goes down to 96 px."""
        if not self._left:
            return self.sizeHint()
        return QSize(96, theme.TOUCH)

    def hasHeightForWidth(self) -> bool:
        """Only where the words may wrap: a button with its words at the left."""
        return self._left

    def heightForWidth(self, width: int) -> int:
        """The height of the words wrapped at this width, px; remembered, since layouts ask many times."""
        known = self._heights.get(width)
        if known is not None:
            return known
        room = QRect(
            0,
            0,
            max(
                20,
                width
                - 2 * self._padding()
                - self.contentsMargins().right()
                - key_width(self._key)
                - 2
                - self._tick_room,
            ),
            10_000,
        )
        flags = Qt.TextFlag.TextWordWrap.value
        height = self._metrics().boundingRect(room, flags, self._words).height()
        self._heights[width] = max(theme.TOUCH, height + 14 + 2 * theme.INSET)
        return self._heights[width]

    def _painted(self) -> QRectF:
        """What is painted of the widget: a button is touched a little above and below it too."""
        return QRectF(self.rect()).adjusted(0, theme.INSET, 0, -theme.INSET)

    def _coat(self) -> Coat:
        if self.isChecked():
            if self._tone == "night":
                return CHECKED_NIGHT
            return CHECKED_UNKNOWN if self.neutral else CHECKED
        return COATS[self._tone]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, words, key cap and focus, in the colours of its tone and of what it is now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        coat, box = self._coat(), self._painted().adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(painter, coat, box)
        text = theme.colour(
            coat.text
            if self.isEnabled() or self.isChecked()
            else (tokens.NIGHT_TEXT if "night" in self._tone else tokens.MUTED)
        )
        edge = self.contentsMargins()
        room = box.adjusted(self._padding() + edge.left(), 0, -self._padding() - edge.right(), 0)
        if self._key:
            room.setRight(room.right() - draw_key(painter, self._key, room.right(), box.center().y(), text) - 8)
        painter.setPen(text)
        painter.setFont(theme.font(self._size, bold=self.bold or self.isChecked()))
        side = Qt.AlignmentFlag.AlignLeft if self._left else Qt.AlignmentFlag.AlignHCenter
        wrap = Qt.TextFlag.TextWordWrap if self._left else Qt.TextFlag.TextDontClip
        flags = side.value | Qt.AlignmentFlag.AlignVCenter.value | wrap.value
        if self._ticks and self.isChecked():
            self._paint_tick(painter, room, text)
        painter.drawText(room, flags, self._words)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(coat.focus), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS - 1, theme.RADIUS - 1)

    def _paint_tick(self, painter: QPainter, room: QRectF, colour: QColor) -> None:
        """A tick before the words, which move on for it."""
        side, wide, whole = theme.px(9), words_width(self._words, self._size, True), theme.px(TICK)
        left = room.left() if self._left else max(room.left(), room.center().x() - (wide + whole) / 2)
        middle = room.center().y()
        painter.setPen(QPen(colour, 2))
        corner = QPointF(left + side * 0.36, middle + side * 0.36)
        painter.drawLine(QPointF(left, middle), corner)
        painter.drawLine(corner, QPointF(left + side, middle - side * 0.4))
        room.setLeft(left + whole if self._left else min(room.left() + whole, room.right() - wide))
        painter.setPen(colour)

    def _paint_ground(self, painter: QPainter, coat: Coat, box: QRectF) -> None:
        ground = theme.colour(coat.ground) if coat.ground else QColor(0, 0, 0, 0)
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            night = "night" in self._tone and self._tone != "night_primary"
            ground = theme.colour(tokens.NIGHT_HOVER if night else tokens.BLUE_WASH)
            if self._tone == "primary":
                ground = theme.colour(tokens.MUTED)
        border = coat.border if self.isEnabled() or not coat.border else tokens.LINE
        if "night" in self._tone and not self.isEnabled():
            border = tokens.NIGHT_LINE
        pen = QPen(theme.colour(border), 1) if border else QPen(Qt.PenStyle.NoPen)
        if border and "night" in self._tone and not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        left, right = self.corners
        if left and right:
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
            return
        painter.save()
        painter.setClipRect(self.rect())
        far = theme.RADIUS * 3
        wide = box.adjusted(0 if left else -far, 0, 0 if right else far, 0)
        painter.drawRoundedRect(wide, theme.RADIUS, theme.RADIUS)
        if not left:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.restore()


class Segments(Grouping):
    """A few exclusive choices side by side; left and right walk them, Space or Enter chooses, Tab leaves the group."""

    chosen = Signal(int)

    def __init__(
        self, *, tone: ButtonTone = "plain", size: int = theme.BASE, equal: bool = True, last_below: bool = False
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row: QBoxLayout = QHBoxLayout()
        self._row.setSpacing(0)
        column.addLayout(self._row)
        self._last_below = last_below  # many short choices and one long one: each stays wide enough to touch
        self._tone: ButtonTone = tone
        self._size = size
        self._equal = equal
        self.buttons: list[Button] = []
        self._one_of = OneOf(self)

    def offer(self, words: Sequence[str], *, keys: Sequence[str] = (), neutral: int = -1, group: str = "") -> None:
        """Show these choices; `neutral` is the one that looks grey when chosen, `group` goes before each name."""
        while len(self.buttons) < len(words):
            self._add()
        self.setAccessibleName(group)
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(words))
            if at < len(words):
                key = keys[at] if at < len(keys) else ""
                last = len(words) - 1
                ends = (last - 1, last) if self._last_below else (last,)
                button.corners = (at == 0 or (self._last_below and at == last), at in ends)
                self._put_below(button, below=self._last_below and at == last)
                button.neutral = at == neutral
                button.show_words(words[at], key=key, name=f"{group}: {words[at]}" if group else words[at])

    def _add(self) -> None:
        button = Button(tone=self._tone, size=self._size)
        button.pad = 7 if self._equal else 12
        button.setCheckable(True)
        self._one_of.add(button)
        at = len(self.buttons)
        button.clicked.connect(lambda: self._clicked(at))
        button.keyPressEvent = lambda event: self._key(at, event)  # type: ignore[method-assign]
        self.buttons.append(button)
        self._row.addWidget(button, 1 if self._equal else 0)

    def _put_below(self, button: Button, *, below: bool) -> None:
        if below and self._row.indexOf(button) >= 0:
            self._row.removeWidget(button)
            column = self.layout()
            assert column is not None
            column.addWidget(button)

    def _clicked(self, at: int) -> None:
        self.chosen.emit(at)

    def _key(self, at: int, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            shown = [button for button in self.buttons if not button.isHidden()]
            shown[(at + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # held down it would take back what it chose
                self.buttons[at].click()
        else:
            QPushButton.keyPressEvent(self.buttons[at], event)

    def bind(self, why: str, first: int = 0) -> None:
        """Let nobody choose the choices from `first` on, and say why; with an empty text they can be chosen."""
        for button in self.buttons[first:]:
            button.setEnabled(not why)
            button.setToolTip(why)

    def choose(self, at: int) -> None:
        """Show choice `at` as chosen; -1 for none. Tells nobody."""
        for index, button in enumerate(self.buttons):
            if button.isChecked() != (index == at):
                button.setChecked(index == at)
            stop = Qt.FocusPolicy.StrongFocus if index == max(at, 0) else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != stop:
                button.setFocusPolicy(stop)


class CardFrame(QFrame):
    """A block of the panels: ground, border and, where it matters, a bar at the left."""

    GROUNDS: ClassVar[dict[CardTone, tuple[tokens.Paint, tokens.Paint, tokens.Paint]]] = {
        "plain": (tokens.PAPER, tokens.LINE, ""),
        "amber": (tokens.AMBER_WASH, tokens.AMBER, tokens.AMBER),
        "urgent": (tokens.RED_WASH, tokens.RED, tokens.RED),
        "blue": (tokens.BLUE_WASH, tokens.BLUE, tokens.BLUE),
        "green": (tokens.GREEN_WASH, tokens.GREEN, tokens.GREEN),
        "grey": (tokens.GREY_WASH, tokens.STRONG_LINE, tokens.STRONG_LINE),
        "dashed": ("", tokens.STRONG_LINE, ""),
        "bare": ("", "", ""),
    }

    def __init__(self, tone: CardTone = "plain") -> None:
        super().__init__()
        self._tone = tone
        self.column = QVBoxLayout(self)
        self.column.setSpacing(6)
        self._pad()

    def _pad(self) -> None:
        side = 0 if self._tone == "bare" else 16
        self.column.setContentsMargins(
            side + (4 if self.GROUNDS[self._tone][2] else 0), side * 3 // 4, side, side * 3 // 4
        )

    def set_tone(self, tone: CardTone) -> None:
        """Give the card another ground, border and bar. Raises KeyError for a tone that `GROUNDS` lacks."""
        if tone != self._tone:
            self._tone = tone
            self._pad()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground with its border, and a bar 6 px wide where the tone has one; a card without ground has a dashed
        border, a bare one nothing."""
        ground, border, bar = self.GROUNDS[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if border:
            self._paint_card(painter, ground, border, bar)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour(tokens.INK), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)

    def _paint_card(self, painter: QPainter, ground: tokens.Paint, border: tokens.Token, bar: tokens.Paint) -> None:
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        pen = QPen(theme.colour(border), 1.5 if bar else 1)
        if ground:
            painter.setBrush(theme.colour(ground))
        else:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 8, 8)
        if bar:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(bar))
            painter.setClipRect(QRectF(0, 0, 6, self.height()))
            painter.drawRoundedRect(box, 8, 8)


class IconButton(Button):
    """A square button with an icon for words; its name and its tip say what it does."""

    def __init__(self, icon: icons.Icon, *, tone: ButtonTone = "plain") -> None:
        super().__init__(tone=tone)
        self._icon = icon
        self.setFixedSize(theme.px(theme.TOUCH), theme.px(theme.TOUCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As a button without words, with the icon in the middle; paler while it cannot be pressed."""
        super().paintEvent(event)
        painter = QPainter(self)
        off: tokens.Token = tokens.NIGHT_LINE if self._tone == "night" else tokens.STRONG_LINE
        token = COATS[self._tone].text if self.isEnabled() else off
        icons.paint(painter, self._icon, QRectF(self.rect()).center(), token, theme.px(icons.SIDE))
