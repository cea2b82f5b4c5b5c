"""Writes down what every command prints: `python -m tools.record OUT`; `diff -r` of two tells what a change moved.

Every worked case and every example, in both languages, as text and as JSON; the bytes of pages and pictures as digests.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import yaml

from mdo_viewer.cli.main import main as command
from mdo_viewer.guideline.library import packs_folder, resources_folder

#: The moment that all of it is said at.
AT = "2026-11-22T15:20"


def said(argv: list[str]) -> str:
    """What a command prints, its complaints, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = command(argv, checks=())
    return f"{out.getvalue()}{err.getvalue()}exit {code}\n"


def cases() -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Pack, tree, id and facts of every worked case."""
    for file in sorted(packs_folder().glob("*/cases.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8"))["cases"]:
            given = {key: case[key] for key in ("facts", "moments", "details") if key in case}
            yield file.parent.name, case["tree"], case["id"], given


def per_case(folder: Path, scratch: Path) -> None:
    """Advice and journey of every worked case."""
    facts = scratch / "facts.json"
    for pack, tree, id, given in cases():
        facts.write_text(json.dumps(given, default=str), encoding="utf-8")
        common = ["--facts", str(facts), "--pack", pack, "--at", AT]
        lines = []
        for language in ("nl", "en"):
            lang = ["--lang", language]
            lines += [said(["advise", "--tree", tree, "--what-if", *common, *lang])]
            lines += [said(["journey", *common, *lang])]
        lines += [said(["advise", "--tree", tree, "--what-if", "--json", *common])]
        lines += [said(["journey", "--json", *common])]
        lines += [said(["render", "--tree", tree, "-o", "-", "--format", "svg", *common])]
        text = "\n".join(lines).replace(str(scratch), "SCRATCH")
        (folder / f"{pack}-{id}.txt").write_text(text, encoding="utf-8")


def per_example(folder: Path, scratch: Path) -> None:
    """The summary of every example in each format; of pages their digest."""
    for file in sorted((resources_folder() / "example").glob("*.yaml")):
        for language in ("nl", "en"):
            for ending in ("txt", "json", "pdf"):
                to = scratch / f"page.{ending}"
                code = said(["summary", str(file), "-o", str(to), "--lang", language]).replace(str(scratch), "SCRATCH")
                body = hashlib.sha256(to.read_bytes()).hexdigest() if ending == "pdf" else to.read_text("utf-8")
                (folder / f"{file.stem}-{language}.{ending}.txt").write_text(f"{code}{body}\n", encoding="utf-8")


def per_tree(folder: Path) -> None:
    """Routes, drawings and the proof of every tree."""
    for pack in sorted(path.name for path in packs_folder().iterdir() if path.is_dir()):
        trees = sorted({tree for name, tree, _, _ in cases() if name == pack})
        lines = [said(["check", str(packs_folder() / pack), *form, "--lang", "en"]) for form in ([], ["--json"])]
        for tree in trees:
            lines += [said(["routes", "--tree", tree, "--pack", pack, "--json"])]
            lines += [said(["render", "--tree", tree, "--pack", pack, "--view", "whole", "-o", "-", "--format", "svg"])]
        text = "\n".join(lines).replace(str(packs_folder()), "PACKS")
        (folder / f"{pack}.txt").write_text(text, encoding="utf-8")


def main() -> int:
    """Write all of it into the folder that is named."""
    folder = Path(sys.argv[1])
    scratch = folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    per_tree(folder)
    per_example(folder, scratch)
    per_case(folder, scratch)
    for left in scratch.iterdir():
        left.unlink()
    scratch.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
