"""What a command does where that takes more than one call; the table is `commands.py`."""

from __future__ import annotations

from typing import Final

from mdo_viewer.desktop.state import confirming
from mdo_viewer.desktop.state.actions import press_digit, refuses_digit
from mdo_viewer.desktop.state.desk import Desk, GraphPart
from mdo_viewer.desktop.state.journeys import overtaken_in_sight, to_withdraw
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.moments import read_typed
from mdo_viewer.desktop.state.shown import Tab
from mdo_viewer.meeting.advice_then import left_by_whole
from mdo_viewer.meeting.case import REASON_CODES, WHOLE_CASE, Decision, DecisionKind
from mdo_viewer.meeting.choosing import FOLLOWING, WITHOUT_ADVICE, chosen_by_digit, follows_from_advice
from mdo_viewer.meeting.earlier.taking_over import earlier_value
from mdo_viewer.place.wording import refusal


def step_case(desk: Desk, step: int) -> None:
    """Go to the patient that is this many on, to its first place; where there is none, say so."""
    state = desk.session.state
    if not 0 <= state.patient + step < len(state.document.patients):
        desk.say(desk.look.words("say.last_patient" if step > 0 else "say.first_patient"))
        return
    desk.session.go_patient(state.patient + step)


def go_place(desk: Desk, number: int) -> None:
    """Go to another place of this patient, by its number from 1; where there is none, say how many there are."""
    places = len(desk.session.state.places)
    if number > places:
        desk.say(desk.look.words.count("say.no_place", places, digit=number))
    else:
        desk.session.go_place(number - 1)


def answer_digit(desk: Desk, digit: int) -> None:
    """Answer the next fact: 0 is unknown, 1 to 9 the options in their order or the first digit of a number.

    While a field in sight holds what was typed and not entered it only brings the keyboard there, and answers nothing;
    nor does one that is no choice. The row that had the keyboard loses it with the answer: Enter would press what has
    the focus there, and so reverse it.
    """
    if desk.keyboard.come_to_half(str(digit)) or refuses_digit(desk, digit):
        return
    desk.facts.let_go()
    press_digit(desk, digit)
    desk.keyboard.make_seen()


def choose_reason(desk: Desk, number: int) -> None:
    """Choose the reason of a deviation by its number, from 1."""
    desk.session.change_draft(reason_code=REASON_CODES[number - 1])


def choose_reason_by_key(desk: Desk, number: int) -> None:
    """The same by Alt with a digit; where a decision has no reason say so, and how these keys go to a place again."""
    draft = desk.session.state.draft
    if _wants_kind(desk):
        return
    if draft is not None and draft.kind == "deviate":
        choose_reason(desk, number)
    else:
        desk.say(desk.look.words("decision.no_reason"))


def choose_and_record(desk: Desk, number: int) -> None:
    """What the board chooses, by its number from 1, and Enter with it: at most six keys for a patient who was prepared.
    What is missing is said, as by Enter. Where following means one thing alone that is number 1."""
    if _wants_kind(desk):
        return
    draft, pack = desk.session.state.draft, desk.look.pack
    chosen = None if draft is None else chosen_by_digit(pack, draft, number)
    if chosen is not None:
        desk.session.change_draft(chosen=chosen)
        record(desk)
    elif draft is not None and number == 1 and follows_from_advice(pack, draft):
        record(desk)
    else:
        desk.say(desk.look.words("decision.no_choice", n=number))


#: The key of what is still so; the table of commands knows this file.
STILL: Final = "Y"


def still_so(desk: Desk, fact: str | None = None) -> None:
    """Give a fact, else the next one, the value that it had in an earlier meeting, as an answer of now; without such a
    value say so."""
    look = desk.look
    if fact is None and desk.keyboard.come_to_half(STILL):
        return
    fact = fact or look.next_fact
    earlier = None if fact is None else earlier_value(look.state.case, look.advice.settled, fact)
    if earlier is None:
        label = "" if fact is None else look.label(fact)
        desk.say(look.words("over.nothing", fact=label) if label else look.words("over.none_open"))
    else:
        desk.facts.let_go()
        desk.session.answer(earlier.fact, earlier.value)


