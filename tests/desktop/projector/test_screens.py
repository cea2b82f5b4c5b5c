"""The projector on several screens: simulated by Qt, and real ones of an X server that are plugged and unplugged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.desktop.projector.screens import Screen, beside, choose, find, number
from tests.help.places import ROOT

LAPTOP = Screen("eDP-1", "LG", "Panel", "", (0, 0, 1366, 768), (1366, 768))
BEAMER = Screen("HDMI-1", "Epson", "EB-1", "X1", (1366, 0, 1920, 1080), (1920, 1080))
TWIN = Screen("HDMI-1", "Epson", "EB-1", "X1", (3286, 0, 1920, 1080), (1920, 1080))
MIRROR = BEAMER._replace(area=LAPTOP.area)

Seen = dict[str, dict[str, Any]]


# --- which screen, as values


def test_it_never_covers_the_screen_of_the_laptop() -> None:
    assert choose([LAPTOP], LAPTOP, LAPTOP.remembered, windowed=False).screen is None
    assert choose([LAPTOP, BEAMER], LAPTOP, LAPTOP.remembered, windowed=False).screen == BEAMER
    assert choose([LAPTOP, MIRROR], LAPTOP, MIRROR.remembered, windowed=False).screen is None


@pytest.mark.parametrize(
    ("screens", "windowed", "why"),
    [([LAPTOP], False, "single"), ([LAPTOP, MIRROR], False, "mirror"), ([LAPTOP, BEAMER], True, "asked")],
)
def test_a_window_says_why(screens: list[Screen], windowed: bool, why: str) -> None:
    assert choose(screens, LAPTOP, "", windowed=windowed).why == why


def test_the_chosen_screen_is_found_again_wherever_it_stands() -> None:
    moved = BEAMER._replace(area=(-1920, 0, 1920, 1080))
    assert find([LAPTOP, moved], BEAMER.remembered) == moved
    assert find([LAPTOP], BEAMER.remembered) is None
    assert find([LAPTOP, BEAMER], "") is None


def test_of_two_equal_screens_the_one_at_the_same_place() -> None:
    assert find([LAPTOP, BEAMER, TWIN], TWIN.remembered) == TWIN
    assert choose([LAPTOP, BEAMER, TWIN], LAPTOP, TWIN.remembered, windowed=False).screen == TWIN


def test_what_is_remembered_holds_no_serial_number() -> None:
    secret = BEAMER._replace(serial="SN-778812")
    assert "778812" not in secret.remembered
    assert secret.identity != BEAMER.identity


def test_screens_are_numbered_and_named() -> None:
    assert number([LAPTOP, BEAMER], LAPTOP, BEAMER) == 2
    assert number([BEAMER, LAPTOP], LAPTOP, BEAMER) == 2
    assert BEAMER.said == "Epson EB-1"
    assert Screen("VGA-1", "", "", "", LAPTOP.area, (1, 1)).said == "VGA-1"
    assert beside([LAPTOP, BEAMER, MIRROR], LAPTOP) == (BEAMER,)


# --- with windows


def run(scene: str, **environment: str) -> Seen:
    """What a scene of tests/help/projector_screens.py found, by its name."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.help.projector_screens", scene],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert "Traceback" not in made.stderr, made.stderr
    found = [json.loads(line) for line in made.stdout.splitlines() if line.startswith("{")]
    return {each["what"]: each for each in found}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    screens = [
        {"name": "binnen", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1},
        {"name": "beamer", "x": 1366, "y": 0, "width": 1280, "height": 800, "dpr": 1.5},
    ]
    file = tmp_path_factory.mktemp("screens") / "screens.json"
    for screen in screens:
        screen |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    file.write_text(
        json.dumps({"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": screens})
    )
    return run("simulated", QT_QPA_PLATFORM=f"offscreen:configfile={file}")


