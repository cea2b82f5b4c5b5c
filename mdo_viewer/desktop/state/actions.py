"""What the user can do, in one place: panels call these through the door and never change the state themselves."""

from __future__ import annotations

from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.scope import SCOPE, is_joined


def choose(host: Host, fact_id: str, index: int) -> None:
    """Choose option `index` of a fact as its row shows them; the choice already made is taken back."""
    look, session = host.look, host.session
    if fact_id == SCOPE:
        _choose_scope(host, index)
        return
    fact = look.fact(fact_id)
    if fact.type == "set":
        _toggle(host, fact_id, index)
        return
    options = look.options(fact_id)
    given, unknown = look.patient.values.get(fact_id), fact_id in look.patient.unknown
    if index == len(options):
        (session.clear if unknown else session.unknown)(fact_id)
    elif given is not None and given == options[index].value:
        session.clear(fact_id)
    else:
        session.answer(fact_id, options[index].value)


def _choose_scope(host: Host, index: int) -> None:
    """The question over all facts about the scope: yes, unknown, or no, which opens them to say which one it is."""
    session, chosen = host.session, scope_chosen(host.look)
    if index == 1:
        session.show_scope_apart(True)
    elif index == chosen:
        session.clear(SCOPE)
    elif index == 0:
        session.answer(SCOPE, True)
    else:
        session.unknown(SCOPE)


def scope_chosen(look: Look) -> int | None:
    """Which option of the question of scope holds: 0 yes, 1 no, 2 unknown; None while it is open."""
    facts, patient = [fact.id for fact in look.pack.scope], look.patient
    if any(patient.values.get(fact) is True for fact in facts):
        return 1
    if all(patient.values.get(fact) is False for fact in facts):
        return 0
    return 2 if all(fact in patient.values or fact in patient.unknown for fact in facts) else None


def _toggle(host: Host, fact_id: str, index: int) -> None:
    """Put one value in or out of a set; past the last value stands "none"."""
    fact = host.look.fact(fact_id)
    held = host.look.patient.values.get(fact_id)
    if index == len(fact.values):
        if held == ():
            host.session.clear(fact_id)
        else:
            host.session.answer(fact_id, ())
        return
    present = set(held) if isinstance(held, tuple) else set()
    present ^= {fact.values[index].id}
    if present:
        host.session.answer(fact_id, tuple(choice.id for choice in fact.values if choice.id in present))
    else:
        host.session.clear(fact_id)


def press_digit(host: Host, digit: int) -> None:
    """Answer the fact that the digits are of: 0 is unknown, a number begins in its field. One whose row was opened is
    closed by its answer, also by the one that it had; a set, of which one digit is not all, stays open."""
    fact, opened = host.look.keyed_fact, host.session.state.correcting
    if fact is None:
        return
    answered = _answered_by(host, fact, digit)
    if answered and fact == host.session.state.correcting:
        host.session.correct("")
    elif not answered and fact == opened and host.look.fact(fact).type == "set":
        host.session.correct(fact)


def refuses_digit(host: Host, digit: int) -> bool:
    """Say which digits there are where this one is no choice, or that nothing is asked; whether that is so. The first
    digit after a search that led to another box answers nothing either: what is asked comes into sight again."""
    look, fact = host.look, host.look.keyed_fact
    if fact is None:
        host.say(look.words("say.no_question", digit=digit))
        return True
    if _found_another(look, fact):
        host.session.leave_found()
        host.say(look.words("say.found_another", digit=digit, fact=look.label(fact)))
        return True
    last = last_digit(look, fact)
    if digit > last:
        key = "say.no_choice.two" if last == 2 else "say.no_choice"
        host.say(look.words(key, fact=look.label(fact), digit=digit, last=last))
    return digit > last


def _found_another(look: Look, fact: str) -> bool:
    """Whether a search led to a box that does not ask this fact."""
    state = look.state
    if state.sought is None or state.selection is None or state.correcting:
        return False
    found = look.question(state.selection)
    return found is None or (state.selection != SCOPE and fact not in look.pack.facts_asked(found))


def last_digit(look: Look, fact: str) -> int:
    """The last digit that answers this fact; 0 always does, as unknown, and each of a number begins it."""
    kind = look.fact(fact).type
    if fact == SCOPE:
        return 2
    if kind == "set":
        return len(look.fact(fact).values) + 1  # the last is none of them
    return len(look.options(fact)) or 9


def _answered_by(host: Host, fact: str, digit: int) -> bool:
    """Whether this digit is an answer of the fact, which it has then."""
    look = host.look
    if fact == SCOPE:
        at = (digit - 1) % 3
        if digit <= 2 and at != scope_chosen(look):
            _choose_scope(host, at)
        return digit <= 2
    if digit == 0:
        host.session.unknown(fact)
        return True
    if look.fact(fact).type in ("number", "integer"):
        host.focus_fact(fact, str(digit))
        return False
    if look.fact(fact).type == "set":
        if digit <= len(look.fact(fact).values) + 1:
            choose(host, fact, digit - 1)
        return False
    answers = digit <= len(look.options(fact))
    if answers:
        host.session.answer(fact, look.options(fact)[digit - 1].value)
    return answers


def answer_edge(host: Host, question_id: str, answer: str) -> None:
    """Take an answer of the graph: sets the asked fact when one value leads there, else points at its row."""
    look = host.look
    question = look.question(question_id)
    if question is None:
        return
    if question_id == SCOPE and is_joined(look.pack):
        _choose_scope(host, 0 if answer == "ja" else 1)
        return
    found = look.answer_that_takes(question, answer)
    if found is not None:
        host.session.answer(*found)
        return
    asked = look.asked_by(question)
    if asked is not None:
        host.focus_fact(asked)
        host.say(look.words("say.fill_in", fact=look.label(asked)))