def undo(desk: Desk) -> None:
    """Close the question of scope that was split and not answered, else show what was before the last change; where
    there was none, say so."""
    if _closes_split(desk):
        return
    desk.facts.let_go()
    if desk.session.undo_name is None:
        desk.say(desk.look.words("say.nothing_undone"))
    else:
        desk.keyboard.leave_going()
    desk.session.undo()


def redo(desk: Desk) -> None:
    """Make the change again that was undone last."""
    if desk.session.redo_name is not None:
        desk.keyboard.leave_going()
    desk.session.redo()


def take_back(desk: Desk) -> None:
    """The same, else clear the fact that was answered last since the meeting was opened, and say which; while something
    in sight stands half typed the keyboard goes there, where the next such key empties it. What was answered in
    another tree is shown there first, and stays until the key is pressed once more: nobody takes back what they do not
    see."""
    if _closes_split(desk) or desk.keyboard.come_to_half(anew=True):
        return
    desk.facts.let_go()
    before, fact = desk.session.state, desk.session.last_answered
    if fact is None:
        desk.say(desk.look.words("say.taken_back.none"))
    taken = desk.session.take_back()
    desk.keyboard.make_seen()
    look, given = desk.look, "" if fact is None else before.answered_in(fact)
    if fact is not None and look.state.tree_id != before.tree_id:
        desk.say(look.words("say.last_answer", n=look.state.tree.number, fact=look.label(fact)))
    elif taken is not None and given != before.tree_id and given in look.pack.trees_by_id:
        desk.say(look.words("say.taken_back", n=look.pack.trees_by_id[given].number, fact=look.label(taken)))
    elif taken is not None:
        desk.say(look.words("say.taken_back.here", fact=look.label(taken)))


def _closes_split(desk: Desk) -> bool:
    """Splitting the question is a step to who sees it, though nothing was answered: an undo of what came before it,
    the patient perhaps, would not be what was meant."""
    look = desk.look
    if desk.sheets.shown_name is not None or not look.state.scope_apart or not _scope_untouched(look):
        return False
    desk.session.show_scope_apart(False)
    return True


def _scope_untouched(look: Look) -> bool:
    patient = look.patient
    return not any(fact.id in patient.values or fact.id in patient.unknown for fact in look.pack.scope)


#: The key by which the board decides itself on a tree, and on the whole case; the table of commands knows this file.
ITSELF: Final = ("A", "Shift+A")


def decide(desk: Desk, kind: DecisionKind) -> None:
    """Open the decision, or give the one that is open this kind. Without an advice there is nothing to deviate from and
    the board decides itself, in a form that says so; nor is there anything to follow, which opens nothing: what is
    typed next would be the decision."""
    draft = desk.session.state.draft
    whole = draft is not None and draft.is_whole
    if not _follows_nothing(desk, kind, whole=whole):
        _begin(desk, kind, whole=whole)


def decide_whole(desk: Desk, kind: DecisionKind) -> None:
    """Open the decision on the case as a whole, which the advice of several trees may be about."""
    if not _follows_nothing(desk, kind, whole=True):
        _begin(desk, kind, whole=True)


def _follows_nothing(desk: Desk, kind: DecisionKind, *, whole: bool) -> bool:
    """Say that there is no advice to follow, and which key lets the board decide itself; whether that is so. A form
    that is open already shows it."""
    look = desk.look
    if kind not in FOLLOWING or look.state.draft is not None or look.kinds(whole=whole) != WITHOUT_ADVICE:
        return False
    if whole and look.kinds(whole=False) != WITHOUT_ADVICE:  # one stands in sight, of a tree that need not apply
        desk.say(look.words("decision.no_follow_whole", n=look.state.tree.number, press=ITSELF[whole]))
    else:
        desk.say(look.words("decision.no_follow", press=ITSELF[whole]))
    return True


def _begin(desk: Desk, kind: DecisionKind, *, whole: bool) -> None:
    if desk.keyboard.finish_first():
        return
    look = desk.look
    kind = "own" if look.kinds(whole=whole) == WITHOUT_ADVICE else kind
    desk.session.start_decision(kind, None if whole else look.verdict, about=WHOLE_CASE if whole else None)
    draft = desk.session.state.draft
    if draft is not None and draft.kind != kind:  # what was typed is read as nothing else
        desk.say(waited_words(look, draft.kind))


