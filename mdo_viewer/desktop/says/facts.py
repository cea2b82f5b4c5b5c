"""What the facts panel shows, as values: which facts, in which order, in which state, with which remarks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.desktop.says.doubtful import doubted_facts, remark
from mdo_viewer.desktop.says.over import carried_words, still_words, was_words
from mdo_viewer.desktop.says.patient import parted
from mdo_viewer.desktop.says.ranging import crossed, typing
from mdo_viewer.desktop.says.scope import scope_about, scope_remark, scope_rows, scope_split
from mdo_viewer.desktop.state.actions import scope_chosen
from mdo_viewer.desktop.state.look import CODE, Look
from mdo_viewer.guideline.model import Fact, FactType, Language, Pack, Range, Tree, Value
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, number, quantity, range_text, value_text
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.beside.marks import marks_about
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.deciding import shown_when
from mdo_viewer.reasoning.saying import Saying, figures
from mdo_viewer.reasoning.scope import is_about_scope

#: given: a value was entered · derived: it follows · unknown: asked, nobody knows · not_asked · unused: given, but
#: its "only if" is closed
Knowledge: TypeAlias = Literal["given", "derived", "unknown", "not_asked", "unused"]


class FactView(Struct, frozen=True):
    """One row of the panel. `chosen` holds indices of `options`; `entered` is the text of a number."""

    id: str
    type: FactType
    label: str
    options: tuple[str, ...]
    chosen: frozenset[int]
    entered: str
    unit: str
    bounds: str
    state: Knowledge
    next: bool
    remark: str
    help: str
    scope: bool = False
    meanings: tuple[str, ...] = ()  # what each option means, where the options are codes (A to E)
    folded: str = ""  # a set that decides nothing here: one line with how many are chosen
    known_from: str = ""  # answered while another tree was open, or known from an earlier meeting
    was: str = ""  # what it was in an earlier meeting, where it is asked anew
    still: str = ""  # there: what says that it still is so
    noted: str = ""  # origin and date, as a tip on the label
    doubted: bool = False  # it fits badly with another fact, and nobody said yet that it is so
    about: str = ""  # the question of scope: for whom the guideline holds
    split: str = ""  # there: the words that show its facts each by itself, or as one question
    typing: str = ""  # what may be typed, of a number
    ranges: bool = False  # whether that may be a range
    crossed: str = ""  # a range over a border of this tree: which lies in it
    value: str = ""  # what an answered fact is, in one line; empty of one that is open, and of sets, whose chips say it
    aside: str = ""  # in a word below the value: that it follows, or does not count
    keyed: bool = False  # whether the digits are its answers: it is the next one, unless another is open
    opened: bool = False  # somebody opened its row
    warns: bool = False  # whether the remark says more than `aside`, so that it is never put away

    @property
    def short_label(self) -> str:
        """The label without the unit, which stands with the value."""
        return self.label.removesuffix(f" ({self.unit})") if self.unit else self.label

    @property
    def amber(self) -> bool:
        """Whether something is open: the digits are its answers, it fits badly with another, or is a range over a
        border."""
        return self.keyed or self.doubted or bool(self.crossed)


class FactsView(Struct, frozen=True):
    """The panel: the rows always shown, the rows behind "other facts", and how far we are."""

    rows: tuple[FactView, ...]
    others: tuple[FactView, ...]
    rider_rows: tuple[FactView, ...]
    known: int
    asked: int
    show_all: bool
    heads: tuple[tuple[str, str], ...] = ()  # with several places: a row, and the head that stands before it
    marks: tuple[FactView, ...] = ()  # what the guideline does not know; decides nothing and is not counted
    marks_head: str = ""  # over them, with how many are so


def facts_view(look: Look) -> FactsView:
    """The rows for the current tree of the current case."""
    advice, patient = look.advice, look.patient
    touched = set(patient.values) | patient.unknown | set(advice.settled.derived)
    wanted = touched | set(advice.open_facts) | {look.due_fact}
    scope, answered_scope = scope_rows(look)
    entry = [id for id in dict.fromkeys(look.pack.facts_in(look.state.tree.entry)) if id not in look.needed]
    rows = [*doubted_facts(look), *scope, *(id for id in entry if id not in advice.settled.closed)]
    others: list[str] = []
    for id in look.needed:
        closed = id in advice.settled.closed and id not in advice.settled.unused
        for helper in _helpers(look, id, shown=id in wanted):
            if helper not in rows and helper not in look.needed:
                rows.append(helper)
        if not closed:
            (rows if id in wanted else others).append(id)
    open_riders = [rider.fact for rider in advice.open_riders]
    riders = [id for id in dict.fromkeys([*open_riders, *_given_for_riders(look)]) if id not in rows]
    others = [id for id in others if id not in riders] + [id for id in answered_scope if id not in rows]
    tree_rows = [id for id in dict.fromkeys(rows) if id in look.needed or id in entry]
    known = sum(id in touched and id not in patient.unknown for id in tree_rows)
    rows, heads = parted(look, tuple(dict.fromkeys(rows)))
    return FactsView(
        _views(look, rows),
        _views(look, others),
        _views(look, riders),
        known,
        len(tree_rows),
        look.state.show_all,
        heads,
        *_marks(look),
    )


def _marks(look: Look) -> tuple[tuple[FactView, ...], str]:
    """The facts that can mark the advice of this tree, and the words that fold them."""
    about = marks_about(look.pack, look.state.tree)
    count = sum(look.patient.values.get(fact.id) is True for fact in about)
    words, year = look.words, look.pack.guideline_date.year
    said = words("facts.marks.some", year=year, n=count) if count else words("facts.marks", year=year)
    return _views(look, [fact.id for fact in about]), said


def _given_for_riders(look: Look) -> Iterator[str]:
    """Facts that were entered for the riders of this advice: they stay where they were answered."""
    patient, outcome = look.patient, look.advice.outcome
    if outcome is None:
        return
    for rider in (shown.rider for shown in look.advice.riders):
        at = shown_when(rider.shown_with, f"{look.state.tree_id}.{outcome.id}")
        for condition in (at, *(part.condition for part in rider.parts)):
            for id in look.pack.facts_in(condition):
                if (id in patient.values or id in patient.unknown) and id not in look.needed:
                    yield id


def _helpers(look: Look, id: str, *, shown: bool) -> tuple[str, ...]:
    """Facts that only inform this one: shown while it is asked, or when they carry a value."""
    if not shown:
        return ()
    facts = dict.fromkeys(f for hint in look.fact(id).hints for f in look.pack.facts_in(hint.when))
    return tuple(f for f in facts if id == look.next_fact or f in look.patient.values)


def fact_view(look: Look, id: str) -> FactView:
    """The row of one fact, whether this tree needs it or not."""
    return _view(look, look.fact(id))


def answer_words(look: Look, view: FactView) -> str:
    """`Uitval: nee`: a fact with its answer, or that this was taken away."""
    if view.state == "not_asked":
        return look.words("say.cleared", fact=view.label)
    chosen = ", ".join(view.options[at] for at in sorted(view.chosen)) or view.entered or look.words("unknown")
    return f"{view.label}: {chosen}"


def _views(look: Look, ids: list[str]) -> tuple[FactView, ...]:
    return tuple(_view(look, look.fact(id)) for id in dict.fromkeys(ids))


def _view(look: Look, fact: Fact) -> FactView:
    state = _state(look, fact.id)
    value = look.advice.settled.values.get(fact.id, look.patient.values.get(fact.id))
    origin = "\n".join(_origin(look, fact))
    view = FactView(
        id=fact.id,
        type=fact.type,
        label=look.text(fact.label),
        options=(),
        chosen=frozenset(),
        entered="",
        unit=look.text(fact.unit),
        bounds="",
        state=state,
        next=fact.id == look.next_fact,
        keyed=fact.id == look.keyed_fact,
        opened=fact.id == look.state.correcting,
        remark=_remark(look, fact, state),
        help=_help(look, fact, origin),
        scope=is_about_scope(look.pack, fact.id),
        known_from=_known_from(look, fact, state) or carried_words(look, fact.id),
        was=was_words(look, fact.id),
        still=still_words(look, fact.id),
        noted=origin,
        doubted=fact.id in doubted_facts(look),
        aside=_aside(look, state),
        warns=_warns(look, fact),
    )
    if fact.type in ("number", "integer"):
        view = replace(view, entered=_entered(look, value), bounds=bounds_text(look, fact), ranges=fact.ranges)
        view = replace(view, value=_number_said(look, fact, view, value), typing=typing(look, fact))
        return replace(view, crossed=crossed(look, fact)) if fact.ranges else view
    options = look.options(fact.id)
    if fact.type == "set":
        names = (*(look.text(choice.label) for choice in fact.values), look.words("facts.none"))
        view = replace(view, options=names, chosen=_chosen_of_set(fact, value, state))
        return replace(view, folded=_folded(look, view))
    chosen = frozenset(n for n, option in enumerate(options) if value is not None and option.value == value)
    if fact.id == SCOPE:
        view = replace(view, about=scope_about(look), split=scope_split(look))
        chosen = frozenset({at} if (at := scope_chosen(look)) is not None else ())
    if state == "unknown":
        chosen = frozenset({len(options)})
    codes = [CODE.fullmatch(option.words) for option in options]
    names = tuple(option.words for option in options)
    if fact.type == "choice" and all(codes):
        names = tuple(code[1] for code in codes if code is not None)
        meanings = tuple(code[2] for code in codes if code is not None)
        view = replace(view, meanings=(*meanings, look.words("unknown")))
    names = (*names, look.words("unknown"))
    said = names[next(iter(chosen))] if chosen and not view.next else ""
    return replace(view, options=names, chosen=chosen, value=said)


def _number_said(look: Look, fact: Fact, view: FactView, value: Value | None) -> str:
    """`7 maanden`, `3–6 maanden`, `onbekend`; empty while it is open."""
    if view.state == "unknown":
        return look.words("unknown")
    if isinstance(value, Range):
        return " ".join(part for part in (view.entered, view.unit) if part)
    return quantity(value, fact.unit, look.state.language) if isinstance(value, int | float) else ""


def _aside(look: Look, state: Knowledge) -> str:
    return look.words(f"facts.aside.{state}") if state in ("derived", "unused") else ""


def _warns(look: Look, fact: Fact) -> bool:
    """Whether a hint holds, or the value closes the trees: what must not be put away with the choices."""
    closes = fact in look.pack.scope and look.patient.values.get(fact.id) is True
    return closes or any(holds(look.pack, look.advice.settled, hint.when) for hint in fact.hints)


def _folded(look: Look, view: FactView) -> str:
    """The one line for a set that decides nothing in this tree; empty where it does, or is asked now."""
    if view.next or view.id in look.needed or view.id in {rider.fact for rider in look.advice.open_riders}:
        return ""
    if view.id in set(_given_for_riders(look)):
        return ""
    words, count = look.words, len(view.options) - 1
    if view.state == "unknown":
        return words("facts.set_unknown", label=view.label)
    if count in view.chosen:
        return words("facts.set_none", label=view.label)
    if not view.chosen:
        return words("facts.set_open", label=view.label)
    return words("facts.set_some", label=view.label, n=len(view.chosen), m=count)


def _state(look: Look, id: str) -> Knowledge:
    settled = look.advice.settled
    if id == SCOPE:
        at = scope_chosen(look)
        return "not_asked" if at is None else "unknown" if at == 2 else "given"
    if id in settled.unused:
        return "unused"
    if id in settled.derived:
        return "derived"
    if id in look.patient.values:
        return "given"
    return "unknown" if id in look.patient.unknown else "not_asked"


def _chosen_of_set(fact: Fact, value: Value | None, state: Knowledge) -> frozenset[int]:
    if state == "unknown" or not isinstance(value, tuple):
        return frozenset()
    if not value:
        return frozenset({len(fact.values)})
    return frozenset(n for n, choice in enumerate(fact.values) if choice.id in value)


def _entered(look: Look, value: Value | None) -> str:
    if value is None or isinstance(value, bool | str | tuple):
        return ""
    return range_text(value, look.state.language) if isinstance(value, Range) else number(value, look.state.language)


def bounds_text(look: Look, fact: Fact) -> str:
    """`0–365`, empty when the fact has no bounds."""
    if fact.low is None or fact.high is None:
        return ""
    language = look.state.language
    return f"{number(fact.low, language)}–{number(fact.high, language)}"


def _remark(look: Look, fact: Fact, state: Knowledge) -> str:
    """What stands under the row: where a value follows from, why it is not used, and the hints that hold."""
    if fact.id == SCOPE:
        return scope_remark(look)
    said = []
    if state == "derived":
        said.append(look.words("facts.follows", names=_follows_from(look, fact.id)))
    if state == "unused":
        said.append(look.words("facts.unused"))
    if state == "unknown":
        asked = _asked_elsewhere(look, fact)
        said.append(look.words("facts.asked_in", n=asked.number) if asked else look.words("facts.is_unknown"))
    if fact in look.pack.scope and fact.reason is not None and look.patient.values.get(fact.id) is True:
        said.append(look.text(fact.reason))
    if doubt := remark(look, fact.id):
        said.append(doubt)
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


def _help(look: Look, fact: Fact, origin: str) -> str:
    """What the fact means, why it is asked, and where its value comes from."""
    if fact.id == SCOPE:
        return look.words("facts.why_scope")
    head, notes = _lasting_help(look.pack, look.state.tree, fact.id, look.state.language)
    parts = [*head, *notes, origin]
    if fact.id in {rider.fact for rider in look.advice.open_riders}:
        parts.insert(len(head), look.words("facts.why_rider"))
    return "\n\n".join(part for part in parts if part)


@lru_cache(maxsize=1024)
def _lasting_help(pack: Pack, tree: Tree, id: str, language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What does not depend on the patient: meaning and reason, and the notes on open questions."""
    fact = pack.facts_by_id[id]
    head = (*([fact.help(language)] if fact.help else []), *_why(pack, tree, fact, language))
    return head, tuple(note.text(language) for note in pack.notes if id in note.facts)


