"""A column that shows blocks: texts, buttons and fields, each in the widget that is made for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.says.blocks import (
    CONFIRM_FIELD,
    Ask,
    Block,
    Choices,
    Head,
    Item,
    Press,
    Remark,
    Say,
    TextStyle,
    Watch,
    texts_of,
)
from mdo_viewer.desktop.state.moments import may_be_moment
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.announcing import listens, tell_as
from mdo_viewer.desktop.widgets.controls import Button, CardFrame, Complaint, PlainLabel
from mdo_viewer.desktop.widgets.form import EnteredLine, held, is_held, is_known
from mdo_viewer.desktop.widgets.head_line import HeadLine, RemarkLine
from mdo_viewer.desktop.widgets.tab_order import stops
from mdo_viewer.guideline.wording import in_sentences

#: size, bold, colour
STYLES: dict[TextStyle, tuple[int, bool, tokens.Token]] = {
    "large": (20, True, tokens.INK),
    "title": (17, True, tokens.INK),
    "kicker": (13, True, tokens.MUTED),
    "kicker_urgent": (13, True, tokens.RED),
    "kicker_blue": (13, True, tokens.BLUE),
    "kicker_green": (13, True, tokens.GREEN),
    "kicker_amber": (13, True, tokens.BROWN),
    "body": (theme.BASE, False, tokens.INK),
    "strong": (theme.BASE, True, tokens.INK),
    "due": (18, True, tokens.INK),
    "due_urgent": (18, True, tokens.RED),
    "urgent": (theme.BASE, True, tokens.RED),
    "done": (18, True, tokens.GREEN),
    "muted": (14, False, tokens.MUTED),
    "small": (theme.SMALL, False, tokens.INK),
    "small_muted": (theme.SMALL, False, tokens.MUTED),
}
#: What stands above the rest of a card.
HEADINGS: Final[frozenset[TextStyle]] = frozenset(
    {"large", "title", "kicker", "kicker_urgent", "kicker_blue", "kicker_green", "kicker_amber"}
)


def _level(block: Block, at: int) -> int:
    """How deep the heading at this place lies: the first of a card below the title of its part, what follows in that;
    0 for what is none."""
    above = [item for item in block.items[: at + 1] if isinstance(item, Say) and item.style in HEADINGS and item.text]
    return 0 if not above or above[-1] is not block.items[at] else 2 if len(above) == 1 else 3


class AskField(QWidget):
    """Label, field, a quick button and a message beside it."""

    def __init__(self, give: Callable[[str, str], None]) -> None:
        super().__init__()
        self.id = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel(size=14, colour=tokens.MUTED)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = EnteredLine()
        self.field.setMinimumHeight(theme.TOUCH)
        self.field.given.connect(self._entered)
        self.field.kept.connect(self._kept)
        self.field.unfit.connect(self._say_what_fits)
        self._quick = Button()
        self._quick.clicked.connect(lambda: give(self.id, self._quick.words))
        self.message = Complaint(self.field)
        self._label.setBuddy(self.field)
        self._give = give
        self._shown = self._fits = ""
        row.addWidget(self.field, 1)
        row.addWidget(self._quick)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(self.message)

    def _entered(self) -> None:
        if self.holds or self.field.hasFocus():
            self._give(self.id, self.field.text())

    def _say_what_fits(self) -> None:
        self.message.complain(self._fits)

    def _kept(self) -> None:
        """A role may be told by what is pressed next; a moment that nobody entered is shown as such."""
        if not self.holds:
            return
        if self.id == CONFIRM_FIELD and not is_held(self.field):
            self._give(self.id, self.field.text())
            return
        with held(self.field):
            self._give(self.id, self.field.text())

    @property
    def holds(self) -> bool:
        """Whether something stands in the field that was not taken."""
        return self.field.text() != self._shown

    def forget(self) -> None:
        """Drop what was typed and not entered."""
        self.field.setText(self._shown)
        self.message.show_text("")

    def fill(self, ask: Ask) -> None:
        """Show this question; where it is another one, or its value another, what was being typed is gone."""
        is_known(self.field, ask.value)
        if ask.id != self.id or ask.value != self._shown:
            self.field.setText(ask.value)
            self.message.show_text("")
        self.id, self._shown = ask.id, ask.value
        self.field.fits = may_be_moment if ask.fits else None
        self._fits = ask.fits
        self._label.show_text(ask.label)
        self.field.setAccessibleName(ask.label)
        self.field.setPlaceholderText(ask.hint)
        self.field.setToolTip(theme.plain_tip(ask.tip))
        self.field.setAccessibleDescription(ask.tip)
        self._quick.setVisible(bool(ask.button))
        self._quick.show_words(ask.button, name=f"{ask.label}: {ask.button}")


#: The name of the class that shows each kind of item: that of lines is only loaded when there is one.
_WIDGETS: dict[type, str] = {
    Say: "PlainLabel",
    Press: "Button",
    Ask: "AskField",
    Watch: "ChangeLine",
    Remark: "RemarkLine",
    Head: "HeadLine",
    Choices: "ChoiceGrid",
}


class Column(QWidget):
    """Shows blocks one below the other; widgets are reused, so that showing the same again costs nothing."""

    def __init__(
        self,
        call: Callable[[str], None],
        give: Callable[[str, str], None],
        margins: tuple[int, int, int, int] = (16, 16, 16, 16),
    ) -> None:
        super().__init__()
        self._call, self._give = call, give
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*margins)
        self._box.setSpacing(8)
        self._box.addStretch(1)
        self._cards: dict[str, tuple[Block, CardFrame, list[QWidget]]] = {}

    def set_right(self, room: int) -> None:
        """The room at the right of the cards, px."""
        margins = self._box.contentsMargins()
        if margins.right() != room:
            margins.setRight(room)
            self._box.setContentsMargins(margins)

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show these blocks in this order."""
        wanted = {block.id for block in blocks}
        for id, (_, card, _parts) in self._cards.items():
            if id not in wanted and not card.isHidden():
                card.hide()
        for at, block in enumerate(blocks):
            card = self._card(block)
            item = self._box.itemAt(at)
            if item is None or item.widget() is not card:
                self._box.removeWidget(card)
                self._box.insertWidget(at, card)
            if card.isHidden():
                card.show()
            self._let_read(card, block)

    @staticmethod
    def _let_read(card: CardFrame, block: Block) -> None:
        """All that a card says is its name; where somebody listens Tab stops at it, as its texts stop nobody else."""
        said = in_sentences(texts_of(block))
        if said != card.accessibleName():
            card.setAccessibleName(said)
        stop = Qt.FocusPolicy.TabFocus if said and listens() else Qt.FocusPolicy.NoFocus
        if card.focusPolicy() != stop:
            card.setFocusPolicy(stop)

    def _card(self, block: Block) -> CardFrame:
        known = self._cards.get(block.id)
        if known is not None and known[0] == block:
            return known[1]
        card, parts = (known[1], known[2]) if known is not None else (CardFrame(block.tone), [])
        card.set_tone(block.tone)
        for at in range(len(block.items)):
            self._place(card, parts, at, block)
        for part in parts[len(block.items) :]:
            part.hide()
        self._cards[block.id] = (block, card, parts)
        return card

    def _place(self, card: CardFrame, parts: list[QWidget], at: int, block: Block) -> None:
        item = block.items[at]
        if at < len(parts) and type(parts[at]).__name__ != _WIDGETS[type(item)]:
            old = parts.pop(at)
            card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
            parts.insert(at, self._make(item))
            card.column.insertWidget(at, parts[at])
        elif at >= len(parts):
            parts.append(self._make(item))
            card.column.insertWidget(at, parts[at])
        part = parts[at]
        if isinstance(item, Say) and isinstance(part, PlainLabel):
            part.restyle(*STYLES[item.style])
            level = _level(block, at)
            tell_as(part, "heading" if level else "text", level=level)
            if part.contentsMargins().top() != item.gap:
                part.set_margins(0, item.gap, 0, 0)
            part.show_text(item.text)
        elif isinstance(item, Press) and isinstance(part, Button):
            part.set_tone(item.tone)
            part.show_words(item.words, key=item.key, name=item.name or item.words)
            part.setProperty("do", item.do)
            part.show()
        elif isinstance(item, Ask) and isinstance(part, AskField):
            part.fill(item)
            part.setContentsMargins(0, item.gap, 0, 0)
            part.show()
        elif isinstance(item, Choices):
            self._fill_choices(part, item)
        elif isinstance(item, Watch):
            self._fill_line(part, item)
        elif isinstance(item, Remark) and isinstance(part, RemarkLine):
            part.show_remark(item)
            part.show()
        elif isinstance(item, Head) and isinstance(part, HeadLine):
            part.show_head(item)
            part.show()

    def _fill_line(self, part: QWidget, item: Watch) -> None:
        from mdo_viewer.desktop.widgets.change_line import ChangeLine

        if isinstance(part, ChangeLine):
            part.show_lines(item.words, item.detail, item.name)
            part.setProperty("do", item.do)
            part.show()

    def _fill_choices(self, part: QWidget, item: Choices) -> None:
        from mdo_viewer.desktop.widgets.choice_grid import ChoiceGrid

        if isinstance(part, ChoiceGrid):
            part.offer(item.words, keys=item.keys, names=item.names)
            part.choose(item.chosen)
            part.setProperty("do", item.do)
            part.show()

    def _make_choices(self) -> QWidget:
        from mdo_viewer.desktop.widgets.choice_grid import ChoiceGrid

        grid = ChoiceGrid(2)
        grid.chosen.connect(lambda at: self._call(f"{grid.property('do')}:{at + 1}"))
        return grid

    def _make_line(self) -> QWidget:
        from mdo_viewer.desktop.widgets.change_line import ChangeLine

        line = ChangeLine()
        line.watched.connect(lambda: self._call(str(line.property("do"))))
        line.left.connect(lambda: self._call("preview:off"))
        return line

    def _make(self, item: Item) -> QWidget:
        if isinstance(item, Say):
            label = PlainLabel()
            tell_as(label, "text")
            return label
        if isinstance(item, Ask):
            return AskField(self._give)
        if isinstance(item, Choices):
            return self._make_choices()
        if isinstance(item, Watch):
            return self._make_line()
        if isinstance(item, Remark):
            return RemarkLine()
        if isinstance(item, Head):
            head = HeadLine()
            head.button.clicked.connect(lambda: self._call(str(head.button.property("do"))))
            return head
        button = Button(tone=item.tone, left=True)
        button.clicked.connect(lambda: self._call(str(button.property("do"))))
        return button

    def forget(self) -> None:
        """Another patient or tree: what was typed and not entered is not for this one."""
        for _block, _card, parts in self._cards.values():
            for part in parts:
                if isinstance(part, AskField):
                    part.forget()

    def half_typed(self) -> dict[str, str]:
        """What stands in the shown fields that was not taken, by the id of the field."""
        fields = (part for _block, card, parts in self._cards.values() if not card.isHidden() for part in parts)
        asked = (part for part in fields if isinstance(part, AskField) and not part.isHidden())
        return {part.id: part.field.text() for part in asked if part.holds}

    def field(self, id: str) -> AskField | None:
        """The shown field with this id."""
        for _block, card, parts in self._cards.values():
            for part in parts:
                if isinstance(part, AskField) and not card.isHidden() and not part.isHidden() and part.id == id:
                    return part
        return None

    def card(self, id: str) -> QWidget | None:
        """The card of the block with this id; None where none is shown."""
        found = self._cards.get(id)
        return found[1] if found is not None and not found[1].isHidden() else None

    def focus_on(self, do: str) -> None:
        """Give the keyboard to the button that is shown and does this, or to its choices; nothing without one."""
        for _block, card, parts in self._cards.values():
            for part in parts:
                if not card.isHidden() and not part.isHidden() and part.property("do") == do:
                    stop = part if isinstance(part, Button) else next(iter(stops(part)), part)
                    stop.setFocus(Qt.FocusReason.TabFocusReason)

    def texts(self) -> list[str]:
        """Every text now shown, for tests and assistive reading."""
        found: list[str] = []
        for _block, card, parts in self._cards.values():
            if not card.isHidden():
                found += [p.text() for p in parts if isinstance(p, PlainLabel) and not p.isHidden()]
                found += [p.words for p in parts if isinstance(p, Button) and not p.isHidden()]
                heads = [p for p in parts if isinstance(p, HeadLine) and not p.isHidden()]
                found += [p.label.text() for p in parts if isinstance(p, RemarkLine) and not p.isHidden()]
                found += [text for head in heads for text in (head.label.text(), head.button.words)]
        return found
