"""What becomes a task, and when a limit lapses: page, text, JSON and the list of the meeting say the same."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from mdo_viewer.guideline.library import load_pack, shipped_packs
from mdo_viewer.guideline.model import LANGUAGES, Language, Range, Value
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital
from mdo_viewer.meeting.case import WHOLE_CASE, Case, Decision
from mdo_viewer.meeting.choosing import journey_of_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.meeting.to_do import reasons
from mdo_viewer.reasoning.beside.repeats import repeated
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_text
from mdo_viewer.reports.model import DeadlineLine, Summary, TaskLine
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.tasks import when_said
from mdo_viewer.reports.text import as_text
from mdo_viewer.reports.wording import Paper
from tests.help.reports_help import real
from tests.reports.test_calm import NOON, PACK
from tests.reports.test_tasks import limits_in, meeting_of, tasks

NOTHING = "Geen operatie, radiotherapie of systeemtherapie"
LIMIT, DOSE = "Therapie binnen 24 uur", "Direct starten met dexamethason"
THERAPY = "tijd_tot_therapie.therapie_24_uur"
OPERATE = Decision("lv_lang", "chirurgie", "follow", chosen="operatie")
HERE, THERE = "cortico_voor_mri.dexamethason", "cortico_lv_kort.dexamethason"
RUNS_ON = "wat in plaats daarvan komt, is niet vastgelegd; de termijn loopt door."
UNKNOWN_ORIGIN: dict[str, Value] = {
    "bekende_primaire_maligniteit": False,
    "weefseldiagnose_bekend": False,
    "progressieve_uitval_ondanks_corticosteroiden": False,
}
NEW = {
    "nl": "Dit is het advies van nu; hierover is nog niet besloten",
    "en": "This is the advice of now; nothing was decided on it yet",
}
FIRST = "EERST OVERLEGGEN, hierover is niet apart besloten: direct starten met dexamethason"
APART = "Loopt door: hierover is niet apart besloten."


def surgical(*decisions: Decision, months: int = 7, facts: dict[str, Value] | None = None) -> Case:
    """A patient with a deficit of three days and a diagnosis of this morning: surgery is preferred, within 24 hours."""
    case = real("MDO-0003")
    none: dict[str, Value] = {"risicofactoren_maag": ()}  # what goes with the bolus has a test of its own
    patient = replace(
        case.patient,
        values={**case.patient.values, **none, "levensverwachting_maanden": months, **(facts or {})},
        moments={**case.patient.moments, "diagnose_op": parse_moment("2026-11-22T08:00")},
    )
    return replace(case, patient=patient, decisions=decisions, done={}, discussed_at=NOON)


def told(case: Case, language: Language = "nl") -> Summary:
    return summarise(PACK, case, NOON, language)


def rows(made: Summary) -> list[dict[str, str]]:
    page: Any = page_data(made, None)
    return [*page["todo"]["rows"]]


def task(made: Summary, tree: str) -> TaskLine:
    (found,) = [each for each in made.tasks if each.tree == tree and not each.about.endswith(NEW[made.language])]
    return found


def deviating(**parts: Any) -> Decision:
    return Decision("tijd_tot_therapie", "therapie_24_uur", "deviate", reason_code="logistics", **parts)


# --- a limit lapses only where something stands in its place ------------------------------------------------------


def test_with_a_reason_alone_a_limit_runs_on_everywhere_and_says_why() -> None:
    case = surgical(deviating())
    made = told(case)
    (line,) = [each for each in made.deadlines if each.of == THERAPY]
    assert (line.state, line.runs_on) == ("open", f"Hiervan is afgeweken, reden: logistiek; {RUNS_ON}")
    assert made.lapsed == ()
    assert RUNS_ON in limits_in(as_text(made))
    (row,) = [each for each in rows(made) if each["what"] == LIMIT]
    assert row["about"].endswith(RUNS_ON)
    assert tasks(meeting_of(case))[LIMIT].endswith(RUNS_ON)
    assert [each["runs_on"] for each in json.loads(as_json(made))["deadlines"] if each["of"] == THERAPY] == [
        line.runs_on
    ]
    assert "Geen termijn genoemd in het advies." not in as_text(made)


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_a_text_of_blanks_is_no_text(blank: str) -> None:
    assert [each.of for each in told(surgical(deviating(text=blank))).deadlines if each.of == THERAPY]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            "Therapie binnen 24 uur (vóór ma 23 nov 08:00): hiervan is afgeweken, reden: logistiek; "
            "in plaats daarvan: operatie dinsdag (boom 4)",
        ),
        (
            "en",
            "Therapy within 24 hours (before Mon 23 Nov 08:00): deviated from, reason: logistics; "
            "instead: operatie dinsdag (tree 4)",
        ),
    ],
)
def test_a_limit_that_lapsed_keeps_a_line(language: Language, said: str) -> None:
    made = told(surgical(deviating(text="operatie dinsdag")), language)
    assert THERAPY not in [each.of for each in made.deadlines]
    assert said in " ".join(as_text(made).split())


def test_a_limit_that_was_done_all_the_same_did_not_lapse() -> None:
    case = replace(surgical(deviating(text="operatie dinsdag")), done={THERAPY: NOON})
    made = told(case)
    assert made.lapsed == ()
    assert [each.state for each in made.deadlines if each.of == THERAPY] == ["done"]


@pytest.mark.parametrize(
    "decision",
    [
        Decision(WHOLE_CASE, None, "deviate", reason_code="patient_wish", text="comfortzorg"),
        Decision(WHOLE_CASE, None, "own", text="comfortzorg"),
        Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen"),
    ],
)
def test_what_was_not_decided_apart_runs_on_and_says_so(decision: Decision) -> None:
    made = told(surgical(decision))
    assert f"{APART}" in [each.runs_on for each in made.deadlines if each.of == THERAPY]
    said = limits_in(as_text(made))
    assert said.count(APART) == 1  # the limit
    assert f"Boom 2: {FIRST}" in said
    limits = as_text(told(surgical(decision, deviating())))
    assert APART not in limits_in(limits)


def test_who_follows_for_the_whole_case_is_told_nothing_of_it() -> None:
    assert APART not in as_text(told(surgical(Decision(WHOLE_CASE, None, "follow"))))


# --- what the source says twice is one advice ---------------------------------------------------------------------


def test_the_advices_that_are_the_same_sentence() -> None:
    found = {
        (f"{tree.id}.{outcome.id}", other)
        for pack in (load_pack(each) for each in shipped_packs())
        for tree in pack.trees
        for outcome in tree.outcomes
        for other in repeated(pack, f"{tree.id}.{outcome.id}")
    }
    wait = ("cortico_voor_mri.eerst_weefsel", "cortico_lv_kort.eerst_weefsel")
    assert found == {(HERE, THERE), (THERE, HERE), wait, wait[::-1]}


FOLLOW_HERE, FOLLOW_THERE = (Decision(of.split(".")[0], "dexamethason", "follow") for of in (HERE, THERE))
AGAINST = Decision(
    "cortico_lv_kort",
    "dexamethason",
    "deviate",
    reason_code="comorbidity",
    text="geen dexamethason wegens ulcusbloeding",
)


def orders(made: Summary) -> int:
    """How many times the lists of what has to be done order the bolus."""
    page: Any = page_data(made, None)
    said = [*page["todo"]["start"], *(each["what"] for each in page["todo"]["rows"])]
    text = as_text(made).split("\nBESLUIT VAN HET MDO\n")[1].split("\nAFSPRAKEN\n")[0]
    assert text.count("10 mg i.v.") == sum("10 mg i.v." in each for each in said)
    return sum("10 mg i.v." in each for each in said)


@pytest.mark.parametrize(
    ("decisions", "count"),
    [
        ((), 1),
        ((FOLLOW_THERE,), 1),
        ((FOLLOW_HERE,), 1),
        ((FOLLOW_HERE, FOLLOW_THERE), 1),
        ((AGAINST,), 0),
        ((FOLLOW_HERE, AGAINST), 1),  # as one of two decisions that have to be discussed first
    ],
)
def test_one_bolus_is_ordered_once_and_none_against_the_decision(decisions: tuple[Decision, ...], count: int) -> None:
    assert orders(told(surgical(*decisions, months=2))) == count


def bare(tree: str) -> Decision:
    return Decision(tree, "dexamethason", "deviate", reason_code="comorbidity")


RUNS = "Wat in plaats daarvan komt, is niet vastgelegd; niet uitvoeren vóór dat overleg"
ASK = "EERST OVERLEGGEN, hiervan is afgeweken (comorbiditeit): direct starten met dexamethason"
APART_HERE = "Let op: bij boom 2 en boom 8 is niet hetzelfde besloten; bespreek opnieuw."


@pytest.mark.parametrize(
    ("decisions", "months", "about"),
    [
        ((bare("cortico_voor_mri"),), 7, f"Boom 2. {RUNS}"),
        ((bare("cortico_voor_mri"),), 2, f"Boom 2. {RUNS}"),
        ((bare("cortico_lv_kort"),), 2, f"Boom 8. {RUNS}"),
        ((FOLLOW_HERE, bare("cortico_lv_kort")), 2, f"{APART_HERE} Boom 8. {RUNS}"),
    ],
)
def test_with_a_reason_alone_an_order_is_discussed_first_and_says_so(
    decisions: tuple[Decision, ...], months: int, about: str
) -> None:
    case = surgical(*decisions, months=months)
    made = told(case)
    (found,) = made.tasks
    assert (found.at_once, found.about, orders(made)) == (True, about, 0)  # nobody gives what was decided against
    assert found.what.startswith("EERST HERBESPREKEN: boom 8: " + ASK if found.apart else ASK)
    assert meeting_of(case).todo[0].about == about
    done = told(replace(case, done={HERE: NOON}))
    assert (done.tasks, orders(done)) == ((), 0)


def test_an_order_that_was_deviated_from_and_is_not_advised_any_more_is_gone() -> None:
    assert told(surgical(bare("cortico_voor_mri"), facts=UNKNOWN_ORIGIN)).tasks == ()
    (said,) = told(surgical(bare("cortico_voor_mri")), "en").tasks
    assert said.about.endswith("What comes instead is not recorded; not to be done before that is discussed")


def test_what_is_to_be_started_names_what_the_board_decided_at_that_tree_before() -> None:
    before = Decision(
        "cortico_voor_mri", "wachten_tot_biopt", "deviate", reason_code="other", text="dexamethason 10 mg i.v. nu"
    )
    said = "Let op: het MDO besloot hier al: dexamethason 10 mg i.v. nu."
    assert said in limits_in(as_text(told(surgical(OPERATE, before))))
    assert "besloot hier al" not in as_text(told(surgical()))


AGAINST_HERE = replace(AGAINST, tree="cortico_voor_mri")


@pytest.mark.parametrize("decisions", [(AGAINST_HERE, FOLLOW_THERE), (FOLLOW_THERE, AGAINST_HERE)])
def test_the_decision_on_the_tree_that_applies_counts_and_both_say_that_they_differ(
    decisions: tuple[Decision, ...],
) -> None:
    made = told(surgical(*decisions, months=2))
    (one,) = made.tasks
    assert rows(made)[0]["what"] == one.what  # before the limits
    assert (one.apart, one.tree, one.at_once, orders(made)) == (True, "cortico_lv_kort", True, 1)
    assert one.what.startswith("EERST HERBESPREKEN: boom 8: direct starten met dexamethason (dexamethason 10 mg i.v.")
    assert one.what.endswith("; boom 2: geen dexamethason wegens ulcusbloeding")
    assert one.about.startswith(APART_HERE)
    only = told(surgical(*decisions, months=7))  # tree 8 does not apply: what was decided at tree 2 counts
    assert [each.tree for each in only.tasks] == ["cortico_voor_mri"]
    assert only.tasks[0].about.startswith(APART_HERE)


@pytest.mark.parametrize("months", [2, 7])
@pytest.mark.parametrize("before", [None, parse_moment("2026-11-30T09:00")])
@pytest.mark.parametrize("trees", [("cortico_voor_mri", "cortico_lv_kort"), ("cortico_lv_kort", "cortico_voor_mri")])
def test_of_two_decisions_against_each_other_the_order_for_at_once_keeps_its_time_and_dose(
    trees: tuple[str, str], before: datetime | None, months: int
) -> None:
    followed, other = trees
    against = replace(AGAINST, tree=other, text="eerst overleg MDL", before=before)
    (one,) = told(surgical(Decision(followed, "dexamethason", "follow"), against, months=months)).tasks
    numbers = [PACK.trees_by_id[tree].number for tree in trees]
    order = f"boom {numbers[0]}: direct starten met dexamethason (dexamethason 10 mg i.v. als bolus"
    waits = f"boom {numbers[1]}: eerst overleg MDL" + (", vóór ma 30 nov 09:00" if before else "")
    assert one.what.startswith("EERST HERBESPREKEN: ")
    assert order in one.what
    assert re.search(rf"{waits}(;|$)", one.what)
    assert (when_said(one, Paper.at("nl", NOON)), one.at_once) == ("direct", True)
    assert one.about.startswith(APART_HERE)


def test_a_joint_task_without_an_order_for_at_once_stands_before_the_first_moment_of_them() -> None:
    first, last = (parse_moment(f"2026-11-{day}T09:00") for day in (25, 30))
    here = replace(AGAINST_HERE, text="overleg MDL", before=last)
    (one,) = told(surgical(here, replace(AGAINST, before=first), months=2)).tasks
    assert (one.before, one.at_once) == ("vóór wo 25 nov 09:00", False)
    assert "overleg MDL, vóór ma 30 nov 09:00" in one.what


def test_a_tick_counts_for_the_other_and_leaves_a_trace() -> None:
    case = replace(surgical(FOLLOW_HERE, months=2), done={THERE: parse_moment("2026-11-22T11:30")})
    made = told(case)
    assert orders(made) == 0
    (here,) = [each for each in made.trees if each.id == "cortico_voor_mri"]
    assert here.elsewhere == "Gedaan zo 22 nov 11:30, bij boom 8."
    assert here.elsewhere in as_text(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_elsewhere_leaves_a_trace(language: Language) -> None:
    made = told(surgical(AGAINST, months=2), language)
    said = {"nl": "Hierover is besloten bij boom 8.", "en": "This was decided on at tree 8."}[language]
    assert [each.elsewhere for each in made.trees if each.id == "cortico_voor_mri"] == [said]
    page: Any = page_data(made, None)
    assert said in [each["mark"] for each in page["trees"]["rows"]]


def test_what_is_decided_elsewhere_is_not_left_to_decide() -> None:
    def left(*decisions: Decision) -> set[str]:
        case = surgical(*decisions, months=2)
        return set(reasons(PACK, case, journey_of_case(PACK, case, NOON)))

    assert "cortico_voor_mri" not in left(AGAINST)
    assert left(AGAINST) == left(AGAINST, FOLLOW_HERE)


# --- overtaken, at once, and what is a task -----------------------------------------------------------------------


def test_an_overtaken_decision_orders_no_dose_and_warns_first() -> None:
    case = surgical(FOLLOW_HERE, facts=UNKNOWN_ORIGIN)
    made = told(case)
    found = task(made, "cortico_voor_mri")
    assert found.overtaken
    assert not found.at_once
    assert found.what == "NIET UITVOEREN vóór herbespreking: direct starten met dexamethason"
    assert found.about.startswith(
        f"Achterhaald: genomen op een ander advies ({DOSE}); "
        "het advies is nu: Corticosteroïden pas na het biopt. Boom 2"
    )
    assert orders(made) == 0
    assert found.what in tasks(meeting_of(case))


def without(case: Case, *facts: str) -> Case:
    values = {key: value for key, value in case.patient.values.items() if key not in facts}
    return replace(case, patient=replace(case.patient, values=values))


MISSING = "Let op: nu onbekend: "


def test_what_only_a_missing_fact_took_away_is_still_ordered() -> None:
    case = without(surgical(FOLLOW_HERE), "operatie_of_radiotherapie_gepland")
    made = told(case)
    found = task(made, "cortico_voor_mri")
    assert (found.standing, found.overtaken, found.at_once) == ("missing", False, True)
    assert found.what.startswith(f"{DOSE} (dexamethason 10 mg i.v.")
    assert found.about == f"{MISSING}operatie of radiotherapie gepland; eerst nagaan. Boom 2"
    assert found.what in tasks(meeting_of(case))
    assert json.loads(as_json(made))["tasks"][0]["standing"] == "missing"


def test_a_treatment_that_lacks_a_fact_says_that_its_limit_runs_on() -> None:
    made = told(without(surgical(OPERATE), "instabiliteit"))
    found = task(made, "lv_lang")
    assert found.what == "Operatie"
    assert found.about.startswith(f"{MISSING}instabiele wervelkolom")
    assert found.about.endswith(f"; eerst nagaan. De termijn loopt door. {WITHIN}")


def test_what_has_to_be_done_at_once_is_not_ordered_once_it_cannot_be_advised_any_more() -> None:
    case = surgical(FOLLOW_HERE, facts={"operatie_of_radiotherapie_gepland": False})
    found = task(told(case), "cortico_voor_mri")
    assert (found.standing, found.at_once) == ("contradicts", False)
    case = surgical(FOLLOW_HERE, facts={**UNKNOWN_ORIGIN, "operatie_of_radiotherapie_gepland": False})
    assert task(told(without(case, "weefseldiagnose_bekend")), "cortico_voor_mri").what.startswith("NIET UITVOEREN")


@pytest.mark.parametrize(
    ("decision", "facts", "language", "what", "about"),
    [
        (
            Decision("aanvullend", "ct_maken", "follow"),
            {"recente_pet_ct_thorax_abdomen": True},
            "nl",
            "Niet meer nodig volgens de gegevens: (PET-)CT en volumescan maken",
            "Het advies is nu: Recente (PET-)CT is aanwezig. Boom 3",
        ),
        (
            Decision("diagnostiek", "mri_zonder_termijn_uitval", "follow"),
            {"adequate_beeldvorming_aanwezig": True},
            "en",
            "No longer needed according to the facts: MRI; specialist sets time limit (deficit)",
            "The advice now is: No new MRI needed. Tree 1",
        ),
        (
            Decision("cortico_voor_mri", "wachten_tot_biopt", "follow"),
            {},
            "nl",
            f"Vervallen: corticosteroïden pas na het biopt; het advies is nu: {DOSE}",
            "Boom 2",
        ),
    ],
)
def test_what_the_facts_have_done_or_moved_on_says_that(
    decision: Decision, facts: dict[str, Value], language: Language, what: str, about: str
) -> None:
    found = task(told(surgical(decision, facts=facts), language), decision.tree)
    assert (found.what, found.about, found.overtaken, found.at_once) == (what, about, True, False)


@pytest.mark.parametrize(
    ("decision", "what"),
    [
        (Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="radiotherapie"), "radiotherapie"),
        (
            Decision(
                "tijd_tot_therapie", "therapie_72_uur", "deviate", reason_code="logistics", text="operatie na 36 uur"
            ),
            "operatie na 36 uur",
        ),
        (
            Decision("lv_lang", "radiotherapie", "deviate", reason_code="patient_wish", chosen="systeemtherapie"),
            "systeemtherapie",
        ),
    ],
)
def test_an_overtaken_treatment_is_discussed_first_before_its_limit(decision: Decision, what: str) -> None:
    case = surgical(decision)
    found = task(told(case), decision.tree)
    assert found.what == f"EERST HERBESPREKEN: {what}"
    assert found.before == "vóór ma 23 nov 08:00"
    assert (found.standing, found.overtaken) == ("discuss_first", True)
    over = {**case.patient.moments, "diagnose_op": parse_moment("2026-11-20T08:00")}
    late = task(told(replace(case, patient=replace(case.patient, moments=over))), decision.tree)
    assert late.what == f"EERST HERBESPREKEN (verstreken): {what}"
    ticked = task(told(replace(case, done={THERAPY: NOON})), decision.tree)
    assert not ticked.what.startswith("EERST")


def test_what_another_tree_still_advises_is_not_overtaken() -> None:
    (found,) = told(surgical(FOLLOW_THERE)).tasks  # three months or longer: tree 8 refers to tree 2, which says it
    assert not found.overtaken
    assert found.at_once


def test_what_is_to_be_done_at_once_comes_first_and_says_so() -> None:
    operate = OPERATE
    case = surgical(operate, FOLLOW_HERE)
    made = told(case)
    assert [each.at_once for each in made.tasks] == [True, False]
    assert (rows(made)[0]["when"], rows(made)[0]["what"][: len(DOSE)]) == ("direct", DOSE)
    assert f"- {DOSE} (dexamethason 10 mg" in as_text(made)  # not "Direct: Direct starten"
    assert "- Start dexamethasone at once (" in as_text(told(case, "en"))
    done = replace(case, done={HERE: NOON}, decisions=(operate,))
    assert f"- {DOSE} [gedaan zo 22 nov 12:00] (boom 2)\n" in as_text(told(done))
    before = surgical(operate, facts=UNKNOWN_ORIGIN)
    assert f"- {DOSE} [gedaan zo 22 nov" in as_text(told(replace(before, done={HERE: NOON})))
    first = meeting_of(case).todo[0]
    assert (first.when, first.what[: len(DOSE)]) == ("Direct", DOSE)
    assert json.loads(as_json(made))["tasks"][0]["at_once"] is True
    page: Any = page_data(made, None)
    assert page["todo"]["nothing"] == []  # no "no actions" below a table of them


def test_the_one_thing_that_following_means_is_the_task_and_the_decision() -> None:
    made = told(surgical(OPERATE))
    assert (made.decisions[0].what, task(made, "lv_lang").what) == ("Operatie", "Operatie")


@pytest.mark.parametrize(
    ("possible", "said"),
    [
        (True, "1 × 8 Gy bij uitval"),
        (None, "1 × 8 Gy bij uitval"),
        (False, "NIET UITVOEREN vóór herbespreking: 1 × 8 Gy bij uitval"),
    ],
)
def test_a_dose_is_a_task_unless_it_does_not_hold(possible: bool | None, said: str) -> None:
    case = surgical(Decision("radiotherapie", "8_gy_uitval", "follow"))
    other = "achteruitgang_onder_radiotherapie_en_corticosteroiden"
    patient = case.patient
    values = {key: value for key, value in patient.values.items() if key != "adequate_dosis_radiotherapie_mogelijk"}
    if possible is not None:
        values["adequate_dosis_radiotherapie_mogelijk"] = possible
    case = replace(case, patient=replace(patient, values={**values, other: False}))
    found = [each for each in told(case).tasks if each.tree == "radiotherapie"]
    assert [each.what for each in found] == [said]
    assert [each.bars for each in found] == ["not" if possible is False else ""]
    if possible is None and not found[0].overtaken:
        assert "Tenzij:" in found[0].about


@pytest.mark.parametrize(
    ("pack", "outcome", "acts"),
    [
        ("wervelmetastasen", "aanvullend.ct_maken", True),
        ("wervelmetastasen", "aanvullend.ct_aanwezig", False),
        ("wervelmetastasen", "aanvullend.decompressie_overwegen", True),
        ("wervelmetastasen", "diagnostiek.geen_nieuwe_mri", False),
        ("wervelmetastasen", "diagnostiek.mri_zonder_termijn_uitval", True),
        ("wervelmetastasen", "indicatie.asymptomatisch_als_symptomatisch", False),
        ("wervelmetastasen", "radiotherapie.herbestraling", True),
        ("wervelmetastasen", "interval_chir_rt.eerder_starten", True),
        ("wervelmetastasen", "followup.beeldvorming", True),
        ("wervelmetastasen", "followup.geen_beeldvorming", False),
        ("lage_rugpijn", "beeldvorming.mri_rode_vlag", True),
        ("lage_rugpijn", "beeldvorming.geen_beeldvorming", False),
        ("lage_rugpijn", "pijnmedicatie.nsaid_maag_darm", False),
    ],
)
def test_an_advice_to_act_is_a_task_once_it_is_followed_and_information_is_none(
    pack: str, outcome: str, acts: bool
) -> None:
    tree, _, advice = outcome.partition(".")
    read = load_pack(pack)
    case = Case("MDO-0001", decisions=(Decision(tree, advice, "follow"),))
    assert bool(summarise(read, case, NOON, "nl").tasks) is acts


# --- a limit that may have been met, and what the board deviated from -----------------------------------------------


def test_an_operation_after_the_diagnosis_asks_whether_the_limit_was_met_and_ticks_nothing() -> None:
    case = surgical()
    moments = {**case.patient.moments, "operatie_op": parse_moment("2026-11-22T11:00")}
    case = replace(case, patient=replace(case.patient, moments=moments))
    made = told(case)
    (line,) = [each for each in made.deadlines if each.of == THERAPY]
    assert (line.state, line.remark) == ("open", "operatie zo 22 nov 11:00 staat ingevuld: gehaald?")
    assert line.remark in " ".join(as_text(made).split())
    assert [each.remark for each in meeting_of(case).todo if each.what == LIMIT] == [line.remark]


@pytest.mark.parametrize(
    ("operated", "state", "late", "remark"),
    [
        ("2026-11-20T20:00", "open", "", "operatie vr 20 nov 20:00 staat ingevuld: gehaald?"),
        ("2026-11-22T10:00", "overdue", "verstreken", "operatie zo 22 nov 10:00 staat ingevuld: te laat"),
    ],
)
def test_a_limit_that_is_over_says_whether_what_is_filled_in_was_in_time(
    operated: str, state: str, late: str, remark: str
) -> None:
    case = surgical()
    moments = {"diagnose_op": parse_moment("2026-11-20T10:00"), "operatie_op": parse_moment(operated)}
    case = replace(case, patient=replace(case.patient, moments={**case.patient.moments, **moments}))
    made = told(case)
    (line,) = [each for each in made.deadlines if each.of == THERAPY]
    assert (line.state, line.remark) == (state, f"{late}, {remark}".removeprefix(", "))
    (row,) = [each for each in rows(made) if each["what"] == LIMIT]
    assert (row["late"], row["remark"]) == (late, remark)
    (todo,) = [each for each in meeting_of(case).todo if each.what == LIMIT]
    assert (todo.late, todo.remark) == (bool(late), remark)


@pytest.mark.parametrize("when", ["2026-11-22T07:00", "2026-11-22T18:00"])
def test_an_operation_before_the_diagnosis_or_still_to_come_asks_nothing(when: str) -> None:
    case = surgical()
    moments = {**case.patient.moments, "operatie_op": parse_moment(when)}
    case = replace(case, patient=replace(case.patient, moments=moments))
    assert "gehaald?" not in as_text(told(case))


def test_a_line_beside_the_advice_that_the_board_deviated_from_says_so() -> None:
    against = Decision("cortico_voor_mri", "wachten_tot_biopt", "deviate", reason_code="other", text="dexamethason nu")
    said = "Advies waarvan het MDO afweek: Wacht met corticosteroïden tot na het biopt"
    assert any(each.text.startswith(said) for each in told(surgical(against, facts=UNKNOWN_ORIGIN)).riders)
    assert said in as_text(told(surgical(against, facts=UNKNOWN_ORIGIN)))
    before = [each.text for each in told(surgical(facts=UNKNOWN_ORIGIN)).riders]
    assert any(each.startswith("Wacht met corticosteroïden") for each in before)
    assert not any("afweek" in each for each in before)


def test_what_is_written_with_a_choice_explains_it() -> None:
    chosen = Decision(
        "lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="radiotherapie", text="wil geen operatie"
    )
    found = task(told(surgical(chosen)), "lv_lang")
    assert found.what == "Radiotherapie"
    assert "Toelichting: wil geen operatie." in found.about


# --- a limit of a decision that the facts have overtaken -----------------------------------------------------------

FOLLOWED = Decision("tijd_tot_therapie", "therapie_24_uur", "follow")
FROM_BEFORE = "Uit een besluit op een ander advies (nu: "
NO_DEFICIT: dict[str, Value] = {"neurologische_uitval_door_mesmc": False, "mesmc_klinisch": False}


def limit_of(made: Summary) -> DeadlineLine | None:
    return next((each for each in made.deadlines if each.of == THERAPY), None)


@pytest.mark.parametrize(
    ("facts", "gone"),
    [
        ({}, ("neurologische_uitval_door_mesmc", "uitval_mesmc_ontstaan_dagen")),  # a fact is not known any more
        ({"uitval_mesmc_ontstaan_dagen": 9, "uitval_progressief": False}, ()),  # the guideline is silent now
        ({"uitval_mesmc_ontstaan_dagen": 9, "uitval_progressief": True, "kan_zelfstandig_lopen": True}, ()),  # 72 h
    ],
)
def test_a_limit_that_was_followed_runs_on_when_the_facts_change_and_says_so(
    facts: dict[str, Value], gone: tuple[str, ...]
) -> None:
    case = without(surgical(FOLLOWED, facts=facts), *gone)
    made = told(case)
    line = limit_of(made)
    assert line is not None
    assert (line.overtaken, line.provisional, line.state) == (True, False, "open")
    assert line.when == "vóór ma 23 nov 08:00"
    assert line.runs_on.startswith(FROM_BEFORE)
    assert FROM_BEFORE in limits_in(as_text(made))
    (row,) = [each for each in rows(made) if each["what"] == LIMIT]
    assert FROM_BEFORE in row["about"]
    assert FROM_BEFORE in tasks(meeting_of(case))[LIMIT]
    assert [each["overtaken"] for each in json.loads(as_json(made))["deadlines"] if each["of"] == THERAPY] == [True]
    ticked = told(replace(case, done={THERAPY: NOON}))
    assert [each.state for each in ticked.deadlines if each.of == THERAPY] == ["done"]


def test_a_limit_that_was_followed_gives_way_to_one_of_now_that_ends_no_later() -> None:
    week = Decision("tijd_tot_therapie", "therapie_7_dagen", "follow")
    assert [each.of for each in told(surgical(week)).deadlines if each.tree == 4] == [THERAPY]


def test_what_the_facts_have_shown_done_runs_no_more() -> None:
    scan = Decision("diagnostiek", "mri_12_uur", "follow")
    case = surgical(scan, facts={"adequate_beeldvorming_aanwezig": True})
    assert [each.of for each in told(case).deadlines if each.tree == 1] == []


def test_an_order_to_wait_on_which_the_guideline_is_silent_now_has_lapsed() -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    found = task(told(surgical(wait, facts={"operatie_of_radiotherapie_gepland": False})), "cortico_voor_mri")
    assert found.standing == "lapsed"
    said = "Vervallen: corticosteroïden pas na het biopt; nu: geen advies over corticosteroïden; het MDO beslist"
    assert found.what == said


# --- what is held until a fact is known, and what waits half written -----------------------------------------------

OPENED: dict[str, Value] = {
    "klinische_verdenking_wervelmetastasen": True,
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "adequate_beeldvorming_aanwezig": True,
    "pijn": True,
}
HELD = "Boom 4 wacht nog op een gegeven. Houd tot dan aan: therapie binnen 24 uur (vóór ma 23 nov 08:00, voorlopig)."


def opened(facts: dict[str, Value], *decisions: Decision) -> Case:
    moments = {"diagnose_op": parse_moment("2026-11-22T08:00")}
    return Case("MDO-0001", patient=Patient(facts, moments=moments), discussed_at=NOON, decisions=decisions)


def test_a_patient_in_tree_5_is_told_of_the_limit_that_tree_4_holds_until_it_is_known() -> None:
    case = opened(OPENED)
    made = told(case)
    assert made.main.number == 5
    assert [each.said for each in made.held] == [HELD]
    page: Any = page_data(made, None)
    assert HELD in page["advice"]["strong"]  # on page 1
    assert page["todo"]["nothing"][0] == HELD
    text = " ".join(as_text(made).split())
    assert HELD in text
    assert "Geen termijn genoemd in het advies." not in text
    assert made.deadlines == ()  # nothing points to it: it is nobody's task
    assert meeting_of(case).todo == ()
    assert json.loads(as_json(made))["held"][0]["of"] == THERAPY


@pytest.mark.parametrize(
    ("facts", "decisions"),
    [
        ({}, ()),  # of an untouched patient the shortest limit says nothing
        (OPENED, (Decision("tijd_tot_therapie", None, "own", text="volgende week"),)),
        ({**OPENED, "neurologische_uitval_door_mesmc": True}, ()),  # a fact points to it: it is a limit
    ],
)
def test_what_says_nothing_of_the_patient_or_is_decided_or_runs_is_not_held(
    facts: dict[str, Value], decisions: tuple[Decision, ...]
) -> None:
    assert [each.of for each in told(opened(facts, *decisions)).held if each.tree == 4] == []
    assert told(Case("MDO-0001")).held == ()


@pytest.mark.parametrize("decisions", [(), (OPERATE,)])
@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("nl", "Half geschreven, niet vastgelegd", "boom 6, hele casus"),
        ("en", "Half written, not recorded", "tree 6, whole case"),
    ],
)
def test_a_decision_that_waits_half_written_is_named_on_page_and_text(
    decisions: tuple[Decision, ...], language: Language, name: str, said: str
) -> None:
    made = summarise(PACK, surgical(*decisions), NOON, language, drafts=("radiotherapie", WHOLE_CASE))
    page: Any = page_data(made, None)
    assert [name, said] in page["decision"]["pairs"]
    assert f"{name}: {said}" in as_text(made)
    assert name not in as_text(told(surgical(*decisions), language))


# --- what the board decides instead, with a moment of its own --------------------------------------------------------

UNTIL = parse_moment("2026-11-24T12:00")
TUESDAY = "vóór di 24 nov 12:00"


def test_a_deviation_with_a_moment_is_a_task_before_it_everywhere() -> None:
    case = surgical(deviating(text="operatie dinsdag", before=UNTIL))
    made = told(case)
    (found,) = made.tasks
    assert (found.before, found.late) == (TUESDAY, False)
    (row,) = [each for each in rows(made) if each["what"] == "operatie dinsdag"]
    assert (row["when"], row["late"]) == ("di 24 nov 12:00", "")
    page: Any = page_data(made, None)
    assert ["Vóór", "di 24 nov 12:00"] in page["decision"]["pairs"]
    text = " ".join(as_text(made).split())
    assert "Vóór di 24 nov 12:00: operatie dinsdag (Boom 4" in text
    assert "in plaats daarvan: operatie dinsdag, vóór di 24 nov 12:00" in text  # the limit that lapsed
    assert "geen termijn genoemd" not in text
    data = json.loads(as_json(made))
    assert (data["decisions"][0]["before"], data["tasks"][0]["before"]) == (TUESDAY, TUESDAY)
    (todo,) = [each for each in meeting_of(case).todo if each.kind == "decision"]
    assert (todo.when, todo.late) == ("Vóór di 24 nov 12:00", False)
    assert meeting_of(case).agenda[0].decision.endswith(f"operatie dinsdag, {TUESDAY}")


def test_a_moment_of_the_board_that_has_passed_says_so_and_comes_before_one_that_has_none() -> None:
    own = Decision("lv_lang", "chirurgie", "deviate", reason_code="other", text="eerst overleg", chosen="radiotherapie")
    case = surgical(own, deviating(text="operatie", before=parse_moment("2026-11-22T11:00")))
    made = told(case)
    assert [each.tree for each in made.tasks] == ["tijd_tot_therapie", "lv_lang"]
    assert made.tasks[0].late
    assert "Vóór zo 22 nov 11:00 [verstreken]: operatie" in " ".join(as_text(made).split())
    (row,) = [each for each in rows(made) if each["what"] == "operatie"]
    assert row["late"] == "verstreken"


def test_a_moment_alone_lifts_no_limit() -> None:
    made = told(surgical(deviating(before=UNTIL)))
    assert [each.of for each in made.deadlines if each.of == THERAPY] == [THERAPY]
    assert made.lapsed == ()


# --- one treatment is one task, with its limit, and was perhaps done -------------------------------------------------

IRRADIATE = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="radiotherapie")
DOSE_OF = Decision("radiotherapie", "8_gy_uitval", "follow")
LIMITED = "termijn: binnen 24 uur na: definitieve diagnose gesteld (boom 4)"
WITHIN = f"Boom 9. {capital(LIMITED)}"


@pytest.mark.parametrize("decisions", [(IRRADIATE, DOSE_OF), (DOSE_OF, IRRADIATE)])
def test_a_treatment_and_its_dose_are_one_task_with_its_limit(decisions: tuple[Decision, ...]) -> None:
    case = surgical(*decisions)
    made = told(case)
    (found,) = made.tasks
    assert found.what == "Radiotherapie: 1 × 8 Gy bij uitval"
    assert found.about.startswith("Boom 9, in plaats van: Chirurgie heeft de voorkeur. De dosis: boom 6.")
    (row,) = [each for each in rows(made) if each["what"] == found.what]
    assert (row["when"], row["about"]) == ("ma 23 nov 08:00", found.about)
    assert found.about.endswith(capital(LIMITED))
    text = " ".join(as_text(made).split())
    assert f"Vóór ma 23 nov 08:00: {found.what} (Boom 9" in text
    assert "geen termijn genoemd" not in text
    data = json.loads(as_json(made))["tasks"][0]
    assert (data["limit"], data["limit_of"], data["before"]) == (LIMITED, THERAPY, "vóór ma 23 nov 08:00")
    (todo,) = [each for each in meeting_of(case).todo if each.kind == "decision"]
    assert (todo.when, todo.late) == ("Vóór ma 23 nov 08:00", False)
    assert LIMIT not in [each["what"] for each in rows(made)]  # one treatment is one thing to do
    assert LIMIT not in [each.what for each in meeting_of(case).todo]


@pytest.mark.parametrize(
    ("change", "both"),
    [
        ({}, False),
        ({"before": parse_moment("2026-11-22T20:00")}, False),  # within the limit
        ({"before": parse_moment("2026-11-25T09:00")}, True),  # after it: both are said
        ({"chosen": "geen", "text": "niets"}, True),  # no treatment
    ],
)
def test_a_limit_has_a_line_of_its_own_where_no_task_keeps_to_it(change: dict[str, Any], both: bool) -> None:
    case = surgical(replace(IRRADIATE, **change))
    made = told(case)
    assert (LIMIT in [each["what"] for each in rows(made)]) is both
    assert (LIMIT in [each.what for each in meeting_of(case).todo]) is both
    assert LIMIT in [each.what for each in made.deadlines]  # among the limits it always stands


def test_a_limit_without_its_moment_asks_for_it_in_a_line_of_its_own() -> None:
    case = surgical(IRRADIATE)
    case = replace(case, patient=replace(case.patient, moments={}))
    (found,) = told(case).tasks
    assert found.before == ""
    assert found.about.endswith("(moment onbekend) (boom 4)")
    (row,) = [each for each in rows(told(case)) if each["what"] == found.what]
    assert row["when"] == "tijd onbekend"
    assert LIMIT in [each.what for each in meeting_of(case).todo]


def test_what_only_one_of_them_holds_stays_two_tasks() -> None:
    own = Decision("radiotherapie", "8_gy_uitval", "deviate", reason_code="other", text="stereotactie 1 × 18 Gy")
    assert [each.what for each in told(surgical(IRRADIATE, own)).tasks] == ["Radiotherapie: stereotactie 1 × 18 Gy"]
    overtaken = replace(DOSE_OF, advice="30_gy_10")
    assert len(told(surgical(IRRADIATE, overtaken)).tasks) == 2
    assert [each.what for each in told(surgical(DOSE_OF)).tasks] == ["1 × 8 Gy bij uitval"]


def test_what_is_no_treatment_or_has_no_limit_that_runs_names_none() -> None:
    nothing = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
    words = Decision("lv_lang", None, "own", text="eerst levensverwachting schatten")
    for decision in (nothing, words):
        assert [each.limit for each in told(surgical(decision)).tasks] == [""]
    assert [each.limit for each in told(replace(surgical(IRRADIATE), done={THERAPY: NOON})).tasks] == [""]


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("2026-11-22T11:00", "Operatie zo 22 nov 11:00 staat ingevuld: is dit gedaan? Boom 9"),
        ("2026-11-21T11:00", WITHIN),  # before the diagnosis: an earlier one
        ("2026-11-22T18:00", WITHIN),  # still to come
    ],
)
def test_an_operation_that_is_filled_in_asks_whether_that_task_was_done(when: str, asked: str) -> None:
    case = surgical(OPERATE)
    moments = {**case.patient.moments, "operatie_op": parse_moment(when)}
    found = task(told(replace(case, patient=replace(case.patient, moments=moments))), "lv_lang")
    assert (found.what, found.about) == ("Operatie", asked)
    radiation = replace(case, patient=replace(case.patient, moments=moments), decisions=(IRRADIATE,))
    assert "gedaan?" not in task(told(radiation), "lv_lang").about


# --- low back pain ---------------------------------------------------------------------------------------------------


def test_whether_an_nsaid_is_given_is_chosen_and_is_the_task() -> None:
    pack = load_pack("lage_rugpijn")
    of = Decision("pijnmedicatie", "nsaid_maag_darm", "follow_with_condition", condition="met omeprazol")
    for choice, said in (("wel_nsaid", "NSAID wel"), ("geen_nsaid", "NSAID niet")):
        (found,) = summarise(pack, Case("MDO-0001", decisions=(replace(of, chosen=choice),)), NOON, "nl").tasks
        assert found.what == said
        assert found.about.endswith("Voorwaarde: met omeprazol")


def test_a_task_without_a_limit_says_that_it_may_not_wait() -> None:
    """The advice says "zo nodig meteen"; who reads the list of what to do reads that there too."""
    pack = load_pack("lage_rugpijn")
    decision = Decision("beeldvorming", "mri_rode_vlag", "follow")
    facts: dict[str, Value] = {"klinische_verdenking_wervelmetastasen": False, "verdenking_infectie": True}
    case = Case("MDO-0001", patient=Patient(facts), decisions=(decision,))
    said = "hoe snel bepaalt de behandelaar, zo nodig meteen"
    made = summarise(pack, case, NOON, "nl")
    assert [row["when"] for row in rows(made)] == [said]
    (todo,) = summarise_meeting(pack, document_of((case,)), NOON, "nl").todo
    assert todo.when == capital(said)
    page: Any = page_data(summarise(pack, replace(case, decisions=()), NOON, "nl"), None)
    assert any("zo nodig meteen" in each for each in page["todo"]["nothing"])


def test_an_answer_that_is_one_of_several_words_is_said_once() -> None:
    pack = load_pack("lage_rugpijn")
    facts: dict[str, Value] = {
        "klinische_verdenking_wervelmetastasen": False,
        "verdenking_infectie": False,
        "verdenking_andere_tumor": False,
        "verdenking_botbreuk": False,
        "verdenking_zenuwbeknelling_ernstige_uitval": False,
        "pijn_langer_dan_enkele_weken": False,
        "operatie_overwogen": False,
        "beeldvorming_verandert_behandeling": False,
        "neurologische_problemen": False,
        "duur_lage_rugpijn": "chronisch",
    }
    made = summarise(pack, Case("MDO-0001", patient=Patient(facts)), NOON, "nl")
    answers = [step.answer for tree in made.trees for step in tree.path if step.question.startswith("Hoe lang")]
    assert answers == ["chronisch"]


def test_who_is_sent_to_another_guideline_is_told_where_its_limits_stand() -> None:
    pack = load_pack("lage_rugpijn")
    case = Case("MDO-0001", patient=Patient({"klinische_verdenking_wervelmetastasen": True}))
    made = summarise(pack, case, NOON, "nl")
    there = "Wervelmetastasen, boom 1 (Diagnostiek bij klinische verdenking)"
    said = f"Termijn: zie {there}. De kortste daar: MRI binnen 12 uur."
    assert [each.said for each in made.held] == [said]
    page: Any = page_data(made, None)
    assert said in page["advice"]["strong"]
    text = " ".join(as_text(made).split())
    assert said in text
    assert "Geen termijn in de documenten" not in text
    assert summarise(pack, Case("MDO-0001"), NOON, "nl").held == ()


# --- what the board did not choose is not left to decide -------------------------------------------------------------

BOTH: dict[str, Value] = {"instabiliteit": False, "adequate_dosis_radiotherapie_mogelijk": True}


def test_the_dose_of_a_treatment_that_was_not_chosen_is_not_left_to_decide() -> None:
    def left(choice: str) -> str:
        operate = Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen=choice)
        return told(surgical(operate, facts=BOTH)).undecided

    assert "boom 6 (" not in left("operatie")
    assert "boom 6 (" in left("radiotherapie")
    assert "boom 2 (" in left("operatie")  # what both open is
    case = surgical(Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="operatie"), facts=BOTH)
    assert "radiotherapie" not in reasons(PACK, case, journey_of_case(PACK, case, NOON))


# --- what nobody may read past ---------------------------------------------------------------------------------------

LATE = parse_moment("2026-11-25T09:00")
AFTER = "Let op: dat is ná de termijn van boom 4 (ma 23 nov 08:00); van die termijn is niet afgeweken."


@pytest.mark.parametrize(
    "decisions",
    [
        (replace(IRRADIATE, before=LATE),),
        (IRRADIATE, replace(DOSE_OF, kind="deviate", reason_code="other", text="20 Gy in 5", before=LATE)),
    ],
)
def test_a_moment_after_the_limit_of_a_treatment_says_so(decisions: tuple[Decision, ...]) -> None:
    case = surgical(*decisions)
    made = told(case)
    (found,) = made.tasks
    late = decisions[0].before is not None  # the treatment itself: it keeps no moment that its limit does not allow
    assert found.before == ("vóór ma 23 nov 08:00" if late else "vóór wo 25 nov 09:00")
    assert found.what.startswith("EERST HERBESPREKEN: radiotherapie (besloten was: vóór wo 25 nov 09:00)") == late
    assert found.about.startswith(AFTER)
    assert made.decisions[-1].past == AFTER
    assert AFTER in next(each["about"] for each in rows(made) if each["what"] == found.what)
    assert " ".join(as_text(made).split()).count(AFTER) == 2  # the decision, and the task
    assert [each.about for each in meeting_of(case).todo if each.kind == "decision"] == [found.about]


@pytest.mark.parametrize(
    ("decisions", "done"),
    [
        ((replace(IRRADIATE, before=parse_moment("2026-11-22T20:00")),), False),  # within it
        ((replace(IRRADIATE, before=LATE), deviating(text="woensdag", before=LATE)), False),  # it runs no more
        ((replace(IRRADIATE, before=LATE),), True),
    ],
)
def test_a_moment_within_a_limit_or_beside_one_that_runs_no_more_says_nothing(
    decisions: tuple[Decision, ...], done: bool
) -> None:
    case = replace(surgical(*decisions), done={THERAPY: NOON} if done else {}, actions=())
    assert "ná de termijn" not in as_text(told(case))


def test_a_limit_that_runs_on_under_a_reason_alone_is_not_called_undecided() -> None:
    (found,) = told(surgical(replace(IRRADIATE, before=LATE), deviating())).tasks
    assert found.about.startswith("Let op: dat is ná de termijn van boom 4 (ma 23 nov 08:00); die termijn loopt door.")


def test_an_order_that_was_carried_out_leaves_a_trace_also_where_it_was_refused() -> None:
    given = parse_moment("2026-11-22T11:30")
    made = told(replace(surgical(FOLLOW_HERE), done={HERE: given}))
    assert f"{DOSE} [gedaan zo 22 nov 11:30] (boom 2)" in limits_in(as_text(made))
    assert [each["remark"] for each in rows(made) if each["what"] == DOSE] == ["gedaan zo 22 nov 11:30"]
    refused = replace(surgical(AGAINST_HERE), done={HERE: given})
    assert task(told(refused), "cortico_voor_mri").about.startswith("Let op: al gegeven zo 22 nov 11:30. Boom 2")
    assert "al gegeven" not in as_text(told(replace(refused, done={})))


def test_what_has_to_be_done_at_once_now_is_a_task_after_a_decision_that_lapsed() -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    case = surgical(wait)
    order, lapsed = told(case).tasks
    assert (order.of, order.at_once, order.about) == (HERE, True, f"Boom 2. {NEW['nl']}")
    assert order.what.startswith(f"{DOSE} (dexamethason 10 mg i.v.")
    assert lapsed.standing == "lapsed"
    assert orders(told(case)) == 1
    assert meeting_of(case).todo[0].what == order.what
    both = surgical(wait, months=2)
    assert (orders(told(both)), told(both).tasks[0].of) == (1, THERE)  # the last tree that says it
    assert len(told(replace(case, done={HERE: NOON})).tasks) == 1
    assert orders(told(surgical(wait, FOLLOW_THERE, months=2))) == 1


def test_the_own_word_of_the_board_is_discussed_first_where_its_tree_now_orders_at_once() -> None:
    own = Decision("cortico_lv_kort", "silent_geen_indicatie", "own", text="geen dexamethason")
    found = task(told(surgical(own, months=2)), "cortico_lv_kort")
    assert found.what == f"EERST HERBESPREKEN: geen dexamethason; het advies is nu: {DOSE}"
    assert found.at_once
    ticked = replace(surgical(own, months=2), done={THERE: NOON})
    assert not task(told(ticked), "cortico_lv_kort").what.startswith("EERST")


def scan(before: str | None, then: str = "mri_24_uur", text: str = "MRI maandagmiddag") -> Case:
    """A patient who has to have an MRI within twelve hours of 08:15."""
    facts: dict[str, Value] = {"adequate_beeldvorming_aanwezig": False, "klinische_verdenking_mesmc": True}
    moment = None if before is None else parse_moment(before)
    decision = Decision("diagnostiek", then, "deviate", reason_code="logistics", text=text, before=moment)
    case = without(surgical(decision, facts=facts), "mesmc_radiologisch", "radiologische_verdenking_wervelmetastasen")
    moments = {"verdenking_op": parse_moment("2026-11-22T08:15")}
    return replace(case, patient=replace(case.patient, moments=moments))


def test_any_task_is_discussed_first_under_a_shorter_limit_of_its_tree() -> None:
    case = scan("2026-11-23T16:00")
    made = told(case)
    found = task(made, "diagnostiek")
    assert found.what == "EERST HERBESPREKEN: MRI maandagmiddag (besloten was: vóór ma 23 nov 16:00)"
    assert (found.before, found.standing) == ("vóór zo 22 nov 20:15", "discuss_first")
    (row,) = [each for each in rows(made) if each["what"] == found.what]
    assert row["when"] == "zo 22 nov 20:15"  # the one that runs
    assert "Vóór ma 23 nov 16:00: EERST" not in " ".join(as_text(made).split())
    assert [each.when for each in meeting_of(case).todo if each.what == found.what] == ["Vóór zo 22 nov 20:15"]
    assert task(told(scan(None)), "diagnostiek").before == "vóór zo 22 nov 20:15"
    held = replace(case, done={"diagnostiek.mri_12_uur": NOON})
    assert not task(told(held), "diagnostiek").what.startswith("EERST")


def test_two_decisions_on_one_treatment_that_say_otherwise_are_discussed_first() -> None:
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    give = Decision("cortico_lv_kort", "eerst_weefsel", "deviate", reason_code="other", text="dexamethason 10 mg i.v.")
    facts = {**UNKNOWN_ORIGIN, "verdenking_hematologische_maligniteit": True}
    (one,) = told(surgical(wait, give, months=2, facts=facts)).tasks
    assert one.what == (
        "EERST HERBESPREKEN: boom 8: dexamethason 10 mg i.v.; boom 2: corticosteroïden pas na het biopt"
    )
    assert one.about.startswith(APART_HERE)
    first = Decision("cortico_lv_kort", "eerst_weefsel", "follow")
    assert not any(each.apart for each in told(surgical(wait, first, months=2, facts=facts)).tasks)


PROTECT = "Geef een protonpompremmer erbij: de patiënt heeft een risicofactor"


def test_what_goes_with_an_order_stands_in_its_line() -> None:
    risk: dict[str, Value] = {"risicofactoren_maag": ("maagulcus",)}
    for decision in (
        FOLLOW_HERE,
        Decision("cortico_voor_mri", "wachten_tot_biopt", "follow"),
    ):
        made = told(surgical(decision, facts=risk))
        assert made.tasks[0].about.startswith(PROTECT)
        assert PROTECT in rows(made)[0]["about"]
    assert PROTECT in limits_in(as_text(told(surgical(OPERATE, facts=risk))))
    assert not told(surgical(FOLLOW_HERE)).tasks[0].about.startswith(PROTECT)
    for decision in (AGAINST_HERE, bare("cortico_voor_mri")):
        assert PROTECT not in told(surgical(decision, facts=risk)).tasks[0].about


def test_a_range_over_an_edge_is_no_missing_fact() -> None:
    ranged: dict[str, Value] = {"levensverwachting_maanden": Range(2, 6)}
    case = without(surgical(OPERATE, facts=ranged), "indicatie_chemotherapie")
    made = told(case)
    said = "ligt over een grens; dit besluit past alleen bij ≥ 3 maanden; zo nodig meteen herbespreken"
    assert task(made, "lv_lang").about.startswith("Let op: levensverwachting 2–6 maanden " + said)
    assert said in made.decisions[0].warning
    assert "ontbreekt" not in made.decisions[0].warning
    needed = {each.id: (each.text, each.trees) for each in made.unknown}
    assert needed["indicatie_chemotherapie"] == ("nog niet gevraagd; alleen bij < 3 maanden", (7,))
    there = told(surgical(FOLLOW_THERE, facts=ranged))
    assert task(there, "cortico_lv_kort").about == "Dit advies staat nu bij boom 2. Boom 8"
    assert there.decisions[0].warning == "Dit advies staat nu bij boom 2."


def test_the_own_word_of_the_board_stays_where_only_a_fact_is_missing() -> None:
    ranged: dict[str, Value] = {"levensverwachting_maanden": Range(2, 6)}
    own = replace(IRRADIATE, before=parse_moment("2026-11-22T20:00"))
    found = task(told(surgical(own, facts=ranged)), "lv_lang")
    assert (found.what, found.before, found.standing) == ("Radiotherapie", "vóór zo 22 nov 20:00", "missing")
    case = without(surgical(own), "instabiliteit")
    assert task(told(case), "lv_lang").about.startswith(MISSING)
    assert told(case).decisions[0].warning.startswith(MISSING)


def test_the_radiotherapy_after_an_operation_that_was_chosen_does_not_have_to_meet_that_limit() -> None:
    operated: dict[str, Value] = {"geopereerd": True, "oligometastasering": False}
    dose = Decision("rt_na_chirurgie", "20_gy_5", "follow")
    operate = OPERATE
    made = told(surgical(operate, dose, facts=operated))
    assert {each.tree: each.limit for each in made.tasks} == {"lv_lang": LIMITED, "rt_na_chirurgie": ""}
    later = replace(dose, kind="deviate", reason_code="other", text="20 Gy", before=LATE)
    assert "ná de termijn" not in as_text(told(replace(surgical(operate, later, facts=operated), actions=())))


def test_the_heading_of_the_limits_always_stands_and_none_named_is_not_no_hurry() -> None:
    wait = Decision("aanvullend", "ct_maken", "follow")
    ticked = replace(surgical(wait, FOLLOW_HERE), done={THERAPY: NOON})
    assert "\nTERMIJNEN\n" in as_text(told(ticked))
    calm = Case("MDO-0001", decisions=(wait,))
    assert "\nTERMIJNEN\nGeen termijn naast wat bij de acties staat.\n" in as_text(summarise(PACK, calm, NOON, "nl"))
    assert "Dat betekent niet dat er geen haast is." in as_text(summarise(PACK, Case("MDO-0001"), NOON, "nl"))


# --- how a treatment is given that was not chosen -----------------------------------------------------------------

DOSE_RT = Decision("radiotherapie", "8_gy_uitval", "follow")
CHOSE = "chirurgie_of_radiotherapie"
WORSE = "achteruitgang_onder_radiotherapie_en_corticosteroiden"
NOT_SO = "Hoort bij een behandeling die nu niet zo is gekozen"


def irradiated(*decisions: Decision, facts: dict[str, Value] | None = None) -> Case:
    """A patient for whom surgery and radiotherapy are both good, with a dose that is advised."""
    return surgical(*decisions, facts={**BOTH, WORSE: False, **(facts or {})})


@pytest.mark.parametrize("chosen", ["operatie", "geen"])
def test_a_dose_of_what_was_not_chosen_is_not_given(chosen: str) -> None:
    """It would be carried out beside the operation, or beside comfort alone."""
    kind: Any = "follow" if chosen == "operatie" else "deviate"
    case = irradiated(Decision("lv_lang", CHOSE, kind, chosen=chosen, text="zo besproken"), DOSE_RT)
    made = told(case)
    found = task(made, "radiotherapie")
    assert found.what.startswith("NIET UITVOEREN vóór herbespreking: 1 × 8 Gy bij uitval")
    assert found.about.startswith(f"{NOT_SO} (boom 9)")
    said = next(each for each in made.decisions if each.tree == "radiotherapie")
    assert said.heading.startswith("Achterhaald")
    assert reasons(PACK, case, journey_of_case(PACK, case, NOON))["radiotherapie"] == "changed"


def test_a_dose_of_what_was_chosen_is_given_and_waits_with_it() -> None:
    chose = Decision("lv_lang", CHOSE, "follow", chosen="radiotherapie")
    made = told(irradiated(chose, DOSE_RT))
    assert not any(each.overtaken for each in made.tasks)
    assert "1 × 8 gy bij uitval" in " ".join(each.what for each in made.tasks).lower()
    now = told(irradiated(chose, DOSE_RT, facts={"instabiliteit": True}))
    assert task(now, "lv_lang").what.startswith("EERST HERBESPREKEN")
    assert task(now, "radiotherapie").what.startswith("EERST HERBESPREKEN")
    assert task(now, "radiotherapie").before == task(now, "lv_lang").before


def test_a_dose_of_the_time_before_an_operation_is_overtaken_by_it() -> None:
    chose = Decision("lv_lang", CHOSE, "follow", chosen="radiotherapie")
    made = told(irradiated(chose, DOSE_RT, facts={"geopereerd": True}))
    assert task(made, "radiotherapie").overtaken


@pytest.mark.parametrize(
    "decisions", [(), (DOSE_RT,), (Decision("lv_lang", CHOSE, "deviate", text="SBRT elders"), DOSE_RT)]
)
def test_without_a_choice_a_dose_stands_on_its_own(decisions: tuple[Decision, ...]) -> None:
    assert not any(each.overtaken for each in told(irradiated(*decisions)).tasks)


# --- orders on which nothing is decided ---------------------------------------------------------------------------


def test_an_order_that_nobody_decided_on_is_on_the_list_of_the_meeting() -> None:
    """It stood on the page of the patient alone: who reads the list would not give it."""
    made = meeting_of(surgical())
    (line,) = [each for each in made.todo if each.kind == "order"]
    assert (line.when, line.what.startswith(DOSE), NEW["nl"] in line.about) == ("Direct", True, True)
    assert made.todo[0] is line
    assert "10 mg" in line.what


@pytest.mark.parametrize(
    ("decisions", "done"),
    [
        ((Decision("cortico_voor_mri", "dexamethason", "follow"),), {}),
        ((bare("cortico_voor_mri"),), {}),
        ((), {HERE: NOON}),
    ],
)
def test_one_that_was_decided_or_done_is_no_order_any_more(
    decisions: tuple[Decision, ...], done: dict[str, Any]
) -> None:
    made = meeting_of(replace(surgical(*decisions), done=done))
    assert not [each for each in made.todo if each.kind == "order"]


def test_an_order_of_two_trees_stands_once_and_by_the_decision_on_the_whole_says_so() -> None:
    whole = Decision(WHOLE_CASE, None, "follow")
    (line,) = [each for each in meeting_of(surgical(whole, months=2)).todo if each.kind == "order"]
    assert "Boom 8. Volgens het besluit over het geheel" in line.about


def ordered(case: Case) -> list[str]:
    """What the meeting's list orders, each with when."""
    return [f"{each.when}: {each.what}" for each in meeting_of(case).todo if each.kind in ("order", "decision")]


