"""The sheet about the look of the windows: colours, size of text, movement, what is shown, and the projector."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from PySide6.QtWidgets import QGridLayout

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.projector_sheet import ProjectorSection, ViewHost
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.settings import (
    TEXT_SIZES,
    Motion,
    SchemeChoice,
    Settings,
    SettingsChanges,
    SingleKeys,
)
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import Heading, PlainLabel, Segments
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.place.wording import refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SCHEMES: Final[tuple[SchemeChoice, ...]] = get_args(SchemeChoice)
MOTIONS: Final[tuple[Motion, ...]] = get_args(Motion)
SINGLE_KEYS: Final[tuple[SingleKeys, ...]] = get_args(SingleKeys)


class Offer(NamedTuple):
    """What is chosen: its values in words, which of them holds, and what changes with each."""

    values: tuple[str, ...]
    holds: Callable[[Settings], int]
    change: Callable[[int], SettingsChanges]


CHOICES: Final[dict[str, Offer]] = {
    "scheme": Offer(SCHEMES, lambda now: SCHEMES.index(now.scheme), lambda at: {"scheme": SCHEMES[at]}),
    "text_size": Offer(
        tuple(f"{size} %" for size in TEXT_SIZES),
        lambda now: TEXT_SIZES.index(now.text_size),
        lambda at: {"text_size": TEXT_SIZES[at]},
    ),
    "single_keys": Offer(
        SINGLE_KEYS, lambda now: SINGLE_KEYS.index(now.single_keys), lambda at: {"single_keys": SINGLE_KEYS[at]}
    ),
    "motion": Offer(MOTIONS, lambda now: MOTIONS.index(now.motion), lambda at: {"motion": MOTIONS[at]}),
    "later": Offer(("show", "hide"), lambda now: int(not now.later), lambda at: {"later": at == 0}),
}


#: Row, column, rows and columns of the head of each; its values stand in the row below.
PLACES: Final = {
    "scheme": (0, 0, 1, 2),
    "text_size": (2, 0, 1, 1),
    "single_keys": (2, 1, 1, 1),
    "motion": (4, 0, 1, 1),
    "later": (4, 1, 1, 1),
}


#: The same of the language, which is the window's and no setting of this sheet.
LANGUAGE_PLACE: Final = (6, 0, 1, 2)


class ViewSheet(Sheet):
    """Every choice takes effect at once and holds for the next start."""

    def __init__(self, host: ViewHost, parent: QWidget) -> None:
        super().__init__(host, parent, 860)
        self._host: ViewHost = host
        self._heads: list[PlainLabel] = []
        self.choices: dict[str, Segments] = {}
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme.STEP)
        self.column.addLayout(rows)
        for name, offered in CHOICES.items():
            head, choice = PlainLabel(size=14, bold=True, colour=tokens.MUTED), Segments()
            choice.chosen.connect(
                lambda at, change=offered.change: host.door.run(lambda: host.change_settings(**change(at)))
            )
            head.setBuddy(choice)
            self._heads.append(head)
            self.choices[name] = choice
            rows.addWidget(head, *PLACES[name])
            rows.addWidget(choice, PLACES[name][0] + 1, *PLACES[name][1:])
        self._language_head, self.languages = PlainLabel(size=14, bold=True, colour=tokens.MUTED), Segments()
        self.languages.chosen.connect(lambda at: host.door.run(lambda: host.session.set_language(LANGUAGES[at])))
        self._language_head.setBuddy(self.languages)
        rows.addWidget(self._language_head, *LANGUAGE_PLACE)
        rows.addWidget(self.languages, LANGUAGE_PLACE[0] + 1, *LANGUAGE_PLACE[1:])
        self._projector_head = Heading(size=theme.BASE)
        self.column.addSpacing(theme.STEP // 4)
        self.column.addWidget(self._projector_head)
        self.section = ProjectorSection(host)
        self.column.addWidget(self.section)

    def fill(self, look: Look) -> None:
        """Every choice in the language of the window, the one that holds marked, and the section of the projector."""
        words, settings = look.words, self._host.settings
        self.title.show_text(words("view.title"))
        for head, (name, offered) in zip(self._heads, CHOICES.items(), strict=True):
            group = words(f"view.{name}")
            head.show_text(group)
            said = [value if name == "text_size" else words(f"view.{name}.{value}") for value in offered.values]
            self.choices[name].offer(said, group=group)
            self.choices[name].choose(offered.holds(settings))
        self._language_head.show_text(f"{words('top.language')} · {cap_of('language', words)}")
        self.languages.offer([words(f"view.language.{each}") for each in LANGUAGES], group=words("top.language"))
        self.languages.choose(LANGUAGES.index(look.state.language))
        self.languages.bind(refusal(self._host.session.policy, "language", look.state.language))
        self._projector_head.show_text(words("projector.section.title"))
        self.section.show_section(look)
