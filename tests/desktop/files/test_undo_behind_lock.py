"""What could be undone before the lock can be after the password, and behind the lock nobody can read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdo_viewer.desktop.window import Window
from tests.desktop.files.test_locked import CANARY, lock, said_anywhere, unlock
from tests.desktop.files.test_meeting import begin
from tests.help.desk import Desk
from tests.help.desktop_help import keys, settle, type_text

pytestmark = pytest.mark.usefixtures("cheap_key")


def test_each_step_from_before_the_lock_is_undone_and_done_again_after_it(window: Window, tmp_path: Path) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    session = window.session
    seen = [session.state.document]

    def done() -> None:
        settle(window)
        seen.append(session.state.document)

    keys(window, "1")
    done()
    keys(window, "A")
    type_text(window, "Wachten")
    keys(window, "Ctrl+Return")
    done()
    agenda = Desk(window).agenda
    agenda.question.line.setFocus()
    type_text(window, "Opereren?")
    done()
    keys(window, "Escape")
    window.call("case:add")()
    done()
    keys(window, "1")
    done()
    session.remove_case(session.state.document.points[0].id)  # a step to somebody who is not there any more
    done()
    keys(window, "Ctrl+Z")
    lock(window)
    unlock(window)
    settle(window)
    keys(window, "Escape")
    assert session.state.document == seen[-2]
    keys(window, "Ctrl+Y")
    assert session.state.document == seen[-1]
    names = []
    for before in reversed(seen[:-1]):
        names.append(session.undo_name)
        keys(window, "Ctrl+Z")
        settle(window)
        assert session.state.document == before
    assert session.undo_name is None
    assert names[0] == ("undo.remove", "MDO-0001")
    for after in seen[1:]:
        keys(window, "Ctrl+Y")
        assert session.state.document == after
    window.call("case:add")()
    ids = [point.id for point in session.state.document.points]
    assert len(set(ids)) == len(ids), "no id is given twice"


def test_nothing_that_could_be_undone_is_read_behind_the_lock(window: Window, tmp_path: Path) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    window.session.edit(lead_physician=CANARY)
    window.session.edit(preferences="anders")
    settle(window)
    lock(window)
    assert window.session.history.past == []
    assert CANARY not in said_anywhere(window)
    aside = window.autosave._aside  # the only thing that is kept: sealed
    assert aside is not None
    assert CANARY.encode() not in aside[1]
    unlock(window)
    settle(window)
    keys(window, "Ctrl+Z", "Ctrl+Z")
    assert window.session.state.case.lead_physician is None


def test_undo_goes_on_where_the_disk_failed_at_the_lock(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(window, tmp_path / "dinsdag.mdo")
    keys(window, "1")
    settle(window)
    before = window.session.undo_name
    assert before is not None
    monkeypatch.setattr(type(window.autosave), "flush", lambda _self: False)
    lock(window)
    monkeypatch.undo()
    unlock(window)
    settle(window)
    assert window.session.undo_name == before
