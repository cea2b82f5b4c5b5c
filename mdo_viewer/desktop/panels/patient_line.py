"""The line of the patient: key, places, what was asked, what presses, and what was decided so far."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mdo_viewer.desktop.panels.whole_text import WholeText, wrapped
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.patient import LineSign, LineTone, LineView, line_view
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping, tell_as
from mdo_viewer.desktop.widgets.controls import Button, Coat, Heading, Segments

#: How high the line is, px at text 100 %.
HEIGHT = 48
#: From this width, px, the keys stand on the places; narrower than the second a place is added by its key alone.
ROOMY, NARROW = 1500, 1100
#: Narrower, px, what was decided is cut too.
SMALL = 960
#: What was decided takes at most this part of the line.
PART = 0.4
#: What a question needs to be read, px at text 100 %; with less it stands in the tip.
LEAST = 160
#: Px at text 100 %: the side of a sign before words, with the gap after it.
SIGN, GAP = 18, 6
TONES: dict[LineTone, tokens.Token] = {
    "muted": tokens.MUTED,
    "green": tokens.GREEN,
    "amber": tokens.BROWN,
    "draft": tokens.BROWN,
}


class PatientLine(Grouping):
    """White line over the whole width, always there; what has no room is cut, and stands whole in the tip."""

    came = Signal()  # another patient, or another place of this one, is shown

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host, self._seat = host, host.look.state.seat
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(16)
        self.key = Heading(size=18, wrap=False, level=1)
        self.back = Button(tone="link")
        self.back.clicked.connect(host.door(host.call("back")))
        self.guideline = Button()
        self.guideline.clicked.connect(host.door(host.call("guideline")))
        self.places = Segments(equal=False)
        self.places.chosen.connect(lambda at: host.door.run(lambda: host.session.go_place(at)))
        self.add, self.ask = Button(), Button()
        self.add.clicked.connect(host.door(host.call("places")))
        self.ask.clicked.connect(host.door(host.call("agenda:ask")))
        self.question = CutLine()
        self.doubts = DoubtsButton()
        self.doubts.clicked.connect(host.door(host.call("doubtful")))
        self.urgent = UrgentMark()
        self.decided = CutLine()
        for line in (self.question, self.decided):
            line.wanted.connect(lambda said: host.door.run(lambda: host.say(said)))
        for part in (self.key, self.back, self.guideline, self.places, self.add, self.ask):
            row.addWidget(part)
        row.addWidget(self.question, 1)
        for last in (self.doubts, self.urgent, self.decided):
            row.addWidget(last)

    def show_look(self, look: Look) -> None:
        """Show the patient."""
        self._fill(look)
        if look.state.seat != self._seat:
            self._seat = look.state.seat
            self.came.emit()

    def _fill(self, look: Look) -> None:
        view, words = line_view(look), look.words
        width = theme.units(self.width())
        self.key.show_text(view.key if len(view.key) <= 24 else f"{view.key[:16]}…{view.key[-7:]}")
        self._show_guideline(view, look)
        self._show_places(view, words("patient.place"), caps=width >= ROOMY)
        self.add.show_words(words("patient.add"), name=words("patient.add.name"), key="")
        self.add.setToolTip(words("patient.add.tip", cap=cap_of("places", words)))
        self.add.setVisible(width >= NARROW)
        self.ask.show_words(words("agenda.question"))
        asked = bool(look.state.case.question)
        self.ask.setVisible(not asked)
        said = " · ".join(part for part in (view.question if asked else "", view.remark) if part)
        tip = f"{words('agenda.question')}: {view.question}" + (f"\n{view.remark}" if view.remark else "")
        self.question.show_line("", said, tip, tokens.INK)
        self.doubts.tell(view.doubts, words("patient.doubts.tip"))
        self.urgent.tell(view.urgent, view.announced)
        tone = view.tone
        self.decided.show_line(view.head, view.decided, view.outcome, TONES[tone], view.sign)
        self._make_room(view, tip if asked or view.remark else "")

    def _make_room(self, view: LineView, tip: str) -> None:
        """The names of the places are never cut and what was decided never goes off the edge: it stands in two lines
        where it must. Where the question would be left a few letters it goes to the tip of the key, and where there is
        no room the button that adds a place goes, and the way back loses its words."""
        width = theme.units(self.width())
        most = min(self.decided.sizeHint().width(), round(self.width() * PART))
        for button in self.places.buttons:
            button.setMinimumWidth(button.sizeHint().width())
        self.question.show()
        left = self._left()
        if left - most < theme.px(LEAST):
            most = min(most, self.decided.in_two())
        if left - most < theme.px(LEAST) and width >= SMALL:
            self.question.hide()
        if left < theme.px(LEAST):
            self.add.hide()
            left = self._left()
        if left < theme.px(LEAST) and view.came:
            self.back.show_words("‹", name=view.came, key="")
            self.back.setToolTip(theme.plain_tip(f"{view.came}\n{self.back.toolTip()}"))
            left = self._left()
        self.decided.setMaximumWidth(max(0, min(most, left)))
        self.decided.setMinimumWidth(max(0, min(most, left)) if width >= SMALL else 0)
        hidden = tip if self.question.isHidden() else ""
        self.key.setToolTip(theme.plain_tip("\n".join(part for part in (view.key, hidden) if part)))

    def _left(self) -> int:
        """What is left for the question and what was decided, px."""
        row = self.layout()
        assert row is not None
        around, gap = row.contentsMargins(), row.spacing()
        parts = (self.key, self.back, self.guideline, self.places, self.add, self.ask, self.doubts, self.urgent)
        widths = [part.sizeHint().width() + gap for part in parts if not part.isHidden()]
        return self.width() - around.left() - around.right() - sum(widths) - (0 if self.question.isHidden() else gap)

    def _show_guideline(self, view: LineView, look: Look) -> None:
        words = look.words
        self.back.setVisible(bool(view.came))
        self.back.show_words(f"‹ {view.came}", name=view.came, key="")
        self.back.setToolTip(theme.plain_tip(words("patient.back.tip", cap=cap_of("back", words))))
        self.guideline.setVisible(bool(view.guideline))
        self.guideline.show_words(view.guideline)
        self.guideline.setToolTip(theme.plain_tip(words("patient.guideline.tip", cap=cap_of("guideline", words))))

    def _show_places(self, view: LineView, group: str, *, caps: bool) -> None:
        self.places.setVisible(bool(view.places))
        self.places.offer(view.chips, keys=view.caps if caps else (), group=group)
        self.places.choose(view.shown if view.places else -1)
        for button, cap, site in zip(self.places.buttons, view.caps, view.places, strict=False):
            button.setToolTip(theme.plain_tip(f"{group} {site} ({cap})"))
            button.setAccessibleName(f"{group}: {site}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fills it anew: what has room depends on the width."""
        super().resizeEvent(event)
        self._fill(self._host.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))


