"""Words of the spinal metastases: those that a clinician-informatician asked for, and not the ones they replace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from msgspec import Struct, structs

from mdo_viewer.guideline.library import load_pack, words
from mdo_viewer.guideline.model import Text

#: What stands nowhere any more, as regular expressions.
NOT_IN_DUTCH = (
    r"Dit moet\.",
    "[Bb]eslissende klacht",
    r"\bpakket\b",
    "neiging tot herstel",
    "risicofactor voor de maag",
    "Risicofactoren maag",
    r"systeemtherapie te evalueren\?",
    "voorwaarde ontbreekt",
    "adequaat en zinvol mogelijk",
    "Er is klinisch MESMC",
    "gangbaar",
    "[Bb]oom 6 geeft de dosis",
)
NOT_IN_ENGLISH = (
    r"[Cc]omplaint",
    r"[Mm]ake (the|an) MRI",
    r"(?<![Tt]ime )\b[Ll]imits?\b",
    "cauda syndrome",
    r"[Cc]omplete (cord )?lesion",
    "[Dd]eficit by",
    "operated for",
    "[Aa]ntihormonal",
    "[Vv]ital indication",
    "[Ss]tereotaxy",
    "Lhermitte[’']s symptom",
    r"[Mm]oderate condition",
    "second-line care",
    "ASIA grade",
    "[Tt]issue known",
    "[Dd]eciding symptom",
    "No consensus stands",
    "asks (at least|a life)",
    "Who then",
    "Metastases in all",
    "adequately and usefully",
    "must be imaged only",
    "See to a tissue",
    "a good condition",
)


def texts(value: object) -> Iterator[Text]:
    """Every text below this value, pack or part."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Struct):
        for field in structs.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)


ALL = tuple(dict.fromkeys(texts(load_pack("wervelmetastasen"))))


def test_the_texts_are_found() -> None:
    assert len(ALL) > 500


@pytest.mark.parametrize("word", NOT_IN_DUTCH)
def test_dutch_has_the_words_of_the_field(word: str) -> None:
    assert [text.nl for text in ALL if re.search(word, text.nl)] == []


@pytest.mark.parametrize("word", NOT_IN_ENGLISH)
def test_english_has_the_words_of_the_field(word: str) -> None:
    assert [text.en for text in ALL if re.search(word, text.en)] == []


def test_mesmc_is_explained_once_in_english() -> None:
    (explained,) = [text.en for text in ALL if "MESMC" in text.en]
    assert "Dutch for MESCC, metastatic epidural spinal cord compression" in explained


def test_before_a_board_meets_the_specialist_sets_the_time_limit() -> None:
    (tree,) = [tree for tree in load_pack("wervelmetastasen").trees if tree.id == "diagnostiek"]
    assert not any("MDO bepaalt" in text.nl for text in texts(tree))
    assert sum("regievoerend specialist bepaalt de termijn" in text.nl for text in texts(tree)) == 2


@pytest.mark.parametrize("pack", ["wervelmetastasen", "lage_rugpijn"])
def test_a_reference_carries_no_strength(pack: str) -> None:
    outcomes = [outcome for tree in load_pack(pack).trees for outcome in tree.outcomes]
    assert [outcome.id for outcome in outcomes if outcome.kind == "elsewhere" and outcome.strength] == []


#: Between two letters, or after the s of several and before the next word.
TYPED_APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=[A-Za-z])|(?<=s)'(?=\s[a-z])")


def test_english_has_one_kind_of_apostrophe() -> None:
    packs = [text.en for id in ("wervelmetastasen", "lage_rugpijn") for text in texts(load_pack(id))]
    said = [*words("en").values(), *packs]
    assert [text for text in said if TYPED_APOSTROPHE.search(text)] == []
    assert any("’" in text for text in said)


def test_in_english_a_guideline_applies() -> None:
    said = [*words("en").values(), *(text.en for text in ALL)]
    assert [text for text in said if re.search(r"guideline holds?\b", text)] == []
