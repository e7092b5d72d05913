"""What is like the chosen sample, and what training would make of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.datasets.sample import Part, Sample
from core.exploring.parts import PART_WORDS
from core.index_words import index_words
from core.number_text import percent_text
from gui.judging.class_words import short_name
from gui.panels.data.exploring import SampleAnswer
from gui.panels.data.tile_grid import Tile, TileGrid
from gui.theme.theme import CurrentTheme

SIDE = 56
TITLE_ROW = 28
LEAST_WIDTH = 300
OFF = "Augmentation is off: images are learned as they are. It is switched on under Experiment."
DRAWN = "Each is one way in which a training step may see this image."


class SampleSection(QWidget):
    """Two rows of images: the nearest of the training part, and changed copies.

    Signals
    -------
    chosen(Place)
        A neighbour was clicked.
    others_wanted()
        Other changed copies are to be drawn.
    """

    chosen = Signal(object)
    others_wanted = Signal()

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sides: list[QWidget] = []
        self._near_title, self._near_words = _heading(f"{name}_near", "Nearest to the sample")
        self._near = TileGrid(theme, f"{name}_near", "Nearest images", side=SIDE)
        self._near.chosen.connect(self._on_chosen)
        self._near.limit_rows(1)
        self._changed_title, self._changed_words = _heading(f"{name}_changed", "Augmented")
        self._changed = TileGrid(theme, f"{name}_changed", "Changed copies", side=SIDE)
        self._changed.limit_rows(1)
        self._others = QPushButton("Others", self)
        self._others.setObjectName(f"{name}_others")
        self._others.setProperty("role", "quiet")
        self._others.setToolTip("Draw other changes at random.")
        self._others.clicked.connect(self.others_wanted)
        top = QHBoxLayout()
        top.addWidget(self._changed_title)
        top.addStretch(1)
        top.addWidget(self._others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._near_title.setFixedHeight(TITLE_ROW)
        for widget in (self._near_title, self._near_words, self._near):
            column.addWidget(widget)
        column.addLayout(top)
        for widget in (self._changed_words, self._changed):
            column.addWidget(widget)
        column.addStretch(1)
        self.show_sample(None, None, ())

    def show_sample(
        self, sample: Sample | None, answer: SampleAnswer | None, names: tuple[str, ...]
    ) -> None:
        """Show what was found of a sample; None while it is not known."""
        if sample is None or answer is None:
            self._near_words.setText(
                "Choose an image to see which training images are like it."
            )
            self._near.show_tiles(())
            self._changed.show_tiles(())
            self._show_changed("", is_on=False)
            return
        part = PART_WORDS.get(sample.part, "drawn")
        which = f"{part} image {index_words(sample.index)}"
        tiles = self._tiles(sample, answer, names)
        self._near_words.setText(self._words(which, sample, tiles, names))
        self._near.show_tiles(tiles)
        copies = answer.changed
        self._changed.show_tiles(
            tuple(
                Tile(image, "", "", f"Changed copy {index_words(at)}")
                for at, image in enumerate(copies)
            )
        )
        self._show_changed(DRAWN if len(copies) else OFF, is_on=bool(len(copies)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def _tiles(
        self, sample: Sample, answer: SampleAnswer, names: tuple[str, ...]
    ) -> tuple[Tile, ...]:
        among = answer.wish.among
        labels = among.data.labels
        found = []
        pairs = zip(answer.nearest.indices, answer.nearest.distances, strict=True)
        for index, distance in pairs:
            at = int(index)
            label = int(labels[among.rows[at]])
            name = _name(names, label)
            away = percent_text(float(distance), 0)
            said = f"Training image {index_words(at)}, {name}: {away} of full ink away"
            is_odd = sample.label is not None and label != sample.label
            found.append(
                Tile(among.image(at), name, away, said, (Part.TRAIN, at), is_odd=is_odd)
            )
        return tuple(found)

    def _words(
        self, which: str, sample: Sample, tiles: tuple[Tile, ...], names: tuple[str, ...]
    ) -> str:
        if sample.label is None or not tiles:
            return f"{which}; distances are root mean squares of full ink"
        called = sum(not tile.is_odd for tile in tiles)
        name = _name(names, sample.label)
        return f"{which}, called {name}; {called} of {len(tiles)} are called so"

    def _show_changed(self, words: str, *, is_on: bool) -> None:
        self._changed_words.setText(words)
        self._changed.setVisible(is_on)
        self._others.setVisible(is_on)

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        self.chosen.emit(self._near.tiles[at].place)


def _name(names: tuple[str, ...], label: int) -> str:
    return short_name(names[label]) if label < len(names) else f"{label}"


def _heading(name: str, title: str) -> tuple[QLabel, QLabel]:
    head, words = QLabel(title), QLabel()
    head.setObjectName(f"{name}_title")
    head.setProperty("role", "title")
    words.setObjectName(f"{name}_words")
    words.setProperty("role", "caption")
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return head, words
