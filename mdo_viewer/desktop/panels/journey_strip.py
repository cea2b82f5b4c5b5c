"""The patient's way in one row: the trees that matter now in full, the others in a fold at each end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu

from mdo_viewer.desktop.panels.whole_text import wrapped
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.stages import (
    NOTHING_TO_DO,
    StagePlace,
    StageTone,
    StageView,
    fold_words,
    stage_colour,
    stage_sign,
    stage_views,
    tile_name,
)
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import icons, theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf, Stated
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.guideline.values import replace

#: Px at text 100 %: the height of the strip, sizes of text for name and state, the circle of the number, and where the
#: words begin and end.
HEIGHT: Final = 56
NAME, STATE = 13, 14
CIRCLE, WORDS, END = 28, 48, 12
SIGN, GAP = 16, 6
#: Narrower than this, px, no tile is: trees that matter less go into a fold before that.
LEAST: Final = 190
#: In a window narrower than this, px, nothing is cut as long as there are more than two.
NARROW: Final = 1000
#: The strip begins and ends so far from the edge of the window, px.
EDGE: Final = 16
#: How long a tree that says something else after an answer keeps its mark, ms.
FRESH = 6000

#: The tones whose number stands on a solid ground.
SOLID: Final[dict[StageTone, tokens.Token]] = {
    "urgent": tokens.RED,
    "open_urgent": tokens.RED,
    "advice": tokens.BLUE,
    "silent": tokens.BLUE,
    "done": tokens.BLUE,
}


class StripPart(Stated):
    """What tiles and folds share: ground, the line at the right, focus and what changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Painted anew when the pointer comes or goes: it stands on grey meanwhile."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def _begin(self, *, current: bool, fresh: bool) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        other: tokens.Token = tokens.GREY_WASH if self.underMouse() else tokens.PAPER
        painter.fillRect(self.rect(), theme.colour(tokens.BLUE_WASH if current else other))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour(tokens.LINE))
        if current:
            painter.fillRect(0, self.height() - 4, self.width(), 4, theme.colour(tokens.BLUE))
        if fresh:
            painter.fillRect(0, 4, 4, self.height() - 8, theme.colour(tokens.INK))
        return painter

    def _line(self, painter: QPainter, left: int, upper: bool, text: str, colour: tokens.Token, *, bold: bool) -> None:
        """One line of words, cut where it has no room: a name, or below it a state."""
        self._words(painter, (left, upper), text, colour, theme.font(NAME if upper else STATE, bold=bold))

    def _state(self, painter: QPainter, left: int, text: str, colour: tokens.Token, *, upper: bool, bold: bool) -> None:
        self._words(painter, (left, upper), text, colour, theme.font(STATE, bold=bold))

    def _words(self, painter: QPainter, at: tuple[int, bool], text: str, colour: tokens.Token, font: QFont) -> None:
        left, upper = at
        room = QRectF(left, theme.px(10) if upper else theme.px(28), self.width() - left - END, theme.px(18))
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room.width())))
        painter.drawText(room.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(tokens.INK), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -3, -3))


