"""`check` and `self-test`: what is right is certified, what is wrong is named with its place."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mdo_viewer.cli import self_test
from mdo_viewer.cli.main import main
from mdo_viewer.guideline.library import load_pack, shipped_packs
from mdo_viewer.reasoning.hashes import tree_hash
from tests.help.cli_pack import FILES, call, write_pack

Capture = pytest.CaptureFixture[str]
TREE_KEYS = [
    "tree", "proven", "routes", "outcomes", "gaps", "overlapping", "unreachable", "dead_facts", "dead_answers",
    "unknown_decides", "longer_when_worse", "leads_nowhere", "reads_apart", "entry_faults", "exceptions", "hash",
]  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("packs") / "klein")


def changed(folder: Path, name: str, before: str, after: str) -> Path:
    """The pack with one change in one file."""
    assert before in FILES[name]
    return write_pack(folder / "klein", **{name: FILES[name].replace(before, after, 1)})


def test_the_certificate_as_json(pack: Path, capsys: Capture) -> None:
    found = call(capsys, "check", pack, "--json")
    assert (found.code, found.err) == (0, "")
    assert list(found.json) == ["packs"]
    (answer,) = found.json["packs"]
    assert (answer["pack"], answer["version"], answer["proven"], answer["errors"]) == ("klein", "1.2.0", True, [])
    read = load_pack(pack)
    assert [{key: tree[key] for key in TREE_KEYS} for tree in answer["trees"]] == [
        {
            "tree": tree.id,
            "proven": True,
            "routes": routes,
            "outcomes": len(tree.outcomes),
            **{key: [] for key in TREE_KEYS[4:15]},
            "hash": tree_hash(read, tree),
        }
        for tree, routes in zip(read.trees, (5, 2), strict=True)
    ]


def test_the_certificate_for_people(pack: Path, capsys: Capture) -> None:
    found = call(capsys, "check", pack)
    assert (found.code, found.err) == (0, "")
    read = load_pack(pack)
    for part in ("Klein 1.2.0 (klein)", "bewezen: 2 bomen, 4 casussen goed", tree_hash(read, read.trees[0])[:12]):
        assert part in found.out
    row = next(line.split() for line in found.out.splitlines() if " begin " in line)
    assert row[:5] == ["1", "begin", "5", "3", "3"]
    assert "proven: 2 trees, 4 cases right" in call(capsys, "check", pack, "--lang", "en").out


def test_exceptions_are_shown_with_their_reason(tmp_path: Path, capsys: Capture) -> None:
    facts = FILES["facts"].replace("worse: less", "worse: more")
    wrong = call(capsys, "check", write_pack(tmp_path / "zonder", facts=facts), "--json")
    assert wrong.code == 1
    assert wrong.json["packs"][0]["trees"][0]["longer_when_worse"] == ["dagen: snel -> later"]
    tree = FILES["begin"] + "exceptions:\n  - {fact: dagen, better: snel, worse: later, reason: Traag.}\n"
    pack = write_pack(tmp_path / "met", facts=facts, begin=tree)
    with (pack / "en.yaml").open("a", encoding="utf-8") as english:
        english.write("  - {nl: 'Traag.', en: 'Slow.'}\n")
    right = call(capsys, "check", pack, "--json")
    assert right.code == 0, right.out
    assert len(right.json["packs"][0]["trees"][0]["exceptions"]) == 1
    assert "begin (1 ×): Slow." in call(capsys, "check", pack, "--lang", "en").out


def test_lines_that_two_trees_read_apart(tmp_path: Path, capsys: Capture) -> None:
    """Told with both trees and the line, in the language asked for, until the tree says why."""
    cited = FILES["vervolg"].replace("fact: graad, answers", "fact: graad, source: {lines: [9]}, answers")
    begin = FILES["begin"].replace("fact: uitval, answers", "fact: uitval, source: {lines: [9]}, answers")
    assert (cited, begin) != (FILES["vervolg"], FILES["begin"])
    wrong = call(capsys, "check", write_pack(tmp_path / "zonder", begin=begin, vervolg=cited), "--json", "--lang", "en")
    assert wrong.code == 1
    (finding,) = wrong.json["packs"][0]["trees"][0]["reads_apart"]
    assert "begin.yaml:" in finding
    assert "line 9: tree 1 (begin) does not read " in finding
    begin += "reads_apart:\n  - {tree: vervolg, lines: [9], facts: [graad], reason: Traag.}\n"
    pack = write_pack(tmp_path / "met", begin=begin, vervolg=cited)
    with (pack / "en.yaml").open("a", encoding="utf-8") as english:
        english.write("  - {nl: 'Traag.', en: 'Slow.'}\n")
    right = call(capsys, "check", pack, "--lang", "en")
    assert right.code == 0, right.err
    assert "begin (1 ×): Slow." in right.out


@pytest.mark.parametrize(
    ("name", "before", "after", "place", "key", "part"),
    [
        ("begin", '"> 7": later', '"> 8": later', "begin.yaml:", "gaps", "passen op geen antwoord"),
        ("begin", '"> 7": later', '">= 7": later', "begin.yaml:", "overlapping", "passen op twee antwoorden"),
        ("facts", "worse: less", "worse: more", "begin.yaml:", "longer_when_worse", "langere termijn"),
        ("begin", "text: Doe het later.", "text: Zie boom 3.", "begin.yaml:", "leads_nowhere", "boom 3 bestaat niet"),
        (
            "vervolg",
            "entry: {outcomes: [begin.snel, begin.later]}",
            "entry: {all: [uitval, not uitval]}",
            "vervolg.yaml:",
            "entry_faults",
            "geen patiënt komt in deze boom",
        ),
    ],
)
def test_a_fault_of_a_tree(
    tmp_path: Path, capsys: Capture, name: str, before: str, after: str, place: str, key: str, part: str
) -> None:
    pack = changed(tmp_path, name, before, after)
    found = call(capsys, "check", pack)
    assert found.code == 1
    assert "NIET bewezen" in found.out
    line = next(line for line in found.err.splitlines() if part in line)
    assert key != "entry_faults" or line.startswith(f"{pack / place}6:1: ")
    assert key != "entry_faults" or part in found.err.splitlines()[0]
    assert line.startswith(str(pack / place))
    assert line.split(": ")[0].removeprefix(str(pack / place)).count(":") == 1
    answer = call(capsys, "check", pack, "--json")
    assert answer.code == 1
    assert any(tree[key] and not tree["proven"] for tree in answer.json["packs"][0]["trees"])
    assert answer.json["packs"][0]["proven"] is False


def test_what_no_patient_reaches(tmp_path: Path, capsys: Capture) -> None:
    """Grade A implies a deficit, so that nobody answers no."""
    tree = FILES["vervolg"].replace("{A: wachten, B: terug}", "{A: v2, B: terug}")
    tree = tree.replace(
        "outcomes:\n", "  - {id: v2, text: Is er uitval?, fact: uitval, answers: {ja: wachten, nee: stil}}\noutcomes:\n"
    )
    tree += "  - {id: stil, kind: silent, title: Geen advies, text: Ga terug., source: {pages: [3], lines: [12]}}\n"
    pack = write_pack(tmp_path / "klein", vervolg=tree)
    answer = call(capsys, "check", pack, "--json")
    assert answer.code == 1
    found = answer.json["packs"][0]["trees"][1]
    assert len(found["unreachable"]) == 1
    assert found["dead_facts"] == ["uitval"]
    assert [each.split(": ", 1)[1] for each in found["dead_answers"]] == ["v2: nee"]
    lines = call(capsys, "check", pack).err.splitlines()
    (unreachable,) = (line for line in lines if "geen patiënt komt bij deze uitkomst (stil)" in line)
    assert unreachable.startswith(f"{pack / 'vervolg.yaml'}:21:5: ")
    assert any("dit gegeven verandert niets (uitval)" in line for line in lines)
    (dead,) = (line for line in lines if "geen patiënt geeft dit antwoord" in line)
    assert dead.startswith(str(pack / "vervolg.yaml"))


@pytest.mark.parametrize(
    ("name", "before", "after", "place", "part"),
    [
        ("begin", "ja: q2", "ja: q9", "begin.yaml:8:", "q9"),
        ("cases", "outcome: later", "outcome: snel", "cases.yaml:", "de boom antwoordt later"),
        ("cases", "possible: [snel, later]", "possible: [snel]", "cases.yaml:", "Casus b3"),
        ("pack", "version: 1.2.0", "versoin: 1.2.0", "pack.yaml:2:1", "Bedoelt u 'version'?"),
        ("facts", "label: Pijn", "label: Zeer", "facts.yaml:", "Zeer"),
    ],
)
def test_a_fault_in_a_file(
    tmp_path: Path, capsys: Capture, name: str, before: str, after: str, place: str, part: str
) -> None:
    pack = changed(tmp_path, name, before, after)
    found = call(capsys, "check", pack)
    assert found.code == 1
    assert any(line.startswith(str(pack / place)) and part in line for line in found.err.splitlines()), found.err
    answer = call(capsys, "check", pack, "--json")
    assert answer.code == 1
    errors = answer.json["packs"][0]["errors"]
    assert errors
    assert all(set(error) == {"file", "line", "column", "message"} for error in errors)
    assert any(f"{e['file']}:{e['line']}:{e['column']}".startswith(str(pack / place)) for e in errors)


def test_the_verdict_counts_what_is_proven_and_says_what_is_not(tmp_path: Path, capsys: Capture) -> None:
    texts = changed(tmp_path, "facts", "label: Pijn", "label: Zeer")
    said = " ".join(call(capsys, "check", texts, "--lang", "en").out.split())
    assert "2 of 2 trees proven, the pack is not: 1 error in en.yaml; 1 error in facts.yaml" in said
    said = " ".join(call(capsys, "check", texts).out.split())
    assert "2 van 2 bomen bewezen, het pakket niet: 1 fout in en.yaml; 1 fout in facts.yaml" in said
    (tmp_path / "boom").mkdir()
    tree = changed(tmp_path / "boom", "begin", '"> 7": later', '"> 8": later')
    said = " ".join(call(capsys, "check", tree, "--lang", "en").out.split())
    assert "1 of 2 trees proven, the pack is not: 1 error in begin" in said


def test_one_cause_is_told_once(tmp_path: Path, capsys: Capture) -> None:
    """What a gap brings about is not told beside it: what else is wrong shows when it is closed."""
    tree = changed(tmp_path, "begin", '"> 7": later', '"> 8": later')
    (found, _) = call(capsys, "check", tree, "--json").json["packs"][0]["trees"]
    assert [key for key in TREE_KEYS[4:12] if found[key]] == ["gaps"]
    assert found["routes"] == 0
    assert call(capsys, "routes", "--pack", tree, "--tree", "begin").code == 2


def remarked(capsys: Capture, folder: Path) -> list[str]:
    found = call(capsys, "check", folder, "--json", "--lang", "en")
    (answer,) = found.json["packs"]
    assert (found.code, answer["proven"], answer["errors"]) == (0, True, [])
    assert all(set(each) == {"file", "line", "column", "message"} for each in answer["remarks"])
    return [f"{Path(each['file']).name}: {each['message']}" for each in answer["remarks"]]


def test_what_stands_there_for_nothing_or_untried_is_remarked_on_and_no_fault(tmp_path: Path, capsys: Capture) -> None:
    before = remarked(capsys, write_pack(tmp_path / "voor"))
    facts = FILES["facts"].replace("facts:\n", "facts:\n  - {id: extra, type: bool, label: Pijn}\n", 1)
    begin = FILES["begin"].replace('"<= 7": snel, "> 7": later', '"<= 9": snel, "> 9": later')
    begin = begin.replace("    source: {pages: [1], lines: [2]}\n", "", 1)
    folder = write_pack(tmp_path / "na", facts=facts, begin=begin, cases="cases: []\n")
    after = [each for each in remarked(capsys, folder) if each not in before]
    assert "facts.yaml: Nothing asks for 'extra'. Remove this fact, or use it." in after
    for place in ("below", "at", "above"):
        assert f"begin.yaml: Tree begin: no case with 'dagen' {place} 9. Add one to cases.yaml." in after
    assert "begin.yaml: No case ends in 'snel'. Add one to cases.yaml." in after
    assert "begin.yaml: The advice 'later' names no source. Add 'source'." in after
    page = " ".join(call(capsys, "check", folder).out.split())
    assert "Opmerkingen, die het bewijs niet tegenhouden" in page
    assert "Niets vraagt naar 'extra'. Verwijder dit gegeven, of gebruik het." in page


def test_a_day_of_review_that_has_passed_is_remarked_on_and_no_fault(tmp_path: Path, capsys: Capture) -> None:
    folder = write_pack(tmp_path / "klein", pack=FILES["pack"] + "review_by: 2026-11-30\n")
    for at, due in (("2026-11-30T23:59", False), ("2026-12-01T00:00", True)):
        found = call(capsys, "check", folder, "--json", "--lang", "en", "--at", at)
        (answer,) = found.json["packs"]
        said = {f"{Path(each['file']).name}: {each['message']}" for each in answer["remarks"]}
        review = "pack.yaml: These trees were to be reviewed by 30-11-2026. Check whether they still apply."
        assert (review in said, answer["proven"], found.code) == (due, True, 0)


def test_the_shipped_packs_leave_nothing_to_remark_on(capsys: Capture) -> None:
    found = call(capsys, "check", "--json", "--at", "2026-11-30T12:00").json["packs"]
    assert {each["message"] for pack in found for each in pack["remarks"]} == set()


def test_facts_that_leave_no_patient_are_told(tmp_path: Path, capsys: Capture) -> None:
    rules = "implications:\n  - {if: pijn, then: [not pijn]}\n  - {if: not pijn, then: [pijn]}\n"
    facts = FILES["facts"].replace("implications:\n", rules, 1)
    folder = write_pack(tmp_path / "klein", facts=facts, cases="cases: []\n")
    found = call(capsys, "check", folder, "--lang", "en")
    assert found.code == 1
    assert "No patient can meet all consequences and only_if together." in found.err


def test_a_pack_that_cannot_be_read_keeps_the_shape(tmp_path: Path, capsys: Capture) -> None:
    pack = changed(tmp_path, "begin", "ja: q2", "ja: q9")
    (answer,) = call(capsys, "check", pack, "--json").json["packs"]
    assert (answer["pack"], answer["version"], answer["proven"], answer["trees"]) == ("klein", None, False, [])
    assert "klein: niet te lezen" in call(capsys, "check", pack).out


def test_what_does_not_go_together(tmp_path: Path, capsys: Capture) -> None:
    """An author sees at once which advices a pack holds apart."""
    added = FILES["notes"] + "    against: [limits, vervolg.terug]\n"
    folder = write_pack(tmp_path / "klein", notes=added)
    (pack,) = call(capsys, "check", folder, "--json").json["packs"]
    assert pack["against"] == [
        {
            "note": 7,
            "advices": ["begin.snel"],
            "each_other": False,
            "limits": True,
            "outcomes": ["vervolg.terug"],
        }
    ]
    said = "7 De bron zwijgt: begin.snel tegenover elke termijn van een andere boom, vervolg.terug"
    assert said in " ".join(call(capsys, "check", folder).out.split())
    said = "7 The source is silent: begin.snel against any time limit of another tree, vervolg.terug"
    assert said in " ".join(call(capsys, "check", folder, "--lang", "en").out.split())


def test_a_pack_that_holds_nothing_apart(pack: Path, capsys: Capture) -> None:
    assert call(capsys, "check", pack, "--json").json["packs"][0]["against"] == []
    assert "niet samengaan" not in call(capsys, "check", pack).out


def test_several_packs_and_a_folder_of_packs(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    broken = changed(tmp_path, "cases", "outcome: later", "outcome: snel")
    both = call(capsys, "check", pack, broken, "--json")
    assert both.code == 1
    assert [each["proven"] for each in both.json["packs"]] == [True, False]
    assert len(call(capsys, "check", tmp_path, "--json").json["packs"]) == 1
    assert len(call(capsys, "check", "--pack", pack, "--json").json["packs"]) == 1


def test_a_folder_that_is_none(tmp_path: Path, capsys: Capture) -> None:
    found = call(capsys, "check", tmp_path / "weg")
    assert (found.code, found.out) == (2, "")
    assert "bestaat niet" in found.err
    empty = call(capsys, "check", tmp_path)
    assert empty.code == 1
    assert "pack.yaml" in empty.err


def test_line_ends_do_not_matter(pack: Path, tmp_path: Path, capsys: Capture) -> None:
    windows = tmp_path / "klein"
    shutil.copytree(pack, windows)
    for file in windows.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    one, two = (call(capsys, "check", folder, "--json").out for folder in (pack, windows))
    written, instead = (json.dumps(str(folder))[1:-1] for folder in (windows, pack))
    assert one == two.replace(written, instead)


def test_the_shipped_packs_are_proven(capsys: Capture) -> None:
    found = call(capsys, "check")
    assert found.code == 0, found.err
    assert found.err == ""
    assert found.out.count("SHA-256") == len(shipped_packs())


# --- self-test ----------------------------------------------------------------------------------------------------


def test_the_self_test_passes() -> None:
    """As a user runs it, so with the window too."""
    found = subprocess.run(
        [sys.executable, "-m", "mdo_viewer", "self-test"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    names = (
        "import",
        "words",
        "clock",
        "policy",
        "write",
        "graph",
        "svg",
        "png",
        "pdf",
        "summary",
        "meeting",
        "killed",
    )
    window = ("window", "fonts", "settings", "played", "network")
    for name in (*names, *window, *(f"pack {folder.name}" for folder in shipped_packs())):
        assert any(line.startswith(f"ok {name}: ") for line in lines), name
    assert found.stderr == ""


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what starts a second program, or looks at all that this one has loaded."""
    monkeypatch.setattr(self_test, "killed_and_reopened", lambda: 1)
    monkeypatch.setattr(self_test, "_last", lambda listening: iter(()))


