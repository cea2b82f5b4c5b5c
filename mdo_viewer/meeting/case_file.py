"""Reading FACTS and CASE files (YAML or JSON); every problem of a file in one run, each with its place.

A FACTS file holds facts at top level or under `facts:`, and may hold everything that a CASE file holds. `null` and
nothing mean absent; `onbekend` (or `unknown`) means asked and unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import get_args

from msgspec import Struct, field

from mdo_viewer.guideline.fields import Reader, closest, is_null, shown
from mdo_viewer.guideline.model import Pack, Text
from mdo_viewer.guideline.strict_yaml import Mapping as MappingNode
from mdo_viewer.guideline.strict_yaml import Node, Refused, Scalar, parse
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.case import (
    REASON_CODES,
    SHARED_DECISIONS,
    WHOLE_CASE,
    Action,
    AdviceThen,
    Attendee,
    Case,
    Confirmation,
    Decision,
    DecisionKind,
    Detail,
    EarlierDecision,
    EarlierValue,
    ReasonCode,
    TakenOver,
)
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.choosing import choices_read_with, chosen_with, follows_from_advice
from mdo_viewer.meeting.fact_values import check_together, read_values
from mdo_viewer.meeting.tables.moments import days_taken, patient_of
from mdo_viewer.meeting.tables.reading import read_courses, read_operations, read_steroids
from mdo_viewer.meeting.tables.rows import LONGEST_NAME, TABLES, site_name
from mdo_viewer.reasoning.deadlines import MomentProblem, parse_moment
from mdo_viewer.reasoning.results import Patient

__all__ = ["CASE_KEYS", "FactsFile", "case_of", "read_case", "read_facts", "write_case"]

#: The keys of a case file, in the order in which they are written.
CASE_KEYS = (
    "case",
    "site",
    "title_example",
    "question",
    "urgent",
    "discussed_at",
    "facts",
    "details",
    "moments",
    *TABLES,
    "attendees",
    "done",
    "decisions",
    "alternatives",
    "preferences",
    "shared_decision",
    "lead_physician",
    "gp_informed",
    "actions",
    "rediscuss",
    "notes",
    "confirmed",
    "taken_over",
)
_DECISION_KEYS = (
    "advice",
    "condition",
    "reason_code",
    "reason",
    "text",
    "chosen",
    "before",
    "stood",
)  # beside tree and kind
_DETAIL_KEYS = ("date", "origin", "method", "reason", "set_at")
#: Beside the needed.
_DECIDED_THEN_KEYS = ("about", "heading", "choice", "condition", "reason_code", "reason", "text", "before", "overtaken")
_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)


class FactsFile(Struct, frozen=True):
    """What a FACTS file says of a patient, with the moments that its tables give."""

    patient: Patient
    details: Mapping[str, Detail] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)  # what the board chose, by tree
    from_tables: Mapping[str, date] = field(default_factory=dict)  # moments that a table gave, each with its day
    case: Case = Case("")  # the tables themselves, with their place


def read_facts(text: str | bytes, file: str, pack: Pack) -> FactsFile:
    """The patient of a FACTS or CASE file; `file` is what messages call it. Raises Refused with every problem."""
    reader = _CaseReader(pack)
    case = reader.case(parse(text, file), whole=False)
    days = days_taken(pack, case)
    return FactsFile(patient_of(pack, case), case.details, case.confirmed, case.chosen, days, _tables(case))


def _tables(case: Case) -> Case:
    """Of a case only what its tables are read with."""
    return Case(
        "",
        case.patient,
        site=case.site,
        courses=case.courses,
        operations=case.operations,
        steroids=case.steroids,
        discussed_at=case.discussed_at,
    )


def read_case(text: str | bytes, file: str, pack: Pack) -> Case:
    """The case of a CASE file; `file` is what messages call it. Raises Refused with every problem."""
    return case_of(parse(text, file), pack)


def case_of(node: Node, pack: Pack, *, with_lines: bool = True) -> Case:
    """The case of what a CASE file holds, once it is nodes; `with_lines` as in `check_together`. Raises Refused with
    every problem."""
    return _CaseReader(pack, with_lines=with_lines).case(node, whole=True)


class _CaseReader(Reader):
    """Reads the parts of a case by the ids of one pack."""

    def __init__(self, pack: Pack, *, with_lines: bool = True) -> None:
        super().__init__()
        self.pack, self._with_lines = pack, with_lines

    def case(self, root: Node, whole: bool) -> Case:
        """Everything in the file; `whole` asks for a key and for `facts:`. Raises Refused."""
        if not isinstance(root, MappingNode):
            self.fields(root)
            raise Refused(tuple(self.problems))
        entries = {key.text: None if is_null(node) else node for key, node in root.entries}
        patient = self._patient(root, entries, whole)
        key = self.string(entries.get("case"))
        if whole and key is None and entries.get("case") is None:
            self.wrong(
                root,
                "De sleutel 'case' ontbreekt. Voeg hem toe, bijvoorbeeld case: MDO-0001.",
                "The key 'case' is missing. Add it, for example case: MDO-0001.",
            )
        case = Case(
            case=key or "",
            patient=patient,
            title_example=self.flag(entries.get("title_example")) or False,
            question=self.string(entries.get("question")),
            urgent=self.flag(entries.get("urgent")) or False,
            discussed_at=self._moment(entries.get("discussed_at")),
            details=self._details(entries.get("details")),
            attendees=self._attendees(entries.get("attendees")),
            done=self._done(entries.get("done")),
            decisions=self._decisions(entries.get("decisions"), key or ""),
            alternatives=self.strings(entries.get("alternatives")),
            preferences=self.string(entries.get("preferences")),
            shared_decision=self.one_of(entries.get("shared_decision"), SHARED_DECISIONS),
            lead_physician=self.string(entries.get("lead_physician")),
            gp_informed=self.flag(entries.get("gp_informed")),
            actions=self._actions(entries.get("actions")),
            rediscuss=self.string(entries.get("rediscuss")),
            notes=self.string(entries.get("notes")),
            confirmed=self._confirmed(entries.get("confirmed")),
            site=self._site(entries.get("site")),
            courses=read_courses(self, entries.get("courses")),
            operations=read_operations(self, entries.get("operations")),
            steroids=read_steroids(self, entries.get("steroids")),
            taken_over=self._taken_over(entries.get("taken_over")),
        )
        if self.problems:
            raise Refused(tuple(sorted(self.problems, key=lambda each: (each.place.line, each.place.column))))
        return case

    def _site(self, node: Node | None) -> str | None:
        """The name of the place, under the same rule as when it is typed."""
        scalar = self.scalar(node)
        site = None if scalar is None else site_name(scalar.text)
        if scalar is not None and site is None:
            text = shown(scalar.text)
            self.wrong(
                scalar,
                f"'{text}' kan geen naam van een plaats zijn. Schrijf hoogstens {LONGEST_NAME} tekens op één regel.",
                f"'{text}' cannot be the name of a place. Write at most {LONGEST_NAME} characters on one line.",
            )
        return site

    # --- the patient

    def _patient(self, root: MappingNode, entries: Mapping[str, Node | None], whole: bool) -> Patient:
        under = [pair for pair in root.entries if pair[0].text == "facts"]
        loose = [pair for pair in root.entries if pair[0].text not in CASE_KEYS]
        if whole and not under:
            self.wrong(
                root,
                "De sleutel 'facts' ontbreekt. Zet de gegevens eronder, of schrijf facts: {}.",
                "The key 'facts' is missing. Put the facts under it, or write facts: {}.",
            )
        if under or whole:
            self._not_beside(loose, at_facts=bool(under))
            loose = []
        given = read_values(self, self.pack, (*loose, *self.pairs(entries.get("facts"))))
        check_together(self, self.pack, given, with_lines=self._with_lines)
        return Patient(given.values, given.unknown, self._moments(entries.get("moments")))

    def _not_beside(self, loose: list[tuple[Scalar, Node]], at_facts: bool) -> None:
        """Note the keys that a file with `facts:` must not have beside it."""
        for key, _ in loose:
            if key.text not in self.pack.facts_by_id:
                self._unknown_key(key)
            elif at_facts:
                self.wrong(
                    key,
                    f"'{key.text}' staat naast 'facts'. Zet alle gegevens onder 'facts', of laat 'facts' weg.",
                    f"'{key.text}' stands beside 'facts'. Put all facts under 'facts', or leave 'facts' out.",
                )
            else:
                self.wrong(
                    key,
                    f"'{key.text}' is een gegeven. Zet het onder 'facts'.",
                    f"'{key.text}' is a fact. Put it under 'facts'.",
                )

    def _unknown_key(self, key: Scalar) -> None:
        """A key that is none of a case file: perhaps a fact at the wrong level, or misspelt."""
        self.unknown(key, "sleutel", "key", (*CASE_KEYS, *self.pack.facts_by_id))

    def _moments(self, node: Node | None) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for key, value in self.pairs(node):
            if key.text not in self.pack.moments_by_id:
                self.unknown(key, "moment", "moment", self.pack.moments_by_id)
            elif not is_null(value) and (moment := self._moment(value)) is not None:
                found[key.text] = moment
        return found

    def _details(self, node: Node | None) -> dict[str, Detail]:
        found: dict[str, Detail] = {}
        for key, value in self.pairs(node):
            if key.text not in self.pack.facts_by_id:
                self.unknown(key, "gegeven", "fact", self.pack.facts_by_id)
            elif not is_null(value):
                found[key.text] = self._detail(value)
        return found

    def _detail(self, node: Node) -> Detail:
        parts = self._parts(node, (), _DETAIL_KEYS)
        return Detail(
            date=self.date(parts.get("date")),
            origin=self.string(parts.get("origin")),
            method=self.string(parts.get("method")),
            reason=self.string(parts.get("reason")),
            set_at=self._moment(parts.get("set_at")),
        )

    # --- what the board recorded

    def _attendees(self, node: Node | None) -> tuple[Attendee, ...]:
        found: list[Attendee] = []
        for item in self.items(node):
            parts = self._parts(item, ("specialty",), ("role",))
            specialty, role = self.string(parts.get("specialty")), self.string(parts.get("role"))
            if specialty is not None:
                found.append(Attendee(specialty, role))
        return tuple(found)

    def _actions(self, node: Node | None) -> tuple[Action, ...]:
        found: list[Action] = []
        for item in self.items(node):
            parts = self._parts(item, ("what",), ("who", "before"))
            what, who = self.string(parts.get("what")), self.string(parts.get("who"))
            before = self._moment(parts.get("before"))
            if what is not None:
                found.append(Action(what, who, before))
        return tuple(found)

    def _done(self, node: Node | None) -> dict[str, datetime]:
        known = [f"{tree.id}.{outcome.id}" for tree in self.pack.trees for outcome in tree.outcomes]
        found: dict[str, datetime] = {}
        for key, value in self.pairs(node):
            if key.text not in known:
                self.unknown(key, "uitkomst", "outcome", known)
            elif not is_null(value) and (moment := self._moment(value)) is not None:
                found[key.text] = moment
        return found

    def _confirmed(self, node: Node | None) -> tuple[Confirmation, ...]:
        """Of facts that fit badly together: the values of which somebody said that they are so."""
        found: list[Confirmation] = []
        for item in self.items(node):
            parts = self._parts(item, ("facts", "by", "at"), ("site", "there", "rows"))
            given, there = (read_values(self, self.pack, self.pairs(parts.get(key))) for key in ("facts", "there"))
            by, at = self.string(parts.get("by")), self._moment(parts.get("at"))
            site, rows = self.string(parts.get("site")), self.string(parts.get("rows")) or ""
            if by is not None and at is not None:
                found.append(Confirmation(given.values, by, at, site, there.values, rows))
        return tuple(found)

    def _decisions(self, node: Node | None, case: str) -> tuple[Decision, ...]:
        found: list[Decision] = []
        first: dict[str, Node] = {}
        for item in self.items(node):
            parts = self._parts(item, ("tree", "kind"), _DECISION_KEYS)
            tree = self._tree(parts.get("tree"))
            if tree is not None and first.setdefault(tree, item) is not item:
                self._decided_twice(item, case, tree, first[tree].place.line)
            kind = self.one_of(parts.get("kind"), _KINDS)
            advice = self._advice(parts.get("advice"), tree)
            condition, reason = self.string(parts.get("condition")), self.string(parts.get("reason"))
            code: ReasonCode | None = self.one_of(parts.get("reason_code"), REASON_CODES)
            text, then = self.string(parts.get("text")), self._then(parts.get("stood"))
            decided = None if tree is None else Decision(tree, advice, kind or "own")
            chosen = None if decided is None else self._chosen(parts.get("chosen"), decided)
            if tree is not None and kind is not None:
                before = self._moment(parts.get("before"))
                found.append(Decision(tree, advice, kind, condition, code, reason, text, then, chosen, before))
        return tuple(found)

    def _decided_twice(self, node: Node, case: str, tree: str, line: int) -> None:
        """Nobody can tell which of two decisions on one tree counts."""
        known = self.pack.trees_by_id.get(tree)
        about = Text("de hele casus", "the whole case")
        if known is not None:
            about = Text(f"boom {known.number} ('{tree}')", f"tree {known.number} ('{tree}')")
        self.wrong(
            node,
            f"Patiënt {shown(case)}: over {about.nl} staat al een besluit op regel {line}. Laat één besluit staan.",
            f"Patient {shown(case)}: on {about.en} a decision stands at line {line} already. Leave one decision.",
        )

    def _chosen(self, node: Node | None, decided: Decision) -> str | None:
        """What the board chose at the decision's own tree, `{tree: id}`: with an advice that is followed, what follows
        it. The one thing that following can mean a file may leave out: it is read as it is recorded."""
        found, own = None, decided.tree
        for key, value in () if node is None else self.pairs(node):
            scalar = None if is_null(value) else self.scalar(value)
            if key.text != own:
                self.wrong(
                    key,
                    f"Dit besluit gaat over '{own}'. Noem hier alleen wat daar is gekozen.",
                    f"This decision is about '{own}'. Name only what was chosen there.",
                )
            elif scalar is not None:
                found = self._choice(scalar, decided)
        alone = chosen_with(self.pack, decided) if found is None and follows_from_advice(self.pack, decided) else None
        return found if alone is None else alone.id

    def _choice(self, scalar: Scalar, decided: Decision) -> str | None:
        """The id of a choice of the tree that fits the decision."""
        tree = self.pack.trees_by_id.get(decided.tree)
        known = [choice.id for choice in tree.choices] if tree is not None else []
        fitting = [choice.id for choice in choices_read_with(self.pack, decided)]
        if scalar.text not in known:
            self.unknown(scalar, "keuze", "choice", known)
        elif scalar.text not in fitting:
            self.wrong(
                scalar,
                f"'{scalar.text}' volgt dit advies niet. Kies {listed(fitting, 'of')}, of schrijf kind: deviate.",
                f"'{scalar.text}' does not follow this advice. Choose {listed(fitting, 'or')}, or write kind: deviate.",
            )
        else:
            return scalar.text
        return None

    def _then(self, node: Node | None) -> AdviceThen | None:
        """The advice as it was: words and figures that are kept as they are."""
        if node is None:
            return None
        parts = self._parts(node, ("at", "version", "hash"), ("heading", "text", "way", "excepted"))
        at, version, hash = self._moment(parts.get("at")), self.string(parts.get("version")), parts.get("hash")
        way = []
        for item in self.items(parts.get("way")):
            step = self._parts(item, (), ("question", "answer"))
            way.append((self._both(step.get("question")), self._both(step.get("answer"))))
        if at is None or version is None or hash is None:
            return None
        heading, text = self._both(parts.get("heading")), self._both(parts.get("text"))
        excepted = tuple(id for item in self.items(parts.get("excepted")) if (id := self.string(item)) is not None)
        return AdviceThen(at, version, self.string(hash) or "", heading, text, tuple(way), excepted)

    def _both(self, node: Node | None) -> Text:
        parts = {} if node is None else self._parts(node, (), ("nl", "en"))
        return Text(self.string(parts.get("nl")) or "", self.string(parts.get("en")) or "")

    # --- what came from an earlier meeting

    def _taken_over(self, node: Node | None) -> TakenOver | None:
        if node is None:
            return None
        parts = self._parts(node, ("day",), ("earlier", "decisions", "rediscuss"))
        day, earlier = self.date(parts.get("day")), self._earlier(parts.get("earlier"))
        decisions, why = self._decided_then(parts.get("decisions")), self.string(parts.get("rediscuss"))
        return None if day is None else TakenOver(day, earlier, decisions, why)

    def _earlier(self, node: Node | None) -> tuple[EarlierValue, ...]:
        """What facts were, each with the day on which it was known."""
        found: list[EarlierValue] = []
        for key, item in self.pairs(node):
            parts = self._parts(item, ("value", "day"), ())
            value, day = parts.get("value"), self.date(parts.get("day"))
            given = read_values(self, self.pack, () if value is None else ((key, value),))
            found += [EarlierValue(fact, each, day) for fact, each in given.values.items() if day is not None]
            if given.unknown and value is not None:
                self.wrong(
                    value,
                    "Van toen staat hier alleen een waarde. Schrijf de waarde, of laat dit gegeven hier weg.",
                    "Of then, only a value stands here. Write the value, or leave this fact out here.",
                )
        return tuple(found)

    def _decided_then(self, node: Node | None) -> tuple[EarlierDecision, ...]:
        """Decisions in words: the trees of now need not know what they were about."""
        found: list[EarlierDecision] = []
        for item in self.items(node):
            parts = self._parts(item, ("tree", "kind", "day"), _DECIDED_THEN_KEYS)
            tree, day = self.string(parts.get("tree")), self.date(parts.get("day"))
            kind = self.one_of(parts.get("kind"), _KINDS)
            about, heading, choice = (self._both(parts.get(key)) for key in ("about", "heading", "choice"))
            code: ReasonCode | None = self.one_of(parts.get("reason_code"), REASON_CODES)
            condition, reason, text = (self.string(parts.get(key)) for key in ("condition", "reason", "text"))
            if tree is not None and day is not None and kind is not None:
                before, over = self._moment(parts.get("before")), self.flag(parts.get("overtaken")) or False
                words = (about, heading, choice, condition, code, reason, text)
                found.append(EarlierDecision(tree, kind, day, *words, before, over))
        return tuple(found)

    def _tree(self, node: Node | None) -> str | None:
        """A tree, or the case as a whole."""
        scalar = self.scalar(node)
        if scalar is None:
            return None
        if scalar.text != WHOLE_CASE and scalar.text not in self.pack.trees_by_id:
            self.unknown(scalar, "boom", "tree", (*self.pack.trees_by_id, WHOLE_CASE))
            return None
        return scalar.text

    def _advice(self, node: Node | None, tree: str | None) -> str | None:
        """An outcome of the decision's tree, as `outcome` or `tree.outcome`; kept bare."""
        scalar = self.scalar(node)
        if scalar is None or tree is None:
            return None
        outcomes = [] if tree == WHOLE_CASE else [outcome.id for outcome in self.pack.trees_by_id[tree].outcomes]
        bare = scalar.text.removeprefix(f"{tree}.")
        if bare not in outcomes:
            meant = closest(bare, outcomes)
            word = shown(scalar.text)
            self.wrong(
                scalar,
                f"'{word}' is geen uitkomst van de boom '{tree}'."
                + (f" Bedoelt u '{meant}'?" if meant else " Controleer de naam."),
                f"'{word}' is not an outcome of the tree '{tree}'."
                + (f" Did you mean '{meant}'?" if meant else " Check the name."),
            )
            return None
        return bare

    # --- parts

    def _parts(self, node: Node, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Node]:
        """The entries of a mapping that are not null; notes unknown and missing keys."""
        fields = self.fields(node, required, optional)
        if fields is None:
            return {}
        found: dict[str, Node] = {}
        for key in (*required, *optional):
            value = fields.get(key)
            if value is not None and not is_null(value):
                found[key] = value
            elif value is not None and key in required:
                self.wrong(value, f"'{key}' mag niet leeg zijn. Vul het in.", f"'{key}' must not be empty. Fill it in.")
        return found

    def _moment(self, node: Node | None) -> datetime | None:
        scalar = self.scalar(node)
        if scalar is None:
            return None
        try:
            return parse_moment(scalar.text)
        except MomentProblem as wrong:
            self.wrong(scalar, wrong.message.nl, wrong.message.en)
            return None
