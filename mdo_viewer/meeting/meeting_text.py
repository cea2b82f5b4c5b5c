"""What a meeting's file holds, before it is sealed: JSON with the agenda, each case as a CASE file, and where the board
was.

Every later form of it gets a number and a function that makes the next form of the one before; none is ever removed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import Any, Final, TypeAlias

from msgspec import Struct

from mdo_viewer.guideline.library import is_shipped
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Attendee, Case, Decision
from mdo_viewer.meeting.case_text import write_case, write_closed
from mdo_viewer.meeting.choosing import follows_from_advice
from mdo_viewer.meeting.container import Unreadable
from mdo_viewer.meeting.document import STANDINGS, About, Document, Point, Unread
from mdo_viewer.meeting.keys import looks_given, same_key
from mdo_viewer.meeting.older_trees import read_known, with_closed
from mdo_viewer.meeting.packs import in_pack, pack_called, pack_of
from mdo_viewer.meeting.places import agreeing
from mdo_viewer.meeting.tables.rows import same_site

FORMAT: Final = 3
#: Where half written decisions stand: the last one on each tree, and behind it those of another kind.
DRAFTS: Final = ("drafts", "drafts.2", "drafts.3")
Plain: TypeAlias = "dict[str, Any]"


class Meeting(Struct, frozen=True):
    """The document, the patient and tree shown, and the decisions that are half written, each with its patient's
    place."""

    document: Document
    current: int = 0
    tree: str = ""
    drafts: tuple[tuple[int, Decision], ...] = ()


# --- writing ------------------------------------------------------------------------------------------------------


def write_meeting(meeting: Meeting, home: Pack) -> bytes:
    """The meeting as it is sealed; reading it with the same pack gives an equal one."""
    document = meeting.document
    drafts: dict[int, tuple[Decision, ...]] = {}
    for at, draft in meeting.drafts:
        drafts[at] = (*drafts.get(at, ()), draft)
    content = {
        "format": FORMAT,
        "pack": {"id": home.id, "version": home.version},
        "packs": {case.pack: pack_of(home, case).version for case in document.cases if case.pack},
        "place": {"case": meeting.current, "tree": meeting.tree},
        "about": _about(document.about),
        "points": [
            *(_point(point, drafts.get(at, ()), home) for at, point in enumerate(document.points)),
            *(json.loads(point.written) for point in document.unread),
        ],
    }
    if document.former:
        content["former"] = document.former
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def write_documents(documents: Sequence[Document], home: Pack) -> Plain:
    """Documents that have most of their points in common, as JSON can write them; each point is written once, and the
    ids of points stay as they are."""
    points: dict[int, tuple[int, Plain]] = {}  # by the object: of most documents only one point is another
    for point in chain.from_iterable(document.points for document in documents):
        if id(point) not in points:
            points[id(point)] = len(points), {"id": point.id, **_point(point, (), home)}
    written = [
        {
            "points": [points[id(point)][0] for point in document.points],
            "about": _about(document.about),
            "unread": [[each.key, each.pack, each.written] for each in document.unread],
            "former": document.former,
        }
        for document in documents
    ]
    return {"points": [plain for _, plain in points.values()], "documents": written}


def read_documents(plain: Plain, home: Pack) -> tuple[Document, ...]:
    """What `write_documents` wrote with the same pack."""
    points = []
    for each in plain["points"]:
        called = str(each.get("pack", home.id))
        found, _ = _read_point(each["id"], each, pack_called(home, called))
        points.append(replace(found, case=in_pack(home, found.case, called)))
    return tuple(
        Document(
            tuple(points[at] for at in each["points"]),
            _read_about(each["about"]),
            tuple(Unread(*part) for part in each["unread"]),
            tuple(each["former"]),
        )
        for each in plain["documents"]
    )


def _about(about: About) -> Plain:
    return {
        "day": None if about.day is None else about.day.isoformat(),
        "kind": about.kind,
        "chair": about.chair,
        "attendees": [[each.specialty, each.role] for each in about.attendees],
    }


def _point(point: Point, drafts: tuple[Decision, ...], home: Pack) -> Plain:
    pack = pack_of(home, point.case)
    written: Plain = {
        "case": write_case(point.case, pack),
        "answered": point.answered,
        "standing": point.standing,
    }
    closed, half = write_closed(point.case, pack), tuple(_as_begun(pack, each) for each in drafts)
    parts = (
        ("pack", point.case.pack),
        ("closed", closed),
        ("aside", point.aside),
        *((name, write_case(Case(point.case.case, decisions=each), pack)) for name, each in _by_turn(half)),
    )
    return written | {key: value for key, value in parts if value}


def _as_begun(pack: Pack, draft: Decision) -> Decision:
    """A half written decision without the one thing that following can mean: that is filled in when it is recorded, and
    by whoever reads one that is."""
    return replace(draft, chosen=None) if follows_from_advice(pack, draft) else draft


def _by_turn(drafts: tuple[Decision, ...]) -> Iterator[tuple[str, tuple[Decision, ...]]]:
    """Under which names half written decisions stand, in the order of trees: of one tree the last one first, as a case
    has one of each."""
    left = drafts
    for name in DRAFTS:
        last = tuple(sorted({each.tree: each for each in left}.values(), key=lambda each: each.tree))
        if last:
            yield name, last
        left = tuple(each for each in left if each not in last)


# --- reading ------------------------------------------------------------------------------------------------------


def trees_of(content: bytes) -> dict[str, str]:
    """By guideline the version of the trees that a meeting, once read, was last saved with; its own first."""
    plain = json.loads(content)
    return {str(plain["pack"]["id"]): str(plain["pack"]["version"])} | {
        str(id): str(version) for id, version in plain.get("packs", {}).items()
    }


def read_meeting(content: bytes, home: Pack) -> Meeting:
    """The meeting that was written; what the trees of now do not know of it stands aside, and a patient of a guideline
    that does not ship stays unread. Raises Unreadable where it is of a later form, or not one."""
    try:
        plain: Any = json.loads(content)
        form = plain["format"]
        if type(form) is not int or form < 1:
            raise Unreadable("content")
        if form > FORMAT:
            raise Unreadable("too_new")
        for number in range(form, FORMAT):
            plain = MIGRATIONS[number](plain)
        return _meeting(plain, home)
    except Refused as problem:
        raise Unreadable("content", str(problem)) from problem
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as problem:
        raise Unreadable("content") from problem


def _with_agenda(plain: Plain) -> Plain:
    """Form 2 has the meeting's own data and what became of each patient."""
    answered = plain["answered"]
    if not isinstance(plain["cases"], list) or len(answered) != len(plain["cases"]):
        raise ValueError("cases and answers differ in number")
    points = [
        {"case": case, "answered": order, "standing": "open"}
        for case, order in zip(plain["cases"], answered, strict=True)
    ]
    about: Plain = {"day": None, "kind": None, "chair": None, "attendees": []}
    return {"pack": plain["pack"], "place": plain["place"], "about": about, "points": points}


