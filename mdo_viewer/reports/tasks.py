"""What decisions make of the tasks: what was decided otherwise is no task of its advice any more, and what the board
decided stands there instead, with its condition. Every list of tasks asks here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.meeting.advice_then import advised_then
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import FOLLOWING, choice_words
from mdo_viewer.reports.model import DeadlineLine, DecisionLine, TaskLine
from mdo_viewer.reports.wording import Paper, sentence


def what_decided(pack: Pack, decision: Decision, paper: Paper) -> str:
    """What is done by a decision: what was chosen, else the advice that was followed, else what the board wrote."""
    chosen = choice_words(pack, decision, paper.language)
    if chosen:
        return chosen
    if decision.kind not in FOLLOWING:
        return decision.text or ""
    title = advised_then(pack, decision)
    return title(paper.language) if title else ""


def decision_said(line: DecisionLine, paper: Paper) -> str:
    """A decision in a few words: how, and what; then its condition; then what the board wrote with it."""
    what = line.what if line.what == line.text else uncapital(line.what)
    said = f"{line.heading}: {what}" if what else line.heading
    return _sentences(said, condition_said(line.condition, paper), line.remark)


def condition_said(condition: str, paper: Paper) -> str:
    """`Voorwaarde: geen maagulcus`; empty without one."""
    return f"{paper('condition')}: {condition}" if condition else ""


def task_lines(
    pack: Pack, case: Case, decisions: Iterable[DecisionLine], deadlines: Iterable[DeadlineLine], paper: Paper
) -> tuple[TaskLine, ...]:
    """What the board decided to do, where no limit of that advice says it already; nothing that was done."""
    told = {each.of for each in deadlines}
    return tuple(
        line
        for decision, said in zip(case.decisions, decisions, strict=True)
        for line in _task(pack, case, decision, said, paper)
        if line.of not in told
    )


def _task(pack: Pack, case: Case, decision: Decision, said: DecisionLine, paper: Paper) -> Iterator[TaskLine]:
    """An advice that is followed as it stands is a task where it is one of giving something, or of a choice."""
    followed = decision.kind in FOLLOWING
    of = f"{decision.tree}.{decision.advice}" if followed and decision.advice else ""
    tree = pack.trees_by_id.get(decision.tree)
    outcome = None if tree is None else tree.outcomes_by_id.get(decision.advice or "")
    dose = outcome.dose if followed and outcome is not None and outcome.unless is None else None
    if not said.what or of in case.done or (followed and not (said.choice or said.condition or dose)):
        return
    about = paper("on_whole_short") if decision.tree == WHOLE_CASE else decision.tree
    if tree is not None:
        about = paper.trees([tree.number])
    advised = advised_then(pack, decision)
    if decision.kind == "deviate" and advised is not None:
        about = paper("instead_of", about=about, outcome=advised(paper.language))
    yield TaskLine(
        tree=decision.tree,
        of=of,
        what=f"{said.what} ({dose(paper.language)})" if dose else said.what,
        about=_sentences(about, condition_said(said.condition, paper), said.remark, said.warning),
        condition=said.condition,
    )


def _sentences(*parts: str) -> str:
    """The parts that are not empty as sentences, the last one without its stop."""
    *before, last = [capital(part) for part in parts if part]
    return " ".join([*map(sentence, before), last])
