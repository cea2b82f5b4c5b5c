"""What `check` remarks on in a pack that is right all the same: what is there for nothing, unsupported or untried; and
what does not fit between a pack and another one that it leads into.

Remarks keep no pack from being proven. A fact, a source or a case more makes no other advice; and packs that were
proven before these were looked at must stay so, since the window says "not proven" beside every advice of one that is
not. The packs that are shipped have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Fact, Outcome, Pack, Place, Question, Text, Tree
from mdo_viewer.guideline.strict_yaml import Problem, Refused
from mdo_viewer.guideline.use import unused_facts
from mdo_viewer.guideline.wording import both, number
from mdo_viewer.meeting.pack_cases import CaseRun
from mdo_viewer.meeting.packs import counts_alike, is_alike
from mdo_viewer.reasoning.compiling import comparisons
from mdo_viewer.reasoning.saying import Saying

#: Characters of a heading that have room everywhere.
HEADING = 45


def remarks(pack: Pack, runs: Iterable[CaseRun], at: datetime) -> tuple[Problem, ...]:
    """What there is to remark on a pack at a moment (aware), with the cases that were run for it; trees in order."""
    runs = tuple(runs)
    found = [*_review(pack, at), *_evidence(pack), *_unused(pack)]
    for tree in pack.trees:
        mine = [run for run in runs if run.tree == tree.id]
        for outcome in tree.outcomes:
            found += _outcome(outcome, mine)
        for question in tree.questions:
            found += _thresholds(pack, tree, question, mine)
    return tuple(dict.fromkeys(found))


def led_apart(pack: Pack, folder: Path) -> Iterator[Problem]:
    """What is wrong with the trees of other packs that outcomes lead to (`to: pack/tree`): that they are not there, or
    that both packs know a fact by one id and mean something else by it. The other pack stands beside this one, or
    ships."""
    others: dict[str, Pack | None] = {}
    for outcome in (outcome for tree in pack.trees for outcome in tree.outcomes):
        for way in outcome.first_ways:
            id, elsewhere, tree = way.tree.partition("/")
            if not elsewhere:
                continue
            if id not in others:
                others[id] = _beside(folder, id)
            other = others[id]
            if other is None:
                yield _remark(outcome.place, f"Er is geen pakket '{id}'.", f"There is no pack '{id}'.")
            elif tree not in other.trees_by_id:
                known = ", ".join(other.trees_by_id)
                yield _remark(
                    outcome.place,
                    f"Pakket '{id}' heeft geen boom '{tree}'. Kies uit: {known}.",
                    f"Pack '{id}' has no tree '{tree}'. Choose from: {known}.",
                )
    for id, other in others.items():
        yield from () if other is None else _unlike(pack, id, other)


def _beside(folder: Path, id: str) -> Pack | None:
    beside = folder.resolve().parent / id
    try:
        return load_pack(beside if (beside / "pack.yaml").is_file() else id)
    except Refused:
        return None


def _unlike(pack: Pack, id: str, other: Pack) -> Iterator[Problem]:
    for fact in pack.facts_by_id:
        if fact in other.facts_by_id and not (is_alike(pack, other, fact) and counts_alike(pack, other, fact)):
            yield _remark(
                pack.facts_by_id[fact].place,
                f"Pakket '{id}' heeft ook '{fact}', maar anders: maak type, values, unit, range, ranges, of en "
                "asked_anew_after gelijk, of noem het anders.",
                f"Pack '{id}' has '{fact}' too, but otherwise: make type, values, unit, range, ranges, of and "
                "asked_anew_after the same, or call it something else.",
            )


def _remark(place: Place | None, nl: str, en: str) -> Problem:
    return Problem(place or Place("", 1, 1), Text(nl, en))


def _review(pack: Pack, at: datetime) -> Iterator[Problem]:
    said = both(lambda language: Saying(language).review(pack, at))
    if said.nl:
        yield Problem(_in_pack_file(pack), said)


def _evidence(pack: Pack) -> Iterator[Problem]:
    """A document of which nobody says what it is: a reader takes what it says for a guideline."""
    for document in pack.documents:
        if document.evidence is None:
            yield _remark(
                _in_pack_file(pack),
                f"Document '{document.id}' zegt niet wat het is. Schrijf kind, zoals 'blog van een praktijk'.",
                f"Document '{document.id}' does not say what it is. Write kind, such as 'practice blog'.",
            )


def _in_pack_file(pack: Pack) -> Place:
    folder = next((Path(tree.place.file).parent for tree in pack.trees if tree.place), Path())
    return Place(str(folder / "pack.yaml"), 1, 1)


def _unused(pack: Pack) -> Iterator[Problem]:
    for fact in unused_facts(pack):
        yield _remark(
            fact.place,
            f"Niets vraagt naar '{fact.id}'. Verwijder dit gegeven, of gebruik het.",
            f"Nothing asks for '{fact.id}'. Remove this fact, or use it.",
        )


def _outcome(outcome: Outcome, runs: Iterable[CaseRun]) -> Iterator[Problem]:
    id = outcome.id
    if outcome.kind == "advice" and not outcome.source:
        yield _remark(
            outcome.place,
            f"Het advies '{id}' noemt geen bron. Voeg 'source' toe.",
            f"The advice '{id}' names no source. Add 'source'.",
        )
    if not any(run.outcome == id for run in runs):
        yield _remark(
            outcome.place,
            f"Geen casus eindigt in '{id}'. Voeg er een toe aan cases.yaml.",
            f"No case ends in '{id}'. Add one to cases.yaml.",
        )
    longest = max(len(outcome.title.nl), len(outcome.title.en))
    if longest > HEADING:
        yield _remark(
            outcome.place,
            f"De kop van '{id}' heeft {longest} tekens; {HEADING} passen overal. Maak hem korter.",
            f"The heading of '{id}' has {longest} characters; {HEADING} have room everywhere. Shorten it.",
        )


def _thresholds(pack: Pack, tree: Tree, question: Question, runs: Iterable[CaseRun]) -> Iterator[Problem]:
    """A case below, at and above each number that a question compares with, as far as the range allows."""
    for each in (comparison for answer in question.answers for comparison in comparisons(pack, answer.test)):
        fact, limit = pack.facts_by_id[each.fact], each.value
        if isinstance(limit, (bool, str)):
            continue
        tried = [value for run in runs if isinstance(value := run.values.get(fact.id), (int, float))]
        for nl, en in _missing(fact, limit, tried):
            dutch, english = (f"'{fact.id}' {nl} {number(limit, 'nl')}", f"'{fact.id}' {en} {number(limit, 'en')}")
            yield _remark(
                question.place,
                f"Boom {tree.id}: geen casus met {dutch}. Voeg er een toe aan cases.yaml.",
                f"Tree {tree.id}: no case with {english}. Add one to cases.yaml.",
            )


def _missing(fact: Fact, limit: float, numbers: Sequence[float]) -> Iterator[tuple[str, str]]:
    if not any(value < limit for value in numbers) and fact.low is not None and fact.low < limit:
        yield "onder", "below"
    if limit not in numbers:
        yield "op", "at"
    if not any(value > limit for value in numbers) and fact.high is not None and fact.high > limit:
        yield "boven", "above"
