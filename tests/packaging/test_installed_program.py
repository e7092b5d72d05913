"""Glassbox as people install it: in a fresh environment, away from its source tree."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support.fresh_environment import FreshEnvironment

ROOT = Path(__file__).parents[2]
TRAIN = ("train", "--preset", "seed-mlp", "--iterations", "3")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel as pip builds it: pip fetches what it is built with."""
    folder = tmp_path_factory.mktemp("wheel")
    before = set(ROOT.iterdir())
    pip("wheel", "-q", "--no-deps", ".", "-w", str(folder))
    assert set(ROOT.iterdir()) == before, "building left something in the source tree"
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel, and with another package called `core`."""
    environment = FreshEnvironment(tmp_path_factory.mktemp("installed") / "venv", wheel)
    for name in ("core", "gui"):
        (environment.site_packages / name).mkdir()
        (environment.site_packages / name / "__init__.py").write_text("WHOSE = 'mine'\n")
    return environment


def test_that_the_commands_work_beside_a_package_called_core(installed, tmp_path):
    printed = installed.run("glassbox", *TRAIN, "--out", "run.npz", cwd=tmp_path)
    assert "3 steps" in printed
    printed = installed.run("glassbox", "evaluate", "run.npz", cwd=tmp_path)
    assert "test accuracy" in printed
    installed.run("glassbox", "screenshot", "pictures", cwd=tmp_path)
    assert list((tmp_path / "pictures").glob("*.png"))
    assert "usage" in installed.run("glassbox-window", "--help", cwd=tmp_path)
    printed = installed.python(
        "import runpy, sys; sys.argv[1:] = ['--help']\n"
        "try: runpy.run_module('glassbox_lab', run_name='__main__')\n"
        "except SystemExit as end: print('ended with', end.code)",
        tmp_path,
    )
    assert "usage" in printed
    assert "ended with 0" in printed


def test_that_other_programs_of_the_environment_see_their_own_core(installed, tmp_path):
    printed = installed.python(
        "import core, gui, glassbox_lab.launcher\n"
        "print(core.WHOSE, gui.WHOSE)\n"
        "for name in ('main', 'assets', 'core.layers'):\n"
        "    try: __import__(name)\n"
        "    except ModuleNotFoundError: print('no', name)",
        tmp_path,
    )
    assert printed.split("\n")[:4] == ["mine mine", "no main", "no assets", "no core.layers"]


def test_that_nothing_of_the_source_tree_is_in_sight_of_the_installed_program(
    installed, tmp_path
):
    printed = installed.python(
        "from glassbox_lab.launcher import find_program; find_program()\n"
        "import main, core, gui.launch, core.assets, sys\n"
        "print(main.__file__, core.__file__, gui.launch.__file__, core.assets.ASSETS)\n"
        "print(sys.path)",
        tmp_path,
    )
    files, path = printed.splitlines()
    assert all(str(installed.site_packages) in file for file in files.split())
    assert repr(str(ROOT)) not in path


def test_that_the_ledger_shows_the_lines_of_an_installed_layer(installed, tmp_path):
    printed = installed.python(
        "from glassbox_lab.launcher import find_program; find_program()\n"
        "from core.ledger.code_place import Pass\n"
        "from core.ledger.source_lines import source_lines\n"
        "first = source_lines('conv2d', Pass.FORWARD)[0]\n"
        "print(first.file, first.name, first.numbers[0], len(first.lines))",
        tmp_path,
    )
    file, name, number, count = printed.split()
    line = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert name.startswith("Conv2D.")
    assert line.strip().startswith(f"def {name.removeprefix('Conv2D.')}(")
    assert int(count) > 1


def test_that_an_archive_of_the_sources_builds_the_same_wheel(wheel, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        content.extractall(tmp_path / "sources", filter="data")
    (tree,) = (tmp_path / "sources").iterdir()
    pip("wheel", "-q", "--no-deps", str(tree), "-w", str(tmp_path / "again"))
    (again,) = (tmp_path / "again").glob("*.whl")
    assert digests(again) == digests(wheel)


def test_that_an_editable_install_runs_the_source_tree(tmp_path):
    environment = FreshEnvironment(tmp_path / "venv", ROOT, editable=True)
    assert "3 steps" in environment.run("glassbox", *TRAIN, cwd=tmp_path)
    printed = environment.python(
        "from glassbox_lab.launcher import program_folder; print(program_folder())", tmp_path
    )
    assert printed.strip() == str(ROOT)
    assert not (environment.site_packages / "glassbox_lab").exists()


def digests(wheel):
    """Return a digest of every file in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
