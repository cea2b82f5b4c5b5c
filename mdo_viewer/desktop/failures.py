"""What the window does with a failure: an answer that cannot be is explained, all else is told after saving."""

from __future__ import annotations

import sys
from collections.abc import Callable

from mdo_viewer.desktop.state.door import where
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.reasoning.settling import Contradiction


class Failures:
    """`explain` marks a fact, `save` writes what was typed and says whether it is in its file."""

    def __init__(self, host: Host, explain: Callable[[str, str], None], save: Callable[[], bool]) -> None:
        self._host, self._explain, self._save = host, explain, save

    def report(self, problem: BaseException) -> None:
        """Tell the user; what was typed goes to its file first."""
        words = self._host.look.words
        if isinstance(problem, Contradiction):
            text = problem.message(self._host.session.state.language)
            self._host.say(words("say.contradiction", why=text))
            for fact in problem.facts:
                self._explain(fact, words("say.conflict"))
        else:
            kind = type(problem).__name__
            self._host.say(words("say.failure_saved" if self._is_saved() else "say.failure", kind=kind))

    def _is_saved(self) -> bool:
        """Nothing may fail here."""
        try:
            return self._save()
        except Exception as problem:  # noqa: BLE001 - a failure is being told already, and this one beside it
            if sys.stderr is not None:
                sys.stderr.write(where(problem))
            return False
