"""Steps in words: what one of the history is about, a decision that one left behind, and what comes next."""

from __future__ import annotations

from itertools import chain

from mdo_viewer.desktop.state.history import Name
from mdo_viewer.desktop.state.journeys import OnwardTree
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.steps import Steps
from mdo_viewer.guideline.library import guidelines
from mdo_viewer.reasoning.choosing import gives


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


def told_words(look: Look, session: Steps) -> str:
    """What the last step did beyond what was pressed, told once: of another patient undone, or left half written; empty
    for most."""
    left, returned = session.take_left(), session.take_returned()
    said = []
    if returned is not None:
        word, name = returned
        case = look.state.case.case
        about = step_name(look, name).removesuffix(f", {case}")
        said.append(look.words(word, case=case, about=about))
    if left is not None:
        said.append(left_words(look, *left))
    return " ".join(said)


def left_words(look: Look, case: str, about: str) -> str:
    """That a decision of this case on a tree, or on the case as a whole, was left half written."""
    tree = next((pack.trees_by_id[about] for pack in look.state.packs if about in pack.trees_by_id), None)
    said = look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)
    return look.words("say.decision_left", case=case, about=said)


# --- what comes next


def next_words(look: Look) -> str:
    """`Volgende: boom 6 gaat over de dosis`: what the button leads to; empty where a question of the tree in sight
    comes next. Works out what all trees say."""
    words, coming = look.words, look.coming
    if coming.what == "question":
        return ""
    if coming.tree is not None:
        chosen, said = coming.tree.opened, _tree_said(look, coming.tree)
        if chosen is None or chosen.by == look.state.tree_id:
            return words("next.tree", said=said)
        return words("next.tree.after", n=look.pack.trees_by_id[chosen.by].number, said=said)
    if coming.what == "place":
        after = look.state.places[look.state.places.index(look.state.current) + 1]
        said = words("next.place", site=look.state.cases[after].site or "")
    elif coming.what == "patient":
        first = look.state.document.patients[look.state.patient + 1][0]
        said = words("next.patient", case=look.state.cases[first].case)
    else:
        said = words("next.ending")
    return words("next.undecided", said=said) if coming.undecided else said


def _tree_said(look: Look, found: OnwardTree) -> str:
    if found.opened is not None:
        return gives(look.pack, found.opened, look.state.language)
    tree = look.pack.trees_by_id[found.tree]
    return look.words("next.tree.named", n=tree.number, title=look.short_title(tree), why=_why(look, found))


def _why(look: Look, found: OnwardTree) -> str:
    if found.reason == "open":
        stage = next(stage for stage in look.stages if stage.advice.tree.id == found.tree)
        return look.words.count("next.why.open", max(1, len(stage.advice.open_facts)))
    return look.words(f"next.why.{found.reason}")


def next_reason(look: Look) -> str:
    """The whole title of the tree that comes next, with why; empty where none comes."""
    found = look.coming.tree
    if found is None:
        return ""
    tree = look.pack.trees_by_id[found.tree]
    return look.words("next.tree.named", n=tree.number, title=look.text(tree.title), why=_why(look, found))
