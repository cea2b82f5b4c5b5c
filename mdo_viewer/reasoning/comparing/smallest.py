"""The smallest patient for whom several things hold at once: as few facts as will do, and what they say in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from msgspec import Struct

from mdo_viewer.guideline.model import Fact, Pack, Text, Value
from mdo_viewer.guideline.wording import both, fact_name, value_of
from mdo_viewer.reasoning.class_text import class_text, example_of
from mdo_viewer.reasoning.comparing.joint import Joint
from mdo_viewer.reasoning.diagram import FALSE, IMPOSSIBLE, NA, TRUE, FactClass, Interval, Node, Space
from mdo_viewer.reasoning.together.entering import MOMENT


class Sample(Struct, frozen=True):
    """A class of patients: by fact its label with the values in words, and one value of each as an example.

    Facts and moments go by their names in the joint space; all other facts may be anything, or unknown.
    """

    facts: tuple[tuple[str, Text, Text], ...] = ()
    examples: tuple[tuple[str, Value], ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The example's facts without its moments."""
        return {id: value for id, value in self.examples if not id.startswith(MOMENT)}

    @property
    def moments(self) -> tuple[str, ...]:
        """The moments that are filled in."""
        return tuple(id.removeprefix(MOMENT) for id, value in self.examples if id.startswith(MOMENT) and value)


class _Found(Struct, frozen=True):
    """Classes by variable, and what they weigh: as few facts as will do, then as few as can be of those that another
    fact must open first."""

    weight: int
    classes: Mapping[int, int]


def _always(_sample: Sample) -> bool:
    return True


_FACT: Final = 1000
_NOTHING: Final = _Found(0, {})


