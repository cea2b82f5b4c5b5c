"""Pictures of every screen: `python -m tools.shots --out DIR`. The same state gives the same picture.

`--few` draws a handful, for who has no screen; `--only WORD` those with the word in their name.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer.desktop.state.attendees import attendees_of
from mdo_viewer.desktop.state.list_check import opened
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.desktop.state.settings import SchemeChoice, Settings
from mdo_viewer.desktop.widgets import theme
from mdo_viewer.desktop.widgets.timers import catch_up
from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.library import load_pack
from mdo_viewer.guideline.model import LANGUAGES, Language, Range
from mdo_viewer.guideline.values import replace
from mdo_viewer.meeting.document import with_point
from mdo_viewer.meeting.earlier.taking_over import taken_over
from mdo_viewer.meeting.example import PACK, example_cases
from mdo_viewer.meeting.tables.rows import Course, Operation, Steroid
from mdo_viewer.reasoning.deadlines import ZONE
from tools.legibility import Measured, Screen, worst

#: The clock of the pictures, and how long ago the meeting before was.
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=ZONE)
WEEK = timedelta(days=7)
LARGE, SMALL, SMALLEST = (1920, 1080), (1366, 768), (1024, 768)

WORST = "slechtst"

#: A list of patients with a birth date for a key, a moment that is none and a choice that is none.
LIST = """Kenmerk;Site;Vraag aan het MDO;Spoed;ASIA-score;Levensverwachting;Definitieve diagnose gesteld
MDO-0201;T8;Snel toenemende uitval door MESMC;x;C;7;22-11-2026 14:10
MDO-0202;L2;Pijn, stabiele wervelkolom;;E;3-6;21-11-2026 09:00
MDO-0203;T11;Toevallige vondst, geen klachten;;E;24;ja
12-03-1955;T6;Follow-up zes weken na bestraling;;E;9;30-09-2026 11:00
MDO-0206;T4-T5;Nieuwe rugpijn na radiotherapie;;F;4;20-11-2026 10:15
"""
#: The handful that tells most: urgent, a whole way, the board's decision, the agenda, a whole tree, and the room.
FEW = (
    "1-spoed-nl-1366x768.png",
    "3-behandeling-nl-1920x1080.png",
    "3-behandeling-en-1366x768.png",
    "5-besluit-nl-1366x768.png",
    "25-agenda-nl-1366x768.png",
    "p2-spoed-nl-1366x768.png",
    "p4-behandeling-en-1920x1080.png",
    "boom-09-heel-nl-1920x1080.png",
)

#: What is done before the picture; the widget to take it of, where that is not the window itself.
Step = Callable[[Window], QWidget | None]
#: A name, steps, sizes of the window and languages.
Scene = tuple[str, Step, tuple[tuple[int, int], ...], tuple[Language, ...]]
#: The name of a file, and what to draw in it.
Shot = tuple[str, Step, tuple[int, int], Language]


def do(*names: str) -> Step:
    """A step that runs commands by name."""

    def step(window: Window) -> None:
        for name in names:
            window.call(name)()

    return step


def at(case: int, tree: str | None = None, *names: str) -> Step:
    """A step that goes to a case and a tree, then runs commands."""

    def step(window: Window) -> None:
        window.session.go_case(case)
        window.session.go_tree(tree or window.session.state.tree_id)
        do(*names)(window)

    return step


def contradict(window: Window) -> None:
    """What the window says when two facts cannot both be true."""
    window.session.go_case(2)
    window.session.go_tree("lv_lang")
    window.door.run(lambda: window.session.answer("neurologische_uitval", False))


def doubt(window: Window) -> None:
    """A number that is asked back, with the field as it was typed."""
    at(2, "lv_lang")(window)
    field = window.facts.row("levensverwachting_maanden").field
    field.setText("0,25")
    field.given.emit("0,25")


def misfit(window: Window) -> None:
    """Two facts that fit badly together, with the question who says that they are so."""
    at(2, "lv_lang")(window)
    window.session.answer("asia_score", "B")
    window.session.answer("kan_zelfstandig_lopen", True)
    do("doubtful")(window)


def elsewhere(window: Window) -> None:
    """Answers from another tree, something asked and unknown, an explanation open, every missing fact shown."""
    window.session.add_case()
    for fact in ("leptomeningeale_of_intramedullaire_metastasen", "jonger_dan_18"):
        window.session.answer(fact, False)
    window.session.go_tree("tijd_tot_therapie")
    window.session.answer("pijn", True)
    window.session.unknown("mesmc_radiologisch")
    window.session.answer("radiologische_verdenking_wervelmetastasen", True)
    window.session.answer("bekende_primaire_maligniteit", True)
    window.session.go_tree("indicatie")
    window.session.answer("levensverwachting_maanden", 7)
    window.session.go_tree("lv_lang")
    window.session.unknown("instabiliteit")
    window.facts.explain_next()
    window.advice._call("missing")  # noqa: SLF001 - its link is not there before the panel is shown


def ranged(window: Window) -> None:
    """A life expectancy that lies over the border of three months."""
    at(2, "indicatie")(window)
    window.session.answer("levensverwachting_maanden", Range(2, 6))


def described(window: Window) -> None:
    """The sheet of a patient with three courses of radiotherapy, an operation and steroids."""
    at(2, "lv_lang")(window)
    session, site = window.session, "T8"
    session.name_place(session.state.point.id, site)
    session.answer("primaire_tumor", "Mammacarcinoom")
    session.answer("kps", 70)
    days = (date(2025, 3, 10), date(2025, 11, 2), date(2026, 6, 21))
    session.edit(courses=tuple(Course(site, 8, 1, day) for day in days))
    session.edit(operations=(Operation(site, "laminectomie", date(2026, 1, 9)),))
    session.edit(steroids=(Steroid(date(2026, 11, 20), 16, "dexamethason"),))
    do("patient")(window)


def marked(window: Window) -> None:
    """An advice that is marked, with what came after the guideline."""
    silent(window)
    at(2, "radiotherapie")(window)
    window.session.answer("doelgerichte_of_immuuntherapie", True)


def apart(window: Window) -> None:
    """Two trees that do not go together: a second course of radiotherapy, and surgery preferred."""
    at(2, "lv_lang")(window)
    window.session.answer("recidief_of_progressie_na_radiotherapie", True)
    window.session.answer("herbestraling_adequaat_mogelijk", True)
    window.session.withdraw()


def silent(window: Window) -> None:
    """The guideline is silent, which says who decides."""
    at(2, "lv_lang")(window)
    window.session.withdraw()
    window.session.answer("klinische_toestand_operabel", False)
    while window.look.next_fact is not None:
        window.session.answer(window.look.next_fact, False)


def folded(window: Window) -> None:
    """The whole of the largest tree with the questions below its fifth in one box."""
    at(2, "lv_lang", "view:whole")(window)
    window.session.fold(window.session.state.tree.questions[4].id)


def part(window: Window) -> None:
    """The largest tree from its sixth question on."""
    at(2, "lv_lang", "view:whole")(window)
    window.session.show_part(window.session.state.tree.questions[5].id)


def searched(window: Window) -> None:
    """The search over the whole tree, with what it finds in this tree and others."""
    at(2, "lv_lang", "view:whole", "search")(window)
    field = window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "radiotherapie")


def zoomed(window: Window) -> None:
    """Part of the whole tree, with the map of all of it."""
    at(2, "lv_lang", "view:whole")(window)
    window.graph.zoom(2.2)


def new_meeting(window: Window) -> None:
    """The password of a new meeting is asked for."""
    window.ask_meeting(Path("dinsdag.mdo"), "new")


def afternoon(window: Window) -> None:
    """A meeting of twelve patients, in which some were decided on, one was put off and one deviates."""
    session = window.session
    session.describe(day=NOW.date())
    session.describe(kind="MDO wervelmetastasen")
    session.describe(attendees=attendees_of("radiotherapie\nwervelchirurgie"))
    examples = tuple(replace(case, title_example=False, decisions=()) for case in session.state.cases)
    session.add_cases(tuple(replace(examples[at % 3], case=f"MDO-{at + 1:04d}") for at in range(3, 12)))
    session.stand(session.state.document.points[1].id, "deferred")
    session.go_case(2)
    session.go_tree("lv_lang")
    do("decide:follow", "record")(window)
    session.go_case(5)
    session.go_tree("lv_lang")
    do("decide:deviate", "reason:2")(window)
    session.change_draft(reason="Patiënt is te kort hersteld.", text="Eerst radiotherapie.")
    do("record")(window)
    for at in (2, 5):
        session.stand(session.state.document.points[at].id, "done")


def agenda(window: Window) -> None:
    """The agenda of an afternoon."""
    afternoon(window)
    do("agenda")(window)


def listed(window: Window) -> None:
    """A list of which three cells are to be looked at."""
    session = window.session
    session.check_list(opened(LIST.encode(), "agenda.csv", session.state.pack, session.state.document))
    do("list")(window)


def ending(window: Window) -> None:
    """What became of the patients of an afternoon."""
    afternoon(window)
    do("ending")(window)


def older(window: Window) -> None:
    """A decision that was taken with other trees."""
    at(2, "lv_lang", "decide:follow", "record")(window)
    state = window.session.state
    (*before, last) = state.case.decisions
    assert last.then is not None
    then = replace(last, then=replace(last.then, version="0.9", hash="0" * 64))
    point = replace(state.point, case=replace(state.case, decisions=(*before, then)))
    document = with_point(state.document, state.current, point)
    window.session.open_meeting(document, 2, "lv_lang")


def since(window: Window) -> None:
    """What changed for a patient of the agenda since the earlier reading, with which the meeting was saved."""
    document = window.session.state.document
    window.session.open_meeting(document, 2, "lv_lang", (), ((PACK, "1.0.0"),))
    do("since")(window)


def taken_from_last_week(window: Window) -> None:
    """A patient of last week's meeting, with what was known and decided then."""
    state, day = window.session.state, NOW.date()
    before = state.cases[2]
    details = {fact: replace(each, date=each.date and each.date - WEEK) for fact, each in before.details.items()}
    case = replace(before, details=details, discussed_at=None)
    over = taken_over(state.pack, case, day - WEEK, day)
    document = with_point(state.document, 2, replace(state.document.points[2], case=over))
    window.session.open_meeting(document, 2, "lv_lang")


