"""What the page template is given: every text in its place, the picture as strokes, all as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import TypeAlias, TypedDict

from mdo_viewer.drawing.font import text_width, wrap
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.reasoning.telling import TreeState
from mdo_viewer.reports.beside import later_about, later_heading
from mdo_viewer.reports.deadlines import about_limit, with_worse
from mdo_viewer.reports.disagreements import disagree_kicker, tree_says
from mdo_viewer.reports.doubtful import limits_doubted, why_doubted
from mdo_viewer.reports.model import (
    ActionLine,
    DeadlineLine,
    DecisionLine,
    DisagreementLine,
    DoubtLine,
    FactLine,
    LapsedLine,
    RiderLine,
    StepLine,
    Summary,
    TableLine,
    TaskLine,
    TreeLine,
    UnknownLine,
    own_steps,
)
from mdo_viewer.reports.printable import Printable, fitting, printable
from mdo_viewer.reports.strokes import cropped
from mdo_viewer.reports.taken_over import anew_text, then_texts
from mdo_viewer.reports.tasks import said_by, when_said
from mdo_viewer.reports.trees import advice_kicker, is_timed, no_limit_said, to_start, with_treated
from mdo_viewer.reports.wording import Paper, sentence, trees_and_source

Plain: TypeAlias = "Mapping[str, Plain] | list[Plain] | tuple[Plain, ...] | str | int | float | bool | None"
Data: TypeAlias = dict[str, object]
Pairs: TypeAlias = list[tuple[str, str]]


class FactCell(TypedDict):
    """One line of the facts section.

    `room` in points for a value beside its label, None for one below it; `fits` when label and value take one line.
    """

    label: str
    remark: str
    value: str
    known: bool
    room: float | None
    fits: bool


class Group(TypedDict):
    """Facts under one heading of the facts section."""

    heading: str
    date: str
    facts: list[FactCell]


#: A column of the facts section, its text and the least room before a value, in points.
_COLUMN, _SIZE, _GAP = 242.0, 8.4, 8.0

#: The right half of the head, and the column that says who.
_HEAD, _WHO = 164.0, 64.0
_LONG_ACTION = 80
_FOOT_KEY = 40

_ABSENT: tuple[TreeState, ...] = ("entry_unknown", "not_entered", "out_of_scope")


def page_data(summary: Summary, picture: Picture | None) -> Plain:
    """Everything on the page, in the order of the template."""
    paper = Paper(summary.language, decider=summary.decides)
    return plain(
        {
            "language": summary.language,
            "mark": summary.example_mark,
            "foot": _foot(summary),
            "page_of": paper("page_of", page="{page}", pages="{pages}"),  # filled in while it is laid out
            "head": _head(summary, paper),
            "doubtful": [_doubt(each, paper) for each in summary.doubtful],
            "advice": _advice(summary, paper),
            "decision": _first_decision(summary, paper),
            "taken_over": _taken_over(summary, paper),
            "disagreements": [_disagreement(each, paper) for each in summary.disagreements],
            "not_compared": summary.not_compared,
            "later": _later(summary, summary.main),
            "way": _way(summary, picture, paper),
            "todo": _todo(summary, paper),
            "conditions": _conditions(summary, paper),
            "arrangements": _arrangements(summary, paper),
            "decisions": [_decision(each, paper) for each in summary.decisions[1:]],
            "patient": _patient(summary, paper),
            "facts": _facts(summary, paper),
            "riders": _riders(summary, paper),
            "trees": _trees(summary, paper),
            "guideline": _guideline(summary, paper),
        }
    )


def report_data(summary: Summary, picture: Picture | None, *more: tuple[Summary, Picture | None]) -> Plain:
    """A patient's file: what it says of itself, and a page; `more` are those of the patient's other points."""
    pages = ((summary, picture), *more)
    if more:  # for the bookmarks
        pages = tuple((replace(each, title=joined(" · ", each.site, each.title)), drawn) for each, drawn in pages)
    return plain(
        {
            "document": joined(" · ", summary.title, summary.key, summary.example_mark),
            "date": date_parts(summary.made_at),
            "sheets": [page_data(*page) for page in pages],
        }
    )


def plain(data: object) -> Plain:
    """Data that JSON can hold, with every text made printable. Raises TypeError for anything else."""
    if isinstance(data, Printable):
        return str(data)
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if data is None or isinstance(data, int | float):
        return data
    raise TypeError(type(data))


def date_parts(moment: str | None) -> dict[str, int] | None:
    """Year to second of an ISO 8601 moment, in UTC, as the template writes it."""
    if moment is None:
        return None
    found = datetime.fromisoformat(moment).astimezone(UTC)
    return {name: getattr(found, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def joined(by: str, *parts: str) -> str:
    """The parts that are not empty."""
    return by.join(part for part in parts if part)


def way_in_words(tree: TreeLine, paper: Paper) -> str:
    """The way as a reader who cannot see the picture needs it."""
    steps = (paper("way_step", step=step.number, question=step.question, answer=step.answer) for step in tree.path)
    start = paper("way_alt", number=tree.number, title=tree.title)
    return " ".join([start, *steps, paper("way_end", outcome=tree.heading)])


# --- head, advice, decision ---------------------------------------------------------------------------------------


def _foot(summary: Summary) -> Data:
    """A key so long that the foot would leave the page stands in full at the head alone."""
    foot = summary.foot
    key = foot.key if len(foot.key) <= _FOOT_KEY else f"{foot.key[:_FOOT_KEY]}…"
    return {
        "left": joined(" · ", key, foot.guideline, foot.tree, foot.program),
        "below": foot.below,
    }


def _head(summary: Summary, paper: Paper) -> Data:
    return {
        "title": summary.title,
        "question": (paper("question"), summary.question),
        "key": fitting(summary.name, _HEAD, 12.0, bold=True),
        "discussed": summary.discussed,
        "meeting": summary.meeting,
        "urgency": summary.urgency,
        "as_of": summary.as_of,
    }


def _advice(summary: Summary, paper: Paper) -> Data:
    main = summary.main
    about = joined(" · ", main.strength, *trees_and_source([main.number], paper.unbroken(main.source), paper))
    return {
        "kicker": advice_kicker(main, paper),
        "heading": with_treated(summary),
        "mark": _mark(main),
        "lines": [line for line in (main.text, *main.lines, main.dose) if line],
        "strong": [*_next_deadlines(summary, paper), *([main.done] if main.done else [])],
        "marks": _marks(summary, main),
        "about": about,
    }


def _mark(tree: TreeLine) -> str:
    """That a tree applies by a decision, and that another one says the same and was decided on."""
    return f"{sentence(tree.mark)} {tree.elsewhere}" if tree.mark and tree.elsewhere else tree.mark or tree.elsewhere


def _marks(summary: Summary, tree: TreeLine) -> list[str]:
    return [each.text for each in summary.marks if tree.number in each.trees]


def _later(summary: Summary, tree: TreeLine) -> Data | None:
    """The statements from after the guideline beside what this tree says; None without any."""
    lines = [each for each in summary.later if tree.number in each.trees]
    if not lines:
        return None
    return {
        "heading": later_heading(summary.later_heading, lines),
        "points": [(joined(" ", each.waits_for, each.text), later_about(each, lines)) for each in lines],
    }


def _next_deadlines(summary: Summary, paper: Paper) -> list[str]:
    """The deadlines of the main tree, or else the shortest one of the journey, with the tree that sets it: of what the
    trees say now. What runs on from a decision that was overtaken stands among the limits and is named so there."""
    pending = [each for each in summary.deadlines if each.state != "done" and not each.overtaken]
    own = [_own_deadline(each) for each in pending if each.tree == summary.main.number]
    # Its own text says its own; not what another guideline says.
    held = [each.said for each in summary.held if "/" in each.of or each.tree != summary.main.number]
    return own or [_other_deadline(summary, each, paper) for each in pending[:1]] or held


def _own_deadline(line: DeadlineLine) -> str:
    """A provisional one stands under the sentence that names it."""
    return capital(_when(line)) if line.provisional else f"{line.what}: {_when(line)}"


def _other_deadline(summary: Summary, line: DeadlineLine, paper: Paper) -> str:
    """A limit in the box of an advice that it is no part of: whose it is, how strong, and where that stands."""
    tree = next(each for each in (summary.main, *summary.trees) if each.number == line.tree)
    trees, source = trees_and_source([line.tree], paper.unbroken(tree.source), paper)
    about = joined(" · ", trees, tree.strength, source)
    return with_worse(f"{line.what}: {_when(line)} ({about})", line)


def _when(line: DeadlineLine) -> str:
    return f"{line.when} ({line.remark})" if line.remark else line.when


def _first_decision(summary: Summary, paper: Paper) -> Data:
    if not summary.decisions:
        return {
            "kicker": paper("decision"),
            "taken": False,
            "heading": paper("no_decision"),
            "text": "",
            "note": paper("no_decision_text"),
            "pairs": _waiting(summary, paper),
            "leads": "",
            "warning": "",
            "about": "",
            "older": "",
            "older_way": [],
        }
    first = _decision(summary.decisions[0], paper)
    more = [(paper("alternatives"), "; ".join(summary.alternatives)), (paper("shared"), summary.shared_decision)]
    left = [(paper("left"), summary.undecided)] if summary.undecided else []
    pairs = _reasons(summary.decisions[0], paper) + _others(summary, paper) + _waiting(summary, paper) + left + more
    return {**first, "kicker": paper("decision"), "taken": True, "note": "", "pairs": pairs}


def _others(summary: Summary, paper: Paper) -> Pairs:
    """Which other decisions deviate or ask for a look: they stand further down, and nobody may read past them."""
    numbers = {tree.id: tree.number for tree in (summary.main, *summary.trees)}
    said = [
        ": ".join(filter(None, (uncapital(paper.trees([numbers[each.tree]])), uncapital(each.heading), each.what)))
        for each in summary.decisions[1:]
        if each.tree in numbers and (each.kind == "deviate" or each.warning or each.past or each.apart)
    ]
    return [(paper("also"), "; ".join(said))] if said else []


def _waiting(summary: Summary, paper: Paper) -> Pairs:
    return [(paper("waiting"), summary.waiting)] if summary.waiting else []


def _decision(line: DecisionLine, paper: Paper) -> Data:
    return {
        "about": joined(" · ", line.about, line.at),
        "heading": line.heading,
        "text": line.what,
        "pairs": _reasons(line, paper),
        "leads": line.leads,
        "warning": " ".join(part for part in (line.past, line.apart, line.warning) if part),
        "older": line.older,
        "older_way": line.older_way,
    }


def _reasons(line: DecisionLine, paper: Paper) -> Pairs:
    """After what was decided: on the whole case which advices, before when, under which condition, why, and what the
    board wrote with it."""
    pairs = [
        *line.follows,
        (capital(paper.before_word.strip()), line.before.removeprefix(paper.before_word)),
        (paper("condition"), line.condition),
        (paper("reason"), line.reason),
        (paper("explained"), line.remark),
    ]
    return [pair for pair in pairs if pair[1]]


def _doubt(line: DoubtLine, paper: Paper) -> Data:
    return {
        "kicker": paper.doubtful,
        "said": line.said,
        "text": why_doubted(line, paper),
        "confirmed": sentence(line.confirmed) if line.confirmed else "",
    }


def _taken_over(summary: Summary, paper: Paper) -> Data | None:
    over = summary.taken_over
    if over is None:
        return None
    why = [(paper("rediscuss"), over.rediscuss)] if over.rediscuss else []
    return {"kicker": over.said, "decisions": then_texts(over, paper), "pairs": why, "anew": anew_text(over, paper)}


def _disagreement(line: DisagreementLine, paper: Paper) -> Data:
    return {
        "kicker": disagree_kicker(line, paper),
        "heading": line.title,
        "trees": [tree_says(each, paper) for each in line.trees],
        "text": line.text,
        "about": paper("note", number=line.note),
    }


def _way(summary: Summary, picture: Picture | None, paper: Paper) -> Data | None:
    if picture is None or not picture.boxes:
        return None
    return {
        "heading": f"{paper('way', number=summary.main.number)} · {summary.main.title}",
        "alt": way_in_words(summary.main, paper),
        "drawing": cropped(picture),
    }


# --- what has to be done ------------------------------------------------------------------------------------------


def _todo(summary: Summary, paper: Paper) -> Data:
    """What has to be done at once, deadlines and those that lapsed, what was decided, then actions; the column says
    "before", so its cells do not."""
    before = paper.before_word
    said = {each.of: said_by(each, summary.tasks, paper) for each in summary.deadlines}
    deadlines = [
        _deadline(each, paper) if task is None else _task(task, paper)
        for each in summary.deadlines
        for task in [said[each.of]]
    ]
    lapsed = [_row(paper("lapsed_when"), each.what, _lapsed(each, paper)) for each in summary.lapsed]
    rest = [each for each in summary.tasks if each not in said.values()]  # no row stands twice
    at_once = [_task(each, paper) for each in rest if _is_first(each)]
    decided = [_task(each, paper) for each in rest if not _is_first(each)]
    actions = [_action(each, paper) for each in summary.actions]
    return {
        "heading": paper("deadlines_actions"),
        "columns": [before.strip(), paper("what"), paper("who")],
        "start": to_start(summary),
        "rows": at_once + deadlines + lapsed + decided + actions,
        "nothing": [
            *(each.said for each in summary.held),
            *([] if _has_limits(summary) or is_timed(summary) else [no_limit_said(summary, paper)]),
            *([] if _has_limits(summary) else filter(None, [limits_doubted(summary, paper)])),
            *([] if summary.actions or summary.tasks else [paper("no_actions")]),
        ],
    }


def _has_limits(summary: Summary) -> bool:
    return bool(summary.deadlines or summary.lapsed or summary.held)


def _deadline(line: DeadlineLine, paper: Paper) -> Data:
    return {
        **_row(line.when.removeprefix(paper.before_word), line.what, about_limit(line, paper)),
        "late": paper("overdue") if line.state == "overdue" else "",
        "remark": line.remark.removeprefix(paper("overdue")).removeprefix(", "),
    }


def _row(when: str, what: str, about: str) -> Data:
    return {"when": when, "late": "", "remark": "", "what": what, "about": about, "who": ""}


def _is_first(line: TaskLine) -> bool:
    """What is not to be done, and what has to be done at once."""
    return bool(line.bars) or line.at_once or line.apart


def _task(line: TaskLine, paper: Paper) -> Data:
    row = _row(when_said(line, paper).removeprefix(paper.before_word), line.what, line.about)
    return {**row, "late": paper("overdue") if line.late else ""}


def _lapsed(line: LapsedLine, paper: Paper) -> str:
    """Whose limit it was, when, and all that is said of it beside its name."""
    about = f"{paper.trees([line.tree])}, {line.when}"
    return paper("lapsed_about", about=about, reason=line.reason, instead=uncapital(line.instead))


def _action(line: ActionLine, paper: Paper) -> Data:
    """Who it is stands in a column of its own, or below a long text."""
    row: Data = {"when": line.before, "late": "", "remark": "", "what": line.what}
    if len(line.what) > _LONG_ACTION:
        return {**row, "about": joined(" ", line.past, f"{paper('who')}: {line.who}"), "who": ""}
    return {**row, "about": line.past, "who": fitting(line.who, _WHO, _SIZE)}


def _conditions(summary: Summary, paper: Paper) -> Data | None:
    if not summary.conditions:
        return None
    return {
        "heading": paper("failed"),
        "text": summary.conditions_text,
        "columns": [uncapital(paper("condition")), paper("value")],
        "rows": [(each.label, each.text) for each in summary.conditions],
    }


def _arrangements(summary: Summary, paper: Paper) -> Data:
    return {
        "heading": paper("arrangements"),
        "pairs": [
            (paper("preferences"), summary.preferences),
            (paper("lead"), summary.lead_physician),
            (paper("gp"), summary.gp_informed),
            (paper("rediscuss"), summary.rediscuss),
            (paper("attendees"), ", ".join(summary.attendees)),
            (paper("remarks"), summary.remarks),
        ],
    }


# --- the patient --------------------------------------------------------------------------------------------------


def _patient(summary: Summary, paper: Paper) -> Data | None:
    """What decides nothing: the facts that describe in one column, the tables in the other; without facts the tables in
    both. None where nothing is known of it."""
    facts = [_described(each, paper) for each in summary.described]
    facts += [_cell(each.label, "", each.text, known=False) for each in summary.described_unknown]
    tables = [_table(each) for each in summary.tables]
    if not facts and not tables:
        return None
    left: list[Data] = [] if facts else tables[:1]
    return {"heading": paper("patient"), "facts": facts, "left": left, "right": tables if facts else tables[1:]}


def _table(line: TableLine) -> Data:
    """`wide` is the column that gets the room that is left: the one with the longest text."""
    longest = [max(map(len, cells)) for cells in zip(*line.rows, strict=True)]
    return {
        "title": line.title,
        "columns": line.columns,
        "rows": line.rows,
        "wide": longest.index(max(longest)),
        "remarks": line.remarks,
    }


def _described(fact: FactLine, paper: Paper) -> FactCell:
    return _cell(fact.label, joined(", ", fact.remark, "" if fact.date == paper("unknown") else fact.date), fact.value)


# --- facts --------------------------------------------------------------------------------------------------------


def _facts(summary: Summary, paper: Paper) -> Data:
    return {
        "heading": paper("facts"),
        "nothing": "" if summary.facts else paper("no_facts"),
        "columns": _columns(list(_groups(summary, paper))),
    }


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
        cells = [_cell(each.label, _remark(each, usual, paper), each.value) for each in facts]
        yield {"heading": capital(origin), "date": _date(origin, usual, paper), "facts": cells}
    moments = [_cell(each.label, each.origin, each.when) for each in summary.moments]
    asked = [_unknown(each, paper) for each in summary.unknown if each.state == "unknown"]
    not_asked = [_not_asked(each, paper) for each in summary.unknown if each.state == "not_asked"]
    for word, cells in (("moments", moments), ("asked_unknown", asked), ("asked_not", not_asked)):
        if cells:
            yield {"heading": paper(word), "date": "", "facts": cells}


def _remark(fact: FactLine, usual: str, paper: Paper) -> str:
    said = "" if fact.remark == paper("derived") else fact.remark
    return joined(", ", said, _date(fact.origin, fact.date, paper) if fact.date != usual else "")


def _date(origin: str, date: str, paper: Paper) -> str:
    if date == paper("unknown"):
        return f"{paper('date')} {date}"
    return "" if date == origin else date


def _unknown(line: UnknownLine, paper: Paper) -> FactCell:
    why = line.text.partition(": ")[2]
    return _cell(line.label, joined(", ", why, paper.trees(line.trees)), paper("unknown"), known=False)


def _not_asked(line: UnknownLine, paper: Paper) -> FactCell:
    """The heading says that it was not asked; the trees that wait for it stand in the place of the value."""
    return _cell(line.label, "", paper.trees(line.trees), known=False)


def _cell(label: str, remark: str, value: str, *, known: bool = True) -> FactCell:
    width = text_width(value, _SIZE, known)
    room = round(width + _GAP, 1) if width < _COLUMN / 3 and "\n" not in value else None
    said = _said(label, remark)
    fits = room is not None and "\n" not in said and text_width(said, _SIZE, False) < _COLUMN - room
    return {"label": label, "remark": remark, "value": value, "known": known, "room": room, "fits": fits}


def _said(label: str, remark: str) -> str:
    return f"{label} ({remark})" if remark else label


def _columns(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups in two columns of about the same height, the first group left, their order kept."""
    if len(groups) == 1:
        (only,) = groups
        middle = (len(only["facts"]) + 1) // 2
        halves = (only["facts"][:middle], only["facts"][middle:])
        return [{**only, "facts": halves[0]}], [{**only, "facts": halves[1]}] if halves[1] else []
    heights = [_height(group) for group in groups]

    def uneven(choice: tuple[bool, ...]) -> int:
        return abs(sum(height if left else -height for height, left in zip(heights, choice, strict=True)))

    choices = (choice for choice in product((True, False), repeat=len(groups)) if choice[:1] != (False,))
    best = min(choices, key=uneven)
    chosen = list(zip(groups, best, strict=True))
    return [group for group, left in chosen if left], [group for group, left in chosen if not left]


