"""The rows of the tables as frozen values: each part may be unknown, but a row says something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import astuple

from mdo_viewer.guideline import model


class Course(Struct, frozen=True):
    """A course of radiotherapy: the place, `dose` in Gy in all, in so many fractions, and the day on which it ended."""

    site: str | None = None
    dose: int | float | None = None
    fractions: int | None = None
    end: date | None = None


class Operation(Struct, frozen=True):
    """An operation: the place, what was done and on which day."""

    site: str | None = None
    what: str | None = None
    date: date | None = None


class Steroid(Struct, frozen=True):
    """Steroids: since which day, `dose` in mg a day, and which."""

    since: date | None = None
    dose: int | float | None = None
    name: str | None = None


Row: TypeAlias = Course | Operation | Steroid
#: The tables by the key that a case file has for them.
TableName: TypeAlias = model.TableName
TABLES: Final[tuple[TableName, ...]] = get_args(model.TableName)
#: The unit of a number.
UNITS: Final[Mapping[tuple[TableName, str], str]] = {("courses", "dose"): "Gy", ("steroids", "dose"): "mg"}
EMPTY: Final[Mapping[TableName, Row]] = {"courses": Course(), "operations": Operation(), "steroids": Steroid()}

#: The bounds of numbers (inclusive): the least is above nought, the most catches a typing error.
BOUNDS: Final[Mapping[tuple[TableName, str], tuple[float, float]]] = {
    ("courses", "dose"): (0.1, 200),
    ("courses", "fractions"): (1, 60),
    ("steroids", "dose"): (0.1, 2000),
}


#: Signs of the name of a place: it stands on buttons, in heads and on the projector.
LONGEST_NAME: Final = 24


def site_name(text: str) -> str | None:
    """A name of a place as it is kept; None where it is empty, too long or cannot be printed."""
    name = " ".join(text.split())
    return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else None


class HasTables(Protocol):
    """Who has the tables: a case."""

    @property
    def courses(self) -> tuple[Course, ...]:
        """Earlier courses of radiotherapy."""

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Operations."""

    @property
    def steroids(self) -> tuple[Steroid, ...]:
        """Steroids."""


def rows_of(case: HasTables, table: TableName) -> tuple[Row, ...]:
    """The rows of one table."""
    found: Mapping[TableName, tuple[Row, ...]] = {
        "courses": case.courses,
        "operations": case.operations,
        "steroids": case.steroids,
    }
    return found[table]


def is_empty(row: Row) -> bool:
    """Whether a row says nothing."""
    return all(part is None for part in astuple(row))


def same_site(site: str | None) -> str:
    """What two names have in common that mean one place: `Th8` and `t8`, `L2-L3` and `L2 – L3`; empty for none."""
    name = "".join((site or "").split()).casefold().replace("–", "-").replace("—", "-")
    return "-".join(f"t{part[2:]}" if part[:2] == "th" and part[2:].isdecimal() else part for part in name.split("-"))
