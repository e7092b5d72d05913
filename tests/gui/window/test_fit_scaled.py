"""Every panel fits on screens with more dots to a pixel, where Qt rounds otherwise."""

import subprocess
import sys
from pathlib import Path

import pytest

from gui.window.panel_table import PANELS
from tests.support.screens import FRAME, SCREENS

SCRIPT = Path(__file__).parents[2] / "support" / "scaled_window.py"
#: Two screens of 1280×720 and 1440×900 at one dot a pixel are as many logical pixels anywhere.
ALSO = ((1280, 720 - FRAME), (1440, 900 - FRAME))


def sizes(scale):
    """Return the windows on the screens of the table that are of this scale, and two more."""
    own = {(round(w / s), round(h / s) - FRAME) for w, h, s in SCREENS if s == scale}
    return sorted({*own, ALSO[0] if scale == 2.0 else ALSO[1]})


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0])
def test_that_every_panel_fits_at_this_scale(scale):
    named = [f"{width}x{height}" for width, height in sizes(scale)]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(scale), *named],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *faults, last = done.stdout.splitlines()
    assert not faults, done.stdout
    assert last == f"looked at {len(named) * len(PANELS)} panels"
