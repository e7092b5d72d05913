"""The images that a lasso caught."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.arrays import IntArray
from core.evaluation.ranking import Ranking, ranked
from core.number_words import counted
from gui.panels.explain.mapped_images import MappedImages
from gui.theme.theme import CurrentTheme
from gui.widgets.gallery_view import GalleryView
from gui.widgets.icon_button import IconButton

LEAST_WIDTH = 312  # three images side by side


class MapGallery(QWidget):
    """Images in order of their loss, the largest first; one that is clicked is the sample.

    Signals
    -------
    image_chosen(int)
        Index of the part.
    closed()
    """

    image_chosen = Signal(int)
    closed = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._indices: IntArray | None = None
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        close = IconButton("close", "Close the gallery", theme, name=f"{name}_close")
        close.clicked.connect(self.closed)
        self._view = GalleryView(theme, f"{name}_images")
        self._view.image_chosen.connect(self.image_chosen)
        self._view.walked.connect(self._keep_in_sight)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._view)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)
        self.setMinimumWidth(LEAST_WIDTH)

    @property
    def indices(self) -> IntArray | None:
        """Indices of the part that are shown; None while it is closed."""
        return self._indices

    @property
    def view(self) -> GalleryView:
        """The images."""
        return self._view

    def show_images(self, mapped: MappedImages, indices: IntArray) -> None:
        """Show images of the part by their indices."""
        verdicts = mapped.verdicts
        self._indices = indices
        wrong = int((~verdicts.is_right[indices]).sum())
        self._title.setText(f"{counted(len(indices), 'image')} · {wrong:,} wrong")
        places = ranked(verdicts, indices, Ranking.LOSS)
        self._view.show_images(mapped, places, Ranking.LOSS, is_mixed=True)

    def forget(self) -> None:
        """Show nothing, and be hidden."""
        self._indices = None
        self.hide()

    @Slot()
    def _keep_in_sight(self) -> None:
        """Scroll to the image that the keyboard came to."""
        if (place := self._view.walked_to) is not None:
            middle = self._view.rect_of(self._view.at(*place)).center()
            self._scroll.ensureVisible(middle.x(), middle.y(), 0, 80)
