"""A meeting whose patients are of two guidelines: what they share, and that every file keeps it."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from mdo_viewer.desktop.says.files import other_trees_words, unread_words
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.library import guidelines, is_shipped, load_pack
from mdo_viewer.guideline.model import Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.container import open_sealed
from mdo_viewer.meeting.document import Document, Unread, document_of, gives_way, key_of
from mdo_viewer.meeting.earlier.coming import coming
from mdo_viewer.meeting.example import PACK
from mdo_viewer.meeting.lists.patient_list import Checked
from mdo_viewer.meeting.lists.template import template
from mdo_viewer.meeting.meeting_text import Meeting, read_meeting, trees_of, write_meeting
from mdo_viewer.meeting.pack_remarks import led_apart, remarks
from mdo_viewer.meeting.packs import pack_of, place_words, point_words
from mdo_viewer.meeting.places import agreeing, in_guideline, with_guideline, with_patient
from mdo_viewer.meeting.tally import counted, tally
from mdo_viewer.reasoning.deadlines import ZONE
from mdo_viewer.reasoning.hashes import pack_hash
from mdo_viewer.reasoning.saying import Saying
from mdo_viewer.reasoning.settling import Contradiction
from tests.help.lists import checked
from tests.help.small_packs import PACK as KLEIN
from tests.help.small_packs import small_pack

OTHER = "lage_rugpijn"
BOTH = "klinische_verdenking_wervelmetastasen"
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def home() -> Pack:
    return load_pack(PACK)


def led(home: Pack, *cases: Case) -> Document:
    """These patients, the first in the other guideline too."""
    document = document_of(cases)
    return with_guideline(home, document, 0, OTHER, len(document.points))


def answered(home: Pack, document: Document, at: int, fact: str, value: bool) -> Document:
    point = document.points[at]
    return with_patient(home, document, at, replace(point, case=point.case.with_value(fact, value)))


def test_the_second_guideline_takes_the_facts_that_both_know(home: Pack) -> None:
    case = Case("MDO-0001", question="rugpijn").with_value(BOTH, False).with_value("lokale_rugpijn", True)
    first, second = led(home, case.with_value("jonger_dan_18", False)).cases
    assert second.pack == OTHER
    assert second.patient.values == {BOTH: False, "jonger_dan_18": False}
    assert second.question == "rugpijn"
    assert pack_of(home, first) is home
    assert pack_of(home, second).id == OTHER


def test_a_shared_fact_changes_in_both_and_an_own_one_in_one(home: Pack) -> None:
    document = led(home, Case("MDO-0001"))
    document = answered(home, document, 1, BOTH, True)
    assert [case.patient.values for case in document.cases] == [{BOTH: True}, {BOTH: True}]
    document = answered(home, document, 1, "operatie_overwogen", True)
    assert document.cases[0].patient.values == {BOTH: True}
    document = answered(home, answered(home, document, 0, "lokale_rugpijn", True), 0, BOTH, False)
    assert document.cases[1].patient.values == {BOTH: False, "operatie_overwogen": True}
    point = document.points[0]
    cleared = with_patient(home, document, 0, replace(point, case=point.case.without(BOTH)))
    assert BOTH not in cleared.cases[1].patient.values
    unknown = with_patient(home, document, 0, replace(point, case=point.case.with_unknown(BOTH)))
    assert BOTH in unknown.cases[1].patient.unknown


def test_what_is_of_the_place_goes_to_the_other_guideline_at_that_place_alone(home: Pack) -> None:
    document = document_of((Case("MDO-0001", site="T8"), Case("MDO-0001", site="L3")))
    document = with_guideline(home, document, 1, OTHER, 2)
    assert [(case.site, case.pack) for case in document.cases] == [("T8", ""), ("L3", ""), ("L3", OTHER)]
    document = answered(home, document, 2, BOTH, True)
    assert [case.patient.values.get(BOTH) for case in document.cases] == [None, True, True]
    document = answered(home, document, 2, "jonger_dan_18", False)
    assert [case.patient.values.get("jonger_dan_18") for case in document.cases] == [False] * 3


def test_it_is_one_patient_with_one_key(home: Pack) -> None:
    document = led(home, Case("MDO-0001"), Case("MDO-0002"))
    assert document.patients == ((0, 1), (2,))
    assert (counted(home, document).patients, counted(home, document).places) == (2, 2)
    assert in_guideline(document, 0, OTHER) == 1
    assert in_guideline(document, 1, "") == 0
    assert in_guideline(document, 2, OTHER) is None
    assert point_words(home, document.cases[1], "nl") == "MDO-0001 · Lage rugpijn"
    assert place_words(home, document.cases[0], "nl") == ""


def test_a_place_is_decided_on_where_one_of_its_guidelines_is(home: Pack) -> None:
    document = led(home, Case("MDO-0001"), Case("MDO-0002"))
    assert tally(document).incomplete == (0, 1, 2)
    case = replace(document.cases[1], decisions=(Decision("zorgniveau", None, "own"),))
    document = with_patient(home, document, 1, replace(document.points[1], case=case))
    assert (tally(document).decided, tally(document).incomplete) == ((1,), (2,))
    assert (counted(home, document).decided, counted(home, document).incomplete) == (1, 1)


def test_an_empty_patient_of_another_guideline_gives_way_too(home: Pack) -> None:
    point = document_of((Case("MDO-0001", pack=OTHER),)).points[0]
    assert gives_way(point)
    assert not gives_way(replace(point, case=point.case.with_value(BOTH, True)))


def test_the_order_of_answers_of_the_other_guideline_stays(home: Pack) -> None:
    document = led(home, Case("MDO-0001").with_value(BOTH, False))
    own = replace(document.points[1], answered=((BOTH, ""), ("operatie_overwogen", "beeldvorming")))
    document = replace(document, points=(document.points[0], own))
    document = answered(home, document, 0, "lokale_rugpijn", True)
    assert document.points[1].answered == own.answered


def test_two_values_for_what_is_shared_stand_aside(home: Pack) -> None:
    cases = (Case("MDO-0001").with_value(BOTH, True), Case("MDO-0001", pack=OTHER).with_value(BOTH, False))
    first, second = agreeing(home, document_of(cases)).points
    assert (first.case.patient.values, second.case.patient.values) == ({}, {})
    assert (first.aside, second.aside) == ((f"{BOTH}: ja",), (f"{BOTH}: nee",))


def test_a_meeting_of_two_guidelines_comes_back_as_it_was(home: Pack) -> None:
    decided = Decision("beeldvorming", "geen_beeldvorming", "follow")
    document = led(home, Case("MDO-0001").with_value(BOTH, False), Case("MDO-0002", pack=OTHER))
    case = replace(document.cases[1].with_value("operatie_overwogen", False), decisions=(decided,))
    document = with_patient(home, document, 1, replace(document.points[1], case=case))
    draft = Decision("zorgniveau", None, "deviate", text="half")
    meeting = Meeting(document, 1, "zorgniveau", ((1, draft), (2, draft)))
    content = write_meeting(meeting, home)
    assert read_meeting(content, home) == meeting
    assert trees_of(content) == {pack.id: pack.version for pack in guidelines(home)}


def test_a_meeting_of_the_one_guideline_opens_in_a_program_begun_with_the_other(home: Pack) -> None:
    other = load_pack(OTHER)
    document = led(home, Case("MDO-0001").with_value(BOTH, False))
    opened = read_meeting(write_meeting(Meeting(document, 1, "zorgniveau"), home), other).document
    assert [pack_of(other, case) for case in opened.cases] == [home, other]
    assert [case.pack for case in opened.cases] == [PACK, ""]
    assert [case.patient for case in opened.cases] == [case.patient for case in document.cases]


def test_the_file_of_the_third_form_has_both_guidelines(home: Pack) -> None:
    content, _key = open_sealed((DATA / "meeting-3.mdo").read_bytes(), "vier losse woorden samen")
    opened = read_meeting(content, home)
    assert [case.pack for case in opened.document.cases] == ["", "", "", OTHER]
    assert opened.document.patients == ((0,), (1,), (2, 3))
    assert opened.document.cases[3].decisions[0].text == "eerst oefentherapie"


def test_a_patient_of_a_guideline_that_is_not_here_is_kept_and_told(home: Pack) -> None:
    plain = json.loads(write_meeting(Meeting(document_of((Case("MDO-0001"), Case("MDO-0002"))), 1, "followup"), home))
    strange = {"case": 'case: "MDO-0009"\nfacts:\n  onbekend_gegeven: ja\n', "answered": [], "standing": "done"}
    plain["points"].insert(0, {**strange, "pack": "longembolie", "later_key": [1]})
    plain["place"]["case"] = 2
    opened = read_meeting(json.dumps(plain).encode(), home)
    assert [case.case for case in opened.document.cases] == ["MDO-0001", "MDO-0002"]
    assert (opened.current, opened.tree) == (1, "followup")
    assert json.loads(write_meeting(opened, home))["points"][-1] == plain["points"][0]
    with pytest.raises(ValueError, match="MDO-0009"):
        key_of(opened.document, 0, "mdo-0009".upper())
    assert opened.document.free_key() == "MDO-0003"
    for language, said in (("nl", "1 patiënt is niet te zien"), ("en", "1 patient cannot be shown")):
        told = unread_words(opened.document, words_of("window", language))
        assert said in told
        assert "MDO-0009 (longembolie)" in told
    assert not is_shipped("longembolie")


def test_who_is_in_the_meeting_unread_does_not_come_again() -> None:
    document = Document(document_of((Case("MDO-0001"),)).points, unread=(Unread("MDO-0002", "longembolie", "{}"),))
    found = coming(document_of((Case("MDO-0001"), Case("mdo-0002"), Case("MDO-0003"))), document)
    assert [each.there for each in found] == [False, True, False]


def test_nobody_unread_is_not_told(home: Pack) -> None:
    assert unread_words(document_of((Case("MDO-0001"),)), words_of("window", "nl")) == ""
    assert unread_words(Document((), unread=(Unread("K", "x", "{}"),)), words_of("window", "nl")) != ""


def test_an_older_version_of_the_second_guideline_is_named(home: Pack) -> None:
    words, other = words_of("window", "nl"), load_pack(OTHER)
    assert other_trees_words(home, ((home.id, home.version), (OTHER, other.version)), words) == ""
    said = other_trees_words(home, ((home.id, home.version), (OTHER, "1.0.0"), ("longembolie", "2")), words)
    assert said.startswith(" Lage rugpijn: De bomen zijn nu versie")
    assert "longembolie" not in said
    assert said.endswith(words("meeting.since", cap="U"))


FACTS = f"""\
facts:
  - {{id: {BOTH}, type: bool, label: Verdenking}}
  - {{id: uitval, type: bool, label: Uitval}}
