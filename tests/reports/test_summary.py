"""The summary: every text of the page, resolved in one language."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from typing import get_args

import pytest
from msgspec.structs import fields

from mdo_viewer.guideline.model import LANGUAGES, Language, Strength
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import REASON_CODES, Action, Case, Decision, DecisionKind, Detail
from mdo_viewer.meeting.choosing import reason_words
from mdo_viewer.meeting.document import Standing
from mdo_viewer.meeting.tally import COUNTS
from mdo_viewer.reasoning.deadlines import ZONE, MetWord, parse_moment
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.model import Summary
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import file_name, main_advice
from mdo_viewer.reports.text import WIDTH, as_text
from mdo_viewer.reports.wording import Paper
from tests.help.places import ROOT
from tests.help.reports_help import KEYS, example, filled_with, pack, real, squashed, summary_of, with_facts

WORDS = ROOT / "resources" / "words"
DASHES = {"", "-", "–", "—", "?", "None", "null"}


def table(language: str) -> dict[str, str]:
    content: dict[str, str] = json.loads((WORDS / f"report.{language}.json").read_text("utf-8"))
    return content


# --- words --------------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words() -> None:
    nl, en = table("nl"), table("en")
    assert list(nl) == list(en)
    for key, text in nl.items():
        assert key.startswith("report.")
        assert text.strip(), key
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", en[key])), key


def test_every_word_is_used() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "mdo_viewer" / "reports").glob("*.py")))
    made = re.compile(
        r"(kind|reason|shared|origin|standing|meeting\.count)\.|[a-z_]+_trees$"
        r"|(silent|not_applicable)$"  # by the kind of an outcome
        r"|met(_late|_end)?$"  # by the moment that may have met a limit
    )
    for key in table("nl"):
        name = re.sub(r"\.(one|many)$", "", key.removeprefix("report."))
        assert made.match(name) or re.search(rf"""["']{re.escape(name)}["']""", sources), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_made_from_values_exist(language: Language) -> None:
    paper = Paper(language)
    for code in REASON_CODES:
        assert reason_words(paper.words, pack(), code)
    for kind in get_args(DecisionKind):
        assert paper(f"kind.{kind}")
    for met in get_args(MetWord):
        assert paper.filled_in("", "", met)
    for standing in ("decided", "deviating", "own", *get_args(Standing)):
        assert paper(f"standing.{standing}")
    for kind in COUNTS:
        assert paper.counted(kind)
    for strength in get_args(Strength):
        assert paper.strength((strength,))


# --- what the page opens with -------------------------------------------------------------------------------------


def test_the_first_decision_names_the_tree() -> None:
    summary = summary_of(example("MDO-0003"))
    assert (summary.main.id, summary.main.outcome) == ("lv_lang", "chirurgie")
    assert summary.main.heading == "Chirurgie heeft de voorkeur"
    assert summary.main.strength == "oordeel van de werkgroep: voorkeur"
    assert summary.main.source.startswith("boom 9, p. 2, 3, 4, r. 313–323, 329–348, 364")
    assert main_advice(pack(), example("MDO-0003"), None).tree.id == "lv_lang"


def test_without_a_decision_the_last_advice_opens_the_page() -> None:
    case = replace(real("MDO-0003"), decisions=())
    summary = summary_of(case)
    assert summary.main.id == "lv_lang"
    assert summary.title == "MDO-bespreking wervelmetastasen"
    assert summary.decisions == ()


def test_without_advice_the_first_tree_that_waits_opens_the_page() -> None:
    summary = summary_of(example("MDO-0001"))
    assert (summary.main.id, summary.main.state, summary.main.outcome) == ("diagnostiek", "incomplete", None)
    assert summary.main.heading == "Nog geen advies"
    assert "klinische verdenking op MESMC" in summary.main.lines[0]
    assert any("MRI binnen 12 uur" in line for line in summary.main.lines)


def test_a_decision_carries_kind_condition_reason_and_text() -> None:
    (decision,) = summary_of(example("MDO-0003")).decisions
    assert decision.heading == "Wijkt af van het advies, in plaats daarvan"
    assert decision.reason == "wens van de patiënt: wil geen operatie na uitleg van beide opties"
    assert decision.text == "radiotherapie 1 × 8 Gy"
    assert decision.about == "Besluit over boom 9: Chirurgie heeft de voorkeur"
    assert decision.warning == ""
    first, second = summary_of(example("MDO-0002")).decisions
    assert first.condition == "het bestralingsveld van augustus overlapt niet"
    assert second.about.startswith("Besluit over boom 12")


def test_a_decision_on_another_advice_says_so() -> None:
    changed = with_facts(real("MDO-0003"), instabiliteit=False)
    (decision,) = summary_of(changed).decisions
    assert "Chirurgie heeft de voorkeur" in decision.about
    assert "Let op: nu onbekend: neurologische achteruitgang" in decision.warning
    turned = with_facts(real("MDO-0003"), levensverwachting_maanden=2)
    (decision,) = summary_of(turned).decisions
    assert "Chirurgie heeft de voorkeur" in decision.warning


def test_a_decision_on_a_tree_that_is_gone_names_it_by_its_id() -> None:
    case = replace(real("MDO-0003"), decisions=(Decision("opgeheven", "chirurgie", "follow"),))
    (decision,) = summary_of(case).decisions
    assert (decision.about, decision.warning) == ("opgeheven", "")


def test_a_deviation_without_a_reason_says_that_none_was_asked() -> None:
    case = replace(real("MDO-0003"), decisions=(Decision("lv_lang", "chirurgie", "deviate"),))
    (decision,) = summary_of(case).decisions
    assert decision.reason == "nog niet gevraagd"


@pytest.mark.parametrize("code", REASON_CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_stand_in_words(code: str, language: Language) -> None:
    decision = Decision("lv_lang", "chirurgie", "deviate", reason_code=code)  # type: ignore[arg-type]
    (line,) = summary_of(replace(real("MDO-0003"), decisions=(decision,)), language).decisions
    assert line.reason == table(language)[f"report.reason.{code}"].format(year=2015)


# --- facts --------------------------------------------------------------------------------------------------------


def test_facts_stand_with_unit_origin_and_date() -> None:
    facts = {each.id: each for each in summary_of(example("MDO-0003")).facts}
    life = facts["levensverwachting_maanden"]
    assert (life.label, life.value, life.origin, life.date) == (
        "Levensverwachting",
        "7 maanden",
        "oordeel van het MDO",
        "22-11-2026",
    )
    assert facts["instabiliteit"].remark == "SINS 14 op CT"
    assert facts["mesmc_klinisch"].state == "derived"
    assert facts["mesmc_klinisch"].origin == "afgeleid"
    assert set(example("MDO-0003").patient.values) - {fact.id for fact in pack().scope} <= set(facts)


def test_a_fact_without_details_says_that_its_date_is_unknown() -> None:
    case = Case("A", Patient({"pijn": True, "bekende_primaire_maligniteit": True, "levensverwachting_maanden": 0}))
    facts = {each.id: each for each in summary_of(case).facts}
    assert (facts["pijn"].origin, facts["pijn"].date) == ("kliniek", "onbekend")
    assert facts["bekende_primaire_maligniteit"].origin == "kliniek of pathologie"
    assert facts["levensverwachting_maanden"].value == "0 maanden"
    own = replace(case, details={"pijn": Detail(origin="brief huisarts", date=date(2026, 1, 2))})
    assert [(each.origin, each.date) for each in summary_of(own, "en").facts if each.id == "pijn"] == [
        ("brief huisarts", "2 Jan 2026")
    ]


def test_a_value_under_a_closed_gate_stays_and_does_not_count() -> None:
    case = Case("A", Patient({"lhermitte": False, "lhermitte_met_nekpijn_of_zonder_andere_oorzaak": True}))
    (unused,) = (each for each in summary_of(case).facts if each.state == "unused")
    assert unused.remark == "telt niet mee"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", [fact.id for fact in (*pack().facts, *pack().scope)])
def test_unknown_is_a_word_for_every_fact(fact: str, language: Language) -> None:
    """C-04: neither asked-and-unknown nor not asked is ever a dash, a zero or nothing."""
    word = {"nl": "onbekend", "en": "unknown"}[language]
    case = Case("A").with_unknown(fact)
    summary = summary_of(case, language)
    (line,) = (each for each in summary.unknown if each.id == fact)
    assert (line.state, line.text) == ("unknown", word)
    assert all(each.id != fact for each in summary.facts)
    assert re.search(rf"{re.escape(line.label)}: {word}", as_text(summary).replace("\n  ", " "))
    cells = [cell for column in facts_of(summary) for group in column for cell in group["facts"]]
    assert [cell["value"] for cell in cells if cell["label"] == line.label] == [word]
    assert not DASHES & {cell["value"] for cell in cells}


def facts_of(summary: Summary) -> tuple[list[dict[str, list[dict[str, str]]]], ...]:
    data = page_data(summary, None)
    assert isinstance(data, dict)
    facts = data["facts"]
    assert isinstance(facts, dict)
    columns: tuple[list[dict[str, list[dict[str, str]]]], ...] = facts["columns"]
    return columns


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [Case("A"), *(real(key) for key in KEYS)], ids=["empty", *KEYS])
def test_nothing_unknown_is_a_dash_or_blank(case: Case, language: Language) -> None:
    summary = summary_of(case, language)
    may_be_empty = {"example_mark", "urgency", "as_of", "conditions_text", "guideline_age", "site", "beside", "meeting"}
    may_be_empty |= {"not_compared", "undecided", "waiting", "treated"}
    for field in fields(summary):
        value = getattr(summary, field.name)
        if isinstance(value, str) and field.name not in may_be_empty:
            assert value.strip() not in DASHES, field.name
    for action in summary.actions:
        assert not {action.what, action.who, action.before} & DASHES
    assert summary.attendees
    assert summary.alternatives
    assert not re.search(r"(?m): *[-–—]?$(?!\n {2})", as_text(summary))


def test_an_empty_case_says_what_was_not_asked() -> None:
    summary = summary_of(Case("MDO-0007"))
    assert summary.question == "onbekend"
    assert summary.preferences == "nog niet gevraagd"
    assert summary.shared_decision == "nog niet gevraagd"
    assert summary.gp_informed == "nog niet gevraagd"
    assert summary.lead_physician == "onbekend"
    assert summary.attendees == ("onbekend",)
    assert summary.discussed == "datum van bespreking onbekend"
    assert {each.state for each in summary.unknown} == {"not_asked"}
    assert summary.unknown[0].id == "klinische_verdenking_wervelmetastasen"
    assert summary.scope.startswith("De reikwijdte is nog open.")


def test_unknown_facts_say_which_trees_wait() -> None:
    unknown = {each.id: each for each in summary_of(example("MDO-0001")).unknown}
    assert unknown["klinische_verdenking_mesmc"].text == "onbekend: neurologisch onderzoek loopt"
    assert unknown["asia_score"].state == "not_asked"
    assert unknown["asia_score"].trees == (1,)
    assert unknown["radiologische_verdenking_wervelmetastasen"].trees == (3, 4, 5)


# --- trees, conditions, notes -------------------------------------------------------------------------------------


def test_every_tree_of_the_journey_has_its_line() -> None:
    summary = summary_of(example("MDO-0003"))
    assert [each.number for each in summary.trees] == list(range(1, 13))
    states = {each.number: each.state for each in summary.trees}
    assert states[2] == "advice"
    assert states[5] == "elsewhere"
    assert states[7] == "not_entered"
    assert states[10] == "not_applicable"
    lines = {each.number: each for each in summary.trees}
    assert lines[2].done == "gedaan zo 22 nov 12:30"
    assert lines[2].dose.startswith("dexamethason 10 mg i.v.")
    assert [(step.number, step.answer) for step in lines[4].path][:2] == [(0, "ja"), (1, "ja")]
    assert [step.answer for step in lines[4].path][2:] == ["≤ 7 dagen (3 dagen)"]
    assert lines[7].path == ()
    silent = {each.number: each for each in summary_of(example("MDO-0002")).trees}[3]
    assert (silent.state, silent.strength) == ("silent", "De richtlijn geeft hier geen advies")


def test_a_reference_has_no_strength() -> None:
    lines = {each.number: each for each in summary_of(example("MDO-0003")).trees}
    assert (lines[5].state, lines[5].strength) == ("elsewhere", "")


def test_a_tree_that_may_apply_says_what_it_waits_for() -> None:
    lines = {each.number: each for each in summary_of(example("MDO-0001")).trees}
    assert lines[2].state == "incomplete", "the deficit may be symptomatic compression, whatever the MRI must wait for"
    assert lines[3].state == "entry_unknown"
    assert lines[3].lines == ("Eerst nodig: radiologische verdenking op wervelmetastasen.",)


def test_a_checklist_says_what_decided_it() -> None:
    lines = {each.id: each for each in summary_of(example("MDO-0003")).trees}
    answers = [step.answer for step in lines["lv_lang"].path]
    assert "ja (instabiele wervelkolom)" in answers
    assert any(answer.startswith("nee (niet vervuld: ") for answer in answers)


def test_failed_conditions_stand_apart() -> None:
    case = with_facts(real("MDO-0003"), klinische_toestand_operabel=False, hormoongevoelige_tumor=False)
    summary = summary_of(case.with_unknown("mri_gehele_wervelkolom"))
    assert summary.main.outcome == "silent_voorwaarde_ontbreekt"
    assert summary.conditions_text == "Niet aan alle voorwaarden voor chirurgie is voldaan."
    assert [(each.state, each.text) for each in summary.conditions] == [
        ("failed", "niet vervuld"),
        ("open", "niet beoordeeld"),
    ]
    assert "niet_vervulde_voorwaarden" not in {each.id for each in summary.riders}


def test_notes_are_full_at_the_main_tree_alone() -> None:
    notes = {each.number: each for each in summary_of(example("MDO-0003")).notes}
    assert notes[8].text
    assert notes[9].trees == (9,)
    assert notes[22].text == ""
    assert notes[22].title


def test_open_riders_name_the_fact_that_decides() -> None:
    riders = {each.id: each for each in summary_of(example("MDO-0003")).riders}
    assert riders["ook_systeemtherapie"].waits_for == (
        "Alleen als “Tumor mogelijk gevoelig voor antihormonale therapie: ja”:"
    )
    assert riders["tien_operaties"].trees == (9, 4)


def test_out_of_scope_closes_the_trees() -> None:
    summary = summary_of(with_facts(real("MDO-0003"), jonger_dan_18=True))
    assert summary.main.state == "out_of_scope"
    assert summary.main.heading == "Buiten de reikwijdte"
    assert summary.main.lines
    assert summary.scope.startswith("De patiënt valt buiten de reikwijdte")
    assert {each.state for each in summary.trees} == {"out_of_scope"}


# --- deadlines ----------------------------------------------------------------------------------------------------


def test_deadlines_are_clock_times() -> None:
    line, given = summary_of(example("MDO-0003")).deadlines  # what was given at once has no moment
    assert (given.what, given.state, given.limit) == ("Direct starten met dexamethason", "done", "")
    assert (line.of, line.when, line.state) == ("tijd_tot_therapie.therapie_24_uur", "vóór ma 23 nov 14:10", "open")
    assert line.limit == "binnen 24 uur na: definitieve diagnose gesteld"


def test_the_tightest_limit_is_provisional_while_facts_are_missing() -> None:
    (line,) = summary_of(example("MDO-0001")).deadlines
    assert (line.when, line.provisional, line.remark) == ("vóór zo 22 nov 20:15", True, "voorlopig")


def test_a_passed_deadline_says_so() -> None:
    late = parse_moment("2026-11-23T14:11")
    line, _ = summary_of(example("MDO-0003"), at=late).deadlines
    assert (line.state, line.remark) == ("overdue", "verstreken")
    (line,) = summary_of(example("MDO-0001"), "en", at=late).deadlines
    assert line.remark == "overdue, provisional"


def test_a_limit_from_a_moment_that_is_to_come_says_so_on_paper() -> None:
    early = parse_moment("2026-11-20T09:00")  # the diagnosis of this case is of the 22nd
    summary = summary_of(example("MDO-0003"), at=early)
    (line,) = summary.deadlines
    assert (line.state, line.remark) == ("open", "beginmoment ligt in de toekomst: controleer de datum")
    assert "controleer de datum" in " ".join(as_text(summary).split())
    assert "controleer de datum" in str(page_data(summary, None))


def test_the_shortest_deadline_stands_first_and_done_ones_last() -> None:
    case = with_facts(real("MDO-0003"), adequate_beeldvorming_aanwezig=False, klinische_verdenking_mesmc=True)
    lines = summary_of(case).deadlines
    assert [each.when for each in lines] == ["vóór zo 22 nov 20:15", "vóór ma 23 nov 14:10", "direct"]
    case = replace(case, done={})
    done = replace(case, done={"diagnostiek.mri_12_uur": parse_moment("2026-11-22T11:40")})
    lines = summary_of(done).deadlines
    assert [(each.tree, each.remark) for each in lines] == [(4, ""), (1, "gedaan zo 22 nov 11:40")]
    late = replace(case, done={"diagnostiek.mri_12_uur": parse_moment("2026-11-22T20:16")})
    assert summary_of(late, at=parse_moment("2026-11-22T21:00")).deadlines[-1].remark == (
        "gedaan zo 22 nov 20:16, na de termijn"
    )


def test_what_was_done_under_an_earlier_advice_stays_done() -> None:
    case = replace(real("MDO-0003"), done={"diagnostiek.mri_12_uur": parse_moment("2026-11-22T11:40")})
    line = summary_of(case).deadlines[-1]
    assert (line.what, line.when, line.state) == ("MRI binnen 12 uur", "vóór zo 22 nov 20:15", "done")
    assert line.remark == "gedaan zo 22 nov 11:40"
    assert line.limit == "bij een eerder advies"


def test_a_deadline_without_its_moment_says_so() -> None:
    case = real("MDO-0003")
    bare = replace(case, patient=replace(case.patient, moments={}))
    line, _ = summary_of(bare).deadlines
    assert (line.when, line.state) == ("tijd onbekend", "no_moment")
    assert line.limit.endswith("(moment onbekend)")


def test_a_range_has_two_dates() -> None:
    case = with_facts(real("MDO-0003"), geopereerd=True, postoperatief_onvoldoende_herstel_of_achteruitgang=False)
    moments = {**case.patient.moments, "operatie_op": parse_moment("2026-12-10T09:00")}
    lines = summary_of(replace(case, patient=replace(case.patient, moments=moments))).deadlines
    (line,) = (each for each in lines if each.tree == 10)
    assert line.when == "vroegst do 31 dec 09:00 – do 7 jan 2027 09:00"


def test_the_repeated_hour_is_told_apart() -> None:
    paper = Paper("nl", 2026)
    assert paper.moment(parse_moment("2026-10-25T02:30+02:00")) == "zo 25 okt 02:30 (zomertijd)"
    assert paper.moment(parse_moment("2026-10-25T02:30+01:00")) == "zo 25 okt 02:30 (wintertijd)"
    assert paper.moment(parse_moment("2026-10-25T03:00")) == "zo 25 okt 03:00"
    assert Paper("en").moment(parse_moment("2026-10-25T03:00")) == "Sun 25 Oct 2026 03:00"


# --- the rest -----------------------------------------------------------------------------------------------------


def test_head_and_foot_say_what_the_page_is() -> None:
    summary = summary_of(example("MDO-0003"))
    assert summary.example_mark.startswith("VOORBEELD")
    assert (summary.discussed, summary.urgency) == ("besproken zo 22 november 2026, 15:20", "spoedoverleg")
    assert summary.guideline_age == "De richtlijn is 11 jaar oud."
    assert re.fullmatch(r"boom 9 versie 1\.3\.0 \([0-9a-f]{8}\)", summary.foot.tree)
    assert "Niet voor patiëntenzorg zonder eigen validatie" in summary.foot.disclaimer
    assert summary_of(real("MDO-0003")).example_mark == ""
    later = summary_of(example("MDO-0003"), at=parse_moment("2026-11-23T08:00"))
    assert later.as_of == "termijnen bekeken op ma 23 nov 08:00"


def test_attendees_stand_by_specialty() -> None:
    assert summary_of(example("MDO-0003")).attendees[:2] == ("radiotherapie (voorzitter)", "neurochirurgie")


def test_actions_stand_in_order_of_time() -> None:
    case = real("MDO-0003")
    actions = summary_of(replace(case, actions=(Action("bellen"), *case.actions))).actions
    assert [each.before for each in actions] == ["zo 22 nov 18:00", "ma 23 nov 14:10", "wo 25 nov 12:00", "onbekend"]
    assert (actions[-1].what, actions[-1].who) == ("bellen", "onbekend")


def test_a_file_name_holds_nothing_of_the_patient() -> None:
    case = example("MDO-0003")
    assert file_name(case, None, "pdf") == "MDO_2026-11-22_MDO-0003.pdf"
    assert file_name(replace(case, case="../a b\\c:é", discussed_at=None), None, "txt") == "MDO_a-b-c.txt"


def test_json_keeps_its_keys() -> None:
    """These keys are promises; add, do not rename."""
    content = json.loads(as_json(summary_of(example("MDO-0003"))))
    assert content["format"] == 1
    assert set(content) >= {
        "language", "key", "example", "title", "question", "discussed", "urgency", "main", "decisions",
        "alternatives", "preferences", "shared_decision", "actions", "rediscuss", "remarks", "attendees",
        "lead_physician", "gp_informed", "facts", "moments", "unknown", "conditions", "deadlines", "riders", "trees",
        "disagreements", "notes", "guideline", "banner", "scope", "foot", "made_at",
    }  # fmt: skip
    assert set(content["main"]) >= {
        "id", "number", "title", "state", "outcome", "heading", "text", "lines", "strength", "dose", "source", "done",
        "path", "version", "hash",
    }  # fmt: skip
    assert set(content["facts"][0]) == {"id", "label", "value", "origin", "date", "remark", "state"}
    assert set(content["deadlines"][0]) >= {"of", "tree", "what", "when", "limit", "remark", "state", "provisional"}
    assert content["made_at"] == "2026-11-22T15:20:00+01:00"


# --- plain text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_plain_text_is_narrow_and_marked(key: str, language: Language) -> None:
    text = as_text(summary_of(example(key), language))
    assert max(map(len, text.splitlines())) <= WIDTH == 100
    mark = {"nl": "VOORBEELD", "en": "EXAMPLE"}[language]
    assert text.startswith(mark)
    assert text.rstrip().splitlines()[-1].startswith(mark)
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_plain_text_says_what_the_summary_says() -> None:
    summary = summary_of(example("MDO-0003"))
    text = squashed(as_text(summary))
    for tree in summary.trees:
        assert squashed(f"{tree.number} {tree.title}: {tree.heading}") in text
        for part in (tree.text, tree.dose, tree.done):
            assert squashed(part) in text
    for fact in summary.facts:
        assert squashed(f"{fact.label}: {fact.value}") in text
    for rider in summary.riders:
        assert squashed(rider.text) in text
    for each in (summary.preferences, summary.rediscuss, summary.foot.disclaimer, summary.banner, summary.scope):
        assert squashed(each) in text


def test_plain_text_breaks_a_long_word_and_loses_nothing() -> None:
    word = "".join(f"{n:04d}" for n in range(100))
    text = as_text(summary_of(filled_with(word)))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert squashed(text).count(word) >= 14


# --- the guideline ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "days", "age"),
    [(1, -1, "minder dan 1 jaar oud"), (1, 0, "1 jaar oud"), (2, -1, "1 jaar oud"), (2, 0, "2 jaar oud")],
)
def test_the_age_of_the_guideline_counts_whole_years(years: int, days: int, age: str) -> None:
    made = pack().guideline_date
    at = datetime.combine(made.replace(year=made.year + years), time(12), ZONE) + timedelta(days=days)
    assert summary_of(real("MDO-0003"), at=at).guideline_age == f"De richtlijn is {age}."


@pytest.mark.parametrize("key", KEYS)
def test_a_line_names_its_tree_once(key: str) -> None:
    """Beside the place in the source stands only a tree that the place does not name."""
    made = summary_of(example(key))
    page = page_data(made, None)
    assert isinstance(page, dict)
    abouts = [page["advice"]["about"], *page["advice"]["strong"], *(about for _, about in page["riders"]["points"])]
    for about in abouts:
        trees = re.findall(r"\bboom (\d+)(?! versie)", about.partition("bron ")[0])
        assert not [n for n in trees if f"bron boom {n}," in about], about
    text = " ".join(as_text(made).split())
    assert not re.search(r"boom (\d+); (?:bron )?boom \1\b", text)
