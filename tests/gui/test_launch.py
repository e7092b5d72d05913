"""Starting the program where it cannot show a window, or was asked for nonsense."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import app
from gui.launch import TOUR_FOLDER, has_display, import_trouble, launch
from gui.panels.panel_spec import Area
from gui.window.panel_table import PANELS

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def run_main(*arguments, cwd, **environment):
    command = [sys.executable, str(MAIN), *arguments]
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=200,
    )


@pytest.mark.parametrize(
    ("message", "package"),
    [
        ("libEGL.so.1: cannot open shared object file", "libegl1"),
        ("libGL.so.1: cannot open shared object file", "libgl1"),
        ("libxkbcommon.so.0: cannot open shared object file", "libxkbcommon0"),
    ],
)
def test_that_a_missing_system_library_is_told_by_its_package(message, package):
    sentence = import_trouble(message)
    assert sentence.endswith(f"apt-get install {package}.")
    assert "\n" not in sentence


def test_that_an_unknown_library_is_named():
    assert "libstrange.so.7" in import_trouble("libstrange.so.7: cannot open shared object")


def test_that_missing_pyside_is_told_with_the_command_that_installs_it():
    assert "python -m pip install -e ." in import_trouble("No module named 'PySide6'")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a display may be missing")
def test_that_a_display_is_where_the_environment_says(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        pytest.param(("screenshot",), marks=pytest.mark.slow),
        pytest.param(("--nonsense", "3"), marks=pytest.mark.slow),
    ],
)
def test_that_nonsense_is_refused_with_the_usage(tmp_path, arguments):
    ended = run_main(*arguments, cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith("glassbox")
    assert "main.py" in sentence
    assert "--help" in sentence


@pytest.mark.slow
def test_that_pictures_that_cannot_be_written_are_one_sentence(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    ended = run_main("screenshot", "taken", cwd=tmp_path)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "cannot be written" in ended.stderr.splitlines()[-1]


def test_that_a_run_on_the_command_line_is_handed_to_the_window(monkeypatch):
    opened = []
    monkeypatch.setattr(app, "run", lambda path=None: opened.append(path) or 0)
    assert launch(["my run.glassbox"]) == launch([]) == 0
    assert opened == [Path("my run.glassbox"), None]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only there a display may be missing")
def test_that_without_a_display_the_program_draws_its_tour(tmp_path):
    ended = run_main(cwd=tmp_path, QT_QPA_PLATFORM="")
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
    assert "There is no display here" in ended.stdout
    pictures = list((tmp_path / TOUR_FOLDER).glob("*.png"))
    views = sum(spec.area is Area.MIDDLE for spec in PANELS)
    themes, sizes, whole_windows = 2, 3, 2
    assert len(pictures) == themes * (len(PANELS) + sizes * views + whole_windows)
    assert min(picture.stat().st_size for picture in pictures) > 2000
