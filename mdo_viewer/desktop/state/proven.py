"""What is known of the proof of a pack."""

from __future__ import annotations

from mdo_viewer.guideline.values import dataclass


@dataclass(frozen=True, slots=True)
class ProofState:
    """How many trees are proven, and the numbers of those that are not."""

    done: int = 0
    failed: tuple[str, ...] = ()
