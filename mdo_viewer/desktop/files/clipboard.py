"""The page as plain text on the clipboard, for the hospital record; half a minute later it is gone from there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from mdo_viewer.desktop.state.host import SettingsHost
from mdo_viewer.desktop.widgets.timers import once
from mdo_viewer.meeting.choosing import not_compared
from mdo_viewer.meeting.confirming import others_of
from mdo_viewer.place.wording import refusal

#: How long the text stays, s.
STAYS: Final = 30
#: What asks Windows and KDE to keep a copy out of the history of the clipboard, and out of that of other devices.
NO_HISTORY: Final = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "x-kde-passwordManagerHint": b"secret",
}


class Clipboard(QObject):
    """Copies, and takes back what it copied as long as nothing else was copied since."""

    def __init__(self, host: SettingsHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._copied = ""
        self._timer = once(self, host.door(self.clear), STAYS * 1000)

    def copy(self) -> None:
        """Put the page of the current patient, with all places, on the clipboard as text, and say how long it stays."""
        if self._refused():
            return
        from mdo_viewer.reports.summary import summarise
        from mdo_viewer.reports.text import as_text, in_one

        state, now, later = self._host.session.state, self._host.now(), self._host.settings.later
        document = state.document
        drafts = self._host.session.unrecorded_here(state)
        cases = [(document.on_paper(at), others_of(document, at)) for at in state.places]
        apart = not_compared(state.home, [case for case, _others in cases], now)
        made = (
            summarise(
                state.pack_of(case),
                case,
                now,
                state.language,
                later=later,
                others=others,
                meeting=document.about,
                apart=apart,
                drafts=waiting,
            )
            for (case, others), waiting in zip(cases, drafts, strict=True)
        )
        self.put(in_one(map(as_text, made)))

    def copy_meeting(self) -> None:
        """Put the whole meeting on the clipboard as text."""
        if self._refused():
            return
        from mdo_viewer.reports.meeting import summarise_meeting
        from mdo_viewer.reports.meeting_page import meeting_text

        state, now, later = self._host.session.state, self._host.now(), self._host.settings.later
        drafts = self._host.session.unrecorded()
        made = summarise_meeting(state.home, state.document, now, state.language, later=later, drafts=drafts)
        self.put(meeting_text(made))

    def _refused(self) -> bool:
        """Whether the organisation lets nothing be copied; then that is said."""
        why = refusal(self._host.session.policy, "clipboard", self._host.session.state.language)
        if why:
            self._host.say(why)
        return bool(why)

    def put(self, text: str) -> None:
        """Put a text on the clipboard until it is cleared."""
        self._copied = text
        content = QMimeData()
        content.setText(self._copied)
        for kind, value in NO_HISTORY.items():
            content.setData(kind, QByteArray(value))
        QGuiApplication.clipboard().setMimeData(content)
        self._timer.start()
        self._host.say(self._host.look.words("copy.done", n=STAYS))

    def clear(self) -> None:
        """Empty the clipboard if it still holds what was copied here."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text().replace("\r\n", "\n") == self._copied:
            clipboard.clear()
        self._copied = ""