def test_a_bolus_that_a_task_orders_already_is_no_second_order() -> None:
    """The decision to wait lapsed, and its task says what is to be done now."""
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    for case in (surgical(wait), surgical(wait, months=2)):
        assert len([each for each in ordered(case) if DOSE in each and "10 mg" in each]) == 1


def test_an_order_to_wait_is_on_the_list_of_the_meeting_as_not_yet() -> None:
    """The page has it beside the limits; the list was silent, or said that no limit is named."""
    wait = Decision("cortico_voor_mri", "wachten_tot_biopt", "follow")
    case = surgical(facts=UNKNOWN_ORIGIN)
    said = "Nog niet: Corticosteroïden pas na het biopt"
    assert "Boom 2: Corticosteroïden pas na het biopt" in limits_in(as_text(told(case)))
    assert ordered(case)[0] == said
    assert ordered(replace(case, decisions=(wait,)))[0] == said  # decided: once, and the same words
    assert len(ordered(replace(case, decisions=(wait,)))) == 1


def test_what_comes_sooner_after_surgery_is_on_the_list_of_the_meeting() -> None:
    sooner: dict[str, Value] = {"geopereerd": True, "postoperatief_onvoldoende_herstel_of_achteruitgang": True}
    case = surgical(facts=sooner)
    operated = {**case.patient.moments, "operatie_op": parse_moment("2026-11-22T09:00")}
    case = replace(case, patient=replace(case.patient, moments=operated))
    assert "Boom 10: Eerder starten met radiotherapie" in limits_in(as_text(told(case)))
    assert "Geen termijn genoemd: Eerder starten met radiotherapie" in ordered(case)


