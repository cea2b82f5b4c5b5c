"""What came from an earlier meeting, in words: what was decided then, and what was known then and is asked anew."""

from __future__ import annotations

from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.wording import fact_name, uncapital, value_text
from mdo_viewer.meeting.case import Case, EarlierDecision, EarlierValue
from mdo_viewer.meeting.choosing import reason_words
from mdo_viewer.meeting.earlier.taking_over import asked_anew
from mdo_viewer.reasoning.results import Settled
from mdo_viewer.reports.model import AnewLine, TakenOverLine, ThenLine
from mdo_viewer.reports.wording import Paper


def taken_over_line(pack: Pack, settled: Settled, case: Case, paper: Paper) -> TakenOverLine | None:
    """What an earlier meeting left of a patient who comes from there; None for any other."""
    over = case.taken_over
    if over is None:
        return None
    return TakenOverLine(
        day=over.day.isoformat(),
        said=paper("over", day=paper.day(over.day)),
        decisions=tuple(_then(pack, each, paper) for each in over.decisions),
        rediscuss=over.rediscuss or "",
        asked_anew=tuple(_anew(pack, each, paper) for each in asked_anew(case, settled)),
    )


def then_texts(line: TakenOverLine, paper: Paper) -> tuple[str, ...]:
    """The decisions of then, a sentence each, or that there were none."""
    return tuple(each.said for each in line.decisions) or (paper("over.undecided"),)


def anew_text(line: TakenOverLine, paper: Paper) -> str:
    """All that is asked anew, in one sentence; empty without any."""
    said = "; ".join(each.said for each in line.asked_anew)
    return f"{paper('over.anew')}: {said}." if said else ""


def _then(pack: Pack, decision: EarlierDecision, paper: Paper) -> ThenLine:
    """As a decision of today: what was chosen, and what the board wrote explains it; without a choice that is what it
    decided."""
    language, day = paper.language, paper.day(decision.day)
    about = paper("on_whole_short") if decision.is_whole else decision.about(language) or decision.tree
    kind = uncapital(paper(f"kind.{decision.kind}")) if decision.kind != "own" else paper("kind.own")
    coded = reason_words(paper.words, pack, decision.reason_code) if decision.reason_code else ""
    chosen, advised = decision.decided(language), decision.advised(language)
    pairs = (
        (paper("over.advised"), advised if advised != chosen else ""),
        (paper("condition"), decision.condition or ""),
        (paper("reason"), ": ".join(part for part in (coded, decision.reason or "") if part)),
        (paper("explained"), (decision.text or "") if chosen else ""),
    )
    kind = uncapital(paper("kind.overtaken", kind=kind)) if decision.overtaken else kind
    decided = paper("over.decided", day=day, about=about, kind=kind)
    what = uncapital(chosen) if chosen else decision.text
    said = f"{decided}: {what}" if what else decided
    said = f"{said}, {paper.before(decision.before)}" if decision.before else said
    return ThenLine(
        tree=decision.tree,
        kind=decision.kind,
        day=decision.day.isoformat(),
        said=". ".join([said, *(f"{name}: {value}" for name, value in pairs if value)]),
    )


def _anew(pack: Pack, earlier: EarlierValue, paper: Paper) -> AnewLine:
    label = fact_name(pack.facts_by_id[earlier.fact], paper.language)
    value = value_text(pack, earlier.fact, earlier.value)(paper.language)
    said = paper("over.was", fact=label, value=value, day=paper.day(earlier.day))
    return AnewLine(earlier.fact, earlier.day.isoformat(), said)
