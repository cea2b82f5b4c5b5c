"""What other trees ask of the board while this one is open: limits that run already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.says.decided import what_decided
from mdo_viewer.desktop.says.done import asked_met, due_sentence
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Outcome
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.tables.rows import same_site
from mdo_viewer.meeting.to_do import is_passed_by, running_limits
from mdo_viewer.reasoning.deadlines import by_urgency, is_later
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.urgency import worse_without_limit

#: How many running limits of other trees are named; the others are counted.
MOST = 2
#: In a window lower than this one is named, so that the advice stays in sight, px.
LOW = 800


def held_block(look: Look, most: int = MOST) -> tuple[Block, ...]:
    """Limits of other trees that are not done yet, and what the board decided there with a moment of its own, the most
    urgent first."""
    elsewhere = (each for each in terms(look) if each.tree != look.state.tree_id)
    found = sorted(
        [*(_held_lines(look, each) for each in running(look)), *map(_term_lines, elsewhere)], key=lambda each: each[0]
    )
    if not found:
        return ()
    items: list[Item] = [item for _order, lines in found[:most] for item in lines]
    if len(found) > most:
        items.append(Say(look.words.count("held.more", len(found) - most), "muted"))
    urgent = any(isinstance(item, Say) and item.style == "urgent" for item in items)
    return (Block("held", "urgent" if urgent else "plain", tuple(items)),)


def _held_lines(look: Look, held: Held) -> tuple[tuple[datetime, int], list[Item]]:
    """What is said of a limit, after that by which it is sorted."""
    said: list[Item] = [Say(held.said, "urgent" if held.urgent else "strong")]
    return by_urgency(held.due, look.now), said + [Say(each, "body") for each in (held.worse, held.asked) if each]


class OwnMoment(NamedTuple):
    """A moment of the board's own, `before` which what it decided at a tree (or on the whole case) has to be done, in
    words; `late` where it is past."""

    said: str
    before: datetime
    late: bool
    tree: str

    @property
    def order(self) -> tuple[datetime, int]:
        """That by which it stands among limits."""
        return self.before.astimezone(UTC), 0


def terms(look: Look) -> Iterator[OwnMoment]:
    """What the board decided itself, with when it has to be done at the latest; marked where the facts have overtaken
    it, as a limit that was followed is."""
    for decision in look.state.case.decisions:
        if decision.before is None:
            continue
        tree = look.pack.trees_by_id.get(decision.tree)
        late, what = is_later(look.now, decision.before), what_decided(look, decision)
        key = "held.term.overdue" if late else "held.term"
        said = look.words(key, what=what) if tree is None else look.words(f"{key}.tree", what=what, n=tree.number)
        if (found := look.since(decision)) in OVERTAKEN:
            said = look.words("held.apart" if found in APART else "held.overtaken", said=said)
        yield OwnMoment(said, decision.before, late, decision.tree)


def _term_lines(term: OwnMoment) -> tuple[tuple[datetime, int], list[Item]]:
    return term.order, [Say(term.said, "urgent" if term.late else "strong")]


class Held(NamedTuple):
    """A latest limit of a tree in words. `urgent`: of 24 hours or less, or overdue; `sure`: it holds, and is not
    only possible; `worse`: what is possible too, and worse, without a short limit; `tree` its id; `asked`: whether it
    was met by what is filled in. `overtaken`: the board followed it, and the advice is another one now."""

    said: str
    urgent: bool
    sure: bool
    due: Deadline
    worse: str
    tree: str
    asked: str
    overtaken: bool


def running(look: Look) -> list[Held]:
    """Latest limits of other trees that are not done yet nor decided otherwise, the most urgent first: of those that
    apply, and of what may apply what is urgent. One of a decision that the facts have overtaken is held at its own tree
    too, which does not say it any more, and so is one that counts beside the advice there."""
    beside = {due.of for due, _sure in look.advice.deadlines_beside}
    return [each for each in limits(look) if each.overtaken or each.tree != look.state.tree_id or each.due.of in beside]


def limits(look: Look) -> list[Held]:
    """The same of all trees, that in sight among them."""
    found = (each for stage in look.stages for each in limits_in(look, stage))
    return sorted(found, key=lambda each: by_urgency(each.due, look.now))


def limits_in(look: Look, stage: Stage) -> Iterator[Held]:
    """The same of one tree. Line of the patient, strip, bar, card and room call urgent what is `urgent` here."""
    tree = stage.advice.tree
    for _of, due, sure, _done, overtaken in running_limits(look.case, stage, look.patient.moments, look.now):
        outcome = tree.outcomes_by_id[due.of]
        if sure or outcome.is_urgent:
            key = "held.overdue" if due.overdue else "held.now" if sure else "held.perhaps"
            said = look.words(key, what=_what(look, outcome, due), n=tree.number)
            if overtaken:
                said = look.words("held.overtaken", said=said)
            worse = "" if overtaken else look.saying.also_worse(worse_without_limit(stage.advice))
            asked, urgent = asked_met(look, due), bool(due.overdue) or outcome.is_urgent
            yield Held(said, urgent, sure, due, worse, tree.id, asked, overtaken)


class LimitsOfPoint(NamedTuple):
    """The limits that run for the point at this `place` on the agenda, and the board's own moments, in words, the most
    urgent first."""

    place: int
    said: tuple[str, ...]
    urgent: bool


def of_meeting(look: Look) -> tuple[LimitsOfPoint, ...]:
    """All points of the agenda for which a limit or a moment of the board's own runs, the most urgent first. Works out
    what all trees say at all of them."""
    found: list[tuple[tuple[datetime, int], LimitsOfPoint]] = []
    state = look.state
    for at, case in enumerate(state.cases):
        pack, there = state.pack_of(case), look_at(look, at)
        passed = {stage.advice.tree.id for stage in there.stages if is_passed_by(pack, stage, case)}
        held = [each for each in limits(there) if each.tree not in passed]
        lines = [(by_urgency(each.due, look.now), _in_line(there, each), each.urgent) for each in held]
        lines += [(each.order, each.said, each.late) for each in terms(there)]
        lines.sort(key=lambda each: each[0])
        if lines:
            said = tuple(line for _order, line, _urgent in lines)
            found.append((lines[0][0], LimitsOfPoint(at, said, lines[0][2])))
    return tuple(each for _, each in sorted(found, key=lambda each: each[0]))


def _in_line(look: Look, held: Held) -> str:
    """`Spoed: therapie vóór ma 23 nov 14:10 (boom 4)`, with whether what is filled in was in time."""
    what, due = _of_limit(look, held), due_sentence(look, held.due)
    said = _urgent_said(look, held, what, due) if held.urgent else f"{capital(what)} {due}"
    said = look.words("held.in_tree", said=said, n=look.pack.trees_by_id[held.tree].number)
    return f"{said}. {held.asked}" if held.asked else said


def _urgent_said(look: Look, held: Held, what: str, due: str) -> str:
    key = "overdue" if held.due.overdue else "sure" if held.sure else "perhaps"
    return look.words(f"patient.urgent.{key}", what=what, due=due)


def limit_named(look: Look, held: Held) -> str:
    """`Therapie binnen 24 uur, vóór ma 23 nov 14:10`."""
    return _what(look, look.pack.trees_by_id[held.tree].outcomes_by_id[held.due.of], held.due)


def _what(look: Look, outcome: Outcome, due: Deadline) -> str:
    """The advice with its limit, once: a limit without a clock time often stands in the title."""
    title, said = look.text(outcome.title), due_sentence(look, due)
    return title if title.endswith(said) else f"{title}, {said}"


def urgent_words(look: Look) -> str:
    """`Spoed: therapie vóór ma 23 nov 14:10`: of all trees, and of all places and guidelines of the patient, the limit
    that presses most, with the name of its place where that is not in sight; empty where no fact of this patient
    points to one. Works out what all trees say at all of them."""
    pressing = [one for each in (look, *beside_looks(look)) if (one := _pressing(each)) is not None]
    if not pressing:
        return ""
    there, found = min(pressing, key=lambda each: by_urgency(each[1].due, look.now))  # of equal ones that in sight
    what, due = _of_limit(there, found), due_sentence(there, found.due)
    said = look.words("patient.urgent.asked", what=what, due=due) if found.due.asked else ""
    said = said or _urgent_said(look, found, what, due)
    return said if there is look else f"{said} ({_elsewhere(look, there.state.case)})"


def urgent_at(look: Look, at: int) -> str:
    """The same of the patient at this place on the agenda."""
    return urgent_words(look if at == look.state.current else look_at(look, at))


def beside_looks(look: Look) -> Iterator[Look]:
    """The other places and guidelines of the patient, each looked at as if it were in sight."""
    state = look.state
    for at in state.document.beside(state.current):
        yield look_at(look, at)


def look_at(look: Look, at: int) -> Look:
    """Another point of the agenda, as if it were in sight."""
    state = look.state
    return Look(replace(state, current=at, tree_id=state.pack_of(state.cases[at]).trees[0].id), look.now)


def _pressing(look: Look) -> tuple[Look, Held] | None:
    """The limit that presses most in what this looks at."""
    found = next((each for each in limits(look) if each.urgent), None)
    return None if found is None else (look, found)


def pressing_beside(look: Look) -> str:
    """What presses most at another place or guideline of the patient, with its name; empty where nothing does, or where
    it presses no more than what is said of that in sight."""
    here, said = _pressing(look), urgent_words(look)
    beside = [found for each in beside_looks(look) if (found := _pressing(each)) is not None]
    tightest = min((by_urgency(each[1].due, look.now) for each in beside), default=None)
    return said if tightest is not None and (here is None or tightest < by_urgency(here[1].due, look.now)) else ""


def _elsewhere(look: Look, case: Case) -> str:
    """What alone tells another point of the patient from that in sight: its place, or else its guideline."""
    if case.site and same_site(case.site) != same_site(look.state.case.site):
        return case.site
    return look.text(look.state.pack_of(case).title)


def point_name(look: Look, case: Case) -> str:
    """What tells a point of the patient in sight from the others: its place, and its guideline where they differ in
    that; of one without either its guideline."""
    state = look.state
    packs = {state.cases[at].pack for at in state.places}
    guideline = look.text(state.pack_of(case).title) if len(packs) > 1 or not case.site else ""
    return " · ".join(part for part in (case.site, guideline) if part)


def _of_limit(look: Look, held: Held) -> str:
    """What is to be done, without the limit that its title may end with."""
    outcome = look.pack.trees_by_id[held.tree].outcomes_by_id[held.due.of]
    title, within = look.text(outcome.title), look.saying.within(held.due.limit)
    return uncapital(title.removesuffix(within).rstrip(" ,:") or title)
