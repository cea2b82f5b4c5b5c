"""The top bar: which patient, back and forth in time, language, PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.panels.meeting_button import MeetingButton
from mdo_viewer.desktop.panels.status_line import LOUD
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import step_name
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Coat, IconButton, PlainLabel, Segments
from mdo_viewer.guideline.model import LANGUAGES

#: From this width, px, names and keys stand beside the words.
ROOMY = 1500
NARROW = 1280
#: Narrower, px, the line of the patient may have no room, and the key stands here: so many signs of it.
LEAST_WITH_LINE = 1100
MOST_OF_KEY = 13
#: Narrower, px, in the smallest window and with larger text, numbers alone say which patient it is of how many.
TIGHT = 1024


class HistoryButton(Button):
    """Undo or redo, with the name of what it would change below the verb."""

    def __init__(self) -> None:
        super().__init__(tone="night", size=14)
        self._verb, self._about, self._cap = "", "", ""

    def show_step(self, verb: str, about: str, key: str, *, compact: bool) -> None:
        """Show a verb and what it is about; compact drops the latter."""
        self.setEnabled(bool(about))
        self._verb, self._about, self._cap = verb, about, key
        name = f"{verb}: {about}" if about else verb
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(theme.px(232 if not compact else 176 if key else 136))
        self.setFixedHeight(theme.px(theme.TOUCH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The verb with its key, and below it, where that fits, what the step would change."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
        self._paint_ground(painter, self._coat(), box)
        painter.setPen(theme.colour(tokens.NIGHT_INK if self._about else tokens.NIGHT_TEXT))
        font = theme.font(14)
        painter.setFont(font)
        wide = theme.units(self.width()) > 160 and bool(self._about)
        line = theme.px(18)
        verb = QRectF(12, theme.px(4) if wide else box.top(), box.width() - 24, line if wide else box.height())
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(verb, side, self._verb)
        cap = theme.font(12)
        painter.setFont(cap)
        painter.setPen(theme.colour(tokens.NIGHT_TEXT))
        painter.drawText(verb, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._cap)
        if wide:
            small = theme.font(13)
            painter.setFont(small)
            room = int(box.width()) - 24
            about = QFontMetrics(small).elidedText(self._about, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(12, theme.px(21), room, line), side, about)
        if self.hasFocus():
            painter.setPen(theme.pen(tokens.FOCUS_ON_NIGHT, theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class ProjectorButton(Button):
    """Starts and stops the projector; it says what the projector does, and stands out while that is not "follow"."""

    def __init__(self) -> None:
        super().__init__(tone="night")
        self.setCheckable(True)
        self._loud = False
        self.clicked.connect(lambda: self.setChecked(not self.isChecked()))  # the projector's state decides

    def tell(self, said: str, *, key: str, on: bool, loud: bool) -> None:
        """Show the state in words; `loud` on a solid ground."""
        self._loud = loud
        self.show_words(said, key=key)
        self.setChecked(on)
        self.update()

    def _coat(self) -> Coat:
        return LOUD if self._loud else super()._coat()


class TopBar(QWidget):
    """Dark bar over the whole width."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self.setFixedHeight(theme.px(56))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 16, 6)
        row.setSpacing(8)
        self.meeting = MeetingButton()
        self.example, self._kept = Tag(), False
        self.before, self.after = IconButton("before", tone="night"), IconButton("after", tone="night")
        self.agenda = Button(tone="night", size=16)
        self.agenda.bold = True
        self.add = Button(tone="night")
        self.undo, self.redo = HistoryButton(), HistoryButton()
        self.languages = Segments(tone="night", size=14)
        self.projector = ProjectorButton()
        self.pdf = Button(tone="night_primary")
        left: tuple[QWidget, ...] = (self.meeting, self.example, self.before, self.agenda, self.after, self.add)
        right: tuple[QWidget, ...] = (self.undo, self.redo, self.languages, self.projector, self.pdf)
        for part in left:
            row.addWidget(part)
        row.insertSpacing(2, 8)
        row.addStretch(1)
        for part in right:
            row.addWidget(part)
        call, door = host.call, host.door
        for button, name in (
            (self.meeting, "menu"), (self.before, "case:before"), (self.agenda, "agenda"),
            (self.after, "case:after"), (self.add, "case:add"), (self.undo, "undo"),
            (self.redo, "redo"), (self.pdf, "pdf"), (self.projector, "projector"),
        ):  # fmt: skip
            button.clicked.connect(door(call(name)))
        for mover in (self.before, self.after, self.add, self.undo, self.redo):
            mover.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            mover.clicked.connect(door(partial(self._give_back, mover)))
        self.languages.chosen.connect(lambda at: door.run(lambda: host.session.set_language(LANGUAGES[at])))

    def _give_back(self, mover: Button) -> None:
        """After a click the keyboard is where the patient is; who came by Tab goes on from here."""
        if not mover.hasFocus():
            self._host.call("ground")()

    def show_look(self, look: Look) -> None:
        """Show where we are."""
        state, words = look.state, look.words
        count = len(state.document.patients)
        self._show_where(look)
        self._show_example(look)
        self.before.setEnabled(state.patient > 0)
        self.after.setEnabled(state.patient < count - 1)
        for button, said in (
            (self.before, words("top.before", cap=cap_of("case:before", words))),
            (self.after, words("top.after", cap=cap_of("case:after", words))),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
        self.add.show_words(words("top.add"))
        session = self._host.session
        width = theme.units(self.width())
        compact = width < ROOMY
        narrow = width < NARROW
        self._row.setSpacing(6 if narrow else 8)
        self._row.setContentsMargins(12, 6, 8 if narrow else 16, 6)
        self.add.pad = self.agenda.pad = 8 if narrow else 12
        undo_key = "" if narrow else cap_of("undo", words)
        self.undo.show_step(words("top.undo"), step_name(look, session.undo_name), undo_key, compact=compact)
        self.redo.setVisible(not narrow)
        redo_key = cap_of("redo", words)
        self.redo.show_step(words("top.redo"), step_name(look, session.redo_name), redo_key, compact=compact)
        self.languages.offer(("NL", "EN"), group=words("top.language"))
        self.languages.choose(LANGUAGES.index(state.language))
        self.pdf.show_words(words("top.pdf"), key="" if compact else cap_of("pdf", words))

    def _show_where(self, look: Look) -> None:
        """Which patient this is of how many; in a narrow window its key too, of a long one the start and end. All of it
        is for who points or listens."""
        state, words = look.state, look.words
        said = words("top.case", n=state.patient + 1, m=len(state.document.patients))
        cap, key = cap_of("agenda", words), state.case.case
        name = f"{words('agenda.title')}: {said} · {state.case.name}"
        if theme.units(self.width()) < LEAST_WITH_LINE:
            short = key if len(key) <= MOST_OF_KEY else f"{key[: MOST_OF_KEY - 8]}…{key[-7:]}"
            if theme.units(self.width()) < TIGHT:
                said = f"{state.patient + 1}/{len(state.document.patients)}"
            said, shown_cap = f"{said} · {short}", ""
        else:
            shown_cap = cap
        self.agenda.show_words(said, key=shown_cap, name=name)
        self.agenda.setToolTip(f"{key}\n{words('top.agenda', cap=cap)}")

    def show_meeting(self, name: str, *, kept: bool) -> None:
        """What the meeting is called; where none is kept, that."""
        words, self._kept = self._host.look.words, kept
        self.meeting.show_meeting(words("top.meeting"), name, cap_of("menu", words))
        self._show_example(self._host.look)

    def _show_example(self, look: Look) -> None:
        """That the patient is an example; without a meeting the name at the left says so."""
        self.example.show_text(look.words("top.example") if look.state.case.title_example and self._kept else "")

    def show_beam(self, said: str, *, on: bool = False, loud: bool = False) -> None:
        """The button says whether the projector is on, black or frozen."""
        key = "" if theme.units(self.width()) < ROOMY else cap_of("projector", self._host.look.words)
        self.projector.tell(said, key=key, on=on, loud=loud)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows it anew: what has room depends on the width."""
        super().resizeEvent(event)
        self.show_look(self._host.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark ground."""
        QPainter(self).fillRect(event.rect(), theme.colour(tokens.NIGHT))


class Tag(PlainLabel):
    """A small framed word: this is an example."""

    def __init__(self) -> None:
        super().__init__(size=13, bold=True, colour=tokens.FOCUS_ON_NIGHT, wrap=False)
        self.setContentsMargins(10, 4, 10, 4)
        self.setFixedHeight(theme.px(theme.BUTTON_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame on the dark ground around the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.pen(tokens.FOCUS_ON_NIGHT, 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
        super().paintEvent(event)
