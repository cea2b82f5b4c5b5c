"""The bundle (`make bundle` first): its weight by part, against an empty window's bundle and the libraries that were
chosen; and its start to a visible window under X, against that of the checkout, in alternating runs.

Prints JSON: bytes in MB (a million), medians in ms, ratios, and the load of the machine at the end.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "out/dist/mdo-viewer"
RUNS = 9
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.exec()
"""
#: Packages of their own in the bundle, beside Qt and Python.
CHOSEN = ("typst", "cryptography", "networkx", "yaml", "msgspec", "tzdata", "fontpkg_atkinson_hyperlegible", "cffi")


def weight(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def parts(bundle: Path) -> dict[str, float]:
    """MB by part, the heaviest first: folders of packages by name, the rest as Python's or the system's."""
    found: Counter[str] = Counter()
    for file in bundle.rglob("*"):
        if file.is_symlink() or not file.is_file():
            continue
        name = file.relative_to(bundle).as_posix().removeprefix("_internal/")
        top = name.partition("/")[0]
        if "libicu" in name:
            top = "ICU (for Qt)"
        elif ".dist-info" in top or top in ("LICENSE", "THIRD-PARTY.txt"):
            top = "names and licences"
        elif top == "mdo-viewer":
            top = "program and Python modules of all packages"
        elif top.startswith(("python3", "libpython", "base_library")):
            top = "Python"
        elif ".so" in top:
            top = "libraries of the system"
        found[top] += file.stat().st_size
    return {name: round(size / 1e6, 1) for name, size in found.most_common()}


def empty_bundle(scratch: Path) -> int:
    """Bytes of what PyInstaller makes of an empty window."""
    (scratch / "empty.py").write_text(EMPTY, encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--strip", "empty.py"]
    subprocess.run(command, cwd=scratch, check=True, capture_output=True)
    return weight(scratch / "dist/empty")


def chosen() -> int:
    """Bytes of the packages that were chosen, as they are installed; without compiled modules beside their sources."""
    import importlib.util

    total = 0
    for name in CHOSEN:
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        (folder,) = spec.submodule_search_locations or [""]
        total += sum(
            file.stat().st_size for file in Path(folder).rglob("*") if file.is_file() and file.suffix != ".pyc"
        )
    return total


def visible(command: list[str], display: str, compiled: str) -> float:
    """ms until a window of this program can be seen."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DISPLAY": display, "HOME": home, "XDG_CONFIG_HOME": home}
        environment |= {"QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start = time.perf_counter()
        running = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        look = ["xdotool", "search", "--onlyvisible", "--pid", str(running.pid), "--name", "MDO Viewer"]
        while not subprocess.run(look, env=environment, capture_output=True, text=True, check=False).stdout:
            assert running.poll() is None, "it ended"
            time.sleep(0.005)
        took = (time.perf_counter() - start) * 1000
        running.kill()
        running.wait()
    return took


def starts() -> dict[str, Any]:
    """Both starts, one after the other, again and again."""
    programs = {
        "bundle": [str(BUNDLE / "mdo-viewer"), "--example"],
        "checkout": [sys.executable, "-m", "mdo_viewer", "--example"],
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    display = f":{os.read(read, 20).decode().strip()}"
    try:
        with tempfile.TemporaryDirectory() as compiled:
            for turn in range(RUNS + 1):
                for name, command in programs.items():
                    took = visible(command, display, compiled)
                    if turn:  # the first compiles the modules and fills the page cache
                        taken[name].append(took)
    finally:
        screen.terminate()
        screen.wait()
    ratio = statistics.median(one / other for one, other in zip(*taken.values(), strict=True))
    return {f"{name}_ms": round(statistics.median(each)) for name, each in taken.items()} | {
        "start_ratio": round(ratio, 2),
        "start_goal": 1.3,
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        empty = empty_bundle(Path(scratch))
    libraries, ours = chosen(), weight(BUNDLE)
    sizes = {
        "bundle_mb": round(ours / 1e6, 1),
        "empty_window_mb": round(empty / 1e6, 1),
        "chosen_mb": round(libraries / 1e6, 1),
        "size_ratio": round(ours / (empty + libraries), 2),
        "size_goal": 1.3,
        "parts_mb": parts(BUNDLE),
    }
    print(json.dumps({"benchmark": "bundle", **sizes, "runs": RUNS, **starts(), "load": round(os.getloadavg()[0], 1)}))


if __name__ == "__main__":
    main()
