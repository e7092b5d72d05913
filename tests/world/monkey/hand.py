"""A hand on mouse and keyboard: events enter where those of the system do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LEFT = Qt.MouseButton.LeftButton
#: What PySide says of a window that was closed while events were on their way to it.
_GONE = re.compile(r"QWindow\) already deleted")
NONE = Qt.KeyboardModifier.NoModifier


def click(widget: QWidget, at: QPoint | None = None, button=LEFT, *, keys=NONE) -> None:
    """Click `widget`, in its middle or at a point of it."""
    window, place = _in_window(widget, widget.rect().center() if at is None else at)
    with as_long_as_it_is_there():
        QTest.mouseMove(window, place)
        QTest.mouseClick(window, button, keys, place)


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice, as fast as one does to open something."""
    window, place = _in_window(widget, at)
    with as_long_as_it_is_there():
        QTest.mouseDClick(window, LEFT, NONE, place)


def move(widget: QWidget, at: QPoint) -> None:
    """Move the mouse to a point of `widget`."""
    window, place = _in_window(widget, at)
    with as_long_as_it_is_there():
        QTest.mouseMove(window, place)


def drag(widget: QWidget, *way: QPoint) -> None:
    """Press at the first point of `widget`, move along the others, and let go."""
    window, _ = _in_window(widget, way[0])
    places = [widget.mapTo(widget.window(), at) for at in way]
    with as_long_as_it_is_there():
        QTest.mousePress(window, LEFT, NONE, places[0])
        for place in places:
            QTest.mouseMove(window, place)
        QTest.mouseRelease(window, LEFT, NONE, places[-1])


def turn_wheel(widget: QWidget, at: QPoint, notches: int, keys=NONE) -> None:
    """Turn the wheel by some notches above a point of `widget`."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def press_key(widget: QWidget, key: Qt.Key, keys=NONE) -> None:
    """Press a key while the window of `widget` is the active one."""
    window, _ = _in_window(widget, QPoint())
    with as_long_as_it_is_there():
        QTest.keyClick(window, key, keys)


def type_text(widget: QWidget, text: str) -> None:
    """Type `text` where the keyboard is."""
    for letter in text:
        there = QApplication.focusWidget() or widget
        with as_long_as_it_is_there():
            if letter.isascii():
                QTest.keyClick(there, letter)
            else:  # has no key: it comes as text, as from an input method
                key = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter)
                QApplication.sendEvent(there, key)


@contextmanager
def as_long_as_it_is_there() -> Iterator[None]:
    """Do no more with a window that has gone meanwhile, as a menu does."""
    try:
        yield
    except RuntimeError as error:
        if not _GONE.search(str(error)):
            raise


def _in_window(widget: QWidget, at: QPoint) -> tuple[QWidget | QWindow, QPoint]:
    """Return the window of the system that `widget` is in, and where `at` is in that.

    If Python knows only one that has gone, events have to enter at the window's widget.
    """
    top = widget.window()
    handle = top.windowHandle()
    is_there = handle is not None and shiboken6.isValid(handle)
    return handle if is_there else top, widget.mapTo(top, at)
