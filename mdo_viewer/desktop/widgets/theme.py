"""Colours, sizes and fonts of the windows: the only place where they are chosen.

A colour is a token, such as `INK`; what it looks like is looked up when painting, in the scheme now worn. Text stands
at 7:1 or better on each ground it is used on, in every scheme (tests/desktop/widgets/test_theme.py). Spacing: steps of
8 px.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, Literal, TypeAlias, cast

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from mdo_viewer import win32
from mdo_viewer.desktop.says.tokens import (
    AMBER,
    AMBER_WASH,
    BLUE,
    BLUE_WASH,
    BROWN,
    FOCUS_ON_NIGHT,
    GREEN,
    GREEN_WASH,
    GREY_WASH,
    GROUND,
    HANDLE,
    INK,
    LINE,
    MUTED,
    NIGHT,
    NIGHT_INK,
    NIGHT_TEXT,
    ON,
    OTHER,
    OTHER_WASH,
    PAPER,
    RED,
    RED_WASH,
    STRONG_LINE,
    Token,
)
from mdo_viewer.drawing import colours
from mdo_viewer.drawing.colours import Inks

MAXIMIZED: Final = Qt.WindowState.WindowMaximized
FAMILY: Final = "Atkinson Hyperlegible"

SchemeName: TypeAlias = Literal["light", "dark", "contrast"]


class Scheme(Struct, frozen=True):
    """What every token looks like, `#RRGGBB` or `#AARRGGBB`, and the colours of the picture."""

    name: SchemeName
    colours: Mapping[str, str]
    inks: Inks


def _scheme(name: SchemeName, inks: Inks, ground: str, **others: str) -> Scheme:
    """A scheme: the tokens that window and picture share come from the picture's colours."""
    shared = {
        token: str(getattr(inks, token))
        for token in (INK, MUTED, BLUE, RED, PAPER, ON, BLUE_WASH, AMBER, AMBER_WASH, RED_WASH)
    }
    return Scheme(name, {**shared, GROUND: ground, **others}, inks)


LIGHT: Final = _scheme(
    "light",
    colours.LIGHT,
    ground="#F6F8FB",
    green="#14592F",
    brown="#5A3E00",
    line="#C3CCD9",
    strong_line="#7C8798",
    grey_wash="#EEF1F5",
    green_wash="#E9F6EE",
    other="#5A2A82",
    other_wash="#F4EDFA",
    night="#14213D",
    night_ink="#FFFFFF",
    night_text="#C9D4E8",
    night_line="#5B6B8C",
    night_hover="#2A3B60",
    focus_on_night="#FFD166",
    handle="#A9B4C4",
    veil="#9614213D",
)
DARK: Final = _scheme(
    "dark",
    Inks(
        ground="#121722",
        paper="#1A2130",
        on="#0B1220",
        ink="#F2F5FA",
        muted="#C2CAD8",
        dim="#B9C2D1",
        blue="#9CC2FF",
        blue_wash="#1B2C4A",
        amber="#E0A030",
        amber_wash="#38290B",
        amber_band="#553F10",
        red="#FFB4A0",
        red_wash="#44190F",
        line="#8793A8",
        pale_line="#566177",
    ),
    ground="#121722",
    green="#8FDDB0",
    brown="#F2C879",
    line="#3A4559",
    strong_line="#8793A8",
    grey_wash="#252E40",
    green_wash="#12331F",
    other="#DDB8FF",
    other_wash="#33204A",
    night="#0A0F1C",
    night_ink="#FFFFFF",
    night_text="#C9D4E8",
    night_line="#66769A",
    night_hover="#24314F",
    focus_on_night="#FFD166",
    handle="#66728A",
    veil="#B4000000",
)
CONTRAST: Final = _scheme(
    "contrast",
    Inks(
        ground="#FFFFFF",
        paper="#FFFFFF",
        on="#FFFFFF",
        ink="#000000",
        muted="#1F1F1F",
        dim="#2B2B2B",
        blue="#002F8F",
        blue_wash="#FFFFFF",
        amber="#7A4B00",
        amber_wash="#FFFFFF",
        amber_band="#FFE7A3",
        red="#7A0000",
        red_wash="#FFFFFF",
        line="#3C3C3C",
        pale_line="#6B6B6B",
    ),
    ground="#FFFFFF",
    green="#00401A",
    brown="#4A3200",
    line="#4A4A4A",
    strong_line="#1F1F1F",
    grey_wash="#FFFFFF",
    green_wash="#FFFFFF",
    other="#4A1470",
    other_wash="#FFFFFF",
    night="#000000",
    night_ink="#FFFFFF",
    night_text="#F0F0F0",
    night_line="#D0D0D0",
    night_hover="#303030",
    focus_on_night="#FFD166",
    handle="#3C3C3C",
    veil="#C8000000",
)
SCHEMES: Final[Mapping[str, Scheme]] = {scheme.name: scheme for scheme in (LIGHT, DARK, CONTRAST)}

