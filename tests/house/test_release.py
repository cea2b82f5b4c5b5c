"""A release: its list of parts, its licences, its package for Debian, its notes and its sums."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from mdo_viewer import __version__
from mdo_viewer.meeting.container import MAGIC
from tests.help.places import ROOT
from tools import same_bytes
from tools.bundle_guard import SHIPPED
from tools.linux import deb
from tools.release import __main__ as release
from tools.release.contents import (
    Part,
    entries,
    locked_hashes,
    natives,
    of_the_system,
    packages,
    parts_of_windows,
)
from tools.release.moment import CHANGED, MADE_OF, moment, source
from tools.release.notices import notices
from tools.release.sbom import faults, sbom

#: Debian's programs, and libraries of the kind that the package is made of.
LINUX = pytest.mark.skipif(sys.platform != "linux" or shutil.which("dpkg-deb") is None, reason="needs Debian's tools")
AT = datetime(2026, 12, 1, tzinfo=UTC)
CHANGES = "# Changes\n\n## Unreleased\n\nNothing yet.\n\n## 1.1.0, as of today\n\n- More.\n\n## 1.0.0\n\n- First.\n"


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    """What every bundle holds; the libraries of the building system are Linux's."""
    return [*packages(), *natives()]


@pytest.fixture(scope="module")
def listed(parts: list[Part]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sbom(parts, AT))
    return found


def test_the_list_of_parts_is_what_its_schema_allows(parts: list[Part]) -> None:
    text = sbom(parts, AT)
    assert faults(text) == []
    assert faults(text.replace('"type": "library"', '"type": "libary"', 1)) != []


def test_the_same_parts_give_the_same_list(parts: list[Part]) -> None:
    assert sbom(parts, AT) == sbom(parts, AT)
    assert sbom(parts, AT) != sbom(parts[1:], AT)


def test_every_package_is_listed_in_the_version_and_with_the_digests_of_the_lock(listed: dict[str, Any]) -> None:
    found = {each["name"]: each for each in listed["components"]}
    assert listed["metadata"]["component"]["version"] == __version__
    for name in SHIPPED:
        version, digests = locked_hashes()[name.lower()]
        assert found[name]["version"] == version
        assert found[name]["purl"] == f"pkg:pypi/{name.lower()}@{version}"
        assert found[name]["licenses"]
        (told,) = found[name]["externalReferences"]
        assert sorted(each["content"] for each in told["hashes"]) == sorted(set(digests))


def test_what_is_inside_the_wheels_is_listed_with_its_licence(listed: dict[str, Any]) -> None:
    inside = {top["name"]: {each["name"]: each for each in top.get("components", ())} for top in listed["components"]}
    assert {"Qt"} <= inside["PySide6-Essentials"].keys()
    assert {"OpenSSL", "cryptography-x509"} <= inside["cryptography"].keys()
    assert {"LibYAML"} <= inside["PyYAML"].keys()
    assert {"typst", "typst-pdf"} <= inside["typst"].keys()
    assert {"Expat", "zlib"} <= inside["CPython"].keys()
    assert all(each["licenses"] for found in inside.values() for each in found.values())


def test_the_licences_are_there_once_each(parts: list[Part]) -> None:
    text = notices(parts)
    for said in (
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "GNU GENERAL PUBLIC LICENSE",
        "PSF LICENSE",
        "SIL OPEN FONT LICENSE",
    ):
        assert text.upper().count(f"{said}\n") >= 1 or said in text.upper(), said
    for part in parts:
        assert f"{part.name} {part.version}" in text
        assert part.texts or part.inside, part.name
    assert text.count("Copyright (c) 2017-2021 Ingy döt Net") == 1


@LINUX
def test_a_library_that_the_system_lent_is_named_by_its_package(tmp_path: Path) -> None:
    library = next(Path(line.split()[-1]) for line in ld_so() if line.startswith("\tlibz.so.1 "))
    (found,) = of_the_system([("libz.so.1", str(library), "BINARY"), ("a.so", "/x/site-packages/a.so", "BINARY")])
    assert (found.name, found.kind) == ("zlib1g", "debian")
    assert found.texts[0].is_file()
    stranger = tmp_path / "libstranger.so"
    stranger.touch()
    with pytest.raises(SystemExit, match="libstranger"):
        of_the_system([("libstranger.so", str(stranger), "BINARY")])


def ld_so() -> list[str]:
    return subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout.splitlines()


