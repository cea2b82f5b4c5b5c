"""Which facts of a pack something asks for, and which nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline.model import Fact, Is, Listing, NamedTerm, Pack, Term


def unused_facts(pack: Pack) -> tuple[Fact, ...]:
    """The deciding facts that nothing names but a term that nothing uses, a statement from after the guideline, or the
    "only if" of a fact that is not used.

    Named by a tree with its entry and choices, a rider, a note, a remark beside a fact, a consequence or a doubt.

    Looks for comparisons wherever they stand, so that it holds for parts of a pack that are still to be invented.
    """
    beside = (pack.facts, pack.terms, pack.later)
    used = set(_facts_in(pack, [each for each in astuple(pack) if not any(each is other for other in beside)]))
    used |= {name for fact in pack.facts for name in _facts_in(pack, fact.hints)}
    pending = list(used)
    while pending:
        fact = pack.facts_by_id.get(pending.pop())
        gate = fact.only_if if fact is not None else None
        new = set() if gate is None else set(_facts_in(pack, gate)) - used
        used |= new
        pending.extend(new)
    return tuple(fact for fact in pack.facts if fact.id not in used)


def _facts_in(pack: Pack, value: object) -> Iterator[str]:
    """The facts that any comparison inside a value of the pack names, through terms too."""
    if isinstance(value, Is):
        yield value.fact
    elif isinstance(value, (Term, Listing)):
        yield from _facts_in(pack, pack.terms_by_id[value.term].condition)
    elif isinstance(value, NamedTerm):
        return
    elif isinstance(value, (list, tuple)):
        yield from _in_each(pack, value)
    elif isinstance(value, Struct):
        yield from _in_each(pack, astuple(value))


def _in_each(pack: Pack, values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _facts_in(pack, value)