#: (text, ground) pairs that occur; the contrast test reads them.
TEXT_PAIRS: Final = (
    *((ink, ground) for ink in (INK, MUTED, BLUE, RED) for ground in (PAPER, GROUND, BLUE_WASH, AMBER_WASH, GREY_WASH)),
    (INK, RED_WASH),
    (RED, RED_WASH),
    (MUTED, RED_WASH),
    (GREEN, PAPER),
    (GREEN, GROUND),
    (GREEN, GREEN_WASH),
    (GREEN, BLUE_WASH),
    (INK, GREEN_WASH),
    (MUTED, GREEN_WASH),
    (BROWN, AMBER_WASH),
    (OTHER, PAPER),
    (OTHER, GROUND),
    (INK, OTHER_WASH),
    (NIGHT_INK, NIGHT),
    (NIGHT, NIGHT_INK),
    (NIGHT_TEXT, NIGHT),
    (ON, BLUE),
    (ON, MUTED),
    (ON, GREEN),
    (ON, RED),
    (ON, BROWN),
    (FOCUS_ON_NIGHT, NIGHT),
)

BASE: Final = 15
SMALL: Final = 13
STEP: Final = 8
BUTTON_HEIGHT: Final = 36  # as painted
TOUCH: Final = 44  # as touched: what a button or field takes, with room above and below what is painted
#: The description of what needs none: where there is none at all Qt takes the tip.
NO_MORE: Final = " "
INSET: Final = (TOUCH - BUTTON_HEIGHT) // 2
RADIUS: Final = 6
SCROLL_BAR: Final = 12
ITEM_PAD: Final = (8, 7)  # beside and above the text of a list's line
FOCUS_WIDTH: Final = 3
#: The classes of widgets that have a font of their own on Windows.
OWN_FONTS: Final = ("QMenu", "QMessageBox", "QTipLabel", "QStatusBar", "QAbstractItemView", "QDockWidgetTitle")


class _Worn:
    """What the windows wear now: one application has one theme."""

    scheme: Scheme = LIGHT
    text_size: int = 100  # percent
    key_said: str = "{}"
    moves: bool = False


def scheme() -> Scheme:
    """The scheme now worn."""
    return _Worn.scheme


def inks() -> Inks:
    """The colours of the picture in the scheme now worn."""
    return _Worn.scheme.inks


def colour(token: Token) -> QColor:
    """A token's colour in the scheme now worn; KeyError for an unknown one."""
    return _made(_Worn.scheme.colours[token])


@cache
def _made(text: str) -> QColor:
    return QColor(text)


def drawn_colour(text: str) -> QColor:
    """The colour of a `#RRGGBB` from `inks()`, made once; not to be changed."""
    return _made(text)


#: The longest that anything moves on its own, ms.
MOTION: Final = 160


def motion() -> int:
    """How long a transition takes, ms; 0 when nothing should move."""
    return MOTION if _Worn.moves else 0


