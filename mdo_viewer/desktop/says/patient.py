"""What the window says of the patient: the line above the strip, the parts of the facts, the other places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from mdo_viewer.desktop.says.blocks import Block, Item, Press, Say
from mdo_viewer.desktop.says.decided import (
    DecisionSign,
    abouts_words,
    decided_short,
    decision_sign,
    known_stages,
    limit_passed,
)
from mdo_viewer.desktop.says.done import heading_there
from mdo_viewer.desktop.says.doubtful import open_doubts
from mdo_viewer.desktop.says.held import point_name, urgent_words
from mdo_viewer.desktop.says.steps import about_words
from mdo_viewer.desktop.state.commands import cap_of
from mdo_viewer.desktop.state.journeys import journey_of
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.guideline.library import shipped_packs
from mdo_viewer.meeting.advice_then import APART, OVERTAKEN, Since, is_older, leaves_choice, since
from mdo_viewer.meeting.case import Case, Decision, with_site
from mdo_viewer.meeting.limits.therapy import treated_here
from mdo_viewer.meeting.main_tree import on_paper, stands_for
from mdo_viewer.reasoning.results import Stage

#: So many signs of a guideline stand beside a place.
SHORT: Final = 8
#: What became of a patient: nothing yet, decided, decided otherwise or overtaken, or half written.
LineTone: TypeAlias = Literal["muted", "green", "amber", "draft"]
#: What stands before it: the sign that the strip has, the gravest amber one of several places first.
LineSign: TypeAlias = DecisionSign | Literal["", "pencil"]
AMBER: Final[tuple[DecisionSign, ...]] = ("against", "deviates", "?")
TONES: Final[dict[LineSign, LineTone]] = {"": "muted", "decided": "green", "pencil": "draft"}


class LineView(Struct, frozen=True):
    """The line of the patient: its key, its places with their keys and their `chips` in short, what was asked and
    noted, what fits badly together, the limit that presses most, and what was decided so far. The window and the room
    show the same.

    `head` and `decided` are one sentence, of which the first part is bold. `urgent` is said of evidence alone, of all
    places; `announced` that whoever sent the patient called it urgent. `came` is the way back to the guideline that led
    here, `guideline` the one that a new patient is read by, while another may be chosen; each empty where there is
    none. Of several places the line says what was decided at each, by its name: that of the place in sight first.
    """

    key: str
    came: str
    guideline: str
    places: tuple[str, ...]
    chips: tuple[str, ...]
    caps: tuple[str, ...]
    shown: int
    question: str
    remark: str
    doubts: str
    urgent: str
    announced: str
    head: str
    decided: str
    tone: LineTone
    sign: LineSign

    @property
    def outcome(self) -> str:
        """What was decided so far, whole."""
        return f"{self.head} {self.decided}".strip()


def line_view(look: Look) -> LineView:
    """What the line says of the patient that is shown; what all trees say is waited for only where it is known."""
    state, words = look.state, look.words
    case, several = state.case, len(state.places) > 1
    # Before all else: it works out every place, so that what stands at each is said of what it says at this minute.
    pressing = urgent_words(look) if look.knows("stages") else ""
    head, decided, sign = _here(look, case)
    if several:
        others = [state.cases[at] for at in state.document.beside(state.current)]
        signs = {sign, *(_here(look, other)[2] for other in others)}
        amber: tuple[LineSign, ...] = (*(each for each in AMBER if each in signs), "")
        sign = sign if sign == "pencil" else amber[0]  # a tick would be of which place?
        said = f"{point_name(look, case)}: {f'{head} {decided}'.strip()}"
        head, decided = "", " · ".join((said, *(_there(look, other) for other in others)))
    doubts = len(open_doubts(look))
    named = several or case.site
    return LineView(
        key=case.case,
        came=came_words(look),
        guideline=_choosable(look),
        places=tuple(point_name(look, state.cases[at]) for at in state.places) if named else (),
        chips=tuple(_chip(look, state.cases[at]) for at in state.places) if named else (),
        caps=tuple(cap_of(f"place:{key}", words) for key in _keys(len(state.places))),
        shown=state.places.index(state.current),
        question=case.question or words("agenda.no_question"),
        remark=" ".join((case.notes or "").split()),
        doubts=words.count("patient.doubts", doubts) if doubts else "",
        urgent=pressing,
        announced=words("patient.announced") if case.urgent and not pressing else "",
        head=head,
        decided=decided,
        tone=_tone(sign),
        sign=sign,
    )


def _tone(sign: LineSign) -> LineTone:
    return "amber" if sign in AMBER else TONES[sign]


def _chip(look: Look, case: Case) -> str:
    """`T8 · Wervel…`: the name in short, of which the place is never cut."""
    site, _parted, guideline = point_name(look, case).rpartition(" · ") if case.site else ("", "", "")
    if not site:
        return point_name(look, case)
    return f"{site} · {guideline if len(guideline) <= SHORT else guideline[: SHORT - 1].rstrip() + '…'}"


def came_words(look: Look) -> str:
    """`van: Wervelmetastasen, boom 1`: the guideline and tree that led to the one in sight; empty where none did."""
    came = look.state.came_from
    if came is None:
        return ""
    pack = look.state.pack_of(look.state.cases[came[0]])
    return look.words("patient.came", title=look.text(pack.title), n=pack.trees_by_id[came[1]].number)


def _choosable(look: Look) -> str:
    """The guideline of a patient of whom nothing was answered; empty of any other, and where there is one alone."""
    if len(shipped_packs()) < 2 or not look.state.may_read_otherwise:
        return ""
    return look.words("patient.guideline", title=look.text(look.pack.title))


def _here(look: Look, case: Case) -> tuple[str, str, LineSign]:
    """What stands for a place in one line: its bold beginning, the rest, and its sign. A decision that is half
    written comes before one that is recorded."""
    draft = _half_written(look, case)
    if draft:
        return look.words("patient.draft"), look.words("patient.draft.of", about=draft), "pencil"
    stages = known_stages(look, case) or ()
    decision, treated = stands_for(look.state.pack_of(case), case, stages), _treated(look, case, stages)
    if decision is None:
        return "", f"{look.words('patient.undecided')}{treated}", ""
    signs = {_sign(look, case, each) for each in case.decisions}
    sign: LineSign = next((each for each in AMBER if each in signs), "decided")
    return _head(look, case, decision), f"{decided_short(look, decision, case)}{treated}", sign


def _treated(look: Look, case: Case, stages: tuple[Stage, ...]) -> str:
    """`; al behandeld: operatie di 24 nov 18:00`, as the head of the page has it; empty where nothing is filled in."""
    if not stages:
        return ""
    pack = look.state.pack_of(case)
    said = treated_here(pack, case, on_paper(pack, case, stages), look.now, look.saying)
    return f"; {said}" if said else ""


def _sign(look: Look, case: Case, decision: Decision) -> DecisionSign:
    """The sign of a decision; of another place than that in sight it is told by what is worked out already."""
    if _is_overtaken(look, case, decision):
        return "against"
    if case is look.state.case:
        return decision_sign(look, decision)
    if limit_passed(look, decision) is not None:
        return "against"
    if decision.kind == "deviate":
        return "deviates"
    pack = look.state.pack_of(case)
    return "?" if is_older(pack, decision) or leaves_choice(pack, case, decision) else "decided"


def _half_written(look: Look, case: Case) -> str:
    """What the decisions are about of this place that are half written: `boom 9`."""
    id = next(point.id for point in look.state.document.points if point.case is case)
    return ", ".join(about_words(look, about, case) for point, about in look.state.drafts if point == id)


def _there(look: Look, case: Case) -> str:
    """`L2–L3: Radiotherapie is eerste keus, nog geen besluit`; without the advice until that is worked out."""
    words, name = look.words, point_name(look, case)
    if case.decisions or _half_written(look, case):
        return f"{name}: {_decided(look, case)}"
    pack, open_ = look.state.pack_of(case), words("patient.undecided")
    stages = known_stages(look, case)
    if stages is None:
        return f"{name}: {open_}"
    return f"{name}: {heading_there(look, case, on_paper(pack, case, stages), stages)}, {open_}"


def _decided(look: Look, case: Case) -> str:
    """What `_here` says, without its sign."""
    head, rest, _sign_of = _here(look, case)
    return f"{head} {rest}".strip()


def _head(look: Look, case: Case, decision: Decision) -> str:
    """`Besluit boom 9 (+ 2 andere):`, of which is said what was decided on tree 9 alone; what is overtaken, and which
    others deviate, comes first, where nothing is cut, and is not counted among the others."""
    tree, words, pack = look.state.pack_of(case).trees_by_id.get(decision.tree), look.words, look.state.pack_of(case)
    about = words("patient.about_whole") if tree is None else words("patient.about", n=tree.number)
    others = [each for each in case.decisions if each is not decision]
    over = [each.tree for each in others if _is_overtaken(look, case, each)]
    deviating = [each.tree for each in others if each.kind == "deviate" and each.tree not in over]
    more = len(others) - len(over) - len(deviating)
    said = words("patient.decided", about=words.count("patient.more", more, about=about) if more else about)
    if deviating:
        said = words("patient.deviating.others", about=abouts_words(pack, deviating, words), said=said)
    if _since(look, case, decision) in APART:
        return words("patient.apart", said=said)
    if _is_overtaken(look, case, decision):
        return words("patient.overtaken", said=said)
    return words("patient.overtaken.others", about=abouts_words(pack, over, words), said=said) if over else said


def _is_overtaken(look: Look, case: Case, decision: Decision) -> bool:
    """Whether the trees say something else now; no while that is not worked out."""
    return _since(look, case, decision) in OVERTAKEN


def _since(look: Look, case: Case, decision: Decision) -> Since | None:
    pack = look.state.pack_of(case)
    stages = known_stages(look, case)
    return None if stages is None else since(pack, case, decision, stages)


def _keys(count: int) -> Iterable[str]:
    return (f"Alt+{n}" for n in range(1, min(count, 9) + 1))


def asked_of(look: Look) -> str:
    """The head above the buttons of the decision, with the place that it is about, and the guideline where the patient
    stands in several."""
    several = len(look.state.places) > 1
    return with_site(look.words("decision.ask"), point_name(look, look.state.case) if several else look.state.case.site)


# --- the facts


def parted(look: Look, rows: tuple[str, ...]) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The rows as they stand, and before which of them a head: with several places first what is of the patient, then
    what is of this place."""
    words, state = look.words, look.state
    count = len(state.own_places)
    if count == 1:
        return [*rows], ()
    patient = [row for row in rows if look.fact(row).of == "patient"]
    place = [row for row in rows if look.fact(row).of == "place"]
    all_places = words("facts.of_patient_both") if count == 2 else words("facts.of_patient_all", n=count)
    heads = ((patient, all_places), (place, words("facts.of_place", site=state.case.site or "")))
    return [*patient, *place], tuple((group[0], said) for group, said in heads if group)


