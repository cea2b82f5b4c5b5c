"""What is in a bundle and where it came from, by what PyInstaller wrote down while it built and what the parts say."""

from __future__ import annotations

import ast
import platform
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

from packaging.utils import canonicalize_name
from packaging.version import Version

from tools.bundle_guard import SHIPPED, Entry

ROOT: Final = Path(__file__).resolve().parents[2]
#: What PyInstaller wrote down of the last build, and what it built.
BUILT: Final = ROOT / "out/build/build_installer/COLLECT-00.toc"
BUNDLE: Final = ROOT / "out/dist/mdo-viewer"
_LICENCES: Final = Path(__file__).with_name("licences")
#: What Python for Windows holds of others and has a version of; its own text has the licences.
_HELD: Final = {
    "OpenSSL": "Apache-2.0",
    "Expat": "MIT",
    "zlib": "Zlib",
    "Microsoft Visual C++ Runtime": "Microsoft Distributable Code",  # beside Qt too
}
#: What the wheels of Qt do not hold: the licence that this program uses them under, and the one it adds to.
QT_LICENCES: Final = (_LICENCES / "LGPL-3.0.txt", _LICENCES / "GPL-3.0.txt")


class Part(NamedTuple):
    """A part of the bundle that somebody else made: `kind` is "python" for what the lock names, "debian" for a library
    of the building system, "native" for one inside another part (`inside`). `lists` are a wheel's own, of what is
    compiled into it."""

    name: str
    version: str
    kind: str
    licence: str
    texts: tuple[Path, ...] = ()
    hashes: tuple[str, ...] = ()
    inside: str = ""
    lists: tuple[Path, ...] = ()


def entries(toc: Path = BUILT) -> list[Entry]:
    """Each file of the bundle: its name there, the file it was made from, and its kind."""
    (found,) = ast.literal_eval(toc.read_text(encoding="utf-8"))
    return [(name, source, kind) for name, source, kind in found]


def parts(toc: Path = BUILT) -> list[Part]:
    """Every part of a bundle that is not our own, in order."""
    return [*packages(), *natives(), *of_the_system(entries(toc))]


def locked_hashes(lock: Path = ROOT / "requirements/run.txt") -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and SHA-256 digests (one for each wheel and source) of every package that a lock names."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for line in lock.read_text("utf-8").replace("\\\n", " ").splitlines():
        if pin := re.match(r"([\w.-]+)==([^\s;]+)", line):
            found[canonicalize_name(pin[1])] = (pin[2], tuple(re.findall(r"sha256:([0-9a-f]{64})", line)))
    return found


def parts_of_windows(python: Path, told: Mapping[str, str]) -> list[Part]:
    """Every part of a bundle for Windows that is not our own, in order: `python` is the folder of its Python with the
    packages in it, `told` the versions of that Python and of what it holds, by its own word."""
    native = [part for part in natives() if part.inside not in ("", "CPython") and part.name != "ICU"]
    own = Part("CPython", told["CPython"], "native", "Python-2.0", (python / "LICENSE.txt",))
    held = [Part(name, told[name], "native", licence, inside="CPython") for name, licence in _HELD.items()]
    return [*packages(python / "Lib/site-packages"), own, *native, *held]


def packages(site: Path | None = None) -> list[Part]:
    """The packages that ship, in the versions of the lock: those that run this, or those in a folder. Raises SystemExit
    where another version is installed, or none."""
    locked = locked_hashes()
    found = []
    for name in SHIPPED:
        version, hashes = locked[canonicalize_name(name)]
        installed = _installed(name, site)
        if Version(installed.version) != Version(version):
            raise SystemExit(f"{name}: {installed.version} is installed, {version} is locked")
        told = installed.metadata
        licence = next((told[key] for key in ("License-Expression", "License") if key in told), "")
        if not licence:
            raise SystemExit(f"{name}: says no licence")
        files = [(file, Path(str(file.locate()))) for file in installed.files or ()]
        texts = tuple(
            place
            for file, place in files
            if ".dist-info" in file.parts[0] and re.search(r"(?i)licen[cs]e|copying|notice", file.name)
        )
        lists = tuple(place for file, place in files if "sboms" in file.parts)
        found.append(Part(name, version, "python", licence, texts or QT_LICENCES, hashes, lists=lists))
    return found


def _installed(name: str, site: Path | None) -> metadata.Distribution:
    if site is None:
        return metadata.distribution(name)
    for found in metadata.distributions(name=name, path=[str(site)]):
        return found
    raise SystemExit(f"{name}: not in {site}")


def natives() -> list[Part]:
    """The libraries that wheels and Python hold in them, by what they say of themselves."""
    import pyexpat

    from cryptography.hazmat.backends.openssl.backend import backend
    from PySide6.QtCore import qVersion
    from yaml._yaml import get_version_string

    openssl = backend.openssl_version_text().split()[1]
    qt = Path(str(metadata.distribution("PySide6-Essentials").locate_file("PySide6")))
    found = [
        Part("CPython", platform.python_version(), "native", "Python-2.0", _python_licence()),
        Part("Qt", qVersion(), "native", "LGPL-3.0-only", QT_LICENCES, inside="PySide6-Essentials"),
        Part("OpenSSL", openssl, "native", "Apache-2.0", inside="cryptography"),
        Part("LibYAML", get_version_string(), "native", "MIT", inside="PyYAML"),
        Part("Expat", pyexpat.EXPAT_VERSION.removeprefix("expat_"), "native", "MIT", inside="CPython"),
        Part("zlib", zlib.ZLIB_RUNTIME_VERSION, "native", "Zlib", inside="CPython"),
    ]
    icu = [library.suffix[1:] for library in sorted(qt.rglob("libicudata.so.*"))]
    text = (_LICENCES / "Unicode-3.0.txt",)
    return found + [Part("ICU", each, "native", "Unicode-3.0", text, inside="PySide6-Essentials") for each in icu]


def _python_licence() -> tuple[Path, ...]:
    places = (Path(sys.base_prefix) / "LICENSE.txt", Path(platform.__file__).with_name("LICENSE.txt"))
    return tuple(place for place in places if place.is_file())[:1]


def of_the_system(found: list[Entry]) -> list[Part]:
    """The libraries that the building system lent, by its packages; none where that is no Debian. Raises SystemExit for
    one that belongs to no package: nobody could say under which licence it is."""
    if shutil.which("dpkg-query") is None:
        return []
    owners: dict[str, str] = {}
    for name, source, kind in found:
        if kind == "BINARY" and source and not re.search(r"/(site|dist)-packages/|/libpython3", source):
            owners.setdefault(_owner(Path(source).resolve(), name), name)
    return [_debian(package) for package in sorted(owners)]


def _owner(file: Path, name: str) -> str:
    # A library that moved from /lib to /usr/lib is known under the one or the other.
    places = (str(file), str(file).removeprefix("/usr"), f"/usr{file}")
    for place in places:
        done = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise SystemExit(f"{name}: no package owns {file}")


def _debian(package: str) -> Part:
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}\n", package], capture_output=True, text=True, check=True
    )
    text = Path("/usr/share/doc", package, "copyright")
    told = re.findall(r"^License:[ \t]*(\S.*)$", text.read_text("utf-8", "replace"), re.MULTILINE)
    licence = ", ".join(dict.fromkeys(told)) or "see its text"
    # Debian's texts name this licence by its place in the system, which another computer may not have.
    lesser = (_LICENCES / "LGPL-2.1.txt",) if "LGPL-2" in text.read_text("utf-8", "replace") else ()
    return Part(package, shown.stdout.split()[0], "debian", licence, (text, *lesser))
