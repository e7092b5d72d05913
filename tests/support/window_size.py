"""Start the window as a person does, say its size, resize it if asked to, and close it.

Usage: ``python tests/support/window_size.py [WIDTH HEIGHT]``.  Prints six whole numbers: width
and height of the window, of the window with its frame, and of what the screen has room for.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QTimer

from gui.app import build_application, run


def main(wanted: list[int]) -> int:
    application = build_application([])

    def act():
        windows = application.topLevelWidgets()
        window = next(w for w in windows if w.objectName() == "main_window")
        if not window.is_complete:
            QTimer.singleShot(0, act)
            return
        sizes = (window.size(), window.frameSize(), window.screen().availableSize())
        sys.stdout.write(" ".join(f"{size.width()} {size.height()}" for size in sizes))
        sys.stdout.flush()
        if wanted:
            window.resize(*wanted)
        QTimer.singleShot(0, window.close)

    QTimer.singleShot(0, act)
    return run()


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]]))
