"""What each guideline is: its sources and their weight, age, proof, open questions and signature; and choosing one."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.controls import Button, PlainLabel, Segments
from mdo_viewer.desktop.widgets.flow import Flow
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.guideline.library import certificate_of, guidelines
from mdo_viewer.guideline.model import Pack, Source
from mdo_viewer.meeting.packs import called
from mdo_viewer.meeting.places import in_guideline
from mdo_viewer.reasoning.saying import figures
from mdo_viewer.reasoning.together.certificate import certified, certified_together

#: How many guidelines on an arrow goes.
ARROWS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_Line: TypeAlias = tuple[str, int, bool, tokens.Token]


class GuidelineSheet(Sheet):
    """The guidelines side by side, and of the chosen one what a reader must know before following it."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 860)
        self._pack: Pack | None = None
        self._parts: list[PlainLabel] = []
        self.packs = Segments(equal=False)
        self.packs.chosen.connect(lambda at: host.door.run(lambda: self._choose(at)))
        self.column.addWidget(self.packs)
        row = Flow()
        self.add, self.use = Button(), Button()
        self.add.clicked.connect(host.door(self._add))
        self.use.clicked.connect(host.door(self._use))
        row.add(self.add)
        row.add(self.use)
        self.column.addWidget(row)

    def open_sheet(self, look: Look) -> None:
        """Opens at its top with the guideline of the patient in sight, and the keyboard on it, to be seen."""
        self._pack = look.pack
        super().open_sheet(look)
        self._reach(self._all(look).index(self._pack))

    @staticmethod
    def _all(look: Look) -> tuple[Pack, ...]:
        return guidelines(look.state.home)

    def _choose(self, at: int) -> None:
        self._pack = self._all(self._host.look)[at]
        self.fill(self._host.look)
        self.place()
        self._reach(at)

    def _reach(self, at: int) -> None:
        """The keyboard on this guideline, with the choice in sight: what is said of it is another length."""
        self.area.verticalScrollBar().setValue(0)
        self.packs.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow on the guidelines chooses the one beside it; it would scroll the choice out of sight."""
        if watched in self.packs.buttons and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = ARROWS.get(Qt.Key(event.key()), 0)
            shown = [button for button in self.packs.buttons if not button.isHidden()]
            if step and watched in shown:
                at = (shown.index(watched) + step) % len(shown)
                self._host.door.run(lambda: self._choose(at))
                return True
        return super().eventFilter(watched, event)

    def fill(self, look: Look) -> None:
        """What is said of the chosen guideline, and what it can do for the patient in sight."""
        words, packs = look.words, self._all(look)
        pack = self._pack if self._pack in packs else look.pack
        assert pack is not None
        self.title.show_text(words("guideline.title"))
        self.packs.offer(tuple(look.text(each.title) for each in packs), group=words("guideline.choose"))
        self.packs.choose(packs.index(pack))
        for button in self.packs.buttons:
            button.removeEventFilter(self)
            button.installEventFilter(self)
        self._show_actions(look, pack)
        said = [line for line in _said(look, pack) if line[0]]
        while len(self._parts) < len(said):
            self._parts.append(PlainLabel())
            self.column.addWidget(self._parts[-1])
        for at, part in enumerate(self._parts):
            text, size, bold, colour = said[at] if at < len(said) else ("", 14, False, tokens.INK)
            part.restyle(size, bold, colour)
            part.show_text(text)

    def _show_actions(self, look: Look, pack: Pack) -> None:
        """One way into the guideline for the patient in sight; a new patient always."""
        words, state = look.words, look.state
        case = state.case.case
        self.use.setVisible(pack is not look.pack)
        if state.may_read_otherwise:
            key = "guideline.use"
        elif in_guideline(state.document, state.current, called(state.home, pack.id)) is None:
            key = "guideline.use_too"
        else:
            key = "guideline.go"
        self.use.show_words(words(key, case=case))
        self.add.show_words(words("guideline.add"))

    def _use(self) -> None:
        """Read the patient in sight by the chosen guideline, or by that too."""
        session, pack = self._host.session, self._pack
        self.close_sheet()
        if pack is None:
            return
        if session.state.may_read_otherwise:
            session.read_by(pack.id)
        else:
            session.lead_to(pack.id, pack.trees[0].id)

    def _add(self) -> None:
        """One more patient, in the chosen guideline."""
        self.close_sheet()
        self._host.session.add_case(None if self._pack is None else self._pack.id)


def _said(look: Look, pack: Pack) -> tuple[_Line, ...]:
    words = look.words
    date, age = figures(pack.guideline_date), look.saying.age(pack, look.now)
    signed = "; ".join(look.text(each) for each in pack.signed_by)
    notes = "\n".join(f"{note.number}  {look.text(note.title)}" for note in pack.notes)
    return (
        (_evidence(look, pack), 17, True, tokens.INK),
        (look.text(pack.disclaimer), 15, True, tokens.RED),
        (look.text(pack.banner), 15, False, tokens.INK),
        (words("guideline.dated", guideline=look.text(pack.guideline), date=date, age=age), 15, False, tokens.INK),
        (words("about.version", title=look.text(pack.title), version=pack.version), 15, False, tokens.INK),
        (_review(look, pack), 15, False, tokens.INK),
        (words("guideline.certificate"), 14, True, tokens.MUTED),
        (_certificate(look, pack), 15, False, tokens.INK),
        (words("guideline.signed"), 14, True, tokens.MUTED),
        (signed or words("guideline.unsigned"), 15, False, tokens.INK),
        (words("guideline.sources"), 14, True, tokens.MUTED),
        ("\n".join(f"{d.id}  {look.text(d.title)} ({d.date})" for d in pack.documents), 14, False, tokens.INK),
        (words.count("guideline.notes", len(pack.notes)), 14, True, tokens.MUTED),
        (notes, 14, False, tokens.INK),
    )


def _evidence(look: Look, pack: Pack) -> str:
    """What all its documents are; empty where the pack does not say."""
    said = look.saying.evidence(pack, (Source(document.id, (), ()) for document in pack.documents))
    return look.words("guideline.evidence", said=said) if said else ""


def _review(look: Look, pack: Pack) -> str:
    """By when somebody looks whether it still holds."""
    if pack.review_by is None:
        return look.words("guideline.no_review")
    return look.saying.review(pack, look.now) or look.words("guideline.review", day=figures(pack.review_by))


def _certificate(look: Look, pack: Pack) -> str:
    """What of its trees was proven, in plain words."""
    text, words = certificate_of(pack), look.words
    proven, all_ = certified(pack, text), len(pack.trees)
    if len(proven) == all_ and certified_together(pack, text):
        return words("guideline.proven", n=all_)
    return words("guideline.unproven", n=len(proven), m=all_)
