"""What a tree or a pack says as one number, to know it again: over the parsed content, not over its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict, fields

from mdo_viewer.guideline.model import (
    BoardChoice,
    Doubtful,
    Fact,
    Limit,
    Moment,
    Opening,
    Outcome,
    Pack,
    Rider,
    Sentence,
    SourceDocument,
    Tree,
)

#: Names of classes that the hashes have from before: what a class is called in code changes no pack and no decision.
_NAMED: Final[Mapping[type, str]] = {SourceDocument: "Document", Sentence: "Part"}


@lru_cache(maxsize=256)
def tree_hash(pack: Pack, tree: Tree) -> str:
    """SHA-256 of everything that decides what this tree says: the tree, facts, terms, implications, its riders and
    notes. Over the parsed content, so line ends and comments do not matter."""
    riders = [rider for rider in pack.riders if any(where.tree == tree.id for where in rider.shown_with)]
    notes = [note for note in pack.notes if any(where.tree == tree.id for where in note.shown_at)]
    return _digest([_plain(tree), _common_hash(pack), _plain(riders), _plain(notes)])


@lru_cache(maxsize=8)
def _common_hash(pack: Pack) -> str:
    said = [pack.facts, pack.scope, pack.implications, pack.terms]
    return _digest(_plain([*said, pack.scope_question] if pack.scope_question is not None else said))


@lru_cache(maxsize=8)
def together_hash(pack: Pack) -> str:
    """SHA-256 of what the proof over the whole pack rests on: the trees, their exceptions, what the board can choose at
    them, what the source repeats, and which facts fit badly together."""
    exceptions = [_plain(list(tree.reads_apart)) for tree in pack.trees]
    repeats = [[document.id, document.repeats] for document in pack.documents]
    asked_back = (pack.doubtful, *((pack.across_places,) if pack.across_places else ()))
    beside = _plain([*asked_back, [tree.choices for tree in pack.trees]], _PLACES)
    return _digest([[tree_hash(pack, tree) for tree in pack.trees], exceptions, repeats, beside])


@lru_cache(maxsize=8)
def pack_hash(pack: Pack) -> str:
    """SHA-256 of everything that decides what the trees of a pack say, by which a decision on a whole case knows them
    again: without what `tree_hash` leaves out, such as doubts and choices; `whole_hash` has those too."""
    return _digest(_plain(pack))


@lru_cache(maxsize=8)
def whole_hash(pack: Pack) -> str:
    """SHA-256 of all that a pack says: of what `check` looked at, and a certificate is."""
    return _digest(_plain(pack, _PLACES))


#: Where a thing stands in its file; which trees or facts do not go together, which no tree asks; what only the proof
#: over the whole pack reads; what the board can choose, which opens trees and changes no advice; and what decides
#: nothing at all: which facts are of a place, may be a range or grow old, which table gives a moment, what describes,
#: marks or came after the guideline, what a document is, who signed, short titles, what of an advice is a task and
#: which moment meets its limit, what says when and stands beside the limits. Decisions know by these hashes
#: whether the trees they were taken with say something else now.
_LEFT_OUT: Final = (
    *("place", "entry_place", "against", "doubtful", "main", "reads_apart", "repeats", "choices"),
    *("of", "ranges", "asked_anew_after", "described", "marks", "later", "review_by", "taken_from", "across_places"),
    *("evidence", "signed_by", "short", "opened_by", "to_do", "met_by", "decides", "full", "with_order"),
    *("while_open", "says_when", "limits_beside", "tapers", "again"),
)
_PLACES: Final = ("place", "entry_place")
#: Keys that came later: a pack that does not have them keeps the hash of before, and meetings know it again.
_LATER: Final[Mapping[type, Collection[str]]] = {
    Pack: ("scope_question", "described", "marks", "later", "review_by", "across_places", "signed_by", "decides"),
    SourceDocument: ("evidence",),
    Tree: ("short", "opened_by"),
    Moment: ("help", "of", "taken_from", "again"),
    Fact: ("role", "of", "ranges", "asked_anew_after", "mark", "trees", "rows"),
    Outcome: ("unless", "to_do", "says_when", "limits_beside", "while_open"),
    Limit: ("met_by",),
    BoardChoice: ("parts", "left_open", "full", "met_by"),
    Opening: ("specifies",),
    Rider: ("with_order", "while_open", "marks", "tapers"),
    Doubtful: ("unless", "rows", "done", "beside"),
}


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: object, left_out: Collection[str] = _LEFT_OUT) -> object:
    if isinstance(value, Struct):
        cls = type(value)
        said = {name: part for name, part in asdict(value).items() if name not in left_out}
        absent = {each.name: each.default for each in fields(cls)}
        later = [name for name in _LATER.get(cls, ()) if name in said and said[name] == absent[name]]
        plain = {name: _plain(part, left_out) for name, part in said.items() if name not in later}
        return {"": _NAMED.get(cls, cls.__name__), **plain}
    if isinstance(value, (list, tuple)):
        return [_plain(each, left_out) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
