"""Write `compiled.json` beside the shipped packs and the example cases: run it after each change of their YAML files.

With `--check` it writes nothing and fails when a file is not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mdo_viewer.guideline.compiled import FILE, compile_pack
from mdo_viewer.guideline.library import resources_folder, shipped_packs
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.meeting import example
from mdo_viewer.meeting.example import compile_cases


def compiled_files() -> dict[Path, str]:
    """What each compiled file should hold, read from YAML alone."""
    found, packs = {}, dict[str, Pack]()
    for folder in shipped_packs():
        reading = read_pack(folder)
        if reading.pack is None:
            raise SystemExit("\n".join(problem.line("en") for problem in reading.problems))
        packs[reading.pack.id] = reading.pack
        found[folder / FILE] = compile_pack(reading.pack, folder)
    cases = example.read_cases(packs[example.PACK])
    found[resources_folder() / "example" / FILE] = compile_cases(cases, example.sources())
    return found


def main() -> int:
    """Write the files that differ and name them; with `--check` only name them. 1 when `--check` found any, else 0."""
    stale = []
    for path, text in compiled_files().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv[1:]:
                path.write_bytes(text.encode())
    for path in stale:
        print(path)
    return int(bool(stale) and "--check" in sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
