"""Decisions that were begun and not recorded: each waits with its patient until it is opened again."""

from __future__ import annotations

from msgspec import Struct

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision, DecisionKind
from mdo_viewer.meeting.choosing import FOLLOWING, choices_with, chosen_with, follows_from_advice
from mdo_viewer.meeting.document import Document


class Drafts:
    """By patient (the id of a point), by what they are about and by their kind, at most one each: what was written to
    explain one kind of decision is never read as another."""

    def __init__(self) -> None:
        self._waiting: dict[
            tuple[int, str, DecisionKind], Decision
        ] = {}  # as `explained_as`; the one that was written last comes last
        #: What went when a decision was recorded, with its patient and as it was recorded: undo brings it back.
        self._gone: list[tuple[int, Decision, tuple[Decision, ...]]] = []

    def put(self, patient: int, draft: Decision) -> None:
        """Let it wait, in the place of one of its kind on the same."""
        key = (patient, draft.tree, explained_as(draft.kind))
        self._waiting.pop(key, None)
        self._waiting[key] = draft

    def take(self, patient: int, about: str, kind: DecisionKind | None = None) -> Decision | None:
        """The one of this kind that waits, or without a kind the one that was written last, which waits no more; None
        where none does."""
        of = None if kind is None else explained_as(kind)
        found = [key for key in self._waiting if key[:2] == (patient, about) and of in (None, key[2])]
        return self._waiting.pop(found[-1]) if found else None

    def end(self, patient: int, written: Decision, recorded: Decision) -> tuple[DecisionKind, ...]:
        """What was `written` is recorded: nothing on the same waits any more, of whatever kind, until that is undone.
        The kinds of which something was typed that is not in it."""
        here = {key: draft for key, draft in self._waiting.items() if key[:2] == (patient, recorded.tree)}
        self._waiting = {key: draft for key, draft in self._waiting.items() if key not in here}
        gone = [draft for key, draft in here.items() if key[2] != explained_as(recorded.kind)]
        if written.condition and not recorded.condition:  # it is followed without one
            gone.append(written)
        if gone:
            self._gone.append((patient, recorded, tuple(gone)))
        return tuple("follow_with_condition" if draft is written else draft.kind for draft in gone if typed_in(draft))

    def _went_with(self, patient: int, recorded: Decision) -> tuple[Decision, ...]:
        """What went when this was recorded."""
        found = (gone for whose, what, gone in reversed(self._gone) if (whose, what) == (patient, recorded))
        return next(found, ())

    def bring_back(self, patient: int, pack: Pack, before: Case, after: Case) -> None:
        """That something was decided is undone (`before`, `after`): what was written in it waits, as before it was
        recorded, and so does what went with that, of any kind in which nothing was written since."""
        left = {each.tree: each for each in after.decisions}
        for gone in before.decisions:
            draft, other = unrecorded(pack, gone), left.get(gone.tree)
            if gone == other:
                continue
            left_out = self._went_with(patient, gone)
            for each in left_out:
                if (patient, each.tree, explained_as(each.kind)) not in self._waiting:
                    self.put(patient, each)
            if any(explained_as(each.kind) == explained_as(draft.kind) for each in left_out):
                continue  # it holds this one, and more
            if adds(draft, None if other is None else unrecorded(pack, other)):
                self.put(patient, draft)

    def take_up(self, patient: int, pack: Pack, before: Case, after: Case) -> None:
        """It is decided again: what waits on the same waits no more, unless something was written in it since."""
        left = before.decisions
        for back in (each for each in after.decisions if each not in left):
            key = (patient, back.tree, explained_as(back.kind))
            if key in self._waiting and not adds(self._waiting[key], unrecorded(pack, back)):
                del self._waiting[key]
            for each in self._went_with(patient, back):
                key = (patient, each.tree, explained_as(each.kind))
                if key in self._waiting and written_in(self._waiting[key]) == written_in(each):
                    del self._waiting[key]

    @property
    def waiting(self) -> tuple[tuple[int, str], ...]:
        """The patient and what it is about of each, in the order of both; once where several kinds wait."""
        return tuple(sorted({(patient, about) for patient, about, _kind in self._waiting}))

    def open_meeting(self, document: Document, drafts: tuple[tuple[int, Decision], ...]) -> None:
        """Those of another meeting from now on, each given with the place of its patient."""
        self._waiting, self._gone = {}, []
        for at, draft in drafts:
            self.put(document.points[at].id, draft)

    def placed(
        self, document: Document, patient: int, written: tuple[Decision, ...]
    ) -> tuple[tuple[int, Decision], ...]:
        """All, and what is being written of this patient, each with the place of its patient in the document; in
        the order of patients and trees, of one tree the one that was written last at the end. Who is not there has
        none."""
        found = dict(self._waiting)
        for draft in written:
            key = (patient, draft.tree, explained_as(draft.kind))
            found.pop(key, None)
            found[key] = draft
        places = {point.id: at for at, point in enumerate(document.points)}
        there = sorted((each for each in found if each[0] in places), key=lambda each: each[:2])
        return tuple((places[each[0]], found[each]) for each in there)


