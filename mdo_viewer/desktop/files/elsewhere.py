"""Asks where the meeting that is open is to be kept from now on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.kept import copy_of
from mdo_viewer.desktop.state.host import Host


def ask_elsewhere(parent: QWidget, host: Host, autosave: Autosave, chosen: Callable[[Path], object]) -> None:
    """`chosen` gets the place; of a meeting that is open to read that of a copy. Nothing without a meeting."""
    words, path = host.look.words, autosave.path
    if path is None:
        return
    title, start = words("meeting.elsewhere"), path
    if autosave.read_only:
        title, start = words("meeting.copy"), copy_of(path)
    start = host.session.policy.in_folder(start)
    ask_file(parent, host.door, title, words("meeting.kind"), start, chosen, suffix="mdo")
