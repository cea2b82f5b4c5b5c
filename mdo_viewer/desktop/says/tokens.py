"""Names of the colours of the windows; what they look like is chosen in `widgets/theme.py`."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

#: Every name of a colour.
Token: TypeAlias = Literal[
    "ink",
    "muted",
    "blue",
    "red",
    "green",
    "brown",
    "paper",
    "on",
    "ground",
    "line",
    "strong_line",
    "blue_wash",
    "amber_wash",
    "amber",
    "red_wash",
    "grey_wash",
    "green_wash",
    "other",
    "other_wash",
    "night",
    "night_ink",
    "night_text",
    "night_line",
    "night_hover",
    "focus_on_night",
    "handle",
    "veil",
]

#: A colour, or none: transparent.
Paint: TypeAlias = Token | Literal[""]

INK: Final = "ink"
MUTED: Final = "muted"
BLUE: Final = "blue"
RED: Final = "red"
GREEN: Final = "green"
BROWN: Final = "brown"
PAPER: Final = "paper"  # the surface of panels, fields and buttons
ON: Final = "on"  # text and signs on a solid fill of INK, MUTED, BLUE, RED, GREEN or BROWN
GROUND: Final = "ground"  # behind the graph
LINE: Final = "line"
STRONG_LINE: Final = "strong_line"
BLUE_WASH: Final = "blue_wash"
AMBER_WASH: Final = "amber_wash"
AMBER: Final = "amber"
RED_WASH: Final = "red_wash"
GREY_WASH: Final = "grey_wash"
GREEN_WASH: Final = "green_wash"
OTHER: Final = "other"
OTHER_WASH: Final = "other_wash"
NIGHT: Final = "night"  # the top bar, dark in every scheme
NIGHT_INK: Final = "night_ink"
NIGHT_TEXT: Final = "night_text"
NIGHT_LINE: Final = "night_line"
NIGHT_HOVER: Final = "night_hover"
FOCUS_ON_NIGHT: Final = "focus_on_night"
HANDLE: Final = "handle"  # of scroll bars
VEIL: Final = "veil"  # over the window while a sheet is open
