"""Which files were written just now, so that who presses the button again gets no second one of the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from mdo_viewer.desktop.state.session import State

#: As long as nothing changes, the same is not written a second time within this.
AGAIN: Final = timedelta(minutes=10)


def digest_of(state: State, unrecorded: tuple[tuple[int, str], ...], *, later: bool) -> str:
    """All that a file is made of but the clock, without keeping any of it: what is half typed stands in it too
    (`unrecorded`), and whether later statements do."""
    home = state.home.id, state.home.version
    return sha256(repr((home, state.document, state.language, unrecorded, later)).encode()).hexdigest()


class WrittenOnce:
    """By what a file is of: where it stands, what it was made of, as a digest, and when."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[Path, str, datetime]] = {}

    def wrote(self, what: str, path: Path, digest: str, at: datetime) -> None:
        """This stands there now."""
        self._files[what] = path, digest, at

    def same(self, what: str, digest: str, now: datetime) -> Path | None:
        """Where the same stands that was written just now; None where it has to be written."""
        path, made, at = self._files.get(what, (None, "", now))
        fresh = path is not None and made == digest and now - at < AGAIN and path.exists()
        return path if fresh else None
