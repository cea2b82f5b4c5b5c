"""The trees that do not go together for this patient, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdo_viewer.guideline.model import Pack
from mdo_viewer.reasoning.disagreeing import Disagreement, disagreements
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reports.model import ApartLine, DisagreementLine
from mdo_viewer.reports.wording import Paper


def disagreement_lines(pack: Pack, stages: Sequence[Stage], paper: Paper) -> tuple[DisagreementLine, ...]:
    """Note by note the trees that apply and do not go together; empty where all do."""
    return tuple(_line(each, paper) for each in disagreements(pack, stages))


def _line(found: Disagreement, paper: Paper) -> DisagreementLine:
    note, language = found.note, paper.language
    return DisagreementLine(
        note.number, note.title(language), note.text(language), tuple(_apart(found, paper)), found.may
    )


def disagree_kicker(line: DisagreementLine, paper: Paper) -> str:
    """That trees do not say the same, or that they may not."""
    return paper("disagree_may" if line.may else "disagree")


def _apart(found: Disagreement, paper: Paper) -> Iterator[ApartLine]:
    for stage in found.stages:
        tree, outcome = stage.advice.tree, stage.advice.outcome
        if outcome is not None:  # always: a tree without an outcome disagrees with none
            yield ApartLine(tree.id, tree.number, outcome.id, outcome.title(paper.language))


def tree_says(line: ApartLine, paper: Paper) -> str:
    """`Boom 4: Therapie binnen 24 uur`"""
    return paper("tree_says", number=line.number, outcome=line.heading)