def test_what_was_built_is_read_as_it_was_written_down(tmp_path: Path) -> None:
    toc = tmp_path / "COLLECT-00.toc"
    toc.write_text("([('LICENSE', '/x/LICENSE', 'DATA')],)", encoding="utf-8")
    assert entries(toc) == [("LICENSE", "/x/LICENSE", "DATA")]


# --- the package for Debian -----------------------------------------------------------------------------------------


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A small bundle: a program and a library of this machine."""
    inner = tmp_path / "mdo-viewer" / "_internal"
    inner.mkdir(parents=True)
    shutil.copy("/bin/true", tmp_path / "mdo-viewer" / "mdo-viewer")
    (inner / "libx.so.1").symlink_to("libx.so")
    (inner / "THIRD-PARTY.txt").write_text("licences", encoding="utf-8")
    return tmp_path / "mdo-viewer"


@LINUX
def test_the_package_holds_what_a_desktop_asks_for(bundle: Path, tmp_path: Path) -> None:
    made = deb.build(bundle, tmp_path / "out")
    laid = tmp_path / "laid"
    subprocess.run(["dpkg-deb", "-R", str(made), str(laid)], check=True)
    assert (laid / "usr/bin/mdo-viewer").resolve() == laid / "usr/lib/mdo-viewer/mdo-viewer"
    control = (laid / "DEBIAN/control").read_text("utf-8")
    assert re.search(rf"^Version: {re.escape(__version__)}$", control, re.MULTILINE)
    assert re.search(r"^Depends: libc6 \(>= 2\.\d+\), ", control, re.MULTILINE)
    entry = (laid / "usr/share/applications/mdo-viewer.desktop").read_text("utf-8")
    types = ElementTree.parse(laid / "usr/share/mime/packages/mdo-viewer.xml")  # noqa: S314 - our own file
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = types.find(f"{space}mime-type")
    assert kind is not None
    assert f"MimeType={kind.get('type')};" in entry
    assert [each.get("pattern") for each in kind.iter(f"{space}glob")] == ["*.mdo"]
    assert [each.get("value") for each in kind.iter(f"{space}match")] == [MAGIC.decode()]
    icon = re.search(r"^Icon=(.+)$", entry, re.MULTILINE)
    assert icon is not None
    assert (laid / f"usr/share/icons/hicolor/scalable/apps/{icon[1]}.svg").is_file()
    assert (laid / "usr/share/man/man1/mdo-viewer.1.gz").is_file()
    assert "Terminal=false" in entry


@LINUX
def test_the_same_bundle_gives_the_same_package(bundle: Path, tmp_path: Path) -> None:
    """Whoever built it, with whatever rights of new files, and whenever."""
    one = deb.build(bundle, tmp_path / "one").read_bytes()
    (bundle / "_internal/THIRD-PARTY.txt").chmod(0o600)
    (bundle / "_internal").chmod(0o700)
    (bundle / "mdo-viewer").touch()
    assert deb.build(bundle, tmp_path / "other").read_bytes() == one


@LINUX
def test_a_library_of_no_known_package_stops_the_build(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deb, "_C", re.compile("$^"))
    with pytest.raises(SystemExit, match=r"libc\.so\.6"):
        deb.depends(bundle)


def test_flatpak_gets_the_package_and_no_network(tmp_path: Path) -> None:
    release.write_flatpak(tmp_path, tmp_path / "mdo-viewer_1.1.0_amd64.deb")
    recipe = yaml.safe_load((tmp_path / "flatpak.yaml").read_text("utf-8"))
    (module,) = recipe["modules"]
    assert [each["path"] for each in module["sources"]] == ["mdo-viewer_1.1.0_amd64.deb"]
    assert 'ar x "mdo-viewer_1.1.0_amd64.deb"' in module["build-commands"][0]
    assert not [each for each in recipe["finish-args"] if "network" in each]
    # A folder that is not of the computer is gone with the program, and a meeting with it.
    assert [each for each in recipe["finish-args"] if each.startswith("--filesystem")] == ["--filesystem=host"]
    assert {"--socket=wayland", "--socket=fallback-x11"} <= set(recipe["finish-args"])
    entry = (ROOT / "tools/linux" / recipe["rename-desktop-file"]).read_text("utf-8")
    assert f"Icon={recipe['rename-icon']}\n" in entry
    assert f"Exec={recipe['command']} " in entry


def test_the_page_of_the_manual_names_the_commands() -> None:
    from mdo_viewer.cli.main import COMMANDS

    page = (ROOT / "tools/linux/mdo-viewer.1").read_text("utf-8").replace("\\-", "-")
    assert [name for name in COMMANDS if not re.search(rf"\b{name}\b", page)] == []


# --- the same bytes -------------------------------------------------------------------------------------------------


def test_a_byte_that_differs_is_named(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "same").write_bytes(b"1")
        (tmp_path / name / "deep" / "other").write_bytes(name.encode())
    (tmp_path / "one" / "alone").symlink_to("deep")
    one, other = (same_bytes.digests(tmp_path / name) for name in ("one", "other"))
    assert same_bytes.differing(one, other) == ["alone", "deep/other"]
    assert same_bytes.differing(one, one) == []


def test_a_build_is_of_the_time_of_its_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert moment() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_no_file_that_installing_wrote_is_in_the_bundle() -> None:
    """RECORD names scripts by digests that hold the folder of the installation."""
    spec = (ROOT / "build_installer.spec").read_text("utf-8")
    (pattern,) = re.findall(r'^TOLD = re\.compile\(r"(.+)"\)$', spec, re.MULTILINE)
    told = re.compile(pattern)
    folder = "/cffi-2.1.1.dist-info"
    assert all(told.search(f"{folder}/{name}") for name in ("METADATA", "licenses/LICENSE", "licenses/x/COPYING.txt"))
    assert not any(told.search(f"{folder}/{name}") for name in ("RECORD", "INSTALLER", "direct_url.json", "REQUESTED"))


# --- what is handed out -----------------------------------------------------------------------------------------------


def test_the_notes_are_the_section_of_the_version() -> None:
    assert release.notes(CHANGES, "1.1.0") == "## 1.1.0, as of today\n\n- More.\n"
    with pytest.raises(SystemExit, match=r"1\.2\.0"):
        release.notes(CHANGES, "1.2.0")


def test_this_version_has_a_section_of_the_changes() -> None:
    assert release.notes((ROOT / "CHANGELOG.md").read_text("utf-8")).count("\n") > 3


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_a_bundle_of_another_version_is_not_handed_out(tmp_path: Path) -> None:
    program = tmp_path / "mdo-viewer"
    for said, is_wrong in (("0.9.0", True), (__version__, False)):
        program.write_text(f"#!/bin/sh\necho mdo-viewer {said}\n", encoding="utf-8")
        program.chmod(0o755)
        if is_wrong:
            with pytest.raises(SystemExit, match=r"says mdo-viewer 0\.9\.0"):
                release.look_at_version(program)
        else:
            release.look_at_version(program)


def test_the_sums_are_read_by_the_usual_program(tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"1")
    sums = release.write_sums(tmp_path)
    assert sums.read_text("utf-8") == f"{hashlib.sha256(b'1').hexdigest()}  a.deb\n"
    assert release.write_sums(tmp_path).read_text("utf-8").count("\n") == 1


def test_without_a_key_it_says_that_nothing_is_signed(tmp_path: Path) -> None:
    assert release.sign(tmp_path / "SHA256SUMS", {}) == "not signed: RELEASE_KEY names no key of gpg"


def test_what_was_changed_and_not_committed_is_not_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature says of which commit it is; the one who has that commit would not get these files."""
    monkeypatch.setattr(release, "source", lambda: "abc" + CHANGED)
    said = release.sign(tmp_path / "SHA256SUMS", {"RELEASE_KEY": "release@example.org", "PATH": ""})
    assert said.startswith("not signed: the source has changes")


