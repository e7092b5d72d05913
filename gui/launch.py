"""Start the window, or say in one sentence why that is impossible."""

from __future__ import annotations

import gc
import os
import re
import sys
from pathlib import Path

from core.documents.run_file_name import RUN_SUFFIX, is_run_file_name

TOUR_FOLDER = "glassbox-tour"
USAGE = (
    f"usage: main.py [RUN{RUN_SUFFIX} | train | evaluate | predict | screenshot DIR]   "
    "(none: the window)"
)

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


def launch(arguments: list[str]) -> int:
    """Show the window, or take the pictures that `arguments` ask for.

    Returns
    -------
    int
        Exit status.
    """
    is_run = len(arguments) == 1 and is_run_file_name(arguments[0])
    if arguments and not is_run and (arguments[0] != "screenshot" or len(arguments) != 2):
        _say(USAGE if arguments[0] in ("-h", "--help") else f"{_unknown(arguments)}\n{USAGE}")
        return 0 if arguments[0] in ("-h", "--help") else 2
    trouble = qt_trouble()
    if trouble:
        _say(trouble)
        return 1
    if arguments and not is_run:
        return _screenshots(Path(arguments[1]))
    if not has_display():
        return _tour()
    # nothing that is imported ever becomes garbage: looking for some takes 30 ms
    gc.disable()
    from gui.app import run

    return run(Path(arguments[0]) if is_run else None)


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


def _tour() -> int:
    _say(
        "There is no display here, so Glassbox trains seed-cnn out of sight and draws its "
        f"window into {TOUR_FOLDER}/."
    )
    status = _screenshots(Path(TOUR_FOLDER))
    if status == 0:
        _say(
            "For the real window, run this on a desktop, over ssh -X, or under a virtual "
            "screen: xvfb-run python main.py"
        )
    return status


def _screenshots(folder: Path) -> int:
    if not os.environ.get("QT_QPA_PLATFORM"):  # an empty one would end Qt
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from gui.app import build_application, silence_offscreen_plugin
    from gui.screenshot import take_screenshots

    silence_offscreen_plugin(build_application([]))
    try:
        written = take_screenshots(folder, say=_say)
    except OSError as error:
        _say(f"The pictures cannot be written: {error}")
        return 1
    _say(f"{len(written)} pictures are in {folder}/")
    return 0


def _unknown(arguments: list[str]) -> str:
    return f"glassbox: cannot understand {' '.join(arguments)[:80]!r}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
