"""Random trees, patients on them, and the rules of geometry that every picture keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from random import Random

from mdo_viewer.drawing.curves import sample
from mdo_viewer.drawing.font import ASCENT, DESCENT, text_width
from mdo_viewer.drawing.picture import Box, Edge, Picture, Rect, Run
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import (
    Answer,
    AnyOf,
    Choice,
    Fact,
    Is,
    Limit,
    Not,
    Outcome,
    OutcomeKind,
    Pack,
    Question,
    Text,
    Tree,
    Value,
)
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.results import Advice, Patient, Settled, Step
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.settling import Contradiction

SIZES = (
    (860.0, 800.0, 1.0),
    (640.0, 560.0, 1.0),
    (1920.0, 780.0, 1.0),
    (1920.0, 780.0, 1.95),
    (1920.0, 780.0, 2.6),
)
WORDS = """
adequate aanvullende behandeling binnen compressie conditie diagnose dwarslaesie epidurale herbestraling instabiele
levensverwachting maanden neurologische oligometastasen operatie pijn primaire radiculaire radiotherapie recidief
symptomatische systeemtherapie uitval verdenking vitale wervelkolom wervelmetastasen zinvolle de het of en met na op
""".split()  # noqa: SIM905 - readable

# --- the shipped trees --------------------------------------------------------------------------------------------


@cache
def shipped() -> Pack:
    return load_pack("wervelmetastasen")


def in_scope() -> dict[str, Value]:
    """The guideline holds: step 0 of every way is answered."""
    return {fact.id: False for fact in shipped().scope}


@cache
def advices(tree_id: str) -> tuple[Advice, ...]:
    """Patients of a shipped tree whose pictures can differ: every route whole, and cut off after each of its facts."""
    pack = shipped()
    tree = pack.trees_by_id[tree_id]
    found: dict[object, Advice] = {}
    tried: set[frozenset[tuple[str, Value]]] = set()
    for number, route in enumerate(routes(pack, tree)):
        every = 1 if number < 100 else 20
        for known in range(0 if number % every == 0 else len(route.examples), len(route.examples) + 1):
            values = route.examples[:known]
            if frozenset(values) in tried:
                continue
            tried.add(frozenset(values))
            try:
                advice = advise(pack, tree, Patient(values={**in_scope(), **dict(values)}))
            except Contradiction:
                continue
            found.setdefault(signature(advice), advice)
    return tuple(found.values())


def signature(advice: Advice) -> object:
    """What of an advice decides the sizes in its path view."""
    return (
        tuple((step.question.id, step.state, step.answer and step.answer.key) for step in advice.steps),
        advice.outcome and advice.outcome.id,
        advice.next_fact,
    )


# --- made trees ---------------------------------------------------------------------------------------------------


def made_tree(seed: int, boxes: int) -> tuple[Pack, Tree]:
    """A random tree of about `boxes` boxes: yes/no, choices, checklists, shared questions, long and short texts."""
    random = Random(seed)
    facts: list[Fact] = []
    questions: list[Question] = []
    outcomes: list[Outcome] = []
    waiting = ["q0"]
    made = drawn = 1
    while waiting:
        id = waiting.pop(0 if random.random() < 0.3 else -1)
        tests = _tests(random, facts)
        answers = []
        for key, label, test in tests:
            drawn += 1
            if drawn < boxes - len(waiting) * 2 and (random.random() < 0.45 or not waiting):
                to = f"q{made}"
                made += 1
                waiting.append(to)
            else:
                to = _outcome(random, outcomes, boxes)
            answers.append(Answer(key, test, label, to))
        checklist = tests[0][2] if isinstance(tests[0][2], AnyOf) else None
        questions.append(
            Question(
                id,
                _text(random, random.randint(2, 9), "?"),
                tuple(answers),
                fact=None if checklist is not None else facts[-1].id,
                checklist=checklist,
            )
        )
    order = sorted(questions, key=lambda question: int(question.id[1:]))
    tree = Tree(f"boom{seed}", 1, Text("Boom", "Tree"), "1", _shared(random, order), tuple(outcomes))
    return _pack(tuple(facts), tree), tree


def _shared(random: Random, questions: list[Question]) -> tuple[Question, ...]:
    """The questions with some ends led to a question further down that another answer leads to as well."""
    found = []
    for number, question in enumerate(questions):
        answers = list(question.answers)
        later = [other.id for other in questions[number + 1 :]]
        for i, answer in enumerate(answers):
            if later and answer.to.startswith("o") and random.random() < 0.08:
                answers[i] = Answer(answer.key, answer.test, answer.label, random.choice(later))
        found.append(Question(question.id, question.text, tuple(answers), question.fact, question.checklist))
    return tuple(found)


def _tests(random: Random, facts: list[Fact]) -> list[tuple[str, Text, Is | AnyOf | Not]]:
    kind = random.random()
    if kind < 0.25:
        items = tuple(Is(_fact(random, facts), "=", True) for _ in range(random.randint(2, 5)))
        return [("ja", Text("ja", "yes"), AnyOf(items)), ("nee", Text("nee", "no"), Not(AnyOf(items)))]
    if kind < 0.4:
        names = random.sample(WORDS, random.randint(3, 5))
        id = f"f{len(facts)}"
        choices = tuple(Choice(name, Text(name, name)) for name in names)
        facts.append(Fact(id, "choice", _text(random, 2, ""), values=choices))
        return [(name, Text(name, name), Is(id, "=", name)) for name in names]
    id = _fact(random, facts)
    return [("ja", Text("ja", "yes"), Is(id, "=", True)), ("nee", Text("nee", "no"), Is(id, "=", False))]


def _fact(random: Random, facts: list[Fact]) -> str:
    facts.append(Fact(f"f{len(facts)}", "bool", _text(random, random.randint(1, 8), "")))
    return facts[-1].id


def _outcome(random: Random, outcomes: list[Outcome], boxes: int) -> str:
    if outcomes and random.random() < 0.2:
        return random.choice(outcomes).id
    id = f"o{len(outcomes)}"
    limit = Limit("latest", random.choice((12, 24, 48)), 48, "hours", "m") if random.random() < 0.3 else None
    kind: OutcomeKind = "silent" if random.random() < 0.2 else "advice"
    text = _text(random, random.randint(1, 6), "")
    outcomes.append(Outcome(id, kind, text, text, strength=("opinion", "must"), limit=limit))
    return id


def _text(random: Random, count: int, end: str) -> Text:
    text = " ".join(random.choice(WORDS) for _ in range(count)).capitalize() + end
    return Text(text, text)


def _pack(facts: tuple[Fact, ...], tree: Tree) -> Pack:
    none = Text("", "")
    return Pack("p", "1", none, none, date(2020, 1, 1), none, none, (), facts, (), (), (), (), (), (), (tree,))


def made_advice(tree: Tree, seed: int, steps: int) -> Advice:
    """A patient on a made tree with up to `steps` answers given; by hand, as made trees are too large to prove."""
    random = Random(seed)
    walked: list[Step] = []
    question: Question | None = tree.root
    values: dict[str, Value] = {}
    dead: set[tuple[str, str]] = set()
    while question is not None and len(walked) < steps:
        answer = random.choice(question.answers)
        passed = random.random() < 0.1
        walked.append(Step(question, "does_not_matter" if passed else "answered", answer, ()))
        if isinstance(answer.test, Is) and not passed:
            values[answer.test.fact] = answer.test.value
            dead |= {(question.id, other.key) for other in question.answers if other.key != answer.key}
        question = tree.questions_by_id.get(answer.to)
    if question is not None:
        walked.append(Step(question, "open", None, ()))
    last = walked[-1]
    outcome = None if last.answer is None else tree.outcomes_by_id.get(last.answer.to)
    return Advice(
        tree=tree,
        status="complete" if outcome else "incomplete",
        outcome=outcome,
        text=None,
        possible=(),
        next_fact=None if outcome else last.question.fact,
        open_facts=(),
        tightest=None,
        steps=tuple(walked),
        live=frozenset((q.id, a.key) for q in tree.questions for a in q.answers) - dead,
        settled=Settled(values, frozenset(), frozenset(), frozenset(), {}),
    )


# --- the rules ----------------------------------------------------------------------------------------------------


def faults(picture: Picture, *, crossings: bool = True) -> list[str]:
    """Every breach of the rules of geometry in a picture; empty for a good one."""
    return [
        *overlaps(picture),
        *outside(picture),
        *text_outside(picture),
        *edge_faults(picture),
        *(crossing(picture) if crossings else ()),
    ]


def meets(one: Rect, other: Rect) -> bool:
    slack = 0.01
    return (
        one.x < other.right - slack
        and other.x < one.right - slack
        and one.y < other.bottom - slack
        and other.y < one.bottom - slack
    )


def _near(rects: Iterable[tuple[str, Rect]]) -> Iterator[tuple[tuple[str, Rect], tuple[str, Rect]]]:
    """Pairs that share a cell of a coarse grid, once each."""
    cells: dict[tuple[int, int], list[tuple[str, Rect]]] = defaultdict(list)
    for item in rects:
        rect = item[1]
        for column in range(int(rect.x // 400), int(rect.right // 400) + 1):
            for row in range(int(rect.y // 400), int(rect.bottom // 400) + 1):
                cells[column, row].append(item)
    seen: set[tuple[str, str]] = set()
    for items in cells.values():
        for one, other in combinations(items, 2):
            if (one[0], other[0]) not in seen:
                seen.add((one[0], other[0]))
                yield one, other


def overlaps(picture: Picture) -> Iterator[str]:
    things = [(f"box {box.id}", box.rect) for box in picture.boxes]
    things += [(f"label {edge.id}", edge.label_rect) for edge in picture.edges if edge.label.text]
    for (one, rect), (other, other_rect) in _near(things):
        if meets(rect, other_rect):
            yield f"{one} overlaps {other}"


def outside(picture: Picture) -> Iterator[str]:
    margin = 16 * picture.scale - 0.01
    for box in picture.boxes:
        rect = box.rect
        if rect.x < margin or rect.y < margin:
            yield f"box {box.id} is too near to the border"
        if rect.right > picture.width - margin or rect.bottom > picture.height - margin:
            yield f"box {box.id} is too near to the border"
    for edge in picture.edges:
        rect = edge.label_rect
        if rect.x < 0 or rect.y < 0 or rect.right > picture.width or rect.bottom > picture.height:
            yield f"label {edge.id} is outside"
        for x, y in edge.points:
            if not (0 < x < picture.width and 0 < y < picture.height):
                yield f"edge {edge.id} is outside"
                break


def text_outside(picture: Picture) -> Iterator[str]:
    k = picture.scale
    for box in picture.boxes:
        for run in box.runs:
            if run.size < 15 * k - 0.01:
                yield f"text too small in {box.id}: {run.text}"
            if not _within(run, box.rect, 8 * k, 4 * k):
                yield f"text outside {box.id}: {run.text}"
        for one, other in pairwise(box.runs):
            beside = other.y == one.y and other.x > one.x + text_width(one.text, one.size, one.bold)
            if other.y - one.y < 15 * k and not beside:
                yield f"lines too near in {box.id}: {one.text}"
    for edge in picture.edges:
        if edge.label.text and not _within(edge.label, edge.label_rect, 4 * k, 0.0):
            yield f"text outside label {edge.id}: {edge.label.text}"


def _within(run: Run, rect: Rect, beside: float, above: float) -> bool:
    right = run.x + text_width(run.text, run.size, run.bold)
    return (
        run.x >= rect.x + beside - 0.05
        and right <= rect.right - beside + 0.05
        and run.y - ASCENT * run.size >= rect.y + above - 0.05
        and run.y + DESCENT * run.size <= rect.bottom - above + 0.05
    )


def edge_faults(picture: Picture) -> Iterator[str]:
    """Lines that do not start and end at the borders of their boxes, or that run through others or through labels."""
    boxes = {box.id: box for box in picture.boxes}
    cells: dict[tuple[int, int], list[tuple[str, Rect]]] = defaultdict(list)
    for thing in (
        *((f"box {box.id}", box.rect) for box in picture.boxes),
        *((f"label {edge.id}", edge.label_rect) for edge in picture.edges if edge.label.text),
    ):
        rect = thing[1]
        for column in range(int(rect.x // 300), int(rect.right // 300) + 1):
            for row in range(int(rect.y // 300), int(rect.bottom // 300) + 1):
                cells[column, row].append(thing)
    for edge in picture.edges:
        if not _on_border(edge.points[0], boxes[edge.source]) or not _on_border(edge.points[-1], boxes[edge.target]):
            yield f"edge {edge.id} does not end at its boxes"
        own = {f"label {edge.id}"}
        hit = {
            name
            for x, y in sample(edge.points, 24)
            for name, rect in cells[int(x // 300), int(y // 300)]
            if rect.x + 0.5 < x < rect.right - 0.5 and rect.y + 0.5 < y < rect.bottom - 0.5
        }
        for name in sorted(hit - own):
            yield f"edge {edge.id} runs through {name}"


def _on_border(point: tuple[float, float], box: Box) -> bool:
    x, y = point
    rect = box.rect
    on_side = (abs(x - rect.x) < 0.05 or abs(x - rect.right) < 0.05) and rect.y <= y <= rect.bottom
    on_end = (abs(y - rect.y) < 0.05 or abs(y - rect.bottom) < 0.05) and rect.x <= x <= rect.right
    return on_side or on_end


def crossing(picture: Picture) -> Iterator[str]:
    """Pairs of edges that cross."""
    cells: dict[tuple[int, int], list[tuple[Edge, tuple[float, float], tuple[float, float]]]] = defaultdict(list)
    for edge in picture.edges:
        for p, q in pairwise(sample(edge.points, 8)):
            for column in range(int(min(p[0], q[0]) // 200), int(max(p[0], q[0]) // 200) + 1):
                for row in range(int(min(p[1], q[1]) // 200), int(max(p[1], q[1]) // 200) + 1):
                    cells[column, row].append((edge, p, q))
    found = set()
    for pieces in cells.values():
        for (edge, a, b), (other, c, d) in combinations(pieces, 2):
            if edge.id != other.id and _cross(a, b, c, d):
                found.add(f"edge {edge.id} crosses {other.id}")
    yield from sorted(found)


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> bool:
    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    least = 0.01
    return side(a, b, c) * side(a, b, d) < -least and side(c, d, a) * side(c, d, b) < -least
