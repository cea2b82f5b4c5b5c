"""What the projector says of a patient: pure texts from the state, without size, place or colour.

No key, question, note or typed text of the case comes here. Where the settings ask for it the key does, and where they
ask for the question too, what the board wrote as its decision. The name of a place does always: without it the advice
of one place could be read as that of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from mdo_viewer.desktop.graph.coming import coming_of
from mdo_viewer.desktop.projector.beam import Who
from mdo_viewer.desktop.says.beside import marks_of
from mdo_viewer.desktop.says.choosing import beside, marked
from mdo_viewer.desktop.says.decided import (
    after_limit,
    changed_key,
    changed_trees,
    cut_to_line,
    followed_words,
    wants_a_look,
    written_words,
)
from mdo_viewer.desktop.says.disagreeing import apart_said, disagreements
from mdo_viewer.desktop.says.done import (
    advised_so,
    asked_met,
    done_at,
    due_sentence,
    in_time,
    marked_now,
    order_here,
    runs,
    treated_now,
)
from mdo_viewer.desktop.says.doubtful import open_doubts, said_of
from mdo_viewer.desktop.says.held import MOST, point_name, pressing_beside, running
from mdo_viewer.desktop.says.patient import line_view
from mdo_viewer.desktop.says.tables import taken_from_table
from mdo_viewer.desktop.says.untouched import first_question, tightest_limit
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.drawing.picture import ComesNext
from mdo_viewer.guideline.model import Language, Outcome, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN
from mdo_viewer.meeting.case import WHOLE_CASE, Decision, with_site
from mdo_viewer.meeting.choosing import choice_words, reason_words
from mdo_viewer.reasoning.deadlines import deadline, distance, is_late
from mdo_viewer.reasoning.results import Advice, Deadline
from mdo_viewer.reasoning.telling import doubted_table, may_apply, range_said, way_lines, ways_heading
from mdo_viewer.reasoning.urgency import worse_without_limit

Tone: TypeAlias = Literal["urgent", "amber", "blue", "green", "grey"]
#: kicker and note are small, body is the normal size, headline the largest.
Style: TypeAlias = Literal["kicker", "headline", "decision", "strong", "body", "note"]


#: Signs of the names of facts in a strip; longer ones are counted, for a low room.
_NAMES = 80


class Said(NamedTuple):
    """A paragraph; `loud` in the colour of its block, `short` in its place where it would take too many lines, `typed`
    what somebody wrote."""

    text: str
    style: Style
    loud: bool = False
    short: str = ""
    typed: bool = False


class Passage(NamedTuple):
    """A block of paragraphs on a ground of its tone."""

    tone: Tone
    said: tuple[Said, ...]


class Line(NamedTuple):
    """Who it is about, above all: key, place and the question that was asked, with the limit that presses most, or
    else that whoever sent the patient called it urgent."""

    key: str
    site: str
    question: str
    urgent: str = ""
    announced: str = ""


class Whole(NamedTuple):
    """The whole tree in place of the way, as far as the laptop shows it; `bare` where the advice is not among that."""

    root: str | None
    folded: frozenset[str]
    bare: bool = False


class Content(NamedTuple):
    """Everything that one picture of the projector says; equal contents look the same at the same size."""

    who: Who
    tree: int
    title: str
    place: str  # patient 3 of 8, with the name of the place
    hidden: str  # the key, or that it is not shown
    example: str  # the word for it, empty for a real case
    doubts: tuple[Passage, ...]  # what fits badly together, a paragraph each
    doubt: str  # the same as a sign with a word
    strips: tuple[Passage, ...]  # what holds besides, a paragraph each
    main: Passage
    side: Passage | None
    guideline: str
    language: Language
    pack: Pack
    advice: Advice
    asked: str | None
    unknown: frozenset[str]
    coming: ComesNext | None = None
    line: Line | None = None
    whole: Whole | None = None
    aside: str = ""  # that the board deviates from the advice at the end of the way: the decision then comes first
    order: str = ""  # what comes before that advice, in two words
    frozen: str = ""  # since when the picture stands still

    @property
    def advised(self) -> bool:
        """Whether the way ends in an outcome, which then stands in the picture."""
        bare = self.whole is not None and self.whole.bare
        return self.advice.outcome is not None and self.advice.status != "out_of_scope" and not bare


def who_is(state: State) -> Who:
    """The patient that a state shows."""
    return Who(state.point.id, state.case.case, state.meeting)


def content_of(
    look: Look, *, key: bool, patient: bool = False, whole: bool = False, frozen: datetime | None = None
) -> Content:
    """What the projector says of this look; `key` whether the case's key is shown, `patient` whether a line above says
    who it is about and what was asked, `whole` whether it is the whole tree in place of the way. `frozen` is since when
    it stands still: that is said, and no time that goes on."""
    state, words, advice = look.state, look.words, look.stage.advice  # nothing presses where it does not apply
    decided = _decided(look, typed=patient)
    still = frozen is not None
    meanwhile = None if _is_untouched(look) else _meanwhile(look, still=still)
    side = decided or meanwhile or _besides(look)
    main, doubts = _main(look, still=still), tuple(_doubts(look))
    strips = (
        *_order(look),
        *_limits(look, main),
        *_held(look),
        *_decided_besides(look, typed=patient),
        *_disagreements(look),
        *((meanwhile,) if decided is not None and meanwhile is not None else ()),
        *_remarks(look),
    )
    return Content(
        who_is(state),
        state.tree.number,
        look.text(state.tree.title),
        _place(look),
        state.case.case if key else words("projector.hidden"),
        words("top.example") if state.case.title_example else "",
        doubts,
        words.count("projector.doubts", len(open_doubts(look))) if doubts else "",
        tuple(strips),
        _once(main),
        side,
        guideline_words(look),
        state.language,
        look.pack,
        advice,
        look.next_fact,
        look.patient.unknown,
        _coming(look),
        _line(look) if patient else None,
        Whole(state.root, state.folded) if whole else None,
        words("projector.deviated") if _is_deviated(look) else "",
        marked_now(look),
        "" if frozen is None else words("projector.frozen", time=look.saying.clock(frozen)),
    )


def _is_deviated(look: Look) -> bool:
    """Whether the board deviates from the advice that now stands at the end of the way: it is no order any more."""
    decision = look.state.decision
    if decision is None or decision.kind != "deviate" or look.advice.outcome is None:
        return False
    return look.advice.status != "out_of_scope" and look.since(decision) not in OVERTAKEN


def _line(look: Look) -> Line:
    view = line_view(look)  # the strips have waited for what all trees say: what presses is known
    return Line(view.key, look.state.case.site or "", view.question, view.urgent, view.announced)


def _coming(look: Look) -> ComesNext | None:
    """The tree that comes next, without what was decided: that stands below."""
    found = coming_of(look)
    return None if found is None else replace(found, chip="")


def _limits(look: Look, main: Passage) -> Iterator[Passage]:
    """What the advice says besides its title, which stands in the picture: dose and limit in one strip, notes in
    another."""
    if look.advice.outcome is None or look.advice.status == "out_of_scope":
        return
    _, headline, *rest = main.said
    strong = [each for each in rest if each.style == "strong"]
    if strong:
        first = [Said(look.words("advice.urgent"), "strong", True)] if main.tone == "urgent" else []
        short = " · ".join(each.text for each in (*first, *strong))
        head, tone = headline.text, main.tone
        if _is_deviated(look):  # the title stands once, marked, and no dose is ordered: only whose limit it is
            dose = look.advice.outcome.dose
            strong = [each for each in strong if dose is None or each.text != look.text(dose)]
            key = "runs" if runs(look, look.advice) else "done" if done_at(look, look.advice) else "lapsed"
            head = look.words(f"projector.deviated.{key}")
            short = " · ".join((*(each.text for each in first), head))
        elif order_here(look) is not None:  # no dose stands without what comes before it
            head, tone = f"{marked_now(look)}: {uncapital(head)}", "amber"
            short = " · ".join((head, *(each.text for each in strong)))
        apart = _apart_from(head, strong)
        whole = " · ".join((*(each.text for each in first), head, *(each.text for each in apart)))
        if not strong:
            return
        yield Passage(tone, (Said(whole, "strong", tone in ("urgent", "amber"), short=short),))
    for note in (each for each in rest if each.style == "note"):
        yield Passage("grey", (note,))


def _order(look: Look) -> Iterator[Passage]:
    """What comes before the order at the end of the way, with the reason where there is room; and that the treatment
    which is advised is filled in."""
    order, outcome = order_here(look), look.advice.outcome
    if outcome is not None and (order is not None or treated_now(look)):
        said = advised_so(look, look.text(outcome.title))
        why = "" if order is None else order.why
        yield Passage("amber", (Said(f"{said}. {why}" if why else said, "strong", True, short=said),))


def without(content: Content, words: Words, *, key: bool, patient: bool) -> Content:
    """The same without what may not be seen any more."""
    content = content if key else content._replace(hidden=words("projector.hidden"))
    if patient:
        return content
    side = None if content.side is None else _untyped(content.side)
    return content._replace(line=None, side=side, strips=tuple(map(_untyped, content.strips)))


def _untyped(part: Passage) -> Passage:
    return Passage(part.tone, tuple(each for each in part.said if not each.typed))


def _apart_from(head: str, said: Iterable[Said]) -> list[Said]:
    """Of these what the head does not say already, such as the limit in "Therapie binnen 14 dagen"."""
    return [each for each in said if each.text.casefold() not in head.casefold()]


def _once(main: Passage) -> Passage:
    """The advice with nothing below its title that the title says."""
    if len(main.said) < 2:
        return main
    kicker, head, *rest = main.said
    return Passage(main.tone, (kicker, head, *_apart_from(head.text, rest)))


def _place(look: Look) -> str:
    """Which patient, and which of its places: another place has another advice."""
    state = look.state
    said = look.words("projector.patient", n=state.patient + 1, m=len(state.document.patients))
    said = with_site(said, point_name(look, state.case) if len(state.places) > 1 else state.case.site)
    over = state.case.taken_over
    return said if over is None else f"{said} · {look.words('projector.taken_over', day=look.saying.day(over.day))}"


def guideline_words(look: Look) -> str:
    """Name, version and age of the guideline."""
    parts = (look.guideline, look.evidence, look.words("status.version", v=look.pack.version))
    return " · ".join(part for part in parts if part)


# --- the advice, or what is missing


def _main(look: Look, *, still: bool) -> Passage:
    advice = look.advice
    if advice.status == "out_of_scope":
        text = look.text(advice.text) if advice.text is not None else ""
        said = [Said(look.words("advice.out_of_scope"), "kicker", True), Said(look.words("advice.closed"), "headline")]
        return Passage("grey", (*said, *((Said(text, "note"),) if text else ())))
    if advice.outcome is None:
        return _missing(look)
    return _advised(look, advice.outcome, still=still)


def _is_untouched(look: Look) -> bool:
    """Whether the room is told calmly that nothing is known yet."""
    return look.untouched and look.advice.outcome is None


def _untouched(look: Look) -> Passage:
    said = [Said(look.words("advice.untouched"), "kicker"), Said(look.words("advice.untouched.none"), "headline")]
    said += [Said(first_question(look), "body")]
    tightest = tightest_limit(look)
    return Passage("grey", (*said, *((Said(tightest, "note"),) if tightest else ()), *_marks(look)))


def _missing(look: Look) -> Passage:
    if _is_untouched(look):
        return _untouched(look)
    words, advice = look.words, look.advice
    if advice.ways:
        return _ways(look)
    said = [Said(words("advice.open"), "kicker", True)]
    if look.next_fact is None:
        said.append(Said(words("advice.stuck"), "headline"))
        facts = "; ".join(look.label(fact) for fact in advice.open_facts)
        short = words.count("projector.find_out", len(advice.open_facts))
        said.append(Said(words("projector.find_out", facts=facts), "body", short=short))
    else:
        count = len(advice.open_facts)
        said.append(Said(words.count("projector.missing", count), "headline"))
        said.append(Said(words("projector.now", fact=look.label(look.next_fact)), "body"))
    return Passage("amber", (*said, *_marks(look)))


def _ways(look: Look) -> Passage:
    """The ways over a range, each with what is said there."""
    advice, language = look.advice, look.state.language
    said = [Said(range_said(look.pack, advice, advice.ways[0].fact, language, "crossed"), "kicker", True)]
    said.append(Said(ways_heading(advice, language), "headline"))
    said += [Said(line, "body") for line in way_lines(look.pack, advice, language)]
    return Passage("amber", (*said, *_marks(look)))


def _advised(look: Look, outcome: Outcome, *, still: bool) -> Passage:
    words, done, running = look.words, done_at(look, look.advice), runs(look, look.advice) and not look.closed
    urgent = outcome.is_urgent and running
    late = running and any(due.overdue for due in look.advice.deadlines)
    heads = [words("advice.urgent")] if urgent else []
    heads += [words(f"kind.{outcome.kind}"), look.saying.strength(outcome.strength)]
    said = [Said(" · ".join(head for head in heads if head), "kicker", True)]
    said.append(Said(look.text(outcome.title), "headline"))
    order = order_here(look)
    held = order is not None and order.how == "first"  # no dose of what is discussed before anybody gives it
    if not held and outcome.dose is not None and look.text(outcome.dose) not in look.text(outcome.title):
        said.append(Said(look.text(outcome.dose), "strong"))
    if done is not None:
        said += _done(look, done)
    else:
        dues = look.advice.deadlines
        said += [Said(_due(look, due, running=running, still=still), "strong", urgent or late) for due in dues]
        taken = (taken_from_table(look, due.limit.moment) for due in look.advice.deadlines)
        said += [Said(origin, "note") for origin in taken if origin]
    said += _marks(look)
    if urgent or late:
        tone: Tone = "urgent"
    elif done is not None:
        tone = "green"
    else:
        tone = "blue" if outcome.kind == "advice" else "grey"
    return Passage(tone, tuple(said))


def _marks(look: Look) -> Iterator[Said]:
    """That the guideline does not know something of this patient; what came after it is not shown to a room."""
    found = marks_of(look)
    if found:
        names = "; ".join(uncapital(look.text(fact.label)) for fact in found)
        short = look.words.count("projector.marks", len(found))
        yield Said(look.words("projector.mark", names=names), "note", short=short)


def _done(look: Look, done: datetime) -> Iterator[Said]:
    due = next(iter(look.advice.deadlines), None)
    remark = in_time(look, due, done)
    said = look.words("done.at", moment=look.saying.moment(done))
    yield Said(f"{said} · {remark}" if remark else said, "strong", due is not None and is_late(due, done))


def _due(look: Look, due: Deadline, *, running: bool, still: bool) -> str:
    """The clock time, and while it is running how far off it is, that it has passed, or that it may have been met. In a
    picture that stands `still` not how far off: that would be wrong a minute later."""
    said = due_sentence(look, due)
    if running and due.asked:
        return f"{said} · {asked_met(look, due)}"
    far = distance(due, look.now)
    if far is None or not running or far.state not in ("left", "overdue"):
        return said
    if look.lies_ahead(due.limit.moment):
        return f"{said} · {look.words('projector.start_ahead')}"
    if still:
        return f"{said} · {look.words('projector.passed')}" if far.state == "overdue" else said
    key = "advice.overdue" if far.state == "overdue" else "advice.in"
    return f"{said} · {look.words(key, span=look.saying.span(far.length))}"


# --- beside it


def _decided(look: Look, *, typed: bool) -> Passage | None:
    """The board's decision on this tree, or else on the case as a whole, read back: its kind and coded reason, and what
    was `typed` with it where that may be seen."""
    decision = look.state.decision or look.state.decision_on(WHOLE_CASE)
    return None if decision is None else _read_back(look, decision, typed=typed)


def _decided_besides(look: Look, *, typed: bool) -> tuple[Passage, ...]:
    """The decision on the case as a whole in one line, where the tree has one of its own."""
    whole = look.state.decision_on(WHOLE_CASE)
    if whole is None or look.state.decision is None:
        return ()
    tone, (kind, *said) = _read_back(look, whole, typed=typed)
    rest, written = [each for each in said if not each.typed], [each for each in said if each.typed]
    short = look.words(f"projector.decision_whole.short.{whole.kind}")
    lines = [[first, *(each.text for each in rest)] for first in (kind.text, short)]
    return (Passage(tone, (Said(" · ".join(lines[0]), "strong", True, short=" · ".join(lines[1])), *written)),)


def _read_back(look: Look, decision: Decision, *, typed: bool) -> Passage:
    words = look.words
    key = "decision_whole" if decision.is_whole else "decision"
    choice = choice_words(look.pack, decision, look.state.language)
    if choice:  # what will be done is read before how that stands to the advice
        said = [Said(words("projector.decision_choice", choice=uncapital(choice)), "decision", True)]
        said.append(Said(words(f"projector.choice.{decision.kind}"), "body"))
    else:
        said = [Said(words(f"projector.{key}.{decision.kind}"), "decision", True)]
    if typed:
        written = written_words(look, decision)
        said += [Said(each, "strong", True, short=cut_to_line(each), typed=True) for each in written]
    said += [Said(each, "body") for each in followed_words(look, decision, apart=True)]
    if decision.before is not None:
        said.append(Said(capital(look.saying.before(decision.before)), "body"))
        if after := after_limit(look, decision):
            said.append(Said(after, "strong"))
    if decision.reason_code is not None:
        said.append(Said(words("projector.reason", said=reason_words(words, look.pack, decision.reason_code)), "body"))
    if look.since(decision) in OVERTAKEN:
        said.append(Said(_changed(look, decision), "body"))
    doubted = beside(look, decision)
    if doubted:  # in a low room the first sentence, which names the answer
        said.append(Said(doubted, "body", True, short=f"{doubted.partition('. ')[0].removesuffix('.')}."))
    return Passage("amber" if wants_a_look(look, decision) else "green", tuple(said))


def _changed(look: Look, decision: Decision) -> str:
    """How a decision was overtaken, with the word that the line of the patient has for it."""
    words, key = look.words, changed_key(look, decision)
    if decision.is_whole:
        said = words(f"projector.decision_{key}", trees=changed_trees(look, decision))
    else:
        said = words(f"projector.decision_{key}", outcome=look.decided_on(decision))
    return said if look.since(decision) in APART else words("patient.overtaken", said=said)


def _meanwhile(look: Look, *, still: bool) -> Passage | None:
    """The tightest limit among the outcomes still possible, as long as the tree may apply; in plain grey until a fact
    of this patient points to it."""
    outcome, words = look.advice.tightest, look.words
    if outcome is None or outcome.limit is None or look.closed:
        return None
    due = deadline(outcome.id, outcome.limit, look.patient.moments, look.now)
    said = [Said(words("advice.meanwhile"), "kicker", True)]
    said.append(Said(words("projector.act_as", limit=look.saying.limit(outcome.limit)), "strong"))
    if due.due is not None:
        said.append(Said(_due(look, due, running=True, still=still), "body", bool(due.overdue)))
    worse = look.saying.also_worse(worse_without_limit(look.advice))
    if worse:
        said.append(Said(worse, "body", short=words("projector.also_worse")))
    return Passage("urgent" if look.advice.urgent else "grey", tuple(said))


def _besides(look: Look) -> Passage | None:
    """What comes with the advice."""
    riders = look.advice.riders
    if not riders:
        return None
    return Passage(
        "grey", (Said(look.words("advice.also"), "kicker"), *(Said(look.text(r.text), "note") for r in riders))
    )


def _doubts(look: Look) -> Iterator[Passage]:
    """Facts that fit badly together, in one strip, until one is changed or somebody says that it is so; where several
    do not fit on a line, how many there are."""
    found = open_doubts(look)
    if not found:
        return
    said = "; ".join(said_of(look, each) for each in found)
    count = look.words("doubtful.several", n=len(found))
    facts, other = found[0].doubt.facts, found[0].doubt.other
    table = doubted_table(found[0].doubt, look.state.language)
    names = " · ".join((*((table,) if table else ()), *map(look.label, facts)))
    if other is not None:
        names = f"{names} ({other.here}, {other.site})"
    if len(facts) > 2 or len(names) > _NAMES:  # as long as what they stand for
        names = look.words("doubtful.facts", n=len(facts))
    short = f"{look.saying.doubtful}: {count if len(found) > 1 else names}"
    yield Passage("amber", (Said(f"{look.saying.doubtful}: {said}", "strong", True, short=short),))


def _held(look: Look) -> Iterator[Passage]:
    """Limits of other trees that run already and are not done: the urgent ones and those that have passed; without any
    the first that may hold."""
    urgent = [each for each in running(look) if each.urgent]
    found = [each for each in urgent if each.sure] or urgent[:1]
    for each in found[:MOST]:
        worse = [Said(each.worse, "body", short=look.words("projector.also_worse"))] if each.worse else []
        said = Said(f"{each.said}. {each.asked}", "strong", True, short=each.said) if each.asked else None
        yield Passage("urgent", (said or Said(each.said, "strong", True), *worse))
    if len(found) > MOST:
        yield Passage("urgent", (Said(look.words.count("held.more", len(found) - MOST), "strong", True),))
    beside = pressing_beside(look)
    if beside:
        yield Passage("urgent", (Said(beside, "strong", True),))


def _disagreements(look: Look) -> Iterator[Passage]:
    """That other trees do not say the same as this one, with what it is about where there is room."""
    words = look.words
    for each in disagreements(look):
        numbers = sorted({stage.advice.tree.number for stage in each.stages})
        if look.state.tree.number in numbers:
            trees = ", ".join(map(str, numbers[:-1])) + f" {words('projector.and')} {numbers[-1]}"
            short = words("projector.disagree_may" if each.may else "projector.disagree", trees=trees)
            title = look.text(each.note.title)
            yield Passage("amber", (Said(f"{short}: {title}", "strong", short=short),))
    apart = apart_said(look)
    if apart:
        yield Passage("amber", (Said(apart, "body"),))


def _remarks(look: Look) -> Iterator[Passage]:
    """What limits the advice: whether the guideline holds is not known yet, or the tree is not reached."""
    advice, words = look.advice, look.words
    if advice.status == "out_of_scope":
        return
    if advice.scope_open and advice.outcome is not None:
        names = "; ".join(look.label(fact) for fact in advice.scope_open)
        short = words.count("projector.scope", len(advice.scope_open))
        yield Passage("amber", (Said(words("advice.scope_open", names=names), "body", short=short),))
    stage = look.stage
    chosen = marked(look, stage)
    if chosen:
        yield Passage("grey", (Said(chosen, "strong"),))
    if stage.entry == "not_entered":
        closed = words("advice.not_entered")
        yield Passage("grey", (Said(" ".join(part for part in (closed, look.ways_in) if part), "body", short=closed),))
    elif stage.entry == "unknown" and not any(each.urgent and not each.sure for each in running(look)):
        # What may be urgent comes before whether this tree applies: a low room has no place for both.
        by = (stage.decided_by or "").partition(".")[0]
        tree = look.pack.trees_by_id.get(by)
        name = words("advice.tree", n=tree.number) if tree is not None else ""
        if tree is None and by in look.pack.facts_by_id:
            name = look.label(by)
        if may_apply(stage):
            said = range_said(look.pack, stage.advice, by, look.state.language, "may_apply_in")
            yield Passage("grey", (Said(said, "body"),))
            return
        yield Passage("grey", (Said(words("advice.entry_unknown", by=name), "body"),))
