"""The foot of a narrow window: what was decided, else what is asked or advised, whichever tab is in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from mdo_viewer.desktop.narrow.says import FootView, foot_view
from mdo_viewer.desktop.narrow.top import bar_height
from mdo_viewer.desktop.panels.next_button import NextButton
from mdo_viewer.desktop.panels.whole_text import WholeText, wrapped
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping

HEIGHT: Final = 56
#: The head's size of text, px at 100 %, and the side of its sign.
HEAD: Final = 15
SIDE: Final = 22
#: A decision has at most so many lines.
MOST: Final = 4
#: The button takes at most this part of the foot.
SHARE: Final = 0.45
#: The foot takes at most this part of the window: the tree is what it is for.
PART: Final = 0.2
#: Above and below the line, px.
AROUND: Final = 4


class FootLine(WholeText):
    """The head with its sign, in as many lines as it needs, and a quieter line below it, which goes first where there
    is no room for both. Of a decision that is longer still the end is cut, never that it deviates. A press tells the
    whole."""

    def __init__(self) -> None:
        super().__init__()
        self.view: FootView | None = None
        self.room = 0  # how high it may be, px; 0 while nobody said so
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_view(self, view: FootView) -> None:
        """Show these lines."""
        if view != self.view:
            self.view = view
            whole = "\n".join(part for part in (view.head, view.detail) if part)
            theme.name_with_tip(self, whole)
            self.update()

    def head_lines(self, width: int) -> list[str]:
        """The head in a line of this width, px; of what is only asked, of a great many places, and of what the room
        does not hold, not all."""
        view = self.view
        if view is None:
            return []
        font, room = theme.font(HEAD, bold=True), width - self._left(view)
        most = MOST if view.sign else 2
        if self.room:
            most = max(1, min(most, self.room // QFontMetrics(font).height()))
        lines = wrapped(view.head, font, room, most)
        if view.kept and view.kept in view.head and view.kept not in " ".join(lines):
            rest = wrapped(view.head, font, room, most + 1)[most - 1]
            wide = QFontMetrics(font).horizontalAdvance(f" {view.kept}")
            short = QFontMetrics(font).elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, room - wide)
            lines[-1] = f"{short.removesuffix('…').rstrip()}… {view.kept}"
        return lines

    def shows_detail(self, width: int) -> bool:
        """Whether there is room for the line below the head."""
        if self.view is None or not self.view.detail:
            return False
        return not self.room or self._high(width, detail=True) <= self.room

    def needed(self, width: int) -> int:
        """How high all stands in this width, px."""
        return self._high(width, detail=self.shows_detail(width))

    def _high(self, width: int, *, detail: bool) -> int:
        head = len(self.head_lines(width)) * QFontMetrics(theme.font(HEAD, bold=True)).height()
        return head + detail * QFontMetrics(theme.font(theme.SMALL)).height()

    @staticmethod
    def _left(view: FootView) -> int:
        return theme.px(SIDE) + 8 if view.sign else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How much is cut depends on the width."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Find out whether something is cut."""
        view = self.view
        if view is not None:
            detail = QFontMetrics(theme.font(theme.SMALL)).horizontalAdvance(view.detail) > self.width()
            detail = detail or (bool(view.detail) and not self.shows_detail(self.width()))
            self._set_cut(cut=detail or " ".join(self.head_lines(self.width())) != view.head)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head and detail, in the middle of the height."""
        view = self.view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = theme.font(HEAD, bold=True)
        rows = [(line, bold, view.tone, self._left(view)) for line in self.head_lines(self.width())]
        if self.shows_detail(self.width()):
            rows.append((view.detail, theme.font(theme.SMALL), tokens.INK, 0))
        top = (self.height() - self.needed(self.width())) / 2
        if view.sign:
            middle = QPointF(theme.px(SIDE) / 2, top + QFontMetrics(bold).height() / 2)
            icons.paint(painter, "asked" if view.sign == "?" else view.sign, middle, view.tone, theme.px(SIDE))
        for text, font, tone, left in rows:
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left)
            painter.drawText(QPointF(left, top + metrics.ascent()), cut)
            top += metrics.height()
        self._paint_focus(painter)


class NarrowFoot(Grouping):
    """White bar at the foot, with room for one button at its right."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(bar_height(HEIGHT, 64))
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(16, AROUND, 16, AROUND)
        row.setSpacing(12)
        self.line = FootLine()
        self.line.wanted.connect(lambda said: host.door.run(lambda: host.say(said)))
        self.next = NextButton(host)
        row.addWidget(self.line, 1)
        row.addWidget(self.next)

    def show_look(self, look: Look) -> None:
        """Show what holds now."""
        self.line.show_view(foot_view(look))
        self.next.show_look(look)
        self.next.show_short(look)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words of the button wrap rather than take the line's room."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        width = min(self.next.in_one_line, round(self.width() * SHARE))
        self.next.setFixedWidth(width)
        around = self.row.contentsMargins()
        beside = 0 if self.next.isHidden() else width + self.row.spacing()
        least = bar_height(HEIGHT, 64)
        self.line.room = max(least, round(self.window().height() * PART)) - around.top() - around.bottom()
        needed = self.line.needed(self.width() - around.left() - around.right() - beside)
        self.setFixedHeight(max(least, needed + around.top() + around.bottom()))
        self.line.measure()

    def minimumSizeHint(self) -> QSize:
        """Nothing in width: the lines are cut."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line above."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, 0, self.width(), 1, theme.colour(tokens.STRONG_LINE))
