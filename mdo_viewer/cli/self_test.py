"""`self-test`: what a fresh installation or package runs to prove itself."""

from __future__ import annotations

import importlib
import sys
from argparse import SUPPRESS
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from time import monotonic
from typing import NamedTuple, TypeAlias

from mdo_viewer import __version__
from mdo_viewer.cli.answers import as_text
from mdo_viewer.cli.arguments import Call, Parser, add_json
from mdo_viewer.cli.check import certify
from mdo_viewer.cli.failing import ANSWERED, NO
from mdo_viewer.cli.inputs import given_moment, now
from mdo_viewer.cli.render import HEIGHT, WIDTH, drawn
from mdo_viewer.cli.self_killed import killed_and_reopened, write_on
from mdo_viewer.cli.self_parts import Listening, network, pages_of
from mdo_viewer.cli.summary import summarised
from mdo_viewer.cli.terminal import Progress
from mdo_viewer.guideline.graph import tree_graph
from mdo_viewer.guideline.library import DEFAULT_PACK, load_pack, resources_folder, shipped_packs, words
from mdo_viewer.guideline.model import LANGUAGES, Limit, Pack
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.case_file import read_case
from mdo_viewer.meeting.container import make_key, open_sealed, seal, unseal
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, write_meeting
from mdo_viewer.meeting.saving import Lock, MeetingFile
from mdo_viewer.meeting.whole_file import try_folder, write_whole
from mdo_viewer.place.policy import BadPolicy, read_policy
from mdo_viewer.reasoning.deadlines import due, parse_moment
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Patient

#: A name and what tries it; the answer is a remark, and any exception is a failure.
Check: TypeAlias = "tuple[str, Callable[[Call], str]]"

#: Modules that are imported only when needed, so that a package may lack them unnoticed.
_LATE = ("networkx", "typst", "yaml")
_WINDOW = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")


class _Wrong(Exception):
    """A check found something."""


class _Found(NamedTuple):
    name: str
    ok: bool
    said: str


def add_arguments(parser: Parser) -> None:
    """`--json`; and what the second program is called with that is killed."""
    add_json(parser)
    parser.asked.add_argument("--write", help=SUPPRESS)


def run(call: Call, more: tuple[Check, ...] = ()) -> int:
    """Run every check, and `more` that only the caller can make; one line each."""
    if call.args.write:
        return write_on(Path(call.args.write))
    given_moment(call)
    began, listening, found = monotonic(), Listening(), list[_Found]()
    for name, check in (*_checks(), *more, *_last(listening)):
        found.append(_found(call, name, check))
        if not call.args.json:
            _say(call, found[-1])
    listening.end()
    proven = all(each.ok for each in found)
    if call.args.json:
        answer = {
            "version": __version__,
            "proven": proven,
            "seconds": round(monotonic() - began, 1),
            "checks": [each._asdict() for each in found],
        }
        call.out.write(as_text(answer))
    return ANSWERED if proven else NO


def _found(call: Call, name: str, check: Callable[[Call], str]) -> _Found:
    try:
        return _Found(name, True, check(call))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is the finding
        said = error.message(call.language) if isinstance(error, BadPolicy) else str(error)
        told = isinstance(error, _Wrong | BadPolicy)
        return _Found(name, False, said if told else f"{type(error).__name__}: {said}")


def _say(call: Call, found: _Found) -> None:
    if found.ok:
        call.out.write(f"ok {found.name}{f': {found.said}' if found.said else ''}\n")
        call.out.flush()
    else:
        call.err.write(f"{call.words('self_test.failed', name=found.name)}: {found.said}\n")


def _checks() -> Iterator[Check]:
    yield "python", lambda call: sys.version.split()[0]
    yield "import", _imports
    yield "words", _words
    yield "clock", _clock
    yield "policy", _policy
    yield "write", _places
    for folder in shipped_packs():
        yield f"pack {folder.name}", _pack(folder)
    yield "packs", _any_pack
    yield "graph", _graph
    yield "svg", lambda call: _size(_picture(call, "svg"), b"<svg")
    yield "png", lambda call: _size(_picture(call, "png"), b"\x89PNG")
    yield "pdf", lambda call: _size(_picture(call, "pdf"), b"%PDF-")
    yield "summary", _summary
    yield "meeting", _meeting
    yield "killed", lambda call: call.words.count("self_test.saves", killed_and_reopened())
    for file in sorted((resources_folder() / "example").glob("*.yaml")):
        yield f"example {file.stem}", _example(file)


def _last(listening: Listening) -> Iterator[Check]:
    """What is asked once everything else was done."""

    def check(call: Call) -> str:
        there = network(listening)
        if there:
            raise _Wrong(there)
        return call.words("self_test.no_network")

    yield "network", check


