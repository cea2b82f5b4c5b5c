"""The projector as the laptop drives it: on and off, black, frozen, moved; and what it shows follows the session.

Two rules. Before anything else learns that another patient is on the laptop, a blank frame has been painted here. And
the picture of a patient is put up only when it is complete and that patient is still the one on the laptop.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from mdo_viewer.desktop.projector.awake import Awake
from mdo_viewer.desktop.projector.beam import Beam, Frozen, Placed
from mdo_viewer.desktop.projector.content import Content, content_of, who_is, without
from mdo_viewer.desktop.projector.host import ProjectorHost
from mdo_viewer.desktop.projector.page import Page, lay_page
from mdo_viewer.desktop.projector.reading_test import lay_room
from mdo_viewer.desktop.projector.reminder import Reminder
from mdo_viewer.desktop.projector.screens import Screen, beside, choose, find, number
from mdo_viewer.desktop.projector.window import BLACK, BLANK, Frame, ProjectorWindow
from mdo_viewer.desktop.state.look import Look
from mdo_viewer.desktop.widgets.timers import once

#: How long the projector stays blank between two patients, ms: long enough to be seen over a slow wireless link too.
HOLD = 120
#: How long it stays blank after a start, ms: whoever sees the wrong screen named can still stop it.
HOLD_START = 700


def screen_of(screen: QScreen) -> Screen:
    """A screen of Qt as a value."""
    area, ratio = screen.geometry(), screen.devicePixelRatio()
    return Screen(
        screen.name(),
        screen.manufacturer(),
        screen.model(),
        screen.serialNumber(),
        (area.x(), area.y(), area.width(), area.height()),
        (round(area.width() * ratio), round(area.height() * ratio)),
    )


def move(window: QWidget, screen: Screen) -> None:
    """A window to another screen, as large as it was where that fits."""
    state, large = window.windowState(), window.isMaximized() or window.isFullScreen()
    for other in QGuiApplication.screens():
        if screen_of(other) == screen:
            room = other.availableGeometry()
            if large:
                window.showNormal()
            window.setScreen(other)
            window.setGeometry(QRect(room.topLeft(), window.size().boundedTo(room.size())))
            if large:
                window.setWindowState(state)
            window.show()


class ScreenWatch(QObject):
    """Tells when screens come, go or change, as long as `parent` lives."""

    def __init__(self, parent: QObject, tell: Callable[[], None]) -> None:
        super().__init__(parent)
        self._tell = tell
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.added)
        app.screenRemoved.connect(self.changed)
        for screen in app.screens():
            screen.geometryChanged.connect(self.changed)

    def added(self, screen: QScreen) -> None:
        """A screen has come: tell it, and from now on when its place or size changes."""
        screen.geometryChanged.connect(self.changed)
        self._tell()

    def changed(self, _what: object = None) -> None:
        """A screen has gone, or has another place or size."""
        self._tell()


class Projector:
    """Made when first needed; lives as long as the laptop's window."""

    def __init__(self, host: ProjectorHost, laptop: QWidget) -> None:
        self._host, self._laptop = host, laptop
        self.beam = Beam()
        self.view: ProjectorWindow | None = None
        self.screen: Screen | None = None
        self.content: Content | None = None
        self._seen: Look | None = None  # what the content was made of
        self._page: tuple[Content | None, tuple[int, int], Page] | None = None
        self.awake = Awake()
        self.whole = False  # the room sees the whole tree in place of the way
        door = host.door
        self._soon, self._hold = once(laptop, door(self._compose)), once(laptop, door(self._compose))
        self.reminder = Reminder(host, laptop, lambda: self.beam)
        host.session.listeners.insert(0, self._guard)
        self._watch = ScreenWatch(laptop, door(self.follow_screens))

    # --- what the user does

    def toggle(self) -> None:
        """Start, or stop."""
        if self.beam.on:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Say where, then show: blank first."""
        settings = self._host.settings
        laptop, screens = self.laptop_screen(), self.screens()
        choice = choose(screens, laptop, settings.projector_screen, windowed=settings.projector_windowed)
        self.screen = choice.screen
        if choice.screen is not None:
            if not settings.projector_screen:
                self._host.change_settings(projector_screen=choice.screen.remembered)
            self._say("projector.starts", screen=self.screen_words(choice.screen))
        else:
            self._say(f"projector.window.{choice.why}")
        placed: Placed = "window" if choice.screen is None else "full"
        self.beam = self.beam.start(who_is(self._host.session.state), placed)
        self.awake.hold(self._host.look.words("projector.title"))
        self._open()
        self._hold.start(HOLD_START)
        self._tell()

    def stop(self) -> None:
        """Take the window away."""
        self._soon.stop()
        self._hold.stop()
        self.beam, self.whole = self.beam.stop(), False
        self.awake.let_go()
        self.content = self._seen = self._page = self.screen = None
        view = self.view
        self._hide()
        self.view = None
        if view is not None:
            view.deleteLater()
        self._tell()

    def black(self) -> None:
        """All black, at once; or back."""
        if self._off():
            return
        before = self.beam
        self.beam = before.toggle_black()
        self._show(at_once=True)
        if before.emptied and not self.beam.emptied:
            self._compose()

    def freeze(self) -> None:
        """Keep this picture while the laptop goes on; or show the present one."""
        if self._off():
            return
        content = self.content
        before = self.beam
        if content is not None or before.emptied:
            tree = 0 if content is None else content.tree
            self.beam = before.toggle_freeze(tree, self._host.now())
        if self.beam is before:
            self._say("projector.nothing_to_freeze")
        elif self.beam.frozen is not None:
            self._stand_still(self.beam.frozen)
            self._soon.stop()
            self.reminder.begin()
        else:
            self._blank() if before.elsewhere or before.emptied else self._compose()
        self._show()

    def _stand_still(self, frozen: Frozen) -> None:
        """The same picture, that says since when it stands still, and no time that goes on."""
        if self._seen is not None:
            self.content = self._content(self._seen, frozen.since)

    def show_whole(self) -> None:
        """The whole tree for the room, as far as the laptop has it folded or shows a part of it; or the way again."""
        if self._off():
            return
        self.whole = not self.whole
        key = "projector.whole.on" if self.whole else "projector.whole.off"
        shows = self.beam.shows
        self._say(f"{key}.{shows}" if shows in ("frozen", "black") else key)  # the room sees it only after that
        self.follow()

    def swap(self) -> None:
        """The laptop's window to the projector's screen, and the reverse; a screen that came in the place of the lost
        one is taken."""
        if self._off():
            return
        others = beside(self.screens(), self.laptop_screen())
        if self.beam.placed == "away" and others:
            self._use(others[0])
        elif self.beam.placed == "full" and self.screen is not None and self.screen in others:
            old, new = self.laptop_screen(), self.screen
            self._blank()
            self._hide()
            move(self._laptop, new)
            self._use(old)
        else:
            self._say("projector.one_screen")

    def test(self) -> None:
        """The page to test the room with, or back."""
        if not self.beam.on:
            self.start()
        self.beam = self.beam.toggle_test()
        self._show()

    def use(self, screen: Screen) -> None:
        """Choose this screen, now and from now on."""
        self._host.change_settings(projector_screen=screen.remembered, projector_windowed=False)
        if not self.beam.on or screen == self.screen:
            return
        if self.beam.placed == "window":
            self.stop()
            self.start()
        else:
            self._use(screen)

    def share(self) -> None:
        """Show in a window, now and from now on."""
        self._host.change_settings(projector_windowed=True)
        if self.beam.on and self.beam.placed != "window":
            self.stop()
            self.start()

    def escape(self) -> None:
        """Esc while the projector's window has the keyboard: close what is open on the laptop, else stop."""
        if self._host.has_open_part():
            self._host.call("escape")()
        else:
            self.stop()

    @property
    def holding(self) -> bool:
        """Whether the blank between two patients lasts."""
        return self._hold.isActive()

    def skip_pause(self) -> None:
        """Put the picture up now, without the blank that comes first: for pictures of the screens."""
        self._hold.stop()
        self._compose()

    # --- what the session does

    def _guard(self) -> None:
        """Told first of all: another patient blanks the projector before anything else is shown anywhere."""
        session, keep = self._host.session, self._host.settings.projector_keeps
        beam = self.beam.follow(who_is(session.state), keep=keep, by_step=session.stepped)
        if beam is self.beam:
            return
        if beam.frozen is not None:  # back at the patient of the picture nothing is to be told
            self.beam, self.reminder.note = beam, "projector.keeps" if beam.elsewhere else ""
            return
        if beam.emptied:
            self.reminder.note = "projector.stepped" if session.stepped else "projector.emptied"
        self.beam, self.content = beam, None
        self._blank()

    def _blank(self) -> None:
        """Blank at once, for a moment that can be seen."""
        self._soon.stop()
        self.beam = self.beam.wait()
        self._show(at_once=True)
        self._hold.start(HOLD)

    def follow(self) -> str:
        """The laptop shows a new state: draw it once the laptop is painted. What is to be told of that, or nothing."""
        if not self.beam.on:
            return ""
        said = self.reminder.take()
        if not self._hold.isActive() and self.beam.frozen is None:
            self._soon.start(0)
        return said

    def restyle(self) -> None:
        """Colours or settings have changed; what may not be seen any more goes from a frozen picture too."""
        settings = self._host.settings
        if self.beam.elsewhere and not settings.projector_keeps:
            self.beam, self.content = self.beam.leave(), None
            self._blank()
        elif self.content is not None:
            key, patient = settings.projector_key, settings.says_patient
            self.content = without(self.content, self._host.look.words, key=key, patient=patient)
        if self.view is not None:
            self._show()
            self.view.update()
        self.follow()

    def _compose(self) -> None:
        """Make the picture of the present patient, and put it up when it is complete."""
        if not self.beam.on or self.beam.emptied or self._hold.isActive():
            return
        host = self._host
        try:
            if self.beam.frozen is None or self.content is None:
                if host.look.state is not host.session.state:
                    raise RuntimeError("the laptop does not show the present state")
                self._seen, self.content = host.look, self._content(host.look)
            self._laid()
        except Exception:
            self.content = self._page = None
            self.beam = self.beam.fail()
            self._show(at_once=True)
            raise
        self.beam = self.beam.complete(self.content.who)
        self._name()
        self._show()

    def _content(self, look: Look, frozen: datetime | None = None) -> Content:
        """What is said of this look, as the settings have it."""
        settings = self._host.settings
        key, patient = settings.projector_key, settings.says_patient
        return content_of(look, key=key, patient=patient, whole=self.whole, frozen=frozen)

    def _laid(self) -> Page:
        """The page for the size that the window has now."""
        assert self.view is not None
        size = self.view.page_size()
        content = None if self.beam.testing else self.content
        if self._page is None or (self._page[0], self._page[1]) != (content, size):
            page = lay_room(self._host.look.words, *size) if content is None else lay_page(content, *size)
            self._page = content, size, page
        return self._page[2]

    def _show(self, *, at_once: bool = False) -> None:
        """Put up what the state of the projector says, and tell the laptop."""
        view, shows = self.view, self.beam.shows
        if view is not None:
            if shows == "black":
                view.put(BLACK, at_once=at_once)
            elif shows in ("blank", "nothing"):
                view.put(BLANK, at_once=at_once)
            else:
                frame = view.frame
                page = self._laid()
                who = None if shows == "test" or self.content is None else self.content.who
                if frame.page is not page or frame.who != who:
                    view.put(Frame("page", who, page), at_once=at_once)
        self._tell()

    def _tell(self) -> None:
        """What the laptop says of the projector; what was told of a frozen or blank picture goes with it."""
        self.reminder.follow()
        self._host.show_beam()

    # --- screens

    def screens(self) -> tuple[Screen, ...]:
        """All screens, the laptop's among them, in the order of the system."""
        return tuple(screen_of(screen) for screen in QGuiApplication.screens())

    def laptop_screen(self) -> Screen:
        """The screen that the laptop's window is on."""
        return screen_of(self._laptop.screen())

    def screen_words(self, screen: Screen) -> str:
        """`Beeld 2 – beamer: 1920×1080`."""
        at = number(self.screens(), self.laptop_screen(), screen)
        width, height = screen.pixels
        return self._host.look.words("projector.screen", n=at, name=screen.said, width=width, height=height)

    def _open(self) -> None:
        """A new window at its place, blank."""
        self.view = view = ProjectorWindow(
            self._laptop, partial(self._host.press, first="room"), self._host.make_shortcuts
        )
        self._name()
        view.setWindowIcon(self._laptop.windowIcon())
        view.resized.connect(self._host.door(self._resized))
        view.closed.connect(self._host.door(self._closed))
        if self.screen is None:
            room = self._laptop.screen().availableGeometry()
            wide = min(1280, room.width() * 3 // 4, room.height() * 4 // 3)
            view.resize(wide, wide * 9 // 16)
            view.show()
            self._laptop.raise_()  # to share, not to cover the only screen there is
            self._laptop.activateWindow()
        else:
            self._fill()

    def _name(self) -> None:
        """Title and accessible name: never anything of a patient."""
        name = self._host.look.words("projector.title")
        if self.view is not None and self.view.windowTitle() != name:
            self.view.setWindowTitle(name)
            self.view.setAccessibleName(name)

    def _fill(self) -> None:
        """The window over the whole of its screen; the keyboard stays on the laptop."""
        if self.view is None or self.screen is None:
            return
        typing = self._laptop.isActiveWindow()
        for screen in QGuiApplication.screens():
            if screen_of(screen) == self.screen:
                self.view.setScreen(screen)
        self.view.fill(QRect(*self.screen.area))
        if typing:
            self._laptop.activateWindow()

    def _hide(self) -> None:
        """Take the window off its screen; the keyboard goes back to the laptop."""
        view = self.view
        if view is not None:
            typing = view.isActiveWindow()
            view.hide()
            if typing:
                self._laptop.activateWindow()

    def _use(self, screen: Screen) -> None:
        """Go to this screen, blank first, and remember it."""
        self.screen = screen
        self.beam = self.beam.move("full")
        self._show()
        self._hide()
        self._fill()
        self._hold.start(HOLD_START)
        self._host.change_settings(projector_screen=screen.remembered)
        self._say("projector.starts", screen=self.screen_words(screen))

    def follow_screens(self) -> None:
        """Its screen went, came back or changed; another screen is never taken without being asked."""
        self._tell()
        if not self.beam.on or self.beam.placed == "window" or self.screen is None:
            return
        others = beside(self.screens(), self.laptop_screen())
        found = find(others, self.screen.remembered)
        if found is None:
            if self.beam.placed != "away":
                self._lose()
            elif others:
                self._say("projector.other_screen", screen=self.screen_words(others[0]))
            return
        if self.beam.placed == "away" or found != self.screen:
            returned = self.beam.placed == "away"
            self.screen = found
            self.beam = self.beam.move("full")
            self._show(at_once=True)
            self._fill()
            self._hold.start(HOLD)
            if returned:
                self._say("projector.back", screen=self.screen_words(found))

    def _lose(self) -> None:
        """Hide; it must not jump to the laptop."""
        self._soon.stop()
        self._hold.stop()
        self.beam = self.beam.move("away")
        self._show()
        self._hide()
        self._say("projector.gone")

    def _resized(self) -> None:
        if self.beam.shows in ("picture", "frozen", "test"):
            self._show()

    def _closed(self) -> None:
        if self.beam.on:
            self.stop()

    # --- saying

    def _off(self) -> bool:
        """Whether it is off; then the user is told how to start."""
        if not self.beam.on:
            self._say("projector.is_off")
        return not self.beam.on

    def _say(self, key: str, **values: object) -> None:
        self._host.say(self._host.look.words(key, **values))
