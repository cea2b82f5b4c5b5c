"""`advise`, `journey` and `routes`: the promised JSON, the page for people, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.meeting.container import MAGIC
from mdo_viewer.reasoning.hashes import tree_hash
from tests.help.cli_pack import FILES, call, give_input, write_pack

Capture = pytest.CaptureFixture[str]

#: The keys that interfaces promise, in their order.
PROMISED = [
    "pack", "tree", "tree_version", "hash", "status", "outcome", "kind", "strength", "text", "to", "also", "also_open",
    "notes", "deadlines", "next_trees", "source", "path", "next_fact", "possible", "tightest", "scope_open",
]  # fmt: skip
FAST = "uitval: ja\ndagen: 3,5\nkind: nee\nmoments: {begin_op: 2026-11-22T08:15}\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "klein")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "feiten.yaml"
    file.write_text(FAST, encoding="utf-8")
    return file


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


# --- advise --json ------------------------------------------------------------------------------------------------


def test_a_complete_answer(pack: Path, facts: Path, capsys: Capture) -> None:
    found = call(
        capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json", "--at", "2026-11-22T12:00"
    )
    assert found.code == 0
    assert found.err == ""
    read = load_pack(pack)
    assert {key: found.json[key] for key in PROMISED} == {
        "pack": "klein",
        "tree": "begin",
        "tree_version": "1.0.1",
        "hash": tree_hash(read, read.trees[0]),
        "status": "complete",
        "outcome": "snel",
        "kind": "advice",
        "strength": "opinion",
        "text": "Doe het snel.",
        "to": None,
        "also": ["bellen"],
        "also_open": [{"rider": "maag", "fact": "risico"}],
        "notes": [7],
        "deadlines": [
            {
                "of": "snel",
                "type": "latest",
                "limit_hours": 24,
                "limit_hours_max": 24,
                "from": "begin_op",
                "due": "2026-11-23T08:15:00+01:00",
                "due_max": "2026-11-23T08:15:00+01:00",
                "overdue": False,
            }
        ],
        "next_trees": ["vervolg"],
        "source": [{"document": "1", "pages": [1, 2], "lines": [[3, 3], [5, 7]]}],
        "path": [
            {
                "id": "scope-question",
                "question": "Kind?",
                "answer": "nee",
                "state": "answered",
                "facts": {"kind": False},
            },
            {"id": "q1", "question": "Is er uitval?", "answer": "ja", "state": "answered", "facts": {"uitval": True}},
            {
                "id": "q2",
                "question": "In hoeveel dagen?",
                "answer": found.json["path"][2]["answer"],
                "state": "answered",
                "facts": {"dagen": 3.5},
            },
        ],
        "next_fact": None,
        "possible": ["snel"],
        "tightest": None,
        "scope_open": [],
    }
    assert list(found.json)[:9] == [
        "pack",
        "tree",
        "tree_version",
        "hash",
        "status",
        "outcome",
        "kind",
        "strength",
        "strengths",
    ]
    assert found.json["strengths"] == ["opinion", "must"]
    assert found.json["open_facts"] == []
    assert "what_if" not in found.json


def test_an_incomplete_answer(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "graad: A\n")
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json")
    assert found.code == 0
    answer = found.json
    assert answer["status"] == "incomplete"
    assert [answer[key] for key in ("outcome", "kind", "strength", "text", "source", "to")] == [None] * 6
    assert [answer[key] for key in ("also", "also_open", "notes", "deadlines", "next_trees")] == [[]] * 5
    assert answer["next_fact"] == "dagen"
    assert answer["possible"] == ["snel", "later"]
    assert answer["tightest"] == {"outcome": "snel", "limit_hours": 24}
    assert answer["scope_open"] == ["kind"]
    assert answer["open_facts"] == ["dagen"]
    assert answer["derived"] == ["uitval"]
    assert answer["path"][-1]["state"] == "open"
    assert answer["path"][-1]["answer"] is None


def test_out_of_scope(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "kind: ja\nuitval: ja\n")
    answer = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json").json
    assert answer["status"] == "out_of_scope"
    assert answer["text"] == "De richtlijn geldt niet voor kinderen."
    assert answer["possible"] == []
    assert answer["scope_closed"] == "kind"
    assert answer["outcome"] is None


def test_another_tree(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "graad: B\n")
    answer = call(capsys, "advise", "--pack", pack, "--tree", "vervolg", "--facts", facts, "--json").json
    assert (answer["outcome"], answer["kind"], answer["to"], answer["strength"]) == (
        "terug",
        "elsewhere",
        "begin",
        None,
    )


def test_a_reference_to_one_of_several_trees(tmp_path: Path, capsys: Capture) -> None:
    """JSON names the tree once the facts tell which; the page names those that it can still be."""
    several = "to: [{tree: ander/kort, when: maanden < 3}, {tree: begin}]"
    pack = write_pack(tmp_path / "klein", vervolg=FILES["vervolg"].replace("to: begin", several))
    short, long = "ander/kort", "1 Begin (begin)"
    for months, one, named in (("2", "ander/kort", [short]), ("3", "begin", [long]), ("null", None, [short, long])):
        facts = write(tmp_path / "f.yaml", f"graad: B\nmaanden: {months}\n")
        argv = ("advise", "--pack", pack, "--tree", "vervolg", "--facts", facts)
        assert call(capsys, *argv, "--json").json["to"] == one
        page = call(capsys, *argv).out
        assert page.count("Verwijst naar") == len(named)
        assert all(each in page for each in named)


def test_an_earliest_range(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "graad: A\nmoments: {begin_op: 2026-10-08T09:00}\n")
    argv = ("advise", "--pack", pack, "--tree", "vervolg", "--facts", facts, "--json", "--at", "2030-01-01T00:00")
    (deadline,) = call(capsys, *argv).json["deadlines"]
    assert (deadline["type"], deadline["limit_hours"], deadline["limit_hours_max"]) == ("earliest", 504, 672)
    assert deadline["due"] == "2026-10-29T09:00:00+01:00"
    assert deadline["due_max"] == "2026-11-05T09:00:00+01:00"
    assert deadline["overdue"] is False


def test_a_deadline_without_its_moment(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "uitval: ja\ndagen: 3\n")
    (deadline,) = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json").json[
        "deadlines"
    ]
    assert (deadline["due"], deadline["due_max"], deadline["overdue"]) == (None, None, None)


def test_now_decides_what_is_overdue(pack: Path, facts: Path, capsys: Capture) -> None:
    for at, overdue in (("2026-11-23T08:15", False), ("2026-11-23T08:16", True)):
        argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json", "--at", at)
        assert call(capsys, *argv).json["deadlines"][0]["overdue"] is overdue


def test_what_if(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json", "--what-if")
    changes = {change["fact"]: change for change in call(capsys, *argv).json["what_if"]}
    assert changes["dagen"]["from"] == "3,5 dagen"
    assert changes["dagen"]["outcome"] == "later"
    assert changes["dagen"]["opens"] is None
    assert "7" in changes["dagen"]["to"]
    assert set(changes["dagen"]) == {"fact", "from", "to", "outcome", "opens"}
    english = call(capsys, *argv, "--lang", "en").json["what_if"]
    assert {change["fact"]: change["from"] for change in english}["dagen"] == "3.5 days"


def test_what_if_that_opens_a_fact(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "uitval: nee\npijn: nee\nmaanden: 12\n")
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--what-if")
    changes = {change["fact"]: change for change in call(capsys, *argv, "--json").json["what_if"]}
    assert (changes["uitval"]["outcome"], changes["uitval"]["opens"]) == (None, "dagen")
    assert (changes["pijn"]["outcome"], changes["pijn"]["opens"]) == ("later", None)
    assert "nog geen advies, eerst nodig: Ontstaan in (dagen)" in call(capsys, *argv).out


def test_what_if_of_an_incomplete_answer_is_empty(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "{}")
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--what-if")
    assert call(capsys, *argv, "--json").json["what_if"] == []
    assert "zodra er een advies is" in call(capsys, *argv).out


def test_texts_follow_the_language_and_keys_do_not(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json", "--at", "2026-11-22T12:00")
    dutch, english = call(capsys, *argv).json, call(capsys, *argv, "--lang", "en").json
    assert list(dutch) == list(english)
    assert english["text"] == "Do it soon."
    assert [step["question"] for step in english["path"]][:2] == ["Child?", "Is there a deficit?"]
    assert english["path"][1]["answer"] == "yes"
    same = [key for key in dutch if key not in ("text", "path")]
    assert {key: dutch[key] for key in same} == {key: english[key] for key in same}


def test_a_set_is_a_list(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "uitval: ja\ndagen: 3\nrisico: [nsaid]\n")
    assert call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json").json["also"] == [
        "bellen",
        "maag",
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_standard_input(pack: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    give_input(monkeypatch, json.dumps({"facts": {"uitval": True, "dagen": 9.0}}))
    argv = (
        "advise",
        "--pack",
        pack,
        "--tree",
        "begin",
        "--facts",
        "-",
        "--format",
        "json",
        "--json",
        "--lang",
        language,
    )
    assert call(capsys, *argv).json["outcome"] == "later"


def test_a_wrong_standard_input(pack: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    give_input(monkeypatch, "uitval: ja\nuitvl: nee\n")
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", "-")
    assert found.code == 2
    assert found.err.startswith("<stdin>:2:1: ")


def test_a_case_file_as_facts(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "case: MDO-1\nquestion: Wat nu?\nfacts: {uitval: ja, dagen: 3}\n")
    assert (
        call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json").json["outcome"] == "snel"
    )


def test_the_pack_with_the_tree(pack: Path, facts: Path, capsys: Capture) -> None:
    assert call(capsys, "advise", "--tree", f"{pack}/begin", "--facts", facts, "--json").json["pack"] == "klein"
    both = call(capsys, "advise", "--tree", f"{pack}/begin", "--pack", pack, "--facts", facts, "--json")
    assert both.json["pack"] == "klein"
    other = call(capsys, "advise", "--tree", f"{pack}/begin", "--pack", "wervelmetastasen", "--facts", facts)
    assert other.code == 2
    assert "twee pakketten" in other.err


# --- advise for people --------------------------------------------------------------------------------------------


def test_the_page(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--what-if", "--at", "2026-11-22T12:00")
    found = call(capsys, *argv)
    assert found.code == 0
    for part in (
        "Klein, boom 1: Begin",
        "Binnen 24 uur",
        "Doe het snel.",
        "oordeel van de werkgroep: moet",
        "ma 23 nov 08:15 (nog 20 uur 15 min)",
        "Bel bij verergering.",
        "Alleen als “Risico: een of meer”: Denk aan de maag.",
        "Is er uitval? ja",
        "7: De bron zwijgt",
        "2 Vervolg (vervolg)",
        "Binnen 7 dagen (later)",
        "De richtlijn is oud.",
        "Alleen voor tests.",
    ):
        assert part in found.out
    assert "\x1b" not in found.out
    assert max(map(len, found.out.splitlines())) <= 100
    english = call(capsys, *argv, "--lang", "en").out
    for part in (
        "Small, tree 1: Start",
        "Do it soon.",
        "20 h 15 min left",
        "Is there a deficit? yes",
        "Only for tests.",
    ):
        assert part in english


def test_the_page_of_an_overdue_advice(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--at", "2026-11-25T10:16")
    assert "verstreken, 2 dagen 2 uur geleden" in call(capsys, *argv).out


def test_the_page_of_an_incomplete_answer(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "moments: {begin_op: 2026-11-22T08:15}\n")
    argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--at", "2026-11-22T12:00")
    found = call(capsys, *argv)
    assert found.code == 0
    for part in (
        "Nog geen advies: 4 gegevens",
        "Eerst nodig: Uitval (uitval): ja, nee of onbekend",
        "Ontstaan in (dagen)",
        "Binnen 7 dagen (later)",
        "Binnen 24 uur (snel): vóór ma 23 nov 08:15",
        "nog open",
        "Kind (kind)",
    ):
        assert part in found.out


def test_the_page_out_of_scope(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "kind: ja\n")
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts)
    assert found.code == 0
    assert "De richtlijn geldt niet voor kinderen." in found.out


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ("graad: onbekend", "Graad (graad): A of B"),
        ("{}", "Graad (graad): A of B"),
    ],
)
def test_what_can_be_filled_in(pack: Path, tmp_path: Path, capsys: Capture, values: str, question: str) -> None:
    facts = write(tmp_path / "f.yaml", values)
    assert question in call(capsys, "advise", "--pack", pack, "--tree", "vervolg", "--facts", facts).out


def test_what_numbers_can_be_filled_in(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "uitval: ja")
    assert "0 tot en met 365 dagen" in call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts).out


# --- what goes wrong ----------------------------------------------------------------------------------------------


def test_every_problem_of_a_file(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = write(tmp_path / "f.yaml", "uitval: nee\ndagen: 3\nwervels: 99\nonzin: 1\npijn: soms\n")
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json")
    assert found.code == 2
    assert found.out == ""
    lines = found.err.splitlines()
    assert [line.removeprefix(f"{facts}:").split(": ")[0] for line in lines] == ["2:8", "3:10", "4:1", "5:7"]
    english = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--lang", "en").err
    assert "Unknown fact 'onzin'" in english


@pytest.mark.parametrize(
    ("argv", "parts"),
    [
        (["--tree", "begn", "--facts", "FACTS"], ["de boom 'begn' bestaat niet", "Bedoelt u begin?", "begin, vervolg"]),
        (["--tree", "begin", "--facts", "weg.yaml"], ["weg.yaml: dit bestand bestaat niet"]),
        (["--tree", "begin", "--facts", "."], [".: dit bestand is niet te lezen (het is een map)"]),
        (["--tree", "begin"], ["er ontbreekt: --facts", "mdo-viewer advise --help"]),
        (["--facts", "FACTS"], ["er ontbreekt: --tree"]),
        (["--tree", "begin", "--facts", "FACTS", "--at", "2026-11-22"], ["--at", "zonder tijd"]),
        (["--tree", "begin", "--facts", "FACTS", "--at", "2026-03-29T02:30"], ["--at", "bestaat niet"]),
        (["--tree", "begin", "--facts", "FACTS", "--jsn"], ["dit kan hier niet: --jsn", "Bedoelt u --json?"]),
        (["--tree", "begin", "--facts", "FACTS", "--lang", "fr"], ["--lang kan niet 'fr' zijn. Kies nl of en"]),
        (["--tree", "begin", "--facts", "FACTS", "--at"], ["na --at hoort een waarde"]),
        (["--tree", "begin", "--facts", "FACTS", "--json=x"], ["--json krijgt geen waarde"]),
        (["--tree", "begin", "--facts", "FACTS", "over"], ["dit kan hier niet: over"]),
        (["--tree", "nergens/begin", "--facts", "FACTS"], ["het pakket 'nergens' bestaat niet", "wervelmetastasen"]),
    ],
)
def test_a_wrong_call(pack: Path, facts: Path, capsys: Capture, argv: list[str], parts: list[str]) -> None:
    words = [str(facts) if word == "FACTS" else word for word in argv]
    chosen = [] if any("/" in word and "nergens" in word for word in words) else ["--pack", str(pack)]
    found = call(capsys, "advise", *chosen, *words)
    assert found.code == 2
    assert found.out == ""
    assert len(found.err.splitlines()) == 1
    for part in parts:
        assert part in found.err


def test_a_wrong_pack_is_reported_with_its_lines(tmp_path: Path, facts: Path, capsys: Capture) -> None:
    pack = write_pack(tmp_path / "stuk", terms="terms:\n  - {id: x}\n")
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts)
    assert found.code == 2
    assert f"{pack / 'terms.yaml'}:2:5: " in found.err


def test_a_tree_with_a_gap_does_not_advise(tmp_path: Path, facts: Path, capsys: Capture) -> None:
    begin = (write_pack(tmp_path / "heel") / "begin.yaml").read_text("utf-8")
    pack = write_pack(tmp_path / "gat", begin=begin.replace('"> 7": later', '"> 8": later'))
    found = call(capsys, "advise", "--pack", pack, "--tree", "begin", "--facts", facts)
    assert found.code == 2
    assert found.out == ""


# --- journey ------------------------------------------------------------------------------------------------------


def test_a_journey(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("journey", "--pack", pack, "--facts", facts, "--at", "2026-11-22T12:00")
    answer = call(capsys, *argv, "--json").json
    assert answer["disagreements"] == []
    trees = answer["trees"]
    assert [tree["tree"] for tree in trees] == ["begin", "vervolg"]
    assert all(set(PROMISED) <= tree.keys() for tree in trees)
    assert [(tree["entry"], tree["entered_by"]) for tree in trees] == [("open", None), ("open", "begin.snel")]
    page = call(capsys, *argv).out
    for part in (
        "1  Begin (begin)",
        "Binnen 24 uur",
        "2  Vervolg (vervolg)",
        "Nog geen advies",
        "aan de orde door begin.snel",
    ):
        assert part in page


def test_the_entries_of_a_journey(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    none = write(tmp_path / "a.yaml", "uitval: nee\npijn: nee\nmaanden: 12\n")
    assert call(capsys, "journey", "--pack", pack, "--facts", none, "--json").json["trees"][1]["entry"] == "not_entered"
    nothing = write(tmp_path / "b.yaml", "{}")
    tree = call(capsys, "journey", "--pack", pack, "--facts", nothing, "--json").json["trees"][1]
    assert (tree["entry"], tree["entered_by"], tree["decided_by"]) == ("unknown", None, "begin")
    assert "Nog niet bekend" in call(capsys, "journey", "--pack", pack, "--facts", nothing).out


def test_a_journey_names_the_notes_with_their_trees(pack: Path, facts: Path, capsys: Capture) -> None:
    argv = ("--pack", pack, "--facts", facts, "--at", "2026-11-22T12:00")
    assert "- 7: De bron zwijgt (boom 1)" in call(capsys, "journey", *argv).out
    assert "- 7: De bron zwijgt\n" in call(capsys, "advise", "--tree", "begin", *argv).out


def test_a_strength_that_is_not_given_is_named_once(tmp_path: Path, capsys: Capture) -> None:
    text = FILES["begin"].replace("    strength: [opinion, must]\n", "", 1)
    assert text != FILES["begin"]
    facts = write(tmp_path / "feiten.yaml", FAST)
    without = write_pack(tmp_path / "zonder", begin=text)
    for command in (("advise", "--tree", "begin"), ("journey",)):
        said = call(capsys, *command, "--pack", without, "--facts", facts).out
        assert "Sterkte  niet genoemd in de bron" in said
        assert "sterkte" not in said


# --- routes -------------------------------------------------------------------------------------------------------


def test_routes(pack: Path, capsys: Capture) -> None:
    answer = call(capsys, "routes", "--pack", pack, "--tree", "begin", "--json").json
    assert answer["tree"] == "begin"
    assert len(answer["routes"]) == 5
    for route in answer["routes"]:
        assert set(route) == {"facts", "examples", "outcome"}
        assert route["facts"].keys() == route["examples"].keys()
        assert all(isinstance(text, str) for text in route["facts"].values())
    assert {route["outcome"] for route in answer["routes"]} == {"snel", "later", "niets"}
    assert answer["routes"][0]["examples"]["uitval"] is True


def test_the_examples_of_a_route_lead_to_its_outcome(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    for route in call(capsys, "routes", "--pack", pack, "--tree", "begin", "--json").json["routes"]:
        facts = write(tmp_path / "f.json", json.dumps(route["examples"]))
        argv = ("advise", "--pack", pack, "--tree", "begin", "--facts", facts, "--json")
        assert call(capsys, *argv).json["outcome"] == route["outcome"]


def test_the_page_of_routes(pack: Path, capsys: Capture) -> None:
    page = call(capsys, "routes", "--tree", f"{pack}/begin").out
    assert "5 wegen" in page
    assert "Geen advies (niets)" in page
    assert "5 routes" in call(capsys, "routes", "--tree", f"{pack}/begin", "--lang", "en").out


def test_a_moment_out_of_a_table_is_named_with_its_day(tmp_path: Path, capsys: Capture) -> None:
    """Of the shipped pack, whose trees take it from there."""
    file = write(tmp_path / "feiten.yaml", "geopereerd: ja\noperations: [{date: 2026-11-02}]\n")
    asked = ("--tree", "wervelmetastasen/interval_chir_rt", "--facts", file, "--at", "2026-11-22T12:00")
    assert call(capsys, "advise", *asked, "--json").json["from_tables"] == {"operatie_op": "2026-11-02"}
    assert "Operatie: ma 2 nov (uit de tabel)" in call(capsys, "advise", *asked).out
    journey = call(capsys, "journey", "--facts", file, "--at", "2026-11-22T12:00", "--json").json
    assert journey["from_tables"] == {"operatie_op": "2026-11-02"}
    without = write(tmp_path / "zonder.yaml", "geopereerd: ja\n")
    assert "from_tables" not in call(capsys, "advise", *asked[:3], without, "--json").json


# --- whose facts these are

BACK = "nsaid_overwogen: ja\nleeftijd: 60\n"  # only the other guideline asks for a tablet


@pytest.mark.parametrize("command", ["journey", "summary"])
def test_a_file_is_read_by_the_guideline_that_knows_its_facts(tmp_path: Path, capsys: Capture, command: str) -> None:
    file, out = write(tmp_path / "rug.yaml", "case: MDO-0009\nfacts:\n  nsaid_overwogen: ja\n"), tmp_path / "rug.json"
    given = ("--facts", file, "--json") if command == "journey" else (file, "-o", out)
    found = call(capsys, command, *given)
    assert (found.code, found.err) == (0, "")
    answer = found.json["trees"][0] if command == "journey" else json.loads(out.read_text(encoding="utf-8"))
    assert answer["pack"] == "lage_rugpijn"


@pytest.mark.parametrize("named", [("journey", "--pack", "wervelmetastasen"), ("advise", "--tree", "diagnostiek")])
def test_facts_of_another_guideline_than_the_named_one_are_refused_in_one_line(
    tmp_path: Path, capsys: Capture, named: tuple[str, ...]
) -> None:
    file = write(tmp_path / "rug.yaml", BACK)
    found = call(capsys, *named, "--facts", file)
    assert found.code == 2
    assert found.err.rstrip() == (
        f"{file}: dit zijn gegevens van een andere richtlijn (lage_rugpijn, niet wervelmetastasen). "
        "Noem die: --pack lage_rugpijn, of --tree lage_rugpijn/BOOM."
    )


def test_what_no_guideline_knows_is_said_line_by_line(tmp_path: Path, capsys: Capture) -> None:
    file = write(tmp_path / "rug.yaml", BACK + "zomaar: ja\n")
    found = call(capsys, "journey", "--facts", file)
    assert found.code == 2
    assert len(found.err.splitlines()) == 3


def test_a_meeting_is_no_patient_and_says_where_it_opens(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "dinsdag.mdo"
    file.write_bytes(MAGIC + bytes(200))
    for given in (("journey", "--facts", file), ("summary", file, "-o", tmp_path / "uit.txt")):
        found = call(capsys, *given)
        assert found.code == 2
        assert found.err.startswith(f"{file}: dit is een vergadering")
        assert len(found.err.splitlines()) == 1