# --- the other places


def place_blocks(look: Look, *, later: bool) -> tuple[Block, ...]:
    """The other places of the patient, a grey card each: what is said there, what was decided, and the way to it. No
    card of the place in sight looks so. What is slow to work out comes `later`."""
    state = look.state
    return tuple(_place_block(look, number, at, later) for number, at in enumerate(state.places) if at != state.current)


def _place_block(look: Look, number: int, at: int, later: bool) -> Block:
    words, case = look.words, look.state.cases[at]
    site, pack = point_name(look, case), look.state.pack_of(case)
    head = "place.other" if case.pack == look.state.case.pack else "place.guideline"
    items: list[Item] = [Say(words(head, site=site), "kicker")]
    stages = journey_of(pack, case, look.now) if later else known_stages(look, case)
    if stages is not None:
        items += _said_there(look, case, stages)
    items.append(Say(f"{site}: {_decided(look, case)}", "muted"))
    if number < 9:
        command = f"place:Alt+{number + 1}"
        items.append(Press(words("place.go", site=site), command, "plain", cap_of(command, words)))
    return Block(f"place:{number}", "grey", tuple(items))


def _said_there(look: Look, case: Case, stages: tuple[Stage, ...]) -> Iterable[Item]:
    """The tree with which the page of that place opens, with its advice."""
    stage = on_paper(look.state.pack_of(case), case, stages)
    tree = stage.advice.tree
    yield Say(heading_there(look, case, stage, stages))
    yield Say(f"{look.words('advice.tree', n=tree.number)}, {look.text(tree.title)}", "muted")
