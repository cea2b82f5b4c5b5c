"""The named commands of the window: keys, buttons and cards all come here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from mdo_viewer.desktop.state.actions import press_digit
from mdo_viewer.desktop.state.moments import read_typed
from mdo_viewer.meeting.case import REASON_CODES, WHOLE_CASE, Decision, DecisionKind

if TYPE_CHECKING:
    from mdo_viewer.desktop.window import Window


class Commands:
    """Does by name what the user asked. Names with a part after the colon take it as argument."""

    def __init__(self, window: Window) -> None:
        self._window = window
        session = window.session
        self._plain: dict[str, Callable[[], object]] = {
            "undo": session.undo,
            "redo": session.redo,
            "take_back": self._take_back,
            "case:before": lambda: session.go_case(session.state.current - 1),
            "case:after": lambda: session.go_case(session.state.current + 1),
            "case:add": session.add_case,
            "tree:before": lambda: session.step_tree(-1),
            "tree:after": lambda: session.step_tree(1),
            "tree:furthest": lambda: session.go_tree(window.look.furthest),
            "view:path": lambda: session.set_view("path"),
            "view:whole": lambda: session.set_view("whole"),
            "view:list": self._list,
            "fit:all": lambda: window.graph.fit("all"),
            "fit:path": lambda: window.graph.fit("path"),
            "fit:selection": lambda: window.graph.fit("selection"),
            "part": lambda: window.graph.show_part(),
            "search": self._search,
            "zoom:in": lambda: window.graph.zoom(1.2),
            "zoom:out": lambda: window.graph.zoom(1 / 1.2),
            "focus:graph": self._focus_graph,
            "focus:next": self._focus_next,
            "explain": lambda: window.facts.explain_next(),
            "enter": self._enter,
            "record": self._record,
            "withdraw": session.withdraw,
            "agreements": session.open_agreements,
            "escape": self._escape,
            "language": lambda: session.set_language("en" if session.state.language == "nl" else "nl"),
            "pdf": lambda: window.page_export.start(),
            "copy": lambda: window.clipboard.copy(),
            "projector": lambda: window.projector.toggle(),
            "projector:black": lambda: window.projector.black(),
            "projector:freeze": lambda: window.projector.freeze(),
            "projector:swap": lambda: window.projector.swap(),
            "projector:section": lambda: window.sheets.open("projector"),
            "projector:test": lambda: window.projector.test(),
            "fullscreen": window.toggle_full_screen,
            "panel:after": lambda: self._go_panel(1),
            "panel:before": lambda: self._go_panel(-1),
            "view": lambda: window.sheets.open("view"),
            "text:larger": lambda: window.step_text(1),
            "text:smaller": lambda: window.step_text(-1),
            "text:usual": lambda: window.step_text(0),
            "meeting": lambda: window.sheets.open("meeting"),
            "agenda": lambda: window.sheets.open("agenda"),
            "ending": lambda: window.sheets.open("ending"),
            "lock": window.meeting.lock,
            "keys": lambda: window.sheets.open("keys"),
            "about": lambda: window.sheets.open("about"),
        }

    def names(self) -> tuple[str, ...]:
        return tuple(self._plain)

    def find(self, name: str) -> Callable[[], object]:
        """The command of this name; KeyError when there is none."""
        if name in self._plain:
            return self._plain[name]
        what, _, rest = name.partition(":")
        window, session = self._window, self._window.session
        if what == "digit":
            return lambda: self._digit(int(rest))
        if what == "decide":
            return lambda: self._decide(cast(DecisionKind, rest))
        if what == "decide_whole":
            return lambda: self._decide_whole(cast(DecisionKind, rest))
        if what == "withdraw":
            return lambda: session.withdraw(rest)
        if what == "reason":
            return lambda: session.change_draft(reason_code=REASON_CODES[int(rest)])
        if what in ("done", "undone"):
            return lambda: session.set_done(rest, read_typed("nu", window.now()) if what == "done" else None)
        if what == "preview":
            return lambda: window.graph.preview(None if rest == "off" else int(rest))
        if what == "tree":
            return lambda: session.go_tree(rest)
        if what == "fact":
            return lambda: window.focus_fact(rest)
        raise KeyError(name)

    def _decide_whole(self, kind: DecisionKind) -> None:
        """Open the decision on the case as a whole, which the advice of several trees may be about."""
        self._begin(kind, None, self._window.look.advised, about=WHOLE_CASE)

    def _decide(self, kind: DecisionKind) -> None:
        """Open the decision, or give the one that is open this kind; without an advice there is nothing to follow, only
        to deviate."""
        draft, advice = self._window.session.state.draft, self._window.look.verdict
        if draft is not None and draft.is_whole:
            self._decide_whole(kind)
        else:
            self._begin(kind, advice, advice is not None)

    def _begin(self, kind: DecisionKind, advice: str | None, advised: bool, about: str | None = None) -> None:
        window = self._window
        if not advised and kind != "deviate":
            window.say(window.look.words("decision.nothing_to_follow"))
        else:
            window.session.start_decision(kind, advice, about=about)

    def _digit(self, digit: int) -> None:
        """Answers the next fact; while a deviation is written, chooses its reason."""
        state = self._window.session.state
        if state.draft is not None:
            if state.draft.kind == "deviate" and 1 <= digit <= len(REASON_CODES):
                self._window.session.change_draft(reason_code=REASON_CODES[digit - 1])
                self._window.right.decision.record.setFocus()
            return
        if not state.agreeing:
            press_digit(self._window, digit)

    def _take_back(self) -> None:
        state = self._window.session.state
        if state.draft is None and not state.agreeing:
            self._window.session.take_back()

    def _enter(self) -> None:
        """Enter outside text fields: presses what has the focus, records a draft, or goes to the next fact."""
        window = self._window
        if window.keyboard.press() or window.sheets.submit():
            return
        if window.session.state.draft is not None:
            self._record()
        else:
            self._focus_next()

    def _record(self) -> None:
        window = self._window
        draft = window.session.state.draft
        if draft is None or window.right.decision.complain(window.look) or self._has_moved(draft):
            return
        window.session.record()
        window.graph.focus()

    def _has_moved(self, draft: Decision) -> bool:
        """Say so where the advice is another one than when the decision was begun; the next Enter is about that."""
        window, look = self._window, self._window.look
        if draft.kind != "deviate" and not (look.advised if draft.is_whole else look.verdict is not None):
            window.say(look.words("decision.nothing_to_follow"))
            return True
        if draft.is_whole or draft.advice == look.verdict:
            return False
        window.session.change_draft(advice=look.verdict)
        outcome = look.advice.outcome
        now = look.words("decision.no_advice") if outcome is None else look.text(outcome.title)
        window.say(look.words("decision.overtaken", advice=now))
        return True

    def _escape(self) -> None:
        window = self._window
        if window.sheets.close() or window.graph.close_search():
            return
        window.session.close_forms()
        window.message.clear()
        window.graph.focus()

    def _list(self) -> None:
        self._window.session.show_list()
        self._window.graph.focus()

    def _search(self) -> None:
        if self._window.sheets.shown is None:
            self._window.graph.open_search()

    def _go_panel(self, step: int) -> None:
        if self._window.sheets.shown is None:
            self._window.keyboard.go_panel(step)

    def _focus_graph(self) -> None:
        window = self._window
        window.graph.focus()
        if window.session.state.selection is None:
            window.graph.select_open()

    def _focus_next(self) -> None:
        fact = self._window.look.next_fact
        if fact is not None:
            self._window.focus_fact(fact)
