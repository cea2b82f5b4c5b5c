"""Parts of the forms: labelled fields that tell only what a user typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor, QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import listens
from mdo_viewer.desktop.widgets.controls import Complaint, PlainLabel
from mdo_viewer.desktop.widgets.scroll import bring_into_sight
from mdo_viewer.desktop.widgets.tab_order import ASIDE
from mdo_viewer.guideline.values import on_one_line, without_forbidden
from mdo_viewer.guideline.words import Words

#: As much fits in one field, characters and bytes: a file with more could not be read back.
LONGEST_LINE, LONGEST_TEXT = 2_000, 9_000
#: The property of a field of which nothing is to be kept: what is searched for, or a password.
KEPT_NOWHERE = "keptNowhere"
#: The property of a line that has what the state knows of it.
_KNOWN = "known"
#: The property of a line that has what was entered in it last.
_GIVEN = "given"
#: The property of a line that the keyboard leaves without what was typed in it being entered.
_HELD = "held"


class _OneLine(QValidator):
    """Takes whatever comes into a line as its file will have it, before anybody is told."""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Always acceptable, with blanks for what parts lines and without what cannot be seen."""
        return QValidator.State.Acceptable, on_one_line(text), len(on_one_line(text[:at]))


def keep_on_one_line(line: QLineEdit) -> None:
    """What is pasted into the line is on one line at once: a soft return of Word is a blank, not nothing."""
    line.setValidator(_OneLine(line))


def hear_edits(line: QLineEdit) -> None:
    """Assistive technology may set a text without a key, of which Qt says only that it is another. That is an edit like
    any other: the line gets the keyboard, what it does not take is refused, and whoever follows edits is told."""
    kept = [line.text()]

    def changed(text: str) -> None:
        before, kept[0] = kept[0], text
        if line.isModified() or is_held(line) or not listens() or says(line, line.property(_KNOWN) or ""):
            return
        if not line.hasAcceptableInput():
            line.setText(before)
            line.inputRejected.emit()
            return
        if not line.hasFocus():
            line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.setModified(True)
        line.textEdited.emit(text)

    line.textChanged.connect(changed)


class Lines(QPlainTextEdit):
    """A text of some lines, which takes what is pasted as its file will have it."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Every kind of line end is one."""
        clean = QMimeData()
        clean.setText(without_forbidden(source.text()))
        super().insertFromMimeData(clean)


def is_known(line: QLineEdit, text: str) -> None:
    """The state knows this text of a line, whatever is being typed in it."""
    line.setProperty(_KNOWN, text)


@contextmanager
def held(line: QLineEdit) -> Iterator[None]:
    """Meanwhile what is half typed in the line is not taken, though the keyboard leaves it."""
    line.setProperty(_HELD, True)
    try:
        yield
    finally:
        line.setProperty(_HELD, False)


@contextmanager
def left_half_typed(focused: QWidget | None) -> Iterator[None]:
    """Meanwhile the keyboard goes elsewhere, and what has it enters nothing: who opens something was not asked."""
    if isinstance(focused, QLineEdit):
        with held(focused):
            yield
    else:
        yield


def is_held(line: QLineEdit) -> bool:
    """Whether nobody entered what stands in the line: it stays there as it is."""
    return bool(line.property(_HELD))


class _Left(QObject):
    """Belongs to a line, and hears when it is left or entered. A function that holds the line would outlive it."""

    def __init__(self, line: QLineEdit, give: Callable[[], object]) -> None:
        super().__init__(line)
        self._give = give
        line.editingFinished.connect(self._left)
        line.returnPressed.connect(self._entered)  # by the window's Enter the other is not told

    def _line(self) -> QLineEdit:
        line = self.parent()
        assert isinstance(line, QLineEdit)
        return line

    def _entered(self) -> None:
        was_given(self._line())

    def _left(self) -> None:
        if not is_held(self._line()):
            self._entered()
            self._give()


def when_left(line: QLineEdit, give: Callable[[], object]) -> None:
    """Call `give` when the line is left or entered, unless nobody entered what stands there."""
    _Left(line, give)


def was_given(line: QLineEdit) -> None:
    """What stands in the line was entered, whatever became of it."""
    line.setProperty(_GIVEN, line.text())


def is_given(line: QLineEdit) -> bool:
    """Whether what stands in the line was entered, and so was taken or refused."""
    return bool(line.property(_GIVEN) == line.text())


def is_taken(line: QLineEdit) -> bool:
    """Whether what stands in the line is what the state knows of it."""
    return says(line, line.property(_KNOWN) or "")


