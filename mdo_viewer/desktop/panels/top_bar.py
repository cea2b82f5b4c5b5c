"""The top bar: which patient, back and forth in time, language, PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.panels.meeting_button import MeetingButton
from mdo_viewer.desktop.panels.status_line import LOUD
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.steps import step_said
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping
from mdo_viewer.desktop.widgets.controls import Button, Coat, IconButton, PlainLabel, Segments
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.place.wording import refusal

#: From these widths, px: the button of undo says what it would change, keys stand on the buttons, and numbers say in
#: words which patient it is of how many.
WORDED, KEYED, SPOKEN = 1160, 1280, 1000
#: The widest that undo is, px, and how much of it the icon takes.
MOST_OF_UNDO, ICON = 216, 40


def cut_before_key(text: str, metrics: QFontMetrics, room: int) -> str:
    """`Geopereerd aan d…, MDO-0003`: what a step is about, cut before whom it is about. Who that is is what must not be
    guessed: the patient may not be in sight."""
    about, comma, key = text.rpartition(", ")
    left = room - metrics.horizontalAdvance(comma + key)
    if not comma or left < room // 4 or metrics.horizontalAdvance(text) <= room:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return metrics.elidedText(about, Qt.TextElideMode.ElideRight, left) + comma + key


class HistoryButton(Button):
    """Undo or redo as an icon; where there is room with the verb, and below it what it would change."""

    def __init__(self, icon: icons.Icon) -> None:
        super().__init__(tone="night", size=14)
        self._icon: icons.Icon = icon
        self._verb, self._about = "", ""

    def show_step(self, verb: str, about: str, key: str, *, worded: bool, most: int) -> None:
        """Show what it would change, at most so wide, px; without words where it is not `worded`."""
        self.setEnabled(bool(about))
        self._verb, self._about = (verb, about) if worded else ("", "")
        name = f"{verb}: {about}" if about else verb
        self.setAccessibleName(name)
        self.setToolTip(theme.plain_tip(f"{name} ({key})"))
        small = QFontMetrics(theme.font(13))
        words = max(QFontMetrics(theme.font(14)).horizontalAdvance(verb), small.horizontalAdvance(about)) + 2
        wide = theme.px(ICON) + words + 14 if worded else theme.px(theme.TOUCH)
        self.setFixedWidth(min(wide, theme.px(most)))
        self.setFixedHeight(theme.px(theme.TOUCH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon, then the verb and below it what the step would change."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._painted().adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_ground(painter, self._coat(), box)
        token: tokens.Token = tokens.NIGHT_INK if self.isEnabled() else tokens.NIGHT_TEXT
        middle = theme.px(ICON) / 2 if self._verb else self.width() / 2
        icons.paint(painter, self._icon, QPointF(middle, self.height() / 2), token, theme.px(20))
        left, side = theme.px(ICON), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        room, line = self.width() - left - 8, theme.px(18)
        top = theme.px(5) if self._about else round((self.height() - line) / 2)
        for text, size, colour in ((self._verb, 14, token), (self._about, 13, tokens.NIGHT_TEXT)):
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            painter.drawText(QRectF(left, top, room + 2, line), side, cut_before_key(text, QFontMetrics(font), room))
            top += theme.px(17)
        if self.hasFocus():
            painter.setPen(theme.pen(tokens.FOCUS_ON_NIGHT, theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class ProjectorButton(Button):
    """Starts and stops the projector, or `opens` its settings; it says what the projector does, and stands out while
    that is not "follow"."""

    def __init__(self, *, opens: bool = False) -> None:
        super().__init__(tone="night")
        self.setCheckable(not opens)
        self.loud = False

    def tell(self, said: str, *, key: str, on: bool, loud: bool) -> None:
        """Show the state in words; `loud` on a solid ground."""
        self.loud = loud
        self.show_words(said, key=key)
        self.setChecked(on)
        self.update()

    def _coat(self) -> Coat:
        return LOUD if self.loud else super()._coat()


class TopBar(Grouping):
    """Dark bar over the whole width."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self.setFixedHeight(theme.px(56))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 16, 6)
        row.setSpacing(8)
        self._beam = ("", False, False)
        self._moved_on = False  # the button that was pressed gave the keyboard on
        self.meeting = MeetingButton()
        self.example, self._kept = Tag(), False
        self.before, self.after = IconButton("before", tone="night"), IconButton("after", tone="night")
        self.agenda = Button(tone="night", size=16)
        self.agenda.bold = True
        self.add = Button(tone="night")
        self.undo, self.redo = HistoryButton("undo"), HistoryButton("redo")
        self.languages = Segments(tone="night", size=14)
        self.projector = ProjectorButton()
        self.pdf = Button(tone="night")
        left: tuple[QWidget, ...] = (self.meeting, self.example, self.before, self.agenda, self.after, self.add)
        right: tuple[QWidget, ...] = (self.undo, self.redo, self.languages, self.projector, self.pdf)
        for part in left:
            row.addWidget(part)
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
        if not mover.hasFocus() and not self._moved_on:
            self._host.call("ground")()
        self._moved_on = False

    def show_look(self, look: Look) -> None:
        """Show where we are."""
        state, words = look.state, look.words
        count = len(state.document.patients)
        self._show_where(look)
        self._show_example(look)
        self._enable(self.before, self.after, state.patient > 0)
        self._enable(self.after, self.before, state.patient < count - 1)
        for button, said in (
            (self.before, words("top.before", cap=cap_of("case:before", words))),
            (self.after, words("top.after", cap=cap_of("case:after", words))),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
        self.add.show_words(words("top.add"))
        session = self._host.session
        width = theme.units(self.width())
        narrow = width < KEYED
        self._row.setSpacing(6 if narrow else 8)
        self._row.setContentsMargins(12 if narrow else 16, 6, 8 if narrow else 16, 6)
        self.add.pad = self.agenda.pad = 8 if narrow else 12
        undone, redone = step_said(look, session.step_of("undo")), step_said(look, session.step_of("redo"))
        worded = width >= WORDED
        self.undo.show_step(
            words("top.undo"), undone, cap_of("undo", words), worded=worded and bool(undone), most=MOST_OF_UNDO
        )
        self.redo.show_step(words("top.redo"), redone, cap_of("redo", words), worded=False, most=MOST_OF_UNDO)
        self.languages.offer(("NL", "EN"), group=words("top.language"))
        self.languages.choose(LANGUAGES.index(state.language))
        self.languages.bind(refusal(session.policy, "language", state.language))
        cap = cap_of("pdf", words)
        self.pdf.show_words(words("top.pdf.short"), key="" if narrow else cap, name=words("top.pdf"))
        why = refusal(session.policy, "pdf", state.language)
        self.pdf.setToolTip(why or f"{words('top.pdf')} ({cap})")
        self.pdf.setEnabled(not why)

    def _enable(self, mover: Button, other: Button, there: bool) -> None:
        """At the end of the agenda the keyboard goes from what leads no further to the way back, never to what adds a
        patient."""
        if mover.hasFocus() and not there:
            several = len(self._host.session.state.document.patients) > 1
            other.setEnabled(several)
            (other if several else self.agenda).setFocus(Qt.FocusReason.TabFocusReason)
            self._moved_on = True
        mover.setEnabled(there)

    def _show_where(self, look: Look) -> None:
        """Which patient this is of how many; all of it is for who points or listens."""
        state, words = look.state, look.words
        number, count = state.patient + 1, len(state.document.patients)
        spoken = words("top.case", n=number, m=count)
        said = spoken if theme.units(self.width()) >= SPOKEN else f"{number}/{count}"
        cap = cap_of("agenda", words)
        name = f"{words('agenda.title')}: {spoken} · {state.case.name}"
        self.agenda.show_words(said, key=cap, name=name)
        self.agenda.setToolTip(theme.plain_tip(f"{state.case.case}\n{words('top.agenda', cap=cap)}"))
        self.agenda.setAccessibleDescription(theme.NO_MORE)  # its name says it already, its key comes behind it

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
        self._beam = (said, on, loud)
        key = "" if theme.units(self.width()) < KEYED else cap_of("projector", self._host.look.words)
        self.projector.tell(said, key=key, on=on, loud=loud)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows it anew: what has room depends on the width."""
        super().resizeEvent(event)
        self.show_look(self._host.look)
        said, on, loud = self._beam
        if said:
            self.show_beam(said, on=on, loud=loud)

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
