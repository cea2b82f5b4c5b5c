"""What changed: for a patient since the trees of then, as blocks, tree by tree what was said and what is; and in the
window since a moment ago, as one sentence for who listens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple

from mdo_viewer.desktop.says.advice import advice_blocks, changed_words, headline, how_far_off, runs_on
from mdo_viewer.desktop.says.blocks import Block, Item, Say, texts_of
from mdo_viewer.desktop.says.choosing import beside as beside_decision
from mdo_viewer.desktop.says.decided import (
    apart_words,
    condition_words,
    decided_line,
    decided_whole,
    done_words,
    in_force,
    is_draft,
    standing_words,
    what_decided,
)
from mdo_viewer.desktop.says.disagreeing import DISAGREE
from mdo_viewer.desktop.says.done import asked_met, done_at, runs
from mdo_viewer.desktop.says.doubtful import CARD, spoken
from mdo_viewer.desktop.says.facts import FactView, answer_words, fact_view, facts_view
from mdo_viewer.desktop.says.held import MOST, held_block, pressing_beside, running
from mdo_viewer.desktop.says.over import was_words
from mdo_viewer.desktop.says.stages import stage_words
from mdo_viewer.desktop.says.steps import about_words, decision_gone, drafts_words, left_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.scope import SCOPE
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.choosing import reason_words
from mdo_viewer.meeting.then_and_now import (
    Beside,
    PatientSince,
    TreeSince,
    advice_text,
    also_said,
    pack_then,
    patient_since,
    version_then,
)
from mdo_viewer.reasoning.deadlines import deadline
from mdo_viewer.reasoning.results import Deadline, Stage
from mdo_viewer.reasoning.telling import doubted, heading
from mdo_viewer.reasoning.urgency import worse_without_limit

#: The cards that are the advice, or what is asked while there is none: they are said as they are after an answer.
ADVISED: Final = frozenset({"main", "missing", "tightest", "untouched", "ways"})
#: The cards of decisions, each with what it is about; empty for the tree in sight.
DECIDED: Final[Mapping[str, str]] = MappingProxyType({"decided": "", "decided:casus": WHOLE_CASE})
#: What is not said again with the advice: where it stands, what could change it, and what else may come.
LEFT_OUT: Final = frozenset({"source", "notes", "what_if", "onward", "possible"})


class Warned(NamedTuple):
    """What the cards above and below the advice warn of that none of its own sentences says."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    def since(self, was: Warned) -> Warned:
        """What it warns of beside that."""
        above, below = (tuple(each for each in now if each not in then) for now, then in zip(self, was, strict=True))
        return Warned(above, below)


#: Where nothing is warned of, or it was said.
NOTHING: Final = Warned()


def since_title(look: Look) -> str:
    """Whose changes, and since which version."""
    case = look.state.case
    if not look.made_with_others:
        return look.words("since.open")
    return look.words("since.title", case=case.name, version=version_then(look.pack, case, look.state.saved_with))


def since_blocks(look: Look) -> tuple[Block, ...]:
    """Each tree that says something else for this patient, where the trees of then ship; else why there is nothing."""
    state, words = look.state, look.words
    if not look.made_with_others:
        return (Block("nothing", "bare", (Say(words("since.nothing")),)),)
    then = pack_then(look.pack, state.case, state.saved_with)
    if then is None:
        version = version_then(look.pack, state.case, state.saved_with)
        return (Block("not_shipped", "amber", (Say(words("since.not_shipped", version=version)),)),)
    found = patient_since(then, look.pack, state.point, look.now, state.language)
    lead: list[Item] = [Say(words("since.lead"), "muted")]
    if found.left_out:
        facts = "; ".join(look.label(fact) for fact in found.left_out)
        lead.append(Say(words("since.left_out", facts=facts), "muted"))
    if found.apart:
        lead.append(Say(words("since.apart"), "strong"))
        return (Block("lead", "bare", tuple(lead)),)
    if not found.trees and not found.doubts and not found.no_doubts:
        lead.append(Say(words("since.none"), "strong"))
    trees = tuple(_tree(look, each) for each in found.trees)
    same = (Block("same", "bare", (Say(words.count("since.same", found.same), "muted"),)),) if trees else ()
    return (Block("lead", "bare", tuple(lead)), *_doubts(look, found), *trees, *same)


