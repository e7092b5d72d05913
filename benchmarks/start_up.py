"""Measure how long a person waits after ``python main.py``.

Starts the window in fresh processes and prints, from the start of the process, the median
and the worst time until the window is painted for the first time, and until the first digit
and its maps are shown.

Usage: ``python benchmarks/start_up.py [--rounds 7]``
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAPS = "network_stage_3_mosaic"  # what the pooling makes of the digit


def start_once(began: float) -> dict[str, float]:
    """Show the window as `main.py` does; return seconds since `began`."""
    gc.disable()
    from PySide6.QtCore import QEvent, QObject

    from benchmarks.fresh_settings import fresh_settings
    from gui.app import build_application, build_window

    seconds: dict[str, float] = {}

    def is_in_sight() -> bool:
        is_covered = window.findChild(QObject, "front_cover") is not None
        return not is_covered and window.state.moment.moment is not None

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                if watched is window.transport:
                    seconds.setdefault("painted", time.time() - began)
                elif watched.objectName() == MAPS and is_in_sight():
                    seconds.setdefault("digit", time.time() - began)
                    application.quit()
            return False

    application = build_application([])
    window = build_window(settings=fresh_settings(), paints_first=True)
    watch = Watch()
    application.installEventFilter(watch)

    window.show()
    application.exec()
    application.removeEventFilter(watch)
    window.close()
    return seconds


def main() -> None:
    """Start the window several times and print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.began:
        print(json.dumps(start_once(options.began)))
        return
    # who starts the program a second time finds it compiled; where that is switched off, every
    # start would compile 400 files
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    rounds = []
    for _ in range(options.rounds + 1):  # the first compiles, and warms the disk's cache up
        command = [sys.executable, __file__, "--began", repr(time.time())]
        finished = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment
        )
        rounds.append(json.loads(finished.stdout.splitlines()[-1]))
    for name, goal in (("painted", 0.7), ("digit", 2.0)):
        values = [seconds[name] for seconds in rounds[1:]]
        print(
            f"{name:8} median {statistics.median(values):.2f} s, worst {max(values):.2f} s "
            f"(goal ≤ {goal:g} s)"
        )


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    main()
