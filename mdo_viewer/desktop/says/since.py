"""What changed for a patient since the trees of then, as blocks: tree by tree what was said and what is."""

from __future__ import annotations

from collections.abc import Iterator

from mdo_viewer.desktop.says.blocks import Block, Item, Say
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.meeting.then_and_now import (
    Beside,
    PatientSince,
    TreeSince,
    advice_text,
    also_said,
    pack_then,
    patient_since,
    version_then,
)
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reasoning.telling import doubted, heading


def since_title(look: Look) -> str:
    """Whose changes, and since which version."""
    case = look.state.case
    if not look.made_with_others:
        return look.words("since.open")
    return look.words("since.title", case=case.name, version=version_then(look.pack, case, look.state.saved_with))


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
    if not found.trees and not found.doubts and not found.no_doubts:
        lead.append(Say(words("since.none"), "strong"))
    trees = tuple(_tree(look, each) for each in found.trees)
    same = (Block("same", "bare", (Say(words.count("since.same", found.same), "muted"),)),) if trees else ()
    return (Block("lead", "bare", tuple(lead)), *_doubts(look, found), *trees, *same)


def _doubts(look: Look, found: PatientSince) -> Iterator[Block]:
    """Facts that fit badly together by the trees of now alone, or by those of then alone."""
    words, language = look.words, look.state.language
    now = [f"{doubted(look.pack, each, language)}. {look.text(each.entry.why)}" for each in found.doubts]
    then = [f"{doubted(found.then, each, language)}. {look.text(each.entry.why)}" for each in found.no_doubts]
    items = [
        *(Say(words("since.doubt", what=each)) for each in now),
        *(Say(words("since.no_doubt", what=each)) for each in then),
    ]
    if items:
        yield Block("doubts", "plain", (Say(look.saying.doubtful, "title"), *items))


def _tree(look: Look, since: TreeSince) -> Block:
    words, tree = look.words, since.tree
    aspects = ", ".join(words(f"since.aspect.{aspect}") for aspect in since.aspects)
    items: list[Item] = [
        Say(f"{tree.number}  {look.text(tree.title)}", "title"),
        Say(words("since.differs", aspects=aspects), "muted"),
        Say(words("since.then"), "kicker", 6),
        *_stage(look, since.then, since.now),
        *_beside(look, since.then, since.beside_then, since.beside_now),
        Say(words("since.now"), "kicker_blue", 6),
        *_stage(look, since.now, since.then),
        *_beside(look, since.now, since.beside_now, since.beside_then),
    ]
    return Block(f"tree:{tree.id}", "plain", tuple(items))


def _beside(look: Look, stage: Stage | None, own: Beside, other: Beside) -> Iterator[Item]:
    """Where a tree leads and its notes, where the other version says it otherwise."""
    if stage is None or stage.entry != "open":
        return
    if own.leads != other.leads:
        yield Say(look.words("since.leads", trees="; ".join(own.leads)) if own.leads else look.words("since.no_leads"))
    for note in own.notes:
        if note not in other.notes:
            yield Say(look.words("since.note", text=note), "muted")


def _stage(look: Look, stage: Stage | None, other: Stage | None) -> Iterator[Item]:
    """What a tree says by one version: its advice always, and of the rest what the other does not say."""
    words, language = look.words, look.state.language
    if stage is None:
        yield Say(words("since.no_tree"), "strong")
        return
    yield Say(heading(stage, language), "strong")
    outcome = stage.advice.outcome
    if stage.entry != "open" or outcome is None:
        return
    if other is not None and other.entry != "open":
        other = None  # there it said nothing to this patient
    beside = None if other is None else other.advice.outcome
    if outcome.limit != (beside and beside.limit):
        yield Say(words("since.no_limit") if outcome.limit is None else look.saying.within(outcome.limit))
    if outcome.strength != (beside.strength if beside else ()):
        yield Say(look.saying.strength(outcome.strength) or words("since.no_strength"))
    text, said = advice_text(stage, language), () if other is None else also_said(other, language)
    if other is None or text != advice_text(other, language):
        yield Say(text)
    for also in also_said(stage, language):
        if also not in said:
            yield Say(words("since.also", text=also))
