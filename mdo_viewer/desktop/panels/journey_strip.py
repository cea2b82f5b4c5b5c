"""The patient's way: every tree as a stage with its state in words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.stages import StageTone, StageView, longest_words, stage_views, tile_name
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.values import replace

WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
#: Text sizes of title and state, in a narrow and in a wide window.
NARROW, WIDE = (12, 13), (14, 15)
LEFT, RIGHT, TOP, BOTTOM = 38, 6, 3, 4
#: How long a tree that says something else after an answer keeps its mark, ms.
FRESH = 6000


COLOURS: Final[dict[StageTone, tokens.Token]] = {
    "done": tokens.GREEN,
    "urgent": tokens.RED,
    "advice": tokens.INK,
    "silent": tokens.MUTED,
    "open": tokens.BROWN,
    "open_urgent": tokens.BROWN,
    "quiet": tokens.MUTED,
}
#: The tones whose number stands on a solid ground.
SOLID: Final[dict[StageTone, tokens.Token]] = {"urgent": tokens.RED, "advice": tokens.BLUE}


class StageTile(QAbstractButton):
    """Number, title and state; the current one on blue with a bar below."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.view: StageView | None = None
        self.sizes = NARROW
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_view(self, view: StageView, name: str) -> None:
        """Show this stage; `name` is what the tip and assistive technology say of it."""
        if view != self.view or name != self.accessibleName():
            self.view = view
            self.setAccessibleName(name)
            self.setToolTip(theme.plain_tip(name))
            self.update()

    def sizeHint(self) -> QSize:
        """160 px wide, 52 px high at text size 100 %; the strip gives each row the height that its words ask."""
        return QSize(160, theme.px(52))

    def event(self, event: QEvent) -> bool:
        """Painted anew when the pointer comes or goes: it stands on blue meanwhile."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, short title, state and where there is room the detail; nothing before the first `show_view`."""
        view = self.view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        other: tokens.Token = tokens.GREY_WASH if self.underMouse() else tokens.PAPER
        ground: tokens.Token = tokens.BLUE_WASH if view.current else other
        painter.fillRect(event.rect(), theme.colour(ground))
        painter.fillRect(self.width() - 1, 8, 1, self.height() - 16, theme.colour(tokens.LINE))
        if view.current:
            painter.fillRect(0, self.height() - 4, self.width(), 4, theme.colour(tokens.BLUE))
        self._paint_number(painter, view)
        room = QRect(theme.px(LEFT), TOP, self.width() - theme.px(LEFT) - RIGHT, self.height() - TOP)
        painter.setPen(theme.colour(tokens.BLUE if view.current else tokens.MUTED))
        painter.setFont(theme.font(self.sizes[0]))
        used = painter.boundingRect(room, WRAP, view.short)
        painter.drawText(room, WRAP, view.short)
        painter.setPen(theme.colour(COLOURS[view.tone]))
        painter.setFont(theme.font(self.sizes[1], bold=view.tone not in ("quiet", "silent")))
        below = room.adjusted(0, used.height(), 0, 0)
        said = painter.boundingRect(below, WRAP, view.said)
        painter.drawText(below, WRAP, view.said)
        detail = view.mark or view.detail
        if detail:
            self._paint_detail(painter, below.adjusted(0, said.height(), 0, 0), detail)
        if view.fresh:
            painter.fillRect(0, 4, 4, self.height() - 8, theme.colour(tokens.INK))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(tokens.BLUE), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _paint_detail(self, painter: QPainter, room: QRect, detail: str) -> None:
        """Only where it fits as a whole: the tip and the name of the tile say it too."""
        painter.setFont(theme.font(self.sizes[0]))
        painter.setPen(theme.colour(tokens.MUTED))
        if painter.boundingRect(room, WRAP, detail).height() <= room.height() - 2:
            painter.drawText(room, WRAP, detail)

    def _paint_number(self, painter: QPainter, view: StageView) -> None:
        circle = QRectF(theme.px(8), theme.px(6), theme.px(24), theme.px(24))
        solid: tokens.Token | None = SOLID.get(view.tone)
        if view.decided:
            solid = tokens.BROWN if view.deviates or view.changed else tokens.GREEN
        painter.setPen(QPen(theme.colour(solid or COLOURS[view.tone]), 1.5))
        painter.setBrush(theme.colour(solid) if solid else theme.colour(tokens.PAPER))
        painter.drawEllipse(circle)
        painter.setPen(theme.colour(tokens.ON if solid else COLOURS[view.tone]))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(view.number))
        icon, token = _sign(view)
        if icon is not None:
            icons.paint(painter, icon, QPointF(theme.px(20), theme.px(40)), token, theme.px(icons.SIDE))


def _sign(view: StageView) -> tuple[icons.Icon | None, tokens.Token]:
    """What stands below the number, so that colour is not alone: that another tree says what does not go together with
    this or the board decided on other advice, that it deviated, that it decided, or that what it chose leads here."""
    if view.against or view.changed:
        return "against", tokens.BROWN
    if view.deviates:
        return "deviates", tokens.BROWN
    if view.decided:
        return "decided", tokens.GREEN
    return ("after", tokens.BLUE) if view.mark else (None, tokens.INK)


