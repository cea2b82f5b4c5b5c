"""The pages for whoever comes next say what is so: the drawing of the rooms, the index, and every place they name."""

from __future__ import annotations

import re

import pytest

from tests.help.places import ROOT
from tools.rooms import PAGE, brought_up_to_date

#: Pages for developers, whose paths must exist.
PAGES = ("docs/README.md", "CONTRIBUTING.md", "README.md", "docs/decisions/0022-the-house.md")


def test_the_rooms_are_drawn_as_they_are() -> None:
    page = PAGE.read_text("utf-8")
    assert brought_up_to_date(page) == page, "python -m tools.rooms"


def test_the_index_names_every_decision_once() -> None:
    index = re.findall(r"\(decisions/([\w-]+\.md)\)", PAGE.read_text("utf-8").partition("Decisions by subject")[2])
    assert sorted(index) == sorted(file.name for file in (ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("page", PAGES)
def test_every_place_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(
        re.findall(
            r"`((?:tests|tools|docs|resources|trees|desktop|reasoning|meeting|guideline|cli|reports)/[\w./]+)`", text
        )
    )
    named |= {
        f"docs/{link}" if page.startswith("docs/R") else link for link in re.findall(r"\]\((?!http)([\w./-]+)\)", text)
    }
    for place in sorted(named):
        found = [ROOT / place, ROOT / "mdo_viewer" / place, (ROOT / page).parent / place]
        assert any(each.exists() for each in found), place
