"""The projector's page for every patient of every tree whose picture differs: large enough, whole, never crowded."""

from __future__ import annotations

import pytest

from mdo_viewer.desktop.projector.content import Content, Line, Passage, Said, Whole, content_of
from mdo_viewer.desktop.projector.page import FLOOR, LINE, NORMAL, WAY_SIZES, Page, broken, lay_page
from mdo_viewer.desktop.projector.reading_test import JUST, LINES, WELL, lay_room, reach
from mdo_viewer.desktop.says import tokens
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.session import State
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.drawing.font import text_width
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.words import words_of
from mdo_viewer.meeting.case import Case, Decision
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.results import Advice, Patient
from tests.help.desktop_help import NOW
from tests.help.drawing_help import advices, shipped
from tests.help.page_help import overlaps, page_faults, sizes

#: 16:9, 4:3, 5:4, 16:10, ultra-wide, and a small shared window.
SIZES = ((1920, 1080), (1366, 768), (1024, 768), (1280, 1024), (1680, 1050), (2560, 1080), (640, 512))
TREES = [tree.id for tree in shipped().trees]


def content(advice: Advice, language: Language, decision: Decision | None = None) -> Content:
    values = {id: value for id, value in advice.settled.values.items() if id not in advice.settled.derived}
    case = Case(
        "MDO-0001",
        patient=Patient(values=values),
        title_example=True,
        decisions=() if decision is None else (decision,),
    )
    look = Look(State(shipped(), document_of((case,)), 0, advice.tree.id, language), NOW)
    look.__dict__["alone"] = advice
    return content_of(look, key=False)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_of_every_tree_are_legible_and_whole(tree: str, language: Language) -> None:
    found = {}
    for advice in advices(tree):
        said = content(advice, language)
        for size in SIZES:
            wrong = page_faults(lay_page(said, *size))
            if wrong:
                found[size, advice.outcome.id if advice.outcome else None] = wrong
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
def test_with_a_decision_beside_the_advice_too(size: tuple[int, int]) -> None:
    decision = Decision("lv_lang", None, "deviate", reason_code="clinical_condition")
    for advice in advices("lv_lang")[::4]:
        page = lay_page(content(advice, "nl", decision), *size)
        assert page_faults(page) == []
        assert any(words.text.startswith("Besluit: afwijken") for words in page.words)


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("size", SIZES[:3])
def test_after_a_deviation_the_decision_comes_first_and_the_advice_is_no_order(
    tree: str, size: tuple[int, int]
) -> None:
    (advice, *_) = [each for each in advices(tree) if each.outcome is not None and each.status != "out_of_scope"]
    assert advice.outcome is not None
    decision = Decision(tree, advice.outcome.id, "deviate", None, "clinical_condition", "eigen reden", "eigen besluit")
    plain, page = lay_page(content(advice, "nl"), *size), lay_page(content(advice, "nl", decision), *size)
    assert page_faults(page) == []
    assert page.picture is not None
    assert plain.picture is not None
    said = [line for line in page.words if line.text.startswith("Besluit: afwijken")]
    assert said
    assert said[0].size == max(line.size for line in page.words)
    assert said[0].y < page.at[1] + min(box.rect.y for box in page.picture.boxes)
    title = advice.outcome.title.nl
    assert not any(title in line.text for line in page.words)
    assert not any("eigen" in line.text for line in page.words)
    marked = [box for box in page.picture.boxes if box.kind == "outcome" and box.state == "path"]
    assert all(box.passed_over and not box.urgent for box in marked)
    assert all(any(run.text == "Het MDO wijkt hiervan af" for run in box.runs) for box in marked)
    assert not any(run.text == "Het MDO wijkt hiervan af" for box in plain.picture.boxes for run in box.runs)


def test_texts_far_longer_than_ours_wrap_and_stay_inside() -> None:
    made = content(advices("lv_lang")[-1], "nl")
    long = "Behandeling bij een levensverwachting die langer is dan drie maanden en korter dan een halfjaar"
    main = Passage("urgent", (Said("SPOED", "kicker", True), Said(long, "headline"), Said(long, "strong", True)))
    said = made._replace(
        title=long, main=main, hidden="zeer lange aanduiding", strips=(Passage("amber", main.said[1:2]),)
    )
    for size in SIZES:
        page = lay_page(said, *size)
        assert page_faults(page) == []
        shown = " ".join(words.text for words in page.words)
        assert shown.count("halfjaar") == 4


