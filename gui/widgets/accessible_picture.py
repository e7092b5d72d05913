"""What a screen reader is told of what is drawn by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable
from weakref import ref

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QMainWindow, QTabBar, QWidget

_Text = QAccessible.Text


@runtime_checkable
class Spoken(Protocol):
    """A drawn widget that can say in words what it shows.

    Its ``accessibleName`` says what it is a picture of.
    """

    def spoken_value(self) -> str:
        """Return the number in question and where it is; asked for by screen readers only."""


class AccessiblePicture(QAccessibleWidget):
    """A picture with a value that is asked for when it is wanted, never at a look.

    Parameters
    ----------
    widget : QWidget
        A `Spoken`.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Graphic)
        # Qt keeps an interface as long as it likes, which must not keep the widget
        self._widget: Callable[[], object] = ref(widget)

    def text(self, part: QAccessible.Text) -> str:
        """Return what is said of the picture."""
        widget = self._widget()
        if part is _Text.Value and isinstance(widget, Spoken):
            return widget.spoken_value()
        return str(super().text(part))


class AccessibleReadOut(QAccessibleWidget):
    """A label whose text is a number: the number is the value, what it is the name.

    Parameters
    ----------
    label : QLabel
        With an ``accessibleName``.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.StaticText)
        self._label = ref(label)

    def text(self, part: QAccessible.Text) -> str:
        """Return what is said of the number."""
        label = self._label()
        if part is _Text.Value and label is not None:
            return label.text()
        return str(super().text(part))


def describe_pictures() -> None:
    """Let screen readers ask drawn widgets and read-outs, from now on and in every window."""
    if _interface_of not in _installed:
        _installed.append(_interface_of)
        QAccessible.installFactory(_interface_of)


def announce(widget: QWidget) -> None:
    """Tell a screen reader, if one listens, that the value of a picture is another."""
    if QAccessible.isActive() and isinstance(widget, Spoken):
        QAccessible.updateAccessibility(
            QAccessibleValueChangeEvent(widget, widget.spoken_value())
        )


#: What Qt has been given: it keeps a list, and asks each as often as it is in there.
_installed: list[object] = []


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return what speaks for `thing`; None leaves that to Qt."""
    if isinstance(thing, QWidget) and isinstance(thing, Spoken):
        return AccessiblePicture(thing)
    if isinstance(thing, QTabBar) and isinstance(thing.parent(), QMainWindow):
        thing.setAccessibleName("Panels")  # Qt makes these whenever docks become tabs
    if isinstance(thing, QLabel) and thing.accessibleName():
        return AccessibleReadOut(thing)
    return None
