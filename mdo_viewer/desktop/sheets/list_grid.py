"""The table on which a list is checked: cells that are typed in place, or chosen from a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.list_view import ListHead, ListView, cell_state
from mdo_viewer.desktop.state.list_check import Cell, ListPage
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.form import LONGEST_LINE, keep_on_one_line, show_line
from mdo_viewer.guideline.values import on_one_line
from mdo_viewer.guideline.words import Words

_At: TypeAlias = QModelIndex | QPersistentModelIndex

#: How high a row and its head are, how wide a column is at least and at most, from where on it gives
#: way, and what stands around a text; px.
ROW: Final = 48
LEAST, MOST, WIDE = 64, 280, 160
PAD: Final = 10
SIGN: Final = 18
#: Keys that go through the table where it has the keyboard, and no command's there.
_WALKING: Final = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_F2,
    }
)
_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ListModel(QAbstractTableModel):
    """The cells of a list, as the table shows them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page: ListPage | None = None
        self.view: ListView | None = None
        self._words: Words | None = None

    def show_page(self, page: ListPage | None, view: ListView | None, words: Words) -> None:
        """Show another list, or the same with other cells."""
        same = (
            self.view is not None and view is not None and (self.view.heads, self.view.rows) == (view.heads, view.rows)
        )
        if not same:
            self.beginResetModel()
        self.page, self.view, self._words = page, view, words
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def head(self, at: int) -> ListHead:
        """The column that is shown at this place."""
        assert self.view is not None
        return self.view.heads[at]

    def cell(self, index: _At) -> Cell:
        """Which cell of the list stands here."""
        return index.row(), self.head(index.column()).column

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a cell of the list stands."""
        heads = () if self.view is None else self.view.heads
        at = next((at for at, head in enumerate(heads) if head.column == cell[1]), -1)
        return self.index(cell[0], at)

    def rowCount(self, parent: _At | None = None) -> int:
        """The rows of the list; of a cell none."""
        return 0 if self.view is None or (parent is not None and parent.isValid()) else len(self.view.rows)

    def columnCount(self, parent: _At | None = None) -> int:
        """The columns that are shown."""
        return 0 if self.view is None or (parent is not None and parent.isValid()) else len(self.view.heads)

    def data(self, index: _At, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, whole in its tip; for assistive technology with its column and what is the matter."""
        if self.page is None or self._words is None or not index.isValid():
            return None
        cell = self.cell(index)
        text = self.page.text(cell)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip(self._why(cell) or text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{self.head(index.column()).title}: {text or self._words('check.empty')}"
            return " ".join(part for part in (said, self._why(cell)) if part)
        return None

    def _why(self, cell: Cell) -> str:
        assert self.page is not None
        assert self._words is not None
        found = self.page.checked.by_cell.get(cell)
        if found is not None:
            return self._words("check.doubtful", why=found.why(self._words.language))
        return self._words("check.aside") if cell_state(self.page, cell) == "aside" else self.was(cell)

    def was(self, cell: Cell) -> str:
        """`was: ja`, in a cell that was changed by hand; empty in any other."""
        before = None if self.page is None else self.page.was(cell)
        if before is None or self._words is None:
            return ""
        return self._words("check.was", text=on_one_line(before) or self._words("check.empty"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heading in words, or the number of the row in the file."""
        if self.view is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.view.heads[section].title if orientation == Qt.Orientation.Horizontal else self.view.rows[section]

    def flags(self, index: _At) -> Qt.ItemFlag:
        """Every cell that is there may be typed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.page is None or not index.isValid():
            return flags
        row, column = self.cell(index)
        return flags | Qt.ItemFlag.ItemIsEditable if column < len(self.page.table.rows[row]) else flags


class _Painter(QStyledItemDelegate):
    """Paints cells, and gives a line to type in."""

    entered = Signal()

    def __init__(self, parent: QObject, give: Callable[[Cell, str], None]) -> None:
        super().__init__(parent)
        self._give = give

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _At) -> None:
        """A cell: plain, doubtful with its sign, or paler where nothing of its row is taken."""
        model, table = index.model(), self.parent()
        assert isinstance(model, ListModel)
        assert isinstance(table, ListGrid)
        if model.page is None:
            return
        box, state = QRectF(option.rect), cell_state(model.page, model.cell(index))
        doubtful, here = state == "doubt", index == table.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme.colour(tokens.AMBER_WASH if doubtful else tokens.PAPER))
        painter.setPen(QPen(theme.colour(tokens.LINE), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if doubtful:
            painter.setPen(QPen(theme.colour(tokens.AMBER), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            middle = QPointF(box.right() - theme.px(PAD + SIGN / 2), box.center().y())
            icons.paint(painter, "doubt", middle, tokens.BROWN, theme.px(SIGN))
        room = box.adjusted(theme.px(PAD), 0, -theme.px(PAD + (SIGN + 4 if doubtful else 0)), 0)
        face = theme.font(bold=doubtful)
        text = QFontMetrics(face).elidedText(
            on_one_line(str(index.data())), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.setFont(face)
        painter.setPen(theme.colour(tokens.MUTED if state == "aside" else tokens.INK))
        was = model.was(model.cell(index))
        upper = room if not was else room.adjusted(0, 0, 0, -room.height() * 0.42)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if was:
            small = theme.font(theme.SMALL, bold=True)
            painter.setFont(small)
            painter.setPen(theme.colour(tokens.BROWN))
            cut = QFontMetrics(small).elidedText(was, Qt.TextElideMode.ElideRight, round(room.width()))
            lower = room.adjusted(0, room.height() * 0.5, 0, 0)
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        if here and table.hasFocus():
            painter.setPen(QPen(theme.colour(tokens.INK), theme.FOCUS_WIDTH))
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _At) -> QWidget:
        """A line that fills the cell."""
        line = QLineEdit(parent)
        keep_on_one_line(line)
        line.setMaxLength(LONGEST_LINE)
        line.setStyleSheet(f"margin: 0; border-radius: 0; border: {theme.FOCUS_WIDTH}px solid {self._ink()};")
        model = index.model()
        line.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        line.returnPressed.connect(self.entered)
        return line

    @staticmethod
    def _ink() -> str:
        return theme.colour(tokens.INK).name()

    def setEditorData(self, editor: QWidget, index: _At) -> None:
        """The text of the cell, chosen whole: what is typed next replaces it. What is typed already stays: the table is
        shown anew from time to time."""
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            return
        show_line(editor, str(index.data()))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: _At) -> None:
        """What was typed, or the word that it begins; lines of a text stay where nothing was."""
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, ListModel)
        if editor.text() != on_one_line(str(index.data())):
            self._give(model.cell(index), meant(editor.text().strip(), model.head(index.column()).choices))


class _Choices(QMenu):
    """The words that a cell may be. Enter takes the one that is marked: at first none but what stands in the cell.
    `typed` is a key that was meant for the cell."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would mark the first word at Enter, and do nothing with a letter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.activeAction() is None:
            self.close()
        elif is_typed(event) and event.text() != " ":
            self.close()
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Keys(QWidget):
    """The column of keys once more, at the left edge while its own place is scrolled away: whose row it is."""

    def __init__(self, table: ListGrid) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def place(self) -> None:
        """Beside the numbers of the rows, over the columns; nothing where the keys are in sight themselves."""
        table, at = self._table, self._table.keys_at
        seen = table.viewport().geometry()
        left = 0 if at is None else table.columnViewportPosition(at)
        wide = 0 if at is None else min(table.columnWidth(at), seen.width() // 2)
        away = at is not None and (left < 0 or left + wide > seen.width())
        self.setGeometry(seen.x(), 1, wide, seen.bottom())
        self.setVisible(away)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The heading, and the key of every row in sight."""
        table, at, painter = self._table, self._table.keys_at, QPainter(self)
        if at is None:
            return
        top, pad = table.viewport().y() - 1, theme.px(PAD)
        painter.fillRect(self.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, 0, self.width(), top, theme.colour(tokens.GREY_WASH))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        rows = range(max(0, first), 1 + (last if last >= 0 else table.cells.rowCount() - 1))
        lines = [
            (top + table.rowViewportPosition(row), table.rowHeight(row), table.cells.index(row, at)) for row in rows
        ]
        painter.save()
        painter.setClipRect(0, top, self.width(), self.height())
        for low, high, index in lines:
            if table.cells.page is not None and cell_state(table.cells.page, table.cells.cell(index)) == "doubt":
                painter.fillRect(0, low, self.width(), high, theme.colour(tokens.AMBER_WASH))
            painter.fillRect(0, low + high - 1, self.width(), 1, theme.colour(tokens.LINE))
            painter.setPen(theme.colour(tokens.INK))
            room = QRect(pad, low, self.width() - 2 * pad, high)
            self._line(painter, room, on_one_line(str(index.data())), theme.font(), side)
        painter.restore()
        painter.setPen(theme.colour(tokens.INK))
        head = QRect(pad, 0, self.width() - 2 * pad, top)
        self._line(painter, head, table.cells.head(at).title, theme.font(theme.SMALL + 1, bold=True), side)
        painter.fillRect(self.width() - 2, 0, 2, self.height(), theme.colour(tokens.STRONG_LINE))

    @staticmethod
    def _line(painter: QPainter, room: QRect, text: str, font: QFont, side: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        painter.drawText(room, side, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the key of that row."""
        table, at = self._table, self._table.keys_at
        row = table.rowAt(round(event.position().y()) - table.viewport().y() + 1)
        if at is not None and row >= 0:
            table.setCurrentIndex(table.cells.index(row, at))
            table.setFocus(Qt.FocusReason.MouseFocusReason)


class ListGrid(QTableView):
    """`moved` tells at which cell one is; `given` what was typed or chosen in one; `entered` that Enter was pressed in
    the line of a cell; `shut` that a key was typed in a cell that was understood, which takes none at once."""

    moved = Signal(object)
    given = Signal(object, str)
    entered = Signal()
    shut = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = ListModel(self)
        self.keys = _Keys(self)
        self.setModel(self.cells)
        painter = _Painter(self, self.given.emit)
        painter.entered.connect(self.entered)
        self.setItemDelegate(painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)  # for all else see `begin`
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._wanted: list[int] = []  # how wide each column would be, and how wide it stays where it gives way
        self._least: list[int] = []
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setFont(theme.font(theme.SMALL + 1, bold=True))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap.value
        )
        self.verticalHeader().setFont(theme.font(theme.SMALL + 1))
        self.verticalHeader().setMinimumWidth(theme.px(ROW))
        self.horizontalHeader().setFixedHeight(theme.px(ROW))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self._corner = PlainLabel(size=theme.SMALL + 1, bold=True, wrap=False)
        self._corner.setParent(self)
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.keys.place())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.keys.update())
        self.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self.keys.place())
        self.restyle()
        self.doubleClicked.connect(lambda _index: self.begin())

    def restyle(self) -> None:
        """Take the colours of the scheme now worn."""
        c = {name: theme.colour(name).name() for name in (tokens.PAPER, tokens.GREY_WASH, tokens.LINE, tokens.INK)}
        self.setStyleSheet(
            f"QTableView {{ background: {c['paper']}; border: 1px solid {c['line']}; border-radius: 8px; }}"
            f"QHeaderView {{ background: {c['paper']}; }}"
            f"QHeaderView::section {{ background: {c['grey_wash']}; color: {c['ink']}; border: 0; "
            f"border-bottom: 1px solid {c['line']}; padding: 2px {theme.px(PAD)}px; }}"
            f"QHeaderView::section:vertical {{ background: {c['paper']}; }}"
            f"QTableCornerButton::section {{ background: {c['grey_wash']}; border: 0; border-bottom: 1px solid "
            f"{c['line']}; }}"
        )

    # --- what it shows

    def show_page(self, page: ListPage | None, view: ListView | None, words: Words) -> None:
        """Show this list, at the cell that it is at."""
        self.setAccessibleName(words("check.table"))
        self._corner.show_text(words("check.row"))
        before = self.cells.view
        self.cells.show_page(page, view, words)
        if page is not None and view is not None and (before is None or before.heads != view.heads):
            self._wanted = [_wanted(page, head) for head in view.heads]
            self._least = [max(theme.px(WIDE), _head_width(head, 3) + 2 * theme.px(PAD) + 4) for head in view.heads]
            self.fit_columns()
        if page is not None and page.at is not None:
            index = self.cells.index_of(page.at)
            if index.isValid() and index != self.currentIndex():
                self.setCurrentIndex(index)
                self.scrollTo(index)
        self.keys.place()

    @property
    def keys_at(self) -> int | None:
        """Where the column of keys is shown; None where it is not."""
        page = self.cells.page
        index = None if page is None else self.cells.index_of((0, page.key_column))
        return index.column() if index is not None and index.isValid() else None

    def scrollTo(
        self, index: _At, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """A cell is in sight where the keys do not lie over it."""
        super().scrollTo(index, hint)
        self.keys.place()
        bar = self.horizontalScrollBar()
        if self.keys.isVisibleTo(self) and index.column() != self.keys_at:
            bar.setValue(bar.value() - max(0, self.keys.width() - self.columnViewportPosition(index.column())))

    def fit_columns(self) -> None:
        """Every column as wide as its texts, within bounds; those that are wide give way, or take what is left over."""
        wanted = self._wanted
        if not wanted:
            return
        widths = [min(each, max(theme.px(MOST), least)) for each, least in zip(wanted, self._least, strict=True)]
        left = self.viewport().width() - sum(widths)
        wide = [at for at, each in enumerate(wanted) if each >= theme.px(WIDE)] or [len(wanted) - 1]
        for at in wide:
            widths[at] = max(min(widths[at], self._least[at]), widths[at] + left // len(wide))
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self._fit_heads(widths)

    def _fit_heads(self, widths: list[int]) -> None:
        """The headings have as many lines as the longest takes in its column."""
        view = self.cells.view
        face = QFontMetrics(theme.font(theme.SMALL + 1, bold=True))
        heads, beside = () if view is None else view.heads, 2 * theme.px(PAD) + 4
        texts = [_height(face, head.title, width - beside) for head, width in zip(heads, widths, strict=False)]
        high = max(theme.px(ROW), *(each + theme.px(PAD) for each in texts), 0)
        if high != self.horizontalHeader().maximumHeight():
            self.horizontalHeader().setFixedHeight(high)
            self._place_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take the room there is."""
        super().resizeEvent(event)
        self.fit_columns()
        self._place_corner()
        self.keys.place()

    def _place_corner(self) -> None:
        self._corner.setGeometry(
            theme.px(PAD), 1, self.verticalHeader().width(), self.horizontalHeader().maximumHeight() - 2
        )
        self._corner.raise_()

    def minimumSizeHint(self) -> QSize:
        """Two rows and two columns: the rest scrolls."""
        return QSize(theme.px(2 * LEAST), theme.px(3 * ROW))

    # --- what is done

    def currentChanged(self, current: _At, previous: _At) -> None:
        """Tells where one is."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and self.cells.view is not None:
            self.moved.emit(self.cells.cell(current))

    @property
    def line(self) -> QLineEdit | None:
        """The line of the cell that is being typed in."""
        found = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        lines = [each for each in self.viewport().findChildren(QLineEdit) if each.isVisible()]
        return found if isinstance(found, QLineEdit) else next(iter(lines), None)

    def commit(self) -> None:
        """Take what is being typed, as when the cell is left."""
        line = self.line
        if line is not None:
            self.commitData(line)
            self.closeEditor(line, QStyledItemDelegate.EndEditHint.NoHint)

    def begin(self) -> None:
        """Type in the cell that one is at, or choose there."""
        index = self.currentIndex()
        if not index.isValid() or self.cells.view is None:
            return
        choices = self.cells.head(index.column()).choices
        if choices:
            self._choose(index, choices)
        else:
            self.edit(index)

    def _choose(self, index: QModelIndex, choices: Mapping[str, str]) -> None:
        cell, menu = self.cells.cell(index), _Choices(self)
        menu.setFont(theme.font())
        for word, label in choices.items():
            action = menu.addAction(label.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, word=word: self.given.emit(cell, word))
            if word == index.data():
                menu.setActiveAction(action)
        menu.typed.connect(self._type)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(QPoint(*self._below(index))))

    def _type(self, text: str) -> None:
        """Begin to type in the cell, in the place of what stands there."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(self.currentIndex())
        if self.line is not None:
            self.line.selectAll()
            self.line.insert(text)
            self.line.setModified(True)

    def _below(self, index: QModelIndex) -> tuple[int, int]:
        box: QRect = self.visualRect(index)
        return box.left(), box.bottom()

    def event(self, event: QEvent) -> bool:
        """What is typed, and what walks through the table, is the table's and no command's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            walks = event.key() in _WALKING and not event.modifiers() & _COMMANDS
            if walks or is_typed(event) or self._put_back(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed in a doubtful cell begins its text; Backspace and Delete empty it, a space opens its few words.
        One that was understood is opened by F2 or a double click: a stray key must not rewrite it. Ctrl+Z puts
        back what the file has."""
        index, before = self.currentIndex(), self._put_back(event)
        erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if before is not None:
            self.given.emit(self.cells.cell(index), before)
        elif (erases or is_typed(event)) and not self._is_open(index):
            self.shut.emit()
        elif index.isValid() and erases:
            self.given.emit(self.cells.cell(index), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) or event.text() == " ":
            self.begin()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What is composed is typed too."""
        if self._is_open(self.currentIndex()):
            super().inputMethodEvent(event)
        elif event.commitString():
            self.shut.emit()

    def _is_open(self, index: QModelIndex) -> bool:
        """Whether a cell takes what is typed at once: it is doubtful."""
        page = self.cells.page
        return page is not None and index.isValid() and self.cells.cell(index) in page.doubtful

    def _put_back(self, event: QKeyEvent) -> str | None:
        """What Ctrl+Z puts back in the cell one is at; None for another key, and where nothing was changed."""
        page, index = self.cells.page, self.currentIndex()
        undoes = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return page.was(self.cells.cell(index)) if undoes and page is not None and index.isValid() else None


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key is part of a text, and no command."""
    text = event.text()
    return bool(text) and text.isprintable() and not event.modifiers() & _COMMANDS


def meant(typed: str, choices: Mapping[str, str]) -> str:
    """The word of these few that was typed, or the only one that it begins; else what was typed, which the list then
    takes or marks like any other text."""
    low = typed.casefold()
    found = [each for each in choices if each.casefold() == low]
    found = found or [each for each in choices if low and each.casefold().startswith(low)]
    return found[0] if len(found) == 1 else typed


def _wanted(page: ListPage, head: ListHead) -> int:
    """How wide a column would be that cuts nothing, its head on two lines, px."""
    faces = {doubtful: QFontMetrics(theme.font(bold=doubtful)) for doubtful in (False, True)}
    longest = 0
    for row in range(len(page.table.rows)):
        text = page.text((row, head.column))
        doubtful = (row, head.column) in page.doubtful
        if text:
            sign = theme.px(SIGN + 4) if doubtful else 0
            longest = max(longest, faces[doubtful].horizontalAdvance(on_one_line(text)) + sign)
    return max(theme.px(LEAST), max(longest, _head_width(head, 2)) + 2 * theme.px(PAD) + 4)


def _head_width(head: ListHead, lines: int) -> int:
    """How wide a heading is on this many lines, px; one that is very long gets more of them."""
    title = QFontMetrics(theme.font(theme.SMALL + 1, bold=True))
    width = max(map(title.horizontalAdvance, head.title.split()))
    while width < theme.px(MOST) and _height(title, head.title, width) > (lines + 0.5) * title.lineSpacing():
        width += theme.px(8)
    return width


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    """How high a text is where it is wrapped at this width."""
    return metrics.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap.value, text).height()
