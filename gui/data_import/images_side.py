"""The middle of the import dialog: images, and which of them are shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.data_import.preview import Preview
from core.number_words import counted
from gui.data_import.preview_columns import PreviewColumns
from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme
from gui.widgets.segmented_control import SegmentedControl

BY_CLASS, IN_ORDER = "class", "order"
#: Ten columns of the widest tiles.
WIDTH = 600
_BAR_ROOM = 12


class ImagesSide(QWidget):
    """Shows images by class, in the order of the source, or some that were asked for.

    Parameters
    ----------
    theme : CurrentTheme
    """

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.images = PreviewColumns(theme)
        title = QLabel("As the network will see it")
        title.setObjectName("import_images_title")
        title.setProperty("role", "title")
        self._pointed = QLabel()
        self._pointed.setObjectName("import_pointed")
        self._pointed.setProperty("role", "caption")
        self._pointed.setTextFormat(Qt.TextFormat.PlainText)
        self._others = QPushButton("Others")
        self._others.setObjectName("import_others")
        self._others.setAutoDefault(False)
        self._others.setToolTip("Show other images.")
        self._others.clicked.connect(self.images.show_others)
        self._mode = SegmentedControl(
            [
                (BY_CLASS, "by class", "A column for each class."),
                (IN_ORDER, "in file order", "Images one after the other, as they are read."),
            ],
            name="import_order",
        )
        self._mode.chosen.connect(self._on_mode)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("import_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.images)
        self._scroll.horizontalScrollBar().valueChanged.connect(self.images.update)
        self.images.pointed.connect(self._on_pointed)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(title)
        line.addWidget(self._pointed, 1)
        line.addWidget(self._others)
        line.addWidget(self._mode)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._scroll, 1)
        self.setMinimumWidth(WIDTH)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def show_preview(self, preview: Preview) -> None:
        """Show other images."""
        self.images.show_preview(preview)
        self._fit()

    def show_images(self, images: tuple[int, ...]) -> None:
        """Show only these."""
        self.images.show_images(images)
        self._pointed.setText(f"{counted(len(images), 'image')} asked for")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Use the room there is once it is laid out."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def _fit(self) -> None:
        self.images.fit_height(self._scroll.height() - _BAR_ROOM)

    def _on_mode(self, mode: str) -> None:
        self.images.show_by_class(is_by_class=mode == BY_CLASS)

    def _on_pointed(self, words: str) -> None:
        self._pointed.setText(words)

    def _on_theme(self) -> None:
        self._others.setIcon(icon("dice", self._theme.theme.text))
