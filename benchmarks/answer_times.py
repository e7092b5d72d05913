"""Milliseconds from what a person does to the painted answer, while training runs."""

from __future__ import annotations

import argparse
import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.window.main_window import MainWindow

MANY_EPOCHS = 10_000


def open_window(preset: str) -> tuple[QApplication, MainWindow]:
    """Return the program and its window, which has not been trained in yet.

    Its runs are recorded as ever, but not among one's own.
    """
    from benchmarks.fresh_settings import fresh_settings
    from core.presets import PRESETS
    from gui.app import build_application, build_window
    from gui.lab.speed import Speed
    from gui.process.garbage_collector import GarbageCollector

    runs = TemporaryDirectory(prefix="glassbox-")
    atexit.register(runs.cleanup)
    os.environ["GLASSBOX_RUNS"] = runs.name
    application = build_application([])
    experiment = PRESETS[preset].replace(epochs=MANY_EPOCHS)
    window = build_window(experiment=experiment, settings=fresh_settings())
    window.transport.speed.choose(Speed.FULL)
    GarbageCollector.of(application).keep()
    window.resize(1440, 900)
    window.show()
    return application, window


def report_times(
    file: str,
    about: str,
    counted: tuple[str, int],
    measure: Callable[[str, int], list[float]],
    describe: Callable[[str, list[float]], str],
) -> None:
    """Read the command line, measure each preset in a fresh process, and print.

    Parameters
    ----------
    file : str
        The benchmark, which is started anew.
    about : str
        What it measures.
    counted : (str, int)
        What is done so many times unless the command line says otherwise.
    measure : callable
        Takes a preset and how many times; returns milliseconds.
    describe : callable
        Takes a preset and its times from the shortest on; returns what is printed.
    """
    what, usual = counted
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument(f"--{what}", dest="count", type=int, default=usual)
    parser.add_argument("--presets", default="seed-cnn,lenet-5")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options.only, options.count)))
        return
    for preset in options.presets.split(","):
        command = [sys.executable, file, "--only", preset, f"--{what}", str(options.count)]
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
        times = sorted(json.loads(finished.stdout.splitlines()[-1]))
        print(describe(preset, times), flush=True)
