"""What can be copied of the open pages, and as what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from core.ledger.side import Side

if TYPE_CHECKING:
    from core.ledger.page import Page

#: Pages that every number has.
FOR_ALL = (Side.MADE, Side.BLAMED)
COPIES = (
    ("text", "Text"),
    ("latex", "LaTeX"),
    ("numpy", "NumPy snippet that runs"),
)


class CopyMenu(QMenu):
    """Offers to copy those pages that the open number has.

    Parameters
    ----------
    name : str
        ``objectName`` of the ledger.
    is_there : callable
        Asked whenever the menu opens: whether there is a page of a side.

    Signals
    -------
    wanted(Side, str)
        Which page, and the id of what it is to be copied as.
    """

    wanted = Signal(object, str)

    def __init__(
        self, name: str, is_there: Callable[[Side], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_copies")
        self._is_there = is_there
        self.aboutToShow.connect(self._offer)
        self._offers: dict[Side, list[QAction]] = {}
        for side in Side:
            self._offers[side] = [self.addSection(side.value)]
            for kind, text in COPIES:
                action = self.addAction(text)
                action.setObjectName(f"{name}_copy_{side.name.lower()}_{kind}")
                action.triggered.connect(
                    lambda _checked=False, side=side, kind=kind: self.wanted.emit(side, kind)
                )
                self._offers[side].append(action)

    @Slot()
    def _offer(self) -> None:
        for side, actions in self._offers.items():
            for action in actions:
                action.setVisible(side in FOR_ALL or self._is_there(side))


def copied_page(page: Page, kind: str) -> str:
    """Return a page as one of `COPIES`.

    Raises
    ------
    LedgerError
        If there is nothing to copy.
    """
    # wanted by few: not at the start
    if kind == "latex":
        from core.ledger.exports.latex_export import as_latex

        return as_latex(page)
    if kind == "numpy":
        from core.ledger.exports.numpy_export import as_numpy

        return as_numpy(page)
    from core.ledger.exports.text_export import as_text

    return as_text(page)
