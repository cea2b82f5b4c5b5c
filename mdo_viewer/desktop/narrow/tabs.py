"""The tabs of a narrow window: facts, tree, advice and decision, of which one is in sight."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy

from mdo_viewer.desktop.narrow.says import Sign, TabView, tab_views
from mdo_viewer.desktop.narrow.top import bar_height
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.stages import StageView, stage_views
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.shown import TABS
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf, Stated

#: The sign of each, with its colour where the tab has none.
SIGNS: Final[dict[Sign, tuple[icons.Icon, tokens.Token]]] = {
    "asked": ("asked", tokens.BROWN),
    "?": ("asked", tokens.BROWN),
    "against": ("against", tokens.BROWN),
    "next": ("next", tokens.INK),
    "pencil": ("pencil", tokens.BROWN),
    "doubt": ("against", tokens.BROWN),
    "decided": ("decided", tokens.GREEN),
    "deviates": ("deviates", tokens.BROWN),
    "older": ("asked", tokens.BROWN),
    "overtaken": ("against", tokens.BROWN),
    "apart": ("against", tokens.BROWN),
    "beware": ("against", tokens.BROWN),
    "draft": ("pencil", tokens.BROWN),
}
#: The side of a sign, and the gap before it, px at text 100 %.
SIDE: Final = 18
GAP: Final = 6


class TabButton(Stated):
    """One tab: its words with a sign; that in sight on blue with a bar below. With `opens` it has a menu too: once in
    sight, a press opens it, and so does the arrow down."""

    opened, stepped = Signal(), Signal(int)

    def __init__(self, *, opens: bool) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.view: TabView | None = None
        self.opens = opens
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(bar_height())

    def show_view(self, view: TabView, *, current: bool) -> None:
        """Show this tab."""
        self.setChecked(current)
        if view != self.view:
            self.view = view
            theme.name_with_tip(self, view.name)
        self.update()

    def sizeHint(self) -> QSize:
        """A quarter of the narrowest window."""
        return QSize(theme.px(120), bar_height())

    def _arrow(self) -> float:
        return theme.px(icons.SIDE) if self.opens else 0.0

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """On the arrow the menu opens, whichever tab is in sight."""
        if (
            self.opens
            and self.isDown()
            and event.position().x() >= self._words_end()
            and self.rect().contains(event.position().toPoint())
        ):
            self.setDown(False)
            self.opened.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the tabs; down opens the menu."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Down and self.opens:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _layout(self) -> tuple[float, float, float]:
        """Where words begin, how wide they are, and how wide the sign with its number is, px."""
        view = self.view
        if view is None:
            return 0.0, 0.0, 0.0
        metrics = QFontMetrics(theme.font(bold=True))
        sign = 0.0
        if view.sign:
            sign = theme.px(SIDE + GAP) + (metrics.horizontalAdvance(view.count) + 4 if view.count else 0)
        room = self.width() - 16 - sign - self._arrow()
        words = min(float(metrics.horizontalAdvance(view.words)), max(0.0, room))
        start = (self.width() - words - sign - self._arrow()) / 2
        return start, words, sign

    def _words_end(self) -> float:
        start, words, sign = self._layout()
        return start + words + sign

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, sign and arrow, in the middle."""
        view = self.view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover: tokens.Token = tokens.GREY_WASH if self.underMouse() else tokens.PAPER
        painter.fillRect(self.rect(), theme.colour(tokens.BLUE_WASH if self.isChecked() else hover))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(tokens.LINE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))
        if self.isChecked():
            painter.fillRect(0, self.height() - 4, self.width(), 4, theme.colour(tokens.BLUE))
        start, words, sign = self._layout()
        middle = self.height() / 2
        font = theme.font(bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(theme.colour(tokens.INK))
        cut = QFontMetrics(font).elidedText(view.words, Qt.TextElideMode.ElideRight, round(words) + 2)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(start, 0, words + 4, self.height()), side, cut)
        if view.sign:
            icon, token = SIGNS[view.sign]
            token = view.tone or token
            at = start + words + theme.px(GAP) + theme.px(SIDE) / 2
            icons.paint(painter, icon, QPointF(at, middle), token, theme.px(SIDE))
            if view.count:
                painter.setPen(theme.colour(token))
                painter.setFont(theme.font(bold=True))
                painter.drawText(QRectF(at + theme.px(SIDE) / 2 + 4, 0, self.width(), self.height()), side, view.count)
        if self.opens:
            icons.paint(painter, "more", QPointF(start + words + sign + self._arrow() / 2, middle), tokens.INK,
                        theme.px(SIDE))  # fmt: skip
        if self.hasFocus():
            painter.setPen(theme.pen(tokens.INK, theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(3, 3, -3, -3))


class TabBar(Grouping):
    """The four tabs over the whole width."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.tabs = [TabButton(opens=tab == "tree") for tab in TABS]
        self._one_of = OneOf(self)
        for at, button in enumerate(self.tabs):
            row.addWidget(button, 1)
            self._one_of.add(button)
            button.clicked.connect(host.door(partial(self._choose, at)))
            button.opened.connect(host.door(self.open_trees))
            button.stepped.connect(lambda step, at=at: host.door.run(lambda: self._step(at + step)))

    def show_look(self, look: Look) -> None:
        """Show the tabs, and which one is in sight."""
        self.setAccessibleName(look.words("tabs.name"))
        for button, view in zip(self.tabs, tab_views(look), strict=True):
            button.show_view(view, current=view.tab == look.state.tab_shown)

    def _choose(self, at: int) -> None:
        if self.tabs[at].isChecked() and self.tabs[at].opens:
            self.open_trees()
        else:
            self._host.session.close_forms()
            self._host.session.show_tab(TABS[at])

    def _step(self, at: int) -> None:
        at %= len(TABS)
        self._choose(at)
        self.tabs[at].setFocus(Qt.FocusReason.TabFocusReason)

    def open_trees(self) -> None:
        """Every tree with what it says for this patient."""
        button = self.tabs[TABS.index("tree")]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(theme.font())
        most = self.window().width() - 96
        for view in stage_views(self._host.look):
            said = f"{view.number}  {view.short} · {view.shown or view.said}"
            cut = QFontMetrics(menu.font()).elidedText(said, Qt.TextElideMode.ElideRight, most)
            action = menu.addAction(cut.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(view.current)
            action.triggered.connect(self._host.door(partial(self._go, view)))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _go(self, view: StageView) -> None:
        (self._host.session.go_on if view.next else self._host.session.go_tree)(view.tree)
        self._host.session.show_tab("tree")