def _doubts(look: Look, found: PatientSince) -> Iterator[Block]:
    """Facts that fit badly together by the trees of now alone, or by those of then alone."""
    words, language = look.words, look.state.language
    now = [f"{doubted(look.pack, each, language)}. {look.text(each.entry.why)}" for each in found.doubts]
    then = [f"{doubted(found.then, each, language)}. {look.text(each.entry.why)}" for each in found.no_doubts]
    items = [
        *(Say(words("since.doubt", what=each)) for each in now),
        *(Say(words("since.no_doubt", what=each)) for each in then),
    ]
    if items:
        yield Block("doubts", "plain", (Say(look.saying.doubtful, "title"), *items))


def _tree(look: Look, since: TreeSince) -> Block:
    words, tree = look.words, since.tree
    aspects = ", ".join(words(f"since.aspect.{aspect}") for aspect in since.aspects)
    items: list[Item] = [
        Say(f"{tree.number}  {look.text(tree.title)}", "title"),
        Say(words("since.differs", aspects=aspects), "muted"),
        Say(words("since.then"), "kicker", 6),
        *_stage(look, since.then, since.now),
        *_beside(look, since.then, since.beside_then, since.beside_now),
        Say(words("since.now"), "kicker_blue", 6),
        *_stage(look, since.now, since.then),
        *_beside(look, since.now, since.beside_now, since.beside_then),
    ]
    return Block(f"tree:{tree.id}", "plain", tuple(items))


def _beside(look: Look, stage: Stage | None, own: Beside, other: Beside) -> Iterator[Item]:
    """Where a tree leads and its notes, where the other version says it otherwise."""
    if stage is None or stage.entry != "open":
        return
    if own.leads != other.leads:
        yield Say(look.words("since.leads", trees="; ".join(own.leads)) if own.leads else look.words("since.no_leads"))
    for note in own.notes:
        if note not in other.notes:
            yield Say(look.words("since.note", text=note), "muted")


def _stage(look: Look, stage: Stage | None, other: Stage | None) -> Iterator[Item]:
    """What a tree says by one version: its advice always, and of the rest what the other does not say."""
    words, language = look.words, look.state.language
    if stage is None:
        yield Say(words("since.no_tree"), "strong")
        return
    yield Say(heading(stage, language), "strong")
    outcome = stage.advice.outcome
    if stage.entry != "open" or outcome is None:
        return
    if other is not None and other.entry != "open":
        other = None  # there it said nothing to this patient
    beside = None if other is None else other.advice.outcome
    if outcome.limit != (beside and beside.limit):
        yield Say(words("since.no_limit") if outcome.limit is None else look.saying.within(outcome.limit))
    if outcome.strength != (beside.strength if beside else ()):
        yield Say(look.saying.strength(outcome.strength) or words("since.no_strength"))
    text, said = advice_text(stage, language), () if other is None else also_said(other, language)
    if other is None or text != advice_text(other, language):
        yield Say(text)
    for also in also_said(stage, language):
        if also not in said:
            yield Say(words("since.also", text=also))


# --- what is said to who listens


def begun(look: Look) -> str:
    """Where who listens is when the window comes: whose, in which tree, and what it says."""
    example = look.words("top.meeting.example") if look.state.case.title_example else ""
    return " ".join(_sentence(each) for each in (example, _whose(look), *_arrived(look)) if each)