class StageTile(StripPart):
    """Number, name and state of a tree; the one in sight on blue with a bar below."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.view: StageView | None = None

    def show_view(self, view: StageView, name: str) -> None:
        """Show this tree; `name` is what the tip and assistive technology say of it."""
        self.setChecked(view.current)
        if view != self.view or name != self.accessibleName():
            self.view = view
            theme.name_with_tip(self, name)
            self.update()

    def wanted(self) -> int:
        """The width with which nothing is cut, px; 0 before the first `show_view`."""
        if self.view is None:
            return 0
        name = QFontMetrics(theme.font(NAME)).horizontalAdvance(self.view.short)
        said = QFontMetrics(theme.font(STATE, bold=self._bold(self.view))).horizontalAdvance(self.view.shown)
        sign = theme.px(SIGN + GAP) if stage_sign(self.view) else 0
        return theme.px(WORDS) + max(name, said + sign) + END + 3

    @staticmethod
    def _bold(view: StageView) -> bool:
        return view.tone not in ("quiet", "silent") or view.decided or view.next or view.draft or view.current

    def state_lines(self) -> list[str]:
        """The state as it stands here: of what presses or was decided in two lines, without the name of the tree, where
        one has no room. The number says which tree it is; what is decided or presses is not left to be guessed."""
        view = self.view
        if view is None:
            return []
        font, room = theme.font(STATE, bold=self._bold(view)), self.width() - END - self._state_left(view)
        if not self._matters(view) or QFontMetrics(font).horizontalAdvance(view.shown) <= room:
            return [view.shown]
        return wrapped(view.shown, font, room, 2)

    @staticmethod
    def _matters(view: StageView) -> bool:
        return view.decided or view.changed or view.draft or view.tone in ("urgent", "open_urgent")

    @staticmethod
    def _state_left(view: StageView) -> int:
        sign = stage_sign(view)
        return theme.px(WORDS) + (theme.px(SIGN) if sign == "?" else theme.px(SIGN + GAP) if sign else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, name, and the state after its sign; nothing before the first `show_view`."""
        view = self.view
        if view is None:
            return
        painter = self._begin(current=view.current, fresh=view.fresh)
        self._paint_number(painter, view)
        left, lines = theme.px(WORDS), self.state_lines()
        if len(lines) == 1:
            self._line(painter, left, True, view.short, tokens.MUTED, bold=False)
        colour, sign = stage_colour(view), stage_sign(view)
        if sign == "?":
            self._line(painter, left, False, "?", colour, bold=True)
        elif sign:
            middle = QPointF(left + theme.px(SIGN) / 2, theme.px(37) if len(lines) == 1 else self.height() / 2)
            icons.paint(painter, sign, middle, colour, theme.px(SIGN + 2))
        for text in lines:
            upper = len(lines) > 1 and text is lines[0]
            self._state(painter, self._state_left(view), text, colour, upper=upper, bold=self._bold(view))
        self._paint_focus(painter)

    def _paint_number(self, painter: QPainter, view: StageView) -> None:
        side = theme.px(CIRCLE)
        circle = QRectF(theme.px(12), (self.height() - side) / 2, side, side)
        solid = tokens.BLUE if view.decided and not view.next else SOLID.get(view.tone)
        if view.next and solid != tokens.RED:
            solid = None
        ring: tokens.Token = tokens.AMBER if view.tone == "open" else tokens.STRONG_LINE
        ring = tokens.INK if view.next else tokens.BLUE if view.current and ring != tokens.AMBER else ring
        wash: tokens.Token = tokens.AMBER_WASH if ring == tokens.AMBER else tokens.PAPER
        painter.setPen(QPen(theme.colour(solid or ring), 2))
        painter.setBrush(theme.colour(solid or wash))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.setPen(theme.colour(tokens.ON if solid else tokens.BROWN if ring == tokens.AMBER else tokens.INK))
        painter.setFont(theme.font(STATE, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(view.number))


class FoldTile(StripPart):
    """Trees that do not matter now, by their numbers; a press lists them in full."""

    def __init__(self) -> None:
        super().__init__()
        self.views: tuple[StageView, ...] = ()
        self.head, self.numbers = "", ""

    def show_views(self, views: tuple[StageView, ...], head: str, numbers: str, name: str) -> None:
        """Show these trees under this head; `name` says each with its state."""
        if (views, head, name) != (self.views, self.head, self.accessibleName()):
            self.views, self.head, self.numbers = views, head, numbers
            theme.name_with_tip(self, name)
            self.update()

    def wanted(self) -> int:
        """The width with which nothing is cut, px."""
        head = QFontMetrics(theme.font(NAME)).horizontalAdvance(self.head)
        numbers = QFontMetrics(theme.font(STATE)).horizontalAdvance(self.numbers)
        return EDGE + max(head, numbers) + theme.px(SIGN + 2 * GAP) + END + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head and numbers, and the sign that it opens."""
        painter = self._begin(current=any(view.current for view in self.views), fresh=any(v.fresh for v in self.views))
        self._line(painter, EDGE, True, self.head, tokens.MUTED, bold=False)
        self._line(painter, EDGE, False, self.numbers, tokens.INK, bold=False)
        middle = QPointF(self.width() - END - theme.px(SIGN) / 2, self.height() / 2)
        icons.paint(painter, "more", middle, tokens.INK, theme.px(20))
        self._paint_focus(painter)


class JourneyStrip(Grouping):
    """One row: a fold of what is dealt with, the trees that matter, a fold of the rest; every tree can be reached."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host = host
        self.setFixedHeight(theme.px(HEIGHT))
        self._one_of = OneOf(self)
        self.tiles: list[StageTile] = []  # of every tree, in the order of the guideline, shown or folded
        self.done, self.unknown, self.later = self._folds = FoldTile(), FoldTile(), FoldTile()
        for fold in self._folds:
            fold.setParent(self)
            fold.clicked.connect(host.door(partial(self._unfold, fold)))
        self._views: tuple[StageView, ...] = ()
        self._menu: QMenu | None = None
        self._place: tuple[object, ...] = ()
        self._said: dict[str, str] = {}
        self._fresh: frozenset[str] = frozenset()
        self._fade = once(self, host.door(self._faded), FRESH)

    def show_look(self, look: Look) -> None:
        """Show the trees."""
        self.setAccessibleName(look.words("stage.all"))
        views = stage_views(look)
        place = (look.state.seat, look.state.language, look.pack.id)
        if place != self._place:
            self._close_menu()
            self._place, self._fresh, self._said = place, frozenset(), {}
        said = {view.tree: view.said for view in views}
        changed = frozenset(tree for tree in said if self._said.get(tree, said[tree]) != said[tree])
        self._said = said
        if changed:
            self._fresh = changed
            self._fade.start()
        self._fill(look, tuple(replace(view, fresh=view.tree in self._fresh) for view in views))

    def _faded(self) -> None:
        """What changed is no longer new."""
        self._fresh = frozenset()
        if self._host.look.knows("stages"):
            self.show_look(self._host.look)

    def show_titles(self, look: Look) -> None:
        """The tree in sight without its state and the numbers of the others, for the first picture."""
        self._fill(look, tuple(_untold(look, tree.id) for tree in look.pack.trees))

    def _fill(self, look: Look, views: tuple[StageView, ...]) -> None:
        while len(self.tiles) < len(views):
            tile = StageTile()
            tile.setParent(self)
            self._one_of.add(tile)
            tile.clicked.connect(self._host.door(partial(self._go, tile)))
            self.tiles.append(tile)
        for at, tile in enumerate(self.tiles):
            if at < len(views):
                tile.show_view(views[at], tile_name(look, views[at], seen=True))
            else:
                tile.hide()
        self._views = views
        self._arrange()

    def _go(self, tile: StageTile) -> None:
        if tile.view is not None:  # what says that it comes next does what the key does
            session = self._host.session
            (session.go_on if tile.view.next else session.go_tree)(tile.view.tree)

    @property
    def now(self) -> StageTile | None:
        """The tile of the tree in sight; None where it has no room."""
        tiles = (tile for tile in self.tiles if tile.isVisibleTo(self))
        return next((tile for tile in tiles if tile.view is not None and tile.view.current), None)

    # --- the folds

    def _unfold(self, fold: FoldTile) -> None:
        """List the trees of a fold, each in full; choosing one shows it."""
        self._close_menu()
        menu = self._menu = QMenu(self)
        for view in fold.views:
            name = tile_name(self._host.look, view)
            action = menu.addAction(name[:1].upper() + name[1:].replace("&", "&&"))
            action.triggered.connect(self._chooser(view.tree))
        menu.setFont(theme.font())
        menu.setActiveAction(menu.actions()[0])
        menu.popup(fold.mapToGlobal(QPoint(0, fold.height())))

    def _chooser(self, tree: str) -> Callable[[], None]:
        return self._host.door(lambda: self._host.session.go_tree(tree))

    @property
    def menu(self) -> QMenu | None:
        """The list of a fold that is open; None without one."""
        return self._menu if self._menu is not None and self._menu.isVisible() else None

    def _close_menu(self) -> None:
        menu, self._menu = self._menu, None
        if menu is not None:
            menu.close()
            menu.deleteLater()

    # --- the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives each its place anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many tiles as there is room for, those that matter most; what has no room goes into a fold."""
        if not self._views:
            return
        look = self._host.look
        shown = [view for view in self._views if view.place == "full"]
        while True:
            names = {view.tree for view in shown}
            folded: dict[StagePlace, list[StageView]] = {"done": [], "unknown": [], "later": []}
            for view in self._views:
                if view.tree not in names:
                    folded[self._fold_for(look, view)].append(view)
            for place, fold in zip(folded, self._folds, strict=True):
                _show_fold(look, fold, tuple(folded[place]), place)
            room = self.width() - sum(fold.wanted() for fold in self._folds if fold.views)
            tiles = [tile for tile in self.tiles if tile.view is not None and tile.view.tree in names]
            if not self._is_crowded(tiles, room):
                break
            shown.remove(max(shown, key=lambda view: (view.rank, view.number)))
        held = [part for part in (*self.tiles, *self._folds) if part.hasFocus()]
        self._put(tiles, room)
        if held and not held[0].isVisibleTo(self) and tiles:  # else the keyboard falls out of the strip
            (self.now or tiles[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold_for(self, look: Look, view: StageView) -> StagePlace:
        """Where a tree goes that is not shown in full. A narrow window has room for two folds, and of an empty patient
        all that follow stand together: then one fold has what is not done, and says of none that it does not apply."""
        if view.place == "done" or (view.decided and not view.changed):
            return "done"
        together = look.untouched or theme.units(self.width()) < NARROW
        return "later" if together or view.place == "later" else "unknown"

    def _is_crowded(self, tiles: list[StageTile], room: int) -> bool:
        """Whether one tile less is better: already where something would be cut, but two stay; in a window that is not
        narrow only of trees at which nothing is to be done."""
        spare = any(tile.view is not None and tile.view.rank >= NOTHING_TO_DO for tile in tiles)
        narrow = theme.units(self.width()) < NARROW
        if (narrow or spare) and len(tiles) > 2 and sum(tile.wanted() for tile in tiles) > room:
            return True
        return len(tiles) > 1 and len(tiles) * theme.px(LEAST) > room

    def _put(self, tiles: list[StageTile], room: int) -> None:
        left = 0
        for part, width in self._widths(tiles, room):
            part.setGeometry(left, 0, width, self.height() - 1)
            left += width
            if part.isHidden():
                part.show()
        for part in (*(tile for tile in self.tiles if tile not in tiles), *self._folds):
            if isinstance(part, FoldTile) and part.views:
                continue
            part.hide()

    def _widths(self, tiles: list[StageTile], room: int) -> list[tuple[StripPart, int]]:
        """Each tile as wide as its words ask, the rest of the room shared; where it does not do, the widest give."""
        wanted = [tile.wanted() for tile in tiles]
        extra = room - sum(wanted)
        if extra >= 0:
            widths = [each + extra // max(1, len(tiles)) for each in wanted]
        else:
            low, high = 0, max(wanted, default=0)
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if sum(min(each, middle) for each in wanted) <= room else (low, middle)
            widths = [min(each, low) for each in wanted]
        parts: list[tuple[StripPart, int]] = list(zip(tiles, widths, strict=True))
        if self.done.views:
            parts.insert(0, (self.done, self.done.wanted()))
        last = [fold for fold in (self.unknown, self.later) if fold.views]
        parts += [(fold, fold.wanted()) for fold in last[:-1]]
        parts += [(fold, self.width() - sum(width for _part, width in parts)) for fold in last[-1:]]
        return parts

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground with a line below."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(tokens.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.LINE))


def _untold(look: Look, id: str) -> StageView:
    """A tree of which nothing is known yet."""
    tree, current = look.pack.trees_by_id[id], id == look.state.tree_id
    place: StagePlace = "full" if current else "later"
    title, short = look.text(tree.title), look.short_title(tree)
    return StageView(id, tree.number, title, short, "", "quiet", current, False, place=place)


def _show_fold(look: Look, fold: FoldTile, views: tuple[StageView, ...], place: StagePlace) -> None:
    head, numbers = fold_words(look, views, place)
    trees = "; ".join(tile_name(look, view) for view in views)
    fold.show_views(views, head, numbers, look.words("stage.fold.name", head=head, trees=trees))
