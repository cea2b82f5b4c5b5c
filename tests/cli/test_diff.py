"""`diff`: what changes for patients between two versions of a pack, with the smallest patient of each change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.guideline.library import earlier_packs, load_pack
from mdo_viewer.reasoning.advising import advise
from mdo_viewer.reasoning.doubting import doubts
from mdo_viewer.reasoning.results import Patient
from mdo_viewer.reasoning.settling import settle
from tests.help.cli_pack import FILES, call, write_pack
from tools.changes_of_reading import PAGE, page

Capture = pytest.CaptureFixture[str]

#: File, what it says, what it says in the other version.
Change = tuple[str, str, str]

ROUTE: Change = ("begin", '"<= 7": snel, "> 7": later', '"<= 3": snel, "> 3": later')
ENTRY: Change = ("vervolg", "entry: {outcomes: [begin.snel, begin.later]}", "entry: {outcomes: [begin.snel]}")
DEADLINE: Change = ("begin", "latest: 24 hours", "latest: 12 hours")
STRENGTH: Change = ("begin", "strength: [opinion, must]", "strength: advised")
TEXT: Change = ("begin", "text: Doe het snel.", "text: Doe het direct.")
RIDER: Change = ("riders", "outcomes: [snel, later]}]\n", "outcomes: [snel]}]\n")
RIDER_WHEN: Change = ("riders", "when: risico}]", "when: pijn}]")
RIDER_UNLESS: Change = ("riders", "when: risico}]", "when: risico, unless: pijn}]")
RIDER_TEXT: Change = ("riders", "text: Denk aan de maag.", "text: Bescherm de maag.")
PART: Change = (
    "begin",
    "    text: Doe het later.\n",
    "    text: Doe het later.\n    parts: [{if: wervels > 3, yes: Vraag een chirurg.}]\n",
)
NOTE: Change = ("notes", "text: De bron zegt hier niets.", "text: De bron zwijgt hier.")
LEADS: Change = ("begin", "    next: [vervolg]\n", "")
KIND: Change = ("begin", "niets, kind: silent", "niets, kind: advice")
RULE: Change = ("facts", "implications:\n  - {if: graad = A, then: [uitval]}\n", "")
DOUBT: Change = (
    "facts",
    "scope:\n",
    "doubtful:\n  - {if: {all: [pijn, not uitval]}, why: Pijn zonder uitval., source: {pages: [1], lines: [1]}}\n"
    "scope:\n",
)
FACT: Change = ("facts", "label: Pijn,", "label: Rugpijn,")
CHOICE: Change = ("facts", '{id: B, label: "B: licht"}', '{id: B, label: "B: licht"}, {id: C, label: "C: matig"}')
WORSE: Change = (
    "facts",
    "{id: pijn, type: bool, label: Pijn, origin: [K], worse: yes}",
    "{id: pijn, type: bool, label: Pijn}",
)
HINT: Change = (
    "facts",
    "unit: maanden, range: 0-240}",
    "unit: maanden, range: 0-240, hints: [{when: pijn, text: Let op.}]}",
)
AGAINST: Change = ("notes", "outcomes: [snel]}]\n", "outcomes: [snel]}]\n    against: [vervolg.wachten]\n")
TITLE: Change = ("vervolg", "title: Vervolg", "title: Daarna")
MOMENT: Change = ("facts", "label: Begin van de klachten}", "label: Eerste klacht}")
POINT: Change = ("begin", "any: [pijn, maanden < 3]", "any: [{is: pijn, text: Klaagt over pijn}, maanden < 3]")
SCOPE: Change = (
    "facts",
    "  - {id: kind,",
    "  - {id: lepto, type: bool, label: Lepto, reason: Hier niet.}\n  - {id: kind,",
)
BOARD: Change = (
    "begin",
    "questions:\n",
    "choices: [{id: wel, label: Wel, follows: [snel], opens: [{tree: vervolg, gives: dagen, when: pijn}]}]\n"
    "questions:\n",
)
NEW_CHOICE: Change = ("vervolg", "answers: {A: wachten, B: terug}", 'answers: {A: wachten, "B, C": terug}')


def pair(folder: Path, *changes: Change) -> tuple[Path, Path]:
    """The pack of the command line in two versions."""
    files: dict[str, str] = {}
    for name, before, after in changes:
        text = files.get(name, FILES[name])
        assert before in text
        files[name] = text.replace(before, after, 1)
    return write_pack(folder / "oud"), write_pack(folder / "nieuw", **files)


def diff(capsys: Capture, folder: Path, *changes: Change) -> dict[str, Any]:
    """The JSON of the change; exit code 1."""
    found = call(capsys, "diff", *pair(folder, *changes), "--json")
    assert found.code == 1, found.err
    answer: dict[str, Any] = found.json
    return answer


def tree(answer: dict[str, Any], id: str) -> dict[str, Any]:
    return next(each for each in answer["trees"] if each["tree"] == id)


def told(answer: dict[str, Any]) -> dict[str, list[str]]:
    """By tree the keys under which something is told; those of the pack under its id."""
    found = {each["tree"]: [key for key, value in each.items() if isinstance(value, list) and value]
             for each in answer["trees"]}  # fmt: skip
    found[answer["pack"]] = [key for key in ("scope", "together", "texts") if answer[key]]
    return {id: keys for id, keys in found.items() if keys}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_changed_is_0(capsys: Capture, tmp_path: Path, language: str) -> None:
    """Also where versions, comments and the order of keys are others."""
    version: Change = ("begin", "version: 1.0.1\n", "# nagelezen\nversion: 1.2.0\n")
    found = call(capsys, "diff", *pair(tmp_path, version), "--lang", language)
    assert (found.code, found.err) == (0, "")
    said = "Nothing changed for patients." if language == "en" else "Voor patiënten is er niets veranderd."
    assert said in found.out
    answer = call(capsys, "diff", tmp_path / "oud", tmp_path / "nieuw", "--json").json
    assert (answer["changes"], told(answer)) == (0, {})


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ([ROUTE], {"begin": ["routes", "cases"]}),
        ([ENTRY], {"vervolg": ["entry"]}),
        ([DEADLINE], {"begin": ["deadlines"]}),
        ([STRENGTH], {"begin": ["strengths"]}),
        ([TEXT], {"begin": ["texts"]}),
        ([RIDER], {"begin": ["texts"]}),
        ([RIDER_WHEN], {"begin": ["texts"]}),
        ([RIDER_UNLESS], {"begin": ["texts"]}),
        ([RIDER_TEXT], {"begin": ["texts"]}),
        ([PART], {"begin": ["texts"]}),
        ([NOTE], {"begin": ["texts"]}),
        ([LEADS], {"begin": ["leads"]}),
        ([KIND], {"begin": ["kinds"]}),
        ([RULE], {"klein": ["together"]}),
        ([FACT], {"klein": ["texts"]}),
        ([DOUBT], {"klein": ["texts"]}),
        ([WORSE], {"klein": ["texts"]}),
        ([HINT], {"klein": ["texts"]}),
        ([AGAINST], {"klein": ["texts"]}),
        ([MOMENT], {"klein": ["texts"]}),
        ([SCOPE], {"klein": ["scope", "texts"]}),
        ([TITLE], {"vervolg": ["texts"]}),
        ([POINT], {"begin": ["texts"]}),
        ([BOARD], {"begin": ["choices"]}),
        ([CHOICE, NEW_CHOICE], {"vervolg": ["routes"], "klein": ["texts"]}),
    ],
    ids=[
        "route",
        "entry",
        "deadline",
        "strength",
        "text",
        "rider",
        "rider when",
        "rider unless",
        "rider text",
        "part",
        "note",
        "leads",
        "kind",
        "rule",
        "fact",
        "doubt",
        "worse",
        "hint",
        "against",
        "moment",
        "scope",
        "title",
        "point",
        "board",
        "choice",
    ],
)
def test_each_kind_of_change_is_told_where_it_is(
    capsys: Capture, tmp_path: Path, changes: list[Change], where: dict[str, list[str]]
) -> None:
    assert told(diff(capsys, tmp_path, *changes)) == where


def test_a_route_comes_with_its_smallest_patient(capsys: Capture, tmp_path: Path) -> None:
    """A number of days says that there is a deficit; nothing else is needed, and both versions confirm it."""
    answer = diff(capsys, tmp_path, ROUTE)
    [route] = tree(answer, "begin")["routes"]
    assert (route["old"], route["new"]) == ("snel", "later")
    assert route["facts"] == {"dagen": "> 3 en ≤ 7 dagen"}
    for version in ("oud", "nieuw"):
        pack = load_pack(tmp_path / version)
        outcome = advise(pack, pack.trees_by_id["begin"], Patient(route["examples"])).outcome
        assert outcome is not None
        assert outcome.id == route["old" if version == "oud" else "new"]


def test_a_case_is_put_to_both(capsys: Capture, tmp_path: Path) -> None:
    answer = diff(capsys, tmp_path, ROUTE)
    assert tree(answer, "begin")["cases"] == [
        {"case": "b1", "old": "snel", "new": "later", "possible_old": ["snel"], "possible_new": ["later"]}
    ]


def test_cases_of_the_new_version_come_first(capsys: Capture, tmp_path: Path) -> None:
    """In its order, also where the earlier version has them in another; then those that are gone."""
    one = "  - {id: b8, tree: begin, why: x, facts: {uitval: ja, dagen: 6}, outcome: snel}\n"
    two = one.replace("b8", "b9")
    gone = one.replace("b8", "b7")
    old = write_pack(tmp_path / "oud", cases=f"cases:\n{gone}{one}{two}")
    new = write_pack(tmp_path / "nieuw", cases=f"cases:\n{two}{one}", begin=FILES["begin"].replace(*ROUTE[1:]))
    cases = tree(call(capsys, "diff", old, new, "--json").json, "begin")["cases"]
    assert [each["case"] for each in cases] == ["b9", "b8", "b7"]


def test_who_enters_no_more(capsys: Capture, tmp_path: Path) -> None:
    [found] = tree(diff(capsys, tmp_path, ENTRY), "vervolg")["entry"][:1]
    assert (found["old"], found["new"]) == ("open", "not_entered")
    assert found["facts"] == {"dagen": "> 7 dagen"}


def test_what_changed_of_an_outcome_is_was_and_is(capsys: Capture, tmp_path: Path) -> None:
    begin = tree(diff(capsys, tmp_path, DEADLINE, STRENGTH, TEXT, LEADS), "begin")
    [deadline] = begin["deadlines"]
    assert (deadline["id"], deadline["old"]["limit_hours"], deadline["new"]["limit_hours"]) == ("snel", 24, 12)
    [strength] = begin["strengths"]
    assert (strength["old"], strength["new"]) == (["opinion", "must"], ["advised"])
    [text] = begin["texts"]
    assert (text["kind"], text["id"], text["old"], text["new"]) == ("text", "snel", "Doe het snel.", "Doe het direct.")
    [lead] = begin["leads"]
    assert (lead["at"], lead["old"], lead["new"]) == (["snel"], "vervolg", None)
    assert all(each["facts"] == {"dagen": "≤ 7 dagen"} for each in (deadline, strength, text, lead))


def test_a_rider_is_told_where_it_is_shown_no_more(capsys: Capture, tmp_path: Path) -> None:
    [text] = tree(diff(capsys, tmp_path, RIDER), "begin")["texts"]
    assert (text["kind"], text["id"], text["at"]) == ("rider", "bellen", ["later"])
    assert (text["old"], text["new"]) == ("Bel bij verergering.", None)


def test_a_rider_is_told_to_whom_it_is_shown_since(capsys: Capture, tmp_path: Path) -> None:
    """To who has pain and no risk, and no more to who has a risk and no pain; at the outcome of the smaller patient."""
    gone, come = tree(diff(capsys, tmp_path, RIDER_WHEN), "begin")["texts"]
    assert (gone["old"], gone["new"], gone["at"]) == ("Denk aan de maag.", None, ["snel", "later"])
    assert gone["examples"] == {"pijn": False, "dagen": 0, "risico": ["ulcus"]}
    assert (come["old"], come["new"], come["at"]) == (None, "Denk aan de maag.", ["snel", "later"])
    assert come["facts"] == {"pijn": "ja", "dagen": "≤ 7 dagen", "risico": "geen"}


def test_a_rider_with_an_exception_is_gone_for_those(capsys: Capture, tmp_path: Path) -> None:
    [text] = tree(diff(capsys, tmp_path, RIDER_UNLESS), "begin")["texts"]
    assert (text["new"], text["examples"]) == (None, {"pijn": True, "dagen": 0, "risico": ["ulcus"]})


def test_a_sentence_for_some_is_told_with_one_of_them(capsys: Capture, tmp_path: Path) -> None:
    [text] = tree(diff(capsys, tmp_path, PART), "begin")["texts"]
    assert (text["kind"], text["id"], text["old"], text["new"]) == ("sentence", "later", None, "Vraag een chirurg.")
    assert text["facts"] == {"dagen": "> 7 dagen", "wervels": "> 3"}


def test_a_value_that_one_version_does_not_know_is_null_there(capsys: Capture, tmp_path: Path) -> None:
    """Without a deficit the earlier version concludes that the grade is B, and there it is no other advice."""
    [route] = tree(diff(capsys, tmp_path, CHOICE, NEW_CHOICE), "vervolg")["routes"]
    assert (route["old"], route["new"], route["examples"]) == (None, "terug", {"uitval": True, "graad": "C"})


def test_facts_that_can_be_true_together_since(capsys: Capture, tmp_path: Path) -> None:
    [found] = diff(capsys, tmp_path, RULE)["together"]
    assert (found["old"], found["new"]) == (False, True)
    assert found["examples"] == {"graad": "A", "uitval": False}


def test_whom_a_question_of_scope_keeps_out_is_told(capsys: Capture, tmp_path: Path) -> None:
    """They had advice, and have none."""
    answer = diff(capsys, tmp_path, SCOPE)
    assert answer["scope"] == [{"facts": {"lepto": "ja"}, "examples": {"lepto": True}, "old": True, "new": False}]
    (tmp_path / "weg").mkdir()
    back = call(capsys, "diff", tmp_path / "nieuw", tmp_path / "oud", "--json").json
    assert [(each["old"], each["new"]) for each in back["scope"]] == [(False, True)]


def test_what_is_worse_and_what_goes_against_is_told(capsys: Capture, tmp_path: Path) -> None:
    """Without `worse` nothing is urgent for who has it; without `against` two trees disagree and nobody says so."""
    found = diff(capsys, tmp_path, WORSE, AGAINST)["texts"]
    assert [(each["kind"], each["id"], each["old"], each["new"]) for each in found] == [
        ("worse", "pijn", "ja", None),
        ("against", "7", None, "boom 2: Wacht 3 tot 4 weken"),
    ]


PAIN = {"pijn": True}


def test_a_choice_of_the_board_is_told_with_whom_it_opens_a_tree(capsys: Capture, tmp_path: Path) -> None:
    old = write_pack(tmp_path / "oud", begin=FILES["begin"].replace(*BOARD[1:]))
    new = write_pack(
        tmp_path / "nieuw",
        begin=FILES["begin"].replace(
            BOARD[1], BOARD[2].replace("when: pijn", "when: uitval").replace("[snel]", "[later]")
        ),
    )
    come = tree(call(capsys, "diff", write_pack(tmp_path / "leeg"), old, "--json").json, "begin")["choices"]
    assert come == [
        {"id": "wel", "what": "choice", "old": None, "new": "Wel", "facts": None, "examples": None},
        {
            "id": "wel",
            "what": "opens",
            "old": None,
            "new": "vervolg",
            "facts": {"pijn": "ja"},
            "examples": {"pijn": True},
        },
    ]
    found = tree(call(capsys, "diff", old, new, "--json").json, "begin")["choices"]
    assert [(each["what"], each["old"], each["new"], each["examples"]) for each in found] == [
        ("follows", None, "later", None),
        ("follows", "snel", None, None),
        ("opens", None, "vervolg", {"pijn": False, "uitval": True}),
        ("opens", "vervolg", None, {"pijn": True, "uitval": False}),
    ]
    said = call(capsys, "diff", old, new, "--lang", "en").out
    assert "Opened by the choice: " in said
    assert "does not follow this advice" in said


EITHER = "  - {if: {any: [pijn, uitval]}, why: Een., source: {lines: [1]}}\n"
FITS = EITHER.replace("]},", "]}, unless: dagen = 3,")
CLOSED = "  - {if: {all: [dagen != 3, pijn]}, why: Twee., source: {lines: [1]}}\n"
SAME = "  - {if: {not: {all: [not pijn, not uitval]}}, why: Drie., source: {lines: [1]}}\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", EITHER, [(None, "Een.", {"pijn", "uitval"})]),
        ("", CLOSED, [(None, "Twee.", {"pijn", "dagen"})]),
        ("", EITHER + SAME, [(None, "Een.", {"pijn", "uitval"}), (None, "Drie.", {"pijn", "uitval"})]),
        (EITHER, EITHER + SAME, [(None, "Drie.", {"pijn", "uitval"})]),
        (EITHER, SAME, [("Een.", "Drie.", {"pijn", "uitval"})]),
        (EITHER, EITHER.replace("any", "all"), [("Een.", None, {"pijn", "uitval"})]),
        (EITHER, FITS, [("Een.", None, {"pijn", "uitval", "dagen"})]),
        (FITS, EITHER, [(None, "Een.", {"pijn", "uitval", "dagen"})]),
        (EITHER + CLOSED, CLOSED + EITHER, []),
    ],
    ids=["either", "closed", "equivalent", "one more", "worded", "narrower", "fits", "no longer fits", "order"],
)
def test_a_doubt_comes_with_a_patient_who_is_asked_back(
    capsys: Capture, tmp_path: Path, before: str, after: str, told: list[tuple[str | None, str | None, set[str]]]
) -> None:
    """The program itself doubts in the version that has it, and in the other not in these words."""
    folders = [
        write_pack(
            tmp_path / name,
            facts=FILES["facts"].replace("scope:\n", f"doubtful:\n{entries}scope:\n" if entries else "scope:\n"),
        )
        for name, entries in (("oud", before), ("nieuw", after))
    ]
    texts = call(capsys, "diff", *folders, "--json").json["texts"]
    assert [(each["old"], each["new"], set(each["examples"])) for each in texts] == told
    old, new = map(load_pack, folders)
    for each in texts:
        values = {fact: tuple(value) if isinstance(value, list) else value for fact, value in each["examples"].items()}
        for pack, why, other in ((old, each["old"], each["new"]), (new, each["new"], each["old"])):
            said = [found.entry.why.nl for found in doubts(pack, settle(pack, values))]
            assert (why in said) is (why is not None)
            assert other not in said


def test_what_is_asked_back_over_two_places(capsys: Capture, tmp_path: Path) -> None:
    pair = "{here: graad = A, there: graad = B, why: Een graad., source: {pages: [1], lines: [1]}}"
    entry = f"across_places: [{pair}]\nscope:\n"
    facts = FILES["facts"]
    for label in ("label: Uitval,", "label: Ontstaan in (dagen),"):
        facts = facts.replace(label, f"{label} of: place,")
    facts = facts.replace("    label: Graad\n", "    label: Graad\n    of: place\n")
    folders = [write_pack(tmp_path / "oud", facts=facts)]
    folders += [write_pack(tmp_path / "nieuw", facts=facts.replace("scope:\n", entry))]
    (text,) = call(capsys, "diff", *folders, "--json").json["texts"]
    assert (text["kind"], text["old"], text["new"]) == ("across", None, "Een graad.")
    assert "Een graad." in call(capsys, "diff", *folders).out


def test_a_tree_that_is_new_and_one_that_is_gone(capsys: Capture, tmp_path: Path) -> None:
    header: Change = ("pack", "trees: [begin, vervolg]", "trees: [begin, nazorg]")
    old, new = pair(tmp_path, header, LEADS)
    (new / "vervolg.yaml").unlink()
    sequel = FILES["vervolg"].replace("id: vervolg", "id: nazorg")
    (new / "nazorg.yaml").write_text(sequel, encoding="utf-8")
    cases = FILES["cases"].partition("  - {id: v1")[0]
    (new / "cases.yaml").write_text(cases, encoding="utf-8")
    found = call(capsys, "diff", old, new, "--json")
    assert found.code == 1, found.err
    gone, come = tree(found.json, "vervolg"), tree(found.json, "nazorg")
    assert (gone["new"], come["old"]) == (None, None)
    assert {(each["old"], each["new"]) for each in gone["routes"]} == {("wachten", None), ("terug", None)}
    assert {(each["old"], each["new"]) for each in come["routes"]} == {(None, "wachten"), (None, "terug")}
    assert [(each["old"], each["new"]) for each in come["entry"][:1]] == [(None, "open")]
    said = call(capsys, "diff", old, new, "--lang", "en").out
    assert "This tree is gone." in said
    assert "This tree is new." in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_people_read_labels_by_tree(capsys: Capture, tmp_path: Path, language: str) -> None:
    changes = (ROUTE, ENTRY, DEADLINE, STRENGTH, TEXT, RIDER, NOTE, LEADS, KIND, RULE, FACT)
    found = call(capsys, "diff", *pair(tmp_path, *changes), "--lang", language)
    assert (found.code, found.err) == (1, "")
    lines = [line.strip() for line in found.out.splitlines()]
    wanted = {
        "nl": ["Klein 1.2.0 → 1.2.0", "1 Begin", "Ander advies", "was  Binnen 24 uur", "is   Binnen 7 dagen",
               "bij  Ontstaan in: > 3 en ≤ 7 dagen", "2 Vervolg", "was  de boom is van toepassing", "Alle bomen",
               "was  oordeel van de werkgroep: moet", "is   wordt geadviseerd", "is   leidt daar niet heen"],
        "en": ["Small 1.2.0 → 1.2.0", "1 Start", "Another advice", "was  Within 24 hours", "is   Within 7 days",
               "for  Developed over: > 3 and ≤ 7 days", "2 Sequel", "was  the tree applies", "All trees",
               "was  working group’s opinion: must", "is   advised", "is   does not lead there"],
    }[language]  # fmt: skip
    assert [line for line in wanted if line not in lines] == []
    assert not {"begin_op", "opinion", "not_entered", "q2"} & set(found.out.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_wrong_input_is_2(capsys: Capture, tmp_path: Path, language: str) -> None:
    old, new = pair(tmp_path)
    assert call(capsys, "diff", old, tmp_path / "niets", "--lang", language).code == 2
    other = call(capsys, "diff", old, "wervelmetastasen", "--lang", language)
    assert other.code == 2
    assert "klein" in other.err
    gap = FILES["begin"].replace('"> 7": later', '"> 8": later')
    (new / "begin.yaml").write_text(gap, encoding="utf-8")
    assert call(capsys, "diff", old, new, "--lang", language).code == 2
    (new / "begin.yaml").write_text("id: [", encoding="utf-8")
    assert call(capsys, "diff", old, new, "--lang", language).code == 2
    assert call(capsys, "diff", old, "--lang", language).code == 2


def test_the_earlier_reading_goes_by_its_name(capsys: Capture) -> None:
    folder = earlier_packs("wervelmetastasen")[0]
    assert call(capsys, "diff", folder.name, folder).code == 0


def test_the_page_of_changes_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tools.changes_of_reading"


def said_anew(versions: tuple[Path, Path]) -> tuple[Path, Path]:
    """The second version with another translation of one text."""
    file = versions[1] / "en.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("Do it soon.", "Do it at once."), "utf-8")
    assert file.read_text("utf-8") != before
    return versions


def test_a_change_of_one_language_is_not_mixed_into_the_other(capsys: Capture, tmp_path: Path) -> None:
    versions = said_anew(pair(tmp_path, RIDER_TEXT))
    assert len(call(capsys, "diff", *versions, "--json").json["trees"][0]["texts"]) == 2  # all of them
    dutch = call(capsys, "diff", *versions).out
    assert "Bescherm de maag." in dutch
    assert "Do it" not in dutch
    assert "Waarvan alleen in de Engelse tekst, hier niet getoond: 1." in dutch
    said = call(capsys, "diff", *versions, "--lang", "en").out
    assert "Do it at once." in said
    assert "not shown here" not in said


def test_a_tree_with_changes_of_the_other_language_alone_has_no_heading(capsys: Capture, tmp_path: Path) -> None:
    versions = said_anew(pair(tmp_path))
    found = call(capsys, "diff", *versions)
    assert found.code == 1
    assert "1 Begin" not in found.out
    assert "1 Start" in call(capsys, "diff", *versions, "--lang", "en").out


LATER = """\
later:
  - id: proef
    text: Het kan ook zo.
    year: 2024
    source: Blad
    doi: 10.1000/proef
    beside: [{outcomes: [begin.snel, vervolg.wachten], when: pijn}]
    confirmed: Samenvatting
    read_by: geen clinicus
