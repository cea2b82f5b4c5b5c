"""What changed for the patient that is shown since the trees of then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says.since import since_blocks, since_title
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.column import Column
from mdo_viewer.desktop.widgets.sheet import Sheet


class SinceSheet(Sheet):
    """Each tree that says something else for this patient: then, and now."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 900)
        self._blocks = Column(lambda name: host.door.run(host.call(name)), lambda _id, _text: None, (0, 0, 0, 0))
        self.column.addWidget(self._blocks)

    def fill(self, look: Look) -> None:
        """The patient that is shown now; the earlier trees are read when this is first asked for."""
        self.title.show_text(since_title(look))
        self._blocks.show_blocks(since_blocks(look))
