"""The panels of the window in their places: in columns, with the columns put away, or as tabs where all is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop import roles
from mdo_viewer.desktop.graph.columns_button import ColumnsButton
from mdo_viewer.desktop.graph.panel import GraphPanel
from mdo_viewer.desktop.panels.facts_panel import FactsPanel
from mdo_viewer.desktop.panels.journey_strip import JourneyStrip
from mdo_viewer.desktop.panels.next_button import NextButton
from mdo_viewer.desktop.panels.patient_line import PatientLine
from mdo_viewer.desktop.panels.right_side import RightSide
from mdo_viewer.desktop.panels.status_line import StatusLine
from mdo_viewer.desktop.panels.top_bar import TopBar
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.shown import Tab
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import announce_after
from mdo_viewer.desktop.widgets.following import Following
from mdo_viewer.desktop.widgets.tab_order import give_keyboard

if TYPE_CHECKING:  # made when the window is first that narrow
    from mdo_viewer.desktop.narrow.foot import NarrowFoot
    from mdo_viewer.desktop.narrow.line import NarrowLine
    from mdo_viewer.desktop.narrow.tabs import TabBar
    from mdo_viewer.desktop.narrow.top import NarrowTop

#: columns: facts, tree and advice side by side · wide: the tree alone · tabs: one of them at a time
Mode: TypeAlias = Literal["columns", "wide", "tabs"]
#: Narrower, px at text 100 %, a line of a column would hold fewer than some 35 signs: then there are tabs. A laptop of
#: 1366 px keeps its columns at 125 % and has tabs from 150 %.
NARROW: Final = 1080
#: Lower, px at text 100 %, a narrow window has no status line: what it says is in the menu.
LOW: Final = 560
#: The smallest window, px at text 100 %: a laptop of 1366 × 768 at 200 %.
LEAST: Final = (680, 380)
#: As large as Qt lets a widget be.
ANY: Final = 16_777_215


class Parts(NamedTuple):
    """The parts of the window, in the order in which F6 and Tab go through them."""

    top: TopBar
    patient: PatientLine
    journey: JourneyStrip
    facts: FactsPanel
    graph: GraphPanel
    right: RightSide
    status: StatusLine


class NarrowParts(NamedTuple):
    """What stands in the place of head, strip and status line where the window is narrow."""

    top: NarrowTop
    line: NarrowLine
    tabs: TabBar
    foot: NarrowFoot


class Station(NamedTuple):
    """A part that F6 comes to, and the tab that shows it where there are tabs."""

    panel: QWidget
    tab: Tab | None = None


def make_parts(host: SettingsHost) -> Parts:
    """New panels for this window."""
    roles.install()
    return Parts(
        TopBar(host),
        PatientLine(host),
        JourneyStrip(host),
        FactsPanel(host),
        GraphPanel(host),
        RightSide(host),
        StatusLine(host),
    )


def least_size(room: QSize) -> QSize:
    """The smallest window on a screen with this room: never larger than that, however large the text is."""
    return QSize(theme.px(LEAST[0]), theme.px(LEAST[1])).boundedTo(room)


class Body(QWidget):
    """Which parts are in sight, and where; what they show is theirs."""

    def __init__(self, host: SettingsHost, parts: Parts) -> None:
        super().__init__()
        self._host, self.parts = host, parts
        self.narrow: NarrowParts | None = None
        self.mode: Mode = "columns"
        self._beam: tuple[str, bool, bool] = ("", False, False)
        self._kept: tuple[str, bool] = ("", True)
        self.middle = QWidget()
        row = QHBoxLayout(self.middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._right = Following(parts.right)
        row.addWidget(parts.facts)
        row.addWidget(parts.graph, 1)
        row.addWidget(self._right)
        self._row = row
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (parts.top, parts.patient, parts.journey):
            column.addWidget(part)
        column.addWidget(self.middle, 1)
        column.addWidget(parts.status)
        self.columns = ColumnsButton()
        self.columns.clicked.connect(host.door(host.call("columns")))
        self.next = NextButton(host)
        parts.graph.head.after.addWidget(self.columns)
        parts.graph.head.after.addWidget(self.next)
        parts.graph.elsewhere = self.focus_shown
        self._lie_between()

    def minimumSizeHint(self) -> QSize:
        """Nothing: the window says how small it may be."""
        return QSize(0, 0)

    # --- which parts are in sight

    def stations(self) -> tuple[Station, ...]:
        """The parts in the order of F6 and Tab."""
        parts = self.parts
        facts, graph = Station(parts.facts, "facts"), Station(parts.graph, "tree")
        if self.mode != "tabs" or self.narrow is None:
            head = (Station(parts.top), Station(parts.patient), Station(parts.journey))
            return (*head, facts, graph, Station(parts.right), Station(parts.status))
        narrow = self.narrow
        right = (Station(parts.right, "advice"), Station(parts.right, "decision"))
        head = (Station(narrow.top), Station(narrow.line), Station(narrow.tabs))
        return (*head, facts, graph, *right, Station(narrow.foot), Station(parts.status))

    def show_look(self, look: Look) -> None:
        """Bring the parts into sight that the state asks for, before they show what is in them."""
        self._arrange(look)
        self._name(look)
        self.show_again(look)

    def _name(self, look: Look) -> None:
        """What the parts are called that have no title of their own."""
        theme.call_keys(look.words("graph.key", n="{}"))
        parts, narrow = self.parts, self.narrow
        named: list[tuple[QWidget, str]] = [(parts.top, "top"), (parts.patient, "patient"), (parts.status, "status")]
        if narrow is not None:
            named += [(narrow.top, "top"), (narrow.line, "patient"), (narrow.foot, "foot")]
        for part, key in named:
            part.setAccessibleName(look.words(f"part.{key}"))

    def show_again(self, look: Look) -> None:
        """Fill what is this body's own; once more when it comes what the other trees say."""
        if self.mode == "wide":
            self.next.show_look(look)
            self.next.setMinimumWidth(self.next.in_one_line)
        if self.narrow is not None and self.mode == "tabs":
            for part in self.narrow:
                part.show_look(look)

    def _arrange(self, look: Look) -> None:
        tabs = theme.units(self._room().width()) < NARROW
        mode: Mode = "tabs" if tabs else "wide" if look.state.wide else "columns"
        changed, self.mode = mode != self.mode, mode
        if tabs and self.narrow is None:
            self.narrow = self._make_narrow()
        parts, tab = self.parts, look.state.tab_shown
        asked = look.state.asking is not None  # who says that a doubt is so, which stands among the cards
        in_sight = {
            parts.facts: tab == "facts" if tabs else mode == "columns",
            parts.graph: tab == "tree" if tabs else True,
            self._right: tab in ("advice", "decision") if tabs else mode == "columns" or asked,
        }
        lost = self._loses(in_sight)
        self._give_width()
        parts.right.show_only(None if not tabs else "decision" if tab == "decision" else "advice")
        for part, seen in sorted(in_sight.items(), key=lambda each: each[1]):
            if part.isHidden() == seen:
                part.setVisible(seen)
        low = theme.units(self._room().height()) < LOW
        for old in (parts.top, parts.patient, parts.journey, parts.status):
            seen = not (tabs and low) if old is parts.status else not tabs
            if old.isHidden() == seen:
                old.setVisible(seen)
        for new in self.narrow or ():
            if new.isHidden() == tabs:
                new.setVisible(tabs)
        self._place_button(look)
        if changed:
            parts.graph.fit_anew()
            self._lie_between()
        if lost:
            self.focus_shown()

    def _lie_between(self) -> None:
        """What stays in sight above a form, and what below it."""
        parts, narrow = self.parts, self.narrow
        if self.mode == "tabs" and narrow is not None:
            parts.right.lie_between((narrow.line, narrow.tabs), narrow.foot)
        else:
            parts.right.lie_between((parts.patient, parts.journey), parts.status)

    def _place_button(self, look: Look) -> None:
        """Right of the views; with the columns away at the left of the title, with its words."""
        away, head = self.mode == "wide", self.parts.graph.head
        self.columns.setVisible(self.mode != "tabs")
        self.columns.show_columns(look.words, away=away)
        (head.before if away else head.after).addWidget(self.columns)
        self.next.setVisible(away and not self.next.isHidden())
        foot = None if self.narrow is None or self.mode != "tabs" else self.narrow.foot.next
        self.parts.right.goes_on = self.next if away else foot
        head.show_look(look)

    def _loses(self, in_sight: dict[QWidget, bool]) -> bool:
        """Whether what has the keyboard goes out of sight: else it would fall on some button of the head."""
        focused = QApplication.focusWidget()
        if focused is None:
            return False
        return any(not seen and part.isVisible() and part.isAncestorOf(focused) for part, seen in in_sight.items())

    def open_ground(self) -> QWidget:
        """What a message may lie over: the tree, or what stands in its place."""
        return self.middle if self.parts.graph.isHidden() else self.parts.graph

    def is_crowded(self, place: QRect) -> bool:
        """Whether here, in the window, stands what is read: facts, advice, a list, or something of the way. A whole
        tree is moved by who reads it where nothing but its foot is free."""
        graph, state = self.parts.graph, self._host.look.state
        if graph.isHidden() or state.as_list:
            return True
        corner = graph.view.viewport().mapTo(self.window(), QPoint(0, 0))
        spare = state.view == "path" or self.parts.status.isVisible()
        return spare and bool(graph.view.items(place.translated(-corner)))

    def focus_shown(self) -> None:
        """The keyboard to what is in sight, in none of its fields and on none of its buttons."""
        parts = self.parts
        if not parts.graph.isHidden():
            parts.graph.focus()
        else:
            give_keyboard(parts.facts if not parts.facts.isHidden() else parts.right)

    def _make_narrow(self) -> NarrowParts:
        from mdo_viewer.desktop.narrow.foot import NarrowFoot
        from mdo_viewer.desktop.narrow.line import NarrowLine
        from mdo_viewer.desktop.narrow.tabs import TabBar
        from mdo_viewer.desktop.narrow.top import NarrowTop

        host = self._host
        made = NarrowParts(NarrowTop(host), NarrowLine(host), TabBar(host), NarrowFoot(host))
        for at, part in enumerate((made.top, made.line, made.tabs)):
            self._column.insertWidget(at, part)
        self._column.insertWidget(self._column.indexOf(self.parts.status), made.foot)
        said, on, loud = self._beam
        made.top.show_beam(said, on=on, loud=loud)
        made.top.show_kept(self._kept[0], calm=self._kept[1])
        return made

    # --- their room

    def give_room(self, look: Look) -> None:
        """The window has another size."""
        self.show_look(look)
        self.parts.right.place_form()

    def _room(self) -> QSize:
        """All of the window, also while a wall hides this body: it is laid out no sooner than it is in sight."""
        return self.window().size()

    def _give_width(self) -> None:
        wide, parts = theme.units(self._room().width()), self.parts
        facts, right = (360, 424) if wide >= 1800 else (288, 368) if wide >= 1300 else (288, 304)
        tabs = self.mode == "tabs"
        columns: tuple[tuple[QWidget, int], ...] = ((parts.facts, facts), (self._right, right))
        for column, width in columns:
            column.setMinimumWidth(0 if tabs else theme.px(width))
            column.setMaximumWidth(ANY if tabs else theme.px(width))
            self._row.setStretchFactor(column, 1 if tabs else 0)

    # --- what is kept and shown to the room

    def show_kept(self, said: str, colour: tokens.Token) -> None:
        """Show what is kept of the meeting, in the status line or the menu."""
        self._kept = said, colour == tokens.GREEN
        self.parts.status.show_kept(said, colour)
        if self.narrow is not None:
            self.narrow.top.show_kept(said, calm=self._kept[1])

    def show_beam(self, said: str, *, on: bool, loud: bool) -> None:
        """Show what the projector does; who listens hears when that changes. That it starts a message says."""
        (before, was_on, _loud), self._beam = self._beam, (said, on, loud)
        if was_on and (said, on) != (before, was_on):
            words = self._host.look.words
            now = words("say.beam", state=said.lower()) if loud else words("projector.is.full")
            announce_after(self.parts.top, now if on else words("projector.section.off"))
        self.parts.top.show_beam(said, on=on, loud=loud)
        if self.narrow is not None:
            self.narrow.top.show_beam(said, on=on, loud=loud)
