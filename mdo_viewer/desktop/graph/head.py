"""The line above the tree: its number and title, the three views, the search, and a menu with the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Heading, IconButton, Segments

#: Height of the line, from its sides to what stands in it, and between its parts, px at text 100 %.
HEIGHT: Final = 56
SIDE: Final = 16
GAP: Final = 8
TITLE: Final = 16
#: The least of a title that is worth its place, px at text 100 %: its number and the beginning of a word.
LEAST_TITLE: Final = 40
#: What the menu offers, each a command.
OFFERS: Final = ("fit:all", "fit:path", "fit:selection", "zoom:in", "zoom:out")


class GraphHead(QWidget):
    """One line, whatever its width: a title that is too long is cut, and its tip has the whole.

    `before` and `after` are room for what other parts put here: at the left of the title, and right of the search.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._long = self._short = self._start = ""
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(SIDE), 0, theme.px(SIDE), 0)
        row.setSpacing(GAP)
        self.before, self.after = QHBoxLayout(), QHBoxLayout()
        self.title = Heading(size=TITLE, wrap=False, level=1)
        self.title.setMinimumWidth(theme.px(LEAST_TITLE))
        self.views = Segments(equal=False)
        self.views.chosen.connect(lambda at: host.door.run(lambda: self._choose(at)))
        self.search = IconButton("search")
        self.search.clicked.connect(host.door(host.call("search")))
        self.more = IconButton("dots")
        self.more.clicked.connect(host.door(self._open_menu))
        row.addLayout(self.before)
        row.addWidget(self.title, 1)
        for each in (self.views, self.search, self.more):
            row.addWidget(each)
        row.addLayout(self.after)

    def minimumSizeHint(self) -> QSize:
        """The views, the menu and a little of the title: the search is in the menu too."""
        return QSize(self._taken(narrow=True) + theme.px(LEAST_TITLE), theme.px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search goes into the menu where its button would take the title's room, which is cut to what is left."""
        super().resizeEvent(event)
        self._fit()

    def show_look(self, look: Look) -> None:
        """The tree, the question that it is drawn from where that is not the first, and how it is seen."""
        state, words, tree = look.state, look.words, look.state.tree
        self.views.offer((words("graph.path"), words("graph.whole"), words("graph.list")), group=words("graph.view"))
        self.views.choose(2 if state.as_list else 0 if state.view == "path" else 1)
        for button, said in (
            (self.search, words("search.button", cap=cap_of("search", words))),
            (self.more, words("graph.more")),
        ):
            button.show_words("", name=said)
            button.setToolTip(said)
        start = ""
        if state.root is not None and state.view == "whole":
            number = [question.id for question in tree.questions].index(state.root) + 1
            start = f" · {words('graph.from', n=number)}"
        self._long = f"{tree.number}  {look.text(tree.title)}{start}"
        self._short = f"{tree.number}  {look.short_title(tree)}{start}"
        self._start = start
        self._fit()

    def _taken(self, *, narrow: bool) -> int:
        """The width of all but the title, px; `narrow` without the button of the search."""
        parts: list[QWidget] = [self.views, self.more] if narrow else [self.views, self.search, self.more]
        beside = [layout.sizeHint().width() for layout in (self.before, self.after) if not layout.isEmpty()]
        wide = sum(max(each.sizeHint().width(), each.minimumWidth()) + GAP for each in parts) + sum(
            each + GAP for each in beside
        )
        return wide + 2 * theme.px(SIDE)

    def _fit(self) -> None:
        """The whole title, or our short word for the tree, or as much of that as there is room for: where a part of the
        tree is shown that is said to the end."""
        metrics = QFontMetrics(self.title.font())
        short = metrics.horizontalAdvance(self._short)
        narrow = self.width() - self._taken(narrow=False) < min(short, theme.px(160))
        self.search.setVisible(not narrow)
        room = self.width() - self._taken(narrow=narrow)
        said = self._long if metrics.horizontalAdvance(self._long) <= room else self._short
        room = max(room, theme.px(LEAST_TITLE))
        shown, beside = said, metrics.horizontalAdvance(self._start)
        if self._start and room - beside >= theme.px(LEAST_TITLE) and metrics.horizontalAdvance(said) > room:
            title = said.removesuffix(self._start)
            shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room - beside) + self._start
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self.title.show_text(shown)
        self.title.setAccessibleName(self._long)
        self.title.setToolTip("" if shown == self._long else theme.plain_tip(self._long))

    def _choose(self, at: int) -> None:
        session = self._host.session
        if at == 2:
            session.show_list()
        else:
            session.set_view("whole" if at else "path")

    def _open_menu(self) -> None:
        """How much of the tree is in view, and how large; each with its key."""
        words, state = self._host.look.words, self._host.session.state
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers = OFFERS if self.search.isVisibleTo(self) else ("search", *OFFERS)
        for name in offers:
            cap = cap_of(name, words)
            key = "search.button" if name == "search" else f"graph.{name.replace(':', '.')}.name"
            action = menu.addAction(words(key, cap=cap))
            action.triggered.connect(self._host.door(self._host.call(name)))
            seen = not state.as_list or name == "search"
            action.setEnabled(seen and (name != "fit:selection" or state.selection is not None))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
