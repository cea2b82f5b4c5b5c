"""The summary as JSON: the fields of `model.Summary` are its keys, in their order."""

from __future__ import annotations

import json

from msgspec import to_builtins

from mdo_viewer.reports.model import Summary

#: Grows when a key changes its meaning; new keys may come without.
FORMAT = 1


def as_json(summary: Summary) -> str:
    """One object, two spaces of indent, a line end at the end."""
    return json.dumps({"format": FORMAT, **to_builtins(summary)}, ensure_ascii=False, indent=2) + "\n"