@pytest.mark.skipif(shutil.which("gpg") is None, reason="needs gpg")
def test_a_key_signs_the_sums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "source", lambda: "abc")
    home = tmp_path / "g"
    home.mkdir(mode=0o700)
    environment = {"PATH": "/usr/bin:/bin", "GNUPGHOME": str(home), "RELEASE_KEY": "release@example.org"}
    made = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "release@example.org", "ed25519", "sign"]
    try:
        subprocess.run(made, env=environment, check=True, capture_output=True)
        (tmp_path / "SHA256SUMS").write_text("sum\n", encoding="utf-8")
        assert release.sign(tmp_path / "SHA256SUMS", environment) == ""
        look = ["gpg", "--verify", str(tmp_path / "SHA256SUMS.asc"), str(tmp_path / "SHA256SUMS")]
        assert subprocess.run(look, env=environment, capture_output=True, check=False).returncode == 0
        (tmp_path / "SHA256SUMS").write_text("another\n", encoding="utf-8")
        assert subprocess.run(look, env=environment, capture_output=True, check=False).returncode != 0
    finally:
        subprocess.run(["gpgconf", "--kill", "all"], env=environment, check=False)


def test_without_wine_it_says_what_is_left_out(tmp_path: Path) -> None:
    assert "msi, zip: left out" in release.windows(tmp_path, tmp_path / "none")