def test_it_names_the_second_screen_before_it_shows_anything(two: Seen) -> None:
    assert two["announced"]["shows"] == "blank"
    assert two["announced"]["message"] == "De projectie komt op Beeld 2 – beamer: 1920×1200. F5 stopt."


def test_it_fills_the_second_screen(two: Seen) -> None:
    assert two["started"]["area"] == [1366, 0, 1280, 800]
    assert two["started"]["full"]
    assert two["started"]["screen"] == "beamer"
    assert two["started"]["painted"] == "page"
    assert two["started"]["chip"] == "Projector: aan"


def test_it_is_blank_between_two_patients_at_any_scale(two: Seen) -> None:
    assert two["switched"]["painted"] == "blank"
    assert two["next"]["painted"] == "page"
    assert two["next"]["present"]


def test_swapping_changes_both_windows(two: Seen) -> None:
    assert two["swapped"]["screen"] == "binnen"
    assert two["swapped"]["laptop"] == "beamer"
    assert two["swapped"]["painted"] == "page"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """The scene under an X server of its own."""
    missing = [program for program in ("Xvfb", "xrandr") if shutil.which(program) is None]
    if missing and shutil.which("apt-get") is None:
        pytest.skip(f"cannot plug screens: this system has no {' and no '.join(missing)}, and no apt-get to install it")
    assert not missing, f"run tools/setup.sh test: it installs {' and '.join(missing)}"
    read, write = os.pipe()
    log = (tmp_path_factory.mktemp("display") / "xvfb.log").open("w")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "2400x1100x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=log,
        stderr=log,
    )
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            display = answer.readline().strip()
        assert display, Path(log.name).read_text()
        yield run("real", DISPLAY=f":{display}", QT_QPA_PLATFORM="xcb")
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def test_with_one_screen_it_is_a_window_to_share(real: Seen) -> None:
    seen = real["one screen"]
    assert seen["placed"] == "window"
    assert not seen["full"]
    assert seen["painted"] == "page"
    assert "één scherm" in seen["message"]


def test_a_second_screen_is_filled(real: Seen) -> None:
    seen = real["second screen"]
    assert seen["area"] == [1366, 0, 1024, 768]
    assert seen["screen"] == "BEAMER"
    assert seen["laptop"] == "LAPTOP"
    assert "Beeld 2 – BEAMER: 1024×768" in seen["message"]
    assert real["pixels"]["colours"] > 5


def test_the_room_really_sees_blank_between_two_patients(real: Seen) -> None:
    assert real["blank pixels"] == {"what": "blank pixels", "colours": 1, "paper": True}
    assert real["next pixels"]["colours"] > 5
    assert real["next pixels"]["changed"]


def test_the_room_really_sees_black(real: Seen) -> None:
    assert real["black pixels"] == {"what": "black pixels", "colours": 1, "black": True}


def test_an_unplugged_screen_hides_it_and_the_laptop_stays_free(real: Seen) -> None:
    seen = real["unplugged"]
    assert seen["placed"] == "away"
    assert not seen["visible"]
    assert seen["chip"] == "Projector: scherm weg"
    assert "is weg" in seen["message"]
    assert not any(real["laptop is free"]["beside"])


def test_another_screen_is_not_taken_unasked(real: Seen) -> None:
    seen = real["another screen"]
    assert not seen["visible"]
    assert "S zet de projectie daar" in seen["message"]


def test_the_same_screen_again_comes_back_blank_first(real: Seen) -> None:
    seen = real["back"]
    assert seen["area"] == [1366, 0, 1024, 768]
    complete = real["back and complete"]
    assert complete["painted"] == "page"
    assert complete["present"]


def test_mirrored_screens_get_a_window(real: Seen) -> None:
    assert not real["mirrored"]["visible"]
    assert real["started mirrored"]["placed"] == "window"
    assert "hetzelfde" in real["started mirrored"]["message"]


def test_swapping_real_screens(real: Seen) -> None:
    assert real["swapped"]["screen"] == "LAPTOP"
    assert real["swapped"]["laptop"] == "BEAMER"
