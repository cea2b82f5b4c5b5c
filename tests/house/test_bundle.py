"""What the bundle may hold: a package that may not be shipped stops the build."""

from __future__ import annotations

import re
import runpy
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.help.places import ROOT
from tools.bundle_guard import SHIPPED, Entry, admit, look, strangers

SITE = "/home/someone/.venv/lib/python3.11/site-packages"

OURS: list[Entry] = [
    ("mdo_viewer.cli.main", "/src/mdo_viewer/cli/main.py", "PYMODULE-2"),
    ("json.decoder", "/usr/lib/python3.11/json/decoder.py", "PYMODULE-2"),
    ("_sysconfigdata__linux_x86_64-linux-gnu", "/usr/lib/python3.11/_sysconfigdata.py", "PYMODULE-2"),
    ("_pyi_rth_utils", f"{SITE}/PyInstaller/fake-modules/_pyi_rth_utils/__init__.py", "PYMODULE-2"),
    ("cryptography.fernet", f"{SITE}/cryptography/fernet.py", "PYMODULE-2"),
    ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", f"{SITE}/_cffi_backend.cpython-311.so", "EXTENSION"),
    ("yaml/_yaml.cpython-311-x86_64-linux-gnu.so", f"{SITE}/yaml/_yaml.cpython-311.so", "EXTENSION"),
    ("python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so", "/usr/lib/_json.so", "EXTENSION"),
    ("PySide6\\QtCore.pyd", "C:\\Python\\Lib\\site-packages\\PySide6\\QtCore.pyd", "EXTENSION"),
    ("libxcb.so.1", "/lib/x86_64-linux-gnu/libxcb.so.1", "BINARY"),
    ("PySide6/Qt/lib/libQt6Core.so.6", f"{SITE}/PySide6/Qt/lib/libQt6Core.so.6", "BINARY"),
    ("trees/pack.yaml", "trees/pack.yaml", "DATA"),
    ("cryptography-50.0.2.dist-info/METADATA", f"{SITE}/cryptography-50.0.2.dist-info/METADATA", "DATA"),
    ("pyside6_essentials-6.11.3.dist-info/METADATA", f"{SITE}/pyside6_essentials-6.11.3.dist-info/METADATA", "DATA"),
    ("libcrypto.so.3", "libssl.so.3", "SYMLINK"),
]


def test_what_ships_is_admitted() -> None:
    assert strangers(OURS) == []
    admit(OURS)


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (("fitz.table", f"{SITE}/fitz/table.py", "PYMODULE"), "fitz"),
        (("fitz.table", f"{SITE}/fitz/table.py", "PYMODULE-1"), "fitz"),
        (("fitz.table", f"{SITE}/fitz/table.py", "PYMODULE-2"), "fitz"),
        (("fitz", f"{SITE}/fitz.py", "PYSOURCE"), "fitz"),
        (("pymupdf/_mupdf.so", f"{SITE}/pymupdf/_mupdf.so", "EXTENSION"), "pymupdf"),
        (("pymupdf\\_mupdf.pyd", "C:\\x\\pymupdf\\_mupdf.pyd", "EXTENSION"), "pymupdf"),
        (("6ec57f__mypyc.cpython-311-x86_64-linux-gnu.so", f"{SITE}/6ec57f__mypyc.so", "EXTENSION"), "6ec57f__mypyc"),
        (("python3.11/lib-dynload/readline.cpython-311.so", "/usr/lib/readline.so", "EXTENSION"), "readline"),
        (("libmupdf.so.26", f"{SITE}/pymupdf/libmupdf.so.26", "BINARY"), "pymupdf"),
        (("libopenblas.so", f"{SITE}/numpy.libs/libopenblas.so", "BINARY"), "numpy.libs"),
        (("jsonschema/schemas/draft7.json", f"{SITE}/jsonschema/schemas/draft7.json", "DATA"), "jsonschema"),
        (("outloud-0.2.1.dist-info/METADATA", f"{SITE}/outloud-0.2.1.dist-info/METADATA", "DATA"),
         "outloud-0.2.1.dist-info"),
    ],
)  # fmt: skip
def test_a_stranger_stops_the_build(entry: Entry, name: str) -> None:
    with pytest.raises(SystemExit, match=f"unexpected in the bundle: {re.escape(name)}$"):
        admit([*OURS, entry])


