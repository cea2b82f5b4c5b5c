"""The table in docs/usability.md names tests that exist."""

from __future__ import annotations

import re

from tests.help.places import ROOT


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", (ROOT / "docs" / "usability.md").read_text("utf-8")))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_[a-z0-9_]+)\(", file.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert named - written == set()
