"""Measure how long the window takes to change its colours.

Switches between dark and light, with the first start's panels and with every panel in sight,
and prints the milliseconds from the choice until everything is painted anew.

Usage: ``python benchmarks/theme_switch.py [--switches 12]``
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 150


def measure(switches: int) -> None:
    """Switch and print."""
    from benchmarks.fresh_settings import fresh_settings
    from gui.app import build_application, build_window
    from gui.process.garbage_collector import GarbageCollector

    application = build_application([])
    window = build_window(settings=fresh_settings())
    window.resize(1440, 900)
    window.show()
    GarbageCollector.of(application).keep()
    while window.state.moment.moment is None or not window.late_panels.is_done:
        application.processEvents()
    for what in ("the usual panels", "all panels"):
        if what == "all panels":
            window.layout_of_docks.show_side_by_side()
        while not window.layout_of_docks.is_settled:
            application.processEvents()
        took = []
        for number in range(switches + 2):  # the first two draw the icons of their theme
            began = time.perf_counter()
            window.theme_actions.use(("light", "dark")[number % 2])
            application.processEvents()
            took.append(1000 * (time.perf_counter() - began))
        took = took[2:]
        print(
            f"{what}: colours changed after {statistics.median(took):.0f} ms (median), "
            f"{max(took):.0f} ms (worst of {switches}); goal ≤ {GOAL_MS} ms"
        )
    window.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--switches", type=int, default=12)
    measure(parser.parse_args().switches)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    main()