def _why(pack: Pack, tree: Tree, fact: Fact, language: Language) -> Iterator[str]:
    """The question of this tree that asks the fact, with its source; else what it is for."""
    words, saying, asked = words_of("window", language), Saying(language), 0
    for n, question in enumerate(tree.questions, 1):
        if fact.id in pack.facts_asked(question):
            asked += 1
            sources = question.source or tree.source
            places = [capital(saying.place(pack, source)) for source in sources]
            said = words("facts.why" if asked == 1 else "facts.why_also", n=n, question=question.text(language))
            yield "\n".join([said, *places])
    if fact in pack.scope:
        yield words("facts.why_scope")
    if asked or fact in pack.scope:
        return
    informed = [f for f in pack.facts if any(fact.id in pack.facts_in(hint.when) for hint in f.hints) and f != fact]
    if informed:
        yield words("facts.why_informs", names="; ".join(f.label(language) for f in informed))


def _known_from(look: Look, fact: Fact, state: Knowledge) -> str:
    """One quiet line where the value was entered while another tree was open."""
    tree = _asked_elsewhere(look, fact) if state == "given" else None
    return look.words("facts.known_from", n=tree.number) if tree is not None else ""


def _asked_elsewhere(look: Look, fact: Fact) -> Tree | None:
    """The tree in which this fact was answered, where that is not the one now open."""
    tree = look.pack.trees_by_id.get(look.state.answered_in(fact.id))
    return None if tree is None or tree.id == look.state.tree_id or fact in look.pack.scope else tree


def _noted(look: Look, fact: Fact) -> tuple[str, ...]:
    """Origin, date, method and reason as far as noted."""
    detail = look.state.case.details.get(fact.id)
    if detail is None:
        return ()
    name = look.words.get(f"facts.origin.{detail.origin}", detail.origin or "")
    date = figures(detail.date) if detail.date is not None else ""
    return tuple(part for part in (name, date, detail.method or "", detail.reason or "") if part)


def _origin(look: Look, fact: Fact) -> Iterator[str]:
    """Where the value comes from, as noted, else where it usually comes from; and when it was entered."""
    words, detail = look.words, look.state.case.details.get(fact.id)
    noted = _noted(look, fact)
    if noted:
        yield words("facts.origin", origin=", ".join(noted))
    elif fact.origin:
        names = [words.get(f"facts.origin.{code}", code) for code in fact.origin]
        yield words("facts.usual_origin", origin=words("facts.or").join(names))
    if detail is not None and detail.set_at is not None:
        yield words("facts.set_at", moment=look.saying.moment(detail.set_at))