def _with_guidelines(plain: Plain) -> Plain:
    """Form 3 may have patients of other guidelines, each with its own."""
    return plain | {"packs": {}}


#: By form, what makes the next form of it.
MIGRATIONS: Final[Mapping[int, Callable[[Plain], Plain]]] = {1: _with_agenda, 2: _with_guidelines}


def _meeting(plain: Plain, home: Pack) -> Meeting:
    own, places = str(plain["pack"]["id"]), dict[int, int]()
    points, drafts, unread = list[Point](), list[tuple[int, Decision]](), list[Unread]()
    for at, each in enumerate(plain["points"]):
        id = str(each.get("pack", own))
        if id != home.id and not is_shipped(id):
            unread.append(_unread(each, id))
            continue
        place, pack = len(points), pack_called(home, id)
        places[at] = place
        found, half = _read_point(place, each, pack)
        points.append(replace(found, case=in_pack(home, found.case, id)))
        drafts += [(place, draft) for draft in half]
    current, tree = plain["place"]["case"], plain["place"]["tree"]
    if type(current) is not int or not 0 <= current < len(plain["points"]):
        raise Unreadable("content")
    if len({(point.case.case, same_site(point.case.site), point.case.pack) for point in points}) != len(points):
        raise Unreadable("content")
    former = tuple(same_key(each) for each in plain.get("former", ()) if looks_given(each))
    document = Document(_told_apart(points), _read_about(plain["about"]), tuple(unread), former)
    if not points:  # a meeting is never without a patient that can be shown
        document = replace(document, points=(Point(0, Case(document.free_key())),))
    current = places.get(current, 0)
    trees = pack_of(home, document.cases[current]).trees_by_id
    return Meeting(agreeing(home, document), current, tree if tree in trees else next(iter(trees)), tuple(drafts))


def _unread(plain: Plain, id: str) -> Unread:
    """A point of another guideline as it stands in the file, with its guideline and key; all else is not looked at."""
    written = json.dumps(plain | {"pack": id}, ensure_ascii=False)
    key: Any = json.loads(str(plain["case"]).partition("\n")[0].removeprefix("case: "))
    return Unread(str(key), id, written)


def _told_apart(points: list[Point]) -> tuple[Point, ...]:
    """The points, with a number behind a key that only looks like an earlier one: files of before held such keys as
    those of different patients, and none of them is to be lost in another."""
    names: dict[str, dict[str, str]] = {}  # by what keys have in common, how each that differs is called
    taken = {same_key(point.case.case) for point in points}
    told = []
    for point in points:
        key = point.case.case
        alike = names.setdefault(same_key(key), {})
        name = alike.get(_without_blanks(key))
        if name is None:
            name = key if not alike else next(each for n in count(2) if same_key(each := f"{key} ({n})") not in taken)
            alike[_without_blanks(key)] = name
            taken.add(same_key(name))
        told.append(point if name == key else replace(point, case=replace(point.case, case=name)))
    return tuple(told)


def _without_blanks(key: str) -> str:
    """What keys of one patient had in common in files of before."""
    return " ".join(key.split()).casefold()


def _read_about(plain: Plain) -> About:
    day = plain["day"]
    return About(
        None if day is None else date.fromisoformat(day),
        _words(plain["kind"]),
        _words(plain["chair"]),
        tuple(Attendee(str(specialty), _words(role)) for specialty, role in plain["attendees"]),
    )


def _words(plain: object) -> str | None:
    if plain is not None and not isinstance(plain, str):
        raise TypeError(type(plain))
    return plain or None


def _read_point(id: int, plain: Plain, pack: Pack) -> tuple[Point, tuple[Decision, ...]]:
    """The point, and the decisions that are half written on it; of those too what the trees of now do not know stands
    aside: the board may have written it minutes ago."""
    case, left = read_known(plain["case"], pack)
    case, under = with_closed(case, plain.get("closed", ""), pack)
    answered = tuple((str(fact), str(tree)) for fact, tree in plain["answered"])
    aside = tuple(str(line) for line in plain.get("aside", ()))
    if plain["standing"] not in STANDINGS:
        raise ValueError(plain["standing"])
    waiting, half = list[Decision](), list[str]()
    for name in reversed(DRAFTS):
        if name in plain:
            begun, unknown = read_known(plain[name], pack)
            waiting += (_as_begun(pack, each) for each in begun.decisions)
            half += unknown
    point = Point(id, case, answered, plain["standing"], (*aside, *left, *under, *half))
    return point, tuple(waiting)