def test_at_1080_text_has_the_sizes_of_a_room() -> None:
    """30 at least, steps 34, limits 36, the decision 46 and the advice 52 px."""
    advice = next(advice for advice in reversed(advices("tijd_tot_therapie")) if advice.urgent and advice.deadlines)
    page = lay_page(content(advice, "nl", Decision("tijd_tot_therapie", None, "follow")), 1920, 1080)
    assert page_faults(page) == []
    assert min(sizes(page)) >= 30
    said = {words.text: words.size for words in page.words}
    assert next(size for text, size in said.items() if text.startswith("SPOED")) == 36
    assert said["Besluit: advies volgen"] == 46
    assert page.picture is not None
    runs = {run.size for box in page.picture.boxes for run in box.runs}
    assert (round(min(runs)), round(max(runs))) == (34, 52)


def test_the_way_folds_before_its_text_is_smaller() -> None:
    """Only where an open question would lose where its answers lead its text is smaller than the usual size."""
    smaller = folded = 0
    for advice in advices("lv_lang"):
        for size in ((1920, 1080), (1024, 768)):
            picture = lay_page(content(advice, "nl"), *size).picture
            assert picture is not None
            folded += bool(picture.listed)
            if round(picture.scale * 15 / size[1], 4) < WAY_SIZES[0]:
                smaller += 1
                assert advice.outcome is None
    assert folded > smaller


@pytest.mark.parametrize("size", SIZES)
def test_what_an_open_question_leads_to_never_vanishes_below_strips(size: tuple[int, int]) -> None:
    """With what fits badly together and a limit below: the pair becomes its sign before the answers go."""
    doubt = Passage(
        "amber", (Said("Past slecht bij elkaar: ASIA-score: B; Kan zelfstandig lopen: ja", "strong", True),)
    )
    limit = Passage("urgent", (Said("Geldt nu al: Therapie binnen 24 uur, vóór ma 23 nov 14:10 (boom 4)", "strong"),))
    for tree in ("lv_lang", "diagnostiek"):
        for advice in (advice for advice in advices(tree)[::3] if advice.outcome is None):
            made = content(advice, "nl")._replace(doubts=(doubt,), doubt="1 twijfel", strips=(limit,))
            page = lay_page(made, *size)
            assert page_faults(page) == []
            texts = [words.text for words in page.words]
            assert any("Past slecht" in text for text in texts) != ("1 twijfel" in texts)
            picture = page.picture
            assert picture is not None
            asked = {box.node for box in picture.boxes if box.state == "open"}
            assert asked <= {edge.question for edge in picture.edges}, (tree, size)


def test_the_line_of_the_patient_is_above_all_and_only_its_question_is_cut() -> None:
    made = content(advices("lv_lang")[-1], "nl")
    assert made.line is None
    long = "Behandeling bij snel toenemende uitval door MESMC, met de vraag of een operatie nog zin heeft " * 2
    for size in SIZES:
        page = lay_page(made._replace(line=Line("MDO-0006", "T8", long)), *size)
        assert page_faults(page) == []
        texts = [words.text for words in page.words]
        assert {"MDO-0006", "T8"} <= set(texts)
        assert any(text.endswith("…") for text in texts)


@pytest.mark.parametrize("size", SIZES)
def test_what_presses_stands_whole_in_the_line_of_the_patient(size: tuple[int, int]) -> None:
    """Red on its own ground, of evidence alone; what was only announced stands plain."""
    made = content(advices("lv_lang")[-1], "nl")
    asked = "Behandeling bij snel toenemende uitval door MESMC? " * 3
    limit = "Spoed, verstreken: MRI vóór ma 23 nov 14:10"
    for urgent, announced in ((limit, ""), ("", "Aangemeld als spoed")):
        page = lay_page(made._replace(line=Line("MDO-0006", "T8", asked, urgent, announced)), *size)
        assert page_faults(page) == []
        above = [words for words in page.words if words.y < LINE * size[1]]
        mark = [words for words in above if words.text in (urgent or announced)]
        assert " ".join(words.text for words in mark) == (urgent or announced)
        assert {"MDO-0006", "T8"} <= {words.text for words in above}
        assert {words.colour for words in mark} == {tokens.RED if urgent else tokens.INK}
        grounds = [fill for fill in page.fills if fill.ground == tokens.RED_WASH and fill.rect.bottom <= LINE * size[1]]
        assert len(grounds) == bool(urgent)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tree", TREES)
