"""Run Glassbox as it is, and report every step it takes to a file.

Usage: ``python tests/support/reporting_process.py REPORTS window FILE``, to open a run or an
experiment in the window and train it, or ``... REPORTS COMMAND ...``.  A report is a step and
the seconds that it took, as training itself counts them.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"

from core.documents.recording import Recording
from core.training.events import BatchFinished

#: Of a run that is trained until the process is killed; no other run is trained.
EPOCHS = 10**5
REPORT = struct.Struct("<qd")


def report_steps(path: str) -> None:
    """Write a report for every step that a recording takes; it is in the file at once."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    take_step = Recording.take_step

    def take_and_report(self: Recording, *arguments: object, **named: object) -> object:
        events = take_step(self, *arguments, **named)
        for event in events:
            if isinstance(event, BatchFinished):
                os.write(file, REPORT.pack(event.step, event.seconds))
        return events

    Recording.take_step = take_and_report


def train_in_window(path: Path) -> int:
    """Open a file in the window, and train until the end of the world."""
    from PySide6.QtCore import QTimer

    from gui.app import build_application, run
    from gui.state.run_state import RunState

    application = build_application([])

    def act() -> None:
        windows = application.topLevelWidgets()
        window = next(w for w in windows if w.objectName() == "main_window")
        if not window.is_complete:
            return
        lab = window.lab
        run = lab.run_keeper.experiment
        is_there = run is not None and run.epochs == EPOCHS
        if is_there and lab.run_state in (RunState.READY, RunState.PAUSED):
            lab.start_or_pause()
            driver.stop()

    driver = QTimer(interval=40)
    driver.timeout.connect(act)
    driver.start()
    return run(path=path)


if __name__ == "__main__":
    report_steps(sys.argv[1])
    if sys.argv[2] == "window":
        sys.exit(train_in_window(Path(sys.argv[3])))
    from core.commands.command_line import run_command

    sys.exit(run_command(sys.argv[2:]))
