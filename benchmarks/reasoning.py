"""What one patient costs to reason about, and what the proof costs.

Prints JSON: milliseconds, with the tree that was worst. The plain walk over a complete patient is the floor for advice.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.proof import complete, prove, walk
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.together.proving import together
from mdo_viewer.reasoning.what_if import what_if

PATIENTS = 200


def milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 3),
        "p99": round(ordered[int(len(ordered) * 0.99)], 3),
        "worst": round(ordered[-1], 3),
    }


def main() -> None:
    pack = load_pack("wervelmetastasen")
    ids, rng = [fact.id for fact in pack.facts], random.Random(1)
    first = milliseconds(lambda: journey(pack, Patient()))
    times: dict[str, list[float]] = {"walk": [], "advise": [], "advise_with_what_if": [], "journey": []}
    for _ in range(PATIENTS):
        full = complete(pack, ids, {}, rng)
        share = rng.choice((0.3, 0.6, 1.0))
        patient = Patient({id: value for id, value in full.items() if rng.random() < share})
        times["journey"].append(milliseconds(lambda patient=patient: journey(pack, patient)))
        for tree in pack.trees:
            times["walk"].append(milliseconds(lambda tree=tree, full=full: walk(pack, tree, full)))
            alone = milliseconds(lambda tree=tree, patient=patient: advise(pack, tree, patient))
            changes = milliseconds(lambda tree=tree, patient=patient: what_if(pack, tree, patient))
            times["advise"].append(alone)
            times["advise_with_what_if"].append(alone + changes)
    whole = milliseconds(lambda: together(pack))
    proofs = {tree.id: milliseconds(lambda tree=tree: prove(pack, tree)) for tree in pack.trees}
    print(
        json.dumps(
            {
                "benchmark": "reasoning",
                "patients": PATIENTS,
                "first_journey_ms": round(first, 1),
                **{f"{name}_ms": spread(each) for name, each in times.items()},
                "advise_with_what_if_goal_ms": 10,
                "prove_ms": {tree: round(each, 1) for tree, each in proofs.items()},
                "prove_together_ms": round(whole, 1),
                "prove_all_ms": round(whole + sum(proofs.values()), 1),
                "prove_all_goal_ms": 2000,
            }
        )
    )


if __name__ == "__main__":
    main()
