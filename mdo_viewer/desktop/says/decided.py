"""What is said of a decision in one line: the one that is recorded, and whether what is being written is one yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from mdo_viewer.desktop.says.choosing import beside
from mdo_viewer.desktop.says.over import kind_then
from mdo_viewer.desktop.state.drafts import adds
from mdo_viewer.desktop.state.journeys import journey_known, to_withdraw
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.advice_then import (
    OVERTAKEN,
    advised_then,
    followed,
    followed_lines,
    follows_said,
    is_missing,
    leaves_choice,
    open_choices_said,
    puts_apart,
    unordered,
    would_follow,
)
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision, with_site
from mdo_viewer.meeting.choosing import FOLLOWING, as_ticked, choice_words, reason_words
from mdo_viewer.meeting.limits.therapy import PastLimit, past_key, past_limits, past_words
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reasoning.telling import way_lines, ways_heading

#: What stands beside a decision: a tick only where it follows the advice of now; see `decision_sign`.
DecisionSign: TypeAlias = Literal["decided", "deviates", "?", "against"]
#: Signs of a text of the board that stand in one line; all of it is in the decision's card.
MOST_SIGNS = 90
#: Words that make a text of the board a condition by themselves, in whichever language it was written.
CONDITIONS = frozenset(
    ("mits", "als", "indien", "wanneer", "zodra", "tenzij", "if", "provided", "when", "once", "unless")
)


def in_force(look: Look) -> Decision | None:
    """The decision that holds for the tree in sight: the one on it, else the one on the case as a whole."""
    return look.state.decision or look.state.decision_on(WHOLE_CASE)


def withdrawn_next(look: Look) -> Decision | None:
    """The decision that the key takes back here, and the button beside what is in force: see `to_withdraw`."""
    if not look.knows("stages"):
        return in_force(look)
    return to_withdraw(look.pack, look.case, look.stages, look.state.tree_id)


def decision_sign(look: Look, decision: Decision) -> DecisionSign:
    """What stands beside a decision of the patient in sight, everywhere: `against` where it was taken on other advice,
    something is said beside what was chosen, or its moment comes after the limit of the treatment; else that it
    deviates, or leaves a choice or was taken with other trees (`?`). Of the whole case, and of a limit, that counts
    once all trees are known."""
    known = not decision.is_whole or look.knows("stages")
    if (known and look.since(decision) in OVERTAKEN) or beside(look, decision) or limit_passed(look, decision):
        return "against"
    if decision.kind == "deviate":
        return "deviates"
    left = decision.is_whole and leaves_choice(look.pack, look.state.case, decision)
    return "?" if left or look.older(decision) else "decided"


def wants_a_look(look: Look, decision: Decision) -> bool:
    """Whether a decision of the patient in sight is amber, everywhere: it has another sign than the tick."""
    return decision_sign(look, decision) != "decided"


def decided_line(look: Look, decision: Decision, pack: Pack | None = None) -> str:
    """`Besluit: radiotherapie (wijkt af)`: what was chosen or written, and whether that is the advice. `pack` is the
    guideline that it is about, where that is not the one in sight."""
    pack = pack or look.pack
    words, what = look.words, what_decided(look, decision, pack)
    if decision.is_whole:
        return words("decision.line.whole", what=what or uncapital(done_words(look, decision)))
    if what:
        return words(f"decision.line.{decision.kind}", what=what)
    reason = reason_words(words, pack, decision.reason_code) if decision.reason_code else ""
    return words(f"decision.line.{decision.kind}.bare", reason=uncapital(reason))


def decided_lines(look: Look, decision: Decision) -> tuple[str, str]:
    """`Radiotherapie · 14:31` and `Na spoedoverleg.`: what the board decided and when, and what it wrote with it, each
    in a line."""
    words, chosen = look.words, choice_words(look.pack, decision, look.state.language)
    how, text = done_words(look, decision), decision.text or ""
    head = chosen or how
    if decision.is_whole:  # what the board wrote is what it decided, and how that stands to the advice comes second
        head = words("decision.line.whole", what=cut_to_line(" ".join(text.split())) or uncapital(how))
        text = (text if len(text) > MOST_SIGNS else how) if text else ""
    if decision.then is not None:
        at, saying = decision.then.at, look.saying
        today = at.astimezone(ZONE).date() == look.now.astimezone(ZONE).date()
        head = f"{head} · {saying.clock(at) if today else saying.moment(at)}"
    return head, ". ".join(_beside(look, decision, text))


def decided_whole(look: Look, decision: Decision) -> tuple[str, ...]:
    """`Besluit: radiotherapie (wijkt af)`, and all that was said with it which that line does not say already."""
    line = decided_line(look, decision)
    return line, *(each for each in _beside(look, decision, decision.text or "") if uncapital(each) not in line)


def _beside(look: Look, decision: Decision, text: str) -> Iterator[str]:
    """When it has to be done, its condition, its reason and this text of the board, each as a sentence without its
    stop."""
    condition = condition_words(look, decision)
    reason = "" if decision.reason_code is None else reason_words(look.words, look.pack, decision.reason_code)
    before = "" if decision.before is None else look.saying.before(decision.before)
    said = (before, after_limit(look, decision), condition, reason, decision.reason or "", text)
    return (capital(" ".join(each.split()).rstrip(".")) for each in said if each)


def written_words(look: Look, decision: Decision) -> Iterator[str]:
    """What the board wrote with a decision in its own words, each as a sentence without its stop: its condition, its
    reason and its text."""
    for each in (condition_words(look, decision), decision.reason or "", decision.text or ""):
        if said := " ".join(each.split()).rstrip("."):
            yield capital(said)


def done_words(look: Look, decision: Decision, case: Case | None = None) -> str:
    """`Advies wordt gevolgd`; on the whole case `Volgt de adviezen, behalve boom 3`. `case` is the patient, where that
    is not the one in sight."""
    if not decision.is_whole or decision.kind not in FOLLOWING:
        return look.words(f"decision.{decision.kind}.done")
    case = case or look.state.case
    lines = followed(look.state.pack_of(case), case, decision)
    return follows_said(decision, lines, look.state.language)


def followed_words(look: Look, decision: Decision, *, draft: bool = False, apart: bool = False) -> tuple[str, ...]:
    """`Boom 5: …`, `Behalve boom 3: afgeweken`: the advices that a decision on the whole case follows, and those that
    it does not, or with `apart` those alone, and the choice that stays open. Of a draft those of now."""
    if not decision.is_whole or decision.kind not in FOLLOWING:
        return ()
    case, pack = look.state.case, look.pack
    lines = would_follow(pack, case, look.stages) if draft else followed(pack, case, decision)
    open_ = open_choices_said(lines, look.state.language)
    lines = tuple(each for each in lines if each.otherwise is not None or not apart)
    return *(f"{name}: {said}" for name, said in followed_lines(pack, lines, look.state.language)), *open_


def condition_words(look: Look, decision: Decision) -> str:
    """`mits de KPS 60 is`: the word that makes it a condition, once, also where the board wrote one itself; empty
    without one."""
    condition = decision.condition or ""
    first = condition.split(maxsplit=1)[0].casefold().rstrip(",:") if condition.strip() else ""
    if not first or first in CONDITIONS:
        return condition
    return look.words("decision.line.if", said=condition)


def what_decided(look: Look, decision: Decision, pack: Pack | None = None) -> str:
    """What the board chose, else the advice that it followed, else what it wrote, cut to a line, and before when; empty
    where there is none. What is written with an advice that is followed is a remark and no decision."""
    pack = pack or look.pack
    chosen = choice_words(pack, decision, look.state.language)
    if not chosen and decision.kind in FOLLOWING and not decision.is_whole:
        advised = advised_then(pack, decision)
        chosen = "" if advised is None else look.text(advised)
    what = uncapital(chosen) if chosen else _written(decision)
    return with_before(look, what, decision)


def _written(decision: Decision) -> str:
    follows = decision.kind in FOLLOWING and not decision.is_whole
    return "" if follows else cut_to_line(" ".join((decision.text or "").split()))


def decided_short(look: Look, decision: Decision, case: Case | None = None) -> str:
    """`radiotherapie (wijkt af)`: what was chosen or written, else only how the board decided. Of the patient in
    sight, or of another `case`."""
    case = case or look.state.case
    words, what = look.words, what_decided(look, decision, look.state.pack_of(case))
    if what:
        return words(f"patient.did.{decision.kind}", what=what)
    if decision.is_whole and decision.kind in FOLLOWING:
        return uncapital(done_words(look, decision, case))
    return words(f"patient.did.{decision.kind}.bare")


def with_before(look: Look, what: str, decision: Decision) -> str:
    """`operatie, vóór di 24 nov 12:00`: what was decided, with when it has to be done at the latest."""
    due = before_words(look, decision)
    return look.words("decision.until", what=what, due=due) if what and due else what


def before_words(look: Look, decision: Decision) -> str:
    """`vóór wo 25 nov 09:00 (ná de termijn van boom 4)`: the board's own moment, and the limit after which it comes;
    empty without a moment."""
    if decision.before is None:
        return ""
    due, found = look.saying.before(decision.before), limit_passed(look, decision)
    return due if found is None else look.words(past_key("decision.past", found), due=due, n=found.number)


def after_limit(look: Look, decision: Decision) -> str:
    """That the moment of a decision does not keep to a limit; empty where it does."""
    if decision.before is None:
        return ""
    others = (each for each in look.state.case.decisions if each.tree != decision.tree)
    case = replace(look.case, decisions=(*others, decision))  # also while it is being written
    return past_words(look.pack, case, decision, look.stages, look.now, look.saying)


def known_stages(look: Look, case: Case) -> tuple[Stage, ...] | None:
    """What all trees say for a point of the agenda, where that is worked out: of the patient in sight what the window
    holds, whatever is remembered of others. None where it would have to be waited for."""
    if case is look.state.case and look.knows("stages"):
        return look.stages
    return journey_known(look.state.pack_of(case), case, look.now)


def limit_passed(look: Look, decision: Decision) -> PastLimit | None:
    """The same of a decision that is recorded, of any place on the agenda, once all trees of that are known."""
    case = next((case for case in look.state.cases if any(each is decision for each in case.decisions)), None)
    if decision.before is None or case is None:
        return None
    pack, stages = look.state.pack_of(case), known_stages(look, case)
    if stages is None:
        return None
    return next(iter(past_limits(pack, as_ticked(pack, case, look.now), decision, stages, look.now)), None)


def changed_key(look: Look, decision: Decision) -> str:
    """How a decision was overtaken, as the end of the key of its words."""
    found = look.since(decision)
    if decision.is_whole:
        return "changed_whole_apart" if found == "apart" else "changed_whole"
    if found in ("unchosen", "replaced", "apart", "closed", "lifted"):
        return f"changed_{found}"
    if found == "none_then":
        return "changed_none"
    own = next((stage for stage in look.stages if stage.advice.tree.id == decision.tree), None)
    return "changed_missing" if own is not None and is_missing(own, decision) else "changed"


def changed_trees(look: Look, decision: Decision) -> str:
    """The numbers of the trees that are said with a decision on the whole case that is overtaken: what turned since, or
    what does not go together with it."""
    if look.since(decision) != "apart":
        return look.turned
    trees = unordered(look.pack, look.case)
    return ", ".join(str(look.pack.trees_by_id[each].number) for each in trees if each != WHOLE_CASE)


def then_line(look: Look) -> str:
    """`Toen, zo 15 nov: wijkt af: radiotherapie`: where nothing is decided now, what an earlier meeting decided on the
    tree in sight, else on the case as a whole, else last; empty for a patient who does not come from one."""
    over = look.state.case.taken_over
    if over is None or not over.decisions or in_force(look) is not None:
        return ""
    found = {decision.tree: decision for decision in over.decisions}
    then = found.get(look.state.tree_id) or found.get(WHOLE_CASE) or over.decisions[0]
    text = look.text(then.decided) or " ".join((then.text or "").split())
    kind = kind_then(look, then)
    what = f"{kind}: {cut_to_line(uncapital(text))}" if text else kind
    what = f"{what}, {look.saying.before(then.before)}" if then.before else what
    return look.words("over.line", day=look.saying.day(then.day), what=what)


def cut_to_line(text: str) -> str:
    """As much of a text as stands in one line."""
    return text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1].rstrip()}…"


def is_draft(look: Look, draft: Decision) -> bool:
    """Whether something is written that is not recorded."""
    return adds(draft, look.state.decision_on(draft.tree))


def abouts_words(pack: Pack, abouts: Iterable[str], words: Words) -> str:
    """`boom 4, de hele casus`: what decisions are about, by the ids of trees; what is no tree is the whole case."""
    trees = [pack.trees_by_id.get(id) for id in abouts]
    return ", ".join(words("say.whole_case") if tree is None else words("say.tree", n=tree.number) for tree in trees)


def apart_words(look: Look, draft: Decision) -> str:
    """Which other decisions have to be discussed again first once this one is recorded; empty where none has."""
    abouts = puts_apart(look.pack, look.case, draft, look.stages, look.now)
    return look.words("decision.puts_apart", about=abouts_words(look.pack, abouts, look.words)) if abouts else ""


def standing_words(look: Look, draft: Decision) -> str:
    """Whether the form shows what is recorded, or what would come in its place; empty where nothing is recorded."""
    recorded = look.state.decision_on(draft.tree)
    if recorded is None:
        return ""
    same = recorded.kind == draft.kind and not adds(draft, recorded)
    return look.words("decision.draft.recorded" if same else "decision.draft.instead")


def about_line(look: Look, draft: Decision) -> str:
    """What the decision is about: what the guideline says in the tree in sight, or all of the case, at which place."""
    words, outcome = look.words, look.advice.outcome
    if draft.is_whole:
        return with_site(words("decision.whole_text"), look.state.case.site)
    if outcome is None:
        return with_site(advised_now(look), look.state.case.site)
    kind = outcome.kind if outcome.kind in ("advice", "silent") else "other"
    said = words(f"decision.about.{kind}", said=look.text(outcome.title), n=look.state.tree.number)
    return with_site(said, look.state.case.site)


def advised_now(look: Look) -> str:
    """What the tree in sight says now in one line; over a range what it says on each way."""
    advice, language = look.advice, look.state.language
    if advice.ways:
        return f"{ways_heading(advice, language)}: {'; '.join(way_lines(look.pack, advice, language))}"
    return look.words("decision.no_advice") if advice.outcome is None else look.text(advice.outcome.title)
