"""The left panel: the facts that the current tree needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mdo_viewer.desktop.panels.fact_rows import FactRow, keys_said
from mdo_viewer.desktop.panels.focus_frame import FramedGroup
from mdo_viewer.desktop.panels.typed_numbers import TypedNumbers, refuses_half
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.facts import FactsView, FactView, fact_view, facts_view
from mdo_viewer.desktop.state.actions import choose
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Button, Heading, PlainLabel, own_viewport
from mdo_viewer.desktop.widgets.more_hint import HEIGHT, MoreHint
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.words import Words, words_of

#: How long the rows may take to find their places after an answer, ms.
SETTLED = 120
#: Between two rows made ahead, ms.
WARM = 60
#: The height of the head, px.
HEAD_HIGH = 56


class FactsPanel(FramedGroup):
    """Rows are made once per fact and language, and afterwards only shown, hidden and filled."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self._rows: dict[str, FactRow] = {}
        self._typed_numbers = TypedNumbers(host, self._leave, self._reveal_soon)
        self._left_row = ""
        self._seat = host.look.state.seat
        self._following: str | None = None
        self._followed: tuple[object, ...] = ("",)
        self._to_reveal = ""
        self._settled = once(self, self._let_go, SETTLED)
        self._warm = once(self, host.door(self._warm_one), WARM)
        self._follow_soon = once(self, host.door(self._follow))
        self._reveal_timer = once(self, host.door(lambda: self.reveal(self._to_reveal)))
        self._order: tuple[str, ...] = ()
        self._words: Words = words_of("window", host.look.state.language)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.setSpacing(0)
        self.title = Heading(size=theme.BASE, level=1)
        self._count = PlainLabel(size=theme.SMALL, colour=tokens.MUTED, wrap=False)
        outer.addLayout(_head_of(self.title, self._count))
        self._make_area()
        outer.addWidget(self.area, 1)
        self._make_body()

    def _make_area(self) -> None:
        """What the rows scroll in, with the hint that more of them follow."""
        self.area = QScrollArea()
        own_viewport(self.area)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().rangeChanged.connect(lambda: self._follow())
        self.more = MoreHint(self.area)

    def _make_body(self) -> None:
        """The column of the rows, with what stands between them."""
        self._body = QWidget()
        self._rider_head, self._heads = _group_head(), (_group_head(), _group_head())
        self._empty = PlainLabel(colour=tokens.MUTED)
        self._fold, self._marks = Button(tone="link", left=True), Button(tone="link", left=True)
        self.patient = Button(tone="link", left=True)
        self._marks_shown = False
        for part in (self._rider_head, *self._heads, self._empty, self._fold, self._marks, self.patient):
            part.setParent(self._body)
        host = self._host
        self._fold.clicked.connect(host.door(lambda: host.session.toggle_all_facts()))
        self._marks.clicked.connect(host.door(self._fold_marks))
        self.patient.clicked.connect(host.door(host.call("patient")))
        for fold in (self._fold, self._marks, self.patient):
            fold.setContentsMargins(20, 0, 16, 0)  # no key stands at the edge
        self._empty.setContentsMargins(20, 8, 16, 8)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(0)
        self.area.setWidget(self._body)
        self.area.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)

    def show_look(self, look: Look) -> None:
        """Show the facts."""
        view = facts_view(look)
        if look.words is not self._words:
            self._typed_numbers.keep(self._rows.values(), self._seat, look)
            self._start_anew(look.words)
        before, same = self._seat, look.state.seat == self._seat
        if not same:
            self._seat = look.state.seat
            self._typed_numbers.forget()
            self._forget(look, before)
        words = look.words
        self.more.show_words(words("more"))
        self.title.show_text(words("facts.title", n=look.state.tree.number))
        self.setAccessibleName(self.title.text())
        self.patient.show_words(words("patient.open"), key=cap_of("patient", words))
        self._count.show_text(words("facts.count", known=view.known, asked=view.asked) if view.asked else "")
        self._count.setAccessibleName(words("facts.count.name", known=view.known, asked=view.asked))
        self._empty.show_text("" if view.rows else words("facts.empty"))
        self._rider_head.show_text(words("facts.riders") if view.rider_rows else "")
        self._fold.setVisible(bool(view.others))
        self._fold.show_words(words.count("facts.hide" if view.show_all else "facts.others", len(view.others)))
        self._marks.setVisible(bool(view.marks))
        self._marks.show_words(view.marks_head)
        held = QApplication.focusWidget()
        self._arrange(view)
        self._typed_numbers.give_back(self._rows, look)
        if held is not None and self.isAncestorOf(held) and not held.isVisibleTo(self):
            self._take_from("")  # else it would fall on the first button of the window, which leaves the patient
        wanted = sorted((row for row in view.rows if row.next or row.crossed), key=lambda row: not row.next)
        following = next(iter(wanted), None)
        place = (following.id if following else None, look.state.document, look.state.tree_id, look.state.language)
        if same and place[0] != self._followed[0] and place[2:] == self._followed[2:]:
            _go_on(self, self._rows.get(str(place[0])))
        if following is not None and place != self._followed:
            self._following = following.id
            self._follow_soon.start()
            self._settled.start()
        self._followed = place

    def _forget(self, look: Look, before: tuple[int, int]) -> None:
        """Another patient: what was typed and not entered waits for its own."""
        self._typed_numbers.keep(self._rows.values(), before, look)
        for row in self._rows.values():
            row.forget()

    @property
    def waits(self) -> bool:
        """Whether a number was typed and not entered."""
        return any(row.untaken for row in self._rows.values())

    def waiting(self, first: str | None) -> str | None:
        """The fact of a row that holds what was typed and not entered: `first`, though the panel be away, or one in
        sight; None where none does."""
        half = {fact: row for fact, row in self._rows.items() if row.untaken and not row.isHidden()}
        seen = (fact for fact, row in half.items() if row.isVisible())
        return first if first in half else next(seen, None)

    def half_typed(self) -> tuple[str, str] | None:
        """A number of the patient in sight that was typed and not entered, with its fact; None where there is none."""
        return self._typed_numbers.half_typed(self._rows, self._host.look)

    def keep_typed(self) -> None:
        """Nothing is entered by leaving it: what is out of sight waits until its row is in sight again."""
        hidden = [row for row in self._rows.values() if row.isHidden()]
        self._typed_numbers.keep(hidden, self._seat, self._host.look)

    def _follow(self) -> None:
        """Keep the next fact in view while the rows find their places; afterwards the list stays where it is put."""
        if self._following is not None:
            self.reveal(self._following)

    def _let_go(self) -> None:
        self._follow()
        self._following = None

    def _start_anew(self, words: Words) -> None:
        """Another language: the rows are made again, since their controls depend on the length of words."""
        self._words = words
        for row in self._rows.values():
            self._drop(row)
        self._rows.clear()

    def _drop(self, row: FactRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._order = ()

    def _arrange(self, view: FactsView) -> None:
        others, marks = view.others if view.show_all else (), view.marks if self._marks_shown else ()
        shown = (*view.rows, *view.rider_rows, *others, *marks)
        for each in shown:
            self._row(each).show_view(each)
        for label, said in zip(self._heads, (*(said for _row, said in view.heads), "", ""), strict=False):
            label.show_text(said)
        heads = dict(zip((row for row, _said in view.heads), self._heads, strict=False))
        rows = (part for r in view.rows for part in ((f"@{r.id}", r.id) if r.id in heads else (r.id,)))
        layout = ("@empty", *rows, "@riders", *(r.id for r in view.rider_rows), "@fold")
        layout += (*(r.id for r in others), "@marks", *(r.id for r in marks), "@patient")
        if layout == self._order:
            return
        self._order = layout
        special: dict[str, QWidget] = {"@empty": self._empty, "@riders": self._rider_head, "@fold": self._fold}
        special |= {
            "@marks": self._marks,
            "@patient": self.patient,
            **{f"@{row}": label for row, label in heads.items()},
        }
        wanted = {id for id in layout if id in self._rows}
        for id, row in self._rows.items():
            if id not in wanted and not row.isHidden():
                row.hide()
        for at, id in enumerate(layout):
            part = special.get(id) or self._rows[id]
            item = self._column.itemAt(at)
            if item is None or item.widget() is not part:
                self._column.removeWidget(part)
                self._column.insertWidget(at, part)
            if id in self._rows and part.isHidden():
                part.setVisible(True)
        _sink_rest(self._column, len(layout))

    def _fold_marks(self) -> None:
        """Show or hide what the guideline does not know."""
        self._marks_shown = not self._marks_shown
        self._close_rows()  # one of them may be open
        self.show_look(self._host.look)
        if self._marks_shown:
            self._reveal_soon(facts_view(self._host.look).marks[0].id)

    def _row(self, view: FactView) -> FactRow:
        row = self._rows.get(view.id)
        if row is not None and row.view is not None and row.view.type != view.type:  # as another guideline knows it
            self._drop(row)
            row = None
        if row is None:
            host, fact = self._host, view.id  # not the view: it would live as long as its row
            row = FactRow(self._words, folds=True)
            row.setParent(self._body)
            row.opened.connect(lambda by_key: host.door.run(lambda: self._open(fact, by_key)))
            row.left.connect(lambda: self._left(fact))
            _answer(row, host, self._typed_numbers, self._rows)
            self._rows[fact] = row
        return row

    def warm_up(self) -> None:
        """While nothing happens, make the rows that other trees will need: one at a time, never in the way."""
        if self.isVisible() and not self._warm.isActive() and self._unmade() is not None:
            self._warm.start()

    def _unmade(self) -> str | None:
        return next((fact.id for fact in self._host.look.pack.facts if fact.id not in self._rows), None)

    def make_row_ahead(self) -> bool:
        """Make one row that was not needed yet; False when there is none left."""
        fact = self._unmade()
        if fact is not None:
            view = fact_view(self._host.look, fact)
            self._row(view).show_view(view)
        return fact is not None

    def _warm_one(self) -> None:
        if self.isVisible() and self.make_row_ahead():
            self.warm_up()

    def let_go(self) -> None:
        """Take the keyboard from the row that has it: what an Enter would press there may be answered by now."""
        held = _with_keyboard(self._rows.values())
        if held is not None and held.view is not None:
            self._take_from(held.view.id)

    def _left(self, fact: str) -> None:
        self._leave(fact)
        _tell_half(self._host, self._rows[fact])

    def _leave(self, fact: str = "") -> None:
        """Single keys act again: the focus goes from the row to the panel, and Tab goes on from that row."""
        self._close_rows()
        self._take_from(fact)

    def _take_from(self, fact: str) -> None:
        """The keyboard to the panel; a row that is open stays so."""
        self._left_row = fact
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:
        """From a row itself Tab goes to its first choice; from the panel itself on from the row that was left."""
        if next and _into_row(self._rows.values()):
            return True
        row = self._rows.get(self._left_row)
        found = stops(row) if self.hasFocus() and row is not None and row.isVisible() else []
        if found:
            found[-1 if next else 0].setFocus(Qt.FocusReason.TabFocusReason)
        return super().focusNextPrevChild(next)

    def _open(self, fact: str, by_key: bool) -> None:
        """One row at a time is open. By a key the row has the keyboard, by mouse the panel, so that Enter takes back no
        answer. The row whose turn it is needs no opening."""
        self._host.session.correct("" if fact == self._host.look.due_fact else fact)
        if by_key:
            self._give(self._rows[fact])
        else:
            self._take_from(fact)
        self._reveal_soon(fact)

    def _close_rows(self, but: str = "") -> None:
        """Close the row that is open; `but` is open instead, unless it is its turn anyhow."""
        look = self._host.look
        opens = but in self._rows and but != look.due_fact
        opens = opens and (self._rows[but].is_line or look.is_open(but) or but == look.state.correcting)
        self._host.session.correct(but if opens else "")

    def _opened(self) -> FactRow | None:
        """The row that is open, while the keyboard is in this panel."""
        focused = QApplication.focusWidget()
        if focused is None or not (focused is self or self.isAncestorOf(focused)):
            return None
        return next((row for row in self._rows.values() if row.view and row.view.opened and row.isVisible()), None)

    def _escape(self, row: FactRow) -> None:
        """Close it; the keyboard stays on its line."""
        self._close_rows()
        if row.line is not None and row.line.isVisible():
            row.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Escape in a row that was opened is that row's, before it is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            closes = event.key() == Qt.Key.Key_Escape and self._opened() is not None
            if closes:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the row that was opened; other keys go on. No letter answers: each is a command of the window,
        and A decides, wherever the keyboard came to."""
        opened = self._opened() if event.key() == Qt.Key.Key_Escape else None
        if opened is not None:
            self._host.door.run(lambda: self._escape(opened))
            return
        super().keyPressEvent(event)

    def explain_next(self) -> bool:
        """Open or close the explanation of the row that has the focus, else of the next fact; whether there is one."""
        row = _with_keyboard(self._rows.values()) or self._rows.get(self._host.look.next_fact or "")
        if row is not None and row.view is not None:
            row.toggle_help()
            self._reveal_soon(row.view.id)
        return row is not None

    def explain(self, fact: str, text: str) -> None:
        """Show a message beside the field of a fact."""
        if fact in self._rows:
            self._rows[fact].tell(text)

    def focus_fact(self, fact: str, typed: str = "", *, outside: bool = False) -> None:
        """Scroll to a fact and give it the keyboard, a number beginning with `typed`; a hidden one stays so. The row
        has it, never an answer, which Enter or Space would give; `outside` that of a number too, the digits are keys
        still."""
        row = self._rows.get(fact)
        if row is not None and not row.isHidden():
            self._close_rows(but=fact)
            self.reveal(fact)
            self._give(row, typed, outside=outside)
            self._reveal_soon(fact)

    def _give(self, row: FactRow, typed: str = "", *, outside: bool = False) -> None:
        if row.is_number and not outside:
            row.focus_control(typed)
            return
        row.unfold()
        said = "" if row.view is None else keys_said(row.view, self._words)
        row.take_keyboard(firm=not row.is_number, said=said)

    def _reveal_soon(self, fact: str) -> None:
        """Once the row has the height that it is going to have."""
        if fact != self._following:
            self._following = None  # the list would go back to that one
        self._to_reveal = fact
        self._reveal_timer.start()

    def reveal(self, fact: str) -> None:
        """Scroll only as far as needed to see the whole row."""
        row = self._rows.get(fact)
        if row is not None and row.isVisible():
            self._column.activate()
            bar, top = self.area.verticalScrollBar(), row.y()
            if top < bar.value():
                bar.setValue(top)
            elif top + row.height() > bar.value() + self.area.viewport().height() - theme.px(HEIGHT):
                bar.setValue(min(top, top + row.height() - self.area.viewport().height() + theme.px(HEIGHT)))

    def row(self, fact: str) -> FactRow:
        """The row of a fact that is or was shown; KeyError when it never was."""
        return self._rows[fact]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint that more follows stays as wide as the rows, and the marked question in view."""
        super().resizeEvent(event)
        self.more.place()
        if self._followed and isinstance(self._followed[0], str):
            self._following = self._followed[0]
            self._follow_soon.start()
            self._settled.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line at the right."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(tokens.LINE))


def _answer(row: FactRow, host: Host, numbers: TypedNumbers, rows: Mapping[str, FactRow]) -> None:
    """What is answered in a row becomes a fact of the patient."""
    row.chosen.connect(lambda id, at: host.door.run(lambda: choose(host, id, at)))
    row.typed.connect(lambda id, text: host.door.run(lambda: numbers.give(rows[id], id, text)))
    row.held.connect(lambda id, text: host.door.run(lambda: numbers.look_at(rows[id], id, text)))
    row.doubt_answered.connect(lambda id, take: host.door.run(lambda: numbers.answer(rows[id], id, take)))
    row.unknown_pressed.connect(lambda id: host.door.run(lambda: _turn_unknown(host, row, id)))
    row.kept.connect(lambda id: host.door.run(lambda: refuses_half(host, row) or host.call(f"still:{id}")()))
    row.split.connect(lambda: host.door.run(lambda: _split_scope(host.session)))
    row.dropped.connect(lambda said: host.door.run(lambda: host.say(said)))


def _head_of(title: Heading, count: PlainLabel) -> QHBoxLayout:
    """The title, and how many of the facts are known, on one line."""
    head = QHBoxLayout()
    head.setContentsMargins(20, 0, 16, 0)
    head.setSpacing(8)
    title.setMinimumHeight(theme.px(HEAD_HIGH))
    head.addWidget(title, 1)
    head.addWidget(count)
    return head


def _tell_half(host: Host, row: FactRow) -> None:
    """What stays half typed where Esc was pressed is said."""
    if row.untaken:
        text = row.field.text().strip()
        host.door.run(lambda: host.say(host.look.words("say.half_stays", text=text)))


def _split_scope(session: Session) -> None:
    session.show_scope_apart(not session.state.scope_apart)


def _turn_unknown(host: Host, row: FactRow, fact: str) -> None:
    """Nobody knows it, or it was not asked after all; not while something else stands in the field."""
    if not refuses_half(host, row):
        known = fact in host.look.patient.unknown
        (host.session.clear if known else host.session.unknown)(fact)


def _go_on(panel: QWidget, row: FactRow | None) -> None:
    """The next row has the keyboard, where this panel has it."""
    if row is not None and _has_keyboard(panel):
        row.take_keyboard()


def _has_keyboard(panel: QWidget) -> bool:
    """Whether the keyboard is here, and nothing is being typed."""
    held = QApplication.focusWidget()
    return held is not None and (held is panel or panel.isAncestorOf(held)) and not isinstance(held, QLineEdit)


def _into_row(rows: Iterable[FactRow]) -> bool:
    """From the row that has the keyboard itself to its first choice; False without one."""
    within = [part for row in rows if row.hasFocus() for part in stops(row)]
    if within:
        within[0].setFocus(Qt.FocusReason.TabFocusReason)
    return bool(within)


def _with_keyboard(rows: Iterable[FactRow]) -> FactRow | None:
    """The row in view that holds what has the keyboard."""
    focused = QApplication.focusWidget()
    return next((row for row in rows if focused and row.isVisible() and row.isAncestorOf(focused)), None)


def _group_head() -> PlainLabel:
    label = Heading(size=14, colour=tokens.MUTED)
    label.setContentsMargins(20, 16, 16, 4)
    return label


def _sink_rest(column: QVBoxLayout, used: int) -> None:
    """Keep one stretch behind the rows in use."""
    for at in reversed(range(column.count())):
        item = column.itemAt(at)
        if item is not None and item.spacerItem() is not None:
            column.takeAt(at)
    column.insertStretch(used, 1)