def test_what_wine_built_is_handed_out_with_its_own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this version and this source, and of no other."""
    made, folder = tmp_path / "windows", tmp_path / "release"
    made.mkdir()
    folder.mkdir()
    names = [f"mdo-viewer-{__version__}{rest}" for rest in (".msi", ".zip", "-windows.cdx.json")]
    for name in (*names, "mdo-viewer-0.9.0.msi"):
        (made / name).write_bytes(b"1")
    monkeypatch.setattr(release, "source", lambda: "abc")
    for told in (None, "abd", "abc" + CHANGED):
        if told is not None:
            (made / MADE_OF).write_text(f"{told}\nnot signed\n", encoding="utf-8")
        assert "left out" in release.windows(folder, made)
        assert list(folder.iterdir()) == []
    (made / MADE_OF).write_text("abc\nnot signed\n", encoding="utf-8")
    assert release.windows(folder, made) == ""
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)


def test_the_parts_for_windows_are_those_of_its_own_python(tmp_path: Path) -> None:
    """The packages that lie in its folder, in the versions of the lock; nothing that Linux lent."""
    site = tmp_path / "Lib/site-packages"
    (tmp_path / "LICENSE.txt").parent.mkdir(exist_ok=True)
    (tmp_path / "LICENSE.txt").write_text("Additional Conditions for this Windows binary build", encoding="utf-8")
    for name in SHIPPED:
        told = site / f"{name.replace('-', '_')}-{locked_hashes()[name.lower()][0]}.dist-info"
        (told / "sboms").mkdir(parents=True)
        (told / "sboms/crates.json").write_text('{"components": []}', encoding="utf-8")
        (told / "LICENSE").write_text(f"licence of {name}", encoding="utf-8")
        (told / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {locked_hashes()[name.lower()][0]}\nLicense: MIT\n",
            encoding="utf-8",
        )
        files = "".join(f"{told.name}/{each},,\n" for each in ("METADATA", "LICENSE", "sboms/crates.json"))
        (told / "RECORD").write_text(files, encoding="utf-8")
    told_by = {"CPython": "3.13.2", "OpenSSL": "3.0.15", "Expat": "2.6.4", "zlib": "1.3.1"}
    told_by["Microsoft Visual C++ Runtime"] = "14.42.34438.0"
    found = parts_of_windows(tmp_path, told_by)
    text = notices(found)
    assert all(f"licence of {name}" in text for name in SHIPPED)
    assert "Additional Conditions for this Windows binary build" in text
    assert not [part.name for part in found if part.kind == "debian" or part.name == "ICU"]
    assert [len(part.lists) for part in found if part.kind == "python"] == [1] * len(SHIPPED)
    listed = sbom(found, AT)
    assert faults(listed) == []
    inside = {each["name"]: each for each in json.loads(listed)["components"]}
    assert inside["CPython"]["version"] == "3.13.2"
    assert {"OpenSSL"} <= {each["name"] for each in inside["cryptography"]["components"]}
    assert {each["name"]: each["version"] for each in inside["CPython"]["components"]} == {
        name: version for name, version in told_by.items() if name != "CPython"
    }
    shutil.rmtree(next(site.glob("typst-*")))
    with pytest.raises(SystemExit, match="typst: not in"):
        parts_of_windows(tmp_path, told_by)


def test_changes_that_no_version_names_are_told() -> None:
    assert release.unnamed(CHANGES) == ""
    assert "Unreleased" in release.unnamed(CHANGES.replace("Nothing yet.", "- Something."))


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_source_that_was_changed_is_not_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.release.moment._ROOT", tmp_path)
    assert source() == ""
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "a").write_text("1", encoding="utf-8")
    subprocess.run(["git", "add", "a"], cwd=tmp_path, check=True)
    subprocess.run(["git", *named, "commit", "-qm", "a"], cwd=tmp_path, check=True)
    clean = source()
    assert re.fullmatch(r"[0-9a-f]{40}", clean)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert source() == clean + CHANGED
