"""Which screen the projector is: told apart, chosen and remembered; without Qt, so that every case can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

#: single: there is no second screen; mirror: it shows the same as the laptop; asked: the settings want a window.
Reason: TypeAlias = Literal["single", "mirror", "asked", ""]


class Screen(NamedTuple):
    """A screen as the system names it. `area` is x, y, width, height in the desktop; `pixels` what it really has."""

    name: str
    maker: str
    model: str
    serial: str
    area: tuple[int, int, int, int]
    pixels: tuple[int, int]

    @property
    def identity(self) -> str:
        """The same screen again, wherever it stands now: a hash of its names, so that no serial number is kept."""
        return sha256("\x1f".join((self.name, self.maker, self.model, self.serial)).encode()).hexdigest()[:16]

    @property
    def remembered(self) -> str:
        """What the settings keep of it: its identity, and its area to tell equal ones apart."""
        return f"{self.identity}@{','.join(map(str, self.area))}"

    @property
    def said(self) -> str:
        """What it calls itself."""
        return " ".join(part for part in (self.maker, self.model) if part.strip()) or self.name


class ScreenChoice(NamedTuple):
    """The screen to fill, or none: then a window, and why."""

    screen: Screen | None
    why: Reason = ""


def overlap(one: Screen, other: Screen) -> bool:
    """Whether two screens show the same part of the desktop."""
    (x, y, width, height), (left, top, wide, high) = one.area, other.area
    return x < left + wide and left < x + width and y < top + high and top < y + height


def beside(screens: Sequence[Screen], laptop: Screen) -> tuple[Screen, ...]:
    """The screens that show something else than the laptop's."""
    return tuple(screen for screen in screens if screen != laptop and not overlap(screen, laptop))


def find(screens: Sequence[Screen], remembered: str) -> Screen | None:
    """The screen that was remembered; of equal ones that at the same place, else the first."""
    identity, _, _ = remembered.partition("@")
    same = [screen for screen in screens if screen.identity == identity]
    return next((screen for screen in same if screen.remembered == remembered), same[0] if same else None)


def choose(screens: Sequence[Screen], laptop: Screen, remembered: str, *, windowed: bool) -> ScreenChoice:
    """Where the projector goes: never over the laptop's own screen."""
    others = beside(screens, laptop)
    if windowed:
        return ScreenChoice(None, "asked")
    if not others:
        return ScreenChoice(None, "single" if len(screens) < 2 else "mirror")
    return ScreenChoice(find(others, remembered) or others[0])


def number(screens: Sequence[Screen], laptop: Screen, screen: Screen) -> int:
    """Which screen it is, counted from the laptop's, which is 1."""
    return [laptop, *(each for each in screens if each != laptop)].index(screen) + 1
