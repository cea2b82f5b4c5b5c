"""What `diff --json` prints: keys and ids never change, texts are in one language."""

from __future__ import annotations

from collections.abc import Iterable

from mdo_viewer.cli.answers import Json, value_json
from mdo_viewer.guideline.model import Language, Limit, Text
from mdo_viewer.reasoning.comparing.changes import ChoiceChange, PackChanges, TextChange, TreeChanges
from mdo_viewer.reasoning.comparing.smallest import Sample


def changes_json(changes: PackChanges, language: Language) -> Json:
    """The object of `diff --json`."""
    return {
        "pack": changes.new.id,
        "old": changes.old.version,
        "new": changes.new.version,
        "changes": changes.count,
        "trees": [_tree(tree, language) for tree in changes.trees],
        "together": [{**_sample(each.sample, language), "old": each.old, "new": each.new} for each in changes.together],
        "scope": [{**_sample(each.sample, language), "old": each.old, "new": each.new} for each in changes.scope],
        "texts": _texts(changes.texts, language),
    }


def _tree(tree: TreeChanges, language: Language) -> Json:
    return {
        "tree": tree.tree.id,
        "old": tree.old.version if tree.old else None,
        "new": tree.new.version if tree.new else None,
        "routes": [{**_sample(each.sample, language), "old": each.old, "new": each.new} for each in tree.routes],
        "cases": [
            {
                "case": each.case,
                "old": each.old,
                "new": each.new,
                "possible_old": list(each.possible_old),
                "possible_new": list(each.possible_new),
            }
            for each in tree.cases
        ],
        "entry": [{**_sample(each.sample, language), "old": each.old, "new": each.new} for each in tree.entry],
        "deadlines": [
            {"id": each.id, "old": _limit(each.old), "new": _limit(each.new), **_sample(each.sample, language)}
            for each in tree.deadlines
        ],
        "strengths": [
            {"id": each.id, "old": list(each.old), "new": list(each.new), **_sample(each.sample, language)}
            for each in tree.strengths
        ],
        "kinds": [
            {"id": each.id, "old": each.old, "new": each.new, **_sample(each.sample, language)} for each in tree.kinds
        ],
        "leads": [
            {"at": list(each.at), "old": each.old, "new": each.new, **_sample(each.sample, language)}
            for each in tree.leads
        ],
        "texts": _texts(tree.texts, language),
        "choices": [_choice(each, language) for each in tree.choices],
    }


def _choice(change: ChoiceChange, language: Language) -> Json:
    old, new = (_said(each, language) for each in (change.old, change.new))
    return {"id": change.id, "what": change.what, "old": old, "new": new, **_sample(change.sample, language)}


def _texts(changes: Iterable[TextChange], language: Language) -> list[Json]:
    found = []
    for each in changes:
        old, new = _in_language(each, language)
        sample = _sample(each.sample, language)
        found.append({"id": each.id, "kind": each.kind, "old": old, "new": new, "at": list(each.at), **sample})
    return found


def _in_language(change: TextChange, language: Language) -> tuple[str | None, str | None]:
    """The text of then and of now; in the other language where only that changed."""
    if change.old is not None and change.new is not None and change.old(language) == change.new(language):
        language = "en" if language == "nl" else "nl"
    return _said(change.old, language), _said(change.new, language)


def _said(text: Text | str | None, language: Language) -> str | None:
    return text(language) if isinstance(text, Text) else text


def _sample(sample: Sample | None, language: Language) -> Json:
    """Both None where the change does not depend on the patient."""
    if sample is None:
        return {"facts": None, "examples": None}
    return {
        "facts": {id: value(language) for id, _, value in sample.facts},
        "examples": {id: value_json(value) for id, value in sample.examples},
    }


def _limit(limit: Limit | None) -> Json | None:
    if limit is None:
        return None
    hours = {"limit_hours": limit.hours, "limit_hours_max": limit.hours_max}
    return {"type": limit.type, **hours, "from": limit.moment}
