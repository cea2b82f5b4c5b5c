"""The three ways to decide, with their keys."""

from __future__ import annotations

#: The three ways to decide: kind, key.
KINDS = (("follow", "V"), ("follow_with_condition", "W"), ("deviate", "A"))
