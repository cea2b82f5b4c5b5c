"""Opens a list of patients to be checked, and writes the template of one."""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.desktop.says.files import reason
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.list_check import opened
from mdo_viewer.desktop.state.session import Session
from mdo_viewer.guideline.strict_yaml import MAX_BYTES, Refused
from mdo_viewer.guideline.words import Words
from mdo_viewer.meeting.lists.template import template
from mdo_viewer.meeting.whole_file import write_whole


def open_list(session: Session, path: Path, words: Words) -> str:
    """Have the list of a file checked; why it cannot be read, or nothing. Nothing is on the agenda yet."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        page = opened(data, path.name, session.state.home, session.state.document)
    except OSError as problem:
        return words("list.unreadable", name=path.name, why=reason(problem, words.language, path))
    except Refused as refused:
        return "\n".join(
            [words("list.refused", name=path.name), *(each.message(words.language) for each in refused.problems)]
        )
    session.check_list(page)
    return ""


def save_template(host: Host, path: Path) -> None:
    """Write the template in the language of the window, and say so."""
    state, words = host.session.state, host.look.words
    try:
        write_whole(path, template(state.home, state.language))
    except OSError as problem:
        host.say(words("pdf.failed", path=str(path), why=reason(problem, words.language, path)))
        return
    host.say(words("pdf.written", path=str(path)))
