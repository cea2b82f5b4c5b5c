"""What is said of a patient who comes from an earlier meeting: who can come, what was known and decided then."""

from __future__ import annotations

from datetime import date

from mdo_viewer.desktop.says.blocks import Block, Item, Press, Say
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.wording import uncapital, value_text
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.case import Case, EarlierDecision, EarlierValue
from mdo_viewer.meeting.choosing import reason_words
from mdo_viewer.meeting.earlier.coming import Coming
from mdo_viewer.meeting.earlier.taking_over import asked_anew, carried_from, earlier_value
from mdo_viewer.meeting.packs import is_of_place

#: How the block of the decisions of then is unfolded.
THEN = "then"

# --- who comes ----------------------------------------------------------------------------------------------------


def coming_words(patient: Coming, words: Words) -> str:
    """A patient of an earlier meeting in a line: key, question, and why the patient comes, or cannot."""
    points = patient.points
    sites = ", ".join(point.case.site for point in points if point.case.site)
    question = next((point.case.question for point in points if point.case.question), "")
    parts = [patient.key, sites, question]
    if patient.there:
        parts.append(words("over.there"))
    elif patient.why:
        parts.append(words("over.why", why=patient.why))
    elif patient.usual:
        parts.append(words("over.deferred"))
    return " · ".join(part for part in parts if part)


def taken_words(cases: tuple[Case, ...], patients: int, day: date, look: Look) -> str:
    """What came of it: how many patients from which day, and how many facts are asked anew."""
    words = look.words
    said = words.count("over.taken", patients, day=look.saying.day(day))
    anew = {
        (case.case, each.fact, case.site if is_of_place(look.state.pack_of(case), each.fact) else None)
        for case in cases
        if case.taken_over is not None
        for each in case.taken_over.earlier
    }  # what is of the patient is asked once, at whatever place
    return f"{said} {words.count('over.anew', len(anew))}" if anew else said


# --- what was known -----------------------------------------------------------------------------------------------


def was_words(look: Look, fact: str) -> str:
    """`Was B op zo 22 nov. Vraag opnieuw.`, of a fact that is asked anew; empty for any other."""
    earlier = earlier_value(look.state.case, look.advice.settled, fact)
    return "" if earlier is None else look.words("over.was", **_was(look, earlier))


def still_words(look: Look, fact: str) -> str:
    """What gives the value of then anew, `Nog zo: B`; empty where there is none."""
    earlier = earlier_value(look.state.case, look.advice.settled, fact)
    return "" if earlier is None else look.words("over.still", value=_was(look, earlier)["value"])


def carried_words(look: Look, fact: str) -> str:
    """The day on which a value was known that came along; empty for any other."""
    day = carried_from(look.state.case, fact)
    return "" if day is None else look.words("over.carried", day=look.saying.day(day))


def _was(look: Look, earlier: EarlierValue) -> dict[str, str]:
    value = value_text(look.pack, earlier.fact, earlier.value)
    return {"value": look.text(value), "day": look.saying.day(earlier.day)}


def next_items(look: Look, fact: str) -> tuple[Item, ...]:
    """Below the question that is asked next: what it was, and the key that says that it still is so."""
    was = was_words(look, fact)
    if not was:
        return ()
    return Say(was, "muted"), Press(still_words(look, fact), f"still:{fact}", "plain", cap_of("still", look.words))


# --- what was decided ---------------------------------------------------------------------------------------------


def then_blocks(look: Look, *, whole: bool) -> tuple[Block, ...]:
    """What the board decided in the earlier meeting, and what is asked anew: nothing of it counts now."""
    over, words = look.state.case.taken_over, look.words
    if over is None:
        return ()
    items: list[Item] = [Say(words("over.kicker", day=look.saying.day(over.day)), "kicker")]
    for decision in over.decisions:
        items += [Say(decided_then(look, decision), "strong")]
        items += [Say(text, "muted") for text in _more(look, decision)] if whole else []
    if not over.decisions:
        items.append(Say(words("over.undecided")))
    if over.rediscuss:
        items.append(Say(words("over.why_then", why=over.rediscuss)))
    anew = asked_anew(look.state.case, look.advice.settled)
    if anew:
        items.append(Say(words.count("over.anew", len(anew))))
        items += [
            Say(f"• {look.label(each.fact)}: {uncapital(look.words('over.was_short', **_was(look, each)))}", "muted")
            for each in anew
            if whole
        ]
    if over.decisions or anew:
        items.append(Press(words("decision.less" if whole else "decision.more"), THEN, "link"))
    return (Block(THEN, "grey", tuple(items)),)


def decided_then(look: Look, decision: EarlierDecision) -> str:
    """`Besluit van zo 22 nov: wijkt af van het advies · 8 Radiotherapie: bestralen`."""
    words = look.words
    about = words("over.whole") if decision.is_whole else look.text(decision.about) or decision.tree
    kind = kind_then(look, decision)
    what = look.text(decision.decided) or " ".join((decision.text or "").split())
    said = words("over.decided", day=look.saying.day(decision.day), about=about, kind=kind)
    said = f"{said}: {what}" if what else said
    return f"{said}, {look.saying.before(decision.before)}" if decision.before else said


def kind_then(look: Look, decision: EarlierDecision) -> str:
    """`volgt het advies`, and first of all that it was overtaken then already."""
    kind = uncapital(look.words(f"decision.{decision.kind}.done"))
    return look.words("over.overtaken", kind=kind) if decision.overtaken else kind


def _more(look: Look, decision: EarlierDecision) -> tuple[str, ...]:
    """Advice, condition, reason and text of then."""
    words, heading = look.words, look.text(decision.advised)
    coded = reason_words(words, look.pack, decision.reason_code) if decision.reason_code else ""
    reason = ": ".join(part for part in (coded, decision.reason or "") if part)
    text = decision.text if look.text(decision.decided) else ""
    advised = words("over.advised", advice=heading) if heading and decision.decided != decision.advised else ""
    return tuple(part for part in (advised, decision.condition or "", reason, text or "") if part)