def show_line(line: QLineEdit, text: str, *, stays: bool = False) -> None:
    """Show a text, longer than the line perhaps: it is read from its beginning, and its tip has the whole. With `stays`
    what is being typed, or was refused, stays."""
    is_known(line, text)
    if stays:
        return
    if on_one_line(text) != line.text():
        line.setText(text)
    line.setToolTip(theme.plain_tip(text))
    if not line.accessibleDescription():
        line.setAccessibleDescription(theme.NO_MORE)  # else the field would be told twice
    if not line.hasFocus():
        line.home(False)


def says(line: QLineEdit, text: str) -> bool:
    """Whether a text stands in the line as it was shown: nobody changed more than its blanks. Of a text from a file
    the line may have joined its lines, or hold only its beginning."""
    return line.text().split() == text[: line.maxLength()].split()


def go_on_behind(line: QLineEdit) -> None:
    """Where something stands in the line that was typed and not taken, what is typed next goes on behind it; Qt selects
    all of a line that Tab comes to, and the next sign would be in the place of that."""
    if not is_taken(line):
        line.deselect()
        line.end(False)


def waiting_lines(root: QWidget) -> Iterator[QLineEdit]:
    """The fields in sight that hold what was typed and not taken."""
    for line in root.findChildren(QLineEdit):
        there = line.isVisibleTo(root) and line.window() is root.window() and not line.property(KEPT_NOWHERE)
        if there and line.isModified() and not is_taken(line):
            yield line


def waiting_line(root: QWidget) -> QLineEdit | None:
    """The first of them; None where there is none."""
    return next(waiting_lines(root), None)


def forget_line(line: QLineEdit) -> None:
    """What was typed in the line and not taken is gone: it shows what the state knows of it."""
    line.setText(line.property(_KNOWN) or "")
    line.setModified(False)


def come_behind(line: QLineEdit) -> None:
    """The keyboard comes to the line, behind what stands there."""
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    line.deselect()
    line.end(False)
    bring_into_sight(line)


def go_to_next_line(line: QWidget) -> None:
    """After Enter in a line, or a letter typed beside one: to the next stop of Tab in which something is typed, past
    what stands aside of its row. Where a button comes first the keyboard stays: a second Enter would press it, and
    replace what was just entered."""
    after = line.nextInFocusChain()
    while after is not None and after is not line:
        stop = after.isVisible() and after.isEnabled() and after.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stop and not after.property(ASIDE):
            if isinstance(after, QLineEdit):
                after.setFocus(Qt.FocusReason.TabFocusReason)
            return
        after = after.nextInFocusChain()


#: What enters what stands in an `EnteredLine` when the keyboard leaves it.
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
#: The keyboard comes back from there: nothing is said of what is half typed.
_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def _come_in(before: str, after: str) -> str:
    """What is in the text that was not: what was typed, pasted or set."""
    least = min(len(before), len(after))
    start = next((at for at in range(least) if before[at] != after[at]), least)
    end = next((at for at in range(least - start) if before[-1 - at] != after[-1 - at]), least - start)
    return after[start : len(after) - end]


