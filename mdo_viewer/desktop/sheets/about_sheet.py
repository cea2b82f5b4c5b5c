"""What the program is, what it is not for, and under which licences it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.controls import PlainLabel
from mdo_viewer.desktop.widgets.sheet import Sheet
from mdo_viewer.guideline.words import words_of
from mdo_viewer.place.wording import set_words


class AboutSheet(Sheet):
    """What the program is not for, how old the guideline is, and under which licences it stands."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host, parent, 760)
        self._parts: list[PlainLabel] = []

    def fill(self, look: Look) -> None:
        """The disclaimer first, then guideline, version, documents, what is kept, and the licences."""
        from mdo_viewer import __version__

        words, pack = look.words, look.pack
        self.title.show_text(words("about.title", version=__version__))
        documents = "\n".join(f"{d.id}  {look.text(d.title)} ({d.date})" for d in pack.documents)
        said: tuple[tuple[str, int, bool, tokens.Token], ...] = (
            (look.text(pack.disclaimer), 17, True, tokens.RED),
            (words("about.guideline"), 14, True, tokens.MUTED),
            (look.guideline, 15, False, tokens.INK),
            (look.text(pack.banner), 15, False, tokens.INK),
            (words("about.version", title=look.text(pack.title), version=pack.version), 15, False, tokens.INK),
            (look.saying.review(pack, look.now), 15, True, tokens.BROWN),
            (documents, 14, False, tokens.MUTED),
            (words("about.kept"), 14, True, tokens.MUTED),
            (words("about.kept.text"), 15, False, tokens.INK),
            *self._set(look),
            (words("about.licences"), 14, True, tokens.MUTED),
            (words("about.licences.text"), 14, False, tokens.INK),
        )
        for part in self._parts[len(said) :]:
            part.hide()
        while len(self._parts) < len(said):
            self._parts.append(PlainLabel())
            self.column.addWidget(self._parts[-1])
        for part, (text, size, bold, colour) in zip(self._parts, said, strict=False):
            part.restyle(size, bold, colour)
            part.show_text(text)

    def _set(self, look: Look) -> tuple[tuple[str, int, bool, tokens.Token], ...]:
        """What the organisation set, and where what is the program's own lies where it lies beside it."""
        from mdo_viewer.place.portable import portable_folder

        place, language = words_of("place", look.state.language), look.state.language
        said: list[tuple[str, int, bool, tokens.Token]] = []
        folder = portable_folder()
        if folder is not None:
            said.append((place("portable", folder=folder), 15, False, tokens.INK))
        lines = set_words(self._host.session.policy, language)
        if lines:
            said += [(place("set.title"), 14, True, tokens.MUTED), ("\n".join(lines), 15, False, tokens.INK)]
        return tuple(said)
