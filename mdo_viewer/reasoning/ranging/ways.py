"""What the ways over a range say in full, in words: beside the title of each its text and what rides on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.wording import capital
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.results import Advice, RangeWay, Stage
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reasoning.telling import only_if, way_line


def advice_texts(pack: Pack, advice: Advice, language: Language) -> tuple[str, ...]:
    """What an advice says beside its title: text, limits, dose, and its riders with the conditions that they list;
    nothing while there is no outcome."""
    if advice.outcome is None:
        return ()
    words = words_of("advice", language)
    text = advice.text(language) if advice.text is not None else ""
    dose = advice.outcome.dose(language) if advice.outcome.dose is not None else ""
    limits = [f"{capital(Saying(language).within(due.limit))}." for due in advice.deadlines]
    riders = [words("also", said=shown.text(language)) for shown in advice.riders]
    waiting = [f"{only_if(pack, advice, each, language)} {each.rider.text(language)}" for each in advice.open_riders]
    return tuple(each for each in (text, *limits, dose, *riders, *waiting) if each)


def full_lines(pack: Pack, ways: Iterable[RangeWay], language: Language) -> Iterator[str]:
    """Each way in full, every line after its numbers: its title with the tree, and what else is said there."""
    words = words_of("advice", language)
    for way in ways:
        for said in (way_line(pack, way, language), *advice_texts(pack, way.end, language)):
            yield words("way", label=way.label(language), said=said)


def told_by_ways(stages: Iterable[Stage]) -> frozenset[str]:
    """The trees whose advice stands in full at the ways of another tree that applies."""
    applying = (stage.advice for stage in stages if stage.entry == "open")
    return frozenset(way.end.tree.id for advice in applying for way in advice.ways)


def in_part(stage: Stage) -> tuple[Advice, ...]:
    """What holds for a part of a range alone: where the ways of a tree end, or what it says where it applies."""
    if stage.entry == "open":
        return tuple(way.end for way in stage.advice.ways)
    return tuple(way.end for way in stage.ways)
