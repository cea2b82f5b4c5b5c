"""The PDF, as independent programs see it: poppler, qpdf, PDFBox and a PDF/UA checker."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec import Struct

from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.scope import OUTSIDE, SCOPE
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.case import Case
from mdo_viewer.meeting.document import document_of
from mdo_viewer.reasoning.deadlines import parse_moment
from mdo_viewer.reports import pdf as reports_pdf
from mdo_viewer.reports.board import board_pdf, board_picture
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.model import Summary, TreeLine, own_steps
from mdo_viewer.reports.page import report_data, way_in_words
from mdo_viewer.reports.pdf import meeting_pdf
from mdo_viewer.reports.summary import main_advice
from mdo_viewer.reports.wording import Paper
from tests.help.places import ROOT
from tests.help.reports_help import (
    KEYS,
    NOON,
    example,
    filled_with,
    need,
    pack,
    pages_of,
    real,
    said_by,
    squashed,
    summary_of,
    with_facts,
)

JARS = Path("/usr/share/java")
NEEDED_JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation")


def failing() -> Case:
    """Surgery would be preferred, a condition fails, another is not assessed, and a deadline has passed."""
    case = with_facts(real("MDO-0003"), klinische_toestand_operabel=False, hormoongevoelige_tumor=False)
    case = case.with_unknown("mri_gehele_wervelkolom")
    done = {"diagnostiek.mri_12_uur": parse_moment("2026-11-22T11:40")}
    return replace(case, discussed_at=parse_moment("2026-11-24T09:00"), done=done)


CASES: dict[str, Case] = {
    "empty": Case("MDO-0004"),
    **{key: example(key) for key in KEYS},
    "failing": failing(),
    "closed": with_facts(real("MDO-0003"), jonger_dan_18=True),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Language], Path]:
    """The page of every case in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    files: dict[tuple[str, Language], Path] = {}
    for name, case in CASES.items():
        for language in LANGUAGES:
            file = files[name, language] = folder / f"{name}-{language}.pdf"
            file.write_bytes(board_pdf(pack(), case, None if case.discussed_at else NOON, language))
    return files


Written = dict[tuple[str, Language], Path]
ALL = [(name, language) for name in CASES for language in LANGUAGES]


# --- what stands on it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), ALL)
def test_every_text_of_the_summary_is_on_the_page(name: str, language: Language, written: Written) -> None:
    need("pdftotext")
    case = CASES[name]
    summary = summary_of(case, language, None if case.discussed_at else NOON)
    page = squashed("".join(pages_of(written[name, language]))).casefold()
    missing = [text for text in texts_of(summary) if squashed(text).casefold() not in page]
    assert missing == []


def texts_of(summary: Summary) -> Iterator[str]:
    """What the page must say."""
    paper = Paper(summary.language)
    yield from (summary.key, summary.title, summary.question, summary.discussed, summary.urgency, summary.as_of)
    yield from (summary.example_mark, summary.preferences, summary.rediscuss, summary.remarks)
    yield from (summary.lead_physician, summary.gp_informed, summary.scope, summary.banner, summary.guideline_age)
    yield from (*summary.attendees, *summary.sources, summary.conditions_text)
    yield from _main(summary.main)
    yield from _decided(summary, paper)
    yield from _facts(summary, paper)
    for rider in summary.riders:
        yield from (rider.text, rider.waits_for, rider.strength, paper.trees(rider.trees), rider.source)
    for tree in summary.trees:
        yield from _tree(tree)
    for note in summary.notes:
        yield from (note.title, note.text)
    foot = summary.foot
    yield from (foot.key, foot.guideline, foot.tree, foot.program, foot.disclaimer)


def _decided(summary: Summary, paper: Paper) -> Iterator[str]:
    """A cell in the column "before" leaves that word out."""
    for decision in summary.decisions:
        yield from (decision.heading, decision.about, decision.text, decision.condition, decision.reason)
        yield from (decision.warning, *summary.alternatives, summary.shared_decision)
    for action in summary.actions:
        yield from (action.what, action.who, action.before)
    for condition in summary.conditions:
        yield from (condition.label, condition.text)
    before = paper.before_word
    for deadline in summary.deadlines:
        yield from (deadline.what, deadline.when.removeprefix(before), deadline.limit, *deadline.remark.split(", "))


def _facts(summary: Summary, paper: Paper) -> Iterator[str]:
    for fact in summary.facts:
        yield from (fact.label, fact.value, fact.origin)
        if fact.state != "derived":
            yield from (fact.date, fact.remark)
    for moment in summary.moments:
        yield from (moment.label, moment.when)
    for unknown in summary.unknown:
        yield from (unknown.label, *unknown.text.split(": ", 1), paper.trees(unknown.trees))


