"""A whole meeting asks the system for no socket of the internet; one that did would be heard."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tools.no_network import listen

MEETING = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from mdo_viewer.desktop.smoke_meeting import play
print(play(Path(sys.argv[1])))
"""
FAULTS = {
    "IPv4": "import socket; socket.socket().close()",
    "IPv6": "import socket; socket.socket(socket.AF_INET6).close()",
    "a thread": "import threading, socket; t = threading.Thread(target=socket.socket); t.start(); t.join()",
    "a program of its own": "import subprocess, sys;"
    "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])",
    "a library below Python": "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
    "a datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM)",
}


@pytest.fixture(scope="module", autouse=True)
def _strace() -> None:
    if sys.platform != "linux" or shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt-get install strace")
    try:
        heard = listen([sys.executable, "-c", "pass"], quiet=True)
    except RuntimeError as refused:
        pytest.skip(f"strace may not listen here: {refused}")
    assert heard == (0, (), 0)


def test_a_meeting_opens_no_socket(tmp_path: Path) -> None:
    heard = listen([sys.executable, "-c", MEETING, str(tmp_path)], quiet=True)
    assert heard.code == 0
    assert heard.inet == ()
    assert len(list(tmp_path.glob("*.pdf"))) == 2  # it was really played
    assert (tmp_path / "self-test.mdo").is_file()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_that_did_would_be_heard(fault: str) -> None:
    assert len(listen([sys.executable, "-c", fault], quiet=True).inet) >= 1


def test_a_socket_within_the_computer_is_none_of_the_internet() -> None:
    heard = listen([sys.executable, "-c", "import socket; socket.socket(socket.AF_UNIX)"], quiet=True)
    assert (heard.inet, heard.local) == ((), 1)
