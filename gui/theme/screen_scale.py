"""How many pixels of the screen a pixel of the lab takes, changed while windows are shown.

Qt scales everything it lays out and paints by one factor: fonts, pens, icons, margins, and
every number of pixels in this program.  Its documentation lets one set it as
``QT_SCALE_FACTOR`` before a program starts.  Qt can change it later as well, as it does when a
window moves to another screen, but promises neither the name nor the place of that function.
It is therefore looked up by name in the library that is loaded already, and where it is not
found nothing can be changed.
"""

from __future__ import annotations

import ctypes
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import PySide6
import shiboken6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget


class _Names(NamedTuple):
    """What compilers call the functions of Qt that are needed, and where they are."""

    libraries: tuple[str, ...]
    factor: str
    set_factor: str
    ratio_changed: str
    geometry_changed: str


_ITANIUM = (
    "_ZN15QHighDpiScaling8m_factorE",
    "_ZN15QHighDpiScaling15setGlobalFactorEd",
    "_ZN22QWindowSystemInterface35handleWindowDevicePixelRatioChanged"
    "INS_19SynchronousDeliveryEEEvP7QWindow",
    "_ZN22QWindowSystemInterface20handleGeometryChange"
    "INS_19SynchronousDeliveryEEEvP7QWindowRK5QRect",
)
_MICROSOFT = (
    "?m_factor@QHighDpiScaling@@0NA",
    "?setGlobalFactor@QHighDpiScaling@@SAXN@Z",
    "??$handleWindowDevicePixelRatioChanged@USynchronousDelivery@QWindowSystemInterface@@@"
    "QWindowSystemInterface@@SAXPEAVQWindow@@@Z",
    "??$handleGeometryChange@USynchronousDelivery@QWindowSystemInterface@@@"
    "QWindowSystemInterface@@SAXPEAVQWindow@@AEBVQRect@@@Z",
)
_FRAMEWORK = Path(PySide6.__file__).parent / "Qt/lib/QtGui.framework/Versions/A/QtGui"
_BY_PLATFORM = {
    "linux": _Names(("libQt6Gui.so.6",), *_ITANIUM),
    "darwin": _Names((str(_FRAMEWORK), "QtGui"), *_ITANIUM),
    "win32": _Names(("Qt6Gui.dll",), *_MICROSOFT),
}


class ScreenScale:
    """Qt's factor, while windows are shown.

    Parameters
    ----------
    library : ctypes.CDLL
    names : _Names

    Raises
    ------
    AttributeError, ValueError
        If the library has no functions of these names.
    """

    def __init__(self, library: ctypes.CDLL, names: _Names) -> None:
        self._factor = ctypes.c_double.in_dll(library, names.factor)
        self._set_factor = library[names.set_factor]
        self._set_factor.argtypes, self._set_factor.restype = [ctypes.c_double], None
        self._ratio_changed = library[names.ratio_changed]
        self._ratio_changed.argtypes, self._ratio_changed.restype = [ctypes.c_void_p], None
        self._geometry_changed = library[names.geometry_changed]
        self._geometry_changed.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self._geometry_changed.restype = None
        #: What the desktop or the environment asks for.
        self.base = self.factor
        self._places: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    @property
    def factor(self) -> float:
        """The factor now; screens that have one of their own have that besides."""
        return float(self._factor.value)

    def use(self, factor: float) -> None:
        """Let every screen be scaled by `factor`; windows keep their size on the screen."""
        windows = QGuiApplication.topLevelWindows()
        places = [self._on_screen(window) for window in windows]
        before = qInstallMessageHandler(_leave_out)  # "only be called when no windows exist"
        try:
            self._set_factor(factor)
        finally:
            qInstallMessageHandler(before)
        self._places.clear()
        for window, place in zip(windows, places, strict=True):
            self._lay_out(window, place)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                for part in (widget, *widget.findChildren(QWidget)):
                    part.update()

    def _on_screen(self, window: QWindow) -> tuple[int, ...]:
        """Return where a window is, in dots of the screen."""
        pointer = shiboken6.getCppPointer(window)[0]
        laid_out, place = self._places.get(pointer, ((), ()))
        now = _rect(window)
        if now == laid_out:  # not moved since: no dot is lost by rounding
            return place
        return tuple(round(number * window.devicePixelRatio()) for number in now)

    def _lay_out(self, window: QWindow, place: tuple[int, ...]) -> None:
        """Let a window find out what its pixels are now."""
        pointer = shiboken6.getCppPointer(window)[0]
        self._ratio_changed(pointer)
        if window.isVisible():
            left, top, width, height = place
            corners = (ctypes.c_int * 4)(left, top, left + width - 1, top + height - 1)
            self._geometry_changed(pointer, ctypes.addressof(corners))
            self._places[pointer] = _rect(window), place


@lru_cache(maxsize=1)
def screen_scale() -> ScreenScale | None:
    """Return what scales all screens; None where this Qt does not let itself be asked."""
    names = _BY_PLATFORM.get(sys.platform)
    if names is None:
        return None
    for library in names.libraries:
        try:
            return ScreenScale(ctypes.CDLL(library), names)
        except (OSError, AttributeError, ValueError):
            continue
    return None


def _rect(window: QWindow) -> tuple[int, ...]:
    """Return left, top, width and height of a window in its own pixels."""
    place = window.geometry()
    return place.x(), place.y(), place.width(), place.height()


def _leave_out(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Say nothing."""
