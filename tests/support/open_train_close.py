"""Run the window as a person starts it, and close it a given time later.

Usage: ``python tests/support/open_train_close.py MODE SECONDS`` with MODE one of ``look``,
``train``, ``pause`` and ``restart``.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QTimer

from gui.app import build_application, run
from gui.state.run_state import RunState


def main(mode: str, seconds: float) -> int:
    application = build_application([])

    def window():
        return next(w for w in application.topLevelWidgets() if w.objectName() == "main_window")

    def act():
        if not window().is_complete:
            return
        lab = window().lab
        if lab.run_state is RunState.READY and mode != "look":
            lab.start_or_pause()
        elif lab.run_state is RunState.RUNNING and mode == "pause":
            lab.start_or_pause()
            driver.stop()
        elif lab.run_state is RunState.RUNNING and mode == "restart":
            lab.restart()

    driver = QTimer(interval=40)
    driver.timeout.connect(act)
    driver.start()
    QTimer.singleShot(round(1000 * seconds), lambda: window().close())
    status = run()
    driver.stop()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
