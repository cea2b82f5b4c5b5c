"""What the laptop tells of a picture that is frozen or was left blank: when it comes to that, and again each minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from mdo_viewer.desktop.projector.beam import Beam
from mdo_viewer.desktop.projector.host import ProjectorHost

SECOND: Final = 1000
#: After how long the laptop reminds that the picture is frozen, and again each time, s.
REMIND: Final = 60


class Reminder:
    """`note` is the key of what is to be told with the next state. What was told goes with what it was told of."""

    def __init__(self, host: ProjectorHost, parent: QObject, beam: Callable[[], Beam]) -> None:
        self._host, self._beam = host, beam
        self.note, self._told, self._reminded = "", "", 0
        self._ticks = QTimer(parent)
        self._ticks.timeout.connect(host.door(self.tick))

    def begin(self) -> None:
        """The picture is frozen: count from now."""
        self._reminded = 0
        self._ticks.start(SECOND)

    def take(self) -> str:
        """What is to be told now, once; or nothing."""
        said = self._host.look.words(self.note) if self.note else ""
        self.note, self._told = "", said or self._told
        return said

    def tick(self) -> None:
        """While frozen: count, and remind."""
        frozen = self._beam().frozen
        if frozen is not None:
            passed = int((self._host.now() - frozen.since).total_seconds()) // REMIND
            if passed > self._reminded:
                self._reminded = passed
                clock = self._host.look.saying.clock(frozen.since)
                self._told = self._host.look.words("projector.still_frozen", tree=frozen.tree, time=clock)
                self._host.say(self._told)
            self._host.show_beam()

    def follow(self) -> None:
        """The projector has changed: stop counting, and take away what holds no longer."""
        beam = self._beam()
        if beam.frozen is None:
            self._ticks.stop()
        if self._told and beam.frozen is None and not beam.emptied:
            self._host.message.withdraw(self._told)
            self._told = ""
