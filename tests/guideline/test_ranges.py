"""Which facts may be a range."""

from pathlib import Path

import pytest

from tests.help.small_packs import FACTS, small_pack


def test_a_fact_under_an_only_if_is_no_range(tmp_path: Path) -> None:
    facts = FACTS.replace("range: 0-365", "range: 0-365, ranges: yes")
    with pytest.raises(AssertionError, match=r"dagen.* kan geen bereik zijn"):
        small_pack(tmp_path, facts=facts)


def test_a_fact_that_an_only_if_names_is_no_range(tmp_path: Path) -> None:
    facts = FACTS.replace("range: 0-30", "range: 0-30, only_if: maanden < 3").replace("0-240", "0-240, ranges: yes")
    with pytest.raises(AssertionError, match=r"maanden.* kan geen bereik zijn"):
        small_pack(tmp_path, facts=facts)


def test_a_fact_that_an_implication_names_is_no_range(tmp_path: Path) -> None:
    facts = FACTS.replace("implications:", "implications:\n  - {if: maanden < 3, then: [uitval]}").replace(
        "0-240", "0-240, ranges: yes"
    )
    with pytest.raises(AssertionError, match=r"maanden.* kan geen bereik zijn"):
        small_pack(tmp_path, facts=facts)
