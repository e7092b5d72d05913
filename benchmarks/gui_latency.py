"""Measure what the window costs the training, and the training the window.

Trains ``seed-cnn`` on MNIST in turn without a window and in the window with every panel in
sight, each in a process of its own, and prints

- the ratio of images per second, window to headless (median over the rounds);
- how late a 5 ms timer of the GUI thread fires while the window trains.

Usage: ``python benchmarks/gui_latency.py [--rounds 3] [--seconds 10] [--preset seed-cnn]
[--alone evaluate_panel sweep_panel ...]``; with ``--alone`` the same for each of these panels
maximised, which then is all that is in sight; ``--alone all`` for every one.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
TIMER_MS = 5
MANY_EPOCHS = 10_000
WARM_UP_SECONDS = 1.5


def measure_headless(preset: str, seconds: float) -> dict[str, float]:
    """Train without a window; return images per second of wall time."""
    from core.datasets.loading import load_dataset
    from core.presets import PRESETS
    from core.training.build import session_for
    from core.training.events import BatchFinished

    experiment = PRESETS[preset].replace(epochs=MANY_EPOCHS)
    session = session_for(experiment, load_dataset(experiment.data))
    images, began = 0, time.perf_counter()
    is_warm = False
    for event in session.run():
        now = time.perf_counter()
        if not is_warm and now - began > WARM_UP_SECONDS:
            is_warm, images, began = True, 0, now
        elif isinstance(event, BatchFinished):
            images += event.images
        if is_warm and now - began >= seconds:
            break
    return {"images_per_second": images / (time.perf_counter() - began)}


def open_window(preset: str, runs: str, panel: str = "") -> MainWindow:
    """Return the window once its first digit is shown, with every panel in sight, or one."""
    from PySide6.QtCore import QEventLoop

    from benchmarks.fresh_settings import fresh_settings
    from core.presets import PRESETS
    from gui.app import build_application, build_window
    from gui.lab.speed import Speed
    from gui.process.garbage_collector import GarbageCollector
    from gui.state.run_state import RunState

    application = build_application([])
    experiment = PRESETS[preset].replace(epochs=MANY_EPOCHS)
    os.environ["GLASSBOX_RUNS"] = runs  # recorded as ever, but not among one's own
    window = build_window(experiment=experiment, settings=fresh_settings())
    window.transport.speed.choose(Speed.FULL)
    window.resize(1920, 1080)
    window.show()
    keeper = GarbageCollector.of(application)
    keeper.keep()
    window.late_panels.completed.connect(keeper.keep)
    if panel:
        window.docks[panel].come_forward()
        window.views.one_panel.show(window.docks[panel])
    else:
        window.layout_of_docks.show_side_by_side()

    def is_ready() -> bool:
        is_shown = window.state.moment.moment is not None and window.late_panels.is_done
        return is_shown and window.lab.run_state is RunState.READY

    while not is_ready():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return window


def measure_window(preset: str, seconds: float, panel: str = "") -> dict[str, object]:
    """Train in the window; return images per second of wall time and the timer's lateness."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from core.training.events import BatchFinished

    runs = TemporaryDirectory(prefix="glassbox-")
    window = open_window(preset, runs.name, panel)
    images, moments = [0], [0]

    def count(events: list[object]) -> None:
        images[0] += sum(e.images for e in events if isinstance(e, BatchFinished))

    def count_moment(_moment: object) -> None:
        moments[0] += 1

    lateness: list[float] = []
    last = [0.0]

    def tick() -> None:
        now = time.perf_counter()
        lateness.append(1000 * (now - last[0]) - TIMER_MS)
        last[0] = now

    window.lab.events_arrived.connect(count)
    window.state.moment.changed.connect(count_moment)
    timer = QTimer(window, interval=TIMER_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    loop = QEventLoop()
    window.lab.start_or_pause()
    QTimer.singleShot(round(1000 * WARM_UP_SECONDS), loop.quit)
    loop.exec()
    began = last[0] = time.perf_counter()
    images[0] = moments[0] = 0
    timer.start()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    elapsed = time.perf_counter() - began
    timer.stop()
    window.close()
    runs.cleanup()
    return {
        "images_per_second": images[0] / elapsed,
        "moments_per_second": moments[0] / elapsed,
        "lateness": [round(late, 2) for late in lateness],
    }


def measure_in_process(
    what: str, preset: str, seconds: float, panel: str = ""
) -> dict[str, object]:
    """Run one measurement in a fresh process."""
    command = [sys.executable, __file__, "--only", what, "--preset", preset]
    command += ["--alone", panel] if panel else []
    finished = subprocess.run(
        [*command, "--seconds", str(seconds)], capture_output=True, text=True, check=True
    )
    result: dict[str, object] = json.loads(finished.stdout.splitlines()[-1])
    return result


def percentile(values: list[float], percent: float) -> float:
    """Return the value below which `percent` of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def report(preset: str, rounds: int, seconds: float) -> None:
    """Take all measurements in turn and print them."""
    ratios, lateness, windows, bare, looks = [], [], [], [], []
    for at in range(rounds):
        headless = measure_in_process("headless", preset, seconds)
        window = measure_in_process("window", preset, seconds)
        bare.append(float(headless["images_per_second"]))
        windows.append(float(window["images_per_second"]))
        looks.append(float(window["moments_per_second"]))
        ratios.append(windows[-1] / bare[-1])
        lateness += window["lateness"]
        print(
            f"round {at + 1}: headless {bare[-1]:,.0f} images/s, window {windows[-1]:,.0f} "
            f"({ratios[-1]:.0%}), {looks[-1]:.1f} looks/s",
            flush=True,
        )
    print(f"\n{preset}, all panels in sight, {rounds} × {seconds:g} s")
    print(f"images/s window : headless   {statistics.median(ratios):.1%} (goal ≥ 90 %)")
    print(
        f"median images/s              {statistics.median(bare):,.0f} headless, "
        f"{statistics.median(windows):,.0f} window"
    )
    late = f"{TIMER_MS} ms timer late"
    print(f"{late}, p50         {percentile(lateness, 50):.2f} ms")
    print(f"{late}, p99         {percentile(lateness, 99):.2f} ms (goal ≤ 5 ms)")
    print(f"{late}, worst       {max(lateness):.2f} ms (goal ≤ 100 ms)")
    print(f"looks at the network         {statistics.median(looks):.1f} per second")


def report_alone(panels: list[str], preset: str, rounds: int, seconds: float) -> None:
    """Print for each panel what is left of the training while it alone is in sight."""
    for panel in panels:
        ratios, late = [], []
        for _ in range(rounds):
            bare = measure_in_process("headless", preset, seconds)
            window = measure_in_process("window", preset, seconds, panel)
            ratios.append(float(window["images_per_second"]) / float(bare["images_per_second"]))
            late += window["lateness"]
        print(
            f"{panel:22} alone: {statistics.median(ratios):6.1%} of the images/s "
            f"({min(ratios):.0%} to {max(ratios):.0%}), "
            f"timer p99 {percentile(late, 99):.1f} ms",
            flush=True,
        )


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--preset", default="seed-cnn")
    parser.add_argument("--alone", nargs="+", default=[], metavar="PANEL")
    parser.add_argument("--only", choices=("headless", "window"))
    options = parser.parse_args()
    if options.only == "headless":
        print(json.dumps(measure_headless(options.preset, options.seconds)))
    elif options.only == "window":
        (panel,) = options.alone or [""]
        print(json.dumps(measure_window(options.preset, options.seconds, panel)))
    elif options.alone:
        from gui.window.panel_table import PANELS

        every = [spec.id for spec in PANELS]
        chosen = every if options.alone == ["all"] else options.alone
        report_alone(chosen, options.preset, options.rounds, options.seconds)
    else:
        report(options.preset, options.rounds, options.seconds)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    main()
