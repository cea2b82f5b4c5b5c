"""Something that is made when it is first asked for: what a start does not show, it does not pay for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Late(Generic[T]):
    """Call it for the thing itself; `made` is None while nobody has."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self.made: T | None = None

    def __call__(self) -> T:
        """The thing itself, made at the first call and the same at each later one."""
        if self.made is None:
            self.made = self._make()
        return self.made
