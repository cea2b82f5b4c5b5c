"""What the page template is given: the summary, its headings, the picture, all as plain data and printable text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import product
from typing import TypeAlias, TypedDict

from mdo_viewer.drawing.font import text_width, wrap
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.library import words
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.reports.model import DeadlineLine, FactLine, RiderLine, Summary, TreeLine, TreeState, UnknownLine
from mdo_viewer.reports.strokes import strokes
from mdo_viewer.reports.wording import Paper, capital, sentence

Plain: TypeAlias = "Mapping[str, Plain] | list[Plain] | tuple[Plain, ...] | str | int | float | bool | None"

class FactCell(TypedDict):
    """One line of the facts section; `room` in points for a value beside its label (`fits`: on one line), None
    for one below it.
    """

    label: str
    value: str
    remark: str
    known: bool
    room: float | None
    fits: bool


class Group(TypedDict):
    """Facts under one heading of the facts section."""

    origin: str
    date: str
    facts: list[FactCell]


#: A column of the facts section, its text and the least room before a value, in points.
_COLUMN, _SIZE, _GAP = 242.0, 8.4, 8.0

#: A place where a word may break; the template turns it into a break that leaves no character behind.
BREAK = "\u200b"
_LONG_WORD = 28
_PIECE = 4
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_KEPT_FORMATS = frozenset("\u00ad\u200c\u200d")


def page_data(summary: Summary, picture: Picture | None) -> Plain:
    """Everything on the page. Text that no font can show is written as `[U+0007]`."""
    paper = Paper(summary.language)
    data = {
        "title": " · ".join(part for part in (summary.title, summary.key, summary.example_mark) if part),
        "date": date_parts(summary.made_at),
        "words": headings(summary.language),
        "summary": asdict(summary),
        "foot": {"left": " · ".join(_foot(summary)), "right": summary.foot.disclaimer},
        "main_about": _said((summary.main.strength, paper.trees([summary.main.number]), _source(summary.main, paper))),
        "main_deadlines": _next_deadlines(summary),
        "way": f"{paper('way', number=summary.main.number)} · {summary.main.title}",
        "way_alt": way_in_words(summary.main, paper),
        "picture": _picture(picture),
        "todo": _todo(summary, paper),
        "nothing": _nothing(summary, paper),
        "arrangements": _arrangements(summary, paper),
        "groups": _columns(list(_groups(summary, paper))),
        "riders": [(_joined(each.text, each.waits_for), _rider_about(each, paper)) for each in summary.riders],
        "trees": [_tree(each, summary, paper) for each in summary.trees if each.state not in _ABSENT],
        "absent": list(_absent(summary, paper)),
        "notes": [
            (f"{paper('note', number=each.number)}: {sentence(each.title)}", each.text, paper.trees(each.trees))
            for each in summary.notes
            if each.text
        ],
        "other_notes": _other_notes(summary, paper),
        "guideline": _joined(summary.banner, summary.guideline_age),
        "sources": f"{paper('source')}: {'; '.join(summary.sources)}",
    }
    return printable_data(data)


def _said(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _source(tree: TreeLine, paper: Paper) -> str:
    return f"{paper('source')} {tree.source}"


def _next_deadlines(summary: Summary) -> list[str]:
    """The deadlines of the main tree, or else the shortest one of the journey."""
    pending = [each for each in summary.deadlines if each.state != "done"]
    own = [each for each in pending if each.tree == summary.main.number]
    return [_next_deadline(each) for each in own or pending[:1]]


def _next_deadline(line: DeadlineLine) -> str:
    """A provisional one stands under the sentence that names it."""
    when = _deadline(line.when, line.remark)
    return capital(when) if line.provisional else f"{line.what}: {when}"


def _other_notes(summary: Summary, paper: Paper) -> str:
    notes = [f"{each.number} {each.title} ({paper.trees(each.trees)})" for each in summary.notes if not each.text]
    return f"{paper('notes_other')}: {'; '.join(notes)}." if notes else ""


def _picture(picture: Picture | None) -> dict[str, object] | None:
    """The picture without the empty ground around it, so that it lines up with the text."""
    if picture is None or not picture.boxes:
        return None
    left, top, right, bottom = _bounds(picture)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top, "strokes": strokes(picture)}


def _bounds(picture: Picture) -> tuple[float, float, float, float]:
    """What boxes and lines cover, with room for half of the thickest line."""
    rects = [*(box.rect for box in picture.boxes), *(edge.label_rect for edge in picture.edges if edge.label.text)]
    points = [point for edge in picture.edges for point in edge.points]
    room = 2 * picture.scale
    return (
        min([*(rect.x for rect in rects), *(x for x, _ in points)]) - room,
        min([*(rect.y for rect in rects), *(y for _, y in points)]) - room,
        max([*(rect.right for rect in rects), *(x for x, _ in points)]) + room,
        max([*(rect.bottom for rect in rects), *(y for _, y in points)]) + room,
    )


def _todo(summary: Summary, paper: Paper) -> list[dict[str, object]]:
    """Deadlines, then actions; the column says "before", so its cells do not."""
    before = paper("due_before", moment="")
    deadlines: list[dict[str, object]] = [
        {
            "when": each.when.removeprefix(before),
            "what": each.what,
            "who": "",
            "about": f"{paper.trees([each.tree])}: {each.limit}",
            "remark": each.remark,
            "late": each.state == "overdue",
        }
        for each in summary.deadlines
    ]
    actions: list[dict[str, object]] = [
        {"when": each.before, "what": each.what, "who": each.who, "about": "", "remark": "", "late": False}
        for each in summary.actions
    ]
    return deadlines + actions


def _nothing(summary: Summary, paper: Paper) -> list[str]:
    """What there is none of, in words."""
    return [
        *([] if summary.deadlines else [paper("no_deadlines")]),
        *([] if summary.actions else [paper("no_actions")]),
    ]


def _arrangements(summary: Summary, paper: Paper) -> list[tuple[str, str]]:
    return [
        (paper("preferences"), summary.preferences),
        (paper("lead"), summary.lead_physician),
        (paper("gp"), summary.gp_informed),
        (paper("rediscuss"), summary.rediscuss),
        (paper("attendees"), ", ".join(summary.attendees)),
        (paper("remarks"), summary.remarks),
    ]


def _groups(summary: Summary, paper: Paper) -> Iterator[Group]:
    """The facts by origin, in the order in which each first comes, derived ones after them; moments; unknown facts.

    The date that most facts of a group have stands at the group; a fact with another date says so.
    """
    found: dict[str, list[FactLine]] = {}
    for fact in sorted(summary.facts, key=lambda each: each.state == "derived"):
        found.setdefault(fact.origin, []).append(fact)
    for origin, facts in found.items():
        dates = [each.date for each in facts]
        usual = max(dates, key=dates.count)
        lines = [_fact(each.label, each.value, _remark(each, usual, paper)) for each in facts]
        yield {"origin": capital(origin), "date": _date(origin, usual, paper), "facts": lines}
    if summary.moments:
        lines = [_fact(each.label, each.when, "") for each in summary.moments]
        yield {"origin": paper("moments"), "date": "", "facts": lines}
    asked = [_unknown(each, paper) for each in summary.unknown if each.state == "unknown"]
    if asked:
        yield {"origin": paper("asked_unknown"), "date": "", "facts": asked}
    not_asked = [_not_asked(each, paper) for each in summary.unknown if each.state == "not_asked"]
    if not_asked:
        yield {"origin": paper("asked_not"), "date": "", "facts": not_asked}


def _unknown(line: UnknownLine, paper: Paper) -> FactCell:
    why = line.text.partition(": ")[2]
    remark = ", ".join(part for part in (why, paper.trees(line.trees) if line.trees else "") if part)
    return _fact(line.label, paper("unknown"), remark, known=False)


def _not_asked(line: UnknownLine, paper: Paper) -> FactCell:
    """The heading says that it was not asked; the trees that wait for it stand in the place of the value."""
    return _fact(line.label, paper.trees(line.trees), "", known=False)


def _fact(label: str, value: str, remark: str, *, known: bool = True) -> FactCell:
    width = text_width(value, _SIZE, known)
    room = round(width + _GAP, 1) if width < _COLUMN / 3 and "\n" not in value else None
    said = f"{label} ({remark})" if remark else label
    fits = "\n" not in said and text_width(said, _SIZE, False) < _COLUMN - (room or 0.0)
    return {"label": label, "value": value, "remark": remark, "known": known, "room": room, "fits": fits}


def _columns(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups in two columns of about the same height, the first group left, their order kept."""
    heights = [_height(group) for group in groups]
    best = min(
        (choice for choice in product((True, False), repeat=len(groups)) if choice[:1] != (False,)),
        key=lambda choice: abs(sum(height if left else -height for height, left in zip(heights, choice, strict=True))),
    )
    chosen = list(zip(groups, best, strict=True))
    return [group for group, left in chosen if left], [group for group, left in chosen if not left]


