"""What the advice panel says, as blocks: pure texts from the state, no widgets."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.beside import later_blocks, mark_lines, mark_remarks
from mdo_viewer.desktop.says.blocks import Ask, Block, CardTone, Item, Press, Say, TextStyle, Watch
from mdo_viewer.desktop.says.choosing import choice_items, mark_items
from mdo_viewer.desktop.says.decided import (
    after_limit,
    changed_key,
    changed_trees,
    cut_to_line,
    done_words,
    followed_words,
    in_force,
    wants_a_look,
    withdrawn_next,
)
from mdo_viewer.desktop.says.done import advised_so, done_beside, due_beside, due_sentence, order_here, treated_now
from mdo_viewer.desktop.says.doubtful import doubtful_blocks
from mdo_viewer.desktop.says.patient import place_blocks
from mdo_viewer.desktop.says.ranging import part_blocks, ways_block
from mdo_viewer.desktop.says.steps import other_tree
from mdo_viewer.desktop.says.tables import table_items
from mdo_viewer.desktop.says.untouched import untouched_blocks
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.library import is_shipped, load_pack
from mdo_viewer.guideline.model import Outcome, Range
from mdo_viewer.guideline.wording import capital, quantity
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.choosing import reason_words, spoken_elsewhere
from mdo_viewer.meeting.tables.moments import is_day_alone
from mdo_viewer.meeting.to_do import is_otherwise
from mdo_viewer.reasoning.deadlines import ZONE, distance
from mdo_viewer.reasoning.journey import entry_moments
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.results import Change, Deadline
from mdo_viewer.reasoning.saying import figures
from mdo_viewer.reasoning.telling import may_apply, range_said, say, way_lines, ways_heading
from mdo_viewer.reasoning.urgency import worse_without_limit

#: How many changes are shown unasked; a single further one too.
MOST_CHANGES = 6


def advice_blocks(
    look: Look, *, later: bool, unfolded: frozenset[str] = frozenset(), statements: bool = True
) -> tuple[Block, ...]:
    """All cards of the panel; `later` says whether the slower parts (what if, where answers lead) are ready,
    `statements` whether those from after the guideline are shown.

    `unfolded` names what the user opened: "notes", "decided" and "decided:casus" (all of a decision), "missing"
    (every open fact), "changes" (each of them), "ask_back:N" (who says that doubt N is so), "doubts"
    (each of them), "read:ID" (all of a statement, or of a way over a range).
    """
    advice = look.advice
    decided = (*_decided(look, unfolded), *_decided_whole(look, unfolded), *_then(look, unfolded))
    doubts = doubtful_blocks(look, unfolded)
    places = place_blocks(look, later=later)
    if advice.status == "out_of_scope":
        return (*doubts, _out_of_scope(look), *decided, *places)
    entry, opens, besides = _entry(look), _opens(look), (*_disagree(look), *decided)
    if look.untouched and advice.outcome is None:
        blocks = [
            *untouched_blocks(look),
            *entry,
            *opens,
            *besides,
            *places,
            *_notes(look, notes_open="notes" in unfolded),
        ]
        return (*_elsewhere(look), *blocks)
    if advice.outcome is None:
        whole = "missing" in unfolded
        ways = part_blocks(look) or (ways_block(look, unfolded),) if advice.ways else ()
        missing = ways or (_missing(look, later=later, whole=whole),)
        tightest = _tightest(look)
        if look.next_fact is not None and look.state.asking is None:  # what is asked is in sight
            missing, doubts = (*missing, *doubts), ()
        first = (*tightest, *missing) if advice.urgent else (*missing, *tightest)
        waits = entry and entry[0].id == "waits"  # what is urgent comes before the question whether the tree applies
        ahead = (*first, *entry) if waits else (*entry, *opens, *first)  # no question of a closed tree opens it
        blocks = [*ahead, *besides, *places, *(() if advice.ways else (_possible(look),))]
    else:
        after = later_blocks(look, shown=statements, unfolded=unfolded)
        blocks = [*entry, _main(look, advice.outcome), *opens, *_disagree(look), *after, *_riders(look)]
        blocks += [*decided, *places, *_onward(look), _grounds(look, advice.outcome)]  # its line stands below them all
    blocks += _notes(look, notes_open="notes" in unfolded)
    blocks += _what_if(look, later=later, whole="changes" in unfolded)
    return (*doubts, *_scope(look), *_elsewhere(look), *blocks)


def _disagree(look: Look) -> tuple[Block, ...]:
    if not look.knows("stages"):
        return ()
    from mdo_viewer.desktop.says.disagreeing import disagreement_blocks

    return disagreement_blocks(look)


def headline(look: Look) -> str:
    """The advice in one line, or what is asked next: what is read out after an answer."""
    outcome, words = look.advice.outcome, look.words
    if look.advice.status == "out_of_scope":
        return words("advice.closed")
    if look.advice.ways:
        language = look.state.language
        said = "; ".join(way_lines(look.pack, look.advice, language))
        return ". ".join((f"{ways_heading(look.advice, language)}: {said}", *mark_lines(look)))
    if outcome is None:
        next_ = words("advice.read_next", fact=look.label(look.next_fact)) if look.next_fact else words("advice.stuck")
        return ". ".join((f"{words('advice.read_open')} {next_}".removesuffix("."), *mark_lines(look)))
    title = look.text(outcome.title)
    dues = "; ".join(said for due in look.advice.deadlines if (said := due_beside(look, due, title)))
    kind, strength = words(f"read.{outcome.kind}"), look.saying.strength(outcome.strength)
    order = order_here(look)
    title, why = advised_so(look, title), "" if order is None else order.why
    said = words("advice.read", kind=f"{kind} ({strength})" if strength else kind, title=title)
    return ". ".join((f"{said}, {dues}" if dues else said, *((why,) if why else ()), *mark_lines(look)))


def _out_of_scope(look: Look) -> Block:
    said: list[Item] = [Say(look.words("advice.out_of_scope"), "kicker"), Say(look.words("advice.closed"), "large")]
    if look.advice.text is not None:
        said.append(Say(look.text(look.advice.text)))
    return Block("main", "grey", tuple(said))


def _scope(look: Look) -> tuple[Block, ...]:
    if not look.advice.scope_open or look.advice.outcome is None:
        return ()
    names = "; ".join(look.label(fact) for fact in look.advice.scope_open)
    return (Block("scope", "amber", (Say(look.words("advice.scope_open", names=names), "body"),)),)


def _entry(look: Look) -> tuple[Block, ...]:
    """Says so when the journey does not lead to this tree, or does not yet; once the journey is known."""
    if not look.knows("stages"):
        return ()
    stage = next(stage for stage in look.stages if stage.advice.tree.id == look.state.tree_id)
    if stage.entry == "open":
        return ()
    if stage.entry == "not_entered":
        return (Block("entry", "grey", (Say(look.words("advice.not_entered"), "strong"),)),)
    by = (stage.decided_by or "").partition(".")[0]
    tree = look.pack.trees_by_id.get(by)
    if may_apply(stage):
        may = range_said(look.pack, stage.advice, by, look.state.language, "may_apply_in")
        return (Block("waits", "grey", (Say(may, "body"), _to_row(look, by))),)
    items: list[Item] = [Say(look.words("advice.entry_waits"), "body")]
    if tree is not None:
        words = f"{look.words('advice.tree', n=tree.number)}, {look.text(tree.title)}"
        items.append(Press(words, f"tree:{by}", "link", "", look.words("advice.go_on", tree=tree.number)))
    elif by in look.pack.facts_by_id:
        items.append(_to_row(look, by))
    items += [_ask_moment(look, moment) for moment in entry_moments(look.patient, stage.advice.tree)]
    return (Block("waits", "grey", tuple(items)),)


def _opens(look: Look) -> tuple[Block, ...]:
    """With which other facts a closed tree would apply, each with the way to where it is answered, a moment with its
    field; below what the tree says, which is read first, and above what it asks."""
    ways = look.ways_in if look.knows("stages") else ""
    if not ways:
        return ()
    facts = dict.fromkeys(fact for way in look.ways_found for fact, _classes in way.facts)
    moments = dict.fromkeys(moment for way in look.ways_found for moment in way.moments)
    shown = {*look.needed, *look.pack.facts_in(look.state.tree.entry)}
    rows = (_to_row(look, fact) for fact in facts if fact in shown)
    return (Block("opens", "grey", (Say(ways, "body"), *rows, *(_ask_moment(look, moment) for moment in moments))),)


def _ask_moment(look: Look, id: str) -> Ask:
    """The field of a moment from which no limit runs here."""
    moment, words = look.pack.moments_by_id[id], look.words
    tip = look.text(moment.help) if moment.help else ""
    return Ask(
        id,
        look.text(moment.label),
        "",
        words("advice.moment_hint"),
        words("now"),
        gap=6,
        tip=tip,
        fits=words("advice.no_moment"),
    )


# --- while incomplete


def _missing(look: Look, *, later: bool, whole: bool) -> Block:
    """What is asked next, and on request every fact that the advice may still need; each leads to its row."""
    words, advice = look.words, look.advice
    items: list[Item] = [Say(words("advice.open"), "kicker_amber"), *mark_items(look), *mark_remarks(look)]
    if look.next_fact is None:
        items += [Say(words("advice.stuck"), "title"), Say(words("advice.stuck.help"))]
        items += [_to_row(look, fact) for fact in advice.open_facts]
        return Block("missing", "amber", tuple(items))
    elsewhere = look.knows("stages") and look.coming.what != "question"  # a tree that is not reached: the key leads on
    key = "" if elsewhere else cap_of("next", words)
    items += [Say(words("advice.next"), "title"), _to_row(look, look.next_fact, key=key)]
    items += _next_before(look, look.next_fact)
    if later:
        items += [Say(f"{', '.join(answers)}: {leads}", "muted") for leads, answers in _ahead(look).items()]
    rest = [fact for fact in advice.open_facts if fact != look.next_fact]
    if rest:
        said = words.count("advice.more_open", len(rest))
        items.append(Press(said, "missing", "link", "", words("advice.less_open" if whole else "advice.all_open")))
    if whole:
        items += [_to_row(look, fact) for fact in rest]
    return Block("missing", "amber", tuple(items))


def _to_row(look: Look, fact: str, key: str = "") -> Press:
    """A missing fact that leads to its row; one that was asked already says so."""
    unknown = fact in look.patient.unknown
    said = look.words("advice.asked_unknown", fact=look.label(fact)) if unknown else look.label(fact)
    return Press(said, f"fact:{fact}", "link", key, look.words("advice.to_row", fact=look.label(fact)))


def _ahead(look: Look) -> dict[str, list[str]]:
    """Where the answers of the next fact lead, those that lead to the same together."""
    found: dict[str, list[str]] = {}
    for ahead in look.ahead:
        if ahead.advice is not None:
            leads = _leads_to(look, ahead.advice.outcome, ahead.advice.possible)
            found.setdefault(leads, []).append(ahead.option.short)
    return found


def _leads_to(look: Look, outcome: Outcome | None, possible: tuple[str, ...]) -> str:
    if outcome is not None:
        return look.text(outcome.title)
    return look.words.count("advice.still_possible", len(possible))


def _tightest(look: Look) -> tuple[Block, ...]:
    outcome = look.advice.tightest
    if outcome is None or outcome.limit is None or look.closed:
        return ()
    fact = look.next_fact or look.advice.next_fact  # what is asked, as everywhere
    limit = look.saying.limit(outcome.limit)
    rest = look.words("advice.act_as.open", fact=look.label(fact)) if fact else look.words("advice.act_as.while")
    urgent = look.advice.urgent  # then it is the first card
    kicker = (
        Say(look.words("advice.until"), "kicker_urgent") if urgent else Say(look.words("advice.meanwhile"), "kicker")
    )
    items: list[Item] = [kicker]
    items += [Say(look.words("advice.act_as.head", limit=limit), "title"), Say(rest, "body")]
    worse = look.saying.also_worse(worse_without_limit(look.advice))
    if worse:
        items.append(Say(worse, "body"))
    items += _due_if_known(look, outcome)
    return (Block("tightest", "urgent" if urgent else "plain", tuple(items)),)


def _due_if_known(look: Look, outcome: Outcome) -> tuple[Item, ...]:
    """The clock time of the tightest limit when its moment is filled in, else the field for that moment."""
    from mdo_viewer.reasoning.deadlines import deadline

    if outcome.limit is None:
        return ()
    due = deadline(outcome.id, outcome.limit, look.patient.moments, look.now)
    return _deadline_items(look, due, due_sentence(look, due) if due.due is None else "", urgent=look.advice.urgent)


def _possible(look: Look) -> Block:
    advice = look.advice
    items: list[Item] = [Say(look.words.count("advice.possible", len(advice.possible)), "kicker")]
    items += [
        Say(look.text(each.title), "urgent" if advice.urgent and each.is_urgent else "body")
        for each in advice.still_possible
    ]
    return Block("possible", "plain", tuple(items))


# --- once complete


def _main(look: Look, outcome: Outcome) -> Block:
    from mdo_viewer.desktop.says.done import can_be_done, done_at, done_items, press_done, runs

    done = done_at(look, look.advice)
    running = runs(look, look.advice) and not look.closed
    urgent = outcome.is_urgent and running
    kind = look.words(f"kind.{outcome.kind}")
    strength = look.saying.strength(outcome.strength)
    kicker = " · ".join(part for part in (kind, strength, look.evidence) if part)
    if urgent:
        kicker = f"{look.words('advice.urgent')} · {kicker}"
    if look.knows("stages") and may_apply(look.stage):
        kicker = f"{say(look.state.language, 'may')} · {kicker}"
    items: list[Item] = [
        Say(kicker, "kicker_urgent" if urgent else "kicker_blue" if outcome.kind == "advice" else "kicker")
    ]
    order = order_here(look)
    if order is not None:
        items.append(Say(look.saying.order(order.how), "kicker_amber"))
    items += [Say(look.text(outcome.title), "large"), *mark_items(look)]
    if order is not None and order.why:
        items.append(Say(order.why, "strong"))
    if treated := treated_now(look):
        items.append(Say(capital(treated), "strong"))
    stages = look.stages if look.knows("stages") else ()
    elsewhere = spoken_elsewhere(look.pack, look.case, look.advice, stages)
    if elsewhere is not None:
        number = look.pack.trees_by_id[elsewhere.rpartition(".")[0]].number
        items.append(Say(look.words("decision.elsewhere", n=number), "strong"))
    if done is not None:
        items += done_items(look, outcome, next(iter(look.advice.deadlines), None), done)
    for due in look.advice.deadlines:
        items += _deadline_items(look, due, look.text(outcome.title), urgent=urgent, running=running)
    if done is None and can_be_done(outcome):
        items += press_done(look, outcome)
    items += done_beside(look)
    items += mark_remarks(look)  # before the text: that may lie below the edge
    if look.advice.text is not None:
        items.append(Say(look.text(look.advice.text), "body", 4))
    if outcome.dose is not None and (order is None or order.how == "check"):  # nobody gives what is discussed first
        items.append(Say(look.text(outcome.dose), "strong"))
    tone: CardTone = "blue" if outcome.kind == "advice" else "grey" if outcome.kind == "silent" else "plain"
    tone = "urgent" if urgent else "amber" if order is not None else tone
    return Block("main", tone, tuple(items))


def _deadline_items(look: Look, due: Deadline, title: str, *, urgent: bool, running: bool = True) -> tuple[Item, ...]:
    """When it ends and from when it counts, below this title."""
    words, limit = look.words, due.limit
    moment = look.pack.moments_by_id[limit.moment]
    label, tip = look.text(moment.label), look.text(moment.help) if moment.help else ""
    found = look.moments.get(limit.moment)
    typed = found.when if found is not None and found.day is None else None
    alone = typed is not None and is_day_alone(look.pack, limit.moment, typed)
    value = "" if typed is None else figures(typed.astimezone(ZONE).date()) if alone else look.saying.typed(typed)
    ask = Ask(
        limit.moment,
        words("advice.counts_from", moment=label),
        value,
        words("advice.moment_hint"),
        words("now"),
        gap=6,
        tip=tip,
        fits=words("advice.no_moment"),
    )
    since = (Say(words("advice.day_alone", time=look.saying.clock(typed)), "muted"),) if typed and alone else ()
    below = (ask, *since, *table_items(look, limit.moment))
    if due.due is None:
        said_here = due_beside(look, due, title)
        return (*((Say(said_here, "due_urgent" if urgent else "due"),) if said_here else ()), *below)
    if not running:
        return (Say(due_sentence(look, due), "muted"), *below)
    style: TextStyle = "due_urgent" if urgent or due.overdue else "due"
    far = how_far_off(look, due)
    said = (Say(due_sentence(look, due), style), *((Say(far, "strong"),) if far else ()))
    # A mistyped month would stretch an urgent limit in silence.
    if look.lies_ahead(limit.moment):
        return (*said, Say(words("advice.start_in_future"), "due_urgent"), *below)
    return (*said, *below)


def how_far_off(look: Look, due: Deadline) -> str:
    """How far off; empty where that is not known, and inside the range of an earliest time."""
    far = distance(due, look.now)
    if far is None or far.state == "between":
        return ""
    key = {"overdue": "advice.overdue", "reached": "advice.may_now"}.get(far.state, "advice.in")
    return look.words(key, span=look.saying.span(far.length))


def _riders(look: Look) -> tuple[Block, ...]:
    advice = look.advice
    items: list[Item] = []
    if advice.riders:
        items.append(Say(look.words("advice.also"), "kicker"))
        items += [Say(f"• {look.text(shown.text)}") for shown in advice.riders]
    if advice.open_riders:
        items.append(Say(look.words("advice.also_open"), "kicker", 6 if items else 0))
        for fact in dict.fromkeys(rider.fact for rider in advice.open_riders):
            items.append(Say(f"• {look.label(fact)}", "body"))
    return (Block("riders", "plain", tuple(items)),) if items else ()


def _onward(look: Look) -> tuple[Block, ...]:
    """Buttons to the trees that this advice opens."""
    outcome = look.advice.outcome
    ways = leads_to(look.pack, look.advice.settled, outcome) if outcome is not None else ()
    ids = [*(way for way in ways if way in look.pack.trees_by_id), *look.advice.next_trees]
    items: list[Item] = []
    for id in dict.fromkeys(ids):
        tree = look.pack.trees_by_id[id]
        words = f"{tree.number}  {look.text(tree.title)}"
        items.append(Press(words, f"tree:{id}", "plain", "", look.words("advice.go_on", tree=words)))
    items += _into_others(look, ways)
    if not items:
        return ()
    return (Block("onward", "bare", (Say(look.words("advice.onward"), "kicker"), *items)),)


def _into_others(look: Look, ways: tuple[str, ...]) -> Iterator[Item]:
    """Buttons to trees of other guidelines, of those that this program has."""
    for way in ways:
        id, elsewhere, tree_id = way.partition("/")
        if not elsewhere or not is_shipped(id):
            continue
        pack = load_pack(id)
        tree = pack.trees_by_id.get(tree_id)
        if tree is not None:
            words = other_tree(look, way)
            yield Press(words, f"lead:{way}", "plain", "", look.words("advice.go_on", tree=words))


def _grounds(look: Look, outcome: Outcome) -> Block:
    items: list[Item] = [Say(look.words("advice.source"), "kicker")]
    sources = outcome.source or look.state.tree.source
    items += [Say(capital(look.saying.place(look.pack, source)), "muted") for source in sources]
    return Block("source", "bare", tuple(items))


def _notes(look: Look, *, notes_open: bool) -> tuple[Block, ...]:
    numbers = look.advice.notes
    if not numbers:
        return ()
    items: list[Item] = [
        Press(look.words.count("advice.hide_notes" if notes_open else "advice.notes", len(numbers)), "notes", "link")
    ]
    if notes_open:
        for number in numbers:
            note = look.pack.notes_by_number[number]
            items += [Say(look.text(note.title), "strong", 6), Say(look.text(note.text), "body")]
    return (Block("notes", "bare", tuple(items)),)


def _what_if(look: Look, *, later: bool, whole: bool) -> tuple[Block, ...]:
    if not later:
        return ()
    changes = look.changes
    if look.advice.outcome is None:
        return ()
    items: list[Item] = [Say(look.words("advice.what_if"), "kicker"), Say(robustness(look), "strong")]
    shown = len(changes) if whole or len(changes) <= MOST_CHANGES + 1 else MOST_CHANGES
    for at, change in enumerate(changes[:shown]):
        leads = change_leads(look, change)
        name = look.words("advice.change.name", fact=look.label(change.fact), to=look.text(change.to), leads=leads)
        items.append(Watch(change_words(look, change), leads, f"preview:{at}", name))
    if len(changes) > MOST_CHANGES + 1:
        said = "advice.less_changes" if whole else "advice.more_changes"
        items.append(Press(look.words(said, n=len(changes) - MOST_CHANGES), "changes", "link"))
    return (Block("what_if", "plain", tuple(items)),)


def robustness(look: Look) -> str:
    """How many of the known facts of this tree change the advice, each alone."""
    known = look.weighed
    changing = len({change.fact for change in look.changes})
    if not changing:
        return look.words("advice.nothing_changes", m=known)
    return look.words("advice.changes.one" if changing == 1 else "advice.changes.many", n=changing, m=known)


def change_words(look: Look, change: Change) -> str:
    """The fact, its value and what would change the advice; of a number also how far that is."""
    said = look.words(
        "advice.change", fact=look.label(change.fact), before=look.text(change.before), to=look.text(change.to)
    )
    far = how_far(look, change)
    return f"{said} ({far})" if far else said


def how_far(look: Look, change: Change) -> str:
    """`meer dan 4 maanden minder`: from the value to the nearest bound; empty for what is no number."""
    now = look.patient.values.get(change.fact)
    if change.edge is None or now is None or isinstance(now, bool | str | tuple):
        return ""
    if isinstance(now, Range):
        now = now.nearest(change.edge)
    fact, open_ = look.fact(change.fact), change.edge_open
    length = round(float(abs(now - change.edge)), 4)
    if open_ and fact.type == "integer" and length.is_integer():  # the next whole number is the first inside
        length, open_ = length + 1, False
    up = change.edge > now or (change.edge == now and isinstance(change.example, int | float) and change.example > now)
    if length == 0:
        return look.words("advice.just_above" if up else "advice.just_below")
    unit = quantity(length, fact.unit, look.state.language)
    if open_:
        return look.words("advice.far.more_above" if up else "advice.far.more_below", length=unit)
    return look.words("advice.far.above" if up else "advice.far.below", length=unit)


def change_leads(look: Look, change: Change) -> str:
    """Where a change leads in words: to another outcome, or to the fact that it makes the next question."""
    if change.outcome is not None:
        return look.words("advice.then", outcome=look.text(look.state.tree.outcomes_by_id[change.outcome].title))
    return look.words("advice.then_opens", fact=look.label(change.opens) if change.opens else "")


def _elsewhere(look: Look) -> tuple[Block, ...]:
    """Above everything: the decision may stand below the fold, that it is on other advice may not."""
    if not look.overtaken and not look.turned:
        return ()
    if look.overtaken or look.state.decision is None:
        decision = in_force(look)
        apart = decision is not None and look.since(decision) in APART
        said = look.words("decision.apart.below" if apart else "decision.changed.below")
        return (Block("changed", "amber", (Say(said, "strong"),)),)
    press = Press(look.words("decision.withdraw_whole"), f"withdraw:{WHOLE_CASE}", "link", "")
    return (Block("changed", "amber", (Say(look.words("decision.changed.whole"), "strong"), press)),)


def _decided(look: Look, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """The decision that the board recorded on this tree: two lines under the advice, unfolded on request."""
    decision = look.state.decision
    if decision is None:
        return ()
    return (_decision_block(look, decision, "decided", "decided" in unfolded, changed=look.overtaken),)


def _decided_whole(look: Look, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """The decision on the case as a whole, with every tree."""
    decision = look.state.decision_on(WHOLE_CASE)
    if decision is None:
        return ()
    changed = look.since(decision) in OVERTAKEN
    return (_decision_block(look, decision, "decided:casus", "decided:casus" in unfolded, changed=changed),)


def _then(look: Look, unfolded: frozenset[str]) -> tuple[Block, ...]:
    """What an earlier meeting decided, of a patient who comes from there."""
    if look.state.case.taken_over is None:
        return ()
    from mdo_viewer.desktop.says.over import THEN, then_blocks

    return then_blocks(look, whole=THEN in unfolded)


def _next_before(look: Look, fact: str) -> tuple[Item, ...]:
    """What the fact that is asked next was in an earlier meeting."""
    if look.state.case.taken_over is None:
        return ()
    from mdo_viewer.desktop.says.over import next_items

    return next_items(look, fact)


def _decision_block(look: Look, decision: Decision, id: str, whole: bool, *, changed: bool) -> Block:
    words = look.words
    kind = done_words(look, decision)
    short = (
        f"{kind}: {reason_words(words, look.pack, decision.reason_code)}" if decision.reason_code is not None else kind
    )
    older = look.older(decision)
    amber = wants_a_look(look, decision)
    kicker = words("decision.recorded_whole" if decision.is_whole else "decision.recorded")
    if older:  # in the first line: the rest of the card may lie below the edge
        kicker = words("decision.older.kicker", kicker=kicker)
    items: list[Item] = [Say(kicker, "kicker_amber" if amber else "kicker_green")]
    if decision.is_whole and decision.text:  # what the board wrote is what it decided
        items += [Say(cut_to_line(" ".join(decision.text.split())), "strong"), Say(short)]
    else:
        items.append(Say(short, "strong"))
    items += choice_items(look, decision)
    if decision.before is not None:
        items.append(Say(capital(look.saying.before(decision.before)), "strong"))
        items += [Say(after, "urgent")] if (after := after_limit(look, decision)) else []
    if said := runs_on(look, decision):
        items.append(Say(said, "strong"))
    if changed:
        items.append(Say(changed_words(look, decision)))
    if older:
        items.append(Say(older))
    if whole:
        items += [Say(said) for said in followed_words(look, decision)]
        items += [Say(text) for text in (decision.condition, decision.reason, decision.text) if text]
        items += _way_of_then(look, decision) if older else []
    if older:
        items.append(Press(words("since.open"), "since", "link", cap_of("since", words)))
    items.append(Press(words("decision.less" if whole else "decision.more"), id, "link"))
    if whole:
        key = cap_of("withdraw", words) if decision is withdrawn_next(look) else ""
        items.append(Press(words("decision.withdraw"), f"withdraw:{decision.tree}", "link", key))
    return Block(id, "amber" if amber else "green", tuple(items))


def runs_on(look: Look, decision: Decision) -> str:
    """That the limit or the order from which the board deviated runs on, as nobody said what stands instead; empty of
    what it does not."""
    of = f"{decision.tree}.{decision.advice}"
    outcome = look.state.tree.outcomes_by_id.get(decision.advice or "") if decision.tree == look.state.tree_id else None
    if decision.kind != "deviate" or outcome is None or of in look.case.done or is_otherwise(look.case, of):
        return ""
    if outcome.limit is not None:
        return look.words("decision.runs_on")
    now = look.advice.outcome
    acts = now is not None and now.id == outcome.id and (now.to_do is not None or now.dose is not None)
    return look.words("decision.stays") if acts else ""


def changed_words(look: Look, decision: Decision) -> str:
    """That a decision was taken on other advice than that of now."""
    key = f"decision.{changed_key(look, decision)}"
    if decision.is_whole:
        return look.words(key, trees=changed_trees(look, decision))
    return look.words(key, outcome=look.decided_on(decision))


def _way_of_then(look: Look, decision: Decision) -> Iterator[Item]:
    """The way as it was when the board decided with other trees."""
    if decision.then is None:
        return
    yield Say(look.words("decision.way_then"), "kicker_amber")
    for question, answer in decision.then.way:
        yield Say(f"{look.text(question)} {look.text(answer)}", "muted")