def waited_words(look: Look, kind: DecisionKind) -> str:
    """That a draft of this kind stands there, of which a kind is chosen before anything else."""
    return look.words("decision.waited", kind=look.words(f"decision.{kind}.button").rstrip("…"))


def _wants_kind(desk: Desk) -> bool:
    """Say that a kind has to be chosen first; whether that is so. The keyboard stays where it is."""
    first = desk.session.state.waited
    if first is not None:
        desk.say(waited_words(desk.look, first.opened.kind))
    return first is not None


def go_draft(desk: Desk) -> None:
    """Open the next decision that is half written, of this patient or another; from the last to the first."""
    state, found = desk.session.state, desk.session.half_written()
    if not found:
        return
    here = next((i for i, each in enumerate(found) if each == (state.current, state.draft)), -1)
    at, draft = found[(here + 1) % len(found)]
    desk.session.go_case(at)
    if not draft.is_whole:
        desk.session.go_tree(draft.tree)
    _begin(desk, draft.kind, whole=draft.is_whole)


def record(desk: Desk) -> None:
    """Record the decision that is being written, unless something is missing or has changed, or a number of the
    patient was typed and not entered: then say so."""
    draft = desk.session.state.draft
    if desk.session.state.agreeing:  # all of it is kept already, but for a time that is being typed
        if not desk.right.agreements.complain():
            escape(desk)
        return
    if draft is None or desk.keyboard.finish_first() or _wants_kind(desk) or _has_moved(desk, draft):
        return
    if desk.right.decision.complain(desk.look):
        return
    gone = desk.session.record()
    if not desk.right.take_to_next():
        desk.graph.focus()
    if gone:
        words = desk.look.words
        kinds = ", ".join(words(f"decision.{kind}.button").rstrip("…") for kind in gone)
        desk.say(words("decision.kinds_gone", kinds=kinds))


def _has_moved(desk: Desk, draft: Decision) -> bool:
    """Say so where the advice is another one than when the decision was begun; the next Enter is about that."""
    look = desk.look
    kinds = look.kinds(whole=draft.is_whole)
    if draft.kind not in kinds:
        if kinds == WITHOUT_ADVICE and draft.kind in FOLLOWING:  # what explains following decides nothing
            desk.session.start_decision("own", look.verdict, about=draft.tree)
        elif kinds == WITHOUT_ADVICE:  # what was written stays, as the board's own
            desk.session.change_draft(kind="own", advice=draft.advice if draft.is_whole else look.verdict)
        desk.say(look.words("decision.itself" if kinds == WITHOUT_ADVICE else "decision.advised_now"))
        return True
    if draft.is_whole or draft.advice == look.verdict:
        return False
    desk.session.change_draft(advice=look.verdict)
    outcome = look.advice.outcome
    now = look.words("decision.no_advice") if outcome is None else look.text(outcome.title)
    desk.say(look.words("decision.overtaken", advice=now))
    return True


def ask_who_says_so(desk: Desk) -> None:
    """Ask it of the first doubt, whose values are all that was typed; its digits are roles."""
    if not desk.keyboard.finish_first():
        confirming.ask_first(desk)


def tick_off(desk: Desk, advice: str) -> None:
    """The advice of this id was carried out: when what meets its limit was done, where that is filled in, else now."""
    look = desk.look
    dues = (due for due in look.advice.deadlines if f"{look.state.tree_id}.{due.of}" == advice)
    met = next((due.met for due in dues if due.met is not None), None)
    when = met.when if met is not None else read_typed("nu", desk.now())
    desk.session.set_done(advice, when)


def write_page(desk: Desk, *, elsewhere: bool = False) -> None:
    """Write the page of the patient in sight, with all that was typed of it; `elsewhere` asks for a place again."""
    if not desk.keyboard.finish_first():
        desk.page_export.start(elsewhere=elsewhere)


def copy_page(desk: Desk) -> None:
    """Put it on the clipboard."""
    if not desk.keyboard.finish_first():
        desk.clipboard.copy()