class _Fits(QValidator):
    """Lets in what a day, a clock time or a number is written with; what stands there may always be taken out. More
    than a sign at once comes in whole: of a text that was pasted or dictated no part is left out unseen."""

    def __init__(self, line: EnteredLine) -> None:
        super().__init__(line)
        self._line, self._before = line, ""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Invalid for a sign with which nothing is written that the line takes: it does not enter it. Behind what does
        not fit any may come."""
        fits, said, at = self._line.fits, on_one_line(text), len(on_one_line(text[:at]))
        if fits is not None and len(_come_in(self._before, said)) == 1 and fits(self._before) and not fits(said):
            return QValidator.State.Invalid, text, at
        self._before = said
        return QValidator.State.Acceptable, said, at


class EnteredLine(QLineEdit):
    """A line for a day, a clock time or a number: `given` by Enter or Tab alone. Left in any other way it stays half
    typed, which `kept` tells: `2-1` on the way to `2-12` is no day that anybody meant. `fits` says of a text whether
    one may begin so; None lets every sign in. `unfit` tells of a sign that did not come in, and of a text that came in
    and does not fit: whoever shows the line says what belongs there."""

    given = Signal()
    kept = Signal()
    unfit = Signal()

    def __init__(self, fits: Callable[[str], bool] | None = None) -> None:
        super().__init__()
        self.fits = fits
        self.setValidator(_Fits(self))
        hear_edits(self)
        self.returnPressed.connect(self._entered)
        self.inputRejected.connect(self.unfit)
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        if self.fits is not None and not self.fits(on_one_line(text)):
            self.unfit.emit()

    def _entered(self) -> None:
        was_given(self)
        self.given.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands here half typed is gone on with."""
        super().focusInEvent(event)
        if event.reason() in (*_BY_TAB, Qt.FocusReason.ShortcutFocusReason):
            go_on_behind(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tab enters; whatever else takes the keyboard does not. From a line that is hidden Qt goes on as if by Tab."""
        tab, already = event.reason() in _BY_TAB and self.isVisibleTo(self.window()), is_held(self)
        with left_half_typed(None if tab or already else self):
            super().focusOutEvent(event)
        if tab and not already:
            self._entered()
        elif event.reason() not in _AWAY:
            self.kept.emit()


def tell_left(line: QLineEdit) -> None:
    """What is told when the keyboard leaves a line: who shows it says what is the matter."""
    line.kept.emit() if isinstance(line, EnteredLine) else line.editingFinished.emit()


class LineField(QWidget):
    """A label, a line and a message; `typed` gets every edit, `entered` the Enter key. `line` is of another kind."""

    def __init__(
        self,
        typed: Callable[[str], None],
        entered: Callable[[], None] | None = None,
        *,
        line: EnteredLine | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(size=14, colour=tokens.MUTED)
        self.line: QLineEdit = line or QLineEdit()
        if line is None:
            keep_on_one_line(self.line)
            hear_edits(self.line)
        self.line.setMinimumHeight(theme.TOUCH)
        self.line.setMaxLength(LONGEST_LINE)
        self._label.setBuddy(self.line)
        self.line.textEdited.connect(typed)
        if entered is not None:
            self.line.returnPressed.connect(entered)
        self._too_long = ""
        self.message = Complaint(self.line)
        if line is None:
            self.line.inputRejected.connect(lambda: self.message.show_text(self._too_long))
        for part in (self._label, self.line, self.message):
            column.addWidget(part)

    def fill(self, label: str, text: str, words: Words, *, stays: bool = False) -> None:
        """Show a label and a text; what the user is typing stays as it is, and what cannot be taken too (`stays`)."""
        if len(text) < LONGEST_LINE and self._too_long and self.message.text() == self._too_long:
            self.message.show_text("")
        self._too_long = words("form.too_long", n=LONGEST_LINE)
        self._label.show_text(label)
        self.line.setAccessibleName(label)
        show_line(self.line, text, stays=stays)


class TextField(QWidget):
    """A label and a few lines of text, or as many as there is room for where it grows; Tab leaves it."""

    def __init__(
        self, typed: Callable[[str], None], *, lines: int = 3, grows: bool = False, bold: bool = False
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(bold=True) if bold else PlainLabel(size=14, colour=tokens.MUTED)
        self.text = Lines()
        self.text.setTabChangesFocus(True)
        self._label.setBuddy(self.text)
        height = theme.px(22) * lines + 20
        self.text.setMinimumHeight(height) if grows else self.text.setFixedHeight(height)
        self._typed = typed
        self._shown = ""
        self.text.textChanged.connect(self._changed)
        self.message, self._too_long = Complaint(self.text), ""
        for part in (self._label, self.text, self.message):
            column.addWidget(part)

    def _changed(self) -> None:
        text = self.text.toPlainText()
        if text == self._shown:  # our own `fill`
            return
        if len(text.encode("utf-8", "surrogatepass")) > LONGEST_TEXT:
            self.text.setPlainText(self._shown)
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.message.show_text(self._too_long)
            return
        self.message.show_text("")
        self._shown = text
        self._typed(text)

    def empty(self) -> None:
        """Hold nothing any more; nobody is told that it was typed."""
        if self._shown:
            self._shown = ""
            self.text.setPlainText("")

    def fill(self, label: str, text: str, words: Words, *, hint: str = "") -> None:
        """Show a label and a text; the hint stands beside the label."""
        self._too_long = words("form.too_long", n=LONGEST_TEXT)
        self.message.show_text("")
        self._label.show_text(f"{label} · {hint}" if hint else label)
        self.text.setAccessibleName(label)
        if text != self._shown:
            self._shown = text
            self.text.setPlainText(text)
            self.text.moveCursor(QTextCursor.MoveOperation.End)  # typing goes on behind it, also by Tab