class DoubtsButton(Button):
    """How many doubts nobody settled yet; goes to the first."""

    def __init__(self) -> None:
        super().__init__(tone="quiet")
        self.bold, self.pad = True, 4

    def tell(self, said: str, tip: str) -> None:
        """Show this; hidden without a doubt."""
        self.show_words(said, name=f"{said}. {tip}")
        self.setToolTip(tip)
        self.setVisible(bool(said))

    def sizeHint(self) -> QSize:
        """With room for its sign before the words."""
        return super().sizeHint() + QSize(theme.px(SIGN + GAP), 0)

    def _coat(self) -> Coat:
        return Coat("", tokens.BROWN, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, with the sign of a doubt before them."""
        self.setContentsMargins(theme.px(SIGN + GAP), 0, 0, 0)
        super().paintEvent(event)
        middle = QPointF(theme.px(SIGN) / 2 + 2, self.height() / 2)
        icons.paint(QPainter(self), "against", middle, tokens.BROWN, theme.px(SIGN))


class UrgentMark(QWidget):
    """What presses, in red with a triangle: of evidence alone. What was only announced as urgent stands plain."""

    def __init__(self) -> None:
        super().__init__()
        tell_as(self, "text")
        self.said, self.pressing = "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, urgent: str, announced: str) -> None:
        """Show the one or the other; hidden without both."""
        said, pressing = urgent or announced, bool(urgent)
        if (said, pressing) != (self.said, self.pressing):
            self.said, self.pressing = said, pressing
            theme.name_with_tip(self, said)
            self.updateGeometry()
            self.update()
        self.setVisible(bool(said))

    def sizeHint(self) -> QSize:
        """As wide as its words, 32 px high at text 100 %."""
        metrics = QFontMetrics(theme.font(theme.BASE, bold=True))
        sign = theme.px(SIGN + GAP + 28) if self.pressing else 2
        return QSize(metrics.horizontalAdvance(self.said) + sign, theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A red frame with a bar at its left, the triangle and the words; without evidence the words alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.BASE, bold=True))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not self.pressing:
            painter.setPen(theme.colour(tokens.INK))
            painter.drawText(self.rect(), side, self.said)
            return
        left = theme.px(16)
        paint_pressing(painter, self.rect(), left)
        painter.setPen(theme.colour(tokens.RED))
        painter.drawText(self.rect().adjusted(left + theme.px(SIGN + GAP), 0, 0, 0), side, self.said)


def paint_pressing(painter: QPainter, room: QRect, left: int) -> None:
    """A red frame with a bar at its left and, `left` px from the edge, the triangle."""
    box = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(theme.pen(tokens.RED, 1))
    painter.setBrush(theme.colour(tokens.RED_WASH))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.save()
    painter.setClipRect(QRect(0, 0, theme.px(5), room.height()))
    painter.setBrush(theme.colour(tokens.RED))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.restore()
    middle = QPointF(left + theme.px(SIGN) / 2, room.height() / 2)
    icons.paint(painter, "against", middle, tokens.RED, theme.px(SIGN))


class CutLine(WholeText):
    """One line, bold in its beginning, or where it has no room for that two smaller ones, cut at their end; a press
    tells the whole, which stands in the tip and for who listens."""

    def __init__(self) -> None:
        super().__init__()
        self._head, self._rest = "", ""
        self._colour: tokens.Token = tokens.INK
        self._sign: LineSign = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """What is said, cut or not."""
        return f"{self._head} {self._rest}".strip()

    def show_line(self, head: str, rest: str, tip: str, colour: tokens.Token, sign: LineSign = "") -> None:
        """Show as much of this as there is room for, after a sign."""
        if (head, rest, colour, sign) == (self._head, self._rest, self._colour, self._sign):
            return
        self._head, self._rest, self._colour, self._sign = head, rest, colour, sign
        theme.name_with_tip(self, tip)
        self.updateGeometry()
        self._measure()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How much is cut depends on the width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self._set_cut(cut=self.width() < self.sizeHint().width() and " ".join(self.lines()) != self.whole)

    def lines(self) -> list[str]:
        """The two smaller lines."""
        return wrapped(self.whole, theme.font(theme.SMALL, bold=bool(self._head)), self.width() - self._before(), 2)

    def in_two(self) -> int:
        """The least width in which two lines hold the whole, px, or nearly that."""
        font = theme.font(theme.SMALL, bold=bool(self._head))
        width = QFontMetrics(font).horizontalAdvance(self.whole) // 2
        most = self.sizeHint().width()
        while width < most and " ".join(wrapped(self.whole, font, width, 2)) != self.whole:
            width += GAP
        return min(most, width + self._before())

    def _before(self) -> int:
        return theme.px(SIGN + GAP) if self._sign else 0

    def _head_width(self) -> int:
        return QFontMetrics(theme.font(theme.BASE, bold=True)).horizontalAdvance(f"{self._head} ") if self._head else 0

    def sizeHint(self) -> QSize:
        """As wide as the whole."""
        metrics = QFontMetrics(theme.font())
        width = self._before() + self._head_width() + metrics.horizontalAdvance(self._rest) + 2
        return QSize(width, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Nothing: it may be cut."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sign, beginning and rest, in one colour; what decides nothing yet is not bold."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(SIGN)
        if self._sign == "?":  # as in the strip
            painter.setPen(theme.colour(self._colour))
            painter.setFont(theme.font(theme.BASE, bold=True))
            painter.drawText(QRect(0, 0, side, self.height()), Qt.AlignmentFlag.AlignCenter, "?")
        elif self._sign:
            icons.paint(painter, self._sign, QPointF(side / 2, self.height() / 2), self._colour, side)
        left = self._before()
        self._paint_focus(painter)
        if self.width() < self.sizeHint().width():
            painter.setPen(theme.colour(self._colour))
            painter.setFont(theme.font(theme.SMALL, bold=bool(self._head)))
            both = QRect(left, 0, self.width() - left + 2, self.height())
            painter.drawText(both, Qt.AlignmentFlag.AlignVCenter, "\n".join(self.lines()))
            return
        for text, bold in ((self._head, True), (self._rest, False)):
            font = theme.font(theme.BASE, bold=bold)
            room = max(0, self.width() - left)
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(theme.colour(self._colour))
            painter.drawText(QRect(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, cut)
            left += self._head_width()
