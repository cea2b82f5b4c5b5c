"""The line of the patient in a narrow window: who it is, what was asked in two lines, and what is urgent, whole."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy

from mdo_viewer.desktop.narrow.top import bar_height
from mdo_viewer.desktop.panels.patient_line import SIGN, paint_pressing
from mdo_viewer.desktop.panels.whole_text import WholeText, wrapped
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel

#: How much of the line what is urgent may take before its words stand in two lines.
SHARE: Final = 0.4
#: Above and below what stands in the line, and by how much what is urgent grows until its words fit, px.
INSET: Final = 4
GROWS: Final = 4
#: As many signs of a key; of a longer one the start and the end are shown.
MOST_OF_KEY: Final = 16
#: More lines than a text has.
ANY: Final = 99


class TwoLines(WholeText):
    """A text in as many lines as there is height for, cut at the end; a press tells the whole, which is in its tip and
    for who listens."""

    def __init__(self, size: int = theme.SMALL) -> None:
        super().__init__()
        self._size, self._text = size, ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_text(self, text: str, tip: str) -> None:
        """Show this text."""
        self._text = text
        theme.name_with_tip(self, tip)
        self._set_cut(cut=self.lines()[-1:] != self.lines(ANY)[-1:])
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How much is cut depends on the size."""
        super().resizeEvent(event)
        self._set_cut(cut=self.lines()[-1:] != self.lines(ANY)[-1:])

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def lines(self, most: int = 0) -> list[str]:
        """The text as it stands here, or in so many lines."""
        font = theme.font(self._size)
        return wrapped(self._text, font, self.width(), most or max(1, self.height() // QFontMetrics(font).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, in the middle of the height."""
        painter = QPainter(self)
        painter.setFont(theme.font(self._size))
        painter.setPen(theme.colour(tokens.INK))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), side, "\n".join(self.lines()))
        self._paint_focus(painter)


class NarrowUrgent(PlainLabel):
    """What presses, with a triangle on red; what was only announced as urgent stands plain."""

    def __init__(self) -> None:
        super().__init__(size=theme.SMALL, bold=True, colour=tokens.RED)
        self.pressing = False
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def tell(self, urgent: str, announced: str) -> None:
        """What presses, in red; what was only announced as urgent stands plain."""
        self.pressing = bool(urgent)
        self.restyle(theme.SMALL, self.pressing, tokens.RED if self.pressing else tokens.INK)
        self.set_margins(theme.px(10 + SIGN + 4) if self.pressing else theme.px(8), 0, theme.px(6), 0)
        self.show_text(urgent or announced)
        self.setToolTip(theme.plain_tip(urgent or announced))

    def give_room(self, most: int, high: int) -> None:
        """In one line where that takes no more than `most` px, else in two: as wide as they need to be `high` px."""
        around = self.contentsMargins()
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text()) + around.left() + around.right() + 4
        width = wide if wide <= most else wide // 2
        while self._high(width - around.left() - around.right()) > high and width < 2 * wide:
            width += GROWS
        self.setFixedWidth(width)

    def _high(self, room: int) -> int:
        """How high the words are in lines of `room` px; a label asked itself answers for a font of before."""
        wraps = Qt.TextFlag.TextWordWrap
        return QFontMetrics(self.font()).boundingRect(0, 0, room, 9_999, wraps, self.text()).height()

    def minimumSizeHint(self) -> QSize:
        """As `give_room` found it: Qt would ask for another width at each text."""
        return QSize(self.minimumWidth(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Red wash with a bar and the triangle, for what presses."""
        if not self.pressing:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pressing(painter, self.rect(), theme.px(10))
        painter.end()
        super().paintEvent(event)


class NarrowLine(Grouping):
    """White line over the whole width."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        lines = 2 * QFontMetrics(theme.font(theme.SMALL)).height()  # the question has two at every size of text
        self.setFixedHeight(max(bar_height(38), lines + 2 * INSET))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, INSET, 8, INSET)
        row.setSpacing(10)
        self.key = Heading(size=16, wrap=False, level=1)
        self.place = Button()
        self.place.pad = 8
        self.place.clicked.connect(host.door(self.open_places))
        self.question = TwoLines()
        self.question.wanted.connect(lambda said: host.door.run(lambda: host.say(said)))
        self.urgent = NarrowUrgent()
        for part in (self.key, self.place):
            row.addWidget(part)
        row.addWidget(self.question, 1)
        row.addWidget(self.urgent)

    def show_look(self, look: Look) -> None:
        """Show the patient."""
        view = line_view(look)
        half = MOST_OF_KEY // 2
        self.key.show_text(view.key if len(view.key) <= MOST_OF_KEY else f"{view.key[:half]}…{view.key[1 - half :]}")
        self.key.setToolTip(theme.plain_tip(view.key))
        self.place.setVisible(bool(view.places))
        if view.places:
            site = view.places[view.shown]
            more = f"{site} ({view.shown + 1}/{len(view.places)})" if len(view.places) > 1 else site
            self.place.show_words(more, name=f"{look.words('patient.place')}: {more}")
        said = " · ".join(part for part in (view.question, view.remark) if part)
        self.question.show_text(said, f"{look.words('agenda.question')}: {said}")
        self.urgent.tell(view.urgent, view.announced)
        self._make_room()

    def open_places(self) -> None:
        """The places of this patient, and the sheet that adds one."""
        view, words, host = line_view(self._host.look), self._host.look.words, self._host
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(theme.font())
        for at, site in enumerate(view.places):
            action = menu.addAction(site.replace("&", "&&") + (f"\t{view.caps[at]}" if at < len(view.caps) else ""))
            action.setCheckable(True)
            action.setChecked(at == view.shown)
            action.triggered.connect(host.door(partial(host.session.go_place, at)))
        menu.addSeparator()
        menu.addAction(words("patient.add.name")).triggered.connect(host.door(host.call("places")))
        menu.popup(self.place.mapToGlobal(QPoint(0, self.place.height())))

    def _make_room(self) -> None:
        self.urgent.give_room(int(self.width() * SHARE), self.height() - 2 * INSET)
        row = self.layout()
        if row is not None:
            row.activate()  # what another tree says comes late, and nothing else is laid out then

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How much what is urgent may take depends on the width."""
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Nothing in width: the question is cut."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))
