"""Starts the window or a command; each is imported only when it is wanted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdo_viewer.cli.arguments import Call

#: What a shell expects of a program that Ctrl+C stopped.
_INTERRUPTED = 130


def main() -> int:
    """The program; the answer is its exit code."""
    _write_utf8()
    try:
        return start(sys.argv[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED


def start(argv: Sequence[str]) -> int:
    """The window without a command or with a meeting, else the command."""
    if wants_window(argv):
        return _window(argv)
    from mdo_viewer.cli.main import main as command

    return command(argv, checks=(("window", _try_window),))


def wants_window(argv: Sequence[str]) -> bool:
    """Whether this call opens the window: no command, or a meeting."""
    rest = list(argv)
    while rest and (rest[0] == "--lang" or rest[0].startswith("--lang=")):
        rest = rest[2:] if rest[0] == "--lang" else rest[1:]
    return not rest or rest[0].lower().endswith(".mdo")


def _window(argv: Sequence[str]) -> int:
    try:
        from mdo_viewer.desktop.app import run
    except ImportError as error:
        from mdo_viewer.cli.main import no_window

        return no_window(argv, error)
    return run(list(argv))


def _try_window(call: Call) -> str:
    """For `self-test`: open the window without a screen and look whether it paints."""
    import os
    from importlib.util import find_spec

    if not getattr(sys, "frozen", False) and find_spec("PySide6") is None:
        return call.words("self_test.no_window")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from mdo_viewer.desktop.trial import try_window

    return try_window()


def _write_utf8() -> None:
    """Redirected output is UTF-8 everywhere; a terminal keeps its own, and what it cannot show does not stop us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
