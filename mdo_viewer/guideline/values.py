"""`replace` for the values of the program, which are structs of msgspec (docs/decisions/0019-msgspec.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A type checker knows the fields of a struct, but what msgspec says of its own `replace` takes any.
    from dataclasses import replace as replace
else:
    from msgspec.structs import replace as replace