class Smallest:
    """Finds smallest patients in one space.

    A claim is a diagram with TRUE where it holds, FALSE where it does not, and IMPOSSIBLE where no such patient exists.
    A patient with some facts meets it when every patient with these facts that exists does, and there is one.
    """

    def __init__(self, joint: Joint) -> None:
        self._joint = joint
        self._space: Space = joint.space
        self._met: dict[tuple[Node, Node], Node] = {}
        self._found: dict[tuple[Node, ...], _Found | None] = {}

    def samples(self, *claims: Node, agrees: Callable[[Sample], bool] = _always) -> Iterator[Sample]:
        """Patients who meet every claim, the smallest first, each of a kind that those before leave out; together they
        are all who do. One to whom `agrees` objects gets more facts, until it does not."""
        space, others = self._space, TRUE
        while (found := self.classes(*claims, others)) is not None:
            masks = {variable: 1 << index for variable, index in found.items()}
            wide = {variable: self._wide(claims, masks, variable) for variable in found}
            sample = self._told(wide)
            yield sample if agrees(sample) else self._with_more(claims, wide, agrees)
            kind = TRUE
            for variable, mask in masks.items():
                classes = space.classes[variable]
                inside = tuple(TRUE if mask >> i & 1 else FALSE for i in range(len(classes)))
                kind = space.both(kind, space.node(variable, inside))
            others = space.choose(kind, IMPOSSIBLE, others)

    def naming(self, names: Iterable[str], *claims: Node) -> Sample | None:
        """The smallest patient who meets every claim, with a value for each of these facts; None without one."""
        space, found = self._space, self.classes(*claims)
        if found is None:
            return None
        masks, met = {variable: 1 << index for variable, index in found.items()}, TRUE
        for claim in claims:
            met = space.both(met, claim)
        for variable in (space.index[name] for name in names):
            if variable not in masks:
                known = (i for i, each in enumerate(space.classes[variable]) if each is not NA)
                with_it = (1 << i for i in known)
                fits = (m for m in with_it if TRUE in space.terminals(space.restrict(met, {**masks, variable: m})))
                masks[variable] = next(fits)
        return self._told({variable: self._wide(claims, masks, variable) for variable in [*masks]})

    def _with_more(
        self,
        claims: tuple[Node, ...],
        found: Mapping[int, tuple[FactClass, FactClass]],
        agrees: Callable[[Sample], bool],
    ) -> Sample:
        """The patient with further facts of one who meets every claim, one by one."""
        space, told = self._space, dict(found)
        masks = {variable: 1 << space.classes[variable].index(own) for variable, (own, _) in told.items()}
        met = TRUE
        for claim in claims:
            met = space.both(met, claim)
        for variable, index in sorted((space.shortest(space.restrict(met, masks)) or {}).items()):
            each = space.classes[variable][index]
            if each is not NA:
                told[variable] = (each, each)
                if agrees(self._told(told)):
                    break
        return self._told(told)

    def classes(self, *claims: Node) -> Mapping[int, int] | None:
        """The classes by variable of the smallest patient who meets every claim; None where nobody does."""
        found = self._least(claims)
        return None if found is None else found.classes

    def _least(self, claims: tuple[Node, ...]) -> _Found | None:
        if any(TRUE not in self._space.terminals(claim) for claim in claims):
            return None
        known = tuple(dict.fromkeys(claim for claim in claims if claim != TRUE))
        if not known:
            return _NOTHING
        if known not in self._found:
            self._found[known] = self._search(known)
        return self._found[known]

    def _search(self, claims: tuple[Node, ...]) -> _Found | None:
        """Either the fact on top is not given, so that all its classes must do, or it is one of them."""
        space = self._space
        top = min(variable for claim in claims if (variable := space.variable(claim)) is not None)
        fact, classes = space.facts[top], space.classes[top]
        after = [space.split(claim, top) for claim in claims]
        is_moment = fact.id.startswith(MOMENT)  # what is not filled in is known not to be
        left_out = tuple(children[classes.index(False)] if is_moment else self._every(children) for children in after)
        best = self._least(left_out)
        weight = _FACT + (fact.only_if is not None)
        for index, each in enumerate(classes):
            if each is NA or (is_moment and each is False):
                continue  # that a fact does not apply follows from another; nobody can say it
            rest = self._least(tuple(children[index] for children in after))
            if rest is not None and (best is None or rest.weight + weight < best.weight):
                best = _Found(rest.weight + weight, {top: index, **rest.classes})
        return best

    def _every(self, nodes: Iterable[Node]) -> Node:
        result = IMPOSSIBLE
        for node in nodes:
            result = self._both(result, node)
        return result

    def _both(self, one: Node, two: Node) -> Node:
        """What holds by both, where IMPOSSIBLE is no objection."""
        if one in (IMPOSSIBLE, two):
            return two
        if two == IMPOSSIBLE:
            return one
        space = self._space
        tops = [top for top in (space.variable(one), space.variable(two)) if top is not None]
        if not tops:
            return FALSE if FALSE in (one, two) else TRUE
        key = (min(one, two), max(one, two))
        if key not in self._met:
            pairs = zip(space.split(one, min(tops)), space.split(two, min(tops)), strict=True)
            self._met[key] = space.node(min(tops), tuple(self._both(a, b) for a, b in pairs))
        return self._met[key]

    # --- in words -------------------------------------------------------------------------------------------------

    def _wide(self, claims: tuple[Node, ...], masks: dict[int, int], variable: int) -> tuple[FactClass, FactClass]:
        """The class of a fact and, of a number, the widest interval around it in which all claims are met still."""
        space, classes = self._space, self._space.classes[variable]
        index = masks[variable].bit_length() - 1
        own = classes[index]
        if not isinstance(own, Interval):
            return own, own
        low = high = index
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(classes) and isinstance(classes[at], Interval):
                wider = {**masks, variable: masks[variable] | 1 << at}
                if any(space.terminals(space.restrict(claim, wider)) != {TRUE} for claim in claims):
                    break
                masks[variable] |= 1 << at
                low, high, at = min(low, at), max(high, at), at + step
        first, last = classes[low], classes[high]
        assert isinstance(first, Interval)
        assert isinstance(last, Interval)
        return own, Interval(first.low, last.high, first.low_open, last.high_open)

    def _told(self, found: Mapping[int, tuple[FactClass, FactClass]]) -> Sample:
        joint, order = self._joint, [*self._joint.facts]
        facts: list[tuple[str, Text, Text]] = []
        examples: list[tuple[str, Value]] = []
        for variable in sorted(found, key=lambda each: order.index(self._space.facts[each].id)):
            fact, (own, wide) = self._space.facts[variable], found[variable]
            facts.append((fact.id, both(partial(fact_name, fact)), _in_words(joint.packs["new"], fact, wide)))
            examples.append((fact.id, example_of(fact, own)))
        return Sample(tuple(facts), tuple(examples))


def _in_words(pack: Pack, fact: Fact, each: FactClass) -> Text:
    """The class in words; a joint fact may have choices that one version lacks, and a moment is filled in or not."""
    if fact.id.startswith(MOMENT):
        return Text("ingevuld", "filled in") if each else Text("niet ingevuld", "not filled in")
    if fact.type != "set" and isinstance(each, bool | str):
        return value_of(fact, each)
    return class_text(pack, fact, each)
