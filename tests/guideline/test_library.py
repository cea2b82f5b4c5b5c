"""Finding packs, resources and words; trees as graphs."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import networkx
import pytest

from mdo_viewer.guideline import library
from mdo_viewer.guideline.graph import tree_graph
from mdo_viewer.guideline.library import earlier_packs, load_pack, packs_folder, resources_folder, shipped_packs, words
from mdo_viewer.guideline.model import LANGUAGES
from mdo_viewer.guideline.strict_yaml import Refused
from tests.help.example_pack import FILES, write_pack
from tests.help.places import ROOT


def test_folders_of_the_source_tree() -> None:
    assert (packs_folder(), resources_folder()) == (ROOT / "trees", ROOT / "resources")


def test_folders_of_an_installed_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "mdo_viewer"
    (package / "trees").mkdir(parents=True)
    (package / "resources").mkdir()
    monkeypatch.setattr(library, "_PACKAGE", package)
    assert (packs_folder(), resources_folder()) == (package / "trees", package / "resources")


def test_a_pack_by_id_or_folder_is_read_once(tmp_path: Path) -> None:
    shipped = load_pack("wervelmetastasen")
    assert load_pack(packs_folder() / "wervelmetastasen") is shipped
    assert load_pack(str(packs_folder() / "wervelmetastasen")) is shipped
    own = write_pack(tmp_path / "eigen")
    assert load_pack(own) is load_pack(str(own))
    assert load_pack(own).id == "voorbeeld"


def test_a_folder_beside_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(tmp_path / "eigen")
    monkeypatch.chdir(tmp_path)
    assert load_pack("eigen").id == "voorbeeld"


def test_an_unknown_pack_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as caught:
        load_pack("longkanker")
    [problem] = caught.value.problems
    assert problem.message.en.startswith("There is no pack with this name. Choose from: ")
    assert "wervelmetastasen" in problem.message.nl
    with pytest.raises(Refused, match="not a pack"):
        load_pack(ROOT / "docs")


def test_a_wrong_pack_is_refused_with_every_problem(tmp_path: Path) -> None:
    spoed = FILES["spoed.yaml"].replace("number: 1", "number: x").replace("kind: silent", "kind: x")
    with pytest.raises(Refused) as caught:
        load_pack(write_pack(tmp_path, {**FILES, "spoed.yaml": spoed}))
    assert len(caught.value.problems) == 2


def test_an_earlier_version_ships_and_is_not_offered() -> None:
    """It is named as its folder says, and can be read; no list of guidelines has it."""
    versions = {"wervelmetastasen": ("1.0.0", "1.1.0", "1.2.0"), "lage_rugpijn": ("1.0.0", "1.1.0")}
    for id, before in versions.items():
        packs = [load_pack(folder) for folder in earlier_packs(id)]
        named = [f"{pack.id}-{pack.version}" for pack in packs]
        assert [folder.name for folder in earlier_packs(id)] == named == [f"{id}-{each}" for each in before]
        assert not set(earlier_packs(id)) & set(shipped_packs())
    assert earlier_packs("wervel") == ()
    with pytest.raises(Refused):
        load_pack("earlier")


def test_a_missing_translation_refuses_nothing(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != "en.yaml"}
    assert load_pack(write_pack(tmp_path, files)).title.en == "Voorbeeld"


def test_words_of_both_languages_have_the_same_keys() -> None:
    files = sorted((resources_folder() / "words").glob("*.json"))
    assert files
    seen: dict[str, str] = {}
    for file in files:
        room, language, _ = file.name.split(".")
        own = json.loads(file.read_text("utf-8"))
        twin = json.loads(file.with_name(f"{room}.{'en' if language == 'nl' else 'nl'}.json").read_text("utf-8"))
        assert own.keys() == twin.keys(), file.name
        for key in own:
            assert seen.setdefault(f"{language} {key}", file.name) == file.name
    for language in LANGUAGES:
        assert set(words(language)) == {key.split()[1] for key in seen if key.startswith(language)}
    assert words("nl") is words("nl")


def test_a_tree_as_a_graph() -> None:
    pack = load_pack("wervelmetastasen")
    for tree in pack.trees:
        graph = tree_graph(tree)
        assert list(graph) == [item.id for item in tree.questions] + [item.id for item in tree.outcomes]
        assert networkx.is_directed_acyclic_graph(graph)
        assert set(networkx.descendants(graph, tree.root.id)) == set(graph) - {tree.root.id}
        assert {node for node, degree in graph.out_degree if degree == 0} == set(tree.outcomes_by_id)
        assert list(networkx.generate_graphml(graph))


def test_the_attributes_of_a_graph(tmp_path: Path) -> None:
    spoed = FILES["spoed.yaml"].replace('"B, C": binnen_week', "B: binnen_week, C: binnen_week")
    graph = tree_graph(load_pack(write_pack(tmp_path, {**FILES, "spoed.yaml": spoed})).trees_by_id["spoed"])
    assert graph.graph == {"tree": "spoed", "version": "1.0.0", "nl": "Spoed", "en": "Urgency"}
    assert graph.nodes["is_uitval"] == {"kind": "question", "nl": "Is er uitval?", "en": "Is there a deficit?"}
    silent = {"kind": "outcome", "outcome_kind": "silent", "nl": "Geen advies", "en": "No advice"}
    assert graph.nodes["niets"] == silent
    assert graph.edges["hoe_snel", "welke_graad"] == {"answer": "<= 7", "nl": "≤ 7 dagen", "en": "≤ 7 days"}
    assert graph.edges["welke_graad", "binnen_week"] == {"answer": "B / C", "nl": "B / C", "en": "B / C"}


def test_the_reading_room_runs_no_code_from_files() -> None:
    """No eval, exec or full YAML loading, whoever edits these modules later."""
    for file in (ROOT / "mdo_viewer" / "guideline").glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & {"eval", "exec", "compile", "__import__"}, file.name
        loading = {"load_all", "safe_load", "full_load", "unsafe_load", "get_single_data", "construct_document"}
        assert not attributes & loading, file.name
