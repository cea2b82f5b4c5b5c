"""The patient's way: every tree as a stage with its state in words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from mdo_viewer.desktop import icons, theme
from mdo_viewer.desktop.actions import Host
from mdo_viewer.desktop.advice_view import is_urgent
from mdo_viewer.desktop.announcing import announce
from mdo_viewer.desktop.later import once
from mdo_viewer.desktop.look import Look
from mdo_viewer.guideline.model import Outcome
from mdo_viewer.guideline.values import dataclass
from mdo_viewer.reasoning.results import Stage

WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
#: Text sizes of title and state, in a narrow and in a wide window.
NARROW, WIDE = (12, 13), (14, 15)
LEFT, RIGHT, TOP, BOTTOM = 38, 6, 3, 4
#: How long a tree that says something else after an answer keeps its mark, ms.
FRESH = 6000


@dataclass(frozen=True, slots=True)
class StageView:
    """One tile. `tone`: urgent, advice, open, quiet. `detail` says which fact is missing, where there is room.

    `changed` when the tree gives another advice than the board decided on. `against` are the numbers of the trees that
    say what does not go together with this one; `fresh` while it has just changed by an answer.
    """

    tree: str
    number: int
    title: str
    short: str
    said: str
    tone: str
    current: bool
    decided: bool
    deviates: bool = False
    changed: bool = False
    detail: str = ""
    against: tuple[int, ...] = ()
    fresh: bool = False


def stage_views(look: Look) -> tuple[StageView, ...]:
    against = conflicts(look)
    return tuple(_view(look, stage, against.get(stage.advice.tree.id, ())) for stage in look.stages)


def conflicts(look: Look) -> dict[str, tuple[int, ...]]:
    """By tree the numbers of the trees that disagree with it."""
    from mdo_viewer.desktop.held_view import disagreements

    found: dict[str, tuple[int, ...]] = {}
    for _note, stages in disagreements(look):
        trees = [stage.advice.tree for stage in stages]
        for tree in trees:
            others = {*found.get(tree.id, ()), *(other.number for other in trees if other is not tree)}
            found[tree.id] = tuple(sorted(others))
    return found


def _view(look: Look, stage: Stage, against: tuple[int, ...]) -> StageView:
    tree = stage.advice.tree
    decision = next((each for each in look.state.case.decisions if each.tree == tree.id), None)
    outcome = stage.advice.outcome
    said, tone = stage_words(look, stage)
    current = tree.id == look.state.tree_id
    return StageView(
        tree.id,
        tree.number,
        look.text(tree.title),
        look.short_title(tree),
        said,
        tone,
        current,
        decided=decision is not None,
        deviates=decision is not None and decision.kind == "deviate",
        changed=decision is not None and not decision.is_on(outcome.id if outcome is not None else None),
        detail=_detail(look, stage),
        against=against,
    )


def _detail(look: Look, stage: Stage) -> str:
    """The fact that is missing first, of this tree or of its entry; empty where none is."""
    advice = stage.advice
    if advice.status == "out_of_scope" or stage.entry == "not_entered":
        return ""
    if stage.entry == "unknown":
        waits = stage.decided_by or ""
        return look.label(waits) if waits in look.pack.facts_by_id else ""
    if advice.outcome is not None or not advice.open_facts:
        return ""
    unasked = (fact for fact in advice.open_facts if fact not in look.patient.unknown)
    return look.label(next(unasked, advice.open_facts[0]))


def stage_words(look: Look, stage: Stage) -> tuple[str, str]:
    """The state of a stage in words, and its tone."""
    words, advice = look.words, stage.advice
    if advice.status == "out_of_scope":
        return words("stage.closed"), "quiet"
    if stage.entry == "not_entered":
        return words("stage.not_entered"), "quiet"
    if stage.entry == "unknown":
        return _waits(look, stage), "quiet"
    if advice.outcome is None:
        count = len(advice.open_facts)
        urgent = advice.tightest is not None and is_urgent(advice.tightest)
        return words.count("stage.open", count), "open_urgent" if urgent else "open"
    if advice.outcome.kind == "silent":
        return words("stage.silent"), "silent"
    from mdo_viewer.desktop.done_view import done_at

    title = look.text(advice.outcome.title)
    if done_at(look, advice) is not None:
        return words("stage.done", title=title), "done"
    if any(due.overdue for due in advice.deadlines):
        return words("stage.overdue", title=title), "urgent"
    return title, "urgent" if is_urgent(advice.outcome) else "advice"


def longest_words(look: Look, outcome: Outcome) -> str:
    """The most that a tile says of an outcome."""
    title = look.text(outcome.title)
    said = ("done", "overdue", "perhaps") if outcome.limit is not None else ("done", "perhaps")
    return max((look.words(f"stage.{one}", title=title) for one in said), key=len)


def _waits(look: Look, stage: Stage) -> str:
    by = (stage.decided_by or "").partition(".")[0]
    tree = look.pack.trees_by_id.get(by)
    if tree is not None:
        return look.words("stage.waits_tree", n=tree.number)
    if stage.advice.outcome is not None and stage.advice.outcome.kind == "advice":
        return look.words("stage.perhaps", title=look.text(stage.advice.outcome.title))
    return look.words("stage.waits")


COLOURS = {
    "done": theme.GREEN,
    "urgent": theme.RED,
    "advice": theme.INK,
    "silent": theme.MUTED,
    "open": theme.BROWN,
    "open_urgent": theme.BROWN,
    "quiet": theme.MUTED,
}


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
        if view != self.view or name != self.accessibleName():
            self.view = view
            self.setAccessibleName(name)
            self.setToolTip(theme.plain_tip(name))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, theme.px(52))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self.view
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.BLUE_WASH if view.current or self.underMouse() else theme.PAPER
        painter.fillRect(event.rect(), theme.colour(ground))
        painter.fillRect(self.width() - 1, 8, 1, self.height() - 16, theme.colour(theme.LINE))
        if view.current:
            painter.fillRect(0, self.height() - 4, self.width(), 4, theme.colour(theme.BLUE))
        self._paint_number(painter, view)
        room = QRect(theme.px(LEFT), TOP, self.width() - theme.px(LEFT) - RIGHT, self.height() - TOP)
        painter.setPen(theme.colour(theme.BLUE if view.current else theme.MUTED))
        painter.setFont(theme.font(self.sizes[0]))
        used = painter.boundingRect(room, WRAP, view.short)
        painter.drawText(room, WRAP, view.short)
        painter.setPen(theme.colour(COLOURS[view.tone]))
        painter.setFont(theme.font(self.sizes[1], bold=view.tone not in ("quiet", "silent")))
        below = room.adjusted(0, used.height(), 0, 0)
        said = painter.boundingRect(below, WRAP, view.said)
        painter.drawText(below, WRAP, view.said)
        if view.detail:
            self._paint_detail(painter, below.adjusted(0, said.height(), 0, 0), view.detail)
        if view.fresh:
            painter.fillRect(0, 4, 4, self.height() - 8, theme.colour(theme.INK))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.BLUE), theme.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))

    def _paint_detail(self, painter: QPainter, room: QRect, detail: str) -> None:
        """Only where it fits as a whole: the tip and the name of the tile say it too."""
        painter.setFont(theme.font(self.sizes[0]))
        painter.setPen(theme.colour(theme.MUTED))
        if painter.boundingRect(room, WRAP, detail).height() <= room.height() - 2:
            painter.drawText(room, WRAP, detail)

    def _paint_number(self, painter: QPainter, view: StageView) -> None:
        circle = QRectF(theme.px(8), theme.px(6), theme.px(24), theme.px(24))
        solid = {"urgent": theme.RED, "advice": theme.BLUE}.get(view.tone)
        if view.decided:
            solid = theme.BROWN if view.deviates or view.changed else theme.GREEN
        painter.setPen(QPen(theme.colour(solid or COLOURS[view.tone]), 1.5))
        painter.setBrush(theme.colour(solid) if solid else theme.colour(theme.PAPER))
        painter.drawEllipse(circle)
        painter.setPen(theme.colour(theme.ON if solid else COLOURS[view.tone]))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(view.number))
        icon, token = _sign(view)
        if icon is not None:
            icons.paint(painter, icon, QPointF(theme.px(20), theme.px(40)), token, theme.px(icons.SIDE))


def _sign(view: StageView) -> tuple[icons.Icon | None, str]:
    """What stands below the number, so that colour is not alone: that another tree says what does not go together with
    this or the board decided on other advice, that it deviated, or that it decided."""
    if view.against or view.changed:
        return "against", theme.BROWN
    if view.deviates:
        return "deviates", theme.BROWN
    return ("decided", theme.GREEN) if view.decided else (None, "")


def _name(look: Look, view: StageView) -> str:
    """All that a tile says, for its tip and for assistive technology."""
    words = look.words
    if not view.said:  # for the first picture: nothing is said before it is known
        return words("stage.unsaid", n=view.number, title=view.title)
    name = words("stage.name", n=view.number, title=view.title, state=view.said)
    if view.detail:
        name += f" ({view.detail})"
    if view.decided:
        name += f", {words('stage.deviates' if view.deviates else 'stage.decided')}"
    if view.changed:
        name += f", {words('stage.changed')}"
    for number in view.against:
        name += f", {words('stage.against', n=number)}"
    return f"{name}, {words('stage.fresh')}" if view.fresh else name


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

    def show(self, look: Look | None = None) -> None:
        """Show the stages; without an argument, be visible (Qt)."""
        if look is None:
            super().show()
            return
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
        if "stages" in self._host.look.__dict__:
            self.show(self._host.look)

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
        for tile, view in zip(self.tiles, views, strict=True):
            tile.show_view(view, _name(look, view))
        if (look.pack.id, look.state.language) != self._longest_of:
            self._longest_of = look.pack.id, look.state.language
            self._longest = self._find_longest(look)
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
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour(theme.PAPER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(theme.LINE))
