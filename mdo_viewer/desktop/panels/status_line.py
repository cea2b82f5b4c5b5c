"""The line below: which guideline and how old, what is proven, what is kept."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.proven import ProofState
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping
from mdo_viewer.desktop.widgets.controls import Button, Coat, PlainLabel
from mdo_viewer.desktop.widgets.head_line import Sign
from mdo_viewer.reasoning.saying import figures

CALM = Coat(tokens.BLUE_WASH, tokens.BLUE, tokens.BLUE)
LOUD = Coat(tokens.FOCUS_ON_NIGHT, tokens.NIGHT, tokens.AMBER, tokens.NIGHT)


#: The pencil before words with its gap, px at text 100 %.
SIGN = 22


class ProjectorChip(Button):
    """What the projector shows, in words; solid and bold while it does not follow the laptop. Opens its settings."""

    def __init__(self) -> None:
        super().__init__(tone="quiet", size=theme.SMALL)
        self._loud = False
        self.hide()

    def tell(self, said: str, *, loud: bool) -> None:
        """Show these words; none hide the chip."""
        self._loud = self.bold = loud
        self.show_words(said)
        self.setVisible(bool(said))
        self.update()

    def _coat(self) -> Coat:
        return LOUD if self._loud else CALM


class KeptButton(Button):
    """What is kept of the meeting, in words; opens its sheet."""

    def __init__(self) -> None:
        super().__init__(tone="quiet", size=theme.SMALL)
        self.bold = True
        self._colour: tokens.Token = tokens.BROWN

    def tell(self, said: str, colour: tokens.Token) -> None:
        """Show these words; amber fills the button: it offers what is to be done."""
        self._colour = colour
        self.show_words(said)
        self.update()

    def _coat(self) -> Coat:
        return LOUD if self._colour == tokens.AMBER else Coat("", self._colour, "")


#: How high the line is, px at text 100 %: its buttons are touched over all of it.
HEIGHT = theme.TOUCH


class DraftsButton(Button):
    """How many decisions are half written; goes to the next of them."""

    def __init__(self) -> None:
        super().__init__(tone="quiet", size=theme.SMALL)
        self.bold = True
        self.setContentsMargins(theme.px(SIGN), 0, 0, 0)

    def tell(self, said: str, tip: str) -> None:
        """Show this; hidden without a draft."""
        self.show_words(said, name=f"{said}. {tip}")
        self.setToolTip(tip)
        self.setVisible(bool(said))

    def sizeHint(self) -> QSize:
        """With room for its sign before the words."""
        return super().sizeHint() + QSize(theme.px(SIGN), 0)

    def _coat(self) -> Coat:
        return Coat("", tokens.BROWN, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, after a pencil."""
        super().paintEvent(event)
        middle = QPointF(self.pad + theme.px(SIGN) / 2 - 3, self.height() / 2)
        icons.paint(QPainter(self), "pencil", middle, tokens.BROWN, theme.px(18))


