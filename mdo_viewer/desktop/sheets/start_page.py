"""The page at the start: the last meeting first, a new one, another one, the example, and what the program is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mdo_viewer import __version__
from mdo_viewer.desktop.files.background import Background
from mdo_viewer.desktop.files.known import known, offered, saved_words
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.start_parts import Band, Points, inset, text_row
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.settings import RECENT
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import Grouping, OneOf
from mdo_viewer.desktop.widgets.controls import Button, CardFrame, Heading, PlainLabel, Segments
from mdo_viewer.desktop.widgets.head_line import Sign
from mdo_viewer.desktop.widgets.scroll import scroll_area
from mdo_viewer.desktop.widgets.wall import Wall
from mdo_viewer.desktop.widgets.wide_buttons import RING, BigButton, LineButton
from mdo_viewer.guideline.library import guidelines
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.place.wording import refusal
from mdo_viewer.reasoning.deadlines import ZONE

#: The columns and what is between and beside them, px at text 100 %.
LEFT, RIGHT, BETWEEN, BESIDE = 640, 502, 64, 40
#: Narrower, px at 100 %, the columns stand below each other.
LEAST_BESIDE: Final = 860
#: The place of the meeting that was open last among those that are known.
LAST: Final = 0
#: The height of the bar above and the line below, px at 100 %.
ABOVE, BELOW = 56, 44


class Seen(NamedTuple):
    """What is known of the file of a meeting: whether it is there, and the day on which it was last written."""

    there: bool
    saved: date | None = None


def look_for(paths: tuple[Path, ...]) -> dict[Path, Seen]:
    """Where these files are and how old. A disk or network that is gone may take its time."""
    found = {}
    for path in paths:
        try:
            found[path] = Seen(True, datetime.fromtimestamp(path.stat().st_mtime, ZONE).date())
        except (OSError, ValueError):
            found[path] = Seen(False)
    return found


class StartPage(Wall):
    """Enter opens the last meeting, or begins one where none is known. Nothing of a patient stands here: of a meeting
    only its file is known before its password."""

    def __init__(self, host: SettingsHost, window: QWidget) -> None:
        super().__init__(window, tokens.GROUND)
        self._host: SettingsHost = host
        self._found: dict[Path, Seen] = {}
        self._looking = Background(self, host.door, "start page", lasting=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_band())
        body = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._left, self._right = QWidget(), QWidget()
        self._make_left()
        self._make_right()
        for side in (self._left, self._right):
            self._columns.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        self._area = scroll_area(body)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._make_foot())
        for label in (
            self._head,
            self._first_look,
            self._packs_head,
            self._packs_for,
            *self._is.labels,
            *self._is_not.labels,
        ):
            label.set_margins(RING + label.contentsMargins().left(), 0, RING, 0)
        self._give_room()

    # --- how it is made

    def _button(self, button: Button, command: str) -> Button:
        """A button that does a command."""
        button.clicked.connect(self._host.door(self._host.call(command)))
        return button

    def _make_band(self) -> QWidget:
        band = Band(tokens.NIGHT, theme.px(ABOVE))
        self._what = PlainLabel(colour=tokens.NIGHT_TEXT, wrap=False)
        self.languages = Segments(tone="night", size=14)
        session = self._host.session
        self.languages.chosen.connect(lambda at: self._host.door.run(lambda: session.set_language(LANGUAGES[at])))
        band.row.addWidget(PlainLabel("MDO Viewer", size=18, bold=True, colour=tokens.NIGHT_INK, wrap=False))
        band.row.addWidget(self._what)
        band.row.addStretch(1)
        band.row.addWidget(self.languages)
        return band

    def _make_left(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = Heading(size=20, level=1)
        column.addWidget(self._head)
        column.addSpacing(theme.px(12))
        column.addLayout(inset(self._make_card()))
        column.addSpacing(theme.px(16))
        self.new, self.other = BigButton("new"), BigButton("file")
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(16) - 2 * RING)
        pair.addWidget(self._button(self.new, "meeting:new"))
        pair.addWidget(self._button(self.other, "meeting:open"))
        column.addLayout(pair)
        column.addSpacing(theme.px(12))
        column.addLayout(self._make_earlier())
        column.addSpacing(theme.px(16))
        column.addLayout(self._make_example())

    def _make_card(self) -> QWidget:
        """The last meeting, or a new one."""
        card = CardFrame()
        card.column.setContentsMargins(*(theme.px(side) for side in (24 - RING, 20, 24 - RING, 20)))
        self._name, self._about = PlainLabel(size=20, bold=True), PlainLabel()
        self._gone, self._gone_sign = PlainLabel(bold=True, colour=tokens.BROWN), Sign()
        self.main = BigButton("lock", main=True)
        self.main.clicked.connect(self._host.door(self._go_on))
        texts = QVBoxLayout()
        texts.setContentsMargins(RING, 0, RING, 0)
        texts.setSpacing(theme.px(6))
        texts.addWidget(self._name)
        texts.addWidget(self._about)
        texts.addLayout(text_row(self._gone_sign, self._gone))
        texts.addSpacing(theme.px(6))
        card.column.addLayout(texts)
        card.column.addWidget(self.main)
        return card

    def _make_earlier(self) -> QVBoxLayout:
        """The meetings before the last, and forgetting all."""
        column = QVBoxLayout()
        column.setSpacing(0)
        self._earlier_head = Heading()
        self.forget = self._button(Button(tone="link"), "known_forget")
        heads = QHBoxLayout()
        heads.setContentsMargins(RING, 0, RING, 0)
        heads.addWidget(self._earlier_head, 1)
        heads.addStretch(0)
        heads.addWidget(self.forget)
        column.addLayout(heads)
        self.earlier = tuple(LineButton(icon="file") for _ in range(1, RECENT))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for at, row in enumerate(self.earlier, 1):
            rows.addWidget(self._button(row, f"known:{at}"))
        column.addLayout(rows)
        return column

    def _make_example(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        self._first_look, self._example_about = PlainLabel(bold=True), PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self.example = BigButton()
        fixed = QSizePolicy.Policy.Fixed
        self.example.setSizePolicy(fixed, fixed)
        column.addWidget(self._first_look)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._button(self.example, "example"))
        row.addWidget(self._example_about, 1)
        column.addLayout(row)
        return column

    def _make_right(self) -> None:
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._packs_head = Heading(size=20, level=1)
        column.addWidget(self._packs_head)
        column.addSpacing(theme.px(12) - RING)
        self._offered = guidelines(self._host.session.state.home)
        self._rows = Grouping()
        self._packs_head.setBuddy(self._rows)
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.packs = tuple(LineButton(radio=True) for _ in self._offered)
        self._one_of = OneOf(self._rows)
        for pack, row in zip(self._offered, self.packs, strict=True):
            self._one_of.add(row)
            rows.addWidget(self._button(row, f"guideline:{pack.id}"))
        column.addWidget(self._rows)
        self._packs_for = PlainLabel(size=theme.SMALL, colour=tokens.MUTED)
        self._is, self._is_not = Points(2), Points(3)
        column.addWidget(self._packs_for)
        for points in (self._is, self._is_not):
            column.addSpacing(theme.px(20))
            column.addWidget(points)

    def _make_foot(self) -> QWidget:
        foot = Band(tokens.PAPER, theme.px(BELOW), line=True)
        self._version = PlainLabel(size=theme.SMALL, wrap=False)
        self._offline = PlainLabel(size=theme.SMALL, colour=tokens.MUTED, wrap=False)
        self.view, self.keys, self.about = (Button(tone="quiet", size=theme.SMALL) for _ in range(3))
        foot.row.addWidget(self._version)
        foot.row.addSpacing(theme.px(16))
        foot.row.addWidget(self._offline)
        foot.row.addStretch(1)
        for button, name in ((self.view, "view"), (self.keys, "keys"), (self.about, "about")):
            foot.row.addWidget(self._button(button, name))
        return foot

    # --- what it shows

    @property
    def _paths(self) -> tuple[Path, ...]:
        return tuple(map(Path, self._host.settings.recent))

    def begin(self) -> None:
        """The keyboard on the button that Enter presses; what the files say follows."""
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._search(lambda: None)

    def _search(self, then: Callable[[], object]) -> None:
        """Look where the files of the meetings are, beside the window; then show it, and do that."""
        paths = self._paths

        def told(found: dict[Path, Seen]) -> None:
            self._found = found
            self.fill(self._host.look)
            then()

        self._looking.give_up()
        self._looking.run(lambda: look_for(paths), told)

    def _go_on(self) -> None:
        """Open the last meeting, where its file is there; begin one where none is known."""
        paths = self._paths
        if not paths:
            self._host.call("meeting:new")()
        elif self._found.get(paths[0], Seen(True)).there:
            self._host.call(f"known:{LAST}")()
        else:
            self._search(self._open_again)

    def _open_again(self) -> None:
        """The stick may be back."""
        paths = self._paths
        if paths and self._found[paths[0]].there:
            self._host.call(f"known:{LAST}")()

    def fill(self, look: Look) -> None:
        """All texts, in the language of the window."""
        words = look.words
        self.setAccessibleName(words("start.title"))
        self._what.show_text(words("start.what"))
        to_other = [cap_of("language", words) if each != look.state.language else "" for each in LANGUAGES]
        self.languages.offer(("NL", "EN"), keys=to_other, group=words("top.language"))
        self.languages.choose(LANGUAGES.index(look.state.language))
        self.languages.bind(refusal(self._host.session.policy, "language", look.state.language))
        self._fill_meetings(look)
        self._first_look.show_text(words("start.look"))
        self.example.show_words(words("start.example"))
        self._example_about.show_text(words("start.example.about"))
        self._packs_head.show_text(words("start.guideline"))
        self._rows.setAccessibleName(words("start.guideline"))
        chosen = look.state.pack.id  # that of the patient with whom a meeting begins
        for row, pack in zip(self.packs, offered(self._offered, look), strict=True):
            row.show_line(pack.title, pack.evidence, pack.trees)
            row.setChecked(pack.id == chosen)
            row.setFixedHeight(row.high_at(self._right.maximumWidth()))
        self._packs_for.show_text(words("start.guideline.about"))
        self._is.show_points(words("start.is"), (words("start.is.shows"), words("start.is.records")))
        not_so = (words("start.is_not.decides"), words("start.is_not.care"), words("start.is_not.approved"))
        self._is_not.show_points(words("start.is_not"), not_so)
        self._version.show_text(words("start.version", version=__version__))
        roomy = theme.units(self.width()) >= LEAST_BESIDE
        self._offline.show_text(words("start.offline") if roomy else "")
        self.view.show_words(words("status.view"))
        self.keys.show_words(words("status.keys"), key=cap_of("keys", words))
        self.about.show_words(words("status.about"))

    def _fill_meetings(self, look: Look) -> None:
        words, paths = look.words, self._paths
        last = paths[0] if paths else None
        self._head.show_text(words("start.begin") if last is None else words("start.go_on"))
        if last is None:
            self._name.show_text(words("start.new"))
            self._about.show_text(words("start.new.about"))
            self.main.show_words(words("meeting.new"), key=cap_of("enter", words))
        else:
            file, found = known(last), self._found.get(last, Seen(True))
            self._name.show_text(file.name)
            parts = (file.folder, saved_words(found.saved, look))
            self._about.show_text(" · ".join(part for part in parts if part))
            self.main.show_words(words("start.open"), key=cap_of("enter", words))
        gone = last is not None and not self._found.get(last, Seen(True)).there
        self._gone_sign.setVisible(gone)
        self._gone.show_text(words("start.gone") if gone else "")
        self.main.show_icon("new" if last is None else "lock")
        self.new.setVisible(last is not None)
        self.new.show_words(words("meeting.new"), key=cap_of("meeting:new", words))
        self.other.show_words(
            words("start.other") if paths else words("meeting.open"), key=cap_of("meeting:open", words)
        )
        self._earlier_head.show_text(words("start.earlier") if paths[1:] else "")
        self.forget.setVisible(bool(paths))
        self.forget.show_words(words("start.forget"))
        for row, path in zip(self.earlier, (*paths[1:], *[None] * RECENT), strict=False):
            row.setVisible(path is not None)
            if path is not None:
                file, found = known(path), self._found.get(path, Seen(True))
                row.show_line(
                    file.name, file.folder, saved_words(found.saved, look) if found.there else words("start.away")
                )

    # --- its size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their room."""
        super().resizeEvent(event)
        self._give_room()
        self.fill(self._host.look)

    def _give_room(self) -> None:
        """Two columns in the middle, or below each other where the window is narrow."""
        wide = theme.units(self.width())
        beside = wide >= LEAST_BESIDE
        free = max(wide - 2 * BESIDE, LEFT / 2)
        whole = LEFT + BETWEEN + RIGHT
        between = BETWEEN if free >= whole else 32
        left = min(LEFT, (free - between) * LEFT / (LEFT + RIGHT)) if beside else min(LEFT, free)
        right = min(RIGHT, (free - between) * RIGHT / (LEFT + RIGHT)) if beside else left
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._left.setFixedWidth(theme.px(left) + 2 * RING)
        self._right.setFixedWidth(theme.px(right) + 2 * RING)
        used = left + between + right if beside else left
        edge = max(theme.px(16), round((self.width() - theme.px(used)) / 2))
        self._columns.setContentsMargins(edge - RING, theme.px(40), 0, theme.px(16))
        self._columns.setSpacing(theme.px(between) - 2 * RING if beside else theme.px(32))
        side = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        for column in (self._left, self._right):
            self._columns.setAlignment(column, side)
        self._columns.setAlignment(side)
