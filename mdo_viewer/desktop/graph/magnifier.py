"""Shows the box under the pointer in full, once the pointer rests there and where its lines cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdo_viewer.desktop.graph.view import READABLE, GraphView
from mdo_viewer.desktop.says.done import marked_now
from mdo_viewer.desktop.state.commands import in_force
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.drawing.layout import draw_alone
from mdo_viewer.drawing.picture import Box, headed
from mdo_viewer.drawing.shapes import badge

if TYPE_CHECKING:  # made when first needed
    from mdo_viewer.desktop.graph.loupe import Loupe

#: How long the pointer rests on a box before it is shown in full, ms.
REST = 250


def is_readable(box: Box, zoom: float) -> bool:
    """Whether all that belongs on a box stands there, large enough."""
    whole = badge(box) is not None or any(run.role == "kicker" for run in box.runs)
    return whole and min(run.size for run in box.runs) * zoom >= READABLE


class Magnifier:
    """Lives as long as the view; `loupe` is made when first needed."""

    def __init__(self, host: Host, view: GraphView) -> None:
        self._host, self._view = host, view
        self.loupe: Loupe | None = None
        self._over = ""
        self._rest = once(view, host.door(self.magnify), REST)

    @property
    def waits(self) -> bool:
        """Whether the pointer rests on a box that may be shown in full."""
        return self._rest.isActive()

    def hover(self, box: str) -> None:
        """The pointer is on another box, or on none ("")."""
        self._over = box
        if self.loupe is not None:
            self.loupe.hide()
        self._rest.start() if box else self._rest.stop()

    def moved(self) -> None:
        """Another part of the tree is in view."""
        self._rest.stop()
        if self.loupe is not None:
            self.loupe.hide()

    def magnify(self) -> None:
        """Show the box under the pointer in full where its lines cannot be read."""
        view, look = self._view, self._host.look
        item, picture = view.boxes.get(self._over), view.picture
        if item is None or picture is None or item.box.kind in ("stub", "tree"):
            return
        if picture.tree != look.state.tree_id:
            return  # the tree of now is drawn when it is in sight
        if is_readable(item.box, view.camera.zoom):
            return
        if self.loupe is None:
            from mdo_viewer.desktop.graph.loupe import Loupe

            self.loupe = Loupe(view)
        full = draw_alone(
            look.pack,
            look.advice,
            item.box,
            language=look.state.language,
            height=view.viewport().height() - 16,
            scale=picture.scale,
            asked=look.next_fact,
            unknown=look.patient.unknown,
            digits=look.keyed_fact == look.next_fact and in_force("1") == "1",
        )
        self.loupe.show_box(headed(full, marked_now(look)), view.mapFromScene(item.rect).boundingRect())
