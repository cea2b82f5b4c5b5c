"""`check`: read, check and prove packs, run their cases, and print the certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from mdo_viewer.cli.answers import as_text
from mdo_viewer.cli.arguments import Call, Parser, add_json
from mdo_viewer.cli.failing import ANSWERED, NO
from mdo_viewer.cli.inputs import given_moment, now, pack_folder
from mdo_viewer.cli.outputs import write_file
from mdo_viewer.cli.terminal import Printout, Progress
from mdo_viewer.guideline.library import CERTIFICATE, shipped_packs
from mdo_viewer.guideline.model import Note, Pack, Place, Text, Tree
from mdo_viewer.guideline.reading import read_pack
from mdo_viewer.guideline.strict_yaml import Problem
from mdo_viewer.meeting.pack_cases import run_cases
from mdo_viewer.meeting.pack_remarks import led_apart, remarks
from mdo_viewer.reasoning.hashes import whole_hash
from mdo_viewer.reasoning.results import FAULTS, TreeProof
from mdo_viewer.reasoning.settling import allows_anyone
from mdo_viewer.reasoning.together.certificate import certificate
from mdo_viewer.reasoning.together.pointless import pointless
from mdo_viewer.reasoning.together.proving import prove_pack


class Certificate(Struct, frozen=True):
    """What was found of one pack; `pack` is None where it cannot be read. `remarks` keep nothing from being proven."""

    folder: Path
    pack: Pack | None
    problems: tuple[Problem, ...]
    proofs: tuple[TreeProof, ...]
    cases: dict[str, int]
    remarks: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The pack's id, or its folder's name where it cannot be read."""
        return self.pack.id if self.pack else self.folder.resolve().name

    @property
    def proven(self) -> bool:
        """Readable without a fault, every tree proven, every case answered as written."""
        return self.pack is not None and not self.problems and all(proof.proven for proof in self.proofs)


def add_arguments(parser: Parser) -> None:
    """What `check` takes."""
    words = parser.words
    parser.asked.add_argument("pack_dirs", nargs="*", metavar=words("metavar.pack_dir"), help=words("help.pack_dir"))
    parser.asked.add_argument("--write", action="store_true", help=words("help.write"))
    add_json(parser)


def run(call: Call) -> int:
    """Read, check and prove packs; 0, or 1 where one is not proven. Raises Failed where there is no such folder."""
    at = given_moment(call) or now()
    folders = _folders(call)
    progress = Progress(call.err, 0)
    certificates = [certify(folder, at, lambda total: Progress(call.err, total)) for folder in folders]
    progress.clear()
    if call.args.write:
        for each in certificates:
            _write_certificate(call, each)
    if call.args.json:
        call.out.write(as_text({"packs": [_json(call, each) for each in certificates]}))
    else:
        for each in certificates:
            _write_page(call, each)
    return ANSWERED if all(each.proven for each in certificates) else NO


def certify(folder: Path, at: datetime, progress: Callable[[int], Progress]) -> Certificate:
    """Read and prove the pack in `folder` and run its cases; `at` (aware) is "now" for the day of its review."""
    reading = read_pack(folder)
    pack = reading.pack
    if pack is None:
        return Certificate(folder, None, reading.problems, (), {})
    bar = progress(len(pack.trees))
    proofs = prove_pack(pack, bar.step)
    bar.clear()
    cases = run_cases(pack, folder)
    apart = (*pointless(pack), *led_apart(pack, folder))
    problems = (*reading.problems, *_nobody(pack, folder), *apart, *cases.problems)
    return Certificate(folder, pack, problems, proofs, cases.counts, remarks(pack, cases.runs, at))


def _nobody(pack: Pack, folder: Path) -> Iterator[Problem]:
    """Facts that leave no patient at all."""
    if not allows_anyone(pack):
        message = Text(
            "Geen patiënt kan aan alle gevolgen en only_if samen voldoen. Verbeter 'implications'.",
            "No patient can meet all consequences and only_if together. Correct 'implications'.",
        )
        yield Problem(Place(str(folder / "facts.yaml"), 1, 1), message)


