"""What head, tabs and foot say where the window is too narrow for columns."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.desktop.says.decided import DecisionSign, advised_now, decision_sign, in_force
from mdo_viewer.desktop.says.doubtful import open_doubts
from mdo_viewer.desktop.says.outline import asked_line
from mdo_viewer.desktop.says.patient import LineSign, LineTone, line_view
from mdo_viewer.desktop.says.stages import StageSign, stage_colour, stage_sign, stage_views
from mdo_viewer.desktop.says.tokens import BROWN, GREEN, INK, Token
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.state.shown import TABS, Tab
from mdo_viewer.guideline.wording import uncapital
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN
from mdo_viewer.meeting.case import WHOLE_CASE

#: What stands beside the words of a tab, so that what changed there is not missed.
TabSign: TypeAlias = Literal[
    "", "asked", "doubt", "decided", "deviates", "older", "overtaken", "apart", "beware", "draft"
]
#: What the sign of a decision is called there.
OF_DECISION: Final[dict[DecisionSign, TabSign]] = {
    "decided": "decided",
    "deviates": "deviates",
    "?": "older",
    "against": "beware",
}
#: Of the tree in sight it is what its tile in the strip has.
Sign: TypeAlias = TabSign | StageSign
TONES: Final[dict[LineTone, Token]] = {"muted": INK, "green": GREEN, "amber": BROWN, "draft": BROWN}


class TabView(Struct, frozen=True):
    """One tab; `count` stands beside the sign, `name` is what who listens hears. `tone` is the colour of a sign that
    has several."""

    tab: Tab
    words: str
    name: str
    sign: Sign = ""
    count: str = ""
    tone: Token | None = None


class FootView(Struct, frozen=True):
    """The line at the foot, and a quieter one below it; `sign` is the tick of a decision, what a deviation or one that
    is overtaken has, or the pencil of a draft."""

    head: str
    detail: str
    sign: LineSign = ""
    tone: Token = INK
    kept: str = ""  # what of the head stands even where it is cut: that the board deviates


def tab_views(look: Look) -> tuple[TabView, ...]:
    """The tabs, in their order."""
    return tuple(_tab(look, tab) for tab in TABS)


def _tab(look: Look, tab: Tab) -> TabView:
    if tab == "tree":
        return _tree_tab(look)
    words = look.words(f"tabs.{tab}")
    sign, count = _sign(look, tab)
    said = look.words.count("tabs.sign.doubt", int(count)) if sign == "doubt" else ""
    if sign and sign != "doubt":
        said = look.words(f"tabs.sign.{sign}")
    return TabView(tab, words, f"{words}, {said}" if said else words, sign, count)


def _tree_tab(look: Look) -> TabView:
    """The tree in sight with what its tile says; before that is worked out, whether it asks something."""
    words, known = look.words("tabs.tree", n=look.state.tree.number), look.knows("stages")
    if known:
        view = next(view for view in stage_views(look) if view.current)
        name = f"{words}, {uncapital(view.shown)}" if view.shown else words
        return TabView("tree", words, name, stage_sign(view), "", stage_colour(view))
    if look.next_fact is None:
        return TabView("tree", words, words)
    return TabView("tree", words, f"{words}, {look.words('tabs.sign.asked')}", "asked")


def _sign(look: Look, tab: Tab) -> tuple[TabSign, str]:
    if tab == "advice":
        doubts = len(open_doubts(look))
        return ("doubt", str(doubts)) if doubts else ("", "")
    if tab == "decision":
        if look.state.tree_id in look.state.drafts_here or WHOLE_CASE in look.state.drafts_here:
            return "draft", ""
        return _decided_sign(look), ""
    return "", ""


def _decided_sign(look: Look) -> TabSign:
    """A tick only for a decision that follows the advice as it is now."""
    decision = in_force(look)
    if decision is not None and (found := look.since(decision)) in OVERTAKEN:
        return "apart" if found in APART else "overtaken"
    if decision is None:
        return ""
    sign = decision_sign(look, decision)
    return "asked" if sign == "?" and not look.older(decision) else OF_DECISION[sign]


def foot_view(look: Look) -> FootView:
    """What was decided last or is half written, else what is asked or advised in the tree in sight; below it what the
    keys answer, or what that tree advises."""
    view, asked = line_view(look), asked_line(look)
    if view.tone != "muted":
        kept = look.words("patient.did.deviate", what="").strip()
        return FootView(view.outcome, asked or advised_now(look), view.sign, TONES[view.tone], kept)
    return FootView(asked or advised_now(look), view.outcome)