class JourneyStrip(QWidget):
    """All stages in two rows (three in a narrow window), each as high as its longest words ask: nothing is cut."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 1)
        self._grid.setSpacing(0)
        self.columns = 6
        self.tiles: list[StageTile] = []
        self._longest: list[tuple[str, tuple[str, ...]]] = []
        self._place: tuple[object, ...] = ()
        self._said: dict[str, str] = {}
        self._fresh: frozenset[str] = frozenset()
        self.news = ""  # what was told last: the trees that say something else after an answer
        self._fade = once(self, host.door(self._faded), FRESH)
        self._longest_of = ("", "")
        self._measured: tuple[object, ...] = ()

    def show_look(self, look: Look) -> None:
        """Show the stages."""
        views = stage_views(look)
        place = (look.state.seat, look.state.language, look.pack.id)
        if place != self._place:
            self._place, self._fresh, self._said = place, frozenset(), {}
        said = {view.tree: view.said for view in views}
        changed = frozenset(tree for tree in said if self._said.get(tree, said[tree]) != said[tree])
        self._said = said
        if changed:
            self._fresh = changed
            self._fade.start()
            self._tell(look, [view for view in views if view.tree in changed])
        self._fill(look, tuple(replace(view, fresh=view.tree in self._fresh) for view in views))

    def _tell(self, look: Look, changed: list[StageView]) -> None:
        """Tell assistive technology which trees say something else after an answer."""
        self.news = "; ".join(look.words("stage.news", n=view.number, state=view.said) for view in changed)
        announce(self, self.news)

    def _faded(self) -> None:
        """What changed is no longer new."""
        self._fresh = frozenset()
        if self._host.look.knows("stages"):
            self.show_look(self._host.look)

    def show_titles(self, look: Look) -> None:
        """The trees without their states, for the first picture."""
        trees, current = look.pack.trees, look.state.tree_id
        self._fill(
            look,
            tuple(
                StageView(t.id, t.number, look.text(t.title), look.short_title(t), "", "quiet", t.id == current, False)
                for t in trees
            ),
        )

    def _fill(self, look: Look, views: tuple[StageView, ...]) -> None:
        while len(self.tiles) < len(views):
            self._add()
        for at, tile in enumerate(self.tiles):  # another guideline may have fewer trees
            tile.setVisible(at < len(views))
        for tile, view in zip(self.tiles, views, strict=False):
            tile.show_view(view, tile_name(look, view))
        if (look.pack.id, look.state.language) != self._longest_of:
            self._longest_of = look.pack.id, look.state.language
            self._longest, self._measured = self._find_longest(look), ()
        self._measure(look.state.language)

    def _find_longest(self, look: Look) -> list[tuple[str, tuple[str, ...]]]:
        """Each tree's short title with the most that its tile can say."""
        return [
            (look.short_title(tree), tuple(longest_words(look, o) for o in tree.outcomes if o.kind != "silent"))
            for tree in look.pack.trees
        ]

    def _add(self) -> None:
        tile, at = StageTile(), len(self.tiles)
        tile.clicked.connect(self._host.door(lambda: self._go(at)))
        self.tiles.append(tile)
        self._grid.addWidget(tile, at // self.columns, at % self.columns)

    def _go(self, at: int) -> None:
        view = self.tiles[at].view
        if view is not None:
            self._host.session.go_tree(view.tree)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measures the rows anew: in another width the words wrap otherwise."""
        super().resizeEvent(event)
        self._measure(self._host.look.state.language)

    def _arrange(self, columns: int) -> None:
        if columns == self.columns:
            return
        self.columns = columns
        for at, tile in enumerate(self.tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, at // columns, at % columns)

    def _measure(self, language: str) -> None:
        """Give each row the height of its longest title with its longest state."""
        if (self.width(), language) == self._measured or not self.tiles:
            return
        self._measured = (self.width(), language)
        width = theme.units(self.width())
        self._arrange(6 if width >= 1200 else 4)
        sizes = WIDE if width >= 1800 else NARROW
        room = QRect(0, 0, max(60, self.width() // self.columns - theme.px(LEFT) - RIGHT), 10_000)
        plain, bold = QFontMetrics(theme.font(sizes[0])), QFontMetrics(theme.font(sizes[1], bold=True))
        for start in range(0, len(self.tiles), self.columns):
            tallest = 0
            for title, outcomes in self._longest[start : start + self.columns]:
                states = max((bold.boundingRect(room, WRAP, one).height() for one in outcomes), default=bold.height())
                tallest = max(tallest, plain.boundingRect(room, WRAP, title).height() + states)
            for tile in self.tiles[start : start + self.columns]:
                tile.sizes = sizes
                tile.setFixedHeight(max(theme.TOUCH, tallest + TOP + BOTTOM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))