def _height(group: Group) -> int:
    """About how many lines a group takes."""
    return 2 + sum(1 if each["fits"] else _lines(each) for each in group["facts"])


def _lines(cell: FactCell) -> int:
    beside = 0.0 if cell["room"] is None else cell["room"]
    below = len(wrap(cell["value"], _COLUMN, _SIZE, cell["known"])) if cell["room"] is None else 0
    return len(wrap(_said(cell["label"], cell["remark"]), _COLUMN - beside, _SIZE, False)) + below


# --- why ----------------------------------------------------------------------------------------------------------


def _riders(summary: Summary, paper: Paper) -> Data:
    return {
        "heading": paper("riders"),
        "points": [(joined(" ", each.waits_for, each.text), _rider_about(each, paper)) for each in summary.riders],
    }


def _rider_about(rider: RiderLine, paper: Paper) -> str:
    return joined(" · ", rider.strength, *trees_and_source(rider.trees, paper.unbroken(rider.source), paper))


def _trees(summary: Summary, paper: Paper) -> Data:
    return {
        "heading": paper("journey"),
        "columns": [paper("number"), paper("path"), paper("outcome")],
        "rows": [_tree(each, summary, paper) for each in summary.trees if each.state not in _ABSENT],
        "absent": list(_absent(summary, paper)),
    }


