"""Opens the window at the display scale that Qt was started with, and prints what is cut."""

from __future__ import annotations

import json
import sys

from PySide6.QtWidgets import QApplication

from mdo_viewer.guideline.model import LANGUAGES
from tests.desktop.sheets.test_view import cut
from tests.help.desktop_help import close, make_window, settle

#: Windows as they are on a laptop of 1366 × 768 and a screen of 1920 × 1080, in units of the display scale.
SIZES = ((1366, 768), (1920, 1080))


def main() -> int:
    app = QApplication(["scale"])
    found: list[str] = []
    for size in SIZES:
        window = make_window(size=size)
        for language in LANGUAGES:
            window.session.set_language(language)
            for case, tree in ((0, "diagnostiek"), (2, "lv_lang")):
                window.session.go_case(case)
                window.session.go_tree(tree)
                settle(window)
                settle(window)  # the trees may have been proven just now: the line below is laid out once more
                found += cut(window)
        picture = window.grab()
        sharp = abs(picture.width() - size[0] * picture.devicePixelRatio()) < 1
        found += [] if sharp else [f"a picture of {picture.width()} px"]
        scale = picture.devicePixelRatio()
        close(window)
    sys.stdout.write(json.dumps({"scale": scale, "cut": found}))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
