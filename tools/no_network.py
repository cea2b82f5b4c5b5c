"""Watches a scripted meeting for a network: `python -m tools.no_network [PROGRAM]`, as `make network`.

`strace` hears every call to the system about sockets, of the program and all that it starts, whatever library makes
it. Without an argument the checkout is watched; with the program of a bundle, that one: both run `self-test`, which
plays a whole meeting. One socket of the internet (AF_INET, AF_INET6) is a failure. What a desktop uses within the
computer (AF_UNIX) is counted and is none.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

#: A call that is about the internet: a socket of it, or an address of it.
INET: Final = re.compile(r"\bsocket\(AF_INET6?\b|\bsa_family=AF_INET6?\b")
LOCAL: Final = re.compile(r"\bsocket\(AF_UNIX\b")
SELF_TEST: Final = (sys.executable, "-m", "mdo_viewer", "self-test")


class Heard(NamedTuple):
    """What was heard of a program: its exit code, the calls that are about the internet, and sockets within the
    computer."""

    code: int
    inet: tuple[str, ...]
    local: int


def listen(command: Sequence[str], *, quiet: bool = False) -> Heard:
    """Run a program and hear what it asks the system about sockets. Raises FileNotFoundError without `strace`, and
    RuntimeError where it may not listen here."""
    strace = shutil.which("strace")
    if strace is None:
        raise FileNotFoundError("strace")
    with TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        watched = [strace, "-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", str(log), *command]
        run = subprocess.run(watched, check=False, capture_output=quiet, encoding="utf-8")
        if not log.is_file() or (run.returncode and "PTRACE" in (run.stderr or "")):
            raise RuntimeError(f"strace: {run.stderr}")
        calls = log.read_text("utf-8", errors="replace").splitlines()
    return Heard(run.returncode, tuple(filter(INET.search, calls)), sum(bool(LOCAL.search(call)) for call in calls))


def main() -> int:
    """Say what was heard; 0 where that is nothing of the internet and the program did what it should."""
    command = (*sys.argv[1:], "self-test") if sys.argv[1:] else SELF_TEST
    heard = listen(command)
    for call in heard.inet:
        sys.stdout.write(f"{call}\n")
    sys.stdout.write(
        f"{' '.join(command)}: {len(heard.inet)} calls about AF_INET or AF_INET6, {heard.local} sockets within the"
        f" computer, exit code {heard.code}\n"
    )
    return 1 if heard.inet or heard.code else 0


if __name__ == "__main__":
    sys.exit(main())
