"""Measure how fast one travels in a run.

Trains a preset in the window, pauses, and prints

- how many moments a second are on screen in every visible panel while the slider is dragged
  over stored steps, each asked for when the one before is there (goal: 30 for seed-cnn, 15 for
  lenet-5);
- how long a step that is not stored takes to appear (goal: 100 ms for seed-cnn).

Usage: ``python benchmarks/scrubbing.py [--presets seed-cnn lenet-5] [--steps 600]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtWidgets import QApplication

    from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"seed-cnn": 30, "lenet-5": 15}
REPLAY_GOAL_MS = 100
REPLAYS = 25


def drag(
    show: Callable[[int], None], stored: list[int], rng: np.random.Generator, seconds: float
) -> tuple[float, float]:
    """Show one step after the other; return moments a second, and milliseconds of each."""
    shown, began, cpu = 0, time.perf_counter(), time.thread_time()
    while time.perf_counter() - began < seconds:
        show(stored[int(rng.integers(len(stored)))])
        shown += 1
    rate = shown / (time.perf_counter() - began)
    return rate, 1000 * (time.thread_time() - cpu) / shown


def open_window(preset: str, folder: Path) -> tuple[QApplication, MainWindow]:
    """Return the program and its window, which keeps its runs in `folder`."""
    from PySide6.QtCore import QSettings

    from core.presets import PRESETS
    from gui.app import build_application, build_window
    from gui.settings import Settings

    application = build_application([])
    settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
    settings.runs_folder = folder
    settings.speed = "full"
    window = build_window(experiment=PRESETS[preset], settings=settings)
    window.resize(1440, 900)
    window.show()
    return application, window


def measure(preset: str, steps: int, seconds: float, *, side_by_side: bool) -> dict[str, float]:
    """Train `preset`, then drag and jump; return moments a second and milliseconds."""
    import numpy as np
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from gui.state.run_state import RunState

    folder = tempfile.TemporaryDirectory()
    application, window = open_window(preset, Path(folder.name))
    if side_by_side:
        window.layout_of_docks.show_side_by_side()
    timeline, bar = window.state.timeline, window.curves_panel.figure.timeline_bar

    ticker = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    ticker.start()

    def wait_for(is_true: Callable[[], object]) -> None:
        # sleeping between events leaves the processor to those who work
        while not is_true():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def is_shown(step: int) -> bool:
        is_there = timeline.shown_step == step and window.refresh_queue.is_empty
        return is_there and not window.time_travel.traveller.is_busy

    wait_for(lambda: window.state.moment.moment and window.lab.run_state is RunState.READY)
    window.lab.start_or_pause()
    wait_for(lambda: window.lab.session.step >= steps)
    window.lab.start_or_pause()
    wait_for(lambda: window.lab.run_state is RunState.PAUSED)
    until = time.perf_counter() + 1.5
    wait_for(lambda: time.perf_counter() > until)
    stored = timeline.stored_steps.tolist()
    rng = np.random.default_rng(0)
    application.processEvents()

    def show(step: int) -> None:
        bar.scrub(step)
        wait_for(lambda: is_shown(step))

    rate, cpu = drag(show, stored, rng, seconds)
    missing = sorted(set(range(1, timeline.last_step)) - set(stored))
    waits = []
    for step in rng.permutation(missing)[:REPLAYS].tolist():
        asked = time.perf_counter()
        timeline.go_to(step)
        wait_for(lambda: is_shown(timeline.wanted_step))
        waits.append(1000 * (time.perf_counter() - asked))
    ticker.stop()
    window.close()
    folder.cleanup()
    return {
        "rate": rate,
        "cpu": cpu,
        "stored": len(stored),
        "steps": timeline.last_step,
        "replay": statistics.median(waits) if waits else 0.0,
        "slowest": max(waits, default=0.0),
    }


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presets", nargs="+", default=list(GOALS))
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    for preset in options.presets:
        for side_by_side in (False, True):
            found = measure(preset, options.steps, options.seconds, side_by_side=side_by_side)
            panels = "all panels" if side_by_side else "the usual panels"
            print(
                f"{preset}, {panels}: {found['rate']:.0f} stored moments a second "
                f"(goal ≥ {GOALS.get(preset, 0)}), {found['cpu']:.1f} ms of the GUI thread's "
                f"processor time each; {found['stored']:.0f} of "
                f"{found['steps']:.0f} steps stored; a replayed step appears in "
                f"{found['replay']:.0f} ms, the slowest in {found['slowest']:.0f} ms "
                f"(goal ≤ {REPLAY_GOAL_MS} for seed-cnn)",
                flush=True,
            )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
