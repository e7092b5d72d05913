"""A display that is named and not there: a sentence, not a crash."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from core.documents.run_document import RunDocument
from gui.process import display
from gui.process.display import library_trouble, platform_trouble
from gui.settings import RUNS_VARIABLE
from tests.support.glassbox_process import (
    ROOT,
    read_to_end,
    read_until,
    run_glassbox,
    started,
)
from tests.support.run_files import the_run_in
from tests.support.sample_and_whole import sample_and_whole
from tests.support.window_process import STEPS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there can it be gone")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DISPLAY", ":987"),
        pytest.param("WAYLAND_DISPLAY", "wayland-77", marks=pytest.mark.slow),
        pytest.param("QT_QPA_PLATFORM", "xbc", marks=pytest.mark.slow),
    ],
)
def test_that_a_display_that_is_gone_is_one_sentence_that_names_it(tmp_path, variable, value):
    variables = {"QT_QPA_PLATFORM": "", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    tmp_path.chmod(0o700)  # or Qt warns of the runtime folder
    ended = run_glassbox(cwd=tmp_path, **{**variables, variable: value})
    assert ended.returncode == 1
    (sentence,) = (ended.stdout + ended.stderr).splitlines()
    assert value in sentence


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_that_what_needs_no_display_is_no_trouble(platform):
    assert platform_trouble(platform) == ""


def test_that_a_platform_only_qt_knows_of_is_tried_in_another_process(monkeypatch):
    monkeypatch.setattr(display, "_TRY", "import os; os.abort()")
    sentence = platform_trouble("linuxfb:fb=/dev/fb7")
    assert "linuxfb" in sentence
    assert "\n" not in sentence
    monkeypatch.setattr(display, "_TRY", "")
    assert platform_trouble("linuxfb") == ""


def test_that_a_library_qt_would_miss_is_named(tmp_path):
    broken = tmp_path / "libqxcb.so"
    broken.write_bytes(b"no library")
    sentence = library_trouble(broken)
    assert "libqxcb.so" in sentence
    assert library_trouble(tmp_path / "nothing here") == ""


@pytest.mark.slow
def test_that_two_displays_that_are_gone_are_one_sentence(tmp_path):
    variables = {"QT_QPA_PLATFORM": "", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    tmp_path.chmod(0o700)
    dead = {"DISPLAY": ":987", "WAYLAND_DISPLAY": "wayland-77"}
    ended = run_glassbox(cwd=tmp_path, **{**variables, **dead})
    assert ended.returncode == 1
    assert len((ended.stdout + ended.stderr).splitlines()) == 1


@contextmanager
def x_server():
    """Start a screen nobody sees; yield its process and the name of its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
    with os.fdopen(reading, "rb") as said:
        server = subprocess.Popen(
            [*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
        )
        os.close(writing)
        try:
            yield server, f":{int(said.readline())}"
        finally:
            server.kill()
            server.wait()


@sample_and_whole(3, 10)
@pytest.mark.alone
@pytest.mark.timeout(900)
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb, a screen of X11")
def test_that_training_is_saved_when_the_display_goes(tmp_path, count):
    for number in range(count):
        home, runs = tmp_path / str(number), tmp_path / f"runs {number}"
        home.mkdir()
        variables = {"HOME": str(home), RUNS_VARIABLE: str(runs), "QT_QPA_PLATFORM": "xcb"}
        window = [sys.executable, ROOT / "tests" / "support" / "window_process.py", "train"]
        with (
            x_server() as (server, name),
            started(window, cwd=home, DISPLAY=name, **variables) as process,
        ):
            read_until(process, "now")
            server.kill()
            code, said = read_to_end(process)
        assert code == 1
        assert "QThread" not in said
        assert "Traceback" not in said
        assert [path.suffix for path in runs.iterdir()] == [".glassbox"]
        document = RunDocument(the_run_in(runs))
        assert document.latest().step == document.history.last_step() >= STEPS
        document.close()
