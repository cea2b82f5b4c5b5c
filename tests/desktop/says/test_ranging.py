"""Window, room, list, picture, page, text, JSON and command line say the same of a range over a border."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from mdo_viewer.desktop.projector.content import content_of
from mdo_viewer.desktop.says.advice import advice_blocks, headline
from mdo_viewer.desktop.says.blocks import Press, Remark, Say
from mdo_viewer.desktop.says.facts import fact_view
from mdo_viewer.desktop.says.outline import outline
from mdo_viewer.desktop.says.ranging import when_followed
from mdo_viewer.desktop.says.stages import stage_views
from mdo_viewer.desktop.state.actions import answer_edge
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.numbers import read_value
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.window import Window
from mdo_viewer.drawing.layout import draw
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import Language, Range, Value
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.advice_then import advice_as_of, since_on_tree
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.case_text import write_case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.ranging.ranged import advise
from mdo_viewer.reasoning.results import Advice, Patient
from mdo_viewer.reports.json_summary import as_json
from mdo_viewer.reports.page import page_data
from mdo_viewer.reports.summary import summarise
from mdo_viewer.reports.text import as_text
from tests.help.apart_patients import APART, SCOPE
from tests.help.cli_pack import call
from tests.help.desk import Desk
from tests.help.desktop_help import NOW
from tests.help.reports_help import pack, squashed
from tests.help.small_packs import FACTS, TREE, small_pack

MONTHS = "levensverwachting_maanden"
MARKS = tuple(fact.id for fact in pack().marks)
TWO_TO_SIX = Range(2, 6)
KNOWN: dict[str, Value] = {
    **{fact.id: False for fact in pack().scope},
    "radiologische_verdenking_wervelmetastasen": True,
    "bekende_primaire_maligniteit": True,
    "pijn": True,
    "neurologische_uitval": False,
    "instabiliteit": True,
    "mesmc_radiologisch": False,
    "klinische_toestand_operabel": True,
    "chemogevoelige_tumor": False,
    "mri_gehele_wervelkolom": True,
    "aantal_aaneengesloten_wervels": 2,
    "indicatie_chemotherapie": False,
    "aantal_metastasen_totaal": 2,
    "gecombineerde_ingreep": False,
    "asia_score": "E",
    "uitgebreide_epidurale_uitbreiding_elders": False,
}
WAYS: dict[Language, tuple[str, str]] = {
    "nl": (
        "< 3 maanden: Voorkeur chirurgie, maar korter dan 3 maanden (boom 7)",
        "≥ 3 maanden: Chirurgie heeft de voorkeur (boom 9)",
    ),
    "en": (
        "< 3 months: Surgery preferred, but under 3 months (tree 7)",
        "≥ 3 months: Surgery is preferred (tree 9)",
    ),
}
HEAD: dict[Language, str] = {"nl": "Twee adviezen mogelijk", "en": "Two outcomes possible"}
CROSSED: dict[Language, str] = {
    "nl": "Levensverwachting 2–6 maanden ligt over een grens",
    "en": "Life expectancy 2–6 months lies over a border",
}


def case(months: Value = TWO_TO_SIX) -> Case:
    return Case("MDO-0007", Patient({**KNOWN, MONTHS: months}))


def look(months: Value = TWO_TO_SIX, tree: str = "indicatie", language: Language = "nl") -> Look:
    state = State(pack(), document_of((case(months),)), 0, tree_id=tree, language=language)
    return Look(state, NOW)


def advice(months: Value = TWO_TO_SIX, tree: str = "indicatie") -> Advice:
    return advise(pack(), pack().trees_by_id[tree], case(months).patient, NOW)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_panel_has_one_card_with_both_ways(language: Language) -> None:
    seen = look(language=language)
    card = next(block for block in advice_blocks(seen, later=True) if block.id == "ways")
    said = [item.text for item in card.items if isinstance(item, Say)]
    assert said[:2] == [HEAD[language].upper(), CROSSED[language]]
    links = [item for item in card.items if isinstance(item, Press) and item.do.startswith("tree:")]
    assert [item.do for item in links] == ["tree:lv_kort", "tree:lv_lang"]
    assert [item.words for item in links] == [line.partition(": ")[2] for line in WAYS[language]]
    labels = [item.text for item in card.items if isinstance(item, Say) and item.style == "strong"]
    assert labels == [line.partition(": ")[0] for line in WAYS[language]]
    assert not any(block.id == "possible" for block in advice_blocks(seen, later=True))
    assert headline(seen) == f"{HEAD[language]}: {'; '.join(WAYS[language])}"


def test_nobody_follows_while_two_advices_stand() -> None:
    assert look().kinds(whole=False) == ("own",)


def test_the_strip_says_two_ways_and_which_trees_may_apply() -> None:
    said = {view.number: view.said for view in stage_views(look())}
    assert (said[5], said[7], said[9]) == ("twee wegen", "kan gelden", "kan gelden")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_list_and_room_name_both_ways(language: Language) -> None:
    lines = [line.text for line in outline(look(language=language))]
    assert lines[-3:] == [HEAD[language], *WAYS[language]]
    assert CROSSED[language] in lines
    told = [said.text for said in content_of(look(language=language), key=False).main.said]
    assert told == [CROSSED[language], HEAD[language], *WAYS[language]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_and_text_name_both_ways(language: Language) -> None:
    summary = summarise(pack(), case(), NOW, language)
    text = " ".join(as_text(summary).split())
    assert f"{HEAD[language]} (" in text
    for line in (CROSSED[language], *WAYS[language]):
        assert line in text
    assert MONTHS not in [line.id for line in summary.unknown]
    assert next(line.value for line in summary.facts if line.id == MONTHS).startswith("2–6 ")


def test_the_command_line_names_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "facts.json"
    facts = {id: [value.low, value.high] if isinstance(value, Range) else value for id, value in _facts().items()}
    file.write_text(json.dumps(facts), "utf-8")
    out = call(capsys, "advise", "--tree", "indicatie", "--facts", str(file), "--json").out
    said = json.loads(out)
    assert said["next_fact"] == MONTHS
    assert [(way["of"], way["class"], way["outcome"], way["kind"], way["to"]) for way in said["ways"]] == [
        (MONTHS, "< 3 maanden", "kort", "elsewhere", "lv_kort"),
        (MONTHS, "≥ 3 maanden", "lang", "elsewhere", "lv_lang"),
    ]
    assert said["path"][-1]["facts"] == {MONTHS: [2, 6]}
    out = call(capsys, "advise", "--tree", "indicatie", "--facts", str(file)).out
    assert all(line in " ".join(out.split()) for line in (HEAD["nl"], CROSSED["nl"], *WAYS["nl"]))


def _facts() -> dict[str, Value]:
    return dict(case().patient.values)


@pytest.mark.parametrize("size", [(700, 520), (480, 700), (320, 300), (1400, 900)])
def test_the_picture_draws_both_ways_as_possible(size: tuple[int, int]) -> None:
    picture = path(size)
    (question,) = [box for box in picture.boxes if box.state == "open"]
    assert "2–6" in " ".join(run.text for run in question.runs)
    shown = [edge for edge in picture.edges if edge.question == "levensverwachting"]
    assert {edge.state for edge in shown} <= {"open"}


def test_the_ways_stand_side_by_side_with_what_the_trees_say() -> None:
    picture = path((700, 520))
    short, long_ = (box for box in picture.boxes if box.id.startswith("levensverwachting/"))
    assert short.rect.y == long_.rect.y > max(box.rect.y for box in picture.boxes if box.state == "open")
    assert short.rect.x < long_.rect.x
    assert (short.silent, long_.silent) == (True, False)
    assert "Chirurgie heeft de voorkeur" in " ".join(run.text for run in long_.runs)
    labels = [edge.label.text for edge in picture.edges if edge.question == "levensverwachting"]
    assert labels == ["< 3 maanden: kan", "≥ 3 maanden: kan"]


def path(size: tuple[int, int]) -> Picture:
    return draw(pack(), advice(), view="path", language="nl", width=size[0], height=size[1], asked=None)


def test_the_row_says_which_border_lies_in_the_range() -> None:
    row = fact_view(look(), MONTHS)
    assert (row.entered, row.typing) == ("2–6", "Typ een getal of een bereik, 0 tot 240 maanden.")
    assert (row.crossed, row.amber) == ("De grens van 3 maanden ligt in dit bereik.", True)
    assert fact_view(look(Range(4, 6)), MONTHS).crossed == ""
    assert fact_view(look(Range(2, 6), "tijd_tot_therapie"), MONTHS).crossed == ""


@pytest.mark.parametrize(
    ("typed", "value", "problem"),
    [
        ("2-6", Range(2, 6), ""),
        ("2–6", Range(2, 6), ""),
        ("2,5 tot 6", Range(2.5, 6), ""),
        ("4-4", 4, ""),
        ("4", 4, ""),
        ("6-2", None, "facts.range_order"),
        ("2-", None, "facts.no_number"),
        ("2-x", None, "facts.no_number"),
    ],
)
def test_a_range_is_typed_as_people_write_it(typed: str, value: Value | None, problem: str) -> None:
    words = words_of("window", "nl")
    said = words(problem) if problem else ""
    assert read_value(typed, pack().facts_by_id[MONTHS], words) == (value, said)


def test_a_range_out_of_bounds_or_of_another_fact_is_refused() -> None:
    words = words_of("window", "nl")
    assert read_value("2-300", pack().facts_by_id[MONTHS], words)[0] is None
    assert read_value("2-6", pack().facts_by_id["uitval_ontstaan_dagen"], words) == (None, words("facts.no_range"))


def test_a_range_is_typed_in_the_field_and_one_step_takes_it_back(window: Window) -> None:
    desk = Desk(window)
    window.session.go_case(2)
    window.session.go_tree("indicatie")
    before = desk.state.case.patient.values[MONTHS]
    row = desk.row(MONTHS)
    row.focus_control()
    row.field.clear()
    QTest.keyClicks(row.field, "2 tot 6")
    desk.press("Return")
    assert desk.state.case.patient.values[MONTHS] == Range(2, 6)
    assert row.field.text() == "2–6"
    assert row.said("crossed") == "De grens van 3 maanden ligt in dit bereik."
    window.call("undo")()
    assert desk.state.case.patient.values[MONTHS] == before


def test_the_key_of_the_next_fact_goes_to_the_range(window: Window) -> None:
    desk = Desk(window)
    window.session.go_case(2)
    window.session.go_tree("indicatie")
    window.session.answer(MONTHS, TWO_TO_SIX)
    desk.press("N")
    assert desk.row(MONTHS).hasFocus()
    window.graph.focus()
    answer_edge(window, "levensverwachting", "< 3")
    assert desk.row(MONTHS).field.hasFocus()


def test_a_decision_on_two_ways_keeps_both_and_is_overtaken_once_one_is_left() -> None:
    then = advice_as_of(pack(), case(), "indicatie", NOW)
    assert (then.heading.nl, then.text.nl) == (HEAD["nl"], "; ".join(WAYS["nl"]))
    decision = Decision("indicatie", None, "own", text="Eerst overleg", then=then)
    assert since_on_tree(pack(), decision, advice()) == "same"
    assert since_on_tree(pack(), decision, advice(4)) == "none_then"


def test_a_case_with_a_range_is_written_and_read() -> None:
    assert "levensverwachting_maanden: [2, 6]" in write_case(case(), pack())


def stable(months: Value = TWO_TO_SIX) -> Look:
    """A patient for whom radiotherapy comes first, whatever the life expectancy."""
    no = (
        "instabiliteit",
        "recidief_of_progressie_na_radiotherapie",
        "onvoldoende_respons_eerste_radiotherapie",
        "achteruitgang_onder_radiotherapie_en_corticosteroiden",
        "hormoongevoelige_tumor",
    )
    yes: dict[str, Value] = {"adequate_dosis_radiotherapie_mogelijk": True, MONTHS: months}
    facts = {**KNOWN, **dict.fromkeys(no, False), **yes}
    return Look(State(pack(), document_of((Case("MDO-0008", Patient(facts)),)), 0, tree_id="indicatie"), NOW)


def test_ways_that_end_in_the_same_say_so_and_can_be_followed_for_the_whole_case() -> None:
    seen = stable()
    assert [way.end.tree.id for way in seen.advice.ways] == ["lv_kort", "lv_lang"]
    assert headline(seen).startswith(
        "Beide wegen: hetzelfde advies: < 3 maanden: Radiotherapie is eerste keus (boom 7)"
    )
    assert (seen.kinds(whole=False)[0], seen.kinds(whole=True)[0]) == ("own", "follow")
    assert when_followed(seen) == "decision.follow_whole"
    assert (when_followed(look()), when_followed(look(4))) == ("decision.follow_when_left", "decision.follow_later")


# --- what each way says in full -----------------------------------------------------------------------------------

#: Compression on imaging and a combined operation: riders, a condition that fails below three months, and tree 8.
FULL: dict[str, Value] = {**KNOWN, "mesmc_radiologisch": True, "gecombineerde_ingreep": True}


def full_case(**facts: Value) -> Case:
    return Case("MDO-0009", Patient({**FULL, MONTHS: TWO_TO_SIX, **facts}))


def said_of_ways(found: Case, language: Language) -> list[str]:
    """The texts and riders of the ways, as the tree where each ends says them of its numbers alone."""
    said = []
    for tree, months in (("lv_kort", 2), ("lv_lang", Range(3, 6))):
        values = {**found.patient.values, MONTHS: months}
        end = advise(pack(), pack().trees_by_id[tree], Patient(values), NOW)
        assert end.text is not None
        said += [end.text(language), *(rider.text(language) for rider in end.riders)]
        said += [waiting.rider.text(language) for waiting in end.open_riders]
    assert len(said) > 4
    return said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_paper_and_at_the_terminal_each_way_is_whole(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = summarise(pack(), full_case(), NOW, language)
    (file := tmp_path / "facts.yaml").write_text(write_case(full_case(), pack()), "utf-8")
    given = ("--facts", str(file), "--lang", language)
    texts = {
        "text": as_text(summary),
        "page": json.dumps(page_data(summary, None), ensure_ascii=False),
        "json": as_json(summary),
        "journey": call(capsys, "journey", *given).out,
        "advise": call(capsys, "advise", "--tree", "indicatie", *given).out,
    }
    for name, text in texts.items():
        for said in said_of_ways(full_case(), language):
            assert squashed(said) in squashed(text.replace('\\"', '"')), name
    assert {4, 10} <= {note.number for note in summary.notes}  # of the way at tree 9, and of that at tree 7
    (way, _) = call(capsys, "advise", "--tree", "indicatie", *given, "--json").json["ways"]
    assert (way["end"]["tree"], way["end"]["outcome"]) == ("lv_kort", "silent_voorwaarde_ontbreekt")
    assert squashed(way["end"]["text"]) == squashed(said_of_ways(full_case(), language)[0])


def test_a_tree_that_a_part_of_the_range_opens_says_what_it_says_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = full_case(mesmc_klinisch=True, operatie_of_radiotherapie_gepland=True)
    (file := tmp_path / "facts.yaml").write_text(write_case(found, pack()), "utf-8")
    told = call(capsys, "journey", "--facts", str(file), "--json").json["trees"]
    trees = {tree["tree"]: tree for tree in told}
    ((way,), end) = trees["cortico_lv_kort"]["applies_in"], trees["cortico_lv_kort"]["applies_in"][0]["end"]
    assert (way["class"], end["outcome"]) == ("< 3 maanden", "dexamethason")
    line = next(tree for tree in summarise(pack(), found, NOW, "nl").trees if tree.id == "cortico_lv_kort")
    assert line.state == "entry_unknown"
    assert squashed(end["text"]) in squashed(" ".join(line.lines))
    assert "applies_in" not in trees["indicatie"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_trees_that_disagree_for_a_part_of_the_range_may_disagree(
    language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of unknown origin tree 2 waits for the biopsy; below three months tree 8 starts at once."""
    clash = Case("MDO-0010", Patient({**SCOPE, **APART[8][0], MONTHS: TWO_TO_SIX}))
    (found,) = summarise(pack(), clash, NOW, language).disagreements
    assert (found.note, found.may, {tree.number for tree in found.trees}) == (8, True, {2, 8})
    kicker = {"nl": "Mogelijk: bomen zeggen niet hetzelfde", "en": "Possibly: trees do not say the same"}[language]
    (file := tmp_path / "facts.yaml").write_text(write_case(clash, pack()), "utf-8")
    given = ("journey", "--facts", str(file), "--lang", language)
    (told,) = call(capsys, *given, "--json").json["disagreements"]
    assert (told["note"], told["may"]) == (8, True)
    summary = summarise(pack(), clash, NOW, language)
    page = json.dumps(page_data(summary, None), ensure_ascii=False)
    for text in (as_text(summary), page, call(capsys, *given).out):
        assert squashed(kicker).upper() in squashed(text).upper()
    seen = Look(State(pack(), document_of((clash,)), 0, "cortico_voor_mri", language), NOW)
    assert seen.stages
    block = next(block for block in advice_blocks(seen, later=True) if block.id == "disagree8")
    assert next(item.text for item in block.items if isinstance(item, Say)).startswith(kicker.upper())
    strips = [said.text for strip in content_of(seen, key=False).strips for said in strip.said]
    assert any(text.startswith(kicker.partition(":")[0]) and found.title in text for text in strips)
    assert {view.number: view.against for view in stage_views(seen)}[2] == ()


