"""The Windows bundle, its zip and its installers, made and tried under Wine: `python -m tools.windows [STEP...]`.

Without a step, all of them: build (the bundle), prove (its self-test, and Linux's bytes), pack (zip and installers),
install (try these) and meet (hold a meeting); "needed" does so only where what is there is not of this source. What
comes of it is in `out/windows/`. A certificate, if there is one: see `sign.py`.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.release.moment import CHANGED, MADE_OF, moment, source
from tools.windows import bundle, installer, papers, portable, sign
from tools.windows.kitchen import prepared
from tools.windows.places import BUNDLE, DIST, ROOT, version
from tools.windows.wine import NEEDED, SEEING, Failed, Wine, ask_for, screen

_STEPS: Final = ("build", "prove", "pack", "install", "meet")
_NEEDED: Final = "needed"


def _named(kind: str) -> Path:
    """A file that is handed out, by what it is."""
    return DIST / f"mdo-viewer-{version()}-windows-{kind}"


def _parts() -> Path:
    """The list of parts of what is handed out."""
    return DIST / f"mdo-viewer-{version()}-windows.cdx.json"


def build() -> None:
    """The bundle, looked through and, where a certificate is given, signed."""
    (DIST / MADE_OF).unlink(missing_ok=True)
    with screen() as display:
        wine = Wine(display=display)
        bundle.build(wine)
        papers.write(wine, _parts())
        wine.wait()
    bundle.look()
    if sign.is_asked():
        programs = (file for file in BUNDLE.rglob("*") if file.suffix.lower() in (".exe", ".dll", ".pyd"))
        sign.sign(sorted(file for file in programs if not sign.is_signed(file)))
    print("\n".join(bundle.weight_lines()))


def prove() -> None:
    """What the bundle says of itself, and that it writes what Linux writes."""
    from tools.windows.prove import compare, self_test

    with screen() as display:
        wine = Wine(display=display)
        print(self_test(wine), end="")
        lines = compare(wine)
        wine.wait()
    print("\n".join(lines))
    print(f"{len(lines)} outputs are those of Linux, byte for byte")


def pack() -> None:
    """The zip and the two installers, with their digests and that of the list of parts."""
    epoch = int(moment().timestamp())
    made = [portable.pack(BUNDLE, _named("portable.zip"), epoch)]
    for scope in installer.SCOPES:
        msi = installer.make(BUNDLE, _named(f"{scope}.msi"), scope, version(), epoch)
        if sign.is_asked():
            sign.sign([msi])
        made.append(msi)
    lines = []
    for file in [*made, _parts()]:
        lines.append(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}")
        print(f"{file.stat().st_size / 1e6:8.1f} MB  {lines[-1]}")
    (DIST / "SHA256SUMS").write_text("\n".join([*lines, ""]), encoding="utf-8")


def install() -> None:
    """The zip where it is unpacked, and each installer through its whole life."""
    from tools.windows.trial import try_out, try_stick

    try_stick(_named("portable.zip"))
    for scope in installer.SCOPES:
        try_out(_named(f"{scope}.msi"), scope, int(moment().timestamp()))


def meet() -> None:
    """A meeting with the program."""
    ask_for(SEEING)
    from tools.windows.meeting import meet as hold

    hold()


def _stamp() -> str:
    """What all of it is made of."""
    return f"{source()}\n{'signed' if sign.is_asked() else 'not signed'}\n"


def _is_made() -> bool:
    """Whether all steps were done with this source as it is, and what they made is still there."""
    file = DIST / MADE_OF
    if not file.is_file() or CHANGED in _stamp() or file.read_text(encoding="utf-8") != _stamp():
        return False
    kinds = ("portable.zip", *(f"{scope}.msi" for scope in installer.SCOPES))
    return all(each.is_file() for each in (_parts(), *map(_named, kinds)))


def main() -> int:
    """The steps that are named, or all of them; the exit code."""
    steps: dict[str, Callable[[], None]] = dict(zip(_STEPS, (build, prove, pack, install, meet), strict=True))
    if sys.argv[1:] == [_NEEDED] and _is_made():
        print(f"{DIST.relative_to(ROOT)} was made of this source")
        return 0
    asked = list(_STEPS) if sys.argv[1:] in ([], [_NEEDED]) else sys.argv[1:]
    stamp = _stamp()
    if unknown := [step for step in asked if step not in steps]:
        raise SystemExit(f"no such step: {', '.join(unknown)}; there are {', '.join(_STEPS)}")
    ask_for({**NEEDED, **SEEING})
    DIST.mkdir(parents=True, exist_ok=True)
    prepared()
    for step in asked:
        begun = time.monotonic()
        print(f"== {step}", flush=True)
        try:
            steps[step]()
        except Failed as failed:
            raise SystemExit(str(failed)) from None
        print(f"== {step}: {time.monotonic() - begun:.0f} s", flush=True)
    if asked == list(_STEPS) and stamp == _stamp():
        (DIST / MADE_OF).write_text(stamp, encoding="utf-8")
    print(f"In {DIST.relative_to(ROOT)}. Tried under Wine, never on a Windows machine.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