def happened(before: Look, look: Look, *, told: bool = False) -> str:
    """What changed since `before`, in the order in which it is read; `told`: a message says what was done already.
    Empty where only the clock went on."""
    state, old = look.state, before.state
    moved, turned = state.seat != old.seat, state.tree_id != old.tree_id
    said = [] if told else [_left(before, look)]
    if moved or turned:
        said += [_whose(look) if moved else "", *_arrived(look)]
    elif state.document != old.document:
        said += [] if told else [*_called(before, look), *_answered(before, look)]
        said.append(_followed(before, look))
        said += [] if told else _decided(before, look)
        said += [*_new_elsewhere(before, look), _advice_since(before, look)]
    elif state.scope_apart != old.scope_apart:
        said += [_split(look), advice_said(look)]
    elif look.next_fact != before.next_fact:  # a row was opened or closed: the digits are its answers now
        said += _asked(look)
    if (state.view, state.as_list) != (old.view, old.as_list):
        kind = "list" if state.as_list else state.view
        said.append(f"{look.words('graph.view')}: {look.words(f'graph.{kind}')}")
    draft, was = state.draft, old.draft
    if draft is not None and (was is None or moved or (draft.tree, draft.kind) != (was.tree, was.kind)):
        said.append(_begun(look, draft))
    if not moved and state.language == old.language:
        said += _overtaken(before, look, without_own=turned or state.document != old.document)
        said += _news(before, look, without_own=turned or state.document != old.document, before_it=said)
    return " ".join(_sentence(each) for each in said if each)


def advice_said(look: Look, warned: Warned = NOTHING) -> str:
    """The advice of the tree in sight with all that comes with it and what is `warned` of, what is asked next with
    which keys, and what the board decided on it."""
    advice = (*_advice_itself(look), *warned.below, *_riders(look))
    said = (spoken(look).strip(), *warned.above, *advice, *_asked(look), *_in_force(look))
    return " ".join(_sentence(each) for each in said if each)


def _arrived(look: Look) -> Iterator[str]:
    """The tree that comes into sight: what presses elsewhere, and what it says with all that warns beside it."""
    yield _tree_named(look)
    yield from _elsewhere(look, MOST)
    yield advice_said(look, _warnings(look))


def _elsewhere(look: Look, most: int) -> Iterator[str]:
    """The limit of another place that presses more than those of this one, and so many of those of other trees."""
    yield pressing_beside(look)
    yield from chain.from_iterable(map(texts_of, held_block(look, most)))


def _new_elsewhere(before: Look, look: Look) -> Iterator[str]:
    """What presses elsewhere now and did not before. What the board decided was said as it was recorded."""
    if not (before.knows("stages") and look.knows("stages")):
        return
    if (beside := pressing_beside(look)) != pressing_beside(before):
        yield beside
    was = {each.said for each in running(before)}
    for each in running(look):
        yield from (each.said, each.worse, each.asked) if each.said not in was else ()


def _warnings(look: Look) -> Warned:
    """That the guideline may not hold, that another decision is overtaken, and that trees disagree, without why."""
    decision = in_force(look)
    above: list[str] = []
    below: list[str] = []
    for block in advice_blocks(look, later=False, statements=False):
        apart = decision is not None and not decision.is_whole and not look.overtaken
        if block.id == "scope" or (block.id == "changed" and apart):
            above += texts_of(block)
        elif block.id.startswith(DISAGREE):
            below += [item.text for item in block.items if isinstance(item, Say) and item.style != "body"]
    return Warned(tuple(above), tuple(below))


def said_again(look: Look, *, statements: bool) -> str:
    """Whose it is and which tree, what other trees ask already, and then card by card what stands beside the tree, from
    above: the advice, what comes with it, what was decided and what waits half written. `statements`: whether those
    from after the guideline are shown."""
    state = look.state
    said = [_whose(look), _tree_named(look), *_elsewhere(look, len(look.stages))]
    blocks = advice_blocks(look, later=False, statements=statements)
    for at, block in enumerate(blocks):
        said += _card_said(look, block, blocks[:at], said)
    if in_force(look) is None:
        said += _in_force(look)
    said.append(drafts_words(look, ((state.current, about) for about in state.drafts_here)))
    return " ".join(_sentence(each) for each in said if each)