def _height(group: Group) -> int:
    """About how many lines a group takes."""
    return 2 + sum(_lines(each) for each in group["facts"])


def _lines(fact: FactCell) -> int:
    label = f"{fact['label']} ({fact['remark']})" if fact["remark"] else fact["label"]
    value = 0 if fact["room"] else len(wrap(fact["value"], _COLUMN, _SIZE, fact["known"]))
    return len(wrap(label, _COLUMN - (fact["room"] or 0.0), _SIZE, False)) + value


def _remark(fact: FactLine, usual: str, paper: Paper) -> str:
    said = [] if fact.remark in ("", paper("derived")) else [fact.remark]
    return ", ".join([*said, *([_date(fact.origin, fact.date, paper)] if fact.date != usual else [])])


def _date(origin: str, date: str, paper: Paper) -> str:
    if date == paper("unknown"):
        return f"{paper('date')} {date}"
    return "" if date == origin else date


_ABSENT: tuple[TreeState, ...] = ("entry_unknown", "not_entered")


def _tree(tree: TreeLine, summary: Summary, paper: Paper) -> dict[str, object]:
    """A row of the journey; what the main tree says in full stands at the head of the page."""
    full = () if tree.id == summary.main.id else (tree.text, *tree.lines, tree.dose)
    return {
        "number": tree.number,
        "title": tree.title,
        "path": [asdict(step) for step in tree.path],
        "heading": tree.heading,
        "lines": [line for line in full if line],
        "size": sum(map(len, full)),
        "about": _said((tree.strength, tree.source, tree.done)),
    }