def _tree(tree: TreeLine) -> Iterator[str]:
    yield tree.title
    if not own_steps(tree):
        yield f"{tree.number} {tree.title}"
        return
    for step in own_steps(tree):
        yield f"{step.question} {step.answer}"
    yield from (tree.heading, tree.text, *tree.lines, tree.dose, tree.strength, tree.source, tree.done)


def _main(main: TreeLine) -> Iterator[str]:
    yield from (main.heading, main.text, *main.lines, main.strength, main.source, main.dose, main.done)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_foot_and_example_mark_stand_on_every_page(name: str, language: Language, written: Written) -> None:
    need("pdftotext")
    summary = summary_of(CASES[name], language, NOON)
    pages = pages_of(written[name, language])
    word = {"nl": "pagina {} van {}", "en": "page {} of {}"}[language]
    for number, page in enumerate(pages, 1):
        text = squashed(page)
        for part in (
            word.format(number, len(pages)),
            summary.key,
            summary.foot.guideline,
            summary.foot.tree,
            summary.foot.program,
            summary.foot.disclaimer,
        ):
            assert squashed(part) in text
        mark = {"nl": "VOORBEELD: verzonnen patiënt", "en": "EXAMPLE: invented patient"}[language]
        assert (squashed(mark) in text) == CASES[name].title_example


@pytest.mark.parametrize(("name", "language"), ALL)
def test_an_empty_patient_takes_one_page_and_others_two(name: str, language: Language, written: Written) -> None:
    """Each open tree has its row: the patient whose condition fails has the dose tree as well, and takes a third; so
    does one with statements from after the guideline under the advice."""
    need("pdftotext")
    leads_on = bool(CASES[name].chosen)  # trees that the board's choice opens stand on the page too
    usual = {"empty": 1, "failing": 3, "MDO-0002": 3}.get(name, 2)
    assert len(pages_of(written[name, language])) <= usual + leads_on


def test_no_few_lines_stand_alone_on_a_last_page(tmp_path: Path) -> None:
    """The trees with what stands after them begin a page where they would leave a few lines on the next."""
    cases = tuple(map(example, KEYS))
    made = summarise_meeting(pack(), document_of(cases), NOON, "nl", pictures=True)
    file = tmp_path / "vergadering.pdf"
    file.write_bytes(meeting_pdf(made, "all"))
    last = [page for page in pages_of(file) if "Richtlijn en kanttekeningen" in page]
    assert len(last) == len(cases)
    for page in last:
        assert "Alle bomen" in page or page.count("\n") > 25, page


def test_unknown_is_never_a_dash(written: Written) -> None:
    need("pdftotext")
    for file in written.values():
        for page in pages_of(file):
            assert not [line for line in page.splitlines() if line.strip() in ("-", "–", "—")]