def end_meeting(desk: Desk) -> None:
    """Open the end of the meeting, or close it; what it gives out has all that was typed of the patient in sight."""
    if desk.sheets.shown_name == "agenda":  # its field may keep it open, and a field of the window lies behind it
        desk.sheets.close()
    if desk.sheets.shown_name is not None or not desk.keyboard.finish_first():
        desk.sheets.open("ending")


def withdraw(desk: Desk) -> None:
    """Take back the decision in the tree in sight that is to be (`to_withdraw`); without one say so. What had the
    keyboard may go with it."""
    look, state = desk.look, desk.session.state
    decision = to_withdraw(look.pack, look.case, look.stages, state.tree_id) if state.case.decisions else None
    if decision is None:
        desk.say(desk.look.words("decision.none_to_withdraw"))
        return
    desk.graph.focus()
    withdraw_on(desk, decision.tree)


def withdraw_on(desk: Desk, about: str) -> None:
    """Take back the decision on a tree or the whole case. Beside one on the whole case it is shown which went, and that
    a tree which that one left out is undecided again."""
    beside = desk.session.state.decision_on(WHOLE_CASE) is not None
    desk.session.withdraw(about)
    if not beside:
        return
    look = desk.look
    tree = look.pack.trees_by_id.get(about)
    named = look.words("say.whole_case") if tree is None else look.words("say.tree", n=tree.number)
    said = f"{look.words('say.withdrawn', about=named)}."
    if about in left_by_whole(look.pack, look.state.case):
        said = f"{said} {look.words('say.now', what=look.words('patient.undecided'))}"
    desk.say(said)


def throw_away(desk: Desk) -> None:
    """Close the form without what is written in it; a decision that was recorded stays."""
    desk.session.throw_away()
    desk.graph.focus()


def enter(desk: Desk) -> None:
    """Enter outside text fields: presses what has the focus, records a draft, or goes to the next fact. A
    choice of the decision it chooses, and records nothing with it."""
    written = desk.session.state.draft is not None and desk.sheets.shown_name is None
    if written and desk.right.decision.enter_waits:
        key = "decision.enter_brought" if desk.right.decision.brought else "decision.enter_waits"
        desk.say(desk.look.words(key))
        return
    if desk.keyboard.press() or desk.sheets.submit() or desk.sheets.wall is not None:
        return
    if desk.session.state.draft is not None:
        record(desk)
    else:
        focus_next(desk)


def look_at_kept(desk: Desk) -> None:
    """What the line below speaks of: the field that holds what was not entered, else the file."""
    if not (desk.meeting.tells_half and desk.keyboard.to_half_typed()):
        desk.sheets.open("meeting")


def escape(desk: Desk) -> None:
    """Close what lies on top: a sheet, the search, else a form and the message. With nothing open it is said what
    stands half typed, which goes by the next."""
    if desk.sheets.close():
        return
    if desk.sheets.wall is not None:
        desk.message.clear()
        return
    if desk.graph.close_search() or desk.keyboard.drop_half():
        return
    state = desk.session.state
    desk.message.clear()
    desk.session.close_forms()  # which may say what waits
    if state.draft is None and not state.agreeing and state.asking is None:
        desk.session.leave_found()
    desk.graph.focus()
    if state.draft is None and not state.agreeing:
        desk.keyboard.tell_half()


def show_list(desk: Desk) -> None:
    """The way as a list, which takes the keyboard."""
    desk.session.show_list()
    desk.graph.focus()


def go_furthest(desk: Desk) -> None:
    """The tree furthest on this patient's way that says something; from there the last that applies, where that asks
    still. Where neither leads anywhere, say so."""
    look, here, to = desk.look, desk.session.state.tree_id, desk.look.furthest
    if here == to:
        order = [stage.advice.tree.id for stage in look.stages]
        asking = [each.advice.tree.id for each in look.stages if each.entry == "open" and each.advice.outcome is None]
        to = next((tree for tree in reversed(asking) if order.index(tree) > order.index(here)), here)
    if to == here:
        desk.say(look.words("say.furthest"))
    else:
        desk.session.go_tree(to)


