"""Help for the tests of the projector's page: what a reader in the back row would trip over."""

from __future__ import annotations

from itertools import combinations

from mdo_viewer.desktop.projector.page import FLOOR, Fill, Page, TextLine
from mdo_viewer.drawing import shapes
from mdo_viewer.drawing.picture import Rect


def sizes(page: Page) -> list[float]:
    """Every text size on the page, in pixels."""
    found = [float(words.size) for words in page.words]
    if page.picture is not None:
        runs = [run for box in page.picture.boxes for run in box.runs]
        runs += [edge.label for edge in page.picture.edges if edge.label.text]
        runs += [badge.run for badge in map(shapes.badge, page.picture.boxes) if badge is not None]
        found += [run.size * page.zoom for run in runs]
    return found


def overlaps(one: Rect, other: Rect, room: float = 0.0) -> bool:
    return (
        one.x + room < other.right
        and other.x + room < one.right
        and one.y + room < other.bottom
        and other.y + room < one.bottom
    )


def inside(rect: Rect, width: float, height: float) -> bool:
    return rect.x >= 0 and rect.y >= 0 and rect.right <= width + 0.5 and rect.bottom <= height + 0.5


def covers(words: TextLine) -> Rect:
    """Where ink can stand: the line without the room above its capitals."""
    rect = words.rect
    return Rect(rect.x, rect.y + 0.2 * words.size, rect.width, rect.height - 0.2 * words.size)


def page_faults(page: Page) -> list[str]:
    """What a reader would trip over."""
    found = [f"small: {size}" for size in sizes(page) if size < FLOOR * page.height - 0.01]
    found += [f"outside: {w.text}" for w in page.words if not inside(w.rect, page.width, page.height)]
    found += [f"outside: {f.rect}" for f in page.fills if not inside(f.rect, page.width, page.height)]
    pairs = combinations(page.words, 2)
    found += [f"over one another: {a.text} / {b.text}" for a, b in pairs if overlaps(covers(a), covers(b))]
    cards = [fill for fill in page.fills if fill.corner > 3 and fill.border]
    for words in page.words:
        for card in cards:
            held = overlaps(words.rect, card.rect)
            if held and not (words.x >= card.rect.x and words.rect.right <= card.rect.right):
                found.append(f"over the edge: {words.text}")
    found += [f"cards: {a.rect} {b.rect}" for a, b in combinations(cards, 2) if overlaps(a.rect, b.rect)]
    return found + _picture_faults(page, cards)


def _picture_faults(page: Page, cards: list[Fill]) -> list[str]:
    picture = page.picture
    if picture is None:
        return []
    found = [f"zoom {page.zoom}"] if page.zoom < 1 else []
    left, top = page.at
    for box in picture.boxes:
        z = page.zoom
        rect = Rect(left + box.rect.x * z, top + box.rect.y * z, box.rect.width * z, box.rect.height * z)
        if not inside(rect, page.width, page.height):
            found.append(f"outside: {box.id}")
        found += [f"{box.id} over a card" for card in cards if overlaps(rect, card.rect)]
        found += [f"{box.id} over {w.text}" for w in page.words if overlaps(rect, covers(w))]
    return found
