"""Show the window on a screen of another scale, and print what does not fit in it.

Usage: ``python tests/support/scaled_window.py SCALE WIDTHxHEIGHT …`` with sizes of windows in
logical pixels.  Prints one line a fault, and at last ``looked at N panels``.
"""

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = sys.argv[1]

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from gui.app import build_application, build_window, silence_offscreen_plugin
from gui.settings import Settings
from gui.window.panel_table import PANELS
from tests.support.layout_check import what_does_not_fit
from tests.support.moments import make_moment

TURN_MS = 20


def main(scale: float, sizes: list[tuple[int, int]]) -> None:
    application = build_application([])
    silence_offscreen_plugin(application)
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        settings = Settings(store)
        settings.runs_folder = Path(folder, "runs")
        window = build_window(settings=settings, load_data=False)
        window.resize(*sizes[0])
        window.show()
        if window.devicePixelRatioF() != scale:
            sys.exit(f"expected {scale} dots a pixel, received {window.devicePixelRatioF()}")
        window.state.moment.show(make_moment(steps=1))
        looked_at = 0
        for size in sizes:
            for spec, faults in what_does_not_fit(window, size, PANELS):
                looked_at += 1
                for fault in faults:
                    sys.stdout.write(f"{spec.title} at {size} × {scale}: {fault}\n")
        window.close()
        QTest.qWait(TURN_MS)
    sys.stdout.write(f"looked at {looked_at} panels\n")


if __name__ == "__main__":
    main(float(sys.argv[1]), [tuple(map(int, size.split("x"))) for size in sys.argv[2:]])
