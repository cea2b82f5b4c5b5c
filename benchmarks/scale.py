"""The shipped trees, and made ones of 20, 60, 500 and 5,000 boxes, in the view of the graph: the way, and repaints.

Prints JSON: milliseconds of wall clock, median and worst, in a view of 1600 x 1000. `way_ms` is another patient's way
in the same tree, from a finished picture to painted, with all in view and with texts at their own size; `densest_ms`
repaints the part that holds most boxes at the smallest zoom that can be chosen.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from mdo_viewer.desktop.graph.camera import SMALLEST
from mdo_viewer.desktop.graph.view import GraphView
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Pack, Tree
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.routes import routes
from tests.help.drawing_help import made_advice, made_tree

SIZES = (20, 60, 500, 5000)
PATIENTS = 8
RUNS = 24


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def spread(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 2), "worst": round(max(times), 2)}


def drawn(pack: Pack, advices: list[Advice]) -> list[Picture]:
    return [draw(pack, advice, view="whole", language="nl", width=1552, height=952) for advice in advices]


def made(boxes: int) -> list[Picture]:
    """Patients on a made tree of about so many boxes."""
    pack, tree = made_tree(1, boxes)
    return drawn(pack, [made_advice(tree, seed, 40) for seed in range(PATIENTS)])


def shipped(pack: Pack, tree: Tree) -> list[Picture]:
    """Patients of a shipped tree, each on another route."""
    some = itertools.islice(routes(pack, tree), PATIENTS)
    return drawn(pack, [advise(pack, tree, Patient(dict(route.examples))) for route in some])


def measured(app: QApplication, pictures: list[Picture]) -> dict[str, object]:
    view = GraphView()
    view.resize(1600, 1000)
    view.show()
    app.processEvents()

    def show(number: int) -> None:
        view.show_picture(pictures[number % len(pictures)], None)
        for _ in range(3):
            QCoreApplication.sendPostedEvents()

    build = timed(lambda: view.show_picture(pictures[0], None))
    found: dict[str, object] = {"boxes": len(pictures[0].boxes), "items_ms": round(build, 1)}
    rects = [item.rect.center() for item in view.boxes.values()]
    for place in ("fit", "own size"):
        if place == "fit":
            view.fit("all")
        else:
            view.camera.look(1.0, next(item.rect.center() for item in view.boxes.values() if item.box.state == "path"))
        app.processEvents()
        for number in range(PATIENTS):
            show(number)
        found[f"{place}: way_ms"] = spread([timed(lambda number=number: show(number)) for number in range(RUNS)])
        found[f"{place}: repaint_ms"] = spread([timed(view.viewport().repaint) for _ in range(RUNS)])
    if view.fits_whole() is False and len(rects) > 100:
        cells: dict[tuple[int, int], list[int]] = {}
        for at, rect in enumerate(rects):
            cells.setdefault((int(rect.x() * SMALLEST // 1600), int(rect.y() * SMALLEST // 1000)), []).append(at)
        densest = max(cells.values(), key=len)
        view.camera.look(SMALLEST, rects[densest[len(densest) // 2]])
        app.processEvents()
        found["densest_boxes"] = len(densest)
        found["densest_ms"] = spread([timed(view.viewport().repaint) for _ in range(RUNS)])
    view.close()
    return found


def main() -> None:
    app = QApplication([])
    theme.dress(app)
    pack = load_pack("wervelmetastasen")
    trees = {tree.id: measured(app, shipped(pack, tree)) for tree in pack.trees}
    sizes = {str(boxes): measured(app, made(boxes)) for boxes in SIZES}
    goals = {"shipped way_ms": 2, "way_ms": 16.7, "repaint_ms": 16.7}
    print(json.dumps({"benchmark": "scale", "runs": RUNS, "goals": goals, "trees": trees, "made": sizes}))


if __name__ == "__main__":
    main()