@pytest.mark.parametrize("kind", ["deviate", "own"])
def test_a_bolus_is_discussed_first_where_the_board_decided_otherwise_on_all(kind: Any) -> None:
    """L73-74: it is for who is operated or irradiated, and nobody can read whether that still is so."""
    whole = Decision(WHOLE_CASE, None, kind, reason_code="patient_wish", text="alleen comfort")
    case = surgical(whole, months=2)
    (line,) = [each for each in meeting_of(case).todo if each.kind == "order"]
    assert (line.what, line.about) == (FIRST, "Geldt alleen bij operatie of radiotherapie: ga na. Boom 8")
    said = limits_in(as_text(told(case)))
    assert f"Boom 8: {FIRST}. Geldt alleen bij operatie of radiotherapie: ga na" in said
    assert "10 mg" not in line.what + said


def test_where_the_board_chose_none_the_guideline_says_itself_whom_a_bolus_is_for() -> None:
    none = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
    (line,) = [each for each in meeting_of(surgical(none)).todo if each.kind == "order"]
    assert line.what == FIRST
    assert line.about.startswith("Let op: operatie of radiotherapie gepland is ja, en gekozen is geen van beide.")
    assert "Geldt alleen bij" not in line.about


def test_a_choice_that_following_leaves_is_not_decided_by_a_follow_on_all() -> None:
    """L168-170: surgery or radiotherapy is chosen with the patient; the page, the agenda and the way on called that
    decided, and nothing was left to do."""
    whole = Decision(WHOLE_CASE, None, "follow")
    none = ("instabiliteit", "achteruitgang_onder_radiotherapie_en_corticosteroiden", "hormoongevoelige_tumor")
    either = surgical(whole, facts=dict.fromkeys(none, False))
    made, meeting = told(either), meeting_of(either)
    said = "Leg de keuze operatie of radiotherapie nu vast; start vóór ma 23 nov 08:00"
    (found,) = made.tasks
    assert (found.what, found.before, found.at_once, found.about) == (said, "", True, "Boom 9")
    assert made.undecided == "boom 9 (Chirurgie of radiotherapie)"
    assert [each.what for each in meeting.todo].count(said) == 1
    assert meeting.agenda[0].standing == "besloten, boom 9 nog open"
    assert meeting.counts.unfinished == 1
    stages = journey_of_case(PACK, either, NOON)
    assert reasons(PACK, either, stages) == {"lv_lang": "undecided"}
    chosen = Decision("lv_lang", "chirurgie_of_radiotherapie", "follow", chosen="operatie")
    for other in (replace(either, decisions=(whole, chosen)), surgical(whole)):
        assert reasons(PACK, other, journey_of_case(PACK, other, NOON)) == {}
        assert said not in as_text(told(other))


