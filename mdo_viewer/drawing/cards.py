"""What stands in a box, wrapped to the box's width: questions with their checklist, outcomes, folded parts.

Measures are logical pixels, at scale 1; `layout` multiplies when it places a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from mdo_viewer.drawing.font import ASCENT, DESCENT, balanced, text_width, tidy, widest_word, wrap
from mdo_viewer.drawing.keys import answer_keys, options_of
from mdo_viewer.drawing.picture import BoxKind, Mark
from mdo_viewer.guideline.model import (
    All,
    Answer,
    AnyOf,
    Condition,
    Language,
    Outcome,
    Pack,
    Question,
    Range,
    Tree,
)
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE, is_joined, numbers_of, scope_holds_for
from mdo_viewer.guideline.showing import asks, is_group, opened
from mdo_viewer.guideline.wording import capital, label, value_text
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.results import Settled, Step
from mdo_viewer.reasoning.saying import Saying

BASE: Final = 15.0
TITLE: Final = 17.0
LARGE: Final = 23.0
LEADING: Final[Mapping[float, float]] = {BASE: 20.0, TITLE: 22.0, LARGE: 29.0}

PAD_X: Final = 16.0
PAD_Y: Final = 12.0
TIGHT_X, TIGHT_Y = 12.0, 8.0  # in a box that shows its title alone
STUB_PAD_Y: Final = 8.0
BADGE: Final = 28.0  # room for the step number left of the kicker
INDENT: Final = 24.0  # room for the mark of a checklist line
KICKER_GAP: Final = 2.0
ITEM_GAP: Final = 4.0
ROUNDING: Final = 0.01  # widths are sums of fractions; text as wide as its box fits it

Role = Literal["kicker", "title", "item", "detail", "label", "key"]
#: whole: in the whole view; title: there, without its checklist; items, unknown, asked: with all, the unknown, the
#: asked lines of its checklist and a count of the others; alone: the asked line; brief: none
Detail = Literal["whole", "title", "items", "unknown", "asked", "alone", "brief"]


class CardLine:
    """One line of text; x and baseline count from the card's corner."""

    __slots__ = ("bold", "fact", "mark", "next", "role", "size", "text", "x", "y")

    def __init__(self, text: str, x: float, y: float, size: float, bold: bool, role: Role) -> None:
        self.text = text
        self.x = x
        self.y = y
        self.size = size
        self.bold = bold
        self.role: Role = role
        self.mark: Mark | None = None
        self.fact: str | None = None
        self.next = False


