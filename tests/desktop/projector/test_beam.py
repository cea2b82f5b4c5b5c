"""The state of the projector, without a window: what is shown when, and that no patient is taken for another."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from mdo_viewer.desktop.projector.beam import Beam, Who
from mdo_viewer.desktop.projector.chip import beam_words, is_loud, short_words
from mdo_viewer.guideline.words import words_of
from mdo_viewer.reasoning.deadlines import ZONE

NOW = datetime(2026, 11, 22, 14, 31, tzinfo=ZONE)
ONE, TWO = Who(0, "MDO-0001"), Who(1, "MDO-0002")


def showing(who: Who = ONE) -> Beam:
    return Beam().start(who, "full").complete(who)


def test_off_shows_nothing_and_ignores_everything() -> None:
    off = Beam()
    assert off.shows == "nothing"
    for beam in (off.follow(ONE), off.complete(ONE), off.toggle_black(), off.toggle_test(), off.move("away")):
        assert beam == off
    assert off.toggle_freeze(1, NOW).shows == "nothing"


def test_a_start_is_blank_until_the_picture_is_complete() -> None:
    beam = Beam().start(ONE, "full")
    assert beam.shows == "blank"
    assert beam.complete(ONE).shows == "picture"


def test_another_patient_is_blank_until_their_own_picture_is_complete() -> None:
    beam = showing().follow(TWO)
    assert beam.shows == "blank"
    assert beam.complete(ONE).shows == "blank"
    assert beam.complete(TWO).shows == "picture"


def test_a_step_that_comes_to_another_patient_leaves_it_blank_until_somebody_shows_them() -> None:
    beam = showing(TWO).follow(ONE, by_step=True)
    assert beam.complete(ONE).shows == "blank"
    assert is_loud(beam)
    assert beam.toggle_freeze(1, NOW).complete(ONE).shows == "picture"  # F
    assert beam.follow(TWO).complete(TWO).shows == "blank"
    assert showing().follow(Who(5, "MDO-0001"), by_step=True).complete(Who(5, "MDO-0001")).shows == "picture"  # a place


def test_the_same_place_with_another_key_is_another_patient() -> None:
    assert showing(Who(1, "MDO-0002")).follow(Who(1, "MDO-0009")).shows == "blank"


def test_the_same_patient_changes_nothing() -> None:
    beam = showing()
    assert beam.follow(ONE) is beam


def test_another_patient_ends_a_freeze_and_a_test_page() -> None:
    frozen = showing().toggle_freeze(4, NOW)
    assert frozen.shows == "frozen"
    gone = frozen.follow(TWO)
    assert gone.frozen is None
    assert gone.complete(TWO).shows == gone.follow(ONE).complete(ONE).shows == "blank"
    assert gone.toggle_freeze(4, NOW).complete(TWO).shows == "picture"
    assert is_loud(gone)
    testing = showing().toggle_test()
    assert testing.shows == "test"
    assert testing.follow(TWO).shows == "blank"


def test_black_stays_over_a_change_of_patient() -> None:
    beam = showing().toggle_black().follow(TWO).complete(TWO)
    assert beam.shows == "black"
    assert beam.toggle_black().shows == "picture"


def test_black_over_a_frozen_picture_comes_back_frozen() -> None:
    beam = showing().toggle_freeze(4, NOW).toggle_black()
    assert beam.shows == "black"
    assert beam.toggle_black().shows == "frozen"


def test_only_a_picture_freezes() -> None:
    assert Beam().start(ONE, "full").toggle_freeze(1, NOW).frozen is None
    assert showing().toggle_black().toggle_freeze(1, NOW).frozen is None
    assert showing().toggle_test().toggle_freeze(1, NOW).frozen is None


def test_a_screen_that_went_shows_nothing_and_returns_blank() -> None:
    away = showing().move("away")
    assert away.shows == "nothing"
    assert away.move("full").shows == "blank"
    assert away.move("full").complete(ONE).shows == "picture"


def test_a_picture_that_cannot_be_made_is_blank() -> None:
    assert showing().fail().shows == "blank"


@pytest.mark.parametrize("seed", range(20))
def test_no_order_of_events_shows_anyone_but_the_present_patient(seed: int) -> None:
    chance = random.Random(seed)
    patients = [Who(at, f"MDO-{at:04d}") for at in range(4)]
    beam, now, picture = Beam(), patients[0], None
    for _ in range(400):
        event = chance.randrange(10)
        if event == 0:
            beam = beam.start(now, chance.choice(("full", "window")))
        elif event == 1:
            beam = beam.stop()
        elif event in (2, 3):
            now = chance.choice(patients)
            beam = beam.follow(now)
        elif event in (4, 5):
            whose = chance.choice(patients)  # a picture may come late
            beam = beam.complete(whose)
            picture = whose if whose == now else picture
        elif event == 6:
            beam = beam.toggle_black()
        elif event == 7:
            beam = beam.toggle_freeze(1, NOW)
        elif event == 8:
            beam = beam.move(chance.choice(("full", "away")))
        else:
            beam = beam.toggle_test()
        assert beam.shows not in ("picture", "frozen") or (beam.who == now and picture == now)
        assert beam.frozen is None or beam.who == now


@pytest.mark.parametrize(
    ("beam", "nl", "en"),
    [
        (Beam(), "", ""),
        (showing(), "Projector: aan", "Projector: on"),
        (showing().toggle_black(), "Projector: zwart", "Projector: black"),
        (showing().move("away"), "Projector: scherm weg", "Projector: screen gone"),
        (
            showing().toggle_freeze(4, NOW - timedelta(seconds=65)),
            "Projector: bevroren sinds 14:29 (boom 4), al 1:05",
            "Projector: frozen since 14:29 (tree 4), for 1:05",
        ),
    ],
)
def test_the_chip_says_it_in_words(beam: Beam, nl: str, en: str) -> None:
    assert beam_words(beam, words_of("window", "nl"), NOW) == nl
    assert beam_words(beam, words_of("window", "en"), NOW) == en


def test_black_and_frozen_are_both_said() -> None:
    beam = showing().toggle_freeze(4, NOW).toggle_black()
    said = beam_words(beam, words_of("window", "nl"), NOW)
    assert "zwart" in said
    assert "bevroren" in said


def test_the_laptop_is_loud_when_the_room_sees_something_else() -> None:
    calm, loud = (
        (Beam(), showing()),
        (showing().toggle_black(), showing().toggle_freeze(1, NOW), showing().move("away")),
    )
    assert [is_loud(beam) for beam in (*calm, *loud)] == [False, False, True, True, True]
    assert len({short_words(beam, words_of("window", "nl")) for beam in loud}) == 3
