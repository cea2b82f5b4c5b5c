"""A point of a checklist that stands alone for want of room is never taken for all that is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mdo_viewer.desktop.projector.content import Content, Passage, Said, content_of
from mdo_viewer.desktop.projector.page import lay_page
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import Language
from tests.help.desktop_help import at_tree, keys, settle
from tests.help.page_help import page_faults

TREE, FIRST, SECOND = "cortico_voor_mri", "Klinische MESMC of symptomatische", "Operatie of radiotherapie gepland"
LOW = (1366, 768)
STRIP = Passage("urgent", (Said("Termijn verstreken: MRI binnen 12 uur, vóór di 20:16 (boom 1)", "strong", True),))
SIDE = Passage(
    "amber", (Said("Besluit over de hele casus: afwijken van het advies", "headline"), Said("Reden: Wens", "body"))
)


def asked(window: Window) -> Content:
    """What is asked stands in a box of its own, above the question of two points that are both needed."""
    at_tree(window, 0, TREE)
    window.session.answer("bekende_primaire_maligniteit", True)
    keys(window, "1")  # the guideline holds
    settle(window)
    assert window.look.next_fact == "mesmc_klinisch"
    return content_of(window.look, key=True, patient=True)


def boxes(content: Content, size: tuple[int, int]) -> Iterator[str]:
    page = lay_page(content, *size)
    assert page_faults(page) == []
    assert page.picture is not None
    for box in page.picture.boxes:
        yield " ".join(run.text for run in box.runs)


@pytest.mark.parametrize("size", [(800, 600), (1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("strips", range(4))
def test_one_of_two_points_never_stands_alone(window: Window, size: tuple[int, int], strips: int) -> None:
    content = asked(window)._replace(strips=(STRIP,) * strips, side=SIDE)
    for box in boxes(content, size):
        if FIRST in box and SECOND not in box:
            raise AssertionError(box)


@pytest.mark.parametrize(("language", "said"), [("nl", "2 punten: allemaal nodig"), ("en", "2 items: all needed")])
def test_it_is_said_in_both_languages(window: Window, language: Language, said: str) -> None:
    window.session.set_language(language)
    content = asked(window)
    shown = [box for strips in range(4) for box in boxes(content._replace(strips=(STRIP,) * strips, side=SIDE), LOW)]
    assert any(said in box for box in shown)