class StatusLine(Grouping):
    """Always there, never in the way."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 4, 0)
        row.setSpacing(20)
        self._guideline = PlainLabel(size=theme.SMALL, colour=tokens.MUTED, wrap=False)
        self._age = PlainLabel(size=theme.SMALL, bold=True, wrap=False)
        self._proof = PlainLabel(size=theme.SMALL, colour=tokens.MUTED, wrap=False)
        self.review = PlainLabel(size=theme.SMALL, bold=True, colour=tokens.BROWN, wrap=False)
        self._review_sign = Sign()
        review = QHBoxLayout()
        review.setSpacing(4)
        review.addWidget(self._review_sign)
        review.addWidget(self.review)
        self.kept = KeptButton()
        self.kept.clicked.connect(host.door(host.call("kept")))
        self.keys, self.view, self.about = (Button(tone="quiet", size=theme.SMALL) for _ in range(3))
        self.projector = ProjectorChip()
        self.projector.clicked.connect(host.door(host.call("projector:section")))
        self.drafts = DraftsButton()
        self.drafts.clicked.connect(host.door(host.call("draft")))
        pack = QHBoxLayout()
        pack.setSpacing(4)
        pack.addWidget(self._guideline)
        pack.addWidget(self._age)
        row.addWidget(self.projector)
        row.addLayout(pack)
        row.addWidget(self._proof)
        row.addLayout(review)
        row.addStretch(1)
        row.addWidget(self.drafts)
        row.addWidget(self.kept)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button, name in ((self.view, "view"), (self.keys, "keys"), (self.about, "about")):
            button.clicked.connect(host.door(host.call(name)))
            buttons.addWidget(button)
        row.addLayout(buttons)
        self._within = (pack, review, buttons)
        for each in (self.view, self.keys, self.about, self.kept, self.projector, self.drafts):
            each.setFixedHeight(theme.px(HEIGHT))
        self.setFixedHeight(theme.px(HEIGHT))

    def show_look(self, look: Look, proof: ProofState | None = None) -> None:
        """Show the state of guideline, proof and storage."""
        words = look.words
        age = look.saying.age(look.pack, look.now)
        self._guideline.show_text(look.guideline.removesuffix(age).rstrip())
        self._age.show_text(" · ".join(part for part in (age, look.evidence) if part))
        self._show_review(look)
        drafts = len(look.state.drafts)
        self.drafts.tell(words.count("status.drafts", drafts) if drafts else "", words("status.drafts.tip"))
        if proof is not None:
            self._show_proof(look, proof)
        self.keys.show_words(words("status.keys"), key=cap_of("keys", words))
        self.view.show_words(words("status.view"))
        self.about.show_words(words("status.about"))
        self._make_room()

    def show_kept(self, said: str, colour: tokens.Token) -> None:
        """Show what is kept."""
        self.kept.tell(said, colour)
        self._make_room()

    def show_beam(self, said: str, *, loud: bool) -> None:
        """Show what the projector does; nothing while it is off."""
        self.projector.tell(said, loud=loud)
        self._make_room()

    def _make_room(self) -> None:
        """Where the line is too long, what can be found elsewhere goes first; what is kept never goes. The button by
        which the size of text is changed stays longest: who has too large a text looks for it here."""
        parts: tuple[QWidget, ...] = (self._proof, self.about, self._guideline, self.keys, self.view)
        for part in parts:
            part.show()
        for part in parts:
            for layout in self._within:  # they keep their sizes of before until all is laid out again
                layout.invalidate()
            if super().minimumSizeHint().width() <= self.width():
                break
            part.hide()

    def spare(self) -> QRect | None:
        """In the window what a message may lie over: which guideline it is, how old and how proven. Not what the
        projector does, what is half written and what is kept. None out of sight."""
        if not self.isVisible():
            return None
        row = self.layout()
        if row is not None:
            row.activate()  # what the projector does may be said since a moment
        left = self.projector.geometry().right() + 1 if self.projector.isVisible() else 0
        right = min(each.x() for each in (self.drafts, self.kept) if each.isVisible())
        return QRect(self.mapTo(self.window(), QPoint(left, 0)), QSize(max(0, right - left), self.height()))

    def minimumSizeHint(self) -> QSize:
        """Nothing in width: what has no room goes."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says it anew: how much is said depends on the width."""
        super().resizeEvent(event)
        self.show_look(self._host.look)

    def _show_review(self, look: Look) -> None:
        """That the pack should have been reviewed; nothing before."""
        whole, day = look.saying.review(look.pack, look.now), look.pack.review_by
        self.review.show_text(look.words("status.review", day=figures(day)) if whole and day is not None else "")
        self.review.setToolTip(theme.plain_tip(whole))
        self.review.setAccessibleDescription(whole)
        self._review_sign.setVisible(bool(whole))

    def _show_proof(self, look: Look, proof: ProofState) -> None:
        total = len(look.pack.trees)
        colour: tokens.Token
        if proof.failed:
            text, colour = look.words("status.unproven", names=", ".join(proof.failed)), tokens.RED
        elif proof.done < total:
            text, colour = look.words("status.proving", n=proof.done, m=total), tokens.MUTED
        else:
            text, colour = look.words("status.proven", n=total), tokens.MUTED
        version = look.words("status.version", v=look.pack.version)
        self._proof.show_text(f"{version[:1].upper()}{version[1:]} · {text}")
        self._proof.restyle(theme.SMALL, bool(proof.failed), colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line above."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, 0, self.width(), 1, theme.colour(tokens.LINE))
