"""What is known of the proof of a pack."""

from __future__ import annotations

from msgspec import Struct


class ProofState(Struct, frozen=True):
    """How many trees are proven, and the numbers of those that are not."""

    done: int = 0
    failed: tuple[str, ...] = ()
