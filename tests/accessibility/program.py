"""The program as it ships, but for its clock, which stands still, and the price of a password: started by `ear.py`.

`python -m tests.accessibility.program LANGUAGE [start]`: on the example, or at its start page.
"""

from __future__ import annotations

import sys

from mdo_viewer.desktop import app
from mdo_viewer.desktop.files import kept
from mdo_viewer.guideline.model import Language
from mdo_viewer.meeting.container import Cost
from tests.help.desktop_help import NOW


def main() -> int:
    language: Language = "en" if sys.argv[1] == "en" else "nl"
    app.clock = lambda: NOW
    setattr(kept, "fitting", lambda: Cost(64, 1, 1))  # noqa: B010 (the module does not give it away)
    return app.run(language, example=sys.argv[2:] != ["start"])


if __name__ == "__main__":
    sys.exit(main())