def _card_said(look: Look, block: Block, above: Sequence[Block], said: Sequence[str]) -> Iterable[str]:
    """What is said of a card below those `above`, after what was `said`. Of one that nobody thought of here all of
    it."""
    if block.id in LEFT_OUT:
        return ()
    if block.id in ADVISED:
        if any(each.id in ADVISED for each in above):
            return ()
        own = (*_advice_itself(look, far=True), *_asked(look), *_known_then(look))
        return (*own, *_not_yet(block, (*said, *own)))
    if block.id == "riders":
        return _riders(look)
    if block.id in DECIDED:
        return _decision_said(look, DECIDED[block.id] or look.state.tree_id)
    if block.id.startswith(CARD) and look.doubts[int(block.id.removeprefix(CARD))].confirmed is None:
        return (spoken(look).strip(),)  # the card has the first of them
    return texts_of(block)


def _not_yet(block: Block, said: Iterable[str]) -> Iterator[str]:
    """What an advice says beside its title and limit, and was not said."""
    before = " ".join(said).casefold()
    for item in block.items if block.id == "main" else ():
        kicker = isinstance(item, Say) and item.style.startswith("kicker")
        if isinstance(item, Say) and not kicker and item.text.casefold().rstrip(".") not in before:
            yield item.text


def _known_then(look: Look) -> Iterator[str]:
    """What the fact that is asked was in an earlier meeting."""
    if look.next_fact is not None and look.state.case.taken_over is not None:
        yield was_words(look, look.next_fact)


def _decision_said(look: Look, about: str) -> Iterator[str]:
    """All of a decision, and whether it still stands on what is advised now."""
    decision = look.state.decision_on(about)
    if decision is None:
        return
    yield from decided_whole(look, decision)
    yield runs_on(look, decision)
    if look.since(decision) in OVERTAKEN if decision.is_whole else look.overtaken:
        yield changed_words(look, decision)
    yield look.older(decision)


def _advice_since(before: Look, look: Look) -> str:
    """The same where it is another than before. As long as there is none, what was said of the limit that may hold, and
    of what fits badly together, is not said at every answer."""
    warned = _warnings(look).since(_warnings(before))
    now, then = _until_then(look), _until_then(before)
    said: Iterable[str] = ()
    if _advice_alone(look) != _advice_alone(before):
        if not now or now != then:
            return advice_said(look, warned)
        said = headline(look), *_asked(look), *_in_force(look)
    return " ".join(_sentence(each) for each in (*chain(*warned), *said) if each)


def _until_then(look: Look) -> tuple[str, ...]:
    """What is said before "no advice yet"; empty where there is one."""
    if look.advice.outcome is not None:
        return ()
    return spoken(look).strip(), *(each for each in _advice(look) if each != headline(look))


def _advice_alone(look: Look) -> tuple[str, ...]:
    """What tells one advice from another; neither the clock nor a decision makes it another."""
    return spoken(look).strip(), *_advice(look, elapsed=False), *_asked(look)


def _advice(look: Look, *, elapsed: bool = True) -> list[str]:
    """The advice with its limits, its strength and what comes with it."""
    return [*_advice_itself(look, elapsed=elapsed), *_riders(look)]


def _riders(look: Look) -> Iterator[str]:
    """What comes with the advice, and the facts on which more of that depends."""
    advice, words = look.advice, look.words
    if advice.outcome is None or advice.status == "out_of_scope":
        return
    if advice.riders:
        riders = " ".join(_sentence(look.text(each.text)) for each in advice.riders)
        yield f"{words('advice.also').capitalize()}: {riders}"
    if advice.open_riders:
        facts = dict.fromkeys(look.label(rider.fact) for rider in advice.open_riders)
        yield f"{words('advice.also_open').capitalize()}: {'; '.join(facts)}"


