"""What the panels say of who carries out an advice: that it was done, when, whether that was in time; and what comes
before an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from mdo_viewer.desktop.says.blocks import DONE_FIELD, Ask, Item, Press, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Outcome, Tree
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.choosing import as_ticked, not_counted_said
from mdo_viewer.meeting.limits.orders import OrderFirst, marked_short, order_first
from mdo_viewer.meeting.limits.therapy import treated_here
from mdo_viewer.meeting.tables.moments import met_said, moment_said
from mdo_viewer.meeting.to_do import is_lapsed
from mdo_viewer.reasoning.deadlines import is_late
from mdo_viewer.reasoning.results import Advice, Deadline, Stage
from mdo_viewer.reasoning.telling import heading


def advice_id(tree: Tree, outcome: Outcome) -> str:
    """The key of an advice in `Case.done`: `tree.outcome`."""
    return f"{tree.id}.{outcome.id}"


def done_at(look: Look, advice: Advice) -> datetime | None:
    """When the outcome of this tree was done; None while it is not, or without an outcome."""
    if advice.outcome is None:
        return None
    return look.case.done.get(advice_id(advice.tree, advice.outcome))


def runs(look: Look, advice: Advice) -> bool:
    """Whether the limit of the outcome of this tree still runs: it was neither done nor decided otherwise."""
    if advice.outcome is None:
        return False
    return done_at(look, advice) is None and not is_lapsed(look.case, advice_id(advice.tree, advice.outcome))


def order_here(look: Look, stage: Stage | None = None) -> OrderFirst | None:
    """What comes before what the tree in sight orders, or that of another `stage` of this patient; None until all trees
    are known."""
    if not look.knows("stages"):
        return None
    return order_first(look.pack, look.case, stage or look.stage, look.stages, look.now, look.saying)


def treated_now(look: Look, stage: Stage | None = None) -> str:
    """That the treatments of the tree in sight, or of that of another `stage`, are filled in; empty until all trees are
    known."""
    if not look.knows("stages"):
        return ""
    return treated_here(look.pack, look.case, stage or look.stage, look.now, look.saying)


def marked_now(look: Look, stage: Stage | None = None) -> str:
    """What of this has to be seen first in two words (`marked_short`); empty until all trees are known."""
    if not look.knows("stages"):
        return ""
    return marked_short(look.pack, look.case, stage or look.stage, look.stages, look.now, look.saying)


def advised_so(look: Look, title: str) -> str:
    """What the tree in sight advises, behind what comes before it, or with the treatment that is filled in:
    `EERST OVERLEGGEN, hierover is niet apart besloten: …`, `Chirurgie heeft de voorkeur; al behandeld: …`."""
    return _so(look, order_here(look), treated_now(look), title)


def _so(look: Look, order: OrderFirst | None, treated: str, title: str) -> str:
    said = title if order is None else f"{look.saying.order(order.how)}: {uncapital(title)}"
    return f"{said}; {treated}" if treated else said


def heading_there(look: Look, case: Case, stage: Stage, stages: Sequence[Stage]) -> str:
    """What a tree says in one line at another place, with what comes before it."""
    pack = look.state.pack_of(case)
    case = as_ticked(pack, case, look.now)
    order = order_first(pack, case, stage, stages, look.now, look.saying)
    treated = treated_here(pack, case, stage, look.now, look.saying)
    return _so(look, order, treated, heading(stage, look.state.language))


def due_sentence(look: Look, due: Deadline) -> str:
    """`vóór ma 23 nov 14:10`; while its moment is not filled in the limit, `binnen 24 uur`. Of one that had passed
    when the board decided otherwise, that it had: its time alone would read as if it was still to come."""
    moment = look.saying.due(due)
    own = due in look.advice.deadlines
    if moment and own and due.overdue and not runs(look, look.advice) and done_at(look, look.advice) is None:
        return look.words("due.had_passed", due=moment)
    return look.saying.due(due) or look.saying.within(due.limit)


def due_beside(look: Look, due: Deadline, title: str) -> str:
    """The same where it stands below this title, in which the limit may stand already: it is said once."""
    said = due_sentence(look, due)
    return "" if said.casefold() in title.casefold() else said


def can_be_done(outcome: Outcome) -> bool:
    """Only an advice with a limit is ticked off: of the others it does not matter when."""
    return outcome.kind == "advice" and outcome.limit is not None


def not_counted(look: Look, outcome: Outcome) -> str:
    """Why what was ticked off at the open tree closes nothing; empty where no tick was left out."""
    return capital(not_counted_said(look.pack, look.case, advice_id(look.state.tree, outcome), look.now, look.saying))


def press_done(look: Look, outcome: Outcome) -> tuple[Item, ...]:
    """The button that ticks an advice off, now; where what meets its limit is filled in it asks, and ticks that."""
    id, words = advice_id(look.state.tree, outcome), look.words
    said, name = words("done.press"), words("done.press.name", advice=look.text(outcome.title))
    asked = tuple(asked for due in look.advice.deadlines if (asked := asked_met(look, due)))
    met = next((due.met for due in look.advice.deadlines if due.met is not None), None)
    if met is not None:
        said = words("done.press.met", moment=moment_said(look.pack, met.moment, met.when, look.saying))
    said_before = not_counted(look, outcome)
    back = (Press(words("done.take_back"), f"undone:{id}", "link"),) if said_before else ()
    first = (Say(said_before, "urgent"),) if said_before else ()
    return (*first, *(Say(each, "strong") for each in asked), Press(said, f"done:{id}", "plain", "", name), *back)


def done_beside(look: Look) -> Iterator[Item]:
    """Of another advice of the tree whose limit counts beside the one of now: its name, and whether it was done."""
    for due, _sure in look.advice.deadlines_beside:
        outcome = look.state.tree.outcomes_by_id[due.of]
        done = look.case.done.get(advice_id(look.state.tree, outcome))
        yield Say(look.text(outcome.title), "strong")
        yield from press_done(look, outcome) if done is None else done_items(look, outcome, due, done)


def asked_met(look: Look, due: Deadline) -> str:
    """`Operatie vr 20 nov 20:00 staat ingevuld: gehaald?`, or that it was too late; empty where no moment that is known
    can meet the limit."""
    return met_said(look.pack, due, look.saying)


def done_items(look: Look, outcome: Outcome, due: Deadline | None, done: datetime) -> tuple[Item, ...]:
    """When it was done, whether that was in time, the field to change that moment, and the way back."""
    words, id = look.words, advice_id(look.state.tree, outcome)
    said: list[Item] = [Say(words("done.at", moment=look.saying.moment(done)), "done")]
    late = due is not None and is_late(due, done)
    remark = in_time(look, due, done)
    if remark:
        said.append(Say(remark, "urgent" if late else "strong"))
    value = look.saying.typed(done)
    hint, fits = words("advice.moment_hint"), words("advice.no_moment")
    ask = Ask(DONE_FIELD + id, words("done.when"), value, hint, words("now"), gap=6, fits=fits)
    return (*said, ask, Press(words("done.take_back"), f"undone:{id}", "link"))


def in_time(look: Look, due: Deadline | None, done: datetime) -> str:
    """`op tijd: de termijn was zo 22 nov 20:15`, or how much too late or too early; empty while it cannot be said."""
    if due is None or due.due is None or due.due_max is None:
        return ""
    words, saying = look.words, look.saying
    if due.limit.type == "latest":
        over = done.astimezone(UTC) - due.due_max.astimezone(UTC)
        key = "done.late" if is_late(due, done) else "done.in_time"
        return words(key, span=saying.span(over), moment=saying.moment(due.due_max))
    early = due.due.astimezone(UTC) - done.astimezone(UTC)
    key = "done.early" if early.total_seconds() > 0 else "done.not_early"
    return words(key, span=saying.span(early), moment=saying.moment(due.due))
