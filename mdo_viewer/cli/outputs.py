"""What a command writes to a file or to standard output."""

from __future__ import annotations

from pathlib import Path

from mdo_viewer.cli.arguments import Call
from mdo_viewer.cli.failing import Failed, Misused
from mdo_viewer.cli.inputs import reason
from mdo_viewer.guideline.wording import listed
from mdo_viewer.meeting.whole_file import write_whole


def output_format(call: Call, known: tuple[str, ...]) -> str:
    """The format of `--format`, or else of the ending of the file's name. Raises Misused where neither says one."""
    if call.args.format:
        return str(call.args.format)
    names = listed([f".{each}" for each in known], call.words("or"))
    if call.args.output == "-":
        raise Misused(
            f"mdo-viewer {call.command}: {call.words('format.needed', known=listed(known, call.words('or')))}"
        )
    ending = Path(call.args.output).suffix.lower().removeprefix(".")
    if ending not in known:
        raise Misused(f"mdo-viewer {call.command}: {call.words('format.unknown', name=call.args.output, known=names)}")
    return ending


def write_output(call: Call, content: bytes, *, source: str | None = None) -> None:
    """Write to `-o`: standard output for `-`, else a file that is there wholly or not at all.

    `source` is the file that was read. Raises Misused where that would be written over, Failed where
    the file cannot be written.
    """
    name = call.args.output
    if name == "-":
        call.out.flush()
        call.out.buffer.write(content)
        call.out.buffer.flush()
        return
    path = Path(name)
    try:
        if source not in (None, "-") and path.exists() and path.samefile(str(source)):
            raise Misused(f"mdo-viewer {call.command}: {call.words('file.same', name=name)}")
    except (OSError, ValueError) as error:
        raise _unwritable(call, name, error) from None
    write_file(call, name, content)


def write_file(call: Call, name: str, content: bytes) -> None:
    """Write to the file of this name, whole or not at all; where a link leads it is written, and a device is written
    to. Raises Failed where it cannot be written."""
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            write_whole(path, content)
    except (OSError, ValueError) as error:
        raise _unwritable(call, name, error) from None


def _unwritable(call: Call, name: str, error: OSError | ValueError) -> Failed:
    return Failed(f"{name}: {call.words('file.unwritable', why=reason(call, error, name))}")
