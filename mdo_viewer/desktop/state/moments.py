"""Dates and times as a board types them; `reasoning/saying.py` says them."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, wraps
from typing import Final, TypeVar

from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.reasoning.deadlines import ZONE, is_repeated, parse_moment
from mdo_viewer.reasoning.saying import figures

_DATE = r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?"
_TYPED = re.compile(rf"(?:{_DATE}[ ,]+)?(\d{{1,2}})[:.](\d{{2}})")
_DAY = re.compile(_DATE)
_DAY_OR_TIME = re.compile(r"(\d{1,2})\.(\d{2})")
#: How long ago a day without a year may be where one ahead is meant, days.
PAST = 30
_WORDS = {"vandaag": 0, "today": 0, "gisteren": -1, "yesterday": -1, "eergisteren": -2, "morgen": 1, "tomorrow": 1}


#: What may stand before or in the place of a clock time, in each language.
_FIRST: Final = (*_WORDS, "nu", "now")
_WRITTEN: Final = re.compile(r"([^\W\d_]*)([\d\-/.:, ]*(?:(?<=\d)t[\d:.,]*(?:[+-][\d:]*|z)?)?)(?: ?\(([^()]*)\)?)?")


#: A day of the week before a day, and the name of its month: `ma 23 nov`, `maandag 23 november 2026`.
_WEEKDAY: Final = re.compile(r"([^\W\d_]+)[.,]?(?: (.*))?")
_MONTH: Final = re.compile(r"(\d{1,2})[ -]([^\W\d_]+)\.?(?:[ -](\d{4})(?!\d))?(.*)")
When = TypeVar("When", date, datetime)


@cache
def _names(*keys: str) -> dict[str, int]:
    """The place of each name in these lists of words, short and long ones, in each language."""
    lists = (words_of("saying", language)(key).lower().split() for language in LANGUAGES for key in keys)
    return {name: at for names in lists for at, name in enumerate(names)}


def _weekdays() -> dict[str, int]:
    return _names("days_of_week", "days_long")


def _months() -> dict[str, int]:
    return _names("months", "months_long")


def _in_figures(text: str) -> tuple[str, int | None]:
    """The same with the month as a figure, and the day of the week that stood before it; a text without such names as
    it is."""
    said, weekday = " ".join(text.split()), None
    found = _WEEKDAY.fullmatch(said)
    if found is not None and found[1].lower() in _weekdays():
        weekday, said = _weekdays()[found[1].lower()], found[2] or ""
    found = _MONTH.fullmatch(said)
    if found is not None and found[2].lower() in _months():
        year = f"-{found[3]}" if found[3] else ""
        said = f"{found[1]}-{_months()[found[2].lower()] + 1}{year}{found[4]}"
    return said, weekday


def _weekday_of(when: date) -> int:
    return (when.astimezone(ZONE) if isinstance(when, datetime) else when).weekday()


def _takes_names(read: Callable[[str, datetime], When]) -> Callable[[str, datetime], When]:
    """Lets what reads a day in figures read one with names, as the program writes it itself: `ma 23 nov 14:10`. Where
    that is another day of the week somebody was mistaken, and it raises ValueError."""

    @wraps(read)
    def reads(text: str, now: datetime) -> When:
        said, weekday = _in_figures(text)
        found = read(said, now)
        if weekday is not None and _weekday_of(found) != weekday:
            raise ValueError(text)
        return found

    return reads


def may_be_moment(text: str) -> bool:
    """Whether a day or a moment may be written that begins so: digits with what parts them, a word such as `morgen` or
    a day of the week before them, the name of a month in them, ISO 8601, or which of two hours is meant behind them.
    Another letter is none of these."""
    said = " ".join(text.lower().split(" ")).lstrip()
    begun = _WEEKDAY.fullmatch(said)
    if begun is not None and begun[2] is None and any(each.startswith(begun[1]) for each in _weekdays()):
        return True
    said, _ = _in_figures(said)
    month = _MONTH.fullmatch(said)
    if month is not None and not month[4] and any(each.startswith(month[2]) for each in _months()):
        return True
    found = _WRITTEN.fullmatch(said)
    if found is None:
        return False
    word, rest, season = found[1], found[2], found[3]
    words = _FIRST if not rest else [each for each in _FIRST if each == word]
    if word and not any(each.startswith(word) for each in words):
        return False
    return season is None or any(each.startswith(season) for each in _seasons())


class TwoDays(ValueError):
    """A day typed without a year, in a field of what was, that is nearer ahead than behind: it may be either."""

    def __init__(self, typed: str, behind: date, ahead: date) -> None:
        super().__init__(typed)
        self.typed, self.behind, self.ahead = typed, behind, ahead

    def asked_back(self, words: Words) -> str:
        """What the field says: both readings, and how to say which."""
        return words("typed.two_days", typed=self.typed, ahead=figures(self.ahead), behind=figures(self.behind))


@_takes_names
def read_day(text: str, now: datetime) -> date:
    """A day as typed: `24-11-2026`, `24-11`, `vandaag`, `morgen`. Raises ValueError for anything else.

    Without a year it is the next such day, or one of the last 30 days.
    """
    said = " ".join(text.split()).lower()
    today = now.astimezone(ZONE).date()
    if said in _WORDS:
        return today + timedelta(days=_WORDS[said])
    found = _DAY.fullmatch(said)
    if found is None:
        return date.fromisoformat(said)
    if found[3]:
        return date(_year(found[3]), int(found[2]), int(found[1]))
    return _next_day(int(found[2]), int(found[1]), today - timedelta(days=PAST))


@_takes_names
def read_past_day(text: str, now: datetime) -> date:
    """A day that lies behind, as typed: as `read_day`, but without a year the last such day. Raises ValueError;
    TwoDays where the next one is nearer.
    """
    said = " ".join(text.split()).lower()
    found = _DAY.fullmatch(said)
    if found is None or found[3]:
        return read_day(text, now)
    return _last_day(int(found[2]), int(found[1]), now.astimezone(ZONE).date())


def _last_day(month: int, day: int, today: date) -> date:
    """The last day of this name that is not ahead. Raises ValueError for one that there is not."""
    named = _next_day(month, day, date(today.year - 4, 1, 1))  # it is a day in some year
    years = (year for year in range(today.year, today.year - 9, -1) if _is_day(year, named.month, named.day))
    behind = next(each for year in years if (each := date(year, named.month, named.day)) <= today)
    if behind == today:
        return behind
    ahead = _next_day(month, day, today)
    if ahead - today <= today - behind:  # never the year before without a word
        raise TwoDays(f"{day}-{month}", behind, ahead)
    return behind


def _is_day(year: int, month: int, day: int) -> bool:
    return (month, day) != (2, 29) or isleap(year)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _next_day(month: int, day: int, first: date) -> date:
    """The first day of this name from `first` on. Raises ValueError for one that there is not, within four years."""
    for year in range(first.year, first.year + 5):
        try:
            when = date(year, month, day)
        except ValueError:
            continue
        if when >= first:
            return when
    raise ValueError(f"{day}-{month}")


@_takes_names
def read_deadline(text: str, now: datetime) -> datetime:
    """A moment before which something is to be done, as typed: as `read_typed`, but ahead where there is no year, and a
    day alone is until its end. Raises ValueError also for `3.12`, which may be a day or a time.
    """
    said = " ".join(text.split()).lower()
    found = _DAY_OR_TIME.fullmatch(said)
    if found is not None:
        if 1 <= int(found[1]) <= 23 and 1 <= int(found[2]) <= 12:
            raise ValueError(said)
        return read_typed(text, now)
    words = said.split(" ")
    try:
        day = read_day(said, now)
    except ValueError:
        if len(words) < 2 or _DAY.fullmatch(words[0]) is None:
            return read_typed(text, now)
        day = read_day(words[0], now)
        return read_typed(f"{day:%d-%m-%Y} {' '.join(words[1:])}", now)
    return parse_moment(datetime.combine(day, time(23, 59)).isoformat(timespec="minutes"))


@_takes_names
def read_typed(text: str, now: datetime) -> datetime:
    """A moment as typed: `8:15`, `gisteren 14:00`, `22-11 8:15`, `22-11-2026 08:15`, `nu`, or ISO 8601.

    Without a year it is on the last such day that is not ahead: what a board types lies behind it; TwoDays is raised
    where the next such day is nearer. In the hour that comes twice the earlier one, or the one that is named:
    `25-10-2026 02:30 (wintertijd)`. Raises ValueError when it is none of these or no such time exists.
    """
    said = " ".join(text.split()).lower()
    if said in ("nu", "now"):
        return now.astimezone(ZONE).replace(second=0, microsecond=0)
    for named, summer in _seasons().items():
        if said.endswith(f" ({named})"):
            return _in_season(read_typed(said.removesuffix(f" ({named})"), now), summer=summer)
    return _apart(_read_clock(said, text, now))


def _read_clock(said: str, text: str, now: datetime) -> datetime:
    today = now.astimezone(ZONE).date()
    first, _, rest = said.partition(" ")
    if first in _WORDS:
        today, said = today + timedelta(days=_WORDS[first]), rest
    found = _TYPED.fullmatch(said)
    if found is None:
        return parse_moment(text.strip())
    date_day, month, year, hour, minute = found.groups()
    when = today
    if date_day:
        named = int(month), int(date_day)
        when = date(_year(year), *named) if year else _last_day(*named, today)
    return parse_moment(datetime.combine(when, time(int(hour), int(minute))).isoformat(timespec="minutes"))


@cache
def _seasons() -> dict[str, bool]:
    """The words for summer time (True) and winter time, in each language."""
    return {
        words_of("saying", language)(key): key == "summer_time"
        for language in LANGUAGES
        for key in ("summer_time", "winter_time")
    }


def _in_season(moment: datetime, *, summer: bool) -> datetime:
    """The moment of this clock time in summer or winter time; ValueError where the clock showed it in the other."""
    for fold in (0, 1):
        local = moment.astimezone(ZONE).replace(fold=fold)
        if bool(local.dst()) == summer:
            return _apart(local)
    raise ValueError(f"{moment}")


def _apart(moment: datetime) -> datetime:
    """The same moment; in the hour that comes twice with its offset alone, for there two moments of `ZONE` count as
    equal though they lie an hour apart, and a correction from one to the other would be no change.
    """
    offset = moment.utcoffset()
    return moment.astimezone(timezone(offset)) if is_repeated(moment) and offset is not None else moment
