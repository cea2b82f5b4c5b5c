"""At display scales from 100 to 200 % nothing is cut, and everything is painted in the pixels of the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.help.places import ROOT


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "1.75", "2"])
def test_at_every_display_scale_nothing_is_cut(scale: str) -> None:
    """Qt reads the scale when it starts: each in a process of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.help.display_scale"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"scale": float(scale), "cut": []}
