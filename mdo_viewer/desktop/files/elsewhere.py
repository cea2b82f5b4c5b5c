"""Asks for the file of a meeting: where a new one is to be kept, which one to open, where one goes from now on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.files.autosave import Autosave
from mdo_viewer.desktop.files.file_dialog import ask_file
from mdo_viewer.desktop.files.kept import copy_of
from mdo_viewer.desktop.files.own_folder import documents
from mdo_viewer.desktop.files.page_bytes import free_name
from mdo_viewer.desktop.state.host import Host


def ask_new(parent: QWidget, host: Host, recent: Sequence[str], chosen: Callable[[Path], object]) -> None:
    """`chosen` gets the place of a new meeting; `recent` are the files of those that were open last."""
    words, start = host.look.words, _folder(host, recent) / f"MDO_{host.now():%Y-%m-%d}.mdo"
    with suppress(OSError):  # a disk that does not say: the dialog asks before it writes over a file
        start = free_name(start)
    ask_file(parent, host.door, words("meeting.new"), words("meeting.kind"), start, chosen, suffix="mdo")


def ask_open(parent: QWidget, host: Host, recent: Sequence[str], chosen: Callable[[Path], object]) -> None:
    """`chosen` gets the file of a meeting that is to be opened."""
    words = host.look.words
    ask_file(parent, host.door, words("meeting.open"), words("meeting.kinds"), _folder(host, recent), chosen)


def _folder(host: Host, recent: Sequence[str]) -> Path:
    """Where the organisation keeps meetings, or else where the last one lies, by what is known of it: it may be on a
    disk that is gone."""
    policy = host.session.policy
    with suppress(OSError):  # told when a meeting is made there
        policy.make_folder()
    return policy.folder or (Path(recent[0]).parent if recent else documents())


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
