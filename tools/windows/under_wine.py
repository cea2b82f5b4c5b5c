"""For pytest under Wine 8: away with what Python 3.13 asks of Windows 10, where it has another way that Wine knows."""

from __future__ import annotations

from importlib import import_module

_windows = import_module("_winapi")
if hasattr(_windows, "CopyFile2"):
    del _windows.CopyFile2  # `shutil` then copies by itself
