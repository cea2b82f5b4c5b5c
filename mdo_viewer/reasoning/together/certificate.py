"""The certificate that a pack carries: which trees were proven, by hash, so that a start need not prove them again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mdo_viewer.guideline.model import Pack
from mdo_viewer.reasoning.hashes import together_hash, tree_hash, whole_hash
from mdo_viewer.reasoning.results import TreeProof


def certificate(pack: Pack, proofs: Sequence[TreeProof]) -> str:
    """The certificate as JSON. Raises ValueError when a tree is not proven."""
    unproven = [proof.tree for proof in proofs if not proof.proven]
    if unproven:
        raise ValueError(f"not proven: {', '.join(unproven)}")
    content = {
        "pack": pack.id,
        "version": pack.version,
        "hash": whole_hash(pack),
        "together": together_hash(pack),
        "trees": [
            {"tree": proof.tree, "hash": proof.hash, "routes": proof.routes, "outcomes": proof.outcomes}
            for proof in proofs
        ],
    }
    return json.dumps(content, indent=2) + "\n"


def certified(pack: Pack, text: str) -> frozenset[str]:
    """The trees whose hash fits the certificate; none when it cannot be read. These need no new proof."""
    try:
        proven = {str(each["tree"]): str(each["hash"]) for each in json.loads(text)["trees"]}
    except (ValueError, TypeError, KeyError):
        return frozenset()
    return frozenset(tree.id for tree in pack.trees if proven.get(tree.id) == tree_hash(pack, tree))


def certified_together(pack: Pack, text: str) -> bool:
    """Whether the certificate is of these trees together, so that what they say of each other needs no new proof."""
    try:
        return bool(json.loads(text)["together"] == together_hash(pack))
    except (ValueError, TypeError, KeyError):
        return False
