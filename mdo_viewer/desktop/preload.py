"""What the window needs from the rooms below, imported in one place before Qt is.

PySide6 replaces the import function of the interpreter, after which each module of ours would cost a quarter more.
"""

from mdo_viewer.drawing import font, layout, shapes
from mdo_viewer.guideline import library, wording
from mdo_viewer.meeting import advice_then, case, compiled_cases
from mdo_viewer.reasoning import advising, journey, settling, what_if

__all__ = [
    "advice_then",
    "advising",
    "case",
    "compiled_cases",
    "font",
    "journey",
    "layout",
    "library",
    "settling",
    "shapes",
    "what_if",
    "wording",
]
