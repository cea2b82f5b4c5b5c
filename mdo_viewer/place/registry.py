"""The policy in the registry of Windows: the one place that reads it."""

from __future__ import annotations

import sys
from typing import Any, Final

#: Where group policy writes what holds for the whole computer, as it is shown to people.
KEY: Final = r"HKLM\Software\Policies\MDO Viewer"
_FOLDER: Final = r"Software\Policies\MDO Viewer"


def registry_values() -> dict[str, object] | OSError:
    """The values of the policy by name, empty where there are none or no registry; or why they cannot be read."""
    if sys.platform == "win32":
        import winreg

        return values_of(winreg)
    return {}


def values_of(registry: Any) -> dict[str, object] | OSError:
    """What stands under the key in this registry: numbers and texts."""
    found: dict[str, object] = {}
    try:
        # Also where a 32-bit Python asks: group policy writes the 64-bit part.
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, _FOLDER, 0, access) as key:
            for at in range(registry.QueryInfoKey(key)[1]):
                name, value, kind = registry.EnumValue(key, at)
                if name:  # the value without a name says nothing
                    found[name] = _plain(value, kind == registry.REG_DWORD)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        return problem
    return found


def _plain(value: object, number: bool) -> object:
    """A number or a text as it is; anything else as what no key takes."""
    return value if number or isinstance(value, str) else None