def magnified(window: Window) -> None:
    """A box in full beside the pointer."""
    at(2, "lv_lang", "view:whole")(window)
    view = window.graph.view
    view.hovered.emit(window.session.state.tree.questions[3].id)
    window.graph.magnifier.magnify()


def beam(step: Step, size: tuple[int, int], *names: str, scheme: SchemeChoice = "light") -> Step:
    """A step that does another, then runs commands of the projector and takes its window, `size` large."""

    def taken(window: Window) -> QWidget | None:
        step(window)
        window.change_settings(scheme=scheme)
        projector = window.projector
        projector.start()
        projector.skip_pause()
        do(*names)(window)
        view = projector.view
        if view is not None:
            view.resize(*size)
        return view

    return taken


def freeze(window: Window) -> None:
    """The laptop while the projector is frozen on another tree."""
    beam(at(2, "tijd_tot_therapie"), SMALL, "projector:freeze")(window)
    window.session.go_tree("lv_lang")
    window.now = lambda: NOW + timedelta(seconds=65)
    window.show_beam()


def decided(window: Window) -> None:
    """A case with an urgent advice that the board follows."""
    at(2, "tijd_tot_therapie", "decide:follow", "record")(window)


def two_places(*names: str) -> Step:
    """A patient with two places, the second decided on and the first in sight, then commands by name."""

    def step(window: Window) -> None:
        at(2, "lv_lang")(window)
        session = window.session
        session.name_place(session.state.point.id, "T8")
        session.add_place("L2–L3")
        session.go_tree("lv_lang")
        for fact in ("pijn", "instabiliteit", "neurologische_uitval"):
            session.answer(fact, fact == "pijn")
        session.start_decision("own", None)
        session.change_draft(text="Eenmaal 8 Gy op L2–L3.")
        session.record()
        session.go_place(0)
        do(*names)(window)

    return step


