"""What a wheel holds: built here and read as the zip file it is; nothing is installed."""

import configparser
import subprocess
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from glassbox_lab import launcher

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        yield archive


def program_files():
    """Return every file of the program by its path in the source tree."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        inside = name.split("/")[0] in ("core", "gui", "assets", "main.py")
        if inside and not name.startswith("assets/pictures/") and (ROOT / name).exists():
            yield name


def test_that_a_wheel_takes_no_name_but_its_own(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"glassbox_lab"}


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git knows which files there are")
def test_that_a_wheel_carries_every_file_of_the_program_and_nothing_else(wheel):
    expected = {f"glassbox_lab/program/{name}" for name in program_files()}
    carried = {name for name in wheel.namelist() if name.startswith("glassbox_lab/program/")}
    assert carried == expected
    assert wheel.read("glassbox_lab/program/main.py") == (ROOT / "main.py").read_bytes()


def test_that_every_command_starts_a_function_of_the_launcher(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    table = configparser.ConfigParser()
    table.read_string(wheel.read(name).decode())
    commands = {**table["console_scripts"], **table["gui_scripts"]}
    assert set(commands) == {"glassbox", "glassbox-window"}
    for target in commands.values():
        module, _, function = target.partition(":")
        assert module == launcher.__name__
        assert callable(getattr(launcher, function))
