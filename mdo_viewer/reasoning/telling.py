"""What a tree says for a patient, in words of one language: its state, its advice in few words, the way walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from mdo_viewer.guideline.model import All, Condition, Language, Pack, Range, Value
from mdo_viewer.guideline.scope import numbers_of
from mdo_viewer.guideline.wording import fact_name, label, listed, uncapital, value_text
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.class_text import classes_text
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.deciding import fitting, shown_when
from mdo_viewer.reasoning.doubting import DoubtedFacts, RowSaid, RowsName
from mdo_viewer.reasoning.results import Advice, OpenRider, RangeWay, Settled, Stage, Step, StepState, WayIn
from mdo_viewer.reasoning.saying import figures
from mdo_viewer.reasoning.scope import steps_of

#: The kind of the outcome, or why there is none.
TreeState: TypeAlias = Literal[
    "advice", "silent", "elsewhere", "not_applicable", "incomplete", "not_entered", "entry_unknown", "out_of_scope"
]
#: The words of a table of which rows are asked back.
_TABLES: Final[Mapping[RowsName, str]] = {
    "done": "doubt.done",
    "courses": "doubt.courses",
    "operations": "doubt.operations",
    "steroids": "doubt.steroids",
}


def say(language: Language, key: str) -> str:
    """The word `advice.<key>`; raises KeyError when there is none."""
    return words_of("advice", language)(key)


def state_of(stage: Stage) -> TreeState:
    """Whether a tree applies, and if it does, in what kind of outcome it ends."""
    advice = stage.advice
    if advice.status == "out_of_scope":
        return "out_of_scope"
    if stage.entry == "not_entered":
        return "not_entered"
    if stage.entry == "unknown":
        return "entry_unknown"
    return advice.outcome.kind if advice.outcome else "incomplete"


def heading(stage: Stage, language: Language) -> str:
    """The title of what a tree advises, or that there is no advice yet or several, or why there is none."""
    state = state_of(stage)
    if state == "entry_unknown" and may_apply(stage):
        return say(language, "may")
    if state == "incomplete" and stage.advice.ways:
        return ways_heading(stage.advice, language)
    if state in ("not_entered", "entry_unknown", "out_of_scope"):
        return say(language, state)
    outcome = stage.advice.outcome
    return outcome.title(language) if outcome else say(language, "no_advice")


def may_apply(stage: Stage) -> bool:
    """Whether nothing but a range leaves it open that the tree applies."""
    return stage.entry == "unknown" and isinstance(stage.advice.settled.values.get(stage.decided_by or ""), Range)


def ways_heading(advice: Advice, language: Language) -> str:
    """How many advices stand side by side over a range, or that each way comes to the same."""
    words, count = words_of("advice", language), len(advice.ways)
    open_ = any(way.end.outcome is None for way in advice.ways)
    key = "ways.open" if open_ else "ways.same" if ways_agree(advice) else "ways"
    return words(f"{key}.two") if count == 2 else words(f"{key}.many", n=count)


def ways_agree(advice: Advice) -> bool:
    """Whether each way ends in the same: kind, title, strength, limit and dose; of a tree without ways not."""
    ends = [way.end.outcome for way in advice.ways]
    said = {(end.kind, end.title, end.strength, end.limit, end.dose) for end in ends if end is not None}
    return len(said) == 1 and None not in ends


def way_said(pack: Pack, way: RangeWay, language: Language) -> str:
    """What the trees say at the end of a way: the title of the outcome, or which fact is missing first."""
    outcome = way.end.outcome
    if outcome is not None:
        return outcome.title(language)
    if way.end.ways:
        return ways_heading(way.end, language)
    missing = pack.facts_by_id.get(way.end.next_fact or "")
    if missing is None:
        return say(language, "no_advice")
    return words_of("advice", language)("way.missing", fact=uncapital(fact_name(missing, language)))


def way_line(pack: Pack, way: RangeWay, language: Language) -> str:
    """What is said at the end of a way, and by which tree where that is another one."""
    said = way_said(pack, way, language)
    if way.end.tree is way.advice.tree:
        return said
    return words_of("advice", language)("way.at", said=said, n=way.end.tree.number)


def way_lines(pack: Pack, advice: Advice, language: Language) -> tuple[str, ...]:
    """Each way over a range in a line, after its numbers."""
    words = words_of("advice", language)
    return tuple(words("way", label=way.label(language), said=way_line(pack, way, language)) for way in advice.ways)


def range_said(pack: Pack, advice: Advice, id: str, language: Language, key: str) -> str:
    """A sentence about a fact that is known as a range: `crossed`, or of an entry `may_apply_in`."""
    value = value_text(pack, id, advice.settled.values[id])(language)
    name = fact_name(pack.facts_by_id[id], language)
    return words_of("advice", language)(key, fact=name if key == "crossed" else uncapital(name), range=value)


def mark(pack: Pack, stage: Stage, language: Language) -> str:
    """That this tree applies by a decision of the board, with what it chose; empty for what it did not choose."""
    if stage.by_decision is None or stage.chosen_at is None:
        return ""
    number, choice = pack.trees_by_id[stage.chosen_at].number, stage.by_decision.chosen(language)
    return words_of("advice", language)("by_decision", choice=uncapital(choice), n=number)


def way(pack: Pack, advice: Advice, language: Language) -> Iterator[tuple[str, str, StepState, int]]:
    """The questions on the patient's way in turn, each with its answer in words, its state and its number in the tree;
    the first, with number 0, is whether the guideline holds."""
    numbers = numbers_of(advice.tree)
    for step in steps_of(pack, advice):
        number = numbers.get(step.question.id, 0)
        yield step.question.text(language), _answer(pack, advice.settled, step, language), step.state, number


def _answer(pack: Pack, settled: Settled, step: Step, language: Language) -> str:
    if step.state == "open" or step.answer is None:
        ranges = [value_text(pack, fact, value)(language) for fact, value in step.facts if isinstance(value, Range)]
        return words_of("advice", language)("step_crossed", range=ranges[0]) if ranges else say(language, "step_open")
    if step.state == "does_not_matter":
        return say(language, "step_passed")
    said = uncapital(step.answer.label(language))
    known = dict(step.facts)
    asked = step.question.fact
    if asked is not None and asked in known:
        value = value_text(pack, asked, known[asked])(language)
        if isinstance(known[asked], str):  # one of several words: which of them says it all
            value = uncapital(value)
            return value if value in said else f"{said} ({value})"
        return said if value == said else f"{said} ({value})"
    return f"{said}{_because(pack, settled, step, language)}"


def _because(pack: Pack, settled: Settled, step: Step, language: Language) -> str:
    """In brackets what decided a checklist: the items met of "one is enough", those failed of "all of these"."""
    checklist = step.question.checklist
    if checklist is None or len(checklist.items) == 1:
        return ""
    met = holds(pack, settled, checklist)
    if met is None or met is isinstance(checklist, All):
        return ""
    items = (item for item in checklist.items if holds(pack, settled, item) is met)
    names = "; ".join(uncapital(label(pack, item)(language)) for item in items)
    return f" ({names})" if met else f" ({say(language, 'condition_failed')}: {names})"


def doubted(pack: Pack, doubt: DoubtedFacts, language: Language, without: str = "") -> str:
    """The facts that fit badly together with their values: `ASIA-score: B · Kan zelfstandig lopen: ja`; over two places
    `T8: ASIA-score: A · L2: ASIA-score: E`. Rows of a table stand first.

    `without` leaves one of them out, for where that fact stands itself.
    """
    table, here = doubt.table, _valued(pack, (each for each in doubt.values if each[0] != without), language)
    if table is not None:
        rows = tuple(_titled(pack, row, language) for row in doubt.rows) if table == "done" else doubt.rows
        return " · ".join(part for part in (table_said(table, rows, language), here) if part)
    if doubt.other is None:
        return here
    there = f"{doubt.other.site}: {_valued(pack, doubt.other.values, language)}"
    return f"{doubt.other.here}: {here} · {there}" if here else there


def _titled(pack: Pack, row: RowSaid, language: Language) -> RowSaid:
    """What was carried out, by the title of its advice."""
    tree, _, outcome = row.what.rpartition(".")
    return RowSaid(row.day, pack.trees_by_id[tree].outcomes_by_id[outcome].title(language))


def _valued(pack: Pack, values: Iterable[tuple[str, Value]], language: Language) -> str:
    return " · ".join(
        f"{fact_name(pack.facts_by_id[fact], language)}: {value_text(pack, fact, value)(language)}"
        for fact, value in values
    )


def doubted_table(doubt: DoubtedFacts, language: Language) -> str:
    """The table of which rows are asked back: `Operatie volgens de tabel`; empty for facts alone."""
    return say(language, _TABLES[doubt.table]) if doubt.table else ""


def table_said(table: RowsName, rows: Iterable[RowSaid], language: Language) -> str:
    """`Operatie op deze plaats, ingevuld: decompressie 02-11-2026, dag onbekend`."""
    said = (" ".join(part for part in (row.what, _day(row, table, language)) if part) for row in rows)
    return f"{say(language, _TABLES[table])}: {', '.join(said)}"


def _day(row: RowSaid, table: RowsName, language: Language) -> str:
    if row.day is None:
        return say(language, "doubt.no_day")
    since = table == "steroids"
    return words_of("advice", language)("doubt.since", day=figures(row.day)) if since else figures(row.day)


def only_if(pack: Pack, advice: Advice, waiting: OpenRider, language: Language) -> str:
    """What stands before an open rider, so that it reads as no fact of this patient: `Alleen als “Pijn: ja”:`.

    Where the fact alone does not rule it out, that it still depends on it.
    """
    assert advice.outcome is not None
    shown = shown_when(waiting.rider.shown_with, f"{advice.tree.id}.{advice.outcome.id}")
    return only_when(pack, advice.settled, shown, waiting.fact, language)


def only_when(pack: Pack, settled: Settled, condition: Condition, waits_for: str, language: Language) -> str:
    """`only_if` for any condition that waits for a fact."""
    words, fact = words_of("advice", language), pack.facts_by_id[waits_for]
    fits = fitting(pack, settled, condition, fact.id)
    if not fits:
        return words("perhaps_if", fact=fact_name(fact, language))
    return words("only_if", fact=fact_name(fact, language), value=classes_text(pack, fact, fits)(language))


def ways_in_words(pack: Pack, ways: Iterable[WayIn], language: Language) -> str:
    """With which other facts a tree may apply (`journey.ways_in`): `Kan aan de orde komen bij “Geopereerd: ja”.`

    Empty for no ways.
    """
    words = words_of("advice", language)
    found = [[*_of_way(pack, way, language)] for way in ways]
    if not found:
        return ""
    said = [listed(way, words("and")) for way in found]
    plain = all(len(way) == 1 for way in found)  # else what belongs to what would not be seen
    return words("may_apply", ways=listed(said, words("or")) if plain else f"; {words('or')} ".join(said))


def _of_way(pack: Pack, way: WayIn, language: Language) -> Iterator[str]:
    for id, classes in way.facts:
        fact = pack.facts_by_id[id]
        yield f"“{fact_name(fact, language)}: {classes_text(pack, fact, classes)(language)}”"
    for id in way.moments:
        moment = uncapital(pack.moments_by_id[id].label(language))
        yield words_of("advice", language)("moment_known", moment=moment)
