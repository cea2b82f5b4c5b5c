"""The line of the patient: key, places, what was asked, and what was decided so far."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.patient import LineTone, LineView, line_view
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel, Segments

#: How high the line is, px at text 100 %.
HEIGHT = 45
#: From this width, px, the keys stand on the places.
ROOMY = 1500
TONES: dict[LineTone, tokens.Token] = {"muted": tokens.MUTED, "green": tokens.GREEN, "amber": tokens.BROWN}


class PatientLine(QWidget):
    """White line over the whole width; what has no room is cut, and stands whole in the tip."""

    came = Signal()  # another patient, or another place of this one, is shown

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host, self._seat = host, host.look.state.seat
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 1)
        row.setSpacing(12)
        self.key = PlainLabel(size=18, bold=True, wrap=False)
        self.places = Segments(equal=False)
        self.places.chosen.connect(lambda at: host.door.run(lambda: host.session.go_place(at)))
        self.add = Button()
        self.add.clicked.connect(host.door(host.call("places")))
        self.question = CutLabel()
        self.urgent = PlainLabel(bold=True, colour=tokens.RED, wrap=False)
        self.decided = CutLabel()
        row.addWidget(self.key)
        row.addWidget(self.places)
        row.addWidget(self.add)
        row.addWidget(self.question, 1)
        row.addWidget(self.urgent)
        row.addWidget(self.decided)
        self.decided.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_look(self, look: Look) -> None:
        """Show the patient."""
        self._fill(look)
        if look.state.seat != self._seat:
            self._seat = look.state.seat
            self.came.emit()

    def _fill(self, look: Look) -> None:
        view, words = line_view(look), look.words
        roomy = theme.units(self.width()) >= ROOMY
        self.key.show_text(view.key if len(view.key) <= 24 else f"{view.key[:16]}…{view.key[-7:]}")
        self.key.setToolTip(theme.plain_tip(view.key))
        self._show_places(view, words("patient.place"), caps=roomy)
        self.add.show_words(words("patient.add"), name=words("patient.add.name"), key="")
        self.add.setToolTip(words("patient.add.tip", cap=cap_of("places", words)))
        self.question.show_cut(view.question, f"{words('agenda.question')}: {view.question}", tokens.INK)
        self.urgent.show_text(view.urgent)
        self.decided.show_cut(view.decided, view.decided, TONES[view.tone], bold=view.tone != "muted")

    def give_room(self, *, tabs: bool) -> None:
        """Stand there, but not where there are `tabs`: those have a line of their own."""
        if self.isHidden() != tabs:
            self.setVisible(not tabs)

    def _show_places(self, view: LineView, group: str, *, caps: bool) -> None:
        self.places.setVisible(bool(view.places))
        self.places.offer(view.places, keys=view.caps if caps else (), group=group)
        self.places.choose(view.shown if view.places else -1)
        for button, cap, site in zip(self.places.buttons, view.caps, view.places, strict=False):
            button.setToolTip(f"{group} {site} ({cap})")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fills it anew: what has room depends on the width. It never hides here: in the midst of being shown it would
        stand under the panels, where Tab still finds it."""
        super().resizeEvent(event)
        self._fill(self._host.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))


class CutLabel(PlainLabel):
    """One line that is cut at its end; the whole stands in the tip and for who listens."""

    def __init__(self) -> None:
        super().__init__(wrap=False)
        self.whole = ""

    def show_cut(self, text: str, tip: str, colour: tokens.Token, *, bold: bool = False) -> None:
        """Show as much of this as there is room for."""
        self.whole = text
        self.restyle(theme.BASE, bold, colour)
        self.setToolTip(theme.plain_tip(tip))
        self.setAccessibleName(tip)
        self.updateGeometry()
        self._cut()

    def sizeHint(self) -> QSize:
        """As wide as the whole."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Nothing: it may be cut."""
        return QSize(0, 0)

    def _cut(self) -> None:
        room = max(0, self.contentsRect().width())
        self.show_text(
            QFontMetrics(self.font()).elidedText(self.whole, Qt.TextElideMode.ElideRight, room), hide_empty=False
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew at another width."""
        super().resizeEvent(event)
        self._cut()