"""
BESIDE = """\
described: [{id: tumor, type: text, label: Tumor}]
marks: [{id: nieuw, type: bool, label: Nieuw middel, mark: De richtlijn kent dit niet., trees: [begin]}]
scope:
"""


def test_what_decides_nothing_is_told_and_no_tree_is_another(tmp_path: Path, capsys: Capture) -> None:
    first = write_pack(tmp_path / "eerst")
    facts = FILES["facts"].replace("scope:\n", BESIDE).replace("label: Pijn,", "label: Pijn, of: place,")
    facts = facts.replace("range: 0-240}", "range: 0-240, ranges: ja, asked_anew_after: 1}")
    pack = FILES["pack"] + "review_by: 2027-01-31\n"
    second = write_pack(tmp_path / "tweede", facts=facts, pack=pack, later=LATER)
    found = call(capsys, "diff", first, second, "--json").json
    assert [tree["tree"] for tree in found["trees"] if tree["routes"] or tree["texts"] or tree["entry"]] == []
    assert [(each["kind"], each["id"], each["old"], each["new"]) for each in found["texts"]] == [
        ("fact", "tumor", None, "Tumor"),
        ("fact", "nieuw", None, "Nieuw middel"),
        ("mark", "nieuw", None, "De richtlijn kent dit niet."),
        ("later", "proef", None, "Het kan ook zo. (Blad, 2024, doi 10.1000/proef; geen clinicus)"),
        ("pack", "review_by", None, "31-01-2027"),
        ("kept", "pijn", "van de patiënt, nooit opnieuw gevraagd", "van een plaats, nooit opnieuw gevraagd"),
        (
            *("kept", "maanden", "van de patiënt, nooit opnieuw gevraagd"),
            "van de patiënt, ook als bereik, na 1 dag opnieuw gevraagd",
        ),
    ]
    third = write_pack(
        tmp_path / "derde",
        facts=facts.replace(", trees: [begin]", "").replace("kent dit niet", "weet dit niet"),
        pack=pack.replace("2027", "2028"),
        later=LATER.replace(", when: pijn", ""),
    )
    again = call(capsys, "diff", second, third, "--json", "--lang", "en").json
    assert [(each["kind"], each["old"], each["new"]) for each in again["texts"]] == [
        ("mark", "De richtlijn kent dit niet.", "De richtlijn weet dit niet."),
        ("mark_trees", "tree 1", "every tree"),
        (
            *("later_beside", "1 Within 24 hours, 2 Wait 3 to 4 weeks (if: Pain)"),
            "1 Within 24 hours, 2 Wait 3 to 4 weeks",
        ),
        ("pack", "31-01-2027", "31-01-2028"),
    ]
    page = " ".join(call(capsys, "diff", second, third).out.split())
    for said in ("Regel onder het advies: Nieuw middel", "Naast welke uitkomsten: proef", "is 31-01-2028"):
        assert said in page
    gone = call(capsys, "diff", second, first, "--json").json["texts"]
    assert {(each["kind"], each["new"]) for each in gone if each["kind"] in ("mark", "later")} == {
        ("mark", None),
        ("later", None),
    }