@pytest.mark.usefixtures("_alone")
def test_a_failure_of_the_self_test(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_LATE", ("typst", "dit_bestaat_niet"))
    monkeypatch.setattr(self_test, "shipped_packs", lambda: ())
    found = call(capsys, "self-test", "--lang", "en")
    assert found.code == 1
    assert "FAILED import: ModuleNotFoundError: No module named 'dit_bestaat_niet'" in found.err
    assert "FAILED packs: no packs come with the program" in found.err
    assert "ok clock" in found.out


@pytest.mark.usefixtures("_alone")
def test_a_package_must_have_its_window(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(self_test, "find_spec", lambda name: None)
    monkeypatch.setattr(self_test, "_WINDOW", ("PySide6.dit_bestaat_niet",))
    monkeypatch.setattr(self_test, "shipped_packs", lambda: ())
    assert "FOUT import" in call(capsys, "self-test").err


@pytest.mark.usefixtures("_alone")
def test_a_wrong_pack_fails_the_self_test(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = changed(tmp_path, "cases", "outcome: later", "outcome: snel")
    monkeypatch.setattr(self_test, "shipped_packs", lambda: (broken,))
    found = call(capsys, "self-test")
    assert found.code == 1
    assert "FOUT pack klein" in found.err
    assert "cases.yaml:" in found.err


@pytest.mark.usefixtures("_alone")
def test_further_checks_of_the_caller(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(self_test, "_checks", lambda: iter(()))

    def fails(_: object) -> str:
        raise RuntimeError("leeg venster")

    assert main(["self-test"], (("window", lambda call: "1 × 1"),)) == 0
    assert capsys.readouterr().out == "ok window: 1 × 1\n"
    assert main(["self-test"], (("window", fails),)) == 1
    assert capsys.readouterr().err == "FOUT window: RuntimeError: leeg venster\n"
