"""MDO Viewer: clinical decision trees, read offline, in the meeting."""

__version__ = "1.1.0"
