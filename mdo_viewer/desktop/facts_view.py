"""What the facts panel shows, as values: which facts, in which order, in which state, with which remarks."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

from mdo_viewer.desktop.look import Look
from mdo_viewer.guideline.model import Fact, FactType, Value
from mdo_viewer.guideline.values import dataclass
from mdo_viewer.guideline.wording import number, value_text
from mdo_viewer.reasoning.conditions import holds

#: given: a value was entered · derived: it follows · unknown: asked, nobody knows · not_asked · unused: given, but
#: its "only if" is closed
Held: TypeAlias = Literal["given", "derived", "unknown", "not_asked", "unused"]


@dataclass(frozen=True, slots=True)
class FactView:
    """One row of the panel. `chosen` holds indices of `options`; `entered` is the text of a number."""

    id: str
    type: FactType
    label: str
    options: tuple[str, ...]
    chosen: frozenset[int]
    entered: str
    unit: str
    bounds: str
    held: Held
    next: bool
    remark: str
    help: str
    scope: bool = False


@dataclass(frozen=True, slots=True)
class FactsView:
    """The panel: the rows always shown, the rows behind "other facts", and how far we are."""

    rows: tuple[FactView, ...]
    others: tuple[FactView, ...]
    rider_rows: tuple[FactView, ...]
    known: int
    asked: int
    show_all: bool


def facts_view(look: Look) -> FactsView:
    """The rows for the current tree of the current case."""
    advice, patient = look.advice, look.patient
    touched = set(patient.values) | patient.unknown | set(advice.settled.derived)
    wanted = touched | set(advice.open_facts) | {look.next_fact}
    scope = [fact.id for fact in look.pack.scope]
    open_scope = [id for id in scope if id not in patient.values and id not in patient.unknown]
    closing = [id for id in scope if patient.values.get(id) is True or id in patient.unknown]
    rows = [*open_scope, *closing]
    others: list[str] = []
    for id in look.needed:
        closed = id in advice.settled.closed and id not in advice.settled.unused
        for helper in _helpers(look, id, shown=id in wanted):
            if helper not in rows and helper not in look.needed:
                rows.append(helper)
        if not closed:
            (rows if id in wanted else others).append(id)
    riders = list(dict.fromkeys(rider.fact for rider in advice.open_riders if rider.fact not in rows))
    others = [id for id in others if id not in riders] + [id for id in scope if id not in rows]
    tree_rows = [id for id in rows if id in look.needed]
    known = sum(id in touched and id not in patient.unknown for id in tree_rows)
    return FactsView(
        _views(look, rows), _views(look, others), _views(look, riders), known, len(tree_rows), look.state.show_all
    )


def _helpers(look: Look, id: str, *, shown: bool) -> tuple[str, ...]:
    """Facts that only inform this one: shown while it is asked, or when they carry a value."""
    if not shown:
        return ()
    facts = dict.fromkeys(f for hint in look.fact(id).hints for f in look.pack.facts_in(hint.when))
    return tuple(f for f in facts if id == look.next_fact or f in look.patient.values)


def _views(look: Look, ids: list[str]) -> tuple[FactView, ...]:
    return tuple(_view(look, look.fact(id)) for id in dict.fromkeys(ids))


def _view(look: Look, fact: Fact) -> FactView:
    held = _held(look, fact.id)
    value = look.advice.settled.values.get(fact.id, look.patient.values.get(fact.id))
    view = FactView(
        id=fact.id,
        type=fact.type,
        label=look.text(fact.label),
        options=(),
        chosen=frozenset(),
        entered="",
        unit=look.text(fact.unit),
        bounds="",
        held=held,
        next=fact.id == look.next_fact,
        remark=_remark(look, fact, held),
        help=_help(look, fact),
        scope=fact in look.pack.scope,
    )
    if fact.type in ("number", "integer"):
        return replace(view, entered=_entered(look, value), bounds=bounds_text(look, fact))
    options = look.options(fact.id)
    if fact.type == "set":
        names = (*(look.text(choice.label) for choice in fact.values), look.words("facts.none"))
        return replace(view, options=names, chosen=_chosen_of_set(fact, value, held))
    chosen = frozenset(n for n, option in enumerate(options) if value is not None and option.value == value)
    if held == "unknown":
        chosen = frozenset({len(options)})
    return replace(view, options=(*(o.words for o in options), look.words("unknown")), chosen=chosen)


def _held(look: Look, id: str) -> Held:
    settled = look.advice.settled
    if id in settled.unused:
        return "unused"
    if id in settled.derived:
        return "derived"
    if id in look.patient.values:
        return "given"
    return "unknown" if id in look.patient.unknown else "not_asked"


def _chosen_of_set(fact: Fact, value: Value | None, held: Held) -> frozenset[int]:
    if held == "unknown" or not isinstance(value, tuple):
        return frozenset()
    if not value:
        return frozenset({len(fact.values)})
    return frozenset(n for n, choice in enumerate(fact.values) if choice.id in value)


def _entered(look: Look, value: Value | None) -> str:
    if value is None or isinstance(value, bool | str | tuple):
        return ""
    return number(value, look.state.language)


def bounds_text(look: Look, fact: Fact) -> str:
    """`0–365`, empty when the fact has no bounds."""
    if fact.low is None or fact.high is None:
        return ""
    language = look.state.language
    return f"{number(fact.low, language)}–{number(fact.high, language)}"


def _remark(look: Look, fact: Fact, held: Held) -> str:
    """What stands under the row: where a value follows from, why it is not used, and the hints that hold."""
    said = []
    if held == "derived":
        said.append(look.words("facts.follows", names=_follows_from(look, fact.id)))
    if held == "unused":
        said.append(look.words("facts.unused"))
    if held == "unknown" and fact.type not in ("bool", "choice"):
        said.append(look.words("facts.is_unknown"))
    if fact in look.pack.scope and fact.reason is not None and look.patient.values.get(fact.id) is True:
        said.append(look.text(fact.reason))
    said.extend(look.text(hint.text) for hint in fact.hints if holds(look.pack, look.advice.settled, hint.when))
    return "\n".join(said)


def _follows_from(look: Look, id: str) -> str:
    """The facts with their values from which this one follows."""
    settled, names = look.advice.settled, []
    for rule in look.pack.implications:
        if any(then.fact == id for then in rule.then) and holds(look.pack, settled, rule.condition):
            for fact in look.pack.facts_in(rule.condition):
                if fact in settled.values:
                    value = value_text(look.pack, fact, settled.values[fact])
                    names.append(f"{look.label(fact)}: {look.text(value)}")
    return "; ".join(dict.fromkeys(names)) or look.words("facts.other_facts")


def _help(look: Look, fact: Fact) -> str:
    notes = [look.text(note.text) for note in look.pack.notes if fact.id in note.facts]
    return "\n\n".join([*([look.text(fact.help)] if fact.help else []), *notes])
