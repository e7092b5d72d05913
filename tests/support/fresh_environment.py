"""Virtual environments in which nothing of this source tree can be imported."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import numpy


class FreshEnvironment:
    """A new virtual environment with the libraries of the running one, but nothing of its own.

    Parameters
    ----------
    folder : Path
        Where it is made.
    package : Path
        A wheel, or the folder of a source tree with `editable`.
    editable : bool, optional
    """

    def __init__(self, folder, package, *, editable=False):
        self.folder = folder
        venv.create(folder, with_pip=False, symlinks=os.name != "nt")
        scheme = {"base": str(folder), "platbase": str(folder)}
        self.site_packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
        self.scripts = Path(sysconfig.get_path("scripts", "venv", vars=scheme))
        pip = [sys.executable, "-m", "pip", "--python", str(self.scripts / "python")]
        what = ["-e", str(package)] if editable else ["--no-index", str(package)]
        self._checked([*pip, "install", "-q", "--no-deps", *what], folder.parent)
        # only now: pip must not believe that what is installed beside us is its to replace
        (self.site_packages / "libraries.pth").write_text(_site_packages_of_this_process())

    def python(self, code, cwd):
        """Return what a program prints."""
        return self._checked([str(self.scripts / "python"), "-c", code], cwd)

    def run(self, name, *arguments, cwd):
        """Return what an installed command prints."""
        return self._checked([str(self.scripts / name), *arguments], cwd)

    def _checked(self, command, cwd):
        done = subprocess.run(
            command, cwd=cwd, env=_bare_environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def _site_packages_of_this_process():
    return str(Path(numpy.__file__).parents[1])


def _bare_environment():
    """Return the variables of this process without those that change what is imported."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
