"""The sheet about the look of the windows: colours, size of text, movement, and the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.sheets.projector_sheet import ProjectorSection
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.settings import TEXT_SIZES, Motion, SchemeChoice
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.controls import PlainLabel, Segments
from mdo_viewer.desktop.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mdo_viewer.desktop.window import Window

#: What is chosen, and between which values.
CHOICES: Final[tuple[tuple[str, tuple[object, ...]], ...]] = (
    ("scheme", get_args(SchemeChoice)),
    ("text_size", TEXT_SIZES),
    ("motion", get_args(Motion)),
)


class ViewSheet(Sheet):
    """Every choice takes effect at once and holds for the next start."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        super().__init__(window, parent, 860)
        self._window = window
        self._heads: list[PlainLabel] = []
        self.choices: dict[str, Segments] = {}
        for name, values in CHOICES:
            head, choice = PlainLabel(size=14, bold=True, colour=tokens.MUTED), Segments()
            choice.chosen.connect(
                lambda at, name=name, values=values: window.door.run(
                    lambda: window.change_settings(**{name: values[at]})
                )
            )
            self._heads.append(head)
            self.choices[name] = choice
            self.column.addWidget(head)
            self.column.addWidget(choice)
        self._projector_head = PlainLabel(size=theme.BASE, bold=True)
        self.column.addSpacing(theme.STEP)
        self.column.addWidget(self._projector_head)
        self.section = ProjectorSection(window)
        self.column.addWidget(self.section)

    def fill(self, look: Look) -> None:
        words, settings = look.words, self._window.settings
        self.title.show_text(words("view.title"))
        for head, (name, values) in zip(self._heads, CHOICES, strict=True):
            group = words(f"view.{name}")
            head.show_text(group)
            said = [f"{value} %" if name == "text_size" else words(f"view.{name}.{value}") for value in values]
            self.choices[name].offer(said, group=group)
            self.choices[name].choose(values.index(getattr(settings, name)))
        self._projector_head.show_text(words("projector.section.title"))
        self.section.show_section(look)
