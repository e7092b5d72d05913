"""The film of the steps on the ink."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from core.number_words import counted
from gui.panels.draw.ink_steps import InkFrame
from gui.panels.draw.picture_list import CELL, PictureList
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

FRAME_MS = 350
HEIGHT = 172
TIP = "What was drawn, and what each step on the ink made of it; choose one to go back to it."


class FilmView(QWidget):
    """Pictures in a row, one of which is on the board; plays them one after the other.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    wanted(int)
        Another frame is to be on the board.
    """

    wanted = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._frames: Sequence[InkFrame] = ()
        self._shown: list[tuple[int, str]] = []
        self._place = 0
        self._heading = QLabel()
        self._heading.setObjectName("draw_film_heading")
        self._heading.setProperty("role", "title")
        self._heading.setToolTip(TIP)
        self._play = IconButton("play", "Play the film", theme, name="draw_film_play")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("draw_film_slider")
        self._slider.setAccessibleName("Step on the ink")
        self._slider.setToolTip(TIP)
        self._list = PictureList("draw_film", "Steps on the ink", theme)
        self._list.setToolTip(TIP)
        self._list.setFlow(PictureList.Flow.LeftToRight)
        self._list.setWrapping(False)
        self._list.setFixedHeight(CELL.height() + 24)
        row = QHBoxLayout()
        for part, stretch in ((self._heading, 0), (self._play, 0), (self._slider, 1)):
            row.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._list)
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._on_tick)
        self._play.clicked.connect(self._on_play)
        self._slider.valueChanged.connect(self._on_chosen)
        self._list.currentRowChanged.connect(self._on_chosen)
        theme.changed.connect(self._show_again)
        self.hide()  # before the first step there is nothing to show

    @property
    def is_playing(self) -> bool:
        """Whether it plays by itself."""
        return self._timer.isActive()

    def show_frames(self, frames: Sequence[InkFrame], place: int) -> None:
        """Show these pictures, of which one is on the board; nothing before the first step."""
        is_same = [(id(one.image), one.text) for one in frames] == self._shown
        is_same = is_same and place == self._place
        steps = len(frames) - 1
        self._frames, self._place = frames, place
        self.setVisible(steps > 0)
        if is_same or steps <= 0:  # strokes come often, and have no film
            return
        self._shown = [(id(one.image), one.text) for one in frames]
        self._heading.setText(f"{counted(steps, 'step')} on the ink".capitalize())
        with QSignalBlocker(self._slider), QSignalBlocker(self._list):
            self._slider.setRange(0, max(steps, 0))
            self._slider.setValue(place)
            self._list.cut_to(len(frames))
            for at, frame in enumerate(frames):
                item = self._list.item_at(at)
                item.setText(frame.text)
                image = frame.image
                item.setIcon(QIcon() if image is None else self._list.icon_of(image))
            self._list.setCurrentRow(place)
        self._list.scrollToItem(self._list.item(place))

    def rest(self) -> None:
        """Play no longer."""
        self._timer.stop()
        self._play.show_icon("play", "Play the film")

    def _show_again(self) -> None:
        self._shown = []
        self.show_frames(self._frames, self._place)

    @Slot()
    def _on_play(self) -> None:
        if self.is_playing:
            self.rest()
            return
        self._play.show_icon("pause", "Stop the film")
        self._timer.start()
        self.wanted.emit(0)

    @Slot()
    def _on_tick(self) -> None:
        if self._place + 1 >= len(self._frames):
            self.rest()
        else:
            self.wanted.emit(self._place + 1)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if 0 <= place < len(self._frames) and place != self._place:
            self.rest()
            self.wanted.emit(place)
