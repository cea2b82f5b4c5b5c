"""Which limits a change of the facts took away or put off, told in one message that stays: nobody sees that something
is not there any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from mdo_viewer.desktop.says.done import due_sentence
from mdo_viewer.desktop.says.facts import answer_words, fact_view
from mdo_viewer.desktop.says.held import Held, limit_named, limits, look_at
from mdo_viewer.desktop.sheet_stack import SheetStack
from mdo_viewer.desktop.state.history import Travelled
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.widgets.message_bar import MessageBar
from mdo_viewer.guideline.scope import SCOPE, is_joined
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import overtaken_by
from mdo_viewer.meeting.case import Decision
from mdo_viewer.meeting.tables.moments import moment_said, reads_alike
from mdo_viewer.meeting.to_do import decided_on
from mdo_viewer.reasoning.deadlines import by_urgency
from mdo_viewer.reasoning.results import Deadline, Stage

#: How a limit was lost: it is gone, ends later, or nobody knows any more when it ends.
How: TypeAlias = Literal["gone", "later", "no_clock"]
#: How many facts are named that changed at once; more are counted.
MOST: Final = 2


class Lost(NamedTuple):
    """A limit that pressed or had a clock time, before a change of the facts, and what the tree holds since: None where
    it holds none."""

    how: How
    was: Held
    now: Held | None


class News(NamedTuple):
    """What is told of lost limits, and whether one of them was urgent."""

    text: str
    urgent: bool


class Showing(Protocol):
    """The window, as far as it is asked here; its message is another one after a change of the size of text."""

    session: Session
    message: MessageBar
    sheets: SheetStack


class Losing:
    """Remembers the facts of before, until what follows from those of now is known: then it is one message for all that
    changed since. It stays until anything else changes, not only what is looked at."""

    def __init__(self, window: Showing) -> None:
        self._window = window
        self._before: Look | None = None
        self._told: tuple[Look, str] | None = None

    def take_told(self, look: Look) -> tuple[tuple[str, str] | None, Travelled | None, Decision | None]:
        """What is told of the step that led to `look`; the message of before goes, unless that stays. What was undone
        is told as that, and not as lost."""
        if not self._stays(look):
            self._told = None
            self._window.message.clear()
        told = self._window.session.take_told()
        if told[1] is not None and told[1][0] == "undo":
            self._before = look
        return told

    def follow(self, look: Look) -> None:
        """Tell what was lost since this was asked last, behind what is told already of the same change; nothing while
        a wall stands before it, since it is of a patient."""
        before, self._before = self._before, look
        if self._window.sheets.wall is not None:
            self._told = None
        elif before is not None and before.state.document is not look.state.document:
            back = look.words("lost.back") if self._window.session.undo_name is not None else ""
            told = lost_told(before, look, back)
            if told is not None:
                self._window.message.add(told.text, look.words, urgent=told.urgent)
                self._told = look, self._window.message.label.text()

    def _stays(self, look: Look) -> bool:
        """Whether what is shown is that message, and nothing has changed since but what is looked at."""
        if self._told is None:
            return False
        (then, text), state = self._told, look.state
        same = (then.state.seat, then.state.language) == (state.seat, state.language)
        return self._window.message.label.text() == text and same and then.state.document is state.document


# --- the rule, and its words


def lost_told(before: Look, look: Look, back: str) -> News | None:
    """What became of the limits of all patients of this meeting whose facts are others than `before`, that in sight
    first; None where all still hold. `back` is what is said of the way back."""
    told, urgent = [], False
    for was, now in _changed(before, look):
        found = lost(was, now)
        if not found:
            continue
        first, *others = (_said(was, now, each) for each in found)
        text = look.words("lost.by", said="; ".join([first, *map(uncapital, others)]), cause=_cause(was, now))
        if now.state.point.id != look.state.point.id:
            text = f"{now.state.case.name}: {text}"
        if text not in told:
            told.append(text)
        urgent = urgent or any(each.was.urgent for each in found)
    return News(" ".join([*told, *([back] if back else [])]), urgent) if told else None


def lost(before: Look, look: Look) -> tuple[Lost, ...]:
    """The limits of this patient that pressed, or ran with a clock time, and that no limit of their tree replaces that
    ends as soon.

    Not those on which the board decided: whether that is overtaken is said with the decision. Nor one that is done: it
    was ticked off, what it asked for is there by the advice of now, or something to be done at once came instead.
    """
    stages = {stage.advice.tree.id: stage for stage in look.stages}
    now = limits(look)
    found = []
    for was in limits(before):
        if was.overtaken or not (was.urgent or was.due.due is not None):
            continue
        of = f"{was.tree}.{was.due.of}"
        if decided_on(look.state.case, of) is not None or of in look.state.case.done:
            continue
        here = [each for each in now if each.tree == was.tree]
        how = _how(was, here, look)
        if how is not None and not (how == "gone" and _is_seen_to(stages[was.tree], was)):
            found.append(Lost(how, was, _first(here, look)))
    return tuple(found)


def _how(was: Held, here: Sequence[Held], look: Look) -> How | None:
    """How a limit was lost in its tree, where these run `here` now; None where it was not."""
    same = next((each for each in here if each.due.of == was.due.of), None)
    if same is not None and (same.due.due is None) != (was.due.due is None):
        return "no_clock" if same.due.due is None else None
    if any(_ends(each.due, look) <= _ends(was.due, look) for each in here):
        return None
    return "later" if here else "gone"


def _first(here: Sequence[Held], look: Look) -> Held | None:
    return min(here, key=lambda each: _ends(each.due, look), default=None)


def _ends(due: Deadline, look: Look) -> tuple[object, int]:
    """When a limit ends, whether or not something filled in may have met it."""
    return by_urgency(replace(due, met=None), look.now)


def _is_seen_to(stage: Stage, was: Held) -> bool:
    """Whether the tree says that what this limit asks is there already, or has to be done at once. That the source, as
    its judgement, sees no hurry any more is told: a wrong number leads there too."""
    now = stage.advice.outcome
    if stage.entry != "open" or now is None or stage.advice.status == "out_of_scope":
        return False
    there = overtaken_by(stage, stage.advice.tree.outcomes_by_id[was.due.of]) == "not_needed" and not now.strength
    return there or now.to_do == "at_once"


def _changed(before: Look, look: Look) -> Iterator[tuple[Look, Look]]:
    """The points of the agenda whose facts are others now, each as it was and as it is, that in sight first."""
    old, new = before.state.document, look.state.document
    if before.state.meeting != look.state.meeting or old is new:
        return
    for at in sorted(range(len(new.points)), key=lambda each: each != look.state.current):
        was_at, case = old.place(new.points[at].id), new.points[at].case
        if was_at is None or reads_alike(old.points[was_at].case, case) or old.points[was_at].case.pack != case.pack:
            continue
        was = before if was_at == before.state.current else look_at(before, was_at)
        now = look if at == look.state.current else look_at(look, at)
        if _facts_of(was) != _facts_of(now):
            yield was, now


def _facts_of(look: Look) -> tuple[object, ...]:
    return look.patient.values, look.patient.unknown, look.patient.moments


def _said(before: Look, look: Look, each: Lost) -> str:
    """`Termijn vervallen: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4)`."""
    number, was = look.pack.trees_by_id[each.was.tree].number, limit_named(before, each.was)
    if each.how == "gone" or each.now is None:
        return look.words("lost.gone.overdue" if each.was.due.overdue else "lost.gone", what=was, n=number)
    if each.now.due.of == each.was.due.of:
        was = due_sentence(before, each.was.due)
    key = "lost.later" if each.how == "later" else "lost.no_clock"
    return look.words(key, what=limit_named(look, each.now), was=uncapital(was), n=number)


def _cause(before: Look, look: Look) -> str:
    """`Uitval: nee`: the facts and moments that are others than before; of many how many they are."""
    old, new = before.patient, look.patient
    ids = dict.fromkeys((*old.values, *old.unknown, *new.values, *new.unknown))
    facts = [id for id in ids if (old.values.get(id), id in old.unknown) != (new.values.get(id), id in new.unknown)]
    scope = [fact.id for fact in look.pack.scope]
    if is_joined(look.pack) and not look.scope_apart and set(facts) == set(scope):
        facts = [SCOPE]
    moments = [id for id in {**old.moments, **new.moments} if old.moments.get(id) != new.moments.get(id)]
    if len(facts) + len(moments) > MOST:
        return look.words("lost.facts", n=len(facts) + len(moments))
    said = [answer_words(look, fact_view(look, id)) for id in facts]
    return look.words("lost.and").join([*said, *(_moment(look, id) for id in moments)])


def _moment(look: Look, id: str) -> str:
    label, when = look.text(look.pack.moments_by_id[id].label), look.patient.moments.get(id)
    if when is None:
        return look.words("say.cleared", fact=label)
    return f"{label}: {moment_said(look.pack, id, when, look.saying)}"