@pytest.mark.parametrize(
    ("operated", "asked"), [("2026-11-22T09:30", True), ("2026-11-22T07:00", False), ("2026-11-23T09:00", False)]
)
def test_an_operation_is_asked_about_where_no_limit_runs_too(operated: str, *, asked: bool) -> None:
    """Without a limit that runs, and of a decision of which nobody knows when it was taken, it stayed a task that was
    to be done still."""
    case = surgical(OPERATE, facts={"uitval_mesmc_ontstaan_dagen": 20, "uitval_progressief": False})
    moments = {**case.patient.moments, "operatie_op": parse_moment(operated)}
    case = replace(case, patient=replace(case.patient, moments=moments))
    assert THERAPY not in {each.of for each in told(case).deadlines}
    (found,) = [each for each in told(case).tasks if each.tree == "lv_lang"]
    assert ("staat ingevuld: is dit gedaan?" in found.about) is asked


def test_what_is_not_to_be_done_comes_first_without_a_box_or_a_time() -> None:
    """It stood last, with a box to tick off and `Geen termijn genoemd`."""
    none = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen")
    case = surgical(none)
    first, *others = meeting_of(case).todo
    assert (first.what, first.when, first.bars) == (NOTHING, "", True)
    assert not any(each.bars for each in others)
    said = meeting_text(meeting_of(case))
    assert f"    {first.name}, {NOTHING}" in said
    assert f"[ ] {first.name}, Geen" not in said
    (row, *_) = rows(told(case))
    assert (row["what"], row["when"]) == (NOTHING, "")
    data: Any = meeting_data(meeting_of(case), "todo")
    ticks = [each["tick"] for each in data["todo"]["rows"]]
    assert ticks == [False, *(True for _ in others)]


