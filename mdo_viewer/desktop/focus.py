"""Who has the keyboard: from part to part of the window, and what Enter and a change do with what has it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from mdo_viewer.desktop.body import Body, Station
from mdo_viewer.desktop.panels.fact_rows import FactRow
from mdo_viewer.desktop.panels.next_button import NextButton
from mdo_viewer.desktop.panels.whole_text import WholeText
from mdo_viewer.desktop.says.blocks import AGREED_FIELD, DONE_FIELD
from mdo_viewer.desktop.says.facts import facts_view
from mdo_viewer.desktop.state.host import Host
from mdo_viewer.desktop.state.numbers import OF_FACT
from mdo_viewer.desktop.state.scope_answer import asks
from mdo_viewer.desktop.state.shown import TABS, Tab
from mdo_viewer.desktop.typed_on import TypedOn
from mdo_viewer.desktop.widgets.announcing import announce
from mdo_viewer.desktop.widgets.form import come_behind, forget_line, held, left_half_typed, waiting_line
from mdo_viewer.desktop.widgets.tab_order import give_keyboard, put_in_order, stops
from mdo_viewer.guideline.model import Tree


class Focus:
    """`body` is asked for anew each time: the window may have been rebuilt. `typed_on` knows what the message says, and
    guards a line to which a sign led that was typed elsewhere."""

    def __init__(self, host: Host, window: QWidget, body: Callable[[], Body], typed_on: TypedOn) -> None:
        self._host, self._window, self._body, self._typed_on = host, window, body, typed_on

    def go_panel(self, step: int) -> None:
        """Give the keyboard to the next part of the window (1) or the one before (-1)."""
        stations, focused = self._body().stations(), self._window.focusWidget()
        tab = self._host.session.state.tab_shown if self._body().mode == "tabs" else None
        here = [at for at, each in enumerate(stations) if each.panel.isAncestorOf(focused) or each.panel is focused]
        at = next((at for at in here if stations[at].tab in (tab, None)), here[0] if here else self._of_graph())
        with left_half_typed(focused):
            for away in range(1, len(stations)):  # a part may hold nothing that takes the keyboard now
                if self._enter(stations[(at + step * away) % len(stations)]):
                    return

    def _of_graph(self) -> int:
        return next(at for at, each in enumerate(self._body().stations()) if each.tab == "tree")

    def go_tab(self, step: int) -> None:
        """Show the next tab (1) or the one before (-1), with the keyboard in it; without tabs, the next part."""
        body, shown = self._body(), self._host.session.state.tab_shown
        if body.mode != "tabs":
            self.go_panel(step)
            return
        tab = TABS[(TABS.index(shown) + step) % len(TABS)]
        self._enter(next(each for each in body.stations() if each.tab == tab))

    def show_tab(self, tab: Tab) -> None:
        """Bring this part into sight: as a tab, or with the columns back where they are away."""
        mode = self._body().mode
        if mode == "tabs":
            self._host.session.show_tab(tab)
        elif mode == "wide" and tab != "tree":
            self._host.session.set_wide(False)

    def _enter(self, station: Station) -> bool:
        """Give the keyboard to a part of the window, where it is of most use there; False if nothing there takes it."""
        body, panel, next_fact = self._body(), station.panel, self._host.look.next_fact
        if station.tab is not None:
            self.show_tab(station.tab)
        parts = body.parts
        if panel.isHidden():
            return False
        if panel is parts.graph:
            parts.graph.focus()
            return True
        if panel is parts.facts and next_fact is not None:
            self._host.focus_fact(next_fact)
            return True
        now = parts.journey.now if panel is parts.journey else None
        stop = now or next((stop for stop in stops(panel) if stop.isEnabled()), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        elif station.tab is not None and body.mode == "tabs":
            give_keyboard(panel)
        return stop is not None or (station.tab is not None and body.mode == "tabs")

    def tell_if_at(self, fact: str) -> None:
        """Tell who listens that the row of a fact has the keyboard already: nothing that is heard would change."""
        held: QWidget | None = self._window.focusWidget()
        while held is not None and not isinstance(held, FactRow):
            held = held.parentWidget()
        if held is not None and held.view is not None and held.view.id == fact:
            announce(held, self._host.look.words("say.still_asked", fact=held.view.label))

    def make_seen(self) -> None:
        """The panel of the tree has the keyboard from the start, without a frame; after a key it is seen there."""
        graph = self._body().parts.graph
        if self._window.focusWidget() is graph:
            graph.focus()

    def leave_going(self) -> None:
        """What leads on may go with the step, wherever it stands. A button that goes would give the keyboard to what
        comes after it, the projector perhaps, which the next Space would press."""
        body, focused = self._body(), self._window.focusWidget()
        parts = body.parts
        if not isinstance(focused, NextButton):
            return  # the other buttons of the advice give the keyboard to their panel as they go
        if parts.graph.isVisible():
            parts.graph.focus()
        else:
            tab = self._host.session.state.tab_shown
            give_keyboard(next(each.panel for each in body.stations() if each.tab == tab))

    def press(self) -> bool:
        """Press the button, give the field, or act on the graph or list, that has the focus; whether something did."""
        focused = self._window.focusWidget()
        if isinstance(focused, QLineEdit):
            focused.returnPressed.emit()
            return True
        if isinstance(focused, QAbstractButton) and focused.isVisible() and focused.isEnabled():
            focused.click()
            return True
        if isinstance(focused, WholeText) and focused.cut:
            focused.tell()
            return True
        return self._body().parts.graph.press(focused)

    def keep_typed(self) -> None:
        """What is being typed stays half typed in its field, before something else is shown: only Enter, Tab or a click
        enters it. A word that is being composed is written; in a sheet, which goes, the field is left."""
        QGuiApplication.inputMethod().commit()
        focused, facts = self._window.focusWidget(), self._body().parts.facts
        if isinstance(focused, QLineEdit) and focused.hasFocus():
            if not self._body().isAncestorOf(focused):
                focused.clearFocus()
            else:
                with held(focused):
                    facts.let_go() if facts.isAncestorOf(focused) else focused.clearFocus()
        facts.keep_typed()

    def finish_first(self) -> bool:
        """Where something of the patient in sight stands half typed, say so and give its field the keyboard, a form
        that is open waits; whether there was something. What is recorded or written would be without it."""
        look, parts = self._host.look, self._body().parts
        number, column = parts.facts.half_typed(), parts.right.advice.column
        moments = {id: text for id, text in column.half_typed().items() if id in look.pack.moments_by_id}
        if number is None and not moments:
            return False
        self._host.session.close_forms()
        if number is not None:
            fact, text = number
            label = look.label(fact)
            self._to_number(fact)
        else:
            moment, text = next(iter(moments.items()))
            label, asked = look.text(look.pack.moments_by_id[moment].label), column.field(moment)
            self.show_tab("advice")
            if asked is not None:
                asked.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._host.say(look.words("say.half_typed_first", field=label, text=text))
        return True

    def _to_number(self, fact: str) -> None:
        """Bring the row of a number into sight, in a tree that asks it, and give its field the keyboard."""
        session = self._host.session
        pack, tree = self._host.look.pack, session.state.tree
        if not asks(pack, tree, fact):
            there = next((each.id for each in pack.trees if asks(pack, each, fact)), tree.id)
            session.go_tree(there)
        self.show_tab("facts")
        if not session.state.show_all and fact in {row.id for row in facts_view(self._host.look).others}:
            session.toggle_all_facts()
        self._host.focus_fact(fact)

    def come_to_half(self, sign: str = "", *, anew: bool = False) -> bool:
        """The keyboard comes to the field in sight that holds what was typed and not entered, that of the question in
        sight first; whether there is one. A sign typed elsewhere neither goes on there, nor takes the place of what
        stands there, nor answers anything: whoever typed it may have meant either. That is said. With `anew` who comes
        did not look for it: it is said, and what is typed next replaces it."""
        fact, line = self._waiting()
        if fact is not None:
            self._host.focus_fact(fact)
            line = self._body().parts.facts.row(fact).field
        if line is not None:
            self.come_to(line, sign, anew=anew)
        return line is not None

    def come_to(self, line: QLineEdit, sign: str = "", *, anew: bool = False) -> None:
        """The same for the field that is meant. What is typed next replaces what stands there: with a part of another
        number behind it it would be a third one."""
        come_behind(line)
        if sign or anew:
            text, words = line.text().strip(), self._host.look.words
            self._typed_on.leads_to(line, sign)
            said = words("say.half_not_taken", text=text, sign=sign) if sign else words("say.half_anew", text=text)
            self._host.say(said)

    def _waiting(self) -> tuple[str | None, QLineEdit | None]:
        """The number, or else the line, in sight in which something stands half typed."""
        body = self._body()
        fact = body.parts.facts.waiting(self._host.look.keyed_fact)
        return fact, None if fact is not None else waiting_line(body)

    @property
    def half_typed(self) -> str:
        """What stands half typed in the field to which the next digit leads; empty where nothing does."""
        fact, line = self._waiting()
        line = line if fact is None else self._body().parts.facts.row(fact).field
        return "" if line is None else line.text().strip()

    def drop_half(self) -> bool:
        """What stands half typed there is gone where it was said that the next Esc takes it away; whether it was."""
        text, words = self.half_typed, self._host.look.words
        if not text or self._typed_on.said() != words("say.half_stays", text=text):
            return False
        fact, line = self._waiting()
        if fact is not None:
            self._body().parts.facts.row(fact).forget()
        elif line is not None:
            forget_line(line)
        self._host.say(words("say.dropped", text=text))
        return True

    def tell_half(self) -> None:
        """Say what stands half typed there, and what takes it away; nothing where nothing does."""
        if text := self.half_typed:
            self._host.say(self._host.look.words("say.half_stays", text=text))

    def to_half_typed(self) -> bool:
        """Give the keyboard to the field that holds what was typed and not entered: in sight, in the form of the
        agreements, in another tree, or of another patient; whether there is one."""
        session, look, right = self._host.session, self._host.look, self._body().parts.right
        if self.come_to_half():
            return True
        number = self._body().parts.facts.half_typed()
        if number is not None:
            self._to_number(number[0])
            return True
        if right.agreed_half:
            session.open_agreements()
            return right.agreements.complain()
        here = look.state.point.id
        for id, field in sorted(session.refused, key=lambda each: each[0] != here):
            at = look.state.document.place(id)
            if at is not None:
                session.go_case(at)
                self._to_waiting(field)
                return True
        return False

    def _to_waiting(self, field: str) -> None:
        """The same for what waits for the patient in sight in a tree that is not."""
        if field.startswith(OF_FACT):
            self._to_number(field.removeprefix(OF_FACT))
            return
        if field.startswith(AGREED_FIELD):
            self._host.session.open_agreements()
            self._body().parts.right.agreements.complain()
            return
        tree = next((each.id for each in self._host.look.pack.trees if _asks_moment(each, field)), None)
        if tree is not None:
            self._host.session.go_tree(tree)
        self.show_tab("advice")
        self.come_to_half()

    def order_tabs(self) -> None:
        """Let Tab go where the eye goes, as everything lies now."""
        put_in_order(each.panel for each in self._body().stations())


def _asks_moment(tree: Tree, field: str) -> bool:
    """Whether the field of a moment, or of when an advice was carried out, stands beside an advice of this tree."""
    if field.startswith(DONE_FIELD):
        return field.removeprefix(DONE_FIELD).partition(".")[0] == tree.id
    return any(each.limit is not None and each.limit.moment == field for each in tree.outcomes)
