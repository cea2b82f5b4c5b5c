"""Words that stand for what is typed of patients, and a search for them wherever a program may leave something."""

from __future__ import annotations

import base64
import binascii
import builtins
import io
import logging
import os
import random
import re
import string
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QWindow
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from mdo_viewer import win32

#: Each word begins so and goes on with as many letters.
BEGIN: Final = "zq"
LETTERS: Final = 14
_PLAIN: Final = re.compile(rb"zq[a-z]{14}", re.IGNORECASE)
_WIDE: Final = re.compile(rb"z\x00q\x00(?:[a-z]\x00){13}[a-z]", re.IGNORECASE)  # either order of bytes
_HEX: Final = re.compile(rb"(?:[57]a[57]1)(?:[4-7][0-9a-f]){14}", re.IGNORECASE)
_PERCENT: Final = re.compile(rb"(?:%[0-9a-f]{2}|[a-z]){16,}", re.IGNORECASE)
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/_-]{20,}")


class Canaries:
    """So many different words, always the same; `next` gives one that was not given before."""

    def __init__(self, count: int, seed: int = 20261122) -> None:
        chance = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < count:
            words[BEGIN + "".join(chance.choices(string.ascii_lowercase, k=LETTERS))] = None
        self.words = tuple(words)
        self._all = frozenset(words)
        self.given: list[str] = []

    def next(self) -> str:
        self.given.append(self.words[len(self.given)])
        return self.given[-1]

    def found(self, content: bytes | str) -> set[tuple[str, str]]:
        """Those that stand in it, each with how it is written there."""
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return {
            (word, way) for word, way in ((_word(each), way) for each, way in _candidates(data)) if word in self._all
        }


def _word(data: bytes) -> str:
    return data.decode("ascii", "replace").lower()


def _candidates(data: bytes) -> Iterator[tuple[bytes, str]]:
    """What may be one of the words, in each way of writing."""
    yield from ((each, "plain") for each in _PLAIN.findall(data))
    yield from ((each[::2], "UTF-16") for each in _WIDE.findall(data))
    yield from ((binascii.unhexlify(each), "hex") for each in _HEX.findall(data))
    for run in _PERCENT.findall(data):
        if b"%" in run:
            yield from ((each, "percent") for each in _PLAIN.findall(unquote_to_bytes(run)))
    for run in _BASE64.findall(data):
        yield from ((each, "base64") for each in _in_base64(run))


def _in_base64(run: bytes) -> Iterator[bytes]:
    """The words in what was packed, wherever the packing began: each of the four places of a run is tried."""
    for start in range(4):
        part = run[start:].translate(bytes.maketrans(b"-_", b"+/"))
        whole = part if len(part) % 4 != 1 else part[:-1]
        unpacked = base64.b64decode(whole + b"=" * (-len(whole) % 4))
        yield from _PLAIN.findall(unpacked)
        yield from (each[::2] for each in _WIDE.findall(unpacked))


# --- what widgets hold ------------------------------------------------------------------------------------------------

#: What a widget may say, by the name of what gives it.
SAYS: Final = (
    "windowTitle", "windowFilePath", "windowIconText", "windowRole", "objectName", "toolTip", "statusTip", "whatsThis",
    "accessibleName", "accessibleDescription", "text", "toPlainText", "placeholderText", "title", "currentText",
    "displayText", "selectedText", "words", "styleSheet", "labelText", "informativeText", "detailedText", "iconText",
)  # fmt: skip
ROLES: Final = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    *(Qt.ItemDataRole.UserRole + more for more in range(4)),
)  # fmt: skip
#: More rows or depth than this no model of ours has; the system's folders may.
MOST_ROWS, DEEPEST = 500, 4