def test_the_whole_tree_fits_the_room(tree: str, size: tuple[int, int]) -> None:
    made = content(advices(tree)[-1], "nl")._replace(whole=Whole(None, frozenset()))
    page = lay_page(made, *size)
    assert [fault for fault in page_faults(page) if not fault.startswith(("zoom", "small"))] == []
    assert page.picture is not None
    assert page.picture.view == "whole"
    asked = made.advice.tree.questions
    assert {question.id for question in asked} <= {box.node for box in page.picture.boxes}


def test_what_is_still_missing_and_the_tightest_limit_are_said() -> None:
    without = [advice for advice in advices("diagnostiek") if advice.outcome is None and advice.tightest]
    open_urgent = [advice for advice in without if advice.urgent]
    calm = next(advice for advice in without if not advice.pressing)
    plain = content(calm, "nl").side  # nothing of this patient points to a limit
    assert plain is not None
    assert plain.tone == "grey"
    assert [one.text for one in plain.said[:2]] == ["TOT DAN", "Handel alsof de termijn 12 uur is"]
    said = content(open_urgent[0], "nl")
    assert any(one.text.startswith("Nog ") for one in said.main.said)
    assert said.side is not None
    assert any(one.text.startswith("Handel alsof de termijn ") for one in said.side.said)


def test_urgent_is_a_word_and_not_a_colour_alone() -> None:
    pages = [content(advice, "nl").main for tree in TREES for advice in advices(tree)]
    urgent = [" ".join(one.text for one in main.said) for main in pages if main.tone == "urgent"]
    assert len(urgent) == 4
    assert all("SPOED" in text for text in urgent)


def test_an_overdue_limit_says_so() -> None:
    found = [advice for advice in advices("tijd_tot_therapie") if advice.outcome is not None and advice.deadlines]
    due = replace(found[0].deadlines[0], start=NOW, due=NOW.replace(hour=9), due_max=NOW.replace(hour=9), overdue=True)
    late = replace(found[0], deadlines=(due,))
    text = " ".join(one.text for one in content(late, "nl").main.said)
    assert "termijn verstreken" in text
    assert content(late, "nl").main.tone == "urgent"


# --- the page to test a room with


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_page_is_legible_and_whole(size: tuple[int, int], language: Language) -> None:
    page = lay_room(words_of("window", language), *size)
    assert page_faults(page) == []
    assert {part for part, _ in LINES} >= {FLOOR, NORMAL}


def test_how_far_text_reads_is_that_of_the_reference() -> None:
    """29 px of 1080 reads at 4 image heights with 16 minutes of arc, 36 px with 20."""
    assert reach(29 / 1080, JUST) == pytest.approx(4.0, abs=0.05)
    assert reach(36 / 1080, WELL) == pytest.approx(4.0, abs=0.02)
    assert reach(54 / 1080, WELL) == pytest.approx(6.0, abs=0.02)


def unmeasured(page: Page) -> list[tuple[tokens.Token, tokens.Token]]:
    """Pairs of text and ground that the contrast test of the theme does not know."""
    found = []
    for words in page.words:
        on = [fill for fill in page.fills if fill.border and overlaps(words.rect, fill.rect)]
        pair = (words.colour, on[-1].ground if on else tokens.PAPER)
        if pair not in theme.TEXT_PAIRS:
            found.append(pair)
    return found


def test_every_colour_pair_is_one_that_is_measured() -> None:
    assert unmeasured(lay_room(words_of("window", "nl"), 1920, 1080)) == []
    decision = Decision("lv_lang", None, "follow")
    for tree in TREES:
        for advice in advices(tree):
            assert unmeasured(lay_page(content(advice, "nl"), 1366, 768)) == []
    assert unmeasured(lay_page(content(advices("lv_lang")[-1], "nl", decision), 1366, 768)) == []


def test_parts_between_dots_break_at_a_dot() -> None:
    wide = text_width("vóór ma 23 nov 14:10", 30, True)
    assert broken("vóór ma 23 nov 14:10 · over 5 uur", wide + 5, 30, True) == ("vóór ma 23 nov 14:10", "over 5 uur")
    assert broken("a · b", 500, 30, True) == ("a · b",)
