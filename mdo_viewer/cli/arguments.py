"""Arguments of a command, with help and complaints in the language of the user."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn, TextIO

from msgspec import Struct

from mdo_viewer.cli.failing import Misused
from mdo_viewer.guideline.fields import closest
from mdo_viewer.guideline.library import DEFAULT_PACK
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.wording import listed
from mdo_viewer.guideline.words import Words

#: Both are recognised without being named.
INPUT_FORMATS = ("yaml", "json")

#: What argparse says (in English), and the key of what is said instead.
_SAID = (
    (re.compile(r"the following arguments are required: (?P<what>.+)"), "required"),
    (re.compile(r"unrecognized arguments: (?P<what>.+)", re.DOTALL), "unrecognized"),
    (re.compile(r"argument (?P<name>.+?): expected (?:one|at least one) argument"), "expected"),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: (?P<what>.+) \(choose from (?P<known>.+)\)", re.DOTALL),
        "choice",
    ),
    (re.compile(r"argument (?P<name>.+?): ignored explicit argument (?P<what>.+)", re.DOTALL), "ignored"),
)


class Call(Struct, frozen=True):
    """One call of a command: what was asked, in which words to answer, and where to."""

    command: str
    args: argparse.Namespace
    words: Words
    out: TextIO
    err: TextIO

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return self.words.language


class Parser(argparse.ArgumentParser):
    """Parses the arguments of one command; complains by raising Misused."""

    def __init__(self, words: Words, command: str | None) -> None:
        name = "mdo-viewer"
        super().__init__(
            prog=f"{name} {command}" if command else name,
            description=words(f"{command}.help") if command else words("help"),
            epilog=words(f"{command}.example") if command else words("epilog"),
            formatter_class=lambda prog: _Formatter(prog, words),
            add_help=False,
            allow_abbrev=False,
        )
        self.words = words
        self.asked = self.add_argument_group(words("arguments"))
        self.general = self.add_argument_group(words("general"))
        self.general.add_argument("-h", "--help", action="help", help=words("help.help"))

    def error(self, message: str) -> NoReturn:
        """Complain in the user's language about what argparse found. Raises Misused, always."""
        raise Misused(f"{self.prog}: {self._complaint(message)} {self.words('see_help', prog=self.prog)}")

    def _complaint(self, message: str) -> str:
        for pattern, key in _SAID:
            found = pattern.fullmatch(message)
            if found:
                parts = found.groupdict()
                if "known" in parts:
                    known = [word.strip(" '\"") for word in parts["known"].split(",")]
                    parts["known"] = listed(known, self.words("or"))
                return self.words(f"call.{key}", **parts) + self._hint(key, parts.get("what", ""))
        return message

    def _hint(self, key: str, what: str) -> str:
        """The option that was probably meant."""
        options = [option for action in self._actions for option in action.option_strings if option.startswith("--")]
        meant = closest(what.split()[0].split("=")[0], options) if key == "unrecognized" else None
        return " " + self.words("did_you_mean", word=meant) if meant else ""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, words: Words) -> None:
        super().__init__(prog, max_help_position=32, width=100)
        self._words = words

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{self._words('usage')}: " if prefix is None else prefix)


def add_general(parser: Parser) -> None:
    """What every command takes."""
    words = parser.words
    parser.general.add_argument("--pack", metavar="ID", default=None, help=words("help.pack", default=DEFAULT_PACK))
    parser.general.add_argument("--at", metavar=words("metavar.moment"), help=words("help.at"))
    parser.general.add_argument("--lang", choices=LANGUAGES, default="nl", help=words("help.lang"))


def add_tree(parser: Parser) -> None:
    """Take `--tree`."""
    parser.asked.add_argument("--tree", metavar="ID", required=True, help=parser.words("help.tree"))


def add_facts(parser: Parser, required: bool = True) -> None:
    """Take `--facts` and, where these are the only file, its `--format`."""
    words = parser.words
    parser.asked.add_argument(
        "--facts",
        metavar=words("metavar.file"),
        required=required,
        help=words("help.facts" if required else "help.facts_optional"),
    )
    if required:  # else --format is that of the output
        parser.asked.add_argument("--format", choices=INPUT_FORMATS, help=words("help.input_format"))


def add_json(parser: Parser) -> None:
    """Take `--json`."""
    parser.asked.add_argument("--json", action="store_true", help=parser.words("help.json"))


def add_output(parser: Parser, formats: Iterable[str]) -> None:
    """Take `-o` and its `--format`, one of these."""
    words, known = parser.words, tuple(formats)
    names = listed([f".{each}" for each in known], words("or"))
    parser.asked.add_argument(
        "-o", "--output", metavar=words("metavar.file"), required=True, help=words("help.output", formats=names)
    )
    parser.asked.add_argument("--format", choices=known, help=words("help.format"))
