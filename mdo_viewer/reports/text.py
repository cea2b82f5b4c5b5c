"""The summary as plain text for the hospital record: at most 100 columns, no markup, nothing cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from mdo_viewer.guideline.wording import capital
from mdo_viewer.reports.beside import later_about, later_heading
from mdo_viewer.reports.deadlines import with_decided, with_worse
from mdo_viewer.reports.disagreements import disagree_kicker, tree_says
from mdo_viewer.reports.doubtful import limits_doubted, why_doubted
from mdo_viewer.reports.model import (
    DecisionLine,
    FactLine,
    RiderLine,
    Summary,
    TableLine,
    TaskLine,
    TreeLine,
    own_steps,
)
from mdo_viewer.reports.taken_over import anew_text, then_texts
from mdo_viewer.reports.tasks import said_by, when_said, with_when
from mdo_viewer.reports.trees import advice_kicker, is_timed, no_limit_said, to_start, with_treated
from mdo_viewer.reports.wording import Paper, sentence, trees_and_source

WIDTH: Final = 100
_INDENT: Final = "  "


def as_text(summary: Summary) -> str:
    """The whole summary; lines end with `\\n`, sections stand apart by an empty line."""
    paper = Paper(summary.language, decider=summary.decides)
    sections = (
        _head(summary, paper),
        _doubtful(summary, paper),
        _advice(summary, paper),
        _disagreements(summary, paper, may=False),
        _disagreements(summary, paper, may=True),
        list(wrapped(summary.not_compared)) if summary.not_compared else [],
        _later(summary, paper),
        _decisions(summary, paper),
        _taken_over(summary, paper),
        _deadlines(summary, paper),
        _actions(summary, paper),
        _conditions(summary, paper),
        _arrangements(summary, paper),
        _patient(summary, paper),
        _facts(summary, paper),
        _unknown(summary, paper),
        _riders(summary, paper),
        _trees(summary, paper),
        _guideline(summary, paper),
        _foot(summary),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def in_one(parts: Iterable[str]) -> str:
    """Several pages as one text, with a line between them."""
    return f"\n{'=' * WIDTH}\n\n".join(parts)


def wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """The text in lines of at most `WIDTH`; its own line ends stay, a word that is too long runs on."""
    indent = first
    for line in text.splitlines() or [""]:
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=first if rest is None else rest,
            break_on_hyphens=False,
        ) or [indent.rstrip()]
        indent = first if rest is None else rest


def _points(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from wrapped(text, "- ", _INDENT)


def _named(name: str, value: str) -> Iterator[str]:
    yield from wrapped(f"{name}: {value}", "", _INDENT)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [*wrapped(title.upper()), *found] if found else []


def _head(summary: Summary, paper: Paper) -> list[str]:
    lines = [*wrapped(summary.example_mark)] if summary.example else []
    lines += wrapped(f"{summary.title.upper()} · {summary.name}")
    lines += wrapped(", ".join(part for part in (summary.discussed, summary.urgency, summary.as_of) if part))
    lines += _named(paper("question"), summary.question)
    lines += _named(paper("meeting.line"), summary.meeting) if summary.meeting else []
    lines += _named(paper("attendees"), ", ".join(summary.attendees))
    return lines


def _doubtful(summary: Summary, paper: Paper) -> list[str]:
    lines: list[str] = []
    for each in summary.doubtful:
        lines += _points([each.said])
        for text in (why_doubted(each, paper), each.confirmed and sentence(each.confirmed)):
            lines += wrapped(text, _INDENT) if text else []
    return _section(paper.doubtful, lines)


def _advice(summary: Summary, paper: Paper) -> list[str]:
    main = summary.main
    tree = f"{paper.trees([main.number])} {main.title}"
    lines = [*wrapped(f"{with_treated(summary)} ({tree})", "", _INDENT)]
    mark = sentence(main.mark) if main.mark else ""
    for text in (
        mark,
        main.elsewhere,
        main.text,
        *main.lines,
        main.dose,
        _about(main, paper),
        main.done,
    ):
        lines += wrapped(text) if text else []
    lines += _points(each.text for each in summary.marks if main.number in each.trees)
    return _section(advice_kicker(summary.main, paper), lines)


def _about(tree: TreeLine, paper: Paper) -> str:
    parts = (tree.strength, f"{paper('source')} {tree.source}")
    return sentence(capital("; ".join(part for part in parts if part)))


def _later(summary: Summary, paper: Paper) -> list[str]:
    texts = (
        f"{each.waits_for} {each.text} ({paper.trees(each.trees)}; {later_about(each, summary.later)})".lstrip()
        for each in summary.later
    )
    return _section(later_heading(summary.later_heading, summary.later), _points(texts))


def _disagreements(summary: Summary, paper: Paper, *, may: bool) -> list[str]:
    lines: list[str] = []
    found = [each for each in summary.disagreements if each.may is may]
    for each in found:
        lines += wrapped(each.title)
        lines += _points(tree_says(tree, paper) for tree in each.trees)
        lines += wrapped(f"{each.text} ({paper('note', number=each.note)})")
    return _section(disagree_kicker(found[0], paper), lines) if found else []


def _decisions(summary: Summary, paper: Paper) -> list[str]:
    if not summary.decisions:
        return _section(paper("decision"), [*wrapped(sentence(paper("no_decision"))), *_waiting(summary, paper)])
    lines: list[str] = []
    for decision in summary.decisions:
        lines += _decision(decision, paper)
    lines += _waiting(summary, paper)
    lines += _named(paper("left"), summary.undecided) if summary.undecided else []
    lines += _named(paper("alternatives"), "; ".join(summary.alternatives))
    lines += _named(paper("shared"), summary.shared_decision)
    return _section(paper("decision"), lines)


def _waiting(summary: Summary, paper: Paper) -> Iterator[str]:
    return _named(paper("waiting"), summary.waiting) if summary.waiting else iter(())


def _decision(line: DecisionLine, paper: Paper) -> Iterator[str]:
    yield from wrapped(f"{line.heading}: {line.what}" if line.what else line.heading, "", _INDENT)
    pairs = (
        *line.follows,
        (capital(paper.before_word.strip()), line.before.removeprefix(paper.before_word)),
        (paper("condition"), line.condition),
        (paper("reason"), line.reason),
        (paper("explained"), line.remark),
    )
    for name, value in pairs:
        if value:
            yield from _named(name, value)
    yield from wrapped(sentence(line.about), "", _INDENT)
    for text in (line.past, line.apart, line.leads, line.warning, line.trees, line.older):
        if text:
            yield from wrapped(text, "", _INDENT)
    for question, answer in line.older_way:
        yield from wrapped(f"{question} {answer}", "  - ", "    ")


def _taken_over(summary: Summary, paper: Paper) -> list[str]:
    over = summary.taken_over
    if over is None:
        return []
    lines = [*_points(then_texts(over, paper))]
    lines += _named(paper("rediscuss"), over.rediscuss) if over.rediscuss else []
    lines += wrapped(anew) if (anew := anew_text(over, paper)) else []
    return _section(over.said, lines)


def _deadlines(summary: Summary, paper: Paper) -> list[str]:
    start = [*_points(to_start(summary))]
    lines = [*_points(_deadline_texts(summary, paper))]
    lines += _points(f"{each.said} ({paper.trees([each.tree])})" for each in summary.lapsed)
    lines += _points(each.said for each in summary.held)
    nothing = paper("no_other_deadlines") if is_timed(summary) else no_limit_said(summary, paper)
    doubted = "" if lines else limits_doubted(summary, paper)
    said = "" if lines or (start and is_timed(summary)) else nothing
    lines += wrapped(" ".join(filter(None, (said, doubted)))) if said or doubted else []
    return _section(paper("deadlines"), [*start, *lines])


def _deadline_texts(summary: Summary, paper: Paper) -> Iterator[str]:
    for each in summary.deadlines:
        task = said_by(each, summary.tasks, paper)
        if task is not None:
            yield _task_text(task, paper)
            continue
        remark = f" [{each.remark}]" if each.remark else ""
        about = [part for part in (paper.trees([each.tree]), each.limit) if part]
        said = f"{with_when(each.when, each.what, remark)} ({'; '.join(about)})"
        said = with_worse(said, each)
        yield with_decided(said, each, paper)


def _actions(summary: Summary, paper: Paper) -> list[str]:
    texts = (
        f"{each.what}; {paper('who')}: {each.who}; {paper.before_word.strip()}: {each.before}"
        + (f" ({each.past.removesuffix('.')})" if each.past else "")
        for each in summary.actions
    )
    said = [said_by(each, summary.tasks, paper) for each in summary.deadlines]  # these stand among the limits
    decided = (_task_text(each, paper) for each in summary.tasks if each not in said)
    nothing = [] if summary.tasks else [paper("no_actions")]
    return _section(paper("actions"), [*_points(decided), *_points(texts)] or nothing)


def _task_text(line: TaskLine, paper: Paper) -> str:
    late = f" [{paper('overdue')}]" * (line.late and not line.overtaken)
    return f"{with_when(when_said(line, paper), line.what, late)} ({line.about})"


def _conditions(summary: Summary, paper: Paper) -> list[str]:
    lines = [*wrapped(summary.conditions_text)] if summary.conditions_text else []
    lines += _points(f"{each.label}: {each.text}" for each in summary.conditions)
    return _section(paper("failed"), lines)


def _arrangements(summary: Summary, paper: Paper) -> list[str]:
    pairs = (
        ("preferences", summary.preferences),
        ("lead", summary.lead_physician),
        ("gp", summary.gp_informed),
        ("rediscuss", summary.rediscuss),
        ("remarks", summary.remarks),
    )
    return _section(paper("arrangements"), (line for key, value in pairs for line in _named(paper(key), value)))


def _facts(summary: Summary, paper: Paper) -> list[str]:
    lines = [*_points(_fact_texts(summary.facts, paper))] or [paper("no_facts")]
    lines += _points(f"{each.label}: {each.when}{_in_brackets(each.origin)}" for each in summary.moments)
    return _section(paper("facts"), lines)


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _fact_texts(facts: Iterable[FactLine], paper: Paper) -> Iterator[str]:
    for each in facts:
        date = f"{paper('date')} {each.date}" if each.date == paper("unknown") else each.date
        about = dict.fromkeys(part for part in (each.origin, date, each.remark) if part)
        yield f"{each.label}: {each.value} ({', '.join(about)})"


def _patient(summary: Summary, paper: Paper) -> list[str]:
    """What decides nothing: nothing where nothing is known of it."""
    texts = [
        *_fact_texts(summary.described, paper),
        *(f"{each.label}: {each.text}" for each in summary.described_unknown),
    ]
    for table in summary.tables:
        texts += (f"{table.title}: {_row(table, row)}" for row in table.rows)
        texts += table.remarks
    return _section(paper("patient"), _points(texts)) if texts else []


def _row(table: TableLine, cells: tuple[str, ...]) -> str:
    return "; ".join(f"{head}: {cell}" for head, cell in zip(table.columns, cells, strict=True))


def _unknown(summary: Summary, paper: Paper) -> list[str]:
    texts = (
        f"{each.label}: {each.text}" + (f" ({paper.trees(each.trees)})" if each.trees else "")
        for each in summary.unknown
    )
    return _section(paper("unknown_facts"), [*_points(texts)] or [paper("no_unknown")])


def _riders(summary: Summary, paper: Paper) -> list[str]:
    return _section(paper("riders"), _points(_rider(each, paper) for each in summary.riders))


def _rider(line: RiderLine, paper: Paper) -> str:
    about = "; ".join(filter(None, (line.strength, *trees_and_source(line.trees, line.source, paper))))
    return " ".join(part for part in (line.waits_for, line.text, f"({about})") if part)


def _trees(summary: Summary, paper: Paper) -> list[str]:
    lines: list[str] = []
    for tree in summary.trees:
        lines += wrapped(f"{tree.number} {tree.title}: {tree.heading}", "", _INDENT)
        way = " ".join(f"{step.question} {sentence(step.answer)}" for step in own_steps(tree))
        marks = (each.text for each in summary.marks if tree.number in each.trees)
        full = () if tree.id == summary.main.id else (tree.text, *tree.lines, tree.dose, *marks)
        for text in (sentence(tree.mark) if tree.mark else "", tree.elsewhere, way, *full, tree.done):
            lines += wrapped(text, _INDENT) if text else []
        if tree.state not in ("not_entered", "entry_unknown", "out_of_scope"):
            lines += wrapped(_about(tree, paper), _INDENT)
    return _section(paper("journey"), lines)


def _guideline(summary: Summary, paper: Paper) -> list[str]:
    lines = [*wrapped(" ".join(part for part in (summary.banner, summary.guideline_age) if part))]
    lines += wrapped(summary.scope)
    lines += wrapped(f"{capital(paper('source'))}: {'; '.join(summary.sources)}.")
    lines += wrapped(paper("notes_explained")) if summary.notes else []
    lines += _points(
        f"{paper('note', number=each.number)}: {sentence(each.title)}"
        + (f" {each.text}" if each.text else "")
        + f" ({paper.trees(each.trees)})"
        for each in summary.notes
    )
    return _section(paper("guideline"), lines)


def _foot(summary: Summary) -> list[str]:
    foot = summary.foot
    lines = [*wrapped(" · ".join((foot.key, foot.guideline, foot.tree, foot.program)))]
    lines += wrapped(foot.below)
    lines += wrapped(summary.example_mark) if summary.example else []
    return lines
