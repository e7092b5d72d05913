"""Measure how long a click on a number takes to open its page, while training runs.

Opens the window, trains, and clicks random cells of the Network panel's maps.  A click is
answered when the Ledger has painted the page of that very number.

Usage: ``python benchmarks/ledger_click.py [--clicks 60] [--presets seed-cnn,lenet-5]``
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.window.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"seed-cnn": 50, "lenet-5": 150}
MANY_EPOCHS = 10_000
PATIENCE_SECONDS = 10.0
REST_SECONDS = 0.08  # between two clicks


def open_window(preset: str) -> tuple[QApplication, MainWindow]:
    """Return the program and its window, which has not been trained in yet."""
    from benchmarks.fresh_settings import fresh_settings
    from core.presets import PRESETS
    from gui.app import build_application, build_window
    from gui.lab.speed import Speed
    from gui.process.garbage_collector import GarbageCollector

    application = build_application([])
    experiment = PRESETS[preset].replace(epochs=MANY_EPOCHS)
    window = build_window(experiment=experiment, settings=fresh_settings())
    window.transport.speed.choose(Speed.FULL)
    GarbageCollector.of(application).keep()
    window.resize(1440, 900)
    window.show()
    return application, window


def measure(preset: str, clicks: int) -> list[float]:
    """Return the milliseconds from each click to the painted page."""
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest

    from gui.panels.ledger.page_view import LedgerPageView
    from gui.widgets.map_mosaic import MapMosaic

    application, window = open_window(preset)
    ledger = window.ledger_panel

    def wait_until(is_so: object) -> None:
        end = time.perf_counter() + PATIENCE_SECONDS
        while not is_so() and time.perf_counter() < end:  # type: ignore[operator]
            application.processEvents()
            time.sleep(0.0005)

    class Watch(QObject):
        """Notes when a page of the wanted number is painted."""

        address: object = None
        answered_at: float | None = None

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shown = ledger.spread
            is_page = event.type() == QEvent.Type.Paint and shown is not None
            wanted = window.state.trail.address
            if is_page and shown.request.address == wanted != self.address:
                self.answered_at = self.answered_at or time.perf_counter()
            return False

    wait_until(lambda: window.state.moment.moment is not None and window.late_panels.is_done)
    watch = Watch()
    for page in ledger.findChildren(LedgerPageView):
        page.installEventFilter(watch)
    window.lab.start_or_pause()
    wait_until(lambda: window.lab.session.step > 100)
    mosaics = [m for m in window.network_panel.findChildren(MapMosaic) if m.isVisible()]
    choose, waits = random.Random(1), []
    for _ in range(clicks):
        mosaic = choose.choice(mosaics)
        channels, rows, columns = mosaic.maps.shape[2], *mosaic.maps.shape[:2]
        at = choose.randrange(channels), choose.randrange(rows), choose.randrange(columns)
        watch.address, watch.answered_at = window.state.trail.address, None
        place = mosaic.cell_rect(*at).center()
        began = time.perf_counter()
        QTest.mouseClick(mosaic, Qt.MouseButton.LeftButton, pos=place)
        if window.state.trail.address == watch.address:
            continue  # the same number again, or the gap between two tiles
        wait_until(lambda: watch.answered_at is not None)
        waits.append(1000 * ((watch.answered_at or time.perf_counter()) - began))
        rest = time.perf_counter() + choose.uniform(0.5, 1.5) * REST_SECONDS
        wait_until(lambda end=rest: time.perf_counter() > end)
    window.close()
    return waits


def report(preset: str, clicks: int) -> None:
    """Measure in a fresh process and print."""
    command = [sys.executable, __file__, "--only", preset, "--clicks", str(clicks)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    waits = sorted(json.loads(finished.stdout.splitlines()[-1]))
    median, p90 = waits[len(waits) // 2], waits[len(waits) * 9 // 10]
    print(
        f"{preset}: {len(waits)} clicks while training, page painted after "
        f"{median:.0f} ms (median), {p90:.0f} ms (p90), {waits[-1]:.0f} ms (worst); "
        f"goal ≤ {GOALS.get(preset, 150)} ms",
        flush=True,
    )


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clicks", type=int, default=60)
    parser.add_argument("--presets", default="seed-cnn,lenet-5")
    parser.add_argument("--only")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measure(options.only, options.clicks)))
        return
    for preset in options.presets.split(","):
        report(preset, options.clicks)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    main()
