"""What a new meeting begins with: nothing of a meeting in another file, and of an unsaved one all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from mdo_viewer.desktop.state.session import HalfWritten, State
from mdo_viewer.guideline.library import is_shipped
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import About, Document, Point, document_of
from mdo_viewer.meeting.example import example_cases
from mdo_viewer.meeting.meeting_text import Meeting
from mdo_viewer.meeting.packs import in_pack, pack_of

#: A patient of whom nothing is known, under the first key.
NOBODY: Final = Case(Document(()).free_key())


class Beginning(NamedTuple):
    """The meeting as it begins, and by key which patients come along, which examples do and which do not; `drops`
    where the user lets what is in no file go."""

    meeting: Meeting
    own: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    drops: bool = False


def empty_meeting(state: State, today: date, pack: str = "") -> Beginning:
    """One patient of whom nothing is known, in the guideline with this id, or else in that of the meeting where it is
    empty or does not ship: what is in another file stays there."""
    case = in_pack(state.home, NOBODY, pack) if is_shipped(pack) else NOBODY
    first = pack_of(state.home, case).trees[0].id
    return Beginning(Meeting(Document((Point(0, case),), About(day=today)), 0, first))


def carried_meeting(
    state: State, drafts: HalfWritten, today: date, lands_on: Callable[[int], str], pack: str = ""
) -> Beginning:
    """From a meeting in no file: the patients that were added, and the examples on which something was typed; these
    stay examples. The other examples stay behind. Where there is but one patient of whom nothing is known, as behind
    the start page, nobody comes along. `lands_on` gives the tree in which a place on the agenda is shown."""
    if state.document == document_of((replace(NOBODY, pack=state.case.pack),)):
        return empty_meeting(state, today, pack or state.case.pack)
    shipped, written = example_cases(state.home), {at for at, _draft in drafts}
    points = state.document.points
    examples = {at for at, point in enumerate(points) if point.case.title_example}
    touched = {
        at for at in examples if points[at].case not in shipped or points[at].standing != "open" or at in written
    }
    coming = [at for at in range(len(points)) if at not in examples or at in touched]
    if not coming:
        return empty_meeting(state, today, pack)._replace(left=_keys(state, examples))
    about = state.document.about if state.document.about != About() else About(day=today)
    here = state.current in coming
    meeting = Meeting(
        Document(tuple(points[at] for at in coming), about),
        coming.index(state.current) if here else 0,
        state.tree_id if here else lands_on(coming[0]),
        tuple((coming.index(at), draft) for at, draft in drafts),
    )
    own = set(coming) - touched
    return Beginning(meeting, _keys(state, own), _keys(state, touched), _keys(state, examples - touched))


def _keys(state: State, places: set[int]) -> tuple[str, ...]:
    """The patients at these places, each once, in the order of the agenda."""
    return tuple(dict.fromkeys(state.document.points[at].case.case for at in sorted(places)))