def _policy(call: Call) -> str:
    policy = read_policy()
    if not policy.given:
        return call.words("self_test.no_policy")
    return f"{policy.source}: {', '.join(policy.given)}"


def _places(call: Call) -> str:
    """Where files of a moment are written, and where the organisation has meetings kept."""
    folders = [Path(gettempdir())]
    with suppress(BadPolicy):  # told already
        folders += filter(None, [read_policy().folder])
    for folder in folders:
        try_folder(folder)
    return ", ".join(map(str, folders))


def _imports(call: Call) -> str:
    # A package must have the window's modules; an installation may do without a window.
    window = _WINDOW if getattr(sys, "frozen", False) or find_spec("PySide6") else ()
    for name in (*_LATE, *window):
        importlib.import_module(name)
    return ", ".join((*_LATE, *window))


def _words(call: Call) -> str:
    first, *others = (words(language) for language in LANGUAGES)
    for table in others:
        if odd := sorted(first.keys() ^ table.keys()):
            raise _Wrong(", ".join(odd))
    return str(len(first))


def _clock(call: Call) -> str:
    """Time zone data is there: a day across the spring shift has 23 hours."""
    start = parse_moment("2026-03-28T12:00")
    end, _ = due(Limit("latest", 1, 1, "days", ""), start)
    if end.utcoffset() != timedelta(hours=2) or start.utcoffset() != timedelta(hours=1):
        raise _Wrong(end.isoformat())
    return "Europe/Amsterdam"


def _pack(folder: Path) -> Callable[[Call], str]:
    def check(call: Call) -> str:
        found = certify(folder, now(), lambda total: Progress(call.err, total))
        if not found.proven:
            wrong = [problem.line(call.language) for problem in found.problems]
            wrong += [proof.tree for proof in found.proofs if not proof.proven]
            raise _Wrong("; ".join(wrong))
        trees = call.words.count("check.trees", len(found.proofs))
        cases = call.words.count("check.cases", sum(found.cases.values()))
        return call.words("check.proven", trees=trees, cases=cases)

    return check


def _meeting(call: Call) -> str:
    """A meeting is written to a file, saved once more, and opened by its password alone."""
    pack = _first_pack()
    meeting = Meeting(document_of((Case("MDO-0001"),)), 0, pack.trees[0].id)
    content = write_meeting(meeting, pack)

    def check(data: bytes) -> None:
        if unseal(data, key) != content:
            raise _Wrong("self-test.mdo")

    with TemporaryDirectory() as folder:
        path = Path(folder) / "self-test.mdo"
        lock, key = Lock(path), make_key("self-test")
        file = MeetingFile(path, None)
        for _ in range(2):
            file.save(seal(content, key), check)
        lock.release()
        data = path.read_bytes()
    if read_meeting(open_sealed(data, "self-test")[0], pack) != meeting:
        raise _Wrong("self-test.mdo")
    return f"{len(data)} bytes"


def _any_pack(call: Call) -> str:
    if not shipped_packs():
        raise _Wrong(call.words("self_test.no_packs"))
    return str(len(shipped_packs()))


def _graph(call: Call) -> str:
    graph = tree_graph(_first_pack().trees[0])
    return str(graph.number_of_nodes())


def _first_pack() -> Pack:
    return load_pack(shipped_packs()[0])


def _picture(call: Call, kind: str) -> bytes:
    from mdo_viewer.drawing.layout import draw

    pack = _first_pack()
    tree = pack.trees[0]
    advice = advise(pack, tree, Patient(), now())
    picture = draw(pack, advice, view="whole", language=call.language, width=WIDTH, height=HEIGHT)
    return drawn(picture, kind, call.language, tree.title(call.language))


def _summary(call: Call) -> str:
    """The page of a patient is written to a file, and read from it as a reader of PDF does."""
    content = summarised(_first_pack(), Case("MDO-0001"), now(), call.language, "pdf")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "self-test.pdf"
        write_whole(file, content)
        pages = call.words.count("self_test.pages", pages_of(file.read_bytes(), "MDO-0001"))
    return f"{len(content)} bytes, {pages}"


def _example(file: Path) -> Callable[[Call], str]:
    """The cases that the program shows itself with."""

    def check(call: Call) -> str:
        pack = load_pack(DEFAULT_PACK)
        case = read_case(file.read_bytes(), file.name, pack)
        return _size(summarised(pack, case, now(), call.language, "json"), b"{")

    return check


def _size(content: bytes, start: bytes) -> str:
    if start not in content[:200]:
        raise _Wrong(repr(content[:20]))
    return f"{len(content)} bytes"
