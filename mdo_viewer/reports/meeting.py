"""A whole meeting as one summary: its agenda, what was decided, what is left to do, and the summary of each patient."""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from mdo_viewer import __version__
from mdo_viewer.drawing.picture import Picture
from mdo_viewer.guideline.model import Language, Pack
from mdo_viewer.guideline.values import replace
from mdo_viewer.guideline.wording import capital, uncapital
from mdo_viewer.meeting.case import WHOLE_CASE, Action, Case
from mdo_viewer.meeting.choosing import as_read, as_ticked, journey_of_case, not_compared
from mdo_viewer.meeting.confirming import others_of
from mdo_viewer.meeting.document import Document, Point
from mdo_viewer.meeting.limits.therapy import TherapyLimit, therapy_limits
from mdo_viewer.meeting.packs import pack_of
from mdo_viewer.meeting.tally import counted, how_decided, left_of
from mdo_viewer.meeting.to_do import is_passed_by
from mdo_viewer.reasoning.deadlines import LAST, ZONE, by_urgency, is_later
from mdo_viewer.reasoning.results import Stage
from mdo_viewer.reports.board import page_picture
from mdo_viewer.reports.deadlines import about_limit, deadline_line, deadlines_of
from mdo_viewer.reports.meeting_model import AgendaLine, GuidelineLine, MeetingSummary, TodoLine
from mdo_viewer.reports.model import Foot, Summary, TaskLine
from mdo_viewer.reports.summary import attendee_names, summarise_stages
from mdo_viewer.reports.tasks import action_past, checks_left, decision_said, moment_of, orders_left, said_by, when_said
from mdo_viewer.reports.wording import Paper, guideline_line

#: Where what is not to be done stands among moments, and what has to be done at once after it.
_BARRED: Final = datetime.min.replace(tzinfo=UTC)
_FIRST: Final = _BARRED + timedelta(days=1)


def summarise_meeting(
    home: Pack,
    document: Document,
    now: datetime,
    language: Language,
    *,
    pictures: bool = False,
    later: bool = True,
    drafts: Collection[tuple[int, str]] = (),
) -> MeetingSummary:
    """The meeting as of `now` (aware), each patient by its guideline, or by `home`, that of the meeting. Limits are
    those of now, also of a patient who was discussed before: one that has passed since is said to have.

    `pictures` draws the way of each patient too; `later`: with the statements from after the guideline; `drafts`: the
    decisions that wait half written, the id of a point with what each is about. Raises Contradiction when facts cannot
    be true together.
    """
    made = gather(home, document, now, language, pictures=pictures, later=later, drafts=drafts)
    while True:
        try:
            next(made)
        except StopIteration as end:
            found: MeetingSummary = end.value
            return found


def gather(
    home: Pack,
    document: Document,
    now: datetime,
    language: Language,
    *,
    pictures: bool,
    later: bool = True,
    drafts: Collection[tuple[int, str]] = (),
) -> Generator[int, None, MeetingSummary]:
    """`summarise_meeting` a patient at a time: yields how many are done, so that it can be shown, and given up."""
    paper = Paper.at(language, now)
    cases: list[Summary] = []
    drawn: list[Picture | None] = []
    todo: list[tuple[datetime, TodoLine]] = []
    for at in range(len(document.points)):
        yield at
        case = document.on_paper(at)
        pack = pack_of(home, case)
        read = as_ticked(pack, as_read(pack, case), now)
        stages = journey_of_case(pack, case, now)
        others = others_of(document, at)
        about = document.about
        apart = not_compared(home, (case, *others), now)
        waiting = [what for id, what in drafts if id == document.points[at].id]
        cases.append(
            summarise_stages(
                pack,
                case,
                now,
                language,
                stages,
                later=later,
                others=others,
                meeting=about,
                apart=apart,
                drafts=waiting,
            )
        )
        drawn.append(page_picture(pack, read, stages, now, language) if pictures else None)
        todo += _todo(pack, read, stages, now, paper, cases[-1].tasks)
        left, limits = orders_left(pack, read, stages, cases[-1].tasks, now, paper), therapy_limits(read, stages, now)
        own = paper.where_decides(pack.decides)
        todo += (_task("decision", each, cases[-1], now, own, limits) for each in cases[-1].tasks)
        todo += (_task("order", each, cases[-1], now, own, limits) for each in left)
        checks = checks_left(pack, read, stages, cases[-1].tasks, now, paper)
        todo += (_task("order", each, cases[-1], now, own, limits) for each in checks)
    lines = tuple(line for _, line in sorted(todo, key=lambda each: each[0]))
    return _whole(home, document, now, paper, tuple(cases), lines, tuple(drawn))


