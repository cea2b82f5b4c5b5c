"""The worked cases of a pack (`cases.yaml`): what each tree must answer for these facts, run with the real program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from mdo_viewer.guideline.fields import Fields, Reader
from mdo_viewer.guideline.model import Pack, Place, Tree, Value
from mdo_viewer.guideline.strict_yaml import Node, Problem, Refused, load
from mdo_viewer.meeting.fact_values import check_together, read_values
from mdo_viewer.reasoning.doubting import doubts
from mdo_viewer.reasoning.possibilities import Unproven
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Advice, Patient

FILE = "cases.yaml"


class CaseRun(Struct, frozen=True):
    """What a case gave a tree, and the outcome it got; None where facts were missing, or out of scope."""

    tree: str
    values: Mapping[str, Value]
    outcome: str | None


class PackCases(Struct, frozen=True):
    """How many cases each tree has, what they were, and every case that is written wrongly or answered otherwise."""

    counts: dict[str, int]
    problems: tuple[Problem, ...]
    runs: tuple[CaseRun, ...] = ()


def run_cases(pack: Pack, folder: Path) -> PackCases:
    """Run the cases of the pack that was read from `folder`; a pack without `cases.yaml` has none."""
    runner = _Runner(pack)
    try:
        if (folder / FILE).exists():
            runner.run(load(folder / FILE))
    except Refused as refused:
        runner.problems.extend(refused.problems)
    problems = sorted(runner.problems, key=lambda each: (each.place.line, each.place.column))
    return PackCases(runner.counts, tuple(problems), tuple(runner.runs))


class _Runner(Reader):
    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self.pack = pack
        self.counts = dict.fromkeys(pack.trees_by_id, 0)
        self.runs: list[CaseRun] = []
        self._seen: dict[str, Place] = {}

    def run(self, root: Node) -> None:
        fields = self.fields(root, ("cases",))
        for item in fields.items("cases") if fields else ():
            self._case(item)

    def _case(self, node: Node) -> None:
        optional = ("outcome", "possible", "next", "also", "also_open", "notes", "doubtful")
        fields = self.fields(node, ("id", "tree", "why", "facts"), optional)
        if fields is None:
            return
        before = len(self.problems)
        self._take_id(fields)
        fields.string("why")
        tree = self._tree(fields)
        given = read_values(self, self.pack, fields.pairs("facts"))
        check_together(self, self.pack, given)
        self._check_form(fields)
        if tree is None or len(self.problems) > before:
            return
        self.counts[tree.id] += 1
        try:
            advice = advise(self.pack, tree, Patient(given.values, given.unknown))
        except Unproven as unproven:
            self.wrong(fields.place, unproven.message.nl, unproven.message.en)
            return
        self.runs.append(CaseRun(tree.id, given.values, advice.outcome.id if advice.outcome else None))
        self._compare(fields, tree, advice)

    def _take_id(self, fields: Fields) -> None:
        id = self.scalar(fields.get("id"))
        if id is None:
            return
        if id.text in self._seen:
            line = self._seen[id.text].line
            self.wrong(
                id,
                f"De casus '{id.text}' staat hier dubbel (eerder op regel {line}). Kies een andere id.",
                f"The case '{id.text}' is double (first on line {line}). Choose another id.",
            )
        self._seen.setdefault(id.text, id.place)

    def _tree(self, fields: Fields) -> Tree | None:
        scalar = self.scalar(fields.get("tree"))
        if scalar is None:
            return None
        tree = self.pack.trees_by_id.get(scalar.text)
        if tree is None:
            self.unknown(scalar, "boom", "tree", self.pack.trees_by_id)
        return tree

    def _check_form(self, fields: Fields) -> None:
        """A case states either an outcome, or the possible outcomes and the next fact."""
        complete, incomplete = "outcome" in fields, "possible" in fields or "next" in fields
        if complete == incomplete or ("possible" in fields) != ("next" in fields):
            self.wrong(
                fields.place,
                "Schrijf bij deze casus 'outcome', of anders 'possible' en 'next' samen.",
                "Write 'outcome' with this case, or else 'possible' and 'next' together.",
            )

    # --- what was expected

    def _compare(self, fields: Fields, tree: Tree, advice: Advice) -> None:
        if "outcome" in fields:
            self._expect_one(
                fields, "outcome", tree.outcomes_by_id, advice.outcome.id if advice.outcome else None, advice
            )
        else:
            self._expect_list(fields, "possible", tree.outcomes_by_id, advice.possible, ordered=True)
            self._expect_one(fields, "next", self.pack.facts_by_id, advice.next_fact, advice)
        riders = self.pack.riders_by_id
        self._expect_list(fields, "also", riders, [shown.rider.id for shown in advice.riders])
        self._expect_list(fields, "also_open", riders, [waiting.rider.id for waiting in advice.open_riders])
        numbers = [str(number) for number in self.pack.notes_by_number]
        self._expect_list(fields, "notes", numbers, [str(number) for number in advice.notes])
        self._expect_doubts(fields, advice)

    def _expect_one(self, fields: Fields, key: str, known: Iterable[str], found: str | None, advice: Advice) -> None:
        scalar = self.scalar(fields.get(key))
        if scalar is None or scalar.text == found:
            return
        if scalar.text not in known:
            kind = ("uitkomst", "outcome") if key == "outcome" else ("gegeven", "fact")
            self.unknown(scalar, *kind, list(known))
            return
        answer_nl, answer_en = found or _state(advice)[0], found or _state(advice)[1]
        self._differs(scalar.place, fields, key, scalar.text, answer_nl, answer_en)

    def _expect_list(
        self, fields: Fields, key: str, known: Iterable[str], found: Iterable[str], ordered: bool = False
    ) -> None:
        node = fields.get(key)
        if node is None:
            return
        items = [scalar for item in fields.items(key) if (scalar := self.scalar(item)) is not None]
        words = list(known)
        for item in items:
            if item.text not in words:
                self.unknown(item, "naam", "name", words)
                return
        wanted, answer = [item.text for item in items], list(found)
        if (wanted if ordered else sorted(wanted)) != (answer if ordered else sorted(answer)):
            shown = ", ".join(answer)
            self._differs(node.place, fields, key, ", ".join(wanted), f"[{shown}]", f"[{shown}]", listed=True)

    def _expect_doubts(self, fields: Fields, advice: Advice) -> None:
        """The facts that do not fit together, a list for each doubt, in any order."""
        node = fields.get("doubtful")
        if node is None:
            return
        wanted = [self._facts_of_doubt(item) for item in fields.items("doubtful")]
        found = [doubt.facts for doubt in doubts(self.pack, advice.settled)]
        if None in wanted or sorted(map(sorted, (each for each in wanted if each))) == sorted(map(sorted, found)):
            return
        shown = _lists(found)
        self._differs(node.place, fields, "doubtful", _lists(each for each in wanted if each), shown, shown)

    def _facts_of_doubt(self, node: Node) -> tuple[str, ...] | None:
        scalars = [scalar for item in self.items(node) if (scalar := self.scalar(item)) is not None]
        for scalar in scalars:
            if scalar.text not in self.pack.facts_by_id:
                self.unknown(scalar, "gegeven", "fact", self.pack.facts_by_id)
                return None
        return tuple(scalar.text for scalar in scalars) or None

    def _differs(
        self, place: Place, fields: Fields, key: str, wanted: str, nl: str, en: str, *, listed: bool = False
    ) -> None:
        id = self.string(fields.get("id"))
        wanted = f"[{wanted}]" if listed else wanted
        self.wrong(
            place,
            f"Casus {id}, {key}: hier staat {wanted}, de boom antwoordt {nl}. Verbeter de boom of de casus.",
            f"Case {id}, {key}: it says {wanted} here, the tree answers {en}. Correct the tree or the case.",
        )


def _lists(lists: Iterable[tuple[str, ...]]) -> str:
    """As a file writes lists of facts: `[[a, b], [c, d]]`."""
    inner = ("[" + ", ".join(each) + "]" for each in lists)
    return f"[{', '.join(inner)}]"


def _state(advice: Advice) -> tuple[str, str]:
    """What the tree answers instead of an outcome or a next fact."""
    if advice.outcome is not None:
        return f"al {advice.outcome.id}", f"{advice.outcome.id} already"
    if advice.status == "out_of_scope":
        return "buiten de reikwijdte", "out of scope"
    possible = ", ".join(advice.possible)
    return f"nog niets (mogelijk: {possible})", f"nothing yet (possible: {possible})"
