"""The settings in use: what the windows wear by them, changed at once and kept for the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from mdo_viewer.desktop.qt_words import speak
from mdo_viewer.desktop.state.commands import use_single_keys
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import TEXT_SIZES, Settings, SettingsChanges, TextSize
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.guideline.values import replace


class Appearance:
    """`keep` writes changed settings down; None where nothing does."""

    def __init__(self, settings: Settings | None, keep: Callable[[Settings], None] | None, session: Session) -> None:
        self.settings = Settings() if settings is None else settings
        self._keep = keep
        use_single_keys(self.settings.single_keys)
        self._follow(session)

    def _follow(self, session: Session) -> None:
        """Let Qt speak the language too, and remember it once another one is chosen; that of the start was chosen
        before, or for once."""
        known = session.state.language
        speak(known)

        def chosen() -> None:
            nonlocal known
            if session.state.language != known:
                known = session.state.language
                speak(known)
                self.remember(language=known)

        session.listeners.append(chosen)

    def take(self, changes: SettingsChanges) -> bool:
        """Take over what changes, colours and movement at once; whether anything did."""
        settings = replace(self.settings, **changes)
        changed = settings != self.settings
        if changed:
            self.settings = settings
            self.wear()
        return changed

    def remember(self, **changes: Unpack[SettingsChanges]) -> None:
        """Take over, and write down where that can be done, what nothing that is shown depends on."""
        if self.take(changes):
            self.keep()

    def resize(self) -> bool:
        """Give all text the size, and single keys the way, that the settings ask for; whether that is another one."""
        turned = use_single_keys(self.settings.single_keys)
        resized = self.settings.text_size != theme.text_size()
        if resized:
            theme.set_text_size(theme.application(), self.settings.text_size)
        return resized or turned

    def wear(self) -> None:
        """Take the colours and the movement that the settings ask for; "as the system" may have become another one."""
        theme.frame_for(self.settings.scheme)
        scheme, moves = theme.scheme_for(self.settings.scheme), theme.moves_for(self.settings.motion)
        theme.wear(theme.application(), scheme, moves=moves)

    def keep(self) -> bool:
        """Write the settings down for the next start; False where that cannot be done."""
        try:
            if self._keep is not None:
                self._keep(self.settings)
        except OSError:
            return False
        return True

    def next_size(self, step: int) -> TextSize:
        """The next larger (1) or smaller (-1) size of text, in percent; 0 for the usual one."""
        at = TEXT_SIZES.index(self.settings.text_size) + step
        return 100 if step == 0 else TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))]