def test_what_may_ship_is_what_running_needs() -> None:
    """And nothing that only development needs; fontpkg reads fonts for others, and the spec excludes it."""
    lock = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert {name.lower() for name in SHIPPED} == locked - {"fontpkg"}


@pytest.mark.parametrize(
    ("name", "is_useless"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Network.so.6", True),
        ("_internal/PySide6/QtPdf.abi3.so", True),
        ("_internal/PySide6/Qt/translations/qtbase_de.qm", True),
        ("_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("_internal/libssl.so.3", True),
        ("_internal/cffi-2.1.1.dist-info/RECORD", True),
        ("_internal/PySide6/Qt/lib/libQt6Widgets.so.6", False),
        ("_internal/PySide6/Qt/translations/qtbase_nl.qm", False),
        ("_internal/PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("_internal/libcrypto.so.3", False),
    ],
)
def test_what_is_never_used_is_found_in_a_bundle(name: str, is_useless: bool, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.touch()
    if is_useless:
        with pytest.raises(SystemExit, match=re.escape(name)):
            look(tmp_path)
    else:
        look(tmp_path)


def _started(monkeypatch: pytest.MonkeyPatch, hashes_vary: bool) -> None:
    """Have the spec believe that its Python was started so."""
    flags = {name: getattr(sys.flags, name) for name in dir(sys.flags) if not name.startswith("_")}
    monkeypatch.setattr(sys, "flags", SimpleNamespace(**flags | {"hash_randomization": int(hashes_vary)}))
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_whoever_builds_does_so_with_hashes_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """By `pyinstaller build_installer.spec` too: the spec has itself begun anew, and ends as that did."""
    _started(monkeypatch, hashes_vary=True)
    asked: list[tuple[list[str], str]] = []

    def run(command: list[str], *, env: dict[str, str], check: bool) -> SimpleNamespace:
        asked.append((command, env["PYTHONHASHSEED"]))
        return SimpleNamespace(returncode=7)

    monkeypatch.setattr("tools.release.moment.subprocess", SimpleNamespace(run=run))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "build_installer.spec"), init_globals={"SPECPATH": str(ROOT)})
    assert ended.value.code == 7
    assert asked == [([sys.executable, *sys.orig_argv[1:]], "0")]


@pytest.mark.skipif(sys.platform != "linux", reason="plants a library of Linux")
def test_the_build_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The spec itself, with an analysis that found a stranger of each kind, stops before anything is collected."""
    _started(monkeypatch, hashes_vary=False)
    site = tmp_path / "site-packages"
    (site / "speedy").mkdir(parents=True)
    library = shutil.copy(sys.executable, site / "speedy" / "_speed.so")
    found = SimpleNamespace(
        pure=[("fitz.table", str(site / "fitz/table.py"), "PYMODULE-2")],
        binaries=[("speedy/_speed.so", str(library), "EXTENSION")],
        datas=[("gplfont/a.ttf", str(site / "gplfont/a.ttf"), "DATA")],
        scripts=[],
    )
    collected: list[object] = []
    names: dict[str, object] = {name: lambda *args, **_: collected.append(args) for name in ("PYZ", "EXE", "COLLECT")}
    names |= {"Analysis": lambda *_, **__: found, "SPECPATH": str(ROOT)}
    with pytest.raises(SystemExit, match=r"fitz, gplfont, speedy$"):
        runpy.run_path(str(ROOT / "build_installer.spec"), init_globals=names)
    assert collected == []
