"""That a tree does not apply is said only where no answer can change it; what waits for an answer that nobody knows is
named, and a decision on one tree does not make a patient decided."""

from __future__ import annotations

import json
import re
from random import Random

import pytest

from mdo_viewer.desktop.says.stages import fold_words, stage_colour, stage_sign, stage_views
from mdo_viewer.desktop.says.steps import asks_words, left_said, next_words
from mdo_viewer.desktop.says.tokens import GREEN
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.places import with_guideline
from mdo_viewer.meeting.tally import COUNTS, counted
from mdo_viewer.meeting.to_do import reasons, stuck
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_json, meeting_text
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.text import as_text
from tests.desktop.state.test_next_leaves_nothing import PACKS, patients
from tests.help.desk import shown_texts
from tests.help.desktop_help import NOW, keys, settle, type_text
from tests.help.reports_help import example, pack, summary_of


def look_of(pack: Pack, case: Case, tree: str) -> Look:
    return Look(State(pack, document_of((case,)), 0, tree, "nl"), NOW)


@pytest.mark.parametrize("name", PACKS)
def test_of_a_tree_in_the_fold_no_answer_makes_it_apply(name: str) -> None:
    """Of each case some answers are taken away, or said to be unknown: the whole case is one completion of what is
    left."""
    pack, chance, closed, waiting = load_pack(name), Random(5), 0, 0
    for case in patients(name)[:: PACKS[name]]:
        values = {fact: value for fact, value in case.patient.values.items() if chance.random() < 0.7}
        gone = sorted({*case.patient.values} - {*values})
        unknown = frozenset(fact for fact in gone if chance.random() < 0.5)
        some = replace(case, decisions=(), patient=replace(case.patient, values=values, unknown=unknown))
        whole = look_of(pack, replace(case, decisions=()), pack.trees[0].id)
        entries = {stage.advice.tree.id: (stage.entry, stage.advice.status) for stage in whole.stages}
        look = look_of(pack, some, pack.trees[0].id)
        views = stage_views(look)
        for view in views:
            if view.place == "later":
                entry, status = entries[view.tree]
                assert entry == "not_entered" or status == "out_of_scope", (case, view.tree)
                closed += 1
            waiting += view.place == "unknown"
        folded = tuple(view for view in views if view.place == "unknown")
        if folded and not look.untouched:
            assert fold_words(look, folded, "unknown")[0] == "Nog niet bekend"
            assert (
                fold_words(look, (*folded, *(v for v in views if v.place == "later")), "later")[0] != "Niet aan de orde"
            )
    assert closed
    assert waiting


def test_a_tree_that_may_run_a_limit_is_not_said_to_not_apply() -> None:
    look = look_of(pack(), example("MDO-0001"), "cortico_voor_mri")
    places = {view.number: view.place for view in stage_views(look)}
    assert places[4] == "unknown"
    assert "later" not in places.values()


def unknown_life_expectancy() -> Case:
    """Tree 2 is decided; tree 5 waits for how long somebody lives, which nobody knows."""
    case = example("MDO-0003")
    values = {fact: value for fact, value in case.patient.values.items() if fact != "levensverwachting_maanden"}
    patient = Patient(values, frozenset({"levensverwachting_maanden"}), case.patient.moments)
    return replace(case, patient=patient, decisions=(Decision("cortico_voor_mri", "starten", "own"),))


def test_a_tree_stuck_on_an_unknown_answer_stays_in_the_strip_and_is_named() -> None:
    case = unknown_life_expectancy()
    look = look_of(pack(), case, "cortico_voor_mri")
    assert stuck(pack(), case, look.stages) == ("indicatie",)
    assert "indicatie" not in reasons(pack(), case, look.stages)  # nothing can be asked there
    assert {view.tree: view.place for view in stage_views(look)}["indicatie"] == "full"


