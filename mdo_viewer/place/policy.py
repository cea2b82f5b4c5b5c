"""What the organisation set for all who use the program on this computer, and they cannot change (decision 48).

It is read once, at the start. What cannot be read, or is not known, stops the start: a rule that is silently not kept
would be worse than none.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias, get_type_hints

from msgspec import Meta, Struct, ValidationError, convert

from mdo_viewer import win32
from mdo_viewer.guideline.model import Language
from mdo_viewer.guideline.words import words_of
from mdo_viewer.place.registry import KEY, registry_values

#: What may be kept out of the program, or be shown to the room.
Allowed: TypeAlias = Literal["pdf", "json", "clipboard", "projector_identifiers"]
#: The name of the file in the system's folder.
NAME: Final = "policy.json"
#: What Flatpak lays into each sandbox, and where the system's settings lie within it: what is called /etc there is not
#: that of the computer.
SANDBOX: Final = Path("/.flatpak-info")
SETTINGS, SETTINGS_SEEN = Path("/etc"), Path("/run/host/etc")
#: A policy file larger than this is none.
MOST: Final = 64 * 1024
#: How the user's own folder is written in a path.
_OWN: Final = re.compile(r"^~(?=$|[/\\])|\$HOME\b|\$\{HOME\}|%USERPROFILE%", re.IGNORECASE)
#: What no path has once its variables are filled in: one that is not set here, or the end of a text.
_LEFT: Final = re.compile(r"%\w+%|\$\w|\$\{|\0")
#: The minutes after which a meeting that nobody touches may be set to lock.
SHORTEST, LONGEST = 1, 60


class Keys(Struct, frozen=True, kw_only=True):
    """The keys of a policy, as the file, the registry and the template of group policy call them. What is not set is
    as the program is without a policy."""

    meetings_folder: Annotated[str, Meta(min_length=1, max_length=4096)] = ""
    lock_after_minutes: Annotated[int, Meta(ge=SHORTEST, le=LONGEST)] = 0
    allow_pdf: bool = True
    allow_json: bool = True
    allow_clipboard: bool = True
    allow_projector_identifiers: bool = True
    language: Language | Literal[""] = ""


class Policy(Keys, frozen=True, kw_only=True):
    """What holds here; `given` are the keys that were set, and `source` says where."""

    given: tuple[str, ...] = ()
    source: str = ""

    def allows(self, what: Allowed) -> bool:
        """Whether this may be done."""
        allowed: bool = getattr(self, f"allow_{what}")
        return allowed

    @property
    def folder(self) -> Path | None:
        """Where new meetings are kept; None where they may be kept anywhere."""
        return Path(self.meetings_folder) if self.meetings_folder else None

    def in_folder(self, path: Path) -> Path:
        """Where to ask first whether a meeting is to be kept there: this file, or one of its name in the folder."""
        folder = self.folder
        return path if folder is None or self.keeps(path) else folder / path.name

    def keeps(self, path: Path) -> bool:
        """Whether a meeting may be kept in this file from now on. One that is there already may always be opened."""
        folder = self.folder
        return folder is None or path.resolve().is_relative_to(folder.resolve())

    def checked(self, path: Path) -> Path:
        """This file, with the folder there that it is to be in. Raises OutsideFolder where no meeting may be kept in
        it, OSError where the folder cannot be made."""
        folder = self.folder
        if folder is not None and not self.keeps(path):
            raise OutsideFolder(folder)
        self.make_folder()
        return path

    def make_folder(self) -> None:
        """Make the organisation's folder where it is not there yet: below that of a user it is made by nobody else.
        Raises OSError."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)