def _write_certificate(call: Call, found: Certificate) -> None:
    """Put the certificate into the pack's folder, from where the window reads it."""
    if found.pack is not None and found.proven:
        write_file(call, str(found.folder / CERTIFICATE), certificate(found.pack, found.proofs).encode())


def _folders(call: Call) -> list[Path]:
    names: list[str] = [*call.args.pack_dirs, *([call.args.pack] if call.args.pack else [])]
    if not names:
        return list(shipped_packs())
    return [folder for name in names for folder in _packs_in(pack_folder(call, name))]


def _packs_in(folder: Path) -> list[Path]:
    """The folder itself, or the packs in it where it is a folder of packs."""
    if (folder / "pack.yaml").exists():
        return [folder]
    return sorted(path.parent for path in folder.glob("*/pack.yaml")) or [folder]


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json(call: Call, found: Certificate) -> dict[str, Any]:
    return {
        "pack": found.name,
        "version": found.pack.version if found.pack else None,
        "proven": found.proven,
        "errors": [_problem_json(call, each) for each in found.problems],
        "trees": [_tree_json(call, proof, found.cases) for proof in found.proofs],
        "cases": sum(found.cases.values()),
        "hash": whole_hash(found.pack) if found.pack else None,
        "against": [*_against_json(found.pack)] if found.pack else [],
        "remarks": [_problem_json(call, each) for each in found.remarks],
    }