def test_a_clash_of_every_number_is_no_may_be() -> None:
    clash = Case("MDO-0010", Patient({**SCOPE, **APART[8][0], MONTHS: Range(1, 2)}))
    assert [each.may for each in summarise(pack(), clash, NOW, "nl").disagreements] == [False]
    clash = Case("MDO-0010", Patient({**SCOPE, **APART[8][0], MONTHS: Range(4, 6)}))
    assert summarise(pack(), clash, NOW, "nl").disagreements == ()


def looked_at(found: Case, tree: str, language: Language) -> Look:
    seen = Look(State(pack(), document_of((found,)), 0, tree, language), NOW)
    assert seen.stages
    return seen


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_card_of_each_way_opens_to_all_that_it_says(language: Language) -> None:
    seen = looked_at(full_case(), "indicatie", language)
    said = []
    for unfolded in (frozenset[str](), frozenset({"read:way0", "read:way1"})):
        card = next(block for block in advice_blocks(seen, later=True, unfolded=unfolded) if block.id == "ways")
        said.append(" ".join(item.text for item in card.items if isinstance(item, Say)))
        reads = [item.do for item in card.items if isinstance(item, Press) and item.do.startswith("read:")]
        assert reads == ["read:way0", "read:way1"]
    assert all(text in said[1] for text in said_of_ways(full_case(), language))
    assert not all(text in said[0] for text in said_of_ways(full_case(), language))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("tree", "label", "months"), [("lv_kort", "< 3 M", 2), ("lv_lang", "≥ 3 ", Range(3, 6))])
