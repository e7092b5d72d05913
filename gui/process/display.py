"""Whether a window can be shown where the environment says, found out before Qt tries.

Qt ends the process with an abort when it cannot connect to a display.
"""

from __future__ import annotations

import ctypes
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

#: Platforms of Qt that need nothing.
ALWAYS_THERE = frozenset({"offscreen", "minimal"})
#: Seconds that Qt may take to try a platform in a process of its own.
TRY_SECONDS = 20
_TRY = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def display_trouble() -> str:
    """Return one sentence on why no window can be shown, or nothing.

    Where one of two displays is gone, Qt is told to use the other.
    """
    if sys.platform in ("win32", "darwin"):
        return ""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    if wanted:
        return _first_without_trouble([name.split(":")[0] for name in wanted.split(";")])
    x11, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    named = {"wayland": wayland, "xcb": x11}
    troubles = {name: platform_trouble(name) for name, display in named.items() if display}
    there = [name for name, trouble in troubles.items() if not trouble]
    if there and len(there) < len(troubles):
        os.environ["QT_QPA_PLATFORM"] = there[0]
    return "" if there or not troubles else next(iter(troubles.values()))


def platform_trouble(name: str) -> str:
    """Return one sentence on why Qt's platform `name` cannot be used now, or nothing."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    known = sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so"))
    if known and not any(name.startswith(one) for one in known):
        return (
            f"QT_QPA_PLATFORM is {name[:60]!r}, which Qt does not know: "
            f"expected one of {', '.join(known)}."
        )
    if name in ALWAYS_THERE:
        return ""
    if name == "xcb":
        return _x11_trouble() or library_trouble(folder / "libqxcb.so")
    if name.startswith("wayland"):
        return _wayland_trouble() or library_trouble(folder / "libqwayland.so")
    return _tried(name)


def library_trouble(path: Path) -> str:
    """Return what is missing that the library at `path` needs, in one sentence, or nothing."""
    if not path.exists():
        return ""
    try:
        ctypes.CDLL(str(path))
    except OSError as error:
        found = re.search(r"(lib[\w.+-]+\.so[\w.]*)", str(error))
        missing = found[1] if found else str(error)[:200]
        return f"Qt needs the system library {missing}: install the package that holds it."
    return ""


def _first_without_trouble(names: list[str]) -> str:
    """Return nothing if one of the platforms can be used, or else what is wrong with one."""
    troubles = [platform_trouble(name) for name in names if name]
    return "" if "" in troubles else troubles[0] if troubles else ""


def _x11_trouble() -> str:
    display = os.environ.get("DISPLAY", "")
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return "Qt needs the system library libxcb.so.1: run apt-get install libxcb1."
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _silence(display) if is_refused else ""


def _wayland_trouble() -> str:
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that was opened for this process
        return ""
    display = os.environ.get("WAYLAND_DISPLAY", "") or "wayland-0"
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), display)
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return _silence(display)
    return ""


def _silence(display: str) -> str:
    return f"No window can be shown: the display {display[:60]!r} does not answer."


def _tried(name: str) -> str:
    """Return whether Qt can use a platform about which only Qt knows."""
    environment = {**os.environ, "QT_QPA_PLATFORM": name}
    try:
        subprocess.run(
            [sys.executable, "-c", _TRY],
            env=environment,
            capture_output=True,
            timeout=TRY_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return f"No window can be shown: Qt cannot use the platform {name[:60]!r} here."
    return ""