def _example_mark(cases: tuple[Summary, ...], paper: Paper) -> str:
    """What the front says of examples: the whole is one where every patient is, else how many are. Their own pages say
    so besides."""
    made_up = {each.key: each for each in cases if each.example}
    real = {each.key for each in cases if not each.example}
    if not made_up:
        return ""
    if not real:
        return next(each.example_mark for each in made_up.values())
    return paper.words.count("meeting.examples", len(made_up), m=len({*made_up, *real}))


def _whole(
    home: Pack,
    document: Document,
    now: datetime,
    paper: Paper,
    cases: tuple[Summary, ...],
    todo: tuple[TodoLine, ...],
    pictures: tuple[Picture | None, ...],
) -> MeetingSummary:
    about, language, unknown = document.about, paper.language, paper("unknown")
    day = about.day or now.astimezone(ZONE).date()
    packs = tuple(dict.fromkeys(pack_of(home, case) for case in document.cases))
    return MeetingSummary(
        language=language,
        example_mark=_example_mark(cases, paper),
        title=paper("meeting.title", day=paper.day_in_full(day)),
        day=day.isoformat(),
        kind=about.kind or unknown,
        chair=about.chair or unknown,
        attendees=attendee_names(about.attendees) or (unknown,),
        counts=counted(home, document),
        agenda=tuple(
            _agenda_line(home, number, document.points[at], cases[at], paper, beside=at != places[0])
            for number, places in enumerate(document.patients, 1)
            for at in places
        ),
        todo=todo,
        cases=cases,
        foot=Foot(
            key=paper("meeting.short"),
            guideline="; ".join(_dated(pack, paper) for pack in packs),
            tree=paper("meeting.trees", version=", ".join(pack.version for pack in packs)),
            program=f"MDO Viewer {__version__}",
            disclaimer=_once(pack.disclaimer(language) for pack in packs),
            review=" ".join(filter(None, (paper.review(pack, now) for pack in packs))),
        ),
        guidelines=tuple(_guideline(pack, paper) for pack in packs),
        made_at=now.astimezone(ZONE).isoformat(timespec="seconds"),
        pictures=pictures,
    )


def _once(texts: Iterable[str]) -> str:
    """The texts with every sentence once: guidelines say much the same of themselves."""
    return " ".join(dict.fromkeys(part for text in texts for part in re.split(r"(?<=\.)\s+(?=[A-Z])", text)))


def _dated(pack: Pack, paper: Paper) -> str:
    return guideline_line(pack, paper)


def _guideline(pack: Pack, paper: Paper) -> GuidelineLine:
    language, sources = paper.language, (source for tree in pack.trees for source in tree.source)
    said = _dated(pack, paper)
    evidence = paper.evidence(pack, sources)
    return GuidelineLine(pack.id, pack.title(language), pack.version, said, evidence, pack.disclaimer(language))


def meeting_file_name(document: Document, now: datetime, what: str, ending: str) -> str:
    """A name without patient data, `MDO_2026-11-24_agenda.pdf`; `what` is its last word, `ending` has no dot."""
    day = document.about.day or now.astimezone(ZONE).date()
    return f"MDO_{day.isoformat()}_{what}.{ending}"


def _agenda_line(home: Pack, number: int, point: Point, case: Summary, paper: Paper, *, beside: bool) -> AgendaLine:
    return AgendaLine(
        number,
        case.key,
        case.question,
        point.case.urgent,
        _standing_said(home, point, paper),
        "; ".join(_decided(case, paper)),
        case.site,
        beside,
        case.pack,
        case.beside,
    )


def _decided(case: Summary, paper: Paper) -> Iterator[str]:
    """What was decided, what stands for the patient first; with the tree where there are several."""
    numbers = {tree.id: tree.number for tree in (case.main, *case.trees)}
    lines = case.decisions
    for line in lines:
        said = decision_said(line, paper)
        if len(lines) == 1:
            yield said
        elif line.tree == WHOLE_CASE:
            yield f"{paper('on_whole_short')}: {said}"
        else:
            yield f"{paper('tree')} {numbers.get(line.tree, line.tree)}: {said}"


