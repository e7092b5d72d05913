"""What the editor of any field promises."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FieldEditor(QWidget):
    """Edits one value of a spec.

    Signals
    -------
    edited(object)
        The user entered another value, one the rule accepts.
    refused(str)
        What is entered now is not accepted, and why; empty when all is well again.
    finished()
        The user left the field or pressed Enter: the next edit is a step of its own.
    """

    edited = Signal(object)
    refused = Signal(str)
    finished = Signal()

    def name_for_readers(self, label: str) -> None:
        """Let screen readers call what takes the keyboard by `label`, unless it has a name."""
        control: QWidget = self
        while (proxy := control.focusProxy()) is not None:
            control = proxy
        if not control.accessibleName():
            control.setAccessibleName(label)

    @abstractmethod
    def show_value(self, value: Any, *, keep_typed: bool = False) -> None:  # noqa: ANN401
        """Show `value` without reporting it.

        Parameters
        ----------
        value : object
        keep_typed : bool
            Leave what is typed alone if the last accepted value is `value` already: neither
            ``1e-3`` nor a text that is not accepted yet is rewritten under the cursor.
        """
