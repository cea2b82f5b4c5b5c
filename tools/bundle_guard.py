"""What a bundle may hold; build_installer.spec asks before it collects, and `make bundle` looks at what was made.

Nothing comes in unnoticed: the licence of a package that only development needs may not allow it to be shipped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final

#: What PyInstaller lists: a name in the bundle, the file it comes from, and a kind such as "PYMODULE-2" or "DATA".
Entry = tuple[str, str | None, str]

#: The packages that ship, each with the modules and folders that it installs.
SHIPPED: Final = {
    "cffi": ("cffi", "_cffi_backend"),
    "cryptography": ("cryptography",),
    "fontpkg-atkinson-hyperlegible": ("fontpkg_atkinson_hyperlegible",),
    "msgspec": ("msgspec",),
    "networkx": ("networkx",),
    "pycparser": ("pycparser",),
    "PySide6-Essentials": ("PySide6",),
    "PyYAML": ("yaml", "_yaml"),
    "shiboken6": ("shiboken6",),
    "typst": ("typst",),
    "tzdata": ("tzdata",),
}
#: Modules of Python itself that bring a library under the GPL.
COPYLEFT: Final = ("readline", "_gdbm")
#: Ours, and what PyInstaller (its licence allows it) puts beside every program.
ALSO: Final = ("mdo_viewer", "_pyi_rth_utils")

#: No network, no TLS, no other toolkit, no part of Qt but those that draw a window; no words of Qt but Dutch ones
#: (English is built in); nothing that only building or installing needs.
_USELESS: Final = re.compile(
    r"Qt6?(Network|Qml|Quick|Pdf|Web|Sql|Test|Designer|Help|Multimedia|OpenGL|PrintSupport|UiTools|Bluetooth)"
    r"|/_?ssl\.|/libssl|/tkinter|/_tkinter|/translations/(?!qtbase_nl\.qm$)."
    r"|/plugins/(?!(platforms|wayland-|imageformats|iconengines|styles|platforminputcontexts|platformthemes))."
    r"|/RECORD$|\.pyi$|\.h$|/opengl32sw\.dll$"
)

_ALLOWED: Final = {*ALSO, *(name for names in SHIPPED.values() for name in names)}
_PACKAGES: Final = {re.sub(r"[-_.]+", "-", name).lower() for name in SHIPPED}
_SITE: Final = ("site-packages", "dist-packages")


def _is_known(top: str) -> bool:
    """Whether this module, or this folder of installed packages, is of Python or may be shipped."""
    if top in COPYLEFT:
        return False
    if top in _ALLOWED or top in sys.stdlib_module_names or top.startswith("_sysconfigdata_"):
        return True
    beside = re.fullmatch(r"(.+?)(-[^-]+\.dist-info|\.libs)", top)
    return beside is not None and re.sub(r"[-_.]+", "-", beside[1]).lower() in _PACKAGES


def _top(entry: Entry) -> str | None:
    """The top module of a module; for other files their folder among the installed packages, None outside these."""
    name, source, kind = entry
    if kind.startswith(("PYMODULE", "PYSOURCE")):  # "PYMODULE-2" where the build optimises
        return name.partition(".")[0]
    if kind == "EXTENSION":
        *folders, file = re.split(r"[\\/]", name)
        # The extension modules of Python itself may lie in a folder of their own.
        return file.partition(".")[0] if not folders or folders[-1] == "lib-dynload" else folders[0]
    parts = PurePath(source or "").parts
    installed = max((at for at, part in enumerate(parts) if part in _SITE), default=None)
    return None if installed is None else parts[installed + 1]


def strangers(entries: Iterable[Entry]) -> list[str]:
    """The modules, and folders of installed packages, that are in these entries and may not be shipped; in order."""
    return sorted({top for entry in entries if (top := _top(entry)) is not None and not _is_known(top)})


def useless(names: Iterable[str]) -> list[str]:
    """The files of a bundle, by their names with `/`, that this program never uses; in order."""
    return sorted(name for name in names if _USELESS.search(f"/{name}"))


def look(bundle: Path) -> None:
    """Stop where a bundle holds what it never uses. Raises SystemExit, naming it."""
    if found := useless(file.relative_to(bundle).as_posix() for file in bundle.rglob("*")):
        raise SystemExit(f"{bundle}: never used: {', '.join(found)}")


def admit(entries: Iterable[Entry]) -> None:
    """Stop the build when something in these entries may not be shipped. Raises SystemExit, naming all of it."""
    if found := strangers(entries):
        raise SystemExit(f"build_installer.spec: unexpected in the bundle: {', '.join(found)}")


if __name__ == "__main__":
    look(Path(sys.argv[1]))
