"""For `self-test`: that a PDF can be read back, and that nothing of a network is there."""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from typing import Final

#: What a program that speaks over a network has loaded. `socket` alone says nothing: Python's module for e-mail
#: addresses, with which packages describe themselves, imports it. That none is opened is heard.
NETWORK: Final = frozenset(
    {
        "ssl",
        "_ssl",
        "http.client",
        "http.server",
        "urllib.request",
        "ftplib",
        "smtplib",
        "imaplib",
        "poplib",
        "telnetlib",
    }
    | {"xmlrpc", "socketserver", "asyncio"}
    | {
        f"PySide6.Qt{part}"
        for part in ("Network", "NetworkAuth", "WebSockets", "WebChannel", "WebEngineCore", "HttpServer")
    }
)
#: The names of Qt's libraries for a network, on every system.
_LIBRARY: Final = re.compile(r"Qt6?(Network|WebSockets|WebEngine|HttpServer)", re.IGNORECASE)
#: The plugins of Qt that belong to them.
_PLUGIN: Final = re.compile(r"plugins[/\\](tls|networkinformation|networkaccess|bearer)\b", re.IGNORECASE)


#: The dictionary of a stream in a PDF, up to where its bytes begin.
_STREAM: Final = re.compile(rb"<<([^\x00]*?)>>\s*stream\r?\n")


class Listening:
    """Hears every socket that Python makes or connects, from when it is made."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._on = True
        sys.addaudithook(self._hear)  # for good: Python takes none away

    def _hear(self, event: str, _arguments: object) -> None:
        if self._on and event.startswith("socket."):
            self.heard.append(event)

    def end(self) -> None:
        """Hear nothing from now on."""
        self._on = False


def network(listening: Listening) -> str:
    """What of a network is there; empty where nothing is. A bundle must not even have Qt's libraries for it."""
    found = sorted(NETWORK & sys.modules.keys()) + sorted(set(listening.heard))
    maps = Path("/proc/self/maps")
    if maps.is_file():
        loaded = {line.rpartition("/")[2].strip() for line in maps.read_text("utf-8", errors="replace").splitlines()}
        found += sorted(name for name in loaded if _LIBRARY.search(name))
    if getattr(sys, "frozen", False):
        folder = Path(sys.executable).resolve().parent
        within = (file.relative_to(folder).as_posix() for file in folder.rglob("*"))
        found += sorted(name for name in within if _LIBRARY.search(name.rpartition("/")[2]) or _PLUGIN.search(name))
    return ", ".join(dict.fromkeys(found))


def pages_of(content: bytes, key: str) -> int:
    """How many pages a PDF has, read back as a reader does: its end leads to its table, every stream is whole, and its
    title names the patient. Raises ValueError where it is no such PDF."""
    end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", content)
    if not content.startswith(b"%PDF-") or end is None or content[int(end[1]) :][:4] != b"xref":
        raise ValueError("startxref")
    streams, described = 0, b""
    found = _STREAM.search(content)
    while found is not None:
        head = found[1].rpartition(b" obj")[2]
        length = re.search(rb"/Length\s+(\d+)(?!\s+\d+\s+R)", head)
        if length is None:
            raise ValueError("/Length")
        at = found.end() + int(length[1])
        if not content[at : at + 12].lstrip().startswith(b"endstream"):
            raise ValueError("endstream")
        data = content[found.end() : at]
        if b"/FlateDecode" in head:
            data = zlib.decompress(data)
        described += data if b"/Metadata" in head else b""
        streams += 1
        found = _STREAM.search(content, at)
    if not streams or key.encode() not in described:
        raise ValueError(key)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))