def _absent(summary: Summary, paper: Paper) -> Iterator[tuple[str, str]]:
    """The trees of which it is not known yet whether they apply, by what they wait for; then those that do not."""
    for state in _ABSENT:
        found: dict[tuple[str, ...], list[str]] = {}
        for tree in summary.trees:
            if tree.state == state:
                found.setdefault(tree.lines, []).append(f"{tree.number} {tree.title}")
        if found:
            yield paper(f"{state}_trees"), " ".join(_absent_group(*each) for each in found.items())


def _absent_group(lines: tuple[str, ...], names: list[str]) -> str:
    waits = " ".join(lines).removesuffix(".")
    return f"{'; '.join(names)} ({uncapital(waits)})." if waits else f"{'; '.join(names)}."


def _rider_about(rider: RiderLine, paper: Paper) -> str:
    return ", ".join(part for part in (paper.trees(rider.trees), rider.source) if part)


def headings(language: Language) -> dict[str, str]:
    """The report's words with underscores for dots, so that the template can name them."""
    prefix = "report."
    found = words(language)
    named = {key.removeprefix(prefix).replace(".", "_"): text for key, text in found.items() if key.startswith(prefix)}
    return {**named, "tree_short": ""}


def way_in_words(tree: TreeLine, paper: Paper) -> str:
    """The way as a reader who cannot see the picture needs it."""
    steps = (
        paper("way_step", step=number, question=step.question, answer=step.answer)
        for number, step in enumerate(tree.path, 1)
    )
    return " ".join(
        [paper("way_alt", number=tree.number, title=tree.title), *steps, paper("way_end", outcome=tree.heading)]
    )


def date_parts(moment: str | None) -> dict[str, int] | None:
    """Year to second of an ISO 8601 moment."""
    if moment is None:
        return None
    found = datetime.fromisoformat(moment)
    return {name: getattr(found, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _deadline(when: str, remark: str) -> str:
    return f"{when} ({remark})" if remark else when


def _foot(summary: Summary) -> tuple[str, ...]:
    foot = summary.foot
    return foot.key, foot.guideline, foot.tree, foot.program


# --- text that can be printed -------------------------------------------------------------------------------------


def printable_data(data: object) -> Plain:
    """Plain data with every text made printable."""
    if isinstance(data, str):
        return breakable(printable(data))
    if isinstance(data, Mapping):
        return {key: printable_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_data(value) for value in data]
    if data is None or isinstance(data, int | float):
        return data
    raise TypeError(type(data))


def printable(text: str) -> str:
    """The text with line ends as `\\n`, every kind of space as a space, and what has no picture as `[U+0007]`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, _LINE_ENDS.sub("\n", text)))


def _shown(char: str) -> str:
    if char in "\n\u00a0" or char in _KEPT_FORMATS:
        return char
    if char == "\t":
        return " "
    if char == BREAK:
        return ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    return f"[U+{ord(char):04X}]" if category in ("Cc", "Cf", "Cn", "Co", "Cs") else char


def breakable(text: str, longest: int = _LONG_WORD) -> str:
    """The text with places to break in every word longer than `longest`, so that none runs off the page."""
    if len(text) <= longest:
        return text
    return re.sub(rf"\S{{{longest + 1},}}", lambda match: BREAK.join(_pieces(match[0])), text)


def _pieces(word: str) -> list[str]:
    pieces = [""]
    for char in word:
        bound = unicodedata.category(char)[0] in "MC" or pieces[-1][-1:] in _KEPT_FORMATS
        if len(pieces[-1]) >= _PIECE and not bound:
            pieces.append("")
        pieces[-1] += char
    return pieces