def explained_as(kind: DecisionKind) -> DecisionKind:
    """The kind whose words explain this one: following with a condition is following, under the same label. Between two
    of these no word comes along: it would be read as something else."""
    return "follow" if kind in FOLLOWING else kind


def likewise(kind: DecisionKind) -> DecisionKind | None:
    """The kind that asks the same under another name, what the board decides itself: whether there is an advice to
    deviate from may change while that is written. Of following there is none."""
    others: dict[DecisionKind, DecisionKind] = {"own": "deviate", "deviate": "own"}
    return others.get(kind)


class Waited(Struct, frozen=True):
    """A draft that opened where another kind of decision was asked for, as it waited: until a kind is chosen it is of
    neither, and nothing records it."""

    opened: Decision
    asked: DecisionKind


def waited(draft: Decision, asked: DecisionKind) -> Waited | None:
    """Whether a kind has to be chosen first for what waited and opens; not where it asks likewise."""
    return None if draft.kind == asked or likewise(draft.kind) == asked else Waited(draft, asked)


def typed_behind(draft: Decision, opened: Decision) -> str:
    """What was typed on behind what waited; all that stands there where that was changed itself."""
    found = ((draft.condition, opened.condition), (draft.text, opened.text))
    rest = [(now or "").removeprefix(then or "").strip() for now, then in found if now != then]
    return "\n".join(each for each in rest if each)


def with_typed(draft: Decision, typed: str) -> Decision:
    """With this behind what its kind is written in, on a line of its own; without anything only that line is begun."""
    conditional = draft.kind == "follow_with_condition"
    before = draft.condition if conditional else draft.text
    text = f"{before}\n{typed}" if before else typed or None
    return replace(draft, condition=text) if conditional else replace(draft, text=text)


def parted(draft: Decision, from_: Waited, recorded: Decision | None) -> tuple[Decision, ...]:
    """What is kept while no kind is chosen: what waited as it was, and what was typed behind it of the kind that was
    asked for."""
    opened, asked, typed = from_.opened, from_.asked, typed_behind(draft, from_.opened)
    if not typed:
        return (opened,)
    if explained_as(opened.kind) == explained_as(asked):
        return (with_typed(replace(opened, kind=asked), typed),)
    same = recorded is not None and explained_as(recorded.kind) == explained_as(asked)
    begun = replace(recorded, kind=asked) if recorded is not None and same else Decision(opened.tree, None, asked)
    return opened, with_typed(replace(begun, advice=draft.advice), typed)


def adds(draft: Decision, recorded: Decision | None) -> bool:
    """Whether something is written in a draft that is not in the decision which was recorded on the same; of another
    kind it is another decision."""
    same = recorded is not None and explained_as(recorded.kind) == explained_as(draft.kind)
    return written_in(draft) != written_in(recorded if same else None)


def written_in(decision: Decision | None) -> tuple[str, ...]:
    """What the board wrote with a decision."""
    if decision is None:
        return ()
    before = None if decision.before is None else decision.before.isoformat()
    parts = (decision.condition, decision.reason_code, decision.reason, decision.text, decision.chosen, before)
    return tuple(part for part in parts if part)


def typed_in(decision: Decision) -> bool:
    """Whether something was typed in it: what was chosen alone is chosen again at once."""
    return any((decision.condition, decision.reason, decision.text, decision.before))


def offered(pack: Pack, draft: Decision) -> Decision:
    """Without a choice with which this advice is not followed, as older files have: recording would change it."""
    fits = draft.kind not in FOLLOWING or any(choice.id == draft.chosen for choice in choices_with(pack, draft))
    return draft if fits or draft.chosen is None else replace(draft, chosen=None)


def unrecorded(pack: Pack, decision: Decision) -> Decision:
    """As it was written before it was recorded: without the advice of then, and what following means alone."""
    chosen = None if follows_from_advice(pack, decision) else decision.chosen
    return replace(decision, then=None, chosen=chosen)


def finished(pack: Pack, draft: Decision) -> Decision:
    """As it is recorded: without what is left from when it was another kind of decision, with what was chosen."""
    choice, deviates = chosen_with(pack, draft), draft.kind == "deviate"
    return replace(
        draft,
        reason_code=draft.reason_code if deviates else None,
        reason=draft.reason if deviates else None,
        condition=draft.condition if draft.kind == "follow_with_condition" else None,
        chosen=None if choice is None else choice.id,
        before=None if draft.kind in FOLLOWING else draft.before,
    )
