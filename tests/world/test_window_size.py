"""The window fits the screen it is opened on, and is as large as it was left."""

import json
import subprocess
import sys

import pytest

from tests.support.glassbox_process import PATIENCE, ROOT, environment

pytestmark = pytest.mark.slow

SCRIPT = ROOT / "tests" / "support" / "window_size.py"


@pytest.fixture
def start(tmp_path, runs_folder):
    """Return a function that opens the window and says its size, framed too, and the room."""

    def open_on(width, height, *wanted):
        screen = {"name": "only", "x": 0, "y": 0, "width": width, "height": height}
        screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        file = tmp_path / "screens.json"
        file.write_text(json.dumps({"screens": [screen]}))
        variables = environment(
            HOME=str(tmp_path),
            XDG_CONFIG_HOME=str(tmp_path / "config"),
            QT_QPA_PLATFORM=f"offscreen:configfile={file}",
        )
        command = [sys.executable, str(SCRIPT), *map(str, wanted)]
        ended = subprocess.run(
            command, env=variables, capture_output=True, text=True, timeout=PATIENCE
        )
        if ended.returncode or ended.stderr:
            raise RuntimeError(f"expected a window, received {ended.stderr[-300:]!r}")
        numbers = tuple(map(int, ended.stdout.split()))
        return numbers[:2], numbers[2:4], numbers[4:]

    return open_on


def test_that_a_large_screen_is_not_filled(start):
    _, framed, room = start(2560, 1440)
    assert room == (2560, 1440)
    assert framed[0] < room[0]
    assert framed[1] < room[1]


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(1366, 768, id="a small laptop"),
        pytest.param(1280, 720, id="full HD at 150 %"),
    ],
)
def test_that_the_first_window_fits_the_screen(start, width, height):
    _, framed, room = start(width, height)
    assert room == (width, height)
    assert framed[0] <= room[0]
    assert framed[1] <= room[1]


def test_that_the_window_is_as_large_as_it_was_left(start):
    start(1920, 1080, 1700, 1000)
    assert start(1920, 1080)[0] == (1700, 1000)
