"""Steps in words: what one of the history is about, and a decision that one left behind."""

from __future__ import annotations

from mdo_viewer.desktop.state.history import Name
from mdo_viewer.desktop.state.look import Look


def step_name(look: Look, name: Name | None) -> str:
    """What a step of the history is about: the label of a fact or moment, or a word and the patient's key."""
    if name is None:
        return ""
    key, about = name
    if key == "undo.fact" and about is not None:
        return look.label(about)
    if key == "undo.moment" and about is not None:
        return look.text(look.pack.moments_by_id[about].label)
    return look.words(key) if about is None else f"{look.words(key)}, {about}"


def left_words(look: Look, case: str, about: str) -> str:
    """That a decision of this case on a tree, or on the case as a whole, was left half written."""
    tree = look.pack.trees_by_id.get(about)
    said = look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)
    return look.words("say.decision_left", case=case, about=said)