def style_sheet() -> str:
    """The one style sheet, in the scheme now worn."""
    c = _Worn.scheme.colours
    return f"""
QLineEdit, QPlainTextEdit {{
    background: {c[PAPER]}; color: {c[INK]}; border: 1px solid {c[STRONG_LINE]}; border-radius: {RADIUS}px;
    padding: 5px 9px; placeholder-text-color: {c[MUTED]};
    selection-background-color: {c[BLUE]}; selection-color: {c[ON]};
}}
QLineEdit {{ margin: {INSET}px 0; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {FOCUS_WIDTH}px solid {c[BLUE]}; padding: 3px 7px; }}
QListWidget {{
    background: {c[PAPER]}; color: {c[INK]}; border: 1px solid {c[LINE]}; border-radius: {RADIUS}px; padding: 4px;
}}
QListWidget:focus {{ border: {FOCUS_WIDTH}px solid {c[BLUE]}; padding: 2px; }}
QListWidget::item {{ padding: {ITEM_PAD[1]}px {ITEM_PAD[0]}px; }}
QListWidget::item:selected {{ background: {c[BLUE]}; color: {c[ON]}; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {SCROLL_BAR}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {SCROLL_BAR}px; margin: 0; }}
QScrollBar::handle {{ background: {c[HANDLE]}; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {c[STRONG_LINE]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {c[PAPER]}; color: {c[INK]}; border: 1px solid {c[STRONG_LINE]}; padding: 6px; }}
QMenu {{ background: {c[PAPER]}; color: {c[INK]}; border: 1px solid {c[STRONG_LINE]}; padding: 4px;
    menu-scrollable: 1; }}
QMenu::item {{ padding: 8px 24px; }}
QMenu::item:selected {{ background: {c[BLUE]}; color: {c[ON]}; }}
"""


def text_size() -> int:
    """The size of the windows' text, in percent."""
    return _Worn.text_size


def px(length: float) -> int:
    """A length of the windows, given in px at text size 100 %, at the text size now chosen. Not for the graph."""
    return round(length * _Worn.text_size / 100)


def units(length: float) -> float:
    """How long a length in px is at text size 100 %: what decides whether something fits beside something else."""
    return length * 100 / _Worn.text_size


def font(size: int = BASE, *, bold: bool = False) -> QFont:
    """The font of the window, `size` px at text size 100 %."""
    return _font(px(size), bold)


