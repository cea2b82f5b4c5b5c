"""The bundle as a package for Debian 12, Ubuntu 24.04 and later: `python -m tools.linux.deb FOLDER`, once it is built.

The same bundle gives the same bytes: owners, modes, times and the order of files are set here.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from mdo_viewer import __version__
from tools.release.contents import BUNDLE, ROOT
from tools.release.moment import moment
from tools.release.notices import NAME

_HERE: Final = Path(__file__).parent
_HOME: Final = "usr/lib/mdo-viewer"
#: Who has what of the system PyInstaller never takes along, and the data files that Qt's own libraries read.
LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
}
_DATA: Final = ("fontconfig-config", "libx11-data", "xkb-data")
_C: Final = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv))\.so\.\d+$")

_CONTROL: Final = """Package: mdo-viewer
Version: {version}
Architecture: {architecture}
Maintainer: MDO Viewer <mdo-viewer@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Section: science
Priority: optional
Description: decision trees of a guideline, read offline in a tumour board
 MDO Viewer walks the decision trees of a clinical guideline with what is known
 of a patient, shows what is advised and why, and writes the board's decision
 as a PDF. It uses no network and sends nothing anywhere. It is not a medical
 device: it informs a board and decides nothing.
"""
_COPYRIGHT: Final = """MDO Viewer is under the Apache License 2.0, see /usr/share/common-licenses/Apache-2.0.
The parts that others made, each with its licence: /{home}/_internal/{notices}
"""


def elf_files(folder: Path) -> list[Path]:
    """The programs and libraries below a folder, in order."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return [file for file in files if _begins(file) == b"\x7fELF"]


def _begins(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(4)


def depends(bundle: Path) -> str:
    """What the bundle needs of the system. Raises SystemExit for a library that no package here is known for."""
    files = elf_files(bundle)
    names = {file.name for file in bundle.rglob("*")}
    said = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"^\s+NEEDED\s+(\S+)$", said, re.MULTILINE)) - names
    outside = {name for name in needed if not _C.match(name)}
    if unknown := sorted(outside - LIBRARIES.keys()):
        raise SystemExit(f"deb: which package has {', '.join(unknown)}?")
    versions = re.findall(r"\bGLIBC_(\d+)\.(\d+)", said)
    newest = ".".join(map(str, max((int(major), int(minor)) for major, minor in versions)))
    return ", ".join([f"libc6 (>= {newest})", *sorted({*(LIBRARIES[name] for name in outside), *_DATA})])


def lay_out(bundle: Path, root: Path) -> None:
    """The files of the package below `root`, as they will stand on a computer."""
    shutil.copytree(bundle, root / _HOME, symlinks=True)
    icons = root / "usr/share/icons/hicolor/scalable/apps"
    for source, target in (
        (_HERE / "mdo-viewer.desktop", root / "usr/share/applications/mdo-viewer.desktop"),
        (_HERE / "mdo-viewer.xml", root / "usr/share/mime/packages/mdo-viewer.xml"),
        (ROOT / "resources/icons/app.svg", icons / "mdo-viewer.svg"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/mdo-viewer").symlink_to("../lib/mdo-viewer/mdo-viewer")
    papers = root / "usr/share/doc/mdo-viewer"
    papers.mkdir(parents=True)
    (papers / "copyright").write_text(_COPYRIGHT.format(home=_HOME, notices=NAME), encoding="utf-8")
    _write_gz(papers / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    _write_gz(root / "usr/share/man/man1/mdo-viewer.1.gz", (_HERE / "mdo-viewer.1").read_bytes())


def _write_gz(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(data, mtime=0))


def same_for_all(root: Path) -> None:
    """Modes and times that do not depend on who builds, and when."""
    at = moment().timestamp()
    for file in [root, *root.rglob("*")]:
        if not file.is_symlink():
            runs = file.is_dir() or file.name == "mdo-viewer" or ".so" in file.name
            file.chmod(0o755 if runs and (file.is_dir() or file.suffix != ".py") else 0o644)
        os.utime(file, (at, at), follow_symlinks=False)


def build(bundle: Path, folder: Path) -> Path:
    """The package in a folder; its path."""
    asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    architecture = asked.stdout.strip()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        root.mkdir()
        lay_out(bundle, root)
        kilobytes = sum(file.lstat().st_size for file in root.rglob("*") if file.is_file()) // 1024
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(
            _CONTROL.format(
                version=__version__, architecture=architecture, kilobytes=kilobytes, depends=depends(bundle)
            ),
            encoding="utf-8",
        )
        same_for_all(root)
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"mdo-viewer_{__version__}_{architecture}.deb"
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
        # Of two threads, or the bytes would depend on how many processors there are: one packs otherwise than several.
        command = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z2", "--threads-max=2", str(root), str(made)]
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return made


if __name__ == "__main__":
    print(build(BUNDLE, Path(sys.argv[1])))
