"""What this program is, on demand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_about(window: QWidget) -> None:
    """Open the dialog that says what this is."""
    # wanted by few, and brings pyqtgraph to name its version
    from gui.dialogs.about_dialog import AboutDialog

    AboutDialog(window).open()