class Card:
    """A box before it has a place."""

    __slots__ = (
        "folded", "height", "kind", "lines", "node", "passed_over", "silent", "step", "urgent", "width"
    )  # fmt: skip

    def __init__(self, node: str, kind: BoxKind, width: float, step: int | None = None) -> None:
        self.node = node
        self.kind: BoxKind = kind
        self.width = width
        self.height = 0.0
        self.lines: list[CardLine] = []
        self.step = step
        self.silent = False
        self.urgent = False
        self.passed_over = False
        self.folded = False

    def add(self, text: str, y: float, size: float, bold: bool, role: Role, x: float = PAD_X) -> CardLine:
        """A line whose leading starts at `y`; returns it."""
        leading = LEADING[size]
        baseline = y + (leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size
        line = CardLine(text, x, baseline, size, bold, role)
        self.lines.append(line)
        return line

    def add_all(self, texts: Iterable[str], y: float, size: float, bold: bool, role: Role, x: float = PAD_X) -> float:
        """Lines below one another from `y`; returns where the last one ends."""
        for text in texts:
            self.add(text, y, size, bold, role, x)
            y += LEADING[size]
        return y


#: What a line without a value carries.
OPEN: tuple[Mark, ...] = ("unknown", "open", "asked")


class Item(NamedTuple):
    """One line of a checklist; `depth` 1 stands under a group."""

    depth: int
    text: str
    mark: Mark
    fact: str | None
    next: bool


class CardWriter:
    """Writes cards for one tree, patient and language."""

    def __init__(
        self,
        pack: Pack,
        tree: Tree,
        settled: Settled,
        next_fact: str | None,
        language: Language,
        unknown: frozenset[str] | None = None,
        *,
        digits: bool = True,
    ) -> None:
        """`digits`: what is asked shows the keys that answer it."""
        self.digits = digits
        self.pack = pack
        self.tree = tree
        self.settled = settled
        self.next_fact = next_fact
        self.language: Language = language
        self.unknown = unknown
        self.say = words_of("drawing", language, pack.decides)
        self._saying = Saying(language)
        self._items: dict[str, list[Item]] = {}
        self.numbers = numbers_of(tree)

    # --- questions ------------------------------------------------------------------------------------------------

    def question(
        self,
        question: Question,
        width: float,
        *,
        step: int | None = None,
        passed_over: bool = False,
        detail: Detail = "items",
        value: str | None = None,
        bold: bool = False,
        asked: bool = False,
    ) -> Card:
        """A question; `value` is what is known. `asked`: the keys answer it. `whole` and `title` keep size and
        wrapping whoever the patient is."""
        card = Card(question.id, "question", width, step)
        card.passed_over = passed_over
        if detail == "title":
            return _titled(card, f"{self.numbers[question.id]}  {question.text(self.language)}", bold)
        inner = width - 2 * PAD_X + ROUNDING
        if question.id == SCOPE:
            return self._scope(card, question, inner, detail, bold)
        fact = self.next_fact if asked and self.unknown is not None and self.says_asked(question) else None
        badge = BADGE if step is not None else 0.0
        kicker = self._kicker(question, passed_over, inner - badge, detail, value)
        y = PAD_Y
        if kicker:
            y = card.add_all(kicker, y, BASE, False, "kicker", PAD_X + badge) + KICKER_GAP
            badge = 0.0
        title = balanced(question.text(self.language), inner - badge, TITLE, detail == "whole" or bold)
        y = card.add_all(title, y, TITLE, bold, "title", PAD_X + badge)
        if detail != "whole" and value is not None:
            y = card.add_all(wrap(value, inner, BASE, False), y, BASE, False, "detail")
        y = self._add_checklist(card, question, y, inner, detail)
        if fact is not None and fact in self.pack.facts_by_id:
            y = self._add_asked(card, question, fact, y)
        card.height = y + PAD_Y
        return card

    def _add_checklist(self, card: Card, question: Question, y: float, inner: float, detail: Detail) -> float:
        if question.checklist is None or detail == "brief":
            return y
        items = self.items(question)
        if detail in ("unknown", "asked", "alone"):
            items = self._shortened(question, items, detail)
        return _add_items(card, items, y + 2, inner)

    def asked_apart(self, question: Question, fact: str, width: float) -> Card:
        """The fact that is asked now, with its keys, in a box of its own above that of a question which asks something
        else: the answers of that question leave that box, and none leaves this."""
        card = Card(question.id, "question", width)
        inner = width - 2 * PAD_X + ROUNDING
        title = balanced(self.pack.facts_by_id[fact].label(self.language), inner, TITLE, True)
        y = card.add_all(title, PAD_Y, TITLE, True, "title")
        card.height = self.add_keys(card, fact, y + KICKER_GAP, 0.0) + PAD_Y
        return card

    def _add_asked(self, card: Card, question: Question, fact: str, y: float) -> float:
        """The keys of what is asked where the labels of the answers have not all of them."""
        keyed = answer_keys(self.pack, self.settled, question, fact)
        if len(keyed) == len(question.answers):
            return y
        return self.add_keys(card, fact, y + ITEM_GAP, INDENT if any(line.next for line in card.lines) else 0.0)

    def add_keys(self, card: Card, fact: str, y: float, indent: float) -> float:
        """The line `1 ja · 2 nee · 0 onbekend` of what is asked, from `y`; returns where it ends. None for a number."""
        named = [f"{digit} {said}" for digit, said in options_of(self.pack, fact, self.say, self.language)]
        if not named or not self.digits:
            return y
        text = " · ".join([*named, f"0 {self.say('mark.unknown')}"])
        room = card.width - 2 * PAD_X - indent + ROUNDING
        return card.add_all(wrap(text, room, BASE, False), y, BASE, False, "key", PAD_X + indent)

    def _scope(self, card: Card, question: Question, inner: float, detail: Detail, bold: bool) -> Card:
        """The question before those of the tree, with whom the guideline is for; where its facts are answered apart,
        with these."""
        kicker = wrap(self.say("scope"), inner - BADGE, BASE, False)
        y = card.add_all(kicker, PAD_Y, BASE, False, "kicker", PAD_X + BADGE) + KICKER_GAP
        wide_title = detail == "whole" or bold
        y = card.add_all(balanced(question.text(self.language), inner, TITLE, wide_title), y, TITLE, bold, "title")
        apart = is_joined(self.pack) and any(fact.id == self.next_fact for fact in self.pack.scope)
        holds_for = scope_holds_for(self.pack)
        if apart and detail != "whole":
            y = _add_items(card, self.items(question), y + 2, inner)
            if self.next_fact is not None and self.unknown is not None:
                y = self.add_keys(card, self.next_fact, y + ITEM_GAP, INDENT)
        elif holds_for is not None:
            y = card.add_all(wrap(holds_for(self.language), inner, BASE, False), y, BASE, False, "detail")
        card.height = y + PAD_Y
        return card

    def widest_title(self, nodes: Iterable[Question | Outcome]) -> float:
        """How wide a box that shows its title alone has to be to keep every word of these whole."""
        texts = (node.text if isinstance(node, Question) else node.title for node in nodes)
        words = (widest_word(text(self.language), TITLE, True) for text in texts)
        return max(words, default=0.0) + 2 * TIGHT_X

    def _kicker(
        self, question: Question, passed_over: bool, room: float, detail: Detail, value: str | None
    ) -> list[str]:
        """What stands beside the number: how many points are enough, or what is known; often nothing.

        In the whole view always something: a box keeps its size whoever the patient is.
        """
        checklist = self.checklist(question)
        if detail == "alone" and not self.says_asked(question):
            checklist = None  # the box of what is asked takes the room
        parts = []
        if passed_over:
            parts = [self.say("does_not_matter")]
        elif detail == "whole" and value is not None and text_width(value, BASE, False) <= room:
            parts = [value]
        elif checklist is not None and len(checklist.items) > 1 and detail != "brief":
            parts = [self.say("any" if isinstance(checklist, AnyOf) else "all")]
        elif detail == "whole":
            parts = [self.say("question")]
        return wrap(" · ".join(parts), room, BASE, False)

    def crossed(self, question: Question, value: str, ways: int, width: float, *, step: int | None) -> Card:
        """The open question whose number is a range over its border: with the range, and that its ways are possible."""
        card = Card(question.id, "question", width, step)
        inner = width - 2 * PAD_X + ROUNDING
        badge = BADGE if step is not None else 0.0
        y = card.add_all(
            wrap(self.say("crossed"), inner - badge, BASE, False), PAD_Y, BASE, False, "kicker", PAD_X + badge
        )
        said = balanced(self.answered(question, value, passed_over=False), inner, TITLE, True)
        y = card.add_all(said, y + KICKER_GAP, TITLE, True, "title")
        if ways:
            text = self.say("crossed.help.two" if ways == 2 else "crossed.help.many")
            y = card.add_all(wrap(text, inner, BASE, False), y, BASE, False, "detail")
        card.height = y + PAD_Y
        return card

    def way_end(self, node: str, width: float, title: str, number: int, outcome: Outcome | None, said: str) -> Card:
        """The box of an outcome that refers, with what the other tree says, below the name of that tree."""
        made = Card(node, "outcome" if node in self.tree.outcomes_by_id else "question", width)
        made.silent = outcome is not None and outcome.kind == "silent"
        made.urgent = outcome is not None and outcome.is_urgent
        inner = width - 2 * PAD_X + ROUNDING
        kicker = wrap(self.say("way_at", n=number, title=title), inner, BASE, False)
        y = made.add_all(kicker, PAD_Y, BASE, False, "kicker") + KICKER_GAP
        y = made.add_all(balanced(said, inner, TITLE, True), y, TITLE, True, "title")
        if outcome is not None:
            strength = capital(self._saying.strength(outcome.strength)) if outcome.strength else ""
            detail = " · ".join(part for part in (capital(self.kind(outcome)), strength) if part)
            y = made.add_all(wrap(detail, inner, BASE, False), y, BASE, False, "detail")
        made.height = y + PAD_Y
        return made

    def compact(self, question: Question, answer: str, width: float, *, step: int, passed_over: bool = False) -> Card:
        """An answered question on one line: `Klinische verdenking op wervelmetastasen: ja`; the question alone where
        nothing is said of it."""
        card = Card(question.id, "question", width, step)
        card.passed_over, card.folded = passed_over, True
        said = self.say("does_not_matter") if passed_over else answer
        text = self.answered(question, answer, passed_over=passed_over)
        wider = text_width(said, BASE, True) - text_width(said, BASE, False)
        lines = tidy(text, width - 2 * PAD_X - BADGE - max(0.0, wider) + ROUNDING, BASE, False)
        y = STUB_PAD_Y
        for line, bold in _told_apart(lines, said):
            x = PAD_X + BADGE
            if bold < len(line):
                card.add(line[: len(line) - bold].rstrip(), y, BASE, False, "title", x)
                x += text_width(line[: len(line) - bold], BASE, False)
            if bold:
                card.add(line[len(line) - bold :], y, BASE, True, "title", x)
            y += LEADING[BASE]
        card.height = y + STUB_PAD_Y
        return card

    def answered(self, question: Question, answer: str, *, passed_over: bool) -> str:
        """A question with its answer, as one sentence."""
        said = self.say("does_not_matter") if passed_over else answer
        if not said:
            return question.text(self.language)
        return f"{question.text(self.language).rstrip('? ')}: {said}"

    def listed(self, heads: list[str], steps: list[tuple[int, str]], first: Step, width: float) -> Card:
        """Several steps of the way in one box, each after its number; `heads` are lines above them."""
        card = Card(first.question.id, "stub", width)
        y = card.add_all(heads, STUB_PAD_Y, BASE, False, "title")
        for number, text in steps:
            y += ITEM_GAP if card.lines else 0.0
            card.add(str(number), y, BASE, True, "title")
            lines = tidy(text, width - 2 * PAD_X - INDENT + ROUNDING, BASE, False)
            y = card.add_all(lines, y, BASE, False, "title", PAD_X + INDENT)
        card.height = y + STUB_PAD_Y
        return card

    def known(self, step: Step) -> str | None:
        """The value that answered the question, where the answer alone does not say it; a range also where it does not
        answer it."""
        fact = step.question.fact
        value = dict(step.facts).get(fact or "")
        if fact is None or self.pack.facts_by_id[fact].type == "bool":
            return None
        if step.state != "answered" and not isinstance(value, Range):
            return None
        return None if value is None else value_text(self.pack, fact, value)(self.language)

    def says_asked(self, question: Question) -> bool:
        """Whether the box of a question asks what is asked now; where nothing is, as on paper, each asks itself."""
        fact = self.next_fact
        asks_fact = self.unknown is not None and fact is not None and fact in self.pack.facts_by_id
        return not asks_fact or asks(self.pack, question, fact or "")

    # --- checklists -----------------------------------------------------------------------------------------------

    def checklist(self, question: Question) -> All | AnyOf | None:
        """The question's checklist; one that is a single named group shows what that group holds."""
        return opened(self.pack, question)

    def items(self, question: Question) -> list[Item]:
        """The checklist line by line with what is known of each; a group without a text of its own lists its parts."""
        found = self._items.get(question.id)
        if found is not None:
            return found
        found = self._items[question.id] = []
        asked = False
        for depth, text, condition in _lines_of(self.pack, question, self.language):
            if text is None:
                said = self.say("any_of" if isinstance(condition, AnyOf) else "all_of")
                found.append(Item(depth, f"{said}:", self._mark(condition), None, False))
                continue
            facts = _facts_of(self.pack, condition)
            fact = facts[0] if len(facts) == 1 else None
            mark = self._mark(condition)
            now = not asked and mark in OPEN and self.next_fact in facts
            asked = asked or now
            said = f"{text} ({self.say('mark.unknown')})" if mark == "asked" else text
            ranges = [value for each in facts if isinstance(value := self.settled.values.get(each), Range)]
            if mark in OPEN and ranges:
                mark = "open" if self.unknown is not None else "unknown"
                said = f"{text} ({value_text(self.pack, facts[0], ranges[0])(self.language)})"
            found.append(Item(depth, said, mark, fact, now))
        return found

    def _mark(self, condition: Condition) -> Mark:
        truth = holds(self.pack, self.settled, condition)
        if truth is not None:
            return "yes" if truth else "no"
        if self.unknown is None:
            return "unknown"
        without = {fact for fact in self.pack.facts_in(condition) if fact not in self.settled.values}
        return "asked" if without <= self.unknown else "open"

    def _shortened(self, question: Question, items: list[Item], detail: Detail) -> list[Item]:
        """The lines not yet known (`asked`: only the one asked now), after how many others are met, not met or open."""
        shown: list[Item] = []
        counted: list[Mark] = []
        inside_open = True
        for item in items:
            if item.depth == 0:
                inside_open = item.mark in OPEN
            if item.next or (detail == "unknown" and inside_open and item.mark in OPEN):
                shown.append(item)
            elif item.depth == 0:
                counted.append(item.mark)
        if detail == "alone" and shown:
            any_of = isinstance(self.checklist(question), AnyOf)
            return _with_left_out(self.say, shown, items, asked=self.says_asked(question), any_of=any_of)
        marks: tuple[Mark, ...] = ("yes", "no", *OPEN)
        counts = [
            Item(0, f"{self.say.count('points', counted.count(mark))}: {self.say(f'mark.{mark}')}", mark, None, False)
            for mark in marks
            if mark in counted
        ]
        return counts + shown

    # --- outcomes and folded parts --------------------------------------------------------------------------------

    def outcome(self, outcome: Outcome, width: float, *, large: bool = False, brief: bool = False) -> Card:
        """An outcome; `large` for the one reached, which also says how strong the advice is; `brief` its title alone,
        after its kind where it is no advice.
        """
        card = Card(outcome.id, "outcome", width)
        card.silent, card.urgent = outcome.kind == "silent", outcome.is_urgent
        if brief:
            title = outcome.title(self.language)
            plain = outcome.kind == "advice"
            return _titled(card, title if plain else f"{self._kind(outcome)}: {title}", True)
        inner = width - 2 * PAD_X + ROUNDING
        kind = self.kind(outcome, reached=large)
        strength = self._saying.strength(outcome.strength) if large and outcome.strength else ""
        if strength and text_width(f"{kind} · {strength}", BASE, False) <= inner:
            kind, strength = f"{kind} · {strength}", ""
        y = card.add_all(wrap(kind, inner, BASE, False), PAD_Y, BASE, False, "kicker") + KICKER_GAP
        size = LARGE if large else TITLE
        y = card.add_all(balanced(outcome.title(self.language), inner, size, True), y, size, True, "title")
        if strength:
            y = card.add_all(wrap(capital(strength), inner, BASE, False), y, BASE, False, "detail")
        card.height = y + PAD_Y
        return card

    def kind(self, outcome: Outcome, *, reached: bool = False) -> str:
        """What sort of outcome it is, with its limit where the title does not say it: `advies · binnen 12 uur`; where
        it may not hold for one who has not `reached` it yet, that there is an exception."""
        kind = self._kind(outcome)
        if outcome.limit is None:
            return kind
        within = self._saying.within(outcome.limit)
        said = kind if within.casefold() in outcome.title(self.language).casefold() else f"{kind} · {within}"
        return said if reached or outcome.unless is None else self.say("excepted", limit=said)

    def _kind(self, outcome: Outcome) -> str:
        return self.say("outside" if outcome.id == OUTSIDE else f"kind.{outcome.kind}")

    def stub(self, text: str, node: str, width: float) -> Card:
        """A folded part: a small box with one text."""
        card = Card(node, "stub", width)
        lines = tidy(text, width - 2 * PAD_X + ROUNDING, BASE, False)
        card.height = card.add_all(lines, STUB_PAD_Y, BASE, False, "title") + STUB_PAD_Y
        return card

    def leads(self, answer: Answer) -> str:
        """An answer and the question or outcome that it leads to, in words."""
        question = self.tree.questions_by_id.get(answer.to)
        to = question.text if question is not None else self.tree.outcomes_by_id[answer.to].title
        return f"{answer.label(self.language)}: {to(self.language)}"

    @staticmethod
    def tree_next(tree: str, text: str, width: float) -> Card:
        """The tree that comes next."""
        card = Card(tree, "tree", width)
        lines = tidy(text, width - 2 * PAD_X + ROUNDING, BASE, True)
        card.height = card.add_all(lines, PAD_Y, BASE, True, "title") + PAD_Y
        return card

    def folded_part(self, questions: int, outcomes: int, node: str, width: float) -> Card:
        """What stands for everything below a question; a second line is kept free for `runs_through`."""
        text = ", ".join((self.say.count("questions", questions), self.say.count("outcomes", outcomes)))
        if not questions:
            text = self.say.count("outcomes", outcomes)
        card = self.stub(text, node, width)
        card.height += LEADING[BASE]
        return card

    def runs_through(self, card: Card) -> Card:
        """The folded part `card` with the words that the way goes on in it."""
        told = Card(card.node, "stub", card.width)
        told.height = card.height
        told.lines = list(card.lines)
        told.add(self.say("runs_through"), card.height - STUB_PAD_Y - LEADING[BASE], BASE, False, "kicker")
        return told

    @staticmethod
    def head(card: Card, text: str) -> None:
        """Puts the answer that leads to a box above what stands in it, where it is too long for the line."""
        pad = STUB_PAD_Y if card.kind == "stub" else PAD_Y
        lines, card.lines = card.lines, []
        more = card.add_all(wrap(text, card.width - 2 * PAD_X + ROUNDING, BASE, False), pad, BASE, False, "label") - pad
        for line in lines:
            line.y += more
        card.lines += lines
        card.height += more

    def target(self, node: str) -> str:
        """Where an answer leads, in few words: the title of an outcome, or the number of a question."""
        if node in self.numbers:
            return self.say("leads_to_question", number=self.numbers[node])
        return self.tree.outcomes_by_id[node].title(self.language)

    def goal(self, node: str, *, brief: bool = False) -> str:
        """As `target`, to begin with, and with the words of a question unless `brief`."""
        text = self.target(node)
        question = self.tree.questions_by_id.get(node)
        if question is None:
            return text
        text = f"{text[:1].upper()}{text[1:]}"
        return text if brief else f"{text}: {question.text(self.language)}"


def _add_items(card: Card, items: list[Item], y: float, inner: float) -> float:
    for item in items:
        y += ITEM_GAP
        x = PAD_X + INDENT * (item.depth + 1)
        texts = tidy(item.text, inner - INDENT * (item.depth + 1), BASE, False)
        for number, text in enumerate(texts):
            line = card.add(text, y, BASE, False, "item", x)
            line.mark = item.mark if number == 0 else None
            line.fact = item.fact
            line.next = item.next
            y += LEADING[BASE]
    return y


def _titled(card: Card, text: str, bold: bool) -> Card:
    """A box with nothing but its title, wrapped as bold text asks so that it keeps its size."""
    lines = balanced(text, card.width - 2 * TIGHT_X + ROUNDING, TITLE, True)
    card.height = card.add_all(lines, TIGHT_Y, TITLE, bold, "title", TIGHT_X) + TIGHT_Y
    return card


def _told_apart(lines: tuple[str, ...], end: str) -> list[tuple[str, int]]:
    """Each line with how many of its last characters belong to `end`, with which the text ends."""
    left = len(end.replace(" ", ""))
    found: list[tuple[str, int]] = []
    for line in reversed(lines):
        at = len(line)
        while at and left:
            at -= 1
            left -= line[at] != " "
        found.append((line, len(line) - at))
    return found[::-1]


#: Depth, text and condition of each line of a checklist; no text: a group whose parts follow.
_Lines = tuple[tuple[int, str | None, Condition], ...]
_lines: dict[tuple[int, Language], tuple[Question, Pack, _Lines]] = {}


def _lines_of(pack: Pack, question: Question, language: Language) -> _Lines:
    """Made once for each question. By identity: two conditions that differ in their text alone are equal."""
    key = (id(question), language)
    found = _lines.get(key)
    if found is None or found[0] is not question or found[1] is not pack:
        if len(_lines) > 10_000:
            _lines.clear()
        checklist = opened(pack, question)
        lines = [] if checklist is None else [line for item in checklist.items for line in _line(pack, item, language)]
        found = _lines[key] = (question, pack, tuple(lines))
    return found[2]


def _line(pack: Pack, condition: Condition, language: Language) -> Iterator[tuple[int, str | None, Condition]]:
    if is_group(condition):
        yield 0, None, condition
        for item in condition.items:
            yield 1, label(pack, item)(language), item
    else:
        yield 0, label(pack, condition)(language), condition


@lru_cache(maxsize=4096)
def _facts_of(pack: Pack, condition: Condition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pack.facts_in(condition)))


def _with_left_out(say: Words, shown: list[Item], items: list[Item], *, asked: bool, any_of: bool) -> list[Item]:
    """The point that stands alone with how many more there are: it would look as if nothing else was needed. Where
    a box above asks it, how many points there are in its place, which is never higher."""
    points = [item for item, after in pairwise(items) if after.depth <= item.depth] + items[-1:]
    left, last = len(points) - len(shown), shown[-1]
    if not left:
        return shown
    if asked:
        return [*shown[:-1], last._replace(text=f"{last.text} {say.count('more_points', left)}")]
    how = say("any" if any_of else "all")
    return [Item(0, f"{say.count('points', len(points))}: {how}", last.mark, None, False)]
