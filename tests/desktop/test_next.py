"""One rule says what comes next: the tile of the strip, the button and the key agree, and it comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mdo_viewer.desktop.panels import next_button
from mdo_viewer.desktop.says.advice import advice_blocks
from mdo_viewer.desktop.says.blocks import Press
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.says.steps import next_named, next_words
from mdo_viewer.desktop.state.journeys import first_tree, next_tree
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.to_do import asked_beside, left_open, reasons, wants_decision
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.routes import routes
from tests.help.desk import Desk, click, shown_texts
from tests.help.desktop_help import NOW, close, keys, make_window, settle, type_text

SCOPE = {"leptomeningeale_of_intramedullaire_metastasen": False, "jonger_dan_18": False}


@pytest.fixture
def third(window: Window) -> Window:
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    settle(window)
    return window


def focused() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def marked(look: Look) -> list[str]:
    return [view.tree for view in stage_views(look) if view.next]


def at_route(tree: str, facts: dict[str, object], *, decided: bool) -> Session:
    """A session on one patient who goes this way through a tree, with the decision on it where it gives an advice."""
    pack = load_pack(PACK)
    session = Session(pack, (Case("MDO-0001", patient=Patient(facts)),))  # type: ignore[arg-type]
    session.clock = lambda: NOW
    session.go_tree(tree)
    if decided:
        look = Look(session.state, NOW)
        kind = look.kinds(whole=False)[0]
        session.start_decision(kind, look.verdict)
        session.record()
    return session


def walk(session: Session) -> list[str]:
    """The trees that come one after the other, until none does."""
    found: list[str] = []
    for _ in range(30):
        look = Look(session.state, NOW)
        coming = look.coming
        assert marked(look) == ([coming.tree.tree] if coming.tree is not None else [])
        assert bool(next_words(look)) == (coming.what != "question")
        if coming.tree is None:
            return found
        assert str(look.pack.trees_by_id[coming.tree.tree].number) in next_words(look)
        session.go_on(coming.tree.tree)
        found.append(coming.tree.tree)
    raise AssertionError(found)


@pytest.mark.parametrize("tree", [tree.id for tree in load_pack(PACK).trees])
@pytest.mark.parametrize("decided", [False, True])
def test_tile_and_button_agree_on_every_way_and_the_way_on_ends(tree: str, decided: bool) -> None:
    """The first way to each outcome of the tree; every tree is come by at most once."""
    pack = load_pack(PACK)
    by_outcome = {route.outcome: route for route in reversed(tuple(routes(pack, pack.trees_by_id[tree])))}
    for route in by_outcome.values():
        found = walk(at_route(tree, dict(route.examples), decided=decided))
        assert len(found) == len(set(found)), route.outcome
        assert tree not in found[:1]


def test_after_recording_the_keyboard_is_on_what_leads_on(third: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    keys(third, "A", "3", "Ctrl+2", "Return")
    assert third.session.state.tree_id == "lv_lang", "an Enter too many leads nowhere"
    monkeypatch.setattr(next_button, "SOON", 0.0)
    settle(third)
    assert third.session.state.draft is None
    button = third.advice.next
    assert button.hasFocus()
    assert button.words == "Volgende: boom 6 gaat over de dosis"
    assert button.cap == "N"
    assert third.look.coming.tree is not None
    assert marked(third.look) == ["radiotherapie"]
    keys(third, "Space")  # of a sentence that is typed on
    assert third.session.state.tree_id == "lv_lang"
    keys(third, "Tab", "Shift+Tab")  # who walks back to it meant it
    assert button.hasFocus()
    keys(third, "Return")
    assert third.session.state.tree_id == "radiotherapie"
    assert third.graph.isAncestorOf(focused())


def test_the_reason_names_the_tree_whose_choice_leads_there(third: Window) -> None:
    third.session.go_tree("tijd_tot_therapie")
    settle(third)
    assert third.advice.next.words == "Volgende, na boom 9: boom 6 gaat over de dosis"


def test_the_key_goes_where_the_button_goes(third: Window) -> None:
    for press in (lambda: keys(third, "N"), lambda: QTest.mouseClick(third.advice.next, Qt.MouseButton.LeftButton)):
        third.session.go_tree("lv_lang")
        settle(third)
        press()
        assert third.session.state.tree_id == "radiotherapie"


def test_the_card_names_the_key_only_where_the_key_goes_to_that_question(window: Window) -> None:
    """At a tree that this patient does not reach the key leads on, past its questions."""
    shown = {}
    at = [(case, tree.id) for case in range(3) for tree in window.look.pack.trees]
    for case, tree in at:
        window.session.go_case(case)
        window.session.go_tree(tree)
        look = window.look
        blocks = [block for block in advice_blocks(look, later=True) if block.id == "missing"]
        caps = [item.key for block in blocks for item in block.items if isinstance(item, Press) and item.key]
        if blocks and look.next_fact is not None:
            shown[look.stage.entry == "not_entered"] = caps
            assert caps == (["N"] if look.coming.what == "question" else []), tree
    assert shown.keys() == {True, False}


def test_the_key_goes_to_the_open_question_first(window: Window) -> None:
    settle(window)
    assert window.look.coming.what == "question"
    assert not window.advice.next.isVisible()
    keys(window, "N")
    row = window.facts.row(window.look.coming.fact)
    assert row.isAncestorOf(focused())
    assert window.session.state.tree_id == "diagnostiek"


def test_when_all_is_seen_the_next_patient_comes_and_after_the_last_the_end(window: Window) -> None:
    window.session.go_case(1)
    settle(window)
    for _ in range(12):
        if window.look.coming.what == "patient":
            break
        keys(window, "N")
        settle(window)
    settle(window)
    assert window.advice.next.words == "Volgende patiënt: MDO-0003 (deze boom 4 en boom 9: nog geen besluit)"
    keys(window, "N")
    assert window.session.state.patient == 2
    for _ in range(12):
        settle(window)
        if window.look.coming.what == "ending":
            break
        keys(window, "N")
    settle(window)
    assert window.advice.next.words.endswith("afronden (deze boom 6 en boom 4: nog geen besluit)")
    keys(window, "N")
    assert window.sheets.shown_name == "ending"


def test_who_leaves_a_patient_without_a_decision_is_told() -> None:
    known = {**SCOPE, "klinische_verdenking_wervelmetastasen": True, "adequate_beeldvorming_aanwezig": False}
    patient = Patient(known, frozenset({"radiologische_verdenking_wervelmetastasen"}))
    window = make_window((Case("MDO-0001", patient=patient), Case("MDO-0002")))
    for _ in range(40):
        settle(window)
        if window.look.coming.what == "patient":
            break
        keys(window, "0" if window.look.coming.what == "question" else "N")
    assert window.advice.next.words == "Volgende patiënt: MDO-0002 (hier nog geen besluit)"
    close(window)


def walk_keys(window: Window, *pressed: str) -> None:
    for key in pressed:
        keys(window, key)
        settle(window)


@pytest.fixture
def paresis(qtbot: QtBot) -> Iterator[Window]:
    known = {"mesmc_radiologisch": True, "neurologische_uitval_mesmc": True, "uitval_mesmc_dagen": 2}
    window = make_window((Case("MDO-0001", patient=Patient(known)), Case("MDO-0002")))
    yield window
    close(window)


@pytest.fixture
def pain(qtbot: QtBot) -> Iterator[Window]:
    known = {"pijn_door_wervelmetastasen": True, "instabiele_wervelkolom": True, "levensverwachting_maanden": 9}
    window = make_window((Case("MDO-0001", patient=Patient(known)),))
    yield window
    close(window)


def steroids(window: Window) -> None:
    """Through the first two trees, with a decision on the second."""
    walk_keys(window, "1", "1", "1", "N", "1", "1", "1", "V", "Ctrl+Return")
    assert window.session.state.decision is not None


def test_what_opens_an_urgent_tree_is_asked_before_the_next_patient(paresis: Window) -> None:
    """No question of any tree asks it: the key goes to the tree that it opens, and there it is the first question."""
    window = paresis
    steroids(window)
    assert window.look.coming.tree is not None
    assert (window.look.coming.tree.tree, window.look.coming.tree.reason) == ("tijd_tot_therapie", "entry")
    assert window.advice.next.words.endswith("(eerst de vraag of deze boom geldt)")
    walk_keys(window, "N")
    asked = window.look.next_fact
    assert (window.session.state.tree_id, window.look.coming.what) == ("tijd_tot_therapie", "question")
    assert asked == "radiologische_verdenking_wervelmetastasen"
    assert window.facts.row(asked).isVisible()
    walk_keys(window, "1")
    assert window.look.stage.entry == "open"


def test_an_urgent_tree_of_which_nobody_knows_whether_it_applies_is_said_on_the_way_out(paresis: Window) -> None:
    steroids(paresis)
    for _ in range(40):
        if paresis.look.coming.what == "patient":
            break
        walk_keys(paresis, *(("N", "0") if paresis.look.coming.what in ("question", "rider") else ("N",)))
    assert "tijd_tot_therapie" in paresis.look.coming.left.trees


def test_an_urgent_tree_that_was_left_with_its_question_open_comes_again(qtbot: QtBot) -> None:
    """It was looked at, and nothing was answered there: the key does not go past it."""
    known = {"pijn": False, "eenzijdige_radiculaire_uitval": True, "levensverwachting_maanden": 2.9}
    window = make_window((Case("MDO-0001", patient=Patient(known)), Case("MDO-0002")))
    for tree in ("lv_lang", "diagnostiek"):
        window.session.go_tree(tree)
        settle(window)
    assert (window.look.coming.what, window.look.advice.urgent) == ("question", True)
    window.session.go_tree("lv_lang")
    settle(window)
    assert "boom 1, " in window.advice.next.words
    walk_keys(window, "N")
    assert window.session.state.tree_id == "diagnostiek"
    close(window)


def test_what_is_asked_beside_an_advice_that_was_followed_comes_before_the_next_patient(paresis: Window) -> None:
    """After all trees, so that no patient is ready with what nobody was asked; a digit answers it, 0 too."""
    steroids(paresis)
    asked: list[str] = []
    for _ in range(60):
        coming = paresis.look.coming
        if coming.what == "patient":
            break
        if coming.what == "rider":
            assert paresis.advice.next.words.endswith("(voor het bijkomend advies)")
            asked.append(coming.fact)
            walk_keys(paresis, "N")
            assert paresis.facts.row(coming.fact).isAncestorOf(focused())
            assert not paresis.advice.next.isVisible(), "it is marked there, as a question of the tree is"
            walk_keys(paresis, "2" if paresis.look.fact(coming.fact).type == "bool" else "0")
        else:
            walk_keys(paresis, *(("N", "0") if coming.what == "question" else ("N",)))
    look = paresis.look
    assert asked
    assert look.coming.what == "patient"
    assert not asked_beside(look.pack, look.state.case, look.stages)
    patient = look.patient
    assert all(fact in patient.values or fact in patient.unknown for fact in asked)


def test_after_a_decision_on_the_first_tree_those_of_treatment_still_come(pain: Window) -> None:
    walk_keys(pain, "1", "1", "1", "V", "Ctrl+Return")
    found = []
    for _ in range(60):
        coming = pain.look.coming
        if coming.what == "ending":
            break
        if coming.tree is not None:
            found.append(coming.tree.tree)
        yes = coming.fact in ("radiologische_verdenking_wervelmetastasen", "bekende_primaire_maligniteit")
        walk_keys(pain, ("1" if yes else "2") if coming.what == "question" else "N")
    assert [tree for tree in found if tree in ("aanvullend", "indicatie")] == ["aanvullend", "indicatie"]
    assert "nog geen besluit" in pain.advice.next.words, "the tree of treatment is not left in silence"


def test_complaints_after_a_treatment_lead_to_the_first_tree(qtbot: QtBot) -> None:
    """The tree is open for everyone and not at issue after a treatment; the advice says that the way begins there."""
    known = {**SCOPE, "klachten_bij_follow_up": True}
    patient = Patient(known, moments={"radiotherapie_einde_op": NOW - timedelta(days=20)})
    window = make_window((Case("MDO-0001"), Case("MDO-0002", patient=patient)))
    keys(window, "PgDown")
    settle(window)
    assert window.session.state.tree_id == "followup", "where the facts say that it applies, not at the first tree"
    assert window.look.coming.tree is not None
    assert window.look.coming.tree.tree == "diagnostiek"
    keys(window, "N")
    assert window.session.state.tree_id == "diagnostiek"
    close(window)


def test_another_guideline_that_speaks_instead_comes_next(qtbot: QtBot) -> None:
    pack = load_pack("lage_rugpijn")
    known = {"klinische_verdenking_wervelmetastasen": True}
    window = make_window((Case("MDO-0001", patient=Patient(known)),), pack=pack)
    for _ in range(20):
        settle(window)
        if window.look.coming.what == "lead":
            break
        keys(window, "2" if window.look.coming.what == "question" else "N")
    assert window.look.coming.lead == "wervelmetastasen/diagnostiek"
    assert "Wervelmetastasen" in window.advice.next.words
    keys(window, "N")
    settle(window)
    assert (window.session.state.pack.id, window.session.state.tree_id) == ("wervelmetastasen", "diagnostiek")
    close(window)


def test_an_answer_lets_what_was_passed_come_again(third: Window) -> None:
    keys(third, "N")
    assert third.session.state.passed == ("lv_lang",)
    third.session.answer("levensverwachting_maanden", 8)
    assert not third.session.state.passed


@pytest.mark.parametrize("case", range(3))
def test_looking_into_trees_changes_nothing_of_what_comes_next(window: Window, case: int) -> None:
    """What was looked at and left as it was comes as if nobody had looked, wherever one stands."""
    session = window.session
    session.go_case(case)
    trees = [tree.id for tree in session.state.pack.trees]
    for at in trees:
        session.go_tree(at)
        before = Look(session.state, NOW).coming
        for other in trees:
            session.go_tree(other)
        session.go_tree(at)
        assert Look(session.state, NOW).coming == before, at


def test_the_tile_that_comes_next_does_what_the_key_does(third: Window) -> None:
    settle(third)
    (tile,) = [each for each in third.journey.tiles if each.view is not None and each.view.next]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert (third.session.state.tree_id, third.session.state.passed) == ("radiotherapie", ("lv_lang",))


# --- where a patient is shown


def test_a_patient_comes_back_where_it_was_left(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("indicatie")
    keys(window, "PgUp", "PgUp")
    assert window.session.state.patient == 0
    keys(window, "PgDown", "PgDown")
    assert window.session.state.tree_id == "indicatie"


def test_a_patient_who_was_never_shown_begins_where_something_is_to_be_done(window: Window) -> None:
    keys(window, "PgDown", "PgDown")
    assert window.session.state.tree_id == "tijd_tot_therapie"  # the limit that runs


def test_who_is_shown_in_the_place_of_a_patient_who_left_is_where_that_one_was_left(third: Window) -> None:
    third.session.go_case(1)
    third.session.go_tree("followup")
    third.session.remove_case(third.session.state.point.id)
    assert third.session.state.tree_id == "lv_lang"  # the third was left there


def test_an_empty_patient_begins_at_the_first_tree_and_a_draft_before_all() -> None:
    pack = load_pack(PACK)
    empty = Case("MDO-0001")
    assert first_tree(pack, empty, journey_of_case(pack, empty, NOW)) == pack.trees[0].id
    full = example_cases(pack)[2]
    assert first_tree(pack, full, journey_of_case(pack, full, NOW), ("indicatie",)) == "indicatie"


def test_a_patient_of_a_list_begins_where_the_way_on_leads(window: Window) -> None:
    """Not past the first tree, whose questions the list left open, for one that the facts open beside it."""
    known = {
        "klinische_verdenking_wervelmetastasen": True,
        "adequate_beeldvorming_aanwezig": False,
        "bilaterale_radiculaire_pijn_of_uitval": False,
    }
    session = window.session
    session.add_cases((Case("MDO-0009", patient=Patient(known)),))
    session.go_case(len(session.state.cases) - 1)
    look = Look(session.state, NOW)
    waiting = [tree for tree, why in reasons(look.pack, session.state.case, look.stages).items() if why == "open"]
    assert waiting == ["diagnostiek", "cortico_voor_mri"]
    assert session.state.tree_id == "diagnostiek"
    coming = next_tree(look.pack, session.state.case, look.stages, "followup")
    assert coming is not None
    assert coming.tree == session.state.tree_id


def test_a_decision_that_is_overtaken_is_to_be_looked_at_again(third: Window) -> None:
    keys(third, "V", "Ctrl+Return")
    third.session.go_tree("tijd_tot_therapie")
    third.session.answer("klinische_toestand_operabel", False)
    settle(third)
    found = third.look.coming.tree
    assert found is not None
    assert (found.tree, found.reason) == ("lv_lang", "changed")


def overtaken_whole(window: Window) -> Look:
    """The board followed on the whole case, and what the trees say is another thing since."""
    for tree in ("lv_lang", "tijd_tot_therapie", "radiotherapie", "cortico_voor_mri"):
        window.session.withdraw(tree)
    keys(window, "Shift+V", "Ctrl+Return")
    window.session.answer("levensverwachting_maanden", 2)
    window.session.go_tree("diagnostiek")
    settle(window)
    return window.look


def test_an_overtaken_decision_on_the_whole_case_leads_to_the_tree_that_speaks_now(third: Window) -> None:
    found = overtaken_whole(third).coming.tree
    assert found is not None
    assert (found.tree, found.reason) == ("lv_kort", "changed")


def test_who_leaves_an_overtaken_decision_is_told_once(third: Window) -> None:
    """Nothing else is left of this patient: the key names the decision before it leads away from it."""
    desk = Desk(third)
    overtaken_whole(third)
    keys(third, "N")
    settle(third)
    assert third.session.state.tree_id == "lv_kort"
    assert desk.window.look.coming.what == "decision"
    assert desk.window.advice.next.words == "Eerst nog: achterhaald besluit, de hele casus"
    keys(third, "N")
    settle(third)
    assert desk.message.startswith("Het besluit over de hele casus is achterhaald.")
    assert third.sheets.shown_name is None
    keys(third, "N")
    assert third.sheets.shown_name == "ending"


@pytest.mark.parametrize("way", ["key", "line", "card"])
def test_an_overtaken_decision_on_the_whole_case_goes_before_one_on_the_tree_that_stands(
    third: Window, way: str
) -> None:
    """What was said was about the whole case, and the key took the valid decision on the tree."""
    overtaken_whole(third)
    third.session.go_tree("lv_kort")
    third.session.answer("indicatie_chemotherapie", False)
    third.session.start_decision("own", third.look.verdict)
    third.session.change_draft(text="bestralen")
    third.session.record()
    third.session.go_tree("diagnostiek")
    settle(third)
    assert "(besluit over de hele casus achterhaald)" in next_named(third.look, next_words(third.look))
    third.session.go_tree("lv_kort")
    settle(third)
    desk = Desk(third)
    texts = shown_texts(third.right)
    assert "Het advies is niet meer zoals bij het besluit hieronder." not in texts
    assert "Het besluit over de hele casus is achterhaald; dat bij deze boom staat nog." in texts
    assert "Trek in" not in texts
    if way == "key":
        keys(third, "Ctrl+Del")
    else:
        click(third.right, "Trek hele casus in" if way == "line" else "Besluit hele casus intrekken")
    settle(third)
    assert [each.tree for each in third.session.state.case.decisions] == ["lv_kort"]
    assert desk.message == "Besluit ingetrokken, de hele casus."
    assert "Trek in" in shown_texts(third.right)


def test_a_tree_that_all_but_was_followed_on_is_undecided_once_its_exception_goes(third: Window) -> None:
    session = third.session
    for tree in ("lv_lang", "tijd_tot_therapie", "radiotherapie", "cortico_voor_mri"):
        session.withdraw(tree)
    session.go_tree("tijd_tot_therapie")
    session.start_decision("deviate", third.look.verdict)
    session.change_draft(text="niet", reason_code="other")
    session.record()
    keys(third, "Shift+V", "Ctrl+Return")
    keys(third, "Ctrl+Del")
    settle(third)
    assert Desk(third).message == "Besluit ingetrokken, boom 4. Nu: nog geen besluit."
    session.go_tree("lv_lang")
    settle(third)
    found = third.look.coming.tree
    assert found is not None
    assert (found.tree, found.reason) == ("tijd_tot_therapie", "undecided")


def test_another_meeting_begins_with_nothing_seen(third: Window) -> None:
    state = third.session.state
    third.session.open_meeting(replace(state.document), 0, "diagnostiek")
    assert third.session.state.seen == ((third.session.state.point.id, "diagnostiek"),)


# --- drafts, and the ends of the agenda


def test_the_status_line_counts_drafts_and_leads_to_them(third: Window) -> None:
    assert not third.status.drafts.isVisible()
    keys(third, "A", "Right")
    type_text(third, "wil niet meer")
    keys(third, "Escape", "PgUp", "A")
    type_text(third, "nog bellen")
    keys(third, "Escape", "PgUp")
    settle(third)
    assert third.status.drafts.words == "2 concepten"
    QTest.mouseClick(third.status.drafts, Qt.MouseButton.LeftButton)
    settle(third)
    first = third.session.state
    assert (first.patient, first.draft is not None) == (1, True)
    third.call("draft")()
    second = third.session.state
    assert (second.patient, second.tree_id) == (2, "lv_lang")
    assert second.draft is not None
    assert second.draft.text == "radiotherapie 1 × 8 Gywil niet meer", "its text comes first: an arrow kept it"
    keys(third, "Escape", "M")
    desk = Desk(third)
    rows = [desk.agenda.list.item(at).text() for at in range(3)]
    assert [row.endswith("Concept") for row in rows] == [False, True, True]


def test_at_the_last_patient_the_keyboard_never_comes_to_what_adds_one(window: Window) -> None:
    window.top.after.setFocus(Qt.FocusReason.TabFocusReason)
    keys(window, "Return", "Return")
    assert window.session.state.patient == 2
    assert not window.top.after.isEnabled()
    assert window.top.before.hasFocus()
    keys(window, "Return", "Return")
    assert window.session.state.patient == 0
    assert window.top.after.hasFocus()
    assert len(window.session.state.document.patients) == 3


@pytest.mark.parametrize("about", ["tree", "case"])
def test_after_a_decision_of_its_own_with_facts_missing_the_board_goes_on(window: Window, about: str) -> None:
    """The question of the tree stays marked and can be answered; it holds nobody up."""
    window.session.add_case()
    window.session.go_tree("indicatie")
    settle(window)
    asked = window.look.next_fact
    assert asked is not None
    assert window.look.coming.what == "question"
    keys(window, "A" if about == "tree" else "Shift+A")
    settle(window)
    type_text(window, "Eerst overleg met de verwijzer")
    keys(window, "Ctrl+Return")
    settle(window)
    (decision,) = window.session.state.case.decisions
    assert decision.kind == "own"
    if about == "tree":
        (view,) = [each for each in stage_views(window.look) if each.tree == window.session.state.tree_id]
        assert view.said == "het MDO besloot zelf"  # no tick beside what is missing
    button = window.right.goes_on or window.advice.next
    assert button.isVisible()
    assert button.words.startswith("Volgende")
    assert window.look.next_fact == asked
    before = window.session.state.tree_id, window.session.state.current
    QTest.qWait(600)  # an Enter at once would be one too many
    keys(window, "N")
    settle(window)
    assert (window.session.state.tree_id, window.session.state.current) != before or window.sheets.shown_name


def test_a_tree_that_a_choice_may_open_is_gone_to_for_the_fact_that_says_so() -> None:
    case = Case("MDO-0001")
    for fact in ("leptomeningeale_of_intramedullaire_metastasen", "jonger_dan_18", "instabiele_wervelkolom"):
        case = case.with_value(fact, False)
    case = case.with_value("levensverwachting_maanden", 7)
    decision = Decision("lv_lang", None, "deviate", text="zonder chemotherapie", chosen="radiotherapie")
    case = replace(case, decisions=(decision,))
    session = Session(load_pack(PACK), (case,), language="nl")
    session.go_tree("lv_lang")
    found = next_tree(session.state.pack, case, Look(session.state, NOW).stages, "lv_lang")
    assert found is not None
    assert (found.tree, found.reason) == ("radiotherapie", "entry"), "not that of after an operation nobody told of"
    session.go_tree(found.tree)
    assert Look(session.state, NOW).next_fact == "geopereerd"


def test_a_tree_that_was_answered_and_has_nothing_to_decide_does_not_come_again() -> None:
    """The board chose an operation, which opens tree 10; that says that nobody operated yet."""
    pack = load_pack(PACK)
    (route,) = [each for each in routes(pack, pack.trees_by_id["lv_lang"]) if each.outcome == "kort"][:1]
    session = Session(
        pack, (Case("MDO-0001", patient=Patient({**SCOPE, **dict(route.examples), "geopereerd": False})),)
    )
    session.clock = lambda: NOW
    session.go_tree("lv_lang")
    look = Look(session.state, NOW)
    session.start_decision(look.kinds(whole=False)[-1], look.verdict)
    session.change_draft(chosen="operatie", text="na overleg", reason_code="other")
    session.record()
    look = Look(session.state, NOW)
    (stage,) = [each for each in look.stages if each.advice.tree.id == "interval_chir_rt"]
    assert (stage.entry, stage.advice.outcome and stage.advice.outcome.kind) == ("open", "not_applicable")
    assert look.coming.tree is not None
    assert look.coming.tree.tree != "interval_chir_rt"
    assert "interval_chir_rt" not in marked(look)


def test_that_there_is_no_decision_is_said_only_where_one_is_to_be_taken() -> None:
    """That no urgent imaging is needed any more nobody has to decide: it is shown, and nothing leads there for it."""
    pack, said = load_pack(PACK), {}
    for case in example_cases(pack)[1:]:
        session = Session(pack, (case,))
        session.clock = lambda: NOW
        session.go_tree("tijd_tot_therapie")
        for _ in range(12):
            look = Look(session.state, NOW)
            coming = look.coming.tree
            if coming is None:
                break
            (stage,) = [each for each in look.stages if each.advice.tree.id == coming.tree]
            if coming.reason in ("undecided", "beside"):
                left = coming.tree in left_open(pack, session.state.case, look.stages).trees
                assert left == wants_decision(stage) == ("nog geen besluit" in next_words(look)), next_words(look)
                said[left] = next_words(look)
            session.go_on(coming.tree)
    assert set(said) == {True}
    assert said[True].endswith("(nog geen besluit)")


def test_an_overtaken_decision_with_open_questions_comes_again(third: Window) -> None:
    """It was looked at and left: the patient is not, while the decision rests on what nobody was asked anew."""
    session = third.session
    session.go_tree("lv_lang")
    assert session.state.decision is not None
    session.clear("instabiliteit")
    for tree in ("lv_lang", "tijd_tot_therapie"):
        session.go_tree(tree)
        settle(third)
    found = third.look.coming.tree
    assert found is not None
    assert (found.tree, found.reason) == ("lv_lang", "changed")