def test_a_tree_that_may_apply_shows_its_whole_advice_as_may_be(
    tree: str, label: str, months: Value, language: Language
) -> None:
    seen = looked_at(full_case(**{MARKS[0]: True}), tree, language)
    cards = [block for block in advice_blocks(seen, later=True) if block.id.startswith(("part", "ways", "main"))]
    (card,) = cards
    said = [item.text for item in card.items if isinstance(item, Say)]
    may = {"nl": "KAN GELDEN · ", "en": "MAY APPLY · "}[language]
    assert said[0].startswith(may + label)
    end = advise(pack(), pack().trees_by_id[tree], Patient({**FULL, MONTHS: months}), NOW)
    assert end.outcome is not None
    assert end.text is not None
    assert end.outcome.title(language) in said
    assert end.text(language) in said
    joined = " ".join(said)
    assert all(rider.text(language) in joined for rider in end.riders)
    marked = tree in pack().facts_by_id[MARKS[0]].trees
    assert any(isinstance(item, Remark) for item in card.items) is marked


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (Range(4, 5), "Daaraan is hier niet voldaan."),
        (Range(4, 6), "hangt af van het bereik van de levensverwachting"),
        (Range(4, 9), "hangt af van het bereik van de levensverwachting"),
        (Range(6, 9), "hangt af van het bereik van de levensverwachting"),
        (Range(7, 9), "Daaraan is hier voldaan."),
        (6, "Met precies 6 maanden"),
    ],
)
def test_a_combined_procedure_over_six_months_says_what_it_depends_on(months: Value, said: str) -> None:
    found = advise(pack(), pack().trees_by_id["lv_lang"], Patient({**FULL, MONTHS: months}), NOW)
    (text,) = (shown.text("nl") for shown in found.riders if shown.rider.id == "gecombineerd_zes_maanden")
    assert said in text
    parts = ("Daaraan is hier", "hangt af van het bereik", "Met precies 6")
    assert sum(text.count(part) for part in parts) == 1


LIMITED = """\
questions:
  - {id: q1, text: Hoe lang?, fact: maanden, answers: {"< 3": snel, ">= 3": q2}}
  - {id: q2, text: Pijn?, fact: pijn, answers: {ja: later, nee: niets}}
"""


def test_the_limit_of_a_way_is_said_with_it(tmp_path: Path) -> None:
    tree = f"{TREE[: TREE.index('questions:')]}{LIMITED}{TREE[TREE.index('outcomes:') :]}"
    facts = FACTS.replace("range: 0-240", "range: 0-240, ranges: yes")
    small = small_pack(tmp_path, facts=facts, tree=tree.replace("title: Binnen 24 uur", "title: Nu"))
    found = Case("MDO-0001", Patient({"kind": False, "pijn": False, "maanden": Range(2, 6)}))
    (line,) = summarise(small, found, NOW, "nl").trees
    assert "< 3 maanden: Nu." in line.lines
    assert "< 3 maanden: Binnen 24 uur." in line.lines