def _tree(tree: TreeLine, summary: Summary, paper: Paper) -> Data:
    """A row of the journey; what the main tree says in full stands at the head of the page."""
    full = () if tree.id == summary.main.id else (tree.text, *tree.lines, tree.dose, *_marks(summary, tree))
    path = own_steps(tree)
    return {
        "number": str(tree.number),
        "title": tree.title,
        "path": [(step.question, *_answer(step)) for step in path],
        "heading": tree.heading,
        "mark": _mark(tree),
        "lines": [line for line in full if line],
        "later": None if tree.id == summary.main.id else _later(summary, tree),
        "about": joined(" · ", tree.strength, paper.unbroken(tree.source), tree.done),
        "long": sum(map(len, full)) + sum(len(step.question) + len(step.answer) for step in path) > 1500,
    }


def _answer(step: StepLine) -> tuple[str, str]:
    """The answer, and what stands in brackets behind it."""
    said, bracket, because = step.answer.partition(" (")
    return said, f"{bracket}{because}"


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


def _guideline(summary: Summary, paper: Paper) -> Data:
    others = [f"{each.number} {each.title} ({paper.trees(each.trees)})" for each in summary.notes if not each.text]
    return {
        "heading": paper("guideline"),
        "scope": summary.scope,
        "text": joined(" ", summary.banner, summary.guideline_age),
        "sources": f"{capital(paper('source'))}: {'; '.join(summary.sources)}.",
        "explained": paper("notes_explained") if summary.notes else "",
        "notes": [
            (f"{paper('note', number=each.number)}: {sentence(each.title)}", each.text, paper.trees(each.trees))
            for each in summary.notes
            if each.text
        ],
        "others": f"{paper('notes_other')}: {'; '.join(others)}." if others else "",
    }
