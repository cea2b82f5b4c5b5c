"""What is said of a decision in one line: the one that is recorded, and whether what is being written is one yet."""

from __future__ import annotations

from mdo_viewer.desktop.state.drafts import adds
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import WHOLE_CASE, Decision
from mdo_viewer.meeting.choosing import choice_words, reason_words
from mdo_viewer.reasoning.telling import way_lines, ways_heading

#: Signs of a text of the board that stand in one line; all of it is in the decision's card.
MOST_SIGNS = 90


def in_force(look: Look) -> Decision | None:
    """The decision that holds for the tree in sight: the one on it, else the one on the case as a whole."""
    return look.state.decision or look.state.decision_on(WHOLE_CASE)


def decided_line(look: Look, decision: Decision, pack: Pack | None = None) -> str:
    """`Besluit: radiotherapie (wijkt af)`: what was chosen or written, and whether that is the advice. `pack` is the
    guideline that it is about, where that is not the one in sight."""
    pack = pack or look.pack
    words, what = look.words, what_decided(look, decision, pack)
    if decision.is_whole:
        return words("decision.line.whole", what=what or uncapital(words(f"decision.{decision.kind}.done")))
    if what:
        return words(f"decision.line.{decision.kind}", what=what)
    reason = reason_words(words, pack, decision.reason_code) if decision.reason_code else ""
    return words(f"decision.line.{decision.kind}.bare", reason=uncapital(reason))


def what_decided(look: Look, decision: Decision, pack: Pack | None = None) -> str:
    """What the board chose, else what it wrote, cut to a line; empty where it did neither."""
    chosen = choice_words(pack or look.pack, decision, look.state.language)
    if chosen:
        return uncapital(chosen)
    text = " ".join((decision.text or "").split())
    return cut_to_line(text)


def then_line(look: Look) -> str:
    """`Toen, zo 15 nov: wijkt af: radiotherapie`: where nothing is decided now, what an earlier meeting decided on the
    tree in sight, else on the case as a whole, else last; empty for a patient who does not come from one."""
    over = look.state.case.taken_over
    if over is None or not over.decisions or in_force(look) is not None:
        return ""
    found = {decision.tree: decision for decision in over.decisions}
    then = found.get(look.state.tree_id) or found.get(WHOLE_CASE) or over.decisions[0]
    text = look.text(then.choice) or " ".join((then.text or "").split())
    kind = uncapital(look.words(f"decision.{then.kind}.done"))
    what = f"{kind}: {cut_to_line(uncapital(text))}" if text else kind
    return look.words("over.line", day=look.saying.day(then.day), what=what)


def cut_to_line(text: str) -> str:
    """As much of a text as stands in one line."""
    return text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1].rstrip()}…"


def standing_words(look: Look, draft: Decision) -> str:
    """Whether the form shows what is recorded, or a draft."""
    recorded = look.state.decision_on(draft.tree)
    if recorded is None or recorded.kind != draft.kind:
        if recorded is not None:
            return look.words("decision.draft.instead")
        return look.words("decision.draft") if adds(draft, None) else ""
    return look.words("decision.draft" if adds(draft, recorded) else "decision.draft.recorded")


def about_words(look: Look, draft: Decision) -> tuple[str, str]:
    """What the decision is about: which tree, or all, at which place, and what the guideline says there."""
    words, outcome = look.words, look.advice.outcome
    at = f" · {look.state.case.site}" if look.state.case.site else ""
    if draft.is_whole:
        return words("decision.about_whole") + at, words("decision.whole_text")
    tree = f"{look.state.tree.number}  {look.text(look.state.tree.title)}{at}"
    silent = outcome is not None and outcome.kind == "silent"
    return words("decision.about_silent" if silent else "decision.about", tree=tree), advised_now(look)


def advised_now(look: Look) -> str:
    """What the tree in sight says now in one line; over a range what it says on each way."""
    advice, language = look.advice, look.state.language
    if advice.ways:
        return f"{ways_heading(advice, language)}: {'; '.join(way_lines(look.pack, advice, language))}"
    return look.words("decision.no_advice") if advice.outcome is None else look.text(advice.outcome.title)
