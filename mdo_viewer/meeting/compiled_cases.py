"""The example cases kept as JSON beside their YAML files; see `mdo_viewer.guideline.compiled`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mdo_viewer.guideline.compiled import BASIC, Kind, from_plain, kind, opened, sealed, to_plain
from mdo_viewer.meeting.case import Action, AdviceThen, Attendee, Case, Decision, Detail
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.results import Patient


def _moment(value: datetime) -> tuple[str, int]:
    if value.tzinfo is not ZONE:
        raise TypeError(f"not in Dutch time: {value!r}")
    return value.replace(tzinfo=None).isoformat(), value.fold


_MOMENT: Final[Kind] = (
    datetime,
    _moment,
    lambda text, fold: datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold),
)
_KINDS: Final = (*BASIC, _MOMENT, *map(kind, (Case, Patient, Detail, Attendee, Action, Decision, AdviceThen)))


def compile_cases(cases: tuple[Case, ...], sources: Mapping[str, str]) -> str:
    """The text of the compiled file; `sources` are the digests of all files that the cases depend on."""
    return sealed(to_plain(cases, _KINDS), sources)


def compiled_cases(path: Path, sources: Mapping[str, str]) -> tuple[Case, ...] | None:
    """The cases of a compiled file made from exactly these sources; otherwise None."""
    try:
        body: Any = opened(path, sources)
        return None if body is None else from_plain(body, _KINDS)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