@pytest.mark.parametrize(
    "text",
    ["geen operatie maar radiotherapie", "geen dexamethason, wel PPI", "prednison", "niets", "Geen dexamethason"],
)
def test_what_may_say_that_something_is_done_keeps_its_box(text: str) -> None:
    """Nobody can read what the board wrote: "niet langer wachten" is an order."""
    (found,) = told(surgical(replace(AGAINST_HERE, text=text))).tasks
    assert (found.bars, when_said(found, Paper("nl"))) == ("", "geen termijn genoemd")
    nothing = Decision("lv_lang", "chirurgie", "deviate", reason_code="patient_wish", chosen="geen", text=text)
    assert task(told(surgical(nothing)), "lv_lang").bars == ""


def test_what_was_overtaken_and_is_not_to_be_done_has_no_box() -> None:
    made = meeting_of(surgical(FOLLOW_HERE, facts=UNKNOWN_ORIGIN))
    assert (made.todo[0].what.startswith("NIET UITVOEREN"), made.todo[0].bars, made.todo[0].when) == (True, True, "")


def test_what_was_written_with_a_follow_on_all_stands_before_the_limit_that_is_followed() -> None:
    case = surgical(Decision(WHOLE_CASE, None, "follow", text="operatie"))
    (found,) = told(case).tasks
    assert (found.what, found.before, found.limit_of) == ("operatie", "vóór ma 23 nov 08:00", "")
    assert LIMIT in limits_in(as_text(told(case)))  # nobody can read that it is that treatment


def test_a_limit_of_a_task_that_is_not_certain_is_provisional() -> None:
    case = without(surgical(OPERATE), "uitval_mesmc_ontstaan_dagen")
    (found,) = [each for each in told(case).tasks if each.tree == "lv_lang"]
    assert "definitieve diagnose gesteld, voorlopig (boom 4)" in found.about
    assert "voorlopig" not in task(told(surgical(OPERATE)), "lv_lang").about