def _problem_json(call: Call, problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {"file": place.file, "line": place.line, "column": place.column, "message": problem.message(call.language)}


def _against_json(pack: Pack) -> Iterator[dict[str, Any]]:
    """By note the advices that carry it, and with what they do not go together."""
    for note in pack.notes:
        if note.against is not None:
            yield {
                "note": note.number,
                "advices": [*_noted(note)],
                "each_other": note.against.each_other,
                "limits": note.against.limits,
                "outcomes": list(note.against.outcomes),
            }


def _tree_json(call: Call, proof: TreeProof, cases: dict[str, int]) -> dict[str, Any]:
    return {
        "tree": proof.tree,
        "proven": proof.proven,
        "routes": proof.routes,
        "outcomes": proof.outcomes,
        **{fault: [each.line(call.language) for each in getattr(proof, fault)] for fault in FAULTS},
        "exceptions": [each.line(call.language) for each in proof.exceptions],
        "hash": proof.hash,
        "cases": cases.get(proof.tree, 0),
    }


# --- for people ---------------------------------------------------------------------------------------------------


def _write_page(call: Call, found: Certificate) -> None:
    page, words = Printout(call.out), call.words
    errors = Printout(call.err)
    for line in _faults(call, found):
        errors.line(line)
    pack = found.pack
    if pack is None:
        page.line(page.look(words("check.unreadable", pack=found.name, errors=_errors(call, found)), "bold", "red"))
        page.line()
        return
    page.line(page.look(f"{pack.title(call.language)} {pack.version} ({pack.id})", "bold"))
    page.line(f"{pack.guideline(call.language)}, {pack.guideline_date.isoformat()}")
    page.line()
    rows = [_head(call), *(_row(call, pack.trees_by_id[proof.tree], proof, found.cases) for proof in found.proofs)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for count, row in enumerate(rows):
        line = "  ".join(_cell(column, text, widths[column]) for column, text in enumerate(row)).rstrip()
        if count == 0:
            page.line(page.look(line, "dim"))
        else:
            page.line(line if found.proofs[count - 1].proven else page.look(line, "red"))
    exceptions = Counter((tree.id, each.reason(call.language)) for tree in pack.trees for each in tree.exceptions)
    if exceptions:
        page.heading(words("check.exceptions"))
        page.items(f"{tree} ({n} ×): {reason}" for (tree, reason), n in exceptions.items())
    excused = Counter((tree.id, each.reason(call.language)) for tree in pack.trees for each in tree.reads_apart)
    if excused:
        page.heading(words("check.reads_apart"))
        page.items(f"{tree} ({n} ×): {reason}" for (tree, reason), n in excused.items())
    apart = [*_apart(call, pack)]
    if apart:
        page.heading(words("check.against"))
        page.items(apart)
    if found.remarks:
        page.heading(words("check.remarks"))
        for each in found.remarks:
            page.line(f"  {each.line(call.language)}")  # unbroken, so that an editor can follow it
    page.line()
    _verdict(call, page, found, pack)
    page.line()


def _apart(call: Call, pack: Pack) -> Iterator[str]:
    """Which advices do not go together, by the note that says so."""
    words = call.words
    for note in pack.notes:
        if note.against is not None:
            others = (
                *([words("check.each_other")] if note.against.each_other else ()),
                *([words("check.limits")] if note.against.limits else ()),
                *note.against.outcomes,
            )
            yield words(
                "check.apart",
                number=note.number,
                title=note.title(call.language),
                noted=", ".join(_noted(note)),
                others=", ".join(others),
            )


def _noted(note: Note) -> Iterator[str]:
    """The advices that carry a note, as `tree.outcome`, each once; without those on the other side of it."""
    named = note.against.outcomes if note.against else ()
    shown = (f"{where.tree}.{outcome}" for where in note.shown_at for outcome in where.outcomes)
    yield from dict.fromkeys(each for each in shown if each not in named)


def _verdict(call: Call, page: Printout, found: Certificate, pack: Pack) -> None:
    words = call.words
    proven = sum(proof.proven for proof in found.proofs)
    cases = words.count("check.cases", sum(found.cases.values()))
    if found.proven:
        page.line(
            page.look(words("check.proven", trees=words.count("check.trees", proven), cases=cases), "bold", "green")
        )
    else:
        why = "; ".join(_reasons(call, found))
        said = words("check.not_proven", n=proven, of=len(found.proofs), why=why)
        page.line(page.look(said, "bold", "red"))
    page.line(f"SHA-256 {whole_hash(pack)}")


def _reasons(call: Call, found: Certificate) -> Iterator[str]:
    """What keeps a pack from being proven: trees, then files, each with how many errors."""
    words = call.words
    trees = {proof.tree: sum(len(getattr(proof, fault)) for fault in FAULTS) for proof in found.proofs}
    if wrong := [tree for tree, count in trees.items() if count]:
        yield words("check.why", errors=words.count("check.errors", sum(trees.values())), where=", ".join(wrong))
    files = Counter(Path(problem.place.file).name for problem in found.problems)
    for file, count in files.items():
        yield words("check.why", errors=words.count("check.errors", count), where=file)


def _errors(call: Call, found: Certificate) -> str:
    return call.words.count("check.errors", sum(1 for _ in _faults(call, found)))


def _head(call: Call) -> tuple[str, ...]:
    return tuple(
        call.words(f"check.head.{key}") for key in ("number", "tree", "routes", "outcomes", "cases", "hash", "proof")
    )


def _row(call: Call, tree: Tree, proof: TreeProof, cases: dict[str, int]) -> tuple[str, ...]:
    state = call.words("check.yes" if proof.proven else "check.no")
    numbers = (str(proof.routes), str(proof.outcomes), str(cases.get(tree.id, 0)))
    return (str(tree.number), tree.id, *numbers, proof.hash[:12], state)


def _cell(column: int, text: str, width: int) -> str:
    """Numbers to the right."""
    return text.rjust(width) if column in (0, 2, 3, 4) else text.ljust(width)


def _faults(call: Call, found: Certificate) -> Iterator[str]:
    """Everything wrong, as FILE:LINE:COL; who enters which tree first, as much else may follow from that."""
    for problem in found.problems:
        yield problem.line(call.language)
    every = [(proof, fault) for proof in found.proofs for fault in FAULTS]
    for proof, fault in sorted(every, key=lambda each: each[1] != "entry_faults"):
        tree = found.pack.trees_by_id[proof.tree] if found.pack else None
        place = tree.place if tree and tree.place else Place(str(found.folder / f"{proof.tree}.yaml"), 1, 1)
        for each in getattr(proof, fault):
            said = call.words(f"check.fault.{fault}", tree=proof.tree, what=each.said(call.language))
            yield f"{each.place or place}: {said}"
