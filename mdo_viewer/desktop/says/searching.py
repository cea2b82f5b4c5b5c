"""Finds questions and outcomes by the words on them; no Qt."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from msgspec import Struct

from mdo_viewer.guideline.model import Language, Pack, Tree

#: So many are shown: more is no help, another word is.
MOST: Final = 50


class Found(Struct, frozen=True):
    """A question or an outcome of a tree; `beside` is the fact that was found in it, where the title has no match."""

    tree: str
    node: str
    title: str
    beside: str = ""


def fold(text: str) -> str:
    """A text as it is compared: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def search(pack: Pack, language: Language, here: str, typed: str) -> tuple[Found, ...]:
    """What holds every typed word, or the number of a question; of the tree `here` first, then in the trees' order, in
    each tree titles before facts.

    Without words: every question and outcome of the tree `here`.
    """
    words = fold(typed).split()
    trees = sorted(pack.trees, key=lambda tree: tree.id != here)
    found: list[Found] = []
    for tree in trees if words else trees[:1]:
        entries = _entries(pack, tree, language)
        titles = [Found(tree.id, e.node, e.title) for e in entries if _holds(e.title, words) or words == [e.number]]
        named = {each.node for each in titles}
        facts = [
            Found(tree.id, e.node, e.title, fact)
            for e in entries
            if e.node not in named
            for fact in [next((fact for fact in e.facts if _holds(f"{e.title} {fact}", words)), "")]
            if fact
        ]
        found += titles + facts
    return tuple(found[:MOST])


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


class _Entry(NamedTuple):
    """What can be found of a question or an outcome."""

    number: str
    node: str
    title: str
    facts: tuple[str, ...]


def _entries(pack: Pack, tree: Tree, language: Language) -> list[_Entry]:
    """Each question, then each outcome."""
    questions = [
        _Entry(
            str(number),
            question.id,
            f"{number}  {question.text(language)}",
            tuple(pack.facts_by_id[fact].label(language) for fact in pack.facts_asked(question)),
        )
        for number, question in enumerate(tree.questions, 1)
    ]
    return questions + [_Entry("", outcome.id, outcome.title(language), ()) for outcome in tree.outcomes]
