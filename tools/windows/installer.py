"""Makes the installers: for everybody on a computer, and for one user. The same bundle gives the same bytes.

wixl puts them together from `mdo.wxs` and a list of files that is written here. What wixl cannot say is added after:
files that go on removal, and codes and times that do not change from one build to the next.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias
from uuid import UUID, uuid5
from xml.sax.saxutils import quoteattr

from mdo_viewer.meeting.whole_file import PART
from tools.windows.dress import numbers, write_icon
from tools.windows.places import PARTS

Scope: TypeAlias = Literal["machine", "user"]
SCOPES: Final[tuple[Scope, ...]] = ("machine", "user")

#: Never to be changed: by these Windows knows a later version for the same program.
UPGRADE_CODES: Final[Mapping[Scope, str]] = {
    "machine": "8B0199FB-666D-4B23-8F38-FD5B57FFB023",
    "user": "EB002813-BADC-4D0C-BDEA-67A59C44644A",
}
#: All other codes come from this one and a name.
_FAMILY: Final = UUID("b610408b-35ec-492c-87c8-ba121a604fb0")
#: What the program keeps in its own folder, and what goes with it: choices, notes for a second start and, where a start
#: did not end by itself, its lock.
OWN_FILES: Final = ("settings.json", "open-meeting", "request", ".running.lock")
#: And what a crash left of one of them that was being written.
OWN_PARTS: Final = f"*{PART}"

_COMMENTS: Final[Mapping[Scope, str]] = {
    "machine": "Voor iedereen op deze computer; msiexec /i ... /qn",
    "user": "Voor deze gebruiker, zonder beheerrechten; msiexec /i ... /qn",
}
#: What the looks before the installation find out, and the part of it that has the rights is to know.
_TOLD_ON: Final = "WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;WINDOWSBUILDNUMBER"
#: Windows counts in 100 ns since 1601.
_1601_TO_1970: Final = 11_644_473_600
_SUMMARY: Final = UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9").bytes_le
_TEMPLATE, _REVISION, _TEXT, _MOMENT = 7, 9, 30, 64


def code(*names: str) -> str:
    """A code that these names always have, as Windows writes it."""
    return str(uuid5(_FAMILY, "\n".join(names))).upper()


def names_of(folder: Path) -> list[str]:
    """The files of a bundle with `/` between folders, always in the same order."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def file_list(names: Iterable[str], scope: Scope) -> str:
    """The second source of the installer: a component for each file, each with a code of its own that stays."""
    tree: dict[str, list[str]] = {}
    for name in sorted(names):
        tree.setdefault(name.rpartition("/")[0], []).append(name)
    folders = sorted(
        {"/".join(path.split("/")[: depth + 1]) for path in tree if path for depth in range(path.count("/") + 1)}
    )
    lines = ['<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi"><Fragment>']
    for path in folders:
        above, _, last = path.rpartition("/")
        lines.append(
            f'<DirectoryRef Id="{_id("d", above) if above else "INSTALLDIR"}">'
            f'<Directory Id="{_id("d", path)}" Name={quoteattr(last)}/></DirectoryRef>'
        )
    for path, held in sorted(tree.items()):
        lines.append(f'<DirectoryRef Id="{_id("d", path) if path else "INSTALLDIR"}">')
        lines += [_component(name, scope) for name in held]
        lines.append("</DirectoryRef>")
    lines.append('<ComponentGroup Id="Files">')
    lines += [f'<ComponentRef Id="{_id("c", name)}"/>' for held in tree.values() for name in held]
    return "\n".join([*lines, "</ComponentGroup>", "</Fragment></Wix>", ""])


def _component(name: str, scope: Scope) -> str:
    named = f'Id="{_id("f", name)}" Name={quoteattr(name.rpartition("/")[2])} Source={quoteattr(name)}'
    file = f'<File {named} KeyPath="yes"/>'
    return f'<Component Id="{_id("c", name)}" Guid="{code(scope, name)}" Win64="yes">{file}</Component>'


def _id(kind: str, name: str) -> str:
    """What a file, its component or a folder is called within the installer."""
    return kind + hashlib.sha256(name.encode()).hexdigest()[:24]


def variables(scope: Scope, version: str) -> dict[str, str]:
    """What `mdo.wxs` is to be told."""
    first, second, third, _ = numbers(version)
    return {
        "Version": f"{first}.{second}.{third}",
        "Scope": "perMachine" if scope == "machine" else "perUser",
        "Root": "HKLM" if scope == "machine" else "HKCU",
        "Comments": _COMMENTS[scope],
        "UpgradeCode": UPGRADE_CODES[scope],
        "ProductCode": code("product", scope, version),
        "MeetingsGuid": code(scope, "association"),
        "MenuGuid": code(scope, "menu"),
    }