def _advice_itself(look: Look, *, elapsed: bool = True, far: bool = False) -> list[str]:
    """The same without what comes with it; `far` says how far off a limit lies, too."""
    advice, words = look.advice, look.words
    said = [headline(look)]
    outcome = advice.outcome
    if outcome is not None and advice.status != "out_of_scope":
        urgent = outcome.is_urgent and done_at(look, advice) is None and not look.closed
        for due in advice.deadlines if runs(look, advice) and not look.closed else ():
            said += _limit_said(look, due, elapsed=elapsed)
            said += [how_far_off(look, due)] if far and not due.overdue else []
        said.append("" if outcome.dose is None else look.text(outcome.dose))
    else:
        urgent = advice.urgent
        said = [*_act_as(look, elapsed=elapsed), *said]
    if urgent:
        said.insert(0, words("advice.urgent").capitalize())
    return said


def _act_as(look: Look, *, elapsed: bool) -> Iterator[str]:
    """The shortest limit that may still hold, with the fact that decides on it unless that is asked next anyway."""
    tightest, fact = look.advice.tightest, look.next_fact or look.advice.next_fact
    if tightest is None or tightest.limit is None or look.closed:
        return
    limit = look.saying.limit(tightest.limit)
    due = deadline(tightest.id, tightest.limit, look.patient.moments, look.now)
    when = look.saying.due(due)
    if fact is not None and fact != look.next_fact:
        yield look.words("advice.act_as", limit=f"{limit}, {when}," if when else limit, fact=look.label(fact))
    elif when:
        yield look.words("say.act_as.due", limit=limit, due=when)
    else:
        yield look.words("say.act_as", limit=limit)
    yield from _limit_said(look, due, elapsed=elapsed)
    yield look.saying.also_worse(worse_without_limit(look.advice))


def _limit_said(look: Look, due: Deadline, *, elapsed: bool) -> Iterator[str]:
    """That nobody knows from when a limit counts, that this lies ahead, that the limit has passed, or whether it was
    met."""
    if due.due is None:
        moment = uncapital(look.text(look.pack.moments_by_id[due.limit.moment].label))
        yield look.words("say.counts_from", moment=moment)
    elif look.lies_ahead(due.limit.moment):
        yield look.words("advice.start_in_future")
    elif elapsed and due.overdue:
        yield how_far_off(look, due)
    elif elapsed:
        yield asked_met(look, due)


def _in_force(look: Look) -> Iterator[str]:
    """The decision that holds here and whether the advice has changed since; of an advice without one that."""
    decision, outcome = in_force(look), look.advice.outcome
    if decision is None:
        undecided = outcome is not None and outcome.kind == "advice" and look.advice.status != "out_of_scope"
        if undecided and look.state.draft is None and done_at(look, look.advice) is None:
            yield look.words("say.undecided")
        return
    yield decided_line(look, decision)
    yield condition_words(look, decision)
    yield beside_decision(look, decision)
    yield runs_on(look, decision)
    changed = (look.knows("stages") and look.since(decision) in OVERTAKEN) if decision.is_whole else look.overtaken
    if changed:
        yield changed_words(look, decision)


def _overtaken(before: Look, look: Look, *, without_own: bool) -> Iterator[str]:
    """The decisions on other trees of which the advice has just become another."""
    if not (before.knows("stages") and look.knows("stages")):
        return
    old = {each.tree: each for each in before.state.case.decisions}
    for each in look.state.case.decisions:
        if each.is_whole or old.get(each.tree) != each or (without_own and each.tree == look.state.tree_id):
            continue
        if look.since(each) in OVERTAKEN and before.since(each) not in OVERTAKEN:
            key = "say.apart" if look.since(each) in APART else "say.overtaken"
            yield look.words(key, about=about_words(look, each.tree))


