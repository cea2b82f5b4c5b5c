"""Steps in words: what one of the history is about, and a decision that one left behind."""

from __future__ import annotations

from itertools import chain

from mdo_viewer.desktop.state.history import Name
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.library import guidelines


def step_name(look: Look, name: Name | None) -> str:
    """What a step of the history is about: the label of a fact or moment, or a word and the patient's key."""
    if name is None:
        return ""
    key, about = name
    if key in ("undo.fact", "undo.moment") and about is not None:
        return _label(look, about)
    return look.words(key) if about is None else f"{look.words(key)}, {about}"


def _label(look: Look, id: str) -> str:
    """What a fact or moment is called; the step may be of a patient of another guideline, who may be gone since."""
    for pack in chain((look.pack,), guidelines(look.state.home)):
        found = pack.facts_by_id.get(id) or pack.moments_by_id.get(id)
        if found is not None:
            return look.text(found.label)
    return look.label(id)


def left_words(look: Look, case: str, about: str) -> str:
    """That a decision of this case on a tree, or on the case as a whole, was left half written."""
    tree = next((pack.trees_by_id[about] for pack in look.state.packs if about in pack.trees_by_id), None)
    said = look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)
    return look.words("say.decision_left", case=case, about=said)