def said_by(thing: object) -> Iterator[str]:
    """The texts of one object of Qt."""
    for name in SAYS:
        said = getattr(thing, name, None)
        try:
            said = said() if callable(said) else said
        except (TypeError, RuntimeError):
            continue  # a function of another meaning, or of a model, which is read by its rows
        if isinstance(said, str):
            yield said
    if isinstance(thing, QObject):
        for key in thing.dynamicPropertyNames():
            with suppress(RuntimeError):  # Qt's own, of a kind that Python has not
                yield str(thing.property(bytes(key.data()).decode()))


def rows_of(model: QAbstractItemModel, under: QModelIndex | None = None, depth: int = 0) -> Iterator[str]:
    """All that a model holds, as far as it is loaded."""
    parent = QModelIndex() if under is None else under
    for row in range(min(MOST_ROWS, model.rowCount(parent))):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield from (str(index.data(role)) for role in ROLES if index.data(role) is not None)
            if column == 0 and depth < DEEPEST:
                yield from rows_of(model, index, depth + 1)


def items_of(view: QGraphicsView) -> Iterator[str]:
    """What the items of a scene say, and what is kept in them to be painted."""
    for item in view.items():
        yield item.toolTip()
        yield from (said for name in ("text", "toPlainText") if isinstance(said := _called(item, name), str))
        yield repr(getattr(item, "__dict__", ""))


def _called(thing: object, name: str) -> object:
    value = getattr(thing, name, None)
    return value() if callable(value) else value


def taken_back(field: QLineEdit | QPlainTextEdit) -> Iterator[str]:
    """What comes back when the field's own history is undone. It is emptied by that: only for the end of a test."""
    blocked = field.blockSignals(True)
    try:
        for _ in range(100):
            able = field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()
            if not able:
                return
            field.undo()
            yield field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    finally:
        field.blockSignals(blocked)