@cache
def _font(pixels: int, bold: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # else it is wider on Windows, and lines break
    return made


def drawn_font(size: float, *, bold: bool) -> QFont:
    """The font of the graph: laid out from tables, so without kerning and without hinting at any zoom."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setBold(bold)
    made.setKerning(False)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def palette() -> QPalette:
    """The palette that every widget starts from, in the scheme now worn."""
    made = QPalette()
    role = QPalette.ColorRole
    roles: tuple[tuple[QPalette.ColorRole, Token], ...] = (
        (role.Window, GROUND),
        (role.WindowText, INK),
        (role.Base, PAPER),
        (role.AlternateBase, GROUND),
        (role.Text, INK),
        (role.Button, PAPER),
        (role.ButtonText, INK),
        (role.Highlight, BLUE),
        (role.HighlightedText, ON),
        (role.ToolTipBase, PAPER),
        (role.ToolTipText, INK),
        (role.PlaceholderText, MUTED),
        (role.Link, BLUE),
    )
    for part, token in roles:
        made.setColor(part, colour(token))
    disabled = QPalette.ColorGroup.Disabled
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(disabled, part, colour(MUTED))
    return made


def application() -> QApplication:
    """The running application; there is one whenever there is a window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def scheme_for(choice: str) -> SchemeName:
    """The scheme of a choice in the settings; "auto" has high contrast where the system asks for it, and is dark where
    the system is."""
    if choice in SCHEMES:
        return SCHEMES[choice].name
    if choice == "auto" and system_wants_contrast():
        return "contrast"
    return "dark" if choice == "auto" and system_is_dark() else "light"


def system_wants_contrast() -> bool:
    """Whether the system asks for high contrast."""
    hints = application().styleHints()  # held: what it gives goes with it
    asked = hints.accessibility()
    return asked.contrastPreference() == Qt.ContrastPreference.HighContrast


def system_is_dark() -> bool:
    """Whether the system asks for dark windows."""
    return application().styleHints().colorScheme() == Qt.ColorScheme.Dark


def frame_for(choice: str) -> None:
    """Windows draws the frames of windows and its own dialogs as a choice in the settings asks; as the user has the
    system where that is "auto", which also lets `system_is_dark` see that again."""
    if win32.here():
        asked = {"auto": Qt.ColorScheme.Unknown, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Light)
        hints = application().styleHints()  # held: what it gives goes with it
        hints.setColorScheme(asked)


def moves_for(choice: str) -> bool:
    """Whether transitions run with this choice in the settings; "auto" asks the system."""
    return choice == "on" or (choice == "auto" and system_moves())


def system_moves() -> bool:
    """Whether the system lets windows move things; Qt does not tell what Windows' switch for animations says."""
    return win32.moves_windows() if win32.here() else application().isEffectEnabled(Qt.UIEffect.UI_General)


def dress(app: QApplication, name: SchemeName = "light", *, moves: bool = False) -> None:
    """Give the application its fonts, palette and style; `moves` is whether anything moves. Safe to call again."""
    from mdo_viewer.drawing.font import font_files

    _Worn.moves = moves
    if not app.property("mdoDressed"):
        _Worn.scheme = SCHEMES[name]
    if not app.property("mdoDressed"):
        for file in font_files():
            QFontDatabase.addApplicationFont(str(file))
        app.setProperty("mdoDressed", True)
        if not app.property("mdoFusion"):  # asking for a style object prepares all of QStyle, 15 ms
            app.setStyle("Fusion")
        app.setPalette(palette())
        app.setStyleSheet(style_sheet())
        _give_font(app)  # after the sheet, with whose style Windows brings its own fonts back


def _give_font(app: QApplication) -> None:
    """The font of now to every class of widget: Windows has one of its own for some, which that of the application
    leaves."""
    made, give = font(), cast(Callable[..., None], app.setFont)  # it takes text, whatever its stub says
    give(made)
    for name in OWN_FONTS:
        give(made, name)


def wear(app: QApplication, name: SchemeName, *, moves: bool) -> None:
    """Change the scheme of all windows, and whether anything moves. Widgets that keep colours have `scheme_changed`."""
    _Worn.moves = moves
    if SCHEMES[name] is _Worn.scheme:
        return
    _Worn.scheme = SCHEMES[name]
    app.setPalette(palette())
    app.setStyleSheet(style_sheet())
    for widget in app.allWidgets():
        changed = getattr(widget, "scheme_changed", None)
        if changed is not None:
            changed()
        widget.update()


def set_text_size(app: QApplication, percent: int) -> None:
    """Change the size of all text but the graph's and the projector's; windows are to be built anew after it."""
    _Worn.text_size = percent
    _give_font(app)


def plain_tip(text: str) -> str:
    """A tool tip shows markup: what looks like it is written so that it shows as it is."""
    if "<" not in text and "&" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<qt>{escaped}</qt>"


def tip_text(tip: str) -> str:
    """The text of such a tip again."""
    if not tip.startswith("<qt>"):
        return tip
    return tip.removeprefix("<qt>").removesuffix("</qt>").replace("&lt;", "<").replace("&amp;", "&")


def described(name: str, tip: str, told: str = "") -> str:
    """The description of something with this name and tip: what it was `told` to say, else what the tip says more than
    the name, line by line; of the name with a key behind it the key."""
    known, lines = " ".join(name.split()), []
    for line in (" ".join(each.split()) for each in (told or tip_text(tip)).splitlines()):
        head, bracket, key = line.rpartition(" (")
        more = f"({key}" if bracket and head in known else line
        if line and line not in known and more not in lines:
            lines.append(more)
    return "\n".join(lines) or (NO_MORE if told or tip else "")


def call_keys(said: str) -> None:
    """How a key is said that stands on a button, with {} for the key: in the language of the window."""
    _Worn.key_said = said


def with_key(text: str, key: str) -> str:
    """A description with the key that stands on the button too, which is drawn."""
    return ", ".join(part for part in (text.strip(), _Worn.key_said.format(key) if key else "") if part) or text


def name_with_tip(widget: QWidget, name: str) -> None:
    """A name for who listens, and the same beside the pointer: what is drawn may be cut."""
    widget.setAccessibleName(name)
    widget.setToolTip(plain_tip(name))
    widget.setAccessibleDescription(NO_MORE if name else "")


def pen(token: Token, width: float) -> QPen:
    """A solid pen in a token's colour."""
    return QPen(colour(token), width)