def _split(look: Look) -> str:
    """That the guideline does not hold was said, and which fact says so is asked; or that this was taken back."""
    view = fact_view(look, SCOPE)
    if not look.state.scope_apart:
        return look.words("say.cleared", fact=view.label)
    return f"{view.label}: {view.options[1]}"


def _left(before: Look, look: Look) -> str:
    """That a decision which was being written waits, once it is out of sight."""
    old, state = before.state, look.state
    if old.draft is None or not is_draft(before, old.draft):
        return ""
    if (state.seat, state.draft and state.draft.tree) == (old.seat, old.draft.tree):
        return ""
    waits = any(about == old.draft.tree for _case, about in state.waiting)
    return left_words(before, old.case.name, old.draft.tree) if waits else ""


def _sentence(said: str) -> str:
    said = said[:1].upper() + said[1:]
    return said if said[-1] in ".?!:" else f"{said}."


def _whose(look: Look) -> str:
    state = look.state
    return f"{look.words('top.case', n=state.patient + 1, m=len(state.document.patients))}, {state.case.name}"


def _tree_named(look: Look) -> str:
    """Which tree is in sight; its state too where it does not apply, or not yet."""
    tree, words = look.state.tree, look.words
    if look.knows("stages") and look.stage.entry != "open":
        return words("stage.name", n=tree.number, title=look.text(tree.title), state=stage_words(look, look.stage)[0])
    return words("stage.unsaid", n=tree.number, title=look.text(tree.title))


def _asked(look: Look) -> Iterator[str]:
    """`Uitval. 1 ja, 2 nee, 0 onbekend`: the keys of the answers of the next fact, below an advice with its name."""
    if look.next_fact is None or look.keyed_fact != look.next_fact:
        return
    view = fact_view(look, look.next_fact)
    if look.advice.outcome is not None:
        yield look.words("advice.read_next", fact=view.label)
    yield _keys_of(look, view)


def _keys_of(look: Look, view: FactView) -> str:
    if not view.options:
        return ", ".join((view.unit, view.bounds)) if view.unit else view.bounds
    last = len(view.options) - 1
    digits = ["0" if at == last and view.type != "set" else str(at + 1) for at in range(len(view.options))]
    return ", ".join(
        f"{cap_of(f'digit:{digit}', look.words)} {said}"
        for digit, said in zip(digits, view.options, strict=True)
        if len(digit) == 1
    )


def _answered(before: Look, look: Look) -> list[str]:
    """`Uitval: nee`: each fact that was given another value than it had; at once those of one question."""
    said = [*_described(before, look)]
    old, new = ({view.id: view for view in _rows(each)} for each in (before, look))
    for id in {**new, **old}:
        view = new.get(id) or fact_view(look, id)
        was = old.get(id) or fact_view(before, id)
        same = (was.state, was.chosen, was.entered) == (view.state, view.chosen, view.entered)
        if same or (id != SCOPE and _given(before, id) == _given(look, id)):
            continue  # of these that it follows is said
        aside = "" if view.state == "not_asked" else view.aside
        said.append(", ".join(part for part in (answer_words(look, view), aside) if part))
    return said


def _called(before: Look, look: Look) -> Iterator[str]:
    """`Kenmerk: MDO-0007`: the key that a patient was given, in sight or not, as it was taken."""
    old = {point.id: point.case.case for point in before.state.document.points}
    points = look.state.document.points
    keys = (point.case.case for point in points if old.get(point.id, point.case.case) != point.case.case)
    yield from (look.words("say.key", said=key) for key in dict.fromkeys(keys))


def _described(before: Look, look: Look) -> Iterator[str]:
    """The same of what decides nothing, which stands in the sheet about the patient."""
    old, new = before.patient, look.patient
    for fact in (*look.pack.described, *look.pack.marks):
        if (old.values.get(fact.id), fact.id in old.unknown) == (new.values.get(fact.id), fact.id in new.unknown):
            continue
        view, value = fact_view(look, fact.id), new.values.get(fact.id)
        if isinstance(value, str) and not view.options and view.state != "not_asked":
            yield f"{view.label}: {value}"
        else:
            yield answer_words(look, view)


