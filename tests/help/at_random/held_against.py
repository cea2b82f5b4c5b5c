"""One random pack held against brute force: every way in which the program says something else than the definition."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Outcome, Pack, Tree, Value
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.diagram import FALSE
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.leading import leads_to
from mdo_viewer.reasoning.possibilities import Unproven, possible_for
from mdo_viewer.reasoning.proof import prove
from mdo_viewer.reasoning.results import Advice, Finding, Patient, Settled
from mdo_viewer.reasoning.settling import Contradiction, settle
from mdo_viewer.reasoning.together.entering import Entries
from mdo_viewer.reasoning.what_if import what_if
from tests.help.at_random.brute_force import BruteForce, BruteSettled, BruteTree, Impossible
from tests.help.at_random.packs import random_pack

PARTIAL_PATIENTS = 4
#: Complete patients up to which every two of them are compared.
MOST_PAIRED = 60
SOME_MOMENT = "m"
_ENTRY = {True: "open", False: "not_entered", None: "unknown"}
_NOON = datetime(2020, 1, 31, 12, tzinfo=UTC)


class Tried(Struct, frozen=True):
    """What came of one pack: each difference, and how much of everything was looked at."""

    differences: tuple[str, ...]
    counts: Mapping[str, int]


def differences(seed: int) -> tuple[str, ...]:
    """What the program says otherwise than brute force of the pack with this number."""
    return tried(seed).differences


def tried(seed: int) -> Tried:
    """`differences`, with what there was to differ about."""
    pack = random_pack(seed)
    held = _Held(pack, BruteForce(pack), random.Random(seed))
    found = tuple(f"pack {seed}: {each}" for each in held.against())
    return Tried(found, dict(held.counts))


class _Held:
    def __init__(self, pack: Pack, brute: BruteForce, rng: random.Random) -> None:
        self.pack = pack
        self.brute = brute
        self.rng = rng
        self.counts = Counter[str](trees=len(pack.trees), complete_patients=len(brute.patients))

    def against(self) -> Iterator[str]:
        for values in self._partial_patients():
            self.counts["partial_patients"] += 1
            try:
                settled = self.brute.settle(values)
            except Impossible:
                yield from self._impossible(values)
                continue
            yield from (f"{values}: {each}" for each in self._patient(values, settled))
        if self.brute.all:
            yield from self._entered()
        for tree in self.pack.trees:
            yield from (f"proof of {tree.id}: {each}" for each in self._proof(tree, self.brute.tree(tree.id)))

    def _partial_patients(self) -> Iterator[dict[str, Value]]:
        """Nothing known, parts of patients that can exist, and values put together at random."""
        rng, brute = self.rng, self.brute
        yield {}
        for share in (0.3, 0.6, 1.0) if brute.patients else ():
            whole = rng.choice(brute.patients)
            yield {id: value for id, value in whole.items() if value is not None and rng.random() < share}
        for _ in range(PARTIAL_PATIENTS - 3):
            yield {id: rng.choice(each) for id, each in brute.values.items() if rng.random() < 0.6}

    # --- facts ----------------------------------------------------------------------------------------------------

    def _impossible(self, values: Mapping[str, Value]) -> Iterator[str]:
        self.counts["impossible"] += 1
        try:
            settle(self.pack, values)
        except Contradiction as contradiction:
            blamed = {id: values[id] for id in contradiction.facts}
            if self._together(blamed):
                yield f"{values}: {blamed} can be true together"
            if any(not self._together({o: v for o, v in blamed.items() if o != id}) for id in blamed):
                yield f"{values}: {blamed} are more than are needed"
        else:
            yield f"{values}: accepted"

    def _together(self, values: Mapping[str, Value]) -> bool:
        alive = self.brute.all
        for id, value in values.items():
            alive &= self.brute.having(id, value)
        return alive != 0

    def _patient(self, values: Mapping[str, Value], expected: BruteSettled) -> Iterator[str]:
        try:
            settled = settle(self.pack, values)
        except Contradiction as contradiction:
            yield f"refused: {contradiction.facts}"
            return
        yield from self._settled(values, settled, expected)
        for tree in self.pack.trees:
            yield from (f"{tree.id}: {each}" for each in self._advice(tree, values, expected))
        yield from self._journey(values, expected)

    def _settled(self, values: Mapping[str, Value], found: Settled, expected: BruteSettled) -> Iterator[str]:
        yield from _differ("values", dict(found.values), expected.values)
        yield from _differ("derived", set(found.derived), set(expected.derived))
        yield from _differ("closed", set(found.closed), expected.closed)
        yield from _differ("unused", set(found.unused), expected.closed & values.keys())
        narrowed: dict[str, set[Value | None]] = {}
        for id, left in expected.left.items():
            fact = self.brute.facts[id]
            if not expected.unknown(id) or None in left or len(left) == len(self.brute.values[id]):
                continue
            if fact.type == "choice":
                narrowed[id] = left
            elif fact.type == "set" and () not in left:
                narrowed[id] = {True}
        yield from _differ("narrowed", {id: set(left) for id, left in found.narrowed.items()}, narrowed)

    # --- one tree -------------------------------------------------------------------------------------------------

    def _advice(self, tree: Tree, values: Mapping[str, Value], settled: BruteSettled) -> Iterator[str]:
        brute = self.brute.tree(tree.id)
        try:
            advice = advise(self.pack, tree, Patient(values))
        except Unproven:
            if not (brute.gaps or brute.overlaps):
                yield "refused as unproven"
            return
        if brute.gaps or brute.overlaps:
            yield "advised with a gap or an overlap"
            return
        possible = brute.possible(settled.alive)
        yield from _differ("possible", advice.possible, possible)
        yield from _differ("outcome", advice.outcome and advice.outcome.id, possible[0] if len(possible) == 1 else None)
        if len(possible) > 1:
            yield from self._next(brute, settled, advice)
        else:
            yield from self._beside(tree, settled, advice, possible[0])
        live = {key for key, who in brute.taken.items() if who & settled.alive}
        yield from _differ("live", set(advice.live), live)
        yield from self._steps(brute, settled, advice)
        what_if(self.pack, tree, Patient(values))

    def _next(self, brute: BruteTree, settled: BruteSettled, advice: Advice) -> Iterator[str]:
        found = advice.next_fact
        if found is None:
            yield "asks nothing"
            return
        self.counts["next_facts"] += 1
        first = next((id for id in brute.order if settled.unknown(id) and self._changes(brute, settled, id)), None)
        wanted = {first} if first is not None else set(brute.order)
        opens = {id for each in wanted for id in self._before(each)}
        if not settled.unknown(found) or settled.alive & ~self.brute.gate(found):
            yield f"asks {found}, which is known or may not apply"
        elif found not in wanted and (found not in opens or found in wanted):
            yield f"asks {found}, not {first}"
        elif first is not None and found != first and not settled.alive & ~self.brute.gate(first):
            yield f"asks {found} before {first}, which applies"
        yield from _differ("open facts are unknown", all(settled.unknown(id) for id in advice.open_facts), True)
        yield from self._interview(brute, settled, advice)

    def _changes(self, brute: BruteTree, settled: BruteSettled, id: str) -> bool:
        """Whether an answer to a fact leaves fewer outcomes possible, for those to whom it applies."""
        who = settled.alive & self.brute.gate(id)
        now = brute.possible(who)
        return any(brute.possible(who & self.brute.having(id, each)) not in (now, ()) for each in self.brute.values[id])

    def _before(self, id: str) -> Iterator[str]:
        """What may be asked before a fact: the facts of its "only if", and before those in turn."""
        gate = self.brute.facts[id].only_if
        for fact in self.brute.named(gate) if gate is not None else ():
            yield fact
            yield from self._before(fact)

    def _interview(self, brute: BruteTree, settled: BruteSettled, advice: Advice) -> Iterator[str]:
        """Whoever answers each question as asked ends where that patient ends, and is asked nothing twice."""
        alive = [i for i in range(len(self.brute.patients)) if settled.alive >> i & 1]
        chosen = self.rng.choice(alive)
        whole = self.brute.patients[chosen]
        values = {id: value for id, value in settled.values.items() if id not in settled.derived}
        asked: set[str] = set()
        fact = advice.next_fact
        while fact is not None:
            answer = whole[fact]
            if fact in asked or answer is None:
                yield f"asked for {fact} of {whole}, {'again' if fact in asked else 'which has none'}"
                return
            asked.add(fact)
            values[fact] = answer
            now = possible_for(self.pack, brute.tree, values)
            fact = now.next_fact
        ends = brute.possible(1 << chosen)
        yield from _differ(f"end of {whole}", now.outcomes, ends)

    def _steps(self, brute: BruteTree, settled: BruteSettled, advice: Advice) -> Iterator[str]:
        """Where an answer is said to be given every completion gives it; elsewhere some give another."""
        who = settled.alive
        for step in advice.steps:
            ways = [key for key in (a.key for a in step.question.answers) if who & brute.tests[step.question.id, key]]
            if (step.state == "answered") != (len(ways) == 1):
                yield f"{step.question.id} is {step.state}, left are {ways}"
            if step.answer is not None:
                if step.answer.key not in ways:
                    yield f"{step.question.id}: {step.answer.key} is taken, left are {ways}"
                who &= brute.tests[step.question.id, step.answer.key]
        if advice.outcome is None and (not advice.steps or advice.steps[-1].state != "open"):
            yield "no open question at the end of the way"

    def _beside(self, tree: Tree, settled: BruteSettled, advice: Advice, outcome: str) -> Iterator[str]:
        """Riders and notes at the outcome."""
        shown, waiting = [], {}
        for rider in self.pack.riders:
            who = self.brute.shown(rider.shown_with, tree.id, outcome)
            if not settled.alive & ~who:
                shown.append(rider.id)
            elif settled.alive & who:
                waiting[rider.id] = {
                    fact
                    for place in rider.shown_with
                    for condition in (place.when, place.unless)
                    for named in (self.brute.named(condition) if condition is not None else ())
                    for fact in (named, *self._before(named))
                }
        yield from _differ("riders", [each.rider.id for each in advice.riders], shown)
        yield from _differ("open riders", [each.rider.id for each in advice.open_riders], list(waiting))
        for each in advice.open_riders:
            if each.fact not in waiting.get(each.rider.id, ()) or not settled.unknown(each.fact):
                yield f"rider {each.rider.id} waits for {each.fact}"
            elif settled.alive & ~self.brute.gate(each.fact):
                yield f"rider {each.rider.id} waits for {each.fact}, which may not apply"
        notes = [n.number for n in self.pack.notes if self.brute.noted(n.shown_at, tree.id, outcome, settled.alive)]
        yield from self._leading(tree.outcomes_by_id[outcome], settled, advice)
        yield from self._lifted(tree.outcomes_by_id[outcome], settled, advice)
        self.counts["riders_shown"] += len(shown)
        self.counts["riders_open"] += len(waiting)
        self.counts["notes_shown"] += len(advice.notes)
        yield from _differ("notes", list(advice.notes), notes)

    def _lifted(self, outcome: Outcome, settled: BruteSettled, advice: Advice) -> Iterator[str]:
        """Limit and dose, which do not hold for who meets `unless`."""
        unless = outcome.unless
        lifted = unless is not None and self.brute.truth(settled.alive, unless) is True
        self.counts["lifted"] += lifted
        wanted = (None, None) if lifted else (outcome.limit, outcome.dose)
        found = advice.outcome
        yield from _differ("limit and dose", found and (found.limit, found.dose), wanted)
        yield from _differ(
            "deadlines", [each.limit for each in advice.deadlines], [each for each in wanted[:1] if each]
        )

    def _leading(self, outcome: Outcome, settled: BruteSettled, advice: Advice) -> Iterator[str]:
        """The trees that an outcome leads to, and its sentences."""
        alive, brute = settled.alive, self.brute
        follow = [each.tree for each in outcome.next if brute.truth(alive, each.when) is not False]
        yield from _differ("next trees", list(advice.next_trees), follow)
        ways, left = [], alive
        for way in outcome.ways:
            if left & brute.meeting(way.when):
                ways.append(way.tree)
            left &= ~brute.meeting(way.when)
        yield from _differ("leads to", [*leads_to(self.pack, advice.settled, outcome)], ways)
        words = {True: "yes", False: "no", None: "unknown"}
        said = " ".join((outcome.text.en, *(words[brute.truth(alive, part.condition)] for part in outcome.parts)))
        yield from _differ("text", advice.text and advice.text.en, said)

    # --- all trees ------------------------------------------------------------------------------------------------

    def _journey(self, values: Mapping[str, Value], settled: BruteSettled) -> Iterator[str]:
        moments = frozenset((SOME_MOMENT,)) if self.rng.random() < 0.5 else frozenset()
        if any(self.brute.tree(tree.id).gaps or self.brute.tree(tree.id).overlaps for tree in self.pack.trees):
            return
        at = dict.fromkeys(moments, _NOON)
        for stage in journey(self.pack, Patient(values, moments=at)):
            tree = stage.advice.tree
            who = self.brute.entering(tree.id, moments)
            expected = self.brute.entry(tree.entry, moments, settled.alive)
            yield from _differ(f"entry of {tree.id}", stage.entry, _ENTRY[expected])
            if (stage.entry == "open" and settled.alive & ~who) or (
                stage.entry == "not_entered" and settled.alive & who
            ):
                yield f"entry of {tree.id} is {stage.entry}, which is not so of everyone"
            self.counts[f"entry_{stage.entry}"] += 1
            self.counts["entry_open_only_by_parts"] += stage.entry == "unknown" and not (
                settled.alive & who and settled.alive & ~who
            )
            if stage.entry == "unknown" and not self._can_decide(stage.decided_by, settled):
                yield f"entry of {tree.id} waits for {stage.decided_by}"

    def _can_decide(self, waits_for: str | None, settled: BruteSettled) -> bool:
        if waits_for in self.brute.facts:
            return settled.unknown(str(waits_for))
        return waits_for in self.pack.trees_by_id

    def _entered(self) -> Iterator[str]:
        """Who comes to each tree, over the whole pack: anybody, everybody, and with each answer."""
        entries, brute = Entries(self.pack), self.brute
        moments = (frozenset[str](), frozenset((SOME_MOMENT,)))
        for tree in self.pack.trees:
            node, who = entries.entered(tree.id), [brute.entering(tree.id, each) for each in moments]
            yield from _differ(f"{tree.id} is entered", entries.possible(node) != FALSE, any(who))
            yield from _differ(f"{tree.id} by all", entries.everyone(node), all(each == brute.all for each in who))
            for id, ends in brute.tree(tree.id).ends.items():
                node = entries.ends(tree.id, id)
                yield from _differ(f"{tree.id}.{id}", entries.possible(node) != FALSE, any(ends & each for each in who))

    # --- the proof ------------------------------------------------------------------------------------------------

    def _proof(self, tree: Tree, brute: BruteTree) -> Iterator[str]:
        found = prove(self.pack, tree)
        self.counts["trees_proven"] += found.proven
        yield from _differ("gaps", {each.said.nl.split(":")[0] for each in found.gaps}, brute.gaps)
        yield from _differ("overlaps", len(found.overlapping), len(brute.overlaps))
        yield from _differ("unreachable", _said(found.unreachable), {id for id, who in brute.ends.items() if not who})
        if brute.gaps or brute.overlaps or not self.brute.all:
            return
        yield from _differ("dead answers", _said(found.dead_answers), {*self._dead_answers(brute)})
        if len(self.brute.patients) <= MOST_PAIRED:
            longer = {*self._longer_when_worse(brute, strict=True)}
            self.counts["longer_when_worse"] += len(longer)
            yield from _differ("longer when worse, missed", longer - _said(found.longer_when_worse), set())
            longer = {*self._longer_when_worse(brute, strict=False)}
            yield from _differ("longer when worse, invented", _said(found.longer_when_worse) - longer, set())
        yield from _differ("unknown decides", found.unknown_decides, ())
        for id in _said(found.dead_facts):
            if self._matters(brute, id):
                yield f"{id} is no dead fact"

    def _longer_when_worse(self, brute: BruteTree, *, strict: bool) -> Iterator[str]:
        """Each fact with two outcomes, of patients apart in this fact alone, of which the worse has the longer limit.

        They may be apart, too, in what follows from the worse value, and in what only it makes apply. Not `strict`,
        that is anything that this fact can make apply, and of which the better patient has no value or a no.
        """
        inside = {before for id in brute.order for before in (id, *self._before(id))}
        ends = {
            tuple((id, value) for id, value in patient.items() if id in inside): brute.possible(1 << i)[0]
            for i, patient in enumerate(self.brute.patients)
        }
        limits = {outcome.id: _hours(outcome) for outcome in brute.tree.outcomes}
        for id in brute.order:
            rank = _ranks(self.brute.facts[id], self.brute.values[id])
            for one, better in ends.items():
                for two, worse in ends.items():
                    if limits[worse] > limits[better] and rank:
                        before, after = dict(one), dict(two)
                        if 0 <= rank.get(before[id], -1) < rank.get(after[id], -1) and self._alike(
                            id, before, after, strict
                        ):
                            yield f"{id}: {better} -> {worse}"

    def _alike(self, id: str, one: Mapping[str, Value | None], two: Mapping[str, Value | None], strict: bool) -> bool:
        """Whether two patients are apart in nothing but a fact, what it makes apply, and what follows from it."""
        left = {other for other in one if other != id and one[other] != two[other]}
        left -= {other for other in left if self._opens(id, other, one, two, strict)}
        value = two[id]
        assert value is not None
        follows = self.brute.settle({id: value}).derived if left else {}
        return all(other in follows and two[other] == follows[other] for other in left)

    def _opens(
        self, id: str, other: str, one: Mapping[str, Value | None], two: Mapping[str, Value | None], strict: bool
    ) -> bool:
        gate = self.brute.facts[other].only_if
        if gate is None or id not in self._before(other):
            return False
        if strict:
            return not self.brute.meets(one, gate) and self.brute.meets(two, gate)
        return one[other] in (None, False, ())

    def _dead_answers(self, brute: BruteTree) -> Iterator[str]:
        """Answers that nobody gives."""
        return (f"{question}: {answer}" for (question, answer), who in brute.taken.items() if not who)

    def _matters(self, brute: BruteTree, id: str) -> bool:
        """Whether two patients who differ in this fact alone, to whom it applies, end apart."""
        ends: dict[tuple[tuple[str, Value | None], ...], tuple[str, ...]] = {}
        for i, patient in enumerate(self.brute.patients):
            if self.brute.gate(id) >> i & 1:
                others = tuple((other, value) for other, value in patient.items() if other != id)
                if ends.setdefault(others, brute.possible(1 << i)) != brute.possible(1 << i):
                    return True
        return False


def _hours(outcome: Outcome) -> float:
    limit = outcome.limit
    if limit is None or limit.type != "latest":
        return float("inf")
    return limit.amount * {"hours": 1, "days": 24, "weeks": 168}[limit.unit]


def _ranks(fact: Fact, values: tuple[Value, ...]) -> dict[Value | None, int]:
    """The values from good to bad; none where the fact has no direction."""
    if fact.worse is None:
        return {}
    worst_first = fact.worse in (values[0], "less") and fact.worse is not False
    ordered = values if not worst_first else tuple(reversed(values))
    if fact.type == "bool":
        ordered = (not fact.worse, bool(fact.worse))
    return {value: i for i, value in enumerate(ordered)}


def _said(found: Iterable[Finding]) -> set[str]:
    return {each.said.nl for each in found}


def _differ(what: str, found: object, expected: object) -> Iterator[str]:
    if found != expected:
        yield f"{what}: {found!r}, by brute force {expected!r}"
