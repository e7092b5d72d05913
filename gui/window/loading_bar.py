"""What is being loaded or opened, how far it is, and a way to give it up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QPushButton, QStatusBar

from core.number_text import percent_text
from gui.lab.lab import Lab


class LoadingBar(QObject):
    """Fills a status bar that is in sight only while something is loaded or opened.

    Parameters
    ----------
    lab : Lab
        Loads data and opens runs.
    bar : QStatusBar
    """

    def __init__(self, lab: Lab, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._lab = lab
        self._bar = bar
        self._is_data = False
        self._cancel = QPushButton("&Cancel")
        self._cancel.setObjectName("loading_cancel")
        self._cancel.setProperty("role", "quiet")
        # a click must not take the keys from the field that has them
        self._cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._cancel.clicked.connect(self._on_cancelled)
        bar.addPermanentWidget(self._cancel)
        bar.hide()
        lab.data_loader.advanced.connect(self._on_data)
        lab.run_keeper.tasks.advanced.connect(self._on_task)

    @Slot(float, str)
    def _on_data(self, share: float, text: str) -> None:
        self._show(share, text, is_data=True)

    @Slot(float, str)
    def _on_task(self, share: float, text: str) -> None:
        self._show(share, text, is_data=False)

    def _show(self, share: float, text: str, *, is_data: bool) -> None:
        self._is_data = is_data
        self._bar.setVisible(bool(text))
        self._bar.showMessage(f"{text} {percent_text(share, 0)}" if text else "")

    @Slot()
    def _on_cancelled(self) -> None:
        if self._is_data:
            self._lab.data_loader.give_up()
        else:
            self._lab.run_keeper.tasks.give_up()
