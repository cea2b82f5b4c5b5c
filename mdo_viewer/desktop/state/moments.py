"""Dates and times as a board says and types them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from mdo_viewer.desktop.state.words import Words
from mdo_viewer.reasoning.deadlines import ZONE, parse_moment

_DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_DATE = r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?"
_TYPED = re.compile(rf"(?:{_DATE}[ ,]+)?(\d{{1,2}})[:.](\d{{2}})")
_DAY = re.compile(_DATE)
_DAY_OR_TIME = re.compile(r"(\d{1,2})\.(\d{2})")
#: How long ago a day without a year may be where one ahead is meant, days.
PAST = 30
_WORDS = {"vandaag": 0, "today": 0, "gisteren": -1, "yesterday": -1, "eergisteren": -2, "morgen": 1, "tomorrow": 1}


def clock_time(moment: datetime, words: Words) -> str:
    """`ma 23 nov 14:10`, in Dutch time, with the year when it is not the current one is left to `full_time`."""
    local = moment.astimezone(ZONE)
    return f"{day(local.date(), words)} {local:%H:%M}"


def day(when: date, words: Words) -> str:
    """`ma 23 nov`."""
    language = words.language
    return f"{_DAYS[language][when.weekday()]} {when.day} {_MONTHS[language][when.month - 1]}"


def full_time(moment: datetime) -> str:
    """`23-11-2026 14:10`: what a field shows and reads back."""
    return f"{moment.astimezone(ZONE):%d-%m-%Y %H:%M}"


def span(length: timedelta, words: Words) -> str:
    """`5 uur 40 min`, `3 dagen 2 uur`, without a sign; below one minute `0 min`."""
    minutes = abs(int(length.total_seconds())) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        parts = [words.count("time.day", days)] + ([words("time.hours", n=hours)] if hours else [])
    elif hours:
        parts = [words("time.hours", n=hours)] + ([words("time.minutes", n=rest)] if rest else [])
    else:
        parts = [words("time.minutes", n=rest)]
    return " ".join(parts)


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


def read_typed(text: str, now: datetime) -> datetime:
    """A moment as typed: `8:15`, `gisteren 14:00`, `22-11 8:15`, `22-11-2026 08:15`, `nu`, or ISO 8601.

    Raises ValueError when it is none of these or no such time exists.
    """
    said = " ".join(text.split()).lower()
    if said in ("nu", "now"):
        return now.astimezone(ZONE).replace(second=0, microsecond=0)
    today = now.astimezone(ZONE).date()
    first, _, rest = said.partition(" ")
    if first in _WORDS:
        today, said = today + timedelta(days=_WORDS[first]), rest
    found = _TYPED.fullmatch(said)
    if found is None:
        return parse_moment(text.strip())
    date_day, month, year, hour, minute = found.groups()
    when = date(_year(year) if year else today.year, int(month), int(date_day)) if date_day else today
    return parse_moment(datetime.combine(when, time(int(hour), int(minute))).isoformat(timespec="minutes"))