def step_tree(desk: Desk, step: int) -> None:
    """The next tree of the guideline (1), or the one before (-1), that applies to this patient or may; those that it
    passes are named. Beyond the last of them the others come, so that each is reached."""
    look, stages = desk.look, desk.look.stages[::step]
    at = next(at for at, stage in enumerate(stages) if stage.advice.tree.id == look.state.tree_id)
    ahead = stages[at + 1 :]
    to = next((at for at, stage in enumerate(ahead) if stage.entry != "not_entered"), 0)
    if ahead:
        desk.session.go_tree(ahead[to].advice.tree.id)
        passed = sorted(stage.advice.tree.number for stage in ahead[:to])
        if passed:
            desk.say(desk.look.words("say.trees_passed", n=", ".join(map(str, passed))))


def focus_graph(desk: Desk) -> None:
    """Give the graph the keyboard, on the open question where no box is chosen."""
    in_tree(desk).focus()
    if desk.session.state.selection is None:
        desk.graph.select_open()


def in_tree(desk: Desk) -> GraphPart:
    """The tree, in sight also where there is room for one thing at a time."""
    desk.keyboard.show_tab("tree")
    return desk.graph


def turn_columns(desk: Desk) -> None:
    """Put the columns beside the tree away, so that it has all the width, or bring them back."""
    desk.session.set_wide(not desk.session.state.wide)
    desk.graph.focus()


def explain(desk: Desk) -> None:
    """Open or close the explanation of the fact that is asked, in sight; where none is, say so."""
    desk.keyboard.show_tab("facts")
    if not desk.facts.explain_next():
        desk.say(desk.look.words("say.nothing_asked"))


def focus_next(desk: Desk) -> None:
    """Give the row of the next fact the keyboard; without one that of the range over which the ways part."""
    look = desk.look
    fact = look.next_fact or next((way.fact for way in look.advice.ways), None)
    if fact is not None:
        desk.focus_fact(fact)


def go_next(desk: Desk) -> None:
    """The next question of the tree in sight; without one the next tree, place or patient, and after the last of them
    the end of the meeting. The keyboard is at the tree then: an Enter too much presses nothing. At the question of a
    number it is not in the field: 0 is unknown there, as the key cap says."""
    coming, session = desk.look.coming, desk.session
    if coming.what in ("question", "rider"):
        desk.keyboard.tell_if_at(coming.fact)
        session.leave_found()  # the digits are its answers, and no more those of a box that was looked for
        desk.keyboard.show_tab("facts")
        if coming.what == "rider":  # the digits are its answers once its row is open
            session.correct(coming.fact)
        desk.facts.focus_fact(coming.fact, outside=True)
        return
    if coming.what == "ending":
        end_meeting(desk)
        return
    if coming.what == "decision":  # it is shown and named once; who presses on leaves it so
        session.go_on(session.state.tree_id)
        desk.keyboard.show_tab("advice")
        desk.graph.focus()
        look, state = desk.look, session.state
        about = overtaken_in_sight(look.pack, look.case, look.stages, state.tree_id, coming.left)
        key = "say.apart" if about in coming.left.apart else "say.overtaken"
        desk.say(look.words(f"{key}_whole" if about == WHOLE_CASE else f"{key}_here"))
        return
    if coming.tree is not None:
        session.go_on(coming.tree.tree)
    elif coming.lead:
        pack, _, tree = coming.lead.partition("/")
        session.lead_to(pack, tree)
    elif coming.what == "place":
        session.go_place(session.state.places.index(session.state.current) + 1)
    else:
        step_case(desk, 1)
    session.show_tab(_tab_asking(desk.look))
    desk.graph.focus()


def _tab_asking(look: Look) -> Tab:
    """Where there is room for one thing at a time: the one in which is asked what comes next here."""
    tab = look.state.tab
    if look.next_fact is not None and look.stage.entry != "not_entered":
        return tab if tab in ("facts", "tree") else "facts"
    if look.verdict is not None and look.state.decision is None:
        return tab if tab in ("advice", "decision") else "advice"
    return tab


def change_language(desk: Desk) -> None:
    """The other of the two languages; where the organisation set one, that is said."""
    why = refusal(desk.session.policy, "language", desk.session.state.language)
    if why:
        desk.say(why)
        return
    desk.session.set_language("en" if desk.session.state.language == "nl" else "nl")


def switch_later(desk: Desk) -> None:
    """Show or hide the statements from after the guideline, for the next start too."""
    desk.change_settings(later=not desk.settings.later)
