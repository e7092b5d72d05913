"""What Glassbox is, and its versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget
from threadpoolctl import threadpool_info

from core.blas_threads import blas_caps
from core.documents.engine_identity import ENGINE_REVISION
from core.sentence import sentence
from gui.dialogs.dialog_buttons import DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline

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


def engine_lines(environment: Mapping[str, str]) -> str:
    """Return what decides speed and last bits here: kernel, engine, and what caps them."""
    caps = ", ".join(
        f"{name}={sentence(environment[name], 40)}" for name in blas_caps(environment)
    )
    return (
        f"{blas_in_use()}\n"
        f"Engine revision {ENGINE_REVISION} on {platform.system()} {platform.machine()}\n"
        + (f"Capped by the environment: {caps}" if caps else "Not capped by the environment")
    )


class AboutDialog(QDialog):
    """A few sentences and the versions a bug report needs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle("About Glassbox")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = DialogHeadline("Glassbox 0.1", "about_headline")
        text = QLabel(TEXT)
        versions = QLabel(
            f"Python {platform.python_version()} · NumPy {np.__version__} · "
            f"PySide6 {PySide6.__version__} · pyqtgraph {pg.__version__}\n"
            f"{engine_lines(os.environ)}"
        )
        versions.setWordWrap(True)
        versions.setObjectName("about_versions")
        versions.setTextFormat(Qt.TextFormat.PlainText)
        versions.setProperty("role", "caption")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = DialogButtons(self, leave="Close", name="about_dialog")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (title, text, versions, buttons):
            column.addWidget(widget)
