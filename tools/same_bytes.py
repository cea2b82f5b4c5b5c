"""The bundle and its package built twice, in two folders and two environments, at two times, and compared byte by byte.

`make twice`. Takes what is committed. Exit code 1 where a byte differs; each such file is named.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
#: What a build may not depend on, each time another: folder, language, time zone, hash seed, rights of new files.
_ODD: Final = (
    ("one", {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}, 0o022),
    ("another folder/deeper", {"LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"}, 0o077),
)
_MADE: Final = (
    "import sys; from pathlib import Path; from tools.linux.deb import BUNDLE, build; build(BUNDLE, Path(sys.argv[1]))"
)


def digests(folder: Path) -> dict[str, str]:
    """Each file below a folder, by name, and what tells its bytes from any others; a link by where it leads."""
    return {
        file.relative_to(folder).as_posix(): f"-> {file.readlink()}"
        if file.is_symlink()
        else hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_symlink() or file.is_file()
    }


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The files that are in one alone, or not the same in both; in order."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _built(folder: Path, more: dict[str, str], mask: int) -> dict[str, str]:
    """What a fresh copy of the source makes in this folder, with packages of its own."""
    # A cache of its own: else the second would take what the first made.
    environment = {**os.environ, **more, "PYINSTALLER_CONFIG_DIR": str(folder.with_name(f"{folder.name}-cache"))}
    subprocess.run(["make", "--silent", "bundle"], cwd=folder, env=environment, umask=mask, check=True)
    made = [".venv/bin/python", "-c", _MADE, "out/dist"]
    subprocess.run(made, cwd=folder, env=environment, umask=mask, check=True)
    return digests(folder / "out/dist")


def main() -> int:
    """Build twice, and say what differs."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, _more, _mask in _ODD:  # both before the first is built: of the same commit
            folder = Path(scratch, name)
            folder.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["git", "clone", "--quiet", str(_ROOT), str(folder)], check=True)
        one, other = (_built(Path(scratch, name), more, mask) for name, more, mask in _ODD)
    found = differing(one, other)
    print("".join(f"differs: {name}\n" for name in found) + f"{len(one)} files, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
