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
from tools.release.contents import BUNDLE, ROOT, Part, parts
from tools.release.moment import moment
from tools.release.sbom import faults, sbom

FOLDER: Final = ROOT / "out/release" / __version__
#: What `make bundle-windows` leaves, and the bundle in it.
WINDOWS: Final = ROOT / "out/windows"
SUMS: Final = "SHA256SUMS"


def notes(changes: str, version: str = __version__) -> str:
    """What changed in a version, as its section of the changes says. Raises SystemExit where there is none."""
    found = re.search(rf"^## {re.escape(version)}\b.*?(?=^## |\Z)", changes, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"CHANGELOG.md: no section for {version}")
    return found[0].strip() + "\n"


def wheel(folder: Path) -> None:
    """The wheel, for who has Python."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment().timestamp()))}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def linux(folder: Path) -> str:
    """The package for Debian, the list of its parts and their licences; what could not be made."""
    look_at_version(BUNDLE / "mdo-viewer")
    found = parts()
    write_list(folder / f"mdo-viewer-{__version__}-linux.cdx.json", found)
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
    """The installers and the zip that `make bundle-windows` left for this version, and the list of their parts; what
    could not be made."""
    found = [file for kind in ("msi", "zip") for file in sorted(made.glob(f"*{__version__}*.{kind}"))]
    if not found:
        return "msi, zip: left out, make bundle-windows did not run here (it needs wine)"
    for file in found:
        shutil.copyfile(file, folder / file.name)
    python = next((made / "mdo-viewer/_internal").glob("python3??.dll"))
    write_list(folder / f"mdo-viewer-{__version__}-windows.cdx.json", of_windows(parts(), product_version(python)))
    return ""


def of_windows(found: list[Part], python: str) -> list[Part]:
    """The same packages with another Python, without what the Linux build borrowed; what that Python itself holds is in
    its own list at python.org."""
    kept = [part for part in found if part.kind != "debian" and part.inside != "CPython" and part.name != "ICU"]
    return [part._replace(version=python) if part.name == "CPython" else part for part in kept]


def product_version(program: Path) -> str:
    """What the properties of a Windows program say of its version. Raises ValueError where they say none."""
    text = program.read_bytes().decode("utf-16-le", "ignore")
    text += program.read_bytes()[1:].decode("utf-16-le", "ignore")
    if found := re.search(r"ProductVersion\0+(\d[\d.]*\d)", text):
        return found[1]
    raise ValueError(f"{program.name}: no version")


def write_list(file: Path, found: list[Part]) -> None:
    """A list of parts that its schema allows. Raises SystemExit where it does not."""
    text = sbom(found, moment())
    if wrong := faults(text):
        raise SystemExit("\n".join(wrong))
    file.write_text(text, encoding="utf-8", newline="\n")


def write_sums(folder: Path) -> Path:
    """The SHA-256 of every file in a folder, as `sha256sum -c` reads it."""
    files = sorted(file for file in folder.iterdir() if not file.name.startswith(SUMS))
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    sums = folder / SUMS
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def sign(sums: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Sign the sums where a key is named; what was not done."""
    key = environment.get("RELEASE_KEY")
    if not key:
        return "not signed: RELEASE_KEY names no key of gpg"
    command = ["gpg", "--batch", "--yes", "--local-user", key, "--armor", "--detach-sign", str(sums)]
    subprocess.run(command, env=dict(environment), check=True)
    return ""


def main() -> None:
    """Make it, and say what is in it and what is not."""
    told = notes((ROOT / "CHANGELOG.md").read_text("utf-8"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    (FOLDER / "NOTES.md").write_text(told, encoding="utf-8", newline="\n")
    wheel(FOLDER)
    left = [linux(FOLDER), windows(FOLDER)]
    left.append(sign(write_sums(FOLDER)))
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False)
    if changed.stdout:
        left.append("made of a source with changes that are not committed")
    for file in sorted(FOLDER.iterdir()):
        print(f"{file.stat().st_size / 1e6:8.2f} MB  {file.relative_to(ROOT)}")
    for line in filter(None, left):
        print(line)


if __name__ == "__main__":
    main()
