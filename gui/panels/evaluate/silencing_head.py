"""What stands over the matrix: what it says, of which layer, Judge or Cancel, and progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.what_if.silence import MEANING
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.thin_progress import ThinProgress

LAYER = "Layer whose filters or units are silenced"


class SilencingHead(QWidget):
    """Title, sentence, layer, button and progress.

    Signals
    -------
    layer_chosen(int)
        Its place among those that are offered.
    pressed()
        Judge, or Cancel while it is busy.
    """

    layer_chosen = Signal(int)
    pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel("Silencing")
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._about = QLabel(MEANING)
        self._about.setObjectName(f"{name}_about")
        self._about.setProperty("role", "muted")
        self._about.setWordWrap(True)
        self._layers = ChoiceBox()
        self._layers.setObjectName(f"{name}_layer")
        self._layers.setAccessibleName(LAYER)
        self._layers.setToolTip(f"{LAYER}.")
        self._layers.activated.connect(self.layer_chosen)
        self._button = QPushButton("Judge")
        self._button.setObjectName(f"{name}_judge")
        self._button.setToolTip("Silence one after the other at the shown step, or stop that.")
        self._button.clicked.connect(self._on_pressed)
        self._progress = ThinProgress(f"{name}_progress", "Judged so far")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self._layers)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._about)
        column.addWidget(self._progress)

    def say(self, title: str, about: str) -> None:
        """Say what was found, and of what that is."""
        self._title.setText(title)
        self._about.setText(about)

    def offer(self, titles: Sequence[str], at: int) -> None:
        """Offer layers, of which one is shown; -1 for none."""
        with QSignalBlocker(self._layers):
            if [self._layers.itemText(i) for i in range(self._layers.count())] != list(titles):
                self._layers.clear()
                self._layers.addItems(titles)
            self._layers.setCurrentIndex(at)
        self._layers.setVisible(len(titles) > 1)

    def show_state(self, *, is_busy: bool, may_judge: bool) -> None:
        """Offer what can be done now."""
        self._button.setText("Cancel" if is_busy else "Judge")
        self._button.setEnabled(is_busy or may_judge)
        self._progress.setVisible(is_busy)

    @Slot(float)
    def show_progress(self, share: float) -> None:
        """Show how far it is, from 0 to 1."""
        self._progress.show_share(share)

    @Slot()
    def _on_pressed(self) -> None:
        self.pressed.emit()
