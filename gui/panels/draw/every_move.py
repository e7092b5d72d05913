"""All places that a mouse went through, not only the last before each look."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt

_LEFT_OUT = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


class EveryMove:
    """Has every move of the mouse delivered while a stroke is drawn.

    Where a window gets moves faster than it handles them, Qt leaves all but the last of them
    out on some systems: a quick stroke would lose its corners.
    """

    def __init__(self) -> None:
        self._is_wanted = self._were_left_out = False

    def want(self) -> None:
        """Leave no move out from here on."""
        if not self._is_wanted:
            self._is_wanted = True
            self._were_left_out = QCoreApplication.testAttribute(_LEFT_OUT)
            QCoreApplication.setAttribute(_LEFT_OUT, False)

    def be_content(self) -> None:
        """Go back to what Qt does."""
        if self._is_wanted:
            self._is_wanted = False
            QCoreApplication.setAttribute(_LEFT_OUT, self._were_left_out)