def with_line(step: Step) -> Step:
    """A step that does another, with the line of the patient on the projector."""

    def lined(window: Window) -> None:
        step(window)
        window.change_settings(projector_key=True, projector_patient=True)

    return lined


def as_measured(one: Measured) -> Step:
    """A new patient with these facts, on the laptop or on the projector."""

    def step(window: Window) -> None:
        session = window.session
        session.add_case()
        derived = one.advice.settled.derived
        for fact, value in one.advice.settled.values.items():
            if fact not in derived:
                session.answer(fact, value)
        session.go_tree(one.advice.tree.id)
        session.set_view("path")

    return step if one.screen == "laptop" else beam(step, one.size)


def worst_ways() -> Iterator[Scene]:
    """The five pictures of the way, of all that the trees can give, that are the hardest to read, on either screen."""
    for name, screen in ((WORST, "laptop"), (f"p-{WORST}", "projector")):
        side: Screen = "laptop" if screen == "laptop" else "projector"
        for number, one in enumerate(worst(side, 5), 1):
            yield f"{name}-{number}", as_measured(one), (one.size,), (one.language,)


def projections() -> Iterator[Scene]:
    """The scenes of the projector: what the room sees, at the size of its window."""
    for size in (LARGE, SMALL, SMALLEST):
        yield "p1-spoed-open", beam(at(0), size), (size,), LANGUAGES
        yield "p1-leeg", beam(do("case:add"), size), (size,), LANGUAGES
        yield "p2-spoed", beam(at(2, "tijd_tot_therapie"), size), (size,), LANGUAGES
        yield "p3-besluit", beam(decided, size), (size,), LANGUAGES
        yield "p4-behandeling", beam(at(2, "lv_lang"), size), (size,), LANGUAGES
        yield "p11-past-slecht", beam(misfit, size), (size,), LANGUAGES
        yield "p12-bereik", beam(ranged, size), (size,), LANGUAGES
        yield "p13-plaats", beam(two_places(), size), (size,), LANGUAGES
        yield "p14-regel", beam(with_line(two_places()), size), (size,), LANGUAGES
        yield "p15-heel", beam(at(2, "lv_lang"), size, "projector:whole"), (size,), ("nl",)
        yield "p5-leesproef", beam(at(0), size, "projector:test"), (size,), LANGUAGES
    yield "p6-zwart", beam(at(0), SMALL, "projector:black"), (SMALL,), ("nl",)
    schemes: tuple[SchemeChoice, ...] = ("dark", "contrast")
    for scheme in schemes:
        yield f"p7-{scheme}", beam(at(2, "tijd_tot_therapie"), LARGE, scheme=scheme), (LARGE,), ("nl",)
        yield f"p8-{scheme}", beam(at(0), LARGE, scheme=scheme), (LARGE,), ("nl",)
    yield "p10-instellingen", do("projector", "projector:section"), (SMALL, SMALLEST), LANGUAGES
    yield "p9-bevroren", freeze, (LARGE, SMALL, SMALLEST), LANGUAGES


