"""Where everything stands on the projector: a page of grounds, lines of text and one picture, in pixels. No Qt.

All sizes are parts of the page's height, for that is what a reader in the back row sees. No text is smaller than
`FLOOR` of it. The foot takes what it needs, the picture of the way, with the advice at its end, what is left. What does
not fit folds: the tree that comes next, then the steps to lines and to a number, then what fits badly together to its
sign. Only where an open question would lose where its answers lead, the text of the way shrinks to the floor; where
even its shortest form has no room, blocks stand closer, and at last all text takes the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import ceil
from typing import Final, NamedTuple

from mdo_viewer.desktop.projector.content import Content, Passage, Said, Style, Tone
from mdo_viewer.desktop.says import tokens
from mdo_viewer.drawing.canvas import MARGIN
from mdo_viewer.drawing.font import ASCENT, DESCENT, balanced, text_width
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import ASKED, Picture, Rect, headed
from mdo_viewer.guideline.words import words_of

#: Text, as a part of the height: the smallest allowed, and the normal size.
FLOOR: Final = 0.0277
NORMAL: Final = 0.0333
SMALL: Final = FLOOR
#: Sizes of the text of the way that are tried in turn, of the height. The number in a step's disc is 14/15 of it.
WAY_SIZES: Final = (0.0315, FLOOR * 15 / 14)
WAY_TEXT: Final = 15.0  # of the smallest text of a picture at scale 1
#: A title on one line at one of the first sizes, else on two.
TITLES: Final = (0.041, 0.038, 0.036)
TITLES_ON_TWO: Final = (0.04, 0.036, 0.033)
HEADLINES: Final = (0.0481, 0.0426, 0.039)
DECISIONS: Final = (0.0426, 0.037)
LEADING: Final = 1.28
#: From the edge of the page, between blocks, and inside a block.
EDGE, GAP, PAD = 0.034, 0.018, 0.02
TIGHT: Final = 0.4  # of the last two, in a window so low that the way would lose more than steps
BAR: Final = 0.009
CORNER: Final = 0.012
#: The part of the band beside the main one, of the width.
SIDE: Final = 0.38
#: The most that what comes with an advice may add to the height of the band.
MOST_BAND: Final = 0.24
#: What a picture may be too large, px: nobody sees it.
HALF: Final = 0.5
#: The least height for the picture of the way; only texts far longer than those of a guideline come to it.
LEAST_WAY: Final = 0.2
LEAST_WHOLE: Final = 0.45  # for the whole tree, before what stands below it folds
MARKER: Final = 0.34  # of the width, for the patient's place in the meeting on one line
LINE: Final = 0.0815  # the line of the patient, of the height
MARK: Final = 0.5  # of the width, for what presses in that line before its words stand in two lines

#: Ground, line and loud text of a block.
TONES: Final[dict[Tone, tuple[tokens.Token, tokens.Token, tokens.Token]]] = {
    "urgent": (tokens.RED_WASH, tokens.RED, tokens.RED),
    "amber": (tokens.AMBER_WASH, tokens.AMBER, tokens.BROWN),
    "blue": (tokens.BLUE_WASH, tokens.BLUE, tokens.BLUE),
    "green": (tokens.GREEN_WASH, tokens.GREEN, tokens.GREEN),
    "grey": (tokens.GREY_WASH, tokens.STRONG_LINE, tokens.INK),
}


class Fill(NamedTuple):
    """A ground; `border` is drawn around it, a `corner` in pixels rounds it. Colours are names of the theme."""

    rect: Rect
    ground: tokens.Token
    border: tokens.Paint = ""
    corner: float = 0.0


class TextLine(NamedTuple):
    """One line of text; `y` is its baseline, `size` the em in whole pixels."""

    text: str
    x: float
    y: float
    size: int
    bold: bool
    colour: tokens.Token

    @property
    def rect(self) -> Rect:
        """What the line covers."""
        top = self.y - ASCENT * self.size
        return Rect(self.x, top, text_width(self.text, self.size, self.bold), (ASCENT + DESCENT) * self.size)


class Page(NamedTuple):
    """Everything that is painted. The picture stands with its corner at `at`, times `zoom`: 1, unless even its
    shortest form at the smallest text does not fit."""

    width: int
    height: int
    fills: tuple[Fill, ...]
    words: tuple[TextLine, ...]
    picture: Picture | None = None
    at: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0


class Paragraph(NamedTuple):
    """Lines of one text in a column."""

    lines: tuple[str, ...]
    size: int
    bold: bool
    colour: tokens.Token
    before: float  # room above

    @property
    def height(self) -> float:
        """What it takes of the column with the room above it, px."""
        return self.before + len(self.lines) * leading(self.size)


def leading(size: float) -> float:
    """From baseline to baseline."""
    return size * LEADING


def pixels(part: float, height: int) -> int:
    """A text size in whole pixels, never below the floor."""
    return max(ceil(FLOOR * height), round(part * height))


def lay_lines(
    lines: Iterable[str], x: float, top: float, size: int, bold: bool, colour: tokens.Token
) -> Iterator[TextLine]:
    """Lines below one another, the first at `top`."""
    for at, line in enumerate(lines):
        middle = top + (at + 0.5) * leading(size)
        yield TextLine(line, x, middle + (ASCENT - DESCENT) / 2 * size, size, bold, colour)


def lay_page(content: Content, width: int, height: int) -> Page:
    """The page of one patient and tree; `width` and `height` in pixels."""
    page = _best_page(content, width, height)
    if content.whole is None or not content.advised or _has_advice(content, page.picture):
        return page
    return _best_page(content._replace(whole=content.whole._replace(bare=True)), width, height)


def _has_advice(content: Content, picture: Picture | None) -> bool:
    outcome = content.advice.outcome
    return picture is not None and outcome is not None and any(box.node == outcome.id for box in picture.boxes)


def _best_page(content: Content, width: int, height: int) -> Page:
    page, leads_on = _laid(content, width, height)
    if leads_on or content.side is None or content.side.tone != "grey":
        return page
    # What is said quietly beside the way, as the tightest limit before any fact points to it, goes before the answers.
    return _laid(content._replace(side=None), width, height)[0]


def _laid(content: Content, width: int, height: int) -> tuple[Page, bool]:
    """The best page, and whether the answers to what is asked say where they lead."""
    best = _Layout(content, width, height)
    page = best.page()
    if best.kept:
        return page, True
    signs = bool(content.doubts)
    for air in (1.0, TIGHT) if signs else (TIGHT,):
        if air == TIGHT and best.worth[:2] == (True, True):  # closer only where the way would lose more than steps
            break
        other = _Layout(content, width, height, signs=signs, air=air)
        found = other.page()
        if other.worth > best.worth:
            best, page = other, found
    if best.worth[0]:
        return page, best.worth[1]
    last = _Layout(content, width, height, signs=signs, air=TIGHT, least=True)
    found = last.page()
    return (found, last.worth[1]) if last.worth > best.worth else (page, best.worth[1])


class _Layout:
    """Lays one page. With `signs` what fits badly together is a sign with a word beside the title; `air` is the part
    of the room between and in blocks that is kept; with `least` title and advice are as small as text may be.
    `worth` tells how much of the way was kept: that it fits, that its answers say where they lead, and how few steps
    are hidden; of the whole tree, where it has less than `LEAST_WHOLE`, how high it is."""

    def __init__(
        self, content: Content, width: int, height: int, *, signs: bool = False, air: float = 1.0, least: bool = False
    ) -> None:
        self.content, self.signs, self.least = content, signs, least
        self.worth: tuple[bool, bool, int] = (True, True, 0)
        self.width, self.height = width, height
        self.edge, self.gap, self.pad = EDGE * height, air * GAP * height, air * PAD * height
        self.inner = width - 2 * self.edge
        self.fills: list[Fill] = []
        self.words: list[TextLine] = []

    @property
    def kept(self) -> bool:
        """Whether nothing of the way is hidden."""
        return self.worth == (True, True, 0)

    def page(self) -> Page:
        top = self._first(self._head(self._line()))
        bottom = self._foot()
        picture, at, zoom = self._way(top, bottom)
        return Page(self.width, self.height, tuple(self.fills), tuple(self.words), picture, at, zoom)

    # --- above: which tree, which patient

    def _line(self) -> float:
        """The line of the patient: key, place, question, which alone is cut, and what presses; returns its end."""
        line = self.content.line
        if line is None:
            return 0.0
        high = LINE * self.height
        self.fills += [
            Fill(Rect(0, 0, self.width, high), tokens.GREY_WASH),
            Fill(Rect(0, high, self.width, max(1.0, 0.002 * self.height)), tokens.LINE),
        ]
        size, x = pixels(NORMAL, self.height), self.edge
        top, right = (high - leading(size)) / 2, self._presses(high)
        for text, bold in ((line.key, True), (line.site, True), (line.question, False)):
            shown = cut_to(text, right - x, size, bold)
            if shown:
                self.words += lay_lines((shown,), x, top, size, bold, tokens.INK)
                x += text_width(shown, size, bold) + 1.2 * size
        return high

    def _presses(self, high: float) -> float:
        """What presses, in red at the right of the patient's line; what was only announced as urgent stands plain.
        Returns where the room for the rest ends."""
        line, right = self.content.line, self.width - self.edge
        text = "" if line is None else line.urgent or line.announced
        if line is None or not text:
            return right
        around = BAR * self.height + 2 * self.pad if line.urgent else 0.0
        size, most = pixels(NORMAL, self.height), MARK * self.width - around
        if text_width(text, size, True) > most:
            size = pixels(SMALL, self.height)
        lines = broken(text, most, size, True)
        wide = max(text_width(each, size, True) for each in lines)
        left = right - wide - around
        if line.urgent:
            tall = min(high, len(lines) * leading(size) + 0.5 * self.pad)
            box = Rect(left, (high - tall) / 2, wide + around, tall)
            self._block(Passage("urgent", ()), box, [Paragraph(lines, size, True, tokens.RED, 0.0)])
        else:
            top = (high - len(lines) * leading(size)) / 2
            self.words += lay_lines(lines, left, top, size, True, tokens.INK)
        return left - 1.2 * size

    def _head(self, above: float) -> float:
        """Number and title of the tree, and at the right the patient's place; returns where it ends."""
        small, top = pixels(SMALL, self.height), above + (0.6 if not above else 0.3) * self.edge
        marker = self._marker(small)
        wide = max(text_width(line, small, False) for line in marker)
        right = self.width - self.edge - wide
        left = right
        chips = [self.content.doubt] if self.signs else []
        chips += [each for each in (self.content.example, self.content.frozen) if each]
        for chip in chips:
            left -= self.gap + text_width(chip, small, True) + 0.9 * small
        number = str(self.content.tree)
        lines, size = self._title(number, left - self.gap - self.edge)
        line = leading(size)
        first = top + max(0.0, (line - leading(small)) / 2)
        high = max(first - top + len(marker) * leading(small), len(lines) * line)
        start = self.edge + self._number(number, size)
        self.words += lay_lines((number,), self.edge, top, size, True, tokens.BLUE)
        self.words += lay_lines(lines, start, top, size, True, tokens.INK)
        for chip in chips:
            left += self._chip(chip, left, first, small, quiet=chip == self.content.frozen) + self.gap
        for at, text in enumerate(marker):
            x = self.width - self.edge - text_width(text, small, False)
            self.words += lay_lines((text,), x, first + at * leading(small), small, False, tokens.MUTED)
        return top + high + 0.6 * self.gap

    def _title(self, number: str, room: float) -> tuple[tuple[str, ...], int]:
        """The lines of the title beside its number, and their size."""
        title, height = self.content.title, self.height
        on_one, on_two = ((SMALL,), (SMALL,)) if self.least else (TITLES, TITLES_ON_TWO)
        lines, size = fitting(title, on_one, lambda s: room - self._number(number, s), height, 1)
        if len(lines) > 1:
            lines, size = fitting(title, on_two, lambda s: room - self._number(number, s), height, 2)
        return lines, size

    def _marker(self, size: int) -> tuple[str, ...]:
        if self.content.line is not None:
            return (self.content.place,)
        joined = f"{self.content.place} · {self.content.hidden}"
        if text_width(joined, size, False) <= MARKER * self.width:
            return (joined,)
        return (self.content.place, self.content.hidden)

    @staticmethod
    def _number(number: str, size: int) -> float:
        """From the tree's number to its title."""
        return text_width(number, size, True) + 0.6 * size

    def _chip(self, word: str, left: float, top: float, size: int, *, quiet: bool) -> float:
        """A framed word: an example, that something fits badly together, or `quiet` that the picture stands still;
        returns its width."""
        pad = 0.45 * size
        box = Rect(left, top, text_width(word, size, True) + 2 * pad, leading(size))
        ground, line, ink = TONES["grey" if quiet else "amber"]
        self.fills.append(Fill(box, ground, line, CORNER * self.height))
        self.words += lay_lines((word,), left + pad, top, size, True, ink)
        return box.width

    # --- below: the advice, and how old the guideline is

    def _foot(self) -> float:
        """From below: guideline, decision or what is missing, what holds besides, what fits badly together; returns
        where they begin. The advice stands at the end of the way."""
        content, small = self.content, pixels(SMALL, self.height)
        lines = broken(content.guideline, self.inner, small, False)
        top = self.height - 0.45 * self.edge - len(lines) * leading(small)
        self.words += lay_lines(lines, self.edge, top, small, False, tokens.MUTED)
        informs = words_of("window", content.language)("projector.informs")
        room = self.inner - max(text_width(line, small, False) for line in lines) - 2 * self.gap
        if text_width(informs, small, False) <= room:
            x = self.width - self.edge - text_width(informs, small, False)
            self.words += lay_lines((informs,), x, top, small, False, tokens.MUTED)
        top -= 0.5 * self.gap
        if not self._leads:
            top = self._decided(top) if content.advised else self._band(top)
        strips = content.strips if self.signs else (*content.doubts, *content.strips)
        for strip in reversed(strips):
            top = self._strip(strip, top - 0.6 * self.gap, NORMAL)
        return top

    @property
    def _leads(self) -> bool:
        """Whether the decision stands first, above the way: it deviates from the advice at the end of it."""
        return bool(self.content.aside)

    def _first(self, top: float) -> float:
        """The decision that deviates, as large as an advice; returns where it ends."""
        side = self.content.side
        if not self._leads or side is None:
            return top
        first, *rest = side.said
        return self._across(Passage(side.tone, (first._replace(style="headline"), *rest)), top=top) + self.gap

    def _decided(self, bottom: float) -> float:
        """The decision over the whole width, or how much comes with the advice; returns its top."""
        side = self.content.side
        if side is None:
            return bottom
        notes = sum(said.style == "note" for said in side.said)
        if notes:
            count = words_of("window", self.content.language).count("projector.notes", notes)
            return self._strip(Passage("grey", (Said(count, "body"),)), bottom, SMALL)
        return self._across(side, bottom=bottom)

    def _across(self, side: Passage, *, top: float | None = None, bottom: float = 0.0) -> float:
        """A decision over the whole width, from its top or to its bottom; returns the other end."""
        first, *rest = side.said
        calm = " · ".join(said.text for said in rest if not said.loud)
        loud = [said for said in rest if said.loud]
        part = Passage(side.tone, (first, *((Said(calm, "body"),) if calm else ()), *loud))
        column = self._column(part, self.inner)
        high = _height(column) + 1.2 * self.pad
        start = bottom - high if top is None else top
        self._block(part, Rect(self.edge, start, self.inner, high), column)
        return start if top is None else start + high

    def _band(self, bottom: float) -> float:
        """The advice, with the decision or what else belongs to it at its right; returns its top."""
        main, side = self._sides()
        wide = self.inner if side is None else self.inner * (1 - SIDE) - self.gap
        column = self._column(main, wide)
        high = _height(column)
        beside: list[Paragraph] = []
        if side is not None:
            beside = self._column(side, self.inner * SIDE)
            high = max(high, _height(beside))
        top = bottom - high - 2 * self.pad
        self._block(main, Rect(self.edge, top, wide, bottom - top), column)
        if side is not None:
            left = self.edge + wide + self.gap
            self._block(side, Rect(left, top, self.width - self.edge - left, bottom - top), beside)
        return top

    def _column(self, part: Passage, width: float) -> list[Paragraph]:
        """The paragraphs of a block of this width."""
        room = width - 2 * self.pad - BAR * self.height
        loud = TONES[part.tone][2]
        return [self._paragraph(said, room, loud, first=at == 0) for at, said in enumerate(part.said)]

    def _paragraph(self, said: Said, room: float, loud: tokens.Token, *, first: bool) -> Paragraph:
        sizes = {"headline": HEADLINES, "decision": DECISIONS, "strong": (NORMAL,), "body": (NORMAL,)}.get(
            said.style, (SMALL,)
        )
        sizes = (SMALL,) if self.least else sizes
        bold = said.style not in ("body", "note")
        lines, size = fitting(said.text, sizes, lambda _: room, self.height, 2, bold=bold)
        if len(lines) > 2 and said.short:
            lines, size = fitting(said.short, sizes, lambda _: room, self.height, 2, bold=bold)
        colour: tokens.Token = loud if said.loud else tokens.INK
        before = 0.0 if first else _ROOM.get(said.style, 0.0) * self.height
        return Paragraph(lines, size, bold, colour, before)

    def _sides(self) -> tuple[Passage, Passage | None]:
        """The advice and what stands beside it. Notes that would make the band too high are counted; when that leaves
        none, the count goes below the advice."""
        main, side = self.content.main, self.content.side
        notes = 0 if side is None else sum(said.style == "note" for said in side.said)
        if side is None or not notes:
            return main, side
        count = words_of("window", self.content.language).count
        most = _height(self._column(main, self.inner * (1 - SIDE) - self.gap))
        if not self.content.strips:
            most = max(most, (MOST_BAND - 2 * PAD) * self.height)
        for left in range(notes):
            rest = (Said(count("projector.more", left), "note"),) if left else ()
            shown = Passage(side.tone, (*side.said[: len(side.said) - left], *rest))
            if _height(self._column(shown, self.inner * SIDE)) <= most:
                return main, shown
        return Passage(main.tone, (*main.said, Said(count("projector.notes", notes), "note"))), None

    def _block(self, part: Passage, rect: Rect, column: list[Paragraph]) -> None:
        """A ground with its bar at the left and its paragraphs, in the middle of the height."""
        ground, line, _ = TONES[part.tone]
        corner, bar = CORNER * self.height, BAR * self.height
        self.fills.append(Fill(rect, ground, line, corner))
        inset = Rect(rect.x + 0.8 * bar, rect.y + corner, 0.7 * bar, rect.height - 2 * corner)
        self.fills.append(Fill(inset, line, "", 0.35 * bar))
        x = rect.x + bar + self.pad
        y = rect.y + (rect.height - _height(column)) / 2
        for paragraph in column:
            y += paragraph.before
            self.words += lay_lines(paragraph.lines, x, y, paragraph.size, paragraph.bold, paragraph.colour)
            y += len(paragraph.lines) * leading(paragraph.size)

    def _strip(self, part: Passage, bottom: float, size: float) -> float:
        """One paragraph over the whole width; returns its top."""
        said, pad = part.said, 0.5 * self.pad
        room, px = self.inner - 2 * self.pad - BAR * self.height, pixels(size, self.height)
        text = " · ".join(each.text for each in said)
        if len(broken(text, room, px, True)) > 1:
            px = pixels(SMALL, self.height)
        lines = broken(text, room, px, True)
        if len(lines) > 1 and said[0].short:
            lines = broken(said[0].short, room, px, True)
        high = len(lines) * leading(px) + 2 * pad
        colour = TONES[part.tone][2] if said[0].loud else tokens.INK
        self._block(part, Rect(self.edge, bottom - high, self.inner, high), [Paragraph(lines, px, True, colour, 0.0)])
        return bottom - high

    # --- between: the way

    def _way(self, top: float, bottom: float) -> tuple[Picture, tuple[float, float], float]:
        """The picture of the way in the room that is left, its place, and its zoom."""
        top += self.gap if self.content.whole is not None else 0.0
        wide, high = self.inner, max(bottom - top - self.gap, LEAST_WAY * self.height)
        if self.content.whole is not None and high < LEAST_WHOLE * self.height:
            self.worth = False, False, round(high)
        picture = self._drawn_whole(wide, high) if self.content.whole is not None else self._drawn(wide, high)
        rim = 2 * picture.scale * MARGIN  # around the picture, which may lie over the edges of the page
        zoom = min(1.0, wide / (picture.width - rim - HALF), high / (picture.height - rim - HALF))
        return picture, (self.edge + (wide - picture.width * zoom) / 2, top + (high - picture.height * zoom) / 2), zoom

    def _drawn(self, wide: float, high: float) -> Picture:
        """At the usual size of text, or where an open question would lose where its answers lead, at the least."""
        best: tuple[tuple[bool, int, int], Picture] | None = None
        content = self.content
        for size in WAY_SIZES:
            scale = size * self.height / WAY_TEXT
            room = (wide + 2 * MARGIN * scale, high + 2 * MARGIN * scale)
            picture = draw(
                content.pack,
                content.advice,
                view="path",
                language=content.language,
                width=room[0],
                height=room[1],
                scale=scale,
                asked=content.asked,
                unknown=content.unknown,
                brief=True,
                coming=content.coming,
                digits=False,
            )
            picture = headed(picture, content.aside or content.order, pale=bool(content.aside))
            fits = picture.width <= room[0] + HALF and picture.height <= room[1] + HALF
            worth = fits, _leads_on(content, picture), -picture.hidden
            if best is None or worth[:2] > best[0][:2]:
                best = worth, picture
            if worth[:2] == (True, ALL):
                break
        assert best is not None
        (fits, leads, hidden), _picture = best
        self.worth = fits, leads > 0, hidden
        return best[1]

    def _drawn_whole(self, wide: float, high: float) -> Picture:
        """The whole tree as large as all of it can be, with titles alone where its lines could not be read."""
        content, scale = self.content, WAY_SIZES[0] * self.height / WAY_TEXT
        assert content.whole is not None
        picture = draw(
            content.pack,
            content.advice,
            view="whole",
            language=content.language,
            width=wide,
            height=high,
            scale=scale,
            root=content.whole.root,
            folded=content.whole.folded,
            readable=FLOOR * self.height,
            asked=content.asked,
            unknown=content.unknown,
            digits=False,
        )
        return headed(picture, content.aside or content.order, pale=bool(content.aside))


