"""Decisions beside the advice of now: every way in which they can compare, with what `since` answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.advice_then import Since, advice_as_of
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from tests.help.reports_help import NOON, pack, real, with_facts

#: The tree that the decisions are about; for the patient `there` it advises `chirurgie`.
TREE: Final = "lv_lang"


class Compared(NamedTuple):
    """A case with one decision; `older` whether it was taken with other trees than those of now."""

    case: Case
    since: Since
    older: bool = False
    missing: bool = False  # for want of a fact the tree gives no advice now

    @property
    def decision(self) -> Decision:
        return self.case.decisions[0]


def _decided(then: str, now: str, about: str = TREE, *, older: bool = False, kept: bool = True) -> Case:
    """The patient of `now` with a decision that was taken while it was the patient of `then`."""
    advice = "chirurgie" if (then, about) == ("there", TREE) else None
    kept_with_it = advice_as_of(pack(), _patient(then), about, NOON)
    if older:
        kept_with_it = replace(kept_with_it, version="0.9.0", hash="0" * 64)
    return replace(_patient(now), decisions=(Decision(about, advice, "follow", then=kept_with_it if kept else None),))


def _patient(where: str) -> Case:
    case = replace(real("MDO-0003"), decisions=())
    if where == "there":
        return case
    return (
        with_facts(case, levensverwachting_maanden=2)
        if where == "elsewhere"
        else case.without("levensverwachting_maanden")
    )


def _with(case: Case, change: Callable[[Decision], Decision]) -> Case:
    return replace(case, decisions=tuple(map(change, case.decisions)))


def _gone(case: Case) -> Case:
    """Decided on an outcome that the trees of now do not have."""
    return _with(case, lambda decision: replace(decision, advice="opgeheven"))


def _set_aside(case: Case) -> Case:
    """As `_gone`, and read from a file: what is not known is set aside."""
    return _with(case, lambda decision: replace(decision, advice=None))


def _without_way(decision: Decision) -> Decision:
    return replace(decision, then=None if decision.then is None else replace(decision.then, way=()))


def _tree_gone(case: Case) -> Case:
    """Decided on a tree that there is not any more."""
    return _with(case, lambda decision: replace(decision, tree="opgeheven"))


_MADE: Final[dict[str, Callable[[], Compared]]] = {
    "same advice": lambda: Compared(_decided("there", "there"), "same"),
    "same advice, older trees": lambda: Compared(_decided("there", "there", older=True), "same", True),
    "same advice, not kept": lambda: Compared(_decided("there", "there", kept=False), "same"),
    "other advice": lambda: Compared(_decided("there", "elsewhere"), "changed"),
    "other advice, older trees": lambda: Compared(_decided("there", "elsewhere", older=True), "changed", True),
    "other advice, not kept": lambda: Compared(_decided("there", "elsewhere", kept=False), "changed"),
    "no advice any more": lambda: Compared(_decided("there", "open"), "changed", missing=True),
    "no advice any more, older trees": lambda: Compared(
        _decided("there", "open", older=True), "changed", True, missing=True
    ),
    "none then nor now": lambda: Compared(_decided("open", "open"), "same"),
    "none then nor now, older trees": lambda: Compared(_decided("open", "open", older=True), "unknown", True),
    "none then": lambda: Compared(_decided("open", "there"), "none_then"),
    "none then, older trees": lambda: Compared(_decided("open", "there", older=True), "unknown", True),
    "not said on what": lambda: Compared(_decided("open", "there", kept=False), "unknown"),
    "outcome gone": lambda: Compared(_gone(_decided("there", "there", older=True)), "changed", True),
    "outcome gone, not kept": lambda: Compared(_gone(_decided("there", "there", kept=False)), "changed"),
    "outcome set aside": lambda: Compared(_set_aside(_decided("there", "there", older=True)), "unknown", True),
    "tree gone": lambda: Compared(_tree_gone(_decided("there", "there")), "unknown", True),
    "tree gone, not kept": lambda: Compared(_tree_gone(_decided("there", "there", kept=False)), "unknown"),
    "whole case, same": lambda: Compared(_decided("there", "there", WHOLE_CASE), "same"),
    "whole case, turned": lambda: Compared(_decided("there", "elsewhere", WHOLE_CASE), "changed"),
    "whole case, open again": lambda: Compared(_decided("there", "open", WHOLE_CASE), "changed", missing=True),
    "whole case, older trees": lambda: Compared(_decided("there", "there", WHOLE_CASE, older=True), "unknown", True),
    "whole case, turned, older trees": lambda: Compared(
        _decided("there", "elsewhere", WHOLE_CASE, older=True), "changed", True
    ),
    "whole case, no way kept": lambda: Compared(
        _with(_decided("there", "elsewhere", WHOLE_CASE), _without_way), "unknown"
    ),
    "whole case, not kept": lambda: Compared(_decided("there", "elsewhere", WHOLE_CASE, kept=False), "unknown"),
}
COMPARED: Final = tuple(_MADE)


@cache
def compared(name: str) -> Compared:
    """The case of this name, one of `COMPARED`."""
    return _MADE[name]()
