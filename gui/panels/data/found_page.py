"""The images that a check found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.exploring.exploration import Exploration
from core.exploring.finding import Finding, FindingKind
from core.exploring.parts import PART_WORDS, Place, part_named
from core.index_words import index_words
from gui.judging.class_words import short_name
from gui.panels.data.tile_grid import Tile, TileGrid
from gui.theme.theme import CurrentTheme

MOST = 600  # images
#: Kinds that a corrected label mends.
OF_LABELS = (FindingKind.CONTRADICTION,)


def tiles_of(exploration: Exploration, places: tuple[Place, ...]) -> tuple[Tile, ...]:
    """Return the images at some places, as tiles."""
    found = []
    for place in places[:MOST]:
        part = part_named(exploration.parts, place[0])
        if part is None or place[1] >= len(part):
            continue
        label = int(part.data.labels[part.rows[place[1]]])
        names = exploration.names
        name = short_name(names[label]) if label < len(names) else f"{label}"
        index = index_words(place[1])
        sentence = f"{PART_WORDS[place[0]]} image {index}, called {name}"
        found.append(Tile(part.image(place[1]), name, index, sentence, place))
    return tuple(found)


class FoundPage(QWidget):
    """A sentence, what can be done, and the images; a click makes one the sample.

    Signals
    -------
    back_wanted()
    labels_wanted()
        The labels of these images are to be corrected.
    chosen(Place)
    """

    back_wanted = Signal()
    labels_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.finding: Finding | None = None
        back = QPushButton("← Back", self)
        back.setObjectName(f"{name}_back")
        back.setToolTip("Show the overview of the data again.")
        back.clicked.connect(self.back_wanted)
        self._title, self._detail = QLabel(self), QLabel(self)
        for label, word, role in (
            (self._title, "title", "title"),
            (self._detail, "detail", "muted"),
        ):
            label.setObjectName(f"{name}_{word}")
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._labels = QPushButton("Correct labels", self)
        self._labels.setObjectName(f"{name}_labels")
        self._labels.setToolTip("Walk through these images, and change their labels.")
        self._labels.clicked.connect(self.labels_wanted)
        self.grid = TileGrid(theme, f"{name}_images", "Images that were found")
        self.grid.chosen.connect(self._on_chosen)
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.grid)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addWidget(self._title, 1)
        top.addWidget(self._labels)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.addLayout(top)
        column.addWidget(self._detail)
        column.addWidget(scroll, 1)

    def show_finding(self, finding: Finding, exploration: Exploration) -> None:
        """Show the images of a finding."""
        self.finding = finding
        self._title.setText(finding.text)
        count = len(finding.places)
        more = f" The first {MOST:,} of {count:,} are shown." if count > MOST else ""
        self._detail.setText(f"{finding.detail}{more}")
        self._labels.setVisible(finding.kind in OF_LABELS)
        self.grid.show_tiles(tiles_of(exploration, finding.places))

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        self.chosen.emit(self.grid.tiles[at].place)