def scenes(trees: Sequence[str]) -> Iterator[Scene]:
    """Name, steps, sizes and languages of each picture."""
    both = (LARGE, SMALL)
    yield "1-spoed", at(0), (*both, SMALLEST), LANGUAGES
    yield "2-follow-up", at(1, "radiotherapie"), both, LANGUAGES
    yield "3-behandeling", at(2, "lv_lang"), (*both, SMALLEST), LANGUAGES
    yield "4-leeg", do("case:add"), both, LANGUAGES
    yield "4-leeg-apart", do("case:add", "digit:2"), (SMALL,), LANGUAGES
    yield "4-leeg-buiten", do("case:add", "digit:2", "digit:1"), (SMALL,), ("nl",)
    yield "5-besluit", at(0, None, "decide:follow"), (SMALL,), ("nl",)
    yield "6-afwijking", at(2, "tijd_tot_therapie", "decide:deviate", "reason:2"), both, LANGUAGES
    yield "7-afspraken", at(2, "lv_lang", "agreements"), both, ("nl",)
    yield "8-lijst", at(2, "lv_lang", "view:list"), (SMALL,), ("nl",)
    yield "9-toetsen", do("keys"), (SMALL,), LANGUAGES
    yield "10-over", do("about"), (SMALL,), LANGUAGES
    yield "11-tegenspraak", contradict, (SMALL,), ("nl",)
    done = "done:tijd_tot_therapie.therapie_24_uur"
    yield "12-gedaan", at(2, "tijd_tot_therapie", done), (SMALL,), LANGUAGES
    yield "13-anders", at(2, "lv_lang", "preview:2"), both, LANGUAGES
    every = (*both, SMALLEST)
    yield "14-twijfel", doubt, every, LANGUAGES
    yield "15-elders", elsewhere, every, LANGUAGES
    yield "16-botsing", apart, every, LANGUAGES
    yield "17-zwijgt", silent, every, LANGUAGES
    yield "18-dichtgevouwen", folded, both, LANGUAGES
    yield "19-deel", part, both, LANGUAGES
    yield "20-zoeken", searched, every, LANGUAGES
    yield "21-vergroot", zoomed, both, ("nl",)
    yield "22-loep", magnified, both, LANGUAGES
    yield "23-vergadering", do("meeting"), (SMALL,), LANGUAGES
    yield "24-wachtwoord", new_meeting, (SMALL, SMALLEST), LANGUAGES
    yield "25-agenda", agenda, every, LANGUAGES
    yield "26-einde", ending, every, LANGUAGES
    yield "27-ouder", older, both, LANGUAGES
    yield "28-past-slecht", misfit, every, LANGUAGES
    yield "29-sinds", since, every, LANGUAGES
    yield "30-bereik", ranged, every, LANGUAGES
    yield "31-patient", described, every, LANGUAGES
    yield "32-na-2015", marked, every, LANGUAGES
    yield "33-twee-plaatsen", two_places(), every, LANGUAGES
    yield "33-plaatsen", two_places("places"), (SMALL,), LANGUAGES
    yield "33-agenda", two_places("agenda"), (SMALL,), LANGUAGES
    yield "35-lijst", listed, every, LANGUAGES
    yield "34-overgenomen", taken_from_last_week, both, LANGUAGES
    yield from projections()
    for number, tree in enumerate(trees, 1):
        yield f"boom-{number:02d}-pad", at(2, tree, "view:path"), (LARGE,), ("nl",)
        yield f"boom-{number:02d}-heel", at(2, tree, "view:whole"), (LARGE,), ("nl",)


