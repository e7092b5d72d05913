"""Whole processes: the window is opened, trains and is closed at an awkward moment."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "support" / "open_train_close.py"
PROCESSES = 50
MODES = ("train", "restart", "pause", "restart", "look")


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(600)
def test_that_fifty_windows_end_cleanly_and_silently_whenever_they_are_closed(tmp_path):
    def open_train_close(number):
        # from before the data is loaded to well into the training
        seconds = 0.05 + 1.5 * number / PROCESSES
        home = tmp_path / str(number)
        home.mkdir()
        environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
        environment.pop("XDG_CONFIG_HOME", None)
        command = [sys.executable, str(SCRIPT), MODES[number % len(MODES)], str(seconds)]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=100, env=environment
        )
        return ended.returncode, ended.stderr

    with ThreadPoolExecutor(2) as pool:
        endings = list(pool.map(open_train_close, range(PROCESSES)))
    assert endings == [(0, "")] * PROCESSES
