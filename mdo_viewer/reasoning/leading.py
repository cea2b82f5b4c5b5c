"""Where an outcome of kind "elsewhere" leads for one patient."""

from __future__ import annotations

from mdo_viewer.guideline.model import Outcome, Pack
from mdo_viewer.reasoning.deciding import truth
from mdo_viewer.reasoning.results import Settled


def leads_to(pack: Pack, settled: Settled, outcome: Outcome) -> tuple[str, ...]:
    """The tree (`tree` or `pack/tree`) that applies instead; several, in the order of the file, while the facts do not
    tell which; none where the outcome names no tree."""
    found: list[str] = []
    for way in outcome.first_ways:
        applies = truth(pack, settled, way.when)
        if applies is not False:
            found.append(way.tree)
        if applies:
            break
    return (*dict.fromkeys(found),)


def only_way(pack: Pack, settled: Settled, outcome: Outcome | None) -> str | None:
    """The tree of `leads_to` where that is one; None while it can be several, and where there is none."""
    ways = leads_to(pack, settled, outcome) if outcome else ()
    return ways[0] if len(ways) == 1 else None