def shots(found: Iterable[Scene]) -> Iterator[Shot]:
    """Every picture of these scenes: one for each size and language."""
    for name, step, sizes, languages in found:
        for size in sizes:
            for language in languages:
                yield f"{name}-{language}-{size[0]}x{size[1]}.png", step, size, language


def take(window: Window, step: Step, file: Path) -> None:
    """Run the steps, let everything be painted, and save the picture."""
    taken = step(window) or window
    QApplication.processEvents()
    window.show_later()
    catch_up(window)
    if not taken.grab().save(str(file)):
        raise OSError(f"cannot write {file}")


def open_window(size: tuple[int, int], language: Language) -> Window:
    """A window on the example meeting, all trees proven, at a fixed moment."""
    pack = load_pack(PACK)
    window = Window(Session(pack, example_cases(pack), language=language), lambda: NOW, Settings(motion="off"))
    window.prover.finish()
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    return window


def draw(step: Step, size: tuple[int, int], language: Language, file: Path) -> None:
    """One picture, of a window that is gone afterwards. Raises OSError where the file cannot be written."""
    window = open_window(size, language)
    take(window, step, file)
    window.change_settings(scheme="light")
    window.session.typed = False
    window.close()
    window.deleteLater()
    # Without an event loop nothing else would ever delete it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main(argv: Sequence[str]) -> int:
    """Write the pictures and name each; 0, or 2 when the folder cannot be used."""
    parser = argparse.ArgumentParser(prog="tools.shots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    parser.add_argument("--few", action="store_true", help="only the handful that tells most")
    chosen = parser.parse_args(argv)
    chosen.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["shots"])
    assert isinstance(app, QApplication)
    theme.dress(app)
    found = scenes([tree.id for tree in load_pack(PACK).trees])
    if not chosen.few and (not chosen.only or WORST in chosen.only):  # their search takes ten seconds
        found = chain(found, worst_ways())
    for name, step, size, language in shots(found):
        if chosen.only in name and (name in FEW or not chosen.few):
            draw(step, size, language, chosen.out / name)
            print(chosen.out / name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