def test_the_picture_says_the_way_in_words_too(tmp_path: Path) -> None:
    summary = summary_of(example("MDO-0003"))
    alt = way_in_words(summary.main, Paper("nl"))
    assert alt.startswith(
        "De weg door boom 9, Behandeling bij levensverwachting ≥ 3 maanden. Stap 0: Geldt de"
        " richtlijn? ja. Stap 1: Hoe lang"
    )
    assert alt.endswith("Uitkomst: Chirurgie heeft de voorkeur.")
    file = tmp_path / "page.pdf"
    file.write_bytes(board_pdf(pack(), example("MDO-0003"), None, "nl"))
    with pikepdf.open(file) as page:
        said = [str(each["/Alt"]) for each in page.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert said == [alt]
        assert str(page.Root.Lang) == "nl"


def test_every_line_of_the_picture_is_on_the_page(tmp_path: Path) -> None:
    need("pdftotext")
    for key in KEYS:
        case = example(key)
        picture = board_picture(pack(), main_advice(pack(), case, None), "nl")
        assert picture is not None
        file = tmp_path / f"{key}.pdf"
        file.write_bytes(reports_pdf.pdf(summary_of(case), picture))
        first = squashed(pages_of(file)[0])
        runs = [run.text for box in picture.boxes for run in box.runs]
        runs += [edge.label.text for edge in picture.edges]
        assert [text for text in runs if squashed(text) not in first] == []


def test_where_the_trees_do_not_hold_the_picture_shows_the_way_out() -> None:
    closed = CASES["closed"]
    boxes = board_picture(pack(), main_advice(pack(), closed, None), "nl").boxes
    assert [box.node for box in boxes if box.state == "path"] == [SCOPE, OUTSIDE]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_no_text_stands_on_other_text_or_off_the_page(name: str, language: Language, written: Written) -> None:
    need("pdftotext")
    for words in words_on(written[name, language]):
        assert max(word.right for word in words) <= 595.3 - 45
        assert max(word.bottom for word in words) <= 841.9 - 14
        assert overlapping(words) == []


def test_the_foot_stands_below_the_text_of_every_page(written: Written) -> None:
    need("pdftotext")
    heights = set()
    for file in written.values():
        for words in words_on(file):
            foot = next(index for index, word in enumerate(words) if word.text == "Viewer")
            line = words[foot].top
            heights.add(round(line))
            assert all(word.bottom < line for word in words if word.top < line - 2)
    assert len(heights) == 1


class Word(Struct, frozen=True):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_on(file: Path) -> Iterator[list[Word]]:
    """The words of each page with their boxes in points, by poppler."""
    pattern = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')
    for page in said_by("pdftotext", "-bbox", file, "-").split("</page>")[:-1]:
        yield [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in pattern.findall(page)
        ]


def overlapping(words: list[Word]) -> list[tuple[str, str]]:
    """Pairs of words of which the middles of the lines cross."""
    middles = sorted(
        (replace(word, top=_at(word, 0.35), bottom=_at(word, 0.65)) for word in words), key=lambda w: w.top
    )
    found = []
    for index, word in enumerate(middles):
        for other in middles[index + 1 :]:
            if other.top >= word.bottom:
                break
            if min(word.right, other.right) - max(word.left, other.left) > 0.5:
                found.append((word.text, other.text))
    return found


def _at(word: Word, part: float) -> float:
    return word.top + part * (word.bottom - word.top)


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), ALL)
def test_poppler_sees_a_tagged_a4_with_embedded_fonts(name: str, language: Language, written: Written) -> None:
    need("pdfinfo", "pdffonts", "pdfimages")
    file = written[name, language]
    told = dict(line.split(":", 1) for line in said_by("pdfinfo", file).splitlines() if ":" in line)
    told = {key: value.strip() for key, value in told.items()}
    assert told["Tagged"] == "yes"
    assert told["Page size"].endswith("(A4)")
    assert summary_of(CASES[name], language, NOON).title in told["Title"]
    assert told["JavaScript"] == "no"
    assert not {"Author", "Subject", "Keywords"} & set(told)
    fonts = [line.split() for line in said_by("pdffonts", file).splitlines()[2:]]
    assert fonts
    assert {row[-5] for row in fonts} == {"yes"}, "embedded"
    assert {row[-3] for row in fonts} == {"yes"}, "unicode"
    assert all("AtkinsonHyperlegible" in row[0] for row in fonts)
    assert said_by("pdfimages", "-list", file).splitlines()[2:] == []


def test_qpdf_finds_no_fault(written: Written) -> None:
    need("qpdf")
    for file in written.values():
        assert "No syntax or stream encoding errors" in said_by("qpdf", "--check", file)


def test_the_file_tells_nothing_of_the_machine(written: Written, tmp_path: Path) -> None:
    need("qpdf")
    plain = tmp_path / "plain.pdf"
    said_by("qpdf", "--qdf", "--object-streams=disable", written["MDO-0003", "nl"], plain)
    content = plain.read_bytes()
    login = Path.home().name.encode()
    for secret in (b"/home/", b"/root", b"/tmp", str(Path.cwd()).encode(), b"resources", b"/Author"):
        assert secret not in content
    assert len(login) < 4 or login not in content
    for action in (b"/JS", b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA "):
        assert action not in content


def test_the_date_is_that_of_the_meeting(written: Written) -> None:
    need("pdfinfo")
    told = said_by("pdfinfo", "-isodates", written["MDO-0003", "nl"])
    assert "2026-11-22T14:20:00Z" in told.replace("+00:00", "Z").replace("+00", "Z")


def test_a_page_without_any_moment_can_be_made(tmp_path: Path) -> None:
    need("pdfinfo")
    file = tmp_path / "undated.pdf"
    file.write_bytes(board_pdf(pack(), Case("MDO-0004"), None, "nl"))
    assert "CreationDate" not in said_by("pdfinfo", file)


def test_the_same_case_gives_the_same_bytes(written: Written) -> None:
    script = (
        "import hashlib; from tests.help.reports_help import example, pack\n"
        "from mdo_viewer.reports.board import board_pdf\n"
        "print(hashlib.sha256(board_pdf(pack(), example('MDO-0003'), None, 'nl')).hexdigest())"
    )
    here = hashlib.sha256(written["MDO-0003", "nl"].read_bytes()).hexdigest()
    assert here == hashlib.sha256(board_pdf(pack(), example("MDO-0003"), None, "nl")).hexdigest()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        )
        assert run.stdout.strip() == here