def make(bundle: Path, target: Path, scope: Scope, version: str, epoch: int) -> Path:
    """Write an installer of this bundle to `target`. Raises CalledProcessError where wixl does not like it."""
    work = target.with_suffix(".work")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # wixl looks for files beside where it is run, whatever it is told.
    held = work / "files"
    shutil.copytree(bundle, held, copy_function=os.link)
    names = names_of(held)
    for name in names:
        os.utime(held / name, (epoch, epoch))
    write_icon(held / "app.ico")
    os.utime(held / "app.ico", (epoch, epoch))
    (work / "files.wxs").write_text(file_list(names, scope), encoding="utf-8")
    told = variables(scope, version)
    command = ["wixl", "-a", "x64", *(part for name, value in told.items() for part in ("-D", f"{name}={value}"))]
    command += ["-o", str(target.resolve()), str(PARTS / "mdo.wxs"), str(work / "files.wxs")]
    subprocess.run(command, check=True, cwd=held, env={**os.environ, "TZ": "UTC"})
    _add_what_wixl_cannot(target)
    _settle(target, code("package", scope, _digest(held, names), str(sorted(told.items()))), epoch)
    shutil.rmtree(work)
    return target


def _digest(folder: Path, names: Iterable[str]) -> str:
    all_of_it = hashlib.sha256()
    for name in names:
        all_of_it.update(hashlib.sha256((folder / name).read_bytes()).digest() + name.encode())
    return all_of_it.hexdigest()


def _add_what_wixl_cannot(msi: Path) -> None:
    """On removal the program's own files go; an earlier version is removed within the installation, so that it is put
    back where that fails; and what the look for the build of Windows found is told on to the part that installs."""
    texts = ("`FileKey` CHAR(72) NOT NULL", "`Component_` CHAR(72) NOT NULL", "`FileName` CHAR(255) LOCALIZABLE")
    columns = (*texts, "`DirProperty` CHAR(72) NOT NULL", "`InstallMode` INT NOT NULL PRIMARY KEY `FileKey`")
    queries = [] if "RemoveFile" in _tables(msi) else [f"CREATE TABLE `RemoveFile` ({', '.join(columns)})"]
    rows = [("Own" + str(at), short_name(name, at)) for at, name in enumerate((*OWN_FILES, OWN_PARTS))]
    queries += [_on_removal(key, f", '{name}'", ", `FileName`") for key, name in rows]
    queries.append(_on_removal("OwnFolder"))
    queries.append("UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'")
    queries.append(f"UPDATE `Property` SET `Value` = '{_TOLD_ON}' WHERE `Property` = 'SecureCustomProperties'")  # noqa: S608
    for query in queries:
        subprocess.run(["msibuild", str(msi), "-q", query], check=True)


def _on_removal(key: str, name: str = "", column: str = "") -> str:
    """The query that has a file of the program's own folder removed; without a name the folder, once it is empty."""
    into = f"INSERT INTO `RemoveFile` (`FileKey`, `Component_`, `DirProperty`, `InstallMode`{column})"
    return f"{into} VALUES ('{key}', 'Menu', 'OWNFOLDER', 2{name})"


def short_name(name: str, number: int) -> str:
    """A file as the tables name it: within eight and three letters, and in full behind that where it is longer."""
    stem, _, ending = name.rpartition(".") if "." in name else (name, "", "")
    if 0 < len(stem) <= 8 and len(ending) <= 3 and "." not in stem:
        return name
    stem = stem.replace(".", "")
    return f"{stem[:6].upper()}~{number + 1}{'.' + ending[:3].upper() if ending else ''}|{name}"


def _tables(msi: Path) -> list[str]:
    said = subprocess.run(["msiinfo", "tables", str(msi)], check=True, capture_output=True, text=True)
    return said.stdout.split()


def _settle(msi: Path, package: str, epoch: int) -> None:
    """Put the code of the package and its times in the place of those that wixl took from chance and clock.

    Raises ValueError where they are not found.
    """
    content = bytearray(msi.read_bytes())
    start = content.find(_SUMMARY)
    if start < 28 or content.find(_SUMMARY, start + 1) != -1:
        raise ValueError(f"{msi.name}: its summary is not where it should be")
    stream = start - 28
    section = stream + struct.unpack_from("<I", content, start + 16)[0]
    (count,) = struct.unpack_from("<I", content, section + 4)
    settled = 0
    for at in range(count):
        name, offset = struct.unpack_from("<II", content, section + 8 + 8 * at)
        kind, value = struct.unpack_from("<II", content, section + offset)
        place = section + offset
        if kind == _MOMENT:
            struct.pack_into("<Q", content, place + 4, (epoch + _1601_TO_1970) * 10_000_000)
        elif name == _TEMPLATE:  # wixl says English
            content[place + 8 : place + 16] = b"x64;1043"
        elif name == _REVISION and kind == _TEXT and value >= 39:
            content[place + 8 : place + 46] = f"{{{package}}}".encode()
            settled += 1
    if settled != 1:
        raise ValueError(f"{msi.name}: its summary has no code of the package")
    msi.write_bytes(content)
