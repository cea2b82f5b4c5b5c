"""What changed for a patient since the trees of then, as blocks: tree by tree what was said and what is."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.then_and_now import (
    Aspect,
    TreeSince,
    advice_text,
    also_said,
    pack_then,
    patient_since,
    version_then,
)
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reasoning.telling import heading


def since_title(look: Look) -> str:
    """Whose changes, and since which version."""
    case = look.state.case
    if not look.made_with_others:
        return look.words("since.open")
    return look.words("since.title", case=case.case, version=version_then(look.pack, case, look.state.saved_with))


def since_blocks(look: Look) -> tuple[Block, ...]:
    """Each tree that says something else for this patient, where the trees of then ship; else why there is nothing."""
    state, words = look.state, look.words
    if not look.made_with_others:
        return (Block("nothing", "bare", (Say(words("since.nothing")),)),)
    then = pack_then(look.pack, state.case, state.saved_with)
    if then is None:
        version = version_then(look.pack, state.case, state.saved_with)
        return (Block("not_shipped", "amber", (Say(words("since.not_shipped", version=version)),)),)
    found = patient_since(then, look.pack, state.point, look.now, state.language)
    lead: list[Item] = [Say(words("since.lead"), "muted")]
    if found.left_out:
        facts = "; ".join(look.label(fact) for fact in found.left_out)
        lead.append(Say(words("since.left_out", facts=facts), "muted"))
    if found.apart:
        lead.append(Say(words("since.apart"), "strong"))
        return (Block("lead", "bare", tuple(lead)),)
    if not found.trees:
        lead.append(Say(words("since.none"), "strong"))
    last = () if not found.trees else (Say(words.count("since.same", found.same), "muted"),)
    trees = (_tree(look, each) for each in found.trees)
    return (Block("lead", "bare", tuple(lead)), *trees, *((Block("same", "bare", last),) if last else ()))


def _tree(look: Look, since: TreeSince) -> Block:
    words, tree = look.words, since.tree
    aspects = ", ".join(words(f"since.aspect.{aspect}") for aspect in since.aspects)
    items: list[Item] = [
        Say(f"{tree.number}  {look.text(tree.title)}", "title"),
        Say(words("since.differs", aspects=aspects), "muted"),
        Say(words("since.then"), "kicker", 6),
        *_stage(look, since.then, since.now, since.aspects),
        Say(words("since.now"), "kicker_blue", 6),
        *_stage(look, since.now, since.then, since.aspects),
    ]
    return Block(f"tree:{tree.id}", "plain", tuple(items))


def _stage(look: Look, stage: Stage | None, other: Stage | None, aspects: tuple[Aspect, ...]) -> Iterator[Item]:
    """What a tree says by one version: its advice always, and of the rest what the other does not say."""
    words, language = look.words, look.state.language
    if stage is None:
        yield Say(words("since.no_tree"), "strong")
        return
    yield Say(heading(stage, language), "strong")
    outcome = stage.advice.outcome
    if stage.entry != "open" or outcome is None:
        return
    if "limit" in aspects:
        yield Say(words("since.no_limit") if outcome.limit is None else look.saying.within(outcome.limit))
    if "strength" in aspects:
        yield Say(look.saying.strength(outcome.strength) or words("since.no_strength"))
    if "text" in aspects:
        yield Say(advice_text(stage, language))
    said = () if other is None else also_said(other, language)
    for text in also_said(stage, language):
        if text not in said:
            yield Say(words("since.also", text=text))
