"""The way through the tree as lines of text: what the graph shows, for list, keyboard and screen reader."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mdo_viewer.desktop.says.beside import later_lines, mark_lines
from mdo_viewer.desktop.says.done import advised_so, order_here
from mdo_viewer.desktop.says.facts import fact_view
from mdo_viewer.desktop.says.scope import scope_about
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Question, Range
from mdo_viewer.guideline.scope import SCOPE, numbers_of
from mdo_viewer.guideline.showing import asks
from mdo_viewer.guideline.wording import value_text
from mdo_viewer.reasoning.results import Step
from mdo_viewer.reasoning.scope import steps_of
from mdo_viewer.reasoning.telling import range_said, way_lines, ways_heading

#: As many signs of answers stand in one line; where they are longer their keys stand there, and the row has them all.
MOST_SIGNS: Final = 60


class OutlineLine(Struct, frozen=True):
    """One line; `question` and `answer` are set where activating it answers, and `spoken` says which question then."""

    text: str
    strong: bool = False
    question: str = ""
    answer: str = ""
    spoken: str = ""


def _missing(look: Look, question: Question) -> list[OutlineLine]:
    """The facts of the open question without a value: not asked yet, and asked but not known."""
    settled, unknown = look.advice.settled, look.patient.unknown
    open_ = [fact for fact in dict.fromkeys(look.pack.facts_asked(question)) if fact not in settled.values]
    found = []
    for key, facts in (
        ("list.not_asked", [fact for fact in open_ if fact not in unknown and fact not in settled.closed]),
        ("list.unknown", [fact for fact in open_ if fact in unknown]),
    ):
        if facts:
            found.append(OutlineLine(look.words(key, names="; ".join(look.label(fact) for fact in facts))))
    return found


def _crossed(look: Look, step: Step) -> list[OutlineLine]:
    """The facts of the open question of which the range lies over a border."""
    ranges = [fact for fact, value in step.facts if isinstance(value, Range)]
    language = look.state.language
    return [OutlineLine(range_said(look.pack, look.advice, fact, language, "crossed")) for fact in ranges]


def _open_key(look: Look, step: Step) -> str:
    """How a question without an answer is said: one of them at a time is the open one."""
    if step.question.id == SCOPE:
        asked = not look.scope_asked and look.patient.unknown.issuperset(look.advice.scope_open)
        return "list.asked" if asked else "list.open"
    return "list.later" if look.scope_asked else "list.open"


def asked_line(look: Look) -> str:
    """`Pijn: 1 ja · 2 nee · 0 onbekend`: the fact that the keys answer, with them; empty where nothing is asked."""
    return "" if look.keyed_fact is None else answers_line(look, look.keyed_fact)


def answers_line(look: Look, fact: str) -> str:
    """A fact with the keys of its answers."""
    view = fact_view(look, fact)
    label = scope_about(look) if view.id == SCOPE else view.label
    if view.type in ("number", "integer"):
        return f"{label}: {look.words('tabs.number')}"
    answers = [f"{n} {option}" for n, option in enumerate(view.options[:9], 1)]
    last = len(answers)
    if answers and view.type != "set":
        answers[-1:] = [f"0 {view.options[-1]}"]  # the last one is "unknown"
        last -= 1
    said = " · ".join(answers)
    if len(said) > MOST_SIGNS:
        said = f"1–{last}" if view.type == "set" else f"1–{last} · {answers[-1]}"
    return f"{label}: {said}"


def asked_before(look: Look) -> str:
    """The fact that is asked, with its keys while they are its, where the question at the end of the way does not ask
    it itself: that one comes after it. Empty else."""
    fact = look.next_fact
    open_ = next((step.question for step in look.advice.steps if step.state == "open"), None)
    if fact is None or open_ is None or look.scope_asked or asks(look.pack, open_, fact):
        return ""
    return answers_line(look, fact) if look.keyed_fact == fact else look.label(fact)


def outline(look: Look, *, later: bool = True) -> tuple[OutlineLine, ...]:
    """Steps of the way with their answers, the answers of the open question, and the outcome or what is possible; last
    what stands beside it, `later` with the statements from after the guideline."""
    words, advice = look.words, look.advice
    lines = []
    numbers = numbers_of(advice.tree)
    for step in steps_of(look.pack, advice):
        about_scope = step.question.id == SCOPE
        number = numbers.get(step.question.id, 0)
        said = look.text(step.question.text)
        if step.state == "open":
            first = "" if about_scope else asked_before(look)
            if first:
                lines.append(OutlineLine(words("list.first", fact=first), True))
            is_open = look.scope_asked is about_scope and not first
            key = "list.later" if first else _open_key(look, step)
            lines.append(OutlineLine(words(key, n=number, question=said), is_open))
            lines += [
                OutlineLine(
                    words("list.choice", answer=look.text(a.label)),
                    False,
                    step.question.id,
                    a.key,
                    words("graph.answer", answer=look.text(a.label), question=said),
                )
                for a in step.question.answers
                if about_scope or (step.question.id, a.key) in advice.live
            ]
            lines += _crossed(look, step)
            lines += _missing(look, step.question)
            continue
        answer = look.text(step.answer.label) if step.answer is not None else ""
        values = "; ".join(
            f"{look.label(fact)}: {look.text(value_text(look.pack, fact, value))}" for fact, value in step.facts
        )
        key = "list.step" if step.state == "answered" else "list.passed"
        lines.append(
            OutlineLine(words(key, n=number, question=said, answer=answer) + (f"\n{values}" if values else ""))
        )
    if advice.outcome is not None:
        order = order_here(look)
        said = advised_so(look, look.text(advice.outcome.title))
        lines.append(OutlineLine(words("list.outcome", outcome=said), True))
        lines += [OutlineLine(order.why)] if order is not None and order.why else []
    elif advice.ways:
        language = look.state.language
        lines.append(OutlineLine(ways_heading(advice, language), True))
        lines += [OutlineLine(said) for said in way_lines(look.pack, advice, language)]
    else:
        titles = "; ".join(look.text(each.title) for each in advice.still_possible)
        lines.append(
            OutlineLine(words("list.possible", outcomes=titles)) if titles else OutlineLine(words("list.closed"))
        )
    beside = (*mark_lines(look), *(later_lines(look) if later else ()))
    return (*lines, *(OutlineLine(said) for said in beside))
