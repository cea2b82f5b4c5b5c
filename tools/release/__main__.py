"""A release in one folder, as far as this machine can make it: `make release`.

Signed where RELEASE_KEY names a key of gpg: the sums, and with them every file that they name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mdo_viewer import __version__
from tools.linux import deb
from tools.release import notices
from tools.release.contents import BUNDLE, ROOT, parts
from tools.release.moment import CHANGED, MADE_OF, moment, source
from tools.release.sbom import write

FOLDER: Final = ROOT / "out/release" / __version__
#: What `make bundle-windows` leaves.
WINDOWS: Final = ROOT / "out/windows"
SUMS: Final = "SHA256SUMS"


def notes(changes: str, version: str = __version__) -> str:
    """What changed in a version, as its section of the changes says. Raises SystemExit where there is none."""
    found = re.search(rf"^## {re.escape(version)}\b.*?(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"CHANGELOG.md: no section for {version}")
    return found[0].strip() + "\n"


def unnamed(changes: str) -> str:
    """A line where changes are in what was made that the section of no version names yet."""
    waiting = re.search(r"^## Unreleased\s*\n(.*?)(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL)
    if waiting is None or not re.search(r"^- ", waiting[1], re.MULTILINE):
        return ""
    return "NOTES.md does not tell what CHANGELOG.md has under Unreleased, though it is in what was made"


def wheel(folder: Path) -> None:
    """The wheel, for who has Python."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def linux(folder: Path) -> str:
    """The package for Debian, the list of its parts and their licences; what could not be made."""
    look_at_version(BUNDLE / "mdo-viewer")
    found = parts()
    write(folder / f"mdo-viewer-{__version__}-linux.cdx.json", found, moment())
    (folder / notices.NAME).write_text(notices.notices(found), encoding="utf-8", newline="\n")
    if shutil.which("dpkg-deb") is None:
        return "deb: left out, dpkg-deb is missing"
    write_flatpak(folder, deb.build(BUNDLE, folder))
    return ""


def look_at_version(program: Path) -> None:
    """Stop where what was built is of another version: it is that of an earlier day. Raises SystemExit."""
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if said != f"mdo-viewer {__version__}":
        raise SystemExit(f"{program} says {said}, not {__version__}: make bundle")


def write_flatpak(folder: Path, package: Path) -> None:
    """What Flatpak builds from the package for Debian that lies beside it."""
    recipe = (ROOT / "tools/linux/flatpak.yaml").read_text("utf-8").replace("$DEB", package.name)
    (folder / "flatpak.yaml").write_text(recipe, encoding="utf-8", newline="\n")


def windows(folder: Path, made: Path = WINDOWS) -> str:
    """The installers, the zip and the list of their parts that `make bundle-windows` left of this source; what could
    not be made."""
    found = [file for kind in ("msi", "zip", "cdx.json") for file in sorted(made.glob(f"*{__version__}*.{kind}"))]
    if not found:
        return "msi, zip: left out, make bundle-windows did not run here"
    of = (made / MADE_OF).read_text("utf-8").partition("\n")[0] if (made / MADE_OF).is_file() else "an unknown source"
    if of != source():
        return f"msi, zip: left out, those in {made} are of {of}: make bundle-windows"
    for file in found:
        shutil.copyfile(file, folder / file.name)
    return ""


def write_sums(folder: Path) -> Path:
    """The SHA-256 of every file in a folder, as `sha256sum -c` reads it."""
    files = sorted(file for file in folder.iterdir() if not file.name.startswith(SUMS))
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    sums = folder / SUMS
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def sign(sums: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Sign the sums where a key is named and the source is all of a commit; what was not done."""
    key = environment.get("RELEASE_KEY")
    if not key:
        return "not signed: RELEASE_KEY names no key of gpg"
    if source().endswith(CHANGED):
        return "not signed: the source has changes that are not committed, and nobody could make it again"
    command = ["gpg", "--batch", "--yes", "--local-user", key, "--armor", "--detach-sign", str(sums)]
    subprocess.run(command, env=dict(environment), check=True)
    return ""


def main() -> None:
    """Make it, and say what is in it and what is not."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    told = notes(changes)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    (FOLDER / "NOTES.md").write_text(told, encoding="utf-8", newline="\n")
    wheel(FOLDER)
    left = [linux(FOLDER), windows(FOLDER), unnamed(changes)]
    left.append(sign(write_sums(FOLDER)))
    if source().endswith(CHANGED):
        left.append("made of a source with changes that are not committed")
    for file in sorted(FOLDER.iterdir()):
        print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.relative_to(ROOT)}")
    for line in filter(None, left):
        print(line)


if __name__ == "__main__":
    main()
