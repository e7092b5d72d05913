"""The way one came, in short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.ledger.canvas import Canvas, Face, text_width
from gui.theme.theme import CurrentTheme
from gui.widgets.selection_outline import paint_outline
from gui.widgets.walked_picture import Place, WalkedPicture

HEIGHT = 18
ARROW = "›"
GAP = 5


class LedgerCrumbs(WalkedPicture):
    """Shows the last pages of the way; a click goes back to one of them.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``.

    Signals
    -------
    chosen(int)
        Position of the page in the way.
    """

    chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("The way to this page")
        self._theme = theme
        self._titles: tuple[str, ...] = ()
        self._at = -1
        self._pointed = -1
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every page of the way."""
        return self._titles

    def show_way(self, titles: Sequence[str], at: int) -> None:
        """Show the way up to page `at`."""
        if (tuple(titles), at) != (self._titles, self._at):
            self._titles, self._at = tuple(titles), at
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def placed(self) -> list[tuple[int, QRect]]:
        """Return which pages are shown and where: the last ones, as many as there is room."""
        shown: list[tuple[int, int]] = []
        room = self.width() - text_width("…", Face.SMALL)
        for at in range(self._at, -1, -1):
            width = text_width(self._titles[at], Face.SMALL)
            between = (2 * GAP + text_width(ARROW, Face.SMALL)) if shown else 0
            if shown and width + between > room:
                break
            shown.insert(0, (at, min(width, self.width())))
            room -= width + between
        left = 0 if not shown or shown[0][0] == 0 else text_width("…", Face.SMALL) + GAP
        placed = []
        for at, width in shown:
            placed.append((at, QRect(left, 0, width, HEIGHT)))
            left += width + 2 * GAP + text_width(ARROW, Face.SMALL)
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme.theme
        canvas = Canvas(painter, theme)
        placed = self.placed() if self._at > 0 else []  # one page is no way
        if placed and placed[0][0] > 0:
            canvas.write(QRect(0, 0, 20, HEIGHT), "…", Face.SMALL, theme.dim)
        for at, rect in placed:
            is_here = at == self._at
            color = theme.text if is_here or at == self._pointed else theme.muted
            canvas.write(rect, self._titles[at], Face.SMALL, color)
            if not is_here:
                arrow = QRect(rect.right() + 1 + GAP, 0, 12, HEIGHT)
                canvas.write(arrow, ARROW, Face.SMALL, theme.dim)
        if self.walked_to is not None:
            focused = placed[self.walked_to[1]][1].adjusted(1, 1, -2, -3)
            paint_outline(painter, focused, theme, is_focus=True)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = self._page_at(event)
        is_link = self._pointed >= 0
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._page_at(event)
        if at >= 0:
            self.chosen.emit(at)

    def spoken_value(self) -> str:
        """Return the page that has the keyboard, or the one that is open."""
        placed = self.placed()
        at = self._at if self.walked_to is None else placed[self.walked_to[1]][0]
        return self._titles[at] if 0 <= at < len(self._titles) else "nowhere yet"

    def _grid(self) -> Place:
        return 1, len(self.placed()) if self._at > 0 else 0  # one page is no way

    def _open(self, row: int, column: int) -> None:
        at = self.placed()[column][0]
        if at != self._at:
            self.chosen.emit(at)

    def _page_at(self, event: QMouseEvent) -> int:
        for at, rect in self.placed():
            if rect.contains(event.position().toPoint()) and at != self._at:
                return at
        return -1