implications:
  - {{if: {BOTH}, then: [uitval]}}
moments: []
"""
TREE = """\
id: boom
number: 1
title: Boom
version: 1.0.0
source: {pages: [1], lines: [1-9]}
entry: always
questions:
  - {id: q1, text: Uitval?, fact: uitval, answers: {ja: niets, nee: niets}}
outcomes:
  - {id: niets, kind: silent, title: Geen advies, text: De richtlijn zwijgt., source: {pages: [1], lines: [3]}}
"""


def test_what_cannot_be_true_in_the_other_guideline_is_refused_by_its_name(tmp_path: Path) -> None:
    small = small_pack(tmp_path, facts=FACTS, tree=TREE)
    session = Session(small, (Case("MDO-0001").with_value("uitval", False),))
    session.lead_to(OTHER, "zorgniveau")
    before = session.state
    with pytest.raises(Contradiction) as caught:
        session.answer(BOTH, True)
    assert caught.value.message.nl.startswith("Klein: ")
    assert caught.value.facts == (BOTH,)  # the other is not shown here
    assert session.state is before


LEADS = TREE.replace(
    "{id: niets, kind: silent, title: Geen advies, text: De richtlijn zwijgt., ",
    "{id: niets, kind: elsewhere, title: Elders, text: Zie daar., to: WAY, ",
)
SHARED = f"facts:\n  - {{id: {BOTH}, type: bool, label: Verdenking, of: place, asked_anew_after: 1}}\n"


def led_to(folder: Path, way: str, shared: str = SHARED) -> list[str]:
    """What is wrong with a pack that leads there, in Dutch."""
    folder.mkdir(exist_ok=True)
    facts = f"{shared}  - {{id: uitval, type: bool, label: Uitval}}\nmoments: []\n"
    pack = small_pack(folder, facts=facts, tree=LEADS.replace("WAY", way))
    return [problem.message.nl for problem in led_apart(pack, folder)]


@pytest.mark.parametrize(
    ("way", "before", "after", "said"),
    [
        ("lage_rugpijn/zorgniveau", "", "", ""),
        ("longembolie/begin", "", "", "Er is geen pakket 'longembolie'."),
        ("lage_rugpijn/weg", "", "", "Pakket 'lage_rugpijn' heeft geen boom 'weg'. Kies uit: beeldvorming, "),
        ("lage_rugpijn/zorgniveau", "of: place, ", "", f"Pakket 'lage_rugpijn' heeft ook '{BOTH}', maar anders: "),
        ("lage_rugpijn/zorgniveau", ", asked_anew_after: 1", "", f"heeft ook '{BOTH}', maar anders: "),
        ("lage_rugpijn/zorgniveau", "bool", "integer, range: 0-9", f"heeft ook '{BOTH}', maar anders: "),
    ],
)
def test_what_leads_into_another_pack_fits_there(tmp_path: Path, way: str, before: str, after: str, said: str) -> None:
    told = led_to(tmp_path / "klein", way, SHARED.replace(before, after, 1) if before else SHARED)
    assert len(told) == bool(said)
    assert said in "".join(told)


def test_the_other_pack_may_stand_beside_it(tmp_path: Path) -> None:
    """Two packs of an author that do not ship lead into one another."""
    assert led_to(tmp_path / "klein", "ander/boom") == ["Er is geen pakket 'ander'."]
    (tmp_path / "ander").mkdir()
    small_pack(tmp_path / "ander", pack=KLEIN.replace("id: klein", "id: ander"))
    assert led_to(tmp_path / "een", "ander/weg") == ["Pakket 'ander' heeft geen boom 'weg'. Kies uit: boom."]
    assert led_to(tmp_path / "twee", "ander/boom") == []


def test_a_document_says_what_it_is(tmp_path: Path) -> None:
    bare = small_pack(tmp_path)
    assert [document.evidence for document in bare.documents] == [None]
    said = "Document '1' zegt niet wat het is. Schrijf kind, zoals 'blog van een praktijk'."
    assert said in [each.message.nl for each in remarks(bare, (), NOW)]
    kind = small_pack(tmp_path, pack=KLEIN.replace('date: "2020"}', 'date: "2020", kind: blog}'))
    assert said not in [each.message.nl for each in remarks(kind, (), NOW)]
    assert Saying("nl").evidence(kind, kind.trees[0].source) == "blog"
    assert pack_hash(kind) == pack_hash(bare)  # it decides nothing: meetings of before know their trees again


@pytest.mark.parametrize(
    ("id", "tree", "outcome", "nl", "en"),
    [
        (OTHER, "beeldvorming", "geen_beeldvorming", "blog van een praktijk", "practice blog"),
        (PACK, "lv_lang", "chirurgie", "beslisbomen bij richtlijn 2015", "decision trees, 2015 guideline"),
    ],
)
def test_the_evidence_of_an_advice_is_that_of_the_documents_it_cites(
    id: str, tree: str, outcome: str, nl: str, en: str
) -> None:
    pack = load_pack(id)
    sources = pack.trees_by_id[tree].outcomes_by_id[outcome].source
    assert (Saying("nl").evidence(pack, sources), Saying("en").evidence(pack, sources)) == (nl, en)


# --- a list


def listed(home: Pack, *rows: str) -> Checked:
    heading = "Kenmerk;Richtlijn;Klinische verdenking op wervelmetastasen;Lokale rugpijn"
    return checked("\n".join((heading, *rows)).encode(), home)


@pytest.mark.parametrize("named", ["Lage rugpijn", "lage_rugpijn", "LOW BACK PAIN"])
def test_a_list_says_by_which_guideline_a_patient_is_read(home: Pack, named: str) -> None:
    found = listed(home, f"MDO-0001;{named};nee;", "MDO-0002;;ja;ja", "MDO-0003;Wervelmetastasen;;")
    assert found.doubts == ()
    assert [(case.case, case.pack) for case in found.cases] == [("MDO-0001", OTHER), ("MDO-0002", ""), ("MDO-0003", "")]
    assert found.cases[0].patient.values == {BOTH: False}


def test_a_list_may_have_a_patient_in_both_guidelines(home: Pack) -> None:
    found = listed(home, "MDO-0001;;nee;ja", "MDO-0001;Lage rugpijn;;")
    assert found.doubts == ()
    assert [case.pack for case in found.cases] == ["", OTHER]
    assert [case.patient.values.get(BOTH) for case in found.cases] == [False, False]


def test_what_a_guideline_does_not_ask_is_doubted_in_its_row_and_the_rest_taken(home: Pack) -> None:
    found = listed(home, "MDO-0001;Lage rugpijn;nee;ja", "MDO-0002;Longembolie;ja;")
    assert [(doubt.row, doubt.column) for doubt in found.doubts] == [(0, 3), (1, 1)]
    assert found.doubts[0].why.nl == "De richtlijn Lage rugpijn vraagt dit niet. Maak deze cel leeg."
    assert found.doubts[1].why.nl.startswith("'Longembolie' is geen richtlijn van dit programma. Schrijf Wervelmet")
    assert [(case.pack, case.patient.values) for case in found.cases] == [(OTHER, {BOTH: False}), ("", {BOTH: True})]


def test_the_template_offers_the_guidelines(home: Pack) -> None:
    heading, takes = csv.reader(io.StringIO(template(home, "nl").decode("utf-8-sig")), delimiter=";")
    at = heading.index("Richtlijn")
    assert takes[at] == "Wervelmetastasen of Lage rugpijn"
