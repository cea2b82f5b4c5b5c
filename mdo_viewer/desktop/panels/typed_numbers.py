"""Numbers typed in the facts panel: taken, refused beside the field, or asked back where they are far out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.numbers import OF_FACT, Doubt, doubt, read_value
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.guideline.model import Range
from mdo_viewer.guideline.wording import number
from mdo_viewer.guideline.words import Words


class TypedNumbers:
    """Gives typed numbers to the session; at most one of them is being asked back.

    `leave` takes the keyboard from the row of a fact, `reveal` shows a row whole once it has its height.
    """

    def __init__(self, host: Host, leave: Callable[[str], None], reveal: Callable[[str], None]) -> None:
        self._host, self._leave, self._reveal = host, leave, reveal
        self._doubted: tuple[str, str, Doubt] | None = None

    def forget(self) -> None:
        """Another patient: nothing is asked back any more."""
        self._doubted = None

    def keep(self, rows: Iterable[FactRow], seat: tuple[int, int], look: Look) -> None:
        """What was typed in these rows and not entered waits for its patient, and stands in none of them. Nothing of
        another meeting waits."""
        half = [(row, row.view, row.field.text()) for row in rows if row.view is not None and row.untaken]
        if seat[0] != look.state.meeting:
            return
        self._host.session.refused |= {(seat[1], OF_FACT + view.id): text for _row, view, text in half}
        for row, _view, _text in half:
            row.forget()

    def half_typed(self, rows: Mapping[str, FactRow], look: Look) -> tuple[str, str] | None:
        """A number of the patient in sight that was typed and not entered, with its fact: in one of these rows, or
        waiting until its row is in sight; None where there is none."""
        here = look.state.point.id
        half = ((fact, row.field.text()) for fact, row in rows.items() if row.untaken)
        waiting = (
            (field.removeprefix(OF_FACT), text)
            for (id, field), text in self._host.session.refused.items()
            if id == here and field.startswith(OF_FACT)
        )
        return next(chain(half, waiting), None)

    def give_back(self, rows: Mapping[str, FactRow], look: Look) -> None:
        """What waited for this patient stands in its field again, where that is in sight."""
        refused, here = self._host.session.refused, look.state.point.id
        for fact, row in rows.items():
            if (here, OF_FACT + fact) in refused and not row.isHidden():
                row.hold(refused.pop((here, OF_FACT + fact)))

    def look_at(self, row: FactRow, fact: str, text: str) -> None:
        """Say beside the field that a number was not entered, or what is the matter with it; it is not taken."""
        look = self._host.look
        if not text.strip() and not row.field.shown:
            row.put_back()  # a blank is nothing
            return
        if not text.strip():  # emptied, and what was known still holds
            row.tell(look.words("status.half_typed"))
            return
        value, problem = read_value(text, look.fact(fact), look.words)
        if value is None or isinstance(value, Range) or not self._doubts(row, fact, text, value):
            row.tell(problem or look.words("status.half_typed"))

    def give(self, row: FactRow, fact: str, text: str) -> None:
        """Take a typed number, or say beside the field what is the matter and keep what was typed."""
        look, session = self._host.look, self._host.session
        if not text.strip():
            row.tell("")
            session.clear(fact)
            row.put_back()  # a blank where nothing was known changes nothing, and goes
            return
        value, problem = read_value(text, look.fact(fact), look.words)
        if value is not None and not isinstance(value, Range) and self._doubts(row, fact, text, value):
            return
        row.tell(problem)
        announce(row, problem)
        if problem:
            self._reveal(fact)  # never cut at the fold
        if value is not None:
            self._leave(fact)
            session.answer(fact, value)
            row.put_back()  # 07 for 7, where that is what was known already

    def _doubts(self, row: FactRow, fact: str, text: str, value: float) -> bool:
        """Ask back when the number is ten times outside what the trees speak of; Enter with the same text keeps it."""
        look = self._host.look
        found = doubt(value, look.fact(fact), look.pack)
        again = self._doubted is not None and self._doubted[:2] == (fact, text.strip())
        if found is None or (again and row.field.by_enter):
            self._doubted = None
            row.no_doubt()
            return False
        self._doubted = (fact, text.strip(), found)
        words, language = look.words, look.state.language
        typed, meant = number(value, language), number(found.meant, language)
        said = _asked_back(words, found, typed)
        take = (words("facts.doubt.take", value=meant), cap_of("doubt:take", words))
        keep = (words("facts.doubt.keep", value=typed), cap_of("doubt:keep", words))
        row.doubt(said, take, keep)
        announce(row, f"{said} {take[0]}: {take[1]}. {keep[0]}: {keep[1]}.")
        row.tell("")
        self._reveal(fact)
        return True

    def answer(self, row: FactRow, fact: str, take: bool) -> None:
        """Take what may have been meant, or keep what was typed."""
        if self._doubted is None or self._doubted[0] != fact:
            return
        found, self._doubted = self._doubted[2], None
        value = found.meant if take else found.value
        row.no_doubt()
        self._leave(fact)
        self._host.session.answer(fact, int(value) if float(value).is_integer() else value)
        row.put_back()


def refuses_half(host: Host, row: FactRow) -> bool:
    """Say what stands in the field of a number and was not entered; whether something does. Another answer would throw
    it away, and may be pressed because it was thought to be entered."""
    text = row.field.text().strip() if row.untaken else ""
    if text:
        host.say(host.look.words("say.field_first", text=text))
    return bool(text)


def _asked_back(words: Words, found: Doubt, typed: str) -> str:
    """What is asked back of a number as it was typed."""
    said = words(found.way, value=typed)
    return f"{said} {words('facts.doubt.unit', value=typed, unit=words(found.unit))}" if found.unit else said
