"""What Glassbox is, and its versions."""

from __future__ import annotations

import platform

import numpy as np
import pyqtgraph as pg
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget
from threadpoolctl import threadpool_info

TEXT = """The opposite of a black box: build a neural network, watch it learn, open any number.

The networks are written from first principles in NumPy: no autodiff, no framework.
MNIST: Yann LeCun, Corinna Cortes, Christopher J. C. Burges, CC BY-SA 3.0.
Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1.  Program: MIT licence."""


def blas_in_use() -> str:
    """Return which library multiplies matrices, with which kernel and how many threads."""
    found = [one for one in threadpool_info() if one["user_api"] == "blas"]
    texts = []
    for one in found:
        kernel = one.get("architecture") or "unknown"
        texts.append(
            f"{one['internal_api']} {one['version'] or ''}".strip()
            + f", kernel {kernel}, {one['num_threads']} thread(s)"
        )
    return "Matrix products: " + ("; ".join(texts) or "a library that cannot be named")


class AboutDialog(QDialog):
    """A few sentences and the versions a bug report needs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle("About Glassbox")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel("Glassbox 0.1")
        title.setProperty("role", "readout")
        text = QLabel(TEXT)
        versions = QLabel(
            f"Python {platform.python_version()} · NumPy {np.__version__} · "
            f"PySide6 {PySide6.__version__} · pyqtgraph {pg.__version__}\n{blas_in_use()}"
        )
        versions.setObjectName("about_versions")
        versions.setTextFormat(Qt.TextFormat.PlainText)
        versions.setProperty("role", "caption")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title, text, versions, buttons):
            column.addWidget(widget)
