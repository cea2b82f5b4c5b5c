"""What the window needs that knows no Qt, imported in one place before Qt is.

PySide6 replaces the import function of the interpreter, after which each module of ours would cost a quarter more.
"""

from mdo_viewer.desktop.files import known, running
from mdo_viewer.desktop.projector import chip
from mdo_viewer.desktop.says import advice, decided, facts, outline, stages, steps, tokens
from mdo_viewer.desktop.state import actions, commands, host, numbers, proven
from mdo_viewer.drawing import font, layout, shapes
from mdo_viewer.guideline import library, wording
from mdo_viewer.meeting import advice_then, case
from mdo_viewer.place import policy, portable
from mdo_viewer.place import wording as place_wording
from mdo_viewer.reasoning import advising, journey, settling, what_if

__all__ = [
    "actions",
    "advice",
    "advice_then",
    "advising",
    "case",
    "chip",
    "commands",
    "decided",
    "facts",
    "font",
    "host",
    "journey",
    "known",
    "layout",
    "library",
    "numbers",
    "outline",
    "place_wording",
    "policy",
    "portable",
    "proven",
    "running",
    "settling",
    "shapes",
    "stages",
    "steps",
    "tokens",
    "what_if",
    "wording",
]
