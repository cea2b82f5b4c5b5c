"""What a tip says to those who do not see it: Qt makes the tip a description for them, markup and all."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.widgets import theme

#: The description of what needs none: where there is none at all Qt takes the tip.
NOTHING: Final = " "


def described(name: str, tip: str, told: str = "") -> str:
    """The description of something with this name and tip: what it was `told` to say, else what the tip says more than
    the name."""
    text = told or theme.tip_text(tip)
    return NOTHING if text and text.split() == name.split() else text


def name_with_tip(widget: QWidget, name: str) -> None:
    """A name for who listens, and the same beside the pointer: what is drawn may be cut."""
    widget.setAccessibleName(name)
    widget.setToolTip(theme.plain_tip(name))
    widget.setAccessibleDescription(NOTHING if name else "")
