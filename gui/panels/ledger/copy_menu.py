"""Pages of the ledger for the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.anatomy.ledger_error import LedgerError
from core.ledger.side import Side

if TYPE_CHECKING:
    from core.ledger.page import Page

#: Pages that every number has.
FOR_ALL = (Side.MADE, Side.BLAMED)
KINDS = (
    ("text", "Text", "Every term and the total, as lines of text."),
    ("latex", "LaTeX", "The formula with its numbers, as LaTeX."),
    (
        "numpy",
        "NumPy snippet that runs",
        "Lines of NumPy that compute the number anew.",
    ),
)


class LedgerCopyMenu(QMenu):
    """Offers every page of the open number as text, LaTeX and code.

    Parameters
    ----------
    name : str
        ``objectName`` of the panel; the menu is called ``{name}_copies``, an action
        ``{name}_copy_{side}_{kind}``.

    Signals
    -------
    reported(str)
        What was copied, or why nothing was.
    """

    reported = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_copies")
        self._pages: Sequence[Page] = ()
        self._actions: dict[Side, list[QAction]] = {}
        self.aboutToShow.connect(self._show_what_is_there)
        for side in Side:
            heading = self.addAction(side.value)  # no section: style sheets hide their texts
            heading.setObjectName(f"{name}_copy_{side.name.lower()}_heading")
            heading.setToolTip("The page that the lines below copy.")
            heading.setEnabled(False)
            self._actions[side] = [heading]
            for kind, text, tip in KINDS:
                action = self.addAction(text)
                action.setToolTip(tip)
                action.setObjectName(f"{name}_copy_{side.name.lower()}_{kind}")
                self._actions[side].append(action)
                action.triggered.connect(
                    lambda _checked=False, side=side, kind=kind: self._copy(side, kind)
                )

    def offer(self, pages: Sequence[Page]) -> None:
        """Offer the pages of another number."""
        self._pages = pages

    @Slot()
    def _show_what_is_there(self) -> None:
        for side, actions in self._actions.items():
            for action in actions:
                action.setVisible(side in FOR_ALL or self._page(side) is not None)

    def _copy(self, side: Side, kind: str) -> None:
        page = self._page(side)
        if page is not None:
            try:
                QGuiApplication.clipboard().setText(_copied(page, kind))
            except LedgerError as error:
                self.reported.emit(str(error))
            else:
                self.reported.emit(f"Copied: {page.title}, {side.value}.")

    def _page(self, side: Side) -> Page | None:
        return next((page for page in self._pages if page.side is side), None)


def _copied(page: Page, kind: str) -> str:
    # wanted by few: not at the start
    if kind == "latex":
        from core.ledger.exports.latex_export import as_latex

        return as_latex(page)
    if kind == "numpy":
        from core.ledger.exports.numpy_export import as_numpy

        return as_numpy(page)
    from core.ledger.exports.text_export import as_text

    return as_text(page)
