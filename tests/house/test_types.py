"""Types hold where data is written."""

from __future__ import annotations

import re

from tests.help.places import ROOT


def test_no_value_is_passed_against_its_type() -> None:
    """`arg-type` silenced is how a field once took anything."""
    files = sorted((ROOT / "mdo_viewer").rglob("*.py"))
    assert files
    silenced = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*type:\s*ignore\[[^\]]*arg-type")
    assert [str(file) for file in files if silenced.search(file.read_text("utf-8"))] == []