#: Of an open question its answers and its lines are shown.
ALL: Final = 2


def _leads_on(content: Content, picture: Picture) -> int:
    """Whether a question that is open has its answers, and below what is asked apart also its lines: `ALL`, 1 without
    these, 0 without answers."""
    asked = {box.node for box in picture.boxes if box.state == "open"}
    if not asked <= {edge.question for edge in picture.edges}:
        return 0
    below = [picture.box(edge.target) for edge in picture.edges if edge.source == ASKED]
    questions = content.advice.tree.questions_by_id
    bare = (questions[box.node].checklist is not None and not any(run.mark for run in box.runs) for box in below)
    return ALL - any(bare)


#: Room above a paragraph, of the height.
_ROOM: Final[dict[Style, float]] = {"headline": 0.002, "decision": 0.002, "strong": 0.004, "body": 0.004, "note": 0.004}


def _height(column: list[Paragraph]) -> float:
    return sum(paragraph.height for paragraph in column)


def fitting(
    text: str, sizes: tuple[float, ...], room: Callable[[int], float], height: int, most: int, *, bold: bool = True
) -> tuple[tuple[str, ...], int]:
    """Lines of the text at the largest of the sizes at which it takes at most `most` lines, else at the smallest.

    `room` gives the width for a size in pixels.
    """
    lines: tuple[str, ...] = ()
    size = 0
    for part in sizes:
        size = pixels(part, height)
        lines = broken(text, room(size), size, bold)
        if len(lines) <= most:
            break
    return lines, size


def cut_to(text: str, width: float, size: int, bold: bool) -> str:
    """As much of a text as fits, with dots where something is cut; empty where nothing does."""
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold) > width:
        text = text[:-1].rstrip()
    return f"{text}…" if text else ""


def broken(text: str, width: float, size: int, bold: bool) -> tuple[str, ...]:
    """Lines of at most `width`; a text of parts with dots between them breaks at a dot, which then goes."""
    lines: list[str] = []
    for part in text.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines += balanced(part, width, size, bold) or ("",)
    return tuple(lines)
