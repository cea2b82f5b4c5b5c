"""Builds the folder that runs on Windows without Python, and looks at what is in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.release.moment import moment
from tools.windows.kitchen import PROGRAM
from tools.windows.places import BUNDLE, CACHE, CONSOLE, ROOT, WINDOW
from tools.windows.wine import Wine

#: The most that the folder may weigh, in MB of 1,000,000 bytes.
MOST: Final = 150
#: What must not be in it: stand-ins for what Windows itself has, drawing by software that is not used, and a network.
UNWANTED: Final = ("icuuc.dll", "bcryptprimitives.dll", "opengl32sw.dll", "Qt6Network.dll", "_ssl.pyd", "libssl-3.dll")
#: DLLs that every Windows 10 (1809 and later) has and that this program may ask for.
WINDOWS_HAS: Final = frozenset({
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "combase", "comctl32", "comdlg32", "crypt32", "d3d11",
    "d3d12", "d3d9", "dcomp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "icuuc", "imm32", "iphlpapi",
    "kernel32", "msvcrt", "mpr", "netapi32", "ntdll", "ole32", "oleaut32", "powrprof", "propsys", "psapi", "rpcrt4",
    "secur32", "setupapi", "shcore", "shell32", "shlwapi", "user32", "userenv", "uiautomationcore", "uxtheme",
    "version", "winmm", "wtsapi32", "ws2_32",
})  # fmt: skip


def build(wine: Wine) -> Path:
    """Make the bundle anew; the folder it is in. Raises Failed where PyInstaller does not like something."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    shutil.rmtree(CACHE / "work", ignore_errors=True)
    command: list[str | Path] = [
        PROGRAM, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", BUNDLE.parent, "--workpath", CACHE / "work", "build_installer.spec",
    ]  # fmt: skip
    epoch = str(int(moment().timestamp()))
    more = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch, "PYTHONDONTWRITEBYTECODE": "1"}
    said = wine.run(command, folder=ROOT, more=more)
    if said.strip():
        print(said.strip())
    return BUNDLE


def look(folder: Path = BUNDLE) -> None:
    """Raises SystemExit where something in the bundle should not be there, is missing, or weighs too much."""
    wrong = [*_unwanted(folder), *_not_found(folder)]
    weight = sum(weights(folder).values()) / 1e6
    if weight > MOST:
        wrong.append(f"{weight:.0f} MB, more than {MOST}")
    if wrong:
        raise SystemExit("The bundle for Windows: " + "; ".join(wrong))


def _unwanted(folder: Path) -> Iterator[str]:
    here = {file.name.lower() for file in folder.rglob("*") if file.is_file()}
    yield from (f"{name} is in it" for name in UNWANTED if name.lower() in here)
    yield from (f"{name} is missing" for name in (WINDOW, CONSOLE) if not (folder / name).is_file())


def _not_found(folder: Path) -> Iterator[str]:
    """What a program or library asks for that neither the bundle nor Windows has."""
    programs = [file for file in folder.rglob("*") if file.suffix.lower() in (".exe", ".dll", ".pyd")]
    here = {file.name.lower() for file in programs}
    for file in sorted(programs):
        for name in imports(file):
            known = name in here or name.startswith(("api-ms-win-", "ext-ms-win-"))
            if not known and name.removesuffix(".dll").removesuffix(".drv") not in WINDOWS_HAS:
                yield f"{file.name} asks for {name}"


def imports(file: Path) -> list[str]:
    """The DLLs that a program of Windows asks for, in lower case."""
    command = ["x86_64-w64-mingw32-objdump", "-p", str(file)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, errors="replace").stdout
    return [name.lower() for name in re.findall(r"^\s*DLL Name: (\S+)", said, re.MULTILINE)]


def weights(folder: Path) -> Counter[str]:
    """Bytes by part: a package, a folder, or "Python"."""
    found: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file():
            found[_part(file.relative_to(folder))] += file.stat().st_size
    return found


def _part(name: Path) -> str:
    if len(name.parts) == 1:
        return "the two programs"
    if len(name.parts) == 2:
        return "Python and its libraries"
    top = re.sub(r"-[\d.]+\.dist-info$", "", name.parts[1]).lower()
    return {
        "mdo_viewer": "guidelines and resources", "_cffi_backend": "cffi", "pyyaml": "yaml",
        "fontpkg_atkinson_hyperlegible": "typeface",
        "pyside6_essentials": "pyside6", "tzdata": "time zones",
    }.get(top, top)  # fmt: skip


def weight_lines(folder: Path = BUNDLE) -> list[str]:
    """What weighs how much, the heaviest first, in MB."""
    parts = weights(folder)
    lines = [f"{size / 1e6:8.1f}  {part}" for part, size in parts.most_common() if size >= 50_000]
    files = sum(1 for file in folder.rglob("*") if file.is_file())
    return [*lines, f"{sum(parts.values()) / 1e6:8.1f}  MB in all, {files} files"]
