"""The proof of a whole pack: each tree by itself, and what the trees say of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.reasoning.entering import Entries
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Finding, TreeProof
from mdo_viewer.reasoning.together.apart import Readings, reads_apart
from mdo_viewer.reasoning.together.entry import entry_faults
from mdo_viewer.reasoning.together.sent_to import leads_nowhere


class Together(Struct, frozen=True):
    """What is wrong with one tree beside the others."""

    leads_nowhere: tuple[Finding, ...]
    reads_apart: tuple[Finding, ...]
    entry_faults: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is."""
        return not (self.leads_nowhere or self.reads_apart or self.entry_faults)


@lru_cache(maxsize=8)
def together(pack: Pack) -> Mapping[str, Together]:
    """By tree what the proof over the whole pack finds. Raises EntersItself, which no pack that was read does."""
    entries, readings = Entries(pack), Readings(pack)
    return {
        tree.id: Together(
            tuple(dict.fromkeys(leads_nowhere(entries, tree))),
            tuple(reads_apart(readings, tree)),
            tuple(entry_faults(entries, tree)),
        )
        for tree in pack.trees
    }


def prove_pack(pack: Pack, step: Callable[[str], None] = lambda _: None) -> tuple[TreeProof, ...]:
    """The proof of every tree, in the pack's order; `step` is called with the id of each before it is proven."""
    proofs = []
    for tree in pack.trees:
        step(tree.id)
        found = together(pack)[tree.id]
        proofs.append(
            replace(
                prove(pack, tree),
                leads_nowhere=found.leads_nowhere,
                reads_apart=found.reads_apart,
                entry_faults=found.entry_faults,
            )
        )
    return tuple(proofs)
