"""Starts the window or a command; each is imported only when it is wanted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdo_viewer.cli.arguments import Call
    from mdo_viewer.guideline.model import Language

#: What a shell expects of a program that Ctrl+C stopped.
_INTERRUPTED = 130
#: The call or the input is wrong.
_WRONG = 2
#: Opens the window on the example meeting.
EXAMPLE = "--example"
#: What `self-test` tries of the window (`desktop/smoke_window.py`).
WINDOW_CHECKS = ("window", "fonts", "settings", "played")
#: How the name of a meeting ends, and of its earlier versions.
MEETINGS = (".mdo", ".mdo.1", ".mdo.2", ".mdo.3")


def main() -> int:
    """The program; the answer is its exit code."""
    _write_utf8()
    try:
        return start(sys.argv[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED


def start(argv: Sequence[str]) -> int:
    """The window without a command, with a meeting or on the example, else the command."""
    if wants_window(argv):
        return _window(argv)
    from mdo_viewer.cli.main import main as command

    return command(argv, checks=tuple((name, _without_screen(name)) for name in WINDOW_CHECKS))


def wants_window(argv: Sequence[str]) -> bool:
    """Whether this call opens the window: no command, a meeting, or the example."""
    _, rest = window_language(argv)
    return not rest or rest[0] == EXAMPLE or rest[0].lower().endswith(MEETINGS)


def window_language(argv: Sequence[str]) -> tuple[Language | None, list[str]]:
    """The language asked for, before the file or after it (Dutch without), None for one that is not known, and the
    rest."""
    asked, rest, left = "nl", list[str](), list(argv)
    while left:
        word = left.pop(0)
        if word == "--lang":
            asked = left.pop(0) if left else ""
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return ("nl" if asked == "nl" else "en" if asked == "en" else None), rest


def _window(argv: Sequence[str]) -> int:
    language, rest = window_language(argv)
    if language is None:
        return _refuse("mdo-viewer --lang: kies nl of en / choose nl or en")
    if len(rest) > 1:
        return _refuse(
            f"{rest[1]}: er kan één vergadering open zijn. Noem één bestand."
            if language == "nl"
            else f"{rest[1]}: one meeting can be open. Name one file."
        )
    try:
        from mdo_viewer.desktop.app import run
    except ImportError as error:
        from mdo_viewer.cli.main import no_window

        return no_window(argv, error)
    try:
        example = rest == [EXAMPLE]
        return run(
            language if len(rest) < len(argv) else None,
            Path(rest[0]) if rest and not example else None,
            example=example,
        )
    except Exception as refused:
        from mdo_viewer.guideline.strict_yaml import Refused  # brings the YAML reader, which a start does without
        from mdo_viewer.place.policy import BadPolicy

        if isinstance(refused, BadPolicy):
            from mdo_viewer.desktop.refusing import show

            said = refused.message(language)
            code = _refuse(said)  # which is in a box already where there is no console
            if sys.stderr is not None:
                show(said)
            return code
        if not isinstance(refused, Refused):
            raise
        return _refuse(*(f"{each.place}: {each.message(language)}" for each in refused.problems))


def _refuse(*lines: str) -> int:
    """Say what is wrong with the call or the input."""
    from mdo_viewer.cli.failing import complain

    complain(lines)
    return _WRONG


def _without_screen(name: str) -> Callable[[Call], str]:
    """For `self-test`: a check that opens the window without a screen."""

    def check(call: Call) -> str:
        import os
        from importlib.util import find_spec

        if not getattr(sys, "frozen", False) and find_spec("PySide6") is None:
            return call.words("self_test.no_window")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from mdo_viewer.drawing.font import font_files

        os.environ["QT_QPA_FONTDIR"] = str(font_files()[0].parent)  # on Windows it looks for a folder that is not there
        from mdo_viewer.desktop.smoke_window import CHECKS

        return CHECKS[name]()

    return check


def _write_utf8() -> None:
    """Redirected output is UTF-8 everywhere; a terminal keeps its own, and what it cannot show is written otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                from mdo_viewer.cli.plain import READABLE

                stream.reconfigure(errors=READABLE)
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
