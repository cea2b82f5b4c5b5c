"""The patients of the agenda below one another, painted by ourselves in a list that Qt walks and reads out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.decided import abouts_words
from mdo_viewer.desktop.says.steps import asks_words, overtaken_words, tree_numbers
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.controls import own_viewport
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import as_ticked
from mdo_viewer.meeting.document import Point
from mdo_viewer.meeting.limits.therapy import PastLimit, past_key, past_limits
from mdo_viewer.meeting.packs import pack_of, point_words
from mdo_viewer.meeting.places import at_same_place
from mdo_viewer.meeting.tally import how_decided, left_of

#: How high a row is, px at text size 100 %.
ROW: Final = 48
FEWEST: Final = 3
#: What its frame takes above and below, px.
FRAME: Final = 12
#: The side of the pencil before a draft, px at text size 100 %.
SIGN: Final = 18
_ID, _PARTS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class AgendaList(QListWidget):
    """Tells `chosen` when another row is looked at, `entered` when its patient is to be shown; both with the id."""

    chosen = Signal(int)
    entered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        own_viewport(self)
        self.setFrameShape(QFrame.Shape.Box)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._filling = False
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))
        self.itemDoubleClicked.connect(lambda item: self.entered.emit(item.data(_ID)))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.chosen.emit(item.data(_ID))

    def show_points(self, look: Look, chosen: int | None, most: int) -> None:
        """One row a place or guideline of a patient; `chosen` is looked at here; past `most` rows it scrolls."""
        state, words, points = look.state, look.words, look.state.document.points
        drafts = {id for id, _about in state.drafts}
        self._filling = True
        while self.count() > len(points):
            self.takeItem(self.count() - 1)
        while self.count() < len(points):
            item = QListWidgetItem()
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.addItem(item)
        for at, point in enumerate(points):
            here, draft = point.id == state.point.id, point.id in drafts
            said = row_parts(look, at, draft=draft)
            parts = _with_here(said, words("agenda.here")) if here else said
            item = self.item(at)
            if item.data(_PARTS) != parts:
                item.setData(_PARTS, parts)
                item.setText(", ".join(part for part in parts if part))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in said if part))
            # Who is in sight is a state, as for the tree that is; not every reader says it of a line.
            item.setCheckState(Qt.CheckState.Checked if here else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words("agenda.here") if here else "")
            item.setData(_ID, point.id)
            if point.id == chosen and self.currentRow() != at:
                self.setCurrentRow(at)
        self._filling = False
        rows = max(FEWEST, min(len(points), most))
        self.setFixedHeight(theme.px(ROW) * rows + FRAME)

    def show_chosen(self) -> None:
        """Bring the row that is looked at into view."""
        item = self.currentItem()
        if item is not None:
            self.scrollToItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What types a character is the window's; arrows and Enter are the list's."""
        if event.text() and event.text().isprintable():
            event.ignore()  # letters are the window's, not a search in the list
        else:
            super().keyPressEvent(event)


def row_parts(look: Look, at: int, *, draft: bool) -> tuple[str, ...]:
    """What a row says: number, key with place and another guideline than that of the meeting, question, urgency,
    standing, and that a decision is half written; below its first point a patient has no number, question and urgency
    again."""
    document, words, home = look.state.document, look.words, look.state.home
    point, number = document.points[at], document.patient(at)
    case, first = point.case, document.patients[number][0] == at
    name = point_words(home, case, words.language)
    question = case.question or words("agenda.no_question")
    standing = standing_words(look, point)
    half = words("agenda.draft") if draft else ""
    if not first:
        return "", name, "", "", standing, half
    return str(number + 1), name, question, words("agenda.urgent") if case.urgent else "", standing, half


def _with_here(parts: tuple[str, ...], here: str) -> tuple[str, ...]:
    """The same of the patient in sight, which stands before what became of it."""
    *before, standing, half = parts
    return *before, f"{here} · {standing}", half


def standing_words(look: Look, point: Point, *, which: bool = False) -> str:
    """What became of a patient, in words; of one with a decision also how many trees are still open, with `which`, and
    what decisions are overtaken, or have a moment after the limit of the treatment."""
    words, home = look.words, look.state.home
    if point.standing == "deferred":
        return words("agenda.is.deferred_decided" if point.case.decisions else "agenda.is.deferred")
    if not point.case.decisions:
        return words(f"agenda.is.{point.standing}")
    standing, left, pack = words(f"agenda.is.{how_decided(point)}"), left_of(home, point), pack_of(home, point.case)
    if left.trees:
        standing = words.count("agenda.is.open_trees", len(left.trees), standing=standing)
    if left.trees and which:
        standing = words("agenda.is.which", standing=standing, trees=tree_numbers(pack, left.trees))
    standing = "; ".join((standing, *overtaken_words(pack, left, words)))
    for about, limit in _past(look, point):
        decision = abouts_words(pack, [about], words)
        standing = words(past_key("agenda.is.past", limit), standing=standing, about=decision, n=limit.number)
    for stuck in asks_words(pack, left, words):
        standing = words("agenda.is.stuck", standing=standing, stuck=stuck)
    return standing


