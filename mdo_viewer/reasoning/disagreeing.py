"""Which trees do not go together for one patient, as the notes of the pack say it (`against` in notes.yaml)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mdo_viewer.guideline.model import Against, Note, Pack
from mdo_viewer.reasoning.results import Advice, Stage


class Disagreement(Struct, frozen=True):
    """Two trees or more whose advices do not go together, those that carry the note first, each in journey order.

    `may`: only for a part of the numbers of a range; the stages are then those of that part.
    """

    note: Note
    stages: tuple[Stage, ...]
    may: bool = False


def disagreements(pack: Pack, stages: Sequence[Stage], here: str | None = None) -> tuple[Disagreement, ...]:
    """Note by note the trees that disagree for this patient; empty where all go together.

    `stages` is the patient's journey. Trees that apply and have an outcome count, and the tree with the id `here`,
    which somebody looks at before it applies. First what stands between advices that carry one note, then what stands
    against a limit, then the rest, each by the number of the note. Last what is so for a part of a range alone.
    """
    sure = _found(pack, stages, here)
    told = {each.note.number for each in sure}
    parts: dict[int, list[Disagreement]] = {}
    for at in range(min((len(stage.apart) for stage in stages), default=0)):
        for each in _found(pack, [stage.apart[at] for stage in stages], here):
            parts.setdefault(each.note.number, []).append(each)
    return (*sure, *(_in_part(each) for number, each in parts.items() if number not in told))


def _in_part(parts: Sequence[Disagreement]) -> Disagreement:
    """The same note in one part of a range or more, with each advice once."""
    said = {
        (stage.advice.tree.id, stage.advice.outcome and stage.advice.outcome.id): stage
        for each in parts
        for stage in each.stages
    }
    return Disagreement(parts[0].note, tuple(said.values()), may=True)


def _found(pack: Pack, stages: Sequence[Stage], here: str | None) -> tuple[Disagreement, ...]:
    said = [stage for stage in stages if stage.entry == "open" or stage.advice.tree.id == here]
    found = [(note, note.against, _apart(note, note.against, said)) for note in pack.notes if note.against is not None]
    found.sort(key=lambda each: (not each[1].each_other, not each[1].limits, each[0].number))
    return tuple(Disagreement(note, apart) for note, _, apart in found if apart)


def _apart(note: Note, against: Against, stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages that carry the note and those against them; none where one of the two is missing.

    One that `against` names carries the note only to be read there: it stands on the other side.
    """
    carry = [stage for stage in stages if note.number in stage.advice.notes]
    noted = tuple(stage for stage in carry if not _is_named(against, stage.advice))
    others = tuple(
        stage
        for stage in stages
        if _is_named(against, stage.advice)
        or (against.limits and stage.advice.deadlines and note.number not in stage.advice.notes)
    )
    together = noted and (others or (against.each_other and len(noted) > 1))
    return (*noted, *others) if together else ()


def _is_named(against: Against, advice: Advice) -> bool:
    """Whether the note names this advice as one that those under `shown_at` do not go together with."""
    return advice.outcome is not None and f"{advice.tree.id}.{advice.outcome.id}" in against.outcomes