def _standing_said(home: Pack, point: Point, paper: Paper) -> str:
    """What became of a patient, with the trees that are still open and the decisions that are overtaken."""
    said, left, pack = paper(f"standing.{_standing(point)}"), left_of(home, point), pack_of(home, point.case)
    if left.trees:
        numbers = ", ".join(str(pack.trees_by_id[id].number) for id in left.trees)
        said = paper(f"standing.open_tree{'s' if len(left.trees) > 1 else ''}", standing=said, trees=numbers)
    for key, abouts in (("overtaken", left.turned), ("apart", left.apart)):
        if abouts:
            trees = [pack.trees_by_id.get(id) for id in abouts]
            about = ", ".join(paper("on_whole_short") if tree is None else paper.trees([tree.number]) for tree in trees)
            said = paper(f"standing.{key}", standing=said, about=uncapital(about))
    for key, waiting in (("stuck", left.stuck), ("asked", left.asked)):
        if waiting:
            numbers = ", ".join(str(pack.trees_by_id[id].number) for id in waiting)
            said = paper(f"standing.{key}{'s' if len(waiting) > 1 else ''}", standing=said, trees=numbers)
    return said


def _standing(point: Point) -> str:
    if point.standing == "deferred":
        return "deferred_decided" if point.case.decisions else "deferred"
    if point.case.decisions:
        return how_decided(point)
    return point.standing


def _todo(
    pack: Pack, case: Case, stages: tuple[Stage, ...], now: datetime, paper: Paper, tasks: tuple[TaskLine, ...]
) -> Iterator[tuple[datetime, TodoLine]]:
    """What is left to do for one patient, each with the moment by which it is sorted; not a limit that one of the tasks
    says."""
    guideline = pack.title(paper.language) if case.pack else ""
    for action in case.actions:
        moment, said = _action(action, case, now, paper)
        past = action_past(pack, case, action, stages, now, paper)
        yield moment, replace(said, about=past, pack=pack.id, guideline=guideline)
    for stage, limit in deadlines_of(stages, case, now):
        if limit.done is not None or (not limit.overtaken and is_passed_by(pack, stage, case)):
            continue
        line = deadline_line(pack, stage, limit.due, case, now, paper, overtaken=limit.overtaken)
        if said_by(line, tasks, paper) is not None:
            continue
        yield (
            by_urgency(limit.due, now)[0],
            TodoLine(
                "deadline",
                case.case,
                line.what,
                about_limit(line, paper),
                "",
                capital(line.when),
                line.state == "overdue",
                _remark(line.remark, paper),
                case.site or "",
                pack.id,
                guideline,
            ),
        )


def _task(
    kind: Literal["decision", "order"],
    task: TaskLine,
    of: Summary,
    now: datetime,
    paper: Paper,
    limits: Sequence[TherapyLimit],
) -> tuple[datetime, TodoLine]:
    """What the board decided to do, or what is advised: at once, before a moment that it named, or some time."""
    when, moment = capital(when_said(task, paper)), moment_of(task, limits, now)
    late = bool(task.ends) and is_later(now, datetime.fromisoformat(task.ends))
    if task.bars or task.at_once or task.apart:
        moment = _BARRED if task.bars and not (task.at_once or task.apart) else _FIRST
    return moment, TodoLine(
        kind, of.key, task.what, task.about, "", when, late, "", of.site, of.pack, of.beside, bool(task.bars)
    )


def _remark(remark: str, paper: Paper) -> str:
    """Without the word that stands apart already."""
    return remark.removeprefix(paper("overdue")).removeprefix(", ")


def _action(action: Action, case: Case, now: datetime, paper: Paper) -> tuple[datetime, TodoLine]:
    when = capital(paper.before(action.before)) if action.before else paper("meeting.no_moment")
    late = action.before is not None and is_later(now, action.before)
    moment = action.before.astimezone(UTC) if action.before else LAST
    who, site = action.who or paper("unknown"), case.site or ""
    return moment, TodoLine("action", case.case, action.what, "", who, when, late, "", site)