class OutsideFolder(Exception):
    """A meeting that was to be kept in another folder than the organisation set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class BadPolicy(Exception):
    """A policy that cannot be held to: where, and what is wrong with it, by the key of its words."""

    def __init__(self, place: str, line: int, wrong: str, **values: object) -> None:
        super().__init__(place, line, wrong)
        self.place = f"{place}:{line}" if line else place
        self.wrong, self.values = wrong, values

    def message(self, language: Language) -> str:
        """The file and line, what is wrong, and what to do, in one line."""
        words = words_of("place", language)
        return f"{self.place}: {words(f'bad.{self.wrong}', **self.values)} {words('bad.do')}"


def read_policy() -> Policy:
    """The policy that holds here. Where the registry has one the file is not read: the two are never mixed.

    Raises BadPolicy.
    """
    values = registry_values()
    if isinstance(values, OSError):
        raise BadPolicy(KEY, 0, "unreadable")
    if values:
        return _policy(_of_registry(values), KEY, {})
    file = system_file()
    if file.is_relative_to(SETTINGS_SEEN) and not SETTINGS_SEEN.is_dir():  # a sandbox that was closed further
        raise BadPolicy(str(file), 0, "unreadable")
    return read_file(file)


def system_file() -> Path:
    """The file in the folder of the system, by no variable that a user could set."""
    if win32.here():
        return win32.program_data() / "MDO Viewer" / NAME
    if sys.platform == "darwin":
        return Path("/Library/Application Support/MDO Viewer") / NAME
    return (SETTINGS_SEEN if SANDBOX.exists() else SETTINGS) / "xdg/mdo-viewer" / NAME


def read_file(file: Path) -> Policy:
    """The policy in a file; none where there is no file. Raises BadPolicy."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST + 1)
    except FileNotFoundError:
        return Policy()
    except OSError:
        raise BadPolicy(str(file), 0, "unreadable") from None
    if len(content) > MOST:
        raise BadPolicy(str(file), 0, "large", most=MOST // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadPolicy(str(file), content.count(b"\n", 0, wrong.start) + 1, "encoding") from None
    if not text.strip():
        raise BadPolicy(str(file), 1, "empty")
    lines: dict[str, int] = {}
    return _policy(_object(text, str(file), lines), str(file), lines)


def _object(text: str, place: str, lines: dict[str, int]) -> dict[str, object]:
    """The keys and values of the one object in the text; into `lines` goes where each key stands."""

    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        at = 0
        for key, _value in found:
            at = max(text.find(json.dumps(key, ensure_ascii=False), at), at)
            line = text.count("\n", 0, at) + 1
            if key in lines:
                raise BadPolicy(place, line, "twice", name=_shown(key))
            lines[key] = line
            at += 1
        return dict(found)

    try:
        content = json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as wrong:
        raise BadPolicy(place, wrong.lineno, "syntax", column=wrong.colno) from None
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        raise BadPolicy(place, 1, "object") from None
    if not isinstance(content, dict):
        raise BadPolicy(place, 1, "object")
    return content


def _policy(values: Mapping[str, object], place: str, lines: Mapping[str, int]) -> Policy:
    """The policy that these values make. Raises BadPolicy for the first that is none."""
    kinds = get_type_hints(Keys, include_extras=True)
    taken: dict[str, object] = {}
    for key, value in values.items():
        line = lines.get(key, 0)
        if key not in kinds:
            raise _unknown(place, line, key, kinds)
        try:
            taken[key] = convert(value, kinds[key])
        except ValidationError:
            raise _wrong_value(place, line, key) from None
    if taken.get("language") == "":
        raise _wrong_value(place, lines.get("language", 0), "language")
    if "meetings_folder" in taken:
        taken["meetings_folder"] = folder = _whole(str(taken["meetings_folder"]))
        if not Path(folder).is_absolute():
            raise _wrong_value(place, lines.get("meetings_folder", 0), "meetings_folder")
    return convert({**taken, "given": tuple(taken), "source": place if taken else ""}, Policy, strict=False)


def _wrong_value(place: str, line: int, key: str) -> BadPolicy:
    kind = "allow" if key.startswith("allow_") else key
    return BadPolicy(place, line, kind, name=key, least=SHORTEST, most=LONGEST)


def _unknown(place: str, line: int, key: str, known: Iterable[str]) -> BadPolicy:
    """A key of a later version, or one that is misspelt: neither is passed over."""
    from difflib import get_close_matches  # only when something is wrong

    meant = next(iter(get_close_matches(key[:80], known, 1)), "")
    return BadPolicy(place, line, "meant" if meant else "unknown", name=_shown(key), meant=meant)


def _of_registry(values: Mapping[str, object]) -> dict[str, object]:
    """As a file has it: the registry writes yes and no as 1 and 0."""
    return {
        key: bool(value) if key.startswith("allow_") and type(value) is int and value in (0, 1) else value
        for key, value in values.items()
    }


def _whole(folder: str) -> str:
    """The path with the user's own folder and variables of the system filled in; empty where one is not there, or what
    comes out can name no folder."""
    try:
        filled = _OWN.sub(lambda _: str(own_home()), folder)
        filled = str(Path(os.path.expandvars(filled)).expanduser())
        os.fsencode(filled)
    except (RuntimeError, UnicodeEncodeError):  # `~somebody` who is not there; half a letter
        return ""
    return "" if _LEFT.search(filled) else filled


def own_home() -> Path:
    """The user's own folder as the system has it, by no variable that the user could set."""
    if win32.here():
        return win32.profile() or Path.home()
    import pwd  # Windows has none

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:  # a user by number alone
        return Path.home()


def _shown(key: str) -> str:
    """A key on one line, however odd it is."""
    return json.dumps(key, ensure_ascii=False)[1:-1][:80]
