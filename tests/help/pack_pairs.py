"""Small packs at random in two versions, and what a plain evaluation of every complete patient finds between them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from mdo_viewer.guideline.model import Pack, Value
from mdo_viewer.guideline.reading.pack import read_pack
from mdo_viewer.reasoning.conditions import holds
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.proof import walk
from mdo_viewer.reasoning.results import EntryState, Patient
from mdo_viewer.reasoning.settling import Contradiction, settle

#: A pack as plain values, one by file; YAML reads JSON.
Spec = dict[str, Any]

MOMENT = "start_op"
_BOOLS = ("a", "b", "c")


def random_spec(rng: random.Random) -> Spec:
    """A pack with two trees over three yes/no facts, a choice, a number and a set, with an "only if" and an implication
    or without."""
    facts: list[dict[str, Any]] = [{"id": id, "type": "bool", "label": f"Vraag {id}"} for id in _BOOLS]
    facts.append({"id": "k", "type": "choice", "label": "Keuze", "values": choices("x", "y")})
    facts.append({"id": "n", "type": "integer", "label": "Aantal", "range": "0-9"})
    facts.append({"id": "s", "type": "set", "label": "Risico", "values": choices("r1", "r2")})
    if rng.random() < 0.4:
        rng.choice(facts[3:5])["only_if"] = "a"
    if rng.random() < 0.2:
        facts[2]["only_if"] = "b"
    spec: Spec = {"facts": facts, "implications": [], "trees": {}}
    if rng.random() < 0.4:
        spec["implications"].append(rng.choice([{"if": "c", "then": ["b"]}, {"if": "k = x", "then": ["b"]}]))
    spec["trees"]["een"] = _tree(rng, "een", 1, rng.choice(["always", "b", {"moment": MOMENT}]))
    first = [outcome["id"] for outcome in spec["trees"]["een"]["outcomes"]]
    entry = rng.choice(
        ["always", {"outcomes": [f"een.{id}" for id in first[:2]]}, {"any": ["s", {"outcomes": [f"een.{first[0]}"]}]}]
    )
    spec["trees"]["twee"] = _tree(rng, "twee", 2, entry)
    spec["riders"] = [_shown(rng, f"r{at}", first) | {"text": f"Ook {at}."} for at in range(2)]
    return spec


def _shown(rng: random.Random, id: str, outcomes: list[str]) -> dict[str, Any]:
    """A rider at some outcomes of the first tree, under a condition."""
    at = {"tree": "een", "outcomes": rng.sample(outcomes, rng.randint(1, len(outcomes))), "when": _condition(rng)}
    return {"id": id, "shown_with": [at], "source": {"pages": [1], "lines": [1]}}


def _condition(rng: random.Random) -> Any:
    return rng.choice(["a", "not b", "n <= 5", {"any": ["k = x", "c"]}, {"all": ["s", "not a"]}, "k = y"])


def choices(*ids: str) -> list[dict[str, str]]:
    """The values of a choice or set."""
    return [{"id": id, "label": f"Waarde {id}"} for id in ids]


def _tree(rng: random.Random, id: str, number: int, entry: object) -> dict[str, Any]:
    questions: list[dict[str, Any]] = []
    used: dict[str, None] = {}

    def grow(depth: int) -> str:
        if depth == 0 or (depth < 3 and rng.random() < 0.25):
            name = f"u{rng.randrange(4)}"
            used[name] = None
            return name
        question: dict[str, Any] = {"id": f"q{len(questions)}", "text": "Vraag?"}
        questions.append(question)
        keys = _ask(rng, question)
        question["answers"] = {key: grow(depth - 1) for key in keys}
        return str(question["id"])

    grow(3)
    outcomes = [
        {"id": name, "kind": "silent", "title": f"Uitkomst {name}", "text": f"Tekst {name}."}
        | {"source": {"pages": [1], "lines": [1]}}
        for name in used
    ]
    head = {"id": id, "number": number, "title": f"Boom {id}", "version": "1.0.0", "entry": entry}
    return head | {"source": {"pages": [1], "lines": ["1-9"]}, "questions": questions, "outcomes": outcomes}


def _ask(rng: random.Random, question: dict[str, Any]) -> tuple[str, ...]:
    """Put a question on a fact or a checklist; the answers that it has."""
    kind = rng.choice(["bool", "bool", "choice", "number", "any", "all"])
    if kind == "bool":
        question["fact"] = rng.choice([*_BOOLS, "s"])
        return ("ja", "nee")
    if kind == "choice":
        question["any"] = [rng.choice(["k = x", "k = y"])]
        return ("ja", "nee")
    limit = rng.choice([2, 5])
    if kind == "number":
        question["any"] = [f"n <= {limit}"]
        return ("ja", "nee")
    question[kind] = rng.sample(["a", "b", "c", "s", "k = x", f"n > {limit}"], 2)
    return ("ja", "nee")


def changed(rng: random.Random, spec: Spec) -> Spec:
    """The pack with one or two changes of the kinds that working groups make, or none that a patient notices."""
    new: Spec = json.loads(json.dumps(spec))
    for _ in range(rng.randint(0, 2)):
        rng.choice(_WAYS)(rng, new)
    return new


def _other_answer(rng: random.Random, spec: Spec) -> None:
    tree = spec["trees"][rng.choice(["een", "twee"])]
    question = rng.choice(tree["questions"])
    question["answers"] = dict(zip(question["answers"], [*question["answers"].values()][::-1], strict=True))


def _other_threshold(rng: random.Random, spec: Spec) -> None:
    text = json.dumps(spec["trees"])
    spec["trees"] = json.loads(text.replace("n <= 5", f"n <= {rng.choice([4, 6])}").replace("n > 2", "n > 3"))


def _other_gate(rng: random.Random, spec: Spec) -> None:
    fact = rng.choice(spec["facts"][3:])
    if fact.pop("only_if", None) is None:
        fact["only_if"] = rng.choice(["a", "b"])


def _other_rule(rng: random.Random, spec: Spec) -> None:
    spec["implications"] = [] if spec["implications"] else [{"if": "a", "then": ["b"]}]


def _other_choice(rng: random.Random, spec: Spec) -> None:
    rng.choice([spec["facts"][3], spec["facts"][5]])["values"] = choices("x", "y", "z") if rng.random() < 0.5 else None
    for fact, ids in ((spec["facts"][3], "xyz"), (spec["facts"][5], ("r1", "r2"))):
        fact["values"] = fact["values"] or choices(*ids)


def _other_entry(rng: random.Random, spec: Spec) -> None:
    spec["trees"]["twee"]["entry"] = rng.choice(["always", "a", {"moment": MOMENT}])


def _other_rider(rng: random.Random, spec: Spec) -> None:
    rng.choice(spec["riders"])["shown_with"][0]["when"] = _condition(rng)


_WAYS = (_other_answer, _other_threshold, _other_gate, _other_rule, _other_choice, _other_entry, _other_rider)


def write(folder: Path, spec: Spec) -> Pack:
    """The pack of a spec, written to this folder and read."""
    folder.mkdir()
    header = {
        "id": "klein", "version": "1.0.0", "title": "Klein", "guideline": "Richtlijn", "guideline_date": "2020-01-31",
        "banner": "Test", "disclaimer": "Test", "documents": [{"id": "1", "title": "Bron", "date": "2020"}],
        "trees": [*spec["trees"]],
    }  # fmt: skip
    facts = {"facts": spec["facts"], "implications": spec["implications"]}
    facts["moments"] = [{"id": MOMENT, "label": "Start"}]
    files = {"pack": header, "facts": facts, "terms": {"terms": []}, **spec["trees"]}
    for name in ("riders", "notes"):
        files[name] = {name: spec.get(name, [])}
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    reading = read_pack(folder)
    serious = [str(problem) for problem in reading.problems if "en.yaml" not in problem.place.file]
    assert reading.pack is not None, serious
    return reading.pack


# --- by brute force -----------------------------------------------------------------------------------------------


def complete_patients(old: Pack, new: Pack) -> Iterator[dict[str, Value]]:
    """Every patient who has a value for each fact of either version, numbers each by one."""
    values: dict[str, dict[Value, None]] = {}
    for fact in (*old.facts, *new.facts):
        found = values.setdefault(fact.id, {})
        match fact.type:
            case "bool":
                found.update({True: None, False: None})
            case "choice":
                found.update({choice.id: None for choice in fact.values})
            case "set":
                found.update({(): None, ("r1",): None})
            case _:
                found.update(dict.fromkeys(range(int(fact.low or 0), int(fact.high or 0) + 1)))
    for each in product(*values.values()):
        yield dict(zip(values, each, strict=True))


def known_to(pack: Pack, patient: Mapping[str, Value]) -> dict[str, Value]:
    """What this version has a word for."""
    found = {}
    for id, value in patient.items():
        fact = pack.facts_by_id.get(id)
        if fact is not None and not (fact.type == "choice" and value not in {choice.id for choice in fact.values}):
            found[id] = value
    return found


def completions(pack: Pack, patient: Mapping[str, Value]) -> list[dict[str, Value]]:
    """The patient with every value that a fact may have of which this version does not know the value; those who can
    exist."""
    known = known_to(pack, patient)
    open_choices = [fact for fact in pack.facts if fact.id not in known and fact.type == "choice"]
    ways = product(*([(fact.id, choice.id) for choice in fact.values] for fact in open_choices))
    return [filled for way in ways if can_exist(pack, filled := {**known, **dict(way)})]


def can_exist(pack: Pack, patient: Mapping[str, Value]) -> bool:
    """Whether these facts can be true together."""
    try:
        settle(pack, patient)
    except Contradiction:
        return False
    return True


def ends_in(pack: Pack, tree: str, patients: list[dict[str, Value]]) -> str | None:
    """Where the tree ends by plain walking; None where that depends on a value that has no word."""
    ends = {walk(pack, pack.trees_by_id[tree], patient) for patient in patients}
    return ends.pop() if len(ends) == 1 else None


def enters(
    pack: Pack, tree: str, patients: list[dict[str, Value]], moments: Mapping[str, datetime]
) -> EntryState | None:
    """Whether the journey enters the tree; None where that depends on a value that has no word."""
    found = {
        stage.entry
        for patient in patients
        for stage in journey(pack, Patient(patient, frozenset(), moments))
        if stage.advice.tree.id == tree
    }
    return found.pop() if len(found) == 1 else None


def partial_patients(old: Pack, new: Pack) -> Iterator[dict[str, Value]]:
    """Every patient with some of the facts known; of a number the values on, below and above the thresholds in use."""
    missing = object()
    values: dict[str, dict[object, None]] = {}
    for patient in complete_patients(old, new):
        for id, value in patient.items():
            values.setdefault(id, {missing: None})[value] = None
    numbers = [id for id, found in values.items() if len(found) > 6]
    for id in numbers:
        values[id] = dict.fromkeys((missing, 2, 3, 4, 5, 6, 7))
    for each in product(*values.values()):
        yield {id: value for id, value in zip(values, each, strict=True) if value is not missing}  # type: ignore[misc]


def riders_shown(pack: Pack, tree: str, patient: Mapping[str, Value]) -> set[str]:
    """The riders that the tree shows, by walking."""
    end, settled = walk(pack, pack.trees_by_id[tree], patient), settle(pack, patient)
    return {
        rider.id
        for rider in pack.riders
        for where in rider.shown_with
        if where.tree == tree and end in where.outcomes and holds(pack, settled, where.when)
    }