def _given(look: Look, id: str) -> tuple[object, bool]:
    """What somebody answered, whatever follows of the rest."""
    return look.patient.values.get(id), id in look.patient.unknown


def _followed(before: Look, look: Look) -> str:
    """`Daarmee ook: Uitval: ja; ASIA-score: telt niet mee`: the facts that were set by what was answered, that do not
    count any more by it, or that followed and do not now; those in sight first, in their order."""
    if before.pack is not look.pack:
        return ""
    old, new = before.advice.settled, look.advice.settled
    found = old.derived ^ new.derived | old.unused ^ new.unused
    found |= {id for id in old.derived & new.derived if old.values[id] != new.values[id]}
    order = dict.fromkeys([*(view.id for view in _rows(look)), *look.pack.facts_by_id])
    said = []
    for id in order:
        if id not in found or _given(before, id) != _given(look, id):
            continue
        view = fact_view(look, id)
        if view.state == "unused":
            said.append(f"{view.label}: {view.aside}")
        elif id in new.values:
            said.append(answer_words(look, view))
        elif id in old.derived:
            said.append(look.words("say.follows_no_more", fact=view.label))
    return look.words("say.with_it", facts="; ".join(said)) if said else ""


def _rows(look: Look) -> tuple[FactView, ...]:
    view = facts_view(look)
    return (*view.rows, *view.others, *view.rider_rows)


def _decided(before: Look, look: Look) -> list[str]:
    """A decision that was recorded, with what was chosen, where and of whom; or one that was taken back."""
    old = {each.tree: each for each in before.state.case.decisions}
    new = {each.tree: each for each in look.state.case.decisions}
    said = []
    for tree, each in new.items():
        if old.get(tree) != each:
            why = reason_words(look.words, look.pack, each.reason_code) if each.reason_code else ""
            parts = (what_decided(look, each), each.condition or "", why, each.reason or "")
            what = ", ".join(part for part in parts if part)
            done = done_words(look, each)
            said += [look.words("say.recorded"), f"{done}: {what}" if what else done]
            said.append(f"{about_words(look, tree)}, {look.state.case.name}")
    for tree, each in old.items():
        if tree not in new:
            head, state = decision_gone(look, tree, each, None)
            said += [look.words("say.withdrawn", about=head), state]
    return said


def _begun(look: Look, draft: Decision) -> str:
    """Which decision is being written, on what and of whom, and that it is not recorded."""
    words, outcome = look.words, None if draft.advice is None else look.advice.tree.outcomes_by_id.get(draft.advice)
    about = words("decision.on_whole") if draft.is_whole else "" if outcome is None else look.text(outcome.title)
    where = ", ".join(part for part in (about, look.state.case.case) if part)
    said = words(f"decision.{draft.kind}")
    if standing := standing_words(look, draft):
        said = f"{said}: {where}. {standing}"
    else:
        said = words("say.draft", kind=said, about=where, press=cap_of("record", words))
    apart = apart_words(look, draft)
    return f"{said.removesuffix('.')}. {apart}" if apart else said


def _news(before: Look, look: Look, *, without_own: bool, before_it: Sequence[str]) -> list[str]:
    """The trees that say something else now, that in sight only by the clock: else its advice says so. Without those of
    which the limit stands among what is said before it."""
    if not (before.knows("stages") and look.knows("stages")):
        return []
    old = {stage.advice.tree.id: stage_words(before, stage)[0] for stage in before.stages}
    known = {each.tree for each in running(look) if each.sure and each.said in before_it}
    known |= {look.state.tree_id} if without_own else set()
    said = []
    for stage in look.stages:
        tree, now = stage.advice.tree, stage_words(look, stage)[0]
        if old.get(tree.id, now) != now and tree.id not in known:
            said.append(look.words("stage.news", n=tree.number, state=now))
    return ["; ".join(said)] if said else []