def _past(look: Look, point: Point) -> Iterator[tuple[str, PastLimit]]:
    """The decisions whose moment does not keep to a limit: what each is about, and that limit."""
    pack = pack_of(look.state.home, point.case)
    case = as_ticked(pack, point.case, look.now)
    for each in case.decisions:
        if each.before is not None:  # else nothing is worked out
            found = past_limits(pack, case, each, journey_of(pack, case, look.now), look.now)
            if found:
                yield each.tree, found[0]


def remove_words(look: Look, case: Case, at: int) -> str:
    """What takes one point of a patient away: its place, or its guideline where it stands in several there."""
    state = look.state
    if at_same_place(state.document, at):
        return look.words("agenda.remove_guideline", place=look.text(state.pack_of(case).title))
    return look.words("agenda.remove_place", place=case.site or "")


def removal_said(look: Look, places: tuple[int, ...]) -> str:
    """What is asked before these points of a patient go; empty where nothing was answered or decided there."""
    cases = [look.state.cases[at] for at in places]
    decided = any(case.decisions for case in cases)
    patients = [case.patient for case in cases]
    answered = any(each.values or each.unknown or each.moments for each in patients)
    if not (decided or answered or any(case.done for case in cases)):
        return ""
    name = cases[0].case if len(cases) > 1 else cases[0].name
    return look.words("agenda.sure.decided" if decided else "agenda.sure.answered", case=name)


class _Row(QStyledItemDelegate):
    """Number, key and question at the left; urgency and standing at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, theme.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, AgendaList)
        box: QRect = option.rect
        number, key, question, urgent, standing, half = index.data(_PARTS)
        at = view.currentRow() == index.row()
        painter.save()
        painter.fillRect(box, theme.colour(tokens.BLUE_WASH if at else tokens.PAPER))
        painter.setPen(theme.pen(tokens.LINE, 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left = box.left() + theme.px(12)
        digits = max(theme.px(28), QFontMetrics(theme.font(theme.BASE)).horizontalAdvance(number) + theme.px(8))
        start = self._from_left(painter, number, box, left, digits, tokens.MUTED, bold=False)
        keys = max(theme.px(120), QFontMetrics(theme.font(theme.BASE, bold=True)).horizontalAdvance(key) + theme.px(16))
        least = start + min(keys, box.width() * 2 // 5)  # the key is never covered, however large the text
        right = box.right() - theme.px(12)
        right = self._word(painter, standing, box, least, right, tokens.INK, bold=False) - theme.px(12)
        if half and right - least > theme.px(SIGN) * 2:
            right = self._word(painter, half, box, least + theme.px(SIGN) + 4, right, tokens.BROWN, bold=True)
            right -= theme.px(SIGN) + 4
            middle = QPointF(right + theme.px(SIGN) / 2, box.center().y())
            icons.paint(painter, "pencil", middle, tokens.BROWN, theme.px(SIGN))
            right -= theme.px(12)
        if urgent:  # announced: red is for evidence
            right = self._word(painter, urgent, box, least, right, tokens.INK, bold=True) - theme.px(12)
        keys = min(keys, max(right - start, least - start))
        left = self._from_left(painter, key, box, start, keys, tokens.INK, bold=True)
        self._from_left(painter, question, box, left, right - left, tokens.INK, bold=False)
        if at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.pen(tokens.BLUE, 1))
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _word(
        self, painter: QPainter, text: str, box: QRect, least: int, right: int, colour: tokens.Token, *, bold: bool
    ) -> int:
        """A text that ends at `right`, cut where it would begin before `least`; where it begins."""
        font = theme.font(14, bold=bold)
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, right - least))
        left = right - QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        painter.drawText(QRect(left, box.top(), right - left + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return left

    def _from_left(
        self, painter: QPainter, text: str, box: QRect, left: int, width: int, colour: tokens.Token, *, bold: bool
    ) -> int:
        """A text that begins at `left` and is cut to this width; where the next begins."""
        font = theme.font(theme.BASE, bold=bold)
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        painter.drawText(QRect(left, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, short)
        return left + width
