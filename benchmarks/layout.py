"""Layout of whole trees, and Graphviz `dot` on the same boxes where it is installed.

Prints JSON: milliseconds for the shipped trees, and the ratio to `dot` as a whole process.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable

from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Patient

RUNS = 9


def median(action: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def as_dot(picture: Picture) -> str:
    boxes = [
        f'"{box.id}" [shape=box, fixedsize=true, label="", width={box.rect.width / 72}, height={box.rect.height / 72}]'
        for box in picture.boxes
    ]
    edges = [f'"{edge.source}" -> "{edge.target}"' for edge in picture.edges]
    return "digraph {" + ";".join([*boxes, *edges]) + "}"


def main() -> None:
    pack = load_pack("wervelmetastasen")
    dot = shutil.which("dot")
    rows = {}
    for tree in pack.trees:
        advice = advise(pack, tree, Patient())
        picture = draw(pack, advice, view="whole", language="nl", width=1100, height=860)
        ours = median(lambda advice=advice: draw(pack, advice, view="whole", language="nl", width=1100, height=860))
        row = {"boxes": float(len(picture.boxes)), "ms": round(ours, 2)}
        if dot is not None:
            source = as_dot(picture)
            theirs = median(
                lambda source=source: subprocess.run([dot, "-Tplain"], input=source, capture_output=True, text=True)
            )
            row["dot_ms"] = round(theirs, 2)
            row["ratio"] = round(ours / theirs, 2)
        rows[tree.id] = row
    print(json.dumps({"benchmark": "layout", "runs": RUNS, "dot": dot is not None, "trees": rows}))


if __name__ == "__main__":
    main()
