"""What a command writes to a file or to standard output."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mdo_viewer.cli.arguments import Call
from mdo_viewer.cli.failing import Failed, Misused
from mdo_viewer.cli.inputs import reason
from mdo_viewer.guideline.fields import listed


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
        _write(path, content)
    except (OSError, ValueError) as error:
        raise Failed(f"{name}: {call.words('file.unwritable', why=reason(call, error))}") from None


def _write(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():  # a device or pipe
        path.write_bytes(content)
        return
    target = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The mode that the file has, or that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
