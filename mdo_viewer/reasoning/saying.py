"""Moments, limits, deadlines, spans, strengths, sources and ages in words: the same on every surface.

Window, projector, page, text, JSON and command line take these words from here. What they say in words of their own,
because their place asks for it:

- a date in figures: everywhere `22-11-2026`, as fields read it; on an English page `22 Nov 2026`, for who reads it
  elsewhere (`reports/wording.py`);
- a limit with the moment it runs from (`limit_from`): page and command line, which have no field for
  that moment below it;
- a deadline without its moment: the window then says its limit, above the field that asks for the moment; a table has a
  column for each, so that the page says that the time is unknown;
- how far off a deadline is (`reasoning/deadlines.py distance` says how far): the window and the projector write a line
  ("over 5 uur", "termijn verstreken, 2 uur geleden"), the command line brackets after the time ("nog 5 uur",
  "verstreken, 2 uur geleden"); the page stays true when read later, and says none but "verstreken";
- a box of the tree, a kicker or a list begins with a capital where the others go on in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal, Protocol, Self, TypeAlias

from mdo_viewer.guideline.model import LANGUAGES, Language, Later, Limit, Moment, Outcome, Pack, Source, Strength
from mdo_viewer.guideline.wording import dashed, listed, uncapital
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.deadlines import ZONE, MetWord, is_repeated
from mdo_viewer.reasoning.results import Deadline

#: How a moment of the board stands to a limit after which it comes.
NotCounted: TypeAlias = Literal["ahead", "before", "earlier"]
PastAs: TypeAlias = Literal["not_deviated", "runs_on", "perhaps", "own", "early"]
#: What stands in front of an order, and why it does.
OrderKey: TypeAlias = Literal["first", "check", "given", "only"]

#: The roles at a tumour board that are known in both languages, each with a word `role.…`.
ROLES: Final = (
    *("chair", "radiotherapist", "surgeon", "neurologist", "oncologist", "internist", "radiologist", "neurosurgeon"),
    *("orthopaedic", "pathologist", "nurse", "rehabilitation", "pulmonologist", "urologist"),
)


class LeftOfDecided(Protocol):
    """Of how many patients who count as decided trees are open, or a decision is overtaken or to be discussed again."""

    @property
    def unfinished(self) -> int:
        """Trees are open."""
        ...

    @property
    def overtaken(self) -> int:
        """A decision was taken on other advice."""
        ...

    @property
    def apart(self) -> int:
        """A decision has to be discussed again first."""
        ...


def years_old(made: date, today: date) -> int:
    """Whole years between two days, the birthday counted in; below nought when `made` is still to come."""
    return today.year - made.year - ((today.month, today.day) < (made.month, made.day))


class Saying:
    """Says things in one language; `year` is the one that goes without saying, None when every year is said."""

    __slots__ = ("_words", "language", "year")

    def __init__(self, language: Language, year: int | None = None) -> None:
        self.language: Language = language
        self.year = year
        self._words = words_of("saying", language)

    @classmethod
    def at(cls, language: Language, now: datetime | None) -> Self:
        """Says things at a moment (aware), whose year then goes without saying."""
        return cls(language, now.astimezone(ZONE).year if now is not None else None)

    # --- moments and days, in Dutch time

    def moment(self, moment: datetime) -> str:
        """`ma 23 nov 14:10`, with its year unless that goes without saying."""
        local = moment.astimezone(ZONE)
        return f"{self.day(local)} {self.clock(local)}"

    def day(self, day: date) -> str:
        """`ma 23 nov`, with its year unless that goes without saying."""
        year = "" if day.year == self.year else f" {day.year}"
        return f"{self._named('days_of_week', day.weekday())} {day.day} {self.month(day)}{year}"

    def moment_in_full(self, moment: datetime) -> str:
        """`zo 22 november 2026, 15:20`."""
        local = moment.astimezone(ZONE)
        return f"{self.day_in_full(local)}, {self.clock(local)}"

    def day_in_full(self, day: date) -> str:
        """`di 24 november 2026`."""
        weekday, month = self._named("days_of_week", day.weekday()), self._named("months_long", day.month - 1)
        return f"{weekday} {day.day} {month} {day.year}"

    def month(self, day: date) -> str:
        """`nov`."""
        return self._named("months", day.month - 1)

    def clock(self, moment: datetime) -> str:
        """`14:10`; in the hour that comes twice, which of the two: `02:30 (wintertijd)`."""
        local = moment.astimezone(ZONE)
        text = f"{local.hour:02d}:{local.minute:02d}"
        if not is_repeated(local):
            return text
        return f"{text} ({self._words('winter_time' if local.fold else 'summer_time')})"

    def typed(self, moment: datetime) -> str:
        """`23-11-2026 14:10`, to the minute: what a field shows, and reads back to the same moment."""
        local = moment.astimezone(ZONE)
        return f"{figures(local)} {self.clock(local)}"

    def _named(self, key: str, at: int) -> str:
        return self._words(key).split()[at]

    # --- facts that fit badly together

    @property
    def doubtful(self) -> str:
        """`Past slecht bij elkaar`."""
        return self._words("doubtful")

    def confirmed(self, by: str, at: datetime) -> str:
        """`Klopt volgens voorzitter, zo 22 nov 14:31`."""
        return self._words("confirmed", by=self.role(by), moment=self.moment(at))

    def role(self, said: str) -> str:
        """A role in the language of now, where it is one that is known in either; else as it was written."""
        wanted = said.strip().casefold()
        for language in LANGUAGES:
            words = words_of("saying", language)
            known = next((role for role in ROLES if words(f"role.{role}").casefold() == wanted), None)
            if known is not None:
                return self._words(f"role.{known}")
        return said

    # --- tables of the patient

    def not_taken(self, moment: str, why: str) -> str:
        """Why a table does not give a moment, by its name in a sentence; `why` is a `NotTaken`."""
        return self._words(f"not_taken.{why}", moment=moment)

    def not_compared(self, packs: Iterable[Pack]) -> str:
        """That the advices of these guidelines were not held against each other; empty without any."""
        titles = "; ".join(pack.title(self.language) for pack in packs)
        return self._words("not_compared", guidelines=titles) if titles else ""

    def row_near(self, site: str, place: str) -> str:
        """`«T7–T9» noemt ook T8. Hoort deze rij bij deze plaats?`"""
        return self._words("row_near", site=site, place=place)

    # --- what came after the guideline

    def later(self, pack: Pack) -> str:
        """`Na 2015, niet in deze richtlijn`: over the statements of `later.yaml`."""
        return self._words("later", year=pack.guideline_date.year)

    def later_source(self, later: Later) -> str:
        """`ASTRO-richtlijn, 2024, doi 10.1016/…`."""
        return self._words("later_source", source=later.source(self.language), year=later.year, doi=later.doi)

    def later_read(self, later: Later) -> str:
        """`gelezen door: geen clinicus`: who of the profession has read the statement."""
        return self._words("later_read", by=later.read_by(self.language))

    def review(self, pack: Pack, now: datetime) -> str:
        """That the day by which somebody was to review the pack has passed at `now` (aware); empty until then."""
        day = pack.review_by
        passed = day is not None and now.astimezone(ZONE).date() > day
        return self._words("review", day=figures(day)) if day is not None and passed else ""

    # --- limits

    def limit(self, limit: Limit) -> str:
        """`24 uur`, `3–4 weken`."""
        return self._words.count(f"limit.{limit.unit}", limit.amount_max, n=dashed(limit.amount, limit.amount_max))

    def within(self, limit: Limit) -> str:
        """`binnen 12 uur`, `na minstens 3–4 weken`."""
        return self._words(f"within.{limit.type}", limit=self.limit(limit))

    def also_worse(self, outcomes: Iterable[Outcome]) -> str:
        """That these are possible too, and worse (`urgency.worse_without_limit`); empty for none."""
        titles = "; ".join(f"“{outcome.title(self.language)}”" for outcome in outcomes)
        return self._words("also_worse", outcomes=titles) if titles else ""

    def limit_from(self, limit: Limit, moment: Moment, *, known: bool) -> str:
        """`binnen 24 uur na: definitieve diagnose gesteld`; says so when that moment is not known."""
        name = uncapital(moment.label(self.language))
        unknown = "" if known else f" ({self._words('moment_unknown')})"
        return self._words(f"from.{limit.type}", limit=self.limit(limit), moment=f"{name}{unknown}")

    def before(self, moment: datetime) -> str:
        """`vóór ma 23 nov 14:10`."""
        return self._words("due.latest", moment=self.moment(moment))

    def past_limit(self, number: int, due: datetime, how: PastAs) -> str:
        """That a moment of the board comes after the limit of this tree: from which it did not deviate, which runs on
        as nothing stands instead, or which is only possible; after the moment that it put there itself; or before the
        earliest moment."""
        return self._words(f"due.past.{how}", number=number, moment=self.moment(due))

    def filled_in(self, what: str, moment: str, key: MetWord | Literal["met_task"]) -> str:
        """`Operatie vr 20 nov 20:00 staat ingevuld: gehaald?`, and how else is asked whether a moment met a limit, or
        is that of a task."""
        return self._words(f"filled_in.{key}", what=what, moment=moment)

    def order(self, key: OrderKey, **values: object) -> str:
        """What stands in front of an order of which something comes first, and why it does; see `order_first`."""
        return self._words(f"order.{key}", **values)

    def order_short(self, key: Literal["first", "check"]) -> str:
        """The same where there is room for two words."""
        return self._words(f"order.{key}.short")

    def treated(self, treatments: Iterable[str]) -> str:
        """`al behandeld: operatie di 24 nov 18:00`."""
        return self._words("treated", what=listed(treatments, self._words("treated.and")))

    def treated_earlier(self, treatments: Iterable[str]) -> str:
        """`eerder behandeld: …`: of a treatment that is needed again."""
        return self._words("treated.earlier", what=listed(treatments, self._words("treated.and")))

    @property
    def treated_short(self) -> str:
        """The same where there is room for two words."""
        return self._words("treated.short")

    @property
    def either(self) -> str:
        """The word before the last of several of which one holds."""
        return self._words("list.or")

    def not_counted(self, when: datetime, why: NotCounted) -> str:
        """`afgevinkt vr 20 nov 10:00, vóór het begin van deze termijn: ga na`: why a tick closes no limit."""
        return self._words(f"not_counted.{why}", moment=self.moment(when))

    @property
    def before_word(self) -> str:
        """What `before` puts in front of a moment, for a column that bears it as its heading."""
        return self._words("due.latest", moment="")

    def not_together(self, number: int, what: str) -> str:
        """That a decision does not go together with the one at this tree, which chose or followed this."""
        return self._words("not_together", number=number, what=what)

    def due(self, deadline: Deadline) -> str:
        """`vóór ma 23 nov 14:10`, `niet vóór …`, `vroegst … – …`; empty while its moment is not filled in."""
        if deadline.due is None or deadline.due_max is None:
            return ""
        first, last = self.moment(deadline.due), self.moment(deadline.due_max)
        limit = deadline.limit
        if limit.amount == limit.amount_max:
            return self._words(f"due.{limit.type}", moment=first)
        return self._words("due.latest_range" if limit.type == "latest" else "due.range", moment=first, last=last)

    def span(self, length: timedelta) -> str:
        """`5 uur 40 min`, `3 dagen 2 uur`: whole minutes, below a day, else whole hours; `0 min` below one minute.

        Without a sign: what lies behind is as long as what lies ahead.
        """
        minutes = int(abs(length).total_seconds()) // 60
        days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
        parts = [("days", days), ("hours", hours)] if days else [("hours", hours), ("minutes", rest)]
        said = [self._words.count(f"span.{unit}", n) for unit, n in parts if n]
        return " ".join(said) or self._words.count("span.minutes", 0)

    # --- what became of the patients of a meeting

    def counted(self, kind: str) -> str:
        """`helemaal besloten`: what stands at a count (`meeting/tally.py`)."""
        return self._words(f"counted.{kind}")

    def left_of_decided(self, of: LeftOfDecided) -> str:
        """That trees are open, or decisions overtaken or to be discussed again, of patients who count as decided; empty
        where none are."""
        counts = {"unfinished": of.unfinished, "overtaken": of.overtaken, "apart": of.apart}
        return " ".join(self._words.count(f"counted.still.{kind}", count) for kind, count in counts.items() if count)

    # --- what the guideline says of its advice

    def strength(self, strength: Iterable[Strength]) -> str:
        """`oordeel van de werkgroep: moet`; empty where the source gives none."""
        return ": ".join(self._words(f"strength.{each}") for each in strength)

    def places(self, pack: Pack, sources: Iterable[Source]) -> str:
        """All places one after the other; says so when there is none."""
        return "; ".join(self.place(pack, source) for source in sources) or self._words("place_unknown")

    def place(self, pack: Pack, source: Source) -> str:
        """`boom 9, p. 2, r. 23, 33–38`; of several documents the one that is not paged by tree is named."""
        tree = pack.tree_at(source)
        only = len(pack.documents) == 1 and source.document == pack.documents[0].id
        parts = [] if tree is not None or only else [f"{self._words('document')} {source.document}"]
        if tree is not None:
            parts.append(self.trees([tree.number]))
        if source.pages:
            parts.append(f"{self._words('page')} {', '.join(map(str, source.pages))}")
        if source.lines:
            parts.append(f"{self._words('line')} {', '.join(dashed(first, last) for first, last in source.lines)}")
        return ", ".join(parts)

    def evidence(self, pack: Pack, sources: Iterable[Source]) -> str:
        """What the documents of these sources are: `blog van een praktijk`; empty where the pack does not say."""
        return "; ".join(said(self.language) for said in pack.evidence(sources))

    def unbroken(self, place: str) -> str:
        """A place that keeps "p." and "r." on one line with their numbers."""
        for word in (self._words("page"), self._words("line")):
            place = place.replace(f"{word} ", f"{word}\u00a0")
        return place

    def trees(self, numbers: Iterable[int]) -> str:
        """`boom 9`, `bomen 1, 3`; empty for none."""
        listed = sorted(set(numbers))
        if not listed:
            return ""
        return self._words.count("trees", len(listed), trees=", ".join(map(str, listed)))

    def age(self, pack: Pack, now: datetime) -> str:
        """How old the guideline is at `now` (aware): `11 jaar oud`, `minder dan 1 jaar oud`."""
        years = years_old(pack.guideline_date, now.astimezone(ZONE).date())
        return self._words("age.new") if years < 1 else self._words.count("age", years)


def figures(day: date) -> str:
    """`22-11-2026`: as fields show and read a day, in both languages."""
    return f"{day.day:02d}-{day.month:02d}-{day.year}"
