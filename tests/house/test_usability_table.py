"""The tables in docs/usability.md and docs/accessibility.md name tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.help.places import ROOT


@pytest.mark.parametrize("page", ["usability.md", "accessibility.md"])
def test_every_test_that_the_table_names_exists(page: str) -> None:
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", (ROOT / "docs" / page).read_text("utf-8")))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_[a-z0-9_]+)\(", file.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 20
    assert named - written == set()