def said_by_widgets(*, histories: bool) -> Iterator[tuple[str, str]]:
    """Everything that any widget of the program holds, shown or hidden, with where; `histories` undoes what was typed
    in fields."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for widget in app.allWidgets():
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        said: list[Iterable[str]] = [said_by(widget), *(said_by(action) for action in widget.actions())]
        model: object = None
        if isinstance(widget, QAbstractItemView | QComboBox):
            model = widget.model()
        elif isinstance(widget, QLineEdit) and widget.completer() is not None:
            model = widget.completer().model()
        if isinstance(model, QAbstractItemModel):
            said.append(rows_of(model))
        if isinstance(widget, QGraphicsView):
            said.append(items_of(widget))
        if histories and isinstance(widget, QLineEdit | QPlainTextEdit):
            said.append(taken_back(widget))
        yield from ((where, text) for texts in said for text in texts)
    yield from ((f"window {window.objectName()}", window.title()) for window in QGuiApplication.allWindows())
    yield from (("application", text) for text in (app.applicationDisplayName(), app.applicationName()))


# --- what is left elsewhere -------------------------------------------------------------------------------------------


class Watch(QObject):
    """Hears and sees all that the program says and writes from now on; `leaks` names the canaries that got out.

    `allowed` are folders that may hold them: those of the user's own lists and of the exports.
    """

    def __init__(
        self,
        canaries: Canaries,
        folders: Iterable[Path],
        allowed: Iterable[Path],
        output: Callable[[], str],
        patch: pytest.MonkeyPatch,
    ) -> None:
        super().__init__()
        self.canaries = canaries
        self.folders, self.allowed = tuple(folders), tuple(allowed)
        self._output = output
        self._heard: list[str] = []
        self.titles: set[str] = set()
        self.written: set[Path] = set()
        self._log = _Log()
        root = logging.getLogger()
        self._level = root.level
        root.setLevel(logging.NOTSET + 1)
        root.addHandler(self._log)
        self._watch_files(patch)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Look no longer."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        root = logging.getLogger()
        root.removeHandler(self._log)
        root.setLevel(self._level)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every title at the moment when it is given or shown."""
        if event.type() in (QEvent.Type.WindowTitleChange, QEvent.Type.Show):
            if isinstance(watched, QWindow):
                self.titles.add(watched.title())
            elif isinstance(watched, QWidget) and watched.isWindow():
                self.titles |= {watched.windowTitle(), watched.windowIconText(), watched.windowFilePath()}
        return False

    def _watch_files(self, patch: pytest.MonkeyPatch) -> None:
        """Remember whatever is opened to be written, also where it is gone before anybody looks."""
        plain, low = io.open, os.open

        def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
            if set(mode) & set("wax+") and not isinstance(file, int):
                self.written.add(Path(os.fsdecode(file)))
            return plain(file, mode, *rest, **more)

        def opened_low(path: Any, flags: int, *rest: Any, **more: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.written.add(Path(os.fsdecode(path)))
            return low(path, flags, *rest, **more)

        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        patch.setattr(os, "open", opened_low)

    # --- looking

    def leaks(self) -> set[tuple[str, str]]:
        """Where a canary is that should not be, and how it is written."""
        self._heard.append(self._output())
        said: list[tuple[str, bytes | str]] = [("output", text) for text in self._heard]
        said += [("log", line) for line in self._log.lines]
        said += [("title", title) for title in self.titles]
        said += [("written name", str(path)) for path in self.written if not self._is_allowed(path)]
        said += self._files()
        said += [("clipboard", text) for text in clipboard()]
        return {(where, way) for where, content in said for _word, way in self.canaries.found(content)}

    def _files(self) -> Iterator[tuple[str, bytes | str]]:
        for folder in self.folders:
            for path in (folder, *sorted(folder.rglob("*"))):
                if not self._is_allowed(path):
                    yield "file name", str(path)
                    if path.is_file():
                        # Of Windows: what goes as soon as it is closed, as the file that hears the output. Nobody else
                        # can read it either.
                        with suppress(PermissionError) if win32.here() else nullcontext():
                            yield f"file {path.name}", path.read_bytes()

    def _is_allowed(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.allowed)

    def left_in_widgets(self, *, histories: bool = False) -> set[tuple[str, str]]:
        """The widgets that hold a canary, each with the canary."""
        return {
            (where, word)
            for where, text in said_by_widgets(histories=histories)
            if BEGIN in text.lower()  # looking for all ways in all texts would take long
            for word, _way in self.canaries.found(text)
        }


class _Log(logging.Handler):
    """Every line of any log, whatever its level, with what was raised."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        if record.exc_info:
            self.lines.append("".join(traceback.format_exception(*record.exc_info)))


def clipboard() -> Iterator[bytes | str]:
    """All that the clipboard and, where there is one, the selection hold, in every form."""
    board = QGuiApplication.clipboard()
    modes = [QClipboard.Mode.Clipboard]
    modes += [QClipboard.Mode.Selection] if board.supportsSelection() else []
    modes += [QClipboard.Mode.FindBuffer] if board.supportsFindBuffer() else []
    for mode in modes:
        yield board.text(mode)
        content = board.mimeData(mode)
        if isinstance(content, QMimeData):
            yield from (bytes(content.data(kind).data()) for kind in content.formats())


def own_places(folder: Path, patch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """A fresh home with all that goes with it, as the program finds it; those that were before it are looked at too."""
    places = {
        "HOME": "home",
        "USERPROFILE": "home",
        "APPDATA": "home/roaming",
        "LOCALAPPDATA": "home/local",
        "XDG_CACHE_HOME": "home/.cache",
        "XDG_CONFIG_HOME": "home/.config",
        "XDG_DATA_HOME": "home/.local/share",
        "XDG_STATE_HOME": "home/.local/state",
        "XDG_RUNTIME_DIR": "run",
        "TMPDIR": "tmp",
        "TEMP": "tmp",
        "TMP": "tmp",
    }
    before = [Path(os.environ[name]) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME") if name in os.environ]
    for name, place in places.items():
        made = folder / place
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
        patch.setenv(name, str(made))
    patch.setattr(tempfile, "tempdir", None)
    work = folder / "work"
    work.mkdir()
    patch.chdir(work)
    return (folder, *before)
