"""Facts, picture, card, strip, list, room and keys ask the same question, after every answer of every way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mdo_viewer.desktop.panels.fact_rows import digit_caps
from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Press, Say
from mdo_viewer.desktop.says.facts import FactView, facts_view
from mdo_viewer.desktop.says.held import limits, urgent_words
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.says.steps import next_words
from mdo_viewer.desktop.state.actions import choose, press_digit
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import ASKED, Box, Edge, Picture
from mdo_viewer.guideline.library import load_pack, shipped_packs
from mdo_viewer.guideline.model import Condition, Is, Pack, Term, Value
from mdo_viewer.guideline.scope import SCOPE, scope_text
from mdo_viewer.guideline.showing import asks
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.case import Case
from mdo_viewer.reasoning.journey import journey
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reasoning.routes import routes
from mdo_viewer.reasoning.scope import steps_of
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.desktop_help import NOW


def shipped_names() -> list[str]:
    return [pack.name for pack in shipped_packs()]


TREES = [(pack.name, tree.id) for pack in shipped_packs() for tree in load_pack(pack.name).trees]


def patients(pack: Pack, tree: str) -> Iterator[dict[str, Value]]:
    """Every beginning of the first way to each outcome, without and with what is known of the scope."""
    holds: dict[str, Value] = {fact.id: False for fact in pack.scope}
    yield {}
    seen: set[tuple[tuple[str, Value], ...]] = set()
    for route in {route.outcome: route for route in reversed(tuple(routes(pack, pack.trees_by_id[tree])))}.values():
        facts = [(fact, value) for fact, value in route.examples if fact not in holds]
        for length in range(len(facts) + 1):
            known = tuple(facts[:length])
            if known not in seen:
                seen.add(known)
                yield {**holds, **dict(known)}
        yield dict(facts[: len(facts) // 2])  # a way was begun before anybody looked whether the guideline holds


def session_of(pack: Pack, tree: str, facts: dict[str, Value], unknown: frozenset[str] = frozenset()) -> Session:
    session = Session(pack, (Case("MDO-0001", patient=Patient(facts, unknown=unknown)),))
    session.clock = lambda: NOW
    session.go_tree(tree)
    return session


def host_of(session: Session) -> Host:
    focused: list[str] = []
    look = Look(session.state, NOW)
    return cast(
        Host,
        SimpleNamespace(
            session=session, look=look, focused=focused, focus_fact=lambda fact, _="", **_beside: focused.append(fact)
        ),
    )


def drawn(look: Look) -> Picture:
    return draw(
        look.pack, look.advice, view="path", language="nl", width=660, height=520, asked=look.next_fact,
        unknown=look.patient.unknown, digits=look.keyed_fact == look.next_fact, ahead=True,
    )  # fmt: skip


def asked_words(look: Look, fact: str) -> str:
    return look.text(scope_text(look.pack)) if look.scope_asked and fact == SCOPE else look.label(fact)


def beginnings(pack: Pack, tree: str) -> Iterator[dict[str, Value]]:
    """Of every beginning of every way, told apart by the facts that were asked and the one that follows, the first that
    asks from its own box and state: what the others like it show is computed from the same. Before that every
    beginning of the questions of the scope."""
    holds: dict[str, Value] = {fact.id: False for fact in pack.scope}
    for length in range(1, len(holds)):
        yield dict(list(holds.items())[:length])
    begun: set[object] = set()
    shown: set[object] = set()
    for route in routes(pack, pack.trees_by_id[tree]):
        facts = tuple((fact, value) for fact, value in route.examples if fact not in holds)
        asked = tuple(fact for fact, _value in facts)
        for length in range(len(facts) + 1):
            way = (asked[: length + 1], length, "" if length < len(facts) else route.outcome)
            if way in begun:
                continue
            begun.add(way)
            values = {**holds, **dict(facts[:length])}
            said = advise(pack, pack.trees_by_id[tree], Patient(values), NOW)
            boxes = tuple(step.question.id for step in said.steps if step.state == "open")
            kind = (said.status, said.outcome and said.outcome.id, said.next_fact, said.open_facts, boxes)
            if kind not in shown:
                shown.add(kind)
                yield values
    assert len(begun) >= len(shown) > 2


def one_question(look: Look, tree: str, again: Session | None = None) -> None:
    """Every surface means `look.next_fact`, or none of them means anything; the keys too, tried in a session."""
    fact = look.next_fact
    comes_next(look)
    urgent_alike(look)
    view = facts_view(look)
    marked = [row for row in (*view.rows, *view.others, *view.rider_rows, *view.marks) if row.next]
    assert [row.id for row in marked] == ([fact] if fact else [])
    picture, room = drawn(look), content_of(look, key=False)
    assert room.asked == fact
    keyed = {edge for edge in picture.edges if edge.key is not None}
    if fact is None:
        assert not keyed
        return
    open_boxes = [box for box in picture.boxes if box.state == "open"]
    if look.scope_asked:
        assert [box.node for box in open_boxes] == [SCOPE]
    else:
        assert len(open_boxes) <= 1
        assert SCOPE not in [box.node for box in open_boxes]
    for box in open_boxes:
        question = look.question(box.node)
        assert question is not None
        said = " ".join(run.text for run in box.runs)
        if question.fact != fact and not look.scope_asked:
            assert names(look, box, fact), said
    assert {edge.question for edge in keyed} <= {box.node for box in open_boxes}
    no_answer_belies_its_digit(look, picture, fact)
    strong = [line.text for line in outline(look, later=False) if line.strong]
    if look.scope_asked:
        assert [text[:2] for text in strong] == ["0."]
    cards_mean(look, fact)
    said = " ".join(each.text for each in room.main.said)
    if look.advice.outcome is None and not look.advice.ways and look.advice.status != "out_of_scope":
        assert uncapital(asked_words(look, fact).rstrip("?")) in uncapital(said) or asked_words(look, fact) in said
    tile = next(each for each in stage_views(look) if each.current)
    if tile.detail and look.stage.entry != "unknown":
        assert tile.detail == asked_words(look, fact)
    if again is not None:
        keys_answer(look, marked[0], picture, again)


def no_answer_belies_its_digit(look: Look, picture: Picture, fact: str) -> None:
    """From the box that carries the digits' answers no answer leaves that such an answer of the same word does not
    give; below a fact that is asked apart stands the question, plain, with its answers."""
    for box in picture.boxes:
        if box.state != "open" or look.scope_asked:
            continue
        leaving = [edge for edge in picture.edges if edge.source == box.id]
        if box.id == ASKED:
            assert [edge.answer for edge in leaving] == ["*"]
            below = picture.box(leaving[0].target)
            assert (below.id, below.node, below.state) == (box.node, box.node, "possible")
            assert below.rect.x >= box.rect.right or below.rect.y >= box.rect.bottom
            plain = {edge.state for edge in picture.edges if edge.source == below.id}
            assert plain <= {"possible", "ruled_out"}
            continue
        for option in look.options(fact):
            after = look.after(fact, option.value)
            taken = None if after is None else taken_by(look, after, box.node)
            same = [edge for edge in leaving if said_at(look, edge) == option.words]
            assert taken is None or all(edge.answer == taken for edge in same), (fact, option.words, taken)
            assert all(edge.answer == taken for edge in same if edge.key == option.key)


def said_at(look: Look, edge: Edge) -> str:
    question = look.question(edge.question)
    assert question is not None
    return next(look.text(answer.label) for answer in question.answers if answer.key == edge.answer)


def taken_by(look: Look, after: Advice, question: str) -> str | None:
    """The answer by which the way goes on from a question; None where it stays there."""
    steps = [step for step in steps_of(look.pack, after) if step.question.id == question]
    return steps[0].answer.key if steps and steps[0].answer is not None else None


def urgent_alike(look: Look) -> None:
    """What presses is urgent in the line of the patient, in the strip, on the card, in the picture and in the room, or
    in none of them; and who leaves the patient is told that nothing was decided there."""
    here, pressing = look.state.tree_id, {each.tree for each in limits(look) if each.urgent}
    assert bool(urgent_words(look)) == bool(pressing)
    strip = {view.tree for view in stage_views(look) if view.tone in ("urgent", "open_urgent")}
    assert strip == pressing
    blocks = {block.id: block for block in advice_blocks(look, later=False)}
    assert any(block.tone == "urgent" for block in blocks.values()) == (here in pressing)
    assert not any(box.urgent for box in drawn(look).boxes) or here in pressing
    room = content_of(look, key=False)
    said = (room.main, *filter(None, (room.side,)), *room.strips)
    assert any(each.tone == "urgent" for each in said) == bool(pressing)
    if look.stage.entry == "not_entered":
        assert here not in pressing
        assert "tightest" not in blocks
    if look.coming.what in ("place", "patient", "ending"):
        decided = {each.tree for each in look.state.case.decisions}
        assert pressing <= {*look.coming.left.trees, *decided}


def comes_next(look: Look) -> None:
    """The key N and its button lead to the question that is asked, and elsewhere only where none is asked here."""
    coming, fact = look.coming, look.next_fact
    assert (coming.what == "question") == bool(coming.fact)
    assert not (coming.what == "question" and next_words(look))  # its button is away: the question is marked
    if look.stage.entry != "not_entered" and look.due_fact is not None:
        assert coming.fact == fact
    elif coming.what == "question":
        assert coming.fact in {way.fact for way in look.advice.ways}


def names(look: Look, box: Box, fact: str) -> bool:
    """Whether a box asks the fact: its large words are the fact, with the question that it is asked for in a box below,
    or a marked line of its checklist is about the fact in its sense."""
    question = look.question(box.node)
    assert question is not None
    title = " ".join(run.text for run in box.runs if run.role == "title")
    if asks(look.pack, question, fact):
        assert title == look.text(question.text)
    else:
        assert title == look.label(fact)
        return box.id == ASKED
    checklist: Any = question.checklist
    items: tuple[Condition, ...] = getattr(checklist, "items", ())
    if len(items) == 1 and isinstance(items[0], Term):  # a checklist of one named group shows what that holds
        checklist = look.pack.terms_by_id[items[0].term].condition
    asked = [each for each in placed(checklist) if isinstance(each, Is) and each.fact == fact]
    marked = [run for run in box.runs if run.next]
    return bool(marked) and any(each.value is not False for each in asked)


def placed(condition: object) -> Iterator[object]:
    yield condition
    for item in (*getattr(condition, "items", ()), *filter(None, [getattr(condition, "item", None)])):
        yield from placed(item)


def cards_mean(look: Look, fact: str) -> None:
    """The first fact that the cards lead to is the one that is asked; without an advice they do lead to it."""
    if look.advice.outcome is not None or look.advice.ways or look.advice.status == "out_of_scope":
        return
    blocks = {block.id: block for block in advice_blocks(look, later=False)}
    if "untouched" in blocks:
        said = [item.text for item in blocks["untouched"].items if isinstance(item, Say)]
        assert uncapital(asked_words(look, fact).rstrip("?")) in " ".join(said)
        return
    if "tightest" in blocks:
        said = [item.text for item in blocks["tightest"].items if isinstance(item, Say)]
        assert look.label(fact) in " ".join(said)
    pressed = [item.do for item in blocks["missing"].items if isinstance(item, Press) and item.do.startswith("fact:")]
    assert pressed[:1] == [f"fact:{fact}"]


def one_is_open(session: Session, tree: str) -> None:
    """While an answered row is open the keys are its: none stands elsewhere, and they change no other fact."""
    before, look = session.state, Look(session.state, NOW)
    view = facts_view(look)
    answered = [row for row in view.rows if row.value and row.type in ("bool", "choice")]
    if not answered:
        return
    row = answered[-1]
    session.correct(row.id)
    opened = Look(session.state, NOW)
    rows = [each for each in (*facts_view(opened).rows, *facts_view(opened).rider_rows) if each.keyed]
    assert [(each.id, each.opened) for each in rows] == [(row.id, True)]
    assert [each.id for each in facts_view(opened).rows if each.next] == [each.id for each in view.rows if each.next]
    picture, room = drawn(opened), content_of(opened, key=False)
    assert not any(edge.key for edge in picture.edges)
    assert not any(run.role == "key" for box in picture.boxes for run in box.runs)
    assert room == content_of(look, key=False)
    assert opened.coming == look.coming
    try:
        press_digit(host_of(session), len(row.options) - 1)
    except Contradiction:
        assert session.state.correcting == row.id  # refused, it is open still
        session._look(before)  # as below
        return
    after = Look(session.state, NOW)
    if row.id != SCOPE:
        assert after.patient.values == {**look.patient.values, row.id: after.patient.values[row.id]}
    assert session.state.correcting == ""
    assert after.keyed_fact == after.next_fact
    session._look(before)  # no undo, which would be one more thing that answers


def one_is_chosen(session: Session, tree: str) -> None:
    """An open fact that somebody chose is what every surface asks, and the keys answer."""
    before, look = session.state, Look(session.state, NOW)
    view = facts_view(look)
    open_rows = [row.id for row in view.rows if look.is_open(row.id) and not row.next and row.id in look.needed]
    if not open_rows:
        return
    session.correct(open_rows[-1])
    chosen = Look(session.state, NOW)
    assert chosen.next_fact == chosen.keyed_fact == open_rows[-1]
    assert chosen.due_fact == look.next_fact
    one_question(chosen, tree)
    session._look(before)  # as below


def keys_answer(look: Look, row: FactView, picture: Picture, session: Session) -> None:
    """The key beside an answer of the picture gives that answer, as the one with the same digit on the left does."""
    caps = digit_caps(row, look.words)
    before = session.state
    for edge in picture.edges:
        if edge.key is None:
            continue
        assert edge.key in caps
        pressed = host_of(session)
        press_digit(pressed, int(edge.key))
        after = Look(session.state, NOW)
        by_key = after.patient
        session._look(before)  # back to before the key: no undo, which would be one more thing that answers
        chosen = host_of(session)
        choose(chosen, row.id, caps.index(edge.key))
        assert Look(session.state, NOW).patient == by_key
        session._look(before)  # back to before the key: no undo, which would be one more thing that answers
        if edge.question == SCOPE:
            continue  # "no" to all of it asks which; tested with the scope
        step = next(step for step in steps_of(look.pack, after.advice) if step.question.id == edge.question)
        assert step.answer is not None
        assert step.answer.key == edge.answer


@pytest.mark.parametrize(("pack", "tree"), TREES)
def test_every_surface_asks_the_same(pack: str, tree: str) -> None:
    read = load_pack(pack)
    count = 0
    for facts in patients(read, tree):
        session = session_of(read, tree, facts)
        look = Look(session.state, NOW)
        one_question(look, tree, session)
        one_is_open(session, tree)
        one_is_chosen(session, tree)
        count += 1
        if look.next_fact is not None and look.next_fact != SCOPE and count % 3 == 0:
            session = session_of(read, tree, facts, frozenset({look.next_fact}))
            one_question(Look(session.state, NOW), tree, session)
    assert count > 2


@pytest.mark.parametrize(("pack", "tree"), TREES)
def test_every_beginning_of_every_way_asks_one_question(pack: str, tree: str) -> None:
    read = load_pack(pack)
    for facts in beginnings(read, tree):
        one_question(Look(session_of(read, tree, facts).state, NOW), tree)


def in_any_order(pack: Pack, seed: int) -> Iterator[Session]:
    """A patient whose facts are filled in as they come up, in whatever tree: those that are asked, and those in sight
    besides, also the ones that close what another tree waits for."""
    chance = Random(seed)
    trees = [tree.id for tree in pack.trees]
    session = session_of(pack, chance.choice(trees), {fact.id: False for fact in pack.scope})
    for _ in range(18):
        look = Look(session.state, NOW)
        view = facts_view(look)
        open_rows = [row.id for row in (*view.rows, *view.others) if look.is_open(row.id)]
        if not open_rows or chance.random() < 0.15:
            session.go_tree(chance.choice(trees))
            continue
        fact = look.fact(look.next_fact if look.next_fact and chance.random() < 0.5 else chance.choice(open_rows))
        options = [option.value for option in look.options(fact.id)] or [0, 2, 8, 30]
        if fact.type == "set":
            continue
        with suppress(Contradiction):
            if chance.random() < 0.1:
                session.unknown(fact.id)
            else:
                session.answer(fact.id, chance.choice(options))
            yield session


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("pack", shipped_names())
def test_urgent_is_said_alike_in_whatever_order_facts_come(pack: str, seed: int) -> None:
    read = load_pack(pack)
    for session in in_any_order(read, seed):
        urgent_alike(Look(session.state, NOW))


@pytest.mark.parametrize("pack", shipped_names())
def test_no_tree_is_said_not_to_apply_that_an_open_fact_of_its_entry_would_open(pack: str) -> None:
    read = load_pack(pack)
    closed = 0
    for seed in range(3):
        *_, session = in_any_order(read, seed)
        patient = session.state.case.patient
        for stage in journey(read, patient):
            if stage.entry != "not_entered":
                continue
            closed += 1
            for fact in dict.fromkeys(read.facts_in(stage.advice.tree.entry)):
                if (
                    fact in patient.values
                    or fact in stage.advice.settled.values
                    or read.facts_by_id[fact].type != "bool"
                ):
                    continue
                for value in (True, False):
                    with suppress(Contradiction):
                        other = journey(read, Patient({**patient.values, fact: value}))
                        assert next(s.entry for s in other if s.advice.tree is stage.advice.tree) == "not_entered"
    assert closed or len(read.trees) < 4


def test_a_tree_that_an_answer_closed_presses_nowhere() -> None:
    """An answer in the tree that points to a short limit, and after it one by which the tree does not apply."""
    pack = load_pack("wervelmetastasen")
    facts: dict[str, Value] = {fact.id: False for fact in pack.scope}
    session = session_of(pack, "tijd_tot_therapie", {**facts, "neurologische_uitval_door_mesmc": True})
    look = Look(session.state, NOW)
    assert look.stage.entry == "unknown"
    assert urgent_words(look)
    assert next(view for view in stage_views(look) if view.current).tone == "open_urgent"
    urgent_alike(look)
    session.answer("radiologische_verdenking_wervelmetastasen", False)
    look = Look(session.state, NOW)
    assert look.stage.entry == "not_entered"
    urgent_alike(look)
    assert not urgent_words(look)
