"""Which trees a text names, as clinicians write it."""

from __future__ import annotations

import pytest

from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import Text
from mdo_viewer.guideline.naming import trees_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Boom 6 geeft de dosis.", ["radiotherapie"]),
        ("Zie bomen 6 en 11.", ["radiotherapie", "rt_na_chirurgie"]),
        ("Zie boom 6 of boom 11.", ["radiotherapie", "rt_na_chirurgie"]),
        ("Zie de bomen 6, 7 en 9.", ["radiotherapie", "lv_kort", "lv_lang"]),
        ("Zie bomen 4 t/m 6.", ["tijd_tot_therapie", "indicatie", "radiotherapie"]),
        ("Zie bomen 4–5.", ["tijd_tot_therapie", "indicatie"]),
        ("Boom 6 geeft de dosis, boom 8 de corticosteroïden.", ["radiotherapie", "cortico_lv_kort"]),
        ("Zie boom Follow-up.", ["followup"]),
        ("Volg boom 4 en 7 dagen later weer.", ["tijd_tot_therapie"]),
        ("Volg boom 4, 1 × 8 Gy.", ["tijd_tot_therapie"]),
        ("Zie boom 13.", ["13"]),
        ("Deze boom geldt niet; 6 weken rust.", []),
        ("Nu geldt het pakket Lage rugpijn, boom 1.", []),
        ("Zie boom 1 van het pakket Lage rugpijn.", []),
        ("Een boompje van 6 meter.", []),
    ],
)
def test_dutch_names(text: str, named: list[str]) -> None:
    assert list(trees_named(load_pack("wervelmetastasen"), Text(text, ""))) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tree 6 gives the dose.", ["radiotherapie"]),
        ("See trees 6 and 11.", ["radiotherapie", "rt_na_chirurgie"]),
        ("See tree 6, or tree 11 after an operation.", ["radiotherapie", "rt_na_chirurgie"]),
        ("See tree 4 and 7 days later again.", ["tijd_tot_therapie"]),
        ("See the pack Low back pain, tree 1.", []),
        ("A street of 6 houses.", []),
    ],
)
def test_english_names(text: str, named: list[str]) -> None:
    assert list(trees_named(load_pack("wervelmetastasen"), Text("", text))) == named
