"""Where a reference leads: to one tree where the facts tell which, else to every one that is still possible."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.reasoning.leading import leads_to, only_way
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from tests.help.small_packs import TREE, small_pack

SEVERAL = """\
  - id: niets
    kind: elsewhere
    title: Elders
    text: Zie elders.
    to:
      - {tree: ander/kort, when: maanden < 3}
      - {tree: ander/uitval, when: {any: [{all: [uitval, pijn]}, {all: [uitval, not pijn]}]}}
      - {tree: ander/lang}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return small_pack(tmp_path_factory.mktemp("leading"), tree=TREE[: TREE.index("  - {id: niets")] + SEVERAL)


@pytest.mark.parametrize(
    ("values", "trees"),
    [
        ({"maanden": 2.9}, ["kort"]),
        ({"maanden": 2.9, "graad": "A"}, ["kort"]),
        ({"maanden": 3, "graad": "A"}, ["uitval"]),
        ({"maanden": 3, "uitval": False}, ["lang"]),
        ({"maanden": 3, "uitval": True}, ["uitval"]),
        ({"maanden": 3}, ["uitval", "lang"]),
        ({"graad": "A"}, ["kort", "uitval"]),
        ({"uitval": False}, ["kort", "lang"]),
        ({}, ["kort", "uitval", "lang"]),
    ],
    ids=str,
)
def test_the_trees_that_a_reference_can_mean(pack: Pack, values: dict[str, Value], trees: list[str]) -> None:
    settled, outcome = settle(pack, Patient(values).values), pack.trees[0].outcomes_by_id["niets"]
    found = leads_to(pack, settled, outcome)
    assert found == tuple(f"ander/{tree}" for tree in trees)
    assert only_way(pack, settled, outcome) == (found[0] if len(found) == 1 else None)


def test_no_reference(pack: Pack) -> None:
    settled = settle(pack, {})
    assert leads_to(pack, settled, pack.trees[0].outcomes_by_id["snel"]) == ()
    assert only_way(pack, settled, None) is None
