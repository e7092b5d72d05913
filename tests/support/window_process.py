"""Start the window as a person does, begin something, and leave it alone.

Usage: ``python tests/support/window_process.py DOING`` with DOING ``look`` or ``train``.  Says
``now`` once the data is there (look) or a run of some steps is kept (train).  From then on
nothing here runs any more, so that a signal meets the window alone.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QTimer

from gui.app import build_application, run
from gui.state.run_state import RunState

STEPS = 20


def main(doing: str) -> int:
    application = build_application([])

    def act():
        windows = application.topLevelWidgets()
        window = next(w for w in windows if w.objectName() == "main_window")
        if not window.is_complete:
            return
        lab = window.lab
        if lab.run_state is RunState.READY and doing == "train":
            lab.start_or_pause()
        is_kept = lab.run_keeper.path is not None and lab.session.step >= STEPS
        if is_kept if doing == "train" else lab.run_state is RunState.READY:
            driver.stop()
            sys.stdout.write("now\n")
            sys.stdout.flush()

    driver = QTimer(interval=40)
    driver.timeout.connect(act)
    driver.start()
    return run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