def test_the_way_on_and_the_closing_screen_name_what_is_stuck(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("indicatie")
    settle(window)
    window.session.unknown("levensverwachting_maanden")
    for _ in range(30):
        settle(window)
        if window.look.coming.what == "ending":
            break
        keys(window, "0" if window.look.coming.what == "question" else "N")
    assert "indicatie" in window.look.coming.left.stuck
    said = "; ".join(asks_words(pack(), window.look.coming.left, window.look.words))
    assert re.fullmatch("(boom|bomen) 5(, [0-9]+)*: onbekend gegeven", said)
    assert said in window.advice.next.words
    keys(window, "N")
    settle(window)
    assert window.sheets.shown_name == "ending"
    assert any("MDO-0003" in text and said in text for text in shown_texts(window))


def test_the_button_says_draft_of_what_waits_half_written(window: Window) -> None:
    window.session.go_case(2)
    window.session.go_tree("tijd_tot_therapie")
    settle(window)
    keys(window, "A")
    type_text(window, "overleg")
    keys(window, "Escape")
    settle(window)
    assert next_words(window.look).endswith("(concept: besluit boom 4)")
    assert left_said(window.look).startswith("concept: besluit boom 4")
    assert "boom 4:" not in left_said(window.look)


def test_after_a_deviation_the_advice_not_taken_leads_nowhere() -> None:
    case = example("MDO-0003")
    values = {fact: value for fact, value in case.patient.values.items() if fact != "geopereerd"}
    case = replace(case, patient=replace(case.patient, values=values))
    look = look_of(pack(), case, "lv_lang")
    assert look.advice.next_trees == ("interval_chir_rt",)
    coming = look.coming.tree
    assert coming is not None
    assert coming.reason != "leads"
    followed = replace(case.decisions[0], kind="follow", chosen=None)
    led = look_of(pack(), replace(case, decisions=(followed,)), "lv_lang").coming.tree
    assert led is not None
    assert (led.tree, led.reason) == ("interval_chir_rt", "leads")


def test_no_tick_stands_beside_what_is_missing() -> None:
    case = Case("MDO-0001", decisions=(Decision("diagnostiek", None, "own", text="Eerst een CT"),))
    case = case.with_value("klinische_verdenking_wervelmetastasen", True)
    view = next(view for view in stage_views(look_of(pack(), case, "diagnostiek")) if view.tree == "diagnostiek")
    assert (stage_sign(view), stage_colour(view)) == ("decided", GREEN)
    assert view.shown == "Het MDO besloot zelf"
    assert "ontbreken" in view.detail


def test_page_and_text_name_the_trees_on_which_nothing_is_decided() -> None:
    """By the rule of the way on, with what each advises; of one that waits for an unknown answer that."""
    summary = summary_of(example("MDO-0003"))
    assert "boom 4 (Therapie binnen 24 uur)" in summary.undecided
    assert "boom 9" not in summary.undecided
    said = " ".join(as_text(summary).split())
    assert f"Nog geen besluit: {summary.undecided}" in said
    assert "boom 5 (onbekend gegeven)" in summary_of(unknown_life_expectancy()).undecided
    assert json.dumps(["Nog geen besluit", summary.undecided]) in json.dumps(page_data(summary, None))
    assert not summary_of(replace(example("MDO-0003"), decisions=())).undecided


def test_only_a_patient_with_nothing_open_is_wholly_decided() -> None:
    """Not one with another tree open, nor one decided in one of two guidelines."""
    whole = replace(example("MDO-0003"), patient=Patient(), decisions=(Decision("casus", None, "own", text="Comfort"),))
    open_one = replace(example("MDO-0003"), case="MDO-0004")
    found = counted(pack(), document_of((whole, open_one)))
    assert (found.decided, found.partly) == (2, 1)
    beside = with_guideline(pack(), document_of((whole,)), 0, "lage_rugpijn", 1)
    found = counted(pack(), beside)
    assert (found.patients, found.decided, found.partly, found.incomplete) == (1, 1, 1, 0)


def test_the_closing_screen_counts_them_apart(window: Window) -> None:
    window.sheets.open("ending")
    settle(window)
    said = shown_texts(window)
    at = said.index("Helemaal besloten")
    counts = counted(window.session.state.home, window.session.state.document)
    assert 0 < counts.partly == counts.decided
    assert counts.wholly == counts.decided - counts.partly
    assert said[at - 1 : at + 3] == ["0", "Helemaal besloten", str(counts.partly), "Deels besloten"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_paper_text_and_data_count_alike(window: Window, language: Language) -> None:
    window.session.set_language(language)
    window.sheets.open("ending")
    settle(window)
    shown = shown_texts(window)
    home, document = window.session.state.home, window.session.state.document
    made = summarise_meeting(home, document, window.now(), language)
    page = meeting_data(made, "all")
    assert isinstance(page, dict)
    text, data = " ".join(meeting_text(made).split()), json.loads(meeting_json(made))["counts"]
    assert data["partly"] == data["unfinished"] > 0
    assert len(page["counts"]) == len(COUNTS)
    for kind, (name, count) in zip(COUNTS, page["counts"], strict=True):
        assert shown[shown.index(capital(name)) - 1] == count == str(data[kind])
        assert f"{name}: {count}" in text
    assert page["left"] in shown
    assert page["left"] in text
