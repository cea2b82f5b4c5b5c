"""The command line: finds the command and its language, runs it, and turns what goes wrong into lines and codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from mdo_viewer import __version__
from mdo_viewer.cli import advise, check, diff, journey, render, routes, self_test, summary
from mdo_viewer.cli.arguments import Call, Parser, add_general
from mdo_viewer.cli.failing import ANSWERED, WRONG, Failed, Misused, complain
from mdo_viewer.cli.pipes import told_when_broken
from mdo_viewer.guideline.fields import closest
from mdo_viewer.guideline.model import LANGUAGES, Language
from mdo_viewer.guideline.strict_yaml import Refused
from mdo_viewer.guideline.words import Words, words_of
from mdo_viewer.place.policy import BadPolicy, read_policy
from mdo_viewer.reasoning.possibilities import Unproven

_Add: TypeAlias = Callable[[Parser], None]
_Run: TypeAlias = Callable[[Call], int]

#: Every command, in the order of the help: its arguments and what runs it.
COMMANDS: Mapping[str, tuple[_Add, _Run]] = {
    "advise": (advise.add_arguments, advise.run),
    "journey": (journey.add_arguments, journey.run),
    "routes": (routes.add_arguments, routes.run),
    "check": (check.add_arguments, check.run),
    "render": (render.add_arguments, render.run),
    "summary": (summary.add_arguments, summary.run),
    "diff": (diff.add_arguments, diff.run),
    "self-test": (self_test.add_arguments, self_test.run),
}


def main(argv: Sequence[str], checks: tuple[self_test.Check, ...] = ()) -> int:
    """Run one command; the answer is the exit code (0 answered, 1 no, 2 wrong call or input).

    `checks` are further checks for `self-test`.
    """
    words = words_of("cli", _language(argv))
    if sys.stdout is None or sys.stderr is None:
        complain([words("no_console")])
        return WRONG
    with told_when_broken():
        return _answer(argv, words, checks)


def _answer(argv: Sequence[str], words: Words, checks: tuple[self_test.Check, ...]) -> int:
    try:
        return _run(argv, words, checks)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except Failed as failed:
        complain(failed.lines)
    except BadPolicy as bad:
        complain([bad.message(words.language)])
    except Refused as refused:
        complain([problem.line(words.language) for problem in refused.problems])
    except Unproven as unproven:
        complain([unproven.message(words.language)])
    except Exception as error:  # noqa: BLE001 - the last resort: one line instead of a traceback
        complain([words("unexpected", what=_one_line(error))])
    return WRONG


def _run(argv: Sequence[str], words: Words, checks: tuple[self_test.Check, ...]) -> int:
    languages, rest = without_language(argv)
    if not rest or rest[0] in ("-h", "--help"):
        sys.stdout.write(_overview(words))
        return ANSWERED
    if rest[0] == "--version":
        sys.stdout.write(f"mdo-viewer {__version__}\n")
        return ANSWERED
    name = rest[0]
    if name not in COMMANDS:
        raise Misused(_unknown(name, words))
    add, run = COMMANDS[name]
    parser = Parser(words, name)
    add(parser)
    add_general(parser)
    try:
        args = parser.parse_args([*languages, *rest[1:]])
    except SystemExit:  # after --help; complaints are raised
        return ANSWERED
    call = Call(name, args, words, sys.stdout, sys.stderr)
    if name == "self-test":
        code = self_test.run(call, checks)
    else:
        read_policy()  # one that is wrong stops every start; `self-test` says so among the rest
        code = run(call)
    sys.stdout.flush()
    return code


def without_language(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """The `--lang` options in front of the command, and the rest."""
    count = 0
    while count < len(argv) and (argv[count] == "--lang" or argv[count].startswith("--lang=")):
        count += 2 if argv[count] == "--lang" else 1
    return list(argv[:count]), list(argv[count:])


def _language(argv: Sequence[str]) -> Language:
    """The language asked for anywhere in the call; Dutch where that is none."""
    found: Language = "nl"
    for count, word in enumerate(argv):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and count + 1 < len(argv):
            value = argv[count + 1]
        for language in LANGUAGES:
            if value == language:
                found = language
    return found


def _overview(words: Words) -> str:
    """The help without a command."""
    width = max(map(len, COMMANDS)) + 2
    commands = "".join(f"  {name:<{width}}{words(f'{name}.short')}\n" for name in COMMANDS)
    return (
        f"{words('usage')}: mdo-viewer [MEETING.mdo]\n"
        f"{' ' * len(words('usage'))}  mdo-viewer {words('metavar.command')} …\n\n"
        f"{words('help')}\n\n{words('commands')}:\n{commands}\n{words('epilog')}\n"
    )


def _unknown(name: str, words: Words) -> str:
    meant = closest(name, COMMANDS)
    hint = words("did_you_mean", word=meant) + " " if meant else ""
    return f"mdo-viewer: {words('unknown.command', name=name)} {hint}{words('see_help', prog='mdo-viewer')}"


def no_window(argv: Sequence[str], error: ImportError) -> int:
    """Say that the window cannot open, because a part of it is not installed."""
    complain([words_of("cli", _language(argv))("no_window", what=_one_line(error))])
    return WRONG


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
