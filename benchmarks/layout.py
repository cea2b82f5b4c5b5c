"""Layout of whole trees, and Graphviz `dot` on the same boxes where it is installed.

Prints JSON. For each shipped tree: milliseconds to draw it for another patient; how large all of it is shown in the
window, never larger than life; and how much larger that is than in the layout that `dot` makes of the same boxes and
labels (`zoom_ratio`, goal 1.3) and of the boxes alone (`bare_zoom_ratio`). For made trees of 20 to 5,000 boxes:
milliseconds to lay out boxes of known sizes, which is what `dot` gets; to find these sizes (`sizes_ms`: words measured
and broken into lines); and the ratio to `dot` as a whole process (goal 0.2).
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mdo_viewer.drawing import whole_view
from mdo_viewer.drawing.cards import CardWriter
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.parts import FULL, parts_of
from mdo_viewer.drawing.picture import Edge, Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Patient
from tests.help.drawing_help import made_advice, made_tree

RUNS = 9
WINDOW = (1100.0, 860.0)
SIZES = (20, 60, 500, 5000)


def median(action: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def as_dot(picture: Picture, *, labels: bool = False) -> str:
    boxes = [
        f'"{box.id}" [shape=box, fixedsize=true, label="", width={box.rect.width / 72}, height={box.rect.height / 72}]'
        for box in picture.boxes
    ]
    edges = [f'"{edge.source}" -> "{edge.target}"' + (label(edge) if labels else "") for edge in picture.edges]
    return "digraph {" + ";".join([*boxes, *edges]) + "}"


def label(edge: Edge) -> str:
    """Room for the label, of its size and without words."""
    rect = edge.label_rect
    if not rect.width:
        return ""
    size = f'FIXEDSIZE="TRUE" WIDTH="{round(rect.width)}" HEIGHT="{round(rect.height)}"'
    return f' [label=<<TABLE BORDER="0" {size}><TR><TD></TD></TR></TABLE>>]'


def by_dot(source: str) -> str:
    """What `dot` prints: its first line has the size of the whole, in inches."""
    return subprocess.run(["dot", "-Tplain"], input=source, capture_output=True, text=True, check=True).stdout


def zoom(width: float, height: float) -> float:
    """How large all of a picture is shown in the window."""
    return min(WINDOW[0] / width, WINDOW[1] / height, 1.0)


def shipped(dot: bool) -> dict[str, dict[str, float]]:
    pack = load_pack("wervelmetastasen")
    rows = {}
    for tree in pack.trees:
        advice = advise(pack, tree, Patient())

        def drawn(advice=advice) -> Picture:
            return draw(pack, advice, view="whole", language="nl", width=WINDOW[0], height=WINDOW[1])

        picture = drawn()
        row = {"boxes": float(len(picture.boxes)), "ms": round(median(drawn), 2)}
        if dot:
            row["zoom"] = round(zoom(picture.width, picture.height), 2)
            for name, labels in (("zoom_ratio", True), ("bare_zoom_ratio", False)):
                _, _, width, height = by_dot(as_dot(picture, labels=labels)).split(maxsplit=4)[:4]
                theirs = zoom(float(width) * 72, float(height) * 72)
                row[name] = round(zoom(picture.width, picture.height) / theirs, 2)
        rows[tree.id] = row
    return rows


def made(boxes: int, dot: bool) -> dict[str, float]:
    pack, tree = made_tree(1, boxes)
    advice = made_advice(tree, 1, 10)
    writer = CardWriter(pack, tree, advice.settled, None, "nl", None)
    runs = RUNS if boxes < 1000 else 3
    parts = parts_of(writer)
    sizes = median(lambda: parts_of(writer), runs)
    whole = median(lambda: whole_view._made(writer, WINDOW, FULL, None, frozenset()), runs)
    row = {"boxes": float(len(parts)), "ms": round(whole - sizes, 2), "sizes_ms": round(sizes, 2)}
    if dot:
        source = as_dot(draw(pack, advice, view="whole", language="nl", width=WINDOW[0], height=WINDOW[1]))
        theirs = median(lambda: by_dot(source), runs)
        row["dot_ms"] = round(theirs, 2)
        row["ratio"] = round((whole - sizes) / theirs, 2)
    return row


def main() -> None:
    dot = shutil.which("dot") is not None
    print(
        json.dumps(
            {
                "benchmark": "layout",
                "runs": RUNS,
                "dot": dot,
                "trees": shipped(dot),
                "zoom_ratio_goal": 1.3,
                "made": {str(boxes): made(boxes, dot) for boxes in SIZES},
                "ratio_goal": 0.2,
            }
        )
    )


if __name__ == "__main__":
    main()
