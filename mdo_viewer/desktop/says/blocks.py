"""Texts, buttons and fields as values: panels say what, `widgets/column.py` how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct, field

#: How a text looks: its size, weight and colour stand in `widgets/column.py`.
TextStyle: TypeAlias = Literal[
    "large",
    "title",
    "kicker",
    "kicker_urgent",
    "kicker_blue",
    "kicker_green",
    "kicker_amber",
    "body",
    "strong",
    "due",
    "due_urgent",
    "urgent",
    "done",
    "muted",
    "small",
    "small_muted",
]
#: The ground and border of a card.
CardTone: TypeAlias = Literal["plain", "amber", "urgent", "blue", "green", "grey", "dashed", "bare"]
ButtonTone: TypeAlias = Literal["plain", "primary", "quiet", "night", "night_primary", "link"]

#: Before the id of an advice in the id of the field for the moment it was done.
DONE_FIELD = "done:"
#: Before the number of an action, from 0, in the id of the field for when it has to be done.
AGREED_FIELD = "agreed:"
#: The id of the field for who says that a doubt is so, where no role that is offered does.
CONFIRM_FIELD = "role"


class Say(Struct, frozen=True):
    """A text in one of the styles; `gap` px of room above it."""

    text: str
    style: TextStyle = "body"
    gap: int = 0


class Press(Struct, frozen=True):
    """A button; `do` names what it does (`host.call`)."""

    words: str
    do: str
    tone: ButtonTone = "plain"
    key: str = ""
    name: str = ""


class Ask(Struct, frozen=True):
    """A text field with a label; Enter gives `do` with the text. `tip` says what is meant, `fits` what belongs in it
    where it does not take every sign."""

    id: str
    label: str
    value: str
    hint: str = ""
    button: str = ""
    gap: int = 0
    tip: str = ""
    fits: str = ""


class Watch(Struct, frozen=True):
    """A line to look at: `do` while the pointer or the focus is on it, `preview:off` afterwards."""

    words: str
    detail: str
    do: str
    name: str


class Remark(Struct, frozen=True):
    """A line in small text beside the sign of what is good to know."""

    text: str


class Choices(Struct, frozen=True):
    """Buttons in columns of which one holds: number n (from 1) does `do:n`. `chosen` is a place from 0, -1 for none."""

    do: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    chosen: int = -1


class Head(Struct, frozen=True):
    """The first line of a card, with a button at its right; `loud` has the sign of what does not go together, `tip`
    says more to who points or listens. `small` is that of a card with small text."""

    text: str
    press: Press
    loud: bool = False
    tip: str = ""
    small: bool = False


Item: TypeAlias = Say | Press | Ask | Watch | Remark | Head | Choices


class Block(Struct, frozen=True):
    """A card with its items; `id` keeps it the same card when its content changes."""

    id: str
    tone: CardTone
    items: tuple[Item, ...] = field(default=())


def texts_of(block: Block) -> Iterator[str]:
    """All that a card says, without its buttons and fields: what is heard of it."""
    return (item.text for item in block.items if isinstance(item, Say | Head | Remark) and item.text)
