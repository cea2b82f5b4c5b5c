"""An invented patient is called an example wherever patients are listed, and goes from the agenda only when told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mdo_viewer.desktop.window import Window
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.reports.meeting import summarise_meeting
from mdo_viewer.reports.meeting_page import meeting_data, meeting_text
from tests.desktop.sheets.test_taking_a_list import GOOD, open_list
from tests.help.desk import Desk, shown_texts
from tests.help.desktop_help import NOW, keys, settle
from tests.help.reports_help import squashed

SAID: dict[Language, str] = {"nl": "voorbeeld", "en": "example"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_agenda_closing_screen_and_paper_say_who_is_an_example(window: Window, language: Language) -> None:
    window.session.set_language(language)
    window.call("case:add")()
    name = f"MDO-0001 · {SAID[language]}"
    window.call("agenda")()
    rows = Desk(window).agenda.list
    assert name in rows.item(0).text()
    assert SAID[language] not in rows.item(3).text()
    window.call("ending")()
    settle(window)
    texts = shown_texts(Desk(window).ending)
    assert any(each.startswith(f"1. {name}") for each in texts)
    assert any(each.startswith("4. MDO-0004: ") for each in texts)
    state = window.session.state
    made = summarise_meeting(state.home, state.document, NOW, language)
    data: Any = meeting_data(made, "all")
    assert [each["key"] for each in data["agenda"]["rows"]][0::3] == [name, "MDO-0004"]
    assert all(each["key"].endswith(SAID[language]) for each in data["todo"]["rows"] if each["key"] != "MDO-0004")
    assert squashed(f"1. {name}") in squashed(meeting_text(made))


def test_a_list_says_which_examples_it_takes_the_place_of(window: Window, tmp_path: Path) -> None:
    open_list(window, tmp_path, "MDO-0002;Opereren?;C;ja", *GOOD)
    said = "Het voorbeeld MDO-0002 gaat weg: uit de lijst komt een patiënt met dat kenmerk."
    assert said in shown_texts(window.sheets.checking)
    keys(window, "Ctrl+Return")
    settle(window)
    assert said in Desk(window).message
    assert [case.case for case in window.session.state.cases if case.title_example] == ["MDO-0001", "MDO-0003"]


def test_a_list_with_keys_of_its_own_says_nothing_of_examples(window: Window, tmp_path: Path) -> None:
    open_list(window, tmp_path, *GOOD)
    assert not [each for each in shown_texts(window.sheets.checking) if "voorbeeld" in each.lower()]
