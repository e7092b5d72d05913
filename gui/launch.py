"""Start the window, or say in one sentence why that is impossible."""

from __future__ import annotations

import gc
import os
import re
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

from core.commands.console import Console
from core.commands.json_line import json_line
from core.commands.process import COMMAND, program_name
from core.commands.surroundings import Surroundings
from core.documents.run_file_name import RUN_SUFFIX, is_run_file_name
from core.errors import CoreError
from core.number_words import counted

TOUR_FOLDER = "glassbox-tour"
WRONG_USAGE = 2

#: Which Debian package holds a library that Qt may miss.
LIBRARY_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}


class CannotDrawError(CoreError):
    """The window cannot be drawn; the text says why."""


def launch(arguments: list[str]) -> int:
    """Show the window, with the run that `arguments` name if they name one.

    Returns
    -------
    int
        Exit status.
    """
    console = Console()
    is_run = len(arguments) == 1 and is_run_file_name(arguments[0])
    if arguments and not is_run:
        console.complain(
            f"{COMMAND}: cannot understand {' '.join(arguments)[:80]!r}; usage: "
            f"{program_name()} [RUN{RUN_SUFFIX} | COMMAND], or try {program_name()} --help"
        )
        return WRONG_USAGE
    trouble = qt_trouble()
    if trouble:
        console.complain(f"{COMMAND}: {trouble}")
        return 1
    if not has_display():
        return _tour(console)
    from gui.process.display import display_trouble

    trouble = display_trouble()
    if trouble:
        console.complain(f"{COMMAND}: {trouble}")
        return 1
    # nothing that is imported ever becomes garbage: looking for some takes 30 ms
    gc.disable()
    from gui.app import run

    return run(Path(arguments[0]) if is_run else None)


def screenshot(options: Namespace, surroundings: Surroundings) -> None:
    """Draw every panel in both themes into ``options.folder``.

    Raises
    ------
    CannotDrawError
        If Qt cannot be used, or the pictures cannot be written.
    """
    folder = Path(options.folder)
    written = _screenshots(folder, surroundings.console)
    surroundings.report(
        f"{counted(len(written), 'picture')} in {folder}/",
        partial(json_line, {"pictures": len(written), "folder": str(folder)}),
    )


def qt_trouble() -> str:
    """Return one sentence on why Qt cannot be used here, or nothing."""
    try:
        import PySide6
        from PySide6 import QtGui  # noqa: F401
    except ImportError as error:
        return import_trouble(str(error))
    version = tuple(int(part) for part in PySide6.__version__.split(".")[:2])
    if version >= (6, 12) and sys.version_info < (3, 12):
        return (
            f"PySide6 {PySide6.__version__} crashes on Python 3.11: "
            'install an older one with python -m pip install "PySide6-Essentials<6.12".'
        )
    return ""


def import_trouble(message: str) -> str:
    """Return one sentence that says what to install when Qt cannot be imported."""
    found = re.search(r"(lib[\w.+-]+\.so[\w.]*)", message)
    if found is None:
        return f"Qt cannot be imported ({message[:200]}): run python -m pip install -e ."
    package = LIBRARY_PACKAGES.get(found[1])
    if package is None:
        return f"Qt needs the system library {found[1]}: install the package that holds it."
    return f"Qt needs the system library {found[1]}: run apt-get install {package}."


def has_display() -> bool:
    """Return whether a window could be seen, or Qt was set where to draw."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tour(console: Console) -> int:
    console.say(
        "There is no display here, so Glassbox trains seed-cnn out of sight and draws its "
        f"window into {TOUR_FOLDER}/."
    )
    try:
        written = _screenshots(Path(TOUR_FOLDER), console)
    except CannotDrawError as error:
        console.complain(f"{COMMAND}: {error}")
        return 1
    console.say(f"{counted(len(written), 'picture')} in {TOUR_FOLDER}/")
    console.say(
        "For the real window, run this on a desktop, over ssh -X, or under a virtual "
        "screen: xvfb-run python main.py"
    )
    console.end()
    return 0


def _screenshots(folder: Path, console: Console) -> list[Path]:
    if trouble := qt_trouble():
        raise CannotDrawError(trouble)
    if not os.environ.get("QT_QPA_PLATFORM"):  # an empty one would end Qt
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.process.display import display_trouble

    if trouble := display_trouble():
        raise CannotDrawError(trouble)
    from gui.app import build_application, silence_offscreen_plugin
    from gui.screenshot import take_screenshots

    silence_offscreen_plugin(build_application([]))
    try:
        return take_screenshots(folder, say=console.remark)
    except OSError as error:
        raise CannotDrawError(f"The pictures cannot be written: {error}") from None