def test_pdfbox_finds_a_valid_archive_file(tmp_path: Path) -> None:
    """PDFBox knows PDF/A-1b alone, so the same page is made once more to that standard (_compiled)."""
    need("java")
    jars = [JARS / f"{name}.jar" for name in NEEDED_JARS]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (Debian: libpdfbox2-java and what it suggests)")
    case = example("MDO-0003")
    picture = board_picture(pack(), main_advice(pack(), case, None), "nl")
    file = tmp_path / "a-1b.pdf"
    file.write_bytes(reports_pdf._compiled("report.typ", report_data(summary_of(case), picture), ["a-1b"]))
    command = ["java", "-cp", ":".join(map(str, jars)), "org.apache.pdfbox.preflight.Validator_A1b", str(file)]
    assert "is a valid PDF/A-1b file" in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_the_checker_for_accessibility_finds_no_error(written: Written, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("outloud")
    if not program.exists():
        pytest.skip("outloud is not installed")
    report = tmp_path / "report.json"
    files = [written["MDO-0001", "nl"], written["MDO-0003", "en"], written["failing", "nl"]]
    command = [str(program), "--json", str(report), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    results = json.loads(report.read_text("utf-8"))["results"]
    assert len(results) == len(files), run.stderr
    for result in results:
        errors = [each for each in result["findings"] if each["severity"] == "error"]
        assert errors == []
        assert {each["rule"] for each in result["findings"]} <= {"TBL-014"}  # the two cards are no table


# --- what anyone can type -----------------------------------------------------------------------------------------

FIELDS = 21  # places of the page that `filled_with` fills

CORPUS = [
    '#read("/etc/passwd") #import "x.typ" #eval("1")',
    "$x^2$ *vet* _schuin_ `code` = Kop @verwijzing <label> ~ -- --- ...",
    "- punt + punt / term: 1. een \\ #{panic()} //opmerking /* x */ [a] (b)",
    "<b>vet</b><img src=x onerror=alert(1)> &amp; &lt; %s {0} {page} ${x}",
    "\\input{x} \\write18{ls} \\begin{document} %commentaar ^ ~ { }",
    "Radio&Chemo < 5 mm > 3 \"a\" 'b' ER&PR ≥ ≤ ± µ ½ é ï ĳ",
    "€ £ † ‡ ‰ “dubbel” ‘enkel’ … – —",
    "α β Δ Ж → ↑ ✓ ☐ ∑ ∞",
    "😀 👨‍👩‍👧 ❤️ 日本語 中文 한국어 ไทย हिन्दी",
    "שלום",
    "مرحبا",
    "a\u0301 e\u0308 o\u0302",
    "ĥ ĺ Ŏ ŵ ǡ Č ő",
    "woord" + "abcdefghij" * 39 + "einde",
    "https://voorbeeld.invalid/" + "a/b-c_d." * 30,
    "één\ntwee\tdrie",
    "{page} {pages} sys.inputs data.summary #data #t",
]


@pytest.mark.parametrize("text", CORPUS, ids=range(len(CORPUS)))
def test_what_is_typed_returns_literally(text: str, tmp_path: Path) -> None:
    need("pdftotext", "pdffonts", "qpdf")
    summary = summary_of(filled_with(text))
    file = tmp_path / "typed.pdf"
    file.write_bytes(reports_pdf.pdf(summary, None))
    pages = pages_of(file)
    page = "".join(pages)
    found = squashed(page).count(squashed(text))
    feet = len(pages) if len(text) <= 40 else 0
    assert found >= FIELDS + feet - 2 * (len(pages) - 1), "every field and every foot, but for page breaks within"
    assert "[U+" not in page
    assert {line.split()[-5] for line in said_by("pdffonts", file).splitlines()[2:]} == {"yes"}
    assert "No syntax" in said_by("qpdf", "--check", file)


SIGNS = ["\u202e", "\u2066", "\x07", "\x00", "\ue000", "\ufeff", "\ud800", "\u0378", "\U000f0000"]


@pytest.mark.parametrize("sign", SIGNS, ids=range(len(SIGNS)))
def test_what_no_reader_would_see_is_written_out(sign: str, tmp_path: Path) -> None:
    need("pdftotext")
    file = tmp_path / "typed.pdf"
    file.write_bytes(reports_pdf.pdf(summary_of(filled_with(f"voor{sign}na")), None))
    assert f"voor[U+{ord(sign):04X}]na" in squashed("".join(pages_of(file)))


def test_a_long_word_stays_within_the_margins(tmp_path: Path) -> None:
    need("pdftotext")
    file = tmp_path / "typed.pdf"
    file.write_bytes(reports_pdf.pdf(summary_of(filled_with("W" * 400)), None))
    boxes = said_by("pdftotext", "-bbox", file, "-")
    rights = [float(line.split('xMax="')[1].split('"')[0]) for line in boxes.splitlines() if 'xMax="' in line]
    assert max(rights) <= 595.28 - 16 / 25.4 * 72 + 1
