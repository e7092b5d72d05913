"""Measure how long a click on a number takes to open its page, while training runs.

Opens the window, trains, and clicks random cells of the Network panel's maps.  A click is
answered when the Ledger has painted the page of that very number.

Usage: ``python benchmarks/ledger_click.py [--clicks 60] [--presets seed-cnn,lenet-5]``
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"seed-cnn": 50, "lenet-5": 150}
PATIENCE_SECONDS = 10.0
REST_SECONDS = 0.08  # between two clicks


def measure(preset: str, clicks: int) -> list[float]:
    """Return the milliseconds from each click to the painted page."""
    from PySide6.QtCore import QEvent, QObject, Qt
    from PySide6.QtTest import QTest

    from benchmarks.answer_times import open_window
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


def describe(preset: str, times: list[float]) -> str:
    """Return what is printed of one preset."""
    median, p90 = times[len(times) // 2], times[len(times) * 9 // 10]
    return (
        f"{preset}: {len(times)} clicks while training, page painted after "
        f"{median:.0f} ms (median), {p90:.0f} ms (p90), {times[-1]:.0f} ms (worst); "
        f"goal ≤ {GOALS.get(preset, 150)} ms"
    )


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from benchmarks.answer_times import report_times

    report_times(__file__, __doc__ or "", ("clicks", 60), measure, describe)
