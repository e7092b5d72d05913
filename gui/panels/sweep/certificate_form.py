"""Certificates for a scheduler that is spoken with in secret."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from core.sweeping.certificates import AUTHORITY, CERTIFICATE, KEY
from gui.dialogs.file_dialogs import FileDialogs

FIELDS = (
    (AUTHORITY, "authority", "Authority", "The certificate of who signed the scheduler's: "
     "tls_ca_file of Dask. For an address that begins with tls://."),
    (CERTIFICATE, "certificate", "Certificate", "Yours, by which the scheduler knows you: "
     "tls_client_cert of Dask."),
    (KEY, "key", "Key", "Of your certificate, without a password: tls_client_key of Dask. "
     "It is read where the sweep runs, and goes nowhere else."),
)  # fmt: skip
FILTER = "Certificates (*.pem *.crt *.cer *.key);;All files (*)"
CHOOSE = "Choose…"
#: Of the labels of the whole form: its fields are below each other.
LABEL_WIDTH = 62


class CertificateForm(QWidget):
    """Three files, typed or chosen.

    Parameters
    ----------
    name : str

    Signals
    -------
    edited()
    """

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.file_dialogs = FileDialogs(self)
        self._edits: dict[str, QLineEdit] = {}
        self._buttons: dict[QPushButton, tuple[str, str]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for key, part, title, tip in FIELDS:
            label, edit, button = QLabel(title), QLineEdit(), QPushButton(CHOOSE)
            label.setObjectName(f"{name}_{part}_label")
            label.setBuddy(edit)
            edit.setObjectName(f"{name}_{part}")
            edit.setAccessibleName(f"{title}: a file")
            edit.setPlaceholderText("a file (PEM)")
            button.setObjectName(f"{name}_{part}_choose")
            button.setAccessibleName(f"Choose the file of: {title}")
            parts: tuple[QWidget, ...] = (label, edit, button)
            for widget in parts:
                widget.setToolTip(tip)
            edit.textEdited.connect(self._on_edited)
            button.clicked.connect(self._on_choose)
            self._edits[key] = edit
            self._buttons[button] = key, title
            row = grid.rowCount()
            for column, widget in enumerate(parts):
                grid.addWidget(widget, row, column)

    @property
    def files(self) -> dict[str, str]:
        """The paths that are given, by what `distributed.Security` calls them."""
        typed = {key: edit.text().strip() for key, edit in self._edits.items()}
        return {key: path for key, path in typed.items() if path}

    @Slot()
    def _on_choose(self) -> None:
        button = self.sender()
        if not isinstance(button, QPushButton):
            return
        key, title = self._buttons[button]

        def take(path: Path) -> None:
            self._edits[key].setText(str(path))
            self.edited.emit()

        self.file_dialogs.ask_to_open(title, FILTER, take)

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()
